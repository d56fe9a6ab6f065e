import { formatPrediction, predict } from '@signalbox/estimate/calibration';
import { UserError } from '@signalbox/runner/errors';
import { logOnce } from '@signalbox/runner/log';
import { applied } from '../../model/contender/applied.ts';
import {
  type Contender,
  type End,
  type Move,
  newContender,
  type Observation,
  type Result,
  type WriteReason,
} from '../../model/contender/contender.ts';
import { nextMove } from '../../model/contender/next-move.ts';
import { forecastOf } from '../../model/history.ts';
import { sameRepository } from '../../model/names.ts';
import { heldSeconds } from '../../model/position.ts';
import type { Obstacle } from '../../model/reason.ts';
import { queuePhaseOf } from '../../model/registration.ts';
import { RegistryError, type Snapshot } from '../../model/snapshot.ts';
import type { Claimant, KnownTicket, Ticket } from '../../model/ticket.ts';
import type { RegistryPorts, TimeoutPolicy } from '../../ports.ts';
import { creatorOf } from '../preconditions/deployed.ts';
import { obstacle } from '../preconditions/obstacles.ts';
import type { OnOutdated } from '../preconditions/outdated.ts';
import { announcer, busyReason, positionIn, waitingNotice } from './announce.ts';
import { cancelledWhileWaiting, retryThroughOutage } from './outage.ts';
import { type Refused, RefusedError, tooLate } from './refusal.ts';
import { type Observed, watchQueue } from './watch.ts';

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
  /** Called whenever more is known: save it for the post step. Undefined when nothing is left to end. */
  readonly remember: (ticket: Ticket | undefined) => void;
  /** Is given each observation. */
  readonly observe?: (seen: Observed) => void;
  /** Wait for GitHub, too, when it is out of order. Without it the turn is given up then. */
  readonly retryOutages?: boolean;
}

interface Held {
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

/**
 * Performs a contender's moves until its registration holds.
 * Returns why not if that is to be skipped or failed; the caller ends the registration then, and when this throws.
 */
export async function acquireLock(request: TurnRequest, ports: RegistryPorts): Promise<Held | Refused> {
  const { clock, cancelled, registry } = ports;
  const { onBusy, settleSeconds, waitTimeoutSeconds } = request;
  const deadline = clock.now() + waitTimeoutSeconds * 1000;
  const terms = { onBusy, settleSeconds, deadline };
  const perform = performer(request, deadline, ports);
  let contender = newContender(clock.now());
  let seen: Observed | undefined;
  let observed: Observation | undefined;
  let held: Held | undefined;
  for (;;) {
    const move = nextMove(contender, observed, clock.now(), terms);
    if (move.kind === 'end') {
      if (move.as.kind === 'held' && held !== undefined) return held;
      return refusalOf(move.as, contender, seen, request);
    }
    if (cancelled.aborted && ['observe', 'sleep', 'poll'].includes(move.kind))
      throw cancelledWhileWaiting(request.ticket.environment);
    const done = await perform(move, contender, seen);
    if (done.seen !== undefined) {
      seen = done.seen;
      observed = observationOf(seen, request);
    }
    held = done.held ?? held;
    const result = { at: clock.now(), backpressure: registry.backpressure(), ...done };
    contender = applied(contender, move, observed === undefined ? result : { ...result, observed });
  }
}

/** Does one move after the other: reads, writes, sleeps and log lines. All of them may be repeated in an outage. */
function performer(request: TurnRequest, deadline: number, ports: RegistryPorts) {
  const { ticket, logUrl, onBusy, retryOutages, claimant } = request;
  const { environment, deploymentId: id, nonce } = ticket;
  const { registry, clock, cancelled, log, random, subscriber } = ports;
  const queue = watchQueue(environment, request, ports);
  const announce = announcer(environment, ports);
  const { warning } = logOnce(log);
  const outlasts = retryOutages === true && onBusy === 'wait';
  const persist = retryThroughOutage({ environment, deadline, outlasts }, ports);
  const sleep = (seconds: number) => clock.sleep(seconds * 1000, cancelled);

  async function check(seen: Observed): Promise<Obstacle | undefined> {
    const { stacks, repository, repositoryId } = claimant;
    const creator = creatorOf(seen.snapshot, id);
    const intent = { ...request, environment, stacks, repository, repositoryId, creator };
    const found = await persist(() => obstacle(intent, seen.snapshot, ports));
    if (found?.act !== 'warn') return found;
    warning(found.warning ?? found.reason.details);
    return undefined;
  }

  /** The position changes too often to be worth writes that are repeated: the page shows it only for people. */
  async function showPosition(seen: Observed): Promise<void> {
    let tried = false;
    await persist(async () => {
      if (tried) return;
      tried = true;
      await registry.post(id, { state: 'queued', description: waitingNotice(seen), logUrl });
    });
  }

  async function write(why: WriteReason, contender: Contender, seen: Observed): Promise<Done> {
    if (why === 'hold') return { held: await hold(seen, request, ports, persist) };
    if (why === 'position') {
      await showPosition(seen);
      return {};
    }
    const state = why === 'claim' ? 'in_progress' : 'queued';
    const description = DESCRIPTIONS[why](contender);
    await persist(() => registry.post(id, { state, description, logUrl }));
    return {};
  }

  return async (move: Move, contender: Contender, seen: Observed | undefined): Promise<Done> => {
    if (move.kind === 'observe' || seen === undefined) {
      const { claimed } = contender;
      const found = await persist(() => queue.observe({ id, nonce, priority: claimant.priority, claimed }));
      request.observe?.(found);
      return { seen: found };
    }
    switch (move.kind) {
      case 'find':
        return { found: (await persist(() => registry.find(id))) !== undefined };
      case 'check': {
        const settled = move.seconds > 0 ? sleep(move.seconds) : undefined;
        const [found] = await Promise.all([check(seen), settled]);
        return { obstacle: found };
      }
      case 'write':
        return await write(move.why, contender, seen);
      case 'announce': {
        if (contender.obstacle !== undefined) announce.obstacle(contender.obstacle);
        else announce.position(seen);
        if (contender.obstacle === undefined && !contender.shown) {
          const { ahead, ending } = positionIn(seen);
          const over = ahead[0] !== undefined && (ending?.has(ahead[0].id) ?? false);
          subscriber?.waits(busyReason(seen, id), ahead, over);
        }
        return {};
      }
      case 'sleep': {
        const { seconds, jitter, until } = move;
        const pause = jitter === 0 ? seconds : seconds * (1 - jitter + 2 * jitter * random());
        await sleep(Math.min(pause, (until - clock.now()) / 1000));
        return {};
      }
      case 'poll':
        return { polled: await queue.poll(seen).catch(readInstead) };
      case 'end':
        return {};
    }
  };
}

const DESCRIPTIONS = {
  claim: () => 'claim: checking that nobody else deploys',
  overtaken: () => 'waiting: another run came first',
  obstacle: ({ obstacle: found }: Contender) => `waiting: ${found?.reason.details ?? ''}`,
} as const;

/** What cannot be polled is read in full: that may work, and shows an outage when it does not. */
function readInstead(error: unknown) {
  if (error instanceof RegistryError) return { moved: true, free: false };
  throw error;
}

/** Writes the hold. The ticket is saved before and after: the answer may be lost. */
async function hold(
  { snapshot }: Observed,
  { ticket, claimant, sha, logUrl, remember }: TurnRequest,
  { registry, log }: RegistryPorts,
  persist: <T>(attempt: () => Promise<T>) => Promise<T>,
): Promise<Held> {
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

/** What a read means to the contender. */
function observationOf(seen: Observed, request: TurnRequest): Observation {
  const { snapshot, view, decision, at } = seen;
  const { ahead } = positionIn(seen);
  return {
    decision,
    mine: view.mine,
    partial: view.partial ?? false,
    ownHold: ownHold(request, seen),
    place: {
      position: ahead.length,
      waiting: view.others.filter(({ phase }) => phase === 'waiting').length,
      heldSeconds: ahead[0] && heldSeconds(ahead[0], snapshot.now),
      forecast: forecastOf(snapshot),
    },
    at,
  };
}

/** The registration by which this very job holds the environment. */
function ownHold({ ticket, claimant }: TurnRequest, { snapshot }: Observed): number | undefined {
  const { repository, runId, runAttempt, checkRunId } = claimant;
  return snapshot.registrations.find(
    ({ id, latest, payload }) =>
      id !== ticket.deploymentId &&
      queuePhaseOf(latest) === 'holding' &&
      payload.scope === 'job' &&
      payload.checkRunId !== undefined &&
      payload.checkRunId === checkRunId &&
      sameRepository(payload.repository, repository) &&
      payload.runId === runId &&
      payload.runAttempt === runAttempt,
  )?.id;
}

/** @throws UserError for every end that is neither a hold nor a refusal */
function refusalOf(
  as: End,
  contender: Contender,
  seen: Observed | undefined,
  { ticket, waitTimeoutSeconds }: TurnRequest,
): Refused {
  const { environment, deploymentId: id } = ticket;
  if (seen === undefined) throw new Error('a contender ends before its first read');
  switch (as.kind) {
    case 'refused':
      return { reason: as.obstacle?.reason ?? busyReason(seen, id), act: as.act };
    case 'too-late':
      throw tooLate(environment, waitTimeoutSeconds, contender.obstacle?.reason ?? busyReason(seen, id));
    case 'lost':
      throw lost(id, as.how === 'deleted' ? 'it was deleted' : howEnded(seen, id));
    case 'holds-already':
      throw new UserError(
        `This job holds ${environment} already, as registration ${as.id}, and would wait for itself: acquire an environment once in a job.`,
      );
    case 'held':
      throw new Error('a contender holds without having written it');
  }
}

const foreignLine = (count: number, environment: string) =>
  `${count} deployment(s) to ${environment} that Signalbox did not make are under way; it does not wait for them. If they come from jobs with environment: ${environment}, write environment: { name: ${environment}, deployment: false } there.`;

const howEnded = ({ snapshot }: Observed, id: number): string =>
  snapshot.registrations.find((one) => one.id === id)?.truncated
    ? 'others wrote more statuses to it than are read, so it is not known whether it still stands'
    : 'somebody else ended it';

function lost(id: number, how: string): RefusedError {
  const details = `registration ${id} is lost: ${how}`;
  return new RefusedError(
    `Registration ${id} is lost: ${how}. Nothing was deployed; keep other actions from deactivating or deleting deployments of this environment, then run again.`,
    { acquired: false, reason: { code: 'registry-unavailable', details }, waitedSeconds: 0 },
  );
}
