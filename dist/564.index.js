"use strict";
exports.id = 564;
exports.ids = [564];
exports.modules = {

/***/ 68074:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   _w: () => (/* binding */ unpaused),
/* harmony export */   eY: () => (/* binding */ pauseOf),
/* harmony export */   fu: () => (/* binding */ backOff)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87870);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75652);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47156);



/** Slack's own Retry-After exactly, for `method` alone; else exponential backoff with jitter, for all. */
function backOff(state, { error, now, random }, method) {
    const { failures, pauses, pausedUntil } = state;
    const until = now + (error.retryAfterMs ?? (0,_signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_1__/* .backoff */ .JN)(failures + 1, {}, random));
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
    if (!(error instanceof _error_js__WEBPACK_IMPORTED_MODULE_0__/* .SlackError */ .DC) || (error.fault !== 'retry' && error.fault !== 'ambiguous')) {
        return { retry: false };
    }
    return { retry: true, ...(0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_2__/* .compact */ .oE)({ afterMs: error.retryAfterMs }) };
}


/***/ }),

/***/ 75935:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $F: () => (/* binding */ notBefore),
/* harmony export */   Nb: () => (/* binding */ PAGES),
/* harmony export */   ZB: () => (/* binding */ ownMessages)
/* harmony export */ });
/**
 * The messages that are the deployment's: they have its metadata, and our own bot wrote them. Metadata alone proves
 * nothing: every app of the workspace may read ours and put the same on a message of its own
 * (docs.slack.dev/messaging/message-metadata). Slack is asked who we are only for messages that are not in `known`.
 */
async function ownMessages(messages, { slack, correlationId, signal }, known = []) {
    const marked = messages.filter(({ metadata }) => metadata?.id.startsWith(`${correlationId}/`));
    if (marked.every(({ ts }) => known.includes(ts)))
        return marked;
    const self = await slack.whoAmI(signal);
    const isOurs = ({ ts, user, botId }) => known.includes(ts) || user === self.user || (botId !== undefined && botId === self.botId);
    return marked.filter(isOurs);
}
/**
 * Runners keep time by themselves, and a self-hosted one may be minutes off, while a message's `ts` is Slack's time.
 * What is looked for has an id that no other message has, so a wide window costs nothing.
 */
const SKEW_SECONDS = 15 * 60;
/** Seconds since the epoch by Slack's clock: nothing sent at `at` (ours, in milliseconds) or later is older. */
const notBefore = (at) => Math.max(0, Math.floor(at / 1000) - SKEW_SECONDS);
/** As many pages of a channel are read for messages of ours. */
const PAGES = 3;


/***/ }),

/***/ 86564:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I: () => (/* binding */ notifierFor),
  H: () => (/* binding */ openForJob)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./packages/slack/src/carry-over/cache.ts





/** What the library reads of the service, and what it and `tar` read of the machine. */
const SERVICE = /^ACTIONS_(RESULTS_URL|RUNTIME_TOKEN|CACHE_SERVICE_V2|CACHE_MODE)$/;
const MACHINE = /^(PATH|PATHEXT|PROGRAMFILES|SYSTEMDRIVE|SYSTEMROOT|WINDIR|COMSPEC|TEMP|TMP|TMPDIR|HOME|USERPROFILE|(HTTPS?|NO|ALL)_PROXY)$/i;
/**
 * The actions cache. Undefined where the runner offers none, such as on GitHub Enterprise Server.
 *
 * Each request has a worker thread and a folder of its own: the library writes to the log whatever it does, knows no
 * signal and tries again for half a minute, and finds its files by the environment and the working directory.
 */
function actionsCache(env) {
    const { ACTIONS_RESULTS_URL: base, ACTIONS_RUNTIME_TOKEN: token, ACTIONS_CACHE_SERVICE_V2: v2 } = env;
    if (!base || !token || !v2)
        return undefined;
    async function ask(request, signal) {
        signal.throwIfAborted();
        const directory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'signalbox-cache-'));
        // Loaded here: most steps ask for nothing, and each would pay for it at its start.
        const { Worker } = process.getBuiltinModule('node:worker_threads');
        const worker = new Worker(__webpack_require__.ab + "cache-worker.js", {
            env: {
                ...{ ...(0,values/* matchingEnv */.ls)(process.env, MACHINE), ...(0,values/* matchingEnv */.ls)(env, SERVICE) },
                ...{ RUNNER_TEMP: directory, GITHUB_WORKSPACE: directory },
            },
            workerData: { ...request, directory },
            stdout: true,
            stderr: true,
        });
        try {
            const [answer] = (await (0,external_node_events_.once)(worker, 'message', { signal }));
            if (answer.failure !== undefined)
                throw new Error(`the actions cache: ${answer.failure}`);
            return answer;
        }
        catch (error) {
            throw signal.aborted ? signal.reason : error;
        }
        finally {
            await worker.terminate();
            (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true });
        }
    }
    return {
        newest: async (prefix, signal) => {
            const { found, text = '' } = await ask({ key: prefix }, signal);
            return found === undefined ? undefined : { key: found, bytes: Buffer.from(text, 'base64') };
        },
        put: async (key, bytes, signal) => {
            const { saved = false } = await ask({ key, text: bytes.toString('base64') }, signal);
            return saved;
        },
    };
}

// EXTERNAL MODULE: ./packages/runner/src/clock.ts
var src_clock = __webpack_require__(30922);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/slack/src/message/severity.ts
var severity = __webpack_require__(22265);
// EXTERNAL MODULE: ./packages/slack/src/client/error.ts
var client_error = __webpack_require__(47156);
;// CONCATENATED MODULE: ./packages/slack/src/outbox/service.ts
// Outboxes of a job are read by other versions of its steps, and by other runs through the cache. So the names under
// which a destination's state is stored stay as they were when they were first released.
const STORED_NAMES = {
    deployment: 'story',
    inFlight: 'flight',
    uncertain: 'doubted',
    cannotRead: 'blind',
    searched: 'looked',
};
const NAMES = Object.fromEntries(Object.entries(STORED_NAMES).map(([name, stored]) => [stored, name]));
const renamed = (record, names) => Object.fromEntries(Object.entries(record).map(([name, value]) => [names[name] ?? name, value]));
/** The state of a destination as it is written into its outbox. */
const toStored = (state) => renamed(state, STORED_NAMES);
/** The state from what an outbox holds, or what a state begins as where that is nothing. */
const fromStored = (stored, empty) => ({
    ...empty,
    ...renamed(Object(stored), NAMES),
});

;// CONCATENATED MODULE: ./packages/slack/src/outbox/deliver.ts




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
async function deliver(outbox, service, options) {
    const { clock, deadline, signal, withoutWaiting } = options;
    const context = { outbox, service, options };
    let progress = NOTHING_YET;
    for (;;) {
        const step = await deliverNext(context, progress);
        progress = noted(progress, step);
        const { state, pause } = step;
        const until = pause?.do === 'wait' ? pause.until : clock.now();
        const hopeless = until > deadline || signal.aborted || (pause !== undefined && withoutWaiting === true);
        if (pause?.do === 'rest' || hopeless) {
            const { lost, warnings, halt, troubles } = progress;
            const pending = service.pending(state, waiting(outbox, service, state));
            // The failure behind a pause that an earlier step ran into is not known here.
            const trouble = [...troubles.values()].at(-1) ?? (hopeless && !withoutWaiting ? PAUSED : undefined);
            return { state, pending, lost, warnings, ...(0,values/* compact */.oE)({ halt, trouble }) };
        }
        if (pause !== undefined)
            await clock.sleep(until - clock.now(), signal);
    }
}
const NOTHING_YET = {
    begun: false,
    refused: new Set(),
    warnings: [],
    troubles: new Map(),
    lost: 0,
};
/** The progress after one more step. */
function noted(before, step) {
    const { tried, trouble, warning, held } = step;
    const halt = before.halt ?? step.halt;
    const others = [...before.troubles].filter(([kind]) => kind !== tried);
    const own = tried === undefined || trouble === undefined ? [] : [[tried, trouble]];
    const isRefused = tried !== undefined && (step.refused === true || step.halt !== undefined);
    return {
        begun: before.begun || held === true,
        refused: isRefused ? new Set([...before.refused, tried]) : before.refused,
        warnings: warning === undefined ? before.warnings : [...before.warnings, warning],
        troubles: new Map([...others, ...own]),
        lost: before.lost + (step.lost ? 1 : 0),
        ...(0,values/* compact */.oE)({ halt }),
    };
}
/** At most one request, with the lock held. */
async function deliverNext(context, { begun, refused }) {
    const { outbox, service, options } = context;
    const { clock, deadline, withoutWaiting, last = false, signal } = options;
    const release = outbox.tryLock();
    if (release === undefined) {
        const pause = { do: 'wait', until: clock.now() + LOCK_POLL_MS };
        return { state: load(context), pause };
    }
    try {
        const state = last && !begun ? forgetPauses(context) : load(context);
        const now = clock.now();
        // A delivery that waits for nothing gives nothing up either.
        const at = { now, refused, last, deadline: withoutWaiting ? Number.POSITIVE_INFINITY : deadline };
        const op = service.next(state, waiting(outbox, service, state), at);
        if (isPause(op))
            return { state, held: true, pause: op };
        if (deadline - clock.now() < SHORTEST_REQUEST_MS || signal.aborted) {
            return { state, held: true, pause: { do: 'wait', until: Number.POSITIVE_INFINITY } };
        }
        return { ...(await attempt({ op, state }, context)), held: true };
    }
    finally {
        release();
    }
}
const load = ({ outbox, service }) => fromStored(outbox.load(), service.empty);
function forgetPauses(context) {
    const state = context.service.unpaused(load(context));
    context.outbox.save(toStored(state));
    return state;
}
async function attempt({ op, state }, { outbox, service, options }) {
    const { clock, random, deadline } = options;
    const marked = service.markInFlight(state, op, clock.now());
    if (marked !== state)
        outbox.save(toStored(marked));
    const store = (after) => {
        outbox.save(toStored(after));
        for (const id of service.done(after))
            outbox.remove(id);
    };
    try {
        const signal = (0,src_clock/* withTimeout */.w)(Math.min(REQUEST_MS, deadline - clock.now()), clock, options.signal);
        const after = await service.perform(op, marked, { now: clock.now, signal });
        store(after);
        return { state: after, tried: op.do };
    }
    catch (error) {
        if (!(error instanceof client_error/* SlackError */.DC))
            throw error;
        const result = service.failed(marked, { op, error, now: clock.now(), random });
        store(result.state);
        return { ...result, tried: op.do, trouble: error.message };
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

// EXTERNAL MODULE: ./packages/runner/src/step/platform.ts
var platform = __webpack_require__(16804);
// EXTERNAL MODULE: ./packages/runner/src/text/secrets.ts + 1 modules
var secrets = __webpack_require__(35379);
;// CONCATENATED MODULE: ./packages/slack/src/outbox/lock.ts


/** Longer than any request may take: a holder older than this hangs or its pid is another's by now. */
const STALE_MS = 60_000;
/**
 * A lock between processes of one machine that survives the death of its holder.
 * Each holding is a generation: `7.held` becomes `7.free`, and the process that creates `8.held` (atomically) has it next.
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
    // A process that read the directory long ago may create a generation that was cleaned up since: a higher one shows that.
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

;// CONCATENATED MODULE: ./packages/slack/src/outbox/files.ts





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
    (0,platform/* replaceFile */.fR)(part, path);
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

// EXTERNAL MODULE: ./packages/slack/src/thread/find.ts
var find = __webpack_require__(25822);
// EXTERNAL MODULE: ./packages/slack/src/client/backoff.ts
var backoff = __webpack_require__(68074);
;// CONCATENATED MODULE: ./packages/slack/src/thread/op.ts
/** What no request is needed for. */
const NONE = '';
/** The method of Slack that an op begins with: the one whose limit it meets. */
function methodOf(op, { inFlight, root }, { threadTs }) {
    switch (op.do) {
        case 'head':
        case 'reply':
            return 'chat.postMessage';
        case 'update':
            return 'chat.update';
        case 'find-head':
            return threadTs === undefined ? 'conversations.history' : 'conversations.replies';
        case 'confirm':
            return root === undefined ? 'conversations.history' : 'conversations.replies';
        case 'read-back':
            if (inFlight?.op === 'remind')
                return 'chat.scheduledMessages.list';
            return inFlight?.op === 'head' && root === undefined
                ? 'conversations.history'
                : 'conversations.replies';
        case 'recall':
        case 'reconcile':
            return 'conversations.replies';
        case 'identify':
            return 'users.lookupByEmail';
        case 'remind':
            return 'chat.scheduleMessage';
        case 'unremind':
            return 'chat.deleteScheduledMessage';
        case 'permalink':
            return 'chat.getPermalink';
        case 'mark-delivered':
        case 'assume':
            return NONE;
    }
}

// EXTERNAL MODULE: ./packages/slack/src/message/state.ts
var state = __webpack_require__(2313);
// EXTERNAL MODULE: ./packages/slack/src/render/reply.ts
var reply = __webpack_require__(53829);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/slack/src/render/head.ts
var head = __webpack_require__(54283);
;// CONCATENATED MODULE: ./packages/slack/src/thread/state.ts



const emptyThread = {
    done: [],
    pausedUntil: 0,
    failures: 0,
    revision: 0,
    limited: 0,
    duplicatesAvoided: 0,
};
/** The state after the entries that still wait, too: what the head should show. */
function stateSoFar(thread, entries) {
    return entries.reduce((deployment, { event, at }) => (0,state/* applyEvent */.Z8)(deployment, event, at), thread.deployment);
}
const headOf = (thread, deployment) => (0,head/* renderHead */.p)(deployment, actorOf(thread, deployment));
/** Slack id of who started the deployment, where known. */
const actorOf = ({ actor }, { facts }) => facts.actorId ?? (actor || undefined);
const hashOf = (rendered) => (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(rendered)).digest('hex').slice(0, 16);
/** The head shows something else than it should. */
function isDirty(thread, deployment) {
    const { head } = thread;
    return head !== undefined && head.frozen !== true && head.hash !== hashOf(headOf(thread, deployment));
}
/** The head can no longer be changed and shows less than is known. An ending is shown by a reply instead. */
const isStuck = (thread) => {
    const { head, deployment } = thread;
    const wrong = head !== undefined && deployment !== undefined && head.hash !== hashOf(headOf(thread, deployment));
    return head?.frozen === true && wrong && !(0,state/* isOver */.PU)(deployment);
};
/** The head shows another state than the deployment's: that may not wait for the next progress. */
const isBehind = (thread, deployment) => isDirty(thread, deployment) &&
    (thread.head?.state !== deployment.state || thread.head.hash === '' || (0,state/* isOver */.PU)(deployment));
/** Ids are kept only until their files are certainly gone. */
const REMEMBERED = 50;
const withDone = ({ done }, ids) => [...done, ...ids].slice(-Math.max(REMEMBERED, ids.length));

;// CONCATENATED MODULE: ./packages/slack/src/thread/announce.ts



/** Whom a reply mentions, and whether it shows in the channel, too. */
function loudness(thread, { event, at }, subject) {
    const { deployment, context } = subject;
    // Nobody is called for a deployment that has gone on since.
    if ((0,state/* isPast */.R6)(thread.deployment, event, at))
        return { broadcast: false, called: [] };
    const severity = context.severity(event, deployment);
    const actor = actorOf(thread, deployment);
    const called = severity === 'critical' ? [...context.onDuty, ...(actor === undefined ? [] : [actor])] : [];
    return {
        broadcast: severity !== 'info',
        called: severity === 'warning' && actor !== undefined ? [actor] : called,
    };
}
/** Whether an event gets a reply of its own, `before` being the state without it. */
const isReply = (before, entry) => isNews(before, entry) &&
    (0,reply/* renderReply */.Vv)(entry.event, (0,state/* stateForEvent */.v)(before, entry.event, entry.at)) !== undefined;
/** False for what was announced already, and for an event from before the ending that arrives after it. */
function isNews(before, { event, at }) {
    if (event.kind === 'concurrent')
        return true;
    if ((0,state/* isPast */.R6)(before, event, at))
        return (0,state/* isOver */.PU)((0,state/* stateForEvent */.v)(before, event, at));
    const deployment = (0,state/* applyEvent */.Z8)(before, event, at);
    const announces = (0,state/* isOver */.PU)(deployment) || deployment.state === 'stalled';
    if (announces && deployment.announced.includes(deployment.state))
        return false;
    return before === undefined || !announce_isStale(before, event);
}
/** An event from before the ending that arrives after it. */
const announce_isStale = (before, { kind }) => (0,state/* isOver */.PU)(before) && (kind === 'stalled' || kind === 'queued' || kind === 'progress');
/** The state once the reply that announces it is posted. */
function announced(deployment) {
    const news = (0,state/* isOver */.PU)(deployment) || deployment.state === 'stalled';
    return news && !deployment.announced.includes(deployment.state)
        ? { ...deployment, announced: [...deployment.announced, deployment.state] }
        : deployment;
}

// EXTERNAL MODULE: ./packages/slack/src/thread/context.ts
var thread_context = __webpack_require__(73038);
// EXTERNAL MODULE: ./packages/slack/src/client/own-messages.ts
var own_messages = __webpack_require__(75935);
// EXTERNAL MODULE: ./packages/slack/src/message/limits.ts
var limits = __webpack_require__(8474);
// EXTERNAL MODULE: ./packages/slack/src/message/metadata.ts
var message_metadata = __webpack_require__(46531);
// EXTERNAL MODULE: ./packages/slack/src/message/escape.ts
var message_escape = __webpack_require__(16681);
// EXTERNAL MODULE: ./packages/slack/src/render/rich.ts
var rich = __webpack_require__(95295);
;// CONCATENATED MODULE: ./packages/slack/src/thread/reminder.ts




// A dead man's switch that needs no server: Slack posts that there has been no news, unless we move the reminder in time.
const MINUTE = 60_000;
/** Silence allowed to a deployment of unknown duration. */
const UNKNOWN = 2 * 60 * MINUTE;
/** Slack refuses to delete what it posts within a minute, so the reminder is moved well before. */
const MARGIN = 5 * MINUTE;
/** When silence is to be reported: after twice the expected time, and at least a quarter of an hour more than it. */
function reminderAt(deployment) {
    const { finish } = deployment.facts;
    if (finish === undefined)
        return deployment.asOf + UNKNOWN;
    const due = finish.latest ?? finish.expected;
    const expected = deployment.startedAt +
        Math.max(2 * (due - deployment.startedAt), due - deployment.startedAt + 15 * MINUTE);
    return Math.max(expected, deployment.asOf + 15 * MINUTE);
}
function reminderDue(thread, deployment, now) {
    const { reminder, head } = thread;
    const watched = (deployment.state === 'running' || deployment.state === 'stalled') && head !== undefined;
    if ((0,state/* isOver */.PU)(deployment) || !watched)
        return reminder === undefined || reminder.id === '' ? undefined : { do: 'unremind' };
    if (reminder === undefined)
        return { do: 'remind', at: reminderAt(deployment), deployment };
    const close = reminder.id !== '' && reminder.at - now < MARGIN && reminderAt(deployment) > reminder.at;
    return close ? { do: 'unremind' } : undefined;
}
/** No metadata may be given to a scheduled message (Slack then never sends it), so the text has the id. */
function reminderText(deployment, correlationId) {
    const name = (0,message_escape/* mrkdwn */.kJ)(deployment.facts.environment ?? 'This deployment', 80);
    const last = `<!date^${Math.round(deployment.asOf / 1000)}^{time}|${new Date(deployment.asOf).toISOString()}>`;
    const links = (0,rich/* pageLinks */.$q)(deployment.facts).slice(0, 2).join(' · ');
    return `:warning: ${name}: no news since ${last}. The runner may have died: look at the deployment itself. ${links} (${correlationId})`;
}
async function remind(thread, op, context) {
    const { inFlight, ...cleared } = thread;
    const { head } = thread;
    if (head === undefined)
        return cleared;
    const at = Math.ceil(op.at / 1000);
    const text = reminderText(op.deployment, context.correlationId);
    const id = await context.slack.schedule({ channel: head.channel, thread: thread.root ?? head.ts, at, text }, context.signal);
    return { ...cleared, reminder: { id, at: op.at } };
}
async function unremind(thread, context) {
    const { reminder, ...rest } = thread;
    if (reminder !== undefined)
        await unschedule(reminder.id, context);
    return rest;
}
/** A reminder that Slack already sent is answered by the ending, which follows it in the thread. */
async function unschedule(id, { slack, channel, signal }) {
    try {
        await slack.unschedule(channel, id, signal);
    }
    catch (error) {
        if (!(error instanceof client_error/* SlackError */.DC) || error.fault !== 'late')
            throw error;
    }
}
/** Reminders have no metadata, but our id in their text. */
const ours = async ({ slack, channel, correlationId, signal }) => (await slack.scheduled(channel, signal)).filter(({ text }) => text.endsWith(`(${correlationId})`));
async function foundReminder(thread, context) {
    const [found] = await ours(context);
    return found === undefined ? thread : { ...thread, reminder: { id: found.id, at: found.at * 1000 } };
}
async function removeReminders(context) {
    for (const { id } of await ours(context))
        await unschedule(id, context);
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/head.ts









/** Finds the head that an earlier job or run posted: in the thread that the user named, else in the channel. */
async function searchHead(thread, context) {
    const { slack, channel, threadTs, lookBackSeconds, signal } = context;
    const oldest = Math.floor(context.now() / 1000) - lookBackSeconds;
    const messages = threadTs === undefined
        ? await slack.history({ channel, oldest, pages: own_messages/* PAGES */.Nb }, signal)
        : await slack.thread({ channel, thread: threadTs }, signal);
    const [head] = await (0,find/* findHeads */.zH)(messages, context, thread);
    const searched = { ...thread, searched: true, ...(0,values/* compact */.oE)({ root: threadTs }) };
    if (head !== undefined && head.ts === thread.head?.ts) {
        const shown = (0,message_metadata/* parseState */.Bu)(head.metadata?.deployment);
        const later = shown !== undefined && shown.asOf > (thread.deployment?.asOf ?? 0) ? { deployment: shown } : {};
        return adopt({ ...searched, ...later }, head, context);
    }
    if (head === undefined)
        return searched;
    // Ours was posted while nothing could be read; now there is an older one.
    if (thread.head !== undefined && !thread.head.frozen && !thread.head.lost)
        await retire(thread.head.ts, head.ts, context);
    // The job that posted it may have set a reminder, which is now ours to move and remove.
    return await foundReminder(adopt(searched, head, context), context);
}
/** Makes a message the thread's head. What it shows is not known, so it is written again. */
function adopt(thread, { ts, metadata }, { channel }) {
    const deployment = thread.deployment ?? (0,message_metadata/* parseState */.Bu)(metadata?.deployment);
    const state = deployment?.state ?? 'running';
    const head = {
        channel,
        ts,
        revision: metadata?.revision ?? 0,
        hash: '',
        state,
        at: 0,
        confirmed: true,
    };
    const revision = Math.max(thread.revision, head.revision);
    return { ...thread, head, revision, ...(0,values/* compact */.oE)({ deployment }) };
}
async function postHead(thread, deployment, context) {
    const rendered = shape(headOf(thread, deployment), (0,thread_context/* headId */._)(context), thread);
    const { revision } = thread;
    // Where nothing can be read, it is not known whether the user's thread exists.
    const root = thread.root ?? (thread.searched ? undefined : context.threadTs);
    const within = (0,values/* compact */.oE)({ root });
    const metadata = metadataOf(thread, deployment, context);
    const message = {
        channel: context.channel,
        ...rendered,
        metadata,
        ...(0,values/* compact */.oE)({ thread: root }),
    };
    const posted = await context.slack.post(message, context.signal);
    const { inFlight, ...cleared } = thread;
    const shown = { hash: hashOf(headOf(thread, deployment)), state: deployment.state, at: context.now() };
    // Where no search for another one was possible, that is made up for later.
    const unsure = thread.searched || thread.cannotRead ? {} : { uncertain: { what: 'head', at: context.now() } };
    return { ...cleared, ...within, ...unsure, head: { ...posted, revision, ...shown } };
}
/** Two jobs may have posted a head at once. Everybody keeps the oldest and retires the others. */
async function head_confirm(thread, context) {
    const { head } = thread;
    if (head === undefined)
        return thread;
    const [oldest, ...others] = await (0,find/* findHeads */.zH)(await (0,find/* whereHeadsAre */.bm)(thread, context.now(), context), context, thread);
    for (const { ts } of others)
        await retire(ts, oldest?.ts ?? head.ts, context);
    const ours = oldest === undefined || oldest.ts === head.ts;
    return ours ? { ...thread, head: { ...head, confirmed: true } } : adopt(thread, oldest, context);
}
/**
 * Deletes a second head. Its replies move: each is posted under the head that stays, unless it is there already, and
 * deleted here. The job whose head it was finds it gone, searches, and goes on under the other.
 */
async function retire(ts, stays, context) {
    const { slack, channel, signal } = context;
    const ours = async (thread) => {
        const messages = await slack.thread({ channel, thread }, signal).catch(noneIfGone);
        return await (0,own_messages/* ownMessages */.ZB)(messages.filter(({ ts: each }) => each !== thread), context);
    };
    const replies = await ours(ts);
    const delivered = replies.length === 0 ? [] : (await ours(stays)).map(({ metadata }) => metadata?.id);
    for (const { ts: reply, text, metadata } of replies) {
        // Our own fallback texts have no markup; one that has is by somebody who copied our metadata.
        const moves = metadata !== undefined && !delivered.includes(metadata.id) && !text.includes('<');
        if (moves)
            await slack.post({ channel, thread: stays, text, blocks: [], metadata }, signal);
        await removeOwn(reply, context);
    }
    await removeOwn(ts, context);
}
function noneIfGone(error) {
    if (error instanceof client_error/* SlackError */.DC && error.fault === 'gone')
        return [];
    throw error;
}
async function removeOwn(ts, { slack, channel, signal }) {
    try {
        await slack.remove(channel, ts, signal);
    }
    catch (error) {
        if (!(error instanceof client_error/* SlackError */.DC) || error.fault !== 'gone')
            throw error;
    }
}
async function update(thread, deployment, context) {
    const { head, updating, ...cleared } = thread;
    if (head === undefined)
        return thread;
    const { revision } = thread;
    const rendered = shape(headOf(thread, deployment), (0,thread_context/* headId */._)(context), thread);
    const metadata = metadataOf(thread, deployment, context);
    await context.slack.update({ channel: head.channel, ts: head.ts, ...rendered, metadata }, context.signal);
    const shown = { hash: hashOf(headOf(thread, deployment)), state: deployment.state, at: context.now() };
    return { ...cleared, head: { ...head, revision, ...shown } };
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
/** A head without blocks has no state in its metadata either: that may have been too large. */
function metadataOf({ revision, plain }, deployment, context) {
    const id = (0,thread_context/* headId */._)(context);
    return { id, revision, ...(plain === id ? {} : { deployment: (0,message_metadata/* publicState */.nl)(deployment) }) };
}
/** A message that Slack refused in full goes out plain. */
const shape = (rendered, id, { plain }) => plain === id ? (0,limits/* plainly */.yG)(rendered) : (0,limits/* fit */.Uj)(rendered);

;// CONCATENATED MODULE: ./packages/slack/src/thread/reply.ts







async function postReply(thread, { entry, loud = false }, context) {
    const { head } = thread;
    const deployment = (0,state/* stateForEvent */.v)(thread.deployment, entry.event, entry.at);
    const { called, broadcast } = loudness(thread, entry, { deployment, context });
    const rendered = (0,reply/* renderReply */.Vv)(entry.event, deployment, called);
    if (head === undefined || rendered === undefined)
        return markDelivered(thread, [entry]);
    const id = (0,thread_context/* replyId */.o)(context, entry, deployment);
    const message = {
        channel: head.channel,
        thread: thread.root ?? head.ts,
        metadata: { id, revision: 1 },
        ...shape(rendered, id, thread),
        broadcast: broadcast || loud,
    };
    await context.slack.post(message, context.signal);
    return replied(thread, entry);
}
/** The thread once the reply to `entry` is out, however that became known. */
function replied(thread, entry) {
    const { inFlight, plain, ...cleared } = thread;
    const { event, at, id } = entry;
    const past = (0,state/* isPast */.R6)(thread.deployment, event, at);
    const deployment = past ? thread.deployment : announced((0,state/* applyEvent */.Z8)(thread.deployment, event, at));
    return { ...cleared, ...(0,values/* compact */.oE)({ deployment }), done: withDone(thread, [id]) };
}
/** Takes in events that need no reply. */
function markDelivered(thread, entries) {
    const deployment = stateSoFar(thread, entries);
    const done = entries.map(({ id }) => id);
    return deployment === undefined ? thread : { ...thread, deployment, done: withDone(thread, done) };
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/fail.ts




/** The thread after a request failed, by what the failure means for it. */
function failed(thread, failure) {
    const { op, error } = failure;
    const paused = pause(thread, failure);
    switch (error.fault) {
        case 'retry':
            // A read that failed does not say what became of the request in flight.
            return { state: cleared(paused, op) };
        case 'ambiguous':
            return { state: lost(paused, failure) };
        case 'late':
        case 'gone':
            return gone(cleared(paused, op), failure);
        case 'payload':
            return refused(cleared(thread, op), failure);
        case 'config':
            return misconfigured(cleared(thread, op), op, error);
    }
}
function pause(thread, failure) {
    const limited = thread.limited + (failure.error.code === 'ratelimited' ? 1 : 0);
    const failing = methodOf(failure.op, thread, failure.context);
    return { ...thread, ...(0,backoff/* backOff */.fu)(thread, failure, failing), failing, limited };
}
const TAKEN_OFF = ['head', 'reply', 'remind'];
/** The thread without the request in flight, which is known not to have been carried out. */
function cleared(thread, op) {
    const { inFlight, updating, ...rest } = thread;
    if (op.do === 'update')
        return { ...rest, ...(0,values/* compact */.oE)({ inFlight }) };
    const kept = { ...rest, ...(0,values/* compact */.oE)({ updating }) };
    // A read that failed does not say what became of the request in flight.
    return TAKEN_OFF.includes(op.do) || inFlight === undefined ? kept : { ...kept, inFlight };
}
/** The thread after a request that may have been carried out, or may yet be. */
function lost(thread, { op, error, now }) {
    const { inFlight } = thread;
    const what = op.do === 'head' || thread.uncertain?.what === 'head' ? 'head' : 'thread';
    const uncertain = { what, at: now };
    if (op.do === 'update')
        return { ...cleared(thread, op), uncertain };
    if (inFlight === undefined || !TAKEN_OFF.includes(op.do))
        return thread;
    const after = { ...inFlight, at: now, ...(error.accepted ? { accepted: true } : {}) };
    return { ...thread, uncertain, inFlight: after };
}
/** Ids of heads are remembered only as long as a read may still show them. */
const fail_REMEMBERED = 10;
/** After so many the cause is not the heads: no more are posted only to have their replies refused. */
const MOST_GONE = 3;
function gone(thread, { op, error }) {
    const { root, searched, ...unsure } = thread;
    const { head, inFlight, ...rest } = unsure;
    const known = thread.gone ?? [];
    switch (op.do) {
        case 'update': {
            if (head === undefined)
                return { state: thread };
            // Another job's head may have won a race: that one is searched for.
            const frozen = {
                ...unsure,
                head: { ...head, frozen: true },
                gone: remembered(known, head.ts),
            };
            return { state: { ...frozen, ...(0,values/* compact */.oE)({ root }) } };
        }
        case 'reply':
        case 'read-back':
            if (head === undefined || known.length >= MOST_GONE)
                return giveUp(thread, op, error.message);
            // It was deleted with its thread: the next message goes to another job's head, or begins a new one.
            return { state: { ...rest, head: { ...head, lost: true }, gone: remembered(known, head.ts) } };
        case 'head':
        case 'find-head':
            // The message that the user named.
            if (searched && root === undefined)
                return giveUp(thread, op, error.message);
            return { state: { ...unsure, searched: true }, warning: `${error.message} ${NO_THREAD}` };
        default:
            return giveUp(thread, op, error.message);
    }
}
const remembered = (known, ts) => [...known, ts].slice(-fail_REMEMBERED);
const NO_THREAD = 'Input "thread-ts" names no message of this channel: the deployment gets one of its own.';
/** Once more without blocks; then it is dropped, with a warning. */
function refused(thread, { op, error }) {
    const id = op.do === 'reply' ? op.id : op.do === 'head' || op.do === 'update' ? op.id : undefined;
    if (id === undefined)
        return giveUp(thread, op, error.message);
    if (thread.plain !== id)
        return { state: { ...thread, plain: id } };
    if (op.do !== 'reply')
        return { state: thread, halt: error.message };
    return {
        state: markDelivered(thread, [op.entry]),
        lost: true,
        warning: `${error.message} The message was dropped.`,
    };
}
function misconfigured(thread, op, { code, message }) {
    switch (op.do) {
        case 'find-head':
        case 'read-back':
        case 'confirm':
        case 'reconcile':
            // Reading needs a scope of its own. Whatever else is wrong shows at the next post.
            return UNREADABLE.includes(code) || op.do === 'read-back'
                ? { state: { ...thread, cannotRead: true }, warning: `${message} ${CANNOT_READ}` }
                : op.do === 'find-head'
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
const CANNOT_READ = 'Until then threads are not found across jobs, and a lost message may be sent twice, or not at all.';
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
        case 'find-head':
            return { state: { ...thread, searched: true } };
        case 'confirm':
            return { state: head === undefined ? thread : { ...thread, head: { ...head, confirmed: true } } };
        case 'reconcile': {
            const { uncertain, ...sure } = thread;
            return { state: sure };
        }
        default:
            return { state: thread, halt: message };
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/next.ts







/** We assume that a request whose answer was lost is carried out within this time, if at all; then a read shows it. */
const SETTLE_MS = 3000;
/** The final reconciliation waits a little longer. */
const RECONCILE_MS = 5000;
/** Slack asks for no more than an update each three seconds (docs.slack.dev/reference/methods/chat.update). */
const SPACING_MS = 3000;
/**
 * What to do next for a thread; `waiting` are the entries not yet delivered, oldest first.
 *   request in flight -> find or post the head -> replies in order -> head -> reminder -> reconciliation
 * Slack limits each method by itself, so a method that has to wait holds up no other: one of them shows the outcome.
 */
function next(thread, waiting, at) {
    const { now } = at;
    if (thread.pausedUntil > now)
        return { do: 'wait', until: thread.pausedUntil };
    const deployment = stateSoFar(thread, waiting);
    if (deployment === undefined)
        return REST;
    const lost = resolve(thread, waiting, at);
    if (lost !== undefined)
        return isOp(lost) ? lost : meanwhile(lost, thread, deployment, at);
    return (findHead(thread, deployment, at) ??
        recall(thread, waiting, at) ??
        inOrder(thread, waiting, at) ??
        show(thread, deployment, at) ??
        whenIdle(thread, deployment, at));
}
const REST = { do: 'rest' };
const isOp = (step) => step.do !== 'rest' && step.do !== 'wait';
/** The op, unless its method has to wait, or was refused in this delivery. */
function allowed(op, thread, { now, context, refused }) {
    if (refused.has(op.do))
        return REST;
    const until = (0,backoff/* pauseOf */.eY)(thread, methodOf(op, thread, context));
    return until > now ? { do: 'wait', until } : op;
}
/** Not in this delivery. */
const isHopeless = (step, { deadline }) => step.do === 'rest' || (step.do === 'wait' && step.until > deadline);
/** While everything else waits for `pause`, the head can still be updated. */
function meanwhile(pause, thread, deployment, at) {
    const shown = isBehind(thread, deployment) ? show(thread, deployment, at) : undefined;
    if (shown === undefined || shown.do === 'rest')
        return pause;
    if (shown.do !== 'wait' || pause.do === 'rest')
        return shown;
    return shown.until < pause.until ? shown : pause;
}
/** Looks up whether the request in flight was carried out. */
function resolve(thread, waiting, at) {
    const { inFlight } = thread;
    if (inFlight === undefined)
        return undefined;
    const entry = waiting.find((each, index) => idOf(thread, waiting.slice(0, index), each, at.context) === inFlight.id);
    const assume = { do: 'assume', entry };
    if (thread.cannotRead)
        return assume;
    const settled = inFlight.at + SETTLE_MS;
    if (settled > at.now)
        return { do: 'wait', until: settled };
    const readBack = allowed({ do: 'read-back', entry }, thread, at);
    // Nothing is held up for a reminder.
    return inFlight.op === 'remind' && !isOp(readBack) ? assume : readBack;
}
function findHead(thread, deployment, at) {
    // A head that takes no replies may still be updated, and show the outcome.
    const last = thread.head?.lost ? show(thread, deployment, at) : undefined;
    if (last !== undefined && !isHopeless(last, at))
        return last;
    // Where the head is gone, another job's may have won a race: that one is searched for. One that an earlier run left
    // behind may show more by now.
    if (!thread.searched && !thread.cannotRead) {
        const search = allowed({ do: 'find-head' }, thread, at);
        // Better a second head, which a later search takes away, than none.
        if (!isHopeless(search, at))
            return search;
    }
    if (thread.head === undefined || thread.head.lost) {
        const { email } = deployment.facts;
        const unknown = actorOf(thread, deployment) === undefined && thread.actor === undefined;
        const identify = email && unknown ? allowed({ do: 'identify', deployment }, thread, at) : undefined;
        if (identify !== undefined && isOp(identify))
            return identify;
        return allowed({ do: 'head', id: (0,thread_context/* headId */._)(at.context), deployment }, thread, at);
    }
    if (thread.head.confirmed || thread.cannotRead)
        return undefined;
    const confirm = allowed({ do: 'confirm' }, thread, at);
    return isOp(confirm) ? confirm : undefined;
}
/** What an earlier run kept may have been delivered by another since. Where that cannot be read, it is delivered. */
function recall(thread, waiting, at) {
    if (!thread.inherited || thread.cannotRead)
        return undefined;
    const entries = waiting.map((entry, index) => ({
        entry,
        id: idOf(thread, waiting.slice(0, index), entry, at.context),
    }));
    const op = allowed({ do: 'recall', entries }, thread, at);
    return isOp(op) ? op : undefined;
}
function idOf(thread, before, entry, context) {
    return (0,thread_context/* replyId */.o)(context, entry, (0,state/* stateForEvent */.v)(stateSoFar(thread, before), entry.event, entry.at));
}
/** Replies keep their order; events that need none are marked as delivered in one go. */
function inOrder(thread, waiting, at) {
    const firstReply = waiting.findIndex((entry, index) => isReply(stateSoFar(thread, waiting.slice(0, index)), entry));
    const [entry] = waiting;
    if (firstReply === 0 && entry !== undefined)
        return next_reply(thread, waiting, entry, at);
    const silent = firstReply < 0 ? waiting : waiting.slice(0, firstReply);
    return silent.length === 0 ? undefined : { do: 'mark-delivered', entries: silent };
}
/**
 * An ending that calls nobody is shown in the head before its reply: only then is it known whether the reply must also
 * show in the channel instead. After a post that failed the head comes first, too: it may be all that can be seen.
 */
function next_reply(thread, waiting, entry, at) {
    const deployment = stateSoFar(thread, waiting);
    const op = { do: 'reply', id: idOf(thread, [], entry, at.context), entry };
    const answer = allowed(op, thread, at);
    if (deployment === undefined)
        return answer;
    if (answer.do !== 'reply')
        return meanwhile(answer, thread, deployment, at);
    const quiet = (0,state/* isOver */.PU)(deployment) && at.context.severity(entry.event, deployment) === 'info';
    const postFailed = thread.failing === methodOf(op, thread, at.context) && isBehind(thread, deployment);
    const head = show(thread, deployment, at);
    if (cannotShow(thread, head, at))
        return { ...answer, ...((0,state/* isOver */.PU)(deployment) ? { loud: true } : {}) };
    return head !== undefined && (quiet || (postFailed && isOp(head))) ? head : answer;
}
/** Whether the head cannot show it in this delivery; `shown` is what showing it takes. */
function cannotShow({ head, failing, failures }, shown, at) {
    const stuck = at.last && failing === 'chat.update' && failures >= MOST_FAILURES;
    return head?.frozen === true || stuck || (shown !== undefined && isHopeless(shown, at));
}
/** Brings the head up to date; undefined when it is, or when its next update is not due yet. */
function show(thread, deployment, at) {
    const { head } = thread;
    if (head === undefined || !isDirty(thread, deployment))
        return undefined;
    const update = allowed({ do: 'update', id: (0,thread_context/* headId */._)(at.context), deployment }, thread, at);
    const heldBack = !isBehind(thread, deployment) && !at.last;
    if (heldBack)
        return isOp(update) && head.at + updateGap(thread, deployment) <= at.now ? update : undefined;
    const due = head.at + SPACING_MS;
    return due > at.now && isOp(update) ? { do: 'wait', until: due } : update;
}
/** After so many failures in a row, what is only convenient is not tried. */
const MOST_FAILURES = 3;
function whenIdle(thread, deployment, at) {
    const { head, uncertain } = thread;
    const fewFailures = thread.failures < MOST_FAILURES;
    const due = reminderDue(thread, deployment, at.now);
    const reminder = due && allowed(due, thread, at);
    // A reminder that is not removed would raise a false alarm; everything else is only convenient.
    if (reminder !== undefined && due?.do === 'unremind' && reminder.do !== 'rest')
        return reminder;
    if (fewFailures && reminder !== undefined && isOp(reminder))
        return reminder;
    const permalink = fewFailures && head?.permalink === undefined ? allowed({ do: 'permalink' }, thread, at) : REST;
    if (isOp(permalink))
        return permalink;
    if (thread.cannotRead)
        return REST;
    const confirm = head === undefined || head.confirmed ? REST : allowed({ do: 'confirm' }, thread, at);
    if (!isHopeless(confirm, at))
        return confirm;
    if (uncertain === undefined || !(0,state/* isOver */.PU)(deployment))
        return REST;
    const settled = uncertain.at + RECONCILE_MS;
    return settled > at.now ? { do: 'wait', until: settled } : allowed({ do: 'reconcile' }, thread, at);
}
/** Milliseconds between two updates that only show progress: about seven in a deployment. */
function updateGap(thread, deployment) {
    const { finish } = deployment.facts;
    const expected = finish === undefined ? 4 * 60_000 : finish.expected - deployment.startedAt;
    const gap = Math.min(120_000, Math.max(15_000, expected / 7));
    return gap * 2 ** Math.min(thread.limited, 2);
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/reconcile.ts






/** Reads whether the request in flight was carried out; `entry` is what it was to deliver. */
async function readBack(thread, entry, context) {
    const { inFlight, ...cleared } = thread;
    switch (inFlight?.op) {
        case 'head':
            return headReadBack(cleared, inFlight, context);
        case 'reply':
            return entry === undefined ? cleared : replyReadBack(cleared, { inFlight, entry }, context);
        case 'remind':
            return foundReminder(cleared, context);
        default:
            return cleared;
    }
}
async function headReadBack(thread, inFlight, context) {
    const [oldest, ...others] = await (0,find/* findHeads */.zH)(await (0,find/* whereHeadsAre */.bm)(thread, inFlight.at, context), context, thread);
    if (oldest === undefined)
        return thread;
    for (const { ts } of others)
        await retire(ts, oldest.ts, context);
    return { ...adopt(thread, oldest, context), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}
async function replyReadBack(thread, { inFlight, entry }, context) {
    const { slack, channel, signal } = context;
    const root = thread.root ?? thread.head?.ts;
    if (root === undefined)
        return thread;
    const messages = await slack.thread({ channel, thread: root, oldest: String((0,own_messages/* notBefore */.$F)(inFlight.at)) }, signal);
    const sent = messages.filter(({ metadata }) => metadata?.id === inFlight.id);
    const found = byId(await (0,own_messages/* ownMessages */.ZB)(sent, context)).get(inFlight.id) ?? [];
    if (found.length === 0)
        return thread;
    for (const { ts } of found.slice(1))
        await removeOwn(ts, context);
    return { ...replied(thread, entry), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}
/** Marks those entries of an earlier run as delivered whose replies are in the thread already. */
async function reconcile_recall(thread, all, context) {
    const { inherited, ...fresh } = thread;
    const root = thread.root ?? thread.head?.ts;
    if (root === undefined)
        return fresh;
    const { slack, channel, signal } = context;
    const found = byId(await (0,own_messages/* ownMessages */.ZB)(await slack.thread({ channel, thread: root }, signal), context));
    return all
        .filter(({ id }) => found.has(id))
        .reduce((known, { entry }) => ({
        ...replied(known, entry),
        duplicatesAvoided: known.duplicatesAvoided + 1,
    }), fresh);
}
/**
 * What to assume of the request in flight where nothing can be read: important messages are sent at least once, the
 * others at most once. Without a head there is no thread, so a head is important.
 */
function assume(thread, entry, context) {
    const { inFlight, ...cleared } = thread;
    if (inFlight?.op === 'remind') {
        // If there is one, the reconciliation removes it.
        const uncertain = thread.uncertain ?? { what: 'thread', at: inFlight.at };
        return { ...cleared, uncertain, reminder: { id: '', at: 0 } };
    }
    if (inFlight?.op !== 'reply' || entry === undefined)
        return cleared;
    const deployment = (0,state/* stateForEvent */.v)(thread.deployment, entry.event, entry.at);
    const mustArrive = context.severity(entry.event, deployment) !== 'info' || (0,state/* isOver */.PU)(deployment);
    return mustArrive && inFlight.accepted !== true ? cleared : replied(cleared, entry);
}
/** Repairs what requests with lost answers may have done late: posted twice, or put an old text into the head. */
async function reconcile(thread, context) {
    const { slack, channel, signal } = context;
    const { head, uncertain, ...rest } = thread;
    if (head === undefined)
        return thread;
    const messages = await slack.thread({ channel, thread: thread.root ?? head.ts }, signal);
    for (const twins of byId(messages).values()) {
        const ours = twins.length < 2 ? [] : await (0,own_messages/* ownMessages */.ZB)(twins, context, [head.ts]);
        for (const { ts } of ours.slice(1))
            if (ts !== head.ts)
                await removeOwn(ts, context);
    }
    if (uncertain?.what === 'head') {
        const since = await (0,find/* whereHeadsAre */.bm)(thread, Number(head.ts) * 1000, context);
        for (const { ts } of await (0,find/* findHeads */.zH)(since, context, thread)) {
            if (ts !== head.ts)
                await retire(ts, head.ts, context);
        }
    }
    await removeReminders(context);
    const shown = messages.find(({ ts }) => ts === head.ts)?.metadata?.revision ?? head.revision;
    // A head that can no longer be changed stays as it is: to look at it again would find the same, for ever.
    const settled = shown === head.revision || head.frozen === true;
    return settled ? { ...rest, head } : { ...thread, head: { ...head, hash: '' } };
}
/** Our messages by id, oldest first. */
function byId(messages) {
    const found = new Map();
    for (const message of [...messages].sort((a, b) => Number(a.ts) - Number(b.ts))) {
        const id = message.metadata?.id;
        if (id !== undefined)
            found.set(id, [...(found.get(id) ?? []), message]);
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/perform.ts




/** Carries out one op and gives the thread after it. @throws SlackError */
async function perform(op, thread, context) {
    const after = await carryOut(op, thread, context);
    if (op.do === 'mark-delivered' || op.do === 'assume')
        return after;
    const { failing, ...well } = after;
    return { ...well, failures: 0 };
}
function carryOut(op, thread, context) {
    switch (op.do) {
        case 'find-head':
            return searchHead(thread, context);
        case 'identify':
            return identify(thread, op.deployment, context);
        case 'head':
            return postHead(thread, op.deployment, context);
        case 'confirm':
            return head_confirm(thread, context);
        case 'reply':
            return postReply(thread, op, context);
        case 'mark-delivered':
            return markDelivered(thread, op.entries);
        case 'update':
            return update(thread, op.deployment, context);
        case 'remind':
            return remind(thread, op, context);
        case 'unremind':
            return unremind(thread, context);
        case 'permalink':
            return permalink(thread, context);
        case 'read-back':
            return readBack(thread, op.entry, context);
        case 'assume':
            return assume(thread, op.entry, context);
        case 'recall':
            return reconcile_recall(thread, op.entries, context);
        case 'reconcile':
            return reconcile(thread, context);
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/thread/service.ts





/** One head message with its thread, in one channel, by a bot. */
function threadService(context) {
    return {
        empty: emptyThread,
        next: (thread, waiting, moment) => next(thread, waiting, { context, ...moment }),
        markInFlight: (thread, op, now) => markInFlight(thread, op, { context, now }),
        perform: (op, thread, request) => perform(op, thread, { ...context, ...request }),
        failed: (thread, failure) => failed(thread, { ...failure, context }),
        unpaused: backoff/* unpaused */._w,
        done: ({ done }) => done,
        pending: (thread, waiting) => {
            const deployment = stateSoFar(thread, waiting);
            const messages = waiting.filter(({ event }) => event.kind !== 'progress').length;
            // A progress that is held back is not delivered yet.
            return messages + (deployment !== undefined && isDirty(thread, deployment) ? 1 : 0);
        },
    };
}
const IN_FLIGHT = {
    head: 'head',
    reply: 'reply',
    remind: 'remind',
};
/** Notes what is about to be sent, so that a crash or a lost answer leaves a trace. */
function markInFlight(thread, op, { context, now }) {
    const kind = IN_FLIGHT[op.do];
    const mayHaveArrived = thread.updating !== undefined || (context.contested && op.do === 'reply');
    const before = mayHaveArrived ? uncertain(thread, now) : thread;
    if (op.do === 'update')
        return { ...before, revision: before.revision + 1, updating: now };
    if (kind === undefined)
        return before;
    const revision = before.revision + (kind === 'head' ? 1 : 0);
    return { ...before, revision, inFlight: { op: kind, id: 'id' in op ? op.id : op.do, at: now } };
}
/** An update that a dead process began may yet be carried out; and another process may post the same. */
function uncertain({ updating, ...thread }, now) {
    return { ...thread, uncertain: thread.uncertain ?? { what: 'thread', at: now } };
}

;// CONCATENATED MODULE: ./packages/slack/src/destinations/interact.ts



/** The channel where people are asked. It gets a message for each concurrent deployment. */
function interactDestination({ slack, channel, correlationId, }) {
    return {
        compose: ({ event }, deployment) => event.kind === 'concurrent' ? (0,reply/* renderReply */.Vv)(event, deployment) : undefined,
        post: (rendered, id, signal) => slack.post({ channel, ...(0,limits/* fit */.Uj)(rendered), metadata: { id, revision: 1 } }, signal),
        find: async (id, since, signal) => {
            const messages = await slack.history({ channel, oldest: (0,own_messages/* notBefore */.$F)(since), pages: own_messages/* PAGES */.Nb }, signal);
            const marked = messages.filter(({ metadata }) => metadata?.id === id);
            const [own] = await (0,own_messages/* ownMessages */.ZB)(marked, { slack, correlationId, signal });
            return own && { channel, ts: own.ts };
        },
        permalink: ({ channel: at, ts }, signal) => slack.permalink(at, ts, signal),
        mustArrive: () => false,
        plainly: limits/* plainly */.yG,
    };
}

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/slack/src/client/http.ts
var http = __webpack_require__(80224);
// EXTERNAL MODULE: ./packages/slack/src/render/words.ts
var words = __webpack_require__(73648);
;// CONCATENATED MODULE: ./packages/slack/src/destinations/pager.ts







/**
 * Alerts for a critical event, and resolves the alert when it is over: PagerDuty Events v2
 * (developer.pagerduty.com/docs/send-alert-event), which other receivers read, too.
 * `dedup_key` makes every repetition harmless.
 */
function pagerDestination({ url, key, rerun, correlationId, rules, }) {
    return {
        compose: ({ event }, deployment) => {
            const critical = (0,severity/* severityOf */.x)(event, deployment.facts.environment, rules) === 'critical';
            const resolves = event.kind === 'complete' && (rerun === true || deployment.announced.length > 0);
            if (!critical && !resolves)
                return undefined;
            const common = {
                routing_key: key,
                dedup_key: correlationId,
                event_action: critical ? 'trigger' : 'resolve',
            };
            return critical ? { ...common, ...pager_alert(deployment, correlationId) } : common;
        },
        post: async (body, _, signal) => {
            await (0,http/* postJson */.B2)('The pager of input "pager-url"', url, { body, signal, judge: http/* pagerAnswer */.C9 });
            return undefined;
        },
        mustArrive: () => true,
    };
}
const CAUSE_LINES = 10;
function pager_alert(deployment, correlationId) {
    const { facts } = deployment;
    const cause = facts.rootCause ?? [];
    const reason = facts.reason === undefined ? '' : `: ${facts.reason}`;
    const pages = [
        [facts.runUrl, 'Run'],
        [facts.consoleUrl, 'Console'],
    ];
    const links = pages.flatMap(([url, text]) => {
        const href = (0,message_escape/* linkable */.Lj)(url);
        return href === undefined ? [] : [{ href, text }];
    });
    return {
        payload: {
            summary: (0,message_escape/* plain */.pj)(`${facts.environment ?? 'A deployment'} ${(0,words/* stateWords */.Xu)(deployment)}${reason}`, 1000),
            source: (0,message_escape/* plain */.pj)(facts.repository ?? facts.environment ?? 'signalbox', 200),
            severity: 'critical',
            timestamp: new Date(deployment.asOf).toISOString(),
            component: (0,message_escape/* plain */.pj)(facts.stack ?? facts.environment ?? 'deployment', 200),
            class: deployment.state,
            custom_details: {
                correlation_id: correlationId,
                sha: (0,message_escape/* plain */.pj)(facts.sha ?? ''),
                actor: (0,message_escape/* plain */.pj)(facts.actor ?? ''),
                elapsed: (0,duration/* formatDuration */.a3)((0,state/* elapsedSeconds */.us)(deployment)),
                root_cause: [
                    ...cause.slice(0, CAUSE_LINES).map((line) => (0,message_escape/* plain */.pj)(line)),
                    ...(0,rich/* andMore */.v)(cause.length, CAUSE_LINES, ' lines'),
                ],
            },
        },
        ...(links.length === 0 ? {} : { links }),
    };
}

;// CONCATENATED MODULE: ./packages/slack/src/destinations/webhook.ts






const important = (rules) => ({ event }, deployment) => (0,state/* isOver */.PU)(deployment) || (0,severity/* severityOf */.x)(event, deployment.facts.environment, rules) !== 'info';
/**
 * An incoming webhook posts and nothing else: no updates, no thread, nothing can be read back.
 * So it gets beginnings, endings and trouble, and an ending twice rather than never.
 */
function webhookDestination(address, rules) {
    return {
        compose: ({ event }, deployment) => {
            const { kind } = event;
            // Undefined for a progress without a message of its own.
            if (kind === 'progress' || kind === 'concurrent' || kind === 'stalled' || (0,state/* isOver */.PU)(deployment))
                return (0,reply/* renderReply */.Vv)(event, deployment);
            return (0,head/* renderWhole */.Q)(event, deployment);
        },
        post: async (rendered, _, signal) => {
            const request = { body: { ...(0,limits/* fit */.Uj)(rendered) }, signal, judge: http/* webhookAnswer */.qG };
            await (0,http/* postJson */.B2)('The webhook of input "slack-webhook-url"', address, request);
            return undefined;
        },
        mustArrive: important(rules),
        plainly: limits/* plainly */.yG,
    };
}

;// CONCATENATED MODULE: ./packages/slack/src/destinations/write-only.ts




const EMPTY = { done: [], pausedUntil: 0, failures: 0, duplicatesAvoided: 0 };
const write_only_SETTLE_MS = 3000;
const write_only_REMEMBERED = 50;
function writeOnlyService(destination, correlationId) {
    const serving = { destination, correlationId };
    return {
        empty: EMPTY,
        next: (state, [entry], moment) => write_only_next(state, entry, { destination, ...moment }),
        markInFlight: (state, op, now) => op.do === 'post' ? { ...state, inFlight: { id: op.entry.id, at: now } } : state,
        perform: (op, state, { signal }) => write_only_perform(op, state, { ...serving, signal }),
        failed: (state, failure) => write_only_failed(state, failure, destination),
        unpaused: backoff/* unpaused */._w,
        done: ({ done }) => done,
        pending: (state, waiting) => waiting.filter((entry) => compose(destination, state, entry) !== undefined).length,
    };
}
const stateWith = ({ deployment }, { event, at }) => (0,state/* applyEvent */.Z8)(deployment, event, at);
const compose = (destination, state, entry) => isNews(state.deployment, entry) ? destination.compose(entry, stateWith(state, entry)) : undefined;
/** The state once `entry` is delivered, or needs no message. */
function delivered(state, entry) {
    const { inFlight, plain, ...rest } = state;
    const deployment = announced(stateWith(state, entry));
    return { ...rest, deployment, done: [...state.done, entry.id].slice(-write_only_REMEMBERED), failures: 0 };
}
function write_only_next(state, entry, at) {
    const { destination, now } = at;
    if (state.pausedUntil > now)
        return { do: 'wait', until: state.pausedUntil };
    if (entry === undefined)
        return write_only_whenIdle(state, at);
    if (state.inFlight?.id !== entry.id) {
        if (compose(destination, state, entry) === undefined)
            return { do: 'mark-delivered', entry };
        return write_only_allowed({ do: 'post', entry }, state, at);
    }
    if (destination.find === undefined || state.cannotRead)
        return { do: 'assume', entry };
    const settled = state.inFlight.at + write_only_SETTLE_MS;
    return settled > now ? { do: 'wait', until: settled } : write_only_allowed({ do: 'read-back', entry }, state, at);
}
function write_only_whenIdle(state, at) {
    const { posted } = state;
    if (posted === undefined || posted.permalink !== undefined || at.destination.permalink === undefined)
        return write_only_REST;
    const op = write_only_allowed({ do: 'permalink', posted }, state, at);
    return op.do === 'wait' ? write_only_REST : op;
}
const write_only_REST = { do: 'rest' };
/** The op, unless it has to wait, or was refused in this delivery. */
function write_only_allowed(op, state, { now, refused }) {
    if (refused.has(op.do))
        return write_only_REST;
    const until = (0,backoff/* pauseOf */.eY)(state, op.do);
    return until > now ? { do: 'wait', until } : op;
}
async function write_only_perform(op, state, { destination, correlationId, signal }) {
    const { inFlight, ...cleared } = state;
    if (op.do === 'permalink') {
        const permalink = (await destination.permalink?.(op.posted, signal)) ?? '';
        return { ...state, posted: { ...op.posted, permalink }, failures: 0 };
    }
    const { entry } = op;
    const id = `${correlationId}/${entry.id}`;
    switch (op.do) {
        case 'mark-delivered':
            return delivered(state, entry);
        case 'assume': {
            const again = destination.mustArrive(entry, stateWith(state, entry)) && !inFlight?.accepted;
            return again ? cleared : delivered(state, entry);
        }
        case 'read-back': {
            const posted = await destination.find?.(id, inFlight?.at ?? 0, signal);
            if (posted === undefined)
                return cleared;
            return { ...delivered(state, entry), posted, duplicatesAvoided: state.duplicatesAvoided + 1 };
        }
        case 'post': {
            const message = compose(destination, state, entry);
            if (message === undefined)
                return delivered(state, entry);
            const sent = state.plain ? (destination.plainly?.(message) ?? message) : message;
            const posted = await destination.post(sent, id, signal);
            return { ...delivered(state, entry), ...(0,values/* compact */.oE)({ posted }) };
        }
    }
}
const ONCE = 'What was to be told may have arrived; it is not sent again.';
function write_only_failed(state, failure, destination) {
    const { op, error, now } = failure;
    const { inFlight, ...cleared } = state;
    const paused = (0,backoff/* backOff */.fu)(state, failure, op.do);
    if (op.do === 'permalink')
        return { state: { ...state, posted: { ...op.posted, permalink: '' } } };
    switch (error.fault) {
        case 'retry':
            // A read that failed does not say what became of the post in flight.
            return { state: { ...(op.do === 'post' ? cleared : state), ...paused } };
        case 'ambiguous': {
            if (op.do !== 'post' || inFlight === undefined)
                return { state: { ...state, ...paused } };
            const readable = destination.find !== undefined && !state.cannotRead;
            if (!readable && !destination.mustArrive(op.entry, stateWith(state, op.entry))) {
                return { state: delivered(state, op.entry), lost: true, warning: `${error.message} ${ONCE}` };
            }
            const lost = { ...inFlight, at: now, ...(error.accepted ? { accepted: true } : {}) };
            return { state: { ...cleared, inFlight: lost, ...paused } };
        }
        case 'payload':
            if (destination.plainly !== undefined && !state.plain)
                return { state: { ...cleared, plain: true } };
            return {
                state: delivered(state, op.entry),
                lost: true,
                warning: `${error.message} The message was dropped.`,
            };
        default:
            if (op.do === 'read-back')
                return { state: { ...state, cannotRead: true } };
            return { state: cleared, halt: error.message };
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/destinations/destination.ts












function openDestinations(options) {
    const { slack, channels, correlationId, clock, rules = [], webhookUrl, pager } = options;
    const outbox = options.outbox ?? ((name) => fileOutbox((0,external_node_path_.join)(options.outboxDirectory, correlationId, name), clock.now));
    const writeOnly = (name, destination) => served(outbox(name), writeOnlyService(destination, correlationId), {
        name,
        accepts: () => true,
        report: ({ duplicatesAvoided, posted }) => ({
            duplicatesAvoided,
            ...(0,values/* compact */.oE)({ location: posted && locationOf(posted) }),
        }),
    });
    const interact = separateInteract(channels);
    return [
        ...(slack === undefined
            ? []
            : channels.updates.map((channel) => threadDestination({ slack, channel }, outbox(channel), options))),
        ...(slack === undefined || interact === undefined
            ? []
            : [
                writeOnly(`${interact}-interact`, interactDestination({ slack, channel: interact, correlationId })),
            ]),
        ...(webhookUrl === undefined ? [] : [writeOnly('webhook', webhookDestination(webhookUrl, rules))]),
        ...(pager === undefined
            ? []
            : [writeOnly('pager', pagerDestination({ ...pager, correlationId, rules }))]),
    ];
}
/** The interact channel, unless it is an updates channel, too. */
const separateInteract = ({ updates, interact }) => interact !== undefined && !updates.includes(interact) ? interact : undefined;
function threadDestination({ slack, channel }, outbox, options) {
    const { correlationId, environment, threadTs, onDuty = [], rules = [] } = options;
    const { contested = false, lookBackSeconds = find/* WEEK_SECONDS */.vw } = options;
    const context = {
        slack,
        channel,
        correlationId,
        onDuty,
        lookBackSeconds,
        contested,
        ...(0,values/* compact */.oE)({ threadTs, environment }),
        severity: (event, deployment) => (0,severity/* severityOf */.x)(event, deployment.facts.environment, rules),
    };
    const interactElsewhere = separateInteract(options.channels) !== undefined;
    return served(outbox, threadService(context), {
        name: channel,
        accepts: ({ event }) => !(event.kind === 'concurrent' && interactElsewhere),
        report: (thread) => ({
            duplicatesAvoided: thread.duplicatesAvoided,
            ...(0,values/* compact */.oE)({
                location: thread.head && locationOf(thread.head, thread.root),
                stuck: isStuck(thread) ? STUCK : undefined,
            }),
        }),
    });
}
const STUCK = 'Slack no longer lets the message be changed: progress is not shown.';
const locationOf = ({ channel, ts, permalink }, root = ts) => ({
    channelId: channel,
    messageTs: ts,
    threadTs: root,
    ...(permalink ? { permalink } : {}),
});
/** A destination that a service delivers to. */
const served = (outbox, service, { name, accepts, report }) => ({
    name,
    accepts,
    add: (entry) => outbox.add(entry),
    deliver: async (options) => {
        const { state, ...delivery } = await deliver(outbox, service, options);
        return { ...delivery, ...report(state), name };
    },
});

// EXTERNAL MODULE: ./packages/runner/src/step/log.ts
var step_log = __webpack_require__(84389);
;// CONCATENATED MODULE: ./packages/slack/src/destinations/notifier.ts



/** Nothing is sent or written before the first `send` or `drain`. */
function openNotifier(options) {
    const { clock, random, budgetSeconds, mentions = {} } = options;
    const destinations = openDestinations(options);
    const report = reporter(options.log);
    let serial = 0;
    const deliverAll = async (kind, urgency) => {
        const { budgetSeconds: budget = budgetSeconds, last = false } = urgency;
        const signal = options.signal ?? new AbortController().signal;
        const deadline = clock.now() + budget * 1000;
        const withoutWaiting = kind === 'progress' && !last;
        // What is oldest goes first, but today's events do not wait for all of yesterday's.
        const inherited = await options.inherit?.({ budgetSeconds: budget / 2, last });
        const delivery = { clock, random, deadline, signal, withoutWaiting, last };
        const reports = await Promise.all(destinations.map((each) => each.deliver(delivery)));
        return { ...report(receiptOf(kind, reports), reports), ...(0,values/* compact */.oE)({ inherited }) };
    };
    return {
        send: (event, urgency = {}) => {
            const at = clock.now();
            const entry = { id: entryId(at, serial++, random), at, event: withActorId(event, mentions) };
            for (const each of destinations)
                if (each.accepts(entry))
                    each.add(entry);
            return deliverAll(event.kind, urgency);
        },
        drain: (urgency = {}) => deliverAll(undefined, urgency),
    };
}
/** Sorts by time; differs from any other process's. */
const entryId = (at, serial, random) => `${String(at).padStart(15, '0')}-${String(serial).padStart(4, '0')}-${(0,values/* nonce */.KU)(random, 6)}`;
function withActorId(event, mentions) {
    const actorId = mentions[event.facts?.actor?.toLowerCase() ?? ''];
    return actorId === undefined ? event : { ...event, facts: { ...event.facts, actorId } };
}
function receiptOf(kind, reports) {
    const sum = (of) => reports.reduce((total, report) => total + of(report), 0);
    const [pending, lost] = [sum((report) => report.pending), sum((report) => report.lost)];
    // Where there is an interact channel, a concurrent deployment is announced only there.
    const ordered = kind === 'concurrent' ? reports.toReversed() : reports;
    const problems = reports.flatMap(problemOf);
    return {
        delivered: pending === 0 && lost === 0 && reports.every(({ stuck }) => stuck === undefined),
        pending,
        duplicatesAvoided: sum((report) => report.duplicatesAvoided),
        ...ordered.find(({ location }) => location !== undefined)?.location,
        ...(0,values/* compact */.oE)({ problem: problems.length === 0 ? undefined : problems.join(' ') }),
    };
}
/** What keeps messages from a destination, with its name: each has troubles of its own. */
function problemOf({ name, pending, lost, halt, trouble, warnings, stuck }) {
    const waits = pending + lost > 0 ? (halt ?? trouble ?? (lost > 0 ? warnings.at(-1) : undefined)) : undefined;
    const line = waits ?? stuck;
    return line === undefined ? [] : [named(name, line)];
}
/** Lines about a webhook or a pager name it already. */
const named = (name, line) => name === 'webhook' || name === 'pager' ? line : `${name.replace(/-interact$/, '')}: ${line}`;
/** Logs trouble: each line once, however often the monitor calls. */
function reporter(log) {
    const once = (0,step_log/* logOnce */.u)(log);
    return (receipt, reports) => {
        for (const { name, halt, warnings } of reports) {
            if (halt !== undefined)
                once.error(named(name, halt), 'Slack is not set up right');
            for (const warning of warnings)
                once.warning(named(name, warning), 'Slack');
        }
        const { pending, problem } = receipt;
        const isOutage = pending > 0 && reports.every(({ halt }) => halt === undefined);
        if (isOutage && problem !== undefined) {
            const count = pending === 1 ? '1 message waits' : `${pending} messages wait`;
            once.warning(`${count} in the outbox for the next step: ${problem}`, 'Slack', problem);
        }
        return receipt;
    };
}

;// CONCATENATED MODULE: ./packages/slack/src/carry-over/seal.ts

// What is kept where others can write is sealed with a key made from the Slack secret itself: only jobs that could
// post anyway can make an entry, and nobody else can read one. The name that it is kept under is sealed in, too
// (additional authenticated data, NIST SP 800-38D): a copy under another name is refused.
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
/** A name from which nothing can be learned, the same for everybody with the same secret. */
const sealedName = (text, secret) => derive(secret, `name ${text}`).toString('hex').slice(0, 32);

;// CONCATENATED MODULE: ./packages/slack/src/carry-over/claim.ts


/**
 * Of several runs one claims an entry: the one that writes a second key, which can be written once. What stands
 * there is sealed for that key, so that nobody without the secret can make an entry look claimed; where somebody else
 * wrote something, it is ignored, and the next key counts.
 *
 *   <key>         the entry
 *   <key>-taken   says that a run has it, or is somebody else's
 *   <key>-taken1  counts when the one before is somebody else's
 */
const CLAIMS = ['-taken', '-taken1', '-taken2', '-taken3', '-taken4'];
/** Stored: other versions read it. */
const CLAIM = { taken: true };
const claim_REQUEST_MS = 10_000;
/** What the newest entry is: one that nobody is known to have claimed, a claim, or nothing of ours. */
function kindOf({ key, bytes }, secret) {
    if (unseal(bytes, secret, key) === undefined)
        return 'foreign';
    return CLAIMS.some((suffix) => key.endsWith(suffix)) ? 'claim' : 'entry';
}
/** True for the one run that gets the entry of this key. @throws Error when the cache cannot be asked */
async function claim(key, { store, secret, clock }) {
    const limit = () => (0,src_clock/* withTimeout */.w)(claim_REQUEST_MS, clock);
    for (const suffix of CLAIMS) {
        const name = key + suffix;
        if (await store.put(name, seal(CLAIM, secret, name), limit()))
            return true;
        const found = await store.newest(name, limit());
        // Reserved and not yet readable: somebody is writing it. Delivered by nobody is better than delivered by two.
        if (found?.key !== name || kindOf(found, secret) === 'claim')
            return false;
    }
    return false;
}

// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/slack/src/message/event.ts
var message_event = __webpack_require__(67052);
;// CONCATENATED MODULE: ./packages/slack/src/carry-over/snapshot.ts


const VERSION = 1;
const DESTINATION_NAME = /^[A-Za-z0-9-]{1,40}$/;
const ENTRY_ID = /^[0-9][a-z0-9.-]{7,60}$/;
/** The form in which snapshots are kept in the cache. Its names are read by other versions and stay. */
const snapshot_toStored = (snapshots) => ({
    version: VERSION,
    boxes: snapshots.map(({ correlationId, destinations }) => ({ correlationId, lines: destinations })),
});
/** The snapshots from their stored form; what is not as we write it is left out. */
function parseSnapshots(stored, now) {
    const { version, boxes } = Object(stored);
    return version === VERSION && Array.isArray(boxes)
        ? boxes.flatMap((destination) => parseSnapshot(destination, now))
        : [];
}
function parseSnapshot(raw, now) {
    const { correlationId, lines } = Object(raw);
    if (typeof correlationId !== 'string' || !correlation/* CORRELATION_ID */.tU.test(correlationId))
        return [];
    const destinations = Array.isArray(lines) ? lines.flatMap((line) => parseDestination(line, now)) : [];
    return [{ correlationId, destinations }];
}
function parseDestination(raw, now) {
    const { name, entries, state } = Object(raw);
    if (typeof name !== 'string' || !DESTINATION_NAME.test(name) || !Array.isArray(entries))
        return [];
    return [{ name, state, entries: entries.flatMap(parseEntry).filter((entry) => !snapshot_isStale(entry, now)) }];
}
function parseEntry(raw) {
    const { id, at, event } = Object(raw);
    const { kind, facts } = Object(event);
    const known = message_event/* KINDS */.G.find((each) => each === kind);
    if (typeof id !== 'string' || !ENTRY_ID.test(id) || typeof at !== 'number' || known === undefined) {
        return [];
    }
    return [{ id, at, event: withTime({ kind: known, facts: Object(facts) }, at) }];
}
/** The event with the time at which it happened: readers must not take it for something of this minute. */
const withTime = ({ kind, facts }, at) => ({
    kind,
    facts: { ...facts, happenedAt: facts?.happenedAt ?? at },
});
/** These say how things were, which is no longer true after a while. Starts, trouble and endings do not grow stale. */
const PASSING = ['progress', 'queued', 'concurrent'];
const FRESH_MS = 120_000;
const snapshot_isStale = ({ at, event }, now) => PASSING.includes(event.kind) && now - at > FRESH_MS;

;// CONCATENATED MODULE: ./packages/slack/src/carry-over/carry-over.ts











/** Comes on top of the budget, which is for Slack: long enough for the library's second try. */
const carry_over_REQUEST_MS = 10_000;
/** As long as GitHub keeps an entry that nobody uses (docs.github.com/actions/reference/workflows-and-actions/dependency-caching). */
const OLDEST_MS = 7 * 86_400_000;
/** Clocks of two runners may differ by so much. */
const CLOCK_SKEW_MS = 600_000;
/** Subfolder with an empty file for each deployment that was added, so that the post step knows them. */
const INHERITED = '.inherited';
/** File with the key of the entry that this job wrote last. */
const LAST_KEY_FILE = '.left';
const prefixOf = ({ environment, ref, secret }) => `signalbox-outbox-${sealedName(`${environment.toLowerCase()}\n${ref}`, secret)}-`;
/** Adds what the last run of the branch could not deliver to this job's outbox; once a job. */
async function takeCarryOver(options, carryOver) {
    return isFirst(options.outboxDirectory, prefixOf(carryOver)) ? await collect(options, carryOver) : [];
}
/** Of several runs one gets it. Trouble is logged and never thrown. */
async function collect(options, carryOver) {
    const { clock, log, outboxDirectory } = options;
    const prefix = prefixOf(carryOver);
    try {
        const entry = await carryOver.store.newest(prefix, (0,src_clock/* withTimeout */.w)(carry_over_REQUEST_MS, clock));
        if (entry === undefined || !entry.key.startsWith(prefix))
            return [];
        const kind = kindOf(entry, carryOver.secret);
        if (kind === 'claim' || entry.key === lastKey(outboxDirectory))
            return [];
        if (kind === 'foreign' || !isFresh(entry.key.slice(prefix.length), clock.now())) {
            log.warning('What stands in the cache as left for Slack is damaged, old or not ours: nothing of it is told.', 'Slack');
            return [];
        }
        if (!(await claim(entry.key, { ...carryOver, clock })))
            return [];
        const snapshots = parseSnapshots(unseal(entry.bytes, carryOver.secret, entry.key), clock.now());
        for (const snapshot of snapshots)
            restore(snapshot, options);
        warnOfUnserved(snapshots, options);
        return snapshots;
    }
    catch (error) {
        log.info(`Whether an earlier run left messages for Slack is not known: ${(0,errors/* errorLine */.B)(error)}`);
        return [];
    }
}
/** `rest` of an entry's key begins with the time at which it was written. */
function isFresh(rest, now) {
    const age = now - Number(rest.split('-')[0]);
    return age <= OLDEST_MS && age >= -CLOCK_SKEW_MS;
}
/** The workflow may have changed since: messages for a channel that it no longer names reach nobody. */
function warnOfUnserved(snapshots, options) {
    const served = new Set(openDestinations(options).map(({ name }) => name));
    const remaining = snapshots
        .flatMap(({ destinations }) => destinations)
        .filter(({ name }) => !served.has(name));
    const names = new Set(remaining.filter(({ entries }) => entries.length > 0).map(({ name }) => name));
    for (const name of names) {
        options.log.warning(`What an earlier run left for ${name} is not delivered: this step's inputs no longer name that place.`, 'Slack');
    }
}
/** Keeps what could not be delivered for the next run, in place of what this job kept before. Never throws. */
async function saveCarryOver(pending, options, carryOver) {
    const { log, clock } = options;
    const total = Object.values(pending).reduce((sum, count) => sum + count, 0);
    const what = total === 1 ? '1 message' : `${total} messages`;
    const lost = (why) => log.warning(`${what} for Slack will not be delivered: ${why}.`, 'Slack');
    if (carryOver === undefined)
        return total === 0 ? undefined : lost('this runner has no cache to keep them in');
    try {
        const before = lastKey(options.outboxDirectory);
        if (total > 0) {
            await write(pending, options, carryOver);
            const { ref, environment } = carryOver;
            log.warning(`${what} for Slack left to the next run of ${ref} that tells of ${environment}.`, 'Slack');
        }
        else if (before !== undefined)
            await claim(before, { ...carryOver, clock });
    }
    catch (error) {
        lost((0,errors/* errorLine */.B)(error));
    }
}
async function write(pending, options, carryOver) {
    const { clock, random, outboxDirectory } = options;
    // The newest entry hides the others, so it includes what they have.
    const found = await collect(options, carryOver);
    const own = Object.keys(pending).filter((id) => (pending[id] ?? 0) > 0);
    const ids = new Set([...own, ...found.map(({ correlationId }) => correlationId)]);
    const snapshots = [...ids].map((id) => snapshotOf(id, outboxDirectory, clock.now));
    const key = `${prefixOf(carryOver)}${clock.now()}-${(0,values/* nonce */.KU)(random, 6)}`;
    const sealed = seal(snapshot_toStored(snapshots), carryOver.secret, key);
    if (!(await carryOver.store.put(key, sealed, (0,src_clock/* withTimeout */.w)(carry_over_REQUEST_MS, clock)))) {
        throw new Error('the actions cache did not take them');
    }
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(outboxDirectory, LAST_KEY_FILE), key);
}
/** Notes another deployment whose messages this job delivers, or else keeps for the next run. */
function addDeployment(correlationId, directory) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(directory, INHERITED), { recursive: true, mode: 0o700 });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, INHERITED, correlationId), '');
}
/** Delivers to the deployments that were added, within the budget in all. Returns how many messages of each are pending. */
async function deliverCarryOver(options, { budgetSeconds, last }) {
    const pending = {};
    const deadline = options.clock.now() + budgetSeconds * 1000;
    for (const correlationId of added(options.outboxDirectory)) {
        if (correlationId === options.correlationId)
            continue;
        const { threadTs, inherit, environment, ...shared } = options;
        const limits = { budgetSeconds: (deadline - options.clock.now()) / 1000, last };
        const receipt = await openNotifier({ ...shared, correlationId }).drain(limits);
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
function restore({ correlationId, destinations }, { outboxDirectory, clock }) {
    addDeployment(correlationId, outboxDirectory);
    for (const { name, entries, state } of destinations) {
        const outbox = fileOutbox((0,external_node_path_.join)(outboxDirectory, correlationId, name), clock.now);
        // The pauses were that job's and are over. And the head may show more than that job saw of it: it is searched again.
        const { looked, ...kept } = Object(state);
        if (outbox.load() === undefined)
            outbox.save({ ...kept, inherited: true, pausedUntil: 0, failures: 0, pauses: {} });
        for (const entry of entries)
            outbox.add(entry);
    }
}
function snapshotOf(correlationId, directory, now) {
    const names = (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(directory, correlationId)).filter((name) => DESTINATION_NAME.test(name));
    const destinations = names.map((name) => {
        const outbox = fileOutbox((0,external_node_path_.join)(directory, correlationId, name), now);
        return { name, entries: outbox.entries(), state: outbox.load() };
    });
    return { correlationId, destinations };
}
function added(directory) {
    try {
        return (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(directory, INHERITED));
    }
    catch {
        return [];
    }
}
function lastKey(directory) {
    try {
        return (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, LAST_KEY_FILE), 'utf8');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/carry-over/lost.ts










const lost_REQUEST_MS = 10_000;
/**
 * Ends the threads of lost deployments by what GitHub knows and removes their reminders.
 * A thread that is not found is not begun, and one that was ended is left alone. Never throws because of Slack.
 */
async function endLost(lost, options) {
    for (const each of lost)
        if (each.correlationId !== '')
            await endOne(each, options);
}
async function endOne(lost, options) {
    const updates = [];
    for (const channel of options.channels.updates) {
        if (await isOpen(channel, lost, options))
            updates.push(channel);
    }
    if (updates.length === 0 && options.webhookUrl === undefined)
        return;
    const { threadTs, inherit, ...shared } = options;
    const { environment } = lost;
    // Where no thread can be read, nothing shows whose the id is that the registration names: it gets one of its own run.
    const correlationId = updates.length > 0 ? lost.correlationId : (0,correlation/* runCorrelationId */.Zl)(lost.runId, environment);
    addDeployment(correlationId, options.outboxDirectory);
    const theirs = { ...shared, correlationId, environment, channels: { updates }, contested: true };
    await openNotifier(theirs).send(endOf(lost));
}
/** Whether the channel has a head of the deployment that shows no ending. Trouble is logged, for this channel alone. */
async function isOpen(channel, lost, options) {
    const { correlationId, environment } = lost;
    const { slack, clock, log, signal = new AbortController().signal } = options;
    if (slack === undefined)
        return false;
    try {
        const head = await (0,find/* findHead */.mW)({ ...options, slack, channel, correlationId, environment, signal });
        const deployment = (0,message_metadata/* parseState */.Bu)(head?.metadata?.deployment);
        if (deployment === undefined || !isOf(deployment, lost))
            return false;
        if (!(0,state/* isOver */.PU)(deployment))
            return true;
        const limit = (0,src_clock/* withTimeout */.w)(lost_REQUEST_MS, clock, signal);
        await removeReminders({ slack, channel, correlationId, signal: limit });
    }
    catch (error) {
        if (!(error instanceof client_error/* SlackError */.DC))
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
    // Where the runner names no job (GitHub Enterprise Server), the registration of our own job names none either.
    return facts.environment?.toLowerCase() === environment.toLowerCase() && ofRun && facts.jobId === jobId;
}
const KINDS = {
    timed_out: 'timed-out',
    cancelled: 'cancelled',
    skipped: 'skipped',
};
/** By GitHub's own conclusion: the job could no longer report one. */
function endOf({ environment, conclusion, began }) {
    const how = conclusion === undefined ? 'gave no sign of life' : `ended (${conclusion}) without a word`;
    const advice = began ? 'Look at the deployment itself.' : 'Nothing was deployed.';
    const reason = `The runner was lost: its job ${how}. ${advice}`;
    return {
        kind: began ? (KINDS[conclusion ?? ''] ?? 'failed') : 'cancelled',
        facts: { environment, reason },
    };
}

// EXTERNAL MODULE: ./packages/slack/src/client/web-api.ts + 2 modules
var web_api = __webpack_require__(22271);
// EXTERNAL MODULE: ./packages/slack/src/job/inputs.ts
var job_inputs = __webpack_require__(77835);
;// CONCATENATED MODULE: ./packages/slack/src/job/for-step.ts








/** The notifier of one deployment as an action's inputs describe it; every process of the job shares its outbox. */
function notifierOptions(inputs, step, { id, slack }) {
    const { clock, random, log, job, cancelled: signal } = step;
    const { 'interact-channel': interact, 'slack-webhook-url': webhookUrl, 'thread-ts': threadTs } = inputs;
    const { 'pager-url': url, 'pager-key': key } = inputs;
    return {
        ...(0,values/* compact */.oE)({
            slack,
            // A bot does all that a webhook does.
            webhookUrl: slack === undefined ? webhookUrl : undefined,
            pager: url === undefined || key === undefined ? undefined : { url, key, rerun: job.runAttempt > 1 },
            threadTs,
        }),
        outboxDirectory: (0,external_node_path_.join)(job.tempDir, 'signalbox', 'outbox'),
        correlationId: id,
        channels: { updates: inputs['updates-channel'], ...(0,values/* compact */.oE)({ interact }) },
        budgetSeconds: inputs['delivery-budget'],
        mentions: Object.fromEntries(inputs.mentions ?? []),
        onDuty: inputs['on-duty'],
        rules: inputs.severity ?? [],
        clock,
        random,
        log,
        signal,
    };
}
function openForJob(inputs, step, deployment) {
    const { id, environment } = deployment;
    const options = {
        ...notifierOptions(inputs, step, deployment),
        ...(environment === '' ? {} : { environment }),
    };
    const carryOver = carryOverOf(inputs, step, deployment);
    const inherit = async ({ budgetSeconds, last }) => {
        const found = carryOver === undefined ? [] : await takeCarryOver(options, carryOver);
        return found.length > 0 || last ? await deliverCarryOver(options, { budgetSeconds, last }) : {};
    };
    const notifier = openNotifier({ ...options, inherit });
    return {
        ...notifier,
        endLost: (lost) => endLost(lost, options),
        finish: async (event) => {
            const last = { last: true };
            const receipt = await (event === undefined ? notifier.drain(last) : notifier.send(event, last));
            await saveCarryOver({ ...receipt.inherited, [id]: receipt.pending }, options, carryOver);
            return receipt;
        },
    };
}
function carryOverOf(inputs, { env, job }, { environment, store = actionsCache(env) }) {
    // Not the pager's address: it is the same for everybody.
    const secret = inputs['slack-token'] ?? inputs['slack-webhook-url'] ?? inputs['pager-key'];
    return store && secret ? { store, secret, environment, ref: job.refName } : undefined;
}
/** The notifier, or undefined where the inputs name no destination. Loads the SDK for a bot only. */
async function notifierFor(inputs, step, id) {
    const { 'slack-token': token, 'slack-api-url': apiUrl } = inputs;
    if (!(0,job_inputs/* reachesSomebody */.wR)(inputs))
        return undefined;
    const slack = token !== undefined && (0,job_inputs/* hasBot */.W)(inputs) ? await (0,web_api/* connectSlack */.x)({ token, apiUrl }) : undefined;
    return openForJob(inputs, step, { id, slack, environment: inputs.environment ?? '' });
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

/***/ 16681:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L8: () => (/* binding */ isUserId),
/* harmony export */   Lj: () => (/* binding */ linkable),
/* harmony export */   gH: () => (/* binding */ mrkdwnLink),
/* harmony export */   kJ: () => (/* binding */ mrkdwn),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   rJ: () => (/* binding */ isGroupId)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30033);

/**
 * Text from outside for a field that Slack parses (the fallback `text`): one line, and no mention, link or
 * broadcast can stand in it (docs.slack.dev/messaging/formatting-message-text: only & < > are special).
 * Bare addresses, which a client may turn into links by itself, are broken by a word joiner (no width).
 */
function mrkdwn(text, limit = 300) {
    const pieces = Array.from((0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(text, limit), (point) => ENTITIES[point] ?? point);
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
const plain = (text, limit = 300) => (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(text, limit) || '-';
/** Four links of this length fit a message; without a longer one it is poorer, but not wrong. */
const LONGEST_URL = 1500;
/** An address fit for a link, or undefined. */
function linkable(url) {
    const safe = url === undefined ? undefined : (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__/* .safeUrl */ .Pl)(url);
    return safe === undefined || safe.length > LONGEST_URL ? undefined : safe;
}
/** `<url|label>` for mrkdwn; `label` is our own word. */
const mrkdwnLink = (url, label) => `<${url.replaceAll('&', '&amp;')}|${label}>`;
const USER = /^[UW][A-Z0-9]{2,20}$/;
const GROUP = /^S[A-Z0-9]{2,20}$/;
const isUserId = (id) => USER.test(id);
const isGroupId = (id) => GROUP.test(id);


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

/***/ 8474:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uj: () => (/* binding */ fit),
/* harmony export */   yG: () => (/* binding */ plainly)
/* harmony export */ });
/* unused harmony export excesses */
// docs.slack.dev/reference/block-kit and the comments of @slack/types; the sum of all text is capped
// without documentation somewhere above 9,500 characters (slackapi/bolt-js#2867), so it stays well below.
const BLOCKS = 50;
const CONTEXT_ELEMENTS = 10;
const CONTEXT_TEXT = 2000;
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
    return '';
}
/** All characters of a block that count. */
function blockText(block) {
    switch (block.type) {
        case 'rich_text':
            return block.elements.map(partText).join('');
        case 'context':
            return block.elements.map(({ text }) => text).join('');
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
/** The message without blocks, which Slack does not refuse: an event is never lost because of its layout. */
const plainly = ({ text }) => ({ text, blocks: [] });
/** The message, or its plain form where it would be refused. */
const fit = (rendered) => excesses(rendered).length === 0 ? rendered : plainly(rendered);


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


/***/ }),

/***/ 54283:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ renderWhole),
/* harmony export */   p: () => (/* binding */ renderHead)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);
/* harmony import */ var _message_escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16681);
/* harmony import */ var _message_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2313);
/* harmony import */ var _reply_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(53829);
/* harmony import */ var _rich_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(95295);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(73648);







/** Slack takes more, but splits or doubles long ones (slackapi/bolt-python#764). */
const TEXT = 2900;
/**
 * The one message a deployment has in its channel.
 *   🚀 production is deploying  ▓▓▓▓▓░░░░░ 52 %  ·  4 min 10 s  ·  done about 14:32 (14:29–14:36)
 *   mona  abc1234  main · Fix the login  Run · Console · Environment
 * `actor` is the Slack id of who started it, where known.
 */
function renderHead(deployment, actor) {
    return {
        text: fallback(deployment),
        blocks: [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .richText */ .YD)(headLine(deployment)), ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .context */ ._O)(deployment.facts, actor)],
    };
}
/** For a destination without threads: the head with what an event adds. */
function renderWhole(event, deployment) {
    const { facts = {} } = event;
    const title = event.kind === 'queued' ? (0,_reply_js__WEBPACK_IMPORTED_MODULE_4__/* .titleOf */ .Gg)(event, deployment) : undefined;
    const waits = title === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)('\n'), ...title)];
    const words = (0,_reply_js__WEBPACK_IMPORTED_MODULE_4__/* .additionWords */ .iZ)(facts).map((each) => ` ${each}.`);
    return {
        text: (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .truncate */ .xv)(fallback(deployment) + words.join(''), TEXT),
        blocks: [
            (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .richText */ .YD)(headLine(deployment), ...waits, ...(0,_reply_js__WEBPACK_IMPORTED_MODULE_4__/* .additions */ .mv)(facts)),
            ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .context */ ._O)(deployment.facts, undefined),
        ],
    };
}
function headLine(deployment) {
    const { facts } = deployment;
    return (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .emoji */ .Zg)(_words_js__WEBPACK_IMPORTED_MODULE_6__/* .EMOJI */ .$J[deployment.state]), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(' '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .outsideBold */ .jg)(facts.environment ?? 'The environment', 80), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(` ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .stateWords */ .Xu)(deployment)}`), ...progress(deployment), ...whenDone(deployment), ...why(deployment));
}
function progress(deployment) {
    const done = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .percent */ .KN)(deployment);
    const shown = done === undefined ? '' : `  ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .bar */ .M0)(done)} ${done} %`;
    const elapsed = (0,_message_state_js__WEBPACK_IMPORTED_MODULE_3__/* .elapsedSeconds */ .us)(deployment);
    const underWay = deployment.state === 'running' || deployment.state === 'stalled';
    const since = underWay && elapsed >= 1 ? `  ·  ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(elapsed)}` : '';
    const what = underWay && facts(deployment).activity !== undefined ? [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)('  ·  '), activity(deployment)] : [];
    return [...(shown + since === '' ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(shown + since)]), ...what];
}
const facts = (deployment) => deployment.facts;
const activity = (deployment) => (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .outside */ .qY)(deployment.facts.activity ?? '', 80);
function whenDone(deployment) {
    const when = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .expected */ .p6)(deployment);
    if (when === undefined)
        return [];
    const { finish, late } = when;
    if (late)
        return [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)('  ·  late, was expected by '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .time */ .kB)(finish.latest ?? finish.expected)];
    const { earliest, latest } = finish;
    const range = earliest === undefined || latest === undefined
        ? []
        : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(' ('), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .time */ .kB)(earliest), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)('–'), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .time */ .kB)(latest), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(')')];
    return [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)('  ·  done about '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .time */ .kB)(finish.expected), ...range];
}
/** The first words of the reason; all of it is in the thread. */
function why(deployment) {
    const { reason } = deployment.facts;
    return reason === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(': '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .outside */ .qY)(reason, 120)];
}
/** The same as text: for notifications and screen readers. */
function fallback(deployment) {
    const { facts } = deployment;
    const done = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .percent */ .KN)(deployment);
    const when = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .expected */ .p6)(deployment);
    const commit = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .shortSha */ .Fu)(facts.sha);
    const parts = [
        `${(0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwn */ .kJ)(facts.environment ?? 'The environment', 80)} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .stateWords */ .Xu)(deployment)}`,
        done === undefined ? '' : `${done} percent done`,
        (0,_message_state_js__WEBPACK_IMPORTED_MODULE_3__/* .isOver */ .PU)(deployment) || deployment.state === 'queued'
            ? ''
            : `${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((0,_message_state_js__WEBPACK_IMPORTED_MODULE_3__/* .elapsedSeconds */ .us)(deployment))} so far`,
        when === undefined ? '' : finishWords(when.finish.expected, when),
        facts.reason === undefined ? '' : (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwn */ .kJ)(facts.reason, 300),
        facts.actor === undefined ? '' : `started by ${(0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwn */ .kJ)(facts.actor, 60)}`,
        commit === undefined ? '' : `commit ${commit}`,
    ];
    return `${parts.filter((part) => part !== '').join(', ')}.`;
}
function finishWords(at, when) {
    const { earliest, latest } = when.finish;
    if (when.late)
        return `late, was expected by ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(latest ?? at)}`;
    const range = earliest === undefined || latest === undefined
        ? ''
        : `, between ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(earliest)} and ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(latest)}`;
    return `expected to finish at ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(at)}${range}`;
}


/***/ }),

/***/ 53829:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gg: () => (/* binding */ titleOf),
/* harmony export */   Vv: () => (/* binding */ renderReply),
/* harmony export */   iZ: () => (/* binding */ additionWords),
/* harmony export */   mv: () => (/* binding */ additions)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);
/* harmony import */ var _message_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16681);
/* harmony import */ var _message_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2313);
/* harmony import */ var _rich_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(95295);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(73648);





/** At most so much of a failure's explanation; the rest is on the run's page. */
const REASON = 500;
const CAUSE_LINES = 8;
const CAUSE_WIDTH = 250;
const FIELDS = 10;
const FIELD = 200;
const MESSAGE = 1500;
/**
 * The reply to an event, `deployment` being the state after it. Undefined when the head shows everything.
 * `called` are ids of users and groups to notify.
 */
function renderReply(event, deployment, called = []) {
    const { kind } = event;
    const title = titleOf(event, deployment);
    if (title === undefined)
        return undefined;
    const call = called.flatMap((id) => [...(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .mention */ .lE)(id), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' ')]);
    const loud = kind === 'failed' || kind === 'stalled' || kind === 'rolled-back' || kind === 'timed-out';
    const links = loud ? (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .context */ ._O)(deployment.facts, undefined) : [];
    const line = (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .section */ .uW)(...call, ...title);
    return {
        text: fallback(event, deployment),
        blocks: [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .richText */ .YD)(line, ...details(event, deployment)), ...links],
    };
}
/** The event's own line, without the name of the state. */
function titleOf({ kind, facts = {} }, deployment) {
    const name = (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outsideBold */ .jg)(deployment.facts.environment ?? 'The environment', 80);
    switch (kind) {
        case 'progress':
            return facts.message === undefined ? undefined : [name, (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(':')];
        case 'start':
            return facts.message === undefined && facts.fields === undefined
                ? undefined
                : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('Deployment started.')];
        case 'queued':
            return facts.active === undefined
                ? undefined
                : [
                    (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('Waiting for '),
                    ...holder(facts.active),
                    (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(', under way'),
                    ...since(facts.active),
                    (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('.'),
                ];
        case 'concurrent':
            return concurrent(facts, name);
        default: {
            const state = _words_js__WEBPACK_IMPORTED_MODULE_4__/* .EMOJI */ .$J[deployment.state];
            const at = (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .percent */ .KN)(deployment);
            const stuck = kind === 'stalled'
                ? ` at ${at === undefined ? '' : `${at} % after `}${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((0,_message_state_js__WEBPACK_IMPORTED_MODULE_2__/* .elapsedSeconds */ .us)(deployment))}`
                : '';
            return [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .emoji */ .Zg)(state), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' '), name, (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(` ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .stateWords */ .Xu)(deployment)}${stuck}`), ...lateNote(facts)];
        }
    }
}
/** A message that comes hours after its event must say so. */
const lateNote = ({ happenedAt }) => happenedAt === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' (at '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB)(happenedAt), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(', told late)')];
function concurrent({ sha, actor, active }, name) {
    const first = active === undefined ? [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('one')] : holder(active);
    return [
        ...[(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .emoji */ .Zg)(_words_js__WEBPACK_IMPORTED_MODULE_4__/* .EMOJI */ .$J.concurrent), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' Two deployments want '), name, (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(': '), ...first],
        ...[(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' is under way'), ...since(active)],
        ...[(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(', and '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .bold */ .Cr)((0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .shortSha */ .Fu)(sha) ?? 'another one'), ...by(actor), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' has arrived.')],
    ];
}
/** Who holds the environment: "abc1234 by mona". */
function holder({ sha, actor, runUrl }) {
    const commit = (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .shortSha */ .Fu)(sha) ?? 'a deployment';
    const url = (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .linkable */ .Lj)(runUrl);
    return [url === undefined ? (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(commit) : { type: 'link', url, text: commit }, ...by(actor)];
}
const by = (actor) => actor === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' by '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outside */ .qY)(actor, 60)];
const since = (active) => active?.since === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' since '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB)(active.since)];
/** Reason, message, facts and cause; of more than fits it is said how many more there are. */
function details({ kind, facts = {} }, deployment) {
    const reason = kind === 'concurrent' ? facts.reason : deployment.facts.reason;
    const lines = kind === 'progress' ? [] : (deployment.facts.rootCause ?? []);
    // The reason often is the first line already.
    const unsaid = lines.filter((line) => !isSaid(line, reason));
    const cause = [...unsaid.slice(0, CAUSE_LINES), ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(unsaid.length, CAUSE_LINES, ' lines')];
    return [
        ...(reason === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('\n'), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outside */ .qY)(reason, REASON))]),
        ...(facts.unusual === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('\n'), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outside */ .qY)(facts.unusual.words, REASON))]),
        ...additions(facts),
        ...(cause.length === 0 ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .preformatted */ .EC)(cause, CAUSE_WIDTH)]),
    ];
}
/** What the workflow's author adds: a message and labelled facts. */
function additions({ message, fields = {} }) {
    const entries = Object.entries(fields);
    return [
        ...(message === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('\n'), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outsideLines */ .fK)(message, MESSAGE))]),
        ...entries
            .slice(0, FIELDS)
            .map(([label, value]) => (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('\n'), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outsideBold */ .jg)(label, 60), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(': '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outsideLines */ .fK)(value, FIELD))),
        ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(entries.length, FIELDS).map((more) => (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(`\n${more}`))),
    ];
}
/** The same as text. */
function additionWords({ message, fields = {} }) {
    const entries = Object.entries(fields);
    const shown = entries
        .slice(0, FIELDS)
        .map(([label, value]) => `${(0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(label, 60)}: ${(0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(value, 80)}`);
    return [
        ...(message === undefined ? [] : [(0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(message, 600)]),
        ...shown,
        ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(entries.length, FIELDS),
    ];
}
const isSaid = (line, reason) => reason?.slice(0, REASON).includes(line.trim()) ?? false;
function fallback({ kind, facts = {} }, deployment) {
    const environment = (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(deployment.facts.environment ?? 'The environment', 80);
    const reason = kind === 'concurrent' ? facts.reason : deployment.facts.reason;
    const title = kind === 'concurrent'
        ? `Two deployments want ${environment}${activeWords(facts.active)}`
        : `${environment} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .stateWords */ .Xu)(deployment)}${kind === 'queued' ? activeWords(facts.active) : ''}${lateWords(facts)}`;
    const cause = deployment.facts.rootCause?.[0];
    const parts = [
        title,
        reason === undefined ? '' : (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(reason, REASON),
        facts.unusual === undefined ? '' : (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(facts.unusual.words, REASON),
        ...additionWords(facts),
        cause === undefined || isSaid(cause, reason) ? '' : (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(cause, 300),
    ];
    return `${parts.filter((part) => part !== '').join('. ')}.`;
}
const lateWords = ({ happenedAt }) => happenedAt === undefined ? '' : ` (at ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(happenedAt)}, told late)`;
function activeWords(active) {
    if (active === undefined)
        return '';
    const since = active.since === undefined ? '' : ` since ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(active.since)}`;
    const actor = active.actor === undefined ? '' : ` by ${(0,_message_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(active.actor, 60)}`;
    return `: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .shortSha */ .Fu)(active.sha) ?? 'a deployment'}${actor} is under way${since}`;
}


/***/ }),

/***/ 95295:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ pageLinks),
/* harmony export */   Cr: () => (/* binding */ bold),
/* harmony export */   EC: () => (/* binding */ preformatted),
/* harmony export */   Od: () => (/* binding */ ours),
/* harmony export */   YD: () => (/* binding */ richText),
/* harmony export */   Zg: () => (/* binding */ emoji),
/* harmony export */   _O: () => (/* binding */ context),
/* harmony export */   fK: () => (/* binding */ outsideLines),
/* harmony export */   jg: () => (/* binding */ outsideBold),
/* harmony export */   kB: () => (/* binding */ time),
/* harmony export */   lE: () => (/* binding */ mention),
/* harmony export */   qY: () => (/* binding */ outside),
/* harmony export */   uW: () => (/* binding */ section),
/* harmony export */   v: () => (/* binding */ andMore)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);
/* harmony import */ var _message_escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16681);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73648);




// Small builders. What strangers wrote comes in through `outside` and `contextText` only.
const ours = (text) => ({ type: 'text', text });
const bold = (text) => ({ type: 'text', text, style: { bold: true } });
const emoji = (name) => ({ type: 'emoji', name });
const outside = (text, limit) => ({ type: 'text', text: (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text, limit) });
const outsideBold = (text, limit) => bold((0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text, limit));
/** At most so many lines of one text. */
const LINES = 30;
/** A text of several lines keeps them; what does not fit is counted, or cut with a sign. */
function outsideLines(text, limit) {
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.trim());
    const said = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
    while (said.at(-1) === '')
        said.pop();
    const shown = said.slice(0, LINES).map((line) => (line === '' ? '' : (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(line, limit)));
    const more = said.length > LINES ? [`and ${said.length - LINES} more lines`] : [];
    return ours((0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .truncate */ .xv)([...shown, ...more].join('\n'), limit) || '-');
}
/** How many there are beyond those that are shown; nothing when that is none. */
const andMore = (all, shown, what = '') => all > shown ? [`and ${all - shown} more${what}`] : [];
/** The reader's own local time. */
const time = (at) => ({
    type: 'date',
    timestamp: Math.round(at / 1000),
    format: '{time}',
    fallback: (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(at),
});
/** A mention by id; nothing when it is no id. */
function mention(id) {
    if ((0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .isUserId */ .L8)(id))
        return [{ type: 'user', user_id: id }];
    if ((0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .isGroupId */ .rJ)(id))
        return [{ type: 'usergroup', usergroup_id: id }];
    return id === 'here' || id === 'channel' ? [{ type: 'broadcast', range: id }] : [];
}
const section = (...elements) => ({ type: 'rich_text_section', elements });
const preformatted = (lines, limit) => ({
    type: 'rich_text_preformatted',
    elements: [ours(lines.map((line) => (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(line, limit)).join('\n'))],
});
const richText = (...elements) => ({
    type: 'rich_text',
    elements,
});
const contextText = (text, limit) => ({
    type: 'plain_text',
    text: (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text, limit),
    emoji: false,
});
const contextMarkup = (text) => ({ type: 'mrkdwn', text, verbatim: true });
/** The small line: who, which commit, where to look. */
function context(facts, actor) {
    const commit = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .shortSha */ .Fu)(facts.sha);
    const commitUrl = (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .linkable */ .Lj)(commitPage(facts));
    const what = [facts.ref, facts.commitTitle].filter((part) => part !== undefined && part !== '').join(' · ');
    const links = pageLinks(facts);
    const elements = [
        ...(actor !== undefined && (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .isUserId */ .L8)(actor) ? [contextMarkup(`<@${actor}>`)] : []),
        ...(facts.actor !== undefined && actor === undefined ? [contextText(facts.actor, 60)] : []),
        ...(commit === undefined
            ? []
            : [contextMarkup(commitUrl === undefined ? commit : (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwnLink */ .gH)(commitUrl, commit))]),
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
        const safe = (0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .linkable */ .Lj)(url);
        return safe === undefined ? [] : [(0,_message_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwnLink */ .gH)(safe, label)];
    });
}


/***/ }),

/***/ 73648:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $J: () => (/* binding */ EMOJI),
/* harmony export */   Fu: () => (/* binding */ shortSha),
/* harmony export */   KN: () => (/* binding */ percent),
/* harmony export */   M0: () => (/* binding */ bar),
/* harmony export */   Xu: () => (/* binding */ stateWords),
/* harmony export */   p6: () => (/* binding */ expected)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);
/* harmony import */ var _message_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2313);


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
function stateWords(deployment) {
    const time = (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((0,_message_state_js__WEBPACK_IMPORTED_MODULE_1__/* .elapsedSeconds */ .us)(deployment));
    const position = deployment.facts.queuePosition;
    switch (deployment.state) {
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
function percent(deployment) {
    const { progress } = deployment.facts;
    if (progress === undefined || (0,_message_state_js__WEBPACK_IMPORTED_MODULE_1__/* .isOver */ .PU)(deployment))
        return undefined;
    return Math.min(99, Math.max(0, Math.floor(progress)));
}
/** A finish worth showing: of something that is under way, and not yet missed. */
function expected(deployment) {
    const { finish } = deployment.facts;
    if (finish === undefined || (0,_message_state_js__WEBPACK_IMPORTED_MODULE_1__/* .isOver */ .PU)(deployment) || deployment.state === 'queued')
        return undefined;
    return { finish, late: (finish.latest ?? finish.expected) < deployment.asOf };
}
const shortSha = (sha) => sha !== undefined && /^[0-9a-f]{7,64}$/i.test(sha) ? sha.slice(0, 7) : undefined;


/***/ }),

/***/ 73038:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ headId),
/* harmony export */   o: () => (/* binding */ replyId)
/* harmony export */ });
/* harmony import */ var _message_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2313);

const headId = ({ correlationId }) => `${correlationId}/head`;
/**
 * The id of the reply to `entry`, `deployment` being the state after it. An ending has the same id whichever process
 * posts it, so that a second post of it is found.
 */
const replyId = ({ correlationId }, { id, event }, deployment) => deployment.episode > 0 && (0,_message_state_js__WEBPACK_IMPORTED_MODULE_0__/* .isOver */ .PU)(deployment) && event.kind !== 'concurrent'
    ? `${correlationId}/${deployment.episode}-${deployment.state}`
    : `${correlationId}/${id}`;


/***/ }),

/***/ 25822:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bm: () => (/* binding */ whereHeadsAre),
/* harmony export */   mW: () => (/* binding */ findHead),
/* harmony export */   vw: () => (/* binding */ WEEK_SECONDS),
/* harmony export */   zH: () => (/* binding */ findHeads)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30922);
/* harmony import */ var _client_own_messages_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75935);
/* harmony import */ var _message_metadata_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46531);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73038);




/** How far back a thread is looked for by default. */
const WEEK_SECONDS = 7 * 86_400;
const REQUEST_MS = 10_000;
/** The head of a deployment, by its metadata, for callers that do not serve its thread. @throws SlackError */
async function findHead(search) {
    const { slack, channel, clock, lookBackSeconds = WEEK_SECONDS } = search;
    const oldest = Math.floor(clock.now() / 1000) - lookBackSeconds;
    const limit = () => (0,_signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_0__/* .withTimeout */ .w)(REQUEST_MS, clock, search.signal);
    const messages = await slack.history({ channel, oldest, pages: _client_own_messages_js__WEBPACK_IMPORTED_MODULE_3__/* .PAGES */ .Nb }, limit());
    return (await findHeads(messages, { ...search, signal: limit() }))[0];
}
/** The deployment's heads, oldest first, without those that are known to be gone. */
async function findHeads(messages, context, { head, gone = [] } = {}) {
    const marked = messages.filter(({ ts, metadata }) => metadata?.id === (0,_context_js__WEBPACK_IMPORTED_MODULE_2__/* .headId */ ._)(context) && !gone.includes(ts));
    const own = await (0,_client_own_messages_js__WEBPACK_IMPORTED_MODULE_3__/* .ownMessages */ .ZB)(marked, context, head === undefined ? [] : [head.ts]);
    return own.filter((each) => fits(each, context)).sort((a, b) => Number(a.ts) - Number(b.ts));
}
/** One id may have been given to the deployments of two environments. */
function fits({ metadata }, { environment }) {
    const theirs = (0,_message_metadata_js__WEBPACK_IMPORTED_MODULE_1__/* .parseState */ .Bu)(metadata?.deployment)?.facts.environment;
    return (environment === undefined || theirs === undefined || theirs.toLowerCase() === environment.toLowerCase());
}
/** Messages among which our head must be, if it was posted after `since` (milliseconds since the epoch). */
function whereHeadsAre(thread, since, context) {
    const { slack, channel, signal } = context;
    const oldest = (0,_client_own_messages_js__WEBPACK_IMPORTED_MODULE_3__/* .notBefore */ .$F)(since);
    return thread.root === undefined
        ? slack.history({ channel, oldest, pages: _client_own_messages_js__WEBPACK_IMPORTED_MODULE_3__/* .PAGES */ .Nb }, signal)
        : slack.thread({ channel, thread: thread.root }, signal);
}


/***/ })

};
;