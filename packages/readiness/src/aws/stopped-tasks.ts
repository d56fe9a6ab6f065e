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

/** Why the newest tasks stopped, a line each, then the last lines of the newest failed container's log. */
export async function fetchStoppedTasks(
  connection: EcsConnection,
  { cluster, service }: ServiceName,
): Promise<readonly string[]> {
  const { sdk, client } = connection;
  const input = { cluster, serviceName: service, desiredStatus: 'STOPPED' as const, maxResults: 20 };
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
  const newest = tasks.toSorted((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
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
