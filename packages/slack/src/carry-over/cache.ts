import { createHash } from 'node:crypto';
import type { Env } from '@signalbox/runner/inputs';

/** A store of small things that outlives the run. Keys are written once; losing one costs no more than what it saves. */
export interface Carrier {
  /** The newest entry whose key begins so. @throws Error when it cannot be asked or read */
  newest(prefix: string, signal: AbortSignal): Promise<Parcel | undefined>;
  /** False when somebody else wrote this key before: at most one writer of a key is told true. @throws Error */
  put(key: string, bytes: Buffer, signal: AbortSignal): Promise<boolean>;
}

export interface Parcel {
  readonly key: string;
  readonly bytes: Buffer;
}

const SERVICE = 'twirp/github.actions.results.api.v1.CacheService/';
/** Of the stored form: entries of another one are not seen. A SHA-256, as the service gets from everybody. */
const VERSION = createHash('sha256').update('signalbox-outbox-2').digest('hex');
const LARGEST = 1_000_000;

/**
 * The actions cache, service version 2 (github.com/actions/toolkit: packages/cache/src/generated), as far as a few
 * kilobytes without an archive need it: `@actions/cache` would add 3.5 MB to a bundle of 0.4.
 * Undefined where the runner offers none, such as on GitHub Enterprise Server.
 */
export function actionsCache(env: Env): Carrier | undefined {
  const { ACTIONS_RESULTS_URL: base, ACTIONS_RUNTIME_TOKEN: token, ACTIONS_CACHE_SERVICE_V2: v2 } = env;
  if (!base || !token || !v2) return undefined;

  async function call(method: string, body: object, signal: AbortSignal) {
    const address = new URL(SERVICE + method, base);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(address, {
      ...{ method: 'POST', headers, signal },
      body: JSON.stringify({ ...body, version: VERSION }),
    });
    if (answer.status === 409) return { ok: false };
    if (!answer.ok) throw new Error(`the actions cache answered ${method} with HTTP ${answer.status}`);
    return Object(await answer.json()) as Readonly<Record<string, unknown>>;
  }

  return {
    newest: async (prefix, signal) => {
      const asked = { key: prefix, restore_keys: [prefix] };
      const {
        ok,
        matched_key: key,
        signed_download_url: url,
      } = await call('GetCacheEntryDownloadURL', asked, signal);
      if (ok !== true || typeof url !== 'string' || typeof key !== 'string') return undefined;
      const answer = await fetch(url, { signal });
      if (!answer.ok) throw new Error(`the entry of the actions cache was not there: HTTP ${answer.status}`);
      if (Number(answer.headers.get('content-length') ?? 0) > LARGEST) return undefined;
      return { key, bytes: Buffer.from(await answer.arrayBuffer()) };
    },
    put: async (key, bytes, signal) => {
      const { ok, signed_upload_url: url } = await call('CreateCacheEntry', { key }, signal);
      if (ok !== true || typeof url !== 'string') return false;
      const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/octet-stream' };
      const answer = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes), signal });
      if (!answer.ok) throw new Error(`the actions cache took no entry: HTTP ${answer.status}`);
      await call('FinalizeCacheEntryUpload', { key, size_bytes: String(bytes.length) }, signal);
      return true;
    },
  };
}
