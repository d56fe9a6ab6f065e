import { median } from 'simple-statistics';
import { densitiesFrom, GRID, type Grid, noiseShapes } from './noise-shapes.ts';

/** The centre may lie in so many steps to each side of the median of the first values (in logarithms). */
const STEP = 0.025;
const SIDE = 24;
const CENTRES = 2 * SIDE + 1;

/** Shifts that are looked for, in steps: 13, 19, 25, 35, 53 and 123 % up, and as far down. Larger ones are like the last. */
const SIZES = [5, 7, 9, 12, 17, 32] as const;
/** Longer is what people want to hear of: falls get the smaller part of the false alarms. */
const RISES = 0.9;
const MOVES = SIZES.flatMap((size) => [
  { by: size, weight: RISES / SIZES.length },
  { by: -size, weight: (1 - RISES) / SIZES.length },
]);
const FURTHEST = Math.max(...SIZES);

/** A shape of which so little is left cannot come to count again; most are out after the first values, which saves their work. */
const OUT = 1e-12;

/**
 * Looks at one logarithm of a duration after another, and says each time how much likelier they all are with a lasting
 * shift somewhere after `first` than without, summed over the places where it may have begun. That sum is the statistic of
 * Shiryaev and Roberts (Pollak, Annals of Statistics 13, 1985, https://doi.org/10.1214/aos/1176346587): where nothing
 * shifts it grows by 1 a value on the mean, so that it is seldom large by chance. What is not known, the centre and the
 * shape of the noise and the size of the shift, is averaged over: Bayes' rule on a grid.
 */
export function shiftOdds(first: readonly number[], grid: Grid = GRID): (value: number) => number {
  let shapes = noiseShapes(grid).map((table, index) => ({ table, base: index * CENTRES }));
  const lowest = median([...first]) - (SIDE + FURTHEST) * STEP;
  const cells = shapes.length * CENTRES;
  // The weight of a shape and a centre by what was seen: without a shift, and with each shift since any place.
  const steady = new Float64Array(cells).fill(1 / cells);
  const shifted = MOVES.map(() => new Float64Array(cells));
  const densities = new Float64Array(CENTRES + 2 * FURTHEST);

  // Weights would soon be too small to tell from 0, and only their ratio counts: each value brings them back to about 1.
  let sum = 1;
  const see = (value: number, mayShift: boolean): number => {
    const weights = shapes.map(({ table, base }) => {
      densitiesFrom(table, { first: value - lowest, step: STEP, times: 1 / sum }, densities);
      let shiftedHere = 0;
      if (mayShift)
        for (const [move, { by, weight }] of MOVES.entries())
          shiftedHere += advance(shifted[move], steady, base, weight, densities, FURTHEST + by);
      return [advance(steady, steady, base, 0, densities, FURTHEST), shiftedHere] as const;
    });
    sum = weights.reduce((all, [without]) => all + without, 0);
    shapes = shapes.filter((_, index) => {
      const [without, shiftedHere] = weights[index] ?? [0, 0];
      return without + shiftedHere > OUT * sum;
    });
    return weights.reduce((all, [, shiftedHere]) => all + shiftedHere, 0) / sum;
  };

  for (const value of first) see(value, false);
  return (value) => see(value, true);
}

/** One shape's weights after a value, those that begin to shift with it included. Their sum. */
function advance(
  weights: Float64Array | undefined,
  steady: Float64Array,
  base: number,
  begin: number,
  densities: Float64Array,
  offset: number,
): number {
  if (weights === undefined) return 0;
  let sum = 0;
  for (let centre = 0; centre < CENTRES; centre++) {
    const cell = base + centre;
    const before = (weights[cell] ?? 0) + begin * (steady[cell] ?? 0);
    const after = before * (densities[offset + centre] ?? 0);
    weights[cell] = after;
    sum += after;
  }
  return sum;
}
