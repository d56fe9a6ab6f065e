// How durations scatter around their centre, as a few shapes. All is in logarithms: a distance of 0.1 is some 10 %.

/** Every combination of them is a shape. */
export interface Grid {
  /** Half-widths of the core. */
  readonly scales: readonly number[];
  /** Of the core: 1 is Laplace's distribution, 2 the normal one; below 1 the peak is sharper still. */
  readonly powers: readonly number[];
  /** The share of runs that are something else: a retry, a cold cache, another kind of change. */
  readonly strays: readonly number[];
}

/**
 * By rule, so that no series chooses its own shape: widths that double in two steps, from 5 to 40 %, the two distributions
 * of the textbooks, and shares of strays that triple, from one in fifty to one in five. In steps twice as wide, a normal
 * noise between two of them was told as a shift too often (14 %) or had its shifts found late (16 %).
 */
export const GRID: Grid = {
  scales: [0, 1, 2, 3, 4, 5, 6].map((half) => 0.05 * 2 ** (half / 2)),
  powers: [1, 2],
  strays: [0.02, 0.06, 0.2],
};

/** Strays are mostly longer, and up to several times as long. */
const LONGER = { share: 0.75, scale: 0.8 } as const;
const SHORTER = { share: 0.25, scale: 0.4 } as const;

const STEP = 0.005;
const REACH = 6;
const CELLS = Math.round((2 * REACH) / STEP) + 1;

/** Densities by the distance from the centre, as tables; the same at each call. Nowhere 0. */
export function noiseShapes(grid: Grid = GRID): readonly Float64Array[] {
  const known = made.get(grid);
  if (known !== undefined) return known;
  const { scales, powers, strays } = grid;
  const shapes = scales.flatMap((scale) =>
    powers.flatMap((power) => strays.map((share) => tableOf(scale, power, share))),
  );
  made.set(grid, shapes);
  return shapes;
}
const made = new WeakMap<Grid, readonly Float64Array[]>();

function tableOf(scale: number, power: number, strays: number): Float64Array {
  const core = tabulated((x) => Math.exp(-((Math.abs(x) / scale) ** power) / power));
  const area = core.reduce((sum, value) => sum + value, 0) * STEP;
  const others = tabulated((x) => {
    const side = x > 0 ? LONGER : SHORTER;
    return (side.share / side.scale) * Math.exp(-Math.abs(x) / side.scale);
  });
  return core.map((value, cell) => ((1 - strays) * value) / area + strays * (others[cell] ?? 0));
}

const tabulated = (density: (x: number) => number): Float64Array =>
  Float64Array.from({ length: CELLS }, (_, cell) => density(cell * STEP - REACH));

/**
 * Writes to `into` the densities of `shape` at `first`, `first - step`, `first - 2 step` and so on, so many times as large;
 * what lies beyond the table has the density of its edge.
 */
export function densitiesFrom(
  shape: Float64Array,
  { first, step, times }: { readonly first: number; readonly step: number; readonly times: number },
  into: Float64Array,
): void {
  const stride = step / STEP;
  let cell = (first + REACH) / STEP;
  for (let index = 0; index < into.length; index++, cell -= stride)
    into[index] = times * (shape[cell < 0 ? 0 : cell > CELLS - 1 ? CELLS - 1 : Math.floor(cell)] ?? 0);
}
