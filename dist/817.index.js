"use strict";
exports.id = 817;
exports.ids = [817];
exports.modules = {

/***/ 25581:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ connections)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_for_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39928);
/* harmony import */ var _signalbox_registry_for_step__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96965);


/** The real world. */
const connections = {
    connect: _signalbox_registry_for_step__WEBPACK_IMPORTED_MODULE_1__/* .registryFor */ .Z,
    connectStacks: (inputs, step) => {
        const { 'aws-region': region, 'correlation-id': correlationId } = inputs;
        return (0,_signalbox_cloudformation_for_step__WEBPACK_IMPORTED_MODULE_0__/* .awsFor */ .B)({ region, correlationId }, step).readerOf(inputs['stack-name'] ?? '');
    },
};


/***/ }),

/***/ 44067:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ inputs),
/* harmony export */   V: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69346);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18203);



const inputs = {
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_1__/* .environment */ .cA,
    'stack-name': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .stackName */ .Qx,
    'change-set': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^[\w:/.-]+$/, 'the name or ARN of a change set'),
    template: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('the path of a template file'),
    'aws-region': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .awsRegion */ .Ue,
    'history-limit': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd)(1, 1000), '200'),
    'foreign-history': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM)(), 'false'),
    'started-at': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .moment */ .n$)(),
    // Milliseconds, or a moment, given by mistake: no deployment takes thirty years.
    'elapsed-seconds': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd)(0, 1_000_000_000),
    'github-token': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_1__/* .githubToken */ .bU,
    repository: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_1__/* .repository */ .Jk,
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_1__/* .correlationIdInput */ ._1,
};
const outputs = [
    'estimated-seconds',
    'estimated-seconds-p80',
    'estimated-seconds-p95',
    'remaining-seconds',
    'remaining-seconds-p80',
    'eta',
    'eta-p80',
    'stall-threshold-seconds',
    'sample-size',
    'confidence',
    'summary',
];


/***/ }),

/***/ 3533:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/estimate/src/forecast.ts + 3 modules
var src_forecast = __webpack_require__(56240);
// EXTERNAL MODULE: ./packages/estimate/src/plan.ts
var plan = __webpack_require__(74581);
// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __webpack_require__(80549);
// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/estimate/src/words.ts
var src_words = __webpack_require__(173);
;// CONCATENATED MODULE: ./actions/estimate-time/src/estimate.ts


/**
 * At `now` (milliseconds since the epoch), of a run under way since `elapsed` seconds, or one that starts now.
 * `atStart` is what was known when it began.
 */
function estimate(forecast, now, elapsed, atStart = forecast) {
    const words = (0,src_words/* summary */.z)(forecast, elapsed);
    if (forecast === undefined)
        return { sampleSize: 0, confidence: 'none', summary: words };
    const total = (level) => Math.ceil(forecast.quantile(level, elapsed));
    const remaining = (level) => Math.max(0, total(level) - (elapsed ?? 0));
    const eta = (level) => new Date(now + remaining(level) * 1000).toISOString();
    return {
        sampleSize: forecast.sampleSize,
        confidence: forecast.confidence,
        summary: words,
        times: {
            total: [total(0.5), total(0.8), total(0.95)],
            remaining: [remaining(0.5), remaining(0.8)],
            eta: [eta(0.5), eta(0.8)],
            stallThreshold: Math.ceil((0,src_forecast/* stallThreshold */.u)(atStart ?? forecast)),
        },
    };
}

// EXTERNAL MODULE: ./packages/registry/src/model/history.ts
var model_history = __webpack_require__(16239);
// EXTERNAL MODULE: ./packages/registry/src/model/snapshot.ts
var snapshot = __webpack_require__(68875);
;// CONCATENATED MODULE: ./actions/estimate-time/src/history.ts



/** Deployments by others count until so many of our own succeeded: theirs may do less, or wait for a reviewer. */
const ENOUGH_OF_OURS = 5;
/** The finished deployments to learn from, newest first. An outage costs the estimate, never the deployment. */
async function history_history(inputs, step, ports) {
    try {
        const { registry } = await ports.connect(inputs, step);
        return await read(registry, inputs);
    }
    catch (error) {
        if (!(error instanceof snapshot/* RegistryError */.gl))
            throw error;
        step.log.warning(`No estimate, because the history could not be read: ${(0,errors/* errorLine */.B)(error)}`);
        return [];
    }
}
async function read(registry, inputs) {
    const { environment, 'stack-name': stack, 'history-limit': limit } = inputs;
    const past = await registry.past(environment, limit);
    const ours = past
        .filter(({ payload }) => stack === undefined || payload.stacks.includes(stack))
        .flatMap((registration) => (0,model_history/* finishedRun */.sV)(registration) ?? []);
    const successes = ours.filter(({ outcome }) => outcome === 'success').length;
    if (!inputs['foreign-history'] || stack !== undefined || successes >= ENOUGH_OF_OURS)
        return ours;
    const theirs = await registry.foreignPast(environment, limit);
    return [...ours, ...theirs.flatMap((life) => (0,model_history/* finishedRun */.sV)(life) ?? [])];
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/attempt.ts
var attempt = __webpack_require__(13249);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/span.ts
var span = __webpack_require__(95214);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/template.ts + 1 modules
var model_template = __webpack_require__(13153);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/change-set.ts
var change_set = __webpack_require__(52419);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/feed.ts
var reader_feed = __webpack_require__(4986);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/baseline.ts
var baseline = __webpack_require__(19417);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/history.ts
var progress_history = __webpack_require__(87760);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/plan.ts
var progress_plan = __webpack_require__(68385);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/progress.ts
var progress = __webpack_require__(86409);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/operation-plan.ts










/** Pages of the stack's past that are read: some ten operations of a stack of middle size. */
const PAGES = 3;
/**
 * What a change set will do, or is doing, from the stack's own events and template.
 * Undefined when there is no such stack. @throws ReadError
 */
async function operationPlan(reader, { stack: name, changeSet }) {
    const stack = await reader.describeStack(name);
    if (stack === undefined)
        return undefined;
    const { stackId } = stack;
    const changes = (0,progress_plan/* flatten */.Bq)(await (0,change_set/* withNested */.g)(reader, await reader.changes(changeSet, stackId)), stackId);
    const template = await (0,model_template/* readTemplate */.x)((await reader.template(stackId, changeSet)) ?? '');
    const resources = template?.resources;
    const events = await readEvents(reader, stackId);
    const current = (0,attempt/* attempts */.r)(events).at(-1);
    // An operation under way is the change set's own: CloudFormation lets no other begin beside it.
    const since = current?.decided === undefined ? current?.startedAt : undefined;
    const began = since ?? Number.POSITIVE_INFINITY;
    const history = (0,progress_history/* learn */.n)(new Map([[stackId, events.filter(({ time }) => time < began)]]));
    const begun = (0,span/* spans */.iV)(events.filter(({ time }) => time >= began));
    const order = resources && { stackId, resources };
    const shape = (0,src_shape/* shapeOf */.F5)(changes);
    return {
        tasks: [
            ...begun
                .filter(({ endedAt }) => endedAt === undefined)
                .map((span) => (0,progress/* underWay */.Ki)(span, history.baseline(span), reader.now())),
            ...(0,progress_plan/* tasksOf */.a4)((0,progress_plan/* notBegun */.dH)(changes, begun), history.baseline, order),
        ],
        atStart: (0,progress_plan/* tasksOf */.a4)(changes, history.baseline, order),
        ...(shape === undefined ? {} : { shape }),
        runs: history.runs(stackId, isNew(stack.status) ? 'CREATE' : 'UPDATE'),
    };
}
/** What a template would create in a stack that does not exist yet, from what its types take anywhere. */
function templatePlan({ resources, complete }) {
    const stackId = '';
    const planned = resources.map(({ logicalId, type }) => ({
        stackId,
        logicalId,
        type,
        action: 'CREATE',
    }));
    const shape = (0,src_shape/* shapeOf */.F5)(planned);
    const tasks = (0,progress_plan/* tasksOf */.a4)(planned, ({ type, action }) => (0,baseline/* ofType */.gp)(type, action), { stackId, resources });
    return {
        ...(complete ? {} : { atLeast: true }),
        tasks,
        atStart: tasks,
        ...(shape === undefined ? {} : { shape }),
        runs: [],
    };
}
async function readEvents(reader, stackId) {
    const feed = (0,reader_feed/* openFeed */.B)(reader, stackId);
    let events = await feed.read(() => true);
    for (let page = 1; page < PAGES; page++) {
        const older = await feed.past();
        if (older.length === 0)
            break;
        events = [...older, ...events];
    }
    return events;
}
const isNew = (status) => status === 'REVIEW_IN_PROGRESS' || status === 'CREATE_IN_PROGRESS';

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/reader.ts
var reader = __webpack_require__(83257);
;// CONCATENATED MODULE: ./actions/estimate-time/src/plan.ts







/**
 * The plan, where a change set or a template tells; undefined without both. `elapsed` seconds of the deployment
 * are gone: of a change set under way only what is left counts.
 */
async function plan_plan(inputs, elapsed, step, ports) {
    const { 'stack-name': stack, 'change-set': changeSet, template } = inputs;
    if (changeSet !== undefined && template !== undefined) {
        throw new errors/* UserError */.y('Inputs "change-set" and "template" both say what is going to be done: give only one of them.');
    }
    if (template !== undefined) {
        const outlook = await fromFile(template, step);
        const atStart = (0,plan/* planned */.lM)(outlook.tasks);
        return { ...outlook, forecast: atStart, atStart };
    }
    if (changeSet === undefined)
        return undefined;
    if (stack === undefined)
        throw new errors/* UserError */.y('Input "change-set": needs the stack it is of as "stack-name".');
    try {
        const outlook = await operationPlan(await ports.connectStacks(inputs, step), { stack, changeSet });
        if (outlook === undefined)
            throw new errors/* UserError */.y(`Input "stack-name": there is no stack ${stack}.`);
        return { ...outlook, forecast: (0,plan/* planned */.lM)(outlook.tasks, elapsed), atStart: (0,plan/* planned */.lM)(outlook.atStart) };
    }
    catch (error) {
        if (!(error instanceof reader/* ReadError */.F))
            throw error;
        step.log.warning(`Estimating without the change set, because it could not be read: ${(0,errors/* errorLine */.B)(error)}`);
        return undefined;
    }
}
async function fromFile(path, step) {
    let body;
    try {
        body = (0,external_node_fs_.readFileSync)((0,external_node_path_.resolve)(step.env['GITHUB_WORKSPACE'] ?? '.', path), 'utf8');
    }
    catch (error) {
        throw new errors/* UserError */.y(`Input "template": ${path} could not be read (${(0,errors/* errorLine */.B)(error)}).`);
    }
    const template = await (0,model_template/* readTemplate */.x)(body);
    if (template === undefined) {
        throw new errors/* UserError */.y(`Input "template": ${path} is no CloudFormation template in JSON or YAML.`);
    }
    return templatePlan(template);
}

;// CONCATENATED MODULE: ./packages/estimate/src/picture.ts
const SHOWN = 30;
/**
 * The last 30 successes as a Mermaid chart for a job summary: a bar a run, oldest first, across them the lines of
 * p50, p80 and p95, and last the run under way if `elapsed` seconds are given. Empty when there is none to show.
 */
function picture(runs, forecast, elapsed) {
    const past = runs
        .filter(({ outcome, seconds }) => outcome === 'success' && seconds >= 0 && Number.isFinite(seconds))
        .sort((a, b) => a.endedAt - b.endedAt)
        .slice(-SHOWN)
        .map(({ seconds }) => seconds);
    if (past.length === 0)
        return '';
    const bars = elapsed === undefined ? past : [...past, elapsed];
    const lines = [0.5, 0.8, 0.95].map((level) => forecast.quantile(level, elapsed));
    const [unit, seconds] = (lines[0] ?? 0) < 100 ? ['seconds', 1] : ['minutes', 60];
    // A stalled run would flatten all others: the axis ends above p95, and such a bar at its top.
    const top = 1.25 * Math.max(...lines);
    const scaled = (value) => Number((Math.min(value, top) / seconds).toFixed(1));
    const newest = elapsed === undefined ? 'newest' : 'this one';
    return [
        '```mermaid',
        'xychart-beta',
        `  title "Durations in ${unit}: p50 ${scaled(lines[0] ?? 0)}, p80 ${scaled(lines[1] ?? 0)}, p95 ${scaled(lines[2] ?? 0)}"`,
        `  x-axis "oldest to ${newest}" 1 --> ${Math.max(2, bars.length)}`,
        `  y-axis "${unit}" 0 --> ${scaled(top)}`,
        `  bar [${bars.map(scaled).join(', ')}]`,
        ...lines.map((line) => `  line [${bars.map(() => scaled(line)).join(', ')}]`),
        '```',
    ].join('\n');
}

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
;// CONCATENATED MODULE: ./actions/estimate-time/src/report.ts




/** The job summary's section: the line, the numbers, the picture, and what was left out. */
function markdown(answer, { subject, runs, forecast, elapsed }) {
    const title = `### Estimate for ${(0,untrusted/* markdownText */.p7)(subject)}\n\n${answer.summary}\n\n`;
    if (answer.times === undefined || forecast === undefined)
        return title;
    const [p50, p80, p95] = answer.times.total.map(duration/* formatDuration */.a3);
    const left = answer.times.remaining.map(duration/* formatDuration */.a3);
    const rows = [
        `| total | ${p50} | ${p80} | ${p95} |`,
        ...(elapsed === undefined
            ? []
            : [`| left after ${(0,duration/* formatDuration */.a3)(elapsed)} | ${left[0]} | ${left[1]} | |`]),
    ];
    const numbers = ['| | half keep to | 8 of 10 keep to | 19 of 20 keep to |', '|---|---|---|---|', ...rows];
    return `${title}${numbers.join('\n')}\n\n${picture(runs, forecast, elapsed)}\n\n${basis(answer, runs)}\n\n`;
}
function basis({ sampleSize, confidence }, runs) {
    const failed = runs.filter(({ outcome }) => outcome === 'failure').length;
    const cancelled = runs.filter(({ outcome }) => outcome === 'cancelled').length;
    if (sampleSize === 0) {
        return `Confidence ${confidence}: no run has succeeded yet, so this is what the planned resources usually take.`;
    }
    return `Confidence ${confidence}: from ${(0,values/* counted */.hS)(sampleSize, 'successful run')}${without(failed, cancelled)}.`;
}
function without(failed, cancelled) {
    const parts = [
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
    ];
    const one = failed + cancelled === 1;
    return parts.length === 0 ? '' : `; ${parts.join(' and ')} ${one ? 'one does' : 'ones do'} not count`;
}

;// CONCATENATED MODULE: ./actions/estimate-time/src/main.ts









/** Estimates from what the registry remembers and what is planned, and says so in log and summary. Writes nothing to GitHub. */
async function run(inputs, step, ports) {
    const elapsed = elapsedSeconds(inputs, step.clock.now());
    (0,correlation/* correlate */._$)(step, inputs['correlation-id'], inputs.environment);
    const ahead = await plan_plan(inputs, elapsed, step, ports);
    const known = await history_history(inputs, step, ports);
    // The registry's runs are whole deployments; the stack's own operations are the next best.
    const others = known.some(({ outcome }) => outcome === 'success') ? [] : (ahead?.runs ?? []);
    const runs = (0,src_shape/* alike */.nO)([...known, ...others], ahead?.shape);
    const given = (0,plan/* blended */.J8)((0,src_forecast/* forecast */.g)(runs), ahead?.forecast);
    const now = step.clock.now();
    const atStart = (0,plan/* blended */.J8)((0,src_forecast/* forecast */.g)(runs, now - (elapsed ?? 0) * 1000), ahead?.atStart);
    const counted = estimate(given, now, elapsed, atStart);
    const answer = ahead?.atLeast && runs.length === 0
        ? { ...counted, summary: `at least: ${counted.summary} (${UNCOUNTED})` }
        : counted;
    const subject = inputs['stack-name'] ?? inputs.environment;
    step.log.info(`${subject}: ${answer.summary}`);
    await step.summary(markdown(answer, { subject, runs, forecast: given, elapsed }));
    return answer;
}
const UNCOUNTED = 'a transform or loop of the template makes more resources, known only to CloudFormation';
function elapsedSeconds(inputs, now) {
    const { 'started-at': startedAt, 'elapsed-seconds': elapsed } = inputs;
    if (startedAt !== undefined && elapsed !== undefined) {
        throw new errors/* UserError */.y('Inputs "started-at" and "elapsed-seconds" say the same: give only one of them.');
    }
    return startedAt === undefined ? elapsed : Math.max(0, Math.round((now - startedAt) / 1000));
}


/***/ }),

/***/ 99370:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ setOutputs)
/* harmony export */ });
/** Sets the outputs; what is not known is the empty string. */
function setOutputs(answer, step) {
    for (const [name, value] of Object.entries(outputsOf(answer)))
        step.output(name, value);
}
function outputsOf({ times, ...rest }) {
    return {
        'estimated-seconds': times?.total[0] ?? '',
        'estimated-seconds-p80': times?.total[1] ?? '',
        'estimated-seconds-p95': times?.total[2] ?? '',
        'remaining-seconds': times?.remaining[0] ?? '',
        'remaining-seconds-p80': times?.remaining[1] ?? '',
        eta: times?.eta[0] ?? '',
        'eta-p80': times?.eta[1] ?? '',
        'stall-threshold-seconds': times?.stallThreshold ?? '',
        'sample-size': rest.sampleSize,
        confidence: rest.confidence,
        summary: rest.summary,
    };
}


/***/ }),

/***/ 81702:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TW: () => (/* binding */ concludeNews),
/* harmony export */   cm: () => (/* binding */ hastyNotifier),
/* harmony export */   iP: () => (/* binding */ announce)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_slack_for_step__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86564);


/** A Slack that is down must not hold up the deployment; what is left goes out with the next step. */
const HASTE_SECONDS = 10;
/** Slack's notifier for what is told before the deployment is over; undefined where the inputs name none. */
function hastyNotifier({ inputs, step, correlationId }) {
    const haste = Math.min(inputs['delivery-budget'], HASTE_SECONDS);
    return (0,_signalbox_slack_for_step__WEBPACK_IMPORTED_MODULE_1__/* .notifierFor */ .I)({ ...inputs, 'delivery-budget': haste }, step, correlationId);
}
/** Tells Slack, where the inputs say how. Whatever goes wrong with that is said, and never thrown. */
function announce(event, reporter) {
    return quietly(reporter.step, async () => {
        await (await hastyNotifier(reporter))?.send(event);
    });
}
/** The job's last word to Slack; what cannot be delivered is left to the next run. Never throws either. */
function concludeNews(event, { inputs, step, correlationId }) {
    return quietly(step, async () => {
        await (await (0,_signalbox_slack_for_step__WEBPACK_IMPORTED_MODULE_1__/* .notifierFor */ .I)(inputs, step, correlationId))?.finish(event);
    });
}
/** Nothing about Slack may fail a deployment. */
async function quietly({ log }, tell) {
    try {
        await tell();
    }
    catch (error) {
        log.warning(`Slack was not told: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}`, 'Slack');
    }
}


/***/ }),

/***/ 50459:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ finish)
});

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/step/unknown.ts
var unknown = __webpack_require__(45365);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./actions/monitor/src/verdict.ts
var verdict = __webpack_require__(64427);
// EXTERNAL MODULE: ./actions/guard/src/announce.ts
var announce = __webpack_require__(81702);
// EXTERNAL MODULE: ./actions/guard/src/identity.ts
var identity = __webpack_require__(15087);
// EXTERNAL MODULE: ./actions/guard/src/main.ts + 1 modules
var main = __webpack_require__(77661);
// EXTERNAL MODULE: ./actions/guard/src/queue-news.ts
var queue_news = __webpack_require__(94732);
// EXTERNAL MODULE: ./actions/guard/src/turn.ts
var turn = __webpack_require__(83594);
;// CONCATENATED MODULE: ./actions/guard/src/verdict.ts
const BROKEN = ['failed', 'rolled-back'];
/** Endings of a watch that leave open what becomes of the stack. */
const OPEN = ['timed-out', 'cancelled', 'stalled'];
/** Whether it is known what became of the stack. */
const isCertain = (watched) => watched !== undefined && !OPEN.includes(watched.status);
/**
 * What became of the deployment, from the job's own status and from the stack.
 * The stack wins: a job that is green over a stack that rolled back has not deployed, a cancelled job whose stack
 * failed leaves a failure behind, and one whose stack finished leaves its commit running. A monitor that lost sight (or had nothing to see) adds nothing.
 * `failOn` adds what the user counts as a failure too. A job that had failed before the deployment began
 * (a rollback by `if: failure()`) cannot tell that it succeeded, and nothing that is not known to have counts as it.
 */
function judge(jobStatus, watched, failOn = [], failedBefore = false) {
    const broken = BROKEN.find((status) => status === watched?.status);
    if (broken !== undefined) {
        const reason = watched?.reason ?? `the stack ${broken}`;
        const cancelled = jobStatus === 'cancelled' ? ' (the job was cancelled)' : '';
        return { outcome: 'failure', event: broken, reason: reason + cancelled };
    }
    if (jobStatus === 'cancelled')
        return ofCancelled(watched);
    if (jobStatus !== 'success') {
        const failed = watched?.status === 'succeeded' ? STEP_FAILED_AFTER : 'a step of the job failed';
        return { outcome: 'failure', event: 'failed', reason: failedBefore ? FAILED_BEFORE : failed };
    }
    if (watched?.status === 'timed-out') {
        return {
            outcome: 'failure',
            event: 'timed-out',
            reason: watched.reason ?? 'the stack did not finish in time',
        };
    }
    if (watched !== undefined && failOn.includes(watched.status)) {
        return { outcome: 'failure', event: 'failed', reason: watched.reason ?? WORDS[watched.status] };
    }
    return { outcome: 'success', event: 'complete' };
}
/** People read what became of the stack, and the registry knows which commit runs. */
function ofCancelled(watched) {
    const outcome = watched?.status === 'succeeded' ? 'success' : 'cancelled';
    return { outcome, event: 'cancelled', reason: `the job was cancelled${storyOf(watched)}` };
}
function storyOf(watched) {
    if (watched === undefined)
        return '';
    const { status, stackStatus } = watched;
    const at = stackStatus === undefined ? '' : ` (${stackStatus})`;
    switch (status) {
        case 'succeeded':
            return `, but the stack finished${at}: the new version runs`;
        case 'no-changes':
            return `, and the stack did not change${at}: what ran before still runs`;
        case 'not-found':
            return ', and there is no such stack';
        case 'timed-out':
        case 'stalled':
        case 'cancelled':
            return ` while the stack was still moving${at}: look at it, nobody knows yet what becomes of it`;
        default:
            return `; ${WORDS[status]}`;
    }
}
const STEP_FAILED_AFTER = 'a step of the job failed, but the stack succeeded: the new version runs';
/**
 * What a green job leaves unsaid: that nothing changed, or that nobody saw what became of it (`unknown`, or as the report
 * says). Unknown is never a success, nor a failure of the deployment: the record is closed as an error, whatever the cause.
 */
function qualified(verdict, seen, unknown) {
    if (verdict.outcome !== 'success')
        return verdict;
    const why = seen?.lostSight ?? (seen?.status === 'cancelled' ? WATCH_ENDED : unknown);
    if (why !== undefined) {
        const reason = `the job succeeded, but what became of the deployment is not known: ${why}`;
        return { outcome: 'error', event: 'timed-out', reason };
    }
    if (seen?.status !== 'no-changes')
        return verdict;
    const [check] = seen.checks.filter(({ status }) => status === 'no-changes');
    const which = check === undefined ? seen.note : `${check.subject} ${check.reason}`;
    return { ...verdict, reason: `no changes${which === undefined ? '' : `: ${which}`}` };
}
const WATCH_ENDED = 'its watch was ended from outside before the deployment was over';
const FAILED_BEFORE = 'the job had failed before this deployment began, so its status does not tell how it ended; give it a job of its own';
const WORDS = {
    succeeded: 'the stack succeeded',
    failed: 'the stack failed',
    'rolled-back': 'the stack rolled back',
    stalled: 'the stack is stalled',
    'timed-out': 'the stack did not finish in time',
    cancelled: 'the watch was cancelled',
    'no-changes': 'the stack did not change',
    'not-found': 'there is no such stack',
};

// EXTERNAL MODULE: ./actions/guard/src/watch.ts
var watch = __webpack_require__(73462);
;// CONCATENATED MODULE: ./actions/guard/src/finish.ts












/** Post: join the monitor, judge the outcome, finish the record, tell Slack, write the summary. */
async function finish(inputs, step) {
    const began = Number(step.state(main/* BEGAN */.uL));
    const jobStatus = inputs['job-status'] ?? '';
    const id = (0,identity/* identityOf */.c)(inputs, step);
    const reporter = { inputs, step, correlationId: id };
    if (began === 0)
        return await (0,queue_news/* leaveQueue */.j)(judge(jobStatus, undefined), reporter);
    const seen = await (0,watch/* joinMonitor */.j9)(step, {
        jobStatus,
        timeoutSeconds: inputs.timeout,
        onCancel: inputs['on-cancel'],
    });
    const { report, summary, refused } = seen;
    const watched = report && watchedOf(report);
    const judged = judge(jobStatus, watched, inputs['fail-on'], step.state(main/* FAILED_BEFORE */.Ag) !== '');
    const verdict = qualified(judged, report, refused ?? seen.unknown ?? leftUnknown(report, step));
    const elapsedSeconds = (step.clock.now() - began) / 1000;
    const title = `${(0,untrusted/* markdownText */.p7)(inputs.environment)}: ${endingOf(verdict, watched)} after ${(0,duration/* formatDuration */.a3)(elapsedSeconds)}`;
    await step.summary(section(title, isShown(verdict, report) ? undefined : verdict.reason, id) + summary);
    // Slack must hear of it even when the release finds that the hold was not exclusive.
    const [released] = await Promise.allSettled([
        (0,turn/* releaseTurn */.b)(inputs, step, verdict, { certain: isCertain(watched), hurried: jobStatus === 'cancelled' }),
        (0,announce/* concludeNews */.TW)({ kind: verdict.event, facts: { elapsedSeconds, ...factsOf(verdict, report) } }, reporter),
    ]);
    if (released.status === 'rejected')
        throw released.reason;
    if (jobStatus !== 'success')
        return;
    // Not for its outcome, which nobody knows: an input or permission that is at fault fails a step, as everywhere.
    if (refused !== undefined)
        throw new errors/* UserError */.y(`${inputs.environment}: ${verdict.reason}`);
    const red = watched !== undefined && inputs['fail-on'].includes(watched.status);
    if (verdict.outcome === 'failure' && red) {
        throw new errors/* UserError */.y(`${inputs.environment} was not deployed although the job succeeded: ${verdict.reason}.`);
    }
}
/** What other monitors of this job have lost sight of, and ours has not seen. */
function leftUnknown(report, { env }) {
    return (0,unknown/* unknownLine */.f2)((0,unknown/* unknownIn */.e3)(env, report === undefined ? [] : (0,verdict/* sightOf */.p1)(report).seen));
}
/** What the monitor knows of the end; nothing when it had lost sight. */
function watchedOf(report) {
    const { status, stackStatus, failureReason, failedResource, lostSight, note = '' } = report;
    if (lostSight !== undefined)
        return undefined;
    const reason = [failedResource, failureReason].filter(Boolean).join(': ') || note;
    return {
        ...{ status, ...(stackStatus === undefined ? {} : { stackStatus }) },
        ...(reason === '' ? {} : { reason }),
    };
}
function factsOf(verdict, report) {
    const cause = report?.rootCause;
    const lines = cause === undefined ? [] : [`${cause.logicalId}: ${cause.reason}`, cause.advice, ...cause.evidence];
    return {
        ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
        ...(lines.length === 0 ? {} : { rootCause: lines }),
        ...(report?.consoleUrl === undefined ? {} : { consoleUrl: report.consoleUrl }),
    };
}
function endingOf({ outcome, event }, watched) {
    if (outcome === 'error')
        return 'not known how it ended,';
    return watched?.status === 'no-changes' && event === 'complete' ? UNCHANGED : TITLES[event];
}
/** The job went well, and changed nothing that was watched. */
const UNCHANGED = 'nothing changed';
const TITLES = {
    complete: 'deployed',
    failed: 'failed',
    'rolled-back': 'rolled back',
    'timed-out': 'timed out',
    cancelled: 'cancelled',
};
/** The monitor's own section gives the cause, so the reason above it would say it twice. */
const isShown = ({ reason }, report) => reason !== undefined && report?.rootCause !== undefined && reason.includes(report.rootCause.reason);
/** `title` is Markdown already. */
function section(title, reason, id) {
    const why = reason === undefined ? [] : [(0,untrusted/* markdownText */.p7)(reason, 1000), ''];
    return [`### ${title}`, '', ...why, `<sub>correlation id ${id}</sub>`, '', ''].join('\n');
}


/***/ }),

/***/ 15087:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ identityOf),
/* harmony export */   l: () => (/* binding */ identify)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23071);

/** The id that a root step of this job handed on. */
const GUARDED = 'SIGNALBOX_GUARDED';
const IDENTITY = 'correlation-id';
/**
 * Each root step of a job guards a deployment of its own, with a thread of its own: what an earlier one handed on
 * to the steps after it is not inherited. Returns the step as it is without that.
 */
function identify(inputs, given) {
    const { [_signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__/* .CORRELATION_VARIABLE */ .U7]: inherited, ...env } = given.env;
    const theirs = inherited !== undefined && inherited !== given.env[GUARDED];
    const step = { ...given, env: theirs ? { ...env, [_signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__/* .CORRELATION_VARIABLE */ .U7]: inherited } : env };
    const id = (0,_signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__/* .correlate */ ._$)(step, inputs['correlation-id'], inputs.environment);
    if (id !== inherited)
        step.exportVariable(GUARDED, id);
    step.saveState(IDENTITY, id);
    return { step: { ...step, env: { ...env, [_signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__/* .CORRELATION_VARIABLE */ .U7]: id } }, id };
}
/** In the post step: the job's environment may be a later root step's by now. */
const identityOf = (inputs, step) => step.state(IDENTITY) || (0,_signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__/* .correlationId */ .kY)(inputs['correlation-id'], step.env, step.job, inputs.environment);


/***/ }),

/***/ 31817:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _finish_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50459);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18512);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77661);




await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .inputs */ .QL, { main: _main_js__WEBPACK_IMPORTED_MODULE_3__/* .begin */ .qN, post: _finish_js__WEBPACK_IMPORTED_MODULE_1__/* .finish */ .O });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 18512:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ix: () => (/* binding */ monitorInputs),
/* harmony export */   QL: () => (/* binding */ inputs)
/* harmony export */ });
/* unused harmony export outputs */
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77835);
/* harmony import */ var _coordinate_src_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86055);
/* harmony import */ var _estimate_time_src_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44067);
/* harmony import */ var _monitor_src_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31717);
/* harmony import */ var _notify_src_inputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3742);





/** The fields of `from` under `names`. */
function pick(from, ...names) {
    return Object.fromEntries(names.map((name) => [name, from[name]]));
}
/** What is handed on to the monitor. */
const monitorInputs = pick(_monitor_src_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputs */ .Q, 'stack-name', 'aws-region', 'timeout', 'start-timeout', 'stall-after', 'poll-interval', 'fail-on', 'on-cancel', 'ecs-service', 'health-url', 'health-status', 'health-follow-redirects', 'health-successes', 'health-timeout', 'role-to-assume');
const inputs = {
    ...pick(_coordinate_src_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputs */ .QL, 'environment', 'github-token', 'repository', 'correlation-id', 'ref', 'on-busy', 'wait-timeout', 'priority', 'on-outdated', 'promoted-from', 'require-concurrency-group', 'settle', 'max-hold', 'claim-timeout', 'on-registry-error', 'description', 'environment-url', 'job-status', 'check-run-id'),
    ...monitorInputs,
    ..._signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_0__/* .slackInputs */ .aX,
    ...pick(_notify_src_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .inputs */ .QL, 'message', 'fields', 'url', 'thread-ts'),
    ...pick(_estimate_time_src_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .inputs */ .Q, 'history-limit', 'foreign-history'),
};
const outputs = [..._coordinate_src_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .outputs */ .V4, ..._estimate_time_src_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .outputs */ .V];


/***/ }),

/***/ 77661:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  uL: () => (/* binding */ BEGAN),
  Ag: () => (/* binding */ FAILED_BEFORE),
  qN: () => (/* binding */ begin)
});

// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/slack/src/job/inputs.ts
var job_inputs = __webpack_require__(77835);
// EXTERNAL MODULE: ./actions/coordinate/src/main.ts + 19 modules
var main = __webpack_require__(99367);
// EXTERNAL MODULE: ./actions/monitor/src/check.ts
var check = __webpack_require__(76482);
// EXTERNAL MODULE: ./actions/notify/src/fact-inputs.ts
var fact_inputs = __webpack_require__(75467);
// EXTERNAL MODULE: ./actions/guard/src/announce.ts
var announce = __webpack_require__(81702);
// EXTERNAL MODULE: ./actions/estimate-time/src/connections.ts
var connections = __webpack_require__(25581);
// EXTERNAL MODULE: ./actions/estimate-time/src/main.ts + 6 modules
var src_main = __webpack_require__(3533);
// EXTERNAL MODULE: ./actions/estimate-time/src/outputs.ts
var outputs = __webpack_require__(99370);
;// CONCATENATED MODULE: ./actions/guard/src/expected.ts



/** Of the whole deployment, not of one of its stacks, and of one that has not begun. */
const WHOLE = {
    'stack-name': undefined,
    'change-set': undefined,
    template: undefined,
    'started-at': undefined,
    'elapsed-seconds': undefined,
};
/** Estimates the environment as the `estimate-time` action does; undefined without history. */
async function expectedSeconds(inputs, step) {
    const answer = await (0,src_main/* run */.e)({ ...inputs, ...WHOLE }, step, connections/* connections */.o);
    (0,outputs/* setOutputs */.n)(answer, step);
    if (answer.times === undefined)
        return undefined;
    const [p50, p80] = answer.times.total;
    return { p50, p80 };
}
/** When a deployment that starts at `now` should be over. */
const finishOf = ({ p50, p80 }, now) => ({
    expected: now + p50 * 1000,
    latest: now + p80 * 1000,
});

// EXTERNAL MODULE: ./actions/guard/src/identity.ts
var identity = __webpack_require__(15087);
// EXTERNAL MODULE: ./actions/guard/src/queue-news.ts
var queue_news = __webpack_require__(94732);
// EXTERNAL MODULE: ./actions/guard/src/watch.ts
var watch = __webpack_require__(73462);
;// CONCATENATED MODULE: ./actions/guard/src/main.ts











/** Set once the deployment is under way: the post step has something to finish. */
const BEGAN = 'began';
/** Set when the job had failed already: a rollback, say. */
const FAILED_BEFORE = 'failed-before';
/** Main: correlate, queue and hold; estimate meanwhile; announce; watch beside the user's own deploy step. */
async function begin(inputs, given) {
    (0,main/* checkTogether */.RU)(inputs, given.env);
    const [fault] = (0,job_inputs/* halves */.AP)(inputs);
    if (fault !== undefined)
        throw new errors/* UserError */.y(fault);
    (0,check/* checkWatched */.l)(inputs, given.env);
    const { step, id } = (0,identity/* identify */.l)(inputs, given);
    const told = facts(inputs, step);
    const reporter = { inputs, step, correlationId: id };
    const [turn, expected] = await Promise.all([(0,queue_news/* takeTurnAloud */.k)(told, reporter), expectedSeconds(inputs, step)]);
    if (!turn.deploys)
        return;
    const directory = (0,watch/* watchDirectory */.bG)(step);
    await (0,watch/* keepBaseline */.rI)(inputs, directory, step, id);
    const now = step.clock.now();
    step.saveState(BEGAN, String(now));
    if (inputs['job-status'] === 'failure')
        step.saveState(FAILED_BEFORE, 'true');
    const watched = [...inputs['stack-name'], ...inputs['ecs-service'], ...inputs['health-url']];
    if (watched.length > 0) {
        (0,watch/* startMonitor */.Rd)(directory, step, {
            environment: inputs.environment,
            repository: inputs.repository,
            'github-token': inputs['github-token'],
            'correlation-id': id,
            'deployment-id': turn.deploymentId,
        });
    }
    const finish = expected === undefined ? {} : { finish: finishOf(expected, now) };
    await (0,announce/* announce */.iP)({ kind: 'start', facts: { ...told, ...finish } }, reporter);
}
function facts(inputs, { job, log }) {
    const [stack] = inputs['stack-name'];
    const { inputs: shown, unread } = (0,fact_inputs/* readable */.HD)(inputs);
    for (const line of (0,fact_inputs/* unreadLines */.Zu)(unread))
        log.warning(line);
    const known = {
        environment: inputs.environment,
        repository: job.repository,
        sha: inputs.ref,
        ref: job.refName,
        actor: job.actor,
        runUrl: job.runUrl,
        ...(stack === undefined ? {} : { stack: inputs['stack-name'].join(', ') }),
        ...(0,values/* compact */.oE)({
            ...{ environmentUrl: inputs['environment-url'], url: shown.url },
            ...{ message: inputs.message, fields: shown.fields, jobId: inputs['check-run-id'] },
        }),
    };
    return (0,fact_inputs/* withSign */.Oy)(known, unread);
}


/***/ }),

/***/ 94732:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ leaveQueue),
/* harmony export */   k: () => (/* binding */ takeTurnAloud)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _announce_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81702);
/* harmony import */ var _turn_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83594);



/** What Slack heard of our place in the queue: that we wait, and then how that ended. */
const QUEUED = 'queued';
const WAITS = 'waits';
const ENDED = 'ended';
/** Takes the turn, and tells Slack of the queue meanwhile: that we wait, for whom, and whose runner was lost. */
async function takeTurnAloud(facts, reporter) {
    const { step } = reporter;
    const news = newsOf(reporter);
    let queued = false;
    const subscriber = {
        waits: ({ code, details }, ahead, over) => {
            queued = true;
            step.saveState(QUEUED, WAITS);
            // What is over is not under way: then people read why the environment is closed all the same.
            const holder = over ? undefined : ahead[0];
            const active = holder === undefined ? {} : { active: activeOf(holder, step.job.serverUrl) };
            const waiting = { ...facts, ...active, queuePosition: ahead.length };
            const why = holder === undefined ? { reason: details || code } : {};
            news.tell({ kind: 'queued', facts: { ...waiting, ...why } });
            // Without a channel of its own it would only repeat what the thread just heard.
            if (holder !== undefined && reporter.inputs['interact-channel'] !== undefined) {
                news.tell({ kind: 'concurrent', facts: { ...facts, ...active } });
            }
        },
        ended: ({ payload, environment, heldSince }, owner) => {
            const { correlationId, repository, runId, runAttempt, checkRunId } = payload;
            const job = checkRunId === undefined ? {} : { jobId: checkRunId };
            const whose = { correlationId, environment, repository, runId, runAttempt, ...job };
            news.then((notifier) => notifier.endLost([{ ...whose, began: heldSince !== undefined, ...endOf(owner) }]));
        },
    };
    try {
        const turn = await (0,_turn_js__WEBPACK_IMPORTED_MODULE_2__/* .takeTurn */ .V)(reporter.inputs, step, subscriber);
        if (!turn.deploys && queued)
            news.tell({ kind: 'skipped', facts: { reason: turn.reason } });
        return turn;
    }
    catch (error) {
        const kind = step.cancelled.aborted ? 'cancelled' : 'skipped';
        if (queued)
            news.tell({ kind, facts: { reason: (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error) } });
        throw error;
    }
    finally {
        await news.told();
        if (queued)
            step.saveState(QUEUED, ENDED);
    }
}
/** Post, when the turn never came: ends the place in the queue, and tells Slack what it has not heard of it. */
async function leaveQueue(verdict, reporter) {
    const heard = reporter.step.state(QUEUED);
    try {
        const { reason } = verdict;
        await (0,_turn_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseTurn */ .b)(reporter.inputs, reporter.step, {
            ...verdict,
            ...(reason === undefined ? {} : { reason: `left the queue: ${reason}` }),
        });
    }
    finally {
        // The main step was killed when it could not say itself how its waiting ended.
        if (heard !== '')
            await (0,_announce_js__WEBPACK_IMPORTED_MODULE_1__/* .concludeNews */ .TW)(heard === WAITS ? leaving(verdict) : undefined, reporter);
    }
}
const leaving = ({ event }) => event === 'cancelled'
    ? { kind: 'cancelled', facts: { reason: 'cancelled while waiting' } }
    : { kind: 'skipped', facts: { reason: 'its turn did not come' } };
/** Tells in order, beside the waiting. Trouble is said, and never thrown. */
function newsOf(reporter) {
    let all = Promise.resolve();
    let notifier;
    const then = (what) => {
        notifier ??= (0,_announce_js__WEBPACK_IMPORTED_MODULE_1__/* .hastyNotifier */ .cm)(reporter);
        const opened = notifier;
        all = all
            .then(async () => {
            const open = await opened;
            if (open !== undefined)
                await what(open);
        })
            .catch((error) => reporter.step.log.warning(`Slack was not told: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}`, 'Slack'));
    };
    return {
        then,
        tell: (event) => then((open) => open.send(event)),
        told: () => all,
    };
}
function activeOf({ sha, payload, heldSince }, serverUrl) {
    const { actor, repository, runId } = payload;
    const since = heldSince === undefined ? {} : { since: heldSince };
    return { sha, actor, runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`, ...since };
}
const endOf = (owner) => (owner.alive === false ? { conclusion: owner.conclusion } : {});


/***/ }),

/***/ 83594:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ takeTurn),
/* harmony export */   b: () => (/* binding */ releaseTurn)
/* harmony export */ });
/* harmony import */ var _coordinate_src_main_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99367);
/* harmony import */ var _coordinate_src_outputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(93414);
/* harmony import */ var _coordinate_src_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88463);
/* harmony import */ var _coordinate_src_release_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41991);




/** Waits for the turn exactly as the `coordinate` action does, outputs and summary included. */
async function takeTurn(inputs, step, subscriber) {
    const turn = await (0,_coordinate_src_main_js__WEBPACK_IMPORTED_MODULE_0__/* .takeTurn */ .Vm)(inputs, step, async () => ({
        ...(await connection(inputs, step)),
        subscriber,
    }));
    (0,_coordinate_src_outputs_js__WEBPACK_IMPORTED_MODULE_3__/* .conclude */ .E)(turn, step);
    const { 'can-deploy': deploys = false, reason = '', 'deployment-id': deploymentId } = turn.values;
    return { deploys, reason, ...(deploymentId === undefined ? {} : { deploymentId: String(deploymentId) }) };
}
/** While it is waited, and in the post step after those of others, the job's own AWS credentials may be gone. */
const connection = (inputs, step) => (0,_coordinate_src_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .connect */ .N)(inputs, step, inputs['role-to-assume']);
/**
 * Ends the registration with the verdict. Does nothing when there is none. When nobody knows what becomes of
 * the stack, the environment stays closed while it moves. After a cancellation there is no time to wait for GitHub.
 */
async function releaseTurn(inputs, step, { outcome, reason }, { certain = true, hurried = false } = {}) {
    const description = inputs.description ?? reason;
    const ended = { ...inputs, 'job-status': outcome, ...(description === undefined ? {} : { description }) };
    await (0,_coordinate_src_release_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseAfterJob */ .P6)(ended, step, () => connection(inputs, step), {
        closedWhileBusy: !certain,
        hurried,
    });
}


/***/ }),

/***/ 73462:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rd: () => (/* binding */ startMonitor),
/* harmony export */   bG: () => (/* binding */ watchDirectory),
/* harmony export */   j9: () => (/* binding */ joinMonitor),
/* harmony export */   rI: () => (/* binding */ keepBaseline)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _signalbox_runner_background__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5895);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77835);
/* harmony import */ var _monitor_src_baseline_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(37263);
/* harmony import */ var _monitor_src_connections_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(77945);
/* harmony import */ var _monitor_src_tell_slack_thread_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(37145);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(18512);









/** Where the main step keeps the monitor it started for the post step, or why there is none. */
const MONITOR = 'monitor';
const NOT_STARTED = 'monitor-not-started';
const LOST = 'Lost sight';
/**
 * After a cancellation the runner gives all post steps of the job five minutes together. The watch may have
 * this much of it; the release and Slack need at most two minutes more, even when neither answers.
 */
const CANCELLED_LIMIT_SECONDS = 90;
const STOP_SECONDS = 10;
/** Process ids come round again (soon on Windows): what another one left would be taken for the end of this one. */
const watchDirectory = (step) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(step.job.tempDir, 'signalbox', `guard-${process.pid}-${step.clock.now()}`);
/**
 * Keeps what the services run before the job's own steps deploy: in the main step, since the monitor may look too late.
 * @throws UserError when a service may not be read at all
 */
async function keepBaseline(inputs, directory, step, id) {
    if (inputs['ecs-service'].length === 0)
        return;
    await (0,_monitor_src_baseline_js__WEBPACK_IMPORTED_MODULE_5__/* .keepBaseline */ .rI)(inputs['ecs-service'], directory, step, await (0,_monitor_src_connections_js__WEBPACK_IMPORTED_MODULE_6__/* .connect */ .N)(inputs, step, id));
}
/** The `monitor` action, on its own bundle, beside the user's steps. Without it the deployment still goes on. */
function startMonitor(directory, step, given) {
    try {
        const saved = { detached: startIn(directory, step, given), given: withoutToken(given) };
        step.saveState(MONITOR, JSON.stringify(saved));
    }
    catch (error) {
        const why = `the monitor could not be started: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .errorLine */ .B)(error)}`;
        step.saveState(NOT_STARTED, why);
        step.log.warning(`The deployment is not watched, since ${why}`, LOST);
    }
}
/** The post step has the token as an input of its own; state is no place for it. */
const withoutToken = ({ 'github-token': _, ...given }) => given;
function startIn(directory, step, given) {
    const names = [...Object.keys({ ..._inputs_js__WEBPACK_IMPORTED_MODULE_8__/* .monitorInputs */ .Ix, ..._signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_4__/* .slackInputs */ .aX }), 'github-token'];
    const handedOn = names.map((name) => [name, step.env[(0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .inputVariable */ .LO)(name)]]);
    const inputs = Object.entries({ ...Object.fromEntries(handedOn), ...given, mode: 'foreground' });
    return (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_1__/* .startDetached */ .tG)({
        bundle: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(process.argv[1] ?? ''), '../monitor/index.js'),
        inputs: Object.fromEntries(inputs.filter((entry) => Boolean(entry[1]))),
        env: { ...step.env, [_monitor_src_tell_slack_thread_js__WEBPACK_IMPORTED_MODULE_7__/* .OUTCOME_TOLD_ELSEWHERE */ .s]: 'true' },
        directory,
        now: step.clock.now(),
    });
}
/** What the monitor saw, by another one where the first was killed; shows its log. */
async function joinMonitor(step, limits) {
    const saved = step.state(MONITOR);
    const missing = step.state(NOT_STARTED);
    if (saved === '')
        return { summary: '', ...(missing === '' ? {} : { unknown: missing }) };
    const { detached, given } = JSON.parse(saved);
    const { clock, log, cancelled: signal } = step;
    const cancelled = limits.jobStatus === 'cancelled';
    // Whatever is to be cancelled has been by then: one that goes on only watches.
    const resume = () => startIn(detached.directory, step, { ...given, ...(cancelled ? LEAVE : {}) });
    let watching = detached;
    if (cancelled && limits.onCancel === 'cancel-update') {
        await (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_1__/* .stop */ .ds)(detached, { clock, log, limitSeconds: STOP_SECONDS, signal });
        (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_1__/* .forgetEnd */ .FM)(detached);
        watching = resume();
    }
    const limitSeconds = cancelled ? CANCELLED_LIMIT_SECONDS : limits.timeoutSeconds;
    const joined = await (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_1__/* .join */ .fj)(watching, { clock, limitSeconds, log, signal, resume });
    const { summary, failure } = joined;
    if (joined.result !== undefined)
        return { report: JSON.parse(joined.result), summary };
    if (failure !== undefined)
        return { summary, refused: failure };
    const unknown = problemOf(joined);
    log.warning(`What became of the deployment is not known: ${unknown}. Look at it.`, LOST);
    return { summary, unknown };
}
const LEAVE = { 'on-cancel': 'leave' };
const problemOf = ({ ended }) => ended ? 'the monitor ended without a report' : 'the monitor still watches while this job ends';


/***/ }),

/***/ 75467:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ readable),
/* harmony export */   Oy: () => (/* binding */ withSign),
/* harmony export */   UR: () => (/* binding */ deployedRef),
/* harmony export */   Wf: () => (/* binding */ factInputs),
/* harmony export */   Zu: () => (/* binding */ unreadLines)
/* harmony export */ });
/* unused harmony export UNREADABLE */
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);


/** What was given for a fact and cannot be shown. */
const UNREADABLE = Symbol('unreadable');
/**
 * A fact for a message. It never fails the step: steps that report a failure pass outputs that are then empty or odd.
 * What cannot be shown is left out, with a sign.
 */
const fact = (inner) => ({
    ...inner,
    parse: (raw) => inner.parse(raw) ?? UNREADABLE,
});
const LABEL = 60;
const EMPTY = '(empty)';
/**
 * One fact a line, so that values may have commas. A line that is indented, or has no label, goes on with the value
 * before it: outputs of steps have as many lines as they like.
 */
const fields = {
    accepts: 'lines such as "Version: 1.2.3"',
    parse: (raw) => {
        const facts = new Map();
        let value;
        for (const line of raw.split(/\r\n|[\n\r]/)) {
            const [, label, rest] = /^(\S[^:=]*?)\s*[:=](?!\/\/)(.*)$/.exec(line) ?? [];
            if (label !== undefined && rest !== undefined && label.length <= LABEL) {
                // A label that is given twice has both values.
                value = facts.get(label) ?? [];
                facts.set(label, value);
                value.push(rest.trim());
            }
            else if (value !== undefined)
                value.push(line.trimEnd());
            else if (line.trim() !== '') {
                value = [];
                facts.set((0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(line, LABEL), value);
            }
        }
        const entries = [...facts].map(([label, lines]) => [label, lines.join('\n').trim() || EMPTY]);
        return entries.length === 0 ? undefined : Object.fromEntries(entries);
    },
};
const json = (accepts, read) => ({
    accepts,
    parse: (raw) => {
        try {
            return read(JSON.parse(raw));
        }
        catch {
            return undefined;
        }
    },
});
const active = json('the JSON of coordinate\'s output "active"', (value) => {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const raw = value;
    const since = typeof raw['since'] === 'number' ? raw['since'] : Date.parse(String(raw['since'] ?? ''));
    const texts = {
        sha: raw['sha'],
        actor: raw['actor'],
        runUrl: raw['run-url'] ?? raw['run_url'] ?? raw['runUrl'],
    };
    const known = Object.entries(texts).filter(([, text]) => typeof text === 'string');
    return { ...Object.fromEntries(known), ...(Number.isNaN(since) ? {} : { since }) };
});
/** monitor's `root-cause` in its own form, or lines of text. */
const rootCause = {
    accepts: 'the JSON of monitor\'s output "root-cause", or lines of text',
    parse: (raw) => causeOfJson(raw) ?? raw.split('\n').filter((line) => line.trim() !== ''),
};
function causeOfJson(raw) {
    try {
        const { logicalId, reason, advice, evidence } = Object(JSON.parse(raw));
        if (typeof reason !== 'string')
            return undefined;
        const more = Array.isArray(evidence) ? evidence.map(String) : [];
        const first = typeof logicalId === 'string' ? `${logicalId}: ${reason}` : reason;
        return [first, ...(typeof advice === 'string' ? [advice] : []), ...more];
    }
    catch {
        return undefined;
    }
}
const percent = {
    accepts: 'a number from 0 to 100',
    parse: (raw) => /^\d+(\.\d+)?%?$/.test(raw) && Number.parseFloat(raw) <= 100 ? Number.parseFloat(raw) : undefined,
};
/** Facts that are more than text. */
const factInputs = {
    progress: fact(percent),
    'elapsed-seconds': fact((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0)),
    'estimated-seconds': fact((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0)),
    'estimated-seconds-p80': fact((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0)),
    url: fact((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ)()),
    'console-url': fact((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ)()),
    'environment-url': fact((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ)()),
    active: fact(active),
    'root-cause': fact(rootCause),
    fields: fact(fields),
};
const deployedRef = fact((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .matching */ .wC)(/^[0-9a-f]{7,64}$/i, 'the SHA that is deployed'));
/** The inputs without what cannot be shown, and the names of that. */
function readable(inputs) {
    const unread = Object.entries(inputs).flatMap(([name, value]) => (value === UNREADABLE ? [name] : []));
    const shown = Object.entries(inputs).map(([name, value]) => [
        name,
        value === UNREADABLE ? undefined : value,
    ]);
    return { inputs: Object.fromEntries(shown), unread };
}
/** One line for each fact that could not be read. */
const unreadLines = (unread) => Object.entries({ ...factInputs, ref: deployedRef })
    .filter(([name]) => unread.includes(name))
    .map(([name, { accepts }]) => `Input "${name}" is not shown: expected ${accepts}.`);
/** What could not be read is named in the message, too. */
const withSign = (facts, unread) => unread.length === 0 ? facts : { ...facts, fields: { 'Not shown': unread.join(', '), ...facts.fields } };


/***/ }),

/***/ 3742:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QL: () => (/* binding */ inputs)
/* harmony export */ });
/* unused harmony exports EVENTS, outputs */
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69346);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(67052);
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77835);
/* harmony import */ var _fact_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75467);





const EVENTS = [..._signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__/* .KINDS */ .G, 'question', 'check'];
const inputs = {
    event: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(...EVENTS)),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .cA,
    ..._signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_2__/* .slackInputs */ .aX,
    message: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('text for the thread'),
    reason: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('why, in one line'),
    ..._fact_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .factInputs */ .Wf,
    'stack-name': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the stack that is deployed'),
    ref: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .fromRunner */ .Bz)(_fact_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .deployedRef */ .UR, 'github.sha'),
    'thread-ts': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(/^\d{6,12}\.\d{6}$/, 'the ts of a Slack message, such as 1700000000.000100'),
    question: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the question'),
    options: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('the possible answers'),
    'allowed-users': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('who may answer: ids of users (U...) and user groups (S...), or logins of the mention map'),
    'required-answers': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd)(1, 50), '1'),
    'self-approval': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM)(), 'false'),
    'answer-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(1), '15m'),
    'default-answer': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the answer that counts when there is no clear one'),
    'fail-on-error': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM)(), 'false'),
    'dry-run': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM)(), 'false'),
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .correlationIdInput */ ._1,
    'github-token': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('a GitHub token with deployments: write'), 'github.token')),
    repository: { ..._signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .repository */ .Jk, required: false },
    'deployment-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd)(1),
};
const outputs = (/* unused pure expression or super */ null && ([
    'delivered',
    'pending',
    'duplicates-avoided',
    'channel-id',
    'message-ts',
    'thread-ts',
    'permalink',
    'answer',
    'answered-by',
    'rendered',
    'mode',
    'correlation-id',
]));


/***/ })

};
;