// The job "deploy" of a deploy.yml, step by step on the simulated runner: `if`, `with`, `env`, `timeout-minutes` and
// outputs as GitHub reads them. Not act, which knows no cancellation of one job among others and numbers every run 1;
// what act says of the same workflow is in test/peers/deploy-workflow.peer.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Job, type JobOptions, type JobStatus, startJob } from '@signalbox/simulator/runner/job';
import { parse } from 'yaml';
import { evaluate, holds, interpolate, type Scope } from './expressions.ts';

interface WorkflowStep {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: string | number;
  readonly 'continue-on-error'?: boolean;
}

interface Workflow {
  readonly on: {
    readonly workflow_call: {
      readonly inputs: Readonly<Record<string, { type: string; default?: unknown }>>;
    };
  };
  readonly jobs: {
    readonly deploy: {
      readonly env?: Readonly<Record<string, string>>;
      readonly outputs: Readonly<Record<string, string>>;
      readonly steps: readonly WorkflowStep[];
    };
  };
}

/** What the caller of the workflow gives. */
export interface Call {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly status: JobStatus;
  /** Of the job. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Steps that ran: how each ended. */
  readonly steps: readonly string[];
}

/**
 * Starts the job of the workflow in `folder`, with the actions in it.
 * @throws for an input that the workflow does not have
 */
export function startWorkflow(folder: string, call: Call, options: JobOptions) {
  const { on, jobs } = parse(readFileSync(join(folder, '.github/workflows/deploy.yml'), 'utf8')) as Workflow;
  const inputs = withDefaults(on.workflow_call.inputs, call.inputs);
  const known: Record<string, { outcome: string; conclusion: string; outputs: object }> = {};
  const values = { inputs, secrets: call.secrets, github: options.github, steps: known };
  const scope: Scope = {
    values,
    functions: {
      always: () => true,
      success: () => job.status() === 'success',
      failure: () => job.status() === 'failure',
      cancelled: () => job.status() === 'cancelled',
    },
  };
  const job: Job = startJob({ ...options, env: { ...options.env, ...each(jobs.deploy.env, scope) } });

  const play = async (): Promise<Ended> => {
    const steps: string[] = [];
    for (const step of jobs.deploy.steps) {
      const runs = holds(step.if === undefined ? undefined : String(step.if), scope);
      const result = runs ? await runStep(job, folder, step, scope) : undefined;
      const { conclusion = 'skipped', outputs = {} } = result ?? {};
      const name = step.id ?? step.name ?? step.uses ?? '';
      if (step.id !== undefined) known[step.id] = { outcome: conclusion, conclusion, outputs };
      if (result !== undefined) steps.push(`${name}: ${conclusion}`);
    }
    const { status } = await job.finish();
    return { status, outputs: each(jobs.deploy.outputs, scope), steps };
  };
  return { job, ended: play() };
}

/** @throws for an unknown input */
function withDefaults(
  declared: Workflow['on']['workflow_call']['inputs'],
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) throw new Error(`deploy.yml has no input ${unknown.join(', ')}`);
  // Without a default an input is what its type takes for nothing.
  const nothing: Readonly<Record<string, unknown>> = { boolean: false, number: 0 };
  return Object.fromEntries(
    Object.entries(declared).map(([name, { type, default: usual }]) => [
      name,
      given[name] ?? usual ?? nothing[type] ?? '',
    ]),
  );
}

const each = (texts: Readonly<Record<string, unknown>> = {}, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, interpolate(String(text), scope)]));

async function runStep(job: Job, folder: string, step: WorkflowStep, scope: Scope) {
  const before = job.status();
  const result = await started(job, folder, step, scope);
  if (step['continue-on-error'] && job.status() !== before)
    throw new Error(`${step.name}: continue-on-error of a job that goes well is not played`);
  return result;
}

function started(job: Job, folder: string, step: WorkflowStep, scope: Scope) {
  const { uses = '', name = uses } = step;
  const options = { name, env: each(step.env, scope), always: true };
  const given = each(step.with, scope);
  if (step.run !== undefined) {
    const running = job.shell(interpolate(step.run, scope), options);
    return limited(job, running, step['timeout-minutes'], scope);
  }
  if (uses.startsWith('$/')) return job.run({ ...options, uses: join(folder, uses.slice(2)), with: given });
  // The repository is there already; the action only changes what is checked out.
  if (uses.startsWith('actions/checkout@'))
    return job.shell('git checkout --quiet --force "$REF"', {
      ...options,
      env: { REF: given['ref'] ?? '' },
    });
  throw new Error(`no stand-in for ${uses}`);
}

/** The runner's SIGINT is nothing to a bash that waits for its command; its SIGTERM comes so much later. */
const INTERRUPTED_MS = 7500;

async function limited<T>(
  job: Job,
  running: Promise<T>,
  minutes: string | number | undefined,
  scope: Scope,
): Promise<T> {
  if (minutes === undefined) return running;
  const limit = Number(typeof minutes === 'string' ? evaluate(minutes.slice(3, -2), scope) : minutes);
  const over = new AbortController();
  void delay(limit * 60_000 + INTERRUPTED_MS, undefined, { signal: over.signal }).then(
    () => job.killStep(),
    () => {},
  );
  return running.finally(() => over.abort());
}
