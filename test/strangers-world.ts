// A repository whose registry strangers write to, and jobs of it that run the bundle: for tests that attack.
import {
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
  finishJob,
  finishRun,
  type NewStatus,
} from '@signalbox/simulator/github/builders';
import { startGitHub } from '@signalbox/simulator/github/server';
import type { Deployment, Job, Run } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import type { StepResult } from '@signalbox/simulator/runner/job';
import { type Given, startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

export const DAY = 24 * 3600_000;

export interface Owner {
  readonly run: Run;
  readonly job: Job;
}
export type World = Awaited<ReturnType<typeof startWorld>>;

export async function startWorld() {
  const time = fastTime(10);
  const { clock } = time;
  const github = await startGitHub({ seed: 11, validate: false, clock });
  await warmUp(github);
  const shop = addRepository(github.state, 'octo/shop');
  const token = addToken(github.state, [shop]);

  function newJob(environment: string) {
    const started = startRun({ github, repository: shop, token }, { env: time.variables() });
    const coordinate = (given: Given = {}) => started.use('coordinate', { environment, ...given });
    return { ...started, coordinate };
  }

  async function once(environment: string, given: Given = {}): Promise<StepResult> {
    const { coordinate, finish } = newJob(environment);
    const step = await coordinate(given);
    await finish();
    return step;
  }

  /** A job that ended a day ago, after an hour. */
  function oldJob(): Owner {
    const run = addRun(github.state, shop);
    const job = addJob(github.state, shop, run, { createdAt: clock.now() - DAY });
    finishJob(github.state, job);
    finishRun(github.state, run);
    job.completedAt = clock.now() - DAY + 3600_000;
    return { run, job };
  }

  /** A deployment with the payload of a registration, as anybody with the right to write deployments can make it. */
  function write(
    environment: string,
    { run, job }: Owner,
    more: object = {},
    statuses: readonly NewStatus[] = [{ state: 'in_progress', description: 'deploying' }],
  ): Deployment {
    const payload = {
      ...{ signalbox: 1, nonce: `n${run.id}`, correlation_id: `c${run.id}`, repository: 'octo/shop' },
      ...{ run_id: run.id, run_attempt: 1, check_run_id: job.id, workflow: 'deploy', actor: 'mona' },
      ...{ priority: 0, scope: 'job', stacks: [], ...more },
    };
    return addDeployment(github.state, shop, { environment, task: 'signalbox', payload, statuses });
  }

  const requests = async (work: () => Promise<unknown>): Promise<number> => {
    const before = github.log.length;
    await work();
    return github.log.length - before;
  };

  return { clock, github, shop, token, newJob, once, oldJob, write, requests };
}
