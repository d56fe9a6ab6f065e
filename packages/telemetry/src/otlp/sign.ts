import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { UserError } from '@signalbox/runner/errors';
import type { Env } from '@signalbox/runner/inputs';
import type { Destination } from './destination.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The job's own credentials: of the environment, and else wherever AWS's SDK finds them (a profile, the instance's role). */
export async function ambientCredentials(env: Env): Promise<AwsCredentials> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const sessionToken = env['AWS_SESSION_TOKEN'];
  if (accessKeyId && secretAccessKey)
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  try {
    return await defaultProvider()();
  } catch {
    throw new UserError('there are no AWS credentials: give them to the job, or name "role-to-assume"');
  }
}

/** The headers of a request to AWS with its signature: over the body, too, which OpenTelemetry's exporters would not show. */
export async function signedHeaders(
  { url, headers, aws }: Destination & Required<Pick<Destination, 'aws'>>,
  body: Uint8Array,
  { credentials, now }: { readonly credentials: AwsCredentials; readonly now: number },
): Promise<Readonly<Record<string, string>>> {
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const { protocol, hostname, host, pathname, port } = new URL(url);
  const signer = new SignatureV4({ ...aws, credentials, sha256: Sha256 });
  const signed = await signer.sign(
    {
      ...{ method: 'POST', protocol, hostname, path: pathname, query: {}, body },
      ...(port === '' ? {} : { port: Number(port) }),
      headers: { ...headers, host },
    },
    { signingDate: new Date(now) },
  );
  return signed.headers;
}

/** Node's own digest in the form that the signer asks for. */
class Sha256 {
  readonly #digest: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#digest = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#digest.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#digest.digest();
  }
  reset(): void {}
}

const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Buffer =>
  typeof data === 'string'
    ? Buffer.from(data)
    : ArrayBuffer.isView(data)
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
      : Buffer.from(data);
