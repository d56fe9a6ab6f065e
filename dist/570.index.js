"use strict";
exports.id = 570;
exports.ids = [570];
exports.modules = {

/***/ 14292:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K$: () => (/* binding */ predict),
/* harmony export */   Pl: () => (/* binding */ parsePrediction),
/* harmony export */   tV: () => (/* binding */ formatPrediction),
/* harmony export */   xD: () => (/* binding */ calibration)
/* harmony export */ });
function predict(forecast) {
    const within = (level) => Math.ceil(forecast.quantile(level));
    return { p50: within(0.5), p80: within(0.8), p95: within(0.95) };
}
/** Short enough to stand in a deployment status with other words; `parsePrediction` finds it again. */
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

/***/ 80549:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BB: () => (/* binding */ formatShape),
/* harmony export */   F5: () => (/* binding */ shapeOf),
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   Tr: () => (/* binding */ parseShape),
/* harmony export */   gn: () => (/* binding */ isPlausible),
/* harmony export */   nO: () => (/* binding */ alike),
/* harmony export */   o9: () => (/* binding */ successes)
/* harmony export */ });
/** A lifetime: anything longer is a broken clock. */
const LONGEST_SECONDS = 1e9;
/** Something may have taken so long. */
const isPlausible = (seconds) => seconds >= 0 && seconds <= LONGEST_SECONDS;
/** Those that tell how long one takes, oldest first. One that ended at no known time has no place among them. */
const successes = (runs) => runs
    .filter(({ outcome, seconds, endedAt }) => outcome === 'success' && isPlausible(seconds) && !Number.isNaN(endedAt))
    .sort((a, b) => a.endedAt - b.endedAt || a.seconds - b.seconds);
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
/** Short enough to stand in a deployment status with other words; `parseShape` finds it again. */
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

/***/ 76539:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ex: () => (/* binding */ noteSuccess),
/* harmony export */   Ph: () => (/* binding */ newTrust),
/* harmony export */   j0: () => (/* binding */ afterRefusal),
/* harmony export */   oA: () => (/* binding */ isStray)
/* harmony export */ });
/** Of what never succeeded: pauses of 0.5, 1 and 2 s, since a wrong token should be reported at once. */
const QUICK = { retries: 3, firstMs: 500, longestMs: 2000 };
/** Of what succeeded before: 1, 2, 4, 8, 15, 15 and 15 s. */
const PATIENT = { retries: 7, firstMs: 1000, longestMs: 15_000 };
/** So long after its last success a refused token is taken for a good one. */
const STRAY_MS = 15 * 60_000;
/** An installation token lives an hour (docs: generating an installation access token for a GitHub App). */
const TOKEN_LIFE_MS = 3_600_000;
/** `provenAt`: when an earlier step of this job used the token for all that is needed, by its clock. */
function newTrust(clock, provenAt) {
    const fresh = provenAt !== undefined && clock.now() - provenAt < TOKEN_LIFE_MS;
    return {
        ...{ clock, provenEarlier: provenAt !== undefined, proven: new Set(), refused: new Set() },
        accepted: fresh ? clock.now() : provenAt,
    };
}
function noteSuccess(trust, what) {
    trust.proven.add(what);
    trust.refused.delete(what);
    trust.accepted = trust.clock.now();
}
/** How to go on after the `failures`-th refusal in a row of `what`. */
function afterRefusal(trust, what, status, failures) {
    const allowed = wasAllowed(trust, what, status);
    const { retries, firstMs, longestMs } = allowed ? PATIENT : QUICK;
    if (![401, 403, 404].includes(status))
        return { retry: false };
    const known = trust.refused.has(what) && !allowed;
    if (failures > retries)
        trust.refused.add(what);
    if (known || failures > retries)
        return { retry: false };
    return { retry: true, afterMs: Math.min(longestMs, firstMs * 2 ** (failures - 1)) };
}
/** Whether a refusal that lasted says more about GitHub than about the token. */
const isStray = (trust, what, status) => wasAllowed(trust, what, status) && trust.clock.now() - (trust.accepted ?? 0) < STRAY_MS;
const wasAllowed = ({ accepted, proven, provenEarlier }, what, status) => status === 401 ? accepted !== undefined : status === 403 && (proven.has(what) || provenEarlier);


/***/ }),

/***/ 55107:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ canonical),
/* harmony export */   IK: () => (/* binding */ JOB_TOKEN),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   RB: () => (/* binding */ sameRepository),
/* harmony export */   Z6: () => (/* binding */ isRepository),
/* harmony export */   h_: () => (/* binding */ description),
/* harmony export */   iC: () => (/* binding */ LONGEST_DESCRIPTION)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);


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
/** docs: rest/deployments/statuses, `description`: a longer one is refused. */
const LONGEST_DESCRIPTION = 140;
/**
 * Text fit for the description of a deployment or a status: one line of at most 140 characters, none above U+FFFF,
 * which GitHub refuses in descriptions (wip/app#138, ouzi-dev/commit-status-updater#526).
 */
const description = (text) => (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(text.replace(/[\u{10000}-\u{10ffff}]/gu, '\u25a1'), LONGEST_DESCRIPTION);


/***/ }),

/***/ 16981:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BE: () => (/* binding */ PRIORITIES),
/* harmony export */   Oi: () => (/* binding */ formatPayload),
/* harmony export */   d2: () => (/* binding */ fitsPayload),
/* harmony export */   ex: () => (/* binding */ parsePayload),
/* harmony export */   oA: () => (/* binding */ unwrap)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_correlation__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23071);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75652);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55107);




const VERSION = 1;
/** The stored form: {"signalbox":1, ...}. */
function formatPayload(payload) {
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__/* .compact */ .oE)({
        signalbox: VERSION,
        nonce: payload.nonce,
        correlation_id: payload.correlationId,
        repository: payload.repository,
        repository_id: payload.repositoryId,
        run_id: payload.runId,
        run_attempt: payload.runAttempt,
        check_run_id: payload.checkRunId,
        workflow: (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .truncate */ .xv)(payload.workflow.replace(/[\p{Cc}\p{Cs}]+/gu, ' '), STORED_WORKFLOW),
        actor: payload.actor,
        priority: payload.priority,
        scope: payload.scope,
        stacks: payload.stacks,
        sha: payload.sha,
    });
}
/** Limits of what is stored, in characters; what is beyond them was not written by us. */
const LONGEST = { nonce: 200, workflow: 1000, actor: 100, stack: 400 };
const MOST_STACKS = 100;
/** Whether a registration with these stacks can be read back: one that cannot has no position in the queue. */
const fitsPayload = (stacks) => stacks.length <= MOST_STACKS && stacks.every(isStack);
/** Of what we write: names of workflows have no limit that GitHub documents. */
const STORED_WORKFLOW = 200;
/** The bounds of the input `priority`, and of what counts when it is read. */
const PRIORITIES = { least: -1000, most: 1000 };
const isText = (value, most) => typeof value === 'string' && value.length <= most && !/[\p{Cc}\p{Cs}]/u.test(value);
/** What may be part of a path, and in an address that people click. */
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
 * The payload of a registration of ours; undefined when anybody else wrote it, or a later version of us. Anybody
 * who may write deployments may write anything here, so one field that we would not have written makes it a stranger's.
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

/***/ 81118:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B5: () => (/* binding */ truncatedLife),
/* harmony export */   Em: () => (/* binding */ queuePhaseOf),
/* harmony export */   aQ: () => (/* binding */ MARK_TASK),
/* harmony export */   c_: () => (/* binding */ lifeOf),
/* harmony export */   g4: () => (/* binding */ belongsTo),
/* harmony export */   il: () => (/* binding */ FREEZE_TASK),
/* harmony export */   n4: () => (/* binding */ UNKNOWN_ID),
/* harmony export */   wB: () => (/* binding */ LEDGER_TASK),
/* harmony export */   wn: () => (/* binding */ TASK),
/* harmony export */   xN: () => (/* binding */ LIFETIME_MS)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_calibration__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(14292);
/* harmony import */ var _signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(80549);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75652);
/* harmony import */ var _words_distributions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25536);
/* harmony import */ var _words_slowest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(88932);
/* harmony import */ var _words_totals_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61724);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55107);







/** `task` of the GitHub deployments that are registrations. */
const TASK = 'signalbox';
/** `task` of the GitHub deployments that close an environment for everybody. */
const FREEZE_TASK = 'signalbox:freeze';
/** `task` of the GitHub deployments that remember, in their payloads, deployments which were cleaned up (past/ledger.ts). */
const LEDGER_TASK = 'signalbox:ledger';
/** `task` of the GitHub deployments that say later of another one that it caused an incident (past/mark.ts). */
const MARK_TASK = 'signalbox:mark';
/**
 * Whether a registration was made by this repository, however it was called then: by its id, by its name, or because
 * only a commit of another repository than the one that keeps the record is written into the payload.
 */
function belongsTo({ payload, keptIn }, { repository, repositoryId }) {
    if (payload.repositoryId !== undefined && repositoryId !== undefined)
        return payload.repositoryId === repositoryId;
    if ((0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .sameRepository */ .RB)(payload.repository, repository))
        return true;
    return payload.sha === undefined && keptIn !== undefined && (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .sameRepository */ .RB)(keptIn, repository);
}
/** How the description of a claim begins, and no other. */
const CLAIM = 'claim';
function queuePhaseOf(latest) {
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
function lifeOf(written, last = written.at(-1)) {
    const statuses = written.map(apart);
    const newest = last && apart(last);
    const held = statuses.find((status) => queuePhaseOf(status) === 'holding');
    const from = held === undefined ? 0 : statuses.indexOf(held);
    // GitHub turns a success inactive when a newer one arrives: the first ending is the outcome.
    const ended = statuses.slice(from).find((status) => queuePhaseOf(status) === 'over');
    const movedBack = newest !== undefined && ['waiting', 'claiming'].includes(queuePhaseOf(newest));
    const latest = movedBack && held !== undefined ? { ...(ended ?? held), createdAt: newest.createdAt } : newest;
    const over = latest !== undefined && queuePhaseOf(latest) === 'over';
    const predicted = (0,_signalbox_estimate_calibration__WEBPACK_IMPORTED_MODULE_3__/* .parsePrediction */ .Pl)(held?.description ?? '');
    const holding = statuses.filter((status) => queuePhaseOf(status) === 'holding');
    const shape = shapeIn(holding);
    const rolledBack = holding.some(({ description }) => ROLLING_BACK.test(description));
    const baking = holding.find(({ description }) => BAKING.test(description));
    const failing = holding.flatMap(({ description }) => FAILING.exec(description)?.[1] ?? [])[0];
    const slowest = (0,_words_slowest_js__WEBPACK_IMPORTED_MODULE_4__/* .slowestOf */ .xM)(holding.flatMap(({ description }) => (0,_words_slowest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseSlowest */ .Vx)(description) ?? []));
    const counted = holding.map(({ description }) => (0,_words_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDistributions */ .dl)(description)).findLast(Boolean);
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_5__/* .compact */ .oE)({
        latest,
        heldSince: held?.createdAt,
        predicted,
        shape,
        counted,
        updates: holding.length === 0 ? undefined : holding.length,
        bakingSince: baking?.createdAt,
        rolledBack: rolledBack || undefined,
        failing,
        slowest: slowest.length === 0 ? undefined : slowest,
        ended: over ? (ended ?? latest) : undefined,
        interrupted: !over && held !== undefined ? ended : undefined,
    });
}
/** As monitors write it on a deployment's page (actions/monitor/src/reporting/registry-page.ts); logical ids are alphanumeric. */
const ROLLING_BACK = /^\S+: (\d+%( of change [0-9a-f]{8})?, )?rolling back/;
const BAKING = /^baking \d+\/\d+ (s|min)$/;
const FAILING = /^\S+: failing, ([A-Za-z0-9]{1,255}): /;
/** Of a registration that is not over for all that is known. */
const MORE_THAN_READ = 'more statuses than are read';
/**
 * Of a registration with more statuses than are read. One of those that were not read may say that it holds, so it
 * does, until its newest says that it is over. Nothing else follows from it: no hold that proves anything, no outcome.
 */
function truncatedLife({ latest, createdAt, }) {
    if (latest !== undefined && queuePhaseOf(latest) === 'over')
        return { latest, truncated: true };
    const held = { state: 'in_progress', description: MORE_THAN_READ, createdAt };
    return { latest: latest === undefined ? held : { ...held, createdAt: latest.createdAt }, truncated: true };
}
/** The status with its totals behind its words no longer. */
function apart(status) {
    if (queuePhaseOf(status) !== 'over')
        return status;
    const { words, totals } = (0,_words_totals_js__WEBPACK_IMPORTED_MODULE_1__/* .splitTotals */ .iK)(status.description);
    return totals === undefined ? status : { ...status, description: words, totals };
}
/** Of several stacks one may have changed nothing: that holds for all only where none showed progress. */
function shapeIn(holding) {
    const shapes = holding.flatMap(({ description }) => (0,_signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_6__/* .parseShape */ .Tr)(description) ?? []);
    const changed = holding.some(({ description }) => /: \d+%/.test(description));
    return shapes.find((shape) => shape !== _signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_6__/* .NOTHING */ .K$) ?? (changed ? undefined : shapes[0]);
}
/** Until a read shows the id: in front of everybody, and nothing can be written to it. */
const UNKNOWN_ID = 0;
/**
 * Longest life of a registration: GitHub ends a job after 5 days at the latest, and a day is for slack.
 * What is older is not searched for, so nothing older may claim.
 */
const LIFETIME_MS = 6 * 24 * 3600 * 1000;


/***/ }),

/***/ 25536:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LY: () => (/* binding */ noneCounted),
/* harmony export */   Rx: () => (/* binding */ DURATION_BOUNDS),
/* harmony export */   dl: () => (/* binding */ parseDistributions),
/* harmony export */   r$: () => (/* binding */ END_STATES),
/* harmony export */   rl: () => (/* binding */ formatDistributions),
/* harmony export */   sL: () => (/* binding */ WAIT_BOUNDS),
/* harmony export */   zO: () => (/* binding */ withOne)
/* harmony export */ });
/** Upper bounds of the buckets in seconds; the last bucket has none. Fixed: what is stored is counted by them. */
const DURATION_BOUNDS = [60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];
const WAIT_BOUNDS = [10, 60, 300, 900, 1800, 3600];
/** One letter for each, in the stored form. */
const CODES = { success: 's', failure: 'f', error: 'e', inactive: 'i' };
const END_STATES = Object.keys(CODES);
/** How the words of such a status begin; it is one of those that say that the registration holds. */
const MARK = 'counted';
const COUNTS = '([0-9a-z]+(?:\\.[0-9a-z]+)*)/([0-9a-z]+)';
const WORDS = new RegExp(`^${MARK} ([sfei]) d=${COUNTS} w=${COUNTS} s=(\\d{4}-\\d\\d-\\d\\d)$`);
/** `counted f d=0.3.k/2xk w=9.1.0/1a s=2026-03-01`: in base 36, so that it fits into 140 characters. */
function formatDistributions({ of, durations, waits, since }) {
    return `${MARK} ${CODES[of]} d=${formatCounted(durations)} w=${formatCounted(waits)} s=${since}`;
}
const formatCounted = ({ counts, sum }) => `${counts.map((count) => count.toString(36)).join('.')}/${Math.round(sum).toString(36)}`;
/** Undefined for any other words, and for buckets that are not these. */
function parseDistributions(description) {
    const [, code = '', d = '', dSum = '', w = '', wSum = '', since = ''] = WORDS.exec(description) ?? [];
    const of = END_STATES.find((state) => CODES[state] === code);
    const [durations, waits] = [parseCounted(d, dSum), parseCounted(w, wSum)];
    const fits = durations.counts.length === DURATION_BOUNDS.length + 1 && waits.counts.length === WAIT_BOUNDS.length + 1;
    const valid = [...durations.counts, ...waits.counts, durations.sum, waits.sum].every(Number.isSafeInteger);
    return of !== undefined && fits && valid ? { of, durations, waits, since } : undefined;
}
const parseCounted = (counts, sum) => ({
    counts: counts.split('.').map((count) => Number.parseInt(count, 36)),
    sum: Number.parseInt(sum, 36),
});
const noneCounted = (of, since) => ({
    of,
    durations: { counts: [...DURATION_BOUNDS, 0].map(() => 0), sum: 0 },
    waits: { counts: [...WAIT_BOUNDS, 0].map(() => 0), sum: 0 },
    since,
});
/** One more. */
const withOne = ({ of, durations, waits, since }, { heldSeconds, waitedSeconds }) => ({
    of,
    durations: added(durations, heldSeconds, DURATION_BOUNDS),
    waits: added(waits, waitedSeconds, WAIT_BOUNDS),
    since,
});
function added({ counts, sum }, seconds, bounds) {
    const found = bounds.findIndex((bound) => seconds <= bound);
    const bucket = found === -1 ? bounds.length : found;
    return { counts: counts.map((count, at) => count + Number(at === bucket)), sum: sum + Math.round(seconds) };
}


/***/ }),

/***/ 88932:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P5: () => (/* binding */ formatSlowest),
/* harmony export */   Vx: () => (/* binding */ parseSlowest),
/* harmony export */   c7: () => (/* binding */ isSlowResource),
/* harmony export */   xM: () => (/* binding */ slowestOf)
/* harmony export */ });
/** How the words of such a status begin; it is one of those that say that the registration holds. */
const MARK = 'slowest: ';
/** docs: rest/deployments/statuses, `description`. */
const LONGEST = 140;
const MOST = 5;
/**
 * Logical ids are alphanumeric, at most 255 characters; types are at most 204 of letters, digits, `_`, `@` and `-` between
 * colons (docs.aws.amazon.com: CloudFormation, resources section; TypeName of RegisterType). Without `AWS::`, which most have.
 */
const RESOURCE = /^([A-Za-z0-9]{1,255}) ([\w@-]+(?:::[\w@-]+){1,3}) (\d{1,7})s$/;
/** `slowest: Database RDS::DBInstance 412s, Site Custom::Site 60s`: as many as fit; undefined where none does. */
function formatSlowest(resources) {
    let [words, count] = [MARK, 0];
    for (const one of slowestFirst(resources)) {
        const next = `${count === 0 ? '' : ', '}${format(one)}`;
        const fits = words.length + next.length <= LONGEST && RESOURCE.test(format(one));
        if (fits && count < MOST)
            [words, count] = [words + next, count + 1];
    }
    return count === 0 ? undefined : words;
}
const format = ({ resource, type, seconds }) => `${resource} ${type.replace(/^AWS::/, '')} ${Math.round(seconds)}s`;
/** Whether it can be one: what others keep of it may hold anything. */
const isSlowResource = (one) => RESOURCE.test(format(one));
/** Undefined for any other words. */
function parseSlowest(description) {
    if (!description.startsWith(MARK))
        return undefined;
    const found = description.slice(MARK.length).split(', ').map(parse);
    const known = found.filter((one) => one !== undefined);
    return known.length === found.length && known.length <= MOST ? known : undefined;
}
function parse(text) {
    const [, resource, short, seconds] = RESOURCE.exec(text) ?? [];
    if (resource === undefined || short === undefined)
        return undefined;
    // Types that users make have three parts, as AWS has with `AWS::`.
    const own = short.startsWith('Custom::') || short.split('::').length > 2;
    return { resource, type: own ? short : `AWS::${short}`, seconds: Number(seconds) };
}
/** Of what several watchers saw, the slowest of all. */
const slowestOf = (seen) => slowestFirst(seen).slice(0, MOST);
const slowestFirst = (resources) => resources.toSorted((a, b) => b.seconds - a.seconds || (a.resource < b.resource ? -1 : 1));


/***/ }),

/***/ 61724:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   YC: () => (/* binding */ withTotals),
/* harmony export */   iK: () => (/* binding */ splitTotals)
/* harmony export */ });
/* unused harmony export formatTotals */
/** What is omitted when it is 0, so that the words keep the room. */
const OPTIONAL = { e: 'errors', i: 'released', r: 'rollbacks', b: 'breaches' };
/** `n=41 f=3 s=2026-03-01`, and e= i= r= b= where there are any. */
function formatTotals(totals) {
    const more = Object.entries(OPTIONAL).flatMap(([key, name]) => totals[name] === 0 ? [] : [` ${key}=${totals[name]}`]);
    return `n=${totals.all} f=${totals.failures}${more.join('')} s=${totals.since}`;
}
const TAIL = /(?:^|; )n=(\d{1,9}) f=(\d{1,9})((?: [eirb]=\d{1,9}){0,4}) s=(\d{4}-\d\d-\d\d)$/;
/** Words with totals behind them, cut so that both fit into `limit` characters. */
function withTotals(words, totals, limit) {
    const tail = `; ${formatTotals(totals)}`;
    const room = limit - tail.length;
    return `${words.length <= room ? words : `${words.slice(0, room - 1)}…`}${tail}`;
}
/** The words and the totals apart. Totals that do not add up are a stranger's words. */
function splitTotals(description) {
    const match = TAIL.exec(description);
    if (match === null)
        return { words: description };
    const [tail, all = '', failures = '', more = '', since = ''] = match;
    const number = (key) => Number(new RegExp(` ${key}=(\\d+)`).exec(more)?.[1] ?? 0);
    const totals = {
        all: Number(all),
        failures: Number(failures),
        errors: number('e'),
        released: number('i'),
        rollbacks: number('r'),
        breaches: number('b'),
        since,
    };
    return { words: description.slice(0, -tail.length), ...(addsUp(totals) ? { totals } : {}) };
}
function addsUp({ all, failures, errors, released, rollbacks, breaches, since }) {
    const within = failures + errors + released <= all && rollbacks <= all && breaches <= all;
    return all > 0 && within && !Number.isNaN(Date.parse(since));
}


/***/ }),

/***/ 87870:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JN: () => (/* binding */ backoff),
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   et: () => (/* binding */ jittered)
/* harmony export */ });
/** Exponential backoff with jitter; a server's own Retry-After wins over ours. @throws the last error */
async function retry(operation, options) {
    const { clock, random, classify, signal, attempts = 4 } = options;
    for (let tries = 1;; tries++) {
        try {
            return await operation();
        }
        catch (error) {
            if (signal?.aborted)
                throw error;
            const decision = await classify(error, tries);
            if (!decision.retry || tries >= attempts)
                throw error;
            const delay = decision.afterMs ?? backoff(tries, options, random);
            // Read each time: a deadline may move on meanwhile.
            const { deadline } = options;
            if (deadline !== undefined && clock.now() + delay > deadline)
                throw error;
            await clock.sleep(delay, signal);
        }
    }
}
/** Milliseconds to pause after so many failed tries: between half of the doubled pause and all of it. */
function backoff(tries, { firstDelayMs = 1000, maxDelayMs = 15_000 }, random) {
    return Math.min(maxDelayMs, firstDelayMs * 2 ** (tries - 1)) * (0.5 + random() / 2);
}
/** Shorter or longer by up to `share` of it, so that processes that began together do not ask together. */
const jittered = (pause, random, share = 0.2) => pause * (1 - share + 2 * share * random());


/***/ }),

/***/ 69346:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jk: () => (/* binding */ repository),
/* harmony export */   VE: () => (/* binding */ environmentName),
/* harmony export */   _1: () => (/* binding */ correlationIdInput),
/* harmony export */   bU: () => (/* binding */ githubToken),
/* harmony export */   cA: () => (/* binding */ environment)
/* harmony export */ });
/* harmony import */ var _inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18203);
/* harmony import */ var _correlation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23071);


/** The inputs every action has, under the names of the contract. */
const environmentName = (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .matching */ .wC)(/^[^\p{Cc}]{1,255}$/u, 'a deployment environment, such as production (at most 255 characters)');
const environment = (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)(environmentName);
const githubToken = (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)((0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)((0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .fromRunner */ .Bz)((0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('a GitHub token with deployments: write and actions: read'), 'github.token')));
const repository = (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .required */ .mw)((0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .fromRunner */ .Bz)((0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .matching */ .wC)(/^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/, 'OWNER/NAME of the repository that keeps the registry'), 'github.repository'));
const correlationIdInput = (0,_inputs_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .matching */ .wC)(_correlation_js__WEBPACK_IMPORTED_MODULE_1__/* .CORRELATION_ID */ .tU, 'an id of at most 80 letters, digits, dots, dashes and underscores');


/***/ }),

/***/ 23071:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U7: () => (/* binding */ CORRELATION_VARIABLE),
/* harmony export */   Zl: () => (/* binding */ runCorrelationId),
/* harmony export */   _$: () => (/* binding */ correlate),
/* harmony export */   kY: () => (/* binding */ correlationId),
/* harmony export */   tU: () => (/* binding */ CORRELATION_ID),
/* harmony export */   x5: () => (/* binding */ DEPLOYMENT_VARIABLE)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

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
    return runCorrelationId(job.runId, environment);
}
/** The id of a run's deployment to an environment, unless the workflow names another one. */
const runCorrelationId = (runId, environment) => `${runId}-${slugOf(environment)}`;
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


/***/ })

};
;