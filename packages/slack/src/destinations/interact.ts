import { notBefore, ownMessages, PAGES } from '../client/own-messages.ts';
import type { Rendered } from '../message/block.ts';
import { fit, plainly } from '../message/limits.ts';
import type { Slack } from '../ports.ts';
import { renderReply } from '../render/reply.ts';
import type { WriteOnlyDestination } from './write-only.ts';

interface Interact {
  readonly slack: Slack;
  readonly channel: string;
  readonly correlationId: string;
}

/** The channel where people are asked. It gets a message for each concurrent deployment. */
export function interactDestination({
  slack,
  channel,
  correlationId,
}: Interact): WriteOnlyDestination<Rendered> {
  return {
    compose: ({ event }, deployment) =>
      event.kind === 'concurrent' ? renderReply(event, deployment) : undefined,
    post: (rendered, id, signal) =>
      slack.post({ channel, ...fit(rendered), metadata: { id, revision: 1 } }, signal),
    find: async (id, since, signal) => {
      const messages = await slack.history({ channel, oldest: notBefore(since), pages: PAGES }, signal);
      const marked = messages.filter(({ metadata }) => metadata?.id === id);
      const [own] = await ownMessages(marked, { slack, correlationId, signal });
      return own && { channel, ts: own.ts };
    },
    permalink: ({ channel: at, ts }, signal) => slack.permalink(at, ts, signal),
    mustArrive: () => false,
    plainly,
  };
}
