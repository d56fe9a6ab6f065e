import type { SimulatedCodeDeployment } from './code-deploy.ts';

/** A service and the rollout that it is going to have. */
export interface SimulatedService {
  /** `cluster/service`. */
  readonly name: string;
  /** The only one in which it is there. @default seen in each */
  readonly region?: string;
  /** @default 2 */
  readonly desired?: number;
  /** Failures that trip the circuit breaker. @default none: a service without one */
  readonly threshold?: number;
  /** Milliseconds since the epoch of second 0. */
  readonly startsAt: number;
  /** Oldest first. Before the first one only the deployment before stands. */
  readonly rollout: readonly RolloutMoment[];
  /** Of its deployment configuration: bakeTimeInMinutes (0 to 1440), and the alarms that ECS watches. */
  readonly bakeMinutes?: number;
  readonly watched?: readonly string[];
  readonly stopped?: readonly StoppedTask[];
  /** Deployments that come after: each stops the one before if that still runs. Oldest first. */
  readonly later?: readonly LaterRollout[];
  /** Revision of the task definition that the rollout brings; the deployment before runs revision 1. @default 2 */
  readonly revision?: number;
  /** @default ECS */
  readonly controller?: 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL';
  /** With controllers other than ECS: what stands instead of deployments. */
  readonly taskSets?: readonly SimulatedTaskSet[];
  /** With CODE_DEPLOY. */
  readonly codeDeployments?: readonly SimulatedCodeDeployment[];
  readonly daemon?: boolean;
  /** An Express service: an ECS service whose other resources ECS manages. */
  readonly express?: boolean;
  readonly events?: readonly { readonly second: number; readonly message: string }[];
  /** What becomes of the service as a whole, oldest first. */
  readonly changes?: readonly ServiceChange[];
  /** False: its deployments are not kept, as those of before 25 October 2024. @default true */
  readonly listed?: boolean;
}

interface ServiceChange {
  readonly second: number;
  readonly status?: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  readonly desired?: number;
  readonly running?: number;
}

interface RolloutMoment {
  readonly second: number;
  /** As DescribeServiceDeployments words it. */
  readonly status: string;
  readonly stage?: string;
  readonly reason?: string;
  readonly alarms?: readonly string[];
  /** Lifecycle hooks under way. */
  readonly hooks?: readonly SimulatedHook[];
  /** Tasks of the new deployment that run. @default all once it is SUCCESSFUL, none before */
  readonly running?: number;
}

interface SimulatedHook {
  readonly type: 'PAUSE' | 'AWS_LAMBDA';
  readonly status: 'AWAITING_ACTION' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  /** Seconds after the start. */
  readonly expires?: number;
  /** ARN of the function, with AWS_LAMBDA. */
  readonly target?: string;
  readonly timeoutAction?: 'CONTINUE' | 'ROLLBACK';
}

interface LaterRollout {
  /** The seconds of all moments count from the service's own start. */
  readonly rollout: readonly RolloutMoment[];
  readonly revision: number;
}

export interface SimulatedTaskSet {
  readonly id: string;
  readonly second: number;
  /** When it is gone again. @default never */
  readonly until?: number;
  readonly revision: number;
  readonly externalId?: string;
  /** Oldest first. */
  readonly moments: readonly {
    readonly second: number;
    readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
    readonly steady: boolean;
    readonly running: number;
  }[];
}

/** A task that has stopped: of the new deployment, unless it was created before that. */
interface StoppedTask {
  readonly second: number;
  /** Second at which it was created. @default the one at which it stopped */
  readonly created?: number;
  readonly reason: string;
  readonly exitCode?: number;
  /** The container's own reason, such as CannotPullContainerError. */
  readonly containerReason?: string;
  /** What its only container, `web`, logged. */
  readonly lines?: readonly string[];
}

export const CONTAINER = 'web';
export const ACCOUNT = 'arn:aws:ecs:eu-west-1:123456789012';

interface TaskView extends StoppedTask {
  readonly arn: string;
  readonly createdAt: number;
  readonly stoppedAt: number;
}

/** One deployment at a moment. */
export interface RolloutView {
  readonly id: string;
  readonly moment: RolloutMoment;
  /** Milliseconds since the epoch, as `endedAt`. */
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly revision: number;
}

interface ServiceView {
  /** Of the deployments that began, oldest first. */
  readonly rollouts: readonly RolloutView[];
  /** Newest first. */
  readonly stopped: readonly TaskView[];
  /** How many of them the new deployment failed to start. */
  readonly failed: number;
  readonly change: ServiceChange | undefined;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const SCALED_IN = /^Scaling activity initiated by /;

const OVER = /SUCCESSFUL$|FAILED$|^STOPPED$/;

/** The service at a moment: nothing of its future shows. */
export function viewService(service: SimulatedService, now: number): ServiceView {
  const { name, startsAt, rollout, stopped = [], later = [], revision = 2, changes = [] } = service;
  const at = (second: number) => startsAt + second * 1000;
  const has = ({ second }: { second: number }) => at(second) <= now;
  const cluster = name.split('/')[0];
  const tasks = stopped.map((task, index) => ({
    ...task,
    arn: `${ACCOUNT}:task/${cluster}/${String(index + 1).padStart(32, '0')}`,
    createdAt: at(task.created ?? task.second),
    stoppedAt: at(task.second),
  }));
  const all = [{ rollout, revision }, ...later];
  const rollouts = all.flatMap(({ rollout: moments, revision: brought }, index) => {
    const [first] = moments;
    const moment = moments.filter(has).at(-1);
    if (first === undefined || moment === undefined) return [];
    const id = index === 0 ? 'new' : `new-${index + 1}`;
    const begun = { id, createdAt: at(first.second), revision: brought };
    const [next] = all[index + 1]?.rollout ?? [];
    // A new deployment stops one under way: https://github.com/kayac/ecspresso/issues/899 shows the answer of ECS.
    const replaced =
      next !== undefined && has(next) && !(OVER.test(moment.status) && moment.second <= next.second);
    const shown = replaced ? { second: next.second, status: 'STOPPED' } : moment;
    return [{ ...begun, moment: shown, ...(OVER.test(shown.status) ? { endedAt: at(shown.second) } : {}) }];
  });
  const shown = tasks.filter(has).toReversed();
  const failed = shown.filter((task) => task.createdAt >= startsAt && !SCALED_IN.test(task.reason)).length;
  return { rollouts, stopped: shown, failed, change: changes.filter(has).at(-1) };
}

/** Whether a deployment in this state is over. */
export const isOver = (status: string): boolean => OVER.test(status);
