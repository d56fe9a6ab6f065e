import { LONGEST_PAUSE_SECONDS } from '../../model/contender/pacing.ts';
import { before, type Decision, type QueueEntry } from '../../model/decide.ts';
import { GRACE_SECONDS, type Liveness, liveness, type OwnerState } from '../../model/liveness.ts';
import { queuePhaseOf, type Registration, UNKNOWN_ID } from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { claimableSince } from '../../model/view.ts';

/** What one who watches a queue remembers from read to read, as plain data. The steps in this file are pure. */
export interface QueueMemory {
  /** What was found out about owners, by registration. */
  readonly judged: ReadonlyMap<number, Judged>;
  /** Those that were seen alive, and how many reads in a row have missed each since. */
  readonly alive: ReadonlyMap<number, { readonly registration: Registration; readonly misses: number }>;
  /** Dead ones that GitHub did not let us end, and why. */
  readonly refused: ReadonlyMap<number, string>;
  /** Were first in line and did not claim in time. */
  readonly passedOver: ReadonlySet<number>;
  /** The first in line of a free environment, and since when it has been seen there. */
  readonly head?: { readonly id: number; readonly since: number } | undefined;
}

interface Judged {
  readonly liveness: Liveness;
  /** Good until then, by our own clock. */
  readonly until: number;
  /** When it is ended at the earliest, by the server's. */
  readonly endsAt?: number;
}

export const NO_MEMORY: QueueMemory = {
  judged: new Map(),
  alive: new Map(),
  refused: new Map(),
  passedOver: new Set(),
};

/** How long what was found out about an owner holds good. An unchanged job costs nothing; a refusal does. */
const TRUSTED_MS = { known: 20_000, unknown: 300_000 };
/**
 * Nobody is passed over sooner: a living waiter sleeps so long at most, and then reads and claims. A contender must also
 * have seen the first in line idle for so long itself.
 */
const LEAST_CLAIM_SECONDS = LONGEST_PAUSE_SECONDS + 18;
/** Reads in a row that must miss a registration, and its own page be gone, before it counts as gone. */
const MISSES = 2;

/** Those that earlier reads showed alive and this one does not: to be read one by one, since reads are not monotonic. */
export function missing({ alive }: QueueMemory, snapshot: Snapshot): readonly number[] {
  const known = new Set([...snapshot.registrations.map(({ id }) => id), ...(snapshot.unread ?? [])]);
  return [...alive.keys()].filter((id) => !known.has(id));
}

/** The snapshot with those that it misses, as `found` by their ids, and the memory after it. */
export function completed(
  memory: QueueMemory,
  snapshot: Snapshot,
  found: ReadonlyMap<number, Registration | undefined>,
): { readonly memory: QueueMemory; readonly snapshot: Snapshot } {
  const shown = new Set(snapshot.registrations.map(({ id }) => id));
  const alive = new Map(memory.alive);
  const recovered: Registration[] = [];
  for (const [id, { registration, misses }] of memory.alive) {
    if (shown.has(id)) continue;
    const read = found.get(id);
    if (read !== undefined) recovered.push(read);
    else if (!found.has(id) || misses + 1 < MISSES) recovered.push(registration);
    if (found.has(id) && read === undefined) alive.set(id, { registration, misses: misses + 1 });
  }
  const registrations = [...snapshot.registrations, ...recovered];
  const passedOver = new Set(memory.passedOver);
  for (const registration of registrations) {
    const { id, latest } = registration;
    if (queuePhaseOf(latest) !== 'waiting') passedOver.delete(id);
    if (id === UNKNOWN_ID) continue;
    if (queuePhaseOf(latest) === 'over') alive.delete(id);
    else if (shown.has(id)) alive.set(id, { registration, misses: 0 });
  }
  for (const [id, { misses }] of alive) if (misses >= MISSES) alive.delete(id);
  return { memory: { ...memory, alive, passedOver }, snapshot: { ...snapshot, registrations } };
}

/** What an owner's state says of its registration. `now`: the server's time; `at`: ours. */
export function judgementOf(
  registration: Registration,
  state: OwnerState,
  { now, at, maxHoldSeconds }: { readonly now: number; readonly at: number; readonly maxHoldSeconds: number },
): Judged {
  const found = liveness(registration, state, { now, maxHoldSeconds });
  if (found === 'ending' && state.alive === false) {
    const remainingMs = (GRACE_SECONDS - state.endedForSeconds) * 1000;
    return { liveness: found, until: at + remainingMs, endsAt: now + remainingMs };
  }
  return { liveness: found, until: at + TRUSTED_MS[state.alive === 'unknown' ? 'unknown' : 'known'] };
}

export const withJudgement = (memory: QueueMemory, id: number, found: Judged): QueueMemory => ({
  ...memory,
  judged: new Map(memory.judged).set(id, found),
});

/** The one whose owner is to be asked about again by the next read. */
export const withoutJudgement = (memory: QueueMemory, id: number): QueueMemory => ({
  ...memory,
  judged: without(memory.judged, id),
});

export const withRefusal = (memory: QueueMemory, id: number, line: string): QueueMemory => ({
  ...memory,
  refused: new Map(memory.refused).set(id, line),
});

export const withoutRefusal = (memory: QueueMemory, id: number): QueueMemory => ({
  ...memory,
  refused: without(memory.refused, id),
});

const without = <T>(known: ReadonlyMap<number, T>, id: number): ReadonlyMap<number, T> =>
  new Map([...known].filter(([each]) => each !== id));

/**
 * The one whose owner is worth asking about now. Behind somebody who waits (`ahead`), that one alone: while it lives, it
 * watches the holder. In a queue of a hundred, asking about all the others would cost everybody a hundred requests.
 */
export function suspect(
  { judged }: QueueMemory,
  decision: Decision,
  ahead: QueueEntry | undefined,
  at: number,
): QueueEntry | undefined {
  const blockers = 'blockers' in decision ? decision.blockers : [];
  const worthAsking = ahead === undefined ? blockers : [ahead];
  return worthAsking.find(({ id }) => (judged.get(id)?.until ?? Number.NEGATIVE_INFINITY) <= at);
}

/** Lets those behind pass when the first in line of a free environment does not move: `passed` has just lost its turn. */
export function watchHead(
  memory: QueueMemory,
  decision: Decision,
  snapshot: Snapshot,
  { at, claimTimeoutSeconds }: { readonly at: number; readonly claimTimeoutSeconds: number },
): { readonly memory: QueueMemory; readonly passed?: number; readonly afterSeconds: number } {
  const behind = decision.act === 'wait' && decision.because === 'queued-behind';
  const first = behind ? [...decision.blockers].sort((a, b) => (before(a, b) ? -1 : 1))[0] : undefined;
  const head = first?.id === memory.head?.id ? memory.head : first && { id: first.id, since: at };
  const kept = { ...memory, head };
  const afterSeconds = Math.max(LEAST_CLAIM_SECONDS, claimTimeoutSeconds);
  const registration = snapshot.registrations.find(({ id }) => id === head?.id);
  const isInTime =
    head === undefined ||
    registration === undefined ||
    at - head.since < LEAST_CLAIM_SECONDS * 1000 ||
    snapshot.now - claimableSince(registration, snapshot) < afterSeconds * 1000;
  if (isInTime) return { memory: kept, afterSeconds };
  const passedOver = new Set(memory.passedOver).add(head.id);
  return { memory: { ...kept, passedOver, head: undefined }, passed: head.id, afterSeconds };
}

export const livenessIn = ({ judged }: QueueMemory): ReadonlyMap<number, Liveness> =>
  new Map([...judged].map(([id, found]) => [id, found.liveness]));

/** Those whose job is over without releasing, and when they are ended at the earliest (server time). */
export const endingIn = ({ judged }: QueueMemory): ReadonlyMap<number, number> =>
  new Map([...judged].flatMap(([id, { endsAt }]) => (endsAt === undefined ? [] : [[id, endsAt]])));
