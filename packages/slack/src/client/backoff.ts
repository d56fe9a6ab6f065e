import type { RetryDecision } from '@signalbox/runner/retry';
import { SlackError } from './error.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

export interface Backoff {
  /** Nothing is asked of Slack until then: it, or the way to it, is in trouble. */
  readonly pausedUntil: number;
  /** Failures since the last success. */
  readonly failures: number;
  /**
   * Moments until which single methods rest, by name. Slack limits "per API method per workspace per app"
   * (docs.slack.dev/apis/web-api/rate-limits): what one of them is told says nothing of the others.
   */
  readonly pauses?: Readonly<Record<string, number>>;
}

interface Setting {
  readonly error: SlackError;
  readonly now: number;
  readonly random: () => number;
}

/** Slack's own Retry-After exactly, for `method` alone; else exponential backoff with jitter, for all. */
export function backOff(state: Backoff, { error, now, random }: Setting, method: string): Backoff {
  const { failures, pauses, pausedUntil } = state;
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
  const until = now + (error.retryAfterMs ?? ceiling * (0.5 + random() / 2));
  const limited = error.retryAfterMs !== undefined || error.code === 'ratelimited';
  return {
    failures: failures + 1,
    pausedUntil: limited ? pausedUntil : until,
    pauses: limited ? { ...pauses, [method]: until } : (pauses ?? {}),
  };
}

/** When `method` may be asked again; now or earlier where nothing is in the way. */
export const pauseOf = ({ pauses }: Backoff, method: string): number => pauses?.[method] ?? 0;

/** What an earlier failure asked for is forgotten: there will be no later chance. */
export const unpaused = <S extends Backoff>(state: S): S => ({
  ...state,
  pausedUntil: 0,
  failures: 0,
  pauses: {},
});

/** For `retry`: what may work a little later is tried again, after Slack's own pause where it named one. */
export function verdictOf(error: unknown): RetryDecision {
  if (!(error instanceof SlackError) || (error.fault !== 'retry' && error.fault !== 'ambiguous')) {
    return { retry: false };
  }
  return { retry: true, ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }) };
}
