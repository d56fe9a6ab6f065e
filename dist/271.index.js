"use strict";
exports.id = 271;
exports.ids = [271];
exports.modules = {

/***/ 47156:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ SlackError),
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   WE: () => (/* binding */ explain)
/* harmony export */ });
class SlackError extends Error {
    name = 'SlackError';
    fault;
    /** Slack's own code, or `http_503`, `connection`, `timeout`. */
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
const REPAIRS = {
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
/** One line: who refused what, the code that was given, and how to repair it. */
function explain(refusal, code, scopes) {
    const said = `${refusal}: ${code}`;
    if (code === 'missing_scope' || code === 'no_permission') {
        return `${said}. The app needs the scope ${scopes?.needed || 'that the method asks for'} (it has ${scopes?.provided || 'others'}); add it and install the app again.`;
    }
    const repair = REPAIRS[code];
    return repair === undefined ? `${said}.` : `${said}: ${repair}.`;
}


/***/ }),

/***/ 80224:
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
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47156);


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
 * Slack's webhooks say exactly `ok` once the message is posted, and a code otherwise, at times with 200
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
            fault: 'ambiguous',
            code: `http_${status}`,
            ...pause,
        });
    }
    const line = status < 400
        ? `${name} answered with a redirect (HTTP ${status}): give the address that it leads to, if that is the right one.`
        : (0,_error_js__WEBPACK_IMPORTED_MODULE_1__/* .explain */ .WE)(`${name} refused the message`, code);
    return new _error_js__WEBPACK_IMPORTED_MODULE_1__/* .SlackError */ .DC(line, { fault: webhookFault(code), code });
}


/***/ }),

/***/ 22271:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ connectSlack)
});

// EXTERNAL MODULE: ./packages/slack/src/message/metadata.ts
var message_metadata = __webpack_require__(46531);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/slack/src/client/error.ts
var client_error = __webpack_require__(47156);
;// CONCATENATED MODULE: ./packages/slack/src/client/answer.ts



const record = (value) => typeof value === 'object' && value !== null ? value : {};
const records = (value) => (Array.isArray(value) ? value.map(record) : []);
const strings = (value) => (Array.isArray(value) ? value.map(String) : []);
function messageOf(raw) {
    const metadata = (0,message_metadata/* fromSlackMetadata */.YA)(raw['metadata']);
    return {
        ts: String(raw['ts']),
        text: String(raw['text'] ?? ''),
        bot: raw['bot_id'] !== undefined || raw['subtype'] === 'bot_message',
        ...(typeof raw['user'] === 'string' ? { user: raw['user'] } : {}),
        ...(typeof raw['bot_id'] === 'string' ? { botId: raw['bot_id'] } : {}),
        ...(0,values/* compact */.oE)({ metadata }),
    };
}
/** @throws SlackError for an answer that does not say where the message is */
function posted(answer) {
    const { channel, ts } = answer;
    if (typeof channel === 'string' && typeof ts === 'string')
        return { channel, ts };
    throw new client_error/* SlackError */.DC('Slack accepted chat.postMessage, but its answer has no channel or ts.', {
        fault: 'ambiguous',
        code: 'bad_answer',
        accepted: true,
    });
}

// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/slack/src/client/http.ts
var http = __webpack_require__(80224);
;// CONCATENATED MODULE: ./packages/slack/src/client/web-api-error.ts




/** One error for all of the SDK's, by their `code`: ncc may bundle their classes twice. */
function slackError(method, error) {
    const raw = record(error);
    switch (raw['code']) {
        case 'slack_webapi_rate_limited_error': {
            const pause = Number(raw['retryAfter']) * 1000;
            return new client_error/* SlackError */.DC(`Slack limits ${method} (429).`, {
                fault: 'retry',
                code: 'ratelimited',
                retryAfterMs: pause,
            });
        }
        case 'slack_webapi_http_error': {
            const status = Number(raw['statusCode']);
            const fault = status >= 500 || status === 408 ? 'ambiguous' : 'config';
            const pause = (0,http/* retryAfterMs */.Vs)(record(raw['headers'])['retry-after']);
            return new client_error/* SlackError */.DC(`Slack answered ${method} with HTTP ${status}.`, {
                fault,
                code: `http_${status}`,
                retryAfterMs: pause,
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
        return new client_error/* SlackError */.DC(`Slack accepted ${method}, but its answer cannot be read.`, {
            // A page is a proxy's, and no sign that Slack got the request.
            fault: 'ambiguous',
            code: 'bad_answer',
            accepted: !code.trimStart().startsWith('<'),
        });
    }
    const seconds = Number(record(data['response_metadata'])['retryAfter'] ?? data['retry_after'] ?? Number.NaN);
    const scopes = { needed: String(data['needed'] ?? ''), provided: String(data['provided'] ?? '') };
    return new client_error/* SlackError */.DC((0,client_error/* explain */.WE)(`Slack refused ${method}`, code, scopes), {
        fault: (0,client_error/* faultOf */.Kl)(code),
        code,
        retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    });
}
function connectionError(method, error) {
    const original = record(error)['original'] ?? error;
    // Without a Retry-After the SDK gives up on a 429 by a plain error.
    if (/Retry header did not contain/.test((0,errors/* errorLine */.B)(original))) {
        return new client_error/* SlackError */.DC(`Slack limits ${method} (429).`, { fault: 'retry', code: 'ratelimited' });
    }
    return new client_error/* SlackError */.DC(`Slack was not reached for ${method}: ${(0,http/* connectionLine */.H8)(original)}`, (0,http/* connectionFault */.x$)(original));
}

;// CONCATENATED MODULE: ./packages/slack/src/client/web-api.ts



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
const slackBy = (call) => ({
    ...messages(call),
    ...reminders(call),
    ...reactions(call),
    ...directory(call),
});
const messages = (call) => ({
    post: async ({ channel, text, blocks, metadata, thread, broadcast }, signal) => {
        const threaded = thread === undefined ? {} : { thread_ts: thread, reply_broadcast: broadcast ?? false };
        const args = { channel, ...content(text, blocks), ...NO_PREVIEWS, ...threaded };
        return posted(await call('chat.postMessage', { ...args, metadata: (0,message_metadata/* toSlackMetadata */.Tr)(metadata) }, signal));
    },
    update: async ({ channel, ts, text, blocks, metadata }, signal) => {
        const args = { channel, ts, ...content(text, blocks), metadata: (0,message_metadata/* toSlackMetadata */.Tr)(metadata) };
        await call('chat.update', args, signal);
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
    permalink: async (channel, ts, signal) => String((await call('chat.getPermalink', { channel, message_ts: ts }, signal))['permalink'] ?? ''),
});
const content = (text, blocks) => ({
    text,
    blocks,
    attachments: [],
    parse: 'none',
    link_names: false,
});
/** Only a new message may say how its links are shown. */
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false };
const reminders = (call) => ({
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
});
const reactions = (call) => ({
    react: async (channel, ts, name, signal) => void (await call('reactions.add', { channel, timestamp: ts, name }, signal)),
    reactions: async (channel, ts, signal) => {
        const answer = await call('reactions.get', { channel, timestamp: ts, full: true }, signal);
        const found = records(record(answer['message'])['reactions']);
        return Object.fromEntries(found.map((each) => [String(each['name']), strings(each['users'])]));
    },
});
/** People, groups and channels. */
const directory = (call) => ({
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
});
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

/***/ 46531:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ parseState),
/* harmony export */   Tr: () => (/* binding */ toSlackMetadata),
/* harmony export */   YA: () => (/* binding */ fromSlackMetadata),
/* harmony export */   nl: () => (/* binding */ publicState)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30033);
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75652);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2313);



const EVENT_TYPE = 'signalbox';
/** Slack's `metadata` of a message (docs.slack.dev/messaging/message-metadata). */
const toSlackMetadata = ({ id, revision, deployment }) => ({
    event_type: EVENT_TYPE,
    // The key is stored in channels: earlier and later versions read it.
    event_payload: (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_2__/* .compact */ .oE)({ id, revision, story: deployment && JSON.stringify(deployment) }),
});
/** Undefined for anybody else's metadata. */
function fromSlackMetadata(raw) {
    const { event_type: type, event_payload: payload } = Object(raw);
    if (type !== EVENT_TYPE)
        return undefined;
    const { id, revision, story } = Object(payload);
    if (typeof id !== 'string')
        return undefined;
    const metadata = { id, revision: numberOf(revision) };
    try {
        return typeof story === 'string' ? { ...metadata, deployment: JSON.parse(story) } : metadata;
    }
    catch {
        return metadata;
    }
}
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
/** The state without what is not for everybody in the workspace; Slack limits metadata in size, too. */
const publicState = ({ facts, ...deployment }) => ({
    ...deployment,
    facts: publicFacts(facts),
});
/** The state read from metadata, checked: any app of the workspace could have written it. */
function parseState(raw) {
    const { state, facts, startedAt, asOf, episode, announced } = Object(raw);
    const known = stateOf(state);
    if (known === undefined || !isTime(startedAt) || !isTime(asOf))
        return undefined;
    return {
        state: known,
        facts: publicFacts(facts),
        startedAt,
        asOf,
        episode: numberOf(episode) || 1,
        announced: Array.isArray(announced) ? announced.flatMap((each) => stateOf(each) ?? []) : [],
    };
}
/** 0 for anything else; an object with a `toString` of its own cannot even be asked. */
const numberOf = (raw) => typeof raw === 'number' || typeof raw === 'string' ? Number(raw) || 0 : 0;
const stateOf = (raw) => _state_js__WEBPACK_IMPORTED_MODULE_1__/* .STATES */ .xj.find((state) => state === raw);
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

/***/ 2313:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PU: () => (/* binding */ isOver),
/* harmony export */   R6: () => (/* binding */ isPast),
/* harmony export */   Z8: () => (/* binding */ applyEvent),
/* harmony export */   us: () => (/* binding */ elapsedSeconds),
/* harmony export */   v: () => (/* binding */ stateForEvent),
/* harmony export */   xj: () => (/* binding */ STATES)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75652);

const ENDINGS = ['complete', 'failed', 'rolled-back', 'cancelled', 'timed-out', 'skipped'];
const STATES = ['queued', 'running', 'stalled', ...ENDINGS];
const isOver = ({ state }) => ENDINGS.includes(state);
/** Facts that only explain the present state, and are dropped when it changes. */
const PASSING = [
    'reason',
    'rootCause',
    'active',
    'queuePosition',
    'activity',
    'unusual',
    'happenedAt',
];
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
/**
 * Whether the event is of a deployment that has gone on since. Somebody who found it reports it late: a re-run must
 * not become what its predecessor was.
 */
const isPast = (deployment, { facts }, at) => deployment !== undefined && facts?.happenedAt !== undefined && at < deployment.asOf;
/**
 * The state that a message about the event shows: the one after the event or, for a past event, one made of that event
 * alone. The latter has episode 0, since it is none of the deployment's.
 */
function stateForEvent(deployment, event, at) {
    if (deployment === undefined || !isPast(deployment, event, at))
        return applyEvent(deployment, event, at);
    const { environment } = deployment.facts;
    const facts = { ...(0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__/* .compact */ .oE)({ environment }), ...event.facts };
    return { ...applyEvent(undefined, { ...event, facts }, at), episode: 0 };
}
/** The state after one more event, which happened at `at`. Past events change nothing. */
function applyEvent(deployment, event, at) {
    if (deployment !== undefined && isPast(deployment, event, at))
        return deployment;
    const facts = event.facts ?? {};
    // A start after an ending is a new deployment in the same thread: a re-run.
    const isRerun = deployment !== undefined && isOver(deployment) && event.kind === 'start';
    if (deployment === undefined || isRerun) {
        const state = STATE_OF[event.kind] ?? 'running';
        const episode = (deployment?.episode ?? 0) + 1;
        return { state, facts, startedAt: startOf(facts, at, at), asOf: at, episode, announced: [] };
    }
    const state = nextState(deployment, event.kind);
    if (state === undefined) {
        return { ...deployment, facts: merge(deployment.facts, onlyNew(facts, deployment.facts)) };
    }
    const kept = state === deployment.state ? deployment.facts : withoutPassing(deployment.facts);
    const leftTheQueue = deployment.state === 'queued' && state === 'running';
    return {
        ...deployment,
        state,
        facts: merge(kept, facts),
        startedAt: startOf(facts, at, leftTheQueue ? at : deployment.startedAt),
        asOf: Math.max(deployment.asOf, at),
        // It may get stuck again, which is to be announced again.
        announced: state === 'running' ? deployment.announced.filter((each) => each !== 'stalled') : deployment.announced,
    };
}
/** The state that `kind` leads to, or undefined when it changes nothing. */
function nextState(before, kind) {
    const state = STATE_OF[kind];
    if (state === undefined)
        return undefined;
    // The monitor's last poll may arrive after the ending.
    if (isOver(before) && !ENDINGS.includes(state))
        return undefined;
    // A rollback, a time-out and a cancellation are how it failed: a plain failure adds nothing.
    if (state === 'failed' && ['rolled-back', 'timed-out', 'cancelled'].includes(before.state)) {
        return before.state;
    }
    return state;
}
/** The start by the event's own elapsed time, unless a known start is earlier: a stack's time is a part of the deployment's. */
const startOf = ({ elapsedSeconds }, at, known) => elapsedSeconds === undefined ? known : Math.min(known, at - Math.round(elapsedSeconds * 1000));
/** How far something else was says nothing of what is done now: an activity without a number has none. */
function merge({ progress, ...old }, more) {
    const goesOn = progress !== undefined && more.activity === undefined;
    return { ...old, ...(goesOn ? { progress } : {}), ...(0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_0__/* .compact */ .oE)(more) };
}
const onlyNew = (facts, known) => Object.fromEntries(Object.entries(facts).filter(([key]) => !(key in known) && !PASSING.some((passing) => passing === key)));
function withoutPassing(facts) {
    const kept = { ...facts };
    for (const key of PASSING)
        delete kept[key];
    return kept;
}
const elapsedSeconds = ({ startedAt, asOf }) => Math.max(0, (asOf - startedAt) / 1000);


/***/ })

};
;