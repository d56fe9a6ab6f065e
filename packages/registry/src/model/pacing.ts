import type { Forecast } from '@signalbox/estimate/forecast';
import { nextPoll } from '@signalbox/estimate/poll';

export interface Place {
  /** How many are in front; 1 is next in line. */
  readonly position: number;
  /** Seconds since the holder began to hold; undefined when nobody holds. */
  readonly heldSeconds?: number | undefined;
  readonly forecast?: Forecast | undefined;
  /** How many wait for the environment, as far as is known. @default position */
  readonly waiting?: number;
  /** Above 1 while GitHub's budget is short and polls are counted. @default 1 */
  readonly strain?: number;
}

const NEXT = { minimum: 4, maximum: 8, strained: 30 } as const;
const BEHIND = { usual: 18, crowded: 40, strained: 60 } as const;
/** Beyond so many waiters for one environment those behind poll less often: the secondary limit counts every poll. */
const CROWD = 70;

/** No pause is longer, jitter included: whoever sleeps has looked by then. */
export const LONGEST_PAUSE_SECONDS = BEHIND.strained * 1.2;

/**
 * Seconds until the one in front is looked at again. It may end, or die, at any moment, whatever history says, and with
 * it everybody before it: so nobody sleeps for long, wherever it stands. An unchanged answer costs nothing of the hour's
 * budget; only where GitHub counts it all the same (`strain`) do pauses grow.
 */
export function pauseSeconds(
  { position, heldSeconds, forecast, waiting = position, strain = 1 }: Place,
  random: () => number,
): number {
  const jitter = 0.8 + random() * 0.4;
  if (position <= 1) {
    const next = heldSeconds === undefined ? NEXT.maximum : nextPoll(forecast, heldSeconds, NEXT);
    return jitter * Math.min(NEXT.strained, next * strain);
  }
  const usual = Math.min(BEHIND.crowded, BEHIND.usual * Math.max(1, waiting / CROWD));
  return jitter * Math.min(BEHIND.strained, usual * strain);
}

const READ = { next: 180, longest: 1800 } as const;

/**
 * Seconds after which the whole queue is read again although nothing seems to change: in case a change was not seen. Each
 * costs a point of GraphQL, so they are rare for those who are far back.
 */
export const readAgainSeconds = ({ position, strain = 1 }: Pick<Place, 'position' | 'strain'>): number =>
  strain * Math.min(READ.longest, READ.next * Math.max(1, position - 1));
