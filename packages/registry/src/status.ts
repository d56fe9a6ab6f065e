import { complete } from './partial.ts';
import type { Snapshot } from './port.ts';
import type { RegistryPorts } from './ports.ts';
import { type Phase, phaseOf, type Registration } from './registration.ts';

export interface LatestState {
  readonly state: 'in_progress' | 'queued' | 'success' | 'failure' | 'inactive' | 'not-found';
  /** What its page says last. */
  readonly details: string;
  readonly registration?: Registration;
  readonly snapshot: Snapshot;
}

/** The latest state of an environment, or of the deployment with `correlationId` in it. */
export async function latestState(
  environment: string,
  correlationId: string | undefined,
  { registry }: Pick<RegistryPorts, 'registry'>,
): Promise<LatestState> {
  const snapshot = await registry.snapshot(environment, { everyId: true });
  const wanted = snapshot.registrations.filter(
    ({ payload }) => correlationId === undefined || payload.correlationId === correlationId,
  );
  const registration = PRECEDENCE.map((phase) => newest(wanted, phase)).find((found) => found !== undefined);
  if (registration === undefined || phaseOf(registration.latest) === 'over') complete(snapshot);
  if (registration === undefined) return { state: 'not-found', details: '', snapshot };
  return {
    state: stateOf(registration),
    details: registration.latest?.description ?? '',
    registration,
    snapshot,
  };
}

const PRECEDENCE: readonly Phase[] = ['holding', 'claiming', 'waiting', 'over'];

/** Of what is over only deployments count: a registration that left the queue has no outcome. */
function newest(registrations: readonly Registration[], phase: Phase): Registration | undefined {
  return registrations
    .filter(
      ({ latest, heldSince }) => phaseOf(latest) === phase && (phase !== 'over' || heldSince !== undefined),
    )
    .reduce<Registration | undefined>(
      (a, b) => (a === undefined || b.createdAt > a.createdAt ? b : a),
      undefined,
    );
}

function stateOf({ latest, ended }: Registration): LatestState['state'] {
  const phase = phaseOf(latest);
  if (phase === 'waiting') return 'queued';
  if (phase !== 'over') return 'in_progress';
  if (ended?.state === 'success' || ended?.state === 'inactive') return ended.state;
  return 'failure';
}
