import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '@signalbox/runner/clock';
import { type Incoming, type Reply, type Service, startService } from '../service/http.ts';
import { startBlobStore } from './blobs.ts';

export interface CacheSimulator extends Service {
  /** What the runner gives to actions: addresses and token. */
  readonly runtime: Readonly<Record<string, string>>;
  /** Keys that can be restored now, oldest first. */
  keys(): readonly string[];
  /** Entries whose key begins so are evicted, as GitHub does after a week or at 10 GB. */
  lose(prefix: string): void;
  /** The archives of these entries are damaged. */
  corrupt(prefix: string): void;
  /** Their archives become this one. */
  replace(prefix: string, archive: Buffer): void;
}

interface Entry {
  readonly id: number;
  readonly key: string;
  readonly version: string;
  readonly path: string;
  finished: boolean;
}

const TOKEN = 'simulated-actions-runtime-token';
const SERVICE = '/twirp/github.actions.results.api.v1.CacheService/';

/**
 * A local actions cache, service version 2 as `@actions/cache` speaks it: Twirp over JSON for the entries,
 * an Azure-like blob store for the archives.
 */
export async function startActionsCache(
  options: { readonly clock?: Clock; readonly seed?: number; readonly port?: number } = {},
): Promise<CacheSimulator> {
  const { clock = systemClock } = options;
  const store = await startBlobStore();
  const entries: Entry[] = [];
  const service = await startService({
    ...options,
    clock,
    faultAnswers: {
      error: (status) => json(status, { code: 'internal', msg: 'internal error' }),
      rateLimit: ({ retryAfterSeconds }) => ({
        ...json(429, { code: 'resource_exhausted', msg: 'rate limited' }),
        headers: { 'content-type': 'application/json', 'retry-after': String(retryAfterSeconds) },
      }),
    },
    handler: (request) => answer(entries, store.url, request),
  });
  const replace = (prefix: string, archive: Buffer) => {
    for (const { path } of withPrefix(prefix)) store.blobs.set(path, archive);
  };
  const withPrefix = (prefix: string) => entries.filter(({ key }) => key.startsWith(prefix));
  return {
    ...service,
    runtime: {
      ACTIONS_RESULTS_URL: `${service.url}/`,
      ACTIONS_RUNTIME_TOKEN: TOKEN,
      ACTIONS_CACHE_SERVICE_V2: 'true',
    },
    keys: () => entries.filter(({ finished }) => finished).map(({ key }) => key),
    lose: (prefix) => {
      for (const entry of withPrefix(prefix)) entries.splice(entries.indexOf(entry), 1);
    },
    corrupt: (prefix) => replace(prefix, Buffer.from('not an archive')),
    replace,
    close: async () => {
      await service.close();
      await store.close();
    },
  };
}

function answer(entries: Entry[], store: string, request: Incoming): Reply {
  if (request.headers['authorization'] !== `Bearer ${TOKEN}`) {
    return json(401, { code: 'unauthenticated', msg: 'bad token' });
  }
  const method = request.path.slice(SERVICE.length);
  const given = JSON.parse(request.body || '{}') as Readonly<Record<string, unknown>>;
  const [key, version] = [String(given['key'] ?? ''), String(given['version'] ?? '')];
  const same = entries.find((entry) => entry.key === key && entry.version === version);
  switch (method) {
    case 'CreateCacheEntry': {
      // Entries are immutable: a key that exists cannot be reserved again.
      if (same) return json(409, { code: 'already_exists', msg: 'cache entry already exists' });
      const path = `/caches/${randomUUID()}`;
      entries.push({ id: entries.length + 1, key, version, path, finished: false });
      return json(200, { ok: true, signed_upload_url: `${store}${path}?sig=up` });
    }
    case 'FinalizeCacheEntryUpload':
      if (!same) return json(404, { code: 'not_found', msg: 'no such entry' });
      same.finished = true;
      return json(200, { ok: true, entry_id: String(same.id) });
    case 'GetCacheEntryDownloadURL': {
      const prefixes = (given['restore_keys'] ?? []) as readonly string[];
      const found = lookUp(entries, { key, prefixes, version });
      if (!found) return json(200, { ok: false });
      return json(200, {
        ok: true,
        signed_download_url: `${store}${found.path}?sig=down`,
        matched_key: found.key,
      });
    }
    default:
      return json(404, { code: 'bad_route', msg: `no handler for path ${request.path}` });
  }
}

/** The exact key, else the newest that begins with a restore key, in their order. */
function lookUp(
  entries: readonly Entry[],
  asked: { readonly key: string; readonly prefixes: readonly string[]; readonly version: string },
): Entry | undefined {
  const usable = entries.filter(({ finished, version }) => finished && version === asked.version);
  const exact = usable.find(({ key }) => key === asked.key);
  if (exact) return exact;
  for (const prefix of [asked.key, ...asked.prefixes]) {
    const newest = usable.findLast(({ key }) => key.startsWith(prefix));
    if (newest) return newest;
  }
  return undefined;
}

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
