import type { MonitorStatus } from '@signalbox/cloudformation/report';
import type { Outcome } from '@signalbox/registry/release';

/** How the monitor's watch ended, as far as a verdict needs it. */
export interface Watched {
  readonly status: MonitorStatus;
  readonly reason?: string;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly event: 'complete' | 'failed' | 'rolled-back' | 'timed-out' | 'cancelled';
  /** Why the deployment did not succeed; absent when it did. */
  readonly reason?: string;
}

const BROKEN = ['failed', 'rolled-back'] as const;

/**
 * What became of the deployment, from the job's own status and from the stack.
 * The stack wins: a job that is green over a stack that rolled back has not deployed, and a cancelled job whose
 * stack failed leaves a failure behind. A monitor that lost sight (or had nothing to see) adds nothing.
 */
export function judge(jobStatus: string, watched: Watched | undefined): Verdict {
  const broken = BROKEN.find((status) => status === watched?.status);
  if (broken !== undefined) {
    return { outcome: 'failure', event: broken, reason: watched?.reason ?? `the stack ${broken}` };
  }
  if (jobStatus === 'cancelled')
    return { outcome: 'cancelled', event: 'cancelled', reason: 'the job was cancelled' };
  if (jobStatus !== 'success')
    return { outcome: 'failure', event: 'failed', reason: 'a step of the job failed' };
  if (watched?.status === 'timed-out') {
    return {
      outcome: 'failure',
      event: 'timed-out',
      reason: watched.reason ?? 'the stack did not finish in time',
    };
  }
  return { outcome: 'success', event: 'complete' };
}
