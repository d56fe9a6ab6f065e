import { LEVELS, type Pool, replay } from './pool.ts';
import { sample } from './sample.ts';

/** One finished run of the thing to be estimated. */
export interface FinishedRun {
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly seconds: number;
  readonly outcome: 'success' | 'failure' | 'cancelled' | 'stalled';
}

export type Confidence = 'none' | 'low' | 'medium' | 'high';

/** What the history says about the duration of a run, in seconds. */
export interface Forecast {
  /** Successful runs that count. */
  readonly sampleSize: number;
  readonly confidence: Confidence;
  /** Total duration at `level` (0..1); with `elapsed`, given that the run still goes on after it. */
  quantile(level: number, elapsed?: number): number;
  /** Probability that a run still going on at `elapsed` ends within the next `seconds`. */
  endsWithin(seconds: number, elapsed?: number): number;
  /** Elapsed seconds from which a run still going on is unusual. */
  stallThreshold(elapsed?: number): number;
}

/**
 * The forecast for the next run, from the runs that had ended by `now` (milliseconds since the epoch; default all),
 * in any order. Undefined when none of them succeeded: without history there is no number.
 */
export function forecast(runs: readonly FinishedRun[], now = Number.POSITIVE_INFINITY): Forecast | undefined {
  const history = sample(runs, now);
  return history.some((seen) => seen !== 'stall') ? fromPool(replay(history)) : undefined;
}

function fromPool(pool: Pool): Forecast {
  const survival = (seconds: number) => (seconds > 0 ? pool.survival(Math.log(seconds)) : 1);
  const quantile = (level: number, elapsed = 0) => {
    const target = (1 - calibrate(level, pool.calibrated)) * survival(elapsed);
    return Math.max(elapsed, Math.exp(solve((x) => pool.survival(x) > target)));
  };
  const spread = quantile(0.8) / quantile(0.5);
  return {
    sampleSize: pool.sampleSize,
    confidence:
      pool.sampleSize >= 20 && spread <= 1.5
        ? 'high'
        : pool.sampleSize >= 5 && spread <= 2.5
          ? 'medium'
          : 'low',
    quantile,
    endsWithin: (seconds, elapsed = 0) => {
      const still = survival(elapsed);
      return still > 0 ? 1 - survival(elapsed + seconds) / still : 1;
    },
    stallThreshold: (elapsed = 0) => quantile(0.95, elapsed),
  };
}

/** The corrected level: linear between 0, the corrected LEVELS and 1. */
function calibrate(level: number, calibrated: readonly number[]): number {
  const from = [0, ...LEVELS, 1];
  const to = [0, ...calibrated, 1];
  const i = Math.max(
    1,
    from.findIndex((known) => level <= known),
  );
  const [x0 = 0, x1 = 1, y0 = 0, y1 = 1] = [from[i - 1], from[i], to[i - 1], to[i]];
  return y0 + ((y1 - y0) * (level - x0)) / (x1 - x0);
}

/** The x where `below` turns false, between a microsecond and 30,000 years. */
function solve(below: (x: number) => boolean): number {
  let [low, high] = [-14, 28];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (below(middle)) low = middle;
    else high = middle;
  }
  return high;
}
