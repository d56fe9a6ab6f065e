import type { Run } from '@signalbox/drawing/text';
import type { Block, Context, Inline, RichPart } from '../src/message/block.ts';

/** A paragraph as drawn: text of one size, maybe in a box. */
interface Paragraph {
  readonly runs: readonly Run[];
  readonly small?: boolean;
  readonly boxed?: boolean;
}

const EMOJI: Readonly<Record<string, string>> = {
  hourglass_flowing_sand: '⏳',
  rocket: '🚀',
  warning: '⚠️',
  white_check_mark: '✅',
  x: '❌',
  rewind: '⏪',
  no_entry_sign: '🚫',
  alarm_clock: '⏰',
  fast_forward: '⏩',
  vertical_traffic_light: '🚦',
  raising_hand: '🙋',
};

/** Text with the signs that Slack shows for `:names:`. */
export const withEmoji = (text: string): string =>
  text.replace(/:(\w+):/g, (all, name: string) => EMOJI[name] ?? all);

/** Blocks as Slack lays them out: names of users and the readers' time are made up. */
export function paragraphs(block: Block): Paragraph[] {
  switch (block.type) {
    case 'rich_text':
      return merged(block.elements).flatMap(richParagraphs);
    case 'context':
      return [{ small: true, runs: block.elements.flatMap(contextRuns) }];
  }
}

/** Sections that follow each other flow into one. */
function merged(parts: readonly RichPart[]): RichPart[] {
  const done: RichPart[] = [];
  for (const part of parts) {
    const last = done.at(-1);
    if (last?.type === 'rich_text_section' && part.type === 'rich_text_section') {
      done[done.length - 1] = { ...last, elements: [...last.elements, ...part.elements] };
    } else {
      done.push(part);
    }
  }
  return done;
}

function richParagraphs(part: RichPart): Paragraph[] {
  if (part.type === 'rich_text_list') {
    return part.elements.map(({ elements }) => ({ runs: [{ text: '  •  ' }, ...elements.map(run)] }));
  }
  const boxed = part.type === 'rich_text_preformatted';
  return lines(part.elements.map(run)).map((runs) => ({
    runs: boxed ? runs.map((each) => ({ ...each, mono: true })) : runs,
    boxed,
  }));
}

/** Splits runs at their line breaks. */
function lines(runs: readonly Run[]): Run[][] {
  const done: Run[][] = [[]];
  for (const each of runs) {
    for (const [index, text] of each.text.split('\n').entries()) {
      if (index > 0) done.push([]);
      if (text !== '') done.at(-1)?.push({ ...each, text });
    }
  }
  return done.filter((line) => line.length > 0);
}

function run(inline: Inline): Run {
  switch (inline.type) {
    case 'text':
      return { text: inline.text, bold: inline.style?.bold === true };
    case 'link':
      return { text: inline.text, link: true };
    case 'emoji':
      return { text: EMOJI[inline.name] ?? `:${inline.name}:` };
    case 'user':
      return { text: '@Mona', link: true };
    case 'usergroup':
      return { text: '@on-call', link: true };
    case 'broadcast':
      return { text: `@${inline.range}`, link: true };
    case 'date':
      return { text: new Date(inline.timestamp * 1000).toISOString().slice(11, 16) };
  }
}

function contextRuns(element: Context['elements'][number]): Run[] {
  const gap = { text: '   ' };
  if (element.type === 'plain_text') return [{ text: element.text, soft: true }, gap];
  const link = /^<[^|>]+\|([^>]+)>$/.exec(element.text)?.[1];
  if (link !== undefined) return [{ text: link, link: true }, gap];
  return [
    element.text.startsWith('<@') ? { text: '@Mona', link: true } : { text: element.text, soft: true },
    gap,
  ];
}
