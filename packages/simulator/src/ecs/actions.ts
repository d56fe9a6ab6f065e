import { deploymentInfo, deploymentTarget, type SimulatedCodeDeployment } from './code-deploy.ts';
import { describeService } from './describe.ts';
import {
  ACCOUNT,
  CONTAINER,
  isOver,
  type RolloutView,
  type SimulatedService,
  viewService,
} from './service.ts';

/** What AWS refuses, by its own name of the error. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface World {
  readonly services: readonly SimulatedService[];
  readonly now: number;
}

type Input = Readonly<Record<string, unknown>>;
type Action = (world: World, input: Input) => object;

/** ECS, CodeDeploy and CloudWatch Logs, as far as a rollout is watched by them. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  // ServiceDeploymentBrief: neither breaker nor stage. Pages of at most 100 (API_ListServiceDeployments).
  ListServiceDeployments: (world, input) => {
    const service = find(world, `${input['cluster']}/${input['service']}`);
    if (service === undefined) throw new Refusal('ServiceNotFoundException', 'Service not found.');
    const all = deployments(service, world.now);
    const from = Number(input['nextToken'] ?? 0);
    const to = from + Math.min(100, Number(input['maxResults'] ?? 20));
    const page = all.slice(from, to).map((each) => ({
      ...{ serviceDeploymentArn: each.serviceDeploymentArn, status: each.status, createdAt: each.createdAt },
      ...{ finishedAt: each.finishedAt, statusReason: each.statusReason },
      targetServiceRevisionArn: each.targetServiceRevision.arn,
    }));
    return { serviceDeployments: page, ...(to < all.length ? { nextToken: String(to) } : {}) };
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
      services: found.map((service) => describeService(service, world.now)),
      failures: failures.map((name) => ({ arn: `${ACCOUNT}:service/${name}`, reason: 'MISSING' })),
    };
  },
  ListServices: ({ services }, { cluster }) => {
    const names = services.map(({ name }) => name).filter((name) => name.startsWith(`${cluster}/`));
    if (names.length === 0) throw new Refusal('ClusterNotFoundException', 'Cluster not found.');
    return { serviceArns: names.map((name) => `${ACCOUNT}:service/${name}`) };
  },
  ListClusters: ({ services }) => {
    const names = new Set(services.map(({ name }) => name.split('/')[0]));
    return { clusterArns: [...names].map((name) => `${ACCOUNT}:cluster/${name}`) };
  },
  ListTasks: (world, input) => {
    const service = find(world, `${input['cluster']}/${input['serviceName']}`);
    if (service === undefined) throw new Refusal('ServiceNotFoundException', 'Service not found.');
    const stopped = input['desiredStatus'] === 'STOPPED' ? viewService(service, world.now).stopped : [];
    // In no promised order, 100 a page at most (API_ListTasks).
    const listed = stopped.toReversed().slice(0, Number(input['maxResults'] ?? 100));
    return { taskArns: listed.map(({ arn }) => arn) };
  },
  DescribeTasks: (world, input) => {
    const tasks = world.services.flatMap((service) =>
      viewService(service, world.now).stopped.map((task) => ({ service, task })),
    );
    const asked = tasks.filter(({ task }) => (input['tasks'] as string[]).includes(task.arn));
    return {
      tasks: asked.map(({ service, task }) => ({
        ...{ taskArn: task.arn, taskDefinitionArn: definitionOf(service), lastStatus: 'STOPPED' },
        ...{ createdAt: task.createdAt / 1000, stoppedAt: task.stoppedAt / 1000 },
        ...{ stoppedReason: task.reason, startedBy: 'ecs-svc/2' },
        containers: [{ name: CONTAINER, exitCode: task.exitCode, reason: task.containerReason }],
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
  GetDeployment: (world, { deploymentId: id }) => ({
    deploymentInfo: codeDeployment(world, id, (deployment, _, at) => deploymentInfo(deployment, at)),
  }),
  GetDeploymentTarget: (world, { deploymentId: id, targetId }) => ({
    deploymentTarget: codeDeployment(world, id, (deployment, name, at) =>
      targetId === name.replace('/', ':') ? deploymentTarget(deployment, name, at) : undefined,
    ),
  }),
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

/** What CodeDeploy knows of one of its deployments. @throws Refusal as it words it (API_GetDeployment) */
function codeDeployment<T extends object>(
  { services, now }: World,
  id: unknown,
  show: (
    deployment: SimulatedCodeDeployment,
    name: string,
    at: { startsAt: number; now: number },
  ) => T | undefined,
): T {
  if (!/^d-[A-Z0-9]+$/.test(String(id)))
    throw new Refusal(
      'InvalidDeploymentIdException',
      `Specified DeploymentId is not in the valid format: ${id}`,
    );
  for (const { name, startsAt, codeDeployments = [] } of services) {
    const found = codeDeployments.find((each) => each.id === id);
    const shown = found && show(found, name, { startsAt, now });
    if (shown !== undefined) return shown;
  }
  throw new Refusal('DeploymentDoesNotExistException', `The deployment ${id} could not be found`);
}

const find = ({ services }: World, name: string) => services.find((each) => each.name === name);
const nameOf = ({ name }: SimulatedService) => name.split('/')[1] ?? '';
const groupOf = (service: SimulatedService) => `/ecs/${nameOf(service)}`;
const definitionOf = (service: SimulatedService) =>
  `${ACCOUNT}:task-definition/${nameOf(service)}:${service.revision ?? 2}`;

const DAY_SECONDS = 86_400;

/**
 * The one before, long finished, and those that the service is to have. Only those of the ECS controller are kept: "Service
 * deployments" of the Developer Guide know no others, and none that were created before 25 October 2024.
 */
function deployments(service: SimulatedService, now: number) {
  const { name, startsAt, controller = 'ECS', listed = true } = service;
  if (controller !== 'ECS' || !listed) return [];
  const { rollouts, failed } = viewService(service, now);
  const before: RolloutView = {
    ...{ id: 'before', createdAt: startsAt - DAY_SECONDS * 1000, revision: 1 },
    moment: { second: 60 - DAY_SECONDS, status: 'SUCCESSFUL' },
    endedAt: startsAt - (DAY_SECONDS - 60) * 1000,
  };
  // As ECS answers, in no promised order.
  return [before, ...rollouts].map((view, index) =>
    serviceDeployment(view, index === 1 ? failed : 0, {
      name,
      startsAt,
      threshold: service.threshold,
      bakeMinutes: service.bakeMinutes,
      watched: service.watched,
    }),
  );
}

interface Of {
  readonly name: string;
  readonly startsAt: number;
  readonly threshold: number | undefined;
  readonly bakeMinutes: number | undefined;
  readonly watched: readonly string[] | undefined;
}

function serviceDeployment(view: RolloutView, failed: number, of: Of) {
  const { name, startsAt, threshold, bakeMinutes, watched } = of;
  const { id, moment, createdAt, endedAt, revision } = view;
  const { status, stage, reason, alarms = [], hooks = [] } = moment;
  // "Amazon ECS is not using the circuit breaker ... when the status is DISABLED" (API_ServiceDeploymentCircuitBreaker).
  const breaker =
    threshold === undefined
      ? { status: 'DISABLED', failureCount: 0, threshold: 0 }
      : { status: failed >= threshold ? 'TRIGGERED' : 'MONITORING', failureCount: failed, threshold };
  return {
    ...{ serviceDeploymentArn: `${ACCOUNT}:service-deployment/${name}/${id}`, status },
    ...{ createdAt: createdAt / 1000, lifecycleStage: stage, statusReason: reason },
    targetServiceRevision: { arn: `${ACCOUNT}:service-revision/${name}/${revision}` },
    deploymentCircuitBreaker: breaker,
    alarms: {
      ...{ status: alarms.length > 0 ? 'TRIGGERED' : 'MONITORING', triggeredAlarmNames: alarms },
      alarmNames: watched,
    },
    deploymentConfiguration: {
      bakeTimeInMinutes: bakeMinutes,
      ...(watched === undefined ? {} : { alarms: { alarmNames: watched, enable: true, rollback: true } }),
    },
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
    lifecycleHookDetails: hooks.map(({ type, status: state, expires, target, timeoutAction }, index) => ({
      ...{ hookId: `ecs-pause-${index + 1}`, targetType: type, status: state, timeoutAction },
      targetArn: target,
      ...(expires === undefined ? {} : { expiresAt: startsAt / 1000 + expires }),
    })),
    ...(isOver(status) && endedAt !== undefined ? { finishedAt: endedAt / 1000 } : {}),
  };
}
