// How an operation of the family may still end, for one who sees all of its events so far and knows how the family is made.
import { attempts } from '@signalbox/cloudformation/attempt';
import { isOfStackItself, type StackEvent } from '@signalbox/cloudformation/stack-event';
import { seededRandom } from '@signalbox/simulator/random';
import { FAILING, type Member, normal, PART_SPREAD, RUN_SPREAD, withTimes } from './family.ts';
import { play } from './play.ts';

/** Spread of ln(seconds) of what no earlier run tells: between stacks of a deletion, within a type of an undoing. */
const DELETION_SPREAD = 0.43;
const UNDO_SPREAD = 0.25;
const SAMPLES = 150;
const TRIES = 40;

type Random = () => number;
/** When the work on each resource began and ended, by its stack and name. */
type Times = Map<string, { from: number; to?: number }>;

/** What there is to be seen of an operation. */
export interface Seen {
  readonly forward: Times;
  readonly back: Times;
  readonly failedAt: number;
}

export const endOf = (events: readonly StackEvent[], arn: string): number =>
  attempts(events.filter(({ stackId }) => stackId === arn)).at(-1)?.decided?.at ?? events.at(-1)?.time ?? 0;

const failureIn = (events: readonly StackEvent[]) =>
  events.find(({ status }) => status.endsWith('_FAILED'))?.time ?? Number.POSITIVE_INFINITY;

const keyOf = (stackId: string, logicalId: string) => `${stackId} ${logicalId}`;

export function seenIn({ events, stack }: Member): Seen {
  const turned = events.find(({ physicalId, status }) => physicalId === stack.arn && /ROLLBACK/.test(status));
  const seen = { forward: new Map(), back: new Map(), failedAt: failureIn(events) };
  for (const event of events.filter((each) => !isOfStackItself(each))) {
    const times: Times = turned && event.time >= turned.time ? seen.back : seen.forward;
    const key = keyOf(event.stackId, event.logicalId);
    const known = times.get(key) ?? { from: event.time };
    times.set(key, event.status.endsWith('_COMPLETE') ? { ...known, to: event.time } : known);
  }
  return seen;
}

/**
 * Ends that are as probable as each other at a moment, the soonest first. What is over took its time, what is under way takes
 * longer than so far. It knows more than anybody could: all pauses of CloudFormation, and how likely a failure is.
 */
export function futures(made: Member, seed: number, seen: Seen, now: number, random: Random): number[] {
  const { root, action, fault } = made.plan;
  const failed = seen.failedAt <= now;
  const over = [...seen.forward.values()].filter(({ to = Number.POSITIVE_INFINITY }) => to <= now).length;
  const [spread, run] =
    action === 'DELETE'
      ? [DELETION_SPREAD, 0]
      : [PART_SPREAD, 1 / Math.sqrt(1 / RUN_SPREAD ** 2 + over / PART_SPREAD ** 2)];
  const ends: number[] = [];
  for (let tries = 0; ends.length < SAMPLES && tries < 8 * SAMPLES; tries++) {
    const pace = Math.exp(run * normal(random));
    const plan = withTimes(root, ({ id, seconds, undoSeconds }, { arn }) => {
      const drawn = (usual: number, around: number, times: Times) => {
        const { from = now, to = Number.POSITIVE_INFINITY } = times.get(keyOf(arn, id)) ?? {};
        return to <= now ? usual : longerThan(Math.max(0, now - from) / 1000, usual, around, random);
      };
      return {
        seconds: failed ? seconds : drawn(seconds * pace, spread, seen.forward),
        undoSeconds: drawn(undoSeconds, UNDO_SPREAD, seen.back),
      };
    });
    const next =
      random() < FAILING
        ? { place: random(), share: 0.2 + 0.8 * random(), rollback: !made.disableRollback }
        : undefined;
    const events = play(plan, action, seededRandom(seed), failed ? fault : next);
    if (!failed && failureIn(events) <= now) continue;
    const end = endOf(events, root.arn);
    if (end > now) ends.push(end);
  }
  return ends.sort((a, b) => a - b);
}

function longerThan(elapsed: number, usual: number, spread: number, random: Random): number {
  for (let tries = 0; tries < TRIES; tries++) {
    const seconds = usual * Math.exp(spread * normal(random));
    if (seconds > elapsed) return seconds;
  }
  return elapsed * (1 - 0.05 * Math.log(1 - random())) + 0.01;
}
