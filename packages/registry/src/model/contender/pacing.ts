import type { Forecast } from '@signalbox/estimate/forecast';
import { nextPoll } from '@signalbox/estimate/poll';

/** What the pause before the next poll depends on. */
export interface PollContext {
  /** How many are in front; 1 is next in line. */
  readonly position: number;
  /** Seconds since the holder began to hold; undefined when nobody holds. */
  readonly heldSeconds?: number | undefined;
  readonly forecast?: Forecast | undefined;
  /** How many wait for the environment, as far as is known. @default position */
  readonly waiting?: number;
  /** Above 1 while GitHub's budget is short and polls are counted. @default 1 */
  readonly backpressure?: number;
}

const NEXT = { minimum: 4, maximum: 8, longest: 30 } as const;
const BEHIND = { normal: 18, crowded: 40, longest: 60 } as const;
/** Beyond so many waiters for one environment those behind poll less often: the secondary limit counts every poll. */
const MANY_WAITING = 70;

/** The longest pause before a poll, jitter included. */
export const LONGEST_PAUSE_SECONDS = BEHIND.longest * 1.2;

/**
 * Seconds until the one in front is polled again. It may end, or die, at any moment, whatever history says, and with
 * it everybody before it: so nobody sleeps for long, at any position. An unchanged answer costs nothing of the hour's
 * budget; only where GitHub counts it all the same (`backpressure`) do pauses grow.
 */
export function pauseSeconds({
  position,
  heldSeconds,
  forecast,
  waiting = position,
  backpressure = 1,
}: PollContext): number {
  if (position <= 1) {
    const next = heldSeconds === undefined ? NEXT.maximum : nextPoll(forecast, heldSeconds, NEXT);
    return Math.min(NEXT.longest, next * backpressure);
  }
  const normal = Math.min(BEHIND.crowded, BEHIND.normal * Math.max(1, waiting / MANY_WAITING));
  return Math.min(BEHIND.longest, normal * backpressure);
}

const READ = { next: 180, longest: 1800 } as const;

/**
 * Seconds after which the whole queue is read again although nothing seems to change: in case a change was not seen. Each
 * costs a point of GraphQL, so they are rare for those who are far back.
 */
export const readAgainSeconds = ({
  position,
  backpressure = 1,
}: Pick<PollContext, 'position' | 'backpressure'>): number =>
  backpressure * Math.min(READ.longest, READ.next * Math.max(1, position - 1));

const LEAST_SETTLE_SECONDS = 2;
const SAFETY = 3;

/** How long a claim must be in place before a read of the others counts: longer than reads lag behind writes. */
export const settleSeconds = (configured: number | 'auto', worstLagSeconds: number): number =>
  configured === 'auto' ? Math.max(LEAST_SETTLE_SECONDS, SAFETY * worstLagSeconds) : configured;
