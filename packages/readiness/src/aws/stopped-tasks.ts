import type { Task } from '@aws-sdk/client-ecs';
import { oneLine } from '@signalbox/runner/untrusted';
import type { ServiceName } from '../model/service-name.ts';
import type { EcsConnection } from './connection.ts';
import { call, codeOf } from './errors.ts';
import { describeTask, failedContainer } from './from-sdk.ts';
import { LogError, logStreamOf } from './logs.ts';

/** Of a container's log. */
const LINE_LENGTH = 300;
/** Of the newest stopped tasks. */
const TASKS = 5;

/** As many as one page and one description hold: they come in no promised order. */
const LISTED = 100;

/**
 * Of tasks that ECS has no more use for: the old version's in each rollout, the new one's in a rollback. They are healthy.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const SCALED_IN = /^Scaling activity initiated by /;

/**
 * Why the newest tasks stopped, a line each, then the last lines of the newest failed container's log. `since`: only of those
 * that were created since: ECS lists stopped tasks for an hour, those of the deployment before with them.
 */
export async function fetchStoppedTasks(
  connection: EcsConnection,
  { cluster, service }: ServiceName,
  since = 0,
): Promise<readonly string[]> {
  const { sdk, client } = connection;
  const input = { cluster, serviceName: service, desiredStatus: 'STOPPED' as const, maxResults: LISTED };
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
    return refusal(connection, 'the stopped tasks were', `ecs:${action}`, error);
  }
  const newest = tasks
    .filter(
      (task) => !SCALED_IN.test(task.stoppedReason ?? '') && (task.createdAt?.getTime() ?? since) >= since,
    )
    .toSorted((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
  return [...new Set(newest.slice(0, TASKS).map(describeTask)), ...(await lastLines(connection, newest))];
}

/** The last lines of the newest failed container. */
async function lastLines(connection: EcsConnection, tasks: readonly Task[]): Promise<readonly string[]> {
  const { sdk, client, fetchTail } = connection;
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
    return (await fetchTail(stream)).map((line) => `${container} | ${oneLine(line, LINE_LENGTH)}`);
  } catch (error) {
    const action = error instanceof LogError ? 'logs:GetLogEvents' : 'ecs:DescribeTaskDefinition';
    return refusal(connection, "the container's log was", action, error);
  }
}

/** The line for what may not be read, once for each action; nothing for other failures. */
function refusal(
  { refused }: EcsConnection,
  what: string,
  action: string,
  error: unknown,
): readonly string[] {
  if (refused.has(action) || !/AccessDenied/.test(codeOf(error))) return [];
  refused.add(action);
  return [`${what} not read: the credentials need ${action}`];
}
