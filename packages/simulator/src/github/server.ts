import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '@signalbox/runner/clock';
import type { FaultAnswers } from '../service/faults.ts';
import { type Incoming, type Reply, type Service, startService } from '../service/http.ts';
import { emptyState } from './build/repository.ts';
import { executeGraphql, type GraphqlRequest } from './graphql/graphql.ts';
import {
  DEFAULT_LIMITS,
  type Limits,
  type Meter,
  type Resource,
  secondaryLimit,
  startMeter,
} from './limits.ts';
import { jobLogLocation, jobLogText } from './rest/job-logs.ts';
import { loadOperations, type Operation } from './rest/openapi.ts';
import type { Urls } from './rest/render/render.ts';
import { answerRest, match, parse, pathByName } from './rest/rest.ts';
import { authenticate } from './state/access.ts';
import { type Answer, Refusal, refusalAnswer } from './state/answer.ts';
import type { GitHubState, Token } from './state/state.ts';
import { CONSISTENT, type Consistency, takeSnapshot } from './state/visibility.ts';

export interface GitHubOptions {
  /** @default the system's */
  readonly clock?: Clock;
  /** For faults, replica lag and ids. @default 1 */
  readonly seed?: number;
  readonly port?: number;
  /** False: only `fetch` works. @default true */
  readonly sockets?: boolean;
  readonly consistency?: Partial<Consistency>;
  readonly limits?: Partial<Limits>;
  /** As GitHub Enterprise Server: no concurrency groups, API below `/api/v3`. @default false */
  readonly enterpriseServer?: boolean;
  /** Checks every answer against the OpenAPI document. Benchmarks may do without. @default true */
  readonly validate?: boolean;
}

export interface GitHubSimulator extends Service {
  /** For GITHUB_API_URL. */
  readonly url: string;
  /** For GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  readonly state: GitHubState;
  /** Can be changed at any time. */
  readonly consistency: Consistency;
  /** What each budget has used of its hour. */
  readonly usage: Meter['usage'];
}

/** Everything that does not change from request to request. */
interface World {
  readonly state: GitHubState;
  readonly meter: Meter;
  readonly operations: readonly Operation[];
  readonly consistency: Consistency;
  readonly options: GitHubOptions;
  /** Set when the address is known. */
  urls: Urls;
}

/** A local GitHub: REST under `url`, GraphQL at `graphqlUrl`, an empty `state` to fill with builders. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubSimulator> {
  const { clock = systemClock, seed = 1 } = options;
  const state = emptyState(clock, seed);
  const meter = startMeter(clock.now, { ...DEFAULT_LIMITS, ...options.limits });
  const consistency = { ...CONSISTENT, ...options.consistency };
  const urls = { api: '', html: '' };
  const world: World = { state, meter, operations: loadOperations(), consistency, options, urls };

  const service = await startService({
    ...options,
    clock,
    faultAnswers: faultAnswers(world),
    handler: (request) => respond(world, request),
  });
  const prefix = options.enterpriseServer ? '/api' : '';
  world.urls = { api: `${service.url}${prefix && `${prefix}/v3`}`, html: service.url };
  return {
    ...service,
    url: world.urls.api,
    graphqlUrl: `${service.url}${prefix}/graphql`,
    state,
    consistency,
    usage: meter.usage,
  };
}

async function respond(world: World, request: Incoming): Promise<Reply> {
  const { enterpriseServer = false } = world.options;
  if (request.path === `${enterpriseServer ? '/api' : ''}/graphql`) return respondGraphql(world, request);
  const text = jobLogText(world.state, request);
  if (text !== undefined) return text;
  const below = enterpriseServer ? request.path.replace(/^\/api\/v3/, '') : request.path;
  const path = pathByName(world.state, below);
  try {
    const token = authenticate(world.state, request.headers['authorization']);
    return await respondAuthenticated(world, { request, path, token });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return reply(world, refusalAnswer(error));
  }
}

interface Authenticated {
  readonly request: Incoming;
  readonly path: string;
  readonly token: Token;
}

async function respondAuthenticated(world: World, given: Authenticated): Promise<Reply> {
  const { request, path, token } = given;
  const { meter } = world;
  if (request.method === 'GET' && path === '/rate_limit') {
    const answer = { status: 200, data: rateLimits(meter, token.budget) };
    check(world, match(world.operations, request, path).operation, answer);
    return reply(world, answer, limitHeaders(world, token));
  }
  meter.admit(token.budget, { resource: 'core', write: request.method !== 'GET' });
  const { answer, operation } = await answerOrRefuse(world, given);
  const body = serialise(answer.data);
  const etag =
    request.method === 'GET' && answer.status === 200
      ? entityTag(`${request.headers['authorization']} ${body}`)
      : undefined;
  if (etag !== undefined && request.headers['if-none-match'] === etag) {
    return { status: 304, headers: { ...limitHeaders(world, token), ...common(world), etag }, body: '' };
  }
  meter.count(token.budget, 'core');
  check(world, operation, answer);
  return reply(world, answer, { ...limitHeaders(world, token), ...(etag ? { etag } : {}) }, body);
}

function check({ options }: World, operation: Operation | undefined, answer: Answer): void {
  if (options.validate === false || !operation || [301, 307].includes(answer.status)) return;
  const fault = operation.answerFault(answer.status, answer.data);
  if (fault !== undefined) throw new Error(`${operation.id} answers ${answer.status}: ${fault}`);
}

async function answerOrRefuse(
  world: World,
  { request, path, token }: Authenticated,
): Promise<{ readonly answer: Answer; readonly operation?: Operation }> {
  const { state, urls, options } = world;
  let operation: Operation | undefined;
  try {
    const location = jobLogLocation({ state, urls, token }, request.method, path);
    if (location !== undefined) return { answer: location };
    const matched = match(world.operations, request, path);
    operation = matched.operation;
    const snapshot = takeSnapshot(state, world.consistency);
    const answer = await answerRest(matched, request, {
      ...{ state, urls, token, snapshot, path },
      commit: () => commit(world),
      enterpriseServer: options.enterpriseServer ?? false,
    });
    return { answer, operation };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { answer: refusalAnswer(error), ...(operation ? { operation } : {}) };
  }
}

/** A write takes a moment between the allocation of its id and its commit. */
async function commit({ state, consistency }: World): Promise<number> {
  const { lateIdMs } = consistency;
  if (lateIdMs > 0) await state.clock.sleep(Math.floor(state.random() * (lateIdMs + 1)));
  return state.clock.now();
}

async function respondGraphql(world: World, request: Incoming): Promise<Reply> {
  const { state, meter, urls } = world;
  try {
    const token = authenticate(state, request.headers['authorization']);
    if (token.budget === 'anonymous') throw new Refusal(401, 'Requires authentication');
    const asked = parse(request.body) as GraphqlRequest;
    const used = meter.usage(token.budget);
    try {
      meter.admit(token.budget, { resource: 'graphql', write: /^\s*mutation\b/.test(asked.query) });
    } catch (error) {
      return graphqlLimit(world, token, error);
    }
    const result = await executeGraphql(
      {
        ...{ state, urls, token },
        snapshot: takeSnapshot(state, world.consistency),
        budget: { limit: meter.limit('graphql'), used: used.graphql, resetAt: used.resetAt },
        commit: () => commit(world),
      },
      asked,
    );
    meter.count(token.budget, 'graphql', result.cost);
    return reply(world, { status: 200, data: result.body }, limitHeaders(world, token, 'graphql'));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return reply(world, refusalAnswer(error));
  }
}

/** GraphQL reports a used-up limit with status 200. */
function graphqlLimit(world: World, token: Token, error: unknown): Reply {
  if (!(error instanceof Refusal)) throw error;
  const data = { errors: [{ type: 'RATE_LIMITED', message: error.message }] };
  const headers = { ...limitHeaders(world, token, 'graphql'), ...error.headers };
  return reply(world, { status: 200, data }, headers);
}

function rateLimits(meter: Meter, budget: string) {
  const usage = meter.usage(budget);
  const resource = (name: Resource) => ({
    limit: meter.limit(name),
    used: usage[name],
    remaining: Math.max(0, meter.limit(name) - usage[name]),
    reset: Math.ceil(usage.resetAt / 1000),
  });
  const search = { limit: 30, used: 0, remaining: 30, reset: Math.ceil(usage.resetAt / 1000) };
  return {
    resources: { core: resource('core'), graphql: resource('graphql'), search },
    rate: resource('core'),
  };
}

const limitHeaders = (world: World, token: Token, resource: Resource = 'core') =>
  world.meter.headers(token.budget, resource);

const common = ({ state }: World) => ({
  date: new Date(state.clock.now()).toUTCString(),
  'x-github-media-type': 'github.v3; format=json',
});

function reply(
  world: World,
  answer: Answer,
  headers: Readonly<Record<string, string>> = {},
  body = serialise(answer.data),
): Reply {
  const type = body === '' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return {
    status: answer.status,
    headers: { ...common(world), ...type, ...headers, ...answer.headers },
    body,
  };
}

const rowTexts = new WeakMap<object, string>();

/** JSON; rows of a list are shared between answers, so each is written once. */
function serialise(data: unknown): string {
  if (data === undefined) return '';
  if (!Array.isArray(data)) return JSON.stringify(data);
  const rows = data.map((row: object) => {
    const text = rowTexts.get(row) ?? JSON.stringify(row);
    rowTexts.set(row, text);
    return text;
  });
  return `[${rows.join(',')}]`;
}

/** A tag is good for the token that it was given to, and for no other (github/docs#34689). */
const entityTag = (text: string) => `W/"${createHash('sha1').update(text).digest('hex')}"`;

/** What a stray refusal says: the same as a real one. */
const FAULT_WORDS: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
};

function faultAnswers(world: World): FaultAnswers {
  return {
    error: (status) => reply(world, { status, data: { message: FAULT_WORDS[status] ?? 'Server Error' } }),
    rateLimit: ({ retryAfterSeconds, secondary }) => {
      if (secondary) return reply(world, refusalAnswer(secondaryLimit(retryAfterSeconds)));
      const reset = Math.ceil(world.state.clock.now() / 1000) + retryAfterSeconds;
      const refusal = new Refusal(
        429,
        'API rate limit exceeded',
        {},
        {
          'retry-after': String(retryAfterSeconds),
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(reset),
        },
      );
      return reply(world, refusalAnswer(refusal));
    },
  };
}
