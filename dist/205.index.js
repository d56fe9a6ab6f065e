"use strict";
exports.id = 205;
exports.ids = [205];
exports.modules = {

/***/ 5907:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AB: () => (/* binding */ hasRoom),
/* harmony export */   GS: () => (/* binding */ monthOf),
/* harmony export */   N6: () => (/* binding */ sameRow),
/* harmony export */   gt: () => (/* binding */ ledgerRow),
/* harmony export */   h8: () => (/* binding */ parseLedger),
/* harmony export */   t5: () => (/* binding */ formatLedger),
/* harmony export */   wQ: () => (/* binding */ asStored)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75652);
/* harmony import */ var _words_slowest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(88932);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55107);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81118);





/** What the ledger keeps of a deployment; `owner`: what its payload says of the repository. */
function ledgerRow(past, owner) {
    const { environment: _, runUrl: __, fromLedger: ___, causedIncident: ____, ...row } = past;
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__/* .compact */ .oE)({ ...row, repository: owner.repository, repositoryId: owner.repositoryId });
}
/** Whether two rows say the same: who approved may be known to one of them only, since GitHub is asked for it. */
function sameRow(a, b) {
    if (a === undefined)
        return false;
    const { approvedBy: one, ...rest } = a;
    const { approvedBy: other, ...same } = b;
    const agree = one === undefined || other === undefined || (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(one, other);
    return agree && (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(rest, same);
}
/** The row as it will be read back. */
function asStored(row) {
    const month = monthOf(row.endedAt);
    const payload = JSON.parse(JSON.stringify(payloadOf(month, [fitted(month, row)])));
    return parseLedger({ payload })?.[0] ?? row;
}
/** GitHub documents no limit of a payload; ours stay below 2 kB (docs/contract: stored form). */
const MOST_BYTES = 2000;
const VERSION = 1;
/** One letter for each outcome, in the stored form. */
const CODES = {
    succeeded: 's',
    failed: 'f',
    'rolled-back': 'r',
    breached: 'b',
    cancelled: 'c',
    'no-changes': 'n',
    error: 'e',
};
const OUTCOMES = Object.keys(CODES);
/** `2026-11`, in UTC: the month in which a deployment ended. */
const monthOf = (moment) => new Date(moment).toISOString().slice(0, 7);
/**
 * Rows as the fewest records that are small enough, each of one month, in the order of their ids. What is as long as a
 * record alone is cut: what was slowest and stacks first, then the reason.
 */
function formatLedger(rows) {
    const months = (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__/* .groupBy */ .$z)(rows.toSorted((a, b) => a.id - b.id), ({ endedAt }) => monthOf(endedAt));
    return [...months].flatMap(([month, all]) => chunks(month, all).map((some) => draft(month, some)));
}
function chunks(month, rows) {
    const full = [];
    for (const row of rows) {
        const last = full.at(-1);
        if (last !== undefined && fits(month, [...last, row]))
            last.push(row);
        else
            full.push([fitted(month, row)]);
    }
    return full;
}
const bytesOf = (payload) => Buffer.byteLength(JSON.stringify(payload));
const fits = (month, rows) => bytesOf(payloadOf(month, rows)) < MOST_BYTES;
/** Whether more rows would fit into the record of these. */
const hasRoom = (rows) => bytesOf(payloadOf('2026-01', rows)) < MOST_BYTES / 2;
function fitted(month, row) {
    let kept = row;
    while (!fits(month, [kept])) {
        if ((kept.slowest ?? []).length > 0)
            kept = { ...kept, slowest: kept.slowest?.slice(0, -1) ?? [] };
        else if (kept.stacks.length > 0)
            kept = { ...kept, stacks: kept.stacks.slice(0, -1) };
        else if ((kept.reason ?? '') !== '')
            kept = {
                ...kept,
                reason: Array.from(kept.reason ?? '')
                    .slice(0, -10)
                    .join(''),
            };
        else
            return { ...kept, workflow: '', actor: kept.actor.slice(0, 40) };
    }
    return kept;
}
function draft(month, rows) {
    return {
        task: _registration_js__WEBPACK_IMPORTED_MODULE_2__/* .LEDGER_TASK */ .wB,
        payload: payloadOf(month, rows),
        description: `ledger of ${month}: ${rows.length} deployments that were cleaned up`,
    };
}
const seconds = (milliseconds) => Math.round(milliseconds / 1000);
/** {"signalbox":1,"month":"2026-11","words":[...],"rows":[...]}: words that come again are kept once. */
function payloadOf(month, rows) {
    const words = [];
    const word = (text) => {
        const known = words.indexOf(text);
        return known >= 0 ? known : words.push(text) - 1;
    };
    return { signalbox: VERSION, month, words, rows: rows.map((row) => storedRow(row, word)) };
}
function storedRow(row, word) {
    const { queuedAt, heldSince, endedAt, committedAt, predicted, stacks, approvedBy, slowest } = row;
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__/* .compact */ .oE)({
        i: row.id,
        s: row.sha,
        r: row.runId,
        q: seconds(queuedAt),
        e: seconds(endedAt - queuedAt),
        o: CODES[row.outcome],
        w: [row.repository, row.actor, row.workflow].map(word),
        c: row.correlationId,
        a: row.runAttempt === 1 ? undefined : row.runAttempt,
        h: heldSince === undefined ? undefined : seconds(heldSince - queuedAt),
        d: committedAt === undefined ? undefined : seconds(committedAt),
        x: row.claimed ? 1 : undefined,
        n: row.repositoryId,
        m: row.reason,
        f: row.failedResource,
        p: predicted && [predicted.p50, predicted.p80, ...(predicted.p95 === undefined ? [] : [predicted.p95])],
        k: stacks.length === 0 ? undefined : stacks.map(word),
        v: approvedBy?.map(word),
        y: row.priority === 0 ? undefined : row.priority,
        l: slowest?.map(({ resource, type, seconds: took }) => [word(resource), word(type), took]),
    });
}
/**
 * The rows of a record; undefined when it has one that we would not have written: anybody who may write deployments may
 * write anything here.
 */
function parseLedger({ payload }) {
    if (payload?.['signalbox'] !== VERSION)
        return undefined;
    const { words, rows } = payload;
    if (!Array.isArray(words) || !words.every(isText) || !Array.isArray(rows))
        return undefined;
    const parsed = rows.map((row) => (isStoredRow(row, words.length) ? toRow(row, words) : undefined));
    const known = parsed.filter((row) => row !== undefined);
    return known.length === parsed.length ? known : undefined;
}
function toRow(row, words) {
    const at = (after) => (row.q + after) * 1000;
    const outcome = OUTCOMES.find((one) => CODES[one] === row.o);
    const [repository = '', actor = '', workflow = ''] = row.w.map((index) => words[index]);
    if (outcome === undefined || !(0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .isRepository */ .Z6)(repository))
        return undefined;
    const [p50, p80, p95] = row.p ?? [];
    const predicted = p50 === undefined || p80 === undefined ? undefined : (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__/* .compact */ .oE)({ p50, p80, p95 });
    const slow = ([id = 0, kind = 0, took = 0]) => ({
        ...{ resource: words[id] ?? '', type: words[kind] ?? '', seconds: took },
    });
    const named = (indexes) => indexes.map((index) => words[index] ?? '');
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_3__/* .compact */ .oE)({
        ...{
            id: row.i,
            repository,
            repositoryId: row.n,
            correlationId: row.c,
            sha: row.s,
            claimed: row.x === undefined ? undefined : true,
        },
        ...{ committedAt: row.d === undefined ? undefined : row.d * 1000, actor, workflow },
        ...{ approvedBy: row.v && named(row.v), runId: row.r, runAttempt: row.a ?? 1, queuedAt: at(0) },
        ...{ heldSince: row.h === undefined ? undefined : at(row.h), endedAt: at(row.e), outcome },
        ...{ reason: row.m, failedResource: row.f, predicted, slowest: row.l?.map(slow).filter(_words_slowest_js__WEBPACK_IMPORTED_MODULE_4__/* .isSlowResource */ .c7) },
        ...{ stacks: named(row.k ?? []), priority: row.y ?? 0 },
    });
}
const isText = (value) => typeof value === 'string' && value.length <= 1000;
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isId = (value) => isCount(value) && value >= 1;
/** Seconds since the epoch, of this century: a date made of them has four digits of the year. */
const isMoment = (value) => isCount(value) && value < 4_102_444_800;
const isWhole = (value) => Number.isSafeInteger(value);
const areCounts = (value) => Array.isArray(value) && value.every(isCount);
const REQUIRED = {
    i: isId,
    s: (value) => isText(value) && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value),
    r: isId,
    q: isMoment,
    e: isWhole,
    o: isText,
    w: (value) => areCounts(value) && value.length === 3,
    c: isText,
};
const OPTIONAL = {
    a: isId,
    h: isWhole,
    d: isWhole,
    x: (value) => value === 1,
    n: isId,
    m: isText,
    f: isText,
    p: (value) => areCounts(value) && (value.length === 2 || value.length === 3),
    k: areCounts,
    v: areCounts,
    y: isWhole,
    l: (value) => Array.isArray(value) && value.length <= 5 && value.every((one) => areCounts(one) && one.length === 3),
};
function isStoredRow(value, words) {
    if (typeof value !== 'object' || value === null)
        return false;
    const row = value;
    const right = Object.entries(REQUIRED).every(([name, valid]) => valid(row[name]));
    const known = Object.entries(OPTIONAL).every(([name, valid]) => row[name] === undefined || valid(row[name]));
    return right && known && wordIndexes(row).every((index) => index < words);
}
/** In `words`. */
const wordIndexes = ({ w, k = [], v = [], l = [] }) => [
    ...[...w, ...k, ...v],
    ...l.flatMap((one) => one.slice(0, 2)),
];


/***/ }),

/***/ 32951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ newestMarks),
/* harmony export */   lw: () => (/* binding */ parseMark),
/* harmony export */   ry: () => (/* binding */ formatMark),
/* harmony export */   xI: () => (/* binding */ marked)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75652);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(81118);


/** Characters: people read it in a table. */
const LONGEST = { reason: 300, actor: 100 };
/** The stored form: {"signalbox":1,"deployment":1,"incident":true,"reason":"...","actor":"..."}. */
function formatMark({ deployment, incident, by, reason, }) {
    const words = incident ? 'caused an incident' : 'caused no incident';
    return {
        task: _registration_js__WEBPACK_IMPORTED_MODULE_0__/* .MARK_TASK */ .aQ,
        payload: {
            ...{ signalbox: 1, deployment, incident },
            ...{ reason: cut(reason, LONGEST.reason), actor: cut(by, LONGEST.actor) },
        },
        description: `registration ${deployment} ${words}, says ${by}: ${reason}`,
    };
}
const cut = (text, most) => Array.from(text).slice(0, most).join('');
/** Undefined for what we would not have written. Anybody who may write deployments may write a mark. */
function parseMark({ id, payload, createdAt }) {
    const { signalbox, deployment, incident, reason = '', actor = '' } = payload ?? {};
    if (signalbox !== 1 || typeof incident !== 'boolean')
        return undefined;
    if (!Number.isSafeInteger(deployment) || Number(deployment) < 1)
        return undefined;
    if (typeof reason !== 'string' || typeof actor !== 'string')
        return undefined;
    const [words, by] = [cut(reason, LONGEST.reason), cut(actor, LONGEST.actor)];
    return { id, deployment: Number(deployment), incident, at: createdAt, by, reason: words };
}
/** The newest mark of each deployment. */
function newestMarks(marks) {
    return new Map(marks.toSorted((a, b) => a.id - b.id).map((mark) => [mark.deployment, mark]));
}
function marked(one, marks) {
    const mark = marks.get(one.id);
    const { causedIncident: _, ...rest } = one;
    const incident = mark?.incident ? { at: mark.at, by: mark.by, reason: mark.reason } : undefined;
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_1__/* .compact */ .oE)({ ...rest, causedIncident: incident });
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


/***/ }),

/***/ 13216:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ withApprovers)
/* harmony export */ });
/** Where nobody approved so many of the newest, nobody has to; a token that may not read these may not read others. */
const ENOUGH = 3;
/**
 * The deployments with who approved them in GitHub's environment protection, by GitHub's own word: none where nobody did,
 * absent where that is not known. Asks of those that held and of which it is not known yet, the last first, `most` at most.
 */
async function withApprovers(deployments, environment, { reviews, most }) {
    const found = new Map();
    const open = deployments.filter((one) => one.heldSince !== undefined && one.approvedBy === undefined);
    const asked = open.slice(-most).toReversed();
    for (const [nth, one] of asked.entries()) {
        if (nth === ENOUGH && [...found.values()].flat().length === 0)
            break;
        const { repository, runId } = one;
        const approvers = repository === undefined ? undefined : await reviews.approvers(repository, runId, environment);
        if (approvers !== undefined)
            found.set(one, approvers);
    }
    return deployments.map((one) => {
        const approvedBy = found.get(one);
        return approvedBy === undefined ? one : { ...one, approvedBy };
    });
}


/***/ }),

/***/ 72558:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IN: () => (/* binding */ believedRows),
/* harmony export */   IZ: () => (/* binding */ trusted),
/* harmony export */   rj: () => (/* binding */ readPast),
/* harmony export */   xW: () => (/* binding */ makersOf)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75652);
/* harmony import */ var _model_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55107);
/* harmony import */ var _model_past_ledger_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5907);
/* harmony import */ var _model_past_mark_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32951);
/* harmony import */ var _model_past_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(74752);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(81118);






const POINTS = 5;
/**
 * The deployments of one environment that are over: the registrations themselves, and what ledger records remember of
 * those that were cleaned up. Strangers' are not counted: what has not our payload, and another repository's.
 * Writes nothing. @throws UserError, RegistryError when GitHub cannot be read
 */
async function readPast(archive, query) {
    const { environment, since, until = Number.POSITIVE_INFINITY, points = POINTS, serverUrl } = query;
    const { registrations, freezes, complete } = await archive.readBack(environment, { since, points });
    const ledger = await archive.records(environment, _model_registration_js__WEBPACK_IMPORTED_MODULE_4__/* .LEDGER_TASK */ .wB);
    const marks = await archive.records(environment, _model_registration_js__WEBPACK_IMPORTED_MODULE_4__/* .MARK_TASK */ .aQ);
    const makers = makersOf(registrations);
    const remembered = believedRows(trusted(ledger.records, makers));
    const ours = registrations.filter((one) => (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_4__/* .belongsTo */ .g4)(one, query));
    const live = ours.flatMap((one) => (0,_model_past_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .pastDeployment */ .y)(one, serverUrl) ?? []);
    const known = new Set(registrations.map(({ id }) => id));
    const old = [...remembered.values()]
        .filter(({ id }) => !known.has(id))
        .filter((row) => isOf(row, query, archive.repository))
        .map((row) => fromLedger(row, environment, serverUrl));
    const said = (0,_model_past_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .newestMarks */ .DC)(trusted(marks.records, makers).flatMap((record) => (0,_model_past_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .parseMark */ .lw)(record) ?? []));
    const gaps = [
        ...(complete ? [] : [cutWords(environment, registrations)]),
        ...(ledger.complete && marks.complete ? [] : [`${environment} has more ledger records than are read`]),
        ...ledgerWarnings(ledger.records, makers),
    ];
    return {
        deployments: [...live, ...old]
            .filter(({ endedAt }) => endedAt >= since && endedAt < until)
            .sort((a, b) => a.endedAt - b.endedAt || a.id - b.id)
            .map((one) => (0,_model_past_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .marked */ .xI)(one, said)),
        freezes: freezes
            .filter((one) => one.since < until && (one.until ?? Number.POSITIVE_INFINITY) >= since)
            .sort((a, b) => a.since - b.since),
        complete: gaps.length === 0,
        gaps,
    };
}
/** What a read that was cut shows: the newest first. */
function cutWords(environment, registrations) {
    const oldest = registrations.at(-1)?.createdAt;
    const read = oldest === undefined ? 'none' : `only those since ${new Date(oldest).toISOString().slice(0, 10)}`;
    return `${environment} has more registrations than are read, ${read}; operation cleanup folds old ones into the ledger, of which all are read`;
}
/** Who is believed: jobs, and those who make registrations here. */
const makersOf = (registrations) => new Set([_model_names_js__WEBPACK_IMPORTED_MODULE_0__/* .JOB_TOKEN */ .IK, ...registrations.map(({ creator }) => creator).filter((login) => login !== '')]);
const trusted = (records, makers) => records.filter(({ creator }) => makers.has(creator));
/** What records remember, each deployment once: the newest record's word counts. */
function believedRows(records) {
    const oldestFirst = records.toSorted((a, b) => a.id - b.id);
    return new Map(oldestFirst.flatMap((record) => (0,_model_past_ledger_js__WEBPACK_IMPORTED_MODULE_1__/* .parseLedger */ .h8)(record) ?? []).map((row) => [row.id, row]));
}
/** What makes the ledger uncertain: records by strangers, and records that contradict each other. */
function ledgerWarnings(records, makers) {
    const strangers = records.filter(({ creator }) => !makers.has(creator));
    const counts = (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_5__/* .groupBy */ .$z)(strangers, ({ creator }) => creator || 'an account that is gone');
    const refused = [...counts].map(([creator, { length }]) => `${length} ledger records by ${creator}, who makes no registrations here, are not counted`);
    const believed = trusted(records, makers);
    const newest = believedRows(believed);
    const contradicted = believed.flatMap((record) => {
        const rows = (0,_model_past_ledger_js__WEBPACK_IMPORTED_MODULE_1__/* .parseLedger */ .h8)(record) ?? [];
        return rows.filter((row) => !(0,_model_past_ledger_js__WEBPACK_IMPORTED_MODULE_1__/* .sameRow */ .N6)(newest.get(row.id), row)).map(({ id }) => id);
    });
    const contradictions = [...new Set(contradicted)].map((id) => `registration ${id} is told in two ways by ledger records`);
    return [...refused, ...contradictions];
}
/** Whether a remembered deployment was this repository's, by the rule for registrations. */
function isOf({ repository, repositoryId, claimed, sha }, whose, keptIn) {
    const payload = (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_5__/* .compact */ .oE)({ repository, repositoryId, sha: claimed ? sha : undefined });
    return (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_4__/* .belongsTo */ .g4)({ payload, keptIn }, whose);
}
function fromLedger(row, environment, serverUrl) {
    const { repositoryId: _, ...rest } = row;
    const { repository, runId, runAttempt } = row;
    const runUrl = serverUrl && `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`;
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_5__/* .compact */ .oE)({ ...rest, environment: environment.toLowerCase(), runUrl, fromLedger: true });
}


/***/ })

};
;