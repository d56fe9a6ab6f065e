import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreCache, saveCache } from '@actions/cache';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type CacheSimulator, startActionsCache } from './server.ts';

let cache: CacheSimulator;
let file: string;
let folder: string;
const before = { ...process.env };

beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  cache = await startActionsCache();
  folder = mkdtempSync(join(tmpdir(), 'cache-test-'));
  Object.assign(process.env, cache.runtime, { RUNNER_TEMP: folder, GITHUB_WORKSPACE: folder });
  file = join(folder, 'memory.json');
});
afterEach(async () => {
  process.env = { ...before };
  jest.restoreAllMocks();
  await cache.close();
  rmSync(folder, { recursive: true, force: true });
});

async function save(key: string, text: string): Promise<void> {
  writeFileSync(file, text);
  await saveCache([file], key);
  rmSync(file);
}

test('what was saved is restored, by key or by the newest with a prefix', async () => {
  await save('outbox-1', 'one');
  await save('outbox-2', 'two');
  expect(cache.keys()).toEqual(['outbox-1', 'outbox-2']);
  expect(await restoreCache([file], 'outbox-1')).toBe('outbox-1');
  expect(readFileSync(file, 'utf8')).toBe('one');
  expect(await restoreCache([file], 'outbox-9', ['outbox-'])).toBe('outbox-2');
  expect(readFileSync(file, 'utf8')).toBe('two');
});

test('a key is written once', async () => {
  await save('outbox-1', 'one');
  await save('outbox-1', 'other');
  await restoreCache([file], 'outbox-1');
  expect(readFileSync(file, 'utf8')).toBe('one');
});

test('lost and damaged entries are not restored', async () => {
  await save('lost-1', 'one');
  await save('bad-1', 'two');
  cache.lose('lost-');
  cache.corrupt('bad-');
  expect(await restoreCache([file], 'lost-1')).toBeUndefined();
  expect(await restoreCache([file], 'bad-1')).toBeUndefined();
});
