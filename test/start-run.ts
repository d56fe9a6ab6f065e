// How tests of bundles start them: a job of a run, on a simulated runner, with the actions of this checkout as its steps.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { splitTotals } from '@signalbox/registry/totals';
import { addJob, addRun } from '@signalbox/simulator/github/builders';
import type { GitHubSimulator } from '@signalbox/simulator/github/server';
import { type Deployment, fullName, type Repository, type Run } from '@signalbox/simulator/github/state';
import {
  type JobOptions,
  type StepOptions,
  type StepResult,
  startJob,
} from '@signalbox/simulator/runner/job';
import { type GithubContext, githubContext } from '@signalbox/simulator/runner/variables';

const ROOT = join(import.meta.dirname, '..');

/**
 * The folder with the `action.yml` of an action by the name of its door in `dist/`.
 * @throws when there is no bundle: a test of bundles must not pass without one
 */
export function actionFolder(name: string): string {
  if (!existsSync(join(ROOT, 'dist', name, 'index.js'))) {
    throw new Error(`dist/${name} is missing: npm run build`);
  }
  return name === 'guard' ? ROOT : join(ROOT, 'actions', name);
}

/** What `with:` says. */
export type Given = Readonly<Record<string, string | number | boolean>>;

export interface RunOptions extends Partial<Omit<JobOptions, 'github'>> {
  /** Facts of the `github` context. @default a token, and the address of a GitHub that nobody reaches */
  readonly context?: Partial<GithubContext>;
}

/** `STEP_PROCESSES=fresh`: every step starts Node anew, as on a real runner. */
export const PROCESSES = process.env['STEP_PROCESSES'] === 'fresh' ? 'fresh' : 'reused';

/** A job whose steps find nobody at GitHub's address, unless the context names one. */
export function startLonelyRun({ context, ...options }: RunOptions = {}) {
  const runner = startJob({
    github: githubContext({ token: 'ghs_example', api_url: 'http://127.0.0.1:9', ...context }),
    processes: PROCESSES,
    ...options,
  });
  return {
    runner,
    /** A step with one of our actions. */
    use: (action: string, given: Given, step: StepOptions = {}): Promise<StepResult> =>
      runner.run({ uses: actionFolder(action), with: given, ...step }),
    finish: () => runner.finish(),
  };
}

/** Where jobs run: a simulated GitHub, a repository of it and a token for both. */
export interface Place {
  readonly github: GitHubSimulator;
  readonly repository: Repository;
  readonly token: string;
}

/** A job of a run that the simulated GitHub knows. `run` makes it another job or attempt of one that there is. */
export function startRun(
  { github, repository, token }: Place,
  { run = addRun(github.state, repository), context, ...options }: RunOptions & { readonly run?: Run } = {},
) {
  const job = addJob(github.state, repository, run);
  const facts = { token, api_url: github.url, graphql_url: github.graphqlUrl, sha: run.headSha };
  const started = startLonelyRun({
    context: {
      ...{ ...facts, run_id: run.id, run_attempt: run.attempts.length },
      ...{ repository: fullName(repository), ...context },
    },
    checkRunId: job.id,
    ...options,
  });
  return { run, job, ...started };
}

/** Waits until a simulated service was asked anything: a bundle takes long to start on a busy machine. */
export async function firstCall({ log }: { readonly log: readonly unknown[] }): Promise<void> {
  while (log.length === 0) await delay(20);
}

/** How a deployment's record ends, `state: words`, without the counts that stand behind the words. */
export function endingOf({ statuses }: Pick<Deployment, 'statuses'>): string {
  const last = statuses.at(-1);
  return `${last?.state}: ${splitTotals(last?.description ?? '').words}`;
}
