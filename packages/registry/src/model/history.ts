import { type Calibration, calibration } from '@signalbox/estimate/calibration';
import type { FinishedRun } from '@signalbox/estimate/forecast';
import type { Registry } from '../port.ts';
import type { Life } from './registration.ts';

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

export function finishedRun({ heldSince, ended, shape }: Life): FinishedRun | undefined {
  if (heldSince === undefined || ended === undefined) return undefined;
  return {
    endedAt: ended.createdAt,
    seconds: Math.max(0, (ended.createdAt - heldSince) / 1000),
    outcome: ended.state === 'success' || ended.state === 'failure' ? ended.state : 'cancelled',
    ...(shape === undefined ? {} : { shape }),
  };
}

/** How true the predictions made at the start of these registrations (newest first) were, of the last 50 that succeeded. */
export function calibrationOf(registrations: readonly Life[]): Calibration | undefined {
  const judged = registrations.flatMap((life) => {
    const run = finishedRun(life);
    const counts = run?.outcome === 'success' && life.predicted !== undefined;
    return counts ? [{ predicted: life.predicted, seconds: run.seconds }] : [];
  });
  return calibration(judged.reverse());
}
