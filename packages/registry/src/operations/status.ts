import type { FinishedRun } from '@signalbox/estimate/forecast';
import { finishedRun } from '../model/history.ts';
import type { Liveness } from '../model/liveness.ts';
import {
  type QueuePhase,
  queuePhaseOf,
  type Registration,
  type RepositoryIdentity,
} from '../model/registration.ts';
import { complete } from '../model/snapshot.ts';
import type { Registry, RegistryPorts } from '../ports.ts';
import { creatorOf, type Deployed, deployed } from './preconditions/deployed.ts';
import { type Inspection, inspect } from './queue/inspect.ts';

export interface LatestState {
  readonly state: 'in_progress' | 'queued' | 'success' | 'failure' | 'inactive' | 'not-found';
  /** What its page says last, or that its job is over without releasing. */
  readonly details: string;
  readonly registration?: Registration;
}

export interface EnvironmentStatus extends LatestState {
  /** Who holds and waits, as somebody sees it who would come now. */
  readonly inspection: Inspection;
  /** What runs; absent when the registry knows of nothing. */
  readonly deployed?: Deployed;
  /** The last deployments that are over, newest first. */
  readonly recent: readonly Registration[];
}

/** `repository`: whose commits count for what runs. */
interface StatusQuery extends RepositoryIdentity {
  readonly environment: string;
  /** Of one deployment only. */
  readonly correlationId?: string | undefined;
  /** The registration of the job that asks, if it has one. */
  readonly own?: number | undefined;
  readonly maxHoldSeconds: number;
}

const RECENT = 10;
/** Registrations that are over are read until so many are found: not all of them held. */
const READ_BACK = 50;

/** All that is known of an environment; writes nothing. */
export async function environmentStatus(
  query: StatusQuery,
  ports: RegistryPorts,
): Promise<EnvironmentStatus> {
  const { environment, correlationId, repository, repositoryId, own } = query;
  const inspection = await inspect({ ...query, everyId: true }, ports);
  const { snapshot } = inspection;
  const creator = creatorOf(snapshot, own);
  const runs = await deployed(snapshot, { environment, repository, repositoryId, creator }, ports);
  const wanted = snapshot.registrations.filter(
    ({ payload }) => correlationId === undefined || payload.correlationId === correlationId,
  );
  const latest = latestState(wanted, inspection.liveness);
  const { registration } = latest;
  if (registration === undefined || isOver(registration)) complete(snapshot);
  return {
    ...latest,
    inspection,
    ...(runs === undefined ? {} : { deployed: runs }),
    recent: await recentDeployments(environment, inspection, ports),
  };
}

async function recentDeployments(
  environment: string,
  { snapshot }: Inspection,
  { registry }: RegistryPorts,
): Promise<readonly Registration[]> {
  const finished = (all: readonly Registration[]) => all.filter(hasHeld).filter(isOver).slice(0, RECENT);
  const seen = finished(snapshot.registrations);
  if (seen.length === RECENT || !snapshot.more) return seen;
  return finished(await registry.past(environment, READ_BACK));
}

const isOver = ({ latest }: Registration) => queuePhaseOf(latest) === 'over';
const hasHeld = ({ heldSince, truncated }: Registration) => heldSince !== undefined || truncated === true;

/** Those who live come first: who deploys, who is about to, who waits. */
const PRECEDENCE: readonly QueuePhase[] = ['holding', 'claiming', 'waiting'];

/**
 * The latest state of these registrations. One whose job is over without releasing it is no longer under way; as nobody
 * knows how it ended, it has failed. Of what is over only deployments count: who left the queue has no outcome.
 */
function latestState(
  registrations: readonly Registration[],
  liveness: ReadonlyMap<number, Liveness>,
): LatestState {
  const lives = ({ id }: Registration) => (liveness.get(id) ?? 'alive') === 'alive';
  const living = PRECEDENCE.map((phase) =>
    newest(registrations.filter((one) => queuePhaseOf(one.latest) === phase && lives(one))),
  ).find((found) => found !== undefined);
  const last = living ?? newest(registrations.filter((one) => hasHeld(one) && (isOver(one) || !lives(one))));
  if (last === undefined) return { state: 'not-found', details: '' };
  if (!isOver(last) && !lives(last))
    return {
      state: 'failure',
      details: 'its job is over without releasing, so it is not known how it ended',
      registration: last,
    };
  return { state: stateOf(last), details: last.latest?.description ?? '', registration: last };
}

const newest = (registrations: readonly Registration[]): Registration | undefined =>
  registrations.reduce<Registration | undefined>(
    (a, b) => (a === undefined || b.createdAt > a.createdAt ? b : a),
    undefined,
  );

function stateOf({ latest, ended }: Registration): LatestState['state'] {
  const phase = queuePhaseOf(latest);
  if (phase === 'waiting') return 'queued';
  if (phase !== 'over') return 'in_progress';
  if (ended?.state === 'success' || ended?.state === 'inactive') return ended.state;
  return 'failure';
}

/**
 * The environment's finished deployments, newest first: from the status that made each hold to its outcome.
 * Registrations that never held are no deployments and are omitted.
 */
export async function history(
  registry: Registry,
  environment: string,
  limit: number,
): Promise<FinishedRun[]> {
  const past = await registry.past(environment, limit);
  return past.flatMap((registration) => finishedRun(registration) ?? []);
}
