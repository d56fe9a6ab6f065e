import { type Drawn, escapeXml } from './text.ts';

/** From values to pixels. */
export type Scale = (value: number) => number;

/** A straight scale; values outside of its domain are drawn at its ends. One value alone is drawn at the beginning. */
export function linear(
  [least, most]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const span = most - least;
  return (value) => {
    const share = span <= 0 ? 0 : Math.min(1, Math.max(0, (value - least) / span));
    return from + share * (to - from);
  };
}

/** Some `count` round numbers from 0 to at least `most`, each a multiple of a step that people count in. */
export function ticks(most: number, count: number, steps: readonly number[] = DECIMAL): readonly number[] {
  if (!(most > 0)) return [0];
  const step = steps.find((each) => most / each <= count) ?? decimalStep(most / count);
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) => index * step);
}

const DECIMAL: readonly number[] = [1, 2, 5];

function decimalStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((each) => each * power >= least) ?? 10) * power;
}

const round = (value: number) => Number(value.toFixed(1));

/** Many equal dots in one path, which is a fraction of the size of as many circles. */
export function dots(
  points: readonly (readonly [x: number, y: number])[],
  { colour, size = 5 }: { readonly colour: string; readonly size?: number },
): string {
  if (points.length === 0) return '';
  const whole = points.map(([x, y]) => [Math.round(x), Math.round(y)] as const);
  // From one to the next takes fewer characters than from the corner.
  const path = whole
    .map(([x, y], index) => {
      const [left, top] = whole[index - 1] ?? [0, 0];
      return `m${x - left} ${y - top}h0`;
    })
    .join('');
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${size}" stroke-linecap="round"/>`;
}

/** Many bars of one colour in one path. */
export function bars(
  rectangles: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[],
  colour: string,
): string {
  const drawn = rectangles.filter(({ width, height }) => width > 0 && height > 0);
  if (drawn.length === 0) return '';
  const path = drawn.map(
    ({ x, y, width, height }) =>
      `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`,
  );
  return `<path d="${path.join('')}" fill="${colour}"/>`;
}

/** A line through points; it is interrupted where there is none. A point without neighbours is a dot. */
export function polyline(
  points: readonly (readonly [x: number, y: number] | undefined)[],
  {
    colour,
    width = 1.5,
    dashed = false,
  }: { readonly colour: string; readonly width?: number; readonly dashed?: boolean },
): string {
  const path = points.map((point, index) => {
    if (point === undefined) return '';
    const begins = points[index - 1] === undefined;
    const alone = begins && points[index + 1] === undefined;
    return `${begins ? 'M' : 'L'}${round(point[0])} ${round(point[1])}${alone ? 'h0' : ''}`;
  });
  if (path.every((part) => part === '')) return '';
  const dash = dashed ? ' stroke-dasharray="4 4"' : '';
  return `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${dash}/>`;
}

/** A picture inside a page, in its font: as wide as there is room, with a name and a description for those who do not see it. */
export function inline(
  { id, title, description }: { readonly id: string; readonly title: string; readonly description: string },
  { svg, height }: Drawn,
  { width, className }: { readonly width: number; readonly className?: string },
): string {
  const name = className === undefined ? '' : ` class="${escapeXml(className)}"`;
  const [titleId, descriptionId] = [`${id}-t`, `${id}-d`].map(escapeXml);
  return `<svg${name} viewBox="0 0 ${width} ${Math.ceil(height)}" role="img" aria-labelledby="${titleId} ${descriptionId}"><title id="${titleId}">${escapeXml(title)}</title><desc id="${descriptionId}">${escapeXml(description)}</desc>${svg}</svg>`;
}
