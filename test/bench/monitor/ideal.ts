// npm run bench -- monitor --ideal
// What a schedule needs that knows how the family is made: an estimate of the least, and no proof. It plans each look as if the next
// told only whether it is over.
import { seededRandom } from '@signalbox/simulator/random';
import { table } from '../table.ts';
import { type Member, member } from './family.ts';
import { endOf, futures, seenIn } from './futures.ts';

/** Seconds of lag that are worth one call: with it the mean lag is 2 to 4 s. */
const COST = 2;
const LATEST_SECONDS = 12;
const RECORDINGS = 26;
const EVENTS_A_PAGE = 100;

interface Polled {
  readonly calls: number;
  readonly looks: number;
  readonly lag: number;
}

/**
 * The next look, by dynamic programming over ends (soonest first) that are as probable as each other: each look costs COST
 * while the operation goes on, each end the time until the look after it, and none may be seen too late. Looks at other
 * moments than an end would only be later.
 */
function nextLook(ends: readonly number[]): number {
  const at = (index: number) => (ends[index] ?? 0) / 1000;
  const costs = [0];
  let next = 0;
  for (let from = ends.length - 1; from >= 0; from--) {
    let [best, late] = [Number.POSITIVE_INFINITY, 0];
    for (let look = from; look < ends.length && at(look) - at(from) <= LATEST_SECONDS; look++) {
      if (look > from) late += (look - from) * (at(look) - at(look - 1));
      const cost = (ends.length - from) * COST + late + (costs[ends.length - look - 1] ?? 0);
      if (cost < best) [best, next] = [cost, look];
    }
    costs.push(best);
  }
  return ends[next] ?? 0;
}

/** Every look sees all stacks for one call; a description, further pages and one read of each nested stack come to that. */
function watchIdeally(made: Member, seed: number): Polled {
  const { events, stack } = made;
  const [seen, end, random] = [seenIn(made), endOf(events, stack.arn), seededRandom(seed)];
  const nested = new Set(events.filter(({ time }) => time <= end).map(({ stackId }) => stackId)).size - 1;
  let [looks, pages, before, now] = [0, 0, -1, 1000 * (seed % 3)];
  for (;;) {
    const fresh = events.filter(({ stackId, time }) => stackId === stack.arn && time > before && time <= now);
    looks++;
    pages += Math.floor(fresh.length / EVENTS_A_PAGE);
    if (now >= end) return { calls: 1 + looks + pages + nested, looks, lag: (now - end) / 1000 };
    before = now;
    const ends = futures(made, seed, seen, now, random);
    now = ends.length > 0 ? Math.max(nextLook(ends), now + 300) : now + 5000;
  }
}

/** @param sets the first seed and the number of members of each */
export function idealFigures(sets: readonly { readonly first: number; readonly count: number }[]): void {
  const rows = sets.map(({ first, count }) => {
    const polled = Array.from({ length: count }, (_, index) =>
      watchIdeally(member(first + index), first + index),
    );
    const mean = (value: (each: Polled) => number) =>
      polled.reduce((sum, each) => sum + value(each), 0) / polled.length;
    return [
      `${first} to ${first + count - 1}`,
      (RECORDINGS * mean(({ calls }) => calls)).toFixed(0),
      (RECORDINGS * mean(({ looks }) => looks)).toFixed(0),
      mean(({ lag }) => lag).toFixed(1),
      Math.max(...polled.map(({ lag }) => lag)).toFixed(1),
    ];
  });
  console.log(table(['ideal schedule, seeds', 'calls for 26', 'looks', 'lag', 'worst'], rows));
}
