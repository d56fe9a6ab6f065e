/** Upper bounds of the buckets in seconds; the last bucket has none. Fixed: what is stored is counted by them. */
export const DURATION_BOUNDS = [60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400] as const;
export const WAIT_BOUNDS = [10, 60, 300, 900, 1800, 3600] as const;

/** How many took how long, by bucket, and all of their seconds together. */
interface Counted {
  readonly counts: readonly number[];
  readonly sum: number;
}

/** How a deployment ended, in GitHub's word: each has distributions of its own, since a failure takes another time. */
export type EndState = 'success' | 'failure' | 'error' | 'inactive';

/** One letter for each, in the stored form. */
const CODES: Readonly<Record<EndState, string>> = { success: 's', failure: 'f', error: 'e', inactive: 'i' };
export const END_STATES = Object.keys(CODES) as readonly EndState[];

/** Of all that ended so since a day (UTC): how long the environment was held, and how long was waited before. */
export interface Distributions {
  readonly of: EndState;
  readonly durations: Counted;
  readonly waits: Counted;
  readonly since: string;
}

/** How the words of such a status begin; it is one of those that say that the registration holds. */
const MARK = 'counted';
const COUNTS = '([0-9a-z]+(?:\\.[0-9a-z]+)*)/([0-9a-z]+)';
const WORDS = new RegExp(`^${MARK} ([sfei]) d=${COUNTS} w=${COUNTS} s=(\\d{4}-\\d\\d-\\d\\d)$`);

/** `counted f d=0.3.k/2xk w=9.1.0/1a s=2026-03-01`: in base 36, so that it fits into 140 characters. */
export function formatDistributions({ of, durations, waits, since }: Distributions): string {
  return `${MARK} ${CODES[of]} d=${formatCounted(durations)} w=${formatCounted(waits)} s=${since}`;
}

const formatCounted = ({ counts, sum }: Counted): string =>
  `${counts.map((count) => count.toString(36)).join('.')}/${Math.round(sum).toString(36)}`;

/** Undefined for any other words, and for buckets that are not these. */
export function parseDistributions(description: string): Distributions | undefined {
  const [, code = '', d = '', dSum = '', w = '', wSum = '', since = ''] = WORDS.exec(description) ?? [];
  const of = END_STATES.find((state) => CODES[state] === code);
  const [durations, waits] = [parseCounted(d, dSum), parseCounted(w, wSum)];
  const fits =
    durations.counts.length === DURATION_BOUNDS.length + 1 && waits.counts.length === WAIT_BOUNDS.length + 1;
  const valid = [...durations.counts, ...waits.counts, durations.sum, waits.sum].every(Number.isSafeInteger);
  return of !== undefined && fits && valid ? { of, durations, waits, since } : undefined;
}

const parseCounted = (counts: string, sum: string): Counted => ({
  counts: counts.split('.').map((count) => Number.parseInt(count, 36)),
  sum: Number.parseInt(sum, 36),
});

export const noneCounted = (of: EndState, since: string): Distributions => ({
  of,
  durations: { counts: [...DURATION_BOUNDS, 0].map(() => 0), sum: 0 },
  waits: { counts: [...WAIT_BOUNDS, 0].map(() => 0), sum: 0 },
  since,
});

/** One more. */
export const withOne = (
  { of, durations, waits, since }: Distributions,
  { heldSeconds, waitedSeconds }: { readonly heldSeconds: number; readonly waitedSeconds: number },
): Distributions => ({
  of,
  durations: added(durations, heldSeconds, DURATION_BOUNDS),
  waits: added(waits, waitedSeconds, WAIT_BOUNDS),
  since,
});

function added({ counts, sum }: Counted, seconds: number, bounds: readonly number[]): Counted {
  const found = bounds.findIndex((bound) => seconds <= bound);
  const bucket = found === -1 ? bounds.length : found;
  return { counts: counts.map((count, at) => count + Number(at === bucket)), sum: sum + Math.round(seconds) };
}
