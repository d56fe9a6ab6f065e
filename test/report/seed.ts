// A past in a simulated GitHub, as Signalbox's statuses leave it: what the report reads in the end.
import type { PastDeployment } from '@signalbox/registry/past';
import { formatPayload } from '@signalbox/registry/payload';
import type { Sources } from '@signalbox/report/model';
import { addDeployment, type NewStatus } from '@signalbox/simulator/github/builders';
import type { GitHubSimulator } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';

/** How an end is worded in the last status. */
const ENDS: Readonly<Record<PastDeployment['outcome'], Pick<NewStatus, 'state' | 'description'>>> = {
  succeeded: { state: 'success', description: 'deployed in 5 min' },
  failed: { state: 'failure', description: 'failed after 2 min' },
  'rolled-back': { state: 'failure', description: 'rolled back after 2 min' },
  breached: { state: 'failure', description: 'breached: errors above 1 %' },
  cancelled: { state: 'error', description: 'cancelled after 1 min' },
  'no-changes': { state: 'success', description: 'no changes' },
  error: { state: 'error', description: 'ended by an error after 10 min' },
};

/**
 * Puts a past into the registry, in whole seconds, moved in time so that its `now` is the simulator's. Ids are new ones.
 * Returns by how much it was moved, in milliseconds.
 */
export function seedPast(
  github: GitHubSimulator,
  repository: Repository,
  { deployments, freezes, now }: Sources,
): number {
  const { state } = github;
  const moved = Math.floor((state.clock.now() - now) / 1000) * 1000;
  for (const one of deployments.toSorted((a, b) => a.queuedAt - b.queuedAt)) {
    commit(repository, one.sha, (one.committedAt ?? one.queuedAt) + moved);
    const { id } = addDeployment(state, repository, {
      ...{ task: 'signalbox', environment: one.environment, sha: one.sha, createdAt: one.queuedAt + moved },
      payload: formatPayload({
        ...{
          nonce: `n${one.id}`,
          correlationId: one.correlationId,
          repository: 'octo/shop',
          runId: one.runId,
        },
        ...{ runAttempt: one.runAttempt, workflow: one.workflow, actor: one.actor, priority: one.priority },
        ...{ scope: 'job', stacks: one.stacks },
      }),
      statuses: statusesOf(one).map((status) => ({ ...status, at: (status.at ?? 0) + moved })),
    });
    if (one.causedIncident === undefined) continue;
    const { at, by: actor, reason } = one.causedIncident;
    const payload = { signalbox: 1, deployment: id, incident: true, reason, actor };
    addDeployment(state, repository, {
      ...{
        task: 'signalbox:mark',
        environment: one.environment,
        sha: one.sha,
        payload,
        createdAt: at + moved,
      },
    });
  }
  for (const { environment, reason, by, since, until } of freezes) {
    addDeployment(state, repository, {
      ...{
        task: 'signalbox:freeze',
        environment,
        payload: { signalbox: 1, reason, by },
        createdAt: since + moved,
      },
      statuses: [
        { state: 'in_progress', description: reason, at: since + moved },
        ...(until === undefined ? [] : [{ state: 'inactive' as const, at: until + moved }]),
      ],
    });
  }
  return moved;
}

/** GitHub dates the commit of a deployment by the commit itself. */
function commit(repository: Repository, sha: string, date: number): void {
  if (repository.commits.has(sha)) return;
  repository.commits.set(sha, {
    sha,
    parents: [],
    message: 'a commit',
    author: 'mona',
    date,
    checks: new Map(),
  });
}

function statusesOf(one: PastDeployment): NewStatus[] {
  const { heldSince, endedAt, outcome, predicted, failedResource } = one;
  const queued: NewStatus = { state: 'queued', description: 'waiting', at: one.queuedAt };
  if (heldSince === undefined) return [queued, { state: 'inactive', description: 'cancelled', at: endedAt }];
  const expected = predicted && `, expected ${predicted.p50}/${predicted.p80}/${predicted.p95} s`;
  const end =
    failedResource === undefined
      ? ENDS[outcome]
      : { state: 'failure' as const, description: `${failedResource}: ${ENDS[outcome].description}` };
  return [
    queued,
    { state: 'in_progress', description: `deploying${expected ?? ''}`, at: heldSince },
    { ...end, at: endedAt },
  ];
}
