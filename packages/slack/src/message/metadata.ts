import { truncate } from '@signalbox/runner/untrusted';
import type { Facts, Finish } from './event.ts';
import { STATES, type Story } from './state.ts';

/** Ours on a message, as Slack metadata: finds it again. Anybody in the workspace can read it. */
export interface Mark {
  /** `<correlation id>/<message>`: the same for every attempt to send it. */
  readonly id: string;
  /** Rises with every change of the message. */
  readonly revision: number;
  /** What the next job needs to go on with the head. */
  readonly story?: unknown;
}

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

/** Facts that the head shows or that a later job could not know; the rest stays out of the metadata. */
const TEXTS = [
  ...['environment', 'stack', 'repository', 'sha', 'ref', 'commitTitle', 'actor', 'actorId', 'reason'],
  'activity',
];
const LINKS = ['runUrl', 'consoleUrl', 'environmentUrl', 'url'];
const NUMBERS = ['progress', 'queuePosition', 'jobId'];

const LONGEST_TEXT = 200;
/** A stack's page in the console has some 250 characters. One that is too long is left out: cut, it leads elsewhere. */
const LONGEST_LINK = 500;
/** The last moment that a Date can be. */
const LAST_TIME = 8.64e15;

/** A story fit for metadata, which everybody in the workspace can read and Slack limits in size. */
export const publicStory = ({ facts, ...story }: Story): Story => ({ ...story, facts: publicFacts(facts) });

/** A story read from metadata: ours, but anybody's app could have written it. */
export function knownStory(raw: unknown): Story | undefined {
  const { state, facts, startedAt, asOf, episode, announced } = Object(raw) as Record<string, unknown>;
  const known = stateOf(state);
  if (known === undefined || !isTime(startedAt) || !isTime(asOf)) return undefined;
  return {
    ...{ state: known, facts: publicFacts(facts), startedAt, asOf, episode: Number(episode) || 1 },
    announced: Array.isArray(announced) ? announced.flatMap((each) => stateOf(each) ?? []) : [],
  };
}

const stateOf = (raw: unknown) => STATES.find((state) => state === raw);
const isTime = (raw: unknown): raw is number => typeof raw === 'number' && Math.abs(raw) <= LAST_TIME;

function publicFacts(raw: unknown): Facts {
  const facts = Object.entries(Object(raw)).flatMap(([name, value]) => {
    const kept = publicFact(name, value);
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(facts) as Facts;
}

function publicFact(name: string, value: unknown): string | number | Finish | undefined {
  if (name === 'finish') return finishOf(value);
  if (typeof value === 'number') return NUMBERS.includes(name) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (LINKS.includes(name)) return value.length > LONGEST_LINK ? undefined : value;
  return TEXTS.includes(name) ? truncate(value, LONGEST_TEXT) : undefined;
}

function finishOf(raw: unknown): Finish | undefined {
  const { expected, earliest, latest } = Object(raw) as Record<string, unknown>;
  if (!isTime(expected)) return undefined;
  return { expected, ...(isTime(earliest) ? { earliest } : {}), ...(isTime(latest) ? { latest } : {}) };
}
