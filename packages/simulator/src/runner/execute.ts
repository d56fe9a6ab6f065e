import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileCommands } from './file-commands.ts';
import type { JobOptions, JobStatus, StepResult } from './job.ts';
import { type Annotation, logReader, type Masks, secretMasks } from './log-reader.ts';
import { startReusedProcess } from './reused-process.ts';
import { type StepProcess, startStepProcess } from './step-process.ts';
import { githubVariables, machineVariables, runnerVariables } from './variables.ts';

/** A job as it stands: what its steps did so far. */
export interface RunningJob {
  readonly options: JobOptions;
  /** Holds everything of the job on disk. */
  readonly home: string;
  readonly tempDir: string;
  readonly workspace: string;
  readonly trackingId: string;
  readonly masks: Masks;
  readonly exported: Record<string, string>;
  readonly pathAdditions: string[];
  readonly processes: Set<StepProcess>;
  readonly results: StepResult[];
  status: JobStatus;
  /** The runner is gone. */
  lost: boolean;
}

export function openJob(options: JobOptions): RunningJob {
  const home = mkdtempSync(join(tmpdir(), 'simulated-job-'));
  const tempDir = join(home, '_temp');
  const workspace = options.workspace ?? join(home, 'workspace');
  for (const folder of [tempDir, workspace]) mkdirSync(folder, { recursive: true });
  const masks = secretMasks();
  for (const secret of [options.github.token, ...(options.secrets ?? [])]) masks.add(secret);
  return {
    ...{ options, home, tempDir, workspace, masks, trackingId: `github_${randomUUID()}` },
    ...{ exported: {}, pathAdditions: [], processes: new Set(), results: [] },
    ...{ status: 'success', lost: false },
  };
}

/** One process of a step, and what it adds to itself in the environment. */
interface Execution {
  readonly name: string;
  readonly phase: 'main' | 'post';
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a process to its end and takes in what it said by its output and by file commands. */
export async function execute(
  job: RunningJob,
  command: readonly [string, ...string[]],
  { name, phase, env }: Execution,
): Promise<StepResult> {
  const { masks, options, processes } = job;
  const files = openFileCommands(job.tempDir);
  const annotations: Annotation[] = [];
  const read = logReader(masks, annotations);
  const raw: string[] = [];
  const shown: string[] = [];
  const take = (text: string) => {
    raw.push(text);
    const line = read(text);
    if (line === undefined) return;
    shown.push(line);
    options.onLine?.({ step: name, phase, line });
  };
  const start = options.processes === 'reused' ? startReusedProcess : startStepProcess;
  const child = start({
    ...{ command, cwd: job.workspace, onLine: take },
    env: { ...environment(job, env), ...files.variables },
  });
  processes.add(child);
  const exitCode = await child.exit.finally(() => processes.delete(child));
  const said = files.close();
  for (const error of said.errors) take(`::error::${error}`);
  Object.assign(job.exported, said.env);
  job.pathAdditions.push(...said.path);
  const failed = exitCode !== 0 || said.errors.length > 0;
  const interrupted = phase === 'main' && job.status === 'cancelled';
  if (failed && job.status === 'success') job.status = 'failure';
  const result: StepResult = {
    ...{ name, phase, exitCode, annotations, stdout: shown.join('\n'), raw: raw.join('\n') },
    conclusion: interrupted ? 'cancelled' : failed ? 'failure' : 'success',
    // The runner drops what a post step sets.
    outputs: phase === 'post' ? {} : said.outputs,
    ...{ state: said.state, env: said.env, summary: masks.hide(said.summary) },
  };
  job.results.push(result);
  return result;
}

function environment(job: RunningJob, own: Execution['env']): Record<string, string> {
  const { options, exported, pathAdditions } = job;
  const merged = { ...machineVariables(process.env), ...options.env, ...exported, ...own };
  return {
    ...merged,
    PATH: [...pathAdditions.toReversed(), merged['PATH'] ?? ''].join(':'),
    ...githubVariables(options.github, job.workspace),
    ...runnerVariables(job.tempDir, job.trackingId),
  };
}
