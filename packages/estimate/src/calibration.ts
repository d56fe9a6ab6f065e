import type { Forecast } from './forecast.ts';

/** What was predicted when a run began, in whole seconds. */
export interface Prediction {
  readonly p50: number;
  readonly p80: number;
  readonly p95: number;
}

export function predict(forecast: Forecast): Prediction {
  const within = (level: number) => Math.ceil(forecast.quantile(level));
  return { p50: within(0.5), p80: within(0.8), p95: within(0.95) };
}

/** Short enough to stand in a deployment status with other words; `parsePrediction` finds it again. */
export const formatPrediction = ({ p50, p80, p95 }: Prediction): string => `expected ${p50}/${p80}/${p95} s`;

/** The prediction anywhere in `text`, or undefined when there is none or it makes no sense. */
export function parsePrediction(text: string): Prediction | undefined {
  const [p50, p80, p95] = (/\bexpected (\d{1,9})\/(\d{1,9})\/(\d{1,9}) s\b/.exec(text) ?? [])
    .slice(1)
    .map(Number);
  if (p50 === undefined || p80 === undefined || p95 === undefined) return undefined;
  return p50 <= p80 && p80 <= p95 ? { p50, p80, p95 } : undefined;
}

/** How true the predictions were: of how many runs, and the share that took no longer than p80 and p95 said. */
export interface Calibration {
  readonly runs: number;
  readonly insideP80: number;
  readonly insideP95: number;
}

/** Over the last 50 successes that had a prediction, oldest first; undefined when there was none. */
export function calibration(
  judged: readonly { readonly predicted: Prediction; readonly seconds: number }[],
): Calibration | undefined {
  const last = judged.slice(-50);
  if (last.length === 0) return undefined;
  const share = (level: 'p80' | 'p95') =>
    last.filter(({ predicted, seconds }) => seconds <= predicted[level]).length / last.length;
  return { runs: last.length, insideP80: share('p80'), insideP95: share('p95') };
}
