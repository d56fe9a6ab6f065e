import { ACCOUNT, type SimulatedService, type SimulatedTaskSet, viewService } from './service.ts';

/** DescribeServices: the service, with its deployments or task sets, and its newest 100 events, newest first. */
export function describeService(service: SimulatedService, now: number) {
  const { name, region = 'eu-west-1', desired: planned = 2, startsAt, events = [] } = service;
  const { controller = 'ECS' } = service;
  const { change } = viewService(service, now);
  const { status = 'ACTIVE', desired = planned, running = desired } = change ?? {};
  const shown = events
    .map(({ second, message }, index) => ({ id: `e${index}`, createdAt: startsAt / 1000 + second, message }))
    .filter(({ createdAt }) => createdAt * 1000 <= now);
  return {
    ...{
      serviceArn: `${ACCOUNT.replace('eu-west-1', region)}:service/${name}`,
      serviceName: nameOf(service),
      status,
    },
    ...{ desiredCount: desired, runningCount: running, pendingCount: Math.max(0, desired - running) },
    schedulingStrategy: service.daemon ? 'DAEMON' : 'REPLICA',
    resourceManagementType: service.express ? 'ECS' : 'CUSTOMER',
    events: shown.toReversed().slice(0, 100),
    ...(controller === 'ECS'
      ? rolling(service, now, desired)
      : // "the deployments parameter will be an empty list" (API_CreateService, CODE_DEPLOY).
        {
          deploymentController: { type: controller },
          deployments: [],
          taskSets: taskSets(service, now, desired),
        }),
  };
}

const nameOf = ({ name }: SimulatedService) => name.split('/')[1] ?? '';
const definition = (service: SimulatedService, revision: number) =>
  `${ACCOUNT}:task-definition/${nameOf(service)}:${revision}`;

/**
 * A rollback is one more deployment, of the earlier task definition: "(service web) rolling back to deployment ecs-svc/…",
 * whose id is new, and meanwhile the failed one stands as ACTIVE and FAILED; the failed one is gone once the service is stable
 * (https://github.com/aws-actions/amazon-ecs-deploy-task-definition/pull/860). No page with the event's words was found.
 */
function rolling(service: SimulatedService, now: number, desired: number) {
  const { startsAt } = service;
  const { rollouts, failed } = viewService(service, now);
  const before = {
    ...{ id: 'ecs-svc/1', rolloutState: 'COMPLETED', failedTasks: 0, createdAt: startsAt / 1000 - 86_400 },
    taskDefinition: definition(service, 1),
  };
  const newest = rollouts.at(-1);
  const stands = { desiredCount: desired, runningCount: desired };
  if (newest === undefined) {
    return {
      taskDefinition: before.taskDefinition,
      deployments: [{ ...before, ...stands, status: 'PRIMARY' }],
    };
  }
  const { moment, createdAt, revision } = newest;
  const { status, reason = '' } = moment;
  const next = {
    ...{ id: `ecs-svc/${rollouts.length + 1}`, rolloutStateReason: reason, createdAt: createdAt / 1000 },
    ...{
      failedTasks: rollouts.length === 1 ? failed : 0,
      taskDefinition: definition(service, revision),
    },
    ...{ desiredCount: desired, runningCount: moment.running ?? (status === 'SUCCESSFUL' ? desired : 0) },
  };
  const back = {
    ...{ id: 'ecs-svc/99', createdAt: startsAt / 1000 + moment.second, failedTasks: 0 },
    ...{ rolloutStateReason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.' },
    taskDefinition: before.taskDefinition,
  };
  const shown = (() => {
    if (status === 'ROLLBACK_SUCCESSFUL') {
      const done = { rolloutState: 'COMPLETED', rolloutStateReason: 'ECS deployment ecs-svc/99 completed.' };
      return [{ ...back, ...done, ...stands, status: 'PRIMARY' }];
    }
    if (/^ROLLBACK_/.test(status)) {
      const failing = { ...next, status: 'ACTIVE', rolloutState: 'FAILED' };
      return [{ ...back, ...stands, status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }, failing];
    }
    if (status === 'SUCCESSFUL') return [{ ...next, status: 'PRIMARY', rolloutState: 'COMPLETED' }];
    // STOPPED: by hand, or failed with rollback turned off (API_ServiceDeployment, stoppedAt).
    const rolloutState = status === 'STOPPED' ? 'FAILED' : 'IN_PROGRESS';
    return [
      { ...next, status: 'PRIMARY', rolloutState },
      { ...before, ...stands, status: 'ACTIVE' },
    ];
  })();
  return { taskDefinition: shown[0]?.taskDefinition, deployments: shown };
}

function taskSets(service: SimulatedService, now: number, desired: number) {
  const { startsAt, taskSets: sets = [] } = service;
  const since = (second: number) => startsAt + second * 1000 <= now;
  return sets
    .filter(({ second, until }) => since(second) && !(until !== undefined && since(until)))
    .flatMap((set) => taskSet(set, service, desired, (second) => since(second)));
}

function taskSet(
  { id, second, revision, externalId, moments }: SimulatedTaskSet,
  service: SimulatedService,
  desired: number,
  since: (second: number) => boolean,
) {
  const moment = moments.filter((each) => since(each.second)).at(-1);
  if (moment === undefined) return [];
  return [
    {
      ...{ id, status: moment.status, createdAt: service.startsAt / 1000 + second, externalId },
      ...{ stabilityStatus: moment.steady ? 'STEADY_STATE' : 'STABILIZING', runningCount: moment.running },
      ...{ computedDesiredCount: desired, taskDefinition: definition(service, revision) },
      ...(service.controller === 'CODE_DEPLOY' ? { startedBy: 'CODE_DEPLOY' } : {}),
    },
  ];
}
