import { endsByUnlessOdd, remainingAt, survivalOf, type Work, workFrom } from '@signalbox/estimate/work';
import { type Attempt, attempts } from '../model/attempt.ts';
import { isOfStackItself, type StackEvent } from '../model/stack-event.ts';
import { isCleanup, isRollback, type Operation } from '../model/status.ts';

/**
 * Landmark analysis (van Houwelingen, Scandinavian Journal of Statistics 34, 2007): how long earlier runs still went on
 * after an event is a sharper forecast the later the event, and holds for what is between the resources, too.
 */
export interface Landmarks {
  /** From the event to the end, by what tells the event. */
  readonly remaining: ReadonlyMap<string, Work>;
  /** Earlier runs, of which the oldest may be known from its middle on only. */
  readonly runs: number;
  /** These runs failed: what is planned was never done, what is undone takes other times, and neither tells their end. */
  readonly failed: boolean;
}

/** Going forward to success, or back after a failure: the one tells nothing of the other. */
export type Direction = 'forward' | 'back';

/** An earlier run, as far as it is known. */
interface PastRun {
  readonly attempt: Attempt;
  /** Milliseconds since the epoch; it may have begun before. */
  readonly from: number;
  readonly until: number;
}

/** A run that is known from its middle on, because a page of events begins there, tells of its end all the same. */
export function pastRuns(own: readonly StackEvent[]): PastRun[] {
  return attempts(own).flatMap((attempt, index) => {
    if (attempt.decided === undefined) return [];
    const isWhole = attempt.startedAt < attempt.decided.at;
    const status = own.find(isOfStackItself)?.status ?? '';
    if (!isWhole && (index > 0 || !tellsItsEnd(status))) return [];
    return [
      { attempt, from: isWhole ? attempt.startedAt : Number.NEGATIVE_INFINITY, until: attempt.decided.at },
    ];
  });
}

/** The outcome's own event, and not that of the cleanup after it. */
const tellsItsEnd = (status: string) => isCleanup(status) || /^(CREATE|ROLLBACK)_COMPLETE$/.test(status);

const keyOf = ({ stackId, logicalId, status, detailedStatus = '' }: StackEvent) =>
  `${stackId} ${logicalId} ${status} ${detailedStatus}`;

/** The first event of each kind, and its time. */
function firsts(events: readonly StackEvent[], from: number, until: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const event of events) {
    if (event.time < from || event.time >= until || found.has(keyOf(event))) continue;
    found.set(keyOf(event), event.time);
  }
  return found;
}

/** @param events of each stack, oldest first */
export function learnLandmarks(
  events: readonly StackEvent[],
  runs: readonly PastRun[],
  direction: Direction,
): Landmarks {
  const samples = new Map<string, number[]>();
  for (const { attempt, from, until } of runs) {
    const since = direction === 'back' ? (attempt.rollbackSince ?? from) : from;
    for (const [key, at] of firsts(events, since, until)) {
      const earlier = samples.get(key) ?? [];
      earlier.push((until - at) / 1000);
      samples.set(key, earlier);
    }
  }
  const remaining = new Map<string, Work>();
  for (const [key, seconds] of samples) {
    const work = workFrom(seconds);
    if (work !== undefined) remaining.set(key, work);
  }
  const failed = runs.some(({ attempt }) => attempt.rollbackSince !== undefined);
  return { remaining, runs: runs.length, failed };
}

/**
 * The runs whose landmarks are to be used: those that went the same way to the same end. Where none that went forward
 * succeeded, those that failed: nothing else is known, and what always failed is likely to fail again.
 */
export function wentAlike<Run extends { readonly attempt: Attempt }>(
  runs: readonly Run[],
  operation: Operation,
  direction: Direction,
): readonly Run[] {
  const kind = runs.filter(({ attempt }) => attempt.operation === operation);
  if (direction === 'back') return kind.filter(({ attempt }) => attempt.rollbackSince !== undefined);
  const well = kind.filter(
    ({ attempt: { rollbackSince, decided } }) =>
      rollbackSince === undefined && (decided?.outcome === 'succeeded' || isRollback(operation)),
  );
  return well.length > 0 ? well : kind;
}

interface Passing {
  /** Of the attempt, in the direction it goes now. */
  readonly events: readonly StackEvent[];
  readonly now: number;
  /** Until when all of a stack's events are known. */
  readonly seenAt: (stackId: string) => number | undefined;
}

/** So many of the sharpest are weighed against each other: the very sharpest may be so by chance. */
const SHARPEST = 5;
/** Of those that always came and did not yet, the farthest from the end. */
const FARTHEST = 3;
const ALWAYS = 0.8;
/** As if one more run had been, in which what always came did not. */
const DOUBT = 1;

/** What landmarks say of the end. */
export interface ByLandmarks {
  /** Probability that it comes within so many seconds; undefined where none was passed. */
  readonly endsWithin: ((seconds: number) => number) | undefined;
  /** The most that a probability may be, because of what is always to come first. */
  readonly bounded: (probability: number, seconds: number) => number;
  readonly runs: number;
  readonly failed: boolean;
}

/** Undefined where no earlier run is known. */
export function endsByLandmarks(
  { remaining, runs, failed }: Landmarks,
  { events, now, seenAt }: Passing,
): ByLandmarks | undefined {
  if (runs === 0) return undefined;
  const passed = new Map<string, number>();
  for (const event of events) {
    const key = keyOf(event);
    if (!passed.has(key)) passed.set(key, event.time);
  }
  const behind = [...passed]
    .flatMap(([key, at]) => {
      const work = remaining.get(key);
      if (work === undefined) return [];
      const elapsed = Math.max(0, now - at) / 1000;
      const spread = remainingAt(work, elapsed, 0.9) - remainingAt(work, elapsed, 0.1);
      return [{ work, elapsed, weight: 1 / (spread + 0.5) ** 2 }];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, SHARPEST);
  const total = behind.reduce((sum, { weight }) => sum + weight, 0);
  const byThese = (seconds: number) =>
    behind.reduce(
      (sum, { work, elapsed, weight }) => sum + weight * endsByUnlessOdd(work, elapsed, seconds),
      0,
    ) / total;
  const ahead = [...remaining]
    .filter(([key, { samples }]) => samples >= ALWAYS * runs && !passed.has(key))
    .flatMap(([key, work]) => {
      const seen = seenAt(key.slice(0, key.indexOf(' ')));
      return seen === undefined ? [] : [{ work, stale: Math.max(0, now - seen) / 1000 }];
    })
    .toSorted((a, b) => b.work.seconds - b.stale - (a.work.seconds - a.stale))
    .slice(0, FARTHEST)
    .map((each) => {
      const comes = behind.length === 0 ? 1 : 1 - byThese(Math.max(0, each.work.seconds - each.stale));
      const prior = each.work.samples / (each.work.samples + DOUBT);
      return { ...each, trust: (prior * comes) / (prior * comes + 1 - prior) };
    });
  return {
    endsWithin: behind.length === 0 ? undefined : byThese,
    bounded: (probability, seconds) =>
      ahead.reduce(
        (least, { work, stale, trust }) =>
          Math.min(
            least,
            (1 - trust) * probability + trust * Math.min(probability, 1 - survivalOf(work, stale + seconds)),
          ),
        probability,
      ),
    runs,
    failed,
  };
}
