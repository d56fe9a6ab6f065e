import { formatDuration } from '@signalbox/runner/duration';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Polled } from '../../model/contender/contender.ts';
import { type Decision, decide, type View } from '../../model/decide.ts';
import { GRACE_SECONDS, type Liveness, type OwnerState } from '../../model/liveness.ts';
import { type QueuePhase, queuePhaseOf, type Registration, UNKNOWN_ID } from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { inFront, isTwin, lastBefore, type Me, viewOf } from '../../model/view.ts';
import type { Registry, RegistryPorts, TimeoutPolicy } from '../../ports.ts';
import {
  completed,
  endingIn,
  judgementOf,
  livenessIn,
  missing,
  NO_MEMORY,
  suspect,
  watchHead,
  withJudgement,
  withoutJudgement,
} from './memory.ts';

export interface Observed {
  readonly snapshot: Snapshot;
  readonly view: View;
  readonly decision: Decision;
  /** `clock.now()` when the snapshot had been read. */
  readonly at: number;
  /** Those whose job is over without releasing, and when they are ended at the earliest (server time). */
  readonly ending: ReadonlyMap<number, number>;
  /** Of those whose owners were asked about. */
  readonly liveness: ReadonlyMap<number, Liveness>;
}

/** The queue of one environment as one contender watches it: every observation is a fresh read. */
interface Queue {
  observe(me: Me): Promise<Observed>;
  /** Asks cheaply about the one in front: whether `seen` may no longer be so. Good enough to sleep on. */
  poll(seen: Observed): Promise<Polled>;
  /** Ends every registration whose owner is dead. Returns how many. */
  reapAll(): Promise<Reaped>;
}

interface Reaped {
  readonly ended: number;
  /** One line for each that GitHub did not let us end. */
  readonly refused: readonly string[];
}

/**
 * What one observation costs at most, apart from the read: anybody who may write deployments may write a thousand. Owners
 * beyond count as alive until the next one. Without the job's id each is two requests.
 */
const OWNERS_AT_ONCE = 10;
const MOST_TWINS = 3;
/** So many owners one cleanup asks about, the oldest registrations first. */
const MOST_REAPED = 100;

type Ports = Pick<RegistryPorts, 'registry' | 'owners' | 'clock' | 'log' | 'subscriber'>;

interface WatchOptions extends TimeoutPolicy {
  /** Write nothing: registrations of dead owners are left as they are, and out of account. */
  readonly readOnly?: boolean;
  /** What is over has its id, too. */
  readonly everyId?: boolean | undefined;
}

/** Reads, asks and writes as the steps of memory.ts say. What was found out outlives a request that fails. */
export function watchQueue(
  environment: string,
  { maxHoldSeconds, claimTimeoutSeconds, readOnly = false, everyId }: WatchOptions,
  { registry, owners, clock, log, subscriber }: Ports,
): Queue {
  let memory = NO_MEMORY;
  /** Dead ones that GitHub did not let us end, and why. */
  const refused = new Map<number, string>();

  async function read(): Promise<Snapshot> {
    const snapshot = await registry.snapshot(environment, { everyId });
    const found = new Map<number, Registration | undefined>();
    for (const id of missing(memory, snapshot)) found.set(id, await registry.find(id));
    const all = completed(memory, snapshot, found);
    memory = all.memory;
    return all.snapshot;
  }

  /** `now`: the server's time. */
  async function askOwner(registration: Registration, now: number) {
    const state = await owners.state(registration.payload);
    const judged = judgementOf(registration, state, { now, at: clock.now(), maxHoldSeconds });
    memory = withJudgement(memory, registration.id, judged);
    return { state, liveness: judged.liveness };
  }

  async function judge(registration: Registration, snapshot: Snapshot): Promise<void> {
    const first = !memory.judged.has(registration.id);
    const { state, liveness } = await askOwner(registration, snapshot.now);
    if (state.alive === 'unknown' && first) log.info(unknownLine(registration, state.why));
    if (liveness === 'ending') log.info(endingLine(registration, state));
    if (liveness === 'dead' && !readOnly) await reap(registration, state);
  }

  async function reap(registration: Registration, state: OwnerState): Promise<void> {
    const { id, payload } = registration;
    const why =
      state.alive === false
        ? `its job ended (${state.conclusion}) without releasing`
        : `no sign of life for ${formatDuration(maxHoldSeconds)}`;
    const held = registration.heldSince !== undefined || registration.truncated;
    const description = `ended by another run: ${why}`;
    try {
      await unlessGone(registry, id, () =>
        registry.post(id, { state: held ? 'error' : 'inactive', description }),
      );
    } catch (error) {
      // What GitHub says about another's row ends no work of ours: a dead holder that cannot be ended stays in the way.
      if (!(error instanceof UserError)) throw error;
      const line = `Registration ${id} of run ${payload.runId} could not be ended (${why}): ${errorLine(error)}`;
      if (!refused.has(id)) log.warning(line);
      refused.set(id, line);
      return;
    }
    refused.delete(id);
    log.notice(`Ended registration ${id} of run ${payload.runId}: ${why}.`);
    subscriber?.ended(registration, state);
  }

  /** Ends other registrations of one's own creation, whose answer was lost. */
  async function endTwins({ registrations }: Snapshot, me: Me): Promise<void> {
    const isLiveTwin = (one: Registration) =>
      isTwin(one, me) && one.id !== UNKNOWN_ID && queuePhaseOf(one.latest) !== 'over';
    const description = `left the queue: same as ${me.id}`;
    for (const { id } of registrations.filter(isLiveTwin).slice(0, MOST_TWINS))
      await unlessGone(registry, id, () => registry.post(id, { state: 'inactive', description }));
  }

  function passOver(decision: Decision, snapshot: Snapshot): boolean {
    const head = watchHead(memory, decision, snapshot, { at: clock.now(), claimTimeoutSeconds });
    memory = head.memory;
    if (head.passed === undefined) return false;
    const waited = formatDuration(head.afterSeconds);
    log.info(`Registration ${head.passed} did not claim its turn within ${waited}: passing it over.`);
    return true;
  }

  async function observe(me: Me): Promise<Observed> {
    const snapshot = await read();
    const at = clock.now();
    if (!readOnly) await endTwins(snapshot, me);
    for (let asked = 0; ; asked++) {
      const { passedOver } = memory;
      const liveness = livenessIn(memory);
      const view = viewOf(snapshot, me, { liveness, passedOver, withoutDead: readOnly });
      const decision = decide(view);
      // An observation that only reports wants to know of all that are in the way.
      const asks = suspect(memory, decision, readOnly ? undefined : lastBefore(view), clock.now());
      const registration = snapshot.registrations.find(({ id }) => id === asks?.id && id !== UNKNOWN_ID);
      // One that is not asked about stays in the way until the next observation.
      if (registration !== undefined && asked < OWNERS_AT_ONCE) await judge(registration, snapshot);
      else if (!passOver(decision, snapshot))
        return { snapshot, view, decision, at, ending: endingIn(memory), liveness };
    }
  }

  async function poll({ snapshot, view, at }: Observed): Promise<Polled> {
    const target = inFront(view);
    const freeze = snapshot.freezes[0]?.id;
    const frozen = freeze !== undefined && target?.phase !== 'waiting';
    const id = frozen ? freeze : target?.id;
    // Nothing is known that could be polled.
    if (id === undefined || id === UNKNOWN_ID) return { moved: true, free: true };
    const answer = await registry.poll(id);
    if (answer === undefined) return { moved: true, free: false };
    const { latest, free } = answer;
    const moved = hasMoved(frozen ? 'holding' : target?.phase, queuePhaseOf(latest));
    const registration = frozen ? undefined : snapshot.registrations.find((each) => each.id === id);
    if (moved || registration === undefined) return { moved, free };
    const known = memory.judged.get(id);
    if (known !== undefined && clock.now() < known.until) return { moved, free };
    const { liveness } = await askOwner(registration, snapshot.now + clock.now() - at);
    if (liveness === (known?.liveness ?? 'alive')) return { moved, free };
    // The observation that follows asks again, says what it finds, and ends what is dead.
    memory = withoutJudgement(memory, id);
    return { moved: true, free };
  }

  async function reapAll(): Promise<Reaped> {
    const snapshot = await registry.snapshot(environment);
    const live = snapshot.registrations
      .filter(({ id, latest }) => id !== UNKNOWN_ID && queuePhaseOf(latest) !== 'over')
      .sort((a, b) => a.id - b.id)
      .slice(0, MOST_REAPED);
    for (const registration of live) await judge(registration, snapshot);
    const dead = live.filter(({ id }) => memory.judged.get(id)?.liveness === 'dead');
    return { ended: dead.length - refused.size, refused: [...refused.values()] };
  }

  return { observe, poll, reapAll };
}

/** What holds, or closes the environment, does so until it is over, whatever somebody writes to it (lifeOf). */
const hasMoved = (from: QueuePhase | undefined, to: QueuePhase): boolean =>
  from === 'holding' ? to === 'over' : from !== to;

const unknownLine = ({ id }: Registration, why: string): string =>
  `The owner of registration ${id} cannot be read (${why}): it keeps its place for max-hold at most. The token needs actions: read on the owner's repository.`;

const endingLine = ({ id, payload }: Registration, state: OwnerState): string => {
  const left = state.alive === false ? GRACE_SECONDS - state.endedForSeconds : GRACE_SECONDS;
  return `The job of registration ${id} (run ${payload.runId}) is over without releasing; what it started may still run for ${formatDuration(left)}.`;
};

/** Writes to what is not ours. Somebody else may have deleted it meanwhile: then there is nothing left to write to. */
export async function unlessGone(
  registry: Pick<Registry, 'find'>,
  id: number,
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((await registry.find(id)) !== undefined) throw error;
  }
}
