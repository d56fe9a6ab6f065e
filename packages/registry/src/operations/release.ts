import { errorLine } from '@signalbox/runner/errors';
import { oneLine } from '@signalbox/runner/untrusted';
import { compact } from '@signalbox/runner/values';
import { endLine, endOf, endWords, failureWords, isOurs, type Outcome, STATES } from '../model/ending.ts';
import { description, LONGEST_DESCRIPTION, sameRepository } from '../model/names.ts';
import { whoLine } from '../model/position.ts';
import { queuePhaseOf, type Registration, type State, UNKNOWN_ID } from '../model/registration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Ticket } from '../model/ticket.ts';
import type { RegistryPorts } from '../ports.ts';
import type { Distributions } from '../words/distributions.ts';
import { type Totals, withTotals } from '../words/totals.ts';
import { type Marks, totalsOf } from './count.ts';
import { countEnding, noteDistributions } from './count-ending.ts';
import { withoutForged } from './forged.ts';
import { findByNonce, LEFT } from './join.ts';
import { stackObstacle } from './preconditions/obstacles.ts';

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
  /** What is counted of this ending in addition to its outcome. */
  readonly marks?: Marks;
  /** Also count how long all took, for telemetry: one status more. */
  readonly distributions?: boolean;
}

export interface Released {
  /** False when there was nothing to end. An end that we wrote, and whose answer was lost, is ours. */
  readonly ended: boolean;
  /** How it had ended before: outcome, words, by whom, when and where. */
  readonly over?: string;
  /** As what, in GitHub's word. */
  readonly endedAs?: State;
  readonly heldSeconds?: number;
  /** Others that held while we did: the registry was not safe. One line each. */
  readonly overlaps: readonly string[];
  /** The same by registrations of which GitHub does not say whether their job ever ran. */
  readonly possibleOverlaps?: readonly string[];
  /** Our registration was ended or deleted by somebody else while we held it; says how. */
  readonly lost?: string;
  /** Stacks that still move, or are broken, with their status. */
  readonly unsettled?: string;
  /** Still held, since a stack moves. */
  readonly closed?: boolean;
  /** What was read before the end was written, for telemetry; absent when there is no such registration. */
  readonly seen?: { readonly own: Registration; readonly snapshot: Snapshot };
  /** All endings of the environment, this one included; absent where that could not be read. */
  readonly totals?: Totals;
  /** How long all took, apart by how they ended. */
  readonly distributions?: readonly Distributions[];
}

/** Ends a registration with one last status; safe to repeat. The caller fails its step on `overlaps` or `lost`. */
export async function release(request: ReleaseRequest, ports: RegistryPorts): Promise<Released> {
  const { ticket, outcome } = request;
  const { registry } = ports;
  const snapshot = await registry.snapshot(ticket.environment);
  const id = ticket.deploymentId ?? (await findByNonce(registry, ticket.environment, ticket.nonce));
  if (id === undefined) return { ended: false, overlaps: [] };
  const listed = snapshot.registrations.find((each) => each.id === id);
  // One of many long rows may have been read in part: by itself it is read as far as any is.
  const seen = listed === undefined || listed.truncated ? await registry.find(id) : listed;
  const own = seen && { ...seen, ...heldSince(seen, ticket) };
  if (own === undefined)
    return { ended: false, overlaps: [], ...(ticket.holding ? { lost: 'it was deleted' } : {}) };
  if (queuePhaseOf(own.latest) === 'over') return await foundOver(own, request, { snapshot, ports });
  const { line: unsettled, busy } = await unsettledStacks(request.stacks, ports);
  if (busy && request.closedWhileBusy && own.heldSince !== undefined)
    return await leaveClosed(id, request, { own, snapshot, unsettled, ports });
  const held = own.heldSince === undefined ? undefined : Math.max(0, (snapshot.now - own.heldSince) / 1000);
  const said = request.description ?? describe(request, held, unsettled);
  const words = STATES[outcome] === 'failure' ? failureWords(said, request.marks) : said;
  // Who never held has deployed nothing.
  const { totals, distributions } = held === undefined ? {} : await count(own, request, snapshot, ports);
  await registry.post(id, {
    state: held === undefined ? 'inactive' : STATES[outcome],
    description: totals === undefined ? words : withTotals(description(words), totals, LONGEST_DESCRIPTION),
    autoInactive: held !== undefined && outcome === 'success',
    ...compact({ logUrl: request.logUrl, environmentUrl: request.environmentUrl }),
  });
  const lost = lossOf(own, ticket);
  return compact({
    ended: true,
    ...(await overlaps(own, snapshot, ports)),
    lost,
    heldSeconds: held,
    unsettled,
    totals,
    distributions,
    seen: { own, snapshot },
  });
}

/**
 * It is over already. If we wrote that, the release is done; if somebody else did while we held, others may have
 * deployed at the same time. A release by the id of what is over only returns how it ended.
 */
async function foundOver(
  own: Registration,
  request: ReleaseRequest,
  { snapshot, ports }: { readonly snapshot: Snapshot; readonly ports: RegistryPorts },
): Promise<Released> {
  const { ticket } = request;
  const end = endOf(own);
  if (end === undefined) return { ended: false, overlaps: [] };
  const over = endLine(end);
  const endedAs = end.state;
  const totals = totalsOf((await believedIn(snapshot, ports)).registrations);
  const known = { ...(totals === undefined ? {} : { totals }), seen: { own, snapshot } };
  if (isOurs(end, request)) {
    const heldSeconds = own.heldSince === undefined ? undefined : (end.createdAt - own.heldSince) / 1000;
    return compact({
      ended: ticket.holding === true,
      over,
      endedAs,
      ...(await overlaps(own, snapshot, ports)),
      heldSeconds,
      lost: own.truncated ? lossOf(own, ticket) : undefined,
      ...known,
    });
  }
  if (!ticket.holding) return { ended: false, over, endedAs, overlaps: [] };
  const met = await overlaps(own, snapshot, ports);
  return { ended: false, over, endedAs, ...met, lost: `it was ended (${over})`, ...known };
}

/** This ending, and all before it. */
async function count(
  own: Registration,
  { ticket: { environment }, outcome, marks, distributions }: ReleaseRequest,
  seen: Snapshot,
  { registry, owners }: RegistryPorts,
): Promise<Pick<Released, 'totals' | 'distributions'>> {
  const snapshot = await believedIn(seen, { registry, owners });
  const ending = { nonce: own.payload.nonce, state: STATES[outcome], marks };
  const totals = await countEnding(ending, snapshot, { registry, owners, environment });
  if (totals === undefined || distributions !== true) return compact({ totals });
  return compact({
    totals,
    distributions: await noteDistributions(own, STATES[outcome], snapshot, registry),
  });
}

/** The snapshot, without totals that nobody counted. */
const believedIn = async (
  snapshot: Snapshot,
  { registry: { repository }, owners }: Pick<RegistryPorts, 'registry' | 'owners'>,
): Promise<Snapshot> => ({
  ...snapshot,
  registrations: await withoutForged(snapshot.registrations, { owners, repository }),
});

/**
 * How the hold was lost while we deployed. A status may move a deployment to another environment, where nobody who wants
 * ours looks for it (docs.github.com/en/rest/deployments/statuses: "environment").
 */
function lossOf({ interrupted, environment, truncated }: Registration, ticket: Ticket): string | undefined {
  if (interrupted !== undefined) return `it was ended (${endLine(interrupted)})`;
  // An end that somebody wrote meanwhile may be among them.
  if (truncated && ticket.holding)
    return 'others wrote more statuses to it than are read, so it is not known whether it was ended';
  const stays = environment.toLowerCase() === ticket.environment.toLowerCase();
  return stays || !ticket.holding ? undefined : `it was moved to ${oneLine(environment, 100)}`;
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
  { ticket, outcome, logUrl }: ReleaseRequest,
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
    ...compact({ logUrl }),
  });
  const lost = lossOf(own, ticket);
  return compact({
    ended: false,
    closed: true,
    ...(await overlaps(own, snapshot, ports)),
    lost,
    unsettled,
  });
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

/** So many jobs are asked about: anybody who may write deployments may write a thousand. */
const MOST_ASKED = 10;

/**
 * The others whose holds met ours. Must be none: this is the alarm for a registry that lagged beyond `settle`. What was
 * written in the name of a job that did not run meanwhile raises none; what is in our own job's name is not another.
 */
async function overlaps(
  own: Registration | undefined,
  snapshot: Snapshot,
  { owners }: Pick<RegistryPorts, 'owners'>,
): Promise<Pick<Released, 'overlaps' | 'possibleOverlaps'>> {
  const [real, possibleOverlaps]: [string[], string[]] = [[], []];
  const met = overlapping(own, snapshot);
  for (const { other, from, until } of met.slice(0, MOST_ASKED)) {
    const who = whoLine(other, snapshot.now);
    const line = other.id === UNKNOWN_ID ? who : `registration ${other.id} of ${who}`;
    // The deployment is done: trouble with this question must not hide that.
    const lived = await owners.lived(other.payload, from, until).catch(() => 'unknown' as const);
    if (lived === 'unknown') possibleOverlaps.push(line);
    else if (lived) real.push(line);
  }
  if (met.length > MOST_ASKED) possibleOverlaps.push(`${met.length - MOST_ASKED} more registrations`);
  return { overlaps: real, ...(possibleOverlaps.length === 0 ? {} : { possibleOverlaps }) };
}

/** Those that say they held while we did, and when. */
function overlapping(own: Registration | undefined, { registrations, now }: Snapshot) {
  const since = own?.heldSince;
  if (own === undefined || since === undefined) return [];
  const end = own.ended?.createdAt ?? now;
  const { repository, checkRunId, nonce } = own.payload;
  return registrations.flatMap((other) => {
    const [from, until] = [
      Math.max(since, other.heldSince ?? (other.truncated ? other.createdAt : Infinity)),
      Math.min(end, other.ended?.createdAt ?? now),
    ];
    // Our own row has no known id where a read shows it as over.
    const same = other.id === own.id || other.payload.nonce === nonce;
    const sameJob =
      checkRunId !== undefined &&
      other.payload.checkRunId === checkRunId &&
      sameRepository(other.payload.repository, repository);
    return same || sameJob || from >= until ? [] : [{ other, from, until }];
  });
}
