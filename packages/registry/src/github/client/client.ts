import type { getOctokit } from '@actions/github';
import { type Clock, withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import { type RetryDecision, retry } from '@signalbox/runner/retry';
import { compact } from '@signalbox/runner/values';
import { AmbiguousWriteError } from '../../model/snapshot.ts';
import { budgetMeter } from './budget.ts';
import {
  type Asked,
  explain,
  GraphqlError,
  type Headers,
  headersOf,
  isOutage,
  isRateLimit,
  limited,
  rightOf,
  serverTime,
  statusOf,
} from './failure.ts';
import { afterRefusal, newTrust, noteSuccess, type Trust } from './trust.ts';

type Octokit = ReturnType<typeof getOctokit>;

export interface ConnectOptions {
  readonly token: string;
  /** OWNER/NAME whose deployments are the registry. */
  readonly repository: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** When an earlier step of this job used the token for all that is needed, in milliseconds since the epoch. */
  readonly provenAt?: number;
  /** Stops waiting and retrying. */
  readonly signal?: AbortSignal;
  /** @default the runner's proxy-aware fetch */
  readonly fetch?: typeof globalThis.fetch;
}

/** GitHub's client with our policy about time, retries, budgets and words for errors. */
export interface Client {
  readonly octokit: Octokit;
  /**
   * Repeats a request without effects until it is answered. `what` completes "may not ...".
   * `repository`: whose right to it counts, when it is not the registry's.
   */
  read<T>(what: string, request: (signal: AbortSignal) => Promise<T>, repository?: string): Promise<T>;
  /** Repeats a write that was certainly not done. @throws AmbiguousWriteError when that is not certain */
  write<T>(what: string, request: (signal: AbortSignal) => Promise<T>): Promise<T>;
  graphql(what: string, query: string, variables: Record<string, unknown>): Promise<Answered<unknown>>;
  /** The factor by which pauses are to grow so that the budget lasts: 1 when there is plenty. */
  backpressure(): number;
}

export interface Answered<T> {
  readonly data: T;
  /** The server's time. */
  readonly now: number;
}

/** GitHub ends a request after 10 s (docs: rest/using-the-rest-api/troubleshooting-the-rest-api, timeouts). */
const SERVER_LIMIT_MS = 10_000;
const TIMEOUT_MS = 12_000;
/** Of an outage or a limit; refusals that may be stray have their own number. */
const ATTEMPTS = 4;
const MOST_ATTEMPTS = 10;

interface Requests extends ConnectOptions {
  readonly trust: Trust;
}

/** Loads GitHub's client: a lazy chunk of the bundle. Sends nothing yet. */
export async function connectClient(options: ConnectOptions): Promise<Client> {
  const github = await import('@actions/github');
  const { token, apiUrl: baseUrl, clock, fetch } = options;
  const octokit = github.getOctokit(token, {
    baseUrl,
    ...compact({ request: fetch && { fetch } }),
  });
  const budget = budgetMeter(clock);
  octokit.hook.after('request', (response) => budget.saw(response.headers));
  octokit.hook.error('request', (error) => {
    budget.saw(headersOf(error));
    throw error;
  });
  const requests: Requests = { ...options, trust: newTrust(clock, options.provenAt) };
  const read: Client['read'] = (what, request, repository = options.repository) =>
    readWithRetries(requests, { what, repository, trust: requests.trust }, request);
  return {
    octokit,
    read,
    write: (what, request) =>
      writeOnce(requests, { what, repository: options.repository, trust: requests.trust }, request),
    graphql: (what, query, variables) =>
      read(what, async (once) => {
        const { data, headers } = await octokit.request(`POST ${options.graphqlUrl}`, {
          query,
          variables,
          request: { signal: once },
        });
        return graphqlAnswer(data, headers, clock);
      }),
    backpressure: budget.backpressure,
  };
}

type Request<T> = (signal: AbortSignal) => Promise<T>;

async function readWithRetries<T>(requests: Requests, asked: Asked, request: Request<T>): Promise<T> {
  const { clock, signal } = requests;
  const once = () => proving(asked, request(withTimeout(TIMEOUT_MS, clock, signal)));
  return await retry(once, retries(requests, asked, { outages: true })).catch((error: unknown) => {
    throw explain(error, asked);
  });
}

async function writeOnce<T>(requests: Requests, asked: Asked, request: Request<T>): Promise<T> {
  const { clock, signal } = requests;
  let began = clock.now();
  const once = () => {
    began = clock.now();
    return proving(asked, request(clock.timeout(TIMEOUT_MS)));
  };
  try {
    return await retry(once, retries(requests, asked, { outages: false }));
  } catch (error) {
    if (!isOutage(error)) throw explain(error, asked);
    // Whatever became of it, it must not land after what we do next.
    await clock.sleep(began + SERVER_LIMIT_MS - clock.now(), signal);
    throw new AmbiguousWriteError(`GitHub did not say whether it could ${asked.what}: ${errorLine(error)}`);
  }
}

async function proving<T>(asked: Asked, request: Promise<T>): Promise<T> {
  const answer = await request;
  noteSuccess(asked.trust, rightOf(asked));
  return answer;
}

/** How one request is repeated: each of its failures by what it says. */
function retries(
  { clock, random, signal }: Requests,
  asked: Asked,
  { outages }: { readonly outages: boolean },
): Parameters<typeof retry>[1] {
  let failures = 0;
  const classify = (error: unknown): RetryDecision => {
    failures += 1;
    if (isOutage(error)) return { retry: outages && failures < ATTEMPTS };
    const limit = limited(error, clock);
    if (limit.retry) return failures < ATTEMPTS ? limit : { retry: false };
    return isRateLimit(error)
      ? limit
      : afterRefusal(asked.trust, rightOf(asked), statusOf(error) ?? 0, failures);
  };
  return { ...compact({ clock, random, attempts: MOST_ATTEMPTS, signal }), classify };
}

interface GraphqlFault {
  readonly type?: string;
  readonly message?: string;
}

function graphqlAnswer(body: unknown, headers: Headers, clock: Clock): Answered<unknown> {
  const { data, errors } = body as { readonly data?: unknown; readonly errors?: readonly GraphqlFault[] };
  const fault = errors?.[0];
  if (fault !== undefined)
    throw Object.assign(new GraphqlError(fault.message ?? 'unknown'), { type: fault.type, headers });
  return { data, now: serverTime(headers, clock) };
}

/** The request, answered with undefined for what is not there, or not there yet. */
export const orNothing =
  <T>(request: (signal: AbortSignal) => Promise<T>) =>
  (signal: AbortSignal): Promise<T | undefined> =>
    request(signal).catch((error: unknown) => {
      if (statusOf(error) !== 404) throw error;
      return undefined;
    });
