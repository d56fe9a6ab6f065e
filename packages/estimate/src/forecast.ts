import type { Question } from './mixture.ts';
import { LEVELS, type Pool, replay } from './pool.ts';
import { sample } from './sample.ts';

/** One finished run of the thing to be estimated. */
export interface FinishedRun {
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly seconds: number;
  readonly outcome: 'success' | 'failure' | 'cancelled' | 'stalled';
  /** Signature of what it changed, where that is known. */
  readonly shape?: string;
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
}

/** Elapsed seconds from which a run still going on is unusual. */
export const stallThreshold = (forecast: Forecast, elapsed?: number): number =>
  forecast.quantile(0.95, elapsed);

/**
 * The forecast for the next run, from the runs that had ended by `now` (milliseconds since the epoch; default all),
 * in any order. Undefined when none of them succeeded: without history there is no number.
 */
export function forecast(runs: readonly FinishedRun[], now = Number.POSITIVE_INFINITY): Forecast | undefined {
  const history = sample(runs, now);
  return history.length > 0 ? fromPool(replay(history)) : undefined;
}

function fromPool(pool: Pool): Forecast {
  const survival = (seconds: number) => (seconds > 0 ? pool.survival(Math.log(seconds)) : 1);
  const quantile = (level: number, elapsed?: number) => {
    const since = gone(elapsed);
    const start = Math.log(since);
    // The correction was learnt on runs at their start; it fades as the run outlasts them.
    const corrected = level + (calibrate(level, pool.calibrated) - level) * survival(since);
    const longer = since > 0 ? pool.asked(questionAt(since, pool.usual)) : pool.survival;
    const still = since > 0 ? longer(start) : 1;
    return Math.max(since, Math.exp(solve(longer, (1 - corrected) * still, start)));
  };
  return {
    sampleSize: pool.sampleSize,
    get confidence() {
      return confidence(pool.sampleSize, quantile(0.8) / quantile(0.5));
    },
    quantile,
    endsWithin: (seconds, elapsed) => {
      const still = survival(gone(elapsed));
      return still > 0 ? 1 - survival(gone(elapsed) + Math.max(0, seconds)) / still : 1;
    },
  };
}

/**
 * Who asks may look at the clock, or at a share of the run. Asked by the clock, all runs that outlast `since`
 * count alike; asked somewhere on a run's way, one of `d` seconds stands at `since` for a share `1 / d` of it.
 * Nobody says which, so the exponent ends half way between 0 and 1. At the start there is nothing to choose.
 */
const questionAt = (since: number, usual: number): Question => ({
  logElapsed: Math.log(since),
  exponent: HALF_WAY * Math.min(1, since / usual),
});

const HALF_WAY = 0.5;

const gone = (elapsed: number | undefined) => (elapsed !== undefined && elapsed > 0 ? elapsed : 0);

/** By how many runs we know, and how far p80 lies above the median. */
function confidence(sampleSize: number, spread: number): Confidence {
  if (sampleSize >= 20 && spread <= 1.5) return 'high';
  return sampleSize >= 5 && spread <= 2.5 ? 'medium' : 'low';
}

/** The corrected level: linear between 0, the corrected LEVELS and 1. */
function calibrate(level: number, calibrated: readonly number[]): number {
  const from = [0, ...LEVELS, 1];
  const to = [0, ...calibrated, 1];
  const above = Math.max(
    1,
    from.findIndex((known) => level <= known),
  );
  const [x0 = 0, x1 = 1, y0 = 0, y1 = 1] = [from[above - 1], from[above], to[above - 1], to[above]];
  return y0 + ((y1 - y0) * (level - x0)) / (x1 - x0);
}

/** The ln(seconds) above `least` where a falling `survival` comes down to `target`; never under a third of a second. */
function solve(survival: (x: number) => number, target: number, least: number): number {
  let [low, above] = [Math.min(LARGEST, Math.max(-1, least)), 1];
  let [high, below] = [Math.max(21, low) + 12, 0];
  while (high - low > CLOSE) {
    const middle = (low + high) / 2;
    const share = survival(middle);
    if (share > target) [low, above] = [middle, share];
    else [high, below] = [middle, share];
  }
  // So close, a straight line will do.
  return above > target && target >= below ? low + ((high - low) * (above - target)) / (above - below) : high;
}

const CLOSE = 0.002;
/** exp() of much more is infinite. */
const LARGEST = 690;
