import type { Clock } from '@signalbox/runner/clock';
import { type Headers, untilReset } from './failure.ts';

/** This share of a budget is for those who register, claim and release: waiting must not use it up. */
const RESERVE = 0.25;
const WINDOW_MS = 3_600_000;
const MOST_BACKPRESSURE = 20;

/** Compares what remains of each budget with what remains of its hour: many who wait at once must make it last. */
export function budgetMeter(clock: Clock) {
  const shares = new Map<string, { readonly share: number; readonly until: number }>();
  return {
    saw: (headers: Headers) => {
      const [limit, remaining] = [
        Number(headers['x-ratelimit-limit']),
        Number(headers['x-ratelimit-remaining']),
      ];
      if (!(limit > 0) || Number.isNaN(remaining)) return;
      const until = clock.now() + untilReset(headers, clock);
      shares.set(String(headers['x-ratelimit-resource']), { share: remaining / limit, until });
    },
    backpressure: () => {
      const now = clock.now();
      const pressures = [...shares.values()].map(({ share, until }) => {
        const time = Math.max(0, until - now) / WINDOW_MS;
        return time / Math.max(0.01, (share - RESERVE) / (1 - RESERVE));
      });
      return Math.min(MOST_BACKPRESSURE, Math.max(1, ...pressures));
    },
  };
}
