/** Older runs say nothing that newer ones do not. */
export const LONGEST_HISTORY = 200;

/** Values in order of arrival, and the order of their sizes. At most LONGEST_HISTORY. */
export interface Series {
  readonly values: Float64Array;
  readonly bySize: Uint8Array;
  count: number;
}

export const emptySeries = (): Series => ({
  values: new Float64Array(LONGEST_HISTORY),
  bySize: new Uint8Array(LONGEST_HISTORY),
  count: 0,
});

export function append(series: Series, value: number): void {
  const { values, bySize, count } = series;
  let rank = count;
  while (rank > 0 && (values[bySize[rank - 1] ?? 0] ?? 0) > value) rank--;
  bySize.copyWithin(rank + 1, rank, count);
  bySize[rank] = count;
  values[count] = value;
  series.count++;
}

/** How fast an expert forgets: precomputed for every age and every length of history. */
export interface Memory {
  /** Weight of a run by its age in runs; the newest has 1, and so old ones that they do not matter are not there. */
  readonly decay: Float64Array;
  /** How many equally weighty runs the newest n are worth. */
  readonly worth: Float64Array;
}

/** A run that weighs less is forgotten. */
const NEGLIGIBLE = 1e-5;

/** @param halfLife runs until a run counts half */
export function memory(halfLife: number): Memory {
  const decay: number[] = [];
  const worth = new Float64Array(LONGEST_HISTORY + 1);
  let [total, squares] = [0, 0];
  for (let age = 0; age < LONGEST_HISTORY; age++) {
    const weight = 2 ** (-age / halfLife);
    if (weight >= NEGLIGIBLE) decay.push(weight);
    total += weight;
    squares += weight * weight;
    worth[age + 1] = total ** 2 / squares;
  }
  return { decay: Float64Array.from(decay), worth };
}

/** The values that are remembered, in order of size, with the sum of the weights before each of them and of all. */
export interface Weighed {
  readonly values: Float64Array;
  readonly before: Float64Array;
  count: number;
}

export const emptyWeighed = (): Weighed => ({
  values: new Float64Array(LONGEST_HISTORY),
  before: new Float64Array(LONGEST_HISTORY + 1),
  count: 0,
});

/** Overwrites `weighed`: forecasts do this a thousand times each, and new arrays would take longer than all the rest. */
export function weigh(weighed: Weighed, { values, bySize, count }: Series, { decay }: Memory): void {
  let kept = 0;
  let sum = 0;
  for (let rank = 0; rank < count; rank++) {
    const arrival = bySize[rank] ?? 0;
    const age = count - 1 - arrival;
    if (age >= decay.length) continue;
    weighed.values[kept++] = values[arrival] ?? 0;
    sum += decay[age] ?? 0;
    weighed.before[kept] = sum;
  }
  weighed.count = kept;
}

/** The shortest interval that holds half of the weight: a spread that outliers and a second mode do not stretch. */
export function shortestHalf({ values, before, count }: Weighed): { width: number; middle: number } {
  const half = ((before[count] ?? 0) / 2) * (1 - 1e-9);
  let width = Number.POSITIVE_INFINITY;
  let middle = 0;
  let end = 0;
  for (let first = 0; first < count; first++) {
    const enough = (before[first] ?? 0) + half;
    while (end < count && (before[end] ?? 0) < enough) end++;
    if ((before[end] ?? 0) < enough) break;
    const low = values[first] ?? 0;
    const high = values[end - 1] ?? 0;
    if (high - low < width) {
      width = high - low;
      middle = (low + high) / 2;
    }
  }
  return { width, middle };
}

/** The density of a Normal distribution at its middle, times its standard deviation. */
const NORMAL_PEAK = 0.4;

/**
 * How widely the values lie around each of them: the standard deviation of a Normal distribution that is as dense at
 * its middle as they are there. Density is judged by the interval that holds `share` of the weight, half on each side.
 */
export function localSpreads({ values, before, count }: Weighed, share: number, spreads: Float64Array): void {
  const all = before[count] ?? 0;
  const reach = (all * share) / 2;
  let low = 0;
  let high = 0;
  for (let rank = 0; rank < count; rank++) {
    const below = before[rank] ?? 0;
    const upTo = before[rank + 1] ?? 0;
    while (below - (before[low + 1] ?? 0) >= reach) low++;
    if (high < rank) high = rank;
    while (high < count - 1 && (before[high + 1] ?? 0) - upTo < reach) high++;
    const held = below - (before[low] ?? 0) + (before[high + 1] ?? 0) - upTo;
    const span = (values[high] ?? 0) - (values[low] ?? 0);
    spreads[rank] = held > 0 ? (NORMAL_PEAK * span * all) / held : 0;
  }
}
