import type { TaskDefinition } from '@aws-sdk/client-ecs';

/** Where a container's output went. */
export interface LogStream {
  readonly group: string;
  readonly stream: string;
  /** @default the service's own */
  readonly region?: string;
}

/**
 * The CloudWatch stream of a container whose log driver is awslogs; undefined for other drivers, and without a stream
 * prefix, when Docker names the stream (AWS: ECS Developer Guide, "Using the awslogs driver").
 */
export function logStreamOf(
  definition: Pick<TaskDefinition, 'containerDefinitions'>,
  container: string,
  taskArn: string,
): LogStream | undefined {
  const found = definition.containerDefinitions?.find(({ name }) => name === container)?.logConfiguration;
  const options = found?.options ?? {};
  const [group, prefix] = [options['awslogs-group'], options['awslogs-stream-prefix']];
  if (found?.logDriver !== 'awslogs' || !group || !prefix) return undefined;
  const region = options['awslogs-region'];
  const stream = `${prefix}/${container}/${taskArn.split('/').at(-1)}`;
  return { group, stream, ...(region ? { region } : {}) };
}
