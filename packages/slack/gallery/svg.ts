import type { Rendered } from '../src/message/block.ts';
import { type Paragraph, paragraphs, type Run } from './runs.ts';

/** A message in a picture; replies stand below the head they belong to. */
export interface Shown extends Rendered {
  readonly at: string;
  readonly reply?: boolean;
  /** A reply that shows in the channel, too. */
  readonly broadcast?: boolean;
}

const WIDTH = 760;
const LEFT = 62;
const FONT = 'Lato, Slack-Lato, Helvetica, Arial, sans-serif';
const MONO = 'Menlo, Consolas, monospace';
const COLORS = { text: '#1d1c1d', soft: '#616061', link: '#1264a3', box: '#f8f8f8', edge: '#dddddd' };

/** Draws messages roughly as Slack does, with the fonts the viewer has. */
export function drawMessages(title: string, messages: readonly Shown[]): string {
  let y = 10;
  const drawn = messages.map((message) => {
    const { svg, height } = drawMessage(message, y);
    y += height;
    return svg;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="${xml(title)}" font-family="${FONT}" font-size="15">`,
    `<rect width="${WIDTH}" height="${y}" rx="8" fill="#ffffff" stroke="${COLORS.edge}"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function drawMessage(message: Shown, top: number): { readonly svg: string; readonly height: number } {
  const left = message.reply ? LEFT + 40 : LEFT;
  const size = message.reply ? 24 : 36;
  const parts = [
    `<rect x="${left - size - 10}" y="${top + 6}" width="${size}" height="${size}" rx="6" fill="#3f0f40"/>`,
    `<path d="M${left - size / 2 - 10} ${top + 12} v${size - 12}" stroke="#ffffff" stroke-width="3"/>`,
    `<circle cx="${left - size / 2 - 10}" cy="${top + 6 + size / 3}" r="${size / 6}" fill="#2eb67d"/>`,
    text(left, top + 18, [
      { text: 'Signalbox', bold: true },
      { text: '  APP  ', mono: true },
      { text: message.at },
    ]),
  ];
  let y = top + 22;
  if (message.broadcast) {
    y += 18;
    parts.push(text(left, y, [{ text: 'replied to a thread', link: true }], true));
  }
  for (const paragraph of message.blocks.flatMap(paragraphs)) {
    for (const line of wrap(paragraph, WIDTH - left - 20)) {
      y += paragraph.small ? 20 : 22;
      if (paragraph.boxed) {
        parts.push(
          `<rect x="${left}" y="${y - 16}" width="${WIDTH - left - 20}" height="22" fill="${COLORS.box}"/>`,
        );
      }
      parts.push(text(left + (paragraph.boxed ? 8 : 0), y, line, paragraph.small));
    }
  }
  return { svg: parts.join('\n'), height: y - top + 16 };
}

function text(x: number, y: number, runs: readonly Run[], small = false): string {
  const spans = runs.map((run) => {
    const fill = run.link || run.mention ? COLORS.link : small ? COLORS.soft : COLORS.text;
    const weight = run.bold ? ' font-weight="bold"' : '';
    const font = run.mono ? ` font-family="${MONO}" font-size="12"` : '';
    return `<tspan fill="${fill}"${weight}${font}>${xml(run.text)}</tspan>`;
  });
  return `<text x="${x}" y="${y}" xml:space="preserve"${small ? ' font-size="13"' : ''}>${spans.join('')}</text>`;
}

/** Breaks at spaces by estimated widths: no font is at hand. */
function wrap({ runs, small }: Paragraph, width: number): Run[][] {
  const done: Run[][] = [[]];
  let used = 0;
  for (const run of runs) {
    for (const word of run.text.split(/(?<= )/)) {
      const wide = wordWidth(word, run, small ? 13 : 15);
      if (used + wide > width && used > 0) {
        done.push([]);
        used = 0;
      }
      used += wide;
      const line = done.at(-1) ?? [];
      const last = line.at(-1);
      if (last !== undefined && sameLook(last, run))
        line[line.length - 1] = { ...last, text: last.text + word };
      else line.push({ ...run, text: word });
    }
  }
  return done;
}

const sameLook = (a: Run, b: Run) =>
  a.bold === b.bold && a.link === b.link && a.mono === b.mono && a.mention === b.mention;

function wordWidth(word: string, { bold, mono }: Run, size: number): number {
  if (mono) return word.length * 7.3;
  const each = Array.from(word, (character) =>
    /[\p{Emoji_Presentation}▓░]/u.test(character) ? 1 : bold ? 0.57 : 0.51,
  );
  return each.reduce((sum, part) => sum + part, 0) * size;
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (raw: string) => raw.replace(/[&<>"]/g, (mark) => XML[mark] ?? mark);
