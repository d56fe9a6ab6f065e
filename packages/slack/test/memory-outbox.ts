import type { Entry, Outbox } from '../src/ports.ts';

/** Keeps JSON, as files do, and survives the "processes" of a test, whose locks end with them. */
export function memoryOutbox(): Outbox {
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
  };
}
