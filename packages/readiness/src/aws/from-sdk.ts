// What the SDK answers, as plain data of ours.
import type {
  Container,
  Deployment as SdkDeployment,
  Service as SdkService,
  TaskSet as SdkTaskSet,
  ServiceDeployment,
  ServiceDeploymentBrief,
  Task,
} from '@aws-sdk/client-ecs';
import type { Deployment, Rollout, ServiceState, TaskSet } from '../model/service.ts';

const timeOf = (date: Date | undefined) => date?.getTime() ?? 0;

export function toRollout(deployment: ServiceDeployment): Rollout {
  const { serviceDeploymentArn, status, statusReason, lifecycleStage, alarms, createdAt } = deployment;
  const endedAt = (deployment.finishedAt ?? deployment.stoppedAt)?.getTime();
  const breaker = deployment.deploymentCircuitBreaker;
  const failures = breaker && { count: breaker.failureCount ?? 0, threshold: breaker.threshold ?? 0 };
  const on = failures !== undefined && failures.threshold > 0 && breaker?.status !== 'DISABLED';
  const {
    deploymentCircuitBreaker,
    alarms: alarmRule,
    bakeTimeInMinutes,
  } = deployment.deploymentConfiguration ?? {};
  const watched = alarms?.alarmNames ?? (alarmRule?.enable ? (alarmRule.alarmNames ?? []) : []);
  const rollsBack = deploymentCircuitBreaker?.rollback || alarmRule?.rollback;
  return {
    ...{ id: serviceDeploymentArn ?? '', status: status ?? '', createdAt: timeOf(createdAt) },
    alarms: alarms?.triggeredAlarmNames ?? [],
    hooks: (deployment.lifecycleHookDetails ?? []).map((hook) => ({
      ...{ id: hook.hookId ?? '', type: hook.targetType ?? '', status: hook.status ?? '' },
      ...(hook.targetArn ? { target: hook.targetArn } : {}),
      ...(hook.expiresAt === undefined ? {} : { expiresAt: timeOf(hook.expiresAt) }),
      ...(hook.timeoutAction === undefined ? {} : { timeoutAction: hook.timeoutAction }),
    })),
    ...(statusReason ? { reason: statusReason } : {}),
    ...(lifecycleStage ? { stage: lifecycleStage } : {}),
    ...(on ? { failures } : {}),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(rollsBack === undefined ? {} : { rollsBack }),
    ...(watched.length === 0 ? {} : { watched }),
    ...(bakeTimeInMinutes === undefined ? {} : { bakeSeconds: 60 * bakeTimeInMinutes }),
  };
}

export const toBrief = (deployment: ServiceDeploymentBrief): Rollout => ({
  ...toRollout(deployment),
  brief: true,
});

export function toState(service: SdkService): ServiceState {
  const { status = 'ACTIVE', desiredCount = 0, runningCount = 0, taskDefinition = '' } = service;
  return {
    ...{ status, controller: service.deploymentController?.type ?? 'ECS', taskDefinition },
    ...{ desired: desiredCount, running: runningCount },
    deployments: (service.deployments ?? []).map(toDeployment),
    taskSets: (service.taskSets ?? []).map(toTaskSet),
    events: (service.events ?? [])
      .map(({ createdAt, message = '' }) => ({ time: timeOf(createdAt), message }))
      .toSorted((a, b) => b.time - a.time),
  };
}

const toDeployment = (deployment: SdkDeployment): Deployment => ({
  ...{ id: deployment.id ?? '', status: deployment.status ?? '', state: deployment.rolloutState ?? '' },
  ...{ reason: deployment.rolloutStateReason ?? '', failedTasks: deployment.failedTasks ?? 0 },
  ...{ running: deployment.runningCount ?? 0, taskDefinition: deployment.taskDefinition ?? '' },
  createdAt: timeOf(deployment.createdAt),
});

const toTaskSet = (set: SdkTaskSet): TaskSet => ({
  ...{ id: set.id ?? '', status: set.status ?? '', steady: set.stabilityStatus === 'STEADY_STATE' },
  ...{ running: set.runningCount ?? 0, desired: set.computedDesiredCount ?? 0 },
  ...{ taskDefinition: set.taskDefinition ?? '', createdAt: timeOf(set.createdAt) },
  ...(set.externalId === undefined ? {} : { externalId: set.externalId }),
});

const hasFailed = ({ exitCode, reason }: Container) => reason !== undefined || (exitCode ?? 0) !== 0;
export const failedContainer = ({ containers = [] }: Task) => containers.find(hasFailed)?.name;

export function describeTask({ stoppedReason = 'stopped', containers = [] }: Task): string {
  const ended = containers.filter(hasFailed).map(({ name, exitCode, reason }) => {
    const code = exitCode === undefined ? '' : ` exited with ${exitCode}`;
    return `container ${name}${code}${reason ? `: ${reason}` : ''}`;
  });
  return [`task stopped: ${stoppedReason}`, ...ended].join('; ');
}
