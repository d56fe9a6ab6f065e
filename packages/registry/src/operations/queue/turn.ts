import { UserError } from '@signalbox/runner/errors';
import { applied } from '../../model/contender/applied.ts';
import { type Contender, type End, newContender, type Observation } from '../../model/contender/contender.ts';
import { nextMove } from '../../model/contender/next-move.ts';
import { forecastOf } from '../../model/history.ts';
import { sameRepository } from '../../model/names.ts';
import { heldSeconds } from '../../model/position.ts';
import { queuePhaseOf } from '../../model/registration.ts';
import type { RegistryPorts } from '../../ports.ts';
import { busyReason, positionIn } from './announce.ts';
import { cancelledWhileWaiting } from './outage.ts';
import { type Held, newPerformer, performed, type TurnRequest } from './perform.ts';
import { type Refused, RefusedError, tooLate } from './refusal.ts';
import type { Observed } from './watch.ts';

/**
 * Performs a contender's moves until its registration holds.
 * Returns why not if that is to be skipped or failed; the caller ends the registration then, and when this throws.
 */
export async function acquireLock(request: TurnRequest, ports: RegistryPorts): Promise<Held | Refused> {
  const { clock, cancelled, registry } = ports;
  const { onBusy, settleSeconds, waitTimeoutSeconds } = request;
  const deadline = clock.now() + waitTimeoutSeconds * 1000;
  const options = { onBusy, settleSeconds, deadline };
  const performer = newPerformer(request, deadline, ports);
  let contender = newContender(clock.now());
  let seen: Observed | undefined;
  let observed: Observation | undefined;
  let held: Held | undefined;
  for (;;) {
    const move = nextMove(contender, observed, clock.now(), options);
    if (move.kind === 'end') {
      if (move.as.kind === 'held' && held !== undefined) return held;
      return refusalOf(move.as, contender, seen, request);
    }
    if (cancelled.aborted && ['observe', 'sleep', 'poll'].includes(move.kind))
      throw cancelledWhileWaiting(request.ticket.environment);
    const done = await performed(performer, move, contender, seen);
    if (done.seen !== undefined) {
      seen = done.seen;
      observed = observationOf(seen, request);
    }
    held = done.held ?? held;
    const result = { at: clock.now(), backpressure: registry.backpressure(), ...done };
    contender = applied(contender, move, observed === undefined ? result : { ...result, observed });
  }
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
    pollContext: {
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
