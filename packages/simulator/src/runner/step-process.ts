import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { killTree } from './processes.ts';

/** Pauses of the runner's cancellation (actions/runner src/Runner.Sdk/ProcessInvoker.cs). */
export interface CancelWaits {
  /** From SIGINT to SIGTERM. @default 7500 */
  readonly afterInterruptMs?: number;
  /** From SIGTERM to SIGKILL. @default 2500 */
  readonly afterTerminateMs?: number;
}

export interface StepProcess {
  /** Resolves when the process has ended and its output is read; null when a signal ended it. */
  readonly exit: Promise<number | null>;
  /** SIGINT, then SIGTERM, then SIGKILL to all of its tree. */
  cancel(waits: CancelWaits): Promise<void>;
  /** SIGTERM alone. */
  terminate(): void;
  /** SIGKILL to all of its tree. */
  kill(): void;
}

/** How long the runner goes on reading a pipe that a grandchild holds open after the step's process ended. */
const DRAIN_MS = 5000;

export function startStepProcess(options: {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}): StepProcess {
  const [file, ...args] = options.command;
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  const drained = Promise.all([lines(child.stdout, options.onLine), lines(child.stderr, options.onLine)]);

  const exit = ended.then(async (code) => {
    const given = new AbortController();
    const late = delay(DRAIN_MS, 'late', { signal: given.signal }).catch(() => 'aborted');
    if ((await Promise.race([drained, late])) === 'late') {
      options.onLine(`##[warning]A child process holds the step's output open; it is no longer read.`);
      child.stdout.destroy();
      child.stderr.destroy();
    }
    given.abort();
    return code;
  });

  const over = () => child.exitCode !== null || child.signalCode !== null;
  const kill = () => {
    if (!over() && child.pid !== undefined) killTree(child.pid);
  };
  return {
    exit,
    kill,
    terminate: () => void child.kill('SIGTERM'),
    cancel: async ({ afterInterruptMs = 7500, afterTerminateMs = 2500 }) => {
      for (const [signal, pause] of [
        ['SIGINT', afterInterruptMs],
        ['SIGTERM', afterTerminateMs],
      ] as const) {
        if (over()) return;
        child.kill(signal);
        const waiting = new AbortController();
        await Promise.race([
          ended,
          delay(pause, undefined, { signal: waiting.signal }).catch(() => undefined),
        ]);
        waiting.abort();
      }
      kill();
    },
  };
}

async function lines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
    onLine(line);
}
