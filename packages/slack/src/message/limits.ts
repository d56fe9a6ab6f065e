import type { Block, Inline, Rendered, RichPart } from './block.ts';

// docs.slack.dev/reference/block-kit and the comments of @slack/types; the sum of all text is capped
// without documentation somewhere above 9,500 characters (slackapi/bolt-js#2867), so it stays well below.
const BLOCKS = 50;
const CONTEXT_ELEMENTS = 10;
const CONTEXT_TEXT = 2000;
const ALL_TEXT = 8000;
/** Longer fallback texts were split or posted twice (slackapi/bolt-python#764). */
const FALLBACK = 3000;

/** What Slack would refuse about a message; empty when it is fit to send. */
export function excesses({ text, blocks }: Rendered): string[] {
  const all = blocks.map(blockText).join('');
  const found = [
    blocks.length > BLOCKS ? `${blocks.length} blocks` : '',
    text.length > FALLBACK ? `${text.length} characters of fallback text` : '',
    text === '' ? 'no fallback text' : '',
    all.length > ALL_TEXT ? `${all.length} characters in blocks` : '',
    ...blocks.map(blockExcess),
  ];
  return found.filter((each) => each !== '');
}

function blockExcess(block: Block): string {
  if (block.type === 'context') {
    if (block.elements.length > CONTEXT_ELEMENTS) return `${block.elements.length} context elements`;
    if (block.elements.some(({ text }) => text === '' || text.length > CONTEXT_TEXT)) return 'a context text';
  }
  return '';
}

/** All characters of a block that count. */
function blockText(block: Block): string {
  switch (block.type) {
    case 'rich_text':
      return block.elements.map(partText).join('');
    case 'context':
      return block.elements.map(({ text }) => text).join('');
  }
}

const partText = (part: RichPart): string =>
  part.type === 'rich_text_list'
    ? part.elements.flatMap(({ elements }) => elements.map(inlineText)).join('')
    : part.elements.map(inlineText).join('');

function inlineText(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'link':
      return inline.text + inline.url;
    default:
      return '';
  }
}

/** The message without blocks, which Slack does not refuse: an event is never lost because of its layout. */
export const plainly = ({ text }: Rendered): Rendered => ({ text, blocks: [] });

/** The message, or its plain form where it would be refused. */
export const fit = (rendered: Rendered): Rendered =>
  excesses(rendered).length === 0 ? rendered : plainly(rendered);
