import { type FinishedRun, NOTHING, successes } from './shape.ts';

/**
 * The runs as if each had been baked for `seconds`, and for as long as it was no more: a bake takes the time that it is set to,
 * so what is learnt is how long the rest takes. Zero gives that alone.
 */
export const bakedFor = <Run extends FinishedRun>(runs: readonly Run[], seconds: number): readonly Run[] =>
  runs.map(({ bakedSeconds = 0, ...run }) => ({
    ...(run as unknown as Run),
    seconds: Math.max(0, run.seconds - bakedSeconds) + seconds,
    bakedSeconds: seconds,
  }));

/** How long the newest success was baked, in seconds: so will the next one be, as far as nobody says otherwise. */
export const lastBake = (runs: readonly FinishedRun[]): number =>
  successes(runs).findLast(({ shape }) => shape !== NOTHING)?.bakedSeconds ?? 0;
