import { formatPrediction, predict } from '@signalbox/estimate/calibration';
import { UserError } from '@signalbox/runner/errors';
import { forecastOf } from '../../model/history.ts';
import { sameRepository } from '../../model/names.ts';
import { settle } from '../../model/pacing.ts';
import type { Obstacle, Reason } from '../../model/reason.ts';
import { queuePhaseOf } from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Claimant, KnownTicket, Ticket } from '../../model/ticket.ts';
import type { RegistryPorts, TimeoutPolicy } from '../../ports.ts';
import { creatorOf } from '../preconditions/deployed.ts';
import { obstacle } from '../preconditions/obstacles.ts';
import type { OnOutdated } from '../preconditions/outdated.ts';
import { cancelledWhileWaiting, retryThroughOutage } from './outage.ts';
import { type Refused, RefusedError, tooLate } from './refusal.ts';
import { type Waiting, waitingRoom } from './waiting.ts';
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
  /** Told of each look. */
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

/**
 * Does what `decide` says until the registration holds: read, decide, write, pause.
 * Returns why not if that is to be skipped or failed; the caller ends the registration then, and when this throws.
 */
export async function acquireLock(request: TurnRequest, ports: RegistryPorts): Promise<Held | Refused> {
  const { ticket, logUrl } = request;
  const { registry, clock, cancelled, log } = ports;
  const id = ticket.deploymentId;
  const queue = watchQueue(ticket.environment, request, ports);
  const room: Waiting = waitingRoom(request, queue, ports);
  const settling = settle(request.settleSeconds);
  const deadline = clock.now() + request.waitTimeoutSeconds * 1000;
  // All that is done here may be repeated, and a claim stands meanwhile.
  const outlasts = request.retryOutages === true && request.onBusy === 'wait';
  const outlast = retryThroughOutage({ environment: ticket.environment, deadline, outlasts }, ports);
  const me = { id, nonce: ticket.nonce, priority: request.claimant.priority, claimed: false };
  let written = clock.now();
  let obstructed = false;

  const post = async (state: 'queued' | 'in_progress', description: string) => {
    const status = await outlast(() => registry.post(id, { state, description, logUrl }));
    written = clock.now();
    return status;
  };
  const sleep = (seconds: number) => clock.sleep(seconds * 1000, cancelled);

  async function claim(seen: Observed): Promise<Obstacle | undefined> {
    // What was in the way is looked at first: a claim is only worth making when nothing else is left.
    const known = obstructed ? await look(seen) : undefined;
    if (known !== undefined) return known;
    await post('in_progress', 'claim: checking that nobody else deploys');
    me.claimed = true;
    const [found] = await Promise.all([look(seen), sleep(settling.seconds())]);
    return found;
  }

  async function look(seen: Observed): Promise<Obstacle | undefined> {
    const { stacks, repository, repositoryId } = request.claimant;
    const { environment } = ticket;
    const creator = creatorOf(seen.snapshot, id);
    const intent = { ...request, environment, stacks, repository, repositoryId, creator };
    const found = await outlast(() => obstacle(intent, seen.snapshot, ports));
    obstructed = found?.act === 'wait';
    if (found?.act !== 'warn') return found;
    room.warn(found.warning ?? found.reason.details);
    return undefined;
  }

  async function withdraw(description: string): Promise<void> {
    if (me.claimed) await post('queued', description);
    me.claimed = false;
  }

  /** How long a write of ours stays invisible tells how long a claim has to settle. */
  async function measure({ view }: Observed): Promise<void> {
    const missed = view.mine === 'unseen' || (me.claimed && view.mine !== 'claiming');
    if (missed) settling.saw((clock.now() - written) / 1000);
    if (missed && (await room.isGone(view.mine))) throw lost(id, 'it was deleted');
  }

  async function hold({ snapshot }: Observed): Promise<Held> {
    ports.log.info(`Nobody else deploys to ${ticket.environment}: holding it as registration ${id}.`);
    if (snapshot.foreign > 0) log.info(foreignLine(snapshot.foreign, ticket.environment));
    request.remember({ ...ticket, holding: true });
    const { actor, workflow } = request.claimant;
    const expected = forecastOf(snapshot);
    const prediction = expected === undefined ? '' : `, ${formatPrediction(predict(expected))}`;
    const status = await post(
      'in_progress',
      `deploying ${request.sha.slice(0, 7)}${prediction} (${workflow || 'run'} by ${actor})`,
    );
    const held = { ...ticket, holding: true, heldSince: status.createdAt };
    request.remember(held);
    return { ticket: held, fencingToken: status.id, snapshot };
  }

  while (!cancelled.aborted) {
    const seen = await outlast(() => queue.look(me));
    const { decision } = seen;
    request.observe?.(seen);
    let inTheWay: Reason | undefined;
    await outlast(() => measure(seen));
    if (decision.act === 'hold' || holdsAlready(seen)) return await hold(seen);
    if (decision.act === 'lost') throw lost(id, 'somebody else ended it');
    if (decision.act === 'claim') {
      const found = await claim(seen);
      if (found === undefined) continue;
      if (found.act !== 'wait') return { reason: found.reason, act: found.act === 'skip' ? 'skip' : 'fail' };
      await withdraw(`waiting: ${found.reason.details}`);
      if (request.onBusy !== 'wait') return { reason: found.reason, act: request.onBusy };
      inTheWay = found.reason;
      await room.obstructed(found.reason);
    } else if (decision.act === 'keep') {
      await sleep(settling.seconds());
    } else {
      refuseToWaitForOneself(request, seen);
      if (decision.act === 'withdraw') await withdraw('waiting: another run came first');
      const busy = decision.act !== 'wait' || decision.because !== 'unseen';
      if (request.onBusy !== 'wait' && busy) return { reason: room.reason(seen), act: request.onBusy };
      await outlast(() => room.wait(seen, deadline));
    }
    if (clock.now() >= deadline)
      throw tooLate(ticket.environment, request.waitTimeoutSeconds, inTheWay ?? room.reason(seen));
  }
  throw cancelledWhileWaiting(ticket.environment);
}

/** Whoever held before and claims again is shown as holding still: nothing stands against it but that its claim is unseen. */
const holdsAlready = ({ decision, view }: Observed): boolean =>
  decision.act === 'keep' && decision.because === 'unseen' && view.mine === 'holding' && !view.partial;

/** What this very job holds is released when the job ends: waiting for it would take until wait-timeout. */
function refuseToWaitForOneself({ ticket, claimant }: TurnRequest, { snapshot }: Observed): void {
  const { repository, runId, runAttempt, checkRunId } = claimant;
  const own = snapshot.registrations.find(
    ({ id, latest, payload }) =>
      id !== ticket.deploymentId &&
      queuePhaseOf(latest) === 'holding' &&
      payload.scope === 'job' &&
      payload.checkRunId !== undefined &&
      payload.checkRunId === checkRunId &&
      sameRepository(payload.repository, repository) &&
      payload.runId === runId &&
      payload.runAttempt === runAttempt,
  );
  if (own !== undefined)
    throw new UserError(
      `This job holds ${ticket.environment} already, as registration ${own.id}, and would wait for itself: acquire an environment once in a job.`,
    );
}

const foreignLine = (count: number, environment: string) =>
  `${count} deployment(s) to ${environment} that Signalbox did not make are under way; it does not wait for them. If they come from jobs with environment: ${environment}, write environment: { name: ${environment}, deployment: false } there.`;

function lost(id: number, how: string): RefusedError {
  const details = `registration ${id} is lost: ${how}`;
  return new RefusedError(
    `Registration ${id} is lost: ${how}. Nothing was deployed; keep other actions from deactivating or deleting deployments of this environment, then run again.`,
    { acquired: false, reason: { code: 'registry-unavailable', details }, waitedSeconds: 0 },
  );
}
