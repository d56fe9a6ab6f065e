import { SlackError } from '../client/error.ts';
import { ownMessages, PAGES } from '../client/own-messages.ts';
import type { Rendered } from '../message/block.ts';
import { fit, plainly } from '../message/limits.ts';
import { knownStory, type Mark, publicStory } from '../message/metadata.ts';
import type { Story } from '../message/state.ts';
import type { Message } from '../ports.ts';
import { headId, type Place, type Visit } from './context.ts';
import { findHeads, whereHeadsAre } from './find.ts';
import { foundReminder } from './reminder.ts';
import { type Head, hashOf, headOf, type Thread } from './state.ts';

/** Finds the head that an earlier job or run posted: in the thread that the user named, else in the channel. */
export async function look(thread: Thread, place: Visit): Promise<Thread> {
  const { slack, channel, threadTs, lookBackSeconds, signal } = place;
  const oldest = Math.floor(place.now() / 1000) - lookBackSeconds;
  const messages =
    threadTs === undefined
      ? await slack.history({ channel, oldest, pages: PAGES }, signal)
      : await slack.thread({ channel, thread: threadTs }, signal);
  const [head] = await findHeads(messages, place, thread);
  const looked = { ...thread, looked: true, ...(threadTs === undefined ? {} : { root: threadTs }) } as const;
  if (head !== undefined && head.ts === thread.head?.ts) {
    const shown = knownStory(head.mark?.story);
    const later = shown !== undefined && shown.asOf > (thread.story?.asOf ?? 0) ? { story: shown } : {};
    return adopt({ ...looked, ...later }, head, place);
  }
  if (head === undefined) return looked;
  // Ours was posted while nobody could look; now there is an older one.
  if (thread.head !== undefined && !thread.head.frozen && !thread.head.lost)
    await retire(thread.head.ts, head.ts, place);
  // Whoever posted it may have left a reminder, which is now ours to move and remove.
  return await foundReminder(adopt(looked, head, place), place);
}

/** Takes a message for the head. What it shows is not known, so it is written again. */
export function adopt(thread: Thread, { ts, mark }: Message, { channel }: Place): Thread {
  const story = thread.story ?? knownStory(mark?.story);
  const state = story?.state ?? 'running';
  const head: Head = { channel, ts, revision: mark?.revision ?? 0, hash: '', state, at: 0, confirmed: true };
  const revision = Math.max(thread.revision, head.revision);
  return { ...thread, head, revision, ...(story === undefined ? {} : { story }) };
}

export async function postHead(thread: Thread, story: Story, place: Visit): Promise<Thread> {
  const rendered = shape(headOf(thread, story), headId(place), thread);
  const { revision } = thread;
  // Where nothing can be read, nobody looked whether the user's thread exists.
  const root = thread.root ?? (thread.looked ? undefined : place.threadTs);
  const within = root === undefined ? {} : { root };
  const mark = markOf(thread, story, place);
  const message = {
    channel: place.channel,
    ...rendered,
    mark,
    ...(root === undefined ? {} : { thread: root }),
  };
  const posted = await place.slack.post(message, place.signal);
  const { flight, ...landed } = thread;
  const shown = { hash: hashOf(headOf(thread, story)), state: story.state, at: place.now() };
  // Where nobody could look for another one, that is to be made good.
  const unsure =
    thread.looked || thread.blind ? {} : ({ doubted: { what: 'head', at: place.now() } } as const);
  return { ...landed, ...within, ...unsure, head: { ...posted, revision, ...shown } };
}

/** Two jobs may have posted a head at once. Everybody keeps the oldest and retires the others. */
export async function confirm(thread: Thread, place: Visit): Promise<Thread> {
  const { head } = thread;
  if (head === undefined) return thread;
  const [oldest, ...others] = await findHeads(await whereHeadsAre(thread, place.now(), place), place, thread);
  for (const { ts } of others) await retire(ts, oldest?.ts ?? head.ts, place);
  const ours = oldest === undefined || oldest.ts === head.ts;
  return ours ? { ...thread, head: { ...head, confirmed: true } } : adopt(thread, oldest, place);
}

/**
 * Takes away a head beside the one that stays. Its replies move: each is told under the other head, unless it stands
 * there already, and deleted here. The job whose head it was finds it gone, looks, and goes on under the other.
 */
export async function retire(ts: string, stays: string, place: Visit): Promise<void> {
  const { slack, channel, signal } = place;
  const ours = async (thread: string) => {
    const messages = await slack.thread({ channel, thread }, signal).catch(noneIfGone);
    return await ownMessages(
      messages.filter(({ ts: each }) => each !== thread),
      place,
    );
  };
  const replies = await ours(ts);
  const told = replies.length === 0 ? [] : (await ours(stays)).map(({ mark }) => mark?.id);
  for (const { ts: reply, text, mark } of replies) {
    // Our own words have no markup; what has is by somebody who copied our mark.
    const moves = mark !== undefined && !told.includes(mark.id) && !text.includes('<');
    if (moves) await slack.post({ channel, thread: stays, text, blocks: [], mark }, signal);
    await removeOwn(reply, place);
  }
  await removeOwn(ts, place);
}

function noneIfGone(error: unknown): readonly Message[] {
  if (error instanceof SlackError && error.fault === 'gone') return [];
  throw error;
}

export async function removeOwn(ts: string, { slack, channel, signal }: Visit): Promise<void> {
  try {
    await slack.remove(channel, ts, signal);
  } catch (error) {
    if (!(error instanceof SlackError) || error.fault !== 'gone') throw error;
  }
}

export async function update(thread: Thread, story: Story, place: Visit): Promise<Thread> {
  const { head, updating, ...landed } = thread;
  if (head === undefined) return thread;
  const { revision } = thread;
  const rendered = shape(headOf(thread, story), headId(place), thread);
  const mark = markOf(thread, story, place);
  await place.slack.update({ channel: head.channel, ts: head.ts, ...rendered, mark }, place.signal);
  const shown = { hash: hashOf(headOf(thread, story)), state: story.state, at: place.now() };
  return { ...landed, head: { ...head, revision, ...shown } };
}

export async function permalink(thread: Thread, { slack, signal }: Visit): Promise<Thread> {
  const { head } = thread;
  if (head === undefined) return thread;
  return { ...thread, head: { ...head, permalink: await slack.permalink(head.channel, head.ts, signal) } };
}

export async function identify(thread: Thread, { facts }: Story, { slack, signal }: Visit): Promise<Thread> {
  return { ...thread, actor: await slack.userByEmail(facts.email ?? '', signal) };
}

/** Plain, the head has no story either: it may have been too large. */
function markOf({ revision, plain }: Thread, story: Story, place: Place): Mark {
  const id = headId(place);
  return { id, revision, ...(plain === id ? {} : { story: publicStory(story) }) };
}

/** A message that Slack refused in full goes out plain. */
export const shape = (rendered: Rendered, id: string, { plain }: Thread): Rendered =>
  plain === id ? plainly(rendered) : fit(rendered);
