import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ReadError } from '@signalbox/cloudformation/reader';
import type { Clock } from '@signalbox/runner/clock';
import type { Env } from '@signalbox/runner/inputs';
import type { QueryReader } from '../bake/ports.ts';
import { prometheusReader, type QueryRequest } from '../bake/prometheus.ts';

/** Opens PromQL with what sends its requests. */
export type OpenQueries = (options: {
  readonly env: Env;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}) => QueryReader;

/** An open connection. */
interface Connection {
  readonly client: CloudWatchClient;
  readonly clock: Clock;
  /** Called for each request. */
  readonly called: () => void;
  readonly renew: (() => Promise<boolean>) | undefined;
}

/** PromQL of the client's region; expired credentials are renewed once. */
export function queryReader({ client, clock, called, renew }: Connection): OpenQueries {
  const prepare = signer(client);
  return ({ env, fetch, signal }) => {
    const ask = async (promql: string, at?: number) => {
      const url = await endpointOf(client, env);
      return prometheusReader({ url, fetch, clock, signal, called, prepare }).ask(promql, at);
    };
    return {
      ask: async (promql, at) => {
        try {
          return await ask(promql, at);
        } catch (error) {
          if (!(error instanceof ReadError)) throw error;
          if (error.trouble === 'expired' && (await renew?.())) return ask(promql, at);
          throw error.trouble === 'denied' ? permissionError(error) : error;
        }
      },
    };
  };
}

/**
 * Signs a request to `monitoring.REGION.amazonaws.com/api/v1/query`. Host, path and permissions by
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL-API-QueryMetrics.html; `monitoring` is
 * the name that all requests to CloudWatch's host are signed for (the SDK's own `defaultSigningName`).
 */
function signer(client: CloudWatchClient) {
  return async ({ url, headers, body }: QueryRequest): Promise<QueryRequest> => {
    const { SignatureV4 } = await import('@smithy/signature-v4');
    const { credentials, region, sha256 } = client.config;
    const signature = new SignatureV4({ service: 'monitoring', credentials, region, sha256 });
    const { protocol, hostname, port, pathname: path, host } = url;
    const request = {
      ...{ method: 'POST', protocol, hostname, path, body, headers: { ...headers, host } },
      ...(port === '' ? {} : { port: Number(port) }),
    };
    const signed = await signature.sign(request);
    const { host: _, ...sent } = signed.headers;
    return { url, headers: sent, body };
  };
}

/** As the SDK finds it: the variables of the environment, then the region's own address in its partition. */
async function endpointOf(client: CloudWatchClient, env: Env): Promise<string> {
  const given = env['AWS_ENDPOINT_URL_CLOUDWATCH'] || env['AWS_ENDPOINT_URL'];
  if (given) return given;
  const Region = await client.config.region();
  return client.config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false }).url.href;
}

const permissionError = (error: ReadError) =>
  new ReadError(
    'denied',
    `${error.message} (the credentials need cloudwatch:GetMetricData and cloudwatch:ListMetrics)`,
    error,
  );
