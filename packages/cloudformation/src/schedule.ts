import type { Forecast } from '@signalbox/estimate/forecast';
import { nextPoll } from '@signalbox/estimate/poll';

export interface Outlook {
  /** Probability that the operation ends within so many seconds. */
  readonly endsWithin: (seconds: number) => number;
  /** Of the whole operation, where there is history. */
  readonly forecast?: Forecast;
  readonly elapsedSeconds: number;
  /** A failure ends it at once, and may come at any time; else there is something to undo first. */
  readonly endsAtFailure: boolean;
  /** Seconds until the first resource under way would count as stalled. */
  readonly nextStall: number;
  /** Above 1 while the account is short of calls. */
  readonly strain: number;
}

// Tuned on one part of a family of made-up operations, measured on another (npm run bench -- monitor).
const SHORTEST = 2;
/** With the jitter, an end is seen 12 s late at most. */
const LONGEST = 11.2;
/** Where earlier runs say that the end is improbable. */
const LONGEST_KNOWN = 30;
/** An operation may fail as soon as it begins, or be over; earlier runs tell that it is not. */
const FIRST = { unknown: 7, known: 14 };
/** Seconds of delay that are worth one call. */
const COST = 0.8;
/** With history the end is known to a few seconds: calls are saved long before it, and spent near it. */
const COST_KNOWN = 0.3;
const ENOUGH_RUNS = 3;
/** The longer it goes on, the less a few seconds matter. */
const MINIMUM_SHARE = 0.02;
const JITTER = 0.1;

/**
 * Seconds until the next look: rare while the end is improbable, close when it is near. Jittered, so that
 * the jobs of a matrix do not ask in step.
 */
export function pause(outlook: Outlook, configured: number | 'auto', random: () => number): number {
  const jitter = 1 - JITTER / 2 + JITTER * random();
  if (configured !== 'auto') return configured * jitter;
  const wanted = Math.min(unhurried(outlook), Math.max(LONGEST, outlook.nextStall));
  return wanted * outlook.strain * jitter;
}

function unhurried({ endsWithin, forecast, elapsedSeconds, endsAtFailure }: Outlook): number {
  const known = forecast !== undefined && forecast.sampleSize >= ENOUGH_RUNS;
  const most = known && !endsAtFailure ? LONGEST_KNOWN : LONGEST;
  const waited = known ? Math.max(0, elapsedSeconds - forecast.quantile(0.95)) : elapsedSeconds;
  return nextPoll({ endsWithin }, elapsedSeconds, {
    cost: known ? COST_KNOWN : COST,
    minimum: Math.min(LONGEST, SHORTEST + MINIMUM_SHARE * waited),
    maximum: Math.min(most, (known ? FIRST.known : FIRST.unknown) + elapsedSeconds),
  });
}
