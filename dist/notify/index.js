import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

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

/***/ 6831:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7071);
/* harmony import */ var _signalbox_slack_web_api__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7892);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7233);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7406);




const ports = { connect: _signalbox_slack_web_api__WEBPACK_IMPORTED_MODULE_1__/* .connectSlack */ .x };
await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .inputs */ .QL, {
    main: (parsed, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .eF)(parsed, step, ports),
    post: (parsed, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .drain */ .Ze)(parsed, step, ports),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 7233:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  QL: () => (/* binding */ inputs_inputs)
});

// UNUSED EXPORTS: EVENTS, outputs, slackInputs

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

// EXTERNAL MODULE: ./packages/slack/src/event.ts
var src_event = __nccwpck_require__(7496);
// EXTERNAL MODULE: ./packages/slack/src/severity.ts
var src_severity = __nccwpck_require__(325);
// EXTERNAL MODULE: ./actions/notify/src/fact-inputs.ts
var fact_inputs = __nccwpck_require__(8499);
;// CONCATENATED MODULE: ./actions/notify/src/inputs.ts





const CHANNEL = /^[CGD][A-Z0-9]{2,20}$/;
const channelId = (0,inputs/* matching */.wC)(CHANNEL, 'the id of a Slack channel, such as C0123456789 (not its name)');
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
    const known = src_event/* KINDS */.G.find((each) => each === kind);
    const severity = src_severity/* SEVERITIES */.o.find((each) => each === level);
    if (known === undefined || severity === undefined)
        return undefined;
    return { kind: known, severity, ...(environment === undefined ? {} : { environment }) };
}
const EVENTS = [...src_event/* KINDS */.G, 'question', 'check'];
/** How Slack is reached: the same for every action that tells it something. */
const slackInputs = {
    'slack-token': slackToken,
    'slack-webhook-url': (0,inputs/* secret */.rJ)((0,inputs/* endpoint */.sR)()),
    'updates-channel': (0,inputs/* list */.p_)('ids of Slack channels, such as C0123456789', CHANNEL),
    'interact-channel': channelId,
    mentions: lines('lines such as "login: U0123456789"', mention),
    severity: lines(`lines such as "stalled=critical" or "staging/failed=info" (${src_severity/* SEVERITIES */.o.join(', ')})`, rule),
    'on-duty': (0,inputs/* list */.p_)('ids of users or user groups to call when it is critical, or here, or channel', /^([UWS][A-Z0-9]{2,20}|here|channel)$/),
    'pager-url': (0,inputs/* secret */.rJ)((0,inputs/* endpoint */.sR)()),
    'pager-key': (0,inputs/* secret */.rJ)((0,inputs/* text */.Qq)('the routing key of the pager')),
    'delivery-budget': (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(1), '60s'),
    'slack-api-url': slackApiUrl,
};
const inputs_inputs = {
    event: (0,inputs/* required */.mw)((0,inputs/* oneOf */.yL)(...EVENTS)),
    environment: environment,
    ...slackInputs,
    message: (0,inputs/* text */.Qq)('text for the thread'),
    reason: (0,inputs/* text */.Qq)('why, in one line'),
    ...fact_inputs/* factInputs */.Wf,
    'stack-name': (0,inputs/* text */.Qq)('the stack that is deployed'),
    ref: (0,inputs/* fromRunner */.Bz)(fact_inputs/* deployedRef */.UR, 'github.sha'),
    'thread-ts': (0,inputs/* matching */.wC)(/^\d{6,12}\.\d{6}$/, 'the ts of a Slack message, such as 1700000000.000100'),
    question: (0,inputs/* text */.Qq)('the question'),
    options: (0,inputs/* list */.p_)('the possible answers'),
    'allowed-users': (0,inputs/* list */.p_)('who may answer: ids of users (U...) and user groups (S...), or logins of the mention map'),
    'required-answers': (0,inputs/* withDefault */.IQ)((0,inputs/* integer */.nd)(1, 50), '1'),
    'self-approval': (0,inputs/* withDefault */.IQ)((0,inputs/* boolean */.zM)(), 'false'),
    'answer-timeout': (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(1), '15m'),
    'default-answer': (0,inputs/* text */.Qq)('the answer that counts when there is no clear one'),
    'fail-on-error': (0,inputs/* withDefault */.IQ)((0,inputs/* boolean */.zM)(), 'false'),
    'dry-run': (0,inputs/* withDefault */.IQ)((0,inputs/* boolean */.zM)(), 'false'),
    'correlation-id': correlationIdInput,
    'github-token': (0,inputs/* secret */.rJ)((0,inputs/* fromRunner */.Bz)((0,inputs/* text */.Qq)('a GitHub token with deployments: write'), 'github.token')),
    repository: { ...repository, required: false },
    'deployment-id': (0,inputs/* integer */.nd)(1),
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

/***/ 7406:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ze: () => (/* binding */ drain),
  z8: () => (/* binding */ report),
  eF: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var src_errors = __nccwpck_require__(8981);
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

// EXTERNAL MODULE: ./packages/slack/src/error.ts
var src_error = __nccwpck_require__(8818);
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
    if (!(error instanceof src_error/* SlackError */.DC) || (error.fault !== 'retry' && error.fault !== 'ambiguous')) {
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

// EXTERNAL MODULE: ./packages/slack/src/http.ts
var http = __nccwpck_require__(1050);
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
        if (!(error instanceof src_error/* SlackError */.DC) || error.fault !== 'late')
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
    if (error instanceof src_error/* SlackError */.DC && error.fault === 'gone')
        return [];
    throw error;
}
async function removeOwn(ts, { slack, channel, signal }) {
    try {
        await slack.remove(channel, ts, signal);
    }
    catch (error) {
        if (!(error instanceof src_error/* SlackError */.DC) || error.fault !== 'gone')
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
            const request = { body: { ...fit(rendered) }, signal, judge: http/* webhookAnswer */.qG };
            await (0,http/* postJson */.B2)('The webhook of input "slack-webhook-url"', address, request);
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
            await (0,http/* postJson */.B2)('The pager of input "pager-url"', url, { body, signal, judge: http/* pagerAnswer */.C9 });
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
        if (!(error instanceof src_error/* SlackError */.DC))
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
        log.info(`Whether an earlier run left messages for Slack is not known: ${(0,src_errors/* errorLine */.B)(error)}`);
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
        lost((0,src_errors/* errorLine */.B)(error));
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
        if (!(error instanceof src_error/* SlackError */.DC))
            throw error;
        const where = `The thread of ${correlationId} in ${channel}`;
        log.warning(`${where}, whose runner was lost, was not ended: ${(0,src_errors/* errorLine */.B)(error)}`, 'Slack');
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

// EXTERNAL MODULE: ./packages/slack/src/web-api.ts + 1 modules
var web_api = __nccwpck_require__(7892);
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
    if (!reachesSomebody(inputs))
        return undefined;
    const slack = token !== undefined && hasBot(inputs) ? await connectSlack({ token, apiUrl }) : undefined;
    return openForJob(inputs, step, { id, slack, environment: inputs.environment ?? '' });
}

;// CONCATENATED MODULE: ./packages/slack/src/reach.ts
/** A bot needs both. */
const reach_hasBot = ({ 'slack-token': token, 'updates-channel': channels }) => token !== undefined && channels.length > 0;
/** PagerDuty refuses an event without a key, and a key alone leads nowhere. */
const hasPager = ({ 'pager-url': url, 'pager-key': key }) => url !== undefined && key !== undefined;
/** Whether the inputs name any way to tell somebody. */
const reach_reachesSomebody = (inputs) => reach_hasBot(inputs) || hasPager(inputs) || inputs['slack-webhook-url'] !== undefined;
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

;// CONCATENATED MODULE: ./packages/registry/src/description.ts

/** docs: rest/deployments/statuses, `description`: a longer one is refused. */
const LIMIT = 140;
/**
 * Text fit for the description of a deployment or a status: one line of at most 140 characters, none above U+FFFF,
 * which GitHub refuses in descriptions (wip/app#138, ouzi-dev/commit-status-updater#526).
 */
const description_description = (text) => (0,untrusted/* oneLine */.TN)(text.replace(/[\u{10000}-\u{10ffff}]/gu, '\u25a1'), LIMIT);

;// CONCATENATED MODULE: ./packages/registry/src/names.ts

/**
 * Whether it can be the OWNER/NAME of a repository: ASCII letters, digits and `-`, `_` (managed users), `.` (names),
 * at most 100 characters each (GitHub's limit for names; owners have 39).
 */
const isRepository = (name) => /^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(name);
/** OWNER/NAME as the parts of a REST path. @throws UserError for what cannot be a repository */
function names_named(repository) {
    const [owner = '', repo = ''] = repository.split('/');
    if (!isRepository(repository))
        throw new UserError('A repository is named OWNER/NAME.');
    return { owner, repo };
}
/** Who makes deployments with the token of a job. */
const JOB_TOKEN = 'github-actions[bot]';
/** Owners and names of repositories are not case sensitive. */
const names_sameRepository = (a, b) => a.toLowerCase() === b.toLowerCase();
/** Environments are not case sensitive (docs: managing environments), but lists of deployments may be. */
const canonical = (environment) => environment.toLowerCase();

;// CONCATENATED MODULE: ./packages/registry/src/payload.ts



const payload_VERSION = 1;
/** The stored form: {"signalbox":1, ...}. */
function formatPayload(payload) {
    return {
        signalbox: payload_VERSION,
        nonce: payload.nonce,
        correlation_id: payload.correlationId,
        repository: payload.repository,
        ...(payload.repositoryId === undefined ? {} : { repository_id: payload.repositoryId }),
        run_id: payload.runId,
        run_attempt: payload.runAttempt,
        ...(payload.checkRunId === undefined ? {} : { check_run_id: payload.checkRunId }),
        workflow: truncate(payload.workflow.replace(/[\p{Cc}\p{Cs}]+/gu, ' '), STORED_WORKFLOW),
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
    correlation_id: (value) => value === '' || (typeof value === 'string' && correlation/* CORRELATION_ID */.tU.test(value)),
    repository: (value) => typeof value === 'string' && isRepository(value),
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
    if (raw === undefined || raw['signalbox'] !== payload_VERSION)
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

;// CONCATENATED MODULE: ./packages/registry/src/registration.ts



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
    if (sameRepository(payload.repository, repository))
        return true;
    return payload.sha === undefined && keptIn !== undefined && sameRepository(keptIn, repository);
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
    const predicted = parsePrediction(held?.description ?? '');
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
    const shapes = holding.flatMap(({ description }) => parseShape(description) ?? []);
    const changed = holding.some(({ description }) => /: \d+%/.test(description));
    return shapes.find((shape) => shape !== NOTHING) ?? (changed ? undefined : shapes[0]);
}
/** Until a read tells the id: in front of everybody, and nothing can be written to it. */
const UNKNOWN_ID = 0;
/**
 * Longest life of a registration: GitHub ends a job after 5 days at the latest, and a day is for slack.
 * What is older is not looked for, so nothing older may claim.
 */
const LIFETIME_MS = (/* unused pure expression or super */ null && (6 * 24 * 3600 * 1000));

;// CONCATENATED MODULE: ./packages/registry/src/note.ts



const note_REQUEST_MS = 10_000;
/**
 * Adds a line to a registration's history and changes nothing else: what waits goes on waiting, who holds goes on
 * holding. A few plain requests, so that an action that does no more with the registry needs no client for it.
 * @throws Error when it is not a live registration, or GitHub refuses
 */
async function addNote(id, line, options) {
    const page = `deployments/${id}`;
    const deployment = (await request(page, options));
    if (deployment.task !== TASK || parsePayload(deployment.payload) === undefined)
        throw new Error('it is no registration of Signalbox');
    const phase = phaseOf(await latestStatus(page, options));
    if (phase === 'over' || phase === 'claiming')
        throw new Error(`it is ${phase}`);
    const state = phase === 'holding' ? 'in_progress' : 'queued';
    // A description that begins like a claim would turn the holder into a claimant.
    const description = description_description(`note: ${line}`);
    await request(`${page}/statuses`, options, { state, description, auto_inactive: false });
}
/** The one with the greatest id: GitHub promises no order. */
async function latestStatus(page, options) {
    let latest;
    for (let number = 1;; number++) {
        const found = await request(`${page}/statuses?per_page=100&page=${number}`, options);
        const statuses = found;
        for (const status of statuses)
            if (status.id > (latest?.id ?? 0))
                latest = status;
        if (statuses.length < 100)
            return latest && { ...latest, description: latest.description ?? '' };
    }
}
async function request(path, options, body) {
    const { repository, token, apiUrl, signal } = options;
    const answer = await fetch(`${apiUrl}/repos/${repository}/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/vnd.github+json',
            'content-type': 'application/json',
            'user-agent': 'signalbox',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(note_REQUEST_MS)]),
    });
    if (!answer.ok) {
        const advice = answer.status === 403 ? ' (the token needs deployments: write)' : '';
        throw new Error(`GitHub answered HTTP ${answer.status}${advice}`);
    }
    return await answer.json();
}

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

;// CONCATENATED MODULE: ./packages/slack/src/question/question.ts
const MEANINGS = {
    white_check_mark: ['proceed', 'approve', 'yes', 'deploy', 'ok', 'go', 'continue'],
    x: ['cancel', 'reject', 'deny', 'no', 'abort', 'stop'],
    hourglass_flowing_sand: ['wait', 'later', 'hold'],
    rewind: ['rollback', 'roll-back', 'revert'],
};
const DIGITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'keycap_ten'];
/** Options that keep something from happening; any other lets it happen, and needs somebody else's word. */
const holdsBack = ({ emoji }) => ['x', 'hourglass_flowing_sand', 'rewind'].includes(emoji);
/** As many as there are digits. */
const MOST_OPTIONS = DIGITS.length;
/** Words with a reaction each: a telling one where there is, else a digit. */
function optionsOf(words) {
    const taken = new Set();
    return words.map((word, index) => {
        const telling = Object.entries(MEANINGS).find(([, synonyms]) => synonyms.includes(word.toLowerCase()))?.[0];
        const emoji = telling !== undefined && !taken.has(telling) ? telling : (DIGITS[index] ?? 'question');
        taken.add(emoji);
        return { word, emoji };
    });
}
/** Only authorised people count, and no requester towards an approval; whoever replied more than once means the last. */
function votesOf({ options, allowed, requesters = [] }, said) {
    const replied = new Map();
    for (const { user, bot, text } of said.replies) {
        const word = options.find((option) => isWord(option.word, text))?.word;
        if (user !== undefined && !bot && word !== undefined)
            replied.set(user, word);
    }
    return Object.fromEntries(options.map(({ word, emoji }) => {
        const reacted = said.reactions[emoji] ?? [];
        const wrote = [...replied].filter(([, answer]) => answer === word).map(([user]) => user);
        const counts = (user) => allowed.includes(user) && (holdsBack({ emoji }) || !requesters.includes(user));
        return [word, [...new Set([...reacted, ...wrote])].filter(counts)];
    }));
}
/** The reply is the option's word and nothing else, but for marks and case: "Proceed!" but not "do not proceed". */
const isWord = (word, text) => normal(text) === normal(word);
const normal = (text) => text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
/** The one option enough people agree on while nobody wants another; else undefined, and it is waited on. */
function agreed({ required }, votes) {
    const wanted = Object.entries(votes).filter(([, users]) => users.length > 0);
    const [only] = wanted;
    if (only === undefined || wanted.length > 1)
        return undefined;
    const [answer, by] = only;
    return by.length >= required ? { answer, by } : undefined;
}
/** Why the default counts. */
function undecided({ required }, votes) {
    const wanted = Object.values(votes).filter((users) => users.length > 0);
    if (wanted.length === 0)
        return 'nobody who may answer did so in time';
    if (wanted.length > 1)
        return 'the answers contradict each other';
    return `only ${wanted[0]?.length} of ${required} answered`;
}

;// CONCATENATED MODULE: ./packages/slack/src/question/listen.ts




/** reactions.get and conversations.replies allow 50 a minute to all jobs together. */
const POLL_MS = 6000;
const CONFIRM_MS = 2000;
/**
 * Waits for an answer that people agree on. A slip of the finger is taken back within seconds, so an answer is believed
 * when it is seen twice, or when it was seen and nothing can be read after it.
 */
async function listen(question, listening, asking) {
    const { clock, random, signal, log } = asking;
    let { ways } = listening;
    let said = { reactions: {}, replies: [] };
    let seen;
    while (!signal.aborted && clock.now() < question.until) {
        const read = await readAnswers(listening.posted, { ways, said }, asking);
        if (read.refused !== undefined) {
            ways = read.ways;
            if (!ways.reactions && !ways.replies) {
                log.error(read.refused, 'Slack is not set up right');
                return seen ?? { why: 'the answers could not be read' };
            }
            await listening.narrowed(ways, read.refused);
        }
        said = read.said;
        if (read.whole) {
            const answer = agreed(question, votesOf(question, said));
            if (answer !== undefined && seen?.answer === answer.answer)
                return answer;
            seen = answer;
        }
        const pause = read.whole && seen !== undefined ? CONFIRM_MS : POLL_MS * (0.8 + 0.4 * random());
        await clock.sleep(Math.min(Math.max(pause, read.pauseMs), question.until - clock.now()), signal);
    }
    if (signal.aborted)
        return { why: 'the step was cancelled' };
    return seen ?? { why: undecided(question, votesOf(question, said)) };
}
async function readAnswers({ channel, ts }, { ways, said }, asking) {
    const { slack, thread } = asking;
    const [reactions, replies] = await Promise.allSettled([
        ways.reactions ? within(asking, (limit) => slack.reactions(channel, ts, limit)) : said.reactions,
        ways.replies
            ? within(asking, (limit) => slack.thread({ channel, thread: thread ?? ts, oldest: ts }, limit))
            : said.replies,
    ]);
    const failures = [reactions, replies].flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    for (const error of failures)
        if (!(error instanceof src_error/* SlackError */.DC))
            throw error;
    const refusals = failures.filter((error) => error.fault === 'config');
    const isRefused = (each) => each.status === 'rejected' && refusals.includes(each.reason);
    return {
        said: {
            reactions: reactions.status === 'fulfilled' ? reactions.value : said.reactions,
            replies: replies.status === 'fulfilled'
                ? replies.value.filter((message) => Number(message.ts) > Number(ts))
                : said.replies,
        },
        whole: failures.length === refusals.length,
        pauseMs: Math.max(0, ...failures.map((error) => error.retryAfterMs ?? 0)),
        ways: {
            reactions: ways.reactions && !isRefused(reactions),
            replies: ways.replies && !isRefused(replies),
        },
        ...(refusals.length === 0 ? {} : { refused: (0,src_errors/* errorLine */.B)(refusals[0]) }),
    };
}

;// CONCATENATED MODULE: ./packages/slack/src/question/render.ts




const HOW = {
    both: ['React, or reply with the word', 'react or reply alike'],
    reactions: ['React', 'react alike'],
    replies: ['Reply with the word', 'reply alike'],
};
/** The question while it is open, with the ways to answer that can be read. */
function renderQuestion(question, { facts, called }, ways) {
    const { text, options, required, requesters = [], defaultAnswer, until } = question;
    const asked = section(...called.flatMap((id) => [...mention(id), ours(' ')]), ...[emoji(EMOJI.question), ours(' '), outsideBold(facts.environment ?? 'A deployment', 80), ours(': ')], outsideLines(text, 1000));
    const choices = options.map(({ word, emoji: name }) => section(...(ways.reactions ? [emoji(name), ours('  ')] : []), outside(word, 60)));
    const [alone, together] = HOW[ways.reactions && ways.replies ? 'both' : ways.reactions ? 'reactions' : 'replies'];
    const count = required === 1 ? alone : `${required} of those asked must ${together}`;
    const rule = [
        ours(`${count}. ${requesters.length === 0 ? '' : 'Who asked for the deployment cannot approve it. '}Without a clear answer by `),
        time(until),
        ours(' it is '),
        outsideBold(defaultAnswer, 60),
        ours('.'),
    ];
    return {
        text: render_fallback(question, facts),
        blocks: [
            richText(asked, { type: 'rich_text_list', style: 'bullet', elements: choices }, section(...rule)),
            ...context(facts, undefined),
        ],
    };
}
/** The question once it is over: nobody should answer it any more. */
function renderAnswer({ text }, facts, { answer, by, why }) {
    const who = by.flatMap((id) => [ours(' '), ...mention(id)]);
    const line = section(...[emoji(EMOJI.question), ours(' '), outsideBold(facts.environment ?? 'A deployment', 80), ours(': ')], ...[outsideLines(text, 1000), ours('\n'), bold('Answer: '), outsideBold(answer, 60)], ...(why === undefined ? [ours(', by'), ...who] : [ours(` by default, because ${why}`)]));
    const words = why === undefined ? `, by ${by.length}` : ` by default, because ${why}`;
    return {
        text: `${mrkdwn(facts.environment ?? 'A deployment', 80)}: ${mrkdwn(text, 600)} Answer: ${mrkdwn(answer, 60)}${words}.`,
        blocks: [richText(line), ...context(facts, undefined)],
    };
}
function render_fallback({ text, options, defaultAnswer, until }, facts) {
    const words = options.map(({ word }) => mrkdwn(word, 60)).join(', ');
    return `${mrkdwn(facts.environment ?? 'A deployment', 80)}: ${mrkdwn(text, 600)} Possible answers: ${words}. Without a clear answer by ${(0,duration/* clockTime */.qo)(until)} it is ${mrkdwn(defaultAnswer, 60)}.`;
}

;// CONCATENATED MODULE: ./packages/slack/src/question/ways.ts
const SCOPES = {
    reactions: ['reactions:read'],
    // By the kind of the channel, which its id no longer tells.
    replies: ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
};
const NEEDED = {
    reactions: 'reactions:read',
    replies: 'channels:history (or groups:history for a private channel)',
};
/**
 * What the app's scopes let us read. Slack names them in the header `x-oauth-scopes` of its answers
 * (docs.slack.dev/apis/web-api: "Evaluating responses"). Where it does not, both: the first read tells.
 */
async function waysOf(slack, signal) {
    const { scopes } = await slack.whoAmI(signal);
    const has = (way) => scopes.length === 0 || SCOPES[way].some((scope) => scopes.includes(scope));
    return { reactions: has('reactions'), replies: has('replies') };
}

;// CONCATENATED MODULE: ./packages/slack/src/question/ask.ts










const ask_REQUEST_MS = 10_000;
/** Slack must be reached within this time, or the default counts. */
const REACH_MS = 60_000;
/** For marking the question as over; a cancelled step is killed after 7.5 s. */
const CLOSE_MS = { usual: 30_000, cancelled: 5000 };
/**
 * Asks, waits, and gives an answer in any case: what authorised people agree on, else the default.
 * Never throws because of Slack.
 */
async function ask(question, asking) {
    const { allowed, required } = question;
    const unasked = (why, problem = why) => ({ answer: byDefault(question, why), problem });
    // Nobody is called for an answer that cannot count.
    if (allowed.length < required)
        return unasked(`only ${allowed.length} of ${required} could answer`);
    const ways = await readableWays(asking);
    if (!ways.reactions && !ways.replies) {
        const line = `The question was not asked, since no answer could be read: the app needs the scope ${NEEDED.reactions} or ${NEEDED.replies}; add it and install the app again.`;
        asking.log.error(line, 'Slack is not set up right');
        return unasked('the answers could not be read', line);
    }
    let posted;
    try {
        posted = await post(question, ways, asking);
    }
    catch (error) {
        if (!(error instanceof src_error/* SlackError */.DC))
            throw error;
        const line = `The question was not asked: ${error.message}`;
        if (verdictOf(error).retry) {
            asking.log.warning(line, 'Slack');
            return unasked('Slack was not reached', line);
        }
        asking.log.error(line, 'Slack is not set up right');
        return unasked('Slack refused the question', line);
    }
    return await hear(question, { posted, ways }, asking);
}
const byDefault = ({ defaultAnswer }, why) => ({
    answer: defaultAnswer,
    by: [],
    why,
});
/** What can be read; both where that cannot be said now. What cannot be read is not offered. */
async function readableWays(asking) {
    try {
        const ways = await within(asking, (limit) => waysOf(asking.slack, limit));
        for (const way of ['reactions', 'replies']) {
            if (!ways[way] && (ways.reactions || ways.replies))
                asking.log.warning(`Answers by ${way} are not offered: the app has no scope ${NEEDED[way]}.`, 'Slack');
        }
        return ways;
    }
    catch (error) {
        if (!(error instanceof src_error/* SlackError */.DC))
            throw error;
        return { reactions: true, replies: true };
    }
}
async function hear(question, { posted, ways }, asking) {
    const { slack, log } = asking;
    const permalink = await conveniently(() => within(asking, (limit) => slack.permalink(posted.channel, posted.ts, limit)));
    if (ways.reactions)
        await offer(question, posted, asking);
    const narrowed = async (left, why) => {
        log.warning(`What cannot be read is no longer offered: ${why}`, 'Slack');
        const edit = {
            ...posted,
            ...fit(renderQuestion(question, asking, left)),
            mark: { id: asking.id, revision: 1 },
        };
        await conveniently(() => within(asking, (limit) => slack.update(edit, limit)));
    };
    const heard = await listen(question, { posted, ways, narrowed }, asking);
    const answer = 'answer' in heard ? heard : byDefault(question, heard.why);
    await ask_close({ question, answer }, posted, asking);
    return { answer, posted, ...(permalink ? { permalink } : {}) };
}
/** Undefined where Slack does not let us. */
async function conveniently(request) {
    try {
        return await request();
    }
    catch (error) {
        if (!(error instanceof src_error/* SlackError */.DC))
            throw error;
        return undefined;
    }
}
async function post(question, ways, asking) {
    const { slack, channel, thread, id, clock, random, signal } = asking;
    let rendered = fit(renderQuestion(question, asking, ways));
    const where = thread === undefined ? {} : { thread, broadcast: true };
    const begun = clock.now();
    let lost = false;
    const once = async () => {
        const found = lost ? await standing(asking, begun) : undefined;
        if (found !== undefined)
            return { channel, ts: found };
        return within(asking, (limit) => slack.post({ channel, ...rendered, ...where, mark: { id, revision: 1 } }, limit));
    };
    const classify = (error) => {
        if (!(error instanceof src_error/* SlackError */.DC))
            return { retry: false };
        if (error.fault === 'ambiguous')
            lost = true;
        if (error.fault !== 'payload' || rendered.blocks.length === 0)
            return verdictOf(error);
        rendered = plainly(rendered);
        return { retry: true, afterMs: 0 };
    };
    const deadline = Math.min(question.until, begun + REACH_MS);
    return retry(once, { clock, random, classify, attempts: 8, firstDelayMs: 3000, deadline, signal });
}
/** The question's ts, if a send whose answer was lost was carried out. */
async function standing(asking, since) {
    const { slack, channel, thread, id } = asking;
    const oldest = notBefore(since);
    const messages = await within(asking, (limit) => thread === undefined
        ? slack.history({ channel, oldest, pages: PAGES }, limit)
        : slack.thread({ channel, thread, oldest: String(oldest) }, limit));
    return messages.find(({ mark }) => mark?.id === id)?.ts;
}
/** Seeds the reactions, so that an answer is one click. People can add them themselves, too. */
async function offer({ options }, { channel, ts }, asking) {
    for (const { emoji } of options) {
        try {
            await within(asking, (limit) => asking.slack.react(channel, ts, emoji, limit));
        }
        catch (error) {
            if (!(error instanceof src_error/* SlackError */.DC))
                throw error;
            if (error.fault === 'config')
                return;
        }
    }
}
async function ask_close({ question, answer }, { channel, ts }, asking) {
    const { slack, facts, id, clock, random, log } = asking;
    const rendered = fit(renderAnswer(question, facts, answer));
    const limitMs = asking.signal.aborted ? CLOSE_MS.cancelled : CLOSE_MS.usual;
    // Also after a cancellation nobody should answer any more.
    const setting = { clock, signal: new AbortController().signal };
    try {
        await retry(() => withTimeout(setting, Math.min(ask_REQUEST_MS, limitMs), (limit) => slack.update({ channel, ts, ...rendered, mark: { id, revision: 2 } }, limit)), { clock, random, deadline: clock.now() + limitMs, classify: verdictOf });
    }
    catch (error) {
        if (!(error instanceof src_error/* SlackError */.DC))
            throw error;
        log.warning(`The question still looks open in Slack: ${error.message}`, 'Slack');
    }
}
const within = (asking, request) => withTimeout(asking, ask_REQUEST_MS, request);

;// CONCATENATED MODULE: ./packages/slack/src/question/members.ts





const members_REQUEST_MS = 10_000;
/** A group must be read within this time. */
const members_REACH_MS = 60_000;
/** Ids of users: those named, and the members of the user groups named. A group that cannot be read has none. */
async function membersOf(ids, setting) {
    const { slack, clock, random, signal, log } = setting;
    const terms = { clock, random, signal, classify: verdictOf, attempts: 8, deadline: clock.now() + members_REACH_MS };
    const members = new Set(ids.filter((id) => !isGroupId(id)));
    for (const group of ids.filter(isGroupId)) {
        try {
            const found = await retry(() => withTimeout(setting, members_REQUEST_MS, (limit) => slack.membersOf(group, limit)), terms);
            for (const id of found)
                members.add(id);
        }
        catch (error) {
            if (!(error instanceof src_error/* SlackError */.DC))
                throw error;
            log.error(`Nobody of user group ${group} can answer: ${error.message}`, 'Slack');
        }
    }
    return [...members];
}

;// CONCATENATED MODULE: ./actions/notify/src/ask.ts











/** Asks in the interact channel, or else in the deployment's thread, and gives an answer in any case. */
async function askQuestion(inputs, step, setting) {
    const { slack, notifier, facts, id } = setting;
    if (slack === undefined)
        throw new src_errors/* UserError */.y('Event "question" needs input "slack-token".');
    const { clock, random, log, cancelled: signal } = step;
    const called = people(inputs);
    const askedBy = requesters(inputs, step, called);
    const receipt = await notifier.drain();
    const question = {
        text: inputs.question ?? '',
        options: optionsOf(inputs.options),
        allowed: await membersOf(called, { slack, clock, random, signal, log }),
        requesters: askedBy,
        required: inputs['required-answers'],
        defaultAnswer: inputs['default-answer'] ?? '',
        until: clock.now() + inputs['answer-timeout'] * 1000,
    };
    const interact = inputs['interact-channel'];
    const thread = interact === undefined ? await threadOf(inputs, step, { slack, id, receipt }) : undefined;
    const asked = await ask(question, {
        ...{ slack, facts, called, clock, random, log, signal },
        channel: interact ?? receipt.channelId ?? inputs['updates-channel'][0] ?? '',
        ...(thread === undefined ? {} : { thread }),
        id: `${id}/question/${step.job.runAttempt}-${Math.floor(random() * 36 ** 8).toString(36)}`,
    });
    report(step, ask_told(receipt, asked, thread));
    await record(question, asked.answer, step);
    await recordInRegistry(inputs, step, asked.answer);
    if (inputs['fail-on-error'] && asked.problem !== undefined) {
        throw new src_errors/* UserError */.y(`Nobody was asked (input "fail-on-error" makes that an error): ${asked.problem}`);
    }
}
/** The question is what the outputs speak of; what still waits of other news is counted, too. */
function ask_told(receipt, { posted, permalink }, thread) {
    if (posted === undefined)
        return { ...receipt, delivered: false };
    const { permalink: _, ...rest } = receipt;
    const { channel, ts } = posted;
    const where = { channelId: channel, messageTs: ts, threadTs: thread ?? ts };
    return { ...rest, ...where, ...(permalink === undefined ? {} : { permalink }) };
}
/** The deployment's thread, which another job may have begun; undefined where there is none, or it cannot be looked for. */
async function threadOf(inputs, { clock, cancelled: signal, log }, { slack, id: correlationId, receipt }) {
    const given = receipt.threadTs ?? inputs['thread-ts'];
    const [channel] = inputs['updates-channel'];
    if (given !== undefined || channel === undefined)
        return given;
    try {
        const environment = inputs.environment;
        return (await findHead({ slack, channel, correlationId, environment, clock, signal }))?.ts;
    }
    catch (error) {
        if (!(error instanceof src_error/* SlackError */.DC))
            throw error;
        log.info(`The question is asked outside of the deployment's thread: ${error.message}`);
        return undefined;
    }
}
/**
 * Slack ids of who started the run, and of who started it again: they may not approve what they asked for.
 * @throws UserError if somebody may answer of whom it cannot be known whether they are one of these
 */
function requesters(inputs, { env, job }, called) {
    if (inputs['self-approval'] || optionsOf(inputs.options).every(holdsBack))
        return [];
    const known = new Map(inputs.mentions ?? []);
    const logins = new Set([job.actor, env['GITHUB_TRIGGERING_ACTOR'] || job.actor]);
    const mapped = new Set(known.values());
    return [...logins].flatMap((login) => {
        const id = known.get(login.toLowerCase());
        // A bot has no hands in Slack; and whoever is in the map under another login is somebody else.
        if (id === undefined && !login.endsWith('[bot]') && !called.every((each) => mapped.has(each))) {
            throw new src_errors/* UserError */.y(`Input "mentions" has no Slack user for "${login}", who asked for this deployment and so may not approve it: add the line "${login}: U...", with the member id of their Slack profile, or set input "self-approval" to true.`);
        }
        return id ?? [];
    });
}
/** On the registration's page, where there is one: who answered what. Trouble is said, and never thrown. */
async function recordInRegistry(inputs, step, answer) {
    const { 'github-token': token, repository = step.job.repository } = inputs;
    const id = inputs['deployment-id'] ?? Number(step.env[correlation/* DEPLOYMENT_VARIABLE */.x5] || 0);
    if (id === 0 || token === undefined)
        return;
    const logins = Object.fromEntries((inputs.mentions ?? []).map(([login, user]) => [user, login]));
    const who = answer.by.map((user) => logins[user] ?? user).join(', ') || `default, because ${answer.why}`;
    const line = `answered ${answer.answer} (by ${who})`;
    try {
        await addNote(id, line, { repository, token, apiUrl: step.job.apiUrl, signal: step.cancelled });
    }
    catch (error) {
        step.log.warning(`The answer is not recorded with registration ${id}: ${(0,src_errors/* errorLine */.B)(error)}`);
    }
}
/** Ids from ids, and from logins of the mention map. @throws UserError for a login that is not in it */
function people(inputs) {
    const known = Object.fromEntries(inputs.mentions ?? []);
    return inputs['allowed-users'].map((who) => {
        const id = isUserId(who) || isGroupId(who) ? who : known[who.replace(/^@/, '').toLowerCase()];
        if (id === undefined) {
            throw new src_errors/* UserError */.y(`Input "allowed-users": "${who}" is neither a Slack id (U..., S...) nor a login in input "mentions".`);
        }
        return id;
    });
}
async function record({ text }, { answer, by, why }, step) {
    step.output('answer', answer);
    step.output('answered-by', by.join(','));
    const who = why === undefined ? `by ${by.join(', ')}` : `by default, because ${why}`;
    step.log.info(`Answer: ${answer}, ${who}`);
    if (why !== undefined)
        step.log.warning(`The answer is the default, ${answer}, because ${why}.`, 'Slack');
    await step.summary(`Asked in Slack: ${(0,untrusted/* markdownText */.p7)(text)} **${(0,untrusted/* markdownText */.p7)(answer)}**, ${(0,untrusted/* markdownText */.p7)(who)}.\n`);
}

;// CONCATENATED MODULE: ./packages/slack/src/check.ts

/** What works only with a scope of its own. */
const FEATURES = [
    {
        scopes: ['channels:history', 'groups:history'],
        what: 'finding threads across jobs, and reading back lost messages',
    },
    { scopes: ['reactions:read'], what: 'questions answered by reaction' },
    { scopes: ['reactions:write'], what: 'questions with ready-made reactions' },
    { scopes: ['users:read.email'], what: 'finding the Slack user of a commit author' },
    { scopes: ['usergroups:read'], what: 'user groups in "allowed-users"' },
];
/** Looks at token, scopes and channels without posting anything. */
async function checkConfiguration(slack, channels, signal) {
    const identity = await check_attempt(() => slack.whoAmI(signal));
    if ('problem' in identity)
        return [{ level: 'error', line: identity.problem }];
    const { team, user, scopes } = identity.value;
    const found = [{ level: 'ok', line: `The token belongs to ${user} of ${team}.` }];
    if (!scopes.includes('chat:write')) {
        found.push({ level: 'error', line: 'The app has no scope chat:write: it can post nothing.' });
    }
    for (const { scopes: any, what } of FEATURES) {
        const has = any.some((scope) => scopes.includes(scope));
        const line = `${any.join(' or ')}: ${what}`;
        found.push(has ? { level: 'ok', line } : { level: 'warning', line: `Without ${line} does not work.` });
    }
    for (const id of channels)
        found.push(await checkChannel(id, { slack, scopes, signal }));
    return found;
}
async function checkChannel(id, { slack, scopes, signal }) {
    const read = await check_attempt(() => slack.channel(id, signal));
    if ('problem' in read) {
        const unreadable = read.code === 'missing_scope';
        const line = unreadable
            ? `${id} was not looked at: that needs channels:read or groups:read.`
            : `${id}: ${read.problem}`;
        return { level: unreadable ? 'warning' : 'error', line };
    }
    return channelFinding(read.value, scopes);
}
function channelFinding({ id, name, member, archived }, scopes) {
    if (archived)
        return { level: 'error', line: `${id} (${name}) is archived; use another channel.` };
    if (member)
        return { level: 'ok', line: `${id} (${name}): the bot is a member.` };
    return scopes.includes('chat:write.public')
        ? { level: 'warning', line: `${id} (${name}): the bot can post but not read; invite it.` }
        : { level: 'error', line: `${id} (${name}): the bot is not a member; invite it.` };
}
async function check_attempt(request) {
    try {
        return { value: await request() };
    }
    catch (error) {
        if (!(error instanceof src_error/* SlackError */.DC))
            throw error;
        return { problem: error.message, code: error.code };
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/check-ways.ts

async function probe({ name, address, body, signal }) {
    try {
        const headers = { 'content-type': 'application/json' };
        const sent = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual', signal };
        const response = await fetch(address, sent);
        return { status: response.status, body: (await response.text()).trim().slice(0, 2000) };
    }
    catch (error) {
        return { level: 'error', line: `${name} was not reached: ${(0,http/* connectionLine */.H8)(error)}` };
    }
}
/**
 * A webhook that lives refuses a message without text, and says so: 400 `no_text`. One that is gone says that
 * (trufflesecurity/trufflehog#1761 tells live ones from dead ones in this way).
 */
async function checkWebhook(address, signal) {
    const name = 'The webhook of input "slack-webhook-url"';
    const said = await probe({ name, address, body: { text: '' }, signal });
    if ('level' in said)
        return said;
    const { status, body } = said;
    if (status === 400 && (body === 'no_text' || body === 'missing_text')) {
        return { level: 'ok', line: `${name} takes messages.` };
    }
    const what = /^[a-z_]{3,60}$/.test(body) ? body : (0,http/* isPage */.yp)(body) ? 'a web page' : 'something else';
    return {
        level: 'error',
        line: `${name} does not answer as Slack does: HTTP ${status}, ${what}; make a new one.`,
    };
}
/**
 * An event without an action calls nobody: PagerDuty answers it with 400, and names the key if that is wrong, too
 * (v2.developer.pagerduty.com/docs/send-an-event-events-api-v2). Whose key it is shows only when somebody is called.
 */
async function checkPager({ url: address, key }, signal) {
    const name = 'The pager of input "pager-url"';
    const said = await probe({ name, address, body: { routing_key: key }, signal });
    if ('level' in said)
        return said;
    const { status, body } = said;
    if (body.includes('routing_key')) {
        return { level: 'error', line: `${name} does not take the key: copy input "pager-key" anew.` };
    }
    const refuses = status === 400 || status === 422 || (status >= 200 && status < 300);
    if (refuses && !(0,http/* isPage */.yp)(body)) {
        return {
            level: 'ok',
            line: `${name} answers. Whether the key is the right one shows only when it calls.`,
        };
    }
    return {
        level: 'error',
        line: `${name} answers with HTTP ${status}${(0,http/* isPage */.yp)(body) ? ' and a web page' : ''}.`,
    };
}

;// CONCATENATED MODULE: ./actions/notify/src/validate.ts




/** What needs no `updates-channel`. */
const IN_INTERACT_CHANNEL = ['question', 'concurrent', 'check'];
/** Refuses inputs that do not go together, before anything is sent. @throws UserError */
function refuseContradictions(inputs) {
    const [fault] = unreachable(inputs);
    const hopeless = !reach_reachesSomebody(inputs) && !servesInteractChannel(inputs);
    const nothing = WAYS.every((name) => inputs[name] === undefined);
    if (!inputs['dry-run'] && hopeless)
        throw new src_errors/* UserError */.y(nothing ? NOBODY : (fault ?? NOBODY));
    if (inputs.event === 'question')
        refuseQuestion(inputs);
}
const WAYS = ['slack-token', 'slack-webhook-url', 'pager-url', 'pager-key'];
const NOBODY = 'Give input "slack-token" (a bot token, which can do everything) or "slack-webhook-url".';
/**
 * What of the inputs reaches nobody, one line each. While anything else does, it is no reason to tell nobody:
 * a step that reports a failure must not fail over it.
 */
const unreachable = (inputs) => halves(inputs).filter((line) => !(servesInteractChannel(inputs) && line.startsWith('Input "updates-channel"')));
function servesInteractChannel({ event, ...inputs }) {
    const both = inputs['slack-token'] !== undefined && inputs['interact-channel'] !== undefined;
    return both && IN_INTERACT_CHANNEL.includes(event);
}
function refuseQuestion(inputs) {
    const { question, options, 'default-answer': otherwise, 'allowed-users': allowed } = inputs;
    const needed = inputs['required-answers'];
    if (inputs['slack-token'] === undefined && !inputs['dry-run']) {
        throw new src_errors/* UserError */.y('Event "question" needs input "slack-token": a webhook cannot read answers.');
    }
    if (question === undefined)
        throw new src_errors/* UserError */.y('Event "question" needs input "question".');
    if (options.length < 2 || options.length > MOST_OPTIONS || new Set(options).size < options.length) {
        throw new src_errors/* UserError */.y(`Input "options": expected 2 to ${MOST_OPTIONS} different answers.`);
    }
    if (otherwise === undefined || !options.includes(otherwise)) {
        throw new src_errors/* UserError */.y('Input "default-answer": expected one of the options; it counts when there is no clear answer.');
    }
    if (allowed.length === 0) {
        throw new src_errors/* UserError */.y('Input "allowed-users" is required for event "question": who may answer.');
    }
    if (!allowed.some(isGroupId) && new Set(allowed).size < needed) {
        throw new src_errors/* UserError */.y(`Input "required-answers": ${needed} must answer, but input "allowed-users" names ${allowed.length}.`);
    }
}

;// CONCATENATED MODULE: ./actions/notify/src/check.ts





const MARKS = { ok: '✓', warning: '!', error: '✗' };
/** Says what token, scopes, channels, webhook and pager are good for, and tells nobody anything. */
async function check(inputs, step, slack) {
    const budget = AbortSignal.timeout(inputs['delivery-budget'] * 1000);
    const findings = await findingsOf(inputs, slack, AbortSignal.any([budget, step.cancelled]));
    for (const { level, line } of findings)
        step.log.info(`${MARKS[level]} ${line}`);
    const errors = findings.filter(({ level }) => level === 'error');
    for (const { line } of errors)
        step.log.error(line, 'Slack is not set up right');
    step.output('delivered', errors.length === 0);
    const rows = findings.map(({ level, line }) => `- ${MARKS[level]} ${(0,untrusted/* markdownText */.p7)(line)}`);
    await step.summary(`### Slack configuration\n\n${rows.join('\n')}\n`);
    if (inputs['fail-on-error'] && errors[0] !== undefined)
        throw new src_errors/* UserError */.y(errors[0].line);
}
async function findingsOf(inputs, slack, signal) {
    const { 'interact-channel': interact, 'slack-webhook-url': webhook } = inputs;
    const { 'pager-url': url, 'pager-key': key } = inputs;
    const channels = [...inputs['updates-channel'], ...(interact === undefined ? [] : [interact])];
    const found = await Promise.all([
        slack === undefined ? [] : checkConfiguration(slack, channels, signal),
        webhook === undefined ? [] : [await checkWebhook(webhook, signal)],
        url === undefined || key === undefined ? [] : [await checkPager({ url, key }, signal)],
    ]);
    const missing = unreachable(inputs).map((line) => ({ level: 'error', line }));
    return [...missing, ...found.flat()];
}

// EXTERNAL MODULE: ./actions/notify/src/fact-inputs.ts
var fact_inputs = __nccwpck_require__(8499);
;// CONCATENATED MODULE: ./actions/notify/src/facts.ts

/** What the inputs say, completed by what the job knows. */
function factsOf(inputs, job, options) {
    const { sha, runUrl, actor, repository, refName: ref } = job;
    const commit = headCommit(options.env, inputs.ref ?? sha);
    const given = {
        environment: inputs.environment,
        ...{ stack: inputs['stack-name'], consoleUrl: inputs['console-url'] },
        ...{ environmentUrl: inputs['environment-url'], url: inputs.url },
        ...{ message: inputs.message, fields: inputs.fields, progress: inputs.progress, reason: inputs.reason },
        ...{ rootCause: inputs['root-cause'], active: inputs.active, elapsedSeconds: inputs['elapsed-seconds'] },
        finish: facts_finishOf(inputs, options.now),
        ...{ repository, ref, actor, runUrl, sha: inputs.ref ?? sha, ...commit },
    };
    const known = Object.entries(given).filter(([, value]) => value !== undefined && value !== '');
    return Object.fromEntries(known);
}
function facts_finishOf(inputs, now) {
    const [p50, p80] = [inputs['estimated-seconds'], inputs['estimated-seconds-p80']];
    if (p50 === undefined)
        return undefined;
    const start = now - (inputs['elapsed-seconds'] ?? 0) * 1000;
    return { expected: start + p50 * 1000, ...(p80 === undefined ? {} : { latest: start + p80 * 1000 }) };
}
/** The commit as the event that started the workflow describes it, if it is the one deployed. */
function headCommit(env, sha) {
    try {
        const event = JSON.parse((0,external_node_fs_.readFileSync)(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
        const raw = Object(Object(event)['head_commit']);
        if (raw['id'] !== sha)
            return {};
        const [title] = String(raw['message'] ?? '').split('\n');
        const email = String(Object(raw['author'])['email'] ?? '');
        const known = email !== '' && !/noreply/i.test(email);
        return { ...(title ? { commitTitle: title } : {}), ...(known ? { email } : {}) };
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./actions/notify/src/render.ts





/** Dry run: what would be sent, as Block Kit, in the output `rendered` and the log. */
async function render(inputs, step, facts) {
    const messages = messagesOf(inputs, facts, step.clock.now());
    step.output('rendered', JSON.stringify(messages));
    step.output('delivered', false);
    step.output('pending', 0);
    await step.log.group(`Slack would be told of "${inputs.event}"`, async () => {
        step.log.info(JSON.stringify(messages, undefined, 2));
    });
}
function messagesOf(inputs, facts, now) {
    if (inputs.event === 'check')
        return {};
    if (inputs.event === 'question') {
        const question = {
            ...{ text: inputs.question ?? '', options: optionsOf(inputs.options), allowed: [] },
            ...{ required: inputs['required-answers'], defaultAnswer: inputs['default-answer'] ?? '' },
            until: now + inputs['answer-timeout'] * 1000,
        };
        return { question: renderQuestion(question, { facts, called: [] }, { reactions: true, replies: true }) };
    }
    const event = { kind: inputs.event, facts };
    const story = tell(undefined, event, now);
    const reply = renderReply(event, story);
    return { head: renderHead(story), ...(reply === undefined ? {} : { reply }) };
}

;// CONCATENATED MODULE: ./actions/notify/src/main.ts










/** Tells one event, asks a question, or checks the configuration. Red only by `fail-on-error` or a user's mistake. */
async function run(given, step, ports) {
    const { inputs, unread } = (0,fact_inputs/* readable */.HD)(given);
    refuseContradictions(inputs);
    const id = (0,correlation/* correlate */._$)(step, inputs['correlation-id'], inputs.environment);
    step.output('correlation-id', id);
    const facts = (0,fact_inputs/* withSign */.Oy)(factsOf(inputs, step.job, { env: step.env, now: step.clock.now() }), unread);
    for (const line of (0,fact_inputs/* unreadLines */.Zu)(unread))
        step.log.warning(line);
    if (inputs['dry-run'])
        return await render(inputs, step, facts);
    const slack = await connect(inputs, ports);
    step.output('mode', modeOf(inputs, slack));
    if (inputs.event === 'check')
        return await check(inputs, step, slack);
    for (const line of unreachable(inputs))
        step.log.error(line, 'Slack is not set up right');
    const { environment } = inputs;
    const notifier = openForJob(inputs, step, { id, slack, environment });
    if (inputs.event === 'question')
        return await askQuestion(inputs, step, { slack, notifier, facts, id });
    await conclude(inputs, step, await notifier.send({ kind: inputs.event, facts }));
}
/** Post: what the job's steps left in the outbox, or else it is left to the next run. */
async function drain(given, step, ports) {
    const { inputs } = (0,fact_inputs/* readable */.HD)(given);
    if (inputs['dry-run'] || inputs.event === 'check')
        return;
    const id = (0,correlation/* correlationId */.kY)(inputs['correlation-id'], step.env, step.job, inputs.environment);
    const slack = await connect(inputs, ports);
    await openForJob(inputs, step, { id, slack, environment: inputs.environment }).finish();
}
async function connect(inputs, ports) {
    const { 'slack-token': token, 'slack-api-url': apiUrl } = inputs;
    // Without a channel to tell, the token is of no use.
    const useful = reach_hasBot(inputs) || inputs['interact-channel'] !== undefined;
    return token === undefined || !useful ? undefined : await ports.connect({ token, apiUrl });
}
const modeOf = (inputs, slack) => slack !== undefined ? 'bot' : inputs['slack-webhook-url'] !== undefined ? 'webhook' : 'pager';
async function conclude(inputs, step, receipt) {
    report(step, receipt);
    await step.summary(summaryLine(inputs, receipt));
    const problem = receipt.problem ?? unreachable(inputs)[0];
    // A progress that is only held back is no error.
    if (inputs['fail-on-error'] && problem !== undefined) {
        throw new src_errors/* UserError */.y(`Slack was not told of "${inputs.event}" (input "fail-on-error" makes that an error): ${problem}`);
    }
}
function report(step, receipt) {
    step.output('delivered', receipt.delivered);
    step.output('pending', receipt.pending);
    step.output('duplicates-avoided', receipt.duplicatesAvoided);
    step.output('channel-id', receipt.channelId ?? '');
    step.output('message-ts', receipt.messageTs ?? '');
    step.output('thread-ts', receipt.threadTs ?? '');
    step.output('permalink', receipt.permalink ?? '');
}
function summaryLine({ event }, { delivered, pending, permalink }) {
    const state = delivered ? 'told' : `${pending} pending in the outbox`;
    return `Slack: \`${event}\` ${state}${permalink === undefined ? '' : ` ([message](${permalink}))`}\n`;
}


/***/ }),

/***/ 7732:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _$: () => (/* binding */ correlate),
/* harmony export */   kY: () => (/* binding */ correlationId),
/* harmony export */   tU: () => (/* binding */ CORRELATION_ID),
/* harmony export */   x5: () => (/* binding */ DEPLOYMENT_VARIABLE)
/* harmony export */ });
/* unused harmony export CORRELATION_VARIABLE */
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
/* harmony export */   mw: () => (/* binding */ required),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   rJ: () => (/* binding */ secret),
/* harmony export */   sR: () => (/* binding */ endpoint),
/* harmony export */   wC: () => (/* binding */ matching),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* unused harmony exports durationOrAuto, moment, inputVariable */
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

/***/ 7071:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
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
    (0,external_node_events_namespaceObject.setMaxListeners)(0, controller.signal);
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

/***/ 8818:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ SlackError),
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   WE: () => (/* binding */ explain)
/* harmony export */ });
class SlackError extends Error {
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

/***/ 1050:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B2: () => (/* binding */ postJson),
/* harmony export */   C9: () => (/* binding */ pagerAnswer),
/* harmony export */   H8: () => (/* binding */ connectionLine),
/* harmony export */   Vs: () => (/* binding */ retryAfterMs),
/* harmony export */   qG: () => (/* binding */ webhookAnswer),
/* harmony export */   x$: () => (/* binding */ connectionFault),
/* harmony export */   yp: () => (/* binding */ isPage)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8981);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8818);


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
    const line = all.map(_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B).join(' ');
    const unsent = NOT_SENT_WORDS.test(line) || codes.some((code) => NOT_SENT_CODES.some((pattern) => pattern.test(code)));
    const code = /abort|timeout/i.test(`${codes.join(' ')} ${line}`) ? 'timeout' : 'connection';
    return { fault: unsent ? 'retry' : 'ambiguous', code };
}
/** In one line, from the cause at the bottom: it has the proxy's refusal, the host's name, the certificate. */
const connectionLine = (error) => (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(causes(error).at(-1) ?? error);
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
        throw new _error_js__WEBPACK_IMPORTED_MODULE_1__/* .SlackError */ .DC(`${name} was not reached: ${connectionLine(error)}`, connectionFault(error));
    });
    const said = await response.text().catch(() => '');
    if (!response.ok)
        throw httpError(name, response, said.trim());
    const against = request.judge(said);
    if (against === undefined)
        return;
    const { words, ...fault } = against;
    const line = isCode(words)
        ? (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .explain */ .WE)(`${name} refused the message`, words)
        : `${name} answered with HTTP ${response.status} and ${words}.`;
    throw new _error_js__WEBPACK_IMPORTED_MODULE_1__/* .SlackError */ .DC(line, fault);
}
function httpError(name, { status, headers }, said) {
    const pause = { retryAfterMs: retryAfterMs(headers.get('retry-after')) };
    if (status === 429) {
        return new _error_js__WEBPACK_IMPORTED_MODULE_1__/* .SlackError */ .DC(`${name} limits us (429).`, { fault: 'retry', code: 'ratelimited', ...pause });
    }
    const code = isCode(said) ? said : `http_${status}`;
    if (status >= 500) {
        return new _error_js__WEBPACK_IMPORTED_MODULE_1__/* .SlackError */ .DC(`${name} answered with HTTP ${status}.`, {
            ...{ fault: 'ambiguous', code: `http_${status}`, ...pause },
        });
    }
    const line = status < 400
        ? `${name} answered with a redirect (HTTP ${status}): give the address that it leads to, if that is the right one.`
        : (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .explain */ .WE)(`${name} refused the message`, code);
    return new _error_js__WEBPACK_IMPORTED_MODULE_1__/* .SlackError */ .DC(line, { fault: webhookFault(code), code });
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

/***/ 7892:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  x: () => (/* binding */ connectSlack)
});

// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
// EXTERNAL MODULE: ./packages/slack/src/error.ts
var src_error = __nccwpck_require__(8818);
// EXTERNAL MODULE: ./packages/slack/src/http.ts
var http = __nccwpck_require__(1050);
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
const PAGE = 200;
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
        const args = { ...read.args, limit: PAGE, ...(cursor === '' ? {} : { cursor }) };
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
    throw new src_error/* SlackError */.DC('Slack accepted chat.postMessage, but its answer has no channel or ts.', {
        ...{ fault: 'ambiguous', code: 'bad_answer', accepted: true },
    });
}
/** One error for all the SDK's: told apart by its `code`, since ncc may bundle its classes twice. */
function slackError(method, error) {
    const raw = record(error);
    switch (raw['code']) {
        case 'slack_webapi_rate_limited_error': {
            const pause = Number(raw['retryAfter']) * 1000;
            return new src_error/* SlackError */.DC(`Slack limits ${method} (429).`, {
                fault: 'retry',
                code: 'ratelimited',
                retryAfterMs: pause,
            });
        }
        case 'slack_webapi_http_error': {
            const status = Number(raw['statusCode']);
            const fault = status >= 500 || status === 408 ? 'ambiguous' : 'config';
            const pause = (0,http/* retryAfterMs */.Vs)(record(raw['headers'])['retry-after']);
            return new src_error/* SlackError */.DC(`Slack answered ${method} with HTTP ${status}.`, {
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
        return new src_error/* SlackError */.DC(`Slack accepted ${method}, but its answer cannot be read.`, {
            // A page is a proxy's, and no sign that Slack heard of it.
            ...{ fault: 'ambiguous', code: 'bad_answer', accepted: !code.trimStart().startsWith('<') },
        });
    }
    const seconds = Number(record(data['response_metadata'])['retryAfter'] ?? data['retry_after'] ?? Number.NaN);
    const scopes = { needed: String(data['needed'] ?? ''), provided: String(data['provided'] ?? '') };
    return new src_error/* SlackError */.DC((0,src_error/* explain */.WE)(`Slack refused ${method}`, code, scopes), {
        fault: (0,src_error/* faultOf */.Kl)(code),
        code,
        retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    });
}
function connectionError(method, error) {
    const original = record(error)['original'] ?? error;
    // Without a Retry-After the SDK gives up on a 429 by a plain error.
    if (/Retry header did not contain/.test((0,errors/* errorLine */.B)(original))) {
        return new src_error/* SlackError */.DC(`Slack limits ${method} (429).`, { fault: 'retry', code: 'ratelimited' });
    }
    return new src_error/* SlackError */.DC(`Slack was not reached for ${method}: ${(0,http/* connectionLine */.H8)(original)}`, (0,http/* connectionFault */.x$)(original));
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


/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

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
/******/ var __webpack_exports__ = __nccwpck_require__(6831);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
