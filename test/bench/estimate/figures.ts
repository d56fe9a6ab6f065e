import type { Scored } from './scorer.ts';

/** One figure of the score and the range it has to lie in. */
interface Figure {
  readonly name: string;
  readonly least?: number;
  readonly most?: number;
  readonly of: (scored: Scored) => number;
}

const macro = (key: string) => (scored: Scored) => scored.macro[key] ?? Number.NaN;
const each = (key: string, extreme: (...values: number[]) => number) => (scored: Scored) =>
  extreme(...scored.series.map((one) => one[key] ?? Number.NaN));
const percent = (of: (scored: Scored) => number) => (scored: Scored) => 100 * of(scored);

export const WAPE: Figure = { name: 'WAPE %', most: 30.8, of: percent(macro('wape')) };

export const FIGURES: readonly Figure[] = [
  WAPE,
  { name: 'pinball loss', most: 0.165, of: macro('pl') },
  { name: 'inside p80', least: 0.78, most: 0.82, of: macro('c80') },
  { name: 'inside p80, lowest series', least: 0.74, of: each('c80', Math.min) },
  { name: 'inside p80, highest series', most: 0.86, of: each('c80', Math.max) },
  { name: 'inside p95', least: 0.94, most: 0.96, of: macro('c95') },
  { name: 'inside p95, lowest series', least: 0.93, of: each('c95', Math.min) },
  { name: 'inside p95, highest series', most: 0.97, of: each('c95', Math.max) },
  { name: 'width p50 to p95, in means', most: 1.15, of: macro('w95') },
  { name: 'error of time left at 50 %', most: 0.175, of: macro('r50') },
  { name: 'error of time left at 75 %', most: 0.14, of: macro('r75') },
  { name: 'error of time left by the clock', most: 0.455, of: macro('clock') },
  { name: 'inside p95, with 1-4 runs', least: 0.93, of: macro('coldc95') },
  { name: 'inside p95, new regime', least: 0.91, of: macro('regc95') },
  { name: 'bad answers', most: 0, of: macro('bad') },
];

export const within = ({ least, most }: Omit<Figure, 'name' | 'of'>, value: number): boolean =>
  value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY);

export function limit({ least, most }: Omit<Figure, 'name' | 'of'>): string {
  if (least === undefined) return `<= ${most}`;
  return most === undefined ? `>= ${least}` : `${least}-${most}`;
}
