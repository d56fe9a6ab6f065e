/** A distribution of ln(seconds): one logistic kernel around each of some earlier values. */
export interface Mixture {
  readonly centres: Float64Array;
  /** One a kernel, adding up to 1. */
  readonly weights: Float64Array;
  /** One a kernel: the steeper, the narrower. */
  readonly slopes: Float64Array;
  /** Where the most of it lies. */
  readonly middle: number;
}

/** Makes a logistic kernel nearly the Normal one of the same width, with tails that never quite vanish. */
export const LOGISTIC_SLOPE = 1.702;

/** What a distribution says of one value `x` of ln(seconds). */
export interface Point {
  /** The share that takes longer. */
  readonly survival: number;
  readonly density: number;
}

export function at({ centres, weights, slopes }: Mixture, x: number): Point {
  let survival = 0;
  let density = 0;
  for (let i = 0; i < centres.length; i++) {
    const slope = slopes[i] ?? 0;
    const longer = logisticSurvival((x - (centres[i] ?? 0)) * slope);
    const mass = (weights[i] ?? 0) * longer;
    survival += mass;
    density += mass * (1 - longer) * slope;
  }
  return { survival, density };
}

export const logisticSurvival = (z: number): number => 1 / (1 + Math.exp(z));
