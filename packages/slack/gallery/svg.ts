import { box, picture } from '@signalbox/drawing/shapes';
import { type Drawn, line, wrap } from '@signalbox/drawing/text';
import { inDark, LIGHT, type Theme } from '@signalbox/drawing/theme';
import type { Rendered } from '../src/message/block.ts';
import { paragraphs } from './paragraphs.ts';

export { withEmoji } from './paragraphs.ts';

/** A message in a picture; replies stand below the head they belong to. */
export interface Shown extends Rendered {
  readonly at: string;
  readonly reply?: boolean;
  /** A reply that shows in the channel, too. */
  readonly broadcast?: boolean;
}

const WIDTH = 760;
const LEFT = 62;
const PADDING = 10;

/** Slack's colours, with the fonts the viewer has. */
const SLACK: Theme = {
  ...LIGHT,
  ...{ text: '#1d1c1d', soft: '#616061', link: '#1264a3', edge: '#dddddd', shade: '#f8f8f8' },
  ...{ font: 'Lato, Slack-Lato, Helvetica, Arial, sans-serif', mono: 'Menlo, Consolas, monospace' },
  monoSize: 0.8,
};
const BRAND = { badge: '#3f0f40', signal: '#2eb67d', mast: '#fefefe' };

/** Slack's own in its dark mode, for each of the light ones. */
const DARK: Readonly<Record<string, string>> = {
  ...{ '#1d1c1d': '#d1d2d3', '#616061': '#ababad', '#1264a3': '#1d9bd1', '#dddddd': '#35373b' },
  ...{ '#f8f8f8': '#222529', '#ffffff': '#1a1d21' },
};

export const messagesInDark = (svg: string): string => inDark(svg, DARK);

/** Draws messages roughly as Slack does. */
export function drawMessages(title: string, messages: readonly Shown[]): string {
  let height = 0;
  const drawn = messages.map((message) => {
    const part = drawMessage(message, height);
    height += part.height;
    return part.svg;
  });
  const card = { width: WIDTH, padding: [0, PADDING], theme: SLACK } as const;
  return picture(title, { svg: drawn.join('\n'), height: height - PADDING }, card);
}

function drawMessage(message: Shown, top: number): Drawn {
  const left = message.reply ? LEFT + 40 : LEFT;
  const parts = [
    ...badge(left, top, message.reply ? 24 : 36),
    line(
      [{ text: 'Signalbox', bold: true }, { text: '  APP  ', mono: true }, { text: message.at }],
      { x: left, y: top + 18, size: 15 },
      SLACK,
    ),
  ];
  let y = top + 22;
  if (message.broadcast) {
    y += 18;
    parts.push(line([{ text: 'replied to a thread', link: true }], { x: left, y, size: 13 }, SLACK));
  }
  const width = WIDTH - left - 20;
  for (const { runs, small, boxed } of message.blocks.flatMap(paragraphs)) {
    const size = small ? 13 : 15;
    const inset = boxed ? 8 : 0;
    for (const each of wrap(runs, width - 2 * inset, size, SLACK)) {
      y += small ? 20 : 22;
      if (boxed) parts.push(box({ x: left, y: y - 16, width, height: 22 }, { fill: SLACK.shade }));
      parts.push(line(each, { x: left + inset, y, size }, SLACK));
    }
  }
  return { svg: parts.join('\n'), height: y - top + 16 };
}

/** The app's icon: a signal on a mast. */
function badge(left: number, top: number, size: number): string[] {
  const middle = left - size / 2 - 10;
  return [
    box({ x: left - size - 10, y: top + 6, width: size, height: size }, { fill: BRAND.badge, radius: 6 }),
    `<path d="M${middle} ${top + 12} v${size - 12}" stroke="${BRAND.mast}" stroke-width="3"/>`,
    `<circle cx="${middle}" cy="${top + 6 + size / 3}" r="${size / 6}" fill="${BRAND.signal}"/>`,
  ];
}
