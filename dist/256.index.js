"use strict";
exports.id = 256;
exports.ids = [256];
exports.modules = {

/***/ 91256:
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
;// CONCATENATED MODULE: ./actions/coordinate/src/review/reverts.ts

/** Three requests. */
const MOST_COMMITS = 300;
/** A message may be as long as its author likes. */
const LONGEST = 20_000;
/** What `git revert` writes (https://git-scm.com/docs/git-revert), and GitHub's button with it. */
const REVERTS = /\bThis reverts commit ([0-9a-f]{7,40})\b/gi;
/** What the messages say to revert, the newest of each. Anybody's text: nothing but the hexadecimal names is taken from it. */
const revertsIn = (commits) => new Map(commits.flatMap(({ sha, message }) => [...message.slice(0, LONGEST).matchAll(REVERTS)].map(([, named = '']) => [named.toLowerCase(), sha.toLowerCase()])));
/** The commit that reverts `sha`; messages may name it by its first letters. */
const revertOf = (sha, reverts) => [...reverts].find(([named]) => sha.toLowerCase().startsWith(named))?.[1];
/** The reverts on the default branch that `oldest` does not have. At most four requests; never throws. */
async function readReverts(repository, oldest, commits) {
    try {
        const branch = await commits.defaultBranch(repository);
        const after = branch === undefined
            ? undefined
            : await commits.messagesAfter(repository, oldest, branch, MOST_COMMITS);
        if (after === undefined)
            return { unknown: 'GitHub does not tell the commits of the default branch since (contents: read)' };
        const { complete } = after;
        const gap = complete ? {} : { gap: `only the first ${after.commits.length} commits since were read` };
        return { value: revertsIn(after.commits), ...gap };
    }
    catch (error) {
        return { unknown: `GitHub does not tell the commits since: ${(0,errors/* errorLine */.B)(error)}` };
    }
}

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
/** The Markdown between our marks. A section without a line says so: silence would seem to be praise. */
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

;// CONCATENATED MODULE: ./actions/coordinate/src/review/afterwards.ts




/** Of a list in an issue. */
const MOST = 5;
const NAME = 80;
/** The alarms that went off from the beginning of a deployment until a moment, as a value of the numbers. */
function alarmWords(alarms, from, until) {
    if ('unknown' in alarms)
        return unknownWords(alarms.unknown);
    const found = wentOff(alarms.value, from, until);
    const gap = alarms.gap === undefined ? '' : ` (${(0,untrusted/* issueText */.v4)(alarms.gap, 100)})`;
    return `${found.length === 0 ? 'none' : String(found.length)}${gap}`;
}
/** The same as lines of what is to be improved. `end`: of the deployment. */
function alarmLines(alarms, { from, end, until }) {
    const found = 'unknown' in alarms ? [] : wentOff(alarms.value, from, until);
    const rest = found.length - MOST;
    return [
        ...found.slice(0, MOST).map(({ name, at }) => {
            const when = at <= end ? 'while it was deployed' : `${span((at - end) / 1000)} after its end`;
            return `Alarm ${(0,untrusted/* issueText */.v4)(name, NAME)} went off ${when}.`;
        }),
        ...(rest > 0 ? [`${count(rest, 'more alarm')} went off.`] : []),
    ];
}
/** Those from a moment until another. */
const wentOff = (alarms, from, until) => alarms.filter(({ at }) => at >= from && at <= until);
/** Whether the deployed commit was reverted, as a value of the numbers. */
function revertWords(one, reverts) {
    if (one.claimed)
        return unknownWords('only its registration names the commit');
    if ('unknown' in reverts)
        return unknownWords(reverts.unknown);
    const by = revertOf(one.sha, reverts.value);
    if (by !== undefined)
        return `by \`${by.slice(0, 12)}\``;
    return reverts.gap === undefined
        ? 'not on the default branch'
        : `not known: ${(0,untrusted/* issueText */.v4)(reverts.gap, 100)}`;
}
/** How many of several were, where `found` are known. */
function revertedWords(found, reverts) {
    if ('unknown' in reverts)
        return `${found} by what was deployed; reverts ${unknownWords(reverts.unknown)}`;
    const gap = reverts.gap === undefined ? '' : ` (${(0,untrusted/* issueText */.v4)(reverts.gap, 100)})`;
    return `${found === 0 ? 'none' : String(found)}${gap}`;
}
/** The same as lines of what is to be improved, with who went back to an earlier commit. */
function revertLines(one, reverts, past, until) {
    const by = one.claimed || 'unknown' in reverts ? undefined : revertOf(one.sha, reverts.value);
    const back = wentBack(one, past, until);
    return [
        ...(by === undefined ? [] : [`Commit \`${by.slice(0, 12)}\` reverts it.`]),
        ...(back === undefined
            ? []
            : [`Registration ${back.id} went back to the earlier commit \`${back.sha.slice(0, 12)}\`.`]),
    ];
}
/** The first deployment after it, of a commit that ran there before it and is not its own. */
function wentBack(one, past, until) {
    const ran = past.filter((each) => (0,outcome/* isDeployed */.Nj)(each) && each.id !== one.id && !each.claimed);
    const earlier = new Set(ran.filter(({ endedAt }) => endedAt <= one.endedAt).map(({ sha }) => sha));
    return ran
        .filter(({ endedAt, sha }) => endedAt > one.endedAt && endedAt <= until && sha !== one.sha)
        .sort((a, b) => a.endedAt - b.endedAt)
        .find(({ sha }) => earlier.has(sha));
}
const unknownWords = (why) => `not known: ${(0,untrusted/* issueText */.v4)(why, 200)}`;

;// CONCATENATED MODULE: ./actions/coordinate/src/review/deployment.ts





const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** When a deployment is reviewed again, counted from its end. */
const STEPS = [
    { after: HOUR_MS, words: '1 hour' },
    { after: DAY_MS, words: '24 hours' },
    { after: 7 * DAY_MS, words: '7 days' },
];
/** What is normal is made of so much before it. */
const NORMAL_MS = 90 * DAY_MS;
/** A schedule may be dropped at busy hours; what is older when it is first seen gets no review of its own. */
const FIRST_SEEN_MS = 2 * DAY_MS;
/** The last review may be late as well. */
const OLDEST_MS = 9 * DAY_MS;
/** The deployments that are worth a review: those that held, but for those that changed nothing. */
const isReviewed = ({ heldSince, outcome }) => heldSince !== undefined && outcome !== 'no-changes';
/**
 * The reviews that are due, oldest first: at 1 hour, 24 hours and 7 days after the end of each. `known`: the issue is there
 * already, so that it is only changed.
 */
function deploymentReviews(past, now, known, after) {
    return past.filter(isReviewed).flatMap((one) => {
        const age = now - one.endedAt;
        const step = STEPS.filter(({ after }) => age >= after).length;
        const key = `${one.environment}/${one.id}`;
        if (step === 0 || age > OLDEST_MS || (!known(key) && age > FIRST_SEEN_MS))
            return [];
        return [reviewOf(one, past, step, after)];
    });
}
function reviewOf(one, past, step, known) {
    const { after, words } = STEPS[step - 1] ?? STEPS[0];
    const until = one.endedAt + after;
    const before = past.filter(({ id, endedAt }) => id !== one.id && endedAt <= one.endedAt && endedAt > one.endedAt - NORMAL_MS);
    const since = past.filter(({ id, endedAt }) => id !== one.id && endedAt > one.endedAt && endedAt <= until);
    const normal = (0,baseline/* baselineOf */.Bv)(one.environment, before);
    const facts = { one, past, since, until, normal, words, known };
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
function numbersOf({ one, since, until, normal, words, known }) {
    const failed = since.filter((each) => (0,outcome/* kindOf */.I)(each) === 'failed').length;
    const { predicted } = one;
    const forecast = predicted === undefined ? NO_DATA : `${span(predicted.p50)}, ${span(predicted.p80)} in four of five`;
    return [
        ['Outcome', `${one.outcome}${one.causedIncident === undefined ? '' : ', caused an incident'}`, ''],
        ['Waited for its turn', span(waited(one)), range(normal.wait)],
        ['Deployed in', span((0,outcome/* secondsOf */.TM)(one)), range(normal.duration)],
        ['Forecast', forecast, ''],
        [`Deployments within ${words} after it`, `${since.length}, ${failed} failed`, ''],
        ['Alarms that went off since it began', alarmWords(known.alarms, beginOf(one), until), ''],
        ['Reverted', revertWords(one, known.reverts), ''],
    ];
}
/** When it had its turn. */
const beginOf = ({ heldSince, queuedAt }) => heldSince ?? queuedAt;
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
    const { one, past, since, until, normal, words, known } = facts;
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
        ...revertLines(one, known.reverts, past, until),
        ...alarmLines(known.alarms, { from: beginOf(one), end: one.endedAt, until }),
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
/** It cannot contain `-->`. */
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
    const changed = stepOf(kept.body) < review.step && body !== plain(kept.body);
    if (changed)
        await issues.update(repository, kept.number, { body });
    const opened = kept.number === made?.number;
    return { issue: kept, what: opened ? 'opened' : changed ? 'changed' : 'unchanged' };
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
function weeklyReviews(past, now, known, after) {
    const current = weekStart(now);
    return [current - WEEK_MS, current].flatMap((start) => {
        const end = start + WEEK_MS;
        const key = `${past.environment.toLowerCase()}/${weekName(start)}`;
        const last = latest(past, start, end);
        if (last === undefined || (!known(key) && now > end + week_FIRST_SEEN_MS))
            return [];
        // A week that is over is reviewed as a whole, once; before, as of what happened last.
        const over = now >= end;
        const until = over ? end : last;
        // A week that is over comes after all that happened in it, and again after an incident that is reported later.
        const reportedAt = past.deployments.flatMap((one) => one.endedAt > start && one.endedAt <= end ? (one.causedIncident?.at ?? []) : []);
        const step = over ? Math.max(end, ...reportedAt) + 1000 : last;
        return [week_reviewOf(past, { start, until, over, key, step: Math.ceil(step / 1000) }, after)];
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
function week_reviewOf(past, { start, until, over, key, step }, after) {
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
    const held = deployments.filter(({ endedAt, heldSince }) => endedAt > start && heldSince !== undefined);
    const reverts = held.map((one) => [one, revertLines(one, after.reverts, deployments, until)]);
    const reverted = reverts.flatMap(([one, lines]) => lines.map((line) => `${text_link(`Registration ${one.id}`, one.runUrl)}: ${line}`));
    const text = markdownOf({
        lead: `Week ${week}, from ${moment(start)}, ${over ? 'as a whole' : `as of ${moment(until)}`}: ${report.verdict}.`,
        numbers: [
            ...week_numbersOf(report),
            ['Alarms that went off', alarmWords(after.alarms, start, until), ''],
            ['Reverted, or gone back from', revertedWords(reverted.length, after.reverts), ''],
        ],
        well: week_wentWell(report),
        improve: [...week_toImprove(report), ...someOf(reverted), ...someOf(alarmTimes(after.alarms, start, until))],
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
const week_MOST = 10;
function someOf(lines) {
    const rest = lines.length - week_MOST;
    return [...lines.slice(0, week_MOST), ...(rest > 0 ? [`And ${rest} more.`] : [])];
}
const alarmTimes = (alarms, from, until) => 'unknown' in alarms
    ? []
    : wentOff(alarms.value, from, until).map(({ name, at }) => `${moment(at)}, alarm ${(0,untrusted/* issueText */.v4)(name, 80)} went off.`);
function week_toImprove({ ledger, recoveries, resources, durations, waits, }) {
    const bad = ledger.filter(({ heldSince, outcome, causedIncident }) => heldSince !== undefined &&
        (causedIncident !== undefined || ['failed', 'rolled-back', 'breached', 'error'].includes(outcome)));
    const rest = bad.length - week_MOST;
    return [
        ...bad.slice(0, week_MOST).map((one) => {
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
/** `review`: reviews what was deployed, in one issue for each deployment or week, which is rewritten in place. */
async function reviewDeployments(context) {
    const { inputs, step, ports } = context;
    const { environment, 'review-issue': by } = inputs;
    const { repository, repositoryId, serverUrl } = step.job;
    const now = step.clock.now();
    const since = now - NORMAL_MS - OLDEST_MS;
    const past = await (0,operations_past/* readPast */.rj)(ports.registry, { environment, repository, repositoryId, serverUrl, since });
    for (const gap of past.gaps)
        step.log.warning(`The review does not know everything: ${gap}.`);
    // An issue is opened after what it is about: no older one needs to be read.
    const from = by === 'weekly' ? weekStart(now) - WEEK_MS : now - OLDEST_MS;
    const own = await mayReview(() => ports.issues.own(repository, from));
    const known = (key) => about(key, own).length > 0;
    const dueBy = (after) => by === 'weekly'
        ? weeklyReviews({ ...past, environment, repository }, now, known, after)
        : deploymentReviews(past.deployments, now, known, after);
    const written = ({ key, step: far }) => stepOf(about(key, own)[0]?.body ?? '') >= far;
    // What is written already is not asked for again.
    const due = dueBy(NOT_ASKED).every(written)
        ? dueBy(NOT_ASKED)
        : dueBy(await readAfterwards(past.deployments.filter(({ endedAt }) => endedAt > from), by === 'weekly' ? from : now, context));
    const done = await publishAll(due, own, from, context);
    const lines = done.map(({ issue, what }) => `issue ${issue.number} ${what}`);
    step.log.info(`${environment}: ${lines.length === 0 ? 'nothing to review' : lines.join(', ')}.`);
    await step.summary(summaryOf(environment, done));
    return { values: {} };
}
const NOT_ASKED = { reverts: { unknown: 'not asked' }, alarms: { unknown: 'not asked' } };
/** What GitHub and CloudWatch know of the time since the first of these deployments, and since `from`. Never throws. */
async function readAfterwards(deployments, from, { inputs, step, ports }) {
    const held = deployments
        .filter(({ heldSince }) => heldSince !== undefined)
        .sort((a, b) => a.endedAt - b.endedAt);
    const [first] = held;
    if (first === undefined)
        return NOT_ASKED;
    const began = Math.min(from, ...held.map(beginOf));
    const [reverts, alarms] = await Promise.all([
        readReverts(step.job.repository, (held.find(({ claimed }) => !claimed) ?? first).sha, ports.commits),
        Promise.all(/* import() */[__webpack_require__.e(314), __webpack_require__.e(799)]).then(__webpack_require__.bind(__webpack_require__, 21799)).then(({ readAlarms }) => readAlarms(inputs, began, step)),
    ]);
    return { reverts, alarms };
}
async function publishAll(due, own, since, { step, ports }) {
    const context = {
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
        const published = await mayReview(() => publish(review, own, context, since));
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


/***/ }),

/***/ 80451:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ recoveriesOf),
/* harmony export */   U: () => (/* binding */ recoverySeconds)
/* harmony export */ });
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(17206);

/**
 * Episodes from the end of a failed deployment to the end of the next good one of the same environment; what fails
 * between them belongs to the same episode. `past`: of one environment, by their ends, oldest first.
 */
function recoveriesOf(past) {
    const episodes = [];
    let open;
    for (const one of past) {
        const kind = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .kindOf */ .I)(one);
        if (kind === 'failed') {
            open =
                open === undefined
                    ? { failedId: one.id, correlationId: one.correlationId, failedAt: one.endedAt, failures: 1 }
                    : { ...open, failures: open.failures + 1 };
        }
        else if (kind === 'succeeded' && open !== undefined) {
            const recovered = { deploymentId: one.id, at: one.endedAt, actor: one.actor };
            episodes.push({ ...open, recovered });
            open = undefined;
        }
    }
    return open === undefined ? episodes : [...episodes, open];
}
/** Undefined while nothing good followed. */
const recoverySeconds = ({ failedAt, recovered }) => recovered === undefined ? undefined : (recovered.at - failedAt) / 1000;


/***/ }),

/***/ 12449:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ reportOf)
});

// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/report/src/model/window.ts
var model_window = __webpack_require__(80664);
// EXTERNAL MODULE: ./packages/report/src/figures/outcome.ts
var outcome = __webpack_require__(17206);
// EXTERNAL MODULE: ./packages/report/src/figures/statistics.ts
var statistics = __webpack_require__(39503);
;// CONCATENATED MODULE: ./packages/report/src/figures/breakdown.ts




const outcomesByWeek = (past, window) => (0,model_window/* weeksOf */.x3)(window).map((week) => ({ ...week, ...(0,outcome/* countsOf */.mQ)((0,outcome/* endedWithin */.QX)(past, week)) }));
/** Of the successes of which there was a forecast. `past`: those of the window. */
function calibrationOf(past) {
    const judged = past.flatMap((one) => {
        const seconds = (0,outcome/* secondsOf */.TM)(one);
        const { predicted } = one;
        return (0,outcome/* isDeployed */.Nj)(one) && predicted && seconds !== undefined ? [{ predicted, seconds }] : [];
    });
    const kept = (level) => {
        const told = judged.flatMap(({ predicted, seconds }) => {
            const most = predicted[level];
            return most === undefined ? [] : [seconds <= most];
        });
        return (0,statistics/* share */.uM)(told.filter(Boolean).length, told.length);
    };
    return { p50: kept('p50'), p80: kept('p80'), p95: kept('p95') };
}
/** Resources at which deployments failed, the most frequent first. `past`: those of the window. */
function failedResources(past) {
    const found = new Map();
    for (const { failedResource: resource, endedAt } of past) {
        if (resource === undefined)
            continue;
        const { failures = 0, lastAt = endedAt } = found.get(resource) ?? {};
        found.set(resource, { resource, failures: failures + 1, lastAt: Math.max(lastAt, endedAt) });
    }
    return [...found.values()].sort((a, b) => b.failures - a.failures || b.lastAt - a.lastAt);
}
/** By stack, the slowest first. `past`: those of the window. */
function stackFigures(past) {
    const stacks = new Set(past.flatMap((one) => one.stacks));
    const figures = [...stacks].map((stack) => {
        const ours = past.filter((one) => one.stacks.includes(stack) && (0,outcome/* isCounted */.he)(one));
        const duration = (0,statistics/* quantilesOf */.Ck)(ours.filter(outcome/* isDeployed */.Nj).flatMap((one) => (0,outcome/* secondsOf */.TM)(one) ?? []));
        const failed = ours.filter((one) => (0,outcome/* kindOf */.I)(one) === 'failed').length;
        return { stack, deployments: ours.length, failed, ...(duration === undefined ? {} : { duration }) };
    });
    return figures
        .filter(({ deployments }) => deployments > 0)
        .sort((a, b) => (b.duration?.p50 ?? 0) - (a.duration?.p50 ?? 0));
}
/** The resources that successful deployments name as their slowest, the slowest first. `past`: those of the window. */
function slowResources(past) {
    const named = past.filter(outcome/* isDeployed */.Nj).flatMap(({ slowest = [] }) => slowest);
    const byName = (0,values/* groupBy */.$z)(named, ({ resource, type }) => `${resource} ${type}`);
    const figures = [...byName.values()].flatMap((times) => {
        const [first] = times;
        const seconds = times.map((one) => one.seconds);
        const median = (0,statistics/* quantilesOf */.Ck)(seconds)?.p50;
        if (first === undefined || median === undefined)
            return [];
        const { resource, type } = first;
        return [{ resource, type, deployments: times.length, median, longest: Math.max(...seconds) }];
    });
    return figures.sort((a, b) => b.median - a.median || b.deployments - a.deployments);
}

// EXTERNAL MODULE: ./packages/report/src/figures/recovery.ts
var recovery = __webpack_require__(80451);
;// CONCATENATED MODULE: ./packages/report/src/figures/dora.ts




/** The five figures as DORA defines them; docs/report.md says each in words. */
function doraOf(past, { window, before, firstCommits }) {
    const leads = newCommits(past).flatMap((one) => {
        const seconds = leadSeconds(one, one.committedAt);
        return seconds === undefined ? [] : [{ at: one.endedAt, seconds }];
    });
    const fromFirst = newCommits(past).flatMap((one) => {
        const seconds = leadSeconds(one, firstCommits?.get(one.id));
        return seconds === undefined ? [] : [{ at: one.endedAt, seconds }];
    });
    const recoveries = (0,recovery/* recoveriesOf */.B)(past).flatMap((episode) => {
        const seconds = (0,recovery/* recoverySeconds */.U)(episode);
        return seconds === undefined ? [] : [{ at: episode.failedAt, seconds }];
    });
    const repairs = repairsOf(past);
    const median = (all) => (span) => (0,statistics/* medianFigure */.lh)(all.filter(({ at }) => (0,model_window/* isWithin */.UO)(at, span)).map(({ seconds }) => seconds));
    const ofCounted = (wanted) => (span) => {
        const counted = (0,outcome/* endedWithin */.QX)(past, span).filter(outcome/* isCounted */.he);
        return (0,statistics/* share */.uM)(counted.filter(wanted).length, counted.length);
    };
    const trended = (figure) => trendedFigure(figure, window, before);
    return {
        deploymentFrequency: trended((span) => frequency(past, span)),
        leadTime: trended(median(leads)),
        firstCommitLeadTime: median(fromFirst)(window),
        changeFailureRate: trended(ofCounted((one) => (0,outcome/* kindOf */.I)(one) === 'failed')),
        recoveryTime: trended(median(recoveries)),
        reworkRate: trended(ofCounted(({ id }) => repairs.has(id))),
    };
}
function trendedFigure(figure, window, before) {
    const [now, then] = [figure(window), figure(before)];
    const weekly = (0,model_window/* weeksOf */.x3)(window).map((week) => figure(week).value);
    return { ...now, before: then, trend: (0,statistics/* trendOf */.RS)(now, then), weekly };
}
/** A week of the window at the least: ten deployments on the first day are not seventy a week. */
function frequency(past, span) {
    const known = (0,model_window/* knownPart */.Lb)(span, knownSince(past));
    if (known === undefined)
        return { sample: 0 };
    const length = Math.min(span.until - span.from, Math.max(model_window/* WEEK_MS */.mb, known.until - known.from));
    return (0,statistics/* rate */.TS)((0,outcome/* endedWithin */.QX)(past, span).filter(outcome/* isDeployed */.Nj).length, Math.max(length, model_window/* DAY_MS */.sO / 24) / model_window/* WEEK_MS */.mb);
}
/** When anything was first known of the environment. */
const knownSince = (past) => past.reduce((least, { queuedAt }) => Math.min(least, queuedAt), Number.POSITIVE_INFINITY);
/** The successes that were the first of their commit: a repetition brings nothing new. */
function newCommits(past) {
    const seen = new Set();
    return past.filter((one) => {
        if (!(0,outcome/* isDeployed */.Nj)(one) || seen.has(one.sha))
            return false;
        seen.add(one.sha);
        return true;
    });
}
/** Undefined without the commit's time, and where clocks say that it was made after it was deployed. */
const leadSeconds = ({ endedAt }, committedAt) => committedAt === undefined || committedAt > endedAt ? undefined : (endedAt - committedAt) / 1000;
/** After a failed deployment, what follows within this time is its repair. */
const REPAIR_MS = model_window/* DAY_MS */.sO;
/**
 * Deployments that repair: begun within 24 h after a failed one, back to a commit that ran before, or given priority.
 * By id.
 */
function repairsOf(past) {
    const repairs = new Set();
    const ran = new Set();
    let failedAt = Number.NEGATIVE_INFINITY;
    let current = '';
    for (const one of past) {
        const began = one.heldSince ?? one.queuedAt;
        const follows = began >= failedAt && began - failedAt <= REPAIR_MS;
        const reverts = one.sha !== current && ran.has(one.sha);
        if (follows || reverts || one.priority > 0)
            repairs.add(one.id);
        if ((0,outcome/* kindOf */.I)(one) === 'failed')
            failedAt = one.endedAt;
        if ((0,outcome/* isDeployed */.Nj)(one)) {
            ran.add(one.sha);
            current = one.sha;
        }
    }
    return repairs;
}

// EXTERNAL MODULE: ./packages/report/src/figures/durations.ts + 3 modules
var figures_durations = __webpack_require__(64960);
// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
;// CONCATENATED MODULE: ./packages/report/src/figures/verdict.ts

/** One sentence for people: `12 deployments, 1 failed, normal 4 min 10 s, now 4 min 40 s, no shift`. */
function verdictOf(counts, durations, knownDays) {
    const { succeeded, failed, unknown } = counts;
    const deployments = succeeded + failed + unknown;
    if (knownDays === 0)
        return 'no data';
    if (deployments === 0)
        return `no deployment in ${days(knownDays)}`;
    return [
        `${deployments} ${deployments === 1 ? 'deployment' : 'deployments'} in ${days(knownDays)}`,
        failed === 0 ? 'none failed' : `${failed} failed`,
        ...(unknown === 0 ? [] : [`${unknown} with an unknown end`]),
        ...speed(durations),
    ].join(', ');
}
const days = (count) => (count === 1 ? '1 day' : `${count} days`);
function speed({ normal, now, changePoints }) {
    if (normal === undefined || now === undefined)
        return [];
    const shift = changePoints.at(-1);
    const change = shift && `${percent(shift.after / shift.before - 1)} since ${shift.sha.slice(0, 7)}`;
    return [`normal ${(0,duration/* formatDuration */.a3)(normal.p50)}`, `now ${(0,duration/* formatDuration */.a3)(now)}`, change ?? 'no shift'];
}
const percent = (ratio) => `${ratio > 0 ? '+' : '−'}${Math.round(Math.abs(ratio) * 100)} %`;

// EXTERNAL MODULE: ./packages/report/src/figures/waits.ts
var waits = __webpack_require__(49580);
;// CONCATENATED MODULE: ./packages/report/src/figures/report.ts









/** All figures. Pure: the same sources give the same report. */
function reportOf(sources) {
    const { repository, now, environments, windowSeconds, compareSeconds } = sources;
    const windows = (0,model_window/* windowsOf */.R5)(now, windowSeconds, compareSeconds);
    return {
        ...{ repository, madeAt: now, ...windows },
        environments: environments.map((name) => environmentReport(name.toLowerCase(), sources, windows)),
    };
}
function environmentReport(environment, { deployments, freezes, firstCommits, gaps, now }, { window, before }) {
    const past = deployments.filter((one) => one.environment === environment).sort(byEnd);
    const recent = (0,outcome/* endedWithin */.QX)(past, window);
    const counts = (0,outcome/* countsOf */.mQ)(recent);
    const durations = (0,figures_durations/* durationsOf */.D)(past, window);
    const knownDays = daysOf(past, window);
    return {
        ...{ environment, counts, durations, knownDays, verdict: verdictOf(counts, durations, knownDays) },
        gaps: gaps?.get(environment) ?? [],
        dora: doraOf(past, (0,values/* compact */.oE)({ window, before, firstCommits })),
        weeks: outcomesByWeek(past, window),
        waits: (0,waits/* waitsOf */.yI)(past, window),
        calibration: calibrationOf(recent),
        resources: failedResources(recent),
        stacks: stackFigures(recent),
        slowResources: slowResources(recent),
        recoveries: (0,recovery/* recoveriesOf */.B)(past).filter(({ recovered }) => (recovered?.at ?? now) >= window.from),
        freezes: freezes
            .filter((one) => one.environment === environment && (one.until ?? now) >= window.from)
            .sort((a, b) => b.since - a.since),
        ledger: recent.toReversed(),
    };
}
const byEnd = (a, b) => a.endedAt - b.endedAt || a.id - b.id;
/** At least one where anything is known. */
function daysOf(past, window) {
    const known = (0,model_window/* knownPart */.Lb)(window, knownSince(past));
    return known === undefined ? 0 : Math.max(1, Math.round((known.until - known.from) / model_window/* DAY_MS */.sO));
}


/***/ })

};
;