import type { Forecast } from '@signalbox/estimate/forecast';
import { nextPoll } from '@signalbox/estimate/poll';
import type { Progress } from './progress.ts';

export interface Outlook {
  readonly progress: Progress;
  /** Of the whole operation, where there is history. */
  readonly forecast?: Forecast;
  /** Nothing is under way and nothing is known to follow: the end must be close. */
  readonly idle: boolean;
  /** Seconds until the first resource under way would count as stalled. */
  readonly nextStall: number;
  /** Above 1 while the account is short of calls. */
  readonly strain: number;
}

const SHORTEST = 2;
const LONGEST_KNOWN = 30;
const LONGEST_UNKNOWN = 12;
/** Seconds of delay that are worth one call. */
const POLL_COST = 0.2;
const ENOUGH_RUNS = 3;
/** The longer it is overdue, the less a few seconds matter. */
const OVERDUE_SHARE = 0.05;
const JITTER = 0.15;

/**
 * Seconds until the next look: rare while the end is improbable, close when it is near. Jittered, so that
 * the jobs of a matrix do not ask in step.
 */
export function pause(outlook: Outlook, configured: number | 'auto', random: () => number): number {
  const jitter = 1 - JITTER / 2 + JITTER * random();
  if (configured !== 'auto') return configured * jitter;
  const wanted = outlook.idle
    ? SHORTEST
    : Math.min(unhurried(outlook), Math.max(SHORTEST, outlook.nextStall));
  return wanted * outlook.strain * jitter;
}

function unhurried({ forecast, progress }: Outlook): number {
  const { elapsedSeconds, left } = progress;
  if (forecast !== undefined && forecast.sampleSize >= ENOUGH_RUNS) {
    const overdue = Math.max(0, elapsedSeconds - forecast.quantile(0.95));
    const minimum = Math.min(LONGEST_UNKNOWN, SHORTEST + OVERDUE_SHARE * overdue);
    return nextPoll(forecast, elapsedSeconds, { cost: POLL_COST, minimum, maximum: LONGEST_KNOWN });
  }
  // The work in sight tells more of the end than the time passed, all that `nextPoll` has here: at the same number of
  // calls that saw the end half a second later (npm run bench -- monitor).
  return Math.min(LONGEST_UNKNOWN, Math.max(SHORTEST + 1, left.low / 3));
}
