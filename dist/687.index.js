"use strict";
exports.id = 687;
exports.ids = [687];
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
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);


/** What was given for a fact and cannot be shown. */
const UNREADABLE = Symbol('unreadable');
/**
 * A fact for a message. It never fails the step: steps that report a failure pass outputs that are then empty or odd.
 * What cannot be shown is left out, with a sign.
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
                // A label that is given twice has both values.
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

/***/ 29687:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _signalbox_slack_web_api__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22271);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3742);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17777);




const ports = { connect: _signalbox_slack_web_api__WEBPACK_IMPORTED_MODULE_1__/* .connectSlack */ .x };
await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .inputs */ .Q, {
    main: (parsed, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)(parsed, step, ports),
    post: (parsed, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .drain */ .Z)(parsed, step, ports),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3742:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ inputs)
/* harmony export */ });
/* unused harmony export outputs */
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69346);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(67052);
/* harmony import */ var _signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77835);
/* harmony import */ var _fact_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75467);





const EVENTS = [..._signalbox_slack_event__WEBPACK_IMPORTED_MODULE_4__/* .KINDS */ .G, 'question', 'check'];
const inputs = {
    event: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .required */ .mw)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(...EVENTS)),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .cA,
    ..._signalbox_slack_inputs__WEBPACK_IMPORTED_MODULE_2__/* .slackInputs */ .aX,
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

/***/ 17777:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ drain),
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var text_errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/slack/src/job/for-step.ts + 27 modules
var for_step = __webpack_require__(86564);
// EXTERNAL MODULE: ./packages/slack/src/job/inputs.ts
var job_inputs = __webpack_require__(77835);
// EXTERNAL MODULE: ./packages/runner/src/clock.ts
var src_clock = __webpack_require__(30922);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/registry/src/model/names.ts
var names = __webpack_require__(55107);
// EXTERNAL MODULE: ./packages/registry/src/model/payload.ts
var payload = __webpack_require__(16981);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var registration = __webpack_require__(81118);
// EXTERNAL MODULE: ./packages/registry/src/github/client/trust.ts
var client_trust = __webpack_require__(76539);
;// CONCATENATED MODULE: ./packages/registry/src/github/note.ts







const REQUEST_MS = 10_000;
/** Of an outage; refusals that may be stray have their own number. */
const OUTAGE_ATTEMPTS = 4;
const MOST_ATTEMPTS = 10;
/** Of statuses: anybody with the right to write them can write thousands. */
const MOST_PAGES = 6;
class Refused extends Error {
    status;
    constructor(status) {
        const advice = status === 403 ? ' (the token needs deployments: write)' : '';
        super(`GitHub answered HTTP ${status}${advice}`);
        this.status = status;
    }
}
/**
 * Adds a line to a registration's history and changes nothing else: what waits goes on waiting, who holds goes on
 * holding. A few plain requests, so that an action that does no more with the registry needs no client for it; refusals
 * that may be stray are repeated as the client does (trust.ts).
 * @throws Error when it is not a live registration, or GitHub refuses
 */
async function addNote(id, line, options) {
    const page = `deployments/${id}`;
    const request = withRetries(options);
    const deployment = (await request(page));
    if (deployment.task !== registration/* TASK */.wn || (0,payload/* parsePayload */.ex)(deployment.payload) === undefined)
        throw new Error('it is no registration of Signalbox');
    const phase = (0,registration/* queuePhaseOf */.Em)(await latestStatus(page, request));
    if (phase === 'over' || phase === 'claiming')
        throw new Error(`it is ${phase}`);
    const state = phase === 'holding' ? 'in_progress' : 'queued';
    // A description that begins like a claim would turn the holder into a claimant.
    const description = (0,names/* description */.h_)(`note: ${line}`);
    await request(`${page}/statuses`, { state, description, auto_inactive: false });
}
/** The one with the greatest id: GitHub promises no order. */
async function latestStatus(page, request) {
    let latest;
    for (let number = 1;; number++) {
        const found = await request(`${page}/statuses?per_page=100&page=${number}`);
        const statuses = found;
        for (const status of statuses)
            if (status.id > (latest?.id ?? 0))
                latest = status;
        if (statuses.length < 100)
            return latest && { ...latest, description: latest.description ?? '' };
        if (number >= MOST_PAGES)
            throw new Error(`it has more than ${MOST_PAGES * 100} statuses`);
    }
}
/** A refusal is believed once it has lasted; a read is repeated through an outage, a write is not: it may have been done. */
function withRetries(options) {
    const { clock, random, signal } = options;
    const trust = (0,client_trust/* newTrust */.Ph)(clock);
    return async (path, body) => {
        const right = body === undefined ? 'read' : 'write';
        let failures = 0;
        const classify = (error) => {
            failures += 1;
            const status = error instanceof Refused ? error.status : 0;
            if (status >= 400 && status < 500)
                return (0,client_trust/* afterRefusal */.j0)(trust, right, status, failures);
            return { retry: body === undefined && failures < OUTAGE_ATTEMPTS };
        };
        const policy = { clock, random, signal, classify, attempts: MOST_ATTEMPTS };
        const answer = await (0,retry/* retry */.L5)(() => send(path, options, body), policy);
        (0,client_trust/* noteSuccess */.Ex)(trust, right);
        return answer;
    };
}
async function send(path, options, body) {
    const { repository, token, apiUrl, clock, signal } = options;
    const answer = await fetch(`${apiUrl}/repos/${repository}/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/vnd.github+json',
            'content-type': 'application/json',
            'user-agent': 'signalbox',
        },
        ...(0,values/* compact */.oE)({ body: body && JSON.stringify(body) }),
        signal: (0,src_clock/* withTimeout */.w)(REQUEST_MS, clock, signal),
    });
    if (!answer.ok)
        throw new Refused(answer.status);
    return await answer.json();
}

// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/slack/src/client/error.ts
var client_error = __webpack_require__(47156);
// EXTERNAL MODULE: ./packages/slack/src/message/escape.ts
var message_escape = __webpack_require__(16681);
// EXTERNAL MODULE: ./packages/slack/src/client/backoff.ts
var backoff = __webpack_require__(68074);
// EXTERNAL MODULE: ./packages/slack/src/client/own-messages.ts
var own_messages = __webpack_require__(75935);
// EXTERNAL MODULE: ./packages/slack/src/message/limits.ts
var message_limits = __webpack_require__(8474);
;// CONCATENATED MODULE: ./packages/slack/src/question/asking.ts

const SCOPES = {
    reactions: ['reactions:read'],
    // Which one depends on the kind of channel, which its id no longer shows.
    replies: ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
};
const NEEDED = {
    reactions: 'reactions:read',
    replies: 'channels:history (or groups:history for a private channel)',
};
/**
 * What the app's scopes let us read. Slack names them in the header `x-oauth-scopes` of its answers
 * (docs.slack.dev/apis/web-api: "Evaluating responses"). Where it does not, both: the first read shows.
 */
async function waysOf(slack, signal) {
    const { scopes } = await slack.whoAmI(signal);
    const has = (way) => scopes.length === 0 || SCOPES[way].some((scope) => scopes.includes(scope));
    return { reactions: has('reactions'), replies: has('replies') };
}
/** No request may take longer. */
const asking_REQUEST_MS = 10_000;
const within = (asking, request) => request((0,src_clock/* withTimeout */.w)(asking_REQUEST_MS, asking.clock, asking.signal));

;// CONCATENATED MODULE: ./packages/slack/src/question/question.ts
const MEANINGS = {
    white_check_mark: ['proceed', 'approve', 'yes', 'deploy', 'ok', 'go', 'continue'],
    x: ['cancel', 'reject', 'deny', 'no', 'abort', 'stop'],
    hourglass_flowing_sand: ['wait', 'later', 'hold'],
    rewind: ['rollback', 'roll-back', 'revert'],
};
const DIGITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'keycap_ten'];
/** Whether the option keeps something from happening. Any other lets it happen, and needs somebody else's consent. */
const holdsBack = ({ emoji }) => ['x', 'hourglass_flowing_sand', 'rewind'].includes(emoji);
/** As many as there are digits. */
const MOST_OPTIONS = DIGITS.length;
/** Words with a reaction each: one that means the word where there is, else a digit. */
function optionsOf(words) {
    const taken = new Set();
    return words.map((word, index) => {
        const meaning = Object.entries(MEANINGS).find(([, synonyms]) => synonyms.includes(word.toLowerCase()))?.[0];
        const emoji = meaning !== undefined && !taken.has(meaning) ? meaning : (DIGITS[index] ?? 'question');
        taken.add(emoji);
        return { word, emoji };
    });
}
/** Only authorised people count, and no requester towards an approval; of several replies of one person the last counts. */
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
/** The reply is the option's word and nothing else, apart from punctuation and case: "Proceed!" but not "do not proceed". */
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
        const pause = read.whole && seen !== undefined ? CONFIRM_MS : (0,retry/* jittered */.et)(POLL_MS, random);
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
        if (!(error instanceof client_error/* SlackError */.DC))
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
        ...(refusals.length === 0 ? {} : { refused: (0,text_errors/* errorLine */.B)(refusals[0]) }),
    };
}

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/slack/src/render/rich.ts
var rich = __webpack_require__(95295);
// EXTERNAL MODULE: ./packages/slack/src/render/words.ts
var render_words = __webpack_require__(73648);
;// CONCATENATED MODULE: ./packages/slack/src/question/render.ts




const HOW = {
    both: ['React, or reply with the word', 'react or reply alike'],
    reactions: ['React', 'react alike'],
    replies: ['Reply with the word', 'reply alike'],
};
/** The question while it is open, with the ways to answer that can be read. */
function renderQuestion(question, { facts, called }, ways) {
    const { text, options, required, requesters = [], defaultAnswer, until } = question;
    const asked = (0,rich/* section */.uW)(...called.flatMap((id) => [...(0,rich/* mention */.lE)(id), (0,rich/* ours */.Od)(' ')]), ...[(0,rich/* emoji */.Zg)(render_words/* EMOJI */.$J.question), (0,rich/* ours */.Od)(' '), (0,rich/* outsideBold */.jg)(facts.environment ?? 'A deployment', 80), (0,rich/* ours */.Od)(': ')], (0,rich/* outsideLines */.fK)(text, 1000));
    const choices = options.map(({ word, emoji: name }) => (0,rich/* section */.uW)(...(ways.reactions ? [(0,rich/* emoji */.Zg)(name), (0,rich/* ours */.Od)('  ')] : []), (0,rich/* outside */.qY)(word, 60)));
    const [alone, together] = HOW[ways.reactions && ways.replies ? 'both' : ways.reactions ? 'reactions' : 'replies'];
    const count = required === 1 ? alone : `${required} of those asked must ${together}`;
    const rule = [
        (0,rich/* ours */.Od)(`${count}. ${requesters.length === 0 ? '' : 'Who asked for the deployment cannot approve it. '}Without a clear answer by `),
        (0,rich/* time */.kB)(until),
        (0,rich/* ours */.Od)(' it is '),
        (0,rich/* outsideBold */.jg)(defaultAnswer, 60),
        (0,rich/* ours */.Od)('.'),
    ];
    return {
        text: fallback(question, facts),
        blocks: [
            (0,rich/* richText */.YD)(asked, { type: 'rich_text_list', style: 'bullet', elements: choices }, (0,rich/* section */.uW)(...rule)),
            ...(0,rich/* context */._O)(facts, undefined),
        ],
    };
}
/** The question once it is over: nobody should answer it any more. */
function renderAnswer({ text }, facts, { answer, by, why }) {
    const who = by.flatMap((id) => [(0,rich/* ours */.Od)(' '), ...(0,rich/* mention */.lE)(id)]);
    const line = (0,rich/* section */.uW)(...[(0,rich/* emoji */.Zg)(render_words/* EMOJI */.$J.question), (0,rich/* ours */.Od)(' '), (0,rich/* outsideBold */.jg)(facts.environment ?? 'A deployment', 80), (0,rich/* ours */.Od)(': ')], ...[(0,rich/* outsideLines */.fK)(text, 1000), (0,rich/* ours */.Od)('\n'), (0,rich/* bold */.Cr)('Answer: '), (0,rich/* outsideBold */.jg)(answer, 60)], ...(why === undefined ? [(0,rich/* ours */.Od)(', by'), ...who] : [(0,rich/* ours */.Od)(` by default, because ${why}`)]));
    const words = why === undefined ? `, by ${by.length}` : ` by default, because ${why}`;
    return {
        text: `${(0,message_escape/* mrkdwn */.kJ)(facts.environment ?? 'A deployment', 80)}: ${(0,message_escape/* mrkdwn */.kJ)(text, 600)} Answer: ${(0,message_escape/* mrkdwn */.kJ)(answer, 60)}${words}.`,
        blocks: [(0,rich/* richText */.YD)(line), ...(0,rich/* context */._O)(facts, undefined)],
    };
}
function fallback({ text, options, defaultAnswer, until }, facts) {
    const words = options.map(({ word }) => (0,message_escape/* mrkdwn */.kJ)(word, 60)).join(', ');
    return `${(0,message_escape/* mrkdwn */.kJ)(facts.environment ?? 'A deployment', 80)}: ${(0,message_escape/* mrkdwn */.kJ)(text, 600)} Possible answers: ${words}. Without a clear answer by ${(0,duration/* clockTime */.qo)(until)} it is ${(0,message_escape/* mrkdwn */.kJ)(defaultAnswer, 60)}.`;
}

;// CONCATENATED MODULE: ./packages/slack/src/question/ask.ts









/** Slack must be reached within this time, or the default counts. */
const REACH_MS = 60_000;
/** For marking the question as over; a cancelled step is killed after 7.5 s. */
const CLOSE_MS = { normal: 30_000, cancelled: 5000 };
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
        if (!(error instanceof client_error/* SlackError */.DC))
            throw error;
        const line = `The question was not asked: ${error.message}`;
        if ((0,backoff/* verdictOf */.Vj)(error).retry) {
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
/** Which ways of answering can be read; both where that is not known. The others are not offered. */
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
        if (!(error instanceof client_error/* SlackError */.DC))
            throw error;
        return { reactions: true, replies: true };
    }
}
async function hear(question, { posted, ways }, asking) {
    const { slack, log } = asking;
    const permalink = await conveniently(() => within(asking, (limit) => slack.permalink(posted.channel, posted.ts, limit)));
    if (ways.reactions)
        await offer(question, posted, asking);
    const narrowed = async (remaining, why) => {
        log.warning(`What cannot be read is no longer offered: ${why}`, 'Slack');
        const edit = {
            ...posted,
            ...(0,message_limits/* fit */.Uj)(renderQuestion(question, asking, remaining)),
            metadata: { id: asking.id, revision: 1 },
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
        if (!(error instanceof client_error/* SlackError */.DC))
            throw error;
        return undefined;
    }
}
async function post(question, ways, asking) {
    const { slack, channel, thread, id, clock, random, signal } = asking;
    const where = thread === undefined ? {} : { thread, broadcast: true };
    const begun = clock.now();
    let attempt = { rendered: (0,message_limits/* fit */.Uj)(renderQuestion(question, asking, ways)), uncertain: false };
    const once = async () => {
        const found = attempt.uncertain ? await findPosted(asking, begun) : undefined;
        if (found !== undefined)
            return { channel, ts: found };
        const message = { channel, ...attempt.rendered, ...where, metadata: { id, revision: 1 } };
        try {
            return await within(asking, (limit) => slack.post(message, limit));
        }
        catch (error) {
            const refused = error instanceof client_error/* SlackError */.DC && error.fault === 'payload' && message.blocks.length > 0;
            attempt = afterFailure(attempt, error);
            if (refused)
                return await once();
            throw error;
        }
    };
    const deadline = Math.min(question.until, begun + REACH_MS);
    const limits = { attempts: 8, firstDelayMs: 3000, deadline, signal };
    return (0,retry/* retry */.L5)(once, { clock, random, classify: backoff/* verdictOf */.Vj, ...limits });
}
/** A message that Slack refuses is sent without blocks; one whose answer was lost is looked for first. */
function afterFailure({ rendered, uncertain }, error) {
    const fault = error instanceof client_error/* SlackError */.DC ? error.fault : undefined;
    return {
        rendered: fault === 'payload' ? (0,message_limits/* plainly */.yG)(rendered) : rendered,
        uncertain: uncertain || fault === 'ambiguous',
    };
}
/** The question's ts, if a post whose answer was lost was carried out. */
async function findPosted(asking, since) {
    const { slack, channel, thread, id } = asking;
    const oldest = (0,own_messages/* notBefore */.$F)(since);
    const messages = await within(asking, (limit) => thread === undefined
        ? slack.history({ channel, oldest, pages: own_messages/* PAGES */.Nb }, limit)
        : slack.thread({ channel, thread, oldest: String(oldest) }, limit));
    return messages.find(({ metadata }) => metadata?.id === id)?.ts;
}
/** Seeds the reactions, so that an answer is one click. People can add them themselves, too. */
async function offer({ options }, { channel, ts }, asking) {
    for (const { emoji } of options) {
        try {
            await within(asking, (limit) => asking.slack.react(channel, ts, emoji, limit));
        }
        catch (error) {
            if (!(error instanceof client_error/* SlackError */.DC))
                throw error;
            if (error.fault === 'config')
                return;
        }
    }
}
async function ask_close({ question, answer }, { channel, ts }, asking) {
    const { slack, facts, id, clock, random, log } = asking;
    const rendered = (0,message_limits/* fit */.Uj)(renderAnswer(question, facts, answer));
    const limitMs = asking.signal.aborted ? CLOSE_MS.cancelled : CLOSE_MS.normal;
    // Without the step's signal: after a cancellation, too, nobody should answer any more.
    const update = () => slack.update({ channel, ts, ...rendered, metadata: { id, revision: 2 } }, (0,src_clock/* withTimeout */.w)(Math.min(asking_REQUEST_MS, limitMs), clock));
    try {
        await (0,retry/* retry */.L5)(update, { clock, random, deadline: clock.now() + limitMs, classify: backoff/* verdictOf */.Vj });
    }
    catch (error) {
        if (!(error instanceof client_error/* SlackError */.DC))
            throw error;
        log.warning(`The question still looks open in Slack: ${error.message}`, 'Slack');
    }
}

;// CONCATENATED MODULE: ./packages/slack/src/question/members.ts





const members_REQUEST_MS = 10_000;
/** A group must be read within this time. */
const members_REACH_MS = 60_000;
/** Ids of users: those named, and the members of the user groups named. A group that cannot be read has none. */
async function membersOf(ids, setting) {
    const { slack, clock, random, signal, log } = setting;
    const policy = {
        clock,
        random,
        signal,
        classify: backoff/* verdictOf */.Vj,
        attempts: 8,
        deadline: clock.now() + members_REACH_MS,
    };
    const members = new Set(ids.filter((id) => !(0,message_escape/* isGroupId */.rJ)(id)));
    for (const group of ids.filter(message_escape/* isGroupId */.rJ)) {
        try {
            const found = await (0,retry/* retry */.L5)(() => slack.membersOf(group, (0,src_clock/* withTimeout */.w)(members_REQUEST_MS, clock, signal)), policy);
            for (const id of found)
                members.add(id);
        }
        catch (error) {
            if (!(error instanceof client_error/* SlackError */.DC))
                throw error;
            log.error(`Nobody of user group ${group} can answer: ${error.message}`, 'Slack');
        }
    }
    return [...members];
}

// EXTERNAL MODULE: ./packages/slack/src/thread/find.ts
var find = __webpack_require__(25822);
;// CONCATENATED MODULE: ./actions/notify/src/report.ts
/** What became of the message, as outputs. */
function report(step, receipt) {
    step.output('delivered', receipt.delivered);
    step.output('pending', receipt.pending);
    step.output('duplicates-avoided', receipt.duplicatesAvoided);
    step.output('channel-id', receipt.channelId ?? '');
    step.output('message-ts', receipt.messageTs ?? '');
    step.output('thread-ts', receipt.threadTs ?? '');
    step.output('permalink', receipt.permalink ?? '');
}
/** The same as a line of the job's summary. */
function summaryLine({ event }, { delivered, pending, permalink }) {
    const state = delivered ? 'told' : `${pending} pending in the outbox`;
    return `Slack: \`${event}\` ${state}${permalink === undefined ? '' : ` ([message](${permalink}))`}\n`;
}

;// CONCATENATED MODULE: ./actions/notify/src/ask.ts












/** Asks in the interact channel, or else in the deployment's thread, and gives an answer in any case. */
async function askQuestion(inputs, step, setting) {
    const { slack, notifier, facts, id } = setting;
    if (slack === undefined)
        throw new text_errors/* UserError */.y('Event "question" needs input "slack-token".');
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
        slack,
        facts,
        called,
        clock,
        random,
        log,
        signal,
        channel: interact ?? receipt.channelId ?? inputs['updates-channel'][0] ?? '',
        ...(0,values/* compact */.oE)({ thread }),
        id: `${id}/question/${step.job.runAttempt}-${(0,values/* nonce */.KU)(random, 8)}`,
    });
    report(step, receiptOfQuestion(receipt, asked, thread));
    await record(question, asked.answer, step);
    await recordInRegistry(inputs, step, asked.answer);
    if (inputs['fail-on-error'] && asked.problem !== undefined) {
        throw new text_errors/* UserError */.y(`Nobody was asked (input "fail-on-error" makes that an error): ${asked.problem}`);
    }
}
/** The receipt with the question as its message; pending messages of other events count, too. */
function receiptOfQuestion(receipt, { posted, permalink }, thread) {
    if (posted === undefined)
        return { ...receipt, delivered: false };
    const { permalink: _, ...rest } = receipt;
    const { channel, ts } = posted;
    const where = { channelId: channel, messageTs: ts, threadTs: thread ?? ts };
    return { ...rest, ...where, ...(0,values/* compact */.oE)({ permalink }) };
}
/** The deployment's thread, which another job may have begun; undefined where there is none, or it cannot be looked for. */
async function threadOf(inputs, { clock, cancelled: signal, log }, { slack, id: correlationId, receipt }) {
    const given = receipt.threadTs ?? inputs['thread-ts'];
    const [channel] = inputs['updates-channel'];
    if (given !== undefined || channel === undefined)
        return given;
    try {
        const environment = inputs.environment;
        return (await (0,find/* findHead */.mW)({ slack, channel, correlationId, environment, clock, signal }))?.ts;
    }
    catch (error) {
        if (!(error instanceof client_error/* SlackError */.DC))
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
        // A bot cannot answer in Slack; and users who are all in the map under other logins are somebody else.
        if (id === undefined && !login.endsWith('[bot]') && !called.every((each) => mapped.has(each))) {
            throw new text_errors/* UserError */.y(`Input "mentions" has no Slack user for "${login}", who asked for this deployment and so may not approve it: add the line "${login}: U...", with the member id of their Slack profile, or set input "self-approval" to true.`);
        }
        return id ?? [];
    });
}
/** On the registration's page, where there is one: who answered what. Trouble is logged, and never thrown. */
async function recordInRegistry(inputs, step, answer) {
    const { 'github-token': token, repository = step.job.repository } = inputs;
    const id = inputs['deployment-id'] ?? Number(step.env[correlation/* DEPLOYMENT_VARIABLE */.x5] || 0);
    if (id === 0 || token === undefined)
        return;
    const logins = Object.fromEntries((inputs.mentions ?? []).map(([login, user]) => [user, login]));
    const who = answer.by.map((user) => logins[user] ?? user).join(', ') || `default, because ${answer.why}`;
    const line = `answered ${answer.answer} (by ${who})`;
    try {
        const { clock, random, cancelled: signal } = step;
        await addNote(id, line, { repository, token, apiUrl: step.job.apiUrl, clock, random, signal });
    }
    catch (error) {
        step.log.warning(`The answer is not recorded with registration ${id}: ${(0,text_errors/* errorLine */.B)(error)}`);
    }
}
/** Ids from ids, and from logins of the mention map. @throws UserError for a login that is not in it */
function people(inputs) {
    const known = Object.fromEntries(inputs.mentions ?? []);
    return inputs['allowed-users'].map((who) => {
        const id = (0,message_escape/* isUserId */.L8)(who) || (0,message_escape/* isGroupId */.rJ)(who) ? who : known[who.replace(/^@/, '').toLowerCase()];
        if (id === undefined) {
            throw new text_errors/* UserError */.y(`Input "allowed-users": "${who}" is neither a Slack id (U..., S...) nor a login in input "mentions".`);
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

// EXTERNAL MODULE: ./packages/slack/src/client/check.ts
var check = __webpack_require__(8914);
// EXTERNAL MODULE: ./packages/slack/src/client/check-ways.ts
var check_ways = __webpack_require__(60183);
;// CONCATENATED MODULE: ./actions/notify/src/validate.ts




/** What needs no `updates-channel`. */
const IN_INTERACT_CHANNEL = ['question', 'concurrent', 'check'];
/** Refuses inputs that do not go together, before anything is sent. @throws UserError */
function refuseContradictions(inputs) {
    const [fault] = unreachable(inputs);
    const hopeless = !(0,job_inputs/* reachesSomebody */.wR)(inputs) && !servesInteractChannel(inputs);
    const nothing = WAYS.every((name) => inputs[name] === undefined);
    if (!inputs['dry-run'] && hopeless)
        throw new text_errors/* UserError */.y(nothing ? NOBODY : (fault ?? NOBODY));
    if (inputs.event === 'question')
        refuseQuestion(inputs);
}
const WAYS = ['slack-token', 'slack-webhook-url', 'pager-url', 'pager-key'];
const NOBODY = 'Give input "slack-token" (a bot token, which can do everything) or "slack-webhook-url".';
/**
 * Inputs that reach nobody, one line each. While any other destination is reached, that is no reason to fail:
 * a step that reports a failure must not fail over it.
 */
const unreachable = (inputs) => (0,job_inputs/* halves */.AP)(inputs).filter((line) => !(servesInteractChannel(inputs) && line.startsWith('Input "updates-channel"')));
function servesInteractChannel({ event, ...inputs }) {
    const both = inputs['slack-token'] !== undefined && inputs['interact-channel'] !== undefined;
    return both && IN_INTERACT_CHANNEL.includes(event);
}
function refuseQuestion(inputs) {
    const { question, options, 'default-answer': otherwise, 'allowed-users': allowed } = inputs;
    const needed = inputs['required-answers'];
    if (inputs['slack-token'] === undefined && !inputs['dry-run']) {
        throw new text_errors/* UserError */.y('Event "question" needs input "slack-token": a webhook cannot read answers.');
    }
    if (question === undefined)
        throw new text_errors/* UserError */.y('Event "question" needs input "question".');
    if (options.length < 2 || options.length > MOST_OPTIONS || new Set(options).size < options.length) {
        throw new text_errors/* UserError */.y(`Input "options": expected 2 to ${MOST_OPTIONS} different answers.`);
    }
    if (otherwise === undefined || !options.includes(otherwise)) {
        throw new text_errors/* UserError */.y('Input "default-answer": expected one of the options; it counts when there is no clear answer.');
    }
    if (allowed.length === 0) {
        throw new text_errors/* UserError */.y('Input "allowed-users" is required for event "question": who may answer.');
    }
    if (!allowed.some(message_escape/* isGroupId */.rJ) && new Set(allowed).size < needed) {
        throw new text_errors/* UserError */.y(`Input "required-answers": ${needed} must answer, but input "allowed-users" names ${allowed.length}.`);
    }
}

;// CONCATENATED MODULE: ./actions/notify/src/check.ts






const MARKS = { ok: '✓', warning: '!', error: '✗' };
/** Reports what token, scopes, channels, webhook and pager can do, and sends no message. */
async function check_check(inputs, step, slack) {
    const signal = (0,src_clock/* withTimeout */.w)(inputs['delivery-budget'] * 1000, step.clock, step.cancelled);
    const findings = await findingsOf(inputs, slack, signal);
    for (const { level, line } of findings)
        step.log.info(`${MARKS[level]} ${line}`);
    const errors = findings.filter(({ level }) => level === 'error');
    for (const { line } of errors)
        step.log.error(line, 'Slack is not set up right');
    step.output('delivered', errors.length === 0);
    const rows = findings.map(({ level, line }) => `- ${MARKS[level]} ${(0,untrusted/* markdownText */.p7)(line)}`);
    await step.summary(`### Slack configuration\n\n${rows.join('\n')}\n`);
    if (inputs['fail-on-error'] && errors[0] !== undefined)
        throw new text_errors/* UserError */.y(errors[0].line);
}
async function findingsOf(inputs, slack, signal) {
    const { 'interact-channel': interact, 'slack-webhook-url': webhook } = inputs;
    const { 'pager-url': url, 'pager-key': key } = inputs;
    const channels = [...inputs['updates-channel'], ...(interact === undefined ? [] : [interact])];
    const found = await Promise.all([
        slack === undefined ? [] : (0,check/* checkConfiguration */.L)(slack, channels, signal),
        webhook === undefined ? [] : [await (0,check_ways/* checkWebhook */.Y)(webhook, signal)],
        url === undefined || key === undefined ? [] : [await (0,check_ways/* checkPager */.m)({ url, key }, signal)],
    ]);
    const missing = unreachable(inputs).map((line) => ({ level: 'error', line }));
    return [...missing, ...found.flat()];
}

// EXTERNAL MODULE: ./actions/notify/src/fact-inputs.ts
var fact_inputs = __webpack_require__(75467);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./actions/notify/src/facts.ts

/** What the inputs say, completed by what the job knows. */
function factsOf(inputs, job, options) {
    const { sha, runUrl, actor, repository, refName: ref } = job;
    const commit = headCommit(options.env, inputs.ref ?? sha);
    const given = {
        environment: inputs.environment,
        stack: inputs['stack-name'],
        consoleUrl: inputs['console-url'],
        environmentUrl: inputs['environment-url'],
        url: inputs.url,
        message: inputs.message,
        fields: inputs.fields,
        progress: inputs.progress,
        reason: inputs.reason,
        rootCause: inputs['root-cause'],
        active: inputs.active,
        elapsedSeconds: inputs['elapsed-seconds'],
        finish: finishOf(inputs, options.now),
        repository,
        ref,
        actor,
        runUrl,
        sha: inputs.ref ?? sha,
        ...commit,
    };
    const known = Object.entries(given).filter(([, value]) => value !== undefined && value !== '');
    return Object.fromEntries(known);
}
function finishOf(inputs, now) {
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

// EXTERNAL MODULE: ./packages/slack/src/render/head.ts
var head = __webpack_require__(54283);
// EXTERNAL MODULE: ./packages/slack/src/render/reply.ts
var render_reply = __webpack_require__(53829);
// EXTERNAL MODULE: ./packages/slack/src/message/state.ts
var state = __webpack_require__(2313);
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
            text: inputs.question ?? '',
            options: optionsOf(inputs.options),
            allowed: [],
            required: inputs['required-answers'],
            defaultAnswer: inputs['default-answer'] ?? '',
            until: now + inputs['answer-timeout'] * 1000,
        };
        return { question: renderQuestion(question, { facts, called: [] }, { reactions: true, replies: true }) };
    }
    const event = { kind: inputs.event, facts };
    const deployment = (0,state/* applyEvent */.Z8)(undefined, event, now);
    const reply = (0,render_reply/* renderReply */.Vv)(event, deployment);
    return { head: (0,head/* renderHead */.p)(deployment), ...(0,values/* compact */.oE)({ reply }) };
}

;// CONCATENATED MODULE: ./actions/notify/src/main.ts











/** Sends one event, asks a question, or checks the configuration. Red only by `fail-on-error` or a user's mistake. */
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
        return await check_check(inputs, step, slack);
    for (const line of unreachable(inputs))
        step.log.error(line, 'Slack is not set up right');
    const { environment } = inputs;
    const notifier = (0,for_step/* openForJob */.H)(inputs, step, { id, slack, environment });
    if (inputs.event === 'question')
        return await askQuestion(inputs, step, { slack, notifier, facts, id });
    await conclude(inputs, step, await notifier.send({ kind: inputs.event, facts }));
}
/** Post: delivers what the job's steps left in the outbox, or keeps it for the next run. */
async function drain(given, step, ports) {
    const { inputs } = (0,fact_inputs/* readable */.HD)(given);
    if (inputs['dry-run'] || inputs.event === 'check')
        return;
    const id = (0,correlation/* correlationId */.kY)(inputs['correlation-id'], step.env, step.job, inputs.environment);
    const slack = await connect(inputs, ports);
    await (0,for_step/* openForJob */.H)(inputs, step, { id, slack, environment: inputs.environment }).finish();
}
async function connect(inputs, ports) {
    const { 'slack-token': token, 'slack-api-url': apiUrl } = inputs;
    // Without a channel, the token is of no use.
    const useful = (0,job_inputs/* hasBot */.W)(inputs) || inputs['interact-channel'] !== undefined;
    return token === undefined || !useful ? undefined : await ports.connect({ token, apiUrl });
}
const modeOf = (inputs, slack) => slack !== undefined ? 'bot' : inputs['slack-webhook-url'] !== undefined ? 'webhook' : 'pager';
async function conclude(inputs, step, receipt) {
    report(step, receipt);
    await step.summary(summaryLine(inputs, receipt));
    const problem = receipt.problem ?? unreachable(inputs)[0];
    // A progress that is only held back is no error.
    if (inputs['fail-on-error'] && problem !== undefined) {
        throw new text_errors/* UserError */.y(`Slack was not told of "${inputs.event}" (input "fail-on-error" makes that an error): ${problem}`);
    }
}


/***/ }),

/***/ 60183:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ checkWebhook),
/* harmony export */   m: () => (/* binding */ checkPager)
/* harmony export */ });
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80224);

async function probe({ name, address, body, signal }) {
    try {
        const headers = { 'content-type': 'application/json' };
        const sent = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual', signal };
        const response = await fetch(address, sent);
        return { status: response.status, body: (await response.text()).trim().slice(0, 2000) };
    }
    catch (error) {
        return { level: 'error', line: `${name} was not reached: ${(0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .connectionLine */ .H8)(error)}` };
    }
}
/**
 * A live webhook refuses a message without text with 400 `no_text`, a deleted one with another code
 * (trufflesecurity/trufflehog#1761 distinguishes them in this way).
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
    const what = /^[a-z_]{3,60}$/.test(body) ? body : (0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .isPage */ .yp)(body) ? 'a web page' : 'something else';
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
    if (refuses && !(0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .isPage */ .yp)(body)) {
        return {
            level: 'ok',
            line: `${name} answers. Whether the key is the right one shows only when it calls.`,
        };
    }
    return {
        level: 'error',
        line: `${name} answers with HTTP ${status}${(0,_http_js__WEBPACK_IMPORTED_MODULE_0__/* .isPage */ .yp)(body) ? ' and a web page' : ''}.`,
    };
}


/***/ }),

/***/ 8914:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ checkConfiguration)
/* harmony export */ });
/* harmony import */ var _error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47156);

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
    const identity = await attempt(() => slack.whoAmI(signal));
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
    const read = await attempt(() => slack.channel(id, signal));
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
async function attempt(request) {
    try {
        return { value: await request() };
    }
    catch (error) {
        if (!(error instanceof _error_js__WEBPACK_IMPORTED_MODULE_0__/* .SlackError */ .DC))
            throw error;
        return { problem: error.message, code: error.code };
    }
}


/***/ })

};
;