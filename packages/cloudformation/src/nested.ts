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
    const events = await sight.look(() => entry.feed.read(({ time }) => time < since)).catch(unlessDenied);
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
    const failed = tracker.nested().filter((each) => isFailed(each.status) && changed(each));
    for (const each of failed) await read(each, now);
    const age = ({ stackId }: Nested) => now - (known.get(stackId)?.readAt ?? firstSeen(stackId, now));
    if (failed.length > 0) return;
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

  /** A nested stack may tell of further ones, so it goes on until nothing is new. */
  const finish = async () => {
    for (
      let left = tracker.nested().filter(changed);
      left.length > 0;
      left = tracker.nested().filter(changed)
    ) {
      for (const each of left) await read(each, reader.now());
    }
  };
  return { look, finish };
}

/** Some policies allow the root stack only: then its own events have to do. */
function unlessDenied(error: unknown): StackEvent[] {
  if (error instanceof ReadError && error.trouble === 'denied') return [];
  throw error;
}
