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

export interface StepProcessOptions {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}

/** How long the runner goes on reading a pipe that a grandchild holds open after the step's process ended. */
const DRAIN_MS = 5000;

/** Starts a process of its own. */
export function startStepProcess({
  command: [file, ...args],
  cwd,
  env,
  onLine,
}: StepProcessOptions): StepProcess {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  const drained = Promise.all([lines(child.stdout, onLine), lines(child.stderr, onLine)]);

  const exit = ended.then(async (code) => {
    const given = new AbortController();
    const late = delay(DRAIN_MS, 'late', { signal: given.signal }).catch(() => 'aborted');
    if ((await Promise.race([drained, late])) === 'late') {
      onLine(`##[warning]A child process holds the step's output open; it is no longer read.`);
      child.stdout.destroy();
      child.stderr.destroy();
    }
    given.abort();
    return code;
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return { exit, ...signals(child, ended, isOver) };
}

/** What ends a step's process from outside. */
export function signals(
  child: { readonly pid?: number | undefined; kill(signal: NodeJS.Signals): boolean },
  ended: Promise<unknown>,
  isOver: () => boolean,
): Omit<StepProcess, 'exit'> {
  const kill = () => {
    if (!isOver() && child.pid !== undefined) killTree(child.pid);
  };
  return {
    kill,
    terminate: () => {
      if (!isOver()) child.kill('SIGTERM');
    },
    cancel: async ({ afterInterruptMs = 7500, afterTerminateMs = 2500 }) => {
      for (const [signal, pause] of [
        ['SIGINT', afterInterruptMs],
        ['SIGTERM', afterTerminateMs],
      ] as const) {
        if (isOver()) return;
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
