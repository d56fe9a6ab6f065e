import { formatPayload, type Payload } from '@signalbox/registry/payload';
import {
  addDeployment,
  addJob,
  addRun,
  addStatus,
  finishJob,
  finishRun,
} from '@signalbox/simulator/github/builders';
import type { GitHubState, Repository, Run } from '@signalbox/simulator/github/state';

export const ENVIRONMENT = 'production';
const HOUR_MS = 3_600_000;
const LONG_MS = 45_000;

/** Deployments of the hours before, of one commit, each by a run of its own. Of the last one GitHub may know no run. */
export function addPast(
  state: GitHubState,
  repository: Repository,
  given: { count: number; sha: string; confirmed: boolean },
): void {
  for (let nth = given.count; nth >= 1; nth--) {
    const at = state.clock.now() - nth * HOUR_MS;
    const run = addRun(state, repository, { headSha: given.sha, createdAt: at });
    const job = addJob(state, repository, run, { createdAt: at });
    const took = LONG_MS * (0.85 + 0.3 * state.random());
    register(state, repository, { run, checkRunId: job.id, sha: given.sha, at, ended: at + took });
    finishJob(state, job, 'success');
    job.completedAt = at + took;
    finishRun(state, run, 'success');
    if (nth === 1 && !given.confirmed) repository.runs.delete(run.id);
  }
}

/** Another run holds the environment from now on. Returns how it gives it back. */
export function addHolder(state: GitHubState, repository: Repository, sha: string): () => void {
  const run = addRun(state, repository, { headSha: sha });
  const job = addJob(state, repository, run);
  const deployment = register(state, repository, {
    run,
    checkRunId: job.id,
    sha,
    at: state.clock.now() - 60_000,
  });
  return () => {
    addStatus(state, deployment, { state: 'success', description: 'deployed in 1m 30s' });
    finishJob(state, job, 'success');
    finishRun(state, run, 'success');
  };
}

function register(
  state: GitHubState,
  repository: Repository,
  given: {
    readonly run: Run;
    readonly checkRunId: number;
    readonly sha: string;
    readonly at: number;
    readonly ended?: number;
  },
) {
  const { run, checkRunId, sha, at, ended } = given;
  const payload: Payload = {
    ...{ nonce: `nonce-${run.id}`, correlationId: `past-${run.id}`, repository: 'octo/shop' },
    ...{ runId: run.id, runAttempt: 1, checkRunId, workflow: 'deploy', actor: 'mona' },
    ...{ priority: 0, scope: 'job', stacks: [] },
  };
  return addDeployment(state, repository, {
    ...{ environment: ENVIRONMENT, task: 'signalbox', sha, ref: sha, createdAt: at - 3000 },
    payload: formatPayload(payload),
    statuses: [
      { state: 'in_progress', description: 'claim: checking that nobody else deploys', at: at - 2000 },
      { state: 'in_progress', description: `deploying ${sha.slice(0, 7)} (deploy by mona)`, at },
      ...(ended === undefined
        ? []
        : [{ state: 'success', description: 'deployed in 45s', at: ended } as const]),
    ],
  });
}
