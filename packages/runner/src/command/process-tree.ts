import { readdirSync, readFileSync } from 'node:fs';
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

interface LeftBehind {
  readonly pid?: number;
  readonly script: string;
}

/** Ends a command whose starter is gone. */
export async function endLeftBehind(
  leftBehind: LeftBehind,
  { clock, interrupt, terminate }: Omit<Ending, 'ended'>,
): Promise<void> {
  const pid = leaderOf(leftBehind);
  if (pid === undefined) return;
  const gone = new AbortController();
  const waitForEnd = async () => {
    while (leaderOf({ ...leftBehind, pid }) !== undefined) await clock.sleep(POLL_MS);
    gone.abort();
  };
  await Promise.all([endTree(pid, { clock, ended: gone.signal, interrupt, terminate }), waitForEnd()]);
}

const POLL_MS = 250;

/** Whether anyone of a command's group still runs. */
export const stillRuns = (leftBehind: LeftBehind): boolean => leaderOf(leftBehind) !== undefined;

/**
 * The id of a command's group, while anyone of it runs. Where there is a /proc, only if it is the one that runs `script`; there one
 * is found, too, whose starter died before it could tell the id.
 */
function leaderOf({ pid, script }: LeftBehind): number | undefined {
  const onLinux = process.platform === 'linux';
  if (pid === undefined)
    return onLinux ? processIds().find((each) => commandLine(each)?.includes(script)) : undefined;
  const alive = process.platform === 'win32' ? signal(pid, 0) : signal(-pid, 0);
  if (!alive) return undefined;
  // Its leader may be gone while others of the group go on; no other group can have come by the id until they all are.
  const line = onLinux ? commandLine(pid) : undefined;
  return line === undefined || line.includes(script) ? pid : undefined;
}

const processIds = () => readdirSync('/proc').map(Number).filter(Number.isInteger);

function commandLine(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') || undefined;
  } catch {
    return undefined;
  }
}
