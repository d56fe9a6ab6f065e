import type { Clock } from '@signalbox/runner/clock';
import type { RetryDecision } from '@signalbox/runner/retry';

/**
 * Whether a refusal (401, 403, 404) may be a stray one that the next request would not see. GitHub answers 401 and 403
 * to a fresh installation token until it has reached every replica (octokit/auth-app.js#65, octokit/handbook#8), 404 to
 * what was just made (github/branch-deploy#181), and has refused good tokens at random
 * (octokit/octokit.net#2786, josegonzalez/python-github-backup#524).
 */
export interface Trust {
  readonly clock: Pick<Clock, 'now'>;
  /** An earlier step of this job used the token for all that is needed. */
  readonly provenEarlier: boolean;
  readonly proven: Set<string>;
  /** Refused for good: retries would only delay what can be done without it. */
  readonly refused: Set<string>;
  /** When GitHub last accepted the token. */
  accepted: number | undefined;
}

/** Of what never succeeded: pauses of 0.5, 1 and 2 s, since a wrong token should be reported at once. */
const QUICK = { retries: 3, firstMs: 500, longestMs: 2000 };
/** Of what succeeded before: 1, 2, 4, 8, 15, 15 and 15 s. */
const PATIENT = { retries: 7, firstMs: 1000, longestMs: 15_000 };
/** So long after its last success a refused token is taken for a good one. */
const STRAY_MS = 15 * 60_000;
/** An installation token lives an hour (docs: generating an installation access token for a GitHub App). */
const TOKEN_LIFE_MS = 3_600_000;

/** `provenAt`: when an earlier step of this job used the token for all that is needed, by its clock. */
export function newTrust(clock: Pick<Clock, 'now'>, provenAt?: number): Trust {
  const fresh = provenAt !== undefined && clock.now() - provenAt < TOKEN_LIFE_MS;
  return {
    ...{ clock, provenEarlier: provenAt !== undefined, proven: new Set(), refused: new Set() },
    accepted: fresh ? clock.now() : provenAt,
  };
}

export function noteSuccess(trust: Trust, what: string): void {
  trust.proven.add(what);
  trust.refused.delete(what);
  trust.accepted = trust.clock.now();
}

/** How to go on after the `failures`-th refusal in a row of `what`. */
export function afterRefusal(trust: Trust, what: string, status: number, failures: number): RetryDecision {
  const allowed = wasAllowed(trust, what, status);
  const { retries, firstMs, longestMs } = allowed ? PATIENT : QUICK;
  if (![401, 403, 404].includes(status)) return { retry: false };
  const known = trust.refused.has(what) && !allowed;
  if (failures > retries) trust.refused.add(what);
  if (known || failures > retries) return { retry: false };
  return { retry: true, afterMs: Math.min(longestMs, firstMs * 2 ** (failures - 1)) };
}

/** Whether a refusal that lasted says more about GitHub than about the token. */
export const isStray = (trust: Trust, what: string, status: number): boolean =>
  wasAllowed(trust, what, status) && trust.clock.now() - (trust.accepted ?? 0) < STRAY_MS;

const wasAllowed = ({ accepted, proven, provenEarlier }: Trust, what: string, status: number): boolean =>
  status === 401 ? accepted !== undefined : status === 403 && (proven.has(what) || provenEarlier);
