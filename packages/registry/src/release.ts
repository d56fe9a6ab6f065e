import { formatDuration } from '@signalbox/runner/duration';
import { errorLine } from '@signalbox/runner/errors';
import { findByNonce } from './join.ts';
import { LEFT } from './leave.ts';
import { stackObstacle } from './obstacles.ts';
import type { Snapshot } from './port.ts';
import type { RegistryPorts } from './ports.ts';
import { phaseOf, type Registration, type State, type Status } from './registration.ts';
import { whoLine } from './standing.ts';
import type { Ticket } from './ticket.ts';

export type Outcome = 'success' | 'failure' | 'error' | 'inactive' | 'cancelled';

export interface ReleaseRequest {
  readonly ticket: Ticket;
  readonly outcome: Outcome;
  /** One line for GitHub's deployments page; made from the outcome and the time held when absent. */
  readonly description?: string;
  readonly logUrl?: string;
  readonly environmentUrl?: string;
  /** Stacks that should be at rest by now. */
  readonly stacks: readonly string[];
  /** While a stack still moves, leave the end to the next contender, who finds the job over: nobody knows the outcome. */
  readonly closedWhileBusy?: boolean;
}

export interface Released {
  /** False when there was nothing left to end. */
  readonly ended: boolean;
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
  if (own === undefined || phaseOf(own.latest) === 'over') {
    const lost = own?.latest === undefined ? 'it was deleted' : endedAs(own.latest);
    return { ended: false, overlaps: overlaps(own, snapshot), ...(ticket.holding ? { lost } : {}) };
  }
  const { line: unsettled, busy } = await unsettledStacks(request.stacks, ports);
  if (busy && request.closedWhileBusy && own.heldSince !== undefined)
    return await leaveClosed(id, request, { own, snapshot, unsettled, ports });
  const held = own.heldSince === undefined ? undefined : Math.max(0, (snapshot.now - own.heldSince) / 1000);
  await registry.post(id, {
    state: held === undefined ? 'inactive' : STATES[outcome],
    description: request.description ?? describe(outcome, held, unsettled),
    autoInactive: held !== undefined && outcome === 'success',
    ...(request.logUrl === undefined ? {} : { logUrl: request.logUrl }),
    ...(request.environmentUrl === undefined ? {} : { environmentUrl: request.environmentUrl }),
  });
  return {
    ended: true,
    overlaps: overlaps(own, snapshot),
    ...(own.interrupted === undefined ? {} : { lost: endedAs(own.interrupted) }),
    ...(held === undefined ? {} : { heldSeconds: held }),
    ...(unsettled === undefined ? {} : { unsettled }),
  };
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
    ...(own.interrupted === undefined ? {} : { lost: endedAs(own.interrupted) }),
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

const endedAs = ({ state, description }: Status) => `it was ended (${state}: ${description})`;

/** What it is to GitHub. A cancelled deployment has left the environment in a state nobody knows. */
const STATES: Readonly<Record<Outcome, State>> = {
  success: 'success',
  failure: 'failure',
  error: 'error',
  inactive: 'inactive',
  cancelled: 'error',
};

const WORDS: Readonly<Record<Outcome, string>> = {
  success: 'deployed in',
  failure: 'failed after',
  error: 'ended by an error after',
  inactive: 'released after',
  cancelled: 'cancelled after',
};

function describe(outcome: Outcome, held: number | undefined, unsettled: string | undefined): string {
  if (held === undefined) return `${LEFT}: ${outcome}`;
  return `${WORDS[outcome]} ${formatDuration(held)}${unsettled === undefined ? '' : `; ${unsettled}`}`;
}

/** The others whose holds met ours. Must be none: this is the alarm for a registry that lagged beyond `settle`. */
export function overlaps(own: Registration | undefined, { registrations, now }: Snapshot): string[] {
  const since = own?.heldSince;
  if (own === undefined || since === undefined) return [];
  const until = own.ended?.createdAt ?? now;
  return registrations
    .filter((other) => other.id !== own.id && other.heldSince !== undefined)
    .filter((other) => (other.heldSince ?? 0) < until && since < (other.ended?.createdAt ?? now))
    .map((other) => `registration ${other.id} of ${whoLine(other, now)}`);
}
