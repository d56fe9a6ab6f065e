import { logisticSurvival } from './mixture.ts';
import { isPlausible } from './shape.ts';

/**
 * How long one piece of work takes, such as one resource of a stack: a single logistic kernel of ln(seconds),
 * where a whole run has a mixture of them. Few samples bear no more, and its quantiles need no search.
 */
export interface Work {
  /** The median. */
  readonly seconds: number;
  /** The kernel's slope. The larger, the narrower: p95 is `19 ** (1 / shape)` medians. */
  readonly shape: number;
  readonly samples: number;
  /** Share of it after which what depends on it may begin. @default 1 */
  readonly readyShare?: number;
}

/** Spread of ln(seconds) supposed before anything was seen, and the number of samples that is worth. */
const PRIOR_SPREAD = 0.35;
const PRIOR_SAMPLES = 1;
/** Standard deviations in one median absolute deviation of a normal distribution. */
const NORMAL_MAD = 1.4826;
const SHORTEST_SECONDS = 0.5;

/** What the samples (seconds, in any order) say; undefined without any. One odd sample in a few changes little. */
export function workFrom(samples: readonly number[]): Work | undefined {
  const logs = samples.filter(isPlausible).map((seconds) => Math.log(Math.max(SHORTEST_SECONDS, seconds)));
  if (logs.length === 0) return undefined;
  const centre = median(logs);
  const seen = NORMAL_MAD * median(logs.map((log) => Math.abs(log - centre)));
  const total = logs.length + PRIOR_SAMPLES;
  const spread = Math.sqrt((logs.length * seen ** 2 + PRIOR_SAMPLES * PRIOR_SPREAD ** 2) / total);
  // The standard deviation of a logistic kernel is pi / (slope * sqrt 3).
  return { seconds: Math.exp(centre), shape: Math.PI / (Math.sqrt(3) * spread), samples: logs.length };
}

/** The share of such works that takes longer than so many seconds. */
export const survivalOf = ({ seconds, shape }: Work, than: number): number =>
  logisticSurvival(shape * Math.log(than / seconds));

/** Seconds that a share `level` of such works keep to. */
export function quantileOf({ seconds, shape }: Work, level: number): number {
  return seconds * (level / (1 - level)) ** (1 / shape);
}

/** Of works still going on after `elapsed` seconds: for how many more a share `level` of them goes on. */
export function remainingAt(work: Work, elapsed: number, level = 0.5): number {
  if (!(elapsed > 0)) return quantileOf(work, level);
  const still = survivalOf(work, elapsed);
  // So far beyond all that was seen, what is left grows with what is gone.
  if (still < NONE_REMAINING) return elapsed * ((1 - level) ** (-1 / work.shape) - 1);
  return Math.max(0, quantileOf(work, 1 - (1 - level) * still) - elapsed);
}

/** Of works still going on after `elapsed` seconds: the share that is over within so many more. */
export function endsBy(work: Work, elapsed: number, seconds: number): number {
  const still = elapsed > 0 ? survivalOf(work, elapsed) : 1;
  if (still < NONE_REMAINING) return 1 - (elapsed / (elapsed + Math.max(0, seconds))) ** work.shape;
  return 1 - survivalOf(work, Math.max(0, elapsed) + Math.max(0, seconds)) / still;
}

/** One in so many takes a time of another kind, whatever its earlier times say. */
const ODD_SHARE = 0.05;
const ODD_SHAPE = 2;

/**
 * The same when some works are odd: a contaminated distribution (Tukey 1960). What is far beyond its narrow earlier times
 * is one of those, and its end no longer near.
 */
export function endsByUnlessOdd(work: Work, elapsed: number, seconds: number): number {
  if (work.shape <= ODD_SHAPE || !(elapsed > 0)) return endsBy(work, elapsed, seconds);
  const odd = { ...work, shape: ODD_SHAPE };
  const oddStill = ODD_SHARE * survivalOf(odd, elapsed);
  const still = (1 - ODD_SHARE) * survivalOf(work, elapsed);
  const share = oddStill / (oddStill + still);
  return (1 - share) * endsBy(work, elapsed, seconds) + share * endsBy(odd, elapsed, seconds);
}

/** Below it 1 - `still` is too near to 1 to be told apart. */
const NONE_REMAINING = 1e-9;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
