// The store with the real @actions/cache, against the simulated service.
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type CacheSimulator, startActionsCache } from '@signalbox/simulator/actions-cache/server';
import { actionsCache } from './cache.ts';

const SEALED = Buffer.from([0, 255, 10, 13, 37, 58, 58, 200]);
const never = new AbortController().signal;

let cache: CacheSimulator;
let temp: string;
beforeEach(async () => {
  cache = await startActionsCache();
  temp = mkdtempSync(join(tmpdir(), 'cache-'));
});
afterEach(async () => {
  await cache.close();
  rmSync(temp, { recursive: true });
});

function cacheStore(more: Readonly<Record<string, string>> = {}) {
  const found = actionsCache({ ...cache.runtime, RUNNER_TEMP: temp, ...more });
  if (found === undefined) throw new Error('no cache');
  return found;
}

test('gives back the bytes that were put, of the newest key with the prefix', async () => {
  expect(await cacheStore().newest('outbox-', never)).toBeUndefined();
  expect(await cacheStore().put('outbox-1', Buffer.from('one'), never)).toBe(true);
  expect(await cacheStore().put('outbox-2', SEALED, never)).toBe(true);
  expect(await cacheStore().newest('outbox-', never)).toEqual({ key: 'outbox-2', bytes: SEALED });
  expect(await cacheStore().newest('outbox-1', never)).toEqual({
    key: 'outbox-1',
    bytes: Buffer.from('one'),
  });
});

test('of those who put a key at once, one is told true', async () => {
  const stored = await Promise.all(
    ['1', '2', '3'].map((own) => cacheStore().put('k', Buffer.from(own), never)),
  );
  expect(stored.filter(Boolean)).toHaveLength(1);
  const { bytes } = (await cacheStore().newest('k', never)) ?? {};
  expect(String(bytes)).toBe(String(stored.indexOf(true) + 1));
});

test('writes nothing to the log, and leaves no file', async () => {
  const printed = [process.stdout, process.stderr].map((out) => jest.spyOn(out, 'write'));
  await cacheStore().put('outbox-1', SEALED, never);
  await cacheStore().put('outbox-1', SEALED, never);
  await cacheStore().newest('outbox-', never);
  cache.corrupt('outbox-');
  await cacheStore().newest('outbox-', never);
  for (const write of printed) expect(write).not.toHaveBeenCalled();
  expect(readdirSync(temp)).toEqual([]);
  jest.restoreAllMocks();
});

test('a damaged entry is there, without bytes', async () => {
  await cacheStore().put('outbox-1', SEALED, never);
  cache.corrupt('outbox-');
  expect(await cacheStore().newest('outbox-', never)).toEqual({ key: 'outbox-1', bytes: Buffer.alloc(0) });
});

test('a job that may only read is told so, or that the key was not to be had', async () => {
  expect(await cacheStore({ ACTIONS_CACHE_MODE: 'read' }).put('k', SEALED, never)).toBe(false);
  cache.faults.add({ match: /CreateCacheEntry/, fault: { kind: 'status', status: 403 } });
  expect(await cacheStore().put('k', SEALED, never)).toBe(false);
  expect(cache.keys()).toEqual([]);
});

test('trouble is an error, which names no secret', async () => {
  cache.faults.add({ match: /GetCacheEntryDownloadURL/, fault: { kind: 'status', status: 403 } });
  await expect(cacheStore().newest('outbox-', never)).rejects.toThrow(/^the actions cache: .*403/);
});

test('ends with its signal, though the library would try again for half a minute', async () => {
  cache.faults.add({ match: /./, fault: { kind: 'status', status: 503 } });
  const signal = AbortSignal.timeout(100);
  await expect(cacheStore().newest('outbox-', signal)).rejects.toThrow('timeout');
  await expect(cacheStore().put('k', SEALED, signal)).rejects.toThrow('timeout');
  expect(readdirSync(temp)).toEqual([]);
});

test.each(['ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_SERVICE_V2'])(
  'without %s there is none',
  (name) => expect(actionsCache({ ...cache.runtime, [name]: '' })).toBeUndefined(),
);

test('goes through the proxy of the machine', async () => {
  const asked: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const before = process.env['https_proxy'];
  process.env['https_proxy'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const far = cacheStore({ ACTIONS_RESULTS_URL: 'https://results.example/' });
  await expect(far.newest('outbox-', AbortSignal.timeout(5000))).rejects.toThrow();
  if (before === undefined) delete process.env['https_proxy'];
  else process.env['https_proxy'] = before;
  proxy.close();
  expect(asked).toContain('results.example:443');
});

test('an archive of somebody else writes nothing anywhere', async () => {
  const target = join(temp, 'target');
  const [link, above] = [join(temp, 'link'), `${temp}/../${basename(temp)}/target`];
  const run = (args: readonly string[], input?: Buffer) => spawnSync('tar', args, input ? { input } : {});
  // As the library packs: with zstd where there is one.
  const program = spawnSync('zstd', ['--version']).status === 0 ? 'zstd' : 'gzip';
  const written = () => [target, link].filter((path) => lstatSync(path, { throwIfNoEntry: false }));
  const clear = () => written().map((path) => rmSync(path));

  writeFileSync(target, 'hostile');
  symlinkSync('/etc/passwd', link);
  const archive = run(['--use-compress-program', program, '-cPf', '-', link, above, target]).stdout;
  clear();
  run(['--use-compress-program', program, '-xPf', '-'], archive);
  expect(written()).toEqual([target, link]);
  clear();

  await cacheStore().put('outbox-1', SEALED, never);
  cache.replace('outbox-', archive);
  expect(await cacheStore().newest('outbox-', never)).toEqual({ key: 'outbox-1', bytes: Buffer.alloc(0) });
  expect(written()).toEqual([]);
  expect(readdirSync(temp)).toEqual([]);
});
