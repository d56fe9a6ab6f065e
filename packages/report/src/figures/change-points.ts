import { median } from 'simple-statistics';
import { GRID, type Grid } from './noise-shapes.ts';
import { shiftOdds } from './shift-odds.ts';

/** A shift in a series of durations, by indices of the series. */
interface Shift {
  /** The first value after it. */
  readonly at: number;
  /** The value that made it certain. */
  readonly confirmedAt: number;
  /** They take longer since. */
  readonly rise: boolean;
}

/** So many values show what is usual before anything can differ from it. */
const LEAST = 20;
/**
 * A shift is told where the odds are so large. Where nothing shifts they grow by 1 a value on the mean, so that it takes at
 * least 500 values on the mean until they are, as far as the noise is like the shapes that `shiftOdds` knows:
 * `npm run bench -- report` shows how often a shift is told that is none.
 */
const CERTAIN = 500;
/** A shift is not found in fewer values, nor looked for further back, nor compared with more before it. */
const AFTER = { least: 2, most: 60 } as const;
const BEFORE = { least: 12, most: 60 } as const;

/**
 * Lasting shifts of a series of positive values, oldest first, by `shiftOdds` of their logarithms, where noise is like
 * the shapes of `grid`. A shift starts the series anew, so each is told once.
 */
export function shiftsOf(values: readonly number[], grid: Grid = GRID): readonly Shift[] {
  const logs = values.map((value) => Math.log(value));
  const shifts: Shift[] = [];
  let start = 0;
  let odds: ((value: number) => number) | undefined;
  for (const [index, value] of logs.entries()) {
    if (odds !== undefined) {
      if (odds(value) < CERTAIN) continue;
      const at = clearestSplit(logs, start, index);
      const rise = median(logs.slice(at, index + 1)) > median(logs.slice(start, at));
      shifts.push({ at, confirmedAt: index, rise });
      start = at;
    }
    odds = index + 1 - start < LEAST ? undefined : shiftOdds(logs.slice(start, index + 1), grid);
  }
  return shifts;
}

/**
 * Where the end of `logs[start..index]` parts best from what was before: the two medians are together nearest to all
 * values. The first value after the shift.
 */
function clearestSplit(logs: readonly number[], start: number, index: number): number {
  const from = Math.max(start, index + 1 - AFTER.most - BEFORE.most);
  const seen = logs.slice(from, index + 1);
  let best = { at: index, distance: Number.POSITIVE_INFINITY };
  for (let length = AFTER.least; length <= AFTER.most; length++) {
    const cut = seen.length - length;
    if (cut < BEFORE.least) break;
    const distance = spreadAround(seen.slice(0, cut)) + spreadAround(seen.slice(cut));
    if (distance < best.distance) best = { at: from + cut, distance };
  }
  return best.at;
}

function spreadAround(values: readonly number[]): number {
  const middle = median([...values]);
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0);
}
