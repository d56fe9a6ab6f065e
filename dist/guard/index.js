import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 4063:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   QL: () => (/* binding */ inputs),
/* harmony export */   V4: () => (/* binding */ outputs)
/* harmony export */ });
/* unused harmony exports OPERATIONS, statusOutputs */
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4754);
/* harmony import */ var _signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2327);
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3149);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5571);




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
];
const inputs = {
    operation: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)(...OPERATIONS), 'acquire'),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .environment */ .cA,
    'github-token': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .githubToken */ .bU,
    repository: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .repository */ .Jk,
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .correlationIdInput */ ._1,
    ref: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .required */ .mw)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .matching */ .wC)(/^[0-9a-f]{40}$/i, 'the full SHA (40 hex digits) of the commit to deploy'), 'github.sha')),
    'on-busy': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)('wait', 'fail', 'skip'), 'wait'),
    'wait-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(1), '60m'),
    priority: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .integer */ .nd)(_signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_1__/* .PRIORITIES */ .BE.least, _signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_1__/* .PRIORITIES */ .BE.most), '0'),
    'on-outdated': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)('ignore', 'warn', 'fail', 'skip'), 'warn'),
    'promoted-from': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .environmentName */ .VE,
    'stack-name': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .stackNames */ .zD,
    'aws-region': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .awsRegion */ .Ue,
    'require-concurrency-group': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)('the name of a native concurrency group'),
    settle: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .durationOrAuto */ .lb)(2), 'auto'),
    'max-hold': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(60), '6h'),
    'claim-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(30), '5m'),
    'on-registry-error': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)('fail', 'proceed'), 'fail'),
    'deployment-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .integer */ .nd)(1),
    state: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)('success', 'failure', 'error', 'inactive'),
    reason: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)('why, for people'),
    description: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)('one line for the deployment page'),
    'environment-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .url */ .OZ)(),
    'older-than': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(), '7d'),
    keep: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .integer */ .nd)(0), '50'),
    'job-status': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)('the status of the job'), 'job.status'),
    'check-run-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .integer */ .nd)(1), 'job.check_run_id'),
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
];
/** What only `status` tells. */
const statusOutputs = (/* unused pure expression or super */ null && ([
    'deployed-since',
    'deployed-by',
    'deployed-run',
    'rollback-sha',
    'queue',
    'frozen',
    'deployments',
]));


/***/ }),

/***/ 9899:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ inputs),
/* harmony export */   V: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4754);
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3149);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5571);



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

/***/ 9310:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TW: () => (/* binding */ concludeNews),
/* harmony export */   cm: () => (/* binding */ hastyNotifier),
/* harmony export */   iP: () => (/* binding */ announce)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8981);
/* harmony import */ var _signalbox_slack_for_step__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3018);


/** A Slack that is down must not hold up the deployment; what is left goes out with the next step. */
const HASTE_SECONDS = 10;
/** Slack's notifier for what is told before the deployment is over; undefined where the inputs name none. */
function hastyNotifier({ inputs, step, correlationId }) {
    const haste = Math.min(inputs['delivery-budget'], HASTE_SECONDS);
    return (0,_signalbox_slack_for_step__WEBPACK_IMPORTED_MODULE_1__/* .notifierFor */ .IC)({ ...inputs, 'delivery-budget': haste }, step, correlationId);
}
/** Tells Slack, where the inputs say how. Whatever goes wrong with that is said, and never thrown. */
function announce(event, teller) {
    return quietly(teller.step, async () => {
        await (await hastyNotifier(teller))?.send(event);
    });
}
/** The job's last word to Slack; what cannot be delivered is left to the next run. Never throws either. */
function concludeNews(event, { inputs, step, correlationId }) {
    return quietly(step, async () => {
        await (await (0,_signalbox_slack_for_step__WEBPACK_IMPORTED_MODULE_1__/* .notifierFor */ .IC)(inputs, step, correlationId))?.finish(event);
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

/***/ 449:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  O: () => (/* binding */ finish)
});

// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
// EXTERNAL MODULE: ./actions/guard/src/announce.ts
var announce = __nccwpck_require__(9310);
// EXTERNAL MODULE: ./actions/guard/src/identity.ts
var identity = __nccwpck_require__(6407);
// EXTERNAL MODULE: ./actions/guard/src/main.ts + 25 modules
var main = __nccwpck_require__(1321);
// EXTERNAL MODULE: ./actions/guard/src/queue-news.ts
var queue_news = __nccwpck_require__(4404);
// EXTERNAL MODULE: ./actions/guard/src/turn.ts + 49 modules
var turn = __nccwpck_require__(2961);
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
 * What a green job leaves unsaid: that nothing changed, or that nobody saw what became of it. Unknown is never a success,
 * nor a failure of the deployment: the record is closed as an error, and the job stays green.
 */
function qualified(verdict, seen) {
    if (verdict.outcome !== 'success' || seen === undefined)
        return verdict;
    if (seen.lostSight !== undefined) {
        const reason = `the job succeeded, but what became of the deployment is not known: ${seen.lostSight}`;
        return { outcome: 'error', event: 'timed-out', reason };
    }
    if (seen.status !== 'no-changes')
        return verdict;
    const [check] = seen.checks.filter(({ status }) => status === 'no-changes');
    const why = check === undefined ? seen.note : `${check.subject} ${check.reason}`;
    return { ...verdict, reason: `no changes${why === undefined ? '' : `: ${why}`}` };
}
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

// EXTERNAL MODULE: ./actions/guard/src/watch.ts + 18 modules
var watch = __nccwpck_require__(6103);
;// CONCATENATED MODULE: ./actions/guard/src/finish.ts










/** Post: join the monitor, judge the outcome, finish the record, tell Slack, write the summary. */
async function finish(inputs, step) {
    const began = Number(step.state(main/* BEGAN */.uL));
    const jobStatus = inputs['job-status'] ?? '';
    const id = (0,identity/* identityOf */.c)(inputs, step);
    const teller = { inputs, step, correlationId: id };
    if (began === 0)
        return await (0,queue_news/* leaveQueue */.j)(judge(jobStatus, undefined), teller);
    const { report, summary, refused } = await (0,watch/* joinMonitor */.j9)(step, {
        jobStatus,
        timeoutSeconds: inputs.timeout,
        onCancel: inputs['on-cancel'],
    });
    const watched = report && watchedOf(report);
    const judged = refused !== undefined && jobStatus === 'success'
        ? unseen(refused)
        : judge(jobStatus, watched, inputs['fail-on'], step.state(main/* FAILED_BEFORE */.Ag) !== '');
    const verdict = qualified(judged, report);
    const elapsedSeconds = (step.clock.now() - began) / 1000;
    const ended = watched?.status === 'no-changes' && verdict.event === 'complete' ? UNCHANGED : TITLES[verdict.event];
    const title = `${(0,untrusted/* markdownText */.p7)(inputs.environment)}: ${ended} after ${(0,duration/* formatDuration */.a3)(elapsedSeconds)}`;
    await step.summary(section(title, isShown(verdict, report) ? undefined : verdict.reason, id) + summary);
    // Slack must hear of it even when the release finds that the hold was not exclusive.
    const [released] = await Promise.allSettled([
        (0,turn/* releaseTurn */.bD)(step, verdict, { certain: isCertain(watched), hurried: jobStatus === 'cancelled' }),
        (0,announce/* concludeNews */.TW)({ kind: verdict.event, facts: { elapsedSeconds, ...factsOf(verdict, report) } }, teller),
    ]);
    if (released.status === 'rejected')
        throw released.reason;
    const red = watched === undefined || inputs['fail-on'].includes(watched.status);
    if (verdict.outcome === 'failure' && jobStatus === 'success' && red) {
        throw new errors/* UserError */.y(refused === undefined
            ? `${inputs.environment} was not deployed although the job succeeded: ${verdict.reason}.`
            : `${inputs.environment}: ${verdict.reason}`);
    }
}
/** A guard that could not look at all says so: a green job alone is no proof. */
const unseen = (refused) => ({
    outcome: 'failure',
    event: 'failed',
    reason: `what became of the deployment is not known: ${refused}`,
});
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

/***/ 6313:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ heard)
/* harmony export */ });
/** A step whose outputs can be read back: one action's answer is the next one's question. */
function heard(step) {
    const outputs = new Map();
    const output = (name, value) => {
        outputs.set(name, String(value));
        step.output(name, value);
    };
    return { step: { ...step, output }, output: (name) => outputs.get(name) ?? '' };
}


/***/ }),

/***/ 6407:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ identityOf),
/* harmony export */   l: () => (/* binding */ identify)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7732);

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

/***/ 1841:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4809);
/* harmony import */ var _finish_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(449);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8702);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1321);




await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .inputs */ .QL, { main: _main_js__WEBPACK_IMPORTED_MODULE_3__/* .begin */ .qN, post: _finish_js__WEBPACK_IMPORTED_MODULE_1__/* .finish */ .O });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 8702:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  QL: () => (/* binding */ src_inputs_inputs),
  Ix: () => (/* binding */ monitorInputs)
});

// UNUSED EXPORTS: outputs

// EXTERNAL MODULE: ./actions/coordinate/src/inputs.ts
var inputs = __nccwpck_require__(4063);
// EXTERNAL MODULE: ./actions/estimate-time/src/inputs.ts
var src_inputs = __nccwpck_require__(9899);
// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
// EXTERNAL MODULE: ./packages/readiness/src/address.ts
var address = __nccwpck_require__(5104);
// EXTERNAL MODULE: ./packages/runner/src/common-inputs.ts
var common_inputs = __nccwpck_require__(3149);
// EXTERNAL MODULE: ./packages/runner/src/inputs.ts
var runner_src_inputs = __nccwpck_require__(5571);
// EXTERNAL MODULE: ./actions/notify/src/inputs.ts
var notify_src_inputs = __nccwpck_require__(4214);
;// CONCATENATED MODULE: ./actions/monitor/src/inputs.ts





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
    parse: address/* parseStatuses */.O7,
};
/** Refuses by itself: nothing of an address at fault may be quoted. */
const addresses = {
    accepts: 'http(s) addresses, separated by newlines or commas',
    default: '',
    parse: (raw) => (0,address/* parseAddresses */.ug)(raw, 'health-url'),
};
const inputs_inputs = {
    'stack-name': names/* stackNames */.zD,
    'aws-region': names/* awsRegion */.Ue,
    mode: (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* oneOf */.yL)('foreground', 'background'), 'foreground'),
    environment: common_inputs/* environmentName */.VE,
    'ecs-service': (0,runner_src_inputs/* list */.p_)('ECS services as cluster/service', /^[\w-]{1,255}\/[\w-]{1,255}$/),
    'health-url': addresses,
    'health-status': (0,runner_src_inputs/* withDefault */.IQ)(statuses, '200-299'),
    'health-follow-redirects': (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* boolean */.zM)(), 'false'),
    'health-successes': (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* integer */.nd)(1, 100), '3'),
    'health-timeout': (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* duration */.p0)(1), '5m'),
    timeout: (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* duration */.p0)(1), '2h'),
    'started-at': (0,runner_src_inputs/* moment */.n$)(),
    'start-timeout': (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* duration */.p0)(0), '5m'),
    'stall-after': (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* durationOrAuto */.lb)(1), 'auto'),
    'poll-interval': (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* durationOrAuto */.lb)(1), 'auto'),
    'fail-on': (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* list */.p_)(`statuses of ${STATUSES.join(', ')}`, new RegExp(`^(${STATUSES.join('|')})$`)), 'failed,rolled-back,timed-out,not-found'),
    'on-cancel': (0,runner_src_inputs/* withDefault */.IQ)((0,runner_src_inputs/* oneOf */.yL)('leave', 'cancel-update'), 'leave'),
    'role-to-assume': names/* roleArn */.w3,
    'deployment-id': (0,runner_src_inputs/* integer */.nd)(1),
    'github-token': (0,runner_src_inputs/* secret */.rJ)((0,runner_src_inputs/* fromRunner */.Bz)((0,runner_src_inputs/* text */.Qq)('a GitHub token with deployments: write'), 'github.token')),
    repository: (0,runner_src_inputs/* fromRunner */.Bz)((0,runner_src_inputs/* matching */.wC)(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME of the repository that keeps the registry'), 'github.repository'),
    'correlation-id': common_inputs/* correlationIdInput */._1,
    ...notify_src_inputs/* slackInputs */.aX,
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

;// CONCATENATED MODULE: ./actions/guard/src/inputs.ts




/** The fields of `from` under `names`. */
function pick(from, ...names) {
    return Object.fromEntries(names.map((name) => [name, from[name]]));
}
/** What is handed on to the monitor. */
const monitorInputs = pick(inputs_inputs, 'stack-name', 'aws-region', 'timeout', 'start-timeout', 'stall-after', 'poll-interval', 'fail-on', 'on-cancel', 'ecs-service', 'health-url', 'health-status', 'health-follow-redirects', 'health-successes', 'health-timeout', 'role-to-assume');
const src_inputs_inputs = {
    ...pick(inputs/* inputs */.QL, 'environment', 'github-token', 'repository', 'correlation-id', 'ref', 'on-busy', 'wait-timeout', 'priority', 'on-outdated', 'promoted-from', 'require-concurrency-group', 'settle', 'max-hold', 'claim-timeout', 'on-registry-error', 'description', 'environment-url', 'job-status', 'check-run-id'),
    ...monitorInputs,
    ...notify_src_inputs/* slackInputs */.aX,
    ...pick(notify_src_inputs/* inputs */.QL, 'message', 'fields', 'url', 'thread-ts'),
    ...pick(src_inputs/* inputs */.Q, 'history-limit', 'foreign-history'),
};
const inputs_outputs = [...inputs/* outputs */.V4, ...src_inputs/* outputs */.V];


/***/ }),

/***/ 1321:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  uL: () => (/* binding */ BEGAN),
  Ag: () => (/* binding */ FAILED_BEFORE),
  qN: () => (/* binding */ main_begin)
});

// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
// EXTERNAL MODULE: ./packages/slack/src/reach.ts
var reach = __nccwpck_require__(3931);
// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
// EXTERNAL MODULE: ./packages/readiness/src/address.ts
var address = __nccwpck_require__(5104);
;// CONCATENATED MODULE: ./packages/readiness/src/health.ts


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
            return report('succeeded', `${words}, ${row} times in a row`);
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
async function ask(url, { statuses, followRedirects }, { fetch, signal }) {
    try {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
        // Following would ask another address than the one named: a login page answers 200, too.
        const redirect = followRedirects ? 'follow' : 'manual';
        const answer = await fetch(url, { signal: limit, redirect, headers: { 'user-agent': 'signalbox' } });
        await answer.body?.cancel();
        const ok = isWithin(answer.status, statuses);
        return { ok, words: `HTTP ${answer.status}${ok ? '' : whereTo(answer, url)}` };
    }
    catch (error) {
        return { ok: false, words: troubleWords(error) };
    }
}
function whereTo({ status, headers }, url) {
    const location = headers.get('location');
    if (!REDIRECTS.includes(status) || location === null || !URL.canParse(location, url))
        return '';
    const target = shownAddress(new URL(location, url).href);
    return ` to ${target}, which is not asked (health-status: ${status} accepts it, health-follow-redirects: true follows it)`;
}
/** Why there was no answer; never the address, whose query may hold a token. */
function troubleWords(error) {
    const { name, cause } = error;
    if (name === 'TimeoutError')
        return `no answer within ${REQUEST_TIMEOUT_MS / 1000} s`;
    return errorLine(cause ?? error).replaceAll(/https?:\/\/\S+/gi, (address) => shownAddress(address));
}

;// CONCATENATED MODULE: ./actions/monitor/src/check.ts




/** What no single input can tell about itself. @throws UserError before anything is sent or deployed */
function checkTogether(inputs, env) {
    const { 'stack-name': stacks, 'ecs-service': services, 'health-url': urls } = inputs;
    if (stacks.length + services.length + urls.length === 0) {
        throw new UserError('Input "stack-name" is required, unless "ecs-service" or "health-url" say what to watch.');
    }
    checkWatched(inputs, env);
}
/** The same where nothing has to be watched. */
function checkWatched(inputs, env) {
    const { 'stack-name': stacks, 'ecs-service': services, 'aws-region': region } = inputs;
    const regions = (0,names/* regionsOf */.NV)(region, env);
    for (const stack of stacks)
        (0,names/* regionOf */.AP)(stack, regions);
    if (services.length > 0)
        (0,names/* regionOf */.AP)('', regions);
    if (inputs['health-url'].length > 0)
        checkHealth(inputs);
}
/** What no address could ever fulfil. */
function checkHealth(inputs) {
    const { 'health-successes': successes, 'health-timeout': timeout, 'health-status': statuses } = inputs;
    const needed = (successes - 1) * PAUSE_SECONDS;
    if (needed > timeout) {
        throw new errors/* UserError */.y(`Input "health-timeout": ${successes} healthy answers in a row ("health-successes"), ${PAUSE_SECONDS} s apart, take at least ${needed} s, but the time-out is ${timeout} s.`);
    }
    const others = Array.from({ length: 400 }, (_, index) => 200 + index).filter((each) => !address/* REDIRECTS */.eT.includes(each));
    if (inputs['health-follow-redirects'] && !others.some((status) => (0,address/* isWithin */.UO)(status, statuses))) {
        throw new errors/* UserError */.y('Input "health-status" accepts redirects only, and "health-follow-redirects" follows them: no answer could be healthy. Set it to false.');
    }
}

// EXTERNAL MODULE: ./actions/notify/src/fact-inputs.ts
var fact_inputs = __nccwpck_require__(8499);
// EXTERNAL MODULE: ./actions/guard/src/announce.ts
var announce = __nccwpck_require__(9310);
// EXTERNAL MODULE: ./packages/runner/src/inputs.ts
var inputs = __nccwpck_require__(5571);
// EXTERNAL MODULE: ./packages/cloudformation/src/aws.ts
var aws = __nccwpck_require__(5195);
// EXTERNAL MODULE: ./packages/registry/src/for-step.ts + 19 modules
var for_step = __nccwpck_require__(8003);
;// CONCATENATED MODULE: ./actions/estimate-time/src/connections.ts



/** The real world. */
const connections = {
    connect: for_step/* registryFor */.Z,
    connectStacks: async (inputs, { clock, env }) => {
        const stack = inputs['stack-name'] ?? '';
        const region = (0,names/* regionOf */.AP)(stack, (0,names/* regionsOf */.NV)(inputs['aws-region'], env));
        return (0,aws/* connectCloudFormation */.$)({ clock, region, correlationId: inputs['correlation-id'] });
    },
};

// EXTERNAL MODULE: ./actions/estimate-time/src/inputs.ts
var src_inputs = __nccwpck_require__(9899);
// EXTERNAL MODULE: ./packages/estimate/src/forecast.ts + 2 modules
var src_forecast = __nccwpck_require__(9096);
// EXTERNAL MODULE: ./packages/estimate/src/work.ts
var src_work = __nccwpck_require__(1287);
;// CONCATENATED MODULE: ./packages/estimate/src/plan.ts

/** Tasks worked on at once, supposed before anything was seen. */
const plan_AT_ONCE = 8;
/**
 * Seconds until all tasks are over, as for any list schedule: no less than the longest chain, and no less than
 * all the work divided by how much is done at once. `level` is that of every task: slow days are slow for all.
 * While nothing begins or ends it falls by no more than the time that passes.
 */
function plan_tasksLeft(tasks, level, atOnce = plan_AT_ONCE) {
    const left = (task) => (0,src_work/* leftAt */.$V)(task.work, task.elapsed ?? 0, level);
    const ends = endsOf(tasks, left);
    const all = tasks.reduce((sum, task) => sum + left(task), 0);
    const running = tasks.filter(({ elapsed }) => elapsed !== undefined).length;
    return Math.max(0, ...tasks.map(ends), all / Math.max(1, atOnce, running));
}
/**
 *   VPC ===|--> Subnet ===|---------> Service =====     ends when the last of its chain does;
 *               Role =======|------->                   | is where a task is ready for those that follow
 *
 * A task whose prerequisites are unknown waits for the first of those under way: else it had begun.
 */
function endsOf(tasks, left) {
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const running = tasks.filter(({ elapsed }) => elapsed !== undefined).map(left);
    const soonest = running.length > 0 ? Math.min(...running) : 0;
    const ends = new Map();
    const endOf = (task) => {
        if (!ends.has(task)) {
            // Should the tasks wait for each other in a circle, that is where it is cut.
            ends.set(task, 0);
            ends.set(task, startOf(task) + left(task));
        }
        return ends.get(task) ?? 0;
    };
    const startOf = ({ elapsed, after }) => {
        if (elapsed !== undefined)
            return 0;
        return after === undefined ? soonest : Math.max(0, ...after.map((id) => readyAt(byId.get(id))));
    };
    const readyAt = (task) => {
        if (task === undefined || task.ready)
            return 0;
        const whole = (task.elapsed ?? 0) + left(task);
        return endOf(task) - whole * (1 - (task.work.readyShare ?? 1));
    };
    return endOf;
}
/**
 * What a plan says of its whole duration, without any finished run; undefined when nothing is planned. Tasks one
 * after the other and beside each other take a time of their own kind: one kernel again. Of a plan under way
 * since `spent` seconds the tasks are those that are left.
 */
function planned(tasks, spent = 0) {
    if (tasks.length === 0)
        return undefined;
    const seconds = Math.max(SHORTEST, plan_tasksLeft(tasks, 0.5));
    const shape = Math.log(19) / Math.log(Math.max(NARROWEST, plan_tasksLeft(tasks, 0.95) / seconds));
    const work = { seconds, shape, samples: 0 };
    const gone = (elapsed = 0) => Math.max(0, elapsed - spent) || 0;
    return {
        sampleSize: 0,
        confidence: 'low',
        // Of its own, a level falls no faster than time passes; one read off the kernel between two others would.
        quantile: (level, elapsed) => {
            const later = gone(elapsed) > 0 ? gone(elapsed) + (0,src_work/* leftAt */.$V)(work, gone(elapsed), level) : 0;
            return spent + Math.max(SHORTEST, plan_tasksLeft(tasks, level), later);
        },
        endsWithin: (within, elapsed) => {
            const still = (0,src_work/* survivalOf */.G5)(work, gone(elapsed));
            return still > 0 ? 1 - (0,src_work/* survivalOf */.G5)(work, gone(elapsed) + Math.max(0, within)) / still : 1;
        },
    };
}
const SHORTEST = 0.5;
/** The least that p95 lies above the median, so that there always is a kernel. */
const NARROWEST = 1.05;
/**
 * From what finished runs say and what the work at hand says. Whole runs know the order that the work does not
 * show, the work knows what is different this time: the first run counts as much as all the work, and so on.
 */
function plan_blend(runs, fromRuns, fromWork) {
    if (runs === undefined)
        return fromWork();
    const trust = runs.sampleSize / (runs.sampleSize + 1);
    return trust * fromRuns(runs) + (1 - trust) * fromWork();
}
/** The forecast from finished runs blended with that from a plan, where there are both. */
function blended(runs, plan) {
    if (runs === undefined || plan === undefined)
        return runs ?? plan;
    const of = (value) => plan_blend(runs, value, () => value(plan));
    return {
        ...runs,
        quantile: (level, elapsed) => of((forecast) => forecast.quantile(level, elapsed)),
        endsWithin: (seconds, elapsed) => of((forecast) => forecast.endsWithin(seconds, elapsed)),
    };
}

// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __nccwpck_require__(8333);
// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
// EXTERNAL MODULE: ./packages/estimate/src/words.ts
var src_words = __nccwpck_require__(4773);
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

// EXTERNAL MODULE: ./packages/registry/src/history.ts
var src_history = __nccwpck_require__(4777);
// EXTERNAL MODULE: ./packages/registry/src/port.ts
var port = __nccwpck_require__(9266);
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
        if (!(error instanceof port/* RegistryError */.g))
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
        .flatMap((registration) => (0,src_history/* finishedRun */.sV)(registration) ?? []);
    const successes = ours.filter(({ outcome }) => outcome === 'success').length;
    if (!inputs['foreign-history'] || stack !== undefined || successes >= ENOUGH_OF_OURS)
        return ours;
    const theirs = await registry.foreignPast(environment, limit);
    return [...ours, ...theirs.flatMap((life) => (0,src_history/* finishedRun */.sV)(life) ?? [])];
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./packages/cloudformation/src/stack-event.ts
const STACK_TYPE = 'AWS::CloudFormation::Stack';
/**
 * Whether the event is about the stack it belongs to. Id, type and logical id must all say so: a custom resource may
 * answer with any physical id, and many answer with the `StackId` that they were called with
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html); a nested stack is a resource of its
 * parent, too.
 */
const stack_event_isOfStackItself = ({ physicalId, stackId, type, logicalId, stackName }) => physicalId === stackId && type === STACK_TYPE && logicalId === stackName;
/** The nested stack that an event of its parent is about; undefined before its ARN is known. */
function nestedStackId(event) {
    if (event.type !== STACK_TYPE || stack_event_isOfStackItself(event))
        return undefined;
    return event.physicalId.startsWith('arn:') ? event.physicalId : undefined;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/status.ts

const isInProgress = (status) => status.endsWith('_IN_PROGRESS');
const status_isFailed = (status) => status.endsWith('_FAILED');
const isRollingBack = (status) => /(^|_)ROLLBACK_IN_PROGRESS$/.test(status);
/** The new version stands (or the old one does again); only leftovers are still being deleted. */
const isCleanup = (status) => status.endsWith('_CLEANUP_IN_PROGRESS');
/**
 * What a stack's status says about an operation; undefined while that is open.
 * `UPDATE_COMPLETE_CLEANUP_IN_PROGRESS` already decides: "updated and usable" (AWS: CloudFormation User
 * Guide, stack status codes), and resources that the cleanup cannot delete do not fail the update.
 *
 * Only an operation's own completion is its success. A deletion that is refused, because another stack imports an
 * export, falls back to the status from before, such as UPDATE_COMPLETE (github.com/aws/aws-sdk/issues/383),
 * CREATE_COMPLETE (github.com/boto/boto3/issues/4192) or UPDATE_ROLLBACK_COMPLETE.
 */
function outcomeOf(status, operation) {
    if (status_isFailed(status))
        return 'failed';
    if (!isCleanup(status) && !status.endsWith('_COMPLETE'))
        return undefined;
    if (operation === 'DELETE')
        return status === 'DELETE_COMPLETE' ? 'succeeded' : 'failed';
    if (status.includes('ROLLBACK'))
        return 'rolled-back';
    return operationOf(status) === operation ? 'succeeded' : 'failed';
}
/** Somebody asked for the rollback; nothing was deployed by it. */
const isRollback = (operation) => operation.endsWith('ROLLBACK');
/** The operation that a stack's status belongs to, as far as the status alone tells. */
function operationOf(status) {
    if (status === 'REVIEW_IN_PROGRESS')
        return undefined;
    if (/ROLLBACK/.test(status))
        return 'ROLLBACK';
    return ['CREATE', 'UPDATE', 'DELETE', 'IMPORT'].find((each) => status.startsWith(each));
}
/** Whether an event is certain to begin an operation: a cursor that never reads further back than needed. */
function beginsOperation(event) {
    if (!isOfStackItself(event) || event.detailedStatus !== undefined)
        return false;
    return /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(event.status);
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/attempt.ts


/**
 * The attempts in a stack's own events (oldest first; those of its resources are skipped).
 * `before`: the stack's status before the first of them.
 */
function attempts(events, before = '') {
    const found = [];
    for (const event of events) {
        if (!stack_event_isOfStackItself(event) || operationOf(event.status) === undefined)
            continue;
        const open = found.at(-1);
        if (open !== undefined && !beginsAfter(open, event))
            found[found.length - 1] = follow(open, event);
        else
            found.push(begin(event, open?.stackStatus ?? before));
    }
    return found;
}
/** Whether `event` begins an attempt of its own rather than going on with `open`. */
function beginsAfter(open, event) {
    if (open.decided === undefined || !isInProgress(event.status) || isCleanup(event.status))
        return false;
    // Only these does CloudFormation go on from by itself: rolling back, or deleting a failed creation. From every other
    // failure somebody has to: UPDATE_ROLLBACK_FAILED by ContinueUpdateRollback, DELETE_FAILED by another deletion.
    const goesOn = /^(CREATE|UPDATE|IMPORT)_FAILED$/.test(open.stackStatus) && event.reason !== USER_INITIATED;
    return !goesOn || event.token !== open.token;
}
/** CloudFormation's reason on what an API call began. */
const USER_INITIATED = 'User Initiated';
function begin(event, before) {
    const continued = before === 'UPDATE_ROLLBACK_FAILED' && event.status.startsWith('UPDATE_ROLLBACK_');
    const operation = continued ? 'CONTINUE_ROLLBACK' : (operationOf(event.status) ?? 'UPDATE');
    const outcome = outcomeOf(event.status, operation);
    return {
        operation,
        startedAt: event.time,
        ...(event.token === undefined ? {} : { token: event.token }),
        operationIds: event.operationId === undefined ? [] : [event.operationId],
        stackStatus: event.status,
        ...(event.reason === undefined ? {} : { statusReason: event.reason }),
        ...(outcome === undefined ? {} : { decided: { at: event.time, outcome } }),
    };
}
function follow(open, event) {
    const outcome = outcomeOf(event.status, open.operation);
    const { decided: _, ...rest } = open;
    const known = event.operationId === undefined || open.operationIds.includes(event.operationId);
    const rollsBack = open.rollbackSince === undefined && /ROLLBACK|DELETE/.test(event.status);
    return {
        ...rest,
        operationIds: known ? open.operationIds : [...open.operationIds, event.operationId ?? ''],
        stackStatus: event.status,
        ...(event.reason === undefined ? {} : { statusReason: event.reason }),
        ...(rollsBack && !isUndoing(open.operation) ? { rollbackSince: event.time } : {}),
        ...(outcome === undefined ? {} : { decided: decision(open, event, outcome) }),
    };
}
/** Going back is all that these do: nothing of theirs is undone. */
const isUndoing = (operation) => operation === 'DELETE' || isRollback(operation);
/** The first certainty stays: cleanup ends later than the outcome. */
function decision(open, event, outcome) {
    return open.decided?.outcome === outcome ? open.decided : { at: event.time, outcome };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/change-set.ts
/** Whether a nested stack's change set is there to be read, and was not. */
const hasUnread = (changes) => changes.some(({ changeSetId, nested }) => changeSetId !== undefined && nested === undefined);
/** The same changes with what nested stacks are to change, to any depth: one call for each that is nested. */
async function withNested(reader, changes) {
    const whole = [];
    for (const change of changes) {
        const { changeSetId } = change;
        whole.push(changeSetId === undefined
            ? change
            : { ...change, nested: await withNested(reader, await reader.changes(changeSetId)) });
    }
    return whole;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/feed.ts
function openFeed(reader, stackId) {
    const known = new Set();
    let older;
    let first = true;
    const unknown = (events) => events.filter(({ id }) => !known.has(id));
    /** Only what is handed out is known: a read that fails half way begins anew. */
    const handOut = (found) => {
        for (const { id } of found)
            known.add(id);
        return inOrder(found);
    };
    const read = async (until = () => false) => {
        const found = [];
        let next;
        for (;;) {
            const page = await reader.events(stackId, next);
            const fresh = unknown(page.events);
            found.push(...fresh);
            next = page.next;
            if (first)
                older = next;
            if (next === undefined || fresh.length < page.events.length || fresh.some(until))
                break;
        }
        first = false;
        return handOut(found);
    };
    const past = async () => {
        if (older === undefined)
            return [];
        const page = await reader.events(stackId, older);
        older = page.next;
        return handOut(unknown(page.events));
    };
    return { stackId, read, past };
}
/** Oldest first. Of events of one instant the one told later comes first in a page, so turning it round is right. */
function inOrder(newestFirst) {
    return newestFirst.toReversed().sort((a, b) => a.time - b.time);
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/span.ts


/** A resource's name within the whole tree of stacks. */
const span_spanKey = (span) => `${span.stackId} ${span.logicalId}`;
const span_isNestedStack = (span) => span.type === STACK_TYPE;
/** Never negative: `now` is known to two seconds, and an event can be newer. */
const span_secondsOf = (span, now) => Math.max(0, (span.endedAt ?? now) - span.startedAt) / 1000;
/** The spans in one or more stacks' events, in the order they began. Events: oldest first in each stack. */
function spans(events) {
    const recorder = spanRecorder();
    for (const event of events)
        recorder.add(event);
    return recorder.spans();
}
/** Grows spans event by event, at a cost that does not grow with their number. */
function spanRecorder() {
    const all = [];
    /** Index in `all` of what is under way, by resource. */
    const open = new Map();
    const phases = new Map();
    const add = (event) => {
        if (stack_event_isOfStackItself(event)) {
            phases.set(event.stackId, phaseOf(event.status));
            return;
        }
        const action = actionOf(event.status);
        if (action === undefined)
            return;
        const index = open.get(span_spanKey(event));
        const current = index === undefined ? undefined : all[index];
        if (index !== undefined && current !== undefined && current.action === action) {
            all[index] = grow(current, event);
        }
        else {
            open.set(span_spanKey(event), all.length);
            all.push(span_begin(event, action, phases.get(event.stackId) ?? 'forward'));
        }
        if (!isInProgress(event.status))
            open.delete(span_spanKey(event));
    };
    return { add, spans: () => all };
}
function phaseOf(status) {
    if (isCleanup(status))
        return 'cleanup';
    return /ROLLBACK/.test(status) ? 'rollback' : 'forward';
}
function actionOf(status) {
    if (status.endsWith('_SKIPPED'))
        return 'DELETE';
    return ['CREATE', 'UPDATE', 'DELETE', 'IMPORT'].find((each) => status.startsWith(`${each}_`));
}
function span_begin(event, action, phase) {
    const { stackId, stackName, logicalId, physicalId, type, status } = event;
    const told = { status, ...optional(event), ...(isInProgress(status) ? {} : { endedAt: event.time }) };
    return { stackId, stackName, logicalId, physicalId, type, action, phase, startedAt: event.time, ...told };
}
function grow(span, event) {
    const ended = isInProgress(event.status) ? {} : { endedAt: event.time };
    const physicalId = event.physicalId || span.physicalId;
    const { detailedStatus: _, ...rest } = span;
    const configured = rest.configuredAt === undefined && event.detailedStatus === CONFIGURED;
    return {
        ...rest,
        ...(configured ? { configuredAt: event.time } : {}),
        ...{ physicalId, status: event.status, ...optional(event), ...ended },
    };
}
const CONFIGURED = 'CONFIGURATION_COMPLETE';
const optional = ({ reason, detailedStatus }) => ({
    ...(reason === undefined ? {} : { reason }),
    ...(detailedStatus === undefined ? {} : { detailedStatus }),
});
const span_hasFailed = (span) => isFailed(span.status);

;// CONCATENATED MODULE: ./packages/cloudformation/src/table.ts
const medians = (CREATE, UPDATE, DELETE) => ({ CREATE, UPDATE, DELETE });
/** Seconds for a type that is not in the table: most resources are quick. */
const TABLE_DEFAULT = { CREATE: 8, UPDATE: 6, DELETE: 6, IMPORT: 6 };
/**
 * Median seconds to create, update and delete a resource, by type. Creations are medians of recorded
 * stack events where there were some (IAM, Lambda, VPC, NAT, ALB, RDS, SQS, ...), else of published
 * Terraform logs ("Creation complete after") or the service's documentation. They only start the
 * estimate: the stack's own history replaces them.
 */
const TABLE = {
    'AWS::ApiGateway::Account': medians(10, 10, 2),
    'AWS::ApiGateway::Deployment': medians(2, 2, 2),
    'AWS::ApiGateway::Method': medians(2, 2, 2),
    'AWS::ApiGateway::Resource': medians(2, 2, 2),
    'AWS::ApiGateway::RestApi': medians(3, 3, 3),
    'AWS::ApiGateway::Stage': medians(3, 3, 2),
    'AWS::ApiGatewayV2::Api': medians(4, 4, 4),
    'AWS::AppSync::DataSource': medians(2, 2, 2),
    'AWS::AppSync::FunctionConfiguration': medians(2, 2, 2),
    'AWS::AppSync::GraphQLApi': medians(3, 3, 3),
    'AWS::AppSync::GraphQLSchema': medians(6, 6, 2),
    'AWS::AppSync::Resolver': medians(2, 2, 2),
    'AWS::AutoScaling::AutoScalingGroup': medians(60, 120, 120),
    'AWS::CertificateManager::Certificate': medians(120, 5, 5),
    'AWS::CloudFormation::Stack': medians(60, 8, 30),
    'AWS::CloudFormation::WaitCondition': medians(180, 5, 3),
    'AWS::CloudFront::Distribution': medians(220, 180, 240),
    'AWS::Cognito::UserPool': medians(5, 4, 4),
    'AWS::DynamoDB::GlobalTable': medians(30, 30, 20),
    'AWS::DynamoDB::Table': medians(20, 20, 15),
    'AWS::EC2::EIP': medians(17, 5, 6),
    'AWS::EC2::Instance': medians(25, 40, 60),
    'AWS::EC2::InternetGateway': medians(17, 5, 5),
    'AWS::EC2::NatGateway': medians(98, 5, 65),
    'AWS::EC2::Route': medians(3, 3, 3),
    'AWS::EC2::SecurityGroup': medians(8, 5, 5),
    'AWS::EC2::Subnet': medians(8, 5, 5),
    'AWS::EC2::TransitGateway': medians(150, 30, 60),
    'AWS::EC2::VPC': medians(14, 5, 5),
    'AWS::EC2::VPCEndpoint': medians(120, 30, 120),
    'AWS::EC2::VPCGatewayAttachment': medians(12, 5, 8),
    'AWS::ECS::Cluster': medians(10, 6, 6),
    'AWS::ECS::Service': medians(180, 180, 120),
    'AWS::ECS::TaskDefinition': medians(3, 3, 3),
    'AWS::EFS::MountTarget': medians(95, 10, 30),
    'AWS::EKS::Cluster': medians(560, 400, 150),
    'AWS::EKS::Nodegroup': medians(150, 200, 200),
    'AWS::ElastiCache::CacheCluster': medians(330, 300, 400),
    'AWS::ElastiCache::ReplicationGroup': medians(600, 400, 446),
    'AWS::ElasticBeanstalk::Environment': medians(240, 180, 200),
    'AWS::ElasticLoadBalancingV2::Listener': medians(3, 3, 3),
    'AWS::ElasticLoadBalancingV2::LoadBalancer': medians(139, 15, 61),
    'AWS::ElasticLoadBalancingV2::TargetGroup': medians(10, 5, 5),
    'AWS::IAM::InstanceProfile': medians(130, 20, 5),
    'AWS::IAM::ManagedPolicy': medians(18, 17, 5),
    'AWS::IAM::Policy': medians(17, 17, 3),
    'AWS::IAM::Role': medians(18, 17, 5),
    'AWS::KinesisFirehose::DeliveryStream': medians(45, 30, 15),
    'AWS::Kinesis::Stream': medians(25, 30, 20),
    'AWS::KMS::Key': medians(125, 20, 5),
    'AWS::Lambda::EventSourceMapping': medians(25, 25, 30),
    'AWS::Lambda::Function': medians(8, 8, 5),
    'AWS::Lambda::LayerVersion': medians(8, 8, 3),
    'AWS::Lambda::Permission': medians(3, 3, 3),
    'AWS::Logs::LogGroup': medians(10, 5, 3),
    'AWS::MSK::Cluster': medians(1800, 1500, 300),
    'AWS::OpenSearchService::Domain': medians(1100, 1200, 600),
    'AWS::RDS::DBCluster': medians(60, 60, 90),
    'AWS::RDS::DBInstance': medians(339, 200, 250),
    'AWS::RDS::DBSubnetGroup': medians(5, 5, 3),
    'AWS::Redshift::Cluster': medians(240, 300, 120),
    'AWS::Route53::HostedZone': medians(45, 30, 40),
    'AWS::Route53::RecordSet': medians(38, 38, 38),
    'AWS::S3::Bucket': medians(15, 12, 5),
    'AWS::S3::BucketPolicy': medians(3, 3, 3),
    'AWS::SNS::Topic': medians(11, 5, 3),
    'AWS::SQS::Queue': medians(45, 10, 5),
    'AWS::SSM::Parameter': medians(3, 3, 2),
    'AWS::StepFunctions::StateMachine': medians(5, 5, 30),
    'Custom::*': medians(15, 15, 12),
};
/**
 * Minutes after which CloudFormation itself gives a resource up (`handlers.*.timeoutInMinutes` in the
 * resource type's schema; 120 where it says nothing), by the longest of create, update and delete.
 */
const TIMEOUT_MINUTES = {
    'AWS::AutoScaling::AutoScalingGroup': 660,
    'AWS::DynamoDB::Table': 720,
    'AWS::EC2::VPCEndpoint': 210,
    'AWS::ECS::Service': 180,
    'AWS::EKS::Cluster': 180,
    'AWS::ElasticBeanstalk::Environment': 300,
    'AWS::ElasticLoadBalancingV2::LoadBalancer': 30,
    'AWS::MSK::Cluster': 720,
    'AWS::MWAA::Environment': 480,
    'AWS::RDS::DBCluster': 2160,
    'AWS::RDS::DBInstance': 2160,
    'AWS::Redshift::Cluster': 2160,
    'Custom::*': 60,
};
const TIMEOUT_MINUTES_DEFAULT = 120;

;// CONCATENATED MODULE: ./packages/cloudformation/src/usual.ts


/** Between resources of one type the times differ more than from run to run of one resource. */
const TYPE_SHAPE = 2.5;
const TABLE_SHAPE = 2.5;
const GUESS_SHAPE = 1.5;
/** What earlier times of the resource itself, or of its type in the stack, say (seconds, not empty). */
function learnt(samples, source) {
    const work = (0,src_work/* workFrom */.So)(samples);
    if (work === undefined)
        return undefined;
    return { ...work, shape: source === 'type' ? Math.min(work.shape, TYPE_SHAPE) : work.shape, source };
}
/** What a type of resource usually takes anywhere. */
function ofType(type, action) {
    const medians = TABLE[type] ?? (/^Custom::|::CustomResource$/.test(type) ? TABLE['Custom::*'] : undefined);
    const seconds = medians?.[action === 'IMPORT' ? 'UPDATE' : action];
    return seconds === undefined
        ? { seconds: TABLE_DEFAULT[action], shape: GUESS_SHAPE, source: 'guess', samples: 0 }
        : { seconds, shape: TABLE_SHAPE, source: 'table', samples: 0 };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/history.ts





/** Learns from stacks' older events (of each stack, oldest first), which CloudFormation keeps. */
function learn(stacks) {
    const all = [...stacks.values()].flatMap((events) => spans(events));
    const work = all.filter(wentWell);
    const own = new Map();
    const types = new Map();
    for (const span of work) {
        remember(own, ownKey(span), span);
        remember(types, typeKey(span), span);
    }
    const cache = new Map();
    const usual = (work) => {
        const made = cache.get(ownKey(work)) ?? usualOf(work, own, types);
        cache.set(ownKey(work), made);
        return made;
    };
    const finished = (stackId, operation) => attempts(stacks.get(stackId) ?? []).filter((attempt) => attempt.decided !== undefined && attempt.operation === operation);
    return {
        usual,
        runs: (stackId, operation) => finished(stackId, operation).map((attempt) => ({
            ...asRun(attempt),
            ...shapeIn(attempt, stackId, { all, work, stacks }),
        })),
        lastWork: (stackId, operation) => {
            const last = finished(stackId, operation).findLast(({ decided }) => decided?.outcome === 'succeeded');
            return last === undefined ? [] : during(last, work);
        },
    };
}
/** And was seen from its begin: the oldest page read may start in the middle. */
const wentWell = ({ phase, status, startedAt, endedAt = 0 }) => phase === 'forward' && status.endsWith('_COMPLETE') && endedAt > startedAt;
function during({ startedAt, decided }, work) {
    const until = decided?.at ?? startedAt;
    return work.filter((span) => span.startedAt >= startedAt && span.startedAt <= until);
}
const ownKey = (work) => `${span_spanKey(work)} ${work.action}`;
const typeKey = ({ type, action }) => `${type} ${action}`;
function usualOf(work, own, types) {
    return (fromSpans(own.get(ownKey(work)), 'own') ??
        fromSpans(types.get(typeKey(work)), 'type') ??
        ofType(work.type, work.action));
}
function fromSpans(spans = [], source) {
    const usual = learnt(spans.map((span) => span_secondsOf(span, span.startedAt)), source);
    const shares = spans.map(({ startedAt, configuredAt, endedAt = 0 }) => configuredAt === undefined ? 1 : (configuredAt - startedAt) / (endedAt - startedAt));
    return usual && { ...usual, readyShare: (0,src_work/* median */.JZ)(shares) };
}
function remember(map, key, span) {
    const earlier = map.get(key);
    if (earlier === undefined)
        map.set(key, [span]);
    else
        earlier.push(span);
}
function asRun({ startedAt, decided }) {
    const at = decided?.at ?? startedAt;
    return {
        endedAt: at,
        seconds: (at - startedAt) / 1000,
        outcome: decided?.outcome === 'succeeded' ? 'success' : 'failure',
    };
}
/** What an operation changed; an operation of tags or outputs only has no event of a resource. */
function shapeIn(attempt, stackId, { all, work, stacks }) {
    const next = attempts(stacks.get(stackId) ?? []).find(({ startedAt }) => startedAt > attempt.startedAt);
    const until = next?.startedAt ?? Number.POSITIVE_INFINITY;
    // A nested stack is updated together with its parent, and may change nothing: its own events tell, if they go back so far.
    const isKnown = (stack) => (stacks.get(stack)?.[0]?.time ?? until) <= attempt.startedAt;
    const changed = all.some((span) => span.startedAt >= attempt.startedAt &&
        span.startedAt < until &&
        !(span_isNestedStack(span) && isKnown(span.physicalId)));
    const shape = changed ? (0,src_shape/* shapeOf */.F5)(during(attempt, work).filter((span) => !span_isNestedStack(span))) : src_shape/* NOTHING */.K$;
    return shape === undefined ? {} : { shape };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/plan.ts


/** The leaves of a change set: a nested stack with changes of its own counts as these. */
function flatten(changes, stackId) {
    return changes.flatMap(({ logicalId, type, action, physicalId = '', nested }) => nested === undefined || nested.length === 0
        ? [{ stackId, logicalId, type, action: plan_actionOf(action), ...opacity(type, nested) }]
        : flatten(nested, physicalId));
}
/** Without `IncludeNestedStacks` a change set says no more of a nested stack than that it changes. */
const opacity = (type, nested) => type === STACK_TYPE && nested === undefined ? { opaque: true } : {};
const plan_actionOf = (action) => ({ Add: 'CREATE', Remove: 'DELETE', Import: 'IMPORT' })[action] ?? 'UPDATE';
/** What of the plan has not begun. A new nested stack's ARN is not in the plan, so names and types decide. */
function notBegun(planned, spans) {
    const begun = new Map();
    const name = ({ type, logicalId }) => `${type} ${logicalId}`;
    const resources = new Map(spans.map((span) => [span_spanKey(span), span]));
    for (const span of resources.values())
        begun.set(name(span), (begun.get(name(span)) ?? 0) + 1);
    return planned.filter((item) => {
        const count = begun.get(name(item)) ?? 0;
        begun.set(name(item), count - 1);
        return count <= 0;
    });
}
/** Whether work belongs to the rollback: a nested stack that is only deleted then has no word of it in its own events. */
const isBack = ({ phase, startedAt }, rollbackSince = Number.POSITIVE_INFINITY) => phase !== 'forward' || startedAt >= rollbackSince;
/**
 * What a rollback still has to undo of the work done: a failed creation deletes what it created; a failed
 * update changes back what it changed, and leaves what it created to the cleanup, after the outcome.
 */
function notUndone(spans, since, deletes) {
    const undone = new Set(spans.filter((span) => isBack(span, since)).map(spanKey));
    return spans
        .filter((span) => !isBack(span, since) && !isNestedStack(span) && !undone.has(spanKey(span)))
        .filter((span) => (deletes ? !hasFailed(span) : span.action === 'UPDATE'))
        .map(({ stackId, logicalId, type }) => ({
        stackId,
        logicalId,
        type,
        action: deletes ? 'DELETE' : 'UPDATE',
    }));
}
/** The plan as tasks that take their usual time, in their order where that is known. */
function tasksOf(planned, usual, order) {
    const prerequisites = new Map(order?.resources.map(({ logicalId, after }) => [logicalId, after]));
    return planned.map((item) => {
        // Removals come after all else, and in an order of their own.
        const ordered = item.stackId === order?.stackId && item.action !== 'DELETE';
        const after = ordered ? prerequisites.get(item.logicalId) : undefined;
        const ids = after?.map((logicalId) => span_spanKey({ stackId: item.stackId, logicalId }));
        return { id: span_spanKey(item), work: usual(item), ...(ids === undefined ? {} : { after: ids }) };
    });
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/progress.ts


/** How long it takes to learn how many resources are worked on at once. */
const PRIOR_SECONDS = 30;
/** The stack's own event follows the last resource's after about so long. */
const TAIL_SECONDS = 2;
/** Without a plan there may be more to come: about this share of the time passed, and at the start about this long. */
const UNPLANNED_SHARE = 0.25;
const UNKNOWN_SECONDS = 60;
function restOf({ spans, usual, pending, seenAt, began }, now) {
    const lastIn = new Map();
    for (const { stackId, startedAt, endedAt = startedAt } of spans)
        lastIn.set(stackId, Math.max(endedAt, lastIn.get(stackId) ?? 0));
    // A nested stack whose resources are seen takes what they take; in one that is over nothing runs or waits.
    const isSeenInto = (span) => isNestedStack(span) && lastIn.has(span.physicalId);
    const isRunning = ({ endedAt }) => endedAt === undefined;
    const over = stacksOver(spans);
    const work = spans.filter((span) => !isSeenInto(span));
    const running = work.filter((span) => isRunning(span) && !over.has(span.stackId));
    const busy = new Set(running.map(({ stackId }) => stackId));
    const inside = spans.filter((span) => isRunning(span) && isSeenInto(span) && !over.has(span.stackId));
    const closing = inside
        .filter(({ physicalId }) => !busy.has(physicalId))
        .map((span) => closingOf(span, Math.max(0, now - (lastIn.get(span.physicalId) ?? now)) / 1000));
    const keys = new Set(inside.map(spanKey));
    const spent = work.reduce((sum, span) => sum + secondsOf(span, now), 0);
    const staleness = ({ stackId }) => Math.max(0, now - (seenAt(stackId) ?? now)) / 1000;
    return {
        running: [
            ...running.map((span) => ({ ...underWay(span, usual(span), now), stale: staleness(span) })),
            ...closing,
        ],
        pending: pending
            .filter(({ id }) => !over.has(id.slice(0, id.indexOf(' '))))
            .map((task) => unlessInside(task, keys)),
        atOnce: Math.max(1, (spent + AT_ONCE * PRIOR_SECONDS) / (Math.max(0, now - began) / 1000 + PRIOR_SECONDS)),
    };
}
/** Nested stacks whose parents say that they are over, and what is nested in these. */
function stacksOver(spans) {
    const latest = new Map();
    for (const span of spans)
        if (isNestedStack(span) && span.physicalId !== '')
            latest.set(span.physicalId, span);
    const over = new Set();
    // A parent's span comes before those of what is nested in it.
    for (const [stackId, { endedAt, stackId: parent }] of latest)
        if (endedAt !== undefined || over.has(parent))
            over.add(stackId);
    return over;
}
/**
 * A nested stack in which nothing is seen to run is at its end, or between two resources: its parent told of the end 0.4
 * to 24 s later in the recordings. The longer that takes already, the longer it may still.
 */
const CLOSING = { seconds: 5, shape: 1.3, samples: 0 };
const closingOf = (span, elapsed) => ({
    ...{ id: spanKey(span), work: CLOSING, elapsed, stale: 0 },
});
/** Time left of the work itself, with as much done at once as so far. */
function timeLeft(workload, now, elapsed, level = 0.5) {
    if (workload.spans.length === 0 && workload.pending.length === 0)
        return UNKNOWN_SECONDS;
    const { running, pending, atOnce } = restOf(workload, now);
    const known = tasksLeft([...running, ...pending], level, atOnce);
    return known + TAIL_SECONDS + (workload.planned ? 0 : UNPLANNED_SHARE * elapsed);
}
/** A task that waits for a nested stack whose resources are seen waits for some of these: nobody knows which. */
function unlessInside({ after, ...task }, nested) {
    return after === undefined || after.some((id) => nested.has(id)) ? task : { ...task, after };
}
const underWay = (span, work, now) => ({
    id: span_spanKey(span),
    work,
    elapsed: span_secondsOf(span, now),
    ready: span.configuredAt !== undefined,
});
/** Time left, from the work at hand and from how long such operations took before. */
function left(workload, now, elapsed, forecast) {
    const at = (level) => blend(forecast, (runs) => runs.quantile(level, elapsed) - elapsed, () => timeLeft(workload, now, elapsed, level));
    return { seconds: at(0.5), low: at(0.1), high: at(0.9) };
}
/** The percentage to show after `before` was shown. */
function percent(elapsed, leftSeconds, before) {
    const share = (100 * elapsed) / Math.max(1, elapsed + leftSeconds);
    return Math.min(99, Math.max(before, Math.floor(share)));
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/for-each.ts
const LOOP = 'Fn::ForEach::';
/** Twice of what CloudFormation allows in a template: loops in loops could go on for ever. */
const MOST = 1000;
/**
 * The resources that a template's `Fn::ForEach` loops stand for, nested loops included. A loop over what is known only
 * when it is deployed, a parameter without a default, counts once; a `Fn::Transform` among the resources not at all.
 * (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html)
 */
function expandLoops(resources, template) {
    const found = [];
    let complete = true;
    for (const [key, value] of Object.entries(resources)) {
        const loop = key.startsWith(LOOP) ? loopOf(value, template) : undefined;
        if (loop !== undefined) {
            complete &&= loop.items !== undefined;
            for (const item of loop.items ?? ['']) {
                complete &&= found.length < MOST;
                if (found.length >= MOST)
                    break;
                const body = substituted(loop.body, loop.identifier, item);
                const inner = expandLoops(fields(body), template);
                complete &&= inner.complete;
                found.push(...Object.entries(inner.resources));
            }
        }
        else if (key.startsWith('Fn::'))
            complete = false;
        else
            found.push([key, value]);
    }
    return { resources: Object.fromEntries(found), complete };
}
function loopOf(value, template) {
    if (!Array.isArray(value) || value.length !== 3 || typeof value[0] !== 'string')
        return undefined;
    const [identifier, collection, body] = value;
    return { identifier, items: itemsOf(collection, template), body };
}
/** A list as it stands, the default of a parameter, or an entry of a mapping. */
function itemsOf(collection, template) {
    if (Array.isArray(collection)) {
        const items = collection.map((item) => (isPlain(item) ? [String(item)] : itemsOf(item, template)));
        return items.every((item) => item !== undefined) ? items.flat() : undefined;
    }
    const { Ref: parameter, 'Fn::FindInMap': path } = fields(collection);
    if (typeof parameter === 'string') {
        const { Default: list } = fields(fields(template['Parameters'])[parameter]);
        return typeof list === 'string' && list !== '' ? list.split(',').map((item) => item.trim()) : undefined;
    }
    if (!Array.isArray(path))
        return undefined;
    const entry = path.reduce((inner, key) => fields(inner)[String(key)], template['Mappings']);
    return Array.isArray(entry) ? entry.map(String) : undefined;
}
const isPlain = (value) => typeof value === 'string' || typeof value === 'number';
/** `${Name}` and `&{Name}` (without what is no letter or digit) in keys and values, and `Ref`, at any depth. */
function substituted(value, identifier, item) {
    const replaced = (text) => text
        .replaceAll(`\${${identifier}}`, item)
        .replaceAll(`&{${identifier}}`, item.replace(/[^A-Za-z0-9]/g, ''));
    if (typeof value === 'string')
        return replaced(value);
    if (Array.isArray(value))
        return value.map((each) => substituted(each, identifier, item));
    if (typeof value !== 'object' || value === null)
        return value;
    if (value['Ref'] === identifier)
        return item;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [replaced(key), substituted(inner, identifier, item)]));
}
const fields = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

;// CONCATENATED MODULE: ./packages/cloudformation/src/template.ts

/** It only allows loops and the like, which are expanded here. */
const EXPANDED = 'AWS::LanguageExtensions';
/** What a template, JSON or YAML, consists of; undefined when it is none. Conditions are not judged: all are listed. */
async function readTemplate(body) {
    try {
        const template = template_fields(body.trimStart().startsWith('{') ? JSON.parse(body) : await fromYaml(body));
        if (template['Resources'] === undefined)
            return undefined;
        const { resources, complete } = expandLoops(template_fields(template['Resources']), template);
        const transforms = [template['Transform'] ?? []].flat();
        const all = Object.entries(resources);
        const known = new Set(all.map(([logicalId]) => logicalId));
        const listed = all.map(([logicalId, resource]) => {
            const { Type: type, DependsOn: dependsOn, ...rest } = template_fields(resource);
            const named = new Set([...texts(dependsOn), ...references(rest)]);
            named.delete(logicalId);
            return { logicalId, type: String(type ?? ''), after: [...named].filter((id) => known.has(id)) };
        });
        return { resources: listed, complete: complete && transforms.every((name) => name === EXPANDED) };
    }
    catch {
        return undefined;
    }
}
/** Short forms become the long ones that JSON has; the tags that name no resource are read as plain values. */
async function fromYaml(body) {
    const { parse } = await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8815, 19));
    const long = (key) => (value) => ({ [key]: value });
    const customTags = [
        { tag: '!Ref', resolve: long('Ref') },
        { tag: '!GetAtt', resolve: long('Fn::GetAtt') },
        { tag: '!Sub', resolve: long('Fn::Sub') },
        // As plain lists they would be taken for what a loop goes over.
        ...['FindInMap', 'Split', 'Cidr', 'GetAZs'].map((name) => ({
            tag: `!${name}`,
            collection: 'seq',
            resolve: (list) => ({ [`Fn::${name}`]: list.toJSON() }),
        })),
    ];
    return parse(body, { customTags, logLevel: 'error' });
}
/** All that a value refers to, at any depth. */
function references(value) {
    if (Array.isArray(value))
        return value.flatMap(references);
    return Object.entries(template_fields(value)).flatMap(([key, inner]) => {
        if (key === 'Ref')
            return texts(inner);
        if (key === 'Fn::GetAtt')
            return texts(Array.isArray(inner) ? inner[0] : inner).map(beforeDot);
        if (key === 'Fn::Sub')
            return template_substituted(inner);
        return references(inner);
    });
}
/** `"${Bucket.Arn}/*"`, or the same with a map of names that are no resources. `${!Name}` stands for itself. */
function template_substituted(value) {
    const [text, variables] = Array.isArray(value) ? value : [value];
    const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => beforeDot(match[1]?.trim() ?? ''));
    return [...names.filter((name) => !Object.hasOwn(template_fields(variables), name)), ...references(variables)];
}
const beforeDot = (name) => name.split('.')[0] ?? '';
const texts = (value) => (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
const template_fields = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

;// CONCATENATED MODULE: ./packages/cloudformation/src/foresee.ts










/** Pages of the stack's past that are read: some ten operations of a stack of middle size. */
const PAGES = 3;
/**
 * What a change set will do, or is doing, from the stack's own events and template.
 * Undefined when there is no such stack. @throws ReadError
 */
async function outlookOf(reader, { stack: name, changeSet }) {
    const stack = await reader.describeStack(name);
    if (stack === undefined)
        return undefined;
    const { stackId } = stack;
    const changes = flatten(await withNested(reader, await reader.changes(changeSet, stackId)), stackId);
    const template = await readTemplate((await reader.template(stackId, changeSet)) ?? '');
    const resources = template?.resources;
    const events = await readEvents(reader, stackId);
    const current = attempts(events).at(-1);
    // An operation under way is the change set's own: CloudFormation lets no other begin beside it.
    const since = current?.decided === undefined ? current?.startedAt : undefined;
    const began = since ?? Number.POSITIVE_INFINITY;
    const history = learn(new Map([[stackId, events.filter(({ time }) => time < began)]]));
    const begun = spans(events.filter(({ time }) => time >= began));
    const order = resources && { stackId, resources };
    const shape = (0,src_shape/* shapeOf */.F5)(changes);
    return {
        tasks: [
            ...begun
                .filter(({ endedAt }) => endedAt === undefined)
                .map((span) => underWay(span, history.usual(span), reader.now())),
            ...tasksOf(notBegun(changes, begun), history.usual, order),
        ],
        atStart: tasksOf(changes, history.usual, order),
        ...(shape === undefined ? {} : { shape }),
        runs: history.runs(stackId, isNew(stack.status) ? 'CREATE' : 'UPDATE'),
    };
}
/** What a template would create in a stack that does not exist yet, from what its types take anywhere. */
function outlookOfTemplate({ resources, complete }) {
    const stackId = '';
    const planned = resources.map(({ logicalId, type }) => ({
        stackId,
        logicalId,
        type,
        action: 'CREATE',
    }));
    const shape = (0,src_shape/* shapeOf */.F5)(planned);
    const tasks = tasksOf(planned, ({ type, action }) => ofType(type, action), { stackId, resources });
    return {
        ...(complete ? {} : { atLeast: true }),
        tasks,
        atStart: tasks,
        ...(shape === undefined ? {} : { shape }),
        runs: [],
    };
}
async function readEvents(reader, stackId) {
    const feed = openFeed(reader, stackId);
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

// EXTERNAL MODULE: ./packages/cloudformation/src/reader.ts
var reader = __nccwpck_require__(4483);
;// CONCATENATED MODULE: ./actions/estimate-time/src/plan.ts







/**
 * The plan, where a change set or a template tells; undefined without both. `elapsed` seconds of the deployment
 * are gone: of a change set under way only what is left counts.
 */
async function plan(inputs, elapsed, step, ports) {
    const { 'stack-name': stack, 'change-set': changeSet, template } = inputs;
    if (changeSet !== undefined && template !== undefined) {
        throw new errors/* UserError */.y('Inputs "change-set" and "template" both say what is going to be done: give only one of them.');
    }
    if (template !== undefined) {
        const outlook = await fromFile(template, step);
        const atStart = planned(outlook.tasks);
        return { ...outlook, forecast: atStart, atStart };
    }
    if (changeSet === undefined)
        return undefined;
    if (stack === undefined)
        throw new errors/* UserError */.y('Input "change-set": needs the stack it is of as "stack-name".');
    try {
        const outlook = await outlookOf(await ports.connectStacks(inputs, step), { stack, changeSet });
        if (outlook === undefined)
            throw new errors/* UserError */.y(`Input "stack-name": there is no stack ${stack}.`);
        return { ...outlook, forecast: planned(outlook.tasks, elapsed), atStart: planned(outlook.atStart) };
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
    const template = await readTemplate(body);
    if (template === undefined) {
        throw new errors/* UserError */.y(`Input "template": ${path} is no CloudFormation template in JSON or YAML.`);
    }
    return outlookOfTemplate(template);
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

// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
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
    return `Confidence ${confidence}: from ${sampleSize} successful runs; ${failed} failed and ${cancelled} cancelled ones do not count.`;
}

;// CONCATENATED MODULE: ./actions/estimate-time/src/main.ts









/** Estimates from what the registry remembers and what is planned, and says so in outputs, log and summary. Writes nothing to GitHub. */
async function run(inputs, step, ports) {
    const elapsed = elapsedSeconds(inputs, step.clock.now());
    (0,correlation/* correlate */._$)(step, inputs['correlation-id'], inputs.environment);
    const ahead = await plan(inputs, elapsed, step, ports);
    const known = await history_history(inputs, step, ports);
    // The registry's runs are whole deployments; the stack's own operations are the next best.
    const others = known.some(({ outcome }) => outcome === 'success') ? [] : (ahead?.runs ?? []);
    const runs = (0,src_shape/* alike */.nO)([...known, ...others], ahead?.shape);
    const given = blended((0,src_forecast/* forecast */.g)(runs), ahead?.forecast);
    const now = step.clock.now();
    const atStart = blended((0,src_forecast/* forecast */.g)(runs, now - (elapsed ?? 0) * 1000), ahead?.atStart);
    const counted = estimate(given, now, elapsed, atStart);
    const answer = ahead?.atLeast && runs.length === 0
        ? { ...counted, summary: `at least: ${counted.summary} (${UNCOUNTED})` }
        : counted;
    const subject = inputs['stack-name'] ?? inputs.environment;
    for (const [name, value] of Object.entries(outputsOf(answer)))
        step.output(name, value);
    step.log.info(`${subject}: ${answer.summary}`);
    await step.summary(markdown(answer, { subject, runs, forecast: given, elapsed }));
}
const UNCOUNTED = 'a transform or loop of the template makes more resources, known only to CloudFormation';
function elapsedSeconds(inputs, now) {
    const { 'started-at': startedAt, 'elapsed-seconds': elapsed } = inputs;
    if (startedAt !== undefined && elapsed !== undefined) {
        throw new errors/* UserError */.y('Inputs "started-at" and "elapsed-seconds" say the same: give only one of them.');
    }
    return startedAt === undefined ? elapsed : Math.max(0, Math.round((now - startedAt) / 1000));
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

// EXTERNAL MODULE: ./actions/guard/src/heard.ts
var heard = __nccwpck_require__(6313);
;// CONCATENATED MODULE: ./actions/guard/src/expected.ts





/** Estimates the environment as the `estimate-time` action does; undefined without history. */
async function expectedSeconds(step) {
    // The whole deployment is estimated, not one of its stacks.
    const env = { ...step.env, [(0,inputs/* inputVariable */.LO)('stack-name')]: '' };
    const listening = (0,heard/* heard */.H)(step);
    await run((0,inputs/* parseInputs */.TL)(src_inputs/* inputs */.Q, env), listening.step, connections);
    const [p50, p80] = ['estimated-seconds', 'estimated-seconds-p80'].map((name) => listening.output(name));
    return p50 && p80 ? { p50: Number(p50), p80: Number(p80) } : undefined;
}
/** When a deployment that starts at `now` should be over. */
const finishOf = ({ p50, p80 }, now) => ({
    expected: now + p50 * 1000,
    latest: now + p80 * 1000,
});

// EXTERNAL MODULE: ./actions/guard/src/identity.ts
var identity = __nccwpck_require__(6407);
// EXTERNAL MODULE: ./actions/guard/src/queue-news.ts
var queue_news = __nccwpck_require__(4404);
// EXTERNAL MODULE: ./actions/guard/src/turn.ts + 49 modules
var src_turn = __nccwpck_require__(2961);
// EXTERNAL MODULE: ./actions/guard/src/watch.ts + 18 modules
var watch = __nccwpck_require__(6103);
;// CONCATENATED MODULE: ./actions/guard/src/main.ts










/** Set once the deployment is under way: the post step has something to finish. */
const BEGAN = 'began';
/** Set when the job had failed already: a rollback, say. */
const FAILED_BEFORE = 'failed-before';
/** Main: correlate, queue and hold; estimate meanwhile; announce; watch beside the user's own deploy step. */
async function main_begin(inputs, given) {
    (0,src_turn/* checkTurn */.SW)(given);
    const [fault] = (0,reach/* halves */.AP)(inputs);
    if (fault !== undefined)
        throw new errors/* UserError */.y(fault);
    checkWatched(inputs, given.env);
    const { step, id } = (0,identity/* identify */.l)(inputs, given);
    const told = facts(inputs, step);
    const teller = { inputs, step, correlationId: id };
    const [turn, expected] = await Promise.all([(0,queue_news/* takeTurnAloud */.k)(told, teller), expectedSeconds(step)]);
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
    await (0,announce/* announce */.iP)({ kind: 'start', facts: { ...told, ...finish } }, teller);
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
        ...defined({
            ...{ environmentUrl: inputs['environment-url'], url: shown.url },
            ...{ message: inputs.message, fields: shown.fields, jobId: inputs['check-run-id'] },
        }),
    };
    return (0,fact_inputs/* withSign */.Oy)(known, unread);
}
const defined = (facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));


/***/ }),

/***/ 4404:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ leaveQueue),
/* harmony export */   k: () => (/* binding */ takeTurnAloud)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8981);
/* harmony import */ var _announce_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9310);
/* harmony import */ var _turn_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2961);



/** What Slack heard of our place in the queue: that we wait, and then how that ended. */
const QUEUED = 'queued';
const WAITS = 'waits';
const ENDED = 'ended';
/** Takes the turn, and tells Slack of the queue meanwhile: that we wait, for whom, and whose runner was lost. */
async function takeTurnAloud(facts, teller) {
    const { step } = teller;
    const news = newsOf(teller);
    let queued = false;
    const audience = {
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
            if (holder !== undefined && teller.inputs['interact-channel'] !== undefined) {
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
        const turn = await (0,_turn_js__WEBPACK_IMPORTED_MODULE_2__/* .takeTurn */ .Vm)(step, audience);
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
async function leaveQueue(verdict, teller) {
    const heard = teller.step.state(QUEUED);
    try {
        const { reason } = verdict;
        await (0,_turn_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseTurn */ .bD)(teller.step, {
            ...verdict,
            ...(reason === undefined ? {} : { reason: `left the queue: ${reason}` }),
        });
    }
    finally {
        // The main step was killed when it could not say itself how its waiting ended.
        if (heard !== '')
            await (0,_announce_js__WEBPACK_IMPORTED_MODULE_1__/* .concludeNews */ .TW)(heard === WAITS ? leaving(verdict) : undefined, teller);
    }
}
const leaving = ({ event }) => event === 'cancelled'
    ? { kind: 'cancelled', facts: { reason: 'cancelled while waiting' } }
    : { kind: 'skipped', facts: { reason: 'its turn did not come' } };
/** Tells in order, beside the waiting. Trouble is said, and never thrown. */
function newsOf(teller) {
    let all = Promise.resolve();
    let notifier;
    const then = (what) => {
        notifier ??= (0,_announce_js__WEBPACK_IMPORTED_MODULE_1__/* .hastyNotifier */ .cm)(teller);
        const opened = notifier;
        all = all
            .then(async () => {
            const open = await opened;
            if (open !== undefined)
                await what(open);
        })
            .catch((error) => teller.step.log.warning(`Slack was not told: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}`, 'Slack'));
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

/***/ 2961:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  SW: () => (/* binding */ checkTurn),
  bD: () => (/* binding */ releaseTurn),
  Vm: () => (/* binding */ turn_takeTurn)
});

// EXTERNAL MODULE: ./packages/runner/src/inputs.ts
var src_inputs = __nccwpck_require__(5571);
// EXTERNAL MODULE: ./actions/coordinate/src/inputs.ts
var coordinate_src_inputs = __nccwpck_require__(4063);
// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
// EXTERNAL MODULE: ./packages/registry/src/payload.ts
var payload = __nccwpck_require__(2327);
// EXTERNAL MODULE: ./packages/registry/src/port.ts
var port = __nccwpck_require__(9266);
// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
;// CONCATENATED MODULE: ./packages/registry/src/reason.ts
/** `code: details`, as the output `reason` has it. */
const formatReason = ({ code, details }) => (details === '' ? code : `${code}: ${details}`);

;// CONCATENATED MODULE: ./packages/registry/src/refusal.ts



/** A refusal that fails the step. */
class RefusedError extends errors/* UserError */.y {
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
    const why = code === 'held' || code === 'queued-behind' ? details : formatReason(reason);
    const instead = INSTEAD[code] ?? 'end what is in front (operation: release)';
    return new RefusedError(`Waited ${(0,duration/* formatDuration */.a3)(waitedSeconds)} for ${environment}: ${why}. Raise wait-timeout, or ${instead}.`, { acquired: false, reason, waitedSeconds });
}
/** The error of a wait that was given up, with what was seen last. Every other error stays what it is. */
function withView(error, seen, waitedSeconds) {
    if (seen === undefined || !(error instanceof errors/* UserError */.y))
        return error;
    const { reason } = error instanceof RefusedError ? error.refusal : seen;
    return new RefusedError(error.message, { acquired: false, reason, waitedSeconds, seen });
}
/** @throws RefusedError when the refusal is to be an error */
function refuse({ reason, act }, environment, waitedSeconds, seen) {
    const refusal = { acquired: false, reason, waitedSeconds, ...(seen && { seen }) };
    if (act === 'skip')
        return refusal;
    throw new RefusedError(`${environment} cannot be deployed now: ${formatReason(reason)}. ${WAY_OUT[reason.code]}`, refusal);
}

// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
// EXTERNAL MODULE: ./packages/estimate/src/forecast.ts + 2 modules
var forecast = __nccwpck_require__(9096);
// EXTERNAL MODULE: ./packages/registry/src/history.ts
var src_history = __nccwpck_require__(4777);
;// CONCATENATED MODULE: ./packages/registry/src/forecast.ts


const made = new WeakMap();
/**
 * How long a deployment of the environment takes, from what one read showed of the past; undefined without any.
 * Made once for each snapshot: whoever waits asks several times.
 */
function forecastOf(snapshot) {
    if (!made.has(snapshot)) {
        const runs = snapshot.registrations.flatMap((registration) => (0,src_history/* finishedRun */.sV)(registration) ?? []);
        made.set(snapshot, (0,forecast/* forecast */.g)(runs, snapshot.now));
    }
    return made.get(snapshot);
}

// EXTERNAL MODULE: ./packages/registry/src/names.ts
var src_names = __nccwpck_require__(6337);
// EXTERNAL MODULE: ./packages/registry/src/registration.ts
var src_registration = __nccwpck_require__(9544);
;// CONCATENATED MODULE: ./packages/registry/src/deployed.ts


/**
 * The newest success of the repository in the environment: what the environment runs. Whoever may write deployments may
 * write one that says so, so nothing of it counts that is only its payload's word, and nothing that was made with
 * another identity than our own or that of jobs. An older success is no answer then: it no longer runs.
 * @throws UserError when GitHub cannot be read far enough back
 */
async function deployed(snapshot, { environment, repository, repositoryId, creator }, { registry, owners }) {
    const whose = { repository, repositoryId };
    const wanted = (one) => isSuccess(one) && (0,src_registration/* belongsTo */.g4)(one, whose);
    const found = newest(snapshot.registrations.filter(wanted)) ??
        (snapshot.more ? await registry.findPast(environment, wanted) : undefined);
    if (found === undefined)
        return undefined;
    const who = found.id === src_registration/* UNKNOWN_ID */.n4 ? `the registration of run ${found.payload.runId}` : `registration ${found.id}`;
    if (creator !== undefined && ![creator, src_names/* JOB_TOKEN */.IK].includes(found.creator))
        return {
            registration: found,
            doubt: `${who} was made by ${found.creator || 'nobody known'}, not by ${creator}`,
        };
    // The payload may name any repository: the run must be one of this.
    if (found.claimed && (await owners.headSha({ ...found.payload, repository })) !== found.sha)
        return {
            registration: found,
            doubt: `the commit of ${who} is not the one of its run ${found.payload.runId}`,
        };
    return { registration: found, sha: found.sha };
}
/** Who made our own registration, as the read shows it. */
const creatorOf = ({ registrations }, id) => registrations.find((one) => one.id === id)?.creator || undefined;
const isSuccess = ({ heldSince, ended }) => heldSince !== undefined && ended?.state === 'success';
/** By its end: the last that was deployed is what runs. */
const newest = (successes) => successes.reduce((last, next) => ((next.ended?.createdAt ?? 0) > (last?.ended?.createdAt ?? -1) ? next : last), undefined);

;// CONCATENATED MODULE: ./packages/registry/src/outdated.ts



/**
 * Whether the environment already runs a descendant of the commit to be deployed.
 * @throws UserError when that decides and GitHub does not tell: unknown is not newer
 */
async function outdated(query, snapshot, ports) {
    const { sha, onOutdated, repository } = query;
    if (onOutdated === 'ignore')
        return undefined;
    // A warning is not worth reading a long history for.
    const seen = onOutdated === 'warn' ? { ...snapshot, more: false } : snapshot;
    const runs = await deployed(seen, query, ports);
    if (runs === undefined || runs.sha === sha)
        return undefined;
    if (runs.sha === undefined) {
        // A warning relies on what is known; a refusal on what is not.
        if (onOutdated === 'warn')
            return undefined;
        const details = `it is not known what runs: ${runs.doubt}`;
        return { reason: { code: 'outdated', details }, act: onOutdated };
    }
    const { registration } = runs;
    const mine = snapshot.registrations.find((one) => (0,src_registration/* belongsTo */.g4)(one, query) && one.sha === sha && !one.claimed);
    // A descendant is not older than its ancestor. Clocks of committers can be wrong, so only a warning relies on it.
    if (onOutdated === 'warn' && !registration.claimed && isOlder(registration, mine))
        return undefined;
    const [short, shortDeployed] = [sha.slice(0, 7), runs.sha.slice(0, 7)];
    try {
        if ((await ports.commits.compare(repository, runs.sha, sha)) !== 'behind')
            return undefined;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        const unknown = `it is not known whether ${short} is older than ${shortDeployed}, which is deployed: ${(0,errors/* errorLine */.B)(error)}`;
        if (onOutdated === 'warn')
            return {
                reason: { code: 'outdated', details: unknown },
                act: 'warn',
                warning: `This commit may be outdated: ${unknown}`,
            };
        throw new errors/* UserError */.y(`Input "on-outdated": ${unknown} Give "github-token" the permission contents: read on ${repository}, or set on-outdated: warn.`);
    }
    const details = `${short} is older than ${shortDeployed}, which is deployed already (run ${registration.payload.runId})`;
    const warning = `Deploying an outdated commit: ${details}.`;
    return { reason: { code: 'outdated', details }, act: onOutdated, warning };
}
const isOlder = (a, b) => a.committedAt !== undefined && b?.committedAt !== undefined && a.committedAt < b.committedAt;

;// CONCATENATED MODULE: ./packages/registry/src/partial.ts

/** `snapshot`, when it shows everybody who may be alive. @throws RegistryError when some could not be read yet */
function complete(snapshot) {
    const { unread = [] } = snapshot;
    if (unread.length === 0)
        return snapshot;
    throw new port/* RegistryError */.g(`GitHub's GraphQL API does not answer, and ${unread.length} registrations are still to be read one by one`);
}

;// CONCATENATED MODULE: ./packages/registry/src/promotion.ts


/** Whether the earlier environment runs anything else than the commit to be deployed. */
async function notPromoted({ sha, promotedFrom, repository, repositoryId, creator }, ports) {
    if (promotedFrom === undefined)
        return undefined;
    const snapshot = complete(await ports.registry.snapshot(promotedFrom));
    const query = { environment: promotedFrom, repository, repositoryId, creator };
    const runs = await deployed(snapshot, query, ports);
    if (runs?.sha === sha)
        return undefined;
    const what = runs?.sha?.slice(0, 7) ?? (runs === undefined ? 'no recorded commit' : 'a commit that is not known');
    const details = `${promotedFrom} runs ${what}, not ${sha.slice(0, 7)}${runs?.doubt === undefined ? '' : ` (${runs.doubt})`}`;
    return { reason: { code: 'not-promoted', details }, act: 'fail' };
}

;// CONCATENATED MODULE: ./packages/registry/src/stack-status.ts
const DEPLOYABLE = { kind: 'deployable' };
const BUSY = { kind: 'busy' };
const broken = (wayOut) => ({ kind: 'broken', wayOut });
const DELETE = 'the first creation never completed and cannot be updated: delete the stack, then deploy again';
/** Every stack status there is (AWS: CloudFormation API reference, Stack, StackStatus). */
const STACK_STATUSES = {
    CREATE_COMPLETE: DEPLOYABLE,
    CREATE_IN_PROGRESS: BUSY,
    CREATE_FAILED: broken('its creation was kept without rollback: roll it back (rollback-stack), update it with rollback disabled, or delete it'),
    DELETE_COMPLETE: DEPLOYABLE,
    DELETE_IN_PROGRESS: BUSY,
    DELETE_FAILED: broken('delete the stack again, retaining the resources that cannot be deleted'),
    IMPORT_COMPLETE: DEPLOYABLE,
    IMPORT_IN_PROGRESS: BUSY,
    IMPORT_ROLLBACK_COMPLETE: DEPLOYABLE,
    IMPORT_ROLLBACK_FAILED: broken('repair the resource that its events name, then import again'),
    IMPORT_ROLLBACK_IN_PROGRESS: BUSY,
    // A change set that creates the stack waits for its review; executing or replacing it is a deployment.
    REVIEW_IN_PROGRESS: DEPLOYABLE,
    ROLLBACK_COMPLETE: broken(DELETE),
    ROLLBACK_FAILED: broken(DELETE),
    ROLLBACK_IN_PROGRESS: BUSY,
    UPDATE_COMPLETE: DEPLOYABLE,
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: BUSY,
    UPDATE_FAILED: broken('roll the stack back (rollback-stack) or update it with rollback disabled'),
    UPDATE_IN_PROGRESS: BUSY,
    UPDATE_ROLLBACK_COMPLETE: DEPLOYABLE,
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: BUSY,
    UPDATE_ROLLBACK_FAILED: broken('continue the rollback (aws cloudformation continue-update-rollback), skipping the resource that its events name'),
    UPDATE_ROLLBACK_IN_PROGRESS: BUSY,
};
/** The verdict on one status; no stack at all can be created, and an unknown status may be anything. */
function stackVerdict(status) {
    if (status === undefined)
        return DEPLOYABLE;
    return STACK_STATUSES[status] ?? broken(`its status is not known to this version: look at the stack`);
}

;// CONCATENATED MODULE: ./packages/registry/src/obstacles.ts



/** The first obstacle, or undefined when nothing but the queue decides. */
async function obstacle(intent, snapshot, ports) {
    return ((await stackObstacle(intent.stacks, ports)) ??
        (await notPromoted(intent, ports)) ??
        (await outdated(intent, snapshot, ports)));
}
/** A stack that is not at rest makes the environment busy, whoever left it so. */
async function stackObstacle(names, { stacks }) {
    if (names.length === 0)
        return undefined;
    if (stacks === undefined)
        throw new Error('stacks are named, but nothing can read their status');
    const read = await Promise.all(names.map(async (name) => {
        const status = await stacks.status(name);
        return { name, status, verdict: stackVerdict(status) };
    }));
    const busy = read.filter(({ verdict }) => verdict.kind === 'busy');
    for (const { name, status, verdict } of read) {
        if (verdict.kind !== 'broken')
            continue;
        const details = `stack ${name} is ${status}: ${verdict.wayOut}`;
        return { reason: { code: 'stack-broken', details }, act: 'fail' };
    }
    if (busy.length === 0)
        return undefined;
    const details = busy.map(({ name, status }) => `stack ${name} is ${status}`).join(', ');
    return { reason: { code: 'stack-busy', details }, act: 'wait' };
}

// EXTERNAL MODULE: ./packages/registry/src/decide.ts
var decide = __nccwpck_require__(2577);
;// CONCATENATED MODULE: ./packages/registry/src/idle-head.ts


const placeOf = ({ id, payload: { priority } }) => ({ id, priority });
/**
 * Since when, by the server's clock, `first` could have claimed its turn for all that one read shows: when it came, when
 * it last said something, when whoever held or stood before it ended, or when the last freeze was lifted.
 */
function claimableSince(first, { registrations, openedAt = 0 }) {
    const ends = registrations
        .filter((other) => other.heldSince !== undefined || (0,decide/* before */.g)(placeOf(other), placeOf(first)))
        .flatMap(({ latest }) => (latest !== undefined && (0,src_registration/* phaseOf */.hU)(latest) === 'over' ? latest.createdAt : []));
    return Math.max(first.createdAt, first.latest?.createdAt ?? 0, openedAt, ...ends);
}

;// CONCATENATED MODULE: ./packages/registry/src/liveness.ts

/**
 * A runner that loses sight of GitHub carries on until its job lock expires, and five minutes more
 * (actions/runner src/Runner.Listener/JobDispatcher.cs), while GitHub already calls the job completed.
 * Before this grace is over nobody else's registration is written to.
 */
const GRACE_SECONDS = 360;
function liveness(registration, owner, { now, maxHoldSeconds, }) {
    const waits = (0,src_registration/* phaseOf */.hU)(registration.latest) === 'waiting';
    if (owner.alive === false) {
        if (owner.endedForSeconds >= GRACE_SECONDS)
            return 'dead';
        return waits ? 'idle' : 'ending';
    }
    // A job's own end is certain to be seen. A run may look alive for days after its last job, and an owner nobody
    // can read may be anything: both get a lease, renewed by every sign of life on the registration.
    if (owner.alive === true && owner.by === 'job')
        return 'alive';
    const lastSign = registration.latest?.createdAt ?? registration.createdAt;
    if (now - lastSign <= maxHoldSeconds * 1000)
        return 'alive';
    return owner.alive === true && waits ? 'alive' : 'dead';
}

;// CONCATENATED MODULE: ./packages/estimate/src/poll.ts
/**
 * Seconds until the next poll of a run that still goes on at `elapsed` seconds: `sqrt(2 cost / hazard)`,
 * the optimal inspection interval (Barlow, Hunter and Proschan 1963; Keller 1974), with the hazard averaged
 * over the interval itself. Frequent where the end is probable, rare where it is not.
 */
function nextPoll(forecast, elapsed, options = {}) {
    const { cost = 1, minimum = 2, maximum = 60 } = options;
    const since = Math.max(0, elapsed) || 0;
    // interval = sqrt(2 cost / (P(interval) / interval)) is the same as interval * P(interval) = 2 cost.
    const spent = (interval) => interval * (forecast?.endsWithin(interval, since) ?? interval / (since + interval || 1));
    let [low, high] = [minimum, Math.max(minimum, maximum)];
    while (high - low > 0.05) {
        const middle = (low + high) / 2;
        if (spent(middle) < 2 * cost)
            low = middle;
        else
            high = middle;
    }
    return high;
}

;// CONCATENATED MODULE: ./packages/registry/src/polling.ts

const NEXT = { minimum: 4, maximum: 8, strained: 30 };
const BEHIND = { usual: 18, crowded: 40, strained: 60 };
/** Beyond so many waiters for one environment those behind poll less often: the secondary limit counts every poll. */
const CROWD = 70;
/** No pause is longer, jitter included: whoever sleeps has looked by then. */
const LONGEST_PAUSE_SECONDS = BEHIND.strained * 1.2;
/**
 * Seconds until the one in front is looked at again. It may end, or die, at any moment, whatever history says, and with
 * it everybody before it: so nobody sleeps for long, wherever it stands. An unchanged answer costs nothing of the hour's
 * budget; only where GitHub counts it all the same (`strain`) do pauses grow.
 */
function pauseSeconds({ position, heldSeconds, forecast, waiting = position, strain = 1 }, random) {
    const jitter = 0.8 + random() * 0.4;
    if (position <= 1) {
        const next = heldSeconds === undefined ? NEXT.maximum : nextPoll(forecast, heldSeconds, NEXT);
        return jitter * Math.min(NEXT.strained, next * strain);
    }
    const usual = Math.min(BEHIND.crowded, BEHIND.usual * Math.max(1, waiting / CROWD));
    return jitter * Math.min(BEHIND.strained, usual * strain);
}
const READ = { next: 180, longest: 1800 };
/**
 * Seconds after which the whole queue is read again although nothing seems to change: in case a change was not seen. Each
 * costs a point of GraphQL, so they are rare for those who are far back.
 */
const readAgainSeconds = ({ position, strain = 1 }) => strain * Math.min(READ.longest, READ.next * Math.max(1, position - 1));

;// CONCATENATED MODULE: ./packages/registry/src/unless-gone.ts
/** Writes to what is not ours. Somebody else may have deleted it meanwhile: then there is nothing left to write to. */
async function unlessGone(registry, id, write) {
    try {
        await write();
    }
    catch (error) {
        if ((await registry.find(id)) !== undefined)
            throw error;
    }
}

;// CONCATENATED MODULE: ./packages/registry/src/view.ts

/** The snapshot through the eyes of one contender. */
function viewOf({ registrations, freezes, unread = [] }, me, knowledge) {
    const { liveness, passedOver, withoutDead = false } = knowledge;
    const own = registrations.find(({ id }) => id === me.id);
    const others = registrations.flatMap((registration) => {
        const phase = (0,src_registration/* phaseOf */.hU)(registration.latest);
        const { id, payload } = registration;
        if (phase === 'over' || id === me.id || isTwin(registration, me))
            return [];
        if (withoutDead && liveness.get(id) === 'dead')
            return [];
        if (phase === 'waiting' && (passedOver.has(id) || (liveness.get(id) ?? 'alive') !== 'alive'))
            return [];
        return [{ id, priority: payload.priority, phase }];
    });
    return {
        me: { id: me.id, priority: me.priority, claimed: me.claimed },
        mine: own === undefined ? 'unseen' : (0,src_registration/* phaseOf */.hU)(own.latest),
        others,
        frozen: freezes.length > 0,
        ...(unread.length === 0 ? {} : { partial: true }),
    };
}
/** A second registration made by the same creation, whose answer was lost. */
const isTwin = ({ id, payload }, me) => payload.nonce === me.nonce && id !== me.id;

;// CONCATENATED MODULE: ./packages/registry/src/queue.ts








/** How long what was found out about an owner holds good. An unchanged job costs nothing; a refusal does. */
const TRUSTED_MS = { known: 20_000, unknown: 300_000 };
/**
 * What one look costs at most beside the read: whoever may write deployments may write a thousand. Owners beyond count as
 * alive until the next look. Without the job's id each is two requests.
 */
const OWNERS_AT_ONCE = 10;
const MOST_TWINS = 3;
/** So many owners one cleanup asks about, the oldest registrations first. */
const MOST_REAPED = 100;
/**
 * Nobody is passed over sooner: a living waiter sleeps so long at most, and then reads and claims. A contender must also
 * have seen the first in line idle for so long itself.
 */
const LEAST_CLAIM_SECONDS = LONGEST_PAUSE_SECONDS + 18;
/** Reads in a row that must miss a registration, and its own page be gone, before it counts as gone. */
const MISSES = 2;
function watchQueue(environment, { maxHoldSeconds, claimTimeoutSeconds, readOnly = false, everyId }, { registry, owners, clock, log, audience }) {
    const judged = new Map();
    const known = new Map();
    const passedOver = new Set();
    let head;
    /** Reads again, one by one, what earlier reads showed alive and this one does not: reads are not monotonic. */
    async function complete(snapshot) {
        const shown = new Set(snapshot.registrations.map(({ id }) => id));
        const unread = new Set(snapshot.unread);
        const recovered = [];
        for (const [id, { registration, misses }] of known) {
            if (shown.has(id))
                continue;
            if (unread.has(id)) {
                recovered.push(registration);
                continue;
            }
            const found = await registry.find(id);
            if (found !== undefined)
                recovered.push(found);
            else if (misses + 1 < MISSES)
                recovered.push(registration);
            if (found === undefined)
                known.set(id, { registration, misses: misses + 1 });
        }
        const registrations = [...snapshot.registrations, ...recovered];
        for (const registration of registrations) {
            if (registration.id === src_registration/* UNKNOWN_ID */.n4)
                continue;
            if ((0,src_registration/* phaseOf */.hU)(registration.latest) === 'over')
                known.delete(registration.id);
            else if (shown.has(registration.id))
                known.set(registration.id, { registration, misses: 0 });
        }
        for (const [id, { misses }] of known)
            if (misses >= MISSES)
                known.delete(id);
        return { ...snapshot, registrations };
    }
    /** `now` is the server's time. */
    async function askOwner(registration, now) {
        const state = await owners.state(registration.payload);
        const verdict = liveness(registration, state, { now, maxHoldSeconds });
        const trusted = verdict === 'ending' && state.alive === false
            ? (GRACE_SECONDS - state.endedForSeconds) * 1000
            : TRUSTED_MS[state.alive === 'unknown' ? 'unknown' : 'known'];
        judged.set(registration.id, {
            liveness: verdict,
            until: clock.now() + trusted,
            ...(verdict === 'ending' ? { endsAt: now + trusted } : {}),
        });
        return { state, verdict };
    }
    async function judge(registration, snapshot) {
        const first = !judged.has(registration.id);
        const { state, verdict } = await askOwner(registration, snapshot.now);
        if (state.alive === 'unknown' && first)
            log.info(unknownLine(registration, state.why));
        if (verdict === 'ending')
            log.info(endingLine(registration, state));
        if (verdict === 'dead' && !readOnly)
            await reap(registration, state);
    }
    async function reap(registration, state) {
        const { id, payload } = registration;
        const why = state.alive === false
            ? `its job ended (${state.conclusion}) without releasing`
            : `no sign of life for ${(0,duration/* formatDuration */.a3)(maxHoldSeconds)}`;
        log.notice(`Ended registration ${id} of run ${payload.runId}: ${why}.`);
        const held = registration.heldSince !== undefined;
        const description = `ended by another run: ${why}`;
        await unlessGone(registry, id, () => registry.post(id, { state: held ? 'error' : 'inactive', description }));
        audience?.ended(registration, state);
    }
    /** Lets those behind pass when the first in line of a free environment does not move. */
    function passOver(decision, snapshot) {
        const first = decision.act === 'wait' && decision.because === 'queued-behind'
            ? firstOf(decision.blockers)
            : undefined;
        if (first === undefined || first.id !== head?.id)
            head = first && { id: first.id, since: clock.now() };
        const registration = snapshot.registrations.find(({ id }) => id === head?.id);
        if (head === undefined || registration === undefined)
            return false;
        const patience = Math.max(LEAST_CLAIM_SECONDS, claimTimeoutSeconds);
        if (clock.now() - head.since < LEAST_CLAIM_SECONDS * 1000)
            return false;
        if (snapshot.now - claimableSince(registration, snapshot) < patience * 1000)
            return false;
        log.info(`Registration ${head.id} did not claim its turn within ${(0,duration/* formatDuration */.a3)(patience)}: passing it over.`);
        passedOver.add(head.id);
        head = undefined;
        return true;
    }
    async function peek({ snapshot, view, at }) {
        const target = inFront(view);
        const freeze = snapshot.freezes[0]?.id;
        const frozen = freeze !== undefined && target?.phase !== 'waiting';
        const id = frozen ? freeze : target?.id;
        // Nothing is known that could be watched.
        if (id === undefined || id === src_registration/* UNKNOWN_ID */.n4)
            return { moved: true, free: true };
        const seen = await registry.glimpse(id);
        if (seen === undefined)
            return { moved: true, free: false };
        const moved = (0,src_registration/* phaseOf */.hU)(seen.latest) !== (frozen ? 'holding' : target?.phase);
        const registration = frozen ? undefined : snapshot.registrations.find((each) => each.id === id);
        if (moved || registration === undefined)
            return { moved, free: seen.free };
        const known = judged.get(id);
        if (known !== undefined && clock.now() < known.until)
            return { moved, free: seen.free };
        const { verdict } = await askOwner(registration, snapshot.now + clock.now() - at);
        if (verdict === known?.liveness || (verdict === 'alive' && known === undefined))
            return { moved, free: seen.free };
        // The look that follows asks again, says what it finds, and ends what is dead.
        judged.delete(id);
        return { moved: true, free: seen.free };
    }
    async function look(me) {
        const snapshot = await complete(await registry.snapshot(environment, { everyId }));
        const at = clock.now();
        for (const { id, latest } of snapshot.registrations)
            if ((0,src_registration/* phaseOf */.hU)(latest) !== 'waiting')
                passedOver.delete(id);
        const twins = snapshot.registrations.filter((one) => isTwin(one, me) && one.id !== src_registration/* UNKNOWN_ID */.n4 && (0,src_registration/* phaseOf */.hU)(one.latest) !== 'over' && !readOnly);
        for (const registration of twins.slice(0, MOST_TWINS)) {
            const description = `left the queue: same as ${me.id}`;
            await unlessGone(registry, registration.id, () => registry.post(registration.id, { state: 'inactive', description }));
        }
        for (let asked = 0;; asked++) {
            const verdicts = new Map([...judged].map(([id, verdict]) => [id, verdict.liveness]));
            const view = viewOf(snapshot, me, { liveness: verdicts, passedOver, withoutDead: readOnly });
            const decision = (0,decide/* decide */.L)(view);
            const ahead = lastBefore(view);
            const doubtful = suspects(decision, ahead).find(({ id }) => (judged.get(id)?.until ?? Number.NEGATIVE_INFINITY) <= clock.now());
            const registration = snapshot.registrations.find(({ id }) => id === doubtful?.id && id !== src_registration/* UNKNOWN_ID */.n4);
            // Whoever is not asked about stays in the way until the next look.
            if (registration !== undefined && asked < OWNERS_AT_ONCE)
                await judge(registration, snapshot);
            else if (!passOver(decision, snapshot))
                return { snapshot, view, decision, at, ending: ending(), liveness: verdicts };
        }
    }
    /**
     * Whose owner is worth asking about. Behind somebody who waits, that one alone: while it lives, it looks after
     * whoever holds. In a queue of a hundred, asking about all the others would cost everybody a hundred requests.
     * A look that only reports wants all.
     */
    const suspects = (decision, ahead) => ahead === undefined || readOnly ? blockersOf(decision) : [ahead];
    const ending = () => new Map([...judged].flatMap(([id, { endsAt }]) => (endsAt === undefined ? [] : [[id, endsAt]])));
    async function reapAll() {
        const snapshot = await registry.snapshot(environment);
        const live = snapshot.registrations
            .filter(({ id, latest }) => id !== src_registration/* UNKNOWN_ID */.n4 && (0,src_registration/* phaseOf */.hU)(latest) !== 'over')
            .sort((a, b) => a.id - b.id)
            .slice(0, MOST_REAPED);
        for (const registration of live)
            await judge(registration, snapshot);
        return live.filter(({ id }) => judged.get(id)?.liveness === 'dead').length;
    }
    return { look, peek, reapAll };
}
const blockersOf = (decision) => 'blockers' in decision ? decision.blockers : [];
/** Of those who wait before us, the one right in front. */
const lastBefore = ({ others, me }) => others
    .filter((other) => other.phase === 'waiting' && (0,decide/* before */.g)(other, me))
    .reduce((a, b) => (a === undefined || (0,decide/* before */.g)(a, b) ? b : a), undefined);
/**
 * The one whose next step can make it our turn: whoever waits right in front of us, else whoever is in progress. While it
 * stands there, it is not our turn; and it looks after the one before it, as we look after it (the recipe of ZooKeeper's
 * locks, which wakes one waiter for each change, not all).
 */
const inFront = (view) => lastBefore(view) ?? view.others.find(({ phase }) => phase !== 'waiting');
const firstOf = (contenders) => [...contenders].sort((a, b) => ((0,decide/* before */.g)(a, b) ? -1 : 1))[0];
const unknownLine = ({ id }, why) => `The owner of registration ${id} cannot be read (${why}): it keeps its place for max-hold at most. The token needs actions: read on the owner's repository.`;
const endingLine = ({ id, payload }, state) => {
    const left = state.alive === false ? GRACE_SECONDS - state.endedForSeconds : GRACE_SECONDS;
    return `The job of registration ${id} (run ${payload.runId}) is over without releasing; what it started may still run for ${(0,duration/* formatDuration */.a3)(left)}.`;
};

// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
;// CONCATENATED MODULE: ./packages/registry/src/standing.ts




const NONE = new Map();
function standing(snapshot, others, me, forecast, ending = NONE) {
    const rank = ({ phase }) => (phase === 'waiting' ? 1 : 0);
    const ahead = others
        .filter((other) => other.phase !== 'waiting' || (0,decide/* before */.g)(other, me))
        .sort((a, b) => rank(a) - rank(b) || ((0,decide/* before */.g)(a, b) ? -1 : 1))
        .flatMap(({ id }) => snapshot.registrations.find((registration) => registration.id === id) ?? []);
    const left = ahead.map((registration) => {
        const endsAt = ending.get(registration.id);
        if (endsAt !== undefined)
            return Math.max(0, (endsAt - snapshot.now) / 1000);
        return forecast && remainingSeconds(registration, forecast, snapshot.now);
    });
    const known = left.filter((seconds) => seconds !== undefined);
    if (known.length < left.length || (forecast === undefined && left.length === 0))
        return { ahead, ending };
    return { ahead, ending, expectedSeconds: known.reduce((sum, seconds) => sum + seconds, 0) };
}
/** How long it should still hold, or will hold when it has its turn: the median. */
function remainingSeconds(registration, forecast, now) {
    const held = heldSeconds(registration, now) ?? 0;
    return Math.max(0, forecast.quantile(0.5, held) - held);
}
function heldSeconds({ latest, heldSince }, now) {
    if ((0,src_registration/* phaseOf */.hU)(latest) !== 'holding')
        return undefined;
    return Math.max(0, (now - (heldSince ?? now)) / 1000);
}
/** `run 7001 of deploy by mona (octo/shop)`. */
function runLine({ payload: { runId, workflow, actor, repository } }) {
    const [flow, who, where] = [(0,untrusted/* oneLine */.TN)(workflow, 60), (0,untrusted/* oneLine */.TN)(actor, 40), (0,untrusted/* oneLine */.TN)(repository, 80)];
    return `run ${runId}${flow && ` of ${flow}`}${who && ` by ${who}`} (${where})`;
}
/** `run 7001 of deploy by mona (octo/shop), deploying for 3 min`. */
function whoLine(registration, now, { ending = NONE } = {}) {
    const endsAt = ending.get(registration.id);
    if (endsAt !== undefined) {
        const left = (0,duration/* formatDuration */.a3)((endsAt - now) / 1000);
        return `${runLine(registration)}, whose job is over without releasing; what it started may still run for ${left}`;
    }
    const held = heldSeconds(registration, now);
    const state = held === undefined
        ? `${(0,src_registration/* phaseOf */.hU)(registration.latest)} for ${(0,duration/* formatDuration */.a3)((now - registration.createdAt) / 1000)}`
        : `deploying for ${(0,duration/* formatDuration */.a3)(held)}`;
    return `${runLine(registration)}, ${state}`;
}
/** Changes when there is something new to say to whoever reads the log. */
const standingKey = ({ ahead, ending = NONE }) => ahead.map(({ id, latest }) => `${id}:${ending.has(id) ? 'ending' : (0,src_registration/* phaseOf */.hU)(latest)}`).join(' ');
/** `2nd in line behind run ...; expected to start in about 6 min`. */
function standingLine(standing, now) {
    return lineOf(standing, (first) => whoLine(first, now, standing), (seconds) => `in about ${(0,duration/* formatDuration */.a3)(seconds)}`);
}
/** The same for a page that shows it long afterwards: `2nd in line behind run ...; expected to start about 14:32 UTC`. */
function standingNotice(standing, now) {
    return lineOf(standing, runLine, (seconds) => `about ${(0,duration/* clockTime */.qo)(now + seconds * 1000)}`);
}
function lineOf({ ahead, expectedSeconds }, who, when) {
    const [first] = ahead;
    if (first === undefined)
        return 'next in line';
    const others = ahead.length > 1 ? ` and ${ahead.length - 1} more` : '';
    const turn = expectedSeconds === undefined ? '' : `; expected to start ${when(expectedSeconds)}`;
    return `${ordinal(ahead.length)} in line behind ${who(first)}${others}${turn}`;
}
function ordinal(count) {
    const suffix = { 1: 'st', 2: 'nd', 3: 'rd' }[count % 10] ?? 'th';
    return `${count}${count % 100 >= 11 && count % 100 <= 13 ? 'th' : suffix}`;
}

;// CONCATENATED MODULE: ./packages/registry/src/waiting.ts





const OBSTRUCTED_SECONDS = 20;
/** The next after an idle head reads so often, so that nobody is passed over for what was true a while ago. */
const IDLE_HEAD_SECONDS = 60;
/** Between reads that do not show our own registration: from 1 s up to this. */
const UNSEEN_SECONDS = 15;
/** So long reads must miss our own registration before it is looked for by id. */
const GONE_MS = 60_000;
function waitingRoom(request, queue, ports) {
    const { registry, clock, cancelled, log, random, audience } = ports;
    const { ticket } = request;
    const said = new Set();
    let last = '';
    let queued = false;
    let missed = 0;
    let seenAt = clock.now();
    const sleep = (seconds) => clock.sleep(seconds * 1000, cancelled);
    const say = (key, line) => {
        if (key !== last)
            log.info(`Waiting for ${ticket.environment}: ${line}.`);
        last = key;
    };
    const standingOf = ({ snapshot, view, ending }) => standing(snapshot, view.others, view.me, forecastOf(snapshot), ending);
    /**
     * GitHub's deployments page shows who waits. Once, in words that do not age: the position changes too often to be
     * worth the writes.
     */
    async function showQueued(line) {
        if (queued)
            return;
        queued = true;
        const { logUrl } = request;
        await registry.post(ticket.deploymentId, { state: 'queued', description: `waiting: ${line}`, logUrl });
    }
    /** Sleeps until the one in front has moved on or died, or until it is time to read everything again. */
    async function sleepUntilChange(seen, { ahead }, deadline) {
        const { snapshot, view, decision } = seen;
        const idleHead = decision.act === 'wait' && decision.because === 'queued-behind' && ahead.length === 1;
        const again = idleHead
            ? IDLE_HEAD_SECONDS
            : readAgainSeconds({ position: ahead.length, strain: registry.strain() });
        const end = Math.min(deadline, clock.now() + again * 1000);
        const held = ahead[0] && heldSeconds(ahead[0], snapshot.now);
        const place = {
            position: ahead.length,
            waiting: view.others.filter(({ phase }) => phase === 'waiting').length,
            forecast: forecastOf(snapshot),
        };
        let counted = false;
        for (let polls = 1; clock.now() < end && !cancelled.aborted; polls++) {
            const pause = pauseSeconds({
                ...place,
                heldSeconds: held === undefined ? undefined : held + (clock.now() - seen.at) / 1000,
                strain: counted ? registry.strain() : 1,
            }, random);
            await sleep(Math.min(pause, (end - clock.now()) / 1000));
            if (clock.now() >= end || cancelled.aborted)
                return;
            const { moved, free } = await queue.peek(seen).catch(lookInstead);
            if (moved)
                return;
            // The first answer has to be counted: only then there is something to compare with.
            counted = !free && polls > 1;
        }
    }
    return {
        reason: (seen) => unseenReason(seen, ticket.deploymentId) ?? reasonOf(seen, standingOf(seen)),
        wait: async (seen, deadline) => {
            const { decision, snapshot } = seen;
            if (decision.act === 'wait' && decision.because === 'unseen')
                return await sleep(Math.min(UNSEEN_SECONDS, 2 ** Math.max(0, missed - 1)));
            // Two who met in a claim do not meet again at the next.
            if (decision.act === 'withdraw')
                return await sleep(0.5 + random());
            const mine = standingOf(seen);
            const frozen = snapshot.freezes.length > 0;
            const closed = frozen && `frozen ${reasonOf(seen, mine).details}`;
            say(closed || standingKey(mine), closed || standingLine(mine, snapshot.now));
            const over = mine.ahead[0] !== undefined && (mine.ending?.has(mine.ahead[0].id) ?? false);
            if (!queued)
                audience?.waits(reasonOf(seen, mine), mine.ahead, over);
            await showQueued(closed || standingNotice(mine, snapshot.now));
            await sleepUntilChange(seen, mine, deadline);
        },
        obstructed: async (reason) => {
            say(formatReason(reason), formatReason(reason));
            await sleep(OBSTRUCTED_SECONDS * (0.8 + random() * 0.4));
        },
        warn: (line) => {
            if (!said.has(line))
                log.warning(line);
            said.add(line);
        },
        isGone: async (mine) => {
            missed = mine === 'unseen' ? missed + 1 : 0;
            if (missed <= 1)
                seenAt = clock.now();
            if (clock.now() - seenAt < GONE_MS)
                return false;
            return missed > 0 && (await registry.find(ticket.deploymentId)) === undefined;
        },
    };
}
/** What cannot be looked at cheaply is read in full: that may work, and tells an outage when it does not. */
function lookInstead(error) {
    if (error instanceof port/* RegistryError */.g)
        return { moved: true, free: false };
    throw error;
}
/** The contract's word for why there is no turn yet. */
function reasonOf({ snapshot, decision }, { ahead, ending }) {
    const [freeze] = snapshot.freezes;
    if (freeze !== undefined)
        return { code: 'frozen', details: `by ${freeze.by}: ${freeze.reason}` };
    const [first] = ahead;
    if (first === undefined)
        return { code: 'free', details: '' };
    const code = 'because' in decision && decision.because === 'queued-behind' ? 'queued-behind' : 'held';
    return { code, details: whoLine(first, snapshot.now, ending && { ending }) };
}
/** Nobody is in front, but a read that does not show our own registration proves nothing. */
function unseenReason({ decision, snapshot }, id) {
    const unseen = 'because' in decision && decision.because === 'unseen';
    if (!unseen || snapshot.freezes.length > 0)
        return undefined;
    return { code: 'registry-unavailable', details: `GitHub does not show registration ${id}` };
}

;// CONCATENATED MODULE: ./packages/registry/src/look.ts







/** One look, nothing written: free? frozen? stacks at rest? outdated? */
async function canDeploy(request, ports) {
    const { claimant } = request;
    const seen = await lookOnce(request, claimant.priority, ports);
    const looked = lookOf(seen, claimant.priority);
    if (looked.reason.code !== 'free')
        return looked;
    const { stacks, repository, repositoryId } = claimant;
    const intent = { ...request, stacks, repository, repositoryId };
    const found = await obstacle(intent, seen.snapshot, ports);
    if (found === undefined)
        return looked;
    if (found.act === 'warn')
        return { ...looked, warning: found.warning ?? found.reason.details };
    return { ...looked, canDeploy: false, reason: found.reason };
}
/** Who holds and waits, as somebody sees it who would come now. */
async function lookAt(request, ports) {
    const seen = await lookOnce(request, 0, ports);
    const found = lookOf(seen, 0);
    if (found.active === undefined)
        complete(seen.snapshot);
    return found;
}
/** Nobody's id: behind everybody else of the same priority. */
const NEWCOMER = Number.MAX_SAFE_INTEGER;
/** The look of a registration that is in the queue already. */
async function lookFrom(me, request, ports) {
    const { priority } = request.claimant;
    return lookOf(await lookOnce(request, priority, ports, me), priority, me.id);
}
async function lookOnce({ environment, maxHoldSeconds, everyId, }, priority, ports, me = { id: NEWCOMER, nonce: '' }) {
    const patience = { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY };
    const queue = watchQueue(environment, { ...patience, readOnly: true, everyId }, ports);
    const seen = await queue.look({ ...me, priority, claimed: false });
    const { decision } = seen;
    // Who is in the way is known by the first one found; that nobody is, only when all have been read.
    if (decision.act === 'wait' && decision.because === 'unseen')
        complete(seen.snapshot);
    return seen;
}
/** A look as seen by registration `id`, or by somebody who is not in the queue yet. */
function lookOf({ snapshot, view, decision, ending, liveness }, priority, id = NEWCOMER) {
    const expected = forecastOf(snapshot);
    const mine = standing(snapshot, view.others, { id, priority }, expected, ending);
    const { ahead, expectedSeconds } = mine;
    const reason = reasonOf({ snapshot, decision }, mine);
    const leftOf = (one) => {
        const endsAt = ending.get(one.id);
        if (endsAt !== undefined)
            return Math.max(0, (endsAt - snapshot.now) / 1000);
        return expected && remainingSeconds(one, expected, snapshot.now);
    };
    const holder = ahead.find(({ latest }) => (0,src_registration/* phaseOf */.hU)(latest) === 'holding');
    return {
        canDeploy: reason.code === 'free',
        reason,
        ahead,
        snapshot,
        ending,
        liveness,
        ...(holder === undefined ? {} : { active: activeOf(holder, snapshot.now, leftOf(holder)) }),
        ...(expectedSeconds === undefined ? {} : { estimatedWaitSeconds: Math.round(expectedSeconds) }),
    };
}
function activeOf(registration, now, left) {
    const { id, sha, payload, heldSince, latest } = registration;
    const { actor, workflow, repository, runId, correlationId, stacks } = payload;
    return {
        ...(id === src_registration/* UNKNOWN_ID */.n4 ? {} : { deploymentId: id }),
        ...{ sha, actor, workflow, repository, runId, correlationId, stacks },
        since: new Date(heldSince ?? now).toISOString(),
        description: latest?.description ?? '',
        ...(left === undefined ? {} : { remainingSeconds: Math.round(left) }),
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/identity.ts
/** Who asks: the job this step runs in. */
function claimantOf(job, more) {
    const { checkRunId, ...rest } = more;
    return {
        ...rest,
        ...(checkRunId === undefined ? {} : { checkRunId }),
        repository: job.repository,
        ...(job.repositoryId === undefined ? {} : { repositoryId: job.repositoryId }),
        runId: job.runId,
        runAttempt: job.runAttempt,
        workflow: job.workflow,
        actor: job.actor,
    };
}

;// CONCATENATED MODULE: ./actions/coordinate/src/context.ts

function claimant({ inputs, step, correlationId }, scope) {
    return claimantOf(step.job, {
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
    outlastOutages: inputs['on-registry-error'] === 'fail',
});
/** Sets outputs under the contract's names; objects as JSON, what is absent as the empty string. */
function setOutputs({ step, correlationId }, values) {
    for (const [name, value] of Object.entries({ 'correlation-id': correlationId, ...values })) {
        step.output(name, typeof value === 'object' ? JSON.stringify(value) : (value ?? ''));
    }
}

;// CONCATENATED MODULE: ./actions/coordinate/src/groups.ts

/** @throws UserError when `require-concurrency-group` is set and this run does not verifiably hold the group */
async function requireGroup(context) {
    const { inputs, step, ports } = context;
    const name = inputs['require-concurrency-group'];
    if (name === undefined)
        return undefined;
    const own = await ports.groups.ofRun(step.job.repository, step.job.runId);
    if (own === undefined)
        throw new errors/* UserError */.y(`Input "require-concurrency-group": GitHub does not tell which groups this run holds; it needs the permission actions: read, and GitHub Enterprise Server has no such API.`);
    const job = inputs['check-run-id'];
    const holds = own.some((group) => group.holds &&
        sameName(group.name, name) &&
        (group.jobId === undefined || job === undefined || group.jobId === job));
    if (!holds)
        throw new errors/* UserError */.y(`Input "require-concurrency-group": this run does not hold the group "${name}". Give the job (or workflow) concurrency: { group: ${name}, queue: max }.`);
    return { name, holds, members: await ports.groups.members(step.job.repository, name) };
}
/** The group asked for, or the first one this run is in; undefined where there is none to see. */
async function showGroup({ inputs, step, ports }) {
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

;// CONCATENATED MODULE: ./actions/coordinate/src/summary.ts





/** What was done or found, where there is no queue to show. */
const section = (what, { inputs }) => `### ${(0,untrusted/* markdownText */.p7)(inputs.environment)}: ${(0,untrusted/* markdownText */.p7)(what, 1000)}\n`;
/** Rows of a table: whoever may write deployments may write a thousand. */
const MOST_ROWS = 50;
/** The queue as a table of the job summary. What is known of the owners tells who has no place any more. */
function queueSection(title, { registrations, freezes, now }, { inputs, step }, liveness = new Map()) {
    const live = registrations.filter(({ latest }) => (0,src_registration/* phaseOf */.hU)(latest) !== 'over').sort(inOrder);
    const lines = [`### ${(0,untrusted/* markdownText */.p7)(inputs.environment)}: ${(0,untrusted/* markdownText */.p7)(title)}`, ''];
    for (const { by, reason, since } of freezes.slice(0, MOST_ROWS))
        lines.push(`Frozen by ${(0,untrusted/* markdownText */.p7)(by)} since ${when(since)}: ${(0,untrusted/* markdownText */.p7)(reason)}`, '');
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
        const { seconds = 0 } = (0,src_history/* finishedRun */.sV)(registration) ?? {};
        const cells = [
            when(ended?.createdAt ?? createdAt),
            ended?.state ?? '',
            (0,duration/* formatDuration */.a3)(seconds),
            `\`${sha.slice(0, 7)}\``,
            runLink(registration, serverUrl),
            (0,untrusted/* markdownText */.p7)(payload.actor, 60),
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
    const url = (0,untrusted/* safeUrl */.Pl)(runAddress(registration, serverUrl));
    const name = (0,untrusted/* markdownText */.p7)(`${workflow || 'run'} ${runId}`, 80);
    return url === undefined ? name : `[${name}](${url})`;
}
const WORDS = { holding: 'deploying', claiming: 'claiming', waiting: 'waiting', over: 'over' };
/** Who holds or claims before who waits, each in the order of the queue. */
function inOrder(a, b) {
    const waits = ({ latest }) => ((0,src_registration/* phaseOf */.hU)(latest) === 'waiting' ? 1 : 0);
    const place = ({ id, payload }) => ({ id, priority: payload.priority });
    return waits(a) - waits(b) || ((0,decide/* before */.g)(place(a), place(b)) ? -1 : 1);
}
function row(registration, now, { liveness, step }) {
    const { payload, sha, latest, heldSince, createdAt } = registration;
    const phase = (0,src_registration/* phaseOf */.hU)(latest);
    const since = phase === 'holding' ? (heldSince ?? createdAt) : createdAt;
    const lives = (liveness.get(registration.id) ?? 'alive') === 'alive';
    const cells = [
        lives ? WORDS[phase] : `${WORDS[phase]}, job over`,
        runLink(registration, step.job.serverUrl),
        `\`${sha.slice(0, 7)}\``,
        (0,untrusted/* markdownText */.p7)(payload.actor, 60),
        (0,duration/* formatDuration */.a3)((now - since) / 1000),
        // What `release` asks for.
        registration.id === src_registration/* UNKNOWN_ID */.n4 ? 'not told yet' : `\`${registration.id}\``,
    ];
    return `| ${cells.join(' | ')} |`;
}

;// CONCATENATED MODULE: ./actions/coordinate/src/looks.ts







/** `can-deploy`: one look, nothing written. */
async function canDeployNow(context) {
    const { inputs, step, ports } = context;
    const seen = await canDeploy({ ...turnOptions(context), claimant: claimant(context, 'job') }, ports);
    const group = await showGroup(context);
    const reason = formatReason(seen.reason);
    if (seen.warning !== undefined)
        step.log.warning(seen.warning);
    step.log.info(seen.canDeploy
        ? `${inputs.environment} can be deployed.`
        : `${inputs.environment} cannot be deployed now: ${reason}.`);
    if (group !== undefined)
        step.log.info(groupLine(group));
    setOutputs(context, {
        'can-deploy': seen.canDeploy,
        reason,
        'queue-position': seen.canDeploy ? 0 : seen.ahead.length,
        'estimated-wait-seconds': seen.canDeploy ? 0 : seen.estimatedWaitSeconds,
        active: seen.active,
        'concurrency-group': group,
    });
    await step.summary(queueSection(seen.canDeploy ? 'free' : reason, seen.snapshot, context));
}
/** `get-active`: who holds, since when, how long it should still take. */
async function showActive(context) {
    const { inputs, step, ports } = context;
    const { environment } = inputs;
    const { active: holder } = await lookAt({ environment, maxHoldSeconds: inputs['max-hold'] }, ports);
    const group = await showGroup(context);
    step.log.info(holder === undefined ? `Nobody deploys to ${environment}.` : `${environment}: ${holderLine(holder)}.`);
    if (group !== undefined)
        step.log.info(groupLine(group));
    setOutputs(context, {
        active: holder,
        'deployment-id': holder?.deploymentId,
        'estimated-wait-seconds': holder?.remainingSeconds,
        'concurrency-group': group,
    });
    await step.summary(section(holder === undefined ? 'nobody deploys' : holderLine(holder), context));
}
function holderLine({ deploymentId, runId, workflow, actor, since, remainingSeconds }) {
    const left = remainingSeconds === undefined ? '' : `, about ${(0,duration/* formatDuration */.a3)(remainingSeconds)} left`;
    const [flow, who] = [(0,untrusted/* oneLine */.TN)(workflow, 60), (0,untrusted/* oneLine */.TN)(actor, 40)];
    const id = deploymentId === undefined ? '' : ` as registration ${deploymentId}`;
    return `run ${runId} of ${flow} by ${who} deploys${id} since ${since}${left}`;
}

;// CONCATENATED MODULE: ./actions/coordinate/src/proceed.ts




/** `on-registry-error: proceed`: the deployment goes on without a turn, and nobody can overlook that. */
async function proceedWithout(context, error) {
    const { step, inputs } = context;
    const details = (0,errors/* errorLine */.B)(error);
    const line = `Deploying to ${inputs.environment} WITHOUT the registry: nothing keeps others out (on-registry-error: proceed). ${details}`;
    step.log.warning(line, 'Deploying without coordination');
    await step.summary(`> [!WARNING]\n> ${(0,untrusted/* markdownText */.p7)(line)}\n`);
    setOutputs(context, {
        acquired: false,
        'can-deploy': true,
        reason: formatReason({ code: 'registry-unavailable', details }),
    });
}

;// CONCATENATED MODULE: ./packages/registry/src/registered.ts



/** A claim must come so long before a registration is too old to be looked for. */
const MARGIN_MS = 24 * 3600 * 1000;
/** The registration a user names by id. @throws UserError when it is not one that can be used */
async function findRegistration(id, environment, { registry, clock }, allowed = {}) {
    const found = await registry.find(id);
    const where = `Input "deployment-id": ${id}`;
    if (found === undefined)
        throw new errors/* UserError */.y(`${where} is not a registration of Signalbox in ${registry.repository}.`);
    if (found.environment !== (0,src_names/* canonical */.$N)(environment))
        throw new errors/* UserError */.y(`${where} belongs to the environment ${found.environment}, not to ${environment}.`);
    if (allowed.over)
        return found;
    if ((0,src_registration/* phaseOf */.hU)(found.latest) === 'over')
        throw new errors/* UserError */.y(`${where} is over (${found.latest?.state}: ${found.latest?.description}); register again.`);
    if (clock.now() - found.createdAt > src_registration/* LIFETIME_MS */.xN - MARGIN_MS)
        throw new errors/* UserError */.y(`${where} is more than 5 days old, so others no longer look for it; register again.`);
    return found;
}

;// CONCATENATED MODULE: ./packages/registry/src/ending.ts

/** What an outcome is to GitHub. A cancelled deployment has left the environment in a state nobody knows. */
const STATES = {
    success: 'success',
    failure: 'failure',
    error: 'error',
    inactive: 'inactive',
    cancelled: 'error',
};
const ending_WORDS = {
    success: 'deployed in',
    failure: 'failed after',
    error: 'ended by an error after',
    inactive: 'released after',
    cancelled: 'cancelled after',
};
/** `deployed in 3 min`. */
const endWords = (outcome, heldSeconds) => `${ending_WORDS[outcome]} ${(0,duration/* formatDuration */.a3)(heldSeconds)}`;
/** How a registration ended: a success that a newer one has made inactive since is still a success. */
const endOf = ({ ended, latest }) => ended ?? latest;
/**
 * Whether we wrote this end, by a request whose answer was lost or by a process that is gone: it has our outcome, and
 * the page of our run, or our words where a status has no page.
 */
function isOurs(end, { outcome, description, logUrl }) {
    if (end.state !== STATES[outcome])
        return false;
    if (end.logUrl !== undefined && logUrl !== undefined)
        return end.logUrl === logUrl;
    return end.description.startsWith(description ?? ending_WORDS[outcome]);
}
/** `success: deployed in 3 min (by github-actions, 2026-11-28 13:42 UTC, https://...)`. */
function endLine({ state, description, by, logUrl, createdAt }) {
    const at = `${new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const details = [...(by === undefined ? [] : [`by ${by}`]), at, ...(logUrl === undefined ? [] : [logUrl])];
    return `${state}${description && `: ${description}`} (${details.join(', ')})`;
}

;// CONCATENATED MODULE: ./packages/registry/src/outage.ts


/** Doubles up to this. */
const outage_LONGEST_PAUSE_SECONDS = 20;
/** Long enough for a write of unknown fate to show in a read. */
const FIRST_PAUSE_SECONDS = 5;
/** Repeats what may be repeated for as long as GitHub is out of order: an outage only takes time. */
function outlaster({ environment, deadline, outlasts }, ports) {
    const { clock, cancelled, random, log } = ports;
    const said = new Set();
    const warn = (line) => {
        if (!said.has(line))
            log.warning(line);
        said.add(line);
    };
    /** @throws RegistryError of the last attempt before the deadline; UserError when cancelled */
    return async function outlast(attempt) {
        for (let pause = FIRST_PAUSE_SECONDS;; pause = Math.min(outage_LONGEST_PAUSE_SECONDS, 2 * pause)) {
            try {
                return await attempt();
            }
            catch (error) {
                if (cancelled.aborted)
                    throw cancelledWhileWaiting(environment);
                const hopeless = clock.now() + pause * 1000 >= deadline;
                if (!(error instanceof port/* RegistryError */.g) || !outlasts || hopeless)
                    throw error;
                const line = `Still waiting for ${environment}: ${(0,errors/* errorLine */.B)(error)}.`;
                // One answer that was lost is no outage yet.
                if (pause === FIRST_PAUSE_SECONDS)
                    log.info(line);
                else
                    warn(line);
                await clock.sleep(pause * 1000 * (1 + random() / 2), cancelled);
            }
        }
    };
}
const cancelledWhileWaiting = (environment) => new errors/* UserError */.y(`Cancelled while waiting for ${environment}.`);

;// CONCATENATED MODULE: ./packages/registry/src/join.ts



/** Nobody is in line yet: whoever cannot register should hear of it while they still look. */
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
/** Repeats what may be repeated before there is a place in line. */
function beforeJoining({ environment, waitTimeoutSeconds, outlastOutages, }, ports) {
    const patience = outlastOutages ? Math.min(OUTAGE_SECONDS, waitTimeoutSeconds) : LOST_ANSWER_SECONDS;
    return outlaster({ environment, deadline: ports.clock.now() + patience * 1000, outlasts: true }, ports);
}
/** A registration of unknown fate is looked for before another one is made. */
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
            unsure ||= error instanceof port/* AmbiguousWriteError */.y;
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
        .filter(({ id, payload }) => payload.nonce === nonce && id !== src_registration/* UNKNOWN_ID */.n4)
        .map(({ id }) => id);
    return ids.length === 0 ? undefined : Math.min(...ids);
}
function newNonce({ runId, runAttempt }, random) {
    const digits = () => Math.floor(random() * 2 ** 32).toString(36);
    return `${runId}.${runAttempt}.${digits()}${digits()}`;
}

;// CONCATENATED MODULE: ./packages/registry/src/leave.ts

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
        log.warning(`Registration ${deploymentId} could not be ended: ${(0,errors/* errorLine */.B)(error)}. Others skip it once this job is over.`);
        return false;
    }
}

;// CONCATENATED MODULE: ./packages/registry/src/release.ts








/** Ends a registration with one last status; safe to repeat. The caller fails its step on `overlaps` or `lost`. */
async function release(request, ports) {
    const { ticket, outcome } = request;
    const { registry } = ports;
    const snapshot = await registry.snapshot(ticket.environment);
    const id = ticket.deploymentId ?? (await findByNonce(registry, ticket.environment, ticket.nonce));
    if (id === undefined)
        return { ended: false, overlaps: [] };
    const met = (own) => overlaps(own, snapshot, ports);
    const seen = snapshot.registrations.find((each) => each.id === id) ?? (await registry.find(id));
    const own = seen && { ...seen, ...heldSince(seen, ticket) };
    if (own === undefined)
        return { ended: false, overlaps: [], ...(ticket.holding ? { lost: 'it was deleted' } : {}) };
    if ((0,src_registration/* phaseOf */.hU)(own.latest) === 'over')
        return await foundOver(own, request, { snapshot, ports });
    const { line: unsettled, busy } = await unsettledStacks(request.stacks, ports);
    if (busy && request.closedWhileBusy && own.heldSince !== undefined)
        return await leaveClosed(id, request, { own, snapshot, unsettled, ports });
    const held = own.heldSince === undefined ? undefined : Math.max(0, (snapshot.now - own.heldSince) / 1000);
    await registry.post(id, {
        state: held === undefined ? 'inactive' : STATES[outcome],
        description: request.description ?? describe(request, held, unsettled),
        autoInactive: held !== undefined && outcome === 'success',
        ...(request.logUrl === undefined ? {} : { logUrl: request.logUrl }),
        ...(request.environmentUrl === undefined ? {} : { environmentUrl: request.environmentUrl }),
    });
    return {
        ended: true,
        ...(await met(own)),
        ...(own.interrupted === undefined ? {} : { lost: `it was ended (${endLine(own.interrupted)})` }),
        ...(held === undefined ? {} : { heldSeconds: held }),
        ...(unsettled === undefined ? {} : { unsettled }),
    };
}
/**
 * It is over already. If we wrote that, the release is done; if somebody else did while we held, others may have
 * deployed beside us. Whoever names a registration that is over only hears how it ended.
 */
async function foundOver(own, request, { snapshot, ports }) {
    const { ticket } = request;
    const end = endOf(own);
    if (end === undefined)
        return { ended: false, overlaps: [] };
    const over = endLine(end);
    const endedAs = end.state;
    if (isOurs(end, request)) {
        const held = own.heldSince === undefined ? {} : { heldSeconds: (end.createdAt - own.heldSince) / 1000 };
        return {
            ended: ticket.holding === true,
            over,
            endedAs,
            ...(await overlaps(own, snapshot, ports)),
            ...held,
        };
    }
    if (!ticket.holding)
        return { ended: false, over, endedAs, overlaps: [] };
    const met = await overlaps(own, snapshot, ports);
    return { ended: false, over, endedAs, ...met, lost: `it was ended (${over})` };
}
/** A read that lags behind our own hold must not make a short deployment one that never began. */
function heldSince({ heldSince: seen }, { heldSince: known }) {
    const since = seen ?? known;
    return since === undefined ? {} : { heldSince: since };
}
/** The registration still holds: only its page says more. */
async function leaveClosed(id, { outcome, logUrl }, found) {
    const { own, snapshot, unsettled, ports } = found;
    await ports.registry.post(id, {
        state: 'in_progress',
        description: `closed until it is known what became of it (job: ${outcome}); ${unsettled}`,
        ...(logUrl === undefined ? {} : { logUrl }),
    });
    return {
        ended: false,
        closed: true,
        ...(await overlaps(own, snapshot, ports)),
        ...(own.interrupted === undefined ? {} : { lost: `it was ended (${endLine(own.interrupted)})` }),
        ...(unsettled === undefined ? {} : { unsettled }),
    };
}
/** What cannot be read now must not keep the environment closed. */
async function unsettledStacks(names, ports) {
    try {
        const reason = (await stackObstacle(names, ports))?.reason;
        return { line: reason?.details, busy: reason?.code === 'stack-busy' };
    }
    catch (error) {
        return { line: `its stacks could not be read: ${(0,errors/* errorLine */.B)(error)}`, busy: false };
    }
}
function describe({ outcome, by }, held, unsettled) {
    const whose = by === undefined ? '' : `, ended by ${by}`;
    if (held === undefined)
        return `${LEFT}: ${outcome}${whose}`;
    return `${endWords(outcome, held)}${whose}${unsettled === undefined ? '' : `; ${unsettled}`}`;
}
/** So many jobs are asked about: whoever may write deployments may write a thousand. */
const MOST_ASKED = 10;
/**
 * The others whose holds met ours. Must be none: this is the alarm for a registry that lagged beyond `settle`. What was
 * written in the name of a job that did not run meanwhile raises none; what is in our own job's name is not another.
 */
async function overlaps(own, snapshot, { owners }) {
    const [real, doubtful] = [[], []];
    const met = overlapping(own, snapshot);
    for (const { other, from, until } of met.slice(0, MOST_ASKED)) {
        const who = whoLine(other, snapshot.now);
        const line = other.id === src_registration/* UNKNOWN_ID */.n4 ? who : `registration ${other.id} of ${who}`;
        // The deployment is done: trouble with this question must not hide that.
        const lived = await owners.lived(other.payload, from, until).catch(() => 'unknown');
        if (lived === 'unknown')
            doubtful.push(line);
        else if (lived)
            real.push(line);
    }
    if (met.length > MOST_ASKED)
        doubtful.push(`${met.length - MOST_ASKED} more registrations`);
    return { overlaps: real, ...(doubtful.length === 0 ? {} : { doubtful }) };
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
            Math.max(since, other.heldSince ?? Infinity),
            Math.min(end, other.ended?.createdAt ?? now),
        ];
        // Our own row has no known id where a read shows it as over.
        const same = other.id === own.id || other.payload.nonce === nonce;
        const sameJob = checkRunId !== undefined &&
            other.payload.checkRunId === checkRunId &&
            (0,src_names/* sameRepository */.RB)(other.payload.repository, repository);
        return same || sameJob || from >= until ? [] : [{ other, from, until }];
    });
}

;// CONCATENATED MODULE: ./packages/registry/src/ticket.ts
/** Where the main step keeps its ticket for the post step. */
const TICKET = 'ticket';
const formatTicket = (ticket) => JSON.stringify(ticket);
/** The ticket that an earlier step of this action saved, or undefined when there is none. */
const parseTicket = (saved) => saved === '' ? undefined : JSON.parse(saved);

;// CONCATENATED MODULE: ./actions/coordinate/src/release.ts








/** Post step of `acquire`: ends the registration with the job's outcome. */
async function release_releaseAfterJob(inputs, step, connect, { hurried = false, ...terms } = {}) {
    const ticket = parseTicket(step.state(TICKET));
    if (ticket === undefined)
        return;
    const released = await tryRelease({
        ticket,
        outcome: outcomeOf(inputs['job-status']),
        logUrl: step.job.runUrl,
        stacks: inputs['stack-name'],
        ...words(inputs),
        ...terms,
    }, step, { connect, hurried });
    if (released !== undefined)
        report(released, inputs.environment, step);
}
/** How long an outage of GitHub is waited out, so that the record is true. After a cancellation there is no time. */
const PATIENCE_SECONDS = 15 * 60;
const PAUSE_SECONDS = 20;
/** The deployment itself is done: an outage or a dead token must not turn it red. Others see that the job is over. */
async function tryRelease(request, { log, clock, cancelled }, { connect, hurried }) {
    const { environment, holding } = request.ticket;
    const patient = holding && !hurried && request.outcome !== 'cancelled';
    const deadline = clock.now() + (patient ? PATIENCE_SECONDS * 1000 : 0);
    for (let tries = 1;; tries++) {
        try {
            return await release(request, await connect());
        }
        catch (error) {
            const again = error instanceof port/* RegistryError */.g && clock.now() < deadline && !cancelled.aborted;
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
    const { payload } = await findRegistration(id, inputs.environment, ports, { over: true });
    const ticket = { environment: inputs.environment, nonce: payload.nonce, deploymentId: id };
    const outcome = inputs.state ?? outcomeOf(inputs['job-status']);
    const stacks = inputs['stack-name'].length > 0 ? inputs['stack-name'] : [];
    const { actor, runId, runUrl: logUrl } = step.job;
    const by = `${actor || 'somebody'} in run ${runId}`;
    const released = await release({ ticket, outcome, stacks, logUrl, by, ...words(inputs) }, ports);
    setOutputs(context, { 'deployment-id': id, state: released.endedAs ?? outcome });
    const what = released.over === undefined
        ? `ended registration ${id} as ${outcome}`
        : `registration ${id} was over already: ${released.over}`;
    await step.summary(section(what, context));
    if (released.over !== undefined)
        step.log.notice(`${capital(what)}.`, 'Nothing to release');
    else
        report(released, inputs.environment, step);
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
/** @throws UserError when the hold was not exclusive: that must not stay green */
function report(released, environment, { log }) {
    const { ended, heldSeconds, overlaps, doubtful = [], lost, unsettled, closed } = released;
    if (closed)
        log.warning(`${environment} stays closed: ${unsettled}. The next deployment takes over some minutes after this job, when the stack is at rest.`);
    else if (unsettled !== undefined)
        log.warning(`${environment} is released, but ${unsettled}: the next deployment waits until the stack is at rest.`);
    if (doubtful.length > 0)
        log.warning(`It is not known whether ${doubtful.join(' and ')} held ${environment} at the same time: GitHub does not tell whether that job ran (actions: read).`, 'Overlap');
    if (overlaps.length > 0)
        throw new errors/* UserError */.y(`OVERLAP: while this run held ${environment}, so did ${overlaps.join(' and ')}. Check what is deployed, and set a longer "settle".`);
    if (lost !== undefined)
        throw new errors/* UserError */.y(`The hold on ${environment} was lost while deploying: ${lost}. Others may have deployed meanwhile: check what is deployed.`);
    if (ended)
        log.info(`Released ${environment}${heldSeconds === undefined ? '' : ` after ${(0,duration/* formatDuration */.a3)(heldSeconds)}`}.`);
    else if (!closed)
        log.info(`Nothing to release for ${environment}.`);
}

// EXTERNAL MODULE: ./packages/estimate/src/words.ts
var src_words = __nccwpck_require__(4773);
;// CONCATENATED MODULE: ./packages/registry/src/rollback.ts

/**
 * Whether the code of an earlier commit may be run with the environment's secrets. Whoever may write deployments may name
 * any commit that GitHub knows, one of a fork too, since a fork's commits can be had from its parent
 * (https://www.chainguard.dev/unchained/what-the-fork-imposter-commits-in-github-actions-and-ci-cd). So it must be an
 * ancestor of what was to be deployed, or of the default branch, and a run of this repository must have deployed it.
 */
async function rollbackTarget({ earlier, sha, repository, }, { commits, owners }) {
    const { registration, sha: target, doubt = 'the commit is not known' } = earlier;
    if (target === undefined)
        return { refused: doubt };
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
/** What GitHub does not tell is no permission. */
async function compared(commits, { repository, target, head, }) {
    try {
        return await commits.compare(repository, target, head);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.y)
            return 'unknown';
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/registry/src/status.ts




const RECENT = 10;
/** Registrations that are over are read until so many are found: not all of them held. */
const READ_BACK = 50;
/** All that is known of an environment; writes nothing. */
async function environmentStatus(query, ports) {
    const { environment, correlationId, repository, repositoryId, own } = query;
    const look = await lookAt({ ...query, everyId: true }, ports);
    const { snapshot } = look;
    const creator = creatorOf(snapshot, own);
    const runs = await deployed(snapshot, { environment, repository, repositoryId, creator }, ports);
    const wanted = snapshot.registrations.filter(({ payload }) => correlationId === undefined || payload.correlationId === correlationId);
    const latest = latestState(wanted, look.liveness);
    const { registration } = latest;
    if (registration === undefined || isOver(registration))
        complete(snapshot);
    return {
        ...latest,
        look,
        ...(runs === undefined ? {} : { deployed: runs }),
        recent: await recentDeployments(environment, look, ports),
    };
}
async function recentDeployments(environment, { snapshot }, { registry }) {
    const finished = (all) => all.filter(hasHeld).filter(isOver).slice(0, RECENT);
    const seen = finished(snapshot.registrations);
    if (seen.length === RECENT || !snapshot.more)
        return seen;
    return finished(await registry.past(environment, READ_BACK));
}
const isOver = ({ latest }) => (0,src_registration/* phaseOf */.hU)(latest) === 'over';
const hasHeld = ({ heldSince }) => heldSince !== undefined;
/** Those who live come first: who deploys, who is about to, who waits. */
const PRECEDENCE = ['holding', 'claiming', 'waiting'];
/**
 * The latest state of these registrations. One whose job is over without releasing it is no longer under way; as nobody
 * knows how it ended, it has failed. Of what is over only deployments count: who left the queue has no outcome.
 */
function latestState(registrations, liveness) {
    const lives = ({ id }) => (liveness.get(id) ?? 'alive') === 'alive';
    const living = PRECEDENCE.map((phase) => status_newest(registrations.filter((one) => (0,src_registration/* phaseOf */.hU)(one.latest) === phase && lives(one)))).find((found) => found !== undefined);
    const last = living ?? status_newest(registrations.filter((one) => hasHeld(one) && (isOver(one) || !lives(one))));
    if (last === undefined)
        return { state: 'not-found', details: '' };
    if (!isOver(last) && !lives(last))
        return {
            state: 'failure',
            details: 'its job is over without releasing, so it is not known how it ended',
            registration: last,
        };
    return { state: stateOf(last), details: last.latest?.description ?? '', registration: last };
}
const status_newest = (registrations) => registrations.reduce((a, b) => (a === undefined || b.createdAt > a.createdAt ? b : a), undefined);
function stateOf({ latest, ended }) {
    const phase = (0,src_registration/* phaseOf */.hU)(latest);
    if (phase === 'waiting')
        return 'queued';
    if (phase !== 'over')
        return 'in_progress';
    if (ended?.state === 'success' || ended?.state === 'inactive')
        return ended.state;
    return 'failure';
}

;// CONCATENATED MODULE: ./packages/registry/src/log-tail.ts

/** Lines of a job's log that are worth repeating where the failure is told. */
const LINES = 15;
/** Of these, how many may come after the first error. */
const AFTER = 4;
const LINE_LIMIT = 300;
/** Every line of a stored log begins with its time, the first one after a byte order mark. */
const TIMESTAMP = /^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z ?/;
// Colours and cursor movements (ECMA-48 control sequences), titles and links (operating system commands).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
/** How the runner marks lines (actions/runner src/Runner.Worker/ExecutionContext.cs). */
const ERROR = '##[error]';
const MARK = /^##\[\w+\]/;
const NO_CONTENT = /^##\[(?:endgroup|debug)\]/;
/** Where the step that failed is over: what follows is clean-up by the runner or another step. */
const NEXT_STEP = /^(?:Post job cleanup\.|Cleaning up orphan processes|##\[group\]Run )/;
/**
 * The last lines of a failed job: those around its first error, else the last ones before the clean-up.
 * Without timestamps and colours; still text by strangers.
 */
function failureLines(log) {
    const lines = log
        .split(/\r?\n/)
        .map((line) => line.replace(TIMESTAMP, '').replace(ANSI, ''))
        .filter((line) => line.trim() !== '' && !NO_CONTENT.test(line));
    const error = lines.findIndex((line) => line.startsWith(ERROR));
    const end = error < 0 ? cleanUp(lines) : Math.min(error + 1 + AFTER, nextStep(lines, error + 1));
    return lines
        .slice(Math.max(0, end - LINES), end)
        .map((line) => (0,untrusted/* oneLine */.TN)(line.replace(ERROR, 'Error: ').replace(MARK, ''), LINE_LIMIT));
}
function nextStep(lines, from) {
    const found = lines.slice(from).findIndex((line) => NEXT_STEP.test(line));
    return found < 0 ? lines.length : from + found;
}
function cleanUp(lines) {
    const found = lines.findIndex((line) => line.startsWith('Post job cleanup.'));
    return found < 0 ? lines.length : found;
}

;// CONCATENATED MODULE: ./actions/coordinate/src/failure.ts



/** Prints the last lines of the job that failed, or why they cannot be shown. Returns them for the summary. */
async function showFailure(found, context) {
    if (found.state !== 'failure')
        return '';
    const { log } = context.step;
    const seen = await lastLines(found, context);
    if (typeof seen === 'string') {
        log.info(`The failure's last lines cannot be shown: ${(0,untrusted/* oneLine */.TN)(seen)}.`);
        return `The failure's last lines cannot be shown: ${(0,untrusted/* markdownText */.p7)(seen)}.\n`;
    }
    log.info("The failure's last lines:");
    for (const line of seen)
        log.with('  ').info(line);
    // Not fenced: a line of the log could end the fence.
    return ['<pre>', ...seen.map((line) => (0,untrusted/* markdownText */.p7)(line)), '</pre>', ''].join('\n');
}
/** The lines, or why there are none. */
async function lastLines({ registration }, { ports, step }) {
    if (registration === undefined)
        return 'there is no registration';
    const { repository, checkRunId, runId, scope } = registration.payload;
    const run = `${step.job.serverUrl}/${repository}/actions/runs/${runId}`;
    if (checkRunId === undefined || scope !== 'job')
        return `its job is not known, see ${run}`;
    // Who reads this log may not be allowed to read that one, though the token is.
    if (!(0,src_registration/* belongsTo */.g4)(registration, step.job))
        return `its job belongs to another repository, see ${run}`;
    // Under the name of today, and never another repository's, whatever the record says.
    const text = await ports.logs.tail(step.job.repository, checkRunId);
    if (text === undefined)
        return `the log of job ${checkRunId} cannot be read (it still runs, its log has expired, or "github-token" lacks actions: read)`;
    const lines = failureLines(text);
    return lines.length > 0 ? lines : `the log of job ${checkRunId} is empty`;
}

;// CONCATENATED MODULE: ./actions/coordinate/src/status.ts












/** `status`: the latest state of the environment, or of the deployment with `correlation-id`, and all around it. */
async function showStatus(context) {
    const { inputs, step, ports } = context;
    const { environment } = inputs;
    const { repository, repositoryId, serverUrl } = step.job;
    const found = await environmentStatus({
        environment,
        repository,
        repositoryId,
        correlationId: inputs['correlation-id'],
        maxHoldSeconds: inputs['max-hold'],
        own: Number(step.env[correlation/* DEPLOYMENT_VARIABLE */.x5]) || undefined,
    }, ports);
    const { look, deployed, recent } = found;
    const { sha } = turnOptions(context);
    const target = deployed && (await rollbackTarget({ earlier: deployed, sha, repository }, ports));
    const lines = status_describe(found, target);
    step.log.info(`${environment}: ${found.state}${found.details && ` (${found.details})`}.`);
    for (const line of lines)
        step.log.info(line);
    const failure = await showFailure(found, context);
    const truth = (0,src_history/* calibrationOf */._$)(look.snapshot.registrations);
    if (truth !== undefined)
        step.log.info((0,src_words/* calibrationLine */.L)(truth));
    const runs = deployed?.registration;
    setOutputs(context, {
        state: found.state,
        reason: formatReason(look.reason),
        // 0 is nobody's id.
        'deployment-id': found.registration?.id || undefined,
        'deployed-sha': deployed?.sha,
        'deployed-since': runs && when(runs.ended?.createdAt ?? runs.createdAt),
        'deployed-by': runs?.payload.actor,
        'deployed-run': runs && runAddress(runs, serverUrl),
        'rollback-sha': target !== undefined && 'sha' in target ? target.sha : undefined,
        active: look.active,
        queue: queueOf(found).map((one) => shownInQueue(one, serverUrl)),
        frozen: look.snapshot.freezes.map(({ reason, by, since }) => ({ by, reason, since: when(since) })),
        deployments: recent.map((one) => shownDeployment(one, serverUrl)),
        ...(found.registration === undefined
            ? {}
            : { 'correlation-id': found.registration.payload.correlationId }),
    });
    const title = `${found.state}${found.details && ` (${found.details})`}`;
    const sections = [
        queueSection(title, look.snapshot, context, look.liveness),
        deployedLine(deployed, serverUrl),
        ...lines.slice(1).map((line) => (0,untrusted/* markdownText */.p7)(line)),
        '',
        deploymentsTable(recent, serverUrl),
        failure,
    ];
    await step.summary(sections.join('\n'));
}
/** What runs, and whether its code may be run again, for the log. */
function status_describe({ deployed }, target) {
    if (deployed === undefined)
        return ['No recorded commit runs.'];
    const { registration, sha, doubt } = deployed;
    if (sha === undefined)
        return [`It is not known which commit runs: ${doubt}.`];
    const { actor, runId } = registration.payload;
    const since = when(registration.ended?.createdAt ?? registration.createdAt);
    const runs = `${sha} runs since ${since}, deployed by ${actor || 'unknown'} in run ${runId}.`;
    return target !== undefined && 'refused' in target
        ? [runs, `Its code is not to be run again for a rollback: ${target.refused}.`]
        : [runs];
}
function deployedLine(deployed, serverUrl) {
    if (deployed === undefined)
        return 'No recorded commit runs.\n';
    const { registration, sha, doubt = '' } = deployed;
    if (sha === undefined)
        return `It is not known which commit runs: ${(0,untrusted/* markdownText */.p7)(doubt)}.\n`;
    const by = (0,untrusted/* markdownText */.p7)(registration.payload.actor || 'unknown', 60);
    const since = when(registration.ended?.createdAt ?? registration.createdAt);
    return `\`${sha}\` runs since ${since}, deployed by ${by} in ${runLink(registration, serverUrl)}.\n`;
}
/** An output is for a later step to read: whoever may write deployments may write a thousand. */
const MOST_QUEUED = 100;
/** Those who hold, claim or wait, and live; who waits without a job has no place. */
const queueOf = ({ look: { snapshot, liveness } }) => snapshot.registrations
    .filter(({ id, latest }) => {
    const phase = (0,src_registration/* phaseOf */.hU)(latest);
    const seen = liveness.get(id) ?? 'alive';
    return phase !== 'over' && (phase !== 'waiting' || seen === 'alive') && seen !== 'dead';
})
    .sort(inOrder)
    .slice(0, MOST_QUEUED);
/** One of `queue`. Workflow and actor are what their owner wrote. */
function shownInQueue(registration, serverUrl) {
    const { id, payload, sha, latest, heldSince, createdAt } = registration;
    const { workflow, actor, correlationId } = payload;
    return {
        ...{ deploymentId: id, phase: (0,src_registration/* phaseOf */.hU)(latest), sha, actor, workflow, correlationId },
        run: runAddress(registration, serverUrl),
        since: when(heldSince ?? createdAt),
    };
}
/** One of `deployments`. */
function shownDeployment(registration, serverUrl) {
    const { id, payload, sha, ended } = registration;
    return {
        ...{ deploymentId: id, sha, actor: payload.actor, outcome: ended?.state ?? '' },
        ...{ run: runAddress(registration, serverUrl), ended: when(ended?.createdAt ?? registration.createdAt) },
        seconds: Math.round((0,src_history/* finishedRun */.sV)(registration)?.seconds ?? 0),
        duration: (0,duration/* formatDuration */.a3)((0,src_history/* finishedRun */.sV)(registration)?.seconds ?? 0),
    };
}

// EXTERNAL MODULE: ./packages/estimate/src/calibration.ts
var calibration = __nccwpck_require__(9420);
;// CONCATENATED MODULE: ./packages/registry/src/settle.ts
const LEAST_SECONDS = 2;
const SAFETY = 3;
function settle(configured) {
    let worst = 0;
    return {
        seconds: () => (configured === 'auto' ? Math.max(LEAST_SECONDS, SAFETY * worst) : configured),
        saw: (lagSeconds) => {
            worst = Math.max(worst, lagSeconds);
        },
        worstLagSeconds: () => worst,
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/turn.ts












/**
 * Does what `decide` says until the registration holds: read, decide, write, pause.
 * Returns why not if that is to be skipped or failed; the caller ends the registration then, and when this throws.
 */
async function takeTurn(request, ports) {
    const { ticket, logUrl } = request;
    const { registry, clock, cancelled, log } = ports;
    const id = ticket.deploymentId;
    const queue = watchQueue(ticket.environment, request, ports);
    const room = waitingRoom(request, queue, ports);
    const settling = settle(request.settleSeconds);
    const deadline = clock.now() + request.waitTimeoutSeconds * 1000;
    // All that is done here may be repeated, and a claim stands meanwhile.
    const outlasts = request.outlastOutages === true && request.onBusy === 'wait';
    const outlast = outlaster({ environment: ticket.environment, deadline, outlasts }, ports);
    const me = { id, nonce: ticket.nonce, priority: request.claimant.priority, claimed: false };
    let written = clock.now();
    let obstructed = false;
    const post = async (state, description) => {
        const status = await outlast(() => registry.post(id, { state, description, logUrl }));
        written = clock.now();
        return status;
    };
    const sleep = (seconds) => clock.sleep(seconds * 1000, cancelled);
    async function claim(seen) {
        // What was in the way is looked at first: a claim is only worth making when nothing else is left.
        const known = obstructed ? await look(seen) : undefined;
        if (known !== undefined)
            return known;
        await post('in_progress', 'claim: checking that nobody else deploys');
        me.claimed = true;
        const [found] = await Promise.all([look(seen), sleep(settling.seconds())]);
        return found;
    }
    async function look(seen) {
        const { stacks, repository, repositoryId } = request.claimant;
        const { environment } = ticket;
        const creator = creatorOf(seen.snapshot, id);
        const intent = { ...request, environment, stacks, repository, repositoryId, creator };
        const found = await outlast(() => obstacle(intent, seen.snapshot, ports));
        obstructed = found?.act === 'wait';
        if (found?.act !== 'warn')
            return found;
        room.warn(found.warning ?? found.reason.details);
        return undefined;
    }
    async function withdraw(description) {
        if (me.claimed)
            await post('queued', description);
        me.claimed = false;
    }
    /** How long a write of ours stays invisible tells how long a claim has to settle. */
    async function measure({ view }) {
        const missed = view.mine === 'unseen' || (me.claimed && view.mine !== 'claiming');
        if (missed)
            settling.saw((clock.now() - written) / 1000);
        if (missed && (await room.isGone(view.mine)))
            throw lost(id, 'it was deleted');
    }
    async function hold({ snapshot }) {
        ports.log.info(`Nobody else deploys to ${ticket.environment}: holding it as registration ${id}.`);
        if (snapshot.foreign > 0)
            log.info(foreignLine(snapshot.foreign, ticket.environment));
        request.remember({ ...ticket, holding: true });
        const { actor, workflow } = request.claimant;
        const expected = forecastOf(snapshot);
        const prediction = expected === undefined ? '' : `, ${(0,calibration/* formatPrediction */.tV)((0,calibration/* predict */.K$)(expected))}`;
        const status = await post('in_progress', `deploying ${request.sha.slice(0, 7)}${prediction} (${workflow || 'run'} by ${actor})`);
        const held = { ...ticket, holding: true, heldSince: status.createdAt };
        request.remember(held);
        return { ticket: held, fencingToken: status.id, snapshot };
    }
    while (!cancelled.aborted) {
        const seen = await outlast(() => queue.look(me));
        const { decision } = seen;
        request.observe?.(seen);
        let inTheWay;
        await outlast(() => measure(seen));
        if (decision.act === 'hold' || holdsAlready(seen))
            return await hold(seen);
        if (decision.act === 'lost')
            throw lost(id, 'somebody else ended it');
        if (decision.act === 'claim') {
            const found = await claim(seen);
            if (found === undefined)
                continue;
            if (found.act !== 'wait')
                return { reason: found.reason, act: found.act === 'skip' ? 'skip' : 'fail' };
            await withdraw(`waiting: ${found.reason.details}`);
            if (request.onBusy !== 'wait')
                return { reason: found.reason, act: request.onBusy };
            inTheWay = found.reason;
            await room.obstructed(found.reason);
        }
        else if (decision.act === 'keep') {
            await sleep(settling.seconds());
        }
        else {
            refuseToWaitForOneself(request, seen);
            if (decision.act === 'withdraw')
                await withdraw('waiting: another run came first');
            const busy = decision.act !== 'wait' || decision.because !== 'unseen';
            if (request.onBusy !== 'wait' && busy)
                return { reason: room.reason(seen), act: request.onBusy };
            await outlast(() => room.wait(seen, deadline));
        }
        if (clock.now() >= deadline)
            throw tooLate(ticket.environment, request.waitTimeoutSeconds, inTheWay ?? room.reason(seen));
    }
    throw cancelledWhileWaiting(ticket.environment);
}
/** Whoever held before and claims again is shown as holding still: nothing stands against it but that its claim is unseen. */
const holdsAlready = ({ decision, view }) => decision.act === 'keep' && decision.because === 'unseen' && view.mine === 'holding' && !view.partial;
/** What this very job holds is released when the job ends: waiting for it would take until wait-timeout. */
function refuseToWaitForOneself({ ticket, claimant }, { snapshot }) {
    const { repository, runId, runAttempt, checkRunId } = claimant;
    const own = snapshot.registrations.find(({ id, latest, payload }) => id !== ticket.deploymentId &&
        (0,src_registration/* phaseOf */.hU)(latest) === 'holding' &&
        payload.scope === 'job' &&
        payload.checkRunId !== undefined &&
        payload.checkRunId === checkRunId &&
        (0,src_names/* sameRepository */.RB)(payload.repository, repository) &&
        payload.runId === runId &&
        payload.runAttempt === runAttempt);
    if (own !== undefined)
        throw new errors/* UserError */.y(`This job holds ${ticket.environment} already, as registration ${own.id}, and would wait for itself: acquire an environment once in a job.`);
}
const foreignLine = (count, environment) => `${count} deployment(s) to ${environment} that Signalbox did not make are under way; it does not wait for them. If they come from jobs with environment: ${environment}, write environment: { name: ${environment}, deployment: false } there.`;
function lost(id, how) {
    const details = `registration ${id} is lost: ${how}`;
    return new RefusedError(`Registration ${id} is lost: ${how}. Nothing was deployed; keep other actions from deactivating or deleting deployments of this environment, then run again.`, { acquired: false, reason: { code: 'registry-unavailable', details }, waitedSeconds: 0 });
}

;// CONCATENATED MODULE: ./packages/registry/src/acquire.ts








/**
 * Registers, waits for the turn, claims it and holds it.
 * A refusal means that nothing is left in the queue and that the user asked to skip rather than fail.
 * @throws UserError when the turn is refused and the user asked to fail, or waiting took too long
 * @throws RegistryError when the registry cannot be read or written; nothing is held then
 */
async function acquire(request, ports) {
    if (request.onBusy !== 'wait') {
        // Without an intent to wait, a busy environment is left without a trace.
        const seen = await canDeploy(request, ports);
        const { reason } = seen;
        const act = actOn(reason, request, request.onBusy);
        if (!seen.canDeploy)
            return refuse({ reason, act }, request.environment, 0, seen);
    }
    else {
        await requirePromotion(request, ports);
        const found = await refusedByAge(request, ports);
        if (found !== undefined)
            return refuse(found, request.environment, 0);
    }
    const ticket = await join(request, ports);
    return await hold({ ...request, ticket }, ports);
}
/**
 * Nobody waits for hours to hear what can be said now; looked at again when the turn has come.
 * @throws RefusedError when the earlier environment runs anything else
 */
async function requirePromotion(request, ports) {
    const { sha, promotedFrom, claimant } = request;
    const { repository, repositoryId } = claimant;
    const promotion = { sha, promotedFrom, repository, repositoryId };
    const found = await beforeJoining(request, ports)(() => notPromoted(promotion, ports));
    if (found !== undefined)
        refuse({ reason: found.reason, act: 'fail' }, request.environment, 0);
}
/** What runs already is only replaced by something newer, so a commit that is too old now stays so. */
async function refusedByAge(request, ports) {
    const { environment, sha, onOutdated, claimant } = request;
    if (onOutdated !== 'fail' && onOutdated !== 'skip')
        return undefined;
    const { repository, repositoryId } = claimant;
    const found = await beforeJoining(request, ports)(async () => outdated({ environment, sha, onOutdated, repository, repositoryId }, complete(await ports.registry.snapshot(environment)), ports));
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
async function hold(request, ports) {
    const { ticket } = request;
    const began = ports.clock.now();
    const giveUp = async (why) => {
        request.remember(ticket);
        if (await leave(ticket, why, ports))
            request.remember(undefined);
    };
    const waited = () => Math.round((ports.clock.now() - began) / 1000);
    let last;
    const view = () => last && lookOf(last, request.claimant.priority, ticket.deploymentId);
    const observe = (seen) => {
        last = seen;
    };
    const turn = await takeTurn({ ...request, observe }, ports).catch(async (error) => {
        await giveUp('gave up');
        throw withView(error, view(), waited());
    });
    const waitedSeconds = waited();
    if (!('reason' in turn))
        return { acquired: true, deploymentId: turn.ticket.deploymentId, waitedSeconds, ...turn };
    await giveUp(turn.reason.code);
    return refuse(turn, ticket.environment, waitedSeconds, view());
}

;// CONCATENATED MODULE: ./packages/registry/src/idle.ts






const LOOK_SECONDS = 15;
/** However short the budget is. */
const LONGEST_SECONDS = 60;
/** Waits, without registering, until no deployment is active. Returns the seconds it took. */
async function waitUntilIdle(request, ports) {
    const { clock, cancelled, log, random, registry } = ports;
    const began = clock.now();
    const deadline = began + request.waitTimeoutSeconds * 1000;
    const { environment, outlastOutages: outlasts } = request;
    const outlast = outlaster({ environment, deadline, outlasts }, ports);
    for (let said = '';;) {
        const seen = await outlast(() => canDeploy({ ...request, onOutdated: 'ignore', promotedFrom: undefined }, ports));
        if (seen.canDeploy || (seen.active === undefined && seen.reason.code === 'queued-behind'))
            return Math.round((clock.now() - began) / 1000);
        const waited = Math.round((clock.now() - began) / 1000);
        if (cancelled.aborted)
            throw withView(cancelledWhileWaiting(environment), seen, waited);
        if (clock.now() >= deadline) {
            const line = `Waited ${(0,duration/* formatDuration */.a3)(request.waitTimeoutSeconds)} for ${environment}: ${formatReason(seen.reason)}. Raise wait-timeout.`;
            throw withView(new errors/* UserError */.y(line), seen, waited);
        }
        const key = `${seen.reason.code} ${seen.active?.deploymentId ?? ''}`;
        if (key !== said)
            log.info(`Waiting until ${environment} is idle: ${formatReason(seen.reason)}.`);
        said = key;
        const pause = Math.min(LONGEST_SECONDS, LOOK_SECONDS * registry.strain()) * (0.8 + random() * 0.4);
        await clock.sleep(Math.min(pause * 1000, deadline - clock.now()), cancelled);
    }
}

;// CONCATENATED MODULE: ./actions/coordinate/src/turns.ts















/** `acquire`: register, wait, hold. The post step releases. */
async function acquireTurn(context) {
    const { step, ports } = context;
    const group = await requireGroup(context);
    if (group !== undefined)
        step.log.info(groupLine(group));
    await readStacks(context);
    const remember = (ticket) => step.saveState(TICKET, ticket === undefined ? '' : formatTicket(ticket));
    const turn = await acquire({ ...turnOptions(context), claimant: claimant(context, 'job'), remember }, ports);
    await reportTurn(context, turn);
    setOutputs(context, { 'concurrency-group': group });
}
/** Whoever may not read the stacks hears of it now, not after an hour in the queue. */
async function readStacks({ inputs, ports }) {
    await Promise.all(inputs['stack-name'].map((name) => ports.stacks?.status(name)));
}
/** `wait`: until the given registration holds, or else until no deployment is active. */
async function wait(context) {
    const { inputs, ports } = context;
    const id = inputs['deployment-id'];
    if (id === undefined) {
        const waitedSeconds = await waitUntilIdle({ ...turnOptions(context), claimant: claimant(context, 'run') }, ports);
        return setOutputs(context, { 'can-deploy': true, 'waited-seconds': waitedSeconds, reason: 'free' });
    }
    const { payload, sha } = await findRegistration(id, inputs.environment, ports);
    refuseOfOthers(id, payload, context);
    const ticket = { environment: inputs.environment, nonce: payload.nonce, deploymentId: id };
    const stacks = inputs['stack-name'].length > 0 ? inputs['stack-name'] : payload.stacks;
    const turn = await hold({ ...turnOptions(context), ticket, sha, claimant: { ...payload, stacks }, remember: () => undefined }, ports);
    await reportTurn(context, turn);
}
/** What `acquire` made is its own job's alone: with two behind one registration, two would hold. */
function refuseOfOthers(id, { scope, ...owner }, { inputs, step }) {
    const { repository, runId, runAttempt } = step.job;
    const mine = (0,src_names/* sameRepository */.RB)(owner.repository, repository) &&
        owner.runId === runId &&
        owner.runAttempt === runAttempt &&
        owner.checkRunId === inputs['check-run-id'];
    if (scope === 'job' && !mine)
        throw new errors/* UserError */.y(`Input "deployment-id": ${id} belongs to the job of run ${owner.runId} that acquired it; wait for one that operation: register made.`);
}
async function reportTurn(context, turn) {
    const { inputs, step, ports } = context;
    if (!turn.acquired) {
        step.log.notice(`Not deploying to ${inputs.environment}: ${formatReason(turn.reason)}.`, 'Skipped');
        return await reportRefusal(context, turn);
    }
    const { environment } = inputs;
    const creator = creatorOf(turn.snapshot, turn.deploymentId);
    const { repository, repositoryId } = step.job;
    const query = { environment, repository, repositoryId, creator };
    // The turn is held: what cannot be read now is not known, and that is all.
    const runs = await deployed(turn.snapshot, query, ports).catch((error) => ({
        sha: undefined,
        doubt: (0,errors/* errorLine */.B)(error),
    }));
    if (runs?.doubt !== undefined)
        step.log.warning(`It is not known what ${environment} runs: ${runs.doubt}.`, 'Deployed commit');
    step.exportVariable(correlation/* DEPLOYMENT_VARIABLE */.x5, String(turn.deploymentId));
    setOutputs(context, {
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
    });
    const title = `holding as registration ${turn.deploymentId} after ${turn.waitedSeconds} s`;
    await step.summary(queueSection(title, withHold(turn), context));
}
/** Outputs and summary of a step that has no turn, whether that fails it or not: who is in front. */
async function reportRefusal(context, { reason, waitedSeconds, seen }) {
    setOutputs(context, {
        acquired: false,
        'can-deploy': false,
        reason: formatReason(reason),
        'waited-seconds': waitedSeconds,
        'queue-position': seen?.ahead.length,
        'estimated-wait-seconds': seen?.estimatedWaitSeconds,
        active: seen?.active,
    });
    const title = formatReason(reason);
    await context.step.summary(seen === undefined ? section(title, context) : queueSection(title, seen.snapshot, context));
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
    const group = await requireGroup(context);
    const request = { ...turnOptions(context), claimant: claimant(context, 'run'), remember: () => undefined };
    await requirePromotion(request, ports);
    const { deploymentId, nonce } = await join(request, ports);
    const seen = await lookFrom({ id: deploymentId, nonce }, request, ports);
    const position = seen.ahead.length;
    const line = position === 0
        ? 'next in line'
        : standingLine({ ...seen, expectedSeconds: seen.estimatedWaitSeconds }, seen.snapshot.now);
    step.log.info(`Registered for ${inputs.environment} as ${deploymentId}: ${line}.`);
    setOutputs(context, {
        acquired: false,
        'can-deploy': false,
        'deployment-id': deploymentId,
        reason: formatReason(seen.reason),
        'queue-position': Math.max(1, position),
        'estimated-wait-seconds': seen.estimatedWaitSeconds,
        active: seen.active,
        state: 'queued',
        'concurrency-group': group,
    });
    await step.summary(queueSection(`registered as ${deploymentId}`, seen.snapshot, context));
}

;// CONCATENATED MODULE: ./packages/registry/src/cleanup.ts



/** GitHub allows 500 writes of content an hour; the deployments of the same hour need theirs. */
const AT_ONCE = 100;
/** docs: best practices for using the REST API, pause between mutative requests */
const PAUSE_MS = 1000;
/** Ends registrations whose owner is dead, and deletes old ones that are over. */
async function cleanup(request, ports) {
    const { registry, clock, cancelled } = ports;
    const { environment, maxHoldSeconds } = request;
    const queue = watchQueue(environment, { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY }, ports);
    const ended = await queue.reapAll();
    const old = deletable(await registry.past(environment, Number.POSITIVE_INFINITY), request, clock.now());
    let deleted = 0;
    for (const { id, latest } of old.slice(0, AT_ONCE)) {
        if (cancelled.aborted)
            break;
        // GitHub deletes no active deployment.
        if (latest?.state === 'success')
            await unlessGone(registry, id, () => registry.post(id, { state: 'inactive', description: 'deleted by cleanup' }));
        await registry.remove(id);
        await clock.sleep(PAUSE_MS, cancelled);
        deleted += 1;
    }
    return { ended, deleted, left: old.length - deleted };
}
/** Newest first in, newest first out; what the environment runs now, the last success of each repository, always stays. */
function deletable(past, { keep, olderThanSeconds }, now) {
    const successes = past.filter(({ ended, heldSince }) => heldSince !== undefined && ended?.state === 'success');
    // Oldest first, so that the newest of each stays in the map.
    const current = new Map([...successes].reverse().map((one) => [one.payload.repository.toLowerCase(), one]));
    const until = now - olderThanSeconds * 1000;
    return past
        .filter(({ id, latest }) => (0,src_registration/* phaseOf */.hU)(latest) === 'over' && id !== src_registration/* UNKNOWN_ID */.n4)
        .slice(keep)
        .filter((registration) => registration !== current.get(registration.payload.repository.toLowerCase()) &&
        (registration.latest?.createdAt ?? 0) < until);
}

;// CONCATENATED MODULE: ./packages/registry/src/freeze.ts


/** Closes an environment: nobody's claim is granted from now on. Whoever holds already goes on. */
async function freeze({ environment, reason, by }, { registry }) {
    const before = await registry.snapshot(environment);
    if (before.freezes.length > 0)
        return { made: false };
    await registry.freeze(environment, { reason, by });
    const { registrations, now } = await registry.snapshot(environment);
    const holder = registrations.find(({ latest }) => (0,src_registration/* phaseOf */.hU)(latest) === 'holding' || (0,src_registration/* phaseOf */.hU)(latest) === 'claiming');
    return { made: true, ...(holder === undefined ? {} : { holder: whoLine(holder, now) }) };
}
/** Opens an environment again. Returns how many freezes stood. */
async function unfreeze({ environment, reason, by }, { registry }) {
    return await registry.unfreeze(environment, `opened by ${by}${reason && `: ${reason}`}`);
}

;// CONCATENATED MODULE: ./actions/coordinate/src/upkeep.ts




/** `cleanup`: ends what dead owners left, deletes what is old. */
async function upkeep_cleanUp(context) {
    const { inputs, step, ports } = context;
    const { environment, keep } = inputs;
    const done = await cleanup({ environment, keep, olderThanSeconds: inputs['older-than'], maxHoldSeconds: inputs['max-hold'] }, ports);
    const left = done.left > 0 ? ` ${done.left} more are left for the next time.` : '';
    const what = `ended ${done.ended} and deleted ${done.deleted} registrations.${left}`;
    step.log.info(`${environment}: ${what}`);
    setOutputs(context, { state: 'success' });
    await step.summary(section(what, context));
}
/** `freeze`: closes the environment for everybody until `unfreeze`. */
async function upkeep_close(context) {
    const { inputs, step, ports } = context;
    const { environment, reason = '' } = inputs;
    const { made, holder } = await freeze({ environment, reason, by: step.job.actor }, ports);
    step.log.notice(made ? `${environment} is frozen: ${reason}.` : `${environment} was frozen already.`, 'Freeze');
    const meanwhile = holder === undefined ? '' : `. Still under way: ${holder}`;
    const what = made ? `frozen: ${reason}${meanwhile}` : 'was frozen already';
    if (holder !== undefined)
        step.log.warning(`A deployment to ${environment} is still under way: ${holder}. A freeze does not stop it.`);
    setOutputs(context, { 'can-deploy': false, reason: `frozen: ${reason}` });
    await step.summary(section(what, context));
}
/** `unfreeze`: opens it again. */
async function upkeep_open(context) {
    const { inputs, step, ports } = context;
    const { environment, reason = '' } = inputs;
    const ended = await unfreeze({ environment, reason, by: step.job.actor }, ports);
    step.log.notice(ended > 0 ? `${environment} is open again.` : `${environment} was not frozen.`, 'Unfreeze');
    setOutputs(context, { reason: 'free' });
    const why = reason === '' ? '' : `: ${reason}`;
    await step.summary(section(ended > 0 ? `open again${why}` : 'was not frozen', context));
}

;// CONCATENATED MODULE: ./actions/coordinate/src/main.ts












const OPERATIONS = {
    acquire: acquireTurn,
    'can-deploy': canDeployNow,
    register: register,
    wait: wait,
    'get-active': showActive,
    status: showStatus,
    release: releaseById,
    cleanup: upkeep_cleanUp,
    freeze: upkeep_close,
    unfreeze: upkeep_open,
};
/** Those that a deployment can do without when GitHub is out of order. */
const DISPENSABLE = ['acquire', 'can-deploy', 'register', 'wait'];
async function run(inputs, step, connect) {
    checkTogether(inputs, step.env);
    const id = (0,correlation/* correlate */._$)(step, inputs['correlation-id'], inputs.environment);
    const context = { inputs, step, correlationId: id, ports: await connect() };
    try {
        await OPERATIONS[inputs.operation](context);
    }
    catch (error) {
        if (error instanceof RefusedError)
            await reportRefusal(context, error.refusal);
        const proceed = inputs['on-registry-error'] === 'proceed' && DISPENSABLE.includes(inputs.operation);
        if (!(error instanceof port/* RegistryError */.g) || !proceed || step.cancelled.aborted)
            throw error;
        await proceedWithout(context, error);
    }
}
async function post(inputs, step, connect) {
    if (inputs.operation === 'acquire')
        await releaseAfterJob(inputs, step, connect);
}
/** Inputs that only make sense together. @throws UserError before anything is sent */
function checkTogether(inputs, env) {
    const { operation } = inputs;
    if (operation === 'release' && inputs['deployment-id'] === undefined)
        throw new errors/* UserError */.y('Input "deployment-id" is required by operation release: the id of the registration to end.');
    if (operation === 'freeze' && inputs.reason === undefined)
        throw new errors/* UserError */.y('Input "reason" is required by operation freeze: tell people why the environment is closed.');
    if (!(0,payload/* fitsPayload */.d2)(inputs['stack-name']))
        throw new errors/* UserError */.y('Input "stack-name" has more than 100 stacks, or a name of more than 400 characters.');
    if (inputs['promoted-from'] !== undefined && inputs['on-registry-error'] === 'proceed')
        throw new errors/* UserError */.y('Input "promoted-from" cannot be kept with on-registry-error: proceed, since only the registry knows what runs there; leave one of them out.');
    const regions = (0,names/* regionsOf */.NV)(inputs['aws-region'], env);
    for (const stack of inputs['stack-name'])
        (0,names/* regionOf */.AP)(stack, regions);
}

// EXTERNAL MODULE: ./packages/registry/src/for-step.ts + 19 modules
var for_step = __nccwpck_require__(8003);
// EXTERNAL MODULE: ./packages/cloudformation/src/aws.ts
var aws = __nccwpck_require__(5195);
// EXTERNAL MODULE: ./packages/cloudformation/src/oidc.ts
var oidc = __nccwpck_require__(4093);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader.ts
var reader = __nccwpck_require__(4483);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __nccwpck_require__(7270);
;// CONCATENATED MODULE: ./actions/coordinate/src/stacks.ts






const PASSING = ['throttled', 'unavailable'];
/** Reads stack statuses from CloudFormation; waits out what passes. Loads the SDK. */
async function connectStacks(inputs, step, roleArn) {
    const { clock, env, random, cancelled: signal } = step;
    const regions = (0,names/* regionsOf */.NV)(inputs['aws-region'], env);
    const renewable = roleArn === undefined
        ? undefined
        : (0,oidc/* renewableCredentials */.c)({
            ...{ roleArn, env, fetch: globalThis.fetch },
            region: regions.given ?? regions.environment,
        });
    const readers = new Map();
    /** Each stack is asked for in its own region. */
    const readerOf = (stack) => {
        const region = (0,names/* regionOf */.AP)(stack, regions);
        const reader = readers.get(region) ??
            (0,aws/* connectCloudFormation */.$)({ clock, region, correlationId: inputs['correlation-id'], ...renewable });
        readers.set(region, reader);
        return reader;
    };
    const classify = (error) => ({
        retry: error instanceof reader/* ReadError */.F && PASSING.includes(error.trouble),
    });
    return {
        status: async (name) => {
            try {
                const reader = await readerOf(name);
                const stack = await (0,retry/* retry */.L)(() => reader.describeStack(name), {
                    clock,
                    random,
                    classify,
                    signal,
                    attempts: 6,
                });
                return stack?.status;
            }
            catch (error) {
                if (!(error instanceof reader/* ReadError */.F))
                    throw error;
                const wayOut = PASSING.includes(error.trouble)
                    ? 'AWS is out of order or throttles this account: run again later.'
                    : 'Give the step AWS credentials with cloudformation:DescribeStacks.';
                throw new errors/* UserError */.y(`Input "stack-name": the status of ${name} could not be read (${(0,errors/* errorLine */.B)(error)}). ${wayOut}`);
            }
        },
    };
}

;// CONCATENATED MODULE: ./actions/coordinate/src/ports.ts



/**
 * The real ports. Loads what the inputs ask for, and nothing else. With `roleArn`, credentials that are missing or
 * expired are had by OIDC.
 */
async function connect(inputs, step, roleArn) {
    const { clock, random, log, cancelled } = step;
    // The post step knows by its ticket that the token was good for everything.
    const provenAt = parseTicket(step.state(TICKET))?.heldSince;
    const connection = await (0,for_step/* registryFor */.Z)(inputs, step, provenAt);
    const stacks = inputs['stack-name'].length > 0 ? { stacks: await connectStacks(inputs, step, roleArn) } : {};
    return { ...connection, ...stacks, clock, random, log, cancelled };
}

// EXTERNAL MODULE: ./actions/guard/src/heard.ts
var heard = __nccwpck_require__(6313);
// EXTERNAL MODULE: ./actions/guard/src/inputs.ts + 1 modules
var inputs = __nccwpck_require__(8702);
;// CONCATENATED MODULE: ./actions/guard/src/turn.ts







/** @throws UserError for inputs that make no sense together, before anything is sent */
const checkTurn = (step) => checkTogether((0,src_inputs/* parseInputs */.TL)(coordinate_src_inputs/* inputs */.QL, step.env), step.env);
/** While it is waited, and in the post step after those of others, the job's own AWS credentials may be gone. */
const roleOf = ({ env }) => (0,src_inputs/* parseInputs */.TL)({ 'role-to-assume': inputs/* monitorInputs */.Ix['role-to-assume'] }, env)['role-to-assume'];
/** Waits for the turn exactly as the `coordinate` action does, outputs and summary included. */
async function turn_takeTurn(step, audience) {
    const inputs = (0,src_inputs/* parseInputs */.TL)(coordinate_src_inputs/* inputs */.QL, step.env);
    const listening = (0,heard/* heard */.H)(step);
    await run(inputs, listening.step, async () => ({
        ...(await connect(inputs, step, roleOf(step))),
        audience,
    }));
    const deploymentId = listening.output('deployment-id');
    return {
        deploys: listening.output('can-deploy') === 'true',
        reason: listening.output('reason'),
        ...(deploymentId === '' ? {} : { deploymentId }),
    };
}
/**
 * Ends the registration with the verdict. Does nothing when there is none. When nobody knows what becomes of
 * the stack, the environment stays closed while it moves. After a cancellation there is no time to wait for GitHub.
 */
async function releaseTurn(step, { outcome, reason }, { certain = true, hurried = false } = {}) {
    const inputs = (0,src_inputs/* parseInputs */.TL)(coordinate_src_inputs/* inputs */.QL, step.env);
    const description = inputs.description ?? reason;
    const ended = { ...inputs, 'job-status': outcome, ...(description === undefined ? {} : { description }) };
    await release_releaseAfterJob(ended, step, () => connect(inputs, step, roleOf(step)), {
        closedWhileBusy: !certain,
        hurried,
    });
}


/***/ }),

/***/ 6103:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  j9: () => (/* binding */ joinMonitor),
  rI: () => (/* binding */ watch_keepBaseline),
  Rd: () => (/* binding */ startMonitor),
  bG: () => (/* binding */ watchDirectory)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/runner/src/background.ts + 1 modules
var background = __nccwpck_require__(3242);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
// EXTERNAL MODULE: ./packages/runner/src/inputs.ts
var src_inputs = __nccwpck_require__(5571);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader.ts
var src_reader = __nccwpck_require__(4483);
;// CONCATENATED MODULE: ./packages/cloudformation/src/sight.ts

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;
function openSight(options) {
    const { clock, random, signal } = options;
    let lostMs = 0;
    const look = async (read) => {
        const began = clock.now();
        for (let tries = 1;; tries++) {
            try {
                const seen = await read();
                if (tries > 1) {
                    lostMs += clock.now() - began;
                    options.regained((clock.now() - began) / 1000);
                }
                return seen;
            }
            catch (error) {
                if (!(error instanceof src_reader/* ReadError */.F) || signal.aborted)
                    throw error;
                if (tries === 1)
                    options.lost(error.trouble, error.message);
                const repeat = await worthRepeating(error.trouble, tries, options);
                const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + random() / 2);
                if (!repeat || clock.now() + pause > options.deadline) {
                    lostMs += clock.now() - began;
                    throw error;
                }
                await clock.sleep(pause, signal);
            }
        }
    };
    return { look, lostSeconds: () => lostMs / 1000 };
}
const LONGEST_RENEWALS = 3;
async function worthRepeating(trouble, tries, { renew }) {
    if (trouble === 'expired')
        return tries <= LONGEST_RENEWALS && (await renew());
    return trouble === 'throttled' || trouble === 'unavailable';
}

;// CONCATENATED MODULE: ./packages/readiness/src/service.ts
// A service as ECS tells of it, as plain data. Times are milliseconds since the epoch by AWS's clock.
const service_parseService = (name) => {
    const [cluster = '', service = ''] = name.split('/');
    return { cluster, service };
};
/** `cluster/service` of a service's ARN, or undefined: one of the old short form does not name its cluster. */
function serviceOfArn(arn) {
    const match = /^arn:[\w-]+:ecs:[\w-]+:\d+:service\/([\w-]+)\/([\w-]+)$/.exec(arn);
    return match?.[1] && match[2] ? { cluster: match[1], service: match[2] } : undefined;
}
const primaryOf = ({ deployments }) => deployments.find(({ status }) => status === 'PRIMARY');
/** `web:7` of a task definition's ARN. */
const service_shortDefinition = (arn) => arn.split('/').at(-1) ?? arn;
/** `AbC12` of a deployment's ARN. */
const shortId = (id) => id.split('/').at(-1) ?? id;
const OVER = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];
/** A status that is not known to be an end is none. */
const isUnderWay = ({ status }) => !OVER.includes(status);

;// CONCATENATED MODULE: ./packages/readiness/src/baseline.ts

function baselineOf(subject, { service, rollouts, hidden, now }) {
    const primary = service && (primaryOf(service) ?? service.taskSets.find(({ status }) => status === 'PRIMARY'));
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

;// CONCATENATED MODULE: ./actions/monitor/src/baseline.ts








const FILE = 'baseline.json';
/** Without a baseline the times decide: that is nearly as good, and no reason to hold up a deployment. */
const LIMIT_SECONDS = 30;
/**
 * Reads what stands before anything is deployed, and keeps it where the detached monitor finds it.
 * @throws UserError when a service may not be read at all: nobody would learn what becomes of the deployment
 */
async function keepBaseline(subjects, directory, step, ecs) {
    if (subjects.length === 0)
        return;
    const { clock, random, cancelled: signal, log } = step;
    const reader = await ecs.services();
    const deadline = clock.now() + LIMIT_SECONDS * 1000;
    const quiet = { lost: () => { }, regained: () => { } };
    const sight = openSight({ clock, random, signal, deadline, renew: () => ecs.renew(), ...quiet });
    const read = async (subject) => {
        try {
            const before = baselineOf(subject, await sight.look(() => reader.look(service_parseService(subject))));
            if (!before.exists)
                log.info(`${subject} does not exist yet`);
            return [before];
        }
        catch (error) {
            if (!(error instanceof src_reader/* ReadError */.F))
                throw error;
            if (error.trouble === 'denied' || error.trouble === 'expired')
                throw new errors/* UserError */.y(`Service "${subject}" cannot be read: ${(0,errors/* errorLine */.B)(error)}.`);
            log.info(`${subject} could not be read before the deployment; times decide: ${(0,errors/* errorLine */.B)(error)}`);
            return [];
        }
    };
    const found = (await Promise.all(subjects.map(read))).flat();
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, FILE), JSON.stringify(found), { mode: 0o600 });
}
/** What the starter of this detached process kept; empty in any other process. */
function savedBaseline(env) {
    const directory = env[DETACHED_VARIABLE] ?? '';
    if (directory === '')
        return [];
    try {
        return JSON.parse(readFileSync(join(directory, FILE), 'utf8'));
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./packages/cloudformation/src/aws.ts
var src_aws = __nccwpck_require__(5195);
;// CONCATENATED MODULE: ./packages/cloudformation/src/console.ts
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

// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
// EXTERNAL MODULE: ./packages/cloudformation/src/oidc.ts
var oidc = __nccwpck_require__(4093);
// EXTERNAL MODULE: ./packages/cloudformation/src/aws-trouble.ts
var aws_trouble = __nccwpck_require__(6305);
// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
;// CONCATENATED MODULE: ./packages/readiness/src/aws-logs.ts
/** `code` is CloudWatch's own name of the error. */
class LogError extends Error {
    name = 'LogError';
    code;
    constructor(code) {
        super(`logs:GetLogEvents: ${code}`);
        this.code = code;
    }
}
const LINES = 10;
const TIMEOUT_MS = 5000;
/**
 * One request of CloudWatch Logs (GetLogEvents, AWS JSON 1.1), signed with the credentials of the ECS client: that is all
 * that is needed of a client of 400 kB.
 */
function tailReader(client, env = process.env, send = fetch) {
    return async ({ group, stream, region: elsewhere }) => {
        const { SignatureV4 } = await __nccwpck_require__.e(/* import() */ 118).then(__nccwpck_require__.t.bind(__nccwpck_require__, 5118, 19));
        const region = elsewhere ?? (await client.config.region());
        const url = new URL(endpoint(region, env));
        const body = JSON.stringify({
            logGroupName: group,
            logStreamName: stream,
            limit: LINES,
            startFromHead: false,
        });
        const signer = new SignatureV4({
            ...{ service: 'logs', region },
            ...{ credentials: client.config.credentials, sha256: client.config.sha256 },
        });
        const { headers } = await signer.sign({
            ...{ method: 'POST', protocol: url.protocol, hostname: url.hostname, path: '/', query: {}, body },
            ...(url.port === '' ? {} : { port: Number(url.port) }),
            headers: {
                host: url.host,
                'content-type': 'application/x-amz-json-1.1',
                'x-amz-target': 'Logs_20140328.GetLogEvents',
            },
        });
        const { host: _, ...rest } = headers;
        const answer = await send(url, {
            ...{ method: 'POST', headers: rest, body, signal: AbortSignal.timeout(TIMEOUT_MS) },
        });
        const told = (await answer.json().catch(() => ({})));
        if (!answer.ok)
            throw new LogError(told.__type?.split('#').at(-1) ?? `HTTP ${answer.status}`);
        return (told.events ?? []).map(({ message = '' }) => message.trimEnd());
    };
}
/** As the SDKs find it: AWS_ENDPOINT_URL_CLOUDWATCH_LOGS, AWS_ENDPOINT_URL, else the partition's own. */
function endpoint(region, env) {
    const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const given = env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'] || env['AWS_ENDPOINT_URL'];
    return given || `https://logs.${region}.${suffix}`;
}

;// CONCATENATED MODULE: ./packages/readiness/src/container-logs.ts
/**
 * The CloudWatch stream of a container whose log driver is awslogs; undefined for other drivers, and without a stream
 * prefix, when Docker names the stream (AWS: ECS Developer Guide, "Using the awslogs driver").
 */
function logStreamOf(definition, container, taskArn) {
    const found = definition.containerDefinitions?.find(({ name }) => name === container)?.logConfiguration;
    const options = found?.options ?? {};
    const [group, prefix] = [options['awslogs-group'], options['awslogs-stream-prefix']];
    if (found?.logDriver !== 'awslogs' || !group || !prefix)
        return undefined;
    const region = options['awslogs-region'];
    const stream = `${prefix}/${container}/${taskArn.split('/').at(-1)}`;
    return { group, stream, ...(region ? { region } : {}) };
}

;// CONCATENATED MODULE: ./packages/readiness/src/from-sdk.ts
const timeOf = (date) => date?.getTime() ?? 0;
function toRollout(deployment) {
    const { serviceDeploymentArn, status, statusReason, lifecycleStage, alarms, createdAt } = deployment;
    const endedAt = (deployment.finishedAt ?? deployment.stoppedAt)?.getTime();
    const breaker = deployment.deploymentCircuitBreaker;
    const failures = breaker && { count: breaker.failureCount ?? 0, threshold: breaker.threshold ?? 0 };
    const on = failures !== undefined && failures.threshold > 0 && breaker?.status !== 'DISABLED';
    const { deploymentCircuitBreaker, alarms: alarmRule } = deployment.deploymentConfiguration ?? {};
    const rollsBack = deploymentCircuitBreaker?.rollback || alarmRule?.rollback;
    return {
        ...{ id: serviceDeploymentArn ?? '', status: status ?? '', createdAt: timeOf(createdAt) },
        alarms: alarms?.triggeredAlarmNames ?? [],
        hooks: (deployment.lifecycleHookDetails ?? []).map((hook) => ({
            ...{ id: hook.hookId ?? '', type: hook.targetType ?? '', status: hook.status ?? '' },
            ...(hook.expiresAt === undefined ? {} : { expiresAt: timeOf(hook.expiresAt) }),
            ...(hook.timeoutAction === undefined ? {} : { timeoutAction: hook.timeoutAction }),
        })),
        ...(statusReason ? { reason: statusReason } : {}),
        ...(lifecycleStage ? { stage: lifecycleStage } : {}),
        ...(on ? { failures } : {}),
        ...(endedAt === undefined ? {} : { endedAt }),
        ...(rollsBack === undefined ? {} : { rollsBack }),
    };
}
const toBrief = (deployment) => ({
    ...toRollout(deployment),
    brief: true,
});
function toState(service) {
    const { status = 'ACTIVE', desiredCount = 0, runningCount = 0, taskDefinition = '' } = service;
    return {
        ...{ status, controller: service.deploymentController?.type ?? 'ECS', taskDefinition },
        ...{ desired: desiredCount, running: runningCount },
        deployments: (service.deployments ?? []).map(toDeployment),
        taskSets: (service.taskSets ?? []).map(toTaskSet),
        events: (service.events ?? [])
            .map(({ createdAt, message = '' }) => ({ time: timeOf(createdAt), message }))
            .toSorted((a, b) => b.time - a.time),
    };
}
const toDeployment = (deployment) => ({
    ...{ id: deployment.id ?? '', status: deployment.status ?? '', state: deployment.rolloutState ?? '' },
    ...{ reason: deployment.rolloutStateReason ?? '', failedTasks: deployment.failedTasks ?? 0 },
    ...{ running: deployment.runningCount ?? 0, taskDefinition: deployment.taskDefinition ?? '' },
    createdAt: timeOf(deployment.createdAt),
});
const toTaskSet = (set) => ({
    ...{ id: set.id ?? '', status: set.status ?? '', steady: set.stabilityStatus === 'STEADY_STATE' },
    ...{ running: set.runningCount ?? 0, desired: set.computedDesiredCount ?? 0 },
    ...{ taskDefinition: set.taskDefinition ?? '', createdAt: timeOf(set.createdAt) },
    ...(set.externalId === undefined ? {} : { externalId: set.externalId }),
});
const hasFailed = ({ exitCode, reason }) => reason !== undefined || (exitCode ?? 0) !== 0;
const failedContainer = ({ containers = [] }) => containers.find(hasFailed)?.name;
function describeTask({ stoppedReason = 'stopped', containers = [] }) {
    const ended = containers.filter(hasFailed).map(({ name, exitCode, reason }) => {
        const code = exitCode === undefined ? '' : ` exited with ${exitCode}`;
        return `container ${name}${code}${reason ? `: ${reason}` : ''}`;
    });
    return [`task stopped: ${stoppedReason}`, ...ended].join('; ');
}

;// CONCATENATED MODULE: ./packages/readiness/src/aws.ts








/** Of a container's log. */
const LINE_LENGTH = 300;
/** Of the newest stopped tasks. */
const TASKS = 5;
/** Of a service's deployments, 100 each: more than the 90 days that ECS keeps hold for nearly everybody. */
const PAGES = 20;
/** The one room of the ECS SDK. Sends nothing yet. */
async function connectEcs(options) {
    const { clock, region, correlationId, credentials, renew, called = () => { } } = options;
    const sdk = await Promise.all(/* import() */[__nccwpck_require__.e(118), __nccwpck_require__.e(956), __nccwpck_require__.e(861), __nccwpck_require__.e(212)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 212, 19));
    const client = new sdk.ECSClient({
        maxAttempts: 3,
        requestHandler: { requestTimeout: 10_000, connectionTimeout: 10_000 },
        customUserAgent: [
            ['signalbox'],
            ...(correlationId ? [['correlation-id', correlationId]] : []),
        ],
        ...(region === undefined ? {} : { region }),
        ...(credentials === undefined ? {} : { credentials }),
    });
    if (renew !== undefined)
        (0,oidc/* renewOnExpiry */.o)(client, renew);
    const counting = (send) => {
        return (...given) => {
            called();
            return send(...given);
        };
    };
    client.middlewareStack.add(counting, { step: 'finalizeRequest', priority: 'low', name: 'signalboxCalls' });
    const server = keepServerTime(client, clock);
    const readTail = tailReader(client, process.env, counting(fetch));
    const call = async (action, send) => {
        try {
            return await send();
        }
        catch (error) {
            throw readError(action, error);
        }
    };
    const refused = new Set();
    /** What may not be read is said once. */
    const missing = (what, action, code) => {
        if (refused.has(action) || !/AccessDenied/.test(code))
            return [];
        refused.add(action);
        return [`${what} not read: the credentials need ${action}`];
    };
    /** The last lines of the newest failed container. */
    const lastLines = async (tasks) => {
        const task = tasks.find((each) => failedContainer(each) !== undefined);
        const container = task && failedContainer(task);
        if (task?.taskArn === undefined || container === undefined)
            return [];
        try {
            const input = { taskDefinition: task.taskDefinitionArn };
            const { taskDefinition } = await call('DescribeTaskDefinition', () => client.send(new sdk.DescribeTaskDefinitionCommand(input)));
            const stream = taskDefinition && logStreamOf(taskDefinition, container, task.taskArn);
            if (stream === undefined)
                return [];
            return (await readTail(stream)).map((line) => `${container} | ${(0,untrusted/* oneLine */.TN)(line, LINE_LENGTH)}`);
        }
        catch (error) {
            const action = error instanceof LogError ? 'logs:GetLogEvents' : 'ecs:DescribeTaskDefinition';
            return missing("the container's log was", action, codeOf(error));
        }
    };
    const service = async ({ cluster, service: name }) => {
        try {
            const answer = await call('DescribeServices', () => client.send(new sdk.DescribeServicesCommand({ cluster, services: [name] })));
            return answer.services?.[0] && toState(answer.services[0]);
        }
        catch (error) {
            if (codeOf(error) === 'ClusterNotFoundException')
                return undefined;
            throw error;
        }
    };
    /** Those that are over do not change any more: they are asked for once. */
    const over = new Map();
    const describe = async (arns) => {
        const open = arns.filter((arn) => !over.has(arn));
        if (open.length > 0) {
            const answer = await call('DescribeServiceDeployments', () => client.send(new sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns: open })));
            const found = (answer.serviceDeployments ?? []).map(toRollout);
            for (const each of found)
                if (!isUnderWay(each))
                    over.set(each.id, each);
            return [...found, ...arns.flatMap((arn) => (open.includes(arn) ? [] : (over.get(arn) ?? [])))];
        }
        return arns.flatMap((arn) => over.get(arn) ?? []);
    };
    /** All that ECS keeps; the newest one (and the one that is followed) in full. */
    const list = async ({ cluster, service: name }, followed) => {
        const found = [];
        let nextToken;
        for (let page = 0; page < PAGES; page++) {
            const input = { cluster, service: name, maxResults: 100, ...(nextToken ? { nextToken } : {}) };
            const answer = await call('ListServiceDeployments', () => client.send(new sdk.ListServiceDeploymentsCommand(input)));
            found.push(...(answer.serviceDeployments ?? []).map(toBrief));
            nextToken = answer.nextToken;
            if (!nextToken)
                break;
        }
        const newest = found.toSorted((a, b) => b.createdAt - a.createdAt)[0];
        const wanted = [
            ...new Set([newest?.id, followed].filter((id) => id !== undefined && id !== '')),
        ];
        if (wanted.length === 0)
            return found;
        // What the list alone tells is enough to know the outcome.
        const full = await describe(wanted).catch((error) => {
            if (hiddenBy(error) === undefined)
                throw error;
            return [];
        });
        return found.map((each) => full.find(({ id }) => id === each.id) ?? each);
    };
    const rollouts = async (name, followed) => {
        // Ids of other kinds (ecs-svc/…) are not of these deployments.
        const arn = followed?.includes(':service-deployment/') ? followed : undefined;
        try {
            // One that is still under way was not replaced: a new one stops it.
            const [still] = arn === undefined ? [] : await describe([arn]).catch(() => []);
            if (still !== undefined && isUnderWay(still))
                return { rollouts: [still] };
            return { rollouts: await list(name, arn) };
        }
        catch (error) {
            const hidden = hiddenBy(error);
            if (hidden === undefined)
                throw error;
            return { rollouts: [], hidden };
        }
    };
    return {
        now: server.now,
        look: async (name, followed) => {
            const state = await service(name);
            const kept = state?.controller === 'ECS' && state.status !== 'INACTIVE';
            return {
                service: state,
                ...(kept ? await rollouts(name, followed) : { rollouts: [] }),
                now: server.now(),
            };
        },
        stoppedTasks: async ({ cluster, service: name }) => {
            const input = { cluster, serviceName: name, desiredStatus: 'STOPPED', maxResults: 20 };
            let tasks = [];
            let action = 'ListTasks';
            try {
                const { taskArns = [] } = await call(action, () => client.send(new sdk.ListTasksCommand(input)));
                if (taskArns.length === 0)
                    return [];
                action = 'DescribeTasks';
                const answer = await call(action, () => client.send(new sdk.DescribeTasksCommand({ cluster, tasks: taskArns })));
                tasks = answer.tasks ?? [];
            }
            catch (error) {
                return missing('the stopped tasks were', `ecs:${action}`, codeOf(error));
            }
            const newest = tasks.sort((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
            return [...new Set(newest.slice(0, TASKS).map(describeTask)), ...(await lastLines(newest))];
        },
    };
}
/** AWS's clock, as its answers tell it. */
function keepServerTime(client, clock) {
    let skew = 0;
    client.middlewareStack.add((next) => async (given) => {
        const result = await next(given);
        const response = result.response;
        const date = Date.parse(response?.headers?.['date'] ?? '');
        // The header counts whole seconds: a smaller difference is no skew.
        if (!Number.isNaN(date) && Math.abs(date - clock.now() - skew) > 2000)
            skew = date - clock.now();
        return result;
    }, { step: 'deserialize', priority: 'low', name: 'signalboxServerTime' });
    return { now: () => clock.now() + skew };
}
/** AWS's own name of what went wrong. */
function codeOf(error) {
    const { name = '', code = name } = (error instanceof src_reader/* ReadError */.F ? error.cause : error);
    return code;
}
function readError(action, error) {
    const { name = '', message = String(error) } = error;
    const trouble = (0,aws_trouble/* troubleOf */.L)(error);
    if (name === 'CredentialsProviderError') {
        return new src_reader/* ReadError */.F('denied', 'there are no AWS credentials: configure them before this step', error);
    }
    const needed = trouble === 'denied' ? ` (the credentials need ecs:${action})` : '';
    return new src_reader/* ReadError */.F(trouble, `${action}: ${name && `${name}: `}${message}${needed}`, error);
}
/** Why the deployments that ECS keeps do not show; undefined for what passes. */
function hiddenBy(error) {
    const code = codeOf(error);
    if (/AccessDenied|UnauthorizedOperation/.test(code)) {
        return 'the credentials need ecs:ListServiceDeployments and ecs:DescribeServiceDeployments';
    }
    const isRefused = /UnsupportedFeature|InvalidParameter|UnknownOperation|NotFound|ClientException$|NotImplemented/;
    return isRefused.test(code) ? `ECS does not list the deployments of this service (${code})` : undefined;
}

;// CONCATENATED MODULE: ./packages/readiness/src/service-events.ts
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
function service_events_troubleSince(events, from) {
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

;// CONCATENATED MODULE: ./packages/readiness/src/tell.ts


function openTeller(subject, { say, reader }) {
    const stopped = () => reader.stoppedTasks(parseService(subject)).catch(() => []);
    let tasks = [];
    let count = 0;
    const tell = async (verdict) => {
        say(`${subject}: ${wordsOf(verdict)}`, 'info');
        if (verdict.kind === 'settled')
            return tasks;
        if (verdict.kind === 'unchanged')
            return [];
        for (const trouble of verdict.troubles)
            say(`${subject}: ${trouble}`, 'warning', titleOf(trouble));
        const { failures } = verdict;
        if (failures === undefined || failures.count <= count)
            return tasks;
        count = failures.count;
        tasks = await stopped();
        say(`${subject}: ${inBrief(failures.words, tasks)}`, 'warning', 'Tasks fail to start');
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
const titleOf = (trouble) => trouble.startsWith('AWAITING_ACTION') ? 'The deployment waits for somebody' : 'The service is in trouble';
const wordsOf = (verdict) => verdict.kind === 'ongoing' ? verdict.activity : verdict.reason;
/** Of a task, an event or a line of its log, where many share a line. */
const BRIEF_LENGTH = 200;
/** In one line that nobody has to cut: what ECS said last, why the newest task stopped, and where its log ends. */
function inBrief(words, tasks, troubles = []) {
    const said = troubles.slice(-2).filter((trouble) => !words.includes(trouble));
    return [words, ...new Set([...said, ...tasks.slice(0, 1), ...tasks.slice(-3)])]
        .map((each, index) => (0,untrusted/* oneLine */.TN)(each, index === 0 ? 2 * BRIEF_LENGTH : BRIEF_LENGTH))
        .join('; ');
}

;// CONCATENATED MODULE: ./packages/readiness/src/verdict.ts


/** `2 of 2 tasks run web:7`. */
function standsWords({ running, desired, taskDefinition, deployments }) {
    const definition = deployments.find(({ status }) => status === 'PRIMARY')?.taskDefinition || taskDefinition;
    const what = definition === '' ? '' : ` ${shortDefinition(definition)}`;
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
const withTroubles = (verdict, { events }, since) => verdict.status === 'succeeded' ? verdict : { ...verdict, troubles: troubleSince(events, since) };

;// CONCATENATED MODULE: ./packages/readiness/src/inspect.ts




const newestOf = ({ rollouts }) => rollouts.toSorted((a, b) => b.createdAt - a.createdAt)[0];
/** What can be found out about a failed service before a rollback removes its tasks. */
async function investigateService(arn, reader) {
    const name = serviceOfArn(arn);
    if (name === undefined)
        return [];
    const [seen, tasks] = await Promise.all([
        reader.look(name).catch(() => undefined),
        reader.stoppedTasks(name).catch(() => []),
    ]);
    const rollout = seen && newestOf(seen);
    const breaker = rollout?.failures && rollout.failures.count > 0 ? [failureWords(rollout.failures)] : [];
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
    const began = newestOf(seen)?.createdAt ?? primaryOf(service)?.createdAt;
    return began === undefined ? [] : service_events_troubleSince(service.events, began);
}
/**
 * What a service under deployment shows of trouble: tasks that die, with the reason the newest ones give; else what the
 * scheduler complains of, such as no place for a task.
 */
async function inspectService(arn, reader) {
    const name = serviceOfArn(arn);
    if (name === undefined)
        return undefined;
    const seen = await reader.look(name);
    const trouble = troubleIn(seen);
    if (trouble === undefined) {
        const said = isBusy(seen) ? recentTrouble(seen).at(-1) : undefined;
        return said === undefined ? undefined : { words: inBrief(said, []), stalled: false };
    }
    const tasks = await reader.stoppedTasks(name).catch(() => []);
    return { ...trouble, words: inBrief(trouble.words, tasks) };
}
function isBusy(seen) {
    const newest = newestOf(seen);
    if (newest !== undefined)
        return isUnderWay(newest);
    return seen.service !== undefined && primaryOf(seen.service)?.state === 'IN_PROGRESS';
}
/** Share of the failures that trip the circuit breaker from which tasks keep dying; 2 of 3 for a small service. */
const KEEP_DYING_SHARE = 0.5;
/** The least at which ECS's own breaker would trip: a service without one goes on for hours. */
const KEEP_DYING_WITHOUT_BREAKER = 3;
/** What a rollout under way shows of trouble; undefined when there is none. */
function troubleIn(seen) {
    const rollout = newestOf(seen);
    // A finished one is the deployment before: this one has not begun.
    if (rollout !== undefined && (!isUnderWay(rollout) || /^ROLLBACK_/.test(rollout.status)))
        return undefined;
    const failures = rollout?.failures;
    if (failures === undefined)
        return withoutBreaker(seen);
    if (failures.count === 0)
        return undefined;
    const { count, threshold } = failures;
    return { words: failureWords(failures), stalled: count >= 2 && count >= KEEP_DYING_SHARE * threshold };
}
function withoutBreaker({ service }) {
    const primary = service && primaryOf(service);
    const failed = primary?.failedTasks ?? 0;
    if (failed === 0 || primary?.state === 'COMPLETED')
        return undefined;
    return { words: `${failed} tasks failed`, stalled: failed >= KEEP_DYING_WITHOUT_BREAKER };
}

// EXTERNAL MODULE: ./packages/registry/src/for-step.ts + 19 modules
var for_step = __nccwpck_require__(8003);
// EXTERNAL MODULE: ./packages/registry/src/history.ts
var src_history = __nccwpck_require__(4777);
// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
// EXTERNAL MODULE: ./packages/slack/src/for-step.ts + 42 modules
var src_for_step = __nccwpck_require__(3018);
// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __nccwpck_require__(8333);
;// CONCATENATED MODULE: ./packages/registry/src/progress.ts
/** Shows where a holding deployment is on its page. Keeps it holding. */
async function progress(registry, deploymentId, description) {
    // A description that begins like a claim would turn the holder into a claimant.
    const text = /^claim/i.test(description) ? `> ${description}` : description;
    await registry.post(deploymentId, { state: 'in_progress', description: text });
}

// EXTERNAL MODULE: ./packages/registry/src/registration.ts
var registration = __nccwpck_require__(9544);
// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
;// CONCATENATED MODULE: ./actions/monitor/src/lines.ts



const BAR = 20;
/** `[02:31]  42% ████████░░░░░░░░░░░░ `: where the operation is. */
function ruler({ elapsedSeconds, percent }) {
    const full = Math.round((percent * BAR) / 100);
    return `[${formatElapsed(elapsedSeconds)}] ${String(percent).padStart(3)}% ${'█'.repeat(full)}${'░'.repeat(BAR - full)} `;
}
const MARKS = { done: '✔', failed: '✘', going: '·' };
function mark({ status }) {
    if (isFailed(status))
        return MARKS.failed;
    return isInProgress(status) ? MARKS.going : MARKS.done;
}
const detailWords = (detail) => detail === 'CONFIGURATION_COMPLETE' ? `${detail} (configured, still stabilizing)` : detail;
function eventLine({ event, percent, path, elapsedSeconds }) {
    const indent = path === '' ? '' : `${'  '.repeat(path.split('/').length)}${path}/`;
    const what = isOfStackItself(event) ? 'stack' : event.type;
    const settling = event.detailedStatus === undefined ? '' : ` ${detailWords(event.detailedStatus)}`;
    const hook = event.hook ? ` hook ${event.hook.type}: ${event.hook.status}` : '';
    const reason = event.reason === undefined ? '' : `: ${event.reason}`;
    const text = `${indent}${event.logicalId} (${what}) ${event.status}${settling}${hook}${reason}`;
    return { level: 'info', text: `${ruler({ percent, elapsedSeconds })}${mark(event)} ${text}` };
}
/** What is being waited for, for a stretch without events. */
function stillLine(progress) {
    const { elapsedSeconds, left, running } = progress;
    const longest = running.toSorted((a, b) => a.startedAt - b.startedAt).slice(0, 3);
    const names = longest.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
    const more = running.length > 3 ? ` and ${running.length - 3} more` : '';
    const waiting = names === '' ? 'waiting for the next event' : `still at ${names}${more}`;
    const time = elapsedSeconds > 0 ? `, ${leftWords(left)}` : '';
    return `${ruler(progress)}… ${doneWords(progress)} done, ${waiting}${time}`;
}
/** `3 of 12`; where nobody knows what is to come, `3 of at least 4`. */
const doneWords = ({ done, total, unplanned }) => `${done} of ${unplanned ? 'at least ' : ''}${total}`;
const leftWords = ({ seconds, low, high }) => `about ${(0,duration/* formatDuration */.a3)(seconds)} left (${(0,duration/* formatDuration */.a3)(low)} to ${(0,duration/* formatDuration */.a3)(high)})`;
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
            return info(`Sight regained after ${formatDuration(notice.seconds)}`);
        case 'decided':
            return info(`${notice.operation} → ${notice.stackStatus}: ${notice.outcome}`);
    }
}
const info = (text) => ({ level: 'info', text });
function delayLine(kind, delay) {
    const { span, elapsedSeconds, usualSeconds, hint, evidence } = delay;
    const takes = `takes ${formatDuration(elapsedSeconds)}, usually about ${formatDuration(usualSeconds)}`;
    const text = `${span.logicalId} (${span.type}) ${takes}`;
    if (kind === 'slow')
        return info(`Slow: ${text}`);
    return {
        level: 'warning',
        title: `${span.logicalId} has stalled`,
        text: `${text}. ${evidence ?? `Usually: ${hint}`}.`,
    };
}

;// CONCATENATED MODULE: ./actions/monitor/src/registry-page.ts




/** Statuses of one deployment that monitors write in all: more would hide its beginning and end from readers. */
const MOST_UPDATES = 20;
/** Kept for what people must hear: stalls, the first failure, a rollback. */
const RESERVED = 6;
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
        if (found === undefined || (0,registration/* phaseOf */.hU)(found.latest) !== 'holding')
            return undefined;
        // The first of them began the hold.
        return MOST_UPDATES + 1 - (found.updates ?? 0);
    }
    function isNew({ stack, progress: { percent }, activity }) {
        const last = shown.get(stack);
        const back = activity.startsWith('rolling back');
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
            shown.set(update.stack, {
                percent: update.progress.percent,
                back: update.activity.startsWith('rolling back'),
            });
        await progress(registry, deploymentId, description);
    }
    return {
        tell: async (update) => {
            const description = describe(update);
            if (description === undefined)
                return;
            const news = update.kind === 'progress' ? isNew(update) : 'turn';
            if (news !== 'no')
                await write(update, description, news === 'turn' ? 0 : RESERVED);
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
            return `${update.stack}: ${shareDone(update.progress)}, ${update.activity}, ${leftWords(update.progress.left)}`;
        case 'stalled':
            return `${update.stack}: stalled at ${update.reason}`;
        case 'failing':
            return `${update.stack}: failing, ${update.reason}`;
        case 'ended':
            return changedNothing(update.report)
                ? `${update.report.stacks.map(({ name }) => name).join(', ')}: ${(0,src_shape/* formatShape */.BB)(src_shape/* NOTHING */.K$)}`
                : undefined;
    }
}

;// CONCATENATED MODULE: ./actions/monitor/src/slack-thread.ts
/** Set by a starter that tells the outcome itself, since it knows more of the deployment than its stacks. */
const OUTCOME_TOLD_ELSEWHERE = 'SIGNALBOX_OUTCOME_TOLD_ELSEWHERE';
/** Keeps the head of the deployment's Slack thread up to date, and tells stalls and the outcome. */
function slackThread(notifier, { now, tellsOutcome }) {
    return {
        tell: async (update) => {
            if (update.kind === 'ended' && !tellsOutcome)
                return;
            const event = eventOf(update, now());
            if (event !== undefined)
                await notifier.send(event);
        },
    };
}
function eventOf(update, now) {
    switch (update.kind) {
        case 'progress': {
            const { percent, elapsedSeconds, left } = update.progress;
            const at = (seconds) => now + seconds * 1000;
            const finish = { expected: at(left.seconds), earliest: at(left.low), latest: at(left.high) };
            const { stack, activity } = update;
            return { kind: 'progress', facts: { stack, activity, progress: percent, elapsedSeconds, finish } };
        }
        case 'stalled':
            return { kind: 'stalled', facts: { stack: update.stack, reason: update.reason } };
        case 'failing':
            return { kind: 'progress', facts: { stack: update.stack, activity: `failing: ${update.reason}` } };
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

;// CONCATENATED MODULE: ./actions/monitor/src/connections.ts














/** The real world. */
const connections = {
    connect,
    audiences: async (inputs, step, correlationId) => {
        const found = await Promise.all([slack(inputs, step, correlationId), page(inputs, step)]);
        return found.filter((audience) => audience !== undefined);
    },
    runs: async (inputs, step) => {
        const { environment, 'github-token': token } = inputs;
        if (environment === undefined || token === undefined)
            return [];
        try {
            return await (0,src_history/* history */.b6)(await registry(inputs, step, token), environment, HISTORY_LIMIT);
        }
        catch (error) {
            step.log.info(`Without the registry's history: ${(0,errors/* errorLine */.B)(error)}`);
            return [];
        }
    },
};
/** AWS, with credentials that can be renewed. Loads the SDKs; sends nothing yet. */
async function connect(inputs, step, correlationId) {
    const { env, clock } = step;
    const regions = (0,names/* regionsOf */.NV)(inputs['aws-region'], env);
    const region = regions.given ?? regions.environment;
    const roleArn = inputs['role-to-assume'];
    const renewable = roleArn === undefined
        ? undefined
        : (0,oidc/* renewableCredentials */.c)({ roleArn, region, env, fetch: globalThis.fetch });
    const aws = { correlationId, ...renewable };
    const readers = new Map();
    const services = new Map();
    const connected = [];
    let ecsCalls = 0;
    const readerIn = async (region) => {
        const reader = await (0,src_aws/* connectCloudFormation */.$)({ ...aws, region, clock });
        connected.push(reader);
        return reader;
    };
    const ecs = (region) => once(services, region, () => connectEcs({ ...aws, region, clock, called: () => ecsCalls++ }));
    const [first] = inputs['stack-name'];
    // Addresses alone need no region.
    const home = first === undefined ? region : (0,names/* regionOf */.AP)(first, regions);
    const ecsOf = (arn) => ecs(parseArn(arn)?.region ?? region);
    return {
        reader: await once(readers, home, readerIn),
        readerOf: (stack) => once(readers, (0,names/* regionOf */.AP)(stack, regions), readerIn),
        calls: () => connected.reduce((sum, reader) => sum + reader.calls(), ecsCalls),
        renew: renewable?.renew ?? (async () => false),
        // Plain and Express services alike: their physical id is the service's ARN.
        investigate: async ({ physicalId }) => serviceOfArn(physicalId) ? investigateService(physicalId, await ecsOf(physicalId)) : [],
        inspect: async ({ physicalId }) => serviceOfArn(physicalId) ? inspectService(physicalId, await ecsOf(physicalId)) : undefined,
        services: () => ecs(region),
    };
}
/** What is made once for each region. */
function once(made, region, make) {
    const found = made.get(region ?? '') ?? make(region);
    made.set(region ?? '', found);
    return found;
}
const HISTORY_LIMIT = 50;
async function registry(inputs, step, token) {
    const repository = inputs.repository ?? step.job.repository;
    return (await (0,for_step/* registryFor */.Z)({ repository, 'github-token': token }, step)).registry;
}
async function page(inputs, step) {
    const id = inputs['deployment-id'] ?? (Number(step.env[correlation/* DEPLOYMENT_VARIABLE */.x5]) || undefined);
    const token = inputs['github-token'];
    if (id === undefined || token === undefined)
        return undefined;
    return registryPage(await registry(inputs, step, token), id);
}
async function slack(inputs, step, correlationId) {
    const notifier = await (0,src_for_step/* notifierFor */.IC)(inputs, step, correlationId);
    if (notifier === undefined)
        return undefined;
    return slackThread(notifier, {
        now: () => step.clock.now(),
        tellsOutcome: !step.env[OUTCOME_TOLD_ELSEWHERE],
    });
}

// EXTERNAL MODULE: ./actions/notify/src/inputs.ts
var notify_src_inputs = __nccwpck_require__(4214);
// EXTERNAL MODULE: ./actions/guard/src/inputs.ts + 1 modules
var guard_src_inputs = __nccwpck_require__(8702);
;// CONCATENATED MODULE: ./actions/guard/src/watch.ts









/** Where the main step keeps the monitor it started for the post step. */
const MONITOR = 'monitor';
/**
 * After a cancellation the runner gives all post steps of the job five minutes together. The watch may have
 * this much of it; the release and Slack need at most two minutes more, even when neither answers.
 */
const CANCELLED_LIMIT_SECONDS = 90;
const STOP_SECONDS = 10;
/** Process ids come round again (soon on Windows): what another one left would be taken for the end of this one. */
const watchDirectory = (step) => (0,external_node_path_.join)(step.job.tempDir, 'signalbox', `guard-${process.pid}-${step.clock.now()}`);
/**
 * Keeps what the services run before the job's own steps deploy: in the main step, since the monitor may look too late.
 * @throws UserError when a service may not be read at all
 */
async function watch_keepBaseline(inputs, directory, step, id) {
    if (inputs['ecs-service'].length === 0)
        return;
    await keepBaseline(inputs['ecs-service'], directory, step, await connect(inputs, step, id));
}
/** The `monitor` action, on its own bundle, beside the user's steps. Without it the deployment still goes on. */
function startMonitor(directory, step, given) {
    try {
        const saved = { detached: startIn(directory, step, given), given: withoutToken(given) };
        step.saveState(MONITOR, JSON.stringify(saved));
    }
    catch (error) {
        step.log.warning(`The stack is not watched, since the monitor could not be started: ${(0,errors/* errorLine */.B)(error)}`);
    }
}
/** The post step has the token as an input of its own; state is no place for it. */
const withoutToken = ({ 'github-token': _, ...given }) => given;
function startIn(directory, step, given) {
    const names = [...Object.keys({ ...guard_src_inputs/* monitorInputs */.Ix, ...notify_src_inputs/* slackInputs */.aX }), 'github-token'];
    const handedOn = names.map((name) => [name, step.env[(0,src_inputs/* inputVariable */.LO)(name)]]);
    const inputs = Object.entries({ ...Object.fromEntries(handedOn), ...given, mode: 'foreground' });
    return (0,background/* startDetached */.tG)({
        bundle: (0,external_node_path_.join)((0,external_node_path_.dirname)(process.argv[1] ?? ''), '../monitor/index.js'),
        inputs: Object.fromEntries(inputs.filter((entry) => Boolean(entry[1]))),
        env: { ...step.env, [OUTCOME_TOLD_ELSEWHERE]: 'true' },
        directory,
        now: step.clock.now(),
    });
}
/** What the monitor saw, by another one where the first was killed; shows its log. */
async function joinMonitor(step, limits) {
    const saved = step.state(MONITOR);
    if (saved === '')
        return { summary: '' };
    const { detached, given } = JSON.parse(saved);
    const { clock, log, cancelled: signal } = step;
    const cancelled = limits.jobStatus === 'cancelled';
    // Whatever is to be cancelled has been by then: one that goes on only watches.
    const resume = () => startIn(detached.directory, step, { ...given, ...(cancelled ? LEAVE : {}) });
    let watching = detached;
    if (cancelled && limits.onCancel === 'cancel-update') {
        await (0,background/* stop */.ds)(detached, { clock, log, limitSeconds: STOP_SECONDS, signal });
        (0,background/* forgetEnd */.FM)(detached);
        watching = resume();
    }
    const limitSeconds = cancelled ? CANCELLED_LIMIT_SECONDS : limits.timeoutSeconds;
    const joined = await (0,background/* join */.fj)(watching, { clock, limitSeconds, log, signal, resume });
    const { summary } = joined;
    if (joined.result !== undefined)
        return { report: JSON.parse(joined.result), summary };
    log.warning(problemOf(joined));
    return { summary, ...(joined.failure === undefined ? {} : { refused: joined.failure }) };
}
const LEAVE = { 'on-cancel': 'leave' };
const problemOf = ({ ended }) => ended
    ? 'The monitor ended without a report: what became of the stack is not known to this job.'
    : 'The stack still moves while this job ends: the next deployment waits until it is at rest.';


/***/ }),

/***/ 8499:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ readable),
/* harmony export */   Oy: () => (/* binding */ withSign),
/* harmony export */   UR: () => (/* binding */ deployedRef),
/* harmony export */   Wf: () => (/* binding */ factInputs),
/* harmony export */   Zu: () => (/* binding */ unreadLines)
/* harmony export */ });
/* unused harmony export UNREADABLE */
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5571);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5103);


/** What was given for a fact and cannot be shown. */
const UNREADABLE = Symbol('unreadable');
/**
 * A fact for a message. It never fails the step: what went wrong is told by the very steps whose outputs are then
 * empty or odd. What cannot be shown is left out, with a sign.
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
                // What is said twice is shown twice.
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

/***/ 4214:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   QL: () => (/* binding */ inputs),
/* harmony export */   aX: () => (/* binding */ slackInputs)
/* harmony export */ });
/* unused harmony exports EVENTS, outputs */
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3149);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5571);
/* harmony import */ var _signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7496);
/* harmony import */ var _signalbox_slack_severity__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(325);
/* harmony import */ var _fact_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8499);





const CHANNEL = /^[CGD][A-Z0-9]{2,20}$/;
const channelId = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(CHANNEL, 'the id of a Slack channel, such as C0123456789 (not its name)');
/** Reads `text` line by line; undefined when one line is not acceptable. */
function lines(accepts, line) {
    return {
        accepts,
        parse: (raw) => {
            const read = raw
                .split(/[\n,]/)
                .map((part) => part.trim())
                .filter((part) => part !== '')
                .map(line);
            return read.every((each) => each !== undefined) ? read : undefined;
        },
    };
}
/**
 * A login has up to 39 letters, digits and hyphens; a managed user's ends in `_` and a short code, an app's in `[bot]`.
 * https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
const LOGIN = /^@?([A-Za-z0-9][A-Za-z0-9-]{0,38}(?:_[A-Za-z0-9]{1,39})?(?:\[bot\])?)\s*[:=]\s*["']?([UW][A-Z0-9]{2,20})["']?$/;
const mention = (raw) => {
    const [, login, id] = LOGIN.exec(raw) ?? [];
    return login === undefined || id === undefined ? undefined : [login.toLowerCase(), id];
};
function rule(raw) {
    const [, environment, kind, level] = /^(?:(.+)\/)?([a-z-]+)\s*[:=]\s*([a-z]+)$/.exec(raw) ?? [];
    const known = _signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__/* .KINDS */ .G.find((each) => each === kind);
    const severity = _signalbox_slack_severity__WEBPACK_IMPORTED_MODULE_2__/* .SEVERITIES */ .o.find((each) => each === level);
    if (known === undefined || severity === undefined)
        return undefined;
    return { kind: known, severity, ...(environment === undefined ? {} : { environment }) };
}
const EVENTS = [..._signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__/* .KINDS */ .G, 'question', 'check'];
/** How Slack is reached: the same for every action that tells it something. */
const slackInputs = {
    'slack-token': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .slackToken */ .sl,
    'slack-webhook-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .endpoint */ .sR)()),
    'updates-channel': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('ids of Slack channels, such as C0123456789', CHANNEL),
    'interact-channel': channelId,
    mentions: lines('lines such as "login: U0123456789"', mention),
    severity: lines(`lines such as "stalled=critical" or "staging/failed=info" (${_signalbox_slack_severity__WEBPACK_IMPORTED_MODULE_2__/* .SEVERITIES */ .o.join(', ')})`, rule),
    'on-duty': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('ids of users or user groups to call when it is critical, or here, or channel', /^([UWS][A-Z0-9]{2,20}|here|channel)$/),
    'pager-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .endpoint */ .sR)()),
    'pager-key': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the routing key of the pager')),
    'delivery-budget': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(1), '60s'),
    'slack-api-url': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .slackApiUrl */ .Au,
};
const inputs = {
    event: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(...EVENTS)),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .cA,
    ...slackInputs,
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

/***/ 6305:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ troubleOf)
/* harmony export */ });
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const THROTTLED = /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/;
const DENIED = /^(CredentialsProviderError|AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|AuthFailure|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?|InvalidSignatureException|SignatureDoesNotMatch|UnrecognizedClientException|OptInRequired)$/;
const UNREACHABLE = /^(TimeoutError|AbortError|ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|NetworkingError)$/;
/** What an error of any AWS SDK means for somebody who only looks. */
function troubleOf(error) {
    const { name = '', code = '', message = '', $metadata, } = error;
    const status = $metadata?.httpStatusCode ?? 0;
    if (EXPIRED.test(name) || /security token .* expired/i.test(message))
        return 'expired';
    if (THROTTLED.test(name) || status === 429 || /rate exceeded/i.test(message))
        return 'throttled';
    if (DENIED.test(name) || status === 401 || status === 403)
        return 'denied';
    const cut = /socket hang up|network|fetch failed|Parse Error|deserializ|Unexpected end/i.test(message);
    if (status >= 500 || UNREACHABLE.test(name) || UNREACHABLE.test(code) || cut)
        return 'unavailable';
    return 'other';
}


/***/ }),

/***/ 5195:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ connectCloudFormation)
/* harmony export */ });
/* harmony import */ var _aws_trouble_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6305);
/* harmony import */ var _oidc_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4093);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4483);



const REQUEST_TIMEOUT_MS = 10_000;
/** Of 100 stacks each: enough to find a name, not to read a whole account. */
const LIST_PAGES = 10;
/** The one room of the CloudFormation SDK. Sends nothing yet. AWS_ENDPOINT_URL* are the SDK's to honour. */
async function connectCloudFormation(options) {
    const sdk = await Promise.all(/* import() */[__nccwpck_require__.e(118), __nccwpck_require__.e(956), __nccwpck_require__.e(861), __nccwpck_require__.e(805)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 3805, 19));
    const { clock, correlationId, credentials, region, renew } = options;
    const client = new sdk.CloudFormationClient({
        // Repeating is our own affair (sight.ts): the SDK's quick tries would only add to a throttle.
        maxAttempts: 1,
        requestHandler: { requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: REQUEST_TIMEOUT_MS },
        customUserAgent: [
            ['signalbox'],
            ...(correlationId ? [['correlation-id', correlationId]] : []),
        ],
        ...(region === undefined ? {} : { region }),
        ...(credentials === undefined ? {} : { credentials }),
    });
    if (renew !== undefined)
        (0,_oidc_js__WEBPACK_IMPORTED_MODULE_0__/* .renewOnExpiry */ .o)(client, renew);
    const server = keepServerTime(client, clock);
    let calls = 0;
    const call = async (what, send) => {
        calls++;
        try {
            return await send();
        }
        catch (error) {
            throw readError(what, error);
        }
    };
    const describeStack = async (name) => {
        try {
            const answer = await call('DescribeStacks', () => client.send(new sdk.DescribeStacksCommand({ StackName: name })));
            return answer.Stacks?.[0] && toStack(answer.Stacks[0]);
        }
        catch (error) {
            if (error instanceof _reader_js__WEBPACK_IMPORTED_MODULE_1__/* .ReadError */ .F && /does not exist/.test(error.message))
                return undefined;
            throw error;
        }
    };
    const changes = async (changeSet, stack) => {
        const found = [];
        let next;
        do {
            const input = { ChangeSetName: changeSet, ...given({ StackName: stack, NextToken: next }) };
            const answer = await call('DescribeChangeSet', () => client.send(new sdk.DescribeChangeSetCommand(input)));
            found.push(...(answer.Changes ?? []).map(toChange));
            next = answer.NextToken;
        } while (next !== undefined);
        return found;
    };
    const resources = async (stackId) => {
        const found = [];
        let next;
        do {
            const input = { StackName: stackId, ...(next === undefined ? {} : { NextToken: next }) };
            const answer = await call('ListStackResources', () => client.send(new sdk.ListStackResourcesCommand(input)));
            found.push(...(answer.StackResourceSummaries ?? []).map(toResource));
            next = answer.NextToken;
        } while (next !== undefined);
        return found;
    };
    return {
        describeStack,
        changes,
        template: (stack, changeSet) => unlessDenied(undefined, async () => {
            const input = { StackName: stack, ...given({ ChangeSetName: changeSet }) };
            const answer = await call('GetTemplate', () => client.send(new sdk.GetTemplateCommand(input)));
            return answer.TemplateBody;
        }),
        resources,
        events: async (stackId, next) => {
            const input = { StackName: stackId, ...(next === undefined ? {} : { NextToken: next }) };
            const answer = await call('DescribeStackEvents', () => client.send(new sdk.DescribeStackEventsCommand(input)));
            const events = (answer.StackEvents ?? []).map(toEvent);
            return { events, ...(answer.NextToken === undefined ? {} : { next: answer.NextToken }) };
        },
        stacks: () => unlessDenied([], async () => {
            const found = [];
            let next;
            for (let pages = 0; pages === 0 || (next !== undefined && pages < LIST_PAGES); pages++) {
                const input = given({ NextToken: next });
                const answer = await call('ListStacks', () => client.send(new sdk.ListStacksCommand(input)));
                found.push(...(answer.StackSummaries ?? []).map(toSummary));
                next = answer.NextToken;
            }
            return found;
        }),
        failures: (operationId) => unlessDenied([], async () => {
            const input = { OperationId: operationId, Filters: { FailedEvents: true } };
            const answer = await call('DescribeEvents', () => client.send(new sdk.DescribeEventsCommand(input)));
            return (answer.OperationEvents ?? []).map(toFailure);
        }),
        hookFindings: (invocationId) => unlessDenied([], async () => {
            const input = { HookResultId: invocationId };
            const answer = await call('GetHookResult', () => client.send(new sdk.GetHookResultCommand(input)));
            const annotations = answer.Annotations ?? [];
            return annotations
                .filter(({ Status }) => Status !== 'PASSED')
                .map(({ AnnotationName, StatusMessage, RemediationMessage }) => [AnnotationName, StatusMessage, RemediationMessage].filter(Boolean).join(': '));
        }),
        cancelUpdate: async (stackId) => {
            await call('CancelUpdateStack', () => client.send(new sdk.CancelUpdateStackCommand({ StackName: stackId })));
        },
        now: server.now,
        calls: () => calls,
    };
}
/** AWS's time by the Date of its answers, so that a runner whose clock is wrong measures rightly. */
function keepServerTime(client, clock) {
    let skew = 0;
    client.middlewareStack.add((next) => async (args) => {
        const result = await next(args);
        const response = result.response;
        const date = Date.parse(response?.headers?.['date'] ?? '');
        // The header counts whole seconds: a smaller difference is no skew.
        if (!Number.isNaN(date) && Math.abs(date - clock.now() - skew) > 2000)
            skew = date - clock.now();
        return result;
    }, { step: 'deserialize', priority: 'low', name: 'signalboxServerTime' });
    return { now: () => clock.now() + skew };
}
function readError(what, error) {
    const { name = '', message = String(error) } = error;
    const trouble = (0,_aws_trouble_js__WEBPACK_IMPORTED_MODULE_2__/* .troubleOf */ .L)(error);
    const needed = trouble === 'denied' ? ` (the credentials need cloudformation:${what})` : '';
    return new _reader_js__WEBPACK_IMPORTED_MODULE_1__/* .ReadError */ .F(trouble, `${what}: ${name && `${name}: `}${message}${needed}`, error);
}
async function unlessDenied(otherwise, read) {
    try {
        return await read();
    }
    catch (error) {
        if (error instanceof _reader_js__WEBPACK_IMPORTED_MODULE_1__/* .ReadError */ .F && (error.trouble === 'denied' || error.trouble === 'other'))
            return otherwise;
        throw error;
    }
}
/** The fields of `all` that have a value. */
function given(all) {
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));
}
function toStack(stack) {
    return {
        stackId: stack.StackId ?? '',
        name: stack.StackName ?? '',
        status: stack.StackStatus ?? '',
        lastOperations: (stack.LastOperations ?? []).map(({ OperationId, OperationType }) => ({
            id: OperationId ?? '',
            type: OperationType ?? '',
        })),
        ...given({
            statusReason: stack.StackStatusReason,
            changeSetId: stack.ChangeSetId,
            deploymentMode: stack.DeploymentConfig?.Mode,
            disableRollback: stack.DisableRollback,
        }),
    };
}
function toEvent(event) {
    const { HookType, HookStatus, HookStatusReason, HookFailureMode, HookInvocationId } = event;
    const hook = HookType && {
        type: HookType,
        status: HookStatus ?? '',
        reason: HookStatusReason ?? '',
        failureMode: HookFailureMode ?? '',
        ...given({ invocationId: HookInvocationId }),
    };
    return {
        id: event.EventId ?? '',
        time: event.Timestamp?.getTime() ?? 0,
        stackId: event.StackId ?? '',
        stackName: event.StackName ?? '',
        logicalId: event.LogicalResourceId ?? '',
        physicalId: event.PhysicalResourceId ?? '',
        type: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        ...given({
            reason: event.ResourceStatusReason,
            token: event.ClientRequestToken,
            operationId: event.OperationId,
            detailedStatus: event.DetailedStatus,
        }),
        ...(hook ? { hook } : {}),
    };
}
const toChange = ({ ResourceChange: change }) => ({
    logicalId: change?.LogicalResourceId ?? '',
    type: change?.ResourceType ?? '',
    action: change?.Action ?? '',
    ...given({ physicalId: change?.PhysicalResourceId, changeSetId: change?.ChangeSetId }),
});
const toSummary = (summary) => ({
    name: summary.StackName ?? '',
    stackId: summary.StackId ?? '',
    status: summary.StackStatus ?? '',
    ...given({ deletedAt: summary.DeletionTime?.getTime() }),
});
const toResource = (summary) => ({
    logicalId: summary.LogicalResourceId ?? '',
    physicalId: summary.PhysicalResourceId ?? '',
    type: summary.ResourceType ?? '',
    status: summary.ResourceStatus ?? '',
});
function toFailure(event) {
    const reason = event.ValidationStatusReason ?? event.HookStatusReason ?? event.ResourceStatusReason ?? '';
    return {
        kind: event.EventType ?? '',
        time: event.Timestamp?.getTime() ?? 0,
        logicalId: event.LogicalResourceId ?? '',
        type: event.ResourceType ?? '',
        reason,
        failureMode: event.ValidationFailureMode ?? event.HookFailureMode ?? 'FAIL',
        ...given({ path: event.ValidationPath }),
    };
}


/***/ }),

/***/ 4754:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ regionOf),
/* harmony export */   NV: () => (/* binding */ regionsOf),
/* harmony export */   Qx: () => (/* binding */ stackName),
/* harmony export */   Ue: () => (/* binding */ awsRegion),
/* harmony export */   w3: () => (/* binding */ roleArn),
/* harmony export */   zD: () => (/* binding */ stackNames)
/* harmony export */ });
/* unused harmony export stackArn */
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8981);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5571);


/**
 * Partitions and regions are open lists: `aws`, `aws-cn`, `aws-us-gov`, `aws-iso-b`, `aws-eusc`; `us-gov-west-1`,
 * `eusc-de-east-1`, `us-isob-east-1` (the SDK's own: github.com/aws/aws-sdk-js-v3, partitions.json).
 */
const PARTITION = 'aws(?:-[a-z0-9]+)*';
const REGION = '[a-z]{2,}(?:-[a-z0-9]+)+-\\d{1,2}';
/** docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html: StackName. */
const STACK_NAME = '[A-Za-z][A-Za-z0-9-]{0,127}';
const STACK_ARN = new RegExp(`^arn:(${PARTITION}):cloudformation:(${REGION}):(\\d{12}):stack/(${STACK_NAME})/[A-Za-z0-9-]+$`);
const STACK = new RegExp(`^${STACK_NAME}$|${STACK_ARN.source}`);
const stackName = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(STACK, 'the name or ARN of a CloudFormation stack');
const stackNames = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('names or ARNs of CloudFormation stacks', STACK);
const awsRegion = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(new RegExp(`^${REGION}$`), 'an AWS region such as eu-central-1');
/** Path and name as IAM has them (docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html). */
const roleArn = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(new RegExp(`^arn:${PARTITION}:iam::\\d{12}:role/(?:[!-~]+/)?[\\w+=,.@-]{1,64}$`), 'the ARN of an IAM role');
/** What an ARN says of its stack; undefined for a name. */
function stackArn(stack) {
    const [, partition = '', region = '', , name = ''] = STACK_ARN.exec(stack) ?? [];
    return region === '' ? undefined : { partition, region, name };
}
/** The input `aws-region`, and what the environment says. */
const regionsOf = (given, env) => ({ given, environment: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined });
/**
 * The region that a stack is in: an ARN's own, whatever the job's is.
 * @throws UserError when `aws-region` says otherwise, or when nothing says
 */
function regionOf(stack, { given, environment }) {
    const arn = stackArn(stack);
    if (arn !== undefined && given !== undefined && given !== arn.region) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Input "aws-region" is ${given}, but the stack ${stack} of "stack-name" is in ${arn.region}: leave "aws-region" out, or correct one of them.`);
    }
    const region = arn?.region ?? given ?? environment;
    if (region === undefined) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('Input "aws-region" is required: neither AWS_REGION nor AWS_DEFAULT_REGION is set.');
    }
    return region;
}


/***/ }),

/***/ 4093:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ renewableCredentials),
/* harmony export */   o: () => (/* binding */ renewOnExpiry)
/* harmony export */ });
/* harmony import */ var _aws_trouble_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6305);

const AUDIENCE = 'sts.amazonaws.com';
/** Always in the past, so that the SDK asks us before each request and we alone decide what is valid. */
const ASK_AGAIN = new Date(0);
/** Assumes a role with the job's own OIDC token (the job needs `id-token: write`). */
function renewableCredentials(options) {
    const { env } = options;
    let current = fromEnvironment(env);
    let renewing;
    const assumeAgain = async () => {
        const renewed = await assume(options).catch(() => undefined);
        current = renewed ?? current;
        return renewed !== undefined;
    };
    /** Several requests find at once that the credentials are expired. */
    const renew = () => {
        renewing ??= assumeAgain().finally(() => {
            renewing = undefined;
        });
        return renewing;
    };
    return {
        renew,
        credentials: async () => {
            if (current === undefined)
                await renew();
            if (current === undefined) {
                throw new Error('There are no AWS credentials, and "role-to-assume" gave none (does the job have id-token: write?)');
            }
            return { ...current, expiration: ASK_AGAIN };
        },
    };
}
/**
 * Sends a request again with new credentials when those that it had are expired, whichever phase it belongs to. The
 * step `initialize` is the outermost, so the second request is signed anew.
 */
function renewOnExpiry(client, renew) {
    client.middlewareStack.add((next) => async (args) => {
        try {
            return await next(args);
        }
        catch (error) {
            if ((0,_aws_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .troubleOf */ .L)(error) !== 'expired' || !(await renew()))
                throw error;
            return next(args);
        }
    }, { step: 'initialize', priority: 'high', name: 'signalboxRenewal' });
}
function fromEnvironment(env) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
    if (!accessKeyId || !secretAccessKey)
        return undefined;
    const sessionToken = env['AWS_SESSION_TOKEN'];
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
async function assume({ roleArn, region, env, fetch }) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
    if (!url || !bearer)
        return undefined;
    const answer = await fetch(`${url}&audience=${AUDIENCE}`, {
        headers: { authorization: `Bearer ${bearer}` },
    });
    const { value } = (await answer.json());
    if (!answer.ok || value === undefined)
        return undefined;
    const { fromWebToken } = await Promise.all(/* import() */[__nccwpck_require__.e(118), __nccwpck_require__.e(956)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 9956, 19));
    const clientConfig = region === undefined ? {} : { region };
    const roleSessionName = `signalbox-${env['GITHUB_RUN_ID'] ?? 'monitor'}`;
    const { accessKeyId, secretAccessKey, sessionToken } = await fromWebToken({
        roleArn,
        roleSessionName,
        webIdentityToken: value,
        clientConfig,
    })();
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}


/***/ }),

/***/ 4483:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ ReadError)
/* harmony export */ });
/** A read that failed. The deployment goes on all the same: only our sight of it is lost. */
class ReadError extends Error {
    name = 'ReadError';
    trouble;
    constructor(trouble, message, cause) {
        super(message, { cause });
        this.trouble = trouble;
    }
}


/***/ }),

/***/ 9420:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K$: () => (/* binding */ predict),
/* harmony export */   Pl: () => (/* binding */ parsePrediction),
/* harmony export */   tV: () => (/* binding */ formatPrediction),
/* harmony export */   xD: () => (/* binding */ calibration)
/* harmony export */ });
function predict(forecast) {
    const within = (level) => Math.ceil(forecast.quantile(level));
    return { p50: within(0.5), p80: within(0.8), p95: within(0.95) };
}
/** Short enough to stand in a deployment status beside other words; `parsePrediction` finds it again. */
const formatPrediction = ({ p50, p80, p95 }) => `expected ${p50}/${p80}/${p95} s`;
/** The prediction anywhere in `text`, or undefined when there is none or it makes no sense. */
function parsePrediction(text) {
    const [p50, p80, p95] = (/\bexpected (\d{1,9})\/(\d{1,9})\/(\d{1,9}) s\b/.exec(text) ?? [])
        .slice(1)
        .map(Number);
    if (p50 === undefined || p80 === undefined || p95 === undefined)
        return undefined;
    return p50 <= p80 && p80 <= p95 ? { p50, p80, p95 } : undefined;
}
/** Over the last 50 successes that had a prediction, oldest first; undefined when there was none. */
function calibration(judged) {
    const last = judged.slice(-50);
    if (last.length === 0)
        return undefined;
    const share = (level) => last.filter(({ predicted, seconds }) => seconds <= predicted[level]).length / last.length;
    return { runs: last.length, insideP80: share('p80'), insideP95: share('p95') };
}


/***/ }),

/***/ 9096:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  g: () => (/* binding */ forecast),
  u: () => (/* binding */ stallThreshold)
});

// EXTERNAL MODULE: ./packages/estimate/src/mixture.ts
var src_mixture = __nccwpck_require__(560);
// EXTERNAL MODULE: ./packages/estimate/src/series.ts
var series = __nccwpck_require__(3011);
;// CONCATENATED MODULE: ./packages/estimate/src/experts.ts


/** Half-lives in runs. The replay learns which memory fits the history at hand. */
const MEMORIES = [2.2, 8, 30, 120].map(series/* memory */.m1);
/** Of each level: the half-life with which it follows the runs, and that of the deviations from it. */
const LEVELS = [
    { gain: gain(3), memory: (0,series/* memory */.m1)(60) },
    { gain: gain(12), memory: (0,series/* memory */.m1)(120) },
];
/** The weight of the newest value in an exponential average with this half-life. */
function gain(halfLife) {
    return 1 - 2 ** (-1 / halfLife);
}
const EXPERTS = MEMORIES.length + LEVELS.length;
const emptyPast = () => ({
    runs: (0,series/* emptySeries */.BV)(),
    levels: LEVELS.map((each) => ({ ...each, residuals: (0,series/* emptySeries */.BV)(), value: 0 })),
    experts: Array.from({ length: EXPERTS }, src_mixture/* emptyMixture */.M),
});
function remember({ runs, levels }, value) {
    const { values, count } = runs;
    // The median of three: a lone outlier does not move a level, and two that agree do.
    const steady = count < 2 ? value : medianOf(value, values[count - 1] ?? 0, values[count - 2] ?? 0);
    for (const level of levels) {
        (0,series/* append */.BC)(level.residuals, count === 0 ? 0 : value - level.value);
        level.value = count === 0 ? value : level.value + level.gain * (steady - level.value);
    }
    (0,series/* append */.BC)(runs, value);
}
const medianOf = (a, b, c) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
/**
 * What each expert says of the next run; true until the next call. Most differ in memory only. The last ones move
 * the older deviations to the recent level: they keep the shape of the spread when the level jumps or drifts.
 * Where `exact` is false the newest runs may be missing from those who remember many: it changes little, and saves
 * half of the time.
 */
function opinions({ runs, levels, experts }, exact) {
    for (const [i, expert] of experts.entries()) {
        const level = levels[i - MEMORIES.length];
        const series = level?.residuals ?? runs;
        const memory = level?.memory ?? MEMORIES[i];
        if (memory === undefined)
            continue;
        const missing = series.count - expert.made;
        if (missing > (exact ? 0 : MAY_MISS * (memory.worth[expert.made] ?? 0)))
            (0,src_mixture/* mix */.jh)(expert, series, memory);
        expert.shift = level?.value ?? 0;
    }
    return experts;
}
/** The share of what an expert remembers. */
const MAY_MISS = 1 / 32;

;// CONCATENATED MODULE: ./packages/estimate/src/pool.ts


/** The levels whose coverage is watched and corrected. */
const pool_LEVELS = [0.5, 0.8, 0.95];
/** Trust forgets with each run, and a share of it is dealt out anew: who was wrong may be right after a change. */
const DISCOUNT = 0.93;
const FIXED_SHARE = 0.05;
/** Step of adaptive conformal inference (Gibbs and Candes 2021), and how far towards certainty it may go. */
const RATE = 0.01;
const FARTHEST = 0.33;
/** Any run may stall: with this much belief in advance, around 2.2 times the usual, give or take a lot. */
const STALLS_SUPPOSED = 2;
const RUNS_SUPPOSED = 30;
const STALL_SHIFT = 0.8;
const STALL_WIDTH = 0.7;
/** Densities are cut here, so that one impossible run does not silence an expert for good. */
const SMALLEST_DENSITY = 1e-9;
/** Replays the history as it happened: every run is predicted from those before it, then learnt from. */
function replay(history) {
    const past = emptyPast();
    let trust = new Array(EXPERTS).fill(1 / EXPERTS);
    let levels = pool_LEVELS;
    let stalls = 0;
    for (const seen of history) {
        if (past.runs.count > 0) {
            if (seen === 'stall')
                levels = adapt(levels, 1);
            else {
                const { survival, densities } = judge(believe(past, trust, stalls, false), seen);
                levels = adapt(levels, 1 - survival);
                trust = learn(trust, densities);
            }
        }
        if (seen === 'stall')
            stalls++;
        else
            remember(past, seen);
    }
    const belief = believe(past, trust, stalls, true);
    return {
        sampleSize: past.runs.count,
        survival: (x) => judge(belief, x).survival,
        survivals: [1, ...[...levels].sort((a, b) => a - b).map((level) => 1 - level), 0],
    };
}
function believe(past, trust, stalls, exact) {
    const mixtures = opinions(past, exact);
    const usual = mixtures.reduce((sum, { middle, shift }, i) => sum + (trust[i] ?? 0) * (middle + shift), 0);
    const stallShare = (STALLS_SUPPOSED + stalls) / (RUNS_SUPPOSED + past.runs.count + stalls);
    return { mixtures, trust, usual, stallShare };
}
function judge({ mixtures, trust, usual, stallShare }, x) {
    const densities = [];
    let pooled = 0;
    for (const mixture of mixtures) {
        const { survival, density } = (0,src_mixture.at)(mixture, x);
        pooled += (trust[densities.length] ?? 0) * survival;
        densities.push(density);
    }
    const stalled = (0,src_mixture/* logisticSurvival */.Rw)(((x - usual - STALL_SHIFT) * src_mixture/* LOGISTIC_SLOPE */.Ds) / STALL_WIDTH);
    return { survival: (1 - stallShare) * pooled + stallShare * stalled, densities };
}
/** Moves each level up after a miss and down after a hit. */
const adapt = (levels, seen) => pool_LEVELS.map((level, i) => {
    const current = levels[i] ?? level;
    const moved = current + RATE * (level - (seen <= current ? 1 : 0));
    return Math.min(Math.max(moved, level / 2), level + (1 - level) * FARTHEST);
});
function learn(trust, densities) {
    const raw = trust.map((weight, i) => weight ** DISCOUNT * Math.max(densities[i] ?? 0, SMALLEST_DENSITY));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return raw.map((weight) => ((1 - FIXED_SHARE) * weight) / total + FIXED_SHARE / raw.length);
}

// EXTERNAL MODULE: ./packages/estimate/src/sample.ts
var sample = __nccwpck_require__(5504);
;// CONCATENATED MODULE: ./packages/estimate/src/forecast.ts


/**
 * Elapsed seconds from which a run still going on is unusual. It is the one given at the start: a threshold that
 * moved on with the time gone would never be reached.
 */
const stallThreshold = (atStart) => atStart.quantile(0.95);
/**
 * The forecast for the next run, from the runs that had ended by `now` (milliseconds since the epoch; default all),
 * in any order. Undefined when none of them succeeded: without history there is no number.
 */
function forecast(runs, now = Number.POSITIVE_INFINITY) {
    const history = (0,sample/* sample */.X)(runs, now);
    return history.length > 0 ? fromPool(replay(history)) : undefined;
}
function fromPool({ sampleSize, survival: exact, survivals }) {
    const uncorrected = remembered(exact);
    const survival = (seconds) => seconds > 0 ? correct(uncorrected(Math.log(seconds)), survivals) : 1;
    const outlastedBy = (share, since) => Math.exp(solve(uncorrected, undo(share, survivals), Math.log(since)));
    const quantile = (level, elapsed) => {
        const since = gone(elapsed);
        const atStart = outlastedBy(1 - level, 0);
        if (since === 0)
            return atStart;
        const still = survival(since);
        return Math.max(since, atStart, outlastedBy((1 - lowered(level, still)) * still, since));
    };
    return {
        sampleSize,
        get confidence() {
            const median = quantile(0.5);
            const sides = [quantile(0.8) / median, median / quantile(0.2), quantile(0.95) / median / 2];
            return confidence(sampleSize, Math.max(...sides));
        },
        quantile,
        endsWithin: (seconds, elapsed) => {
            const still = survival(gone(elapsed));
            return still > 0 ? 1 - survival(gone(elapsed) + Math.max(0, seconds)) / still : 1;
        },
    };
}
/** The shares that outlast the corrected LEVELS, from all down to none. */
const SURVIVALS = [1, ...pool_LEVELS.map((level) => 1 - level), 0];
/** Beyond the last of LEVELS there are too few runs to correct by, and real tails are longer than the kernels': share ** TAIL. */
const TAIL = 0.48;
const RARE = pool_LEVELS.length;
/** The share of runs that outlast a moment, from the pool's share and what the replay showed of its levels. */
function correct(share, known) {
    const [from = 0, to = 0] = [known[RARE], SURVIVALS[RARE]];
    return share < from ? to * (share / from) ** TAIL : interpolate(share, known, SURVIVALS);
}
/** The inverse of `correct`. */
function undo(share, known) {
    const [from = 0, to = 0] = [SURVIVALS[RARE], known[RARE]];
    return share < from ? to * (share / from) ** (1 / TAIL) : interpolate(share, SURVIVALS, known);
}
/**
 * Who asks may look at the clock, or at a share of the run: then a long run stands at `elapsed` less often, because it
 * spends a smaller share of itself there. Bounds (p80, p95) are for the clock; the median and what is below it go half way.
 * The product of the share left over and `still` must fall with `still`: else the total would fall as the run goes on.
 */
const lowered = (level, still) => level - LEAN * still ** LEAN_FADES * Math.min(level, 16 * (1 - level) ** 5);
const LEAN = 0.45;
const LEAN_FADES = 0.13;
const gone = (elapsed) => (elapsed !== undefined && elapsed > 0 ? elapsed : 0);
/** By how many runs we know, and how far p80 lies above the median, p20 below, or half of p95: with two modes the median is near one. */
function confidence(sampleSize, spread) {
    if (sampleSize >= 20 && spread <= 1.5)
        return 'high';
    return sampleSize >= 5 && spread <= 2.5 ? 'medium' : 'low';
}
/** Where `x` lies among falling `from`, read off `to` in proportion. */
function interpolate(x, from, to) {
    const next = Math.max(1, from.findIndex((known) => known <= x));
    const [x0 = 1, x1 = 0, y0 = 1, y1 = 0] = [from[next - 1], from[next], to[next - 1], to[next]];
    return x0 > x1 ? y0 + ((y1 - y0) * (x0 - x)) / (x0 - x1) : y1;
}
/** The ln(seconds) where a falling `survival` comes down to `target`, or `least`; never under a third of a second. */
function solve(survival, target, least) {
    // From the same ends for all but the absurd: then most of the points that are looked at are known.
    let [low, above] = [least > LONGEST ? Math.min(LARGEST, least) : -1, 1];
    let [high, below] = [Math.max(LONGEST, low) + 10, 0];
    while (high - low > CLOSE) {
        const middle = (low + high) / 2;
        const share = survival(middle);
        if (share > target)
            [low, above] = [middle, share];
        else
            [high, below] = [middle, share];
    }
    // So close, a straight line will do.
    return above > target && target >= below ? low + ((high - low) * (above - target)) / (above - below) : high;
}
function remembered(survival) {
    const known = new Map();
    return (x) => {
        const share = known.get(x) ?? survival(x);
        known.set(x, share);
        return share;
    };
}
/** A little more than the longest duration that counts. */
const LONGEST = 21;
const CLOSE = 0.002;
/** exp() of much more is infinite. */
const LARGEST = 690;


/***/ }),

/***/ 560:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ds: () => (/* binding */ LOGISTIC_SLOPE),
/* harmony export */   M: () => (/* binding */ emptyMixture),
/* harmony export */   Rw: () => (/* binding */ logisticSurvival),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   jh: () => (/* binding */ mix)
/* harmony export */ });
/* harmony import */ var _sample_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5504);
/* harmony import */ var _series_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3011);


/** Relative spread supposed before any run was seen, and how many runs that supposition is worth. */
const PRIOR_SPREAD = 0.4;
const PRIOR_RUNS = 4;
/** Silverman's rule of thumb for kernels: about 0.9 spread n^-0.2; and never finer than 1.5 %. */
const BANDWIDTH = 0.88;
const FINEST = 0.015;
/**
 * A kernel is as wide as the runs around it are rare (Abramson 1982: with the root of it), so that scarce tails are
 * smooth and a second mode stays as sharp as the first. Around it: where this share of the weight lies, or so many runs.
 */
const NEAR = 0.1;
const NEAR_RUNS = 2;
/** In spreads: no narrower, however many runs are alike. */
const NARROWEST = 0.5;
/** The width of the middle half of a Normal distribution, in standard deviations. */
const HALF_WIDTH = 1.349;
/** Makes a logistic kernel nearly the Normal one of the same width, with tails that never quite vanish. */
const LOGISTIC_SLOPE = 1.702;
const emptyMixture = () => ({
    weighed: (0,_series_js__WEBPACK_IMPORTED_MODULE_1__/* .emptyWeighed */ .tZ)(),
    slopes: new Float64Array(_sample_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_HISTORY */ .S),
    made: 0,
    shift: 0,
    middle: 0,
});
/** Makes `mixture` that of a series' values. */
function mix(mixture, series, memory) {
    const { weighed, slopes } = mixture;
    (0,_series_js__WEBPACK_IMPORTED_MODULE_1__/* .weigh */ .vi)(weighed, series, memory);
    const { width, middle } = (0,_series_js__WEBPACK_IMPORTED_MODULE_1__/* .shortestHalf */ .Aw)(weighed);
    const runs = memory.worth[series.count] ?? 1;
    const trust = runs / (runs + PRIOR_RUNS);
    const supposed = (1 - trust) * PRIOR_SPREAD;
    const spread = (trust * width) / HALF_WIDTH + supposed;
    const usual = BANDWIDTH * runs ** -0.2;
    (0,_series_js__WEBPACK_IMPORTED_MODULE_1__/* .localSpreads */ .k$)(weighed, Math.max(NEAR, NEAR_RUNS / runs), slopes);
    for (let place = 0; place < weighed.count; place++) {
        const around = trust * (slopes[place] ?? 0) + supposed;
        const wide = Math.sqrt(spread * Math.max(around, NARROWEST * spread));
        slopes[place] = LOGISTIC_SLOPE / Math.max(FINEST, usual * wide);
    }
    mixture.made = series.count;
    mixture.middle = middle;
}
function at({ weighed, slopes, shift }, x) {
    const { values, before, count } = weighed;
    let survival = 0;
    let density = 0;
    let last = 0;
    for (let place = 0; place < count; place++) {
        const sum = before[place + 1] ?? 0;
        const weight = sum - last;
        last = sum;
        const slope = slopes[place] ?? 1;
        const z = (x - shift - (values[place] ?? 0)) * slope;
        // Nothing of the kernel is left so far away, and exp() is most of the work.
        if (z > FAR)
            continue;
        if (z < -FAR) {
            survival += weight;
            continue;
        }
        const longer = logisticSurvival(z);
        survival += weight * longer;
        density += weight * longer * (1 - longer) * slope;
    }
    return { survival: survival / last, density: density / last };
}
const FAR = 25;
const logisticSurvival = (z) => 1 / (1 + Math.exp(z));


/***/ }),

/***/ 5504:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ LONGEST_HISTORY),
/* harmony export */   X: () => (/* binding */ sample)
/* harmony export */ });
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8333);
/* harmony import */ var _work_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1287);


/** Older runs say nothing that newer ones do not. */
const LONGEST_HISTORY = 200;
/** A success this many times the recent median is of another kind (a manual gate, a re-run). */
const STALL_FACTOR = 8;
const RECENT = 15;
/** From fewer earlier runs nobody can tell what is usual: the first may have been the odd one. */
const ENOUGH = 5;
/** So large a share that comes again, half of it within so little (of ln) of its middle, is a second mode. */
const MODE_SHARE = 0.04;
const MODE_SPREAD = 0.2;
/** So many of them in a row are no stalls but the new normal; two are enough when they are alike. */
const NEW_REGIME = 3;
const ALIKE = 0.12;
/** A lifetime: anything longer is a broken clock. */
const LONGEST_SECONDS = 1e9;
/** The registry counts whole seconds, so a shorter run is not told from this one. */
const SHORTEST_SECONDS = 1;
/** The successes that had ended by `now`, oldest first, the stalls among them set apart. */
function sample(runs, now) {
    const inOrder = runs
        .filter(({ outcome, seconds }) => outcome === 'success' && seconds >= 0 && seconds <= LONGEST_SECONDS)
        .filter(({ endedAt, shape }) => endedAt <= now && shape !== _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .NOTHING */ .K$)
        .sort((a, b) => a.endedAt - b.endedAt || a.seconds - b.seconds);
    const logSeconds = scatterTies(inOrder)
        .slice(-LONGEST_HISTORY)
        .map(({ seconds }) => Math.log(Math.max(SHORTEST_SECONDS, seconds)));
    return separateStalls(logSeconds);
}
function separateStalls(values) {
    const stalls = stallsIn(values);
    const seconds = [...stalls].map((i) => values[i] ?? 0);
    return isMode(seconds, values.length)
        ? [...values]
        : values.map((each, i) => (stalls.has(i) ? 'stall' : each));
}
/** The places of those that are far above the ones before, and not the new normal. */
function stallsIn(values) {
    const stalls = new Set();
    const usual = [];
    let suspects = [];
    for (const [i, value] of values.entries()) {
        const judged = usual.length >= ENOUGH;
        if (judged && value > (0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)(usual.slice(-RECENT)) + Math.log(STALL_FACTOR)) {
            suspects.push(value);
            stalls.add(i);
            if (!isNewNormal(suspects))
                continue;
            for (let back = 0; back < suspects.length; back++)
                stalls.delete(i - back);
            usual.push(...suspects);
        }
        else
            usual.push(value);
        suspects = [];
    }
    return stalls;
}
/** Whether they are a second kind of run that comes again and again: enough of them, and most of them alike. */
function isMode(suspects, among) {
    if (suspects.length < Math.max(NEW_REGIME, MODE_SHARE * among))
        return false;
    const middle = (0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)(suspects);
    return (0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)(suspects.map((each) => Math.abs(each - middle))) <= MODE_SPREAD;
}
function isNewNormal(suspects) {
    const [first = 0, second = Number.POSITIVE_INFINITY] = suspects;
    return suspects.length >= NEW_REGIME || Math.abs(first - second) < ALIKE;
}
/**
 * Runs that ended at the same time have no order, but have to be given one, the same whatever the order they came in.
 * By size they would look like a trend; multiples of the golden section put large and small evenly among each other.
 */
function scatterTies(runs) {
    let rank = 0;
    const keyed = runs.map((run, i) => {
        rank = run.endedAt === runs[i - 1]?.endedAt ? rank + 1 : i;
        return { run, key: (rank * GOLDEN_SECTION) % 1 };
    });
    return keyed.sort((a, b) => a.run.endedAt - b.run.endedAt || a.key - b.key).map(({ run }) => run);
}
const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;


/***/ }),

/***/ 3011:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ shortestHalf),
/* harmony export */   BC: () => (/* binding */ append),
/* harmony export */   BV: () => (/* binding */ emptySeries),
/* harmony export */   k$: () => (/* binding */ localSpreads),
/* harmony export */   m1: () => (/* binding */ memory),
/* harmony export */   tZ: () => (/* binding */ emptyWeighed),
/* harmony export */   vi: () => (/* binding */ weigh)
/* harmony export */ });
/* harmony import */ var _sample_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5504);

const emptySeries = () => ({
    values: new Float64Array(_sample_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_HISTORY */ .S),
    bySize: new Uint8Array(_sample_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_HISTORY */ .S),
    count: 0,
});
function append(series, value) {
    const { values, bySize, count } = series;
    let place = count;
    while (place > 0 && (values[bySize[place - 1] ?? 0] ?? 0) > value)
        place--;
    bySize.copyWithin(place + 1, place, count);
    bySize[place] = count;
    values[count] = value;
    series.count++;
}
/** A run that weighs less is forgotten. */
const NEGLIGIBLE = 1e-5;
/** @param halfLife runs until a run counts half */
function memory(halfLife) {
    const decay = [];
    const worth = new Float64Array(_sample_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_HISTORY */ .S + 1);
    let [total, squares] = [0, 0];
    for (let age = 0; age < _sample_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_HISTORY */ .S; age++) {
        const weight = 2 ** (-age / halfLife);
        if (weight >= NEGLIGIBLE)
            decay.push(weight);
        total += weight;
        squares += weight * weight;
        worth[age + 1] = total ** 2 / squares;
    }
    return { decay: Float64Array.from(decay), worth };
}
const emptyWeighed = () => ({
    values: new Float64Array(_sample_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_HISTORY */ .S),
    before: new Float64Array(_sample_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_HISTORY */ .S + 1),
    count: 0,
});
/** Fills `weighed` anew: forecasts do this a thousand times each, and new arrays would take longer than all the rest. */
function weigh(weighed, { values, bySize, count }, { decay }) {
    let kept = 0;
    let sum = 0;
    for (let place = 0; place < count; place++) {
        const arrival = bySize[place] ?? 0;
        const age = count - 1 - arrival;
        if (age >= decay.length)
            continue;
        weighed.values[kept++] = values[arrival] ?? 0;
        sum += decay[age] ?? 0;
        weighed.before[kept] = sum;
    }
    weighed.count = kept;
}
/** The shortest interval that holds half of the weight: a spread that outliers and a second mode do not stretch. */
function shortestHalf({ values, before, count }) {
    const half = ((before[count] ?? 0) / 2) * (1 - 1e-9);
    let width = Number.POSITIVE_INFINITY;
    let middle = 0;
    let end = 0;
    for (let first = 0; first < count; first++) {
        const enough = (before[first] ?? 0) + half;
        while (end < count && (before[end] ?? 0) < enough)
            end++;
        if ((before[end] ?? 0) < enough)
            break;
        const low = values[first] ?? 0;
        const high = values[end - 1] ?? 0;
        if (high - low < width) {
            width = high - low;
            middle = (low + high) / 2;
        }
    }
    return { width, middle };
}
/** The density of a Normal distribution at its middle, times its standard deviation. */
const NORMAL_PEAK = 0.4;
/**
 * How widely the values lie around each of them: the standard deviation of a Normal distribution that is as dense at
 * its middle as they are there. Density is judged by the interval that holds `share` of the weight, half on each side.
 */
function localSpreads({ values, before, count }, share, spreads) {
    const all = before[count] ?? 0;
    const reach = (all * share) / 2;
    let low = 0;
    let high = 0;
    for (let place = 0; place < count; place++) {
        const below = before[place] ?? 0;
        const upTo = before[place + 1] ?? 0;
        while (below - (before[low + 1] ?? 0) >= reach)
            low++;
        if (high < place)
            high = place;
        while (high < count - 1 && (before[high + 1] ?? 0) - upTo < reach)
            high++;
        const held = below - (before[low] ?? 0) + (before[high + 1] ?? 0) - upTo;
        const span = (values[high] ?? 0) - (values[low] ?? 0);
        spreads[place] = held > 0 ? (NORMAL_PEAK * span * all) / held : 0;
    }
}


/***/ }),

/***/ 8333:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BB: () => (/* binding */ formatShape),
/* harmony export */   F5: () => (/* binding */ shapeOf),
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   Tr: () => (/* binding */ parseShape),
/* harmony export */   nO: () => (/* binding */ alike)
/* harmony export */ });
/**
 * A signature of a change, eight hexadecimal digits: the same for all changes that do the same actions to the
 * same types, however many of each. Undefined for a change of nothing.
 */
function shapeOf(changes) {
    const kinds = [...new Set(changes.map(({ type, action }) => `${type} ${action}`))].sort();
    return kinds.length === 0 ? undefined : fnv1a(kinds.join('\n'));
}
/** Fowler, Noll and Vo's hash: nothing secret is in it, it only has to be short and the same everywhere. */
function fnv1a(text) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++)
        hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
}
/** The shape of a run that changed nothing: it says nothing of how long a change takes. */
const NOTHING = 'nothing';
/** Short enough to stand in a deployment status beside other words; `parseShape` finds it again. */
const formatShape = (shape) => shape === NOTHING ? 'changed nothing' : `change ${shape}`;
/** That nothing was changed has to end the text: foreign words that stand in it may say the same. */
const parseShape = (text) => /\bchange ([0-9a-f]{8})\b/.exec(text)?.[1] ?? (/: changed nothing$/.test(text) ? NOTHING : undefined);
/** So many successes of one shape say more than all of them. */
const ENOUGH = 3;
/** The runs of the same shape where enough of them succeeded; else all. */
function alike(runs, shape) {
    if (shape === undefined)
        return runs;
    const same = runs.filter((run) => run.shape === shape);
    return same.filter(({ outcome }) => outcome === 'success').length >= ENOUGH ? same : runs;
}


/***/ }),

/***/ 4773:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ calibrationLine),
/* harmony export */   z: () => (/* binding */ summary)
/* harmony export */ });
const unit = (name, seconds, below, step) => ({
    name,
    seconds,
    below,
    step,
});
const UNITS = [
    unit('s', 1, 20, 1),
    unit('s', 1, 100, 5),
    unit('min', 60, 100 * 60, 1),
    unit('h', 3600, 48 * 3600, 0.5),
];
const DAYS = unit('days', 86_400, Number.POSITIVE_INFINITY, 0.5);
/**
 * One line for people: `about 6 min, usually 5-9 (23 runs)`, or with `elapsed` seconds the time that is left:
 * `about 2 min left, usually 1-5 (23 runs)`. "Usually" means 8 runs of 10: from p10 to p90.
 */
function summary(forecast, elapsed) {
    if (forecast === undefined)
        return 'no estimate yet: no successful run to learn from';
    const left = (level) => forecast.quantile(level, elapsed) - (elapsed ?? 0);
    const middle = left(0.5);
    const unit = UNITS.find(({ below }) => middle < below) ?? DAYS;
    const round = (seconds) => Math.round(seconds / unit.seconds / unit.step) * unit.step;
    const [low, high] = [round(left(0.1)), round(left(0.9))];
    const usually = low === high ? '' : `, usually ${low}-${high}`;
    return `about ${round(middle)} ${unit.name}${elapsed === undefined ? '' : ' left'}${usually} (${basis(forecast)})`;
}
function basis({ sampleSize }) {
    if (sampleSize === 0)
        return 'planned, no run yet';
    return `${sampleSize} ${sampleSize === 1 ? 'run' : 'runs'}`;
}
/** How true the forecasts were: `Forecasts so far: 82 % of 50 runs within p80, 96 % within p95.` */
function calibrationLine({ runs, insideP80, insideP95 }) {
    const percent = (share) => `${Math.round(100 * share)} %`;
    return `Forecasts so far: ${percent(insideP80)} of ${runs} runs within p80, ${percent(insideP95)} within p95.`;
}


/***/ }),

/***/ 1287:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $V: () => (/* binding */ leftAt),
/* harmony export */   G5: () => (/* binding */ survivalOf),
/* harmony export */   JZ: () => (/* binding */ median),
/* harmony export */   So: () => (/* binding */ workFrom)
/* harmony export */ });
/* unused harmony exports quantileOf, endsBy */
/* harmony import */ var _mixture_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(560);

/** Spread of ln(seconds) supposed before anything was seen, and the number of samples that is worth. */
const PRIOR_SPREAD = 0.35;
const PRIOR_SAMPLES = 1;
/** Standard deviations in one median absolute deviation of a normal distribution. */
const NORMAL_MAD = 1.4826;
const SHORTEST_SECONDS = 0.5;
const LONGEST_SECONDS = 1e9;
/** What the samples (seconds, in any order) say; undefined without any. One odd sample in a few changes little. */
function workFrom(samples) {
    const logs = samples
        .filter((seconds) => seconds >= 0 && seconds <= LONGEST_SECONDS)
        .map((seconds) => Math.log(Math.max(SHORTEST_SECONDS, seconds)));
    if (logs.length === 0)
        return undefined;
    const centre = median(logs);
    const seen = NORMAL_MAD * median(logs.map((log) => Math.abs(log - centre)));
    const total = logs.length + PRIOR_SAMPLES;
    const spread = Math.sqrt((logs.length * seen ** 2 + PRIOR_SAMPLES * PRIOR_SPREAD ** 2) / total);
    // The standard deviation of a logistic kernel is pi / (slope * sqrt 3).
    return { seconds: Math.exp(centre), shape: Math.PI / (Math.sqrt(3) * spread), samples: logs.length };
}
/** The share of such works that takes longer than so many seconds. */
const survivalOf = ({ seconds, shape }, than) => (0,_mixture_js__WEBPACK_IMPORTED_MODULE_0__/* .logisticSurvival */ .Rw)(shape * Math.log(than / seconds));
/** Seconds that a share `level` of such works keep to. */
function quantileOf({ seconds, shape }, level) {
    return seconds * (level / (1 - level)) ** (1 / shape);
}
/** Of works still going on after `elapsed` seconds: for how many more a share `level` of them goes on. */
function leftAt(work, elapsed, level = 0.5) {
    if (!(elapsed > 0))
        return quantileOf(work, level);
    const still = survivalOf(work, elapsed);
    // So far beyond all that was seen, what is left grows with what is gone.
    if (still < NONE_LEFT)
        return elapsed * ((1 - level) ** (-1 / work.shape) - 1);
    return Math.max(0, quantileOf(work, 1 - (1 - level) * still) - elapsed);
}
/** Of works still going on after `elapsed` seconds: the share that is over within so many more. */
function endsBy(work, elapsed, seconds) {
    const still = elapsed > 0 ? survivalOf(work, elapsed) : 1;
    if (still < NONE_LEFT)
        return 1 - (elapsed / (elapsed + Math.max(0, seconds))) ** work.shape;
    return 1 - survivalOf(work, Math.max(0, elapsed) + Math.max(0, seconds)) / still;
}
/** Below it 1 - `still` is too near to 1 to be told apart. */
const NONE_LEFT = 1e-9;
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}


/***/ }),

/***/ 5104:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O7: () => (/* binding */ parseStatuses),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   eT: () => (/* binding */ REDIRECTS),
/* harmony export */   ug: () => (/* binding */ parseAddresses)
/* harmony export */ });
/* unused harmony exports shownAddress, addressNames */
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8981);

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

/***/ 2577:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ decide),
/* harmony export */   g: () => (/* binding */ before)
/* harmony export */ });
/** Priority first, then the smaller id. */
const before = (a, b) => (a.priority === b.priority ? a.id < b.id : a.priority > b.priority);
/**
 * The whole protocol of the queue, as one pure step: what a contender does about what it has just read.
 *
 * Ids alone cannot exclude: a smaller one may become visible late. So a claim is written, left to settle for
 * longer than a read may lag, and checked by a fresh read (Fischer's timed mutual exclusion). Of two who claim at
 * once the later claim's read shows the earlier claim, whatever their ids, so at most one of them holds.
 * Of rivals the first in order keeps its claim and the others withdraw: nobody starves on retries.
 */
function decide({ me, mine, others, frozen, partial = false }) {
    if (mine === 'over')
        return { act: 'lost' };
    const holders = others.filter(({ phase }) => phase === 'holding');
    const claimants = others.filter(({ phase }) => phase === 'claiming');
    const ahead = others.filter((other) => other.phase === 'waiting' && before(other, me));
    if (!me.claimed) {
        if (frozen)
            return { act: 'wait', because: 'frozen', blockers: [] };
        if (holders.length + claimants.length > 0)
            return { act: 'wait', because: 'held', blockers: [...holders, ...claimants] };
        if (ahead.length > 0)
            return { act: 'wait', because: 'queued-behind', blockers: ahead };
        if (mine === 'unseen' || partial)
            return { act: 'wait', because: 'unseen', blockers: [] };
        return { act: 'claim' };
    }
    if (frozen)
        return { act: 'withdraw', because: 'frozen', blockers: [] };
    const stronger = [...holders, ...claimants.filter((other) => before(other, me))];
    if (stronger.length > 0)
        return { act: 'withdraw', because: 'held', blockers: stronger };
    if (ahead.length > 0)
        return { act: 'withdraw', because: 'queued-behind', blockers: ahead };
    // A read that does not show our own claim is older than the claim: it proves nothing about the others.
    if (mine !== 'claiming' || partial)
        return { act: 'keep', because: 'unseen', blockers: [] };
    if (claimants.length > 0)
        return { act: 'keep', because: 'rival', blockers: claimants };
    return { act: 'hold' };
}


/***/ }),

/***/ 8003:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ registryFor)
});

// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __nccwpck_require__(7270);
// EXTERNAL MODULE: ./packages/registry/src/port.ts
var port = __nccwpck_require__(9266);
;// CONCATENATED MODULE: ./packages/registry/src/trust.ts
/** Of what never succeeded: pauses of 0.5, 1 and 2 s, since a wrong token should be heard of at once. */
const QUICK = { retries: 3, firstMs: 500, longestMs: 2000 };
/** Of what succeeded before: 1, 2, 4, 8, 15, 15 and 15 s. */
const PATIENT = { retries: 7, firstMs: 1000, longestMs: 15_000 };
/** So long after its last success a refused token is taken for a good one. */
const STRAY_MS = 15 * 60_000;
/** An installation token lives an hour (docs: generating an installation access token for a GitHub App). */
const TOKEN_LIFE_MS = 3_600_000;
/** `provenAt`: when an earlier step of this job used the token for all that is needed, by its clock. */
function trustMeter({ now }, provenAt) {
    const proven = new Set();
    /** Retries of what was refused for good would only delay whoever does without it. */
    const refused = new Set();
    let accepted = provenAt !== undefined && now() - provenAt < TOKEN_LIFE_MS ? now() : provenAt;
    const wasAllowed = (what, status) => status === 401 ? accepted !== undefined : status === 403 && (proven.has(what) || provenAt !== undefined);
    return {
        succeeded: (what) => {
            proven.add(what);
            refused.delete(what);
            accepted = now();
        },
        verdict: (what, status, failures) => {
            const { retries, firstMs, longestMs } = wasAllowed(what, status) ? PATIENT : QUICK;
            if (![401, 403, 404].includes(status))
                return { retry: false };
            const known = refused.has(what) && !wasAllowed(what, status);
            if (failures > retries)
                refused.add(what);
            if (known || failures > retries)
                return { retry: false };
            return { retry: true, afterMs: Math.min(longestMs, firstMs * 2 ** (failures - 1)) };
        },
        isStray: (what, status) => wasAllowed(what, status) && now() - (accepted ?? 0) < STRAY_MS,
        lastSuccess: () => accepted,
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/client.ts





/** GitHub ends a request after 10 s (docs: rest/using-the-rest-api/troubleshooting-the-rest-api, timeouts). */
const SERVER_LIMIT_MS = 10_000;
const TIMEOUT_MS = 12_000;
/** Longest wait for a rate limit to pass. */
const LIMIT_PATIENCE_MS = 10 * 60_000;
/** Loads GitHub's client: a lazy chunk of the bundle. Sends nothing yet. */
async function connectClient(options) {
    const github = await __nccwpck_require__.e(/* import() */ 218).then(__nccwpck_require__.bind(__nccwpck_require__, 2218));
    const { token, apiUrl: baseUrl, graphqlUrl, clock, random, signal, fetch } = options;
    const octokit = github.getOctokit(token, {
        baseUrl,
        ...(fetch === undefined ? {} : { request: { fetch } }),
    });
    const budget = budgetMeter(clock);
    octokit.hook.after('request', (response) => budget.saw(response.headers));
    octokit.hook.error('request', (error) => {
        budget.saw(headersOf(error));
        throw error;
    });
    const trust = trustMeter(clock, options.provenAt);
    const policy = { clock, random, attempts: MOST_ATTEMPTS, ...(signal === undefined ? {} : { signal }) };
    /** Says for one request how each failure is to be taken. */
    const classifier = (asked, outages) => {
        let failures = 0;
        return (error) => {
            failures += 1;
            if (isOutage(error))
                return { retry: outages && failures < ATTEMPTS };
            const limit = limited(error, clock);
            if (limit.retry)
                return failures < ATTEMPTS ? limit : { retry: false };
            return isRateLimit(error) ? limit : trust.verdict(rightOf(asked), statusOf(error) ?? 0, failures);
        };
    };
    const proving = async (asked, request) => {
        const answer = await request;
        trust.succeeded(rightOf(asked));
        return answer;
    };
    const read = async (what, request, repository = options.repository) => {
        const asked = { what, repository, trust };
        const classify = classifier(asked, true);
        const once = () => proving(asked, request(signal ? AbortSignal.any([signal, timeout()]) : timeout()));
        return await (0,retry/* retry */.L)(once, { ...policy, classify }).catch((error) => {
            throw explain(error, asked);
        });
    };
    const write = async (what, request) => {
        const asked = { what, repository: options.repository, trust };
        let began = clock.now();
        const once = () => {
            began = clock.now();
            return proving(asked, request(timeout()));
        };
        try {
            return await (0,retry/* retry */.L)(once, { ...policy, classify: classifier(asked, false) });
        }
        catch (error) {
            if (!isOutage(error))
                throw explain(error, asked);
            // Whatever became of it, it must not land after what we do next.
            await clock.sleep(began + SERVER_LIMIT_MS - clock.now(), signal);
            throw new port/* AmbiguousWriteError */.y(`GitHub did not say whether it could ${what}: ${(0,errors/* errorLine */.B)(error)}`);
        }
    };
    const graphql = (what, query, variables) => read(what, async (once) => {
        const { data, headers } = await octokit.request(`POST ${graphqlUrl}`, {
            query,
            variables,
            request: { signal: once },
        });
        const fault = data.errors?.[0];
        if (fault !== undefined)
            throw Object.assign(new GraphqlError(fault.message ?? 'unknown'), { type: fault.type, headers });
        return { data: data.data, now: serverTime(headers, clock) };
    });
    return { octokit, read, write, graphql, strain: budget.strain };
}
/** Of an outage or a limit; refusals that may be stray have their own number. */
const ATTEMPTS = 4;
const MOST_ATTEMPTS = 10;
/** The request, answered with undefined for what is not there, or not there yet. */
const orNothing = (request) => (signal) => request(signal).catch((error) => {
    if (statusOf(error) !== 404)
        throw error;
    return undefined;
});
/** Not there, not for this token, or not there yet: whoever asked has been patient. */
class NotFoundError extends errors/* UserError */.y {
}
/** GraphQL says with status 200 that it cannot answer. */
class GraphqlError extends Error {
    name = 'GraphqlError';
}
const timeout = () => AbortSignal.timeout(TIMEOUT_MS);
/** By GitHub's Date header: our clock may be wrong. */
function serverTime(headers, clock) {
    const date = Date.parse(String(headers['date'] ?? ''));
    return Number.isNaN(date) ? clock.now() : date;
}
const statusOf = (error) => error.status;
const headersOf = (error) => error.response?.headers ??
    error.headers ??
    {};
/** No answer, or one that says nothing: octokit reports a broken connection as status 500. */
function isOutage(error) {
    if (error instanceof port/* AmbiguousWriteError */.y)
        return true;
    const name = error.name;
    return (statusOf(error) ?? 0) >= 500 || name === 'AbortError' || name === 'TimeoutError';
}
/** A secondary limit that says no more passes after a minute at the earliest. */
const SECONDARY_MS = 60_000;
/** Rate limits: 429, or 403 with a header or word of it (docs: rest/using-the-rest-api/rate-limits-for-the-rest-api). */
function limited(error, clock) {
    const headers = headersOf(error);
    const refused = statusOf(error) === 429 || statusOf(error) === 403 || error instanceof GraphqlError;
    const after = Number(headers['retry-after']);
    const resets = headers['x-ratelimit-remaining'] === '0';
    const secondary = /secondary rate limit/i.test((0,errors/* errorLine */.B)(error)) ? SECONDARY_MS : Number.NaN;
    const wait = after > 0 ? after * 1000 : resets ? untilReset(headers, clock) : secondary;
    if (!refused || Number.isNaN(wait) || wait > LIMIT_PATIENCE_MS)
        return { retry: false };
    return { retry: true, afterMs: Math.max(1000, wait) };
}
const isRateLimit = (error) => statusOf(error) === 429 || (statusOf(error) === 403 && /rate limit/i.test((0,errors/* errorLine */.B)(error)));
/** Milliseconds, by the server's clock on both sides. */
const untilReset = (headers, clock) => Number(headers['x-ratelimit-reset']) * 1000 - serverTime(headers, clock);
/** A token may be allowed in one repository what it is not in another. */
const rightOf = ({ what, repository }) => `${what} in ${repository.toLowerCase()}`;
/** The error in the user's words. */
function explain(error, asked) {
    const { what, repository, trust } = asked;
    const status = statusOf(error);
    const message = (0,errors/* errorLine */.B)(error).replace(/ - https:\S+$/, '');
    if (error instanceof GraphqlError || error instanceof errors/* UserError */.y || error instanceof port/* RegistryError */.g)
        return error;
    if (isOutage(error))
        return new port/* RegistryError */.g(`GitHub could not be reached to ${what}: ${message}`);
    if (isRateLimit(error))
        return new port/* RegistryError */.g(`GitHub's rate limit is used up, so it was not possible to ${what}`);
    const lastSuccess = trust.lastSuccess();
    if (status !== undefined && lastSuccess !== undefined && trust.isStray(rightOf(asked), status))
        return new port/* RegistryError */.g(`GitHub refused to ${what} (${message}), which it allowed this token before (last answer ${(0,duration/* clockTime */.qo)(lastSuccess)})`);
    if (status === 401 && lastSuccess !== undefined)
        return new errors/* UserError */.y(`Input "github-token": GitHub accepted this token until ${(0,duration/* clockTime */.qo)(lastSuccess)} and refuses it since (${message}): it has probably expired. An App's token lives an hour, GITHUB_TOKEN as long as its job.`);
    if (status === 401)
        return new errors/* UserError */.y(`Input "github-token": GitHub does not accept this token (${message}).`);
    if (status === 403) {
        const permission = headersOf(error)['x-accepted-github-permissions'];
        const needed = permission === undefined ? '' : ` It needs the permission ${String(permission).replace('=', ': ')}.`;
        return new errors/* UserError */.y(`Input "github-token" may not ${what} in ${repository} (${message}).${needed}`);
    }
    if (status === 404)
        return new NotFoundError(`GitHub found nothing to ${what} in ${repository}: check the input "repository", and that "github-token" may see it.`);
    if (status === 409 || status === 422)
        return new errors/* UserError */.y(`GitHub refused to ${what} in ${repository}: ${message}.`);
    return error instanceof Error ? error : new Error(message);
}
/** This share of a budget is for those who register, claim and release: waiting must not use it up. */
const RESERVE = 0.25;
const WINDOW_MS = 3_600_000;
const LARGEST_STRAIN = 20;
/** Compares what is left of each budget with what is left of its hour: many who wait at once must make it last. */
function budgetMeter(clock) {
    const shares = new Map();
    return {
        saw: (headers) => {
            const [limit, remaining] = [
                Number(headers['x-ratelimit-limit']),
                Number(headers['x-ratelimit-remaining']),
            ];
            if (!(limit > 0) || Number.isNaN(remaining))
                return;
            const until = clock.now() + untilReset(headers, clock);
            shares.set(String(headers['x-ratelimit-resource']), { share: remaining / limit, until });
        },
        strain: () => {
            const now = clock.now();
            const strains = [...shares.values()].map(({ share, until }) => {
                const time = Math.max(0, until - now) / WINDOW_MS;
                return time / Math.max(0.01, (share - RESERVE) / (1 - RESERVE));
            });
            return Math.min(LARGEST_STRAIN, Math.max(1, ...strains));
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/conditional.ts
/** Answers kept for comparison; a contender watches a handful of things at a time. */
const KEPT = 200;
/**
 * GETs that carry the tag of the previous answer to the same key. A 304 does not count against the primary rate limit
 * when the request was correctly authorised (docs: rest/using-the-rest-api/best-practices-for-using-the-rest-api, "Use
 * conditional requests if appropriate"); the secondary limits count it. A tag is good for one token only
 * (github/docs#34689), so nothing here outlives the process.
 */
function conditionalGets() {
    const kept = new Map();
    return async function get(key, request) {
        const known = kept.get(key);
        try {
            const { data, headers } = await request(known === undefined ? {} : { 'if-none-match': known.etag });
            kept.delete(key);
            const etag = headers['etag'];
            if (typeof etag === 'string')
                kept.set(key, { etag, data });
            const oldest = kept.keys().next().value;
            if (kept.size > KEPT && oldest !== undefined)
                kept.delete(oldest);
            return { data, headers, unchanged: false };
        }
        catch (error) {
            const { status, response } = error;
            if (status !== 304 || known === undefined)
                throw error;
            return { data: known.data, headers: response?.headers ?? {}, unchanged: true };
        }
    };
}

// EXTERNAL MODULE: ./packages/registry/src/names.ts
var src_names = __nccwpck_require__(6337);
;// CONCATENATED MODULE: ./packages/registry/src/github-actions.ts





/** What GitHub knows about jobs, commits and native concurrency groups. Always by id: lists lag. */
function githubActions(client, { clock, repository: registry }) {
    const { octokit, read } = client;
    const get = conditionalGets();
    /** When owners were first seen to be over, for those whose end GitHub gives no time. */
    const seenOver = new Map();
    function ended(owner, { conclusion, at }, now) {
        const seen = seenOver.get(owner) ?? now;
        seenOver.set(owner, seen);
        const since = at === null ? seen : Date.parse(at);
        return {
            alive: false,
            conclusion: conclusion ?? 'unknown',
            endedForSeconds: Math.max(0, (now - since) / 1000),
        };
    }
    /**
     * What is asked here can be a stranger's field, so no answer about it ends our own work: a repository can be gone
     * (404), blocked (403, or 451: github/rest-api-description#3314), its name too long (414: github/docs#4537). That a
     * token is refused in general, the registry's own repository tells.
     * @throws RegistryError when GitHub is out of order
     */
    async function lookUp(what, repository, request) {
        const foreign = !(0,src_names/* sameRepository */.RB)(repository, registry);
        let refused = false;
        const asked = (signal) => orNothing(request)(signal).catch((error) => {
            refused = foreign && (error.status === 401 || error.status === 403);
            // Not worth the patience with a token that was good.
            if (foreign && error.status === 401)
                throw new errors/* UserError */.y(`GitHub refuses the token for ${repository}`);
            throw error;
        });
        try {
            return (await read(what, asked, repository)) ?? 'absent';
        }
        catch (error) {
            if (error instanceof port/* RegistryError */.g && !refused)
                throw error;
            return 'unreadable';
        }
    }
    const job = ({ repository }, id) => lookUp('read the owning job', repository, async (signal) => {
        const { data, headers } = await get(`job ${repository} ${id}`, (tag) => octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}', {
            ...(0,src_names/* named */.KT)(repository),
            job_id: id,
            headers: tag,
            request: { signal },
        }));
        return { ...data, now: serverTime(headers, clock) };
    });
    const attempt = ({ repository, runId, runAttempt }) => lookUp('read the owning run', repository, async (signal) => {
        const { data, headers } = await get(`run ${repository} ${runId} ${runAttempt}`, (tag) => octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}', {
            ...(0,src_names/* named */.KT)(repository),
            run_id: runId,
            attempt_number: runAttempt,
            headers: tag,
            request: { signal },
        }));
        return { ...data, now: serverTime(headers, clock) };
    });
    async function jobState(owner) {
        const { checkRunId, scope } = owner;
        if (checkRunId === undefined || scope !== 'job')
            return undefined;
        const found = await job(owner, checkRunId);
        if (typeof found === 'string')
            return undefined;
        const { status, conclusion, completed_at } = found;
        if (status !== 'completed')
            return { alive: true, by: 'job' };
        return ended(`job ${checkRunId}`, { conclusion, at: completed_at }, found.now);
    }
    async function runState(owner) {
        const found = await attempt(owner);
        if (typeof found === 'string')
            return undefined;
        const { status, conclusion, updated_at } = found;
        // The schema lets a run have no status: then nobody knows.
        if (status === null)
            return undefined;
        if (status !== 'completed')
            return { alive: true, by: 'run' };
        return ended(`run ${owner.runId}`, { conclusion, at: updated_at }, found.now);
    }
    /** When the owner ran, in milliseconds. */
    async function life(owner) {
        if (owner.checkRunId === undefined || owner.scope !== 'job') {
            const found = await attempt(owner);
            if (typeof found === 'string')
                return found;
            if (found.status === null)
                return 'unreadable';
            const over = found.status === 'completed';
            return { from: found.run_started_at ?? found.created_at, until: over ? found.updated_at : null };
        }
        const found = await job(owner, owner.checkRunId);
        if (typeof found === 'string')
            return found;
        const fits = Number(found.run_id) === owner.runId && (found.run_attempt ?? 1) === owner.runAttempt;
        return fits ? { from: found.started_at, until: found.completed_at } : 'absent';
    }
    return {
        owners: {
            state: async (owner) => {
                const known = (await jobState(owner)) ?? (await runState(owner));
                return known ?? { alive: 'unknown', why: `run ${owner.runId} of ${owner.repository} cannot be read` };
            },
            lived: async (owner, from, until) => {
                const found = await life(owner);
                if (typeof found === 'string')
                    return found === 'absent' ? false : 'unknown';
                return Date.parse(found.from) <= until && (found.until === null || Date.parse(found.until) >= from);
            },
            headSha: async (owner) => {
                const found = await attempt(owner);
                return typeof found === 'string' ? undefined : found.head_sha;
            },
        },
        commits: {
            compare: async (repository, base, head) => {
                const { data } = await read('compare commits', (signal) => octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
                    ...(0,src_names/* named */.KT)(repository),
                    basehead: `${base}...${head}`,
                    per_page: 1,
                    request: { signal },
                }), repository);
                return data.status;
            },
            defaultBranch: async (repository) => {
                const answer = await lookUp('read the repository', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}', { ...(0,src_names/* named */.KT)(repository), request: { signal } }));
                return typeof answer === 'string' ? undefined : answer.data.default_branch;
            },
        },
        groups: {
            ofRun: async (repository, runId) => {
                const answer = await lookUp('read concurrency groups', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups', {
                    ...(0,src_names/* named */.KT)(repository),
                    run_id: runId,
                    request: { signal },
                }));
                if (typeof answer === 'string')
                    return undefined;
                return answer.data.concurrency_groups.flatMap(({ group_name: name, group_members }) => group_members.map(({ job_id: jobId, status, position }) => ({
                    ...(typeof jobId === 'number' ? { jobId } : {}),
                    name,
                    holds: status === 'in_progress',
                    position,
                })));
            },
            members: async (repository, name) => {
                const answer = await lookUp('read a concurrency group', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}', {
                    ...(0,src_names/* named */.KT)(repository),
                    concurrency_group_name: name,
                    request: { signal },
                }));
                if (typeof answer === 'string')
                    return [];
                return answer.data.group_members.map(({ run_id: runId, job_name: jobName, status }) => ({
                    ...(typeof jobName === 'string' ? { jobName } : {}),
                    runId,
                    holds: status === 'in_progress',
                }));
            },
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/last-bytes.ts
/** The last `limit` bytes of a stream as text, from the beginning of a line on; never holds much more than that. */
async function lastBytes(stream, limit) {
    const chunks = [];
    let held = 0;
    let dropped = false;
    for await (const chunk of stream) {
        chunks.push(chunk);
        held += chunk.length;
        while (held - (chunks[0]?.length ?? 0) >= limit) {
            held -= chunks.shift()?.length ?? 0;
            dropped = true;
        }
    }
    const cut = dropped || held > limit;
    const text = Buffer.concat(chunks).subarray(-limit).toString();
    return cut ? text.slice(text.indexOf('\n') + 1) : text;
}

;// CONCATENATED MODULE: ./packages/registry/src/github-job-logs.ts


/** A failure is near the end; a log can have gigabytes. */
const LIMIT_BYTES = 1024 * 1024;
/** Logs as GitHub keeps them: the API redirects to a text file, and `fetch` leaves the token behind. */
function githubJobLogs({ octokit, read }) {
    return {
        tail: async (repository, jobId) => {
            try {
                return await read('read the log of a job', async (signal) => {
                    const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', {
                        ...(0,src_names/* named */.KT)(repository),
                        job_id: jobId,
                        request: { signal, parseSuccessResponseBody: false },
                    });
                    return isStream(data) ? await lastBytes(data, LIMIT_BYTES) : undefined;
                });
            }
            catch {
                // 404 while it runs, 410 after retention, 403 without the right, a broken download: a log is a courtesy.
                return undefined;
            }
        },
    };
}
/** Octokit hands the body over unread, which its types do not say. */
const isStream = (data) => typeof data === 'object' && data !== null && 'getReader' in data;

;// CONCATENATED MODULE: ./packages/registry/src/github-environments.ts



/**
 * "Environment names are not case sensitive" (docs: managing environments for deployment), yet nothing says whether
 * filters fold case, nor whether a deployment keeps the spelling it was made with or takes that of the environment
 * which exists. So whatever GitHub's own answers say is asked for, too.
 */
function spellings({ octokit, read }, repository) {
    const seen = new Map();
    const asked = new Set();
    const of = (environment) => {
        const name = (0,src_names/* canonical */.$N)(environment);
        return [...new Set([...(seen.get(name) ?? []), name, environment])];
    };
    const saw = (spelling) => {
        const name = (0,src_names/* canonical */.$N)(spelling);
        seen.set(name, (seen.get(name) ?? new Set()).add(spelling));
    };
    return {
        of,
        saw,
        lookUp: async (environment) => {
            const name = (0,src_names/* canonical */.$N)(environment);
            if (asked.has(name))
                return false;
            asked.add(name);
            const found = await read('read the environment', orNothing((signal) => octokit.request('GET /repos/{owner}/{repo}/environments/{environment_name}', {
                ...(0,src_names/* named */.KT)(repository),
                environment_name: name,
                request: { signal },
            }))).catch((error) => {
                // Only how it is spelled: nothing depends on the permission.
                if (error instanceof errors/* UserError */.y)
                    return undefined;
                throw error;
            });
            const spelling = found?.data.name;
            if (spelling === undefined || (0,src_names/* canonical */.$N)(spelling) !== name || of(environment).includes(spelling))
                return false;
            saw(spelling);
            return true;
        },
    };
}

// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
// EXTERNAL MODULE: ./packages/registry/src/payload.ts
var src_payload = __nccwpck_require__(2327);
// EXTERNAL MODULE: ./packages/registry/src/registration.ts
var src_registration = __nccwpck_require__(9544);
;// CONCATENATED MODULE: ./packages/registry/src/github-rows.ts




/**
 * Ours, or undefined: a deployment without our task and payload is somebody else's business. The commit is the
 * deployment's own, whatever the payload says. Only for a run of another repository than the registry's, whose commits
 * no deployment here can have, the payload's counts, as a claim.
 */
function toRegistration(row, registry) {
    const payload = row.task === src_registration/* TASK */.wn ? (0,src_payload/* parsePayload */.ex)(row.payload) : undefined;
    if (payload === undefined)
        return undefined;
    const claimed = (0,src_names/* sameRepository */.RB)(payload.repository, registry) ? undefined : payload.sha;
    return {
        id: row.id,
        sha: claimed ?? row.sha,
        ...(claimed === undefined ? {} : { claimed: true }),
        creator: row.creator,
        environment: (0,src_names/* canonical */.$N)(row.environment),
        createdAt: row.createdAt,
        ...(row.committedAt === undefined ? {} : { committedAt: row.committedAt }),
        payload,
        keptIn: row.repository,
        ...(0,src_registration/* lifeOf */.c_)(row.statuses, row.latest),
    };
}
/** Characters: people read it in a log line. */
const LONGEST_REASON = 300;
const LONGEST_LOGIN = 50;
function toFreeze(row) {
    // Without a status it was made a moment ago, or its maker was lost: closed until somebody opens it.
    if (row.task !== src_registration/* FREEZE_TASK */.il || (0,src_registration/* phaseOf */.hU)(row.latest) === 'over')
        return undefined;
    const { reason, actor } = (0,src_payload/* unwrap */.oA)(row.payload) ?? {};
    // Whatever it says, it closes the environment: only its words are made short.
    return {
        id: row.id,
        reason: (0,untrusted/* oneLine */.TN)(typeof reason === 'string' ? reason : (row.latest?.description ?? ''), LONGEST_REASON),
        by: typeof actor === 'string' ? (0,untrusted/* oneLine */.TN)(actor, LONGEST_LOGIN) : row.creator,
        since: row.createdAt,
    };
}
/** What happened to a deployment that somebody else made; empty for one of ours and for a freeze. */
const foreignLife = (row) => row.task === src_registration/* FREEZE_TASK */.il || (row.task === src_registration/* TASK */.wn && (0,src_payload/* parsePayload */.ex)(row.payload) !== undefined)
    ? []
    : [(0,src_registration/* lifeOf */.c_)(row.statuses, row.latest)];
const isForeign = (row) => foreignLife(row).some(({ latest }) => latest !== undefined && (0,src_registration/* phaseOf */.hU)(latest) === 'holding');
/** REST says `github-actions[bot]` where GraphQL says `github-actions`. */
const loginOf = (login) => login.replace(/\[bot\]$/, '');
const STATES = [
    'error',
    'failure',
    'inactive',
    'in_progress',
    'queued',
    'pending',
    'success',
];
/** A state that we do not know (GraphQL also has WAITING) is one in which nothing has begun. */
const toState = (state) => STATES.find((known) => known === state.toLowerCase()) ?? 'pending';

;// CONCATENATED MODULE: ./packages/registry/src/github-statuses.ts


/** So many come with each deployment; hardly one has more. */
const FIRST = 50;
const FRAGMENTS = `fragment status on DeploymentStatus { id state description createdAt logUrl creator { login } }
fragment page on DeploymentStatusConnection { pageInfo { hasNextPage endCursor } nodes { ...status } }`;
/** For a Deployment in a query that ends with `STATUS_FRAGMENTS`. */
const STATUS_FIELDS = `latestStatus { ...status } statuses(first: ${FIRST}) { ...page }`;
const STATUS_FRAGMENTS = FRAGMENTS;
/** Deployments asked about in one query. */
const AT_ONCE = 50;
/** The statuses behind the first page, by deployment: one query for all of them, and again while there are more. */
async function furtherStatuses(client, first) {
    const found = new Map();
    let open = new Map([...first].filter(([, page]) => page.pageInfo.hasNextPage));
    while (open.size > 0) {
        const asked = [...open].slice(0, AT_ONCE);
        const rest = [...open].slice(AT_ONCE);
        const names = asked.map((_, index) => `$i${index}: ID!, $c${index}: String`);
        const fields = asked.map((_, index) => `n${index}: node(id: $i${index}) { ... on Deployment { statuses(first: 100, after: $c${index}) { ...page } } }`);
        const query = `query(${names.join(', ')}) {\n${fields.join('\n')}\n}\n${FRAGMENTS}`;
        const variables = Object.fromEntries(asked.flatMap(([id, { pageInfo }], index) => [
            [`i${index}`, id],
            [`c${index}`, pageInfo.endCursor],
        ]));
        const { data } = await client.graphql('read deployments', query, variables);
        const answers = data;
        const pages = asked.flatMap(([id], index) => {
            const page = answers[`n${index}`]?.statuses;
            return page ? [[id, page]] : [];
        });
        for (const [id, page] of pages)
            found.set(id, [...(found.get(id) ?? []), ...nodesOf(page)]);
        open = new Map([...pages.filter(([, page]) => page.pageInfo.hasNextPage), ...rest]);
    }
    return found;
}
const nodesOf = (page) => (page?.nodes ?? []).filter((node) => node !== null);
const toStatus = ({ state, description, createdAt, logUrl, creator }) => ({
    state: toState(state),
    description: description ?? '',
    createdAt: Date.parse(createdAt),
    ...(creator === null ? {} : { by: loginOf(creator.login) }),
    ...(logUrl ? { logUrl } : {}),
});
/** In what order phases usually follow each other. */
const RANK = { waiting: 0, claiming: 1, holding: 2, over: 3 };
/**
 * Statuses oldest first. GraphQL promises no order for them, and its times are whole seconds: a list that runs one
 * way tells the order within a second, too; in any other the usual course of a registration does. `latest`, which
 * GitHub names, is the last.
 */
function oldestFirst(listed, latest) {
    const unique = [...new Map(listed.map((node) => [node.id, node])).values()];
    const times = unique.map(({ createdAt }) => Date.parse(createdAt));
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    const [rises, falls] = [steps.some((step) => step > 0), steps.some((step) => step < 0)];
    const startsWithLatest = unique[0]?.id === latest?.id;
    const ordered = rises && falls
        ? [...unique].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || rank(a) - rank(b))
        : falls || (!rises && startsWithLatest)
            ? [...unique].reverse()
            : unique;
    if (latest === null)
        return ordered;
    return [...ordered.filter(({ id }) => id !== latest.id), latest];
}
const rank = (node) => RANK[(0,src_registration/* phaseOf */.hU)(toStatus(node))];

;// CONCATENATED MODULE: ./packages/registry/src/github-graphql.ts




/** One page: 100 deployments with their latest and first statuses for one point. */
const QUERY = `query($owner: String!, $repo: String!, $environments: [String!], $after: String) {
  repository(owner: $owner, name: $repo) {
    nameWithOwner
    deployments(
      environments: $environments, first: 100, after: $after, orderBy: {field: CREATED_AT, direction: DESC}
    ) {
      pageInfo { hasNextPage endCursor }
      nodes { ...deployment }
    }
  }
}`;
/** The deployments of these node ids, at most 100. */
const NODES_QUERY = `query($ids: [ID!]!) {
  nodes(ids: $ids) { ...deployment ... on Deployment { repository { nameWithOwner } } }
}`;
const github_graphql_FRAGMENTS = `
fragment deployment on Deployment {
  id task payload commitOid environment originalEnvironment createdAt
  creator { __typename login }
  commit { committedDate }
  ${STATUS_FIELDS}
}
${STATUS_FRAGMENTS}`;
/** Deployments of one environment, newest first, with all their statuses: one GraphQL point a page, and seldom another. */
async function deploymentPage(client, { repository, environments, after }, known) {
    const variables = { ...(0,src_names/* named */.KT)(repository), environments, after: after ?? null };
    const { data, now } = await client.graphql('read deployments', QUERY + github_graphql_FRAGMENTS, variables);
    const found = data.repository;
    if (!found)
        throw new GraphqlError(`GraphQL knows no repository ${repository}`);
    const { hasNextPage, endCursor } = found.deployments.pageInfo;
    // A page that cannot be followed is not the last one.
    if (hasNextPage && endCursor === null)
        throw new GraphqlError('GraphQL shows a page that has no end');
    const nodes = whole(found.deployments.nodes);
    await completeLists(client, nodes, known);
    const asked = { environment: environments[0] ?? '', repository: found.nameWithOwner };
    const rows = nodes.map((node) => toRow(node, known, asked));
    return { data: { rows, ...(hasNextPage && endCursor !== null ? { next: endCursor } : {}) }, now };
}
/**
 * The deployments of these node ids, at most 100, in their order, in one point: plural fields keep the order of what they
 * are asked for (https://relay.dev/graphql/objectidentification.htm). @throws GraphqlError when one is not shown
 */
async function deploymentsById(client, ids, known) {
    const { data } = await client.graphql('read deployments', NODES_QUERY + github_graphql_FRAGMENTS, { ids });
    const nodes = whole(data.nodes);
    await completeLists(client, nodes, known);
    return nodes.map((node) => toRow(node, known, {
        environment: node.originalEnvironment ?? '',
        repository: node.repository.nameWithOwner,
    }));
}
/** Whoever holds may be behind what is not shown: REST is asked instead. */
function whole(nodes) {
    const found = (nodes ?? [null]).filter((node) => node !== null);
    if (found.length < (nodes?.length ?? 1))
        throw new GraphqlError('GraphQL does not show a deployment that it counts');
    return found;
}
/** Of ours, whose beginning or end may be on a later page. */
async function completeLists(client, nodes, known) {
    const latest = ({ latestStatus }) => latestStatus?.id ?? '';
    const long = nodes.flatMap((node) => {
        const { id, task, statuses } = node;
        const wanted = task === src_registration/* TASK */.wn && statuses?.pageInfo.hasNextPage === true;
        return wanted && known.get(id)?.latest !== latest(node) ? [[id, statuses]] : [];
    });
    const further = await furtherStatuses(client, new Map(long));
    for (const node of nodes) {
        const more = further.get(node.id);
        if (more !== undefined)
            known.set(node.id, { latest: latest(node), nodes: [...nodesOf(node.statuses), ...more] });
    }
}
/** GraphQL leaves out the `[bot]` that REST has, so that an app could pass for the person of that name. */
const creatorOf = (creator) => creator === null ? '' : `${creator.login}${creator.__typename === 'Bot' ? '[bot]' : ''}`;
function toRow(node, known, asked) {
    const listed = known.get(node.id)?.nodes ?? nodesOf(node.statuses);
    const statuses = oldestFirst(listed, node.latestStatus);
    const latest = statuses.at(-1);
    return {
        nodeId: node.id,
        task: node.task ?? '',
        sha: node.commitOid,
        environment: node.environment ?? node.originalEnvironment ?? asked.environment,
        repository: asked.repository,
        payload: node.payload,
        createdAt: Date.parse(node.createdAt),
        ...(node.commit === null ? {} : { committedAt: Date.parse(node.commit.committedDate) }),
        creator: creatorOf(node.creator),
        ...(latest === undefined ? {} : { latest: toStatus(latest) }),
        statuses: statuses.map(toStatus),
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github-ids.ts

/**
 * By node id; and where the two APIs do not write that in the same form
 * (docs: graphql/guides/migrating-graphql-global-node-ids), by the nonce, which is in both payloads. A creation that
 * was repeated has left the same nonce twice, so the time has to be the same, too.
 */
function rowIds() {
    const byNode = new Map();
    const byNonce = new Map();
    const keyOf = (payload, createdAt) => {
        const nonce = (0,src_payload/* parsePayload */.ex)(payload)?.nonce;
        return nonce && `${createdAt} ${nonce}`;
    };
    return {
        learn: ({ id, node_id, payload, created_at }) => {
            byNode.set(node_id, Number(id));
            const key = keyOf(payload, Date.parse(created_at));
            if (key !== undefined)
                byNonce.set(key, Number(id));
        },
        of: ({ nodeId, payload, createdAt }) => {
            const known = byNode.get(nodeId);
            if (known !== undefined)
                return known;
            const found = byNonce.get(keyOf(payload, createdAt) ?? '');
            if (found !== undefined)
                byNode.set(nodeId, found);
            return found;
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github-pages.ts

/** Reads pages until it is enough, or `limit` pages are read. */
async function collect(pages, limit, enough) {
    const rows = [];
    let count = 0;
    for await (const { rows: more, now, last } of pages) {
        rows.push(...more);
        count += 1;
        if (last)
            return { rows, now, end: 'all' };
        if (enough(rows, now))
            return { rows, now, end: 'enough' };
        if (count >= limit)
            return { rows, now, end: 'limit' };
    }
    throw new Error('pages end with the last one');
}
/** Ids that are given early can be stored late (docs/coordination.md, R1), so neighbours may be out of order by this. */
const LATE_ID_MS = 60_000;
/**
 * Whether nothing live can be further back: all that could still hold or wait is younger than LIFETIME_MS, by the
 * server's own clock. Rows come newest first; when they do not, age proves nothing.
 */
function isDeepEnough(rows, now) {
    const sorted = rows.every(({ createdAt }, index) => createdAt <= (rows[index - 1]?.createdAt ?? now) + LATE_ID_MS);
    const oldest = rows.at(-1);
    return sorted && oldest !== undefined && now - oldest.createdAt >= src_registration/* LIFETIME_MS */.xN;
}
/** Each once: a filter that folds case shows the same deployment under each spelling. */
const newestFirst = (rows) => [...new Map(rows.map((row) => [row.id, row])).values()].toSorted((a, b) => b.id - a.id);

;// CONCATENATED MODULE: ./packages/registry/src/github-rest.ts





const PAGE_SIZE = 100;
/** Longer than reads lag. */
const SETTLED_MS = 15_000;
function restReader(client, { repository, clock, learn }) {
    const { octokit, read } = client;
    /** As last read; good until the row says that something was added. */
    const rows = new Map();
    /** That a status changes `updated_at` is seen, but documented nowhere (github/branch-deploy#303): so it is watched. */
    const dates = { moved: false, stood: false };
    const datesMove = () => dates.moved && !dates.stood;
    const list = ({ environment, task, page = 1 }) => read('read deployments', async (signal) => {
        const { data, headers } = await octokit.request('GET /repos/{owner}/{repo}/deployments', {
            ...(0,src_names/* named */.KT)(repository),
            environment,
            ...(task === undefined ? {} : { task }),
            per_page: PAGE_SIZE,
            page,
            request: { signal },
        });
        for (const row of data)
            learn(row);
        return { rows: data, now: serverTime(headers, clock) };
    });
    /** All statuses, oldest first: by REST each has an id, which grows. */
    async function statusesOf(id) {
        const all = [];
        for (let page = 1;; page++) {
            const { data } = await read('read deployments', (signal) => octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
                ...(0,src_names/* named */.KT)(repository),
                deployment_id: id,
                per_page: PAGE_SIZE,
                page,
                request: { signal },
            }));
            all.push(...data);
            if (data.length < PAGE_SIZE)
                break;
        }
        return all.sort((a, b) => Number(a.id) - Number(b.id)).map(github_rest_toStatus);
    }
    function known(listed, now) {
        const found = rows.get(Number(listed.id));
        if (found?.updatedAt !== listed.updated_at)
            return undefined;
        if ((0,src_registration/* phaseOf */.hU)(found.row.latest) === 'over')
            return found.row;
        // Dates count whole seconds: two statuses of one second look like one.
        const settled = now - Date.parse(listed.updated_at) > SETTLED_MS;
        return settled && datesMove() ? found.row : undefined;
    }
    async function readRow(listed, now) {
        const answered = known(listed, now);
        if (answered !== undefined)
            return answered;
        const row = github_rest_toRow(listed, await statusesOf(Number(listed.id)));
        watchDates(listed, row, now);
        rows.set(row.id, { updatedAt: listed.updated_at, row });
        return row;
    }
    function watchDates(listed, row, now) {
        // A deployment that was just asked for may have moved on since it was listed: that proves nothing.
        const last = row.latest?.createdAt ?? row.createdAt;
        if (last >= now - SETTLED_MS)
            return;
        if (last > Date.parse(listed.updated_at) + 1000)
            dates.stood = true;
        else if (last > row.createdAt + 1000)
            dates.moved = true;
    }
    async function deployment(id) {
        try {
            return await read('read a deployment', (signal) => octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}', {
                ...(0,src_names/* named */.KT)(repository),
                deployment_id: id,
                request: { signal },
            }));
        }
        catch (error) {
            if (error instanceof NotFoundError)
                return undefined;
            throw error;
        }
    }
    async function one(id) {
        const found = await deployment(id);
        if (found === undefined)
            return undefined;
        learn(found.data);
        return (await withStatuses(found.data, serverTime(found.headers, clock)))[0];
    }
    /** Without its statuses a holder would look like one who waits, so they must be had. */
    async function withStatuses(listed, now) {
        try {
            return [await readRow(listed, now)];
        }
        catch (error) {
            if (!(error instanceof NotFoundError))
                throw error;
            if ((await deployment(Number(listed.id))) === undefined)
                return [];
            throw new port/* RegistryError */.g(`GitHub does not show the statuses of deployment ${listed.id}`);
        }
    }
    return { list, withStatuses, known, datesMove, one };
}
const github_rest_toStatus = ({ state, description, created_at, creator, log_url }) => ({
    state: toState(state),
    description: description ?? '',
    createdAt: Date.parse(created_at),
    ...(creator === null ? {} : { by: loginOf(creator.login) }),
    ...(log_url ? { logUrl: log_url } : {}),
});
function github_rest_toRow(listed, statuses) {
    const latest = statuses.at(-1);
    return {
        id: Number(listed.id),
        task: listed.task,
        sha: listed.sha,
        environment: listed.environment,
        repository: listed.repository_url.split('/').slice(-2).join('/'),
        payload: listed.payload,
        createdAt: Date.parse(listed.created_at),
        creator: listed.creator?.login ?? '',
        ...(latest === undefined ? {} : { latest }),
        statuses,
    };
}

// EXTERNAL MODULE: ./packages/registry/src/decide.ts
var decide = __nccwpck_require__(2577);
;// CONCATENATED MODULE: ./packages/registry/src/github-rest-rows.ts







/**
 * Requests that one look may cost while GraphQL is out of order: the list has no statuses, so each registration costs one.
 * What is left unread is not taken for over: the next look goes on where this one ended, with what was read in memory.
 */
const REQUESTS = 40;
/** However many pages the list has. */
const LEAST_READ = 10;
/** So many of the newest are always read: how long deployments took lately is worth knowing. */
const NEWEST = 5;
/** No environment is read deeper than this many pages. */
const DEEPEST = 50;
/** What is not read may be alive. No outage, which users may choose to go on without: somebody made so many. */
const tooMany = (environment) => new errors/* UserError */.y(`${environment} has more registrations than can be read (${DEEPEST * PAGE_SIZE}), so it is not known whether it is free: find out who makes so many, and delete what is over (operation: cleanup, older-than: 1d), or divide the environment.`);
/** Writes that crossed the grant's own read are looked at all the same. Far more than a claim settles. */
const MARGIN_MS = 60_000;
/** Reads what may be live, or `limit` of what is over, by REST alone. */
async function readByRest({ rest, repository, spellings }, { limit = 0 } = {}) {
    const { listed, now, pages, last } = await listOurs(rest, spellings, limit);
    let budget = Math.max(LEAST_READ, REQUESTS - 1 - pages);
    const rows = [];
    const unread = [];
    const proofs = [];
    const grants = [];
    const read = async (each) => {
        const known = rest.known(each, now);
        if (known !== undefined)
            return [known];
        if (budget === 0)
            return undefined;
        budget -= 1;
        return await rest.withStatuses(each, now);
    };
    for (const [index, each] of listed.entries()) {
        const wanted = index < Math.max(NEWEST, limit);
        if (!wanted && rest.datesMove() && isProvenOver(each, proofs))
            continue;
        const found = await read(each);
        if (found === undefined && (0,src_payload/* parsePayload */.ex)(each.payload) !== undefined)
            unread.push(Number(each.id));
        for (const row of found ?? []) {
            rows.push(row);
            const registration = toRegistration(row, repository);
            if (registration?.heldSince === undefined)
                continue;
            proofs.push(registration);
            if (row.creator === src_names/* JOB_TOKEN */.IK)
                grants.push(registration.heldSince);
        }
    }
    // A grant to a job proves that nothing was frozen then (see `withOldFreezes`).
    const proven = ({ created_at }) => grants.some((heldSince) => Date.parse(created_at) < heldSince - MARGIN_MS);
    for (const environment of spellings) {
        for (let page = 1; page <= DEEPEST; page++) {
            const freezes = await rest.list({ environment, task: src_registration/* FREEZE_TASK */.il, page });
            for (const each of freezes.rows.filter((row) => !proven(row))) {
                const found = await read(each);
                if (found === undefined)
                    unread.push(Number(each.id));
                else
                    rows.push(...found);
            }
            if (freezes.rows.length < PAGE_SIZE || freezes.rows.some(proven))
                break;
        }
    }
    return { rows: onlyOnce(rows), unread, now, last };
}
/** Ours, newest first, without their statuses. @throws UserError when there are more than can be read */
async function listOurs(rest, spellings, limit) {
    const listed = [];
    let [now, pages, last] = [0, 0, true];
    for (const environment of spellings) {
        for (let page = 1;; page++) {
            const answer = await rest.list({ environment, task: src_registration/* TASK */.wn, page });
            pages += 1;
            listed.push(...answer.rows);
            now = answer.now;
            const oldest = answer.rows.at(-1);
            if (answer.rows.length < PAGE_SIZE || oldest === undefined)
                break;
            last = false;
            if (now - Date.parse(oldest.created_at) > src_registration/* LIFETIME_MS */.xN && listed.length >= limit)
                break;
            if (page === DEEPEST && limit === 0)
                throw tooMany(environment);
            if (page === DEEPEST)
                break;
        }
    }
    const newestFirst = onlyOnce(listed).toSorted((a, b) => Number(b.id) - Number(a.id));
    return { listed: newestFirst, now, pages, last };
}
/** A filter that folds case shows the same deployment under each spelling. */
const onlyOnce = (rows) => [
    ...new Map(rows.map((row) => [Number(row.id), row])).values(),
];
/**
 * Whether the list alone says that a registration is of no account any more. When `granted` had its turn, nobody else was
 * in progress and nobody waited before it who had a right to its place (see coordination.md, "Why two never hold"); what
 * had no status since has not begun since. A newer success of the same repository is what the environment runs.
 */
function isProvenOver({ id, payload: raw, created_at, updated_at, }, proofs) {
    const payload = (0,src_payload/* parsePayload */.ex)(raw);
    if (payload === undefined)
        return true;
    const touched = Math.max(Date.parse(created_at), Date.parse(updated_at));
    const place = { id: Number(id), priority: payload.priority };
    const granted = proofs.some((proof) => (0,decide/* before */.g)(place, { id: proof.id, priority: proof.payload.priority }) &&
        touched < (proof.heldSince ?? 0) - MARGIN_MS);
    const succeeded = proofs.some(({ payload: { repository }, ended }) => repository === payload.repository && ended?.state === 'success' && ended.createdAt >= touched);
    return granted && succeeded;
}

;// CONCATENATED MODULE: ./packages/registry/src/github-watch.ts



/**
 * More than one, since the order of statuses is not documented: while there are fewer, a new one changes the page
 * wherever it stands. The whole queue is read again now and then in any case.
 */
const github_watch_PAGE_SIZE = 100;
/**
 * The cheapest thing that tells whether one deployment has moved on: its own list of statuses, asked for conditionally.
 * The list of all deployments would change with everybody's every step, and nobody documents that a status changes it.
 */
function githubWatch({ octokit, read }, repository) {
    const get = conditionalGets();
    return {
        glimpse: async (id) => {
            const answer = await read('read deployment statuses', async (signal) => {
                try {
                    return await get(String(id), (headers) => octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
                        ...(0,src_names/* named */.KT)(repository),
                        deployment_id: id,
                        per_page: github_watch_PAGE_SIZE,
                        headers,
                        request: { signal },
                    }));
                }
                catch (error) {
                    if (error.status === 404)
                        return undefined;
                    throw error;
                }
            });
            if (answer === undefined)
                return undefined;
            const rows = answer.data.map(({ id: status, state, description, created_at }) => ({
                id: Number(status),
                state: toState(state),
                description: description ?? '',
                createdAt: Date.parse(created_at),
            }));
            const latest = rows.reduce((a, b) => (a === undefined || b.id > a.id ? b : a), undefined);
            return { ...(latest === undefined ? {} : { latest }), free: answer.unchanged };
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/description.ts

/** docs: rest/deployments/statuses, `description`: a longer one is refused. */
const LIMIT = 140;
/**
 * Text fit for the description of a deployment or a status: one line of at most 140 characters, none above U+FFFF,
 * which GitHub refuses in descriptions (wip/app#138, ouzi-dev/commit-status-updater#526).
 */
const description_description = (text) => (0,untrusted/* oneLine */.TN)(text.replace(/[\u{10000}-\u{10ffff}]/gu, '\u25a1'), LIMIT);

;// CONCATENATED MODULE: ./packages/registry/src/github-write.ts







/** Status writes may be repeated: the second says the same as the first. */
const github_write_ATTEMPTS = 3;
/** The four writes of the registry. `learn` is told what is made. */
function githubWriter(client, { repository, signal }, learn) {
    const { octokit, read, write } = client;
    async function createDeployment(what, deployment) {
        const { data, status } = await write(what, (once) => octokit.request('POST /repos/{owner}/{repo}/deployments', {
            ...(0,src_names/* named */.KT)(repository),
            ...deployment,
            description: description_description(deployment.description),
            // GitHub's defaults would merge branches, and wait for every check of the commit.
            auto_merge: false,
            required_contexts: [],
            production_environment: false,
            transient_environment: false,
            request: { signal: once },
        }));
        // An answer without the deployment has been seen in an incident (chrnorm/deployment-action#78).
        if (status !== 201 || typeof data !== 'object' || !('id' in data))
            throw new port/* AmbiguousWriteError */.y(`GitHub answered ${status} without saying what it made`);
        const id = Number(data.id);
        learn(data);
        return {
            id,
            createdAt: Date.parse(data.created_at),
            // Asked for as "staging", it is made in the environment "Staging" where that exists.
            environment: (0,src_names/* canonical */.$N)(data.environment),
            creator: data.creator?.login ?? '',
        };
    }
    const post = async (id, status) => {
        for (let attempt = 1;; attempt++) {
            try {
                return await postOnce(id, status);
            }
            catch (error) {
                if (!(error instanceof port/* AmbiguousWriteError */.y) || attempt >= github_write_ATTEMPTS || signal?.aborted)
                    throw error;
            }
        }
    };
    const postOnce = async (id, { state, description, logUrl, environmentUrl, autoInactive = false }) => {
        const { data } = await write('write a deployment status', (once) => octokit.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
            ...(0,src_names/* named */.KT)(repository),
            deployment_id: id,
            state,
            description: description_description(description),
            auto_inactive: autoInactive,
            ...(logUrl === undefined ? {} : { log_url: logUrl }),
            ...(environmentUrl === undefined ? {} : { environment_url: environmentUrl }),
            request: { signal: once },
        }));
        if (typeof data !== 'object' || !('id' in data))
            throw new port/* AmbiguousWriteError */.y('GitHub answered without a status');
        return {
            id: Number(data.id),
            state: toState(data.state),
            description: data.description ?? '',
            createdAt: Date.parse(data.created_at),
        };
    };
    async function defaultBranch() {
        const { data } = await read('read the repository', (once) => octokit.request('GET /repos/{owner}/{repo}', { ...(0,src_names/* named */.KT)(repository), request: { signal: once } }));
        return data.default_branch;
    }
    return {
        create: async ({ environment, sha, description, payload }) => {
            // A commit of another repository is unknown here, so the payload carries it.
            const elsewhere = !(0,src_names/* sameRepository */.RB)(payload.repository, repository);
            const stored = elsewhere ? { ...payload, sha } : payload;
            const made = await createDeployment('register a deployment', {
                ref: elsewhere ? await defaultBranch() : sha,
                task: src_registration/* TASK */.wn,
                environment: (0,src_names/* canonical */.$N)(environment),
                description,
                payload: (0,src_payload/* formatPayload */.Oi)(stored),
            });
            return { ...made, sha, payload: stored };
        },
        post,
        freeze: async (environment, { reason, by }) => {
            const made = await createDeployment('freeze an environment', {
                ref: await defaultBranch(),
                task: src_registration/* FREEZE_TASK */.il,
                environment: (0,src_names/* canonical */.$N)(environment),
                description: `frozen by ${by}: ${reason}`,
                payload: { signalbox: 1, reason: (0,untrusted/* truncate */.xv)(reason, 1000), actor: by },
            });
            await post(made.id, { state: 'in_progress', description: `frozen by ${by}: ${reason}` });
            return { id: made.id, reason, by, since: made.createdAt };
        },
        remove: async (id) => {
            await read('delete a deployment', async (once) => {
                try {
                    await octokit.request('DELETE /repos/{owner}/{repo}/deployments/{deployment_id}', {
                        ...(0,src_names/* named */.KT)(repository),
                        deployment_id: id,
                        request: { signal: once },
                    });
                }
                catch (error) {
                    // Deleting is safe to repeat: what is gone is gone.
                    if (error.status !== 404)
                        throw error;
                }
            });
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github-registry.ts














/** So many pages of everything are read; then ours are asked for alone, so that others' cost nothing. */
const MIXED_PAGES = 5;
/** Pages of the list that are read for the REST ids of one look. An id that stays unknown counts as in front. */
const ID_PAGES = 10;
const isStandingFreeze = ({ task, latest }) => task === src_registration/* FREEZE_TASK */.il && latest?.state === 'in_progress';
const isOver = ({ latest }) => latest !== undefined && (0,src_registration/* phaseOf */.hU)(latest) === 'over';
/** The registry as GitHub deployments. GraphQL shows a hundred in one request; REST knows their ids, and can replace it. */
function githubRegistry(client, options) {
    const { repository, clock } = options;
    const ids = rowIds();
    const names = spellings(client, repository);
    const rest = restReader(client, { repository, clock, learn: ids.learn });
    const longLists = new Map();
    /** Environments with more of others than are worth reading. */
    const crowded = new Set();
    /** Environments in which no freeze stood when all were looked at: a later one is among the newest rows. */
    const unfrozen = new Set();
    const registration = (row) => toRegistration(row, repository);
    const registrationsOf = (rows) => rows.flatMap((row) => registration(row) ?? []);
    const isOurs = (row) => registration({ ...row, id: src_registration/* UNKNOWN_ID */.n4 }) !== undefined;
    const isLive = (row) => (0,src_registration/* phaseOf */.hU)(row.latest) !== 'over' && isOurs(row);
    /** Asks the lists of REST for the ids of those rows that need one. */
    async function learnIds(environment, task, rows) {
        const missing = () => rows.some((row) => ids.of(row) === undefined);
        for (const spelling of names.of(environment)) {
            for (let page = 1; page <= ID_PAGES && missing(); page++) {
                const listed = await rest.list({ environment: spelling, task, page });
                if (listed.rows.length < PAGE_SIZE)
                    break;
            }
        }
    }
    async function withIds(environment, rows, wanted) {
        await learnIds(environment, src_registration/* TASK */.wn, rows.filter(wanted));
        await learnIds(environment, src_registration/* FREEZE_TASK */.il, rows.filter(isStandingFreeze));
        return rows.map(({ nodeId, ...row }) => ({ ...row, id: ids.of({ nodeId, ...row }) ?? src_registration/* UNKNOWN_ID */.n4 }));
    }
    /** All deployments of the environment, whoever made them. */
    async function* everything(environment, wanted) {
        for (let after;;) {
            const request = { repository, environments: names.of(environment), after };
            const { data, now } = await deploymentPage(client, request, longLists);
            for (const row of data.rows)
                if (row.task === src_registration/* TASK */.wn)
                    names.saw(row.environment);
            yield { rows: await withIds(environment, data.rows, wanted), now, last: data.next === undefined };
            after = data.next;
        }
    }
    /** The deployments of one task under one spelling: two requests a page, however many others there are. */
    async function* pagesOfTask(spelling, task) {
        for (let page = 1;; page++) {
            const listed = await rest.list({ environment: spelling, task, page });
            yield { rows: await withStatuses(listed.rows), now: listed.now, last: listed.rows.length < PAGE_SIZE };
        }
    }
    async function withStatuses(listed) {
        if (listed.length === 0)
            return [];
        const nodes = listed.map(({ node_id }) => node_id);
        const rows = await deploymentsById(client, nodes, longLists);
        return listed.map(({ id, task, created_at }, index) => {
            const row = rows[index];
            if (row?.task !== task || row.createdAt !== Date.parse(created_at))
                throw new GraphqlError('GraphQL shows another deployment than was asked for');
            return { ...row, id: Number(id) };
        });
    }
    /** The deployments of one task, under every spelling. */
    async function ofTask(environment, task, enough) {
        const reads = [];
        for (const spelling of names.of(environment))
            reads.push(await collect(pagesOfTask(spelling, task), DEEPEST, enough));
        const ends = reads.map(({ end }) => end);
        return {
            rows: newestFirst(reads.flatMap(({ rows }) => rows)),
            now: reads[0]?.now ?? clock.now(),
            end: ends.find((end) => end === 'limit') ?? ends.find((end) => end === 'enough') ?? 'all',
        };
    }
    /** By REST where GraphQL cannot be used. */
    async function orByRest(byGraphql, byRest) {
        try {
            return await byGraphql();
        }
        catch (error) {
            const worthAnother = [GraphqlError, errors/* UserError */.y, port/* RegistryError */.g].some((kind) => error instanceof kind);
            if (!worthAnother || options.signal?.aborted)
                throw error;
            return await byRest();
        }
    }
    /** By REST alone; `limit` is how many are wanted of what is over. */
    async function slowly(environment, limit = 0) {
        const spelt = names.of(environment);
        const { rows, unread, now, last } = await readByRest({ rest, repository, spellings: spelt }, { limit });
        return { rows, now, unread, end: last && unread.length === 0 ? 'all' : 'enough' };
    }
    /** Once more under the name that GitHub has for the environment when nothing was found under ours. */
    async function readAll(environment, read) {
        const found = await read();
        const again = found.rows.length === 0 && (await names.lookUp(environment));
        return again ? await read() : found;
    }
    /** All that may be live, and more. */
    async function live(name, wanted) {
        const environment = (0,src_names/* canonical */.$N)(name);
        if (!crowded.has(environment)) {
            const read = await collect(everything(name, wanted), MIXED_PAGES, isDeepEnough);
            if (read.end !== 'limit')
                return await withOldFreezes(name, read);
            crowded.add(environment);
        }
        const own = await ofTask(name, src_registration/* TASK */.wn, isDeepEnough);
        if (own.end === 'limit')
            return own;
        const closed = await freezes(name);
        return { ...own, rows: [...own.rows, ...closed.rows], end: closed.end === 'limit' ? 'limit' : own.end };
    }
    const freezes = (name) => ofTask(name, src_registration/* FREEZE_TASK */.il, () => false);
    /**
     * Freezes have no age at which they end. That a job was granted its turn proves that none stood before; anybody who can
     * forge that can open a freeze as well, but for what has another identity than jobs.
     */
    async function withOldFreezes(name, read) {
        const environment = (0,src_names/* canonical */.$N)(name);
        const granted = read.rows.some((row) => row.creator === src_names/* JOB_TOKEN */.IK && registration(row)?.heldSince !== undefined);
        if (read.end === 'all' || granted || unfrozen.has(environment))
            return read;
        const { rows: closed, end } = await freezes(name);
        if (end === 'limit')
            return { ...read, end };
        if (closed.every((row) => toFreeze(row) === undefined))
            unfrozen.add(environment);
        return { ...read, rows: [...read.rows.filter(({ task }) => task !== src_registration/* FREEZE_TASK */.il), ...closed] };
    }
    /** @throws UserError when it is not certain that `read` shows all */
    function certain(name, read) {
        if (read.end === 'limit')
            throw tooMany((0,src_names/* canonical */.$N)(name));
        return read;
    }
    const writer = githubWriter(client, options, (made) => {
        ids.learn(made);
        names.saw(made.environment);
    });
    return {
        repository,
        strain: client.strain,
        ...writer,
        ...githubWatch(client, repository),
        snapshot: async (name, { everyId = false } = {}) => {
            const wanted = everyId ? isOurs : isLive;
            const read = () => orByRest(() => live(name, wanted), () => slowly(name));
            return toSnapshot(certain(name, await readAll(name, read)), repository);
        },
        find: async (id) => {
            const row = await rest.one(id);
            return row && registration(row);
        },
        unfreeze: async (name, description) => {
            const read = () => orByRest(() => freezes(name), () => allFreezesByRest(name));
            const { rows } = certain(name, await readAll(name, read));
            const standing = rows.flatMap((row) => toFreeze(row) ?? []);
            for (const { id } of standing)
                await writer.post(id, { state: 'inactive', description });
            return standing.length;
        },
        past: async (name, limit) => {
            const over = (rows) => registrationsOf(rows).filter(isOver);
            const enough = (rows) => over(rows).length >= limit;
            // Who asks for the past can do with less of it.
            const { rows } = await readAll(name, () => orByRest(() => ofTask(name, src_registration/* TASK */.wn, enough), () => slowly(name, limit)));
            return over(rows).slice(0, limit);
        },
        findPast: async (name, wanted) => {
            const found = (rows) => registrationsOf(rows).find(wanted);
            const enough = (rows) => found(rows) !== undefined;
            const read = await readAll(name, () => orByRest(() => ofTask(name, src_registration/* TASK */.wn, enough), () => slowly(name)));
            const one = found(certain(name, read).rows);
            if (one === undefined && read.end !== 'all')
                throw new port/* RegistryError */.g(`What ${(0,src_names/* canonical */.$N)(name)} ran is further back than can be read now`);
            return one;
        },
        foreignPast: async (name, limit) => {
            const over = (rows) => rows.flatMap(foreignLife).filter(isOver);
            const enough = (rows) => over(rows).length >= limit;
            const read = async () => orByRest(() => collect(everything(name, () => false), DEEPEST, enough), async () => {
                // REST's list has no statuses, and a request for each would cost too much; it still tells what is forbidden.
                const { now } = await rest.list({ environment: (0,src_names/* canonical */.$N)(name) });
                return { rows: [], now, end: 'enough' };
            });
            return over((await readAll(name, read)).rows).slice(0, limit);
        },
    };
    /** Every one, whatever it costs: whoever opens an environment wants it open. */
    async function allFreezesByRest(name) {
        const rows = [];
        let [now, end] = [0, 'all'];
        for (const spelling of names.of(name)) {
            for (let page = 1;; page++) {
                const listed = await rest.list({ environment: spelling, task: src_registration/* FREEZE_TASK */.il, page });
                now = listed.now;
                // One after the other: GitHub asks not to be hurried (docs: best practices for using the REST API).
                for (const each of listed.rows)
                    rows.push(...(await rest.withStatuses(each, now)));
                if (listed.rows.length < PAGE_SIZE)
                    break;
                if (page === DEEPEST)
                    end = 'limit';
                if (page === DEEPEST)
                    break;
            }
        }
        return { rows: newestFirst(rows), now, end };
    }
}
function toSnapshot({ rows, now, end, unread = [] }, repository) {
    const lifted = rows.flatMap(({ task, latest }) => task === src_registration/* FREEZE_TASK */.il && (0,src_registration/* phaseOf */.hU)(latest) === 'over' ? (latest?.createdAt ?? []) : []);
    return {
        registrations: rows.flatMap((row) => toRegistration(row, repository) ?? []),
        freezes: rows.flatMap((row) => toFreeze(row) ?? []),
        ...(lifted.length === 0 ? {} : { openedAt: Math.max(...lifted) }),
        foreign: rows.filter(isForeign).length,
        more: end !== 'all',
        ...(unread.length === 0 ? {} : { unread }),
        now,
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github.ts




/** Connects to the registry in GitHub's Deployments API. Sends nothing yet. */
async function connectRegistry(options) {
    const client = await connectClient(options);
    return {
        registry: githubRegistry(client, options),
        ...githubActions(client, options),
        logs: githubJobLogs(client),
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/for-step.ts

/** Connects a step to its registry. Sends nothing yet. `provenAt`: see `ConnectOptions`. */
function registryFor(inputs, step, provenAt) {
    const { clock, random, job, cancelled: signal } = step;
    const { apiUrl, graphqlUrl } = job;
    const { 'github-token': token, repository } = inputs;
    return connectRegistry({
        ...{ token, repository, apiUrl, graphqlUrl, clock, random, signal },
        ...(provenAt === undefined ? {} : { provenAt }),
    });
}


/***/ }),

/***/ 4777:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _$: () => (/* binding */ calibrationOf),
/* harmony export */   b6: () => (/* binding */ history),
/* harmony export */   sV: () => (/* binding */ finishedRun)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_calibration__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9420);

/**
 * The environment's finished deployments, newest first: from the status that made each hold to its outcome.
 * Registrations that never held are no deployments and are left out.
 */
async function history(registry, environment, limit) {
    const past = await registry.past(environment, limit);
    return past.flatMap((registration) => finishedRun(registration) ?? []);
}
function finishedRun({ heldSince, ended, shape }) {
    if (heldSince === undefined || ended === undefined)
        return undefined;
    return {
        endedAt: ended.createdAt,
        seconds: Math.max(0, (ended.createdAt - heldSince) / 1000),
        outcome: ended.state === 'success' || ended.state === 'failure' ? ended.state : 'cancelled',
        ...(shape === undefined ? {} : { shape }),
    };
}
/** How true the predictions made at the start of these registrations (newest first) were, of the last 50 that succeeded. */
function calibrationOf(registrations) {
    const judged = registrations.flatMap((life) => {
        const run = finishedRun(life);
        const counts = run?.outcome === 'success' && life.predicted !== undefined;
        return counts ? [{ predicted: life.predicted, seconds: run.seconds }] : [];
    });
    return (0,_signalbox_estimate_calibration__WEBPACK_IMPORTED_MODULE_0__/* .calibration */ .xD)(judged.reverse());
}


/***/ }),

/***/ 6337:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ canonical),
/* harmony export */   IK: () => (/* binding */ JOB_TOKEN),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   RB: () => (/* binding */ sameRepository),
/* harmony export */   Z6: () => (/* binding */ isRepository)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8981);

/**
 * Whether it can be the OWNER/NAME of a repository: ASCII letters, digits and `-`, `_` (managed users), `.` (names),
 * at most 100 characters each (GitHub's limit for names; owners have 39).
 */
const isRepository = (name) => /^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(name);
/** OWNER/NAME as the parts of a REST path. @throws UserError for what cannot be a repository */
function named(repository) {
    const [owner = '', repo = ''] = repository.split('/');
    if (!isRepository(repository))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('A repository is named OWNER/NAME.');
    return { owner, repo };
}
/** Who makes deployments with the token of a job. */
const JOB_TOKEN = 'github-actions[bot]';
/** Owners and names of repositories are not case sensitive. */
const sameRepository = (a, b) => a.toLowerCase() === b.toLowerCase();
/** Environments are not case sensitive (docs: managing environments), but lists of deployments may be. */
const canonical = (environment) => environment.toLowerCase();


/***/ }),

/***/ 2327:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BE: () => (/* binding */ PRIORITIES),
/* harmony export */   Oi: () => (/* binding */ formatPayload),
/* harmony export */   d2: () => (/* binding */ fitsPayload),
/* harmony export */   ex: () => (/* binding */ parsePayload),
/* harmony export */   oA: () => (/* binding */ unwrap)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7732);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5103);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6337);



const VERSION = 1;
/** The stored form: {"signalbox":1, ...}. */
function formatPayload(payload) {
    return {
        signalbox: VERSION,
        nonce: payload.nonce,
        correlation_id: payload.correlationId,
        repository: payload.repository,
        ...(payload.repositoryId === undefined ? {} : { repository_id: payload.repositoryId }),
        run_id: payload.runId,
        run_attempt: payload.runAttempt,
        ...(payload.checkRunId === undefined ? {} : { check_run_id: payload.checkRunId }),
        workflow: (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .truncate */ .xv)(payload.workflow.replace(/[\p{Cc}\p{Cs}]+/gu, ' '), STORED_WORKFLOW),
        actor: payload.actor,
        priority: payload.priority,
        scope: payload.scope,
        stacks: payload.stacks,
        ...(payload.sha === undefined ? {} : { sha: payload.sha }),
    };
}
/** Limits of what is stored, in characters; what is beyond them was not written by us. */
const LONGEST = { nonce: 200, workflow: 1000, actor: 100, stack: 400 };
const MOST_STACKS = 100;
/** What a user names as stacks must fit: whoever cannot be read back has no place in the queue. */
const fitsPayload = (stacks) => stacks.length <= MOST_STACKS && stacks.every(isStack);
/** Of what we write: names of workflows have no limit that GitHub documents. */
const STORED_WORKFLOW = 200;
/** The bounds of the input `priority`, and of what counts when it is read. */
const PRIORITIES = { least: -1000, most: 1000 };
const isText = (value, most) => typeof value === 'string' && value.length <= most && !/[\p{Cc}\p{Cs}]/u.test(value);
/** What may stand in a path, and in an address that people click. */
const isStack = (value) => isText(value, LONGEST.stack) && /^[\w:/-]+$/.test(value);
/** What each field must be; what is absent, or null, has a default where there is one. */
const CHECKS = {
    nonce: (value) => isText(value, LONGEST.nonce) && value !== '',
    correlation_id: (value) => value === '' || (typeof value === 'string' && _signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__/* .CORRELATION_ID */ .tU.test(value)),
    repository: (value) => typeof value === 'string' && (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .isRepository */ .Z6)(value),
    repository_id: isId,
    run_id: isId,
    run_attempt: isId,
    check_run_id: isId,
    workflow: (value) => isText(value, LONGEST.workflow),
    actor: (value) => isText(value, LONGEST.actor),
    priority: (value) => Number.isSafeInteger(value) && Number(value) >= PRIORITIES.least && Number(value) <= PRIORITIES.most,
    scope: (value) => value === 'job' || value === 'run',
    stacks: (value) => Array.isArray(value) && value.length <= MOST_STACKS && value.every(isStack),
    sha: (value) => typeof value === 'string' && /^[0-9a-f]{40}$/i.test(value),
};
const REQUIRED = ['nonce', 'repository', 'run_id', 'run_attempt'];
/**
 * The payload of a registration of ours; undefined when anybody else wrote it, or a later version of us. Whoever may
 * write deployments may write anything here: with one field that we would not have written it is none of ours.
 */
function parsePayload(stored) {
    const raw = unwrap(stored);
    if (raw === undefined || raw['signalbox'] !== VERSION)
        return undefined;
    const given = (name) => raw[name] !== undefined && raw[name] !== null;
    if (!REQUIRED.every(given))
        return undefined;
    if (!Object.entries(CHECKS).every(([name, valid]) => !given(name) || valid(raw[name])))
        return undefined;
    const checked = raw;
    return {
        nonce: checked.nonce,
        correlationId: checked.correlation_id ?? '',
        repository: checked.repository,
        ...(given('repository_id') ? { repositoryId: Number(checked.repository_id) } : {}),
        runId: checked.run_id,
        runAttempt: checked.run_attempt,
        ...(given('check_run_id') ? { checkRunId: Number(checked.check_run_id) } : {}),
        workflow: checked.workflow ?? '',
        actor: checked.actor ?? '',
        priority: checked.priority ?? 0,
        scope: checked.scope ?? 'job',
        stacks: checked.stacks ?? [],
        ...(given('sha') ? { sha: String(checked.sha).toLowerCase() } : {}),
    };
}
/** GitHub hands a payload back as an object (REST), as JSON text (GraphQL), or as JSON text of JSON text. */
function unwrap(stored) {
    let value = stored;
    for (let layer = 0; layer < 2 && typeof value === 'string'; layer++) {
        try {
            value = JSON.parse(value);
        }
        catch {
            return undefined;
        }
    }
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}
function isId(value) {
    return Number.isSafeInteger(value) && Number(value) >= 1;
}


/***/ }),

/***/ 9266:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ RegistryError),
/* harmony export */   y: () => (/* binding */ AmbiguousWriteError)
/* harmony export */ });
/** The registry, or something needed to trust it, could not be read or written: an outage, not a mistake. */
class RegistryError extends Error {
    name = 'RegistryError';
}
/** A write whose answer was lost. It may have been done; it can no longer be done later. */
class AmbiguousWriteError extends RegistryError {
    name = 'AmbiguousWriteError';
}


/***/ }),

/***/ 9544:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c_: () => (/* binding */ lifeOf),
/* harmony export */   g4: () => (/* binding */ belongsTo),
/* harmony export */   hU: () => (/* binding */ phaseOf),
/* harmony export */   il: () => (/* binding */ FREEZE_TASK),
/* harmony export */   n4: () => (/* binding */ UNKNOWN_ID),
/* harmony export */   wn: () => (/* binding */ TASK),
/* harmony export */   xN: () => (/* binding */ LIFETIME_MS)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_calibration__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9420);
/* harmony import */ var _signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8333);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6337);



/** `task` of the GitHub deployments that are registrations. */
const TASK = 'signalbox';
/** `task` of the GitHub deployments that close an environment for everybody. */
const FREEZE_TASK = 'signalbox:freeze';
/**
 * Whether a registration was made by this repository, however it was called then: by its id, by its name, or because
 * only a commit of another repository than the one that keeps the record is written into the payload.
 */
function belongsTo({ payload, keptIn }, { repository, repositoryId }) {
    if (payload.repositoryId !== undefined && repositoryId !== undefined)
        return payload.repositoryId === repositoryId;
    if ((0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .sameRepository */ .RB)(payload.repository, repository))
        return true;
    return payload.sha === undefined && keptIn !== undefined && (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .sameRepository */ .RB)(keptIn, repository);
}
/** How the description of a claim begins, and no other. */
const CLAIM = 'claim';
function phaseOf(latest) {
    if (latest === undefined)
        return 'waiting';
    switch (latest.state) {
        case 'queued':
        case 'pending':
            return 'waiting';
        case 'in_progress':
            return latest.description.startsWith(CLAIM) ? 'claiming' : 'holding';
        default:
            return 'over';
    }
}
/**
 * Reads a life from statuses, oldest first; `newest` may be newer than all of them. Nobody who has held is written back
 * into the queue by the protocol, so a status that says so (a stranger's, or a note by somebody whose read was old) changes
 * nothing: who holds goes on holding, and what is over stays over.
 */
function lifeOf(statuses, newest = statuses.at(-1)) {
    const held = statuses.find((status) => phaseOf(status) === 'holding');
    const from = held === undefined ? 0 : statuses.indexOf(held);
    // GitHub turns a success inactive when a newer one arrives: the first ending is the outcome.
    const ended = statuses.slice(from).find((status) => phaseOf(status) === 'over');
    const movedBack = newest !== undefined && ['waiting', 'claiming'].includes(phaseOf(newest));
    const latest = movedBack && held !== undefined ? { ...(ended ?? held), createdAt: newest.createdAt } : newest;
    const over = latest !== undefined && phaseOf(latest) === 'over';
    const predicted = (0,_signalbox_estimate_calibration__WEBPACK_IMPORTED_MODULE_1__/* .parsePrediction */ .Pl)(held?.description ?? '');
    const holding = statuses.filter((status) => phaseOf(status) === 'holding');
    const shape = shapeIn(holding);
    return {
        ...(latest === undefined ? {} : { latest }),
        ...(held === undefined ? {} : { heldSince: held.createdAt }),
        ...(predicted === undefined ? {} : { predicted }),
        ...(shape === undefined ? {} : { shape }),
        ...(holding.length === 0 ? {} : { updates: holding.length }),
        ...(over ? { ended: ended ?? latest } : {}),
        ...(!over && held !== undefined && ended !== undefined ? { interrupted: ended } : {}),
    };
}
/** Of several stacks one may have changed nothing: that holds for all only where none told of progress. */
function shapeIn(holding) {
    const shapes = holding.flatMap(({ description }) => (0,_signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_2__/* .parseShape */ .Tr)(description) ?? []);
    const changed = holding.some(({ description }) => /: \d+%/.test(description));
    return shapes.find((shape) => shape !== _signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_2__/* .NOTHING */ .K$) ?? (changed ? undefined : shapes[0]);
}
/** Until a read tells the id: in front of everybody, and nothing can be written to it. */
const UNKNOWN_ID = 0;
/**
 * Longest life of a registration: GitHub ends a job after 5 days at the latest, and a day is for slack.
 * What is older is not looked for, so nothing older may claim.
 */
const LIFETIME_MS = 6 * 24 * 3600 * 1000;


/***/ }),

/***/ 3242:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  FM: () => (/* binding */ forgetEnd),
  $w: () => (/* binding */ isDetached),
  fj: () => (/* binding */ join),
  a1: () => (/* binding */ keepFailure),
  oz: () => (/* binding */ markEnded),
  WE: () => (/* binding */ receiveHandedOver),
  tG: () => (/* binding */ startDetached),
  ds: () => (/* binding */ stop)
});

// UNUSED EXPORTS: DETACHED_FILES, DETACHED_VARIABLE, detachedSince, stepsEnded

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/runner/src/inputs.ts
var src_inputs = __nccwpck_require__(5571);
;// CONCATENATED MODULE: ./packages/runner/src/replay.ts
const COMMAND = /^::([a-z-]+)(?: ([^:]*))?::(.*)$/;
/**
 * Says again what another process of ours printed for the runner: annotations as annotations, the rest as
 * lines. A secret it may have asked to mask is dropped, since its line would show it.
 */
function replay(line, log) {
    const [, command, properties = '', data = ''] = COMMAND.exec(line) ?? [];
    const text = plain(data);
    const title = /(?:^|,)title=([^,]*)/.exec(properties)?.[1];
    switch (command) {
        case 'notice':
        case 'warning':
        case 'error':
            log[command](text, title === undefined ? undefined : plain(title));
            break;
        case 'group':
            log.info(text);
            break;
        case undefined:
            log.info(line);
            break;
        default:
    }
}
const CODES = {
    '%25': '%',
    '%0D': '\r',
    '%0A': '\n',
    '%3A': ':',
    '%2C': ',',
};
const plain = (text) => text.replace(/%(?:25|0D|0A|3A|2C)/g, (code) => CODES[code] ?? code);

;// CONCATENATED MODULE: ./packages/runner/src/background.ts





/** The files in the directory of a detached process. */
const DETACHED_FILES = {
    log: 'log.txt',
    output: 'output',
    summary: 'summary.md',
    /** Written last, in one piece. */
    result: 'report.json',
    /** Appears once the job's own steps are over. */
    stepsEnded: 'steps-ended',
    /** When it was started for the first time, in milliseconds. */
    started: 'started',
    /** Appears when it has ended of itself: one that is gone without it was killed. */
    ended: 'ended',
    /** Why it failed, in one line. */
    failure: 'failure',
};
/** Tells a bundle that it runs detached, and where its files are. */
const DETACHED_VARIABLE = 'SIGNALBOX_DETACHED';
const FILE_COMMANDS = {
    GITHUB_OUTPUT: DETACHED_FILES.output,
    GITHUB_STEP_SUMMARY: DETACHED_FILES.summary,
    GITHUB_STATE: 'state',
    GITHUB_ENV: 'env',
    GITHUB_PATH: 'path',
};
/**
 * Starts a bundle that outlives this step. Its output goes to files, never to our pipes: the runner
 * would wait for an inherited pipe and then kill the process (actions/runner ProcessInvoker.cs).
 */
function startDetached(options) {
    const { bundle, directory, inputs } = options;
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    const env = pick(options.env, PLAIN);
    const handedOver = pick(options.env, NEEDED_SECRETS);
    for (const [name, value] of Object.entries(inputs))
        handedOver[(0,src_inputs/* inputVariable */.LO)(name)] = value;
    for (const [variable, file] of Object.entries(FILE_COMMANDS)) {
        env[variable] = (0,external_node_path_.join)(directory, file);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, file), '', { mode: 0o600 });
    }
    env[DETACHED_VARIABLE] = directory;
    const started = (0,external_node_path_.join)(directory, DETACHED_FILES.started);
    if (!(0,external_node_fs_.existsSync)(started))
        (0,external_node_fs_.writeFileSync)(started, String(options.now), { mode: 0o600 });
    const log = (0,external_node_fs_.openSync)((0,external_node_path_.join)(directory, DETACHED_FILES.log), 'a', 0o600);
    try {
        const child = (0,external_node_child_process_.spawn)(process.execPath, [bundle], { detached: true, stdio: ['pipe', log, log], env });
        child.on('error', () => { });
        // It may have ended before it read: then its end is what counts.
        child.stdin?.on('error', () => { });
        child.stdin?.end(JSON.stringify(handedOver));
        child.unref();
        if (child.pid === undefined)
            throw new Error(`The background process could not be started: ${bundle}`);
        return { pid: child.pid, directory };
    }
    finally {
        (0,external_node_fs_.closeSync)(log);
    }
}
/**
 * What a bundle needs of the environment: the runner's facts, where AWS is, how this machine reaches the network and its
 * own programs. Nothing else of the job's, since it may be secret.
 */
const PLAIN = /^(GITHUB_(?!TOKEN$)\w+|RUNNER_\w+|CI|DEPLOYMENT_CORRELATION_ID|SIGNALBOX_\w+|AWS_(REGION|DEFAULT_REGION|PROFILE|ENDPOINT_URL\w*|USE_\w+|CA_BUNDLE|CONFIG_FILE|SHARED_CREDENTIALS_FILE|EC2_METADATA_\w+|STS_\w+|MAX_ATTEMPTS|RETRY_MODE|ROLE_\w+|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\w+_URI)|NODE_\w+|SSL_\w+|(HTTPS?|NO|ALL)_PROXY|PATH|PATHEXT|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|SYSTEMROOT|WINDIR|COMSPEC|TEMP|TMP|TMPDIR|LANG|LC_\w+|TZ)$/i;
/** Secrets that a bundle needs beside its inputs: AWS, and what the runner gives for OIDC and for the cache. */
const NEEDED_SECRETS = /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|CONTAINER_AUTHORIZATION_TOKEN\w*)|ACTIONS_(ID_TOKEN_REQUEST_\w+|RUNTIME_TOKEN|RESULTS_URL|CACHE_\w+))$/;
const pick = (env, names) => Object.fromEntries(Object.entries(env).filter(([name]) => names.test(name)));
/**
 * In a detached process: reads inputs and secrets from standard input into `env`. Other processes of the machine may
 * read the environment that a process was started with (proc(5), /proc/pid/environ), but not this.
 */
function receiveHandedOver(env) {
    if (isDetached(env))
        Object.assign(env, JSON.parse((0,external_node_fs_.readFileSync)(0, 'utf8') || '{}'));
}
const LOOK_MS = 500;
/** What is killed again and again is short of memory: it would be killed for ever. */
const RESUMES = 3;
/** Tells the process that the job's own steps are over, then waits for its end and shows its log. */
async function join(detached, options) {
    const { clock, signal } = options;
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(detached.directory, DETACHED_FILES.stepsEnded), '');
    const deadline = clock.now() + options.limitSeconds * 1000;
    const show = tail((0,external_node_path_.join)(detached.directory, DETACHED_FILES.log), (line) => replay(line, options.log));
    let current = detached;
    for (let resumes = 0; clock.now() < deadline && !signal?.aborted;) {
        if (hasEnded(current)) {
            if (options.resume === undefined || !wasKilled(current) || resumes >= RESUMES)
                break;
            resumes++;
            options.log.notice('The background process was killed; another one goes on in its place.');
            current = options.resume();
        }
        show(false);
        await clock.sleep(LOOK_MS, signal);
    }
    show(true);
    return collect(current);
}
/** Asks the process to end (SIGTERM: it flushes its summary), then kills it when it does not. */
async function stop(detached, options) {
    kill(detached.pid, 'SIGTERM');
    const joined = await join(detached, options);
    if (!joined.ended)
        kill(detached.pid, 'SIGKILL');
    return joined;
}
/** What it said at its end no longer counts: another one goes on in its place. */
function forgetEnd({ directory }) {
    for (const file of [DETACHED_FILES.result, DETACHED_FILES.ended, DETACHED_FILES.failure])
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(directory, file), { force: true });
}
const isDetached = (env) => (env[DETACHED_VARIABLE] ?? '') !== '';
/** True in a detached process once the job's own steps are over. */
function stepsEnded(env) {
    const directory = env[DETACHED_VARIABLE];
    return directory !== undefined && existsSync(joinPath(directory, DETACHED_FILES.stepsEnded));
}
/** When this detached process, or the one it goes on for, was started; undefined in any other process. */
function detachedSince(env) {
    const directory = env[DETACHED_VARIABLE] ?? '';
    const text = directory === '' ? undefined : read(joinPath(directory, DETACHED_FILES.started));
    return text === undefined ? undefined : Number(text);
}
/** A detached process fails no step: the post step that joins it decides. */
function keepFailure(env, line) {
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(env[DETACHED_VARIABLE] ?? '', DETACHED_FILES.failure), line, { mode: 0o600 });
}
/** A detached process says that it ended of itself, well or not. */
function markEnded(env) {
    if (isDetached(env))
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(env[DETACHED_VARIABLE] ?? '', DETACHED_FILES.ended), '');
}
function collect({ pid, directory }) {
    const result = read((0,external_node_path_.join)(directory, DETACHED_FILES.result));
    const summary = read((0,external_node_path_.join)(directory, DETACHED_FILES.summary)) ?? '';
    const failure = read((0,external_node_path_.join)(directory, DETACHED_FILES.failure));
    const more = { ...(result ? { result } : {}), ...(failure ? { failure } : {}) };
    return { ended: hasEnded({ pid, directory }), summary, ...more };
}
/** The result is written last, or not at all when it failed. */
function hasEnded({ pid, directory }) {
    return endedOfItself(directory) || !isAlive(pid);
}
const wasKilled = ({ directory }) => !endedOfItself(directory);
const endedOfItself = (directory) => [DETACHED_FILES.result, DETACHED_FILES.ended].some((file) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, file)));
function read(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** Shows whole lines as they appear; at the `last` look the rest, too. */
function tail(path, line) {
    let shown = 0;
    return (last) => {
        const bytes = (0,external_node_fs_.existsSync)(path) ? (0,external_node_fs_.readFileSync)(path) : Buffer.alloc(0);
        const end = last ? bytes.length : bytes.lastIndexOf('\n') + 1;
        if (end <= shown)
            return;
        const text = bytes.subarray(shown, end).toString();
        shown = end;
        for (const each of text.replace(/\n$/, '').split('\n'))
            line(each);
    };
}
/** Where nobody reaps orphans (a container without an init), one that was killed stays as a zombie. */
function isAlive(pid) {
    return kill(pid, 0) && !/^\d+ \(.*\) Z /s.test(read(`/proc/${pid}/stat`) ?? '');
}
function kill(pid, signal) {
    try {
        process.kill(pid, signal);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 3149:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Au: () => (/* binding */ slackApiUrl),
/* harmony export */   Jk: () => (/* binding */ repository),
/* harmony export */   VE: () => (/* binding */ environmentName),
/* harmony export */   _1: () => (/* binding */ correlationIdInput),
/* harmony export */   bU: () => (/* binding */ githubToken),
/* harmony export */   cA: () => (/* binding */ environment),
/* harmony export */   sl: () => (/* binding */ slackToken)
/* harmony export */ });
/* harmony import */ var _correlation_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7732);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5571);


/** The inputs every action has, under the names of the contract. */
const environmentName = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(/^[^\p{Cc}]{1,255}$/u, 'a deployment environment, such as production (at most 255 characters)');
const environment = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)(environmentName);
const githubToken = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)((0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .fromRunner */ .Bz)((0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('a GitHub token with deployments: write and actions: read'), 'github.token')));
const repository = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)((0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .fromRunner */ .Bz)((0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(/^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/, 'OWNER/NAME of the repository that keeps the registry'), 'github.repository'));
const correlationIdInput = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(_correlation_js__WEBPACK_IMPORTED_MODULE_0__/* .CORRELATION_ID */ .tU, 'an id of at most 80 letters, digits, dots, dashes and underscores');
/** Of a bot or a user, rotated or not (docs.slack.dev/authentication/tokens, /using-token-rotation). */
const slackToken = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(/^(xoxe\.)?xox[bp]-[\w-]+$/, 'a Slack bot token (xoxb-...)'));
const slackApiUrl = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .endpoint */ .sR)(), 'https://slack.com/api/');


/***/ }),

/***/ 7732:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U7: () => (/* binding */ CORRELATION_VARIABLE),
/* harmony export */   _$: () => (/* binding */ correlate),
/* harmony export */   kY: () => (/* binding */ correlationId),
/* harmony export */   tU: () => (/* binding */ CORRELATION_ID),
/* harmony export */   x5: () => (/* binding */ DEPLOYMENT_VARIABLE)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

const CORRELATION_VARIABLE = 'DEPLOYMENT_CORRELATION_ID';
/** The registration that the job holds: the monitor shows the progress on its page. */
const DEPLOYMENT_VARIABLE = 'SIGNALBOX_DEPLOYMENT_ID';
/** What an id may look like, so that it is safe in a log, a URL, a file name and a payload. */
const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
/**
 * One id through registry, logs, Slack, summary and AWS calls: the input, else the job's environment,
 * else made from the run and the environment, so that every job of a run, and its re-runs, agree on it
 * without handing it on.
 */
function correlationId(input, env, job, environment) {
    const inherited = env[CORRELATION_VARIABLE]?.trim() ?? '';
    if (input !== undefined)
        return input;
    if (CORRELATION_ID.test(inherited))
        return inherited;
    return `${job.runId}-${slugOf(environment)}`;
}
/** Characters, so that run and slug together stay a correlation id. */
const LONGEST_SLUG = 60;
/**
 * The environment in characters of an id, and no other environment's: what is left out or cut off would make `eu/west`
 * and `eu-west`, or `生产` and `测试`, one. So do a digest's digits where a name looks as if it had them already.
 */
function slugOf(environment) {
    const name = environment.toLowerCase();
    const slug = name
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/^[^a-z0-9]+/, '')
        .slice(0, LONGEST_SLUG);
    if (slug === name && !/(^|-)[0-9a-f]{12}$/.test(name))
        return slug;
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(name).digest('hex').slice(0, 12);
    return slug === '' ? digest : `${slug.slice(0, LONGEST_SLUG - 13)}-${digest}`;
}
/** The step's correlation id; the first step of a job that has one says it and hands it on to the later ones. */
function correlate(step, input, environment) {
    const id = correlationId(input, step.env, step.job, environment);
    if (step.env[CORRELATION_VARIABLE] === id)
        return id;
    step.log.info(`Correlation id: ${id}`);
    step.exportVariable(CORRELATION_VARIABLE, id);
    return id;
}


/***/ }),

/***/ 3618:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   qo: () => (/* binding */ clockTime)
/* harmony export */ });
/* unused harmony export formatElapsed */
const UNIT_SECONDS = { d: 86_400, h: 3600, m: 60, s: 1 };
const amount = (unit) => String.raw `(?:(?<${unit}>\d+(?:\.\d+)?)\s*${unit}\s*)?`;
const DURATION = new RegExp(`^${Object.keys(UNIT_SECONDS).map(amount).join('')}$`);
/** Seconds of `90s`, `15m`, `1h30m`, `7d` or a bare number of seconds; undefined when it is none of these. */
function parseDuration(text) {
    const said = text.trim();
    if (/^\d+(\.\d+)?$/.test(said))
        return Number(said);
    const parts = said === '' ? undefined : DURATION.exec(said)?.groups;
    if (parts === undefined)
        return undefined;
    return Object.entries(UNIT_SECONDS).reduce((sum, [unit, seconds]) => sum + Number(parts[unit] ?? 0) * seconds, 0);
}
/** Seconds for people: `42 s`, `6 min 5 s`, `2 h 3 min`. */
function formatDuration(seconds) {
    const whole = Math.max(0, Math.round(seconds));
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
    if (hours > 0)
        return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
    if (minutes > 0)
        return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
    return `${rest} s`;
}
/** Seconds as a clock for log columns: `00:42`, `27:31`, `1:02:03`. */
function formatElapsed(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const pad = (value) => String(value).padStart(2, '0');
    const clock = `${pad(Math.floor((whole % 3600) / 60))}:${pad(whole % 60)}`;
    return whole >= 3600 ? `${Math.floor(whole / 3600)}:${clock}` : clock;
}
/** Epoch milliseconds as `14:32 UTC`, for lines that are read long after they were written. */
const clockTime = (at) => `${new Date(at).toISOString().slice(11, 16)} UTC`;


/***/ }),

/***/ 2715:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ut: () => (/* binding */ isSecure),
/* harmony export */   hg: () => (/* binding */ refuseCleartext),
/* harmony export */   m_: () => (/* binding */ SECURE)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8981);

/** True for an address on this machine: what is sent there passes no network. */
function isLoopback({ hostname }) {
    return (hostname === 'localhost' ||
        hostname.endsWith('.localhost') ||
        hostname === '[::1]' ||
        /^127(\.\d+){3}$/.test(hostname));
}
/** An address that a secret may be sent to: https, or http on this machine, and without a user or password in it. */
function isSecure(text) {
    if (!URL.canParse(text))
        return false;
    const url = new URL(text);
    if (url.username !== '' || url.password !== '')
        return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}
/** Says of an address, in words for "expected ...", what `isSecure` asks. */
const SECURE = 'an https:// address without a user or password (http:// only on this machine)';
/** Variables of the ecosystem that say where tokens and credentials are sent. */
const ENDPOINT = /^(GITHUB_(API|GRAPHQL)_URL|ACTIONS_RESULTS_URL|ACTIONS_ID_TOKEN_REQUEST_URL|AWS_ENDPOINT_URL(_\w+)?)$/;
/** @throws UserError naming the variable that would send secrets in the clear */
function refuseCleartext(env) {
    for (const [name, value] of Object.entries(env)) {
        if (ENDPOINT.test(name) && value && !isSecure(value))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Variable ${name} would send secrets in the clear: expected ${SECURE}.`);
    }
}


/***/ }),

/***/ 8981:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ errorLine),
/* harmony export */   y: () => (/* binding */ UserError)
/* harmony export */ });
/* harmony import */ var _untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5103);

/**
 * A mistake the user can mend: an input, a permission or a resource.
 * The message is one line that names the thing at fault and says how to mend it.
 * Every other error that reaches the top is a bug or an outage.
 */
class UserError extends Error {
    name = 'UserError';
}
/** One safe line for anything that was thrown. */
function errorLine(error) {
    const message = error instanceof Error ? error.message || error.name : wordsOf(error);
    return (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(message, 1000);
}
function wordsOf(thrown) {
    try {
        return String(thrown);
    }
    catch {
        return 'an error without words'; // An object without a prototype has none.
    }
}


/***/ }),

/***/ 5571:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bz: () => (/* binding */ fromRunner),
/* harmony export */   IQ: () => (/* binding */ withDefault),
/* harmony export */   LO: () => (/* binding */ inputVariable),
/* harmony export */   OZ: () => (/* binding */ url),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   TL: () => (/* binding */ parseInputs),
/* harmony export */   VX: () => (/* binding */ secretValues),
/* harmony export */   lb: () => (/* binding */ durationOrAuto),
/* harmony export */   mw: () => (/* binding */ required),
/* harmony export */   n$: () => (/* binding */ moment),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   rJ: () => (/* binding */ secret),
/* harmony export */   sR: () => (/* binding */ endpoint),
/* harmony export */   wC: () => (/* binding */ matching),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3618);
/* harmony import */ var _endpoint_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2715);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8981);
/* harmony import */ var _untrusted_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5103);




const field = (accepts, parse) => ({
    accepts,
    parse,
});
const text = (accepts) => field(accepts, (raw) => raw);
const matching = (pattern, accepts) => field(accepts, (raw) => (pattern.test(raw) ? raw : undefined));
const oneOf = (...values) => field(`one of ${values.join(', ')}`, (raw) => values.find((value) => value === raw));
/** Newline- or comma-separated. An absent list is empty. */
const list = (accepts, item = /./) => ({
    accepts: `${accepts}, separated by newlines or commas`,
    default: '',
    parse: (raw) => {
        const items = raw
            .split(/[\n,]/)
            .map((part) => part.trim())
            .filter((part) => part !== '');
        return items.every((part) => item.test(part)) ? items : undefined;
    },
});
/** YAML 1.2 booleans, as the runner's own toolkit reads them. */
const boolean = () => field('true or false', (raw) => ({ true: true, True: true, TRUE: true, false: false, False: false, FALSE: false })[raw]);
const integer = (minimum, maximum = Number.MAX_SAFE_INTEGER) => field(maximum === Number.MAX_SAFE_INTEGER
    ? `a whole number of at least ${minimum}`
    : `a whole number from ${minimum} to ${maximum}`, (raw) => {
    const value = /^[+-]?\d+$/.test(raw) ? Number(raw) : Number.NaN;
    return Number.isSafeInteger(value) && value >= minimum && value <= maximum ? value : undefined;
});
/** Seconds. */
const duration = (minimum = 0) => field(`a duration such as 90s, 15m or 2h${minimum > 0 ? ` of at least ${minimum}s` : ''}`, (raw) => {
    const seconds = (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDuration */ .E9)(raw);
    return seconds !== undefined && seconds >= minimum ? seconds : undefined;
});
/** Seconds, or the word `auto`. */
const durationOrAuto = (minimum = 0) => {
    const seconds = duration(minimum);
    return field(`auto, or ${seconds.accepts}`, (raw) => (raw === 'auto' ? 'auto' : seconds.parse(raw)));
};
/** Milliseconds since the epoch. */
const moment = () => field('a moment as ISO 8601 with its time zone, such as 2026-01-31T09:30:00Z', (raw) => {
    const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(raw) ? Date.parse(raw) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
});
/** An address for people to follow. */
const url = () => field('an http(s) URL without a user or password', (raw) => /^https?:\/\//i.test(raw) && URL.canParse(raw) && !hasCredentials(raw) ? raw : undefined);
/** An address that secrets are sent to. */
const endpoint = () => field(_endpoint_js__WEBPACK_IMPORTED_MODULE_1__/* .SECURE */ .m_, (raw) => ((0,_endpoint_js__WEBPACK_IMPORTED_MODULE_1__/* .isSecure */ .Ut)(raw) ? raw : undefined));
/** `https://user:password@host`, in whatever it stands. */
const hasCredentials = (raw) => /:\/\/[^/?#\s]*@/.test(raw);
const required = (inner) => ({ ...inner, required: true });
const withDefault = (inner, value) => ({ ...inner, default: value });
/** A default that only the runner can evaluate: `github.sha` becomes `${{ github.sha }}`. */
const fromRunner = (inner, expression) => ({
    ...inner,
    default: `\${{ ${expression} }}`,
});
/** Masked in the log and never quoted in a message. */
const secret = (inner) => ({ ...inner, secret: true });
/** The variable in which the runner passes an input. */
const inputVariable = (name) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
/**
 * Reads every input once. An empty value counts as absent, as it does for the runner.
 * @throws UserError naming the first input at fault and what it accepts
 */
function parseInputs(fields, env) {
    const entries = Object.entries(fields).map(([name, spec]) => [name, parseInput(name, spec, env)]);
    return Object.fromEntries(entries);
}
function parseInput(name, spec, env) {
    const given = env[inputVariable(name)]?.trim() ?? '';
    const fallback = spec.default?.startsWith('${{') ? '' : (spec.default ?? '');
    const raw = given === '' ? fallback : given;
    if (raw === '') {
        if (spec.required)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`Input "${name}" is required: ${spec.accepts}.`);
        return spec.default === '' ? spec.parse('') : undefined;
    }
    const value = spec.parse(raw);
    if (value === undefined) {
        const got = spec.secret || hasCredentials(raw)
            ? 'something else (not shown, it is a secret)'
            : `"${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(raw, 60)}"`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`Input "${name}": expected ${spec.accepts}, got ${got}.`);
    }
    return value;
}
/** The values to mask before anything else is done or printed. */
function secretValues(fields, env) {
    return Object.entries(fields)
        .filter(([, spec]) => spec.secret)
        .map(([name]) => env[inputVariable(name)]?.trim() ?? '')
        .filter((value) => value !== '');
}


/***/ }),

/***/ 7270:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ retry)
/* harmony export */ });
/** Exponential backoff with full jitter; a server's own Retry-After wins over ours. */
async function retry(operation, options) {
    const { clock, random, classify, signal, attempts = 4, firstDelayMs = 1000, maxDelayMs = 15_000 } = options;
    for (let attempt = 1;; attempt++) {
        try {
            return await operation();
        }
        catch (error) {
            const verdict = classify(error);
            if (!verdict.retry || attempt >= attempts || signal?.aborted)
                throw error;
            const ceiling = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1));
            const delay = verdict.afterMs ?? ceiling * (0.5 + random() / 2);
            if (options.deadline !== undefined && clock.now() + delay > options.deadline)
                throw error;
            await clock.sleep(delay, signal);
        }
    }
}


/***/ }),

/***/ 5453:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   Gz: () => (/* binding */ rememberSecret),
/* harmony export */   VP: () => (/* binding */ SECRET_VARIABLES)
/* harmony export */ });
// What this process must tell nobody. The runner masks secrets in the log and in summaries; it masks no file, no message to
// Slack, no page of GitHub, and nothing of a secret that was cut. So the suite takes its own secrets out of every text first.
/** Variables that hold a secret, whoever set them. */
const SECRET_VARIABLES = [
    ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'],
    ...['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'],
];
const HIDDEN = '***';
/** Shorter than any token, and longer than the words that it would otherwise tear out of every line. */
const SHORTEST = 6;
/**
 * GitHub's tokens, whosever they are, by their prefixes (docs: about authentication to GitHub); those of Actions and apps
 * have dots, dashes and some 520 characters
 * (https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/).
 */
const GITHUB_TOKEN = /\b(gh[pousr]_|github_pat_)[A-Za-z0-9._-]{30,}/g;
const known = new Set();
/** From here on `redact` takes it out: each of its lines, and in the forms that libraries and proxies repeat it in. */
function rememberSecret(secret) {
    const lines = secret.split(/\r?\n/).map((line) => line.trim());
    for (const part of [secret, ...lines]) {
        if (part.length >= SHORTEST)
            for (const form of formsOf(part))
                known.add(form);
    }
}
/** The text with `***` for each known secret, in whatever form. Before anything is cut: a part of a secret is found no more. */
function redact(text) {
    let redacted = text;
    for (const secret of known)
        if (redacted.includes(secret))
            redacted = redacted.replaceAll(secret, HIDDEN);
    return redacted.replace(GITHUB_TOKEN, '$1***');
}
/** Longest first, since one may be a part of another. */
function formsOf(secret) {
    const escaped = JSON.stringify(secret).slice(1, -1);
    return [secret, escaped, encodeURIComponent(secret), ...base64Forms(secret)].toSorted((a, b) => b.length - a.length);
}
/** How it looks inside longer base64 text, by where it begins there: `x-access-token:<secret>` is Basic authorization. */
function base64Forms(secret) {
    const bytes = Buffer.from(secret);
    return [0, 1, 2].flatMap((shift) => {
        const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
        // The first and last letters also hold bits of what stands beside it.
        const whole = text.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
        return whole.length >= SHORTEST ? [whole, whole.replaceAll('+', '-').replaceAll('/', '_')] : [];
    });
}


/***/ }),

/***/ 4809:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
// EXTERNAL MODULE: ./packages/runner/src/background.ts + 1 modules
var background = __nccwpck_require__(3242);
;// CONCATENATED MODULE: ./packages/runner/src/clock.ts
/** Node's timers overflow above 2^31-1 ms and then fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
/** Wall time at the start plus monotonic time since: a clock set back during a run does no harm. */
const systemClock = {
    now: () => Math.round(performance.timeOrigin + performance.now()),
    sleep: async (milliseconds, signal) => {
        const end = performance.now() + milliseconds;
        for (let left = milliseconds; left > 0 && !signal?.aborted; left = end - performance.now()) {
            await timer(Math.min(left, LONGEST_TIMER), signal);
        }
    },
};
function timer(milliseconds, signal) {
    return new Promise((resolve) => {
        const done = () => {
            clearTimeout(handle);
            signal?.removeEventListener('abort', done);
            resolve();
        };
        const handle = setTimeout(done, milliseconds);
        signal?.addEventListener('abort', done, { once: true });
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: ./packages/runner/src/secrets.ts
var secrets = __nccwpck_require__(5453);
;// CONCATENATED MODULE: ./packages/runner/src/commands.ts
// What a step tells the runner: commands on stdout and lines in the files it names
// (docs: actions/reference/workflows-and-actions/workflow-commands). The same bytes as @actions/core 3,
// which a test compares; not that package itself, because it loads a whole HTTP client at the start (40 ms).




const info = (message) => void process.stdout.write(`${(0,secrets/* redact */.E$)(message)}${external_node_os_.EOL}`);
const debug = (message) => command('debug', {}, message);
const notice = (message, properties = {}) => command('notice', { ...properties }, message);
const warning = (message, properties = {}) => command('warning', { ...properties }, message);
const error = (message, properties = {}) => command('error', { ...properties }, message);
/** Fails the step: exit code 1 when the process ends, and an annotation. */
function setFailed(message) {
    process.exitCode = 1;
    error(message);
}
/** The runner shows `***` in its place from here on, and so does this process. */
function setSecret(value) {
    (0,secrets/* rememberSecret */.Gz)(value);
    process.stdout.write(`::add-mask::${escapeData(value)}${external_node_os_.EOL}`);
}
async function group(title, body) {
    startGroup(title);
    try {
        return await body();
    }
    finally {
        endGroup();
    }
}
const startGroup = (title) => command('group', {}, title);
const endGroup = () => command('endgroup', {}, '');
const setOutput = (name, value) => assignment('GITHUB_OUTPUT', name, value);
const saveState = (name, value) => assignment('GITHUB_STATE', name, value);
const getState = (name) => process.env[`STATE_${name}`] ?? '';
function exportVariable(name, value) {
    process.env[name] = value;
    assignment('GITHUB_ENV', name, value);
}
/** Appends to the job summary. */
const appendSummary = (markdown) => append('GITHUB_STEP_SUMMARY', markdown);
function command(name, properties, message) {
    const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty((0,secrets/* redact */.E$)(value))}`);
    const head = list.length > 0 ? `${name} ${list.join(',')}` : name;
    process.stdout.write(`::${head}::${escapeData((0,secrets/* redact */.E$)(message))}${external_node_os_.EOL}`);
}
const escapeData = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
/** A value may have any number of lines: nobody can guess the delimiter. */
function assignment(variable, name, value) {
    const delimiter = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
    append(variable, `${name}<<${delimiter}${external_node_os_.EOL}${value}${external_node_os_.EOL}${delimiter}${external_node_os_.EOL}`);
}
/** Without the variable there is no runner to read it. */
function append(variable, text) {
    const path = process.env[variable];
    if (path)
        (0,external_node_fs_.appendFileSync)(path, (0,secrets/* redact */.E$)(text));
}

// EXTERNAL MODULE: ./packages/runner/src/endpoint.ts
var endpoint = __nccwpck_require__(2715);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
// EXTERNAL MODULE: ./packages/runner/src/inputs.ts
var src_inputs = __nccwpck_require__(5571);
;// CONCATENATED MODULE: ./packages/runner/src/job.ts
/** Reads GitHub's default variables (docs: reference/workflows-and-actions/variables). */
function readJob(env) {
    const serverUrl = env['GITHUB_SERVER_URL'] || 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const repositoryId = Number(env['GITHUB_REPOSITORY_ID'] || Number.NaN);
    const runId = Number(env['GITHUB_RUN_ID'] ?? 0);
    const runAttempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? 1);
    const apiUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
    return {
        repository,
        ...(Number.isSafeInteger(repositoryId) ? { repositoryId } : {}),
        runId,
        runAttempt,
        workflow: env['GITHUB_WORKFLOW'] ?? '',
        jobName: env['GITHUB_JOB'] ?? '',
        actor: env['GITHUB_ACTOR'] ?? '',
        sha: env['GITHUB_SHA'] ?? '',
        refName: env['GITHUB_REF_NAME'] ?? '',
        serverUrl,
        apiUrl,
        graphqlUrl: env['GITHUB_GRAPHQL_URL'] || `${apiUrl}/graphql`,
        runUrl: `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`,
        tempDir: env['RUNNER_TEMP'] || '/tmp',
    };
}

// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
;// CONCATENATED MODULE: ./packages/runner/src/log.ts


function actionsLog(prefix = '') {
    const safe = (line) => line
        .split('\n')
        .map((part) => (0,untrusted/* logLine */.BP)(`${prefix}${part}`))
        .join('\n');
    const annotation = (line, title) => [(0,untrusted/* oneLine */.TN)(line, 2000), title === undefined ? {} : { title: (0,untrusted/* oneLine */.TN)(title, 100) }];
    return {
        info: (line) => info(safe(line)),
        notice: (line, title) => notice(...annotation(line, title)),
        warning: (line, title) => warning(...annotation(line, title)),
        error: (line, title) => error(...annotation(line, title)),
        folded: (title, lines) => {
            startGroup((0,untrusted/* logLine */.BP)(`${prefix}${(0,untrusted/* oneLine */.TN)(title)}`));
            for (const line of lines)
                info(safe(line));
            endGroup();
        },
        group: (title, body) => group((0,untrusted/* logLine */.BP)((0,untrusted/* oneLine */.TN)(title)), body),
        with: (more) => actionsLog(`${prefix}${more}`),
    };
}

;// CONCATENATED MODULE: ./packages/runner/src/step.ts










const SUMMARY_LIMIT = 1024 * 1024 - 1024;
/** State that tells the post step apart, and what became of the main one: inputs refused once are enough. */
const POST = 'signalbox-post';
const REFUSED = 'refused';
const STARTED = 'started';
function actionsStep() {
    return {
        env: process.env,
        job: readJob(process.env),
        log: actionsLog(),
        clock: systemClock,
        random: Math.random,
        cancelled: cancellation(),
        output: (name, value) => setOutput(name, String(value)),
        saveState: (name, value) => saveState(name, value),
        state: (name) => getState(name),
        exportVariable: (name, value) => exportVariable(name, value),
        mask: (value) => setSecret(value),
        summary: async (markdown) => {
            const fits = Buffer.byteLength(markdown) <= SUMMARY_LIMIT;
            const text = fits ? markdown : Buffer.from(markdown).subarray(0, SUMMARY_LIMIT).toString();
            try {
                appendSummary(`${text}\n`);
            }
            catch (error) {
                // A full disk costs the summary, never the deployment.
                actionsLog().warning(`The job summary could not be written: ${(0,errors/* errorLine */.B)(error)}`);
            }
        },
    };
}
function cancellation() {
    const controller = new AbortController();
    // Every wait of the step listens; that is no leak.
    (0,external_node_events_.setMaxListeners)(0, controller.signal);
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.on(signal, () => controller.abort(signal));
    return controller.signal;
}
/** Before anything is printed. A detached process writes to a file, where a mask would only store what is to be hidden. */
function hideSecrets(fields, { env, mask }) {
    for (const value of (0,src_inputs/* secretValues */.VX)(fields, env))
        ((0,background/* isDetached */.$w)(env) ? secrets/* rememberSecret */.Gz : mask)(value);
    for (const name of secrets/* SECRET_VARIABLES */.VP)
        (0,secrets/* rememberSecret */.Gz)(env[name] ?? '');
}
/**
 * Runs an action. The only place in the suite that fails a step: exit code 1 and one line.
 * Secrets are masked and inputs checked before any SDK is loaded or any request sent.
 */
async function runAction(fields, phases) {
    (0,background/* receiveHandedOver */.WE)(process.env);
    const step = actionsStep();
    const before = step.state(POST);
    if (before === REFUSED)
        return;
    try {
        if (phases.post && before === '')
            step.saveState(POST, REFUSED);
        hideSecrets(fields, step);
        (0,endpoint/* refuseCleartext */.hg)(step.env);
        const inputs = (0,src_inputs/* parseInputs */.TL)(fields, step.env);
        if (before === STARTED)
            return await phases.post?.(inputs, step);
        if (phases.post)
            step.saveState(POST, STARTED);
        await phases.main(inputs, step);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y) && error instanceof Error)
            debug(error.stack ?? '');
        // An annotation of its own would be an error in a step that may be green: it is told by the step that joins it.
        if ((0,background/* isDetached */.$w)(step.env)) {
            (0,background/* keepFailure */.a1)(step.env, (0,errors/* errorLine */.B)(error));
            step.log.info((0,errors/* errorLine */.B)(error));
            process.exitCode = 1;
        }
        else
            setFailed((0,errors/* errorLine */.B)(error));
    }
    finally {
        (0,background/* markEnded */.oz)(step.env);
    }
}


/***/ }),

/***/ 5103:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  BP: () => (/* binding */ logLine),
  p7: () => (/* binding */ markdownText),
  TN: () => (/* binding */ oneLine),
  Pl: () => (/* binding */ safeUrl),
  xv: () => (/* binding */ truncate)
});

// UNUSED EXPORTS: mermaidText

// EXTERNAL MODULE: ./packages/runner/src/secrets.ts
var secrets = __nccwpck_require__(5453);
;// CONCATENATED MODULE: ./packages/runner/src/visible.ts
// Text from outside may hold characters that nobody sees: they reorder what is read (Trojan Source, CVE-2021-42574),
// hide words from people that machines read, or make two names look alike. One rule for all of them.
/** Controls, and what ends a line or paragraph. */
const SEPARATOR = String.raw `\p{Cc}\p{Zl}\p{Zp}`;
/**
 * Unicode's format category and all else that a font shows as nothing (Default_Ignorable_Code_Point, UAX #44; the blank
 * Braille pattern), without those of the category that are seen: the Arabic and Kaithi signs before a number.
 */
const UNSEEN = String.raw `(?![\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])[\p{Cf}\p{DI}\u2800]`;
const RUN = new RegExp(`(?:[${SEPARATOR}]|${UNSEEN})+`, 'gu');
const LINE_END = new RegExp(`[${SEPARATOR}]`, 'u');
/**
 * Scripts whose letters change shape by a joiner between them (Unicode 17, sections 9.2 and 12.1; UAX #31, 2.3).
 */
const JOINED_SCRIPTS = [
    ...[
        'Arabic',
        'Syriac',
        'Mandaic',
        'Nko',
        'Mongolian',
        'Phags_Pa',
        'Manichaean',
        'Adlam',
        'Hanifi_Rohingya',
    ],
    ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'],
    ...['Sinhala', 'Khmer', 'Myanmar', 'Tibetan', 'Balinese', 'Javanese', 'Sundanese', 'Tai_Tham'],
];
const scripts = JOINED_SCRIPTS.map((script) => String.raw `\p{Script=${script}}`).join('');
const JOINING = String.raw `(?=[\p{L}\p{M}])[${scripts}]`;
const PICTURE = String.raw `\p{Extended_Pictographic}[\ufe0f\p{EMod}]?`;
/**
 * Where an unseen character means something: [what stands before it, the character itself, what follows it].
 * Joiners between letters and in emoji (UTS #51, 1.4.2), how a character is drawn (emoji or text, a Han or a Mongolian
 * form), and the three flags that GitHub and Slack show by tags (UTS #51, annex C).
 */
const MEANT = [
    [new RegExp(`${JOINING}$`, 'u'), /^[\u200c\u200d]$/u, new RegExp(`^${JOINING}`, 'u')],
    [new RegExp(`${PICTURE}$`, 'u'), /^\ufe0f?\u200d$/u, /^\p{Extended_Pictographic}/u],
    [/[\p{Extended_Pictographic}\d#*]$/u, /^[\ufe0e\ufe0f]$/u, /^/u],
    [/\p{Script=Mongolian}$/u, /^[\u180b-\u180d\u180f]$/u, /^/u],
    [/\p{Script=Han}$/u, /^[\u{e0100}-\u{e01ef}]$/u, /^/u],
    [
        /🏴$/u,
        /^\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}$/u,
        /^/u,
    ],
];
/**
 * The text as people see it, in one line: without what is not seen, half characters replaced (U+FFFD), and controls and
 * line ends as a space. What an unseen character means where a script or an emoji needs it stays.
 */
function visible(text) {
    const whole = text.toWellFormed();
    return whole.replace(RUN, (run, at) => {
        if (LINE_END.test(run))
            return ' ';
        const [before, after] = [
            whole.slice(Math.max(0, at - 4), at),
            whole.slice(at + run.length, at + run.length + 2),
        ];
        return MEANT.some(([left, unseen, right]) => unseen.test(run) && left.test(before) && right.test(after))
            ? run
            : '';
    });
}

;// CONCATENATED MODULE: ./packages/runner/src/untrusted.ts
// Commit messages, stack reasons, Slack names and payloads are written by strangers.
// Each destination has one function here (Slack has its own in packages/slack) that makes such text inert.


/** Cuts after `limit` code points, never inside one, and says so with an ellipsis. Secrets are taken out before. */
function truncate(text, limit) {
    const safe = (0,secrets/* redact */.E$)(text);
    const points = Array.from(safe);
    if (points.length <= limit)
        return safe;
    const kept = points.slice(0, Math.max(0, limit - 1)).join('');
    // A joiner joins nothing any more.
    return `${kept.replace(/\p{DI}+$/u, '')}…`;
}
/** Text on a single line, as people see it. */
function oneLine(text, limit = 500) {
    return truncate(visible(text).trim(), limit);
}
/**
 * A log line that the runner cannot read as a workflow command.
 * `::command::` is read at the start of a line, `##[command]` anywhere in it
 * (actions/runner src/Runner.Common/ActionCommand.cs).
 */
function logLine(text) {
    const line = (0,secrets/* redact */.E$)(visible(text)).trimEnd().replaceAll('##[', '# #[');
    return /^\s*::/.test(line) ? `. ${line.trimStart()}` : line;
}
/** Text inside a Markdown paragraph or table cell: letters stay, all structure becomes entities. */
function markdownText(text, limit = 500) {
    return oneLine(text, limit).replace(/[^\p{L}\p{N}\p{M}\p{S} .,()/;…·–—-]|[|<>`^~$+=]/gu, (mark) => `&#${mark.codePointAt(0)};`);
}
/** Text inside a Mermaid label: its grammar reads `:`, `;`, `#`, `,` and quotes, so they go. */
function mermaidText(text, limit = 60) {
    return oneLine(text, limit).replace(/[^\p{L}\p{N} ._()/-]/gu, ' ') || '-';
}
/** An http(s) address fit for a Markdown or HTML link, or undefined. */
function safeUrl(text) {
    if (!URL.canParse(text))
        return undefined;
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        return undefined;
    return url.href
        .replace(/[|<>()[\]`'"\s]/g, encodeURIComponent)
        .replaceAll('(', '%28')
        .replaceAll(')', '%29');
}


/***/ }),

/***/ 7496:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ KINDS)
/* harmony export */ });
/** What happened to a deployment. Every kind but `question` is told by somebody else; questions go through `ask`. */
const KINDS = [
    'start',
    'queued',
    'concurrent',
    'progress',
    'complete',
    'failed',
    'stalled',
    'rolled-back',
    'cancelled',
    'timed-out',
    'skipped',
];


/***/ }),

/***/ 3018:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  IC: () => (/* binding */ notifierFor)
});

// UNUSED EXPORTS: notifierOptions, openForJob

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./packages/slack/src/handover/cache.ts

const SERVICE = 'twirp/github.actions.results.api.v1.CacheService/';
/** Of the stored form: entries of another one are not seen. A SHA-256, as the service gets from everybody. */
const VERSION = (0,external_node_crypto_.createHash)('sha256').update('signalbox-outbox-2').digest('hex');
const LARGEST = 1_000_000;
/**
 * The actions cache, service version 2 (github.com/actions/toolkit: packages/cache/src/generated), as far as a few
 * kilobytes without an archive need it: `@actions/cache` would add 3.5 MB to a bundle of 0.4.
 * Undefined where the runner offers none, such as on GitHub Enterprise Server.
 */
function actionsCache(env) {
    const { ACTIONS_RESULTS_URL: base, ACTIONS_RUNTIME_TOKEN: token, ACTIONS_CACHE_SERVICE_V2: v2 } = env;
    if (!base || !token || !v2)
        return undefined;
    async function call(method, body, signal) {
        const address = new URL(SERVICE + method, base);
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const answer = await fetch(address, {
            ...{ method: 'POST', headers, signal },
            body: JSON.stringify({ ...body, version: VERSION }),
        });
        if (answer.status === 409)
            return { ok: false };
        if (!answer.ok)
            throw new Error(`the actions cache answered ${method} with HTTP ${answer.status}`);
        return Object(await answer.json());
    }
    return {
        newest: async (prefix, signal) => {
            const asked = { key: prefix, restore_keys: [prefix] };
            const { ok, matched_key: key, signed_download_url: url, } = await call('GetCacheEntryDownloadURL', asked, signal);
            if (ok !== true || typeof url !== 'string' || typeof key !== 'string')
                return undefined;
            const answer = await fetch(url, { signal });
            if (!answer.ok)
                throw new Error(`the entry of the actions cache was not there: HTTP ${answer.status}`);
            if (Number(answer.headers.get('content-length') ?? 0) > LARGEST)
                return undefined;
            return { key, bytes: Buffer.from(await answer.arrayBuffer()) };
        },
        put: async (key, bytes, signal) => {
            const { ok, signed_upload_url: url } = await call('CreateCacheEntry', { key }, signal);
            if (ok !== true || typeof url !== 'string')
                return false;
            const headers = { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/octet-stream' };
            const answer = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes), signal });
            if (!answer.ok)
                throw new Error(`the actions cache took no entry: HTTP ${answer.status}`);
            await call('FinalizeCacheEntryUpload', { key, size_bytes: String(bytes.length) }, signal);
            return true;
        },
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
// EXTERNAL MODULE: ./packages/runner/src/secrets.ts
var secrets = __nccwpck_require__(5453);
;// CONCATENATED MODULE: ./packages/slack/src/lock.ts


/** Longer than any request may take: a holder older than this hangs or its pid is another's by now. */
const STALE_MS = 60_000;
/**
 * A lock between processes of one machine that survives the death of its holder.
 * Each holding is a generation: `7.held` becomes `7.free`, and whoever creates `8.held` (atomically) has it next.
 * A stale `7.held` is not taken away but followed by `8.held`, so two that find it stale cannot both win.
 * Returns the way to give it back, or undefined while another process has it.
 */
function tryLock(directory, now) {
    const last = generations(directory).at(-1);
    if (last?.held && !isStale((0,external_node_path_.join)(directory, `${last.number}.held`), now()))
        return undefined;
    const number = (last?.number ?? 0) + 1;
    const mine = (0,external_node_path_.join)(directory, `${number}.held`);
    try {
        (0,external_node_fs_.writeFileSync)(mine, String(process.pid), { flag: 'wx', mode: 0o600 });
    }
    catch (error) {
        if (error.code === 'EEXIST')
            return undefined;
        throw error;
    }
    // Whoever looked long ago may create a generation that was cleaned up meanwhile: a higher one tells.
    const all = generations(directory);
    if (all.some((other) => other.number > number)) {
        (0,external_node_fs_.rmSync)(mine, { force: true });
        return undefined;
    }
    for (const old of all)
        if (old.number < number)
            remove(directory, old);
    return () => {
        try {
            (0,external_node_fs_.renameSync)(mine, (0,external_node_path_.join)(directory, `${number}.free`));
        }
        catch {
            // Taken over as stale, and cleaned up.
        }
    };
}
function generations(directory) {
    return (0,external_node_fs_.readdirSync)(directory)
        .flatMap((name) => {
        const match = /^(\d+)\.(held|free)$/.exec(name);
        return match === null ? [] : [{ number: Number(match[1]), held: match[2] === 'held' }];
    })
        .sort((a, b) => a.number - b.number);
}
function isStale(path, now) {
    try {
        const pid = Number((0,external_node_fs_.readFileSync)(path, 'utf8'));
        return now - (0,external_node_fs_.statSync)(path).mtimeMs > STALE_MS || (pid > 0 && !isAlive(pid));
    }
    catch {
        // Freed just now: the next try sees it.
        return false;
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}
const remove = (directory, { number, held }) => (0,external_node_fs_.rmSync)((0,external_node_path_.join)(directory, `${number}.${held ? 'held' : 'free'}`), { force: true });

;// CONCATENATED MODULE: ./packages/slack/src/files.ts




const STATE = 'state.json';
/**
 * An outbox in a directory, like a maildir: each event a file of its own that appears whole or not at all.
 *   <directory>/queue/000001790000000000-0001-k3f9.json
 *   <directory>/state.json
 *   <directory>/lock/7.held
 * Readable by the runner's user only.
 */
function fileOutbox(directory, now) {
    const queue = (0,external_node_path_.join)(directory, 'queue');
    const locks = (0,external_node_path_.join)(directory, 'lock');
    for (const each of [queue, locks])
        (0,external_node_fs_.mkdirSync)(each, { recursive: true, mode: 0o700 });
    return {
        add: (entry) => writeWhole((0,external_node_path_.join)(queue, `${entry.id}.json`), entry),
        entries: () => (0,external_node_fs_.readdirSync)(queue)
            .filter((name) => name.endsWith('.json'))
            .sort()
            .flatMap((name) => read((0,external_node_path_.join)(queue, name)) ?? []),
        remove: (id) => (0,external_node_fs_.rmSync)((0,external_node_path_.join)(queue, `${id}.json`), { force: true }),
        load: () => read((0,external_node_path_.join)(directory, STATE)),
        save: (state) => writeWhole((0,external_node_path_.join)(directory, STATE), state),
        tryLock: () => tryLock(locks, now),
    };
}
function writeWhole(path, value) {
    const part = `${path}.${process.pid}.part`;
    const file = (0,external_node_fs_.openSync)(part, 'w', 0o600);
    try {
        (0,external_node_fs_.writeSync)(file, (0,secrets/* redact */.E$)(JSON.stringify(value)));
        (0,external_node_fs_.fsyncSync)(file);
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
    (0,external_node_fs_.renameSync)(part, path);
}
/** Undefined for a file that is gone (delivered by another process) or not ours. */
function read(path) {
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/error.ts
class error_SlackError extends Error {
    name = 'SlackError';
    fault;
    /** Slack's own word for it, or `http_503`, `connection`, `timeout`. */
    code;
    /** Slack asked for this pause. */
    retryAfterMs;
    /** HTTP said 2xx although the body was not understood: done, as far as a caller may assume. */
    accepted;
    constructor(message, what) {
        super(message);
        this.fault = what.fault;
        this.code = what.code;
        // A pause of nothing is no answer to how long: our own backoff applies.
        this.retryAfterMs = (what.retryAfterMs ?? 0) > 0 ? what.retryAfterMs : undefined;
        this.accepted = what.accepted ?? false;
    }
}
// Slack's reference pages of the methods we call list these. `ok: false` comes with HTTP 200.
const TABLE = {
    retry: [
        ...['ratelimited', 'rate_limited', 'message_limit_exceeded', 'update_failed', 'request_timeout'],
        ...['external_channel_migrating', 'team_added_to_org', 'streaming_state_conflict'],
    ],
    ambiguous: ['internal_error', 'fatal_error', 'service_unavailable'],
    payload: [
        ...['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long', 'no_text'],
        ...['metadata_too_large', 'invalid_metadata_format', 'invalid_metadata_schema', 'block_mismatch'],
        ...['too_many_attachments', 'too_many_contact_cards', 'invalid_arguments', 'invalid_payload'],
        ...['invalid_attachments', 'attachment_payload_limit_exceeded', 'metadata_must_be_sent_from_app'],
    ],
    gone: [
        ...['message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed', 'is_inactive'],
        ...['cant_delete_message', 'cannot_reply_to_message', 'no_reaction', 'already_reacted'],
    ],
    late: ['invalid_scheduled_message_id', 'time_in_past'],
};
/** By Slack's error code. A code we do not know waits for a person: it is loud, and nothing is lost. */
function faultOf(code) {
    for (const [fault, codes] of Object.entries(TABLE))
        if (codes.includes(code))
            return fault;
    return 'config';
}
const MEND = {
    invalid_auth: 'Slack does not accept the token in input "slack-token"; copy the Bot User OAuth Token anew',
    not_authed: 'input "slack-token" is empty',
    token_revoked: 'the token in input "slack-token" was revoked; install the app again',
    token_expired: 'the token in input "slack-token" has expired; install the app again',
    account_inactive: 'the app of input "slack-token" was removed from the workspace; install it again',
    not_allowed_token_type: 'input "slack-token" needs a bot token (xoxb-...)',
    channel_not_found: 'there is no such channel, or it is private and the bot is not in it; use the channel id and invite the bot',
    not_in_channel: 'invite the bot to the channel, or give it the scope chat:write.public',
    is_archived: 'the channel is archived; use another one',
    restricted_action: 'a workspace setting keeps the bot from posting in this channel',
    no_service: 'the webhook of input "slack-webhook-url" no longer exists; make a new one',
    no_active_hooks: 'the webhook of input "slack-webhook-url" is disabled; make a new one',
    channel_is_archived: 'the channel of the webhook is archived; make a webhook for another one',
};
/** One line: who refused what, the code that was given, and how to mend it. */
function explain(refusal, code, scopes) {
    const said = `${refusal}: ${code}`;
    if (code === 'missing_scope' || code === 'no_permission') {
        return `${said}. The app needs the scope ${scopes?.needed || 'that the method asks for'} (it has ${scopes?.provided || 'others'}); add it and install the app again.`;
    }
    const mend = MEND[code];
    return mend === undefined ? `${said}.` : `${said}: ${mend}.`;
}

;// CONCATENATED MODULE: ./packages/slack/src/backoff.ts

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
/** Slack's own Retry-After exactly, for `method` alone; else exponential backoff with jitter, for all. */
function backOff(state, { error, now, random }, method) {
    const { failures, pauses, pausedUntil } = state;
    const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
    const until = now + (error.retryAfterMs ?? ceiling * (0.5 + random() / 2));
    const limited = error.retryAfterMs !== undefined || error.code === 'ratelimited';
    return {
        failures: failures + 1,
        pausedUntil: limited ? pausedUntil : until,
        pauses: limited ? { ...pauses, [method]: until } : (pauses ?? {}),
    };
}
/** When `method` may be asked again; now or earlier where nothing is in the way. */
const pauseOf = ({ pauses }, method) => pauses?.[method] ?? 0;
/** What an earlier failure asked for is forgotten: there will be no later chance. */
const unpaused = (state) => ({
    ...state,
    pausedUntil: 0,
    failures: 0,
    pauses: {},
});
/** For `retry`: what may work a little later is tried again, after Slack's own pause where it named one. */
function verdictOf(error) {
    if (!(error instanceof SlackError) || (error.fault !== 'retry' && error.fault !== 'ambiguous')) {
        return { retry: false };
    }
    return { retry: true, ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }) };
}

;// CONCATENATED MODULE: ./packages/slack/src/story.ts
const ENDINGS = ['complete', 'failed', 'rolled-back', 'cancelled', 'timed-out', 'skipped'];
const STATES = ['queued', 'running', 'stalled', ...ENDINGS];
const isOver = ({ state }) => ENDINGS.includes(state);
/** What only explains the present state, and is forgotten with it. */
const PASSING = ['reason', 'rootCause', 'active', 'queuePosition', 'activity', 'happenedAt'];
const STATE_OF = {
    start: 'running',
    progress: 'running',
    queued: 'queued',
    stalled: 'stalled',
    concurrent: undefined,
    complete: 'complete',
    failed: 'failed',
    'rolled-back': 'rolled-back',
    cancelled: 'cancelled',
    'timed-out': 'timed-out',
    skipped: 'skipped',
};
/** Told late, by whoever found it, of a deployment that has gone on since: a re-run does not become what its predecessor was. */
const isPast = (story, { facts }, at) => story !== undefined && facts?.happenedAt !== undefined && at < story.asOf;
/** What an event is told with: the story including it or, of a past one, that event alone, which is no episode of the story. */
function toldWith(story, event, at) {
    if (story === undefined || !isPast(story, event, at))
        return tell(story, event, at);
    const { environment } = story.facts;
    const facts = { ...(environment === undefined ? {} : { environment }), ...event.facts };
    return { ...tell(undefined, { ...event, facts }, at), episode: 0 };
}
/** The story after one more event, which happened at `at`. */
function tell(story, event, at) {
    if (story !== undefined && isPast(story, event, at))
        return story;
    const facts = event.facts ?? {};
    // A start after an ending is a new deployment in the same thread: a re-run.
    const before = story !== undefined && isOver(story) && event.kind === 'start' ? undefined : story;
    if (before === undefined) {
        const state = STATE_OF[event.kind] ?? 'running';
        const episode = (story?.episode ?? 0) + 1;
        return { state, facts, startedAt: began(facts, at, at), asOf: at, episode, announced: [] };
    }
    const state = nextState(before, event.kind);
    if (state === undefined)
        return { ...before, facts: merge(before.facts, unsaid(facts, before.facts)) };
    const kept = state === before.state ? before.facts : without(before.facts);
    const wentOn = before.state === 'queued' && state === 'running';
    return {
        ...before,
        state,
        facts: merge(kept, facts),
        startedAt: began(facts, at, wentOn ? at : before.startedAt),
        asOf: Math.max(before.asOf, at),
        // It may get stuck again, which is news again.
        announced: state === 'running' ? before.announced.filter((each) => each !== 'stalled') : before.announced,
    };
}
/** The state that `kind` leads to, or undefined when it changes nothing. */
function nextState(before, kind) {
    const state = STATE_OF[kind];
    if (state === undefined)
        return undefined;
    // The monitor's last look may arrive after the ending.
    if (isOver(before) && !ENDINGS.includes(state))
        return undefined;
    // A rollback, a time-out and a cancellation are how it failed: the plainer word adds nothing.
    if (state === 'failed' && ['rolled-back', 'timed-out', 'cancelled'].includes(before.state))
        return before.state;
    return state;
}
/** It began no later than what is told of it says: a stack's own time is a part of the deployment's. */
const began = ({ elapsedSeconds }, at, otherwise) => elapsedSeconds === undefined ? otherwise : Math.min(otherwise, at - Math.round(elapsedSeconds * 1000));
const merge = (old, more) => ({
    ...old,
    ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
});
const unsaid = (facts, said) => Object.fromEntries(Object.entries(facts).filter(([key]) => !(key in said) && !PASSING.some((passing) => passing === key)));
function without(facts) {
    const kept = { ...facts };
    for (const key of PASSING)
        delete kept[key];
    return kept;
}
const elapsedSeconds = ({ startedAt, asOf }) => Math.max(0, (asOf - startedAt) / 1000);

// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
;// CONCATENATED MODULE: ./packages/slack/src/escape.ts

/**
 * Text from outside for a field that Slack parses (the fallback `text`): one line, and no mention, link or
 * broadcast can stand in it (docs.slack.dev/messaging/formatting-message-text: only & < > are special).
 * Bare addresses, which a client may turn into links by itself, are broken by a word joiner (no width).
 */
function mrkdwn(text, limit = 300) {
    const pieces = Array.from((0,untrusted/* oneLine */.TN)(text, limit), (point) => ENTITIES[point] ?? point);
    let room = limit;
    const whole = pieces.findIndex((piece) => {
        room -= piece.length;
        return room < 0;
    });
    // Cut between entities, never inside one.
    const kept = whole < 0 ? pieces.join('') : `${pieces.slice(0, Math.max(0, whole - 1)).join('')}…`;
    return kept.replace(/:(?=\/\/)|@|(?<=\bwww)\./gi, '$&\u2060').replace(/[*_~`]/g, '$&\u2060');
}
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Text from outside for fields that Slack never parses: rich_text and plain_text. Never empty, as Slack demands. */
const plain = (text, limit = 300) => (0,untrusted/* oneLine */.TN)(text, limit) || '-';
/** Four links of this length fit a message; without a longer one it is poorer, but not wrong. */
const LONGEST_URL = 1500;
/** An address fit for a link, or undefined. */
function linkable(url) {
    const safe = url === undefined ? undefined : (0,untrusted/* safeUrl */.Pl)(url);
    return safe === undefined || safe.length > LONGEST_URL ? undefined : safe;
}
/** `<url|label>` for mrkdwn; `label` is our own word. */
const mrkdwnLink = (url, label) => `<${url.replaceAll('&', '&amp;')}|${label}>`;
const USER = /^[UW][A-Z0-9]{2,20}$/;
const GROUP = /^S[A-Z0-9]{2,20}$/;
const isUserId = (id) => USER.test(id);
const isGroupId = (id) => GROUP.test(id);

;// CONCATENATED MODULE: ./packages/slack/src/render/words.ts


const EMOJI = {
    queued: 'hourglass_flowing_sand',
    running: 'rocket',
    stalled: 'warning',
    complete: 'white_check_mark',
    failed: 'x',
    'rolled-back': 'rewind',
    cancelled: 'no_entry_sign',
    'timed-out': 'alarm_clock',
    skipped: 'fast_forward',
    concurrent: 'vertical_traffic_light',
    question: 'raising_hand',
};
/** What follows the environment's name: "production" + "is deploying". */
function stateWords(story) {
    const time = (0,duration/* formatDuration */.a3)(elapsedSeconds(story));
    const position = story.facts.queuePosition;
    switch (story.state) {
        case 'queued':
            return position === undefined || position < 1
                ? 'is waiting for its turn'
                : `is waiting for its turn, ${position} ahead of it`;
        case 'running':
            return 'is deploying';
        case 'stalled':
            return 'looks stuck';
        case 'complete':
            return `was deployed in ${time}`;
        case 'failed':
            return `failed after ${time}`;
        case 'rolled-back':
            return `was rolled back after ${time}`;
        case 'cancelled':
            return `was cancelled after ${time}`;
        case 'timed-out':
            return `ran out of time after ${time}`;
        case 'skipped':
            return 'was skipped';
    }
}
const CELLS = 10;
/** Ten cells: full ones are done. Never full before the end, never empty after a beginning. */
function bar(percent) {
    const full = Math.min(CELLS, Math.max(0, Math.floor((percent / 100) * CELLS)));
    return '▓'.repeat(full) + '░'.repeat(CELLS - full);
}
/** Whole percent, 100 only when it is over. */
function percent(story) {
    const { progress } = story.facts;
    if (progress === undefined || isOver(story))
        return undefined;
    return Math.min(99, Math.max(0, Math.floor(progress)));
}
/** A finish worth showing: of something that is under way, and not yet missed. */
function expected(story) {
    const { finish } = story.facts;
    if (finish === undefined || isOver(story) || story.state === 'queued')
        return undefined;
    return { finish, late: (finish.latest ?? finish.expected) < story.asOf };
}
const shortSha = (sha) => sha !== undefined && /^[0-9a-f]{7,64}$/i.test(sha) ? sha.slice(0, 7) : undefined;

;// CONCATENATED MODULE: ./packages/slack/src/render/rich.ts




// Small builders. What strangers wrote comes in through `outside` and `contextText` only.
const ours = (text) => ({ type: 'text', text });
const bold = (text) => ({ type: 'text', text, style: { bold: true } });
const emoji = (name) => ({ type: 'emoji', name });
const outside = (text, limit) => ({ type: 'text', text: plain(text, limit) });
const outsideBold = (text, limit) => bold(plain(text, limit));
/** At most so many lines of one text. */
const LINES = 30;
/** A text of several lines keeps them; what does not fit is counted, or cut with a sign. */
function outsideLines(text, limit) {
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.trim());
    const said = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
    while (said.at(-1) === '')
        said.pop();
    const shown = said.slice(0, LINES).map((line) => (line === '' ? '' : plain(line, limit)));
    const more = said.length > LINES ? [`and ${said.length - LINES} more lines`] : [];
    return ours((0,untrusted/* truncate */.xv)([...shown, ...more].join('\n'), limit) || '-');
}
/** How many there are beyond those that are shown; nothing when that is none. */
const andMore = (all, shown, what = '') => all > shown ? [`and ${all - shown} more${what}`] : [];
/** The reader's own local time. */
const time = (at) => ({
    type: 'date',
    timestamp: Math.round(at / 1000),
    format: '{time}',
    fallback: (0,duration/* clockTime */.qo)(at),
});
/** A mention by id; nothing when it is no id. */
function mention(id) {
    if (isUserId(id))
        return [{ type: 'user', user_id: id }];
    if (isGroupId(id))
        return [{ type: 'usergroup', usergroup_id: id }];
    return id === 'here' || id === 'channel' ? [{ type: 'broadcast', range: id }] : [];
}
const section = (...elements) => ({ type: 'rich_text_section', elements });
const preformatted = (lines, limit) => ({
    type: 'rich_text_preformatted',
    elements: [ours(lines.map((line) => plain(line, limit)).join('\n'))],
});
const richText = (...elements) => ({
    type: 'rich_text',
    elements,
});
const contextText = (text, limit) => ({
    type: 'plain_text',
    text: plain(text, limit),
    emoji: false,
});
const contextMarkup = (text) => ({ type: 'mrkdwn', text, verbatim: true });
/** The small line: who, which commit, where to look. */
function context(facts, actor) {
    const commit = shortSha(facts.sha);
    const commitUrl = linkable(commitPage(facts));
    const what = [facts.ref, facts.commitTitle].filter((part) => part !== undefined && part !== '').join(' · ');
    const links = pageLinks(facts);
    const elements = [
        ...(actor !== undefined && isUserId(actor) ? [contextMarkup(`<@${actor}>`)] : []),
        ...(facts.actor !== undefined && actor === undefined ? [contextText(facts.actor, 60)] : []),
        ...(commit === undefined
            ? []
            : [contextMarkup(commitUrl === undefined ? commit : mrkdwnLink(commitUrl, commit))]),
        ...(what === '' ? [] : [contextText(what, 160)]),
        ...(facts.stack === undefined ? [] : [contextText(facts.stack, 80)]),
        ...links.map(contextMarkup),
    ];
    return elements.length === 0 ? [] : [{ type: 'context', elements }];
}
function commitPage({ runUrl, repository, sha }) {
    if (runUrl === undefined || repository === undefined || sha === undefined)
        return undefined;
    return URL.canParse(runUrl) ? `${new URL(runUrl).origin}/${repository}/commit/${sha}` : undefined;
}
function pageLinks(facts) {
    const pages = [
        [facts.runUrl, 'Run'],
        [facts.consoleUrl, 'Console'],
        [facts.environmentUrl, 'Environment'],
        [facts.url, 'More'],
    ];
    return pages.flatMap(([url, label]) => {
        const safe = linkable(url);
        return safe === undefined ? [] : [mrkdwnLink(safe, label)];
    });
}

;// CONCATENATED MODULE: ./packages/slack/src/render/reply.ts





/** At most so much of a failure's explanation; the rest is on the run's page. */
const REASON = 500;
const CAUSE_LINES = 8;
const CAUSE_WIDTH = 250;
const FIELDS = 10;
const FIELD = 200;
const MESSAGE = 1500;
/**
 * What the thread hears of an event, `story` being what is known including it.
 * Undefined when the head says it all. `called` are ids of users and groups to wake.
 */
function renderReply(event, story, called = []) {
    const { kind } = event;
    const title = titleOf(event, story);
    if (title === undefined)
        return undefined;
    const call = called.flatMap((id) => [...mention(id), ours(' ')]);
    const loud = kind === 'failed' || kind === 'stalled' || kind === 'rolled-back' || kind === 'timed-out';
    const links = loud ? context(story.facts, undefined) : [];
    const line = section(...call, ...title);
    return {
        text: fallback(event, story),
        blocks: [richText(line, ...details(event, story)), ...links],
    };
}
/** The event's own line, without the name of the state. */
function titleOf({ kind, facts = {} }, story) {
    const name = outsideBold(story.facts.environment ?? 'The environment', 80);
    switch (kind) {
        case 'progress':
            return facts.message === undefined ? undefined : [name, ours(':')];
        case 'start':
            return facts.message === undefined && facts.fields === undefined
                ? undefined
                : [ours('Deployment started.')];
        case 'queued':
            return facts.active === undefined
                ? undefined
                : [
                    ours('Waiting for '),
                    ...holder(facts.active),
                    ours(', under way'),
                    ...since(facts.active),
                    ours('.'),
                ];
        case 'concurrent':
            return concurrent(facts, name);
        default: {
            const state = EMOJI[story.state];
            const at = percent(story);
            const stuck = kind === 'stalled'
                ? ` at ${at === undefined ? '' : `${at} % after `}${(0,duration/* formatDuration */.a3)(elapsedSeconds(story))}`
                : '';
            return [emoji(state), ours(' '), name, ours(` ${stateWords(story)}${stuck}`), ...toldLate(facts)];
        }
    }
}
/** A message that comes hours after what it tells must say so. */
const toldLate = ({ happenedAt }) => happenedAt === undefined ? [] : [ours(' (at '), time(happenedAt), ours(', told late)')];
function concurrent({ sha, actor, active }, name) {
    const first = active === undefined ? [ours('one')] : holder(active);
    return [
        ...[emoji(EMOJI.concurrent), ours(' Two deployments want '), name, ours(': '), ...first],
        ...[ours(' is under way'), ...since(active)],
        ...[ours(', and '), bold(shortSha(sha) ?? 'another one'), ...by(actor), ours(' has arrived.')],
    ];
}
/** Who holds the environment: "abc1234 by mona". */
function holder({ sha, actor, runUrl }) {
    const commit = shortSha(sha) ?? 'a deployment';
    const url = linkable(runUrl);
    return [url === undefined ? ours(commit) : { type: 'link', url, text: commit }, ...by(actor)];
}
const by = (actor) => actor === undefined ? [] : [ours(' by '), outside(actor, 60)];
const since = (active) => active?.since === undefined ? [] : [ours(' since '), time(active.since)];
/** Reason, message, facts and cause; of more than fits it is said how many more there are. */
function details({ kind, facts = {} }, story) {
    const reason = kind === 'concurrent' ? facts.reason : story.facts.reason;
    const lines = kind === 'progress' ? [] : (story.facts.rootCause ?? []);
    // The reason often is the first line already.
    const unsaid = lines.filter((line) => !isSaid(line, reason));
    const cause = [...unsaid.slice(0, CAUSE_LINES), ...andMore(unsaid.length, CAUSE_LINES, ' lines')];
    return [
        ...(reason === undefined ? [] : [section(ours('\n'), outside(reason, REASON))]),
        ...additions(facts),
        ...(cause.length === 0 ? [] : [preformatted(cause, CAUSE_WIDTH)]),
    ];
}
/** What the workflow's author adds: a message and labelled facts. */
function additions({ message, fields = {} }) {
    const entries = Object.entries(fields);
    return [
        ...(message === undefined ? [] : [section(ours('\n'), outsideLines(message, MESSAGE))]),
        ...entries
            .slice(0, FIELDS)
            .map(([label, value]) => section(ours('\n'), outsideBold(label, 60), ours(': '), outsideLines(value, FIELD))),
        ...andMore(entries.length, FIELDS).map((more) => section(ours(`\n${more}`))),
    ];
}
/** The same in words. */
function additionWords({ message, fields = {} }) {
    const entries = Object.entries(fields);
    const shown = entries
        .slice(0, FIELDS)
        .map(([label, value]) => `${mrkdwn(label, 60)}: ${mrkdwn(value, 80)}`);
    return [
        ...(message === undefined ? [] : [mrkdwn(message, 600)]),
        ...shown,
        ...andMore(entries.length, FIELDS),
    ];
}
const isSaid = (line, reason) => reason?.slice(0, REASON).includes(line.trim()) ?? false;
function fallback({ kind, facts = {} }, story) {
    const environment = mrkdwn(story.facts.environment ?? 'The environment', 80);
    const reason = kind === 'concurrent' ? facts.reason : story.facts.reason;
    const title = kind === 'concurrent'
        ? `Two deployments want ${environment}${activeWords(facts.active)}`
        : `${environment} ${stateWords(story)}${kind === 'queued' ? activeWords(facts.active) : ''}${lateWords(facts)}`;
    const cause = story.facts.rootCause?.[0];
    const parts = [
        title,
        reason === undefined ? '' : mrkdwn(reason, REASON),
        ...additionWords(facts),
        cause === undefined || isSaid(cause, reason) ? '' : mrkdwn(cause, 300),
    ];
    return `${parts.filter((part) => part !== '').join('. ')}.`;
}
const lateWords = ({ happenedAt }) => happenedAt === undefined ? '' : ` (at ${(0,duration/* clockTime */.qo)(happenedAt)}, told late)`;
function activeWords(active) {
    if (active === undefined)
        return '';
    const since = active.since === undefined ? '' : ` since ${(0,duration/* clockTime */.qo)(active.since)}`;
    const actor = active.actor === undefined ? '' : ` by ${mrkdwn(active.actor, 60)}`;
    return `: ${shortSha(active.sha) ?? 'a deployment'}${actor} is under way${since}`;
}

;// CONCATENATED MODULE: ./packages/slack/src/render/head.ts







/** Slack takes more, but splits or doubles long ones (slackapi/bolt-python#764). */
const TEXT = 2900;
/**
 * The one message a deployment has in its channel.
 *   🚀 production is deploying  ▓▓▓▓▓░░░░░ 52 %  ·  4 min 10 s  ·  done about 14:32 (14:29–14:36)
 *   mona  abc1234  main · Fix the login  Run · Console · Environment
 * `actor` is the Slack id of who started it, where known.
 */
function renderHead(story, actor) {
    return { text: head_fallback(story), blocks: [richText(headLine(story)), ...context(story.facts, actor)] };
}
/** Where nothing can be said below it: the head with what an event adds. */
function renderWhole(event, story) {
    const { facts = {} } = event;
    const title = event.kind === 'queued' ? titleOf(event, story) : undefined;
    const waits = title === undefined ? [] : [section(ours('\n'), ...title)];
    const words = additionWords(facts).map((each) => ` ${each}.`);
    return {
        text: (0,untrusted/* truncate */.xv)(head_fallback(story) + words.join(''), TEXT),
        blocks: [richText(headLine(story), ...waits, ...additions(facts)), ...context(story.facts, undefined)],
    };
}
function headLine(story) {
    const { facts } = story;
    return section(emoji(EMOJI[story.state]), ours(' '), outsideBold(facts.environment ?? 'The environment', 80), ours(` ${stateWords(story)}`), ...progress(story), ...whenDone(story), ...why(story));
}
function progress(story) {
    const done = percent(story);
    const shown = done === undefined ? '' : `  ${bar(done)} ${done} %`;
    const elapsed = elapsedSeconds(story);
    const underWay = story.state === 'running' || story.state === 'stalled';
    const since = underWay && elapsed >= 1 ? `  ·  ${(0,duration/* formatDuration */.a3)(elapsed)}` : '';
    const what = underWay && facts(story).activity !== undefined ? [ours('  ·  '), activity(story)] : [];
    return [...(shown + since === '' ? [] : [ours(shown + since)]), ...what];
}
const facts = (story) => story.facts;
const activity = (story) => outside(story.facts.activity ?? '', 80);
function whenDone(story) {
    const when = expected(story);
    if (when === undefined)
        return [];
    const { finish, late } = when;
    if (late)
        return [ours('  ·  late, was expected by '), time(finish.latest ?? finish.expected)];
    const { earliest, latest } = finish;
    const range = earliest === undefined || latest === undefined
        ? []
        : [ours(' ('), time(earliest), ours('–'), time(latest), ours(')')];
    return [ours('  ·  done about '), time(finish.expected), ...range];
}
/** The first words of the reason; all of it is in the thread. */
function why(story) {
    const { reason } = story.facts;
    return reason === undefined ? [] : [ours(': '), outside(reason, 120)];
}
/** The same in words: for notifications and screen readers. */
function head_fallback(story) {
    const { facts } = story;
    const done = percent(story);
    const when = expected(story);
    const commit = shortSha(facts.sha);
    const parts = [
        `${mrkdwn(facts.environment ?? 'The environment', 80)} ${stateWords(story)}`,
        done === undefined ? '' : `${done} percent done`,
        isOver(story) || story.state === 'queued' ? '' : `${(0,duration/* formatDuration */.a3)(elapsedSeconds(story))} so far`,
        when === undefined ? '' : finishWords(when.finish.expected, when),
        facts.reason === undefined ? '' : mrkdwn(facts.reason, 300),
        facts.actor === undefined ? '' : `started by ${mrkdwn(facts.actor, 60)}`,
        commit === undefined ? '' : `commit ${commit}`,
    ];
    return `${parts.filter((part) => part !== '').join(', ')}.`;
}
function finishWords(at, when) {
    const { earliest, latest } = when.finish;
    if (when.late)
        return `late, was expected by ${(0,duration/* clockTime */.qo)(latest ?? at)}`;
    const range = earliest === undefined || latest === undefined
        ? ''
        : `, between ${(0,duration/* clockTime */.qo)(earliest)} and ${(0,duration/* clockTime */.qo)(latest)}`;
    return `expected to finish at ${(0,duration/* clockTime */.qo)(at)}${range}`;
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/state.ts



const emptyThread = {
    done: [],
    pausedUntil: 0,
    failures: 0,
    revision: 0,
    limited: 0,
    duplicatesAvoided: 0,
};
/** What is known including what still waits: what the head should show. */
function storySoFar(thread, entries) {
    return entries.reduce((story, { event, at }) => tell(story, event, at), thread.story);
}
const headOf = (thread, story) => renderHead(story, actorOf(thread, story));
/** Slack id of who started the deployment, where known. */
const actorOf = ({ actor }, { facts }) => facts.actorId ?? (actor || undefined);
const hashOf = (rendered) => (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(rendered)).digest('hex').slice(0, 16);
/** The head shows something else than it should. */
function isDirty(thread, story) {
    const { head } = thread;
    return head !== undefined && head.frozen !== true && head.hash !== hashOf(headOf(thread, story));
}
/** The head can no longer be changed, and shows less than is known; an ending is told by a reply instead. */
const isStuck = (thread) => {
    const { head, story } = thread;
    const wrong = head !== undefined && story !== undefined && head.hash !== hashOf(headOf(thread, story));
    return head?.frozen === true && wrong && !isOver(story);
};
/** The head shows another state than the deployment's: that may not wait for the next progress. */
const isBehind = (thread, story) => isDirty(thread, story) && (thread.head?.state !== story.state || thread.head.hash === '' || isOver(story));
/** Ids are remembered only until their files are surely gone. */
const REMEMBERED = 50;
const withDone = ({ done }, ids) => [...done, ...ids].slice(-Math.max(REMEMBERED, ids.length));

;// CONCATENATED MODULE: ./packages/slack/src/thread/announce.ts



/** Whom a reply calls, and whether it shows in the channel, too. */
function loudness(thread, { event, at }, told) {
    const { story, place } = told;
    // Nobody is woken for what was overtaken.
    if (isPast(thread.story, event, at))
        return { broadcast: false, called: [] };
    const severity = place.severity(event, story);
    const actor = actorOf(thread, story);
    const called = severity === 'critical' ? [...place.onDuty, ...(actor === undefined ? [] : [actor])] : [];
    return {
        broadcast: severity !== 'info',
        called: severity === 'warning' && actor !== undefined ? [actor] : called,
    };
}
/** Whether an event gets a reply of its own, told after `before`. */
const isReply = (before, entry) => isNews(before, entry) && renderReply(entry.event, toldWith(before, entry.event, entry.at)) !== undefined;
/** False for what was announced before, and for what comes after the ending although it was before it. */
function isNews(before, { event, at }) {
    if (event.kind === 'concurrent')
        return true;
    if (isPast(before, event, at))
        return isOver(toldWith(before, event, at));
    const story = tell(before, event, at);
    const announces = isOver(story) || story.state === 'stalled';
    if (announces && story.announced.includes(story.state))
        return false;
    return before === undefined || !announce_isStale(before, event);
}
/** A word from before the ending that arrives after it. */
const announce_isStale = (before, { kind }) => isOver(before) && (kind === 'stalled' || kind === 'queued' || kind === 'progress');
/** The story once the reply to `event` is out. */
function announced(story) {
    const news = isOver(story) || story.state === 'stalled';
    return news && !story.announced.includes(story.state)
        ? { ...story, announced: [...story.announced, story.state] }
        : story;
}

;// CONCATENATED MODULE: ./packages/slack/src/board.ts



const EMPTY = { done: [], pausedUntil: 0, failures: 0, duplicatesAvoided: 0 };
const SETTLE_MS = 3000;
const board_REMEMBERED = 50;
function boardService(board, correlationId) {
    const serving = { board, correlationId };
    return {
        read: (saved) => ({ ...EMPTY, ...Object(saved) }),
        next: (state, [entry], moment) => next(state, entry, { board, ...moment }),
        takeOff: (state, op, now) => op.do === 'post' ? { ...state, flight: { id: op.entry.id, at: now } } : state,
        perform: (op, state, { signal }) => perform(op, state, { ...serving, signal }),
        failed: (state, failure) => failed(state, failure, board),
        unpaused: unpaused,
        done: ({ done }) => done,
        pending: (state, waiting) => waiting.filter((entry) => compose(board, state, entry) !== undefined).length,
    };
}
const storyWith = ({ story }, { event, at }) => tell(story, event, at);
const compose = (board, state, entry) => isNews(state.story, entry) ? board.compose(entry, storyWith(state, entry)) : undefined;
/** The state once `entry` is told, or need not be. */
function told(state, entry) {
    const { flight, plain, ...rest } = state;
    const story = announced(storyWith(state, entry));
    return { ...rest, story, done: [...state.done, entry.id].slice(-board_REMEMBERED), failures: 0 };
}
function next(state, entry, at) {
    const { board, now } = at;
    if (state.pausedUntil > now)
        return { do: 'wait', until: state.pausedUntil };
    if (entry === undefined)
        return atLeisure(state, at);
    if (state.flight?.id !== entry.id) {
        if (compose(board, state, entry) === undefined)
            return { do: 'absorb', entry };
        return allowed({ do: 'post', entry }, state, at);
    }
    if (board.find === undefined || state.blind)
        return { do: 'assume', entry };
    const settled = state.flight.at + SETTLE_MS;
    return settled > now ? { do: 'wait', until: settled } : allowed({ do: 'read-back', entry }, state, at);
}
function atLeisure(state, at) {
    const { posted } = state;
    if (posted === undefined || posted.permalink !== undefined || at.board.permalink === undefined)
        return REST;
    const op = allowed({ do: 'permalink', posted }, state, at);
    return op.do === 'wait' ? REST : op;
}
const REST = { do: 'rest' };
/** The op, unless it has to rest, or was refused in this delivery. */
function allowed(op, state, { now, refused }) {
    if (refused.has(op.do))
        return REST;
    const until = pauseOf(state, op.do);
    return until > now ? { do: 'wait', until } : op;
}
async function perform(op, state, { board, correlationId, signal }) {
    const { flight, ...landed } = state;
    if (op.do === 'permalink') {
        const permalink = (await board.permalink?.(op.posted, signal)) ?? '';
        return { ...state, posted: { ...op.posted, permalink }, failures: 0 };
    }
    const { entry } = op;
    const id = `${correlationId}/${entry.id}`;
    switch (op.do) {
        case 'absorb':
            return told(state, entry);
        case 'assume': {
            const again = board.mustBeHeard(entry, storyWith(state, entry)) && !flight?.accepted;
            return again ? landed : told(state, entry);
        }
        case 'read-back': {
            const posted = await board.find?.(id, flight?.at ?? 0, signal);
            if (posted === undefined)
                return landed;
            return { ...told(state, entry), posted, duplicatesAvoided: state.duplicatesAvoided + 1 };
        }
        case 'post': {
            const message = compose(board, state, entry);
            if (message === undefined)
                return told(state, entry);
            const sent = state.plain ? (board.plainly?.(message) ?? message) : message;
            const posted = await board.post(sent, id, signal);
            return { ...told(state, entry), ...(posted === undefined ? {} : { posted }) };
        }
    }
}
const ONCE = 'What was to be told may have arrived; it is not sent again.';
function failed(state, failure, board) {
    const { op, error, now } = failure;
    const { flight, ...landed } = state;
    const paused = backOff(state, failure, op.do);
    if (op.do === 'permalink')
        return { state: { ...state, posted: { ...op.posted, permalink: '' } } };
    switch (error.fault) {
        case 'retry':
            // A read that failed tells nothing about the post it asks after.
            return { state: { ...(op.do === 'post' ? landed : state), ...paused } };
        case 'ambiguous': {
            if (op.do !== 'post' || flight === undefined)
                return { state: { ...state, ...paused } };
            const readable = board.find !== undefined && !state.blind;
            if (!readable && !board.mustBeHeard(op.entry, storyWith(state, op.entry))) {
                return { state: told(state, op.entry), lost: true, warning: `${error.message} ${ONCE}` };
            }
            const lost = { ...flight, at: now, ...(error.accepted ? { accepted: true } : {}) };
            return { state: { ...landed, flight: lost, ...paused } };
        }
        case 'payload':
            if (board.plainly !== undefined && !state.plain)
                return { state: { ...landed, plain: true } };
            return {
                state: told(state, op.entry),
                lost: true,
                warning: `${error.message} The message was dropped.`,
            };
        default:
            if (op.do === 'read-back')
                return { state: { ...state, blind: true } };
            return { state: landed, halt: error.message };
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/http.ts


/**
 * Errors that come before a request leaves: nothing was sent. Of names and connections (nodejs.org/api/errors),
 * of certificates (nodejs.org/api/tls, X509 certificate error codes) and of the handshake, which Node names after
 * OpenSSL's reason. A failure of an established connection, such as a bad record, is none of them.
 */
const NOT_SENT_CODES = [
    /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/,
    /^(ERR_TLS_\w+|\w*CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|CRL_\w+|PATH_LENGTH_EXCEEDED)$/,
    /^ERR_SSL_\w*(WRONG_VERSION_NUMBER|HANDSHAKE|PROTOCOL|CIPHER|CERT|UNKNOWN_CA|UNRECOGNIZED_NAME|KEY_TOO_SMALL|RENEGOTIATION)\w*$/,
];
const NOT_SENT_WORDS = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|bad port|HTTP Tunneling|before secure TLS connection was established|wrong version number|handshake failure|unsupported protocol|alert protocol version)\b/;
/** What a failure below HTTP means, from the error and its causes. */
function connectionFault(error) {
    const all = causes(error);
    const codes = all.map((each) => Object(each)['code']).filter((code) => typeof code === 'string');
    const line = all.map(errors/* errorLine */.B).join(' ');
    const unsent = NOT_SENT_WORDS.test(line) || codes.some((code) => NOT_SENT_CODES.some((pattern) => pattern.test(code)));
    const code = /abort|timeout/i.test(`${codes.join(' ')} ${line}`) ? 'timeout' : 'connection';
    return { fault: unsent ? 'retry' : 'ambiguous', code };
}
/** In one line, from the cause at the bottom: it has the proxy's refusal, the host's name, the certificate. */
const connectionLine = (error) => (0,errors/* errorLine */.B)(causes(error).at(-1) ?? error);
const causes = (error) => error === undefined || error === null ? [] : [error, ...causes(Object(error)['cause'])].slice(0, 4);
/** Milliseconds of a Retry-After header in seconds. */
function retryAfterMs(header) {
    const seconds = Number(header ?? Number.NaN);
    return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
/** A body that a person would see in a browser. */
const isPage = (body) => /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(body);
const PAGE = 'a web page: a proxy or a sign-in page stands in between';
/**
 * Slack's webhooks say exactly `ok` once the message is posted, and one word of their own otherwise, at times with 200
 * (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling errors"; cloud-custodian/cloud-custodian#4654).
 */
const webhookAnswer = (body) => {
    const said = body.trim();
    if (said === 'ok')
        return undefined;
    if (said === '')
        return { fault: 'ambiguous', code: 'bad_answer', words: 'an empty body' };
    if (isPage(said))
        return { fault: 'retry', code: 'not_slack', words: PAGE };
    if (isCode(said))
        return { fault: webhookFault(said), code: said, words: said };
    return {
        fault: 'config',
        code: 'not_slack',
        words: 'something else: the address is not of a Slack webhook',
    };
};
/** PagerDuty says 202 and JSON (developer.pagerduty.com/docs/send-alert-event); other receivers say what they like, but no page. */
const pagerAnswer = (body) => isPage(body) ? { fault: 'retry', code: 'not_pager', words: PAGE } : undefined;
const isCode = (said) => /^[a-z_]{3,60}$/.test(said);
const webhookFault = (code) => ['invalid_blocks', 'invalid_payload', 'no_text'].includes(code) ? 'payload' : 'config';
/**
 * Posts JSON to an address that is a secret in itself; the errors do not name it.
 * @throws SlackError unless a 2xx came and `judge` finds nothing against its body
 */
async function postJson(name, address, request) {
    const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request.body),
        // Where it leads to is nobody that the message was for.
        redirect: 'manual',
        signal: request.signal,
    }).catch((error) => {
        throw new error_SlackError(`${name} was not reached: ${connectionLine(error)}`, connectionFault(error));
    });
    const said = await response.text().catch(() => '');
    if (!response.ok)
        throw httpError(name, response, said.trim());
    const against = request.judge(said);
    if (against === undefined)
        return;
    const { words, ...fault } = against;
    const line = isCode(words)
        ? explain(`${name} refused the message`, words)
        : `${name} answered with HTTP ${response.status} and ${words}.`;
    throw new error_SlackError(line, fault);
}
function httpError(name, { status, headers }, said) {
    const pause = { retryAfterMs: retryAfterMs(headers.get('retry-after')) };
    if (status === 429) {
        return new error_SlackError(`${name} limits us (429).`, { fault: 'retry', code: 'ratelimited', ...pause });
    }
    const code = isCode(said) ? said : `http_${status}`;
    if (status >= 500) {
        return new error_SlackError(`${name} answered with HTTP ${status}.`, {
            ...{ fault: 'ambiguous', code: `http_${status}`, ...pause },
        });
    }
    const line = status < 400
        ? `${name} answered with a redirect (HTTP ${status}): give the address that it leads to, if that is the right one.`
        : explain(`${name} refused the message`, code);
    return new error_SlackError(line, { fault: webhookFault(code), code });
}

;// CONCATENATED MODULE: ./packages/slack/src/limits.ts
// docs.slack.dev/reference/block-kit and the comments of @slack/types; the sum of all text is capped
// without documentation somewhere above 9,500 characters (slackapi/bolt-js#2867), so it stays well below.
const BLOCKS = 50;
const CONTEXT_ELEMENTS = 10;
const CONTEXT_TEXT = 2000;
const BUTTON_TEXT = 75;
const ALL_TEXT = 8000;
/** Longer fallback texts were split or posted twice (slackapi/bolt-python#764). */
const FALLBACK = 3000;
/** What Slack would refuse about a message; empty when it is fit to send. */
function excesses({ text, blocks }) {
    const all = blocks.map(blockText).join('');
    const found = [
        blocks.length > BLOCKS ? `${blocks.length} blocks` : '',
        text.length > FALLBACK ? `${text.length} characters of fallback text` : '',
        text === '' ? 'no fallback text' : '',
        all.length > ALL_TEXT ? `${all.length} characters in blocks` : '',
        ...blocks.map(blockExcess),
    ];
    return found.filter((each) => each !== '');
}
function blockExcess(block) {
    if (block.type === 'context') {
        if (block.elements.length > CONTEXT_ELEMENTS)
            return `${block.elements.length} context elements`;
        if (block.elements.some(({ text }) => text === '' || text.length > CONTEXT_TEXT))
            return 'a context text';
    }
    if (block.type === 'actions' && block.elements.some(({ text }) => text.text.length > BUTTON_TEXT)) {
        return 'a button text';
    }
    return '';
}
/** All characters of a block that count. */
function blockText(block) {
    switch (block.type) {
        case 'rich_text':
            return block.elements.map(partText).join('');
        case 'context':
            return block.elements.map(({ text }) => text).join('');
        case 'actions':
            return block.elements.map(({ text, url }) => text.text + url).join('');
        case 'divider':
            return '';
    }
}
const partText = (part) => part.type === 'rich_text_list'
    ? part.elements.flatMap(({ elements }) => elements.map(inlineText)).join('')
    : part.elements.map(inlineText).join('');
function inlineText(inline) {
    switch (inline.type) {
        case 'text':
            return inline.text;
        case 'link':
            return inline.text + inline.url;
        default:
            return '';
    }
}
/** The message as Slack takes it in any case: without blocks. An event is never lost over its looks. */
const plainly = ({ text }) => ({ text, blocks: [] });
/** The message, or its plain form where it would be refused. */
const fit = (rendered) => excesses(rendered).length === 0 ? rendered : plainly(rendered);

// EXTERNAL MODULE: ./packages/slack/src/severity.ts
var severity = __nccwpck_require__(325);
;// CONCATENATED MODULE: ./packages/slack/src/skew.ts
/**
 * Runners keep time by themselves, and a self-hosted one may be minutes off, while a message's `ts` is Slack's time.
 * What is looked for has an id that no other message has, so a wide window costs nothing.
 */
const SKEW_SECONDS = 15 * 60;
/** Seconds since the epoch by Slack's clock: nothing sent at `at` (ours, in milliseconds) or later is older. */
const notBefore = (at) => Math.max(0, Math.floor(at / 1000) - SKEW_SECONDS);

;// CONCATENATED MODULE: ./packages/slack/src/thread/own.ts
/**
 * The messages that are the deployment's: they have its mark, and our own bot wrote them. Metadata alone proves
 * nothing: every app of the workspace may read ours and put the same on a message of its own
 * (docs.slack.dev/messaging/message-metadata). Slack is asked who we are only for messages that are not in `known`.
 */
async function ownMessages(messages, { slack, correlationId, signal }, known = []) {
    const marked = messages.filter(({ mark }) => mark?.id.startsWith(`${correlationId}/`));
    if (marked.every(({ ts }) => known.includes(ts)))
        return marked;
    const self = await slack.whoAmI(signal);
    const isOurs = ({ ts, user, botId }) => known.includes(ts) || user === self.user || (botId !== undefined && botId === self.botId);
    return marked.filter(isOurs);
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/place.ts

const headId = ({ correlationId }) => `${correlationId}/head`;
/**
 * Of the reply to `entry`, `story` being what is known including it. An ending has the same id whoever tells it,
 * so that two who do are found out.
 */
const replyId = ({ correlationId }, { id, event }, story) => story.episode > 0 && isOver(story) && event.kind !== 'concurrent'
    ? `${correlationId}/${story.episode}-${story.state}`
    : `${correlationId}/${id}`;

;// CONCATENATED MODULE: ./packages/slack/src/thread/public-story.ts


/** Facts that the head shows or that a later job could not know; the rest stays out of the metadata. */
const TEXTS = [
    ...['environment', 'stack', 'repository', 'sha', 'ref', 'commitTitle', 'actor', 'actorId', 'reason'],
    'activity',
];
const LINKS = ['runUrl', 'consoleUrl', 'environmentUrl', 'url'];
const NUMBERS = ['progress', 'queuePosition', 'jobId'];
const LONGEST_TEXT = 200;
/** A stack's page in the console has some 250 characters. One that is too long is left out: cut, it leads elsewhere. */
const LONGEST_LINK = 500;
/** The last moment that a Date can be. */
const LAST_TIME = 8.64e15;
/** A story fit for metadata, which everybody in the workspace can read and Slack limits in size. */
const publicStory = ({ facts, ...story }) => ({ ...story, facts: publicFacts(facts) });
/** A story read from metadata: ours, but anybody's app could have written it. */
function knownStory(raw) {
    const { state, facts, startedAt, asOf, episode, announced } = Object(raw);
    const known = stateOf(state);
    if (known === undefined || !isTime(startedAt) || !isTime(asOf))
        return undefined;
    return {
        ...{ state: known, facts: publicFacts(facts), startedAt, asOf, episode: Number(episode) || 1 },
        announced: Array.isArray(announced) ? announced.flatMap((each) => stateOf(each) ?? []) : [],
    };
}
const stateOf = (raw) => STATES.find((state) => state === raw);
const isTime = (raw) => typeof raw === 'number' && Math.abs(raw) <= LAST_TIME;
function publicFacts(raw) {
    const facts = Object.entries(Object(raw)).flatMap(([name, value]) => {
        const kept = publicFact(name, value);
        return kept === undefined ? [] : [[name, kept]];
    });
    return Object.fromEntries(facts);
}
function publicFact(name, value) {
    if (name === 'finish')
        return finishOf(value);
    if (typeof value === 'number')
        return NUMBERS.includes(name) ? value : undefined;
    if (typeof value !== 'string')
        return undefined;
    if (LINKS.includes(name))
        return value.length > LONGEST_LINK ? undefined : value;
    return TEXTS.includes(name) ? (0,untrusted/* truncate */.xv)(value, LONGEST_TEXT) : undefined;
}
function finishOf(raw) {
    const { expected, earliest, latest } = Object(raw);
    if (!isTime(expected))
        return undefined;
    return { expected, ...(isTime(earliest) ? { earliest } : {}), ...(isTime(latest) ? { latest } : {}) };
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/reminder.ts




// A dead man's switch that needs no server: Slack itself says that we fell silent, unless we are back in time.
const MINUTE = 60_000;
/** Silence allowed to a deployment of unknown duration. */
const UNKNOWN = 2 * 60 * MINUTE;
/** Slack refuses to delete what it posts within a minute, so the switch is moved well before. */
const MARGIN = 5 * MINUTE;
/** When the absence of any news becomes news: twice the time it should take, at least a quarter of an hour more. */
function reminderAt(story) {
    const { finish } = story.facts;
    if (finish === undefined)
        return story.asOf + UNKNOWN;
    const due = finish.latest ?? finish.expected;
    const expected = story.startedAt + Math.max(2 * (due - story.startedAt), due - story.startedAt + 15 * MINUTE);
    return Math.max(expected, story.asOf + 15 * MINUTE);
}
function reminderDue(thread, story, now) {
    const { reminder, head } = thread;
    const watched = (story.state === 'running' || story.state === 'stalled') && head !== undefined;
    if (isOver(story) || !watched)
        return reminder === undefined || reminder.id === '' ? undefined : { do: 'unremind' };
    if (reminder === undefined)
        return { do: 'remind', at: reminderAt(story), story };
    const close = reminder.id !== '' && reminder.at - now < MARGIN && reminderAt(story) > reminder.at;
    return close ? { do: 'unremind' } : undefined;
}
/** No metadata may be given to a scheduled message (Slack then never sends it), so the text has the id. */
function reminderText(story, correlationId) {
    const name = mrkdwn(story.facts.environment ?? 'This deployment', 80);
    const last = `<!date^${Math.round(story.asOf / 1000)}^{time}|${new Date(story.asOf).toISOString()}>`;
    const links = pageLinks(story.facts).slice(0, 2).join(' · ');
    return `:warning: ${name}: no news since ${last}. The runner may have died: look at the deployment itself. ${links} (${correlationId})`;
}
async function remind(thread, op, place) {
    const { flight, ...landed } = thread;
    const { head } = thread;
    if (head === undefined)
        return landed;
    const at = Math.ceil(op.at / 1000);
    const text = reminderText(op.story, place.correlationId);
    const id = await place.slack.schedule({ channel: head.channel, thread: thread.root ?? head.ts, at, text }, place.signal);
    return { ...landed, reminder: { id, at: op.at } };
}
async function unremind(thread, place) {
    const { reminder, ...rest } = thread;
    if (reminder !== undefined)
        await unschedule(reminder.id, place);
    return rest;
}
/** A reminder that Slack already sent is answered by the ending, which follows it in the thread. */
async function unschedule(id, { slack, channel, signal }) {
    try {
        await slack.unschedule(channel, id, signal);
    }
    catch (error) {
        if (!(error instanceof error_SlackError) || error.fault !== 'late')
            throw error;
    }
}
/** Reminders have no metadata, but our id in their text. */
const reminder_ours = async ({ slack, channel, correlationId, signal }) => (await slack.scheduled(channel, signal)).filter(({ text }) => text.endsWith(`(${correlationId})`));
async function foundReminder(thread, place) {
    const [found] = await reminder_ours(place);
    return found === undefined ? thread : { ...thread, reminder: { id: found.id, at: found.at * 1000 } };
}
async function removeReminders(place) {
    for (const { id } of await reminder_ours(place))
        await unschedule(id, place);
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/head.ts








const PAGES = 3;
/** Finds the head that an earlier job or run posted: in the thread that the user named, else in the channel. */
async function look(thread, place) {
    const { slack, channel, threadTs, lookBackSeconds, signal } = place;
    const oldest = Math.floor(place.now() / 1000) - lookBackSeconds;
    const messages = threadTs === undefined
        ? await slack.history({ channel, oldest, pages: PAGES }, signal)
        : await slack.thread({ channel, thread: threadTs }, signal);
    const [head] = await findHeads(messages, place, thread);
    const looked = { ...thread, looked: true, ...(threadTs === undefined ? {} : { root: threadTs }) };
    if (head !== undefined && head.ts === thread.head?.ts) {
        const shown = knownStory(head.mark?.story);
        const later = shown !== undefined && shown.asOf > (thread.story?.asOf ?? 0) ? { story: shown } : {};
        return adopt({ ...looked, ...later }, head, place);
    }
    if (head === undefined)
        return looked;
    // Ours was posted while nobody could look; now there is an older one.
    if (thread.head !== undefined && !thread.head.frozen && !thread.head.lost)
        await retire(thread.head.ts, head.ts, place);
    // Whoever posted it may have left a reminder, which is now ours to move and remove.
    return await foundReminder(adopt(looked, head, place), place);
}
/** Takes a message for the head. What it shows is not known, so it is written again. */
function adopt(thread, { ts, mark }, { channel }) {
    const story = thread.story ?? knownStory(mark?.story);
    const state = story?.state ?? 'running';
    const head = { channel, ts, revision: mark?.revision ?? 0, hash: '', state, at: 0, confirmed: true };
    const revision = Math.max(thread.revision, head.revision);
    return { ...thread, head, revision, ...(story === undefined ? {} : { story }) };
}
/** The deployment's heads, oldest first, but for those that are known to be gone. */
async function findHeads(messages, place, { head, gone = [] } = {}) {
    const marked = messages.filter(({ ts, mark }) => mark?.id === headId(place) && !gone.includes(ts));
    const own = await ownMessages(marked, place, head === undefined ? [] : [head.ts]);
    return own.filter((each) => fits(each, place)).sort((a, b) => Number(a.ts) - Number(b.ts));
}
/** One id may have been given to the deployments of two environments. */
function fits({ mark }, { environment }) {
    const theirs = knownStory(mark?.story)?.facts.environment;
    return (environment === undefined || theirs === undefined || theirs.toLowerCase() === environment.toLowerCase());
}
/** Messages among which our head must be, if it was posted after `since` (milliseconds since the epoch). */
function whereHeadsAre(thread, since, place) {
    const { slack, channel, signal } = place;
    const oldest = notBefore(since);
    return thread.root === undefined
        ? slack.history({ channel, oldest, pages: PAGES }, signal)
        : slack.thread({ channel, thread: thread.root }, signal);
}
async function postHead(thread, story, place) {
    const rendered = shape(headOf(thread, story), headId(place), thread);
    const { revision } = thread;
    // Where nothing can be read, nobody looked whether the user's thread exists.
    const root = thread.root ?? (thread.looked ? undefined : place.threadTs);
    const within = root === undefined ? {} : { root };
    const mark = markOf(thread, story, place);
    const message = {
        channel: place.channel,
        ...rendered,
        mark,
        ...(root === undefined ? {} : { thread: root }),
    };
    const posted = await place.slack.post(message, place.signal);
    const { flight, ...landed } = thread;
    const shown = { hash: hashOf(headOf(thread, story)), state: story.state, at: place.now() };
    // Where nobody could look for another one, that is to be made good.
    const unsure = thread.looked || thread.blind ? {} : { doubted: { what: 'head', at: place.now() } };
    return { ...landed, ...within, ...unsure, head: { ...posted, revision, ...shown } };
}
/** Two jobs may have posted a head at once. Everybody keeps the oldest and retires the others. */
async function head_confirm(thread, place) {
    const { head } = thread;
    if (head === undefined)
        return thread;
    const [oldest, ...others] = await findHeads(await whereHeadsAre(thread, place.now(), place), place, thread);
    for (const { ts } of others)
        await retire(ts, oldest?.ts ?? head.ts, place);
    const ours = oldest === undefined || oldest.ts === head.ts;
    return ours ? { ...thread, head: { ...head, confirmed: true } } : adopt(thread, oldest, place);
}
/**
 * Takes away a head beside the one that stays. Its replies move: each is told under the other head, unless it stands
 * there already, and deleted here. The job whose head it was finds it gone, looks, and goes on under the other.
 */
async function retire(ts, stays, place) {
    const { slack, channel, signal } = place;
    const ours = async (thread) => {
        const messages = await slack.thread({ channel, thread }, signal).catch(noneIfGone);
        return await ownMessages(messages.filter(({ ts: each }) => each !== thread), place);
    };
    const replies = await ours(ts);
    const told = replies.length === 0 ? [] : (await ours(stays)).map(({ mark }) => mark?.id);
    for (const { ts: reply, text, mark } of replies) {
        // Our own words have no markup; what has is by somebody who copied our mark.
        const moves = mark !== undefined && !told.includes(mark.id) && !text.includes('<');
        if (moves)
            await slack.post({ channel, thread: stays, text, blocks: [], mark }, signal);
        await removeOwn(reply, place);
    }
    await removeOwn(ts, place);
}
function noneIfGone(error) {
    if (error instanceof error_SlackError && error.fault === 'gone')
        return [];
    throw error;
}
async function removeOwn(ts, { slack, channel, signal }) {
    try {
        await slack.remove(channel, ts, signal);
    }
    catch (error) {
        if (!(error instanceof error_SlackError) || error.fault !== 'gone')
            throw error;
    }
}
async function update(thread, story, place) {
    const { head, updating, ...landed } = thread;
    if (head === undefined)
        return thread;
    const { revision } = thread;
    const rendered = shape(headOf(thread, story), headId(place), thread);
    const mark = markOf(thread, story, place);
    await place.slack.update({ channel: head.channel, ts: head.ts, ...rendered, mark }, place.signal);
    const shown = { hash: hashOf(headOf(thread, story)), state: story.state, at: place.now() };
    return { ...landed, head: { ...head, revision, ...shown } };
}
async function permalink(thread, { slack, signal }) {
    const { head } = thread;
    if (head === undefined)
        return thread;
    return { ...thread, head: { ...head, permalink: await slack.permalink(head.channel, head.ts, signal) } };
}
async function identify(thread, { facts }, { slack, signal }) {
    return { ...thread, actor: await slack.userByEmail(facts.email ?? '', signal) };
}
/** Plain, the head has no story either: it may have been too large. */
function markOf({ revision, plain }, story, place) {
    const id = headId(place);
    return { id, revision, ...(plain === id ? {} : { story: publicStory(story) }) };
}
/** A message that Slack refused in full goes out plain. */
const shape = (rendered, id, { plain }) => plain === id ? plainly(rendered) : fit(rendered);

;// CONCATENATED MODULE: ./packages/slack/src/boards.ts













const important = (rules) => ({ event }, story) => isOver(story) || (0,severity/* severityOf */.x)(event, story.facts.environment, rules) !== 'info';
/** Where people are asked: hears of concurrent deployments, each a message of its own. */
function interactBoard({ slack, channel, correlationId }) {
    return {
        compose: ({ event }, story) => (event.kind === 'concurrent' ? renderReply(event, story) : undefined),
        post: (rendered, id, signal) => slack.post({ channel, ...fit(rendered), mark: { id, revision: 1 } }, signal),
        find: async (id, since, signal) => {
            const messages = await slack.history({ channel, oldest: notBefore(since), pages: PAGES }, signal);
            const marked = messages.filter(({ mark }) => mark?.id === id);
            const [own] = await ownMessages(marked, { slack, correlationId, signal });
            return own && { channel, ts: own.ts };
        },
        permalink: ({ channel: at, ts }, signal) => slack.permalink(at, ts, signal),
        mustBeHeard: () => false,
        plainly: plainly,
    };
}
/**
 * An incoming webhook posts and nothing else: no updates, no thread, nothing can be read back.
 * So it tells beginnings, endings and trouble, and an ending twice rather than never.
 */
function webhookBoard(address, rules) {
    return {
        compose: ({ event }, story) => {
            const { kind } = event;
            // Undefined for a progress without a word of its own.
            if (kind === 'progress' || kind === 'concurrent' || kind === 'stalled' || isOver(story))
                return renderReply(event, story);
            return renderWhole(event, story);
        },
        post: async (rendered, _, signal) => {
            const request = { body: { ...fit(rendered) }, signal, judge: webhookAnswer };
            await postJson('The webhook of input "slack-webhook-url"', address, request);
            return undefined;
        },
        mustBeHeard: important(rules),
        plainly: plainly,
    };
}
/**
 * Wakes somebody for a critical event, and says when it is over: PagerDuty Events v2
 * (developer.pagerduty.com/docs/send-alert-event), which other receivers read, too.
 * `dedup_key` makes every repetition harmless.
 */
function pagerBoard({ url, key, rerun, correlationId, rules }) {
    return {
        compose: ({ event }, story) => {
            const critical = (0,severity/* severityOf */.x)(event, story.facts.environment, rules) === 'critical';
            const resolves = event.kind === 'complete' && (rerun === true || story.announced.length > 0);
            if (!critical && !resolves)
                return undefined;
            const common = {
                routing_key: key,
                dedup_key: correlationId,
                event_action: critical ? 'trigger' : 'resolve',
            };
            return critical ? { ...common, ...boards_alert(story, correlationId) } : common;
        },
        post: async (body, _, signal) => {
            await postJson('The pager of input "pager-url"', url, { body, signal, judge: pagerAnswer });
            return undefined;
        },
        mustBeHeard: () => true,
    };
}
const boards_CAUSE_LINES = 10;
function boards_alert(story, correlationId) {
    const { facts } = story;
    const cause = facts.rootCause ?? [];
    const reason = facts.reason === undefined ? '' : `: ${facts.reason}`;
    const pages = [
        [facts.runUrl, 'Run'],
        [facts.consoleUrl, 'Console'],
    ];
    const links = pages.flatMap(([url, text]) => {
        const href = linkable(url);
        return href === undefined ? [] : [{ href, text }];
    });
    return {
        payload: {
            summary: plain(`${facts.environment ?? 'A deployment'} ${stateWords(story)}${reason}`, 1000),
            source: plain(facts.repository ?? facts.environment ?? 'signalbox', 200),
            severity: 'critical',
            timestamp: new Date(story.asOf).toISOString(),
            component: plain(facts.stack ?? facts.environment ?? 'deployment', 200),
            class: story.state,
            custom_details: {
                correlation_id: correlationId,
                sha: plain(facts.sha ?? ''),
                actor: plain(facts.actor ?? ''),
                elapsed: (0,duration/* formatDuration */.a3)(elapsedSeconds(story)),
                root_cause: [
                    ...cause.slice(0, boards_CAUSE_LINES).map((line) => plain(line)),
                    ...andMore(cause.length, boards_CAUSE_LINES, ' lines'),
                ],
            },
        },
        ...(links.length === 0 ? {} : { links }),
    };
}

;// CONCATENATED MODULE: ./packages/slack/src/timeout.ts
/** Aborts `request` after `milliseconds`, or with the setting's own signal. */
async function withTimeout({ clock, signal }, milliseconds, request) {
    const over = new AbortController();
    const timeout = new AbortController();
    void clock.sleep(milliseconds, over.signal).then(() => timeout.abort());
    try {
        return await request(AbortSignal.any([timeout.signal, signal]));
    }
    finally {
        over.abort();
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/deliver.ts


/** No single request may take longer. */
const REQUEST_MS = 10_000;
/** A request that cannot have this long is not begun. */
const SHORTEST_REQUEST_MS = 1000;
const LOCK_POLL_MS = 100;
const PAUSED = 'a pause after earlier trouble is longer than this step may take (input "delivery-budget").';
/**
 * Delivers what is due, one request at a time, until all is done or the deadline comes.
 * What Slack refuses is not asked again, but what else can be delivered still is.
 * The lock is held for a request, never for a pause: other processes of the job go on in between.
 */
async function deliver(outbox, service, terms) {
    const { clock, deadline, signal } = terms;
    const course = { outbox, service, terms, refused: new Set(), begun: false };
    const warnings = [];
    const troubles = new Map();
    let halt;
    let lost = 0;
    for (;;) {
        const turn = await takeTurn(course);
        const { state, pause, tried } = turn;
        if (turn.warning !== undefined)
            warnings.push(turn.warning);
        if (turn.lost)
            lost++;
        if (tried !== undefined)
            troubles.delete(tried);
        if (tried !== undefined && turn.trouble !== undefined)
            troubles.set(tried, turn.trouble);
        if (tried !== undefined && (turn.refused || turn.halt !== undefined))
            course.refused.add(tried);
        halt ??= turn.halt;
        const until = pause?.do === 'wait' ? pause.until : clock.now();
        const hopeless = until > deadline || signal.aborted || (pause !== undefined && terms.impatient);
        if (pause?.do === 'rest' || hopeless) {
            const pending = service.pending(state, waiting(outbox, service, state));
            // Of a pause that an earlier step ran into, the failure itself is not known here.
            const paused = hopeless && !terms.impatient ? PAUSED : undefined;
            const trouble = [...troubles.values()].at(-1) ?? paused;
            const why = { ...(halt === undefined ? {} : { halt }), ...(trouble === undefined ? {} : { trouble }) };
            return { state, pending, lost, warnings, ...why };
        }
        if (pause !== undefined)
            await clock.sleep(until - clock.now(), signal);
    }
}
async function takeTurn(course) {
    const { outbox, service, terms, refused } = course;
    const { clock, deadline, impatient, last = false } = terms;
    const release = outbox.tryLock();
    if (release === undefined) {
        const pause = { do: 'wait', until: clock.now() + LOCK_POLL_MS };
        return { state: service.read(outbox.load()), pause };
    }
    try {
        const state = begin(course);
        const now = clock.now();
        // Whoever waits for nothing gives nothing up either.
        const at = { now, refused, last, deadline: impatient ? Number.POSITIVE_INFINITY : deadline };
        const op = service.next(state, waiting(outbox, service, state), at);
        if (isPause(op))
            return { state, pause: op };
        if (terms.deadline - clock.now() < SHORTEST_REQUEST_MS || terms.signal.aborted) {
            return { state, pause: { do: 'wait', until: Number.POSITIVE_INFINITY } };
        }
        return await attempt({ op, state }, course);
    }
    finally {
        release();
    }
}
function begin(course) {
    const { outbox, service, terms, begun } = course;
    const kept = service.read(outbox.load());
    course.begun = true;
    if (!terms.last || begun)
        return kept;
    const state = service.unpaused(kept);
    outbox.save(state);
    return state;
}
async function attempt({ op, state }, { outbox, service, terms }) {
    const { clock, random } = terms;
    const flying = service.takeOff(state, op, clock.now());
    if (flying !== state)
        outbox.save(flying);
    const keep = (after) => {
        outbox.save(after);
        for (const id of service.done(after))
            outbox.remove(id);
    };
    try {
        const after = await withTimeout(terms, Math.min(REQUEST_MS, terms.deadline - clock.now()), (signal) => service.perform(op, flying, { now: clock.now, signal }));
        keep(after);
        return { state: after, tried: op.do };
    }
    catch (error) {
        if (!(error instanceof error_SlackError))
            throw error;
        const setback = service.failed(flying, { op, error, now: clock.now(), random });
        keep(setback.state);
        return { ...setback, tried: op.do, trouble: error.message };
    }
}
/** Entries that are not yet delivered. A crash can leave delivered ones behind. */
function waiting(outbox, service, state) {
    const done = new Set(service.done(state));
    const entries = outbox.entries();
    for (const { id } of entries)
        if (done.has(id))
            outbox.remove(id);
    return entries.filter(({ id }) => !done.has(id));
}
const isPause = (op) => op.do === 'rest' || op.do === 'wait';

;// CONCATENATED MODULE: ./packages/slack/src/thread/find.ts


/** How far back a thread is looked for, unless said otherwise. */
const WEEK_SECONDS = 7 * 86_400;
const find_REQUEST_MS = 10_000;
/** The head of a deployment, by its mark: for whoever does not serve its thread. @throws SlackError */
async function findHead(search) {
    const { slack, channel, clock, lookBackSeconds = WEEK_SECONDS } = search;
    const oldest = Math.floor(clock.now() / 1000) - lookBackSeconds;
    const messages = await withTimeout(search, find_REQUEST_MS, (signal) => slack.history({ channel, oldest, pages: PAGES }, signal));
    return (await withTimeout(search, find_REQUEST_MS, (signal) => findHeads(messages, { ...search, signal })))[0];
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/method.ts
/** What no request is needed for. */
const NONE = '';
/** The method of Slack that an op begins with: the one whose limit it meets. */
function methodOf(op, { flight, root }, { threadTs }) {
    switch (op.do) {
        case 'head':
        case 'reply':
            return 'chat.postMessage';
        case 'update':
            return 'chat.update';
        case 'look':
            return threadTs === undefined ? 'conversations.history' : 'conversations.replies';
        case 'confirm':
            return root === undefined ? 'conversations.history' : 'conversations.replies';
        case 'read-back':
            if (flight?.op === 'remind')
                return 'chat.scheduledMessages.list';
            return flight?.op === 'head' && root === undefined ? 'conversations.history' : 'conversations.replies';
        case 'recall':
        case 'verify':
            return 'conversations.replies';
        case 'identify':
            return 'users.lookupByEmail';
        case 'remind':
            return 'chat.scheduleMessage';
        case 'unremind':
            return 'chat.deleteScheduledMessage';
        case 'permalink':
            return 'chat.getPermalink';
        case 'absorb':
        case 'assume':
            return NONE;
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/reply.ts






async function postReply(thread, { entry, loud = false }, place) {
    const { head } = thread;
    const story = toldWith(thread.story, entry.event, entry.at);
    const { called, broadcast } = loudness(thread, entry, { story, place });
    const rendered = renderReply(entry.event, story, called);
    if (head === undefined || rendered === undefined)
        return absorb(thread, [entry]);
    const id = replyId(place, entry, story);
    const message = {
        ...{ channel: head.channel, thread: thread.root ?? head.ts, mark: { id, revision: 1 } },
        ...shape(rendered, id, thread),
        broadcast: broadcast || loud,
    };
    await place.slack.post(message, place.signal);
    return replied(thread, entry);
}
/** The thread once the reply to `entry` is out, however that became known. */
function replied(thread, entry) {
    const { flight, plain, ...landed } = thread;
    const { event, at, id } = entry;
    const past = isPast(thread.story, event, at);
    const story = past ? thread.story : announced(tell(thread.story, event, at));
    return { ...landed, ...(story === undefined ? {} : { story }), done: withDone(thread, [id]) };
}
/** Takes in events that need no reply. */
function absorb(thread, entries) {
    const story = storySoFar(thread, entries);
    const done = entries.map(({ id }) => id);
    return story === undefined ? thread : { ...thread, story, done: withDone(thread, done) };
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/fail.ts



/** The thread after a request failed, by what the failure means for it. */
function fail_failed(thread, failure) {
    const { op, error } = failure;
    const paused = pause(thread, failure);
    switch (error.fault) {
        case 'retry':
            // A read that failed tells nothing about the request it asks after.
            return { state: landed(paused, op) };
        case 'ambiguous':
            return { state: lost(paused, failure) };
        case 'late':
        case 'gone':
            return gone(landed(paused, op), failure);
        case 'payload':
            return refused(landed(thread, op), failure);
        case 'config':
            return misconfigured(landed(thread, op), op, error);
    }
}
function pause(thread, failure) {
    const limited = thread.limited + (failure.error.code === 'ratelimited' ? 1 : 0);
    const failing = methodOf(failure.op, thread, failure.place);
    return { ...thread, ...backOff(thread, failure, failing), failing, limited };
}
const TAKEN_OFF = ['head', 'reply', 'remind'];
/** It is known not to have been carried out. */
function landed(thread, op) {
    const { flight, updating, ...rest } = thread;
    if (op.do === 'update')
        return { ...rest, ...(flight === undefined ? {} : { flight }) };
    const kept = { ...rest, ...(updating === undefined ? {} : { updating }) };
    // A read that failed tells nothing about the request it asks after.
    return TAKEN_OFF.includes(op.do) || flight === undefined ? kept : { ...kept, flight };
}
/** It may have been carried out, or may yet be. */
function lost(thread, { op, error, now }) {
    const { flight } = thread;
    const what = op.do === 'head' || thread.doubted?.what === 'head' ? 'head' : 'thread';
    const doubted = { what, at: now };
    if (op.do === 'update')
        return { ...landed(thread, op), doubted };
    if (flight === undefined || !TAKEN_OFF.includes(op.do))
        return thread;
    const after = { ...flight, at: now, ...(error.accepted ? { accepted: true } : {}) };
    return { ...thread, doubted, flight: after };
}
/** Ids of heads are remembered only as long as a read may still show them. */
const fail_REMEMBERED = 10;
/** After so many it is not the heads: nothing more is posted only to have its replies refused. */
const MOST_GONE = 3;
function gone(thread, { op, error }) {
    const { root, looked, ...unsure } = thread;
    const { head, flight, ...rest } = unsure;
    const known = thread.gone ?? [];
    switch (op.do) {
        case 'update': {
            if (head === undefined)
                return { state: thread };
            // It may be another job's loser in a race: the winner is looked for.
            const frozen = {
                ...unsure,
                head: { ...head, frozen: true },
                gone: remembered(known, head.ts),
            };
            return { state: { ...frozen, ...(root === undefined ? {} : { root }) } };
        }
        case 'reply':
        case 'read-back':
            if (head === undefined || known.length >= MOST_GONE)
                return giveUp(thread, op, error.message);
            // It was deleted, and its thread with it: the next message goes to another job's head, or begins a new one.
            return { state: { ...rest, head: { ...head, lost: true }, gone: remembered(known, head.ts) } };
        case 'head':
        case 'look':
            // The message that the user named.
            if (looked && root === undefined)
                return giveUp(thread, op, error.message);
            return { state: { ...unsure, looked: true }, warning: `${error.message} ${NO_THREAD}` };
        default:
            return giveUp(thread, op, error.message);
    }
}
const remembered = (known, ts) => [...known, ts].slice(-fail_REMEMBERED);
const NO_THREAD = 'Input "thread-ts" names no message of this channel: the deployment gets one of its own.';
/** Once more without blocks, then it is given up, loudly. */
function refused(thread, { op, error }) {
    const id = op.do === 'reply' ? op.id : op.do === 'head' || op.do === 'update' ? op.id : undefined;
    if (id === undefined)
        return giveUp(thread, op, error.message);
    if (thread.plain !== id)
        return { state: { ...thread, plain: id } };
    if (op.do !== 'reply')
        return { state: thread, halt: error.message };
    return {
        state: absorb(thread, [op.entry]),
        lost: true,
        warning: `${error.message} The message was dropped.`,
    };
}
function misconfigured(thread, op, { code, message }) {
    switch (op.do) {
        case 'look':
        case 'read-back':
        case 'confirm':
        case 'verify':
            // Reading is a scope of its own. Whatever else is wrong, the next post will tell.
            return UNREADABLE.includes(code) || op.do === 'read-back'
                ? { state: { ...thread, blind: true }, warning: `${message} ${BLIND}` }
                : op.do === 'look'
                    ? { state: thread, refused: true }
                    : giveUp(thread, op, message);
        case 'head':
        case 'reply':
        case 'update':
            return { state: thread, halt: message };
        default:
            return giveUp(thread, op, message);
    }
}
/** A channel can be written without being a member of it. */
const UNREADABLE = ['missing_scope', 'not_in_channel'];
const BLIND = 'Until then threads are not found across jobs, and a lost message may be sent twice, or not at all.';
/** What is only convenient is left undone. */
function giveUp(thread, op, message) {
    const { head } = thread;
    switch (op.do) {
        case 'identify':
            return { state: { ...thread, actor: '' } };
        case 'permalink':
            return { state: head === undefined ? thread : { ...thread, head: { ...head, permalink: '' } } };
        case 'remind':
        case 'unremind':
            return { state: { ...thread, reminder: { id: '', at: 0 } } };
        case 'look':
            return { state: { ...thread, looked: true } };
        case 'confirm':
            return { state: head === undefined ? thread : { ...thread, head: { ...head, confirmed: true } } };
        case 'verify': {
            const { doubted, ...sure } = thread;
            return { state: sure };
        }
        default:
            return { state: thread, halt: message };
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/next.ts







/** A lost request is carried out within this time, or so we hope; then a read shows it. */
const next_SETTLE_MS = 3000;
/** And a last look waits a little longer. */
const VERIFY_MS = 5000;
/** Slack asks for no more than an update each three seconds (docs.slack.dev/reference/methods/chat.update). */
const SPACING_MS = 3000;
/**
 * What to do next for a thread; `waiting` are the entries not yet delivered, oldest first.
 *   lost request -> find or make the head -> replies in order -> head -> reminder -> a last look
 * What one method of Slack is kept from doing keeps no other from it: whatever can be seen tells the outcome.
 */
function next_next(thread, waiting, at) {
    const { now } = at;
    if (thread.pausedUntil > now)
        return { do: 'wait', until: thread.pausedUntil };
    const story = storySoFar(thread, waiting);
    if (story === undefined)
        return next_REST;
    const lost = resolve(thread, waiting, at);
    if (lost !== undefined)
        return isOp(lost) ? lost : meanwhile(lost, thread, story, at);
    return (next_findHead(thread, story, at) ??
        recall(thread, waiting, at) ??
        inOrder(thread, waiting, at) ??
        show(thread, story, at) ??
        next_atLeisure(thread, story, at));
}
const next_REST = { do: 'rest' };
const isOp = (step) => step.do !== 'rest' && step.do !== 'wait';
/** The op, unless its method has to rest, or was refused in this delivery. */
function next_allowed(op, thread, { now, place, refused }) {
    if (refused.has(op.do))
        return next_REST;
    const until = pauseOf(thread, methodOf(op, thread, place));
    return until > now ? { do: 'wait', until } : op;
}
/** Not in this delivery. */
const isHopeless = (step, { deadline }) => step.do === 'rest' || (step.do === 'wait' && step.until > deadline);
/** While `pause` keeps all else, the head can still be brought up to date. */
function meanwhile(pause, thread, story, at) {
    const shown = isBehind(thread, story) ? show(thread, story, at) : undefined;
    if (shown === undefined || shown.do === 'rest')
        return pause;
    if (shown.do !== 'wait' || pause.do === 'rest')
        return shown;
    return shown.until < pause.until ? shown : pause;
}
/** What may have been carried out already is looked up. */
function resolve(thread, waiting, at) {
    const { flight } = thread;
    if (flight === undefined)
        return undefined;
    const entry = waiting.find((each, index) => idOf(thread, waiting.slice(0, index), each, at.place) === flight.id);
    const assume = { do: 'assume', entry };
    if (thread.blind)
        return assume;
    const settled = flight.at + next_SETTLE_MS;
    if (settled > at.now)
        return { do: 'wait', until: settled };
    const look = next_allowed({ do: 'read-back', entry }, thread, at);
    // Nothing is held up for a reminder.
    return flight.op === 'remind' && !isOp(look) ? assume : look;
}
function next_findHead(thread, story, at) {
    // If it is only that nothing can be said below it, it can still tell.
    const last = thread.head?.lost ? show(thread, story, at) : undefined;
    if (last !== undefined && !isHopeless(last, at))
        return last;
    // A head that is gone may have been another job's loser in a race: the winner is looked for. One that came with what
    // an earlier run left may show more by now.
    if (!thread.looked && !thread.blind) {
        const look = next_allowed({ do: 'look' }, thread, at);
        // Better a second head, which a later look takes away, than none.
        if (!isHopeless(look, at))
            return look;
    }
    if (thread.head === undefined || thread.head.lost) {
        const { email } = story.facts;
        const unknown = actorOf(thread, story) === undefined && thread.actor === undefined;
        const identify = email && unknown ? next_allowed({ do: 'identify', story }, thread, at) : undefined;
        if (identify !== undefined && isOp(identify))
            return identify;
        return next_allowed({ do: 'head', id: headId(at.place), story }, thread, at);
    }
    if (thread.head.confirmed || thread.blind)
        return undefined;
    const confirm = next_allowed({ do: 'confirm' }, thread, at);
    return isOp(confirm) ? confirm : undefined;
}
/** What an earlier run left may be a copy of what another one has told since. Where that cannot be read, it is told. */
function recall(thread, waiting, at) {
    if (!thread.inherited || thread.blind)
        return undefined;
    const told = waiting.map((entry, index) => ({
        entry,
        id: idOf(thread, waiting.slice(0, index), entry, at.place),
    }));
    const op = next_allowed({ do: 'recall', told }, thread, at);
    return isOp(op) ? op : undefined;
}
function idOf(thread, before, entry, place) {
    return replyId(place, entry, toldWith(storySoFar(thread, before), entry.event, entry.at));
}
/** Replies keep their order; events that need none are absorbed in one go. */
function inOrder(thread, waiting, at) {
    const firstReply = waiting.findIndex((entry, index) => isReply(storySoFar(thread, waiting.slice(0, index)), entry));
    const [entry] = waiting;
    if (firstReply === 0 && entry !== undefined)
        return reply(thread, waiting, entry, at);
    const silent = firstReply < 0 ? waiting : waiting.slice(0, firstReply);
    return silent.length === 0 ? undefined : { do: 'absorb', entries: silent };
}
/**
 * A quiet ending is to show in the head before it is told: only then is it known whether the reply has to be loud
 * instead. After a post that failed the head comes first, too: it may be all that can be seen.
 */
function reply(thread, waiting, entry, at) {
    const story = storySoFar(thread, waiting);
    const op = { do: 'reply', id: idOf(thread, [], entry, at.place), entry };
    const answer = next_allowed(op, thread, at);
    if (story === undefined)
        return answer;
    if (answer.do !== 'reply')
        return meanwhile(answer, thread, story, at);
    const quiet = isOver(story) && at.place.severity(entry.event, story) === 'info';
    const postFailed = thread.failing === methodOf(op, thread, at.place) && isBehind(thread, story);
    const head = show(thread, story, at);
    if (cannotShow(thread, head, at))
        return { ...answer, ...(isOver(story) ? { loud: true } : {}) };
    return head !== undefined && (quiet || (postFailed && isOp(head))) ? head : answer;
}
/** The head cannot tell it in this delivery; `shown` is what it takes. */
function cannotShow({ head, failing, failures }, shown, at) {
    const stuck = at.last && failing === 'chat.update' && failures >= PATIENCE;
    return head?.frozen === true || stuck || (shown !== undefined && isHopeless(shown, at));
}
/** Brings the head up to date; undefined when it is, or when its next update is not due yet. */
function show(thread, story, at) {
    const { head } = thread;
    if (head === undefined || !isDirty(thread, story))
        return undefined;
    const update = next_allowed({ do: 'update', id: headId(at.place), story }, thread, at);
    const heldBack = !isBehind(thread, story) && !at.last;
    if (heldBack)
        return isOp(update) && head.at + updateGap(thread, story) <= at.now ? update : undefined;
    const due = head.at + SPACING_MS;
    return due > at.now && isOp(update) ? { do: 'wait', until: due } : update;
}
/** After so many failures in a row, what is only convenient is left. */
const PATIENCE = 3;
function next_atLeisure(thread, story, at) {
    const { head, doubted } = thread;
    const patient = thread.failures < PATIENCE;
    const due = reminderDue(thread, story, at.now);
    const reminder = due && next_allowed(due, thread, at);
    // A reminder left behind would raise a false alarm; all else is only convenient.
    if (reminder !== undefined && due?.do === 'unremind' && reminder.do !== 'rest')
        return reminder;
    if (patient && reminder !== undefined && isOp(reminder))
        return reminder;
    const permalink = patient && head?.permalink === undefined ? next_allowed({ do: 'permalink' }, thread, at) : next_REST;
    if (isOp(permalink))
        return permalink;
    if (thread.blind)
        return next_REST;
    const confirm = head === undefined || head.confirmed ? next_REST : next_allowed({ do: 'confirm' }, thread, at);
    if (!isHopeless(confirm, at))
        return confirm;
    if (doubted === undefined || !isOver(story))
        return next_REST;
    const settled = doubted.at + VERIFY_MS;
    return settled > at.now ? { do: 'wait', until: settled } : next_allowed({ do: 'verify' }, thread, at);
}
/** Milliseconds between two updates that only show progress: about seven in a deployment. */
function updateGap(thread, story) {
    const { finish } = story.facts;
    const expected = finish === undefined ? 4 * 60_000 : finish.expected - story.startedAt;
    const gap = Math.min(120_000, Math.max(15_000, expected / 7));
    return gap * 2 ** Math.min(thread.limited, 2);
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/doubt.ts






/** Looks whether a request whose answer was lost was carried out; `entry` is what it was to deliver. */
async function readBack(thread, entry, place) {
    const { flight, ...landed } = thread;
    switch (flight?.op) {
        case 'head':
            return headReadBack(landed, flight, place);
        case 'reply':
            return entry === undefined ? landed : replyReadBack(landed, { flight, entry }, place);
        case 'remind':
            return foundReminder(landed, place);
        default:
            return landed;
    }
}
async function headReadBack(thread, flight, place) {
    const [oldest, ...others] = await findHeads(await whereHeadsAre(thread, flight.at, place), place, thread);
    if (oldest === undefined)
        return thread;
    for (const { ts } of others)
        await retire(ts, oldest.ts, place);
    return { ...adopt(thread, oldest, place), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}
async function replyReadBack(thread, { flight, entry }, place) {
    const { slack, channel, signal } = place;
    const root = thread.root ?? thread.head?.ts;
    if (root === undefined)
        return thread;
    const messages = await slack.thread({ channel, thread: root, oldest: String(notBefore(flight.at)) }, signal);
    const told = messages.filter(({ mark }) => mark?.id === flight.id);
    const found = byId(await ownMessages(told, place)).get(flight.id) ?? [];
    if (found.length === 0)
        return thread;
    for (const { ts } of found.slice(1))
        await removeOwn(ts, place);
    return { ...replied(thread, entry), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}
/** Takes for told, of what came from an earlier run, what stands in the thread already. */
async function doubt_recall(thread, all, place) {
    const { inherited, ...fresh } = thread;
    const root = thread.root ?? thread.head?.ts;
    if (root === undefined)
        return fresh;
    const { slack, channel, signal } = place;
    const found = byId(await ownMessages(await slack.thread({ channel, thread: root }, signal), place));
    return all
        .filter(({ id }) => found.has(id))
        .reduce((known, { entry }) => ({
        ...replied(known, entry),
        duplicatesAvoided: known.duplicatesAvoided + 1,
    }), fresh);
}
/**
 * The same where nothing can be read: news that must be heard is told at least once, the rest at most once.
 * Without a head there is no thread, so a head counts as such news.
 */
function assume(thread, entry, place) {
    const { flight, ...landed } = thread;
    if (flight?.op === 'remind') {
        // If one stands, the last look takes it away.
        const doubted = thread.doubted ?? { what: 'thread', at: flight.at };
        return { ...landed, doubted, reminder: { id: '', at: 0 } };
    }
    if (flight?.op !== 'reply' || entry === undefined)
        return landed;
    const story = toldWith(thread.story, entry.event, entry.at);
    const mustBeHeard = place.severity(entry.event, story) !== 'info' || isOver(story);
    return mustBeHeard && flight.accepted !== true ? landed : replied(landed, entry);
}
/** A last look after requests were lost: a late one may have posted twice, or put an old text into the head. */
async function verify(thread, place) {
    const { slack, channel, signal } = place;
    const { head, doubted, ...rest } = thread;
    if (head === undefined)
        return thread;
    const messages = await slack.thread({ channel, thread: thread.root ?? head.ts }, signal);
    for (const twins of byId(messages).values()) {
        const ours = twins.length < 2 ? [] : await ownMessages(twins, place, [head.ts]);
        for (const { ts } of ours.slice(1))
            if (ts !== head.ts)
                await removeOwn(ts, place);
    }
    if (doubted?.what === 'head') {
        const since = await whereHeadsAre(thread, Number(head.ts) * 1000, place);
        for (const { ts } of await findHeads(since, place, thread)) {
            if (ts !== head.ts)
                await retire(ts, head.ts, place);
        }
    }
    await removeReminders(place);
    const shown = messages.find(({ ts }) => ts === head.ts)?.mark?.revision ?? head.revision;
    return shown === head.revision ? { ...rest, head } : { ...thread, head: { ...head, hash: '' } };
}
/** Our messages by id, oldest first. */
function byId(messages) {
    const found = new Map();
    for (const message of [...messages].sort((a, b) => Number(a.ts) - Number(b.ts))) {
        const id = message.mark?.id;
        if (id !== undefined)
            found.set(id, [...(found.get(id) ?? []), message]);
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/perform.ts




/** Carries out one op and gives the thread after it. @throws SlackError */
async function perform_perform(op, thread, place) {
    const after = await carryOut(op, thread, place);
    if (op.do === 'absorb' || op.do === 'assume')
        return after;
    const { failing, ...well } = after;
    return { ...well, failures: 0 };
}
function carryOut(op, thread, place) {
    switch (op.do) {
        case 'look':
            return look(thread, place);
        case 'identify':
            return identify(thread, op.story, place);
        case 'head':
            return postHead(thread, op.story, place);
        case 'confirm':
            return head_confirm(thread, place);
        case 'reply':
            return postReply(thread, op, place);
        case 'absorb':
            return absorb(thread, op.entries);
        case 'update':
            return update(thread, op.story, place);
        case 'remind':
            return remind(thread, op, place);
        case 'unremind':
            return unremind(thread, place);
        case 'permalink':
            return permalink(thread, place);
        case 'read-back':
            return readBack(thread, op.entry, place);
        case 'assume':
            return assume(thread, op.entry, place);
        case 'recall':
            return doubt_recall(thread, op.told, place);
        case 'verify':
            return verify(thread, place);
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/service.ts





/** One head message with its thread, in one channel, by a bot. */
function threadService(place) {
    return {
        read: (saved) => ({ ...emptyThread, ...Object(saved) }),
        next: (thread, waiting, moment) => next_next(thread, waiting, { place, ...moment }),
        takeOff: (thread, op, now) => takeOff(thread, op, { place, now }),
        perform: (op, thread, request) => perform_perform(op, thread, { ...place, ...request }),
        failed: (thread, failure) => fail_failed(thread, { ...failure, place }),
        unpaused: unpaused,
        done: ({ done }) => done,
        pending: (thread, waiting) => {
            const story = storySoFar(thread, waiting);
            const messages = waiting.filter(({ event }) => event.kind !== 'progress').length;
            // A progress that is held back is not told yet.
            return messages + (story !== undefined && isDirty(thread, story) ? 1 : 0);
        },
    };
}
const FLIGHTS = {
    head: 'head',
    reply: 'reply',
    remind: 'remind',
};
/** Notes what is about to be sent, so that a crash or a lost answer leaves its trace. */
function takeOff(thread, op, { place, now }) {
    const kind = FLIGHTS[op.do];
    const doubtful = thread.updating !== undefined || (place.contested && op.do === 'reply');
    const before = doubtful ? doubted(thread, now) : thread;
    if (op.do === 'update')
        return { ...before, revision: before.revision + 1, updating: now };
    if (kind === undefined)
        return before;
    const revision = before.revision + (kind === 'head' ? 1 : 0);
    return { ...before, revision, flight: { op: kind, id: 'id' in op ? op.id : op.do, at: now } };
}
/** An update that was begun by a process that died may yet be carried out; and somebody else may tell the same. */
function doubted({ updating, ...thread }, now) {
    return { ...thread, doubted: thread.doubted ?? { what: 'thread', at: now } };
}

;// CONCATENATED MODULE: ./packages/slack/src/lines.ts









function openLines(options) {
    const { slack, channels, correlationId, clock, rules = [], webhookUrl, pager } = options;
    const outbox = options.outbox ?? ((name) => fileOutbox((0,external_node_path_.join)(options.outboxDirectory, correlationId, name), clock.now));
    const posts = (name, board) => {
        const service = boardService(board, correlationId);
        return line(outbox(name), service, {
            name,
            takes: () => true,
            report: ({ duplicatesAvoided, posted }) => ({
                duplicatesAvoided,
                ...(posted === undefined ? {} : { place: placeOf(posted) }),
            }),
        });
    };
    const interact = separateInteract(channels);
    return [
        ...(slack === undefined
            ? []
            : channels.updates.map((channel) => threadLine({ slack, channel }, outbox(channel), options))),
        ...(slack === undefined || interact === undefined
            ? []
            : [posts(`${interact}-interact`, interactBoard({ slack, channel: interact, correlationId }))]),
        ...(webhookUrl === undefined ? [] : [posts('webhook', webhookBoard(webhookUrl, rules))]),
        ...(pager === undefined ? [] : [posts('pager', pagerBoard({ ...pager, correlationId, rules }))]),
    ];
}
const separateInteract = ({ updates, interact }) => interact !== undefined && !updates.includes(interact) ? interact : undefined;
function threadLine({ slack, channel }, outbox, options) {
    const { correlationId, environment, threadTs, onDuty = [], rules = [], contested = false, lookBackSeconds = WEEK_SECONDS, } = options;
    const place = {
        ...{ slack, channel, correlationId, onDuty, lookBackSeconds, contested },
        ...(threadTs === undefined ? {} : { threadTs }),
        ...(environment === undefined ? {} : { environment }),
        severity: (event, story) => (0,severity/* severityOf */.x)(event, story.facts.environment, rules),
    };
    const elsewhere = separateInteract(options.channels) !== undefined;
    return line(outbox, threadService(place), {
        name: channel,
        takes: ({ event }) => !(event.kind === 'concurrent' && elsewhere),
        report: (thread) => ({
            duplicatesAvoided: thread.duplicatesAvoided,
            ...whereabouts(thread),
            ...(isStuck(thread) ? { stuck: STUCK } : {}),
        }),
    });
}
const STUCK = 'Slack no longer lets the message be changed: progress is not shown.';
const whereabouts = ({ head, root }) => head === undefined ? {} : { place: placeOf(head, root) };
const placeOf = ({ channel, ts, permalink }, root = ts) => ({
    ...{ channelId: channel, messageTs: ts, threadTs: root },
    ...(permalink ? { permalink } : {}),
});
function line(outbox, service, ways) {
    return {
        name: ways.name,
        takes: ways.takes,
        add: (entry) => outbox.add(entry),
        deliver: async (terms) => {
            const { state, ...delivery } = await deliver(outbox, service, terms);
            return { ...delivery, ...ways.report(state), name: ways.name };
        },
    };
}

;// CONCATENATED MODULE: ./packages/slack/src/notifier.ts

/** Nothing is sent or written before the first `send` or `drain`. */
function openNotifier(options) {
    const { clock, budgetSeconds, mentions = {} } = options;
    const lines = openLines(options);
    const say = reporter(options.log);
    let serial = 0;
    const deliverAll = async (kind, urgency) => {
        const { budgetSeconds: budget = budgetSeconds, last = false } = urgency;
        const signal = options.signal ?? new AbortController().signal;
        const deadline = clock.now() + budget * 1000;
        const impatient = kind === 'progress' && !last;
        // Oldest first, but not so that the news of today waits for those of yesterday.
        await options.inherit?.(budget / 2);
        const terms = { clock, random: options.random, deadline, signal, impatient, last };
        const reports = await Promise.all(lines.map((line) => line.deliver(terms)));
        return say(receiptOf(kind, reports), reports);
    };
    return {
        send: (event, urgency = {}) => {
            const at = clock.now();
            const id = entryId(at, serial++, options.random);
            const entry = { id, at, event: identified(event, mentions) };
            for (const line of lines)
                if (line.takes(entry))
                    line.add(entry);
            return deliverAll(event.kind, urgency);
        },
        drain: (urgency = {}) => deliverAll(undefined, urgency),
    };
}
/** Sorts by time; unlike any other process's. */
function entryId(at, serial, random) {
    const nonce = Math.floor(random() * 36 ** 6).toString(36);
    return `${String(at).padStart(15, '0')}-${String(serial).padStart(4, '0')}-${nonce.padStart(6, '0')}`;
}
function identified(event, mentions) {
    const actorId = mentions[event.facts?.actor?.toLowerCase() ?? ''];
    return actorId === undefined ? event : { ...event, facts: { ...event.facts, actorId } };
}
function receiptOf(kind, reports) {
    const sum = (of) => reports.reduce((total, report) => total + of(report), 0);
    const [pending, lost] = [sum((report) => report.pending), sum((report) => report.lost)];
    // Told in the interact channel only, where there is one.
    const told = kind === 'concurrent' ? reports.toReversed() : reports;
    const problems = reports.flatMap(problemOf);
    return {
        delivered: pending === 0 && lost === 0 && reports.every(({ stuck }) => stuck === undefined),
        pending,
        duplicatesAvoided: sum((report) => report.duplicatesAvoided),
        ...told.find(({ place }) => place !== undefined)?.place,
        ...(problems.length === 0 ? {} : { problem: problems.join(' ') }),
    };
}
/** What keeps a place from hearing it all, with the place's name: each has troubles of its own. */
function problemOf({ name, pending, lost, halt, trouble, warnings, stuck }) {
    const waits = pending + lost > 0 ? (halt ?? trouble ?? (lost > 0 ? warnings.at(-1) : undefined)) : undefined;
    const line = waits ?? stuck;
    return line === undefined ? [] : [named(name, line)];
}
/** Webhook and pager are named by what is said of them. */
const named = (name, line) => name === 'webhook' || name === 'pager' ? line : `${name.replace(/-interact$/, '')}: ${line}`;
/** Tells people of trouble: each line once, however often the monitor calls. */
function reporter(log) {
    const said = new Set();
    const once = (line, tell) => {
        if (!said.has(line))
            tell();
        said.add(line);
    };
    return (receipt, reports) => {
        for (const { name, halt, warnings } of reports) {
            const error = halt === undefined ? [] : [named(name, halt)];
            for (const line of error)
                once(line, () => log.error(line, 'Slack is not set up right'));
            for (const line of warnings.map((warning) => named(name, warning)))
                once(line, () => log.warning(line, 'Slack'));
        }
        const { pending, problem } = receipt;
        const outage = pending > 0 && !reports.some(({ halt }) => halt !== undefined);
        if (outage && problem !== undefined) {
            const count = pending === 1 ? '1 message waits' : `${pending} messages wait`;
            once(problem, () => log.warning(`${count} in the outbox for the next step: ${problem}`, 'Slack'));
        }
        return receipt;
    };
}

// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
// EXTERNAL MODULE: ./packages/slack/src/event.ts
var src_event = __nccwpck_require__(7496);
;// CONCATENATED MODULE: ./packages/slack/src/handover/parcel.ts


const parcel_VERSION = 1;
const LINE_NAME = /^[A-Za-z0-9-]{1,40}$/;
const ENTRY_ID = /^[0-9][a-z0-9.-]{7,60}$/;
const writeBoxes = (boxes) => ({ version: parcel_VERSION, boxes });
/** The boxes of a parcel; what is not as we write it is left out. */
function readBoxes(parcel, now) {
    const { version, boxes } = Object(parcel);
    return version === parcel_VERSION && Array.isArray(boxes) ? boxes.flatMap((box) => readBox(box, now)) : [];
}
function readBox(raw, now) {
    const { correlationId, lines } = Object(raw);
    if (typeof correlationId !== 'string' || !correlation/* CORRELATION_ID */.tU.test(correlationId))
        return [];
    return [{ correlationId, lines: Array.isArray(lines) ? lines.flatMap((line) => readLine(line, now)) : [] }];
}
function readLine(raw, now) {
    const { name, entries, state } = Object(raw);
    if (typeof name !== 'string' || !LINE_NAME.test(name) || !Array.isArray(entries))
        return [];
    return [{ name, state, entries: entries.flatMap(readEntry).filter((entry) => !parcel_isStale(entry, now)) }];
}
function readEntry(raw) {
    const { id, at, event } = Object(raw);
    const { kind, facts } = Object(event);
    const known = src_event/* KINDS */.G.find((each) => each === kind);
    if (typeof id !== 'string' || !ENTRY_ID.test(id) || typeof at !== 'number' || known === undefined)
        return [];
    return [{ id, at, event: late({ kind: known, facts: Object(facts) }, at) }];
}
/** Whoever reads it must not take it for the news of this minute. */
const late = ({ kind, facts }, at) => ({
    kind,
    facts: { ...facts, happenedAt: facts?.happenedAt ?? at },
});
/** Says how things were; after so long they are otherwise. Beginnings, trouble and endings never grow old. */
const parcel_PASSING = ['progress', 'queued', 'concurrent'];
const FRESH_MS = 120_000;
const parcel_isStale = ({ at, event }, now) => parcel_PASSING.includes(event.kind) && now - at > FRESH_MS;

;// CONCATENATED MODULE: ./packages/slack/src/handover/seal.ts

// What is left where others can write is sealed with a key made from the Slack secret itself: only jobs that could
// post anyway can make a parcel, and nobody else can read one. The name that it is left under is sealed in, too
// (additional authenticated data, NIST SP 800-38D): a copy under another name is no parcel.
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const derive = (secret, purpose) => Buffer.from((0,external_node_crypto_.hkdfSync)('sha256', secret, '', `signalbox ${purpose}`, 32));
/** nonce · tag · ciphertext */
function seal(value, secret, name) {
    const nonce = (0,external_node_crypto_.randomBytes)(NONCE_BYTES);
    const cipher = (0,external_node_crypto_.createCipheriv)(CIPHER, derive(secret, 'outbox'), nonce);
    cipher.setAAD(Buffer.from(name));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}
/** Undefined for anything that was not sealed with the same secret for the same name, or was damaged since. */
function unseal(sealed, secret, name) {
    try {
        const nonce = sealed.subarray(0, NONCE_BYTES);
        const decipher = (0,external_node_crypto_.createDecipheriv)(CIPHER, derive(secret, 'outbox'), nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(name));
        decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
        return JSON.parse(Buffer.concat([text, decipher.final()]).toString('utf8'));
    }
    catch {
        return undefined;
    }
}
/** A name that tells nothing, the same for everybody with the same secret. */
const sealedName = (text, secret) => derive(secret, `name ${text}`).toString('hex').slice(0, 32);

;// CONCATENATED MODULE: ./packages/slack/src/handover/taken.ts

/**
 * Of several runs one gets a parcel: whoever writes the key beside it that can be written once. What stands there is
 * sealed for that key, so that nobody without the secret can make a parcel look taken; what a stranger wrote in its
 * place is passed over, and the next place counts.
 *
 *   <key>         the parcel
 *   <key>-taken   says that a run has it, or is a stranger's
 *   <key>-taken1  counts when the one before is a stranger's
 */
const PLACES = ['-taken', '-taken1', '-taken2', '-taken3', '-taken4'];
const MARK = { taken: true };
const taken_REQUEST_MS = 5000;
/** What the newest entry is: a parcel that nobody is known to have, one that is done with, or nothing of ours. */
function kindOf({ key, bytes }, secret) {
    if (unseal(bytes, secret, key) === undefined)
        return 'strange';
    return PLACES.some((place) => key.endsWith(place)) ? 'taken' : 'parcel';
}
/** True for the one run that gets the parcel of this key. @throws Error when the cache cannot be asked */
async function take(key, { carrier, secret }) {
    for (const place of PLACES) {
        const name = key + place;
        if (await carrier.put(name, seal(MARK, secret, name), AbortSignal.timeout(taken_REQUEST_MS)))
            return true;
        const found = await carrier.newest(name, AbortSignal.timeout(taken_REQUEST_MS));
        // Reserved and not yet readable: somebody is writing it. Told by nobody is better than told by two.
        if (found?.key !== name || kindOf(found, secret) === 'taken')
            return false;
    }
    return false;
}

;// CONCATENATED MODULE: ./packages/slack/src/handover/handover.ts









/** Slack's own budget is what is short; the cache gets a few seconds beside it. */
const handover_REQUEST_MS = 5000;
/** As long as GitHub keeps an entry that nobody uses (docs.github.com/actions/reference/workflows-and-actions/dependency-caching). */
const OLDEST_MS = 7 * 86_400_000;
/** Clocks of two runners may differ by so much. */
const CLOCK_SKEW_MS = 600_000;
/** Subfolder with an empty file for each deployment that was taken over, so that the post step knows them. */
const INHERITED = '.inherited';
/** File with the key of the parcel that this job left last. */
const LEFT = '.left';
const prefixOf = ({ environment, ref, secret }) => `signalbox-outbox-${sealedName(`${environment.toLowerCase()}\n${ref}`, secret)}-`;
/** Takes what the last run of the branch could not deliver into this job's outbox; once a job. */
async function takeOver(options, relay) {
    return isFirst(options.outboxDirectory, prefixOf(relay)) ? await collect(options, relay) : [];
}
/** Of several runs one gets it. Trouble is said and never thrown. */
async function collect(options, relay) {
    const { clock, log, outboxDirectory } = options;
    const prefix = prefixOf(relay);
    try {
        const parcel = await relay.carrier.newest(prefix, AbortSignal.timeout(handover_REQUEST_MS));
        if (parcel === undefined || !parcel.key.startsWith(prefix))
            return [];
        const kind = kindOf(parcel, relay.secret);
        if (kind === 'taken' || parcel.key === lastLeft(outboxDirectory))
            return [];
        if (kind === 'strange' || !isFresh(parcel.key.slice(prefix.length), clock.now())) {
            log.warning('What stands in the cache as left for Slack is damaged, old or not ours: nothing of it is told.', 'Slack');
            return [];
        }
        if (!(await take(parcel.key, relay)))
            return [];
        const boxes = readBoxes(unseal(parcel.bytes, relay.secret, parcel.key), clock.now());
        for (const box of boxes)
            unpack(box, options);
        warnOfUnserved(boxes, options);
        return boxes;
    }
    catch (error) {
        log.info(`Whether an earlier run left messages for Slack is not known: ${(0,errors/* errorLine */.B)(error)}`);
        return [];
    }
}
/** `rest` of a parcel's key begins with the time at which it was left. */
function isFresh(rest, now) {
    const age = now - Number(rest.split('-')[0]);
    return age <= OLDEST_MS && age >= -CLOCK_SKEW_MS;
}
/** The workflow may have changed since: what was for a channel that it no longer names reaches nobody. */
function warnOfUnserved(boxes, options) {
    const served = new Set(openLines(options).map(({ name }) => name));
    const left = boxes.flatMap(({ lines }) => lines).filter(({ name }) => !served.has(name));
    const names = new Set(left.filter(({ entries }) => entries.length > 0).map(({ name }) => name));
    for (const name of names) {
        options.log.warning(`What an earlier run left for ${name} is not delivered: this step's inputs no longer name that place.`, 'Slack');
    }
}
/** Leaves what could not be delivered to the next run, in place of what this job left before. Never throws. */
async function handOver(pending, options, relay) {
    const { log } = options;
    const total = Object.values(pending).reduce((sum, count) => sum + count, 0);
    const what = total === 1 ? '1 message' : `${total} messages`;
    const lost = (why) => log.warning(`${what} for Slack will not be delivered: ${why}.`, 'Slack');
    if (relay === undefined)
        return total === 0 ? undefined : lost('this runner has no cache to keep them in');
    try {
        const before = lastLeft(options.outboxDirectory);
        if (total > 0) {
            await leave(pending, options, relay);
            const { ref, environment } = relay;
            log.warning(`${what} for Slack left to the next run of ${ref} that tells of ${environment}.`, 'Slack');
        }
        else if (before !== undefined)
            await take(before, relay);
    }
    catch (error) {
        lost((0,errors/* errorLine */.B)(error));
    }
}
async function leave(pending, options, relay) {
    const { clock, random, outboxDirectory } = options;
    // The newest parcel hides the others, so it has theirs in it.
    const found = await collect(options, relay);
    const own = Object.keys(pending).filter((id) => (pending[id] ?? 0) > 0);
    const ids = new Set([...own, ...found.map(({ correlationId }) => correlationId)]);
    const boxes = [...ids].map((id) => pack(id, outboxDirectory, clock.now));
    const key = `${prefixOf(relay)}${clock.now()}-${Math.floor(random() * 36 ** 6).toString(36)}`;
    await relay.carrier.put(key, seal(writeBoxes(boxes), relay.secret, key), AbortSignal.timeout(handover_REQUEST_MS));
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(outboxDirectory, LEFT), key);
}
/** Another deployment whose messages are this job's to deliver, or else to leave. */
function adoptDeployment(correlationId, directory) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(directory, INHERITED), { recursive: true, mode: 0o700 });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, INHERITED, correlationId), '');
}
/** Delivers the deployments that were adopted, within the budget in all. Gives what is pending of each. */
async function drainInherited(options, { budgetSeconds, last }) {
    const pending = {};
    const deadline = options.clock.now() + budgetSeconds * 1000;
    for (const correlationId of inherited(options.outboxDirectory)) {
        if (correlationId === options.correlationId)
            continue;
        const { threadTs, inherit, environment, ...shared } = options;
        const left = { budgetSeconds: (deadline - options.clock.now()) / 1000, last };
        const receipt = await openNotifier({ ...shared, correlationId }).drain(left);
        pending[correlationId] = receipt.pending;
    }
    return pending;
}
function isFirst(directory, prefix) {
    try {
        (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, `.asked-${prefix.slice(-20, -1)}`), '', { flag: 'wx' });
        return true;
    }
    catch {
        return false;
    }
}
function unpack({ correlationId, lines }, { outboxDirectory, clock }) {
    adoptDeployment(correlationId, outboxDirectory);
    for (const { name, entries, state } of lines) {
        const outbox = fileOutbox((0,external_node_path_.join)(outboxDirectory, correlationId, name), clock.now);
        // The pauses were that job's: by now it may be tried anew. And the head may show more than that job saw of it.
        const { looked, ...kept } = Object(state);
        if (outbox.load() === undefined)
            outbox.save({ ...kept, inherited: true, pausedUntil: 0, failures: 0, pauses: {} });
        for (const entry of entries)
            outbox.add(entry);
    }
}
function pack(correlationId, directory, now) {
    const names = (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(directory, correlationId)).filter((name) => LINE_NAME.test(name));
    const lines = names.map((name) => {
        const outbox = fileOutbox((0,external_node_path_.join)(directory, correlationId, name), now);
        return { name, entries: outbox.entries(), state: outbox.load() };
    });
    return { correlationId, lines };
}
function inherited(directory) {
    try {
        return (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(directory, INHERITED));
    }
    catch {
        return [];
    }
}
function lastLeft(directory) {
    try {
        return (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, LEFT), 'utf8');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/lost.ts









const lost_REQUEST_MS = 10_000;
/**
 * Ends the threads of lost deployments truthfully and takes back their reminders.
 * A thread that is not found is not begun, and one that was ended is left alone. Never throws because of Slack.
 */
async function endLost(lost, options) {
    for (const each of lost)
        if (each.correlationId !== '')
            await endOne(each, options);
}
async function endOne(lost, options) {
    const { correlationId } = lost;
    const updates = [];
    for (const channel of options.channels.updates) {
        if (await isOpen(channel, lost, options))
            updates.push(channel);
    }
    if (updates.length === 0 && options.webhookUrl === undefined)
        return;
    const { threadTs, inherit, ...shared } = options;
    const { environment } = lost;
    adoptDeployment(correlationId, options.outboxDirectory);
    const theirs = { ...shared, correlationId, environment, channels: { updates }, contested: true };
    await openNotifier(theirs).send(endOf(lost));
}
/** Whether the channel has a head of the deployment that says nothing of its end. Trouble is said, for this channel alone. */
async function isOpen(channel, lost, options) {
    const { correlationId, environment } = lost;
    const { slack, clock, log, signal = new AbortController().signal } = options;
    if (slack === undefined)
        return false;
    try {
        const head = await findHead({ ...options, slack, channel, correlationId, environment, signal });
        const story = knownStory(head?.mark?.story);
        if (story === undefined || !isOf(story, lost))
            return false;
        if (!isOver(story))
            return true;
        await withTimeout({ clock, signal }, lost_REQUEST_MS, (limit) => removeReminders({ slack, channel, correlationId, signal: limit }));
    }
    catch (error) {
        if (!(error instanceof error_SlackError))
            throw error;
        const where = `The thread of ${correlationId} in ${channel}`;
        log.warning(`${where}, whose runner was lost, was not ended: ${(0,errors/* errorLine */.B)(error)}`, 'Slack');
    }
    return false;
}
/**
 * Whoever may write a registration may put anybody's correlation id into it. So the thread itself must be of the
 * environment, the run and the job that were lost, by what its own head says.
 */
function isOf({ facts }, { environment, repository, runId, runAttempt, jobId }) {
    const run = `/${repository}/actions/runs/${runId}`.toLowerCase();
    const path = facts.runUrl === undefined || !URL.canParse(facts.runUrl) ? '' : new URL(facts.runUrl).pathname;
    const ofRun = [run, `${run}/attempts/${runAttempt}`].some((each) => path.toLowerCase().endsWith(each));
    const ofJob = facts.jobId === undefined || facts.jobId === jobId;
    return facts.environment?.toLowerCase() === environment.toLowerCase() && ofRun && ofJob;
}
const KINDS = {
    timed_out: 'timed-out',
    cancelled: 'cancelled',
    skipped: 'skipped',
};
/** By GitHub's own word: the job could no longer say which it was. */
function endOf({ environment, conclusion, began }) {
    const how = conclusion === undefined ? 'gave no sign of life' : `ended (${conclusion}) without a word`;
    const advice = began ? 'Look at the deployment itself.' : 'Nothing was deployed.';
    const reason = `The runner was lost: its job ${how}. ${advice}`;
    return {
        kind: began ? (KINDS[conclusion ?? ''] ?? 'failed') : 'cancelled',
        facts: { environment, reason },
    };
}

// EXTERNAL MODULE: ./packages/slack/src/reach.ts
var reach = __nccwpck_require__(3931);
;// CONCATENATED MODULE: ./packages/slack/src/mark.ts
const EVENT_TYPE = 'signalbox';
/** Slack's `metadata` of a message (docs.slack.dev/messaging/message-metadata). */
const writeMark = ({ id, revision, story }) => ({
    event_type: EVENT_TYPE,
    event_payload: { id, revision, ...(story === undefined ? {} : { story: JSON.stringify(story) }) },
});
/** Undefined for anybody else's metadata. */
function readMark(metadata) {
    const { event_type: type, event_payload: payload } = Object(metadata);
    if (type !== EVENT_TYPE)
        return undefined;
    const { id, revision, story } = Object(payload);
    if (typeof id !== 'string')
        return undefined;
    const mark = { id, revision: Number(revision ?? 0) || 0 };
    try {
        return typeof story === 'string' ? { ...mark, story: JSON.parse(story) } : mark;
    }
    catch {
        return mark;
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/web-api.ts




/** No request may take longer, whatever its caller's budget. */
const TIMEOUT = 10_000;
const web_api_PAGE = 200;
/** Loads the SDK. Sends nothing. */
async function connectSlack({ token, apiUrl }) {
    const { WebClient } = await __nccwpck_require__.e(/* import() */ 105).then(__nccwpck_require__.t.bind(__nccwpck_require__, 5105, 23));
    const silent = { ...quietLogger };
    // A client per request costs microseconds and ties the request to its caller's deadline.
    const client = (signal) => new WebClient(token, {
        slackApiUrl: apiUrl,
        logger: silent,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: TIMEOUT,
        allowAbsoluteUrls: false,
        fetch: (url, init) => fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }),
    });
    const call = async (method, args, signal) => {
        try {
            return record(await client(signal).apiCall(method, { ...args }));
        }
        catch (error) {
            throw slackError(method, error);
        }
    };
    return slackBy(call);
}
function slackBy(call) {
    const message = (text, blocks) => ({
        text,
        blocks,
        attachments: [],
        parse: 'none',
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
    });
    return {
        post: async ({ channel, text, blocks, mark, thread, broadcast }, signal) => {
            const threaded = thread === undefined ? {} : { thread_ts: thread, reply_broadcast: broadcast ?? false };
            const args = { channel, ...message(text, blocks), ...threaded, metadata: writeMark(mark) };
            return posted(await call('chat.postMessage', args, signal));
        },
        update: async ({ channel, ts, text, blocks, mark }, signal) => {
            const { unfurl_links, unfurl_media, ...content } = message(text, blocks);
            await call('chat.update', { channel, ts, ...content, metadata: writeMark(mark) }, signal);
        },
        remove: async (channel, ts, signal) => void (await call('chat.delete', { channel, ts }, signal)),
        thread: async ({ channel, thread, oldest }, signal) => {
            const args = {
                channel,
                ts: thread,
                include_all_metadata: true,
                ...(oldest && { oldest, inclusive: true }),
            };
            return pages(call, { method: 'conversations.replies', args, pages: 5 }, signal);
        },
        history: async ({ channel, oldest, pages: most }, signal) => {
            const args = { channel, include_all_metadata: true, oldest: String(oldest) };
            return pages(call, { method: 'conversations.history', args, pages: most }, signal);
        },
        schedule: async ({ channel, thread, at, text }, signal) => {
            const args = { channel, thread_ts: thread, post_at: at, text, parse: 'none', link_names: false };
            return String((await call('chat.scheduleMessage', args, signal))['scheduled_message_id']);
        },
        scheduled: async (channel, signal) => {
            const answer = await call('chat.scheduledMessages.list', { channel, limit: 100 }, signal);
            return records(answer['scheduled_messages']).map((each) => ({
                id: String(each['id']),
                at: Number(each['post_at']),
                text: String(each['text'] ?? ''),
            }));
        },
        unschedule: async (channel, id, signal) => void (await call('chat.deleteScheduledMessage', { channel, scheduled_message_id: id }, signal)),
        permalink: async (channel, ts, signal) => String((await call('chat.getPermalink', { channel, message_ts: ts }, signal))['permalink'] ?? ''),
        react: async (channel, ts, name, signal) => void (await call('reactions.add', { channel, timestamp: ts, name }, signal)),
        reactions: async (channel, ts, signal) => {
            const answer = await call('reactions.get', { channel, timestamp: ts, full: true }, signal);
            const found = records(record(answer['message'])['reactions']);
            return Object.fromEntries(found.map((each) => [String(each['name']), strings(each['users'])]));
        },
        userByEmail: async (email, signal) => String(record((await call('users.lookupByEmail', { email }, signal))['user'])['id']),
        membersOf: async (usergroup, signal) => strings((await call('usergroups.users.list', { usergroup }, signal))['users']),
        whoAmI: async (signal) => {
            const answer = await call('auth.test', {}, signal);
            return {
                user: String(answer['user_id']),
                team: String(answer['team'] ?? ''),
                ...(typeof answer['bot_id'] === 'string' ? { botId: answer['bot_id'] } : {}),
                scopes: strings(record(answer['response_metadata'])['scopes']),
            };
        },
        channel: async (id, signal) => {
            const found = record((await call('conversations.info', { channel: id }, signal))['channel']);
            return {
                id: String(found['id']),
                name: String(found['name'] ?? ''),
                member: found['is_member'] === true,
                archived: found['is_archived'] === true,
            };
        },
    };
}
/** Follows cursors for a bounded number of pages. */
async function pages(call, read, signal) {
    const found = [];
    let cursor = '';
    for (let page = 0; page < read.pages; page++) {
        const args = { ...read.args, limit: web_api_PAGE, ...(cursor === '' ? {} : { cursor }) };
        const answer = await call(read.method, args, signal);
        found.push(...records(answer['messages']).map(messageOf));
        cursor = String(record(answer['response_metadata'])['next_cursor'] ?? '');
        if (cursor === '')
            break;
    }
    return found;
}
function messageOf(raw) {
    const mark = readMark(raw['metadata']);
    return {
        ts: String(raw['ts']),
        text: String(raw['text'] ?? ''),
        bot: raw['bot_id'] !== undefined || raw['subtype'] === 'bot_message',
        ...(typeof raw['user'] === 'string' ? { user: raw['user'] } : {}),
        ...(typeof raw['bot_id'] === 'string' ? { botId: raw['bot_id'] } : {}),
        ...(mark === undefined ? {} : { mark }),
    };
}
function posted(answer) {
    const { channel, ts } = answer;
    if (typeof channel === 'string' && typeof ts === 'string')
        return { channel, ts };
    throw new error_SlackError('Slack accepted chat.postMessage, but its answer has no channel or ts.', {
        ...{ fault: 'ambiguous', code: 'bad_answer', accepted: true },
    });
}
/** One error for all the SDK's: told apart by its `code`, since ncc may bundle its classes twice. */
function slackError(method, error) {
    const raw = record(error);
    switch (raw['code']) {
        case 'slack_webapi_rate_limited_error': {
            const pause = Number(raw['retryAfter']) * 1000;
            return new error_SlackError(`Slack limits ${method} (429).`, {
                fault: 'retry',
                code: 'ratelimited',
                retryAfterMs: pause,
            });
        }
        case 'slack_webapi_http_error': {
            const status = Number(raw['statusCode']);
            const fault = status >= 500 || status === 408 ? 'ambiguous' : 'config';
            const pause = retryAfterMs(record(raw['headers'])['retry-after']);
            return new error_SlackError(`Slack answered ${method} with HTTP ${status}.`, {
                ...{ fault, code: `http_${status}`, retryAfterMs: pause },
            });
        }
        case 'slack_webapi_platform_error':
            return platformError(method, record(raw['data']));
        default:
            return connectionError(method, error);
    }
}
function platformError(method, data) {
    const code = String(data['error'] ?? '');
    // The SDK puts a body that is no JSON here.
    if (!/^[a-z][a-z0-9_:]{1,80}$/.test(code)) {
        return new error_SlackError(`Slack accepted ${method}, but its answer cannot be read.`, {
            // A page is a proxy's, and no sign that Slack heard of it.
            ...{ fault: 'ambiguous', code: 'bad_answer', accepted: !code.trimStart().startsWith('<') },
        });
    }
    const seconds = Number(record(data['response_metadata'])['retryAfter'] ?? data['retry_after'] ?? Number.NaN);
    const scopes = { needed: String(data['needed'] ?? ''), provided: String(data['provided'] ?? '') };
    return new error_SlackError(explain(`Slack refused ${method}`, code, scopes), {
        fault: faultOf(code),
        code,
        retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    });
}
function connectionError(method, error) {
    const original = record(error)['original'] ?? error;
    // Without a Retry-After the SDK gives up on a 429 by a plain error.
    if (/Retry header did not contain/.test((0,errors/* errorLine */.B)(original))) {
        return new error_SlackError(`Slack limits ${method} (429).`, { fault: 'retry', code: 'ratelimited' });
    }
    return new error_SlackError(`Slack was not reached for ${method}: ${connectionLine(original)}`, connectionFault(original));
}
const record = (value) => typeof value === 'object' && value !== null ? value : {};
const records = (value) => (Array.isArray(value) ? value.map(record) : []);
const strings = (value) => (Array.isArray(value) ? value.map(String) : []);
/** The SDK's own log would print what strangers wrote. */
const quietLogger = {
    debug: () => { },
    info: () => { },
    warn: () => { },
    error: () => { },
    setLevel: () => { },
    setName: () => { },
    getLevel: () => 'error',
};

;// CONCATENATED MODULE: ./packages/slack/src/for-step.ts







/** The notifier of one deployment as an action's inputs describe it; every process of the job shares its outbox. */
function notifierOptions(inputs, step, { id, slack }) {
    const { clock, random, log, job, cancelled: signal } = step;
    const { 'interact-channel': interact, 'slack-webhook-url': webhookUrl, 'thread-ts': threadTs } = inputs;
    const { 'pager-url': url, 'pager-key': key } = inputs;
    return {
        ...(slack === undefined ? {} : { slack }),
        // A bot does all that a webhook does.
        ...(webhookUrl === undefined || slack !== undefined ? {} : { webhookUrl }),
        ...(url === undefined || key === undefined ? {} : { pager: { url, key, rerun: job.runAttempt > 1 } }),
        ...(threadTs === undefined ? {} : { threadTs }),
        outboxDirectory: (0,external_node_path_.join)(job.tempDir, 'signalbox', 'outbox'),
        correlationId: id,
        channels: { updates: inputs['updates-channel'], ...(interact === undefined ? {} : { interact }) },
        budgetSeconds: inputs['delivery-budget'],
        mentions: Object.fromEntries(inputs.mentions ?? []),
        onDuty: inputs['on-duty'],
        rules: inputs.severity ?? [],
        ...{ clock, random, log, signal },
    };
}
function openForJob(inputs, step, { id, slack, environment }) {
    const options = {
        ...notifierOptions(inputs, step, { id, slack }),
        ...(environment === '' ? {} : { environment }),
    };
    const relay = relayOf(inputs, step, environment);
    let finishing = false;
    let others = {};
    const inherit = async (budgetSeconds) => {
        const taken = relay === undefined ? [] : await takeOver(options, relay);
        if (taken.length > 0 || finishing) {
            others = await drainInherited(options, { budgetSeconds, last: finishing });
        }
    };
    const notifier = openNotifier({ ...options, inherit });
    return {
        ...notifier,
        endLost: (lost) => endLost(lost, options),
        finish: async (event) => {
            finishing = true;
            const last = { last: true };
            const receipt = await (event === undefined ? notifier.drain(last) : notifier.send(event, last));
            await handOver({ ...others, [id]: receipt.pending }, options, relay);
            return receipt;
        },
    };
}
function relayOf(inputs, { env, job }, environment) {
    const carrier = actionsCache(env);
    const secret = inputs['slack-token'] ?? inputs['slack-webhook-url'] ?? inputs['pager-key'] ?? inputs['pager-url'];
    return carrier && secret ? { carrier, secret, environment, ref: job.refName } : undefined;
}
/** The notifier, or undefined where the inputs name no way to tell anybody. Loads the SDK for a bot only. */
async function notifierFor(inputs, step, id) {
    const { 'slack-token': token, 'slack-api-url': apiUrl } = inputs;
    if (!(0,reach/* reachesSomebody */.wR)(inputs))
        return undefined;
    const slack = token !== undefined && (0,reach/* hasBot */.W)(inputs) ? await connectSlack({ token, apiUrl }) : undefined;
    return openForJob(inputs, step, { id, slack, environment: inputs.environment ?? '' });
}


/***/ }),

/***/ 3931:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ halves),
/* harmony export */   W: () => (/* binding */ hasBot),
/* harmony export */   wR: () => (/* binding */ reachesSomebody)
/* harmony export */ });
/* unused harmony export hasPager */
/** A bot needs both. */
const hasBot = ({ 'slack-token': token, 'updates-channel': channels }) => token !== undefined && channels.length > 0;
/** PagerDuty refuses an event without a key, and a key alone leads nowhere. */
const hasPager = ({ 'pager-url': url, 'pager-key': key }) => url !== undefined && key !== undefined;
/** Whether the inputs name any way to tell somebody. */
const reachesSomebody = (inputs) => hasBot(inputs) || hasPager(inputs) || inputs['slack-webhook-url'] !== undefined;
/** What of the inputs reaches nobody since its other half is missing: one line each, naming the input to give. */
function halves(inputs) {
    const { 'slack-token': token, 'updates-channel': updates, 'interact-channel': interact } = inputs;
    const { 'pager-url': url, 'pager-key': key } = inputs;
    const orphan = updates.length > 0 ? 'updates-channel' : 'interact-channel';
    return [
        token !== undefined && updates.length === 0
            ? 'Input "updates-channel" is required with "slack-token": the id of a channel.'
            : '',
        token === undefined && (updates.length > 0 || interact !== undefined)
            ? `Input "slack-token" is required with "${orphan}": a bot token (a webhook has a channel of its own).`
            : '',
        url !== undefined && key === undefined
            ? 'Input "pager-key" is required with "pager-url": without a key the pager calls nobody.'
            : '',
        key !== undefined && url === undefined
            ? 'Input "pager-url" is required with "pager-key": where the pager is reached.'
            : '',
    ].filter((line) => line !== '');
}


/***/ }),

/***/ 325:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ SEVERITIES),
/* harmony export */   x: () => (/* binding */ severityOf)
/* harmony export */ });
/**
 * - `critical`: in the channel, calling those on duty, and by the pager where there is one
 * - `warning`: in the channel
 * - `info`: in the head and its thread only
 */
const SEVERITIES = ['critical', 'warning', 'info'];
const DEFAULTS = {
    failed: 'critical',
    'rolled-back': 'critical',
    'timed-out': 'critical',
    stalled: 'warning',
};
/** By the rule for this environment, else by the rule for all, else by default. */
function severityOf({ kind }, environment, rules) {
    const fitting = rules.filter((rule) => rule.kind === kind);
    const own = fitting.find((rule) => rule.environment?.toLowerCase() === environment?.toLowerCase());
    const general = fitting.find((rule) => rule.environment === undefined);
    return (own ?? general)?.severity ?? DEFAULTS[kind] ?? 'info';
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 6954:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1841);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
