import { LONGEST_HISTORY } from './series.ts';
import { type FinishedRun, NOTHING, successes } from './shape.ts';
import { median } from './work.ts';

/** One run as the method sees it: ln(seconds), or a success that took so long that something else was wrong. */
export type Observation = number | 'stall';

/** A success this many times the recent median is of another kind (a manual gate, a re-run). */
const STALL_FACTOR = 8;
const RECENT = 15;
/** From fewer earlier runs nobody can tell what is usual: the first may have been the odd one. */
const ENOUGH = 5;
/** So large a share that comes again, half of it within so little (of ln) of its middle, is a second mode. */
const MODE_SHARE = 0.04;
const MODE_SPREAD = 0.2;
/** So many of them in a row are no stalls but the new normal; two are enough when they are alike. */
const NEW_REGIME = 3;
const ALIKE = 0.12;
/** The registry counts whole seconds, so a shorter run is not told from this one. */
const SHORTEST_SECONDS = 1;

/** The successes that had ended by `now`, oldest first, the stalls among them set apart. */
export function sample(runs: readonly FinishedRun[], now: number): Observation[] {
  const inOrder = successes(runs).filter(({ endedAt, shape }) => endedAt <= now && shape !== NOTHING);
  const logSeconds = scatterTies(inOrder)
    .slice(-LONGEST_HISTORY)
    .map(({ seconds }) => Math.log(Math.max(SHORTEST_SECONDS, seconds)));
  return separateStalls(logSeconds);
}

function separateStalls(values: readonly number[]): Observation[] {
  const stalls = stallsIn(values);
  const seconds = [...stalls].map((i) => values[i] ?? 0);
  return isMode(seconds, values.length)
    ? [...values]
    : values.map((each, i) => (stalls.has(i) ? 'stall' : each));
}

/** The places of those that are far above the ones before, and not the new normal. */
function stallsIn(values: readonly number[]): Set<number> {
  const stalls = new Set<number>();
  const normal: number[] = [];
  let suspects: number[] = [];
  for (const [i, value] of values.entries()) {
    const judged = normal.length >= ENOUGH;
    if (judged && value > median(normal.slice(-RECENT)) + Math.log(STALL_FACTOR)) {
      suspects.push(value);
      stalls.add(i);
      if (!isNewNormal(suspects)) continue;
      for (let back = 0; back < suspects.length; back++) stalls.delete(i - back);
      normal.push(...suspects);
    } else normal.push(value);
    suspects = [];
  }
  return stalls;
}

/** Whether they are a second kind of run that comes again and again: enough of them, and most of them alike. */
function isMode(suspects: readonly number[], among: number): boolean {
  if (suspects.length < Math.max(NEW_REGIME, MODE_SHARE * among)) return false;
  const middle = median(suspects);
  return median(suspects.map((each) => Math.abs(each - middle))) <= MODE_SPREAD;
}

function isNewNormal(suspects: readonly number[]): boolean {
  const [first = 0, second = Number.POSITIVE_INFINITY] = suspects;
  return suspects.length >= NEW_REGIME || Math.abs(first - second) < ALIKE;
}

/**
 * Runs that ended at the same time have no order, but have to be given one, the same whatever the order they came in.
 * By size they would look like a trend; multiples of the golden section put large and small evenly among each other.
 */
function scatterTies(runs: readonly FinishedRun[]): readonly FinishedRun[] {
  let rank = 0;
  const keyed = runs.map((run, i) => {
    rank = run.endedAt === runs[i - 1]?.endedAt ? rank + 1 : i;
    return { run, key: (rank * GOLDEN_SECTION) % 1 };
  });
  return keyed.sort((a, b) => a.run.endedAt - b.run.endedAt || a.key - b.key).map(({ run }) => run);
}

const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;
