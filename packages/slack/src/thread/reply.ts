import { compact } from '@signalbox/runner/values';
import { applyEvent, isPast, stateForEvent } from '../message/state.ts';
import type { Entry } from '../ports.ts';
import { renderReply } from '../render/reply.ts';
import { announced, loudness } from './announce.ts';
import { type RequestContext, replyId } from './context.ts';
import { shape } from './head.ts';
import { stateSoFar, type Thread, withDone } from './state.ts';

export async function postReply(
  thread: Thread,
  { entry, loud = false }: { readonly entry: Entry; readonly loud?: boolean },
  context: RequestContext,
): Promise<Thread> {
  const { head } = thread;
  const deployment = stateForEvent(thread.deployment, entry.event, entry.at);
  const { called, broadcast } = loudness(thread, entry, { deployment, context });
  const rendered = renderReply(entry.event, deployment, called);
  if (head === undefined || rendered === undefined) return markDelivered(thread, [entry]);
  const id = replyId(context, entry, deployment);
  const message = {
    channel: head.channel,
    thread: thread.root ?? head.ts,
    metadata: { id, revision: 1 },
    ...shape(rendered, id, thread),
    broadcast: broadcast || loud,
  };
  await context.slack.post(message, context.signal);
  return replied(thread, entry);
}

/** The thread once the reply to `entry` is out, however that became known. */
export function replied(thread: Thread, entry: Entry): Thread {
  const { inFlight, plain, ...cleared } = thread;
  const { event, at, id } = entry;
  const past = isPast(thread.deployment, event, at);
  const deployment = past ? thread.deployment : announced(applyEvent(thread.deployment, event, at));
  return { ...cleared, ...compact({ deployment }), done: withDone(thread, [id]) };
}

/** Takes in events that need no reply. */
export function markDelivered(thread: Thread, entries: readonly Entry[]): Thread {
  const deployment = stateSoFar(thread, entries);
  const done = entries.map(({ id }) => id);
  return deployment === undefined ? thread : { ...thread, deployment, done: withDone(thread, done) };
}
