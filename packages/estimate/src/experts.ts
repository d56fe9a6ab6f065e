import { type Mixture, mixture } from './mixture.ts';
import { append, emptySeries, type Memory, memory, type Series } from './series.ts';
import { median } from './work.ts';

/** Half-lives in runs. The replay learns which memory fits the history at hand. */
const MEMORIES = [2.2, 8, 30, 120].map(memory);
/** Of each level: the half-life with which it follows the runs, and that of the deviations from it. */
const LEVELS = [
  { gain: gain(3), memory: memory(60) },
  { gain: gain(12), memory: memory(120) },
];

/** The weight of the newest value in an exponential average with this half-life. */
function gain(halfLife: number): number {
  return 1 - 2 ** (-1 / halfLife);
}

export const EXPERTS = MEMORIES.length + LEVELS.length;

/** All that the experts remember. */
export interface Past {
  readonly runs: Series;
  readonly levels: readonly Level[];
}

/** An exponential average, and the deviations of each run from what it was before. */
interface Level {
  readonly gain: number;
  readonly memory: Memory;
  readonly residuals: Series;
  value: number;
}

export const emptyPast = (): Past => ({
  runs: emptySeries(),
  levels: LEVELS.map((each) => ({ ...each, residuals: emptySeries(), value: 0 })),
});

export function remember({ runs, levels }: Past, value: number): void {
  const newest = runs.values.subarray(0, runs.count).slice(-2);
  // The median of three: a lone outlier does not move a level, and two that agree do.
  const steady = newest.length === 2 ? median([...newest, value]) : value;
  for (const level of levels) {
    const residual = runs.count === 0 ? 0 : value - level.value;
    append(level.residuals, residual);
    level.value = runs.count === 0 ? value : level.value + level.gain * (steady - level.value);
  }
  append(runs, value);
}

/**
 * What each expert says of the next run. Most differ in memory only. The last ones move the older deviations
 * to the recent level: they keep the shape of the spread when the level jumps or drifts.
 */
export const experts = ({ runs, levels }: Past): Mixture[] => [
  ...MEMORIES.map((each) => mixture(runs, each, 0)),
  ...levels.map((level) => mixture(level.residuals, level.memory, level.value)),
];
