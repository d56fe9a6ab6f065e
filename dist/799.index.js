"use strict";
exports.id = 799;
exports.ids = [799];
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

/***/ 21799:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readAlarms: () => (/* binding */ readAlarms)
/* harmony export */ });
/* harmony import */ var _signalbox_readiness_bake_baseline__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75309);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85207);
/* harmony import */ var _check_alarms_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(14633);



/** CloudWatch keeps the history of an alarm for 30 days (docs: Using Amazon CloudWatch alarms). */
const KEPT_MS = 30 * 24 * 3_600_000;
/** When the alarms of input `bake-alarms` went off since then (milliseconds), oldest first. Never throws. */
async function readAlarms(inputs, since, step) {
    const given = inputs['bake-alarms'];
    if (given.length === 0)
        return { unknown: 'input "bake-alarms" names none' };
    const from = Math.max(since, step.clock.now() - KEPT_MS);
    const asked = { ...inputs, bake: 1, 'bake-query': [] };
    try {
        const ports = (0,_check_alarms_js__WEBPACK_IMPORTED_MODULE_2__/* .alarmPorts */ .q)(asked, step);
        const { alarms } = await (0,_signalbox_readiness_bake_baseline__WEBPACK_IMPORTED_MODULE_0__/* .bakeBaseline */ .x)(asked, from, ports);
        const regions = [...new Set(alarms.map(({ region }) => region))];
        const reads = await Promise.all(regions.map(async (region) => {
            const reader = await ports.alarms(region);
            return reader.wentOff(alarms.filter((alarm) => alarm.region === region), { from, to: reader.now() });
        }));
        const value = reads.flatMap(({ transitions }) => transitions.map(({ name, at }) => ({ name, at })));
        const complete = from === since && reads.every((read) => read.complete);
        return {
            value: value.sort((a, b) => a.at - b.at),
            ...(complete
                ? {}
                : { gap: 'CloudWatch has more of their history than was read, or keeps it no longer' }),
        };
    }
    catch (error) {
        return { unknown: (0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .errorLine */ .B)(error) };
    }
}


/***/ })

};
;