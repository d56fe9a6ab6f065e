import type { Forecast } from '@signalbox/estimate/forecast';
import { tasksRemaining } from '@signalbox/estimate/plan';
import { endsByUnlessOdd, type Work } from '@signalbox/estimate/work';
import type { ByLandmarks } from './landmark.ts';
import { type Rest, remainingMonitoringSeconds, restOf, type Workload } from './progress.ts';

interface Moment {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Seconds since the operation began. */
  readonly elapsed: number;
  /** What earlier runs say of the whole. */
  readonly runs: Forecast | undefined;
  /** What earlier runs say of the time after the latest events. */
  readonly landmarks?: ByLandmarks;
}

/** The stack's own event follows its last resource's after 0.5 to 2 s; when it does not, something else is to follow. */
const SETTLING: Work = { seconds: 1.2, shape: 1.4, samples: 0 };
const TAIL_SECONDS = 1;
/** Seconds until half of the operations have ended of which nothing is seen yet, by whether a plan says that nothing comes. */
const NOTHING_SEEN = { planned: 8, unplanned: 20 };
/** How probable it is that nothing follows what is under way, where no plan tells. */
const NOTHING_FOLLOWS = 0.7;
/** 0: all resources are late together, so that the latest decides; 1: each by itself, so that all their probabilities do. */
const INDEPENDENCE = 0.3;
/** How much earlier runs weigh beside the work in sight, when there are many. */
const RUNS_WEIGHT = 0.5;
/** The same of landmarks, which know what is between the resources, too. */
const LANDMARKS_WEIGHT = 0.8;

/**
 * Probability that an operation ends within so many seconds: that all that is under way and all that waits is over by then,
 * weighed with what earlier runs say.
 */
export function endsWithin(workload: Workload, moment: Moment): (seconds: number) => number {
  const ends = endsByAll(workload, moment);
  const watched = remainingMonitoringSeconds(workload, moment.now);
  return watched === 0 ? ends : (seconds) => (seconds < watched ? 0 : ends(seconds));
}

function endsByAll(
  workload: Workload,
  { now, elapsed, runs, landmarks }: Moment,
): (seconds: number) => number {
  const watched = remainingMonitoringSeconds(workload, now);
  const unwatched = workEndsWithin(workload, now, elapsed);
  const byWork = (seconds: number) => unwatched(Math.max(0, seconds - watched));
  if (landmarks !== undefined) {
    const weight = landmarks.failed ? 1 : (LANDMARKS_WEIGHT * landmarks.runs) / (landmarks.runs + 1);
    const { endsWithin: byThem, bounded } = landmarks;
    return (seconds) => {
      const work = byWork(seconds);
      return byThem === undefined
        ? bounded(work, seconds)
        : work ** (1 - weight) * bounded(byThem(seconds), seconds) ** weight;
    };
  }
  if (runs === undefined) return byWork;
  const weight = (RUNS_WEIGHT * runs.sampleSize) / (runs.sampleSize + 1);
  return (seconds) => byWork(seconds) ** (1 - weight) * runs.endsWithin(seconds, elapsed) ** weight;
}

function workEndsWithin(workload: Workload, now: number, elapsed: number): (seconds: number) => number {
  const { spans, planned } = workload;
  const rest = restOf(workload, now);
  const { running, pending } = rest;
  if (running.length === 0 && pending.length === 0) {
    const half = planned ? NOTHING_SEEN.planned : NOTHING_SEEN.unplanned;
    if (spans.length === 0) return (seconds) => seconds / (half + seconds);
    const last = spans.reduce((at, { startedAt, endedAt = startedAt }) => Math.max(at, endedAt), 0);
    const quiet = Math.min(elapsed, Math.max(0, now - last) / 1000);
    return (seconds) => endsByUnlessOdd(SETTLING, quiet, seconds);
  }
  const waitingEnds = pendingWithin(rest);
  const oldest = Math.max(0, ...running.map(({ stale }) => stale));
  return (seconds) => {
    const within = Math.max(0, seconds - TAIL_SECONDS);
    // What was seen a while ago may have ended since: counted from when it was seen.
    const each = running.map(({ work, elapsed, stale }) => {
      const unseen = Math.min(elapsed, stale);
      return endsByUnlessOdd(work, elapsed - unseen, within + unseen);
    });
    const last = Math.min(1, ...each);
    const independent = each.reduce((all, one) => all * one, 1);
    const runningEnds = last > 0 ? last * (independent / last) ** INDEPENDENCE : 0;
    return runningEnds * waitingEnds(within + oldest) * (planned ? 1 : NOTHING_FOLLOWS);
  };
}

const LEVELS = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9];

/** Probability that all that waits is over within so many seconds: linear between some levels. */
function pendingWithin({ running, pending, atOnce }: Rest): (seconds: number) => number {
  if (pending.length === 0) return () => 1;
  const tasks = [...running, ...pending];
  const points = [
    { seconds: 0, level: 0 },
    ...LEVELS.map((level) => ({ seconds: tasksRemaining(tasks, level, atOnce), level })),
  ];
  return (seconds) => {
    const above = points.findIndex((point) => point.seconds > seconds);
    const [before, after] = [points[above - 1], points[above]];
    if (before === undefined || after === undefined) return 1;
    const share = (seconds - before.seconds) / (after.seconds - before.seconds);
    return before.level + share * (after.level - before.level);
  };
}
