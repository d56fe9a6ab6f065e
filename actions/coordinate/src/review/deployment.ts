import type { PastDeployment } from '@signalbox/registry/past';
import { type Baseline, baselineOf } from '@signalbox/report/baseline';
import { isDeployed, kindOf, secondsOf } from '@signalbox/report/outcome';
import { issueText, oneLine } from '@signalbox/runner/untrusted';
import { type Afterwards, alarmLines, alarmWords, revertLines, revertWords } from './afterwards.ts';
import type { Review } from './issue.ts';
import { count, link, markdownOf, moment, NO_DATA, span } from './text.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** When a deployment is reviewed again, counted from its end. */
const STEPS = [
  { after: HOUR_MS, words: '1 hour' },
  { after: DAY_MS, words: '24 hours' },
  { after: 7 * DAY_MS, words: '7 days' },
] as const;

/** What is normal is made of so much before it. */
export const NORMAL_MS = 90 * DAY_MS;
/** A schedule may be dropped at busy hours; what is older when it is first seen gets no review of its own. */
const FIRST_SEEN_MS = 2 * DAY_MS;
/** The last review may be late as well. */
export const OLDEST_MS = 9 * DAY_MS;

/** The deployments that are worth a review: those that held, but for those that changed nothing. */
const isReviewed = ({ heldSince, outcome }: PastDeployment): boolean =>
  heldSince !== undefined && outcome !== 'no-changes';

/**
 * The reviews that are due, oldest first: at 1 hour, 24 hours and 7 days after the end of each. `known`: the issue is there
 * already, so that it is only changed.
 */
export function deploymentReviews(
  past: readonly PastDeployment[],
  now: number,
  known: (key: string) => boolean,
  after: Afterwards,
): readonly Review[] {
  return past.filter(isReviewed).flatMap((one) => {
    const age = now - one.endedAt;
    const step = STEPS.filter(({ after }) => age >= after).length;
    const key = `${one.environment}/${one.id}`;
    if (step === 0 || age > OLDEST_MS || (!known(key) && age > FIRST_SEEN_MS)) return [];
    return [reviewOf(one, past, step, after)];
  });
}

function reviewOf(
  one: PastDeployment,
  past: readonly PastDeployment[],
  step: number,
  known: Afterwards,
): Review {
  const { after, words } = STEPS[step - 1] ?? STEPS[0];
  const until = one.endedAt + after;
  const before = past.filter(
    ({ id, endedAt }) => id !== one.id && endedAt <= one.endedAt && endedAt > one.endedAt - NORMAL_MS,
  );
  const since = past.filter(({ id, endedAt }) => id !== one.id && endedAt > one.endedAt && endedAt <= until);
  const normal = baselineOf(one.environment, before);
  const facts = { one, past, since, until, normal, words, known };
  const text = markdownOf({
    lead: leadOf(facts),
    numbers: numbersOf(facts),
    well: wentWell(facts),
    improve: toImprove(facts),
    questions: questionsOf(facts),
  });
  const environment = oneLine(one.environment, 80);
  const title = `Review: ${environment}, deployment of ${moment(one.endedAt)} (${one.sha.slice(0, 7)})`;
  return { key: `${one.environment}/${one.id}`, title, step, text };
}

interface Facts {
  readonly one: PastDeployment;
  /** What ended in the environment between it and this review. */
  readonly since: readonly PastDeployment[];
  /** The moment of this review: what came later is for the next. */
  readonly until: number;
  readonly past: readonly PastDeployment[];
  readonly normal: Baseline;
  readonly words: string;
  readonly known: Afterwards;
}

const waited = ({ queuedAt, heldSince }: PastDeployment) =>
  heldSince === undefined ? undefined : Math.max(0, (heldSince - queuedAt) / 1000);

function leadOf({ one, words }: Facts): string {
  const by = one.actor === '' ? '' : ` by ${issueText(one.actor, 60)}`;
  const run = link(`${one.workflow || 'run'} ${one.runId}`, one.runUrl);
  return `Registration ${one.id}, commit \`${one.sha.slice(0, 12)}\`, ${run}${by}, as it looks ${words} after its end.`;
}

const range = (quantiles: Baseline['duration']): string =>
  quantiles === undefined
    ? NO_DATA
    : `${span(quantiles.p50)}, ${span(quantiles.p95)} at most (${quantiles.sample})`;

function numbersOf({ one, since, until, normal, words, known }: Facts) {
  const failed = since.filter((each) => kindOf(each) === 'failed').length;
  const { predicted } = one;
  const forecast =
    predicted === undefined ? NO_DATA : `${span(predicted.p50)}, ${span(predicted.p80)} in four of five`;
  return [
    ['Outcome', `${one.outcome}${one.causedIncident === undefined ? '' : ', caused an incident'}`, ''],
    ['Waited for its turn', span(waited(one)), range(normal.wait)],
    ['Deployed in', span(secondsOf(one)), range(normal.duration)],
    ['Forecast', forecast, ''],
    [`Deployments within ${words} after it`, `${since.length}, ${failed} failed`, ''],
    ['Alarms that went off since it began', alarmWords(known.alarms, beginOf(one), until), ''],
    ['Reverted', revertWords(one, known.reverts), ''],
  ] as const;
}

/** When it had its turn. */
export const beginOf = ({ heldSince, queuedAt }: PastDeployment): number => heldSince ?? queuedAt;

const isSlow = ({ one, normal }: Facts): boolean =>
  isDeployed(one) && (secondsOf(one) ?? 0) > (normal.duration?.p95 ?? Number.POSITIVE_INFINITY);

function wentWell(facts: Facts): readonly string[] {
  const { one, since, words } = facts;
  const seconds = secondsOf(one);
  const kept = one.predicted !== undefined && seconds !== undefined && seconds <= one.predicted.p80;
  const failed = since.some((each) => kindOf(each) === 'failed');
  return [
    ...(kindOf(one) === 'succeeded' ? ['It was deployed.'] : []),
    ...(isDeployed(one) && kept ? ['It took no longer than forecast.'] : []),
    ...(isDeployed(one) && facts.normal.duration !== undefined && !isSlow(facts)
      ? ['It took no longer than usual.']
      : []),
    ...(since.length > 0 && !failed
      ? [`${count(since.length, 'deployment')} followed within ${words}, and none failed.`]
      : []),
    ...recoveryLine(facts),
  ];
}

function recoveryLine({ one, since }: Facts): readonly string[] {
  const good = kindOf(one) === 'failed' ? since.find((each) => kindOf(each) === 'succeeded') : undefined;
  return good === undefined
    ? []
    : [
        `The environment recovered after ${span((good.endedAt - one.endedAt) / 1000)}, by registration ${good.id}.`,
      ];
}

const REASONS = {
  failed: 'It failed',
  'rolled-back': 'It was rolled back',
  breached: 'It was found ill while it was watched',
  cancelled: 'It was cancelled',
  error: 'Nobody saw how it ended',
} as const;

function toImprove(facts: Facts): readonly string[] {
  const { one, past, since, until, normal, words, known } = facts;
  const bad = one.outcome in REASONS ? REASONS[one.outcome as keyof typeof REASONS] : undefined;
  const resource = one.failedResource === undefined ? '' : ` at ${issueText(one.failedResource, 80)}`;
  const reason = one.reason === undefined ? '' : `: ${issueText(one.reason, 200)}`;
  const wait = waited(one) ?? 0;
  const failed = since.filter((each) => kindOf(each) === 'failed');
  const incident = one.causedIncident;
  return [
    ...(bad === undefined ? [] : [`${bad}${resource}${reason}`]),
    ...(incident === undefined
      ? []
      : [`It caused an incident, says ${issueText(incident.by, 60)}: ${issueText(incident.reason, 300)}`]),
    ...revertLines(one, known.reverts, past, until),
    ...alarmLines(known.alarms, { from: beginOf(one), end: one.endedAt, until }),
    ...(isSlow(facts) ? [`It took longer than 19 of 20 before it: ${span(secondsOf(one))}.`] : []),
    ...(wait > (normal.wait?.p95 ?? Number.POSITIVE_INFINITY)
      ? [`It waited unusually long: ${span(wait)}.`]
      : []),
    ...(failed.length > 0
      ? [`${count(failed.length, 'deployment')} of the ${since.length} within ${words} failed.`]
      : []),
    ...(kindOf(one) === 'failed' && !since.some((each) => kindOf(each) === 'succeeded')
      ? [`No good deployment followed within ${words}.`]
      : []),
  ];
}

function questionsOf(facts: Facts) {
  const { one } = facts;
  const failed = kindOf(one) === 'failed' || one.outcome === 'error';
  return {
    operations: [
      'Did an alarm fire that is not in the numbers, or should one have fired?',
      ...(failed ? ['Was the way back known, and was it short enough?'] : []),
    ],
    users: [
      'Did anybody report something since? If it was this deployment: `operation: mark` with its id.',
      ...(failed ? ['What did users see, and for how long?'] : []),
    ],
    engineering: [
      ...(failed ? ['Which check before the deployment would have found it?'] : []),
      ...(isSlow(facts) ? ['What made it slower than usual?'] : []),
      'What should the next one do otherwise?',
    ],
  };
}
