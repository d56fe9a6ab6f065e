import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputVariables, readAction } from './action-manifest.ts';
import { execute, openJob, type RunningJob } from './execute.ts';
import { condition } from './expressions.ts';
import type { Annotation } from './log-reader.ts';
import { killTracked } from './processes.ts';
import type { CancelWaits } from './step-process.ts';
import type { GithubContext } from './variables.ts';

type Variables = Readonly<Record<string, string>>;
export type JobStatus = 'success' | 'failure' | 'cancelled';

/** A line as the job's log shows it: commands carried out, secrets masked. */
export interface LogLine {
  readonly step: string;
  readonly phase: 'main' | 'post';
  readonly line: string;
}

export interface JobOptions {
  readonly github: GithubContext;
  /** `job.check_run_id`. */
  readonly checkRunId?: number;
  /** Variables of the workflow, seen by all steps: endpoints, AWS credentials. */
  readonly env?: Variables;
  /** Variables that the runner gives to actions only: ACTIONS_RESULTS_URL, ACTIONS_RUNTIME_TOKEN. */
  readonly runtime?: Variables;
  /** Further secrets to mask. The token always is. */
  readonly secrets?: readonly string[];
  /** The Node that runs actions. @default the one that runs this code */
  readonly node?: string;
  readonly onLine?: (line: LogLine) => void;
  readonly waits?: CancelWaits;
  /** Whether actions run in a process that ran another one before: quicker, but for the start the same. @default 'fresh' */
  readonly processes?: 'fresh' | 'reused';
  /** @default a fresh folder */
  readonly workspace?: string;
}

export interface StepOptions {
  readonly name?: string;
  readonly env?: Variables;
  /** Runs also after a failure or a cancellation (`if: always()`). @default false */
  readonly always?: boolean;
}

interface ActionStep extends StepOptions {
  /** The folder that holds `action.yml`. */
  readonly uses: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

export interface StepResult {
  readonly name: string;
  readonly phase: 'main' | 'post';
  readonly conclusion: JobStatus | 'skipped';
  /** Null when a signal ended the process or the step was skipped. */
  readonly exitCode: number | null;
  /** What the log shows. */
  readonly stdout: string;
  /** All that the process wrote, commands and secrets included. */
  readonly raw: string;
  readonly outputs: Variables;
  readonly state: Variables;
  /** What it exported to later steps. */
  readonly env: Variables;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

export interface JobResult {
  readonly status: JobStatus;
  /** Main steps and post steps in the order they ran. */
  readonly steps: readonly StepResult[];
  /** The job summaries of all steps. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Ids of processes that were left and had to be killed. */
  readonly orphans: readonly number[];
}

export interface Job {
  readonly trackingId: string;
  readonly tempDir: string;
  status(): JobStatus;
  run(step: ActionStep): Promise<StepResult>;
  /** A `run:` step: bash with `-e -o pipefail`. */
  shell(command: string, step?: StepOptions): Promise<StepResult>;
  /** The workflow is cancelled: running steps get SIGINT, SIGTERM, SIGKILL; post steps still run. */
  cancel(): Promise<void>;
  /** SIGTERM alone to the running steps, as from a container that is stopped. */
  terminate(): void;
  /** `kill -9` of the running step's process; its post step still runs. */
  killStep(): void;
  /** The runner is lost: everything dies at once and no post step ever runs. */
  crash(): void;
  /** Post steps, last registered first; then orphans are killed and the job's folders removed. */
  finish(): Promise<JobResult>;
}

/** A job on a GitHub-hosted runner, step by step: the caller plays the workflow file. */
export function startJob(options: JobOptions): Job {
  const { waits = {} } = options;
  const running = openJob(options);
  const posts: (() => Promise<void>)[] = [];
  /** Killed, and perhaps not gone yet. */
  const dying = new Set<number>();
  return {
    trackingId: running.trackingId,
    tempDir: running.tempDir,
    status: () => running.status,
    run: (step) => runAction(running, step, posts),
    shell: (command, step = {}) => runShell(running, command, step),
    cancel: async () => {
      running.status = 'cancelled';
      await Promise.all([...running.processes].map((child) => child.cancel(waits)));
    },
    terminate: () => {
      for (const child of running.processes) child.terminate();
    },
    killStep: () => {
      for (const child of running.processes) child.kill();
    },
    crash: () => {
      running.lost = true;
      for (const child of running.processes) child.kill();
      for (const pid of killTracked(running.trackingId)) dying.add(pid);
    },
    finish: async () => {
      for (let post = posts.pop(); post && !running.lost; post = posts.pop()) await post();
      const orphans = killTracked(running.trackingId).filter((pid) => !dying.has(pid));
      rmSync(running.home, { recursive: true, force: true });
      const { results: steps } = running;
      return {
        status: running.lost ? 'failure' : running.status,
        steps,
        summary: steps.map(({ summary }) => summary).join(''),
        annotations: steps.flatMap(({ annotations }) => annotations),
        orphans,
      };
    },
  };
}

const skips = ({ lost, status }: RunningJob, { always = false }: StepOptions) =>
  lost || (status !== 'success' && !always);

async function runAction(
  job: RunningJob,
  step: ActionStep,
  posts: (() => Promise<void>)[],
): Promise<StepResult> {
  const manifest = readAction(step.uses);
  const name = step.name ?? manifest.name;
  if (skips(job, step)) return skipped(name);
  const { node = process.execPath, runtime, onLine } = job.options;
  const state: Record<string, string> = {};

  /** Inputs are evaluated again for the post step, so that `job.status` is the one of that moment. */
  const prepare = (phase: 'main' | 'post') => {
    const { variables, unexpected } = inputVariables(manifest, step.with ?? {}, expressionContext(job));
    const saved = Object.entries(state).map(([key, value]) => [`STATE_${key}`, value]);
    const env = { ...runtime, ...step.env, ...variables, ...Object.fromEntries(saved) };
    return { unexpected, own: { name, phase, env } };
  };
  const { post, postIf } = manifest;
  if (post !== undefined) {
    posts.push(async () => {
      if (condition(postIf, job.status)) await execute(job, [node, post], prepare('post').own);
    });
  }
  const { unexpected, own } = prepare('main');
  for (const input of unexpected) {
    onLine?.({ step: name, phase: 'main', line: `##[warning]Unexpected input '${input}'` });
  }
  const result = await execute(job, [node, manifest.main], own);
  Object.assign(state, result.state);
  return result;
}

const expressionContext = ({ options, status, tempDir, exported }: RunningJob) => ({
  github: options.github,
  job: { status, check_run_id: options.checkRunId },
  runner: { os: 'Linux', arch: 'X64', temp: tempDir },
  env: { ...options.env, ...exported },
});

async function runShell(job: RunningJob, command: string, step: StepOptions): Promise<StepResult> {
  const name = step.name ?? `Run ${command.split('\n')[0]}`;
  if (skips(job, step)) return skipped(name);
  const script = join(job.tempDir, `${randomUUID()}.sh`);
  writeFileSync(script, command);
  const bash = ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', script] as const;
  return execute(job, bash, { name, phase: 'main', env: step.env ?? {} });
}

const skipped = (name: string): StepResult => ({
  ...{ name, phase: 'main', conclusion: 'skipped', exitCode: null, stdout: '', raw: '' },
  ...{ outputs: {}, state: {}, env: {}, summary: '', annotations: [] },
});
