import { formatPrediction, predict } from '@signalbox/estimate/calibration';
import { logOnce } from '@signalbox/runner/log';
import type { Contender, Move, Result, WriteReason } from '../../model/contender/contender.ts';
import { forecastOf } from '../../model/history.ts';
import type { Obstacle } from '../../model/reason.ts';
import { RegistryError, type Snapshot } from '../../model/snapshot.ts';
import type { Claimant, KnownTicket, Ticket } from '../../model/ticket.ts';
import type { RegistryPorts, TimeoutPolicy } from '../../ports.ts';
import { creatorOf } from '../preconditions/deployed.ts';
import { obstacle } from '../preconditions/obstacles.ts';
import type { OnOutdated } from '../preconditions/outdated.ts';
import { announcer, busyReason, positionIn, waitingNotice } from './announce.ts';
import { retryThroughOutage } from './outage.ts';
import { newWatch, type Watch } from './owners.ts';
import { type Observed, observe, poll } from './watch.ts';

export interface TurnRequest extends TimeoutPolicy {
  readonly ticket: KnownTicket;
  /** Full SHA that will be deployed. */
  readonly sha: string;
  readonly claimant: Claimant;
  /** The page of the run: GitHub's deployments page links to it. */
  readonly logUrl: string;
  readonly onBusy: 'wait' | 'fail' | 'skip';
  readonly onOutdated: OnOutdated;
  /** The earlier environment, which must run the commit. */
  readonly promotedFrom?: string | undefined;
  readonly waitTimeoutSeconds: number;
  /** `auto`: at least 2 s and three times the visibility lag just seen. */
  readonly settleSeconds: number | 'auto';
  /** Called whenever more is known: save it for the post step. Undefined when there is nothing to end. */
  readonly remember: (ticket: Ticket | undefined) => void;
  /** Is given each observation. */
  readonly observe?: (seen: Observed) => void;
  /** Wait for GitHub, too, when it is out of order. Without it the turn is given up then. */
  readonly retryOutages?: boolean;
}

export interface Held {
  readonly ticket: KnownTicket;
  /** The read that granted the turn. */
  readonly snapshot: Snapshot;
  readonly fencingToken: number;
}

/** What a move found out. */
interface Done extends Omit<Result, 'at' | 'backpressure'> {
  readonly seen?: Observed;
  readonly held?: Held;
}

/** What performing the moves of one contender needs, from its first read to its end. */
interface Performer {
  readonly request: TurnRequest;
  readonly ports: RegistryPorts;
  readonly watch: Watch;
  readonly announce: ReturnType<typeof announcer>;
  /** Repeats what fails in an outage of GitHub. */
  readonly persist: ReturnType<typeof retryThroughOutage>;
  readonly warning: (line: string) => void;
}

/** `deadline`: when waiting is over, by `clock.now()`. */
export function newPerformer(request: TurnRequest, deadline: number, ports: RegistryPorts): Performer {
  const { environment } = request.ticket;
  const retryOutages = request.retryOutages === true && request.onBusy === 'wait';
  return {
    ...{ request, ports },
    watch: newWatch(environment, request, ports),
    announce: announcer(environment, ports),
    persist: retryThroughOutage({ environment, deadline, retryOutages }, ports),
    warning: logOnce(ports.log).warning,
  };
}

/** Performs one move: reads, writes, sleeps or logs. Reads and writes are repeated in an outage. */
export async function performed(
  performer: Performer,
  move: Move,
  contender: Contender,
  seen: Observed | undefined,
): Promise<Done> {
  const { request, ports, persist } = performer;
  if (move.kind === 'observe' || seen === undefined) return await observed(performer, contender);
  switch (move.kind) {
    case 'find': {
      const { deploymentId } = request.ticket;
      return { found: (await persist(() => ports.registry.find(deploymentId))) !== undefined };
    }
    case 'check': {
      const settled = move.seconds > 0 ? ports.clock.sleep(move.seconds * 1000, ports.cancelled) : undefined;
      const [found] = await Promise.all([check(performer, seen), settled]);
      return { obstacle: found };
    }
    case 'write':
      return await write(performer, move.why, contender, seen);
    case 'announce':
      announced(performer, contender, seen);
      return {};
    case 'sleep':
      await sleep(move, ports);
      return {};
    case 'poll':
      return { polled: await poll(performer.watch, seen).catch(readInstead) };
    case 'end':
      return {};
  }
}

async function observed({ request, watch, persist }: Performer, { claimed }: Contender): Promise<Done> {
  const { ticket, claimant } = request;
  const me = { id: ticket.deploymentId, nonce: ticket.nonce, priority: claimant.priority, claimed };
  const seen = await persist(() => observe(watch, me));
  request.observe?.(seen);
  return { seen };
}

async function check(
  { request, ports, persist, warning }: Performer,
  { snapshot }: Observed,
): Promise<Obstacle | undefined> {
  const { environment, deploymentId } = request.ticket;
  const { stacks, repository, repositoryId } = request.claimant;
  const creator = creatorOf(snapshot, deploymentId);
  const intent = { ...request, environment, stacks, repository, repositoryId, creator };
  const found = await persist(() => obstacle(intent, snapshot, ports));
  if (found?.act !== 'warn') return found;
  warning(found.warning ?? found.reason.details);
  return undefined;
}

async function write(
  performer: Performer,
  why: WriteReason,
  contender: Contender,
  seen: Observed,
): Promise<Done> {
  const { request, ports, persist } = performer;
  if (why === 'hold') return { held: await hold(performer, seen) };
  if (why === 'position') {
    await showPosition(performer, seen);
    return {};
  }
  const { ticket, logUrl } = request;
  const state = why === 'claim' ? 'in_progress' : 'queued';
  const description = DESCRIPTIONS[why](contender);
  await persist(() => ports.registry.post(ticket.deploymentId, { state, description, logUrl }));
  return {};
}

const DESCRIPTIONS = {
  claim: () => 'claim: checking that nobody else deploys',
  overtaken: () => 'waiting: another run came first',
  obstacle: ({ obstacle: found }: Contender) => `waiting: ${found?.reason.details ?? ''}`,
} as const;

/** The position changes too often to be worth writes that are repeated: the page shows it only for people. */
async function showPosition({ request, ports, persist }: Performer, seen: Observed): Promise<void> {
  const { ticket, logUrl } = request;
  let tried = false;
  await persist(async () => {
    if (tried) return;
    tried = true;
    const description = waitingNotice(seen);
    await ports.registry.post(ticket.deploymentId, { state: 'queued', description, logUrl });
  });
}

function announced({ request, ports, announce }: Performer, contender: Contender, seen: Observed): void {
  if (contender.obstacle !== undefined) {
    announce.obstacle(contender.obstacle);
    return;
  }
  announce.position(seen);
  if (contender.shown) return;
  const { ahead, ending } = positionIn(seen);
  const over = ahead[0] !== undefined && (ending?.has(ahead[0].id) ?? false);
  ports.subscriber?.waits(busyReason(seen, request.ticket.deploymentId), ahead, over);
}

async function sleep(
  { seconds, jitter, until }: Extract<Move, { kind: 'sleep' }>,
  { clock, cancelled, random }: RegistryPorts,
): Promise<void> {
  const pause = jitter === 0 ? seconds : seconds * (1 - jitter + 2 * jitter * random());
  await clock.sleep(Math.min(pause, (until - clock.now()) / 1000) * 1000, cancelled);
}

/** What cannot be polled is read in full: that may work, and shows an outage when it does not. */
function readInstead(error: unknown) {
  if (error instanceof RegistryError) return { moved: true, free: false };
  throw error;
}

/** Writes the hold. The ticket is saved before and after: the answer may be lost. */
async function hold({ request, ports, persist }: Performer, { snapshot }: Observed): Promise<Held> {
  const { ticket, claimant, sha, logUrl, remember } = request;
  const { registry, log } = ports;
  const { environment, deploymentId: id } = ticket;
  log.info(`Nobody else deploys to ${environment}: holding it as registration ${id}.`);
  if (snapshot.foreign > 0) log.info(foreignLine(snapshot.foreign, environment));
  remember({ ...ticket, holding: true });
  const { actor, workflow } = claimant;
  const expected = forecastOf(snapshot);
  const prediction = expected === undefined ? '' : `, ${formatPrediction(predict(expected))}`;
  const description = `deploying ${sha.slice(0, 7)}${prediction} (${workflow || 'run'} by ${actor})`;
  const status = await persist(() => registry.post(id, { state: 'in_progress', description, logUrl }));
  const held = { ...ticket, holding: true, heldSince: status.createdAt };
  remember(held);
  return { ticket: held, fencingToken: status.id, snapshot };
}

const foreignLine = (count: number, environment: string) =>
  `${count} deployment(s) to ${environment} that Signalbox did not make are under way; it does not wait for them. If they come from jobs with environment: ${environment}, write environment: { name: ${environment}, deployment: false } there.`;
