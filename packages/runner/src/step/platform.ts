// Where Windows differs from Linux and macOS: signals, file modes, and what may be renamed. All of it is here.
// Node's side of it: https://nodejs.org/api/process.html#signal-events and https://nodejs.org/api/fs.html#file-modes
import { existsSync, mkdirSync, renameSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../inputs/inputs.ts';

type Platform = NodeJS.Platform;

/**
 * What only the runner's user may read. Windows knows no such mode: a file there has the rights of its folder, and the
 * runner's RUNNER_TEMP is in its user's own folder.
 */
export const PRIVATE_FILE = { mode: 0o600 } as const;
export const PRIVATE_FOLDER = { recursive: true, mode: 0o700 } as const;

/** Where a step may keep files. Outside a runner, the machine's own folder for such. */
export const tempFolder = (env: Env): string => env['RUNNER_TEMP'] || tmpdir();

/**
 * What the runner sends a step that is cancelled: first the first, 7.5 s later the second, 2.5 s later it kills.
 * On Windows these are Ctrl+C and Ctrl+Break (actions/runner ProcessInvoker.cs, `SendCtrlSignal`), and nobody ever gets SIGTERM.
 */
export const endSignals = (platform: Platform): readonly NodeJS.Signals[] =>
  platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM'];

/** For a child that outlives this process: a session of its own, and on Windows no window. */
export const OUTLIVING = { detached: true, windowsHide: true } as const;

/** Appears in a process's folder when it is asked to end. */
const END_ASKED = 'end-asked';

/**
 * Asks a process of ours to end in its own time. On Windows a signal to another process is its sudden death, whatever
 * it listens to, so it is asked by a file there.
 */
export function askToEnd(pid: number, folder: string, platform: Platform = process.platform): void {
  if (platform === 'win32') writeFileSync(join(folder, END_ASKED), '', PRIVATE_FILE);
  else signal(pid, 'SIGTERM');
}

/**
 * In a process that `askToEnd` may ask by a file: calls `end` when that is there, or comes. Keeps no process alive.
 * Returns the way to stop listening.
 */
export function onEndAsked(folder: string, end: () => void, platform = process.platform): () => void {
  if (platform !== 'win32') return () => undefined;
  mkdirSync(folder, PRIVATE_FOLDER);
  const check = () => {
    if (existsSync(join(folder, END_ASKED))) end();
  };
  const watcher = watch(folder, { persistent: false }, check);
  // A folder that cannot be watched any more costs the farewell: who asked kills in the end.
  watcher.on('error', () => watcher.close());
  check();
  return () => watcher.close();
}

/** False when there is no such process, or it is another user's. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/** Windows refuses to replace a file for as long as somebody, such as a virus scanner, has it open. */
const IN_USE: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];
const TRIES = 20;
const PAUSE_MS = 25;

/** Puts `part` in the place of `path`, whole or not at all. @throws the system's error when it cannot be done within half a second */
export function replaceFile(part: string, path: string, rename: typeof renameSync = renameSync): void {
  for (let tries = 1; ; tries++) {
    try {
      rename(part, path);
      return;
    } catch (error) {
      if (tries === TRIES || !IN_USE.includes((error as NodeJS.ErrnoException).code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
