import { compact } from '@signalbox/runner/values';
import { forecastOf } from '../../model/history.ts';
import type { Liveness } from '../../model/liveness.ts';
import { type Ending, queuePosition, reasonOf, remainingSeconds } from '../../model/position.ts';
import type { Reason } from '../../model/reason.ts';
import { queuePhaseOf, type Registration, UNKNOWN_ID } from '../../model/registration.ts';
import { complete, type Snapshot, type SnapshotOptions } from '../../model/snapshot.ts';
import type { Claimant } from '../../model/ticket.ts';
import type { Me } from '../../model/view.ts';
import type { RegistryPorts } from '../../ports.ts';
import { obstacle } from '../preconditions/obstacles.ts';
import type { OnOutdated } from '../preconditions/outdated.ts';
import { newWatch } from './owners.ts';
import { type Observed, observe } from './watch.ts';

/** Who holds an environment: for people, and as JSON the output `active`. */
export interface Active {
  /** Absent while only GraphQL shows the registration, which does not show the id. */
  readonly deploymentId?: number;
  readonly sha: string;
  readonly actor: string;
  readonly workflow: string;
  readonly repository: string;
  readonly runId: number;
  readonly correlationId: string;
  readonly stacks: readonly string[];
  /** ISO 8601: when it began to hold. */
  readonly since: string;
  readonly description: string;
  /** How long it should still take at the median; absent without history. */
  readonly remainingSeconds?: number;
}

export interface Inspection {
  readonly canDeploy: boolean;
  readonly reason: Reason;
  /** True of a commit that may be deployed although a newer one is. */
  readonly warning?: string;
  readonly active?: Active;
  /** Those in front, first first. */
  readonly ahead: readonly Registration[];
  readonly estimatedWaitSeconds?: number;
  readonly snapshot: Snapshot;
  /** Those whose job is over without releasing, and when they are ended (server time). */
  readonly ending: Ending;
  /** Of those whose owners were asked about. */
  readonly liveness: ReadonlyMap<number, Liveness>;
}

export interface InspectRequest {
  readonly environment: string;
  /** Full SHA that would be deployed. */
  readonly sha: string;
  readonly claimant: Pick<Claimant, 'priority' | 'stacks' | 'repository' | 'repositoryId'>;
  readonly onOutdated: OnOutdated;
  readonly promotedFrom?: string | undefined;
  readonly maxHoldSeconds: number;
}

/** Whether a deployment could start now: free, not frozen, stacks at rest, not outdated? Writes nothing. */
export async function canDeploy(request: InspectRequest, ports: RegistryPorts): Promise<Inspection> {
  const { claimant } = request;
  const seen = await observeOnce(request, claimant.priority, ports);
  const inspection = inspectionOf(seen, claimant.priority);
  if (inspection.reason.code !== 'free') return inspection;
  const { stacks, repository, repositoryId } = claimant;
  const intent = { ...request, stacks, repository, repositoryId };
  const found = await obstacle(intent, seen.snapshot, ports);
  if (found === undefined) return inspection;
  if (found.act === 'warn') return { ...inspection, warning: found.warning ?? found.reason.details };
  return { ...inspection, canDeploy: false, reason: found.reason };
}

/** Who holds and waits, as somebody sees it who would come now. */
export async function inspect(
  request: Pick<InspectRequest, 'environment' | 'maxHoldSeconds'> & SnapshotOptions,
  ports: RegistryPorts,
): Promise<Inspection> {
  const seen = await observeOnce(request, 0, ports);
  const found = inspectionOf(seen, 0);
  if (found.active === undefined) complete(seen.snapshot);
  return found;
}

/** Nobody's id: behind everybody else of the same priority. */
const NEWCOMER = Number.MAX_SAFE_INTEGER;

/** The same as a registration sees it that is in the queue already. */
export async function inspectAs(
  me: Pick<Me, 'id' | 'nonce'>,
  request: InspectRequest,
  ports: RegistryPorts,
): Promise<Inspection> {
  const { priority } = request.claimant;
  return inspectionOf(await observeOnce(request, priority, ports, me), priority, me.id);
}

async function observeOnce(
  {
    environment,
    maxHoldSeconds,
    everyId,
  }: Pick<InspectRequest, 'environment' | 'maxHoldSeconds'> & SnapshotOptions,
  priority: number,
  ports: RegistryPorts,
  me: Pick<Me, 'id' | 'nonce'> = { id: NEWCOMER, nonce: '' },
): Promise<Observed> {
  const timeouts = { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY };
  const watch = newWatch(environment, { ...timeouts, readOnly: true, everyId }, ports);
  const seen = await observe(watch, { ...me, priority, claimed: false });
  const { decision } = seen;
  // Who is in the way is known by the first one found; that nobody is, only when all have been read.
  if (decision.act === 'wait' && decision.because === 'unseen') complete(seen.snapshot);
  return seen;
}

/** An observation as it concerns registration `id`, or somebody who is not in the queue yet. */
export function inspectionOf(
  { snapshot, view, decision, ending, liveness }: Observed,
  priority: number,
  id = NEWCOMER,
): Inspection {
  const expected = forecastOf(snapshot);
  const mine = queuePosition(snapshot, view.others, { id, priority }, expected, ending);
  const { ahead, expectedSeconds } = mine;
  const reason = reasonOf({ snapshot, decision }, mine);
  const remainingOf = (one: Registration) => {
    const endsAt = ending.get(one.id);
    if (endsAt !== undefined) return Math.max(0, (endsAt - snapshot.now) / 1000);
    return expected && remainingSeconds(one, expected, snapshot.now);
  };
  const holder = ahead.find(({ latest }) => queuePhaseOf(latest) === 'holding');
  return compact({
    canDeploy: reason.code === 'free',
    reason,
    ahead,
    snapshot,
    ending,
    liveness,
    active: holder && activeOf(holder, snapshot.now, remainingOf(holder)),
    estimatedWaitSeconds: expectedSeconds === undefined ? undefined : Math.round(expectedSeconds),
  });
}

function activeOf(registration: Registration, now: number, remaining: number | undefined): Active {
  const { id, sha, payload, heldSince, latest } = registration;
  const { actor, workflow, repository, runId, correlationId, stacks } = payload;
  return compact({
    deploymentId: id === UNKNOWN_ID ? undefined : id,
    ...{ sha, actor, workflow, repository, runId, correlationId, stacks },
    since: new Date(heldSince ?? now).toISOString(),
    description: latest?.description ?? '',
    remainingSeconds: remaining === undefined ? undefined : Math.round(remaining),
  });
}
