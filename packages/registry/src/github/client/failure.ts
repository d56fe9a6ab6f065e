import type { Clock } from '@signalbox/runner/clock';
import { clockTime } from '@signalbox/runner/duration';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { RetryDecision } from '@signalbox/runner/retry';
import { AmbiguousWriteError, RegistryError } from '../../model/snapshot.ts';
import { isStray, type Trust } from './trust.ts';

/** Longest wait for a rate limit to pass. */
const LONGEST_LIMIT_MS = 10 * 60_000;

/** Not there, not for this token, or not there yet, although it was asked for patiently. */
export class NotFoundError extends UserError {}

/** GraphQL says with status 200 that it cannot answer. */
export class GraphqlError extends Error {
  override readonly name = 'GraphqlError';
}

export type Headers = Readonly<Record<string, string | number | undefined>>;

/** By GitHub's Date header: our clock may be wrong. */
export function serverTime(headers: Headers, clock: Clock): number {
  const date = Date.parse(String(headers['date'] ?? ''));
  return Number.isNaN(date) ? clock.now() : date;
}

export const statusOf = (error: unknown) => (error as { status?: number }).status;

export const headersOf = (error: unknown): Headers =>
  (error as { response?: { headers?: Headers } }).response?.headers ??
  (error as { headers?: Headers }).headers ??
  {};

/** No answer, or one that says nothing: octokit reports a broken connection as status 500. */
export function isOutage(error: unknown): boolean {
  if (error instanceof AmbiguousWriteError) return true;
  const name = (error as Error).name;
  return (statusOf(error) ?? 0) >= 500 || name === 'AbortError' || name === 'TimeoutError';
}

/** A secondary limit that says no more passes after a minute at the earliest. */
const SECONDARY_MS = 60_000;

/** Rate limits: 429, or 403 with a header or word of it (docs: rest/using-the-rest-api/rate-limits-for-the-rest-api). */
export function limited(error: unknown, clock: Clock): RetryDecision {
  const headers = headersOf(error);
  const refused = statusOf(error) === 429 || statusOf(error) === 403 || error instanceof GraphqlError;
  const after = Number(headers['retry-after']);
  const resets = headers['x-ratelimit-remaining'] === '0';
  const secondary = /secondary rate limit/i.test(errorLine(error)) ? SECONDARY_MS : Number.NaN;
  const wait = after > 0 ? after * 1000 : resets ? untilReset(headers, clock) : secondary;
  if (!refused || Number.isNaN(wait) || wait > LONGEST_LIMIT_MS) return { retry: false };
  return { retry: true, afterMs: Math.max(1000, wait) };
}

export const isRateLimit = (error: unknown): boolean =>
  statusOf(error) === 429 || (statusOf(error) === 403 && /rate limit/i.test(errorLine(error)));

/** Milliseconds, by the server's clock on both sides. */
export const untilReset = (headers: Headers, clock: Clock) =>
  Number(headers['x-ratelimit-reset']) * 1000 - serverTime(headers, clock);

export interface Asked {
  readonly what: string;
  readonly repository: string;
  readonly trust: Trust;
}

/** A token may be allowed in one repository what it is not in another. */
export const rightOf = ({ what, repository }: Asked): string => `${what} in ${repository.toLowerCase()}`;

/** The error in the user's words. */
export function explain(error: unknown, asked: Asked): Error {
  const { what, repository, trust } = asked;
  const status = statusOf(error);
  const message = errorLine(error).replace(/ - https:\S+$/, '');
  if (error instanceof GraphqlError || error instanceof UserError || error instanceof RegistryError)
    return error;
  if (isOutage(error)) return new RegistryError(`GitHub could not be reached to ${what}: ${message}`);
  if (isRateLimit(error))
    return new RegistryError(`GitHub's rate limit is used up, so it was not possible to ${what}`);
  const lastSuccess = trust.accepted;
  if (status !== undefined && lastSuccess !== undefined && isStray(trust, rightOf(asked), status))
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
