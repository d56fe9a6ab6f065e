import { isPast, tell, toldWith } from '../message/state.ts';
import type { Entry } from '../ports.ts';
import { renderReply } from '../render/reply.ts';
import { announced, loudness } from './announce.ts';
import { replyId, type Visit } from './context.ts';
import { shape } from './head.ts';
import { storySoFar, type Thread, withDone } from './state.ts';

export async function postReply(
  thread: Thread,
  { entry, loud = false }: { readonly entry: Entry; readonly loud?: boolean },
  place: Visit,
): Promise<Thread> {
  const { head } = thread;
  const story = toldWith(thread.story, entry.event, entry.at);
  const { called, broadcast } = loudness(thread, entry, { story, place });
  const rendered = renderReply(entry.event, story, called);
  if (head === undefined || rendered === undefined) return absorb(thread, [entry]);
  const id = replyId(place, entry, story);
  const message = {
    ...{ channel: head.channel, thread: thread.root ?? head.ts, mark: { id, revision: 1 } },
    ...shape(rendered, id, thread),
    broadcast: broadcast || loud,
  };
  await place.slack.post(message, place.signal);
  return replied(thread, entry);
}

/** The thread once the reply to `entry` is out, however that became known. */
export function replied(thread: Thread, entry: Entry): Thread {
  const { flight, plain, ...landed } = thread;
  const { event, at, id } = entry;
  const past = isPast(thread.story, event, at);
  const story = past ? thread.story : announced(tell(thread.story, event, at));
  return { ...landed, ...(story === undefined ? {} : { story }), done: withDone(thread, [id]) };
}

/** Takes in events that need no reply. */
export function absorb(thread: Thread, entries: readonly Entry[]): Thread {
  const story = storySoFar(thread, entries);
  const done = entries.map(({ id }) => id);
  return story === undefined ? thread : { ...thread, story, done: withDone(thread, done) };
}
