"use strict";
exports.id = 60;
exports.ids = [60];
exports.modules = {

/***/ 43060:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  reviewDeployments: () => (/* binding */ reviewDeployments)
});

// EXTERNAL MODULE: ./packages/registry/src/operations/past.ts
var operations_past = __webpack_require__(72558);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/report/src/figures/baseline.ts
var baseline = __webpack_require__(575);
// EXTERNAL MODULE: ./packages/report/src/figures/outcome.ts
var outcome = __webpack_require__(17206);
// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
;// CONCATENATED MODULE: ./actions/coordinate/src/review/text.ts


const NO_DATA = 'no data';
const span = (seconds) => seconds === undefined ? NO_DATA : (0,duration/* formatDuration */.a3)(seconds);
const percent = (share) => share === undefined ? NO_DATA : `${Math.round(share * 100)} %`;
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
/** `2026-11-28 13:42 UTC`. */
const moment = (at) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const text_link = (words, url) => {
    const safe = url === undefined ? undefined : (0,untrusted/* safeUrl */.Pl)(url);
    return safe === undefined ? (0,untrusted/* issueText */.v4)(words, 100) : `[${(0,untrusted/* issueText */.v4)(words, 100)}](${safe})`;
};
/** The Markdown between our marks. A section without a line says so: silence would look like praise. */
function markdownOf({ lead, numbers, well, improve, questions }) {
    const list = (lines, none) => lines.length === 0 ? [`- ${none}`] : lines.map((line) => `- ${line}`);
    const asked = Object.entries(questions).flatMap(([who, lines]) => [
        `**${who.charAt(0).toUpperCase()}${who.slice(1)}**`,
        '',
        ...lines.map((line) => `- [ ] ${line}`),
        '',
    ]);
    return [
        lead,
        '',
        '### Numbers',
        '',
        '| | | normal |',
        '| --- | --- | --- |',
        ...numbers.map((row) => `| ${row.join(' | ')} |`),
        '',
        '### Went well',
        '',
        ...list(well, 'Nothing that the registry could tell.'),
        '',
        '### To improve',
        '',
        ...list(improve, 'Nothing that the registry could tell.'),
        '',
        '### Questions',
        '',
        ...asked,
    ].join('\n');
}

;// CONCATENATED MODULE: ./actions/coordinate/src/review/deployment.ts




const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** When a deployment is looked at again, counted from its end. */
const STEPS = [
    { after: HOUR_MS, words: '1 hour' },
    { after: DAY_MS, words: '24 hours' },
    { after: 7 * DAY_MS, words: '7 days' },
];
/** What is normal is made of so much before it. */
const NORMAL_MS = 90 * DAY_MS;
/** A schedule may be dropped at busy hours; what is older when it is first seen gets no review of its own. */
const FIRST_SEEN_MS = 2 * DAY_MS;
/** The last look may be late as well. */
const OLDEST_MS = 9 * DAY_MS;
/** The deployments that are worth a review: those that held, but for those that changed nothing. */
const isReviewed = ({ heldSince, outcome }) => heldSince !== undefined && outcome !== 'no-changes';
/**
 * The reviews that are due, oldest first: at 1 hour, 24 hours and 7 days after the end of each. `known`: the issue is there
 * already, so that it is only changed.
 */
function deploymentReviews(past, now, known) {
    return past.filter(isReviewed).flatMap((one) => {
        const age = now - one.endedAt;
        const step = STEPS.filter(({ after }) => age >= after).length;
        const key = `${one.environment}/${one.id}`;
        if (step === 0 || age > OLDEST_MS || (!known(key) && age > FIRST_SEEN_MS))
            return [];
        return [reviewOf(one, past, step)];
    });
}
function reviewOf(one, past, step) {
    const { after, words } = STEPS[step - 1] ?? STEPS[0];
    const until = one.endedAt + after;
    const before = past.filter(({ id, endedAt }) => id !== one.id && endedAt <= one.endedAt && endedAt > one.endedAt - NORMAL_MS);
    const since = past.filter(({ id, endedAt }) => id !== one.id && endedAt > one.endedAt && endedAt <= until);
    const facts = { one, since, normal: (0,baseline/* baselineOf */.B)(one.environment, before), words };
    const text = markdownOf({
        lead: leadOf(facts),
        numbers: numbersOf(facts),
        well: wentWell(facts),
        improve: toImprove(facts),
        questions: questionsOf(facts),
    });
    const environment = (0,untrusted/* oneLine */.TN)(one.environment, 80);
    const title = `Review: ${environment}, deployment of ${moment(one.endedAt)} (${one.sha.slice(0, 7)})`;
    return { key: `${one.environment}/${one.id}`, title, step, text };
}
const waited = ({ queuedAt, heldSince }) => heldSince === undefined ? undefined : Math.max(0, (heldSince - queuedAt) / 1000);
function leadOf({ one, words }) {
    const by = one.actor === '' ? '' : ` by ${(0,untrusted/* issueText */.v4)(one.actor, 60)}`;
    const run = text_link(`${one.workflow || 'run'} ${one.runId}`, one.runUrl);
    return `Registration ${one.id}, commit \`${one.sha.slice(0, 12)}\`, ${run}${by}, as it looks ${words} after its end.`;
}
const range = (quantiles) => quantiles === undefined
    ? NO_DATA
    : `${span(quantiles.p50)}, ${span(quantiles.p95)} at most (${quantiles.sample})`;
function numbersOf({ one, since, normal, words }) {
    const failed = since.filter((each) => (0,outcome/* kindOf */.I)(each) === 'failed').length;
    const { predicted } = one;
    const forecast = predicted === undefined ? NO_DATA : `${span(predicted.p50)}, ${span(predicted.p80)} in four of five`;
    return [
        ['Outcome', `${one.outcome}${one.causedIncident === undefined ? '' : ', caused an incident'}`, ''],
        ['Waited for its turn', span(waited(one)), range(normal.wait)],
        ['Deployed in', span((0,outcome/* secondsOf */.TM)(one)), range(normal.duration)],
        ['Forecast', forecast, ''],
        [`Deployments within ${words} after it`, `${since.length}, ${failed} failed`, ''],
    ];
}
const isSlow = ({ one, normal }) => (0,outcome/* isDeployed */.Nj)(one) && ((0,outcome/* secondsOf */.TM)(one) ?? 0) > (normal.duration?.p95 ?? Number.POSITIVE_INFINITY);
function wentWell(facts) {
    const { one, since, words } = facts;
    const seconds = (0,outcome/* secondsOf */.TM)(one);
    const kept = one.predicted !== undefined && seconds !== undefined && seconds <= one.predicted.p80;
    const failed = since.some((each) => (0,outcome/* kindOf */.I)(each) === 'failed');
    return [
        ...((0,outcome/* kindOf */.I)(one) === 'succeeded' ? ['It was deployed.'] : []),
        ...((0,outcome/* isDeployed */.Nj)(one) && kept ? ['It took no longer than forecast.'] : []),
        ...((0,outcome/* isDeployed */.Nj)(one) && facts.normal.duration !== undefined && !isSlow(facts)
            ? ['It took no longer than usual.']
            : []),
        ...(since.length > 0 && !failed
            ? [`${count(since.length, 'deployment')} followed within ${words}, and none failed.`]
            : []),
        ...recoveryLine(facts),
    ];
}
function recoveryLine({ one, since }) {
    const good = (0,outcome/* kindOf */.I)(one) === 'failed' ? since.find((each) => (0,outcome/* kindOf */.I)(each) === 'succeeded') : undefined;
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
};
function toImprove(facts) {
    const { one, since, normal, words } = facts;
    const bad = one.outcome in REASONS ? REASONS[one.outcome] : undefined;
    const resource = one.failedResource === undefined ? '' : ` at ${(0,untrusted/* issueText */.v4)(one.failedResource, 80)}`;
    const reason = one.reason === undefined ? '' : `: ${(0,untrusted/* issueText */.v4)(one.reason, 200)}`;
    const wait = waited(one) ?? 0;
    const failed = since.filter((each) => (0,outcome/* kindOf */.I)(each) === 'failed');
    const incident = one.causedIncident;
    return [
        ...(bad === undefined ? [] : [`${bad}${resource}${reason}`]),
        ...(incident === undefined
            ? []
            : [`It caused an incident, says ${(0,untrusted/* issueText */.v4)(incident.by, 60)}: ${(0,untrusted/* issueText */.v4)(incident.reason, 300)}`]),
        ...(isSlow(facts) ? [`It took longer than 19 of 20 before it: ${span((0,outcome/* secondsOf */.TM)(one))}.`] : []),
        ...(wait > (normal.wait?.p95 ?? Number.POSITIVE_INFINITY)
            ? [`It waited unusually long: ${span(wait)}.`]
            : []),
        ...(failed.length > 0
            ? [`${count(failed.length, 'deployment')} of the ${since.length} within ${words} failed.`]
            : []),
        ...((0,outcome/* kindOf */.I)(one) === 'failed' && !since.some((each) => (0,outcome/* kindOf */.I)(each) === 'succeeded')
            ? [`No good deployment followed within ${words}.`]
            : []),
    ];
}
function questionsOf(facts) {
    const { one } = facts;
    const failed = (0,outcome/* kindOf */.I)(one) === 'failed' || one.outcome === 'error';
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

// EXTERNAL MODULE: ./packages/registry/src/model/snapshot.ts
var snapshot = __webpack_require__(68875);
;// CONCATENATED MODULE: ./actions/coordinate/src/review/issue.ts

const BEGIN = '<!-- signalbox-review:begin -->';
const END = '<!-- signalbox-review:end -->';
/** `-->` cannot stand in it. */
const marker = (key) => `<!-- signalbox-review ${encodeURIComponent(key)} -->`;
const stepLine = (step) => `<!-- signalbox-review-step ${step} -->`;
const written = ({ step, text }) => [BEGIN, stepLine(step), '', text.trim(), '', END].join('\n');
/** The body of a new issue: our part, and below it room for people. */
const newBody = (review) => [
    marker(review.key),
    written(review),
    '',
    'Write your answers here or as comments: only what stands above is written anew.',
    '',
].join('\n');
/** The body with our part of it as it is now; what people wrote around it stays. */
function changedBody(body, review) {
    const [from, until] = [body.indexOf(BEGIN), body.indexOf(END)];
    // Somebody took our marks out: what is there is theirs.
    if (from < 0 || until < from)
        return body;
    return body.slice(0, from) + written(review) + body.slice(until + END.length);
}
/** How far the review in this body has come. */
const stepOf = (body) => Number(/<!-- signalbox-review-step (\d{1,15}) -->/.exec(body)?.[1] ?? 0);
/** GitHub hands line ends back as it was given them, and a browser sends CRLF. */
const plain = (body) => body.replaceAll('\r\n', '\n').trimEnd();
/** The issues about it; the first is the review, the others were made at the same moment. */
const about = (key, issues) => issues.filter(({ body }) => plain(body).startsWith(marker(key)));
/** So long a list may lag behind what others have made at the same moment. */
const SETTLE_MS = 4000;
/**
 * Writes the review to its issue, and makes that if there is none. However many runs do so at once, one issue stays: the
 * lowest number; those that only our token's identity has made in the same moment are closed. Nothing else is ever closed.
 * `own`: the issues as just read, those since `since`.
 */
async function publish(review, own, { repository, issues, clock, cancelled }, since) {
    let found = about(review.key, own);
    let made;
    if (found.length === 0) {
        made = await create(review, repository, issues);
        await clock.sleep(SETTLE_MS, cancelled);
        const seen = about(review.key, await issues.own(repository, since));
        const missed = made !== undefined && seen.every(({ number }) => number !== made?.number);
        found = [...seen, ...(missed && made ? [made] : [])].sort((a, b) => a.number - b.number);
    }
    const [kept, ...others] = found;
    if (kept === undefined)
        throw new snapshot/* AmbiguousWriteError */.yI('GitHub did not say whether it opened an issue');
    for (const { number } of others.filter(({ open }) => open))
        await issues.update(repository, number, { duplicate: true });
    const body = changedBody(plain(kept.body), review);
    const news = stepOf(kept.body) < review.step && body !== plain(kept.body);
    if (news)
        await issues.update(repository, kept.number, { body });
    const opened = kept.number === made?.number;
    return { issue: kept, what: opened ? 'opened' : news ? 'changed' : 'unchanged' };
}
/** Undefined when it is not known whether there is one now. */
async function create(review, repository, issues) {
    try {
        return await issues.create(repository, { title: review.title, body: newBody(review) });
    }
    catch (error) {
        if (!(error instanceof snapshot/* AmbiguousWriteError */.yI))
            throw error;
        return undefined;
    }
}

// EXTERNAL MODULE: ./packages/report/src/figures/report.ts + 3 modules
var figures_report = __webpack_require__(12449);
;// CONCATENATED MODULE: ./actions/coordinate/src/review/week.ts



const week_DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * week_DAY_MS;
/** The epoch was a Thursday. */
const MONDAY_MS = 4 * week_DAY_MS;
/** A week that is over for longer is not reviewed for the first time. */
const week_FIRST_SEEN_MS = 2 * week_DAY_MS;
/** When the week (ISO 8601, in UTC) of a moment began. */
const weekStart = (at) => Math.floor((at - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS;
/** `2026-W48`: a week is of the year that its Thursday is of. */
function weekName(start) {
    const thursday = new Date(start + 3 * week_DAY_MS);
    const year = thursday.getUTCFullYear();
    const days = (thursday.getTime() - Date.UTC(year, 0, 1)) / week_DAY_MS;
    return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}
/** The reviews of this week and the last, where anything happened in them. `known`: the issue is there already. */
function weeklyReviews(past, now, known) {
    const current = weekStart(now);
    return [current - WEEK_MS, current].flatMap((start) => {
        const end = start + WEEK_MS;
        const key = `${past.environment.toLowerCase()}/${weekName(start)}`;
        const last = latest(past, start, end);
        if (last === undefined || (!known(key) && now > end + week_FIRST_SEEN_MS))
            return [];
        // A week that is over is looked at as a whole, once; before, as of what happened last.
        const over = now >= end;
        const until = over ? end : last;
        // A week that is over comes after all that happened in it, and again after an incident that is told later.
        const told = past.deployments.flatMap((one) => one.endedAt > start && one.endedAt <= end ? (one.causedIncident?.at ?? []) : []);
        const step = over ? Math.max(end, ...told) + 1000 : last;
        return [week_reviewOf(past, { start, until, over, key, step: Math.ceil(step / 1000) })];
    });
}
/** The last thing that happened in the environment in that time. */
function latest({ deployments, freezes }, from, until) {
    const moments = [
        ...deployments.flatMap(({ endedAt, causedIncident }) => [endedAt, causedIncident?.at]),
        ...freezes.flatMap((one) => [one.since, one.until]),
    ].filter((at) => at !== undefined && at > from && at <= until);
    return moments.length === 0 ? undefined : Math.max(...moments);
}
function week_reviewOf(past, { start, until, over, key, step }) {
    const { environment, repository, freezes } = past;
    const deployments = past.deployments.filter(({ endedAt }) => endedAt <= until);
    const made = (0,figures_report/* reportOf */.E)({
        ...{ repository, now: until, deployments, freezes: freezes.filter(({ since }) => since <= until) },
        ...{ environments: [environment], windowSeconds: (until - start) / 1000, compareSeconds: WEEK_MS / 1000 },
    });
    const [report] = made.environments;
    if (report === undefined)
        throw new Error('a report has each environment that is asked for');
    const week = weekName(start);
    const text = markdownOf({
        lead: `Week ${week}, from ${moment(start)}, ${over ? 'as a whole' : `as of ${moment(until)}`}: ${report.verdict}.`,
        numbers: week_numbersOf(report),
        well: week_wentWell(report),
        improve: week_toImprove(report),
        questions: week_questionsOf(report),
    });
    return { key, title: `Review: ${(0,untrusted/* oneLine */.TN)(environment, 80)}, week ${week}`, step, text };
}
function week_numbersOf({ counts, dora, durations, waits, freezes }) {
    const before = (figure, words) => figure.before.value === undefined ? NO_DATA : `${words(figure.before.value)} the week before`;
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
    ];
}
function week_wentWell({ counts, recoveries, durations }) {
    const recovered = recoveries.filter((one) => one.recovered !== undefined).length;
    return [
        ...(counts.succeeded > 0 && counts.failed + counts.unknown === 0
            ? [`All of ${count(counts.succeeded, 'deployment')} succeeded.`]
            : []),
        ...(recovered > 0 ? [`The environment recovered from ${count(recovered, 'failure')}.`] : []),
        ...durations.changePoints
            .filter(({ before, after }) => after < before)
            .map(({ sha, before, after }) => `Deployments are faster since \`${sha.slice(0, 12)}\`: ${span(before)} before, ${span(after)} now.`),
    ];
}
/** Of a list in an issue. */
const MOST = 10;
function week_toImprove({ ledger, recoveries, resources, durations, waits, }) {
    const bad = ledger.filter(({ heldSince, outcome, causedIncident }) => heldSince !== undefined &&
        (causedIncident !== undefined || ['failed', 'rolled-back', 'breached', 'error'].includes(outcome)));
    const rest = bad.length - MOST;
    return [
        ...bad.slice(0, MOST).map((one) => {
            const why = one.causedIncident?.reason ?? one.reason;
            const said = why === undefined ? '' : `: ${(0,untrusted/* issueText */.v4)(why, 200)}`;
            const how = one.causedIncident === undefined ? one.outcome : 'caused an incident';
            return `${moment(one.endedAt)}, ${text_link(`registration ${one.id}`, one.runUrl)}, ${how}${said}`;
        }),
        ...(rest > 0 ? [`And ${rest} more that failed.`] : []),
        ...recoveries
            .filter(({ recovered }) => recovered === undefined)
            .map(({ failedAt }) => `No good deployment since the failure of ${moment(failedAt)}.`),
        ...resources
            .slice(0, 3)
            .map(({ resource, failures }) => `${(0,untrusted/* issueText */.v4)(resource, 80)} failed ${failures} times.`),
        ...durations.changePoints
            .filter(({ before, after }) => after > before)
            .map(({ sha, before, after }) => `Deployments are slower since \`${sha.slice(0, 12)}\`: ${span(before)} before, ${span(after)} now.`),
        ...waits.pairs
            .slice(0, 3)
            .map(({ waiter, holder, seconds, times }) => `${(0,untrusted/* issueText */.v4)(waiter, 60)} waited ${times} times for ${(0,untrusted/* issueText */.v4)(holder, 60)}, ${span(seconds)} in all.`),
    ];
}
function week_questionsOf({ counts, resources, durations }) {
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

;// CONCATENATED MODULE: ./actions/coordinate/src/review/review.ts






/** GitHub asks not to be flooded: the rest waits for the next run. */
const MOST_OPENED = 10;
/** docs: best practices for using the REST API, pause between mutative requests */
const PAUSE_MS = 1000;
/** `review`: looks back at what was deployed, in one issue for each deployment or week, which is written anew in place. */
async function reviewDeployments(context) {
    const { inputs, step, ports } = context;
    const { environment, 'review-issue': by } = inputs;
    const { repository, repositoryId, serverUrl } = step.job;
    const now = step.clock.now();
    const since = now - NORMAL_MS - OLDEST_MS;
    const past = await (0,operations_past/* readPast */.rj)(ports.registry, { environment, repository, repositoryId, serverUrl, since });
    for (const gap of past.gaps)
        step.log.warning(`The review does not know everything: ${gap}.`);
    // An issue is opened after what it is about: no older one needs to be looked at.
    const from = by === 'weekly' ? weekStart(now) - WEEK_MS : now - OLDEST_MS;
    const own = await mayReview(() => ports.issues.own(repository, from));
    const known = (key) => about(key, own).length > 0;
    const due = by === 'weekly'
        ? weeklyReviews({ ...past, environment, repository }, now, known)
        : deploymentReviews(past.deployments, now, known);
    const done = await publishAll(due, own, from, context);
    const lines = done.map(({ issue, what }) => `issue ${issue.number} ${what}`);
    step.log.info(`${environment}: ${lines.length === 0 ? 'nothing to review' : lines.join(', ')}.`);
    await step.summary(summaryOf(environment, done));
    return { values: {} };
}
async function publishAll(due, own, since, { step, ports }) {
    const place = {
        repository: step.job.repository,
        issues: ports.issues,
        clock: step.clock,
        cancelled: step.cancelled,
    };
    const done = [];
    for (const review of due) {
        const opened = done.filter(({ what }) => what === 'opened').length;
        const isNew = about(review.key, own).length === 0;
        if (step.cancelled.aborted || (isNew && opened >= MOST_OPENED))
            break;
        const published = await mayReview(() => publish(review, own, place, since));
        done.push(published);
        if (published.what !== 'unchanged')
            await step.clock.sleep(PAUSE_MS, step.cancelled);
    }
    return done;
}
/** The error in the words of this operation. */
async function mayReview(request) {
    try {
        return await request();
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        throw new errors/* UserError */.y(`${(0,errors/* errorLine */.B)(error).replace(/\.$/, '')}. Operation review needs the permission issues: write, and a repository with issues.`);
    }
}
function summaryOf(environment, done) {
    const rows = done.map(({ issue, what }) => {
        const url = (0,untrusted/* safeUrl */.Pl)(issue.url);
        const name = (0,untrusted/* markdownText */.p7)(issue.title, 150);
        return `- ${url === undefined ? name : `[${name}](${url})`}: ${what}`;
    });
    const lines = rows.length === 0 ? ['Nothing to review.'] : rows;
    return [`### ${(0,untrusted/* markdownText */.p7)(environment)}: reviews`, '', ...lines, ''].join('\n');
}


/***/ })

};
;