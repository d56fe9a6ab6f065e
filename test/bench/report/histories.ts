// Seeded histories with and without a shift of +25 %, and what `shiftsOf` tells of them.
import { shiftsOf } from '@signalbox/report/change-points';
import type { Grid } from '@signalbox/report/noise-shapes';
import { drawing, drawingRuns, historyOf, seeded } from '@signalbox/report/test/recordings';

const SHIFTED = 40;
const QUIET = 40;
export const LENGTH = 500;
export const WITHIN = [10, 20, 40] as const;
const LATEST = 40;
/** Values that stay together where the order counts: about as far as the recorded noise looks around (31 runs). */
const RUN = 31;

export interface Measured {
  /** Found within 10, 20 and 40, of 1. */
  readonly found: readonly number[];
  /** In 500 deployments. */
  readonly alarms: number;
  /** Of the rule that github-action-benchmark has: an alarm where a value is twice the one before. */
  readonly doubled: number;
}

/** 40 histories with a shift and 40 of 500 deployments without one, each value drawn by itself; `base` is their seed. */
export function measure(noise: readonly number[], base: number, grid?: Grid): Measured {
  const delays = Array.from({ length: SHIFTED }, (_, index) => delayOf(noise, base + index * 101, grid));
  const quiet = quietOf((random) => drawing(noise, random), base);
  return {
    found: WITHIN.map((within) => delays.filter((delay) => delay < within).length / SHIFTED),
    alarms: mean(quiet.map((values) => shiftsOf(values, grid).length)),
    doubled: mean(quiet.map(doubled)),
  };
}

/** How many deployments after a shift it was told, 0 for the first; infinite where it was not, or as a fall. */
export function delayOf(noise: readonly number[], seed: number, grid?: Grid): number {
  const random = seeded(seed);
  const shift = 40 + Math.floor(random() * 20);
  const values = historyOf(drawing(noise, random), shift + LATEST, shift);
  const told = shiftsOf(values, grid).find(({ confirmedAt, rise }) => confirmedAt >= shift && rise);
  return told === undefined ? Number.POSITIVE_INFINITY : told.confirmedAt - shift;
}

/** False alarms in 500 deployments where values follow each other as recorded. */
export const falseInOrder = (noise: readonly number[], base: number): number =>
  mean(quietOf((random) => drawingRuns(noise, RUN, random), base).map((values) => shiftsOf(values).length));

const quietOf = (draw: (random: () => number) => () => number, base: number) =>
  Array.from({ length: QUIET }, (_, index) => historyOf(draw(seeded(base + 500_000 + index * 17)), LENGTH));

const doubled = (values: readonly number[]): number =>
  values.filter((value, index) => index > 0 && value >= 2 * (values[index - 1] ?? value)).length;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const meanOf = (measured: readonly Measured[]): Measured => ({
  found: WITHIN.map((_, at) => mean(measured.map(({ found }) => found[at] ?? Number.NaN))),
  alarms: mean(measured.map(({ alarms }) => alarms)),
  doubled: mean(measured.map((each) => each.doubled)),
});

export const percent = (value: number): string => `${Math.round(value * 100)} %`;

export const shares = ({ found }: Measured): string =>
  `${found.map((share) => Math.round(share * 100)).join(' / ')} %`;
