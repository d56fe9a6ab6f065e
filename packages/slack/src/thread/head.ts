import { SlackError } from '../error.ts';
import { fit, plainly } from '../limits.ts';
import type { Mark, Message, Rendered } from '../port.ts';
import type { Story } from '../story.ts';
import { headId, type Place, type Visit } from './place.ts';
import { knownStory, publicStory } from './public-story.ts';
import { foundReminder } from './reminder.ts';
import { type Head, hashOf, headOf, type Thread } from './state.ts';

/** Two jobs that race for the head post within this time of each other. */
const RACE_SECONDS = 600;
export const PAGES = 3;

/** Finds the head that an earlier job or run posted: in the thread that the user named, else in the channel. */
export async function look(thread: Thread, place: Visit): Promise<Thread> {
  const { slack, channel, threadTs, lookBackSeconds, signal } = place;
  const oldest = Math.floor(place.now() / 1000) - lookBackSeconds;
  const messages =
    threadTs === undefined
      ? await slack.history({ channel, oldest, pages: PAGES }, signal)
      : await slack.thread({ channel, thread: threadTs }, signal);
  const head = heads(messages, place)[0];
  const looked = { ...thread, looked: true, ...(threadTs === undefined ? {} : { root: threadTs }) } as const;
  if (head !== undefined && head.ts === thread.head?.ts) {
    // Ours can no longer be changed, and there is no other.
    if (thread.head.frozen) return looked;
    const shown = knownStory(head.mark?.story);
    const later = shown !== undefined && shown.asOf > (thread.story?.asOf ?? 0) ? { story: shown } : {};
    return adopt({ ...looked, ...later }, head, place);
  }
  // Whoever posted it may have left a reminder, which is now ours to move and remove.
  return head === undefined ? looked : await foundReminder(adopt(looked, head, place), place);
}

/** Takes a message for the head. What it shows is not known, so it is written again. */
export function adopt(thread: Thread, { ts, mark }: Message, { channel }: Place): Thread {
  const story = thread.story ?? knownStory(mark?.story);
  const state = story?.state ?? 'running';
  const head: Head = { channel, ts, revision: mark?.revision ?? 0, hash: '', state, at: 0, confirmed: true };
  const revision = Math.max(thread.revision, head.revision);
  return { ...thread, head, revision, ...(story === undefined ? {} : { story }) };
}

/** Oldest first. */
export const heads = (messages: readonly Message[], place: Pick<Place, 'correlationId'>): Message[] =>
  messages.filter(({ mark }) => mark?.id === headId(place)).sort((a, b) => Number(a.ts) - Number(b.ts));

/** Messages among which our head must be, if it was posted after `since` (milliseconds since the epoch). */
export function whereHeadsAre(thread: Thread, since: number, place: Visit): Promise<readonly Message[]> {
  const { slack, channel, signal } = place;
  const oldest = Math.floor(since / 1000) - RACE_SECONDS;
  return thread.root === undefined
    ? slack.history({ channel, oldest, pages: PAGES }, signal)
    : slack.thread({ channel, thread: thread.root }, signal);
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
  return { ...landed, ...within, head: { ...posted, revision, ...shown } };
}

/** Two jobs may have posted a head at once. Everybody keeps the oldest and retires the others. */
export async function confirm(thread: Thread, place: Visit): Promise<Thread> {
  const { head } = thread;
  if (head === undefined) return thread;
  const [oldest, ...others] = heads(await whereHeadsAre(thread, place.now(), place), place);
  for (const { ts } of others) await retire(ts, oldest?.ts ?? head.ts, place);
  const ours = oldest === undefined || oldest.ts === head.ts;
  return ours ? { ...thread, head: { ...head, confirmed: true } } : adopt(thread, oldest, place);
}

/**
 * Takes away a head beside the one that stays. Its replies move: each is told under the other head, unless it stands
 * there already, and deleted here. The job whose head it was finds it gone, looks, and goes on under the other.
 */
export async function retire(ts: string, stays: string, place: Visit): Promise<void> {
  const { slack, channel, correlationId, signal } = place;
  const ours = async (thread: string) =>
    (await slack.thread({ channel, thread }, signal).catch(noneIfGone)).filter(
      ({ ts: each, mark }) => each !== thread && mark?.id.startsWith(`${correlationId}/`),
    );
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
  const { head, flight, ...landed } = thread;
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
