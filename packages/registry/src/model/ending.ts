import { formatDuration } from '@signalbox/runner/duration';
import type { Registration, State, Status } from './registration.ts';

export type Outcome = 'success' | 'failure' | 'error' | 'inactive' | 'cancelled';

/** What an outcome is to GitHub. A cancelled deployment has left the environment in a state nobody knows. */
export const STATES = {
  success: 'success',
  failure: 'failure',
  error: 'error',
  inactive: 'inactive',
  cancelled: 'error',
} as const satisfies Readonly<Record<Outcome, State>>;

const WORDS: Readonly<Record<Outcome, string>> = {
  success: 'deployed in',
  failure: 'failed after',
  error: 'ended by an error after',
  inactive: 'released after',
  cancelled: 'cancelled after',
};

/** `deployed in 3 min`. */
export const endWords = (outcome: Outcome, heldSeconds: number): string =>
  `${WORDS[outcome]} ${formatDuration(heldSeconds)}`;

/** What else is known of a failure, as readers of the past find it again (past/outcome.ts). */
interface FailureMarks {
  readonly rollback?: boolean;
  readonly breach?: boolean;
}

/** The words of a failure, that say how it failed whatever its reason is: `rolled back: Db: no space`. */
export function failureWords(words: string, { rollback = false, breach = false }: FailureMarks = {}): string {
  if (breach) return /^breached\b/i.test(words) ? words : `breached: ${words}`;
  const says = /^rolled[ -]back\b|rollback[ _-]failed/i.test(words);
  return rollback && !says ? `rolled back: ${words}` : words;
}

/** The end that a release means to write. */
interface IntendedEnd {
  readonly outcome: Outcome;
  readonly description?: string;
  /** The page of the run that releases. */
  readonly logUrl?: string;
}

/** How a registration ended: a success that a newer one has made inactive since is still a success. */
export const endOf = ({ ended, latest }: Pick<Registration, 'ended' | 'latest'>): Status | undefined =>
  ended ?? latest;

/**
 * Whether we wrote this end, by a request whose answer was lost or by a process that is gone: it has our outcome, and
 * the page of our run, or our words where a status has no page.
 */
export function isOurs(end: Status, { outcome, description, logUrl }: IntendedEnd): boolean {
  if (end.state !== STATES[outcome]) return false;
  if (end.logUrl !== undefined && logUrl !== undefined) return end.logUrl === logUrl;
  return end.description.startsWith((description ?? WORDS[outcome]).slice(0, SURELY_KEPT));
}

/** So many characters of the words are kept, whatever follows them. */
const SURELY_KEPT = 80;

/** `success: deployed in 3 min (by github-actions, 2026-11-28 13:42 UTC, https://...)`. */
export function endLine({ state, description, by, logUrl, createdAt }: Status): string {
  const at = `${new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const details = [...(by === undefined ? [] : [`by ${by}`]), at, ...(logUrl === undefined ? [] : [logUrl])];
  return `${state}${description && `: ${description}`} (${details.join(', ')})`;
}
