import { compact } from '@signalbox/runner/values';
import { fromSlackMetadata } from '../message/metadata.ts';
import type { Message, Posted } from '../ports.ts';
import { SlackError } from './error.ts';

/** What Slack answers, before anything is known of its form. */
export interface Answer {
  readonly [key: string]: unknown;
}

export const record = (value: unknown): Answer =>
  typeof value === 'object' && value !== null ? (value as Answer) : {};

export const records = (value: unknown): Answer[] => (Array.isArray(value) ? value.map(record) : []);

export const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export function messageOf(raw: Answer): Message {
  const metadata = fromSlackMetadata(raw['metadata']);
  return {
    ts: String(raw['ts']),
    text: String(raw['text'] ?? ''),
    bot: raw['bot_id'] !== undefined || raw['subtype'] === 'bot_message',
    ...(typeof raw['user'] === 'string' ? { user: raw['user'] } : {}),
    ...(typeof raw['bot_id'] === 'string' ? { botId: raw['bot_id'] } : {}),
    ...compact({ metadata }),
  };
}

/** @throws SlackError for an answer that does not say where the message is */
export function posted(answer: Answer): Posted {
  const { channel, ts } = answer;
  if (typeof channel === 'string' && typeof ts === 'string') return { channel, ts };
  throw new SlackError('Slack accepted chat.postMessage, but its answer has no channel or ts.', {
    fault: 'ambiguous',
    code: 'bad_answer',
    accepted: true,
  });
}
