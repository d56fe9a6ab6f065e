import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { tryLock } from './lock.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const now = () => Date.now();

test('one has it, until it is given back', () => {
  const release = tryLock(directory, now);
  expect(tryLock(directory, now)).toBeUndefined();
  release?.();
  expect(tryLock(directory, now)).toBeDefined();
});

test('a dead process does not have it', () => {
  writeFileSync(join(directory, '4.held'), String(2 ** 22 + 1));
  expect(tryLock(directory, now)).toBeDefined();
});

test('a live process has it, but not for ever', () => {
  const path = join(directory, '4.held');
  writeFileSync(path, String(process.pid));
  expect(tryLock(directory, now)).toBeUndefined();
  utimesSync(path, new Date(0), new Date(0));
  expect(tryLock(directory, now)).toBeDefined();
});

test('whoever comes back from being taken for dead does no harm', () => {
  const late = tryLock(directory, now);
  const successor = tryLock(directory, () => Date.now() + 120_000);
  late?.();
  expect(tryLock(directory, now)).toBeUndefined();
  successor?.();
  expect(readdirSync(directory).filter((name) => name.endsWith('.held'))).toEqual([]);
});
