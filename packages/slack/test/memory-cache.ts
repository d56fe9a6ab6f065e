import type { Carrier, Parcel } from '../src/handover/cache.ts';

/** The actions cache as a list, with what may happen to its entries. */
export interface MemoryCache extends Carrier {
  /** Entries whose key begins so are evicted. */
  lose(prefix: string): void;
  corrupt(prefix: string): void;
  /** From here on it cannot be asked. */
  fail(): void;
  /** From here on it takes no entry, as from a job whose token may only read. */
  refuse(): void;
}

export function memoryCache(): MemoryCache {
  let entries: Parcel[] = [];
  let state: 'up' | 'down' | 'read-only' = 'up';
  const ask = () => {
    if (state === 'down') throw new Error('the actions cache: HTTP 503');
  };
  const changed = (prefix: string, change: (entry: Parcel) => Parcel[]) => {
    entries = entries.flatMap((entry) => (entry.key.startsWith(prefix) ? change(entry) : [entry]));
  };
  return {
    newest: async (prefix) => {
      ask();
      return (
        entries.find(({ key }) => key === prefix) ?? entries.findLast(({ key }) => key.startsWith(prefix))
      );
    },
    put: async (key, bytes) => {
      ask();
      if (state === 'read-only' || entries.some((entry) => entry.key === key)) return false;
      entries.push({ key, bytes });
      return true;
    },
    lose: (prefix) => changed(prefix, () => []),
    corrupt: (prefix) => changed(prefix, ({ key }) => [{ key, bytes: Buffer.from('') }]),
    fail: () => {
      state = 'down';
    },
    refuse: () => {
      state = 'read-only';
    },
  };
}
