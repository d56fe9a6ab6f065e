import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Obstacle } from './obstacles.ts';
import type { Snapshot } from './port.ts';
import type { RegistryPorts } from './ports.ts';
import { belongsTo, type Registration, type RepositoryIdentity } from './registration.ts';

export type OnOutdated = 'ignore' | 'warn' | 'fail' | 'skip';

export interface Age extends RepositoryIdentity {
  readonly environment: string;
  /** Full SHA that would be deployed. */
  readonly sha: string;
  readonly onOutdated: OnOutdated;
}

/** The newest registration that ended in success: what the environment runs. */
export function lastSuccess(registrations: readonly Registration[]): Registration | undefined {
  return registrations
    .filter(({ ended, heldSince }) => heldSince !== undefined && ended?.state === 'success')
    .reduce<Registration | undefined>(
      (last, next) => ((next.ended?.createdAt ?? 0) > (last?.ended?.createdAt ?? -1) ? next : last),
      undefined,
    );
}

/** The commit of a repository that the environment runs; other repositories may share the registry. */
export const deployedSha = (
  { registrations }: Pick<Snapshot, 'registrations'>,
  whose: RepositoryIdentity,
): string | undefined =>
  lastSuccess(registrations.filter((registration) => belongsTo(registration, whose)))?.sha;

/**
 * The registration whose commit the environment runs. Where many deploy, it may be further back than what may be
 * alive: then it is looked for.
 */
export async function running(
  environment: string,
  seen: Snapshot,
  { whose, registry }: { readonly whose: RepositoryIdentity } & Pick<RegistryPorts, 'registry'>,
): Promise<Registration | undefined> {
  const find = (registrations: readonly Registration[]) =>
    lastSuccess(registrations.filter((registration) => belongsTo(registration, whose)));
  const found = find(seen.registrations);
  if (found !== undefined || seen.whole) return found;
  const until = (registrations: readonly Registration[]) => find(registrations) !== undefined;
  return find((await registry.snapshot(environment, { until })).registrations);
}

/**
 * Whether the environment already runs a descendant of the commit to be deployed.
 * @throws UserError when that decides and GitHub does not tell: unknown is not newer
 */
export async function outdated(
  { environment, sha, onOutdated, repository, repositoryId }: Age,
  snapshot: Snapshot,
  { commits, registry }: Pick<RegistryPorts, 'commits' | 'registry'>,
): Promise<Obstacle | undefined> {
  if (onOutdated === 'ignore') return undefined;
  const whose = { repository, repositoryId };
  // A warning is not worth reading a long history for.
  const seen = onOutdated === 'warn' ? { ...snapshot, whole: true } : snapshot;
  const deployed = await running(environment, seen, { whose, registry });
  if (deployed === undefined || deployed.sha === sha) return undefined;
  const own = snapshot.registrations.filter((registration) => belongsTo(registration, whose));
  const mine = own.find((registration) => registration.sha === sha);
  // A descendant is not older than its ancestor. Clocks of committers can be wrong, so only a warning relies on it.
  if (onOutdated === 'warn' && isOlder(deployed, mine)) return undefined;
  const [short, shortDeployed] = [sha.slice(0, 7), deployed.sha.slice(0, 7)];
  try {
    if ((await commits.compare(whose.repository, deployed.sha, sha)) !== 'behind') return undefined;
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
      `Input "on-outdated": ${unknown} Give "github-token" the permission contents: read on ${whose.repository}, or set on-outdated: warn.`,
    );
  }
  const details = `${short} is older than ${shortDeployed}, which is deployed already (run ${deployed.payload.runId})`;
  const warning = `Deploying an outdated commit: ${details}.`;
  return { reason: { code: 'outdated', details }, act: onOutdated, warning };
}

const isOlder = (a: Registration, b: Registration | undefined): boolean =>
  a.committedAt !== undefined && b?.committedAt !== undefined && a.committedAt < b.committedAt;
