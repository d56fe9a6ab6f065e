// What no rule can do better: how often +25 % can be found at a noise, whoever looks.

import { normalNoise, seeded } from '@signalbox/report/test/recordings';
import { kernelDensityEstimation, quantile } from 'simple-statistics';

const SHIFT = Math.log(1.25);
/** Durations are whole seconds, and a history of a few values again and again: nobody knows them closer than by 3 %. */
const WIDTH = 0.03;
const DRAWS = 40_000;

/** Draws from the noise, smoothed, and what each says for a shift: the logarithm of the ratio of the two likelihoods. */
export interface Evidence {
  /** Of values without a shift. */
  readonly steady: readonly number[];
  readonly shifted: readonly number[];
}

export function evidenceOf(noise: readonly number[], seed: number): Evidence {
  const random = seeded(seed);
  const density = tabulated(noise);
  const blur = normalNoise(WIDTH, random);
  const values = Array.from(
    { length: DRAWS },
    () => (noise[Math.floor(random() * noise.length)] ?? 0) + blur(),
  );
  return {
    steady: values.map((value) => density(value - SHIFT) - density(value)),
    shifted: values.map((value) => density(value) - density(value + SHIFT)),
  };
}

/** The logarithm of the smoothed density, from a table: the estimate itself looks at all values each time. */
function tabulated(noise: readonly number[]): (value: number) => number {
  const [step, reach] = [0.01, 6];
  const exact = kernelDensityEstimation([...noise], 'gaussian', WIDTH);
  const table = Array.from({ length: (2 * reach) / step + 1 }, (_, cell) =>
    Math.log(exact(cell * step - reach) + 1e-6),
  );
  return (value) => table[Math.min(table.length - 1, Math.max(0, Math.round((value + reach) / step)))] ?? 0;
}

/**
 * The largest share of shifts that any rule can find within `within` values if it is wrong at most once in `once`. Such a
 * rule is a test of `within` values that is wrong in `within / once` of all cases, and by the lemma of Neyman and Pearson
 * (1933) none finds more than the likelihood ratio with noise, size and beginning known. Of several series it may be wrong
 * more often in one and less in another: the same level of the ratio in all is then the best.
 */
export function mostFound(series: readonly Evidence[], within: number, once: number): number {
  const level = quantile(
    series.flatMap(({ steady }) => sums(steady, within)),
    1 - within / once,
  );
  const found = series.flatMap(({ shifted }) => sums(shifted, within));
  return found.filter((sum) => sum > level).length / found.length;
}

/** Each value is used several times, in other company. */
function sums(values: readonly number[], count: number): number[] {
  const random = seeded(count);
  return Array.from({ length: 10_000 }, () => {
    let sum = 0;
    for (let index = 0; index < count; index++) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum;
  });
}

/**
 * What Page's rule (CUSUM, the best there is when noise and size are known, Moustakides 1986) finds within `within` values,
 * when it is wrong once in `once`; it does not know the beginning.
 */
export function foundKnowing(evidence: Evidence, within: number, once: number): number {
  let [low, high] = [0, 20];
  for (let round = 0; round < 20; round++) {
    const level = (low + high) / 2;
    if (alarms(evidence.steady, level) > DRAWS / once) low = level;
    else high = level;
  }
  const random = seeded(within);
  const next = (values: readonly number[]) => values[Math.floor(random() * values.length)] ?? 0;
  const found = Array.from({ length: 4000 }, () => {
    let sum = 0;
    for (let index = 0; index < 45; index++) {
      sum = Math.max(0, sum + next(evidence.steady));
      if (sum > high) sum = 0;
    }
    for (let index = 0; index < within; index++) {
      sum = Math.max(0, sum + next(evidence.shifted));
      if (sum > high) return true;
    }
    return false;
  });
  return found.filter(Boolean).length / found.length;
}

function alarms(values: readonly number[], level: number): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    sum = Math.max(0, sum + value);
    if (sum <= level) continue;
    count += 1;
    sum = 0;
  }
  return count;
}
