import { type Feed, openFeed } from './feed.ts';
import { ReadError, type StackReader } from './reader.ts';
import type { Sight } from './sight.ts';
import type { StackEvent } from './stack-event.ts';
import { isFailed, isInProgress } from './status.ts';
import type { Nested, Tracker } from './tracker.ts';

/** Reads nested stacks when it pays: at once when one failed, now and then while it works, once at the end. */
export interface NestedStacks {
  look(now: number, patience: number): Promise<void>;
  /** What was not read since it last changed. */
  finish(): Promise<void>;
}

/** One that is past its usual time may hide a stall. */
const OVERDUE_PATIENCE_SECONDS = 15;
const HISTORY_PAGES = 5;

interface Known {
  readonly feed: Feed;
  readAt: number;
  /** From its past. */
  learnt: boolean;
  /** The parent's latest word when it was read. */
  status: string;
}

export function followNested(reader: StackReader, sight: Sight, tracker: Tracker): NestedStacks {
  const known = new Map<string, Known>();

  const read = async ({ stackId, status }: Nested, now: number) => {
    const entry = known.get(stackId) ?? {
      feed: openFeed(reader, stackId),
      readAt: now,
      learnt: false,
      status,
    };
    known.set(stackId, entry);
    entry.readAt = now;
    entry.status = status;
    const since = tracker.attempt()?.startedAt ?? 0;
    const events = await sight.look(() => entry.feed.read(({ time }) => time < since)).catch(withoutIt);
    tracker.learnFrom(events.filter(({ time }) => time < since));
    tracker.add(events.filter(({ time }) => time >= since));
    tracker.seen(stackId, now);
  };
  /** Whether it hangs or is only slow, its own past can tell. */
  const learnMore = async ({ stackId }: Nested) => {
    const entry = known.get(stackId);
    if (entry === undefined || entry.learnt) return;
    entry.learnt = true;
    for (let page = 0; page < HISTORY_PAGES; page++) {
      tracker.learnFrom(await sight.look(() => entry.feed.past()));
    }
  };
  const changed = ({ stackId, status }: Nested) => known.get(stackId)?.status !== status;

  const look = async (now: number, patience: number) => {
    if (await readAll((each) => isFailed(each.status) && changed(each), now)) return;
    const age = ({ stackId }: Nested) => now - (known.get(stackId)?.readAt ?? firstSeen(stackId, now));
    const waits = (each: Nested) =>
      age(each) - 1000 * (isOverdue(each, now) ? OVERDUE_PATIENCE_SECONDS : patience);
    const working = tracker.nested().filter(({ status }) => isInProgress(status));
    const [next] = working.toSorted((a, b) => waits(b) - waits(a));
    if (next === undefined || waits(next) < 0) return;
    await read(next, now);
    if (isOverdue(next, now)) await learnMore(next);
  };
  const isOverdue = ({ stackId }: Nested, now: number) => tracker.isOverdue(stackId, now);

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
  return { look, finish };
}

/** Some policies allow the root stack only: then, or when there is no such stack, its own events have to do. */
function withoutIt(error: unknown): StackEvent[] {
  if (error instanceof ReadError && (error.trouble === 'denied' || error.trouble === 'other')) return [];
  throw error;
}
