import { truncate } from '@signalbox/runner/untrusted';
import { compact } from '@signalbox/runner/values';
import type { Facts, Finish } from './event.ts';
import { type DeploymentState, STATES } from './state.ts';

/** What we attach to each message, so that it can be found again. Everybody in the workspace can read it. */
export interface MessageMetadata {
  /** `<correlation id>/<message>`: the same for every attempt to send it. */
  readonly id: string;
  /** Rises with every change of the message. */
  readonly revision: number;
  /** The deployment as the head shows it: what the next job goes on from. */
  readonly deployment?: unknown;
}

const EVENT_TYPE = 'signalbox';

/** Slack's `metadata` of a message (docs.slack.dev/messaging/message-metadata). */
export const toSlackMetadata = ({ id, revision, deployment }: MessageMetadata) => ({
  event_type: EVENT_TYPE,
  // The key is stored in channels: earlier and later versions read it.
  event_payload: compact({ id, revision, story: deployment && JSON.stringify(deployment) }),
});

/** Undefined for anybody else's metadata. */
export function fromSlackMetadata(raw: unknown): MessageMetadata | undefined {
  const { event_type: type, event_payload: payload } = Object(raw) as Record<string, unknown>;
  if (type !== EVENT_TYPE) return undefined;
  const { id, revision, story } = Object(payload) as Record<string, unknown>;
  if (typeof id !== 'string') return undefined;
  const metadata = { id, revision: numberOf(revision) };
  try {
    return typeof story === 'string' ? { ...metadata, deployment: JSON.parse(story) } : metadata;
  } catch {
    return metadata;
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

/** The state without what is not for everybody in the workspace; Slack limits metadata in size, too. */
export const publicState = ({ facts, ...deployment }: DeploymentState): DeploymentState => ({
  ...deployment,
  facts: publicFacts(facts),
});

/** The state read from metadata, checked: any app of the workspace could have written it. */
export function parseState(raw: unknown): DeploymentState | undefined {
  const { state, facts, startedAt, asOf, episode, announced } = Object(raw) as Record<string, unknown>;
  const known = stateOf(state);
  if (known === undefined || !isTime(startedAt) || !isTime(asOf)) return undefined;
  return {
    state: known,
    facts: publicFacts(facts),
    startedAt,
    asOf,
    episode: numberOf(episode) || 1,
    announced: Array.isArray(announced) ? announced.flatMap((each) => stateOf(each) ?? []) : [],
  };
}

/** 0 for anything else; an object with a `toString` of its own cannot even be asked. */
const numberOf = (raw: unknown): number =>
  typeof raw === 'number' || typeof raw === 'string' ? Number(raw) || 0 : 0;

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
