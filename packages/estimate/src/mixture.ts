import { localSpreads, type Memory, type Series, shortestHalf } from './series.ts';

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
/** A kernel that weighs less is not worth its exp(). */
const NEGLIGIBLE = 1e-5;

/** A distribution of ln(seconds): one logistic kernel around each value of a series, weighed by its age. */
export interface Mixture {
  readonly series: Series;
  readonly memory: Memory;
  /** Added to each value. */
  readonly shift: number;
  /** Where the most of it lies, `shift` included. */
  readonly middle: number;
  /** Of each run's kernel, by arrival. */
  readonly slopes: Float64Array;
}

export function mixture(series: Series, memory: Memory, shift: number): Mixture {
  const { width, middle } = shortestHalf(series, memory);
  const runs = (memory.total[series.count] ?? 0) ** 2 / (memory.squares[series.count] ?? 1);
  const shrink = (seen: number) => (seen * runs + PRIOR_SPREAD * PRIOR_RUNS) / (runs + PRIOR_RUNS);
  const spread = shrink(width / HALF_WIDTH);
  const usual = BANDWIDTH * runs ** -0.2;
  const slopes = localSpreads(series, memory, Math.max(NEAR, NEAR_RUNS / runs));
  for (let i = 0; i < slopes.length; i++) {
    const wide = Math.sqrt(spread * Math.max(shrink(slopes[i] ?? 0), NARROWEST * spread));
    slopes[i] = LOGISTIC_SLOPE / Math.max(FINEST, usual * wide);
  }
  return { series, memory, shift, middle: middle + shift, slopes };
}

/** What a distribution says of one value of ln(seconds). */
export interface Point {
  /** The share that takes longer. */
  readonly survival: number;
  readonly density: number;
}

export function at({ series, memory, shift, slopes }: Mixture, x: number): Point {
  const { values, count } = series;
  let survival = 0;
  let density = 0;
  for (let age = 0; age < count; age++) {
    const weight = memory.decay[age] ?? 0;
    if (weight < NEGLIGIBLE) break;
    const arrival = count - 1 - age;
    const slope = slopes[arrival] ?? 1;
    const longer = logisticSurvival((x - shift - (values[arrival] ?? 0)) * slope);
    survival += weight * longer;
    density += weight * longer * (1 - longer) * slope;
  }
  const total = memory.total[count] ?? 1;
  return { survival: survival / total, density: density / total };
}

export const logisticSurvival = (z: number): number => 1 / (1 + Math.exp(z));
