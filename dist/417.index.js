"use strict";
exports.id = 417;
exports.ids = [417];
exports.modules = {

/***/ 14417:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   unusualOf: () => (/* binding */ unusualOf)
/* harmony export */ });
/* harmony import */ var _signalbox_registry_outcome__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74752);
/* harmony import */ var _signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81118);
/* harmony import */ var _signalbox_report_baseline__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(575);
/* harmony import */ var _signalbox_report_outcome__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17206);
/* harmony import */ var _signalbox_report_statistics__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39503);
/* harmony import */ var _signalbox_report_waits__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(49580);
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(28554);







/** Of so many deployments, this one included, so many make it no chance. */
const LAST = 10;
const OFTEN = 3;
/** Failures are rare where so many of the last by chance would be rarer than this. */
const CHANCE = 0.05;
/** A rate of fewer deployments says nothing. */
const LEAST_COUNTED = 10;
/**
 * Compares an ending with what is normal in its environment: how long a success took, how long it had waited, and how often
 * deployments fail; from the read that its release made in any case. What is normal is what was before the last ten, so that
 * a bad week does not become its own measure. Empty where it is normal, or where too little is known to say.
 */
function unusualOf(released, outcome) {
    const { seen, heldSeconds } = released;
    const ends = outcome === 'success' || outcome === 'failure';
    if (seen === undefined || heldSeconds === undefined || !ends)
        return [];
    const { own, snapshot } = seen;
    const before = pastBefore(own, snapshot.registrations);
    const slow = outcome === 'success' ? slowness(before, own.environment, heldSeconds) : undefined;
    const failing = outcome === 'failure' ? failures(before) : undefined;
    return [slow, waiting(before, own), failing].filter((one) => one !== undefined);
}
/** The earlier deployments of the same repository in the environment that had their turn, oldest first. */
const pastBefore = (own, registrations) => registrations
    .filter((one) => one.payload.nonce !== own.payload.nonce && (0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_1__/* .belongsTo */ .g4)(one, own.payload))
    .flatMap((one) => (0,_signalbox_registry_outcome__WEBPACK_IMPORTED_MODULE_0__/* .pastDeployment */ .y)(one) ?? [])
    .filter(({ heldSince }) => heldSince !== undefined)
    .sort((a, b) => a.endedAt - b.endedAt);
function slowness(past, environment, took) {
    const before = past.filter(_signalbox_report_outcome__WEBPACK_IMPORTED_MODULE_3__/* .isDeployed */ .Nj);
    const normal = (0,_signalbox_report_baseline__WEBPACK_IMPORTED_MODULE_2__/* .baselineOf */ .Bv)(environment, before.slice(0, 1 - LAST)).duration ?? (0,_signalbox_report_baseline__WEBPACK_IMPORTED_MODULE_2__/* .baselineOf */ .Bv)(environment, before).duration;
    return beyond(took, before.map(_signalbox_report_outcome__WEBPACK_IMPORTED_MODULE_3__/* .secondsOf */ .TM), normal, {
        title: 'Slower than normal',
        did: `It took ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_6__/* .formatDuration */ .a3)(took)}`,
    });
}
function waiting(before, own) {
    if (own.heldSince === undefined)
        return undefined;
    const waited = (0,_signalbox_report_waits__WEBPACK_IMPORTED_MODULE_5__/* .waitSeconds */ .Dh)({ queuedAt: own.createdAt, heldSince: own.heldSince });
    if (waited < _signalbox_report_waits__WEBPACK_IMPORTED_MODULE_5__/* .LEAST_SECONDS */ .QP)
        return undefined;
    return beyond(waited, before.map(_signalbox_report_waits__WEBPACK_IMPORTED_MODULE_5__/* .waitSeconds */ .Dh), (0,_signalbox_report_baseline__WEBPACK_IMPORTED_MODULE_2__/* .normalWait */ .JB)(before.slice(0, 1 - LAST)) ?? (0,_signalbox_report_baseline__WEBPACK_IMPORTED_MODULE_2__/* .normalWait */ .JB)(before), {
        title: 'Waited longer than normal',
        did: `It waited ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_6__/* .formatDuration */ .a3)(waited)} for its turn`,
    });
}
/** A span above the 95th of a hundred, and how many of the last ones were. */
function beyond(seconds, before, normal, { title, did }) {
    if (normal === undefined || seconds <= normal.p95)
        return undefined;
    const beyondToo = before.slice(1 - LAST).filter((one) => (one ?? 0) > normal.p95).length + 1;
    const often = beyondToo >= OFTEN;
    const words = `${did}; normal is ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_6__/* .formatDuration */ .a3)(normal.p50)}, and ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_6__/* .formatDuration */ .a3)(normal.p95)} at most in 19 of 20 (${normal.sample} before it)`;
    return { title, words: often ? `${words}. So did ${beyondToo} of the last ${LAST}` : words, often };
}
/** This failure with those of the last ten, where so many are no chance. */
function failures(past) {
    const before = past.filter(_signalbox_report_outcome__WEBPACK_IMPORTED_MODULE_3__/* .isCounted */ .he);
    const normal = (0,_signalbox_report_baseline__WEBPACK_IMPORTED_MODULE_2__/* .normalFailures */ .Df)(before.slice(0, 1 - LAST));
    if (normal?.value === undefined || normal.sample < LEAST_COUNTED)
        return undefined;
    const failed = before.slice(1 - LAST).filter((one) => (0,_signalbox_report_outcome__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(one) === 'failed').length + 1;
    if (failed < OFTEN || (0,_signalbox_report_statistics__WEBPACK_IMPORTED_MODULE_4__/* .chanceOfAtLeast */ .GH)(failed, LAST, normal.value) > CHANCE)
        return undefined;
    const words = `${failed} of the last ${LAST} failed, this one included; normal is ${Math.round(normal.value * 100)} % (${normal.sample} before them)`;
    return { title: 'Fails more often than normal', words, often: true };
}


/***/ }),

/***/ 74752:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ outcomeOf),
/* harmony export */   y: () => (/* binding */ pastDeployment)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80549);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75652);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(81118);



/** What the descriptions of our last statuses begin with; anything else is a reason in somebody's words. */
const WORDS = {
    unchanged: /^no changes\b/i,
    cancelled: /^(cancelled\b|the job was cancelled\b|the watch was cancelled\b)/i,
    rolledBack: /^(rolled[ -]back\b|the (stack|deployment) rolled[ -]back\b)/i,
    notRolledBack: /rollback[ _-]failed/i,
    breached: /^(breached\b|bake (was )?breached\b|the bake (was )?breached\b)/i,
};
/**
 * How a registration that is over ended. Its first end counts (registration.ts, `lifeOf`): that GitHub, or `cleanup`, has made a
 * success inactive since changes nothing. One that never held has deployed nothing. Unknown is `error`: so is a hold
 * that somebody ended as inactive, by which nobody says how it went.
 */
function outcomeOf({ heldSince, ended, shape, rolledBack }) {
    if (ended === undefined)
        return 'error';
    const { state, description } = ended;
    if (heldSince === undefined)
        return state === 'inactive' ? 'cancelled' : 'error';
    switch (state) {
        case 'success':
            return WORDS.unchanged.test(description) || shape === _signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_1__/* .NOTHING */ .K$ ? 'no-changes' : 'succeeded';
        case 'failure':
            if (WORDS.breached.test(description))
                return 'breached';
            if (WORDS.notRolledBack.test(description))
                return 'failed';
            return rolledBack || WORDS.rolledBack.test(description) ? 'rolled-back' : 'failed';
        case 'error':
            return WORDS.cancelled.test(description) ? 'cancelled' : 'error';
        default:
            return 'error';
    }
}
/** `Service: quota is used up`: how the guard words the resource that failed. */
const RESOURCE = /^(?:rolled back: )?([A-Za-z0-9]{1,255}): /;
/** The registration as a deployment of the past; undefined while it is not over. `serverUrl`: of the pages of runs. */
function pastDeployment(one, serverUrl) {
    const { payload, heldSince, ended, claimed, committedAt } = one;
    if (ended === undefined || (0,_registration_js__WEBPACK_IMPORTED_MODULE_0__/* .queuePhaseOf */ .Em)(one.latest) !== 'over')
        return undefined;
    const outcome = outcomeOf(one);
    const failed = ['failed', 'rolled-back'].includes(outcome);
    const { repository, runId, runAttempt } = payload;
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_2__/* .compact */ .oE)({
        id: one.id,
        environment: one.environment,
        repository,
        correlationId: payload.correlationId,
        sha: one.sha,
        claimed,
        // GitHub dates the registry's own commit.
        committedAt: claimed ? undefined : committedAt,
        actor: payload.actor,
        workflow: payload.workflow,
        runUrl: serverUrl && `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`,
        runId,
        runAttempt,
        queuedAt: one.createdAt,
        heldSince,
        endedAt: ended.createdAt,
        outcome,
        reason: ended.description === '' ? undefined : ended.description,
        failedResource: failed ? (one.failing ?? RESOURCE.exec(ended.description)?.[1]) : undefined,
        slowest: one.slowest,
        predicted: one.predicted,
        stacks: payload.stacks,
        priority: payload.priority,
    });
}


/***/ })

};
;