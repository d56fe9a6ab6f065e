"use strict";
exports.id = 686;
exports.ids = [686];
exports.modules = {

/***/ 38240:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ms: () => (/* binding */ startWatch),
/* harmony export */   rC: () => (/* binding */ startBackground),
/* harmony export */   sh: () => (/* binding */ joinWatch),
/* harmony export */   x2: () => (/* binding */ joinBackground)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85183);
/* harmony import */ var _signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5895);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_runner_unknown__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(45365);
/* harmony import */ var _bake_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37741);
/* harmony import */ var _baseline_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(37263);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(31717);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(18672);
/* harmony import */ var _reporting_summary_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(2533);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(64427);












const STATE = 'detached';
/** The job's own budget for everything after a cancellation is 5 min. */
const STOP_SECONDS = 10;
/** Starts this bundle again, detached and in the foreground mode; the post step joins it. */
async function startBackground(inputs, step, { bundle, connect, fetch }) {
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(step.job.tempDir, 'signalbox', `monitor-${process.pid}-${step.clock.now()}`);
    const services = inputs['ecs-service'];
    if (services.length > 0 || inputs.bake > 0) {
        const connection = await connect(inputs, step, '');
        await (0,_baseline_js__WEBPACK_IMPORTED_MODULE_7__/* .keepBaseline */ .r)(services, directory, step, connection);
        await (0,_bake_js__WEBPACK_IMPORTED_MODULE_6__/* .keepBakeBaseline */ .k6)(inputs, directory, step, { connection, fetch });
    }
    const detached = startIn(directory, step, bundle);
    step.saveState(STATE, JSON.stringify(detached));
    step.log.info(`Watching ${watchedBy(inputs).join(', ')} in the background; the post step shows what was seen`);
}
const watchedBy = (inputs) => [
    ...inputs['stack-name'],
    ...inputs['ecs-service'],
    ...(0,_signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__/* .addressNames */ .RS)(inputs['health-url']),
];
const startIn = (directory, step, bundle) => startWatch(directory, step, { bundle, names: Object.keys(_inputs_js__WEBPACK_IMPORTED_MODULE_8__/* .inputs */ .Q) });
/** Starts the monitor detached, in its directory: there it goes on with what one before it began. @throws when it cannot be started */
function startWatch(directory, step, { bundle, names, given, variables }) {
    const own = Object.fromEntries(names.map((name) => [name, step.env[(0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .inputVariable */ .LO)(name)]]));
    const inputs = Object.entries({ ...own, ...given, mode: 'foreground' });
    return (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__/* .startDetached */ .tG)({
        ...{ bundle, directory, now: step.clock.now() },
        inputs: Object.fromEntries(inputs.filter((entry) => Boolean(entry[1]))),
        env: { ...step.env, ...variables },
    });
}
/** Signals to the detached monitor that the job's own steps are over, and waits for what it saw; shows its log. */
async function joinWatch(detached, { clock, log, cancelled: signal }, { limitSeconds, resume, stops = false }) {
    const joined = await (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__/* .join */ .fj)(detached, { clock, log, limitSeconds, signal, resume });
    const last = joined.ended || !stops ? joined : await (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__/* .stop */ .ds)(detached, { clock, log, limitSeconds: STOP_SECONDS });
    const { summary, result, failure, ended } = last;
    if (result !== undefined)
        return { report: JSON.parse(result), summary };
    if (failure !== undefined)
        return { refused: failure, summary };
    const unknown = ended
        ? 'the monitor ended without a report'
        : 'the monitor still watches while this job ends';
    const baking = (0,_bake_js__WEBPACK_IMPORTED_MODULE_6__/* .savedUnderWay */ .dK)(detached.directory);
    if (baking !== undefined) {
        const report = (0,_bake_js__WEBPACK_IMPORTED_MODULE_6__/* .reportOfUnfinished */ .Vl)(baking, unknown);
        (0,_outputs_js__WEBPACK_IMPORTED_MODULE_9__/* .sayEnd */ .LV)(report, log);
        return { report, summary: (0,_reporting_summary_js__WEBPACK_IMPORTED_MODULE_10__/* .summaryOf */ .Y)(report) };
    }
    log.warning(`What became of the deployment is not known: ${unknown}. Look at it.`, 'Lost sight');
    return { summary, unknown };
}
/** The post step: goes on with a watch that was killed, shows what was seen, and fails as the monitor would have. */
async function joinBackground(inputs, step, bundle) {
    const saved = step.state(STATE);
    if (saved === '')
        return;
    const detached = JSON.parse(saved);
    const resume = () => startIn(detached.directory, step, bundle);
    const seen = await joinWatch(detached, step, { limitSeconds: inputs.timeout, resume, stops: true });
    await step.summary(seen.summary);
    // As the foreground would have: credentials that are missing, a stack that may not be read.
    if (seen.refused !== undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(seen.refused);
    if (seen.report === undefined) {
        (0,_signalbox_runner_unknown__WEBPACK_IMPORTED_MODULE_5__/* .handOnUnknown */ .zX)(step, Object.fromEntries(watchedBy(inputs).map((name) => [name, seen.unknown ?? ''])), []);
        return;
    }
    const { lost, seen: seenByName } = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_11__/* .seenAndLost */ .JC)(seen.report);
    (0,_signalbox_runner_unknown__WEBPACK_IMPORTED_MODULE_5__/* .handOnUnknown */ .zX)(step, lost, seenByName);
    const failure = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_11__/* .failureLine */ .Pu)(seen.report, inputs['fail-on']);
    if (failure !== undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(failure);
}


/***/ }),

/***/ 37741:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ alarmsGoneOff),
/* harmony export */   HN: () => (/* binding */ isToBake),
/* harmony export */   S5: () => (/* binding */ savedBakeBaseline),
/* harmony export */   VO: () => (/* binding */ keepUnderWay),
/* harmony export */   Vl: () => (/* binding */ reportOfUnfinished),
/* harmony export */   dK: () => (/* binding */ savedUnderWay),
/* harmony export */   k6: () => (/* binding */ keepBakeBaseline),
/* harmony export */   n8: () => (/* binding */ bakeDeployment),
/* harmony export */   pP: () => (/* binding */ readBakeBaseline)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85183);
/* harmony import */ var _signalbox_readiness_bake__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67460);
/* harmony import */ var _signalbox_readiness_bake_baseline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75309);
/* harmony import */ var _signalbox_readiness_health__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(63421);
/* harmony import */ var _signalbox_readiness_prometheus__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(38618);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_log__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(84389);
/* harmony import */ var _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(16804);
/* harmony import */ var _signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(35379);
/* harmony import */ var _reporting_lines_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(76488);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(64427);













/**
 * Reads alarms and queries before anything is deployed, and logs what people should know of them. `since` is when the
 * deployment began at the earliest (milliseconds since the epoch): what went off later is not taken for older than it.
 * @throws UserError for an alarm that is not there, a query that cannot be asked, a permission that is missing
 */
async function readBakeBaseline(inputs, step, world, since) {
    const baseline = await (0,_signalbox_readiness_bake_baseline__WEBPACK_IMPORTED_MODULE_4__/* .bakeBaseline */ .x)(inputs, since, portsOf(inputs, step, world));
    for (const note of baseline.notes)
        step.log.warning(note, 'Bake');
    return baseline;
}
const FILE = 'bake.json';
/** The same, kept where the detached monitor finds it. */
async function keepBakeBaseline(inputs, directory, step, world) {
    if (inputs.bake <= 0)
        return;
    const found = await readBakeBaseline(inputs, step, world, step.clock.now());
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(directory, _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_9__/* .PRIVATE_FOLDER */ .ly);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE), JSON.stringify(found), _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_9__/* .PRIVATE_FILE */ .rQ);
}
/** What the starter of a detached process kept; undefined: it did not. */
function savedBakeBaseline(directory) {
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE), 'utf8'));
    }
    catch {
        return undefined;
    }
}
const UNDER_WAY_FILE = 'baking.json';
function keepUnderWay(directory, baking) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, UNDER_WAY_FILE);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(directory, _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_9__/* .PRIVATE_FOLDER */ .ly);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(`${path}.part`, (0,_signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_10__/* .redact */ .E$)(JSON.stringify(baking)), _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_9__/* .PRIVATE_FILE */ .rQ);
    (0,_signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_9__/* .replaceFile */ .fR)(`${path}.part`, path);
}
/** Undefined: none had begun. */
function savedUnderWay(directory) {
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, UNDER_WAY_FILE), 'utf8'));
    }
    catch {
        return undefined;
    }
}
/** What is reported of it when no process goes on. `how`: in words, how that came. */
const reportOfUnfinished = ({ seen, seconds }, how) => (0,_verdict_js__WEBPACK_IMPORTED_MODULE_12__/* .withBake */ .oz)(seen, (0,_signalbox_readiness_bake__WEBPACK_IMPORTED_MODULE_3__/* .unfinished */ .M1)(seconds, how), { onBreach: 'fail' });
/**
 * Bakes what was seen to be deployed, and adds what that came to. What was not deployed, or is not known to be, is not baked.
 * Sets no output. @throws UserError where nothing was read before, and what is to be watched cannot be
 */
async function bakeDeployment(seen, inputs, step, { baseline: kept, deadline, notify, startedAt, ...world }) {
    const { bake: seconds, 'bake-on-breach': onBreach } = inputs;
    if (seconds <= 0)
        return seen;
    if (!isToBake(seen)) {
        const why = seen.lostSight === undefined ? seen.status : 'not known to have succeeded';
        return { ...seen, bake: (0,_signalbox_readiness_bake__WEBPACK_IMPORTED_MODULE_3__/* .skipped */ .hT)(seconds, `nothing to bake: the deployment is ${why}`, kept?.notes) };
    }
    const baseline = kept ?? (await readBakeBaseline(inputs, step, world, step.clock.now()));
    const bake = await runBake(inputs, step, world, {
        baseline,
        deadline,
        startedAt,
        ...(notify ? { notify } : {}),
    });
    return (0,_verdict_js__WEBPACK_IMPORTED_MODULE_12__/* .withBake */ .oz)(seen, bake, {
        onBreach,
        endedAt: new Date(world.connection.reader.now()).toISOString(),
        apiCalls: world.connection.calls(),
    });
}
/** Seen to be deployed, or only the bake can show it. */
const isToBake = ({ stacks, checks, status, lostSight }) => stacks.length + checks.length === 0 || (status === 'succeeded' && lostSight === undefined);
/** Bakes, the environment still held. */
async function runBake(inputs, step, world, { baseline, deadline, notify, startedAt = step.clock.now() }) {
    const urls = inputs['health-url'];
    const names = (0,_signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_2__/* .addressNames */ .RS)(urls);
    const { bake: seconds } = inputs;
    return (0,_signalbox_readiness_bake__WEBPACK_IMPORTED_MODULE_3__/* .bake */ .Wq)({
        ...{ seconds, startedAt, baseline, deadline, queries: inputs['bake-query'] },
        queriesAskAws: inputs['bake-query-url']?.kind === 'cloudwatch',
        addresses: urls.map((url, index) => ({ url, name: names[index] ?? '' })),
    }, {
        ...portsOf(inputs, step, world),
        progress: (passed) => {
            const announcement = {
                kind: 'baking',
                passedSeconds: passed,
                seconds,
                endsAt: startedAt + seconds * 1000,
            };
            step.log.info(`${(0,_reporting_lines_js__WEBPACK_IMPORTED_MODULE_11__/* .bakingWords */ .cZ)(announcement)}: ${watchedWords(baseline, inputs)}`);
            notify?.(announcement);
        },
    });
}
function watchedWords({ alarms }, inputs) {
    const many = (count, one, more) => count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
    const words = [
        ...many(alarms.length, 'alarm', 'alarms'),
        ...many(inputs['bake-query'].length, 'query', 'queries'),
        ...many(inputs['health-url'].length, 'address', 'addresses'),
    ];
    return `${words.join(', ')} watched`;
}
function portsOf(inputs, step, { connection, fetch }) {
    const { clock, random, cancelled: signal, log, env } = step;
    const once = (0,_signalbox_runner_log__WEBPACK_IMPORTED_MODULE_8__/* .logOnce */ .u)(log);
    const target = inputs['bake-query-url'];
    const asked = {
        statuses: inputs['health-status'],
        followRedirects: inputs['health-follow-redirects'],
    };
    return {
        ...{ clock, random, signal, region: connection.region },
        say: (line, level, title) => once[level](line, title),
        alarms: connection.cloudwatch,
        queries: async () => {
            const token = inputs['bake-query-token'];
            if (target?.kind === 'prometheus')
                return (0,_signalbox_readiness_prometheus__WEBPACK_IMPORTED_MODULE_6__/* .prometheusReader */ .C)({ url: target.url, fetch, clock, signal, token });
            const cloudwatch = await connection.cloudwatch(target?.region);
            return cloudwatch.queries({ env, fetch, signal });
        },
        health: (url) => (0,_signalbox_readiness_health__WEBPACK_IMPORTED_MODULE_5__/* .askHealth */ .Yj)(url, asked, { fetch, clock, signal }),
        calls: connection.calls,
    };
}
/** The names of the alarms of these ARNs that are in ALARM; empty where they may not be read. */
async function alarmsGoneOff(arns, cloudwatch) {
    try {
        const region = arns[0]?.split(':')[3];
        const names = arns.flatMap((arn) => arn.split(':alarm:')[1] ?? []);
        const found = names.length === 0 ? [] : await (await cloudwatch(region)).byName(names);
        return found
            .filter(({ arn, state }) => state === 'ALARM' && arns.includes(arn))
            .map(({ name, reason }) => `alarm ${name} is in ALARM: ${reason}`);
    }
    catch (error) {
        // Evidence is worth having, not worth failing for.
        return (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_7__/* .errorLine */ .B)(error).includes('cloudwatch:DescribeAlarms')
            ? ['which of the alarms went off was not read: the credentials need cloudwatch:DescribeAlarms']
            : [];
    }
}


/***/ }),

/***/ 37263:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ savedBaseline),
/* harmony export */   r: () => (/* binding */ keepBaseline)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83257);
/* harmony import */ var _signalbox_cloudformation_resilient_read__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42680);
/* harmony import */ var _signalbox_readiness_baseline__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16771);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(68761);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16804);








const FILE = 'baseline.json';
/** Without a baseline the times decide: that is nearly as good, and no reason to hold up a deployment. */
const LIMIT_SECONDS = 30;
/**
 * Reads what the services run before anything is deployed.
 * @throws UserError when a service may not be read at all: nobody would learn what becomes of the deployment
 */
async function readBaseline(subjects, step, ecs) {
    if (subjects.length === 0)
        return [];
    const { clock, random, cancelled: signal, log } = step;
    const deadline = clock.now() + LIMIT_SECONDS * 1000;
    const quiet = { lost: () => { }, regained: () => { } };
    const resilient = (0,_signalbox_cloudformation_resilient_read__WEBPACK_IMPORTED_MODULE_3__/* .openResilientRead */ .M)({
        clock,
        random,
        signal,
        deadline,
        renew: () => ecs.renew(),
        ...quiet,
    });
    const read = async (subject) => {
        const reader = await ecs.services(subject);
        try {
            const before = (0,_signalbox_readiness_baseline__WEBPACK_IMPORTED_MODULE_7__/* .baselineOf */ .Bv)(subject, await resilient.read(() => reader.fetchService((0,_signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_4__/* .parseService */ .nO)(subject))));
            if (!before.exists)
                log.info(`${subject} does not exist yet`);
            return [before];
        }
        catch (error) {
            if (!(error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__/* .ReadError */ .F))
                throw error;
            if (error.trouble === 'denied' || error.trouble === 'expired')
                throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`Service "${subject}" cannot be read: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .errorLine */ .B)(error)}.`);
            log.info(`${subject} could not be read before the deployment; times decide: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .errorLine */ .B)(error)}`);
            return [];
        }
    };
    return (await Promise.all(subjects.map(read))).flat();
}
/** The same, kept where the detached monitor finds it. @throws as `readBaseline` */
async function keepBaseline(subjects, directory, step, ecs) {
    if (subjects.length === 0)
        return;
    const found = await readBaseline(subjects, step, ecs);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(directory, _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_6__/* .PRIVATE_FOLDER */ .ly);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE), JSON.stringify(found), _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_6__/* .PRIVATE_FILE */ .rQ);
}
/** What the starter of a detached process kept in its directory. */
function savedBaseline(directory) {
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE), 'utf8'));
    }
    catch {
        return [];
    }
}


/***/ }),

/***/ 76482:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ checkTogether),
/* harmony export */   l: () => (/* binding */ checkWatched)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85183);
/* harmony import */ var _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3367);
/* harmony import */ var _signalbox_readiness_health__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63421);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(68761);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85207);






/** What no single input shows by itself. @throws UserError before anything is sent or deployed */
function checkTogether(inputs, env) {
    const { 'stack-name': stacks, 'ecs-service': services, 'health-url': urls } = inputs;
    const baked = inputs.bake > 0 && inputs['bake-alarms'].length + inputs['bake-query'].length > 0;
    if (stacks.length + services.length + urls.length === 0 && !baked) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y('Input "stack-name" is required, unless "ecs-service" or "health-url" say what to watch.');
    }
    checkWatched(inputs, env);
    (0,_signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_2__/* .checkBake */ .mx)(inputs);
}
/** The same where nothing has to be watched. */
function checkWatched(inputs, env) {
    const { 'stack-name': stacks, 'ecs-service': services, 'aws-region': region } = inputs;
    const regions = (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .regionsOf */ .NV)(region, env);
    for (const stack of stacks)
        (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .regionOf */ .AP)(stack, regions);
    for (const service of services)
        (0,_signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_4__/* .regionOfService */ .fw)(service, regions);
    if (inputs['health-url'].length > 0)
        checkHealth(inputs);
}
/** What no address could ever fulfil. */
function checkHealth(inputs) {
    const { 'health-successes': successes, 'health-status': statuses } = inputs;
    const needed = (successes - 1) * _signalbox_readiness_health__WEBPACK_IMPORTED_MODULE_3__/* .PAUSE_SECONDS */ .f2;
    for (const limit of ['health-timeout', 'timeout']) {
        if (needed <= inputs[limit])
            continue;
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`Input "${limit}": ${successes} healthy answers in a row ("health-successes"), ${_signalbox_readiness_health__WEBPACK_IMPORTED_MODULE_3__/* .PAUSE_SECONDS */ .f2} s apart, take at least ${needed} s, but the time-out is ${inputs[limit]} s.`);
    }
    const others = Array.from({ length: 400 }, (_, index) => 200 + index).filter((each) => !_signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__/* .REDIRECTS */ .eT.includes(each));
    if (inputs['health-follow-redirects'] && !others.some((status) => (0,_signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__/* .isWithin */ .UO)(status, statuses))) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y('Input "health-status" accepts redirects only, and "health-follow-redirects" follows them: no answer could be healthy. Set it to false.');
    }
}


/***/ }),

/***/ 45747:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect),
  o: () => (/* binding */ connections)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/model/console.ts
var console = __webpack_require__(19833);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/for-step.ts + 2 modules
var for_step = __webpack_require__(73623);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/names.ts
var names = __webpack_require__(41240);
// EXTERNAL MODULE: ./packages/estimate/src/bake.ts
var bake = __webpack_require__(98199);
// EXTERNAL MODULE: ./packages/readiness/src/aws/aws.ts + 7 modules
var aws_aws = __webpack_require__(59);
// EXTERNAL MODULE: ./packages/readiness/src/aws/cloudwatch.ts + 1 modules
var aws_cloudwatch = __webpack_require__(17448);
// EXTERNAL MODULE: ./packages/readiness/src/model/rollout-state.ts
var rollout_state = __webpack_require__(77775);
// EXTERNAL MODULE: ./packages/readiness/src/model/service.ts
var model_service = __webpack_require__(57677);
// EXTERNAL MODULE: ./packages/readiness/src/model/service-events.ts
var service_events = __webpack_require__(33311);
// EXTERNAL MODULE: ./packages/readiness/src/model/service-name.ts
var service_name = __webpack_require__(68761);
// EXTERNAL MODULE: ./packages/readiness/src/check/report.ts
var report = __webpack_require__(8445);
;// CONCATENATED MODULE: ./packages/readiness/src/check/inspect.ts





const newestOf = ({ rollouts }) => rollouts.toSorted((a, b) => b.createdAt - a.createdAt)[0];
const newestBegin = (seen) => newestOf(seen)?.createdAt ?? (seen.service && (0,model_service/* primaryOf */.Os)(seen.service)?.createdAt);
/** What can be found out about a failed service before a rollback removes its tasks. */
async function investigateService(arn, reader) {
    const name = (0,service_name/* serviceOfArn */.Mf)(arn);
    if (name === undefined)
        return [];
    const [seen, tasks] = await Promise.all([
        reader.fetchService(name).catch(() => undefined),
        reader.fetchStoppedTasks(name).catch(() => []),
    ]);
    const rollout = seen && newestOf(seen);
    const breaker = rollout?.failures && rollout.failures.count > 0 ? [(0,rollout_state/* failureWords */.AC)(rollout.failures)] : [];
    const events = seen === undefined ? [] : recentTrouble(seen).slice(-EVENTS);
    return [...breaker, ...(rollout?.reason ? [rollout.reason] : []), ...events, ...tasks];
}
/** Of the scheduler's words for trouble. */
const EVENTS = 3;
/** What the scheduler complains of since the newest deployment began. */
function recentTrouble(seen) {
    const { service } = seen;
    if (service === undefined)
        return [];
    const began = newestBegin(seen);
    return began === undefined ? [] : (0,service_events/* troubleSince */["in"])(service.events, began);
}
/**
 * What a service under deployment shows of trouble: tasks that die, with the reason the newest ones give; else what the
 * scheduler complains of, such as no place for a task.
 */
async function inspectService(arn, reader) {
    const name = (0,service_name/* serviceOfArn */.Mf)(arn);
    if (name === undefined)
        return undefined;
    const seen = await reader.fetchService(name);
    const trouble = troubleIn(seen);
    if (trouble === undefined) {
        const said = isBusy(seen) ? recentTrouble(seen).at(-1) : undefined;
        return said === undefined ? undefined : { words: (0,report/* inBrief */.aV)(said, []), stalled: false };
    }
    const tasks = await reader.fetchStoppedTasks(name, newestBegin(seen)).catch(() => []);
    return { ...trouble, words: (0,report/* inBrief */.aV)(trouble.words, tasks) };
}
function isBusy(seen) {
    const newest = newestOf(seen);
    if (newest !== undefined)
        return (0,model_service/* isUnderWay */.gn)(newest);
    return seen.service !== undefined && (0,model_service/* primaryOf */.Os)(seen.service)?.state === 'IN_PROGRESS';
}
/** Share of the failures that trip the circuit breaker from which tasks keep dying; 2 of 3 for a small service. */
const KEEP_DYING_SHARE = 0.5;
/** The least at which ECS's own breaker would trip: a service without one goes on for hours. */
const KEEP_DYING_WITHOUT_BREAKER = 3;
/** What a rollout under way shows of trouble; undefined when there is none. */
function troubleIn(seen) {
    const rollout = newestOf(seen);
    // A finished one is the deployment before: this one has not begun.
    if (rollout !== undefined && (!(0,model_service/* isUnderWay */.gn)(rollout) || /^ROLLBACK_/.test(rollout.status)))
        return undefined;
    const failures = rollout?.failures;
    if (failures === undefined)
        return withoutBreaker(seen);
    if (failures.count === 0)
        return undefined;
    const { count, threshold } = failures;
    return { words: (0,rollout_state/* failureWords */.AC)(failures), stalled: count >= 2 && count >= KEEP_DYING_SHARE * threshold };
}
function withoutBreaker({ service }) {
    const primary = service && (0,model_service/* primaryOf */.Os)(service);
    const failed = primary?.failedTasks ?? 0;
    if (failed === 0 || primary?.state === 'COMPLETED')
        return undefined;
    return { words: `${failed} tasks failed`, stalled: failed >= KEEP_DYING_WITHOUT_BREAKER };
}

// EXTERNAL MODULE: ./packages/registry/src/job/for-step.ts + 27 modules
var job_for_step = __webpack_require__(30696);
// EXTERNAL MODULE: ./packages/registry/src/operations/status.ts
var operations_status = __webpack_require__(43444);
// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/slack/src/job/for-step.ts + 27 modules
var src_job_for_step = __webpack_require__(86564);
// EXTERNAL MODULE: ./actions/monitor/src/bake.ts
var src_bake = __webpack_require__(37741);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/stack-event.ts
var stack_event = __webpack_require__(30049);
// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __webpack_require__(80549);
// EXTERNAL MODULE: ./packages/registry/src/operations/registered.ts
var registered = __webpack_require__(68806);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var registration = __webpack_require__(81118);
// EXTERNAL MODULE: ./packages/registry/src/words/slowest.ts
var slowest = __webpack_require__(88932);
// EXTERNAL MODULE: ./actions/monitor/src/reporting/lines.ts
var lines = __webpack_require__(76488);
;// CONCATENATED MODULE: ./actions/monitor/src/reporting/registry-page.ts






/** Statuses of one deployment that monitors write in all: more would hide its beginning and end from readers. */
const MOST_UPDATES = 20;
/** Kept for what people must hear: stalls, the first failure, a rollback. */
const RESERVED = 6;
/** Of these, for what is worse than a trouble that may pass. */
const RESERVED_FROM_TROUBLE = 3;
/** A page that is read now and then says something new with every tenth; with several stacks, each more seldom. */
const STEP_PERCENT = 10;
/** Shows the deployment's progress on its page. Its outcome is for its holder to write. */
function registryPage(registry, deploymentId) {
    const shown = new Map();
    const said = new Set();
    let remaining;
    /** Other monitors of the deployment have written, too. Undefined while it is not seen to hold. */
    async function remainingUpdates() {
        const found = await registry.find(deploymentId);
        if (found === undefined || (0,registration/* queuePhaseOf */.Em)(found.latest) !== 'holding')
            return undefined;
        // The first of them began the hold.
        return MOST_UPDATES + 1 - (found.updates ?? 0);
    }
    function isNew({ stack, progress: { percent }, rollingBack: back, }) {
        const last = shown.get(stack);
        if (last !== undefined && back !== last.back)
            return 'turn';
        const step = STEP_PERCENT * Math.max(1, shown.size);
        return last === undefined || percent >= last.percent + step ? 'tenth' : 'no';
    }
    async function write(announcement, description, reserved) {
        if (said.has(description))
            return;
        remaining ??= await remainingUpdates();
        if (remaining === undefined || remaining <= reserved)
            return;
        remaining -= 1;
        said.add(description);
        if (announcement.kind === 'progress')
            shown.set(announcement.stack, {
                percent: announcement.progress.percent,
                back: announcement.rollingBack,
            });
        await (0,registered/* progress */.q)(registry, deploymentId, description);
    }
    return {
        notify: async (announcement) => {
            const description = describe(announcement);
            if (description === undefined)
                return;
            const news = announcement.kind === 'progress' ? isNew(announcement) : 'turn';
            const isNewBake = announcement.kind === 'baking' && isFifth(announcement);
            if (announcement.kind === 'baking' && !isNewBake)
                return;
            const reserved = announcement.kind === 'trouble' ? RESERVED_FROM_TROUBLE : news === 'turn' ? 0 : RESERVED;
            if (news !== 'no')
                await write(announcement, description, reserved);
        },
    };
}
/** A bake is shown on the page at its begin and each fifth: it has few lines for all. */
const isFifth = ({ passedSeconds, seconds }) => {
    const step = Math.max(60, seconds / 10);
    return Math.floor((5 * passedSeconds) / seconds) > Math.floor((5 * (passedSeconds - step)) / seconds);
};
/** Names the shape of the change: its finished run is then found by those of the same shape. */
const shareDone = ({ percent, shape }) => `${percent}%${shape === undefined ? '' : ` of ${(0,src_shape/* formatShape */.BB)(shape)}`}`;
/** As far as was watched: a service or a page that was checked, too, may well have changed. */
const changedNothing = ({ stacks, checks }) => stacks.length > 0 && checks.length === 0 && stacks.every(({ status }) => status === 'no-changes');
/** What was made or changed, each with its longest time. A failure's times are no measure, nor is a nested stack's. */
function finished({ stacks }) {
    const longest = new Map();
    const resources = stacks.filter(({ status }) => status === 'succeeded').flatMap((one) => one.resources);
    for (const { stackName, logicalId: resource, type, status, seconds } of resources) {
        if (!/_COMPLETE$/.test(status) || type === stack_event/* STACK_TYPE */.Q9)
            continue;
        const key = `${stackName}/${resource}`;
        if (seconds > (longest.get(key)?.seconds ?? 0))
            longest.set(key, { resource, type, seconds });
    }
    return [...longest.values()];
}
function describe(announcement) {
    switch (announcement.kind) {
        case 'progress':
            return `${announcement.stack}: ${announcement.rollingBack ? '' : `${shareDone(announcement.progress)}, `}${announcement.activity}, ${(0,lines/* remainingWords */.S4)(announcement.progress.remaining)}`;
        case 'stalled':
            return `${announcement.stack}: stalled at ${announcement.reason}`;
        case 'failing':
            return `${announcement.stack}: failing, ${announcement.reason}`;
        case 'trouble':
            return `${announcement.stack}: in trouble, ${announcement.reason}`;
        case 'baking':
            return (0,lines/* bakingWords */.cZ)(announcement);
        case 'ended':
            return changedNothing(announcement.report)
                ? `${announcement.report.stacks.map(({ name }) => name).join(', ')}: ${(0,src_shape/* formatShape */.BB)(src_shape/* NOTHING */.K$)}`
                : (0,slowest/* formatSlowest */.P5)(finished(announcement.report));
    }
}

// EXTERNAL MODULE: ./actions/monitor/src/reporting/slack-thread.ts
var slack_thread = __webpack_require__(76352);
;// CONCATENATED MODULE: ./actions/monitor/src/connections.ts
















/** The real world. */
const connections = {
    connect,
    subscribers: async (inputs, step, correlationId) => {
        const found = await Promise.all([slack(inputs, step, correlationId), page(inputs, step)]);
        return found.filter((subscriber) => subscriber !== undefined);
    },
    runs: async (inputs, step) => {
        const { environment, 'github-token': token } = inputs;
        if (environment === undefined || token === undefined)
            return [];
        try {
            const runs = await (0,operations_status/* history */.b)(await registry(inputs, step, token), environment, HISTORY_LIMIT);
            // Of a stack: what comes after it is added by the broadcaster.
            return (0,bake/* bakedFor */.h)(runs, 0);
        }
        catch (error) {
            step.log.info(`Without the registry's history: ${(0,errors/* errorLine */.B)(error)}`);
            return [];
        }
    },
};
/** AWS, with credentials that can be renewed. Loads the SDKs; sends nothing yet. */
async function connect(inputs, step, correlationId) {
    const { 'aws-region': given, 'role-to-assume': roleArn, 'stack-name': stacks } = inputs;
    const aws = (0,for_step/* awsFor */.B)({ region: given, roleArn, correlationId }, step);
    const { region, connection, readerIn, readerOf, renew } = aws;
    const services = new Map();
    let otherCalls = 0;
    const ecs = (region) => {
        const reader = services.get(region) ?? (0,aws_aws/* connectEcs */.K)({ ...connection, region, called: () => otherCalls++ });
        services.set(region, reader);
        return reader;
    };
    const metrics = new Map();
    const cloudwatch = (elsewhere) => {
        const at = elsewhere ?? region;
        const reader = metrics.get(at) ?? (0,aws_cloudwatch/* connectCloudWatch */.t)({ ...connection, region: at, called: () => otherCalls++ });
        metrics.set(at, reader);
        return reader;
    };
    const [first] = stacks;
    const ecsOf = (arn) => ecs((0,console/* parseArn */.Lw)(arn)?.region ?? region);
    return {
        // Addresses alone need no region.
        reader: await (first === undefined ? readerIn(region) : readerOf(first)),
        readerOf,
        calls: () => aws.calls() + otherCalls,
        renew,
        // Plain and Express services alike: their physical id is the service's ARN.
        investigate: async ({ physicalId, alarms = [] }) => [
            ...(alarms.length > 0 ? await (0,src_bake/* alarmsGoneOff */.$d)(alarms, cloudwatch) : []),
            ...((0,service_name/* serviceOfArn */.Mf)(physicalId) ? await investigateService(physicalId, await ecsOf(physicalId)) : []),
        ],
        inspect: async ({ physicalId }) => (0,service_name/* serviceOfArn */.Mf)(physicalId) ? inspectService(physicalId, await ecsOf(physicalId)) : undefined,
        services: async (service) => ecs((0,service_name/* regionOfService */.fw)(service, (0,names/* regionsOf */.NV)(given, step.env))),
        ...{ region, cloudwatch },
    };
}
const HISTORY_LIMIT = 50;
async function registry(inputs, step, token) {
    const repository = inputs.repository ?? step.job.repository;
    return (await (0,job_for_step/* registryFor */.Z)({ repository, 'github-token': token }, step)).registry;
}
async function page(inputs, step) {
    const id = inputs['deployment-id'] ?? (Number(step.env[correlation/* DEPLOYMENT_VARIABLE */.x5]) || undefined);
    const token = inputs['github-token'];
    if (id === undefined || token === undefined)
        return undefined;
    return registryPage(await registry(inputs, step, token), id);
}
async function slack(inputs, step, correlationId) {
    const notifier = await (0,src_job_for_step/* notifierFor */.I)(inputs, step, correlationId);
    if (notifier === undefined)
        return undefined;
    return (0,slack_thread/* slackThread */.$)(notifier, {
        now: () => step.clock.now(),
        reportsOutcome: !step.env[slack_thread/* OUTCOME_TOLD_ELSEWHERE */.s],
    });
}


/***/ }),

/***/ 31717:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ inputs),
/* harmony export */   V: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85183);
/* harmony import */ var _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3367);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68761);
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69346);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(77835);







const STATUSES = [
    'failed',
    'rolled-back',
    'stalled',
    'timed-out',
    'cancelled',
    'no-changes',
    'not-found',
];
const statuses = {
    accepts: 'HTTP statuses such as 200, 200-299 or 200-204,404',
    parse: _signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__/* .parseStatuses */ .O7,
};
/** Refuses by itself: nothing of an address at fault may be quoted. */
const addresses = {
    accepts: 'http(s) addresses, separated by newlines or commas',
    default: '',
    parse: (raw) => (0,_signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__/* .parseAddresses */ .ug)(raw, 'health-url'),
};
const inputs = {
    'stack-name': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .stackNames */ .zD,
    'aws-region': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .awsRegion */ .Ue,
    mode: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .oneOf */ .yL)('foreground', 'background'), 'foreground'),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__/* .environmentName */ .VE,
    'ecs-service': _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_3__/* .ecsServices */ ._B,
    'health-url': addresses,
    'health-status': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)(statuses, '200-299'),
    'health-follow-redirects': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zM)(), 'false'),
    'health-successes': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .integer */ .nd)(1, 100), '3'),
    'health-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .duration */ .p0)(1), '5m'),
    timeout: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .duration */ .p0)(1), '2h'),
    'started-at': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .moment */ .n$)(),
    'start-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .duration */ .p0)(0), '5m'),
    'stall-after': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .durationOrAuto */ .lb)(1), 'auto'),
    'poll-interval': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .durationOrAuto */ .lb)(1), 'auto'),
    'fail-on': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .list */ .p_)(`statuses of ${STATUSES.join(', ')}`, new RegExp(`^(${STATUSES.join('|')})$`)), 'failed,rolled-back,timed-out,not-found'),
    ..._signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_2__/* .bakeInputs */ .tc,
    'on-cancel': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .oneOf */ .yL)('leave', 'cancel-update'), 'leave'),
    'role-to-assume': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .roleArn */ .w3,
    'deployment-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .integer */ .nd)(1),
    'github-token': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .text */ .Qq)('a GitHub token with deployments: write'), 'github.token')),
    repository: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_5__/* .matching */ .wC)(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME of the repository that keeps the registry'), 'github.repository'),
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__/* .correlationIdInput */ ._1,
    ..._signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_6__/* .slackInputs */ .aX,
};
const outputs = [
    'status',
    'stack-status',
    'failed-resource',
    'failure-reason',
    'root-cause',
    'duration-seconds',
    'progress',
    'console-url',
    'report-path',
    'api-calls',
    'bake-status',
    'bake-breach',
];


/***/ }),

/***/ 31896:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ bakeLater),
  l: () => (/* binding */ observe)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/reader.ts
var reader_reader = __webpack_require__(83257);
;// CONCATENATED MODULE: ./packages/cloudformation/src/reader/limiter.ts

/** A first look at several stacks, or at a long operation, may be made at once. */
const BURST = 10;
/** Far below the 5 to 8 reads a second at which accounts were seen to be throttled. */
const CALLS_PER_SECOND = 2;
const LARGEST_BACKPRESSURE = 4;
const BACKPRESSURE_HALVES_MS = 60_000;
function openLimiter(clock) {
    let left = BURST;
    let filledAt = clock.now();
    let throttles = 0;
    let throttledAt = Number.NEGATIVE_INFINITY;
    const backpressure = () => {
        const halvings = Math.floor((clock.now() - throttledAt) / BACKPRESSURE_HALVES_MS);
        return Math.min(LARGEST_BACKPRESSURE, Math.max(1, 2 ** (throttles - halvings)));
    };
    const turn = async (signal) => {
        const rate = CALLS_PER_SECOND / backpressure();
        left = Math.min(BURST, left + ((clock.now() - filledAt) / 1000) * rate);
        filledAt = clock.now();
        left--;
        if (left < 0 && !signal.aborted)
            await clock.sleep((-left / rate) * 1000, signal);
    };
    const throttled = () => {
        throttles = Math.min(Math.log2(LARGEST_BACKPRESSURE), Math.log2(backpressure()) + 1);
        throttledAt = clock.now();
        left = Math.min(left, 0);
        filledAt = clock.now();
    };
    return { turn, throttled, backpressure };
}
/** A reader that waits for its turn before each of its methods: the pages of a change set are one turn. */
function rateLimited(reader, limiter, signal) {
    const wait = (read) => async (...given) => {
        await limiter.turn(signal);
        try {
            return await read(...given);
        }
        catch (error) {
            if (error instanceof reader_reader/* ReadError */.F && error.trouble === 'throttled')
                limiter.throttled();
            throw error;
        }
    };
    return {
        ...reader,
        describeStack: wait(reader.describeStack),
        events: wait(reader.events),
        changes: wait(reader.changes),
        template: wait(reader.template),
        resources: wait(reader.resources),
        failures: wait(reader.failures),
        hookFindings: wait(reader.hookFindings),
    };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/model/names.ts
var names = __webpack_require__(41240);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/console.ts
var console = __webpack_require__(19833);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/span.ts
var model_span = __webpack_require__(95214);
// EXTERNAL MODULE: ./packages/estimate/src/plan.ts
var plan = __webpack_require__(74581);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/status.ts
var model_status = __webpack_require__(20156);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/baseline.ts
var progress_baseline = __webpack_require__(19417);
// EXTERNAL MODULE: ./packages/estimate/src/work.ts
var src_work = __webpack_require__(25167);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/progress.ts
var progress = __webpack_require__(86409);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/ends-within.ts



/** The stack's own event follows its last resource's after 0.5 to 2 s; when it does not, something else is to follow. */
const SETTLING = { seconds: 1.2, shape: 1.4, samples: 0 };
const TAIL_SECONDS = 1;
/** Seconds until half of the operations have ended of which nothing is seen yet, by whether a plan says that nothing comes. */
const NOTHING_SEEN = { planned: 8, unplanned: 20 };
/** How probable it is that nothing follows what is under way, where no plan tells. */
const NOTHING_FOLLOWS = 0.7;
/** 0: all resources are late together, so that the latest decides; 1: each by itself, so that all their probabilities do. */
const INDEPENDENCE = 0.3;
/** How much earlier runs weigh beside the work in sight, when there are many. */
const RUNS_WEIGHT = 0.5;
/** The same of landmarks, which know what is between the resources, too. */
const LANDMARKS_WEIGHT = 0.8;
/**
 * Probability that an operation ends within so many seconds: that all that is under way and all that waits is over by then,
 * weighed with what earlier runs say.
 */
function endsWithin(workload, moment) {
    const ends = endsByAll(workload, moment);
    const watched = (0,progress/* remainingMonitoringSeconds */.oi)(workload, moment.now);
    return watched === 0 ? ends : (seconds) => (seconds < watched ? 0 : ends(seconds));
}
function endsByAll(workload, { now, elapsed, runs, landmarks }) {
    const watched = (0,progress/* remainingMonitoringSeconds */.oi)(workload, now);
    const unwatched = workEndsWithin(workload, now, elapsed);
    const byWork = (seconds) => unwatched(Math.max(0, seconds - watched));
    if (landmarks !== undefined) {
        const weight = landmarks.failed ? 1 : (LANDMARKS_WEIGHT * landmarks.runs) / (landmarks.runs + 1);
        const { endsWithin: byThem, bounded } = landmarks;
        return (seconds) => {
            const work = byWork(seconds);
            return byThem === undefined
                ? bounded(work, seconds)
                : work ** (1 - weight) * bounded(byThem(seconds), seconds) ** weight;
        };
    }
    if (runs === undefined)
        return byWork;
    const weight = (RUNS_WEIGHT * runs.sampleSize) / (runs.sampleSize + 1);
    return (seconds) => byWork(seconds) ** (1 - weight) * runs.endsWithin(seconds, elapsed) ** weight;
}
function workEndsWithin(workload, now, elapsed) {
    const { spans, planned } = workload;
    const rest = (0,progress/* restOf */.Y6)(workload, now);
    const { running, pending } = rest;
    if (running.length === 0 && pending.length === 0) {
        const half = planned ? NOTHING_SEEN.planned : NOTHING_SEEN.unplanned;
        if (spans.length === 0)
            return (seconds) => seconds / (half + seconds);
        const last = spans.reduce((at, { startedAt, endedAt = startedAt }) => Math.max(at, endedAt), 0);
        const quiet = Math.min(elapsed, Math.max(0, now - last) / 1000);
        return (seconds) => (0,src_work/* endsByUnlessOdd */.Xn)(SETTLING, quiet, seconds);
    }
    const waitingEnds = pendingWithin(rest);
    const oldest = Math.max(0, ...running.map(({ stale }) => stale));
    return (seconds) => {
        const within = Math.max(0, seconds - TAIL_SECONDS);
        // What was seen a while ago may have ended since: counted from when it was seen.
        const each = running.map(({ work, elapsed, stale }) => {
            const unseen = Math.min(elapsed, stale);
            return (0,src_work/* endsByUnlessOdd */.Xn)(work, elapsed - unseen, within + unseen);
        });
        const last = Math.min(1, ...each);
        const independent = each.reduce((all, one) => all * one, 1);
        const runningEnds = last > 0 ? last * (independent / last) ** INDEPENDENCE : 0;
        return runningEnds * waitingEnds(within + oldest) * (planned ? 1 : NOTHING_FOLLOWS);
    };
}
const LEVELS = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9];
/** Probability that all that waits is over within so many seconds: linear between some levels. */
function pendingWithin({ running, pending, atOnce }) {
    if (pending.length === 0)
        return () => 1;
    const tasks = [...running, ...pending];
    const points = [
        { seconds: 0, level: 0 },
        ...LEVELS.map((level) => ({ seconds: (0,plan/* tasksRemaining */.lX)(tasks, level, atOnce), level })),
    ];
    return (seconds) => {
        const above = points.findIndex((point) => point.seconds > seconds);
        const [before, after] = [points[above - 1], points[above]];
        if (before === undefined || after === undefined)
            return 1;
        const share = (seconds - before.seconds) / (after.seconds - before.seconds);
        return before.level + share * (after.level - before.level);
    };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/progress/landmark.ts
var landmark = __webpack_require__(31482);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/monitoring.ts
var progress_monitoring = __webpack_require__(22152);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/plan.ts
var progress_plan = __webpack_require__(68385);
// EXTERNAL MODULE: ./packages/estimate/src/forecast.ts + 3 modules
var forecast = __webpack_require__(56240);
// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var shape = __webpack_require__(80549);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/stack-event.ts
var stack_event = __webpack_require__(30049);
;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/catalogue.ts
const BUSY = 'Something else is changing the resource just now: wait until that is over, then deploy again.';
/**
 * What any service may say, in the words of its error codes, the more specific first.
 * (Handler error codes: docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html.)
 */
const GENERAL_REASONS = [
    {
        kind: 'image',
        reads: /CannotPullContainer|ImageNotFound|manifest unknown|pull access denied|Source image .* does not exist/i,
        advice: 'The image cannot be pulled: check that it was pushed, its tag, and the permission to pull it.',
    },
    {
        kind: 'hook',
        reads: /hook\(s\) failed|HandlerErrorCode: NonCompliant|\bhook\b.*\bfailed/i,
        advice: 'A hook refused the resource: mend what it found, or ask the owner of the hook.',
    },
    {
        kind: 'validation',
        reads: /Properties validation failed|extraneous key|required key|failed validation constraint|template validation/i,
        advice: 'The template sets a property wrongly: correct it; `cfn-lint` finds such mistakes before deploying.',
    },
    {
        kind: 'permission',
        reads: /execution role does not have permissions?|ensure the role can perform/i,
        advice: 'Allow the named action to the execution role that the resource uses.',
    },
    {
        kind: 'permission',
        reads: /not authorized to perform|AccessDenied|Access Denied|UnauthorizedOperation|UnauthorizedTaggingOperation|explicit deny|InvalidCredentials/i,
        advice: 'Allow the named action to the role that deploys (or to the stack’s service role).',
    },
    {
        kind: 'pass-role',
        reads: /iam:PassRole|cannot be assumed|unable to assume|is not authorized to assume/i,
        advice: 'Let the service assume the role (trust policy), and the deploying role pass it (iam:PassRole).',
    },
    {
        kind: 'already-exists',
        reads: /already exists?\b|AlreadyExists|BucketAlreadyOwnedByYou|already in use|DuplicateName/i,
        advice: 'A resource of this name exists outside the stack: import it, delete it, or let CloudFormation name it.',
    },
    {
        kind: 'limit',
        reads: /(?<!(request|rate) ?)limit ?exceeded|ServiceQuota|(?<![-\w])quotas?(?![-\w])|maximum number of|TooMany(?!Requests)|AddressLimit|current instance limit/i,
        advice: 'A quota is used up: free some of it, or raise it in Service Quotas.',
    },
    {
        kind: 'capacity',
        reads: /InsufficientInstanceCapacity|insufficient capacity|have sufficient (\S+ )?capacity|Unable to place|did not have enough/i,
        advice: 'AWS has no such capacity there now: try another instance type or zone, or later.',
    },
    {
        kind: 'throttled',
        reads: /(?<!\/)Throttl|Rate exceeded|TooManyRequests|SlowDown|(request|rate) ?limit ?exceeded/i,
        advice: 'The service throttled the deployment: deploy again, or fewer things at once.',
    },
    {
        kind: 'busy',
        reads: /OperationAborted|conflicting (conditional )?operation|(update|operation|change) is (currently |already )?in progress|concurrent (modification|update)|is being (created|updated|modified|deleted)/i,
        advice: BUSY,
    },
    {
        kind: 'not-empty',
        reads: /not empty|BucketNotEmpty|contains? (one or more )?(objects|images)|has dependencies|DependencyViolation|in use by|still in use|is being used|dependent object|ResourceInUse|ClusterContains/i,
        advice: 'Something still uses or fills the resource: detach or empty it, then deploy again.',
    },
    {
        kind: 'busy',
        // The code alone: handlers give it to what is in use, too.
        reads: /ResourceConflict/,
        advice: BUSY,
    },
    {
        kind: 'protected',
        reads: /TerminationProtection|deletion protection|DeletionProtection|disableApiTermination|stack policy/i,
        advice: 'The resource is protected: lift the protection first, if it really is to go.',
    },
    {
        kind: 'not-updatable',
        reads: /NotUpdatable/,
        advice: 'This property cannot be changed in place: let the change replace the resource (another logical id, and another name if it has one).',
    },
    {
        kind: 'replacement',
        reads: /custom-named resource|requires? (replacing|replacement)/i,
        advice: 'The change replaces a resource with a fixed name: give it another name.',
    },
    {
        kind: 'wait-condition',
        reads: /WaitCondition|(success|failure) signal|resource signal/i,
        advice: 'The instance never signalled success: read its cloud-init and cfn-init logs.',
    },
    {
        kind: 'custom-resource',
        reads: /custom resource|CustomResource|See the details in CloudWatch Log Stream/i,
        advice: 'The custom resource’s function failed or never answered: read its log in CloudWatch.',
    },
    {
        kind: 'timeout',
        reads: /did not stabilize|NotStabilized|timed[- ]?out|exceeded .*time-?out|time-?out (while|waiting|exceeded|expired)|(connect\w*|gateway|request|operation) time-?out|TimeoutE(rror|xception)/i,
        advice: 'The resource never became ready: look at it in its own console, then at its limits and health checks.',
    },
    {
        kind: 'not-found',
        reads: /not found|NotFound|does not exist|NoSuch|could not be found|doesn't exist|No hosted zones? .*found/i,
        advice: 'Something the resource refers to is missing: check the name, account and region.',
    },
    {
        kind: 'invalid',
        reads: /InvalidRequest|Invalid request|InvalidParameter|ValidationException|Validation|Invalid|malformed|must be|not verified|not supported/i,
        advice: 'The service refused a value: correct the property that the reason names.',
    },
    {
        kind: 'service',
        reads: /ServiceInternalError|Internal ?Failure|Internal (Server )?Error|ServiceUnavailable|NetworkFailure/i,
        advice: 'The service had an error of its own: deploy again.',
    },
    {
        kind: 'nested-stack',
        reads: /Embedded stack .* was not successfully/i,
        advice: 'A nested stack failed, and what failed in it could not be read: look at its own events (the console shows deleted stacks, too).',
    },
];

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/catalogue-services.ts
/** What single services say, in words that tell more than their error code. */
const SERVICE_REASONS = [
    {
        kind: 'ecs-circuit-breaker',
        reads: /deployment circuit ?breaker/i,
        advice: 'The new tasks did not stay up: read the stopped tasks’ reasons and the container’s log.',
    },
    {
        kind: 'iam-entity-in-use',
        reads: /Cannot delete (entity|a policy)|DeleteConflict|must (detach|delete|remove) .* first/i,
        advice: 'Something was attached to the role, user or policy outside the stack: detach it, then deploy again.',
    },
    {
        kind: 'iam-policy-malformed',
        reads: /MalformedPolicyDocument|Invalid principal in policy|Invalid policy (document|syntax)|Policy statement must/i,
        advice: 'The policy is not valid: check its principals (they must exist) and its JSON.',
    },
    {
        kind: 'iam-policy-size',
        reads: /policy size of \d+ bytes exceeded/i,
        advice: 'All policies written into the role are too long together, and no quota changes that: merge statements, or move some to managed policies.',
    },
    {
        kind: 'service-linked-role',
        reads: /service[- ]linked role (exists|does not exist)/i,
        advice: 'The account lacks the service’s own role: create it once (`aws iam create-service-linked-role`), then deploy again.',
    },
    {
        kind: 'subnet-conflict',
        reads: /conflicts with another subnet|InvalidSubnet\.Conflict|overlap(s|ping)?\b.*(CIDR|subnet|network|address)|(CIDR|subnet|network|address).*\boverlap/i,
        advice: 'Two networks overlap: choose an address range that nothing else uses.',
    },
    {
        kind: 'subnet-range',
        reads: /InvalidSubnet\.Range|InvalidVpc\.Range|The CIDR .* is invalid/i,
        advice: 'The address range does not lie in its VPC, or is too small or too large: correct the CIDR.',
    },
    {
        kind: 'subnet-full',
        reads: /InsufficientFreeAddressesInSubnet|not (have )?enough free (addresses|IP)/i,
        advice: 'The subnet has no free addresses left: use a larger or another subnet.',
    },
    {
        kind: 'route-exists',
        reads: /RouteAlreadyExists|route identified by .* already exists/i,
        advice: 'The route table has such a route already: remove it, or leave this one out.',
    },
    {
        kind: 'security-group-vpc',
        reads: /security groups? .*(does not exist in (default )?VPC|not found in the default VPC)|InvalidGroup\.NotFound|different networks/i,
        advice: 'Two resources that belong together are in different VPCs: refer to the security group (subnet, gateway) by its id, in the same VPC.',
    },
    {
        kind: 'private-dns-taken',
        reads: /conflicting DNS domain/i,
        advice: 'Something in the VPC already answers for that name: use that endpoint, or turn private DNS off for this one.',
    },
    {
        kind: 'network-interface-in-use',
        reads: /has a dependent object|network interface .* (is )?currently in use|InvalidNetworkInterface\.InUse/i,
        advice: 'A network interface, often a function’s, still uses it: wait (up to 40 minutes) or delete the interface, then deploy again.',
    },
    {
        kind: 'instance-type-unsupported',
        reads: /requested instance type .* is not supported|instance type .* not supported in|InstanceTypeNotSupported|Your requested instance type/i,
        advice: 'This zone does not have the instance type: choose another type or zone.',
    },
    {
        kind: 'ami-missing',
        reads: /InvalidAMI|image id '?\[?ami-|Not authorized for images/i,
        advice: 'There is no such machine image for this account and region: correct its id (it differs by region), or have it shared.',
    },
    {
        kind: 'vcpu-limit',
        reads: /VcpuLimitExceeded|more vCPU capacity than your current vCPU limit/i,
        advice: 'The account’s vCPU quota is used up: raise it in Service Quotas, or use a smaller instance.',
    },
    {
        kind: 'key-pair-missing',
        reads: /InvalidKeyPair\.NotFound|key pair .* does not exist/i,
        advice: 'The key pair does not exist in this region: create it, or correct its name.',
    },
    {
        kind: 'account-not-ready',
        reads: /OptInRequired|PendingVerification|account (is (currently )?(blocked|being verified)|must be verified)|not subscribed/i,
        advice: 'The account may not use the service yet: subscribe or opt in, or wait until AWS has verified it.',
    },
    {
        kind: 'queue-deleted-recently',
        reads: /QueueDeletedRecently|must wait 60 seconds after deleting/i,
        advice: 'A queue of this name was deleted a moment ago: deploy again after a minute.',
    },
    {
        kind: 'scheduled-for-deletion',
        reads: /scheduled for deletion|pending deletion|PendingDeletion/i,
        advice: 'One of this name still waits to be deleted: restore it or delete it at once, then deploy again.',
    },
    {
        kind: 'lambda-concurrency',
        reads: /UnreservedConcurrentExecution|ReservedConcurrentExecutions for function decreases/i,
        advice: 'The account’s concurrency is too low to reserve this much: reserve less, or raise the quota.',
    },
    {
        kind: 'lambda-code-size',
        reads: /Unzipped size must be smaller|ZipFile length|CodeStorageExceeded|code storage limit|Request must be smaller than/i,
        advice: 'The function’s code is too large: leave out what it does not need, delete old versions, or use an image.',
    },
    {
        kind: 'lambda-code-missing',
        reads: /Error occurred while GetObject|S3 Error Code: (NoSuchKey|NoSuchBucket|PermanentRedirect)/i,
        advice: 'The function’s package cannot be read from its bucket: upload it first, and keep it in the function’s region.',
    },
    {
        kind: 'lambda-runtime',
        reads: /runtime parameter of .* is no longer supported|Value .* at 'runtime' failed/i,
        advice: 'The runtime is no longer supported: choose a newer one.',
    },
    {
        kind: 'lambda-zip',
        reads: /must be a non-empty zip|Could not unzip uploaded file/i,
        advice: 'The package is empty or no zip: look at what the build put into it, and upload it again.',
    },
    {
        kind: 'lambda-version-exists',
        reads: /A version for this Lambda function exists/i,
        advice: 'The function is as it was, so there is no new version to publish: change the function, or leave the version as it is.',
    },
    {
        kind: 'lambda-replicated',
        reads: /because it is a replicated function/i,
        advice: 'CloudFront still holds copies of the function: wait some hours after the distribution lets go of it, then delete again.',
    },
    {
        kind: 'queue-visibility',
        reads: /visibility timeout: .* is less than Function timeout/i,
        advice: 'The queue’s visibility timeout is shorter than the function’s timeout: make it longer (AWS advises six times).',
    },
    {
        kind: 'gsi-one-at-a-time',
        reads: /more than one GSI creation or deletion|one global secondary index/i,
        advice: 'A table takes one new or removed index an update: deploy one index after the other.',
    },
    {
        kind: 'table-subscriber-limit',
        reads: /Subscriber limit exceeded/i,
        advice: 'Too many tables or indexes are changed at once: let them depend on each other, or deploy again.',
    },
    {
        kind: 'certificate-region',
        reads: /certificate doesn.t exist, isn.t in us-east-1|InvalidViewerCertificate|certificate .*must be (issued )?in us-east-1/i,
        advice: 'CloudFront takes certificates of us-east-1 only, issued and valid for the alias: create it there.',
    },
    {
        kind: 'alias-taken',
        reads: /CNAMEAlreadyExists|CNAMEs? you provided are already associated/i,
        advice: 'Another distribution or domain has this alias: remove it there first.',
    },
    {
        kind: 'certificate-not-validated',
        reads: /certificate .*(not (been )?(issued|validated)|pending validation|validation (timed out|failed)|must have a fully-qualified domain name)|UnsupportedCertificate/i,
        advice: 'The certificate was not validated: create the DNS records that ACM asks for.',
    },
    {
        kind: 'dns-record-exists',
        reads: /Tried to create resource record set .* but it already exists/i,
        advice: 'The record exists outside the stack: delete it, or leave it out of the template.',
    },
    {
        kind: 'dns-zone',
        reads: /RRSet .* not permitted in zone|HostedZoneNotEmpty|hosted zone .*(contains|not empty)/i,
        advice: 'The record does not belong in this hosted zone, or the zone still has records of others: correct the name, or delete those first.',
    },
    {
        kind: 's3-destination',
        reads: /Unable to validate the following destination configurations/i,
        advice: 'The bucket may not notify its destination yet: create the function’s, queue’s or topic’s permission before the bucket (`DependsOn`).',
    },
    {
        kind: 's3-public-access',
        reads: /BlockPublic(Acls|Policy|Access)|bucket does not allow ACLs|cannot have ACLs set|AccessControlListNotSupported|public policies are blocked/i,
        advice: 'Public access or ACLs are blocked for the bucket: use a bucket policy, or set the ownership controls first.',
    },
    {
        kind: 'api-gateway-log-role',
        reads: /CloudWatch Logs role ARN must be set/i,
        advice: 'API Gateway has no role for its logs in this region: set it once for the account (AWS::ApiGateway::Account).',
    },
    {
        kind: 'api-gateway-no-methods',
        reads: /REST API doesn.t contain any methods/i,
        advice: 'The deployment is made before the API’s methods: let it depend on them (`DependsOn`).',
    },
    {
        kind: 'api-gateway-path-taken',
        reads: /Another resource with the same parent already has this name/i,
        advice: 'The API has this path already: one logical id for each path; when it was renamed, remove the old one in a deployment of its own.',
    },
    {
        kind: 'log-policy-limit',
        reads: /ResourcePolicy .*limit|Resource limit exceeded.*resource polic|resource policy .*(size|length|limit)/i,
        advice: 'The log groups’ resource policies are used up: merge or delete some.',
    },
    {
        kind: 'rds-combination',
        reads: /RDS does not support creating a DB instance|Service: AmazonRDS\b.*InvalidParameterCombination|Cannot find version .* for/i,
        advice: 'This engine, version and instance class do not go together in this region: choose a combination that is offered.',
    },
    {
        kind: 'rds-upgrade',
        reads: /Cannot find upgrade target|Cannot (up|down)grade .* from|AllowMajorVersionUpgrade/i,
        advice: 'There is no direct way between these versions: upgrade by a version between them, and allow major upgrades.',
    },
    {
        kind: 'rds-zones',
        reads: /DBSubnetGroupDoesNotCoverEnoughAZs|DB Subnet Group doesn.t meet/i,
        advice: 'The subnet group needs subnets in at least two zones: add one.',
    },
    {
        kind: 'rds-state',
        reads: /is not currently in the available state|InvalidDBInstanceState|InvalidDBClusterState|member of a cluster/i,
        advice: 'The database cannot be changed now, or only through its cluster: wait until it is available, or change the cluster.',
    },
    {
        kind: 'kms-key',
        reads: /KMSKeyNotAccessible|KMS\.\w+Exception|KMS key .*(disabled|not accessible|cannot be used|is not authorized)|key policy/i,
        advice: 'The KMS key is disabled, elsewhere, or its policy does not let the service use it: correct the key’s policy.',
    },
    {
        kind: 'ecs-no-instances',
        reads: /no container instance met all of its requirements|No Container Instances were found/i,
        advice: 'No instance of the cluster has room for a task: add capacity, or lower what the task reserves.',
    },
    {
        kind: 'eks-nodes',
        reads: /NodeCreationFailure|failed to join the kubernetes cluster/i,
        advice: 'The nodes started and did not reach the cluster: look at their role, their way to its endpoint (subnets, NAT, security groups), the image and its user data.',
    },
    {
        kind: 'target-group-unattached',
        reads: /target group .*does not have an associated load balancer/i,
        advice: 'The service starts before its listener: let it depend on the listener (`DependsOn`).',
    },
    {
        kind: 'target-group-in-use',
        reads: /Target group .* is currently in use|ListenerNotFound|PriorityInUse|Priority '\d+' is currently in use/i,
        advice: 'A listener still uses the target group, or the rule’s priority is taken: change the rule first.',
    },
    {
        kind: 'physical-id-changed',
        reads: /Invalid PhysicalResourceId/i,
        advice: 'The custom resource answered without a physical id, or with another one: let its handler return the id it was given.',
    },
    {
        kind: 'custom-resource-silent',
        reads: /did not receive a response from your Custom Resource|failed to stabilize in expected time.*custom/i,
        advice: 'The function never answered: read its log; a role, a network or an unhandled error keeps it from answering.',
    },
];

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/catalogue-stack.ts
/** What CloudFormation itself says of stacks, templates, parameters and hooks. */
const STACK_REASONS = [
    // Before all else: what follows is in the words of a stranger's function.
    {
        kind: 'custom-resource',
        reads: /Received response status \[?FAILED\]? from custom resource/,
        advice: 'The custom resource’s function failed: read its log in CloudWatch.',
    },
    {
        kind: 'custom-resource-answer',
        reads: /Vendor response doesn.t contain|Invalid Response object|Response object is too long/,
        advice: 'The function’s answer lacks what the template reads, or has not the form that CloudFormation takes (Status, PhysicalResourceId, Data; 4 KB): correct it.',
    },
    {
        kind: 'cancelled-update',
        reads: /^User Initiated\b/,
        advice: 'Somebody cancelled the update: ask who, or deploy again.',
    },
    {
        kind: 'export-missing',
        reads: /No export named .* found/i,
        advice: 'No stack of this region exports that name: deploy the exporting stack first, or correct the name.',
    },
    {
        kind: 'export-in-use',
        reads: /Export .*(cannot be (deleted|updated)|in use)|cannot (delete|update) export/i,
        advice: 'Another stack imports this export: change that stack first.',
    },
    {
        kind: 'export-name-taken',
        reads: /Export with name .* is already exported/i,
        advice: 'Another stack exports this name: export names are unique in a region, so choose another one.',
    },
    {
        kind: 'parameter-not-fetched',
        reads: /Unable to fetch parameters|Parameters?:? \[ssm(-secure)?:.*cannot be found|ParameterNotFound/i,
        advice: 'The parameter is not in Parameter Store of this account and region, or the role may not read it: create it, or allow ssm:GetParameters.',
    },
    {
        kind: 'secret-not-resolved',
        reads: /Could not parse SecretString JSON|Secrets Manager can.t find the specified (secret|resource)|resolve:secretsmanager/i,
        advice: 'A dynamic reference names no such secret or key: check the secret’s name, region and JSON key.',
    },
    {
        kind: 'parameter-invalid',
        reads: /Parameter validation failed|Parameters: \[.*\] must have values|must be one of the allowed values|Parameter '.*' must/i,
        advice: 'A stack parameter has no value, or none that is allowed: correct it in the deploy command.',
    },
    {
        kind: 'circular-dependency',
        reads: /Circular dependency between resources/i,
        advice: 'Resources refer to each other in a circle: move one reference into a resource of its own, such as a policy or a rule.',
    },
    {
        kind: 'unresolved-reference',
        reads: /Unresolved resource dependencies|Requested attribute .* (does not exist|must be)|Attribute .* does not exist/i,
        advice: 'The template refers to a resource, parameter or attribute that is not there (or whose condition is false): correct the name.',
    },
    {
        kind: 'transform-refused',
        reads: /Transform AWS::[\w:-]+ failed/,
        advice: 'AWS’s own transform does not accept the template: correct what the reason names; `sam validate --lint` and `cfn-lint` find such mistakes before deploying.',
    },
    {
        kind: 'transform-failed',
        reads: /Failed to execute transform|Transform .* failed|No transform named|FAILED\. Reason: .*macro/i,
        advice: 'A macro or transform failed: read the log of its function, and check that it exists in this account and region.',
    },
    {
        kind: 'capability-missing',
        reads: /Requires capabilities ?:|InsufficientCapabilities/i,
        advice: 'Deploy with the capability that the reason names (`--capabilities`).',
    },
    {
        kind: 'unknown-type',
        reads: /Unrecognized resource types?|Unsupported resource type|Resource type .* is not supported|TypeNotFound/i,
        advice: 'This region does not know the resource type: check its spelling, activate the extension, or choose another region.',
    },
    {
        kind: 'import-unsupported',
        reads: /not supported for resource import/i,
        advice: 'These types cannot be imported: leave them out of the import, and add them to the stack in an update of its own.',
    },
    {
        kind: 'nested-template',
        reads: /TemplateURL must be|S3 error: |Template file .* (not found|could not)/i,
        advice: 'The nested stack’s template cannot be read: check that it was uploaded, its address, and the role’s s3:GetObject.',
    },
    {
        kind: 'template-format',
        reads: /Template (format|validation) error|Template error|not well-formed/i,
        advice: 'The template is not valid: `cfn-lint` finds such mistakes before deploying.',
    },
    {
        kind: 'stack-state',
        reads: /is in .* state and can ?not be updated|not in the state stack\w+Complete/i,
        advice: 'The (nested) stack is in a state that allows no update: bring it to rest first (continue its rollback, or delete it).',
    },
    {
        kind: 'service-role',
        reads: /Role .* is invalid or cannot be assumed/i,
        advice: 'CloudFormation cannot assume the stack’s service role: create it again, or deploy with another one (`--role-arn`).',
    },
    {
        kind: 'stack-policy',
        reads: /denied by stack policy/i,
        advice: 'The stack’s policy protects this resource: lift it for this update, if the change is meant.',
    },
    {
        kind: 'early-validation',
        reads: /EarlyValidation|NAME_CONFLICT_VALIDATION|BUCKET_EMPTINESS_VALIDATION/,
        advice: 'CloudFormation refused the change set before it changed anything: correct what the validation names.',
    },
];

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/diagnose.ts



/** The more specific first: a service's own words, then CloudFormation's, then those of error codes. */
const CATALOGUE = [...STACK_REASONS, ...SERVICE_REASONS, ...GENERAL_REASONS];
/** All kinds of mistakes that are known. */
const KINDS = [...new Set(CATALOGUE.map(({ kind }) => kind))];
const UNKNOWN = { kind: 'unknown', advice: 'Look at the resource’s events in the console.' };
/** The kind of mistake that a reason tells of, and what to do next. */
function diagnose(reason) {
    const entry = CATALOGUE.find(({ reads }) => reads.test(reason));
    return entry === undefined ? UNKNOWN : { kind: entry.kind, advice: entry.advice };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/cause.ts



/**
 * CloudFormation's own sentences, whole or from their begin: they alone say that a failure follows from another one.
 * A resource's own reason may hold any word, and comes from its handler.
 */
const CANCELLED = /^Resource (creation|update|deletion|import) cancelled\.?$/;
const FOLLOW_UP = /^The following resource\(s\) failed to (create|update|delete|import): \[/;
/**
 * The first real failure, at the deepest stack: not a cancellation, not an echo of another one, and not one
 * that only came up while rolling back (unless nothing else failed, as in a rollback that somebody asked for).
 * Hook results are failures of the resource they judged. Undefined when nothing failed.
 */
function rootCause({ rootId, events }) {
    const ordered = [...events].sort((a, b) => a.time - b.time || Number(turnsBack(a)) - Number(turnsBack(b)));
    const failures = failuresOf(ordered, rootId);
    const real = failures.filter(({ echo, cancelled }) => !echo && !cancelled);
    const first = real.find(({ late }) => !late) ?? failures.find(({ late, cancelled }) => !late && !cancelled);
    const chosen = first ?? real[0] ?? failures[0];
    if (chosen === undefined)
        return undefined;
    const { event } = chosen;
    const reason = reasonOf(event, ordered);
    return {
        stackId: event.stackId,
        stackName: event.stackName,
        logicalId: event.logicalId,
        physicalId: event.physicalId,
        type: event.type,
        status: event.status,
        reason,
        time: new Date(event.time).toISOString(),
        nested: event.stackId !== rootId,
        ...diagnose(`${reason} ${event.type.startsWith('Custom::') ? 'custom resource' : ''}`),
        evidence: [],
        others: real.filter((other) => other !== chosen && !other.late).map(({ event }) => failure(event)),
        rollbackFailures: real
            .filter((other) => other !== chosen && other.late)
            .map(({ event }) => failure(event)),
        cancelled: failures.filter(({ cancelled }) => cancelled).map(({ event }) => event.logicalId),
    };
}
function failuresOf(ordered, rootId) {
    const turned = new Set();
    /** A stack's own status before the event at hand. */
    const before = new Map();
    const failedInside = new Set(ordered.filter(tellsOfFailure).map(({ stackId }) => stackId));
    const judged = [];
    for (const event of ordered) {
        const own = (0,stack_event/* isOfStackItself */.D)(event);
        const { stackId, status, reason = '' } = event;
        // A nested stack that is only deleted then has no word of a rollback in its own events.
        const undone = stackId !== rootId && turned.has(rootId) && (own || status === 'DELETE_FAILED');
        const late = turned.has(stackId) || undone;
        if (own && turnsByItself(status, before.get(stackId))) {
            judged.push({
                event,
                cancelled: CANCELLED.test(reason),
                // A nested stack that goes back after its parent did so has not failed.
                echo: reason === '' || FOLLOW_UP.test(reason) || (late && !(0,model_status/* isFailed */.Ix)(status)),
                late,
            });
        }
        else if (!own && (0,model_status/* isFailed */.Ix)(status) && !wasHealed(event, ordered)) {
            const echo = failedInside.has((0,stack_event/* nestedStackId */.n0)(event) ?? '');
            judged.push({ event, cancelled: CANCELLED.test(reason), echo, late });
        }
        if (turnsBack(event))
            turned.add(stackId);
        if (own)
            before.set(stackId, status);
    }
    return judged;
}
/** From then on what fails fails on the way back, or while cleaning up. */
const turnsBack = (event) => (0,stack_event/* isOfStackItself */.D)(event) && (/ROLLBACK/.test(event.status) || (0,model_status/* isCleanup */.FV)(event.status));
/**
 * The stack itself turned away from what it was doing: its reason is the cause unless it repeats what happened to
 * resources. A cancelled update, an export in use, a parameter that cannot be fetched, a stack policy.
 */
function turnsByItself(status, before) {
    if ((0,model_status/* isFailed */.Ix)(status))
        return true;
    if (before === undefined)
        return false;
    if ((0,model_status/* isRollingBack */.Fw)(status))
        return !/ROLLBACK/.test(before);
    if (before === 'DELETE_IN_PROGRESS')
        return status !== 'DELETE_COMPLETE' && status !== before;
    return status === 'DELETE_IN_PROGRESS' && before === 'CREATE_IN_PROGRESS';
}
/** A nested stack's failure in its parent repeats one of its own, where that is known. */
function tellsOfFailure(event) {
    const { status, reason = '' } = event;
    if (CANCELLED.test(reason))
        return false;
    return (0,model_status/* isFailed */.Ix)(status) || ((0,stack_event/* isOfStackItself */.D)(event) && (0,model_status/* isRollingBack */.Fw)(status) && reason !== '');
}
/** CloudFormation tries a deletion again (three times in a cleanup), and the last time counts. */
const wasHealed = ({ status, stackId, logicalId, physicalId, time }, all) => status === 'DELETE_FAILED' &&
    all.some((later) => later.status === 'DELETE_COMPLETE' &&
        later.time >= time &&
        later.stackId === stackId &&
        later.logicalId === logicalId &&
        later.physicalId === physicalId);
/** The event's own reason; a hook's own words where that only names the hook. */
function reasonOf(event, ordered) {
    const hooks = refusals(event, ordered).filter(({ time }) => time <= event.time);
    const words = hooks.map(({ hook }) => `${hook?.type}: ${hook?.reason}`);
    return [event.reason ?? event.hook?.reason ?? 'no reason was given', ...words].join(' | ');
}
/** The results of hooks that refused a resource: one in the mode WARN lets it pass. */
const refusals = ({ stackId, logicalId }, events) => events.filter((event) => event.hook?.failureMode !== 'WARN' &&
    /FAILED$/.test(event.hook?.status ?? '') &&
    event.stackId === stackId &&
    event.logicalId === logicalId);
function failure({ stackName, logicalId, type, status, reason = '', time }) {
    return { stackName, logicalId, type, status, reason, time: new Date(time).toISOString() };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/model/attempt.ts
var model_attempt = __webpack_require__(13249);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/history.ts
var progress_history = __webpack_require__(87760);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/tracker.ts









const newTracker = (options) => ({
    options,
    events: [],
    own: [],
    attempt: undefined,
    record: model_span/* NO_SPANS */.Ep,
    nested: new Map(),
    past: new Map(),
    history: (0,progress_history/* learn */.n)(new Map()),
    seenAt: new Map(),
    suspected: new Map(),
    changes: undefined,
    partial: false,
    order: undefined,
    monitoring: undefined,
    forecast: undefined,
    shown: 0,
});
/**
 * Further events of the root stack or of a nested one, oldest first. The next operation may begin before the next poll: it
 * is somebody else's, with all that belongs to it.
 */
function observed(tracker, events) {
    const { rootId, before } = tracker.options;
    const own = [...tracker.own];
    const ours = [];
    let [attempt, next] = (0,model_attempt/* attempts */.r)(own, before);
    for (const event of events) {
        if ((0,stack_event/* isOfStackItself */.D)(event) && event.stackId === rootId) {
            own.push(event);
            [attempt, next] = (0,model_attempt/* attempts */.r)(own, before);
        }
        if (next === undefined || event.time < next.startedAt)
            ours.push(event);
    }
    const observed = {
        ...tracker,
        own,
        attempt,
        events: [...tracker.events, ...ours],
        record: (0,model_span/* recorded */.t2)(tracker.record, ours),
        nested: nestedAfter(tracker.nested, ours),
    };
    return tracker.attempt === undefined ? withForecast(observed) : observed;
}
function nestedAfter(known, events) {
    const nested = new Map(known);
    for (const event of events) {
        const stackId = (0,stack_event/* nestedStackId */.n0)(event);
        if (stackId === undefined)
            continue;
        const before = nested.get(stackId);
        // Its parent tells its end again after its cleanup, where nothing is done that it was to do (recorded: an update of
        // aws-amplify/amplify-backend that removes storage).
        if (before?.status === 'UPDATE_COMPLETE' && event.status === before.status)
            continue;
        const goesOn = before !== undefined && ((0,model_status/* isInProgress */.LT)(before.status) || !(0,model_status/* isInProgress */.LT)(event.status));
        const since = goesOn ? before.since : event.time;
        const quiet = isUpdate(event.status) ? event.time - since : Number.POSITIVE_INFINITY;
        nested.set(stackId, {
            stackId,
            parentId: event.stackId,
            logicalId: event.logicalId,
            status: event.status,
            since,
            quietFor: Math.max(quiet, before?.quietFor ?? 0),
            cancelled: CANCELLED.test(event.reason ?? ''),
        });
    }
    return nested;
}
const isUpdate = (status) => status === 'UPDATE_IN_PROGRESS' || status === 'UPDATE_COMPLETE';
/** Older events, of this stack or a nested one: they teach how long work usually takes. */
function learned(tracker, events) {
    if (events.length === 0)
        return tracker;
    const past = new Map(tracker.past);
    for (const stackId of new Set(events.map((event) => event.stackId))) {
        const further = events.filter((event) => event.stackId === stackId);
        const all = [...(past.get(stackId) ?? []), ...further];
        past.set(stackId, all.sort((a, b) => a.time - b.time));
    }
    return withForecast({ ...tracker, past, history: (0,progress_history/* learn */.n)(past) });
}
/** What is to be touched; `partial` while what nested stacks are to change is not known. */
const planned = (tracker, changes, partial) => withForecast({
    ...tracker,
    changes: changes.length === 0 ? undefined : (0,progress_plan/* flatten */.Bq)(changes, tracker.options.rootId),
    partial,
});
/** The order in which the root stack's resources are worked on. */
const ordered = (tracker, resources) => ({
    ...tracker,
    order: { stackId: tracker.options.rootId, resources },
});
const monitored = (tracker, monitoring) => ({
    ...tracker,
    monitoring,
});
/** All events of a stack up to this moment are known. */
const readUntil = (tracker, stackId, at) => ({
    ...tracker,
    seenAt: new Map(tracker.seenAt).set(stackId, at),
});
/** A resource under way counts as stalled, because of what was seen of it. */
const suspected = (tracker, span, evidence) => ({
    ...tracker,
    suspected: new Map(tracker.suspected).set((0,model_span/* spanKey */.yi)(span), evidence),
});
/** Signature of what is to be changed: not known before the changes of the nested stacks are. */
const shapeOfChanges = ({ partial, changes = [] }) => partial ? undefined : (0,shape/* shapeOf */.F5)(changes);
function withForecast(tracker) {
    const { attempt, options, history } = tracker;
    if (attempt === undefined || attempt.rollbackSince !== undefined)
        return tracker;
    const own = history.runs(options.rootId, attempt.operation);
    const runs = own.length > 0 ? own : (options.runs ?? []);
    return { ...tracker, forecast: (0,forecast/* forecast */.g)((0,shape/* alike */.nO)(runs, shapeOfChanges(tracker))) };
}
const isRollingBack = ({ attempt }) => attempt?.rollbackSince !== undefined;
/** Of the whole operation; none while it rolls back. */
const forecastOf = (tracker) => isRollingBack(tracker) ? undefined : tracker.forecast;
/** Logical ids from below the root down to a stack. */
function pathOf(tracker, stackId) {
    const nested = tracker.nested.get(stackId);
    if (nested === undefined || stackId === tracker.options.rootId)
        return [];
    return [...pathOf(tracker, nested.parentId), nested.logicalId];
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/tracked-progress.ts
// What a tracker tells of how far its attempt is and when it ends.










const NOTHING = {
    elapsedSeconds: 0,
    percent: 0,
    remaining: { seconds: 0, low: 0, high: 0 },
    done: 0,
    total: 0,
    running: [],
};
function progressOf(tracker, now) {
    const { attempt, changes } = tracker;
    if (attempt === undefined)
        return NOTHING;
    const { decided } = attempt;
    const elapsedSeconds = elapsedOf(attempt, now);
    const workload = workloadOf(tracker, attempt);
    const { spans, pending } = workload;
    const running = spans.filter(({ endedAt }) => endedAt === undefined);
    const remaining = decided
        ? NOTHING.remaining
        : (0,progress/* timeRemaining */.UZ)(workload, now, elapsedSeconds, forecastOf(tracker));
    const shown = decided
        ? at100(decided.outcome, tracker.shown)
        : (0,progress/* percent */.KN)(elapsedSeconds, remaining.seconds, tracker.shown);
    const total = new Set(spans.map(model_span/* spanKey */.yi)).size + pending.length;
    const done = total - pending.length - new Set(running.map(model_span/* spanKey */.yi)).size;
    const shape = shapeOfChanges(tracker);
    const seen = { spans, planned: workload.planned, waits: pending.length > 0 };
    const monitoring = (0,progress_monitoring/* isMonitored */.qG)(attempt) ? (0,progress_monitoring/* monitoringNow */.LD)(tracker.monitoring, seen, now) : undefined;
    const isOpaque = changes?.some(({ opaque }) => opaque) ?? false;
    return {
        ...{ elapsedSeconds, percent: shown, remaining, done, total, running },
        ...(shape && { shape }),
        ...(monitoring && { monitoring }),
        ...((!workload.planned || isOpaque) && !decided && { unplanned: true }),
    };
}
/** The tracker that has shown this progress: no later one shows less. */
const withShown = (tracker, { percent }) => ({
    ...tracker,
    shown: percent,
});
/** All of it is done only by success. */
const at100 = (outcome, shown) => (outcome === 'succeeded' ? 100 : Math.min(99, shown));
const elapsedOf = ({ startedAt, decided }, now) => Math.max(0, ((decided?.at ?? now) - startedAt) / 1000);
function workloadOf(tracker, attempt) {
    const { startedAt, operation } = attempt;
    const rollbackSince = attempt.rollbackSince ?? ((0,model_status/* isRollback */.z1)(operation) ? startedAt : undefined);
    const back = rollbackSince !== undefined;
    const spans = tracker.record.spans.filter((span) => (0,progress_plan/* isBack */.S3)(span, rollbackSince) === back);
    const work = pendingWork(tracker, attempt);
    const baseline = back ? (0,progress_baseline/* undoing */.Hx)(tracker.history.baseline) : tracker.history.baseline;
    return {
        spans,
        pending: (0,progress_plan/* tasksOf */.a4)(work ?? [], baseline, back ? undefined : tracker.order),
        baseline,
        planned: work !== undefined,
        began: rollbackSince ?? startedAt,
        monitorSeconds: (0,progress_monitoring/* isMonitored */.qG)(attempt) ? (tracker.monitoring?.seconds ?? 0) : 0,
        seenAt: (stackId) => tracker.seenAt.get(stackId),
    };
}
function pendingWork(tracker, attempt) {
    const { spans } = tracker.record;
    const { operation, rollbackSince } = attempt;
    if (rollbackSince !== undefined)
        return (0,progress_plan/* notUndone */.F4)(spans, rollbackSince, operation === 'CREATE');
    const work = tracker.changes ?? tracker.history.lastWork(tracker.options.rootId, operation);
    return work.length === 0 ? undefined : (0,progress_plan/* notBegun */.dH)(work, spans);
}
const landmarksOf = (tracker, { operation, rollbackSince }) => tracker.history.landmarks(tracker.options.rootId, operation, {
    direction: rollbackSince === undefined ? 'forward' : 'back',
    shape: shapeOfChanges(tracker),
});
/** Whether earlier runs tell when the end comes. */
const isKnown = (tracker) => tracker.attempt !== undefined && landmarksOf(tracker, tracker.attempt).runs > 0;
/** Whether earlier runs tell how long it takes in all: a whole one that succeeded, or where none did, what failed before. */
const isForecast = (tracker) => forecastOf(tracker) !== undefined ||
    (tracker.attempt !== undefined && landmarksOf(tracker, tracker.attempt).failed);
/** What is quicker than most. */
const EARLY_LEVEL = 0.3;
/** What is undone at once may be more than what is usually worked on at once. */
const UNDONE_AT_ONCE = 2 * plan/* AT_ONCE */.Qd;
/** Seconds that an undoing of all that was done takes at least. */
function undoSeconds(tracker, now) {
    const { attempt } = tracker;
    if (attempt === undefined)
        return 0;
    // How long going back takes only an earlier rollback tells.
    if (attempt.rollbackSince !== undefined)
        return isKnown(tracker) ? Number.POSITIVE_INFINITY : 0;
    const undone = (0,progress_plan/* notUndone */.F4)(tracker.record.spans, now + 1, attempt.operation === 'CREATE');
    return (0,plan/* tasksRemaining */.lX)((0,progress_plan/* tasksOf */.a4)(undone, tracker.history.baseline), EARLY_LEVEL, UNDONE_AT_ONCE);
}
/** Probability that the operation ends within so many seconds, by the work in sight and by earlier runs. */
function endsWithinOf(tracker, now) {
    const { attempt } = tracker;
    if (attempt === undefined)
        return () => 0;
    const since = attempt.rollbackSince ?? attempt.startedAt;
    const landmarks = (0,landmark/* endsByLandmarks */.VF)(landmarksOf(tracker, attempt), {
        events: tracker.events.filter(({ time }) => time >= since),
        now,
        seenAt: (stackId) => tracker.seenAt.get(stackId),
    });
    return endsWithin(workloadOf(tracker, attempt), {
        ...{ now, elapsed: elapsedOf(attempt, now), runs: forecastOf(tracker) },
        ...(landmarks && { landmarks }),
    });
}

// EXTERNAL MODULE: ./packages/cloudformation/src/progress/table.ts
var table = __webpack_require__(34928);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/stall.ts



/** Fewer samples say little about one run in a hundred. */
const ENOUGH = 4;
/** A resource of a few seconds may take a few more without anybody caring. */
const GRACE_SECONDS = 15;
/** Of the time after which CloudFormation gives up; the longest healthy creation recorded took 0.14 of it. */
const TIMEOUT_SHARE = 0.5;
/**
 * From when a resource counts as slow (its p95) and as stalled: the p99 of enough history of its own, else
 * half of the time-out in its type's schema. Silence alone says nothing: a service may take 25 min in silence.
 */
function limits(type, baseline, stallAfter) {
    const slow = Math.max((0,src_work/* quantileOf */.Xf)(baseline, 0.95), baseline.seconds + GRACE_SECONDS / 2);
    if (stallAfter !== 'auto')
        return { slow: Math.min(slow, stallAfter), stalled: stallAfter };
    const stalled = isWellKnown(baseline)
        ? Math.max((0,src_work/* quantileOf */.Xf)(baseline, 0.99), baseline.seconds + GRACE_SECONDS)
        : Math.max(TIMEOUT_SHARE * timeoutSeconds(type), (0,src_work/* quantileOf */.Xf)(baseline, 0.99));
    return { slow, stalled };
}
/** Whether its own earlier times alone tell from when on it has stalled. */
const isWellKnown = ({ source, samples }) => source === 'own' && samples >= ENOUGH;
function timing(elapsedSeconds, { slow, stalled }) {
    if (elapsedSeconds >= stalled)
        return 'stalled';
    return elapsedSeconds >= slow ? 'slow' : 'normal';
}
/** A nested stack takes what its resources take: they are judged, not it. */
const mayStall = (span) => span.endedAt === undefined && !(0,model_span/* isNestedStack */.SZ)(span);
function timeoutSeconds(type) {
    const key = type.startsWith('Custom::') ? 'Custom::*' : type;
    return 60 * (table/* TIMEOUT_MINUTES */.yl[key] ?? table/* TIMEOUT_MINUTES_DEFAULT */.kR);
}
const HINTS = [
    [
        /^AWS::ECS::/,
        'new tasks that stop or never become healthy: look at the service’s stopped tasks and health checks',
    ],
    [
        /^AWS::CertificateManager::/,
        'the DNS record or e-mail that validates the certificate is missing: look at the certificate',
    ],
    [/^AWS::CloudFront::/, 'the distribution is being rolled out to the edges: it may just take long'],
    [
        /^AWS::RDS::|^AWS::ElastiCache::|^AWS::Redshift::/,
        'backups, a failover or an upgrade under way: look at the database’s own events',
    ],
    [
        /^Custom::|CustomResource$/,
        'a function that never answers CloudFormation: look at its log in CloudWatch',
    ],
    [
        /^AWS::CloudFormation::WaitCondition$|^AWS::AutoScaling::/,
        'instances that never signal: look at their cloud-init and cfn-init logs',
    ],
    [
        /^AWS::Lambda::/,
        'network interfaces of a function in a VPC, or an image being optimised: look at the function',
    ],
    [
        /^AWS::EC2::(SecurityGroup|Subnet|VPC|NetworkInterface|InternetGateway)/,
        'something outside the stack still uses it: look at its network interfaces',
    ],
    [/^AWS::IAM::/, 'IAM being slow to make the change known everywhere: it may just take long'],
    [/^AWS::EKS::/, 'nodes that do not join or pods that cannot be evicted: look at the node group’s health'],
];
/** What usually hangs in a resource of this type, and where to look. */
function stallHint(type) {
    return HINTS.find(([pattern]) => pattern.test(type))?.[1] ?? 'look at the resource in its own console';
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/tracked-timing.ts
// What a tracker tells of how its resources under way keep to their usual time.



const timedSpans = (tracker, now) => running(tracker)
    .filter(mayStall)
    .map((span) => timed(tracker, span, now));
const running = ({ record }) => record.spans.filter(({ endedAt }) => endedAt === undefined);
/** A resource may have ended since its stack was polled: until then it is judged. */
function timed({ history, seenAt, suspected, options }, span, now) {
    const elapsedSeconds = (0,model_span/* secondsOf */.TM)(span, Math.min(now, seenAt.get(span.stackId) ?? now));
    const baseline = history.baseline(span);
    const bounds = limits(span.type, baseline, options.stallAfter);
    const stallsIn = bounds.stalled - (0,model_span/* secondsOf */.TM)(span, now);
    const evidence = suspected.get((0,model_span/* spanKey */.yi)(span));
    const common = { span, elapsedSeconds, usualSeconds: baseline.seconds, stallsIn };
    return evidence === undefined
        ? { ...common, timing: timing(elapsedSeconds, bounds) }
        : { ...common, timing: 'stalled', evidence };
}
/** Late is what takes longer than so many of its kind. */
const LATE_LEVEL = 0.8;
/** A nested stack that takes longer than most. */
const isLate = (tracker, stackId, now) => late(tracker, now, ({ physicalId }) => physicalId === stackId).length > 0;
/** Of the resources under way in a nested stack: the baselines of those that take longer than most. */
const lateIn = (tracker, stackId, now) => late(tracker, now, (span) => span.stackId === stackId && mayStall(span));
const late = (tracker, now, isMeant) => running(tracker)
    .filter(isMeant)
    .map((span) => ({ seconds: (0,model_span/* secondsOf */.TM)(span, now), baseline: tracker.history.baseline(span) }))
    .filter(({ seconds, baseline }) => seconds > (0,src_work/* quantileOf */.Xf)(baseline, LATE_LEVEL))
    .map(({ baseline }) => baseline);

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/stack-report.ts




const iso = (time) => new Date(time).toISOString();
const tenths = (seconds) => Math.round(seconds * 10) / 10;
/** What was seen of an operation, as plain data. */
function reportOf({ stack, tracker, ending, resilient, now }) {
    const { attempt } = tracker;
    const progress = progressOf(tracker, now);
    const consoleUrl = (0,console/* operationUrl */.F5)(stack.stackId, attempt?.operationIds.at(-1));
    const operationId = attempt?.operationIds[0];
    return {
        name: stack.name,
        stackId: stack.stackId,
        status: ending.status,
        stackStatus: attempt?.stackStatus ?? stack.status,
        ...(attempt && { operation: attempt.operation, startedAt: iso(attempt.startedAt) }),
        ...(operationId === undefined ? {} : { operationId }),
        ...(stack.deploymentMode === undefined ? {} : { deploymentMode: stack.deploymentMode }),
        ...(attempt?.decided && { endedAt: iso(attempt.decided.at) }),
        durationSeconds: tenths(progress.elapsedSeconds),
        progress: progress.percent,
        ...(consoleUrl && { consoleUrl }),
        ...(ending.cause && { rootCause: ending.cause }),
        resources: tracker.record.spans.map((span) => resource(span, tracker.history.baseline(span).seconds, now)),
        stalled: timedSpans(tracker, now)
            .filter(({ timing }) => timing === 'stalled')
            .map(({ span }) => span.logicalId),
        lostSightSeconds: tenths(resilient.lostSeconds()),
        ...(ending.lostSight === undefined ? {} : { lostSight: ending.lostSight }),
        events: tracker.events.toSorted((a, b) => a.time - b.time),
    };
}
function resource(span, usualSeconds, now) {
    return {
        stackName: span.stackName,
        logicalId: span.logicalId,
        type: span.type,
        status: span.status,
        startedAt: iso(span.startedAt),
        seconds: tenths((0,model_span/* secondsOf */.TM)(span, now)),
        usualSeconds: tenths(usualSeconds),
    };
}
/** When there was no operation to see. */
function reportOfNone(name, none, resilient) {
    const { stack, cause, lostSight, note } = none;
    const consoleUrl = stack && (0,console/* stackUrl */.UV)(stack.stackId);
    return {
        name: stack?.name ?? name,
        ...(stack && { stackId: stack.stackId, stackStatus: stack.status }),
        status: none.status,
        durationSeconds: 0,
        progress: none.status === 'no-changes' ? 100 : 0,
        ...(consoleUrl && { consoleUrl }),
        ...(cause && { rootCause: cause }),
        ...(note === undefined ? {} : { note }),
        resources: [],
        stalled: [],
        lostSightSeconds: tenths(resilient.lostSeconds()),
        ...(lostSight === undefined ? {} : { lostSight }),
        events: [],
    };
}

// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/resilient-read.ts
var resilient_read = __webpack_require__(42680);
;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/validation.ts

/** `reason (at path)`, as one line of evidence. */
const describeFailure = ({ kind, logicalId, reason, path }) => [kind, logicalId && `${logicalId}:`, reason, path && `(at ${path})`].filter(Boolean).join(' ');
/**
 * The validation errors that made CloudFormation refuse the newest change set, when it was made since `since`.
 * They are told by DescribeEvents only (CloudFormation User Guide, "Validate stack deployments").
 */
async function refusedChangeSet(reader, stack, since) {
    const newest = stack.lastOperations[0];
    if (newest?.type !== 'CREATE_CHANGESET')
        return undefined;
    const failures = (await reader.failures(newest.id)).filter(({ time, failureMode }) => time >= since && failureMode !== 'WARN');
    const [first, ...others] = failures;
    if (first === undefined)
        return undefined;
    return {
        stackId: stack.stackId,
        stackName: stack.name,
        logicalId: first.logicalId,
        physicalId: '',
        type: first.type,
        status: 'VALIDATION_FAILED',
        reason: first.reason,
        time: new Date(first.time).toISOString(),
        nested: false,
        kind: 'validation',
        advice: diagnose('Properties validation failed').advice,
        evidence: failures.map(describeFailure),
        others: others.map(({ logicalId, type, reason, time }) => ({
            stackName: stack.name,
            logicalId,
            type,
            status: 'VALIDATION_FAILED',
            reason,
            time: new Date(time).toISOString(),
        })),
        rollbackFailures: [],
        cancelled: [],
    };
}

// EXTERNAL MODULE: ./packages/estimate/src/poll.ts
var poll = __webpack_require__(58915);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/schedule.ts


// Chosen on a family of made-up operations, measured on others of it (npm run bench -- monitor).
const SHORTEST = 2;
const JITTER = 0.05;
/** With the jitter, an end is seen 12 s late at most. */
const LONGEST = 11.2;
/** Where earlier runs say that the end is improbable: this share of the time left, within bounds. */
const LONGEST_KNOWN = { least: 45, share: 0.5, most: 90 };
/** So improbable is, in a whole operation, an end that is seen later than 12 s; and at one look. */
const LATE_RISK = 0.05;
const EARLY = 0.01;
/** An operation may fail as soon as it begins, or be over; earlier runs tell that it is not. */
const FIRST = 7;
/** From a first look at a description that tells of an operation under way. */
const FIRST_EVENTS = 5;
/** Where the first failure is the end, nothing earlier tells it: most come soon, so the looks begin close. */
const FIRST_FAILURE = { seconds: 3, share: 0.5 };
/** Seconds of delay that are worth one call. */
const COST = 0.8;
/** A rollback mostly ends sooner than what is undone took. */
const COST_BACK = 0.2;
/** The longer it goes on, the less a few seconds matter. */
const MINIMUM_SHARE = 0.01;
/**
 * Seconds until the next look: rare while the end is improbable, close when it is near. Jittered, so that
 * the jobs of a matrix do not ask in step.
 */
function pause(context, configured, random) {
    if (configured !== 'auto')
        return (0,retry/* jittered */.et)(configured, random, JITTER);
    const wanted = Math.min(unhurried(context), Math.max(LONGEST, context.nextStall));
    return (0,retry/* jittered */.et)(wanted * context.backpressure, random, JITTER);
}
/**
 * Seconds from the first look, whose description tells that the stack is being worked on, until its events are read: most
 * operations have just begun then, and what one page tells a little later is worth more.
 */
const untilEvents = (configured, random) => (0,retry/* jittered */.et)(configured === 'auto' ? FIRST_EVENTS : Math.min(FIRST_EVENTS, configured), random, JITTER);
function unhurried(context) {
    const { forecast, elapsedSeconds, known, back } = context;
    const waited = known ? Math.max(0, elapsedSeconds - (forecast?.quantile(0.95) ?? 0)) : elapsedSeconds;
    const minimum = Math.min(LONGEST, SHORTEST + MINIMUM_SHARE * waited);
    const within = (maximum, cost) => untilLate(context, { minimum, maximum, cost });
    if (known)
        return within(longestKnown(context), COST);
    if (back)
        return within(LONGEST, COST_BACK);
    return (0,poll/* nextPoll */.H)(context, elapsedSeconds, {
        ...{ cost: COST, minimum },
        maximum: Math.min(LONGEST, FIRST + elapsedSeconds),
    });
}
/** The end may come sooner than earlier runs tell, by a failure: but not before what was done is undone. */
function longestKnown({ endsAtFailure, undoSeconds, remainingSeconds, elapsedSeconds }) {
    if (endsAtFailure)
        return Math.min(LONGEST, FIRST_FAILURE.seconds + FIRST_FAILURE.share * elapsedSeconds);
    const { least, share, most } = LONGEST_KNOWN;
    const longest = Math.min(most, Math.max(least, share * remainingSeconds));
    return Math.min(longest, notLate(undoSeconds));
}
/** The longest pause after which an end that comes in so many seconds or later is not seen too late. */
const notLate = (seconds) => LONGEST + seconds / (1 + JITTER);
/** How probable it is that an end is seen too late because of a pause of so many seconds. */
const lateRisk = ({ endsWithin }, seconds) => endsWithin(Math.max(0, seconds - LONGEST * (1 + JITTER)));
const STEP = 0.25;
/**
 * Seconds after which the end, had it come unseen, would be seen late by `cost` seconds on average: the sum of
 * `endsWithin` up to then. For a steady hazard that is the optimal inspection interval, sqrt(2 cost / hazard) (Barlow, Hunter
 * and Proschan 1963); where the end is far and well known it waits for it, as an interval by the mean hazard would not.
 */
function untilLate({ endsWithin, remainingRisk }, { minimum, maximum, cost }) {
    const early = Math.min(EARLY, remainingRisk / 2);
    let [late, seconds, longest] = [0, 0, maximum];
    for (; late < cost && seconds < longest; seconds += STEP) {
        const ended = endsWithin(seconds + STEP / 2);
        late += STEP * ended;
        if (ended > early)
            longest = Math.min(longest, notLate(seconds));
    }
    return Math.max(minimum, Math.min(maximum, longest, seconds));
}

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/feed.ts
var reader_feed = __webpack_require__(4986);
// EXTERNAL MODULE: ./packages/cloudformation/src/watch/near.ts
var watch_near = __webpack_require__(5202);
;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/attach.ts








const FIRST_PAUSE_SECONDS = 3;
const LONGEST_PAUSE_SECONDS = 10;
/** Nothing is expected any more, but the job's own steps still run. */
const IDLE_PAUSE_SECONDS = 30;
/** The deploying steps are over: what they started must show within this time; a further operation sooner. */
const AFTER_STEPS_SECONDS = { first: 10, further: 3 };
/**
 * Finds the operation to watch: one under way, whoever started it; else one that began since `since`, even
 * if it is over; else the next one to begin. It is waited for until the start time-out, and beside deploying steps
 * until these are over, however long they take.
 */
async function attach(options, ports, resilient, previous) {
    const { clock, reader, notice, cancelled } = ports;
    const seen = [];
    let deadline = clock.now() + options.startTimeoutSeconds * 1000;
    let wasDeploying = true;
    let feed;
    let stack;
    let told = false;
    const tell = () => {
        if (!told)
            notice(waiting(options, stack, previous));
        told = true;
    };
    let seenAt;
    const since = () => byAws(options.since, ports);
    for (let pause = FIRST_PAUSE_SECONDS;; pause *= 1.4) {
        // Asked before the look: what the last step began is seen by a look after its end.
        const deploying = ports.stepsEnded?.() === false;
        if (stack === undefined) {
            stack = await resilient.read(() => reader.describeStack(options.stack));
            // Steps that go on may make another change set, which is not refused.
            const cause = stack && !deploying
                ? await resilient.read(() => refusedChangeSet(reader, stack, since()))
                : undefined;
            if (cause !== undefined)
                return none('failed', stack, { cause });
            if (stack !== undefined && !told && previous === undefined && (0,model_status/* isUnderWay */.gn)(stack.status)) {
                tell();
                seenAt = clock.now();
                await sleepUntil(seenAt + 1000 * untilEvents(options.pollInterval, ports.random), ports);
            }
        }
        if (stack !== undefined) {
            feed ??= (0,reader_feed/* openFeed */.B)(reader, stack.stackId);
            const source = feed;
            seen.push(...(await resilient.read(() => source.read(model_status/* beginsOperation */.SO))));
            const underWayAt = seenAt && byAws(seenAt, ports);
            const attempt = toWatch((0,model_attempt/* attempts */.r)(seen), { since: since(), underWayAt });
            if (attempt !== undefined && isLater(attempt, stack, previous)) {
                return { kind: 'attempt', stack, feed, ...parted(seen, attempt), seenAt: seenAt ?? clock.now() };
            }
            // Of what was under way nothing shows: a later operation is another one.
            seenAt = undefined;
        }
        if (cancelled.aborted)
            return none('cancelled', stack);
        if (wasDeploying && ports.stepsEnded?.()) {
            wasDeploying = false;
            deadline = clock.now() + 1000 * Math.min(options.startTimeoutSeconds, graceSeconds(previous));
        }
        const late = clock.now() >= deadline;
        if (late && !deploying)
            return nothingBegan(options, ports, resilient, previous);
        tell();
        const longest = deploying && (late || previous !== undefined) ? IDLE_PAUSE_SECONDS : LONGEST_PAUSE_SECONDS;
        const until = clock.now() + Math.min(pause, longest) * 1000;
        await sleepUntil(deploying ? until : Math.min(until, deadline), ports);
    }
}
const graceSeconds = (previous) => AFTER_STEPS_SECONDS[previous === undefined ? 'first' : 'further'];
/** Ends early when the deploying steps do. */
async function sleepUntil(moment, { clock, cancelled, stepsEnded }) {
    const before = stepsEnded?.();
    for (let left = moment - clock.now(); left > 0 && !cancelled.aborted; left = moment - clock.now()) {
        if (stepsEnded?.() !== before)
            return;
        await clock.sleep(before === false ? Math.min(left, 1000) : left, cancelled);
    }
}
function waiting({ stack: name }, stack, previous) {
    return {
        kind: 'waiting',
        stack: name,
        further: previous !== undefined,
        ...(stack && { stackStatus: stack.status }),
    };
}
/** A moment by AWS's clock, as far as an answer has told it: events carry that clock's time. */
const byAws = (moment, { clock, reader }) => moment + reader.now() - clock.now();
/** An answer tells AWS's time in whole seconds. */
const ROUNDED_MS = 2000;
/** The one that was under way at the first look, though it may have ended meanwhile; else the latest, where it may be ours. */
function toWatch(all, { since, underWayAt = Number.NEGATIVE_INFINITY }) {
    const [from, until] = [underWayAt - ROUNDED_MS, underWayAt + ROUNDED_MS];
    const endsAfter = ({ decided }, moment) => decided === undefined || decided.at >= moment;
    const first = all.findLast((attempt) => attempt.startedAt <= until && endsAfter(attempt, from));
    const latest = all.at(-1);
    const isOurs = latest !== undefined && (latest.decided === undefined || latest.startedAt >= since);
    return first ?? (isOurs ? latest : undefined);
}
const isLater = ({ startedAt }, { stackId }, previous) => previous?.stackId !== stackId || startedAt > previous.startedAt;
/** Events from an attempt's first on, and those before it. */
function parted(seen, { startedAt }) {
    return {
        events: seen.filter(({ time }) => time >= startedAt),
        older: seen.filter(({ time }) => time < startedAt),
    };
}
function none(status, stack, more = {}) {
    return { kind: 'none', status, ...(stack && { stack }), ...more };
}
/** A change set that was refused leaves no event at the stack; one without changes leaves nothing at all. */
async function nothingBegan(options, ports, resilient, previous) {
    const { reader } = ports;
    const stack = await resilient.read(() => reader.describeStack(options.stack));
    // An ARN names a stack that was deleted for 90 days, and not the one that has its name by now.
    if (stack === undefined || stack.status === 'DELETE_COMPLETE')
        return notThere(options, ports, resilient, { deleted: stack, previous });
    const cause = await resilient.read(() => refusedChangeSet(reader, stack, byAws(options.since, ports)));
    return cause === undefined
        ? none('no-changes', stack, { note: restNote(stack) })
        : none('failed', stack, { cause });
}
/** What to know of a stack that nothing was done to. */
function restNote({ name, status, statusReason }) {
    if (status === 'REVIEW_IN_PROGRESS') {
        return `${name} is in REVIEW_IN_PROGRESS: a change set was made and never executed, so nothing of it is deployed. Execute the change set, or delete the stack`;
    }
    const why = statusReason === undefined ? '' : ` (${statusReason})`;
    return `no operation began: ${name} is ${status}${why}, as it was before`;
}
/**
 * A stack that was deleted by this job is not found by its name any more, but by its ARN. Any other is named wrongly, or
 * looked for in the wrong region.
 */
async function notThere(options, ports, resilient, known) {
    const name = (0,names/* stackArn */.yT)(options.stack)?.name ?? options.stack;
    const all = await resilient.read(() => ports.reader.stacks()).catch(withoutList);
    const since = byAws(options.since, ports);
    const deleted = all.find((stack) => stack.name === name && (stack.deletedAt ?? 0) >= since);
    if (deleted !== undefined && deleted.stackId !== options.stack) {
        return attach({ ...options, stack: deleted.stackId, startTimeoutSeconds: 0 }, ports, resilient, known.previous);
    }
    const there = all.filter(({ status }) => status !== 'DELETE_COMPLETE');
    const namesake = there.find((stack) => stack.name === name);
    if (namesake !== undefined) {
        const gone = known.deleted === undefined ? 'is not there' : 'was deleted';
        const note = `the stack ${options.stack} ${gone}: the one that is called ${name} here is ${namesake.stackId}`;
        return none('not-found', undefined, { note });
    }
    const near = (0,watch_near/* nearNames */.$)(name, there.map((stack) => stack.name));
    const region = there[0] === undefined ? options.region : (0,names/* stackArn */.yT)(there[0].stackId)?.region;
    const where = region === undefined ? '' : ` in ${region}`;
    const hidden = all.length === 0
        ? ' None is listed: one that was just deleted shows with cloudformation:ListStacks only'
        : '';
    const meant = near.length === 0 ? `is its name right, and its region?${hidden}` : `did you mean ${near.join(', ')}?`;
    const gone = known.deleted === undefined ? 'there is no stack' : 'there is no more stack';
    return none('not-found', undefined, { note: `${gone} ${name}${where}: ${meant}` });
}
/** The list only helps to say more. */
function withoutList(error) {
    if (error instanceof reader_reader/* ReadError */.F)
        return [];
    throw error;
}

// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/ending.ts


/** What it means that nothing can be read any more: nothing for the deployment. */
function outOfSight(error, cancelled) {
    if (!(error instanceof reader_reader/* ReadError */.F))
        throw error;
    if (cancelled.aborted)
        return { status: 'cancelled' };
    return { status: 'timed-out', lostSight: (0,errors/* errorLine */.B)(error) };
}
/** The same before anything was seen: then a missing permission is the user's to mend. */
function blind(error, stack, cancelled) {
    const mendable = error instanceof reader_reader/* ReadError */.F && (error.trouble === 'denied' || error.trouble === 'other');
    if (mendable && !cancelled.aborted) {
        throw new errors/* UserError */.y(`Stack "${stack}" cannot be read: ${(0,errors/* errorLine */.B)(error)}`);
    }
    return outOfSight(error, cancelled);
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/evidence.ts



/** Types whose own service tells of trouble long before CloudFormation does. */
const TELLING = /^AWS::ECS::(Service|ExpressGatewayService)$/;
/** Tasks need a moment to start and to die. */
const FIRST_INSPECTION_SECONDS = 30;
const PAUSE_SECONDS = 30;
/** What was well for long is inspected more rarely: this share of its time, up to so many seconds. */
const PAUSE_SHARE = 0.1;
const evidence_LONGEST_PAUSE_SECONDS = 120;
/**
 * Inspects rarely, and one resource at a time: evidence is worth having, not worth the account's calls. Nor does it hold
 * up the watch: what is found counts at the next poll of the stack.
 */
function openEvidence(watched, { inspect, limiter, notice }) {
    const inspectedAt = new Map();
    const told = new Map();
    let inspecting = false;
    const isDue = (span, now) => {
        const rare = Math.min(evidence_LONGEST_PAUSE_SECONDS, PAUSE_SHARE * (0,model_span/* secondsOf */.TM)(span, now));
        const pause = Math.max(PAUSE_SECONDS, rare) * 1000 * limiter.backpressure();
        const before = inspectedAt.get((0,model_span/* spanKey */.yi)(span)) ?? Number.NEGATIVE_INFINITY;
        return (0,model_span/* secondsOf */.TM)(span, now) >= FIRST_INSPECTION_SECONDS && now - before >= pause;
    };
    const judge = async (span, inspect) => {
        inspecting = true;
        const suspicion = await inspect(span).catch(() => undefined);
        inspecting = false;
        const key = (0,model_span/* spanKey */.yi)(span);
        if (watched.tracker.attempt?.decided !== undefined)
            return;
        if (suspicion === undefined || told.get(key) === suspicion.words)
            return;
        told.set(key, suspicion.words);
        if (suspicion.stalled)
            watched.tracker = suspected(watched.tracker, span, suspicion.words);
        else
            notice({ kind: 'early-warning', span, words: suspicion.words });
    };
    /** Begins to inspect the resource that was not inspected for longest, where one is due. */
    const inspectNext = (now) => {
        if (inspect === undefined || inspecting || isRollingBack(watched.tracker))
            return;
        const [span] = watched.tracker.record.spans
            .filter(isTelling)
            .filter((span) => isDue(span, now))
            .toSorted((a, b) => (inspectedAt.get((0,model_span/* spanKey */.yi)(a)) ?? 0) - (inspectedAt.get((0,model_span/* spanKey */.yi)(b)) ?? 0));
        if (span === undefined)
            return;
        inspectedAt.set((0,model_span/* spanKey */.yi)(span), now);
        void judge(span, inspect);
    };
    return { inspectNext };
}
const isTelling = ({ status, type, action, physicalId }) => (0,model_status/* isInProgress */.LT)(status) && TELLING.test(type) && action !== 'DELETE' && physicalId !== '';

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/nested.ts







/** One that is past its usual time may hide a stall. */
const OVERDUE_MAX_AGE_SECONDS = 20;
const HISTORY_PAGES = 5;
/**
 * An update of a nested stack in which nothing changes is over within a second; the shortest one recorded that had
 * anything to do took five.
 */
const NOTHING_DONE_MS = 2000;
/** For so long the root stack, and what else is in it, may go unread. */
const ROOT_MAX_AGE_SECONDS = 20;
/**
 * So many that are over may wait for the end to be read; what is beyond that is read at the next look: at the end their reads
 * hold up the outcome, and more than the limiter lets through at once (limiter.ts) wait for their turn. Those nested in one that
 * was not read are not known yet.
 */
const LARGEST_BACKLOG = 3;
/** Before, a nested stack has little to tell, and is often over soon: then the root has to be read, too. */
const FIRST_POLL_SECONDS = 30;
function followNested(watched, ports) {
    const following = {
        ...{ watched, ports, known: new Map(), firstSeen: new Map() },
        rootReadAt: ports.reader.now(),
    };
    return {
        pollStandIn: (now) => pollStandIn(following, now),
        poll: (now, maxAgeSeconds) => nested_poll(following, now, maxAgeSeconds),
        finish: () => finish(following),
    };
}
async function pollStandIn(following, now) {
    const [next] = atWork(following)
        .filter((each) => mayStandIn(following, each, now))
        .toSorted((a, b) => age(following, a, now) - age(following, b, now));
    const isRecent = now - following.rootReadAt <= 1000 * ROOT_MAX_AGE_SECONDS;
    if (next !== undefined && isRecent) {
        await read(following, next, now);
        await learnMore(following, next, now);
        if (goesOn(following, next.stackId))
            return true;
    }
    following.rootReadAt = now;
    return false;
}
async function nested_poll(following, now, maxAgeSeconds) {
    const failed = (each) => (0,model_status/* isFailed */.Ix)(each.status) && !each.cancelled && changed(following, each);
    if (await readAll(following, failed, now))
        return;
    await workOff(following, now);
    const waits = (each) => age(following, each, now) -
        1000 * (isOverdue(following, each, now) ? OVERDUE_MAX_AGE_SECONDS : maxAgeSeconds);
    const [next] = atWork(following).toSorted((a, b) => waits(b) - waits(a));
    if (next === undefined || waits(next) < 0)
        return;
    await read(following, next, now);
    await learnMore(following, next, now);
}
/** It is late, and its own past tells when it hangs, or may tell: else to read it again soon tells nothing more. */
function isOverdue({ watched, known }, { stackId }, now) {
    const entry = known.get(stackId);
    if (entry === undefined)
        return isLate(watched.tracker, stackId, now);
    const late = lateIn(watched.tracker, stackId, now);
    const mayTell = !isRollingBack(watched.tracker) && entry.pages < HISTORY_PAGES;
    return late.some(isWellKnown) || (late.length > 0 && mayTell);
}
/** Reads those that are over, as far as more of them than may wait were not read. */
async function workOff(following, now) {
    const unread = [...following.watched.tracker.nested.values()].filter((each) => !(0,model_status/* isInProgress */.LT)(each.status) && changed(following, each));
    for (const each of unread.slice(LARGEST_BACKLOG))
        await read(following, each, now);
}
/** The outcome is certain without it, so what cannot be read is left out. */
async function finish(following) {
    try {
        for (const each of following.watched.tracker.nested.values())
            if (isCutShort(following, each))
                await read(following, each, following.ports.reader.now());
        // What is deleted after the outcome belongs to the cleanup.
        const until = following.watched.tracker.attempt?.decided?.at ?? Number.POSITIVE_INFINITY;
        const counts = (each) => each.since <= until && changed(following, each);
        await readAll(following, counts, following.ports.reader.now());
    }
    catch (error) {
        if (!(error instanceof reader_reader/* ReadError */.F))
            throw error;
    }
}
/** A nested stack may tell of further ones, so it goes on until nothing is new. @returns whether there were any */
async function readAll(following, isMeant, now) {
    let some = false;
    for (;;) {
        const meant = [...following.watched.tracker.nested.values()].filter(isMeant);
        if (meant.length === 0)
            return some;
        some = true;
        for (const each of meant)
            await read(following, each, now);
    }
}
async function read({ watched, ports, known }, nested, now) {
    const { stackId, status, since } = nested;
    const entry = known.get(stackId) ?? {
        ...{ feed: (0,reader_feed/* openFeed */.B)(ports.reader, stackId), readAt: now, pages: 0, status, since, own: undefined },
    };
    known.set(stackId, entry);
    Object.assign(entry, { readAt: now, status, since });
    const began = watched.tracker.attempt?.startedAt ?? 0;
    const events = await ports.resilient
        .read(() => entry.feed.read(({ time }) => time < began))
        .catch(withoutIt);
    const ours = events.filter(({ time }) => time >= began);
    entry.own = ours.findLast(stack_event/* isOfStackItself */.D) ?? entry.own;
    const older = events.filter(({ time }) => time < began);
    watched.tracker = readUntil(observed(learned(watched.tracker, older), ours), stackId, now);
}
/** Whether it hangs or is only slow, its own past can tell. */
async function learnMore({ watched, ports, known }, { stackId }, now) {
    const entry = known.get(stackId);
    const isOpen = () => lateIn(watched.tracker, stackId, now).some((baseline) => !isWellKnown(baseline));
    const samplesOf = () => lateIn(watched.tracker, stackId, now).reduce((sum, { samples, source }) => sum + (source === 'own' ? samples : 0), 0);
    // How long a rollback takes no earlier operation tells.
    if (isRollingBack(watched.tracker))
        return;
    // A run may be cut in two by the end of a page; two pages that tell nothing of what is late are followed by others like them.
    for (let silent = 0; silent < 2 && entry !== undefined && entry.pages < HISTORY_PAGES && isOpen();) {
        entry.pages++;
        const before = samplesOf();
        const events = await ports.resilient.read(() => entry.feed.past());
        watched.tracker = learned(watched.tracker, events);
        if (events.length === 0)
            entry.pages = HISTORY_PAGES;
        silent = samplesOf() === before ? silent + 1 : 0;
    }
}
/** It has something to tell that was not read: not what came to its end without doing anything, or before the last read. */
function changed({ known }, { stackId, status, since, quietFor }) {
    const entry = known.get(stackId);
    if (entry?.status === status && entry.since === since)
        return false;
    if ((0,model_status/* isFailed */.Ix)(status))
        return true;
    if (status === 'UPDATE_COMPLETE' && quietFor < NOTHING_DONE_MS)
        return false;
    return !isOver(entry?.own, since);
}
/**
 * It was read when what it is nested in had told its end, and its own last event was still to come: after the cleanup of a
 * rollback.
 */
function isCutShort({ known }, { stackId, status, since }) {
    const own = known.get(stackId)?.own;
    return !(0,model_status/* isInProgress */.LT)(status) && own !== undefined && (0,model_status/* isInProgress */.LT)(own.status) && !isOver(own, since);
}
/** Milliseconds since it was read, or first heard of. */
function age({ known, firstSeen }, { stackId }, now) {
    const readAt = known.get(stackId)?.readAt;
    if (readAt !== undefined)
        return now - readAt;
    const at = firstSeen.get(stackId) ?? now;
    firstSeen.set(stackId, at);
    return now - at;
}
/** Those of which neither their own events nor what they are nested in tell the end. */
function atWork({ watched, known }) {
    const all = [...watched.tracker.nested.values()];
    const open = all.filter(({ stackId, status, since }) => (0,model_status/* isInProgress */.LT)(status) && !isOver(known.get(stackId)?.own, since));
    const closed = new Set(all.filter((each) => !open.includes(each)).map(({ stackId }) => stackId));
    // A parent comes before what is nested in it.
    for (const { stackId, parentId } of all)
        if (closed.has(parentId))
            closed.add(stackId);
    return open.filter(({ stackId }) => !closed.has(stackId));
}
function mayStandIn({ known }, { stackId, since }, now) {
    const own = known.get(stackId)?.own;
    return now - since > 1000 * FIRST_POLL_SECONDS && (own === undefined || isAtWork(own.status));
}
/** Its own event may be missing, and what it works on is not. */
function goesOn({ watched, known }, stackId) {
    const inside = watched.tracker.record.spans.filter((span) => span.stackId === stackId);
    const own = known.get(stackId)?.own;
    const works = own === undefined ? inside.some(({ status }) => (0,model_status/* isInProgress */.LT)(status)) : isAtWork(own.status);
    return works && !inside.some(({ status }) => (0,model_status/* isFailed */.Ix)(status));
}
/**
 * Whether its own event tells the end of the work that began then. What an update cleans up comes after the root's outcome,
 * what a rollback does before it.
 */
const isOver = (own, since) => own !== undefined &&
    own.time >= since &&
    (!(0,model_status/* isInProgress */.LT)(own.status) || own.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
const isAtWork = (own) => /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(own);
/** Some policies allow the root stack only: then, or when there is no such stack, its own events have to do. */
function withoutIt(error) {
    if (error instanceof reader_reader/* ReadError */.F && (error.trouble === 'denied' || error.trouble === 'other'))
        return [];
    throw error;
}

// EXTERNAL MODULE: ./packages/cloudformation/src/model/stack.ts
var stack = __webpack_require__(15068);
;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/alarm.ts


const BY_ALARM = {
    kind: 'alarm',
    advice: 'An alarm went off while CloudFormation watched the stack (RollbackConfiguration): look at the alarm and at what it measures.',
};
/**
 * The alarms, by ARN, one of which rolled the stack back. The words in which CloudFormation tells of it are not published
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-rollback-triggers.html): where they name an
 * alarm, it is that one; where the stack turned back by itself for a reason that nothing else explains, one of those watched.
 */
function brokenBy(cause, watched) {
    const { reason, kind, physicalId, stackId } = cause;
    if (physicalId !== stackId)
        return [];
    const named = watched.filter((arn) => reason.includes(arn) || hasWord(reason, (0,stack/* alarmName */.V)(arn)));
    if (named.length > 0)
        return named;
    return kind === 'unknown' && !FOLLOW_UP.test(reason) ? watched : [];
}
/** `api` is not named by `rapid`. */
const hasWord = (text, word) => ` ${text} `.split(/[^\w./-]+/).includes(word) || text.includes(`"${word}"`);
function alarmEvidence(broken) {
    if (broken.length === 0)
        return [];
    const names = broken.map(stack/* alarmName */.V).join(', ');
    return broken.length === 1
        ? [`alarm ${names} rolled it back`]
        : [`CloudFormation watched the alarms ${names}, and one of them rolled it back`];
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/explain.ts



/** The root cause with all that can still be found out about it. What cannot be read is left out. */
async function explain(options) {
    const { events, rootId, reader, earlier } = options;
    const cause = rootCause({ rootId, events });
    if (cause === undefined)
        return undefined;
    if (earlier?.logicalId === cause.logicalId && earlier.stackId === cause.stackId) {
        return { ...cause, evidence: earlier.evidence };
    }
    const alarms = brokenBy(cause, options.alarms ?? []);
    const evidence = await Promise.all([
        hookFindings(cause, events, reader),
        validationErrors(options),
        settled(options.investigate?.({ ...cause, alarms })),
        alarmEvidence(alarms),
    ]);
    const kind = alarms.length === 0 ? {} : BY_ALARM;
    return {
        ...cause,
        ...kind,
        evidence: [...new Set(evidence.flat())].filter((line) => line !== cause.reason),
    };
}
async function hookFindings(cause, events, reader) {
    const ids = new Set(refusals(cause, events).flatMap(({ hook }) => hook?.invocationId ?? []));
    const found = await Promise.all([...ids].map((id) => settled(reader.hookFindings(id))));
    return found.flat();
}
/** Only a hook or a validation has more to say here than the event's own reason. */
async function validationErrors({ reader, operationIds, events, }) {
    const hasDetails = events.some(({ hook, detailedStatus }) => hook || detailedStatus === 'VALIDATION_FAILED');
    if (!hasDetails)
        return [];
    const failures = await settled(Promise.all(operationIds.map((id) => reader.failures(id))).then((each) => each.flat()));
    return failures.filter(({ failureMode }) => failureMode !== 'WARN').map(describeFailure);
}
/** Evidence is worth having, not worth failing for. */
async function settled(found) {
    return (await found?.catch(() => [])) ?? [];
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/percent-history.ts
function openPercentHistory(startedAt) {
    const marks = [{ time: startedAt, percent: 0 }];
    return {
        mark: (time, percent) => {
            // The end is known only by the look after it: what was marked meanwhile no longer holds.
            while ((marks.at(-1)?.time ?? time) > time)
                marks.pop();
            marks.push({ time, percent });
        },
        at: (time) => {
            const index = marks.findLastIndex((mark) => mark.time <= time);
            const [before, after] = [marks[index], marks[index + 1]];
            if (before === undefined)
                return 0;
            if (after === undefined)
                return before.percent;
            const share = (time - before.time) / (after.time - before.time);
            return Math.floor(before.percent + share * (after.percent - before.percent));
        },
    };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/notices.ts








function openNotices(rootId, watched, ports) {
    const { reader, notice } = ports;
    const reported = new Map();
    const percents = openPercentHistory(watched.tracker.attempt?.startedAt ?? reader.now());
    let next = 0;
    let first;
    const events = () => {
        const progress = progressOf(watched.tracker, reader.now());
        watched.tracker = withShown(watched.tracker, progress);
        const { tracker } = watched;
        const fresh = tracker.events.slice(next);
        next += fresh.length;
        const { attempt } = tracker;
        const since = attempt?.startedAt ?? 0;
        percents.mark(attempt?.decided?.at ?? reader.now(), progress.percent);
        for (const event of fresh.sort((a, b) => a.time - b.time)) {
            const elapsedSeconds = (event.time - since) / 1000;
            notice({
                kind: 'event',
                event,
                elapsedSeconds,
                percent: percents.at(event.time),
                rollingBack: event.time >= (attempt?.rollbackSince ?? Number.POSITIVE_INFINITY),
                path: pathOf(tracker, event.stackId).join('/'),
            });
        }
    };
    const cause = () => {
        const { attempt, events } = watched.tracker;
        const { investigate } = ports;
        const operationIds = attempt?.operationIds ?? [];
        const alarms = watched.tracker.monitoring?.alarms ?? [];
        return explain({ rootId, events, operationIds, reader, investigate, alarms, earlier: first });
    };
    const failure = async () => {
        if (first !== undefined || !watched.tracker.record.spans.some(({ status }) => (0,model_status/* isFailed */.Ix)(status)))
            return;
        // A deletion is tried again, and may then succeed.
        const { operation, decided } = watched.tracker.attempt ?? {};
        if (operation === 'DELETE' && decided?.outcome !== 'failed')
            return;
        const found = await cause();
        if (found === undefined)
            return;
        first = found;
        notice({ kind: 'failing', cause: found });
    };
    let monitoredUntil = 0;
    const monitoring = () => {
        const now = progressOf(watched.tracker, reader.now()).monitoring;
        if (now === undefined || now.until === monitoredUntil)
            return;
        monitoredUntil = now.until;
        notice({ kind: 'monitoring', monitoring: now });
    };
    const delays = () => {
        const timed = timedSpans(watched.tracker, reader.now());
        for (const each of timed) {
            const key = (0,model_span/* spanKey */.yi)(each.span);
            if (each.timing === 'normal' || reported.get(key) === each.timing || reported.get(key) === 'stalled')
                continue;
            reported.set(key, each.timing);
            const { timing, stallsIn: _, ...delay } = each;
            notice({ kind: timing, delay: { ...delay, hint: stallHint(each.span.type) } });
        }
        return timed.some((each) => each.timing === 'stalled');
    };
    return { events, cause, failure, monitoring, delays };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/model/template.ts + 1 modules
var model_template = __webpack_require__(13153);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/change-set.ts
var change_set = __webpack_require__(52419);
;// CONCATENATED MODULE: ./packages/cloudformation/src/reader/existing-resources.ts

/** What a deletion has to remove from one stack: all that still stands. */
async function existingResources(reader, stackId) {
    const resources = await reader.resources(stackId);
    return resources
        .filter(({ status }) => status !== 'DELETE_COMPLETE')
        .map(({ status: _, ...resource }) => ({ ...resource, action: 'Remove' }));
}
const isNested = ({ type, physicalId = '' }) => type === stack_event/* STACK_TYPE */.Q9 && physicalId.startsWith('arn:');
/** The same with what stands in nested stacks, to any depth: one call for each. */
async function withNestedResources(reader, removed) {
    const whole = [];
    for (const change of removed) {
        const { physicalId = '' } = change;
        const inside = isNested(change)
            ? { nested: await withNestedResources(reader, await existingResources(reader, physicalId)) }
            : {};
        whole.push({ ...change, ...inside });
    }
    return whole;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/totals.ts






/**
 * Most operations on nested stacks are over by then: what takes a call for each is not worth it for them. Earlier runs tell how
 * long it takes, and what it touches: then the change set adds whether this one is like them.
 */
const LATER_SECONDS = { unknown: 45, known: 90 };
/**
 * The totals: from the change set that was executed, and for a deletion from what stands. An update without a
 * change set tells nobody what it will touch; then the history and what has begun have to do. Where no earlier run
 * tells how long it takes in all, the template tells in which order.
 */
function followTotals(stack, watched, { reader, resilient }) {
    let first;
    let whole = false;
    const orNone = (read) => resilient.read(read).catch(() => []);
    const begin = async (operation) => {
        const id = (0,model_status/* isRollback */.z1)(operation) ? undefined : stack.changeSetId;
        const removed = operation === 'DELETE';
        if (!removed && id === undefined)
            return [];
        const found = await orNone(() => removed ? existingResources(reader, stack.stackId) : reader.changes(id ?? ''));
        const partial = removed ? found.some(isNested) : (0,change_set/* hasUnread */.Q)(found);
        watched.tracker = planned(watched.tracker, found, partial);
        return found;
    };
    const complete = async (operation, begun) => {
        const read = operation === 'DELETE' ? withNestedResources : change_set/* withNested */.g;
        if (begun.some(isNested) || (0,change_set/* hasUnread */.Q)(begun)) {
            const all = await orNone(() => read(reader, begun));
            if (all.length > 0)
                watched.tracker = planned(watched.tracker, all, false);
        }
        if (!['CREATE', 'UPDATE', 'IMPORT'].includes(operation))
            return;
        const template = await resilient.read(() => reader.template(stack.stackId)).catch(() => undefined);
        const resources = (await (0,model_template/* readTemplate */.x)(template ?? ''))?.resources ?? [];
        watched.tracker = ordered(watched.tracker, resources);
    };
    const fetch = async () => {
        const { attempt } = watched.tracker;
        if (whole || attempt === undefined)
            return;
        if (attempt.decided !== undefined || attempt.rollbackSince !== undefined)
            return;
        const forecast = isForecast(watched.tracker);
        const later = forecast ? LATER_SECONDS.known : LATER_SECONDS.unknown;
        const isEarly = (reader.now() - attempt.startedAt) / 1000 < later;
        if (forecast && isEarly)
            return;
        first ??= await begin(attempt.operation);
        if (forecast || isEarly)
            return;
        whole = true;
        await complete(attempt.operation, first);
    };
    return { fetch };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/follow.ts
















/** Seconds after which a nested stack at work is polled again. */
const NESTED_MAX_AGE = { unknown: 90, known: 120 };
const follow_HISTORY_PAGES = 10;
/** An operation that is over soon has no use for a page of the past; what the first page has of it is there anyway. */
const SECONDS_A_PAGE = 30;
/** So many tell how long the whole takes; where a resource is slow, more tell whether it has stalled (stall.ts). */
const ENOUGH_RUNS = { usually: 2, slow: 10 };
/** Of a large stack one run fills more: to read enough of them costs more calls than they save. */
const PAGES_A_RUN = 2;
/** Follows an attempt to its end. */
async function follow(attached, options, ports) {
    const { reader, resilient, notice } = ports;
    const { stackId } = attached.stack;
    const watched = { tracker: begun(attached, options) };
    const { attempt } = watched.tracker;
    const url = (0,console/* operationUrl */.F5)(stackId, attempt?.operationIds.at(-1));
    if (attempt)
        notice({ kind: 'attached', operation: attempt.operation, stackId, ...(url && { url }) });
    const nested = followNested(watched, ports);
    const notices = openNotices(stackId, watched, ports);
    let stack = attached.stack;
    let ending;
    try {
        stack = await current(attached, watched.tracker, ports);
        watched.tracker = monitored(watched.tracker, stack.monitoring);
        ending = await toTheEnd({ attached, stack, options, ports, watched, nested, notices });
    }
    catch (error) {
        ending = outOfSight(error, ports.cancelled);
        if (ending.status === 'cancelled')
            ending = await cancel(attached, options, ports);
        // Whatever comes of a rollback, what was deployed has failed.
        else if (isRollingBack(watched.tracker))
            ending = { status: 'failed', cause: await notices.cause() };
    }
    return reportOf({ stack, tracker: watched.tracker, ending, resilient, now: reader.now() });
}
const begun = ({ stack, older, events }, { stallAfter, runs = [] }) => {
    const before = (0,model_attempt/* attempts */.r)(older).at(-1)?.stackStatus ?? '';
    const tracker = newTracker({ rootId: stack.stackId, stallAfter, runs, before });
    return observed(learned(tracker, older), events);
};
async function toTheEnd(following) {
    const { attached, stack, options, ports, watched, nested, notices } = following;
    const { clock, reader, cancelled } = ports;
    const deadline = attached.seenAt + options.timeoutSeconds * 1000;
    const evidence = openEvidence(watched, ports);
    const totals = followTotals(stack, watched, ports);
    const past = openPast(attached, watched, ports);
    let remainingRisk = LATE_RISK;
    for (;;) {
        if (watched.tracker.attempt?.decided !== undefined)
            await nested.finish();
        else
            await totals.fetch();
        notices.events();
        showProgress(watched, ports);
        notices.monitoring();
        await notices.failure();
        const ended = await decidedEnding(following);
        if (ended !== undefined)
            return ended;
        evidence.inspectNext(reader.now());
        const stalled = notices.delays();
        if (stalled && options.endOnStall)
            return { status: 'stalled', cause: await notices.cause() };
        if (cancelled.aborted)
            return cancel(attached, options, ports);
        if (clock.now() >= deadline)
            return { status: 'timed-out', cause: await notices.cause() };
        const context = { ...pollContext(stack, watched.tracker, ports), remainingRisk };
        const seconds = pause(context, options.pollInterval, ports.random);
        remainingRisk = Math.max(0, remainingRisk - lateRisk(context, seconds));
        await rest(seconds, watched, ports);
        if (cancelled.aborted)
            return cancel(attached, options, ports);
        await follow_poll(following, past);
    }
}
/** How the attempt ended; undefined while that is open. */
async function decidedEnding({ watched, notices, ports }) {
    const { attempt } = watched.tracker;
    if (attempt?.decided === undefined)
        return undefined;
    const { operation, stackStatus, decided } = attempt;
    ports.notice({ kind: 'decided', operation, outcome: decided.outcome, stackStatus });
    // A resource may fail to be deleted at first, and the stack's deletion succeed.
    if (decided.outcome === 'succeeded')
        return { status: decided.outcome };
    return { status: decided.outcome, cause: await notices.cause() };
}
/** Reads what is new: of a nested stack in place of the root where that tells as much, else of the root and what pays. */
async function follow_poll(following, past) {
    const { attached, stack, ports, watched, nested } = following;
    const { reader, resilient } = ports;
    if (!endsAtFailure(stack, watched.tracker) && (await nested.pollStandIn(reader.now())))
        return;
    const asked = reader.now();
    const events = await resilient.read(() => attached.feed.read());
    watched.tracker = readUntil(observed(watched.tracker, events), attached.stack.stackId, asked);
    if (watched.tracker.attempt?.decided !== undefined)
        return;
    await past.fetch();
    const hasForecast = forecastOf(watched.tracker) !== undefined;
    await nested.poll(reader.now(), hasForecast ? NESTED_MAX_AGE.known : NESTED_MAX_AGE.unknown);
}
/** The stack's older events, which teach how long work usually takes: a page at a time, where that can pay. */
function openPast({ feed }, watched, { reader, resilient }) {
    let pages = 0;
    const pays = () => {
        const { tracker } = watched;
        const { attempt } = tracker;
        // How long a rollback takes no earlier operation tells, and nothing is deleted twice.
        if (attempt === undefined || isRollingBack(tracker) || attempt.operation === 'DELETE')
            return false;
        const elapsedSeconds = (reader.now() - attempt.startedAt) / 1000;
        if (pages >= Math.min(follow_HISTORY_PAGES, Math.floor(elapsedSeconds / SECONDS_A_PAGE)))
            return false;
        const isSlow = timedSpans(tracker, reader.now()).some(({ span, timing, elapsedSeconds }) => timing !== 'normal' &&
            elapsedSeconds >= SECONDS_A_PAGE &&
            !isWellKnown(tracker.history.baseline(span)));
        const runs = forecastOf(tracker)?.sampleSize ?? 0;
        if (isSlow)
            return runs < ENOUGH_RUNS.slow;
        if (isForecast(tracker) && isKnown(tracker))
            return false;
        return runs < ENOUGH_RUNS.usually && pages < PAGES_A_RUN * (runs + 1);
    };
    const fetch = async () => {
        if (!pays())
            return;
        pages++;
        const events = await resilient.read(() => feed.past());
        watched.tracker = learned(watched.tracker, events);
    };
    return { fetch };
}
/** Time goes on between polls, and so does the progress shown: by about a percent at a time. */
const TICK_SHARE = 0.01;
const SHORTEST_TICK_SECONDS = 2;
async function rest(seconds, watched, ports) {
    const { clock, reader, cancelled } = ports;
    const until = clock.now() + seconds * 1000;
    const { elapsedSeconds } = progressOf(watched.tracker, reader.now());
    const tick = Math.max(SHORTEST_TICK_SECONDS, TICK_SHARE * elapsedSeconds);
    for (let left = until - clock.now(); left > 0 && !cancelled.aborted; left = until - clock.now()) {
        await clock.sleep(Math.min(left, tick * 1000), cancelled);
        if (clock.now() < until)
            showProgress(watched, ports);
    }
}
function showProgress(watched, { reader, notice }) {
    const progress = progressOf(watched.tracker, reader.now());
    watched.tracker = withShown(watched.tracker, progress);
    notice({ kind: 'progress', progress, rollingBack: isRollingBack(watched.tracker) });
}
/** The stack as this attempt has it: its change set and its mode. A description made before it began tells of another. */
async function current({ stack }, tracker, { reader, resilient, notice }) {
    const { attempt } = tracker;
    if (attempt === undefined || attempt.decided !== undefined)
        return stack;
    const { status } = stack;
    const isCurrent = (0,model_status/* isUnderWay */.gn)(status) && (0,model_status/* operationOf */.zI)(status) === attempt.operation;
    const now = isCurrent
        ? stack
        : ((await resilient.read(() => reader.describeStack(stack.stackId))) ?? stack);
    if (now.deploymentMode === 'EXPRESS')
        notice({ kind: 'express' });
    return now;
}
/** Nothing is brought back: the first failure is the end, whatever else is still at work. */
const endsAtFailure = (stack, tracker) => stack.disableRollback === true || tracker.attempt?.operation === 'DELETE';
function pollContext(stack, tracker, { reader, limiter }) {
    const now = reader.now();
    const progress = progressOf(tracker, now);
    const waits = timedSpans(tracker, now).map(({ stallsIn }) => stallsIn);
    return (0,values/* compact */.oE)({
        endsWithin: endsWithinOf(tracker, now),
        known: isKnown(tracker),
        back: isRollingBack(tracker),
        remainingSeconds: progress.remaining.seconds,
        undoSeconds: undoSeconds(tracker, now),
        endsAtFailure: endsAtFailure(stack, tracker),
        elapsedSeconds: progress.elapsedSeconds,
        forecast: forecastOf(tracker),
        nextStall: Math.min(Number.POSITIVE_INFINITY, ...waits.filter((seconds) => seconds > 0)),
        backpressure: limiter.backpressure(),
    });
}
async function cancel({ stack }, options, ports) {
    if (options.onCancel === 'cancel-update') {
        const refused = (error) => ports.notice({ kind: 'not-cancelled', message: (0,errors/* errorLine */.B)(error) });
        await ports.reader.cancelUpdate(stack.stackId).catch(refused);
    }
    return { status: 'cancelled' };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/watch.ts











/**
 * Watches one operation of one stack to its end. Never ends because it cannot see: that is waited out and
 * said. @throws UserError when the stack may not be read at all
 */
async function watch(options, given) {
    const { clock, notice, limiter = openLimiter(clock) } = given;
    const ports = { ...given, limiter, reader: rateLimited(given.reader, limiter, given.cancelled) };
    let began = clock.now();
    const resilient = (0,resilient_read/* openResilientRead */.M)({
        clock,
        random: ports.random,
        signal: ports.cancelled,
        get deadline() {
            // Deploying steps may take longer than any watch: what they begin is watched all the same.
            if (ports.stepsEnded?.() === false)
                began = clock.now();
            return began + options.timeoutSeconds * 1000;
        },
        lost: (message) => notice({ kind: 'lost-sight', message }),
        regained: (seconds) => notice({ kind: 'regained', seconds }),
        renew: ports.renew ?? (async () => false),
    });
    try {
        return await lastOperation(options, ports, resilient);
    }
    catch (error) {
        return reportOfNone(options.stack, blind(error, options.stack, ports.cancelled), resilient);
    }
}
/**
 * What a deploy tool does may be several operations: it deletes a stack whose creation failed and creates it again, or
 * tries once more. While its steps run the next one is waited for, and the last one counts. Where nobody tells when
 * they are over, only a deletion that cleared the way for a creation is waited beyond.
 */
async function lastOperation(options, given, resilient) {
    const ports = { ...given, resilient };
    const end = (attachment) => attachment.kind === 'none'
        ? reportOfNone(options.stack, attachment, resilient)
        : follow(attachment, options, ports);
    let attachment = await attach(options, ports, resilient);
    let tried;
    for (;;) {
        const report = await end(attachment);
        if (attachment.kind === 'none' || !isDecided(report))
            return report;
        if (report.operation !== undefined && !(0,model_attempt/* isUndoing */.l)(report.operation))
            tried = report;
        if (ports.stepsEnded === undefined && isDeleted(report))
            attachment = await withWhatWas(attachment, ports);
        const next = await further(attachment, report, { options, ports });
        if (next === undefined) {
            const last = await withTried(attachment, report, { tried, options, ports });
            return withRoot(attachment, last, { options, ports });
        }
        attachment = next;
    }
}
/**
 * The last report, with what it has undone, where nothing followed. A deletion that clears away a creation in vain deploys
 * nothing: some scripts delete what they failed to create, and exit with 0
 * (github.com/DrPsychick/alexa-go-cloudformation-demo, cloudformation/deploy.sh). A rollback that somebody asked for has the
 * cause of what failed before it. What an earlier job has left does not count.
 */
async function withTried(attached, report, given) {
    const { operation = 'UPDATE' } = report;
    const asked = (0,model_status/* isRollback */.z1)(operation);
    if (asked ? report.rootCause !== undefined : !isDeleted(report))
        return report;
    const counts = (of) => asked || of === 'CREATE' || clearedTheWay(attached, report);
    const known = given.tried?.stackId === report.stackId ? given.tried : undefined;
    const tried = known ?? (await triedBefore(attached, { ...given, counts }));
    if (tried === undefined || tried.status === 'succeeded' || !counts(tried.operation))
        return report;
    if (asked)
        return { ...report, ...(0,values/* compact */.oE)({ rootCause: tried.rootCause }) };
    return { ...tried, stackStatus: 'DELETE_COMPLETE' };
}
/** The same of what was over before the first look, as far as it was read. */
async function triedBefore(attached, given) {
    const { options, ports, counts } = given;
    const { older, events } = attached;
    const attempt = (0,model_attempt/* attempts */.r)(older).findLast(({ operation }) => !(0,model_attempt/* isUndoing */.l)(operation));
    if (attempt === undefined || attempt.startedAt < byAws(options.since, ports))
        return undefined;
    if (attempt.decided?.outcome === 'succeeded' || !counts(attempt.operation))
        return undefined;
    return follow({ ...attached, ...parted([...older, ...events], attempt) }, options, ports);
}
/**
 * A nested stack is taken back with its root, also after its own success: then the root's end counts. "Rolling back the parent
 * stack will attempt to roll back all the child stacks as well"
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html).
 */
async function withRoot({ stack }, report, { options, ports }) {
    const isNested = stack.rootId !== undefined && stack.rootId !== stack.stackId;
    if (!isNested || report.status !== 'succeeded')
        return report;
    const { runs, ...shared } = options;
    const ofRoot = { stack: stack.rootId, since: 0, startTimeoutSeconds: 0, onCancel: 'leave' };
    const { stepsEnded, ...watching } = ports;
    try {
        const root = await lastOperation({ ...shared, ...ofRoot }, watching, ports.resilient);
        return judgedByRoot(report, root);
    }
    catch (error) {
        if (!(error instanceof reader_reader/* ReadError */.F) || error.trouble !== 'denied')
            return { ...report, ...outOfSight(error, ports.cancelled), progress: Math.min(report.progress, 99) };
        return { ...report, note: `its root stack may still take it back, and cannot be read: ${error.message}` };
    }
}
const IS_WELL = /^(succeeded|no-changes|not-found)$/;
function judgedByRoot(report, root) {
    const { status, endedAt, rootCause, lostSight, durationSeconds } = root;
    // An operation that was over before this one began has nothing to do with it.
    const isOlder = endedAt !== undefined && Date.parse(endedAt) < Date.parse(report.startedAt ?? '');
    if (isOlder || (IS_WELL.test(status) && lostSight === undefined))
        return report;
    return {
        ...{ ...report, status, durationSeconds, progress: Math.min(report.progress, 99) },
        ...(0,values/* compact */.oE)({ endedAt, rootCause, lostSight }),
        note: `${report.name} belongs to ${root.name}, which is ${root.stackStatus ?? status}`,
    };
}
/** Of 100 events: a creation of 500 resources that was rolled back has filled half of them. */
const PAST_PAGES = 50;
/** With so many events of before a deletion that they tell whether the stack ever stood: its newest own one, mostly. */
async function withWhatWas(attached, { resilient }) {
    let { older } = attached;
    try {
        for (let page = 0; page < PAST_PAGES && !older.some(tellsWhatWas); page++) {
            const events = await resilient.read(() => attached.feed.past());
            if (events.length === 0)
                break;
            older = [...events, ...older];
        }
    }
    catch (error) {
        if (!(error instanceof reader_reader/* ReadError */.F))
            throw error;
    }
    return { ...attached, older };
}
/** After the begin of a creation in vain a stack's own events say only this; anything else tells that it stood. */
const IN_VAIN = /^(CREATE_FAILED|(IMPORT_)?ROLLBACK_|DELETE_)/;
const tellsWhatWas = (event) => (0,stack_event/* isOfStackItself */.D)(event) && !IN_VAIN.test(event.status);
const isDeleted = ({ operation, status }) => operation === 'DELETE' && status === 'succeeded';
/** Its operation came to an end, so another one may begin. */
const isDecided = ({ status }) => /^(succeeded|failed|rolled-back)$/.test(status);
/** What follows in place of `report`; undefined when nothing does. */
async function further(attached, report, { options, ports }) {
    const cleared = clearedTheWay(attached, report);
    if (ports.stepsEnded === undefined && !cleared)
        return undefined;
    const { stack, events } = attached;
    const previous = { stackId: stack.stackId, startedAt: events[0]?.time ?? 0 };
    // A stack that is created again has another ARN.
    const again = { ...options, stack: report.stackStatus === 'DELETE_COMPLETE' ? stack.name : options.stack };
    try {
        let next = await attach(again, ports, ports.resilient, previous);
        // The stack is there again, with a change set that may take a while to be made and executed.
        if (next.kind === 'none' && next.stack?.status === 'REVIEW_IN_PROGRESS') {
            next = await attach(again, ports, ports.resilient, previous);
        }
        if (next.kind === 'attempt' || next.status === 'failed')
            return next;
        return cleared && next.status === 'cancelled' ? next : undefined;
    }
    catch (error) {
        // What was seen stays true, though sight of what may follow is lost; a deletion alone tells nothing.
        if (cleared || !(error instanceof reader_reader/* ReadError */.F))
            throw error;
        return undefined;
    }
}
/** A stack that never stood can only be deleted and created anew: some tools do both in one go. */
function clearedTheWay({ older }, report) {
    if (!isDeleted(report))
        return false;
    const isFirst = ({ status }) => /^(REVIEW|CREATE)_IN_PROGRESS$/.test(status);
    const isWhole = older.some((event) => (0,stack_event/* isOfStackItself */.D)(event) && isFirst(event));
    return isWhole && (0,model_attempt/* attempts */.r)(older).every(({ decided }) => decided?.outcome !== 'succeeded');
}

// EXTERNAL MODULE: ./packages/readiness/src/health/address.ts
var address = __webpack_require__(85183);
// EXTERNAL MODULE: ./packages/readiness/src/bake/inputs.ts
var bake_inputs = __webpack_require__(3367);
// EXTERNAL MODULE: ./packages/readiness/src/model/service-name.ts
var service_name = __webpack_require__(68761);
// EXTERNAL MODULE: ./packages/readiness/src/model/service-events.ts
var service_events = __webpack_require__(33311);
;// CONCATENATED MODULE: ./packages/readiness/src/judge/doom.ts

/** ECS's own circuit breaker would trip at half of the desired count, at least 3, at most 200. */
const breakerThreshold = (desired) => Math.min(200, Math.max(3, Math.ceil(0.5 * desired)));
/** Beyond bad luck: twice as many failures in a row as those at which ECS itself would fail the deployment. */
const SURELY = 2;
/**
 * Errors that the next try only repeats: no such image, no access to it or to a secret, a role that cannot be assumed, the
 * wrong processor. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const PERMANENT = /CannotPull\w*Error.*(not found|manifest unknown|denied|does not exist|no basic auth|descriptor matching platform|invalid reference)|unable to assume (the )?role|ResourceInitializationError.*(AccessDenied|ResourceNotFound|not authorized|can't find)|exec format error/i;
/** The kernel's words for the wrong processor, in the container's log: all else in it is its own affair. */
const WRONG_PROCESSOR = /exec format error$/i;
const repeats = (line) => (/^task stopped: /.test(line) ? PERMANENT : WRONG_PROCESSOR).test(line);
/**
 * Why a rollout can no longer succeed although ECS goes on with it; undefined while it can. Without a circuit breaker ECS
 * starts tasks for ever (https://github.com/aws/copilot-cli/issues/1879).
 */
function doomOf(service, { breaker, primary, since }) {
    const stuck = (0,service_events/* stuckSince */.Pu)(service.events, since);
    if (stuck !== undefined)
        return stuck;
    if (breaker || primary === undefined || primary.running > 0)
        return undefined;
    const limit = SURELY * breakerThreshold(service.desired);
    if (primary.failedTasks < limit)
        return undefined;
    return `${primary.failedTasks} tasks failed in a row and none runs; no circuit breaker is on, so ECS goes on trying`;
}
/** The same from what the stopped tasks say: fewer of them suffice when the next one must fail, too. */
function permanentFailure(count, lines) {
    if (count < breakerThreshold(0))
        return undefined;
    const line = lines.find(repeats);
    return line === undefined ? undefined : `${count} tasks failed, and the next ones must: ${line}`;
}

// EXTERNAL MODULE: ./packages/readiness/src/model/rollout-state.ts
var rollout_state = __webpack_require__(77775);
;// CONCATENATED MODULE: ./packages/readiness/src/check/ending.ts



/** What moves, but is not ours, is waited for at most this long: what we began shows by then. */
const FOREIGN_SECONDS = 300;
/**
 * How it ended, now that the deploying steps have been over for `quietMs`; undefined while it goes on. `tasks` is why the
 * newest tasks stopped.
 */
function endOf(state, tasks, quietMs, startTimeoutSeconds) {
    switch (state.kind) {
        case 'settled':
            return state;
        case 'ongoing': {
            const count = state.failures?.breaker === false ? state.failures.count : 0;
            const doomed = state.doomed ?? permanentFailure(count, tasks);
            if (doomed === undefined || state.rollingBack)
                return undefined;
            return { ...failed(state), reason: `can no longer succeed: ${doomed}` };
        }
        case 'unchanged': {
            const own = Math.max(startTimeoutSeconds, state.patienceSeconds ?? 0);
            const patience = state.moving ? Math.max(own, FOREIGN_SECONDS) : own;
            return quietMs >= patience * 1000 ? nothing(state) : undefined;
        }
    }
}
function nothing({ exists, reason, hidden }) {
    if (!exists)
        return { kind: 'settled', status: 'not-found', reason };
    if (hidden === undefined)
        return { kind: 'settled', status: 'no-changes', reason };
    const words = `${reason}, but whether something was deployed and rolled back is not known: ${hidden}`;
    return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}
const failed = ({ startedAt, progress, troubles }) => ({
    ...{ kind: 'settled', status: 'failed', startedAt, progress, troubles },
});
const cancelled = (last) => ({
    ...{
        kind: 'settled',
        status: 'cancelled',
        reason: last === undefined ? 'not looked at yet' : (0,rollout_state/* stateWords */.Xu)(last),
    },
    ...(last?.kind === 'ongoing' ? { startedAt: last.startedAt, progress: last.progress } : {}),
});
/**
 * The end when the time is up. `stepsOver`: the deploying steps had ended. What rolls back by then has failed, whatever
 * comes of the rollback.
 */
function timedOut(last, now, stepsOver) {
    if (last.kind === 'settled')
        return { ...last, endedAt: last.endedAt ?? now };
    if (last.kind === 'unchanged') {
        return stepsOver ? nothing(last) : { kind: 'settled', status: 'timed-out', reason: last.reason };
    }
    const { activity, startedAt, progress, troubles, rollingBack } = last;
    const status = rollingBack ? 'failed' : 'timed-out';
    return { kind: 'settled', status, reason: activity, startedAt, endedAt: now, progress, troubles };
}
/**
 * The end when nothing can be read any more. A service that could never be read is red: the user has to add the
 * permission, and a watch that learned nothing in all its time must not pass for success. Credentials that have expired
 * meanwhile are not such a case.
 */
function unreadable(error, last) {
    const { trouble } = error;
    if (last === undefined && trouble !== 'expired') {
        const status = trouble === 'denied' || trouble === 'other' ? 'failed' : 'timed-out';
        return { kind: 'settled', status, reason: `its rollout cannot be read: ${(0,errors/* errorLine */.B)(error)}` };
    }
    if (last?.kind === 'ongoing' && last.rollingBack) {
        return { ...failed(last), reason: `${last.activity}; then sight was lost: ${(0,errors/* errorLine */.B)(error)}` };
    }
    const seen = last === undefined ? '' : ` (last seen: ${(0,rollout_state/* stateWords */.Xu)(last)})`;
    const words = `lost sight of its rollout: ${(0,errors/* errorLine */.B)(error)}${seen}`;
    return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}

// EXTERNAL MODULE: ./packages/readiness/src/model/baseline.ts
var baseline = __webpack_require__(16771);
// EXTERNAL MODULE: ./packages/readiness/src/model/service.ts
var model_service = __webpack_require__(57677);
;// CONCATENATED MODULE: ./packages/readiness/src/judge/deployments.ts





/**
 * Judges by DescribeServices alone, where ECS keeps no deployments for us to read. It shows only what runs now. Whether
 * that is success or a rollback that is over shows in the task definition, in the scheduler's events, or was seen on the
 * way; else it is reported as not known.
 */
function judgeDeployments(seen, known, origin) {
    const { service } = seen;
    const primary = (0,model_service/* primaryOf */.Os)(service);
    if (primary === undefined || !(0,baseline/* isNew */.BS)(primary, 'deployments', origin)) {
        return { known, state: nothingNew(seen, known, origin) };
    }
    const back = rollback(seen, known, origin, primary);
    if (back !== undefined)
        return { known, state: back };
    const sameVersion = known.taskDefinition === primary.taskDefinition && known.taskDefinition !== '';
    const follows = known.ours === undefined || known.ours === primary.id || known.closedAt === undefined || sameVersion;
    if (!follows)
        return { known, state: replaced(known, primary) };
    const moves = primary.state === 'IN_PROGRESS' || service.deployments.length > 1;
    const next = {
        ...known,
        ...{ ours: primary.id, taskDefinition: primary.taskDefinition, startedAt: primary.createdAt },
        began: (known.ours === primary.id && known.began === true) || moves,
        ...(known.stepsAreSeen ? {} : { closedAt: known.closedAt ?? seen.now }),
    };
    return { known: next, state: judgePrimary(seen, next, origin, primary) };
}
function judgePrimary({ service, hidden }, known, origin, primary) {
    const times = { startedAt: primary.createdAt };
    if (primary.state === 'FAILED') {
        const reason = primary.reason || 'its deployment FAILED';
        return (0,rollout_state/* withTroubles */.VK)({ kind: 'settled', status: 'failed', reason, ...times }, service, primary.createdAt);
    }
    const counts = primary.state === '' && service.running === service.desired;
    const stable = service.deployments.length === 1 && (primary.state === 'COMPLETED' || counts);
    if (!stable)
        return ongoing(primary, { service, ...(hidden === undefined ? {} : { hidden }) });
    const before = origin.before?.taskDefinition ?? '';
    const changed = before !== '' && primary.taskDefinition !== '' && before !== primary.taskDefinition;
    const certain = hidden === undefined || known.began || changed || (0,service_events/* saysCompleted */.ef)(service.events, primary.id);
    if (certain)
        return (0,rollout_state/* succeeded */.gq)(service, times, origin.before?.desired);
    return unknown(`${(0,rollout_state/* runningWords */.DJ)(service)}, but whether that is what was deployed or what was rolled back to is not known`, hidden);
}
function ongoing(primary, { service, hidden }) {
    const unknown = hidden !== undefined;
    const failures = (0,rollout_state/* failuresOf */.dJ)(undefined, primary, unknown);
    const doomed = doomOf(service, { breaker: unknown, primary, since: primary.createdAt });
    return {
        ...{ kind: 'ongoing', rollingBack: false, startedAt: primary.createdAt },
        activity: [`${primary.running} of ${service.desired} new tasks run`, failures?.words]
            .filter(Boolean)
            .join('; '),
        progress: (0,rollout_state/* share */.uM)(primary.running, service.desired),
        troubles: (0,service_events/* troubleSince */["in"])(service.events, primary.createdAt),
        ...(failures === undefined ? {} : { failures }),
        ...(doomed === undefined ? {} : { doomed }),
    };
}
/** Whether the primary deployment is one that was rolled back to. */
function rollback({ service }, known, origin, primary) {
    const failure = (0,service_events/* failureSince */.PN)(service.events, origin.before?.at ?? origin.since, origin.before?.deployments);
    const failed = service.deployments.find((each) => each !== primary && each.state === 'FAILED' && (0,baseline/* isNew */.BS)(each, 'deployments', origin));
    const before = origin.before?.taskDefinition ?? '';
    // The same version once more, forced, is no way back.
    const other = known.ours !== undefined && known.ours !== primary.id && known.taskDefinition !== primary.taskDefinition;
    // A deployment that failed is over: what comes after it is either ECS's way back, which ECS says unless it is to what ran
    // before, or the next try.
    const isNext = before !== '' && primary.taskDefinition !== before;
    const isBack = /roll(ing|ed) back/i.test(primary.reason) ||
        (0,service_events/* saysRollback */.BW)(service.events, primary.id) ||
        (failed !== undefined && !isNext) ||
        (before !== '' && before === primary.taskDefinition && (failure !== undefined || other));
    if (!isBack)
        return undefined;
    const reason = [
        failed?.reason || failure || primary.reason || 'another deployment took its place',
        `back to ${(0,rollout_state/* runningWords */.DJ)(service)}`,
    ];
    const startedAt = failed?.createdAt ?? known.startedAt;
    if (primary.state === 'IN_PROGRESS') {
        const activity = `rolling back: ${reason[0]}`;
        return { ...ongoing(primary, { service }), rollingBack: true, activity, startedAt };
    }
    const times = startOf(startedAt);
    const settled = { kind: 'settled', status: 'rolled-back', reason: reason.join('; '), ...times };
    return (0,rollout_state/* withTroubles */.VK)(settled, service, origin.before?.at ?? origin.since);
}
/** The deployment that failed began then, not the one that it was rolled back to or that took its place. */
const startOf = (startedAt) => (startedAt === undefined ? {} : { startedAt });
function replaced(known, primary) {
    const brings = (0,model_service/* shortDefinition */.EJ)(primary.taskDefinition);
    return {
        ...{ kind: 'settled', status: 'failed', ...startOf(known.startedAt) },
        reason: `superseded: another deployment (${primary.id}) took the place of ${known.ours} and brings ${brings}`,
    };
}
/** The primary deployment is an old one: nothing came, or what came is gone again. */
function nothingNew(seen, known, origin) {
    const { service, hidden } = seen;
    const since = origin.before?.at ?? origin.since;
    const failure = (0,service_events/* failureSince */.PN)(service.events, since, origin.before?.deployments);
    if (known.ours !== undefined || failure !== undefined) {
        const reason = `${failure ?? 'another deployment took its place'}; back to ${(0,rollout_state/* runningWords */.DJ)(service)}`;
        const settled = { kind: 'settled', status: 'rolled-back', reason, ...startOf(known.startedAt) };
        return (0,rollout_state/* withTroubles */.VK)(settled, service, since);
    }
    // ECS keeps 100 events: a rollback shows in those since the baseline, unless these are not all there.
    const incomplete = service.events.length === 0 ||
        (service.events.length >= 100 && (service.events.at(-1)?.time ?? 0) > since);
    return unchanged(seen, origin, incomplete && hidden !== undefined ? { hidden } : {});
}
function unchanged({ service, rollouts }, origin, more = {}) {
    const older = rollouts.find(model_service/* isUnderWay */.gn);
    const emptying = service.desired === 0 && service.running > 0;
    const before = origin.before?.desired;
    if (service.desired === 0 && before !== undefined && before > 0 && service.running === 0) {
        return (0,rollout_state/* succeeded */.gq)(service, {}, before, '; it was not deployed anew');
    }
    const foreign = older === undefined ? '' : `; a deployment that began before is ${older.stage ?? older.status}`;
    const ran = origin.before?.taskDefinition ?? '';
    const same = ran === '' || ran === (0,model_service/* runningOf */.Tx)(service).taskDefinition;
    return {
        ...{ kind: 'unchanged', exists: true },
        reason: `not deployed: ${(0,rollout_state/* runningWords */.DJ)(service)}${same ? ' as before' : `, and ${(0,model_service/* shortDefinition */.EJ)(ran)} ran before`}${foreign}`,
        moving: older !== undefined || emptying || service.deployments.length > 1,
        ...more,
    };
}
const unknown = (words, hidden) => ({
    ...{ kind: 'settled', status: 'timed-out', reason: words },
    lostSight: `${words}: ${hidden}`,
});

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
;// CONCATENATED MODULE: ./packages/readiness/src/judge/waits.ts
// What a deployment waits for, until when, and what happens then, in words.


const HALF_DAY_MS = 12 * 3_600_000;
/** A bake or a hook may last for days. */
const moment = (at, now) => Math.abs(at - now) < HALF_DAY_MS ? (0,duration/* clockTime */.qo)(at) : new Date(at).toISOString();
/**
 * Old and new tasks run side by side after all traffic has shifted, and alarms are watched
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html). ECS does not say
 * when the stage began, only how long it takes: it ends no later than so long after it was first seen.
 */
function bakeWords({ watched = [], bakeSeconds }, { since, now }) {
    const until = bakeSeconds === undefined ? '' : ` until ${moment(since + bakeSeconds * 1000, now)} at the latest`;
    const then = 'then it removes the old tasks';
    if (watched.length === 0)
        return `ECS waits with old and new tasks side by side${until}, ${then}; no alarms are set`;
    const what = watched.length === 1 ? 'the alarm' : 'the alarms';
    return `ECS watches ${what} ${watched.join(', ')}${until}, ${then}; one that goes off rolls it back`;
}
/**
 * A rolling deployment, whose tasks all run: "Amazon ECS computes this time period based on the alarm configuration"
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html).
 */
const rollingBakeWords = (watched) => `ECS watches ${watched.length === 1 ? 'the alarm' : 'the alarms'} ${watched.join(', ')} for a time that it computes itself; one that goes off fails the deployment`;
const at = (stage) => (stage === undefined ? '' : ` at ${stage}`);
const untilWords = ({ expiresAt, timeoutAction = 'ROLLBACK' }) => expiresAt === undefined
    ? ''
    : ` until ${new Date(expiresAt).toISOString()}, then ECS does ${timeoutAction}`;
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
function pauseWords(hook, stage) {
    const how = `aws ecs continue-service-deployment --hook-id ${hook.id} --action CONTINUE or ROLLBACK`;
    return `AWAITING_ACTION${at(stage)}: somebody has to continue it or roll it back${untilWords(hook)} (${how})`;
}
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html */
function functionWords(hook, stage) {
    const name = (0,model_service/* shortDefinition */.EJ)(hook.target ?? '')
        .split(':function:')
        .at(-1) ?? '';
    return `waits${at(stage)} for the function${name === '' ? ' of a hook' : ` ${name}`}${untilWords(hook)}`;
}
const hookWords = ({ type, status }, stage) => `${type} hook ${status}${at(stage)}`;

;// CONCATENATED MODULE: ./packages/readiness/src/judge/rollout.ts






const OUTCOMES = {
    SUCCESSFUL: 'succeeded',
    STOPPED: 'failed',
    ROLLBACK_SUCCESSFUL: 'rolled-back',
    ROLLBACK_FAILED: 'failed',
};
/** Order of API_ServiceDeployment's lifecycleStage. */
const STAGES = [
    'RECONCILE_SERVICE',
    'PRE_SCALE_UP',
    'SCALE_UP',
    'POST_SCALE_UP',
    'TEST_TRAFFIC_SHIFT',
    'POST_TEST_TRAFFIC_SHIFT',
    'PRE_PRODUCTION_TRAFFIC_SHIFT',
    'PRODUCTION_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
    'BAKE_TIME',
    'CLEAN_UP',
];
/** The deployments that are newer than the baseline, oldest first. */
const newRollouts = ({ rollouts }, origin) => rollouts.filter((each) => (0,baseline/* isNew */.BS)(each, 'rollouts', origin)).toSorted((a, b) => a.createdAt - b.createdAt);
/**
 * Judges by the deployments that ECS keeps. The last one that the deploying steps began is ours. One that came after them
 * and brings something else has superseded it: then what was to be deployed does not run.
 */
function judgeRollouts(fresh, { service, now }, known, origin) {
    const closedAt = known.closedAt ?? (known.stepsAreSeen ? undefined : now + baseline/* SKEW_MS */.eK);
    const inTime = closedAt === undefined ? fresh : fresh.filter(({ createdAt }) => createdAt <= closedAt);
    const ours = inTime.at(-1) ?? fresh[0];
    if (ours === undefined)
        throw new Error('judgeRollouts needs a rollout');
    const newest = fresh.at(-1) ?? ours;
    const definition = (0,model_service/* primaryOf */.Os)(service)?.taskDefinition ?? '';
    const ran = origin.before?.taskDefinition ?? '';
    const differs = (0,model_service/* isUnderWay */.gn)(ours) && definition !== '' && ran !== '' && definition !== ran;
    const isKnown = known.ours === ours.id;
    const remembered = {
        ...known,
        ...(closedAt === undefined ? {} : { closedAt }),
        ...(newest === ours && (0,model_service/* isUnderWay */.gn)(ours) ? { ours: ours.id, taskDefinition: definition } : {}),
        ...(differs ? { tried: definition } : {}),
        ...(ours.stage === 'BAKE_TIME' ? { bakesSince: (isKnown ? known.bakesSince : undefined) ?? now } : {}),
    };
    const baking = { since: remembered.bakesSince ?? now, now };
    if (newest === ours || ours.status !== 'STOPPED') {
        const replaced = fresh.filter((each) => each !== ours && each.status === 'STOPPED' && each.createdAt < ours.createdAt);
        const state = judgeRollout(ours, service, baking, origin, replaced);
        const tried = fresh.length > 1 && definition === ran ? remembered.tried : undefined;
        if (tried !== undefined)
            return { known: remembered, state: broughtBack(state, tried, service, fresh) };
        return { known: remembered, state: newest === ours ? state : withLater(state, ours, newest, definition) };
    }
    const continues = known.ours === ours.id && definition !== '' && known.taskDefinition === definition;
    const state = continues
        ? judgeRollout(newest, service, baking, origin, [ours])
        : superseded(ours, newest, definition);
    return { known: remembered, state };
}
/** The version of before runs again, deployed anew after another one was: by whoever it was, that one was taken back. */
function broughtBack(state, tried, service, [first]) {
    if (state.kind !== 'settled' || state.status !== 'succeeded')
        return state;
    const again = (0,model_service/* shortDefinition */.EJ)((0,model_service/* runningOf */.Tx)(service).taskDefinition);
    return {
        ...{ ...state, status: 'rolled-back' },
        reason: `${(0,model_service/* shortDefinition */.EJ)(tried)} was deployed, then ${again} of before again; ${(0,rollout_state/* runningWords */.DJ)(service)}`,
        ...(first === undefined ? {} : { startedAt: first.createdAt }),
    };
}
/** What runs by now is what came later: it says nothing of ours, which succeeded before. */
function withLater(state, ours, later, definition) {
    if (state.kind !== 'settled' || state.status !== 'succeeded')
        return state;
    const came = `another one (${(0,model_service/* shortId */.m_)(later.id)}) came after it${brings(definition)}`;
    return { ...state, reason: `deployment ${(0,model_service/* shortId */.m_)(ours.id)} is ${ours.status}; ${came}` };
}
const brings = (definition) => definition === '' ? '' : `, which brings ${(0,model_service/* shortDefinition */.EJ)(definition)}`;
function superseded(ours, by, definition) {
    return {
        ...{ kind: 'settled', status: 'failed', startedAt: ours.createdAt },
        reason: `superseded: deployment ${(0,model_service/* shortId */.m_)(ours.id)} was stopped because another one (${(0,model_service/* shortId */.m_)(by.id)}) took its place${brings(definition)}`,
        ...(ours.endedAt === undefined ? {} : { endedAt: ours.endedAt }),
    };
}
/** What one deployment says. A service that is stable again after a rollback has not been deployed. */
function judgeRollout(rollout, service, baking, origin = { since: 0 }, replaced = []) {
    const { status, reason, alarms, createdAt, endedAt } = rollout;
    const why = [reason, alarms.length > 0 && `alarms: ${alarms.join(', ')}`].filter(Boolean).join('; ');
    const outcome = OUTCOMES[status];
    const times = { startedAt: createdAt, ...(endedAt === undefined ? {} : { endedAt }) };
    if (outcome === 'succeeded') {
        const note = replaced.length === 0 ? '' : `; replaced ${replaced.map(({ id }) => (0,model_service/* shortId */.m_)(id)).join(', ')}`;
        return (0,rollout_state/* succeeded */.gq)(service, times, origin.before?.desired, note);
    }
    const trouble = (0,service_events/* troubleSince */["in"])(service.events, createdAt);
    if (outcome !== undefined) {
        return {
            kind: 'settled',
            status: outcome,
            reason: why || WORDS[status] || status,
            ...times,
            troubles: trouble,
        };
    }
    const primary = (0,model_service/* primaryOf */.Os)(service);
    // "A deployment in FAILED state doesn't launch any new tasks" (API_Deployment): nothing more comes but a rollback.
    const failed = primary?.state === 'FAILED' && primary.createdAt >= createdAt - SAME_MS;
    // "The rollback method requires a previous deployment in COMPLETED state"
    // (docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html): a new service has none.
    if (failed && (rollout.rollsBack !== true || origin.before?.exists === false)) {
        const words = primary.reason || why || 'its deployment FAILED';
        return { kind: 'settled', status: 'failed', reason: words, ...times, troubles: trouble };
    }
    return { ...rollout_ongoing(rollout, service, { why, baking }), ...(failed ? { rollingBack: true } : {}) };
}
/** ECS notes a deployment in two places, a moment apart. */
const SAME_MS = 5000;
const WORDS = {
    STOPPED: 'STOPPED: by hand, or it failed with rollback turned off',
};
function rollout_ongoing(rollout, service, { why, baking }) {
    const { status, stage, createdAt, hooks, alarms } = rollout;
    const primary = (0,model_service/* primaryOf */.Os)(service);
    const failures = (0,rollout_state/* failuresOf */.dJ)(rollout.failures, primary, rollout.brief);
    const waits = hooks
        .filter((hook) => hook.status === 'AWAITING_ACTION')
        .map((hook) => pauseWords(hook, stage));
    const functions = hooks
        .filter((hook) => hook.type === 'AWS_LAMBDA' && hook.status === 'IN_PROGRESS')
        .map((hook) => functionWords(hook, stage));
    const bakes = /^ROLLBACK_/.test(status) ? undefined : bakeOf(rollout, service, baking);
    const broken = hooks
        .filter((hook) => /FAILED|TIMED_OUT/.test(hook.status))
        .map((hook) => hookWords(hook, stage));
    const running = primary === undefined ? '' : `, ${primary.running} of ${service.desired} new tasks run`;
    const words = [
        `${stage ?? status}${stage === undefined ? running : ''}`,
        failures?.words,
        why,
        bakes,
        ...waits,
        ...functions,
        ...broken,
    ];
    const doomed = doomOf(service, {
        breaker: rollout.failures !== undefined || rollout.brief === true,
        primary,
        since: createdAt,
    });
    return {
        ...{ kind: 'ongoing', activity: words.filter(Boolean).join('; '), startedAt: createdAt },
        progress: stage === undefined
            ? (0,rollout_state/* share */.uM)(primary?.running ?? 0, service.desired)
            : (0,rollout_state/* share */.uM)(STAGES.indexOf(stage), STAGES.length),
        rollingBack: /^ROLLBACK_/.test(status),
        troubles: [
            ...waits,
            ...broken,
            ...alarms.map((alarm) => `alarm ${alarm} went off`),
            ...(0,service_events/* troubleSince */["in"])(service.events, createdAt),
        ],
        ...(failures === undefined ? {} : { failures }),
        ...(doomed === undefined ? {} : { doomed }),
    };
}
/** That alarms alone decide now, of a rolling deployment as of one with stages. */
function bakeOf(rollout, service, baking) {
    const { stage, watched = [] } = rollout;
    if (stage === 'BAKE_TIME')
        return bakeWords(rollout, baking);
    const running = (0,model_service/* primaryOf */.Os)(service)?.running ?? 0;
    const isRolled = stage === undefined && service.desired > 0 && running >= service.desired;
    return isRolled && watched.length > 0 ? rollingBakeWords(watched) : undefined;
}

;// CONCATENATED MODULE: ./packages/readiness/src/judge/code-deploy.ts
/** Whether it ended otherwise than well. */
const isBad = ({ status }) => status === 'Failed' || status === 'Stopped';
/** `Failed: HEALTH_CONSTRAINTS: ...`. */
const codeDeployWords = ({ status, reason }) => reason === '' ? status : `${status}: ${reason}`;
/**
 * What CodeDeploy says of our task set beyond what the set shows: a set that serves and is steady may yet be taken back
 * by a hook, an alarm or a person. `base` is the state by the set alone. Undefined where CodeDeploy adds nothing: after
 * success, and for an external controller.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
 */
function judgeCodeDeploy(ours, base, { service, codeDeploy }) {
    if (service.controller !== 'CODE_DEPLOY')
        return undefined;
    const deployment = codeDeploy?.deployment;
    const serves = ours.status === 'PRIMARY';
    const steady = serves && ours.steady;
    if (deployment === undefined || deployment.id !== ours.externalId) {
        const alone = service.taskSets.every((each) => each === ours || each.status === 'DRAINING');
        // CodeDeploy removes the set before as its last step.
        return steady && !alone
            ? code_deploy_unknown(ours, codeDeploy?.hidden ?? 'its CodeDeploy deployment does not show')
            : undefined;
    }
    const by = `CodeDeploy ${deployment.id} ${codeDeployWords(deployment)}`;
    const times = {
        startedAt: ours.createdAt,
        ...(deployment.endedAt === undefined ? {} : { endedAt: deployment.endedAt }),
    };
    if (deployment.rollbackOf !== undefined) {
        const reason = `rolled back: ${deployment.id} undoes ${deployment.rollbackOf}`;
        if (steady && (deployment.shifted || deployment.status === 'Succeeded'))
            return { kind: 'settled', status: 'rolled-back', reason, ...times };
        return { ...base, rollingBack: true, activity: reason };
    }
    if (isBad(deployment)) {
        if (!serves)
            return { kind: 'settled', status: 'rolled-back', reason: by, ...times };
        if (deployment.rolledBackBy === undefined)
            return { kind: 'settled', status: 'failed', reason: by, ...times };
        return {
            ...base,
            rollingBack: true,
            activity: `${by}; ${deployment.rolledBackBy} rolls it back`,
        };
    }
    if (deployment.status === 'Succeeded' || (steady && deployment.shifted))
        return undefined;
    return underWay(base, deployment);
}
function underWay(base, { id, status }) {
    const wait = `${WAITS}: CodeDeploy has not rerouted the traffic; somebody has to (aws deploy continue-deployment --deployment-id ${id} --deployment-wait-type READY_WAIT) or stop it`;
    return {
        ...base,
        activity: `${base.activity}; CodeDeploy ${status}`,
        troubles: [...(status === WAITS ? [wait] : []), ...base.troubles],
    };
}
/** The status of a blue/green deployment that waits for a person to reroute the traffic (API_ContinueDeployment). */
const WAITS = 'Ready';
function code_deploy_unknown({ createdAt, externalId = 'its deployment' }, hidden) {
    const words = `the new task set serves and is steady, but whether CodeDeploy keeps it (${externalId}) is not known: ${hidden}`;
    return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words, startedAt: createdAt };
}

;// CONCATENATED MODULE: ./packages/readiness/src/judge/task-sets.ts






/** CodeDeploy makes the task set in its step Install, a while after the deployment was created. */
const INSTALL_SECONDS = 60;
/**
 * Judges a service of CodeDeploy or of an external controller: it has task sets, and neither deployments nor a rollout
 * state. The new set that serves production traffic and is steady is deployed; one that is gone again has failed or was
 * stopped. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
 */
function judgeTaskSets(seen, known, origin) {
    const { service } = seen;
    const since = origin.before?.at ?? origin.since;
    const fresh = service.taskSets
        .filter((each) => (0,baseline/* isNew */.BS)(each, 'taskSets', origin))
        .toSorted((a, b) => a.createdAt - b.createdAt);
    const primary = (0,model_service/* primarySetOf */.i9)(service);
    const last = fresh.at(-1) ?? promoted(service, primary, origin);
    // The last one counts, also when it is gone, and the one before serves again.
    const isGone = known.startedAt !== undefined &&
        (last?.createdAt ?? 0) < known.startedAt &&
        service.taskSets.every(({ id }) => id !== known.ours);
    const ours = isGone ? undefined : last;
    if (ours === undefined || (ours.status === 'DRAINING' && primary !== undefined)) {
        const ids = service.taskSets.map(({ id }) => id);
        const gone = ours?.id ??
            known.ours ??
            (0,service_events/* unknownTaskSet */.Q1)(service.events, since, [...ids, ...(origin.before?.taskSets ?? [])]);
        if (gone !== undefined) {
            const settled = takenBack(gone, ours, primary, seen.codeDeploy?.deployment);
            const startedAt = ours?.createdAt ?? known.startedAt;
            const times = startedAt === undefined ? {} : { startedAt };
            return { known, state: (0,rollout_state/* withTroubles */.VK)({ ...settled, ...times }, service, since) };
        }
        return { known, state: unchanged(seen, origin, { patienceSeconds: INSTALL_SECONDS }) };
    }
    const next = { ...known, ours: ours.id, startedAt: ours.createdAt };
    const byCodeDeploy = judgeCodeDeploy(ours, task_sets_ongoing(ours, service), seen);
    if (byCodeDeploy !== undefined)
        return { known: next, state: byCodeDeploy };
    if (ours.status === 'PRIMARY' && ours.steady) {
        const stillRunning = service.taskSets.filter((each) => each !== ours && each.status === 'ACTIVE' && each.running > 0);
        const note = stillRunning.length === 0 ? '' : '; the task set before still stands by';
        const { taskDefinition, running, desired } = ours;
        const shown = { ...service, taskDefinition: taskDefinition || service.taskDefinition, running, desired };
        const times = { startedAt: ours.createdAt };
        return { known: next, state: (0,rollout_state/* succeeded */.gq)(shown, times, origin.before?.desired, note) };
    }
    return { known: next, state: task_sets_ongoing(ours, service) };
}
/**
 * With an external controller a set may stand by before it is made primary (API_UpdateServicePrimaryTaskSet). CodeDeploy does
 * that itself, as the end of a deployment that began before.
 */
const promoted = ({ controller }, primary, { before }) => controller === 'EXTERNAL' && before !== undefined && primary?.taskDefinition !== before.taskDefinition
    ? primary
    : undefined;
function takenBack(gone, ours, primary, deployment) {
    const id = ours?.externalId ?? (deployment && isBad(deployment) ? deployment.id : undefined);
    const said = deployment !== undefined && deployment.id === id ? ` (${codeDeployWords(deployment)})` : '';
    const by = id === undefined ? '' : ` of ${id}${said}`;
    const back = primary === undefined ? '' : `; ${(0,model_service/* shortDefinition */.EJ)(primary.taskDefinition)} serves as before`;
    return {
        ...{ kind: 'settled', status: 'rolled-back' },
        reason: `task set ${gone}${by} is being removed or gone: its deployment failed or was stopped${back}`,
    };
}
function task_sets_ongoing(ours, { controller, events }) {
    const by = ours.externalId === undefined ? '' : ` (${ours.externalId})`;
    const traffic = ours.status === 'PRIMARY' ? 'serves production traffic' : 'serves no production traffic yet';
    const state = ours.steady ? 'steady' : 'stabilizing';
    return {
        ...{ kind: 'ongoing', rollingBack: false, startedAt: ours.createdAt },
        activity: `${controller} task set${by}: ${ours.running} of ${ours.desired} tasks run, ${state}, ${traffic}`,
        progress: (0,rollout_state/* share */.uM)(ours.running, ours.desired),
        troubles: (0,service_events/* troubleSince */["in"])(events, ours.createdAt),
    };
}

;// CONCATENATED MODULE: ./packages/readiness/src/judge/judge.ts





/** The requests of one read, with their retries, lie at most so far apart: what they show need not be of one moment. */
const READ_MS = 60_000;
/** What one read of a service means, given what ran before and what earlier reads have shown. */
function judge(seen, known, origin) {
    const { service } = seen;
    if (service === undefined || service.status === 'INACTIVE') {
        const deleted = service !== undefined || origin.before?.exists === true;
        const reason = deleted ? 'the service was deleted' : 'there is no such service';
        return { known, state: { kind: 'unchanged', exists: false, reason, moving: false } };
    }
    if (service.status === 'DRAINING') {
        const reason = `the service is being deleted (DRAINING), ${service.running} tasks still run`;
        return { known, state: { kind: 'settled', status: 'failed', reason } };
    }
    const full = { ...seen, service };
    if (service.controller !== 'ECS')
        return judgeTaskSets(full, known, origin);
    const fresh = newRollouts(seen, origin);
    if (fresh.length > 0)
        return judgeRollouts(fresh, full, known, origin);
    const primary = (0,model_service/* primaryOf */.Os)(service);
    const since = (origin.before?.at ?? origin.since) - READ_MS;
    // A rollback of a deployment that began before us makes a new primary deployment, too: not ours either.
    const theirs = seen.rollouts.some(({ status, endedAt }) => /^ROLLBACK_/.test(status) && (endedAt === undefined || endedAt >= since));
    // The list is fetched by itself, and may be a moment older than the service: while it shows one of theirs under way, a new
    // primary deployment may be where that one rolled back to. One of ours stops it, and is listed at the next read.
    const lags = seen.rollouts.some(model_service/* isUnderWay */.gn);
    const listed = seen.hidden === undefined && seen.rollouts.length > 0 && known.ours === undefined;
    const isOld = primary === undefined || !(0,baseline/* isNew */.BS)(primary, 'deployments', origin);
    if (listed && (theirs || lags || isOld))
        return { known, state: unchanged(full, origin) };
    return judgeDeployments(full, known, origin);
}

;// CONCATENATED MODULE: ./packages/readiness/src/check/poll.ts




/** Each call reads the service, judges it, and remembers what it learned; an outage is waited out. @throws ReadError */
function openRolloutPoll(subject, { stepsEnded, since, before, deadline }, { clock, reader, random, signal, renew, say }) {
    const resilient = (0,resilient_read/* openResilientRead */.M)({
        ...{ clock, random, signal, renew, deadline },
        lost: (message) => say(`${subject}: lost sight: ${message}`, 'info'),
        regained: () => say(`${subject}: sight regained`, 'info'),
    });
    let known = { stepsAreSeen: stepsEnded !== undefined };
    return async () => {
        // Asked before the read: what the steps began shows in a read after their end.
        const over = stepsEnded?.() === true;
        const seen = await resilient.read(() => reader.fetchService((0,service_name/* parseService */.nO)(subject), known.ours));
        if (over && known.closedAt === undefined)
            known = { ...known, closedAt: seen.now + baseline/* SKEW_MS */.eK };
        const skew = seen.now - clock.now();
        const origin = { since: since + skew, ...(before === undefined ? {} : { before }) };
        const judged = judge(seen, known, origin);
        known = judged.known;
        return judged.state;
    };
}

// EXTERNAL MODULE: ./packages/readiness/src/check/report.ts
var report = __webpack_require__(8445);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
;// CONCATENATED MODULE: ./packages/readiness/src/check/reporter.ts




const openReporter = (subject, ports) => ({
    ...{ subject, ports, notified: new Set(), since: undefined, failedTasks: 0, tasks: [] },
});
/** Reports what is new, each trouble once. @returns why the newest tasks stopped, where some failed */
async function reporter_report(reporter, state) {
    const { subject, ports } = reporter;
    ports.say(`${subject}: ${(0,rollout_state/* stateWords */.Xu)(state)}`, 'info');
    if (state.kind === 'unchanged')
        return [];
    reporter.since = state.startedAt ?? reporter.since;
    if (state.kind === 'settled')
        return reporter.tasks;
    for (const trouble of state.troubles)
        warn(reporter, trouble, titleOf(trouble), keyOf(trouble));
    const { failures } = state;
    if (failures === undefined || failures.count <= reporter.failedTasks)
        return reporter.tasks;
    reporter.failedTasks = failures.count;
    reporter.tasks = await stoppedTasks(reporter);
    warn(reporter, (0,report/* inBrief */.aV)(failures.words, reporter.tasks), 'Tasks fail to start', 'tasks');
    return reporter.tasks;
}
/** Reports the end. @returns why the newest tasks stopped, where it failed */
async function reportEnd(reporter, ended) {
    const { subject, ports } = reporter;
    const { status, lostSight, warning } = ended;
    if (warning !== undefined)
        ports.say(`${subject}: ${warning}`, 'warning', 'Nothing runs');
    if (lostSight !== undefined || !['failed', 'rolled-back'].includes(status))
        return [];
    const tasks = await stoppedTasks(reporter);
    for (const task of tasks)
        ports.say(`${subject}: ${task}`, 'info');
    return tasks;
}
/**
 * To the log each time, to people once for each `key`. The words for failed tasks change with each of them, so these
 * share a key.
 */
function warn({ subject, ports, notified }, reason, title, key) {
    ports.say(`${subject}: ${reason}`, 'warning', title);
    if (notified.has(key))
        return;
    notified.add(key);
    ports.trouble?.((0,untrusted/* oneLine */.TN)(reason, 2 * report/* BRIEF_LENGTH */.AF));
}
/** The scheduler says the same of each task, instance and host port that it happens to. */
const keyOf = (trouble) => trouble.replaceAll(/\b(task|instance|port) (i-)?[\da-f-]+\b/g, (_, kind) => kind);
const stoppedTasks = ({ subject, ports, since }) => ports.reader.fetchStoppedTasks((0,service_name/* parseService */.nO)(subject), since).catch(() => []);
const titleOf = (trouble) => /^(AWAITING_ACTION|Ready)\b/.test(trouble)
    ? 'The deployment waits for somebody'
    : 'The service is in trouble';

;// CONCATENATED MODULE: ./packages/readiness/src/check/ecs.ts







const ecs_PAUSE_SECONDS = 8;
const ecs_JITTER = 0.15;
/** While the deploying steps have not begun anything. */
const IDLE_SECONDS = 20;
/** How soon it is noticed that they are over. */
const SLICE_SECONDS = 2;
/**
 * Watches what is deployed to a service to its end, and judges it against what ran before. Ends when the deploying steps
 * are over and what they began has settled, can no longer succeed, or has not come. Warns of trouble as soon as it shows.
 */
async function awaitService(subject, watch, ports) {
    const { clock, signal, reader } = ports;
    const began = clock.now();
    const reporter = openReporter(subject, ports);
    const poll = openRolloutPoll(subject, watch, ports);
    const end = (ended, tasks = []) => (0,report/* checkReport */.pA)(ended, { subject, tasks, watchedMs: clock.now() - began, now: reader.now() });
    let quietSince;
    let last;
    for (;;) {
        const over = watch.stepsEnded?.() ?? true;
        if (over)
            quietSince ??= clock.now();
        try {
            last = await poll();
        }
        catch (error) {
            if (!(error instanceof reader_reader/* ReadError */.F))
                throw error;
            return end(signal.aborted ? cancelled(last) : unreadable(error, last));
        }
        const tasks = await reporter_report(reporter, last);
        if (over) {
            const quietMs = clock.now() - (quietSince ?? 0);
            const ended = endOf(last, tasks, quietMs, watch.startTimeoutSeconds);
            if (ended !== undefined)
                return end(await withNear(subject, ended, reader), await reportEnd(reporter, ended));
        }
        if (signal.aborted)
            return end(cancelled(last));
        if (clock.now() >= watch.deadline)
            return end(timedOut(last, reader.now(), over), reporter.tasks);
        const pause = (over || last.kind === 'ongoing' ? ecs_PAUSE_SECONDS : IDLE_SECONDS) * 1000;
        await pauseUnless(() => !over && (watch.stepsEnded?.() ?? true), (0,retry/* jittered */.et)(pause, ports.random, ecs_JITTER), watch, ports);
    }
}
/** Sleeps, but not on when `changed` or the deadline has come. */
async function pauseUnless(changed, milliseconds, { deadline }, { clock, signal }) {
    const end = Math.min(clock.now() + milliseconds, Math.max(deadline, clock.now() + 1));
    while (clock.now() < end && !signal.aborted && !changed()) {
        await clock.sleep(Math.min(SLICE_SECONDS * 1000, end - clock.now()), signal);
    }
}
/** Of a service that was not found, also which ones may have been meant: most likely its name was mistyped. */
async function withNear(subject, ended, reader) {
    if (ended.status !== 'not-found')
        return ended;
    const near = (await reader.fetchNear?.((0,service_name/* parseService */.nO)(subject))) ?? [];
    return near.length === 0 ? ended : { ...ended, reason: `${ended.reason}; there is ${near.join(', ')}` };
}

// EXTERNAL MODULE: ./packages/readiness/src/health/health.ts
var health = __webpack_require__(63421);
// EXTERNAL MODULE: ./packages/runner/src/step/log.ts
var step_log = __webpack_require__(84389);
;// CONCATENATED MODULE: ./actions/monitor/src/after.ts





/**
 * "Stack complete" means configured, not ready: first the services' rollouts, then, unless one fails the step, the addresses. During
 * a deployment nothing is judged, and no address is asked, before it is over.
 */
async function afterStacks(inputs, step, world) {
    const ports = checkPorts(step);
    const services = await rollouts(inputs, { ...ports, ...world });
    const bad = services.find((service) => hidesChecks(service, inputs));
    if (bad !== undefined) {
        sayUnchecked({ name: bad.subject, status: bad.status }, (0,address/* addressNames */.RS)(inputs['health-url']), step);
        return services;
    }
    return [...services, ...(await addresses(inputs, step, { ...ports, ...world }))];
}
/** What comes after a stack or a service is checked unless the step is red, or cancelled, without it. */
const hidesChecks = ({ status, lostSight }, inputs) => status === 'cancelled' || (lostSight === undefined && inputs['fail-on'].some((each) => each === status));
function sayUnchecked({ name, status }, checks, { log }) {
    if (checks.length > 0)
        log.notice(`Not looked at, since ${name} is ${status}: ${checks.join(', ')}`);
}
/** The deploying steps are over: what they began must show by now. */
const after_AFTER_STEPS_SECONDS = 10;
async function rollouts(inputs, ports) {
    const { 'ecs-service': given, 'stack-name': stacks, 'start-timeout': patience } = inputs;
    const names = [...new Set(given)];
    if (names.length === 0)
        return [];
    const { connection, since, deadline, deploying } = ports;
    const before = deploying?.baseline ?? [];
    const watch = {
        since,
        deadline,
        // After a stack everything has begun.
        startTimeoutSeconds: deploying !== undefined ? after_AFTER_STEPS_SECONDS : stacks.length > 0 ? 0 : patience,
        ...(0,values/* compact */.oE)({ stepsEnded: deploying?.over }),
    };
    return Promise.all(names.map(async (name) => awaitService(name, { ...watch, before: before.find(({ subject }) => subject === name) }, {
        ...{ ...ports, reader: await connection.services(name), renew: connection.renew },
        trouble: (reason) => ports.trouble(name, reason),
    })));
}
/** Between two checks whether the deploying steps are over. */
const PAUSE_MS = 2000;
async function addresses(inputs, step, ports) {
    const urls = inputs['health-url'];
    if (urls.length === 0)
        return [];
    const { clock, cancelled } = step;
    const { deadline, fetch, deploying } = ports;
    // An answer of before the deployment says nothing of it.
    while (deploying?.over() === false && !cancelled.aborted && clock.now() < deadline) {
        await clock.sleep(PAUSE_MS, cancelled);
    }
    const names = (0,address/* addressNames */.RS)(urls);
    const options = {
        statuses: inputs['health-status'],
        successes: inputs['health-successes'],
        timeoutSeconds: inputs['health-timeout'],
        followRedirects: inputs['health-follow-redirects'],
        deadline,
    };
    const [service] = inputs['ecs-service'];
    const aws = service === undefined ? ports.connection.reader : await ports.connection.services(service);
    const reports = await Promise.all(urls.map((url, index) => (0,health/* awaitHealth */.LO)(url, { ...options, name: names[index] ?? '' }, { ...ports, fetch })));
    const skew = aws.now() - clock.now();
    return reports.map((report) => shifted(report, skew));
}
/** By AWS's clock, as stacks and services are: a duration runs over all of them. */
function shifted(report, milliseconds) {
    const move = (at) => at === undefined ? at : new Date(Date.parse(at) + milliseconds).toISOString();
    return { ...report, ...(0,values/* compact */.oE)({ startedAt: move(report.startedAt), endedAt: move(report.endedAt) }) };
}
function checkPorts({ clock, random, cancelled: signal, log }) {
    const once = (0,step_log/* logOnce */.u)(log);
    const say = (line, level, title) => once[level](line, title);
    return { clock, random, signal, say };
}

// EXTERNAL MODULE: ./actions/monitor/src/bake.ts
var bake = __webpack_require__(37741);
// EXTERNAL MODULE: ./actions/monitor/src/reporting/lines.ts
var lines = __webpack_require__(76488);
;// CONCATENATED MODULE: ./actions/monitor/src/reporting/broadcaster.ts


const STEP_PERCENT = 10;
const STEP_SECONDS = 60;
/**
 * Which notices of one stack are worth telling: phase changes, stalls, the first failure, and each tenth. What is foretold
 * includes the bake that follows.
 */
function announcementsOf(stack, now, bakeSeconds = 0) {
    let last = { percent: -STEP_PERCENT, at: Number.NEGATIVE_INFINITY, back: false, monitored: false };
    return (notice) => {
        switch (notice.kind) {
            case 'progress': {
                const { progress, rollingBack } = notice;
                const far = progress.percent >= last.percent + STEP_PERCENT && now() - last.at >= (STEP_SECONDS * 1000) / 4;
                const late = progress.percent > last.percent && now() - last.at >= STEP_SECONDS * 1000;
                const monitored = progress.monitoring !== undefined;
                if (!far && !late && rollingBack === last.back && monitored === last.monitored)
                    return undefined;
                last = { percent: progress.percent, at: now(), back: rollingBack, monitored };
                return {
                    kind: 'progress',
                    stack,
                    progress: rollingBack
                        ? progress
                        : { ...progress, remaining: later(progress.remaining, bakeSeconds) },
                    activity: activityOf(progress, rollingBack),
                    rollingBack,
                };
            }
            case 'stalled': {
                const { span, elapsedSeconds, usualSeconds, hint, evidence } = notice.delay;
                const usually = `usually about ${(0,duration/* formatDuration */.a3)(usualSeconds)}`;
                const reason = `${span.logicalId} (${span.type}) takes ${(0,duration/* formatDuration */.a3)(elapsedSeconds)}, ${usually}; ${evidence ?? hint}`;
                return { kind: 'stalled', stack, reason };
            }
            case 'early-warning':
                return { kind: 'trouble', stack, reason: `${notice.span.logicalId}: ${notice.words}` };
            case 'failing':
                return { kind: 'failing', stack, reason: `${notice.cause.logicalId}: ${notice.cause.reason}` };
            default:
                return undefined;
        }
    };
}
const later = ({ seconds, low, high }, by) => ({
    ...{ seconds: seconds + by, low: low + by, high: high + by },
});
function activityOf(progress, rollingBack) {
    const { running, monitoring } = progress;
    if (monitoring !== undefined)
        return (0,lines/* monitoringWords */.gd)(monitoring);
    const now = running[0] === undefined ? '' : `, now ${running[0].logicalId}`;
    return `${rollingBack ? 'rolling back, ' : ''}${(0,lines/* doneWords */.oU)(progress)} resources${now}`;
}
/**
 * Notifies several subscribers without ever holding up the watch: one announcement at a time to each; while one is
 * slow, a newer progress replaces an older one that still waits.
 */
function openBroadcaster(subscribers, clock, failed) {
    const queues = subscribers.map((subscriber) => openQueue(subscriber, failed));
    return {
        notify: (announcement) => {
            for (const queue of queues)
                queue.add(announcement);
        },
        settle: async (milliseconds) => {
            const limit = new AbortController();
            await Promise.race([
                Promise.all(queues.map(({ idle }) => idle())),
                clock.sleep(milliseconds, limit.signal),
            ]);
            limit.abort();
        },
    };
}
/** What one subscriber is still to be notified of, oldest first. */
function openQueue(subscriber, failed) {
    let waiting = [];
    let running;
    const run = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            await subscriber.notify(next).catch(failed);
        }
        running = undefined;
    };
    return {
        add: (announcement) => {
            waiting = [...waiting.filter(({ kind }) => kind !== 'progress'), announcement];
            running ??= run();
        },
        idle: async () => running,
    };
}

// EXTERNAL MODULE: ./actions/monitor/src/reporting/notified.ts
var reporting_notified = __webpack_require__(38783);
;// CONCATENATED MODULE: ./actions/monitor/src/reporting/printer.ts



/** Between tenths nothing may happen for long; people want to see that the watch goes on. */
const STILL_SECONDS = 60;
/** Fewer are quicker read than unfolded. */
const WORTH_FOLDING = 3;
/** Prints one stack's notices. What a nested stack shows in a row is folded under its name. */
function printer({ log, clock }, prefix) {
    let printedAt = clock.now();
    let inside;
    const print = ({ level, text, title }) => {
        if (level === 'info')
            log.info(prefix + text);
        else
            log[level](prefix + text, title);
    };
    const flush = () => {
        if (inside === undefined)
            return;
        const { path, lines, failed } = inside;
        inside = undefined;
        if (failed || lines.length < WORTH_FOLDING)
            for (const text of lines)
                print({ level: 'info', text });
        else
            log.folded(`${prefix}${path}: ${(0,values/* counted */.hS)(lines.length, 'event')}`, lines.map((text) => prefix + text));
    };
    return (notice) => {
        const line = (0,lines/* lineOf */.cA)(notice);
        if (line !== undefined)
            printedAt = clock.now();
        const path = notice.kind === 'event' ? notice.path : '';
        if (path !== inside?.path)
            flush();
        if (notice.kind === 'event' && path !== '') {
            if (line === undefined)
                return;
            inside ??= { path, lines: [], failed: false };
            inside.lines.push(line.text);
            inside.failed ||= (0,model_status/* isFailed */.Ix)(notice.event.status);
        }
        else if (line !== undefined)
            print(line);
        else if (notice.kind === 'progress' && clock.now() - printedAt >= STILL_SECONDS * 1000) {
            printedAt = clock.now();
            print({ level: 'info', text: (0,lines/* stillLine */.Lk)(notice.progress, notice.rollingBack) });
        }
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./actions/monitor/src/since.ts

/** The runner's clock and AWS's differ a little even when both are right. */
const SLACK_MS = 5000;
/** From when an operation counts, in milliseconds: since `startedAt`, or else as this job's. */
const since = (startedAt, env, now) => (startedAt ?? jobStart(env, now)) - SLACK_MS;
/** When this job began, in milliseconds: the runner writes the event file then. */
function jobStart(env, now) {
    const path = env['GITHUB_EVENT_PATH'] ?? '';
    if (path === '')
        return now;
    try {
        return Math.min(now, (0,external_node_fs_.statSync)(path).mtimeMs);
    }
    catch {
        return now;
    }
}

// EXTERNAL MODULE: ./actions/monitor/src/verdict.ts
var verdict = __webpack_require__(64427);
;// CONCATENATED MODULE: ./actions/monitor/src/observe.ts















/** On cancellation the runner leaves 7.5 s. */
const SETTLE_MS = { usually: 20_000, cancelled: 2_000 };
/**
 * Watches the stacks, then the services and addresses, until everything is settled. During a deployment (`deploying`) nothing
 * is judged before that is over. Sets no output, and writes nothing but the log and what subscribers hear.
 * @throws UserError when the only stack may not be read
 */
async function observe(inputs, step, ports, id, deploying) {
    const now = step.clock.now();
    const [connection, subscribers, runs] = await Promise.all([
        ports.connect(inputs, step, id),
        ports.subscribers(inputs, step, id),
        ports.runs(inputs, step),
    ]);
    const broadcaster = openBroadcaster(subscribers, step.clock, (error) => step.log.info(`Could not tell: ${(0,errors/* errorLine */.B)(error)}`));
    const watching = {
        ...{ inputs, step, deploying, connection, runs, broadcaster },
        begin: since(inputs['started-at'] ?? deploying?.since, step.env, now),
        // One clock for the whole watch; a process that goes on for one that was killed has no more time than that one.
        deadline: (deploying?.since ?? now) + inputs.timeout * 1000,
    };
    const baseline = deploying?.bake ??
        (await (0,bake/* readBakeBaseline */.pP)(inputs, step, { connection, fetch: ports.fetch }, watching.begin));
    const begun = deploying?.baking?.begun;
    const { seen, refused } = begun === undefined
        ? await watchAll(watching, ports.fetch, id)
        : { seen: begun.seen, refused: undefined };
    const report = deploying?.bakesLater ? seen : await bakeAfter(seen, baseline, watching, ports.fetch);
    broadcaster.notify({ kind: 'ended', report });
    await broadcaster.settle(step.cancelled.aborted ? SETTLE_MS.cancelled : SETTLE_MS.usually);
    return { report, refused };
}
/** The stacks, then what is behind them. */
async function watchAll(watching, fetch, correlationId) {
    const { connection } = watching;
    const { stacks, refused } = await watchStacks(watching);
    const checks = await checksAfter(stacks, watching, fetch);
    const [apiCalls, endedAt] = [connection.calls(), connection.reader.now()];
    return { seen: (0,verdict/* reportOf */.EI)({ correlationId, stacks, checks, apiCalls, endedAt }), refused };
}
/** The bake of what a watch has seen, where that left it for later. Sets no output. */
async function bakeLater(inputs, step, ports, id, { seen, baseline }) {
    const begin = step.clock.now();
    const [connection, subscribers] = await Promise.all([
        ports.connect(inputs, step, id),
        ports.subscribers(inputs, step, id),
    ]);
    const broadcaster = openBroadcaster(subscribers, step.clock, (error) => step.log.info(`Could not tell: ${(0,errors/* errorLine */.B)(error)}`));
    const before = baseline ?? (await (0,bake/* readBakeBaseline */.pP)(inputs, step, { connection, fetch: ports.fetch }, begin));
    const deadline = begin + inputs.timeout * 1000;
    const watching = {
        ...{ inputs, step, deploying: undefined, connection, broadcaster },
        ...{ begin, deadline, runs: [] },
    };
    const report = await bakeAfter(seen, before, watching, ports.fetch);
    await broadcaster.settle(step.cancelled.aborted ? SETTLE_MS.cancelled : SETTLE_MS.usually);
    return { ...report, apiCalls: seen.apiCalls + connection.calls() };
}
/** What was deployed is baked; what was not, or is not known to be, is not. */
async function bakeAfter(seen, baseline, { inputs, step, deploying, connection, broadcaster, deadline }, fetch) {
    const { clock, cancelled } = step;
    while (inputs.bake > 0 && deploying?.over() === false && !cancelled.aborted && clock.now() < deadline) {
        await clock.sleep(observe_PAUSE_MS, cancelled);
    }
    const { begun, keep } = deploying?.baking ?? {};
    const startedAt = begun?.startedAt ?? clock.now();
    if (inputs.bake > 0 && (0,bake/* isToBake */.HN)(seen))
        keep?.({ seen, startedAt, seconds: inputs.bake });
    const reporting = { startedAt, notify: broadcaster.notify };
    return (0,bake/* bakeDeployment */.n8)(seen, inputs, step, { connection, fetch, baseline, deadline, ...reporting });
}
/** Between two checks whether the deploying steps are over. */
const observe_PAUSE_MS = 2000;
/** Every stack to the end of its operation, side by side. */
async function watchStacks(watching) {
    const { inputs, step, deploying, connection, broadcaster } = watching;
    const { clock, random, cancelled } = step;
    const notified = deploying?.notified ?? (0,reporting_notified/* openNotified */.N)();
    const names = inputs['stack-name'];
    const limiter = openLimiter(clock);
    let refused;
    /** One stack that may not be read must not hide what becomes of the others. */
    const unseen = (stack, error) => {
        if (!(error instanceof errors/* UserError */.y) || names.length === 1)
            throw error;
        refused ??= error;
        const ending = { status: 'timed-out', lostSight: error.message };
        return reportOfNone(stack, ending, { lostSeconds: () => 0 });
    };
    const watched = names.map(async (stack) => {
        const print = printer(step, names.length > 1 ? `${stack} ` : '');
        const news = announcementsOf(stack, () => clock.now(), (0,bake_inputs/* bakeSeconds */.vd)(inputs));
        return watch(watchOptions(stack, watching), {
            ...connection,
            reader: await connection.readerOf(stack),
            ...{ limiter, clock, random, cancelled },
            ...(0,values/* compact */.oE)({ stepsEnded: deploying?.over }),
            notice: (notice) => {
                print(notice);
                const announcement = news(notice);
                if (announcement === undefined || notified.has(stack, notice))
                    return;
                broadcaster.notify(announcement);
                notified.add(stack, notice);
            },
        }).catch((error) => unseen(stack, error));
    });
    const stacks = await Promise.all(watched);
    return { stacks, refused };
}
async function checksAfter(stacks, { inputs, step, deploying, connection, broadcaster, begin, deadline }, fetch) {
    const bad = stacks.find((stack) => hidesChecks(stack, inputs));
    if (bad !== undefined) {
        sayUnchecked(bad, [...inputs['ecs-service'], ...(0,address/* addressNames */.RS)(inputs['health-url'])], step);
        return [];
    }
    const skew = () => connection.reader.now() - step.clock.now();
    const failed = deploying?.failed;
    const cancelled = failed === undefined ? step.cancelled : AbortSignal.any([step.cancelled, failed]);
    const checks = await afterStacks(inputs, { ...step, cancelled }, {
        ...{ connection, fetch, deadline, deploying },
        trouble: (stack, reason) => broadcaster.notify({ kind: 'trouble', stack, reason }),
        since: Math.min(begin, ...operationStarts(stacks).map((at) => at - skew())),
    });
    // Nobody waits for the health of what failed to be deployed.
    return failed?.aborted ? [] : checks;
}
/** What a stack's operation began counts with it, also when that began before this job. By AWS's clock. */
const operationStarts = (stacks) => stacks.flatMap(({ startedAt }) => startedAt ?? []).map((at) => Date.parse(at));
function watchOptions(stack, { inputs, step, runs, begin, deadline }) {
    return {
        stack,
        region: (0,names/* regionOf */.AP)(stack, (0,names/* regionsOf */.NV)(inputs['aws-region'], step.env)),
        runs,
        since: begin,
        startTimeoutSeconds: inputs['start-timeout'],
        timeoutSeconds: Math.max(0, (deadline - step.clock.now()) / 1000),
        pollInterval: inputs['poll-interval'],
        stallAfter: inputs['stall-after'],
        endOnStall: inputs['fail-on'].includes('stalled'),
        onCancel: inputs['on-cancel'],
    };
}


/***/ }),

/***/ 18672:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ep: () => (/* binding */ conclude),
/* harmony export */   LV: () => (/* binding */ sayEnd),
/* harmony export */   n0: () => (/* binding */ setOutputs)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16804);
/* harmony import */ var _signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(35379);
/* harmony import */ var _signalbox_runner_unknown__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(45365);
/* harmony import */ var _reporting_summary_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2533);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(64427);







/** Outputs, summary, last lines and the file at `path`. */
async function conclude(report, step, path) {
    await step.summary((0,_reporting_summary_js__WEBPACK_IMPORTED_MODULE_5__/* .summaryOf */ .Y)(report));
    sayEnd(report, step.log);
    setOutputs(report, step, path);
}
/** The log's last lines. */
function sayEnd(report, log) {
    for (const { level, text, title } of linesOf(report)) {
        if (level === 'info')
            log.info(text);
        else
            log.warning(text, title);
    }
}
/** The only place that sets the monitor's outputs, and writes the file at `path`. */
function setOutputs(report, step, path = pathOf(report, step)) {
    for (const [name, value] of Object.entries(outputsOf(report, path)))
        step.output(name, value);
    const { lost, seen } = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_6__/* .seenAndLost */ .JC)(report);
    (0,_signalbox_runner_unknown__WEBPACK_IMPORTED_MODULE_4__/* .handOnUnknown */ .zX)(step, lost, seen);
    keep(report, path);
}
const pathOf = ({ correlationId }, { job }) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(job.tempDir, 'signalbox', `monitor-${correlationId}.json`);
/** In one piece: the process that joins this one takes it for the end, and it may be killed while it writes. */
function keep(report, path) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { recursive: true });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(`${path}.part`, (0,_signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_3__/* .redact */ .E$)(JSON.stringify(report, undefined, 1)), _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_2__/* .PRIVATE_FILE */ .rQ);
    (0,_signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)(`${path}.part`, path);
}
/** The last lines of the log: how each part ended, in one line, and what people should not read over. */
function linesOf(report) {
    const { stacks, checks, status, apiCalls, lostSight } = report;
    const parts = [
        ...stacks.map(({ name, status }) => `${name}: ${status}`),
        ...checks.map(({ subject, status, reason }) => `${subject}: ${status} (${reason})`),
    ];
    const text = `${parts.join(', ') || status} (${apiCalls} API calls)`;
    const lost = `${lostSight}. What became of the deployment is not known: look at it.`;
    return [
        { level: 'info', text },
        ...stacks.flatMap((stack) => (stack.note ? [noteLine(stack, stack.note)] : [])),
        ...bakeLines(report),
        ...(lostSight === undefined ? [] : [{ level: 'warning', text: lost, title: 'Lost sight' }]),
    ];
}
/** A breach that fails the step is its error; one that only warns, and a bake that is inconclusive, are read over easily. */
function bakeLines({ bake, status }) {
    if (bake === undefined)
        return [];
    const text = `bake: ${bake.status}: ${bake.reason}`;
    const quiet = bake.status === 'passed' || bake.status === 'skipped' || status === 'failed';
    return [quiet ? { level: 'info', text } : { level: 'warning', text, title: `Bake ${bake.status}` }];
}
/** A stack that was left broken or in review is no news to be read over. */
function noteLine({ name, status, stackStatus = '' }, note) {
    const well = status === 'no-changes' && /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stackStatus);
    if (well)
        return { level: 'info', text: `${name}: ${note}` };
    return { level: 'warning', text: note, title: `${name}: ${status}` };
}
/** The outputs as the contract names them; empty is what is not known. */
function outputsOf(report, path) {
    return {
        status: report.status,
        'stack-status': report.stackStatus ?? '',
        'failed-resource': report.failedResource ?? '',
        'failure-reason': report.failureReason ?? '',
        'root-cause': report.rootCause === undefined ? '' : JSON.stringify(report.rootCause),
        'duration-seconds': report.durationSeconds,
        progress: report.progress,
        'console-url': report.consoleUrl ?? '',
        'report-path': path,
        'api-calls': report.apiCalls,
        'bake-status': report.bake?.status ?? 'skipped',
        'bake-breach': report.bake?.breach === undefined ? '' : report.bake.reason,
    };
}


/***/ }),

/***/ 76488:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lk: () => (/* binding */ stillLine),
/* harmony export */   S4: () => (/* binding */ remainingWords),
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   cZ: () => (/* binding */ bakingWords),
/* harmony export */   gd: () => (/* binding */ monitoringWords),
/* harmony export */   oU: () => (/* binding */ doneWords)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_stack__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15068);
/* harmony import */ var _signalbox_cloudformation_stack_event__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30049);
/* harmony import */ var _signalbox_cloudformation_status__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20156);
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);




const BAR = 20;
/** `[02:31]  42% ████████░░░░░░░░░░░░ `: where the operation is. Going back, percent would seem to go forward. */
function ruler({ elapsedSeconds, percent, rollingBack }) {
    const full = Math.round((percent * BAR) / 100);
    const bar = `${String(percent).padStart(3)}% ${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
    return `[${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatElapsed */ .C7)(elapsedSeconds)}] ${rollingBack ? '⏪ rolling back'.padEnd(bar.length) : bar} `;
}
const MARKS = { done: '✔', failed: '✘', going: '·' };
function mark({ status }) {
    if ((0,_signalbox_cloudformation_status__WEBPACK_IMPORTED_MODULE_1__/* .isFailed */ .Ix)(status))
        return MARKS.failed;
    return (0,_signalbox_cloudformation_status__WEBPACK_IMPORTED_MODULE_1__/* .isInProgress */ .LT)(status) ? MARKS.going : MARKS.done;
}
const detailWords = (detail) => detail === 'CONFIGURATION_COMPLETE' ? `${detail} (configured, still stabilizing)` : detail;
function eventLine({ event, path, ...position }) {
    const indent = path === '' ? '' : `${'  '.repeat(path.split('/').length)}${path}/`;
    const what = (0,_signalbox_cloudformation_stack_event__WEBPACK_IMPORTED_MODULE_2__/* .isOfStackItself */ .D)(event) ? 'stack' : event.type;
    const settling = event.detailedStatus === undefined ? '' : ` ${detailWords(event.detailedStatus)}`;
    const hook = event.hook ? ` hook ${event.hook.type}: ${event.hook.status}` : '';
    const reason = event.reason === undefined ? '' : `: ${event.reason}`;
    const text = `${indent}${event.logicalId} (${what}) ${event.status}${settling}${hook}${reason}`;
    return { level: 'info', text: `${ruler(position)}${mark(event)} ${text}` };
}
/** What is being waited for, for a stretch without events. */
function stillLine(progress, rollingBack) {
    const { elapsedSeconds, remaining, running } = progress;
    const longest = running.toSorted((a, b) => a.startedAt - b.startedAt).slice(0, 3);
    const names = longest.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
    const more = running.length > 3 ? ` and ${running.length - 3} more` : '';
    const idle = progress.monitoring === undefined ? 'waiting for the next event' : monitoringWords(progress.monitoring);
    const waiting = names === '' ? idle : `still at ${names}${more}`;
    const time = elapsedSeconds > 0 ? `, ${remainingWords(remaining)}` : '';
    return `${ruler({ ...progress, rollingBack })}… ${doneWords(progress)} done, ${waiting}${time}`;
}
/** `CloudFormation watches 2 alarms until 12:40 UTC: errors, latency`. */
function monitoringWords({ until, alarms }) {
    const at = (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(until);
    if (alarms.length === 0)
        return `CloudFormation waits until ${at} before it cleans up; no alarms are set`;
    const what = alarms.length === 1 ? '1 alarm' : `${alarms.length} alarms`;
    return `CloudFormation watches ${what} until ${at}: ${alarms.map(_signalbox_cloudformation_stack__WEBPACK_IMPORTED_MODULE_3__/* .alarmName */ .V).join(', ')}`;
}
/** `baking 4/10 min`; a short bake is counted in seconds. */
function bakingWords({ passedSeconds, seconds, }) {
    if (seconds < 120)
        return `baking ${Math.floor(passedSeconds)}/${seconds} s`;
    return `baking ${Math.floor(passedSeconds / 60)}/${Math.round(seconds / 60)} min`;
}
/** `3 of 12`; where nobody knows what is to come, `3 of at least 4`. */
const doneWords = ({ done, total, unplanned }) => `${done} of ${unplanned ? 'at least ' : ''}${total}`;
const remainingWords = ({ seconds, low, high }) => `about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)} left (${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(low)} to ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(high)})`;
/** The line for a notice; undefined for those that only pass by. */
function lineOf(notice) {
    switch (notice.kind) {
        case 'waiting':
            return waitingLine(notice);
        case 'attached':
            return info(`${notice.operation} of ${notice.stackId}${notice.url ? `\n${notice.url}` : ''}`);
        case 'event':
            // Comes right after the line that says the same.
            return notice.event.reason === 'Resource creation Initiated' ? undefined : eventLine(notice);
        case 'express':
            return info(EXPRESS);
        case 'monitoring':
            return info(monitoringWords(notice.monitoring));
        case 'early-warning': {
            const { logicalId, type } = notice.span;
            return warning(`${logicalId} is in trouble`, `${logicalId} (${type}): ${notice.words}`);
        }
        case 'progress':
            return undefined;
        case 'slow':
        case 'stalled':
            return delayLine(notice.kind, notice.delay);
        case 'failing':
            return failingLine(notice);
        case 'lost-sight':
            return warning('Lost sight of the deployment', `${notice.message}. The deployment goes on; this says nothing about it.`);
        case 'not-cancelled':
            return warning('The update was not cancelled', `${notice.message}. The operation goes on: look at the stack.`);
        case 'regained':
            return info(`Sight regained after ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(notice.seconds)}`);
        case 'decided':
            return info(`${notice.operation} → ${notice.stackStatus}: ${notice.outcome}`);
    }
}
const EXPRESS = 'Express mode: complete means configured; resources may still be stabilizing. "ecs-service" and "health-url" wait for them.';
const info = (text) => ({ level: 'info', text });
const warning = (title, text) => ({ level: 'warning', title, text });
function waitingLine({ stack, stackStatus, further }) {
    const state = stackStatus === undefined ? 'does not exist yet' : `is ${stackStatus}`;
    const awaited = stackStatus !== undefined && (0,_signalbox_cloudformation_status__WEBPACK_IMPORTED_MODULE_1__/* .isUnderWay */ .gn)(stackStatus)
        ? 'its events follow'
        : 'waiting for an operation to begin';
    const what = further ? 'the job goes on, so it is watched for a further operation' : awaited;
    return info(`Stack ${stack} ${state}: ${what}`);
}
/** Whether the step fails is not known yet: its own last line is the error. */
function failingLine({ cause }) {
    const { logicalId, stackName, type, reason, advice } = cause;
    return warning(`${logicalId} failed`, `${stackName}: ${logicalId} (${type}): ${reason} → ${advice}`);
}
function delayLine(kind, delay) {
    const { span, elapsedSeconds, usualSeconds, hint, evidence } = delay;
    const takes = `takes ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(elapsedSeconds)}, usually about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(usualSeconds)}`;
    const text = `${span.logicalId} (${span.type}) ${takes}`;
    if (kind === 'slow')
        return info(`Slow: ${text}`);
    return warning(`${span.logicalId} has stalled`, `${text}. ${evidence ?? `Usually: ${hint}`}.`);
}


/***/ }),

/***/ 38783:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ openNotified)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_cloudformation_span__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95214);
/* harmony import */ var _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16804);




/** Kept in `directory`, for a watch that goes on for this one; without one in memory only. */
function openNotified(directory = '') {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'told.jsonl');
    if (directory !== '')
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(directory, _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_3__/* .PRIVATE_FOLDER */ .ly);
    const notified = new Set(directory === '' ? [] : read(path));
    return {
        has: (stack, notice) => notified.has(keyOf(stack, notice) ?? ''),
        add: (stack, notice) => {
            const key = keyOf(stack, notice);
            if (key === undefined || notified.has(key))
                return;
            notified.add(key);
            if (directory !== '')
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(path, `${key}\n`, _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_3__/* .PRIVATE_FILE */ .rQ);
        },
    };
}
/** Undefined for what may be said again: progress only edits a message. */
function keyOf(stack, notice) {
    if (notice.kind === 'stalled')
        return JSON.stringify([stack, notice.kind, (0,_signalbox_cloudformation_span__WEBPACK_IMPORTED_MODULE_2__/* .spanKey */ .yi)(notice.delay.span)]);
    if (notice.kind === 'failing')
        return JSON.stringify([stack, notice.kind, (0,_signalbox_cloudformation_span__WEBPACK_IMPORTED_MODULE_2__/* .spanKey */ .yi)(notice.cause)]);
    return undefined;
}
function read(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8').trimEnd().split('\n');
    }
    catch {
        return [];
    }
}


/***/ }),

/***/ 76352:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ slackThread),
/* harmony export */   s: () => (/* binding */ OUTCOME_TOLD_ELSEWHERE)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75652);
/* harmony import */ var _lines_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76488);


/** Set by a starter that reports the outcome itself, since it knows more of the deployment than its stacks. */
const OUTCOME_TOLD_ELSEWHERE = 'SIGNALBOX_OUTCOME_TOLD_ELSEWHERE';
/** Keeps the head of the deployment's Slack thread up to date, and reports stalls and the outcome. */
function slackThread(notifier, { now, reportsOutcome }) {
    let percent;
    return {
        notify: async (announcement) => {
            if (announcement.kind === 'ended' && !reportsOutcome)
                return;
            if (announcement.kind === 'progress')
                percent = percentOf(announcement);
            const event = eventOf(announcement, now(), percent);
            if (event !== undefined)
                await notifier.send(event);
        },
    };
}
/** Going back, percent would seem to go forward. */
const percentOf = ({ progress, rollingBack }) => rollingBack ? undefined : progress.percent;
function eventOf(announcement, now, percent) {
    const shown = (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_1__/* .compact */ .oE)({ progress: percent });
    switch (announcement.kind) {
        case 'progress': {
            const { elapsedSeconds, remaining } = announcement.progress;
            const at = (seconds) => now + seconds * 1000;
            const finish = {
                expected: at(remaining.seconds),
                earliest: at(remaining.low),
                latest: at(remaining.high),
            };
            const { stack, activity } = announcement;
            return { kind: 'progress', facts: { stack, activity, elapsedSeconds, finish, ...shown } };
        }
        case 'stalled':
            return { kind: 'stalled', facts: { stack: announcement.stack, reason: announcement.reason } };
        case 'failing':
            return {
                kind: 'progress',
                facts: { stack: announcement.stack, activity: `failing: ${announcement.reason}` },
            };
        case 'trouble':
            return {
                kind: 'progress',
                facts: { stack: announcement.stack, activity: `in trouble: ${announcement.reason}`, ...shown },
            };
        case 'baking':
            return {
                kind: 'progress',
                facts: { activity: (0,_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .bakingWords */ .cZ)(announcement), finish: { expected: announcement.endsAt } },
            };
        case 'ended':
            return outcome(announcement.report);
    }
}
const ENDINGS = {
    succeeded: 'complete',
    'no-changes': 'complete',
    failed: 'failed',
    'rolled-back': 'rolled-back',
    stalled: 'stalled',
    'timed-out': 'timed-out',
    cancelled: 'cancelled',
    'not-found': 'failed',
};
function outcome(report) {
    const { status, failureReason, failedResource, rootCause, consoleUrl, lostSight } = report;
    const reason = lostSight ?? (failureReason && `${failedResource}: ${failureReason}`);
    const why = rootCause && [rootCause.reason, rootCause.advice, ...rootCause.evidence];
    return {
        kind: ENDINGS[status],
        facts: {
            stack: (report.stacks.length > 0
                ? report.stacks.map(({ name }) => name)
                : report.checks.map(({ subject }) => subject)).join(', '),
            elapsedSeconds: report.durationSeconds,
            ...(reason && { reason }),
            ...(why && { rootCause: why }),
            ...(consoleUrl && { consoleUrl }),
        },
    };
}


/***/ }),

/***/ 2533:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ summaryOf)
});

// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/status.ts
var model_status = __webpack_require__(20156);
;// CONCATENATED MODULE: ./packages/cloudformation/src/render/gantt.ts



/** GitHub renders no diagram above 50,000 characters ("Maximum text size in diagram exceeded"). */
const DIAGRAM_LIMIT = 45_000;
const DIAGRAMS = 4;
/**
 * The resources' times as Mermaid Gantt charts, a section a stack: as many charts as the size limit needs. After a rollback
 * a section is a resource, in whose one row stand what was done and how it was undone.
 * @returns the diagrams, and how many resources did not fit even so
 */
function gantt(resources) {
    const [root] = resources;
    const twice = new Set(resources.map(placeOf)).size < resources.length;
    const head = twice ? [...ONE_ROW, ...HEAD] : HEAD;
    const sectionOf = (resource) => (twice ? labelIn(root, resource) : resource.stackName);
    const diagrams = [];
    let lines = [];
    let size = 0;
    let section = '';
    let drawn = 0;
    const close = () => {
        if (lines.length > 0)
            diagrams.push([...head, ...lines].join('\n'));
        lines = [];
        size = 0;
        section = '';
    };
    for (const resource of twice ? byResource(resources).flat() : resources) {
        const name = sectionOf(resource);
        const task = taskOf(resource, twice ? wordOf(resource, lines.length > 0 && name === section) : resource.logicalId);
        const title = `  section ${(0,untrusted/* mermaidText */.Hg)(name)}`;
        const length = title.length + task.length + 2;
        if (size + length > DIAGRAM_LIMIT)
            close();
        if (diagrams.length === DIAGRAMS)
            break;
        lines.push(...(name === section ? [] : [title]), task);
        size += length;
        section = name;
        drawn++;
    }
    close();
    return { diagrams, remaining: resources.length - drawn };
}
/** Tasks of a section stand beside each other (mermaid.js.org/syntax/gantt.html, "Output in compact mode"). */
const ONE_ROW = ['---', 'displayMode: compact', '---'];
const HEAD = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];
const placeOf = ({ stackName, logicalId }) => `${stackName} ${logicalId}`;
/** With its stack, when that is a nested one. */
const labelIn = (root, { stackName, logicalId }) => stackName === root?.stackName ? logicalId : `${stackName}/${logicalId}`;
/** What was done to each resource, and how it was undone, in the order in which they began. */
const byResource = (resources) => [
    ...(0,values/* groupBy */.$z)(resources, placeOf).values(),
];
const wordOf = ({ status }, again) => (0,model_status/* isFailed */.Ix)(status) ? 'failed' : again ? 'undone' : (0,model_status/* isInProgress */.LT)(status) ? 'under way' : 'done';
function taskOf({ startedAt, seconds, status }, name) {
    const from = Date.parse(startedAt);
    const mark = (0,model_status/* isFailed */.Ix)(status) ? 'crit, ' : (0,model_status/* isInProgress */.LT)(status) ? 'active, ' : 'done, ';
    // A bar of no width would not be drawn.
    return `  ${(0,untrusted/* mermaidText */.Hg)(name)} :${mark}${from}, ${from + Math.max(500, Math.round(seconds * 1000))}`;
}

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
;// CONCATENATED MODULE: ./actions/monitor/src/reporting/summary.ts





const ICONS = {
    succeeded: '✅',
    failed: '❌',
    'rolled-back': '↩️',
    stalled: '🐢',
    'timed-out': '⏱️',
    cancelled: '🚫',
    'no-changes': '➖',
    'not-found': '❔',
};
/** More nobody reads here. */
const ROWS = 200;
/** GitHub refuses a step's whole summary above 1 MiB; the rest is for what others append. */
const SIZE_LIMIT = 900_000;
/** The job summary: the verdict first, then the cause, then each stack's resources and chart, as far as there is room. */
function summaryOf(report) {
    const facts = `${report.apiCalls} API calls · correlation id ${(0,untrusted/* markdownText */.p7)(report.correlationId)}`;
    const checks = checkSection(report.checks);
    // A check that failed is the verdict: no green stack may stand above it.
    const head = report.checks.some(({ ok }) => !ok) ? checks : [];
    const baked = bakeSection(report.bake);
    const isBroken = report.bake?.status === 'breached';
    const foot = [...(head.length > 0 ? [] : checks), ...(isBroken ? [] : baked), `<sub>${facts}</sub>`, ''];
    const verdicts = report.stacks.map((stack) => verdictSection(stack).join('\n'));
    const top = [...(isBroken ? baked : []), ...head];
    let room = SIZE_LIMIT - size([...top, ...verdicts, ...foot].join('\n'));
    const sections = report.stacks.map((stack, index) => {
        const details = [resourceTable(stack.resources), charts(stack.resources)].map((lines) => lines.join('\n'));
        const fitting = details.filter((block) => {
            const fits = size(block) < room;
            if (fits)
                room -= size(block) + 1;
            return fits;
        });
        const omitted = fitting.length < details.length ? ['More is in the report.', ''] : [];
        return [verdicts[index], ...fitting, ...omitted].join('\n');
    });
    return [...top, ...sections, ...foot].join('\n');
}
const size = (text) => Buffer.byteLength(text);
function verdictSection(stack) {
    const link = stack.consoleUrl === undefined ? undefined : (0,untrusted/* safeUrl */.Pl)(stack.consoleUrl);
    const name = link === undefined ? (0,untrusted/* markdownText */.p7)(stack.name) : `[${(0,untrusted/* markdownText */.p7)(stack.name)}](${link})`;
    const after = stack.durationSeconds > 0 ? ` after ${(0,duration/* formatDuration */.a3)(stack.durationSeconds)}` : '';
    const status = stack.stackStatus === undefined ? '' : ` (${(0,untrusted/* markdownText */.p7)(stack.stackStatus)})`;
    return [
        `### ${ICONS[stack.status]} ${name}: ${stack.status}${after}${status}`,
        '',
        ...lostSightLines(stack),
        ...express(stack),
        ...(stack.rootCause ? causeSection(stack.rootCause) : []),
        ...running(stack),
    ];
}
function express({ deploymentMode, status }) {
    if (deploymentMode !== 'EXPRESS' || status !== 'succeeded')
        return [];
    return ['> Express mode: configured, still stabilizing. CloudFormation no longer waits for it.', ''];
}
function lostSightLines({ lostSight, lostSightSeconds }) {
    if (lostSight !== undefined) {
        return [`> **Lost sight:** ${(0,untrusted/* markdownText */.p7)(lostSight)}. The outcome is not known; look at the stack.`, ''];
    }
    if (lostSightSeconds === 0)
        return [];
    return [`> Sight was lost for ${(0,duration/* formatDuration */.a3)(lostSightSeconds)} in between.`, ''];
}
function causeSection(cause) {
    const { logicalId, type, stackName, nested, reason, advice, evidence, cancelled } = cause;
    const where = nested ? ` in nested stack ${(0,untrusted/* markdownText */.p7)(stackName)}` : '';
    const more = (title, failures) => failures.length === 0
        ? []
        : [
            `${title}:`,
            ...failures.map((each) => `- ${(0,untrusted/* markdownText */.p7)(each.logicalId)}: ${(0,untrusted/* markdownText */.p7)(each.reason, 1000)}`),
            '',
        ];
    return [
        `**Root cause:** ${(0,untrusted/* markdownText */.p7)(logicalId)} (${(0,untrusted/* markdownText */.p7)(type)})${where}`,
        '',
        `> ${(0,untrusted/* markdownText */.p7)(reason, 2000)}`,
        '',
        `**Next:** ${(0,untrusted/* markdownText */.p7)(advice)}`,
        '',
        ...evidence.map((line) => `- ${(0,untrusted/* markdownText */.p7)(line, 1000)}`),
        ...(evidence.length > 0 ? [''] : []),
        ...more('Failed as well', cause.others),
        ...more('Failed while rolling back', cause.rollbackFailures),
        ...(cancelled.length > 0
            ? [`Cancelled because of it: ${(0,untrusted/* markdownText */.p7)(cancelled.join(', '), 1000)}`, '']
            : []),
    ];
}
function running({ status, resources, stalled }) {
    const going = resources.filter((resource) => (0,model_status/* isInProgress */.LT)(resource.status));
    if (!['cancelled', 'timed-out', 'stalled'].includes(status) || going.length === 0)
        return [];
    const names = going.map(({ logicalId }) => `${logicalId}${stalled.includes(logicalId) ? ' (stalled)' : ''}`);
    return [`**Still running:** ${(0,untrusted/* markdownText */.p7)(names.join(', '), 1000)}`, ''];
}
function resourceTable(resources) {
    if (resources.length === 0)
        return [];
    const rank = ([first]) => (0,model_status/* isFailed */.Ix)(first?.status ?? '') ? 0 : (0,model_status/* isInProgress */.LT)(first?.status ?? '') ? 1 : 2;
    const longest = (times) => Math.max(...times.map(({ seconds }) => seconds));
    const rows = byResource(resources).toSorted((a, b) => rank(a) - rank(b) || longest(b) - longest(a));
    const remaining = rows.length - ROWS;
    return [
        `<details><summary>${(0,values/* counted */.hS)(rows.length, 'resource')}</summary>`,
        '',
        '| resource | type | status | took | usually |',
        '| --- | --- | --- | ---: | ---: |',
        ...rows.slice(0, ROWS).map(row),
        ...(remaining > 0 ? ['', `and ${remaining} more in the report`] : []),
        '',
        '</details>',
        '',
    ];
}
function row(times) {
    const [first] = times;
    if (first === undefined)
        return '';
    const { logicalId, type, usualSeconds } = first;
    const cells = [
        (0,untrusted/* markdownText */.p7)(logicalId),
        (0,untrusted/* markdownText */.p7)(type),
        times.map(({ status }) => (0,untrusted/* markdownText */.p7)(status)).join(', then '),
        times
            .map(({ seconds }, index) => `${index > 0 ? 'undone in ' : ''}${(0,duration/* formatDuration */.a3)(seconds)}`)
            .join(', '),
        usualSeconds === undefined ? '' : (0,duration/* formatDuration */.a3)(usualSeconds),
    ];
    return `| ${cells.join(' | ')} |`;
}
function charts(resources) {
    const { diagrams, remaining } = gantt(resources);
    const blocks = diagrams.flatMap((diagram) => ['```mermaid', diagram, '```', '']);
    if (blocks.length === 0)
        return [];
    const rest = remaining > 0 ? [`and ${remaining} more in the report`, ''] : [];
    return ['<details><summary>Timeline</summary>', '', ...blocks, ...rest, '</details>', ''];
}
function checkSection(checks) {
    if (checks.length === 0)
        return [];
    return [
        '| check | status | took | |',
        '| --- | --- | ---: | --- |',
        ...checks.map(({ kind, subject, status, seconds, reason, lostSight }) => `| ${kind} ${(0,untrusted/* markdownText */.p7)(subject)} | ${lostSight === undefined ? `${ICONS[status]} ${status}` : '**Lost sight**'} | ${(0,duration/* formatDuration */.a3)(seconds)} | ${(0,untrusted/* markdownText */.p7)(reason, 1000)} |`),
        '',
    ];
}
const BAKE_ICONS = { passed: '✅', breached: '❌', inconclusive: '❔', skipped: '➖' };
/** A bake that broke is the verdict: it stands above the stack that went well. */
function bakeSection(bake) {
    if (bake === undefined)
        return [];
    const { status, reason, evidence, notes } = bake;
    const rows = evidence.slice(0, ROWS).map((each) => {
        const { kind, name, verdict, looks, bad, noData, unread, last } = each;
        return `| ${kind} ${(0,untrusted/* markdownText */.p7)(name)} | ${verdict} | ${looks} | ${bad} | ${noData} | ${unread} | ${(0,untrusted/* markdownText */.p7)(last, 500)} |`;
    });
    const table = [
        '| watched | verdict | looks | bad | no data | unread | last |',
        '| --- | --- | ---: | ---: | ---: | ---: | --- |',
        ...rows,
        '',
    ];
    return [
        `### ${BAKE_ICONS[status]} Bake: ${status}`,
        '',
        `> ${(0,untrusted/* markdownText */.p7)(reason, 2000)}`,
        '',
        ...(evidence.length === 0 ? [] : table),
        ...notes.map((note) => `- ${(0,untrusted/* markdownText */.p7)(note, 1000)}`),
        ...(notes.length > 0 ? [''] : []),
    ];
}


/***/ }),

/***/ 64427:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EI: () => (/* binding */ reportOf),
/* harmony export */   JC: () => (/* binding */ seenAndLost),
/* harmony export */   Pu: () => (/* binding */ failureLine),
/* harmony export */   oz: () => (/* binding */ withBake)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);

/** The worse the earlier: one verdict over all stacks and checks. What is seen comes before what is not known. */
const WORST_FIRST = [
    'failed',
    'rolled-back',
    'timed-out',
    'stalled',
    'cancelled',
    'not-found',
    'lost-sight',
    'succeeded',
    'no-changes',
];
const isBad = (status) => status !== 'succeeded' && status !== 'no-changes';
/** The report, and in it the verdict: the worst of all, with the stack it happened in. */
function reportOf({ correlationId, stacks, checks, apiCalls, endedAt }) {
    const rank = ({ status, lostSight }) => WORST_FIRST.indexOf(lostSight === undefined ? status : 'lost-sight');
    const worst = stacks.toSorted((a, b) => rank(a) - rank(b))[0];
    const check = deciding(checks, stacks).toSorted((a, b) => rank(a) - rank(b))[0];
    const byCheck = check !== undefined && (worst === undefined || rank(check) < rank(worst));
    // A deletion that was tried again, or a check that went well, names nothing that failed.
    const cause = worst !== undefined && isBad(worst.status) ? worst.rootCause : undefined;
    const failed = byCheck
        ? isFailure(check) && { failedResource: check.subject, failureReason: check.reason }
        : cause && { failedResource: cause.logicalId, failureReason: cause.reason };
    const starts = [...stacks, ...checks].flatMap(({ startedAt }) => startedAt ?? []).sort();
    const lostSight = byCheck ? check.lostSight : worst?.lostSight;
    return {
        version: 1,
        correlationId,
        status: (byCheck ? check.status : worst?.status) ?? 'no-changes',
        ...(worst?.stackStatus && { stackStatus: worst.stackStatus }),
        ...(worst?.stackId && { stackId: worst.stackId }),
        ...failed,
        ...(cause && { rootCause: cause }),
        ...(worst?.consoleUrl && { consoleUrl: worst.consoleUrl }),
        ...(worst?.note && !byCheck && { note: worst.note }),
        ...(lostSight && { lostSight }),
        ...(starts[0] && { startedAt: starts[0] }),
        endedAt: new Date(endedAt).toISOString(),
        durationSeconds: durationOf(stacks, checks),
        progress: Math.min(...[...stacks, ...deciding(checks, stacks)].map(({ progress }) => progress), 100),
        apiCalls,
        stacks,
        checks,
    };
}
/**
 * The report with what the bake came to. A breach fails it, unless that is only to warn: with the numbers as the reason. A
 * bake that is inconclusive leaves the deployment what it is, and is reported.
 */
function withBake(report, bake, { onBreach, ...more }) {
    const known = report.stacks.length + report.checks.length > 0;
    const baked = { ...report, ...(known ? {} : alone(bake)), bake, ...more };
    if (bake.breach === undefined || onBreach === 'warn')
        return baked;
    return { ...baked, status: 'failed', failedResource: bake.breach.name, failureReason: bake.reason };
}
/** Where nothing but the bake was watched, it alone says what became of the deployment. */
const alone = ({ status, reason }) => status === 'passed' || status === 'breached'
    ? { status: 'succeeded' }
    : { status: 'timed-out', lostSight: `bake: ${reason}` };
const isFailure = ({ ok, status, lostSight }) => !ok && status !== 'cancelled' && lostSight === undefined;
/**
 * The checks that say how the deployment ended. An address that answers says nothing of a deployment that changed nothing,
 * and a service that one left alone nothing of the rest.
 */
function deciding(checks, stacks) {
    const deployed = [...stacks, ...checks.filter(({ kind }) => kind === 'ecs-service')];
    const changed = deployed.some(({ status }) => status !== 'no-changes');
    const alone = deployed.length === 0;
    return checks.filter(({ ok, kind, status }) => {
        if (!ok)
            return true;
        return kind === 'health-url' ? alone || changed : status !== 'no-changes' || !changed;
    });
}
/** What was seen to its end, and what the watch has lost sight of, by name. A watch that was cancelled saw neither. */
function seenAndLost({ stacks, checks }) {
    const parts = [
        ...stacks.map(({ name, status, lostSight }) => ({ name, status, lostSight })),
        ...checks.map(({ subject: name, status, lostSight }) => ({ name, status, lostSight })),
    ];
    const lost = parts.flatMap(({ name, lostSight }) => (lostSight === undefined ? [] : [[name, lostSight]]));
    const seen = parts.filter(({ status, lostSight }) => lostSight === undefined && status !== 'cancelled');
    return {
        lost: Object.fromEntries(lost),
        seen: seen.map(({ name }) => name),
    };
}
/** Seconds from the first begin to the last end of all that was seen to happen. */
function durationOf(stacks, checks) {
    const longest = Math.max(0, ...stacks.map(({ durationSeconds }) => durationSeconds));
    const timed = checks.filter(({ startedAt, endedAt }) => startedAt !== undefined && endedAt !== undefined);
    if (timed.length === 0)
        return longest;
    const starts = [...stacks, ...timed]
        .flatMap(({ startedAt }) => startedAt ?? [])
        .map((at) => Date.parse(at));
    const ends = timed.flatMap(({ endedAt }) => endedAt ?? []).map((at) => Date.parse(at));
    return Math.max(longest, Math.round((Math.max(...ends) - Math.min(...starts)) / 100) / 10);
}
/** Why the step fails, in one line; undefined when it does not. An outcome nobody saw is not a failure. */
function failureLine(report, failOn) {
    if (!failOn.includes(report.status) || report.lostSight !== undefined)
        return undefined;
    const names = report.stacks
        .filter(({ status, lostSight }) => status === report.status && lostSight === undefined)
        .map(({ name }) => name);
    const { failedResource, failureReason, bake } = report;
    if (bake?.breach !== undefined && bake.reason === failureReason)
        return `The bake broke: ${bake.reason}`;
    const check = report.checks.find(({ subject }) => names.length === 0 && subject === failedResource);
    const subject = names.length > 0 ? `Stack ${names.join(', ')}` : (failedResource ?? 'The deployment');
    const seconds = check?.seconds ?? report.durationSeconds;
    const after = seconds > 0 ? ` after ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)}` : '';
    const named = check === undefined ? `${failedResource}: ` : '';
    const words = failureReason ? `${named}${failureReason}` : report.note;
    const why = words ? `: ${words}` : '';
    const advice = report.rootCause ? ` → ${report.rootCause.advice}` : '';
    return `${subject} ${report.status}${after}${why}${advice}`;
}


/***/ }),

/***/ 19833:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F5: () => (/* binding */ operationUrl),
/* harmony export */   Lw: () => (/* binding */ parseArn),
/* harmony export */   UV: () => (/* binding */ stackUrl)
/* harmony export */ });
const HOSTS = {
    aws: (region) => `https://${region}.console.aws.amazon.com`,
    'aws-cn': (region) => `https://${region}.console.amazonaws.cn`,
    'aws-us-gov': (region) => `https://${region}.console.amazonaws-us-gov.com`,
};
/** Partition and region of an ARN. The partition is read here, not guessed from the region's name. */
function parseArn(arn) {
    const [prefix, partition, , region] = arn.split(':');
    return prefix === 'arn' && partition && region ? { partition, region } : undefined;
}
function home(stackId) {
    const arn = parseArn(stackId);
    const host = arn && HOSTS[arn.partition]?.(arn.region);
    return host && `${host}/cloudformation/home?region=${arn.region}#/stacks`;
}
/** The console's page of a stack's events; undefined where the partition's console is not known. */
function stackUrl(stackId) {
    const base = home(stackId);
    return base && `${base}/events?stackId=${encodeURIComponent(stackId)}&viewNested=true`;
}
/** The console's page of one operation, or of the stack's events when its id is not known. */
function operationUrl(stackId, operationId) {
    const base = home(stackId);
    if (base === undefined || operationId === undefined)
        return stackUrl(stackId);
    return `${base}/operations/info?stackId=${encodeURIComponent(stackId)}&operationId=${encodeURIComponent(operationId)}`;
}


/***/ }),

/***/ 15068:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ alarmName)
/* harmony export */ });
/** `errors` of an alarm's ARN. */
const alarmName = (arn) => arn.split(':alarm:')[1] ?? arn;


/***/ }),

/***/ 42680:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ openResilientRead)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87870);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83257);


const PAUSES = { firstDelayMs: 2000, maxDelayMs: 60_000 };
const LONGEST_RENEWALS = 3;
function openResilientRead(options) {
    const { clock, random, signal } = options;
    let lostMs = 0;
    const read = async (once) => {
        const began = clock.now();
        let failures = 0;
        const classify = async (error, tries) => {
            if (!(error instanceof _reader_js__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F))
                return { retry: false };
            failures = tries;
            if (tries === 1)
                options.lost(error.message);
            return { retry: await worthRepeating(error.trouble, tries, options) };
        };
        try {
            const found = await (0,_signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_1__/* .retry */ .L5)(once, {
                ...PAUSES,
                ...{ clock, random, signal, classify, attempts: Number.POSITIVE_INFINITY },
                get deadline() {
                    return options.deadline;
                },
            });
            if (failures > 0) {
                lostMs += clock.now() - began;
                options.regained((clock.now() - began) / 1000);
            }
            return found;
        }
        catch (error) {
            if (error instanceof _reader_js__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F && !signal.aborted)
                lostMs += clock.now() - began;
            throw error;
        }
    };
    return { read, lostSeconds: () => lostMs / 1000 };
}
async function worthRepeating(trouble, tries, { renew }) {
    if (trouble === 'expired')
        return tries <= LONGEST_RENEWALS && (await renew());
    return trouble === 'throttled' || trouble === 'unavailable';
}


/***/ }),

/***/ 67460:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Wq: () => (/* binding */ bake),
  hT: () => (/* reexport */ skipped),
  M1: () => (/* reexport */ unfinished)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/reader.ts
var reader_reader = __webpack_require__(83257);
// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
// EXTERNAL MODULE: ./packages/readiness/src/bake/evaluate.ts
var evaluate = __webpack_require__(22061);
;// CONCATENATED MODULE: ./packages/readiness/src/bake/subject.ts
const keyOf = ({ kind, name }) => `${kind} ${name}`;

;// CONCATENATED MODULE: ./packages/readiness/src/bake/pace.ts
// How often a bake polls, and what of it asks AWS.

/** Seconds between two polls: a poll and one that confirms it take 45 s at most in 95 of 100, with time left to begin a rollback. */
const POLL_SECONDS = 28;
/** A poll that is bad is confirmed sooner: with a second one 28 s later, a breach would be reported after up to 56 s. */
const CONFIRM_SECONDS = 13;
/** AWS may be asked so often a minute, for all that is watched together. */
const CALLS_A_MINUTE = 2.5;
function asksOf(subjects) {
    const asks = new Map();
    for (const subject of subjects) {
        const { request } = subject;
        if (request === undefined)
            continue;
        const keys = [...(asks.get(request.id)?.keys ?? []), keyOf(subject)];
        asks.set(request.id, { ...request, keys });
    }
    return [...asks.values()];
}
/** Requests that a poll at these takes. */
const costOf = (asks, keys) => asks.reduce((sum, ask) => sum + (ask.keys.some((key) => keys.includes(key)) ? ask.cost : 0), 0);
/** Requests that a poll at all takes. */
const totalCost = (asks) => asks.reduce((sum, { cost }) => sum + cost, 0);
/** Requests that the history of these alarms takes: one for each kind in each region. */
const historyCost = (subjects) => new Set(subjects.flatMap(({ group }) => group ?? [])).size;
/** Requests to AWS that a bake may make in all: enough to ask for all of it once, however short it is. */
const mostCalls = (asks, subjects, seconds) => Math.max(Math.floor((CALLS_A_MINUTE * seconds) / 60), totalCost(asks) + historyCost(subjects));
/** Seconds that each request to AWS pays for: subjects take turns, one after the other, up to the end. */
function secondsACall(subjects, seconds) {
    const asks = asksOf(subjects);
    const polls = mostCalls(asks, subjects, seconds) - historyCost(subjects);
    return Math.min(Math.max(POLL_SECONDS, seconds / Math.max(1, polls)), seconds / Math.max(1, totalCost(asks)));
}

;// CONCATENATED MODULE: ./packages/readiness/src/bake/state.ts
// The bake as one plain value with pure steps: `next` says what to do, `applied` takes what came of it.


/** So many bad polls in a row make a breach. */
const IN_A_ROW = 2;
const endOf = ({ startedAt, seconds }) => startedAt + seconds * 1000;
function newBake(plan) {
    const subjects = plan.subjects.map((subject) => [
        keyOf(subject),
        {
            ...{ subject, row: 0, noDataRow: 0, unreadRow: 0, last: 'not looked at', polledAt: plan.startedAt },
            ...{ polls: 0, bad: 0, noData: 0, unread: 0 },
            countsFrom: subject.preExisting ? undefined : plan.startedAt,
        },
    ]);
    return {
        ...{ plan, subjects: Object.fromEntries(subjects), calls: 0, uncertain: [] },
        ...{ polledAt: plan.startedAt, suspected: [] },
        ...{ askedAt: {}, confirmAt: plan.startedAt },
        due: {
            free: Math.min(plan.startedAt + POLL_SECONDS * 1000, endOf(plan)),
            paid: Math.min(plan.startedAt + secondsACall(plan.subjects, plan.seconds) * 1000, endOf(plan)),
        },
        history: plan.subjects.some(({ kind }) => kind === 'alarm') ? 'unread' : 'read',
    };
}
/** What to do next, and when. */
function next(state) {
    const { plan, breach, confirmAt, uncertain, history, suspected } = state;
    if (breach !== undefined)
        return { kind: 'end' };
    const end = endOf(plan);
    if (suspected.length > 0 && canReadHistory(state)) {
        return { kind: 'history', at: state.polledAt, from: plan.startedAt, keys: suspected, isLast: false };
    }
    // A poll that was bad at the very end is confirmed after it.
    if (uncertain.length > 0)
        return { kind: 'poll', at: confirmAt, keys: uncertain };
    const poll = nextPoll(state);
    if (poll !== undefined)
        return poll;
    if (history !== 'unread')
        return { kind: 'end' };
    return { kind: 'history', at: end, from: plan.startedAt, keys: alarmsOf(state), isLast: true };
}
const alarmsOf = ({ subjects }) => Object.keys(subjects).filter((key) => subjects[key]?.subject.kind === 'alarm');
/** Polls that come so close to each other are one. */
const JOIN_MS = 5000;
/** What is due next: all that costs nothing, what AWS is asked for in its turn, or both. */
function nextPoll({ plan, due, ...state }) {
    const free = plan.subjects.filter(({ request }) => request === undefined).map(keyOf);
    const lanes = [
        { at: due.free, keys: free },
        { at: due.paid, keys: nextAsk({ plan, due, ...state })?.keys ?? [] },
    ].filter(({ at, keys }) => keys.length > 0 && at <= endOf(plan));
    if (lanes.length === 0)
        return undefined;
    const at = Math.min(...lanes.map((lane) => lane.at));
    return { kind: 'poll', at, keys: lanes.flatMap((lane) => (lane.at - at <= JOIN_MS ? lane.keys : [])) };
}
/** Whose turn it is at AWS; nobody's where that would leave too few requests for the history at the end. */
function nextAsk({ plan, calls, askedAt }) {
    const asks = asksOf(plan.subjects);
    const [ask] = asks.toSorted((a, b) => (askedAt[a.id] ?? 0) - (askedAt[b.id] ?? 0));
    if (ask === undefined || askedAt[ask.id] === undefined)
        return ask;
    const most = mostCalls(asks, plan.subjects, plan.seconds);
    return calls + ask.cost + historyCost(plan.subjects) <= most ? ask : undefined;
}
/** Requests that the history of these alarms takes. */
const costOfHistory = ({ subjects }, keys) => historyCost(keys.flatMap((key) => subjects[key]?.subject ?? []));
/** So many polls may be left out at the end for it: what happens then is in the history that is read at the end. */
const SPARED_POLLS = 2;
/** Whether the polls to come, and the history at the end, are still within what may be asked. */
function canReadHistory(state) {
    const { plan, calls, polledAt, suspected } = state;
    const asks = asksOf(plan.subjects);
    const remaining = Math.max(0, endOf(plan) - polledAt) / (secondsACall(plan.subjects, plan.seconds) * 1000);
    const later = Math.max(0, Math.ceil(remaining) - SPARED_POLLS) + historyCost(plan.subjects);
    return calls + costOfHistory(state, suspected) + later <= mostCalls(asks, plan.subjects, plan.seconds);
}
/** The state after a move was made. */
function applied(state, result) {
    switch (result.kind) {
        case 'polled':
            return polled(state, result);
        case 'no-history':
            return { ...asked(state, result), ...(result.isLast ? { history: { failed: result.why } } : {}) };
        case 'history':
            return withHistory({ ...asked(state, result), ...(result.isLast ? { history: 'read' } : {}) }, result.transitions);
    }
}
const asked = (state, { keys }) => ({
    ...state,
    ...{ suspected: [], calls: state.calls + costOfHistory(state, keys) },
});
function polled(state, { at, readings }) {
    const seen = readings.flatMap((reading) => {
        const before = state.subjects[reading.key];
        return before === undefined ? [] : [[reading.key, afterReading(before, reading, at)]];
    });
    const subjects = { ...state.subjects, ...Object.fromEntries(seen) };
    const broken = seen.find(([, { row, countsFrom }]) => row >= IN_A_ROW && countsFrom !== undefined)?.[1];
    const uncertain = seen
        .filter(([, each]) => each.row > 0 && each.countsFrom !== undefined)
        .map(([key]) => key);
    const suspected = readings
        .filter((reading) => hasMoved(state.subjects[reading.key], reading))
        .map(({ key }) => key);
    const isFresh = readings.some(({ key, state: shown }) => shown === 'bad' && uncertain.includes(key));
    const keys = seen.map(([key]) => key);
    return {
        ...state,
        ...{ subjects, polledAt: at, suspected, uncertain: broken === undefined ? uncertain : [] },
        ...afterAsking(state, keys, at),
        confirmAt: at + (isFresh ? CONFIRM_SECONDS : POLL_SECONDS) * 1000,
        ...(broken === undefined ? {} : { breach: { subject: broken.subject, words: broken.last } }),
    };
}
/** Each request pays for its time, so that many uncertain subjects do not ask more often; the last poll is at the end. */
function afterAsking({ plan, due, calls, askedAt }, keys, at) {
    const asks = asksOf(plan.subjects);
    const asked = asks.filter((ask) => ask.keys.some((key) => keys.includes(key)));
    const cost = costOf(asks, keys);
    const isFree = plan.subjects.some((each) => each.request === undefined && keys.includes(keyOf(each)));
    const end = endOf(plan);
    const isLast = at >= end || end - at < CONFIRM_SECONDS * 1000;
    const lane = (planned) => (isLast ? planned : Math.min(planned, end));
    const paid = Math.max(due.paid, at) + cost * secondsACall(plan.subjects, plan.seconds) * 1000;
    return {
        calls: calls + cost,
        askedAt: { ...askedAt, ...Object.fromEntries(asked.map(({ id }) => [id, at])) },
        due: {
            free: isFree ? lane(at + POLL_SECONDS * 1000) : due.free,
            paid: cost > 0 ? lane(paid) : due.paid,
        },
    };
}
/** It is not bad, but came to be so after the last poll: it may have been bad in between. */
const hasMoved = (before, { state, since }) => before?.countsFrom !== undefined &&
    (state === 'quiet' || state === 'no-data') &&
    since !== undefined &&
    since > before.polledAt;
function afterReading(before, { state, words }, at) {
    const counted = {
        ...before,
        polls: before.polls + 1,
        bad: before.bad + (state === 'bad' ? 1 : 0),
        noData: before.noData + (state === 'no-data' ? 1 : 0),
        unread: before.unread + (state === 'unread' ? 1 : 0),
        unreadRow: state === 'unread' ? before.unreadRow + 1 : 0,
        last: words,
    };
    // A poll that failed says neither that it is bad still nor that it is not.
    if (state === 'unread')
        return counted;
    return {
        ...counted,
        polledAt: at,
        row: state === 'bad' ? before.row + 1 : 0,
        noDataRow: state === 'no-data' ? before.noDataRow + 1 : 0,
        countsFrom: before.countsFrom ?? (state === 'quiet' ? at : undefined),
    };
}
/** What went off and was quiet again between two polls counts: CloudWatch judged it by its own datapoints. */
function withHistory(state, transitions) {
    const counted = transitions
        .toSorted((a, b) => a.at - b.at)
        .flatMap((transition) => {
        const found = state.subjects[keyOf({ kind: 'alarm', name: transition.name })];
        const { countsFrom } = found ?? {};
        return found === undefined || countsFrom === undefined || transition.at < countsFrom
            ? []
            : [{ transition, found }];
    })[0];
    if (counted === undefined)
        return state;
    const { transition, found } = counted;
    const words = `went off at ${clock(transition.at)}: ${transition.reason}`;
    return { ...state, breach: { subject: found.subject, words } };
}
const clock = (at) => `${new Date(at).toISOString().slice(11, 19)} UTC`;

;// CONCATENATED MODULE: ./packages/readiness/src/bake/verdict.ts


/** Polls without data, or that failed, in a row before the end: an answer that is missing once says nothing. */
const ROW = 2;
function reportOf(state, { endedAt, cut, notes, awsCalls }) {
    const { plan } = state;
    const evidence = Object.values(state.subjects).map((each) => evidenceOf(each, state));
    const { status, reason } = verdict(state, evidence, cut, endedAt);
    const { subject, words } = state.breach ?? {};
    return {
        ...{ status, reason, plannedSeconds: plan.seconds, evidence, notes, awsCalls },
        seconds: Math.round((endedAt - plan.startedAt) / 1000),
        startedAt: new Date(plan.startedAt).toISOString(),
        endedAt: new Date(endedAt).toISOString(),
        ...(subject === undefined || words === undefined
            ? {}
            : { breach: { kind: subject.kind, name: subject.name, reason: words } }),
    };
}
/** A bake that did not take place. */
const skipped = (plannedSeconds, reason, notes = []) => ({
    ...{ status: 'skipped', reason, plannedSeconds, seconds: 0, evidence: [], notes, awsCalls: 0 },
});
/** A bake whose process died. `how`: in words, how that came. */
const unfinished = (plannedSeconds, how) => ({
    ...skipped(plannedSeconds, `not finished: ${how}`),
    status: 'inconclusive',
});
function verdict({ plan, breach }, evidence, cut, endedAt) {
    const planned = (0,duration/* formatDuration */.a3)(plan.seconds);
    if (breach !== undefined) {
        const { kind, name } = breach.subject;
        const after = (0,duration/* formatDuration */.a3)(Math.max(0, Math.round((endedAt - plan.startedAt) / 1000)));
        return {
            status: 'breached',
            reason: `${KINDS[kind]} ${name} ${after} into the bake of ${planned}: ${breach.words}`,
        };
    }
    const far = (0,duration/* formatDuration */.a3)(Math.max(0, Math.round((Math.min(endedAt, endOf(plan)) - plan.startedAt) / 1000)));
    if (cut === 'cancelled')
        return { status: 'inconclusive', reason: `cancelled after ${far} of ${planned}` };
    if (cut === 'timed-out')
        return {
            status: 'inconclusive',
            reason: `the time of the whole watch was up after ${far} of ${planned}`,
        };
    const open = evidence.filter(({ verdict: each }) => each === 'no-data' || each === 'lost');
    if (open.length > 0) {
        const words = open.map(({ kind, name, verdict: each, last }) => `${KINDS[kind]} ${name}: ${each === 'lost' ? `not to be read (${last})` : last}`);
        return { status: 'inconclusive', reason: words.join('; ') };
    }
    const judged = evidence.filter(({ verdict: each }) => each === 'quiet');
    if (judged.length === 0)
        return {
            status: 'inconclusive',
            reason: 'all that was to be watched was bad before the deployment already',
        };
    return {
        status: 'passed',
        reason: `${judged.length} of ${evidence.length} watched stayed quiet for ${planned}`,
    };
}
const KINDS = { alarm: 'alarm', query: 'query', 'health-url': 'address' };
function evidenceOf(each, state) {
    const { subject, polls, bad, noData, unread, last } = each;
    return {
        ...{
            kind: subject.kind,
            name: subject.name,
            verdict: verdictOf(each, state),
            looks: polls,
            bad,
            noData,
            unread,
        },
        last: last,
    };
}
function verdictOf(each, { breach, history }) {
    const { subject, polls, bad, noData, unread, noDataRow, unreadRow, countsFrom } = each;
    if (breach?.subject === subject)
        return 'breached';
    if (countsFrom === undefined)
        return 'pre-existing';
    const read = polls - unread;
    const isAlarm = subject.kind === 'alarm';
    // Whatever happened between polls that failed is in the history of an alarm; of a query nobody keeps one.
    const hasHistory = isAlarm && history === 'read';
    if (read === 0 || (isAlarm && typeof history === 'object'))
        return 'lost';
    if (!hasHistory && (unreadRow >= ROW || unread * 2 > polls))
        return 'lost';
    // Bad once and silent since is not quiet: what crashes reports no more numbers.
    return read - bad - noData === 0 || noDataRow >= ROW ? 'no-data' : 'quiet';
}

;// CONCATENATED MODULE: ./packages/readiness/src/bake/bake.ts










/** Watches alarms, queries and addresses until the time is up or one of them breaks. */
async function bake(options, ports) {
    const { clock, signal, say } = ports;
    const { seconds, baseline, deadline, startedAt = clock.now() } = options;
    const subjects = subjectsOf(options);
    if (seconds <= 0)
        return skipped(0, 'no bake was asked for');
    if (subjects.length === 0)
        return skipped(seconds, 'nothing is configured to be watched: name alarms, queries or addresses', baseline.notes);
    const before = ports.calls();
    let state = newBake({ startedAt, seconds, subjects });
    const perform = openPerform(options, ports);
    const showProgress = openProgress(startedAt, seconds, ports);
    const finish = (cut) => reportOf(state, { endedAt: clock.now(), cut, notes: baseline.notes, awsCalls: ports.calls() - before });
    const turns = turnsLine(subjects, seconds);
    if (turns !== undefined)
        say(turns, 'info');
    showProgress();
    for (;;) {
        const move = next(state);
        if (move.kind === 'end')
            return finish();
        while (clock.now() < Math.min(move.at, deadline) && !signal.aborted) {
            await clock.sleep(Math.min(move.at, deadline, clock.now() + TICK_MS) - clock.now(), signal);
            showProgress();
        }
        if (signal.aborted)
            return finish('cancelled');
        if (clock.now() < move.at)
            return finish('timed-out');
        const result = await perform(move, state);
        if (signal.aborted)
            return finish('cancelled');
        sayNew(state, result, say);
        state = applied(state, result);
    }
}
/** Of the sleep between two polls: how soon the progress is shown. */
const TICK_MS = 15_000;
/** Alarms of a region that one request asks for. */
const ALARMS_A_REQUEST = 100;
function subjectsOf({ baseline, queries, addresses, queriesAskAws }) {
    return [
        ...byRegion(baseline.alarms).flatMap(({ region, alarms }) => alarms.map(({ label, preExisting, kind }, index) => ({
            ...{ kind: 'alarm', name: label, preExisting },
            request: { id: `alarms ${region} ${Math.floor(index / ALARMS_A_REQUEST)}`, cost: 1 },
            group: `${region} ${kind}`,
        }))),
        ...queries.map(({ name, min }) => ({
            ...{ kind: 'query', name },
            ...(queriesAskAws ? { request: { id: `query ${name}`, cost: min === undefined ? 1 : 2 } } : {}),
            preExisting: baseline.preExistingQueries.includes(name),
        })),
        ...addresses.map(({ name }) => ({ kind: 'health-url', name, preExisting: false })),
    ];
}
/** The alarms of each region. */
const byRegion = (alarms) => [...new Set(alarms.map(({ region }) => region))].map((region) => ({
    region,
    alarms: alarms.filter((alarm) => alarm.region === region),
}));
/** What takes several requests is polled in turns; people read that before something breaks. */
function turnsLine(subjects, seconds) {
    const asks = asksOf(subjects);
    const cost = totalCost(asks);
    if (asks.length <= 1 && cost <= 1)
        return undefined;
    const each = (0,duration/* formatDuration */.a3)(Math.round(cost * secondsACall(subjects, seconds)));
    return `bake: a look at all that AWS is asked for takes ${cost} requests; each is looked at about every ${each}`;
}
function openProgress(startedAt, seconds, { clock, progress }) {
    const step = Math.max(60, seconds / 10) * 1000;
    let shown = -1;
    return () => {
        const reached = Math.floor((clock.now() - startedAt) / step);
        if (reached <= shown || clock.now() >= startedAt + seconds * 1000)
            return;
        shown = reached;
        progress?.((clock.now() - startedAt) / 1000);
    };
}
function openPerform(options, ports) {
    return async (move) => {
        if (move.kind === 'history')
            return readHistory(move, options, ports);
        const readings = await Promise.all([
            ...pollAlarms(move.keys, options, ports),
            ...options.queries
                .map((query) => ({ query, key: keyOf({ kind: 'query', name: query.name }) }))
                .filter(({ key }) => move.keys.includes(key))
                .map(async ({ query, key }) => [
                await unreadUnless(key, async () => ({ key, ...(await (0,evaluate/* askQuery */.w)(query, await ports.queries())) })),
            ]),
            ...options.addresses
                .map((address) => ({ address, key: keyOf({ kind: 'health-url', name: address.name }) }))
                .filter(({ key }) => move.keys.includes(key))
                .map(async ({ address, key }) => {
                const { ok, words } = await ports.health(address.url);
                return [{ key, words, state: ok ? 'quiet' : 'bad' }];
            }),
        ]);
        return { kind: 'polled', at: ports.clock.now(), readings: readings.flat() };
    };
}
/** A poll that failed is made again with the next one. */
async function unreadUnless(key, read) {
    try {
        return await read();
    }
    catch (error) {
        if (!(error instanceof reader_reader/* ReadError */.F))
            throw error;
        return { key, state: 'unread', words: (0,errors/* errorLine */.B)(error) };
    }
}
const STATES = {
    OK: 'quiet',
    ALARM: 'bad',
    INSUFFICIENT_DATA: 'no-data',
};
/** One request for a hundred alarms of a region. */
function pollAlarms(keys, { baseline }, ports) {
    const asked = baseline.alarms
        .map((alarm) => ({ ...alarm, key: keyOf({ kind: 'alarm', name: alarm.label }) }))
        .filter(({ key }) => keys.includes(key));
    return byRegion(asked).map(async ({ region, alarms }) => {
        try {
            const reader = await ports.alarms(region);
            const found = await reader.byName(alarms.map(({ name }) => name));
            const skew = reader.now() - ports.clock.now();
            return alarms.map(({ name, key }) => {
                const now = found.find((alarm) => alarm.name === name);
                if (now === undefined)
                    return { key, state: 'no-data', words: 'the alarm is no longer there' };
                const words = `${now.state}: ${now.reason}`;
                return { key, words, state: STATES[now.state] ?? 'no-data', since: now.since - skew };
            });
        }
        catch (error) {
            if (!(error instanceof reader_reader/* ReadError */.F))
                throw error;
            return alarms.map(({ key }) => ({ key, state: 'unread', words: (0,errors/* errorLine */.B)(error) }));
        }
    });
}
/** Longer nobody waits for a history that cannot be read. */
const HISTORY_SECONDS = 150;
/** Between two tries, for each request of them: what is throttled is not asked more often than the polls ask. */
const PAUSE_A_CALL_MS = 24_000;
/** What the polls did not see. One in between is not repeated: the last one comes anyway. */
async function readHistory(move, { baseline }, ports) {
    const { keys, isLast } = move;
    const asked = baseline.alarms.filter(({ label }) => keys.includes(keyOf({ kind: 'alarm', name: label })));
    try {
        const all = await Promise.all(byRegion(asked).map(({ region, alarms }) => regionHistory(region, alarms, move, ports)));
        const transitions = all.flatMap((each) => each.transitions);
        if (transitions.length === 0 && !all.every(({ complete }) => complete))
            return {
                kind: 'no-history',
                keys,
                isLast,
                why: 'the account had more changes of alarms than are read',
            };
        return { kind: 'history', keys, isLast, transitions };
    }
    catch (error) {
        if (!(error instanceof reader_reader/* ReadError */.F))
            throw error;
        return { kind: 'no-history', keys, isLast, why: (0,errors/* errorLine */.B)(error) };
    }
}
async function regionHistory(region, alarms, { from, isLast }, ports) {
    const { clock, random, signal } = ports;
    const reader = await ports.alarms(region);
    const skew = reader.now() - clock.now();
    const afterMs = PAUSE_A_CALL_MS * new Set(alarms.map(({ kind }) => kind)).size;
    const found = await (0,retry/* retry */.L5)(() => reader.wentOff(alarms, { from: from + skew, to: reader.now() }), {
        ...{ clock, random, signal, attempts: isLast ? 8 : 1, deadline: clock.now() + HISTORY_SECONDS * 1000 },
        classify: (error) => ({ retry: error instanceof reader_reader/* ReadError */.F && error.trouble !== 'denied', afterMs }),
    });
    return {
        complete: found.complete,
        transitions: found.transitions.map(({ name, at, reason }) => ({
            ...{ at: at - skew, reason },
            name: alarms.find((alarm) => alarm.name === name)?.label ?? name,
        })),
    };
}
/** What is bad, has no data or cannot be read is said when it begins to be so. */
function sayNew(before, result, say) {
    if (result.kind === 'no-history' && result.isLast)
        say(`bake: the history of the alarms could not be read: ${result.why}`, 'warning');
    if (result.kind !== 'polled')
        return;
    for (const { key, state, words } of result.readings) {
        const last = before.subjects[key]?.last;
        if (state !== 'quiet' && last !== words)
            say(`bake: ${key} ${WORDS[state]}: ${words}`, 'info');
    }
}
const WORDS = { bad: 'is bad', 'no-data': 'says nothing', unread: 'could not be looked at' };


/***/ }),

/***/ 8445:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AF: () => (/* binding */ BRIEF_LENGTH),
/* harmony export */   aV: () => (/* binding */ inBrief),
/* harmony export */   pA: () => (/* binding */ checkReport)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30033);

/** How a service's deployment ended, in the form of the public report. */
function checkReport(ended, { subject, tasks, watchedMs, now }) {
    const { status, reason, startedAt, endedAt, lostSight, progress, troubles = [] } = ended;
    const until = startedAt === undefined ? undefined : (endedAt ?? now);
    const duration = startedAt === undefined || until === undefined ? watchedMs : until - startedAt;
    const ok = (status === 'succeeded' || status === 'no-changes') && lostSight === undefined;
    return {
        ...{ kind: 'ecs-service', subject, ok, status, reason: inBrief(reason, tasks, troubles) },
        seconds: Math.max(0, Math.round(duration / 1000)),
        progress: status === 'succeeded' ? 100 : (progress ?? 0),
        ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
        ...(until === undefined ? {} : { endedAt: new Date(until).toISOString() }),
        ...(lostSight === undefined ? {} : { lostSight }),
    };
}
/** Of a task, an event or a line of its log, where many share a line. */
const BRIEF_LENGTH = 200;
/** In one line that is short enough for every channel: what ECS said last, why the newest task stopped, and where its log ends. */
function inBrief(words, tasks, troubles = []) {
    const said = troubles.slice(-2).filter((trouble) => !words.includes(trouble));
    return [words, ...new Set([...said, ...tasks.slice(0, 1), ...tasks.slice(-3)])]
        .map((each, index) => (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(each, index === 0 ? 2 * BRIEF_LENGTH : BRIEF_LENGTH))
        .join('; ');
}


/***/ }),

/***/ 63421:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LO: () => (/* binding */ awaitHealth),
/* harmony export */   Yj: () => (/* binding */ askHealth),
/* harmony export */   f2: () => (/* binding */ PAUSE_SECONDS)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30922);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85207);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85183);



/** Between two answers. */
const PAUSE_SECONDS = 2;
const REQUEST_TIMEOUT_MS = 10_000;
/** Asks an address until it has answered well `successes` times in a row, or the time is up. */
async function awaitHealth(url, options, ports) {
    const { clock, signal, say } = ports;
    const { name, successes, timeoutSeconds, deadline } = options;
    const start = clock.now();
    let row = 0;
    const report = (status, reason) => {
        const end = clock.now();
        return {
            ...{ kind: 'health-url', subject: name, ok: status === 'succeeded', status, reason },
            seconds: Math.round((end - start) / 1000),
            progress: status === 'succeeded' ? 100 : Math.min(99, Math.round((100 * row) / successes)),
            ...{ startedAt: new Date(start).toISOString(), endedAt: new Date(end).toISOString() },
        };
    };
    let reported = '';
    for (;;) {
        const { ok, words } = await askHealth(url, options, ports);
        row = ok ? row + 1 : 0;
        if (row >= successes)
            return report('succeeded', `${words}, ${row === 1 ? 'once' : `${row} times in a row`}`);
        if (words !== reported)
            say(`${name}: ${words}`, 'info');
        reported = words;
        if (signal.aborted)
            return report('cancelled', words);
        const why = ok ? `${words}, but only ${row} of ${successes} times in a row` : words;
        if (clock.now() - start >= timeoutSeconds * 1000)
            return report('failed', `not healthy: ${why}`);
        if (clock.now() >= deadline)
            return report('timed-out', `not healthy when the time was up: ${why}`);
        await clock.sleep(PAUSE_SECONDS * 1000, signal);
    }
}
/** Asks once. */
async function askHealth(url, { statuses, followRedirects }, { fetch, clock, signal }) {
    try {
        const limit = (0,_signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_0__/* .withTimeout */ .w)(REQUEST_TIMEOUT_MS, clock, signal);
        // Following would ask another address than the one named: a login page answers 200, too.
        const redirect = followRedirects ? 'follow' : 'manual';
        const answer = await fetch(url, { signal: limit, redirect, headers: { 'user-agent': 'signalbox' } });
        await answer.body?.cancel();
        const ok = (0,_address_js__WEBPACK_IMPORTED_MODULE_2__/* .isWithin */ .UO)(answer.status, statuses);
        return { ok, words: `HTTP ${answer.status}${ok ? '' : whereTo(answer, url)}` };
    }
    catch (error) {
        return { ok: false, words: troubleWords(error) };
    }
}
function whereTo({ status, headers }, url) {
    const location = headers.get('location');
    if (!_address_js__WEBPACK_IMPORTED_MODULE_2__/* .REDIRECTS */ .eT.includes(status) || location === null || !URL.canParse(location, url))
        return '';
    const target = (0,_address_js__WEBPACK_IMPORTED_MODULE_2__/* .shownAddress */ .Uk)(new URL(location, url).href);
    return ` to ${target}, which is not asked (health-status: ${status} accepts it, health-follow-redirects: true follows it)`;
}
/** Why there was no answer; never the address, whose query may hold a token. */
function troubleWords(error) {
    const { name, cause } = error;
    if (name === 'TimeoutError')
        return `no answer within ${REQUEST_TIMEOUT_MS / 1000} s`;
    return (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .errorLine */ .B)(cause ?? error).replaceAll(/https?:\/\/\S+/gi, (address) => (0,_address_js__WEBPACK_IMPORTED_MODULE_2__/* .shownAddress */ .Uk)(address));
}


/***/ }),

/***/ 16771:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BS: () => (/* binding */ isNew),
/* harmony export */   Bv: () => (/* binding */ baselineOf),
/* harmony export */   eK: () => (/* binding */ SKEW_MS)
/* harmony export */ });
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57677);

function baselineOf(subject, { service, rollouts, hidden, now }) {
    const exists = service !== undefined && service.status !== 'INACTIVE';
    return {
        ...{ subject, exists, at: now },
        ...(exists && hidden === undefined ? { rollouts: rollouts.map(({ id }) => id) } : {}),
        deployments: (service?.deployments ?? []).map(({ id }) => id),
        taskSets: (service?.taskSets ?? []).map(({ id }) => id),
        taskDefinition: service === undefined ? '' : (0,_service_js__WEBPACK_IMPORTED_MODULE_0__/* .runningOf */ .Tx)(service).taskDefinition,
        desired: service?.desired ?? 0,
    };
}
/** Smaller differences between AWS's clock and ours are not corrected. */
const SKEW_MS = 2000;
/** Whether something was not there before we deployed. */
function isNew({ id, createdAt }, kind, { since, before }) {
    const known = before?.[kind];
    return known === undefined ? createdAt >= since : !known.includes(id);
}


/***/ }),

/***/ 77775:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ failureWords),
/* harmony export */   DJ: () => (/* binding */ runningWords),
/* harmony export */   VK: () => (/* binding */ withTroubles),
/* harmony export */   Xu: () => (/* binding */ stateWords),
/* harmony export */   dJ: () => (/* binding */ failuresOf),
/* harmony export */   gq: () => (/* binding */ succeeded),
/* harmony export */   uM: () => (/* binding */ share)
/* harmony export */ });
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57677);
/* harmony import */ var _service_events_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33311);


/** What it is at, in a line. */
const stateWords = (state) => state.kind === 'ongoing' ? state.activity : state.reason;
/** `2 of 2 tasks run web:7`: those of another version, which a deployment still removes, are not counted. */
function runningWords(service) {
    const { running, taskDefinition } = (0,_service_js__WEBPACK_IMPORTED_MODULE_0__/* .runningOf */ .Tx)(service);
    const what = taskDefinition === '' ? '' : ` ${(0,_service_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDefinition */ .EJ)(taskDefinition)}`;
    return `${running} of ${service.desired} tasks run${what}`;
}
/** A service that has no tasks to run is deployed, too, but serves nobody: its reason says so. */
function succeeded(service, times, desiredBefore, note = '') {
    const scaled = desiredBefore !== undefined && desiredBefore > 0 ? ` (scaled to 0 from ${desiredBefore})` : '';
    const nothing = `nothing runs: the desired count is 0${scaled}`;
    const reason = `${service.desired === 0 ? nothing : runningWords(service)}${note}`;
    const warning = service.desired === 0 && scaled !== '' ? { warning: nothing } : {};
    return { kind: 'settled', status: 'succeeded', reason, ...times, ...warning };
}
/** Percent of an ongoing rollout: 100 is kept for success. */
const share = (done, of) => Math.min(99, Math.max(0, Math.round((100 * done) / Math.max(1, of))));
/** Of the deployment that takes over; without a breaker ECS counts the tasks, but nothing trips. */
function failuresOf(breaker, primary, breakerMayBeOn = false) {
    if (breaker !== undefined) {
        const { count } = breaker;
        return count === 0 ? undefined : { count, words: failureWords(breaker), breaker: true };
    }
    const count = primary?.failedTasks ?? 0;
    if (count === 0 || primary?.state === 'COMPLETED')
        return undefined;
    const unguarded = breakerMayBeOn ? '' : ', and no circuit breaker is on';
    return { count, words: `${count} tasks failed${unguarded}`, breaker: breakerMayBeOn };
}
const failureWords = ({ count, threshold }) => `${count} of ${threshold} task failures that trip the circuit breaker`;
/** The fields every settled failure has from the service's own events. */
const withTroubles = (state, { events }, since) => state.status === 'succeeded' ? state : { ...state, troubles: (0,_service_events_js__WEBPACK_IMPORTED_MODULE_1__/* .troubleSince */ ["in"])(events, since) };


/***/ }),

/***/ 33311:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ saysRollback),
/* harmony export */   PN: () => (/* binding */ failureSince),
/* harmony export */   Pu: () => (/* binding */ stuckSince),
/* harmony export */   Q1: () => (/* binding */ unknownTaskSet),
/* harmony export */   ef: () => (/* binding */ saysCompleted),
/* harmony export */   "in": () => (/* binding */ troubleSince)
/* harmony export */ });
/**
 * The scheduler's own words for trouble: "unable to place a task", "(port 80) is unhealthy in (target-group …)", "failed
 * container health checks", "unable to consistently start tasks successfully", "failed to launch a task with (error …)",
 * "operations are being throttled", "deployment failed: tasks failed to start."
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
const TROUBLE = /\bunable to\b|\bunhealthy\b|\bfailed\b|\bthrottled\b|\brolling back\b|\bviolat/i;
/** What a message is about: people chose these names, and they may hold any word. */
const NAMES = /\((?!reason|error)[^()]*\)/gi;
const saysTrouble = ({ message }) => TROUBLE.test(message.replaceAll(NAMES, ''));
/** "(deployment ecs-svc/…) deployment failed: tasks failed to start.", "… alarm detected.", "rolling back to deployment …". */
const FAILED = /\bdeployment failed\b|\brolling back to deployment\b/i;
/**
 * The rollout cannot go on: neither may a task be stopped nor one started, whatever becomes of the tasks, until somebody
 * changes the configuration or the desired count; then one is.
 */
const STUCK = /unable to stop or start tasks during a deployment because of the service deployment configuration/i;
const MOVED = /\bhas (started|stopped) \d+ /i;
const since = (events, from) => events.filter(({ time }) => time >= from);
/** What went wrong since a moment, oldest first, each only once. */
function troubleSince(events, from) {
    const found = since(events, from).filter(saysTrouble);
    return [...new Set(found.map(({ message }) => message))].toReversed();
}
/**
 * That a deployment failed since, in the scheduler's words; the newest. A message that names one of the `others` (those of
 * the baseline) is about that one, and so is the rollback that follows.
 */
function failureSince(events, from, others = []) {
    const found = since(events, from)
        .map(({ message }) => message)
        .filter((message) => FAILED.test(message));
    const failed = found.filter((message) => /deployment failed/i.test(message));
    const theirs = failed.filter((message) => others.some((id) => message.includes(`${id})`)));
    if (failed.length > 0 && theirs.length === failed.length)
        return undefined;
    return failed.find((message) => !theirs.includes(message)) ?? found[0];
}
/** That the rollout is stuck since, in the scheduler's words. */
function stuckSince(events, from) {
    const last = since(events, from).find(({ message }) => STUCK.test(message) || MOVED.test(message))?.message;
    return last !== undefined && STUCK.test(last) ? last : undefined;
}
/** Whether the scheduler says that it rolls back to this very deployment. */
const saysRollback = (events, deployment) => events.some(({ message }) => new RegExp(`rolling back to deployment ${deployment}\\b`, 'i').test(message));
/** Whether the scheduler says that this very deployment was completed. */
const saysCompleted = (events, deployment) => events.some(({ message }) => message.includes(deployment) && /\bdeployment completed\b/i.test(message));
/** A task set that came and went since, as the events name it, other than these. */
function unknownTaskSet(events, from, known) {
    const named = since(events, from).flatMap(({ message }) => /taskSet (ecs-svc\/\d+)/i.exec(message)?.[1] ?? []);
    return named.find((id) => !known.includes(id));
}


/***/ })

};
;