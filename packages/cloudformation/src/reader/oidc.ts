import type { Env } from '@signalbox/runner/inputs';

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
}

/** Credentials that can be had anew, for a watch that outlives them. */
interface Renewable {
  /** Those of the environment, until they were renewed. */
  readonly credentials: () => Promise<AwsCredentials & { readonly expiration: Date }>;
  /** False: no new ones are to be had. */
  renew(): Promise<boolean>;
}

const AUDIENCE = 'sts.amazonaws.com';
/** Always in the past, so that the SDK asks us before each request and we alone decide what is valid. */
const ASK_AGAIN = new Date(0);

/** Assumes a role with the job's own OIDC token (the job needs `id-token: write`). */
export function renewableCredentials(options: OidcOptions): Renewable {
  const { env } = options;
  let current = fromEnvironment(env);
  let renewing: Promise<boolean> | undefined;
  const assumeAgain = async () => {
    const renewed = await assume(options).catch(() => undefined);
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

async function assume({ roleArn, region, env, fetch }: OidcOptions): Promise<AwsCredentials | undefined> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
  if (!url || !bearer) return undefined;
  const answer = await fetch(`${url}&audience=${AUDIENCE}`, {
    headers: { authorization: `Bearer ${bearer}` },
  });
  const { value } = (await answer.json()) as { value?: string };
  if (!answer.ok || value === undefined) return undefined;
  const { fromWebToken } = await import('@aws-sdk/credential-provider-web-identity');
  const clientConfig = region === undefined ? {} : { region };
  const roleSessionName = `signalbox-${env['GITHUB_RUN_ID'] ?? 'monitor'}`;
  const { accessKeyId, secretAccessKey, sessionToken } = await fromWebToken({
    roleArn,
    roleSessionName,
    webIdentityToken: value,
    clientConfig,
  })();
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
