import { notBefore, ownMessages } from '../client/own-messages.ts';
import { isOver, stateForEvent } from '../message/state.ts';
import type { Entry, Message } from '../ports.ts';
import type { RequestContext, ThreadContext } from './context.ts';
import { findHeads, whereHeadsAre } from './find.ts';
import { adopt, removeOwn, retire } from './head.ts';
import type { AddressedEntry } from './op.ts';
import { foundReminder, removeReminders } from './reminder.ts';
import { replied } from './reply.ts';
import type { InFlight, Thread } from './state.ts';

/** Reads whether the request in flight was carried out; `entry` is what it was to deliver. */
export async function readBack(
  thread: Thread,
  entry: Entry | undefined,
  context: RequestContext,
): Promise<Thread> {
  const { inFlight, ...cleared } = thread;
  switch (inFlight?.op) {
    case 'head':
      return headReadBack(cleared, inFlight, context);
    case 'reply':
      return entry === undefined ? cleared : replyReadBack(cleared, { inFlight, entry }, context);
    case 'remind':
      return foundReminder(cleared, context);
    default:
      return cleared;
  }
}

async function headReadBack(thread: Thread, inFlight: InFlight, context: RequestContext): Promise<Thread> {
  const [oldest, ...others] = await findHeads(
    await whereHeadsAre(thread, inFlight.at, context),
    context,
    thread,
  );
  if (oldest === undefined) return thread;
  for (const { ts } of others) await retire(ts, oldest.ts, context);
  return { ...adopt(thread, oldest, context), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}

interface Lost {
  readonly inFlight: InFlight;
  readonly entry: Entry;
}

async function replyReadBack(
  thread: Thread,
  { inFlight, entry }: Lost,
  context: RequestContext,
): Promise<Thread> {
  const { slack, channel, signal } = context;
  const root = thread.root ?? thread.head?.ts;
  if (root === undefined) return thread;
  const messages = await slack.thread(
    { channel, thread: root, oldest: String(notBefore(inFlight.at)) },
    signal,
  );
  const sent = messages.filter(({ metadata }) => metadata?.id === inFlight.id);
  const found = byId(await ownMessages(sent, context)).get(inFlight.id) ?? [];
  if (found.length === 0) return thread;
  for (const { ts } of found.slice(1)) await removeOwn(ts, context);
  return { ...replied(thread, entry), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}

/** Marks those entries of an earlier run as delivered whose replies are in the thread already. */
export async function recall(
  thread: Thread,
  all: readonly AddressedEntry[],
  context: RequestContext,
): Promise<Thread> {
  const { inherited, ...fresh } = thread;
  const root = thread.root ?? thread.head?.ts;
  if (root === undefined) return fresh;
  const { slack, channel, signal } = context;
  const found = byId(await ownMessages(await slack.thread({ channel, thread: root }, signal), context));
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
 * What to assume of the request in flight where nothing can be read: important messages are sent at least once, the
 * others at most once. Without a head there is no thread, so a head is important.
 */
export function assume(thread: Thread, entry: Entry | undefined, context: ThreadContext): Thread {
  const { inFlight, ...cleared } = thread;
  if (inFlight?.op === 'remind') {
    // If there is one, the reconciliation removes it.
    const uncertain = thread.uncertain ?? ({ what: 'thread', at: inFlight.at } as const);
    return { ...cleared, uncertain, reminder: { id: '', at: 0 } };
  }
  if (inFlight?.op !== 'reply' || entry === undefined) return cleared;
  const deployment = stateForEvent(thread.deployment, entry.event, entry.at);
  const mustArrive = context.severity(entry.event, deployment) !== 'info' || isOver(deployment);
  return mustArrive && inFlight.accepted !== true ? cleared : replied(cleared, entry);
}

/** Repairs what requests with lost answers may have done late: posted twice, or put an old text into the head. */
export async function reconcile(thread: Thread, context: RequestContext): Promise<Thread> {
  const { slack, channel, signal } = context;
  const { head, uncertain, ...rest } = thread;
  if (head === undefined) return thread;
  const messages = await slack.thread({ channel, thread: thread.root ?? head.ts }, signal);
  for (const twins of byId(messages).values()) {
    const ours = twins.length < 2 ? [] : await ownMessages(twins, context, [head.ts]);
    for (const { ts } of ours.slice(1)) if (ts !== head.ts) await removeOwn(ts, context);
  }
  if (uncertain?.what === 'head') {
    const since = await whereHeadsAre(thread, Number(head.ts) * 1000, context);
    for (const { ts } of await findHeads(since, context, thread)) {
      if (ts !== head.ts) await retire(ts, head.ts, context);
    }
  }
  await removeReminders(context);
  const shown = messages.find(({ ts }) => ts === head.ts)?.metadata?.revision ?? head.revision;
  // A head that can no longer be changed stays as it is: to look at it again would find the same, for ever.
  const settled = shown === head.revision || head.frozen === true;
  return settled ? { ...rest, head } : { ...thread, head: { ...head, hash: '' } };
}

/** Our messages by id, oldest first. */
function byId(messages: readonly Message[]): Map<string, Message[]> {
  const found = new Map<string, Message[]>();
  for (const message of [...messages].sort((a, b) => Number(a.ts) - Number(b.ts))) {
    const id = message.metadata?.id;
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), message]);
  }
  return found;
}
