"use strict";
exports.id = 284;
exports.ids = [284];
exports.modules = {

/***/ 23720:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86055);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10511);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(93414);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7420);





await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputs */ .QL, {
    main: async (given, step) => (0,_outputs_js__WEBPACK_IMPORTED_MODULE_4__/* .conclude */ .E)(await (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .eF)(given, step, () => (0,_ports_js__WEBPACK_IMPORTED_MODULE_3__/* .connect */ .N)(given, step)), step),
    post: (given, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .post */ .bE)(given, step, () => (0,_ports_js__WEBPACK_IMPORTED_MODULE_3__/* .connect */ .N)(given, step)),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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


/***/ })

};
;