import { type Confidence, type Forecast, stallThreshold } from '@signalbox/estimate/forecast';
import { summary } from '@signalbox/estimate/words';

/** What the step answers. Seconds are whole; all but the words are absent without history. */
export interface Estimate {
  readonly sampleSize: number;
  readonly confidence: Confidence;
  readonly summary: string;
  readonly times?: Times;
}

interface Times {
  /** Total duration; of a run under way: given that it still goes on. */
  readonly total: readonly [p50: number, p80: number, p95: number];
  readonly remaining: readonly [p50: number, p80: number];
  /** ISO 8601. */
  readonly eta: readonly [p50: string, p80: string];
  readonly stallThreshold: number;
}

/**
 * At `now` (milliseconds since the epoch), of a run under way since `elapsed` seconds, or one that starts now.
 * `atStart` is what was known when it began.
 */
export function estimate(
  forecast: Forecast | undefined,
  now: number,
  elapsed?: number,
  atStart = forecast,
): Estimate {
  const words = summary(forecast, elapsed);
  if (forecast === undefined) return { sampleSize: 0, confidence: 'none', summary: words };
  const total = (level: number) => Math.ceil(forecast.quantile(level, elapsed));
  const remaining = (level: number) => Math.max(0, total(level) - (elapsed ?? 0));
  const eta = (level: number) => new Date(now + remaining(level) * 1000).toISOString();
  return {
    sampleSize: forecast.sampleSize,
    confidence: forecast.confidence,
    summary: words,
    times: {
      total: [total(0.5), total(0.8), total(0.95)],
      remaining: [remaining(0.5), remaining(0.8)],
      eta: [eta(0.5), eta(0.8)],
      stallThreshold: Math.ceil(stallThreshold(atStart ?? forecast)),
    },
  };
}
