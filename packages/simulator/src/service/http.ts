import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@signalbox/runner/clock';
import { systemClock } from '@signalbox/runner/clock';
import {
  ConnectionCut,
  type Fault,
  type FaultAnswers,
  type Faults,
  seededFaults,
  withFault,
} from './faults.ts';

/** A request as a simulated service sees it, from a socket or from a call in the same process. */
export interface Incoming {
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Aborts when the caller goes away. */
  readonly signal?: AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Handler = (request: Incoming) => Reply | Promise<Reply>;

interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Credentials are replaced by `***`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What was answered; 0 when the connection was cut. */
  status: number;
  fault?: Fault['kind'];
}

/** A running simulated service: the base of every simulator. */
export interface Service {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** Every request since the start, oldest first; empty it with `log.length = 0`. */
  readonly log: LoggedRequest[];
  readonly faults: Faults;
  /** Asks the service without a socket, so that a virtual clock can drive caller and service alike. */
  readonly fetch: typeof fetch;
  /** @throws AggregateError when the simulator itself failed on any request: a bug of ours */
  close(): Promise<void>;
}

interface ServiceOptions {
  readonly handler: Handler;
  /** How this service words the errors that faults produce. */
  readonly faultAnswers: FaultAnswers;
  readonly clock?: Clock;
  readonly seed?: number;
  /** @default a free one */
  readonly port?: number;
  /** False: no server is started, only `fetch` works. @default true */
  readonly sockets?: boolean;
}

const SECRET_HEADERS = ['authorization', 'x-amz-security-token', 'cookie'];

export async function startService(options: ServiceOptions): Promise<Service> {
  const { clock = systemClock, faultAnswers, handler, seed = 1 } = options;
  const log: LoggedRequest[] = [];
  const faults = seededFaults(seed);
  const bugs: unknown[] = [];

  const answer: Handler = async (request) => {
    const entry = logged(request, clock.now());
    log.push(entry);
    const fault = faults.next(request);
    if (fault) entry.fault = fault.kind;
    try {
      const reply = await withFault(fault, () => handler(request), { answers: faultAnswers, clock, request });
      entry.status = reply.status;
      // Clients correct their clocks by it; Node's own would be the real time.
      return { ...reply, headers: { date: new Date(clock.now()).toUTCString(), ...reply.headers } };
    } catch (error) {
      if (!(error instanceof ConnectionCut)) bugs.push(error);
      throw error;
    }
  };
  const server = options.sockets === false ? undefined : await listen(answer, options.port ?? 0);
  const url = server?.url ?? 'http://simulator.invalid';
  const close = async () => {
    await server?.close();
    if (bugs.length > 0) throw new AggregateError(bugs, `simulator: ${String(bugs[0])}`);
  };
  return { url, log, faults, fetch: fetchFrom(answer), close };
}

function logged(request: Incoming, at: number): LoggedRequest {
  const headers = { ...request.headers };
  for (const name of SECRET_HEADERS) if (headers[name] !== undefined) headers[name] = '***';
  const query = Object.fromEntries(request.query);
  return { at, method: request.method, path: request.path, query, headers, body: request.body, status: 0 };
}

/** A loopback HTTP server around a handler. */
export async function listen(
  handler: Handler,
  port: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, response) => void respond(handler, incoming, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(handler: Handler, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const reply = await handler(await read(incoming, gone.signal));
    response.writeHead(reply.status, reply.headers).end(reply.body);
  } catch (error) {
    if (error instanceof ConnectionCut) incoming.socket.destroy();
    else response.writeHead(500).end(`bug of the simulator: ${String(error)}`);
  }
}

async function read(incoming: IncomingMessage, signal: AbortSignal): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  const body = Buffer.concat(chunks).toString();
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
    signal,
  };
}

/** A `fetch` that calls the handler directly; it fails as Node's own does when the connection is cut. */
function fetchFrom(handler: Handler): typeof fetch {
  const ask: typeof fetch = async (input, init) => {
    const address = typeof input === 'string' || input instanceof URL ? input : input.url;
    const url = new URL(address);
    const signal = init?.signal ?? undefined;
    signal?.throwIfAborted();
    const request: Incoming = {
      method: (init?.method ?? 'GET').toUpperCase(),
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === 'string' ? init.body : '',
      ...(signal ? { signal } : {}),
    };
    const reply = await Promise.resolve(handler(request)).catch((error: unknown) => {
      signal?.throwIfAborted();
      if (!(error instanceof ConnectionCut)) throw error;
      const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      throw new TypeError('fetch failed', { cause });
    });
    signal?.throwIfAborted();
    const empty = reply.status === 204 || reply.status === 304;
    const location = [301, 302, 307, 308].includes(reply.status) ? reply.headers['location'] : undefined;
    if (location !== undefined && init?.redirect !== 'manual') return await ask(new URL(location, url), init);
    const response = new Response(empty ? null : reply.body, {
      status: reply.status,
      headers: reply.headers as Record<string, string>,
    });
    return Object.defineProperty(response, 'url', { value: url.href });
  };
  return ask;
}
