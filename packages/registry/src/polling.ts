import type { Forecast } from '@signalbox/estimate/forecast';
import { nextPoll } from '@signalbox/estimate/poll';

export interface Place {
  /** How many are in front; 1 is next in line. */
  readonly position: number;
  /** Seconds since the holder began to hold; undefined when nobody holds. */
  readonly heldSeconds?: number;
  readonly forecast?: Forecast;
  /** Above 1 while GitHub's budget is short. @default 1 */
  readonly strain?: number;
}

/** The next in line looks often: an unchanged answer costs nothing of GitHub's budget. */
const NEXT = { minimum: 4, maximum: 8 } as const;
const BEHIND = { minimum: 20, maximum: 720, unknown: 90 } as const;

/**
 * Seconds until the next look: frequent for the next in line, rare at the end of a long queue. When the budget is short
 * those behind give way, and most of all those who have long to wait.
 */
export function pauseSeconds(
  { position, heldSeconds, forecast, strain = 1 }: Place,
  random: () => number,
): number {
  const jitter = 0.8 + random() * 0.4;
  if (position <= 1)
    return jitter * (heldSeconds === undefined ? NEXT.maximum : nextPoll(forecast, heldSeconds, NEXT));
  // Whoever is further back has to notice only that it has become the next in line: half way there is soon enough.
  const behind = position - 1;
  const expected =
    forecast === undefined
      ? BEHIND.unknown * 2 ** (behind - 1)
      : ((behind - 0.5) / 2) * forecast.quantile(0.5);
  // Later than the whole way there nobody may look, or a turn would lie idle.
  const wanted = Math.max(BEHIND.minimum, expected * Math.min(2, strain));
  return jitter * Math.min(BEHIND.maximum * strain, wanted);
}
