import { type Clock, withTimeout } from '@signalbox/runner/clock';
import { notBefore, ownMessages, PAGES } from '../client/own-messages.ts';
import { parseState } from '../message/metadata.ts';
import type { Message, Slack } from '../ports.ts';
import { headId, type RequestContext } from './context.ts';
import type { Thread } from './state.ts';

/** How far back a thread is looked for by default. */
export const WEEK_SECONDS = 7 * 86_400;
const REQUEST_MS = 10_000;

interface Search {
  readonly slack: Slack;
  readonly channel: string;
  readonly correlationId: string;
  readonly environment?: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly lookBackSeconds?: number;
}

/** The head of a deployment, by its metadata, for callers that do not serve its thread. @throws SlackError */
export async function findHead(search: Search): Promise<Message | undefined> {
  const { slack, channel, clock, lookBackSeconds = WEEK_SECONDS } = search;
  const oldest = Math.floor(clock.now() / 1000) - lookBackSeconds;
  const limit = () => withTimeout(REQUEST_MS, clock, search.signal);
  const messages = await slack.history({ channel, oldest, pages: PAGES }, limit());
  return (await findHeads(messages, { ...search, signal: limit() }))[0];
}

type Whose = Pick<RequestContext, 'slack' | 'correlationId' | 'environment' | 'signal'>;

/** The deployment's heads, oldest first, without those that are known to be gone. */
export async function findHeads(
  messages: readonly Message[],
  context: Whose,
  { head, gone = [] }: Pick<Thread, 'head' | 'gone'> = {},
): Promise<Message[]> {
  const marked = messages.filter(
    ({ ts, metadata }) => metadata?.id === headId(context) && !gone.includes(ts),
  );
  const own = await ownMessages(marked, context, head === undefined ? [] : [head.ts]);
  return own.filter((each) => fits(each, context)).sort((a, b) => Number(a.ts) - Number(b.ts));
}

/** One id may have been given to the deployments of two environments. */
function fits({ metadata }: Message, { environment }: Whose): boolean {
  const theirs = parseState(metadata?.deployment)?.facts.environment;
  return (
    environment === undefined || theirs === undefined || theirs.toLowerCase() === environment.toLowerCase()
  );
}

/** Messages among which our head must be, if it was posted after `since` (milliseconds since the epoch). */
export function whereHeadsAre(
  thread: Thread,
  since: number,
  context: RequestContext,
): Promise<readonly Message[]> {
  const { slack, channel, signal } = context;
  const oldest = notBefore(since);
  return thread.root === undefined
    ? slack.history({ channel, oldest, pages: PAGES }, signal)
    : slack.thread({ channel, thread: thread.root }, signal);
}
