import type { Container, Deployment, Service, ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import { renewOnExpiry } from '@signalbox/cloudformation/oidc';
import { oneLine } from '@signalbox/runner/untrusted';
import { LogError, tailReader } from './aws-logs.ts';
import { logStreamOf } from './container-logs.ts';
import type { EcsReader, ServiceName } from './ecs.ts';
import type { Rollout, ServiceState } from './rollout.ts';

export interface ConnectOptions {
  readonly region?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly credentials?:
    | (() => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>)
    | undefined;
  /** Gets new ones when they are expired. False: it cannot. */
  readonly renew?: (() => Promise<boolean>) | undefined;
  /** Told of each request, to ECS or CloudWatch Logs. */
  readonly called?: () => void;
}

/** Of a container's log. */
const LINE_LENGTH = 300;
/** Of the newest stopped tasks. */
const TASKS = 5;

/** The one room of the ECS SDK. Sends nothing yet. */
export async function connectEcs(options: ConnectOptions): Promise<EcsReader> {
  const { region, correlationId, credentials, renew, called = () => {} } = options;
  const sdk = await import('@aws-sdk/client-ecs');
  const client = new sdk.ECSClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 10_000, connectionTimeout: 10_000 },
    customUserAgent: [
      ['signalbox'],
      ...(correlationId ? [['correlation-id', correlationId] as [string, string]] : []),
    ],
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  if (renew !== undefined) renewOnExpiry(client, renew);
  const counting = <A extends readonly unknown[], T>(send: (...given: A) => T) => {
    return (...given: A): T => {
      called();
      return send(...given);
    };
  };
  client.middlewareStack.add(counting, { step: 'finalizeRequest', priority: 'low', name: 'signalboxCalls' });
  const readTail = tailReader(client, process.env, counting(fetch));
  const refused = new Set<string>();
  /** What may not be read is said once. */
  const missing = (what: string, action: string, code: string): string[] => {
    if (refused.has(action) || !/AccessDenied/.test(code)) return [];
    refused.add(action);
    return [`${what} not read: the credentials need ${action}`];
  };
  /** The last lines of the newest failed container. */
  const lastLines = async (tasks: readonly Task[]): Promise<string[]> => {
    const task = tasks.find((each) => failedContainer(each) !== undefined);
    const container = task && failedContainer(task);
    if (task?.taskArn === undefined || container === undefined) return [];
    try {
      const input = { taskDefinition: task.taskDefinitionArn };
      const { taskDefinition } = await client.send(new sdk.DescribeTaskDefinitionCommand(input));
      const stream = taskDefinition && logStreamOf(taskDefinition, container, task.taskArn);
      if (stream === undefined) return [];
      return (await readTail(stream)).map((line) => `${container} | ${oneLine(line, LINE_LENGTH)}`);
    } catch (error) {
      const action = error instanceof LogError ? 'logs:GetLogEvents' : 'ecs:DescribeTaskDefinition';
      const { name, code = name } = error as { name: string; code?: string };
      return missing("the container's log was", action, code);
    }
  };
  return {
    rollout: async ({ cluster, service }) => {
      try {
        const list = await client.send(
          new sdk.ListServiceDeploymentsCommand({ cluster, service, maxResults: 10 }),
        );
        const newest = [...(list.serviceDeployments ?? [])].sort((a, b) => timeOf(b) - timeOf(a))[0];
        const arn = newest?.serviceDeploymentArn;
        if (arn === undefined) return undefined;
        const input = { serviceDeploymentArns: [arn] };
        const answer = await client.send(new sdk.DescribeServiceDeploymentsCommand(input));
        return answer.serviceDeployments?.[0] && toRollout(answer.serviceDeployments[0]);
      } catch (error) {
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },
    service: async ({ cluster, service }) => {
      try {
        const answer = await client.send(new sdk.DescribeServicesCommand({ cluster, services: [service] }));
        const found = answer.services?.find(({ status }) => status !== 'INACTIVE');
        return found && toState(found);
      } catch (error) {
        if (error instanceof sdk.ClusterNotFoundException) return undefined;
        throw error;
      }
    },
    stoppedTasks: async ({ cluster, service }: ServiceName) => {
      const list = { cluster, serviceName: service, desiredStatus: 'STOPPED' as const, maxResults: 20 };
      let tasks: Task[] = [];
      let action = 'ecs:ListTasks';
      try {
        const { taskArns = [] } = await client.send(new sdk.ListTasksCommand(list));
        if (taskArns.length === 0) return [];
        action = 'ecs:DescribeTasks';
        const answer = await client.send(new sdk.DescribeTasksCommand({ cluster, tasks: taskArns }));
        tasks = answer.tasks ?? [];
      } catch (error) {
        return missing('the stopped tasks were', action, (error as Error).name);
      }
      const newest = tasks.sort((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
      return [...new Set(newest.slice(0, TASKS).map(describeTask)), ...(await lastLines(newest))];
    },
  };
}

/** Not allowed, not offered here, or no such service: DescribeServices has to tell. */
const isRefusal = (error: unknown) =>
  /AccessDenied|UnsupportedFeature|InvalidParameter|UnknownOperation|NotFound|ClientException$/.test(
    (error as Error).name,
  );

const timeOf = ({ createdAt }: { createdAt?: Date | undefined }) => createdAt?.getTime() ?? 0;

function toRollout(deployment: ServiceDeployment): Rollout {
  const { serviceDeploymentArn, status, statusReason, lifecycleStage, alarms } = deployment;
  const endedAt = (deployment.finishedAt ?? deployment.stoppedAt)?.getTime();
  const breaker = deployment.deploymentCircuitBreaker;
  const failures = breaker && { count: breaker.failureCount ?? 0, threshold: breaker.threshold ?? 0 };
  return {
    id: serviceDeploymentArn ?? '',
    status: status ?? '',
    alarms: alarms?.triggeredAlarmNames ?? [],
    ...(statusReason ? { reason: statusReason } : {}),
    ...(lifecycleStage ? { stage: lifecycleStage } : {}),
    ...(failures && failures.threshold > 0 ? { failures } : {}),
    ...(endedAt === undefined ? {} : { endedAt }),
  };
}

function toState({ desiredCount = 0, runningCount = 0, deployments = [] }: Service): ServiceState {
  const primary = deployments.find(({ status }: Deployment) => status === 'PRIMARY');
  const { id = '', rolloutState = '', rolloutStateReason = '', failedTasks = 0 } = primary ?? {};
  return {
    desired: desiredCount,
    running: runningCount,
    deployments: deployments.length,
    ...(primary ? { primary: { id, state: rolloutState, reason: rolloutStateReason, failedTasks } } : {}),
  };
}

const hasFailed = ({ exitCode, reason }: Container) => reason !== undefined || (exitCode ?? 0) !== 0;
const failedContainer = ({ containers = [] }: Task) => containers.find(hasFailed)?.name;

function describeTask({ stoppedReason = 'stopped', containers = [] }: Task): string {
  const ended = containers.filter(hasFailed).map(({ name, exitCode, reason }) => {
    const code = exitCode === undefined ? '' : ` exited with ${exitCode}`;
    return `container ${name}${code}${reason ? `: ${reason}` : ''}`;
  });
  return [`task stopped: ${stoppedReason}`, ...ended].join('; ');
}
