import { type Forecast, forecast } from '@signalbox/estimate/forecast';
import type { Snapshot } from '../port.ts';
import { finishedRun } from './history.ts';

const made = new WeakMap<Snapshot, Forecast | undefined>();

/**
 * How long a deployment of the environment takes, from what one read showed of the past; undefined without any.
 * Made once for each snapshot: whoever waits asks several times.
 */
export function forecastOf(snapshot: Snapshot): Forecast | undefined {
  if (!made.has(snapshot)) {
    const runs = snapshot.registrations.flatMap((registration) => finishedRun(registration) ?? []);
    made.set(snapshot, forecast(runs, snapshot.now));
  }
  return made.get(snapshot);
}
