import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '@signalbox/runner/platform';
import { redact } from '@signalbox/runner/secrets';
import type { Entry, Outbox } from '../ports.ts';
import { tryLock } from './lock.ts';

const STATE = 'state.json';

/**
 * An outbox in a directory, like a maildir: each event a file of its own that appears whole or not at all.
 *   <directory>/queue/000001790000000000-0001-k3f9.json
 *   <directory>/state.json
 *   <directory>/lock/7.held
 * Readable by the runner's user only.
 */
export function fileOutbox(directory: string, now: () => number): Outbox {
  const queue = join(directory, 'queue');
  const locks = join(directory, 'lock');
  for (const each of [queue, locks]) mkdirSync(each, { recursive: true, mode: 0o700 });
  return {
    add: (entry) => writeWhole(join(queue, `${entry.id}.json`), entry),
    entries: () =>
      readdirSync(queue)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .flatMap((name) => (read(join(queue, name)) as Entry | undefined) ?? []),
    remove: (id) => rmSync(join(queue, `${id}.json`), { force: true }),
    load: () => read(join(directory, STATE)),
    save: (state) => writeWhole(join(directory, STATE), state),
    tryLock: () => tryLock(locks, now),
  };
}

function writeWhole(path: string, value: unknown): void {
  const part = `${path}.${process.pid}.part`;
  const file = openSync(part, 'w', 0o600);
  try {
    writeSync(file, redact(JSON.stringify(value)));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  replaceFile(part, path);
}

/** Undefined for a file that is gone (delivered by another process) or not ours. */
function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
