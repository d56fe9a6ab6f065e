"use strict";
exports.id = 575;
exports.ids = [575];
exports.modules = {

/***/ 575:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ baselineOf),
/* harmony export */   Df: () => (/* binding */ normalFailures),
/* harmony export */   JB: () => (/* binding */ normalWait)
/* harmony export */ });
/* harmony import */ var _durations_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64960);
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
    const [wait, failureRate] = [normalWait(ours), normalFailures(ours)];
    const { at, sha, deploymentId } = last?.change ?? {};
    return {
        environment: environment.toLowerCase(),
        ...(duration === undefined ? {} : { duration }),
        ...(wait === undefined ? {} : { wait }),
        ...(failureRate === undefined ? {} : { failureRate }),
        ...(at === undefined || sha === undefined || deploymentId === undefined
            ? {}
            : { since: { at, sha, deploymentId } }),
    };
}
/** From the registration to the turn. `past`: of one environment, oldest first. */
const normalWait = (past) => enough(past
    .filter(({ heldSince }) => heldSince !== undefined)
    .slice(-MOST)
    .map(_waits_js__WEBPACK_IMPORTED_MODULE_3__/* .waitSeconds */ .Dh));
/** Failed among succeeded and failed. `past`: of one environment, oldest first. Undefined where none are known. */
function normalFailures(past) {
    const counted = past.filter(_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .isCounted */ .he).slice(-MOST);
    const rate = (0,_statistics_js__WEBPACK_IMPORTED_MODULE_2__/* .share */ .uM)(counted.filter((one) => (0,_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(one) === 'failed').length, counted.length);
    return rate.value === undefined ? undefined : rate;
}
const enough = (values) => values.length < LEAST ? undefined : (0,_statistics_js__WEBPACK_IMPORTED_MODULE_2__/* .quantilesOf */ .Ck)(values);


/***/ }),

/***/ 64960:
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
;// CONCATENATED MODULE: ./packages/report/src/figures/noise-shapes.ts
// How durations scatter around their centre, as a few shapes. All is in logarithms: a distance of 0.1 is some 10 %.
/**
 * By rule, so that no series chooses its own shape: widths that double in two steps, from 5 to 40 %, the two distributions
 * of the textbooks, and shares of strays that triple, from one in fifty to one in five. In steps twice as wide, a normal
 * noise between two of them was told as a shift too often (14 %) or had its shifts found late (16 %).
 */
const GRID = {
    scales: [0, 1, 2, 3, 4, 5, 6].map((half) => 0.05 * 2 ** (half / 2)),
    powers: [1, 2],
    strays: [0.02, 0.06, 0.2],
};
/** Strays are mostly longer, and up to several times as long. */
const LONGER = { share: 0.75, scale: 0.8 };
const SHORTER = { share: 0.25, scale: 0.4 };
const STEP = 0.005;
const REACH = 6;
const CELLS = Math.round((2 * REACH) / STEP) + 1;
/** Densities by the distance from the centre, as tables; the same at each call. Nowhere 0. */
function noiseShapes(grid = GRID) {
    const known = made.get(grid);
    if (known !== undefined)
        return known;
    const { scales, powers, strays } = grid;
    const shapes = scales.flatMap((scale) => powers.flatMap((power) => strays.map((share) => tableOf(scale, power, share))));
    made.set(grid, shapes);
    return shapes;
}
const made = new WeakMap();
function tableOf(scale, power, strays) {
    const core = tabulated((x) => Math.exp(-((Math.abs(x) / scale) ** power) / power));
    const area = core.reduce((sum, value) => sum + value, 0) * STEP;
    const others = tabulated((x) => {
        const side = x > 0 ? LONGER : SHORTER;
        return (side.share / side.scale) * Math.exp(-Math.abs(x) / side.scale);
    });
    return core.map((value, cell) => ((1 - strays) * value) / area + strays * (others[cell] ?? 0));
}
const tabulated = (density) => Float64Array.from({ length: CELLS }, (_, cell) => density(cell * STEP - REACH));
/**
 * Writes to `into` the densities of `shape` at `first`, `first - step`, `first - 2 step` and so on, so many times as large;
 * what lies beyond the table has the density of its edge.
 */
function densitiesFrom(shape, { first, step, times }, into) {
    const stride = step / STEP;
    let cell = (first + REACH) / STEP;
    for (let index = 0; index < into.length; index++, cell -= stride)
        into[index] = times * (shape[cell < 0 ? 0 : cell > CELLS - 1 ? CELLS - 1 : Math.floor(cell)] ?? 0);
}

;// CONCATENATED MODULE: ./packages/report/src/figures/shift-odds.ts


/** The centre may lie in so many steps to each side of the median of the first values (in logarithms). */
const shift_odds_STEP = 0.025;
const SIDE = 24;
const CENTRES = 2 * SIDE + 1;
/** Shifts that are looked for, in steps: 13, 19, 25, 35, 53 and 123 % up, and as far down. Larger ones are like the last. */
const SIZES = [5, 7, 9, 12, 17, 32];
/** Longer is what people want to hear of: falls get the smaller part of the false alarms. */
const RISES = 0.9;
const MOVES = SIZES.flatMap((size) => [
    { by: size, weight: RISES / SIZES.length },
    { by: -size, weight: (1 - RISES) / SIZES.length },
]);
const FURTHEST = Math.max(...SIZES);
/** A shape of which so little is left cannot come to count again; most are out after the first values, which saves their work. */
const OUT = 1e-12;
/**
 * Looks at one logarithm of a duration after another, and says each time how much likelier they all are with a lasting
 * shift somewhere after `first` than without, summed over the places where it may have begun. That sum is the statistic of
 * Shiryaev and Roberts (Pollak, Annals of Statistics 13, 1985, https://doi.org/10.1214/aos/1176346587): where nothing
 * shifts it grows by 1 a value on the mean, so that it is seldom large by chance. What is not known, the centre and the
 * shape of the noise and the size of the shift, is averaged over: Bayes' rule on a grid.
 */
function shiftOdds(first, grid = GRID) {
    let shapes = noiseShapes(grid).map((table, index) => ({ table, base: index * CENTRES }));
    const lowest = (0,simple_statistics/* median */.JZ)([...first]) - (SIDE + FURTHEST) * shift_odds_STEP;
    const cells = shapes.length * CENTRES;
    // The weight of a shape and a centre by what was seen: without a shift, and with each shift since any place.
    const steady = new Float64Array(cells).fill(1 / cells);
    const shifted = MOVES.map(() => new Float64Array(cells));
    const densities = new Float64Array(CENTRES + 2 * FURTHEST);
    // Weights would soon be too small to tell from 0, and only their ratio counts: each value brings them back to about 1.
    let sum = 1;
    const see = (value, mayShift) => {
        const weights = shapes.map(({ table, base }) => {
            densitiesFrom(table, { first: value - lowest, step: shift_odds_STEP, times: 1 / sum }, densities);
            let shiftedHere = 0;
            if (mayShift)
                for (const [move, { by, weight }] of MOVES.entries())
                    shiftedHere += advance(shifted[move], steady, base, weight, densities, FURTHEST + by);
            return [advance(steady, steady, base, 0, densities, FURTHEST), shiftedHere];
        });
        sum = weights.reduce((all, [without]) => all + without, 0);
        shapes = shapes.filter((_, index) => {
            const [without, shiftedHere] = weights[index] ?? [0, 0];
            return without + shiftedHere > OUT * sum;
        });
        return weights.reduce((all, [, shiftedHere]) => all + shiftedHere, 0) / sum;
    };
    for (const value of first)
        see(value, false);
    return (value) => see(value, true);
}
/** One shape's weights after a value, those that begin to shift with it included. Their sum. */
function advance(weights, steady, base, begin, densities, offset) {
    if (weights === undefined)
        return 0;
    let sum = 0;
    for (let centre = 0; centre < CENTRES; centre++) {
        const cell = base + centre;
        const before = (weights[cell] ?? 0) + begin * (steady[cell] ?? 0);
        const after = before * (densities[offset + centre] ?? 0);
        weights[cell] = after;
        sum += after;
    }
    return sum;
}

;// CONCATENATED MODULE: ./packages/report/src/figures/change-points.ts



/** So many values show what is usual before anything can differ from it. */
const LEAST = 20;
/**
 * A shift is told where the odds are so large. Where nothing shifts they grow by 1 a value on the mean, so that it takes at
 * least 500 values on the mean until they are, as far as the noise is like the shapes that `shiftOdds` knows:
 * `npm run bench -- report` shows how often a shift is told that is none.
 */
const CERTAIN = 500;
/** A shift is not found in fewer values, nor looked for further back, nor compared with more before it. */
const AFTER = { least: 2, most: 60 };
const BEFORE = { least: 12, most: 60 };
/**
 * Lasting shifts of a series of positive values, oldest first, by `shiftOdds` of their logarithms, where noise is like
 * the shapes of `grid`. A shift starts the series anew, so each is told once.
 */
function shiftsOf(values, grid = GRID) {
    const logs = values.map((value) => Math.log(value));
    const shifts = [];
    let start = 0;
    let odds;
    for (const [index, value] of logs.entries()) {
        if (odds !== undefined) {
            if (odds(value) < CERTAIN)
                continue;
            const at = clearestSplit(logs, start, index);
            const rise = (0,simple_statistics/* median */.JZ)(logs.slice(at, index + 1)) > (0,simple_statistics/* median */.JZ)(logs.slice(start, at));
            shifts.push({ at, confirmedAt: index, rise });
            start = at;
        }
        odds = index + 1 - start < LEAST ? undefined : shiftOdds(logs.slice(start, index + 1), grid);
    }
    return shifts;
}
/**
 * Where the end of `logs[start..index]` parts best from what was before: the two medians are together nearest to all
 * values. The first value after the shift.
 */
function clearestSplit(logs, start, index) {
    const from = Math.max(start, index + 1 - AFTER.most - BEFORE.most);
    const seen = logs.slice(from, index + 1);
    let best = { at: index, distance: Number.POSITIVE_INFINITY };
    for (let length = AFTER.least; length <= AFTER.most; length++) {
        const cut = seen.length - length;
        if (cut < BEFORE.least)
            break;
        const distance = spreadAround(seen.slice(0, cut)) + spreadAround(seen.slice(cut));
        if (distance < best.distance)
            best = { at: from + cut, distance };
    }
    return best.at;
}
function spreadAround(values) {
    const middle = (0,simple_statistics/* median */.JZ)([...values]);
    return values.reduce((sum, value) => sum + Math.abs(value - middle), 0);
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
/* harmony export */   GH: () => (/* binding */ chanceOfAtLeast),
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
/** How probable it is that so many or more of the trials hit, each at this rate. */
function chanceOfAtLeast(hits, trials, rate) {
    if (hits <= 0 || rate >= 1)
        return 1;
    if (rate <= 0)
        return 0;
    // The library leaves out what is rarer than 1 in 10,000.
    const fewer = ((0,simple_statistics__WEBPACK_IMPORTED_MODULE_0__/* .binomialDistribution */ .q$)(trials, rate) ?? []).slice(0, hits);
    return Math.max(0, 1 - fewer.reduce((sum, share) => sum + share, 0));
}


/***/ }),

/***/ 49580:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dh: () => (/* binding */ waitSeconds),
/* harmony export */   QP: () => (/* binding */ LEAST_SECONDS),
/* harmony export */   yI: () => (/* binding */ waitsOf)
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
const waitSeconds = ({ queuedAt, heldSince, }) => Math.max(0, ((heldSince ?? queuedAt) - queuedAt) / 1000);
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