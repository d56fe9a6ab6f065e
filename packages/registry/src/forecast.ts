import { type Forecast, forecast } from '@signalbox/estimate/forecast';
import { finishedRun } from './history.ts';
import type { Snapshot } from './port.ts';

/** How long a deployment of the environment takes, from what one read showed of the past; undefined without any. */
export const forecastOf = ({ registrations, now }: Snapshot): Forecast | undefined =>
  forecast(
    registrations.flatMap((registration) => finishedRun(registration) ?? []),
    now,
  );
