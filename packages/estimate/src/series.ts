import { LONGEST_HISTORY } from './sample.ts';

/** Values in order of arrival, with their places in order of size kept beside them. At most LONGEST_HISTORY. */
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
  let place = count;
  while (place > 0 && (values[bySize[place - 1] ?? 0] ?? 0) > value) place--;
  bySize.copyWithin(place + 1, place, count);
  bySize[place] = count;
  values[count] = value;
  series.count++;
}

/** How fast an expert forgets: precomputed for every age and every length of history. */
export interface Memory {
  /** Weight of a run by its age in runs; the newest has 1. */
  readonly decay: Float64Array;
  /** Sum of the weights, and of their squares, of the newest n runs. */
  readonly total: Float64Array;
  readonly squares: Float64Array;
}

/** @param halfLife runs until a run counts half */
export function memory(halfLife: number): Memory {
  const decay = new Float64Array(LONGEST_HISTORY);
  const total = new Float64Array(LONGEST_HISTORY + 1);
  const squares = new Float64Array(LONGEST_HISTORY + 1);
  for (let age = 0; age < LONGEST_HISTORY; age++) {
    const weight = 2 ** (-age / halfLife);
    decay[age] = weight;
    total[age + 1] = (total[age] ?? 0) + weight;
    squares[age + 1] = (squares[age] ?? 0) + weight * weight;
  }
  return { decay, total, squares };
}

/** The shortest interval that holds half of the weight: a spread that outliers and a second mode do not stretch. */
export function shortestHalf(
  { values, bySize, count }: Series,
  { decay, total }: Memory,
): { width: number; middle: number } {
  const half = ((total[count] ?? 0) / 2) * (1 - 1e-9);
  let width = Number.POSITIVE_INFINITY;
  let middle = 0;
  let end = 0;
  let held = 0;
  for (let first = 0; first < count; first++) {
    while (held < half && end < count) held += decay[count - 1 - (bySize[end++] ?? 0)] ?? 0;
    if (held < half) break;
    const arrival = bySize[first] ?? 0;
    const [low, high] = [values[arrival] ?? 0, values[bySize[end - 1] ?? 0] ?? 0];
    if (high - low < width) {
      width = high - low;
      middle = (low + high) / 2;
    }
    held -= decay[count - 1 - arrival] ?? 0;
  }
  return { width, middle };
}

/** The density of a Normal distribution at its middle, times its standard deviation. */
const NORMAL_PEAK = 0.4;

/**
 * How widely the values lie around each of them, by arrival: the standard deviation of a Normal distribution that
 * is as dense at its middle as they are there. Density is judged by the interval that holds `share` of the weight.
 */
export function localSpreads(
  { values, bySize, count }: Series,
  { decay, total }: Memory,
  share: number,
): Float64Array {
  const all = total[count] ?? 0;
  const reach = (all * share) / 2;
  const spreads = new Float64Array(count);
  for (let place = 0; place < count; place++) {
    const arrival = bySize[place] ?? 0;
    SORTED[place] = values[arrival] ?? 0;
    WEIGHTS[place] = decay[count - 1 - arrival] ?? 0;
  }
  let [low, below, high, above] = [0, 0, 0, 0];
  for (let place = 0; place < count; place++) {
    const own = WEIGHTS[place] ?? 0;
    for (let least = WEIGHTS[low] ?? 0; low < place && below - least >= reach; least = WEIGHTS[low] ?? 0) {
      below -= least;
      low++;
    }
    if (place > 0) above -= own;
    if (high <= place) [high, above] = [place, 0];
    while (high < count - 1 && above < reach) above += WEIGHTS[++high] ?? 0;
    const held = below + above;
    const span = (SORTED[high] ?? 0) - (SORTED[low] ?? 0);
    spreads[bySize[place] ?? 0] = held > 0 ? (NORMAL_PEAK * span * all) / held : 0;
    below += own;
  }
  return spreads;
}

/** Filled anew by each call: it is called a thousand times for one forecast. */
const SORTED = new Float64Array(LONGEST_HISTORY);
const WEIGHTS = new Float64Array(LONGEST_HISTORY);
