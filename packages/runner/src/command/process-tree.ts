import { readFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import { signal } from '../step/platform.ts';

interface Ending {
  readonly clock: Clock;
  /** Aborts when the process has ended. */
  readonly ended: AbortSignal;
  /** Milliseconds from SIGINT to SIGTERM. */
  readonly interrupt: number;
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly terminate: number;
}

/** SIGINT to all of a process's group, then SIGTERM, then SIGKILL; each only while the process still runs. */
export async function endTree(pid: number, { clock, ended, interrupt, terminate }: Ending): Promise<void> {
  for (const [name, pause] of [
    ['SIGINT', interrupt],
    ['SIGTERM', terminate],
  ] as const) {
    if (ended.aborted) return;
    signalTree(pid, name);
    await clock.sleep(pause, ended);
  }
  if (!ended.aborted) signalTree(pid, 'SIGKILL');
}

/**
 * To the whole group that the process leads. Windows has no groups and no signals to other processes: there a first SIGINT is
 * left to the runner, whose Ctrl+C all processes of the console get, and then the tree is killed.
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/taskkill
 */
export function signalTree(pid: number, name: NodeJS.Signals, platform = process.platform): void {
  if (platform !== 'win32') {
    signal(-pid, name);
    return;
  }
  if (name === 'SIGINT') return;
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
}

/** Ends a command whose starter is gone. */
export async function endLeftBehind(
  left: { readonly pid: number; readonly script: string },
  { clock, interrupt, terminate }: Omit<Ending, 'ended'>,
): Promise<void> {
  const gone = new AbortController();
  const look = async () => {
    while (stillRuns(left)) await clock.sleep(POLL_MS);
    gone.abort();
  };
  if (!stillRuns(left)) return;
  await Promise.all([endTree(left.pid, { clock, ended: gone.signal, interrupt, terminate }), look()]);
}

const POLL_MS = 250;

/** Whether the group's leader, or anyone it left in its group, still runs. Where there is a /proc, only if it is the one that runs `script`. */
export function stillRuns({ pid, script }: { readonly pid: number; readonly script: string }): boolean {
  const alive = process.platform === 'win32' ? signal(pid, 0) : signal(-pid, 0);
  if (!alive || process.platform !== 'linux') return alive;
  const line = commandLine(pid);
  // Its leader may be gone while others of the group go on; no other group can have come by the id until they all are.
  return line === undefined || line.includes(script);
}

function commandLine(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') || undefined;
  } catch {
    return undefined;
  }
}
