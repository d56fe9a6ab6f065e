"use strict";
exports.id = 136;
exports.ids = [136];
exports.modules = {

/***/ 37263:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XO: () => (/* binding */ savedBaseline),
/* harmony export */   rI: () => (/* binding */ keepBaseline)
/* harmony export */ });
/* unused harmony export readBaseline */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83257);
/* harmony import */ var _signalbox_cloudformation_resilient_read__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42680);
/* harmony import */ var _signalbox_readiness_baseline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16771);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(57677);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16804);








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
    const reader = await ecs.services();
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
        try {
            const before = (0,_signalbox_readiness_baseline__WEBPACK_IMPORTED_MODULE_4__/* .baselineOf */ .B)(subject, await resilient.read(() => reader.look((0,_signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_5__/* .parseService */ .nO)(subject))));
            if (!before.exists)
                log.info(`${subject} does not exist yet`);
            return [before];
        }
        catch (error) {
            if (!(error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__/* .ReadError */ .F))
                throw error;
            if (error.trouble === 'denied' || error.trouble === 'expired')
                throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_6__/* .UserError */ .y(`Service "${subject}" cannot be read: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_6__/* .errorLine */ .B)(error)}.`);
            log.info(`${subject} could not be read before the deployment; times decide: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_6__/* .errorLine */ .B)(error)}`);
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
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(directory, _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_7__/* .PRIVATE_FOLDER */ .ly);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE), JSON.stringify(found), _signalbox_runner_platform__WEBPACK_IMPORTED_MODULE_7__/* .PRIVATE_FILE */ .rQ);
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
/* harmony import */ var _signalbox_readiness_health__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63421);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85207);




/** What no single input can tell about itself. @throws UserError before anything is sent or deployed */
function checkTogether(inputs, env) {
    const { 'stack-name': stacks, 'ecs-service': services, 'health-url': urls } = inputs;
    if (stacks.length + services.length + urls.length === 0) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('Input "stack-name" is required, unless "ecs-service" or "health-url" say what to watch.');
    }
    checkWatched(inputs, env);
}
/** The same where nothing has to be watched. */
function checkWatched(inputs, env) {
    const { 'stack-name': stacks, 'ecs-service': services, 'aws-region': region } = inputs;
    const regions = (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .regionsOf */ .NV)(region, env);
    for (const stack of stacks)
        (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .regionOf */ .AP)(stack, regions);
    if (services.length > 0)
        (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .regionOf */ .AP)('', regions);
    if (inputs['health-url'].length > 0)
        checkHealth(inputs);
}
/** What no address could ever fulfil. */
function checkHealth(inputs) {
    const { 'health-successes': successes, 'health-timeout': timeout, 'health-status': statuses } = inputs;
    const needed = (successes - 1) * _signalbox_readiness_health__WEBPACK_IMPORTED_MODULE_2__/* .PAUSE_SECONDS */ .f;
    if (needed > timeout) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`Input "health-timeout": ${successes} healthy answers in a row ("health-successes"), ${_signalbox_readiness_health__WEBPACK_IMPORTED_MODULE_2__/* .PAUSE_SECONDS */ .f} s apart, take at least ${needed} s, but the time-out is ${timeout} s.`);
    }
    const others = Array.from({ length: 400 }, (_, index) => 200 + index).filter((each) => !_signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__/* .REDIRECTS */ .eT.includes(each));
    if (inputs['health-follow-redirects'] && !others.some((status) => (0,_signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__/* .isWithin */ .UO)(status, statuses))) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('Input "health-status" accepts redirects only, and "health-follow-redirects" follows them: no answer could be healthy. Set it to false.');
    }
}


/***/ }),

/***/ 77945:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect),
  o: () => (/* binding */ connections)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/model/console.ts
var console = __webpack_require__(19833);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/for-step.ts + 1 modules
var for_step = __webpack_require__(39928);
// EXTERNAL MODULE: ./packages/readiness/src/aws/aws.ts + 4 modules
var aws_aws = __webpack_require__(67547);
// EXTERNAL MODULE: ./packages/readiness/src/model/service.ts
var model_service = __webpack_require__(57677);
// EXTERNAL MODULE: ./packages/readiness/src/model/service-events.ts
var service_events = __webpack_require__(33311);
// EXTERNAL MODULE: ./packages/readiness/src/model/verdict.ts
var verdict = __webpack_require__(96663);
// EXTERNAL MODULE: ./packages/readiness/src/check/tell.ts
var tell = __webpack_require__(93768);
;// CONCATENATED MODULE: ./packages/readiness/src/check/inspect.ts




const newestOf = ({ rollouts }) => rollouts.toSorted((a, b) => b.createdAt - a.createdAt)[0];
/** What can be found out about a failed service before a rollback removes its tasks. */
async function investigateService(arn, reader) {
    const name = (0,model_service/* serviceOfArn */.Mf)(arn);
    if (name === undefined)
        return [];
    const [seen, tasks] = await Promise.all([
        reader.look(name).catch(() => undefined),
        reader.stoppedTasks(name).catch(() => []),
    ]);
    const rollout = seen && newestOf(seen);
    const breaker = rollout?.failures && rollout.failures.count > 0 ? [(0,verdict/* failureWords */.AC)(rollout.failures)] : [];
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
    const began = newestOf(seen)?.createdAt ?? (0,model_service/* primaryOf */.Os)(service)?.createdAt;
    return began === undefined ? [] : (0,service_events/* troubleSince */["in"])(service.events, began);
}
/**
 * What a service under deployment shows of trouble: tasks that die, with the reason the newest ones give; else what the
 * scheduler complains of, such as no place for a task.
 */
async function inspectService(arn, reader) {
    const name = (0,model_service/* serviceOfArn */.Mf)(arn);
    if (name === undefined)
        return undefined;
    const seen = await reader.look(name);
    const trouble = troubleIn(seen);
    if (trouble === undefined) {
        const said = isBusy(seen) ? recentTrouble(seen).at(-1) : undefined;
        return said === undefined ? undefined : { words: (0,tell/* inBrief */.aV)(said, []), stalled: false };
    }
    const tasks = await reader.stoppedTasks(name).catch(() => []);
    return { ...trouble, words: (0,tell/* inBrief */.aV)(trouble.words, tasks) };
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
    return { words: (0,verdict/* failureWords */.AC)(failures), stalled: count >= 2 && count >= KEEP_DYING_SHARE * threshold };
}
function withoutBreaker({ service }) {
    const primary = service && (0,model_service/* primaryOf */.Os)(service);
    const failed = primary?.failedTasks ?? 0;
    if (failed === 0 || primary?.state === 'COMPLETED')
        return undefined;
    return { words: `${failed} tasks failed`, stalled: failed >= KEEP_DYING_WITHOUT_BREAKER };
}

// EXTERNAL MODULE: ./packages/registry/src/job/for-step.ts + 16 modules
var job_for_step = __webpack_require__(96965);
// EXTERNAL MODULE: ./packages/registry/src/operations/status.ts
var operations_status = __webpack_require__(43444);
// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/slack/src/job/for-step.ts + 27 modules
var src_job_for_step = __webpack_require__(86564);
// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __webpack_require__(80549);
// EXTERNAL MODULE: ./packages/registry/src/operations/registered.ts
var registered = __webpack_require__(68806);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var registration = __webpack_require__(81118);
// EXTERNAL MODULE: ./actions/monitor/src/tell/lines.ts
var lines = __webpack_require__(27023);
;// CONCATENATED MODULE: ./actions/monitor/src/tell/registry-page.ts




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
    let left;
    /** Other monitors of the deployment have written, too. Undefined while it is not seen to hold. */
    async function updatesLeft() {
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
    async function write(update, description, reserved) {
        if (said.has(description))
            return;
        left ??= await updatesLeft();
        if (left === undefined || left <= reserved)
            return;
        left -= 1;
        said.add(description);
        if (update.kind === 'progress')
            shown.set(update.stack, { percent: update.progress.percent, back: update.rollingBack });
        await (0,registered/* progress */.q)(registry, deploymentId, description);
    }
    return {
        tell: async (update) => {
            const description = describe(update);
            if (description === undefined)
                return;
            const news = update.kind === 'progress' ? isNew(update) : 'turn';
            const reserved = update.kind === 'trouble' ? RESERVED_FROM_TROUBLE : news === 'turn' ? 0 : RESERVED;
            if (news !== 'no')
                await write(update, description, reserved);
        },
    };
}
/** Names the shape of the change: its finished run is then found by those of the same shape. */
const shareDone = ({ percent, shape }) => `${percent}%${shape === undefined ? '' : ` of ${(0,src_shape/* formatShape */.BB)(shape)}`}`;
/** As far as was watched: a service or a page that was checked, too, may well have changed. */
const changedNothing = ({ stacks, checks }) => stacks.length > 0 && checks.length === 0 && stacks.every(({ status }) => status === 'no-changes');
function describe(update) {
    switch (update.kind) {
        case 'progress':
            return `${update.stack}: ${update.rollingBack ? '' : `${shareDone(update.progress)}, `}${update.activity}, ${(0,lines/* leftWords */.D9)(update.progress.left)}`;
        case 'stalled':
            return `${update.stack}: stalled at ${update.reason}`;
        case 'failing':
            return `${update.stack}: failing, ${update.reason}`;
        case 'trouble':
            return `${update.stack}: in trouble, ${update.reason}`;
        case 'ended':
            return changedNothing(update.report)
                ? `${update.report.stacks.map(({ name }) => name).join(', ')}: ${(0,src_shape/* formatShape */.BB)(src_shape/* NOTHING */.K$)}`
                : undefined;
    }
}

// EXTERNAL MODULE: ./actions/monitor/src/tell/slack-thread.ts
var slack_thread = __webpack_require__(37145);
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
            return await (0,operations_status/* history */.b)(await registry(inputs, step, token), environment, HISTORY_LIMIT);
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
    let ecsCalls = 0;
    const ecs = (region) => {
        const reader = services.get(region) ?? (0,aws_aws/* connectEcs */.K)({ ...connection, region, called: () => ecsCalls++ });
        services.set(region, reader);
        return reader;
    };
    const [first] = stacks;
    const ecsOf = (arn) => ecs((0,console/* parseArn */.Lw)(arn)?.region ?? region);
    return {
        // Addresses alone need no region.
        reader: await (first === undefined ? readerIn(region) : readerOf(first)),
        readerOf,
        calls: () => aws.calls() + ecsCalls,
        renew,
        // Plain and Express services alike: their physical id is the service's ARN.
        investigate: async ({ physicalId }) => (0,model_service/* serviceOfArn */.Mf)(physicalId) ? investigateService(physicalId, await ecsOf(physicalId)) : [],
        inspect: async ({ physicalId }) => (0,model_service/* serviceOfArn */.Mf)(physicalId) ? inspectService(physicalId, await ecsOf(physicalId)) : undefined,
        services: () => ecs(region),
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
        tellsOutcome: !step.env[slack_thread/* OUTCOME_TOLD_ELSEWHERE */.s],
    });
}


/***/ }),

/***/ 31717:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ inputs)
/* harmony export */ });
/* unused harmony export outputs */
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85183);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57677);
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69346);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(77835);






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
    mode: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .oneOf */ .yL)('foreground', 'background'), 'foreground'),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_3__/* .environmentName */ .VE,
    'ecs-service': _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_2__/* .ecsServices */ ._B,
    'health-url': addresses,
    'health-status': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)(statuses, '200-299'),
    'health-follow-redirects': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .boolean */ .zM)(), 'false'),
    'health-successes': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .integer */ .nd)(1, 100), '3'),
    'health-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .duration */ .p0)(1), '5m'),
    timeout: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .duration */ .p0)(1), '2h'),
    'started-at': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .moment */ .n$)(),
    'start-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .duration */ .p0)(0), '5m'),
    'stall-after': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .durationOrAuto */ .lb)(1), 'auto'),
    'poll-interval': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .durationOrAuto */ .lb)(1), 'auto'),
    'fail-on': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .list */ .p_)(`statuses of ${STATUSES.join(', ')}`, new RegExp(`^(${STATUSES.join('|')})$`)), 'failed,rolled-back,timed-out,not-found'),
    'on-cancel': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .oneOf */ .yL)('leave', 'cancel-update'), 'leave'),
    'role-to-assume': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .roleArn */ .w3,
    'deployment-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .integer */ .nd)(1),
    'github-token': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .text */ .Qq)('a GitHub token with deployments: write'), 'github.token')),
    repository: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .matching */ .wC)(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME of the repository that keeps the registry'), 'github.repository'),
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_3__/* .correlationIdInput */ ._1,
    ..._signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_5__/* .slackInputs */ .aX,
};
const outputs = (/* unused pure expression or super */ null && ([
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
]));


/***/ }),

/***/ 27023:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ leftWords),
/* harmony export */   Lk: () => (/* binding */ stillLine),
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   oU: () => (/* binding */ doneWords)
/* harmony export */ });
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
function eventLine({ event, path, ...place }) {
    const indent = path === '' ? '' : `${'  '.repeat(path.split('/').length)}${path}/`;
    const what = (0,_signalbox_cloudformation_stack_event__WEBPACK_IMPORTED_MODULE_2__/* .isOfStackItself */ .D)(event) ? 'stack' : event.type;
    const settling = event.detailedStatus === undefined ? '' : ` ${detailWords(event.detailedStatus)}`;
    const hook = event.hook ? ` hook ${event.hook.type}: ${event.hook.status}` : '';
    const reason = event.reason === undefined ? '' : `: ${event.reason}`;
    const text = `${indent}${event.logicalId} (${what}) ${event.status}${settling}${hook}${reason}`;
    return { level: 'info', text: `${ruler(place)}${mark(event)} ${text}` };
}
/** What is being waited for, for a stretch without events. */
function stillLine(progress, rollingBack) {
    const { elapsedSeconds, left, running } = progress;
    const longest = running.toSorted((a, b) => a.startedAt - b.startedAt).slice(0, 3);
    const names = longest.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
    const more = running.length > 3 ? ` and ${running.length - 3} more` : '';
    const waiting = names === '' ? 'waiting for the next event' : `still at ${names}${more}`;
    const time = elapsedSeconds > 0 ? `, ${leftWords(left)}` : '';
    return `${ruler({ ...progress, rollingBack })}… ${doneWords(progress)} done, ${waiting}${time}`;
}
/** `3 of 12`; where nobody knows what is to come, `3 of at least 4`. */
const doneWords = ({ done, total, unplanned }) => `${done} of ${unplanned ? 'at least ' : ''}${total}`;
const leftWords = ({ seconds, low, high }) => `about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)} left (${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(low)} to ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(high)})`;
/** The line for a notice; undefined for those that only pass by. */
function lineOf(notice) {
    switch (notice.kind) {
        case 'waiting': {
            const state = notice.stackStatus === undefined ? 'does not exist yet' : `is ${notice.stackStatus}`;
            const what = notice.further
                ? 'the job goes on, so it is watched for a further operation'
                : 'waiting for an operation to begin';
            return info(`Stack ${notice.stack} ${state}: ${what}`);
        }
        case 'attached':
            return info(`${notice.operation} of ${notice.stackId}${notice.url ? `\n${notice.url}` : ''}`);
        case 'event':
            // Comes right after the line that says the same.
            return notice.event.reason === 'Resource creation Initiated' ? undefined : eventLine(notice);
        case 'express':
            return info('Express mode: complete means configured; resources may still be stabilizing. "ecs-service" and "health-url" wait for them.');
        case 'early-warning': {
            const { logicalId, type } = notice.span;
            return {
                level: 'warning',
                title: `${logicalId} is in trouble`,
                text: `${logicalId} (${type}): ${notice.words}`,
            };
        }
        case 'progress':
            return undefined;
        case 'slow':
        case 'stalled':
            return delayLine(notice.kind, notice.delay);
        case 'failing': {
            const { logicalId, stackName, type, reason, advice } = notice.cause;
            // Whether the step fails is not known yet: its own last line is the error.
            return {
                level: 'warning',
                title: `${logicalId} failed`,
                text: `${stackName}: ${logicalId} (${type}): ${reason} → ${advice}`,
            };
        }
        case 'lost-sight':
            return {
                level: 'warning',
                title: 'Lost sight of the deployment',
                text: `${notice.message}. The deployment goes on; this says nothing about it.`,
            };
        case 'not-cancelled':
            return {
                level: 'warning',
                title: 'The update was not cancelled',
                text: `${notice.message}. The operation goes on: look at the stack.`,
            };
        case 'regained':
            return info(`Sight regained after ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(notice.seconds)}`);
        case 'decided':
            return info(`${notice.operation} → ${notice.stackStatus}: ${notice.outcome}`);
    }
}
const info = (text) => ({ level: 'info', text });
function delayLine(kind, delay) {
    const { span, elapsedSeconds, usualSeconds, hint, evidence } = delay;
    const takes = `takes ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(elapsedSeconds)}, usually about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(usualSeconds)}`;
    const text = `${span.logicalId} (${span.type}) ${takes}`;
    if (kind === 'slow')
        return info(`Slow: ${text}`);
    return {
        level: 'warning',
        title: `${span.logicalId} has stalled`,
        text: `${text}. ${evidence ?? `Usually: ${hint}`}.`,
    };
}


/***/ }),

/***/ 37145:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ slackThread),
/* harmony export */   s: () => (/* binding */ OUTCOME_TOLD_ELSEWHERE)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75652);

/** Set by a starter that tells the outcome itself, since it knows more of the deployment than its stacks. */
const OUTCOME_TOLD_ELSEWHERE = 'SIGNALBOX_OUTCOME_TOLD_ELSEWHERE';
/** Keeps the head of the deployment's Slack thread up to date, and tells stalls and the outcome. */
function slackThread(notifier, { now, tellsOutcome }) {
    let percent;
    return {
        tell: async (update) => {
            if (update.kind === 'ended' && !tellsOutcome)
                return;
            if (update.kind === 'progress')
                percent = percentOf(update);
            const event = eventOf(update, now(), percent);
            if (event !== undefined)
                await notifier.send(event);
        },
    };
}
/** Going back, percent would seem to go forward. */
const percentOf = ({ progress, rollingBack }) => rollingBack ? undefined : progress.percent;
function eventOf(update, now, percent) {
    const shown = (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__/* .compact */ .oE)({ progress: percent });
    switch (update.kind) {
        case 'progress': {
            const { elapsedSeconds, left } = update.progress;
            const at = (seconds) => now + seconds * 1000;
            const finish = { expected: at(left.seconds), earliest: at(left.low), latest: at(left.high) };
            const { stack, activity } = update;
            return { kind: 'progress', facts: { stack, activity, elapsedSeconds, finish, ...shown } };
        }
        case 'stalled':
            return { kind: 'stalled', facts: { stack: update.stack, reason: update.reason } };
        case 'failing':
            return { kind: 'progress', facts: { stack: update.stack, activity: `failing: ${update.reason}` } };
        case 'trouble':
            return {
                kind: 'progress',
                facts: { stack: update.stack, activity: `in trouble: ${update.reason}`, ...shown },
            };
        case 'ended':
            return outcome(update.report);
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

/***/ 64427:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EI: () => (/* binding */ reportOf),
/* harmony export */   Pu: () => (/* binding */ failureLine),
/* harmony export */   p1: () => (/* binding */ sightOf)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);

/** The worse the earlier: one verdict over all stacks and checks. What is seen comes before what is not known. */
const WORST_FIRST = [
    'failed',
    'rolled-back',
    'timed-out',
    'stalled',
    'lost-sight',
    'cancelled',
    'not-found',
    'succeeded',
    'no-changes',
];
const isBad = (status) => status !== 'succeeded' && status !== 'no-changes';
/** The report, and in it the verdict: the worst of all, told by the stack it happened in. */
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
/** What was seen to its end, and what sight was lost of, by name. A watch that was cancelled saw neither. */
function sightOf({ stacks, checks }) {
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
    const { failedResource, failureReason } = report;
    const check = report.checks.find(({ subject }) => names.length === 0 && subject === failedResource);
    const subject = names.length > 0 ? `Stack ${names.join(', ')}` : (failedResource ?? 'The deployment');
    const seconds = check?.seconds ?? report.durationSeconds;
    const after = seconds > 0 ? ` after ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)}` : '';
    const named = check === undefined ? `${failedResource}: ` : '';
    const told = failureReason ? `${named}${failureReason}` : report.note;
    const why = told ? `: ${told}` : '';
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

/***/ 93768:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   aV: () => (/* binding */ inBrief),
/* harmony export */   fn: () => (/* binding */ openTeller)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30033);
/* harmony import */ var _model_service_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57677);


function openTeller(subject, { say, reader, trouble: people = () => { }, }) {
    const told = new Set();
    /** To the log, and to who does not read it. The newest task's words change with every task: its count tells it apart. */
    const warn = (reason, title, key = reason) => {
        say(`${subject}: ${reason}`, 'warning', title);
        if (told.has(key))
            return;
        told.add(key);
        people((0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(reason, 2 * BRIEF_LENGTH));
    };
    const stopped = () => reader.stoppedTasks((0,_model_service_js__WEBPACK_IMPORTED_MODULE_1__/* .parseService */ .nO)(subject)).catch(() => []);
    let tasks = [];
    let count = 0;
    const tell = async (verdict) => {
        say(`${subject}: ${wordsOf(verdict)}`, 'info');
        if (verdict.kind === 'settled')
            return tasks;
        if (verdict.kind === 'unchanged')
            return [];
        for (const trouble of verdict.troubles)
            warn(trouble, titleOf(trouble));
        const { failures } = verdict;
        if (failures === undefined || failures.count <= count)
            return tasks;
        count = failures.count;
        tasks = await stopped();
        warn(inBrief(failures.words, tasks), 'Tasks fail to start', 'tasks');
        return tasks;
    };
    const final = async ({ status, lostSight, warning }) => {
        if (warning !== undefined)
            say(`${subject}: ${warning}`, 'warning', 'Nothing runs');
        if (lostSight !== undefined || !['failed', 'rolled-back'].includes(status))
            return [];
        const found = await stopped();
        for (const task of found)
            say(`${subject}: ${task}`, 'info');
        return found;
    };
    return Object.assign(tell, { final, seen: () => tasks });
}
const titleOf = (trouble) => /^(AWAITING_ACTION|Ready)\b/.test(trouble)
    ? 'The deployment waits for somebody'
    : 'The service is in trouble';
const wordsOf = (verdict) => verdict.kind === 'ongoing' ? verdict.activity : verdict.reason;
/** Of a task, an event or a line of its log, where many share a line. */
const BRIEF_LENGTH = 200;
/** In one line that nobody has to cut: what ECS said last, why the newest task stopped, and where its log ends. */
function inBrief(words, tasks, troubles = []) {
    const said = troubles.slice(-2).filter((trouble) => !words.includes(trouble));
    return [words, ...new Set([...said, ...tasks.slice(0, 1), ...tasks.slice(-3)])]
        .map((each, index) => (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(each, index === 0 ? 2 * BRIEF_LENGTH : BRIEF_LENGTH))
        .join('; ');
}


/***/ }),

/***/ 85183:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O7: () => (/* binding */ parseStatuses),
/* harmony export */   RS: () => (/* binding */ addressNames),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   Uk: () => (/* binding */ shownAddress),
/* harmony export */   eT: () => (/* binding */ REDIRECTS),
/* harmony export */   ug: () => (/* binding */ parseAddresses)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);

/** `200-204, 404`: numbers and ranges. Undefined for anything else; 1xx is never the answer to a request. */
function parseStatuses(text) {
    const ranges = text
        .split(/[\n,]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => {
        const match = /^([2-5]\d\d)(?:\s*-\s*([2-5]\d\d))?$/.exec(part);
        return { low: Number(match?.[1]), high: Number(match?.[2] ?? match?.[1]) };
    });
    return ranges.length > 0 && ranges.every(({ low, high }) => low <= high) ? ranges : undefined;
}
const isWithin = (status, ranges) => ranges.some(({ low, high }) => status >= low && status <= high);
/** Statuses that name another address to ask. https://fetch.spec.whatwg.org/#redirect-status */
const REDIRECTS = [301, 302, 303, 307, 308];
/** Ports that no fetch talks to. https://fetch.spec.whatwg.org/#bad-port */
const BAD_PORTS = new Set(('1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 ' +
    '139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 ' +
    '1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080').split(' '));
/**
 * Addresses, one a line, or separated by a comma before the next `http(s)://`: a comma or a space within one belongs to it.
 * What can never be asked is refused, and so are credentials: they would be sent, and shown. Nothing of an address that is
 * refused is quoted. @throws UserError
 */
function parseAddresses(text, input) {
    return text
        .split(/\n|,\s*(?=https?:\/\/)|,\s*$/im)
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part, index) => checked(part, `Input "${input}": address ${index + 1}`));
}
function checked(text, which) {
    if (!/^https?:\/\//i.test(text))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} does not begin with http:// or https://.`);
    if (/\shttps?:\/\//i.test(text))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} holds another one: separate them by newlines or commas.`);
    if (!URL.canParse(text))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} is not a valid URL (it is not shown, since it may hold a secret).`);
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} holds credentials (user:password@host): they would be sent with each request. Give an address that answers without.`);
    }
    if (BAD_PORTS.has(url.port))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} can never be asked: port ${url.port} is barred for HTTP clients.`);
    return url.href;
}
/** Origin and path: a query may hold a token. */
function shownAddress(address) {
    if (!URL.canParse(address))
        return 'an address';
    const { protocol, host, pathname } = new URL(address);
    return `${protocol}//${host}${pathname}`;
}
/** How each is called where it is shown: those that differ in their queries alone are numbered. */
function addressNames(addresses) {
    const shown = addresses.map(shownAddress);
    return shown.map((name, index) => shown.indexOf(name) === shown.lastIndexOf(name) ? name : `${name} (address ${index + 1})`);
}


/***/ }),

/***/ 63421:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ awaitHealth),
/* harmony export */   f: () => (/* binding */ PAUSE_SECONDS)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30922);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85207);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85183);



/** Between two answers. */
const PAUSE_SECONDS = 2;
const REQUEST_TIMEOUT_MS = 10_000;
/** Asks an address until it answered well so often in a row, or the time is up. */
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
    let told = '';
    for (;;) {
        const { ok, words } = await ask(url, options, ports);
        row = ok ? row + 1 : 0;
        if (row >= successes)
            return report('succeeded', `${words}, ${row === 1 ? 'once' : `${row} times in a row`}`);
        if (words !== told)
            say(`${name}: ${words}`, 'info');
        told = words;
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
async function ask(url, { statuses, followRedirects }, { fetch, clock, signal }) {
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
/* harmony export */   B: () => (/* binding */ baselineOf),
/* harmony export */   U: () => (/* binding */ isNew)
/* harmony export */ });
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57677);

function baselineOf(subject, { service, rollouts, hidden, now }) {
    const primary = service && ((0,_service_js__WEBPACK_IMPORTED_MODULE_0__/* .primaryOf */ .Os)(service) ?? service.taskSets.find(({ status }) => status === 'PRIMARY'));
    return {
        subject,
        exists: service !== undefined && service.status !== 'INACTIVE',
        at: now,
        ...(hidden === undefined ? { rollouts: rollouts.map(({ id }) => id) } : {}),
        deployments: (service?.deployments ?? []).map(({ id }) => id),
        taskSets: (service?.taskSets ?? []).map(({ id }) => id),
        taskDefinition: primary?.taskDefinition ?? service?.taskDefinition ?? '',
        desired: service?.desired ?? 0,
    };
}
/** Whether something was not there before we deployed. */
function isNew({ id, createdAt }, kind, { since, before }) {
    const known = before?.[kind];
    return known === undefined ? createdAt >= since : !known.includes(id);
}


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
/** "(deployment ecs-svc/…) deployment failed: tasks failed to start.", "… alarm detected.", "rolling back to deployment …". */
const FAILED = /\bdeployment failed\b|\brolling back to deployment\b/i;
/** The rollout cannot go on: neither may a task be stopped nor one started, whatever becomes of the tasks. */
const STUCK = /unable to stop or start tasks during a deployment because of the service deployment configuration/i;
const since = (events, from) => events.filter(({ time }) => time >= from);
/** What went wrong since a moment, oldest first, each only once. */
function troubleSince(events, from) {
    const found = since(events, from).filter(({ message }) => TROUBLE.test(message));
    return [...new Set(found.map(({ message }) => message))].toReversed();
}
/**
 * That a deployment failed since, in the scheduler's words; the newest. A message that names one of the `others` (those that
 * stood before) is about theirs, and so is the way back that follows from it.
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
const stuckSince = (events, from) => since(events, from).find(({ message }) => STUCK.test(message))?.message;
/** Whether the scheduler says that it rolls back to this very deployment. */
const saysRollback = (events, deployment) => events.some(({ message }) => new RegExp(`rolling back to deployment ${deployment}\\b`, 'i').test(message));
/** Whether the scheduler says that this very deployment was completed. */
const saysCompleted = (events, deployment) => events.some(({ message }) => message.includes(deployment) && /\bdeployment completed\b/i.test(message));
/** A task set that came and went since, as the events name it, other than these. */
function unknownTaskSet(events, from, known) {
    const named = since(events, from).flatMap(({ message }) => /taskSet (ecs-svc\/\d+)/i.exec(message)?.[1] ?? []);
    return named.find((id) => !known.includes(id));
}


/***/ }),

/***/ 96663:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ failureWords),
/* harmony export */   VK: () => (/* binding */ withTroubles),
/* harmony export */   ZS: () => (/* binding */ standsWords),
/* harmony export */   dJ: () => (/* binding */ failuresOf),
/* harmony export */   gq: () => (/* binding */ succeeded),
/* harmony export */   uM: () => (/* binding */ share)
/* harmony export */ });
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57677);
/* harmony import */ var _service_events_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33311);


/** `2 of 2 tasks run web:7`. */
function standsWords({ running, desired, taskDefinition, deployments }) {
    const definition = deployments.find(({ status }) => status === 'PRIMARY')?.taskDefinition || taskDefinition;
    const what = definition === '' ? '' : ` ${(0,_service_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDefinition */ .EJ)(definition)}`;
    return `${running} of ${desired} tasks run${what}`;
}
/** A service that has no tasks to run is as deployed as it gets, and serves nobody: that is said. */
function succeeded(service, times, desiredBefore, note = '') {
    const scaled = desiredBefore !== undefined && desiredBefore > 0 ? ` (scaled to 0 from ${desiredBefore})` : '';
    const nothing = `nothing runs: the desired count is 0${scaled}`;
    const reason = `${service.desired === 0 ? nothing : standsWords(service)}${note}`;
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
const withTroubles = (verdict, { events }, since) => verdict.status === 'succeeded' ? verdict : { ...verdict, troubles: (0,_service_events_js__WEBPACK_IMPORTED_MODULE_1__/* .troubleSince */ ["in"])(events, since) };


/***/ })

};
;