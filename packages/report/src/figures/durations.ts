import type { PastDeployment } from '@signalbox/registry/past';
import { median } from 'simple-statistics';
import type { ChangePoint, Durations, Quantiles, Regime } from '../model/report.ts';
import { isWithin, type Window } from '../model/window.ts';
import { shiftsOf } from './change-points.ts';
import { isDeployed, secondsOf } from './outcome.ts';
import { quantilesOf } from './statistics.ts';

/** How many of the last say how long it takes now. */
const NOW = 5;

/** How long the successful ones took; they alone can be compared. `past`: by their ends, oldest first. */
export function durationsOf(past: readonly PastDeployment[], window: Window): Durations {
  const runs = past.filter(isDeployed);
  const segments = segmentsOf(runs);
  const within = runs.filter(({ endedAt }) => isWithin(endedAt, window));
  const seconds = secondsOfAll(within);
  const recent = seconds.slice(-NOW);
  return {
    ...known('quantiles', quantilesOf(seconds)),
    ...known(
      'normal',
      within.length === 0 ? undefined : quantilesOf(secondsOfAll(segments.at(-1)?.runs ?? [])),
    ),
    ...(recent.length === 0 ? {} : { now: median(recent) }),
    changePoints: segments.flatMap(({ change }) => (change && isWithin(change.at, window) ? [change] : [])),
    regimes: segments.flatMap(({ runs: stretch }) => regimeOf(stretch, window) ?? []),
  };
}

const known = <Name extends string>(name: Name, value: Quantiles | undefined): { [K in Name]?: Quantiles } =>
  value === undefined ? {} : ({ [name]: value } as { [K in Name]?: Quantiles });

/** A stretch of runs without a shift, and the shift that began it. */
interface Segment {
  readonly runs: readonly PastDeployment[];
  readonly change?: ChangePoint;
}

/** `runs`: successes of one environment by their ends, oldest first. There is always a last segment. */
export function segmentsOf(runs: readonly PastDeployment[]): readonly Segment[] {
  // Whole seconds are all that the registry keeps, and a run of 0 s has no logarithm.
  const seconds = secondsOfAll(runs).map((value) => Math.max(1, value));
  const shifts = shiftsOf(seconds);
  const bounds = [0, ...shifts.map(({ at }) => at), runs.length];
  return bounds.slice(0, -1).map((from, index) => {
    const stretch = runs.slice(from, bounds[index + 1]);
    const [shift, first] = [shifts[index - 1], stretch[0]];
    if (shift === undefined || first === undefined) return { runs: stretch };
    const change = {
      deploymentId: first.id,
      sha: first.sha,
      at: first.heldSince ?? first.endedAt,
      before: median(seconds.slice(bounds[index - 1], from)),
      after: median(seconds.slice(from, bounds[index + 1])),
      confirmedAt: runs[shift.confirmedAt]?.endedAt ?? first.endedAt,
    };
    return { runs: stretch, change };
  });
}

const secondsOfAll = (runs: readonly PastDeployment[]): number[] =>
  runs.flatMap((run) => secondsOf(run) ?? []);

function regimeOf(runs: readonly PastDeployment[], window: Window): Regime | undefined {
  const [first, last] = [runs[0], runs.at(-1)];
  const quantiles = quantilesOf(secondsOfAll(runs));
  if (first === undefined || last === undefined || quantiles === undefined) return undefined;
  if (last.endedAt <= window.from || first.endedAt > window.until) return undefined;
  return { ...quantiles, from: first.endedAt, until: last.endedAt };
}
