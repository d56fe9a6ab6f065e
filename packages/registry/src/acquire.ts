import { type JoinRequest, join } from './join.ts';
import { leave } from './leave.ts';
import { canDeploy } from './look.ts';
import type { Snapshot } from './port.ts';
import type { RegistryPorts } from './ports.ts';
import type { Reason } from './reason.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Ticket } from './ticket.ts';
import { type TurnRequest, takeTurn } from './turn.ts';

export interface AcquireRequest extends JoinRequest, Omit<TurnRequest, 'ticket'> {}

export interface Grant {
  readonly acquired: true;
  readonly ticket: Ticket;
  readonly deploymentId: number;
  /** Grows with every grant of the environment. */
  readonly fencingToken: number;
  readonly waitedSeconds: number;
  /** The read that granted the turn: who waits behind. */
  readonly snapshot: Snapshot;
}

/**
 * Registers, waits for the turn, claims it and holds it.
 * A refusal means that nothing is left in the queue and that the user asked to skip rather than fail.
 * @throws UserError when the turn is refused and the user asked to fail, or waiting took too long
 * @throws RegistryError when the registry cannot be read or written; nothing is held then
 */
export async function acquire(request: AcquireRequest, ports: RegistryPorts): Promise<Grant | Refusal> {
  if (request.onBusy !== 'wait') {
    // Without an intent to wait, a busy environment is left without a trace.
    const seen = await canDeploy(request, ports);
    const { reason } = seen;
    const act = actOn(reason, request, request.onBusy);
    if (!seen.canDeploy) return { ...refuse({ reason, act }, request.environment, 0), seen };
  }
  const ticket = await join(request, ports);
  return await hold({ ...request, ticket }, ports);
}

function actOn({ code }: Reason, { onOutdated }: AcquireRequest, onBusy: 'fail' | 'skip'): 'fail' | 'skip' {
  if (code === 'stack-broken') return 'fail';
  if (code === 'outdated') return onOutdated === 'skip' ? 'skip' : 'fail';
  return onBusy;
}

/** Waits until the registration of `ticket` holds. If it does not come to that, the registration is ended. */
export async function hold(request: TurnRequest, ports: RegistryPorts): Promise<Grant | Refusal> {
  const { clock } = ports;
  const began = clock.now();
  try {
    const turn = await takeTurn(request, ports);
    const waitedSeconds = Math.round((clock.now() - began) / 1000);
    if ('reason' in turn) {
      request.remember(request.ticket);
      await leave(request.ticket, turn.reason.code, ports);
      return refuse(turn, request.ticket.environment, waitedSeconds);
    }
    return { acquired: true, deploymentId: turn.ticket.deploymentId, waitedSeconds, ...turn };
  } catch (error) {
    request.remember(request.ticket);
    await leave(request.ticket, 'gave up', ports);
    throw error;
  }
}
