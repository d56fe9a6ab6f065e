"use strict";
exports.id = 854;
exports.ids = [854];
exports.modules = {

/***/ 89371:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ claimant),
/* harmony export */   Y: () => (/* binding */ turnOptions)
/* harmony export */ });
/* harmony import */ var _signalbox_registry_ticket__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85651);

function claimant({ inputs, step, correlationId }, scope) {
    return (0,_signalbox_registry_ticket__WEBPACK_IMPORTED_MODULE_0__/* .claimantOf */ .Vk)(step.job, {
        correlationId,
        checkRunId: inputs['check-run-id'],
        priority: inputs.priority,
        scope,
        stacks: inputs['stack-name'],
    });
}
/** What a turn takes from the inputs as they are. */
const turnOptions = ({ inputs, step }) => ({
    environment: inputs.environment,
    sha: inputs.ref.toLowerCase(),
    logUrl: step.job.runUrl,
    onBusy: inputs['on-busy'],
    onOutdated: inputs['on-outdated'],
    promotedFrom: inputs['promoted-from'],
    waitTimeoutSeconds: inputs['wait-timeout'],
    settleSeconds: inputs.settle,
    maxHoldSeconds: inputs['max-hold'],
    claimTimeoutSeconds: inputs['claim-timeout'],
    retryOutages: inputs['on-registry-error'] === 'fail',
});


/***/ }),

/***/ 50762:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V9: () => (/* binding */ showGroup),
/* harmony export */   uj: () => (/* binding */ groupLine),
/* harmony export */   vO: () => (/* binding */ requireGroup)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);

/** @throws UserError when `require-concurrency-group` is set and this run does not verifiably hold the group */
async function requireGroup(context) {
    const { inputs, step, ports } = context;
    const name = inputs['require-concurrency-group'];
    if (name === undefined)
        return undefined;
    const own = await ports.groups.ofRun(step.job.repository, step.job.runId);
    if (own === undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Input "require-concurrency-group": GitHub does not tell which groups this run holds; it needs the permission actions: read, and GitHub Enterprise Server has no such API.`);
    const job = inputs['check-run-id'];
    const holds = own.some((group) => group.holds &&
        sameName(group.name, name) &&
        (group.jobId === undefined || job === undefined || group.jobId === job));
    if (!holds)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Input "require-concurrency-group": this run does not hold the group "${name}". Give the job (or workflow) concurrency: { group: ${name}, queue: max }.`);
    return { name, holds, members: await ports.groups.members(step.job.repository, name) };
}
/** The group asked for, or the first one this run is in; undefined where there is none to see. */
async function showGroup({ inputs, step, ports, }) {
    const { repository, runId } = step.job;
    const own = (await ports.groups.ofRun(repository, runId)) ?? [];
    const name = inputs['require-concurrency-group'] ?? own[0]?.name;
    if (name === undefined)
        return undefined;
    const holds = own.some((group) => group.holds && sameName(group.name, name));
    return { name, holds, members: await ports.groups.members(repository, name) };
}
/** Group names are not case sensitive (docs: control workflow concurrency). */
const sameName = (a, b) => a.toLowerCase() === b.toLowerCase();
function groupLine({ name, holds, members }) {
    const holder = members.find((member) => member.holds);
    const waiting = members.filter((member) => !member.holds).length;
    const who = holds ? 'held by this run' : holder ? `held by run ${holder.runId}` : 'free';
    return `Concurrency group ${name}: ${who}${waiting > 0 ? `, ${waiting} waiting` : ''}.`;
}


/***/ }),

/***/ 86055:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QL: () => (/* binding */ inputs),
/* harmony export */   V4: () => (/* binding */ outputs),
/* harmony export */   w8: () => (/* binding */ incidentOf)
/* harmony export */ });
/* unused harmony exports OPERATIONS, statusOutputs */
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3367);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68761);
/* harmony import */ var _signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16981);
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69346);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(77835);
/* harmony import */ var _signalbox_telemetry_inputs__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(56518);









const OPERATIONS = [
    'acquire',
    'can-deploy',
    'register',
    'wait',
    'get-active',
    'status',
    'release',
    'cleanup',
    'freeze',
    'unfreeze',
    'check',
    'mark',
    'health',
    'review',
];
const inputs = {
    operation: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)(...OPERATIONS), 'acquire'),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__/* .environment */ .cA,
    'github-token': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__/* .githubToken */ .bU,
    repository: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__/* .repository */ .Jk,
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__/* .correlationIdInput */ ._1,
    ref: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .required */ .mw)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .matching */ .wC)(/^[0-9a-f]{40}$/i, 'the full SHA (40 hex digits) of the commit to deploy'), 'github.sha')),
    'on-busy': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)('wait', 'fail', 'skip'), 'wait'),
    'wait-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .duration */ .p0)(1), '60m'),
    priority: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .integer */ .nd)(_signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_3__/* .PRIORITIES */ .BE.least, _signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_3__/* .PRIORITIES */ .BE.most), '0'),
    'on-outdated': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)('ignore', 'warn', 'fail', 'skip'), 'warn'),
    'promoted-from': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_4__/* .environmentName */ .VE,
    'stack-name': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .stackNames */ .zD,
    'aws-region': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .awsRegion */ .Ue,
    'role-to-assume': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .roleArn */ .w3,
    'require-concurrency-group': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)('the name of a native concurrency group'),
    settle: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .durationOrAuto */ .lb)(2), 'auto'),
    'max-hold': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .duration */ .p0)(60), '6h'),
    'claim-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .duration */ .p0)(30), '5m'),
    'on-registry-error': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)('fail', 'proceed'), 'fail'),
    'deployment-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .integer */ .nd)(1),
    state: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)('success', 'failure', 'error', 'inactive'),
    reason: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)('why, for people'),
    description: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)('one line for the deployment page'),
    'environment-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .url */ .OZ)(),
    'older-than': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .duration */ .p0)(), '7d'),
    keep: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .integer */ .nd)(0), '50'),
    'review-issue': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)('weekly', 'deployment'), 'weekly'),
    'ecs-service': _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_2__/* .ecsServices */ ._B,
    'bake-alarms': _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__/* .bakeInputs */ .tc['bake-alarms'],
    'bake-query': _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__/* .bakeInputs */ .tc['bake-query'],
    'bake-query-url': _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__/* .bakeInputs */ .tc['bake-query-url'],
    'bake-query-token': _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__/* .bakeInputs */ .tc['bake-query-token'],
    'slack-token': _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_7__/* .slackInputs */ .aX['slack-token'],
    'slack-webhook-url': _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_7__/* .slackInputs */ .aX['slack-webhook-url'],
    'updates-channel': _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_7__/* .slackInputs */ .aX['updates-channel'],
    'interact-channel': _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_7__/* .slackInputs */ .aX['interact-channel'],
    'slack-api-url': _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_7__/* .slackInputs */ .aX['slack-api-url'],
    'pager-url': _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_7__/* .slackInputs */ .aX['pager-url'],
    'pager-key': _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_7__/* .slackInputs */ .aX['pager-key'],
    ..._signalbox_telemetry_inputs__WEBPACK_IMPORTED_MODULE_8__/* .telemetryInputs */ .PX,
    'job-status': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq)('the status of the job'), 'job.status'),
    'check-run-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_6__/* .integer */ .nd)(1), 'job.check_run_id'),
};
const outputs = [
    'acquired',
    'can-deploy',
    'reason',
    'deployment-id',
    'fencing-token',
    'correlation-id',
    'queue-position',
    'waited-seconds',
    'estimated-wait-seconds',
    'active',
    'state',
    'deployed-sha',
    'concurrency-group',
    ..._signalbox_telemetry_inputs__WEBPACK_IMPORTED_MODULE_8__/* .telemetryOutputs */ ._p,
];
/** What only `status` shows. */
const statusOutputs = (/* unused pure expression or super */ null && ([
    'deployed-since',
    'deployed-by',
    'deployed-run',
    'rollback-sha',
    'queue',
    'frozen',
    'deployments',
]));
/** What the input `state` says of a deployment that is marked. @throws UserError for what it cannot say */
function incidentOf({ state = 'failure' }) {
    if (state === 'failure' || state === 'success')
        return state === 'failure';
    throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`Input "state" of operation mark is failure (it caused an incident, the default) or success (that is taken back), not ${state}.`);
}


/***/ }),

/***/ 85475:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RU: () => (/* binding */ checkTogether),
/* harmony export */   Vm: () => (/* binding */ takeTurn),
/* harmony export */   bE: () => (/* binding */ post),
/* harmony export */   eF: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68761);
/* harmony import */ var _signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16981);
/* harmony import */ var _signalbox_registry_refusal__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86688);
/* harmony import */ var _signalbox_registry_snapshot__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(68875);
/* harmony import */ var _signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23071);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85207);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(86055);
/* harmony import */ var _release_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(42754);
/* harmony import */ var _turns_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(50936);










/** Those that a deployment can do without when GitHub is out of order. */
const DISPENSABLE = ['acquire', 'can-deploy', 'register', 'wait'];
/** Does what `operation` says. */
async function run(inputs, step, operations, connect) {
    const { operation } = inputs;
    checkOperation(inputs, step.env);
    const dispensable = DISPENSABLE.includes(operation);
    return perform({ inputs, step, connect, dispensable }, operations[operation]);
}
/** Waits for the turn, as operation `acquire` does. */
const takeTurn = (inputs, step, connect) => perform({ inputs, step, connect, dispensable: true }, _turns_js__WEBPACK_IMPORTED_MODULE_8__/* .acquireTurn */ .Gu);
async function perform({ inputs, step, connect, dispensable }, operation) {
    checkTogether(inputs, step.env);
    const id = (0,_signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_4__/* .correlate */ ._$)(step, inputs['correlation-id'], inputs.environment);
    const context = { inputs, step, correlationId: id, ports: await connect() };
    const withId = (values) => ({ 'correlation-id': id, ...values });
    try {
        const { values, ...rest } = await operation(context);
        return { values: withId(values), ...rest };
    }
    catch (error) {
        if (error instanceof _signalbox_registry_refusal__WEBPACK_IMPORTED_MODULE_3__/* .RefusedError */ .fk)
            return { values: withId(await (0,_turns_js__WEBPACK_IMPORTED_MODULE_8__/* .reportRefusal */ .Ld)(context, error.refusal)), failure: error };
        const proceeds = inputs['on-registry-error'] === 'proceed' && dispensable;
        if (!(error instanceof _signalbox_registry_snapshot__WEBPACK_IMPORTED_MODULE_9__/* .RegistryError */ .gl) || !proceeds || step.cancelled.aborted)
            throw error;
        return { values: withId(await (0,_turns_js__WEBPACK_IMPORTED_MODULE_8__/* .proceedWithout */ .FB)(context, error)) };
    }
}
async function post(inputs, step, connect) {
    if (inputs.operation === 'acquire')
        await (0,_release_js__WEBPACK_IMPORTED_MODULE_7__/* .releaseAfterJob */ .P6)((0,_release_js__WEBPACK_IMPORTED_MODULE_7__/* .knownEnd */ .Re)(inputs, step), step, connect);
}
/** Inputs that one operation needs. @throws UserError before anything is sent */
function checkOperation(inputs, env) {
    const { operation } = inputs;
    if (operation === 'check' || operation === 'health') {
        const regions = (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .regionsOf */ .NV)(inputs['aws-region'], env);
        for (const service of inputs['ecs-service'])
            (0,_signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_1__/* .regionOfService */ .fw)(service, regions);
    }
    if (operation === 'release' && inputs['deployment-id'] === undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y('Input "deployment-id" is required by operation release: the id of the registration to end.');
    if (operation === 'mark') {
        (0,_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .incidentOf */ .w8)(inputs);
        if (inputs['deployment-id'] === undefined)
            throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y('Input "deployment-id" is required by operation mark: the id of the registration.');
        if (inputs.reason === undefined)
            throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y('Input "reason" is required by operation mark: tell people what it caused.');
    }
    if (operation === 'freeze' && inputs.reason === undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y('Input "reason" is required by operation freeze: tell people why the environment is closed.');
}
/** Inputs that only make sense together. @throws UserError before anything is sent */
function checkTogether(inputs, env) {
    if (!(0,_signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_2__/* .fitsPayload */ .d2)(inputs['stack-name']))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y('Input "stack-name" has more than 100 stacks, or a name of more than 400 characters.');
    if (inputs['promoted-from'] !== undefined && inputs['on-registry-error'] === 'proceed')
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y('Input "promoted-from" cannot be kept with on-registry-error: proceed, since only the registry knows what runs there; leave one of them out.');
    const regions = (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .regionsOf */ .NV)(inputs['aws-region'], env);
    for (const stack of inputs['stack-name'])
        (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .regionOf */ .AP)(stack, regions);
}


/***/ }),

/***/ 93414:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ conclude)
/* harmony export */ });
/** Sets the outputs; objects as JSON, what is absent as the empty string. @throws the result's failure */
function conclude({ values, failure }, step) {
    for (const [name, value] of Object.entries(values)) {
        const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
        step.output(name, text);
    }
    if (failure !== undefined)
        throw failure;
}


/***/ }),

/***/ 7420:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ connect)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_for_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73623);
/* harmony import */ var _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83257);
/* harmony import */ var _signalbox_registry_for_step__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30696);
/* harmony import */ var _signalbox_registry_ticket__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(85651);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(87870);






/**
 * The real ports. Loads what the inputs ask for, and nothing else. With `roleArn`, credentials that are missing or
 * expired are had by OIDC.
 */
async function connect(inputs, step, roleArn) {
    const { clock, random, log, cancelled } = step;
    // The post step knows by its ticket that the token was good for everything.
    const provenAt = (0,_signalbox_registry_ticket__WEBPACK_IMPORTED_MODULE_4__/* .parseTicket */ .sH)(step.state(_signalbox_registry_ticket__WEBPACK_IMPORTED_MODULE_4__/* .TICKET */ .XD))?.heldSince;
    const connection = await (0,_signalbox_registry_for_step__WEBPACK_IMPORTED_MODULE_2__/* .registryFor */ .Z)(inputs, step, provenAt);
    const stacks = inputs['stack-name'].length > 0 ? { stacks: await connectStacks(inputs, step, roleArn) } : {};
    return { ...connection, ...stacks, clock, random, log, cancelled };
}
const PASSING = ['throttled', 'unavailable'];
/** Reads stack statuses from CloudFormation; waits out what passes. Loads the SDK. */
async function connectStacks(inputs, step, roleArn) {
    const { clock, random, cancelled: signal } = step;
    const { 'aws-region': region, 'correlation-id': correlationId } = inputs;
    /** Each stack is asked for in its own region. */
    const { readerOf } = (0,_signalbox_cloudformation_for_step__WEBPACK_IMPORTED_MODULE_0__/* .awsFor */ .B)({ region, roleArn, correlationId }, step);
    const classify = (error) => ({
        retry: error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_1__/* .ReadError */ .F && PASSING.includes(error.trouble),
    });
    return {
        status: async (name) => {
            try {
                const reader = await readerOf(name);
                const stack = await (0,_signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_5__/* .retry */ .L5)(() => reader.describeStack(name), {
                    clock,
                    random,
                    classify,
                    signal,
                    attempts: 6,
                });
                return stack?.status;
            }
            catch (error) {
                if (!(error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_1__/* .ReadError */ .F))
                    throw error;
                const wayOut = PASSING.includes(error.trouble)
                    ? 'AWS is out of order or throttles this account: run again later.'
                    : 'Give the step AWS credentials with cloudformation:DescribeStacks.';
                throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`Input "stack-name": the status of ${name} could not be read (${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .errorLine */ .B)(error)}). ${wayOut}`);
            }
        },
    };
}


/***/ }),

/***/ 42754:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Re: () => (/* binding */ knownEnd),
  P6: () => (/* binding */ releaseAfterJob),
  u$: () => (/* binding */ releaseById)
});

// EXTERNAL MODULE: ./packages/registry/src/operations/registered.ts
var registered = __webpack_require__(68806);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/registry/src/model/ending.ts
var model_ending = __webpack_require__(53988);
// EXTERNAL MODULE: ./packages/registry/src/model/names.ts
var names = __webpack_require__(55107);
// EXTERNAL MODULE: ./packages/registry/src/model/position.ts
var position = __webpack_require__(2544);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var registration = __webpack_require__(81118);
// EXTERNAL MODULE: ./packages/registry/src/words/totals.ts
var words_totals = __webpack_require__(61724);
// EXTERNAL MODULE: ./packages/registry/src/operations/count.ts
var count = __webpack_require__(92771);
// EXTERNAL MODULE: ./packages/registry/src/words/distributions.ts
var distributions = __webpack_require__(25536);
// EXTERNAL MODULE: ./packages/registry/src/operations/forged.ts
var forged = __webpack_require__(37171);
;// CONCATENATED MODULE: ./packages/registry/src/operations/count-ending.ts



/** So many are searched for one that says what had ended before. Nearly each of them does. */
const FURTHER_BACK = 100;
/** All endings, with this one; undefined where that cannot be read now: the next one counts it, too. */
async function countEnding(ending, { registrations, more, now }, { registry, owners, environment }) {
    const own = { ...ending, now };
    if ((0,count/* anyTotals */.et)(registrations) || !more)
        return (0,count/* totalsWith */.a7)(registrations, own);
    try {
        const further = await registry.past(environment, FURTHER_BACK, { cheaply: true });
        return (0,count/* totalsWith */.a7)(await (0,forged/* withoutForged */.s)(further, { owners, repository: registry.repository }), own);
    }
    catch {
        return undefined;
    }
}
/**
 * How long all took, with this one, which ends as `of`. What changes by it is written before the end, whose words have no
 * room. The next ending counts again what cannot be written.
 */
async function noteDistributions(own, of, { registrations, now }, registry) {
    const { id, heldSince, payload, createdAt } = own;
    if (heldSince === undefined)
        return undefined;
    const all = (0,count/* distributionsWith */.oJ)(registrations, { payload, createdAt, heldSince }, { of, now });
    try {
        for (const one of all.filter((each) => each.of === of))
            await registry.post(id, { state: 'in_progress', description: (0,distributions/* formatDistributions */.rl)(one) });
        return all;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./packages/registry/src/operations/join.ts
var join = __webpack_require__(42450);
// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/obstacles.ts + 1 modules
var obstacles = __webpack_require__(60670);
;// CONCATENATED MODULE: ./packages/registry/src/operations/release.ts













/** Ends a registration with one last status; safe to repeat. The caller fails its step on `overlaps` or `lost`. */
async function release(request, ports) {
    const { ticket, outcome } = request;
    const { registry } = ports;
    const snapshot = await registry.snapshot(ticket.environment);
    const id = ticket.deploymentId ?? (await (0,join/* findByNonce */.Kd)(registry, ticket.environment, ticket.nonce));
    if (id === undefined)
        return { ended: false, overlaps: [] };
    const listed = snapshot.registrations.find((each) => each.id === id);
    // One of many long rows may have been read in part: by itself it is read as far as any is.
    const seen = listed === undefined || listed.truncated ? await registry.find(id) : listed;
    const own = seen && { ...seen, ...heldSince(seen, ticket) };
    if (own === undefined)
        return { ended: false, overlaps: [], ...(ticket.holding ? { lost: 'it was deleted' } : {}) };
    if ((0,registration/* queuePhaseOf */.Em)(own.latest) === 'over')
        return await foundOver(own, request, { snapshot, ports });
    const { line: unsettled, busy } = await unsettledStacks(request.stacks, ports);
    if (busy && request.closedWhileBusy && own.heldSince !== undefined)
        return await leaveClosed(id, request, { own, snapshot, unsettled, ports });
    const held = own.heldSince === undefined ? undefined : Math.max(0, (snapshot.now - own.heldSince) / 1000);
    const said = request.description ?? describe(request, held, unsettled);
    const words = model_ending/* STATES */.xj[outcome] === 'failure' ? (0,model_ending/* failureWords */.AC)(said, request.marks) : said;
    // Who never held has deployed nothing.
    const { totals, distributions } = held === undefined ? {} : await release_count(own, request, snapshot, ports);
    await registry.post(id, {
        state: held === undefined ? 'inactive' : model_ending/* STATES */.xj[outcome],
        description: totals === undefined ? words : (0,words_totals/* withTotals */.YC)((0,names/* description */.h_)(words), totals, names/* LONGEST_DESCRIPTION */.iC),
        autoInactive: held !== undefined && outcome === 'success',
        ...(0,values/* compact */.oE)({ logUrl: request.logUrl, environmentUrl: request.environmentUrl }),
    });
    const lost = lossOf(own, ticket);
    return (0,values/* compact */.oE)({
        ended: true,
        ...(await overlaps(own, snapshot, ports)),
        lost,
        heldSeconds: held,
        unsettled,
        totals,
        distributions,
        seen: { own, snapshot },
    });
}
/**
 * It is over already. If we wrote that, the release is done; if somebody else did while we held, others may have
 * deployed at the same time. A release by the id of what is over only returns how it ended.
 */
async function foundOver(own, request, { snapshot, ports }) {
    const { ticket } = request;
    const end = (0,model_ending/* endOf */.pJ)(own);
    if (end === undefined)
        return { ended: false, overlaps: [] };
    const over = (0,model_ending/* endLine */.Sk)(end);
    const endedAs = end.state;
    const totals = (0,count/* totalsOf */.vA)((await believedIn(snapshot, ports)).registrations);
    const known = { ...(totals === undefined ? {} : { totals }), seen: { own, snapshot } };
    if ((0,model_ending/* isOurs */.MU)(end, request)) {
        const heldSeconds = own.heldSince === undefined ? undefined : (end.createdAt - own.heldSince) / 1000;
        return (0,values/* compact */.oE)({
            ended: ticket.holding === true,
            over,
            endedAs,
            ...(await overlaps(own, snapshot, ports)),
            heldSeconds,
            lost: own.truncated ? lossOf(own, ticket) : undefined,
            ...known,
        });
    }
    if (!ticket.holding)
        return { ended: false, over, endedAs, overlaps: [] };
    const met = await overlaps(own, snapshot, ports);
    return { ended: false, over, endedAs, ...met, lost: `it was ended (${over})`, ...known };
}
/** This ending, and all before it. */
async function release_count(own, { ticket: { environment }, outcome, marks, distributions }, seen, { registry, owners }) {
    const snapshot = await believedIn(seen, { registry, owners });
    const ending = { nonce: own.payload.nonce, state: model_ending/* STATES */.xj[outcome], marks };
    const totals = await countEnding(ending, snapshot, { registry, owners, environment });
    if (totals === undefined || distributions !== true)
        return (0,values/* compact */.oE)({ totals });
    return (0,values/* compact */.oE)({
        totals,
        distributions: await noteDistributions(own, model_ending/* STATES */.xj[outcome], snapshot, registry),
    });
}
/** The snapshot, without totals that nobody counted. */
const believedIn = async (snapshot, { registry: { repository }, owners }) => ({
    ...snapshot,
    registrations: await (0,forged/* withoutForged */.s)(snapshot.registrations, { owners, repository }),
});
/**
 * How the hold was lost while we deployed. A status may move a deployment to another environment, where nobody who wants
 * ours looks for it (docs.github.com/en/rest/deployments/statuses: "environment").
 */
function lossOf({ interrupted, environment, truncated }, ticket) {
    if (interrupted !== undefined)
        return `it was ended (${(0,model_ending/* endLine */.Sk)(interrupted)})`;
    // An end that somebody wrote meanwhile may be among them.
    if (truncated && ticket.holding)
        return 'others wrote more statuses to it than are read, so it is not known whether it was ended';
    const stays = environment.toLowerCase() === ticket.environment.toLowerCase();
    return stays || !ticket.holding ? undefined : `it was moved to ${(0,untrusted/* oneLine */.TN)(environment, 100)}`;
}
/** A read that lags behind our own hold must not make a short deployment one that never began. */
function heldSince({ heldSince: seen }, { heldSince: known }) {
    const since = seen ?? known;
    return since === undefined ? {} : { heldSince: since };
}
/** The registration still holds: only its page says more. */
async function leaveClosed(id, { ticket, outcome, logUrl }, found) {
    const { own, snapshot, unsettled, ports } = found;
    await ports.registry.post(id, {
        state: 'in_progress',
        description: `closed until it is known what became of it (job: ${outcome}); ${unsettled}`,
        ...(0,values/* compact */.oE)({ logUrl }),
    });
    const lost = lossOf(own, ticket);
    return (0,values/* compact */.oE)({
        ended: false,
        closed: true,
        ...(await overlaps(own, snapshot, ports)),
        lost,
        unsettled,
    });
}
/** What cannot be read now must not keep the environment closed. */
async function unsettledStacks(names, ports) {
    try {
        const reason = (await (0,obstacles/* stackObstacle */.e)(names, ports))?.reason;
        return { line: reason?.details, busy: reason?.code === 'stack-busy' };
    }
    catch (error) {
        return { line: `its stacks could not be read: ${(0,errors/* errorLine */.B)(error)}`, busy: false };
    }
}
function describe({ outcome, by }, held, unsettled) {
    const whose = by === undefined ? '' : `, ended by ${by}`;
    if (held === undefined)
        return `${join/* LEFT */.M3}: ${outcome}${whose}`;
    return `${(0,model_ending/* endWords */.Bx)(outcome, held)}${whose}${unsettled === undefined ? '' : `; ${unsettled}`}`;
}
/** So many jobs are asked about: anybody who may write deployments may write a thousand. */
const MOST_ASKED = 10;
/**
 * The others whose holds met ours. Must be none: this is the alarm for a registry that lagged beyond `settle`. What was
 * written in the name of a job that did not run meanwhile raises none; what is in our own job's name is not another.
 */
async function overlaps(own, snapshot, { owners }) {
    const [real, possibleOverlaps] = [[], []];
    const met = overlapping(own, snapshot);
    for (const { other, from, until } of met.slice(0, MOST_ASKED)) {
        const who = (0,position/* whoLine */.Ld)(other, snapshot.now);
        const line = other.id === registration/* UNKNOWN_ID */.n4 ? who : `registration ${other.id} of ${who}`;
        // The deployment is done: trouble with this question must not hide that.
        const lived = await owners.lived(other.payload, from, until).catch(() => 'unknown');
        if (lived === 'unknown')
            possibleOverlaps.push(line);
        else if (lived)
            real.push(line);
    }
    if (met.length > MOST_ASKED)
        possibleOverlaps.push(`${met.length - MOST_ASKED} more registrations`);
    return { overlaps: real, ...(possibleOverlaps.length === 0 ? {} : { possibleOverlaps }) };
}
/** Those that say they held while we did, and when. */
function overlapping(own, { registrations, now }) {
    const since = own?.heldSince;
    if (own === undefined || since === undefined)
        return [];
    const end = own.ended?.createdAt ?? now;
    const { repository, checkRunId, nonce } = own.payload;
    return registrations.flatMap((other) => {
        const [from, until] = [
            Math.max(since, other.heldSince ?? (other.truncated ? other.createdAt : Infinity)),
            Math.min(end, other.ended?.createdAt ?? now),
        ];
        // Our own row has no known id where a read shows it as over.
        const same = other.id === own.id || other.payload.nonce === nonce;
        const sameJob = checkRunId !== undefined &&
            other.payload.checkRunId === checkRunId &&
            (0,names/* sameRepository */.RB)(other.payload.repository, repository);
        return same || sameJob || from >= until ? [] : [{ other, from, until }];
    });
}

// EXTERNAL MODULE: ./packages/registry/src/model/snapshot.ts
var snapshot = __webpack_require__(68875);
// EXTERNAL MODULE: ./packages/registry/src/model/ticket.ts
var model_ticket = __webpack_require__(85651);
// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/runner/src/step/unknown.ts
var step_unknown = __webpack_require__(45365);
// EXTERNAL MODULE: ./packages/telemetry/src/inputs.ts
var src_inputs = __webpack_require__(56518);
// EXTERNAL MODULE: ./actions/coordinate/src/summary.ts
var summary = __webpack_require__(38780);
// EXTERNAL MODULE: ./actions/coordinate/src/telemetry.ts
var telemetry = __webpack_require__(91991);
;// CONCATENATED MODULE: ./actions/coordinate/src/release.ts










/** Post step of `acquire`: ends the registration with the job's outcome. */
async function releaseAfterJob(inputs, step, connect, { hurried = false, facts = {}, ...options } = {}) {
    const ticket = (0,model_ticket/* parseTicket */.sH)(step.state(model_ticket/* TICKET */.XD));
    if (ticket === undefined)
        return undefined;
    const outcome = outcomeOf(inputs['job-status']);
    const released = await tryRelease({
        ...{ ticket, outcome, logUrl: step.job.runUrl, stacks: inputs['stack-name'] },
        distributions: (0,src_inputs/* wantsTelemetry */.vg)(inputs, step.env),
        marks: (0,telemetry/* marksOf */.Ok)(facts),
        ...words(inputs),
        ...options,
    }, step, { connect, hurried });
    if (released === undefined)
        return undefined;
    await (0,telemetry/* publishEnding */.vw)({ inputs, outcome, released, facts }, step);
    const failure = report(released, inputs.environment, step);
    if (failure !== undefined)
        throw failure;
    return await warnUnusual(released, outcome, inputs.environment, step);
}
/** Says so where the deployment was not normal, by how often that was of late. Never throws. */
async function warnUnusual(released, outcome, environment, { log }) {
    if (!released.ended)
        return undefined;
    try {
        const { unusualOf } = await Promise.all(/* import() */[__webpack_require__.e(851), __webpack_require__.e(575), __webpack_require__.e(417)]).then(__webpack_require__.bind(__webpack_require__, 14417));
        const found = unusualOf(released, outcome);
        for (const { title, words, often } of found) {
            if (often)
                log.warning(`${environment}: ${words}.`, title);
            else
                log.info(`${environment}: ${words}.`);
        }
        if (found.length === 0)
            return undefined;
        return {
            words: found.map(({ words }) => words).join('. '),
            often: found.some(({ often }) => often),
        };
    }
    catch (error) {
        log.info(`${environment}: it was not compared with what is normal: ${(0,errors/* errorLine */.B)(error)}.`);
        return undefined;
    }
}
/** How long an outage of GitHub is waited out, so that the record is true. After a cancellation there is no time. */
const OUTAGE_SECONDS = 15 * 60;
const PAUSE_SECONDS = 20;
/** The deployment itself is done: an outage or a dead token must not turn it red. Others see that the job is over. */
async function tryRelease(request, { log, clock, cancelled }, { connect, hurried }) {
    const { environment, holding } = request.ticket;
    const waits = holding && !hurried && request.outcome !== 'cancelled';
    const deadline = clock.now() + (waits ? OUTAGE_SECONDS * 1000 : 0);
    for (let tries = 1;; tries++) {
        try {
            return await release(request, await connect());
        }
        catch (error) {
            const again = error instanceof snapshot/* RegistryError */.gl && clock.now() < deadline && !cancelled.aborted;
            if (!again) {
                const why = (0,errors/* errorLine */.B)(error).replace(/\.$/, '');
                log.warning(request.ticket.deploymentId === undefined
                    ? `It is not known whether a registration for ${environment} was left (${why}). If so, the next deployment takes over some minutes after this job.`
                    : `${environment} was not released (${why}). The next deployment takes over some minutes after this job.`);
                return undefined;
            }
            if (tries === 1)
                log.info(`${environment} is still held, trying again: ${(0,errors/* errorLine */.B)(error)}`);
            await clock.sleep(PAUSE_SECONDS * 1000, cancelled);
        }
    }
}
/** Operation `release`: ends the registration `deployment-id` with `state`. */
async function releaseById(context) {
    const { inputs, step, ports } = context;
    const id = inputs['deployment-id'] ?? 0;
    const { payload } = await (0,registered/* findRegistration */.r)(id, inputs.environment, ports, { over: true });
    const ticket = { environment: inputs.environment, nonce: payload.nonce, deploymentId: id };
    const outcome = inputs.state ?? assumedEnd(payload, inputs, step);
    const stacks = inputs['stack-name'].length > 0 ? inputs['stack-name'] : [];
    const { actor, runId, runUrl: logUrl } = step.job;
    const by = `${actor || 'somebody'} in run ${runId}`;
    const distributions = (0,src_inputs/* wantsTelemetry */.vg)(inputs, step.env);
    const request = { ticket, outcome, stacks, logUrl, by, distributions, ...words(inputs) };
    const released = await release(request, ports);
    // What was over already was published by the one that ended it.
    const published = released.over === undefined
        ? await (0,telemetry/* publishEnding */.vw)({ inputs, outcome, released, facts: {} }, step)
        : undefined;
    const values = {
        ...{ 'deployment-id': id, state: released.endedAs ?? outcome },
        ...{ 'telemetry-status': published?.status ?? 'off', 'trace-id': published?.traceId },
    };
    const what = released.over === undefined
        ? `ended registration ${id} as ${outcome}`
        : `registration ${id} was over already: ${released.over}`;
    await step.summary((0,summary/* section */.uW)(what, context));
    if (released.over === undefined)
        return { values, failure: report(released, inputs.environment, step) };
    step.log.notice(`${capital(what)}.`, 'Nothing to release');
    return { values };
}
/**
 * The end that `state` does not say. This job's status is that of a deployment of its own only: the job that releases after
 * another one that failed goes well itself.
 */
function assumedEnd({ runId, checkRunId }, inputs, step) {
    const own = runId === step.job.runId && checkRunId !== undefined && checkRunId === inputs['check-run-id'];
    const outcome = outcomeOf(knownEnd(inputs, step)['job-status']);
    if (own || outcome !== 'success')
        return outcome;
    step.log.warning('Input "state" is missing, and this is not the job that registered, so how the deployment ended is not known: it is ended as an error. Say how the deploying job ended.', 'Not known how it ended');
    return 'error';
}
/** The job's end, unless a monitor in it has lost the deployment: what nobody knows is no success. */
function knownEnd(inputs, { env, log }) {
    const unknown = (0,step_unknown/* unknownLine */.f2)((0,step_unknown/* unknownIn */.e3)(env));
    if (unknown === undefined || inputs['job-status'] !== 'success')
        return inputs;
    const description = `what became of the deployment is not known: ${unknown}`;
    log.warning(`The job succeeded, but ${description}. It is ended as an error.`, 'Not known how it ended');
    return { ...inputs, 'job-status': 'error', description: inputs.description ?? description };
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const words = ({ description, reason, 'environment-url': environmentUrl }) => ({
    ...(description === undefined && reason === undefined ? {} : { description: description ?? reason ?? '' }),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
});
/** `job.status` is success, failure or cancelled; anything else is not known to have succeeded. */
function outcomeOf(jobStatus) {
    if (jobStatus === 'success' || jobStatus === 'failure' || jobStatus === 'cancelled')
        return jobStatus;
    return 'error';
}
/** Returns why the step is red: when the hold was not exclusive, that must not stay green. */
function report(released, environment, { log }) {
    const { ended, heldSeconds, overlaps, possibleOverlaps = [], lost, unsettled, closed } = released;
    if (closed)
        log.warning(`${environment} stays closed: ${unsettled}. The next deployment takes over some minutes after this job, when the stack is at rest.`);
    else if (unsettled !== undefined)
        log.warning(`${environment} is released, but ${unsettled}: the next deployment waits until the stack is at rest.`);
    if (possibleOverlaps.length > 0)
        log.warning(`It is not known whether ${possibleOverlaps.join(' and ')} held ${environment} at the same time: GitHub does not tell whether that job ran (actions: read).`, 'Overlap');
    if (overlaps.length > 0)
        return new errors/* UserError */.y(`OVERLAP: while this run held ${environment}, so did ${overlaps.join(' and ')}. Check what is deployed, and set a longer "settle".`);
    if (lost !== undefined)
        return new errors/* UserError */.y(`The hold on ${environment} was lost while deploying: ${lost}. Others may have deployed meanwhile: check what is deployed.`);
    if (ended)
        log.info(`Released ${environment}${heldSeconds === undefined ? '' : ` after ${(0,duration/* formatDuration */.a3)(heldSeconds)}`}.`);
    else if (!closed)
        log.info(`Nothing to release for ${environment}.`);
    return undefined;
}


/***/ }),

/***/ 38780:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JF: () => (/* binding */ queueSection),
/* harmony export */   YM: () => (/* binding */ runAddress),
/* harmony export */   al: () => (/* binding */ inOrder),
/* harmony export */   li: () => (/* binding */ deploymentsTable),
/* harmony export */   uW: () => (/* binding */ section),
/* harmony export */   ut: () => (/* binding */ runLink),
/* harmony export */   z7: () => (/* binding */ when)
/* harmony export */ });
/* harmony import */ var _signalbox_registry_decide__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14403);
/* harmony import */ var _signalbox_registry_history__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16239);
/* harmony import */ var _signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81118);
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28554);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30033);





/** What was done or found, where there is no queue to show. */
const section = (what, { inputs }) => `### ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(inputs.environment)}: ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(what, 1000)}\n`;
/** Rows of a table: anybody who may write deployments may write a thousand. */
const MOST_ROWS = 50;
/** The queue as a table of the job summary. What is known of the owners shows who has no position any more. */
function queueSection(title, { registrations, freezes, now }, { inputs, step }, liveness = new Map()) {
    const live = registrations.filter(({ latest }) => (0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(latest) !== 'over').sort(inOrder);
    const lines = [`### ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(inputs.environment)}: ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(title)}`, ''];
    for (const { by, reason, since } of freezes.slice(0, MOST_ROWS))
        lines.push(`Frozen by ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(by)} since ${when(since)}: ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(reason)}`, '');
    if (live.length === 0)
        return [...lines, 'Nobody deploys or waits.', ''].join('\n');
    lines.push('| | run | commit | by | for | registration |', '| --- | --- | --- | --- | --- | --- |');
    const shown = live.slice(0, MOST_ROWS);
    lines.push(...shown.map((registration) => row(registration, now, { liveness, step })), '');
    if (live.length > shown.length)
        lines.push(`And ${live.length - shown.length} more.`, '');
    return lines.join('\n');
}
/** What was deployed of late, newest first. */
function deploymentsTable(recent, serverUrl) {
    if (recent.length === 0)
        return '';
    const rows = recent.map((registration) => {
        const { sha, payload, ended, createdAt } = registration;
        const { seconds = 0 } = (0,_signalbox_registry_history__WEBPACK_IMPORTED_MODULE_0__/* .finishedRun */ .sV)(registration) ?? {};
        const cells = [
            when(ended?.createdAt ?? createdAt),
            ended?.state ?? '',
            (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(seconds),
            `\`${sha.slice(0, 7)}\``,
            runLink(registration, serverUrl),
            (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(payload.actor, 60),
        ];
        return `| ${cells.join(' | ')} |`;
    });
    const head = ['| ended | outcome | took | commit | run | by |', '| --- | --- | --- | --- | --- | --- |'];
    return ['The last deployments:', '', ...head, ...rows, ''].join('\n');
}
/** ISO 8601, whole seconds as GitHub counts them. */
const when = (at) => new Date(at).toISOString().replace('.000Z', 'Z');
const runAddress = ({ payload }, serverUrl) => `${serverUrl}/${payload.repository}/actions/runs/${payload.runId}`;
/** The run as a link of the job summary. */
function runLink(registration, serverUrl) {
    const { workflow, runId } = registration.payload;
    const url = (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .safeUrl */ .Pl)(runAddress(registration, serverUrl));
    const name = (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(`${workflow || 'run'} ${runId}`, 80);
    return url === undefined ? name : `[${name}](${url})`;
}
const WORDS = { holding: 'deploying', claiming: 'claiming', waiting: 'waiting', over: 'over' };
/** Who holds or claims before who waits, each in the order of the queue. */
function inOrder(a, b) {
    const waits = ({ latest }) => ((0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(latest) === 'waiting' ? 1 : 0);
    const queueOrder = ({ id, payload }) => ({ id, priority: payload.priority });
    return waits(a) - waits(b) || ((0,_signalbox_registry_decide__WEBPACK_IMPORTED_MODULE_4__/* .before */ .g)(queueOrder(a), queueOrder(b)) ? -1 : 1);
}
function row(registration, now, { liveness, step }) {
    const { payload, sha, latest, heldSince, createdAt } = registration;
    const phase = (0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(latest);
    const since = phase === 'holding' ? (heldSince ?? createdAt) : createdAt;
    const lives = (liveness.get(registration.id) ?? 'alive') === 'alive';
    const cells = [
        lives ? WORDS[phase] : `${WORDS[phase]}, job over`,
        runLink(registration, step.job.serverUrl),
        `\`${sha.slice(0, 7)}\``,
        (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .markdownText */ .p7)(payload.actor, 60),
        (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)((now - since) / 1000),
        // What `release` asks for.
        registration.id === _signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN_ID */ .n4 ? 'not told yet' : `\`${registration.id}\``,
    ];
    return `| ${cells.join(' | ')} |`;
}


/***/ }),

/***/ 91991:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K1: () => (/* binding */ traceIdFor),
/* harmony export */   Ok: () => (/* binding */ marksOf),
/* harmony export */   _q: () => (/* binding */ gaugesOf),
/* harmony export */   iu: () => (/* binding */ countsFor),
/* harmony export */   vw: () => (/* binding */ publishEnding)
/* harmony export */ });
/* harmony import */ var _signalbox_registry_distributions__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25536);
/* harmony import */ var _signalbox_registry_ending__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53988);
/* harmony import */ var _signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81118);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(75652);
/* harmony import */ var _signalbox_telemetry_inputs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56518);
/* harmony import */ var _signalbox_telemetry_parent__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3681);







/** What is counted of it. */
const marksOf = ({ outcome, breached = false }) => ({
    rollback: outcome === 'rolled-back' || outcome === 'rollback-failed',
    breach: outcome === 'breached' || breached,
});
/** Publishes the ending as telemetry, where the inputs or OpenTelemetry's variables say so. Never throws. Nothing else is loaded. */
async function publishEnding(ending, step) {
    const { inputs, released, facts } = ending;
    if (!(0,_signalbox_telemetry_inputs__WEBPACK_IMPORTED_MODULE_4__/* .wantsTelemetry */ .vg)(inputs, step.env))
        return undefined;
    try {
        const deployment = telemetryOf(ending, step);
        if (deployment === undefined || released.seen === undefined)
            return undefined;
        const { publishDeployment } = await Promise.all(/* import() */[__webpack_require__.e(812), __webpack_require__.e(57)]).then(__webpack_require__.bind(__webpack_require__, 96057));
        const published = await publishDeployment(deployment, inputs, step, { credentials: facts.credentials });
        // Of a post step the runner drops them.
        step.output('telemetry-status', published.status);
        step.output('trace-id', published.traceId);
        return published;
    }
    catch (error) {
        step.log.warning(`Telemetry failed: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .errorLine */ .B)(error)}. The deployment itself is not affected.`, 'Telemetry');
        return undefined;
    }
}
/** The trace that the job's deployment will have; undefined where none is sent. */
function traceIdFor(inputs, correlationId, step) {
    if (!(0,_signalbox_telemetry_inputs__WEBPACK_IMPORTED_MODULE_4__/* .wantsTelemetry */ .vg)(inputs, step.env))
        return undefined;
    const { repository, runId, runAttempt } = step.job;
    const deployer = { repository, runId, runAttempt, correlationId, checkRunId: inputs['check-run-id'] };
    return (0,_signalbox_telemetry_parent__WEBPACK_IMPORTED_MODULE_5__/* .rootSpanOf */ .U)((0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_6__/* .compact */ .oE)(deployer), step.env).root.traceId;
}
/** Undefined for one that never held: it left the queue, and nothing was deployed. */
function telemetryOf({ inputs, outcome, released, facts }, { job }) {
    const { seen, totals, distributions } = released;
    const heldSince = seen?.own.heldSince;
    if (seen === undefined || heldSince === undefined)
        return undefined;
    const { own, snapshot } = seen;
    const endedAt = own.ended?.createdAt ?? Math.max(snapshot.now, heldSince);
    const counted = COUNTED[_signalbox_registry_ending__WEBPACK_IMPORTED_MODULE_1__/* .STATES */ .xj[outcome]];
    const marks = marksOf(facts);
    const held = {
        ...{ kind: 'hold', name: 'hold', startedAt: heldSince, endedAt },
        ...(counted === 'succeeded' ? { outcome: 'ok' } : {}),
    };
    const queue = {
        ...{ kind: 'queue', name: 'queue', startedAt: own.createdAt, endedAt: heldSince, outcome: 'ok' },
    };
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_6__/* .compact */ .oE)({
        ...deployerOf(own),
        environment: inputs.environment,
        registry: inputs.repository,
        sha: own.sha,
        workflow: own.payload.workflow,
        actor: own.payload.actor,
        runUrl: `${job.serverUrl}/${own.payload.repository}/actions/runs/${own.payload.runId}/attempts/${own.payload.runAttempt}`,
        startedAt: own.createdAt,
        endedAt,
        outcome: facts.outcome ?? outcomeFor(outcome),
        counted,
        rolledBack: marks.rollback,
        breached: marks.breach,
        reason: facts.reason,
        phases: [queue, held, ...(facts.phases ?? [])],
        waitedFor: waitedFor(own, heldSince, snapshot),
        ...countsFor(totals, distributions),
        heldSeconds: (endedAt - heldSince) / 1000,
        waitedSeconds: (heldSince - own.createdAt) / 1000,
        gauges: gaugesOf(snapshot, { at: endedAt, ended: { own, succeeded: counted === 'succeeded' } }),
    });
}
const COUNTED = {
    success: 'succeeded',
    failure: 'failed',
    error: 'error',
    inactive: 'released',
};
const outcomeFor = (outcome) => outcome === 'cancelled' ? outcome : COUNTED[_signalbox_registry_ending__WEBPACK_IMPORTED_MODULE_1__/* .STATES */ .xj[outcome]];
const deployerOf = ({ id, payload }) => {
    const { repository, correlationId, runId, runAttempt, checkRunId } = payload;
    const which = id === 0 ? undefined : id;
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_6__/* .compact */ .oE)({ repository, correlationId, runId, runAttempt, checkRunId, deploymentId: which });
};
/** Who held until we did: the one whose end came last before, while we were waiting. GitHub counts whole seconds. */
function waitedFor(own, heldSince, { registrations }) {
    const [last] = registrations
        .filter(({ ended, heldSince: since, payload }) => {
        const meanwhile = ended !== undefined && ended.createdAt >= own.createdAt && ended.createdAt <= heldSince;
        return meanwhile && since !== undefined && payload.nonce !== own.payload.nonce;
    })
        .toSorted((a, b) => (b.ended?.createdAt ?? 0) - (a.ended?.createdAt ?? 0));
    return last && deployerOf(last);
}
/** The registry's counts, as telemetry has them. */
const countsFor = (totals, distributions) => (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_6__/* .compact */ .oE)({
    totals: totals && totalsFor(totals),
    durations: distributions && byOutcome(distributions, 'durations', _signalbox_registry_distributions__WEBPACK_IMPORTED_MODULE_0__/* .DURATION_BOUNDS */ .Rx),
    waits: distributions && byOutcome(distributions, 'waits', _signalbox_registry_distributions__WEBPACK_IMPORTED_MODULE_0__/* .WAIT_BOUNDS */ .sL),
});
const totalsFor = ({ all, failures, errors, released, rollbacks, breaches, since, }) => ({
    deployments: { succeeded: all - failures - errors - released, failed: failures, error: errors, released },
    ...{ rollbacks, breaches, since: Date.parse(since) },
});
const byOutcome = (all, which, bounds) => Object.fromEntries(all.map((one) => [COUNTED[one.of], { bounds, ...one[which], since: Date.parse(one.since) }]));
function gaugesOf({ registrations, freezes }, { at, ended }) {
    const others = registrations.filter(({ payload }) => payload.nonce !== ended?.own.payload.nonce);
    const waiting = others.filter(({ latest }) => ['waiting', 'claiming'].includes((0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(latest)));
    const successes = registrations.flatMap((one) => one.heldSince !== undefined && one.ended?.state === 'success' ? [one.ended.createdAt] : []);
    const last = Math.max(...successes, ended?.succeeded ? at : 0);
    return {
        ...{ at, frozen: freezes.length > 0, queueDepth: waiting.length },
        ...(last > 0 ? { lastSuccess: last } : {}),
    };
}


/***/ }),

/***/ 50936:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Gu: () => (/* binding */ acquireTurn),
  FB: () => (/* binding */ proceedWithout),
  kz: () => (/* binding */ register),
  Ld: () => (/* binding */ reportRefusal),
  uk: () => (/* binding */ wait)
});

// EXTERNAL MODULE: ./packages/registry/src/model/snapshot.ts
var snapshot = __webpack_require__(68875);
// EXTERNAL MODULE: ./packages/registry/src/operations/join.ts
var join = __webpack_require__(42450);
// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/outdated.ts
var outdated = __webpack_require__(21046);
// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/promotion.ts
var preconditions_promotion = __webpack_require__(6569);
// EXTERNAL MODULE: ./packages/registry/src/operations/queue/inspect.ts
var inspect = __webpack_require__(31824);
// EXTERNAL MODULE: ./packages/registry/src/operations/queue/refusal.ts
var refusal = __webpack_require__(86688);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
;// CONCATENATED MODULE: ./packages/registry/src/model/contender/applied.ts
/** More are not counted: the pause does not grow any more. */
const MOST_MISSED = 5;
/** The contender after `move`. */
function applied(contender, move, result) {
    const { at, backpressure } = result;
    const after = (stage, change = {}) => ({
        ...contender,
        backpressure,
        stage,
        ...change,
    });
    switch (move.kind) {
        case 'observe':
            return afterRead(contender, result);
        case 'find':
            return after(result.found === true ? 'found' : 'gone');
        case 'check': {
            const { obstacle } = result;
            if (obstacle === undefined)
                return after(contender.claimed ? 'due' : 'clear', { obstructed: false });
            return after('blocked', { obstacle, obstructed: obstacle.act === 'wait' });
        }
        case 'write':
            return after(...afterWrite(contender, move, at));
        case 'announce':
            return after(contender.stage === 'blocked' ? 'blocked-announced' : 'announced');
        case 'sleep':
            if (contender.stage !== 'announced' && contender.stage !== 'watching')
                return after('rested');
            return after('paused', { readAgainAt: move.until });
        case 'poll': {
            const { moved = true, free = false } = result.polled ?? {};
            if (moved)
                return after('rested');
            // The first answer has to be counted: only then there is something to compare with.
            const polls = contender.polls + 1;
            return after('watching', { polls, counted: !free && polls > 1 });
        }
        case 'end':
            return contender;
    }
}
/** A claim has to settle for longer than a write of ours was invisible. */
function afterRead(contender, { at, backpressure, observed }) {
    const mine = observed?.mine ?? 'unseen';
    const { claimed, writtenAt, worstLagSeconds } = contender;
    const unseen = mine === 'unseen';
    const hidden = unseen || (claimed && mine !== 'claiming');
    const missed = unseen ? Math.min(MOST_MISSED, contender.missed + 1) : 0;
    const { obstacle: _, ...rest } = contender;
    return {
        ...rest,
        backpressure,
        stage: 'observed',
        worstLagSeconds: hidden ? Math.max(worstLagSeconds, (at - writtenAt) / 1000) : worstLagSeconds,
        missed,
        missedSince: missed <= 1 ? at : contender.missedSince,
        polls: 0,
        counted: false,
    };
}
function afterWrite({ stage, shown }, { as, why }, at) {
    if (as === 'claiming')
        return ['claimed', { claimed: true, writtenAt: at }];
    if (as === 'holding')
        return ['holding', { writtenAt: at }];
    if (why === 'position')
        return [stage, { shown: true }];
    return [why === 'obstacle' ? stage : 'withdrawn', { claimed: false, writtenAt: at, shown }];
}

;// CONCATENATED MODULE: ./packages/registry/src/model/contender/contender.ts
const newContender = (now) => ({
    stage: 'due',
    claimed: false,
    shown: false,
    writtenAt: now,
    worstLagSeconds: 0,
    missed: 0,
    missedSince: now,
    obstructed: false,
    readAgainAt: now,
    polls: 0,
    counted: false,
    backpressure: 1,
});

// EXTERNAL MODULE: ./packages/registry/src/model/contender/pacing.ts
var pacing = __webpack_require__(37984);
;// CONCATENATED MODULE: ./packages/registry/src/model/contender/next-move.ts

/** The next after an idle head reads so often, so that nobody is passed over for what was true a while ago. */
const IDLE_HEAD_SECONDS = 60;
/** Between checks of what is in the way apart from the queue. */
const OBSTRUCTED_SECONDS = 20;
/** Between reads that do not show our own registration: from 1 s up to this. */
const UNSEEN_SECONDS = 15;
/** So long reads must miss our own registration before it is read by its id. */
const GONE_MS = 60_000;
const NEVER = Number.POSITIVE_INFINITY;
const FIFTH = 0.2;
/** What to do now. `observed`: the last read; undefined before the first. */
function nextMove(contender, observed, now, options) {
    const { stage, shown, obstacle } = contender;
    if (stage === 'due' || observed === undefined)
        return { kind: 'observe' };
    switch (stage) {
        case 'rested':
            return observeInTime(now, options);
        case 'observed':
            return isMissing(contender, observed, now)
                ? { kind: 'find' }
                : onDecision(contender, observed, options);
        case 'found':
            return onDecision(contender, observed, options);
        case 'gone':
            return end({ kind: 'lost', how: 'deleted' });
        case 'clear':
            return write('claiming', 'claim');
        case 'claimed':
            return { kind: 'check', seconds: (0,pacing/* settleSeconds */.B7)(options.settleSeconds, contender.worstLagSeconds) };
        case 'blocked':
        case 'blocked-announced':
            return aroundObstacle(contender, obstacle, options);
        case 'withdrawn':
            // Two who met in a claim do not meet again at the next.
            return options.onBusy === 'wait' ? sleep(1, { jitter: 0.5 }) : refused(options.onBusy);
        case 'announced':
            return shown ? pauseBeforePoll(contender, observed, now, options) : write('waiting', 'position');
        case 'watching':
        case 'paused':
            if (now >= contender.readAgainAt)
                return observeInTime(now, options);
            return stage === 'paused' ? { kind: 'poll' } : pauseBeforePoll(contender, observed, now, options);
        case 'holding':
            return end({ kind: 'held' });
    }
}
const end = (as) => ({ kind: 'end', as });
const refused = (act, obstacle) => end({ kind: 'refused', act, obstacle });
const write = (as, why) => ({
    kind: 'write',
    as,
    why,
});
const sleep = (seconds, { jitter = 0, until = NEVER } = {}) => ({
    kind: 'sleep',
    seconds,
    jitter,
    until,
});
const observeInTime = (now, { deadline }) => now >= deadline ? end({ kind: 'too-late' }) : { kind: 'observe' };
const isMissing = ({ missed, missedSince }, { mine }, now) => missed > 0 && mine === 'unseen' && now - missedSince >= GONE_MS;
/** What `decide` says, as a move. */
function onDecision(contender, observed, options) {
    const { decision, ownHold } = observed;
    if (decision.act === 'hold' || holdsAlready(observed))
        return write('holding', 'hold');
    switch (decision.act) {
        case 'lost':
            return end({ kind: 'lost', how: 'ended' });
        case 'claim':
            // A claim is only worth making when what was in the way is gone: that is checked first.
            return contender.obstructed ? { kind: 'check', seconds: 0 } : write('claiming', 'claim');
        case 'keep':
            return sleep((0,pacing/* settleSeconds */.B7)(options.settleSeconds, contender.worstLagSeconds));
    }
    // What this very job holds is released when the job ends: waiting for it would take until the deadline.
    if (ownHold !== undefined)
        return end({ kind: 'holds-already', id: ownHold });
    if (decision.act === 'withdraw')
        return write('waiting', 'overtaken');
    if (decision.because === 'unseen')
        return sleep(Math.min(UNSEEN_SECONDS, 2 ** Math.max(0, contender.missed - 1)));
    return options.onBusy === 'wait' ? { kind: 'announce' } : refused(options.onBusy);
}
/** One that held before and claims again is shown as holding still: nothing is against it but that its claim is unseen. */
const holdsAlready = ({ decision, mine, partial }) => decision.act === 'keep' && decision.because === 'unseen' && mine === 'holding' && !partial;
/** The queue is free, and something else is in the way: no claim may be in place meanwhile. */
function aroundObstacle(contender, obstacle, { onBusy }) {
    const act = obstacle?.act ?? 'wait';
    if (act !== 'wait')
        return refused(act === 'skip' ? 'skip' : 'fail', obstacle);
    if (contender.claimed)
        return write('waiting', 'obstacle');
    if (onBusy !== 'wait')
        return refused(onBusy, obstacle);
    return contender.stage === 'blocked' ? { kind: 'announce' } : sleep(OBSTRUCTED_SECONDS, { jitter: FIFTH });
}
/** Until the one in front is polled, or until it is time to read everything again. */
function pauseBeforePoll(contender, observed, now, options) {
    const { pollContext, decision, at } = observed;
    const { backpressure, counted } = contender;
    const { position, heldSeconds } = pollContext;
    const idleHead = decision.act === 'wait' && decision.because === 'queued-behind' && position === 1;
    const again = idleHead ? IDLE_HEAD_SECONDS : (0,pacing/* readAgainSeconds */.wn)({ position, backpressure });
    const until = contender.stage === 'announced' ? Math.min(options.deadline, now + again * 1000) : contender.readAgainAt;
    const pause = (0,pacing/* pauseSeconds */.C3)({
        ...pollContext,
        heldSeconds: heldSeconds === undefined ? undefined : heldSeconds + (now - at) / 1000,
        backpressure: counted ? backpressure : 1,
    });
    return sleep(pause, { jitter: FIFTH, until });
}

// EXTERNAL MODULE: ./packages/registry/src/model/history.ts
var model_history = __webpack_require__(16239);
// EXTERNAL MODULE: ./packages/registry/src/model/names.ts
var names = __webpack_require__(55107);
// EXTERNAL MODULE: ./packages/registry/src/model/position.ts
var model_position = __webpack_require__(2544);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var registration = __webpack_require__(81118);
// EXTERNAL MODULE: ./packages/registry/src/model/reason.ts
var model_reason = __webpack_require__(47699);
;// CONCATENATED MODULE: ./packages/registry/src/operations/queue/announce.ts



/** Says in the log what is waited for, each time that it changes. */
function announcer(environment, { log }) {
    let last = '';
    const say = (key, line) => {
        if (key !== last)
            log.info(`Waiting for ${environment}: ${line}.`);
        last = key;
    };
    return {
        obstacle: ({ reason }) => say((0,model_reason/* formatReason */.K)(reason), (0,model_reason/* formatReason */.K)(reason)),
        position: (seen) => {
            const position = positionIn(seen);
            const frozen = frozenLine(seen, position);
            say(frozen ?? (0,model_position/* positionKey */.v1)(position), frozen ?? (0,model_position/* positionLine */.Cs)(position, seen.snapshot.now));
        },
    };
}
/** For GitHub's deployments page, which shows it long afterwards: in words that do not age. */
function waitingNotice(seen) {
    const position = positionIn(seen);
    return `waiting: ${frozenLine(seen, position) ?? (0,model_position/* positionNotice */.GD)(position, seen.snapshot.now)}`;
}
const positionIn = ({ snapshot, view, ending }) => (0,model_position/* queuePosition */.Bj)(snapshot, view.others, view.me, (0,model_history/* forecastOf */.DH)(snapshot), ending);
/** Why it is not the turn of registration `id`. */
const busyReason = (seen, id) => unseenReason(seen, id) ?? (0,model_position/* reasonOf */.A3)(seen, positionIn(seen));
const frozenLine = (seen, position) => seen.snapshot.freezes.length > 0 ? `frozen ${(0,model_position/* reasonOf */.A3)(seen, position).details}` : undefined;
/** Nobody is in front, but a read that does not show our own registration proves nothing. */
function unseenReason({ decision, snapshot }, id) {
    const unseen = 'because' in decision && decision.because === 'unseen';
    if (!unseen || snapshot.freezes.length > 0)
        return undefined;
    return { code: 'registry-unavailable', details: `GitHub does not show registration ${id}` };
}

// EXTERNAL MODULE: ./packages/registry/src/operations/queue/outage.ts
var outage = __webpack_require__(95345);
// EXTERNAL MODULE: ./packages/estimate/src/calibration.ts
var calibration = __webpack_require__(14292);
// EXTERNAL MODULE: ./packages/runner/src/step/log.ts
var log = __webpack_require__(84389);
// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/deployed.ts
var deployed = __webpack_require__(10888);
// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/obstacles.ts + 1 modules
var obstacles = __webpack_require__(60670);
// EXTERNAL MODULE: ./packages/registry/src/operations/queue/owners.ts
var owners = __webpack_require__(13906);
// EXTERNAL MODULE: ./packages/registry/src/operations/queue/watch.ts
var queue_watch = __webpack_require__(10255);
;// CONCATENATED MODULE: ./packages/registry/src/operations/queue/perform.ts










/** `deadline`: when waiting is over, by `clock.now()`. */
function newPerformer(request, deadline, ports) {
    const { environment } = request.ticket;
    const retryOutages = request.retryOutages === true && request.onBusy === 'wait';
    return {
        ...{ request, ports },
        watch: (0,owners/* newWatch */.mm)(environment, request, ports),
        announce: announcer(environment, ports),
        persist: (0,outage/* retryThroughOutage */.f)({ environment, deadline, retryOutages }, ports),
        warning: (0,log/* logOnce */.u)(ports.log).warning,
    };
}
/** Performs one move: reads, writes, sleeps or logs. Reads and writes are repeated in an outage. */
async function performed(performer, move, contender, seen) {
    const { request, ports, persist } = performer;
    if (move.kind === 'observe' || seen === undefined)
        return await observed(performer, contender);
    switch (move.kind) {
        case 'find': {
            const { deploymentId } = request.ticket;
            return { found: (await persist(() => ports.registry.find(deploymentId))) !== undefined };
        }
        case 'check': {
            const settled = move.seconds > 0 ? ports.clock.sleep(move.seconds * 1000, ports.cancelled) : undefined;
            const [found] = await Promise.all([check(performer, seen), settled]);
            return { obstacle: found };
        }
        case 'write':
            return await perform_write(performer, move.why, contender, seen);
        case 'announce':
            announced(performer, contender, seen);
            return {};
        case 'sleep':
            await perform_sleep(move, ports);
            return {};
        case 'poll':
            return { polled: await (0,queue_watch/* poll */.wt)(performer.watch, seen).catch(readInstead) };
        case 'end':
            return {};
    }
}
async function observed({ request, watch, persist }, { claimed }) {
    const { ticket, claimant } = request;
    const me = { id: ticket.deploymentId, nonce: ticket.nonce, priority: claimant.priority, claimed };
    const seen = await persist(() => (0,queue_watch/* observe */.lB)(watch, me));
    request.observe?.(seen);
    return { seen };
}
async function check({ request, ports, persist, warning }, { snapshot }) {
    const { environment, deploymentId } = request.ticket;
    const { stacks, repository, repositoryId } = request.claimant;
    const creator = (0,deployed/* creatorOf */.O)(snapshot, deploymentId);
    const intent = { ...request, environment, stacks, repository, repositoryId, creator };
    const found = await persist(() => (0,obstacles/* obstacle */.E)(intent, snapshot, ports));
    if (found?.act !== 'warn')
        return found;
    warning(found.warning ?? found.reason.details);
    return undefined;
}
async function perform_write(performer, why, contender, seen) {
    const { request, ports, persist } = performer;
    if (why === 'hold')
        return { held: await hold(performer, seen) };
    if (why === 'position') {
        await showPosition(performer, seen);
        return {};
    }
    const { ticket, logUrl } = request;
    const state = why === 'claim' ? 'in_progress' : 'queued';
    const description = DESCRIPTIONS[why](contender);
    await persist(() => ports.registry.post(ticket.deploymentId, { state, description, logUrl }));
    return {};
}
const DESCRIPTIONS = {
    claim: () => 'claim: checking that nobody else deploys',
    overtaken: () => 'waiting: another run came first',
    obstacle: ({ obstacle: found }) => `waiting: ${found?.reason.details ?? ''}`,
};
/** The position changes too often to be worth writes that are repeated: the page shows it only for people. */
async function showPosition({ request, ports, persist }, seen) {
    const { ticket, logUrl } = request;
    let tried = false;
    await persist(async () => {
        if (tried)
            return;
        tried = true;
        const description = waitingNotice(seen);
        await ports.registry.post(ticket.deploymentId, { state: 'queued', description, logUrl });
    });
}
function announced({ request, ports, announce }, contender, seen) {
    if (contender.obstacle !== undefined) {
        announce.obstacle(contender.obstacle);
        return;
    }
    announce.position(seen);
    if (contender.shown)
        return;
    const { ahead, ending } = positionIn(seen);
    const over = ahead[0] !== undefined && (ending?.has(ahead[0].id) ?? false);
    ports.subscriber?.waits(busyReason(seen, request.ticket.deploymentId), ahead, over);
}
async function perform_sleep({ seconds, jitter, until }, { clock, cancelled, random }) {
    const pause = jitter === 0 ? seconds : seconds * (1 - jitter + 2 * jitter * random());
    await clock.sleep(Math.min(pause, (until - clock.now()) / 1000) * 1000, cancelled);
}
/** What cannot be polled is read in full: that may work, and shows an outage when it does not. */
function readInstead(error) {
    if (error instanceof snapshot/* RegistryError */.gl)
        return { moved: true, free: false };
    throw error;
}
/** Writes the hold. The ticket is saved before and after: the answer may be lost. */
async function hold({ request, ports, persist }, { snapshot }) {
    const { ticket, claimant, sha, logUrl, remember } = request;
    const { registry, log } = ports;
    const { environment, deploymentId: id } = ticket;
    log.info(`Nobody else deploys to ${environment}: holding it as registration ${id}.`);
    if (snapshot.foreign > 0)
        log.info(foreignLine(snapshot.foreign, environment));
    remember({ ...ticket, holding: true });
    const { actor, workflow } = claimant;
    const expected = (0,model_history/* forecastOf */.DH)(snapshot);
    const prediction = expected === undefined ? '' : `, ${(0,calibration/* formatPrediction */.tV)((0,calibration/* predict */.K$)(expected))}`;
    const description = `deploying ${sha.slice(0, 7)}${prediction} (${workflow || 'run'} by ${actor})`;
    const status = await persist(() => registry.post(id, { state: 'in_progress', description, logUrl }));
    const held = { ...ticket, holding: true, heldSince: status.createdAt };
    remember(held);
    return { ticket: held, fencingToken: status.id, snapshot };
}
const foreignLine = (count, environment) => `${count} deployment(s) to ${environment} that Signalbox did not make are under way; it does not wait for them. If they come from jobs with environment: ${environment}, write environment: { name: ${environment}, deployment: false } there.`;

;// CONCATENATED MODULE: ./packages/registry/src/operations/queue/turn.ts












/**
 * Performs a contender's moves until its registration holds.
 * Returns why not if that is to be skipped or failed; the caller ends the registration then, and when this throws.
 */
async function acquireLock(request, ports) {
    const { clock, cancelled, registry } = ports;
    const { onBusy, settleSeconds, waitTimeoutSeconds } = request;
    const deadline = clock.now() + waitTimeoutSeconds * 1000;
    const options = { onBusy, settleSeconds, deadline };
    const performer = newPerformer(request, deadline, ports);
    let contender = newContender(clock.now());
    let seen;
    let observed;
    let held;
    for (;;) {
        const move = nextMove(contender, observed, clock.now(), options);
        if (move.kind === 'end') {
            if (move.as.kind === 'held' && held !== undefined)
                return held;
            return refusalOf(move.as, contender, seen, request);
        }
        if (cancelled.aborted && ['observe', 'sleep', 'poll'].includes(move.kind))
            throw (0,outage/* cancelledWhileWaiting */.Y)(request.ticket.environment);
        const done = await performed(performer, move, contender, seen);
        if (done.seen !== undefined) {
            seen = done.seen;
            observed = observationOf(seen, request);
        }
        held = done.held ?? held;
        const result = { at: clock.now(), backpressure: registry.backpressure(), ...done };
        contender = applied(contender, move, observed === undefined ? result : { ...result, observed });
    }
}
/** What a read means to the contender. */
function observationOf(seen, request) {
    const { snapshot, view, decision, at } = seen;
    const { ahead } = positionIn(seen);
    return {
        decision,
        mine: view.mine,
        partial: view.partial ?? false,
        ownHold: ownHold(request, seen),
        pollContext: {
            position: ahead.length,
            waiting: view.others.filter(({ phase }) => phase === 'waiting').length,
            heldSeconds: ahead[0] && (0,model_position/* heldSeconds */.R5)(ahead[0], snapshot.now),
            forecast: (0,model_history/* forecastOf */.DH)(snapshot),
        },
        at,
    };
}
/** The registration by which this very job holds the environment. */
function ownHold({ ticket, claimant }, { snapshot }) {
    const { repository, runId, runAttempt, checkRunId } = claimant;
    return snapshot.registrations.find(({ id, latest, payload }) => id !== ticket.deploymentId &&
        (0,registration/* queuePhaseOf */.Em)(latest) === 'holding' &&
        payload.scope === 'job' &&
        payload.checkRunId !== undefined &&
        payload.checkRunId === checkRunId &&
        (0,names/* sameRepository */.RB)(payload.repository, repository) &&
        payload.runId === runId &&
        payload.runAttempt === runAttempt)?.id;
}
/** @throws UserError for every end that is neither a hold nor a refusal */
function refusalOf(as, contender, seen, { ticket, waitTimeoutSeconds }) {
    const { environment, deploymentId: id } = ticket;
    if (seen === undefined)
        throw new Error('a contender ends before its first read');
    switch (as.kind) {
        case 'refused':
            return { reason: as.obstacle?.reason ?? busyReason(seen, id), act: as.act };
        case 'too-late':
            throw (0,refusal/* tooLate */.Bg)(environment, waitTimeoutSeconds, contender.obstacle?.reason ?? busyReason(seen, id));
        case 'lost':
            throw lost(id, as.how === 'deleted' ? 'it was deleted' : howEnded(seen, id));
        case 'holds-already':
            throw new errors/* UserError */.y(`This job holds ${environment} already, as registration ${as.id}, and would wait for itself: acquire an environment once in a job.`);
        case 'held':
            throw new Error('a contender holds without having written it');
    }
}
const howEnded = ({ snapshot }, id) => snapshot.registrations.find((one) => one.id === id)?.truncated
    ? 'others wrote more statuses to it than are read, so it is not known whether it still stands'
    : 'somebody else ended it';
function lost(id, how) {
    const details = `registration ${id} is lost: ${how}`;
    return new refusal/* RefusedError */.fk(`Registration ${id} is lost: ${how}. Nothing was deployed; keep other actions from deactivating or deleting deployments of this environment, then run again.`, { acquired: false, reason: { code: 'registry-unavailable', details }, waitedSeconds: 0 });
}

;// CONCATENATED MODULE: ./packages/registry/src/operations/acquire.ts







/**
 * Registers, waits for the turn, claims it and holds it.
 * A refusal means that nothing remains in the queue and that the user asked to skip rather than fail.
 * @throws UserError when the turn is refused and the user asked to fail, or waiting took too long
 * @throws RegistryError when the registry cannot be read or written; nothing is held then
 */
async function acquire(request, ports) {
    if (request.onBusy !== 'wait') {
        // Without an intent to wait, nothing is written to a busy environment.
        const seen = await (0,inspect/* canDeploy */.mn)(request, ports);
        const { reason } = seen;
        const act = actOn(reason, request, request.onBusy);
        if (!seen.canDeploy)
            return (0,refusal/* refuse */.TR)({ reason, act }, request.environment, 0, seen);
    }
    else {
        await requirePromotion(request, ports);
        const found = await refusedByAge(request, ports);
        if (found !== undefined)
            return (0,refusal/* refuse */.TR)(found, request.environment, 0);
    }
    const ticket = await (0,join/* join */.fj)(request, ports);
    return await acquire_hold({ ...request, ticket }, ports);
}
/**
 * Checked before the wait, so that nobody waits for hours in vain, and again when the turn has come.
 * @throws RefusedError when the earlier environment runs anything else
 */
async function requirePromotion(request, ports) {
    const { sha, promotedFrom, claimant } = request;
    const { repository, repositoryId } = claimant;
    const promotion = { sha, promotedFrom, repository, repositoryId };
    const found = await (0,join/* beforeJoining */.wQ)(request, ports)(() => (0,preconditions_promotion/* notPromoted */.u)(promotion, ports));
    if (found !== undefined)
        (0,refusal/* refuse */.TR)({ reason: found.reason, act: 'fail' }, request.environment, 0);
}
/** What runs already is only replaced by something newer, so a commit that is too old now stays so. */
async function refusedByAge(request, ports) {
    const { environment, sha, onOutdated, claimant } = request;
    if (onOutdated !== 'fail' && onOutdated !== 'skip')
        return undefined;
    const { repository, repositoryId } = claimant;
    const found = await (0,join/* beforeJoining */.wQ)(request, ports)(async () => (0,outdated/* outdated */.n)({ environment, sha, onOutdated, repository, repositoryId }, (0,snapshot/* complete */.My)(await ports.registry.snapshot(environment)), ports));
    return found && { reason: found.reason, act: onOutdated };
}
function actOn({ code }, { onOutdated }, onBusy) {
    if (code === 'stack-broken' || code === 'not-promoted')
        return 'fail';
    if (code === 'outdated')
        return onOutdated === 'skip' ? 'skip' : 'fail';
    return onBusy;
}
/** Waits until the registration of `ticket` holds. If it does not come to that, the registration is ended. */
async function acquire_hold(request, ports) {
    const { ticket } = request;
    const began = ports.clock.now();
    const giveUp = async (why) => {
        request.remember(ticket);
        if (await (0,join/* leave */.qG)(ticket, why, ports))
            request.remember(undefined);
    };
    const waited = () => Math.round((ports.clock.now() - began) / 1000);
    let last;
    const view = () => last && (0,inspect/* inspectionOf */.Ms)(last, request.claimant.priority, ticket.deploymentId);
    const observe = (seen) => {
        last = seen;
    };
    const turn = await acquireLock({ ...request, observe }, ports).catch(async (error) => {
        await giveUp('gave up');
        throw (0,refusal/* withView */.em)(error, view(), waited());
    });
    const waitedSeconds = waited();
    if (!('reason' in turn))
        return { acquired: true, deploymentId: turn.ticket.deploymentId, waitedSeconds, ...turn };
    await giveUp(turn.reason.code);
    return (0,refusal/* refuse */.TR)(turn, ticket.environment, waitedSeconds, view());
}

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
;// CONCATENATED MODULE: ./packages/registry/src/operations/idle.ts







/** Between observations. */
const PAUSE_SECONDS = 15;
/** However short the budget is. */
const LONGEST_SECONDS = 60;
/** Waits, without registering, until no deployment is active. Returns the seconds it took. */
async function waitUntilIdle(request, ports) {
    const { clock, cancelled, log, random, registry } = ports;
    const began = clock.now();
    const deadline = began + request.waitTimeoutSeconds * 1000;
    const { environment, retryOutages } = request;
    const persist = (0,outage/* retryThroughOutage */.f)({ environment, deadline, retryOutages }, ports);
    for (let said = '';;) {
        const seen = await persist(() => (0,inspect/* canDeploy */.mn)({ ...request, onOutdated: 'ignore', promotedFrom: undefined }, ports));
        if (seen.canDeploy || (seen.active === undefined && seen.reason.code === 'queued-behind'))
            return Math.round((clock.now() - began) / 1000);
        const waited = Math.round((clock.now() - began) / 1000);
        if (cancelled.aborted)
            throw (0,refusal/* withView */.em)((0,outage/* cancelledWhileWaiting */.Y)(environment), seen, waited);
        if (clock.now() >= deadline) {
            const line = `Waited ${(0,duration/* formatDuration */.a3)(request.waitTimeoutSeconds)} for ${environment}: ${(0,model_reason/* formatReason */.K)(seen.reason)}. Raise wait-timeout.`;
            throw (0,refusal/* withView */.em)(new errors/* UserError */.y(line), seen, waited);
        }
        const key = `${seen.reason.code} ${seen.active?.deploymentId ?? ''}`;
        if (key !== said)
            log.info(`Waiting until ${environment} is idle: ${(0,model_reason/* formatReason */.K)(seen.reason)}.`);
        said = key;
        const pause = (0,retry/* jittered */.et)(Math.min(LONGEST_SECONDS, PAUSE_SECONDS * registry.backpressure()), random);
        await clock.sleep(Math.min(pause * 1000, deadline - clock.now()), cancelled);
    }
}

// EXTERNAL MODULE: ./packages/registry/src/operations/registered.ts
var registered = __webpack_require__(68806);
// EXTERNAL MODULE: ./packages/registry/src/model/ticket.ts
var model_ticket = __webpack_require__(85651);
// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./actions/coordinate/src/context.ts
var src_context = __webpack_require__(89371);
// EXTERNAL MODULE: ./actions/coordinate/src/groups.ts
var groups = __webpack_require__(50762);
// EXTERNAL MODULE: ./actions/coordinate/src/summary.ts
var summary = __webpack_require__(38780);
// EXTERNAL MODULE: ./actions/coordinate/src/telemetry.ts
var telemetry = __webpack_require__(91991);
;// CONCATENATED MODULE: ./actions/coordinate/src/turns.ts

















/** `acquire`: register, wait, hold. The post step releases. */
async function acquireTurn(context) {
    const { step, ports } = context;
    const group = await (0,groups/* requireGroup */.vO)(context);
    if (group !== undefined)
        step.log.info((0,groups/* groupLine */.uj)(group));
    await readStacks(context);
    const remember = (ticket) => step.saveState(model_ticket/* TICKET */.XD, ticket === undefined ? '' : (0,model_ticket/* formatTicket */.aJ)(ticket));
    const turn = await acquire({ ...(0,src_context/* turnOptions */.Y)(context), claimant: (0,src_context/* claimant */.I)(context, 'job'), remember }, ports);
    return {
        values: {
            ...(await reportTurn(context, turn)),
            'concurrency-group': group,
            'trace-id': (0,telemetry/* traceIdFor */.K1)(context.inputs, context.correlationId, step),
        },
    };
}
/** A job that may not read the stacks fails now, not after an hour in the queue. */
async function readStacks({ inputs, ports }) {
    await Promise.all(inputs['stack-name'].map((name) => ports.stacks?.status(name)));
}
/** `wait`: until the given registration holds, or else until no deployment is active. */
async function wait(context) {
    const { inputs, ports } = context;
    const id = inputs['deployment-id'];
    if (id === undefined) {
        const waitedSeconds = await waitUntilIdle({ ...(0,src_context/* turnOptions */.Y)(context), claimant: (0,src_context/* claimant */.I)(context, 'run') }, ports);
        return { values: { 'can-deploy': true, 'waited-seconds': waitedSeconds, reason: 'free' } };
    }
    const { payload, sha } = await (0,registered/* findRegistration */.r)(id, inputs.environment, ports);
    refuseOfOthers(id, payload, context);
    const ticket = { environment: inputs.environment, nonce: payload.nonce, deploymentId: id };
    const stacks = inputs['stack-name'].length > 0 ? inputs['stack-name'] : payload.stacks;
    const turn = await acquire_hold({ ...(0,src_context/* turnOptions */.Y)(context), ticket, sha, claimant: { ...payload, stacks }, remember: () => undefined }, ports);
    return { values: await reportTurn(context, turn) };
}
/** What `acquire` made is its own job's alone: with two behind one registration, two would hold. */
function refuseOfOthers(id, { scope, ...owner }, { inputs, step }) {
    const { repository, runId, runAttempt } = step.job;
    const mine = (0,names/* sameRepository */.RB)(owner.repository, repository) &&
        owner.runId === runId &&
        owner.runAttempt === runAttempt &&
        owner.checkRunId === inputs['check-run-id'];
    if (scope === 'job' && !mine)
        throw new errors/* UserError */.y(`Input "deployment-id": ${id} belongs to the job of run ${owner.runId} that acquired it; wait for one that operation: register made.`);
}
async function reportTurn(context, turn) {
    const { inputs, step, ports } = context;
    if (!turn.acquired) {
        step.log.notice(`Not deploying to ${inputs.environment}: ${(0,model_reason/* formatReason */.K)(turn.reason)}.`, 'Skipped');
        return await reportRefusal(context, turn);
    }
    const { environment } = inputs;
    const creator = (0,deployed/* creatorOf */.O)(turn.snapshot, turn.deploymentId);
    const { repository, repositoryId } = step.job;
    const query = { environment, repository, repositoryId, creator };
    // The turn is held: what cannot be read now is not known, and that is all.
    const runs = await (0,deployed/* deployed */.$)(turn.snapshot, query, ports).catch((error) => ({
        sha: undefined,
        uncertainty: (0,errors/* errorLine */.B)(error),
    }));
    if (runs?.uncertainty !== undefined)
        step.log.warning(`It is not known what ${environment} runs: ${runs.uncertainty}.`, 'Deployed commit');
    step.exportVariable(correlation/* DEPLOYMENT_VARIABLE */.x5, String(turn.deploymentId));
    const title = `holding as registration ${turn.deploymentId} after ${turn.waitedSeconds} s`;
    await step.summary((0,summary/* queueSection */.JF)(title, withHold(turn), context));
    return {
        acquired: true,
        'can-deploy': true,
        reason: 'free',
        'deployment-id': turn.deploymentId,
        'fencing-token': turn.fencingToken,
        'queue-position': 0,
        'waited-seconds': turn.waitedSeconds,
        'estimated-wait-seconds': 0,
        state: 'in_progress',
        'deployed-sha': runs?.sha,
    };
}
/** Summary and outputs of a step that has no turn, whether that fails it or not: who is in front. */
async function reportRefusal(context, { reason, waitedSeconds, seen }) {
    const title = (0,model_reason/* formatReason */.K)(reason);
    await context.step.summary(seen === undefined ? (0,summary/* section */.uW)(title, context) : (0,summary/* queueSection */.JF)(title, seen.snapshot, context));
    return {
        acquired: false,
        'can-deploy': false,
        reason: (0,model_reason/* formatReason */.K)(reason),
        'waited-seconds': waitedSeconds,
        'queue-position': seen?.ahead.length,
        'estimated-wait-seconds': seen?.estimatedWaitSeconds,
        active: seen?.active,
    };
}
/** What the turn was granted on, with the hold that came of it. */
function withHold({ snapshot, deploymentId }) {
    const latest = { state: 'in_progress', description: 'deploying', createdAt: snapshot.now };
    const registrations = snapshot.registrations.map((each) => each.id === deploymentId ? { ...each, latest, heldSince: snapshot.now } : each);
    return { ...snapshot, registrations };
}
/** `register`: join the queue and go on; a later job waits for the turn and releases it. */
async function register(context) {
    const { inputs, step, ports } = context;
    const group = await (0,groups/* requireGroup */.vO)(context);
    const request = { ...(0,src_context/* turnOptions */.Y)(context), claimant: (0,src_context/* claimant */.I)(context, 'run'), remember: () => undefined };
    await requirePromotion(request, ports);
    const { deploymentId, nonce } = await (0,join/* join */.fj)(request, ports);
    const seen = await (0,inspect/* inspectAs */.j)({ id: deploymentId, nonce }, request, ports);
    const position = seen.ahead.length;
    const line = position === 0
        ? 'next in line'
        : (0,model_position/* positionLine */.Cs)({ ...seen, expectedSeconds: seen.estimatedWaitSeconds }, seen.snapshot.now);
    step.log.info(`Registered for ${inputs.environment} as ${deploymentId}: ${line}.`);
    await step.summary((0,summary/* queueSection */.JF)(`registered as ${deploymentId}`, seen.snapshot, context));
    const values = {
        acquired: false,
        'can-deploy': false,
        'deployment-id': deploymentId,
        reason: (0,model_reason/* formatReason */.K)(seen.reason),
        'queue-position': Math.max(1, position),
        'estimated-wait-seconds': seen.estimatedWaitSeconds,
        active: seen.active,
        state: 'queued',
        'concurrency-group': group,
    };
    return { values };
}
/** `on-registry-error: proceed`: the deployment goes on without a turn, and nobody can overlook that. */
async function proceedWithout({ step, inputs }, error) {
    const details = (0,errors/* errorLine */.B)(error);
    const line = `Deploying to ${inputs.environment} WITHOUT the registry: nothing keeps others out (on-registry-error: proceed). ${details}`;
    step.log.warning(line, 'Deploying without coordination');
    await step.summary(`> [!WARNING]\n> ${(0,untrusted/* markdownText */.p7)(line)}\n`);
    return {
        acquired: false,
        'can-deploy': true,
        reason: (0,model_reason/* formatReason */.K)({ code: 'registry-unavailable', details }),
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


/***/ }),

/***/ 47699:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ formatReason)
/* harmony export */ });
/** `code: details`, as the output `reason` has it. */
const formatReason = ({ code, details }) => (details === '' ? code : `${code}: ${details}`);


/***/ }),

/***/ 85651:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vk: () => (/* binding */ claimantOf),
/* harmony export */   XD: () => (/* binding */ TICKET),
/* harmony export */   aJ: () => (/* binding */ formatTicket),
/* harmony export */   sH: () => (/* binding */ parseTicket)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75652);

/** Where the main step keeps its ticket for the post step. */
const TICKET = 'ticket';
const formatTicket = (ticket) => JSON.stringify(ticket);
/** The ticket that an earlier step of this action saved, or undefined when there is none. */
const parseTicket = (saved) => saved === '' ? undefined : JSON.parse(saved);
/** Who asks: the job this step runs in. */
function claimantOf(job, more) {
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__/* .compact */ .oE)({
        ...more,
        repository: job.repository,
        repositoryId: job.repositoryId,
        runId: job.runId,
        runAttempt: job.runAttempt,
        workflow: job.workflow,
        actor: job.actor,
    });
}


/***/ }),

/***/ 92771:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JX: () => (/* binding */ hasCounted),
/* harmony export */   So: () => (/* binding */ hasTotals),
/* harmony export */   UH: () => (/* binding */ neededToCount),
/* harmony export */   Xx: () => (/* binding */ distributionsOf),
/* harmony export */   a7: () => (/* binding */ totalsWith),
/* harmony export */   et: () => (/* binding */ anyTotals),
/* harmony export */   oJ: () => (/* binding */ distributionsWith),
/* harmony export */   pl: () => (/* binding */ isEnded),
/* harmony export */   vA: () => (/* binding */ totalsOf)
/* harmony export */ });
/* harmony import */ var _words_distributions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25536);

const isEnded = (one) => one.heldSince !== undefined && one.ended !== undefined;
const hasTotals = (one) => one.ended.totals !== undefined;
/** The newest with totals: the one that has counted most. */
const newestWithTotals = (ended) => ended.filter(hasTotals).toSorted((a, b) => b.ended.totals.all - a.ended.totals.all)[0];
/**
 * Whether an ending with totals has counted another one. Those with totals are a chain, so one with less was counted. One
 * without (its owner was lost, say) was, when it was over before the turn of the one with totals; where both held at once,
 * when it ended earlier.
 */
function hasCounted({ ended: { totals, createdAt }, heldSince }, one) {
    if (hasTotals(one))
        return one.ended.totals.all < totals.all;
    if (one.ended.createdAt <= heldSince)
        return true;
    return one.heldSince < createdAt && one.ended.createdAt < createdAt;
}
/** The newest with totals that is `wanted`, and what it has not counted. */
function counted(registrations, wanted = () => true) {
    const ended = registrations.filter(isEnded);
    const newest = newestWithTotals(ended.filter(wanted));
    const open = newest === undefined ? ended : ended.filter((one) => one !== newest && !hasCounted(newest, one));
    return { newest, open };
}
/** Whether these registrations say what had ended before them. */
const anyTotals = (registrations) => counted(registrations).newest !== undefined;
/**
 * What must not be deleted, or the count is lost: the newest with totals, and what it has not counted; and the newest that says
 * how long those took that ended as it did.
 */
function neededToCount(registrations) {
    const { newest, open } = counted(registrations);
    if (newest === undefined)
        return new Set();
    const distributed = _words_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .END_STATES */ .r$.flatMap((of) => counted(registrations, countsEndState(of)).newest ?? []);
    return new Set([newest, ...open, ...distributed]);
}
const countsEndState = (of) => ({ counted: distributions, ended }) => distributions?.of === of && ended.state === of;
const NOTHING = { all: 0, failures: 0, errors: 0, released: 0, rollbacks: 0, breaches: 0 };
/** All endings that these registrations show and count; undefined before the first. */
function totalsOf(registrations) {
    const { newest, open } = counted(registrations);
    const before = newest?.ended.totals ?? startOf(open);
    return before && open.reduce((sum, { ended: { state } }) => plus(sum, state), before);
}
function startOf(ended) {
    const times = ended.map(({ ended: { createdAt } }) => createdAt);
    return times.length === 0 ? undefined : { ...NOTHING, since: dayOf(Math.min(...times)) };
}
/** With one ending more: that of the registration with this nonce. */
function totalsWith(registrations, own) {
    const before = totalsOf(registrations.filter(({ payload }) => payload.nonce !== own.nonce));
    return plus(before ?? { ...NOTHING, since: dayOf(own.now) }, own.state, own.marks);
}
/**
 * How long all took that these registrations show and count, apart by how they ended; none for an end that none had. Where
 * the newest that counted is deleted they begin again, with another day.
 */
const distributionsOf = (registrations) => _words_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .END_STATES */ .r$.flatMap((of) => distributionOf(of, registrations) ?? []);
function distributionOf(of, registrations) {
    const { newest, open } = counted(registrations, countsEndState(of));
    const alike = open.filter(({ ended }) => ended.state === of);
    const since = startOf(alike)?.since;
    const before = newest?.counted ?? (since === undefined ? undefined : (0,_words_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .noneCounted */ .LY)(of, since));
    return before && alike.reduce((sum, one) => (0,_words_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .withOne */ .zO)(sum, timesOf(one, one.ended.createdAt)), before);
}
/** With one ending more: that of `own`, as `of`, now. */
function distributionsWith(registrations, own, { of, now }) {
    const others = registrations.filter(({ payload }) => payload.nonce !== own.payload.nonce);
    const before = distributionsOf(others);
    const alike = before.find((one) => one.of === of) ?? (0,_words_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .noneCounted */ .LY)(of, dayOf(now));
    return [...before.filter((one) => one.of !== of), (0,_words_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .withOne */ .zO)(alike, timesOf(own, now))];
}
const timesOf = ({ createdAt, heldSince }, endedAt) => ({
    heldSeconds: Math.max(0, (endedAt - heldSince) / 1000),
    waitedSeconds: Math.max(0, (heldSince - createdAt) / 1000),
});
function plus(totals, state, { rollback = false, breach = false } = {}) {
    return {
        ...totals,
        all: totals.all + 1,
        failures: totals.failures + Number(state === 'failure'),
        errors: totals.errors + Number(state === 'error'),
        released: totals.released + Number(state === 'inactive'),
        rollbacks: totals.rollbacks + Number(rollback),
        breaches: totals.breaches + Number(breach),
    };
}
const dayOf = (at) => new Date(at).toISOString().slice(0, 10);


/***/ }),

/***/ 37171:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ withoutForged)
/* harmony export */ });
/* harmony import */ var _model_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55107);
/* harmony import */ var _count_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92771);


/** So many are asked about: anybody who may write deployments may write a thousand. What is not asked about is not believed. */
const MOST_ASKED = 10;
/**
 * The registrations, without totals that nobody counted. Each total follows from the one before it and the endings since, so
 * nothing is asked while they agree. Where one does not follow (endings between were cleaned up or not yet seen, or a stranger
 * wrote it) it is believed when GitHub knows its job to have run while it says that it held. What loses its totals stays an
 * ending. Never throws.
 */
async function withoutForged(registrations, believing) {
    const ended = registrations.filter(_count_js__WEBPACK_IMPORTED_MODULE_1__/* .isEnded */ .pl);
    const oldestFirst = ended
        .filter(_count_js__WEBPACK_IMPORTED_MODULE_1__/* .hasTotals */ .So)
        .toSorted((a, b) => a.ended.createdAt - b.ended.createdAt || a.ended.totals.all - b.ended.totals.all);
    const forged = new Set();
    const known = new Map();
    const believed = [];
    const ask = async (one, before) => {
        const answer = known.get(one) ??
            (known.size < MOST_ASKED && (await ran(one, before, { registrations, ...believing })));
        known.set(one, answer);
        if (!answer)
            forged.add(one);
        return answer;
    };
    for (const one of oldestFirst) {
        let before = believed.at(-1);
        // It counted fewer than one before it: of these one is wrong.
        while (before !== undefined && one.ended.totals.all <= before.ended.totals.all) {
            if (await ask(before, believed.at(-2)))
                break;
            believed.pop();
            before = believed.at(-1);
        }
        const follows = before === undefined || one.ended.totals.all === expected(before, one);
        if (follows || (await ask(one, before)))
            believed.push(one);
    }
    return registrations.map((one) => ((0,_count_js__WEBPACK_IMPORTED_MODULE_1__/* .isEnded */ .pl)(one) && forged.has(one) ? withoutTotals(one) : one));
    /** The total of the later one: each ending since then, itself included, adds one. */
    function expected(before, later) {
        const since = ended.filter((one) => one.ended.createdAt <= later.ended.createdAt &&
            one !== before &&
            // A forged total, which may be the same number, says nothing of what was counted.
            !(0,_count_js__WEBPACK_IMPORTED_MODULE_1__/* .hasCounted */ .JX)(before, forged.has(one) ? withoutTotals(one) : one));
        return before.ended.totals.all + since.length;
    }
}
function withoutTotals(one) {
    const { totals: _, ...ended } = one.ended;
    return { ...one, ended };
}
/** Whether its job ran while it says that it held, and did so in the name of this registration alone. */
async function ran(one, before, { registrations, owners, repository }) {
    const { payload, heldSince, ended, creator } = one;
    const { checkRunId } = payload;
    // What somebody else than its maker wrote to it was counted by nobody who held; a login of REST ends with `[bot]`.
    if (ended.by !== undefined && ended.by !== creator.replace(/\[bot\]$/, ''))
        return false;
    // A job's token writes to its own repository alone.
    if (creator === _model_names_js__WEBPACK_IMPORTED_MODULE_0__/* .JOB_TOKEN */ .IK && !(0,_model_names_js__WEBPACK_IMPORTED_MODULE_0__/* .sameRepository */ .RB)(payload.repository, repository))
        return false;
    const copied = registrations.some((other) => other !== one && checkRunId !== undefined && other.payload.checkRunId === checkRunId);
    if (copied)
        return false;
    const lived = await owners.lived(payload, heldSince, ended.createdAt).catch(() => 'unknown');
    // Of whom nothing can be read, only that somebody else counted before it speaks against it.
    return lived === 'unknown' ? creator === before?.creator : lived;
}


/***/ }),

/***/ 42450:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kd: () => (/* binding */ findByNonce),
/* harmony export */   M3: () => (/* binding */ LEFT),
/* harmony export */   fj: () => (/* binding */ join),
/* harmony export */   qG: () => (/* binding */ leave),
/* harmony export */   wQ: () => (/* binding */ beforeJoining)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75652);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81118);
/* harmony import */ var _model_snapshot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68875);
/* harmony import */ var _queue_outage_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95345);





/** Before there is a position in the queue: a user who cannot register should see that soon. */
const OUTAGE_SECONDS = 15 * 60;
const LOST_ANSWER_SECONDS = 20;
/** Enters the queue, exactly once even if answers get lost. */
async function join(request, ports) {
    const { environment, sha, claimant, remember } = request;
    const payload = { ...claimant, nonce: newNonce(claimant, ports.random) };
    const ticket = { environment, nonce: payload.nonce };
    remember(ticket);
    const description = `Signalbox: ${claimant.workflow || 'run'} ${claimant.runId} by ${claimant.actor || 'unknown'}`;
    const deploymentId = await createOnce({ environment, sha, description, payload }, request, ports);
    const known = { ...ticket, deploymentId };
    remember(known);
    return known;
}
/** Repeats what may be repeated before there is a position in the queue. */
function beforeJoining({ environment, waitTimeoutSeconds, retryOutages, }, ports) {
    const seconds = retryOutages ? Math.min(OUTAGE_SECONDS, waitTimeoutSeconds) : LOST_ANSWER_SECONDS;
    return (0,_queue_outage_js__WEBPACK_IMPORTED_MODULE_2__/* .retryThroughOutage */ .f)({ environment, deadline: ports.clock.now() + seconds * 1000, retryOutages: true }, ports);
}
/** A registration of unknown fate is searched for before another one is made. */
async function createOnce(draft, request, ports) {
    const { registry } = ports;
    let unsure = false;
    return await beforeJoining(request, ports)(async () => {
        const found = unsure ? await findByNonce(registry, draft.environment, draft.payload.nonce) : undefined;
        if (found !== undefined)
            return found;
        try {
            return (await registry.create(draft)).id;
        }
        catch (error) {
            unsure ||= error instanceof _model_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .AmbiguousWriteError */ .yI;
            throw error;
        }
    }).catch((error) => {
        if (!unsure)
            request.remember(undefined);
        throw error;
    });
}
/** The oldest registration with this nonce: should a lost answer have made two, the others end as twins. */
async function findByNonce(registry, environment, nonce) {
    const { registrations } = await registry.snapshot(environment);
    const ids = registrations
        .filter(({ id, payload }) => payload.nonce === nonce && id !== _model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN_ID */ .n4)
        .map(({ id }) => id);
    return ids.length === 0 ? undefined : Math.min(...ids);
}
function newNonce({ runId, runAttempt }, random) {
    return `${runId}.${runAttempt}.${(0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_4__/* .nonce */ .KU)(random, 12)}`;
}
/** How the description of a registration ends that never held. */
const LEFT = 'left the queue';
/**
 * Ends a registration that will not deploy. Never throws: should the write fail, the post step tries again,
 * and after that the others see that the job is over.
 * @returns whether it is over for certain
 */
async function leave({ deploymentId }, why, { registry, log }) {
    if (deploymentId === undefined)
        return false;
    try {
        await registry.post(deploymentId, { state: 'inactive', description: `${LEFT}: ${why}` });
        return true;
    }
    catch (error) {
        log.warning(`Registration ${deploymentId} could not be ended: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}. Others skip it once this job is over.`);
        return false;
    }
}


/***/ }),

/***/ 66502:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ rollbackTarget)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);

/**
 * Whether the code of an earlier commit may be run with the environment's secrets. Anybody who may write deployments may name
 * any commit that GitHub knows, one of a fork too, since a fork's commits can be had from its parent
 * (https://www.chainguard.dev/unchained/what-the-fork-imposter-commits-in-github-actions-and-ci-cd). So it must be an
 * ancestor of what was to be deployed, or of the default branch, and a run of this repository must have deployed it.
 */
async function rollbackTarget({ earlier, sha, repository, }, { commits, owners }) {
    const { registration, sha: target, uncertainty = 'the commit is not known' } = earlier;
    if (target === undefined)
        return { refused: uncertainty };
    const { heldSince = registration.createdAt, ended, payload } = registration;
    const lived = await owners.lived({ ...payload, repository }, heldSince, ended?.createdAt ?? heldSince);
    if (lived !== true) {
        const run = `run ${payload.runId} of ${repository}`;
        return {
            refused: lived === 'unknown' ? `${run} cannot be read (actions: read)` : `${run} did not deploy it`,
        };
    }
    const within = async (head) => head !== undefined &&
        ['ahead', 'identical'].includes(await compared(commits, { repository, target, head }));
    if ((await within(sha)) || (await within(await commits.defaultBranch(repository))))
        return { sha: target };
    return {
        refused: `GitHub does not say that it is an ancestor of ${sha.slice(0, 7)} or of the default branch (contents: read)`,
    };
}
/** An answer that GitHub withholds permits nothing. */
async function compared(commits, { repository, target, head, }) {
    try {
        return await commits.compare(repository, target, head);
    }
    catch (error) {
        if (error instanceof _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y)
            return 'unknown';
        throw error;
    }
}


/***/ }),

/***/ 95345:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ cancelledWhileWaiting),
/* harmony export */   f: () => (/* binding */ retryThroughOutage)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_log__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84389);
/* harmony import */ var _signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87870);
/* harmony import */ var _model_snapshot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68875);




/** From 5 to 10 s first, long enough for a write of unknown fate to show in a read; up to 30 s later. */
const PAUSE = { firstDelayMs: 10_000, maxDelayMs: 30_000 };
/** Repeats what may be repeated for as long as GitHub is out of order: an outage only takes time. */
function retryThroughOutage({ environment, deadline, retryOutages }, { clock, cancelled, random, log }) {
    const { warning } = (0,_signalbox_runner_log__WEBPACK_IMPORTED_MODULE_1__/* .logOnce */ .u)(log);
    function classify(error, tries) {
        const soonest = clock.now() + (0,_signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_2__/* .backoff */ .JN)(tries, PAUSE, () => 0);
        if (!(error instanceof _model_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .RegistryError */ .gl) || !retryOutages || soonest >= deadline)
            return { retry: false };
        const line = `Still waiting for ${environment}: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}.`;
        // One answer that was lost is no outage yet.
        if (tries === 1)
            log.info(line);
        else
            warning(line);
        return { retry: true, afterMs: (0,_signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_2__/* .backoff */ .JN)(tries, PAUSE, random) };
    }
    /** @throws RegistryError of the last attempt before the deadline; UserError when cancelled */
    return async function persist(attempt) {
        const attempts = Number.POSITIVE_INFINITY;
        return await (0,_signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_2__/* .retry */ .L5)(attempt, { clock, random, classify, attempts, signal: cancelled }).catch((error) => {
            throw cancelled.aborted ? cancelledWhileWaiting(environment) : error;
        });
    };
}
const cancelledWhileWaiting = (environment) => new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Cancelled while waiting for ${environment}.`);


/***/ }),

/***/ 86688:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ tooLate),
/* harmony export */   TR: () => (/* binding */ refuse),
/* harmony export */   em: () => (/* binding */ withView),
/* harmony export */   fk: () => (/* binding */ RefusedError)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85207);
/* harmony import */ var _model_reason_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47699);



/** A refusal that fails the step. */
class RefusedError extends _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y {
    refusal;
    constructor(message, refusal) {
        super(message);
        this.refusal = refusal;
    }
}
const WAY_OUT = {
    free: '',
    held: 'Set on-busy: wait to queue for it, or try again later.',
    'queued-behind': 'Set on-busy: wait to queue for it, or try again later.',
    frozen: 'Open it again with operation: unfreeze.',
    'stack-busy': 'Wait until the stack is at rest.',
    'stack-broken': 'Then deploy again.',
    outdated: 'Deploy a newer commit, or set on-outdated: warn to deploy this one all the same.',
    'not-promoted': 'Deploy it there first.',
    'registry-unavailable': 'Try again later, or set on-registry-error: proceed to deploy without the registry.',
};
const INSTEAD = {
    frozen: 'open the environment (operation: unfreeze)',
    'stack-busy': 'run again when the stack is at rest',
    'registry-unavailable': 'run again when GitHub shows what was written',
};
/** The turn did not come in time. */
function tooLate(environment, waitedSeconds, reason) {
    const { code, details } = reason;
    const why = code === 'held' || code === 'queued-behind' ? details : (0,_model_reason_js__WEBPACK_IMPORTED_MODULE_2__/* .formatReason */ .K)(reason);
    const instead = INSTEAD[code] ?? 'end what is in front (operation: release)';
    return new RefusedError(`Waited ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(waitedSeconds)} for ${environment}: ${why}. Raise wait-timeout, or ${instead}.`, { acquired: false, reason, waitedSeconds });
}
/** The error of a wait that was given up, with what was seen last. Every other error stays what it is. */
function withView(error, seen, waitedSeconds) {
    if (seen === undefined || !(error instanceof _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y))
        return error;
    const { reason } = error instanceof RefusedError ? error.refusal : seen;
    return new RefusedError(error.message, { acquired: false, reason, waitedSeconds, seen });
}
/** @throws RefusedError when the refusal is to be an error */
function refuse({ reason, act }, environment, waitedSeconds, seen) {
    const refusal = { acquired: false, reason, waitedSeconds, ...(seen && { seen }) };
    if (act === 'skip')
        return refusal;
    throw new RefusedError(`${environment} cannot be deployed now: ${(0,_model_reason_js__WEBPACK_IMPORTED_MODULE_2__/* .formatReason */ .K)(reason)}. ${WAY_OUT[reason.code]}`, refusal);
}


/***/ }),

/***/ 56518:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D6: () => (/* binding */ sendsTelemetry),
/* harmony export */   PX: () => (/* binding */ telemetryInputs),
/* harmony export */   _p: () => (/* binding */ telemetryOutputs),
/* harmony export */   vg: () => (/* binding */ wantsTelemetry)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18203);
/* harmony import */ var _otlp_cloudwatch_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31915);


const address = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .endpoint */ .sR)();
/** The inputs of every action that ends a deployment, under the names of the contract. */
const telemetryInputs = {
    'otlp-endpoint': {
        accepts: `${address.accepts}, or cloudwatch[:region]`,
        parse: (raw) => (_otlp_cloudwatch_js__WEBPACK_IMPORTED_MODULE_1__/* .CLOUDWATCH */ .vt.test(raw) ? raw : address.parse(raw)),
    },
    'otlp-headers': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('headers as name=value, separated by commas')),
    'metrics-path': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('a file for metrics in Prometheus text format'),
    'log-path': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('a file for JSON lines'),
};
const telemetryOutputs = ['telemetry-status', 'trace-id'];
/** Whether anything is published at all: else nothing of telemetry is loaded. */
const wantsTelemetry = (inputs, env) => [inputs['metrics-path'], inputs['log-path']].some((path) => path !== undefined) ||
    sendsTelemetry(inputs, env);
/** Variables that name where telemetry goes (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). */
const ENDPOINT = /^OTEL_EXPORTER_OTLP_((TRACES|METRICS|LOGS)_)?ENDPOINT$/;
/** Whether anything is sent. */
const sendsTelemetry = (inputs, env) => env['OTEL_SDK_DISABLED']?.trim().toLowerCase() !== 'true' &&
    (inputs['otlp-endpoint'] !== undefined ||
        Object.entries(env).some(([name, value]) => ENDPOINT.test(name) && value?.trim()));


/***/ }),

/***/ 91427:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H1: () => (/* binding */ rootSpanIdOf),
/* harmony export */   Zt: () => (/* binding */ receiverJobSpan),
/* harmony export */   aB: () => (/* binding */ traceIdOf),
/* harmony export */   oj: () => (/* binding */ childSpanId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

const digest = (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
/** The trace of a deployment: anybody who knows its correlation id can find it. */
const traceIdOf = ({ repository, correlationId }) => digest(`signalbox trace ${repository.toLowerCase()} ${correlationId}`).slice(0, 32);
/** Its first span; the same from any process that publishes the same registration. */
const rootSpanIdOf = (deployer) => {
    const { repository, correlationId, deploymentId, runId, runAttempt } = deployer;
    const which = deploymentId ?? `${runId} ${runAttempt}`;
    return digest(`signalbox span ${repository.toLowerCase()} ${correlationId} ${which}`).slice(0, 16);
};
/** A span below another one; `path` distinguishes it from its siblings. */
const childSpanId = ({ traceId, spanId }, path) => digest(`signalbox span ${traceId} ${spanId} ${path}`).slice(0, 16);
/**
 * The span of a job as OpenTelemetry's GitHub receiver makes it, since v0.151.0
 * (github.com/open-telemetry/opentelemetry-collector-contrib, receiver/githubreceiver/trace_event_handling.go:
 * newTraceID, newSpanIDFromCheckRun).
 */
const receiverJobSpan = (job) => ({
    traceId: digest(`${job.runId}${job.runAttempt}t`).slice(0, 32),
    spanId: digest(`${job.checkRunId}-j`).slice(16, 32),
});


/***/ }),

/***/ 3681:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ rootSpanOf),
/* harmony export */   e: () => (/* binding */ linkedSpan)
/* harmony export */ });
/* harmony import */ var _ids_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91427);

/** `job`: the deployment hangs below the job's span of OpenTelemetry's GitHub receiver. */
const PARENT_VARIABLE = 'SIGNALBOX_OTEL_PARENT';
/**
 * Without a request a deployment's trace is its own: a parent that nobody sends would leave it an orphan. `TRACEPARENT` wins
 * (https://opentelemetry.io/docs/specs/otel/context/env-carriers/).
 */
function rootSpanOf(deployer, env) {
    const spanId = (0,_ids_js__WEBPACK_IMPORTED_MODULE_0__/* .rootSpanIdOf */ .H1)(deployer);
    const parent = parentOf(deployer, env);
    if (parent === undefined)
        return { root: { traceId: (0,_ids_js__WEBPACK_IMPORTED_MODULE_0__/* .traceIdOf */ .aB)(deployer), spanId } };
    return { root: { traceId: parent.traceId, spanId }, parentSpanId: parent.spanId };
}
function parentOf({ runId, runAttempt, checkRunId }, env) {
    const given = parseTraceparent(env['TRACEPARENT'] ?? '');
    if (given !== undefined)
        return given;
    if (env[PARENT_VARIABLE]?.trim() !== 'job' || checkRunId === undefined)
        return undefined;
    return (0,_ids_js__WEBPACK_IMPORTED_MODULE_0__/* .receiverJobSpan */ .Zt)({ runId, runAttempt, checkRunId });
}
/** https://www.w3.org/TR/trace-context/#traceparent-header: ids of zeros only, and version ff, are invalid. */
function parseTraceparent(text) {
    const match = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/.exec(text.trim());
    const [, traceId, spanId] = match ?? [];
    return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId };
}
/**
 * The first span of another deployment, to link to. Whether it was set to hang below its job is its own affair: most likely
 * it was, where ours is, since it is the same workflow.
 */
function linkedSpan(deployer, env) {
    const { TRACEPARENT: _, ...without } = env;
    return rootSpanOf(deployer, without).root;
}


/***/ }),

/***/ 31915:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cj: () => (/* binding */ parseCloudWatch),
/* harmony export */   i$: () => (/* binding */ cloudWatchUrl),
/* harmony export */   vt: () => (/* binding */ CLOUDWATCH)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);

/** `cloudwatch`, or `cloudwatch:eu-west-1`. */
const CLOUDWATCH = /^cloudwatch(?::([a-z]{2,}(?:-[a-z0-9]+)+-\d{1,2}))?$/;
/** The region that `cloudwatch[:region]` means; undefined for an address. @throws UserError when nothing says a region */
function parseCloudWatch(text, env) {
    const match = CLOUDWATCH.exec(text);
    if (match === null)
        return undefined;
    const region = match[1] ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION']);
    if (!region)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('Input "otlp-endpoint" is cloudwatch without a region, and neither AWS_REGION nor AWS_DEFAULT_REGION is set: write cloudwatch:eu-west-1, for example.');
    return region;
}
/**
 * Each signal has a service of its own: `https://monitoring.REGION.amazonaws.com/v1/metrics`, `xray…/v1/traces`,
 * `logs…/v1/logs` (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html).
 */
const SERVICES = { metrics: 'monitoring', traces: 'xray', logs: 'logs' };
/** The SDK's variables for other endpoints, by service (docs: sdkref, Service-specific endpoints). */
const VARIABLES = {
    metrics: 'AWS_ENDPOINT_URL_CLOUDWATCH',
    traces: 'AWS_ENDPOINT_URL_XRAY',
    logs: 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
};
/** Domains of the partitions (github.com/aws/aws-sdk-js-v3, partitions.json: dnsSuffix). */
const DOMAINS = [
    [/^cn-/, 'amazonaws.com.cn'],
    [/^us-iso-/, 'c2s.ic.gov'],
    [/^us-isob-/, 'sc2s.sgov.gov'],
    [/^us-isof-/, 'csp.hci.ic.gov'],
    [/^eu-isoe-/, 'cloud.adc-e.uk'],
    [/^eusc-/, 'amazonaws.eu'],
];
function cloudWatchUrl(signal, region, env) {
    const service = SERVICES[signal];
    const domain = DOMAINS.find(([pattern]) => pattern.test(region))?.[1] ?? 'amazonaws.com';
    const given = env[VARIABLES[signal]] || env['AWS_ENDPOINT_URL'];
    const base = given ? given.replace(/\/$/, '') : `https://${service}.${region}.${domain}`;
    return { url: `${base}/v1/${signal}`, aws: { service, region } };
}


/***/ })

};
;