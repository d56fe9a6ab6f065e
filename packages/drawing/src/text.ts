import { LIGHT, type Theme } from './theme.ts';

/** Text that looks alike throughout. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  /** As code. */
  readonly mono?: boolean;
  readonly link?: boolean;
  readonly soft?: boolean;
}

/** A part of a picture, drawn from its own upper left corner. Sizes are in pixels. */
export interface Drawn {
  readonly svg: string;
  readonly height: number;
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

/** For text and attribute values of SVG, XML and HTML. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? '');

/** Widths in em, roughly, and rather too wide: no font is at hand. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|!I[\]() ·]/, 0.29],
  [/[ftr"/-]/, 0.36],
  [/[mwMW%@▓░]/, 0.86],
  [/[A-Z&]/, 0.69],
  [/\p{Emoji_Presentation}/u, 1.3],
];
/** Of a character of code, in ems of its own font. */
const MONO_WIDTH = 0.64;

function runWidth({ text, bold, mono }: Run, size: number, { monoSize }: Theme): number {
  if (mono) return text.length * size * monoSize * MONO_WIDTH;
  const em = Array.from(text).reduce(
    (sum, mark) => sum + (WIDTHS.find(([marks]) => marks.test(mark))?.[1] ?? 0.56),
    0,
  );
  return em * size * (bold ? 1.16 : 1.06);
}

/** How wide the runs are in one line, at a font size. An estimate. */
export const runsWidth = (runs: readonly Run[], size: number, theme: Theme = LIGHT): number =>
  runs.reduce((sum, run) => sum + runWidth(run, size, theme), 0);

/** Where a line stands: `y` is its baseline, `x` its beginning or its end. */
interface LinePosition {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly end?: boolean;
}

export function line(
  runs: readonly Run[],
  { x, y, size, end = false }: LinePosition,
  theme: Theme = LIGHT,
): string {
  const spans = runs.map((run) => {
    const fill = run.link ? theme.link : run.soft ? theme.soft : theme.text;
    const weight = run.bold ? ' font-weight="600"' : '';
    const font = run.mono ? ` font-family="${theme.mono}" font-size="${size * theme.monoSize}"` : '';
    return `<tspan fill="${fill}"${weight}${font}>${escapeXml(run.text)}</tspan>`;
  });
  const anchor = end ? ' text-anchor="end"' : '';
  return `<text x="${x}" y="${y}" font-size="${size}" xml:space="preserve"${anchor}>${spans.join('')}</text>`;
}

const isAlike = (a: Run, b: Run): boolean =>
  a.bold === b.bold && a.mono === b.mono && a.link === b.link && a.soft === b.soft;

/** Breaks the runs at spaces into lines that are at most `width` wide, but for words that are wider by themselves. */
export function wrap(runs: readonly Run[], width: number, size: number, theme: Theme = LIGHT): Run[][] {
  const lines: Run[][] = [[]];
  let used = 0;
  for (const run of runs) {
    for (const word of run.text.split(/(?<= )/)) {
      const wide = runWidth({ ...run, text: word }, size, theme);
      if (used > 0 && used + wide > width) {
        lines.push([]);
        used = 0;
      }
      used += wide;
      const current = lines.at(-1) ?? [];
      const last = current.at(-1);
      if (last !== undefined && isAlike(last, run)) {
        current[current.length - 1] = { ...last, text: last.text + word };
      } else current.push({ ...run, text: word });
    }
  }
  return lines;
}

/** Text broken at spaces. */
export function paragraph(runs: readonly Run[], width: number, size = 14, theme: Theme = LIGHT): Drawn {
  const step = Math.round(size * 1.5);
  const lines = wrap(runs, width, size, theme);
  const svg = lines.map((each, index) => line(each, { x: 0, y: index * step + size, size }, theme));
  return { svg: svg.join(''), height: lines.length * step };
}
