import type { Forecast } from '@signalbox/estimate/forecast';
import { AT_ONCE, blend, type Task, tasksLeft } from '@signalbox/estimate/plan';
import { isNestedStack, type Span, secondsOf, spanKey } from './span.ts';
import type { Usual } from './usual.ts';

/** How far an operation is. */
export interface Progress {
  readonly elapsedSeconds: number;
  /** Share of the operation's expected time that has passed: never falls, and is 100 only at the end. */
  readonly percent: number;
  /** Time left: median, and the range that holds 8 of 10. */
  readonly left: Left;
  readonly done: number;
  /** Known to be touched in all; grows when nested stacks tell of more. */
  readonly total: number;
  /** Nothing told what is to come: `total` counts only what has begun. */
  readonly unplanned?: boolean;
  readonly running: readonly Span[];
  /** Signature of what the change set is to do, where it is known. */
  readonly shape?: string;
}

export interface Left {
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
}

export interface Workload {
  /** Of the phase the operation is in: forward, or back. */
  readonly spans: readonly Span[];
  /** Resources that are still to be worked on. */
  readonly pending: readonly Task[];
  readonly usual: (span: Span) => Usual;
  /** False: `pending` may lack some, because no plan was to be read. */
  readonly planned: boolean;
}

/** How long it takes to learn how many resources are worked on at once. */
const PRIOR_SECONDS = 30;
/** The stack's own event follows the last resource's after about so long. */
const TAIL_SECONDS = 2;
/** Without a plan there may be more to come: about this share of the time passed, and at the start about this long. */
const UNPLANNED_SHARE = 0.25;
const UNKNOWN_SECONDS = 60;

/** Time left of the work itself, with as much done at once as so far. */
export function timeLeft(workload: Workload, now: number, elapsed: number, level = 0.5): number {
  if (workload.spans.length === 0 && workload.pending.length === 0) return UNKNOWN_SECONDS;
  const opened = new Set(workload.spans.map(({ stackId }) => stackId));
  // A nested stack whose resources are seen takes what they take.
  const isSeenInto = (span: Span) => isNestedStack(span) && opened.has(span.physicalId);
  const work = workload.spans.filter((span) => !isSeenInto(span));
  const isRunning = ({ endedAt }: Span) => endedAt === undefined;
  const running = work.filter(isRunning).map((span) => underWay(span, workload.usual(span), now));
  const inside = new Set(workload.spans.filter((span) => isRunning(span) && isSeenInto(span)).map(spanKey));
  const spent = work.reduce((sum, span) => sum + secondsOf(span, now), 0);
  const atOnce = Math.max(1, (spent + AT_ONCE * PRIOR_SECONDS) / (elapsed + PRIOR_SECONDS));
  const known = tasksLeft(
    [...running, ...workload.pending.map((task) => unlessInside(task, inside))],
    level,
    atOnce,
  );
  return known + TAIL_SECONDS + (workload.planned ? 0 : UNPLANNED_SHARE * elapsed);
}

/** A task that waits for a nested stack whose resources are seen waits for some of these: nobody knows which. */
function unlessInside({ after, ...task }: Task, nested: ReadonlySet<string>): Task {
  return after === undefined || after.some((id) => nested.has(id)) ? task : { ...task, after };
}

export const underWay = (span: Span, work: Usual, now: number): Task => ({
  id: spanKey(span),
  work,
  elapsed: secondsOf(span, now),
  ready: span.configuredAt !== undefined,
});

/** Time left, from the work at hand and from how long such operations took before. */
export function left(workload: Workload, now: number, elapsed: number, forecast?: Forecast): Left {
  const at = (level: number) =>
    blend(
      forecast,
      (runs) => runs.quantile(level, elapsed) - elapsed,
      () => timeLeft(workload, now, elapsed, level),
    );
  return { seconds: at(0.5), low: at(0.1), high: at(0.9) };
}

/** The percentage to show after `before` was shown. */
export function percent(elapsed: number, leftSeconds: number, before: number): number {
  const share = (100 * elapsed) / Math.max(1, elapsed + leftSeconds);
  return Math.min(99, Math.max(before, Math.floor(share)));
}
