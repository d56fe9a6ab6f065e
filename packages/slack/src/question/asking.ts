import { type Clock, withTimeout } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import type { Facts } from '../message/event.ts';
import type { Slack } from '../ports.ts';

export interface Asking {
  readonly slack: Slack;
  readonly channel: string;
  /** Ask in this thread, and in the channel, too. */
  readonly thread?: string;
  /** Of this question alone, re-runs included: an old answer must never count. */
  readonly id: string;
  readonly facts: Facts;
  /** Ids to wake. */
  readonly called: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** How people can answer, that is: what of it can be read. */
export interface Ways {
  readonly reactions: boolean;
  readonly replies: boolean;
}

const SCOPES = {
  reactions: ['reactions:read'],
  // Which one depends on the kind of channel, which its id no longer shows.
  replies: ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
} as const;

export const NEEDED: Readonly<Record<keyof Ways, string>> = {
  reactions: 'reactions:read',
  replies: 'channels:history (or groups:history for a private channel)',
};

/**
 * What the app's scopes let us read. Slack names them in the header `x-oauth-scopes` of its answers
 * (docs.slack.dev/apis/web-api: "Evaluating responses"). Where it does not, both: the first read shows.
 */
export async function waysOf(slack: Slack, signal: AbortSignal): Promise<Ways> {
  const { scopes } = await slack.whoAmI(signal);
  const has = (way: keyof Ways) => scopes.length === 0 || SCOPES[way].some((scope) => scopes.includes(scope));
  return { reactions: has('reactions'), replies: has('replies') };
}

/** No request may take longer. */
export const REQUEST_MS = 10_000;

export const within = <T>(asking: Asking, request: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  request(withTimeout(REQUEST_MS, asking.clock, asking.signal));
