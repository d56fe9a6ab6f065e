import type { FinishedRun } from './forecast.ts';

/** One run as the method sees it: how long a success took, or that a run stalled. */
export type Observation = { readonly logSeconds: number } | 'stall';

/** Older runs say nothing that newer ones do not. */
const LONGEST = 200;
/** A success this many times the recent median is no success of the usual kind (a manual gate, a re-run). */
const STALL_RATIO = 8;
const RECENT = 15;
/** So many in a row are no stalls but the new normal. */
const NEW_REGIME = 3;

/** The runs that count, oldest first: ended by `now`, successes with a duration, and stalls. */
export function sample(runs: readonly FinishedRun[], now: number): Observation[] {
  const counted = runs
    .filter((run) => run.endedAt <= now && (run.outcome === 'stalled' || isDuration(run)))
    .sort((a, b) => a.endedAt - b.endedAt)
    .slice(-LONGEST);
  return separateStalls(counted);
}

/** A lifetime: anything longer is a broken clock. */
const LONGEST_SECONDS = 1e9;
/** The registry counts whole seconds, so a shorter run is not told from this one. */
const SHORTEST_SECONDS = 1;

const isDuration = ({ outcome, seconds }: FinishedRun) =>
  outcome === 'success' && seconds >= 0 && seconds <= LONGEST_SECONDS;

function separateStalls(runs: readonly FinishedRun[]): Observation[] {
  const observations: Observation[] = [];
  const recent: number[] = [];
  let suspects: number[] = [];
  const accept = (logSeconds: number) => {
    observations.push({ logSeconds });
    recent.push(logSeconds);
  };
  const dismissSuspects = () => {
    for (const _ of suspects) observations.push('stall');
    suspects = [];
  };
  for (const run of runs) {
    const logSeconds = Math.log(Math.max(SHORTEST_SECONDS, run.seconds));
    if (run.outcome === 'stalled') {
      observations.push('stall');
    } else if (recent.length > 0 && logSeconds > median(recent.slice(-RECENT)) + Math.log(STALL_RATIO)) {
      suspects.push(logSeconds);
      if (suspects.length === NEW_REGIME) for (const value of suspects.splice(0)) accept(value);
    } else {
      dismissSuspects();
      accept(logSeconds);
    }
  }
  dismissSuspects();
  return observations;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
