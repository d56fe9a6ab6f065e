import { oneLine, safeUrl } from '@signalbox/runner/untrusted';

/**
 * Text from outside for a field that Slack parses (the fallback `text`): one line, and no mention, link or
 * broadcast can stand in it (docs.slack.dev/messaging/formatting-message-text: only & < > are special).
 * Bare addresses, which a client may turn into links by itself, are broken by a word joiner (no width).
 */
export function mrkdwn(text: string, limit = 300): string {
  const pieces = Array.from(oneLine(text, limit), (point) => ENTITIES[point] ?? point);
  let room = limit;
  const whole = pieces.findIndex((piece) => {
    room -= piece.length;
    return room < 0;
  });
  // Cut between entities, never inside one.
  const kept = whole < 0 ? pieces.join('') : `${pieces.slice(0, Math.max(0, whole - 1)).join('')}…`;
  return kept.replace(/:(?=\/\/)|@|(?<=\bwww)\./gi, '$&\u2060').replace(/[*_~`]/g, '$&\u2060');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text from outside for fields that Slack never parses: rich_text and plain_text. Never empty, as Slack demands. */
export const plain = (text: string, limit = 300): string => oneLine(text, limit) || '-';

/** Four links of this length fit a message; without a longer one it is poorer, but not wrong. */
const LONGEST_URL = 1500;

/** An address fit for a link, or undefined. */
export function linkable(url: string | undefined): string | undefined {
  const safe = url === undefined ? undefined : safeUrl(url);
  return safe === undefined || safe.length > LONGEST_URL ? undefined : safe;
}

/** `<url|label>` for mrkdwn; `label` is our own word. */
export const mrkdwnLink = (url: string, label: string): string =>
  `<${url.replaceAll('&', '&amp;')}|${label}>`;

const USER = /^[UW][A-Z0-9]{2,20}$/;
const GROUP = /^S[A-Z0-9]{2,20}$/;

export const isUserId = (id: string): boolean => USER.test(id);
export const isGroupId = (id: string): boolean => GROUP.test(id);
