import { deployed } from './deployed.ts';
import type { Obstacle } from './obstacles.ts';
import type { Snapshot } from './port.ts';
import type { RegistryPorts } from './ports.ts';
import type { Registration } from './registration.ts';

export type OnOutdated = 'ignore' | 'warn' | 'fail' | 'skip';

export interface OutdatedQuery {
  readonly sha: string;
  readonly onOutdated: OnOutdated;
  readonly environment: string;
  readonly repository: string;
  readonly creator?: string | undefined;
}

/** Whether the environment already runs a descendant of the commit to be deployed. */
export async function outdated(
  query: OutdatedQuery,
  snapshot: Snapshot,
  ports: Pick<RegistryPorts, 'commits' | 'registry' | 'owners'>,
): Promise<Obstacle | undefined> {
  const { sha, onOutdated, repository } = query;
  if (onOutdated === 'ignore') return undefined;
  const runs = await deployed(snapshot, query, ports);
  if (runs === undefined || runs.sha === sha) return undefined;
  if (runs.sha === undefined) {
    // A warning relies on what is known; a refusal on what is not.
    if (onOutdated === 'warn') return undefined;
    const details = `it is not known what runs: ${runs.doubt}`;
    return { reason: { code: 'outdated', details }, act: onOutdated };
  }
  const { registration } = runs;
  const mine = snapshot.registrations.find((one) => one.sha === sha && !one.claimed);
  // A descendant is not older than its ancestor. Clocks of committers can be wrong, so only a warning relies on it.
  if (onOutdated === 'warn' && !registration.claimed && isOlder(registration, mine)) return undefined;
  if ((await ports.commits.compare(repository, runs.sha, sha)) !== 'behind') return undefined;
  const details = `${sha.slice(0, 7)} is older than ${runs.sha.slice(0, 7)}, which is deployed already (run ${registration.payload.runId})`;
  return { reason: { code: 'outdated', details }, act: onOutdated };
}

const isOlder = (a: Registration, b: Registration | undefined): boolean =>
  a.committedAt !== undefined && b?.committedAt !== undefined && a.committedAt < b.committedAt;
