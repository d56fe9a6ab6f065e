import type { Mark } from '../ports.ts';

const EVENT_TYPE = 'signalbox';

/** Slack's `metadata` of a message (docs.slack.dev/messaging/message-metadata). */
export const writeMark = ({ id, revision, story }: Mark) => ({
  event_type: EVENT_TYPE,
  event_payload: { id, revision, ...(story === undefined ? {} : { story: JSON.stringify(story) }) },
});

/** Undefined for anybody else's metadata. */
export function readMark(metadata: unknown): Mark | undefined {
  const { event_type: type, event_payload: payload } = Object(metadata) as Record<string, unknown>;
  if (type !== EVENT_TYPE) return undefined;
  const { id, revision, story } = Object(payload) as Record<string, unknown>;
  if (typeof id !== 'string') return undefined;
  const mark = { id, revision: Number(revision ?? 0) || 0 };
  try {
    return typeof story === 'string' ? { ...mark, story: JSON.parse(story) } : mark;
  } catch {
    return mark;
  }
}
