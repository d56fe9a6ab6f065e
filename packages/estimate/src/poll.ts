import type { Forecast } from './forecast.ts';

interface PollOptions {
  /** What one poll costs, as seconds of delay that we would accept to save it. @default 1 */
  readonly cost?: number;
  /** Seconds. @default 2 */
  readonly minimum?: number;
  /** Seconds; bounds how late an early failure is seen. @default 60 */
  readonly maximum?: number;
}

/**
 * Seconds until the next poll of a run that still goes on at `elapsed` seconds: `sqrt(2 cost / hazard)`,
 * the optimal inspection interval (Barlow, Hunter and Proschan 1963; Keller 1974), with the hazard averaged
 * over the interval itself. Frequent where the end is probable, rare where it is not.
 */
export function nextPoll(
  forecast: Pick<Forecast, 'endsWithin'> | undefined,
  elapsed: number,
  options: PollOptions = {},
): number {
  const { cost = 1, minimum = 2, maximum = 60 } = options;
  const since = Math.max(0, elapsed) || 0;
  // interval = sqrt(2 cost / (P(interval) / interval)) is the same as interval * P(interval) = 2 cost.
  const spent = (interval: number) =>
    interval * (forecast?.endsWithin(interval, since) ?? interval / (since + interval || 1));
  let [low, high] = [minimum, Math.max(minimum, maximum)];
  while (high - low > 0.05) {
    const middle = (low + high) / 2;
    if (spent(middle) < 2 * cost) low = middle;
    else high = middle;
  }
  return high;
}
