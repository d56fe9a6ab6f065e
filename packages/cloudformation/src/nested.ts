import { type Feed, openFeed } from './feed.ts';
import { ReadError, type StackReader } from './reader.ts';
import type { Sight } from './sight.ts';
import { isOfStackItself, type StackEvent } from './stack-event.ts';
import { isWellKnown } from './stall.ts';
import { isFailed, isInProgress } from './status.ts';
import type { Nested, Tracker } from './tracker.ts';

/** Reads nested stacks when it pays: at once when one failed, now and then while it works, once at the end. */
export interface NestedStacks {
  /**
   * Looks at one that is at work in place of the root stack, which cannot end before it when it rolls back at a failure.
   * @returns whether it still works; if not, or if there is none to look at, the root has to be read
   */
  witness(now: number): Promise<boolean>;
  look(now: number, patience: number): Promise<void>;
  /** What was not read since it last changed. */
  finish(): Promise<void>;
}

/** One that is past its usual time may hide a stall. */
const OVERDUE_PATIENCE_SECONDS = 15;
const HISTORY_PAGES = 5;
/**
 * An update of a nested stack in which nothing changes is over within a second; the shortest one recorded that had
 * anything to do took five.
 */
const NOTHING_DONE_MS = 2000;
/** For so long the root stack, and what else is in it, may go unread. */
const ROOT_PATIENCE_SECONDS = 20;
/** A nested stack has nothing to tell before. */
const FIRST_LOOK_SECONDS = 5;

interface Known {
  readonly feed: Feed;
  readAt: number;
  /** Of its past, that were read. */
  pages: number;
  /** The parent's latest word when it was read, and when the work that it told of began. */
  status: string;
  since: number;
  /** Its own latest event of this attempt. */
  own: StackEvent | undefined;
}

export function followNested(reader: StackReader, sight: Sight, tracker: Tracker): NestedStacks {
  const known = new Map<string, Known>();
  let rootReadAt = reader.now();

  const read = async (nested: Nested, now: number) => {
    const { stackId, status, since } = nested;
    const entry = known.get(stackId) ?? {
      ...{ feed: openFeed(reader, stackId), readAt: now, pages: 0, status, since, own: undefined },
    };
    known.set(stackId, entry);
    Object.assign(entry, { readAt: now, status, since });
    const began = tracker.attempt()?.startedAt ?? 0;
    const events = await sight.look(() => entry.feed.read(({ time }) => time < began)).catch(withoutIt);
    const ours = events.filter(({ time }) => time >= began);
    entry.own = ours.findLast(isOfStackItself) ?? entry.own;
    tracker.learnFrom(events.filter(({ time }) => time < began));
    tracker.add(ours);
    tracker.seen(stackId, now);
  };
  /** Whether it hangs or is only slow, its own past can tell. */
  const learnMore = async ({ stackId }: Nested, now: number) => {
    const entry = known.get(stackId);
    const isOpen = () => tracker.late(stackId, now).some((usual) => !isWellKnown(usual));
    // How long a rollback takes no earlier operation tells.
    if (tracker.attempt()?.rollbackSince !== undefined) return;
    while (entry !== undefined && entry.pages < HISTORY_PAGES && isOpen()) {
      entry.pages++;
      tracker.learnFrom(await sight.look(() => entry.feed.past()));
    }
  };
  /** It has something to tell that was not read: not what came to its end without doing anything, or before the last read. */
  const changed = ({ stackId, status, since, quietFor }: Nested) => {
    const entry = known.get(stackId);
    if (entry?.status === status && entry.since === since) return false;
    if (isFailed(status)) return true;
    if (status === 'UPDATE_COMPLETE' && quietFor < NOTHING_DONE_MS) return false;
    return !isOver(entry?.own, since);
  };

  const age = ({ stackId }: Nested, now: number) =>
    now - (known.get(stackId)?.readAt ?? firstSeen(stackId, now));
  /** Those of which neither their own events nor what they are nested in tell the end. */
  const atWork = (): Nested[] => {
    const all = tracker.nested();
    const open = all.filter(
      ({ stackId, status, since }) => isInProgress(status) && !isOver(known.get(stackId)?.own, since),
    );
    const closed = new Set(all.filter((each) => !open.includes(each)).map(({ stackId }) => stackId));
    // A parent comes before what is nested in it.
    for (const { stackId, parentId } of all) if (closed.has(parentId)) closed.add(stackId);
    return open.filter(({ stackId }) => !closed.has(stackId));
  };
  const mayWitness = ({ stackId, since }: Nested, now: number) => {
    const own = known.get(stackId)?.own;
    return now - since > 1000 * FIRST_LOOK_SECONDS && (own === undefined || isAtWork(own.status));
  };
  /** Its own event may be missing, and what it works on is not. */
  const goesOn = (stackId: string) => {
    const inside = tracker.spans().filter((span) => span.stackId === stackId);
    const own = known.get(stackId)?.own;
    const works =
      own === undefined ? inside.some(({ status }) => isInProgress(status)) : isAtWork(own.status);
    return works && !inside.some(({ status }) => isFailed(status));
  };
  const witness = async (now: number) => {
    const [next] = atWork()
      .filter((each) => mayWitness(each, now))
      .toSorted((a, b) => age(b, now) - age(a, now));
    const patient = now - rootReadAt <= 1000 * ROOT_PATIENCE_SECONDS;
    if (next !== undefined && patient) {
      await read(next, now);
      await learnMore(next, now);
      if (goesOn(next.stackId)) return true;
    }
    rootReadAt = now;
    return false;
  };
  const look = async (now: number, patience: number) => {
    if (await readAll((each) => isFailed(each.status) && !each.cancelled && changed(each), now)) return;
    const waits = (each: Nested) =>
      age(each, now) - 1000 * (isOverdue(each, now) ? OVERDUE_PATIENCE_SECONDS : patience);
    const [next] = atWork().toSorted((a, b) => waits(b) - waits(a));
    if (next === undefined || waits(next) < 0) return;
    await read(next, now);
    await learnMore(next, now);
  };
  const isOverdue = ({ stackId }: Nested, now: number) => tracker.late(stackId, now).length > 0;

  const seenAt = new Map<string, number>();
  const firstSeen = (stackId: string, now: number) => {
    const at = seenAt.get(stackId) ?? now;
    seenAt.set(stackId, at);
    return at;
  };

  /** A nested stack may tell of further ones, so it goes on until nothing is new. @returns whether there were any */
  const readAll = async (isMeant: (nested: Nested) => boolean, now: number): Promise<boolean> => {
    let some = false;
    for (;;) {
      const meant = tracker.nested().filter(isMeant);
      if (meant.length === 0) return some;
      some = true;
      for (const each of meant) await read(each, now);
    }
  };
  /** The outcome is certain without it, so what cannot be read is left out. */
  const finish = async () => {
    try {
      await readAll(changed, reader.now());
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
    }
  };
  return { witness, look, finish };
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
