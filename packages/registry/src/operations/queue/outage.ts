import { errorLine, UserError } from '@signalbox/runner/errors';
import { logOnce } from '@signalbox/runner/log';
import { backoff, type RetryDecision, retry } from '@signalbox/runner/retry';
import { RegistryError } from '../../model/snapshot.ts';
import type { RegistryPorts } from '../../ports.ts';

interface OutageOptions {
  readonly environment: string;
  /** `clock.now()` at which the wait is over, whatever GitHub does. */
  readonly deadline: number;
  /** Whether to wait for GitHub at all; without it the first failure is thrown. */
  readonly retryOutages: boolean;
}

/** From 5 to 10 s first, long enough for a write of unknown fate to show in a read; up to 30 s later. */
const PAUSE = { firstDelayMs: 10_000, maxDelayMs: 30_000 };

/** Repeats what may be repeated for as long as GitHub is out of order: an outage only takes time. */
export function retryThroughOutage(
  { environment, deadline, retryOutages }: OutageOptions,
  { clock, cancelled, random, log }: RegistryPorts,
) {
  const { warning } = logOnce(log);

  function classify(error: unknown, tries: number): RetryDecision {
    const soonest = clock.now() + backoff(tries, PAUSE, () => 0);
    if (!(error instanceof RegistryError) || !retryOutages || soonest >= deadline) return { retry: false };
    const line = `Still waiting for ${environment}: ${errorLine(error)}.`;
    // One answer that was lost is no outage yet.
    if (tries === 1) log.info(line);
    else warning(line);
    return { retry: true, afterMs: backoff(tries, PAUSE, random) };
  }

  /** @throws RegistryError of the last attempt before the deadline; UserError when cancelled */
  return async function persist<T>(attempt: () => Promise<T>): Promise<T> {
    const attempts = Number.POSITIVE_INFINITY;
    return await retry(attempt, { clock, random, classify, attempts, signal: cancelled }).catch(
      (error: unknown) => {
        throw cancelled.aborted ? cancelledWhileWaiting(environment) : error;
      },
    );
  };
}

export const cancelledWhileWaiting = (environment: string) =>
  new UserError(`Cancelled while waiting for ${environment}.`);
