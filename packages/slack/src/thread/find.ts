import type { Clock } from '@signalbox/runner/clock';
import { withTimeout } from '../client/timeout.ts';
import type { Message, Slack } from '../ports.ts';
import { findHeads, PAGES } from './head.ts';

/** How far back a thread is looked for, unless said otherwise. */
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

/** The head of a deployment, by its mark: for whoever does not serve its thread. @throws SlackError */
export async function findHead(search: Search): Promise<Message | undefined> {
  const { slack, channel, clock, lookBackSeconds = WEEK_SECONDS } = search;
  const oldest = Math.floor(clock.now() / 1000) - lookBackSeconds;
  const messages = await withTimeout(search, REQUEST_MS, (signal) =>
    slack.history({ channel, oldest, pages: PAGES }, signal),
  );
  return (await withTimeout(search, REQUEST_MS, (signal) => findHeads(messages, { ...search, signal })))[0];
}
