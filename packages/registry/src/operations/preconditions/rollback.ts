import { UserError } from '@signalbox/runner/errors';
import type { RegistryPorts } from '../../ports.ts';
import type { Deployed } from './deployed.ts';

/** The earlier commit whose code may be run again, or why there is none. */
export type RollbackTarget = { readonly sha: string } | { readonly refused: string };

/**
 * Whether the code of an earlier commit may be run with the environment's secrets. Anybody who may write deployments may name
 * any commit that GitHub knows, one of a fork too, since a fork's commits can be had from its parent
 * (https://www.chainguard.dev/unchained/what-the-fork-imposter-commits-in-github-actions-and-ci-cd). So it must be an
 * ancestor of what was to be deployed, or of the default branch, and a run of this repository must have deployed it.
 */
export async function rollbackTarget(
  {
    earlier,
    sha,
    repository,
  }: { readonly earlier: Deployed; readonly sha: string; readonly repository: string },
  { commits, owners }: Pick<RegistryPorts, 'commits' | 'owners'>,
): Promise<RollbackTarget> {
  const { registration, sha: target, uncertainty = 'the commit is not known' } = earlier;
  if (target === undefined) return { refused: uncertainty };
  const { heldSince = registration.createdAt, ended, payload } = registration;
  const lived = await owners.lived({ ...payload, repository }, heldSince, ended?.createdAt ?? heldSince);
  if (lived !== true) {
    const run = `run ${payload.runId} of ${repository}`;
    return {
      refused: lived === 'unknown' ? `${run} cannot be read (actions: read)` : `${run} did not deploy it`,
    };
  }
  const within = async (head: string | undefined) =>
    head !== undefined &&
    ['ahead', 'identical'].includes(await compared(commits, { repository, target, head }));
  if ((await within(sha)) || (await within(await commits.defaultBranch(repository)))) return { sha: target };
  return {
    refused: `GitHub does not say that it is an ancestor of ${sha.slice(0, 7)} or of the default branch (contents: read)`,
  };
}

/** An answer that GitHub withholds permits nothing. */
async function compared(
  commits: RegistryPorts['commits'],
  {
    repository,
    target,
    head,
  }: { readonly repository: string; readonly target: string; readonly head: string },
): Promise<string> {
  try {
    return await commits.compare(repository, target, head);
  } catch (error) {
    if (error instanceof UserError) return 'unknown';
    throw error;
  }
}
