"use strict";
exports.id = 788;
exports.ids = [788];
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

/***/ 39788:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25581);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44067);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3533);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(99370);





await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .inputs */ .Q, {
    main: async (parsed, step) => (0,_outputs_js__WEBPACK_IMPORTED_MODULE_4__/* .setOutputs */ .n)(await (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)(parsed, step, _connections_js__WEBPACK_IMPORTED_MODULE_1__/* .connections */ .o), step),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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

/***/ 173:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ calibrationLine),
/* harmony export */   z: () => (/* binding */ summary)
/* harmony export */ });
const UNITS = [
    ['s', 1, 100, 1],
    ['min', 60, 100 * 60, 1],
    ['h', 3600, 48 * 3600, 0.5],
];
const DAYS = ['days', 86_400, Number.POSITIVE_INFINITY, 0.5];
/**
 * One line for people: `about 6 min, usually 5-9 (23 runs)`, or with `elapsed` seconds the time that is left:
 * `about 2 min left, usually 1-5 (23 runs)`. "Usually" means 8 runs of 10: from p10 to p90.
 */
function summary(forecast, elapsed) {
    if (forecast === undefined)
        return 'no estimate yet: no successful run to learn from';
    const remaining = (level) => forecast.quantile(level, elapsed) - (elapsed ?? 0);
    const middle = remaining(0.5);
    const [name, unit, , step] = UNITS.find(([, , below]) => middle < below) ?? DAYS;
    // Up to a whole second, as the table below this line has them.
    const whole = unit === 1 ? Math.ceil : Math.round;
    const round = (seconds) => whole(seconds / unit / step) * step;
    const [low, high] = [round(remaining(0.1)), round(remaining(0.9))];
    const usually = low === high ? '' : `, usually ${low}-${high}`;
    return `about ${round(middle)} ${name}${elapsed === undefined ? '' : ' left'}${usually} (${basis(forecast)})`;
}
const basis = ({ sampleSize }) => (sampleSize === 0 ? 'planned, no run yet' : runsOf(sampleSize));
/** `1 run`, `23 runs`. */
const runsOf = (count) => `${count} ${count === 1 ? 'run' : 'runs'}`;
/** How true the forecasts were: `Forecasts so far: 82 % of 50 runs within p80, 96 % within p95.` */
function calibrationLine({ runs, insideP80, insideP95 }) {
    const percent = (share) => `${Math.round(100 * share)} %`;
    return `Forecasts so far: ${percent(insideP80)} of ${runsOf(runs)} within p80, ${percent(insideP95)} within p95.`;
}


/***/ })

};
;