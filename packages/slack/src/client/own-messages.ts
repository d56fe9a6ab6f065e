import type { Message, Slack } from '../ports.ts';

interface Whose {
  readonly slack: Slack;
  readonly correlationId: string;
  readonly signal: AbortSignal;
}

/**
 * The messages that are the deployment's: they have its metadata, and our own bot wrote them. Metadata alone proves
 * nothing: every app of the workspace may read ours and put the same on a message of its own
 * (docs.slack.dev/messaging/message-metadata). Slack is asked who we are only for messages that are not in `known`.
 */
export async function ownMessages(
  messages: readonly Message[],
  { slack, correlationId, signal }: Whose,
  known: readonly string[] = [],
): Promise<readonly Message[]> {
  const marked = messages.filter(({ metadata }) => metadata?.id.startsWith(`${correlationId}/`));
  if (marked.every(({ ts }) => known.includes(ts))) return marked;
  const self = await slack.whoAmI(signal);
  const isOurs = ({ ts, user, botId }: Message) =>
    known.includes(ts) || user === self.user || (botId !== undefined && botId === self.botId);
  return marked.filter(isOurs);
}

/**
 * Runners keep time by themselves, and a self-hosted one may be minutes off, while a message's `ts` is Slack's time.
 * What is looked for has an id that no other message has, so a wide window costs nothing.
 */
const SKEW_SECONDS = 15 * 60;

/** Seconds since the epoch by Slack's clock: nothing sent at `at` (ours, in milliseconds) or later is older. */
export const notBefore = (at: number): number => Math.max(0, Math.floor(at / 1000) - SKEW_SECONDS);

/** As many pages of a channel are read for messages of ours. */
export const PAGES = 3;
