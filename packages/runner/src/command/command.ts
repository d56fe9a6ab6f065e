import type { ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Env } from '../inputs/inputs.ts';
import { PRIVATE_FILE } from '../step/platform.ts';
import { errorLine } from '../text/errors.ts';
import { endTree, signalTree } from './process-tree.ts';
import { argsFor, type Shell, scriptText } from './shell.ts';

/** How a command ended. Only `exited` with code 0 went well. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly code: number }
  /** By a signal that was not ours: out of memory, say. */
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timed-out'; readonly seconds: number }
  /** The step was asked to end. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started'; readonly reason: string };

export interface CommandOptions {
  readonly script: string;
  readonly shell: Shell;
  readonly workingDirectory: string;
  /** All of the process's environment. */
  readonly env: Env;
  /** Where the script's file is put: RUNNER_TEMP. */
  readonly directory: string;
  /** Of the script's file, without its extension. */
  readonly name: string;
  /** Longest run, in seconds. */
  readonly limitSeconds: number;
}

interface CommandPorts {
  readonly clock: Clock;
  /** Ends the command when it aborts. */
  readonly cancelled: AbortSignal;
  /** Gets what it writes, as it comes and unaltered. */
  readonly output: (bytes: Buffer, stream: 'stdout' | 'stderr') => void;
  /** Told of the process before it runs, and again with its id, so that what cleans up after this process finds it. */
  readonly started?: (running: RunningCommand) => void;
}

/** What it takes to end a command whose starter is gone. */
export interface RunningCommand {
  /** Absent until it is known. */
  readonly pid?: number;
  /** Its script's file: a process that came by the same id has another one. */
  readonly script: string;
}

/**
 * After a cancellation the runner sends SIGTERM after 7.5 s and kills 2.5 s later (actions/runner ProcessInvoker.cs): the
 * command is gone before that, so that its end is still recorded. After a time-out it has the whole grace.
 */
const GRACE_MS = {
  cancelled: { interrupt: 4000, terminate: 2000 },
  'timed-out': { interrupt: 15_000, terminate: 10_000 },
};

/** How long a pipe is read on that a process left behind holds open: as the runner does (StepHost). */
const DRAIN_MS = 5000;

/**
 * Runs a script to its end as the runner would: a file, in a process group of its own. Nothing of it reaches a shell but the
 * file. Past its time limit, or when the step is cancelled, the whole group gets SIGINT, then SIGTERM, then SIGKILL.
 * Never throws: whatever happens is how it ended.
 */
export async function runCommand(options: CommandOptions, ports: CommandPorts): Promise<CommandEnd> {
  const { clock, cancelled, output } = ports;
  if (cancelled.aborted) return { kind: 'cancelled' };
  const path = join(options.directory, `${options.name}${options.shell.extension}`);
  try {
    writeFileSync(path, scriptText(options.script, options.shell), PRIVATE_FILE);
    ports.started?.({ script: path });
    const child = await start(path, options);
    if (child.pid !== undefined) ports.started?.({ pid: child.pid, script: path });
    child.stdout?.on('data', (bytes: Buffer) => output(bytes, 'stdout'));
    child.stderr?.on('data', (bytes: Buffer) => output(bytes, 'stderr'));
    return await ending(child, options.limitSeconds, { clock, cancelled });
  } catch (error) {
    return { kind: 'not-started', reason: errorLine(error) };
  } finally {
    rmSync(path, { force: true });
  }
}

/** @throws when the process cannot be started */
async function start(path: string, { shell, workingDirectory, env }: CommandOptions): Promise<ChildProcess> {
  // Loaded here: it takes as long as a tenth of a start, and most steps start no process.
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(shell.program, argsFor(path, shell), {
    ...{ cwd: workingDirectory, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true },
    // A process group of its own. On Windows it would be a console of its own, where the runner's Ctrl+C does not arrive.
    detached: process.platform !== 'win32',
  });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  return child;
}

type Waits = Pick<CommandPorts, 'clock' | 'cancelled'>;

async function ending(
  child: ChildProcess,
  limitSeconds: number,
  { clock, cancelled }: Waits,
): Promise<CommandEnd> {
  const over = new AbortController();
  const closed = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const exited = new Promise<CommandEnd>((resolve) => {
    child.once('exit', (code, signal) => {
      over.abort();
      resolve(signal === null ? { kind: 'exited', code: code ?? 1 } : { kind: 'killed', signal });
    });
  });
  const stopped = AbortSignal.any([over.signal, cancelled]);
  await clock.sleep(limitSeconds * 1000, stopped);
  const why = over.signal.aborted ? undefined : cancelled.aborted ? 'cancelled' : 'timed-out';
  if (why !== undefined && child.pid !== undefined) {
    const { interrupt, terminate } = GRACE_MS[why];
    await endTree(child.pid, { clock, ended: over.signal, interrupt, terminate });
  }
  const end = await exited;
  // What it left behind in its group must not go on deploying.
  if (why !== undefined && child.pid !== undefined) signalTree(child.pid, 'SIGKILL');
  await drained(child, closed, clock);
  if (why === undefined) return end;
  return why === 'cancelled' ? { kind: why } : { kind: why, seconds: limitSeconds };
}

/** What a process left behind holds open is not waited for: such as a server that the script started. */
async function drained(child: ChildProcess, closed: Promise<void>, clock: Clock): Promise<void> {
  const read = new AbortController();
  await Promise.race([closed, clock.sleep(DRAIN_MS, read.signal)]);
  read.abort();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** What it means, for people; undefined when it went well. `name` is the input, such as `deploy-command`. */
export function commandFailure(name: string, end: CommandEnd): string | undefined {
  switch (end.kind) {
    case 'exited':
      return end.code === 0 ? undefined : `${name} ended with exit code ${end.code}`;
    case 'killed':
      return `${name} was ended by ${end.signal}`;
    case 'timed-out':
      return `${name} did not end within ${end.seconds} s ("command-timeout") and was stopped`;
    case 'cancelled':
      return `${name} was cancelled`;
    case 'not-started':
      return `${name} could not be started: ${end.reason}`;
  }
}
