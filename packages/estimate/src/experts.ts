import { type Mixture, mixture } from './mixture.ts';
import { append, emptySeries, memory, type Series } from './series.ts';

/** Half-lives in runs. The replay learns which memory fits the history at hand. */
const MEMORIES = [1.5, 6, 25, 100].map(memory);
const RESIDUALS = memory(60);
const LEVEL_GAIN = 1 - 2 ** (-1 / 2);

export const EXPERTS = MEMORIES.length + 1;

/** All that the experts remember. */
export interface Past {
  readonly runs: Series;
  /** Deviations of each run from the level before it. */
  readonly residuals: Series;
  /** The recent level: an exponential average with a half-life of two runs. */
  level: number;
}

export const emptyPast = (): Past => ({ runs: emptySeries(), residuals: emptySeries(), level: 0 });

export function remember(past: Past, value: number): void {
  const residual = past.runs.count === 0 ? 0 : value - past.level;
  past.level = value - residual * (1 - LEVEL_GAIN);
  append(past.runs, value);
  append(past.residuals, residual);
}

/**
 * What each expert says of the next run. Most differ in memory only. The last one moves the older deviations
 * to the recent level: it keeps the shape of the spread when the level jumps.
 */
export const experts = (past: Past): Mixture[] => [
  ...MEMORIES.map((each) => mixture(past.runs, each, 0)),
  mixture(past.residuals, RESIDUALS, past.level),
];
