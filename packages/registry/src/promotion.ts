import type { Obstacle } from './obstacles.ts';
import { running } from './outdated.ts';
import { complete } from './partial.ts';
import type { RegistryPorts } from './ports.ts';
import type { RepositoryIdentity } from './registration.ts';

/** `repository`: whose commits count, since other repositories may share the registry. */
export interface Promotion extends RepositoryIdentity {
  readonly sha: string;
  /** The earlier environment; without it anything may be deployed. */
  readonly promotedFrom?: string | undefined;
}

/** Whether the earlier environment runs anything else than the commit to be deployed. */
export async function notPromoted(
  { sha, promotedFrom, repository, repositoryId }: Promotion,
  { registry }: Pick<RegistryPorts, 'registry'>,
): Promise<Obstacle | undefined> {
  if (promotedFrom === undefined) return undefined;
  const whose = { repository, repositoryId };
  const seen = complete(await registry.snapshot(promotedFrom));
  const runs = (await running(promotedFrom, seen, { whose, registry }))?.sha;
  if (runs === sha) return undefined;
  const details = `${promotedFrom} runs ${runs?.slice(0, 7) ?? 'no recorded commit'}, not ${sha.slice(0, 7)}`;
  return { reason: { code: 'not-promoted', details }, act: 'fail' };
}
