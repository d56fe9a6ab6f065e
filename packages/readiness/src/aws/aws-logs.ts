import type { ECSClient } from '@aws-sdk/client-ecs';
import type { LogStream } from './container-logs.ts';

/** The newest lines of a stream, oldest first. @throws LogError when they may not or cannot be read */
export type ReadTail = (stream: LogStream) => Promise<readonly string[]>;

/** `code` is CloudWatch's own name of the error. */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly code: string;
  constructor(code: string) {
    super(`logs:GetLogEvents: ${code}`);
    this.code = code;
  }
}

const LINES = 10;
const TIMEOUT_MS = 5000;

/**
 * One request of CloudWatch Logs (GetLogEvents, AWS JSON 1.1), signed with the credentials of the ECS client: that is all
 * that is needed of a client of 400 kB.
 */
export function tailReader(client: ECSClient, env = process.env, send: typeof fetch = fetch): ReadTail {
  return async ({ group, stream, region: elsewhere }) => {
    const { SignatureV4 } = await import('@smithy/signature-v4');
    const region = elsewhere ?? (await client.config.region());
    const url = new URL(endpoint(region, env));
    const body = JSON.stringify({
      logGroupName: group,
      logStreamName: stream,
      limit: LINES,
      startFromHead: false,
    });
    const signer = new SignatureV4({
      ...{ service: 'logs', region },
      ...{ credentials: client.config.credentials, sha256: client.config.sha256 },
    });
    const { headers } = await signer.sign({
      ...{ method: 'POST', protocol: url.protocol, hostname: url.hostname, path: '/', query: {}, body },
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'Logs_20140328.GetLogEvents',
      },
    });
    const { host: _, ...rest } = headers;
    const answer = await send(url, {
      ...{ method: 'POST', headers: rest, body, signal: AbortSignal.timeout(TIMEOUT_MS) },
    });
    const told = (await answer.json().catch(() => ({}))) as Answer;
    if (!answer.ok) throw new LogError(told.__type?.split('#').at(-1) ?? `HTTP ${answer.status}`);
    return (told.events ?? []).map(({ message = '' }) => message.trimEnd());
  };
}

interface Answer {
  readonly __type?: string;
  readonly events?: readonly { readonly message?: string }[];
}

/** As the SDKs find it: AWS_ENDPOINT_URL_CLOUDWATCH_LOGS, AWS_ENDPOINT_URL, else the partition's own. */
function endpoint(region: string, env: NodeJS.ProcessEnv): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const given = env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'] || env['AWS_ENDPOINT_URL'];
  return given || `https://logs.${region}.${suffix}`;
}
