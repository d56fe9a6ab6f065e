/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 30922:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock),
/* harmony export */   w: () => (/* binding */ withTimeout)
/* harmony export */ });
/** Ends a request by its own time limit, or with `signal`. */
function withTimeout(milliseconds, clock, signal) {
    // Node takes whole milliseconds only.
    const limit = clock.timeout(Math.max(0, Math.round(milliseconds)));
    return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}
/** Node's timers overflow above 2^31-1 ms and then fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
/** Wall time at the start plus monotonic time since: a clock set back during a run does no harm. */
const systemClock = {
    now: () => Math.round(performance.timeOrigin + performance.now()),
    sleep: async (milliseconds, signal) => {
        const end = performance.now() + milliseconds;
        for (let remaining = milliseconds; remaining > 0 && !signal?.aborted; remaining = end - performance.now()) {
            await timer(Math.min(remaining, LONGEST_TIMER), signal);
        }
    },
    timeout: (milliseconds) => {
        const limit = AbortSignal.timeout(milliseconds);
        // Node collects a timeout that only a signal of AbortSignal.any follows, and then it never fires: a request that hangs is
        // waited for five minutes (nodejs/node issue 57736). It keeps one that has a listener.
        limit.addEventListener('abort', () => { }, { once: true });
        return limit;
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


/***/ }),

/***/ 28554:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C7: () => (/* binding */ formatElapsed),
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   qo: () => (/* binding */ clockTime)
/* harmony export */ });
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

/***/ 53427:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ut: () => (/* binding */ isSecure),
/* harmony export */   hg: () => (/* binding */ refuseCleartext),
/* harmony export */   m_: () => (/* binding */ SECURE)
/* harmony export */ });
/* harmony import */ var _text_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(85207);

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
            throw new _text_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Variable ${name} would send secrets in the clear: expected ${SECURE}.`);
    }
}


/***/ }),

/***/ 18203:
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
/* harmony import */ var _text_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(85207);
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(30033);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(28554);
/* harmony import */ var _endpoint_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(53427);




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
    const seconds = (0,_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .parseDuration */ .E9)(raw);
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
const endpoint = () => field(_endpoint_js__WEBPACK_IMPORTED_MODULE_3__/* .SECURE */ .m_, (raw) => ((0,_endpoint_js__WEBPACK_IMPORTED_MODULE_3__/* .isSecure */ .Ut)(raw) ? raw : undefined));
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
            throw new _text_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Input "${name}" is required: ${spec.accepts}.`);
        return spec.default === '' ? spec.parse('') : undefined;
    }
    const value = spec.parse(raw);
    if (value === undefined) {
        const got = spec.secret || hasCredentials(raw)
            ? 'something else (not shown, it is a secret)'
            : `"${(0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(raw, 60)}"`;
        throw new _text_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Input "${name}": expected ${spec.accepts}, got ${got}.`);
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

/***/ 5895:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Xu: () => (/* binding */ DETACHED_FILES),
  gf: () => (/* binding */ DETACHED_VARIABLE),
  D6: () => (/* binding */ detachedSince),
  FM: () => (/* binding */ forgetEnd),
  $w: () => (/* binding */ isDetached),
  fj: () => (/* binding */ join),
  a1: () => (/* binding */ keepFailure),
  oz: () => (/* binding */ markEnded),
  WE: () => (/* binding */ receiveHandedOver),
  tG: () => (/* binding */ startDetached),
  OC: () => (/* binding */ stepsEnded),
  ds: () => (/* binding */ stop)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
// EXTERNAL MODULE: ./packages/runner/src/inputs/inputs.ts
var inputs_inputs = __nccwpck_require__(18203);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __nccwpck_require__(75652);
// EXTERNAL MODULE: ./packages/runner/src/step/platform.ts
var platform = __nccwpck_require__(16804);
;// CONCATENATED MODULE: ./packages/runner/src/step/replay.ts
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

;// CONCATENATED MODULE: ./packages/runner/src/step/background.ts






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
    (0,external_node_fs_.mkdirSync)(directory, platform/* PRIVATE_FOLDER */.ly);
    const env = (0,values/* matchingEnv */.ls)(options.env, PLAIN);
    const handedOver = (0,values/* matchingEnv */.ls)(options.env, NEEDED_SECRETS);
    for (const [name, value] of Object.entries(inputs))
        handedOver[(0,inputs_inputs/* inputVariable */.LO)(name)] = value;
    for (const [variable, file] of Object.entries(FILE_COMMANDS)) {
        env[variable] = (0,external_node_path_.join)(directory, file);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, file), '', platform/* PRIVATE_FILE */.rQ);
    }
    env[DETACHED_VARIABLE] = directory;
    const started = (0,external_node_path_.join)(directory, DETACHED_FILES.started);
    if (!(0,external_node_fs_.existsSync)(started))
        (0,external_node_fs_.writeFileSync)(started, String(options.now), platform/* PRIVATE_FILE */.rQ);
    const log = (0,external_node_fs_.openSync)((0,external_node_path_.join)(directory, DETACHED_FILES.log), 'a', platform/* PRIVATE_FILE */.rQ.mode);
    try {
        // Loaded here: it takes as long as a tenth of a start, and most steps start no process.
        const { spawn } = process.getBuiltinModule('node:child_process');
        const child = spawn(process.execPath, [bundle], { ...platform/* OUTLIVING */.eP, stdio: ['pipe', log, log], env });
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
const PLAIN = /^(GITHUB_(?!TOKEN$)\w+|RUNNER_\w+|CI|DEPLOYMENT_CORRELATION_ID|SIGNALBOX_\w+|AWS_(REGION|DEFAULT_REGION|PROFILE|ENDPOINT_URL\w*|USE_\w+|CA_BUNDLE|CONFIG_FILE|SHARED_CREDENTIALS_FILE|EC2_METADATA_\w+|STS_\w+|MAX_ATTEMPTS|RETRY_MODE|ROLE_\w+|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\w+_URI)|NODE_\w+|SSL_\w+|(HTTPS?|NO|ALL)_PROXY|PATH|PATHEXT|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|SYSTEMROOT|SYSTEMDRIVE|HOMEDRIVE|HOMEPATH|WINDIR|COMSPEC|TEMP|TMP|TMPDIR|LANG|LC_\w+|TZ)$/i;
/** Secrets that a bundle needs in addition to its inputs: AWS, and what the runner gives for OIDC and for the cache. */
const NEEDED_SECRETS = /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|CONTAINER_AUTHORIZATION_TOKEN\w*)|ACTIONS_(ID_TOKEN_REQUEST_\w+|RUNTIME_TOKEN|RESULTS_URL|CACHE_\w+))$/;
/**
 * In a detached process: reads inputs and secrets from standard input into `env`. Other processes of the machine may
 * read the environment that a process was started with (proc(5), /proc/pid/environ), but not this.
 */
function receiveHandedOver(env) {
    if (isDetached(env))
        Object.assign(env, JSON.parse((0,external_node_fs_.readFileSync)(0, 'utf8') || '{}'));
}
const POLL_MS = 500;
const EXIT_POLL_MS = 20;
/** What is still there then has something open that keeps it; its files say all. */
const EXIT_LIMIT_MS = 2000;
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
        await clock.sleep(POLL_MS, signal);
    }
    if (hasEnded(current))
        await exited(current, clock, signal);
    show(true);
    return collect(current);
}
/** The last file is there a moment before its process is gone, which the runner would end as an orphan with a line in the log. */
async function exited({ pid }, clock, signal) {
    const deadline = clock.now() + EXIT_LIMIT_MS;
    while (isAlive(pid) && clock.now() < deadline && !signal?.aborted)
        await clock.sleep(EXIT_POLL_MS, signal);
}
/** Asks the process to end (it flushes its summary), then kills it when it does not. */
async function stop(detached, options) {
    (0,platform/* askToEnd */._u)(detached.pid, detached.directory);
    const joined = await join(detached, options);
    if (!joined.ended)
        (0,platform/* signal */.vP)(detached.pid, 'SIGKILL');
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
    return directory !== undefined && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, DETACHED_FILES.stepsEnded));
}
/** When this detached process, or the one it goes on for, was started; undefined in any other process. */
function detachedSince(env) {
    const directory = env[DETACHED_VARIABLE] ?? '';
    const text = directory === '' ? undefined : read((0,external_node_path_.join)(directory, DETACHED_FILES.started));
    return text === undefined ? undefined : Number(text);
}
/** A detached process fails no step: the post step that joins it decides. */
function keepFailure(env, line) {
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(env[DETACHED_VARIABLE] ?? '', DETACHED_FILES.failure), line, platform/* PRIVATE_FILE */.rQ);
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
    return (0,platform/* signal */.vP)(pid, 0) && !/^\d+ \(.*\) Z /s.test(read(`/proc/${pid}/stat`) ?? '');
}


/***/ }),

/***/ 60741:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ warning),
/* harmony export */   C1: () => (/* binding */ setFailed),
/* harmony export */   Gu: () => (/* binding */ getState),
/* harmony export */   LZ: () => (/* binding */ saveState),
/* harmony export */   N4: () => (/* binding */ endGroup),
/* harmony export */   Oh: () => (/* binding */ startGroup),
/* harmony export */   Os: () => (/* binding */ group),
/* harmony export */   Pq: () => (/* binding */ setSecret),
/* harmony export */   Yz: () => (/* binding */ debug),
/* harmony export */   dN: () => (/* binding */ exportVariable),
/* harmony export */   fe: () => (/* binding */ appendSummary),
/* harmony export */   lm: () => (/* binding */ notice),
/* harmony export */   po: () => (/* binding */ passThrough),
/* harmony export */   pq: () => (/* binding */ info),
/* harmony export */   uH: () => (/* binding */ setOutput),
/* harmony export */   z3: () => (/* binding */ error)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(49140);
/* harmony import */ var _text_secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(35379);
// What a step tells the runner: @actions/core, without the secrets of this process, and harmless where there is no runner
// or where it has taken its files away.



const info = (message) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .info */ .pq((0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(message));
const debug = (message) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .debug */ .Yz((0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(message));
const redacted = (annotation) => (message, { title } = {}) => annotation((0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(message), title === undefined ? {} : { title: (0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(title) });
const notice = redacted(_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .notice */ .lm);
const warning = redacted(_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .warning */ .$e);
const error = redacted(_actions_core__WEBPACK_IMPORTED_MODULE_2__/* .error */ .z3);
/** What a command of the step writes, as it is: the runner's own masks see it, and workflow commands in it work. */
const passThrough = (bytes, stream) => void process[stream].write(bytes);
/** Fails the step: exit code 1 when the process ends, and an annotation. */
const setFailed = (message) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setFailed */ .C1((0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(message));
/** The runner shows `***` in its place from here on, and so does this process. */
function setSecret(value) {
    (0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .rememberSecret */ .Gz)(value);
    _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setSecret */ .Pq(value);
}
const startGroup = (title) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .startGroup */ .Oh((0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(title));
const endGroup = _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .endGroup */ .N4;
const group = (title, body) => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .group */ .Os((0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(title), body);
const getState = _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .getState */ .Gu;
const setOutput = (name, value) => fileCommand('GITHUB_OUTPUT', () => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setOutput */ .uH(name, (0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(value)));
const saveState = (name, value) => fileCommand('GITHUB_STATE', () => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .saveState */ .LZ(name, (0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(value)));
function exportVariable(name, value) {
    fileCommand('GITHUB_ENV', () => _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .exportVariable */ .dN(name, (0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(value)));
    process.env[name] = value;
}
/**
 * Appends to the job summary. Not with the library's `summary`: that is one buffer of the process, which two writers at
 * once would write twice.
 */
const appendSummary = (markdown) => fileCommand('GITHUB_STEP_SUMMARY', (path) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(path, (0,_text_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(markdown)));
/**
 * Without the variable there is no runner to read it, and the library would fall back to commands that runners refuse.
 * A file that is gone is made again, since the library would fail the step.
 */
function fileCommand(variable, write) {
    const path = process.env[variable];
    if (!path)
        return;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(path, '');
    write(path);
}


/***/ }),

/***/ 84389:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ actionsLog),
/* harmony export */   u: () => (/* binding */ logOnce)
/* harmony export */ });
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(30033);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(60741);


function actionsLog(prefix = '') {
    const safe = (line) => line
        .split('\n')
        .map((part) => (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .logLine */ .BP)(`${prefix}${part}`))
        .join('\n');
    const annotation = (line, title) => [(0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(line, 2000), title === undefined ? {} : { title: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(title, 100) }];
    return {
        info: (line) => _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq(safe(line)),
        notice: (line, title) => _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm(...annotation(line, title)),
        warning: (line, title) => _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e(...annotation(line, title)),
        error: (line, title) => _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3(...annotation(line, title)),
        folded: (title, lines) => {
            _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .startGroup */ .Oh((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .logLine */ .BP)(`${prefix}${(0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(title)}`));
            for (const line of lines)
                _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq(safe(line));
            _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .endGroup */ .N4();
        },
        group: (title, body) => _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .group */ .Os((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .logLine */ .BP)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(title)), body),
        with: (more) => actionsLog(`${prefix}${more}`),
    };
}
/** Prints each line once, however often it is told, whatever its level. */
function logOnce(log) {
    const printed = new Set();
    const once = (level) => (line, title, key = line) => {
        if (printed.has(key))
            return;
        printed.add(key);
        log[level](line, title);
    };
    return { info: once('info'), notice: once('notice'), warning: once('warning'), error: once('error') };
}


/***/ }),

/***/ 16804:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $g: () => (/* binding */ onEndAsked),
/* harmony export */   BH: () => (/* binding */ endSignals),
/* harmony export */   _u: () => (/* binding */ askToEnd),
/* harmony export */   eP: () => (/* binding */ OUTLIVING),
/* harmony export */   fR: () => (/* binding */ replaceFile),
/* harmony export */   ly: () => (/* binding */ PRIVATE_FOLDER),
/* harmony export */   rQ: () => (/* binding */ PRIVATE_FILE),
/* harmony export */   vP: () => (/* binding */ signal),
/* harmony export */   vg: () => (/* binding */ tempFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
// Where Windows differs from Linux and macOS: signals, file modes, and what may be renamed. All of it is here.
// Node's side of it: https://nodejs.org/api/process.html#signal-events and https://nodejs.org/api/fs.html#file-modes



/**
 * What only the runner's user may read. Windows knows no such mode: a file there has the rights of its folder, and the
 * runner's RUNNER_TEMP is in its user's own folder.
 */
const PRIVATE_FILE = { mode: 0o600 };
const PRIVATE_FOLDER = { recursive: true, mode: 0o700 };
/** Where a step may keep files. Outside a runner, the machine's own folder for such. */
const tempFolder = (env) => env['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)();
/**
 * What the runner sends a step that is cancelled: first the first, 7.5 s later the second, 2.5 s later it kills.
 * On Windows these are Ctrl+C and Ctrl+Break (actions/runner ProcessInvoker.cs, `SendCtrlSignal`), and nobody ever gets SIGTERM.
 */
const endSignals = (platform) => platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM'];
/** For a child that outlives this process: a session of its own, and on Windows no window. */
const OUTLIVING = { detached: true, windowsHide: true };
/** Appears in a process's folder when it is asked to end. */
const END_ASKED = 'end-asked';
/**
 * Asks a process of ours to end in its own time. On Windows a signal to another process is its sudden death, whatever
 * it listens to, so it is asked by a file there.
 */
function askToEnd(pid, folder, platform = process.platform) {
    if (platform === 'win32')
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, END_ASKED), '', PRIVATE_FILE);
    else
        signal(pid, 'SIGTERM');
}
/**
 * In a process that `askToEnd` may ask by a file: calls `end` when that is there, or comes. Keeps no process alive.
 * Returns the way to stop listening.
 */
function onEndAsked(folder, end, platform = process.platform) {
    if (platform !== 'win32')
        return () => undefined;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, PRIVATE_FOLDER);
    const check = () => {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, END_ASKED)))
            end();
    };
    const watcher = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.watch)(folder, { persistent: false }, check);
    // A folder that cannot be watched any more costs the farewell: who asked kills in the end.
    watcher.on('error', () => watcher.close());
    check();
    return () => watcher.close();
}
/** False when there is no such process, or it is another user's. */
function signal(pid, name) {
    try {
        process.kill(pid, name);
        return true;
    }
    catch {
        return false;
    }
}
/** Windows refuses to replace a file for as long as somebody, such as a virus scanner, has it open. */
const IN_USE = ['EPERM', 'EACCES', 'EBUSY'];
const TRIES = 20;
const PAUSE_MS = 25;
/** Puts `part` in the place of `path`, whole or not at all. @throws the system's error when it cannot be done within half a second */
function replaceFile(part, path, rename = node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync) {
    for (let tries = 1;; tries++) {
        try {
            rename(part, path);
            return;
        }
        catch (error) {
            if (tries === TRIES || !IN_USE.includes(error.code))
                throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
        }
    }
}


/***/ }),

/***/ 58853:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(78474);
// EXTERNAL MODULE: ./packages/runner/src/clock.ts
var clock = __nccwpck_require__(30922);
// EXTERNAL MODULE: ./packages/runner/src/inputs/endpoint.ts
var endpoint = __nccwpck_require__(53427);
// EXTERNAL MODULE: ./packages/runner/src/inputs/inputs.ts
var inputs_inputs = __nccwpck_require__(18203);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __nccwpck_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/text/secrets.ts + 1 modules
var secrets = __nccwpck_require__(35379);
// EXTERNAL MODULE: ./packages/runner/src/step/background.ts + 1 modules
var background = __nccwpck_require__(5895);
// EXTERNAL MODULE: ./packages/runner/src/step/commands.ts
var commands = __nccwpck_require__(60741);
// EXTERNAL MODULE: ./packages/runner/src/step/platform.ts
var platform = __nccwpck_require__(16804);
;// CONCATENATED MODULE: ./packages/runner/src/step/job.ts

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
        tempDir: (0,platform/* tempFolder */.vg)(env),
    };
}

// EXTERNAL MODULE: ./packages/runner/src/step/log.ts
var log = __nccwpck_require__(84389);
;// CONCATENATED MODULE: ./packages/runner/src/step/step.ts











const SUMMARY_LIMIT = 1024 * 1024 - 1024;
/** State that tells the post step apart, and what became of the main one: inputs refused once are enough. */
const POST = 'signalbox-post';
const REFUSED = 'refused';
const STARTED = 'started';
function actionsStep() {
    return {
        env: process.env,
        job: readJob(process.env),
        log: (0,log/* actionsLog */._)(),
        clock: clock/* systemClock */.m,
        random: Math.random,
        cancelled: cancellation(),
        output: (name, value) => commands/* setOutput */.uH(name, String(value)),
        saveState: (name, value) => commands/* saveState */.LZ(name, value),
        state: (name) => commands/* getState */.Gu(name),
        exportVariable: (name, value) => commands/* exportVariable */.dN(name, value),
        mask: (value) => commands/* setSecret */.Pq(value),
        passThrough: commands/* passThrough */.po,
        summary: async (markdown) => {
            const fits = Buffer.byteLength(markdown) <= SUMMARY_LIMIT;
            const text = fits ? markdown : Buffer.from(markdown).subarray(0, SUMMARY_LIMIT).toString();
            try {
                commands/* appendSummary */.fe(`${text}\n`);
            }
            catch (error) {
                // A full disk costs the summary, never the deployment.
                (0,log/* actionsLog */._)().warning(`The job summary could not be written: ${(0,errors/* errorLine */.B)(error)}`);
            }
        },
    };
}
function cancellation() {
    const controller = new AbortController();
    // Every wait of the step listens; that is no leak.
    (0,external_node_events_.setMaxListeners)(0, controller.signal);
    for (const signal of (0,platform/* endSignals */.BH)(process.platform))
        process.on(signal, () => controller.abort(signal));
    const directory = process.env[background/* DETACHED_VARIABLE */.gf] ?? '';
    if (directory !== '')
        (0,platform/* onEndAsked */.$g)(directory, () => controller.abort('SIGTERM'));
    return controller.signal;
}
/** Before anything is printed. A detached process writes to a file, where a mask would only store what is to be hidden. */
function hideSecrets(fields, { env, mask }) {
    for (const value of (0,inputs_inputs/* secretValues */.VX)(fields, env))
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
        const inputs = (0,inputs_inputs/* parseInputs */.TL)(fields, step.env);
        if (before === STARTED)
            return await phases.post?.(inputs, step);
        if (phases.post)
            step.saveState(POST, STARTED);
        await phases.main(inputs, step);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y) && error instanceof Error)
            commands/* debug */.Yz(error.stack ?? '');
        // An annotation of its own would be an error in a step that may be green: it is told by the step that joins it.
        if ((0,background/* isDetached */.$w)(step.env)) {
            (0,background/* keepFailure */.a1)(step.env, (0,errors/* errorLine */.B)(error));
            step.log.info((0,errors/* errorLine */.B)(error));
            process.exitCode = 1;
        }
        else
            commands/* setFailed */.C1((0,errors/* errorLine */.B)(error));
    }
    finally {
        (0,background/* markEnded */.oz)(step.env);
    }
}


/***/ }),

/***/ 85207:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ errorLine),
/* harmony export */   y: () => (/* binding */ UserError)
/* harmony export */ });
/* harmony import */ var _untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(30033);

/**
 * A mistake the user can correct: an input, a permission or a resource.
 * The message is one line that names the thing at fault and says how to correct it.
 * Every other error that reaches the top is a bug or an outage.
 */
class UserError extends Error {
    name = 'UserError';
}
/** One safe line for anything that was thrown. */
function errorLine(error) {
    const said = error instanceof AggregateError && error.message === '' ? (error.errors[0] ?? error) : error;
    const message = said instanceof Error ? said.message || said.name : wordsOf(said);
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

/***/ 35379:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  VP: () => (/* binding */ SECRET_VARIABLES),
  E$: () => (/* binding */ redact),
  Gz: () => (/* binding */ rememberSecret)
});

;// CONCATENATED MODULE: ./packages/runner/src/text/encodings.ts
// How programs write a character when they repeat a text: percent encoding (RFC 3986 and forms), JSON (RFC 8259), HTML
// (https://html.spec.whatwg.org/multipage/named-characters.html). Each program picks other characters for it (mustache
// writes `/` and `=` as entities and leaves `.`), and one may write again what another wrote.
/** Runs of backslashes can be read in as many ways as they are long. */
const MOST_READINGS = 16;
/** Of an entity, leading zeros included. */
const LONGEST_ENTITY = 14;
/** Every way to read a text, to any depth of encodings, in time that grows with its length only. */
function readingsOf(text) {
    const several = new Map();
    const at = (from) => {
        if (from >= text.length)
            return [];
        return several.get(from) ?? [{ text: text.charAt(from), end: from + 1 }];
    };
    // From the end: what an encoding consists of may be encoded itself, and has been read then.
    for (let from = text.length - 1; from >= 0; from--) {
        if (DECODERS.has(text.charAt(from)))
            several.set(from, allReadings(at(from), at));
    }
    return at;
}
function allReadings(plain, at) {
    const found = [...plain];
    // It grows while it is read: what was decoded may begin the next encoding.
    for (const lead of found) {
        for (const { text, end } of DECODERS.get(lead.text)?.(lead.end, at) ?? []) {
            if (found.length === MOST_READINGS)
                return found;
            if (!found.some((known) => known.end === end && known.text === text))
                found.push({ text, end });
        }
    }
    return found;
}
/** What may follow its key, and what both stand for. */
const DECODERS = new Map([
    ['%', percentEncoded],
    ['&', entity],
    ['\\', escaped],
    ['+', (from) => [{ text: ' ', end: from }]],
    // Base64 and headers are folded.
    ['\n', (from) => [{ text: '', end: from }]],
    ['\r', (from) => [{ text: '', end: from }]],
]);
/** The readings of what comes next, added to what was read before, as far as it may go on so. */
const further = (before, at, allowed) => before.flatMap((so) => at(so.end)
    .filter(({ text }) => allowed.test(text))
    .map(({ text, end }) => ({ text: so.text + text, end })));
const HEX = /^[0-9A-Fa-f]$/;
function hexDigits(before, at, count) {
    let found = before;
    for (let read = 0; read < count; read++)
        found = further(found, at, HEX);
    return found;
}
/** The bytes of UTF-8, each with its sign. */
function percentEncoded(from, at) {
    return hexDigits([{ text: '', end: from }], at, 2).flatMap((first) => {
        let found = [first];
        for (let missing = bytesAfter(Number.parseInt(first.text, 16)); missing > 0; missing--)
            found = hexDigits(further(found, at, /^%$/), at, 2);
        return found.flatMap(({ text, end }) => {
            const bytes = Buffer.from(text.replaceAll('%', ''), 'hex');
            const read = bytes.toString();
            // Bytes that are no UTF-8 are read as U+FFFD, which is written in bytes of its own.
            return Buffer.from(read).equals(bytes) ? [{ text: read, end }] : [];
        });
    });
}
/** How many more bytes a character of UTF-8 has that begins so. */
const bytesAfter = (byte) => (byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3);
function entity(from, at) {
    let open = [{ text: '', end: from }];
    const whole = [];
    for (let read = 0; read < LONGEST_ENTITY && open.length > 0; read++) {
        const next = further(open, at, /^[#;A-Za-z0-9]$/);
        whole.push(...next.filter(({ text }) => text.endsWith(';')));
        open = next.filter(({ text }) => !text.endsWith(';'));
    }
    return whole.flatMap(({ text, end }) => {
        const read = characterOf(text.slice(0, -1));
        return read === undefined ? [] : [{ text: read, end }];
    });
}
/** Those of ASCII: no program writes letters of others by name where it keeps their text. */
const NAMED = {
    ...{ Tab: '\t', NewLine: '\n', excl: '!', quot: '"', QUOT: '"', num: '#', dollar: '$', percnt: '%' },
    ...{ amp: '&', AMP: '&', apos: "'", lpar: '(', rpar: ')', ast: '*', midast: '*', plus: '+', comma: ',' },
    ...{ period: '.', sol: '/', colon: ':', semi: ';', lt: '<', LT: '<', equals: '=', gt: '>', GT: '>' },
    ...{ quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\', rsqb: ']', rbrack: ']', Hat: '^' },
    ...{ lowbar: '_', UnderBar: '_', grave: '`', DiacriticalGrave: '`', lcub: '{', lbrace: '{' },
    ...{ verbar: '|', vert: '|', VerticalLine: '|', rcub: '}', rbrace: '}' },
};
function characterOf(name) {
    const [, hex, decimal] = /^#(?:[xX]([0-9A-Fa-f]+)|([0-9]+))$/.exec(name) ?? [];
    if (hex === undefined && decimal === undefined)
        return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
const CONTROLS = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const CODES = { u: 4, x: 2 };
/** JSON's, and what other languages add: each sign may stand behind a backslash. */
function escaped(from, at) {
    return at(from).flatMap(({ text, end }) => {
        const digits = CODES[text];
        const codes = digits === undefined ? [] : hexDigits([{ text: '', end }], at, digits);
        const read = CONTROLS[text] ?? (/^[A-Za-z0-9]?$/.test(text) ? undefined : text);
        return [
            ...(read === undefined ? [] : [{ text: read, end }]),
            ...codes.map((code) => ({ text: String.fromCharCode(Number.parseInt(code.text, 16)), end: code.end })),
        ];
    });
}
/** The last place where `wanted` may end when it begins here, in any mixture of encodings; else undefined. */
function endOf(wanted, from, at) {
    const open = [[0, from]];
    const seen = new Set();
    let last;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const [index, position] = next;
        if (index === wanted.length)
            last = Math.max(last ?? position, position);
        const readings = at(position);
        // Only where ways part can they meet again.
        if (readings.length > 1) {
            const key = position * (wanted.length + 1) + index;
            if (seen.has(key))
                continue;
            seen.add(key);
        }
        for (const { text, end } of readings)
            if (index < wanted.length && wanted.startsWith(text, index))
                open.push([index + text.length, end]);
    }
    return last;
}

;// CONCATENATED MODULE: ./packages/runner/src/text/secrets.ts
// What this process must tell nobody. The runner masks secrets in the log and in summaries; it masks no file, no message to
// Slack, no page of GitHub, and nothing of a secret that was cut. So the suite takes its own secrets out of every text first.

/** Variables that hold a secret, no matter who set them. */
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
/** By their first character, the longest first: one may be the beginning of another. */
const known = new Map();
/** From here on `redact` takes it out: whole, each of its lines, and as a part of base64. */
function rememberSecret(secret) {
    const lines = secret.split(/\r?\n/).map((line) => line.trim());
    for (const part of [secret, ...lines]) {
        if (part.length < SHORTEST)
            continue;
        for (const form of [part, ...base64Forms(part), ...base64Forms(encodeURIComponent(part))])
            remember(form);
    }
}
function remember(form) {
    const same = known.get(form.charAt(0)) ?? [];
    if (!same.includes(form))
        known.set(form.charAt(0), [...same, form].toSorted((a, b) => b.length - a.length));
}
/**
 * The text with `***` for each known secret, however its characters are encoded: others repeat it so. Before anything is cut:
 * a part of a secret is found no more. Time grows with the length of the text.
 */
function redact(text) {
    const readings = readingsOf(text);
    const kept = [];
    let copied = 0;
    for (let at = 0; at < text.length; at++) {
        const end = secretEnd(at, readings);
        if (end === undefined)
            continue;
        kept.push(text.slice(copied, at), HIDDEN);
        copied = end;
        at = end - 1;
    }
    return [...kept, text.slice(copied)].join('').replace(GITHUB_TOKEN, '$1***');
}
/** Where a secret ends that begins here. */
function secretEnd(from, readings) {
    for (const { text } of readings(from)) {
        for (const secret of known.get(text.charAt(0)) ?? []) {
            const end = endOf(secret, from, readings);
            if (end !== undefined)
                return end;
        }
    }
    return undefined;
}
/** How it looks inside longer base64 text, by where it begins there: `x-access-token:<secret>` is Basic authorization. */
function base64Forms(secret) {
    const bytes = Buffer.from(secret);
    return [0, 1, 2].flatMap((shift) => {
        const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
        // The first and last letters also hold bits of what stands next to it.
        const whole = text.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
        return whole.length >= SHORTEST ? [whole, whole.replaceAll('+', '-').replaceAll('/', '_')] : [];
    });
}


/***/ }),

/***/ 30033:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  v4: () => (/* binding */ issueText),
  BP: () => (/* binding */ logLine),
  p7: () => (/* binding */ markdownText),
  Hg: () => (/* binding */ mermaidText),
  TN: () => (/* binding */ oneLine),
  Pl: () => (/* binding */ safeUrl),
  xv: () => (/* binding */ truncate)
});

// EXTERNAL MODULE: ./packages/runner/src/text/secrets.ts + 1 modules
var secrets = __nccwpck_require__(35379);
;// CONCATENATED MODULE: ./packages/runner/src/text/visible.ts
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

;// CONCATENATED MODULE: ./packages/runner/src/text/untrusted.ts
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
/**
 * Text inside the Markdown of an issue, where GitHub also looks for people and issues to tell, in what the entities stand
 * for: a zero-width space after the mark keeps it from finding any (dependabot/dependabot-core#3157 and #12685,
 * renovatebot/renovate#1083).
 */
function issueText(text, limit = 500) {
    return markdownText(text, limit)
        .replace(/&#(64|35);/g, '$&&#8203;')
        .replace(/\b(gh)-(?=\d)/gi, '$1&#8203;-');
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

/***/ 75652:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $z: () => (/* binding */ groupBy),
/* harmony export */   KU: () => (/* binding */ nonce),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   ls: () => (/* binding */ matchingEnv),
/* harmony export */   oE: () => (/* binding */ compact)
/* harmony export */ });
/** Those variables whose names match: another process gets what it needs, and nothing else of the job's. */
const matchingEnv = (env, names) => Object.fromEntries(Object.entries(env).filter(([name]) => names.test(name)));
/** The same record without the keys whose value is undefined: an optional field is left out, never set to undefined. */
function compact(record) {
    return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
/** `1 run`, `3 runs`; for nouns whose plural is an "s". */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
/** Values by what `keyOf` says of each, in the order of first appearance (`Map.groupBy`, which Node 20 has not). */
function groupBy(values, keyOf) {
    const groups = new Map();
    for (const value of values) {
        const group = groups.get(keyOf(value));
        if (group === undefined)
            groups.set(keyOf(value), [value]);
        else
            group.push(value);
    }
    return groups;
}
/** `digits` random characters of 0-9 and a-z: enough to tell processes apart, not a secret. */
function nonce(random, digits) {
    return Array.from({ length: digits }, () => Math.floor(random() * 36).toString(36)).join('');
}


/***/ }),

/***/ 42613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 20181:
/***/ ((module) => {

module.exports = require("buffer");

/***/ }),

/***/ 35317:
/***/ ((module) => {

module.exports = require("child_process");

/***/ }),

/***/ 76982:
/***/ ((module) => {

module.exports = require("crypto");

/***/ }),

/***/ 24434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 79896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 58611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 65692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 69278:
/***/ ((module) => {

module.exports = require("net");

/***/ }),

/***/ 34589:
/***/ ((module) => {

module.exports = require("node:assert");

/***/ }),

/***/ 16698:
/***/ ((module) => {

module.exports = require("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = require("node:buffer");

/***/ }),

/***/ 31421:
/***/ ((module) => {

module.exports = require("node:child_process");

/***/ }),

/***/ 37540:
/***/ ((module) => {

module.exports = require("node:console");

/***/ }),

/***/ 77598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 53053:
/***/ ((module) => {

module.exports = require("node:diagnostics_channel");

/***/ }),

/***/ 40610:
/***/ ((module) => {

module.exports = require("node:dns");

/***/ }),

/***/ 78474:
/***/ ((module) => {

module.exports = require("node:events");

/***/ }),

/***/ 73024:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 51455:
/***/ ((module) => {

module.exports = require("node:fs/promises");

/***/ }),

/***/ 37067:
/***/ ((module) => {

module.exports = require("node:http");

/***/ }),

/***/ 32467:
/***/ ((module) => {

module.exports = require("node:http2");

/***/ }),

/***/ 44708:
/***/ ((module) => {

module.exports = require("node:https");

/***/ }),

/***/ 98995:
/***/ ((module) => {

module.exports = require("node:module");

/***/ }),

/***/ 77030:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 48161:
/***/ ((module) => {

module.exports = require("node:os");

/***/ }),

/***/ 76760:
/***/ ((module) => {

module.exports = require("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = require("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = require("node:process");

/***/ }),

/***/ 41792:
/***/ ((module) => {

module.exports = require("node:querystring");

/***/ }),

/***/ 57075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 41692:
/***/ ((module) => {

module.exports = require("node:tls");

/***/ }),

/***/ 73136:
/***/ ((module) => {

module.exports = require("node:url");

/***/ }),

/***/ 57975:
/***/ ((module) => {

module.exports = require("node:util");

/***/ }),

/***/ 73429:
/***/ ((module) => {

module.exports = require("node:util/types");

/***/ }),

/***/ 75919:
/***/ ((module) => {

module.exports = require("node:worker_threads");

/***/ }),

/***/ 38522:
/***/ ((module) => {

module.exports = require("node:zlib");

/***/ }),

/***/ 70857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 16928:
/***/ ((module) => {

module.exports = require("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = require("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = require("stream");

/***/ }),

/***/ 13193:
/***/ ((module) => {

module.exports = require("string_decoder");

/***/ }),

/***/ 53557:
/***/ ((module) => {

module.exports = require("timers");

/***/ }),

/***/ 64756:
/***/ ((module) => {

module.exports = require("tls");

/***/ }),

/***/ 52018:
/***/ ((module) => {

module.exports = require("tty");

/***/ }),

/***/ 87016:
/***/ ((module) => {

module.exports = require("url");

/***/ }),

/***/ 39023:
/***/ ((module) => {

module.exports = require("util");

/***/ }),

/***/ 49140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Yz: () => (/* binding */ debug),
  N4: () => (/* binding */ endGroup),
  z3: () => (/* binding */ error),
  dN: () => (/* binding */ exportVariable),
  Gu: () => (/* binding */ getState),
  Os: () => (/* binding */ group),
  pq: () => (/* binding */ info),
  _o: () => (/* binding */ isDebug),
  lm: () => (/* binding */ notice),
  LZ: () => (/* binding */ saveState),
  C1: () => (/* binding */ setFailed),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  Oh: () => (/* binding */ startGroup),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, getBooleanInput, getIDToken, getInput, getMultilineInput, markdownSummary, platform, setCommandEcho, summary, toPlatformPath, toPosixPath, toWin32Path

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(70857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(76982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(79896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(16928);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return file_command_issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    command_issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/async module */
/******/ 	(() => {
/******/ 		var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 		var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 		var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 		var resolveQueue = (queue) => {
/******/ 			if(queue && queue.d < 1) {
/******/ 				queue.d = 1;
/******/ 				queue.forEach((fn) => (fn.r--));
/******/ 				queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 			}
/******/ 		}
/******/ 		var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 			if(dep !== null && typeof dep === "object") {
/******/ 				if(dep[webpackQueues]) return dep;
/******/ 				if(dep.then) {
/******/ 					var queue = [];
/******/ 					queue.d = 0;
/******/ 					dep.then((r) => {
/******/ 						obj[webpackExports] = r;
/******/ 						resolveQueue(queue);
/******/ 					}, (e) => {
/******/ 						obj[webpackError] = e;
/******/ 						resolveQueue(queue);
/******/ 					});
/******/ 					var obj = {};
/******/ 					obj[webpackQueues] = (fn) => (fn(queue));
/******/ 					return obj;
/******/ 				}
/******/ 			}
/******/ 			var ret = {};
/******/ 			ret[webpackQueues] = x => {};
/******/ 			ret[webpackExports] = dep;
/******/ 			return ret;
/******/ 		}));
/******/ 		__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 			var queue;
/******/ 			hasAwait && ((queue = []).d = -1);
/******/ 			var depQueues = new Set();
/******/ 			var exports = module.exports;
/******/ 			var currentDeps;
/******/ 			var outerResolve;
/******/ 			var reject;
/******/ 			var promise = new Promise((resolve, rej) => {
/******/ 				reject = rej;
/******/ 				outerResolve = resolve;
/******/ 			});
/******/ 			promise[webpackExports] = exports;
/******/ 			promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 			module.exports = promise;
/******/ 			body((deps) => {
/******/ 				currentDeps = wrapDeps(deps);
/******/ 				var fn;
/******/ 				var getResult = () => (currentDeps.map((d) => {
/******/ 					if(d[webpackError]) throw d[webpackError];
/******/ 					return d[webpackExports];
/******/ 				}))
/******/ 				var promise = new Promise((resolve) => {
/******/ 					fn = () => (resolve(getResult));
/******/ 					fn.r = 0;
/******/ 					var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 					currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 				});
/******/ 				return fn.r ? promise : getResult();
/******/ 			}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 			queue && queue.d < 0 && (queue.d = 0);
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/compat get default export */
/******/ 	(() => {
/******/ 		// getDefaultExport function for compatibility with non-harmony modules
/******/ 		__nccwpck_require__.n = (module) => {
/******/ 			var getter = module && module.__esModule ?
/******/ 				() => (module['default']) :
/******/ 				() => (module);
/******/ 			__nccwpck_require__.d(getter, { a: getter });
/******/ 			return getter;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};
__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   start: () => (/* binding */ start)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(58853);

const modules = {
    'coordinate/index.js': () => Promise.all(/* import() */[__nccwpck_require__.e(570), __nccwpck_require__.e(696), __nccwpck_require__.e(497), __nccwpck_require__.e(491), __nccwpck_require__.e(854), __nccwpck_require__.e(205), __nccwpck_require__.e(284)]).then(__nccwpck_require__.bind(__nccwpck_require__, 23720)),
    'estimate-time/index.js': () => Promise.all(/* import() */[__nccwpck_require__.e(570), __nccwpck_require__.e(696), __nccwpck_require__.e(497), __nccwpck_require__.e(565), __nccwpck_require__.e(788)]).then(__nccwpck_require__.bind(__nccwpck_require__, 39788)),
    'guard/index.js': () => Promise.all(/* import() */[__nccwpck_require__.e(570), __nccwpck_require__.e(696), __nccwpck_require__.e(314), __nccwpck_require__.e(271), __nccwpck_require__.e(497), __nccwpck_require__.e(564), __nccwpck_require__.e(491), __nccwpck_require__.e(565), __nccwpck_require__.e(686), __nccwpck_require__.e(854), __nccwpck_require__.e(817)]).then(__nccwpck_require__.bind(__nccwpck_require__, 31817)),
    'monitor/index.js': () => Promise.all(/* import() */[__nccwpck_require__.e(570), __nccwpck_require__.e(696), __nccwpck_require__.e(314), __nccwpck_require__.e(271), __nccwpck_require__.e(497), __nccwpck_require__.e(564), __nccwpck_require__.e(491), __nccwpck_require__.e(565), __nccwpck_require__.e(686), __nccwpck_require__.e(342)]).then(__nccwpck_require__.bind(__nccwpck_require__, 52342)),
    'notify/index.js': () => Promise.all(/* import() */[__nccwpck_require__.e(570), __nccwpck_require__.e(271), __nccwpck_require__.e(564), __nccwpck_require__.e(687)]).then(__nccwpck_require__.bind(__nccwpck_require__, 29687)),
    'report/index.js': () => Promise.all(/* import() */[__nccwpck_require__.e(851), __nccwpck_require__.e(570), __nccwpck_require__.e(696), __nccwpck_require__.e(575), __nccwpck_require__.e(205), __nccwpck_require__.e(376)]).then(__nccwpck_require__.bind(__nccwpck_require__, 35376)),
    'cache-worker.js': () => __nccwpck_require__.e(/* import() */ 941).then(__nccwpck_require__.bind(__nccwpck_require__, 56941)),
};
const start = (door) => modules[door]();

module.exports = __webpack_exports__;
/******/ })()
;