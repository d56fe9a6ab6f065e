import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fileOutbox } from './files.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'outbox-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = () => fileOutbox(directory, Date.now);
const entry = (id: string) => ({ id, at: 1, event: { kind: 'start' } as const });

test('what one process adds, another sees, oldest first', () => {
  open().add(entry('2'));
  open().add(entry('1'));
  expect(open().entries()).toEqual([entry('1'), entry('2')]);
  open().remove('1');
  expect(open().entries()).toEqual([entry('2')]);
});

test('the state is whole or absent', () => {
  expect(open().load()).toBeUndefined();
  open().save({ done: ['1'] });
  expect(open().load()).toEqual({ done: ['1'] });
});

test('half a file, which a crash leaves, is not there', () => {
  open();
  writeFileSync(join(directory, 'queue', '1.json.99.part'), '{"id"');
  writeFileSync(join(directory, 'queue', '2.json'), '{"id"');
  expect(open().entries()).toEqual([]);
});

test('nobody else may read it', () => {
  open().add(entry('1'));
  expect(statSync(join(directory, 'queue', '1.json')).mode & 0o077).toBe(0);
});

/** Counts up a number in a file under the lock, as `rounds` processes of a job might. */
const COUNTER = `
import { readFileSync, writeFileSync } from 'node:fs';
import { tryLock } from '${join(import.meta.dirname, 'lock.ts')}';
const [directory, file] = process.argv.slice(2);
for (let done = 0; done < 50; ) {
  const release = tryLock(directory, Date.now);
  if (release === undefined) continue;
  writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + 1));
  release();
  done++;
}
`;

test('processes take turns', async () => {
  const script = join(directory, 'count.ts');
  const file = join(directory, 'count');
  writeFileSync(script, COUNTER);
  writeFileSync(file, '0');
  open();
  const tsx = join(import.meta.dirname, '../../../../node_modules/.bin/tsx');
  const count = () => promisify(execFile)(tsx, [script, join(directory, 'lock'), file]);
  await Promise.all([count(), count(), count()]);
  expect(readFileSync(file, 'utf8')).toBe('150');
});
