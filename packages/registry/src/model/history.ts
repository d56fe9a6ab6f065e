import { bakedFor, lastBake } from '@signalbox/estimate/bake';
import { type Calibration, calibration } from '@signalbox/estimate/calibration';
import type { FinishedRun } from '@signalbox/estimate/forecast';
import { type Forecast, forecast } from '@signalbox/estimate/forecast';
import type { Life } from './registration.ts';
import type { Snapshot } from './snapshot.ts';

export function finishedRun({ heldSince, ended, shape, bakingSince }: Life): FinishedRun | undefined {
  if (heldSince === undefined || ended === undefined) return undefined;
  return {
    endedAt: ended.createdAt,
    seconds: Math.max(0, (ended.createdAt - heldSince) / 1000),
    outcome: ended.state === 'success' || ended.state === 'failure' ? ended.state : 'cancelled',
    ...(shape === undefined ? {} : { shape }),
    ...(bakingSince === undefined
      ? {}
      : { bakedSeconds: Math.max(0, (ended.createdAt - bakingSince) / 1000) }),
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

const made = new WeakMap<Snapshot, Forecast | undefined>();

/**
 * How long a deployment of the environment takes, from what one read showed of the past; undefined without any.
 * Made once for each snapshot, since a waiter asks several times.
 */
export function forecastOf(snapshot: Snapshot): Forecast | undefined {
  if (!made.has(snapshot)) {
    const runs = snapshot.registrations.flatMap((registration) => finishedRun(registration) ?? []);
    made.set(snapshot, forecast(bakedFor(runs, lastBake(runs)), snapshot.now));
  }
  return made.get(snapshot);
}
