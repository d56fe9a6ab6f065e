import type { PastDeployment } from '@signalbox/registry/past';
import { groupBy } from '@signalbox/runner/values';
import type {
  Calibration,
  FailedResource,
  SlowResourceFigures,
  StackFigures,
  Week,
} from '../model/report.ts';
import { type Window, weeksOf } from '../model/window.ts';
import { countsOf, endedWithin, isCounted, isDeployed, kindOf, secondsOf } from './outcome.ts';
import { quantilesOf, share } from './statistics.ts';

export const outcomesByWeek = (past: readonly PastDeployment[], window: Window): readonly Week[] =>
  weeksOf(window).map((week) => ({ ...week, ...countsOf(endedWithin(past, week)) }));

/** Of the successes of which there was a forecast. `past`: those of the window. */
export function calibrationOf(past: readonly PastDeployment[]): Calibration {
  const judged = past.flatMap((one) => {
    const seconds = secondsOf(one);
    const { predicted } = one;
    return isDeployed(one) && predicted && seconds !== undefined ? [{ predicted, seconds }] : [];
  });
  const kept = (level: keyof Calibration) => {
    const told = judged.flatMap(({ predicted, seconds }) => {
      const most = predicted[level];
      return most === undefined ? [] : [seconds <= most];
    });
    return share(told.filter(Boolean).length, told.length);
  };
  return { p50: kept('p50'), p80: kept('p80'), p95: kept('p95') };
}

/** Resources at which deployments failed, the most frequent first. `past`: those of the window. */
export function failedResources(past: readonly PastDeployment[]): readonly FailedResource[] {
  const found = new Map<string, FailedResource>();
  for (const { failedResource: resource, endedAt } of past) {
    if (resource === undefined) continue;
    const { failures = 0, lastAt = endedAt } = found.get(resource) ?? {};
    found.set(resource, { resource, failures: failures + 1, lastAt: Math.max(lastAt, endedAt) });
  }
  return [...found.values()].sort((a, b) => b.failures - a.failures || b.lastAt - a.lastAt);
}

/** By stack, the slowest first. `past`: those of the window. */
export function stackFigures(past: readonly PastDeployment[]): readonly StackFigures[] {
  const stacks = new Set(past.flatMap((one) => one.stacks));
  const figures = [...stacks].map((stack): StackFigures => {
    const ours = past.filter((one) => one.stacks.includes(stack) && isCounted(one));
    const duration = quantilesOf(ours.filter(isDeployed).flatMap((one) => secondsOf(one) ?? []));
    const failed = ours.filter((one) => kindOf(one) === 'failed').length;
    return { stack, deployments: ours.length, failed, ...(duration === undefined ? {} : { duration }) };
  });
  return figures
    .filter(({ deployments }) => deployments > 0)
    .sort((a, b) => (b.duration?.p50 ?? 0) - (a.duration?.p50 ?? 0));
}

/** The resources that successful deployments name as their slowest, the slowest first. `past`: those of the window. */
export function slowResources(past: readonly PastDeployment[]): readonly SlowResourceFigures[] {
  const named = past.filter(isDeployed).flatMap(({ slowest = [] }) => slowest);
  const byName = groupBy(named, ({ resource, type }) => `${resource} ${type}`);
  const figures = [...byName.values()].flatMap((times): SlowResourceFigures[] => {
    const [first] = times;
    const seconds = times.map((one) => one.seconds);
    const median = quantilesOf(seconds)?.p50;
    if (first === undefined || median === undefined) return [];
    const { resource, type } = first;
    return [{ resource, type, deployments: times.length, median, longest: Math.max(...seconds) }];
  });
  return figures.sort((a, b) => b.median - a.median || b.deployments - a.deployments);
}
