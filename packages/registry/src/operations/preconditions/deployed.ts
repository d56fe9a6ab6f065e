import { endOf } from '../../model/ending.ts';
import { JOB_TOKEN } from '../../model/names.ts';
import {
  belongsTo,
  queuePhaseOf,
  type Registration,
  type RepositoryIdentity,
  UNKNOWN_ID,
} from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { RegistryPorts } from '../../ports.ts';

/** What the registry says an environment runs. */
export interface Deployed {
  readonly registration: Registration;
  /** The commit by GitHub's word; absent when there is only somebody's claim. */
  readonly sha?: string;
  /** Why there is no `sha`. */
  readonly uncertainty?: string;
}

/** `repository`: whose commits count, since other repositories may share the registry. */
export interface DeployedQuery extends RepositoryIdentity {
  readonly environment: string;
  /** Who made our own registration, where we have one. */
  readonly creator?: string | undefined;
}

/**
 * The newest success of the repository in the environment: what the environment runs. Anybody who may write deployments may
 * write one that says so, so nothing of it counts that is only its payload's word, and nothing that was made with
 * another identity than our own or that of jobs. An older success is no answer then: it no longer runs.
 * @throws UserError when GitHub cannot be read far enough back
 */
export async function deployed(
  snapshot: Snapshot,
  { environment, repository, repositoryId, creator }: DeployedQuery,
  { registry, owners }: Pick<RegistryPorts, 'registry' | 'owners'>,
): Promise<Deployed | undefined> {
  const whose = { repository, repositoryId };
  const wanted = (one: Registration) => mayBeSuccess(one) && belongsTo(one, whose);
  const found =
    newest(snapshot.registrations.filter(wanted)) ??
    (snapshot.more ? await registry.findPast(environment, wanted) : undefined);
  if (found === undefined) return undefined;
  const who =
    found.id === UNKNOWN_ID ? `the registration of run ${found.payload.runId}` : `registration ${found.id}`;
  if (found.truncated)
    return {
      registration: found,
      uncertainty: `${who} has more statuses than are read, so it is not known how it ended`,
    };
  if (creator !== undefined && ![creator, JOB_TOKEN].includes(found.creator))
    return {
      registration: found,
      uncertainty: `${who} was made by ${found.creator || 'nobody known'}, not by ${creator}`,
    };
  // The payload may name any repository: the run must be one of this.
  if (found.claimed && (await owners.headSha({ ...found.payload, repository })) !== found.sha)
    return {
      registration: found,
      uncertainty: `the commit of ${who} is not the one of its run ${found.payload.runId}`,
    };
  return { registration: found, sha: found.sha };
}

/** Who made our own registration, as the read shows it. */
export const creatorOf = ({ registrations }: Snapshot, id: number | undefined): string | undefined =>
  registrations.find((one) => one.id === id)?.creator || undefined;

const mayBeSuccess = ({ heldSince, ended, latest, truncated }: Registration): boolean =>
  truncated ? queuePhaseOf(latest) === 'over' : heldSince !== undefined && ended?.state === 'success';

/** By its end: the last that was deployed is what runs. */
const newest = (successes: readonly Registration[]): Registration | undefined =>
  successes.reduce<Registration | undefined>(
    (last, next) => ((endOf(next)?.createdAt ?? 0) > ((last && endOf(last)?.createdAt) ?? -1) ? next : last),
    undefined,
  );
