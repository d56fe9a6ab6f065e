import type { Reason } from '../model/reason.ts';
import { complete, type Snapshot } from '../model/snapshot.ts';
import type { Ticket } from '../model/ticket.ts';
import type { RegistryPorts } from '../ports.ts';
import { beforeJoining, type JoinRequest, join, leave } from './join.ts';
import { outdated } from './preconditions/outdated.ts';
import { notPromoted } from './preconditions/promotion.ts';
import { canDeploy, inspectionOf } from './queue/inspect.ts';
import type { TurnRequest } from './queue/perform.ts';
import { type Refusal, type Refused, refuse, withView } from './queue/refusal.ts';
import { acquireLock } from './queue/turn.ts';
import type { Observed } from './queue/watch.ts';

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
 * A refusal means that nothing remains in the queue and that the user asked to skip rather than fail.
 * @throws UserError when the turn is refused and the user asked to fail, or waiting took too long
 * @throws RegistryError when the registry cannot be read or written; nothing is held then
 */
export async function acquire(request: AcquireRequest, ports: RegistryPorts): Promise<Grant | Refusal> {
  if (request.onBusy !== 'wait') {
    // Without an intent to wait, nothing is written to a busy environment.
    const seen = await canDeploy(request, ports);
    const { reason } = seen;
    const act = actOn(reason, request, request.onBusy);
    if (!seen.canDeploy) return refuse({ reason, act }, request.environment, 0, seen);
  } else {
    await requirePromotion(request, ports);
    const found = await refusedByAge(request, ports);
    if (found !== undefined) return refuse(found, request.environment, 0);
  }
  const ticket = await join(request, ports);
  return await hold({ ...request, ticket }, ports);
}

/**
 * Checked before the wait, so that nobody waits for hours in vain, and again when the turn has come.
 * @throws RefusedError when the earlier environment runs anything else
 */
export async function requirePromotion(
  request: JoinRequest & Pick<TurnRequest, 'promotedFrom'>,
  ports: RegistryPorts,
): Promise<void> {
  const { sha, promotedFrom, claimant } = request;
  const { repository, repositoryId } = claimant;
  const promotion = { sha, promotedFrom, repository, repositoryId };
  const found = await beforeJoining(request, ports)(() => notPromoted(promotion, ports));
  if (found !== undefined) refuse({ reason: found.reason, act: 'fail' }, request.environment, 0);
}

/** What runs already is only replaced by something newer, so a commit that is too old now stays so. */
async function refusedByAge(request: AcquireRequest, ports: RegistryPorts): Promise<Refused | undefined> {
  const { environment, sha, onOutdated, claimant } = request;
  if (onOutdated !== 'fail' && onOutdated !== 'skip') return undefined;
  const { repository, repositoryId } = claimant;
  const found = await beforeJoining(
    request,
    ports,
  )(async () =>
    outdated(
      { environment, sha, onOutdated, repository, repositoryId },
      complete(await ports.registry.snapshot(environment)),
      ports,
    ),
  );
  return found && { reason: found.reason, act: onOutdated };
}

function actOn({ code }: Reason, { onOutdated }: AcquireRequest, onBusy: 'fail' | 'skip'): 'fail' | 'skip' {
  if (code === 'stack-broken' || code === 'not-promoted') return 'fail';
  if (code === 'outdated') return onOutdated === 'skip' ? 'skip' : 'fail';
  return onBusy;
}

/** Waits until the registration of `ticket` holds. If it does not come to that, the registration is ended. */
export async function hold(request: TurnRequest, ports: RegistryPorts): Promise<Grant | Refusal> {
  const { ticket } = request;
  const began = ports.clock.now();
  const giveUp = async (why: string) => {
    request.remember(ticket);
    if (await leave(ticket, why, ports)) request.remember(undefined);
  };
  const waited = () => Math.round((ports.clock.now() - began) / 1000);
  let last: Observed | undefined;
  const view = () => last && inspectionOf(last, request.claimant.priority, ticket.deploymentId);
  const observe = (seen: Observed) => {
    last = seen;
  };
  const turn = await acquireLock({ ...request, observe }, ports).catch(async (error: unknown) => {
    await giveUp('gave up');
    throw withView(error, view(), waited());
  });
  const waitedSeconds = waited();
  if (!('reason' in turn))
    return { acquired: true, deploymentId: turn.ticket.deploymentId, waitedSeconds, ...turn };
  await giveUp(turn.reason.code);
  return refuse(turn, ticket.environment, waitedSeconds, view());
}
