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
