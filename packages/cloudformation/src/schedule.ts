import type { Forecast } from '@signalbox/estimate/forecast';
import { nextPoll } from '@signalbox/estimate/poll';

export interface Outlook {
  /** Probability that the operation ends within so many seconds. */
  readonly endsWithin: (seconds: number) => number;
  /** Of the whole operation, where there is history. */
  readonly forecast?: Forecast;
  readonly elapsedSeconds: number;
  /** Earlier runs tell when the end comes. */
  readonly known: boolean;
  /** Seconds that undoing all that was done takes at least; 0 while it is being undone, and nothing tells how long that takes. */
  readonly undoSeconds: number;
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
/** Where earlier runs say that the end is improbable. A failure is heard no later than this. */
const LONGEST_KNOWN = 30;
/** So improbable is an end that is seen later than that. */
const EARLY = 0.01;
/** An operation may fail as soon as it begins, or be over; earlier runs tell that it is not. */
const FIRST = 7;
/** Seconds of delay that are worth one call. */
const COST = 0.8;
/** With history the end is known to a few seconds: calls are saved long before it, and spent near it. */
const COST_KNOWN = 0.5;
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

function unhurried(outlook: Outlook): number {
  const { endsWithin, forecast, elapsedSeconds, known } = outlook;
  const waited = known ? Math.max(0, elapsedSeconds - (forecast?.quantile(0.95) ?? 0)) : elapsedSeconds;
  const minimum = Math.min(LONGEST, SHORTEST + MINIMUM_SHARE * waited);
  if (known) return untilLate(endsWithin, minimum, longestKnown(outlook));
  return nextPoll({ endsWithin }, elapsedSeconds, {
    ...{ cost: COST, minimum },
    maximum: Math.min(LONGEST, FIRST + elapsedSeconds),
  });
}

/** The end may come sooner than earlier runs tell, by a failure: but not before what was done is undone. */
const longestKnown = ({ endsAtFailure, undoSeconds }: Outlook): number =>
  endsAtFailure ? LONGEST : Math.min(LONGEST_KNOWN, LONGEST + undoSeconds);

const STEP = 0.25;

/**
 * Seconds after which the end, had it come unseen, would be seen late by `COST_KNOWN` seconds on average: the sum of
 * `endsWithin` up to then. For a steady hazard that is the optimal inspection interval, sqrt(2 cost / hazard) (Barlow, Hunter
 * and Proschan 1963); where the end is far and well known it waits for it, as an interval by the mean hazard would not.
 */
function untilLate(endsWithin: Outlook['endsWithin'], minimum: number, maximum: number): number {
  let [late, seconds, longest] = [0, 0, maximum];
  for (; late < COST_KNOWN && seconds < longest; seconds += STEP) {
    const ended = endsWithin(seconds + STEP / 2);
    late += STEP * ended;
    if (ended > EARLY) longest = Math.min(longest, seconds + LONGEST);
  }
  return Math.max(minimum, Math.min(maximum, seconds));
}
