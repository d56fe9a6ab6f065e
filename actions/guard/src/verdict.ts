import type { MonitorReport, MonitorStatus } from '@signalbox/cloudformation/report';
import type { Outcome } from '@signalbox/registry/ending';
import { compact } from '@signalbox/runner/values';

/** What the monitor knows of the end; undefined when it had lost sight, or there was nothing to watch. */
export function watchedOf(report: MonitorReport): Watched | undefined {
  const { status, stackStatus, failureReason, failedResource, lostSight, note = '' } = report;
  const { stacks, checks, bake } = report;
  const isKnown =
    stacks.length + checks.length > 0 || bake?.status === 'passed' || bake?.breach !== undefined;
  if (lostSight !== undefined || !isKnown) return undefined;
  // What broke a bake names itself.
  const named = bake?.breach !== undefined && bake.reason === failureReason ? [] : [failedResource];
  const reason = [...named, failureReason].filter(Boolean).join(': ') || note;
  return { status, ...compact({ stackStatus, reason: reason || undefined }) };
}

/** How the monitor's watch ended, as far as a verdict needs it. */
export interface Watched {
  readonly status: MonitorStatus;
  /** The stack's own, such as UPDATE_COMPLETE. */
  readonly stackStatus?: string;
  readonly reason?: string;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly event: 'complete' | 'failed' | 'rolled-back' | 'timed-out' | 'cancelled';
  /** Why the deployment did not succeed, or what else is to be known of it; absent when it simply did. */
  readonly reason?: string;
}

const BROKEN = ['failed', 'rolled-back'] as const;

/** Endings of a watch that leave open what becomes of the stack. */
const OPEN: readonly MonitorStatus[] = ['timed-out', 'cancelled', 'stalled'];

/** Whether it is known what became of the stack. */
export const isCertain = (watched: Watched | undefined): boolean =>
  watched !== undefined && !OPEN.includes(watched.status);

/** What else counts. */
interface JudgeOptions {
  /** Endings of the watch that the user counts as a failure, too. */
  readonly failOn?: readonly string[];
  /** The job had failed before the deployment began. */
  readonly failedBefore?: boolean;
  /** What failed in the job, when something did. */
  readonly failure?: string;
}

/**
 * What became of the deployment, from the job's own status and from the stack.
 * The stack wins: a job that is green over a stack that rolled back has not deployed, a cancelled job whose stack
 * failed leaves a failure behind, and one whose stack finished leaves its commit running. A monitor that lost sight (or had nothing to see) adds nothing.
 * `failOn` adds what the user counts as a failure too. A job that had failed before the deployment began
 * (a rollback by `if: failure()`) does not show that it succeeded, and nothing that is not known to have counts as it.
 */
export function judge(
  jobStatus: string,
  watched: Watched | undefined,
  { failOn = [], failedBefore = false, failure = 'a step of the job failed' }: JudgeOptions = {},
): Verdict {
  const broken = BROKEN.find((status) => status === watched?.status);
  if (broken !== undefined) {
    const reason = watched?.reason ?? `the stack ${broken}`;
    const cancelled = jobStatus === 'cancelled' ? ' (the job was cancelled)' : '';
    return { outcome: 'failure', event: broken, reason: reason + cancelled };
  }
  if (jobStatus === 'cancelled') return ofCancelled(watched);
  if (jobStatus !== 'success') {
    const after = watched?.status === 'succeeded' ? STACK_SUCCEEDED : '';
    return { outcome: 'failure', event: 'failed', reason: failedBefore ? FAILED_BEFORE : failure + after };
  }
  if (watched?.status === 'timed-out') {
    return {
      outcome: 'failure',
      event: 'timed-out',
      reason: watched.reason ?? 'the stack did not finish in time',
    };
  }
  if (watched !== undefined && failOn.includes(watched.status)) {
    return { outcome: 'failure', event: 'failed', reason: watched.reason ?? WORDS[watched.status] };
  }
  return { outcome: 'success', event: 'complete' };
}

/** People read what became of the stack, and the registry knows which commit runs. */
function ofCancelled(watched: Watched | undefined): Verdict {
  const outcome = watched?.status === 'succeeded' ? 'success' : 'cancelled';
  return { outcome, event: 'cancelled', reason: `the job was cancelled${stackWords(watched)}` };
}

function stackWords(watched: Watched | undefined): string {
  if (watched === undefined) return '';
  const { status, stackStatus } = watched;
  const at = stackStatus === undefined ? '' : ` (${stackStatus})`;
  switch (status) {
    case 'succeeded':
      return `, but the stack finished${at}: the new version runs`;
    case 'no-changes':
      return `, and the stack did not change${at}: what ran before still runs`;
    case 'not-found':
      return ', and there is no such stack';
    case 'timed-out':
    case 'stalled':
    case 'cancelled':
      return ` while the stack was still moving${at}: look at it, nobody knows yet what becomes of it`;
    default:
      return `; ${WORDS[status]}`;
  }
}

const STACK_SUCCEEDED = ', but the stack succeeded: the new version runs';

/**
 * What a green job leaves unsaid: that nothing changed, that its bake is inconclusive, or that nobody saw what became of it (`unknown`, or as the report
 * says). Unknown is never a success, nor a failure of the deployment: the record is closed as an error, whatever the cause.
 */
export function qualified(verdict: Verdict, seen: Seen | undefined, unknown?: string): Verdict {
  if (verdict.outcome !== 'success') return verdict;
  const why = lostOf(seen) ?? (seen?.status === 'cancelled' ? WATCH_ENDED : unknown);
  if (why !== undefined) {
    const reason = `the job succeeded, but what became of the deployment is not known: ${why}`;
    return { outcome: 'error', event: 'timed-out', reason };
  }
  const baked = bakeWords(seen?.bake);
  if (baked !== undefined) return { ...verdict, reason: `${verdict.reason ?? 'deployed'}; ${baked}` };
  if (seen?.status !== 'no-changes') return verdict;
  const [check] = seen.checks.filter(({ status }) => status === 'no-changes');
  const which = check === undefined ? seen.note : `${check.subject} ${check.reason}`;
  return { ...verdict, reason: `no changes${which === undefined ? '' : `: ${which}`}` };
}

/** What a bake leaves unsaid of a deployment that succeeded all the same. */
export function bakeWords(bake: MonitorReport['bake']): string | undefined {
  if (bake?.status === 'inconclusive') return `its bake is inconclusive: ${bake.reason}`;
  return bake?.status === 'breached' ? `its bake broke, which only warns: ${bake.reason}` : undefined;
}

/** Why nobody saw what became of the deployment, or of a part of it. */
export const lostOf = (seen: Seen | undefined): string | undefined =>
  seen?.lostSight ?? [...(seen?.stacks ?? []), ...(seen?.checks ?? [])].find(hasLostSight)?.lostSight;

const hasLostSight = ({ lostSight }: { readonly lostSight?: string }) => lostSight !== undefined;

const WATCH_ENDED = 'its watch was ended from outside before the deployment was over';

type Seen = Pick<MonitorReport, 'status' | 'lostSight' | 'checks' | 'note' | 'bake'> &
  Partial<Pick<MonitorReport, 'stacks'>>;

const FAILED_BEFORE =
  'the job had failed before this deployment began, so its status does not tell how it ended; give it a job of its own';

/** An ending of the watch, for people. */
export const WORDS: Readonly<Record<MonitorStatus, string>> = {
  succeeded: 'the stack succeeded',
  failed: 'the stack failed',
  'rolled-back': 'the stack rolled back',
  stalled: 'the stack is stalled',
  'timed-out': 'the stack did not finish in time',
  cancelled: 'the watch was cancelled',
  'no-changes': 'the stack did not change',
  'not-found': 'there is no such stack',
};
