import type { Entry, Outbox } from '../src/outbox.ts';

export interface MemoryOutbox extends Outbox {
  /** What the death of a process leaves: a lock whose holder is gone counts as free. */
  crash(): void;
}

/** Keeps JSON, as files do, and survives the "processes" of a test. */
export function memoryOutbox(): MemoryOutbox {
  const entries = new Map<string, string>();
  let state: string | undefined;
  let holder: object | undefined;
  return {
    add: (entry) => void entries.set(entry.id, JSON.stringify(entry)),
    entries: () => [...entries.keys()].sort().map((id) => JSON.parse(entries.get(id) ?? '') as Entry),
    remove: (id) => void entries.delete(id),
    load: () => (state === undefined ? undefined : JSON.parse(state)),
    save: (value) => {
      state = JSON.stringify(value);
    },
    tryLock: () => {
      if (holder !== undefined) return undefined;
      const mine = {};
      holder = mine;
      return () => {
        if (holder === mine) holder = undefined;
      };
    },
    crash: () => {
      holder = undefined;
    },
  };
}
