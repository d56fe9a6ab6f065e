import { backoff, type RetryDecision } from '@signalbox/runner/retry';
import { compact } from '@signalbox/runner/values';
import { SlackError } from './error.ts';

export interface Backoff {
  /** Nothing is asked of Slack until then: it, or the way to it, is in trouble. */
  readonly pausedUntil: number;
  /** Failures since the last success. */
  readonly failures: number;
  /**
   * Moments until which single methods must wait, by name. Slack limits "per API method per workspace per app"
   * (docs.slack.dev/apis/web-api/rate-limits): a pause of one of them says nothing about the others.
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
  const until = now + (error.retryAfterMs ?? backoff(failures + 1, {}, random));
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
  return { retry: true, ...compact({ afterMs: error.retryAfterMs }) };
}
