import type { PastDeployment } from '@signalbox/registry/past';
import { compact } from '@signalbox/runner/values';
import type { EnvironmentReport, Report, Sources } from '../model/report.ts';
import { DAY_MS, knownPart, type Window, windowsOf } from '../model/window.ts';
import { calibrationOf, failedResources, outcomesByWeek, slowResources, stackFigures } from './breakdown.ts';
import { doraOf, knownSince } from './dora.ts';
import { durationsOf } from './durations.ts';
import { countsOf, endedWithin } from './outcome.ts';
import { recoveriesOf } from './recovery.ts';
import { verdictOf } from './verdict.ts';
import { waitsOf } from './waits.ts';

/** All figures. Pure: the same sources give the same report. */
export function reportOf(sources: Sources): Report {
  const { repository, now, environments, windowSeconds, compareSeconds } = sources;
  const windows = windowsOf(now, windowSeconds, compareSeconds);
  return {
    ...{ repository, madeAt: now, ...windows },
    environments: environments.map((name) => environmentReport(name.toLowerCase(), sources, windows)),
  };
}

function environmentReport(
  environment: string,
  { deployments, freezes, firstCommits, gaps, now }: Sources,
  { window, before }: { readonly window: Window; readonly before: Window },
): EnvironmentReport {
  const past = deployments.filter((one) => one.environment === environment).sort(byEnd);
  const recent = endedWithin(past, window);
  const counts = countsOf(recent);
  const durations = durationsOf(past, window);
  const knownDays = daysOf(past, window);
  return {
    ...{ environment, counts, durations, knownDays, verdict: verdictOf(counts, durations, knownDays) },
    gaps: gaps?.get(environment) ?? [],
    dora: doraOf(past, compact({ window, before, firstCommits })),
    weeks: outcomesByWeek(past, window),
    waits: waitsOf(past, window),
    calibration: calibrationOf(recent),
    resources: failedResources(recent),
    stacks: stackFigures(recent),
    slowResources: slowResources(recent),
    recoveries: recoveriesOf(past).filter(({ recovered }) => (recovered?.at ?? now) >= window.from),
    freezes: freezes
      .filter((one) => one.environment === environment && (one.until ?? now) >= window.from)
      .sort((a, b) => b.since - a.since),
    ledger: recent.toReversed(),
  };
}

const byEnd = (a: PastDeployment, b: PastDeployment) => a.endedAt - b.endedAt || a.id - b.id;

/** At least one where anything is known. */
function daysOf(past: readonly PastDeployment[], window: Window): number {
  const known = knownPart(window, knownSince(past));
  return known === undefined ? 0 : Math.max(1, Math.round((known.until - known.from) / DAY_MS));
}
