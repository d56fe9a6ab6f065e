import { LOGISTIC_SLOPE, type Mixture } from './mixture.ts';
import { LONGEST_HISTORY } from './sample.ts';

/** Relative spread supposed before any run was seen, and how many runs that supposition is worth. */
const PRIOR_SPREAD = 0.4;
const PRIOR_RUNS = 4;
/** Silverman's rule of thumb for kernels: 0.9 spread n^-0.2; and never finer than 1.5 %. */
const BANDWIDTH = 0.9;
const FINEST = 0.015;
/** From so many spreads off the middle kernels widen with the distance: the tails are scarce, so smooth. */
const TAIL = 2;
/** The width of the middle half of a Normal distribution, in standard deviations. */
const HALF_WIDTH = 1.349;

/** How fast an expert forgets. */
interface Memory {
  /** Weight of a run by its age; the newest has 1. */
  readonly decay: Float64Array;
}

const memory = (halfLife: number): Memory => ({
  decay: Float64Array.from({ length: LONGEST_HISTORY }, (_, age) => 2 ** (-age / halfLife)),
});

/** Half-lives in runs. The replay learns which memory fits the history at hand. */
const MEMORIES = [1.5, 6, 25, 100].map(memory);
const RESIDUALS = memory(60);
const LEVEL_GAIN = 1 - 2 ** (-1 / 2);

export const EXPERTS = MEMORIES.length + 1;

/** Values in order of arrival, and their indices in order of size. */
interface Series {
  readonly values: number[];
  readonly bySize: number[];
}

/** All that the experts remember. Grows by one run at a time, at most to LONGEST_HISTORY. */
export interface Past {
  readonly runs: Series;
  /** Deviations of each run from the level before it. */
  readonly residuals: Series;
  /** The recent level: an exponential average with a half-life of two runs. */
  level: number;
}

export const emptyPast = (): Past => ({
  runs: { values: [], bySize: [] },
  residuals: { values: [], bySize: [] },
  level: 0,
});

export function remember(past: Past, value: number): void {
  const residual = past.runs.values.length === 0 ? 0 : value - past.level;
  past.level = value - residual * (1 - LEVEL_GAIN);
  append(past.runs, value);
  append(past.residuals, residual);
}

function append({ values, bySize }: Series, value: number): void {
  let place = bySize.length;
  while (place > 0 && (values[bySize[place - 1] ?? 0] ?? 0) > value) place--;
  bySize.splice(place, 0, values.length);
  values.push(value);
}

/**
 * What each expert says of the next run. Most differ in memory only. The last one moves the older deviations
 * to the recent level: it keeps the shape of the spread when the level jumps.
 */
export const experts = (past: Past): Mixture[] => [
  ...MEMORIES.map((each) => kernels(past.runs, each, 0)),
  kernels(past.residuals, RESIDUALS, past.level),
];

function kernels(series: Series, { decay }: Memory, shift: number): Mixture {
  const { values } = series;
  const count = values.length;
  let total = 0;
  let squares = 0;
  for (let age = 0; age < count; age++) {
    total += decay[age] ?? 0;
    squares += (decay[age] ?? 0) ** 2;
  }
  const weights = Float64Array.from({ length: count }, (_, i) => (decay[count - 1 - i] ?? 0) / total);
  const effective = total ** 2 / squares;
  const half = shortestHalf(series, weights);
  const spread =
    ((half.width / HALF_WIDTH) * effective + PRIOR_SPREAD * PRIOR_RUNS) / (effective + PRIOR_RUNS);
  const bandwidth = Math.max(FINEST, BANDWIDTH * spread * effective ** -0.2);
  return {
    centres: Float64Array.from(values, (value) => value + shift),
    weights,
    slopes: Float64Array.from(
      values,
      (value) => LOGISTIC_SLOPE / (bandwidth * Math.hypot(1, (value - half.middle) / (TAIL * spread))),
    ),
    middle: half.middle + shift,
  };
}

/** The shortest interval that holds half of the weight: a spread that outliers and a second mode do not stretch. */
function shortestHalf({ values, bySize }: Series, weights: Float64Array): { width: number; middle: number } {
  let best = { width: Number.POSITIVE_INFINITY, middle: 0 };
  let end = 0;
  let held = 0;
  for (const first of bySize) {
    while (held < 0.5 && end < bySize.length) held += weights[bySize[end++] ?? 0] ?? 0;
    if (held < 0.5 - 1e-9) break;
    const [low, high] = [values[first] ?? 0, values[bySize[end - 1] ?? 0] ?? 0];
    if (high - low < best.width) best = { width: high - low, middle: (low + high) / 2 };
    held -= weights[first] ?? 0;
  }
  return best;
}
