import { type Clock, withTimeout } from '@signalbox/runner/clock';
import type { Env } from '@signalbox/runner/inputs';
import { retry } from '@signalbox/runner/retry';
import { troubleOf } from './errors.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface OidcOptions {
  readonly roleArn: string;
  readonly region: string | undefined;
  readonly env: Env;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Credentials that can be had anew, for a watch that outlives them. */
interface Renewable {
  /** Those of the environment, until they were renewed. */
  readonly credentials: () => Promise<AwsCredentials & { readonly expiration: Date }>;
  /** False: no new ones are to be had. */
  renew(): Promise<boolean>;
}

/**
 * Whom the token is for: the provider in IAM lists it. That of China may list either
 * (github.com/aws-actions/configure-aws-credentials/issues/457, and its README, "OIDC Audience").
 */
const AUDIENCES: Readonly<Record<string, readonly string[]>> = {
  'aws-cn': ['sts.amazonaws.com', 'sts.amazonaws.com.cn'],
};
const USUAL_AUDIENCES = ['sts.amazonaws.com'];
/** Where a role is asked for when nothing says a region: the SDK knows `aws` alone then (its partitions.json has these). */
const REGIONS: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
};
const REQUEST_TIMEOUT_MS = 10_000;
/** Half a minute in all: what passes must not end a watch. */
const ATTEMPTS = 6;
/** Always in the past, so that the SDK asks us before each request and we alone decide what is valid. */
const ASK_AGAIN = new Date(0);

/** Assumes a role with the job's own OIDC token (the job needs `id-token: write`). */
export function renewableCredentials(options: OidcOptions): Renewable {
  const { env } = options;
  let current = fromEnvironment(env);
  let renewing: Promise<boolean> | undefined;
  const assumeAgain = async () => {
    const { clock, random } = options;
    const classify = (error: unknown) => ({ retry: passes(error) });
    const renewed = await retry(() => assume(options), { clock, random, classify, attempts: ATTEMPTS }).catch(
      () => undefined,
    );
    current = renewed ?? current;
    return renewed !== undefined;
  };
  /** Several requests find at once that the credentials are expired. */
  const renew = () => {
    renewing ??= assumeAgain().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  return {
    renew,
    credentials: async () => {
      if (current === undefined) await renew();
      if (current === undefined) {
        throw new Error(
          'There are no AWS credentials, and "role-to-assume" gave none (does the job have id-token: write?)',
        );
      }
      return { ...current, expiration: ASK_AGAIN };
    },
  };
}

function fromEnvironment(env: Env): AwsCredentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  const sessionToken = env['AWS_SESSION_TOKEN'];
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

const passes = (error: unknown) => /^(throttled|unavailable)$/.test(troubleOf(error));

const partitionOf = (arn: string): string => arn.split(':')[1] ?? '';

/** A region of the role's partition; undefined for that which the SDK assumes. */
export const regionOfRole = (roleArn: string): string | undefined => REGIONS[partitionOf(roleArn)];

/** Undefined where the job may not ask for a token. @throws what GitHub or AWS answers */
async function assume(options: OidcOptions): Promise<AwsCredentials | undefined> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = options.env;
  if (!url || !bearer) return undefined;
  const partition = partitionOf(options.roleArn);
  let refused: unknown;
  for (const audience of AUDIENCES[partition] ?? USUAL_AUDIENCES) {
    const token = await fetchToken(`${url}&audience=${audience}`, bearer, options);
    try {
      return await exchange(token, options.region ?? regionOfRole(options.roleArn), options);
    } catch (error) {
      if (passes(error)) throw error;
      refused = error;
    }
  }
  throw refused;
}

async function fetchToken(url: string, bearer: string, { fetch, clock }: OidcOptions): Promise<string> {
  const headers = { authorization: `Bearer ${bearer}` };
  const answer = await fetch(url, { headers, signal: withTimeout(REQUEST_TIMEOUT_MS, clock) });
  const { value } = (answer.ok ? await answer.json() : {}) as { value?: string };
  if (value !== undefined) return value;
  throw Object.assign(new Error(`GitHub gave no token: HTTP ${answer.status}`), {
    $metadata: { httpStatusCode: answer.status },
  });
}

async function exchange(
  webIdentityToken: string,
  region: string | undefined,
  { roleArn, env }: OidcOptions,
): Promise<AwsCredentials> {
  const { fromWebToken } = await import('@aws-sdk/credential-provider-web-identity');
  const clientConfig = region === undefined ? {} : { region };
  const roleSessionName = `signalbox-${env['GITHUB_RUN_ID'] ?? 'monitor'}`;
  const { accessKeyId, secretAccessKey, sessionToken } = await fromWebToken({
    ...{ roleArn, roleSessionName, webIdentityToken, clientConfig },
  })();
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
