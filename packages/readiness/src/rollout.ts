import type { Suspicion } from '@signalbox/cloudformation/evidence';
import type { CheckReport } from '@signalbox/cloudformation/report';

/** A service deployment as ECS tells it: rolling, blue/green, canary and linear alike. */
export interface Rollout {
  readonly id: string;
  /** PENDING, IN_PROGRESS, SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ... */
  readonly status: string;
  readonly reason?: string;
  /** Where a blue/green or canary deployment is: TEST_TRAFFIC_SHIFT, BAKE_TIME, ... */
  readonly stage?: string;
  /** Tasks that failed to start, and at how many the circuit breaker trips. */
  readonly failures?: { readonly count: number; readonly threshold: number };
  /** CloudWatch alarms that went off. */
  readonly alarms: readonly string[];
  /** Milliseconds since the epoch. */
  readonly endedAt?: number;
}

/** A service as DescribeServices shows it, for when its deployments may not be read. */
export interface ServiceState {
  readonly desired: number;
  readonly running: number;
  /** The deployment that is to take over. */
  readonly primary?: {
    readonly id: string;
    readonly state: string;
    readonly reason: string;
    /** Tasks of it that failed to start or to stay. @default 0 */
    readonly failedTasks?: number;
  };
  /** How many deployments there are, the primary one included. */
  readonly deployments: number;
}

export type Verdict =
  | { readonly settled: false; readonly activity: string }
  | { readonly settled: true; readonly status: CheckReport['status']; readonly reason: string };

const OUTCOMES: Readonly<Record<string, CheckReport['status']>> = {
  SUCCESSFUL: 'succeeded',
  STOPPED: 'failed',
  ROLLBACK_SUCCESSFUL: 'rolled-back',
  ROLLBACK_FAILED: 'failed',
};

/** Whether a rollout failed before the moment: what is deployed since then did not touch the service. */
export const isBygone = ({ status, endedAt }: Rollout, since: number): boolean =>
  OUTCOMES[status] !== 'succeeded' && endedAt !== undefined && endedAt < since;

/** What a rollout says. A service that is stable again after a rollback has not been deployed. */
export function judgeRollout({ status, reason, stage, failures, alarms }: Rollout): Verdict {
  const why = [reason, alarms.length > 0 && `alarms: ${alarms.join(', ')}`].filter(Boolean).join('; ');
  const outcome = OUTCOMES[status];
  if (outcome !== undefined) return { settled: true, status: outcome, reason: why || status };
  const failed = failures === undefined || failures.count === 0 ? '' : `, ${failureWords(failures)}`;
  return { settled: false, activity: `${stage ?? status}${failed}${why && `: ${why}`}` };
}

export const failureWords = ({ count, threshold }: NonNullable<Rollout['failures']>) =>
  `${count} of ${threshold} task failures that trip the circuit breaker`;

/**
 * The same from DescribeServices alone, given the primary deployment seen first: when another one takes its
 * place it was rolled back, though the service is stable again.
 */
export function judgeService(state: ServiceState, firstPrimary: string | undefined): Verdict {
  const { primary, desired, running, deployments } = state;
  if (primary?.state === 'FAILED') return { settled: true, status: 'failed', reason: primary.reason };
  if (primary !== undefined && firstPrimary !== undefined && primary.id !== firstPrimary) {
    return {
      settled: true,
      status: 'rolled-back',
      reason: primary.reason || 'another deployment took its place',
    };
  }
  const stable = deployments === 1 && running === desired && primary?.state !== 'IN_PROGRESS';
  if (stable) return { settled: true, status: 'succeeded', reason: `${running} of ${desired} tasks running` };
  return { settled: false, activity: `${running} of ${desired} tasks running` };
}

/** Share of the failures that trip the circuit breaker from which tasks keep dying; 2 of 3 for a small service. */
const KEEP_DYING_SHARE = 0.5;
/** The least at which ECS's own breaker would trip: a service without one goes on for hours. */
const KEEP_DYING_WITHOUT_BREAKER = 3;

/** What a rollout under way shows of trouble; undefined when there is none. */
export function troubleIn(
  rollout: Rollout | undefined,
  state: ServiceState | undefined,
): Suspicion | undefined {
  // A finished one is the deployment before: this one has not begun.
  if (rollout !== undefined && !/^(PENDING|IN_PROGRESS)$/.test(rollout.status)) return undefined;
  const failures = rollout?.failures;
  if (failures === undefined) return withoutBreaker(state);
  if (failures.count === 0) return undefined;
  const { count, threshold } = failures;
  return { words: failureWords(failures), stalled: count >= 2 && count >= KEEP_DYING_SHARE * threshold };
}

function withoutBreaker(state: ServiceState | undefined): Suspicion | undefined {
  const failed = state?.primary?.failedTasks ?? 0;
  if (failed === 0 || state?.primary?.state === 'COMPLETED') return undefined;
  return { words: `${failed} tasks failed`, stalled: failed >= KEEP_DYING_WITHOUT_BREAKER };
}
