import type { Clock } from './clock.ts';

/** What to do about an error: give up, or try again, at the earliest after `afterMs`. */
export type Verdict = { readonly retry: false } | { readonly retry: true; readonly afterMs?: number };

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly classify: (error: unknown) => Verdict;
  /** Tries in all. @default 4 */
  readonly attempts?: number;
  /** Longest first pause; doubles with each try. @default 1000 */
  readonly firstDelayMs?: number;
  /** Longest pause of our own choosing. @default 15000 */
  readonly maxDelayMs?: number;
  /** No pause may end after this moment (clock.now()); then the last error is thrown. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/** Exponential backoff with full jitter; a server's own Retry-After wins over ours. */
export async function retry<T>(operation: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, random, classify, signal, attempts = 4, firstDelayMs = 1000, maxDelayMs = 15_000 } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      const verdict = classify(error);
      if (!verdict.retry || attempt >= attempts || signal?.aborted) throw error;
      const ceiling = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
      const delay = verdict.afterMs ?? ceiling * (0.5 + random() / 2);
      if (options.deadline !== undefined && clock.now() + delay > options.deadline) throw error;
      await clock.sleep(delay, signal);
    }
  }
}
