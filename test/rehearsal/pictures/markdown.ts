// A job summary as GitHub shows it, roughly: what our own summaries are made of, and nothing else.

import { below, box } from '@signalbox/drawing/shapes';
import { type Drawn, line, paragraph, type Run, runsWidth } from '@signalbox/drawing/text';
import { LIGHT } from '@signalbox/drawing/theme';
import { marked, type Token, type Tokens } from 'marked';
import { chart } from './chart.ts';

const GAP = 12;

/** @param open which folded parts to show, by their titles */
export function drawMarkdown(text: string, width: number, open: (title: string) => boolean): Drawn {
  return below(draw(marked.lexer(text), { width, open }), GAP);
}

interface Page {
  readonly width: number;
  readonly open: (title: string) => boolean;
}

function draw(tokens: readonly Token[], page: Page): Drawn[] {
  const parts: Drawn[] = [];
  let hidden = false;
  for (const token of tokens) {
    const title = token.type === 'html' ? /<summary>(.*?)<\/summary>/.exec(token.raw)?.[1] : undefined;
    if (title !== undefined) {
      hidden = !page.open(title);
      parts.push(paragraph([{ text: `${hidden ? '▸' : '▾'} ${plain(title)}` }], page.width));
    } else if (token.type === 'html' && token.raw.includes('</details>')) hidden = false;
    else if (!hidden) parts.push(...block(token, page));
  }
  return parts;
}

function block(token: Token, page: Page): Drawn[] {
  const { width } = page;
  switch (token.type) {
    case 'heading':
      return [
        paragraph(
          runs(token).map((run) => ({ ...run, bold: true })),
          width,
          19,
        ),
      ];
    case 'paragraph':
      return [paragraph(runs(token), width, token.raw.startsWith('<sub>') ? 11 : 14)];
    case 'blockquote':
      return [quote(draw((token as Tokens.Blockquote).tokens, { ...page, width: width - 18 }))];
    case 'list':
      return (token as Tokens.List).items.map((item) => paragraph([{ text: ' •  ' }, ...runs(item)], width));
    case 'table':
      return [table(token as Tokens.Table, width)];
    case 'code':
      return [chart(token['text'], width)].filter((drawn) => drawn !== undefined);
    default:
      return [];
  }
}

function quote(parts: readonly Drawn[]): Drawn {
  const { svg, height } = below(parts, GAP, 18);
  return { svg: `${box({ x: 0, y: 0, width: 4, height }, { fill: LIGHT.edge })}${svg}`, height };
}

const ROW = 30;
const CELL = 12;

function table({ header, rows, align }: Tokens.Table, width: number): Drawn {
  const bold = header.map((cell) => runs(cell).map((run) => ({ ...run, bold: true })));
  const cells = [bold, ...rows.map((row) => row.map(runs))];
  const natural = header.map(
    (_, column) => 2 * CELL + Math.max(...cells.map((row) => runsWidth(row[column] ?? [], 13))),
  );
  const scale = Math.min(1, width / natural.reduce((sum, each) => sum + each, 0));
  const widths = natural.map((each) => each * scale);
  const lefts = widths.map((_, column) => widths.slice(0, column).reduce((sum, each) => sum + each, 0));
  const total = widths.reduce((sum, each) => sum + each, 0);
  const svg = cells.flatMap((row, index) => [
    box(
      { x: 0.5, y: index * ROW + 0.5, width: total, height: ROW },
      { fill: index > 0 && index % 2 === 0 ? LIGHT.shade : '#ffffff', stroke: LIGHT.edge },
    ),
    ...row.map((cell, column) => {
      const end = align[column] === 'right';
      const left = (lefts[column] ?? 0) + (end ? (widths[column] ?? 0) - CELL : CELL);
      return line(cell, { x: left, y: index * ROW + 20, size: 13, end });
    }),
  ]);
  return { svg: svg.join(''), height: cells.length * ROW + 1 };
}

/** The text of a token, with what is bold, code or a link. */
function runs(token: Token | Tokens.TableCell): Run[] {
  const {
    type,
    tokens = [],
    text = '',
  } = token as {
    readonly type?: string;
    readonly tokens?: readonly Token[];
    readonly text?: string;
  };
  if (type === 'html') return [];
  if (tokens.length === 0)
    return text === '' ? [] : [{ text: plain(text), ...(type === 'codespan' ? { mono: true } : {}) }];
  const inner = tokens.flatMap(runs);
  if (type === 'strong') return inner.map((run) => ({ ...run, bold: true }));
  return type === 'link' ? inner.map((run) => ({ ...run, link: true })) : inner;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Characters for entities. */
export const plain = (text: string) =>
  text
    .replace(/&(amp|lt|gt|quot|#39);/g, (all, name: string) => NAMED[name] ?? all)
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
