import type { Obstacle } from '../../model/reason.ts';
import type { RepositoryIdentity } from '../../model/registration.ts';
import { complete } from '../../model/snapshot.ts';
import type { RegistryPorts } from '../../ports.ts';
import { deployed } from './deployed.ts';

/** `repository`: whose commits count, since other repositories may share the registry. */
export interface Promotion extends RepositoryIdentity {
  readonly sha: string;
  /** The earlier environment; without it anything may be deployed. */
  readonly promotedFrom?: string | undefined;
  /** Who made our own registration, where we have one. */
  readonly creator?: string | undefined;
}

/** Whether the earlier environment runs anything else than the commit to be deployed. */
export async function notPromoted(
  { sha, promotedFrom, repository, repositoryId, creator }: Promotion,
  ports: Pick<RegistryPorts, 'registry' | 'owners'>,
): Promise<Obstacle | undefined> {
  if (promotedFrom === undefined) return undefined;
  const snapshot = complete(await ports.registry.snapshot(promotedFrom));
  const query = { environment: promotedFrom, repository, repositoryId, creator };
  const runs = await deployed(snapshot, query, ports);
  if (runs?.sha === sha) return undefined;
  const what =
    runs?.sha?.slice(0, 7) ?? (runs === undefined ? 'no recorded commit' : 'a commit that is not known');
  const details = `${promotedFrom} runs ${what}, not ${sha.slice(0, 7)}${runs?.uncertainty === undefined ? '' : ` (${runs.uncertainty})`}`;
  return { reason: { code: 'not-promoted', details }, act: 'fail' };
}
