import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from '@signalbox/cloudformation/notice';
import { spanKey } from '@signalbox/cloudformation/span';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '@signalbox/runner/platform';

/** What people were notified of already: also by the monitor that this one goes on for, since it was killed. */
export interface Notified {
  has(stack: string, notice: Notice): boolean;
  add(stack: string, notice: Notice): void;
}

/** Kept in `directory`, for a watch that goes on for this one; without one in memory only. */
export function openNotified(directory = ''): Notified {
  const path = join(directory, 'told.jsonl');
  if (directory !== '') mkdirSync(directory, PRIVATE_FOLDER);
  const notified = new Set(directory === '' ? [] : read(path));
  return {
    has: (stack, notice) => notified.has(keyOf(stack, notice) ?? ''),
    add: (stack, notice) => {
      const key = keyOf(stack, notice);
      if (key === undefined || notified.has(key)) return;
      notified.add(key);
      if (directory !== '') appendFileSync(path, `${key}\n`, PRIVATE_FILE);
    },
  };
}

/** Undefined for what may be said again: progress only edits a message. */
function keyOf(stack: string, notice: Notice): string | undefined {
  if (notice.kind === 'stalled') return JSON.stringify([stack, notice.kind, spanKey(notice.delay.span)]);
  if (notice.kind === 'failing') return JSON.stringify([stack, notice.kind, spanKey(notice.cause)]);
  return undefined;
}

function read(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}
