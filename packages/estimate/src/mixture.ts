import {
  emptyWeighed,
  LONGEST_HISTORY,
  localSpreads,
  type Memory,
  type Series,
  shortestHalf,
  type Weighed,
  weigh,
} from './series.ts';

/** Relative spread supposed before any run was seen, and how many runs that supposition is worth. */
const PRIOR_SPREAD = 0.4;
const PRIOR_RUNS = 4;
/** Silverman's rule of thumb for kernels: about 0.9 spread n^-0.2; and never finer than 1.5 %. */
const BANDWIDTH = 0.88;
const FINEST = 0.015;
/**
 * A kernel is as wide as the runs around it are rare (Abramson 1982: with the root of it), so that scarce tails are
 * smooth and a second mode stays as sharp as the first. Around it: where this share of the weight lies, or so many runs.
 */
const NEAR = 0.1;
const NEAR_RUNS = 2;
/** In spreads: no narrower, however many runs are alike. */
const NARROWEST = 0.5;
/** The width of the middle half of a Normal distribution, in standard deviations. */
const HALF_WIDTH = 1.349;
/** Makes a logistic kernel nearly the Normal one of the same width, with tails that never quite vanish. */
export const LOGISTIC_SLOPE = 1.702;
/** A distribution of ln(seconds): one logistic kernel around each value of a series, weighed by its age. */
export interface Mixture {
  readonly weighed: Weighed;
  /** Of each value's kernel. */
  readonly slopes: Float64Array;
  /** Of how many values of the series it was made. */
  made: number;
  /** Added to each value. */
  shift: number;
  /** Where the most of it lies, without `shift`. */
  middle: number;
}

export const emptyMixture = (): Mixture => ({
  weighed: emptyWeighed(),
  slopes: new Float64Array(LONGEST_HISTORY),
  made: 0,
  shift: 0,
  middle: 0,
});

/** Makes `mixture` that of a series' values. */
export function mix(mixture: Mixture, series: Series, memory: Memory): void {
  const { weighed, slopes } = mixture;
  weigh(weighed, series, memory);
  const { width, middle } = shortestHalf(weighed);
  const runs = memory.worth[series.count] ?? 1;
  const trust = runs / (runs + PRIOR_RUNS);
  const supposed = (1 - trust) * PRIOR_SPREAD;
  const spread = (trust * width) / HALF_WIDTH + supposed;
  const normalWidth = BANDWIDTH * runs ** -0.2;
  localSpreads(weighed, Math.max(NEAR, NEAR_RUNS / runs), slopes);
  for (let rank = 0; rank < weighed.count; rank++) {
    const around = trust * (slopes[rank] ?? 0) + supposed;
    const wide = Math.sqrt(spread * Math.max(around, NARROWEST * spread));
    slopes[rank] = LOGISTIC_SLOPE / Math.max(FINEST, normalWidth * wide);
  }
  mixture.made = series.count;
  mixture.middle = middle;
}

/** What a distribution says of one value of ln(seconds). */
interface Point {
  /** The share that takes longer. */
  readonly survival: number;
  readonly density: number;
}

export function at({ weighed, slopes, shift }: Mixture, x: number): Point {
  const { values, before, count } = weighed;
  let survival = 0;
  let density = 0;
  let last = 0;
  for (let rank = 0; rank < count; rank++) {
    const sum = before[rank + 1] ?? 0;
    const weight = sum - last;
    last = sum;
    const slope = slopes[rank] ?? 1;
    const z = (x - shift - (values[rank] ?? 0)) * slope;
    // Nothing of the kernel is left so far away, and exp() is most of the work.
    if (z > FAR) continue;
    if (z < -FAR) {
      survival += weight;
      continue;
    }
    const longer = logisticSurvival(z);
    survival += weight * longer;
    density += weight * longer * (1 - longer) * slope;
  }
  return { survival: survival / last, density: density / last };
}

const FAR = 25;

export const logisticSurvival = (z: number): number => 1 / (1 + Math.exp(z));
