import { median, quantile, wilcoxonRankSum } from 'simple-statistics';

/** A shift in a series of durations, by indices of the series. */
export interface Shift {
  /** The first value after it. */
  readonly at: number;
  /** The value that made it certain. */
  readonly confirmedAt: number;
}

/** The last so many values are compared ... */
const RECENT = { least: 8, most: 12 } as const;
/** ... with the so many before them. */
const REFERENCE = { least: 12, most: 30 } as const;
/** The normal quantile at 0.995: in each direction, values of one distribution lie that far apart once in 200 looks. */
const CRITICAL = 2.5758293035489;
/** Medians that differ by less are of no interest, however certain ... */
const LEAST_CHANGE = Math.log(1.12);
/** ... nor those that differ by less than so much of the width of the middle half of what was before. */
const LEAST_OF_SPREAD = 0.8;
/** The shift must still be there when so many more values are known. */
const CONFIRMATIONS = 2;

/**
 * Lasting shifts of a series of positive values, oldest first: the last 8 to 12 against the 30 before by the rank-sum test.
 * A shift starts the series anew, so each is told once.
 */
export function shiftsOf(values: readonly number[]): readonly Shift[] {
  const shifts: Shift[] = [];
  let start = 0;
  let suspected: { readonly index: number; readonly rise: boolean } | undefined;
  for (let index = 0; index < values.length; index++) {
    if (suspected !== undefined && index - suspected.index < CONFIRMATIONS) continue;
    const found = splitAt(values, start, index);
    if (suspected !== undefined && found?.rise === suspected.rise) {
      start = clearestSplit(values, start, index);
      shifts.push({ at: start, confirmedAt: index });
      suspected = undefined;
    } else suspected = found && { index, rise: found.rise };
  }
  return shifts;
}

/** Whether the end of `values[start..index]` is clearly above or below what was before. */
function splitAt(
  values: readonly number[],
  start: number,
  index: number,
): { readonly rise: boolean } | undefined {
  let clearest: { readonly rise: boolean; readonly strength: number } | undefined;
  for (let length = RECENT.least; length <= RECENT.most; length++) {
    const at = index + 1 - length;
    if (at - start < REFERENCE.least) break;
    const recent = values.slice(at, index + 1);
    const reference = values.slice(Math.max(start, at - REFERENCE.most), at);
    const z = rankSumZ(recent, reference);
    const change = Math.log(median(recent) / median(reference));
    const clear =
      Math.abs(z) >= CRITICAL &&
      Math.abs(change) >= Math.max(LEAST_CHANGE, LEAST_OF_SPREAD * spreadOf(reference));
    if (!clear || z > 0 !== change > 0 || Math.abs(z) <= (clearest?.strength ?? 0)) continue;
    clearest = { rise: z > 0, strength: Math.abs(z) };
  }
  return clearest;
}

/** The logarithm of the ratio between the quartiles. */
const spreadOf = (values: readonly number[]): number =>
  Math.log(quantile([...values], 0.75) / quantile([...values], 0.25));

/**
 * Where the end of `values[start..index]` parts best from what was before: the two medians are together nearest to all
 * values. (Ranks would put a high value before the rise behind it.) The first value after the shift.
 */
function clearestSplit(values: readonly number[], start: number, index: number): number {
  const from = Math.max(start, index + 1 - RECENT.most - REFERENCE.most);
  const logs = values.slice(from, index + 1).map((value) => Math.log(value));
  let best = { at: index, distance: Number.POSITIVE_INFINITY };
  for (let length = CONFIRMATIONS + 1; length <= RECENT.most + CONFIRMATIONS; length++) {
    const cut = logs.length - length;
    if (cut < REFERENCE.least) break;
    const distance = spreadAround(logs.slice(0, cut)) + spreadAround(logs.slice(cut));
    if (distance < best.distance) best = { at: from + cut, distance };
  }
  return best.at;
}

function spreadAround(values: readonly number[]): number {
  const middle = median([...values]);
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0);
}

/**
 * The rank sum of the first sample as a standard normal deviate, with the correction for ties (Lehmann, Nonparametrics,
 * 1975, section 1.4); 0 where all values are the same.
 */
export function rankSumZ(a: readonly number[], b: readonly number[]): number {
  const all = a.length + b.length;
  const counts = new Map<number, number>();
  for (const value of [...a, ...b]) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ties = [...counts.values()].reduce((sum, count) => sum + count ** 3 - count, 0);
  const variance = ((a.length * b.length) / 12) * (all + 1 - ties / (all * (all - 1)));
  if (variance <= 0) return 0;
  const mean = (a.length * (all + 1)) / 2;
  return (wilcoxonRankSum([...a], [...b]) - mean) / Math.sqrt(variance);
}
