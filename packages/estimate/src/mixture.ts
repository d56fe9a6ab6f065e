import { type Memory, type Series, shortestHalf } from './series.ts';

/** Relative spread supposed before any run was seen, and how many runs that supposition is worth. */
const PRIOR_SPREAD = 0.4;
const PRIOR_RUNS = 4;
/** Silverman's rule of thumb for kernels: 0.9 spread n^-0.2; and never finer than 1.5 %. */
const BANDWIDTH = 0.9;
const FINEST = 0.015;
/** From so many spreads off the middle kernels widen with the distance: the tails are scarce, so smooth. */
const TAIL = 1.7;
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
  /** Of each run, newest first. */
  readonly weights: Float64Array;
  /** Added to each value. */
  readonly shift: number;
  /** Where the most of it lies, `shift` included. */
  readonly middle: number;
  readonly bandwidth: number;
  readonly spread: number;
}

export function mixture(series: Series, memory: Memory, shift: number): Mixture {
  const { width, middle } = shortestHalf(series, memory);
  const runs = (memory.total[series.count] ?? 0) ** 2 / (memory.squares[series.count] ?? 1);
  const spread = ((width / HALF_WIDTH) * runs + PRIOR_SPREAD * PRIOR_RUNS) / (runs + PRIOR_RUNS);
  const bandwidth = Math.max(FINEST, BANDWIDTH * spread * runs ** -0.2);
  return { series, memory, weights: memory.decay, shift, middle: middle + shift, bandwidth, spread };
}

/** What a distribution says of one value of ln(seconds). */
export interface Point {
  /** The share that takes longer. */
  readonly survival: number;
  readonly density: number;
}

/**
 * A question about a run still under way, and how much each duration counts in the answer: runs of `d` seconds
 * count `(elapsed / d) ** exponent`, those shorter than `elapsed` all alike.
 */
export interface Question {
  readonly logElapsed: number;
  /** 0..1: 0 counts all alike. */
  readonly exponent: number;
}

export const share = ({ logElapsed, exponent }: Question, logSeconds: number): number =>
  Math.exp(exponent * Math.min(0, logElapsed - logSeconds));

/** The mixture as it answers a question: its survival is then that of what counts, and begins below 1. */
export function asked(mixture: Mixture, question: Question): Mixture {
  const { series, shift, weights } = mixture;
  const newest = series.count - 1;
  const counting = weights
    .slice(0, series.count)
    .map((weight, age) => weight * share(question, (series.values[newest - age] ?? 0) + shift));
  return { ...mixture, weights: counting };
}

export function at(mixture: Mixture, x: number): Point {
  const { series, memory, weights, shift, middle, bandwidth, spread } = mixture;
  const { values, count } = series;
  const narrowest = LOGISTIC_SLOPE / bandwidth;
  const perTail = 1 / (TAIL * spread);
  let survival = 0;
  let density = 0;
  for (let age = 0; age < count; age++) {
    if ((memory.decay[age] ?? 0) < NEGLIGIBLE) break;
    const weight = weights[age] ?? 0;
    const centre = (values[count - 1 - age] ?? 0) + shift;
    const distance = (centre - middle) * perTail;
    const slope = narrowest / Math.sqrt(1 + distance * distance);
    const longer = logisticSurvival((x - centre) * slope);
    survival += weight * longer;
    density += weight * longer * (1 - longer) * slope;
  }
  const total = memory.total[count] ?? 1;
  return { survival: survival / total, density: density / total };
}

export const logisticSurvival = (z: number): number => 1 / (1 + Math.exp(z));
