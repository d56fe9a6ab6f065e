import type { GitHubState, Job, Repository, Run } from '../state/state.ts';

/** The first member of a group holds it, later ones wait. */
export function joinConcurrencyGroup(
  state: GitHubState,
  repository: Repository,
  name: string,
  member: { readonly run: Run; readonly job?: Job },
): void {
  const key = name.toLowerCase();
  const group = repository.concurrencyGroups.get(key) ?? { name, lastAcquiredAt: null, members: [] };
  repository.concurrencyGroups.set(key, group);
  const holds = group.members.length === 0;
  if (holds) group.lastAcquiredAt = state.clock.now();
  group.members.push({
    runId: member.run.id,
    ...(member.job ? { jobId: member.job.id } : {}),
    status: holds ? 'in_progress' : 'pending',
  });
}

/** The next in the group takes over. */
export function leaveConcurrencyGroup(
  state: GitHubState,
  repository: Repository,
  name: string,
  run: Run,
): void {
  const group = repository.concurrencyGroups.get(name.toLowerCase());
  const index = group?.members.findIndex((member) => member.runId === run.id) ?? -1;
  if (!group || index < 0) return;
  group.members.splice(index, 1);
  const head = group.members[0];
  if (head?.status !== 'pending') return;
  head.status = 'in_progress';
  group.lastAcquiredAt = state.clock.now();
}
