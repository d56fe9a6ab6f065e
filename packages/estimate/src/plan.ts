import type { Forecast } from './forecast.ts';
import { remainingAt, survivalOf, type Work } from './work.ts';

/** One piece of work that is planned or under way. */
export interface Task {
  readonly id: string;
  readonly work: Work;
  /** Seconds since it began; absent when it did not. */
  readonly elapsed?: number;
  /** What depends on it may begin already. */
  readonly ready?: boolean;
  /** Ids of the tasks it begins after; those that are over are not tasks any more. Absent when not known. */
  readonly after?: readonly string[];
}

/** Tasks worked on at once, supposed before anything was seen. */
export const AT_ONCE = 8;

/**
 * Seconds until all tasks are over, as for any list schedule: no less than the longest chain, and no less than
 * all the work divided by how much is done at once. `level` is that of every task: slow days are slow for all.
 * While nothing begins or ends it falls by no more than the time that passes.
 */
export function tasksRemaining(tasks: readonly Task[], level: number, atOnce = AT_ONCE): number {
  const remaining = (task: Task) => remainingAt(task.work, task.elapsed ?? 0, level);
  const ends = endsOf(tasks, remaining);
  const all = tasks.reduce((sum, task) => sum + remaining(task), 0);
  const running = tasks.filter(({ elapsed }) => elapsed !== undefined).length;
  return Math.max(0, ...tasks.map(ends), all / Math.max(1, atOnce, running));
}

/**
 *   VPC ===|--> Subnet ===|---------> Service =====     ends when the last of its chain does;
 *               Role =======|------->                   | is where a task is ready for those that follow
 *
 * A task whose prerequisites are unknown waits for the first of those under way: else it had begun.
 */
function endsOf(tasks: readonly Task[], remaining: (task: Task) => number): (task: Task) => number {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const running = tasks.filter(({ elapsed }) => elapsed !== undefined).map(remaining);
  const soonest = running.length > 0 ? Math.min(...running) : 0;
  const ends = new Map<Task, number>();
  const endOf = (task: Task): number => {
    if (!ends.has(task)) {
      // Should the tasks wait for each other in a circle, that is where it is cut.
      ends.set(task, 0);
      ends.set(task, startOf(task) + remaining(task));
    }
    return ends.get(task) ?? 0;
  };
  const startOf = ({ elapsed, after }: Task): number => {
    if (elapsed !== undefined) return 0;
    return after === undefined ? soonest : Math.max(0, ...after.map((id) => readyAt(byId.get(id))));
  };
  const readyAt = (task: Task | undefined): number => {
    if (task === undefined || task.ready) return 0;
    const whole = (task.elapsed ?? 0) + remaining(task);
    return endOf(task) - whole * (1 - (task.work.readyShare ?? 1));
  };
  return endOf;
}

/**
 * What a plan says of its whole duration, without any finished run; undefined when nothing is planned. Tasks one
 * after the other and at the same time take a time of their own kind: one kernel again. Of a plan under way
 * since `spent` seconds the tasks are those that are left.
 */
export function planned(tasks: readonly Task[], spent = 0): Forecast | undefined {
  if (tasks.length === 0) return undefined;
  const seconds = Math.max(SHORTEST, tasksRemaining(tasks, 0.5));
  const shape = Math.log(19) / Math.log(Math.max(NARROWEST, tasksRemaining(tasks, 0.95) / seconds));
  const work: Work = { seconds, shape, samples: 0 };
  const gone = (elapsed = 0) => Math.max(0, elapsed - spent) || 0;
  return {
    sampleSize: 0,
    confidence: 'low',
    // Of its own, a level falls no faster than time passes; one read off the kernel between two others would.
    quantile: (level, elapsed) => {
      const later = gone(elapsed) > 0 ? gone(elapsed) + remainingAt(work, gone(elapsed), level) : 0;
      return spent + Math.max(SHORTEST, tasksRemaining(tasks, level), later);
    },
    endsWithin: (within, elapsed) => {
      const still = survivalOf(work, gone(elapsed));
      return still > 0 ? 1 - survivalOf(work, gone(elapsed) + Math.max(0, within)) / still : 1;
    },
  };
}

const SHORTEST = 0.5;
/** The least that p95 lies above the median, so that there always is a kernel. */
const NARROWEST = 1.05;

/**
 * From what finished runs say and what the work at hand says. Whole runs know the order that the work does not
 * show, the work knows what is different this time: the first run counts as much as all the work, and so on.
 */
export function blend(
  runs: Forecast | undefined,
  fromRuns: (runs: Forecast) => number,
  fromWork: () => number,
): number {
  if (runs === undefined) return fromWork();
  const trust = runs.sampleSize / (runs.sampleSize + 1);
  return trust * fromRuns(runs) + (1 - trust) * fromWork();
}

/** The forecast from finished runs blended with that from a plan, where there are both. */
export function blended(runs: Forecast | undefined, plan: Forecast | undefined): Forecast | undefined {
  if (runs === undefined || plan === undefined) return runs ?? plan;
  const of = (value: (forecast: Forecast) => number) => blend(runs, value, () => value(plan));
  return {
    ...runs,
    quantile: (level, elapsed) => of((forecast) => forecast.quantile(level, elapsed)),
    endsWithin: (seconds, elapsed) => of((forecast) => forecast.endsWithin(seconds, elapsed)),
  };
}
