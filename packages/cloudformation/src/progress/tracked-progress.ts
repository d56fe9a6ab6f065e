// What a tracker tells of how far its attempt is and when it ends.
import { AT_ONCE, tasksRemaining } from '@signalbox/estimate/plan';
import type { Attempt } from '../model/attempt.ts';
import { spanKey } from '../model/span.ts';
import { isRollback, type Outcome } from '../model/status.ts';
import { undoing } from './baseline.ts';
import { endsWithin } from './ends-within.ts';
import { endsByLandmarks, type Landmarks } from './landmark.ts';
import { isMonitored, monitoringNow } from './monitoring.ts';
import { isBack, notBegun, notUndone, type Planned, tasksOf } from './plan.ts';
import { type Progress, percent, timeRemaining, type Workload } from './progress.ts';
import { forecastOf, shapeOfChanges, type Tracker } from './tracker.ts';

const NOTHING: Progress = {
  elapsedSeconds: 0,
  percent: 0,
  remaining: { seconds: 0, low: 0, high: 0 },
  done: 0,
  total: 0,
  running: [],
};

export function progressOf(tracker: Tracker, now: number): Progress {
  const { attempt, changes } = tracker;
  if (attempt === undefined) return NOTHING;
  const { decided } = attempt;
  const elapsedSeconds = elapsedOf(attempt, now);
  const workload = workloadOf(tracker, attempt);
  const { spans, pending } = workload;
  const running = spans.filter(({ endedAt }) => endedAt === undefined);
  const remaining = decided
    ? NOTHING.remaining
    : timeRemaining(workload, now, elapsedSeconds, forecastOf(tracker));
  const shown = decided
    ? at100(decided.outcome, tracker.shown)
    : percent(elapsedSeconds, remaining.seconds, tracker.shown);
  const total = new Set(spans.map(spanKey)).size + pending.length;
  const done = total - pending.length - new Set(running.map(spanKey)).size;
  const shape = shapeOfChanges(tracker);
  const seen = { spans, planned: workload.planned, waits: pending.length > 0 };
  const monitoring = isMonitored(attempt) ? monitoringNow(tracker.monitoring, seen, now) : undefined;
  const isOpaque = changes?.some(({ opaque }) => opaque) ?? false;
  return {
    ...{ elapsedSeconds, percent: shown, remaining, done, total, running },
    ...(shape && { shape }),
    ...(monitoring && { monitoring }),
    ...((!workload.planned || isOpaque) && !decided && { unplanned: true }),
  };
}

/** The tracker that has shown this progress: no later one shows less. */
export const withShown = (tracker: Tracker, { percent }: Progress): Tracker => ({
  ...tracker,
  shown: percent,
});

/** All of it is done only by success. */
const at100 = (outcome: Outcome, shown: number) => (outcome === 'succeeded' ? 100 : Math.min(99, shown));

const elapsedOf = ({ startedAt, decided }: Attempt, now: number) =>
  Math.max(0, ((decided?.at ?? now) - startedAt) / 1000);

function workloadOf(tracker: Tracker, attempt: Attempt): Workload {
  const { startedAt, operation } = attempt;
  const rollbackSince = attempt.rollbackSince ?? (isRollback(operation) ? startedAt : undefined);
  const back = rollbackSince !== undefined;
  const spans = tracker.record.spans.filter((span) => isBack(span, rollbackSince) === back);
  const work = pendingWork(tracker, attempt);
  const baseline = back ? undoing(tracker.history.baseline) : tracker.history.baseline;
  return {
    spans,
    pending: tasksOf(work ?? [], baseline, back ? undefined : tracker.order),
    baseline,
    planned: work !== undefined,
    began: rollbackSince ?? startedAt,
    monitorSeconds: isMonitored(attempt) ? (tracker.monitoring?.seconds ?? 0) : 0,
    seenAt: (stackId) => tracker.seenAt.get(stackId),
  };
}

function pendingWork(tracker: Tracker, attempt: Attempt): readonly Planned[] | undefined {
  const { spans } = tracker.record;
  const { operation, rollbackSince } = attempt;
  if (rollbackSince !== undefined) return notUndone(spans, rollbackSince, operation === 'CREATE');
  const work = tracker.changes ?? tracker.history.lastWork(tracker.options.rootId, operation);
  return work.length === 0 ? undefined : notBegun(work, spans);
}

const landmarksOf = (tracker: Tracker, { operation, rollbackSince }: Attempt): Landmarks =>
  tracker.history.landmarks(tracker.options.rootId, operation, {
    direction: rollbackSince === undefined ? 'forward' : 'back',
    shape: shapeOfChanges(tracker),
  });

/** Whether earlier runs tell when the end comes. */
export const isKnown = (tracker: Tracker): boolean =>
  tracker.attempt !== undefined && landmarksOf(tracker, tracker.attempt).runs > 0;

/** Whether earlier runs tell how long it takes in all: a whole one that succeeded, or where none did, what failed before. */
export const isForecast = (tracker: Tracker): boolean =>
  forecastOf(tracker) !== undefined ||
  (tracker.attempt !== undefined && landmarksOf(tracker, tracker.attempt).failed);

/** What is quicker than most. */
const EARLY_LEVEL = 0.3;
/** What is undone at once may be more than what is usually worked on at once. */
const UNDONE_AT_ONCE = 2 * AT_ONCE;

/** Seconds that an undoing of all that was done takes at least. */
export function undoSeconds(tracker: Tracker, now: number): number {
  const { attempt } = tracker;
  if (attempt === undefined) return 0;
  // How long going back takes only an earlier rollback tells.
  if (attempt.rollbackSince !== undefined) return isKnown(tracker) ? Number.POSITIVE_INFINITY : 0;
  const undone = notUndone(tracker.record.spans, now + 1, attempt.operation === 'CREATE');
  return tasksRemaining(tasksOf(undone, tracker.history.baseline), EARLY_LEVEL, UNDONE_AT_ONCE);
}

/** Probability that the operation ends within so many seconds, by the work in sight and by earlier runs. */
export function endsWithinOf(tracker: Tracker, now: number): (seconds: number) => number {
  const { attempt } = tracker;
  if (attempt === undefined) return () => 0;
  const since = attempt.rollbackSince ?? attempt.startedAt;
  const landmarks = endsByLandmarks(landmarksOf(tracker, attempt), {
    events: tracker.events.filter(({ time }) => time >= since),
    now,
    seenAt: (stackId) => tracker.seenAt.get(stackId),
  });
  return endsWithin(workloadOf(tracker, attempt), {
    ...{ now, elapsed: elapsedOf(attempt, now), runs: forecastOf(tracker) },
    ...(landmarks && { landmarks }),
  });
}
