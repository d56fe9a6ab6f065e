import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionManifest, inputVariables, readAction } from './action-manifest.ts';
import { condition } from './expressions.ts';
import { openFileCommands } from './file-commands.ts';
import { type Annotation, logReader, secretMasks } from './log-reader.ts';
import { killTracked } from './processes.ts';
import { type CancelWaits, type StepProcess, startStepProcess } from './step-process.ts';
import { type GithubContext, githubVariables, machineVariables, runnerVariables } from './variables.ts';

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
  /** @default a fresh folder */
  readonly workspace?: string;
}

export interface StepOptions {
  readonly name?: string;
  readonly env?: Variables;
  /** Runs also after a failure or a cancellation (`if: always()`). @default false */
  readonly always?: boolean;
}

export interface ActionStep extends StepOptions {
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
  /** `kill -9` of the running step's process; its post step still runs. */
  killStep(): void;
  /** The runner is lost: everything dies at once and no post step ever runs. */
  crash(): void;
  /** Post steps, last registered first; then orphans are killed and the job's folders removed. */
  finish(): Promise<JobResult>;
}

/** A job on a GitHub-hosted runner, step by step: the caller plays the workflow file. */
export function startJob(options: JobOptions): Job {
  const { github, onLine } = options;
  const home = mkdtempSync(join(tmpdir(), 'simulated-job-'));
  const tempDir = join(home, '_temp');
  const workspace = options.workspace ?? join(home, 'workspace');
  for (const folder of [tempDir, workspace]) mkdirSync(folder, { recursive: true });
  const trackingId = `github_${randomUUID()}`;
  const masks = secretMasks();
  for (const secret of [github.token, ...(options.secrets ?? [])]) masks.add(secret);

  let status: JobStatus = 'success';
  let lost = false;
  const exported: Record<string, string> = {};
  const pathAdditions: string[] = [];
  const running = new Set<StepProcess>();
  const results: StepResult[] = [];
  const posts: (() => Promise<StepResult | undefined>)[] = [];

  const environment = (own: Variables): Record<string, string> => {
    const merged = { ...machineVariables(process.env), ...options.env, ...exported, ...own };
    return {
      ...merged,
      PATH: [...pathAdditions.toReversed(), merged['PATH'] ?? ''].join(':'),
      ...githubVariables(github, workspace),
      ...runnerVariables(tempDir, trackingId),
    };
  };

  const execute = async (
    command: readonly [string, ...string[]],
    own: { readonly name: string; readonly phase: 'main' | 'post'; readonly env: Variables },
  ): Promise<StepResult> => {
    const { name, phase } = own;
    const files = openFileCommands(tempDir);
    const annotations: Annotation[] = [];
    const read = logReader(masks, annotations);
    const raw: string[] = [];
    const shown: string[] = [];
    const take = (text: string) => {
      raw.push(text);
      const line = read(text);
      if (line === undefined) return;
      shown.push(line);
      onLine?.({ step: name, phase, line });
    };
    const child = startStepProcess({
      ...{ command, cwd: workspace, onLine: take },
      env: { ...environment(own.env), ...files.variables },
    });
    running.add(child);
    const exitCode = await child.exit.finally(() => running.delete(child));
    const said = files.close();
    for (const error of said.errors) take(`::error::${error}`);
    Object.assign(exported, said.env);
    pathAdditions.push(...said.path);
    const failed = exitCode !== 0 || said.errors.length > 0;
    const interrupted = phase === 'main' && status === 'cancelled';
    const conclusion = interrupted ? 'cancelled' : failed ? 'failure' : 'success';
    if (conclusion === 'failure' && status === 'success') status = 'failure';
    const result: StepResult = {
      ...{ name, phase, conclusion, exitCode, annotations },
      stdout: shown.join('\n'),
      raw: raw.join('\n'),
      // The runner drops what a post step sets.
      outputs: phase === 'post' ? {} : said.outputs,
      ...{ state: said.state, env: said.env, summary: masks.hide(said.summary) },
    };
    results.push(result);
    return result;
  };

  const skips = (step: StepOptions) => lost || (status !== 'success' && !step.always);

  /** Inputs are evaluated anew for the post step, so that `job.status` is the one of that moment. */
  const actionVariables = (step: ActionStep, manifest: ActionManifest) =>
    inputVariables(manifest, step.with ?? {}, {
      github,
      job: { status, check_run_id: options.checkRunId },
      runner: { os: 'Linux', arch: 'X64', temp: tempDir },
      env: { ...options.env, ...exported },
    });

  const run = async (step: ActionStep): Promise<StepResult> => {
    const manifest = readAction(step.uses);
    const name = step.name ?? manifest.name;
    if (skips(step)) return skipped(name);
    const node = options.node ?? process.execPath;
    const state: Record<string, string> = {};
    const own = (phase: 'main' | 'post') => {
      const saved = Object.entries(state).map(([key, value]) => [`STATE_${key}`, value]);
      const { variables } = actionVariables(step, manifest);
      const env = { ...options.runtime, ...step.env, ...variables, ...Object.fromEntries(saved) };
      return { name, phase, env };
    };
    const { post } = manifest;
    if (post !== undefined) {
      posts.push(async () =>
        condition(manifest.postIf, status) ? execute([node, post], own('post')) : undefined,
      );
    }
    for (const input of actionVariables(step, manifest).unexpected) {
      onLine?.({ step: name, phase: 'main', line: `##[warning]Unexpected input '${input}'` });
    }
    const result = await execute([node, manifest.main], own('main'));
    Object.assign(state, result.state);
    return result;
  };

  const shell = async (command: string, step: StepOptions = {}): Promise<StepResult> => {
    const name = step.name ?? `Run ${command.split('\n')[0]}`;
    if (skips(step)) return skipped(name);
    const script = join(tempDir, `${randomUUID()}.sh`);
    writeFileSync(script, command);
    const bash = ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', script] as const;
    return execute([...bash], { name, phase: 'main', env: step.env ?? {} });
  };

  return {
    trackingId,
    tempDir,
    status: () => status,
    run,
    shell,
    cancel: async () => {
      status = 'cancelled';
      await Promise.all([...running].map((child) => child.cancel(options.waits ?? {})));
    },
    killStep: () => {
      for (const child of running) child.kill();
    },
    crash: () => {
      lost = true;
      for (const child of running) child.kill();
      killTracked(trackingId);
    },
    finish: async () => {
      for (let post = posts.pop(); post && !lost; post = posts.pop()) await post();
      const orphans = killTracked(trackingId);
      rmSync(home, { recursive: true, force: true });
      return {
        status: lost ? 'failure' : status,
        steps: results,
        summary: results.map((result) => result.summary).join(''),
        annotations: results.flatMap((result) => result.annotations),
        orphans,
      };
    },
  };
}

const skipped = (name: string): StepResult => ({
  ...{ name, phase: 'main', conclusion: 'skipped', exitCode: null, stdout: '', raw: '' },
  ...{ outputs: {}, state: {}, env: {}, summary: '', annotations: [] },
});
