import { formatDuration } from '@signalbox/runner/duration';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Polled } from '../../model/contender.ts';
import { before, type Decision, decide, type QueueEntry, type View } from '../../model/decide.ts';
import { GRACE_SECONDS, type Liveness, liveness, type OwnerState } from '../../model/liveness.ts';
import { LONGEST_PAUSE_SECONDS } from '../../model/pacing.ts';
import { queuePhaseOf, type Registration, UNKNOWN_ID } from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { claimableSince, inFront, isTwin, lastBefore, type Me, viewOf } from '../../model/view.ts';
import type { Registry, RegistryPorts, TimeoutPolicy } from '../../ports.ts';

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

/** The queue of one environment as one contender watches it: every look is a fresh read. */
export interface Queue {
  observe(me: Me): Promise<Observed>;
  /** A cheap look at the one in front: whether `seen` may no longer be so. Good enough to sleep on. */
  poll(seen: Observed): Promise<Polled>;
  /** Ends every registration whose owner is dead. Returns how many. */
  reapAll(): Promise<Reaped>;
}

export interface Reaped {
  readonly ended: number;
  /** One line for each that GitHub did not let us end. */
  readonly refused: readonly string[];
}

/** How long what was found out about an owner holds good. An unchanged job costs nothing; a refusal does. */
const TRUSTED_MS = { known: 20_000, unknown: 300_000 };
/**
 * What one look costs at most beside the read: whoever may write deployments may write a thousand. Owners beyond count as
 * alive until the next look. Without the job's id each is two requests.
 */
const OWNERS_AT_ONCE = 10;
const MOST_TWINS = 3;
/** So many owners one cleanup asks about, the oldest registrations first. */
const MOST_REAPED = 100;
/**
 * Nobody is passed over sooner: a living waiter sleeps so long at most, and then reads and claims. A contender must also
 * have seen the first in line idle for so long itself.
 */
const LEAST_CLAIM_SECONDS = LONGEST_PAUSE_SECONDS + 18;
/** Reads in a row that must miss a registration, and its own page be gone, before it counts as gone. */
const MISSES = 2;

type Ports = Pick<RegistryPorts, 'registry' | 'owners' | 'clock' | 'log' | 'subscriber'>;

interface WatchOptions extends TimeoutPolicy {
  /** Write nothing: registrations of dead owners are left as they are, and out of account. */
  readonly readOnly?: boolean;
  /** What is over has its id, too. */
  readonly everyId?: boolean | undefined;
}

export function watchQueue(
  environment: string,
  { maxHoldSeconds, claimTimeoutSeconds, readOnly = false, everyId }: WatchOptions,
  { registry, owners, clock, log, subscriber }: Ports,
): Queue {
  const judged = new Map<number, Judged>();
  const known = new Map<number, { readonly registration: Registration; readonly misses: number }>();
  const passedOver = new Set<number>();
  /** Dead ones that GitHub did not let us end, and why. */
  const refused = new Map<number, string>();
  let head: { readonly id: number; readonly since: number } | undefined;

  /** Reads again, one by one, what earlier reads showed alive and this one does not: reads are not monotonic. */
  async function complete(snapshot: Snapshot): Promise<Snapshot> {
    const shown = new Set(snapshot.registrations.map(({ id }) => id));
    const unread = new Set(snapshot.unread);
    const recovered: Registration[] = [];
    for (const [id, { registration, misses }] of known) {
      if (shown.has(id)) continue;
      if (unread.has(id)) {
        recovered.push(registration);
        continue;
      }
      const found = await registry.find(id);
      if (found !== undefined) recovered.push(found);
      else if (misses + 1 < MISSES) recovered.push(registration);
      if (found === undefined) known.set(id, { registration, misses: misses + 1 });
    }
    const registrations = [...snapshot.registrations, ...recovered];
    for (const registration of registrations) {
      if (registration.id === UNKNOWN_ID) continue;
      if (queuePhaseOf(registration.latest) === 'over') known.delete(registration.id);
      else if (shown.has(registration.id)) known.set(registration.id, { registration, misses: 0 });
    }
    for (const [id, { misses }] of known) if (misses >= MISSES) known.delete(id);
    return { ...snapshot, registrations };
  }

  /** `now` is the server's time. */
  async function askOwner(registration: Registration, now: number) {
    const state = await owners.state(registration.payload);
    const verdict = liveness(registration, state, { now, maxHoldSeconds });
    const trusted =
      verdict === 'ending' && state.alive === false
        ? (GRACE_SECONDS - state.endedForSeconds) * 1000
        : TRUSTED_MS[state.alive === 'unknown' ? 'unknown' : 'known'];
    judged.set(registration.id, {
      liveness: verdict,
      until: clock.now() + trusted,
      ...(verdict === 'ending' ? { endsAt: now + trusted } : {}),
    });
    return { state, verdict };
  }

  async function judge(registration: Registration, snapshot: Snapshot): Promise<void> {
    const first = !judged.has(registration.id);
    const { state, verdict } = await askOwner(registration, snapshot.now);
    if (state.alive === 'unknown' && first) log.info(unknownLine(registration, state.why));
    if (verdict === 'ending') log.info(endingLine(registration, state));
    if (verdict === 'dead' && !readOnly) await reap(registration, state);
  }

  async function reap(registration: Registration, state: OwnerState): Promise<void> {
    const { id, payload } = registration;
    const why =
      state.alive === false
        ? `its job ended (${state.conclusion}) without releasing`
        : `no sign of life for ${formatDuration(maxHoldSeconds)}`;
    const held = registration.heldSince !== undefined;
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

  /** Lets those behind pass when the first in line of a free environment does not move. */
  function passOver(decision: Decision, snapshot: Snapshot): boolean {
    const first =
      decision.act === 'wait' && decision.because === 'queued-behind'
        ? firstOf(decision.blockers)
        : undefined;
    if (first === undefined || first.id !== head?.id) head = first && { id: first.id, since: clock.now() };
    const registration = snapshot.registrations.find(({ id }) => id === head?.id);
    if (head === undefined || registration === undefined) return false;
    const patience = Math.max(LEAST_CLAIM_SECONDS, claimTimeoutSeconds);
    if (clock.now() - head.since < LEAST_CLAIM_SECONDS * 1000) return false;
    if (snapshot.now - claimableSince(registration, snapshot) < patience * 1000) return false;
    log.info(
      `Registration ${head.id} did not claim its turn within ${formatDuration(patience)}: passing it over.`,
    );
    passedOver.add(head.id);
    head = undefined;
    return true;
  }

  async function poll({ snapshot, view, at }: Observed): Promise<Polled> {
    const target = inFront(view);
    const freeze = snapshot.freezes[0]?.id;
    const frozen = freeze !== undefined && target?.phase !== 'waiting';
    const id = frozen ? freeze : target?.id;
    // Nothing is known that could be watched.
    if (id === undefined || id === UNKNOWN_ID) return { moved: true, free: true };
    const seen = await registry.poll(id);
    if (seen === undefined) return { moved: true, free: false };
    const moved = queuePhaseOf(seen.latest) !== (frozen ? 'holding' : target?.phase);
    const registration = frozen ? undefined : snapshot.registrations.find((each) => each.id === id);
    if (moved || registration === undefined) return { moved, free: seen.free };
    const known = judged.get(id);
    if (known !== undefined && clock.now() < known.until) return { moved, free: seen.free };
    const { verdict } = await askOwner(registration, snapshot.now + clock.now() - at);
    if (verdict === known?.liveness || (verdict === 'alive' && known === undefined))
      return { moved, free: seen.free };
    // The look that follows asks again, says what it finds, and ends what is dead.
    judged.delete(id);
    return { moved: true, free: seen.free };
  }

  async function observe(me: Me): Promise<Observed> {
    const snapshot = await complete(await registry.snapshot(environment, { everyId }));
    const at = clock.now();
    for (const { id, latest } of snapshot.registrations)
      if (queuePhaseOf(latest) !== 'waiting') passedOver.delete(id);
    const twins = snapshot.registrations.filter(
      (one) => isTwin(one, me) && one.id !== UNKNOWN_ID && queuePhaseOf(one.latest) !== 'over' && !readOnly,
    );
    for (const registration of twins.slice(0, MOST_TWINS)) {
      const description = `left the queue: same as ${me.id}`;
      await unlessGone(registry, registration.id, () =>
        registry.post(registration.id, { state: 'inactive', description }),
      );
    }
    for (let asked = 0; ; asked++) {
      const verdicts = new Map([...judged].map(([id, verdict]) => [id, verdict.liveness]));
      const view = viewOf(snapshot, me, { liveness: verdicts, passedOver, withoutDead: readOnly });
      const decision = decide(view);
      const ahead = lastBefore(view);
      const doubtful = suspects(decision, ahead).find(
        ({ id }) => (judged.get(id)?.until ?? Number.NEGATIVE_INFINITY) <= clock.now(),
      );
      const registration = snapshot.registrations.find(({ id }) => id === doubtful?.id && id !== UNKNOWN_ID);
      // Whoever is not asked about stays in the way until the next look.
      if (registration !== undefined && asked < OWNERS_AT_ONCE) await judge(registration, snapshot);
      else if (!passOver(decision, snapshot))
        return { snapshot, view, decision, at, ending: ending(), liveness: verdicts };
    }
  }

  /**
   * Whose owner is worth asking about. Behind somebody who waits, that one alone: while it lives, it looks after
   * whoever holds. In a queue of a hundred, asking about all the others would cost everybody a hundred requests.
   * A look that only reports wants all.
   */
  const suspects = (decision: Decision, ahead: QueueEntry | undefined): readonly QueueEntry[] =>
    ahead === undefined || readOnly ? blockersOf(decision) : [ahead];

  const ending = (): ReadonlyMap<number, number> =>
    new Map([...judged].flatMap(([id, { endsAt }]) => (endsAt === undefined ? [] : [[id, endsAt]])));

  async function reapAll(): Promise<Reaped> {
    const snapshot = await registry.snapshot(environment);
    const live = snapshot.registrations
      .filter(({ id, latest }) => id !== UNKNOWN_ID && queuePhaseOf(latest) !== 'over')
      .sort((a, b) => a.id - b.id)
      .slice(0, MOST_REAPED);
    for (const registration of live) await judge(registration, snapshot);
    const dead = live.filter(({ id }) => judged.get(id)?.liveness === 'dead');
    return { ended: dead.length - refused.size, refused: [...refused.values()] };
  }

  return { observe, poll, reapAll };
}

/** What was found about an owner. */
interface Judged {
  readonly liveness: Liveness;
  /** Good until then, by our own clock. */
  readonly until: number;
  /** When it is ended at the earliest, by the server's. */
  readonly endsAt?: number;
}

const blockersOf = (decision: Decision): readonly QueueEntry[] =>
  'blockers' in decision ? decision.blockers : [];

const firstOf = (contenders: readonly QueueEntry[]): QueueEntry | undefined =>
  [...contenders].sort((a, b) => (before(a, b) ? -1 : 1))[0];

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
