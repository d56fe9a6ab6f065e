import { clockTime } from '@signalbox/runner/duration';
import { truncate } from '@signalbox/runner/untrusted';
import type { Block, Context, Inline, Preformatted, RichText, Section } from '../message/block.ts';
import { isGroupId, isUserId, linkable, mrkdwnLink, plain } from '../message/escape.ts';
import type { Facts } from '../message/event.ts';
import { shortSha } from './words.ts';

// Small builders. What strangers wrote comes in through `outside` and `contextText` only.

export const ours = (text: string): Inline => ({ type: 'text', text });
export const bold = (text: string): Inline => ({ type: 'text', text, style: { bold: true } });
export const emoji = (name: string): Inline => ({ type: 'emoji', name });
export const outside = (text: string, limit?: number): Inline => ({ type: 'text', text: plain(text, limit) });
export const outsideBold = (text: string, limit?: number): Inline => bold(plain(text, limit));

/** At most so many lines of one text. */
const LINES = 30;

/** A text of several lines keeps them; what does not fit is counted, or cut with a sign. */
export function outsideLines(text: string, limit: number): Inline {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.trim());
  const said = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  while (said.at(-1) === '') said.pop();
  const shown = said.slice(0, LINES).map((line) => (line === '' ? '' : plain(line, limit)));
  const more = said.length > LINES ? [`and ${said.length - LINES} more lines`] : [];
  return ours(truncate([...shown, ...more].join('\n'), limit) || '-');
}

/** How many there are beyond those that are shown; nothing when that is none. */
export const andMore = (all: number, shown: number, what = ''): readonly string[] =>
  all > shown ? [`and ${all - shown} more${what}`] : [];

/** The reader's own local time. */
export const time = (at: number): Inline => ({
  type: 'date',
  timestamp: Math.round(at / 1000),
  format: '{time}',
  fallback: clockTime(at),
});

/** A mention by id; nothing when it is no id. */
export function mention(id: string): Inline[] {
  if (isUserId(id)) return [{ type: 'user', user_id: id }];
  if (isGroupId(id)) return [{ type: 'usergroup', usergroup_id: id }];
  return id === 'here' || id === 'channel' ? [{ type: 'broadcast', range: id }] : [];
}

export const section = (...elements: Inline[]): Section => ({ type: 'rich_text_section', elements });

export const preformatted = (lines: readonly string[], limit: number): Preformatted => ({
  type: 'rich_text_preformatted',
  elements: [ours(lines.map((line) => plain(line, limit)).join('\n'))],
});

export const richText = (...elements: RichText['elements'][number][]): RichText => ({
  type: 'rich_text',
  elements,
});

type ContextElement = Context['elements'][number];

const contextText = (text: string, limit?: number): ContextElement => ({
  type: 'plain_text',
  text: plain(text, limit),
  emoji: false,
});

const contextMarkup = (text: string): ContextElement => ({ type: 'mrkdwn', text, verbatim: true });

/** The small line: who, which commit, where to look. */
export function context(facts: Facts, actor: string | undefined): Block[] {
  const commit = shortSha(facts.sha);
  const commitUrl = linkable(commitPage(facts));
  const what = [facts.ref, facts.commitTitle].filter((part) => part !== undefined && part !== '').join(' · ');
  const links = pageLinks(facts);
  const elements = [
    ...(actor !== undefined && isUserId(actor) ? [contextMarkup(`<@${actor}>`)] : []),
    ...(facts.actor !== undefined && actor === undefined ? [contextText(facts.actor, 60)] : []),
    ...(commit === undefined
      ? []
      : [contextMarkup(commitUrl === undefined ? commit : mrkdwnLink(commitUrl, commit))]),
    ...(what === '' ? [] : [contextText(what, 160)]),
    ...(facts.stack === undefined ? [] : [contextText(facts.stack, 80)]),
    ...links.map(contextMarkup),
  ];
  return elements.length === 0 ? [] : [{ type: 'context', elements }];
}

function commitPage({ runUrl, repository, sha }: Facts): string | undefined {
  if (runUrl === undefined || repository === undefined || sha === undefined) return undefined;
  return URL.canParse(runUrl) ? `${new URL(runUrl).origin}/${repository}/commit/${sha}` : undefined;
}

export function pageLinks(facts: Facts): string[] {
  const pages = [
    [facts.runUrl, 'Run'],
    [facts.consoleUrl, 'Console'],
    [facts.environmentUrl, 'Environment'],
    [facts.url, 'More'],
  ] as const;
  return pages.flatMap(([url, label]) => {
    const safe = linkable(url);
    return safe === undefined ? [] : [mrkdwnLink(safe, label)];
  });
}
