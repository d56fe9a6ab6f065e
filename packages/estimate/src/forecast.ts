import { LEVELS, type Pool, replay } from './pool.ts';
import { sample } from './sample.ts';
import type { FinishedRun } from './shape.ts';

export type { FinishedRun };

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

/**
 * Elapsed seconds from which a run still going on is unusual. It is the one given at the start: a threshold that
 * moved on with the time gone would never be reached.
 */
export const stallThreshold = (atStart: Forecast): number => atStart.quantile(0.95);

/**
 * The forecast for the next run, from the runs that had ended by `now` (milliseconds since the epoch; default all),
 * in any order. Undefined when none of them succeeded: without history there is no number.
 */
export function forecast(runs: readonly FinishedRun[], now = Number.POSITIVE_INFINITY): Forecast | undefined {
  const history = sample(runs, now);
  return history.length > 0 ? fromPool(replay(history)) : undefined;
}

function fromPool({ sampleSize, survival: exact, survivals }: Pool): Forecast {
  const uncorrected = remembered(exact);
  const survival = (seconds: number) =>
    seconds > 0 ? correct(uncorrected(Math.log(seconds)), survivals) : 1;
  const outlastedBy = (share: number, since: number) =>
    Math.exp(solve(uncorrected, undo(share, survivals), Math.log(since)));
  const quantile = (level: number, elapsed?: number) => {
    const since = gone(elapsed);
    const atStart = outlastedBy(1 - level, 0);
    if (since === 0) return atStart;
    const still = survival(since);
    return Math.max(since, atStart, outlastedBy((1 - lowered(level, still)) * still, since));
  };
  return {
    sampleSize,
    get confidence() {
      const median = quantile(0.5);
      const sides = [quantile(0.8) / median, median / quantile(0.2), quantile(0.95) / median / 2];
      return confidence(sampleSize, Math.max(...sides));
    },
    quantile,
    endsWithin: (seconds, elapsed) => {
      const still = survival(gone(elapsed));
      return still > 0 ? 1 - survival(gone(elapsed) + Math.max(0, seconds)) / still : 1;
    },
  };
}

/** The shares that outlast the corrected LEVELS, from all down to none. */
const SURVIVALS = [1, ...LEVELS.map((level) => 1 - level), 0];
/** Beyond the last of LEVELS there are too few runs to correct by, and real tails are longer than the kernels': share ** TAIL. */
const TAIL = 0.48;
const RARE = LEVELS.length;

/** The share of runs that outlast a moment, from the pool's share and what the replay showed of its levels. */
function correct(share: number, known: readonly number[]): number {
  const [from = 0, to = 0] = [known[RARE], SURVIVALS[RARE]];
  return share < from ? to * (share / from) ** TAIL : interpolate(share, known, SURVIVALS);
}

/** The inverse of `correct`. */
function undo(share: number, known: readonly number[]): number {
  const [from = 0, to = 0] = [SURVIVALS[RARE], known[RARE]];
  return share < from ? to * (share / from) ** (1 / TAIL) : interpolate(share, SURVIVALS, known);
}

/**
 * Who asks may look at the clock, or at a share of the run: then a long run stands at `elapsed` less often, because it
 * spends a smaller share of itself there. Bounds (p80, p95) are for the clock; the median and what is below it go half way.
 * The product of the share left over and `still` must fall with `still`: else the total would fall as the run goes on.
 */
const lowered = (level: number, still: number) =>
  level - LEAN * still ** LEAN_FADES * Math.min(level, 16 * (1 - level) ** 5);

const LEAN = 0.45;
const LEAN_FADES = 0.13;

const gone = (elapsed: number | undefined) => (elapsed !== undefined && elapsed > 0 ? elapsed : 0);

/** By how many runs we know, and how far p80 lies above the median, p20 below, or half of p95: with two modes the median is near one. */
function confidence(sampleSize: number, spread: number): Confidence {
  if (sampleSize >= 20 && spread <= 1.5) return 'high';
  return sampleSize >= 5 && spread <= 2.5 ? 'medium' : 'low';
}

/** Where `x` lies among falling `from`, read off `to` in proportion. */
function interpolate(x: number, from: readonly number[], to: readonly number[]): number {
  const next = Math.max(
    1,
    from.findIndex((known) => known <= x),
  );
  const [x0 = 1, x1 = 0, y0 = 1, y1 = 0] = [from[next - 1], from[next], to[next - 1], to[next]];
  return x0 > x1 ? y0 + ((y1 - y0) * (x0 - x)) / (x0 - x1) : y1;
}

/** The ln(seconds) where a falling `survival` comes down to `target`, or `least`; never under a third of a second. */
function solve(survival: (x: number) => number, target: number, least: number): number {
  // From the same ends for all but the absurd: then most of the points that are looked at are known.
  let [low, above] = [least > LONGEST ? Math.min(LARGEST, least) : -1, 1];
  let [high, below] = [Math.max(LONGEST, low) + 10, 0];
  while (high - low > CLOSE) {
    const middle = (low + high) / 2;
    const share = survival(middle);
    if (share > target) [low, above] = [middle, share];
    else [high, below] = [middle, share];
  }
  // So close, a straight line will do.
  return above > target && target >= below ? low + ((high - low) * (above - target)) / (above - below) : high;
}

function remembered(survival: (x: number) => number): (x: number) => number {
  const known = new Map<number, number>();
  return (x) => {
    const share = known.get(x) ?? survival(x);
    known.set(x, share);
    return share;
  };
}

/** A little more than the longest duration that counts. */
const LONGEST = 21;
const CLOSE = 0.002;
/** exp() of much more is infinite. */
const LARGEST = 690;
