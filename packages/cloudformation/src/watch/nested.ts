import { isOfStackItself, type StackEvent } from '../model/stack-event.ts';
import { isFailed, isInProgress } from '../model/status.ts';
import { isWellKnown } from '../progress/stall.ts';
import { isLate, lateIn } from '../progress/tracked-timing.ts';
import { isRollingBack, learned, type Nested, observed, readUntil } from '../progress/tracker.ts';
import { type Feed, openFeed } from '../reader/feed.ts';
import { ReadError } from '../reader/reader.ts';
import type { FollowPorts, Watched } from './ports.ts';

/** Reads nested stacks when it pays: at once when one failed, now and then while it works, once at the end. */
export interface NestedStacks {
  /**
   * Polls one that is at work in place of the root stack, which cannot end before it when it rolls back at a failure.
   * @returns whether it still works; if not, or if there is none to poll, the root has to be read
   */
  pollStandIn(now: number): Promise<boolean>;
  poll(now: number, maxAgeSeconds: number): Promise<void>;
  /** What was not read since it last changed. */
  finish(): Promise<void>;
}

/** One that is past its usual time may hide a stall. */
const OVERDUE_MAX_AGE_SECONDS = 20;
const HISTORY_PAGES = 5;
/**
 * An update of a nested stack in which nothing changes is over within a second; the shortest one recorded that had
 * anything to do took five.
 */
const NOTHING_DONE_MS = 2000;
/** For so long the root stack, and what else is in it, may go unread. */
const ROOT_MAX_AGE_SECONDS = 20;
/**
 * So many that are over may wait for the end to be read; what is beyond that is read at the next look: at the end their reads
 * hold up the outcome, and more than the limiter lets through at once (limiter.ts) wait for their turn. Those nested in one that
 * was not read are not known yet.
 */
const LARGEST_BACKLOG = 3;
/** Before, a nested stack has little to tell, and is often over soon: then the root has to be read, too. */
const FIRST_POLL_SECONDS = 30;

interface Known {
  readonly feed: Feed;
  readAt: number;
  /** Of its past, that were read; as many as are read at most, where there are no more. */
  pages: number;
  /** The parent's latest status of it when it was read, and when the work that it told of began. */
  status: string;
  since: number;
  /** Its own latest event of this attempt. */
  own: StackEvent | undefined;
}

/** What following nested stacks shares between its functions. */
interface Following {
  readonly watched: Watched;
  readonly ports: FollowPorts;
  /** Those that were read. */
  readonly known: Map<string, Known>;
  /** When each was first heard of. */
  readonly firstSeen: Map<string, number>;
  rootReadAt: number;
}

export function followNested(watched: Watched, ports: FollowPorts): NestedStacks {
  const following: Following = {
    ...{ watched, ports, known: new Map(), firstSeen: new Map() },
    rootReadAt: ports.reader.now(),
  };
  return {
    pollStandIn: (now) => pollStandIn(following, now),
    poll: (now, maxAgeSeconds) => poll(following, now, maxAgeSeconds),
    finish: () => finish(following),
  };
}

async function pollStandIn(following: Following, now: number): Promise<boolean> {
  const [next] = atWork(following)
    .filter((each) => mayStandIn(following, each, now))
    .toSorted((a, b) => age(following, a, now) - age(following, b, now));
  const isRecent = now - following.rootReadAt <= 1000 * ROOT_MAX_AGE_SECONDS;
  if (next !== undefined && isRecent) {
    await read(following, next, now);
    await learnMore(following, next, now);
    if (goesOn(following, next.stackId)) return true;
  }
  following.rootReadAt = now;
  return false;
}

async function poll(following: Following, now: number, maxAgeSeconds: number): Promise<void> {
  const failed = (each: Nested) => isFailed(each.status) && !each.cancelled && changed(following, each);
  if (await readAll(following, failed, now)) return;
  await workOff(following, now);
  const waits = (each: Nested) =>
    age(following, each, now) -
    1000 * (isOverdue(following, each, now) ? OVERDUE_MAX_AGE_SECONDS : maxAgeSeconds);
  const [next] = atWork(following).toSorted((a, b) => waits(b) - waits(a));
  if (next === undefined || waits(next) < 0) return;
  await read(following, next, now);
  await learnMore(following, next, now);
}

/** It is late, and its own past tells when it hangs, or may tell: else to read it again soon tells nothing more. */
function isOverdue({ watched, known }: Following, { stackId }: Nested, now: number): boolean {
  const entry = known.get(stackId);
  if (entry === undefined) return isLate(watched.tracker, stackId, now);
  const late = lateIn(watched.tracker, stackId, now);
  const mayTell = !isRollingBack(watched.tracker) && entry.pages < HISTORY_PAGES;
  return late.some(isWellKnown) || (late.length > 0 && mayTell);
}

/** Reads those that are over, as far as more of them than may wait were not read. */
async function workOff(following: Following, now: number): Promise<void> {
  const unread = [...following.watched.tracker.nested.values()].filter(
    (each) => !isInProgress(each.status) && changed(following, each),
  );
  for (const each of unread.slice(LARGEST_BACKLOG)) await read(following, each, now);
}

/** The outcome is certain without it, so what cannot be read is left out. */
async function finish(following: Following): Promise<void> {
  try {
    for (const each of following.watched.tracker.nested.values())
      if (isCutShort(following, each)) await read(following, each, following.ports.reader.now());
    // What is deleted after the outcome belongs to the cleanup.
    const until = following.watched.tracker.attempt?.decided?.at ?? Number.POSITIVE_INFINITY;
    const counts = (each: Nested) => each.since <= until && changed(following, each);
    await readAll(following, counts, following.ports.reader.now());
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
  }
}

/** A nested stack may tell of further ones, so it goes on until nothing is new. @returns whether there were any */
async function readAll(
  following: Following,
  isMeant: (nested: Nested) => boolean,
  now: number,
): Promise<boolean> {
  let some = false;
  for (;;) {
    const meant = [...following.watched.tracker.nested.values()].filter(isMeant);
    if (meant.length === 0) return some;
    some = true;
    for (const each of meant) await read(following, each, now);
  }
}

async function read({ watched, ports, known }: Following, nested: Nested, now: number): Promise<void> {
  const { stackId, status, since } = nested;
  const entry: Known = known.get(stackId) ?? {
    ...{ feed: openFeed(ports.reader, stackId), readAt: now, pages: 0, status, since, own: undefined },
  };
  known.set(stackId, entry);
  Object.assign(entry, { readAt: now, status, since });
  const began = watched.tracker.attempt?.startedAt ?? 0;
  const events = await ports.resilient
    .read(() => entry.feed.read(({ time }) => time < began))
    .catch(withoutIt);
  const ours = events.filter(({ time }) => time >= began);
  entry.own = ours.findLast(isOfStackItself) ?? entry.own;
  const older = events.filter(({ time }) => time < began);
  watched.tracker = readUntil(observed(learned(watched.tracker, older), ours), stackId, now);
}

/** Whether it hangs or is only slow, its own past can tell. */
async function learnMore(
  { watched, ports, known }: Following,
  { stackId }: Nested,
  now: number,
): Promise<void> {
  const entry = known.get(stackId);
  const isOpen = () => lateIn(watched.tracker, stackId, now).some((baseline) => !isWellKnown(baseline));
  const samplesOf = () =>
    lateIn(watched.tracker, stackId, now).reduce(
      (sum, { samples, source }) => sum + (source === 'own' ? samples : 0),
      0,
    );
  // How long a rollback takes no earlier operation tells.
  if (isRollingBack(watched.tracker)) return;
  // A run may be cut in two by the end of a page; two pages that tell nothing of what is late are followed by others like them.
  for (let silent = 0; silent < 2 && entry !== undefined && entry.pages < HISTORY_PAGES && isOpen(); ) {
    entry.pages++;
    const before = samplesOf();
    const events = await ports.resilient.read(() => entry.feed.past());
    watched.tracker = learned(watched.tracker, events);
    if (events.length === 0) entry.pages = HISTORY_PAGES;
    silent = samplesOf() === before ? silent + 1 : 0;
  }
}

/** It has something to tell that was not read: not what came to its end without doing anything, or before the last read. */
function changed({ known }: Following, { stackId, status, since, quietFor }: Nested): boolean {
  const entry = known.get(stackId);
  if (entry?.status === status && entry.since === since) return false;
  if (isFailed(status)) return true;
  if (status === 'UPDATE_COMPLETE' && quietFor < NOTHING_DONE_MS) return false;
  return !isOver(entry?.own, since);
}

/**
 * It was read when what it is nested in had told its end, and its own last event was still to come: after the cleanup of a
 * rollback.
 */
function isCutShort({ known }: Following, { stackId, status, since }: Nested): boolean {
  const own = known.get(stackId)?.own;
  return !isInProgress(status) && own !== undefined && isInProgress(own.status) && !isOver(own, since);
}

/** Milliseconds since it was read, or first heard of. */
function age({ known, firstSeen }: Following, { stackId }: Nested, now: number): number {
  const readAt = known.get(stackId)?.readAt;
  if (readAt !== undefined) return now - readAt;
  const at = firstSeen.get(stackId) ?? now;
  firstSeen.set(stackId, at);
  return now - at;
}

/** Those of which neither their own events nor what they are nested in tell the end. */
function atWork({ watched, known }: Following): Nested[] {
  const all = [...watched.tracker.nested.values()];
  const open = all.filter(
    ({ stackId, status, since }) => isInProgress(status) && !isOver(known.get(stackId)?.own, since),
  );
  const closed = new Set(all.filter((each) => !open.includes(each)).map(({ stackId }) => stackId));
  // A parent comes before what is nested in it.
  for (const { stackId, parentId } of all) if (closed.has(parentId)) closed.add(stackId);
  return open.filter(({ stackId }) => !closed.has(stackId));
}

function mayStandIn({ known }: Following, { stackId, since }: Nested, now: number): boolean {
  const own = known.get(stackId)?.own;
  return now - since > 1000 * FIRST_POLL_SECONDS && (own === undefined || isAtWork(own.status));
}

/** Its own event may be missing, and what it works on is not. */
function goesOn({ watched, known }: Following, stackId: string): boolean {
  const inside = watched.tracker.record.spans.filter((span) => span.stackId === stackId);
  const own = known.get(stackId)?.own;
  const works = own === undefined ? inside.some(({ status }) => isInProgress(status)) : isAtWork(own.status);
  return works && !inside.some(({ status }) => isFailed(status));
}

/**
 * Whether its own event tells the end of the work that began then. What an update cleans up comes after the root's outcome,
 * what a rollback does before it.
 */
const isOver = (own: StackEvent | undefined, since: number) =>
  own !== undefined &&
  own.time >= since &&
  (!isInProgress(own.status) || own.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
const isAtWork = (own: string) => /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(own);

/** Some policies allow the root stack only: then, or when there is no such stack, its own events have to do. */
function withoutIt(error: unknown): StackEvent[] {
  if (error instanceof ReadError && (error.trouble === 'denied' || error.trouble === 'other')) return [];
  throw error;
}
