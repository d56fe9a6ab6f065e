import type { Slack } from '../ports.ts';

/** How people can answer, that is: what of it can be read. */
export interface Ways {
  readonly reactions: boolean;
  readonly replies: boolean;
}

const SCOPES = {
  reactions: ['reactions:read'],
  // By the kind of the channel, which its id no longer tells.
  replies: ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
} as const;

export const NEEDED: Readonly<Record<keyof Ways, string>> = {
  reactions: 'reactions:read',
  replies: 'channels:history (or groups:history for a private channel)',
};

/**
 * What the app's scopes let us read. Slack names them in the header `x-oauth-scopes` of its answers
 * (docs.slack.dev/apis/web-api: "Evaluating responses"). Where it does not, both: the first read tells.
 */
export async function waysOf(slack: Slack, signal: AbortSignal): Promise<Ways> {
  const { scopes } = await slack.whoAmI(signal);
  const has = (way: keyof Ways) => scopes.length === 0 || SCOPES[way].some((scope) => scopes.includes(scope));
  return { reactions: has('reactions'), replies: has('replies') };
}
