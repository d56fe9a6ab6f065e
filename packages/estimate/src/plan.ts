import type { Forecast } from './forecast.ts';
import { leftAt, type Work } from './work.ts';

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
 */
export function tasksLeft(tasks: readonly Task[], level: number, atOnce = AT_ONCE): number {
  const left = new Map(tasks.map((task) => [task.id, leftAt(task.work, task.elapsed ?? 0, level)]));
  const running = tasks.filter(({ elapsed }) => elapsed !== undefined);
  const soonest = Math.min(...running.map(({ id }) => left.get(id) ?? 0));
  const ends = chains(tasks, left, Number.isFinite(soonest) ? soonest : 0);
  const all = [...left.values()].reduce((sum, seconds) => sum + seconds, 0);
  return Math.max(0, ...ends, all / Math.max(1, atOnce));
}

/**
 *   VPC ===|--> Subnet ===|---------> Service =====     ends when the last of its chain does;
 *               Role =======|------->                   | is where a task is ready for those that follow
 *
 * A task whose prerequisites are unknown waits for the first of those under way: else it had begun.
 */
function chains(tasks: readonly Task[], left: ReadonlyMap<string, number>, soonest: number): number[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const starts = new Map<string, number>();
  const startOf = (task: Task): number => {
    const known = starts.get(task.id);
    if (known !== undefined) return known;
    // Should the tasks wait for each other in a circle, each counts once.
    starts.set(task.id, 0);
    const start =
      task.elapsed !== undefined
        ? 0
        : task.after === undefined
          ? soonest
          : Math.max(0, ...task.after.map((id) => readyAt(byId.get(id))));
    starts.set(task.id, start);
    return start;
  };
  const readyAt = (task: Task | undefined): number => {
    if (task === undefined || task.ready) return 0;
    const rest = left.get(task.id) ?? 0;
    const early = (1 - (task.work.readyShare ?? 1)) * ((task.elapsed ?? 0) + rest);
    return startOf(task) + Math.max(0, rest - early);
  };
  return tasks.map((task) => startOf(task) + (left.get(task.id) ?? 0));
}

/**
 * What a plan says of its whole duration, without any finished run; undefined when nothing is planned. Of one
 * under way since `spent` seconds the tasks are those that are left.
 */
export function planned(tasks: readonly Task[], spent = 0): Forecast | undefined {
  if (tasks.length === 0) return undefined;
  const total = (level: number) => spent + tasksLeft(tasks, Math.min(MOST, Math.max(LEAST, level)));
  /** The share of runs that are over by then. */
  const over = (seconds: number) => {
    let [low, high] = [0, 1];
    while (high - low > 1e-4) {
      const middle = (low + high) / 2;
      if (total(middle) < seconds) low = middle;
      else high = middle;
    }
    return low;
  };
  const gone = (elapsed: number | undefined) => (elapsed !== undefined && elapsed > 0 ? elapsed : 0);
  const quantile = (level: number, elapsed?: number) => {
    const since = gone(elapsed);
    if (since === 0) return total(level);
    const before = over(since);
    // Beyond what the plan can tell, the time left grows with the time gone.
    if (before > MOST) return since * (1 + level);
    return Math.max(since, total(before + level * (1 - before)));
  };
  return {
    sampleSize: 0,
    confidence: 'low',
    quantile,
    endsWithin: (seconds, elapsed) => {
      const before = over(gone(elapsed));
      const after = over(gone(elapsed) + Math.max(0, seconds));
      return before >= MOST ? 1 : Math.max(0, (after - before) / (1 - before));
    },
    stallThreshold: (elapsed) => quantile(0.95, elapsed),
  };
}

const LEAST = 0.001;
const MOST = 0.999;

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
    sampleSize: runs.sampleSize,
    confidence: runs.confidence,
    quantile: (level, elapsed) => of((forecast) => forecast.quantile(level, elapsed)),
    endsWithin: (seconds, elapsed) => of((forecast) => forecast.endsWithin(seconds, elapsed)),
    stallThreshold: (elapsed) => of((forecast) => forecast.stallThreshold(elapsed)),
  };
}
