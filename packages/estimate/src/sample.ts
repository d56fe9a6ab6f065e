import type { FinishedRun } from './forecast.ts';
import { median } from './work.ts';

/** One run as the method sees it: ln(seconds), or a success that took so long that something else was wrong. */
export type Observation = number | 'stall';

/** Older runs say nothing that newer ones do not. */
export const LONGEST_HISTORY = 200;
/** A success this many times the recent median is of another kind (a manual gate, a re-run). */
const STALL_FACTOR = 8;
const RECENT = 15;
/** So many of them in a row are no stalls but the new normal; two are enough when they are alike. */
const NEW_REGIME = 3;
const ALIKE = 0.12;
/** A lifetime: anything longer is a broken clock. */
const LONGEST_SECONDS = 1e9;
/** The registry counts whole seconds, so a shorter run is not told from this one. */
const SHORTEST_SECONDS = 1;

/** The successes that had ended by `now`, oldest first, the stalls among them set apart. */
export function sample(runs: readonly FinishedRun[], now: number): Observation[] {
  const logSeconds = runs
    .filter(({ outcome, seconds }) => outcome === 'success' && seconds >= 0 && seconds <= LONGEST_SECONDS)
    .filter(({ endedAt }) => endedAt <= now)
    .sort((a, b) => a.endedAt - b.endedAt || a.seconds - b.seconds)
    .slice(-LONGEST_HISTORY)
    .map(({ seconds }) => Math.log(Math.max(SHORTEST_SECONDS, seconds)));
  return separateStalls(logSeconds);
}

function separateStalls(values: readonly number[]): Observation[] {
  const observations: Observation[] = [];
  const usual: number[] = [];
  let suspects: number[] = [];
  for (const value of values) {
    if (usual.length > 0 && value > median(usual.slice(-RECENT)) + Math.log(STALL_FACTOR)) {
      suspects.push(value);
      if (!isNewNormal(suspects)) continue;
      observations.push(...suspects);
      usual.push(...suspects);
    } else {
      observations.push(...suspects.map(() => 'stall' as const), value);
      usual.push(value);
    }
    suspects = [];
  }
  return [...observations, ...suspects.map(() => 'stall' as const)];
}

function isNewNormal(suspects: readonly number[]): boolean {
  const [first = 0, second = Number.POSITIVE_INFINITY] = suspects;
  return suspects.length >= NEW_REGIME || Math.abs(first - second) < ALIKE;
}
