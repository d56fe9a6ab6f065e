import type { StackEvent } from './stack-event.ts';

export type MonitorStatus =
  | 'succeeded'
  | 'failed'
  | 'rolled-back'
  | 'stalled'
  | 'timed-out'
  | 'cancelled'
  | 'no-changes'
  | 'not-found';

/** What began the failure, and what to do about it. */
export interface RootCause {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly time: string;
  readonly nested: boolean;
  /** Name of the kind of mistake, from the catalogue; `unknown` when none fits. */
  readonly kind: string;
  /** The next step to take. */
  readonly advice: string;
  /** What else was found out about it: hook findings, stopped tasks, the template's line. */
  readonly evidence: readonly string[];
  /** Other failures that did not follow from this one. */
  readonly others: readonly Failure[];
  /** What failed while rolling back or cleaning up. */
  readonly rollbackFailures: readonly Failure[];
  /** Resources cancelled because of the failure. */
  readonly cancelled: readonly string[];
}

export interface Failure {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly time: string;
}

/** One resource's time in the operation. */
export interface ResourceReport {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly startedAt: string;
  readonly seconds: number;
  /** What it usually takes, where that is known. */
  readonly usualSeconds?: number;
}

/** One stack's part of the report. */
export interface StackReport {
  readonly name: string;
  readonly stackId?: string;
  readonly status: MonitorStatus;
  readonly stackStatus?: string;
  /** CREATE, UPDATE, DELETE, IMPORT, ROLLBACK (asked for), CONTINUE_ROLLBACK. */
  readonly operation?: string;
  readonly operationId?: string;
  /** `EXPRESS`: complete means configured, the resources may still be settling. */
  readonly deploymentMode?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly durationSeconds: number;
  /** 0 to 100. */
  readonly progress: number;
  readonly consoleUrl?: string;
  readonly rootCause?: RootCause;
  readonly resources: readonly ResourceReport[];
  readonly stalled: readonly string[];
  readonly lostSightSeconds: number;
  /** Why the outcome is not known, when sight was lost for good. */
  readonly lostSight?: string;
  /** What to know of a stack without an operation: that it is left in review, or what name may have been meant. */
  readonly note?: string;
  /** Oldest first; nested stacks' events included. */
  readonly events: readonly StackEvent[];
}

/** A check after the stack: an ECS service's rollout or an address that must answer. */
export interface CheckReport {
  readonly kind: 'ecs-service' | 'health-url';
  readonly subject: string;
  readonly ok: boolean;
  readonly status: MonitorStatus;
  readonly reason: string;
  readonly seconds: number;
  /** Of what was checked: of the deployment of a service, or of the asking. ISO 8601. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** 0 to 100; 100 only for success. */
  readonly progress: number;
  /** Why the outcome is not known; `status` is then only how the watch ended. */
  readonly lostSight?: string;
}

export type BakeStatus = 'passed' | 'breached' | 'inconclusive' | 'skipped';

/** One alarm, query or address that was watched while the deployment baked. */
export interface BakeEvidence {
  readonly kind: 'alarm' | 'query' | 'health-url';
  readonly name: string;
  /** `pre-existing`: it was bad before the deployment already, and stayed so: not counted. */
  readonly verdict: 'quiet' | 'breached' | 'no-data' | 'lost' | 'pre-existing';
  /** How often it was looked at, and of these how often it was bad, without data, not to be read. */
  readonly looks: number;
  readonly bad: number;
  readonly noData: number;
  readonly unread: number;
  /** What it said last, with its number. */
  readonly last: string;
}

/** How a deployment did after it had succeeded. */
export interface BakeReport {
  readonly status: BakeStatus;
  /** In one line, with the numbers. */
  readonly reason: string;
  readonly plannedSeconds: number;
  readonly seconds: number;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** What broke; absent unless breached. */
  readonly breach?: { readonly kind: BakeEvidence['kind']; readonly name: string; readonly reason: string };
  readonly evidence: readonly BakeEvidence[];
  /** What to know of a verdict: alarms too slow for the bake, what was bad before, what could not be read. */
  readonly notes: readonly string[];
  /** Requests to AWS while it baked. */
  readonly awsCalls: number;
}

/** What `report-path` holds. The JSON Schema beside the documentation describes it. */
export interface MonitorReport {
  readonly version: 1;
  readonly correlationId: string;
  /** The worst of all stacks and checks. */
  readonly status: MonitorStatus;
  readonly stackStatus?: string;
  readonly stackId?: string;
  readonly failedResource?: string;
  readonly failureReason?: string;
  readonly rootCause?: RootCause;
  readonly consoleUrl?: string;
  /** What to know of the stack that decided, when it had no operation. */
  readonly note?: string;
  /** Why the outcome is not known: then `status` is only how the watch ended, and fails nothing. */
  readonly lostSight?: string;
  readonly startedAt?: string;
  readonly endedAt: string;
  readonly durationSeconds: number;
  readonly progress: number;
  readonly apiCalls: number;
  readonly stacks: readonly StackReport[];
  readonly checks: readonly CheckReport[];
  /** Absent where no bake was asked for. */
  readonly bake?: BakeReport;
}
