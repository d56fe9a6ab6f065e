/** One finished run of the thing to be estimated. */
export interface FinishedRun {
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly seconds: number;
  /** So many of them at its end it was only baked: deployed, and watched. */
  readonly bakedSeconds?: number;
  readonly outcome: 'success' | 'failure' | 'cancelled' | 'stalled';
  /** Signature of what it changed, where that is known; `NOTHING` where it changed nothing. */
  readonly shape?: string;
}

/** A lifetime: anything longer is a broken clock. */
const LONGEST_SECONDS = 1e9;

/** Something may have taken so long. */
export const isPlausible = (seconds: number): boolean => seconds >= 0 && seconds <= LONGEST_SECONDS;

/** Those that tell how long one takes, oldest first. One that ended at no known time has no place among them. */
export const successes = (runs: readonly FinishedRun[]): readonly FinishedRun[] =>
  runs
    .filter(
      ({ outcome, seconds, endedAt }) =>
        outcome === 'success' && isPlausible(seconds) && !Number.isNaN(endedAt),
    )
    .sort((a, b) => a.endedAt - b.endedAt || a.seconds - b.seconds);

/** What is done to one thing. */
interface Change {
  readonly type: string;
  readonly action: string;
}

/**
 * A signature of a change, eight hexadecimal digits: the same for all changes that do the same actions to the
 * same types, however many of each. Undefined for a change of nothing.
 */
export function shapeOf(changes: readonly Change[]): string | undefined {
  const kinds = [...new Set(changes.map(({ type, action }) => `${type} ${action}`))].sort();
  return kinds.length === 0 ? undefined : fnv1a(kinds.join('\n'));
}

/** Fowler, Noll and Vo's hash: nothing secret is in it, it only has to be short and the same everywhere. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The shape of a run that changed nothing: it says nothing of how long a change takes. */
export const NOTHING = 'nothing';

/** Short enough to stand in a deployment status with other words; `parseShape` finds it again. */
export const formatShape = (shape: string): string =>
  shape === NOTHING ? 'changed nothing' : `change ${shape}`;

/** That nothing was changed has to end the text: foreign words that stand in it may say the same. */
export const parseShape = (text: string): string | undefined =>
  /\bchange ([0-9a-f]{8})\b/.exec(text)?.[1] ?? (/: changed nothing$/.test(text) ? NOTHING : undefined);

/** So many successes of one shape say more than all of them. */
const ENOUGH = 3;

/** The runs of the same shape where enough of them succeeded; else all. */
export function alike<Run extends FinishedRun>(
  runs: readonly Run[],
  shape: string | undefined,
): readonly Run[] {
  if (shape === undefined) return runs;
  const same = runs.filter((run) => run.shape === shape);
  return same.filter(({ outcome }) => outcome === 'success').length >= ENOUGH ? same : runs;
}
