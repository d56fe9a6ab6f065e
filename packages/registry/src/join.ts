import { UserError } from '@signalbox/runner/errors';
import type { Payload } from './payload.ts';
import { AmbiguousWriteError, type Draft, RegistryError } from './port.ts';
import type { Claimant, RegistryPorts } from './ports.ts';
import { UNKNOWN_ID } from './registration.ts';
import type { KnownTicket, Ticket } from './ticket.ts';

export interface JoinRequest {
  readonly environment: string;
  /** Full SHA that will be deployed. */
  readonly sha: string;
  readonly claimant: Claimant;
  /** Called before the registration is made and whenever more is known: save it for the post step. */
  readonly remember: (ticket: Ticket) => void;
}

/** Long enough for a write of unknown fate to show in a read. */
const READ_BACK_MS = 5000;
const ATTEMPTS = 3;

/** Enters the queue, exactly once even if answers get lost. */
export async function join(request: JoinRequest, ports: RegistryPorts): Promise<KnownTicket> {
  const { environment, sha, claimant, remember } = request;
  const payload: Payload = { ...claimant, nonce: newNonce(claimant, ports.random) };
  const ticket: Ticket = { environment, nonce: payload.nonce };
  remember(ticket);
  const description = `Signalbox: ${claimant.workflow || 'run'} ${claimant.runId} by ${claimant.actor || 'unknown'}`;
  const deploymentId = await createOnce({ environment, sha, description, payload }, ports);
  const known = { ...ticket, deploymentId };
  remember(known);
  return known;
}

async function createOnce(draft: Draft, { registry, clock, cancelled, log }: RegistryPorts): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS && !cancelled.aborted; attempt++) {
    try {
      return (await registry.create(draft)).id;
    } catch (error) {
      if (!(error instanceof AmbiguousWriteError)) throw error;
      log.info(`The answer to the registration was lost (${error.message}); looking whether it exists.`);
    }
    await clock.sleep(READ_BACK_MS, cancelled);
    const found = await findByNonce(registry, draft.environment, draft.payload.nonce);
    if (found !== undefined) return found;
  }
  if (cancelled.aborted) throw new UserError('Cancelled while registering.');
  throw new RegistryError(`GitHub did not answer ${ATTEMPTS} attempts to register`);
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
  const digits = () => Math.floor(random() * 2 ** 32).toString(36);
  return `${runId}.${runAttempt}.${digits()}${digits()}`;
}
