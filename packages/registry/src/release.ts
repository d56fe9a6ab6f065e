import { errorLine } from '@signalbox/runner/errors';
import { endLine, endOf, endWords, isOurs, type Outcome, STATES } from './ending.ts';
import { findByNonce } from './join.ts';
import { LEFT } from './leave.ts';
import { stackObstacle } from './obstacles.ts';
import type { Snapshot } from './port.ts';
import type { RegistryPorts } from './ports.ts';
import { phaseOf, type Registration, type State, UNKNOWN_ID } from './registration.ts';
import { whoLine } from './standing.ts';
import type { Ticket } from './ticket.ts';

export interface ReleaseRequest {
  readonly ticket: Ticket;
  readonly outcome: Outcome;
  /** One line for GitHub's deployments page; made from the outcome and the time held when absent. */
  readonly description?: string;
  readonly logUrl?: string;
  /** Who ends it, where that is not its own job. */
  readonly by?: string;
  readonly environmentUrl?: string;
  /** Stacks that should be at rest by now. */
  readonly stacks: readonly string[];
  /** While a stack still moves, leave the end to the next contender, who finds the job over: nobody knows the outcome. */
  readonly closedWhileBusy?: boolean;
}

export interface Released {
  /** False when there was nothing left to end. An end that we wrote, and whose answer was lost, is ours. */
  readonly ended: boolean;
  /** How it had ended before: outcome, words, by whom, when and where. */
  readonly over?: string;
  /** As what, in GitHub's word. */
  readonly endedAs?: State;
  readonly heldSeconds?: number;
  /** Others that held while we did: the registry was not safe. One line each. */
  readonly overlaps: readonly string[];
  /** Our registration was ended or deleted by somebody else while we held it; says how. */
  readonly lost?: string;
  /** Stacks that still move, or are broken, with their status. */
  readonly unsettled?: string;
  /** Still held, since a stack moves. */
  readonly closed?: boolean;
}

/** Ends a registration with one last status; safe to repeat. The caller fails its step on `overlaps` or `lost`. */
export async function release(request: ReleaseRequest, ports: RegistryPorts): Promise<Released> {
  const { ticket, outcome } = request;
  const { registry } = ports;
  const snapshot = await registry.snapshot(ticket.environment);
  const id = ticket.deploymentId ?? (await findByNonce(registry, ticket.environment, ticket.nonce));
  if (id === undefined) return { ended: false, overlaps: [] };
  const seen = snapshot.registrations.find((each) => each.id === id) ?? (await registry.find(id));
  const own = seen && { ...seen, ...heldSince(seen, ticket) };
  if (own === undefined)
    return { ended: false, overlaps: [], ...(ticket.holding ? { lost: 'it was deleted' } : {}) };
  if (phaseOf(own.latest) === 'over') return foundOver(own, request, snapshot);
  const { line: unsettled, busy } = await unsettledStacks(request.stacks, ports);
  if (busy && request.closedWhileBusy && own.heldSince !== undefined)
    return await leaveClosed(id, request, { own, snapshot, unsettled, ports });
  const held = own.heldSince === undefined ? undefined : Math.max(0, (snapshot.now - own.heldSince) / 1000);
  await registry.post(id, {
    state: held === undefined ? 'inactive' : STATES[outcome],
    description: request.description ?? describe(request, held, unsettled),
    autoInactive: held !== undefined && outcome === 'success',
    ...(request.logUrl === undefined ? {} : { logUrl: request.logUrl }),
    ...(request.environmentUrl === undefined ? {} : { environmentUrl: request.environmentUrl }),
  });
  return {
    ended: true,
    overlaps: overlaps(own, snapshot),
    ...(own.interrupted === undefined ? {} : { lost: `it was ended (${endLine(own.interrupted)})` }),
    ...(held === undefined ? {} : { heldSeconds: held }),
    ...(unsettled === undefined ? {} : { unsettled }),
  };
}

/**
 * It is over already. If we wrote that, the release is done; if somebody else did while we held, others may have
 * deployed beside us. Whoever names a registration that is over only hears how it ended.
 */
function foundOver(own: Registration, request: ReleaseRequest, snapshot: Snapshot): Released {
  const { ticket } = request;
  const end = endOf(own);
  if (end === undefined) return { ended: false, overlaps: [] };
  const over = endLine(end);
  const endedAs = end.state;
  if (isOurs(end, request)) {
    const held = own.heldSince === undefined ? {} : { heldSeconds: (end.createdAt - own.heldSince) / 1000 };
    return { ended: ticket.holding === true, over, endedAs, overlaps: overlaps(own, snapshot), ...held };
  }
  if (!ticket.holding) return { ended: false, over, endedAs, overlaps: [] };
  return { ended: false, over, endedAs, overlaps: overlaps(own, snapshot), lost: `it was ended (${over})` };
}

/** A read that lags behind our own hold must not make a short deployment one that never began. */
function heldSince(
  { heldSince: seen }: Registration,
  { heldSince: known }: Ticket,
): Pick<Registration, 'heldSince'> {
  const since = seen ?? known;
  return since === undefined ? {} : { heldSince: since };
}

/** The registration still holds: only its page says more. */
async function leaveClosed(
  id: number,
  { outcome, logUrl }: ReleaseRequest,
  found: {
    readonly own: Registration;
    readonly snapshot: Snapshot;
    readonly unsettled: string | undefined;
    readonly ports: RegistryPorts;
  },
): Promise<Released> {
  const { own, snapshot, unsettled, ports } = found;
  await ports.registry.post(id, {
    state: 'in_progress',
    description: `closed until it is known what became of it (job: ${outcome}); ${unsettled}`,
    ...(logUrl === undefined ? {} : { logUrl }),
  });
  return {
    ended: false,
    closed: true,
    overlaps: overlaps(own, snapshot),
    ...(own.interrupted === undefined ? {} : { lost: `it was ended (${endLine(own.interrupted)})` }),
    ...(unsettled === undefined ? {} : { unsettled }),
  };
}

/** What cannot be read now must not keep the environment closed. */
async function unsettledStacks(
  names: readonly string[],
  ports: RegistryPorts,
): Promise<{ readonly line: string | undefined; readonly busy: boolean }> {
  try {
    const reason = (await stackObstacle(names, ports))?.reason;
    return { line: reason?.details, busy: reason?.code === 'stack-busy' };
  } catch (error) {
    return { line: `its stacks could not be read: ${errorLine(error)}`, busy: false };
  }
}

function describe(
  { outcome, by }: ReleaseRequest,
  held: number | undefined,
  unsettled: string | undefined,
): string {
  const whose = by === undefined ? '' : `, ended by ${by}`;
  if (held === undefined) return `${LEFT}: ${outcome}${whose}`;
  return `${endWords(outcome, held)}${whose}${unsettled === undefined ? '' : `; ${unsettled}`}`;
}

/** The others whose holds met ours. Must be none: this is the alarm for a registry that lagged beyond `settle`. */
export function overlaps(own: Registration | undefined, { registrations, now }: Snapshot): string[] {
  const since = own?.heldSince;
  if (own === undefined || since === undefined) return [];
  const until = own.ended?.createdAt ?? now;
  return (
    registrations
      // Our own row has no known id where a read shows it as over.
      .filter((other) => other.id !== own.id && other.payload.nonce !== own.payload.nonce)
      .filter((other) => other.heldSince !== undefined)
      .filter((other) => (other.heldSince ?? 0) < until && since < (other.ended?.createdAt ?? now))
      .map((other) =>
        other.id === UNKNOWN_ID ? whoLine(other, now) : `registration ${other.id} of ${whoLine(other, now)}`,
      )
  );
}
