import type { ECSClient } from '@aws-sdk/client-ecs';
import { troubleOf } from '@signalbox/cloudformation/aws-trouble';

/** Services of AWS that speak JSON 1.1, by their name for signatures and endpoints, and in the SDKs' variables. */
const SERVICES = {
  logs: { variable: 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS', target: 'Logs_20140328' },
  codedeploy: { variable: 'AWS_ENDPOINT_URL_CODEDEPLOY', target: 'CodeDeploy_20141006' },
} as const;

export interface SignedRequest {
  readonly service: keyof typeof SERVICES;
  readonly action: string;
  readonly input: object;
  /** @default the client's */
  readonly region?: string | undefined;
}

/** The answer's fields. @throws CallError when AWS refuses */
export type SignedCall = (request: SignedRequest) => Promise<unknown>;

/** `name` and `code` are AWS's own name of the error. */
export class CallError extends Error {
  readonly code: string;
  readonly $metadata: { readonly httpStatusCode: number };
  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = code;
    this.code = code;
    this.$metadata = { httpStatusCode: status };
  }
}

const TIMEOUT_MS = 5000;

export interface SignedCallOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly send?: typeof fetch;
  /** Gets new credentials when those in use have expired. False: it cannot. */
  readonly renew?: (() => Promise<boolean>) | undefined;
}

/**
 * Single requests to a service, signed with the credentials of the ECS client: that is all that is needed of clients of
 * 400 kB. A request that meets expired credentials is sent again with new ones, where they can be had.
 */
export function signedCaller(
  client: ECSClient,
  { env = process.env, send = fetch, renew }: SignedCallOptions = {},
): SignedCall {
  const once: SignedCall = async ({ service, action, input, region: elsewhere }) => {
    const { SignatureV4 } = await import('@smithy/signature-v4');
    const region = elsewhere ?? (await client.config.region());
    const { variable, target } = SERVICES[service];
    const url = new URL(env[variable] || env['AWS_ENDPOINT_URL'] || endpoint(service, region));
    const body = JSON.stringify(input);
    const signer = new SignatureV4({
      ...{ service, region },
      ...{ credentials: client.config.credentials, sha256: client.config.sha256 },
    });
    const { headers } = await signer.sign({
      ...{ method: 'POST', protocol: url.protocol, hostname: url.hostname, path: '/', query: {}, body },
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${target}.${action}`,
      },
    });
    const { host: _, ...rest } = headers;
    const answer = await send(url, {
      ...{ method: 'POST', headers: rest, body, signal: AbortSignal.timeout(TIMEOUT_MS) },
    });
    const told = (await answer.json().catch(() => ({}))) as Refused;
    if (answer.ok) return told;
    const code = told.__type?.split('#').at(-1) ?? `HTTP ${answer.status}`;
    throw new CallError(code, told.message ?? told.Message ?? `HTTP ${answer.status}`, answer.status);
  };
  return async (request) => {
    try {
      return await once(request);
    } catch (error) {
      if (troubleOf(error) !== 'expired' || renew === undefined || !(await renew())) throw error;
      return once(request);
    }
  };
}

interface Refused {
  readonly __type?: string;
  readonly message?: string;
  readonly Message?: string;
}

/** The SDK's own list of partitions (github.com/aws/aws-sdk-js-v3, partitions.json). */
const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
];

function endpoint(service: string, region: string): string {
  const suffix = SUFFIXES.find(([regions]) => regions.test(region))?.[1] ?? 'amazonaws.com';
  return `https://${service}.${region}.${suffix}`;
}
