import type { Clock } from '@signalbox/runner/clock';
import type { RetryDecision } from '@signalbox/runner/retry';

/**
 * Whether a refusal (401, 403, 404) may be a stray one that the next request would not see. GitHub answers 401 and 403
 * to a fresh installation token until it has reached every replica (octokit/auth-app.js#65, octokit/handbook#8), 404 to
 * what was just made (github/branch-deploy#181), and has refused good tokens at random
 * (octokit/octokit.net#2786, josegonzalez/python-github-backup#524).
 */
export interface Trust {
  succeeded(what: string): void;
  /** How to go on after the `failures`-th refusal in a row of `what`. */
  decision(what: string, status: number, failures: number): RetryDecision;
  /** Whether a refusal that lasted says more about GitHub than about the token. */
  isStray(what: string, status: number): boolean;
  /** When GitHub last accepted the token. */
  lastSuccess(): number | undefined;
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
export function trustMeter({ now }: Pick<Clock, 'now'>, provenAt?: number): Trust {
  const proven = new Set<string>();
  /** Retries of what was refused for good would only delay what can be done without it. */
  const refused = new Set<string>();
  let accepted: number | undefined =
    provenAt !== undefined && now() - provenAt < TOKEN_LIFE_MS ? now() : provenAt;

  const wasAllowed = (what: string, status: number): boolean =>
    status === 401 ? accepted !== undefined : status === 403 && (proven.has(what) || provenAt !== undefined);

  return {
    succeeded: (what) => {
      proven.add(what);
      refused.delete(what);
      accepted = now();
    },
    decision: (what, status, failures) => {
      const { retries, firstMs, longestMs } = wasAllowed(what, status) ? PATIENT : QUICK;
      if (![401, 403, 404].includes(status)) return { retry: false };
      const known = refused.has(what) && !wasAllowed(what, status);
      if (failures > retries) refused.add(what);
      if (known || failures > retries) return { retry: false };
      return { retry: true, afterMs: Math.min(longestMs, firstMs * 2 ** (failures - 1)) };
    },
    isStray: (what, status) => wasAllowed(what, status) && now() - (accepted ?? 0) < STRAY_MS,
    lastSuccess: () => accepted,
  };
}
