import type { PastDeployment } from '@signalbox/registry/past';
import type { Dora, Figure, TrendedFigure } from '../model/report.ts';
import { DAY_MS, isWithin, knownPart, WEEK_MS, type Window, weeksOf } from '../model/window.ts';
import { endedWithin, isCounted, isDeployed, kindOf } from './outcome.ts';
import { recoveriesOf, recoverySeconds } from './recovery.ts';
import { medianFigure, rate, share, trendOf } from './statistics.ts';

/** What is asked of one environment's past, which is by its ends, oldest first. */
interface Question {
  readonly window: Window;
  readonly before: Window;
  readonly firstCommits?: ReadonlyMap<number, number> | undefined;
}

/** The five figures as DORA defines them; docs/report.md says each in words. */
export function doraOf(past: readonly PastDeployment[], { window, before, firstCommits }: Question): Dora {
  const leads = newCommits(past).flatMap((one) => {
    const seconds = leadSeconds(one, one.committedAt);
    return seconds === undefined ? [] : [{ at: one.endedAt, seconds }];
  });
  const fromFirst = newCommits(past).flatMap((one) => {
    const seconds = leadSeconds(one, firstCommits?.get(one.id));
    return seconds === undefined ? [] : [{ at: one.endedAt, seconds }];
  });
  const recoveries = recoveriesOf(past).flatMap((episode) => {
    const seconds = recoverySeconds(episode);
    return seconds === undefined ? [] : [{ at: episode.failedAt, seconds }];
  });
  const repairs = repairsOf(past);
  const median = (all: readonly { readonly at: number; readonly seconds: number }[]) => (span: Window) =>
    medianFigure(all.filter(({ at }) => isWithin(at, span)).map(({ seconds }) => seconds));
  const ofCounted = (wanted: (one: PastDeployment) => boolean) => (span: Window) => {
    const counted = endedWithin(past, span).filter(isCounted);
    return share(counted.filter(wanted).length, counted.length);
  };
  const trended = (figure: (span: Window) => Figure) => trendedFigure(figure, window, before);
  return {
    deploymentFrequency: trended((span) => frequency(past, span)),
    leadTime: trended(median(leads)),
    firstCommitLeadTime: median(fromFirst)(window),
    changeFailureRate: trended(ofCounted((one) => kindOf(one) === 'failed')),
    recoveryTime: trended(median(recoveries)),
    reworkRate: trended(ofCounted(({ id }) => repairs.has(id))),
  };
}

function trendedFigure(figure: (span: Window) => Figure, window: Window, before: Window): TrendedFigure {
  const [now, then] = [figure(window), figure(before)];
  const weekly = weeksOf(window).map((week) => figure(week).value);
  return { ...now, before: then, trend: trendOf(now, then), weekly };
}

/** A week of the window at the least: ten deployments on the first day are not seventy a week. */
function frequency(past: readonly PastDeployment[], span: Window): Figure {
  const known = knownPart(span, knownSince(past));
  if (known === undefined) return { sample: 0 };
  const length = Math.min(span.until - span.from, Math.max(WEEK_MS, known.until - known.from));
  return rate(endedWithin(past, span).filter(isDeployed).length, Math.max(length, DAY_MS / 24) / WEEK_MS);
}

/** When anything was first known of the environment. */
export const knownSince = (past: readonly PastDeployment[]): number =>
  past.reduce((least, { queuedAt }) => Math.min(least, queuedAt), Number.POSITIVE_INFINITY);

/** The successes that were the first of their commit: a repetition brings nothing new. */
function newCommits(past: readonly PastDeployment[]): readonly PastDeployment[] {
  const seen = new Set<string>();
  return past.filter((one) => {
    if (!isDeployed(one) || seen.has(one.sha)) return false;
    seen.add(one.sha);
    return true;
  });
}

/** Undefined without the commit's time, and where clocks say that it was made after it was deployed. */
const leadSeconds = ({ endedAt }: PastDeployment, committedAt: number | undefined): number | undefined =>
  committedAt === undefined || committedAt > endedAt ? undefined : (endedAt - committedAt) / 1000;

/** After a failed deployment, what follows within this time is its repair. */
const REPAIR_MS = DAY_MS;

/**
 * Deployments that repair: begun within 24 h after a failed one, back to a commit that ran before, or given priority.
 * By id.
 */
function repairsOf(past: readonly PastDeployment[]): ReadonlySet<number> {
  const repairs = new Set<number>();
  const ran = new Set<string>();
  let failedAt = Number.NEGATIVE_INFINITY;
  let current = '';
  for (const one of past) {
    const began = one.heldSince ?? one.queuedAt;
    const follows = began >= failedAt && began - failedAt <= REPAIR_MS;
    const reverts = one.sha !== current && ran.has(one.sha);
    if (follows || reverts || one.priority > 0) repairs.add(one.id);
    if (kindOf(one) === 'failed') failedAt = one.endedAt;
    if (isDeployed(one)) {
      ran.add(one.sha);
      current = one.sha;
    }
  }
  return repairs;
}
