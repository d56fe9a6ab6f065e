import type { MonitorStatus } from '@signalbox/cloudformation/report';
import { type Deployment, runningOf, type ServiceState, shortDefinition } from './service.ts';
import { troubleSince } from './service-events.ts';

/** Nothing of the service is newer than the deploying steps. */
export interface Unchanged {
  readonly kind: 'unchanged';
  readonly exists: boolean;
  /** What runs. */
  readonly reason: string;
  /** Something that began before still moves. */
  readonly moving: boolean;
  /** How long what was begun may take to show. @default a moment */
  readonly patienceSeconds?: number;
  /** Why a change that is over may not show. */
  readonly hidden?: string;
}

/** What was deployed is under way. */
export interface Ongoing {
  readonly kind: 'ongoing';
  readonly activity: string;
  /** 0 to 99. */
  readonly progress: number;
  readonly rollingBack: boolean;
  /** Undefined of a deployment that nobody saw before ECS rolled it back. */
  readonly startedAt: number | undefined;
  /** What people should hear of at once, each only once. */
  readonly troubles: readonly string[];
  readonly failures?: TaskFailures;
  /** Why it can no longer succeed, although ECS goes on trying. */
  readonly doomed?: string;
}

/** Tasks of the new version that died. */
interface TaskFailures {
  readonly count: number;
  readonly words: string;
  /** Whether ECS itself gives up at some count. */
  readonly breaker: boolean;
}

/** How it ended. */
export interface Settled {
  readonly kind: 'settled';
  readonly status: MonitorStatus;
  readonly reason: string;
  readonly startedAt?: number | undefined;
  readonly endedAt?: number;
  /** Why the outcome is not known; `status` is then only how the watch ended. */
  readonly lostSight?: string;
  /** How far it had come. @default 100 of what succeeded, else 0 */
  readonly progress?: number;
  /** What to hear of although it succeeded. */
  readonly warning?: string;
  /** What went wrong on the way, in ECS's words. */
  readonly troubles?: readonly string[];
}

export type RolloutState = Unchanged | Ongoing | Settled;

/** What earlier reads have shown. */
export interface RolloutMemory {
  /** Whether it is seen when the deploying steps are over; else the first read that shows a deployment is after them. */
  readonly stepsAreSeen: boolean;
  /** When they were over, by AWS's clock: what begins later is somebody else's. */
  readonly closedAt?: number;
  /** Id of the deployment or task set that was followed. */
  readonly ours?: string;
  readonly taskDefinition?: string;
  /** Another task definition than that of before, which was seen to be deployed. */
  readonly tried?: string;
  /** When it began, where no service deployment tells it. */
  readonly startedAt?: number;
  /** When it was first seen to bake, by AWS's clock: ECS does not say since when. */
  readonly bakesSince?: number;
  /** It was seen under way. */
  readonly began?: boolean;
}

export interface Judged {
  readonly known: RolloutMemory;
  readonly state: RolloutState;
}

/** What it is at, in a line. */
export const stateWords = (state: RolloutState): string =>
  state.kind === 'ongoing' ? state.activity : state.reason;

/** `2 of 2 tasks run web:7`: those of another version, which a deployment still removes, are not counted. */
export function runningWords(service: ServiceState): string {
  const { running, taskDefinition } = runningOf(service);
  const what = taskDefinition === '' ? '' : ` ${shortDefinition(taskDefinition)}`;
  return `${running} of ${service.desired} tasks run${what}`;
}

/** A service that has no tasks to run is deployed, too, but serves nobody: its reason says so. */
export function succeeded(
  service: ServiceState,
  times: Pick<Settled, 'startedAt' | 'endedAt'>,
  desiredBefore: number | undefined,
  note = '',
): Settled {
  const scaled =
    desiredBefore !== undefined && desiredBefore > 0 ? ` (scaled to 0 from ${desiredBefore})` : '';
  const nothing = `nothing runs: the desired count is 0${scaled}`;
  const reason = `${service.desired === 0 ? nothing : runningWords(service)}${note}`;
  const warning = service.desired === 0 && scaled !== '' ? { warning: nothing } : {};
  return { kind: 'settled', status: 'succeeded', reason, ...times, ...warning };
}

/** Percent of an ongoing rollout: 100 is kept for success. */
export const share = (done: number, of: number): number =>
  Math.min(99, Math.max(0, Math.round((100 * done) / Math.max(1, of))));

/** Of the deployment that takes over; without a breaker ECS counts the tasks, but nothing trips. */
export function failuresOf(
  breaker: { readonly count: number; readonly threshold: number } | undefined,
  primary: Deployment | undefined,
  breakerMayBeOn = false,
): TaskFailures | undefined {
  if (breaker !== undefined) {
    const { count } = breaker;
    return count === 0 ? undefined : { count, words: failureWords(breaker), breaker: true };
  }
  const count = primary?.failedTasks ?? 0;
  if (count === 0 || primary?.state === 'COMPLETED') return undefined;
  const unguarded = breakerMayBeOn ? '' : ', and no circuit breaker is on';
  return { count, words: `${count} tasks failed${unguarded}`, breaker: breakerMayBeOn };
}

export const failureWords = ({ count, threshold }: { readonly count: number; readonly threshold: number }) =>
  `${count} of ${threshold} task failures that trip the circuit breaker`;

/** The fields every settled failure has from the service's own events. */
export const withTroubles = (state: Settled, { events }: ServiceState, since: number): Settled =>
  state.status === 'succeeded' ? state : { ...state, troubles: troubleSince(events, since) };
