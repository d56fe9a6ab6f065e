import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Obstacle } from '../../model/reason.ts';
import { belongsTo, type Registration } from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { RegistryPorts } from '../../ports.ts';
import { type DeployedQuery, deployed } from './deployed.ts';

export type OnOutdated = 'ignore' | 'warn' | 'fail' | 'skip';

export interface Age extends DeployedQuery {
  /** Full SHA that would be deployed. */
  readonly sha: string;
  readonly onOutdated: OnOutdated;
}

/**
 * Whether the environment already runs a descendant of the commit to be deployed.
 * @throws UserError when that decides and GitHub does not say: unknown is not newer
 */
export async function outdated(
  query: Age,
  snapshot: Snapshot,
  ports: Pick<RegistryPorts, 'commits' | 'registry' | 'owners'>,
): Promise<Obstacle | undefined> {
  const { sha, onOutdated, repository } = query;
  if (onOutdated === 'ignore') return undefined;
  // A warning is not worth reading a long history for.
  const seen = onOutdated === 'warn' ? { ...snapshot, more: false } : snapshot;
  const runs = await deployed(seen, query, ports);
  if (runs === undefined || runs.sha === sha) return undefined;
  if (runs.sha === undefined) {
    // A warning relies on what is known; a refusal on what is not.
    if (onOutdated === 'warn') return undefined;
    const details = `it is not known what runs: ${runs.uncertainty}`;
    return { reason: { code: 'outdated', details }, act: onOutdated };
  }
  const { registration } = runs;
  const mine = snapshot.registrations.find((one) => belongsTo(one, query) && one.sha === sha && !one.claimed);
  // A descendant is not older than its ancestor. Clocks of committers can be wrong, so only a warning relies on it.
  if (onOutdated === 'warn' && !registration.claimed && isOlder(registration, mine)) return undefined;
  const [short, shortDeployed] = [sha.slice(0, 7), runs.sha.slice(0, 7)];
  try {
    if ((await ports.commits.compare(repository, runs.sha, sha)) !== 'behind') return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const unknown = `it is not known whether ${short} is older than ${shortDeployed}, which is deployed: ${errorLine(error)}`;
    if (onOutdated === 'warn')
      return {
        reason: { code: 'outdated', details: unknown },
        act: 'warn',
        warning: `This commit may be outdated: ${unknown}`,
      };
    throw new UserError(
      `Input "on-outdated": ${unknown} Give "github-token" the permission contents: read on ${repository}, or set on-outdated: warn.`,
    );
  }
  const details = `${short} is older than ${shortDeployed}, which is deployed already (run ${registration.payload.runId})`;
  const warning = `Deploying an outdated commit: ${details}.`;
  return { reason: { code: 'outdated', details }, act: onOutdated, warning };
}

const isOlder = (a: Registration, b: Registration | undefined): boolean =>
  a.committedAt !== undefined && b?.committedAt !== undefined && a.committedAt < b.committedAt;
