import { errorLine } from '@signalbox/runner/errors';
import { nonce } from '@signalbox/runner/values';
import type { Payload } from '../model/payload.ts';
import { UNKNOWN_ID } from '../model/registration.ts';
import { AmbiguousWriteError } from '../model/snapshot.ts';
import type { Claimant, KnownTicket, Ticket } from '../model/ticket.ts';
import type { Draft, RegistryPorts } from '../ports.ts';
import { retryThroughOutage } from './queue/outage.ts';

export interface JoinRequest {
  readonly environment: string;
  /** Full SHA that will be deployed. */
  readonly sha: string;
  readonly claimant: Claimant;
  /**
   * Called before the registration is made and whenever more is known: save it for the post step. With undefined there
   * is nothing that it could end.
   */
  readonly remember: (ticket: Ticket | undefined) => void;
  readonly waitTimeoutSeconds: number;
  /** Wait for GitHub, too, when it is out of order. Without it only lost answers are searched for. */
  readonly retryOutages?: boolean;
}

/** Before there is a position in the queue: a user who cannot register should see that soon. */
const OUTAGE_SECONDS = 15 * 60;
const LOST_ANSWER_SECONDS = 20;

/** Enters the queue, exactly once even if answers get lost. */
export async function join(request: JoinRequest, ports: RegistryPorts): Promise<KnownTicket> {
  const { environment, sha, claimant, remember } = request;
  const payload: Payload = { ...claimant, nonce: newNonce(claimant, ports.random) };
  const ticket: Ticket = { environment, nonce: payload.nonce };
  remember(ticket);
  const description = `Signalbox: ${claimant.workflow || 'run'} ${claimant.runId} by ${claimant.actor || 'unknown'}`;
  const deploymentId = await createOnce({ environment, sha, description, payload }, request, ports);
  const known = { ...ticket, deploymentId };
  remember(known);
  return known;
}

/** Repeats what may be repeated before there is a position in the queue. */
export function beforeJoining(
  {
    environment,
    waitTimeoutSeconds,
    retryOutages,
  }: Pick<JoinRequest, 'environment' | 'waitTimeoutSeconds' | 'retryOutages'>,
  ports: RegistryPorts,
) {
  const seconds = retryOutages ? Math.min(OUTAGE_SECONDS, waitTimeoutSeconds) : LOST_ANSWER_SECONDS;
  return retryThroughOutage(
    { environment, deadline: ports.clock.now() + seconds * 1000, retryOutages: true },
    ports,
  );
}

/** A registration of unknown fate is searched for before another one is made. */
async function createOnce(draft: Draft, request: JoinRequest, ports: RegistryPorts): Promise<number> {
  const { registry } = ports;
  let unsure = false;
  return await beforeJoining(
    request,
    ports,
  )(async () => {
    const found = unsure ? await findByNonce(registry, draft.environment, draft.payload.nonce) : undefined;
    if (found !== undefined) return found;
    try {
      return (await registry.create(draft)).id;
    } catch (error) {
      unsure ||= error instanceof AmbiguousWriteError;
      throw error;
    }
  }).catch((error: unknown) => {
    if (!unsure) request.remember(undefined);
    throw error;
  });
}

/** The oldest registration with this nonce: should a lost answer have made two, the others end as twins. */
export async function findByNonce(
  registry: RegistryPorts['registry'],
  environment: string,
  nonce: string,
): Promise<number | undefined> {
  const { registrations } = await registry.snapshot(environment);
  const ids = registrations
    .filter(({ id, payload }) => payload.nonce === nonce && id !== UNKNOWN_ID)
    .map(({ id }) => id);
  return ids.length === 0 ? undefined : Math.min(...ids);
}

function newNonce({ runId, runAttempt }: Claimant, random: () => number): string {
  return `${runId}.${runAttempt}.${nonce(random, 12)}`;
}

/** How the description of a registration ends that never held. */
export const LEFT = 'left the queue';

/**
 * Ends a registration that will not deploy. Never throws: should the write fail, the post step tries again,
 * and after that the others see that the job is over.
 * @returns whether it is over for certain
 */
export async function leave(
  { deploymentId }: Ticket,
  why: string,
  { registry, log }: Pick<RegistryPorts, 'registry' | 'log'>,
): Promise<boolean> {
  if (deploymentId === undefined) return false;
  try {
    await registry.post(deploymentId, { state: 'inactive', description: `${LEFT}: ${why}` });
    return true;
  } catch (error) {
    log.warning(
      `Registration ${deploymentId} could not be ended: ${errorLine(error)}. Others skip it once this job is over.`,
    );
    return false;
  }
}
