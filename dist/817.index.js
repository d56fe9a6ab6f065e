"use strict";
exports.id = 817;
exports.ids = [817];
exports.modules = {

/***/ 25581:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ connections)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_for_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73623);
/* harmony import */ var _signalbox_registry_for_step__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30696);


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

// EXTERNAL MODULE: ./packages/estimate/src/bake.ts
var src_bake = __webpack_require__(98199);
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
        ...(changes.some(({ opaque }) => opaque) ? { atLeast: true } : {}),
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
 * The plan, where a change set or a template shows it; undefined without both. `elapsed` seconds of the deployment
 * are gone: of a change set under way only what is left counts.
 */
async function plan_plan(inputs, elapsed, step, ports) {
    const { 'stack-name': stack, 'change-set': changeSet, template } = inputs;
    if (changeSet !== undefined && template !== undefined) {
        throw new errors/* UserError */.y('Inputs "change-set" and "template" both say what is going to be done: give only one of them.');
    }
    if (template !== undefined) {
        const ahead = await fromFile(template, step);
        const atStart = (0,plan/* planned */.lM)(ahead.tasks);
        return { ...ahead, forecast: atStart, atStart };
    }
    if (changeSet === undefined)
        return undefined;
    if (stack === undefined)
        throw new errors/* UserError */.y('Input "change-set": needs the stack it is of as "stack-name".');
    try {
        const ahead = await operationPlan(await ports.connectStacks(inputs, step), { stack, changeSet });
        if (ahead === undefined)
            throw new errors/* UserError */.y(`Input "stack-name": there is no stack ${stack}.`);
        return { ...ahead, forecast: (0,plan/* planned */.lM)(ahead.tasks, elapsed), atStart: (0,plan/* planned */.lM)(ahead.atStart) };
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
    const past = (0,src_shape/* successes */.o9)(runs)
        .slice(-SHOWN)
        .map(({ seconds }) => seconds);
    if (past.length === 0)
        return '';
    const bars = elapsed === undefined ? past : [...past, elapsed];
    const quantile = (level) => forecast.quantile(level, elapsed);
    const [unit, seconds] = quantile(0.5) < 100 ? ['seconds', 1] : ['minutes', 60];
    // A stalled run would flatten all others: the axis ends above p95, and such a bar at its top.
    const top = 1.25 * quantile(0.95);
    const scaled = (value) => Number((Math.min(value, top) / seconds).toFixed(1));
    const lines = [0.5, 0.8, 0.95].map((level) => scaled(quantile(level)));
    const [p50, p80, p95] = lines;
    const newest = elapsed === undefined ? 'newest' : 'this one';
    return [
        '```mermaid',
        'xychart-beta',
        `  title "Durations in ${unit}: p50 ${p50}, p80 ${p80}, p95 ${p95}"`,
        `  x-axis "oldest to ${newest}" 1 --> ${Math.max(2, bars.length)}`,
        `  y-axis "${unit}" 0 --> ${scaled(top)}`,
        `  bar [${bars.map(scaled).join(', ')}]`,
        ...lines.map((line) => `  line [${bars.map(() => line).join(', ')}]`),
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
    const runs = (0,src_bake/* bakedFor */.h)((0,src_shape/* alike */.nO)([...known, ...others], ahead?.shape), bakeOf(inputs, known));
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
/** A stack's own operation is not baked. */
const bakeOf = ({ bake, 'stack-name': stack }, runs) => stack === undefined ? (bake ?? (0,src_bake/* lastBake */.Y)(runs)) : 0;
const UNCOUNTED = 'a transform, loop, module or nested stack makes more resources, known only to CloudFormation';
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


/** A Slack that is down must not hold up the deployment; what remains goes out with the next step. */
const HASTE_SECONDS = 10;
/** Slack's notifier for events before the deployment is over; undefined where the inputs name none. */
function hastyNotifier({ inputs, step, correlationId }) {
    const haste = Math.min(inputs['delivery-budget'], HASTE_SECONDS);
    return (0,_signalbox_slack_for_step__WEBPACK_IMPORTED_MODULE_1__/* .notifierFor */ .I)({ ...inputs, 'delivery-budget': haste }, step, correlationId);
}
/** Sends an event to Slack, where the inputs say how. A failure is logged, and never thrown. */
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
async function quietly({ log }, send) {
    try {
        await send();
    }
    catch (error) {
        log.warning(`Slack was not told: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}`, 'Slack');
    }
}


/***/ }),

/***/ 74281:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LZ: () => (/* binding */ withUnfinishedBake),
/* harmony export */   Q_: () => (/* binding */ interruptedVerdict),
/* harmony export */   hU: () => (/* binding */ phaseOf),
/* harmony export */   xB: () => (/* binding */ NOTHING_YET)
/* harmony export */ });
/* harmony import */ var _signalbox_readiness_bake__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67460);
/* harmony import */ var _monitor_src_verdict_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64427);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41476);
/* harmony import */ var _phases_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44763);




/** Before the first phase. */
const NOTHING_YET = 'nothing was deployed yet';
/** What was under way when the step died. */
const phaseOf = (deployment) => (0,_phases_js__WEBPACK_IMPORTED_MODULE_3__/* .nextPhase */ .ll)({ ...deployment, cancelled: false });
/** What can be said of it. What had been seen before the step died stays seen; nothing else is called a success. Pure. */
function interruptedVerdict(interrupted) {
    const { jobStatus, command, deployment, watched } = interrupted;
    const known = deployment && knownOf(deployment, command);
    if (jobStatus === 'cancelled')
        return ofCancelled(interrupted, known);
    if (known !== undefined)
        return known;
    const broken = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .judge */ .S4)('success', watched);
    if (broken.outcome === 'failure' && broken.event !== 'timed-out')
        return { ...broken, reason: `${broken.reason} (the step was ended while ${command.doing})` };
    if (command.doing === NOTHING_YET)
        return { outcome: 'error', event: 'failed', reason: howOf(command) };
    const stack = watched === undefined ? '' : `; ${_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .WORDS */ .q9[watched.status]}`;
    const before = deployment === undefined ? '' : beforeIt(deployment);
    const reason = `${howOf(command)}, so what became of the deployment is not known${stack}${before}`;
    return { outcome: 'error', event: 'timed-out', reason };
}
const howOf = ({ doing, cancelled = false }) => `the step was ${cancelled ? 'ended' : 'killed'} ${doing === NOTHING_YET ? 'before anything was deployed' : `while ${doing}`}`;
/** What is known although the step died: only what all its parts had come to. */
function knownOf(deployment, command) {
    const { deploy, smoke, rollback } = deployment;
    // What a signal of the runner's ended has not come to anything of its own.
    if ([deploy, smoke, rollback].some((end) => end?.kind === 'cancelled'))
        return undefined;
    const how = howOf(command);
    switch (phaseOf(deployment)) {
        case 'earlier':
        case 'rest':
        case 'files': {
            // First, since a record has room for 140 characters.
            const reason = `NOT ROLLED BACK, since ${how}: ${(0,_phases_js__WEBPACK_IMPORTED_MODULE_3__/* .failureOf */ .g5)(deployment)}`;
            return { outcome: 'failure', event: 'failed', reason };
        }
        case 'over':
            return ended(deployment, how);
        default:
            return undefined;
    }
}
/** Every part had its end; only the bake, or telling it, had not. */
function ended(deployment, how) {
    const { verdict } = (0,_phases_js__WEBPACK_IMPORTED_MODULE_3__/* .endOf */ .pJ)({ ...deployment, cancelled: false });
    const { outcome, reason } = verdict;
    if (outcome === 'error')
        return undefined;
    if (outcome !== 'success')
        return { ...verdict, reason: `${reason} (${how})` };
    // A bake that was not finished says so itself.
    return { ...verdict, reason: reason ?? `deployed; ${how}` };
}
/** Seen to be deployed, and not watched for as long as it was to be: the bake is unfinished. */
function withUnfinishedBake(deployment, command, plannedSeconds) {
    const { watched } = deployment;
    if (watched?.report === undefined)
        return { ...deployment, baked: true };
    const bake = (0,_signalbox_readiness_bake__WEBPACK_IMPORTED_MODULE_0__/* .unfinished */ .M1)(plannedSeconds, howOf(command));
    return {
        ...{ ...deployment, baked: true },
        watched: { ...watched, report: (0,_monitor_src_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .withBake */ .oz)(watched.report, bake, { onBreach: 'fail' }) },
    };
}
/** Whatever the stacks came to, the commands came to nothing; unless all of them had ended well. */
function ofCancelled({ command, deployment, watched }, known) {
    if (known?.outcome === 'success' && deployment !== undefined) {
        const report = deployment.watched?.report;
        const { reason } = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .judge */ .S4)('cancelled', report && (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .watchedOf */ .gn)(report));
        const outcome = { outcome: 'success', event: 'cancelled' };
        return { ...outcome, reason: `${reason}; ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .bakeWords */ .Rq)(report?.bake) ?? howOf(command)}` };
    }
    const verdict = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .judge */ .S4)('cancelled', watched);
    return verdict.outcome === 'success' ? { ...verdict, outcome: 'cancelled' } : verdict;
}
/** How far it had got, for people. */
function beforeIt(deployment) {
    switch (phaseOf(deployment)) {
        case 'readiness':
            return '; the deploy command had ended by itself';
        case 'smoke':
            return '; it had been deployed, and was not tried to the end';
        case 'rollback':
        case 'rollback-watch':
            return `; it was rolled back for: ${(0,_phases_js__WEBPACK_IMPORTED_MODULE_3__/* .failureOf */ .g5)(deployment)}`;
        default:
            return '';
    }
}


/***/ }),

/***/ 96291:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ keptDeployment),
/* harmony export */   z: () => (/* binding */ keepDeployment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16804);
/* harmony import */ var _signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(35379);




const FILE = 'deployment.json';
/** Keeps what each phase came to, in one piece: a process that finds this one killed goes on from there. Never throws. */
function keepDeployment(directory, deployment) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(directory, _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_2__/* .PRIVATE_FOLDER */ .ly);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(`${path}.part`, (0,_signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_3__/* .redact */ .E$)(JSON.stringify(deployment)), _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_2__/* .PRIVATE_FILE */ .rQ);
        (0,_signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)(`${path}.part`, path);
    }
    catch {
        // Without it the post step says that it is not known, which is true, too.
    }
}
/** As far as it is known to have got; undefined where nothing was kept. */
function keptDeployment(directory) {
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE), 'utf8'));
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 44763:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   ll: () => (/* binding */ nextPhase),
/* harmony export */   pJ: () => (/* binding */ endOf)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_command__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60311);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41476);


/** What is to be done next. Pure: the only place that knows the order. */
function nextPhase(at) {
    const { plan, deploy, watched, smoke, baked, earlier, rested, files, rollback, rollbackWatched, cancelled, } = at;
    if (deploy === undefined)
        return cancelled ? 'over' : 'deploy';
    if (plan.watches && watched === undefined)
        return 'readiness';
    if (cancelled)
        return 'over';
    if (failureOf(at) === undefined) {
        if (plan.smokes && smoke === undefined)
            return 'smoke';
        return plan.bakes && watched?.report !== undefined && !baked ? 'bake' : 'over';
    }
    // What was not begun needs no undoing.
    if (!plan.rollsBack || deploy.kind === 'not-started')
        return 'over';
    if (earlier === undefined)
        return 'earlier';
    if (earlier.kind === 'refused')
        return 'over';
    if (!rested)
        return 'rest';
    if (files === undefined)
        return 'files';
    if (files !== '')
        return 'over';
    if (rollback === undefined)
        return 'rollback';
    return plan.watches && rollbackWatched === undefined ? 'rollback-watch' : 'over';
}
/** Why the deployment failed, and is to be rolled back; undefined while it has not. What is not known is no failure, and no success. */
function failureOf({ plan, deploy, watched, smoke }) {
    const deployed = deploy && (0,_signalbox_runner_command__WEBPACK_IMPORTED_MODULE_0__/* .commandFailure */ ._)('deploy-command', deploy);
    if (deployed !== undefined)
        return withCause(deployed, watched?.report);
    if (watched?.refused !== undefined)
        return watched.refused;
    const seen = watched?.report && (0,_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .watchedOf */ .gn)(watched.report);
    if (seen !== undefined && plan.failOn.includes(seen.status))
        return seen.reason ?? _verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .WORDS */ .q9[seen.status];
    return smoke && (0,_signalbox_runner_command__WEBPACK_IMPORTED_MODULE_0__/* .commandFailure */ ._)('smoke-command', smoke);
}
/** A deploy command often only says that the stack failed; the watch knows why. */
function withCause(words, report) {
    const cause = report?.lostSight === undefined ? report?.rootCause : undefined;
    return cause === undefined ? words : `${cause.logicalId}: ${cause.reason} (${words})`;
}
/** How it ended, once no phase is left. Pure. `unknown`: what other monitors of the job have lost sight of. */
function endOf(deployment, unknown) {
    const { plan, deploy, watched, earlier, files, rollback, cancelled } = deployment;
    const why = failureOf(deployment);
    if (cancelled && rollback === undefined)
        return cancelledEnd(deployment);
    if (rollback !== undefined || (files !== undefined && files !== ''))
        return rollbackEnd(deployment, why ?? '');
    if (earlier?.kind === 'refused') {
        const reason = `${why}; NOT ROLLED BACK: ${earlier.why}`;
        return {
            outcome: 'failed',
            verdict: { outcome: 'failure', event: 'failed', reason },
            message: NOT_ROLLED_BACK,
        };
    }
    const seen = watched?.report && (0,_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .watchedOf */ .gn)(watched.report);
    const own = deployment.smoke ?? deploy;
    const status = why === undefined || ownFailure(deployment) === undefined ? 'success' : 'failure';
    const verdict = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .qualified */ .LX)((0,_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S4)(status, seen, { failOn: plan.failOn, ...(why === undefined ? {} : { failure: why }) }), watched?.report, watched?.refused ?? watched?.unknown ?? unknown);
    if (own?.kind === 'timed-out' && verdict.event === 'failed')
        return { outcome: 'timed-out', verdict: { ...verdict, event: 'timed-out' } };
    return { outcome: outcomeOf(verdict, seen?.status, plan), verdict };
}
const ownFailure = ({ deploy, smoke }) => (deploy && (0,_signalbox_runner_command__WEBPACK_IMPORTED_MODULE_0__/* .commandFailure */ ._)('deploy-command', deploy)) ?? (smoke && (0,_signalbox_runner_command__WEBPACK_IMPORTED_MODULE_0__/* .commandFailure */ ._)('smoke-command', smoke));
function outcomeOf({ outcome, event }, status, { rollsBack }) {
    if (outcome === 'success')
        return status === 'no-changes' ? 'no-changes' : 'succeeded';
    if (event === 'timed-out' || event === 'cancelled')
        return event;
    // Where there is a rollback command, it alone says that all of it is rolled back.
    return event === 'rolled-back' && !rollsBack ? 'rolled-back' : 'failed';
}
const NOT_ROLLED_BACK = 'IT IS NOT ROLLED BACK. GitHub does not confirm that the commit which ran before may be run again. Look at the environment now.';
/** Whatever the stacks came to, the commands did not: no success. */
function cancelledEnd({ watched }) {
    const seen = watched?.report && (0,_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .watchedOf */ .gn)(watched.report);
    const verdict = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S4)('cancelled', seen);
    const outcome = verdict.outcome === 'success' ? 'cancelled' : verdict.outcome;
    return { outcome: 'cancelled', verdict: { ...verdict, outcome } };
}
function rollbackEnd({ files = '', rollback, rollbackWatched, cancelled, plan }, why) {
    const failed = files || (rollback && (0,_signalbox_runner_command__WEBPACK_IMPORTED_MODULE_0__/* .commandFailure */ ._)('rollback-command', rollback));
    const { report, refused, unknown } = rollbackWatched ?? {};
    const watchedWell = report !== undefined && (report.status === 'succeeded' || report.status === 'no-changes');
    const well = failed === undefined && !cancelled && (!plan.watches || (watchedWell && report.lostSight === undefined));
    if (well) {
        const reason = `rolled back: ${why}`;
        return {
            outcome: 'rolled-back',
            verdict: { outcome: 'failure', event: 'rolled-back', reason },
            message: ROLLED_BACK,
        };
    }
    const notKnown = report?.lostSight ??
        unknown ??
        refused ??
        (report === undefined ? 'it was not watched to its end' : undefined);
    const what = failed ??
        (notKnown === undefined
            ? (report?.failureReason ?? report?.status)
            : `not known how it ended: ${notKnown}`);
    const reason = `THE ROLLBACK FAILED (${what}), after: ${why}`;
    const verdict = { outcome: 'failure', event: 'failed', reason };
    return {
        outcome: 'rollback-failed',
        verdict,
        message: failed === undefined && notKnown !== undefined ? NOT_KNOWN : FAILED_TOO,
    };
}
const ROLLED_BACK = 'The rollback is done.';
const NOT_KNOWN = 'IT IS NOT KNOWN HOW THE ROLLBACK ENDED. Look at the environment now.';
const FAILED_TOO = 'THE ROLLBACK FAILED, too. Look at the environment now.';


/***/ }),

/***/ 1300:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ watchCommand),
/* harmony export */   GG: () => (/* binding */ watchNow),
/* harmony export */   p5: () => (/* binding */ bakeSeen)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _monitor_src_bake_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37741);
/* harmony import */ var _monitor_src_baseline_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(37263);
/* harmony import */ var _monitor_src_connections_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(45747);
/* harmony import */ var _monitor_src_observe_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(31896);
/* harmony import */ var _monitor_src_reporting_notified_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38783);
/* harmony import */ var _monitor_src_reporting_slack_thread_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(76352);
/* harmony import */ var _monitor_src_reporting_summary_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2533);








/** Starts a watch that goes on while a command runs. Never throws: what it could not see is in what it saw. */
function watchCommand(reporter, options) {
    const over = new AbortController();
    const failed = new AbortController();
    const deploying = () => ({
        since: options.since ?? reporter.step.clock.now(),
        over: () => over.signal.aborted,
        failed: failed.signal,
        baseline: (0,_monitor_src_baseline_js__WEBPACK_IMPORTED_MODULE_2__/* .savedBaseline */ .X)(options.directory),
        notified: (0,_monitor_src_reporting_notified_js__WEBPACK_IMPORTED_MODULE_5__/* .openNotified */ .N)(options.directory),
        bake: (0,_monitor_src_bake_js__WEBPACK_IMPORTED_MODULE_1__/* .savedBakeBaseline */ .S5)(options.directory),
        bakesLater: true,
    });
    return {
        over: (well) => {
            if (!well)
                failed.abort();
            over.abort();
        },
        seen: watchWith(reporter, options, deploying),
    };
}
/** One watch of what moves now, to its end, and of nothing that is still to come. */
const watchNow = (reporter, options) => watchWith(reporter, { ...options, inputs: { 'start-timeout': 0, ...options.inputs } });
/** Bakes what the watch saw to be deployed, and is ready and tried. Never throws. */
async function bakeSeen(reporter, options, seen) {
    const { step, correlationId } = reporter;
    const baseline = (0,_monitor_src_bake_js__WEBPACK_IMPORTED_MODULE_1__/* .savedBakeBaseline */ .S5)(options.directory);
    return seenBy(options.log, async () => ({
        report: await (0,_monitor_src_observe_js__WEBPACK_IMPORTED_MODULE_4__/* .bakeLater */ .A)(inputsOf(reporter, options, undefined), stepOfWatch(step, options.log), { ..._monitor_src_connections_js__WEBPACK_IMPORTED_MODULE_3__/* .connections */ .o, fetch }, correlationId, { seen, baseline }),
    }));
}
const watchWith = (reporter, options, deploying) => seenBy(options.log, () => {
    const { step, correlationId } = reporter;
    const startedAt = deploying === undefined ? step.clock.now() : undefined;
    const inputs = inputsOf(reporter, options, startedAt);
    const watchStep = stepOfWatch(step, options.log);
    const ports = { ..._monitor_src_connections_js__WEBPACK_IMPORTED_MODULE_3__/* .connections */ .o, fetch, ...(options.quiet ? { subscribers: async () => [] } : {}) };
    return (0,_monitor_src_observe_js__WEBPACK_IMPORTED_MODULE_4__/* .observe */ .l)(inputs, watchStep, ports, correlationId, deploying?.());
});
const inputsOf = ({ inputs }, { deploymentId, inputs: others }, startedAt) => ({
    ...{ ...inputs, 'started-at': startedAt, 'deployment-id': Number(deploymentId) || undefined },
    ...others,
});
/** The guard reports the outcome, since it knows more of the deployment than its stacks. */
const stepOfWatch = (step, log) => ({
    ...{ ...step, log },
    env: { ...step.env, [_monitor_src_reporting_slack_thread_js__WEBPACK_IMPORTED_MODULE_6__/* .OUTCOME_TOLD_ELSEWHERE */ .s]: 'true' },
});
async function seenBy(log, watching) {
    try {
        const { report, refused } = await watching();
        const summary = (0,_monitor_src_reporting_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .summaryOf */ .Y)(report);
        return { report, summary, ...(refused === undefined ? {} : { refused: refused.message }) };
    }
    catch (error) {
        const words = (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error);
        log.warning(`What becomes of the deployment is not seen: ${words}`, 'Lost sight');
        return error instanceof _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y ? { refused: words, summary: '' } : { unknown: words, summary: '' };
    }
}


/***/ }),

/***/ 45634:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ep: () => (/* binding */ conclude),
  xS: () => (/* binding */ factsOf),
  ZR: () => (/* binding */ unknownElsewhere)
});

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/runner/src/step/unknown.ts
var unknown = __webpack_require__(45365);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./actions/monitor/src/verdict.ts
var verdict = __webpack_require__(64427);
// EXTERNAL MODULE: ./actions/guard/src/announce.ts
var announce = __webpack_require__(81702);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/for-step.ts + 2 modules
var for_step = __webpack_require__(73623);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/stack-event.ts
var stack_event = __webpack_require__(30049);
;// CONCATENATED MODULE: ./actions/guard/src/telemetry.ts


const isRollback = (outcome) => outcome === 'rolled-back' || outcome === 'rollback-failed';
/** What this deployment's verdict and its monitor know, and what its commands came to, for telemetry. */
function telemetryFacts(verdict, report, { inputs, step, commands }) {
    const roleArn = inputs['role-to-assume'];
    const aws = { region: inputs['aws-region'], roleArn, correlationId: undefined };
    return {
        outcome: outcomeOf(verdict, report, commands),
        reason: verdict.reason,
        phases: [
            ...(commands?.phases ?? []),
            ...(commands?.deployed === undefined || commands.deployed === report
                ? []
                : phasesOf(commands.deployed)),
            ...(report === undefined ? [] : phasesOf(report)),
        ],
        ...(roleArn === undefined ? {} : { credentials: (0,for_step/* awsFor */.B)(aws, step).connection.credentials }),
    };
}
function outcomeOf({ outcome, event }, report, commands) {
    if (outcome === 'error')
        return 'error';
    if (isRollback(commands?.outcome))
        return commands.outcome;
    if (outcome === 'failure' && report?.bake?.status === 'breached')
        return 'breached';
    if (event === 'rolled-back' || event === 'timed-out' || event === 'cancelled')
        return event;
    if (outcome !== 'success')
        return 'failed';
    return report?.status === 'no-changes' ? 'no-changes' : 'succeeded';
}
/** The stacks with their resources, and what was checked behind them. */
const phasesOf = ({ stacks, checks, bake }) => [
    ...stacks.flatMap(stackPhase),
    ...checks.flatMap(checkPhase),
    ...bakePhase(bake),
];
function bakePhase(bake) {
    if (bake?.startedAt === undefined || bake.endedAt === undefined)
        return [];
    const { status, reason } = bake;
    const outcome = status === 'passed' ? 'ok' : status === 'breached' ? 'failed' : undefined;
    return [
        {
            ...{ kind: 'bake', name: 'bake', reason },
            ...{ startedAt: Date.parse(bake.startedAt), endedAt: Date.parse(bake.endedAt) },
            ...(outcome === undefined ? {} : { outcome }),
            attributes: { 'signalbox.bake.status': status },
        },
    ];
}
function stackPhase(stack) {
    const { name, startedAt, endedAt, status, stackStatus, operation, consoleUrl, rootCause, resources } = stack;
    // Nothing happened to it.
    if (startedAt === undefined)
        return [];
    const begin = Date.parse(startedAt);
    const end = endedAt === undefined ? lastOf(resources, begin) : Date.parse(endedAt);
    return [
        {
            ...{ kind: 'stack', name, startedAt: begin, endedAt: end },
            ...resultOf(status, stack.lostSight),
            ...(rootCause === undefined ? {} : { reason: `${rootCause.logicalId}: ${rootCause.reason}` }),
            attributes: attributes({
                'aws.cloudformation.stack.status': stackStatus,
                'aws.cloudformation.operation': operation,
                'url.full': consoleUrl,
            }),
            phases: resourcePhases(stack),
        },
    ];
}
const lastOf = (resources, begin) => Math.max(begin, ...resources.map(({ startedAt, seconds }) => Date.parse(startedAt) + seconds * 1000));
/** Each resource of a nested stack below the resource that is that stack. */
function resourcePhases({ name, stackId, resources, events }) {
    /** Of a nested stack: `parent/logical id`, as CloudFormation's events name it. */
    const home = new Map();
    for (const { type, physicalId, stackName, logicalId, stackId: parentId } of events)
        if (type === stack_event/* STACK_TYPE */.Q9 && physicalId.startsWith('arn:') && physicalId !== parentId)
            home.set(nameIn(physicalId), `${stackName}/${logicalId}`);
    const byHome = new Map();
    const own = stackId === undefined ? name : nameIn(stackId);
    for (const resource of resources) {
        const parent = resource.stackName === own ? '' : (home.get(resource.stackName) ?? '');
        byHome.set(parent, [...(byHome.get(parent) ?? []), resource]);
    }
    const below = (parent, seen) => (byHome.get(parent) ?? []).map((resource) => {
        const key = `${resource.stackName}/${resource.logicalId}`;
        const nested = seen.includes(key) || key === parent ? [] : below(key, [...seen, key]);
        return { ...resourcePhase(resource), ...(nested.length === 0 ? {} : { phases: nested }) };
    });
    return below('', []);
}
const nameIn = (stackId) => stackId.split('/')[1] ?? stackId;
function resourcePhase({ logicalId, type, status, stackName, startedAt, seconds }) {
    const begin = Date.parse(startedAt);
    const failed = /_FAILED$/.test(status);
    const complete = /_COMPLETE$/.test(status);
    return {
        ...{ kind: 'resource', name: logicalId, startedAt: begin, endedAt: begin + seconds * 1000 },
        ...(failed ? { outcome: 'failed' } : complete ? { outcome: 'ok' } : {}),
        attributes: {
            'aws.cloudformation.resource.type': type,
            'aws.cloudformation.resource.status': status,
            'aws.cloudformation.stack.name': stackName,
        },
    };
}
function checkPhase(check) {
    const { kind, subject, status, ok, reason, startedAt, endedAt, lostSight } = check;
    if (startedAt === undefined)
        return [];
    const begin = Date.parse(startedAt);
    return [
        {
            kind: kind === 'ecs-service' ? 'ecs' : 'health',
            name: subject,
            startedAt: begin,
            endedAt: endedAt === undefined ? begin + check.seconds * 1000 : Date.parse(endedAt),
            ...resultOf(ok ? 'succeeded' : status, lostSight),
            ...(ok ? {} : { reason }),
        },
    ];
}
function resultOf(status, lostSight) {
    if (lostSight !== undefined || status === 'cancelled')
        return {};
    return { outcome: ['succeeded', 'no-changes'].includes(status) ? 'ok' : 'failed' };
}
const attributes = (given) => Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

// EXTERNAL MODULE: ./actions/guard/src/turn.ts
var turn = __webpack_require__(83594);
// EXTERNAL MODULE: ./actions/guard/src/verdict.ts
var src_verdict = __webpack_require__(41476);
;// CONCATENATED MODULE: ./actions/guard/src/conclude.ts









/** The end, the same for commands and for the job's own steps: the summary, Slack's last word, the record's last status, and the release. */
async function conclude(reporter, conclusion) {
    const { inputs, step, correlationId: id, records } = reporter;
    const { verdict, report, began, summary = '', message, hurried, commands } = conclusion;
    const watched = report && (0,src_verdict/* watchedOf */.gn)(report);
    const deployed = commands?.deployed ?? report;
    const elapsedSeconds = (step.clock.now() - began) / 1000;
    const title = `${(0,untrusted/* markdownText */.p7)(inputs.environment)}: ${endingOf(verdict, watched)} after ${(0,duration/* formatDuration */.a3)(elapsedSeconds)}`;
    await step.summary(section(title, isShown(verdict, report) ? undefined : verdict.reason, id) + summary);
    const facts = {
        elapsedSeconds,
        ...factsOf(verdict, report),
        ...(message === undefined ? {} : { message }),
    };
    const releasing = (0,turn/* releaseTurn */.bD)(inputs, step, verdict, {
        ...{ certain: (0,src_verdict/* isCertain */.te)(watched) && (0,src_verdict/* lostOf */.iR)(report) === undefined, hurried },
        facts: {
            ...telemetryFacts(verdict, report, { inputs, step, ...(0,values/* compact */.oE)({ commands }) }),
            breached: deployed?.bake?.status === 'breached' && verdict.outcome === 'failure',
        },
    });
    const unusual = hurried ? undefined : await soon(releasing, step);
    const news = { kind: verdict.event, facts: { ...facts, ...(0,values/* compact */.oE)({ unusual }) } };
    // Slack must hear of it even when the release finds that the hold was not exclusive.
    const [released] = await Promise.allSettled([releasing, (0,announce/* concludeNews */.TW)(news, reporter)]);
    records.update({ over: true });
    if (released.status === 'rejected')
        throw released.reason;
}
/** Slack does not wait long for a release that GitHub holds up. */
const RELEASE_MS = 10_000;
/** What the release found out by then; undefined when it failed, which is reported elsewhere. */
async function soon(releasing, { clock }) {
    const over = new AbortController();
    const late = clock.sleep(RELEASE_MS, over.signal).then(() => undefined);
    const found = await Promise.race([releasing.catch(() => undefined), late]);
    over.abort();
    return found;
}
/** What Slack hears of an end: the reason, and the lines that explain it. */
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
/** What other monitors of this job have lost sight of, and ours has not seen. */
function unknownElsewhere(report, { env }) {
    return (0,unknown/* unknownLine */.f2)((0,unknown/* unknownIn */.e3)(env, report === undefined ? [] : (0,verdict/* seenAndLost */.JC)(report).seen));
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
    return { step: { ...step, env: { ...env, [_signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__/* .CORRELATION_VARIABLE */ .U7]: id } }, id };
}
/** In the post step: the job's environment may be a later root step's by now. */
const identityOf = (inputs, step, saved) => saved ?? (0,_signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__/* .correlationId */ .kY)(inputs['correlation-id'], step.env, step.job, inputs.environment);


/***/ }),

/***/ 31817:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18512);
/* harmony import */ var _steps_finish_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9432);
/* harmony import */ var _steps_main_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60620);




await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputs */ .QL, { main: _steps_main_js__WEBPACK_IMPORTED_MODULE_3__/* .begin */ .q, post: _steps_finish_js__WEBPACK_IMPORTED_MODULE_2__/* .finish */ .O });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 18512:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ix: () => (/* binding */ monitorInputs),
/* harmony export */   QL: () => (/* binding */ inputs),
/* harmony export */   V4: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_runner_shell__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11988);
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77835);
/* harmony import */ var _signalbox_telemetry_inputs__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56518);
/* harmony import */ var _coordinate_src_inputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86055);
/* harmony import */ var _estimate_time_src_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44067);
/* harmony import */ var _monitor_src_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(31717);
/* harmony import */ var _notify_src_inputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3742);








/** The fields of `from` under `names`. */
function pick(from, ...names) {
    return Object.fromEntries(names.map((name) => [name, from[name]]));
}
/** What is handed on to the monitor. */
const monitorInputs = pick(_monitor_src_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .inputs */ .Q, 'stack-name', 'aws-region', 'timeout', 'start-timeout', 'stall-after', 'poll-interval', 'fail-on', 'on-cancel', 'ecs-service', 'health-url', 'health-status', 'health-follow-redirects', 'health-successes', 'health-timeout', 'bake', 'bake-alarms', 'bake-query', 'bake-query-url', 'bake-query-token', 'bake-on-breach', 'role-to-assume');
/** Any text: what is in it, only its shell knows. */
const script = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('a script');
const shell = {
    accepts: _signalbox_runner_shell__WEBPACK_IMPORTED_MODULE_1__/* .SHELLS */ .OF,
    parse: (raw) => ((0,_signalbox_runner_shell__WEBPACK_IMPORTED_MODULE_1__/* .isShell */ .H7)(raw) ? raw : undefined),
};
const commandInputs = {
    'deploy-command': script,
    'smoke-command': script,
    'rollback-command': script,
    shell,
    'working-directory': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('a folder, from the workspace or absolute'),
    'command-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(1), '60m'),
};
const inputs = {
    ...commandInputs,
    ...pick(_coordinate_src_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .inputs */ .QL, 'environment', 'github-token', 'repository', 'correlation-id', 'ref', 'on-busy', 'wait-timeout', 'priority', 'on-outdated', 'promoted-from', 'require-concurrency-group', 'settle', 'max-hold', 'claim-timeout', 'on-registry-error', 'description', 'environment-url', 'job-status', 'check-run-id'),
    ...monitorInputs,
    ..._signalbox_telemetry_inputs__WEBPACK_IMPORTED_MODULE_3__/* .telemetryInputs */ .PX,
    ..._signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_2__/* .slackInputs */ .aX,
    ...pick(_notify_src_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .inputs */ .Q, 'message', 'fields', 'url', 'thread-ts'),
    ...pick(_estimate_time_src_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .inputs */ .Q, 'history-limit', 'foreign-history'),
};
/** Only set with deploy-command: without it the end comes when nobody reads outputs any more. */
const commandOutputs = ['outcome', ..._monitor_src_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .outputs */ .V];
const outputs = [..._coordinate_src_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .outputs */ .V4, ..._estimate_time_src_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .outputs */ .V, ...commandOutputs];


/***/ }),

/***/ 94732:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ takeTurnAndNotify),
/* harmony export */   j: () => (/* binding */ leaveQueue)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _announce_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81702);
/* harmony import */ var _turn_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83594);



/** Takes the turn, and notifies Slack of the queue meanwhile: that we wait, for whom, and whose runner was lost. */
async function takeTurnAndNotify(facts, reporter) {
    const { step, records } = reporter;
    const news = openSender(reporter);
    let queued = false;
    const subscriber = {
        waits: ({ code, details }, ahead, over) => {
            queued = true;
            records.update({ queue: 'waits' });
            // What is over is not under way: then people read why the environment is closed all the same.
            const holder = over ? undefined : ahead[0];
            const active = holder === undefined ? {} : { active: activeOf(holder, step.job.serverUrl) };
            const waiting = { ...facts, ...active, queuePosition: ahead.length };
            const why = holder === undefined ? { reason: details || code } : {};
            news.send({ kind: 'queued', facts: { ...waiting, ...why } });
            // Without a channel of its own it would only repeat what the thread just heard.
            if (holder !== undefined && reporter.inputs['interact-channel'] !== undefined) {
                news.send({ kind: 'concurrent', facts: { ...facts, ...active } });
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
        const turn = await (0,_turn_js__WEBPACK_IMPORTED_MODULE_2__/* .takeTurn */ .Vm)(reporter.inputs, step, subscriber);
        if (!turn.deploys && queued)
            news.send({ kind: 'skipped', facts: { reason: turn.reason } });
        return turn;
    }
    catch (error) {
        const kind = step.cancelled.aborted ? 'cancelled' : 'skipped';
        if (queued)
            news.send({ kind, facts: { reason: (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error) } });
        throw error;
    }
    finally {
        await news.settled();
        if (queued)
            records.update({ queue: 'ended' });
    }
}
/** Post, when the turn never came: ends the place in the queue, and notifies Slack of what it has not heard. */
async function leaveQueue(verdict, reporter) {
    const { queue: heard } = reporter.records.read();
    try {
        const { reason } = verdict;
        await (0,_turn_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseTurn */ .bD)(reporter.inputs, reporter.step, {
            ...verdict,
            ...(reason === undefined ? {} : { reason: `left the queue: ${reason}` }),
        });
    }
    finally {
        // The main step was killed when it could not say itself how its waiting ended.
        if (heard !== undefined)
            await (0,_announce_js__WEBPACK_IMPORTED_MODULE_1__/* .concludeNews */ .TW)(heard === 'waits' ? leaving(verdict) : undefined, reporter);
    }
}
const leaving = ({ event }) => event === 'cancelled'
    ? { kind: 'cancelled', facts: { reason: 'cancelled while waiting' } }
    : { kind: 'skipped', facts: { reason: 'its turn did not come' } };
/** Sends in order, without holding up the queue. A failure is logged, and never thrown. */
function openSender(reporter) {
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
        send: (event) => then((open) => open.send(event)),
        settled: () => all,
    };
}
function activeOf({ sha, payload, heldSince }, serverUrl) {
    const { actor, repository, runId } = payload;
    const since = heldSince === undefined ? {} : { since: heldSince };
    return { sha, actor, runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`, ...since };
}
const endOf = (owner) => (owner.alive === false ? { conclusion: owner.conclusion } : {});


/***/ }),

/***/ 70480:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ remembering),
/* harmony export */   t: () => (/* binding */ openRecords)
/* harmony export */ });
const STATE = 'deployment';
function openRecords(step) {
    const text = step.state(STATE);
    let saved = text === '' ? {} : JSON.parse(text);
    return {
        read: () => saved,
        update: (more) => {
            saved = { ...saved, ...more };
            step.saveState(STATE, JSON.stringify(saved));
        },
    };
}
/** The runner hands a step's state to its post step only. One that also finishes in main reads what it saved from memory. */
function remembering(step) {
    const memory = new Map();
    return {
        ...step,
        state: (name) => memory.get(name) ?? step.state(name),
        saveState: (name, value) => {
            memory.set(name, value);
            step.saveState(name, value);
        },
    };
}


/***/ }),

/***/ 9432:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ finish)
});

// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/command/command.ts
var command = __webpack_require__(60311);
// EXTERNAL MODULE: ./packages/runner/src/command/process-tree.ts
var process_tree = __webpack_require__(23864);
// EXTERNAL MODULE: ./actions/monitor/src/connections.ts + 2 modules
var connections = __webpack_require__(45747);
// EXTERNAL MODULE: ./actions/monitor/src/reporting/summary.ts + 1 modules
var summary = __webpack_require__(2533);
// EXTERNAL MODULE: ./actions/guard/src/conclude.ts + 1 modules
var conclude = __webpack_require__(45634);
// EXTERNAL MODULE: ./actions/guard/src/verdict.ts
var src_verdict = __webpack_require__(41476);
// EXTERNAL MODULE: ./actions/guard/src/watch.ts
var watch = __webpack_require__(73462);
// EXTERNAL MODULE: ./actions/guard/src/command/interrupted.ts
var interrupted = __webpack_require__(74281);
// EXTERNAL MODULE: ./actions/guard/src/command/kept.ts
var command_kept = __webpack_require__(96291);
// EXTERNAL MODULE: ./actions/guard/src/command/watch.ts
var command_watch = __webpack_require__(1300);
;// CONCATENATED MODULE: ./actions/guard/src/command/clean-up.ts











/**
 * Post, when the main step could not end it itself: what still runs is ended, what moves is watched, and nothing is called a
 * success but what was seen to be one.
 */
async function cleanUp(reporter, command, began) {
    const { inputs, step } = reporter;
    const { verdict: known } = command;
    const jobStatus = inputs['job-status'] ?? '';
    const hurried = jobStatus === 'cancelled';
    if (known !== undefined)
        return (0,conclude/* conclude */.Ep)(reporter, { verdict: known, report: undefined, began, hurried });
    await endCommand(reporter, command);
    if (hurried && !command.cancelled && inputs['on-cancel'] === 'cancel-update')
        await cancelUpdates(reporter);
    const { deployment, seen } = await seeToEnd(reporter, command, began);
    const report = seen?.report;
    const verdict = (0,interrupted/* interruptedVerdict */.Q_)({
        jobStatus,
        command,
        deployment,
        watched: report && (0,src_verdict/* watchedOf */.gn)(report),
    });
    step.log.warning(`${verdict.reason}. Look at ${inputs.environment}.`, 'Not ended by itself');
    await (0,conclude/* conclude */.Ep)(reporter, {
        ...{ verdict, report, began, hurried },
        summary: report === undefined ? '' : (0,summary/* summaryOf */.Y)(report),
    });
}
/** After a cancellation there is no time; otherwise a command that is left may end in its own. */
async function endCommand({ step }, { running, doing }) {
    if (running === undefined || !(0,process_tree/* stillRuns */.Hw)(running))
        return;
    step.log.warning(`The step was killed while ${doing}; the command is ended now.`, 'Command left behind');
    await (0,process_tree/* endLeftBehind */.Vd)(running, { clock: step.clock, interrupt: 10_000, terminate: 5_000 });
}
/** What the main step could not: it was killed. */
async function cancelUpdates({ inputs, step, correlationId }) {
    const { readerOf } = await (0,connections/* connect */.N)(inputs, step, correlationId);
    for (const stack of inputs['stack-name'])
        await readerOf(stack)
            .then((reader) => reader.cancelUpdate(stack))
            .catch((error) => step.log.info(`${stack} was not cancelled: ${(0,errors/* errorLine */.B)(error)}`));
}
/** What still moves, to its end. Services and addresses are only checked, and are left out where it failed. */
async function watchRest(reporter, { since, directory, cancelled, well }) {
    const { inputs, step } = reporter;
    if (!(0,watch/* watches */.ao)(inputs))
        return undefined;
    const limit = cancelled ? watch/* CANCELLED_LIMIT_SECONDS */.SR : inputs.timeout;
    const rest = (0,command_watch/* watchCommand */.Bm)(reporter, {
        ...{ directory, deploymentId: undefined, log: step.log, since },
        inputs: {
            // It counts from the deployment's begin.
            timeout: (step.clock.now() - since) / 1000 + limit,
            'on-cancel': 'leave',
            bake: 0,
        },
    });
    rest.over(well);
    return rest.seen;
}
/** What the killed step would have seen, as far as that can be seen without it. */
async function seeToEnd(reporter, command, began) {
    const { inputs, step, records } = reporter;
    const { directory = (0,watch/* watchDirectory */.bG)(step) } = records.read();
    const kept = (0,command_kept/* keptDeployment */.e)(directory);
    const phase = kept === undefined ? 'deploy' : (0,interrupted/* phaseOf */.hU)(kept);
    const cancelled = inputs['job-status'] === 'cancelled';
    const unbaked = (at) => (0,interrupted/* phaseOf */.hU)(at) === 'bake' ? (0,interrupted/* withUnfinishedBake */.LZ)(at, command, inputs.bake) : at;
    const rest = (since, end) => watchRest(reporter, { ...{ directory, since, cancelled }, well: !cancelled && endedWell(end) });
    if (kept === undefined || phase === 'deploy')
        return { seen: await rest(began) };
    if (phase === 'rollback')
        return { deployment: kept, seen: await rest(command.since ?? began) };
    if (phase === 'readiness' || phase === 'rollback-watch') {
        const isRollback = phase === 'rollback-watch';
        const seen = await (isRollback ? rest(command.since ?? began, kept.rollback) : rest(began, kept.deploy));
        // After a cancellation the watch is too short to say that all is well.
        if (cancelled || seen === undefined)
            return { deployment: kept, seen };
        const deployment = unbaked({ ...kept, [isRollback ? 'rollbackWatched' : 'watched']: seen });
        return { deployment, seen: isRollback ? seen : deployment.watched };
    }
    const deployment = unbaked(kept);
    const last = deployment.rollbackWatched ?? deployment.watched;
    const isOpen = last?.report !== undefined && !(0,src_verdict/* isCertain */.te)((0,src_verdict/* watchedOf */.gn)(last.report));
    return { deployment, seen: isOpen && phase !== 'bake' ? await rest(began) : last };
}
const endedWell = (end) => end !== undefined && (0,command/* commandFailure */._)('the command', end) === undefined;

// EXTERNAL MODULE: ./actions/guard/src/identity.ts
var identity = __webpack_require__(15087);
// EXTERNAL MODULE: ./actions/guard/src/queue-news.ts
var queue_news = __webpack_require__(94732);
// EXTERNAL MODULE: ./actions/guard/src/record.ts
var record = __webpack_require__(70480);
;// CONCATENATED MODULE: ./actions/guard/src/steps/finish.ts








/** Post: ends what the main step began, and does nothing where that has ended it itself. */
async function finish(inputs, step) {
    const records = (0,record/* openRecords */.t)(step);
    const { began, over = false, command, correlationId } = records.read();
    const reporter = { inputs, step, correlationId: (0,identity/* identityOf */.c)(inputs, step, correlationId), records };
    if (over)
        return;
    if (began === undefined)
        return (0,queue_news/* leaveQueue */.j)((0,src_verdict/* judge */.S4)(inputs['job-status'] ?? '', undefined), reporter);
    if (command !== undefined)
        return cleanUp(reporter, command, began);
    await endBracket(reporter, began);
}
/** The job's own steps have deployed: join the monitor, judge the outcome. */
async function endBracket(reporter, began) {
    const { inputs, step, records } = reporter;
    const jobStatus = inputs['job-status'] ?? '';
    const saved = records.read();
    const seen = await (0,watch/* joinMonitor */.j9)(step, saved, {
        jobStatus,
        timeoutSeconds: inputs.timeout,
        onCancel: inputs['on-cancel'],
        bakes: inputs.bake > 0,
    });
    const { report, summary, refused } = seen;
    const watched = report && (0,src_verdict/* watchedOf */.gn)(report);
    const { failedBefore = false } = saved;
    const judged = (0,src_verdict/* judge */.S4)(jobStatus, watched, { failOn: inputs['fail-on'], failedBefore });
    const verdict = (0,src_verdict/* qualified */.LX)(judged, report, refused ?? seen.unknown ?? (0,conclude/* unknownElsewhere */.ZR)(report, step));
    await (0,conclude/* conclude */.Ep)(reporter, { verdict, report, began, summary, hurried: jobStatus === 'cancelled' });
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


/***/ }),

/***/ 60620:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ begin)
});

// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/slack/src/job/inputs.ts
var job_inputs = __webpack_require__(77835);
// EXTERNAL MODULE: ./actions/coordinate/src/main.ts
var main = __webpack_require__(85475);
// EXTERNAL MODULE: ./actions/monitor/src/check.ts
var check = __webpack_require__(76482);
// EXTERNAL MODULE: ./actions/notify/src/fact-inputs.ts
var fact_inputs = __webpack_require__(75467);
// EXTERNAL MODULE: ./actions/guard/src/announce.ts
var announce = __webpack_require__(81702);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/runner/src/command/shell.ts
var shell = __webpack_require__(11988);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
;// CONCATENATED MODULE: ./actions/guard/src/command/check.ts





/**
 * What the inputs say of commands; undefined when the job's own steps deploy.
 * @throws UserError before anything is sent: for a command that nothing could follow, a shell or a folder that is not there
 */
function checkCommands(inputs, { env }) {
    const { 'deploy-command': deploy, 'smoke-command': smoke, 'rollback-command': rollback } = inputs;
    if (deploy === undefined) {
        const needless = ['smoke-command', 'rollback-command', 'shell', 'working-directory'].find((name) => inputs[name] !== undefined);
        if (needless === undefined)
            return undefined;
        throw new errors/* UserError */.y(`Input "${needless}" needs "deploy-command": without it the job's own steps deploy.`);
    }
    const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
    const workingDirectory = inputs['working-directory'] ?? '.';
    requireFolder((0,external_node_path_.resolve)(workspace, workingDirectory), workingDirectory);
    return {
        ...{ deploy, workspace, workingDirectory, limitSeconds: inputs['command-timeout'] },
        ...(smoke === undefined ? {} : { smoke }),
        ...(rollback === undefined ? {} : { rollback }),
        shell: (0,shell/* findShell */.CK)(inputs.shell ?? (0,shell/* defaultShell */.EJ)(process.platform), env),
    };
}
function requireFolder(path, given) {
    const found = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
    if (found?.isDirectory())
        return;
    const what = found === undefined ? 'there is no such folder' : 'it is no folder';
    throw new errors/* UserError */.y(`Input "working-directory": ${what} in the workspace: "${(0,untrusted/* oneLine */.TN)(given, 200)}". Check out before this step.`);
}

// EXTERNAL MODULE: ./packages/runner/src/command/command.ts
var command_command = __webpack_require__(60311);
// EXTERNAL MODULE: ./actions/monitor/src/outputs.ts
var outputs = __webpack_require__(18672);
// EXTERNAL MODULE: ./actions/guard/src/conclude.ts + 1 modules
var conclude = __webpack_require__(45634);
// EXTERNAL MODULE: ./actions/guard/src/watch.ts
var src_watch = __webpack_require__(73462);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/for-step.ts + 2 modules
var for_step = __webpack_require__(73623);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/runner/src/step/platform.ts
var platform = __webpack_require__(16804);
;// CONCATENATED MODULE: ./packages/runner/src/command/file-commands.ts




/**
 * The files through which a script tells the runner something. A command gets its own: what it writes to them is read when it
 * is over, as the runner does, and handed on to the step's files. The summary needs none: all append to the step's.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#environment-files
 */
const FILES = {
    output: 'GITHUB_OUTPUT',
    env: 'GITHUB_ENV',
    path: 'GITHUB_PATH',
    state: 'GITHUB_STATE',
};
/** Makes the files in `directory`. */
function openFileCommands(directory, name) {
    const path = (kind) => (0,external_node_path_.join)(directory, `${name}-${kind}`);
    const kinds = Object.keys(FILES);
    for (const kind of kinds)
        (0,external_node_fs_.writeFileSync)(path(kind), '', platform/* PRIVATE_FILE */.rQ);
    return {
        variables: Object.fromEntries(kinds.map((kind) => [FILES[kind], path(kind)])),
        written: () => {
            const env = parsePairs(read(path('env')));
            const outputs = parsePairs(read(path('output')));
            const { NODE_OPTIONS, ...allowed } = env.pairs;
            return {
                env: allowed,
                path: read(path('path')).split(/\r?\n/).filter(Boolean),
                outputs: outputs.pairs,
                refused: [
                    ...env.faults.map((fault) => `GITHUB_ENV: ${fault}`),
                    ...outputs.faults.map((fault) => `GITHUB_OUTPUT: ${fault}`),
                    // As the runner: it would change every later action of the job.
                    ...(NODE_OPTIONS === undefined ? [] : ['GITHUB_ENV: NODE_OPTIONS may not be set']),
                ],
            };
        },
    };
}
/** Hands on to the step's own files what a command told, but for the outputs that the step sets itself. */
function handOn({ env, path, outputs }, step, ownOutputs) {
    append(step['GITHUB_ENV'], env);
    for (const folder of path)
        if (step['GITHUB_PATH'])
            (0,external_node_fs_.appendFileSync)(step['GITHUB_PATH'], `${folder}\n`);
    const theirs = Object.entries(outputs).filter(([name]) => !ownOutputs.includes(name));
    append(step['GITHUB_OUTPUT'], Object.fromEntries(theirs));
    return Object.keys(outputs).filter((name) => ownOutputs.includes(name));
}
/** The environment of the next command: with what the earlier ones exported. */
function withWritten(env, written) {
    const merged = { ...env, ...written.env };
    if (written.path.length === 0)
        return merged;
    const name = Object.keys(merged).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
    return { ...merged, [name]: [...written.path.toReversed(), merged[name] ?? ''].join(external_node_path_.delimiter) };
}
function append(file, pairs) {
    if (!file)
        return;
    const blocks = Object.entries(pairs).map(([name, value]) => {
        const mark = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
        return `${name}<<${mark}\n${value}\n${mark}\n`;
    });
    (0,external_node_fs_.appendFileSync)(file, blocks.join(''));
}
/** `name=value` lines and `name<<MARK` blocks; a line that is neither ends the reading, as it fails a step of the runner. */
function parsePairs(text) {
    const pairs = {};
    const lines = text.split(/\r?\n/);
    for (let index = 0; index < lines.length; index++) {
        const line = lines[index] ?? '';
        if (line === '')
            continue;
        const equals = line.indexOf('=');
        const block = line.indexOf('<<');
        if (equals > 0 && (block < 0 || equals < block)) {
            pairs[line.slice(0, equals)] = line.slice(equals + 1);
            continue;
        }
        const end = block > 0 ? lines.indexOf(line.slice(block + 2), index + 1) : -1;
        if (end < 0)
            return { pairs, faults: [`line ${index + 1} is neither NAME=VALUE nor a whole NAME<<MARK block`] };
        pairs[line.slice(0, block)] = lines.slice(index + 1, end).join('\n');
        index = end;
    }
    return { pairs, faults: [] };
}
function read(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./actions/guard/src/command/environment.ts



/**
 * Variables that the runner gives to actions, and not to scripts: inputs (with our tokens in them), state, and the tokens of
 * its own services (actions/runner NodeScriptActionHandler.cs and ScriptHandler.cs). Those of OIDC scripts have, too.
 */
const OF_ACTIONS = /^(INPUT_|STATE_|ACTIONS_(RUNTIME|RESULTS|CACHE)_|SIGNALBOX_DETACHED$)/i;
/** What a command sees: the job's own environment, what earlier commands exported, AWS's credentials, and the facts. */
function environmentFor(env, written, facts) {
    const own = Object.fromEntries(Object.entries(env).filter(([name]) => !OF_ACTIONS.test(name)));
    return { ...withWritten(own, written), ...facts };
}
/** The facts of this deployment, under the contract's names. */
const factsFor = ({ inputs, correlationId }, turn, previousSha) => ({
    ENVIRONMENT: inputs.environment,
    SHA: inputs.ref,
    PREVIOUS_SHA: previousSha,
    FENCING_TOKEN: turn.fencingToken ?? '',
    DEPLOYMENT_CORRELATION_ID: correlationId,
    ...(inputs['aws-region'] === undefined
        ? {}
        : { AWS_REGION: inputs['aws-region'], AWS_DEFAULT_REGION: inputs['aws-region'] }),
});
/**
 * New AWS credentials for a command by `role-to-assume`, masked: those of the job last an hour, and so may the wait or a
 * deployment. Nothing without the input. When none are to be had, the command has those of the job, and that is said.
 */
async function freshCredentials({ inputs, step, correlationId }) {
    const roleArn = inputs['role-to-assume'];
    if (roleArn === undefined)
        return {};
    const aws = (0,for_step/* awsFor */.B)({ region: inputs['aws-region'], roleArn, correlationId }, step);
    const renewed = (await aws.renew()) ? await aws.connection.credentials?.() : undefined;
    if (renewed === undefined) {
        step.log.warning(`"role-to-assume" gave no new AWS credentials (does the job have id-token: write?); the command has those of the job.`, 'AWS credentials');
        return {};
    }
    const { accessKeyId, secretAccessKey, sessionToken } = renewed;
    maskAll(step, [secretAccessKey, sessionToken]);
    return (0,values/* compact */.oE)({
        ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
        // One that is left from before would not belong to the new key.
        AWS_SESSION_TOKEN: sessionToken ?? '',
    });
}
function maskAll({ mask }, secrets) {
    for (const secret of secrets)
        if (secret !== undefined && secret !== '')
            mask(secret);
}

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
;// CONCATENATED MODULE: ./packages/runner/src/command/gate.ts
/** How long a command must have been silent before our lines come, and how long they wait for that at most. */
const QUIET_MS = 2000;
const LONGEST_HOLD_MS = 20_000;
const NOTHING_READ = { open: { stdout: '', stderr: '' }, grouped: false };
/** Longer beginnings of a line tell nothing more. */
const LONGEST_BEGINNING = 4096;
/**
 * The reading after more output. Workflow commands are known as the runner knows them.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
function readOn(reading, text, stream) {
    const lines = (reading.open[stream] + text).split(/\r?\n/);
    const last = lines.pop() ?? '';
    const after = lines.reduce(readLine, reading);
    return { ...after, open: { ...after.open, [stream]: last.slice(0, LONGEST_BEGINNING) } };
}
function readLine(reading, line) {
    const { stopToken, ...rest } = reading;
    if (stopToken !== undefined)
        return line.trimStart().startsWith(`::${stopToken}::`) ? rest : reading;
    const [, name, value = ''] = /^\s*::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? /##\[([\w-]+)(?: [^\]]*)?\](.*)$/.exec(line) ?? [];
    if (name === 'stop-commands' && value.trim() !== '')
        return { ...reading, stopToken: value.trim() };
    if (name === 'group')
        return { ...reading, grouped: true };
    return name === 'endgroup' ? { ...reading, grouped: false } : reading;
}
const isBetween = ({ open, grouped, stopToken }) => open.stdout === '' && open.stderr === '' && !grouped && stopToken === undefined;
const mayPrint = ({ reading, wroteAt, waiting, closed }, now) => {
    const oldest = waiting[0]?.since;
    if (oldest === undefined || closed)
        return oldest !== undefined;
    return isBetween(reading) && (now - wroteAt >= QUIET_MS || now - oldest >= LONGEST_HOLD_MS);
};
/** What ends all that the command left open, each on the stream it belongs to. */
function endingsOf({ open, grouped, stopToken, }) {
    return [
        ...['stdout', 'stderr'].flatMap((stream) => open[stream] === '' ? [] : [['\n', stream]]),
        ...(stopToken === undefined ? [] : [[`::${stopToken}::\n`, 'stdout']]),
        ...(grouped ? [['::endgroup::\n', 'stdout']] : []),
    ];
}
/**
 * Lets a command's output through at once and unaltered, and our own lines only where they break nothing of it: between lines,
 * outside groups, while workflow commands are obeyed, and when the command is silent for a moment.
 */
function openGate({ clock, log, write }) {
    let state = {
        reading: NOTHING_READ,
        wroteAt: Number.NEGATIVE_INFINITY,
        waiting: [],
        closed: false,
    };
    const printWhatMay = () => {
        const { waiting } = state;
        if (!mayPrint(state, clock.now()))
            return;
        state = { ...state, waiting: [] };
        for (const { print } of waiting)
            print();
    };
    return {
        output: (bytes, stream) => {
            write(bytes, stream);
            // A character of several bytes may be cut: it is no part of any workflow command.
            const reading = readOn(state.reading, bytes.toString('latin1'), stream);
            state = { ...state, reading, wroteAt: clock.now() };
            printWhatMay();
        },
        log: deferred(log, (print) => {
            state = { ...state, waiting: [...state.waiting, { since: clock.now(), print }] };
            printWhatMay();
        }),
        pump: async (signal) => {
            while (!signal.aborted) {
                await clock.sleep(1000, signal);
                printWhatMay();
            }
        },
        close: () => {
            if (state.closed)
                return;
            state = { ...state, closed: true };
            for (const [text, stream] of endingsOf(state.reading))
                write(text, stream);
            printWhatMay();
        },
    };
}
/** The log, each of whose lines `say` prints when it may. */
const deferred = (own, say) => ({
    info: (line) => say(() => own.info(line)),
    notice: (line, title) => say(() => own.notice(line, title)),
    warning: (line, title) => say(() => own.warning(line, title)),
    error: (line, title) => say(() => own.error(line, title)),
    folded: (title, lines) => say(() => own.folded(title, lines)),
    group: (title, body) => {
        say(() => own.info(title));
        return body();
    },
    with: (prefix) => deferred(own.with(prefix), say),
});

// EXTERNAL MODULE: ./actions/guard/src/inputs.ts
var inputs = __webpack_require__(18512);
;// CONCATENATED MODULE: ./actions/guard/src/command/run.ts







/** Marks our lines among the command's. */
const PREFIX = '[watch] ';
/** Where a command's output and the watch's lines meet. */
const openCommandGate = ({ clock, log, passThrough: write }) => openGate({ clock, log: log.with(PREFIX), write });
/** Runs one of the commands to its end, and hands on what it wrote for the runner. Never throws. */
async function runScript(script, { step, commands, exported, gate, started }) {
    const { clock, log, cancelled, env, job } = step;
    const { shell, limitSeconds } = commands;
    const file = `${script.name}-${process.pid}-${clock.now()}`;
    const files = openFileCommands(job.tempDir, file);
    log.info(`${script.name}: ${shell.name}, at most ${(0,duration/* formatDuration */.a3)(limitSeconds)}`);
    const done = new AbortController();
    const pumping = gate.pump(done.signal);
    const end = await (0,command_command/* runCommand */.d)({
        ...{ script: script.text, shell, limitSeconds, directory: job.tempDir, name: file },
        workingDirectory: (0,external_node_path_.resolve)(script.workspace, script.workingDirectory),
        env: environmentFor(env, exported, {
            ...{ GITHUB_WORKSPACE: script.workspace, ...files.variables },
            ...script.variables,
        }),
    }, { clock, cancelled, output: gate.output, started });
    done.abort();
    await pumping;
    gate.close();
    const written = files.written();
    const kept = handOn(written, env, inputs/* outputs */.V4);
    for (const name of kept)
        log.warning(`${script.name} set the output "${name}", which is this action's own: it is left as it is.`);
    for (const line of written.refused)
        log.warning(`${script.name}: ${line}`);
    return {
        end,
        exported: { env: { ...exported.env, ...written.env }, path: [...exported.path, ...written.path] },
    };
}

// EXTERNAL MODULE: ./actions/guard/src/command/watch.ts
var command_watch = __webpack_require__(1300);
;// CONCATENATED MODULE: ./actions/guard/src/command/perform.ts






const NOTHING_UNDER_WAY = {
    exported: { env: {}, path: [] },
    files: { kind: 'no-checkout' },
};
/** Runs a command; with a watch (of the step's inputs, but for `watched`) where anything is to be watched. */
async function runOne(script, { reporter, commands, turn, directory }, { exported, watch: before }, watched) {
    const { step, records, inputs } = reporter;
    const gate = openCommandGate(step);
    const to = { directory, deploymentId: turn.deploymentId, log: gate.log };
    const begins = watched !== undefined && (0,src_watch/* watches */.ao)(inputs);
    const watch = begins ? (0,command_watch/* watchCommand */.Bm)(reporter, { ...to, inputs: watched }) : before;
    const { command = { doing: '' } } = records.read();
    const started = (running) => records.update({ command: { ...command, running } });
    const ran = await runScript(script, { step, commands, exported, gate, started });
    records.update({ command });
    const failed = (0,command_command/* commandFailure */._)(script.name, ran.end);
    if (failed !== undefined)
        step.log.info(`${failed}.`);
    if (watched !== undefined)
        watch?.over(failed === undefined);
    return { end: ran.end, underWay: { exported: ran.exported, watch } };
}
/** What the watch under way saw, once it is over. */
async function watchEnd({ reporter }, { watch }) {
    const seen = (await watch?.seen) ?? { summary: '' };
    sayLast(seen, reporter.step);
    return seen;
}
/** The last lines of a watch. */
function sayLast(seen, { log }) {
    if (seen.report !== undefined)
        (0,outputs/* sayEnd */.LV)(seen.report, log);
}
/** The job's own files. */
const here = ({ commands: { workspace, workingDirectory }, }) => ({ workspace, workingDirectory });
/** What a command finds in its environment: the facts, and where `fresh`, new AWS credentials. */
const variables = async ({ reporter, turn }, previousSha, fresh) => ({
    ...factsFor(reporter, turn, previousSha),
    ...(fresh ? await freshCredentials(reporter) : {}),
});

;// CONCATENATED MODULE: ./actions/guard/src/command/deploy-phases.ts


/** AWS credentials last an hour; after a longer wait the command gets new ones. */
const FRESH_SECONDS = 300;
/** The command that deploys. */
const deploy = async (_, given, underWay) => {
    const { commands, turn, reporter } = given;
    const stale = turn.waitedSeconds > FRESH_SECONDS || !reporter.step.env['AWS_ACCESS_KEY_ID'];
    const script = {
        ...{ name: 'deploy-command', text: commands.deploy, ...here(given) },
        variables: await variables(given, turn.deployedSha, stale),
    };
    const ran = await runOne(script, given, underWay, {});
    return { came: { deploy: ran.end }, underWay: ran.underWay };
};
/** The watch that began with the command, to its end. */
const readiness = async (_, given, underWay) => ({
    came: { watched: await watchEnd(given, underWay) },
});
/** The command that tries what was deployed. */
const smoke = async (_, given, underWay) => {
    const script = {
        ...{ name: 'smoke-command', text: given.commands.smoke ?? '', ...here(given) },
        variables: await variables(given, given.turn.deployedSha, true),
    };
    const ran = await runOne(script, given, underWay);
    return { came: { smoke: ran.end }, underWay: ran.underWay };
};
/** Alarms, queries and addresses, for as long as the inputs say. */
const bake = async ({ watched }, { reporter, directory, turn }) => {
    if (watched?.report === undefined)
        return { came: { baked: true } };
    const { step } = reporter;
    const options = { directory, deploymentId: turn.deploymentId, log: step.log };
    const seen = await (0,command_watch/* bakeSeen */.p5)(reporter, options, watched.report);
    sayLast(seen, step);
    return { came: { baked: true, watched: seen, cancelled: step.cancelled.aborted } };
};

// EXTERNAL MODULE: ./actions/guard/src/command/kept.ts
var kept = __webpack_require__(96291);
// EXTERNAL MODULE: ./actions/guard/src/command/phases.ts
var phases = __webpack_require__(44763);
// EXTERNAL MODULE: ./actions/guard/src/verdict.ts
var verdict = __webpack_require__(41476);
// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/rollback.ts
var rollback = __webpack_require__(66502);
// EXTERNAL MODULE: ./packages/registry/src/operations/status.ts
var operations_status = __webpack_require__(43444);
// EXTERNAL MODULE: ./actions/guard/src/turn.ts
var src_turn = __webpack_require__(83594);
;// CONCATENATED MODULE: ./actions/guard/src/command/earlier.ts




/**
 * The commit to go back to. Others than the deployer may write deployments, so code of an earlier commit is run only if GitHub
 * itself says that it is one of ours and that a run deployed it, and if the registry still says what it said at the turn.
 */
async function findEarlier({ inputs, step }, turn) {
    const { environment, ref: sha } = inputs;
    const { repository, repositoryId } = step.job;
    try {
        const ports = await (0,src_turn/* connection */.FI)(inputs, step);
        const { deployed } = await (0,operations_status/* environmentStatus */.E)({
            ...{ environment, repository, repositoryId, maxHoldSeconds: inputs['max-hold'] },
            own: Number(turn.deploymentId) || undefined,
        }, ports);
        if (deployed === undefined)
            return turn.deployedSha === ''
                ? { kind: 'none' }
                : refused('the registry no longer knows what ran before');
        const target = await (0,rollback/* rollbackTarget */.e)({ earlier: deployed, sha: sha.toLowerCase(), repository }, ports);
        if ('refused' in target)
            return refused(target.refused);
        if (target.sha !== turn.deployedSha)
            return refused('the registry names another commit than before the deployment');
        return { kind: 'commit', sha: target.sha };
    }
    catch (error) {
        return refused((0,errors/* errorLine */.B)(error));
    }
}
const refused = (why) => ({ kind: 'refused', why });

// EXTERNAL MODULE: ./packages/runner/src/clock.ts
var src_clock = __webpack_require__(30922);
;// CONCATENATED MODULE: ./actions/guard/src/command/files.ts




const LIMIT_MS = 10 * 60_000;
/**
 * Checks out a commit as a worktree, outside of the workspace: nothing of the failed deployment, built or generated, is in it, and
 * the workspace stays as it is for later steps.
 * @see https://git-scm.com/docs/git-worktree
 */
async function earlierFiles({ sha, workspace, workingDirectory, token, name }, step) {
    const git = openGit(workspace, token, step);
    if (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(workspace, '.git')))
        return { kind: 'no-checkout' };
    const folder = (0,external_node_path_.join)(step.job.tempDir, 'signalbox', `earlier-${name}`);
    const remove = async () => {
        await git('worktree', 'remove', '--force', folder).catch(() => undefined);
    };
    try {
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
        // A checkout is usually one commit deep.
        const there = await git('cat-file', '-e', `${sha}^{commit}`).then(() => true, () => false);
        if (!there)
            await git('fetch', '--no-tags', '--depth=1', 'origin', sha);
        await git('worktree', 'add', '--force', '--detach', folder, sha);
    }
    catch (error) {
        return { kind: 'failed', why: `commit ${sha} could not be checked out: ${(0,errors/* errorLine */.B)(error)}` };
    }
    const inside = insideOf(workspace, workingDirectory);
    if (inside !== undefined && !(0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(folder, inside))) {
        await remove();
        return { kind: 'failed', why: `commit ${sha} has no folder "${workingDirectory}" ("working-directory")` };
    }
    return { kind: 'there', workspace: folder, remove };
}
/** A working directory from the workspace; undefined when it is elsewhere. */
function insideOf(workspace, workingDirectory) {
    const path = (0,external_node_path_.isAbsolute)(workingDirectory) ? (0,external_node_path_.relative)(workspace, workingDirectory) : workingDirectory;
    return path.split(/[\\/]/)[0] === '..' || (0,external_node_path_.isAbsolute)(path) ? undefined : path;
}
/**
 * Git without hooks of the repository. The token is in the environment, as configuration: other processes of the machine can
 * read command lines. In a container the workspace may be another user's.
 * @see https://git-scm.com/docs/git-config#ENVIRONMENT
 */
function openGit(workspace, token, { env, job, clock, cancelled }) {
    const authorization = Buffer.from(`x-access-token:${token}`).toString('base64');
    const config = [
        ['core.hooksPath', '/dev/null'],
        ['safe.directory', '*'],
        [`http.${job.serverUrl}/.extraheader`, `AUTHORIZATION: basic ${authorization}`],
    ];
    const variables = config.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
    ]);
    const own = {
        ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_'))),
        ...Object.fromEntries(variables),
        ...{ GIT_CONFIG_COUNT: String(config.length), GIT_TERMINAL_PROMPT: '0' },
    };
    return (...args) => new Promise((done, fail) => {
        const { execFile } = process.getBuiltinModule('node:child_process');
        const signal = (0,src_clock/* withTimeout */.w)(LIMIT_MS, clock, cancelled);
        execFile('git', ['-C', workspace, ...args], { env: own, signal }, (error, _, stderr) => {
            if (error === null)
                done();
            else
                fail(new Error(stderr.trim().split('\n').at(-1) || error.message));
        });
    });
}

;// CONCATENATED MODULE: ./actions/guard/src/command/rollback-phases.ts









const NOT_CONFIRMED = 'The commit that ran before is not to be run again for a rollback, so nothing is undone. Look at the environment now';
/** Which commit ran before, and whether it may be run again. */
const earlier = async (_, { reporter, turn }) => {
    const found = await findEarlier(reporter, turn);
    if (found.kind === 'refused')
        reporter.step.log.error(`${NOT_CONFIRMED}: ${found.why}.`, 'NO ROLLBACK');
    return { came: { earlier: found } };
};
/** Waits until the stacks are at rest. */
const rest = async (at, given) => {
    const { step, inputs } = given.reporter;
    step.log.warning(`${(0,phases/* failureOf */.g5)(at)}. The rollback command runs as soon as the stack is at rest.`, 'Rollback');
    if (inputs['stack-name'].length > 0)
        await untilAtRest(at, given);
    return { came: { rested: true } };
};
/** A command that ran out of time leaves a stack that moves: nothing can be undone before it rests. */
async function untilAtRest({ watched }, { reporter, directory, turn }) {
    const wasAtRest = (0,verdict/* isCertain */.te)(watched?.report && (0,verdict/* watchedOf */.gn)(watched.report));
    await (0,command_watch/* watchNow */.GG)(reporter, {
        quiet: wasAtRest,
        ...{ directory, deploymentId: turn.deploymentId, log: reporter.step.log },
        inputs: { 'ecs-service': [], 'health-url': [], bake: 0, 'fail-on': ['timed-out'] },
    });
}
/** Checks out the earlier commit, and notifies Slack meanwhile: what is broken is not kept so for as long as Slack takes. */
const files = async (at, given) => {
    const { reporter, turn } = given;
    const { step, inputs, correlationId } = reporter;
    const announcing = announceRollback(at, given);
    if (at.earlier?.kind !== 'commit')
        return { came: { files: '' }, underWay: { announcing } };
    const found = await earlierFiles({
        ...{ ...here(given), sha: at.earlier.sha, token: inputs['github-token'] },
        name: String(turn.deploymentId ?? correlationId),
    }, step);
    if (found.kind === 'no-checkout')
        step.log.warning(`The workspace is no git checkout: the rollback command runs in it as it is, and finds the earlier commit as PREVIOUS_SHA only.`, 'Rollback');
    if (found.kind === 'failed')
        await announcing;
    return {
        came: { files: found.kind === 'failed' ? found.why : '' },
        underWay: { announcing, files: found },
    };
};
/** The command that brings back what ran before, in the files of that commit. */
const rollback_phases_rollback = async (at, given, underWay) => {
    const { reporter, commands, directory } = given;
    const { inputs, step, correlationId } = reporter;
    const sha = at.earlier?.kind === 'commit' ? at.earlier.sha : '';
    const { files: found } = underWay;
    const inside = insideOf(commands.workspace, commands.workingDirectory);
    const where = found.kind === 'there'
        ? { workspace: found.workspace, workingDirectory: inside ?? commands.workingDirectory }
        : here(given);
    await (0,src_watch/* keepBaseline */.rI)({ ...inputs, bake: 0 }, directory, step, correlationId).catch(() => undefined);
    const script = {
        ...{ name: 'rollback-command', text: commands.rollback ?? '', ...where },
        variables: await variables(given, sha, true),
    };
    const ran = await runOne(script, given, underWay, { bake: 0 });
    if (found.kind === 'there')
        await found.remove();
    await underWay.announcing;
    return { came: { rollback: ran.end }, underWay: ran.underWay };
};
/** The watch that began with the rollback command, to its end. */
const rollbackWatch = async (_, given, underWay) => ({
    came: { rollbackWatched: await watchEnd(given, underWay) },
});
/** To Slack a rollback is a second deployment in the same thread, so the end of the first one is announced, too, as loudly. */
async function announceRollback(at, { reporter, announced }) {
    const sha = at.earlier?.kind === 'commit' ? { sha: at.earlier.sha } : {};
    const reason = (0,phases/* failureOf */.g5)(at);
    const why = (0,conclude/* factsOf */.xS)(reason === undefined ? {} : { reason }, at.watched?.report);
    await (0,announce/* announce */.iP)({ kind: 'failed', facts: { ...why, message: 'It is rolled back now.' } }, reporter);
    const { message: _, ...facts } = announced;
    await (0,announce/* announce */.iP)({ kind: 'start', facts: { ...facts, ...sha, message: 'The rollback command runs.' } }, reporter);
}

;// CONCATENATED MODULE: ./actions/guard/src/command/deployment.ts










/** What is under way, for a process that finds this one killed. */
const DOING = {
    deploy: 'the deploy command ran',
    readiness: 'it was waited until all is ready',
    smoke: 'the smoke command ran',
    bake: 'it was baked',
    earlier: 'it was to be rolled back',
    rest: 'it was to be rolled back',
    files: 'it was to be rolled back',
    rollback: 'the rollback command ran',
    'rollback-watch': 'the rollback was watched',
};
/**
 * Deploys by the commands while the environment is held, and ends it all: outputs, record, Slack, summary, release. When the
 * step is cancelled there is no time for that: the post step does it.
 * @throws UserError when the deployment failed
 */
async function deployByCommand(given) {
    const { reporter, began } = given;
    const { step, records, inputs } = reporter;
    const timings = [];
    const deployment = await run(given, timings);
    const { watched, rollbackWatched } = deployment;
    const report = watched?.report;
    const end = (0,phases/* endOf */.pJ)(deployment, (0,conclude/* unknownElsewhere */.ZR)(report, step));
    step.output('outcome', end.outcome);
    if (report !== undefined)
        (0,outputs/* setOutputs */.n0)(report, step);
    const line = `${inputs.environment}: ${end.outcome}${end.verdict.reason === undefined ? '' : `: ${end.verdict.reason}`}`;
    if (deployment.cancelled) {
        const { command = { doing: '' } } = records.read();
        records.update({ command: { ...command, cancelled: true } });
        throw new errors/* UserError */.y(line);
    }
    records.update({ command: { doing: 'its end was told', verdict: end.verdict } });
    await (0,conclude/* conclude */.Ep)(reporter, {
        ...{ verdict: end.verdict, report: rollbackWatched?.report ?? report, began, hurried: false },
        ...(end.message === undefined ? {} : { message: end.message }),
        summary: [watched, rollbackWatched].map((seen) => seen?.summary ?? '').join(''),
        commands: { outcome: end.outcome, phases: phasesOf(deployment, timings), deployed: report },
    });
    if ((0,phases/* failureOf */.g5)(deployment) !== undefined)
        throw new errors/* UserError */.y(line);
    step.log.info(line);
}
const COMMANDS = { deploy: 'command', smoke: 'smoke', rollback: 'rollback' };
/** The commands, for telemetry; what is watched meanwhile is in the report. */
function phasesOf(deployment, timings) {
    return timings.flatMap(({ phase, startedAt, endedAt }) => {
        if (phase !== 'deploy' && phase !== 'smoke' && phase !== 'rollback')
            return [];
        const end = deployment[phase];
        const failure = end && (0,command_command/* commandFailure */._)(`${phase}-command`, end);
        const kind = COMMANDS[phase];
        return [
            {
                ...{ kind, name: kind, startedAt, endedAt, outcome: failure === undefined ? 'ok' : 'failed' },
                ...(failure === undefined ? {} : { reason: failure }),
            },
        ];
    });
}
/** How each phase is done. */
const PERFORM = {
    ...{ deploy: deploy, readiness: readiness, smoke: smoke, bake: bake },
    ...{ earlier: earlier, rest: rest, files: files, rollback: rollback_phases_rollback, 'rollback-watch': rollbackWatch },
};
/** The interpreter: performs what comes next until nothing does, and writes down how long each took. */
async function run(given, timings) {
    const { commands, reporter, directory } = given;
    const { inputs, step, records } = reporter;
    let underWay = NOTHING_UNDER_WAY;
    let deployment = {
        plan: {
            watches: (0,src_watch/* watches */.ao)(inputs),
            smokes: commands.smoke !== undefined,
            bakes: inputs.bake > 0,
            rollsBack: commands.rollback !== undefined,
            failOn: inputs['fail-on'],
        },
        cancelled: false,
    };
    for (;;) {
        if (step.cancelled.aborted && (0,phases/* nextPhase */.ll)(deployment) !== 'over')
            deployment = { ...deployment, cancelled: true };
        const phase = (0,phases/* nextPhase */.ll)(deployment);
        if (phase === 'over')
            return deployment;
        const startedAt = step.clock.now();
        records.update({ command: { doing: DOING[phase], since: startedAt } });
        const performed = await PERFORM[phase](deployment, given, underWay);
        timings.push({ phase, startedAt, endedAt: step.clock.now() });
        const cancelled = deployment.cancelled || wasCancelled(performed.came);
        deployment = { ...deployment, ...performed.came, cancelled };
        underWay = { ...underWay, ...performed.underWay };
        (0,kept/* keepDeployment */.z)(directory, deployment);
    }
}
const wasCancelled = ({ deploy, smoke, rollback, watched, rollbackWatched, cancelled, }) => cancelled === true ||
    [deploy, smoke, rollback].some((end) => end?.kind === 'cancelled') ||
    [watched, rollbackWatched].some((seen) => seen?.report?.status === 'cancelled');

// EXTERNAL MODULE: ./actions/guard/src/command/interrupted.ts
var interrupted = __webpack_require__(74281);
// EXTERNAL MODULE: ./packages/readiness/src/bake/inputs.ts
var bake_inputs = __webpack_require__(3367);
// EXTERNAL MODULE: ./actions/estimate-time/src/connections.ts
var connections = __webpack_require__(25581);
// EXTERNAL MODULE: ./actions/estimate-time/src/main.ts + 6 modules
var src_main = __webpack_require__(3533);
// EXTERNAL MODULE: ./actions/estimate-time/src/outputs.ts
var src_outputs = __webpack_require__(99370);
;// CONCATENATED MODULE: ./actions/guard/src/expected.ts




/** Of the whole deployment, not of one of its stacks, and of one that has not begun. */
const NOT_OF_ONE_STACK = {
    'stack-name': undefined,
    'change-set': undefined,
    template: undefined,
    'started-at': undefined,
    'elapsed-seconds': undefined,
};
/** Estimates the environment as the `estimate-time` action does; undefined without history. */
async function expectedSeconds(inputs, step) {
    const answer = await (0,src_main/* run */.e)({ ...inputs, ...NOT_OF_ONE_STACK, bake: (0,bake_inputs/* bakeSeconds */.vd)(inputs) }, step, connections/* connections */.o);
    (0,src_outputs/* setOutputs */.n)(answer, step);
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
// EXTERNAL MODULE: ./actions/guard/src/record.ts
var record = __webpack_require__(70480);
;// CONCATENATED MODULE: ./actions/guard/src/steps/main.ts















/**
 * Main: correlate, queue and hold; estimate meanwhile; announce. Then the commands deploy, watched from here; or without
 * one the job's own steps, watched by a process in parallel, and the post step ends it.
 */
async function begin(inputs, given) {
    (0,main/* checkTogether */.RU)(inputs, given.env);
    const [fault] = (0,job_inputs/* halves */.AP)(inputs);
    if (fault !== undefined)
        throw new errors/* UserError */.y(fault);
    (0,check/* checkWatched */.l)(inputs, given.env);
    const commands = checkCommands(inputs, given);
    const { step, id } = (0,identity/* identify */.l)(inputs, (0,record/* remembering */.M)(given));
    const records = (0,record/* openRecords */.t)(step);
    records.update({ correlationId: id });
    await (0,src_watch/* checkBakeable */.Sr)(inputs, step, id);
    const announced = facts(inputs, step);
    const reporter = { inputs, step, correlationId: id, records };
    const [turn, expected] = await Promise.all([
        (0,queue_news/* takeTurnAndNotify */.X)(announced, reporter),
        expectedSeconds(inputs, step),
    ]);
    if (!turn.deploys) {
        if (commands !== undefined)
            step.output('outcome', 'skipped');
        return;
    }
    const directory = (0,src_watch/* watchDirectory */.bG)(step);
    await (0,src_watch/* keepBaseline */.rI)(inputs, directory, step, id);
    const now = step.clock.now();
    const failedBefore = inputs['job-status'] === 'failure';
    const command = commands && { command: { doing: interrupted/* NOTHING_YET */.xB } };
    records.update({ began: now, failedBefore, directory, ...command });
    if (commands === undefined && (0,src_watch/* watches */.ao)(inputs)) {
        (0,src_watch/* startMonitor */.Rd)(directory, step, records, {
            environment: inputs.environment,
            repository: inputs.repository,
            'github-token': inputs['github-token'],
            'correlation-id': id,
            'deployment-id': turn.deploymentId,
        });
    }
    const finish = expected === undefined ? {} : { finish: finishOf(expected, now) };
    await (0,announce/* announce */.iP)({ kind: 'start', facts: { ...announced, ...finish } }, reporter);
    if (commands !== undefined)
        await deployByCommand({ reporter, commands, turn, directory, announced, began: now });
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

/***/ 83594:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ connection),
/* harmony export */   Vm: () => (/* binding */ takeTurn),
/* harmony export */   bD: () => (/* binding */ releaseTurn)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75652);
/* harmony import */ var _coordinate_src_main_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85475);
/* harmony import */ var _coordinate_src_outputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(93414);
/* harmony import */ var _coordinate_src_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7420);
/* harmony import */ var _coordinate_src_release_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42754);





/** Waits for the turn exactly as the `coordinate` action does, outputs and summary included. */
async function takeTurn(inputs, step, subscriber) {
    const turn = await (0,_coordinate_src_main_js__WEBPACK_IMPORTED_MODULE_0__/* .takeTurn */ .Vm)(inputs, step, async () => ({
        ...(await connection(inputs, step)),
        subscriber,
    }));
    (0,_coordinate_src_outputs_js__WEBPACK_IMPORTED_MODULE_3__/* .conclude */ .E)(turn, step);
    const { 'can-deploy': deploys = false, reason = '', 'deployment-id': deploymentId } = turn.values;
    const { 'fencing-token': token, 'deployed-sha': deployedSha, 'waited-seconds': waited } = turn.values;
    return {
        ...{ deploys, reason, deployedSha: String(deployedSha ?? ''), waitedSeconds: Number(waited ?? 0) },
        ...(0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_4__/* .compact */ .oE)({
            deploymentId: deploymentId === undefined ? undefined : String(deploymentId),
            fencingToken: token === undefined ? undefined : String(token),
        }),
    };
}
/** While it is waited, and in the post step after those of others, the job's own AWS credentials may be gone. */
const connection = (inputs, step) => (0,_coordinate_src_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .connect */ .N)(inputs, step, inputs['role-to-assume']);
/**
 * Ends the registration with the verdict. Does nothing when there is none. When nobody knows what becomes of
 * the stack, the environment stays closed while it moves. After a cancellation there is no time to wait for GitHub.
 */
async function releaseTurn(inputs, step, { outcome, reason }, { certain = true, hurried = false, facts = {}, } = {}) {
    const description = inputs.description ?? reason;
    const ended = { ...inputs, 'job-status': outcome, ...(description === undefined ? {} : { description }) };
    return await (0,_coordinate_src_release_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseAfterJob */ .P6)(ended, step, () => connection(inputs, step), {
        closedWhileBusy: !certain,
        hurried,
        facts,
    });
}


/***/ }),

/***/ 41476:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LX: () => (/* binding */ qualified),
/* harmony export */   Rq: () => (/* binding */ bakeWords),
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   gn: () => (/* binding */ watchedOf),
/* harmony export */   iR: () => (/* binding */ lostOf),
/* harmony export */   q9: () => (/* binding */ WORDS),
/* harmony export */   te: () => (/* binding */ isCertain)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75652);

/** What the monitor knows of the end; undefined when it had lost sight, or there was nothing to watch. */
function watchedOf(report) {
    const { status, stackStatus, failureReason, failedResource, lostSight, note = '' } = report;
    const { stacks, checks, bake } = report;
    const isKnown = stacks.length + checks.length > 0 || bake?.status === 'passed' || bake?.breach !== undefined;
    if (lostSight !== undefined || !isKnown)
        return undefined;
    // What broke a bake names itself.
    const named = bake?.breach !== undefined && bake.reason === failureReason ? [] : [failedResource];
    const reason = [...named, failureReason].filter(Boolean).join(': ') || note;
    return { status, ...(0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__/* .compact */ .oE)({ stackStatus, reason: reason || undefined }) };
}
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
 * (a rollback by `if: failure()`) does not show that it succeeded, and nothing that is not known to have counts as it.
 */
function judge(jobStatus, watched, { failOn = [], failedBefore = false, failure = 'a step of the job failed' } = {}) {
    const broken = BROKEN.find((status) => status === watched?.status);
    if (broken !== undefined) {
        const reason = watched?.reason ?? `the stack ${broken}`;
        const cancelled = jobStatus === 'cancelled' ? ' (the job was cancelled)' : '';
        return { outcome: 'failure', event: broken, reason: reason + cancelled };
    }
    if (jobStatus === 'cancelled')
        return ofCancelled(watched);
    if (jobStatus !== 'success') {
        const after = watched?.status === 'succeeded' ? STACK_SUCCEEDED : '';
        return { outcome: 'failure', event: 'failed', reason: failedBefore ? FAILED_BEFORE : failure + after };
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
    return { outcome, event: 'cancelled', reason: `the job was cancelled${stackWords(watched)}` };
}
function stackWords(watched) {
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
const STACK_SUCCEEDED = ', but the stack succeeded: the new version runs';
/**
 * What a green job leaves unsaid: that nothing changed, that its bake is inconclusive, or that nobody saw what became of it (`unknown`, or as the report
 * says). Unknown is never a success, nor a failure of the deployment: the record is closed as an error, whatever the cause.
 */
function qualified(verdict, seen, unknown) {
    if (verdict.outcome !== 'success')
        return verdict;
    const why = lostOf(seen) ?? (seen?.status === 'cancelled' ? WATCH_ENDED : unknown);
    if (why !== undefined) {
        const reason = `the job succeeded, but what became of the deployment is not known: ${why}`;
        return { outcome: 'error', event: 'timed-out', reason };
    }
    const baked = bakeWords(seen?.bake);
    if (baked !== undefined)
        return { ...verdict, reason: `${verdict.reason ?? 'deployed'}; ${baked}` };
    if (seen?.status !== 'no-changes')
        return verdict;
    const [check] = seen.checks.filter(({ status }) => status === 'no-changes');
    const which = check === undefined ? seen.note : `${check.subject} ${check.reason}`;
    return { ...verdict, reason: `no changes${which === undefined ? '' : `: ${which}`}` };
}
/** What a bake leaves unsaid of a deployment that succeeded all the same. */
function bakeWords(bake) {
    if (bake?.status === 'inconclusive')
        return `its bake is inconclusive: ${bake.reason}`;
    return bake?.status === 'breached' ? `its bake broke, which only warns: ${bake.reason}` : undefined;
}
/** Why nobody saw what became of the deployment, or of a part of it. */
const lostOf = (seen) => seen?.lostSight ?? [...(seen?.stacks ?? []), ...(seen?.checks ?? [])].find(hasLostSight)?.lostSight;
const hasLostSight = ({ lostSight }) => lostSight !== undefined;
const WATCH_ENDED = 'its watch was ended from outside before the deployment was over';
const FAILED_BEFORE = 'the job had failed before this deployment began, so its status does not tell how it ended; give it a job of its own';
/** An ending of the watch, for people. */
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


/***/ }),

/***/ 73462:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rd: () => (/* binding */ startMonitor),
/* harmony export */   SR: () => (/* binding */ CANCELLED_LIMIT_SECONDS),
/* harmony export */   Sr: () => (/* binding */ checkBakeable),
/* harmony export */   ao: () => (/* binding */ watches),
/* harmony export */   bG: () => (/* binding */ watchDirectory),
/* harmony export */   j9: () => (/* binding */ joinMonitor),
/* harmony export */   rI: () => (/* binding */ keepBaseline)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3367);
/* harmony import */ var _signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5895);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77835);
/* harmony import */ var _monitor_src_background_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38240);
/* harmony import */ var _monitor_src_bake_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37741);
/* harmony import */ var _monitor_src_baseline_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(37263);
/* harmony import */ var _monitor_src_connections_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(45747);
/* harmony import */ var _monitor_src_reporting_slack_thread_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(76352);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(18512);











/**
 * After a cancellation the runner gives all post steps of the job five minutes together. The watch may have
 * this much of it; the release and Slack need at most two minutes more, even when neither answers.
 */
const CANCELLED_LIMIT_SECONDS = 90;
const STOP_SECONDS = 10;
/** Process ids come round again (soon on Windows): what another one left would be taken for the end of this one. */
const watchDirectory = (step) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(step.job.tempDir, 'signalbox', `guard-${process.pid}-${step.clock.now()}`);
/** Whether the inputs name anything to watch. */
const watches = (inputs) => inputs['stack-name'].length + inputs['ecs-service'].length + inputs['health-url'].length > 0 ||
    inputs.bake > 0;
/**
 * Keeps what the services run before anything is deployed: in the main step, since the monitor may start too late.
 * @throws UserError when a service may not be read at all
 */
async function keepBaseline(inputs, directory, step, id) {
    if (inputs['ecs-service'].length === 0 && inputs.bake === 0)
        return;
    const connection = await (0,_monitor_src_connections_js__WEBPACK_IMPORTED_MODULE_8__/* .connect */ .N)(inputs, step, id);
    await (0,_monitor_src_baseline_js__WEBPACK_IMPORTED_MODULE_7__/* .keepBaseline */ .r)(inputs['ecs-service'], directory, step, connection);
    await (0,_monitor_src_bake_js__WEBPACK_IMPORTED_MODULE_6__/* .keepBakeBaseline */ .k6)(inputs, directory, step, { connection, fetch });
}
/**
 * Before anything is written anywhere: an alarm that is not there, or a query that cannot be asked.
 * @throws UserError
 */
async function checkBakeable(inputs, step, id) {
    (0,_signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__/* .checkBake */ .mx)(inputs);
    if (inputs.bake === 0)
        return;
    const connection = await (0,_monitor_src_connections_js__WEBPACK_IMPORTED_MODULE_8__/* .connect */ .N)(inputs, step, id);
    const quiet = { ...step, log: { ...step.log, warning: () => { } } };
    await (0,_monitor_src_bake_js__WEBPACK_IMPORTED_MODULE_6__/* .readBakeBaseline */ .pP)(inputs, quiet, { connection, fetch }, step.clock.now());
}
/** The `monitor` action, on its own bundle, in parallel with the user's steps. Without it the deployment still goes on. */
function startMonitor(directory, step, records, given) {
    try {
        const monitor = { detached: startIn(directory, step, given), given: withoutToken(given) };
        records.update({ monitor });
    }
    catch (error) {
        const why = `the monitor could not be started: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .errorLine */ .B)(error)}`;
        records.update({ notStarted: why });
        step.log.warning(`The deployment is not watched, since ${why}`, 'Lost sight');
    }
}
/** The post step has the token as an input of its own; state is no place for it. */
const withoutToken = ({ 'github-token': _, ...given }) => given;
const startIn = (directory, step, given) => (0,_monitor_src_background_js__WEBPACK_IMPORTED_MODULE_5__/* .startWatch */ .Ms)(directory, step, {
    bundle: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(process.argv[1] ?? ''), '../monitor/index.js'),
    names: [...Object.keys({ ..._inputs_js__WEBPACK_IMPORTED_MODULE_10__/* .monitorInputs */ .Ix, ..._signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_4__/* .slackInputs */ .aX }), 'github-token'],
    given,
    variables: { [_monitor_src_reporting_slack_thread_js__WEBPACK_IMPORTED_MODULE_9__/* .OUTCOME_TOLD_ELSEWHERE */ .s]: 'true' },
});
/** What the monitor saw, by another one where the first was killed; shows its log. */
async function joinMonitor(step, { monitor, notStarted }, { jobStatus, timeoutSeconds, onCancel, bakes }) {
    if (monitor === undefined)
        return { summary: '', ...(notStarted && { unknown: notStarted }) };
    const { detached, given } = monitor;
    const { clock, log, cancelled: signal } = step;
    const cancelled = jobStatus === 'cancelled';
    // Whatever is to be cancelled has been by then: one that goes on only watches.
    const resume = () => startIn(detached.directory, step, { ...given, ...(cancelled ? LEAVE : {}) });
    let watching = detached;
    if (cancelled && onCancel === 'cancel-update') {
        await (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__/* .stop */ .ds)(detached, { clock, log, limitSeconds: STOP_SECONDS, signal });
        (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__/* .forgetEnd */ .FM)(detached);
        watching = resume();
    }
    return (0,_monitor_src_background_js__WEBPACK_IMPORTED_MODULE_5__/* .joinWatch */ .sh)(watching, step, {
        limitSeconds: cancelled ? CANCELLED_LIMIT_SECONDS : timeoutSeconds,
        resume,
        stops: cancelled && bakes,
    });
}
const LEAVE = { 'on-cancel': 'leave' };


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
/* harmony export */   Q: () => (/* binding */ inputs)
/* harmony export */ });
/* unused harmony export outputs */
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


/***/ }),

/***/ 60311:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ commandFailure),
/* harmony export */   d: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _step_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16804);
/* harmony import */ var _text_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85207);
/* harmony import */ var _process_tree_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23864);
/* harmony import */ var _shell_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11988);






/**
 * After a cancellation the runner sends SIGTERM after 7.5 s and kills 2.5 s later (actions/runner ProcessInvoker.cs): the
 * command is gone before that, so that its end is still recorded. After a time-out it has the whole grace.
 */
const GRACE_MS = {
    cancelled: { interrupt: 4000, terminate: 2000 },
    'timed-out': { interrupt: 15_000, terminate: 10_000 },
};
/** How long a pipe is read on that a process left behind holds open: as the runner does (StepHost). */
const DRAIN_MS = 5000;
/**
 * Runs a script to its end as the runner would: a file, in a process group of its own. Nothing of it reaches a shell but the
 * file. Past its time limit, or when the step is cancelled, the whole group gets SIGINT, then SIGTERM, then SIGKILL.
 * Never throws: whatever happens is how it ended.
 */
async function runCommand(options, ports) {
    const { clock, cancelled, output } = ports;
    if (cancelled.aborted)
        return { kind: 'cancelled' };
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(options.directory, `${options.name}${options.shell.extension}`);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, (0,_shell_js__WEBPACK_IMPORTED_MODULE_5__/* .scriptText */ .r7)(options.script, options.shell), _step_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .PRIVATE_FILE */ .rQ);
        ports.started?.({ script: path });
        const child = await start(path, options);
        if (child.pid !== undefined)
            ports.started?.({ pid: child.pid, script: path });
        child.stdout?.on('data', (bytes) => output(bytes, 'stdout'));
        child.stderr?.on('data', (bytes) => output(bytes, 'stderr'));
        return await ending(child, options.limitSeconds, { clock, cancelled });
    }
    catch (error) {
        return { kind: 'not-started', reason: (0,_text_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errorLine */ .B)(error) };
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true });
    }
}
/** @throws when the process cannot be started */
async function start(path, { shell, workingDirectory, env }) {
    // Loaded here: it takes as long as a tenth of a start, and most steps start no process.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(shell.program, (0,_shell_js__WEBPACK_IMPORTED_MODULE_5__/* .argsFor */ .xZ)(path, shell), {
        ...{ cwd: workingDirectory, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true },
        // A process group of its own. On Windows it would be a console of its own, where the runner's Ctrl+C does not arrive.
        detached: process.platform !== 'win32',
    });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    return child;
}
async function ending(child, limitSeconds, { clock, cancelled }) {
    const over = new AbortController();
    const closed = new Promise((resolve) => void child.once('close', () => resolve()));
    const exited = new Promise((resolve) => {
        child.once('exit', (code, signal) => {
            over.abort();
            resolve(signal === null ? { kind: 'exited', code: code ?? 1 } : { kind: 'killed', signal });
        });
    });
    const stopped = AbortSignal.any([over.signal, cancelled]);
    await clock.sleep(limitSeconds * 1000, stopped);
    const why = over.signal.aborted ? undefined : cancelled.aborted ? 'cancelled' : 'timed-out';
    if (why !== undefined && child.pid !== undefined) {
        const { interrupt, terminate } = GRACE_MS[why];
        await (0,_process_tree_js__WEBPACK_IMPORTED_MODULE_4__/* .endTree */ .Sb)(child.pid, { clock, ended: over.signal, interrupt, terminate });
    }
    const end = await exited;
    // What it left behind in its group must not go on deploying.
    if (why !== undefined && child.pid !== undefined)
        (0,_process_tree_js__WEBPACK_IMPORTED_MODULE_4__/* .signalTree */ .r7)(child.pid, 'SIGKILL');
    await drained(child, closed, clock);
    if (why === undefined)
        return end;
    return why === 'cancelled' ? { kind: why } : { kind: why, seconds: limitSeconds };
}
/** What a process left behind holds open is not waited for: such as a server that the script started. */
async function drained(child, closed, clock) {
    const read = new AbortController();
    await Promise.race([closed, clock.sleep(DRAIN_MS, read.signal)]);
    read.abort();
    child.stdout?.destroy();
    child.stderr?.destroy();
}
/** What it means, for people; undefined when it went well. `name` is the input, such as `deploy-command`. */
function commandFailure(name, end) {
    switch (end.kind) {
        case 'exited':
            return end.code === 0 ? undefined : `${name} ended with exit code ${end.code}`;
        case 'killed':
            return `${name} was ended by ${end.signal}`;
        case 'timed-out':
            return `${name} did not end within ${end.seconds} s ("command-timeout") and was stopped`;
        case 'cancelled':
            return `${name} was cancelled`;
        case 'not-started':
            return `${name} could not be started: ${end.reason}`;
    }
}


/***/ }),

/***/ 23864:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hw: () => (/* binding */ stillRuns),
/* harmony export */   Sb: () => (/* binding */ endTree),
/* harmony export */   Vd: () => (/* binding */ endLeftBehind),
/* harmony export */   r7: () => (/* binding */ signalTree)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _step_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16804);


/** SIGINT to all of a process's group, then SIGTERM, then SIGKILL; each only while the process still runs. */
async function endTree(pid, { clock, ended, interrupt, terminate }) {
    for (const [name, pause] of [
        ['SIGINT', interrupt],
        ['SIGTERM', terminate],
    ]) {
        if (ended.aborted)
            return;
        signalTree(pid, name);
        await clock.sleep(pause, ended);
    }
    if (!ended.aborted)
        signalTree(pid, 'SIGKILL');
}
/**
 * To the whole group that the process leads. Windows has no groups and no signals to other processes: there a first SIGINT is
 * left to the runner, whose Ctrl+C all processes of the console get, and then the tree is killed.
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/taskkill
 */
function signalTree(pid, name, platform = process.platform) {
    if (platform !== 'win32') {
        (0,_step_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .signal */ .vP)(-pid, name);
        return;
    }
    if (name === 'SIGINT')
        return;
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
}
/** Ends a command whose starter is gone. */
async function endLeftBehind(leftBehind, { clock, interrupt, terminate }) {
    const pid = leaderOf(leftBehind);
    if (pid === undefined)
        return;
    const gone = new AbortController();
    const waitForEnd = async () => {
        while (leaderOf({ ...leftBehind, pid }) !== undefined)
            await clock.sleep(POLL_MS);
        gone.abort();
    };
    await Promise.all([endTree(pid, { clock, ended: gone.signal, interrupt, terminate }), waitForEnd()]);
}
const POLL_MS = 250;
/** Whether anyone of a command's group still runs. */
const stillRuns = (leftBehind) => leaderOf(leftBehind) !== undefined;
/**
 * The id of a command's group, while anyone of it runs. Where there is a /proc, only if it is the one that runs `script`; there one
 * is found, too, whose starter died before it could tell the id.
 */
function leaderOf({ pid, script }) {
    const onLinux = process.platform === 'linux';
    if (pid === undefined)
        return onLinux ? processIds().find((each) => commandLine(each)?.includes(script)) : undefined;
    const alive = process.platform === 'win32' ? (0,_step_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .signal */ .vP)(pid, 0) : (0,_step_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .signal */ .vP)(-pid, 0);
    if (!alive)
        return undefined;
    // Its leader may be gone while others of the group go on; no other group can have come by the id until they all are.
    const line = onLinux ? commandLine(pid) : undefined;
    return line === undefined || line.includes(script) ? pid : undefined;
}
const processIds = () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)('/proc').map(Number).filter(Number.isInteger);
function commandLine(pid) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/cmdline`, 'utf8') || undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 11988:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CK: () => (/* binding */ findShell),
/* harmony export */   EJ: () => (/* binding */ defaultShell),
/* harmony export */   H7: () => (/* binding */ isShell),
/* harmony export */   OF: () => (/* binding */ SHELLS),
/* harmony export */   r7: () => (/* binding */ scriptText),
/* harmony export */   xZ: () => (/* binding */ argsFor)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _text_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85207);
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30033);




const POWERSHELL = { args: ['-command', ". '{0}'"], extension: '.ps1' };
/** With `-u`, which the runner leaves out: a variable that is missing must not become an empty part of a deployment. */
const BUILT_IN = {
    bash: { program: 'bash', args: ['--noprofile', '--norc', '-euo', 'pipefail', '{0}'], extension: '.sh' },
    sh: { program: 'sh', args: ['-e', '{0}'], extension: '.sh' },
    pwsh: { program: 'pwsh', ...POWERSHELL },
    powershell: { program: 'powershell', ...POWERSHELL },
    python: { program: 'python', args: ['{0}'], extension: '.py' },
};
/** What the input `shell` accepts, in words. */
const SHELLS = `${Object.keys(BUILT_IN).join(', ')}, or a command with {0} for the script's path, such as "bash -x {0}"`;
/** The default of a platform. */
const defaultShell = (platform) => (platform === 'win32' ? 'pwsh' : 'bash');
/** Whether `text` can name a shell at all; whether it is there, `findShell` says. */
const isShell = (text) => Object.hasOwn(BUILT_IN, text) || text.includes('{0}');
/**
 * The shell by its name, or by a command with `{0}` in it.
 * @throws UserError when it is unknown, or not on PATH
 */
function findShell(name, env, platform = process.platform) {
    const [program = '', ...words] = name.trim().split(/\s+/);
    const known = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
    if (known === undefined && !isShell(name))
        throw new _text_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`Input "shell": expected ${SHELLS}; got "${(0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(name, 60)}".`);
    const { args, extension } = known ?? {
        args: words,
        extension: BUILT_IN[program]?.extension ?? '',
    };
    const path = onPath(known?.program ?? program, env, platform);
    if (path === undefined)
        throw new _text_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`Input "shell": there is no "${(0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(known?.program ?? program, 200)}" on this runner's PATH.`);
    return { name, program: path, args, extension };
}
/** The script as it is written to its file. PowerShell stops at the first error and exits with the last program's code, as in `run:`. */
function scriptText(script, { extension }, platform = process.platform) {
    const end = platform === 'win32' ? '\r\n' : '\n';
    const whole = extension === '.ps1'
        ? [
            "$ErrorActionPreference = 'stop'",
            script,
            'if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }',
        ].join('\n')
        : script;
    return `${whole.replace(/\r\n/g, '\n').replace(/\n$/, '')}\n`.replaceAll('\n', end);
}
/** The arguments with the script's path in place. */
const argsFor = (path, { args, extension }) => 
// Between single quotes, PowerShell reads two of them as one.
args.map((arg) => arg.replaceAll('{0}', () => (extension === '.ps1' ? path.replaceAll("'", "''") : path)));
function onPath(program, env, platform) {
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(program))
        return isProgram(program) ? program : undefined;
    const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
    const endings = platform === 'win32' ? (env['PATHEXT'] ?? '.EXE;.CMD').split(';') : [''];
    const separator = platform === 'win32' ? ';' : node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter;
    return path
        .split(separator)
        .filter(Boolean)
        .flatMap((folder) => endings.map((ending) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, `${program}${ending}`)))
        .find(isProgram);
}
function isProgram(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}


/***/ })

};
;