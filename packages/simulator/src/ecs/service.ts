/** A service and the rollout that it is going to have. */
export interface SimulatedService {
  /** `cluster/service`. */
  readonly name: string;
  /** @default 2 */
  readonly desired?: number;
  /** Failures that trip the circuit breaker. @default none: a service without one */
  readonly threshold?: number;
  /** Milliseconds since the epoch of second 0. */
  readonly startsAt: number;
  /** Oldest first. Before the first one only the deployment before stands. */
  readonly rollout: readonly RolloutMoment[];
  readonly stopped?: readonly StoppedTask[];
}

export interface RolloutMoment {
  readonly second: number;
  /** As DescribeServiceDeployments words it. */
  readonly status: string;
  readonly stage?: string;
  readonly reason?: string;
  readonly alarms?: readonly string[];
}

/** A task of the new deployment that has died. */
export interface StoppedTask {
  readonly second: number;
  readonly reason: string;
  readonly exitCode?: number;
  /** What its only container, `web`, logged. */
  readonly lines?: readonly string[];
}

export const CONTAINER = 'web';
export const ACCOUNT = 'arn:aws:ecs:eu-west-1:123456789012';

export interface TaskView extends StoppedTask {
  readonly arn: string;
  readonly stoppedAt: number;
}

export interface ServiceView {
  readonly moment: RolloutMoment | undefined;
  /** Newest first. */
  readonly stopped: readonly TaskView[];
}

/** The service at a moment: nothing of its future shows. */
export function viewService(service: SimulatedService, now: number): ServiceView {
  const { name, startsAt, rollout, stopped = [] } = service;
  const has = ({ second }: { second: number }) => startsAt + second * 1000 <= now;
  const cluster = name.split('/')[0];
  const tasks = stopped.map((task, index) => ({
    ...task,
    arn: `${ACCOUNT}:task/${cluster}/${String(index + 1).padStart(32, '0')}`,
    stoppedAt: startsAt + task.second * 1000,
  }));
  return { moment: rollout.filter(has).at(-1), stopped: tasks.filter(has).toReversed() };
}
