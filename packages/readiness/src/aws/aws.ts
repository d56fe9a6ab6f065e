import type { Task } from '@aws-sdk/client-ecs';
import { type AwsClient, keepServerTime, renewOnExpiry } from '@signalbox/cloudformation/aws-client';
import { troubleOf } from '@signalbox/cloudformation/errors';
import { nearNames } from '@signalbox/cloudformation/near';
import { ReadError } from '@signalbox/cloudformation/reader';
import type { Clock } from '@signalbox/runner/clock';
import { oneLine } from '@signalbox/runner/untrusted';
import {
  isUnderWay,
  type Rollout,
  type Seen,
  type ServiceName,
  type ServiceState,
} from '../model/service.ts';
import type { EcsReader } from '../ports.ts';
import { LogError, tailReader } from './aws-logs.ts';
import { openCodeDeploy } from './code-deploy.ts';
import { logStreamOf } from './container-logs.ts';
import { describeTask, failedContainer, toBrief, toRollout, toState } from './from-sdk.ts';

interface ConnectOptions {
  readonly clock: Clock;
  readonly region?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly credentials?:
    | (() => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>)
    | undefined;
  /** Gets new credentials when those in use have expired. False: it cannot. */
  readonly renew?: (() => Promise<boolean>) | undefined;
  /** Told of each request, to ECS, CodeDeploy or CloudWatch Logs. */
  readonly called?: () => void;
}

/** Of a container's log. */
const LINE_LENGTH = 300;
/** Of the newest stopped tasks. */
const TASKS = 5;
/** Of a service's deployments, 100 each: more than the 90 days that ECS keeps hold for nearly everybody. */
const PAGES = 20;

/** The one room of the ECS SDK. Sends nothing yet. */
export async function connectEcs(options: ConnectOptions): Promise<EcsReader> {
  const { clock, region, correlationId, credentials, renew, called = () => {} } = options;
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
  const prepare = (each: AwsClient) => {
    if (renew !== undefined) renewOnExpiry(each, renew);
    each.middlewareStack.add(counted(called), {
      ...{ step: 'finalizeRequest', priority: 'low', name: 'signalboxCalls' },
    });
  };
  prepare(client);
  const server = keepServerTime(client, clock);
  const readTail = tailReader({ ecs: client, clock, prepare });
  const codeDeploy = openCodeDeploy({ ecs: client, prepare });
  const call = async <T>(action: string, send: () => Promise<T>): Promise<T> => {
    try {
      return await send();
    } catch (error) {
      throw readError(action, error);
    }
  };
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
      const { taskDefinition } = await call('DescribeTaskDefinition', () =>
        client.send(new sdk.DescribeTaskDefinitionCommand(input)),
      );
      const stream = taskDefinition && logStreamOf(taskDefinition, container, task.taskArn);
      if (stream === undefined) return [];
      return (await readTail(stream)).map((line) => `${container} | ${oneLine(line, LINE_LENGTH)}`);
    } catch (error) {
      const action = error instanceof LogError ? 'logs:GetLogEvents' : 'ecs:DescribeTaskDefinition';
      return missing("the container's log was", action, codeOf(error));
    }
  };

  const service = async ({ cluster, service: name }: ServiceName): Promise<ServiceState | undefined> => {
    try {
      const answer = await call('DescribeServices', () =>
        client.send(new sdk.DescribeServicesCommand({ cluster, services: [name] })),
      );
      return answer.services?.[0] && toState(answer.services[0]);
    } catch (error) {
      if (codeOf(error) === 'ClusterNotFoundException') return undefined;
      throw error;
    }
  };
  /** Those that are over do not change any more: they are asked for once. */
  const over = new Map<string, Rollout>();
  const describe = async (arns: readonly string[]): Promise<Rollout[]> => {
    const open = arns.filter((arn) => !over.has(arn));
    if (open.length > 0) {
      const answer = await call('DescribeServiceDeployments', () =>
        client.send(new sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns: open })),
      );
      const found = (answer.serviceDeployments ?? []).map(toRollout);
      for (const each of found) if (!isUnderWay(each)) over.set(each.id, each);
      return [...found, ...arns.flatMap((arn) => (open.includes(arn) ? [] : (over.get(arn) ?? [])))];
    }
    return arns.flatMap((arn) => over.get(arn) ?? []);
  };
  /** All that ECS keeps; the newest one (and the one that is followed) in full. */
  const list = async (
    { cluster, service: name }: ServiceName,
    followed?: string,
  ): Promise<readonly Rollout[]> => {
    const found: Rollout[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const input = { cluster, service: name, maxResults: 100, ...(nextToken ? { nextToken } : {}) };
      const answer = await call('ListServiceDeployments', () =>
        client.send(new sdk.ListServiceDeploymentsCommand(input)),
      );
      found.push(...(answer.serviceDeployments ?? []).map(toBrief));
      nextToken = answer.nextToken;
      if (!nextToken) break;
    }
    const newest = found.toSorted((a, b) => b.createdAt - a.createdAt)[0];
    const wanted = [
      ...new Set([newest?.id, followed].filter((id) => id !== undefined && id !== '')),
    ] as string[];
    if (wanted.length === 0) return found;
    // What the list alone tells is enough to know the outcome.
    const full = await describe(wanted).catch((error) => {
      if (hiddenBy(error) === undefined) throw error;
      return [];
    });
    return found.map((each) => full.find(({ id }) => id === each.id) ?? each);
  };

  const rollouts = async (
    name: ServiceName,
    followed?: string,
  ): Promise<Pick<Seen, 'rollouts' | 'hidden'>> => {
    // Ids of other kinds (ecs-svc/…) are not of these deployments.
    const arn = followed?.includes(':service-deployment/') ? followed : undefined;
    try {
      // One that is still under way was not replaced: a new one stops it.
      const [still] = arn === undefined ? [] : await describe([arn]).catch(() => []);
      if (still !== undefined && isUnderWay(still)) return { rollouts: [still] };
      return { rollouts: await list(name, arn) };
    } catch (error) {
      const hidden = hiddenBy(error);
      if (hidden === undefined) throw error;
      return { rollouts: [], hidden };
    }
  };

  /** One page: more names than that tell nobody anything. */
  const nearServices = async ({ cluster, service: name }: ServiceName): Promise<readonly string[]> => {
    const last = (arn: string) => arn.split('/').at(-1) ?? arn;
    try {
      const input = { cluster, maxResults: 100 };
      const { serviceArns = [] } = await client.send(new sdk.ListServicesCommand(input));
      return nearNames(name, serviceArns.map(last)).map((each) => `${cluster}/${each}`);
    } catch (error) {
      if (codeOf(error) !== 'ClusterNotFoundException') throw error;
      const { clusterArns = [] } = await client.send(new sdk.ListClustersCommand({}));
      return nearNames(cluster, clusterArns.map(last)).map((each) => `${each}/${name}`);
    }
  };

  return {
    now: server.now,
    look: async (name, followed) => {
      const state = await service(name);
      const kept = state?.controller === 'ECS' && state.status !== 'INACTIVE';
      return {
        service: state,
        ...(kept ? await rollouts(name, followed) : { rollouts: [] }),
        ...(state?.controller === 'CODE_DEPLOY'
          ? {
              codeDeploy: await codeDeploy(name, state.taskSets).catch((error) => {
                throw new ReadError(troubleOf(error), `GetDeployment: ${String(error)}`, error);
              }),
            }
          : {}),
        now: server.now(),
      };
    },
    near: ({ cluster, service: name }) => nearServices({ cluster, service: name }).catch(() => []),
    stoppedTasks: async ({ cluster, service: name }) => {
      const input = { cluster, serviceName: name, desiredStatus: 'STOPPED' as const, maxResults: 20 };
      let tasks: Task[] = [];
      let action = 'ListTasks';
      try {
        const { taskArns = [] } = await call(action, () => client.send(new sdk.ListTasksCommand(input)));
        if (taskArns.length === 0) return [];
        action = 'DescribeTasks';
        const answer = await call(action, () =>
          client.send(new sdk.DescribeTasksCommand({ cluster, tasks: taskArns })),
        );
        tasks = answer.tasks ?? [];
      } catch (error) {
        return missing('the stopped tasks were', `ecs:${action}`, codeOf(error));
      }
      const newest = tasks.sort((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
      return [...new Set(newest.slice(0, TASKS).map(describeTask)), ...(await lastLines(newest))];
    },
  };
}

/** Middleware that tells of each request, each try of it too. */
const counted =
  (called: () => void) =>
  <A extends readonly unknown[], T>(send: (...given: A) => T) =>
  (...given: A): T => {
    called();
    return send(...given);
  };

/** AWS's own name of what went wrong. */
function codeOf(error: unknown): string {
  const { name = '', code = name } = (error instanceof ReadError ? error.cause : error) as Partial<{
    name: string;
    code: string;
  }>;
  return code;
}

function readError(action: string, error: unknown): ReadError {
  const { name = '', message = String(error) } = error as Partial<Error>;
  const trouble = troubleOf(error);
  if (name === 'CredentialsProviderError') {
    return new ReadError('denied', 'there are no AWS credentials: configure them before this step', error);
  }
  const needed = trouble === 'denied' ? ` (the credentials need ecs:${action})` : '';
  return new ReadError(trouble, `${action}: ${name && `${name}: `}${message}${needed}`, error);
}

/** Why the deployments that ECS keeps do not show; undefined for what passes. */
function hiddenBy(error: unknown): string | undefined {
  const code = codeOf(error);
  if (/AccessDenied|UnauthorizedOperation/.test(code)) {
    return 'the credentials need ecs:ListServiceDeployments and ecs:DescribeServiceDeployments';
  }
  const isRefused =
    /UnsupportedFeature|InvalidParameter|UnknownOperation|NotFound|ClientException$|NotImplemented/;
  return isRefused.test(code) ? `ECS does not list the deployments of this service (${code})` : undefined;
}
