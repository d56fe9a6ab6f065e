import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type StepProcess, type StepProcessOptions, signals, startStepProcess } from './step-process.ts';

const SCRIPT = join(import.meta.dirname, '../../fixtures/reused-process.cjs');

/** One that nobody needs for so long ends. */
const IDLE_MS = 2000;
/** Modules of steps that are over are not always given back. */
const MOST_STEPS = 50;

/** A process between two steps, and what its lines are taken for. */
interface Reused {
  readonly child: ChildProcess;
  readonly key: string;
  onLine: (line: string) => void;
  steps: number;
}

const idle = new Map<string, Reused[]>();

/**
 * Like `startStepProcess`, in a process that has run a step before, where there is one: starting Node and warming it up costs
 * three times what most steps do. A step that is ended by a signal or by itself (`process.exit`) takes its process with it.
 */
export function startReusedProcess(options: StepProcessOptions): StepProcess {
  const [file, script, ...more] = options.command;
  if (file !== process.execPath || script === undefined || more.length > 0) return startStepProcess(options);
  const reused = waiting(options.env);
  const { child } = reused;
  let isOver = false;
  const ended = stepIn(reused, script, options).finally(() => {
    isOver = true;
    if (lives(child) && reused.steps < MOST_STEPS) keep(reused);
    else child.kill('SIGKILL');
  });
  return { exit: ended, ...signals(child, ended, () => isOver) };
}

/** Runs a step's script in the process: its exit code, or null when a signal ended it. */
function stepIn(
  reused: Reused,
  script: string,
  { cwd, env, onLine }: StepProcessOptions,
): Promise<number | null> {
  const { child } = reused;
  const mark = `reused-process ${randomUUID()}`;
  reused.steps += 1;
  return new Promise((resolve, reject) => {
    let code: number | null | undefined;
    // Its output is read when both streams say so, or are closed.
    let open = 2;
    const settle = () => {
      if (code === undefined || open > 0) return;
      for (const event of ['error', 'message', 'close', 'exit']) child.removeAllListeners(event);
      resolve(code);
    };
    const streamOver = () => {
      open -= 1;
      settle();
    };
    reused.onLine = (line) => {
      if (!line.endsWith(mark)) return onLine(line);
      if (line !== mark) onLine(line.slice(0, -mark.length));
      streamOver();
    };
    const over = (given: number | null) => {
      code = given;
      settle();
    };
    child.once('error', reject).once('message', (given) => over(Number(given)));
    child.once('close', (given: number | null) => {
      open = 0;
      over(code ?? given);
    });
    child.send({ script, cwd, env, mark });
  });
}

function waiting(env: StepProcessOptions['env']): Reused {
  // What Node itself reads when it starts. A query of what it imports may differ: that is imported again.
  const own = Object.entries(env)
    .filter(([name]) => name.startsWith('NODE_') || name === 'TZ')
    .map(([name, value]) => [name, value.replace(/\?\S*/g, '')]);
  const key = JSON.stringify(own);
  const found = idle.get(key)?.pop();
  if (found !== undefined) {
    refer(found.child, 'ref');
    return found;
  }
  // It belongs to no job: the end of one must not take it along.
  const { RUNNER_TRACKING_ID: _, ...unbound } = env;
  const child = fork(SCRIPT, [], { env: unbound, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const reused: Reused = { child, key, onLine: () => undefined, steps: 0 };
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null)
      createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) =>
        reused.onLine(line),
      );
  return reused;
}

const lives = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

/** Nobody waits for it, but for its next step; after a while it ends. */
function keep(reused: Reused): void {
  const { child, key } = reused;
  const others = idle.get(key) ?? [];
  idle.set(key, [...others, reused]);
  refer(child, 'unref');
  const { steps } = reused;
  const drop = () => {
    const kept = idle.get(key) ?? [];
    if (!kept.includes(reused) || reused.steps !== steps) return;
    idle.set(
      key,
      kept.filter((each) => each !== reused),
    );
    child.kill('SIGKILL');
  };
  child.once('exit', drop);
  setTimeout(drop, IDLE_MS).unref();
}

function refer(child: ChildProcess, how: 'ref' | 'unref'): void {
  child[how]();
  child.channel?.[how]();
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.[how]();
}
