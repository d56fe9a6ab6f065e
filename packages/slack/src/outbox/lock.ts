import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Longer than any request may take: a holder older than this hangs or its pid is another's by now. */
const STALE_MS = 60_000;

interface Generation {
  readonly number: number;
  readonly held: boolean;
}

/**
 * A lock between processes of one machine that survives the death of its holder.
 * Each holding is a generation: `7.held` becomes `7.free`, and the process that creates `8.held` (atomically) has it next.
 * A stale `7.held` is not taken away but followed by `8.held`, so two that find it stale cannot both win.
 * Returns the way to give it back, or undefined while another process has it.
 */
export function tryLock(directory: string, now: () => number): (() => void) | undefined {
  const last = generations(directory).at(-1);
  if (last?.held && !isStale(join(directory, `${last.number}.held`), now())) return undefined;
  const number = (last?.number ?? 0) + 1;
  const mine = join(directory, `${number}.held`);
  try {
    writeFileSync(mine, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  // A process that read the directory long ago may create a generation that was cleaned up since: a higher one shows that.
  const all = generations(directory);
  if (all.some((other) => other.number > number)) {
    rmSync(mine, { force: true });
    return undefined;
  }
  for (const old of all) if (old.number < number) remove(directory, old);
  return () => {
    try {
      renameSync(mine, join(directory, `${number}.free`));
    } catch {
      // Taken over as stale, and cleaned up.
    }
  };
}

function generations(directory: string): Generation[] {
  return readdirSync(directory)
    .flatMap((name) => {
      const match = /^(\d+)\.(held|free)$/.exec(name);
      return match === null ? [] : [{ number: Number(match[1]), held: match[2] === 'held' }];
    })
    .sort((a, b) => a.number - b.number);
}

function isStale(path: string, now: number): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return now - statSync(path).mtimeMs > STALE_MS || (pid > 0 && !isAlive(pid));
  } catch {
    // Freed just now: the next try sees it.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const remove = (directory: string, { number, held }: Generation) =>
  rmSync(join(directory, `${number}.${held ? 'held' : 'free'}`), { force: true });
