import { notBefore, ownMessages } from '../client/own-messages.ts';
import { isOver, toldWith } from '../message/state.ts';
import type { Entry, Message } from '../ports.ts';
import type { Place, Visit } from './context.ts';
import { findHeads, whereHeadsAre } from './find.ts';
import { adopt, removeOwn, retire } from './head.ts';
import type { Told } from './op.ts';
import { foundReminder, removeReminders } from './reminder.ts';
import { replied } from './reply.ts';
import type { Flight, Thread } from './state.ts';

/** Looks whether a request whose answer was lost was carried out; `entry` is what it was to deliver. */
export async function readBack(thread: Thread, entry: Entry | undefined, place: Visit): Promise<Thread> {
  const { flight, ...landed } = thread;
  switch (flight?.op) {
    case 'head':
      return headReadBack(landed, flight, place);
    case 'reply':
      return entry === undefined ? landed : replyReadBack(landed, { flight, entry }, place);
    case 'remind':
      return foundReminder(landed, place);
    default:
      return landed;
  }
}

async function headReadBack(thread: Thread, flight: Flight, place: Visit): Promise<Thread> {
  const [oldest, ...others] = await findHeads(await whereHeadsAre(thread, flight.at, place), place, thread);
  if (oldest === undefined) return thread;
  for (const { ts } of others) await retire(ts, oldest.ts, place);
  return { ...adopt(thread, oldest, place), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}

interface Lost {
  readonly flight: Flight;
  readonly entry: Entry;
}

async function replyReadBack(thread: Thread, { flight, entry }: Lost, place: Visit): Promise<Thread> {
  const { slack, channel, signal } = place;
  const root = thread.root ?? thread.head?.ts;
  if (root === undefined) return thread;
  const messages = await slack.thread(
    { channel, thread: root, oldest: String(notBefore(flight.at)) },
    signal,
  );
  const told = messages.filter(({ mark }) => mark?.id === flight.id);
  const found = byId(await ownMessages(told, place)).get(flight.id) ?? [];
  if (found.length === 0) return thread;
  for (const { ts } of found.slice(1)) await removeOwn(ts, place);
  return { ...replied(thread, entry), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}

/** Takes for told, of what came from an earlier run, what stands in the thread already. */
export async function recall(thread: Thread, all: readonly Told[], place: Visit): Promise<Thread> {
  const { inherited, ...fresh } = thread;
  const root = thread.root ?? thread.head?.ts;
  if (root === undefined) return fresh;
  const { slack, channel, signal } = place;
  const found = byId(await ownMessages(await slack.thread({ channel, thread: root }, signal), place));
  return all
    .filter(({ id }) => found.has(id))
    .reduce(
      (known, { entry }) => ({
        ...replied(known, entry),
        duplicatesAvoided: known.duplicatesAvoided + 1,
      }),
      fresh,
    );
}

/**
 * The same where nothing can be read: news that must be heard is told at least once, the rest at most once.
 * Without a head there is no thread, so a head counts as such news.
 */
export function assume(thread: Thread, entry: Entry | undefined, place: Place): Thread {
  const { flight, ...landed } = thread;
  if (flight?.op === 'remind') {
    // If one stands, the last look takes it away.
    const doubted = thread.doubted ?? ({ what: 'thread', at: flight.at } as const);
    return { ...landed, doubted, reminder: { id: '', at: 0 } };
  }
  if (flight?.op !== 'reply' || entry === undefined) return landed;
  const story = toldWith(thread.story, entry.event, entry.at);
  const mustBeHeard = place.severity(entry.event, story) !== 'info' || isOver(story);
  return mustBeHeard && flight.accepted !== true ? landed : replied(landed, entry);
}

/** A last look after requests were lost: a late one may have posted twice, or put an old text into the head. */
export async function verify(thread: Thread, place: Visit): Promise<Thread> {
  const { slack, channel, signal } = place;
  const { head, doubted, ...rest } = thread;
  if (head === undefined) return thread;
  const messages = await slack.thread({ channel, thread: thread.root ?? head.ts }, signal);
  for (const twins of byId(messages).values()) {
    const ours = twins.length < 2 ? [] : await ownMessages(twins, place, [head.ts]);
    for (const { ts } of ours.slice(1)) if (ts !== head.ts) await removeOwn(ts, place);
  }
  if (doubted?.what === 'head') {
    const since = await whereHeadsAre(thread, Number(head.ts) * 1000, place);
    for (const { ts } of await findHeads(since, place, thread)) {
      if (ts !== head.ts) await retire(ts, head.ts, place);
    }
  }
  await removeReminders(place);
  const shown = messages.find(({ ts }) => ts === head.ts)?.mark?.revision ?? head.revision;
  return shown === head.revision ? { ...rest, head } : { ...thread, head: { ...head, hash: '' } };
}

/** Our messages by id, oldest first. */
function byId(messages: readonly Message[]): Map<string, Message[]> {
  const found = new Map<string, Message[]>();
  for (const message of [...messages].sort((a, b) => Number(a.ts) - Number(b.ts))) {
    const id = message.mark?.id;
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), message]);
  }
  return found;
}
