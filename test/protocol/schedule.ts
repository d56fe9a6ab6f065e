// Random schedules: many contenders on a store in continuous time, led by the protocol's own steps.
import { type Contender, type Move, newContender, type Observation } from '@signalbox/registry/contender';
import { before, decide, type QueueEntry, type View } from '@signalbox/registry/decide';
import { inFront } from '@signalbox/registry/view';
import { seededRandom } from '@signalbox/simulator/random';
import { type Phase, STEPS } from './process.ts';

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

interface Actor {
  readonly id: number;
  readonly priority: number;
  /** What its registration was written to be, and when. */
  readonly phases: Phase[];
  readonly times: number[];
  state: 'creating' | 'running' | 'deploying' | 'ending' | 'gone' | 'dead';
  contender: Contender;
  observed: Observation | undefined;
  /** What the next wake-up carries out, while it runs. */
  move: Move;
  /** The one that it polls, as its last read showed it. */
  front: { readonly id: number; readonly phase: Phase; readonly owner: Owner } | undefined;
  wakes: number;
  readonly crashAt: number;
  readonly cancelAt: number;
  readonly meddledAt: number;
  deadSince: number;
  meddled: boolean;
  held: boolean;
  from: number;
  until: number;
}

type Owner = 'alive' | 'ending' | 'dead';

/** Sums of these are exact, so that a lag as long as the settling is not a little longer at times. */
const exact = (seconds: number) => Math.ceil(seconds * 1024) / 1024;

const GRACE = 20;
const HORIZON = 20_000;

/** Plays one schedule to its end. The same seed gives the same schedule. */
export function play(seed: number, conditions: Conditions): Outcome {
  const random = seededRandom(seed);
  const { lag, settle, slowWrite } = conditions;
  const actors = Array.from({ length: conditions.contenders }, (_, id) => newActor(id, random, conditions));
  const policy = { onBusy: 'wait', settleSeconds: settle, deadline: HORIZON * 1000 } as const;
  let reads = 0;

  /** Each read draws what it sees of what is younger than the lag. */
  const look = (actor: Actor, at: number): Phase => {
    let index = actor.phases.length - 1;
    while (index > 0 && (actor.times[index] ?? 0) > at - lag && random() < 0.5) index--;
    return actor.phases[index] ?? 'absent';
  };

  const read = (me: Actor, now: number): Observation => {
    reads += 1;
    const others: QueueEntry[] = [];
    for (const other of actors) {
      if (other === me) continue;
      const phase = look(other, now);
      if (phase === 'absent' || phase === 'over') continue;
      const owner = ownerOf(other, now);
      if (phase === 'waiting' && owner !== 'alive') continue;
      if (owner === 'dead') write(other, 'over', now);
      others.push({ id: other.id, priority: other.priority, phase });
    }
    const mine = look(me, now);
    const { id, priority, contender } = me;
    const view: View = {
      me: { id, priority, claimed: contender.claimed },
      mine: mine === 'absent' ? 'unseen' : mine,
      others,
      frozen: false,
    };
    const front = inFront(view);
    const owner = front && actors[front.id];
    me.front = front && owner && { id: front.id, phase: front.phase, owner: ownerOf(owner, now) };
    const position = others.filter((other) => other.phase !== 'waiting' || before(other, me)).length;
    return {
      decision: decide(view),
      mine: view.mine,
      partial: false,
      pollContext: { position },
      at: now * 1000,
    };
  };

  const poll = ({ front }: Actor, now: number) => {
    const actor = front && actors[front.id];
    const same = actor && look(actor, now) === front.phase && ownerOf(actor, now) === front.owner;
    return { moved: same !== true, free: true };
  };

  const later = (actor: Actor, now: number, seconds: number) => {
    actor.wakes = now + exact(seconds);
  };
  const latency = () => (slowWrite > 0 && random() < slowWrite ? random() * 120 : random() * random() * 3);

  /** Carries out its moves until one takes time. */
  const run = (actor: Actor, now: number) => {
    for (;;) {
      const at = now * 1000;
      const { move } = actor;
      if (move.kind === 'observe') actor.observed = read(actor, now);
      const polled = move.kind === 'poll' ? poll(actor, now) : undefined;
      const result = { at, backpressure: 1, found: true };
      actor.contender = STEPS.applied(actor.contender, move, {
        ...result,
        ...(actor.observed && { observed: actor.observed }),
        ...(polled && { polled }),
      });
      actor.move = STEPS.nextMove(actor.contender, actor.observed, at, policy);
      const next = actor.move;
      if (next.kind === 'end' && next.as.kind === 'held') {
        actor.state = 'deploying';
        actor.held = true;
        actor.from = now;
        return later(actor, now, 1 + random() * 20);
      }
      if (next.kind === 'end') return finish(actor, now);
      if (next.kind === 'write') return later(actor, now, latency());
      if (next.kind === 'check' && next.seconds > 0) return later(actor, now, next.seconds);
      if (next.kind === 'sleep') {
        const pause = next.seconds * (1 - next.jitter + 2 * next.jitter * random());
        return later(actor, now, Math.min(pause, next.until / 1000 - now));
      }
    }
  };

  const finish = (actor: Actor, now: number) => {
    actor.state = 'ending';
    later(actor, now, latency());
  };

  const answered = (actor: Actor, now: number) => {
    if (actor.state === 'creating') {
      actor.state = 'running';
      actor.contender = newContender(now * 1000);
      actor.move = { kind: 'observe' };
      later(actor, now, 0.2 + random());
    } else if (actor.state === 'ending') {
      actor.state = 'gone';
      actor.wakes = Number.POSITIVE_INFINITY;
    } else run(actor, now);
  };

  for (;;) {
    const actor = actors.reduce((a, b) => (b.wakes < a.wakes ? b : a));
    const now = actor.wakes;
    if (now > HORIZON) break;
    meddle(actors, now, conditions);
    const phase = written(actor);
    if (now >= actor.crashAt) {
      // The last write may land all the same, and nobody is there for the answer.
      if (phase !== undefined && random() < 0.5) write(actor, phase, now);
      actor.until = Math.min(actor.until, actor.crashAt);
      actor.deadSince = actor.crashAt;
      actor.state = 'dead';
      actor.wakes = Number.POSITIVE_INFINITY;
    } else if (phase !== undefined) {
      // It deploys no more from its first attempt to release.
      if (phase === 'over') actor.until = Math.min(actor.until, now);
      write(actor, phase, now);
      // Now and then the answer is lost, and the write is repeated once it can no longer land by itself.
      if (random() < 0.05) later(actor, now, latency());
      else answered(actor, now);
    } else if (actor.state === 'deploying' || now >= actor.cancelAt) finish(actor, now);
    else run(actor, now);
  }
  return judge(actors, reads);
}

function write(actor: Actor, phase: Phase, at: number): void {
  actor.phases.push(phase);
  actor.times.push(at);
}

/** What it is about to write. */
function written({ state, move }: Actor): Phase | undefined {
  if (state === 'creating') return 'waiting';
  if (state === 'ending') return 'over';
  return state === 'running' && move.kind === 'write' ? move.as : undefined;
}

function ownerOf({ deadSince }: Actor, now: number): Owner {
  if (deadSince > now) return 'alive';
  return now > deadSince + GRACE ? 'dead' : 'ending';
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
    state: 'creating',
    contender: newContender(0),
    observed: undefined,
    move: { kind: 'observe' },
    front: undefined,
    // Ids are given in order, but rows are committed in any.
    wakes: exact(random() * (random() < 0.5 ? 4 : 60)),
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
