"use strict";
exports.id = 586;
exports.ids = [586,148];
exports.modules = {

/***/ 14633:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ checkAlarms),
/* harmony export */   q: () => (/* binding */ alarmPorts)
/* harmony export */ });
/* harmony import */ var _signalbox_readiness_bake_baseline__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75309);
/* harmony import */ var _signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3367);
/* harmony import */ var _signalbox_readiness_cloudwatch__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17448);
/* harmony import */ var _signalbox_readiness_prometheus__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38618);
/* harmony import */ var _aws_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14742);
/* harmony import */ var _row_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71651);






/** However long the bake is to be: which alarms are too slow for it is not asked here. */
const ANY_BAKE = Number.MAX_SAFE_INTEGER;
/** What a bake would watch: whether each alarm is there and may be read, with its history, and each query may be asked. */
async function checkAlarms(inputs, step) {
    const { 'bake-alarms': alarms, 'bake-query': queries } = inputs;
    const { clock } = step;
    (0,_signalbox_readiness_bake_inputs__WEBPACK_IMPORTED_MODULE_1__/* .checkBake */ .mx)({ ...inputs, bake: 0 });
    const ports = alarmPorts(inputs, step);
    const probe = async (subject, asked, words) => {
        const nothing = { 'bake-alarms': [], 'bake-query': [] };
        const found = await (0,_signalbox_readiness_bake_baseline__WEBPACK_IMPORTED_MODULE_0__/* .bakeBaseline */ .x)({ bake: ANY_BAKE, ...nothing, ...asked }, clock.now(), ports);
        return [(0,_row_js__WEBPACK_IMPORTED_MODULE_5__.ok)(subject, words(found.alarms.length)), ...found.notes.map((note) => (0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .warning */ .$e)(subject, note))];
    };
    const rows = [
        ...(alarms.length === 0
            ? []
            : [
                (0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .rowsOf */ .RO)('alarms', clock, () => probe('alarms', { 'bake-alarms': alarms }, (count) => `${count} found, with their history`)),
            ]),
        ...queries.map((query) => {
            const subject = `query ${query.name}`;
            return (0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .rowsOf */ .RO)(subject, clock, () => probe(subject, { 'bake-query': [query] }, () => 'it is answered'));
        }),
    ];
    return (await Promise.all(rows)).flat();
}
/** What asks CloudWatch, and where the queries are answered. */
function alarmPorts(inputs, step) {
    const { clock, random, cancelled: signal, env } = step;
    const { region, connection } = (0,_aws_js__WEBPACK_IMPORTED_MODULE_4__/* .awsOf */ .JR)(inputs, step);
    const connected = new Map();
    const cloudwatch = (elsewhere) => {
        const at = elsewhere ?? region;
        const reader = connected.get(at) ?? (0,_signalbox_readiness_cloudwatch__WEBPACK_IMPORTED_MODULE_2__/* .connectCloudWatch */ .t)({ ...connection, region: at });
        connected.set(at, reader);
        return reader;
    };
    const target = inputs['bake-query-url'];
    return {
        ...{ clock, random, signal, region, alarms: cloudwatch },
        queries: async () => target?.kind === 'prometheus'
            ? (0,_signalbox_readiness_prometheus__WEBPACK_IMPORTED_MODULE_3__/* .prometheusReader */ .C)({ url: target.url, fetch, clock, signal, token: inputs['bake-query-token'] })
            : (await cloudwatch(target?.region)).queries({ env, fetch, signal }),
    };
}


/***/ }),

/***/ 68148:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkAll: () => (/* binding */ checkAll),
  inspectAll: () => (/* binding */ inspectAll)
});

// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./actions/coordinate/src/check/alarms.ts
var alarms = __webpack_require__(14633);
// EXTERNAL MODULE: ./actions/coordinate/src/check/aws.ts
var aws = __webpack_require__(14742);
// EXTERNAL MODULE: ./packages/runner/src/clock.ts
var src_clock = __webpack_require__(30922);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./actions/coordinate/src/check/row.ts
var check_row = __webpack_require__(71651);
;// CONCATENATED MODULE: ./actions/coordinate/src/check/github.ts




/** No commit has this name: git's null id. */
const NO_COMMIT = '0'.repeat(40);
/** GitHub ends a request after 10 s. */
const TIMEOUT_MS = 12_000;
function probes(repository, { job }) {
    const own = repository.toLowerCase() === job.repository.toLowerCase();
    const grant = (permission, where) => own
        ? `Give the job "permissions: ${permission}".`
        : `Give the token of "github-token" ${permission} in ${where}.`;
    return [
        {
            subject: 'deployments: write',
            path: `/repos/${repository}/deployments`,
            // Refused either way: a token without the right with 403, one that has it with 422, since there is no such commit.
            // That GitHub checks the permission first is documented nowhere, and was not tried on a real account.
            body: { ref: NO_COMMIT, task: 'signalbox:check', auto_merge: false, required_contexts: [] },
            right: 422,
            says: /No ref found/i,
            fine: 'may register, hold and release',
            remedy: grant('deployments: write', repository),
        },
        {
            subject: 'actions: read',
            path: `/repos/${job.repository}/actions/runs/${job.runId}`,
            right: 200,
            fine: 'sees whether the owner of a registration still runs',
            remedy: grant('actions: read', job.repository),
        },
        {
            subject: 'contents: read',
            path: `/repos/${repository}/commits/${own ? job.sha : 'HEAD'}`,
            right: 200,
            fine: 'sees which commit is newer',
            remedy: grant('contents: read', repository),
        },
    ];
}
/** Token and permissions, each by a request that changes nothing. */
async function checkGitHub(inputs, step) {
    const { repository } = inputs;
    const ask = asker(inputs['github-token'], step);
    const known = await ask(`/repos/${repository}`);
    if (typeof known === 'string')
        return [(0,check_row/* failed */.gz)('github-token', known)];
    if (known.status === 401)
        return [(0,check_row/* failed */.gz)('github-token', 'GitHub does not know this token: it is wrong, or has expired.')];
    if (known.status === 404)
        return [
            (0,check_row/* failed */.gz)('github-token', `It does not see ${repository}: correct "repository", or give a token for it.`),
        ];
    if (known.status !== 200)
        return [(0,check_row/* warning */.$e)('github-token', unknown(known))];
    const rows = [
        ...probes(repository, step).map((probe) => (0,check_row/* rowsOf */.RO)(probe.subject, step.clock, async () => [judge(probe, await ask(probe.path, probe.body))])),
        (0,check_row/* rowsOf */.RO)('rate limit', step.clock, async () => rateRows(await ask('/rate_limit'), step.clock.now())),
    ];
    return [(0,check_row.ok)('github-token', `reads ${repository}`), ...(await Promise.all(rows)).flat()];
}
/** Less than this share of an hour's budget may not last for the hour. */
const SCARCE = 0.1;
/** What remains of the token's budgets. The question itself costs nothing (docs: rest/rate-limit). */
function rateRows(answer, now) {
    const subject = 'rate limit';
    if (typeof answer === 'string')
        return [(0,check_row/* warning */.$e)(subject, answer)];
    // docs: rest/rate-limit, and GitHub Enterprise Server where limits are off.
    if (answer.status === 404)
        return [(0,check_row.ok)(subject, 'this GitHub sets none')];
    if (answer.status !== 200)
        return [(0,check_row/* warning */.$e)(subject, unknown(answer))];
    const { resources } = answer.body;
    return ['core', 'graphql'].map((name) => {
        const { limit, remaining, reset } = resources?.[name] ?? {};
        if (!isCount(limit) || !isCount(remaining) || !isCount(reset))
            return (0,check_row/* warning */.$e)(`${subject} ${name}`, 'GitHub does not say what is left.');
        const minutes = Math.max(0, Math.ceil((reset * 1000 - now) / 60_000));
        const line = `${remaining} of ${limit} left, anew in ${minutes} min`;
        if (remaining === 0)
            return (0,check_row/* failed */.gz)(`${subject} ${name}`, `${line}: nothing can be read until then.`);
        const scarce = remaining < limit * SCARCE;
        return scarce
            ? (0,check_row/* warning */.$e)(`${subject} ${name}`, `${line}: fewer jobs at once, or an App's token, which has more.`)
            : (0,check_row.ok)(`${subject} ${name}`, line);
    });
}
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
function judge({ subject, right, says, fine, remedy }, answer) {
    if (typeof answer === 'string')
        return (0,check_row/* failed */.gz)(subject, answer);
    if (answer.status === right && (says?.test(answer.message) ?? true))
        return (0,check_row.ok)(subject, fine);
    if (answer.status === 403 && /rate limit/i.test(answer.message))
        return (0,check_row/* warning */.$e)(subject, unknown(answer));
    if (answer.status === 403 || answer.status === 404)
        return (0,check_row/* failed */.gz)(subject, remedy);
    return (0,check_row/* warning */.$e)(subject, unknown(answer));
}
const unknown = ({ status, message }) => `Not known: GitHub answers HTTP ${status}${message === '' ? '' : ` (${(0,untrusted/* oneLine */.TN)(message, 200)})`}. Run again later.`;
/** Asks once, and again after an answer that passes. Returns why there was none. */
function asker(token, { job, clock, cancelled }) {
    const once = async (path, body) => {
        try {
            const response = await fetch(`${job.apiUrl}${path}`, {
                headers: {
                    authorization: `token ${token}`,
                    accept: 'application/vnd.github+json',
                    'content-type': 'application/json',
                    'user-agent': 'signalbox',
                },
                signal: (0,src_clock/* withTimeout */.w)(TIMEOUT_MS, clock, cancelled),
                ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
            });
            const answer = bodyOf(await response.text());
            const message = 'message' in answer && typeof answer.message === 'string' ? answer.message : '';
            return { status: response.status, message, body: answer };
        }
        catch (error) {
            return `GitHub was not reached at ${job.apiUrl}: ${(0,errors/* errorLine */.B)(error)}`;
        }
    };
    return async (path, body) => {
        for (const pause of PAUSES_MS) {
            const answer = await once(path, body);
            if (typeof answer !== 'string' && answer.status < 500)
                return answer;
            await clock.sleep(pause, cancelled);
        }
        return once(path, body);
    };
}
const PAUSES_MS = [1000, 3000];
function bodyOf(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}

// EXTERNAL MODULE: ./packages/registry/src/operations/queue/inspect.ts
var inspect = __webpack_require__(31824);
// EXTERNAL MODULE: ./packages/registry/src/model/position.ts
var position = __webpack_require__(2544);
// EXTERNAL MODULE: ./packages/registry/src/model/reason.ts
var reason = __webpack_require__(47699);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var registration = __webpack_require__(81118);
;// CONCATENATED MODULE: ./actions/coordinate/src/check/registry.ts





/** Whether the queue can be read, and whether what it says of itself agrees. */
async function checkRegistry({ inputs, ports }) {
    const { environment, 'max-hold': maxHoldSeconds } = inputs;
    const seen = await (0,inspect/* inspect */.Nn)({ environment, maxHoldSeconds, everyId: true }, ports);
    const words = `${environment} is ${(0,reason/* formatReason */.K)(seen.reason)}`;
    // Somebody who deploys now is no fault, and somebody closed it on purpose.
    const state = seen.reason.code === 'frozen' ? (0,check_row/* noted */.ZT)('registry', words) : (0,check_row.ok)('registry', words);
    return [state, ...consistency(seen, maxHoldSeconds)];
}
/** Holds that should have ended, and more than one at a time. */
function consistency({ snapshot, liveness }, maxHoldSeconds) {
    const { registrations, now } = snapshot;
    const holders = registrations.filter(({ latest }) => (0,registration/* queuePhaseOf */.Em)(latest) === 'holding');
    const lives = ({ id }) => (liveness.get(id) ?? 'alive') === 'alive';
    const living = holders.filter(lives);
    const dead = holders.filter((one) => !lives(one));
    const expired = living.filter(({ heldSince = now }) => now - heldSince > maxHoldSeconds * 1000);
    const said = (all) => all.map((one) => `${one.id} of ${(0,position/* whoLine */.Ld)(one, now)}`).join(' and ');
    return [
        ...(living.length > 1
            ? [
                (0,check_row/* failed */.gz)('exclusion', `Registrations ${said(living)} hold at once: look at what both deploy, and set a longer "settle".`),
            ]
            : [(0,check_row.ok)('exclusion', living.length === 1 ? 'one holds' : 'nobody holds')]),
        ...(dead.length > 0
            ? [
                (0,check_row/* warning */.$e)('dead holders', `Registration ${said(dead)} holds, and its job is over: the next deployment ends it, or operation: cleanup.`),
            ]
            : []),
        ...(expired.length > 0
            ? [
                (0,check_row/* warning */.$e)('expired holds', `Registration ${said(expired)} holds for longer than max-hold: look at its run, or release it by its id.`),
            ]
            : []),
    ];
}

// EXTERNAL MODULE: ./packages/slack/src/client/check.ts
var check = __webpack_require__(8914);
// EXTERNAL MODULE: ./packages/slack/src/client/check-ways.ts
var check_ways = __webpack_require__(60183);
// EXTERNAL MODULE: ./packages/slack/src/client/web-api.ts + 2 modules
var web_api = __webpack_require__(22271);
;// CONCATENATED MODULE: ./actions/coordinate/src/check/slack.ts





const LIMIT_MS = 60_000;
/** Token, scopes, channels, webhook and pager, as `notify` with `event: check` checks them: no message is sent. */
async function checkSlack(inputs, step) {
    const signal = (0,src_clock/* withTimeout */.w)(LIMIT_MS, step.clock, step.cancelled);
    const { 'slack-webhook-url': webhook, 'pager-url': url, 'pager-key': key } = inputs;
    const found = await Promise.all([
        (0,check_row/* rowsOf */.RO)('Slack', step.clock, () => checkBot(inputs, signal)),
        (0,check_row/* rowsOf */.RO)('Slack webhook', step.clock, async () => webhook === undefined ? [] : rows('Slack webhook', [await (0,check_ways/* checkWebhook */.Y)(webhook, signal)])),
        (0,check_row/* rowsOf */.RO)('pager', step.clock, async () => {
            if (url === undefined && key === undefined)
                return [];
            if (url === undefined)
                return [(0,check_row/* failed */.gz)('pager', 'Input "pager-url" is required with "pager-key".')];
            if (key === undefined)
                return [(0,check_row/* failed */.gz)('pager', 'Input "pager-key" is required with "pager-url".')];
            return rows('pager', [await (0,check_ways/* checkPager */.m)({ url, key }, signal)]);
        }),
    ]);
    return found.flat();
}
async function checkBot(inputs, signal) {
    const { 'slack-token': token, 'slack-api-url': apiUrl, 'interact-channel': interact } = inputs;
    const channels = [...inputs['updates-channel'], ...(interact === undefined ? [] : [interact])];
    if (token === undefined && channels.length === 0)
        return [];
    if (token === undefined)
        return [(0,check_row/* failed */.gz)('Slack', 'Input "slack-token" is required with a channel: a bot token.')];
    const slack = await (0,web_api/* connectSlack */.x)({ token, apiUrl });
    const found = rows('Slack', await (0,check/* checkConfiguration */.L)(slack, channels, signal));
    return inputs['updates-channel'].length > 0
        ? found
        : [
            ...found,
            (0,check_row/* failed */.gz)('Slack', 'Input "updates-channel" is required with "slack-token": the id of a channel.'),
        ];
}
const rows = (subject, found) => 
// What Slack lacks short of an error are features that somebody may do without.
found.map(({ level, line }) => (level === 'warning' ? (0,check_row/* noted */.ZT)(subject, line) : { subject, level, line }));

// EXTERNAL MODULE: ./packages/telemetry/src/inputs.ts
var src_inputs = __webpack_require__(56518);
;// CONCATENATED MODULE: ./actions/coordinate/src/check/telemetry.ts


/** Whether what receives telemetry takes it. Loads what sends it, where it is asked for. */
async function checkTelemetry(inputs, step) {
    if (!(0,src_inputs/* sendsTelemetry */.D6)(inputs, step.env))
        return [];
    const { probeTelemetry } = await Promise.all(/* import() */[__webpack_require__.e(812), __webpack_require__.e(153)]).then(__webpack_require__.bind(__webpack_require__, 78153));
    const given = { endpoint: inputs['otlp-endpoint'], headers: inputs['otlp-headers'] };
    const { connection } = (0,aws/* awsOf */.JR)(inputs, step);
    const credentials = inputs['role-to-assume'] === undefined ? undefined : connection.credentials;
    const { env, clock, random } = step;
    const found = await probeTelemetry(given, { env, clock, random, credentials });
    return found.map(({ level, line }) => ({
        ...{ subject: 'telemetry', line, level },
        ...(level === 'warning' ? { healthy: true } : {}),
    }));
}

;// CONCATENATED MODULE: ./actions/coordinate/src/check/all.ts








const GROUPS = [
    { name: 'GitHub', needed: true, check: ({ inputs, step }) => checkGitHub(inputs, step) },
    { name: 'registry', needed: true, check: checkRegistry },
    { name: 'AWS', needed: true, check: ({ inputs, step }) => (0,aws/* checkAws */.ET)(inputs, step) },
    { name: 'alarms', needed: true, check: ({ inputs, step }) => (0,alarms/* checkAlarms */.T)(inputs, step) },
    { name: 'Slack', needed: false, check: ({ inputs, step }) => checkSlack(inputs, step) },
    { name: 'telemetry', needed: false, check: ({ inputs, step }) => checkTelemetry(inputs, step) },
];
/** Everything that a deployment with these inputs will need, all at once. Writes nothing. */
async function inspectAll(context) {
    const found = GROUPS.map(async ({ name, needed, check }) => {
        const rows = await (0,check_row/* rowsOf */.RO)(name, context.step.clock, () => check(context));
        return rows.map((row) => ({ ...row, needed }));
    });
    return (await Promise.all(found)).flat();
}
/**
 * `check`: everything that a deployment with these inputs will need, each right or how to correct it. Writes nothing.
 * The failure says what to correct first.
 */
async function checkAll(context) {
    const { inputs, step } = context;
    const rows = await inspectAll(context);
    for (const row of rows)
        step.log.info((0,check_row/* logLine */.BP)(row));
    await step.summary((0,check_row/* checkTable */.Dv)(inputs.environment, rows));
    const advice = (0,check_row/* firstFailure */.fx)(rows);
    return { values: {}, ...(advice === undefined ? {} : { failure: new errors/* UserError */.y(advice) }) };
}


/***/ }),

/***/ 14742:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ET: () => (/* binding */ checkAws),
/* harmony export */   JR: () => (/* binding */ awsOf)
/* harmony export */ });
/* unused harmony export stateOf */
/* harmony import */ var _signalbox_cloudformation_for_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73623);
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83257);
/* harmony import */ var _signalbox_readiness_aws__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(68761);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(87870);
/* harmony import */ var _row_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(71651);








/** Role, stacks and services: whether they are there, at rest, and readable. Loads the SDKs that are needed. */
async function checkAws(inputs, step) {
    const regions = (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_1__/* .regionsOf */ .NV)(inputs['aws-region'], step.env);
    const aws = awsOf(inputs, step);
    const { readerOf } = aws;
    const role = await (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .rowsOf */ .RO)('AWS role', step.clock, () => checkRole(inputs['role-to-assume'], aws, step));
    const stacks = inputs['stack-name'].map((stack) => (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .rowsOf */ .RO)(`stack ${shortName(stack)}`, step.clock, async () => checkStack(stack, { region: (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_1__/* .regionOf */ .AP)(stack, regions), reader: await readerOf(stack) }, step)));
    const services = inputs['ecs-service'].map((service) => (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .rowsOf */ .RO)(`ECS service ${service}`, step.clock, async () => checkService(service, { ...aws, region: (0,_signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_4__/* .regionOfService */ .fw)(service, regions) }, step)));
    return [...role, ...(await Promise.all([...stacks, ...services])).flat()];
}
/** AWS as the inputs name it, with the role's credentials where one is named. */
const awsOf = (inputs, step) => (0,_signalbox_cloudformation_for_step__WEBPACK_IMPORTED_MODULE_0__/* .awsFor */ .B)({ region: inputs['aws-region'], roleArn: inputs['role-to-assume'], correlationId: undefined }, step);
/** Whether the job may have the role: new credentials are fetched, and what follows uses them. */
async function checkRole(roleArn, { renew }, { env }) {
    if (roleArn === undefined)
        return [];
    const subject = 'AWS role';
    if (await renew())
        return [(0,_row_js__WEBPACK_IMPORTED_MODULE_6__.ok)(subject, `${roleArn} is assumed`)];
    // docs.github.com: security/reference/openid-connect, "Workflow permissions for the requesting the OIDC token"
    if (!env['ACTIONS_ID_TOKEN_REQUEST_URL'])
        return [(0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .failed */ .gz)(subject, `${roleArn} cannot be assumed: give the job "permissions: id-token: write".`)];
    return [
        (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .failed */ .gz)(subject, `${roleArn} was not assumed: correct "role-to-assume", or let its trust policy name this repository and environment.`),
    ];
}
/** An ARN would fill the table. */
const shortName = (stack) => (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_1__/* .stackArn */ .yT)(stack)?.name ?? stack;
async function checkStack(stack, { region, reader }, step) {
    const subject = `stack ${shortName(stack)}`;
    const found = await readOr(subject, 'cloudformation:DescribeStacks', () => reader.describeStack(stack), step);
    if ('row' in found)
        return [found.row];
    if (found.value === undefined)
        return [
            (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .noted */ .ZT)(subject, `There is none in ${region}: right before a first deployment; else correct "stack-name" or "aws-region".`),
        ];
    const { status, stackId } = found.value;
    return [stateOf(subject, status, region), ...(await checkEvents(stackId, shortName(stack), reader, step))];
}
/** Whether a deployment could update a stack in this state. */
function stateOf(subject, status, region) {
    if (/_IN_PROGRESS$/.test(status))
        return (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .noted */ .ZT)(subject, `${status} in ${region}: a deployment would wait until it is at rest.`);
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html (stack status codes)
    if (/_FAILED$|^ROLLBACK_COMPLETE$/.test(status))
        return (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .failed */ .gz)(subject, `${status} in ${region}: it takes no update. Mend or delete it in CloudFormation.`);
    return (0,_row_js__WEBPACK_IMPORTED_MODULE_6__.ok)(subject, `${status} in ${region}`);
}
async function checkEvents(stackId, name, reader, step) {
    const subject = `events of ${name}`;
    const found = await readOr(subject, 'cloudformation:DescribeStackEvents', () => reader.events(stackId), step);
    return ['row' in found ? found.row : (0,_row_js__WEBPACK_IMPORTED_MODULE_6__.ok)(subject, 'the monitor sees what the stack does')];
}
async function checkService(service, { region, connection }, step) {
    const subject = `ECS service ${service}`;
    const reader = await (0,_signalbox_readiness_aws__WEBPACK_IMPORTED_MODULE_3__/* .connectEcs */ .K)({ ...connection, region });
    const found = await readOr(subject, 'ecs:DescribeServices', () => reader.fetchService((0,_signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_4__/* .parseService */ .nO)(service)), step);
    if ('row' in found)
        return [found.row];
    const { service: state, hidden } = found.value;
    if (state === undefined)
        return [
            (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .failed */ .gz)(subject, `There is none${region ? ` in ${region}` : ''}: correct "ecs-service" (cluster/service).`),
        ];
    if (state.status !== 'ACTIVE')
        return [(0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .failed */ .gz)(subject, `It is ${state.status}: it takes no deployment.`)];
    const running = `${state.running} of ${state.desired} tasks run`;
    return hidden === undefined
        ? [(0,_row_js__WEBPACK_IMPORTED_MODULE_6__.ok)(subject, running)]
        : [
            (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .warning */ .$e)(subject, `${running}; its rollouts cannot be read (${hidden}), so that a rollback may not show.`),
        ];
}
/** Reads, and again where that passes by itself; else the row that says how to correct it. @throws what is no ReadError */
async function readOr(subject, permission, read, { clock, random, cancelled: signal }) {
    const passing = (error) => error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__/* .ReadError */ .F && ['throttled', 'unavailable'].includes(error.trouble);
    try {
        const classify = (error) => ({ retry: passing(error) });
        return { value: await (0,_signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_7__/* .retry */ .L5)(read, { clock, random, signal, classify, attempts: 4 }) };
    }
    catch (error) {
        if (!(error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__/* .ReadError */ .F))
            throw error;
        return {
            row: passing(error) ? (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .warning */ .$e)(subject, (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .errorLine */ .B)(error)) : (0,_row_js__WEBPACK_IMPORTED_MODULE_6__/* .failed */ .gz)(subject, wayOut(error, permission)),
        };
    }
}
const wayOut = (error, permission) => error.trouble === 'denied'
    ? `The role lacks ${permission}: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .errorLine */ .B)(error)}.`
    : `Give the step AWS credentials that have not expired: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .errorLine */ .B)(error)}.`;


/***/ }),

/***/ 87205:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   healthOf: () => (/* binding */ healthOf),
/* harmony export */   healthReport: () => (/* binding */ healthReport),
/* harmony export */   showHealth: () => (/* binding */ showHealth)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30033);
/* harmony import */ var _all_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(68148);
/* harmony import */ var _row_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71651);






/** `down`: nothing can be deployed. `degraded`: it can, but something is out of order. */
function healthOf({ level, needed, healthy = false }) {
    if (level === 'ok' || healthy)
        return 'ok';
    return level === 'error' && needed ? 'down' : 'degraded';
}
const WORST_FIRST = ['down', 'degraded', 'ok'];
function healthReport(rows, about) {
    const checks = rows.map((row) => ({
        name: (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(row.subject, 100),
        status: healthOf(row),
        message: (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(row.line, 500),
        latencyMs: Math.max(0, Math.round(row.latencyMs ?? 0)),
    }));
    const status = WORST_FIRST.find((each) => checks.some((check) => check.status === each)) ?? 'ok';
    return { status, ...about, checks };
}
/** In the workspace, where the next step finds it. */
const FILE = 'health.json';
/**
 * `health`: whether what deployments need is there now. The same checks as `check`, for machines: `health.json`, and an
 * exit by severity. Changes nothing but that file.
 */
async function showHealth(context) {
    const { inputs, step } = context;
    const { environment, repository } = inputs;
    const rows = await (0,_all_js__WEBPACK_IMPORTED_MODULE_4__.inspectAll)(context);
    const at = new Date(step.clock.now()).toISOString();
    const report = healthReport(rows, { environment, repository, at });
    for (const row of rows)
        step.log.info(`${(0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .logLine */ .BP)(row)} (${Math.round(row.latencyMs ?? 0)} ms)`);
    await step.summary((0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .checkTable */ .Dv)(environment, rows, ` is ${report.status}`));
    await write((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(step.env['GITHUB_WORKSPACE'] ?? '.', FILE), report);
    const values = { state: report.status };
    const ill = rows.filter((row) => healthOf(row) === report.status && report.status !== 'ok');
    const why = (0,_row_js__WEBPACK_IMPORTED_MODULE_5__/* .firstFailure */ .fx)(ill.map((row) => ({ ...row, level: 'error' })));
    if (report.status === 'down')
        return { values, failure: new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`${environment} is down. ${why ?? ''}`) };
    if (report.status === 'degraded')
        step.log.warning(`${environment} is degraded. ${why ?? ''}`, 'Health');
    return { values };
}
async function write(path, report) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, `${JSON.stringify(report, null, 2)}\n`);
    }
    catch (error) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`${FILE} could not be written to the workspace: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .errorLine */ .B)(error)}.`);
    }
}


/***/ }),

/***/ 71651:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ warning),
/* harmony export */   BP: () => (/* binding */ logLine),
/* harmony export */   Dv: () => (/* binding */ checkTable),
/* harmony export */   RO: () => (/* binding */ rowsOf),
/* harmony export */   ZT: () => (/* binding */ noted),
/* harmony export */   fx: () => (/* binding */ firstFailure),
/* harmony export */   gz: () => (/* binding */ failed),
/* harmony export */   ok: () => (/* binding */ ok)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);


const MARKS = { ok: '✓', warning: '!', error: '✗' };
const ok = (subject, line) => ({ subject, level: 'ok', line });
const warning = (subject, line) => ({ subject, level: 'warning', line });
const failed = (subject, line) => ({ subject, level: 'error', line });
/** A warning that is worth knowing before a deployment, although nothing is out of order. */
const noted = (subject, line) => ({ ...warning(subject, line), healthy: true });
/** What was found out, or, where that failed, why, as a row of its own: one check never hides the others. */
async function rowsOf(subject, { now }, check) {
    const began = now();
    const timed = (row) => ({ latencyMs: now() - began, ...row });
    try {
        return (await check()).map(timed);
    }
    catch (error) {
        return [timed(failed(subject, (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)))];
    }
}
const logLine = ({ subject, level, line }) => `${MARKS[level]} ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(subject, 100)}: ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(line, 500)}`;
/** The rows as a table of the job summary. */
function checkTable(environment, rows, what = ': what a deployment will need') {
    const cells = rows.map(({ subject, level, line }) => `| ${MARKS[level]} | ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(subject, 100)} | ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(line, 500)} |`);
    const title = `### ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .markdownText */ .p7)(environment)}${what}`;
    return [title, '', '| | what | |', '| --- | --- | --- |', ...cells, ''].join('\n');
}
/** What fails the step, in one line; undefined when nothing does. */
function firstFailure(rows) {
    const errors = rows.filter(({ level }) => level === 'error');
    const [first] = errors;
    if (first === undefined)
        return undefined;
    const others = errors.length > 1 ? ` And ${errors.length - 1} more: see the summary.` : '';
    return `${first.subject}: ${first.line}${others}`;
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