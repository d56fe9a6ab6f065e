import type { FinishedRun } from '@signalbox/estimate/forecast';
import type { Registry } from './port.ts';
import { type PastRegistration, phaseOf, type Status } from './registration.ts';

/**
 * The environment's finished deployments, newest first: from the status that made each hold to its outcome.
 * Registrations that never held are no deployments and are left out.
 */
export async function history(
  registry: Registry,
  environment: string,
  limit: number,
): Promise<FinishedRun[]> {
  const past = await registry.past(environment, limit);
  return past.flatMap((registration) => finishedRun(registration) ?? []);
}

export function finishedRun({ statuses }: Pick<PastRegistration, 'statuses'>): FinishedRun | undefined {
  const start = statuses.findIndex((status) => phaseOf(status) === 'holding');
  if (start < 0) return undefined;
  // GitHub turns an old success inactive when a newer one arrives: the first ending is the outcome.
  const end = statuses.find((status, index) => index > start && phaseOf(status) === 'over');
  const began = statuses[start];
  if (end === undefined || began === undefined) return undefined;
  return {
    endedAt: end.createdAt,
    seconds: Math.max(0, (end.createdAt - began.createdAt) / 1000),
    outcome: outcomeOf(end),
  };
}

function outcomeOf(end: Status): FinishedRun['outcome'] {
  if (end.state === 'success' || end.state === 'failure') return end.state;
  return 'cancelled';
}
