import { Refusal } from './state/answer.ts';

export interface Limits {
  /** REST requests an hour and budget; GITHUB_TOKEN has 1,000 for each repository. @default 1000 */
  readonly restPerHour: number;
  /** GraphQL points an hour and budget. @default 1000 */
  readonly graphqlPerHour: number;
  /** Refuse bursts as GitHub does: 900 points a minute, 80 content writes a minute, 500 an hour. @default false */
  readonly secondary: boolean;
}

export const DEFAULT_LIMITS: Limits = { restPerHour: 1000, graphqlPerHour: 1000, secondary: false };

/** docs: rest/using-the-rest-api/rate-limits-for-the-rest-api, about secondary rate limits */
const SECONDARY = { pointsPerMinute: 900, writesPerMinute: 80, writesPerHour: 500 };
const READ_POINTS = 1;
const WRITE_POINTS = 5;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export type Resource = 'core' | 'graphql';

/** The hour's account of one budget. */
interface Usage {
  core: number;
  graphql: number;
  resetAt: number;
  /** For the secondary limits; each oldest first. */
  readonly lastMinute: { readonly at: number; readonly points: number }[];
  readonly writesOfHour: number[];
}

export interface Meter {
  /** @throws Refusal 403 when the budget's hour or a secondary limit is used up */
  admit(budget: string, request: { readonly resource: Resource; readonly write: boolean }): void;
  count(budget: string, resource: Resource, points?: number): void;
  usage(budget: string): Usage;
  headers(budget: string, resource: Resource): Record<string, string>;
  limit(resource: Resource): number;
}

export function startMeter(now: () => number, limits: Limits): Meter {
  const budgets = new Map<string, Usage>();
  const limit = (resource: Resource) => (resource === 'core' ? limits.restPerHour : limits.graphqlPerHour);
  const usage = (budget: string): Usage => {
    const known = budgets.get(budget);
    if (known && now() < known.resetAt) return known;
    const { lastMinute = [], writesOfHour = [] } = known ?? {};
    const fresh = { core: 0, graphql: 0, resetAt: now() + HOUR_MS, lastMinute, writesOfHour };
    budgets.set(budget, fresh);
    return fresh;
  };
  const headers = (budget: string, resource: Resource) => {
    const current = usage(budget);
    return {
      'x-ratelimit-limit': String(limit(resource)),
      'x-ratelimit-remaining': String(Math.max(0, limit(resource) - current[resource])),
      'x-ratelimit-used': String(current[resource]),
      'x-ratelimit-reset': String(Math.ceil(current.resetAt / 1000)),
      'x-ratelimit-resource': resource,
    };
  };
  return {
    usage,
    limit,
    headers,
    admit: (budget, { resource, write }) => {
      const current = usage(budget);
      if (current[resource] >= limit(resource)) {
        throw new Refusal(403, `API rate limit exceeded for ${budget}.`, {}, headers(budget, resource));
      }
      if (!limits.secondary) return;
      admitBurst(current, now(), write);
    },
    count: (budget, resource, points = 1) => {
      usage(budget)[resource] += points;
    },
  };
}

function admitBurst({ lastMinute, writesOfHour }: Usage, now: number, write: boolean): void {
  while (lastMinute[0] && lastMinute[0].at <= now - MINUTE_MS) lastMinute.shift();
  while (writesOfHour[0] !== undefined && writesOfHour[0] <= now - HOUR_MS) writesOfHour.shift();
  const points = lastMinute.reduce((sum, request) => sum + request.points, 0);
  const own = write ? WRITE_POINTS : READ_POINTS;
  const full =
    points + own > SECONDARY.pointsPerMinute ||
    (write && writesOfHour.filter((at) => at > now - MINUTE_MS).length >= SECONDARY.writesPerMinute) ||
    (write && writesOfHour.length >= SECONDARY.writesPerHour);
  if (full) throw secondaryLimit(60);
  lastMinute.push({ at: now, points: own });
  if (write) writesOfHour.push(now);
}

export const secondaryLimit = (retryAfterSeconds: number) =>
  new Refusal(
    403,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    {},
    { 'retry-after': String(retryAfterSeconds) },
  );
