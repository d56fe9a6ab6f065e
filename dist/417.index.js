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
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(28554);





/** Of so many deployments, this one included, so many make it no chance. */
const LAST = 10;
const OFTEN = 3;
/**
 * Compares a success that has just ended with what is normal in its environment, from the read that its release made in
 * any case. What is normal is what was before the last ten, so that a slow week does not become its own measure.
 * Undefined where it is normal, or where too little is known to say.
 */
function unusualOf(released) {
    const { seen, heldSeconds } = released;
    if (seen === undefined || heldSeconds === undefined)
        return undefined;
    const { own, snapshot } = seen;
    const before = successesBefore(own, snapshot.registrations);
    const normal = (0,_signalbox_report_baseline__WEBPACK_IMPORTED_MODULE_2__/* .baselineOf */ .B)(own.environment, before.slice(0, 1 - LAST)).duration ??
        (0,_signalbox_report_baseline__WEBPACK_IMPORTED_MODULE_2__/* .baselineOf */ .B)(own.environment, before).duration;
    if (normal === undefined || heldSeconds <= normal.p95)
        return undefined;
    const slow = before.slice(1 - LAST).filter((one) => ((0,_signalbox_report_outcome__WEBPACK_IMPORTED_MODULE_3__/* .secondsOf */ .TM)(one) ?? 0) > normal.p95).length + 1;
    const often = slow >= OFTEN;
    const took = `It took ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_4__/* .formatDuration */ .a3)(heldSeconds)}; normal is ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_4__/* .formatDuration */ .a3)(normal.p50)}, and ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_4__/* .formatDuration */ .a3)(normal.p95)} at most in 19 of 20 (${normal.sample} before it)`;
    return { words: often ? `${took}. So did ${slow} of the last ${LAST}` : took, often };
}
/** The earlier successes of the same repository in the environment, oldest first. */
const successesBefore = (own, registrations) => registrations
    .filter((one) => one.payload.nonce !== own.payload.nonce && (0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_1__/* .belongsTo */ .g4)(one, own.payload))
    .flatMap((one) => (0,_signalbox_registry_outcome__WEBPACK_IMPORTED_MODULE_0__/* .pastDeployment */ .y)(one) ?? [])
    .filter(_signalbox_report_outcome__WEBPACK_IMPORTED_MODULE_3__/* .isDeployed */ .Nj)
    .sort((a, b) => a.endedAt - b.endedAt);


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
 * success inactive since changes nothing. Whoever never held has deployed nothing. Unknown is `error`: so is a hold
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
        predicted: one.predicted,
        stacks: payload.stacks,
        priority: payload.priority,
    });
}


/***/ }),

/***/ 575:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ baselineOf)
/* harmony export */ });
/* harmony import */ var _durations_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93312);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(17206);
/* harmony import */ var _statistics_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39503);
/* harmony import */ var _waits_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(49580);




/** What is older says little of now. */
const MOST = 100;
/** Fewer say nothing of the 95th of a hundred. */
const LEAST = 10;
/** The normal of one environment. `past`: its deployments, in any order. */
function baselineOf(environment, past) {
    const ours = past
        .filter((one) => one.environment === environment.toLowerCase())
        .sort((a, b) => a.endedAt - b.endedAt || a.id - b.id);
    const last = (0,_durations_js__WEBPACK_IMPORTED_MODULE_0__/* .segmentsOf */ .O)(ours.filter(_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .isDeployed */ .Nj)).at(-1);
    const runs = last?.runs.slice(-MOST) ?? [];
    const duration = enough(runs.flatMap((run) => (0,_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .secondsOf */ .TM)(run) ?? []));
    const held = ours.filter(({ heldSince }) => heldSince !== undefined).slice(-MOST);
    const wait = enough(held.map(_waits_js__WEBPACK_IMPORTED_MODULE_3__/* .waitSeconds */ .D));
    const counted = ours.filter(_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .isCounted */ .he).slice(-MOST);
    const failureRate = (0,_statistics_js__WEBPACK_IMPORTED_MODULE_2__/* .share */ .uM)(counted.filter((one) => (0,_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(one) === 'failed').length, counted.length);
    const { at, sha, deploymentId } = last?.change ?? {};
    return {
        environment: environment.toLowerCase(),
        ...(duration === undefined ? {} : { duration }),
        ...(wait === undefined ? {} : { wait }),
        ...(failureRate.value === undefined ? {} : { failureRate }),
        ...(at === undefined || sha === undefined || deploymentId === undefined
            ? {}
            : { since: { at, sha, deploymentId } }),
    };
}
const enough = (values) => values.length < LEAST ? undefined : (0,_statistics_js__WEBPACK_IMPORTED_MODULE_2__/* .quantilesOf */ .Ck)(values);


/***/ }),

/***/ 93312:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ durationsOf),
  O: () => (/* binding */ segmentsOf)
});

// EXTERNAL MODULE: ../../../node_modules/simple-statistics/dist/simple-statistics.mjs
var simple_statistics = __webpack_require__(2851);
// EXTERNAL MODULE: ./packages/report/src/model/window.ts
var model_window = __webpack_require__(80664);
;// CONCATENATED MODULE: ./packages/report/src/figures/change-points.ts

/** The last so many values are compared ... */
const RECENT = { least: 8, most: 12 };
/** ... with the so many before them. */
const REFERENCE = { least: 12, most: 30 };
/** The normal quantile at 0.995: in each direction, values of one distribution lie that far apart once in 200 looks. */
const CRITICAL = 2.5758293035489;
/** Medians that differ by less are of no interest, however certain ... */
const LEAST_CHANGE = Math.log(1.12);
/** ... nor those that differ by less than so much of the width of the middle half of what was before. */
const LEAST_OF_SPREAD = 0.8;
/** The shift must still be there when so many more values are known. */
const CONFIRMATIONS = 2;
/**
 * Lasting shifts of a series of positive values, oldest first: the last 8 to 12 against the 30 before by the rank-sum test.
 * A shift starts the series anew, so each is told once.
 */
function shiftsOf(values) {
    const shifts = [];
    let start = 0;
    let suspected;
    for (let index = 0; index < values.length; index++) {
        if (suspected !== undefined && index - suspected.index < CONFIRMATIONS)
            continue;
        const found = splitAt(values, start, index);
        if (suspected !== undefined && found?.rise === suspected.rise) {
            start = clearestSplit(values, start, index);
            shifts.push({ at: start, confirmedAt: index });
            suspected = undefined;
        }
        else
            suspected = found && { index, rise: found.rise };
    }
    return shifts;
}
/** Whether the end of `values[start..index]` is clearly above or below what was before. */
function splitAt(values, start, index) {
    let clearest;
    for (let length = RECENT.least; length <= RECENT.most; length++) {
        const at = index + 1 - length;
        if (at - start < REFERENCE.least)
            break;
        const recent = values.slice(at, index + 1);
        const reference = values.slice(Math.max(start, at - REFERENCE.most), at);
        const z = rankSumZ(recent, reference);
        const change = Math.log((0,simple_statistics/* median */.JZ)(recent) / (0,simple_statistics/* median */.JZ)(reference));
        const clear = Math.abs(z) >= CRITICAL &&
            Math.abs(change) >= Math.max(LEAST_CHANGE, LEAST_OF_SPREAD * spreadOf(reference));
        if (!clear || z > 0 !== change > 0 || Math.abs(z) <= (clearest?.strength ?? 0))
            continue;
        clearest = { rise: z > 0, strength: Math.abs(z) };
    }
    return clearest;
}
/** The logarithm of the ratio between the quartiles. */
const spreadOf = (values) => Math.log((0,simple_statistics/* quantile */.YV)([...values], 0.75) / (0,simple_statistics/* quantile */.YV)([...values], 0.25));
/**
 * Where the end of `values[start..index]` parts best from what was before: the two medians are together nearest to all
 * values. (Ranks would put a high value before the rise behind it.) The first value after the shift.
 */
function clearestSplit(values, start, index) {
    const from = Math.max(start, index + 1 - RECENT.most - REFERENCE.most);
    const logs = values.slice(from, index + 1).map((value) => Math.log(value));
    let best = { at: index, distance: Number.POSITIVE_INFINITY };
    for (let length = CONFIRMATIONS + 1; length <= RECENT.most + CONFIRMATIONS; length++) {
        const cut = logs.length - length;
        if (cut < REFERENCE.least)
            break;
        const distance = spreadAround(logs.slice(0, cut)) + spreadAround(logs.slice(cut));
        if (distance < best.distance)
            best = { at: from + cut, distance };
    }
    return best.at;
}
function spreadAround(values) {
    const middle = (0,simple_statistics/* median */.JZ)([...values]);
    return values.reduce((sum, value) => sum + Math.abs(value - middle), 0);
}
/**
 * The rank sum of the first sample as a standard normal deviate, with the correction for ties (Lehmann, Nonparametrics,
 * 1975, section 1.4); 0 where all values are the same.
 */
function rankSumZ(a, b) {
    const all = a.length + b.length;
    const counts = new Map();
    for (const value of [...a, ...b])
        counts.set(value, (counts.get(value) ?? 0) + 1);
    const ties = [...counts.values()].reduce((sum, count) => sum + count ** 3 - count, 0);
    const variance = ((a.length * b.length) / 12) * (all + 1 - ties / (all * (all - 1)));
    if (variance <= 0)
        return 0;
    const mean = (a.length * (all + 1)) / 2;
    return ((0,simple_statistics/* wilcoxonRankSum */.Lm)([...a], [...b]) - mean) / Math.sqrt(variance);
}

// EXTERNAL MODULE: ./packages/report/src/figures/outcome.ts
var outcome = __webpack_require__(17206);
// EXTERNAL MODULE: ./packages/report/src/figures/statistics.ts
var statistics = __webpack_require__(39503);
;// CONCATENATED MODULE: ./packages/report/src/figures/durations.ts





/** How many of the last say how long it takes now. */
const NOW = 5;
/** How long the successful ones took; they alone can be compared. `past`: by their ends, oldest first. */
function durationsOf(past, window) {
    const runs = past.filter(outcome/* isDeployed */.Nj);
    const segments = segmentsOf(runs);
    const within = runs.filter(({ endedAt }) => (0,model_window/* isWithin */.UO)(endedAt, window));
    const seconds = secondsOfAll(within);
    const recent = seconds.slice(-NOW);
    return {
        ...known('quantiles', (0,statistics/* quantilesOf */.Ck)(seconds)),
        ...known('normal', within.length === 0 ? undefined : (0,statistics/* quantilesOf */.Ck)(secondsOfAll(segments.at(-1)?.runs ?? []))),
        ...(recent.length === 0 ? {} : { now: (0,simple_statistics/* median */.JZ)(recent) }),
        changePoints: segments.flatMap(({ change }) => (change && (0,model_window/* isWithin */.UO)(change.at, window) ? [change] : [])),
        regimes: segments.flatMap(({ runs: stretch }) => regimeOf(stretch, window) ?? []),
    };
}
const known = (name, value) => value === undefined ? {} : { [name]: value };
/** `runs`: successes of one environment by their ends, oldest first. There is always a last segment. */
function segmentsOf(runs) {
    // Whole seconds are all that the registry keeps, and a run of 0 s has no logarithm.
    const seconds = secondsOfAll(runs).map((value) => Math.max(1, value));
    const shifts = shiftsOf(seconds);
    const bounds = [0, ...shifts.map(({ at }) => at), runs.length];
    return bounds.slice(0, -1).map((from, index) => {
        const stretch = runs.slice(from, bounds[index + 1]);
        const [shift, first] = [shifts[index - 1], stretch[0]];
        if (shift === undefined || first === undefined)
            return { runs: stretch };
        const change = {
            deploymentId: first.id,
            sha: first.sha,
            at: first.heldSince ?? first.endedAt,
            before: (0,simple_statistics/* median */.JZ)(seconds.slice(bounds[index - 1], from)),
            after: (0,simple_statistics/* median */.JZ)(seconds.slice(from, bounds[index + 1])),
            confirmedAt: runs[shift.confirmedAt]?.endedAt ?? first.endedAt,
        };
        return { runs: stretch, change };
    });
}
const secondsOfAll = (runs) => runs.flatMap((run) => (0,outcome/* secondsOf */.TM)(run) ?? []);
function regimeOf(runs, window) {
    const [first, last] = [runs[0], runs.at(-1)];
    const quantiles = (0,statistics/* quantilesOf */.Ck)(secondsOfAll(runs));
    if (first === undefined || last === undefined || quantiles === undefined)
        return undefined;
    if (last.endedAt <= window.from || first.endedAt > window.until)
        return undefined;
    return { ...quantiles, from: first.endedAt, until: last.endedAt };
}


/***/ }),

/***/ 17206:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   Nj: () => (/* binding */ isDeployed),
/* harmony export */   QX: () => (/* binding */ endedWithin),
/* harmony export */   TM: () => (/* binding */ secondsOf),
/* harmony export */   he: () => (/* binding */ isCounted),
/* harmony export */   mQ: () => (/* binding */ countsOf)
/* harmony export */ });
/* harmony import */ var _model_window_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80664);

/**
 * Who never held has deployed nothing. Cancelled and unchanged ones are neither good nor bad; of an `error` nobody knows
 * which it is. A success that later caused an incident has failed.
 */
function kindOf({ heldSince, outcome, causedIncident }) {
    if (heldSince === undefined)
        return 'neither';
    if (causedIncident !== undefined)
        return 'failed';
    switch (outcome) {
        case 'succeeded':
            return 'succeeded';
        case 'failed':
        case 'rolled-back':
        case 'breached':
            return 'failed';
        case 'cancelled':
        case 'no-changes':
            return 'neither';
        case 'error':
            return 'unknown';
    }
}
/** It put a version into service, whatever came of that. */
const isDeployed = ({ heldSince, outcome }) => heldSince !== undefined && outcome === 'succeeded';
/** It succeeded or failed, so that rates can be made of it. */
const isCounted = (one) => ['succeeded', 'failed'].includes(kindOf(one));
/** How long it held, in seconds; undefined when it never did. */
const secondsOf = ({ heldSince, endedAt }) => heldSince === undefined ? undefined : Math.max(0, (endedAt - heldSince) / 1000);
const endedWithin = (past, window) => past.filter(({ endedAt }) => (0,_model_window_js__WEBPACK_IMPORTED_MODULE_0__/* .isWithin */ .UO)(endedAt, window));
function countsOf(past) {
    const counts = { succeeded: 0, failed: 0, neither: 0, unknown: 0 };
    for (const one of past)
        counts[kindOf(one)] += 1;
    return counts;
}


/***/ }),

/***/ 39503:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ck: () => (/* binding */ quantilesOf),
/* harmony export */   RS: () => (/* binding */ trendOf),
/* harmony export */   TS: () => (/* binding */ rate),
/* harmony export */   lh: () => (/* binding */ medianFigure),
/* harmony export */   uM: () => (/* binding */ share)
/* harmony export */ });
/* harmony import */ var simple_statistics__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2851);

/** The normal quantile of an interval that holds the truth 19 times of 20 (the library's `probit` has three digits). */
const Z = 1.959963984540054;
/** Interpolated between the two nearest ranks. */
function quantilesOf(values) {
    if (values.length === 0)
        return undefined;
    const sorted = values.toSorted((a, b) => a - b);
    const at = (level) => (0,simple_statistics__WEBPACK_IMPORTED_MODULE_0__/* .quantileSorted */ .Z4)(sorted, level);
    return { p50: at(0.5), p80: at(0.8), p95: at(0.95), sample: sorted.length };
}
/** A share with Wilson's interval (https://doi.org/10.1080/01621459.1927.10502953). No data without cases. */
function share(hits, sample) {
    if (sample === 0)
        return { sample };
    const p = hits / sample;
    const scale = 1 + Z ** 2 / sample;
    const centre = (p + Z ** 2 / (2 * sample)) / scale;
    const half = (Z / scale) * Math.sqrt((p * (1 - p)) / sample + Z ** 2 / (4 * sample ** 2));
    return { value: p, interval: [Math.max(0, centre - half), Math.min(1, centre + half)], sample };
}
/**
 * Events in each of `units` of time, with Byar's approximation of the exact Poisson interval (Breslow and Day,
 * Statistical Methods in Cancer Research II, 1987, p. 69). 0 is a value here: that nothing happened is known.
 */
function rate(events, units) {
    const limit = (count, sign) => count === 0 ? 0 : count * (1 - 1 / (9 * count) + (sign * Z) / (3 * Math.sqrt(count))) ** 3;
    return {
        value: events / units,
        interval: [limit(events, -1) / units, limit(events + 1, 1) / units],
        sample: events,
    };
}
/** The median, with the interval that the order of the values gives whatever their distribution; none below 6 values. */
function medianFigure(values) {
    const sample = values.length;
    if (sample === 0)
        return { sample };
    const sorted = values.toSorted((a, b) => a - b);
    const low = sorted[Math.floor((sample - Z * Math.sqrt(sample)) / 2) - 1];
    const high = sorted[Math.ceil(1 + (sample + Z * Math.sqrt(sample)) / 2) - 1];
    const interval = low === undefined || high === undefined ? {} : { interval: [low, high] };
    return { value: (0,simple_statistics__WEBPACK_IMPORTED_MODULE_0__/* .median */ .JZ)(sorted), ...interval, sample };
}
/** Clear only where each value lies outside of the other's interval. */
function trendOf(now, before) {
    if (now.value === undefined || before.value === undefined)
        return 'unknown';
    if (now.interval === undefined || before.interval === undefined)
        return 'unknown';
    const outside = (value, [low, high]) => value < low || value > high;
    if (!outside(now.value, before.interval) || !outside(before.value, now.interval))
        return 'steady';
    return now.value > before.value ? 'up' : 'down';
}


/***/ }),

/***/ 49580:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ waitSeconds),
/* harmony export */   y: () => (/* binding */ waitsOf)
/* harmony export */ });
/* harmony import */ var _model_window_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80664);
/* harmony import */ var _statistics_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39503);


/** How many are shown. */
const MOST = 8;
/** Watching the own claim takes some seconds, which is no waiting (input `settle`). */
const LEAST_SECONDS = 15;
/** How long those of the window waited that got their turn, and for whom. `past`: of one environment. */
function waitsOf(past, window) {
    const held = past.filter(({ heldSince, endedAt }) => heldSince !== undefined && (0,_model_window_js__WEBPACK_IMPORTED_MODULE_0__/* .isWithin */ .UO)(endedAt, window));
    const seconds = held.map(waitSeconds);
    const holders = past.filter(({ heldSince }) => heldSince !== undefined);
    const waits = held
        .filter((one) => waitSeconds(one) >= LEAST_SECONDS)
        .map((one) => waitOf(one, holders))
        .sort((a, b) => b.seconds - a.seconds || a.deploymentId - b.deploymentId);
    const quantiles = (0,_statistics_js__WEBPACK_IMPORTED_MODULE_1__/* .quantilesOf */ .Ck)(seconds);
    return {
        ...(quantiles === undefined ? {} : { quantiles, longest: Math.max(...seconds) }),
        pairs: pairsOf(waits).slice(0, MOST),
        waits: waits.slice(0, MOST),
    };
}
const waitSeconds = ({ queuedAt, heldSince }) => Math.max(0, ((heldSince ?? queuedAt) - queuedAt) / 1000);
function waitOf(one, holders) {
    const { id, correlationId, actor, queuedAt, heldSince = queuedAt } = one;
    const met = holders
        .filter((other) => other.id !== id)
        .map((other) => {
        const from = Math.max(queuedAt, other.heldSince ?? other.endedAt);
        const overlap = (Math.min(heldSince, other.endedAt) - from) / 1000;
        return { deploymentId: other.id, actor: other.actor, seconds: overlap, from };
    })
        .filter(({ seconds }) => seconds > 0)
        .sort((a, b) => a.from - b.from);
    return {
        ...{ deploymentId: id, correlationId, actor, seconds: waitSeconds(one) },
        holders: met.map(({ from: _, ...holder }) => holder),
    };
}
function pairsOf(waits) {
    const pairs = new Map();
    for (const { actor: waiter, holders } of waits) {
        for (const { actor: holder, seconds } of holders) {
            const key = JSON.stringify([waiter, holder]);
            const { seconds: sum = 0, times = 0 } = pairs.get(key) ?? {};
            pairs.set(key, { waiter, holder, seconds: sum + seconds, times: times + 1 });
        }
    }
    return [...pairs.values()].sort((a, b) => b.seconds - a.seconds);
}


/***/ }),

/***/ 80664:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lb: () => (/* binding */ knownPart),
/* harmony export */   R5: () => (/* binding */ windowsOf),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   mb: () => (/* binding */ WEEK_MS),
/* harmony export */   sO: () => (/* binding */ DAY_MS),
/* harmony export */   x3: () => (/* binding */ weeksOf)
/* harmony export */ });
const DAY_MS = 24 * 3600 * 1000;
const WEEK_MS = 7 * DAY_MS;
/** The last `seconds` until `now`, and the `compareSeconds` before that. */
function windowsOf(now, seconds, compareSeconds = seconds) {
    const from = now - seconds * 1000;
    return { window: { from, until: now }, before: { from: from - compareSeconds * 1000, until: from } };
}
const isWithin = (at, { from, until }) => at > from && at <= until;
/** The same window without the time before anything is known; undefined where nothing of it is known. */
function knownPart(window, knownSince) {
    if (knownSince >= window.until)
        return undefined;
    return { from: Math.max(window.from, knownSince), until: window.until };
}
/** Weeks, counted back from the window's end, the oldest first; the oldest may be cut by the window's beginning. */
function weeksOf({ from, until }) {
    const weeks = [];
    for (let end = until; end > from && weeks.length < MOST_WEEKS; end -= WEEK_MS)
        weeks.push({ from: Math.max(from, end - WEEK_MS), until: end });
    return weeks.reverse();
}
/** Ten years. */
const MOST_WEEKS = 520;


/***/ })

};
;