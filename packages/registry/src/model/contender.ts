import type { Decision, View } from './decide.ts';
import { type Place, pauseSeconds, readAgainSeconds, settleSeconds } from './pacing.ts';
import type { Obstacle } from './reason.ts';

/**
 * One that wants the environment, from its registration to its hold, as plain data. `nextMove` says what to do,
 * whoever performs it tells `applied` what came of it. Both are pure: operations/queue/turn.ts performs moves on GitHub,
 * test/protocol explores every interleaving of them. All times are of the contender's own clock, in milliseconds.
 */
export interface Contender {
  readonly stage: Stage;
  /** Our claim is written and not taken back. */
  readonly claimed: boolean;
  /** GitHub's page of the registration says that it waits. */
  readonly shown: boolean;
  /** When the last write of ours was answered. */
  readonly writtenAt: number;
  /** The longest that a write of ours was not to be seen. */
  readonly worstLagSeconds: number;
  /** Reads in a row that did not show our registration (counted up to `MOST_MISSED`), and when the first was. */
  readonly missed: number;
  readonly missedSince: number;
  /** Something else than the queue was in the way when it was last checked. */
  readonly obstructed: boolean;
  /** What was found in the way since the last read. */
  readonly obstacle?: Obstacle;
  /** The whole queue is read again then, whatever polls say. */
  readonly readAgainAt: number;
  /** Polls since the last read, and whether GitHub counted the last one against the budget. */
  readonly polls: number;
  readonly counted: boolean;
  readonly backpressure: number;
}

/** What has just happened, which is what the next move depends on. */
export type Stage =
  /** There is a registration, or a claim has settled: read. */
  | 'due'
  /** A pause is over: read, unless it is too late. */
  | 'rested'
  | 'observed'
  /** Our registration was looked for by itself, and is there. */
  | 'found'
  | 'gone'
  /** Nothing but the queue is in the way. */
  | 'clear'
  | 'claimed'
  /** Something but the queue is in the way. */
  | 'blocked'
  | 'blocked-announced'
  | 'withdrawn'
  | 'announced'
  | 'watching'
  /** A pause between polls is over. */
  | 'paused'
  | 'holding';

/** What the user asked for. */
export interface Terms {
  readonly onBusy: 'wait' | 'fail' | 'skip';
  readonly settleSeconds: number | 'auto';
  /** When waiting is over. */
  readonly deadline: number;
}

/** What one read of the queue means to the contender. */
export interface Observation {
  readonly decision: Decision;
  readonly mine: View['mine'];
  /** The read left out some who may be alive. */
  readonly partial: boolean;
  /** The registration by which this very job holds the environment already. */
  readonly ownHold?: number | undefined;
  readonly place: Omit<Place, 'backpressure'>;
  /** When it had been read. */
  readonly at: number;
}

export type Move =
  /** Read the whole queue. */
  | { readonly kind: 'observe' }
  /** Look for our own registration by its id. */
  | { readonly kind: 'find' }
  /** Ask what else may be in the way; takes no less than `seconds`, in which a claim settles. */
  | { readonly kind: 'check'; readonly seconds: number }
  | { readonly kind: 'write'; readonly as: 'waiting' | 'claiming' | 'holding'; readonly why: WriteReason }
  /** Say in the log what is waited for. */
  | { readonly kind: 'announce' }
  /** Pause `seconds`, longer or shorter by up to the share `jitter`, never beyond `until`. */
  | {
      readonly kind: 'sleep';
      readonly seconds: number;
      readonly jitter: number;
      readonly until: number;
    }
  /** Ask whether the one in front has moved. */
  | { readonly kind: 'poll' }
  | { readonly kind: 'end'; readonly as: End };

export type WriteReason = 'claim' | 'hold' | 'overtaken' | 'obstacle' | 'position';

export type End =
  | { readonly kind: 'held' }
  /** `obstacle`: what was found; without it the queue itself is busy. */
  | { readonly kind: 'refused'; readonly act: 'fail' | 'skip'; readonly obstacle?: Obstacle | undefined }
  | { readonly kind: 'lost'; readonly how: 'ended' | 'deleted' }
  | { readonly kind: 'holds-already'; readonly id: number }
  | { readonly kind: 'too-late' };

/** What came of a move. `at`: when it was done. */
export interface Result {
  readonly at: number;
  readonly backpressure: number;
  readonly observed?: Observation;
  readonly found?: boolean;
  readonly obstacle?: Obstacle | undefined;
  readonly polled?: Polled;
}

export interface Polled {
  /** A read is worth while. */
  readonly moved: boolean;
  /** GitHub counted nothing for it. */
  readonly free: boolean;
}

/** The next after an idle head reads so often, so that nobody is passed over for what was true a while ago. */
const IDLE_HEAD_SECONDS = 60;
/** Between checks of what is in the way beside the queue. */
const OBSTRUCTED_SECONDS = 20;
/** Between reads that do not show our own registration: from 1 s up to this. */
const UNSEEN_SECONDS = 15;
/** More are not counted: the pause does not grow any more. */
const MOST_MISSED = 5;
/** So long reads must miss our own registration before it is looked for by its id. */
const GONE_MS = 60_000;
const NEVER = Number.POSITIVE_INFINITY;
const FIFTH = 0.2;

export const newContender = (now: number): Contender => ({
  stage: 'due',
  claimed: false,
  shown: false,
  writtenAt: now,
  worstLagSeconds: 0,
  missed: 0,
  missedSince: now,
  obstructed: false,
  readAgainAt: now,
  polls: 0,
  counted: false,
  backpressure: 1,
});

/** What to do now. `observed`: the last read; undefined before the first. */
export function nextMove(
  contender: Contender,
  observed: Observation | undefined,
  now: number,
  terms: Terms,
): Move {
  const { stage, shown, obstacle } = contender;
  if (stage === 'due' || observed === undefined) return { kind: 'observe' };
  switch (stage) {
    case 'rested':
      return observeInTime(now, terms);
    case 'observed':
      return isMissing(contender, observed, now) ? { kind: 'find' } : onDecision(contender, observed, terms);
    case 'found':
      return onDecision(contender, observed, terms);
    case 'gone':
      return end({ kind: 'lost', how: 'deleted' });
    case 'clear':
      return write('claiming', 'claim');
    case 'claimed':
      return { kind: 'check', seconds: settleSeconds(terms.settleSeconds, contender.worstLagSeconds) };
    case 'blocked':
    case 'blocked-announced':
      return aroundObstacle(contender, obstacle, terms);
    case 'withdrawn':
      // Two who met in a claim do not meet again at the next.
      return terms.onBusy === 'wait' ? sleep(1, { jitter: 0.5 }) : refused(terms.onBusy);
    case 'announced':
      return shown ? pauseBeforePoll(contender, observed, now, terms) : write('waiting', 'position');
    case 'watching':
    case 'paused':
      if (now >= contender.readAgainAt) return observeInTime(now, terms);
      return stage === 'paused' ? { kind: 'poll' } : pauseBeforePoll(contender, observed, now, terms);
    case 'holding':
      return end({ kind: 'held' });
  }
}

/** The contender after `move`. */
export function applied(contender: Contender, move: Move, result: Result): Contender {
  const { at, backpressure } = result;
  const after = (stage: Stage, change: Partial<Contender> = {}): Contender => ({
    ...contender,
    backpressure,
    stage,
    ...change,
  });
  switch (move.kind) {
    case 'observe':
      return afterRead(contender, result);
    case 'find':
      return after(result.found === true ? 'found' : 'gone');
    case 'check': {
      const { obstacle } = result;
      if (obstacle === undefined) return after(contender.claimed ? 'due' : 'clear', { obstructed: false });
      return after('blocked', { obstacle, obstructed: obstacle.act === 'wait' });
    }
    case 'write':
      return after(...afterWrite(contender, move, at));
    case 'announce':
      return after(contender.stage === 'blocked' ? 'blocked-announced' : 'announced');
    case 'sleep':
      if (contender.stage !== 'announced' && contender.stage !== 'watching') return after('rested');
      return after('paused', { readAgainAt: move.until });
    case 'poll': {
      const { moved = true, free = false } = result.polled ?? {};
      if (moved) return after('rested');
      // The first answer has to be counted: only then there is something to compare with.
      const polls = contender.polls + 1;
      return after('watching', { polls, counted: !free && polls > 1 });
    }
    case 'end':
      return contender;
  }
}

const end = (as: End): Move => ({ kind: 'end', as });
const refused = (act: 'fail' | 'skip', obstacle?: Obstacle): Move => end({ kind: 'refused', act, obstacle });
const write = (as: 'waiting' | 'claiming' | 'holding', why: WriteReason): Move => ({
  kind: 'write',
  as,
  why,
});
const sleep = (seconds: number, { jitter = 0, until = NEVER } = {}): Move => ({
  kind: 'sleep',
  seconds,
  jitter,
  until,
});

const observeInTime = (now: number, { deadline }: Terms): Move =>
  now >= deadline ? end({ kind: 'too-late' }) : { kind: 'observe' };

const isMissing = ({ missed, missedSince }: Contender, { mine }: Observation, now: number): boolean =>
  missed > 0 && mine === 'unseen' && now - missedSince >= GONE_MS;

/** What `decide` says, as a move. */
function onDecision(contender: Contender, observed: Observation, terms: Terms): Move {
  const { decision, ownHold } = observed;
  if (decision.act === 'hold' || holdsAlready(observed)) return write('holding', 'hold');
  switch (decision.act) {
    case 'lost':
      return end({ kind: 'lost', how: 'ended' });
    case 'claim':
      // What was in the way is checked first: a claim is only worth making when nothing else is left.
      return contender.obstructed ? { kind: 'check', seconds: 0 } : write('claiming', 'claim');
    case 'keep':
      return sleep(settleSeconds(terms.settleSeconds, contender.worstLagSeconds));
  }
  // What this very job holds is released when the job ends: waiting for it would take until the deadline.
  if (ownHold !== undefined) return end({ kind: 'holds-already', id: ownHold });
  if (decision.act === 'withdraw') return write('waiting', 'overtaken');
  if (decision.because === 'unseen')
    return sleep(Math.min(UNSEEN_SECONDS, 2 ** Math.max(0, contender.missed - 1)));
  return terms.onBusy === 'wait' ? { kind: 'announce' } : refused(terms.onBusy);
}

/** One that held before and claims again is shown as holding still: nothing stands against it but that its claim is unseen. */
const holdsAlready = ({ decision, mine, partial }: Observation): boolean =>
  decision.act === 'keep' && decision.because === 'unseen' && mine === 'holding' && !partial;

/** The queue is free, and something else is in the way: a claim must not stand meanwhile. */
function aroundObstacle(contender: Contender, obstacle: Obstacle | undefined, { onBusy }: Terms): Move {
  const act = obstacle?.act ?? 'wait';
  if (act !== 'wait') return refused(act === 'skip' ? 'skip' : 'fail', obstacle);
  if (contender.claimed) return write('waiting', 'obstacle');
  if (onBusy !== 'wait') return refused(onBusy, obstacle);
  return contender.stage === 'blocked' ? { kind: 'announce' } : sleep(OBSTRUCTED_SECONDS, { jitter: FIFTH });
}

/** Until the one in front is polled, or until it is time to read everything again. */
function pauseBeforePoll(contender: Contender, observed: Observation, now: number, terms: Terms): Move {
  const { place, decision, at } = observed;
  const { backpressure, counted } = contender;
  const { position, heldSeconds } = place;
  const idleHead = decision.act === 'wait' && decision.because === 'queued-behind' && position === 1;
  const again = idleHead ? IDLE_HEAD_SECONDS : readAgainSeconds({ position, backpressure });
  const until =
    contender.stage === 'announced' ? Math.min(terms.deadline, now + again * 1000) : contender.readAgainAt;
  const pause = pauseSeconds({
    ...place,
    heldSeconds: heldSeconds === undefined ? undefined : heldSeconds + (now - at) / 1000,
    backpressure: counted ? backpressure : 1,
  });
  return sleep(pause, { jitter: FIFTH, until });
}

/** How long a write of ours stays invisible tells how long a claim has to settle. */
function afterRead(contender: Contender, { at, backpressure, observed }: Result): Contender {
  const mine = observed?.mine ?? 'unseen';
  const { claimed, writtenAt, worstLagSeconds } = contender;
  const unseen = mine === 'unseen';
  const hidden = unseen || (claimed && mine !== 'claiming');
  const missed = unseen ? Math.min(MOST_MISSED, contender.missed + 1) : 0;
  const { obstacle: _, ...rest } = contender;
  return {
    ...rest,
    backpressure,
    stage: 'observed',
    worstLagSeconds: hidden ? Math.max(worstLagSeconds, (at - writtenAt) / 1000) : worstLagSeconds,
    missed,
    missedSince: missed <= 1 ? at : contender.missedSince,
    polls: 0,
    counted: false,
  };
}

function afterWrite(
  { stage, shown }: Contender,
  { as, why }: Move & { readonly kind: 'write' },
  at: number,
): [Stage, Partial<Contender>] {
  if (as === 'claiming') return ['claimed', { claimed: true, writtenAt: at }];
  if (as === 'holding') return ['holding', { writtenAt: at }];
  if (why === 'position') return [stage, { shown: true }];
  return [why === 'obstacle' ? stage : 'withdrawn', { claimed: false, writtenAt: at, shown }];
}
