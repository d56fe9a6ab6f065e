import type { PastDeployment } from '@signalbox/registry/past';
import { oneLine } from '@signalbox/runner/untrusted';
import { kindOf, secondsOf } from '../figures/outcome.ts';
import { waitSeconds } from '../figures/waits.ts';
import type { Report, Sources } from '../model/report.ts';
import { isWithin } from '../model/window.ts';

const iso = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString());
const number = (value: number | undefined): string => (value === undefined ? '' : String(value));

/**
 * Text of strangers: what a spreadsheet would take for a formula is made text by a quotation mark before it
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function text(value = ''): string {
  const line = oneLine(value, 1000);
  return /^[=+\-@\t\r]/.test(line) ? `'${line}` : line;
}

/** All known deployments, and not the window's alone: every figure can be computed again from them. */
const COLUMNS: Readonly<Record<string, (one: PastDeployment, about: About) => string>> = {
  environment: (one) => text(one.environment),
  id: ({ id }) => number(id),
  correlation_id: (one) => text(one.correlationId),
  window: ({ endedAt }, { report }) =>
    isWithin(endedAt, report.window) ? 'this' : isWithin(endedAt, report.before) ? 'before' : 'earlier',
  outcome: ({ outcome }) => outcome,
  counts_as: (one) => kindOf(one),
  queued_at: ({ queuedAt }) => iso(queuedAt),
  held_since: ({ heldSince }) => iso(heldSince),
  ended_at: ({ endedAt }) => iso(endedAt),
  wait_seconds: (one) => (one.heldSince === undefined ? '' : number(waitSeconds(one))),
  duration_seconds: (one) => number(secondsOf(one)),
  predicted_p50: ({ predicted }) => number(predicted?.p50),
  predicted_p80: ({ predicted }) => number(predicted?.p80),
  predicted_p95: ({ predicted }) => number(predicted?.p95),
  sha: ({ sha }) => text(sha),
  committed_at: ({ committedAt }) => iso(committedAt),
  first_commit_at: ({ id }, { firstCommits }) => iso(firstCommits?.get(id)),
  actor: (one) => text(one.actor),
  // No login has a bracket; what is not known is empty.
  approved_by: ({ approvedBy }) => text(approvedBy?.length === 0 ? '(nobody)' : approvedBy?.join(' ')),
  workflow: (one) => text(one.workflow),
  run_id: ({ runId }) => number(runId),
  run_attempt: ({ runAttempt }) => number(runAttempt),
  run_url: ({ runUrl }) => text(runUrl),
  priority: ({ priority }) => number(priority),
  stacks: ({ stacks }) => text(stacks.join(' ')),
  failed_resource: (one) => text(one.failedResource),
  slowest_resources: ({ slowest = [] }) =>
    text(slowest.map(({ resource, type, seconds }) => `${resource} ${type} ${seconds}`).join('; ')),
  reason: (one) => text(one.reason),
  incident_at: ({ causedIncident }) => iso(causedIncident?.at),
  incident_by: ({ causedIncident }) => text(causedIncident?.by),
  incident_reason: ({ causedIncident }) => text(causedIncident?.reason),
  from_ledger: ({ fromLedger = false }) => String(fromLedger),
};

interface About {
  readonly report: Report;
  readonly firstCommits?: ReadonlyMap<number, number> | undefined;
}

/** By RFC 4180, oldest first. */
export function csvOf(report: Report, { deployments, firstCommits }: Sources): string {
  const shown = new Set(report.environments.map(({ environment }) => environment));
  const rows = deployments
    .filter(({ environment }) => shown.has(environment))
    .toSorted((a, b) => a.endedAt - b.endedAt || a.id - b.id)
    .map((one) => Object.values(COLUMNS).map((cell) => cell(one, { report, firstCommits })));
  return [Object.keys(COLUMNS), ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
