/** A kernel mixture over ln(seconds): logistic kernels of one bandwidth. */
export interface Mixture {
  readonly centres: readonly number[];
  /** One a centre, adding up to 1. */
  readonly weights: readonly number[];
  readonly bandwidth: number;
}

/** Makes the logistic kernel nearly the Normal one, with tails that never vanish. */
const SLOPE = 1.702;
/** Kernels that weigh less than this are not worth their exp(). */
const NEGLIGIBLE = 1e-6;

export interface Point {
  /** Share of the distribution above x. */
  readonly survival: number;
  readonly density: number;
}

export function at({ centres, weights, bandwidth }: Mixture, x: number): Point {
  let survival = 0;
  let density = 0;
  for (let i = 0; i < centres.length; i++) {
    const weight = weights[i] ?? 0;
    if (weight < NEGLIGIBLE) continue;
    const above = 1 / (1 + Math.exp((SLOPE * (x - (centres[i] ?? 0))) / bandwidth));
    survival += weight * above;
    density += weight * above * (1 - above);
  }
  return { survival, density: (density * SLOPE) / bandwidth };
}
