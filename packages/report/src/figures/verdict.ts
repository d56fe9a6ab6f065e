import { formatDuration } from '@signalbox/runner/duration';
import type { Counts, Durations } from '../model/report.ts';

/** One sentence for people: `12 deployments, 1 failed, normal 4 min 10 s, now 4 min 40 s, no shift`. */
export function verdictOf(counts: Counts, durations: Durations, knownDays: number): string {
  const { succeeded, failed, unknown } = counts;
  const deployments = succeeded + failed + unknown;
  if (knownDays === 0) return 'no data';
  if (deployments === 0) return `no deployment in ${days(knownDays)}`;
  return [
    `${deployments} ${deployments === 1 ? 'deployment' : 'deployments'} in ${days(knownDays)}`,
    failed === 0 ? 'none failed' : `${failed} failed`,
    ...(unknown === 0 ? [] : [`${unknown} with an unknown end`]),
    ...speed(durations),
  ].join(', ');
}

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);

function speed({ normal, now, changePoints }: Durations): string[] {
  if (normal === undefined || now === undefined) return [];
  const shift = changePoints.at(-1);
  const change = shift && `${percent(shift.after / shift.before - 1)} since ${shift.sha.slice(0, 7)}`;
  return [`normal ${formatDuration(normal.p50)}`, `now ${formatDuration(now)}`, change ?? 'no shift'];
}

const percent = (ratio: number) => `${ratio > 0 ? '+' : '−'}${Math.round(Math.abs(ratio) * 100)} %`;
