import type { PastDeployment, PastFreeze } from '@signalbox/registry/past';
import type { EnvironmentReport, Figure } from '@signalbox/report/model';
import { reportOf } from '@signalbox/report/report';
import { issueText, oneLine } from '@signalbox/runner/untrusted';
import { type Afterwards, alarmWords, revertedWords, revertLines, wentOff } from './afterwards.ts';
import type { Review } from './issue.ts';
import { count, link, markdownOf, moment, NO_DATA, percent, span } from './text.ts';

const DAY_MS = 24 * 3_600_000;
export const WEEK_MS = 7 * DAY_MS;
/** The epoch was a Thursday. */
const MONDAY_MS = 4 * DAY_MS;
/** A week that is over for longer is not reviewed for the first time. */
const FIRST_SEEN_MS = 2 * DAY_MS;

/** When the week (ISO 8601, in UTC) of a moment began. */
export const weekStart = (at: number): number => Math.floor((at - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS;

/** `2026-W48`: a week is of the year that its Thursday is of. */
function weekName(start: number): string {
  const thursday = new Date(start + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const days = (thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS;
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

interface Known {
  readonly environment: string;
  /** OWNER/NAME. */
  readonly repository: string;
  readonly deployments: readonly PastDeployment[];
  readonly freezes: readonly PastFreeze[];
}

/** The reviews of this week and the last, where anything happened in them. `known`: the issue is there already. */
export function weeklyReviews(
  past: Known,
  now: number,
  known: (key: string) => boolean,
  after: Afterwards,
): readonly Review[] {
  const current = weekStart(now);
  return [current - WEEK_MS, current].flatMap((start) => {
    const end = start + WEEK_MS;
    const key = `${past.environment.toLowerCase()}/${weekName(start)}`;
    const last = latest(past, start, end);
    if (last === undefined || (!known(key) && now > end + FIRST_SEEN_MS)) return [];
    // A week that is over is reviewed as a whole, once; before, as of what happened last.
    const over = now >= end;
    const until = over ? end : last;
    // A week that is over comes after all that happened in it, and again after an incident that is reported later.
    const reportedAt = past.deployments.flatMap((one) =>
      one.endedAt > start && one.endedAt <= end ? (one.causedIncident?.at ?? []) : [],
    );
    const step = over ? Math.max(end, ...reportedAt) + 1000 : last;
    return [reviewOf(past, { start, until, over, key, step: Math.ceil(step / 1000) }, after)];
  });
}

/** The last thing that happened in the environment in that time. */
function latest({ deployments, freezes }: Known, from: number, until: number): number | undefined {
  const moments = [
    ...deployments.flatMap(({ endedAt, causedIncident }) => [endedAt, causedIncident?.at]),
    ...freezes.flatMap((one) => [one.since, one.until]),
  ].filter((at) => at !== undefined && at > from && at <= until);
  return moments.length === 0 ? undefined : Math.max(...(moments as number[]));
}

interface Week {
  readonly start: number;
  readonly until: number;
  readonly over: boolean;
  readonly key: string;
  readonly step: number;
}

function reviewOf(past: Known, { start, until, over, key, step }: Week, after: Afterwards): Review {
  const { environment, repository, freezes } = past;
  const deployments = past.deployments.filter(({ endedAt }) => endedAt <= until);
  const made = reportOf({
    ...{ repository, now: until, deployments, freezes: freezes.filter(({ since }) => since <= until) },
    ...{ environments: [environment], windowSeconds: (until - start) / 1000, compareSeconds: WEEK_MS / 1000 },
  });
  const [report] = made.environments;
  if (report === undefined) throw new Error('a report has each environment that is asked for');
  const week = weekName(start);
  const held = deployments.filter(({ endedAt, heldSince }) => endedAt > start && heldSince !== undefined);
  const reverts = held.map((one) => [one, revertLines(one, after.reverts, deployments, until)] as const);
  const reverted = reverts.flatMap(([one, lines]) =>
    lines.map((line) => `${link(`Registration ${one.id}`, one.runUrl)}: ${line}`),
  );
  const text = markdownOf({
    lead: `Week ${week}, from ${moment(start)}, ${over ? 'as a whole' : `as of ${moment(until)}`}: ${report.verdict}.`,
    numbers: [
      ...numbersOf(report),
      ['Alarms that went off', alarmWords(after.alarms, start, until), ''],
      ['Reverted, or gone back from', revertedWords(reverted.length, after.reverts), ''],
    ],
    well: wentWell(report),
    improve: [...toImprove(report), ...someOf(reverted), ...someOf(alarmTimes(after.alarms, start, until))],
    questions: questionsOf(report),
  });
  return { key, title: `Review: ${oneLine(environment, 80)}, week ${week}`, step, text };
}

function numbersOf({ counts, dora, durations, waits, freezes }: EnvironmentReport) {
  const before = (figure: { readonly before: Figure }, words: (value: number | undefined) => string) =>
    figure.before.value === undefined ? NO_DATA : `${words(figure.before.value)} the week before`;
  const { succeeded, failed, neither, unknown } = counts;
  const ended = `${succeeded} succeeded, ${failed} failed, ${unknown} unknown, ${neither} neither`;
  const { changeFailureRate, leadTime, recoveryTime, reworkRate } = dora;
  const normal = durations.normal === undefined ? NO_DATA : `${span(durations.normal.p50)}`;
  return [
    ['Deployments', ended, ''],
    ['Change failure rate', percent(changeFailureRate.value), before(changeFailureRate, percent)],
    ['Recovery time', span(recoveryTime.value), before(recoveryTime, span)],
    ['Lead time', span(leadTime.value), before(leadTime, span)],
    ['Rework rate', percent(reworkRate.value), before(reworkRate, percent)],
    ['Deployed in (median)', span(durations.quantiles?.p50), normal],
    ['Longest wait', span(waits.longest), ''],
    ['Freezes', String(freezes.length), ''],
  ] as const;
}

function wentWell({ counts, recoveries, durations }: EnvironmentReport): readonly string[] {
  const recovered = recoveries.filter((one) => one.recovered !== undefined).length;
  return [
    ...(counts.succeeded > 0 && counts.failed + counts.unknown === 0
      ? [`All of ${count(counts.succeeded, 'deployment')} succeeded.`]
      : []),
    ...(recovered > 0 ? [`The environment recovered from ${count(recovered, 'failure')}.`] : []),
    ...durations.changePoints
      .filter(({ before, after }) => after < before)
      .map(
        ({ sha, before, after }) =>
          `Deployments are faster since \`${sha.slice(0, 12)}\`: ${span(before)} before, ${span(after)} now.`,
      ),
  ];
}

/** Of a list in an issue. */
const MOST = 10;

function someOf(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MOST;
  return [...lines.slice(0, MOST), ...(rest > 0 ? [`And ${rest} more.`] : [])];
}

const alarmTimes = (alarms: Afterwards['alarms'], from: number, until: number): readonly string[] =>
  'unknown' in alarms
    ? []
    : wentOff(alarms.value, from, until).map(
        ({ name, at }) => `${moment(at)}, alarm ${issueText(name, 80)} went off.`,
      );

function toImprove({
  ledger,
  recoveries,
  resources,
  durations,
  waits,
}: EnvironmentReport): readonly string[] {
  const bad = ledger.filter(
    ({ heldSince, outcome, causedIncident }) =>
      heldSince !== undefined &&
      (causedIncident !== undefined || ['failed', 'rolled-back', 'breached', 'error'].includes(outcome)),
  );
  const rest = bad.length - MOST;
  return [
    ...bad.slice(0, MOST).map((one) => {
      const why = one.causedIncident?.reason ?? one.reason;
      const said = why === undefined ? '' : `: ${issueText(why, 200)}`;
      const how = one.causedIncident === undefined ? one.outcome : 'caused an incident';
      return `${moment(one.endedAt)}, ${link(`registration ${one.id}`, one.runUrl)}, ${how}${said}`;
    }),
    ...(rest > 0 ? [`And ${rest} more that failed.`] : []),
    ...recoveries
      .filter(({ recovered }) => recovered === undefined)
      .map(({ failedAt }) => `No good deployment since the failure of ${moment(failedAt)}.`),
    ...resources
      .slice(0, 3)
      .map(({ resource, failures }) => `${issueText(resource, 80)} failed ${failures} times.`),
    ...durations.changePoints
      .filter(({ before, after }) => after > before)
      .map(
        ({ sha, before, after }) =>
          `Deployments are slower since \`${sha.slice(0, 12)}\`: ${span(before)} before, ${span(after)} now.`,
      ),
    ...waits.pairs
      .slice(0, 3)
      .map(
        ({ waiter, holder, seconds, times }) =>
          `${issueText(waiter, 60)} waited ${times} times for ${issueText(holder, 60)}, ${span(seconds)} in all.`,
      ),
  ];
}

function questionsOf({ counts, resources, durations }: EnvironmentReport) {
  const failed = counts.failed > 0;
  return {
    operations: [
      'Which alarms fired that no deployment explains, and which did not fire that should have?',
      ...(failed ? ['Was each way back known, and short enough?'] : []),
      ...(counts.unknown > 0 ? ['Why did nobody see how some of them ended?'] : []),
    ],
    users: ['Which incidents did users report? If a deployment caused one: `operation: mark` with its id.'],
    engineering: [
      ...(failed ? ['Which check before the deployment would have found what failed?'] : []),
      ...(resources.length > 0 ? ['What do the resources that failed have in common?'] : []),
      ...(durations.changePoints.length > 0 ? ['What changed with the shift of the durations?'] : []),
      'What should next week do otherwise?',
    ],
  };
}
