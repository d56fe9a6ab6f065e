"use strict";
exports.id = 284;
exports.ids = [284];
exports.modules = {

/***/ 23720:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86055);
/* harmony import */ var _inspect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95388);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85475);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(93414);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7420);
/* harmony import */ var _release_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(42754);
/* harmony import */ var _status_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(27502);
/* harmony import */ var _turns_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(50936);
/* harmony import */ var _upkeep_upkeep_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(40198);










const OPERATIONS = {
    acquire: _turns_js__WEBPACK_IMPORTED_MODULE_7__/* .acquireTurn */ .Gu,
    'can-deploy': _inspect_js__WEBPACK_IMPORTED_MODULE_2__/* .canDeployNow */ .I,
    register: _turns_js__WEBPACK_IMPORTED_MODULE_7__/* .register */ .kz,
    wait: _turns_js__WEBPACK_IMPORTED_MODULE_7__/* .wait */ .uk,
    'get-active': _inspect_js__WEBPACK_IMPORTED_MODULE_2__/* .showActive */ .u,
    status: _status_js__WEBPACK_IMPORTED_MODULE_6__/* .showStatus */ .w,
    release: _release_js__WEBPACK_IMPORTED_MODULE_5__/* .releaseById */ .u$,
    cleanup: _upkeep_upkeep_js__WEBPACK_IMPORTED_MODULE_8__/* .cleanUp */ .nY,
    freeze: _upkeep_upkeep_js__WEBPACK_IMPORTED_MODULE_8__/* .close */ .VN,
    unfreeze: _upkeep_upkeep_js__WEBPACK_IMPORTED_MODULE_8__/* .open */ .ho,
    mark: _upkeep_upkeep_js__WEBPACK_IMPORTED_MODULE_8__/* .markIncident */ .W$,
    // What it checks is loaded for it alone: Slack, ECS.
    check: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(314), __webpack_require__.e(271), __webpack_require__.e(148)]).then(__webpack_require__.bind(__webpack_require__, 68148))).checkAll(context),
    health: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(314), __webpack_require__.e(271), __webpack_require__.e(586)]).then(__webpack_require__.bind(__webpack_require__, 87205))).showHealth(context),
    review: async (context) => (await Promise.all(/* import() */[__webpack_require__.e(851), __webpack_require__.e(575), __webpack_require__.e(256)]).then(__webpack_require__.bind(__webpack_require__, 91256))).reviewDeployments(context),
};
const ports = (given, step) => () => (0,_ports_js__WEBPACK_IMPORTED_MODULE_4__/* .connect */ .N)(given, step, given['role-to-assume']);
await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputs */ .QL, {
    main: async (given, step) => (0,_outputs_js__WEBPACK_IMPORTED_MODULE_9__/* .conclude */ .E)(await (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .eF)(given, step, OPERATIONS, ports(given, step)), step),
    post: (given, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .post */ .bE)(given, step, ports(given, step)),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 95388:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ canDeployNow),
/* harmony export */   u: () => (/* binding */ showActive)
/* harmony export */ });
/* harmony import */ var _signalbox_registry_inspect__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31824);
/* harmony import */ var _signalbox_registry_reason__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(47699);
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28554);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30033);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(89371);
/* harmony import */ var _groups_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50762);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(38780);







/** `can-deploy`: one read, nothing written. */
async function canDeployNow(context) {
    const { inputs, step, ports } = context;
    const seen = await (0,_signalbox_registry_inspect__WEBPACK_IMPORTED_MODULE_0__/* .canDeploy */ .mn)({ ...(0,_context_js__WEBPACK_IMPORTED_MODULE_5__/* .turnOptions */ .Y)(context), claimant: (0,_context_js__WEBPACK_IMPORTED_MODULE_5__/* .claimant */ .I)(context, 'job') }, ports);
    const group = await (0,_groups_js__WEBPACK_IMPORTED_MODULE_3__/* .showGroup */ .V9)(context);
    const reason = (0,_signalbox_registry_reason__WEBPACK_IMPORTED_MODULE_6__/* .formatReason */ .K)(seen.reason);
    if (seen.warning !== undefined)
        step.log.warning(seen.warning);
    step.log.info(seen.canDeploy
        ? `${inputs.environment} can be deployed.`
        : `${inputs.environment} cannot be deployed now: ${reason}.`);
    if (group !== undefined)
        step.log.info((0,_groups_js__WEBPACK_IMPORTED_MODULE_3__/* .groupLine */ .uj)(group));
    await step.summary((0,_summary_js__WEBPACK_IMPORTED_MODULE_4__/* .queueSection */ .JF)(seen.canDeploy ? 'free' : reason, seen.snapshot, context));
    const values = {
        'can-deploy': seen.canDeploy,
        reason,
        'queue-position': seen.canDeploy ? 0 : seen.ahead.length,
        'estimated-wait-seconds': seen.canDeploy ? 0 : seen.estimatedWaitSeconds,
        active: seen.active,
        'concurrency-group': group,
    };
    return { values };
}
/** `get-active`: who holds, since when, how long it should still take. */
async function showActive(context) {
    const { inputs, step, ports } = context;
    const { environment } = inputs;
    const { active: holder } = await (0,_signalbox_registry_inspect__WEBPACK_IMPORTED_MODULE_0__/* .inspect */ .Nn)({ environment, maxHoldSeconds: inputs['max-hold'] }, ports);
    const group = await (0,_groups_js__WEBPACK_IMPORTED_MODULE_3__/* .showGroup */ .V9)(context);
    step.log.info(holder === undefined ? `Nobody deploys to ${environment}.` : `${environment}: ${holderLine(holder)}.`);
    if (group !== undefined)
        step.log.info((0,_groups_js__WEBPACK_IMPORTED_MODULE_3__/* .groupLine */ .uj)(group));
    await step.summary((0,_summary_js__WEBPACK_IMPORTED_MODULE_4__/* .section */ .uW)(holder === undefined ? 'nobody deploys' : holderLine(holder), context));
    const values = {
        active: holder,
        'deployment-id': holder?.deploymentId,
        'estimated-wait-seconds': holder?.remainingSeconds,
        'concurrency-group': group,
    };
    return { values };
}
function holderLine({ deploymentId, runId, workflow, actor, since, remainingSeconds }) {
    const remaining = remainingSeconds === undefined ? '' : `, about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(remainingSeconds)} left`;
    const [flow, who] = [(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(workflow, 60), (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(actor, 40)];
    const id = deploymentId === undefined ? '' : ` as registration ${deploymentId}`;
    return `run ${runId} of ${flow} by ${who} deploys${id} since ${since}${remaining}`;
}


/***/ }),

/***/ 27502:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ showStatus)
});

// EXTERNAL MODULE: ./packages/estimate/src/words.ts
var words = __webpack_require__(173);
// EXTERNAL MODULE: ./packages/registry/src/model/history.ts
var model_history = __webpack_require__(16239);
// EXTERNAL MODULE: ./packages/registry/src/model/reason.ts
var reason = __webpack_require__(47699);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var model_registration = __webpack_require__(81118);
// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/rollback.ts
var rollback = __webpack_require__(66502);
// EXTERNAL MODULE: ./packages/registry/src/operations/status.ts
var operations_status = __webpack_require__(43444);
// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./actions/coordinate/src/context.ts
var src_context = __webpack_require__(89371);
;// CONCATENATED MODULE: ./packages/registry/src/github/log-tail.ts

/** Lines of a job's log that are worth repeating where the failure is reported. */
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
    if (!(0,model_registration/* belongsTo */.g4)(registration, step.job))
        return `its job belongs to another repository, see ${run}`;
    // Under the name of today, and never another repository's, whatever the record says.
    const text = await ports.logs.tail(step.job.repository, checkRunId);
    if (text === undefined)
        return `the log of job ${checkRunId} cannot be read (it still runs, its log has expired, or "github-token" lacks actions: read)`;
    const lines = failureLines(text);
    return lines.length > 0 ? lines : `the log of job ${checkRunId} is empty`;
}

// EXTERNAL MODULE: ./actions/coordinate/src/summary.ts
var summary = __webpack_require__(38780);
;// CONCATENATED MODULE: ./actions/coordinate/src/status.ts












/** `status`: the latest state of the environment, or of the deployment with `correlation-id`, and all around it. */
async function showStatus(context) {
    const { inputs, step, ports } = context;
    const { environment } = inputs;
    const { repository, repositoryId, serverUrl } = step.job;
    const found = await (0,operations_status/* environmentStatus */.E)({
        environment,
        repository,
        repositoryId,
        correlationId: inputs['correlation-id'],
        maxHoldSeconds: inputs['max-hold'],
        own: Number(step.env[correlation/* DEPLOYMENT_VARIABLE */.x5]) || undefined,
    }, ports);
    const { inspection, deployed, recent } = found;
    const { sha } = (0,src_context/* turnOptions */.Y)(context);
    const target = deployed && (await (0,rollback/* rollbackTarget */.e)({ earlier: deployed, sha, repository }, ports));
    const lines = describe(found, target);
    // A holder's own words may have several lines.
    const title = `${found.state}${found.details && ` (${(0,untrusted/* oneLine */.TN)(found.details, 300)})`}`;
    step.log.info(`${environment}: ${title}.`);
    for (const line of lines)
        step.log.info(line);
    const failure = await showFailure(found, context);
    const truth = (0,model_history/* calibrationOf */._$)(inspection.snapshot.registrations);
    if (truth !== undefined)
        step.log.info((0,words/* calibrationLine */.L)(truth));
    const runs = deployed?.registration;
    const values = {
        state: found.state,
        reason: (0,reason/* formatReason */.K)(inspection.reason),
        // 0 is nobody's id.
        'deployment-id': found.registration?.id || undefined,
        'deployed-sha': deployed?.sha,
        'deployed-since': runs && (0,summary/* when */.z7)(runs.ended?.createdAt ?? runs.createdAt),
        'deployed-by': runs?.payload.actor,
        'deployed-run': runs && (0,summary/* runAddress */.YM)(runs, serverUrl),
        'rollback-sha': target !== undefined && 'sha' in target ? target.sha : undefined,
        active: inspection.active,
        queue: queueOf(found).map((one) => shownInQueue(one, serverUrl)),
        frozen: inspection.snapshot.freezes.map(({ reason, by, since }) => ({ by, reason, since: (0,summary/* when */.z7)(since) })),
        deployments: recent.map((one) => shownDeployment(one, serverUrl)),
        ...(found.registration === undefined
            ? {}
            : { 'correlation-id': found.registration.payload.correlationId }),
    };
    const sections = [
        (0,summary/* queueSection */.JF)(title, inspection.snapshot, context, inspection.liveness),
        deployedLine(deployed, serverUrl),
        ...lines.slice(1).map((line) => (0,untrusted/* markdownText */.p7)(line)),
        '',
        (0,summary/* deploymentsTable */.li)(recent, serverUrl),
        failure,
    ];
    await step.summary(sections.join('\n'));
    return { values };
}
/** What runs, and whether its code may be run again, for the log. */
function describe({ deployed }, target) {
    if (deployed === undefined)
        return ['No recorded commit runs.'];
    const { registration, sha, uncertainty } = deployed;
    if (sha === undefined)
        return [`It is not known which commit runs: ${uncertainty}.`];
    const { actor, runId } = registration.payload;
    const since = (0,summary/* when */.z7)(registration.ended?.createdAt ?? registration.createdAt);
    const runs = `${sha} runs since ${since}, deployed by ${actor || 'unknown'} in run ${runId}.`;
    return target !== undefined && 'refused' in target
        ? [runs, `Its code is not to be run again for a rollback: ${target.refused}.`]
        : [runs];
}
function deployedLine(deployed, serverUrl) {
    if (deployed === undefined)
        return 'No recorded commit runs.\n';
    const { registration, sha, uncertainty = '' } = deployed;
    if (sha === undefined)
        return `It is not known which commit runs: ${(0,untrusted/* markdownText */.p7)(uncertainty)}.\n`;
    const by = (0,untrusted/* markdownText */.p7)(registration.payload.actor || 'unknown', 60);
    const since = (0,summary/* when */.z7)(registration.ended?.createdAt ?? registration.createdAt);
    return `\`${sha}\` runs since ${since}, deployed by ${by} in ${(0,summary/* runLink */.ut)(registration, serverUrl)}.\n`;
}
/** An output is for a later step to read: anybody who may write deployments may write a thousand. */
const MOST_QUEUED = 100;
/** Those who hold, claim or wait, and live; who waits without a job has no position. */
const queueOf = ({ inspection: { snapshot, liveness } }) => snapshot.registrations
    .filter(({ id, latest }) => {
    const phase = (0,model_registration/* queuePhaseOf */.Em)(latest);
    const seen = liveness.get(id) ?? 'alive';
    return phase !== 'over' && (phase !== 'waiting' || seen === 'alive') && seen !== 'dead';
})
    .sort(summary/* inOrder */.al)
    .slice(0, MOST_QUEUED);
/** One of `queue`. Workflow and actor are what their owner wrote. */
function shownInQueue(registration, serverUrl) {
    const { id, payload, sha, latest, heldSince, createdAt } = registration;
    const { workflow, actor, correlationId } = payload;
    return {
        ...{ deploymentId: id, phase: (0,model_registration/* queuePhaseOf */.Em)(latest), sha, actor, workflow, correlationId },
        run: (0,summary/* runAddress */.YM)(registration, serverUrl),
        since: (0,summary/* when */.z7)(heldSince ?? createdAt),
    };
}
/** One of `deployments`. */
function shownDeployment(registration, serverUrl) {
    const { id, payload, sha, ended } = registration;
    return {
        ...{ deploymentId: id, sha, actor: payload.actor, outcome: ended?.state ?? '' },
        ...{ run: (0,summary/* runAddress */.YM)(registration, serverUrl), ended: (0,summary/* when */.z7)(ended?.createdAt ?? registration.createdAt) },
        seconds: Math.round((0,model_history/* finishedRun */.sV)(registration)?.seconds ?? 0),
        duration: (0,duration/* formatDuration */.a3)((0,model_history/* finishedRun */.sV)(registration)?.seconds ?? 0),
    };
}


/***/ }),

/***/ 40198:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nY: () => (/* binding */ cleanUp),
  VN: () => (/* binding */ upkeep_close),
  W$: () => (/* binding */ markIncident),
  ho: () => (/* binding */ upkeep_open)
});

// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var registration = __webpack_require__(81118);
// EXTERNAL MODULE: ./packages/registry/src/operations/count.ts
var count = __webpack_require__(92771);
// EXTERNAL MODULE: ./packages/registry/src/operations/forged.ts
var forged = __webpack_require__(37171);
// EXTERNAL MODULE: ./packages/registry/src/operations/past.ts
var operations_past = __webpack_require__(72558);
// EXTERNAL MODULE: ./packages/registry/src/operations/queue/owners.ts
var owners = __webpack_require__(13906);
// EXTERNAL MODULE: ./packages/registry/src/operations/queue/watch.ts
var watch = __webpack_require__(10255);
// EXTERNAL MODULE: ./packages/registry/src/model/past/ledger.ts
var ledger = __webpack_require__(5907);
// EXTERNAL MODULE: ./packages/registry/src/model/past/outcome.ts
var outcome = __webpack_require__(74752);
// EXTERNAL MODULE: ./packages/registry/src/operations/approvals.ts
var approvals = __webpack_require__(13216);
;// CONCATENATED MODULE: ./packages/registry/src/operations/remember.ts






/** docs: best practices for using the REST API, pause between mutative requests */
const PAUSE_MS = 1000;
/** A list may be read from a replica that lags behind the write. */
const READS = 4;
const LAG_MS = 3000;
/**
 * Remembers registrations that are over in the environment's ledger, before they are deleted. The order of writes makes
 * it safe to be killed anywhere, to be run again, and to be run twice at once: a record exists, and a fresh read shows it,
 * before anything that it remembers is deleted; a row is known by its deployment's id, so that a second one adds nothing;
 * and a record is only deleted when one with a greater id has all its rows. `makers`: whose records are believed.
 */
async function remember(environment, old, makers, ports) {
    const rows = old.flatMap((one) => rowOf(one) ?? []);
    if (rows.length === 0)
        return { ids: new Set(), refused: [] };
    const { registry, clock, cancelled } = ports;
    const before = await believed(environment, makers, registry);
    const wanted = await reviewed(environment, rows, before, ports);
    for (const draft of draftsFor(wanted, before)) {
        if (cancelled.aborted)
            break;
        const { id, creator } = await registry.record(environment, draft);
        if (!makers.has(creator)) {
            await registry.remove(id);
            return { ids: new Set(), refused: [unbelieved(environment, creator)] };
        }
        await clock.sleep(PAUSE_MS, cancelled);
    }
    let found = await believed(environment, makers, registry);
    for (let read = 1; read < READS && missing(wanted, found).length > 0 && !cancelled.aborted; read++) {
        await clock.sleep(LAG_MS, cancelled);
        found = await believed(environment, makers, registry);
    }
    const lost = new Set(missing(wanted, found).map(({ id }) => id));
    const refused = [...lost].map((id) => `Registration ${id} is not deleted: the ledger does not show it yet`);
    const untidy = await removeReplaced(found, ports);
    return {
        ids: new Set(wanted.map(({ id }) => id).filter((id) => !lost.has(id))),
        refused: [...refused, ...untidy],
    };
}
const unbelieved = (environment, writer) => `Nothing of ${environment} is deleted: its ledger would be written by ${writer}, whom nobody believes who reads it, since ${writer} makes no registrations there. Run cleanup with GITHUB_TOKEN, or with the token that deploys.`;
const rowOf = (one) => {
    const past = (0,outcome/* pastDeployment */.y)(one);
    return past && (0,ledger/* ledgerRow */.gt)(past, one.payload);
};
/** With who approved them, the oldest first. What the ledger has already keeps its word. */
async function reviewed(environment, rows, records, { reviews }) {
    const known = (0,operations_past/* believedRows */.IN)(records);
    const isKnown = ({ id }) => known.has(id);
    const oldestFirst = rows.toSorted((a, b) => a.id - b.id);
    const fresh = oldestFirst.filter((row) => !isKnown(row));
    const asked = await (0,approvals/* withApprovers */.n)(fresh, environment, { reviews, most: fresh.length });
    const kept = oldestFirst.filter(isKnown).map((row) => {
        const approvedBy = known.get(row.id)?.approvedBy;
        return approvedBy === undefined ? row : { ...row, approvedBy };
    });
    return [...kept, ...asked].map(ledger/* asStored */.wQ);
}
const believed = async (environment, makers, registry) => (0,operations_past/* trusted */.IZ)((await registry.records(environment, registration/* LEDGER_TASK */.wB)).records, makers);
const missing = (wanted, records) => {
    const rows = (0,operations_past/* believedRows */.IN)(records);
    return wanted.filter((row) => !(0,ledger/* sameRow */.N6)(rows.get(row.id), row));
};
/**
 * The records that have to be written so that all that is wanted is remembered. What is in a half empty record of the same
 * month goes with it, so that a month of nightly cleanups leaves few records, not thirty.
 */
function draftsFor(wanted, records) {
    const rows = new Map(missing(wanted, records).map((row) => [row.id, row]));
    const months = new Set([...rows.values()].map(({ endedAt }) => (0,ledger/* monthOf */.GS)(endedAt)));
    const known = (0,operations_past/* believedRows */.IN)(records);
    for (const record of records) {
        const kept = (0,ledger/* parseLedger */.h8)(record) ?? [];
        if (!(0,ledger/* hasRoom */.AB)(kept) || !kept.every(({ endedAt }) => months.has((0,ledger/* monthOf */.GS)(endedAt))))
            continue;
        for (const { id } of kept) {
            const row = rows.get(id) ?? known.get(id);
            if (row !== undefined)
                rows.set(id, row);
        }
    }
    return (0,ledger/* formatLedger */.t5)([...rows.values()]);
}
/** Deletes records of which each row is in one with a greater id, as it is here. Returns a line for each that stays. */
async function removeReplaced(records, { registry, clock, cancelled }) {
    const newestFirst = records.toSorted((a, b) => b.id - a.id);
    const newer = new Map();
    const refused = [];
    for (const record of newestFirst) {
        const rows = (0,ledger/* parseLedger */.h8)(record) ?? [];
        const replaced = rows.length > 0 && rows.every((row) => (0,ledger/* sameRow */.N6)(newer.get(row.id), row));
        for (const row of rows)
            if (!newer.has(row.id))
                newer.set(row.id, row);
        if (!replaced || cancelled.aborted)
            continue;
        try {
            await registry.remove(record.id);
        }
        catch (error) {
            refused.push(`Ledger record ${record.id}, of which a newer one has everything, could not be deleted: ${(0,errors/* errorLine */.B)(error)}`);
        }
        await clock.sleep(PAUSE_MS, cancelled);
    }
    return refused;
}

;// CONCATENATED MODULE: ./packages/registry/src/operations/cleanup.ts








/** GitHub allows 500 writes of content an hour; the deployments of the same hour need theirs. */
const AT_ONCE = 100;
/** docs: best practices for using the REST API, pause between mutative requests */
const cleanup_PAUSE_MS = 1000;
/** So many in a row are no single rows: a permission is missing, or GitHub is down. */
const MOST_REFUSED = 5;
/**
 * Ends registrations whose owner is dead, and deletes old ones that are over, once the ledger remembers them. What GitHub
 * refuses of one row does not stop the others.
 */
async function cleanup(request, ports) {
    const { registry, clock, cancelled } = ports;
    const { environment, maxHoldSeconds } = request;
    const timeouts = { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY };
    const { ended, refused } = await (0,watch/* reapAll */.uI)((0,owners/* newWatch */.mm)(environment, timeouts, ports));
    const all = await registry.past(environment, Number.POSITIVE_INFINITY);
    const past = await (0,forged/* withoutForged */.s)(all, { owners: ports.owners, repository: registry.repository });
    const old = deletable(past, request, clock.now());
    const batch = old.slice(0, AT_ONCE);
    const remembered = await remember(environment, batch, (0,operations_past/* makersOf */.xW)(past), ports);
    const failed = [...remembered.refused];
    let [deleted, notDeleted, inARow] = [0, 0, 0];
    for (const registration of batch.filter(({ id }) => remembered.ids.has(id))) {
        if (cancelled.aborted || inARow === MOST_REFUSED)
            break;
        try {
            await remove(registration, registry);
            [deleted, inARow] = [deleted + 1, 0];
        }
        catch (error) {
            if (cancelled.aborted)
                throw error;
            [notDeleted, inARow] = [notDeleted + 1, inARow + 1];
            failed.push(`Registration ${registration.id} could not be deleted: ${(0,errors/* errorLine */.B)(error)}`);
        }
        await clock.sleep(cleanup_PAUSE_MS, cancelled);
    }
    return { ended, deleted, remaining: old.length - deleted - notDeleted, refused: [...refused, ...failed] };
}
async function remove({ id, latest }, registry) {
    // GitHub deletes no active deployment.
    if (latest?.state === 'success')
        await (0,owners/* unlessGone */.Wi)(registry, id, () => registry.post(id, { state: 'inactive', description: 'deleted by cleanup' }));
    await registry.remove(id);
}
/** Newest first in, newest first out; what the environment runs now always stays, and what the count needs. */
function deletable(past, { keep, olderThanSeconds }, now) {
    const running = lastSuccesses(past);
    const needed = (0,count/* neededToCount */.UH)(past);
    const until = now - olderThanSeconds * 1000;
    return (past
        .filter(({ id, latest }) => (0,registration/* queuePhaseOf */.Em)(latest) === 'over' && id !== registration/* UNKNOWN_ID */.n4)
        .slice(keep)
        // What was not wholly read may be the last success.
        .filter((one) => !running.has(one) && !needed.has(one) && !one.truncated)
        .filter(({ latest }) => (latest?.createdAt ?? 0) < until));
}
/**
 * The success of each repository, whatever it was called then, that ended last: who waited longer may have registered
 * earlier. Of each who makes registrations, so that a stranger's does not replace what jobs wrote.
 */
function lastSuccesses(past) {
    const endOf = ({ ended }) => ended?.createdAt ?? 0;
    const successes = past
        .filter(({ ended, heldSince }) => heldSince !== undefined && ended?.state === 'success')
        .sort((a, b) => endOf(b) - endOf(a));
    const last = [];
    for (const one of successes)
        if (!last.some(({ creator, payload }) => creator === one.creator && (0,registration/* belongsTo */.g4)(one, payload)))
            last.push(one);
    return new Set(last);
}

// EXTERNAL MODULE: ./packages/registry/src/model/position.ts
var position = __webpack_require__(2544);
;// CONCATENATED MODULE: ./packages/registry/src/operations/freeze.ts


/** Closes an environment: no claim is granted from now on. A holder goes on. */
async function freeze({ environment, reason, by }, { registry }) {
    const before = await registry.snapshot(environment);
    if (before.freezes.length > 0)
        return { made: false };
    await registry.freeze(environment, { reason, by });
    const { registrations, now } = await registry.snapshot(environment);
    const holder = registrations.find(({ latest }) => (0,registration/* queuePhaseOf */.Em)(latest) === 'holding' || (0,registration/* queuePhaseOf */.Em)(latest) === 'claiming');
    return { made: true, ...(holder === undefined ? {} : { holder: (0,position/* whoLine */.Ld)(holder, now) }) };
}
/** Opens an environment again. Returns how many freezes stood. */
async function unfreeze({ environment, reason, by }, { registry }) {
    return await registry.unfreeze(environment, `opened by ${by}${reason && `: ${reason}`}`);
}

// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/registry/src/model/names.ts
var names = __webpack_require__(55107);
// EXTERNAL MODULE: ./packages/registry/src/model/past/mark.ts
var mark = __webpack_require__(32951);
// EXTERNAL MODULE: ./packages/registry/src/model/snapshot.ts
var snapshot = __webpack_require__(68875);
;// CONCATENATED MODULE: ./packages/registry/src/operations/mark.ts








/** So many of the newest registrations say whose records are believed here. */
const RECENT = 100;
/**
 * Says of a deployment that is over that it caused an incident. Kept as a record of its own, since a status written to an old
 * deployment would be its latest: GitHub would show one that runs as inactive, or one that does not as what runs. A mark
 * therefore outlives the deployment's cleanup, too. Safe to repeat.
 * @throws UserError when there is no such deployment, or it is not over, or the mark would not be believed
 */
async function markDeployment(request, registry) {
    const { environment, deploymentId, incident } = request;
    const makers = (0,operations_past/* makersOf */.xW)(await registry.past(environment, RECENT));
    checkOutcome(deploymentId, await outcomeById(request, makers, registry));
    const newest = async () => {
        const { records } = await registry.records(environment, registration/* MARK_TASK */.aQ);
        return (0,mark/* newestMarks */.DC)((0,operations_past/* trusted */.IZ)(records, makers).flatMap((one) => (0,mark/* parseMark */.lw)(one) ?? [])).get(deploymentId);
    };
    const before = await newest();
    if ((before?.incident ?? false) === incident)
        return { made: false, ...(before === undefined ? {} : { mark: before }) };
    const made = await write(request, registry);
    if (made === undefined) {
        // The answer was lost: what counts now says whether it was written.
        const found = await newest();
        if (found?.incident !== incident)
            throw new snapshot/* AmbiguousWriteError */.yI(`GitHub did not say whether registration ${deploymentId} was marked`);
        return { made: true, mark: found };
    }
    if (!makers.has(made.creator)) {
        await registry.remove(made.id);
        throw new errors/* UserError */.y(`A mark by ${made.creator} would not be believed, since ${made.creator} makes no registrations in ${environment}: use GITHUB_TOKEN, or the token that deploys.`);
    }
    return { made: true, mark: { by: request.by, reason: request.reason, at: made.createdAt } };
}
async function write({ environment, deploymentId, ...said }, registry) {
    try {
        return await registry.record(environment, (0,mark/* formatMark */.ry)({ ...said, deployment: deploymentId }));
    }
    catch (error) {
        if (!(error instanceof snapshot/* AmbiguousWriteError */.yI))
            throw error;
        return undefined;
    }
}
/** How it ended, whether it is there still or only remembered; `live` while it is not over. */
async function outcomeById({ environment, deploymentId }, makers, registry) {
    const where = `Input "deployment-id": ${deploymentId}`;
    const found = await registry.find(deploymentId);
    if (found !== undefined) {
        if (found.environment !== (0,names/* canonical */.$N)(environment))
            throw new errors/* UserError */.y(`${where} belongs to the environment ${(0,untrusted/* oneLine */.TN)(found.environment, 100)}, not to ${environment}.`);
        const over = (0,registration/* queuePhaseOf */.Em)(found.latest) === 'over';
        return { outcome: over ? (0,outcome/* outcomeOf */.s)(found) : 'live', held: found.heldSince !== undefined };
    }
    const { records } = await registry.records(environment, registration/* LEDGER_TASK */.wB);
    const row = (0,operations_past/* believedRows */.IN)((0,operations_past/* trusted */.IZ)(records, makers)).get(deploymentId);
    if (row === undefined)
        throw new errors/* UserError */.y(`${where} is no registration of Signalbox in ${registry.repository}, nor remembered by the ledger of ${environment}. Take the id from operation: status, or from the report.`);
    return { outcome: row.outcome, held: row.heldSince !== undefined };
}
function checkOutcome(id, { outcome, held }) {
    const where = `Input "deployment-id": ${id}`;
    if (outcome === 'live')
        throw new errors/* UserError */.y(`${where} is not over: mark it when it is.`);
    if (!held)
        throw new errors/* UserError */.y(`${where} never held the environment, so it deployed nothing.`);
}

// EXTERNAL MODULE: ./actions/coordinate/src/inputs.ts
var src_inputs = __webpack_require__(86055);
// EXTERNAL MODULE: ./actions/coordinate/src/summary.ts
var summary = __webpack_require__(38780);
// EXTERNAL MODULE: ./packages/telemetry/src/inputs.ts
var telemetry_src_inputs = __webpack_require__(56518);
// EXTERNAL MODULE: ./actions/coordinate/src/telemetry.ts
var telemetry = __webpack_require__(91991);
;// CONCATENATED MODULE: ./actions/coordinate/src/upkeep/frozen.ts





/**
 * Publishes that the environment was closed or opened, where the inputs or OpenTelemetry's variables say so: what its
 * last ending published would be true no longer. Never throws. Nothing else is read or loaded.
 */
async function publishFrozen(frozen, { inputs, step, ports }) {
    const { environment, repository } = inputs;
    if (!(0,telemetry_src_inputs/* wantsTelemetry */.vg)(inputs, step.env))
        return {};
    try {
        const snapshot = await ports.registry.snapshot(environment);
        const { more, now } = snapshot;
        const registrations = await (0,forged/* withoutForged */.s)(snapshot.registrations, { owners: ports.owners, repository });
        // Without the newest total, or the certainty that there is none, nobody knows it.
        const known = (0,count/* anyTotals */.et)(registrations) || !more;
        const counts = known ? (0,telemetry/* countsFor */.iu)((0,count/* totalsOf */.vA)(registrations), (0,count/* distributionsOf */.Xx)(registrations)) : {};
        // A read may lag behind our own write.
        const gauges = { ...(0,telemetry/* gaugesOf */._q)(snapshot, { at: now }), frozen };
        const { publishEnvironment } = await Promise.all(/* import() */[__webpack_require__.e(812), __webpack_require__.e(57)]).then(__webpack_require__.bind(__webpack_require__, 96057));
        const published = { environment, registry: repository, ...counts, gauges };
        return { 'telemetry-status': await publishEnvironment(published, inputs, step) };
    }
    catch (error) {
        step.log.warning(`Telemetry failed: ${(0,errors/* errorLine */.B)(error)}. The environment itself is not affected.`, 'Telemetry');
        return { 'telemetry-status': 'failed' };
    }
}

;// CONCATENATED MODULE: ./actions/coordinate/src/upkeep/upkeep.ts







/** Of those that were refused, in the log. */
const SHOWN = 20;
/** `cleanup`: ends registrations of dead owners, deletes what is old. */
async function cleanUp(context) {
    const { inputs, step, ports } = context;
    const { environment, keep } = inputs;
    const done = await cleanup({ environment, keep, olderThanSeconds: inputs['older-than'], maxHoldSeconds: inputs['max-hold'] }, ports);
    const remaining = done.remaining > 0 ? ` ${done.remaining} more are left for the next time.` : '';
    const what = `ended ${done.ended} and deleted ${done.deleted} registrations.${remaining}`;
    step.log.info(`${environment}: ${what}`);
    const refused = done.refused.length;
    for (const line of done.refused.slice(0, SHOWN))
        step.log.warning(line);
    const not = refused === 0 ? '' : ` GitHub refused ${refused}: ${done.refused[0]}`;
    await step.summary((0,summary/* section */.uW)(`${what}${not}`, context));
    if (refused === 0)
        return { values: { state: 'success' } };
    const line = `${environment}: ${what} GitHub refused ${refused} of them. ${done.refused[0]}. Delete it by hand, or run again.`;
    return { values: { state: 'failure' }, failure: new errors/* UserError */.y(line) };
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
    await step.summary((0,summary/* section */.uW)(what, context));
    return {
        values: { 'can-deploy': false, reason: `frozen: ${reason}`, ...(await publishFrozen(true, context)) },
    };
}
/** `unfreeze`: opens it again. */
async function upkeep_open(context) {
    const { inputs, step, ports } = context;
    const { environment, reason = '' } = inputs;
    const ended = await unfreeze({ environment, reason, by: step.job.actor }, ports);
    step.log.notice(ended > 0 ? `${environment} is open again.` : `${environment} was not frozen.`, 'Unfreeze');
    const why = reason === '' ? '' : `: ${reason}`;
    await step.summary((0,summary/* section */.uW)(ended > 0 ? `open again${why}` : 'was not frozen', context));
    return { values: { reason: 'free', ...(await publishFrozen(false, context)) } };
}
/** `mark`: a deployment that later caused an incident, so that the change failure rate is true. */
async function markIncident(context) {
    const { inputs, step, ports } = context;
    const { environment, reason = '', 'deployment-id': deploymentId = 0 } = inputs;
    const incident = (0,src_inputs/* incidentOf */.w8)(inputs);
    const request = { environment, deploymentId, incident, reason, by: step.job.actor };
    const { made, mark } = await markDeployment(request, ports.registry);
    const counts = incident ? 'counts as failed: it caused an incident' : 'counts as it ended';
    const said = mark === undefined ? '' : ` (${mark.by}: ${mark.reason})`;
    const what = `registration ${deploymentId} ${made ? '' : 'already '}${counts}${said}`;
    step.log.notice(`${environment}: ${what}.`, 'Mark');
    await step.summary((0,summary/* section */.uW)(what, context));
    return { values: { 'deployment-id': deploymentId, reason, state: incident ? 'failure' : 'success' } };
}


/***/ }),

/***/ 77835:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ halves),
/* harmony export */   W: () => (/* binding */ hasBot),
/* harmony export */   aX: () => (/* binding */ slackInputs),
/* harmony export */   wR: () => (/* binding */ reachesSomebody)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75652);
/* harmony import */ var _message_event_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67052);
/* harmony import */ var _message_severity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22265);




const CHANNEL = /^[CGD][A-Z0-9]{2,20}$/;
const channelId = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .matching */ .wC)(CHANNEL, 'the id of a Slack channel, such as C0123456789 (not its name)');
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
    const known = _message_event_js__WEBPACK_IMPORTED_MODULE_2__/* .KINDS */ .G.find((each) => each === kind);
    const severity = _message_severity_js__WEBPACK_IMPORTED_MODULE_1__/* .SEVERITIES */ .o.find((each) => each === level);
    if (known === undefined || severity === undefined)
        return undefined;
    return { kind: known, severity, ...(0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__/* .compact */ .oE)({ environment }) };
}
/** Of a bot or a user, rotated or not (docs.slack.dev/authentication/tokens, /using-token-rotation). */
const token = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .matching */ .wC)(/^(xoxe\.)?xox[bp]-[\w-]+$/, 'a Slack bot token (xoxb-...)'));
/** How Slack is reached: the same for every action that notifies. */
const slackInputs = {
    'slack-token': token,
    'slack-webhook-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .endpoint */ .sR)()),
    'updates-channel': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)('ids of Slack channels, such as C0123456789', CHANNEL),
    'interact-channel': channelId,
    mentions: lines('lines such as "login: U0123456789"', mention),
    severity: lines(`lines such as "stalled=critical" or "staging/failed=info" (${_message_severity_js__WEBPACK_IMPORTED_MODULE_1__/* .SEVERITIES */ .o.join(', ')})`, rule),
    'on-duty': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)('ids of users or user groups to call when it is critical, or here, or channel', /^([UWS][A-Z0-9]{2,20}|here|channel)$/),
    'pager-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .endpoint */ .sR)()),
    'pager-key': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('the routing key of the pager')),
    'delivery-budget': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(1), '60s'),
    'slack-api-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__/* .endpoint */ .sR)(), 'https://slack.com/api/'),
};
/** A bot needs both. */
const hasBot = ({ 'slack-token': token, 'updates-channel': channels }) => token !== undefined && channels.length > 0;
/** PagerDuty refuses an event without a key, and a key alone leads nowhere. */
const hasPager = ({ 'pager-url': url, 'pager-key': key }) => url !== undefined && key !== undefined;
/** Whether the inputs name any destination. */
const reachesSomebody = (inputs) => hasBot(inputs) || hasPager(inputs) || inputs['slack-webhook-url'] !== undefined;
/** Inputs that reach nobody because the input that belongs to them is missing: one line each, naming it. */
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

/***/ 67052:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ KINDS)
/* harmony export */ });
/** What happened to a deployment. Questions are no events: they go through `ask`. */
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

/***/ 22265:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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
/** By the rule for this environment, else by the rule for all, else by default: what is often unusual is a warning. */
function severityOf({ kind, facts }, environment, rules) {
    const fitting = rules.filter((rule) => rule.kind === kind);
    const own = fitting.find((rule) => rule.environment?.toLowerCase() === environment?.toLowerCase());
    const general = fitting.find((rule) => rule.environment === undefined);
    return (own ?? general)?.severity ?? DEFAULTS[kind] ?? (facts?.unusual?.often ? 'warning' : 'info');
}


/***/ })

};
;