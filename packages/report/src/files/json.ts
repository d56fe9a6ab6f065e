import { oneLine } from '@signalbox/runner/untrusted';
import type { Baseline } from '../figures/baseline.ts';
import type { Report } from '../model/report.ts';

/** Fields that hold a time of day. */
const MOMENTS: ReadonlySet<string> = new Set([
  ...['madeAt', 'from', 'until', 'at', 'since', 'confirmedAt', 'failedAt', 'lastAt'],
  ...['queuedAt', 'heldSince', 'endedAt', 'committedAt'],
]);

/** As docs/deployment-report.schema.json describes it; times are ISO 8601, spans seconds, and what is not known absent. */
export const jsonOf = (report: Report): string =>
  `${JSON.stringify({ version: 1, ...report }, readable, 1)}\n`;

/** `baseline.json`: what is normal, by environment. */
export const baselineJson = (
  report: Pick<Report, 'repository' | 'madeAt'>,
  environments: readonly Baseline[],
): string => {
  const { repository, madeAt } = report;
  return `${JSON.stringify({ version: 1, repository, madeAt, environments }, readable, 2)}\n`;
};

function readable(key: string, value: unknown): unknown {
  if (typeof value === 'number' && MOMENTS.has(key)) return new Date(value).toISOString();
  return typeof value === 'string' ? oneLine(value, 1000) : value;
}

/** A report that `jsonOf` wrote, of this version. */
export const parseReport = (json: string): Report =>
  JSON.parse(json, (key, value: unknown) =>
    typeof value === 'string' && MOMENTS.has(key) ? Date.parse(value) : value,
  ) as Report;
