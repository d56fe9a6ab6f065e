import type { Forecast } from './forecast.ts';

/**
 * One line for people: `about 6 min, usually 5-9 (23 runs)`, or with `elapsed` seconds the time that is left:
 * `about 2 min left, usually 1-5 (23 runs)`. "Usually" is 8 runs of 10 (p10 to p90).
 */
export function summary(forecast: Forecast | undefined, elapsed?: number): string {
  if (forecast === undefined) return 'no estimate yet: no finished run to learn from';
  const since = elapsed ?? 0;
  const [low, middle, high] = [0.1, 0.5, 0.9].map((level) => forecast.quantile(level, since) - since) as [
    number,
    number,
    number,
  ];
  const runs = `(${forecast.sampleSize} ${forecast.sampleSize === 1 ? 'run' : 'runs'})`;
  const left = elapsed === undefined ? '' : ' left';
  return `about ${inWords(middle)}${left}, usually ${range(low, high)} ${runs}`;
}

function inWords(seconds: number): string {
  return `${Math.round(seconds)} s`;
}

function range(low: number, high: number): string {
  return `${inWords(low)}-${inWords(high)}`;
}
