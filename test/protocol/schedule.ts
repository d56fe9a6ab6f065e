// Random schedules: many contenders on a store in continuous time, led by the protocol's own `decide`.
import { decide, type QueueEntry as Other } from '@signalbox/registry/decide';
import { seededRandom } from '@signalbox/simulator/random';

export interface Conditions {
  readonly contenders: number;
  /** Seconds after which a write shows in every read. */
  readonly lag: number;
  /** Seconds that a claim stands before its verifying read. */
  readonly settle: number;
  /** Probabilities for each contender. */
  readonly crash: number;
  readonly cancel: number;
  /** For each write: that minutes pass between the read that led to it and its landing. */
  readonly slowWrite: number;
  /** Somebody else ends or deletes a registration that waits. */
  readonly foreignOnWaiting: number;
  /** The same to one that claims or holds: then an overlap is possible, and must be noticed by its victim. */
  readonly foreignOnActive: number;
}

export interface Outcome {
  readonly grants: number;
  /** Pairs that deployed at the same time. */
  readonly overlaps: number;
  /** Overlaps that nobody could have noticed when releasing. */
  readonly unnoticed: number;
  /** Contenders that lived, were left alone, and never had their turn. */
  readonly starved: number;
  readonly reads: number;
}

type Phase = 'absent' | 'waiting' | 'claiming' | 'holding' | 'over';

interface Actor {
  readonly id: number;
  readonly priority: number;
  /** What its registration was written to be, and when. */
  readonly phases: Phase[];
  readonly times: number[];
  state: 'waiting' | 'settling' | 'holding' | 'gone' | 'dead';
  wakes: number;
  /** The write that the next wake-up carries out. */
  writes: Phase | undefined;
  readonly crashAt: number;
  readonly cancelAt: number;
  readonly meddledAt: number;
  deadSince: number;
  meddled: boolean;
  held: boolean;
  from: number;
  until: number;
}

/** Sums of these are exact, so that a lag as long as the settling is not a little longer at times. */
const exact = (seconds: number) => Math.ceil(seconds * 1024) / 1024;

const GRACE = 20;
const HORIZON = 20_000;

/** Plays one schedule to its end. The same seed gives the same schedule. */
export function play(seed: number, conditions: Conditions): Outcome {
  const random = seededRandom(seed);
  const { lag, settle, slowWrite } = conditions;
  const actors = Array.from({ length: conditions.contenders }, (_, id) => newActor(id, random, conditions));
  let reads = 0;

  const write = (actor: Actor, phase: Phase, at: number) => {
    actor.phases.push(phase);
    actor.times.push(at);
  };
  /** Each read draws anew what it sees of what is younger than the lag. */
  const look = (actor: Actor, at: number): Phase => {
    let index = actor.phases.length - 1;
    while (index > 0 && (actor.times[index] ?? 0) > at - lag && random() < 0.5) index--;
    return actor.phases[index] ?? 'absent';
  };

  const read = (me: Actor, now: number) => {
    reads += 1;
    const others: Other[] = [];
    for (const other of actors) {
      if (other === me) continue;
      const phase = look(other, now);
      if (phase === 'absent' || phase === 'over') continue;
      const dead = other.deadSince <= now;
      if (phase === 'waiting' && dead) continue;
      if (dead && now > other.deadSince + GRACE) write(other, 'over', now);
      others.push({ id: other.id, priority: other.priority, phase });
    }
    const mine = look(me, now);
    const claimed = me.state === 'settling';
    const view = { me: { id: me.id, priority: me.priority, claimed }, others, frozen: false };
    return decide({ ...view, mine: mine === 'absent' ? 'unseen' : mine }).act;
  };

  const later = (actor: Actor, now: number, seconds: number, writes?: Phase) => {
    actor.wakes = now + exact(seconds);
    actor.writes = writes;
  };
  const latency = () => (slowWrite > 0 && random() < slowWrite ? random() * 120 : random() * random() * 3);

  const answered = (actor: Actor, phase: Phase, now: number) => {
    if (phase === 'claiming') {
      actor.state = 'settling';
      later(actor, now, settle);
    } else if (phase === 'holding') {
      actor.state = 'holding';
      actor.held = true;
      actor.from = now;
      later(actor, now, 1 + random() * 20, 'over');
    } else if (phase === 'over') {
      actor.state = 'gone';
      actor.wakes = Number.POSITIVE_INFINITY;
    } else {
      actor.state = 'waiting';
      later(actor, now, 0.2 + random());
    }
  };

  for (;;) {
    const actor = actors.reduce((a, b) => (b.wakes < a.wakes ? b : a));
    const now = actor.wakes;
    if (now > HORIZON) break;
    meddle(actors, now, conditions, write);
    if (now >= actor.crashAt) {
      // The last write may land all the same, and nobody is there for the answer.
      if (actor.writes !== undefined && random() < 0.5) write(actor, actor.writes, now);
      actor.until = Math.min(actor.until, actor.crashAt);
      actor.deadSince = actor.crashAt;
      actor.state = 'dead';
      actor.wakes = Number.POSITIVE_INFINITY;
    } else if (actor.writes !== undefined) {
      const phase = actor.writes;
      // It deploys no more from its first attempt to release.
      if (phase === 'over') actor.until = Math.min(actor.until, now);
      write(actor, phase, now);
      // Now and then the answer is lost, and the write is repeated once it can no longer land by itself.
      if (random() < 0.05) later(actor, now, latency(), phase);
      else answered(actor, phase, now);
    } else if (now >= actor.cancelAt) {
      later(actor, now, latency(), 'over');
    } else {
      const act = read(actor, now);
      if (act === 'claim') later(actor, now, latency(), 'claiming');
      else if (act === 'hold') later(actor, now, latency(), 'holding');
      else if (act === 'withdraw') later(actor, now, latency(), 'waiting');
      else if (act === 'keep') later(actor, now, settle);
      else if (act === 'lost') later(actor, now, latency(), 'over');
      else later(actor, now, 1 + random() * 6);
    }
  }
  return judge(actors, reads);
}

function newActor(id: number, random: () => number, conditions: Conditions): Actor {
  const within = (probability: number) =>
    random() < probability ? random() * 150 : Number.POSITIVE_INFINITY;
  const meddling = conditions.foreignOnWaiting + conditions.foreignOnActive;
  return {
    id,
    priority: random() < 0.2 ? 1 : 0,
    phases: ['absent'],
    times: [Number.NEGATIVE_INFINITY],
    state: 'waiting',
    // Ids are given in order, but rows are committed in any.
    wakes: exact(random() * (random() < 0.5 ? 4 : 60)),
    writes: 'waiting',
    crashAt: within(conditions.crash),
    cancelAt: within(conditions.cancel),
    meddledAt: within(meddling / 2),
    deadSince: Number.POSITIVE_INFINITY,
    meddled: false,
    held: false,
    from: Number.POSITIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
  };
}

/** Somebody who knows nothing of the protocol ends registrations of others. */
function meddle(
  actors: readonly Actor[],
  now: number,
  { foreignOnWaiting, foreignOnActive }: Conditions,
  write: (actor: Actor, phase: Phase, at: number) => void,
): void {
  for (const actor of actors) {
    const phase = actor.phases.at(-1);
    if (now < actor.meddledAt || actor.meddled || phase === 'over' || phase === 'absent') continue;
    if (phase === 'waiting' ? foreignOnWaiting === 0 : foreignOnActive === 0) continue;
    actor.meddled = true;
    write(actor, 'over', now);
  }
}

function judge(actors: readonly Actor[], reads: number): Outcome {
  const held = actors.filter((actor) => actor.held);
  const pairs = held.flatMap((a) =>
    held.filter((b) => a.id < b.id && a.from < b.until && b.from < a.until).map((b) => [a, b] as const),
  );
  const left = actors.filter(
    ({ state, meddled, cancelAt }) => state !== 'dead' && !meddled && cancelAt === Number.POSITIVE_INFINITY,
  );
  return {
    grants: held.length,
    overlaps: pairs.length,
    // A victim finds the foreign end among its own statuses when it releases.
    unnoticed: pairs.filter(([a, b]) => !a.meddled && !b.meddled).length,
    starved: left.filter((actor) => !actor.held).length,
    reads,
  };
}
