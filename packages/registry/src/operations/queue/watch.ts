import { formatDuration } from '@signalbox/runner/duration';
import type { Polled } from '../../model/contender/contender.ts';
import { type Decision, decide, type View } from '../../model/decide.ts';
import type { Liveness } from '../../model/liveness.ts';
import { type QueuePhase, queuePhaseOf, type Registration, UNKNOWN_ID } from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { inFront, isTwin, lastBefore, type Me, viewOf } from '../../model/view.ts';
import { completed, endingIn, livenessIn, missing, suspect, watchHead, withoutJudgement } from './memory.ts';
import { askOwner, judge, unlessGone, type Watch } from './owners.ts';

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

/** Reads the queue as `me`, asks about the owners in the way, and ends what is dead. Every observation is a fresh read. */
export async function observe(watch: Watch, me: Me): Promise<Observed> {
  const { readOnly = false } = watch.options;
  const { clock } = watch.ports;
  const snapshot = await read(watch);
  const at = clock.now();
  if (!readOnly) await endTwins(watch, snapshot, me);
  for (let asked = 0; ; asked++) {
    const { passedOver } = watch.memory;
    const liveness = livenessIn(watch.memory);
    const view = viewOf(snapshot, me, { liveness, passedOver, withoutDead: readOnly });
    const decision = decide(view);
    // An observation that only reports wants to know of all that are in the way.
    const asks = suspect(watch.memory, decision, readOnly ? undefined : lastBefore(view), clock.now());
    const registration = snapshot.registrations.find(({ id }) => id === asks?.id && id !== UNKNOWN_ID);
    // One that is not asked about stays in the way until the next observation.
    if (registration !== undefined && asked < OWNERS_AT_ONCE) await judge(watch, registration, snapshot);
    else if (!passOver(watch, decision, snapshot))
      return { snapshot, view, decision, at, ending: endingIn(watch.memory), liveness };
  }
}

async function read(watch: Watch): Promise<Snapshot> {
  const { environment, options, ports } = watch;
  const snapshot = await ports.registry.snapshot(environment, { everyId: options.everyId });
  const found = new Map<number, Registration | undefined>();
  for (const id of missing(watch.memory, snapshot)) found.set(id, await ports.registry.find(id));
  const all = completed(watch.memory, snapshot, found);
  watch.memory = all.memory;
  return all.snapshot;
}

/** Ends other registrations of one's own creation, whose answer was lost. */
async function endTwins({ ports }: Watch, { registrations }: Snapshot, me: Me): Promise<void> {
  const { registry } = ports;
  const isLiveTwin = (one: Registration) =>
    isTwin(one, me) && one.id !== UNKNOWN_ID && queuePhaseOf(one.latest) !== 'over';
  const description = `left the queue: same as ${me.id}`;
  for (const { id } of registrations.filter(isLiveTwin).slice(0, MOST_TWINS))
    await unlessGone(registry, id, () => registry.post(id, { state: 'inactive', description }));
}

function passOver(watch: Watch, decision: Decision, snapshot: Snapshot): boolean {
  const { claimTimeoutSeconds } = watch.options;
  const { clock, log } = watch.ports;
  const head = watchHead(watch.memory, decision, snapshot, { at: clock.now(), claimTimeoutSeconds });
  watch.memory = head.memory;
  if (head.passed === undefined) return false;
  const waited = formatDuration(head.afterSeconds);
  log.info(`Registration ${head.passed} did not claim its turn within ${waited}: passing it over.`);
  return true;
}

/** Asks cheaply about the one in front: whether `seen` may no longer be so. Good enough to sleep on. */
export async function poll(watch: Watch, { snapshot, view, at }: Observed): Promise<Polled> {
  const { registry, clock } = watch.ports;
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
  const known = watch.memory.judged.get(id);
  if (known !== undefined && clock.now() < known.until) return { moved, free };
  const { liveness } = await askOwner(watch, registration, snapshot.now + clock.now() - at);
  if (liveness === (known?.liveness ?? 'alive')) return { moved, free };
  // The observation that follows asks again, says what it finds, and ends what is dead.
  watch.memory = withoutJudgement(watch.memory, id);
  return { moved: true, free };
}

/** What holds, or closes the environment, does so until it is over, whatever somebody writes to it (lifeOf). */
const hasMoved = (from: QueuePhase | undefined, to: QueuePhase): boolean =>
  from === 'holding' ? to === 'over' : from !== to;

/** Ends every registration whose owner is dead, in the way or not. */
export async function reapAll(watch: Watch): Promise<Reaped> {
  const snapshot = await watch.ports.registry.snapshot(watch.environment);
  const live = snapshot.registrations
    .filter(({ id, latest }) => id !== UNKNOWN_ID && queuePhaseOf(latest) !== 'over')
    .sort((a, b) => a.id - b.id)
    .slice(0, MOST_REAPED);
  for (const registration of live) await judge(watch, registration, snapshot);
  const { judged, refused } = watch.memory;
  const dead = live.filter(({ id }) => judged.get(id)?.liveness === 'dead');
  return { ended: dead.length - refused.size, refused: [...refused.values()] };
}
