import type { Mixture } from './mixture.ts';

/** Relative spread supposed before any run was seen, and how many runs that supposition is worth. */
const PRIOR_SPREAD = 0.25;
const PRIOR_RUNS = 2;
const SMALLEST_BANDWIDTH = 0.015;

/** Runs until a run counts half, one expert each: the pool learns which memory fits. */
const HALF_LIVES = [3, 10, 40];
const LEVEL_HALF_LIFE = 3;
const RESIDUAL_HALF_LIFE = 60;
/** A step of the level beyond so many spreads is clipped: one odd run does not move it far. */
const CLIP = 3;

/** What each expert says of the next value of ln(seconds), given the earlier ones (oldest first, not empty). */
export function experts(values: readonly number[]): Mixture[] {
  return [...HALF_LIVES.map((halfLife) => kernels(values, halfLife)), aroundLevel(values)];
}

/** Keeps the shape of the spread while the level moves: recent level plus older deviations from it. */
function aroundLevel(values: readonly number[]): Mixture {
  const gain = 1 - 2 ** (-1 / LEVEL_HALF_LIFE);
  let level = values[0] ?? 0;
  const residuals = [0];
  for (const value of values.slice(1)) {
    residuals.push(value - level);
    level += gain * Math.max(-CLIP, Math.min(CLIP, value - level));
  }
  const around = kernels(residuals, RESIDUAL_HALF_LIFE);
  return { ...around, centres: around.centres.map((residual) => residual + level) };
}

function kernels(values: readonly number[], halfLife: number): Mixture {
  const raw = values.map((_, i) => 2 ** (-(values.length - 1 - i) / halfLife));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight / total);
  const effective = 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const quantile = (level: number) => {
    let below = 0;
    for (const i of order) {
      below += weights[i] ?? 0;
      if (below >= level) return values[i] ?? 0;
    }
    return values[order.at(-1) ?? 0] ?? 0;
  };
  const seen = (quantile(0.84) - quantile(0.16)) / 2;
  const spread = (seen * effective + PRIOR_SPREAD * PRIOR_RUNS) / (effective + PRIOR_RUNS);
  return {
    centres: values,
    weights,
    bandwidth: Math.max(SMALLEST_BANDWIDTH, 0.9 * spread * effective ** -0.2),
  };
}
