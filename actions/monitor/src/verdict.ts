import type {
  BakeReport,
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
  'cancelled',
  'not-found',
  'lost-sight',
  'succeeded',
  'no-changes',
];

const isBad = (status: MonitorStatus) => status !== 'succeeded' && status !== 'no-changes';

interface Parts {
  readonly correlationId: string;
  readonly stacks: readonly StackReport[];
  readonly checks: readonly CheckReport[];
  readonly apiCalls: number;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

/** The report, and in it the verdict: the worst of all, with the stack it happened in. */
export function reportOf({ correlationId, stacks, checks, apiCalls, endedAt }: Parts): MonitorReport {
  const rank = ({ status, lostSight }: Pick<StackReport, 'status' | 'lostSight'>) =>
    WORST_FIRST.indexOf(lostSight === undefined ? status : 'lost-sight');
  const worst = stacks.toSorted((a, b) => rank(a) - rank(b))[0];
  const check = deciding(checks, stacks).toSorted((a, b) => rank(a) - rank(b))[0];
  const byCheck = check !== undefined && (worst === undefined || rank(check) < rank(worst));
  // A deletion that was tried again, or a check that went well, names nothing that failed.
  const cause = worst !== undefined && isBad(worst.status) ? worst.rootCause : undefined;
  const failed = byCheck
    ? isFailure(check) && { failedResource: check.subject, failureReason: check.reason }
    : cause && { failedResource: cause.logicalId, failureReason: cause.reason };
  const starts = [...stacks, ...checks].flatMap(({ startedAt }) => startedAt ?? []).sort();
  const lostSight = byCheck ? check.lostSight : worst?.lostSight;
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
    ...(lostSight && { lostSight }),
    ...(starts[0] && { startedAt: starts[0] }),
    endedAt: new Date(endedAt).toISOString(),
    durationSeconds: durationOf(stacks, checks),
    progress: Math.min(...[...stacks, ...deciding(checks, stacks)].map(({ progress }) => progress), 100),
    apiCalls,
    stacks,
    checks,
  };
}

type AfterBake = Pick<MonitorReport, 'endedAt' | 'apiCalls'>;

/**
 * The report with what the bake came to. A breach fails it, unless that is only to warn: with the numbers as the reason. A
 * bake that is inconclusive leaves the deployment what it is, and is reported.
 */
export function withBake(
  report: MonitorReport,
  bake: BakeReport,
  { onBreach, ...more }: { readonly onBreach: 'fail' | 'warn' } & Partial<AfterBake>,
): MonitorReport {
  const known = report.stacks.length + report.checks.length > 0;
  const baked = { ...report, ...(known ? {} : alone(bake)), bake, ...more };
  if (bake.breach === undefined || onBreach === 'warn') return baked;
  return { ...baked, status: 'failed', failedResource: bake.breach.name, failureReason: bake.reason };
}

/** Where nothing but the bake was watched, it alone says what became of the deployment. */
const alone = ({ status, reason }: BakeReport): Pick<MonitorReport, 'status' | 'lostSight'> =>
  status === 'passed' || status === 'breached'
    ? { status: 'succeeded' }
    : { status: 'timed-out', lostSight: `bake: ${reason}` };

const isFailure = ({ ok, status, lostSight }: CheckReport) =>
  !ok && status !== 'cancelled' && lostSight === undefined;

/**
 * The checks that say how the deployment ended. An address that answers says nothing of a deployment that changed nothing,
 * and a service that one left alone nothing of the rest.
 */
function deciding(checks: readonly CheckReport[], stacks: readonly StackReport[]): readonly CheckReport[] {
  const deployed = [...stacks, ...checks.filter(({ kind }) => kind === 'ecs-service')];
  const changed = deployed.some(({ status }) => status !== 'no-changes');
  const alone = deployed.length === 0;
  return checks.filter(({ ok, kind, status }) => {
    if (!ok) return true;
    return kind === 'health-url' ? alone || changed : status !== 'no-changes' || !changed;
  });
}

/** What was seen to its end, and what the watch has lost sight of, by name. A watch that was cancelled saw neither. */
export function seenAndLost({ stacks, checks }: Pick<MonitorReport, 'stacks' | 'checks'>) {
  const parts = [
    ...stacks.map(({ name, status, lostSight }) => ({ name, status, lostSight })),
    ...checks.map(({ subject: name, status, lostSight }) => ({ name, status, lostSight })),
  ];
  const lost = parts.flatMap(({ name, lostSight }) => (lostSight === undefined ? [] : [[name, lostSight]]));
  const seen = parts.filter(({ status, lostSight }) => lostSight === undefined && status !== 'cancelled');
  return {
    lost: Object.fromEntries(lost) as Readonly<Record<string, string>>,
    seen: seen.map(({ name }) => name),
  };
}

/** Seconds from the first begin to the last end of all that was seen to happen. */
function durationOf(stacks: readonly StackReport[], checks: readonly CheckReport[]): number {
  const longest = Math.max(0, ...stacks.map(({ durationSeconds }) => durationSeconds));
  const timed = checks.filter(({ startedAt, endedAt }) => startedAt !== undefined && endedAt !== undefined);
  if (timed.length === 0) return longest;
  const starts = [...stacks, ...timed]
    .flatMap(({ startedAt }) => startedAt ?? [])
    .map((at) => Date.parse(at));
  const ends = timed.flatMap(({ endedAt }) => endedAt ?? []).map((at) => Date.parse(at));
  return Math.max(longest, Math.round((Math.max(...ends) - Math.min(...starts)) / 100) / 10);
}

/** Why the step fails, in one line; undefined when it does not. An outcome nobody saw is not a failure. */
export function failureLine(report: MonitorReport, failOn: readonly string[]): string | undefined {
  if (!failOn.includes(report.status) || report.lostSight !== undefined) return undefined;
  const names = report.stacks
    .filter(({ status, lostSight }) => status === report.status && lostSight === undefined)
    .map(({ name }) => name);
  const { failedResource, failureReason, bake } = report;
  if (bake?.breach !== undefined && bake.reason === failureReason) return `The bake broke: ${bake.reason}`;
  const check = report.checks.find(({ subject }) => names.length === 0 && subject === failedResource);
  const subject = names.length > 0 ? `Stack ${names.join(', ')}` : (failedResource ?? 'The deployment');
  const seconds = check?.seconds ?? report.durationSeconds;
  const after = seconds > 0 ? ` after ${formatDuration(seconds)}` : '';
  const named = check === undefined ? `${failedResource}: ` : '';
  const words = failureReason ? `${named}${failureReason}` : report.note;
  const why = words ? `: ${words}` : '';
  const advice = report.rootCause ? ` → ${report.rootCause.advice}` : '';
  return `${subject} ${report.status}${after}${why}${advice}`;
}
