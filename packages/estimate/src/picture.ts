import type { FinishedRun, Forecast } from './forecast.ts';

const SHOWN = 30;

/**
 * The last 30 successes as a Mermaid chart for a job summary: a bar a run, oldest first, across them the lines of
 * p50, p80 and p95, and last the run under way if `elapsed` seconds are given. Empty when there is none to show.
 */
export function picture(runs: readonly FinishedRun[], forecast: Forecast, elapsed?: number): string {
  const past = runs
    .filter(({ outcome, seconds }) => outcome === 'success' && seconds >= 0 && Number.isFinite(seconds))
    .sort((a, b) => a.endedAt - b.endedAt)
    .slice(-SHOWN)
    .map(({ seconds }) => seconds);
  if (past.length === 0) return '';
  const bars = elapsed === undefined ? past : [...past, elapsed];
  const lines = [0.5, 0.8, 0.95].map((level) => forecast.quantile(level, elapsed));
  const [unit, seconds] = (lines[0] ?? 0) < 100 ? ['seconds', 1] : ['minutes', 60];
  // A stalled run would flatten all others: the axis ends above p95, and such a bar at its top.
  const top = 1.25 * Math.max(...lines);
  const scaled = (value: number) => Number((Math.min(value, top) / seconds).toFixed(1));
  const newest = elapsed === undefined ? 'newest' : 'this one';
  return [
    '```mermaid',
    'xychart-beta',
    `  title "Durations in ${unit}: p50 ${scaled(lines[0] ?? 0)}, p80 ${scaled(lines[1] ?? 0)}, p95 ${scaled(lines[2] ?? 0)}"`,
    `  x-axis "oldest to ${newest}" 1 --> ${Math.max(2, bars.length)}`,
    `  y-axis "${unit}" 0 --> ${scaled(top)}`,
    `  bar [${bars.map(scaled).join(', ')}]`,
    ...lines.map((line) => `  line [${bars.map(() => scaled(line)).join(', ')}]`),
    '```',
  ].join('\n');
}
