"use strict";
exports.id = 41;
exports.ids = [41];
exports.modules = {

/***/ 75467:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ readable),
/* harmony export */   Oy: () => (/* binding */ withSign),
/* harmony export */   UR: () => (/* binding */ deployedRef),
/* harmony export */   Wf: () => (/* binding */ factInputs),
/* harmony export */   Zu: () => (/* binding */ unreadLines)
/* harmony export */ });
/* unused harmony export UNREADABLE */
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24843);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2583);


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

/***/ 3742:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QL: () => (/* binding */ inputs),
/* harmony export */   aX: () => (/* binding */ slackInputs)
/* harmony export */ });
/* unused harmony exports EVENTS, outputs */
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74997);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24843);
/* harmony import */ var _signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(63872);
/* harmony import */ var _signalbox_slack_severity__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98573);
/* harmony import */ var _fact_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75467);





const CHANNEL = /^[CGD][A-Z0-9]{2,20}$/;
const channelId = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(CHANNEL, 'the id of a Slack channel, such as C0123456789 (not its name)');
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
    const known = _signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__/* .KINDS */ .G.find((each) => each === kind);
    const severity = _signalbox_slack_severity__WEBPACK_IMPORTED_MODULE_2__/* .SEVERITIES */ .o.find((each) => each === level);
    if (known === undefined || severity === undefined)
        return undefined;
    return { kind: known, severity, ...(environment === undefined ? {} : { environment }) };
}
const EVENTS = [..._signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__/* .KINDS */ .G, 'question', 'check'];
/** How Slack is reached: the same for every action that tells it something. */
const slackInputs = {
    'slack-token': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .slackToken */ .sl,
    'slack-webhook-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .endpoint */ .sR)()),
    'updates-channel': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('ids of Slack channels, such as C0123456789', CHANNEL),
    'interact-channel': channelId,
    mentions: lines('lines such as "login: U0123456789"', mention),
    severity: lines(`lines such as "stalled=critical" or "staging/failed=info" (${_signalbox_slack_severity__WEBPACK_IMPORTED_MODULE_2__/* .SEVERITIES */ .o.join(', ')})`, rule),
    'on-duty': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('ids of users or user groups to call when it is critical, or here, or channel', /^([UWS][A-Z0-9]{2,20}|here|channel)$/),
    'pager-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .endpoint */ .sR)()),
    'pager-key': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the routing key of the pager')),
    'delivery-budget': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(1), '60s'),
    'slack-api-url': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .slackApiUrl */ .Au,
};
const inputs = {
    event: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(...EVENTS)),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .cA,
    ...slackInputs,
    message: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('text for the thread'),
    reason: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('why, in one line'),
    ..._fact_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .factInputs */ .Wf,
    'stack-name': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the stack that is deployed'),
    ref: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .fromRunner */ .Bz)(_fact_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .deployedRef */ .UR, 'github.sha'),
    'thread-ts': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(/^\d{6,12}\.\d{6}$/, 'the ts of a Slack message, such as 1700000000.000100'),
    question: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the question'),
    options: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('the possible answers'),
    'allowed-users': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('who may answer: ids of users (U...) and user groups (S...), or logins of the mention map'),
    'required-answers': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd)(1, 50), '1'),
    'self-approval': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM)(), 'false'),
    'answer-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(1), '15m'),
    'default-answer': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('the answer that counts when there is no clear one'),
    'fail-on-error': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM)(), 'false'),
    'dry-run': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM)(), 'false'),
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .correlationIdInput */ ._1,
    'github-token': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('a GitHub token with deployments: write'), 'github.token')),
    repository: { ..._signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .repository */ .Jk, required: false },
    'deployment-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd)(1),
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

/***/ 62576:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   _w: () => (/* binding */ unpaused),
/* harmony export */   eY: () => (/* binding */ pauseOf),
/* harmony export */   fu: () => (/* binding */ backOff)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71850);

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
    if (!(error instanceof _error_js__WEBPACK_IMPORTED_MODULE_0__/* .SlackError */ .DC) || (error.fault !== 'retry' && error.fault !== 'ambiguous')) {
        return { retry: false };
    }
    return { retry: true, ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }) };
}


/***/ }),

/***/ 71850:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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

/***/ 76397:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L8: () => (/* binding */ isUserId),
/* harmony export */   Lj: () => (/* binding */ linkable),
/* harmony export */   gH: () => (/* binding */ mrkdwnLink),
/* harmony export */   kJ: () => (/* binding */ mrkdwn),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   rJ: () => (/* binding */ isGroupId)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2583);

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

/***/ 63872:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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

/***/ 72238:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  IC: () => (/* binding */ notifierFor),
  HQ: () => (/* binding */ openForJob)
});

// UNUSED EXPORTS: notifierOptions

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(75919);
;// CONCATENATED MODULE: ./packages/slack/src/handover/cache.ts





/** What the library reads of the service, and what it and `tar` read of the machine. */
const SERVICE = /^ACTIONS_(RESULTS_URL|RUNTIME_TOKEN|CACHE_SERVICE_V2|CACHE_MODE)$/;
const MACHINE = /^(PATH|PATHEXT|PROGRAMFILES|SYSTEMDRIVE|SYSTEMROOT|WINDIR|COMSPEC|TEMP|TMP|TMPDIR|HOME|USERPROFILE|(HTTPS?|NO|ALL)_PROXY)$/i;
const pick = (env, names) => Object.fromEntries(Object.entries(env).filter(([name]) => names.test(name)));
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
        const worker = new external_node_worker_threads_.Worker(__webpack_require__.ab + "cache-worker.js", {
            env: {
                ...{ ...pick(process.env, MACHINE), ...pick(env, SERVICE) },
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

// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __webpack_require__(28605);
// EXTERNAL MODULE: ./packages/runner/src/secrets.ts
var secrets = __webpack_require__(85797);
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

// EXTERNAL MODULE: ./packages/slack/src/backoff.ts
var backoff = __webpack_require__(62576);
// EXTERNAL MODULE: ./packages/slack/src/story.ts
var src_story = __webpack_require__(1825);
// EXTERNAL MODULE: ./packages/slack/src/render/reply.ts
var reply = __webpack_require__(53829);
// EXTERNAL MODULE: ./packages/slack/src/thread/state.ts
var state = __webpack_require__(57408);
;// CONCATENATED MODULE: ./packages/slack/src/thread/announce.ts



/** Whom a reply calls, and whether it shows in the channel, too. */
function loudness(thread, { event, at }, told) {
    const { story, place } = told;
    // Nobody is woken for what was overtaken.
    if ((0,src_story/* isPast */.R6)(thread.story, event, at))
        return { broadcast: false, called: [] };
    const severity = place.severity(event, story);
    const actor = (0,state/* actorOf */.dn)(thread, story);
    const called = severity === 'critical' ? [...place.onDuty, ...(actor === undefined ? [] : [actor])] : [];
    return {
        broadcast: severity !== 'info',
        called: severity === 'warning' && actor !== undefined ? [actor] : called,
    };
}
/** Whether an event gets a reply of its own, told after `before`. */
const isReply = (before, entry) => isNews(before, entry) && (0,reply/* renderReply */.Vv)(entry.event, (0,src_story/* toldWith */.mC)(before, entry.event, entry.at)) !== undefined;
/** False for what was announced before, and for what comes after the ending although it was before it. */
function isNews(before, { event, at }) {
    if (event.kind === 'concurrent')
        return true;
    if ((0,src_story/* isPast */.R6)(before, event, at))
        return (0,src_story/* isOver */.PU)((0,src_story/* toldWith */.mC)(before, event, at));
    const story = (0,src_story/* tell */.qz)(before, event, at);
    const announces = (0,src_story/* isOver */.PU)(story) || story.state === 'stalled';
    if (announces && story.announced.includes(story.state))
        return false;
    return before === undefined || !announce_isStale(before, event);
}
/** A word from before the ending that arrives after it. */
const announce_isStale = (before, { kind }) => (0,src_story/* isOver */.PU)(before) && (kind === 'stalled' || kind === 'queued' || kind === 'progress');
/** The story once the reply to `event` is out. */
function announced(story) {
    const news = (0,src_story/* isOver */.PU)(story) || story.state === 'stalled';
    return news && !story.announced.includes(story.state)
        ? { ...story, announced: [...story.announced, story.state] }
        : story;
}

;// CONCATENATED MODULE: ./packages/slack/src/board.ts



const EMPTY = { done: [], pausedUntil: 0, failures: 0, duplicatesAvoided: 0 };
const SETTLE_MS = 3000;
const REMEMBERED = 50;
function boardService(board, correlationId) {
    const serving = { board, correlationId };
    return {
        read: (saved) => ({ ...EMPTY, ...Object(saved) }),
        next: (state, [entry], moment) => next(state, entry, { board, ...moment }),
        takeOff: (state, op, now) => op.do === 'post' ? { ...state, flight: { id: op.entry.id, at: now } } : state,
        perform: (op, state, { signal }) => perform(op, state, { ...serving, signal }),
        failed: (state, failure) => failed(state, failure, board),
        unpaused: backoff/* unpaused */._w,
        done: ({ done }) => done,
        pending: (state, waiting) => waiting.filter((entry) => compose(board, state, entry) !== undefined).length,
    };
}
const storyWith = ({ story }, { event, at }) => (0,src_story/* tell */.qz)(story, event, at);
const compose = (board, state, entry) => isNews(state.story, entry) ? board.compose(entry, storyWith(state, entry)) : undefined;
/** The state once `entry` is told, or need not be. */
function told(state, entry) {
    const { flight, plain, ...rest } = state;
    const story = announced(storyWith(state, entry));
    return { ...rest, story, done: [...state.done, entry.id].slice(-REMEMBERED), failures: 0 };
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
    const until = (0,backoff/* pauseOf */.eY)(state, op.do);
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
    const paused = (0,backoff/* backOff */.fu)(state, failure, op.do);
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

// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __webpack_require__(97114);
// EXTERNAL MODULE: ./packages/slack/src/escape.ts
var src_escape = __webpack_require__(76397);
// EXTERNAL MODULE: ./packages/slack/src/http.ts
var http = __webpack_require__(41170);
// EXTERNAL MODULE: ./packages/slack/src/limits.ts
var limits = __webpack_require__(73558);
// EXTERNAL MODULE: ./packages/slack/src/render/head.ts
var head = __webpack_require__(54283);
// EXTERNAL MODULE: ./packages/slack/src/render/rich.ts
var rich = __webpack_require__(95295);
// EXTERNAL MODULE: ./packages/slack/src/render/words.ts
var words = __webpack_require__(73648);
// EXTERNAL MODULE: ./packages/slack/src/severity.ts
var severity = __webpack_require__(98573);
// EXTERNAL MODULE: ./packages/slack/src/skew.ts
var skew = __webpack_require__(99744);
// EXTERNAL MODULE: ./packages/slack/src/thread/head.ts
var thread_head = __webpack_require__(93439);
// EXTERNAL MODULE: ./packages/slack/src/thread/own.ts
var thread_own = __webpack_require__(81509);
;// CONCATENATED MODULE: ./packages/slack/src/boards.ts













const important = (rules) => ({ event }, story) => (0,src_story/* isOver */.PU)(story) || (0,severity/* severityOf */.x)(event, story.facts.environment, rules) !== 'info';
/** Where people are asked: hears of concurrent deployments, each a message of its own. */
function interactBoard({ slack, channel, correlationId }) {
    return {
        compose: ({ event }, story) => (event.kind === 'concurrent' ? (0,reply/* renderReply */.Vv)(event, story) : undefined),
        post: (rendered, id, signal) => slack.post({ channel, ...(0,limits/* fit */.Uj)(rendered), mark: { id, revision: 1 } }, signal),
        find: async (id, since, signal) => {
            const messages = await slack.history({ channel, oldest: (0,skew/* notBefore */.$)(since), pages: thread_head/* PAGES */.Nb }, signal);
            const marked = messages.filter(({ mark }) => mark?.id === id);
            const [own] = await (0,thread_own/* ownMessages */.Z)(marked, { slack, correlationId, signal });
            return own && { channel, ts: own.ts };
        },
        permalink: ({ channel: at, ts }, signal) => slack.permalink(at, ts, signal),
        mustBeHeard: () => false,
        plainly: limits/* plainly */.yG,
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
            if (kind === 'progress' || kind === 'concurrent' || kind === 'stalled' || (0,src_story/* isOver */.PU)(story))
                return (0,reply/* renderReply */.Vv)(event, story);
            return (0,head/* renderWhole */.Q)(event, story);
        },
        post: async (rendered, _, signal) => {
            const request = { body: { ...(0,limits/* fit */.Uj)(rendered) }, signal, judge: http/* webhookAnswer */.qG };
            await (0,http/* postJson */.B2)('The webhook of input "slack-webhook-url"', address, request);
            return undefined;
        },
        mustBeHeard: important(rules),
        plainly: limits/* plainly */.yG,
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
const CAUSE_LINES = 10;
function boards_alert(story, correlationId) {
    const { facts } = story;
    const cause = facts.rootCause ?? [];
    const reason = facts.reason === undefined ? '' : `: ${facts.reason}`;
    const pages = [
        [facts.runUrl, 'Run'],
        [facts.consoleUrl, 'Console'],
    ];
    const links = pages.flatMap(([url, text]) => {
        const href = (0,src_escape/* linkable */.Lj)(url);
        return href === undefined ? [] : [{ href, text }];
    });
    return {
        payload: {
            summary: (0,src_escape/* plain */.pj)(`${facts.environment ?? 'A deployment'} ${(0,words/* stateWords */.Xu)(story)}${reason}`, 1000),
            source: (0,src_escape/* plain */.pj)(facts.repository ?? facts.environment ?? 'signalbox', 200),
            severity: 'critical',
            timestamp: new Date(story.asOf).toISOString(),
            component: (0,src_escape/* plain */.pj)(facts.stack ?? facts.environment ?? 'deployment', 200),
            class: story.state,
            custom_details: {
                correlation_id: correlationId,
                sha: (0,src_escape/* plain */.pj)(facts.sha ?? ''),
                actor: (0,src_escape/* plain */.pj)(facts.actor ?? ''),
                elapsed: (0,duration/* formatDuration */.a3)((0,src_story/* elapsedSeconds */.us)(story)),
                root_cause: [
                    ...cause.slice(0, CAUSE_LINES).map((line) => (0,src_escape/* plain */.pj)(line)),
                    ...(0,rich/* andMore */.v)(cause.length, CAUSE_LINES, ' lines'),
                ],
            },
        },
        ...(links.length === 0 ? {} : { links }),
    };
}

// EXTERNAL MODULE: ./packages/slack/src/error.ts
var src_error = __webpack_require__(71850);
// EXTERNAL MODULE: ./packages/slack/src/timeout.ts
var timeout = __webpack_require__(57311);
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
        const after = await (0,timeout/* withTimeout */.w)(terms, Math.min(REQUEST_MS, terms.deadline - clock.now()), (signal) => service.perform(op, flying, { now: clock.now, signal }));
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

// EXTERNAL MODULE: ./packages/slack/src/thread/find.ts
var find = __webpack_require__(25822);
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

// EXTERNAL MODULE: ./packages/slack/src/thread/place.ts
var thread_place = __webpack_require__(29302);
;// CONCATENATED MODULE: ./packages/slack/src/thread/reply.ts






async function postReply(thread, { entry, loud = false }, place) {
    const { head } = thread;
    const story = (0,src_story/* toldWith */.mC)(thread.story, entry.event, entry.at);
    const { called, broadcast } = loudness(thread, entry, { story, place });
    const rendered = (0,reply/* renderReply */.Vv)(entry.event, story, called);
    if (head === undefined || rendered === undefined)
        return absorb(thread, [entry]);
    const id = (0,thread_place/* replyId */.o)(place, entry, story);
    const message = {
        ...{ channel: head.channel, thread: thread.root ?? head.ts, mark: { id, revision: 1 } },
        ...(0,thread_head/* shape */.cW)(rendered, id, thread),
        broadcast: broadcast || loud,
    };
    await place.slack.post(message, place.signal);
    return replied(thread, entry);
}
/** The thread once the reply to `entry` is out, however that became known. */
function replied(thread, entry) {
    const { flight, plain, ...landed } = thread;
    const { event, at, id } = entry;
    const past = (0,src_story/* isPast */.R6)(thread.story, event, at);
    const story = past ? thread.story : announced((0,src_story/* tell */.qz)(thread.story, event, at));
    return { ...landed, ...(story === undefined ? {} : { story }), done: (0,state/* withDone */.l_)(thread, [id]) };
}
/** Takes in events that need no reply. */
function absorb(thread, entries) {
    const story = (0,state/* storySoFar */.FO)(thread, entries);
    const done = entries.map(({ id }) => id);
    return story === undefined ? thread : { ...thread, story, done: (0,state/* withDone */.l_)(thread, done) };
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
    return { ...thread, ...(0,backoff/* backOff */.fu)(thread, failure, failing), failing, limited };
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

// EXTERNAL MODULE: ./packages/slack/src/thread/reminder.ts
var thread_reminder = __webpack_require__(55003);
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
    const story = (0,state/* storySoFar */.FO)(thread, waiting);
    if (story === undefined)
        return next_REST;
    const lost = resolve(thread, waiting, at);
    if (lost !== undefined)
        return isOp(lost) ? lost : meanwhile(lost, thread, story, at);
    return (findHead(thread, story, at) ??
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
    const until = (0,backoff/* pauseOf */.eY)(thread, methodOf(op, thread, place));
    return until > now ? { do: 'wait', until } : op;
}
/** Not in this delivery. */
const isHopeless = (step, { deadline }) => step.do === 'rest' || (step.do === 'wait' && step.until > deadline);
/** While `pause` keeps all else, the head can still be brought up to date. */
function meanwhile(pause, thread, story, at) {
    const shown = (0,state/* isBehind */.Jm)(thread, story) ? show(thread, story, at) : undefined;
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
function findHead(thread, story, at) {
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
        const unknown = (0,state/* actorOf */.dn)(thread, story) === undefined && thread.actor === undefined;
        const identify = email && unknown ? next_allowed({ do: 'identify', story }, thread, at) : undefined;
        if (identify !== undefined && isOp(identify))
            return identify;
        return next_allowed({ do: 'head', id: (0,thread_place/* headId */._)(at.place), story }, thread, at);
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
    return (0,thread_place/* replyId */.o)(place, entry, (0,src_story/* toldWith */.mC)((0,state/* storySoFar */.FO)(thread, before), entry.event, entry.at));
}
/** Replies keep their order; events that need none are absorbed in one go. */
function inOrder(thread, waiting, at) {
    const firstReply = waiting.findIndex((entry, index) => isReply((0,state/* storySoFar */.FO)(thread, waiting.slice(0, index)), entry));
    const [entry] = waiting;
    if (firstReply === 0 && entry !== undefined)
        return next_reply(thread, waiting, entry, at);
    const silent = firstReply < 0 ? waiting : waiting.slice(0, firstReply);
    return silent.length === 0 ? undefined : { do: 'absorb', entries: silent };
}
/**
 * A quiet ending is to show in the head before it is told: only then is it known whether the reply has to be loud
 * instead. After a post that failed the head comes first, too: it may be all that can be seen.
 */
function next_reply(thread, waiting, entry, at) {
    const story = (0,state/* storySoFar */.FO)(thread, waiting);
    const op = { do: 'reply', id: idOf(thread, [], entry, at.place), entry };
    const answer = next_allowed(op, thread, at);
    if (story === undefined)
        return answer;
    if (answer.do !== 'reply')
        return meanwhile(answer, thread, story, at);
    const quiet = (0,src_story/* isOver */.PU)(story) && at.place.severity(entry.event, story) === 'info';
    const postFailed = thread.failing === methodOf(op, thread, at.place) && (0,state/* isBehind */.Jm)(thread, story);
    const head = show(thread, story, at);
    if (cannotShow(thread, head, at))
        return { ...answer, ...((0,src_story/* isOver */.PU)(story) ? { loud: true } : {}) };
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
    if (head === undefined || !(0,state/* isDirty */.DM)(thread, story))
        return undefined;
    const update = next_allowed({ do: 'update', id: (0,thread_place/* headId */._)(at.place), story }, thread, at);
    const heldBack = !(0,state/* isBehind */.Jm)(thread, story) && !at.last;
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
    const due = (0,thread_reminder/* reminderDue */.j0)(thread, story, at.now);
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
    if (doubted === undefined || !(0,src_story/* isOver */.PU)(story))
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
            return (0,thread_reminder/* foundReminder */.JI)(landed, place);
        default:
            return landed;
    }
}
async function headReadBack(thread, flight, place) {
    const [oldest, ...others] = await (0,thread_head/* findHeads */.zH)(await (0,thread_head/* whereHeadsAre */.bm)(thread, flight.at, place), place, thread);
    if (oldest === undefined)
        return thread;
    for (const { ts } of others)
        await (0,thread_head/* retire */.S5)(ts, oldest.ts, place);
    return { ...(0,thread_head/* adopt */.di)(thread, oldest, place), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}
async function replyReadBack(thread, { flight, entry }, place) {
    const { slack, channel, signal } = place;
    const root = thread.root ?? thread.head?.ts;
    if (root === undefined)
        return thread;
    const messages = await slack.thread({ channel, thread: root, oldest: String((0,skew/* notBefore */.$)(flight.at)) }, signal);
    const told = messages.filter(({ mark }) => mark?.id === flight.id);
    const found = byId(await (0,thread_own/* ownMessages */.Z)(told, place)).get(flight.id) ?? [];
    if (found.length === 0)
        return thread;
    for (const { ts } of found.slice(1))
        await (0,thread_head/* removeOwn */.LO)(ts, place);
    return { ...replied(thread, entry), duplicatesAvoided: thread.duplicatesAvoided + 1 };
}
/** Takes for told, of what came from an earlier run, what stands in the thread already. */
async function doubt_recall(thread, all, place) {
    const { inherited, ...fresh } = thread;
    const root = thread.root ?? thread.head?.ts;
    if (root === undefined)
        return fresh;
    const { slack, channel, signal } = place;
    const found = byId(await (0,thread_own/* ownMessages */.Z)(await slack.thread({ channel, thread: root }, signal), place));
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
    const story = (0,src_story/* toldWith */.mC)(thread.story, entry.event, entry.at);
    const mustBeHeard = place.severity(entry.event, story) !== 'info' || (0,src_story/* isOver */.PU)(story);
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
        const ours = twins.length < 2 ? [] : await (0,thread_own/* ownMessages */.Z)(twins, place, [head.ts]);
        for (const { ts } of ours.slice(1))
            if (ts !== head.ts)
                await (0,thread_head/* removeOwn */.LO)(ts, place);
    }
    if (doubted?.what === 'head') {
        const since = await (0,thread_head/* whereHeadsAre */.bm)(thread, Number(head.ts) * 1000, place);
        for (const { ts } of await (0,thread_head/* findHeads */.zH)(since, place, thread)) {
            if (ts !== head.ts)
                await (0,thread_head/* retire */.S5)(ts, head.ts, place);
        }
    }
    await (0,thread_reminder/* removeReminders */.cB)(place);
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
            return (0,thread_head/* look */.Op)(thread, place);
        case 'identify':
            return (0,thread_head/* identify */.ls)(thread, op.story, place);
        case 'head':
            return (0,thread_head/* postHead */.zT)(thread, op.story, place);
        case 'confirm':
            return (0,thread_head/* confirm */.lJ)(thread, place);
        case 'reply':
            return postReply(thread, op, place);
        case 'absorb':
            return absorb(thread, op.entries);
        case 'update':
            return (0,thread_head/* update */.yo)(thread, op.story, place);
        case 'remind':
            return (0,thread_reminder/* remind */.Sc)(thread, op, place);
        case 'unremind':
            return (0,thread_reminder/* unremind */.$C)(thread, place);
        case 'permalink':
            return (0,thread_head/* permalink */.eL)(thread, place);
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
        read: (saved) => ({ ...state/* emptyThread */.u$, ...Object(saved) }),
        next: (thread, waiting, moment) => next_next(thread, waiting, { place, ...moment }),
        takeOff: (thread, op, now) => takeOff(thread, op, { place, now }),
        perform: (op, thread, request) => perform_perform(op, thread, { ...place, ...request }),
        failed: (thread, failure) => fail_failed(thread, { ...failure, place }),
        unpaused: backoff/* unpaused */._w,
        done: ({ done }) => done,
        pending: (thread, waiting) => {
            const story = (0,state/* storySoFar */.FO)(thread, waiting);
            const messages = waiting.filter(({ event }) => event.kind !== 'progress').length;
            // A progress that is held back is not told yet.
            return messages + (story !== undefined && (0,state/* isDirty */.DM)(thread, story) ? 1 : 0);
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
    const { correlationId, environment, threadTs, onDuty = [], rules = [], contested = false, lookBackSeconds = find/* WEEK_SECONDS */.v, } = options;
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
            ...((0,state/* isStuck */.ZD)(thread) ? { stuck: STUCK } : {}),
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

// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __webpack_require__(21740);
// EXTERNAL MODULE: ./packages/slack/src/event.ts
var src_event = __webpack_require__(63872);
;// CONCATENATED MODULE: ./packages/slack/src/handover/parcel.ts


const VERSION = 1;
const LINE_NAME = /^[A-Za-z0-9-]{1,40}$/;
const ENTRY_ID = /^[0-9][a-z0-9.-]{7,60}$/;
const writeBoxes = (boxes) => ({ version: VERSION, boxes });
/** The boxes of a parcel; what is not as we write it is left out. */
function readBoxes(parcel, now) {
    const { version, boxes } = Object(parcel);
    return version === VERSION && Array.isArray(boxes) ? boxes.flatMap((box) => readBox(box, now)) : [];
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
const PASSING = ['progress', 'queued', 'concurrent'];
const FRESH_MS = 120_000;
const parcel_isStale = ({ at, event }, now) => PASSING.includes(event.kind) && now - at > FRESH_MS;

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
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
const taken_REQUEST_MS = 10_000;
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









/** Slack's own budget is what is short; the cache gets a few seconds beside it: enough for the library's second try. */
const handover_REQUEST_MS = 10_000;
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
        log.info(`Whether an earlier run left messages for Slack is not known: ${(0,errors/* errorLine */.B)(error)}`);
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
        lost((0,errors/* errorLine */.B)(error));
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
    const sealed = seal(writeBoxes(boxes), relay.secret, key);
    if (!(await relay.carrier.put(key, sealed, AbortSignal.timeout(handover_REQUEST_MS))))
        throw new Error('the actions cache did not take them');
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

// EXTERNAL MODULE: ./packages/slack/src/thread/public-story.ts
var public_story = __webpack_require__(38692);
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
        const head = await (0,find/* findHead */.m)({ ...options, slack, channel, correlationId, environment, signal });
        const story = (0,public_story/* knownStory */.d)(head?.mark?.story);
        if (story === undefined || !isOf(story, lost))
            return false;
        if (!(0,src_story/* isOver */.PU)(story))
            return true;
        await (0,timeout/* withTimeout */.w)({ clock, signal }, lost_REQUEST_MS, (limit) => (0,thread_reminder/* removeReminders */.cB)({ slack, channel, correlationId, signal: limit }));
    }
    catch (error) {
        if (!(error instanceof src_error/* SlackError */.DC))
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

// EXTERNAL MODULE: ./packages/slack/src/reach.ts
var reach = __webpack_require__(57395);
// EXTERNAL MODULE: ./packages/slack/src/web-api.ts + 1 modules
var web_api = __webpack_require__(27297);
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
function openForJob(inputs, step, { id, slack, environment, carrier = actionsCache(step.env) }) {
    const options = {
        ...notifierOptions(inputs, step, { id, slack }),
        ...(environment === '' ? {} : { environment }),
    };
    const relay = relayOf(inputs, step, environment, carrier);
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
function relayOf(inputs, { job }, environment, carrier) {
    const secret = inputs['slack-token'] ?? inputs['slack-webhook-url'] ?? inputs['pager-key'] ?? inputs['pager-url'];
    return carrier && secret ? { carrier, secret, environment, ref: job.refName } : undefined;
}
/** The notifier, or undefined where the inputs name no way to tell anybody. Loads the SDK for a bot only. */
async function notifierFor(inputs, step, id) {
    const { 'slack-token': token, 'slack-api-url': apiUrl } = inputs;
    if (!(0,reach/* reachesSomebody */.wR)(inputs))
        return undefined;
    const slack = token !== undefined && (0,reach/* hasBot */.W)(inputs) ? await (0,web_api/* connectSlack */.x)({ token, apiUrl }) : undefined;
    return openForJob(inputs, step, { id, slack, environment: inputs.environment ?? '' });
}


/***/ }),

/***/ 41170:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B2: () => (/* binding */ postJson),
/* harmony export */   C9: () => (/* binding */ pagerAnswer),
/* harmony export */   H8: () => (/* binding */ connectionLine),
/* harmony export */   Vs: () => (/* binding */ retryAfterMs),
/* harmony export */   qG: () => (/* binding */ webhookAnswer),
/* harmony export */   x$: () => (/* binding */ connectionFault),
/* harmony export */   yp: () => (/* binding */ isPage)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28605);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71850);


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

/***/ 73558:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uj: () => (/* binding */ fit),
/* harmony export */   yG: () => (/* binding */ plainly)
/* harmony export */ });
/* unused harmony exports excesses, blockText */
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


/***/ }),

/***/ 57395:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ halves),
/* harmony export */   W: () => (/* binding */ hasBot),
/* harmony export */   wR: () => (/* binding */ reachesSomebody)
/* harmony export */ });
/* unused harmony export hasPager */
/** A bot needs both. */
const hasBot = ({ 'slack-token': token, 'updates-channel': channels }) => token !== undefined && channels.length > 0;
/** PagerDuty refuses an event without a key, and a key alone leads nowhere. */
const hasPager = ({ 'pager-url': url, 'pager-key': key }) => url !== undefined && key !== undefined;
/** Whether the inputs name any way to tell somebody. */
const reachesSomebody = (inputs) => hasBot(inputs) || hasPager(inputs) || inputs['slack-webhook-url'] !== undefined;
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


/***/ }),

/***/ 54283:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ renderWhole),
/* harmony export */   p: () => (/* binding */ renderHead)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97114);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2583);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76397);
/* harmony import */ var _story_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1825);
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
function renderHead(story, actor) {
    return { text: fallback(story), blocks: [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .richText */ .YD)(headLine(story)), ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .context */ ._O)(story.facts, actor)] };
}
/** Where nothing can be said below it: the head with what an event adds. */
function renderWhole(event, story) {
    const { facts = {} } = event;
    const title = event.kind === 'queued' ? (0,_reply_js__WEBPACK_IMPORTED_MODULE_4__/* .titleOf */ .Gg)(event, story) : undefined;
    const waits = title === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)('\n'), ...title)];
    const words = (0,_reply_js__WEBPACK_IMPORTED_MODULE_4__/* .additionWords */ .iZ)(facts).map((each) => ` ${each}.`);
    return {
        text: (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .truncate */ .xv)(fallback(story) + words.join(''), TEXT),
        blocks: [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .richText */ .YD)(headLine(story), ...waits, ...(0,_reply_js__WEBPACK_IMPORTED_MODULE_4__/* .additions */ .mv)(facts)), ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .context */ ._O)(story.facts, undefined)],
    };
}
function headLine(story) {
    const { facts } = story;
    return (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .emoji */ .Zg)(_words_js__WEBPACK_IMPORTED_MODULE_6__/* .EMOJI */ .$J[story.state]), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(' '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .outsideBold */ .jg)(facts.environment ?? 'The environment', 80), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(` ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .stateWords */ .Xu)(story)}`), ...progress(story), ...whenDone(story), ...why(story));
}
function progress(story) {
    const done = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .percent */ .KN)(story);
    const shown = done === undefined ? '' : `  ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .bar */ .M0)(done)} ${done} %`;
    const elapsed = (0,_story_js__WEBPACK_IMPORTED_MODULE_3__/* .elapsedSeconds */ .us)(story);
    const underWay = story.state === 'running' || story.state === 'stalled';
    const since = underWay && elapsed >= 1 ? `  ·  ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(elapsed)}` : '';
    const what = underWay && facts(story).activity !== undefined ? [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)('  ·  '), activity(story)] : [];
    return [...(shown + since === '' ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(shown + since)]), ...what];
}
const facts = (story) => story.facts;
const activity = (story) => (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .outside */ .qY)(story.facts.activity ?? '', 80);
function whenDone(story) {
    const when = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .expected */ .p6)(story);
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
function why(story) {
    const { reason } = story.facts;
    return reason === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .ours */ .Od)(': '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_5__/* .outside */ .qY)(reason, 120)];
}
/** The same in words: for notifications and screen readers. */
function fallback(story) {
    const { facts } = story;
    const done = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .percent */ .KN)(story);
    const when = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .expected */ .p6)(story);
    const commit = (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .shortSha */ .Fu)(facts.sha);
    const parts = [
        `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwn */ .kJ)(facts.environment ?? 'The environment', 80)} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .stateWords */ .Xu)(story)}`,
        done === undefined ? '' : `${done} percent done`,
        (0,_story_js__WEBPACK_IMPORTED_MODULE_3__/* .isOver */ .PU)(story) || story.state === 'queued' ? '' : `${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((0,_story_js__WEBPACK_IMPORTED_MODULE_3__/* .elapsedSeconds */ .us)(story))} so far`,
        when === undefined ? '' : finishWords(when.finish.expected, when),
        facts.reason === undefined ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwn */ .kJ)(facts.reason, 300),
        facts.actor === undefined ? '' : `started by ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwn */ .kJ)(facts.actor, 60)}`,
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
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97114);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76397);
/* harmony import */ var _story_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1825);
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
 * What the thread hears of an event, `story` being what is known including it.
 * Undefined when the head says it all. `called` are ids of users and groups to wake.
 */
function renderReply(event, story, called = []) {
    const { kind } = event;
    const title = titleOf(event, story);
    if (title === undefined)
        return undefined;
    const call = called.flatMap((id) => [...(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .mention */ .lE)(id), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' ')]);
    const loud = kind === 'failed' || kind === 'stalled' || kind === 'rolled-back' || kind === 'timed-out';
    const links = loud ? (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .context */ ._O)(story.facts, undefined) : [];
    const line = (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .section */ .uW)(...call, ...title);
    return {
        text: fallback(event, story),
        blocks: [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .richText */ .YD)(line, ...details(event, story)), ...links],
    };
}
/** The event's own line, without the name of the state. */
function titleOf({ kind, facts = {} }, story) {
    const name = (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outsideBold */ .jg)(story.facts.environment ?? 'The environment', 80);
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
            const state = _words_js__WEBPACK_IMPORTED_MODULE_4__/* .EMOJI */ .$J[story.state];
            const at = (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .percent */ .KN)(story);
            const stuck = kind === 'stalled'
                ? ` at ${at === undefined ? '' : `${at} % after `}${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((0,_story_js__WEBPACK_IMPORTED_MODULE_2__/* .elapsedSeconds */ .us)(story))}`
                : '';
            return [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .emoji */ .Zg)(state), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' '), name, (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(` ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .stateWords */ .Xu)(story)}${stuck}`), ...toldLate(facts)];
        }
    }
}
/** A message that comes hours after what it tells must say so. */
const toldLate = ({ happenedAt }) => happenedAt === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' (at '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB)(happenedAt), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(', told late)')];
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
    const url = (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .linkable */ .Lj)(runUrl);
    return [url === undefined ? (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(commit) : { type: 'link', url, text: commit }, ...by(actor)];
}
const by = (actor) => actor === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' by '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outside */ .qY)(actor, 60)];
const since = (active) => active?.since === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)(' since '), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .time */ .kB)(active.since)];
/** Reason, message, facts and cause; of more than fits it is said how many more there are. */
function details({ kind, facts = {} }, story) {
    const reason = kind === 'concurrent' ? facts.reason : story.facts.reason;
    const lines = kind === 'progress' ? [] : (story.facts.rootCause ?? []);
    // The reason often is the first line already.
    const unsaid = lines.filter((line) => !isSaid(line, reason));
    const cause = [...unsaid.slice(0, CAUSE_LINES), ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(unsaid.length, CAUSE_LINES, ' lines')];
    return [
        ...(reason === undefined ? [] : [(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .section */ .uW)((0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .ours */ .Od)('\n'), (0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .outside */ .qY)(reason, REASON))]),
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
/** The same in words. */
function additionWords({ message, fields = {} }) {
    const entries = Object.entries(fields);
    const shown = entries
        .slice(0, FIELDS)
        .map(([label, value]) => `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(label, 60)}: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(value, 80)}`);
    return [
        ...(message === undefined ? [] : [(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(message, 600)]),
        ...shown,
        ...(0,_rich_js__WEBPACK_IMPORTED_MODULE_3__/* .andMore */ .v)(entries.length, FIELDS),
    ];
}
const isSaid = (line, reason) => reason?.slice(0, REASON).includes(line.trim()) ?? false;
function fallback({ kind, facts = {} }, story) {
    const environment = (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(story.facts.environment ?? 'The environment', 80);
    const reason = kind === 'concurrent' ? facts.reason : story.facts.reason;
    const title = kind === 'concurrent'
        ? `Two deployments want ${environment}${activeWords(facts.active)}`
        : `${environment} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .stateWords */ .Xu)(story)}${kind === 'queued' ? activeWords(facts.active) : ''}${lateWords(facts)}`;
    const cause = story.facts.rootCause?.[0];
    const parts = [
        title,
        reason === undefined ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(reason, REASON),
        ...additionWords(facts),
        cause === undefined || isSaid(cause, reason) ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(cause, 300),
    ];
    return `${parts.filter((part) => part !== '').join('. ')}.`;
}
const lateWords = ({ happenedAt }) => happenedAt === undefined ? '' : ` (at ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(happenedAt)}, told late)`;
function activeWords(active) {
    if (active === undefined)
        return '';
    const since = active.since === undefined ? '' : ` since ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(active.since)}`;
    const actor = active.actor === undefined ? '' : ` by ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(active.actor, 60)}`;
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
/* unused harmony export contextText */
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97114);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2583);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76397);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73648);




// Small builders. What strangers wrote comes in through `outside` and `contextText` only.
const ours = (text) => ({ type: 'text', text });
const bold = (text) => ({ type: 'text', text, style: { bold: true } });
const emoji = (name) => ({ type: 'emoji', name });
const outside = (text, limit) => ({ type: 'text', text: (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text, limit) });
const outsideBold = (text, limit) => bold((0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text, limit));
/** At most so many lines of one text. */
const LINES = 30;
/** A text of several lines keeps them; what does not fit is counted, or cut with a sign. */
function outsideLines(text, limit) {
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.trim());
    const said = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
    while (said.at(-1) === '')
        said.pop();
    const shown = said.slice(0, LINES).map((line) => (line === '' ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(line, limit)));
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
    if ((0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .isUserId */ .L8)(id))
        return [{ type: 'user', user_id: id }];
    if ((0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .isGroupId */ .rJ)(id))
        return [{ type: 'usergroup', usergroup_id: id }];
    return id === 'here' || id === 'channel' ? [{ type: 'broadcast', range: id }] : [];
}
const section = (...elements) => ({ type: 'rich_text_section', elements });
const preformatted = (lines, limit) => ({
    type: 'rich_text_preformatted',
    elements: [ours(lines.map((line) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(line, limit)).join('\n'))],
});
const richText = (...elements) => ({
    type: 'rich_text',
    elements,
});
const contextText = (text, limit) => ({
    type: 'plain_text',
    text: (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text, limit),
    emoji: false,
});
const contextMarkup = (text) => ({ type: 'mrkdwn', text, verbatim: true });
/** The small line: who, which commit, where to look. */
function context(facts, actor) {
    const commit = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .shortSha */ .Fu)(facts.sha);
    const commitUrl = (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .linkable */ .Lj)(commitPage(facts));
    const what = [facts.ref, facts.commitTitle].filter((part) => part !== undefined && part !== '').join(' · ');
    const links = pageLinks(facts);
    const elements = [
        ...(actor !== undefined && (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .isUserId */ .L8)(actor) ? [contextMarkup(`<@${actor}>`)] : []),
        ...(facts.actor !== undefined && actor === undefined ? [contextText(facts.actor, 60)] : []),
        ...(commit === undefined
            ? []
            : [contextMarkup(commitUrl === undefined ? commit : (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwnLink */ .gH)(commitUrl, commit))]),
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
        const safe = (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .linkable */ .Lj)(url);
        return safe === undefined ? [] : [(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .mrkdwnLink */ .gH)(safe, label)];
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
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97114);
/* harmony import */ var _story_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1825);


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
    const time = (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((0,_story_js__WEBPACK_IMPORTED_MODULE_1__/* .elapsedSeconds */ .us)(story));
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
    if (progress === undefined || (0,_story_js__WEBPACK_IMPORTED_MODULE_1__/* .isOver */ .PU)(story))
        return undefined;
    return Math.min(99, Math.max(0, Math.floor(progress)));
}
/** A finish worth showing: of something that is under way, and not yet missed. */
function expected(story) {
    const { finish } = story.facts;
    if (finish === undefined || (0,_story_js__WEBPACK_IMPORTED_MODULE_1__/* .isOver */ .PU)(story) || story.state === 'queued')
        return undefined;
    return { finish, late: (finish.latest ?? finish.expected) < story.asOf };
}
const shortSha = (sha) => sha !== undefined && /^[0-9a-f]{7,64}$/i.test(sha) ? sha.slice(0, 7) : undefined;


/***/ }),

/***/ 98573:
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
/** By the rule for this environment, else by the rule for all, else by default. */
function severityOf({ kind }, environment, rules) {
    const fitting = rules.filter((rule) => rule.kind === kind);
    const own = fitting.find((rule) => rule.environment?.toLowerCase() === environment?.toLowerCase());
    const general = fitting.find((rule) => rule.environment === undefined);
    return (own ?? general)?.severity ?? DEFAULTS[kind] ?? 'info';
}


/***/ }),

/***/ 99744:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ notBefore)
/* harmony export */ });
/**
 * Runners keep time by themselves, and a self-hosted one may be minutes off, while a message's `ts` is Slack's time.
 * What is looked for has an id that no other message has, so a wide window costs nothing.
 */
const SKEW_SECONDS = 15 * 60;
/** Seconds since the epoch by Slack's clock: nothing sent at `at` (ours, in milliseconds) or later is older. */
const notBefore = (at) => Math.max(0, Math.floor(at / 1000) - SKEW_SECONDS);


/***/ }),

/***/ 1825:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PU: () => (/* binding */ isOver),
/* harmony export */   R6: () => (/* binding */ isPast),
/* harmony export */   mC: () => (/* binding */ toldWith),
/* harmony export */   qz: () => (/* binding */ tell),
/* harmony export */   us: () => (/* binding */ elapsedSeconds),
/* harmony export */   xj: () => (/* binding */ STATES)
/* harmony export */ });
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


/***/ }),

/***/ 25822:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ findHead),
/* harmony export */   v: () => (/* binding */ WEEK_SECONDS)
/* harmony export */ });
/* harmony import */ var _timeout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57311);
/* harmony import */ var _head_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93439);


/** How far back a thread is looked for, unless said otherwise. */
const WEEK_SECONDS = 7 * 86_400;
const REQUEST_MS = 10_000;
/** The head of a deployment, by its mark: for whoever does not serve its thread. @throws SlackError */
async function findHead(search) {
    const { slack, channel, clock, lookBackSeconds = WEEK_SECONDS } = search;
    const oldest = Math.floor(clock.now() / 1000) - lookBackSeconds;
    const messages = await (0,_timeout_js__WEBPACK_IMPORTED_MODULE_1__/* .withTimeout */ .w)(search, REQUEST_MS, (signal) => slack.history({ channel, oldest, pages: _head_js__WEBPACK_IMPORTED_MODULE_0__/* .PAGES */ .Nb }, signal));
    return (await (0,_timeout_js__WEBPACK_IMPORTED_MODULE_1__/* .withTimeout */ .w)(search, REQUEST_MS, (signal) => (0,_head_js__WEBPACK_IMPORTED_MODULE_0__/* .findHeads */ .zH)(messages, { ...search, signal })))[0];
}


/***/ }),

/***/ 93439:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LO: () => (/* binding */ removeOwn),
/* harmony export */   Nb: () => (/* binding */ PAGES),
/* harmony export */   Op: () => (/* binding */ look),
/* harmony export */   S5: () => (/* binding */ retire),
/* harmony export */   bm: () => (/* binding */ whereHeadsAre),
/* harmony export */   cW: () => (/* binding */ shape),
/* harmony export */   di: () => (/* binding */ adopt),
/* harmony export */   eL: () => (/* binding */ permalink),
/* harmony export */   lJ: () => (/* binding */ confirm),
/* harmony export */   ls: () => (/* binding */ identify),
/* harmony export */   yo: () => (/* binding */ update),
/* harmony export */   zH: () => (/* binding */ findHeads),
/* harmony export */   zT: () => (/* binding */ postHead)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71850);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(73558);
/* harmony import */ var _skew_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(99744);
/* harmony import */ var _own_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(81509);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29302);
/* harmony import */ var _public_story_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38692);
/* harmony import */ var _reminder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55003);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57408);








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
        const shown = (0,_public_story_js__WEBPACK_IMPORTED_MODULE_2__/* .knownStory */ .d)(head.mark?.story);
        const later = shown !== undefined && shown.asOf > (thread.story?.asOf ?? 0) ? { story: shown } : {};
        return adopt({ ...looked, ...later }, head, place);
    }
    if (head === undefined)
        return looked;
    // Ours was posted while nobody could look; now there is an older one.
    if (thread.head !== undefined && !thread.head.frozen && !thread.head.lost)
        await retire(thread.head.ts, head.ts, place);
    // Whoever posted it may have left a reminder, which is now ours to move and remove.
    return await (0,_reminder_js__WEBPACK_IMPORTED_MODULE_3__/* .foundReminder */ .JI)(adopt(looked, head, place), place);
}
/** Takes a message for the head. What it shows is not known, so it is written again. */
function adopt(thread, { ts, mark }, { channel }) {
    const story = thread.story ?? (0,_public_story_js__WEBPACK_IMPORTED_MODULE_2__/* .knownStory */ .d)(mark?.story);
    const state = story?.state ?? 'running';
    const head = { channel, ts, revision: mark?.revision ?? 0, hash: '', state, at: 0, confirmed: true };
    const revision = Math.max(thread.revision, head.revision);
    return { ...thread, head, revision, ...(story === undefined ? {} : { story }) };
}
/** The deployment's heads, oldest first, but for those that are known to be gone. */
async function findHeads(messages, place, { head, gone = [] } = {}) {
    const marked = messages.filter(({ ts, mark }) => mark?.id === (0,_place_js__WEBPACK_IMPORTED_MODULE_1__/* .headId */ ._)(place) && !gone.includes(ts));
    const own = await (0,_own_js__WEBPACK_IMPORTED_MODULE_5__/* .ownMessages */ .Z)(marked, place, head === undefined ? [] : [head.ts]);
    return own.filter((each) => fits(each, place)).sort((a, b) => Number(a.ts) - Number(b.ts));
}
/** One id may have been given to the deployments of two environments. */
function fits({ mark }, { environment }) {
    const theirs = (0,_public_story_js__WEBPACK_IMPORTED_MODULE_2__/* .knownStory */ .d)(mark?.story)?.facts.environment;
    return (environment === undefined || theirs === undefined || theirs.toLowerCase() === environment.toLowerCase());
}
/** Messages among which our head must be, if it was posted after `since` (milliseconds since the epoch). */
function whereHeadsAre(thread, since, place) {
    const { slack, channel, signal } = place;
    const oldest = (0,_skew_js__WEBPACK_IMPORTED_MODULE_6__/* .notBefore */ .$)(since);
    return thread.root === undefined
        ? slack.history({ channel, oldest, pages: PAGES }, signal)
        : slack.thread({ channel, thread: thread.root }, signal);
}
async function postHead(thread, story, place) {
    const rendered = shape((0,_state_js__WEBPACK_IMPORTED_MODULE_4__/* .headOf */ .Uo)(thread, story), (0,_place_js__WEBPACK_IMPORTED_MODULE_1__/* .headId */ ._)(place), thread);
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
    const shown = { hash: (0,_state_js__WEBPACK_IMPORTED_MODULE_4__/* .hashOf */ .qQ)((0,_state_js__WEBPACK_IMPORTED_MODULE_4__/* .headOf */ .Uo)(thread, story)), state: story.state, at: place.now() };
    // Where nobody could look for another one, that is to be made good.
    const unsure = thread.looked || thread.blind ? {} : { doubted: { what: 'head', at: place.now() } };
    return { ...landed, ...within, ...unsure, head: { ...posted, revision, ...shown } };
}
/** Two jobs may have posted a head at once. Everybody keeps the oldest and retires the others. */
async function confirm(thread, place) {
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
        return await (0,_own_js__WEBPACK_IMPORTED_MODULE_5__/* .ownMessages */ .Z)(messages.filter(({ ts: each }) => each !== thread), place);
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
    if (error instanceof _error_js__WEBPACK_IMPORTED_MODULE_0__/* .SlackError */ .DC && error.fault === 'gone')
        return [];
    throw error;
}
async function removeOwn(ts, { slack, channel, signal }) {
    try {
        await slack.remove(channel, ts, signal);
    }
    catch (error) {
        if (!(error instanceof _error_js__WEBPACK_IMPORTED_MODULE_0__/* .SlackError */ .DC) || error.fault !== 'gone')
            throw error;
    }
}
async function update(thread, story, place) {
    const { head, updating, ...landed } = thread;
    if (head === undefined)
        return thread;
    const { revision } = thread;
    const rendered = shape((0,_state_js__WEBPACK_IMPORTED_MODULE_4__/* .headOf */ .Uo)(thread, story), (0,_place_js__WEBPACK_IMPORTED_MODULE_1__/* .headId */ ._)(place), thread);
    const mark = markOf(thread, story, place);
    await place.slack.update({ channel: head.channel, ts: head.ts, ...rendered, mark }, place.signal);
    const shown = { hash: (0,_state_js__WEBPACK_IMPORTED_MODULE_4__/* .hashOf */ .qQ)((0,_state_js__WEBPACK_IMPORTED_MODULE_4__/* .headOf */ .Uo)(thread, story)), state: story.state, at: place.now() };
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
    const id = (0,_place_js__WEBPACK_IMPORTED_MODULE_1__/* .headId */ ._)(place);
    return { id, revision, ...(plain === id ? {} : { story: (0,_public_story_js__WEBPACK_IMPORTED_MODULE_2__/* .publicStory */ .j)(story) }) };
}
/** A message that Slack refused in full goes out plain. */
const shape = (rendered, id, { plain }) => plain === id ? (0,_limits_js__WEBPACK_IMPORTED_MODULE_7__/* .plainly */ .yG)(rendered) : (0,_limits_js__WEBPACK_IMPORTED_MODULE_7__/* .fit */ .Uj)(rendered);


/***/ }),

/***/ 81509:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ ownMessages)
/* harmony export */ });
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


/***/ }),

/***/ 29302:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ headId),
/* harmony export */   o: () => (/* binding */ replyId)
/* harmony export */ });
/* harmony import */ var _story_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1825);

const headId = ({ correlationId }) => `${correlationId}/head`;
/**
 * Of the reply to `entry`, `story` being what is known including it. An ending has the same id whoever tells it,
 * so that two who do are found out.
 */
const replyId = ({ correlationId }, { id, event }, story) => story.episode > 0 && (0,_story_js__WEBPACK_IMPORTED_MODULE_0__/* .isOver */ .PU)(story) && event.kind !== 'concurrent'
    ? `${correlationId}/${story.episode}-${story.state}`
    : `${correlationId}/${id}`;


/***/ }),

/***/ 38692:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ knownStory),
/* harmony export */   j: () => (/* binding */ publicStory)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2583);
/* harmony import */ var _story_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1825);


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
const stateOf = (raw) => _story_js__WEBPACK_IMPORTED_MODULE_1__/* .STATES */ .xj.find((state) => state === raw);
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
    return TEXTS.includes(name) ? (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__/* .truncate */ .xv)(value, LONGEST_TEXT) : undefined;
}
function finishOf(raw) {
    const { expected, earliest, latest } = Object(raw);
    if (!isTime(expected))
        return undefined;
    return { expected, ...(isTime(earliest) ? { earliest } : {}), ...(isTime(latest) ? { latest } : {}) };
}


/***/ }),

/***/ 55003:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $C: () => (/* binding */ unremind),
/* harmony export */   JI: () => (/* binding */ foundReminder),
/* harmony export */   Sc: () => (/* binding */ remind),
/* harmony export */   cB: () => (/* binding */ removeReminders),
/* harmony export */   j0: () => (/* binding */ reminderDue)
/* harmony export */ });
/* unused harmony exports reminderAt, reminderText */
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71850);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76397);
/* harmony import */ var _render_rich_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95295);
/* harmony import */ var _story_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1825);




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
    if ((0,_story_js__WEBPACK_IMPORTED_MODULE_3__/* .isOver */ .PU)(story) || !watched)
        return reminder === undefined || reminder.id === '' ? undefined : { do: 'unremind' };
    if (reminder === undefined)
        return { do: 'remind', at: reminderAt(story), story };
    const close = reminder.id !== '' && reminder.at - now < MARGIN && reminderAt(story) > reminder.at;
    return close ? { do: 'unremind' } : undefined;
}
/** No metadata may be given to a scheduled message (Slack then never sends it), so the text has the id. */
function reminderText(story, correlationId) {
    const name = (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .mrkdwn */ .kJ)(story.facts.environment ?? 'This deployment', 80);
    const last = `<!date^${Math.round(story.asOf / 1000)}^{time}|${new Date(story.asOf).toISOString()}>`;
    const links = (0,_render_rich_js__WEBPACK_IMPORTED_MODULE_2__/* .pageLinks */ .$q)(story.facts).slice(0, 2).join(' · ');
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
        if (!(error instanceof _error_js__WEBPACK_IMPORTED_MODULE_0__/* .SlackError */ .DC) || error.fault !== 'late')
            throw error;
    }
}
/** Reminders have no metadata, but our id in their text. */
const ours = async ({ slack, channel, correlationId, signal }) => (await slack.scheduled(channel, signal)).filter(({ text }) => text.endsWith(`(${correlationId})`));
async function foundReminder(thread, place) {
    const [found] = await ours(place);
    return found === undefined ? thread : { ...thread, reminder: { id: found.id, at: found.at * 1000 } };
}
async function removeReminders(place) {
    for (const { id } of await ours(place))
        await unschedule(id, place);
}


/***/ }),

/***/ 57408:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DM: () => (/* binding */ isDirty),
/* harmony export */   FO: () => (/* binding */ storySoFar),
/* harmony export */   Jm: () => (/* binding */ isBehind),
/* harmony export */   Uo: () => (/* binding */ headOf),
/* harmony export */   ZD: () => (/* binding */ isStuck),
/* harmony export */   dn: () => (/* binding */ actorOf),
/* harmony export */   l_: () => (/* binding */ withDone),
/* harmony export */   qQ: () => (/* binding */ hashOf),
/* harmony export */   u$: () => (/* binding */ emptyThread)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _render_head_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54283);
/* harmony import */ var _story_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1825);



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
    return entries.reduce((story, { event, at }) => (0,_story_js__WEBPACK_IMPORTED_MODULE_2__/* .tell */ .qz)(story, event, at), thread.story);
}
const headOf = (thread, story) => (0,_render_head_js__WEBPACK_IMPORTED_MODULE_1__/* .renderHead */ .p)(story, actorOf(thread, story));
/** Slack id of who started the deployment, where known. */
const actorOf = ({ actor }, { facts }) => facts.actorId ?? (actor || undefined);
const hashOf = (rendered) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(rendered)).digest('hex').slice(0, 16);
/** The head shows something else than it should. */
function isDirty(thread, story) {
    const { head } = thread;
    return head !== undefined && head.frozen !== true && head.hash !== hashOf(headOf(thread, story));
}
/** The head can no longer be changed, and shows less than is known; an ending is told by a reply instead. */
const isStuck = (thread) => {
    const { head, story } = thread;
    const wrong = head !== undefined && story !== undefined && head.hash !== hashOf(headOf(thread, story));
    return head?.frozen === true && wrong && !(0,_story_js__WEBPACK_IMPORTED_MODULE_2__/* .isOver */ .PU)(story);
};
/** The head shows another state than the deployment's: that may not wait for the next progress. */
const isBehind = (thread, story) => isDirty(thread, story) && (thread.head?.state !== story.state || thread.head.hash === '' || (0,_story_js__WEBPACK_IMPORTED_MODULE_2__/* .isOver */ .PU)(story));
/** Ids are remembered only until their files are surely gone. */
const REMEMBERED = 50;
const withDone = ({ done }, ids) => [...done, ...ids].slice(-Math.max(REMEMBERED, ids.length));


/***/ }),

/***/ 57311:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ withTimeout)
/* harmony export */ });
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


/***/ }),

/***/ 27297:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ connectSlack)
});

// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __webpack_require__(28605);
// EXTERNAL MODULE: ./packages/slack/src/error.ts
var src_error = __webpack_require__(71850);
// EXTERNAL MODULE: ./packages/slack/src/http.ts
var http = __webpack_require__(41170);
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
    const { WebClient } = await __webpack_require__.e(/* import() */ 99).then(__webpack_require__.t.bind(__webpack_require__, 36099, 23));
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


/***/ })

};
;