import type { PastDeployment } from '@signalbox/registry/past';
import type { Counts } from '../model/report.ts';
import { isWithin, type Window } from '../model/window.ts';

/** What a deployment counts as. */
type Kind = keyof Counts;

/**
 * Who never held has deployed nothing. Cancelled and unchanged ones are neither good nor bad; of an `error` nobody knows
 * which it is. A success that later caused an incident has failed.
 */
export function kindOf({ heldSince, outcome, causedIncident }: PastDeployment): Kind {
  if (heldSince === undefined) return 'neither';
  if (causedIncident !== undefined) return 'failed';
  switch (outcome) {
    case 'succeeded':
      return 'succeeded';
    case 'failed':
    case 'rolled-back':
    case 'breached':
      return 'failed';
    case 'cancelled':
    case 'no-changes':
      return 'neither';
    case 'error':
      return 'unknown';
  }
}

/** It put a version into service, whatever came of that. */
export const isDeployed = ({ heldSince, outcome }: PastDeployment): boolean =>
  heldSince !== undefined && outcome === 'succeeded';

/** It succeeded or failed, so that rates can be made of it. */
export const isCounted = (one: PastDeployment): boolean => ['succeeded', 'failed'].includes(kindOf(one));

/** How long it held, in seconds; undefined when it never did. */
export const secondsOf = ({ heldSince, endedAt }: PastDeployment): number | undefined =>
  heldSince === undefined ? undefined : Math.max(0, (endedAt - heldSince) / 1000);

export const endedWithin = (past: readonly PastDeployment[], window: Window): PastDeployment[] =>
  past.filter(({ endedAt }) => isWithin(endedAt, window));

export function countsOf(past: readonly PastDeployment[]): Counts {
  const counts = { succeeded: 0, failed: 0, neither: 0, unknown: 0 };
  for (const one of past) counts[kindOf(one)] += 1;
  return counts;
}
