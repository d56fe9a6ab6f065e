import { emptyMixture, type Mixture, mix } from './mixture.ts';
import { append, emptySeries, type Memory, memory, type Series } from './series.ts';

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
  readonly experts: readonly Mixture[];
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
  experts: Array.from({ length: EXPERTS }, emptyMixture),
});

export function remember({ runs, levels }: Past, value: number): void {
  const { values, count } = runs;
  // The median of three: a lone outlier does not move a level, and two that agree do.
  const steady = count < 2 ? value : medianOf(value, values[count - 1] ?? 0, values[count - 2] ?? 0);
  for (const level of levels) {
    append(level.residuals, count === 0 ? 0 : value - level.value);
    level.value = count === 0 ? value : level.value + level.gain * (steady - level.value);
  }
  append(runs, value);
}

const medianOf = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/**
 * What each expert says of the next run; true until the next call. Most differ in memory only. The last ones move
 * the older deviations to the recent level: they keep the shape of the spread when the level jumps or drifts.
 * Where `exact` is false the newest runs may be missing from those who remember many: it changes little, and saves
 * half of the time.
 */
export function opinions({ runs, levels, experts }: Past, exact: boolean): readonly Mixture[] {
  for (const [i, expert] of experts.entries()) {
    const level = levels[i - MEMORIES.length];
    const series = level?.residuals ?? runs;
    const memory = level?.memory ?? MEMORIES[i];
    if (memory === undefined) continue;
    const missing = series.count - expert.made;
    if (missing > (exact ? 0 : MAY_MISS * (memory.worth[expert.made] ?? 0))) mix(expert, series, memory);
    expert.shift = level?.value ?? 0;
  }
  return experts;
}

/** The share of what an expert remembers. */
const MAY_MISS = 1 / 32;
