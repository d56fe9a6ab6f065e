import { type Clock, withTimeout } from '@signalbox/runner/clock';
import type { CacheEntry, CacheStore } from '../ports.ts';
import { seal, unseal } from './seal.ts';

/**
 * Of several runs one claims an entry: the one that writes a second key, which can be written once. What stands
 * there is sealed for that key, so that nobody without the secret can make an entry look claimed; where somebody else
 * wrote something, it is ignored, and the next key counts.
 *
 *   <key>         the entry
 *   <key>-taken   says that a run has it, or is somebody else's
 *   <key>-taken1  counts when the one before is somebody else's
 */
const CLAIMS = ['-taken', '-taken1', '-taken2', '-taken3', '-taken4'];
/** Stored: other versions read it. */
const CLAIM = { taken: true };
const REQUEST_MS = 10_000;

interface Sealed {
  readonly store: CacheStore;
  readonly secret: string;
  readonly clock: Clock;
}

/** What the newest entry is: one that nobody is known to have claimed, a claim, or nothing of ours. */
export function kindOf({ key, bytes }: CacheEntry, secret: string): 'entry' | 'claim' | 'foreign' {
  if (unseal(bytes, secret, key) === undefined) return 'foreign';
  return CLAIMS.some((suffix) => key.endsWith(suffix)) ? 'claim' : 'entry';
}

/** True for the one run that gets the entry of this key. @throws Error when the cache cannot be asked */
export async function claim(key: string, { store, secret, clock }: Sealed): Promise<boolean> {
  const limit = () => withTimeout(REQUEST_MS, clock);
  for (const suffix of CLAIMS) {
    const name = key + suffix;
    if (await store.put(name, seal(CLAIM, secret, name), limit())) return true;
    const found = await store.newest(name, limit());
    // Reserved and not yet readable: somebody is writing it. Delivered by nobody is better than delivered by two.
    if (found?.key !== name || kindOf(found, secret) === 'claim') return false;
  }
  return false;
}
