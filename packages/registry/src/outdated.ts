import type { Obstacle } from './obstacles.ts';
import type { Snapshot } from './port.ts';
import type { RegistryPorts } from './ports.ts';
import type { Registration } from './registration.ts';

export type OnOutdated = 'ignore' | 'warn' | 'fail' | 'skip';

/** The newest registration that ended in success: what the environment runs. */
export function lastSuccess(registrations: readonly Registration[]): Registration | undefined {
  return registrations
    .filter(({ ended, heldSince }) => heldSince !== undefined && ended?.state === 'success')
    .reduce<Registration | undefined>(
      (last, next) => ((next.ended?.createdAt ?? 0) > (last?.ended?.createdAt ?? -1) ? next : last),
      undefined,
    );
}

/** The commit of `repository` that the environment runs; other repositories may share the registry. */
export const deployedSha = (
  { registrations }: Pick<Snapshot, 'registrations'>,
  repository: string,
): string | undefined =>
  lastSuccess(registrations.filter(({ payload }) => payload.repository === repository))?.sha;

/** Whether the environment already runs a descendant of the commit to be deployed. */
export async function outdated(
  { sha, onOutdated }: { readonly sha: string; readonly onOutdated: OnOutdated },
  { registrations }: Snapshot,
  { commits }: Pick<RegistryPorts, 'commits'>,
): Promise<Obstacle | undefined> {
  const deployed = lastSuccess(registrations);
  if (onOutdated === 'ignore' || deployed === undefined || deployed.sha === sha) return undefined;
  const mine = registrations.find((registration) => registration.sha === sha);
  // A descendant is not older than its ancestor. Clocks of committers can be wrong, so only a warning relies on it.
  if (onOutdated === 'warn' && isOlder(deployed, mine)) return undefined;
  if ((await commits.compare(deployed.payload.repository, deployed.sha, sha)) !== 'behind') return undefined;
  const details = `${sha.slice(0, 7)} is older than ${deployed.sha.slice(0, 7)}, which is deployed already (run ${deployed.payload.runId})`;
  return { reason: { code: 'outdated', details }, act: onOutdated };
}

const isOlder = (a: Registration, b: Registration | undefined): boolean =>
  a.committedAt !== undefined && b?.committedAt !== undefined && a.committedAt < b.committedAt;
