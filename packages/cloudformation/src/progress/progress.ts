import type { Forecast } from '@signalbox/estimate/forecast';
import { AT_ONCE, blend, type Task, tasksRemaining } from '@signalbox/estimate/plan';
import type { Work } from '@signalbox/estimate/work';
import { isNestedStack, type Span, secondsOf, spanKey } from '../model/span.ts';
import type { DurationBaseline } from './baseline.ts';
import { type Monitoring, remainingMonitoring } from './monitoring.ts';

/** How far an operation is. */
export interface Progress {
  readonly elapsedSeconds: number;
  /** Share of the operation's expected time that has passed: never falls, and is 100 only at the end. */
  readonly percent: number;
  /** Time left: median, and the range that holds 8 of 10. */
  readonly remaining: Remaining;
  readonly done: number;
  /** Known to be touched in all; grows when nested stacks tell of more. */
  readonly total: number;
  /** Nothing told what is to come: `total` counts only what has begun. */
  readonly unplanned?: boolean;
  readonly running: readonly Span[];
  /** Signature of what the change set is to do, where it is known. */
  readonly shape?: string;
  /** CloudFormation watches what was deployed. */
  readonly monitoring?: Monitoring;
}

interface Remaining {
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
}

export interface Workload {
  /** Of the phase the operation is in: forward, or back. */
  readonly spans: readonly Span[];
  /** Resources that are still to be worked on. */
  readonly pending: readonly Task[];
  readonly baseline: (span: Span) => DurationBaseline;
  /** False: `pending` may lack some, because no plan was to be read. */
  readonly planned: boolean;
  /** When the phase began, and until when all of a stack is known: milliseconds since the epoch. */
  readonly began: number;
  readonly seenAt: (stackId: string) => number | undefined;
  /** How long CloudFormation itself watches after the last resource. */
  readonly monitorSeconds: number;
}

/** How long it takes to learn how many resources are worked on at once. */
const PRIOR_SECONDS = 30;
/** The stack's own event follows the last resource's after about so long. */
const TAIL_SECONDS = 2;
/** Without a plan there may be more to come: about this share of the time passed, and at the start about this long. */
const UNPLANNED_SHARE = 0.25;
const UNKNOWN_SECONDS = 60;

/** What remains of a workload: what is under way, and what waits. */
export interface Rest {
  readonly running: readonly UnderWay[];
  readonly pending: readonly Task[];
  /** How much is done at once. */
  readonly atOnce: number;
}

/** A task under way, as it was seen so many seconds ago: it may be over since. */
interface UnderWay extends Task {
  readonly elapsed: number;
  readonly stale: number;
}

export function restOf({ spans, baseline, pending, seenAt, began }: Workload, now: number): Rest {
  const lastIn = new Map<string, number>();
  for (const { stackId, startedAt, endedAt = startedAt } of spans)
    lastIn.set(stackId, Math.max(endedAt, lastIn.get(stackId) ?? 0));
  // A nested stack whose resources are seen takes what they take; in one that is over nothing runs or waits.
  const isSeenInto = (span: Span) => isNestedStack(span) && lastIn.has(span.physicalId);
  const isRunning = ({ endedAt }: Span) => endedAt === undefined;
  const over = stacksOver(spans);
  const work = spans.filter((span) => !isSeenInto(span));
  const running = work.filter((span) => isRunning(span) && !over.has(span.stackId));
  const busy = new Set(running.map(({ stackId }) => stackId));
  const inside = spans.filter((span) => isRunning(span) && isSeenInto(span) && !over.has(span.stackId));
  const closing = inside
    .filter(({ physicalId }) => !busy.has(physicalId))
    .map((span) => closingOf(span, Math.max(0, now - (lastIn.get(span.physicalId) ?? now)) / 1000));
  const keys = new Set(inside.map(spanKey));
  const spent = work.reduce((sum, span) => sum + secondsOf(span, now), 0);
  const staleness = ({ stackId }: Span) => Math.max(0, now - (seenAt(stackId) ?? now)) / 1000;
  return {
    running: [
      ...running.map((span) => ({ ...underWay(span, baseline(span), now), stale: staleness(span) })),
      ...closing,
    ],
    pending: pending
      .filter(({ id }) => !over.has(id.slice(0, id.indexOf(' '))))
      .map((task) => unlessInside(task, keys)),
    atOnce: Math.max(
      1,
      (spent + AT_ONCE * PRIOR_SECONDS) / (Math.max(0, now - began) / 1000 + PRIOR_SECONDS),
    ),
  };
}

/** Nested stacks whose parents say that they are over, and what is nested in these. */
function stacksOver(spans: readonly Span[]): ReadonlySet<string> {
  const latest = new Map<string, Span>();
  for (const span of spans)
    if (isNestedStack(span) && span.physicalId !== '') latest.set(span.physicalId, span);
  const over = new Set<string>();
  // A parent's span comes before those of what is nested in it.
  for (const [stackId, { endedAt, stackId: parent }] of latest)
    if (endedAt !== undefined || over.has(parent)) over.add(stackId);
  return over;
}

/**
 * A nested stack in which nothing is seen to run is at its end, or between two resources: its parent told of the end 0.4
 * to 24 s later in the recordings. The longer that takes already, the longer it may still.
 */
const CLOSING: Work = { seconds: 5, shape: 1.3, samples: 0 };
const closingOf = (span: Span, elapsed: number): UnderWay => ({
  ...{ id: spanKey(span), work: CLOSING, elapsed, stale: 0 },
});

/** Time left of the work itself, with as much done at once as so far. */
function remainingAtLevel(workload: Workload, now: number, elapsed: number, level = 0.5): number {
  const watched = remainingMonitoringSeconds(workload, now);
  if (workload.spans.length === 0 && workload.pending.length === 0) return UNKNOWN_SECONDS + watched;
  const { running, pending, atOnce } = restOf(workload, now);
  const known = watched + tasksRemaining([...running, ...pending], level, atOnce);
  return known + TAIL_SECONDS + (workload.planned ? 0 : UNPLANNED_SHARE * elapsed);
}

/** Seconds that CloudFormation itself watches before it ends the operation, at least. */
export const remainingMonitoringSeconds = (
  { monitorSeconds, spans, pending }: Workload,
  now: number,
): number => remainingMonitoring(monitorSeconds, { spans, waits: pending.length > 0 }, now);

/** A task that waits for a nested stack whose resources are seen waits for some of these: nobody knows which. */
function unlessInside({ after, ...task }: Task, nested: ReadonlySet<string>): Task {
  return after === undefined || after.some((id) => nested.has(id)) ? task : { ...task, after };
}

export const underWay = (span: Span, work: DurationBaseline, now: number) => ({
  id: spanKey(span),
  work,
  elapsed: secondsOf(span, now),
  ready: span.configuredAt !== undefined,
});

/** Time left, from the work at hand and from how long such operations took before. */
export function timeRemaining(
  workload: Workload,
  now: number,
  elapsed: number,
  forecast?: Forecast,
): Remaining {
  const at = (level: number) =>
    blend(
      forecast,
      (runs) => runs.quantile(level, elapsed) - elapsed,
      () => remainingAtLevel(workload, now, elapsed, level),
    );
  return { seconds: at(0.5), low: at(0.1), high: at(0.9) };
}

/** The percentage to show after `before` was shown. */
export function percent(elapsed: number, remainingSeconds: number, before: number): number {
  const share = (100 * elapsed) / Math.max(1, elapsed + remainingSeconds);
  return Math.min(99, Math.max(before, Math.floor(share)));
}
