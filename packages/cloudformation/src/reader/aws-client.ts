// What is added to any client of the AWS SDK.
import type { Clock } from '@signalbox/runner/clock';
import { troubleOf } from './errors.ts';

/** Any client of the AWS SDK. */
export interface AwsClient {
  // biome-ignore lint/suspicious/noExplicitAny: each client has types of its own, and only errors and headers matter here.
  readonly middlewareStack: { add(middleware: any, options: any): void };
}

/**
 * Sends a request again with new credentials when those that it had are expired, whichever phase it belongs to. The
 * step `initialize` is the outermost, so the second request is signed anew.
 */
export function renewOnExpiry(client: AwsClient, renew: () => Promise<boolean>): void {
  client.middlewareStack.add(
    (next: (args: unknown) => Promise<unknown>) => async (args: unknown) => {
      try {
        return await next(args);
      } catch (error) {
        if (troubleOf(error) !== 'expired' || !(await renew())) throw error;
        return next(args);
      }
    },
    { step: 'initialize', priority: 'high', name: 'signalboxRenewal' },
  );
}

interface Answer {
  readonly response: unknown;
}

/** AWS's time by the Date of its answers, so that a runner whose clock is wrong measures rightly. */
export function keepServerTime(client: AwsClient, clock: Clock): { now(): number } {
  let skew = 0;
  client.middlewareStack.add(
    (next: (args: unknown) => Promise<Answer>) => async (args: unknown) => {
      const result = await next(args);
      const response = result.response as { headers?: Record<string, string> } | undefined;
      const date = Date.parse(response?.headers?.['date'] ?? '');
      // The header counts whole seconds: a smaller difference is no skew.
      if (!Number.isNaN(date) && Math.abs(date - clock.now() - skew) > 2000) skew = date - clock.now();
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'signalboxServerTime' },
  );
  return { now: () => clock.now() + skew };
}
