import type {
  CheckReport,
  MonitorReport,
  MonitorStatus,
  StackReport,
} from '@signalbox/cloudformation/report';
import { formatDuration } from '@signalbox/runner/duration';

/** The worse the earlier: one verdict over all stacks and checks. What is seen comes before what is not known. */
const WORST_FIRST: readonly (MonitorStatus | 'lost-sight')[] = [
  'failed',
  'rolled-back',
  'timed-out',
  'stalled',
  'lost-sight',
  'cancelled',
  'not-found',
  'succeeded',
  'no-changes',
];

const isBad = (status: MonitorStatus) => status !== 'succeeded' && status !== 'no-changes';

export interface Parts {
  readonly correlationId: string;
  readonly stacks: readonly StackReport[];
  readonly checks: readonly CheckReport[];
  readonly apiCalls: number;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

/** The report, and in it the verdict: the worst of all, told by the stack it happened in. */
export function reportOf({ correlationId, stacks, checks, apiCalls, endedAt }: Parts): MonitorReport {
  const rank = ({ status, lostSight }: Pick<StackReport, 'status' | 'lostSight'>) =>
    WORST_FIRST.indexOf(lostSight === undefined ? status : 'lost-sight');
  const worst = stacks.toSorted((a, b) => rank(a) - rank(b))[0];
  const check = checks.toSorted((a, b) => rank(a) - rank(b))[0];
  const byCheck = check !== undefined && (worst === undefined || rank(check) < rank(worst));
  // A deletion that was tried again, or a check that went well, names nothing that failed.
  const cause = worst !== undefined && isBad(worst.status) ? worst.rootCause : undefined;
  const failed = byCheck
    ? isBad(check.status) && { failedResource: check.subject, failureReason: check.reason }
    : cause && { failedResource: cause.logicalId, failureReason: cause.reason };
  const starts = stacks.flatMap(({ startedAt }) => startedAt ?? []).sort();
  return {
    version: 1,
    correlationId,
    status: (byCheck ? check.status : worst?.status) ?? 'no-changes',
    ...(worst?.stackStatus && { stackStatus: worst.stackStatus }),
    ...(worst?.stackId && { stackId: worst.stackId }),
    ...failed,
    ...(cause && { rootCause: cause }),
    ...(worst?.consoleUrl && { consoleUrl: worst.consoleUrl }),
    ...(worst?.note && !byCheck && { note: worst.note }),
    ...(worst?.lostSight && { lostSight: worst.lostSight }),
    ...(starts[0] && { startedAt: starts[0] }),
    endedAt: new Date(endedAt).toISOString(),
    durationSeconds: Math.max(0, ...stacks.map(({ durationSeconds }) => durationSeconds)),
    progress: Math.min(100, ...stacks.map(({ progress }) => progress)),
    apiCalls,
    stacks,
    checks,
  };
}

/** Why the step fails, in one line; undefined when it does not. An outcome nobody saw is not a failure. */
export function failureLine(report: MonitorReport, failOn: readonly string[]): string | undefined {
  if (!failOn.includes(report.status) || report.lostSight !== undefined) return undefined;
  const names = report.stacks
    .filter(({ status, lostSight }) => status === report.status && lostSight === undefined)
    .map(({ name }) => name);
  const subject =
    names.length > 0 ? `Stack ${names.join(', ')}` : (report.failedResource ?? 'The deployment');
  const check = report.checks.find(
    ({ subject: name }) => names.length === 0 && name === report.failedResource,
  );
  const seconds = check?.seconds ?? report.durationSeconds;
  const after = seconds > 0 ? ` after ${formatDuration(seconds)}` : '';
  const why = report.failureReason
    ? `: ${report.failedResource}: ${report.failureReason}`
    : report.note
      ? `: ${report.note}`
      : '';
  const advice = report.rootCause ? ` → ${report.rootCause.advice}` : '';
  return `${subject} ${report.status}${after}${why}${advice}`;
}
