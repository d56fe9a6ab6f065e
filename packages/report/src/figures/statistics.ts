import { binomialDistribution, median, quantileSorted } from 'simple-statistics';
import type { Figure, Quantiles, Trend } from '../model/report.ts';

/** The normal quantile of an interval that holds the truth 19 times of 20 (the library's `probit` has three digits). */
const Z = 1.959963984540054;

/** Interpolated between the two nearest ranks. */
export function quantilesOf(values: readonly number[]): Quantiles | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (level: number) => quantileSorted(sorted, level);
  return { p50: at(0.5), p80: at(0.8), p95: at(0.95), sample: sorted.length };
}

/** A share with Wilson's interval (https://doi.org/10.1080/01621459.1927.10502953). No data without cases. */
export function share(hits: number, sample: number): Figure {
  if (sample === 0) return { sample };
  const p = hits / sample;
  const scale = 1 + Z ** 2 / sample;
  const centre = (p + Z ** 2 / (2 * sample)) / scale;
  const half = (Z / scale) * Math.sqrt((p * (1 - p)) / sample + Z ** 2 / (4 * sample ** 2));
  return { value: p, interval: [Math.max(0, centre - half), Math.min(1, centre + half)], sample };
}

/**
 * Events in each of `units` of time, with Byar's approximation of the exact Poisson interval (Breslow and Day,
 * Statistical Methods in Cancer Research II, 1987, p. 69). 0 is a value here: that nothing happened is known.
 */
export function rate(events: number, units: number): Figure {
  const limit = (count: number, sign: number) =>
    count === 0 ? 0 : count * (1 - 1 / (9 * count) + (sign * Z) / (3 * Math.sqrt(count))) ** 3;
  return {
    value: events / units,
    interval: [limit(events, -1) / units, limit(events + 1, 1) / units],
    sample: events,
  };
}

/** The median, with the interval that the order of the values gives whatever their distribution; none below 6 values. */
export function medianFigure(values: readonly number[]): Figure {
  const sample = values.length;
  if (sample === 0) return { sample };
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sample - Z * Math.sqrt(sample)) / 2) - 1];
  const high = sorted[Math.ceil(1 + (sample + Z * Math.sqrt(sample)) / 2) - 1];
  const interval = low === undefined || high === undefined ? {} : { interval: [low, high] as const };
  return { value: median(sorted), ...interval, sample };
}

/** Clear only where each value lies outside of the other's interval. */
export function trendOf(now: Figure, before: Figure): Trend {
  if (now.value === undefined || before.value === undefined) return 'unknown';
  if (now.interval === undefined || before.interval === undefined) return 'unknown';
  const outside = (value: number, [low, high]: readonly [number, number]) => value < low || value > high;
  if (!outside(now.value, before.interval) || !outside(before.value, now.interval)) return 'steady';
  return now.value > before.value ? 'up' : 'down';
}

/** How probable it is that so many or more of the trials hit, each at this rate. */
export function chanceOfAtLeast(hits: number, trials: number, rate: number): number {
  if (hits <= 0 || rate >= 1) return 1;
  if (rate <= 0) return 0;
  // The library leaves out what is rarer than 1 in 10,000.
  const fewer = (binomialDistribution(trials, rate) ?? []).slice(0, hits);
  return Math.max(0, 1 - fewer.reduce((sum, share) => sum + share, 0));
}
