import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 3232:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4702);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3938);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1257);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9792);




await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputs */ .QL, {
    main: (given, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .eF)(given, step, () => (0,_ports_js__WEBPACK_IMPORTED_MODULE_3__/* .connect */ .N)(given, step)),
    post: (given, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .post */ .bE)(given, step, () => (0,_ports_js__WEBPACK_IMPORTED_MODULE_3__/* .connect */ .N)(given, step)),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3938:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  QL: () => (/* binding */ inputs_inputs)
});

// UNUSED EXPORTS: OPERATIONS, outputs, statusOutputs

// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
// EXTERNAL MODULE: ./packages/registry/src/payload.ts
var payload = __nccwpck_require__(2327);
// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
// EXTERNAL MODULE: ./packages/runner/src/inputs.ts
var inputs = __nccwpck_require__(5571);
;// CONCATENATED MODULE: ./packages/runner/src/common-inputs.ts


/** The inputs every action has, under the names of the contract. */
const environmentName = (0,inputs/* matching */.wC)(/^[^\p{Cc}]{1,255}$/u, 'a deployment environment, such as production (at most 255 characters)');
const environment = (0,inputs/* required */.mw)(environmentName);
const githubToken = (0,inputs/* required */.mw)((0,inputs/* secret */.rJ)((0,inputs/* fromRunner */.Bz)((0,inputs/* text */.Qq)('a GitHub token with deployments: write and actions: read'), 'github.token')));
const repository = (0,inputs/* required */.mw)((0,inputs/* fromRunner */.Bz)((0,inputs/* matching */.wC)(/^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/, 'OWNER/NAME of the repository that keeps the registry'), 'github.repository'));
const correlationIdInput = (0,inputs/* matching */.wC)(correlation/* CORRELATION_ID */.tU, 'an id of at most 80 letters, digits, dots, dashes and underscores');
/** Of a bot or a user, rotated or not (docs.slack.dev/authentication/tokens, /using-token-rotation). */
const slackToken = (0,inputs/* secret */.rJ)((0,inputs/* matching */.wC)(/^(xoxe\.)?xox[bp]-[\w-]+$/, 'a Slack bot token (xoxb-...)'));
const slackApiUrl = (0,inputs/* withDefault */.IQ)((0,inputs/* endpoint */.sR)(), 'https://slack.com/api/');

;// CONCATENATED MODULE: ./actions/coordinate/src/inputs.ts




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
const inputs_inputs = {
    operation: (0,inputs/* withDefault */.IQ)((0,inputs/* oneOf */.yL)(...OPERATIONS), 'acquire'),
    environment: environment,
    'github-token': githubToken,
    repository: repository,
    'correlation-id': correlationIdInput,
    ref: (0,inputs/* required */.mw)((0,inputs/* fromRunner */.Bz)((0,inputs/* matching */.wC)(/^[0-9a-f]{40}$/i, 'the full SHA (40 hex digits) of the commit to deploy'), 'github.sha')),
    'on-busy': (0,inputs/* withDefault */.IQ)((0,inputs/* oneOf */.yL)('wait', 'fail', 'skip'), 'wait'),
    'wait-timeout': (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(1), '60m'),
    priority: (0,inputs/* withDefault */.IQ)((0,inputs/* integer */.nd)(payload/* PRIORITIES */.BE.least, payload/* PRIORITIES */.BE.most), '0'),
    'on-outdated': (0,inputs/* withDefault */.IQ)((0,inputs/* oneOf */.yL)('ignore', 'warn', 'fail', 'skip'), 'warn'),
    'promoted-from': environmentName,
    'stack-name': names/* stackNames */.zD,
    'aws-region': names/* awsRegion */.Ue,
    'require-concurrency-group': (0,inputs/* text */.Qq)('the name of a native concurrency group'),
    settle: (0,inputs/* withDefault */.IQ)((0,inputs/* durationOrAuto */.lb)(2), 'auto'),
    'max-hold': (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(60), '6h'),
    'claim-timeout': (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(30), '5m'),
    'on-registry-error': (0,inputs/* withDefault */.IQ)((0,inputs/* oneOf */.yL)('fail', 'proceed'), 'fail'),
    'deployment-id': (0,inputs/* integer */.nd)(1),
    state: (0,inputs/* oneOf */.yL)('success', 'failure', 'error', 'inactive'),
    reason: (0,inputs/* text */.Qq)('why, for people'),
    description: (0,inputs/* text */.Qq)('one line for the deployment page'),
    'environment-url': (0,inputs/* url */.OZ)(),
    'older-than': (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(), '7d'),
    keep: (0,inputs/* withDefault */.IQ)((0,inputs/* integer */.nd)(0), '50'),
    'job-status': (0,inputs/* fromRunner */.Bz)((0,inputs/* text */.Qq)('the status of the job'), 'job.status'),
    'check-run-id': (0,inputs/* fromRunner */.Bz)((0,inputs/* integer */.nd)(1), 'job.check_run_id'),
};
const outputs = (/* unused pure expression or super */ null && ([
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
]));
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

/***/ 1257:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  bE: () => (/* binding */ post),
  eF: () => (/* binding */ run)
});

// UNUSED EXPORTS: checkTogether

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
// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __nccwpck_require__(8333);
;// CONCATENATED MODULE: ./packages/estimate/src/work.ts

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
const survivalOf = ({ seconds, shape }, than) => logisticSurvival(shape * Math.log(than / seconds));
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

;// CONCATENATED MODULE: ./packages/estimate/src/sample.ts


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
const sample_LONGEST_SECONDS = 1e9;
/** The registry counts whole seconds, so a shorter run is not told from this one. */
const sample_SHORTEST_SECONDS = 1;
/** The successes that had ended by `now`, oldest first, the stalls among them set apart. */
function sample(runs, now) {
    const inOrder = runs
        .filter(({ outcome, seconds }) => outcome === 'success' && seconds >= 0 && seconds <= sample_LONGEST_SECONDS)
        .filter(({ endedAt, shape }) => endedAt <= now && shape !== src_shape/* NOTHING */.K$)
        .sort((a, b) => a.endedAt - b.endedAt || a.seconds - b.seconds);
    const logSeconds = scatterTies(inOrder)
        .slice(-LONGEST_HISTORY)
        .map(({ seconds }) => Math.log(Math.max(sample_SHORTEST_SECONDS, seconds)));
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
        if (judged && value > median(usual.slice(-RECENT)) + Math.log(STALL_FACTOR)) {
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
    const middle = median(suspects);
    return median(suspects.map((each) => Math.abs(each - middle))) <= MODE_SPREAD;
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

;// CONCATENATED MODULE: ./packages/estimate/src/series.ts

const emptySeries = () => ({
    values: new Float64Array(LONGEST_HISTORY),
    bySize: new Uint8Array(LONGEST_HISTORY),
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
    const worth = new Float64Array(LONGEST_HISTORY + 1);
    let [total, squares] = [0, 0];
    for (let age = 0; age < LONGEST_HISTORY; age++) {
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
    values: new Float64Array(LONGEST_HISTORY),
    before: new Float64Array(LONGEST_HISTORY + 1),
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

;// CONCATENATED MODULE: ./packages/estimate/src/mixture.ts


/** Relative spread supposed before any run was seen, and how many runs that supposition is worth. */
const mixture_PRIOR_SPREAD = 0.4;
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
    weighed: emptyWeighed(),
    slopes: new Float64Array(LONGEST_HISTORY),
    made: 0,
    shift: 0,
    middle: 0,
});
/** Makes `mixture` that of a series' values. */
function mix(mixture, series, memory) {
    const { weighed, slopes } = mixture;
    weigh(weighed, series, memory);
    const { width, middle } = shortestHalf(weighed);
    const runs = memory.worth[series.count] ?? 1;
    const trust = runs / (runs + PRIOR_RUNS);
    const supposed = (1 - trust) * mixture_PRIOR_SPREAD;
    const spread = (trust * width) / HALF_WIDTH + supposed;
    const usual = BANDWIDTH * runs ** -0.2;
    localSpreads(weighed, Math.max(NEAR, NEAR_RUNS / runs), slopes);
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
        const longer = mixture_logisticSurvival(z);
        survival += weight * longer;
        density += weight * longer * (1 - longer) * slope;
    }
    return { survival: survival / last, density: density / last };
}
const FAR = 25;
const mixture_logisticSurvival = (z) => 1 / (1 + Math.exp(z));

;// CONCATENATED MODULE: ./packages/estimate/src/experts.ts


/** Half-lives in runs. The replay learns which memory fits the history at hand. */
const MEMORIES = [2.2, 8, 30, 120].map(memory);
/** Of each level: the half-life with which it follows the runs, and that of the deviations from it. */
const LEVELS = [
    { gain: gain(3), memory: memory(60) },
    { gain: gain(12), memory: memory(120) },
];
/** The weight of the newest value in an exponential average with this half-life. */
function gain(halfLife) {
    return 1 - 2 ** (-1 / halfLife);
}
const EXPERTS = MEMORIES.length + LEVELS.length;
const emptyPast = () => ({
    runs: emptySeries(),
    levels: LEVELS.map((each) => ({ ...each, residuals: emptySeries(), value: 0 })),
    experts: Array.from({ length: EXPERTS }, emptyMixture),
});
function remember({ runs, levels }, value) {
    const { values, count } = runs;
    // The median of three: a lone outlier does not move a level, and two that agree do.
    const steady = count < 2 ? value : medianOf(value, values[count - 1] ?? 0, values[count - 2] ?? 0);
    for (const level of levels) {
        append(level.residuals, count === 0 ? 0 : value - level.value);
        level.value = count === 0 ? value : level.value + level.gain * (steady - level.value);
    }
    append(runs, value);
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
            mix(expert, series, memory);
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
        const { survival, density } = at(mixture, x);
        pooled += (trust[densities.length] ?? 0) * survival;
        densities.push(density);
    }
    const stalled = mixture_logisticSurvival(((x - usual - STALL_SHIFT) * LOGISTIC_SLOPE) / STALL_WIDTH);
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
    const history = sample(runs, now);
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

// EXTERNAL MODULE: ./packages/estimate/src/calibration.ts
var calibration = __nccwpck_require__(9420);
;// CONCATENATED MODULE: ./packages/registry/src/history.ts

/**
 * The environment's finished deployments, newest first: from the status that made each hold to its outcome.
 * Registrations that never held are no deployments and are left out.
 */
async function history_history(registry, environment, limit) {
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
    return (0,calibration/* calibration */.xD)(judged.reverse());
}

;// CONCATENATED MODULE: ./packages/registry/src/forecast.ts


const made = new WeakMap();
/**
 * How long a deployment of the environment takes, from what one read showed of the past; undefined without any.
 * Made once for each snapshot: whoever waits asks several times.
 */
function forecastOf(snapshot) {
    if (!made.has(snapshot)) {
        const runs = snapshot.registrations.flatMap((registration) => finishedRun(registration) ?? []);
        made.set(snapshot, forecast(runs, snapshot.now));
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
        const { seconds = 0 } = finishedRun(registration) ?? {};
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

// EXTERNAL MODULE: ./packages/registry/src/ticket.ts
var src_ticket = __nccwpck_require__(7205);
;// CONCATENATED MODULE: ./actions/coordinate/src/release.ts








/** Post step of `acquire`: ends the registration with the job's outcome. */
async function releaseAfterJob(inputs, step, connect, { hurried = false, ...terms } = {}) {
    const ticket = (0,src_ticket/* parseTicket */.sH)(step.state(src_ticket/* TICKET */.XD));
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

;// CONCATENATED MODULE: ./packages/estimate/src/words.ts
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




const status_RECENT = 10;
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
    const finished = (all) => all.filter(hasHeld).filter(isOver).slice(0, status_RECENT);
    const seen = finished(snapshot.registrations);
    if (seen.length === status_RECENT || !snapshot.more)
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
    const truth = calibrationOf(look.snapshot.registrations);
    if (truth !== undefined)
        step.log.info(calibrationLine(truth));
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
        seconds: Math.round(finishedRun(registration)?.seconds ?? 0),
        duration: (0,duration/* formatDuration */.a3)(finishedRun(registration)?.seconds ?? 0),
    };
}

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
const idle_LONGEST_SECONDS = 60;
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
        const pause = Math.min(idle_LONGEST_SECONDS, LOOK_SECONDS * registry.strain()) * (0.8 + random() * 0.4);
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
    const remember = (ticket) => step.saveState(src_ticket/* TICKET */.XD, ticket === undefined ? '' : (0,src_ticket/* formatTicket */.aJ)(ticket));
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


/***/ }),

/***/ 9792:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
;// CONCATENATED MODULE: ./packages/runner/src/retry.ts
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
        return await retry(once, { ...policy, classify }).catch((error) => {
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
            return await retry(once, { ...policy, classify: classifier(asked, false) });
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

// EXTERNAL MODULE: ./packages/registry/src/ticket.ts
var ticket = __nccwpck_require__(7205);
;// CONCATENATED MODULE: ./packages/cloudformation/src/aws-trouble.ts
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/oidc.ts

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
            if (troubleOf(error) !== 'expired' || !(await renew()))
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
    const { fromWebToken } = await __nccwpck_require__.e(/* import() */ 956).then(__nccwpck_require__.t.bind(__nccwpck_require__, 9956, 19));
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/reader.ts
/** A read that failed. The deployment goes on all the same: only our sight of it is lost. */
class ReadError extends Error {
    name = 'ReadError';
    trouble;
    constructor(trouble, message, cause) {
        super(message, { cause });
        this.trouble = trouble;
    }
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/aws.ts



const REQUEST_TIMEOUT_MS = 10_000;
/** Of 100 stacks each: enough to find a name, not to read a whole account. */
const LIST_PAGES = 10;
/** The one room of the CloudFormation SDK. Sends nothing yet. AWS_ENDPOINT_URL* are the SDK's to honour. */
async function connectCloudFormation(options) {
    const sdk = await Promise.all(/* import() */[__nccwpck_require__.e(956), __nccwpck_require__.e(805)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 3805, 19));
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
        renewOnExpiry(client, renew);
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
            if (error instanceof ReadError && /does not exist/.test(error.message))
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
    const trouble = troubleOf(error);
    const needed = trouble === 'denied' ? ` (the credentials need cloudformation:${what})` : '';
    return new ReadError(trouble, `${what}: ${name && `${name}: `}${message}${needed}`, error);
}
async function unlessDenied(otherwise, read) {
    try {
        return await read();
    }
    catch (error) {
        if (error instanceof ReadError && (error.trouble === 'denied' || error.trouble === 'other'))
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

// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
;// CONCATENATED MODULE: ./actions/coordinate/src/stacks.ts






const PASSING = ['throttled', 'unavailable'];
/** Reads stack statuses from CloudFormation; waits out what passes. Loads the SDK. */
async function connectStacks(inputs, step, roleArn) {
    const { clock, env, random, cancelled: signal } = step;
    const regions = (0,names/* regionsOf */.NV)(inputs['aws-region'], env);
    const renewable = roleArn === undefined
        ? undefined
        : renewableCredentials({
            ...{ roleArn, env, fetch: globalThis.fetch },
            region: regions.given ?? regions.environment,
        });
    const readers = new Map();
    /** Each stack is asked for in its own region. */
    const readerOf = (stack) => {
        const region = (0,names/* regionOf */.AP)(stack, regions);
        const reader = readers.get(region) ??
            connectCloudFormation({ clock, region, correlationId: inputs['correlation-id'], ...renewable });
        readers.set(region, reader);
        return reader;
    };
    const classify = (error) => ({
        retry: error instanceof ReadError && PASSING.includes(error.trouble),
    });
    return {
        status: async (name) => {
            try {
                const reader = await readerOf(name);
                const stack = await retry(() => reader.describeStack(name), {
                    clock,
                    random,
                    classify,
                    signal,
                    attempts: 6,
                });
                return stack?.status;
            }
            catch (error) {
                if (!(error instanceof ReadError))
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
    const provenAt = (0,ticket/* parseTicket */.sH)(step.state(ticket/* TICKET */.XD))?.heldSince;
    const connection = await registryFor(inputs, step, provenAt);
    const stacks = inputs['stack-name'].length > 0 ? { stacks: await connectStacks(inputs, step, roleArn) } : {};
    return { ...connection, ...stacks, clock, random, log, cancelled };
}


/***/ }),

/***/ 4754:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ regionOf),
/* harmony export */   NV: () => (/* binding */ regionsOf),
/* harmony export */   Ue: () => (/* binding */ awsRegion),
/* harmony export */   zD: () => (/* binding */ stackNames)
/* harmony export */ });
/* unused harmony exports stackName, roleArn, stackArn */
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

/***/ 8333:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   Tr: () => (/* binding */ parseShape)
/* harmony export */ });
/* unused harmony exports shapeOf, formatShape, alike */
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

/***/ 7205:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   XD: () => (/* binding */ TICKET),
/* harmony export */   aJ: () => (/* binding */ formatTicket),
/* harmony export */   sH: () => (/* binding */ parseTicket)
/* harmony export */ });
/** Where the main step keeps its ticket for the post step. */
const TICKET = 'ticket';
const formatTicket = (ticket) => JSON.stringify(ticket);
/** The ticket that an earlier step of this action saved, or undefined when there is none. */
const parseTicket = (saved) => saved === '' ? undefined : JSON.parse(saved);


/***/ }),

/***/ 7732:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _$: () => (/* binding */ correlate),
/* harmony export */   tU: () => (/* binding */ CORRELATION_ID),
/* harmony export */   x5: () => (/* binding */ DEPLOYMENT_VARIABLE)
/* harmony export */ });
/* unused harmony exports CORRELATION_VARIABLE, correlationId */
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
/* harmony export */   OZ: () => (/* binding */ url),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   TL: () => (/* binding */ parseInputs),
/* harmony export */   VX: () => (/* binding */ secretValues),
/* harmony export */   lb: () => (/* binding */ durationOrAuto),
/* harmony export */   mw: () => (/* binding */ required),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   rJ: () => (/* binding */ secret),
/* harmony export */   sR: () => (/* binding */ endpoint),
/* harmony export */   wC: () => (/* binding */ matching),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* unused harmony exports boolean, moment, inputVariable */
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

/***/ 4702:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
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
function replay_replay(line, log) {
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
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const env = pick(options.env, PLAIN);
    const handedOver = pick(options.env, NEEDED_SECRETS);
    for (const [name, value] of Object.entries(inputs))
        handedOver[inputVariable(name)] = value;
    for (const [variable, file] of Object.entries(FILE_COMMANDS)) {
        env[variable] = joinPath(directory, file);
        writeFileSync(joinPath(directory, file), '', { mode: 0o600 });
    }
    env[DETACHED_VARIABLE] = directory;
    const started = joinPath(directory, DETACHED_FILES.started);
    if (!existsSync(started))
        writeFileSync(started, String(options.now), { mode: 0o600 });
    const log = openSync(joinPath(directory, DETACHED_FILES.log), 'a', 0o600);
    try {
        const child = spawn(process.execPath, [bundle], { detached: true, stdio: ['pipe', log, log], env });
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
        closeSync(log);
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
    writeFileSync(joinPath(detached.directory, DETACHED_FILES.stepsEnded), '');
    const deadline = clock.now() + options.limitSeconds * 1000;
    const show = tail(joinPath(detached.directory, DETACHED_FILES.log), (line) => replay(line, options.log));
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
        rmSync(joinPath(directory, file), { force: true });
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
    const result = read(joinPath(directory, DETACHED_FILES.result));
    const summary = read(joinPath(directory, DETACHED_FILES.summary)) ?? '';
    const failure = read(joinPath(directory, DETACHED_FILES.failure));
    const more = { ...(result ? { result } : {}), ...(failure ? { failure } : {}) };
    return { ended: hasEnded({ pid, directory }), summary, ...more };
}
/** The result is written last, or not at all when it failed. */
function hasEnded({ pid, directory }) {
    return endedOfItself(directory) || !isAlive(pid);
}
const wasKilled = ({ directory }) => !endedOfItself(directory);
const endedOfItself = (directory) => [DETACHED_FILES.result, DETACHED_FILES.ended].some((file) => existsSync(joinPath(directory, file)));
function read(path) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
/** Shows whole lines as they appear; at the `last` look the rest, too. */
function tail(path, line) {
    let shown = 0;
    return (last) => {
        const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
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
        (isDetached(env) ? secrets/* rememberSecret */.Gz : mask)(value);
    for (const name of secrets/* SECRET_VARIABLES */.VP)
        (0,secrets/* rememberSecret */.Gz)(env[name] ?? '');
}
/**
 * Runs an action. The only place in the suite that fails a step: exit code 1 and one line.
 * Secrets are masked and inputs checked before any SDK is loaded or any request sent.
 */
async function runAction(fields, phases) {
    receiveHandedOver(process.env);
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
        if (isDetached(step.env)) {
            keepFailure(step.env, (0,errors/* errorLine */.B)(error));
            step.log.info((0,errors/* errorLine */.B)(error));
            process.exitCode = 1;
        }
        else
            setFailed((0,errors/* errorLine */.B)(error));
    }
    finally {
        markEnded(step.env);
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

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

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

/***/ 4573:
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
/******/ var __webpack_exports__ = __nccwpck_require__(3232);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
