/**
 * A deployment of CodeDeploy to an ECS service, as the service's callers see it. `externalId` of the task set that it makes is
 * its id (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html).
 */
export interface SimulatedCodeDeployment {
  /** `d-...`. */
  readonly id: string;
  /** What `GetDeployment` says, oldest first. */
  readonly moments: readonly CodeDeployMoment[];
  /** The deployment that this one rolls back; its creator is then `codeDeployRollback`. */
  readonly rollbackOf?: string;
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
export interface CodeDeployMoment {
  readonly second: number;
  readonly status:
    | 'Created'
    | 'Queued'
    | 'InProgress'
    | 'Baking'
    | 'Ready'
    | 'Succeeded'
    | 'Failed'
    | 'Stopped';
  readonly error?: { readonly code: string; readonly message: string };
  /** Of `rollbackInfo` (API_RollbackInfo): the deployment that rolls this one back, and how far it is. */
  readonly rollback?: { readonly id?: string; readonly message: string };
  /**
   * Status of the ECS target. It is `Succeeded` from when the wait before the old task set is removed begins, while the
   * deployment is `InProgress` until that is over; `instanceTerminationWaitTimeStarted` stays false
   * (https://github.com/aws/containers-roadmap/issues/269). @default as the deployment
   */
  readonly target?: string;
}

interface At {
  readonly startsAt: number;
  readonly now: number;
}

const momentOf = ({ moments }: SimulatedCodeDeployment, { startsAt, now }: At) =>
  moments.filter(({ second }) => startsAt + second * 1000 <= now).at(-1);

const isOver = (status: string) => ['Succeeded', 'Failed', 'Stopped'].includes(status);

/** Undefined before it was created. */
export function deploymentInfo(deployment: SimulatedCodeDeployment, at: At) {
  const moment = momentOf(deployment, at);
  if (moment === undefined) return undefined;
  const { status, error, rollback, second } = moment;
  const { id, rollbackOf, moments } = deployment;
  const rollbackInfo = {
    ...(rollback?.id === undefined ? {} : { rollbackDeploymentId: rollback.id }),
    ...(rollback === undefined ? {} : { rollbackMessage: rollback.message }),
    ...(rollbackOf === undefined ? {} : { rollbackTriggeringDeploymentId: rollbackOf }),
  };
  return {
    ...{ deploymentId: id, computePlatform: 'ECS', status, instanceTerminationWaitTimeStarted: false },
    creator: rollbackOf === undefined ? 'user' : 'codeDeployRollback',
    createTime: at.startsAt / 1000 + (moments[0]?.second ?? 0),
    ...(error === undefined ? {} : { errorInformation: error }),
    ...(Object.keys(rollbackInfo).length === 0 ? {} : { rollbackInfo }),
    ...(isOver(status) ? { completeTime: at.startsAt / 1000 + second } : {}),
  };
}

/** The service as a target: `cluster:service` (API_BatchGetDeploymentTargets). */
export function deploymentTarget(deployment: SimulatedCodeDeployment, name: string, at: At) {
  const moment = momentOf(deployment, at);
  if (moment === undefined) return undefined;
  const status = moment.target ?? (isOver(moment.status) ? moment.status : 'InProgress');
  return {
    deploymentTargetType: 'ECSTarget',
    ecsTarget: { deploymentId: deployment.id, targetId: name.replace('/', ':'), status },
  };
}
