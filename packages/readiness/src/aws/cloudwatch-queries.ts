import { ReadError } from '@signalbox/cloudformation/reader';
import type { Clock } from '@signalbox/runner/clock';
import type { Env } from '@signalbox/runner/inputs';
import type { SignatureV4CryptoInit, SignatureV4Init } from '@smithy/signature-v4';
import type { QueryReader } from '../bake/ports.ts';
import { prometheusReader, type QueryRequest } from '../bake/prometheus.ts';

/** Opens PromQL with what sends its requests. */
export type OpenQueries = (options: {
  readonly env: Env;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}) => QueryReader;

type Signing = Pick<SignatureV4Init & SignatureV4CryptoInit, 'credentials' | 'region' | 'sha256'>;

/** An open connection. */
interface Connection {
  /** Of CloudWatch's client. */
  readonly signing: Signing;
  /** CloudWatch's address, which the environment may name. */
  readonly endpoint: (env: Env) => Promise<string>;
  readonly clock: Clock;
  /** Called for each request. */
  readonly called: () => void;
  readonly renew: (() => Promise<boolean>) | undefined;
}

/** PromQL of the client's region; expired credentials are renewed once. */
export function queryReader({ signing, endpoint, clock, called, renew }: Connection): OpenQueries {
  const prepare = signer(signing);
  return ({ env, fetch, signal }) => {
    const ask = async (promql: string, at?: number) => {
      const url = await endpoint(env);
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
function signer(signing: Signing) {
  return async ({ url, headers, body }: QueryRequest): Promise<QueryRequest> => {
    const { SignatureV4 } = await import('@smithy/signature-v4');
    const { credentials, region, sha256 } = signing;
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

const permissionError = (error: ReadError) =>
  new ReadError(
    'denied',
    `${error.message} (the credentials need cloudwatch:GetMetricData and cloudwatch:ListMetrics)`,
    error,
  );
