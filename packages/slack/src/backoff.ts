import type { Verdict } from '@signalbox/runner/retry';
import { SlackError } from './error.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

export interface Backoff {
  /** Slack, or our own backoff, asked for quiet until then. */
  readonly pausedUntil: number;
  /** Failures since the last success. */
  readonly failures: number;
}

interface Setting {
  readonly error: SlackError;
  readonly now: number;
  readonly random: () => number;
}

/** Slack's own Retry-After exactly, else exponential backoff with jitter. */
export function backOff({ failures }: Backoff, { error, now, random }: Setting): Backoff {
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  return {
    failures: failures + 1,
    pausedUntil: now + (error.retryAfterMs ?? ceiling * (0.5 + random() / 2)),
  };
}

/** For `retry`: what may work a little later is tried again, after Slack's own pause where it named one. */
export function verdictOf(error: unknown): Verdict {
  if (!(error instanceof SlackError) || (error.fault !== 'retry' && error.fault !== 'ambiguous')) {
    return { retry: false };
  }
  return { retry: true, ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }) };
}
