import { ACCOUNT, CONTAINER, type ServiceView, type SimulatedService, viewService } from './service.ts';

/** What AWS refuses, by its own name of the error. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface World {
  readonly services: readonly SimulatedService[];
  readonly now: number;
}

type Input = Readonly<Record<string, unknown>>;
type Action = (world: World, input: Input) => object;

/** ECS and CloudWatch Logs, as far as a rollout is watched by them. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  ListServiceDeployments: (world, input) => {
    const service = find(world, `${input['cluster']}/${input['service']}`);
    if (service === undefined) throw new Refusal('ServiceNotFoundException', 'Service not found.');
    return { serviceDeployments: deployments(service, world.now) };
  },
  DescribeServiceDeployments: (world, input) => {
    const all = world.services.flatMap((service) => deployments(service, world.now));
    const asked = input['serviceDeploymentArns'] as string[];
    return { serviceDeployments: all.filter(({ serviceDeploymentArn: arn }) => asked.includes(arn)) };
  },
  DescribeServices: (world, input) => {
    const names = (input['services'] as string[]).map((service) => `${input['cluster']}/${service}`);
    if (!world.services.some(({ name }) => name.startsWith(`${input['cluster']}/`))) {
      throw new Refusal('ClusterNotFoundException', 'Cluster not found.');
    }
    const found = names.flatMap((name) => find(world, name) ?? []);
    const failures = names.filter((name) => find(world, name) === undefined);
    return {
      services: found.map((service) => state(service, viewService(service, world.now))),
      failures: failures.map((name) => ({ arn: `${ACCOUNT}:service/${name}`, reason: 'MISSING' })),
    };
  },
  ListTasks: (world, input) => {
    const service = find(world, `${input['cluster']}/${input['serviceName']}`);
    if (service === undefined) throw new Refusal('ServiceNotFoundException', 'Service not found.');
    const stopped = input['desiredStatus'] === 'STOPPED' ? viewService(service, world.now).stopped : [];
    return { taskArns: stopped.map(({ arn }) => arn) };
  },
  DescribeTasks: (world, input) => {
    const tasks = world.services.flatMap((service) =>
      viewService(service, world.now).stopped.map((task) => ({ service, task })),
    );
    const asked = tasks.filter(({ task }) => (input['tasks'] as string[]).includes(task.arn));
    return {
      tasks: asked.map(({ service, task }) => ({
        ...{ taskArn: task.arn, taskDefinitionArn: definitionOf(service), lastStatus: 'STOPPED' },
        ...{ stoppedAt: task.stoppedAt / 1000, stoppedReason: task.reason },
        containers: [{ name: CONTAINER, exitCode: task.exitCode }],
      })),
    };
  },
  DescribeTaskDefinition: (world, input) => {
    const service = world.services.find((each) => definitionOf(each) === input['taskDefinition']);
    if (service === undefined) throw new Refusal('ClientException', 'Unable to describe task definition.');
    const options = { 'awslogs-group': groupOf(service), 'awslogs-stream-prefix': 'ecs' };
    const logConfiguration = { logDriver: 'awslogs', options };
    return { taskDefinition: { containerDefinitions: [{ name: CONTAINER, logConfiguration }] } };
  },
  GetLogEvents: (world, input) => {
    const service = world.services.find((each) => groupOf(each) === input['logGroupName']);
    const task = (service ? viewService(service, world.now).stopped : []).find(
      ({ arn }) => `ecs/${CONTAINER}/${arn.split('/').at(-1)}` === input['logStreamName'],
    );
    if (task === undefined) {
      throw new Refusal('ResourceNotFoundException', 'The specified log stream does not exist.');
    }
    const { lines = [], stoppedAt } = task;
    const limit = Number(input['limit'] ?? 10_000);
    const shown = input['startFromHead'] === true ? lines.slice(0, limit) : lines.slice(-limit);
    return { events: shown.map((message) => ({ timestamp: stoppedAt, message, ingestionTime: stoppedAt })) };
  },
};

const find = ({ services }: World, name: string) => services.find((each) => each.name === name);
const nameOf = ({ name }: SimulatedService) => name.split('/')[1] ?? '';
const groupOf = (service: SimulatedService) => `/ecs/${nameOf(service)}`;
const definitionOf = (service: SimulatedService) => `${ACCOUNT}:task-definition/${nameOf(service)}:2`;

/** The one before, long finished, and the one that the service is to have. */
function deployments(service: SimulatedService, now: number) {
  const { name, startsAt, threshold } = service;
  const { moment, stopped } = viewService(service, now);
  const arnOf = (id: string) => `${ACCOUNT}:service-deployment/${name}/${id}`;
  const before = {
    ...{ serviceDeploymentArn: arnOf('before'), status: 'SUCCESSFUL', createdAt: startsAt / 1000 - 86_400 },
  };
  if (moment === undefined) return [before];
  const breaker =
    threshold === undefined
      ? { status: 'DISABLED', failureCount: 0, threshold: 0 }
      : {
          status: stopped.length >= threshold ? 'TRIGGERED' : 'MONITORING',
          ...{ failureCount: stopped.length, threshold },
        };
  const { status, stage, reason, alarms = [] } = moment;
  const current = {
    ...{ serviceDeploymentArn: arnOf('new'), status, createdAt: startsAt / 1000 },
    ...{ lifecycleStage: stage, statusReason: reason, deploymentCircuitBreaker: breaker },
    alarms: { status: alarms.length > 0 ? 'TRIGGERED' : 'MONITORING', triggeredAlarmNames: alarms },
    ...(/SUCCESSFUL$|FAILED$|^STOPPED$/.test(status) ? { finishedAt: startsAt / 1000 + moment.second } : {}),
  };
  // As ECS answers, in no promised order.
  return [before, current];
}

/** The same as DescribeServices tells it: a rollback shows as the earlier deployment in the new one's place. */
function state(service: SimulatedService, { moment, stopped }: ServiceView) {
  const { name, desired = 2 } = service;
  const { status = 'SUCCESSFUL', reason = '' } = moment ?? {};
  const before = { id: 'ecs-svc/1', rolloutState: 'COMPLETED', failedTasks: 0 };
  const next = { id: 'ecs-svc/2', rolloutStateReason: reason, failedTasks: stopped.length };
  const shown = (() => {
    if (moment === undefined || /^ROLLBACK_SUCC/.test(status)) return [{ ...before, status: 'PRIMARY' }];
    if (status === 'SUCCESSFUL') return [{ ...next, status: 'PRIMARY', rolloutState: 'COMPLETED' }];
    const rolloutState = /FAILED|STOPPED/.test(status) ? 'FAILED' : 'IN_PROGRESS';
    return [
      { ...next, status: 'PRIMARY', rolloutState },
      { ...before, status: 'ACTIVE' },
    ];
  })();
  return {
    ...{ serviceArn: `${ACCOUNT}:service/${name}`, serviceName: nameOf(service), status: 'ACTIVE' },
    ...{ desiredCount: desired, runningCount: desired, deployments: shown },
  };
}
