import type { StackEvent } from '../model/stack-event.ts';
import type { StackReader } from './reader.ts';

/**
 * Reads one stack's events so that each comes once, at a cost that does not grow with the stack's past.
 *
 *   stack's events  (new) z y x w v | u t s r q p o | n m l k ... (old)
 *   read()                [ page 1  ]  stops here: u is known
 *   past()                                           [ one page, on demand ]
 *
 * A page that holds a known event is the last one read, but all of it is used: events of one instant
 * may come in any order, so only the id tells new from old.
 */
export interface Feed {
  /** Events not seen before, oldest first. Reads back to the first known one, or to `until` at the first read. */
  read(until?: (event: StackEvent) => boolean): Promise<StackEvent[]>;
  /** One more page of older events, oldest first; empty when there are no more. */
  past(): Promise<StackEvent[]>;
}

export function openFeed(reader: Pick<StackReader, 'events'>, stackId: string): Feed {
  const known = new Set<string>();
  let older: string | undefined;
  let first = true;

  const unknown = (events: readonly StackEvent[]) => events.filter(({ id }) => !known.has(id));
  /** Only what is handed out is known: a read that fails half way begins anew. */
  const handOut = (found: readonly StackEvent[]) => {
    for (const { id } of found) known.add(id);
    return inOrder(found);
  };
  const read = async (until: (event: StackEvent) => boolean = () => false) => {
    const found: StackEvent[] = [];
    let next: string | undefined;
    for (;;) {
      const page = await reader.events(stackId, next);
      const fresh = unknown(page.events);
      found.push(...fresh);
      next = page.next;
      if (first) older = next;
      if (next === undefined || fresh.length < page.events.length || fresh.some(until)) break;
    }
    first = false;
    return handOut(found);
  };
  const past = async () => {
    if (older === undefined) return [];
    const page = await reader.events(stackId, older);
    older = page.next;
    return handOut(unknown(page.events));
  };
  return { read, past };
}

/** Oldest first. Of events of one instant the one told later comes first in a page, so turning it round is right. */
function inOrder(newestFirst: readonly StackEvent[]): StackEvent[] {
  return newestFirst.toReversed().sort((a, b) => a.time - b.time);
}
