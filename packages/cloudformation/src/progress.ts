import type { Forecast } from '@signalbox/estimate/forecast';
import { type Action, isNestedStack, type Span, secondsOf } from './span.ts';
import { leftAt, type Usual } from './usual.ts';

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
  readonly running: readonly Span[];
}

export interface Left {
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
}

/** A resource that is still to be worked on. */
export interface Pending {
  readonly type: string;
  readonly action: Action;
  readonly usual: Usual;
}

export interface Workload {
  /** Of the phase the operation is in: forward, or back. */
  readonly spans: readonly Span[];
  readonly pending: readonly Pending[];
  readonly usual: (span: Span) => Usual;
  /** False: `pending` may lack some, because no plan was to be read. */
  readonly planned: boolean;
}

/** Resources worked on at once, supposed before anything was seen, and how long it takes to learn better. */
const PRIOR_AT_ONCE = 8;
const PRIOR_SECONDS = 30;
/** The stack's own event follows the last resource's after about so long. */
const TAIL_SECONDS = 2;
/** Without a plan there may be more to come: about this share of the time passed, and at the start about this long. */
const UNPLANNED_SHARE = 0.25;
const UNKNOWN_SECONDS = 60;

/**
 * Time left of the work itself, as for any list schedule: no less than its longest chain that is known,
 * and no less than all the work divided by how much was done at once so far.
 */
export function timeLeft(workload: Workload, now: number, elapsed: number, level = 0.5): number {
  if (workload.spans.length === 0 && workload.pending.length === 0) return UNKNOWN_SECONDS;
  const running = workload.spans.filter(({ endedAt }) => endedAt === undefined);
  const opened = new Set(workload.spans.map(({ stackId }) => stackId));
  // A nested stack whose resources are seen takes what they take.
  const isWork = (span: Span) => !(isNestedStack(span) && opened.has(span.physicalId));
  const rests = running
    .filter(isWork)
    .map((span) => leftAt(workload.usual(span), secondsOf(span, now), level));
  const pending = workload.pending.map(({ usual }) => leftAt(usual, 0, level));
  const spent = workload.spans.filter(isWork).reduce((sum, span) => sum + secondsOf(span, now), 0);
  const atOnce = Math.max(1, (spent + PRIOR_AT_ONCE * PRIOR_SECONDS) / (elapsed + PRIOR_SECONDS));
  const sum = (seconds: readonly number[]) => seconds.reduce((total, each) => total + each, 0);
  const soonest = rests.length === 0 ? 0 : Math.min(...rests);
  const chain = pending.length === 0 ? 0 : soonest + Math.max(...pending);
  const known = Math.max(0, ...rests, chain, (sum(rests) + sum(pending)) / atOnce);
  return known + TAIL_SECONDS + (workload.planned ? 0 : UNPLANNED_SHARE * elapsed);
}

/**
 * Time left, from the work at hand and from how long such operations took before. The history of whole
 * runs knows the dependencies that the work alone does not show; the work knows what hangs right now.
 */
export function left(workload: Workload, now: number, elapsed: number, forecast?: Forecast): Left {
  const at = (level: number) => {
    const work = timeLeft(workload, now, elapsed, level);
    if (forecast === undefined) return work;
    const run = forecast.quantile(level, elapsed) - elapsed;
    const trust = forecast.sampleSize / (forecast.sampleSize + 1);
    return run * trust + work * (1 - trust);
  };
  return { seconds: at(0.5), low: at(0.1), high: at(0.9) };
}

/** The percentage to show after `before` was shown. */
export function percent(elapsed: number, leftSeconds: number, before: number): number {
  const share = (100 * elapsed) / Math.max(1, elapsed + leftSeconds);
  return Math.min(99, Math.max(before, Math.floor(share)));
}
