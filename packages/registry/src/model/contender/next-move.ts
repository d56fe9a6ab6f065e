import type { Obstacle } from '../reason.ts';
import type { Contender, ContenderOptions, End, Move, Observation, WriteReason } from './contender.ts';
import { pauseSeconds, readAgainSeconds, settleSeconds } from './pacing.ts';

/** The next after an idle head reads so often, so that nobody is passed over for what was true a while ago. */
const IDLE_HEAD_SECONDS = 60;
/** Between checks of what is in the way apart from the queue. */
const OBSTRUCTED_SECONDS = 20;
/** Between reads that do not show our own registration: from 1 s up to this. */
const UNSEEN_SECONDS = 15;
/** So long reads must miss our own registration before it is read by its id. */
const GONE_MS = 60_000;
const NEVER = Number.POSITIVE_INFINITY;
const FIFTH = 0.2;

/** What to do now. `observed`: the last read; undefined before the first. */
export function nextMove(
  contender: Contender,
  observed: Observation | undefined,
  now: number,
  options: ContenderOptions,
): Move {
  const { stage, shown, obstacle } = contender;
  if (stage === 'due' || observed === undefined) return { kind: 'observe' };
  switch (stage) {
    case 'rested':
      return observeInTime(now, options);
    case 'observed':
      return isMissing(contender, observed, now)
        ? { kind: 'find' }
        : onDecision(contender, observed, options);
    case 'found':
      return onDecision(contender, observed, options);
    case 'gone':
      return end({ kind: 'lost', how: 'deleted' });
    case 'clear':
      return write('claiming', 'claim');
    case 'claimed':
      return { kind: 'check', seconds: settleSeconds(options.settleSeconds, contender.worstLagSeconds) };
    case 'blocked':
    case 'blocked-announced':
      return aroundObstacle(contender, obstacle, options);
    case 'withdrawn':
      // Two who met in a claim do not meet again at the next.
      return options.onBusy === 'wait' ? sleep(1, { jitter: 0.5 }) : refused(options.onBusy);
    case 'announced':
      return shown ? pauseBeforePoll(contender, observed, now, options) : write('waiting', 'position');
    case 'watching':
    case 'paused':
      if (now >= contender.readAgainAt) return observeInTime(now, options);
      return stage === 'paused' ? { kind: 'poll' } : pauseBeforePoll(contender, observed, now, options);
    case 'holding':
      return end({ kind: 'held' });
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

const observeInTime = (now: number, { deadline }: ContenderOptions): Move =>
  now >= deadline ? end({ kind: 'too-late' }) : { kind: 'observe' };

const isMissing = ({ missed, missedSince }: Contender, { mine }: Observation, now: number): boolean =>
  missed > 0 && mine === 'unseen' && now - missedSince >= GONE_MS;

/** What `decide` says, as a move. */
function onDecision(contender: Contender, observed: Observation, options: ContenderOptions): Move {
  const { decision, ownHold } = observed;
  if (decision.act === 'hold' || holdsAlready(observed)) return write('holding', 'hold');
  switch (decision.act) {
    case 'lost':
      return end({ kind: 'lost', how: 'ended' });
    case 'claim':
      // A claim is only worth making when what was in the way is gone: that is checked first.
      return contender.obstructed ? { kind: 'check', seconds: 0 } : write('claiming', 'claim');
    case 'keep':
      return sleep(settleSeconds(options.settleSeconds, contender.worstLagSeconds));
  }
  // What this very job holds is released when the job ends: waiting for it would take until the deadline.
  if (ownHold !== undefined) return end({ kind: 'holds-already', id: ownHold });
  if (decision.act === 'withdraw') return write('waiting', 'overtaken');
  if (decision.because === 'unseen')
    return sleep(Math.min(UNSEEN_SECONDS, 2 ** Math.max(0, contender.missed - 1)));
  return options.onBusy === 'wait' ? { kind: 'announce' } : refused(options.onBusy);
}

/** One that held before and claims again is shown as holding still: nothing is against it but that its claim is unseen. */
const holdsAlready = ({ decision, mine, partial }: Observation): boolean =>
  decision.act === 'keep' && decision.because === 'unseen' && mine === 'holding' && !partial;

/** The queue is free, and something else is in the way: no claim may be in place meanwhile. */
function aroundObstacle(
  contender: Contender,
  obstacle: Obstacle | undefined,
  { onBusy }: ContenderOptions,
): Move {
  const act = obstacle?.act ?? 'wait';
  if (act !== 'wait') return refused(act === 'skip' ? 'skip' : 'fail', obstacle);
  if (contender.claimed) return write('waiting', 'obstacle');
  if (onBusy !== 'wait') return refused(onBusy, obstacle);
  return contender.stage === 'blocked' ? { kind: 'announce' } : sleep(OBSTRUCTED_SECONDS, { jitter: FIFTH });
}

/** Until the one in front is polled, or until it is time to read everything again. */
function pauseBeforePoll(
  contender: Contender,
  observed: Observation,
  now: number,
  options: ContenderOptions,
): Move {
  const { pollContext, decision, at } = observed;
  const { backpressure, counted } = contender;
  const { position, heldSeconds } = pollContext;
  const idleHead = decision.act === 'wait' && decision.because === 'queued-behind' && position === 1;
  const again = idleHead ? IDLE_HEAD_SECONDS : readAgainSeconds({ position, backpressure });
  const until =
    contender.stage === 'announced' ? Math.min(options.deadline, now + again * 1000) : contender.readAgainAt;
  const pause = pauseSeconds({
    ...pollContext,
    heldSeconds: heldSeconds === undefined ? undefined : heldSeconds + (now - at) / 1000,
    backpressure: counted ? backpressure : 1,
  });
  return sleep(pause, { jitter: FIFTH, until });
}
