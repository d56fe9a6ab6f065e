import type { Destination } from './destination.ts';

export interface Answer {
  readonly status: number;
  readonly retryAfter?: string;
  readonly body: Uint8Array;
}

const USER_AGENT = 'signalbox';
/** Of an answer; what is beyond is not read. */
const MOST_BYTES = 64 * 1024;

/**
 * One request. By Node's own client, since `fetch` takes no certificates; like it, it goes through a proxy with
 * NODE_USE_ENV_PROXY. Redirections are not followed: they would take the headers elsewhere.
 * @throws the network's error, with its `code`; TimeoutError when `signal` ends it
 */
export async function send(
  { url, gzip, tls }: Destination,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Answer> {
  const secure = url.startsWith('https:');
  const { request, Agent } = secure ? await import('node:https') : await import('node:http');
  const agent = secure && tls !== undefined ? new Agent({ ...tls, ...proxy() }) : undefined;
  const content = gzip ? (await import('node:zlib')).gzipSync(body) : body;
  return await new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        signal,
        ...(agent === undefined ? {} : { agent }),
        headers: {
          ...headers,
          'user-agent': USER_AGENT,
          'content-type': 'application/x-protobuf',
          'content-length': content.length,
          ...(gzip ? { 'content-encoding': 'gzip' } : {}),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length <= MOST_BYTES) chunks.push(chunk);
          else response.destroy();
        });
        const done = () => {
          const retryAfter = response.headers['retry-after'];
          const answer = { status: response.statusCode ?? 0, body: Buffer.concat(chunks) };
          resolve(retryAfter === undefined ? answer : { ...answer, retryAfter });
        };
        response.once('end', done).once('close', done).once('error', done);
      },
    );
    asked.once('error', (error) => reject(signal.aborted ? signal.reason : error));
    asked.end(content);
  });
}

/** An agent of our own does not read the proxy's variables by itself (docs: nodejs.org/api/http, `proxyEnv`). */
const proxy = () => (process.env['NODE_USE_ENV_PROXY'] === '1' ? { proxyEnv: process.env } : {});
