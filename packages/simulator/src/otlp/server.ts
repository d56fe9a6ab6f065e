import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { decodeLogs, decodeMetrics, decodeTraces } from './decode.ts';

interface ReceivedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is answered instead of 200; `hang`: nothing, ever. */
export type OtlpAnswer =
  | 'hang'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    };

export interface OtlpReceiver {
  /** Without a slash at the end. */
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** Asked for each request; undefined is 200. */
  answer: (request: ReceivedRequest) => OtlpAnswer | undefined;
  spans(): ReturnType<typeof decodeTraces>;
  metrics(): ReturnType<typeof decodeMetrics>;
  logs(): ReturnType<typeof decodeLogs>;
  close(): Promise<void>;
}

/**
 * Takes OTLP over HTTP as protobuf, as OpenTelemetry's protocol says: 200 with an empty answer, 415 for another form, 400
 * for what cannot be read (https://opentelemetry.io/docs/specs/otlp/#otlphttp).
 */
export async function startOtlp({
  tls,
}: {
  readonly tls?: { readonly key: string; readonly cert: string };
} = {}): Promise<OtlpReceiver> {
  const requests: ReceivedRequest[] = [];
  const listener: RequestListener = (incoming, response) => void take(incoming, response);
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const bodies = (signal: string) =>
    requests.filter(({ path }) => path.endsWith(`/v1/${signal}`)).map(({ body }) => body);
  const receiver: OtlpReceiver = {
    url: `${tls === undefined ? 'http' : 'https'}://${tls === undefined ? '127.0.0.1' : 'localhost'}:${port}`,
    requests,
    answer: () => undefined,
    spans: () => bodies('traces').flatMap(decodeTraces),
    metrics: () => bodies('metrics').flatMap(decodeMetrics),
    logs: () => bodies('logs').flatMap(decodeLogs),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    const body = headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const request = { path: incoming.url ?? '/', headers, body };
    requests.push(request);
    const answer = receiver.answer(request) ?? normalAnswer(request);
    if (answer === 'hang') return;
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  }
  return receiver;
}

function normalAnswer({ path, headers, body }: ReceivedRequest): Exclude<OtlpAnswer, 'hang'> {
  if (headers['content-type'] !== 'application/x-protobuf') return { status: 415 };
  const decode = { traces: decodeTraces, metrics: decodeMetrics, logs: decodeLogs }[
    path.split('/v1/')[1] ?? ''
  ];
  if (decode === undefined) return { status: 404 };
  try {
    decode(body);
    return { status: 200, headers: { 'content-type': 'application/x-protobuf' } };
  } catch {
    return { status: 400 };
  }
}
