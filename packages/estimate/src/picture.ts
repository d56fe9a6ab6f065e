import type { Forecast } from './forecast.ts';
import { type FinishedRun, successes } from './shape.ts';

const SHOWN = 30;

/**
 * The last 30 successes as a Mermaid chart for a job summary: a bar a run, oldest first, across them the lines of
 * p50, p80 and p95, and last the run under way if `elapsed` seconds are given. Empty when there is none to show.
 */
export function picture(runs: readonly FinishedRun[], forecast: Forecast, elapsed?: number): string {
  const past = successes(runs)
    .slice(-SHOWN)
    .map(({ seconds }) => seconds);
  if (past.length === 0) return '';
  const bars = elapsed === undefined ? past : [...past, elapsed];
  const quantile = (level: number) => forecast.quantile(level, elapsed);
  const [unit, seconds] = quantile(0.5) < 100 ? ['seconds', 1] : ['minutes', 60];
  // A stalled run would flatten all others: the axis ends above p95, and such a bar at its top.
  const top = 1.25 * quantile(0.95);
  const scaled = (value: number) => Number((Math.min(value, top) / seconds).toFixed(1));
  const lines = [0.5, 0.8, 0.95].map((level) => scaled(quantile(level)));
  const [p50, p80, p95] = lines;
  const newest = elapsed === undefined ? 'newest' : 'this one';
  return [
    '```mermaid',
    'xychart-beta',
    `  title "Durations in ${unit}: p50 ${p50}, p80 ${p80}, p95 ${p95}"`,
    `  x-axis "oldest to ${newest}" 1 --> ${Math.max(2, bars.length)}`,
    `  y-axis "${unit}" 0 --> ${scaled(top)}`,
    `  bar [${bars.map(scaled).join(', ')}]`,
    ...lines.map((line) => `  line [${bars.map(() => line).join(', ')}]`),
    '```',
  ].join('\n');
}
