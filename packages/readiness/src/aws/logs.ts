import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECSClient, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Clock } from '@signalbox/runner/clock';

/** Where a container's output went. */
interface LogStream {
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

/** The newest lines of a stream, oldest first. @throws LogError when they may not or cannot be read */
export type FetchTail = (stream: LogStream) => Promise<readonly string[]>;

/** `code` is CloudWatch's own name of the error. */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly code: string;
  constructor(code: string) {
    super(`logs:GetLogEvents: ${code}`);
    this.code = code;
  }
}

interface TailOptions {
  /** Its region and credentials are used. */
  readonly ecs: ECSClient;
  readonly clock: Clock;
  /** Adds to each client of CloudWatch Logs what the ECS client has. */
  readonly prepare: (client: CloudWatchLogsClient) => void;
}

const LINES = 10;
/** For all attempts: the lines are an extra, and the cause is not reported before they are here. */
const TIMEOUT_MS = 5000;

/** The only file that uses the SDK of CloudWatch Logs, which is loaded by the first read. */
export function tailFetcher({ ecs, clock, prepare }: TailOptions): FetchTail {
  return async ({ group, stream, region: elsewhere }) => {
    const sdk = await import('@aws-sdk/client-cloudwatch-logs');
    const region = elsewhere ?? (await ecs.config.region());
    const client = new sdk.CloudWatchLogsClient({ region, credentials: ecs.config.credentials });
    prepare(client);
    const input = { logGroupName: group, logStreamName: stream, limit: LINES, startFromHead: false };
    try {
      const abortSignal = clock.timeout(TIMEOUT_MS);
      const { events = [] } = await client.send(new sdk.GetLogEventsCommand(input), { abortSignal });
      return events.map(({ message = '' }) => message.trimEnd());
    } catch (error) {
      throw new LogError(error instanceof Error ? error.name : String(error));
    } finally {
      client.destroy();
    }
  };
}
