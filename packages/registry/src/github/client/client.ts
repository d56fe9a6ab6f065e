import type { getOctokit } from '@actions/github';
import { type Clock, withTimeout } from '@signalbox/runner/clock';
import { clockTime } from '@signalbox/runner/duration';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { type RetryDecision, retry } from '@signalbox/runner/retry';
import { compact } from '@signalbox/runner/values';
import { AmbiguousWriteError, RegistryError } from '../../model/snapshot.ts';
import { type Trust, trustMeter } from './trust.ts';

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
  /** How much longer than usual to pause so that the budget lasts: 1 when there is plenty. */
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
/** Longest wait for a rate limit to pass. */
const LIMIT_PATIENCE_MS = 10 * 60_000;

/** Loads GitHub's client: a lazy chunk of the bundle. Sends nothing yet. */
export async function connectClient(options: ConnectOptions): Promise<Client> {
  const github = await import('@actions/github');
  const { token, apiUrl: baseUrl, graphqlUrl, clock, random, signal, fetch } = options;
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

  const trust = trustMeter(clock, options.provenAt);
  const policy = compact({ clock, random, attempts: MOST_ATTEMPTS, signal });
  /** Says for one request how each failure is to be taken. */
  const classifier = (asked: Asked, outages: boolean) => {
    let failures = 0;
    return (error: unknown): RetryDecision => {
      failures += 1;
      if (isOutage(error)) return { retry: outages && failures < ATTEMPTS };
      const limit = limited(error, clock);
      if (limit.retry) return failures < ATTEMPTS ? limit : { retry: false };
      return isRateLimit(error) ? limit : trust.decision(rightOf(asked), statusOf(error) ?? 0, failures);
    };
  };
  const proving = async <T>(asked: Asked, request: Promise<T>): Promise<T> => {
    const answer = await request;
    trust.succeeded(rightOf(asked));
    return answer;
  };
  const read: Client['read'] = async (what, request, repository = options.repository) => {
    const asked = { what, repository, trust };
    const classify = classifier(asked, true);
    const once = () => proving(asked, request(withTimeout(TIMEOUT_MS, clock, signal)));
    return await retry(once, { ...policy, classify }).catch((error: unknown) => {
      throw explain(error, asked);
    });
  };
  const write: Client['write'] = async (what, request) => {
    const asked = { what, repository: options.repository, trust };
    let began = clock.now();
    const once = () => {
      began = clock.now();
      return proving(asked, request(clock.timeout(TIMEOUT_MS)));
    };
    try {
      return await retry(once, { ...policy, classify: classifier(asked, false) });
    } catch (error) {
      if (!isOutage(error)) throw explain(error, asked);
      // Whatever became of it, it must not land after what we do next.
      await clock.sleep(began + SERVER_LIMIT_MS - clock.now(), signal);
      throw new AmbiguousWriteError(`GitHub did not say whether it could ${what}: ${errorLine(error)}`);
    }
  };
  const graphql: Client['graphql'] = (what, query, variables) =>
    read(what, async (once) => {
      const { data, headers } = await octokit.request(`POST ${graphqlUrl}`, {
        query,
        variables,
        request: { signal: once },
      });
      const fault = (data as { errors?: readonly GraphqlFault[] }).errors?.[0];
      if (fault !== undefined)
        throw Object.assign(new GraphqlError(fault.message ?? 'unknown'), { type: fault.type, headers });
      return { data: (data as { data: unknown }).data, now: serverTime(headers, clock) };
    });
  return { octokit, read, write, graphql, backpressure: budget.backpressure };
}

/** Of an outage or a limit; refusals that may be stray have their own number. */
const ATTEMPTS = 4;
const MOST_ATTEMPTS = 10;

/** The request, answered with undefined for what is not there, or not there yet. */
export const orNothing =
  <T>(request: (signal: AbortSignal) => Promise<T>) =>
  (signal: AbortSignal): Promise<T | undefined> =>
    request(signal).catch((error: unknown) => {
      if (statusOf(error) !== 404) throw error;
      return undefined;
    });

interface GraphqlFault {
  readonly type?: string;
  readonly message?: string;
}

/** Not there, not for this token, or not there yet, although it was asked for patiently. */
export class NotFoundError extends UserError {}

/** GraphQL says with status 200 that it cannot answer. */
export class GraphqlError extends Error {
  override readonly name = 'GraphqlError';
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** By GitHub's Date header: our clock may be wrong. */
export function serverTime(headers: Headers, clock: Clock): number {
  const date = Date.parse(String(headers['date'] ?? ''));
  return Number.isNaN(date) ? clock.now() : date;
}

const statusOf = (error: unknown) => (error as { status?: number }).status;
const headersOf = (error: unknown): Headers =>
  (error as { response?: { headers?: Headers } }).response?.headers ??
  (error as { headers?: Headers }).headers ??
  {};

/** No answer, or one that says nothing: octokit reports a broken connection as status 500. */
function isOutage(error: unknown): boolean {
  if (error instanceof AmbiguousWriteError) return true;
  const name = (error as Error).name;
  return (statusOf(error) ?? 0) >= 500 || name === 'AbortError' || name === 'TimeoutError';
}

/** A secondary limit that says no more passes after a minute at the earliest. */
const SECONDARY_MS = 60_000;

/** Rate limits: 429, or 403 with a header or word of it (docs: rest/using-the-rest-api/rate-limits-for-the-rest-api). */
function limited(error: unknown, clock: Clock): RetryDecision {
  const headers = headersOf(error);
  const refused = statusOf(error) === 429 || statusOf(error) === 403 || error instanceof GraphqlError;
  const after = Number(headers['retry-after']);
  const resets = headers['x-ratelimit-remaining'] === '0';
  const secondary = /secondary rate limit/i.test(errorLine(error)) ? SECONDARY_MS : Number.NaN;
  const wait = after > 0 ? after * 1000 : resets ? untilReset(headers, clock) : secondary;
  if (!refused || Number.isNaN(wait) || wait > LIMIT_PATIENCE_MS) return { retry: false };
  return { retry: true, afterMs: Math.max(1000, wait) };
}

const isRateLimit = (error: unknown): boolean =>
  statusOf(error) === 429 || (statusOf(error) === 403 && /rate limit/i.test(errorLine(error)));

/** Milliseconds, by the server's clock on both sides. */
const untilReset = (headers: Headers, clock: Clock) =>
  Number(headers['x-ratelimit-reset']) * 1000 - serverTime(headers, clock);

interface Asked {
  readonly what: string;
  readonly repository: string;
  readonly trust: Trust;
}

/** A token may be allowed in one repository what it is not in another. */
const rightOf = ({ what, repository }: Asked): string => `${what} in ${repository.toLowerCase()}`;

/** The error in the user's words. */
function explain(error: unknown, asked: Asked): Error {
  const { what, repository, trust } = asked;
  const status = statusOf(error);
  const message = errorLine(error).replace(/ - https:\S+$/, '');
  if (error instanceof GraphqlError || error instanceof UserError || error instanceof RegistryError)
    return error;
  if (isOutage(error)) return new RegistryError(`GitHub could not be reached to ${what}: ${message}`);
  if (isRateLimit(error))
    return new RegistryError(`GitHub's rate limit is used up, so it was not possible to ${what}`);
  const lastSuccess = trust.lastSuccess();
  if (status !== undefined && lastSuccess !== undefined && trust.isStray(rightOf(asked), status))
    return new RegistryError(
      `GitHub refused to ${what} (${message}), which it allowed this token before (last answer ${clockTime(lastSuccess)})`,
    );
  if (status === 401 && lastSuccess !== undefined)
    return new UserError(
      `Input "github-token": GitHub accepted this token until ${clockTime(lastSuccess)} and refuses it since (${message}): it has probably expired. An App's token lives an hour, GITHUB_TOKEN as long as its job.`,
    );
  if (status === 401)
    return new UserError(`Input "github-token": GitHub does not accept this token (${message}).`);
  if (status === 403) {
    const permission = headersOf(error)['x-accepted-github-permissions'];
    const needed =
      permission === undefined ? '' : ` It needs the permission ${String(permission).replace('=', ': ')}.`;
    return new UserError(`Input "github-token" may not ${what} in ${repository} (${message}).${needed}`);
  }
  if (status === 404)
    return new NotFoundError(
      `GitHub found nothing to ${what} in ${repository}: check the input "repository", and that "github-token" may see it.`,
    );
  if (status === 409 || status === 422)
    return new UserError(`GitHub refused to ${what} in ${repository}: ${message}.`);
  return error instanceof Error ? error : new Error(message);
}

/** This share of a budget is for those who register, claim and release: waiting must not use it up. */
const RESERVE = 0.25;
const WINDOW_MS = 3_600_000;
const LARGEST_STRAIN = 20;

/** Compares what is left of each budget with what is left of its hour: many who wait at once must make it last. */
function budgetMeter(clock: Clock) {
  const shares = new Map<string, { readonly share: number; readonly until: number }>();
  return {
    saw: (headers: Headers) => {
      const [limit, remaining] = [
        Number(headers['x-ratelimit-limit']),
        Number(headers['x-ratelimit-remaining']),
      ];
      if (!(limit > 0) || Number.isNaN(remaining)) return;
      const until = clock.now() + untilReset(headers, clock);
      shares.set(String(headers['x-ratelimit-resource']), { share: remaining / limit, until });
    },
    backpressure: () => {
      const now = clock.now();
      const strains = [...shares.values()].map(({ share, until }) => {
        const time = Math.max(0, until - now) / WINDOW_MS;
        return time / Math.max(0.01, (share - RESERVE) / (1 - RESERVE));
      });
      return Math.min(LARGEST_STRAIN, Math.max(1, ...strains));
    },
  };
}
