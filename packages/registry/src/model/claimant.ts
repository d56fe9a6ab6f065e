import type { Job } from '@signalbox/runner/job';
import type { Claimant } from '../ports.ts';

/** Who asks: the job this step runs in. */
export function claimantOf(
  job: Job,
  more: {
    readonly correlationId: string;
    readonly checkRunId: number | undefined;
    readonly priority: number;
    readonly scope: 'job' | 'run';
    readonly stacks: readonly string[];
  },
): Claimant {
  const { checkRunId, ...rest } = more;
  return {
    ...rest,
    ...(checkRunId === undefined ? {} : { checkRunId }),
    repository: job.repository,
    ...(job.repositoryId === undefined ? {} : { repositoryId: job.repositoryId }),
    runId: job.runId,
    runAttempt: job.runAttempt,
    workflow: job.workflow,
    actor: job.actor,
  };
}
