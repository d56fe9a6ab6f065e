// What a tracker tells of how its resources under way keep to their usual time.
import { quantileOf } from '@signalbox/estimate/work';
import { type Span, secondsOf, spanKey } from '../model/span.ts';
import type { DurationBaseline } from './baseline.ts';
import { limits, mayStall, type Timing, timing } from './stall.ts';
import type { Tracker } from './tracker.ts';

/** A span under way, and how it keeps to its usual time. */
export interface TimedSpan {
  readonly span: Span;
  readonly timing: Timing;
  readonly elapsedSeconds: number;
  readonly usualSeconds: number;
  /** Seconds until it would count as stalled. */
  readonly stallsIn: number;
  /** Why it counts as stalled, whatever the time. */
  readonly evidence?: string;
}

export const timedSpans = (tracker: Tracker, now: number): readonly TimedSpan[] =>
  running(tracker)
    .filter(mayStall)
    .map((span) => timed(tracker, span, now));

const running = ({ record }: Tracker) => record.spans.filter(({ endedAt }) => endedAt === undefined);

/** A resource may have ended since its stack was polled: until then it is judged. */
function timed({ history, seenAt, suspected, options }: Tracker, span: Span, now: number): TimedSpan {
  const elapsedSeconds = secondsOf(span, Math.min(now, seenAt.get(span.stackId) ?? now));
  const baseline = history.baseline(span);
  const bounds = limits(span.type, baseline, options.stallAfter);
  const stallsIn = bounds.stalled - secondsOf(span, now);
  const evidence = suspected.get(spanKey(span));
  const common = { span, elapsedSeconds, usualSeconds: baseline.seconds, stallsIn };
  return evidence === undefined
    ? { ...common, timing: timing(elapsedSeconds, bounds) }
    : { ...common, timing: 'stalled', evidence };
}

/** Late is what takes longer than so many of its kind. */
const LATE_LEVEL = 0.8;

/** A nested stack that takes longer than most. */
export const isLate = (tracker: Tracker, stackId: string, now: number): boolean =>
  late(tracker, now, ({ physicalId }) => physicalId === stackId).length > 0;

/** Of the resources under way in a nested stack: the baselines of those that take longer than most. */
export const lateIn = (tracker: Tracker, stackId: string, now: number): readonly DurationBaseline[] =>
  late(tracker, now, (span) => span.stackId === stackId && mayStall(span));

const late = (tracker: Tracker, now: number, isMeant: (span: Span) => boolean): readonly DurationBaseline[] =>
  running(tracker)
    .filter(isMeant)
    .map((span) => ({ seconds: secondsOf(span, now), baseline: tracker.history.baseline(span) }))
    .filter(({ seconds, baseline }) => seconds > quantileOf(baseline, LATE_LEVEL))
    .map(({ baseline }) => baseline);
