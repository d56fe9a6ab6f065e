import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Clock } from '@signalbox/runner/clock';
import type { LogStream } from './container-logs.ts';

/** The newest lines of a stream, oldest first. @throws LogError when they may not or cannot be read */
type ReadTail = (stream: LogStream) => Promise<readonly string[]>;

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
/** For all tries: the lines are an extra, and the cause is not told before. */
const TIMEOUT_MS = 5000;

/** The one room of the SDK of CloudWatch Logs, which is loaded by the first read. */
export function tailReader({ ecs, clock, prepare }: TailOptions): ReadTail {
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
