import type { Obstacle } from './obstacles.ts';
import { deployedSha } from './outdated.ts';
import { complete } from './partial.ts';
import type { RegistryPorts } from './ports.ts';

export interface Promotion {
  readonly sha: string;
  /** The earlier environment; without it anything may be deployed. */
  readonly promotedFrom?: string | undefined;
  /** Whose commits count: other repositories may share the registry. */
  readonly repository: string;
}

/** Whether the earlier environment runs anything else than the commit to be deployed. */
export async function notPromoted(
  { sha, promotedFrom, repository }: Promotion,
  { registry }: Pick<RegistryPorts, 'registry'>,
): Promise<Obstacle | undefined> {
  if (promotedFrom === undefined) return undefined;
  const runs = deployedSha(complete(await registry.snapshot(promotedFrom)), repository);
  if (runs === sha) return undefined;
  const details = `${promotedFrom} runs ${runs?.slice(0, 7) ?? 'no recorded commit'}, not ${sha.slice(0, 7)}`;
  return { reason: { code: 'not-promoted', details }, act: 'fail' };
}
