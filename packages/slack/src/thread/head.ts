import { compact } from '@signalbox/runner/values';
import { SlackError } from '../client/error.ts';
import { ownMessages, PAGES } from '../client/own-messages.ts';
import type { Rendered } from '../message/block.ts';
import { fit, plainly } from '../message/limits.ts';
import { type MessageMetadata, parseState, publicState } from '../message/metadata.ts';
import type { DeploymentState } from '../message/state.ts';
import type { Message } from '../ports.ts';
import { headId, type RequestContext, type ThreadContext } from './context.ts';
import { findHeads, whereHeadsAre } from './find.ts';
import { foundReminder } from './reminder.ts';
import { type Head, hashOf, headOf, type Thread } from './state.ts';

/** Finds the head that an earlier job or run posted: in the thread that the user named, else in the channel. */
export async function searchHead(thread: Thread, context: RequestContext): Promise<Thread> {
  const { slack, channel, threadTs, lookBackSeconds, signal } = context;
  const oldest = Math.floor(context.now() / 1000) - lookBackSeconds;
  const messages =
    threadTs === undefined
      ? await slack.history({ channel, oldest, pages: PAGES }, signal)
      : await slack.thread({ channel, thread: threadTs }, signal);
  const [head] = await findHeads(messages, context, thread);
  const searched = { ...thread, searched: true, ...compact({ root: threadTs }) } as const;
  if (head !== undefined && head.ts === thread.head?.ts) {
    const shown = parseState(head.metadata?.deployment);
    const later =
      shown !== undefined && shown.asOf > (thread.deployment?.asOf ?? 0) ? { deployment: shown } : {};
    return adopt({ ...searched, ...later }, head, context);
  }
  if (head === undefined) return searched;
  // Ours was posted while nothing could be read; now there is an older one.
  if (thread.head !== undefined && !thread.head.frozen && !thread.head.lost)
    await retire(thread.head.ts, head.ts, context);
  // The job that posted it may have set a reminder, which is now ours to move and remove.
  return await foundReminder(adopt(searched, head, context), context);
}

/** Makes a message the thread's head. What it shows is not known, so it is written again. */
export function adopt(thread: Thread, { ts, metadata }: Message, { channel }: ThreadContext): Thread {
  const deployment = thread.deployment ?? parseState(metadata?.deployment);
  const state = deployment?.state ?? 'running';
  const head: Head = {
    channel,
    ts,
    revision: metadata?.revision ?? 0,
    hash: '',
    state,
    at: 0,
    confirmed: true,
  };
  const revision = Math.max(thread.revision, head.revision);
  return { ...thread, head, revision, ...compact({ deployment }) };
}

export async function postHead(
  thread: Thread,
  deployment: DeploymentState,
  context: RequestContext,
): Promise<Thread> {
  const rendered = shape(headOf(thread, deployment), headId(context), thread);
  const { revision } = thread;
  // Where nothing can be read, it is not known whether the user's thread exists.
  const root = thread.root ?? (thread.searched ? undefined : context.threadTs);
  const within = compact({ root });
  const metadata = metadataOf(thread, deployment, context);
  const message = {
    channel: context.channel,
    ...rendered,
    metadata,
    ...compact({ thread: root }),
  };
  const posted = await context.slack.post(message, context.signal);
  const { inFlight, ...cleared } = thread;
  const shown = { hash: hashOf(headOf(thread, deployment)), state: deployment.state, at: context.now() };
  // Where no search for another one was possible, that is made up for later.
  const unsure =
    thread.searched || thread.cannotRead ? {} : ({ uncertain: { what: 'head', at: context.now() } } as const);
  return { ...cleared, ...within, ...unsure, head: { ...posted, revision, ...shown } };
}

/** Two jobs may have posted a head at once. Everybody keeps the oldest and retires the others. */
export async function confirm(thread: Thread, context: RequestContext): Promise<Thread> {
  const { head } = thread;
  if (head === undefined) return thread;
  const [oldest, ...others] = await findHeads(
    await whereHeadsAre(thread, context.now(), context),
    context,
    thread,
  );
  for (const { ts } of others) await retire(ts, oldest?.ts ?? head.ts, context);
  const ours = oldest === undefined || oldest.ts === head.ts;
  return ours ? { ...thread, head: { ...head, confirmed: true } } : adopt(thread, oldest, context);
}

/**
 * Deletes a second head. Its replies move: each is posted under the head that stays, unless it is there already, and
 * deleted here. The job whose head it was finds it gone, searches, and goes on under the other.
 */
export async function retire(ts: string, stays: string, context: RequestContext): Promise<void> {
  const { slack, channel, signal } = context;
  const ours = async (thread: string) => {
    const messages = await slack.thread({ channel, thread }, signal).catch(noneIfGone);
    return await ownMessages(
      messages.filter(({ ts: each }) => each !== thread),
      context,
    );
  };
  const replies = await ours(ts);
  const delivered = replies.length === 0 ? [] : (await ours(stays)).map(({ metadata }) => metadata?.id);
  for (const { ts: reply, text, metadata } of replies) {
    // Our own fallback texts have no markup; one that has is by somebody who copied our metadata.
    const moves = metadata !== undefined && !delivered.includes(metadata.id) && !text.includes('<');
    if (moves) await slack.post({ channel, thread: stays, text, blocks: [], metadata }, signal);
    await removeOwn(reply, context);
  }
  await removeOwn(ts, context);
}

function noneIfGone(error: unknown): readonly Message[] {
  if (error instanceof SlackError && error.fault === 'gone') return [];
  throw error;
}

export async function removeOwn(ts: string, { slack, channel, signal }: RequestContext): Promise<void> {
  try {
    await slack.remove(channel, ts, signal);
  } catch (error) {
    if (!(error instanceof SlackError) || error.fault !== 'gone') throw error;
  }
}

export async function update(
  thread: Thread,
  deployment: DeploymentState,
  context: RequestContext,
): Promise<Thread> {
  const { head, updating, ...cleared } = thread;
  if (head === undefined) return thread;
  const { revision } = thread;
  const rendered = shape(headOf(thread, deployment), headId(context), thread);
  const metadata = metadataOf(thread, deployment, context);
  await context.slack.update({ channel: head.channel, ts: head.ts, ...rendered, metadata }, context.signal);
  const shown = { hash: hashOf(headOf(thread, deployment)), state: deployment.state, at: context.now() };
  return { ...cleared, head: { ...head, revision, ...shown } };
}

export async function permalink(thread: Thread, { slack, signal }: RequestContext): Promise<Thread> {
  const { head } = thread;
  if (head === undefined) return thread;
  return { ...thread, head: { ...head, permalink: await slack.permalink(head.channel, head.ts, signal) } };
}

export async function identify(
  thread: Thread,
  { facts }: DeploymentState,
  { slack, signal }: RequestContext,
): Promise<Thread> {
  return { ...thread, actor: await slack.userByEmail(facts.email ?? '', signal) };
}

/** A head without blocks has no state in its metadata either: that may have been too large. */
function metadataOf(
  { revision, plain }: Thread,
  deployment: DeploymentState,
  context: ThreadContext,
): MessageMetadata {
  const id = headId(context);
  return { id, revision, ...(plain === id ? {} : { deployment: publicState(deployment) }) };
}

/** A message that Slack refused in full goes out plain. */
export const shape = (rendered: Rendered, id: string, { plain }: Thread): Rendered =>
  plain === id ? plainly(rendered) : fit(rendered);
