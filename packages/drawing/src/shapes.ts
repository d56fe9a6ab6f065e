import { type Drawn, escapeXml } from './text.ts';
import { LIGHT, type Theme } from './theme.ts';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface BoxStyle {
  readonly fill: string;
  readonly stroke?: string;
  readonly radius?: number;
  /** Shown when the mouse rests on it. */
  readonly title?: string;
}

export function box(at: Rectangle, { fill, stroke, radius = 0, title }: BoxStyle): string {
  const [x, y, width, height] = [at.x, at.y, at.width, at.height].map((value) => Number(value.toFixed(1)));
  const edge = stroke === undefined ? '' : ` stroke="${stroke}"`;
  const end = title === undefined ? '/>' : `><title>${escapeXml(title)}</title></rect>`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${edge}${end}`;
}

/** Parts below each other. */
export function below(parts: readonly Drawn[], gap: number, left = 0): Drawn {
  let y = 0;
  const placed = parts.map(({ svg, height }) => {
    const top = y;
    y += height + gap;
    return `<g transform="translate(${left} ${top})">${svg}</g>`;
  });
  return { svg: placed.join(''), height: Math.max(0, y - gap) };
}

interface Card {
  readonly width: number;
  /** Between the edge and what is drawn. */
  readonly padding?: readonly [x: number, y: number];
  readonly theme?: Theme;
}

/** A whole picture on a card, with its name for screen readers. */
export function picture(
  title: string,
  { svg, height }: Drawn,
  { width, padding = [24, 20], theme = LIGHT }: Card,
): string {
  const [x, y] = padding;
  const full = Math.ceil(height + 2 * y);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}" role="img" aria-label="${escapeXml(title)}" font-family="${theme.font}">`,
    box(
      { x: 0.5, y: 0.5, width: width - 1, height: full - 1 },
      { fill: theme.background, stroke: theme.edge, radius: 8 },
    ),
    `<g transform="translate(${x} ${y})">${svg}</g></svg>`,
    '',
  ].join('\n');
}
