import type { Clock } from './clock.ts';

/** What to do about an error: give up, or try again, after `afterMs` where the server named a time. */
export type RetryDecision = { readonly retry: false } | { readonly retry: true; readonly afterMs?: number };

interface Backoff {
  /** Longest first pause; doubles with each try. @default 1000 */
  readonly firstDelayMs?: number;
  /** Longest pause of our own choosing. @default 15000 */
  readonly maxDelayMs?: number;
}

interface RetryOptions extends Backoff {
  readonly clock: Clock;
  readonly random: () => number;
  /** Asked after each failure, with the number of tries so far. */
  readonly classify: (error: unknown, tries: number) => RetryDecision | Promise<RetryDecision>;
  /** Tries in all. @default 4 */
  readonly attempts?: number;
  /** No pause may end after this moment (clock.now()); then the last error is thrown. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/** Exponential backoff with jitter; a server's own Retry-After wins over ours. @throws the last error */
export async function retry<T>(operation: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, random, classify, signal, attempts = 4 } = options;
  for (let tries = 1; ; tries++) {
    try {
      return await operation();
    } catch (error) {
      if (signal?.aborted) throw error;
      const decision = await classify(error, tries);
      if (!decision.retry || tries >= attempts) throw error;
      const delay = decision.afterMs ?? backoff(tries, options, random);
      // Read each time: a deadline may move on meanwhile.
      const { deadline } = options;
      if (deadline !== undefined && clock.now() + delay > deadline) throw error;
      await clock.sleep(delay, signal);
    }
  }
}

/** Milliseconds to pause after so many failed tries: between half of the doubled pause and all of it. */
export function backoff(
  tries: number,
  { firstDelayMs = 1000, maxDelayMs = 15_000 }: Backoff,
  random: () => number,
): number {
  return Math.min(maxDelayMs, firstDelayMs * 2 ** (tries - 1)) * (0.5 + random() / 2);
}

/** Shorter or longer by up to `share` of it, so that processes that began together do not ask together. */
export const jittered = (pause: number, random: () => number, share = 0.2): number =>
  pause * (1 - share + 2 * share * random());
