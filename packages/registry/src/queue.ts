import { formatDuration } from '@signalbox/runner/duration';
import { before, type Contender, type Decision, decide, type View } from './decide.ts';
import { GRACE_SECONDS, type Liveness, liveness } from './liveness.ts';
import type { OwnerState, Snapshot } from './port.ts';
import type { Patience, RegistryPorts } from './ports.ts';
import { phaseOf, type Registration, UNKNOWN_ID } from './registration.ts';
import { unlessGone } from './unless-gone.ts';
import { isTwin, type Me, viewOf } from './view.ts';

export interface Observed {
  readonly snapshot: Snapshot;
  readonly view: View;
  readonly decision: Decision;
  /** Those whose job is over without releasing, and when they are ended at the earliest (server time). */
  readonly ending: ReadonlyMap<number, number>;
  /** Of those whose owners were asked about. */
  readonly liveness: ReadonlyMap<number, Liveness>;
}

/** The queue of one environment as one contender watches it: every look is a fresh read. */
export interface Queue {
  look(me: Me): Promise<Observed>;
  /** Ends every registration whose owner is dead. Returns how many. */
  reapAll(): Promise<number>;
}

/** How long an owner found alive is not asked about again: by the next in line, and by those who have time. */
const TRUSTED_MS = { next: 60_000, behind: 600_000 };
/** What one look costs at most beside the read: whoever may write deployments may write a thousand. */
const MOST_ASKED = 10;
const MOST_TWINS = 3;
/** So many owners one cleanup asks about, the oldest registrations first. */
const MOST_REAPED = 100;
/** Reads in a row that must miss a registration, and its own page be gone, before it counts as gone. */
const MISSES = 2;

type Ports = Pick<RegistryPorts, 'registry' | 'owners' | 'clock' | 'log' | 'audience'>;

export interface WatchOptions extends Patience {
  /** Write nothing: registrations of dead owners are left as they are, and out of account. */
  readonly readOnly?: boolean;
}

export function watchQueue(
  environment: string,
  { maxHoldSeconds, claimTimeoutSeconds, readOnly = false }: WatchOptions,
  { registry, owners, clock, log, audience }: Ports,
): Queue {
  const judged = new Map<number, Judged>();
  const known = new Map<number, { readonly registration: Registration; readonly misses: number }>();
  const passedOver = new Set<number>();
  let head: { readonly id: number; readonly since: number } | undefined;

  /** Reads again, one by one, what earlier reads showed alive and this one does not: reads are not monotonic. */
  async function complete(snapshot: Snapshot): Promise<Snapshot> {
    const shown = new Set(snapshot.registrations.map(({ id }) => id));
    const recovered: Registration[] = [];
    for (const [id, { registration, misses }] of known) {
      if (shown.has(id)) continue;
      const found = await registry.find(id);
      if (found !== undefined) recovered.push(found);
      else if (misses + 1 < MISSES) recovered.push(registration);
      if (found === undefined) known.set(id, { registration, misses: misses + 1 });
    }
    const registrations = [...snapshot.registrations, ...recovered];
    for (const registration of registrations) {
      if (registration.id === UNKNOWN_ID) continue;
      if (phaseOf(registration.latest) === 'over') known.delete(registration.id);
      else if (shown.has(registration.id)) known.set(registration.id, { registration, misses: 0 });
    }
    for (const [id, { misses }] of known) if (misses >= MISSES) known.delete(id);
    return { ...snapshot, registrations };
  }

  async function judge(registration: Registration, snapshot: Snapshot): Promise<void> {
    const state = await owners.state(registration.payload);
    const verdict = liveness(registration, state, { now: snapshot.now, maxHoldSeconds });
    const first = !judged.has(registration.id);
    judged.set(registration.id, {
      liveness: verdict,
      at: clock.now(),
      ...(state.alive === false && verdict === 'ending'
        ? { endsAt: snapshot.now + (GRACE_SECONDS - state.endedForSeconds) * 1000 }
        : {}),
    });
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
    log.notice(`Ended registration ${id} of run ${payload.runId}: ${why}.`);
    const held = registration.heldSince !== undefined;
    const description = `ended by another run: ${why}`;
    await unlessGone(registry, id, () =>
      registry.post(id, { state: held ? 'error' : 'inactive', description }),
    );
    audience?.ended(registration, state);
  }

  /** Lets those behind pass when the first in line of a free environment does not move. */
  function passOver(decision: Decision): boolean {
    const first =
      decision.act === 'wait' && decision.because === 'queued-behind'
        ? firstOf(decision.blockers)
        : undefined;
    if (first === undefined || first.id !== head?.id) head = first && { id: first.id, since: clock.now() };
    if (head === undefined || clock.now() - head.since < claimTimeoutSeconds * 1000) return false;
    log.info(
      `Registration ${head.id} did not claim its turn within ${formatDuration(claimTimeoutSeconds)}: passing it over.`,
    );
    passedOver.add(head.id);
    head = undefined;
    return true;
  }

  async function look(me: Me): Promise<Observed> {
    const snapshot = await complete(await registry.snapshot(environment));
    for (const { id, latest } of snapshot.registrations)
      if (phaseOf(latest) !== 'waiting') passedOver.delete(id);
    const twins = snapshot.registrations.filter(
      (one) => isTwin(one, me) && one.id !== UNKNOWN_ID && phaseOf(one.latest) !== 'over' && !readOnly,
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
      const ahead = firstOf(view.others.filter((other) => other.phase === 'waiting' && before(other, me)));
      const since = clock.now() - TRUSTED_MS[ahead === undefined ? 'next' : 'behind'];
      const doubtful = suspects(decision, ahead).find(
        ({ id }) => (judged.get(id)?.at ?? Number.NEGATIVE_INFINITY) <= since,
      );
      const registration = snapshot.registrations.find(({ id }) => id === doubtful?.id && id !== UNKNOWN_ID);
      // Whoever is not asked about stays in the way until the next look.
      if (registration !== undefined && asked < MOST_ASKED) await judge(registration, snapshot);
      else if (!passOver(decision)) return { snapshot, view, decision, ending: ending(), liveness: verdicts };
    }
  }

  /**
   * Whose owner is worth asking about. Behind somebody who waits, that one alone: while it lives, it looks after
   * whoever holds. In a queue of a hundred, asking about all the others would cost everybody a hundred requests.
   * A look that only reports wants all.
   */
  const suspects = (decision: Decision, ahead: Contender | undefined): readonly Contender[] =>
    ahead === undefined || readOnly ? blockersOf(decision) : [ahead];

  const ending = (): ReadonlyMap<number, number> =>
    new Map([...judged].flatMap(([id, { endsAt }]) => (endsAt === undefined ? [] : [[id, endsAt]])));

  async function reapAll(): Promise<number> {
    const snapshot = await registry.snapshot(environment);
    const live = snapshot.registrations
      .filter(({ id, latest }) => id !== UNKNOWN_ID && phaseOf(latest) !== 'over')
      .sort((a, b) => a.id - b.id)
      .slice(0, MOST_REAPED);
    for (const registration of live) await judge(registration, snapshot);
    return live.filter(({ id }) => judged.get(id)?.liveness === 'dead').length;
  }

  return { look, reapAll };
}

/** What was found about an owner. */
interface Judged {
  readonly liveness: Liveness;
  /** By our own clock. */
  readonly at: number;
  readonly endsAt?: number;
}

const blockersOf = (decision: Decision): readonly Contender[] =>
  'blockers' in decision ? decision.blockers : [];

const firstOf = (contenders: readonly Contender[]): Contender | undefined =>
  [...contenders].sort((a, b) => (before(a, b) ? -1 : 1))[0];

const unknownLine = ({ id }: Registration, why: string): string =>
  `The owner of registration ${id} cannot be read (${why}): it keeps its place for max-hold at most. The token needs actions: read on the owner's repository.`;

const endingLine = ({ id, payload }: Registration, state: OwnerState): string => {
  const left = state.alive === false ? GRACE_SECONDS - state.endedForSeconds : GRACE_SECONDS;
  return `The job of registration ${id} (run ${payload.runId}) is over without releasing; what it started may still run for ${formatDuration(left)}.`;
};
