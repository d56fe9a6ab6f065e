import type { Carrier, Parcel } from './cache.ts';
import { seal, unseal } from './seal.ts';

/**
 * Of several runs one gets a parcel: whoever writes the key beside it that can be written once. What stands there is
 * sealed for that key, so that nobody without the secret can make a parcel look taken; what a stranger wrote in its
 * place is passed over, and the next place counts.
 *
 *   <key>         the parcel
 *   <key>-taken   says that a run has it, or is a stranger's
 *   <key>-taken1  counts when the one before is a stranger's
 */
const PLACES = ['-taken', '-taken1', '-taken2', '-taken3', '-taken4'];
const MARK = { taken: true };
const REQUEST_MS = 10_000;

interface Sealed {
  readonly carrier: Carrier;
  readonly secret: string;
}

/** What the newest entry is: a parcel that nobody is known to have, one that is done with, or nothing of ours. */
export function kindOf({ key, bytes }: Parcel, secret: string): 'parcel' | 'taken' | 'strange' {
  if (unseal(bytes, secret, key) === undefined) return 'strange';
  return PLACES.some((place) => key.endsWith(place)) ? 'taken' : 'parcel';
}

/** True for the one run that gets the parcel of this key. @throws Error when the cache cannot be asked */
export async function take(key: string, { carrier, secret }: Sealed): Promise<boolean> {
  for (const place of PLACES) {
    const name = key + place;
    if (await carrier.put(name, seal(MARK, secret, name), AbortSignal.timeout(REQUEST_MS))) return true;
    const found = await carrier.newest(name, AbortSignal.timeout(REQUEST_MS));
    // Reserved and not yet readable: somebody is writing it. Told by nobody is better than told by two.
    if (found?.key !== name || kindOf(found, secret) === 'taken') return false;
  }
  return false;
}
