import { escapeHtml } from '../html.ts';

/** A part of a picture: drawn from its own upper left corner, so high. */
export interface Drawn {
  readonly svg: string;
  readonly height: number;
}

/** Text that looks alike throughout. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly mono?: boolean;
  readonly link?: boolean;
  readonly soft?: boolean;
}

export const INK = {
  ...{ text: '#1f2328', soft: '#59636e', link: '#0969da', edge: '#d1d9e0', shade: '#f6f8fa' },
  ...{ green: '#1a7f37', red: '#cf222e', blue: '#0969da', amber: '#9a6700' },
} as const;

const FONT = '-apple-system, BlinkMacSystemFont, Segoe UI, Noto Sans, Helvetica, Arial, sans-serif';
const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace';

/** Widths in em, roughly, and rather too wide: no font is at hand. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!I[\]() ·]/, 0.29],
  [/[ftr"/-]/, 0.36],
  [/[mwMW%@]/, 0.86],
  [/[A-Z&]/, 0.69],
  [/\p{Emoji_Presentation}/u, 1.3],
];

function textWidth(text: string, size: number, { bold, mono }: Omit<Run, 'text'> = {}): number {
  if (mono) return text.length * size * 0.58;
  const em = Array.from(text).reduce(
    (sum, mark) => sum + (WIDTHS.find(([marks]) => marks.test(mark))?.[1] ?? 0.56),
    0,
  );
  return em * size * (bold ? 1.16 : 1.06);
}

export const runsWidth = (runs: readonly Run[], size: number): number =>
  runs.reduce((sum, run) => sum + textWidth(run.text, size, run), 0);

/** One line of text with its baseline at `y`. */
export function line(
  runs: readonly Run[],
  at: { x: number; y: number; size: number; end?: boolean },
): string {
  const spans = runs.map((run) => {
    const fill = run.link ? INK.link : run.soft ? INK.soft : INK.text;
    const weight = run.bold ? ' font-weight="600"' : '';
    const font = run.mono ? ` font-family="${MONO}" font-size="${at.size * 0.9}"` : '';
    return `<tspan fill="${fill}"${weight}${font}>${escapeHtml(run.text)}</tspan>`;
  });
  const anchor = at.end ? ' text-anchor="end"' : '';
  return `<text x="${at.x}" y="${at.y}" font-size="${at.size}" xml:space="preserve"${anchor}>${spans.join('')}</text>`;
}

/** Text broken at spaces. */
export function paragraph(runs: readonly Run[], width: number, size = 14): Drawn {
  const step = Math.round(size * 1.5);
  const lines: Run[][] = [[]];
  let used = 0;
  for (const run of runs) {
    for (const word of run.text.split(/(?<= )/)) {
      const wide = textWidth(word, size, run);
      if (used > 0 && used + wide > width) {
        lines.push([]);
        used = 0;
      }
      used += wide;
      lines.at(-1)?.push({ ...run, text: word });
    }
  }
  const svg = lines.map((each, index) => line(each, { x: 0, y: index * step + size, size }));
  return { svg: svg.join(''), height: lines.length * step };
}

export const box = (
  at: { x: number; y: number; width: number; height: number },
  style: { fill: string; stroke?: string; radius?: number; title?: string },
): string => {
  const [x, y, width, height] = [at.x, at.y, at.width, at.height].map((value) => Number(value.toFixed(1)));
  const edge = style.stroke ? ` stroke="${style.stroke}"` : '';
  const title = style.title ? `<title>${escapeHtml(style.title)}</title>` : '';
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${style.radius ?? 0}" fill="${style.fill}"${edge}>${title}</rect>`;
};

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

/** A whole picture on a card. It needs nothing from outside, so it shows wherever an image does. */
export function picture(title: string, { svg, height }: Drawn, width: number): string {
  const full = Math.ceil(height + 40);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}" role="img" aria-label="${escapeHtml(title)}" font-family="${FONT}">`,
    box(
      { x: 0.5, y: 0.5, width: width - 1, height: full - 1 },
      { fill: '#ffffff', stroke: INK.edge, radius: 8 },
    ),
    `<g transform="translate(24 20)">${svg}</g></svg>`,
    '',
  ].join('\n');
}
