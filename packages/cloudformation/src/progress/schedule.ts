import type { Forecast } from '@signalbox/estimate/forecast';
import { nextPoll } from '@signalbox/estimate/poll';
import { jittered } from '@signalbox/runner/retry';

export interface PollContext {
  /** Probability that the operation ends within so many seconds. */
  readonly endsWithin: (seconds: number) => number;
  /** Of the whole operation, where there is history. */
  readonly forecast?: Forecast;
  readonly elapsedSeconds: number;
  /** Earlier runs tell when the end comes. */
  readonly known: boolean;
  /** It rolls back. */
  readonly back: boolean;
  /** Median of the seconds left. */
  readonly remainingSeconds: number;
  /** How probable it may still be that the end is seen more than 12 s late: see `lateRisk`. */
  readonly remainingRisk: number;
  /** Seconds that undoing all that was done takes at least; 0 while it is being undone, and nothing tells how long that takes. */
  readonly undoSeconds: number;
  /** A failure ends it at once, and may come at any time; else there is something to undo first. */
  readonly endsAtFailure: boolean;
  /** Seconds until the first resource under way would count as stalled. */
  readonly nextStall: number;
  /** Above 1 while the account is short of calls. */
  readonly backpressure: number;
}

// Chosen on a family of made-up operations, measured on others of it (npm run bench -- monitor).
const SHORTEST = 2;
const JITTER = 0.05;
/** With the jitter, an end is seen 12 s late at most. */
const LONGEST = 11.2;
/** Where earlier runs say that the end is improbable: this share of the time left, within bounds. */
const LONGEST_KNOWN = { least: 45, share: 0.5, most: 90 };
/** So improbable is, in a whole operation, an end that is seen later than 12 s; and at one look. */
export const LATE_RISK = 0.05;
const EARLY = 0.01;
/** An operation may fail as soon as it begins, or be over; earlier runs tell that it is not. */
const FIRST = 7;
/** From a first look at a description that tells of an operation under way. */
const FIRST_EVENTS = 5;
/** Where the first failure is the end, nothing earlier tells it: most come soon, so the looks begin close. */
const FIRST_FAILURE = { seconds: 3, share: 0.5 };
/** Seconds of delay that are worth one call. */
const COST = 0.8;
/** A rollback mostly ends sooner than what is undone took. */
const COST_BACK = 0.2;
/** The longer it goes on, the less a few seconds matter. */
const MINIMUM_SHARE = 0.01;

/**
 * Seconds until the next look: rare while the end is improbable, close when it is near. Jittered, so that
 * the jobs of a matrix do not ask in step.
 */
export function pause(context: PollContext, configured: number | 'auto', random: () => number): number {
  if (configured !== 'auto') return jittered(configured, random, JITTER);
  const wanted = Math.min(unhurried(context), Math.max(LONGEST, context.nextStall));
  return jittered(wanted * context.backpressure, random, JITTER);
}

/**
 * Seconds from the first look, whose description tells that the stack is being worked on, until its events are read: most
 * operations have just begun then, and what one page tells a little later is worth more.
 */
export const untilEvents = (configured: number | 'auto', random: () => number): number =>
  jittered(configured === 'auto' ? FIRST_EVENTS : Math.min(FIRST_EVENTS, configured), random, JITTER);

function unhurried(context: PollContext): number {
  const { forecast, elapsedSeconds, known, back } = context;
  const waited = known ? Math.max(0, elapsedSeconds - (forecast?.quantile(0.95) ?? 0)) : elapsedSeconds;
  const minimum = Math.min(LONGEST, SHORTEST + MINIMUM_SHARE * waited);
  const within = (maximum: number, cost: number) => untilLate(context, { minimum, maximum, cost });
  if (known) return within(longestKnown(context), COST);
  if (back) return within(LONGEST, COST_BACK);
  return nextPoll(context, elapsedSeconds, {
    ...{ cost: COST, minimum },
    maximum: Math.min(LONGEST, FIRST + elapsedSeconds),
  });
}

/** The end may come sooner than earlier runs tell, by a failure: but not before what was done is undone. */
function longestKnown({ endsAtFailure, undoSeconds, remainingSeconds, elapsedSeconds }: PollContext): number {
  if (endsAtFailure) return Math.min(LONGEST, FIRST_FAILURE.seconds + FIRST_FAILURE.share * elapsedSeconds);
  const { least, share, most } = LONGEST_KNOWN;
  const longest = Math.min(most, Math.max(least, share * remainingSeconds));
  return Math.min(longest, notLate(undoSeconds));
}

/** The longest pause after which an end that comes in so many seconds or later is not seen too late. */
const notLate = (seconds: number) => LONGEST + seconds / (1 + JITTER);

/** How probable it is that an end is seen too late because of a pause of so many seconds. */
export const lateRisk = ({ endsWithin }: Pick<PollContext, 'endsWithin'>, seconds: number): number =>
  endsWithin(Math.max(0, seconds - LONGEST * (1 + JITTER)));

const STEP = 0.25;

/**
 * Seconds after which the end, had it come unseen, would be seen late by `cost` seconds on average: the sum of
 * `endsWithin` up to then. For a steady hazard that is the optimal inspection interval, sqrt(2 cost / hazard) (Barlow, Hunter
 * and Proschan 1963); where the end is far and well known it waits for it, as an interval by the mean hazard would not.
 */
function untilLate(
  { endsWithin, remainingRisk }: PollContext,
  { minimum, maximum, cost }: { readonly minimum: number; readonly maximum: number; readonly cost: number },
): number {
  const early = Math.min(EARLY, remainingRisk / 2);
  let [late, seconds, longest] = [0, 0, maximum];
  for (; late < cost && seconds < longest; seconds += STEP) {
    const ended = endsWithin(seconds + STEP / 2);
    late += STEP * ended;
    if (ended > early) longest = Math.min(longest, notLate(seconds));
  }
  return Math.max(minimum, Math.min(maximum, longest, seconds));
}
