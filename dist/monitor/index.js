import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 9624:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ startBackground),
/* harmony export */   x: () => (/* binding */ joinBackground)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5104);
/* harmony import */ var _signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3242);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8981);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5571);
/* harmony import */ var _baseline_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5831);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(1160);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(3459);








const STATE = 'detached';
/** The job's own budget for everything after a cancellation is 5 min. */
const STOP_SECONDS = 10;
/** Starts this bundle again, detached and in the foreground mode; the post step joins it. */
async function startBackground(inputs, step, { bundle, connect }) {
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(step.job.tempDir, 'signalbox', `monitor-${process.pid}-${step.clock.now()}`);
    const services = inputs['ecs-service'];
    if (services.length > 0)
        await (0,_baseline_js__WEBPACK_IMPORTED_MODULE_5__/* .keepBaseline */ .r)(services, directory, step, await connect(inputs, step, ''));
    const detached = startIn(directory, step, bundle);
    step.saveState(STATE, JSON.stringify(detached));
    step.log.info(`Watching ${watchedBy(inputs).join(', ')} in the background; the post step shows what was seen`);
}
const watchedBy = (inputs) => [
    ...inputs['stack-name'],
    ...inputs['ecs-service'],
    ...(0,_signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__/* .addressNames */ .RS)(inputs['health-url']),
];
function startIn(directory, step, bundle) {
    const given = Object.keys(_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .inputs */ .Q).map((name) => [name, step.env[(0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .inputVariable */ .LO)(name)] ?? '']);
    const inputs = { ...Object.fromEntries(given), mode: 'foreground' };
    return (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__/* .startDetached */ .tG)({ bundle, directory, inputs, env: step.env, now: step.clock.now() });
}
/** The post step: goes on with a watch that was killed, shows what was seen, and fails as the monitor would have. */
async function joinBackground(inputs, step, bundle) {
    const saved = step.state(STATE);
    if (saved === '')
        return;
    const detached = JSON.parse(saved);
    const { clock, log, cancelled: signal } = step;
    const resume = () => startIn(detached.directory, step, bundle);
    const joined = await (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__/* .join */ .fj)(detached, { clock, log, limitSeconds: inputs.timeout, signal, resume });
    const last = joined.ended ? joined : await (0,_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__/* .stop */ .ds)(detached, { clock, log, limitSeconds: STOP_SECONDS });
    await step.summary(last.summary);
    if (last.result === undefined) {
        // As the foreground would have: credentials that are missing, a stack that may not be read.
        if (last.failure !== undefined)
            throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(last.failure);
        log.warning('The background monitor ended without a report: what became of the deployment is not known.');
        return;
    }
    const failure = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_7__/* .failureLine */ .P)(JSON.parse(last.result), inputs['fail-on']);
    if (failure !== undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(failure);
}


/***/ }),

/***/ 5831:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ savedBaseline),
/* harmony export */   r: () => (/* binding */ keepBaseline)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4483);
/* harmony import */ var _signalbox_cloudformation_sight__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7419);
/* harmony import */ var _signalbox_readiness_baseline__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(2317);
/* harmony import */ var _signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(4679);
/* harmony import */ var _signalbox_runner_background__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3242);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(8981);








const FILE = 'baseline.json';
/** Without a baseline the times decide: that is nearly as good, and no reason to hold up a deployment. */
const LIMIT_SECONDS = 30;
/**
 * Reads what stands before anything is deployed, and keeps it where the detached monitor finds it.
 * @throws UserError when a service may not be read at all: nobody would learn what becomes of the deployment
 */
async function keepBaseline(subjects, directory, step, ecs) {
    if (subjects.length === 0)
        return;
    const { clock, random, cancelled: signal, log } = step;
    const reader = await ecs.services();
    const deadline = clock.now() + LIMIT_SECONDS * 1000;
    const quiet = { lost: () => { }, regained: () => { } };
    const sight = (0,_signalbox_cloudformation_sight__WEBPACK_IMPORTED_MODULE_3__/* .openSight */ .w)({ clock, random, signal, deadline, renew: () => ecs.renew(), ...quiet });
    const read = async (subject) => {
        try {
            const before = (0,_signalbox_readiness_baseline__WEBPACK_IMPORTED_MODULE_6__/* .baselineOf */ .B)(subject, await sight.look(() => reader.look((0,_signalbox_readiness_service__WEBPACK_IMPORTED_MODULE_7__/* .parseService */ .nO)(subject))));
            if (!before.exists)
                log.info(`${subject} does not exist yet`);
            return [before];
        }
        catch (error) {
            if (!(error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_2__/* .ReadError */ .F))
                throw error;
            if (error.trouble === 'denied' || error.trouble === 'expired')
                throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`Service "${subject}" cannot be read: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .errorLine */ .B)(error)}.`);
            log.info(`${subject} could not be read before the deployment; times decide: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_5__/* .errorLine */ .B)(error)}`);
            return [];
        }
    };
    const found = (await Promise.all(subjects.map(read))).flat();
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE), JSON.stringify(found), { mode: 0o600 });
}
/** What the starter of this detached process kept; empty in any other process. */
function savedBaseline(env) {
    const directory = env[_signalbox_runner_background__WEBPACK_IMPORTED_MODULE_4__/* .DETACHED_VARIABLE */ .gf] ?? '';
    if (directory === '')
        return [];
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, FILE), 'utf8'));
    }
    catch {
        return [];
    }
}


/***/ }),

/***/ 4991:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  o: () => (/* binding */ connections)
});

// UNUSED EXPORTS: connect

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
    const { fromWebToken } = await Promise.all(/* import() */[__nccwpck_require__.e(118), __nccwpck_require__.e(956)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 9956, 19));
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

// EXTERNAL MODULE: ./packages/cloudformation/src/reader.ts
var reader = __nccwpck_require__(4483);
;// CONCATENATED MODULE: ./packages/cloudformation/src/aws.ts



const REQUEST_TIMEOUT_MS = 10_000;
/** Of 100 stacks each: enough to find a name, not to read a whole account. */
const LIST_PAGES = 10;
/** The one room of the CloudFormation SDK. Sends nothing yet. AWS_ENDPOINT_URL* are the SDK's to honour. */
async function connectCloudFormation(options) {
    const sdk = await Promise.all(/* import() */[__nccwpck_require__.e(118), __nccwpck_require__.e(956), __nccwpck_require__.e(861), __nccwpck_require__.e(805)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 3805, 19));
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
            if (error instanceof reader/* ReadError */.F && /does not exist/.test(error.message))
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
    return new reader/* ReadError */.F(trouble, `${what}: ${name && `${name}: `}${message}${needed}`, error);
}
async function unlessDenied(otherwise, read) {
    try {
        return await read();
    }
    catch (error) {
        if (error instanceof reader/* ReadError */.F && (error.trouble === 'denied' || error.trouble === 'other'))
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

// EXTERNAL MODULE: ./packages/cloudformation/src/console.ts
var console = __nccwpck_require__(7663);
// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
;// CONCATENATED MODULE: ./packages/readiness/src/aws-logs.ts
/** `code` is CloudWatch's own name of the error. */
class LogError extends Error {
    name = 'LogError';
    code;
    constructor(code) {
        super(`logs:GetLogEvents: ${code}`);
        this.code = code;
    }
}
const LINES = 10;
const TIMEOUT_MS = 5000;
/**
 * One request of CloudWatch Logs (GetLogEvents, AWS JSON 1.1), signed with the credentials of the ECS client: that is all
 * that is needed of a client of 400 kB.
 */
function tailReader(client, env = process.env, send = fetch) {
    return async ({ group, stream, region: elsewhere }) => {
        const { SignatureV4 } = await __nccwpck_require__.e(/* import() */ 118).then(__nccwpck_require__.t.bind(__nccwpck_require__, 5118, 19));
        const region = elsewhere ?? (await client.config.region());
        const url = new URL(endpoint(region, env));
        const body = JSON.stringify({
            logGroupName: group,
            logStreamName: stream,
            limit: LINES,
            startFromHead: false,
        });
        const signer = new SignatureV4({
            ...{ service: 'logs', region },
            ...{ credentials: client.config.credentials, sha256: client.config.sha256 },
        });
        const { headers } = await signer.sign({
            ...{ method: 'POST', protocol: url.protocol, hostname: url.hostname, path: '/', query: {}, body },
            ...(url.port === '' ? {} : { port: Number(url.port) }),
            headers: {
                host: url.host,
                'content-type': 'application/x-amz-json-1.1',
                'x-amz-target': 'Logs_20140328.GetLogEvents',
            },
        });
        const { host: _, ...rest } = headers;
        const answer = await send(url, {
            ...{ method: 'POST', headers: rest, body, signal: AbortSignal.timeout(TIMEOUT_MS) },
        });
        const told = (await answer.json().catch(() => ({})));
        if (!answer.ok)
            throw new LogError(told.__type?.split('#').at(-1) ?? `HTTP ${answer.status}`);
        return (told.events ?? []).map(({ message = '' }) => message.trimEnd());
    };
}
/** As the SDKs find it: AWS_ENDPOINT_URL_CLOUDWATCH_LOGS, AWS_ENDPOINT_URL, else the partition's own. */
function endpoint(region, env) {
    const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const given = env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'] || env['AWS_ENDPOINT_URL'];
    return given || `https://logs.${region}.${suffix}`;
}

;// CONCATENATED MODULE: ./packages/readiness/src/container-logs.ts
/**
 * The CloudWatch stream of a container whose log driver is awslogs; undefined for other drivers, and without a stream
 * prefix, when Docker names the stream (AWS: ECS Developer Guide, "Using the awslogs driver").
 */
function logStreamOf(definition, container, taskArn) {
    const found = definition.containerDefinitions?.find(({ name }) => name === container)?.logConfiguration;
    const options = found?.options ?? {};
    const [group, prefix] = [options['awslogs-group'], options['awslogs-stream-prefix']];
    if (found?.logDriver !== 'awslogs' || !group || !prefix)
        return undefined;
    const region = options['awslogs-region'];
    const stream = `${prefix}/${container}/${taskArn.split('/').at(-1)}`;
    return { group, stream, ...(region ? { region } : {}) };
}

;// CONCATENATED MODULE: ./packages/readiness/src/from-sdk.ts
const timeOf = (date) => date?.getTime() ?? 0;
function toRollout(deployment) {
    const { serviceDeploymentArn, status, statusReason, lifecycleStage, alarms, createdAt } = deployment;
    const endedAt = (deployment.finishedAt ?? deployment.stoppedAt)?.getTime();
    const breaker = deployment.deploymentCircuitBreaker;
    const failures = breaker && { count: breaker.failureCount ?? 0, threshold: breaker.threshold ?? 0 };
    const on = failures !== undefined && failures.threshold > 0 && breaker?.status !== 'DISABLED';
    const { deploymentCircuitBreaker, alarms: alarmRule } = deployment.deploymentConfiguration ?? {};
    const rollsBack = deploymentCircuitBreaker?.rollback || alarmRule?.rollback;
    return {
        ...{ id: serviceDeploymentArn ?? '', status: status ?? '', createdAt: timeOf(createdAt) },
        alarms: alarms?.triggeredAlarmNames ?? [],
        hooks: (deployment.lifecycleHookDetails ?? []).map((hook) => ({
            ...{ id: hook.hookId ?? '', type: hook.targetType ?? '', status: hook.status ?? '' },
            ...(hook.expiresAt === undefined ? {} : { expiresAt: timeOf(hook.expiresAt) }),
            ...(hook.timeoutAction === undefined ? {} : { timeoutAction: hook.timeoutAction }),
        })),
        ...(statusReason ? { reason: statusReason } : {}),
        ...(lifecycleStage ? { stage: lifecycleStage } : {}),
        ...(on ? { failures } : {}),
        ...(endedAt === undefined ? {} : { endedAt }),
        ...(rollsBack === undefined ? {} : { rollsBack }),
    };
}
const toBrief = (deployment) => ({
    ...toRollout(deployment),
    brief: true,
});
function toState(service) {
    const { status = 'ACTIVE', desiredCount = 0, runningCount = 0, taskDefinition = '' } = service;
    return {
        ...{ status, controller: service.deploymentController?.type ?? 'ECS', taskDefinition },
        ...{ desired: desiredCount, running: runningCount },
        deployments: (service.deployments ?? []).map(toDeployment),
        taskSets: (service.taskSets ?? []).map(toTaskSet),
        events: (service.events ?? [])
            .map(({ createdAt, message = '' }) => ({ time: timeOf(createdAt), message }))
            .toSorted((a, b) => b.time - a.time),
    };
}
const toDeployment = (deployment) => ({
    ...{ id: deployment.id ?? '', status: deployment.status ?? '', state: deployment.rolloutState ?? '' },
    ...{ reason: deployment.rolloutStateReason ?? '', failedTasks: deployment.failedTasks ?? 0 },
    ...{ running: deployment.runningCount ?? 0, taskDefinition: deployment.taskDefinition ?? '' },
    createdAt: timeOf(deployment.createdAt),
});
const toTaskSet = (set) => ({
    ...{ id: set.id ?? '', status: set.status ?? '', steady: set.stabilityStatus === 'STEADY_STATE' },
    ...{ running: set.runningCount ?? 0, desired: set.computedDesiredCount ?? 0 },
    ...{ taskDefinition: set.taskDefinition ?? '', createdAt: timeOf(set.createdAt) },
    ...(set.externalId === undefined ? {} : { externalId: set.externalId }),
});
const hasFailed = ({ exitCode, reason }) => reason !== undefined || (exitCode ?? 0) !== 0;
const failedContainer = ({ containers = [] }) => containers.find(hasFailed)?.name;
function describeTask({ stoppedReason = 'stopped', containers = [] }) {
    const ended = containers.filter(hasFailed).map(({ name, exitCode, reason }) => {
        const code = exitCode === undefined ? '' : ` exited with ${exitCode}`;
        return `container ${name}${code}${reason ? `: ${reason}` : ''}`;
    });
    return [`task stopped: ${stoppedReason}`, ...ended].join('; ');
}

// EXTERNAL MODULE: ./packages/readiness/src/service.ts
var src_service = __nccwpck_require__(4679);
;// CONCATENATED MODULE: ./packages/readiness/src/aws.ts








/** Of a container's log. */
const LINE_LENGTH = 300;
/** Of the newest stopped tasks. */
const TASKS = 5;
/** Of a service's deployments, 100 each: more than the 90 days that ECS keeps hold for nearly everybody. */
const PAGES = 20;
/** The one room of the ECS SDK. Sends nothing yet. */
async function connectEcs(options) {
    const { clock, region, correlationId, credentials, renew, called = () => { } } = options;
    const sdk = await Promise.all(/* import() */[__nccwpck_require__.e(118), __nccwpck_require__.e(956), __nccwpck_require__.e(861), __nccwpck_require__.e(212)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 212, 19));
    const client = new sdk.ECSClient({
        maxAttempts: 3,
        requestHandler: { requestTimeout: 10_000, connectionTimeout: 10_000 },
        customUserAgent: [
            ['signalbox'],
            ...(correlationId ? [['correlation-id', correlationId]] : []),
        ],
        ...(region === undefined ? {} : { region }),
        ...(credentials === undefined ? {} : { credentials }),
    });
    if (renew !== undefined)
        renewOnExpiry(client, renew);
    const counting = (send) => {
        return (...given) => {
            called();
            return send(...given);
        };
    };
    client.middlewareStack.add(counting, { step: 'finalizeRequest', priority: 'low', name: 'signalboxCalls' });
    const server = aws_keepServerTime(client, clock);
    const readTail = tailReader(client, process.env, counting(fetch));
    const call = async (action, send) => {
        try {
            return await send();
        }
        catch (error) {
            throw aws_readError(action, error);
        }
    };
    const refused = new Set();
    /** What may not be read is said once. */
    const missing = (what, action, code) => {
        if (refused.has(action) || !/AccessDenied/.test(code))
            return [];
        refused.add(action);
        return [`${what} not read: the credentials need ${action}`];
    };
    /** The last lines of the newest failed container. */
    const lastLines = async (tasks) => {
        const task = tasks.find((each) => failedContainer(each) !== undefined);
        const container = task && failedContainer(task);
        if (task?.taskArn === undefined || container === undefined)
            return [];
        try {
            const input = { taskDefinition: task.taskDefinitionArn };
            const { taskDefinition } = await call('DescribeTaskDefinition', () => client.send(new sdk.DescribeTaskDefinitionCommand(input)));
            const stream = taskDefinition && logStreamOf(taskDefinition, container, task.taskArn);
            if (stream === undefined)
                return [];
            return (await readTail(stream)).map((line) => `${container} | ${(0,untrusted/* oneLine */.TN)(line, LINE_LENGTH)}`);
        }
        catch (error) {
            const action = error instanceof LogError ? 'logs:GetLogEvents' : 'ecs:DescribeTaskDefinition';
            return missing("the container's log was", action, codeOf(error));
        }
    };
    const service = async ({ cluster, service: name }) => {
        try {
            const answer = await call('DescribeServices', () => client.send(new sdk.DescribeServicesCommand({ cluster, services: [name] })));
            return answer.services?.[0] && toState(answer.services[0]);
        }
        catch (error) {
            if (codeOf(error) === 'ClusterNotFoundException')
                return undefined;
            throw error;
        }
    };
    /** Those that are over do not change any more: they are asked for once. */
    const over = new Map();
    const describe = async (arns) => {
        const open = arns.filter((arn) => !over.has(arn));
        if (open.length > 0) {
            const answer = await call('DescribeServiceDeployments', () => client.send(new sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns: open })));
            const found = (answer.serviceDeployments ?? []).map(toRollout);
            for (const each of found)
                if (!(0,src_service/* isUnderWay */.gn)(each))
                    over.set(each.id, each);
            return [...found, ...arns.flatMap((arn) => (open.includes(arn) ? [] : (over.get(arn) ?? [])))];
        }
        return arns.flatMap((arn) => over.get(arn) ?? []);
    };
    /** All that ECS keeps; the newest one (and the one that is followed) in full. */
    const list = async ({ cluster, service: name }, followed) => {
        const found = [];
        let nextToken;
        for (let page = 0; page < PAGES; page++) {
            const input = { cluster, service: name, maxResults: 100, ...(nextToken ? { nextToken } : {}) };
            const answer = await call('ListServiceDeployments', () => client.send(new sdk.ListServiceDeploymentsCommand(input)));
            found.push(...(answer.serviceDeployments ?? []).map(toBrief));
            nextToken = answer.nextToken;
            if (!nextToken)
                break;
        }
        const newest = found.toSorted((a, b) => b.createdAt - a.createdAt)[0];
        const wanted = [
            ...new Set([newest?.id, followed].filter((id) => id !== undefined && id !== '')),
        ];
        if (wanted.length === 0)
            return found;
        // What the list alone tells is enough to know the outcome.
        const full = await describe(wanted).catch((error) => {
            if (hiddenBy(error) === undefined)
                throw error;
            return [];
        });
        return found.map((each) => full.find(({ id }) => id === each.id) ?? each);
    };
    const rollouts = async (name, followed) => {
        // Ids of other kinds (ecs-svc/…) are not of these deployments.
        const arn = followed?.includes(':service-deployment/') ? followed : undefined;
        try {
            // One that is still under way was not replaced: a new one stops it.
            const [still] = arn === undefined ? [] : await describe([arn]).catch(() => []);
            if (still !== undefined && (0,src_service/* isUnderWay */.gn)(still))
                return { rollouts: [still] };
            return { rollouts: await list(name, arn) };
        }
        catch (error) {
            const hidden = hiddenBy(error);
            if (hidden === undefined)
                throw error;
            return { rollouts: [], hidden };
        }
    };
    return {
        now: server.now,
        look: async (name, followed) => {
            const state = await service(name);
            const kept = state?.controller === 'ECS' && state.status !== 'INACTIVE';
            return {
                service: state,
                ...(kept ? await rollouts(name, followed) : { rollouts: [] }),
                now: server.now(),
            };
        },
        stoppedTasks: async ({ cluster, service: name }) => {
            const input = { cluster, serviceName: name, desiredStatus: 'STOPPED', maxResults: 20 };
            let tasks = [];
            let action = 'ListTasks';
            try {
                const { taskArns = [] } = await call(action, () => client.send(new sdk.ListTasksCommand(input)));
                if (taskArns.length === 0)
                    return [];
                action = 'DescribeTasks';
                const answer = await call(action, () => client.send(new sdk.DescribeTasksCommand({ cluster, tasks: taskArns })));
                tasks = answer.tasks ?? [];
            }
            catch (error) {
                return missing('the stopped tasks were', `ecs:${action}`, codeOf(error));
            }
            const newest = tasks.sort((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
            return [...new Set(newest.slice(0, TASKS).map(describeTask)), ...(await lastLines(newest))];
        },
    };
}
/** AWS's clock, as its answers tell it. */
function aws_keepServerTime(client, clock) {
    let skew = 0;
    client.middlewareStack.add((next) => async (given) => {
        const result = await next(given);
        const response = result.response;
        const date = Date.parse(response?.headers?.['date'] ?? '');
        // The header counts whole seconds: a smaller difference is no skew.
        if (!Number.isNaN(date) && Math.abs(date - clock.now() - skew) > 2000)
            skew = date - clock.now();
        return result;
    }, { step: 'deserialize', priority: 'low', name: 'signalboxServerTime' });
    return { now: () => clock.now() + skew };
}
/** AWS's own name of what went wrong. */
function codeOf(error) {
    const { name = '', code = name } = (error instanceof reader/* ReadError */.F ? error.cause : error);
    return code;
}
function aws_readError(action, error) {
    const { name = '', message = String(error) } = error;
    const trouble = troubleOf(error);
    if (name === 'CredentialsProviderError') {
        return new reader/* ReadError */.F('denied', 'there are no AWS credentials: configure them before this step', error);
    }
    const needed = trouble === 'denied' ? ` (the credentials need ecs:${action})` : '';
    return new reader/* ReadError */.F(trouble, `${action}: ${name && `${name}: `}${message}${needed}`, error);
}
/** Why the deployments that ECS keeps do not show; undefined for what passes. */
function hiddenBy(error) {
    const code = codeOf(error);
    if (/AccessDenied|UnauthorizedOperation/.test(code)) {
        return 'the credentials need ecs:ListServiceDeployments and ecs:DescribeServiceDeployments';
    }
    const isRefused = /UnsupportedFeature|InvalidParameter|UnknownOperation|NotFound|ClientException$|NotImplemented/;
    return isRefused.test(code) ? `ECS does not list the deployments of this service (${code})` : undefined;
}

// EXTERNAL MODULE: ./packages/readiness/src/service-events.ts
var service_events = __nccwpck_require__(4385);
// EXTERNAL MODULE: ./packages/readiness/src/tell.ts
var tell = __nccwpck_require__(3521);
// EXTERNAL MODULE: ./packages/readiness/src/verdict.ts
var verdict = __nccwpck_require__(5117);
;// CONCATENATED MODULE: ./packages/readiness/src/inspect.ts




const newestOf = ({ rollouts }) => rollouts.toSorted((a, b) => b.createdAt - a.createdAt)[0];
/** What can be found out about a failed service before a rollback removes its tasks. */
async function investigateService(arn, reader) {
    const name = (0,src_service/* serviceOfArn */.Mf)(arn);
    if (name === undefined)
        return [];
    const [seen, tasks] = await Promise.all([
        reader.look(name).catch(() => undefined),
        reader.stoppedTasks(name).catch(() => []),
    ]);
    const rollout = seen && newestOf(seen);
    const breaker = rollout?.failures && rollout.failures.count > 0 ? [(0,verdict/* failureWords */.AC)(rollout.failures)] : [];
    const events = seen === undefined ? [] : recentTrouble(seen).slice(-EVENTS);
    return [...breaker, ...(rollout?.reason ? [rollout.reason] : []), ...events, ...tasks];
}
/** Of the scheduler's words for trouble. */
const EVENTS = 3;
/** What the scheduler complains of since the newest deployment began. */
function recentTrouble(seen) {
    const { service } = seen;
    if (service === undefined)
        return [];
    const began = newestOf(seen)?.createdAt ?? (0,src_service/* primaryOf */.Os)(service)?.createdAt;
    return began === undefined ? [] : (0,service_events/* troubleSince */["in"])(service.events, began);
}
/**
 * What a service under deployment shows of trouble: tasks that die, with the reason the newest ones give; else what the
 * scheduler complains of, such as no place for a task.
 */
async function inspectService(arn, reader) {
    const name = (0,src_service/* serviceOfArn */.Mf)(arn);
    if (name === undefined)
        return undefined;
    const seen = await reader.look(name);
    const trouble = troubleIn(seen);
    if (trouble === undefined) {
        const said = isBusy(seen) ? recentTrouble(seen).at(-1) : undefined;
        return said === undefined ? undefined : { words: (0,tell/* inBrief */.aV)(said, []), stalled: false };
    }
    const tasks = await reader.stoppedTasks(name).catch(() => []);
    return { ...trouble, words: (0,tell/* inBrief */.aV)(trouble.words, tasks) };
}
function isBusy(seen) {
    const newest = newestOf(seen);
    if (newest !== undefined)
        return (0,src_service/* isUnderWay */.gn)(newest);
    return seen.service !== undefined && (0,src_service/* primaryOf */.Os)(seen.service)?.state === 'IN_PROGRESS';
}
/** Share of the failures that trip the circuit breaker from which tasks keep dying; 2 of 3 for a small service. */
const KEEP_DYING_SHARE = 0.5;
/** The least at which ECS's own breaker would trip: a service without one goes on for hours. */
const KEEP_DYING_WITHOUT_BREAKER = 3;
/** What a rollout under way shows of trouble; undefined when there is none. */
function troubleIn(seen) {
    const rollout = newestOf(seen);
    // A finished one is the deployment before: this one has not begun.
    if (rollout !== undefined && (!(0,src_service/* isUnderWay */.gn)(rollout) || /^ROLLBACK_/.test(rollout.status)))
        return undefined;
    const failures = rollout?.failures;
    if (failures === undefined)
        return withoutBreaker(seen);
    if (failures.count === 0)
        return undefined;
    const { count, threshold } = failures;
    return { words: (0,verdict/* failureWords */.AC)(failures), stalled: count >= 2 && count >= KEEP_DYING_SHARE * threshold };
}
function withoutBreaker({ service }) {
    const primary = service && (0,src_service/* primaryOf */.Os)(service);
    const failed = primary?.failedTasks ?? 0;
    if (failed === 0 || primary?.state === 'COMPLETED')
        return undefined;
    return { words: `${failed} tasks failed`, stalled: failed >= KEEP_DYING_WITHOUT_BREAKER };
}

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

;// CONCATENATED MODULE: ./packages/registry/src/port.ts
/** The registry, or something needed to trust it, could not be read or written: an outage, not a mistake. */
class RegistryError extends Error {
    name = 'RegistryError';
}
/** A write whose answer was lost. It may have been done; it can no longer be done later. */
class AmbiguousWriteError extends RegistryError {
    name = 'AmbiguousWriteError';
}

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
const client_TIMEOUT_MS = 12_000;
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
            throw new AmbiguousWriteError(`GitHub did not say whether it could ${what}: ${(0,errors/* errorLine */.B)(error)}`);
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
const timeout = () => AbortSignal.timeout(client_TIMEOUT_MS);
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
    if (error instanceof AmbiguousWriteError)
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
    if (error instanceof GraphqlError || error instanceof errors/* UserError */.y || error instanceof RegistryError)
        return error;
    if (isOutage(error))
        return new RegistryError(`GitHub could not be reached to ${what}: ${message}`);
    if (isRateLimit(error))
        return new RegistryError(`GitHub's rate limit is used up, so it was not possible to ${what}`);
    const lastSuccess = trust.lastSuccess();
    if (status !== undefined && lastSuccess !== undefined && trust.isStray(rightOf(asked), status))
        return new RegistryError(`GitHub refused to ${what} (${message}), which it allowed this token before (last answer ${(0,duration/* clockTime */.qo)(lastSuccess)})`);
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

;// CONCATENATED MODULE: ./packages/registry/src/names.ts

/**
 * Whether it can be the OWNER/NAME of a repository: ASCII letters, digits and `-`, `_` (managed users), `.` (names),
 * at most 100 characters each (GitHub's limit for names; owners have 39).
 */
const isRepository = (name) => /^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(name);
/** OWNER/NAME as the parts of a REST path. @throws UserError for what cannot be a repository */
function named(repository) {
    const [owner = '', repo = ''] = repository.split('/');
    if (!isRepository(repository))
        throw new errors/* UserError */.y('A repository is named OWNER/NAME.');
    return { owner, repo };
}
/** Who makes deployments with the token of a job. */
const JOB_TOKEN = 'github-actions[bot]';
/** Owners and names of repositories are not case sensitive. */
const names_sameRepository = (a, b) => a.toLowerCase() === b.toLowerCase();
/** Environments are not case sensitive (docs: managing environments), but lists of deployments may be. */
const canonical = (environment) => environment.toLowerCase();

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
        const foreign = !names_sameRepository(repository, registry);
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
            if (error instanceof RegistryError && !refused)
                throw error;
            return 'unreadable';
        }
    }
    const job = ({ repository }, id) => lookUp('read the owning job', repository, async (signal) => {
        const { data, headers } = await get(`job ${repository} ${id}`, (tag) => octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}', {
            ...named(repository),
            job_id: id,
            headers: tag,
            request: { signal },
        }));
        return { ...data, now: serverTime(headers, clock) };
    });
    const attempt = ({ repository, runId, runAttempt }) => lookUp('read the owning run', repository, async (signal) => {
        const { data, headers } = await get(`run ${repository} ${runId} ${runAttempt}`, (tag) => octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}', {
            ...named(repository),
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
                    ...named(repository),
                    basehead: `${base}...${head}`,
                    per_page: 1,
                    request: { signal },
                }), repository);
                return data.status;
            },
            defaultBranch: async (repository) => {
                const answer = await lookUp('read the repository', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}', { ...named(repository), request: { signal } }));
                return typeof answer === 'string' ? undefined : answer.data.default_branch;
            },
        },
        groups: {
            ofRun: async (repository, runId) => {
                const answer = await lookUp('read concurrency groups', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups', {
                    ...named(repository),
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
                    ...named(repository),
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
                        ...named(repository),
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
        const name = canonical(environment);
        return [...new Set([...(seen.get(name) ?? []), name, environment])];
    };
    const saw = (spelling) => {
        const name = canonical(spelling);
        seen.set(name, (seen.get(name) ?? new Set()).add(spelling));
    };
    return {
        of,
        saw,
        lookUp: async (environment) => {
            const name = canonical(environment);
            if (asked.has(name))
                return false;
            asked.add(name);
            const found = await read('read the environment', orNothing((signal) => octokit.request('GET /repos/{owner}/{repo}/environments/{environment_name}', {
                ...named(repository),
                environment_name: name,
                request: { signal },
            }))).catch((error) => {
                // Only how it is spelled: nothing depends on the permission.
                if (error instanceof errors/* UserError */.y)
                    return undefined;
                throw error;
            });
            const spelling = found?.data.name;
            if (spelling === undefined || canonical(spelling) !== name || of(environment).includes(spelling))
                return false;
            saw(spelling);
            return true;
        },
    };
}

// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
;// CONCATENATED MODULE: ./packages/registry/src/payload.ts



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
        workflow: (0,untrusted/* truncate */.xv)(payload.workflow.replace(/[\p{Cc}\p{Cs}]+/gu, ' '), STORED_WORKFLOW),
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

;// CONCATENATED MODULE: ./packages/estimate/src/calibration.ts
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
function calibration_calibration(judged) {
    const last = judged.slice(-50);
    if (last.length === 0)
        return undefined;
    const share = (level) => last.filter(({ predicted, seconds }) => seconds <= predicted[level]).length / last.length;
    return { runs: last.length, insideP80: share('p80'), insideP95: share('p95') };
}

// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __nccwpck_require__(8333);
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
    const shapes = holding.flatMap(({ description }) => (0,src_shape/* parseShape */.Tr)(description) ?? []);
    const changed = holding.some(({ description }) => /: \d+%/.test(description));
    return shapes.find((shape) => shape !== src_shape/* NOTHING */.K$) ?? (changed ? undefined : shapes[0]);
}
/** Until a read tells the id: in front of everybody, and nothing can be written to it. */
const UNKNOWN_ID = 0;
/**
 * Longest life of a registration: GitHub ends a job after 5 days at the latest, and a day is for slack.
 * What is older is not looked for, so nothing older may claim.
 */
const LIFETIME_MS = 6 * 24 * 3600 * 1000;

;// CONCATENATED MODULE: ./packages/registry/src/github-rows.ts




/**
 * Ours, or undefined: a deployment without our task and payload is somebody else's business. The commit is the
 * deployment's own, whatever the payload says. Only for a run of another repository than the registry's, whose commits
 * no deployment here can have, the payload's counts, as a claim.
 */
function toRegistration(row, registry) {
    const payload = row.task === TASK ? parsePayload(row.payload) : undefined;
    if (payload === undefined)
        return undefined;
    const claimed = names_sameRepository(payload.repository, registry) ? undefined : payload.sha;
    return {
        id: row.id,
        sha: claimed ?? row.sha,
        ...(claimed === undefined ? {} : { claimed: true }),
        creator: row.creator,
        environment: canonical(row.environment),
        createdAt: row.createdAt,
        ...(row.committedAt === undefined ? {} : { committedAt: row.committedAt }),
        payload,
        keptIn: row.repository,
        ...lifeOf(row.statuses, row.latest),
    };
}
/** Characters: people read it in a log line. */
const LONGEST_REASON = 300;
const LONGEST_LOGIN = 50;
function toFreeze(row) {
    // Without a status it was made a moment ago, or its maker was lost: closed until somebody opens it.
    if (row.task !== FREEZE_TASK || phaseOf(row.latest) === 'over')
        return undefined;
    const { reason, actor } = unwrap(row.payload) ?? {};
    // Whatever it says, it closes the environment: only its words are made short.
    return {
        id: row.id,
        reason: (0,untrusted/* oneLine */.TN)(typeof reason === 'string' ? reason : (row.latest?.description ?? ''), LONGEST_REASON),
        by: typeof actor === 'string' ? (0,untrusted/* oneLine */.TN)(actor, LONGEST_LOGIN) : row.creator,
        since: row.createdAt,
    };
}
/** What happened to a deployment that somebody else made; empty for one of ours and for a freeze. */
const foreignLife = (row) => row.task === FREEZE_TASK || (row.task === TASK && parsePayload(row.payload) !== undefined)
    ? []
    : [lifeOf(row.statuses, row.latest)];
const isForeign = (row) => foreignLife(row).some(({ latest }) => latest !== undefined && phaseOf(latest) === 'holding');
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
const github_rows_toState = (state) => STATES.find((known) => known === state.toLowerCase()) ?? 'pending';

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
    state: github_rows_toState(state),
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
const rank = (node) => RANK[phaseOf(toStatus(node))];

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
    const variables = { ...named(repository), environments, after: after ?? null };
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
        const wanted = task === TASK && statuses?.pageInfo.hasNextPage === true;
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
        const nonce = parsePayload(payload)?.nonce;
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
    return sorted && oldest !== undefined && now - oldest.createdAt >= LIFETIME_MS;
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
            ...named(repository),
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
                ...named(repository),
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
        if (phaseOf(found.row.latest) === 'over')
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
                ...named(repository),
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
            throw new RegistryError(`GitHub does not show the statuses of deployment ${listed.id}`);
        }
    }
    return { list, withStatuses, known, datesMove, one };
}
const github_rest_toStatus = ({ state, description, created_at, creator, log_url }) => ({
    state: github_rows_toState(state),
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

;// CONCATENATED MODULE: ./packages/registry/src/decide.ts
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
        if (found === undefined && parsePayload(each.payload) !== undefined)
            unread.push(Number(each.id));
        for (const row of found ?? []) {
            rows.push(row);
            const registration = toRegistration(row, repository);
            if (registration?.heldSince === undefined)
                continue;
            proofs.push(registration);
            if (row.creator === JOB_TOKEN)
                grants.push(registration.heldSince);
        }
    }
    // A grant to a job proves that nothing was frozen then (see `withOldFreezes`).
    const proven = ({ created_at }) => grants.some((heldSince) => Date.parse(created_at) < heldSince - MARGIN_MS);
    for (const environment of spellings) {
        for (let page = 1; page <= DEEPEST; page++) {
            const freezes = await rest.list({ environment, task: FREEZE_TASK, page });
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
            const answer = await rest.list({ environment, task: TASK, page });
            pages += 1;
            listed.push(...answer.rows);
            now = answer.now;
            const oldest = answer.rows.at(-1);
            if (answer.rows.length < PAGE_SIZE || oldest === undefined)
                break;
            last = false;
            if (now - Date.parse(oldest.created_at) > LIFETIME_MS && listed.length >= limit)
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
    const payload = parsePayload(raw);
    if (payload === undefined)
        return true;
    const touched = Math.max(Date.parse(created_at), Date.parse(updated_at));
    const place = { id: Number(id), priority: payload.priority };
    const granted = proofs.some((proof) => before(place, { id: proof.id, priority: proof.payload.priority }) &&
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
                        ...named(repository),
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
                state: github_rows_toState(state),
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
            ...named(repository),
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
            throw new AmbiguousWriteError(`GitHub answered ${status} without saying what it made`);
        const id = Number(data.id);
        learn(data);
        return {
            id,
            createdAt: Date.parse(data.created_at),
            // Asked for as "staging", it is made in the environment "Staging" where that exists.
            environment: canonical(data.environment),
            creator: data.creator?.login ?? '',
        };
    }
    const post = async (id, status) => {
        for (let attempt = 1;; attempt++) {
            try {
                return await postOnce(id, status);
            }
            catch (error) {
                if (!(error instanceof AmbiguousWriteError) || attempt >= github_write_ATTEMPTS || signal?.aborted)
                    throw error;
            }
        }
    };
    const postOnce = async (id, { state, description, logUrl, environmentUrl, autoInactive = false }) => {
        const { data } = await write('write a deployment status', (once) => octokit.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
            ...named(repository),
            deployment_id: id,
            state,
            description: description_description(description),
            auto_inactive: autoInactive,
            ...(logUrl === undefined ? {} : { log_url: logUrl }),
            ...(environmentUrl === undefined ? {} : { environment_url: environmentUrl }),
            request: { signal: once },
        }));
        if (typeof data !== 'object' || !('id' in data))
            throw new AmbiguousWriteError('GitHub answered without a status');
        return {
            id: Number(data.id),
            state: github_rows_toState(data.state),
            description: data.description ?? '',
            createdAt: Date.parse(data.created_at),
        };
    };
    async function defaultBranch() {
        const { data } = await read('read the repository', (once) => octokit.request('GET /repos/{owner}/{repo}', { ...named(repository), request: { signal: once } }));
        return data.default_branch;
    }
    return {
        create: async ({ environment, sha, description, payload }) => {
            // A commit of another repository is unknown here, so the payload carries it.
            const elsewhere = !names_sameRepository(payload.repository, repository);
            const stored = elsewhere ? { ...payload, sha } : payload;
            const made = await createDeployment('register a deployment', {
                ref: elsewhere ? await defaultBranch() : sha,
                task: TASK,
                environment: canonical(environment),
                description,
                payload: formatPayload(stored),
            });
            return { ...made, sha, payload: stored };
        },
        post,
        freeze: async (environment, { reason, by }) => {
            const made = await createDeployment('freeze an environment', {
                ref: await defaultBranch(),
                task: FREEZE_TASK,
                environment: canonical(environment),
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
                        ...named(repository),
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
const isStandingFreeze = ({ task, latest }) => task === FREEZE_TASK && latest?.state === 'in_progress';
const isOver = ({ latest }) => latest !== undefined && phaseOf(latest) === 'over';
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
    const isOurs = (row) => registration({ ...row, id: UNKNOWN_ID }) !== undefined;
    const isLive = (row) => phaseOf(row.latest) !== 'over' && isOurs(row);
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
        await learnIds(environment, TASK, rows.filter(wanted));
        await learnIds(environment, FREEZE_TASK, rows.filter(isStandingFreeze));
        return rows.map(({ nodeId, ...row }) => ({ ...row, id: ids.of({ nodeId, ...row }) ?? UNKNOWN_ID }));
    }
    /** All deployments of the environment, whoever made them. */
    async function* everything(environment, wanted) {
        for (let after;;) {
            const request = { repository, environments: names.of(environment), after };
            const { data, now } = await deploymentPage(client, request, longLists);
            for (const row of data.rows)
                if (row.task === TASK)
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
            const worthAnother = [GraphqlError, errors/* UserError */.y, RegistryError].some((kind) => error instanceof kind);
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
        const environment = canonical(name);
        if (!crowded.has(environment)) {
            const read = await collect(everything(name, wanted), MIXED_PAGES, isDeepEnough);
            if (read.end !== 'limit')
                return await withOldFreezes(name, read);
            crowded.add(environment);
        }
        const own = await ofTask(name, TASK, isDeepEnough);
        if (own.end === 'limit')
            return own;
        const closed = await freezes(name);
        return { ...own, rows: [...own.rows, ...closed.rows], end: closed.end === 'limit' ? 'limit' : own.end };
    }
    const freezes = (name) => ofTask(name, FREEZE_TASK, () => false);
    /**
     * Freezes have no age at which they end. That a job was granted its turn proves that none stood before; anybody who can
     * forge that can open a freeze as well, but for what has another identity than jobs.
     */
    async function withOldFreezes(name, read) {
        const environment = canonical(name);
        const granted = read.rows.some((row) => row.creator === JOB_TOKEN && registration(row)?.heldSince !== undefined);
        if (read.end === 'all' || granted || unfrozen.has(environment))
            return read;
        const { rows: closed, end } = await freezes(name);
        if (end === 'limit')
            return { ...read, end };
        if (closed.every((row) => toFreeze(row) === undefined))
            unfrozen.add(environment);
        return { ...read, rows: [...read.rows.filter(({ task }) => task !== FREEZE_TASK), ...closed] };
    }
    /** @throws UserError when it is not certain that `read` shows all */
    function certain(name, read) {
        if (read.end === 'limit')
            throw tooMany(canonical(name));
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
            const { rows } = await readAll(name, () => orByRest(() => ofTask(name, TASK, enough), () => slowly(name, limit)));
            return over(rows).slice(0, limit);
        },
        findPast: async (name, wanted) => {
            const found = (rows) => registrationsOf(rows).find(wanted);
            const enough = (rows) => found(rows) !== undefined;
            const read = await readAll(name, () => orByRest(() => ofTask(name, TASK, enough), () => slowly(name)));
            const one = found(certain(name, read).rows);
            if (one === undefined && read.end !== 'all')
                throw new RegistryError(`What ${canonical(name)} ran is further back than can be read now`);
            return one;
        },
        foreignPast: async (name, limit) => {
            const over = (rows) => rows.flatMap(foreignLife).filter(isOver);
            const enough = (rows) => over(rows).length >= limit;
            const read = async () => orByRest(() => collect(everything(name, () => false), DEEPEST, enough), async () => {
                // REST's list has no statuses, and a request for each would cost too much; it still tells what is forbidden.
                const { now } = await rest.list({ environment: canonical(name) });
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
                const listed = await rest.list({ environment: spelling, task: FREEZE_TASK, page });
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
    const lifted = rows.flatMap(({ task, latest }) => task === FREEZE_TASK && phaseOf(latest) === 'over' ? (latest?.createdAt ?? []) : []);
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
    return calibration(judged.reverse());
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./packages/slack/src/handover/cache.ts

const SERVICE = 'twirp/github.actions.results.api.v1.CacheService/';
/** Of the stored form: entries of another one are not seen. A SHA-256, as the service gets from everybody. */
const cache_VERSION = (0,external_node_crypto_.createHash)('sha256').update('signalbox-outbox-2').digest('hex');
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
            body: JSON.stringify({ ...body, version: cache_VERSION }),
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

;// CONCATENATED MODULE: ./packages/slack/src/error.ts
class error_SlackError extends Error {
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
function error_explain(refusal, code, scopes) {
    const said = `${refusal}: ${code}`;
    if (code === 'missing_scope' || code === 'no_permission') {
        return `${said}. The app needs the scope ${scopes?.needed || 'that the method asks for'} (it has ${scopes?.provided || 'others'}); add it and install the app again.`;
    }
    const mend = MEND[code];
    return mend === undefined ? `${said}.` : `${said}: ${mend}.`;
}

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
    if (!(error instanceof SlackError) || (error.fault !== 'retry' && error.fault !== 'ambiguous')) {
        return { retry: false };
    }
    return { retry: true, ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }) };
}

;// CONCATENATED MODULE: ./packages/slack/src/story.ts
const ENDINGS = ['complete', 'failed', 'rolled-back', 'cancelled', 'timed-out', 'skipped'];
const story_STATES = ['queued', 'running', 'stalled', ...ENDINGS];
const story_isOver = ({ state }) => ENDINGS.includes(state);
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
        return story_tell(story, event, at);
    const { environment } = story.facts;
    const facts = { ...(environment === undefined ? {} : { environment }), ...event.facts };
    return { ...story_tell(undefined, { ...event, facts }, at), episode: 0 };
}
/** The story after one more event, which happened at `at`. */
function story_tell(story, event, at) {
    if (story !== undefined && isPast(story, event, at))
        return story;
    const facts = event.facts ?? {};
    // A start after an ending is a new deployment in the same thread: a re-run.
    const before = story !== undefined && story_isOver(story) && event.kind === 'start' ? undefined : story;
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
    if (story_isOver(before) && !ENDINGS.includes(state))
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
    if (progress === undefined || story_isOver(story))
        return undefined;
    return Math.min(99, Math.max(0, Math.floor(progress)));
}
/** A finish worth showing: of something that is under way, and not yet missed. */
function expected(story) {
    const { finish } = story.facts;
    if (finish === undefined || story_isOver(story) || story.state === 'queued')
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
const rich_LINES = 30;
/** A text of several lines keeps them; what does not fit is counted, or cut with a sign. */
function outsideLines(text, limit) {
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.trim());
    const said = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
    while (said.at(-1) === '')
        said.pop();
    const shown = said.slice(0, rich_LINES).map((line) => (line === '' ? '' : plain(line, limit)));
    const more = said.length > rich_LINES ? [`and ${said.length - rich_LINES} more lines`] : [];
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
        story_isOver(story) || story.state === 'queued' ? '' : `${(0,duration/* formatDuration */.a3)(elapsedSeconds(story))} so far`,
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
    return entries.reduce((story, { event, at }) => story_tell(story, event, at), thread.story);
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
    return head?.frozen === true && wrong && !story_isOver(story);
};
/** The head shows another state than the deployment's: that may not wait for the next progress. */
const isBehind = (thread, story) => isDirty(thread, story) && (thread.head?.state !== story.state || thread.head.hash === '' || story_isOver(story));
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
        return story_isOver(toldWith(before, event, at));
    const story = story_tell(before, event, at);
    const announces = story_isOver(story) || story.state === 'stalled';
    if (announces && story.announced.includes(story.state))
        return false;
    return before === undefined || !announce_isStale(before, event);
}
/** A word from before the ending that arrives after it. */
const announce_isStale = (before, { kind }) => story_isOver(before) && (kind === 'stalled' || kind === 'queued' || kind === 'progress');
/** The story once the reply to `event` is out. */
function announced(story) {
    const news = story_isOver(story) || story.state === 'stalled';
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
const storyWith = ({ story }, { event, at }) => story_tell(story, event, at);
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

;// CONCATENATED MODULE: ./packages/slack/src/http.ts


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
    const line = all.map(errors/* errorLine */.B).join(' ');
    const unsent = NOT_SENT_WORDS.test(line) || codes.some((code) => NOT_SENT_CODES.some((pattern) => pattern.test(code)));
    const code = /abort|timeout/i.test(`${codes.join(' ')} ${line}`) ? 'timeout' : 'connection';
    return { fault: unsent ? 'retry' : 'ambiguous', code };
}
/** In one line, from the cause at the bottom: it has the proxy's refusal, the host's name, the certificate. */
const connectionLine = (error) => (0,errors/* errorLine */.B)(causes(error).at(-1) ?? error);
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
        throw new error_SlackError(`${name} was not reached: ${connectionLine(error)}`, connectionFault(error));
    });
    const said = await response.text().catch(() => '');
    if (!response.ok)
        throw httpError(name, response, said.trim());
    const against = request.judge(said);
    if (against === undefined)
        return;
    const { words, ...fault } = against;
    const line = isCode(words)
        ? error_explain(`${name} refused the message`, words)
        : `${name} answered with HTTP ${response.status} and ${words}.`;
    throw new error_SlackError(line, fault);
}
function httpError(name, { status, headers }, said) {
    const pause = { retryAfterMs: retryAfterMs(headers.get('retry-after')) };
    if (status === 429) {
        return new error_SlackError(`${name} limits us (429).`, { fault: 'retry', code: 'ratelimited', ...pause });
    }
    const code = isCode(said) ? said : `http_${status}`;
    if (status >= 500) {
        return new error_SlackError(`${name} answered with HTTP ${status}.`, {
            ...{ fault: 'ambiguous', code: `http_${status}`, ...pause },
        });
    }
    const line = status < 400
        ? `${name} answered with a redirect (HTTP ${status}): give the address that it leads to, if that is the right one.`
        : error_explain(`${name} refused the message`, code);
    return new error_SlackError(line, { fault: webhookFault(code), code });
}

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
const replyId = ({ correlationId }, { id, event }, story) => story.episode > 0 && story_isOver(story) && event.kind !== 'concurrent'
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
const stateOf = (raw) => story_STATES.find((state) => state === raw);
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
    if (story_isOver(story) || !watched)
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
        if (!(error instanceof error_SlackError) || error.fault !== 'late')
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








const head_PAGES = 3;
/** Finds the head that an earlier job or run posted: in the thread that the user named, else in the channel. */
async function look(thread, place) {
    const { slack, channel, threadTs, lookBackSeconds, signal } = place;
    const oldest = Math.floor(place.now() / 1000) - lookBackSeconds;
    const messages = threadTs === undefined
        ? await slack.history({ channel, oldest, pages: head_PAGES }, signal)
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
        ? slack.history({ channel, oldest, pages: head_PAGES }, signal)
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
    if (error instanceof error_SlackError && error.fault === 'gone')
        return [];
    throw error;
}
async function removeOwn(ts, { slack, channel, signal }) {
    try {
        await slack.remove(channel, ts, signal);
    }
    catch (error) {
        if (!(error instanceof error_SlackError) || error.fault !== 'gone')
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













const important = (rules) => ({ event }, story) => story_isOver(story) || (0,severity/* severityOf */.x)(event, story.facts.environment, rules) !== 'info';
/** Where people are asked: hears of concurrent deployments, each a message of its own. */
function interactBoard({ slack, channel, correlationId }) {
    return {
        compose: ({ event }, story) => (event.kind === 'concurrent' ? renderReply(event, story) : undefined),
        post: (rendered, id, signal) => slack.post({ channel, ...fit(rendered), mark: { id, revision: 1 } }, signal),
        find: async (id, since, signal) => {
            const messages = await slack.history({ channel, oldest: notBefore(since), pages: head_PAGES }, signal);
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
            if (kind === 'progress' || kind === 'concurrent' || kind === 'stalled' || story_isOver(story))
                return renderReply(event, story);
            return renderWhole(event, story);
        },
        post: async (rendered, _, signal) => {
            const request = { body: { ...fit(rendered) }, signal, judge: webhookAnswer };
            await postJson('The webhook of input "slack-webhook-url"', address, request);
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
            await postJson('The pager of input "pager-url"', url, { body, signal, judge: pagerAnswer });
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
        if (!(error instanceof error_SlackError))
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
    const messages = await withTimeout(search, find_REQUEST_MS, (signal) => slack.history({ channel, oldest, pages: head_PAGES }, signal));
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
    const story = past ? thread.story : announced(story_tell(thread.story, event, at));
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
    const quiet = story_isOver(story) && at.place.severity(entry.event, story) === 'info';
    const postFailed = thread.failing === methodOf(op, thread, at.place) && isBehind(thread, story);
    const head = show(thread, story, at);
    if (cannotShow(thread, head, at))
        return { ...answer, ...(story_isOver(story) ? { loud: true } : {}) };
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
    if (doubted === undefined || !story_isOver(story))
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
function doubt_assume(thread, entry, place) {
    const { flight, ...landed } = thread;
    if (flight?.op === 'remind') {
        // If one stands, the last look takes it away.
        const doubted = thread.doubted ?? { what: 'thread', at: flight.at };
        return { ...landed, doubted, reminder: { id: '', at: 0 } };
    }
    if (flight?.op !== 'reply' || entry === undefined)
        return landed;
    const story = toldWith(thread.story, entry.event, entry.at);
    const mustBeHeard = place.severity(entry.event, story) !== 'info' || story_isOver(story);
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
            return doubt_assume(thread, op.entry, place);
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
    return line === undefined ? [] : [notifier_named(name, line)];
}
/** Webhook and pager are named by what is said of them. */
const notifier_named = (name, line) => name === 'webhook' || name === 'pager' ? line : `${name.replace(/-interact$/, '')}: ${line}`;
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
            const error = halt === undefined ? [] : [notifier_named(name, halt)];
            for (const line of error)
                once(line, () => log.error(line, 'Slack is not set up right'));
            for (const line of warnings.map((warning) => notifier_named(name, warning)))
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
    return isFirst(options.outboxDirectory, prefixOf(relay)) ? await handover_collect(options, relay) : [];
}
/** Of several runs one gets it. Trouble is said and never thrown. */
async function handover_collect(options, relay) {
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
    const found = await handover_collect(options, relay);
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
        if (!story_isOver(story))
            return true;
        await withTimeout({ clock, signal }, lost_REQUEST_MS, (limit) => removeReminders({ slack, channel, correlationId, signal: limit }));
    }
    catch (error) {
        if (!(error instanceof error_SlackError))
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
var reach = __nccwpck_require__(3931);
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
const web_api_PAGE = 200;
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
        const args = { ...read.args, limit: web_api_PAGE, ...(cursor === '' ? {} : { cursor }) };
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
    throw new error_SlackError('Slack accepted chat.postMessage, but its answer has no channel or ts.', {
        ...{ fault: 'ambiguous', code: 'bad_answer', accepted: true },
    });
}
/** One error for all the SDK's: told apart by its `code`, since ncc may bundle its classes twice. */
function slackError(method, error) {
    const raw = record(error);
    switch (raw['code']) {
        case 'slack_webapi_rate_limited_error': {
            const pause = Number(raw['retryAfter']) * 1000;
            return new error_SlackError(`Slack limits ${method} (429).`, {
                fault: 'retry',
                code: 'ratelimited',
                retryAfterMs: pause,
            });
        }
        case 'slack_webapi_http_error': {
            const status = Number(raw['statusCode']);
            const fault = status >= 500 || status === 408 ? 'ambiguous' : 'config';
            const pause = retryAfterMs(record(raw['headers'])['retry-after']);
            return new error_SlackError(`Slack answered ${method} with HTTP ${status}.`, {
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
        return new error_SlackError(`Slack accepted ${method}, but its answer cannot be read.`, {
            // A page is a proxy's, and no sign that Slack heard of it.
            ...{ fault: 'ambiguous', code: 'bad_answer', accepted: !code.trimStart().startsWith('<') },
        });
    }
    const seconds = Number(record(data['response_metadata'])['retryAfter'] ?? data['retry_after'] ?? Number.NaN);
    const scopes = { needed: String(data['needed'] ?? ''), provided: String(data['provided'] ?? '') };
    return new error_SlackError(error_explain(`Slack refused ${method}`, code, scopes), {
        fault: faultOf(code),
        code,
        retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    });
}
function connectionError(method, error) {
    const original = record(error)['original'] ?? error;
    // Without a Retry-After the SDK gives up on a 429 by a plain error.
    if (/Retry header did not contain/.test((0,errors/* errorLine */.B)(original))) {
        return new error_SlackError(`Slack limits ${method} (429).`, { fault: 'retry', code: 'ratelimited' });
    }
    return new error_SlackError(`Slack was not reached for ${method}: ${connectionLine(original)}`, connectionFault(original));
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
    if (!(0,reach/* reachesSomebody */.wR)(inputs))
        return undefined;
    const slack = token !== undefined && (0,reach/* hasBot */.W)(inputs) ? await connectSlack({ token, apiUrl }) : undefined;
    return openForJob(inputs, step, { id, slack, environment: inputs.environment ?? '' });
}

;// CONCATENATED MODULE: ./packages/registry/src/progress.ts
/** Shows where a holding deployment is on its page. Keeps it holding. */
async function progress_progress(registry, deploymentId, description) {
    // A description that begins like a claim would turn the holder into a claimant.
    const text = /^claim/i.test(description) ? `> ${description}` : description;
    await registry.post(deploymentId, { state: 'in_progress', description: text });
}

// EXTERNAL MODULE: ./actions/monitor/src/lines.ts
var lines = __nccwpck_require__(1113);
;// CONCATENATED MODULE: ./actions/monitor/src/registry-page.ts




/** Statuses of one deployment that monitors write in all: more would hide its beginning and end from readers. */
const MOST_UPDATES = 20;
/** Kept for what people must hear: stalls, the first failure, a rollback. */
const RESERVED = 6;
/** A page that is read now and then says something new with every tenth; with several stacks, each more seldom. */
const STEP_PERCENT = 10;
/** Shows the deployment's progress on its page. Its outcome is for its holder to write. */
function registryPage(registry, deploymentId) {
    const shown = new Map();
    const said = new Set();
    let left;
    /** Other monitors of the deployment have written, too. Undefined while it is not seen to hold. */
    async function updatesLeft() {
        const found = await registry.find(deploymentId);
        if (found === undefined || phaseOf(found.latest) !== 'holding')
            return undefined;
        // The first of them began the hold.
        return MOST_UPDATES + 1 - (found.updates ?? 0);
    }
    function isNew({ stack, progress: { percent }, activity }) {
        const last = shown.get(stack);
        const back = activity.startsWith('rolling back');
        if (last !== undefined && back !== last.back)
            return 'turn';
        const step = STEP_PERCENT * Math.max(1, shown.size);
        return last === undefined || percent >= last.percent + step ? 'tenth' : 'no';
    }
    async function write(update, description, reserved) {
        if (said.has(description))
            return;
        left ??= await updatesLeft();
        if (left === undefined || left <= reserved)
            return;
        left -= 1;
        said.add(description);
        if (update.kind === 'progress')
            shown.set(update.stack, {
                percent: update.progress.percent,
                back: update.activity.startsWith('rolling back'),
            });
        await progress_progress(registry, deploymentId, description);
    }
    return {
        tell: async (update) => {
            const description = describe(update);
            if (description === undefined)
                return;
            const news = update.kind === 'progress' ? isNew(update) : 'turn';
            if (news !== 'no')
                await write(update, description, news === 'turn' ? 0 : RESERVED);
        },
    };
}
/** Names the shape of the change: its finished run is then found by those of the same shape. */
const shareDone = ({ percent, shape }) => `${percent}%${shape === undefined ? '' : ` of ${(0,src_shape/* formatShape */.BB)(shape)}`}`;
/** As far as was watched: a service or a page that was checked, too, may well have changed. */
const changedNothing = ({ stacks, checks }) => stacks.length > 0 && checks.length === 0 && stacks.every(({ status }) => status === 'no-changes');
function describe(update) {
    switch (update.kind) {
        case 'progress':
            return `${update.stack}: ${shareDone(update.progress)}, ${update.activity}, ${(0,lines/* leftWords */.D9)(update.progress.left)}`;
        case 'stalled':
            return `${update.stack}: stalled at ${update.reason}`;
        case 'failing':
            return `${update.stack}: failing, ${update.reason}`;
        case 'ended':
            return changedNothing(update.report)
                ? `${update.report.stacks.map(({ name }) => name).join(', ')}: ${(0,src_shape/* formatShape */.BB)(src_shape/* NOTHING */.K$)}`
                : undefined;
    }
}

;// CONCATENATED MODULE: ./actions/monitor/src/slack-thread.ts
/** Set by a starter that tells the outcome itself, since it knows more of the deployment than its stacks. */
const OUTCOME_TOLD_ELSEWHERE = 'SIGNALBOX_OUTCOME_TOLD_ELSEWHERE';
/** Keeps the head of the deployment's Slack thread up to date, and tells stalls and the outcome. */
function slackThread(notifier, { now, tellsOutcome }) {
    return {
        tell: async (update) => {
            if (update.kind === 'ended' && !tellsOutcome)
                return;
            const event = eventOf(update, now());
            if (event !== undefined)
                await notifier.send(event);
        },
    };
}
function eventOf(update, now) {
    switch (update.kind) {
        case 'progress': {
            const { percent, elapsedSeconds, left } = update.progress;
            const at = (seconds) => now + seconds * 1000;
            const finish = { expected: at(left.seconds), earliest: at(left.low), latest: at(left.high) };
            const { stack, activity } = update;
            return { kind: 'progress', facts: { stack, activity, progress: percent, elapsedSeconds, finish } };
        }
        case 'stalled':
            return { kind: 'stalled', facts: { stack: update.stack, reason: update.reason } };
        case 'failing':
            return { kind: 'progress', facts: { stack: update.stack, activity: `failing: ${update.reason}` } };
        case 'ended':
            return outcome(update.report);
    }
}
const slack_thread_ENDINGS = {
    succeeded: 'complete',
    'no-changes': 'complete',
    failed: 'failed',
    'rolled-back': 'rolled-back',
    stalled: 'stalled',
    'timed-out': 'timed-out',
    cancelled: 'cancelled',
    'not-found': 'failed',
};
function outcome(report) {
    const { status, failureReason, failedResource, rootCause, consoleUrl, lostSight } = report;
    const reason = lostSight ?? (failureReason && `${failedResource}: ${failureReason}`);
    const why = rootCause && [rootCause.reason, rootCause.advice, ...rootCause.evidence];
    return {
        kind: slack_thread_ENDINGS[status],
        facts: {
            stack: (report.stacks.length > 0
                ? report.stacks.map(({ name }) => name)
                : report.checks.map(({ subject }) => subject)).join(', '),
            elapsedSeconds: report.durationSeconds,
            ...(reason && { reason }),
            ...(why && { rootCause: why }),
            ...(consoleUrl && { consoleUrl }),
        },
    };
}

;// CONCATENATED MODULE: ./actions/monitor/src/connections.ts














/** The real world. */
const connections = {
    connect,
    audiences: async (inputs, step, correlationId) => {
        const found = await Promise.all([slack(inputs, step, correlationId), page(inputs, step)]);
        return found.filter((audience) => audience !== undefined);
    },
    runs: async (inputs, step) => {
        const { environment, 'github-token': token } = inputs;
        if (environment === undefined || token === undefined)
            return [];
        try {
            return await history_history(await registry(inputs, step, token), environment, HISTORY_LIMIT);
        }
        catch (error) {
            step.log.info(`Without the registry's history: ${(0,errors/* errorLine */.B)(error)}`);
            return [];
        }
    },
};
/** AWS, with credentials that can be renewed. Loads the SDKs; sends nothing yet. */
async function connect(inputs, step, correlationId) {
    const { env, clock } = step;
    const regions = (0,names/* regionsOf */.NV)(inputs['aws-region'], env);
    const region = regions.given ?? regions.environment;
    const roleArn = inputs['role-to-assume'];
    const renewable = roleArn === undefined
        ? undefined
        : renewableCredentials({ roleArn, region, env, fetch: globalThis.fetch });
    const aws = { correlationId, ...renewable };
    const readers = new Map();
    const services = new Map();
    const connected = [];
    let ecsCalls = 0;
    const readerIn = async (region) => {
        const reader = await connectCloudFormation({ ...aws, region, clock });
        connected.push(reader);
        return reader;
    };
    const ecs = (region) => once(services, region, () => connectEcs({ ...aws, region, clock, called: () => ecsCalls++ }));
    const [first] = inputs['stack-name'];
    // Addresses alone need no region.
    const home = first === undefined ? region : (0,names/* regionOf */.AP)(first, regions);
    const ecsOf = (arn) => ecs((0,console/* parseArn */.Lw)(arn)?.region ?? region);
    return {
        reader: await once(readers, home, readerIn),
        readerOf: (stack) => once(readers, (0,names/* regionOf */.AP)(stack, regions), readerIn),
        calls: () => connected.reduce((sum, reader) => sum + reader.calls(), ecsCalls),
        renew: renewable?.renew ?? (async () => false),
        // Plain and Express services alike: their physical id is the service's ARN.
        investigate: async ({ physicalId }) => (0,src_service/* serviceOfArn */.Mf)(physicalId) ? investigateService(physicalId, await ecsOf(physicalId)) : [],
        inspect: async ({ physicalId }) => (0,src_service/* serviceOfArn */.Mf)(physicalId) ? inspectService(physicalId, await ecsOf(physicalId)) : undefined,
        services: () => ecs(region),
    };
}
/** What is made once for each region. */
function once(made, region, make) {
    const found = made.get(region ?? '') ?? make(region);
    made.set(region ?? '', found);
    return found;
}
const HISTORY_LIMIT = 50;
async function registry(inputs, step, token) {
    const repository = inputs.repository ?? step.job.repository;
    return (await registryFor({ repository, 'github-token': token }, step)).registry;
}
async function page(inputs, step) {
    const id = inputs['deployment-id'] ?? (Number(step.env[correlation/* DEPLOYMENT_VARIABLE */.x5]) || undefined);
    const token = inputs['github-token'];
    if (id === undefined || token === undefined)
        return undefined;
    return registryPage(await registry(inputs, step, token), id);
}
async function slack(inputs, step, correlationId) {
    const notifier = await notifierFor(inputs, step, correlationId);
    if (notifier === undefined)
        return undefined;
    return slackThread(notifier, {
        now: () => step.clock.now(),
        tellsOutcome: !step.env[OUTCOME_TOLD_ELSEWHERE],
    });
}


/***/ }),

/***/ 7374:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4809);
/* harmony import */ var _background_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9624);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4991);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1160);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4176);





const bundle = process.argv[1] ?? '';
await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputs */ .Q, {
    main: (parsed, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_4__/* .run */ .e)(parsed, step, { ..._connections_js__WEBPACK_IMPORTED_MODULE_2__/* .connections */ .o, fetch, bundle }),
    post: (parsed, step) => (0,_background_js__WEBPACK_IMPORTED_MODULE_1__/* .joinBackground */ .x)(parsed, step, bundle),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1160:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ src_inputs_inputs)
});

// UNUSED EXPORTS: outputs

// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
// EXTERNAL MODULE: ./packages/readiness/src/address.ts
var address = __nccwpck_require__(5104);
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
// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
;// CONCATENATED MODULE: ./actions/notify/src/fact-inputs.ts


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
                facts.set((0,untrusted/* oneLine */.TN)(line, LABEL), value);
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
    'elapsed-seconds': fact((0,inputs/* integer */.nd)(0)),
    'estimated-seconds': fact((0,inputs/* integer */.nd)(0)),
    'estimated-seconds-p80': fact((0,inputs/* integer */.nd)(0)),
    url: fact((0,inputs/* url */.OZ)()),
    'console-url': fact((0,inputs/* url */.OZ)()),
    'environment-url': fact((0,inputs/* url */.OZ)()),
    active: fact(active),
    'root-cause': fact(rootCause),
    fields: fact(fields),
};
const deployedRef = fact((0,inputs/* matching */.wC)(/^[0-9a-f]{7,64}$/i, 'the SHA that is deployed'));
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
    ...factInputs,
    'stack-name': (0,inputs/* text */.Qq)('the stack that is deployed'),
    ref: (0,inputs/* fromRunner */.Bz)(deployedRef, 'github.sha'),
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

;// CONCATENATED MODULE: ./actions/monitor/src/inputs.ts





const STATUSES = [
    'failed',
    'rolled-back',
    'stalled',
    'timed-out',
    'cancelled',
    'no-changes',
    'not-found',
];
const statuses = {
    accepts: 'HTTP statuses such as 200, 200-299 or 200-204,404',
    parse: address/* parseStatuses */.O7,
};
/** Refuses by itself: nothing of an address at fault may be quoted. */
const addresses = {
    accepts: 'http(s) addresses, separated by newlines or commas',
    default: '',
    parse: (raw) => (0,address/* parseAddresses */.ug)(raw, 'health-url'),
};
const src_inputs_inputs = {
    'stack-name': names/* stackNames */.zD,
    'aws-region': names/* awsRegion */.Ue,
    mode: (0,inputs/* withDefault */.IQ)((0,inputs/* oneOf */.yL)('foreground', 'background'), 'foreground'),
    environment: environmentName,
    'ecs-service': (0,inputs/* list */.p_)('ECS services as cluster/service', /^[\w-]{1,255}\/[\w-]{1,255}$/),
    'health-url': addresses,
    'health-status': (0,inputs/* withDefault */.IQ)(statuses, '200-299'),
    'health-follow-redirects': (0,inputs/* withDefault */.IQ)((0,inputs/* boolean */.zM)(), 'false'),
    'health-successes': (0,inputs/* withDefault */.IQ)((0,inputs/* integer */.nd)(1, 100), '3'),
    'health-timeout': (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(1), '5m'),
    timeout: (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(1), '2h'),
    'started-at': (0,inputs/* moment */.n$)(),
    'start-timeout': (0,inputs/* withDefault */.IQ)((0,inputs/* duration */.p0)(0), '5m'),
    'stall-after': (0,inputs/* withDefault */.IQ)((0,inputs/* durationOrAuto */.lb)(1), 'auto'),
    'poll-interval': (0,inputs/* withDefault */.IQ)((0,inputs/* durationOrAuto */.lb)(1), 'auto'),
    'fail-on': (0,inputs/* withDefault */.IQ)((0,inputs/* list */.p_)(`statuses of ${STATUSES.join(', ')}`, new RegExp(`^(${STATUSES.join('|')})$`)), 'failed,rolled-back,timed-out,not-found'),
    'on-cancel': (0,inputs/* withDefault */.IQ)((0,inputs/* oneOf */.yL)('leave', 'cancel-update'), 'leave'),
    'role-to-assume': names/* roleArn */.w3,
    'deployment-id': (0,inputs/* integer */.nd)(1),
    'github-token': (0,inputs/* secret */.rJ)((0,inputs/* fromRunner */.Bz)((0,inputs/* text */.Qq)('a GitHub token with deployments: write'), 'github.token')),
    repository: (0,inputs/* fromRunner */.Bz)((0,inputs/* matching */.wC)(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME of the repository that keeps the registry'), 'github.repository'),
    'correlation-id': correlationIdInput,
    ...slackInputs,
};
const inputs_outputs = (/* unused pure expression or super */ null && ([
    'status',
    'stack-status',
    'failed-resource',
    'failure-reason',
    'root-cause',
    'duration-seconds',
    'progress',
    'console-url',
    'report-path',
    'api-calls',
]));


/***/ }),

/***/ 1113:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ leftWords),
/* harmony export */   Lk: () => (/* binding */ stillLine),
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   oU: () => (/* binding */ doneWords)
/* harmony export */ });
/* unused harmony export ruler */
/* harmony import */ var _signalbox_cloudformation_stack_event__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9207);
/* harmony import */ var _signalbox_cloudformation_status__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3082);
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3618);



const BAR = 20;
/** `[02:31]  42% ████████░░░░░░░░░░░░ `: where the operation is. */
function ruler({ elapsedSeconds, percent }) {
    const full = Math.round((percent * BAR) / 100);
    return `[${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatElapsed */ .C7)(elapsedSeconds)}] ${String(percent).padStart(3)}% ${'█'.repeat(full)}${'░'.repeat(BAR - full)} `;
}
const MARKS = { done: '✔', failed: '✘', going: '·' };
function mark({ status }) {
    if ((0,_signalbox_cloudformation_status__WEBPACK_IMPORTED_MODULE_1__/* .isFailed */ .Ix)(status))
        return MARKS.failed;
    return (0,_signalbox_cloudformation_status__WEBPACK_IMPORTED_MODULE_1__/* .isInProgress */ .LT)(status) ? MARKS.going : MARKS.done;
}
const detailWords = (detail) => detail === 'CONFIGURATION_COMPLETE' ? `${detail} (configured, still stabilizing)` : detail;
function eventLine({ event, percent, path, elapsedSeconds }) {
    const indent = path === '' ? '' : `${'  '.repeat(path.split('/').length)}${path}/`;
    const what = (0,_signalbox_cloudformation_stack_event__WEBPACK_IMPORTED_MODULE_2__/* .isOfStackItself */ .D)(event) ? 'stack' : event.type;
    const settling = event.detailedStatus === undefined ? '' : ` ${detailWords(event.detailedStatus)}`;
    const hook = event.hook ? ` hook ${event.hook.type}: ${event.hook.status}` : '';
    const reason = event.reason === undefined ? '' : `: ${event.reason}`;
    const text = `${indent}${event.logicalId} (${what}) ${event.status}${settling}${hook}${reason}`;
    return { level: 'info', text: `${ruler({ percent, elapsedSeconds })}${mark(event)} ${text}` };
}
/** What is being waited for, for a stretch without events. */
function stillLine(progress) {
    const { elapsedSeconds, left, running } = progress;
    const longest = running.toSorted((a, b) => a.startedAt - b.startedAt).slice(0, 3);
    const names = longest.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
    const more = running.length > 3 ? ` and ${running.length - 3} more` : '';
    const waiting = names === '' ? 'waiting for the next event' : `still at ${names}${more}`;
    const time = elapsedSeconds > 0 ? `, ${leftWords(left)}` : '';
    return `${ruler(progress)}… ${doneWords(progress)} done, ${waiting}${time}`;
}
/** `3 of 12`; where nobody knows what is to come, `3 of at least 4`. */
const doneWords = ({ done, total, unplanned }) => `${done} of ${unplanned ? 'at least ' : ''}${total}`;
const leftWords = ({ seconds, low, high }) => `about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)} left (${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(low)} to ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(high)})`;
/** The line for a notice; undefined for those that only pass by. */
function lineOf(notice) {
    switch (notice.kind) {
        case 'waiting': {
            const state = notice.stackStatus === undefined ? 'does not exist yet' : `is ${notice.stackStatus}`;
            const what = notice.further
                ? 'the job goes on, so it is watched for a further operation'
                : 'waiting for an operation to begin';
            return info(`Stack ${notice.stack} ${state}: ${what}`);
        }
        case 'attached':
            return info(`${notice.operation} of ${notice.stackId}${notice.url ? `\n${notice.url}` : ''}`);
        case 'event':
            // Comes right after the line that says the same.
            return notice.event.reason === 'Resource creation Initiated' ? undefined : eventLine(notice);
        case 'express':
            return info('Express mode: complete means configured; resources may still be stabilizing. "ecs-service" and "health-url" wait for them.');
        case 'early-warning': {
            const { logicalId, type } = notice.span;
            return {
                level: 'warning',
                title: `${logicalId} is in trouble`,
                text: `${logicalId} (${type}): ${notice.words}`,
            };
        }
        case 'progress':
            return undefined;
        case 'slow':
        case 'stalled':
            return delayLine(notice.kind, notice.delay);
        case 'failing': {
            const { logicalId, stackName, type, reason, advice } = notice.cause;
            // Whether the step fails is not known yet: its own last line is the error.
            return {
                level: 'warning',
                title: `${logicalId} failed`,
                text: `${stackName}: ${logicalId} (${type}): ${reason} → ${advice}`,
            };
        }
        case 'lost-sight':
            return {
                level: 'warning',
                title: 'Lost sight of the deployment',
                text: `${notice.message}. The deployment goes on; this says nothing about it.`,
            };
        case 'not-cancelled':
            return {
                level: 'warning',
                title: 'The update was not cancelled',
                text: `${notice.message}. The operation goes on: look at the stack.`,
            };
        case 'regained':
            return info(`Sight regained after ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(notice.seconds)}`);
        case 'decided':
            return info(`${notice.operation} → ${notice.stackStatus}: ${notice.outcome}`);
    }
}
const info = (text) => ({ level: 'info', text });
function delayLine(kind, delay) {
    const { span, elapsedSeconds, usualSeconds, hint, evidence } = delay;
    const takes = `takes ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(elapsedSeconds)}, usually about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(usualSeconds)}`;
    const text = `${span.logicalId} (${span.type}) ${takes}`;
    if (kind === 'slow')
        return info(`Slow: ${text}`);
    return {
        level: 'warning',
        title: `${span.logicalId} has stalled`,
        text: `${text}. ${evidence ?? `Usually: ${hint}`}.`,
    };
}


/***/ }),

/***/ 4176:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader.ts
var src_reader = __nccwpck_require__(4483);
;// CONCATENATED MODULE: ./packages/cloudformation/src/limiter.ts

/** A first look at several stacks, or at a long operation, may be made at once. */
const BURST = 10;
/** Far below the 5 to 8 reads a second at which accounts were seen to be throttled. */
const CALLS_PER_SECOND = 2;
const LARGEST_STRAIN = 4;
const STRAIN_HALVES_MS = 60_000;
function openLimiter(clock) {
    let left = BURST;
    let filledAt = clock.now();
    let throttles = 0;
    let throttledAt = Number.NEGATIVE_INFINITY;
    const strain = () => {
        const halvings = Math.floor((clock.now() - throttledAt) / STRAIN_HALVES_MS);
        return Math.min(LARGEST_STRAIN, Math.max(1, 2 ** (throttles - halvings)));
    };
    const turn = async (signal) => {
        const rate = CALLS_PER_SECOND / strain();
        left = Math.min(BURST, left + ((clock.now() - filledAt) / 1000) * rate);
        filledAt = clock.now();
        left--;
        if (left < 0 && !signal.aborted)
            await clock.sleep((-left / rate) * 1000, signal);
    };
    const throttled = () => {
        throttles = Math.min(Math.log2(LARGEST_STRAIN), Math.log2(strain()) + 1);
        throttledAt = clock.now();
        left = Math.min(left, 0);
        filledAt = clock.now();
    };
    return { turn, throttled, strain };
}
/** A reader that waits for its turn before each of its methods: the pages of a change set are one turn. */
function politely(reader, limiter, signal) {
    const wait = (read) => async (...given) => {
        await limiter.turn(signal);
        try {
            return await read(...given);
        }
        catch (error) {
            if (error instanceof src_reader/* ReadError */.F && error.trouble === 'throttled')
                limiter.throttled();
            throw error;
        }
    };
    return {
        ...reader,
        describeStack: wait(reader.describeStack),
        events: wait(reader.events),
        changes: wait(reader.changes),
        template: wait(reader.template),
        resources: wait(reader.resources),
        failures: wait(reader.failures),
        hookFindings: wait(reader.hookFindings),
    };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
// EXTERNAL MODULE: ./packages/cloudformation/src/console.ts
var console = __nccwpck_require__(7663);
// EXTERNAL MODULE: ./packages/cloudformation/src/stack-event.ts
var stack_event = __nccwpck_require__(9207);
// EXTERNAL MODULE: ./packages/cloudformation/src/status.ts
var src_status = __nccwpck_require__(3082);
;// CONCATENATED MODULE: ./packages/cloudformation/src/span.ts


/** A resource's name within the whole tree of stacks. */
const spanKey = (span) => `${span.stackId} ${span.logicalId}`;
const isNestedStack = (span) => span.type === stack_event/* STACK_TYPE */.Q9;
/** Never negative: `now` is known to two seconds, and an event can be newer. */
const secondsOf = (span, now) => Math.max(0, (span.endedAt ?? now) - span.startedAt) / 1000;
/** The spans in one or more stacks' events, in the order they began. Events: oldest first in each stack. */
function spans(events) {
    const recorder = spanRecorder();
    for (const event of events)
        recorder.add(event);
    return recorder.spans();
}
/** Grows spans event by event, at a cost that does not grow with their number. */
function spanRecorder() {
    const all = [];
    /** Index in `all` of what is under way, by resource. */
    const open = new Map();
    const phases = new Map();
    const add = (event) => {
        if ((0,stack_event/* isOfStackItself */.D)(event)) {
            phases.set(event.stackId, phaseOf(event.status));
            return;
        }
        const action = actionOf(event.status);
        if (action === undefined)
            return;
        const index = open.get(spanKey(event));
        const current = index === undefined ? undefined : all[index];
        if (index !== undefined && current !== undefined && current.action === action) {
            all[index] = grow(current, event);
        }
        else {
            open.set(spanKey(event), all.length);
            all.push(begin(event, action, phases.get(event.stackId) ?? 'forward'));
        }
        if (!(0,src_status/* isInProgress */.LT)(event.status))
            open.delete(spanKey(event));
    };
    return { add, spans: () => all };
}
function phaseOf(status) {
    if ((0,src_status/* isCleanup */.FV)(status))
        return 'cleanup';
    return /ROLLBACK/.test(status) ? 'rollback' : 'forward';
}
function actionOf(status) {
    if (status.endsWith('_SKIPPED'))
        return 'DELETE';
    return ['CREATE', 'UPDATE', 'DELETE', 'IMPORT'].find((each) => status.startsWith(`${each}_`));
}
function begin(event, action, phase) {
    const { stackId, stackName, logicalId, physicalId, type, status } = event;
    const told = { status, ...optional(event), ...((0,src_status/* isInProgress */.LT)(status) ? {} : { endedAt: event.time }) };
    return { stackId, stackName, logicalId, physicalId, type, action, phase, startedAt: event.time, ...told };
}
function grow(span, event) {
    const ended = (0,src_status/* isInProgress */.LT)(event.status) ? {} : { endedAt: event.time };
    const physicalId = event.physicalId || span.physicalId;
    const { detailedStatus: _, ...rest } = span;
    const configured = rest.configuredAt === undefined && event.detailedStatus === CONFIGURED;
    return {
        ...rest,
        ...(configured ? { configuredAt: event.time } : {}),
        ...{ physicalId, status: event.status, ...optional(event), ...ended },
    };
}
const CONFIGURED = 'CONFIGURATION_COMPLETE';
const optional = ({ reason, detailedStatus }) => ({
    ...(reason === undefined ? {} : { reason }),
    ...(detailedStatus === undefined ? {} : { detailedStatus }),
});
const hasFailed = (span) => (0,src_status/* isFailed */.Ix)(span.status);

;// CONCATENATED MODULE: ./packages/cloudformation/src/stack-report.ts


const iso = (time) => new Date(time).toISOString();
const tenths = (seconds) => Math.round(seconds * 10) / 10;
/** What was seen of an operation, as plain data. */
function reportOf({ stack, tracker, ending, sight, now }) {
    const attempt = tracker.attempt();
    const progress = tracker.progress(now);
    const consoleUrl = (0,console/* operationUrl */.F5)(stack.stackId, attempt?.operationIds.at(-1));
    const operationId = attempt?.operationIds[0];
    return {
        name: stack.name,
        stackId: stack.stackId,
        status: ending.status,
        stackStatus: attempt?.stackStatus ?? stack.status,
        ...(attempt && { operation: attempt.operation, startedAt: iso(attempt.startedAt) }),
        ...(operationId === undefined ? {} : { operationId }),
        ...(stack.deploymentMode === undefined ? {} : { deploymentMode: stack.deploymentMode }),
        ...(attempt?.decided && { endedAt: iso(attempt.decided.at) }),
        durationSeconds: tenths(progress.elapsedSeconds),
        progress: progress.percent,
        ...(consoleUrl && { consoleUrl }),
        ...(ending.cause && { rootCause: ending.cause }),
        resources: tracker.spans().map((span) => resource(span, tracker.usualSeconds(span), now)),
        stalled: tracker
            .paces(now)
            .filter(({ pace }) => pace === 'stalled')
            .map(({ span }) => span.logicalId),
        lostSightSeconds: tenths(sight.lostSeconds()),
        ...(ending.lostSight === undefined ? {} : { lostSight: ending.lostSight }),
        events: tracker.events().toSorted((a, b) => a.time - b.time),
    };
}
function resource(span, usualSeconds, now) {
    return {
        stackName: span.stackName,
        logicalId: span.logicalId,
        type: span.type,
        status: span.status,
        startedAt: iso(span.startedAt),
        seconds: tenths(secondsOf(span, now)),
        usualSeconds: tenths(usualSeconds),
    };
}
/** When there was no operation to see. */
function reportOfNone(name, none, sight) {
    const { stack, cause, lostSight, note } = none;
    const consoleUrl = stack && (0,console/* stackUrl */.UV)(stack.stackId);
    return {
        name: stack?.name ?? name,
        ...(stack && { stackId: stack.stackId, stackStatus: stack.status }),
        status: none.status,
        durationSeconds: 0,
        progress: none.status === 'no-changes' ? 100 : 0,
        ...(consoleUrl && { consoleUrl }),
        ...(cause && { rootCause: cause }),
        ...(note === undefined ? {} : { note }),
        resources: [],
        stalled: [],
        lostSightSeconds: tenths(sight.lostSeconds()),
        ...(lostSight === undefined ? {} : { lostSight }),
        events: [],
    };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/attempt.ts


/**
 * The attempts in a stack's own events (oldest first; those of its resources are skipped).
 * `before`: the stack's status before the first of them.
 */
function attempts(events, before = '') {
    const found = [];
    for (const event of events) {
        if (!(0,stack_event/* isOfStackItself */.D)(event) || (0,src_status/* operationOf */.zI)(event.status) === undefined)
            continue;
        const open = found.at(-1);
        if (open !== undefined && !beginsAfter(open, event))
            found[found.length - 1] = follow(open, event);
        else
            found.push(attempt_begin(event, open?.stackStatus ?? before));
    }
    return found;
}
/** Whether `event` begins an attempt of its own rather than going on with `open`. */
function beginsAfter(open, event) {
    if (open.decided === undefined || !(0,src_status/* isInProgress */.LT)(event.status) || (0,src_status/* isCleanup */.FV)(event.status))
        return false;
    // Only these does CloudFormation go on from by itself: rolling back, or deleting a failed creation. From every other
    // failure somebody has to: UPDATE_ROLLBACK_FAILED by ContinueUpdateRollback, DELETE_FAILED by another deletion.
    const goesOn = /^(CREATE|UPDATE|IMPORT)_FAILED$/.test(open.stackStatus) && event.reason !== USER_INITIATED;
    return !goesOn || event.token !== open.token;
}
/** CloudFormation's reason on what an API call began. */
const USER_INITIATED = 'User Initiated';
function attempt_begin(event, before) {
    const continued = before === 'UPDATE_ROLLBACK_FAILED' && event.status.startsWith('UPDATE_ROLLBACK_');
    const operation = continued ? 'CONTINUE_ROLLBACK' : ((0,src_status/* operationOf */.zI)(event.status) ?? 'UPDATE');
    const outcome = (0,src_status/* outcomeOf */.sG)(event.status, operation);
    return {
        operation,
        startedAt: event.time,
        ...(event.token === undefined ? {} : { token: event.token }),
        operationIds: event.operationId === undefined ? [] : [event.operationId],
        stackStatus: event.status,
        ...(event.reason === undefined ? {} : { statusReason: event.reason }),
        ...(outcome === undefined ? {} : { decided: { at: event.time, outcome } }),
    };
}
function follow(open, event) {
    const outcome = (0,src_status/* outcomeOf */.sG)(event.status, open.operation);
    const { decided: _, ...rest } = open;
    const known = event.operationId === undefined || open.operationIds.includes(event.operationId);
    const rollsBack = open.rollbackSince === undefined && /ROLLBACK|DELETE/.test(event.status);
    return {
        ...rest,
        operationIds: known ? open.operationIds : [...open.operationIds, event.operationId ?? ''],
        stackStatus: event.status,
        ...(event.reason === undefined ? {} : { statusReason: event.reason }),
        ...(rollsBack && !isUndoing(open.operation) ? { rollbackSince: event.time } : {}),
        ...(outcome === undefined ? {} : { decided: decision(open, event, outcome) }),
    };
}
/** Going back is all that these do: nothing of theirs is undone. */
const isUndoing = (operation) => operation === 'DELETE' || (0,src_status/* isRollback */.z1)(operation);
/** The first certainty stays: cleanup ends later than the outcome. */
function decision(open, event, outcome) {
    return open.decided?.outcome === outcome ? open.decided : { at: event.time, outcome };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/feed.ts
function openFeed(reader, stackId) {
    const known = new Set();
    let older;
    let first = true;
    const unknown = (events) => events.filter(({ id }) => !known.has(id));
    /** Only what is handed out is known: a read that fails half way begins anew. */
    const handOut = (found) => {
        for (const { id } of found)
            known.add(id);
        return inOrder(found);
    };
    const read = async (until = () => false) => {
        const found = [];
        let next;
        for (;;) {
            const page = await reader.events(stackId, next);
            const fresh = unknown(page.events);
            found.push(...fresh);
            next = page.next;
            if (first)
                older = next;
            if (next === undefined || fresh.length < page.events.length || fresh.some(until))
                break;
        }
        first = false;
        return handOut(found);
    };
    const past = async () => {
        if (older === undefined)
            return [];
        const page = await reader.events(stackId, older);
        older = page.next;
        return handOut(unknown(page.events));
    };
    return { stackId, read, past };
}
/** Oldest first. Of events of one instant the one told later comes first in a page, so turning it round is right. */
function inOrder(newestFirst) {
    return newestFirst.toReversed().sort((a, b) => a.time - b.time);
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/near.ts
/** How many letters have to be added, taken away or changed to turn one name into another (Levenshtein). */
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [i, letter] of [...a].entries()) {
        const next = [i + 1];
        for (const [j, other] of [...b].entries()) {
            const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
            next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}
/** The `limit` names that may have been meant by one that is not there, the nearest first. */
function nearNames(name, names, limit = 3) {
    const wanted = name.toLowerCase();
    const rank = (other) => {
        const given = other.toLowerCase();
        const part = given.includes(wanted) || wanted.includes(given);
        return Math.min(distance(wanted, given), part ? 1 : Number.POSITIVE_INFINITY);
    };
    const farthest = Math.max(2, Math.floor(name.length / 3));
    return [...new Set(names)]
        .map((other) => ({ other, rank: rank(other) }))
        .filter(({ rank }) => rank <= farthest)
        .sort((a, b) => a.rank - b.rank || a.other.localeCompare(b.other))
        .slice(0, limit)
        .map(({ other }) => other);
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/catalogue-services.ts
/** What single services say, in words that tell more than their error code. */
const SERVICE_REASONS = [
    {
        kind: 'ecs-circuit-breaker',
        reads: /circuit ?breaker/i,
        advice: 'The new tasks did not stay up: read the stopped tasks’ reasons and the container’s log.',
    },
    {
        kind: 'iam-entity-in-use',
        reads: /Cannot delete (entity|a policy)|DeleteConflict|must (detach|delete|remove) .* first/i,
        advice: 'Something was attached to the role, user or policy outside the stack: detach it, then deploy again.',
    },
    {
        kind: 'iam-policy-malformed',
        reads: /MalformedPolicyDocument|Invalid principal in policy|Invalid policy (document|syntax)|Policy statement must/i,
        advice: 'The policy is not valid: check its principals (they must exist) and its JSON.',
    },
    {
        kind: 'subnet-conflict',
        reads: /conflicts with another subnet|InvalidSubnet\.Conflict|overlap(s|ping)?\b.*(CIDR|subnet|network|address)|(CIDR|subnet|network|address).*\boverlap/i,
        advice: 'Two networks overlap: choose an address range that nothing else uses.',
    },
    {
        kind: 'subnet-range',
        reads: /InvalidSubnet\.Range|InvalidVpc\.Range|The CIDR .* is invalid/i,
        advice: 'The address range does not lie in its VPC, or is too small or too large: correct the CIDR.',
    },
    {
        kind: 'subnet-full',
        reads: /InsufficientFreeAddressesInSubnet|not (have )?enough free (addresses|IP)/i,
        advice: 'The subnet has no free addresses left: use a larger or another subnet.',
    },
    {
        kind: 'route-exists',
        reads: /RouteAlreadyExists|route identified by .* already exists/i,
        advice: 'The route table has such a route already: remove it, or leave this one out.',
    },
    {
        kind: 'security-group-vpc',
        reads: /security groups? .*(does not exist in VPC|not found in the default VPC)|InvalidGroup\.NotFound|different networks/i,
        advice: 'The security group and what uses it are in different VPCs: refer to the group by its id, in the same VPC.',
    },
    {
        kind: 'network-interface-in-use',
        reads: /has a dependent object|network interface .* (is )?currently in use|InvalidNetworkInterface\.InUse/i,
        advice: 'A network interface, often a function’s, still uses it: wait (up to 40 minutes) or delete the interface, then deploy again.',
    },
    {
        kind: 'instance-type-unsupported',
        reads: /requested instance type .* is not supported|instance type .* not supported in|InstanceTypeNotSupported|Your requested instance type/i,
        advice: 'This zone does not have the instance type: choose another type or zone.',
    },
    {
        kind: 'vcpu-limit',
        reads: /VcpuLimitExceeded|more vCPU capacity than your current vCPU limit/i,
        advice: 'The account’s vCPU quota is used up: raise it in Service Quotas, or use a smaller instance.',
    },
    {
        kind: 'key-pair-missing',
        reads: /InvalidKeyPair\.NotFound|key pair .* does not exist/i,
        advice: 'The key pair does not exist in this region: create it, or correct its name.',
    },
    {
        kind: 'account-not-ready',
        reads: /OptInRequired|PendingVerification|account is (currently )?(blocked|being verified)|not subscribed|must be verified/i,
        advice: 'The account may not use the service yet: subscribe or opt in, or wait until AWS has verified it.',
    },
    {
        kind: 'queue-deleted-recently',
        reads: /QueueDeletedRecently|must wait 60 seconds after deleting/i,
        advice: 'A queue of this name was deleted a moment ago: deploy again after a minute.',
    },
    {
        kind: 'scheduled-for-deletion',
        reads: /scheduled for deletion|pending deletion|PendingDeletion/i,
        advice: 'One of this name still waits to be deleted: restore it or delete it at once, then deploy again.',
    },
    {
        kind: 'lambda-concurrency',
        reads: /UnreservedConcurrentExecution|ReservedConcurrentExecutions for function decreases/i,
        advice: 'The account’s concurrency is too low to reserve this much: reserve less, or raise the quota.',
    },
    {
        kind: 'lambda-code-size',
        reads: /Unzipped size must be smaller|ZipFile length|CodeStorageExceeded|code storage limit|Request must be smaller than/i,
        advice: 'The function’s code is too large: leave out what it does not need, delete old versions, or use an image.',
    },
    {
        kind: 'lambda-code-missing',
        reads: /Error occurred while GetObject|S3 Error Code: (NoSuchKey|NoSuchBucket|PermanentRedirect)/i,
        advice: 'The function’s package cannot be read from its bucket: upload it first, and keep it in the function’s region.',
    },
    {
        kind: 'lambda-runtime',
        reads: /runtime parameter of .* is no longer supported|Value .* at 'runtime' failed/i,
        advice: 'The runtime is no longer supported: choose a newer one.',
    },
    {
        kind: 'gsi-one-at-a-time',
        reads: /more than one GSI creation or deletion|one global secondary index/i,
        advice: 'A table takes one new or removed index an update: deploy one index after the other.',
    },
    {
        kind: 'table-subscriber-limit',
        reads: /Subscriber limit exceeded/i,
        advice: 'Too many tables or indexes are changed at once: let them depend on each other, or deploy again.',
    },
    {
        kind: 'certificate-region',
        reads: /certificate doesn.t exist, isn.t in us-east-1|InvalidViewerCertificate|certificate .*must be (issued )?in us-east-1/i,
        advice: 'CloudFront takes certificates of us-east-1 only, issued and valid for the alias: create it there.',
    },
    {
        kind: 'alias-taken',
        reads: /CNAMEAlreadyExists|alias(es)? .*already (exists|associated)|CNAMEs? you provided are already associated/i,
        advice: 'Another distribution or domain has this alias: remove it there first.',
    },
    {
        kind: 'certificate-not-validated',
        reads: /certificate .*(not (been )?(issued|validated)|pending validation|validation (timed out|failed))|UnsupportedCertificate/i,
        advice: 'The certificate was not validated: create the DNS records that ACM asks for.',
    },
    {
        kind: 'dns-record-exists',
        reads: /Tried to create resource record set .* but it already exists/i,
        advice: 'The record exists outside the stack: delete it, or leave it out of the template.',
    },
    {
        kind: 'dns-zone',
        reads: /RRSet .* not permitted in zone|HostedZoneNotEmpty|hosted zone .*(contains|not empty)/i,
        advice: 'The record does not belong in this hosted zone, or the zone still has records of others: correct the name, or delete those first.',
    },
    {
        kind: 's3-destination',
        reads: /Unable to validate the following destination configurations/i,
        advice: 'The bucket may not notify its destination yet: create the function’s, queue’s or topic’s permission before the bucket (`DependsOn`).',
    },
    {
        kind: 's3-public-access',
        reads: /BlockPublic(Acls|Policy|Access)|bucket does not allow ACLs|cannot have ACLs set|AccessControlListNotSupported|public policies are blocked/i,
        advice: 'Public access or ACLs are blocked for the bucket: use a bucket policy, or set the ownership controls first.',
    },
    {
        kind: 'api-gateway-log-role',
        reads: /CloudWatch Logs role ARN must be set/i,
        advice: 'API Gateway has no role for its logs in this region: set it once for the account (AWS::ApiGateway::Account).',
    },
    {
        kind: 'log-policy-limit',
        reads: /ResourcePolicy .*limit|Resource limit exceeded.*resource polic|resource policy .*(size|length|limit)/i,
        advice: 'The log groups’ resource policies are used up: merge or delete some.',
    },
    {
        kind: 'rds-combination',
        reads: /RDS does not support creating a DB instance|InvalidParameterCombination|Cannot find version .* for/i,
        advice: 'This engine, version and instance class do not go together in this region: choose a combination that is offered.',
    },
    {
        kind: 'rds-upgrade',
        reads: /Cannot find upgrade target|Cannot (up|down)grade .* from|AllowMajorVersionUpgrade/i,
        advice: 'There is no direct way between these versions: upgrade by a version between them, and allow major upgrades.',
    },
    {
        kind: 'rds-zones',
        reads: /DBSubnetGroupDoesNotCoverEnoughAZs|DB Subnet Group doesn.t meet/i,
        advice: 'The subnet group needs subnets in at least two zones: add one.',
    },
    {
        kind: 'rds-state',
        reads: /is not currently in the available state|InvalidDBInstanceState|InvalidDBClusterState|member of a cluster/i,
        advice: 'The database cannot be changed now, or only through its cluster: wait until it is available, or change the cluster.',
    },
    {
        kind: 'kms-key',
        reads: /KMSKeyNotAccessible|KMS\.\w+Exception|KMS key .*(disabled|not accessible|cannot be used|is not authorized)|key policy/i,
        advice: 'The KMS key is disabled, elsewhere, or its policy does not let the service use it: correct the key’s policy.',
    },
    {
        kind: 'ecs-no-instances',
        reads: /no container instance met all of its requirements|No Container Instances were found/i,
        advice: 'No instance of the cluster has room for a task: add capacity, or lower what the task reserves.',
    },
    {
        kind: 'target-group-unattached',
        reads: /target group .*does not have an associated load balancer/i,
        advice: 'The service starts before its listener: let it depend on the listener (`DependsOn`).',
    },
    {
        kind: 'target-group-in-use',
        reads: /Target group .* is currently in use|ListenerNotFound|PriorityInUse|Priority '\d+' is currently in use/i,
        advice: 'A listener still uses the target group, or the rule’s priority is taken: change the rule first.',
    },
    {
        kind: 'physical-id-changed',
        reads: /Invalid PhysicalResourceId/i,
        advice: 'The custom resource answered without a physical id, or with another one: let its handler return the id it was given.',
    },
    {
        kind: 'custom-resource-silent',
        reads: /did not receive a response from your Custom Resource|failed to stabilize in expected time.*custom/i,
        advice: 'The function never answered: read its log; a role, a network or an unhandled error keeps it from answering.',
    },
    {
        kind: 'custom-resource',
        reads: /Received response status \[?FAILED\]? from custom resource|See the details in CloudWatch Log Stream/i,
        advice: 'The custom resource’s function failed: read its log in CloudWatch.',
    },
];

;// CONCATENATED MODULE: ./packages/cloudformation/src/catalogue-stack.ts
/** What CloudFormation itself says of stacks, templates, parameters and hooks. */
const STACK_REASONS = [
    {
        kind: 'cancelled-update',
        reads: /^User Initiated\b/,
        advice: 'Somebody cancelled the update: ask who, or deploy again.',
    },
    {
        kind: 'export-missing',
        reads: /No export named .* found/i,
        advice: 'No stack of this region exports that name: deploy the exporting stack first, or correct the name.',
    },
    {
        kind: 'export-in-use',
        reads: /Export .*(cannot be (deleted|updated)|in use)|cannot (delete|update) export/i,
        advice: 'Another stack imports this export: change that stack first.',
    },
    {
        kind: 'export-name-taken',
        reads: /Export with name .* is already exported/i,
        advice: 'Another stack exports this name: export names are unique in a region, so choose another one.',
    },
    {
        kind: 'parameter-not-fetched',
        reads: /Unable to fetch parameters|Parameters?:? \[ssm(-secure)?:.*cannot be found|ParameterNotFound/i,
        advice: 'The parameter is not in Parameter Store of this account and region, or the role may not read it: create it, or allow ssm:GetParameters.',
    },
    {
        kind: 'secret-not-resolved',
        reads: /Could not parse SecretString JSON|Secrets Manager can.t find the specified (secret|resource)|resolve:secretsmanager/i,
        advice: 'A dynamic reference names no such secret or key: check the secret’s name, region and JSON key.',
    },
    {
        kind: 'parameter-invalid',
        reads: /Parameter validation failed|Parameters: \[.*\] must have values|must be one of the allowed values|Parameter '.*' must/i,
        advice: 'A stack parameter has no value, or none that is allowed: correct it in the deploy command.',
    },
    {
        kind: 'circular-dependency',
        reads: /Circular dependency between resources/i,
        advice: 'Resources refer to each other in a circle: move one reference into a resource of its own, such as a policy or a rule.',
    },
    {
        kind: 'unresolved-reference',
        reads: /Unresolved resource dependencies|Requested attribute .* (does not exist|must be)|Attribute .* does not exist/i,
        advice: 'The template refers to a resource, parameter or attribute that is not there (or whose condition is false): correct the name.',
    },
    {
        kind: 'transform-failed',
        reads: /Failed to execute transform|Transform .* failed|No transform named|FAILED\. Reason: .*macro/i,
        advice: 'A macro or transform failed: read the log of its function, and check that it exists in this account and region.',
    },
    {
        kind: 'capability-missing',
        reads: /Requires capabilities ?:|InsufficientCapabilities/i,
        advice: 'Deploy with the capability that the reason names (`--capabilities`).',
    },
    {
        kind: 'unknown-type',
        reads: /Unrecognized resource types?|Unsupported resource type|Resource type .* is not supported|TypeNotFound/i,
        advice: 'This region does not know the resource type: check its spelling, activate the extension, or choose another region.',
    },
    {
        kind: 'nested-template',
        reads: /TemplateURL must be|S3 error: |Template file .* (not found|could not)/i,
        advice: 'The nested stack’s template cannot be read: check that it was uploaded, its address, and the role’s s3:GetObject.',
    },
    {
        kind: 'template-format',
        reads: /Template (format|validation) error|Template error|not well-formed/i,
        advice: 'The template is not valid: `cfn-lint` finds such mistakes before deploying.',
    },
    {
        kind: 'stack-state',
        reads: /is in .* state and can ?not be updated|not in the state stack\w+Complete/i,
        advice: 'The (nested) stack is in a state that allows no update: bring it to rest first (continue its rollback, or delete it).',
    },
    {
        kind: 'service-role',
        reads: /Role .* is invalid or cannot be assumed/i,
        advice: 'CloudFormation cannot assume the stack’s service role: create it again, or deploy with another one (`--role-arn`).',
    },
    {
        kind: 'stack-policy',
        reads: /denied by stack policy/i,
        advice: 'The stack’s policy protects this resource: lift it for this update, if the change is meant.',
    },
    {
        kind: 'early-validation',
        reads: /EarlyValidation|NAME_CONFLICT_VALIDATION|BUCKET_EMPTINESS_VALIDATION/,
        advice: 'CloudFormation refused the change set before it changed anything: correct what the validation names.',
    },
];

;// CONCATENATED MODULE: ./packages/cloudformation/src/catalogue.ts


/**
 * What any service may say, in the words of its error codes, the more specific first.
 * (Handler error codes: docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html.)
 */
const GENERAL_REASONS = [
    {
        kind: 'image',
        reads: /CannotPullContainer|ImageNotFound|manifest unknown|pull access denied|Source image .* does not exist|InvalidAMI/i,
        advice: 'The image cannot be pulled: check that it was pushed, its tag, and the permission to pull it.',
    },
    {
        kind: 'hook',
        reads: /hook\(s\) failed|HandlerErrorCode: NonCompliant|\bhook\b.*\bfailed/i,
        advice: 'A hook refused the resource: mend what it found, or ask the owner of the hook.',
    },
    {
        kind: 'validation',
        reads: /Properties validation failed|extraneous key|required key|failed validation constraint|template validation/i,
        advice: 'The template sets a property wrongly: correct it; `cfn-lint` finds such mistakes before deploying.',
    },
    {
        kind: 'permission',
        reads: /execution role does not have permissions?/i,
        advice: 'Allow the named action to the execution role that the resource uses.',
    },
    {
        kind: 'permission',
        reads: /not authorized to perform|AccessDenied|Access Denied|UnauthorizedOperation|UnauthorizedTaggingOperation|explicit deny|InvalidCredentials/i,
        advice: 'Allow the named action to the role that deploys (or to the stack’s service role).',
    },
    {
        kind: 'pass-role',
        reads: /iam:PassRole|cannot be assumed|unable to assume|is not authorized to assume/i,
        advice: 'Let the service assume the role (trust policy), and the deploying role pass it (iam:PassRole).',
    },
    {
        kind: 'already-exists',
        reads: /already exists|AlreadyExists|BucketAlreadyOwnedByYou|already in use|DuplicateName/i,
        advice: 'A resource of this name exists outside the stack: import it, delete it, or let CloudFormation name it.',
    },
    {
        kind: 'limit',
        reads: /LimitExceeded|limit exceeded|ServiceQuota|quota|maximum number of|TooMany(?!Requests)|AddressLimit/i,
        advice: 'A quota is used up: free some of it, or raise it in Service Quotas.',
    },
    {
        kind: 'capacity',
        reads: /InsufficientInstanceCapacity|insufficient capacity|Unable to place|did not have enough/i,
        advice: 'AWS has no such capacity there now: try another instance type or zone, or later.',
    },
    {
        kind: 'throttled',
        reads: /Throttl|Rate exceeded|TooManyRequests|SlowDown/i,
        advice: 'The service throttled the deployment: deploy again, or fewer things at once.',
    },
    {
        kind: 'not-empty',
        reads: /not empty|BucketNotEmpty|contains? (one or more )?(objects|images)|has dependencies|DependencyViolation|in use by|still in use|is being used|dependent object|ResourceInUse|ResourceConflict/i,
        advice: 'Something still uses or fills the resource: detach or empty it, then deploy again.',
    },
    {
        kind: 'protected',
        reads: /TerminationProtection|deletion protection|DeletionProtection|stack policy/i,
        advice: 'The resource is protected: lift the protection first, if it really is to go.',
    },
    {
        kind: 'replacement',
        reads: /custom-named resource|requires replacing|NotUpdatable|Replacement/i,
        advice: 'The change replaces a resource with a fixed name: give it another name.',
    },
    {
        kind: 'wait-condition',
        reads: /WaitCondition|success signal|Failed to receive \d+ resource signal|resource signal/i,
        advice: 'The instance never signalled: read its cloud-init and cfn-init logs.',
    },
    {
        kind: 'custom-resource',
        reads: /custom resource|CustomResource|See the details in CloudWatch Log Stream|Lambda.*(timed out|\berror\b)/i,
        advice: 'The custom resource’s function failed or never answered: read its log in CloudWatch.',
    },
    {
        kind: 'timeout',
        reads: /did not stabilize|NotStabilized|timed out|exceeded .*timeout|time-?out|Timeout/i,
        advice: 'The resource never became ready: look at it in its own console, then at its limits and health checks.',
    },
    {
        kind: 'not-found',
        reads: /not found|NotFound|does not exist|NoSuch|could not be found|doesn't exist/i,
        advice: 'Something the resource refers to is missing: check the name, account and region.',
    },
    {
        kind: 'invalid',
        reads: /InvalidRequest|Invalid request|InvalidParameter|ValidationException|Validation|Invalid|malformed|must be|not verified|not supported/i,
        advice: 'The service refused a value: correct the property that the reason names.',
    },
    {
        kind: 'service',
        reads: /ServiceInternalError|Internal ?Failure|Internal (Server )?Error|ServiceUnavailable|NetworkFailure/i,
        advice: 'The service had an error of its own: deploy again.',
    },
];
/** The more specific first: a service's own words, then CloudFormation's, then those of error codes. */
const CATALOGUE = [...STACK_REASONS, ...SERVICE_REASONS, ...GENERAL_REASONS];
/** All kinds of mistakes that are known. */
const KINDS = [...new Set(CATALOGUE.map(({ kind }) => kind))];
const UNKNOWN = { kind: 'unknown', advice: 'Look at the resource’s events in the console.' };
/** The kind of mistake that a reason tells of, and what to do next. */
function diagnose(reason) {
    const entry = CATALOGUE.find(({ reads }) => reads.test(reason));
    return entry === undefined ? UNKNOWN : { kind: entry.kind, advice: entry.advice };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/validation.ts

/** `reason (at path)`, as one line of evidence. */
const describeFailure = ({ kind, logicalId, reason, path }) => [kind, logicalId && `${logicalId}:`, reason, path && `(at ${path})`].filter(Boolean).join(' ');
/**
 * The validation errors that made CloudFormation refuse the newest change set, when it was made since `since`.
 * They are told by DescribeEvents only (CloudFormation User Guide, "Validate stack deployments").
 */
async function refusedChangeSet(reader, stack, since) {
    const newest = stack.lastOperations[0];
    if (newest?.type !== 'CREATE_CHANGESET')
        return undefined;
    const failures = (await reader.failures(newest.id)).filter(({ time, failureMode }) => time >= since && failureMode !== 'WARN');
    const [first, ...others] = failures;
    if (first === undefined)
        return undefined;
    return {
        stackId: stack.stackId,
        stackName: stack.name,
        logicalId: first.logicalId,
        physicalId: '',
        type: first.type,
        status: 'VALIDATION_FAILED',
        reason: first.reason,
        time: new Date(first.time).toISOString(),
        nested: false,
        kind: 'validation',
        advice: diagnose('Properties validation failed').advice,
        evidence: failures.map(describeFailure),
        others: others.map(({ logicalId, type, reason, time }) => ({
            stackName: stack.name,
            logicalId,
            type,
            status: 'VALIDATION_FAILED',
            reason,
            time: new Date(time).toISOString(),
        })),
        rollbackFailures: [],
        cancelled: [],
    };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/attach.ts







const FIRST_PAUSE_SECONDS = 3;
const LONGEST_PAUSE_SECONDS = 10;
/** Nothing is expected any more, but the job's own steps still run. */
const IDLE_PAUSE_SECONDS = 30;
/** The deploying steps are over: what they started must show within this time; a further operation sooner. */
const AFTER_STEPS_SECONDS = { first: 10, further: 3 };
/**
 * Finds the operation to watch: one under way, whoever started it; else one that began since `since`, even
 * if it is over; else the next one to begin. It is waited for until the start time-out, and beside deploying steps
 * until these are over, however long they take.
 */
async function attach(options, ports, sight, previous) {
    const { clock, reader, notice, cancelled } = ports;
    const seen = [];
    let deadline = clock.now() + options.startTimeoutSeconds * 1000;
    let wasDeploying = true;
    let feed;
    let stack;
    let told = false;
    const since = () => sinceByAws(options, ports);
    for (let pause = FIRST_PAUSE_SECONDS;; pause *= 1.4) {
        // Asked before the look: what the last step began is seen by a look after its end.
        const deploying = ports.stepsEnded?.() === false;
        if (stack === undefined) {
            stack = await sight.look(() => reader.describeStack(options.stack));
            const cause = stack && (await sight.look(() => refusedChangeSet(reader, stack, since())));
            if (cause !== undefined)
                return none('failed', stack, { cause });
        }
        if (stack !== undefined) {
            feed ??= openFeed(reader, stack.stackId);
            const source = feed;
            seen.push(...(await sight.look(() => source.read(src_status/* beginsOperation */.SO))));
            const attempt = attempts(seen).at(-1);
            if (attempt !== undefined && isOurs(attempt, since()) && isLater(attempt, stack, previous)) {
                return { kind: 'attempt', stack, feed, ...parted(seen, attempt) };
            }
        }
        if (cancelled.aborted)
            return none('cancelled', stack);
        if (wasDeploying && ports.stepsEnded?.()) {
            wasDeploying = false;
            deadline = clock.now() + 1000 * Math.min(options.startTimeoutSeconds, graceSeconds(previous));
        }
        const late = clock.now() >= deadline;
        if (late && !deploying)
            return nothingBegan(options, ports, sight);
        if (!told)
            notice(waiting(options, stack, previous));
        told = true;
        const longest = deploying && (late || previous !== undefined) ? IDLE_PAUSE_SECONDS : LONGEST_PAUSE_SECONDS;
        const until = clock.now() + Math.min(pause, longest) * 1000;
        await sleepUntil(deploying ? until : Math.min(until, deadline), ports);
    }
}
const graceSeconds = (previous) => AFTER_STEPS_SECONDS[previous === undefined ? 'first' : 'further'];
/** Ends early when the deploying steps do. */
async function sleepUntil(moment, { clock, cancelled, stepsEnded }) {
    const before = stepsEnded?.();
    for (let left = moment - clock.now(); left > 0 && !cancelled.aborted; left = moment - clock.now()) {
        if (stepsEnded?.() !== before)
            return;
        await clock.sleep(before === false ? Math.min(left, 1000) : left, cancelled);
    }
}
function waiting({ stack: name }, stack, previous) {
    return {
        kind: 'waiting',
        stack: name,
        further: previous !== undefined,
        ...(stack && { stackStatus: stack.status }),
    };
}
/** `since` by AWS's clock, as far as an answer has told it: events carry that clock's time. */
const sinceByAws = ({ since }, { clock, reader }) => since + reader.now() - clock.now();
const isOurs = ({ decided, startedAt }, since) => decided === undefined || startedAt >= since;
const isLater = ({ startedAt }, { stackId }, previous) => previous?.stackId !== stackId || startedAt > previous.startedAt;
function parted(seen, { startedAt }) {
    return {
        events: seen.filter(({ time }) => time >= startedAt),
        older: seen.filter(({ time }) => time < startedAt),
    };
}
function none(status, stack, more = {}) {
    return { kind: 'none', status, ...(stack && { stack }), ...more };
}
/** A change set that was refused leaves no event at the stack; one without changes leaves nothing at all. */
async function nothingBegan(options, ports, sight) {
    const { reader } = ports;
    const stack = await sight.look(() => reader.describeStack(options.stack));
    if (stack === undefined)
        return notThere(options, ports, sight);
    const cause = await sight.look(() => refusedChangeSet(reader, stack, sinceByAws(options, ports)));
    return cause === undefined
        ? none('no-changes', stack, { note: restNote(stack) })
        : none('failed', stack, { cause });
}
/** What to know of a stack that nothing was done to. */
function restNote({ name, status, statusReason }) {
    if (status === 'REVIEW_IN_PROGRESS') {
        return `${name} is in REVIEW_IN_PROGRESS: a change set was made and never executed, so nothing of it is deployed. Execute the change set, or delete the stack`;
    }
    const why = statusReason === undefined ? '' : ` (${statusReason})`;
    return `no operation began: ${name} is ${status}${why}, as it was before`;
}
/**
 * A stack that was deleted by this job is not found by its name any more, but by its ARN. Any other is named wrongly, or
 * looked for in the wrong region.
 */
async function notThere(options, ports, sight) {
    const name = (0,names/* stackArn */.yT)(options.stack)?.name ?? options.stack;
    const all = await sight.look(() => ports.reader.stacks()).catch(withoutList);
    const since = sinceByAws(options, ports);
    const deleted = all.find((stack) => stack.name === name && (stack.deletedAt ?? 0) >= since);
    if (deleted !== undefined && deleted.stackId !== options.stack) {
        return attach({ ...options, stack: deleted.stackId, startTimeoutSeconds: 0 }, ports, sight);
    }
    const there = all.filter(({ status }) => status !== 'DELETE_COMPLETE');
    const near = nearNames(name, there.map((stack) => stack.name));
    const region = there[0] === undefined ? options.region : (0,names/* stackArn */.yT)(there[0].stackId)?.region;
    const where = region === undefined ? '' : ` in ${region}`;
    const meant = near.length === 0 ? 'is its name right, and its region?' : `did you mean ${near.join(', ')}?`;
    return none('not-found', undefined, { note: `there is no stack ${name}${where}: ${meant}` });
}
/** The list only helps to say more. */
function withoutList(error) {
    if (error instanceof src_reader/* ReadError */.F)
        return [];
    throw error;
}

// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
;// CONCATENATED MODULE: ./packages/cloudformation/src/ending.ts


/** What it means that nothing can be read any more: nothing for the deployment. */
function outOfSight(error, cancelled) {
    if (!(error instanceof src_reader/* ReadError */.F))
        throw error;
    if (cancelled.aborted)
        return { status: 'cancelled' };
    return { status: 'timed-out', lostSight: (0,errors/* errorLine */.B)(error) };
}
/** The same before anything was seen: then a missing permission is the user's to mend. */
function blind(error, stack, cancelled) {
    const mendable = error instanceof src_reader/* ReadError */.F && (error.trouble === 'denied' || error.trouble === 'other');
    if (mendable && !cancelled.aborted) {
        throw new errors/* UserError */.y(`Stack "${stack}" cannot be read: ${(0,errors/* errorLine */.B)(error)}`);
    }
    return outOfSight(error, cancelled);
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/evidence.ts


/** Types whose own service tells of trouble long before CloudFormation does. */
const TELLING = /^AWS::ECS::(Service|ExpressGatewayService)$/;
/** Tasks need a moment to start and to die. */
const FIRST_LOOK_SECONDS = 30;
const PAUSE_SECONDS = 30;
/** What was well for long is looked at more rarely: this share of its time, up to so many seconds. */
const PAUSE_SHARE = 0.1;
const evidence_LONGEST_PAUSE_SECONDS = 120;
/**
 * Looks rarely, and at one resource at a time: evidence is worth having, not worth the account's calls. Nor does it hold
 * up the watch: what is found counts at the next look at the stack.
 */
function openEvidence(tracker, ports) {
    const { inspect, limiter, notice } = ports;
    const lookedAt = new Map();
    const told = new Map();
    let looking = false;
    const isDue = (span, now) => {
        const rare = Math.min(evidence_LONGEST_PAUSE_SECONDS, PAUSE_SHARE * secondsOf(span, now));
        const pause = Math.max(PAUSE_SECONDS, rare) * 1000 * limiter.strain();
        const before = lookedAt.get(spanKey(span)) ?? Number.NEGATIVE_INFINITY;
        return secondsOf(span, now) >= FIRST_LOOK_SECONDS && now - before >= pause;
    };
    const judge = async (span, inspect) => {
        looking = true;
        const suspicion = await inspect(span).catch(() => undefined);
        looking = false;
        const key = spanKey(span);
        if (tracker.attempt()?.decided !== undefined)
            return;
        if (suspicion === undefined || told.get(key) === suspicion.words)
            return;
        told.set(key, suspicion.words);
        if (suspicion.stalled)
            tracker.suspect(span, suspicion.words);
        else
            notice({ kind: 'early-warning', span, words: suspicion.words });
    };
    const look = (now) => {
        if (inspect === undefined || looking || tracker.attempt()?.rollbackSince !== undefined)
            return;
        const working = tracker
            .spans()
            .filter(({ status, type, action, physicalId }) => {
            return (0,src_status/* isInProgress */.LT)(status) && TELLING.test(type) && action !== 'DELETE' && physicalId !== '';
        })
            .filter((span) => isDue(span, now))
            .toSorted((a, b) => (lookedAt.get(spanKey(a)) ?? 0) - (lookedAt.get(spanKey(b)) ?? 0));
        const [span] = working;
        if (span === undefined)
            return;
        lookedAt.set(spanKey(span), now);
        void judge(span, inspect);
    };
    return { look };
}

// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __nccwpck_require__(8333);
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
const LONGEST_SECONDS = 1e9;
/** The registry counts whole seconds, so a shorter run is not told from this one. */
const SHORTEST_SECONDS = 1;
/** The successes that had ended by `now`, oldest first, the stalls among them set apart. */
function sample(runs, now) {
    const inOrder = runs
        .filter(({ outcome, seconds }) => outcome === 'success' && seconds >= 0 && seconds <= LONGEST_SECONDS)
        .filter(({ endedAt, shape }) => endedAt <= now && shape !== src_shape/* NOTHING */.K$)
        .sort((a, b) => a.endedAt - b.endedAt || a.seconds - b.seconds);
    const logSeconds = scatterTies(inOrder)
        .slice(-LONGEST_HISTORY)
        .map(({ seconds }) => Math.log(Math.max(SHORTEST_SECONDS, seconds)));
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
const PRIOR_SPREAD = 0.4;
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
    const supposed = (1 - trust) * PRIOR_SPREAD;
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
        const longer = logisticSurvival(z);
        survival += weight * longer;
        density += weight * longer * (1 - longer) * slope;
    }
    return { survival: survival / last, density: density / last };
}
const FAR = 25;
const logisticSurvival = (z) => 1 / (1 + Math.exp(z));

;// CONCATENATED MODULE: ./packages/estimate/src/work.ts

/** Spread of ln(seconds) supposed before anything was seen, and the number of samples that is worth. */
const work_PRIOR_SPREAD = 0.35;
const PRIOR_SAMPLES = 1;
/** Standard deviations in one median absolute deviation of a normal distribution. */
const NORMAL_MAD = 1.4826;
const work_SHORTEST_SECONDS = 0.5;
const work_LONGEST_SECONDS = 1e9;
/** What the samples (seconds, in any order) say; undefined without any. One odd sample in a few changes little. */
function workFrom(samples) {
    const logs = samples
        .filter((seconds) => seconds >= 0 && seconds <= work_LONGEST_SECONDS)
        .map((seconds) => Math.log(Math.max(work_SHORTEST_SECONDS, seconds)));
    if (logs.length === 0)
        return undefined;
    const centre = median(logs);
    const seen = NORMAL_MAD * median(logs.map((log) => Math.abs(log - centre)));
    const total = logs.length + PRIOR_SAMPLES;
    const spread = Math.sqrt((logs.length * seen ** 2 + PRIOR_SAMPLES * work_PRIOR_SPREAD ** 2) / total);
    // The standard deviation of a logistic kernel is pi / (slope * sqrt 3).
    return { seconds: Math.exp(centre), shape: Math.PI / (Math.sqrt(3) * spread), samples: logs.length };
}
/** The share of such works that takes longer than so many seconds. */
const work_survivalOf = ({ seconds, shape }, than) => logisticSurvival(shape * Math.log(than / seconds));
/** Seconds that a share `level` of such works keep to. */
function quantileOf({ seconds, shape }, level) {
    return seconds * (level / (1 - level)) ** (1 / shape);
}
/** Of works still going on after `elapsed` seconds: for how many more a share `level` of them goes on. */
function work_leftAt(work, elapsed, level = 0.5) {
    if (!(elapsed > 0))
        return quantileOf(work, level);
    const still = work_survivalOf(work, elapsed);
    // So far beyond all that was seen, what is left grows with what is gone.
    if (still < NONE_LEFT)
        return elapsed * ((1 - level) ** (-1 / work.shape) - 1);
    return Math.max(0, quantileOf(work, 1 - (1 - level) * still) - elapsed);
}
/** Of works still going on after `elapsed` seconds: the share that is over within so many more. */
function endsBy(work, elapsed, seconds) {
    const still = elapsed > 0 ? work_survivalOf(work, elapsed) : 1;
    if (still < NONE_LEFT)
        return 1 - (elapsed / (elapsed + Math.max(0, seconds))) ** work.shape;
    return 1 - work_survivalOf(work, Math.max(0, elapsed) + Math.max(0, seconds)) / still;
}
/** Below it 1 - `still` is too near to 1 to be told apart. */
const NONE_LEFT = 1e-9;
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/table.ts
const medians = (CREATE, UPDATE, DELETE) => ({ CREATE, UPDATE, DELETE });
/** Seconds for a type that is not in the table: most resources are quick. */
const TABLE_DEFAULT = { CREATE: 8, UPDATE: 6, DELETE: 6, IMPORT: 6 };
/**
 * Median seconds to create, update and delete a resource, by type. Creations are medians of recorded
 * stack events where there were some (IAM, Lambda, VPC, NAT, ALB, RDS, SQS, ...), else of published
 * Terraform logs ("Creation complete after") or the service's documentation. They only start the
 * estimate: the stack's own history replaces them.
 */
const TABLE = {
    'AWS::ApiGateway::Account': medians(10, 10, 2),
    'AWS::ApiGateway::Deployment': medians(2, 2, 2),
    'AWS::ApiGateway::Method': medians(2, 2, 2),
    'AWS::ApiGateway::Resource': medians(2, 2, 2),
    'AWS::ApiGateway::RestApi': medians(3, 3, 3),
    'AWS::ApiGateway::Stage': medians(3, 3, 2),
    'AWS::ApiGatewayV2::Api': medians(4, 4, 4),
    'AWS::AppSync::DataSource': medians(2, 2, 2),
    'AWS::AppSync::FunctionConfiguration': medians(2, 2, 2),
    'AWS::AppSync::GraphQLApi': medians(3, 3, 3),
    'AWS::AppSync::GraphQLSchema': medians(6, 6, 2),
    'AWS::AppSync::Resolver': medians(2, 2, 2),
    'AWS::AutoScaling::AutoScalingGroup': medians(60, 120, 120),
    'AWS::CertificateManager::Certificate': medians(120, 5, 5),
    'AWS::CloudFormation::Stack': medians(60, 8, 30),
    'AWS::CloudFormation::WaitCondition': medians(180, 5, 3),
    'AWS::CloudFront::Distribution': medians(220, 180, 240),
    'AWS::Cognito::UserPool': medians(5, 4, 4),
    'AWS::DynamoDB::GlobalTable': medians(30, 30, 20),
    'AWS::DynamoDB::Table': medians(20, 20, 15),
    'AWS::EC2::EIP': medians(17, 5, 6),
    'AWS::EC2::Instance': medians(25, 40, 60),
    'AWS::EC2::InternetGateway': medians(17, 5, 5),
    'AWS::EC2::NatGateway': medians(98, 5, 65),
    'AWS::EC2::Route': medians(3, 3, 3),
    'AWS::EC2::SecurityGroup': medians(8, 5, 5),
    'AWS::EC2::Subnet': medians(8, 5, 5),
    'AWS::EC2::TransitGateway': medians(150, 30, 60),
    'AWS::EC2::VPC': medians(14, 5, 5),
    'AWS::EC2::VPCEndpoint': medians(120, 30, 120),
    'AWS::EC2::VPCGatewayAttachment': medians(12, 5, 8),
    'AWS::ECS::Cluster': medians(10, 6, 6),
    'AWS::ECS::Service': medians(180, 180, 120),
    'AWS::ECS::TaskDefinition': medians(3, 3, 3),
    'AWS::EFS::MountTarget': medians(95, 10, 30),
    'AWS::EKS::Cluster': medians(560, 400, 150),
    'AWS::EKS::Nodegroup': medians(150, 200, 200),
    'AWS::ElastiCache::CacheCluster': medians(330, 300, 400),
    'AWS::ElastiCache::ReplicationGroup': medians(600, 400, 446),
    'AWS::ElasticBeanstalk::Environment': medians(240, 180, 200),
    'AWS::ElasticLoadBalancingV2::Listener': medians(3, 3, 3),
    'AWS::ElasticLoadBalancingV2::LoadBalancer': medians(139, 15, 61),
    'AWS::ElasticLoadBalancingV2::TargetGroup': medians(10, 5, 5),
    'AWS::IAM::InstanceProfile': medians(130, 20, 5),
    'AWS::IAM::ManagedPolicy': medians(18, 17, 5),
    'AWS::IAM::Policy': medians(17, 17, 3),
    'AWS::IAM::Role': medians(18, 17, 5),
    'AWS::KinesisFirehose::DeliveryStream': medians(45, 30, 15),
    'AWS::Kinesis::Stream': medians(25, 30, 20),
    'AWS::KMS::Key': medians(125, 20, 5),
    'AWS::Lambda::EventSourceMapping': medians(25, 25, 30),
    'AWS::Lambda::Function': medians(8, 8, 5),
    'AWS::Lambda::LayerVersion': medians(8, 8, 3),
    'AWS::Lambda::Permission': medians(3, 3, 3),
    'AWS::Logs::LogGroup': medians(10, 5, 3),
    'AWS::MSK::Cluster': medians(1800, 1500, 300),
    'AWS::OpenSearchService::Domain': medians(1100, 1200, 600),
    'AWS::RDS::DBCluster': medians(60, 60, 90),
    'AWS::RDS::DBInstance': medians(339, 200, 250),
    'AWS::RDS::DBSubnetGroup': medians(5, 5, 3),
    'AWS::Redshift::Cluster': medians(240, 300, 120),
    'AWS::Route53::HostedZone': medians(45, 30, 40),
    'AWS::Route53::RecordSet': medians(38, 38, 38),
    'AWS::S3::Bucket': medians(15, 12, 5),
    'AWS::S3::BucketPolicy': medians(3, 3, 3),
    'AWS::SNS::Topic': medians(11, 5, 3),
    'AWS::SQS::Queue': medians(45, 10, 5),
    'AWS::SSM::Parameter': medians(3, 3, 2),
    'AWS::StepFunctions::StateMachine': medians(5, 5, 30),
    'Custom::*': medians(15, 15, 12),
};
/**
 * Minutes after which CloudFormation itself gives a resource up (`handlers.*.timeoutInMinutes` in the
 * resource type's schema; 120 where it says nothing), by the longest of create, update and delete.
 */
const TIMEOUT_MINUTES = {
    'AWS::AutoScaling::AutoScalingGroup': 660,
    'AWS::DynamoDB::Table': 720,
    'AWS::EC2::VPCEndpoint': 210,
    'AWS::ECS::Service': 180,
    'AWS::EKS::Cluster': 180,
    'AWS::ElasticBeanstalk::Environment': 300,
    'AWS::ElasticLoadBalancingV2::LoadBalancer': 30,
    'AWS::MSK::Cluster': 720,
    'AWS::MWAA::Environment': 480,
    'AWS::RDS::DBCluster': 2160,
    'AWS::RDS::DBInstance': 2160,
    'AWS::Redshift::Cluster': 2160,
    'Custom::*': 60,
};
const TIMEOUT_MINUTES_DEFAULT = 120;

;// CONCATENATED MODULE: ./packages/cloudformation/src/stall.ts



/** Fewer samples say little about one run in a hundred. */
const stall_ENOUGH = 4;
/** A resource of a few seconds may take a few more without anybody caring. */
const GRACE_SECONDS = 15;
/** Of the time after which CloudFormation gives up; the longest healthy creation recorded took 0.14 of it. */
const TIMEOUT_SHARE = 0.5;
/**
 * From when a resource counts as slow (its p95) and as stalled: the p99 of enough history of its own, else
 * half of the time-out in its type's schema. Silence alone says nothing: a service may take 25 min in silence.
 */
function limits(type, usual, stallAfter) {
    const slow = Math.max(quantileOf(usual, 0.95), usual.seconds + GRACE_SECONDS / 2);
    if (stallAfter !== 'auto')
        return { slow: Math.min(slow, stallAfter), stalled: stallAfter };
    const stalled = isWellKnown(usual)
        ? Math.max(quantileOf(usual, 0.99), usual.seconds + GRACE_SECONDS)
        : Math.max(TIMEOUT_SHARE * timeoutSeconds(type), quantileOf(usual, 0.99));
    return { slow, stalled };
}
/** Whether its own earlier times alone tell from when on it has stalled. */
const isWellKnown = ({ source, samples }) => source === 'own' && samples >= stall_ENOUGH;
function pace(elapsedSeconds, { slow, stalled }) {
    if (elapsedSeconds >= stalled)
        return 'stalled';
    return elapsedSeconds >= slow ? 'slow' : 'normal';
}
/** A nested stack takes what its resources take: they are judged, not it. */
const mayStall = (span) => span.endedAt === undefined && !isNestedStack(span);
function timeoutSeconds(type) {
    const key = type.startsWith('Custom::') ? 'Custom::*' : type;
    return 60 * (TIMEOUT_MINUTES[key] ?? TIMEOUT_MINUTES_DEFAULT);
}
const HINTS = [
    [
        /^AWS::ECS::/,
        'new tasks that stop or never become healthy: look at the service’s stopped tasks and health checks',
    ],
    [
        /^AWS::CertificateManager::/,
        'the DNS record or e-mail that validates the certificate is missing: look at the certificate',
    ],
    [/^AWS::CloudFront::/, 'the distribution is being rolled out to the edges: it may just take long'],
    [
        /^AWS::RDS::|^AWS::ElastiCache::|^AWS::Redshift::/,
        'backups, a failover or an upgrade under way: look at the database’s own events',
    ],
    [
        /^Custom::|CustomResource$/,
        'a function that never answers CloudFormation: look at its log in CloudWatch',
    ],
    [
        /^AWS::CloudFormation::WaitCondition$|^AWS::AutoScaling::/,
        'instances that never signal: look at their cloud-init and cfn-init logs',
    ],
    [
        /^AWS::Lambda::/,
        'network interfaces of a function in a VPC, or an image being optimised: look at the function',
    ],
    [
        /^AWS::EC2::(SecurityGroup|Subnet|VPC|NetworkInterface|InternetGateway)/,
        'something outside the stack still uses it: look at its network interfaces',
    ],
    [/^AWS::IAM::/, 'IAM being slow to make the change known everywhere: it may just take long'],
    [/^AWS::EKS::/, 'nodes that do not join or pods that cannot be evicted: look at the node group’s health'],
];
/** What usually hangs in a resource of this type, and where to look. */
function stallHint(type) {
    return HINTS.find(([pattern]) => pattern.test(type))?.[1] ?? 'look at the resource in its own console';
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/nested.ts





/** One that is past its usual time may hide a stall. */
const OVERDUE_PATIENCE_SECONDS = 15;
const HISTORY_PAGES = 5;
/**
 * An update of a nested stack in which nothing changes is over within a second; the shortest one recorded that had
 * anything to do took five.
 */
const NOTHING_DONE_MS = 2000;
/** For so long the root stack, and what else is in it, may go unread. */
const ROOT_PATIENCE_SECONDS = 20;
/** A nested stack has nothing to tell before. */
const nested_FIRST_LOOK_SECONDS = 5;
function followNested(reader, sight, tracker) {
    const known = new Map();
    let rootReadAt = reader.now();
    const read = async (nested, now) => {
        const { stackId, status, since } = nested;
        const entry = known.get(stackId) ?? {
            ...{ feed: openFeed(reader, stackId), readAt: now, pages: 0, status, since, own: undefined },
        };
        known.set(stackId, entry);
        Object.assign(entry, { readAt: now, status, since });
        const began = tracker.attempt()?.startedAt ?? 0;
        const events = await sight.look(() => entry.feed.read(({ time }) => time < began)).catch(withoutIt);
        const ours = events.filter(({ time }) => time >= began);
        entry.own = ours.findLast(stack_event/* isOfStackItself */.D) ?? entry.own;
        tracker.learnFrom(events.filter(({ time }) => time < began));
        tracker.add(ours);
        tracker.seen(stackId, now);
    };
    /** Whether it hangs or is only slow, its own past can tell. */
    const learnMore = async ({ stackId }, now) => {
        const entry = known.get(stackId);
        const isOpen = () => tracker.late(stackId, now).some((usual) => !isWellKnown(usual));
        while (entry !== undefined && entry.pages < HISTORY_PAGES && isOpen()) {
            entry.pages++;
            tracker.learnFrom(await sight.look(() => entry.feed.past()));
        }
    };
    /** It has something to tell that was not read: not what came to its end without doing anything, or before the last read. */
    const changed = ({ stackId, status, since, quietFor }) => {
        const entry = known.get(stackId);
        if (entry?.status === status && entry.since === since)
            return false;
        if ((0,src_status/* isFailed */.Ix)(status))
            return true;
        if (status === 'UPDATE_COMPLETE' && quietFor < NOTHING_DONE_MS)
            return false;
        return !isOver(entry?.own, since);
    };
    const age = ({ stackId }, now) => now - (known.get(stackId)?.readAt ?? firstSeen(stackId, now));
    /** Those of which neither their own events nor what they are nested in tell the end. */
    const atWork = () => {
        const all = tracker.nested();
        const open = all.filter(({ stackId, status, since }) => (0,src_status/* isInProgress */.LT)(status) && !isOver(known.get(stackId)?.own, since));
        const closed = new Set(all.filter((each) => !open.includes(each)).map(({ stackId }) => stackId));
        // A parent comes before what is nested in it.
        for (const { stackId, parentId } of all)
            if (closed.has(parentId))
                closed.add(stackId);
        return open.filter(({ stackId }) => !closed.has(stackId));
    };
    const mayWitness = ({ stackId, since }, now) => {
        const own = known.get(stackId)?.own;
        return now - since > 1000 * nested_FIRST_LOOK_SECONDS && (own === undefined || isAtWork(own.status));
    };
    /** Its own event may be missing, and what it works on is not. */
    const goesOn = (stackId) => {
        const inside = tracker.spans().filter((span) => span.stackId === stackId);
        const own = known.get(stackId)?.own;
        const works = own === undefined ? inside.some(({ status }) => (0,src_status/* isInProgress */.LT)(status)) : isAtWork(own.status);
        return works && !inside.some(({ status }) => (0,src_status/* isFailed */.Ix)(status));
    };
    const witness = async (now) => {
        const [next] = atWork()
            .filter((each) => mayWitness(each, now))
            .toSorted((a, b) => age(b, now) - age(a, now));
        const patient = now - rootReadAt <= 1000 * ROOT_PATIENCE_SECONDS;
        if (next !== undefined && patient) {
            await read(next, now);
            await learnMore(next, now);
            if (goesOn(next.stackId))
                return true;
        }
        rootReadAt = now;
        return false;
    };
    const look = async (now, patience) => {
        if (await readAll((each) => (0,src_status/* isFailed */.Ix)(each.status) && changed(each), now))
            return;
        const waits = (each) => age(each, now) - 1000 * (isOverdue(each, now) ? OVERDUE_PATIENCE_SECONDS : patience);
        const [next] = atWork().toSorted((a, b) => waits(b) - waits(a));
        if (next === undefined || waits(next) < 0)
            return;
        await read(next, now);
        await learnMore(next, now);
    };
    const isOverdue = ({ stackId }, now) => tracker.late(stackId, now).length > 0;
    const seenAt = new Map();
    const firstSeen = (stackId, now) => {
        const at = seenAt.get(stackId) ?? now;
        seenAt.set(stackId, at);
        return at;
    };
    /** A nested stack may tell of further ones, so it goes on until nothing is new. @returns whether there were any */
    const readAll = async (isMeant, now) => {
        let some = false;
        for (;;) {
            const meant = tracker.nested().filter(isMeant);
            if (meant.length === 0)
                return some;
            some = true;
            for (const each of meant)
                await read(each, now);
        }
    };
    /** The outcome is certain without it, so what cannot be read is left out. */
    const finish = async () => {
        try {
            await readAll(changed, reader.now());
        }
        catch (error) {
            if (!(error instanceof src_reader/* ReadError */.F))
                throw error;
        }
    };
    return { witness, look, finish };
}
/**
 * Whether its own event tells the end of the work that began then. What an update cleans up comes after the root's outcome,
 * what a rollback does before it.
 */
const isOver = (own, since) => own !== undefined &&
    own.time >= since &&
    (!(0,src_status/* isInProgress */.LT)(own.status) || own.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
const isAtWork = (own) => /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(own);
/** Some policies allow the root stack only: then, or when there is no such stack, its own events have to do. */
function withoutIt(error) {
    if (error instanceof src_reader/* ReadError */.F && (error.trouble === 'denied' || error.trouble === 'other'))
        return [];
    throw error;
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/schedule.ts

// Tuned on one part of a family of made-up operations, measured on another (npm run bench -- monitor).
const SHORTEST = 2;
/** With the jitter, an end is seen 12 s late at most. */
const LONGEST = 11.2;
/** Where earlier runs say that the end is improbable. */
const LONGEST_KNOWN = 30;
/** An operation may fail as soon as it begins, or be over; earlier runs tell that it is not. */
const FIRST = { unknown: 7, known: 14 };
/** Seconds of delay that are worth one call. */
const COST = 0.8;
/** With history the end is known to a few seconds: calls are saved long before it, and spent near it. */
const COST_KNOWN = 0.3;
const ENOUGH_RUNS = 3;
/** The longer it goes on, the less a few seconds matter. */
const MINIMUM_SHARE = 0.02;
const JITTER = 0.1;
/**
 * Seconds until the next look: rare while the end is improbable, close when it is near. Jittered, so that
 * the jobs of a matrix do not ask in step.
 */
function pause(outlook, configured, random) {
    const jitter = 1 - JITTER / 2 + JITTER * random();
    if (configured !== 'auto')
        return configured * jitter;
    const wanted = Math.min(unhurried(outlook), Math.max(LONGEST, outlook.nextStall));
    return wanted * outlook.strain * jitter;
}
function unhurried({ endsWithin, forecast, elapsedSeconds, endsAtFailure }) {
    const known = forecast !== undefined && forecast.sampleSize >= ENOUGH_RUNS;
    const most = known && !endsAtFailure ? LONGEST_KNOWN : LONGEST;
    const waited = known ? Math.max(0, elapsedSeconds - forecast.quantile(0.95)) : elapsedSeconds;
    return nextPoll({ endsWithin }, elapsedSeconds, {
        cost: known ? COST_KNOWN : COST,
        minimum: Math.min(LONGEST, SHORTEST + MINIMUM_SHARE * waited),
        maximum: Math.min(most, (known ? FIRST.known : FIRST.unknown) + elapsedSeconds),
    });
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause.ts



/**
 * CloudFormation's own sentences, whole or from their begin: they alone say that a failure follows from another one.
 * A resource's own reason may hold any word, and comes from its handler.
 */
const CANCELLED = /^Resource (creation|update|deletion|import) cancelled\.?$/;
const FOLLOW_UP = /^The following resource\(s\) failed to (create|update|delete|import): \[/;
/**
 * The first real failure, at the deepest stack: not a cancellation, not an echo of another one, and not one
 * that only came up while rolling back (unless nothing else failed, as in a rollback that somebody asked for).
 * Hook results are failures of the resource they judged. Undefined when nothing failed.
 */
function rootCause({ rootId, events }) {
    const ordered = [...events].sort((a, b) => a.time - b.time);
    const failures = failuresOf(ordered, rootId);
    const real = failures.filter(({ echo, cancelled }) => !echo && !cancelled);
    const first = real.find(({ late }) => !late) ?? failures.find(({ late, cancelled }) => !late && !cancelled);
    const chosen = first ?? real[0] ?? failures[0];
    if (chosen === undefined)
        return undefined;
    const { event } = chosen;
    const reason = reasonOf(event, ordered);
    return {
        stackId: event.stackId,
        stackName: event.stackName,
        logicalId: event.logicalId,
        physicalId: event.physicalId,
        type: event.type,
        status: event.status,
        reason,
        time: new Date(event.time).toISOString(),
        nested: event.stackId !== rootId,
        ...diagnose(`${reason} ${event.type.startsWith('Custom::') ? 'custom resource' : ''}`),
        evidence: [],
        others: real.filter((other) => other !== chosen && !other.late).map(({ event }) => failure(event)),
        rollbackFailures: real
            .filter((other) => other !== chosen && other.late)
            .map(({ event }) => failure(event)),
        cancelled: failures.filter(({ cancelled }) => cancelled).map(({ event }) => event.logicalId),
    };
}
function failuresOf(ordered, rootId) {
    const turned = new Set();
    /** A stack's own status before the event at hand. */
    const before = new Map();
    const failedInside = new Set(ordered.filter(tellsOfFailure).map(({ stackId }) => stackId));
    const judged = [];
    for (const event of ordered) {
        const own = (0,stack_event/* isOfStackItself */.D)(event);
        const { stackId, status, reason = '' } = event;
        const late = turned.has(stackId) || (own && stackId !== rootId && turned.has(rootId));
        if (own && turnsByItself(status, before.get(stackId))) {
            judged.push({
                event,
                cancelled: CANCELLED.test(reason),
                echo: reason === '' || FOLLOW_UP.test(reason),
                late,
            });
        }
        else if (!own && (0,src_status/* isFailed */.Ix)(status) && !wasHealed(event, ordered)) {
            const echo = failedInside.has((0,stack_event/* nestedStackId */.n0)(event) ?? '');
            judged.push({ event, cancelled: CANCELLED.test(reason), echo, late });
        }
        if (own && (/ROLLBACK/.test(status) || (0,src_status/* isCleanup */.FV)(status)))
            turned.add(stackId);
        if (own)
            before.set(stackId, status);
    }
    return judged;
}
/**
 * The stack itself turned away from what it was doing: its reason is the cause unless it repeats what happened to
 * resources. A cancelled update, an export in use, a parameter that cannot be fetched, a stack policy.
 */
function turnsByItself(status, before) {
    if ((0,src_status/* isFailed */.Ix)(status))
        return true;
    if (before === undefined)
        return false;
    if ((0,src_status/* isRollingBack */.Fw)(status))
        return !/ROLLBACK/.test(before);
    if (before === 'DELETE_IN_PROGRESS')
        return status !== 'DELETE_COMPLETE' && status !== before;
    return status === 'DELETE_IN_PROGRESS' && before === 'CREATE_IN_PROGRESS';
}
/** A nested stack's failure in its parent repeats one of its own, where that is known. */
function tellsOfFailure(event) {
    const { status, reason = '' } = event;
    if (CANCELLED.test(reason))
        return false;
    return (0,src_status/* isFailed */.Ix)(status) || ((0,stack_event/* isOfStackItself */.D)(event) && (0,src_status/* isRollingBack */.Fw)(status) && reason !== '');
}
/** CloudFormation tries a deletion again (three times in a cleanup), and the last time counts. */
const wasHealed = ({ status, stackId, logicalId, physicalId, time }, all) => status === 'DELETE_FAILED' &&
    all.some((later) => later.status === 'DELETE_COMPLETE' &&
        later.time >= time &&
        later.stackId === stackId &&
        later.logicalId === logicalId &&
        later.physicalId === physicalId);
/** The event's own reason; a hook's own words where that only names the hook. */
function reasonOf(event, ordered) {
    const hooks = refusals(event, ordered).filter(({ time }) => time <= event.time);
    const words = hooks.map(({ hook }) => `${hook?.type}: ${hook?.reason}`);
    return [event.reason ?? event.hook?.reason ?? 'no reason was given', ...words].join(' | ');
}
/** The results of hooks that refused a resource: one in the mode WARN lets it pass. */
const refusals = ({ stackId, logicalId }, events) => events.filter((event) => event.hook?.failureMode !== 'WARN' &&
    /FAILED$/.test(event.hook?.status ?? '') &&
    event.stackId === stackId &&
    event.logicalId === logicalId);
function failure({ stackName, logicalId, type, status, reason = '', time }) {
    return { stackName, logicalId, type, status, reason, time: new Date(time).toISOString() };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/explain.ts


/** The root cause with all that can still be found out about it. What cannot be read is left out. */
async function explain(options) {
    const { events, rootId, reader, earlier } = options;
    const cause = rootCause({ rootId, events });
    if (cause === undefined)
        return undefined;
    if (earlier?.logicalId === cause.logicalId && earlier.stackId === cause.stackId) {
        return { ...cause, evidence: earlier.evidence };
    }
    const evidence = await Promise.all([
        hookFindings(cause, events, reader),
        validationErrors(options),
        settled(options.investigate?.(cause)),
    ]);
    return { ...cause, evidence: [...new Set(evidence.flat())].filter((line) => line !== cause.reason) };
}
async function hookFindings(cause, events, reader) {
    const ids = new Set(refusals(cause, events).flatMap(({ hook }) => hook?.invocationId ?? []));
    const found = await Promise.all([...ids].map((id) => settled(reader.hookFindings(id))));
    return found.flat();
}
/** Only a hook or a validation has more to say here than the event's own reason. */
async function validationErrors({ reader, operationIds, events, }) {
    const told = events.some(({ hook, detailedStatus }) => hook || detailedStatus === 'VALIDATION_FAILED');
    if (!told)
        return [];
    const failures = await settled(Promise.all(operationIds.map((id) => reader.failures(id))).then((each) => each.flat()));
    return failures.filter(({ failureMode }) => failureMode !== 'WARN').map(describeFailure);
}
/** Evidence is worth having, not worth failing for. */
async function settled(found) {
    return (await found?.catch(() => [])) ?? [];
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/trail.ts
function openTrail(startedAt) {
    const marks = [{ time: startedAt, percent: 0 }];
    return {
        mark: (time, percent) => {
            // The end is known only by the look after it: what was marked meanwhile no longer holds.
            while ((marks.at(-1)?.time ?? time) > time)
                marks.pop();
            marks.push({ time, percent });
        },
        at: (time) => {
            const index = marks.findLastIndex((mark) => mark.time <= time);
            const [before, after] = [marks[index], marks[index + 1]];
            if (before === undefined)
                return 0;
            if (after === undefined)
                return before.percent;
            const share = (time - before.time) / (after.time - before.time);
            return Math.floor(before.percent + share * (after.percent - before.percent));
        },
    };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/teller.ts





function openTeller(rootId, tracker, ports) {
    const { reader, notice } = ports;
    const told = new Map();
    const trail = openTrail(tracker.attempt()?.startedAt ?? reader.now());
    let next = 0;
    let first;
    const events = () => {
        const fresh = tracker.events().slice(next);
        next += fresh.length;
        const attempt = tracker.attempt();
        const since = attempt?.startedAt ?? 0;
        trail.mark(attempt?.decided?.at ?? reader.now(), tracker.progress(reader.now()).percent);
        for (const event of fresh.sort((a, b) => a.time - b.time)) {
            const elapsedSeconds = (event.time - since) / 1000;
            notice({
                kind: 'event',
                event,
                elapsedSeconds,
                percent: trail.at(event.time),
                path: tracker.pathOf(event.stackId).join('/'),
            });
        }
    };
    const cause = () => {
        const operationIds = tracker.attempt()?.operationIds ?? [];
        const { investigate } = ports;
        return explain({ rootId, events: tracker.events(), operationIds, reader, investigate, earlier: first });
    };
    const failure = async () => {
        if (first !== undefined || !tracker.spans().some(({ status }) => (0,src_status/* isFailed */.Ix)(status)))
            return;
        // A deletion is tried again, and may then succeed.
        const { operation, decided } = tracker.attempt() ?? {};
        if (operation === 'DELETE' && decided?.outcome !== 'failed')
            return;
        const found = await cause();
        if (found === undefined)
            return;
        first = found;
        notice({ kind: 'failing', cause: found });
    };
    const delays = () => {
        const paces = tracker.paces(reader.now());
        for (const each of paces) {
            const key = spanKey(each.span);
            if (each.pace === 'normal' || told.get(key) === each.pace || told.get(key) === 'stalled')
                continue;
            told.set(key, each.pace);
            const { pace, stallsIn: _, ...delay } = each;
            notice({ kind: pace, delay: { ...delay, hint: stallHint(each.span.type) } });
        }
        return paces.some((each) => each.pace === 'stalled');
    };
    return { events, cause, failure, delays };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/change-set.ts
/** Whether a nested stack's change set is there to be read, and was not. */
const hasUnread = (changes) => changes.some(({ changeSetId, nested }) => changeSetId !== undefined && nested === undefined);
/** The same changes with what nested stacks are to change, to any depth: one call for each that is nested. */
async function withNested(reader, changes) {
    const whole = [];
    for (const change of changes) {
        const { changeSetId } = change;
        whole.push(changeSetId === undefined
            ? change
            : { ...change, nested: await withNested(reader, await reader.changes(changeSetId)) });
    }
    return whole;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/standing.ts

/** What a deletion has to remove from one stack: all that still stands. */
async function standing(reader, stackId) {
    const resources = await reader.resources(stackId);
    return resources
        .filter(({ status }) => status !== 'DELETE_COMPLETE')
        .map(({ status: _, ...resource }) => ({ ...resource, action: 'Remove' }));
}
const isNested = ({ type, physicalId = '' }) => type === stack_event/* STACK_TYPE */.Q9 && physicalId.startsWith('arn:');
/** The same with what stands in nested stacks, to any depth: one call for each. */
async function withNestedStanding(reader, removed) {
    const whole = [];
    for (const change of removed) {
        const { physicalId = '' } = change;
        const inside = isNested(change)
            ? { nested: await withNestedStanding(reader, await standing(reader, physicalId)) }
            : {};
        whole.push({ ...change, ...inside });
    }
    return whole;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/for-each.ts
const LOOP = 'Fn::ForEach::';
/** Twice of what CloudFormation allows in a template: loops in loops could go on for ever. */
const MOST = 1000;
/**
 * The resources that a template's `Fn::ForEach` loops stand for, nested loops included. A loop over what is known only
 * when it is deployed, a parameter without a default, counts once; a `Fn::Transform` among the resources not at all.
 * (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html)
 */
function expandLoops(resources, template) {
    const found = [];
    let complete = true;
    for (const [key, value] of Object.entries(resources)) {
        const loop = key.startsWith(LOOP) ? loopOf(value, template) : undefined;
        if (loop !== undefined) {
            complete &&= loop.items !== undefined;
            for (const item of loop.items ?? ['']) {
                complete &&= found.length < MOST;
                if (found.length >= MOST)
                    break;
                const body = substituted(loop.body, loop.identifier, item);
                const inner = expandLoops(fields(body), template);
                complete &&= inner.complete;
                found.push(...Object.entries(inner.resources));
            }
        }
        else if (key.startsWith('Fn::'))
            complete = false;
        else
            found.push([key, value]);
    }
    return { resources: Object.fromEntries(found), complete };
}
function loopOf(value, template) {
    if (!Array.isArray(value) || value.length !== 3 || typeof value[0] !== 'string')
        return undefined;
    const [identifier, collection, body] = value;
    return { identifier, items: itemsOf(collection, template), body };
}
/** A list as it stands, the default of a parameter, or an entry of a mapping. */
function itemsOf(collection, template) {
    if (Array.isArray(collection)) {
        const items = collection.map((item) => (isPlain(item) ? [String(item)] : itemsOf(item, template)));
        return items.every((item) => item !== undefined) ? items.flat() : undefined;
    }
    const { Ref: parameter, 'Fn::FindInMap': path } = fields(collection);
    if (typeof parameter === 'string') {
        const { Default: list } = fields(fields(template['Parameters'])[parameter]);
        return typeof list === 'string' && list !== '' ? list.split(',').map((item) => item.trim()) : undefined;
    }
    if (!Array.isArray(path))
        return undefined;
    const entry = path.reduce((inner, key) => fields(inner)[String(key)], template['Mappings']);
    return Array.isArray(entry) ? entry.map(String) : undefined;
}
const isPlain = (value) => typeof value === 'string' || typeof value === 'number';
/** `${Name}` and `&{Name}` (without what is no letter or digit) in keys and values, and `Ref`, at any depth. */
function substituted(value, identifier, item) {
    const replaced = (text) => text
        .replaceAll(`\${${identifier}}`, item)
        .replaceAll(`&{${identifier}}`, item.replace(/[^A-Za-z0-9]/g, ''));
    if (typeof value === 'string')
        return replaced(value);
    if (Array.isArray(value))
        return value.map((each) => substituted(each, identifier, item));
    if (typeof value !== 'object' || value === null)
        return value;
    if (value['Ref'] === identifier)
        return item;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [replaced(key), substituted(inner, identifier, item)]));
}
const fields = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

;// CONCATENATED MODULE: ./packages/cloudformation/src/template.ts

/** It only allows loops and the like, which are expanded here. */
const EXPANDED = 'AWS::LanguageExtensions';
/** What a template, JSON or YAML, consists of; undefined when it is none. Conditions are not judged: all are listed. */
async function readTemplate(body) {
    try {
        const template = template_fields(body.trimStart().startsWith('{') ? JSON.parse(body) : await fromYaml(body));
        if (template['Resources'] === undefined)
            return undefined;
        const { resources, complete } = expandLoops(template_fields(template['Resources']), template);
        const transforms = [template['Transform'] ?? []].flat();
        const all = Object.entries(resources);
        const known = new Set(all.map(([logicalId]) => logicalId));
        const listed = all.map(([logicalId, resource]) => {
            const { Type: type, DependsOn: dependsOn, ...rest } = template_fields(resource);
            const named = new Set([...texts(dependsOn), ...references(rest)]);
            named.delete(logicalId);
            return { logicalId, type: String(type ?? ''), after: [...named].filter((id) => known.has(id)) };
        });
        return { resources: listed, complete: complete && transforms.every((name) => name === EXPANDED) };
    }
    catch {
        return undefined;
    }
}
/** Short forms become the long ones that JSON has; the tags that name no resource are read as plain values. */
async function fromYaml(body) {
    const { parse } = await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8815, 19));
    const long = (key) => (value) => ({ [key]: value });
    const customTags = [
        { tag: '!Ref', resolve: long('Ref') },
        { tag: '!GetAtt', resolve: long('Fn::GetAtt') },
        { tag: '!Sub', resolve: long('Fn::Sub') },
        // As plain lists they would be taken for what a loop goes over.
        ...['FindInMap', 'Split', 'Cidr', 'GetAZs'].map((name) => ({
            tag: `!${name}`,
            collection: 'seq',
            resolve: (list) => ({ [`Fn::${name}`]: list.toJSON() }),
        })),
    ];
    return parse(body, { customTags, logLevel: 'error' });
}
/** All that a value refers to, at any depth. */
function references(value) {
    if (Array.isArray(value))
        return value.flatMap(references);
    return Object.entries(template_fields(value)).flatMap(([key, inner]) => {
        if (key === 'Ref')
            return texts(inner);
        if (key === 'Fn::GetAtt')
            return texts(Array.isArray(inner) ? inner[0] : inner).map(beforeDot);
        if (key === 'Fn::Sub')
            return template_substituted(inner);
        return references(inner);
    });
}
/** `"${Bucket.Arn}/*"`, or the same with a map of names that are no resources. `${!Name}` stands for itself. */
function template_substituted(value) {
    const [text, variables] = Array.isArray(value) ? value : [value];
    const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => beforeDot(match[1]?.trim() ?? ''));
    return [...names.filter((name) => !Object.hasOwn(template_fields(variables), name)), ...references(variables)];
}
const beforeDot = (name) => name.split('.')[0] ?? '';
const texts = (value) => (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
const template_fields = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

;// CONCATENATED MODULE: ./packages/cloudformation/src/totals.ts




/** Most operations on nested stacks are over by then: what takes a call for each is not worth it for them. */
const LATER_SECONDS = 30;
/** So many earlier runs tell how long it takes in all, and what it touches. */
const totals_ENOUGH_RUNS = 3;
/**
 * The totals: from the change set that was executed, and for a deletion from what stands. An update without a
 * change set tells nobody what it will touch; then the history and what has begun have to do. Where no earlier run
 * tells how long it takes in all, the template tells in which order.
 */
function followTotals(stack, tracker, { reader, sight }) {
    let first;
    let whole = false;
    const orNone = (read) => sight.look(read).catch(() => []);
    const begin = async (operation) => {
        const id = (0,src_status/* isRollback */.z1)(operation) ? undefined : stack.changeSetId;
        const removed = operation === 'DELETE';
        if (!removed && id === undefined)
            return [];
        const found = await orNone(() => (removed ? standing(reader, stack.stackId) : reader.changes(id ?? '')));
        tracker.plan(found, { partial: removed ? found.some(isNested) : hasUnread(found) });
        return found;
    };
    const complete = async (operation, begun) => {
        const read = operation === 'DELETE' ? withNestedStanding : withNested;
        if (begun.some(isNested) || hasUnread(begun)) {
            const all = await orNone(() => read(reader, begun));
            if (all.length > 0)
                tracker.plan(all, { partial: false });
        }
        if (!['CREATE', 'UPDATE', 'IMPORT'].includes(operation) || tracker.forecast() !== undefined)
            return;
        const template = await sight.look(() => reader.template(stack.stackId)).catch(() => undefined);
        tracker.order((await readTemplate(template ?? ''))?.resources ?? []);
    };
    const look = async () => {
        const attempt = tracker.attempt();
        if (whole || attempt === undefined)
            return;
        if (attempt.decided !== undefined || attempt.rollbackSince !== undefined)
            return;
        first ??= await begin(attempt.operation);
        const elapsedSeconds = (reader.now() - attempt.startedAt) / 1000;
        if (elapsedSeconds < LATER_SECONDS || (tracker.forecast()?.sampleSize ?? 0) >= totals_ENOUGH_RUNS)
            return;
        whole = true;
        await complete(attempt.operation, first);
    };
    return { look };
}

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
    const stalled = logisticSurvival(((x - usual - STALL_SHIFT) * LOGISTIC_SLOPE) / STALL_WIDTH);
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
    let [low, above] = [least > forecast_LONGEST ? Math.min(LARGEST, least) : -1, 1];
    let [high, below] = [Math.max(forecast_LONGEST, low) + 10, 0];
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
const forecast_LONGEST = 21;
const CLOSE = 0.002;
/** exp() of much more is infinite. */
const LARGEST = 690;

;// CONCATENATED MODULE: ./packages/estimate/src/plan.ts

/** Tasks worked on at once, supposed before anything was seen. */
const AT_ONCE = 8;
/**
 * Seconds until all tasks are over, as for any list schedule: no less than the longest chain, and no less than
 * all the work divided by how much is done at once. `level` is that of every task: slow days are slow for all.
 * While nothing begins or ends it falls by no more than the time that passes.
 */
function tasksLeft(tasks, level, atOnce = AT_ONCE) {
    const left = (task) => work_leftAt(task.work, task.elapsed ?? 0, level);
    const ends = endsOf(tasks, left);
    const all = tasks.reduce((sum, task) => sum + left(task), 0);
    const running = tasks.filter(({ elapsed }) => elapsed !== undefined).length;
    return Math.max(0, ...tasks.map(ends), all / Math.max(1, atOnce, running));
}
/**
 *   VPC ===|--> Subnet ===|---------> Service =====     ends when the last of its chain does;
 *               Role =======|------->                   | is where a task is ready for those that follow
 *
 * A task whose prerequisites are unknown waits for the first of those under way: else it had begun.
 */
function endsOf(tasks, left) {
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const running = tasks.filter(({ elapsed }) => elapsed !== undefined).map(left);
    const soonest = running.length > 0 ? Math.min(...running) : 0;
    const ends = new Map();
    const endOf = (task) => {
        if (!ends.has(task)) {
            // Should the tasks wait for each other in a circle, that is where it is cut.
            ends.set(task, 0);
            ends.set(task, startOf(task) + left(task));
        }
        return ends.get(task) ?? 0;
    };
    const startOf = ({ elapsed, after }) => {
        if (elapsed !== undefined)
            return 0;
        return after === undefined ? soonest : Math.max(0, ...after.map((id) => readyAt(byId.get(id))));
    };
    const readyAt = (task) => {
        if (task === undefined || task.ready)
            return 0;
        const whole = (task.elapsed ?? 0) + left(task);
        return endOf(task) - whole * (1 - (task.work.readyShare ?? 1));
    };
    return endOf;
}
/**
 * What a plan says of its whole duration, without any finished run; undefined when nothing is planned. Tasks one
 * after the other and beside each other take a time of their own kind: one kernel again. Of a plan under way
 * since `spent` seconds the tasks are those that are left.
 */
function planned(tasks, spent = 0) {
    if (tasks.length === 0)
        return undefined;
    const seconds = Math.max(plan_SHORTEST, tasksLeft(tasks, 0.5));
    const shape = Math.log(19) / Math.log(Math.max(plan_NARROWEST, tasksLeft(tasks, 0.95) / seconds));
    const work = { seconds, shape, samples: 0 };
    const gone = (elapsed = 0) => Math.max(0, elapsed - spent) || 0;
    return {
        sampleSize: 0,
        confidence: 'low',
        // Of its own, a level falls no faster than time passes; one read off the kernel between two others would.
        quantile: (level, elapsed) => {
            const later = gone(elapsed) > 0 ? gone(elapsed) + leftAt(work, gone(elapsed), level) : 0;
            return spent + Math.max(plan_SHORTEST, tasksLeft(tasks, level), later);
        },
        endsWithin: (within, elapsed) => {
            const still = survivalOf(work, gone(elapsed));
            return still > 0 ? 1 - survivalOf(work, gone(elapsed) + Math.max(0, within)) / still : 1;
        },
    };
}
const plan_SHORTEST = 0.5;
/** The least that p95 lies above the median, so that there always is a kernel. */
const plan_NARROWEST = 1.05;
/**
 * From what finished runs say and what the work at hand says. Whole runs know the order that the work does not
 * show, the work knows what is different this time: the first run counts as much as all the work, and so on.
 */
function blend(runs, fromRuns, fromWork) {
    if (runs === undefined)
        return fromWork();
    const trust = runs.sampleSize / (runs.sampleSize + 1);
    return trust * fromRuns(runs) + (1 - trust) * fromWork();
}
/** The forecast from finished runs blended with that from a plan, where there are both. */
function blended(runs, plan) {
    if (runs === undefined || plan === undefined)
        return runs ?? plan;
    const of = (value) => blend(runs, value, () => value(plan));
    return {
        ...runs,
        quantile: (level, elapsed) => of((forecast) => forecast.quantile(level, elapsed)),
        endsWithin: (seconds, elapsed) => of((forecast) => forecast.endsWithin(seconds, elapsed)),
    };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/progress.ts


/** How long it takes to learn how many resources are worked on at once. */
const PRIOR_SECONDS = 30;
/** The stack's own event follows the last resource's after about so long. */
const TAIL_SECONDS = 2;
/** Without a plan there may be more to come: about this share of the time passed, and at the start about this long. */
const UNPLANNED_SHARE = 0.25;
const UNKNOWN_SECONDS = 60;
function restOf({ spans, usual, pending, seenAt, began }, now) {
    const lastIn = new Map();
    for (const { stackId, startedAt, endedAt = startedAt } of spans)
        lastIn.set(stackId, Math.max(endedAt, lastIn.get(stackId) ?? 0));
    // A nested stack whose resources are seen takes what they take; in one that is over nothing runs or waits.
    const isSeenInto = (span) => isNestedStack(span) && lastIn.has(span.physicalId);
    const isRunning = ({ endedAt }) => endedAt === undefined;
    const over = stacksOver(spans);
    const work = spans.filter((span) => !isSeenInto(span));
    const running = work.filter((span) => isRunning(span) && !over.has(span.stackId));
    const busy = new Set(running.map(({ stackId }) => stackId));
    const inside = spans.filter((span) => isRunning(span) && isSeenInto(span) && !over.has(span.stackId));
    const closing = inside
        .filter(({ physicalId }) => !busy.has(physicalId))
        .map((span) => closingOf(span, Math.max(0, now - (lastIn.get(span.physicalId) ?? now)) / 1000));
    const keys = new Set(inside.map(spanKey));
    const spent = work.reduce((sum, span) => sum + secondsOf(span, now), 0);
    const staleness = ({ stackId }) => Math.max(0, now - (seenAt(stackId) ?? now)) / 1000;
    return {
        running: [
            ...running.map((span) => ({ ...underWay(span, usual(span), now), stale: staleness(span) })),
            ...closing,
        ],
        pending: pending
            .filter(({ id }) => !over.has(id.slice(0, id.indexOf(' '))))
            .map((task) => unlessInside(task, keys)),
        atOnce: Math.max(1, (spent + AT_ONCE * PRIOR_SECONDS) / (Math.max(0, now - began) / 1000 + PRIOR_SECONDS)),
    };
}
/** Nested stacks whose parents say that they are over, and what is nested in these. */
function stacksOver(spans) {
    const latest = new Map();
    for (const span of spans)
        if (isNestedStack(span) && span.physicalId !== '')
            latest.set(span.physicalId, span);
    const over = new Set();
    // A parent's span comes before those of what is nested in it.
    for (const [stackId, { endedAt, stackId: parent }] of latest)
        if (endedAt !== undefined || over.has(parent))
            over.add(stackId);
    return over;
}
/**
 * A nested stack in which nothing is seen to run is at its end, or between two resources: its parent told of the end 0.4
 * to 24 s later in the recordings. The longer that takes already, the longer it may still.
 */
const CLOSING = { seconds: 5, shape: 1.3, samples: 0 };
const closingOf = (span, elapsed) => ({
    ...{ id: spanKey(span), work: CLOSING, elapsed, stale: 0 },
});
/** Time left of the work itself, with as much done at once as so far. */
function timeLeft(workload, now, elapsed, level = 0.5) {
    if (workload.spans.length === 0 && workload.pending.length === 0)
        return UNKNOWN_SECONDS;
    const { running, pending, atOnce } = restOf(workload, now);
    const known = tasksLeft([...running, ...pending], level, atOnce);
    return known + TAIL_SECONDS + (workload.planned ? 0 : UNPLANNED_SHARE * elapsed);
}
/** A task that waits for a nested stack whose resources are seen waits for some of these: nobody knows which. */
function unlessInside({ after, ...task }, nested) {
    return after === undefined || after.some((id) => nested.has(id)) ? task : { ...task, after };
}
const underWay = (span, work, now) => ({
    id: spanKey(span),
    work,
    elapsed: secondsOf(span, now),
    ready: span.configuredAt !== undefined,
});
/** Time left, from the work at hand and from how long such operations took before. */
function left(workload, now, elapsed, forecast) {
    const at = (level) => blend(forecast, (runs) => runs.quantile(level, elapsed) - elapsed, () => timeLeft(workload, now, elapsed, level));
    return { seconds: at(0.5), low: at(0.1), high: at(0.9) };
}
/** The percentage to show after `before` was shown. */
function percent(elapsed, leftSeconds, before) {
    const share = (100 * elapsed) / Math.max(1, elapsed + leftSeconds);
    return Math.min(99, Math.max(before, Math.floor(share)));
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/ends-within.ts



/** The stack's own event follows its last resource's after 0.5 to 2 s; when it does not, something else is to follow. */
const SETTLING = { seconds: 1.2, shape: 1.4, samples: 0 };
const ends_within_TAIL_SECONDS = 1;
/** Seconds until half of the operations have ended of which nothing is seen yet, by whether a plan says that nothing comes. */
const NOTHING_SEEN = { planned: 8, unplanned: 20 };
/** How probable it is that nothing follows what is under way, where no plan tells. */
const NOTHING_FOLLOWS = 0.7;
/** 0: all resources are late together, so that the latest decides; 1: each by itself, so that all their probabilities do. */
const INDEPENDENCE = 0.3;
/** How much earlier runs weigh beside the work in sight, when there are many. */
const RUNS_WEIGHT = 0.5;
/**
 * Probability that an operation ends within so many seconds: that all that is under way and all that waits is over by then,
 * weighed with what earlier runs say.
 */
function endsWithin(workload, { now, elapsed, runs }) {
    const byWork = workEndsWithin(workload, now, elapsed);
    if (runs === undefined)
        return byWork;
    const weight = (RUNS_WEIGHT * runs.sampleSize) / (runs.sampleSize + 1);
    return (seconds) => byWork(seconds) ** (1 - weight) * runs.endsWithin(seconds, elapsed) ** weight;
}
function workEndsWithin(workload, now, elapsed) {
    const { spans, planned } = workload;
    const rest = restOf(workload, now);
    const { running, pending } = rest;
    if (running.length === 0 && pending.length === 0) {
        const half = planned ? NOTHING_SEEN.planned : NOTHING_SEEN.unplanned;
        if (spans.length === 0)
            return (seconds) => seconds / (half + seconds);
        const last = spans.reduce((at, { startedAt, endedAt = startedAt }) => Math.max(at, endedAt), 0);
        const quiet = Math.min(elapsed, Math.max(0, now - last) / 1000);
        return (seconds) => endsBy(SETTLING, quiet, seconds);
    }
    const waitingEnds = pendingWithin(rest);
    const oldest = Math.max(0, ...running.map(({ stale }) => stale));
    return (seconds) => {
        const within = Math.max(0, seconds - ends_within_TAIL_SECONDS);
        // What was seen a while ago may have ended since: counted from when it was seen.
        const each = running.map(({ work, elapsed, stale }) => {
            const unseen = Math.min(elapsed, stale);
            return endsBy(work, elapsed - unseen, within + unseen);
        });
        const last = Math.min(1, ...each);
        const independent = each.reduce((all, one) => all * one, 1);
        const runningEnds = last > 0 ? last * (independent / last) ** INDEPENDENCE : 0;
        return runningEnds * waitingEnds(within + oldest) * (planned ? 1 : NOTHING_FOLLOWS);
    };
}
const ends_within_LEVELS = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9];
/** Probability that all that waits is over within so many seconds: linear between some levels. */
function pendingWithin({ running, pending, atOnce }) {
    if (pending.length === 0)
        return () => 1;
    const tasks = [...running, ...pending];
    const points = [
        { seconds: 0, level: 0 },
        ...ends_within_LEVELS.map((level) => ({ seconds: tasksLeft(tasks, level, atOnce), level })),
    ];
    return (seconds) => {
        const above = points.findIndex((point) => point.seconds > seconds);
        const [before, after] = [points[above - 1], points[above]];
        if (before === undefined || after === undefined)
            return 1;
        const share = (seconds - before.seconds) / (after.seconds - before.seconds);
        return before.level + share * (after.level - before.level);
    };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/usual.ts


/** Between resources of one type the times differ more than from run to run of one resource. */
const TYPE_SHAPE = 2.5;
const TABLE_SHAPE = 2.5;
const GUESS_SHAPE = 1.5;
/** What earlier times of the resource itself, or of its type in the stack, say (seconds, not empty). */
function learnt(samples, source) {
    const work = workFrom(samples);
    if (work === undefined)
        return undefined;
    return { ...work, shape: source === 'type' ? Math.min(work.shape, TYPE_SHAPE) : work.shape, source };
}
/** What a type of resource usually takes anywhere. */
function ofType(type, action) {
    const medians = TABLE[type] ?? (/^Custom::|::CustomResource$/.test(type) ? TABLE['Custom::*'] : undefined);
    const seconds = medians?.[action === 'IMPORT' ? 'UPDATE' : action];
    return seconds === undefined
        ? { seconds: TABLE_DEFAULT[action], shape: GUESS_SHAPE, source: 'guess', samples: 0 }
        : { seconds, shape: TABLE_SHAPE, source: 'table', samples: 0 };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/history.ts





/** Learns from stacks' older events (of each stack, oldest first), which CloudFormation keeps. */
function history_learn(stacks) {
    const all = [...stacks.values()].flatMap((events) => spans(events));
    const work = all.filter(wentWell);
    const own = new Map();
    const types = new Map();
    for (const span of work) {
        history_remember(own, ownKey(span), span);
        history_remember(types, typeKey(span), span);
    }
    const cache = new Map();
    const usual = (work) => {
        const made = cache.get(ownKey(work)) ?? usualOf(work, own, types);
        cache.set(ownKey(work), made);
        return made;
    };
    const finished = (stackId, operation) => attempts(stacks.get(stackId) ?? []).filter((attempt) => attempt.decided !== undefined && attempt.operation === operation);
    return {
        usual,
        runs: (stackId, operation) => finished(stackId, operation).map((attempt) => ({
            ...asRun(attempt),
            ...shapeIn(attempt, stackId, { all, work, stacks }),
        })),
        lastWork: (stackId, operation) => {
            const last = finished(stackId, operation).findLast(({ decided }) => decided?.outcome === 'succeeded');
            return last === undefined ? [] : during(last, work);
        },
    };
}
/** And was seen from its begin: the oldest page read may start in the middle. */
const wentWell = ({ phase, status, startedAt, endedAt = 0 }) => phase === 'forward' && status.endsWith('_COMPLETE') && endedAt > startedAt;
function during({ startedAt, decided }, work) {
    const until = decided?.at ?? startedAt;
    return work.filter((span) => span.startedAt >= startedAt && span.startedAt <= until);
}
const ownKey = (work) => `${spanKey(work)} ${work.action}`;
const typeKey = ({ type, action }) => `${type} ${action}`;
function usualOf(work, own, types) {
    return (fromSpans(own.get(ownKey(work)), 'own') ??
        fromSpans(types.get(typeKey(work)), 'type') ??
        ofType(work.type, work.action));
}
function fromSpans(spans = [], source) {
    const usual = learnt(spans.map((span) => secondsOf(span, span.startedAt)), source);
    const shares = spans.map(({ startedAt, configuredAt, endedAt = 0 }) => configuredAt === undefined ? 1 : (configuredAt - startedAt) / (endedAt - startedAt));
    return usual && { ...usual, readyShare: median(shares) };
}
function history_remember(map, key, span) {
    const earlier = map.get(key);
    if (earlier === undefined)
        map.set(key, [span]);
    else
        earlier.push(span);
}
function asRun({ startedAt, decided }) {
    const at = decided?.at ?? startedAt;
    return {
        endedAt: at,
        seconds: (at - startedAt) / 1000,
        outcome: decided?.outcome === 'succeeded' ? 'success' : 'failure',
    };
}
/** What an operation changed; an operation of tags or outputs only has no event of a resource. */
function shapeIn(attempt, stackId, { all, work, stacks }) {
    const next = attempts(stacks.get(stackId) ?? []).find(({ startedAt }) => startedAt > attempt.startedAt);
    const until = next?.startedAt ?? Number.POSITIVE_INFINITY;
    // A nested stack is updated together with its parent, and may change nothing: its own events tell, if they go back so far.
    const isKnown = (stack) => (stacks.get(stack)?.[0]?.time ?? until) <= attempt.startedAt;
    const changed = all.some((span) => span.startedAt >= attempt.startedAt &&
        span.startedAt < until &&
        !(isNestedStack(span) && isKnown(span.physicalId)));
    const shape = changed ? (0,src_shape/* shapeOf */.F5)(during(attempt, work).filter((span) => !isNestedStack(span))) : src_shape/* NOTHING */.K$;
    return shape === undefined ? {} : { shape };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/plan.ts


/** The leaves of a change set: a nested stack with changes of its own counts as these. */
function flatten(changes, stackId) {
    return changes.flatMap(({ logicalId, type, action, physicalId = '', nested }) => nested === undefined || nested.length === 0
        ? [{ stackId, logicalId, type, action: plan_actionOf(action), ...opacity(type, nested) }]
        : flatten(nested, physicalId));
}
/** Without `IncludeNestedStacks` a change set says no more of a nested stack than that it changes. */
const opacity = (type, nested) => type === stack_event/* STACK_TYPE */.Q9 && nested === undefined ? { opaque: true } : {};
const plan_actionOf = (action) => ({ Add: 'CREATE', Remove: 'DELETE', Import: 'IMPORT' })[action] ?? 'UPDATE';
/** What of the plan has not begun. A new nested stack's ARN is not in the plan, so names and types decide. */
function notBegun(planned, spans) {
    const begun = new Map();
    const name = ({ type, logicalId }) => `${type} ${logicalId}`;
    const resources = new Map(spans.map((span) => [spanKey(span), span]));
    for (const span of resources.values())
        begun.set(name(span), (begun.get(name(span)) ?? 0) + 1);
    return planned.filter((item) => {
        const count = begun.get(name(item)) ?? 0;
        begun.set(name(item), count - 1);
        return count <= 0;
    });
}
/** Whether work belongs to the rollback: a nested stack that is only deleted then has no word of it in its own events. */
const isBack = ({ phase, startedAt }, rollbackSince = Number.POSITIVE_INFINITY) => phase !== 'forward' || startedAt >= rollbackSince;
/**
 * What a rollback still has to undo of the work done: a failed creation deletes what it created; a failed
 * update changes back what it changed, and leaves what it created to the cleanup, after the outcome.
 */
function notUndone(spans, since, deletes) {
    const undone = new Set(spans.filter((span) => isBack(span, since)).map(spanKey));
    return spans
        .filter((span) => !isBack(span, since) && !isNestedStack(span) && !undone.has(spanKey(span)))
        .filter((span) => (deletes ? !hasFailed(span) : span.action === 'UPDATE'))
        .map(({ stackId, logicalId, type }) => ({
        stackId,
        logicalId,
        type,
        action: deletes ? 'DELETE' : 'UPDATE',
    }));
}
/** The plan as tasks that take their usual time, in their order where that is known. */
function tasksOf(planned, usual, order) {
    const prerequisites = new Map(order?.resources.map(({ logicalId, after }) => [logicalId, after]));
    return planned.map((item) => {
        // Removals come after all else, and in an order of their own.
        const ordered = item.stackId === order?.stackId && item.action !== 'DELETE';
        const after = ordered ? prerequisites.get(item.logicalId) : undefined;
        const ids = after?.map((logicalId) => spanKey({ stackId: item.stackId, logicalId }));
        return { id: spanKey(item), work: usual(item), ...(ids === undefined ? {} : { after: ids }) };
    });
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/tracker.ts












function openTracker({ rootId, runs = [], stallAfter, before }) {
    const recorder = spanRecorder();
    const all = [];
    const own = [];
    const past = new Map();
    /** A nested stack's latest event in its parent, and what all of them tell. */
    const parents = new Map();
    const seenAt = new Map();
    const suspected = new Map();
    let changes;
    let partial = false;
    let order;
    let learnt = history_learn(past);
    let foreseen;
    let shown = 0;
    const found = () => attempts(own, before);
    const attempt = () => found()[0];
    const history = () => {
        learnt ??= history_learn(past);
        return learnt;
    };
    const expected = () => {
        const current = attempt();
        if (current === undefined || current.rollbackSince !== undefined)
            return undefined;
        foreseen ??= { forecast: foresee(current.operation) };
        return foreseen.forecast;
    };
    /** Not known before the changes of the nested stacks are. */
    const shape = () => (partial ? undefined : (0,src_shape/* shapeOf */.F5)(changes ?? []));
    const foresee = (operation) => {
        const own = history().runs(rootId, operation);
        return forecast((0,src_shape/* alike */.nO)(own.length > 0 ? own : runs, shape()));
    };
    const plan = (current) => {
        if (current.rollbackSince !== undefined)
            return notUndone(recorder.spans(), current.rollbackSince, current.operation === 'CREATE');
        const planned = changes ?? history().lastWork(rootId, current.operation);
        return planned.length === 0 ? undefined : notBegun(planned, recorder.spans());
    };
    /** The next operation may begin before we look again: it is somebody else's, with all that belongs to it. */
    const isOfNext = (event) => {
        const next = found()[1];
        return next !== undefined && event.time >= next.startedAt;
    };
    const add = (events) => {
        for (const event of events) {
            if ((0,stack_event/* isOfStackItself */.D)(event) && event.stackId === rootId)
                own.push(event);
            if (isOfNext(event))
                continue;
            all.push(event);
            recorder.add(event);
            const nested = (0,stack_event/* nestedStackId */.n0)(event);
            if (nested === undefined)
                continue;
            const before = parents.get(nested);
            const goesOn = before !== undefined && ((0,src_status/* isInProgress */.LT)(before.status) || !(0,src_status/* isInProgress */.LT)(event.status));
            const since = goesOn ? before.since : event.time;
            const quiet = isUpdate(event.status) ? event.time - since : Number.POSITIVE_INFINITY;
            parents.set(nested, { ...event, since, quietFor: Math.max(quiet, before?.quietFor ?? 0) });
        }
    };
    const learnFrom = (events) => {
        for (const event of events) {
            const earlier = past.get(event.stackId);
            if (earlier === undefined)
                past.set(event.stackId, [event]);
            else
                earlier.push(event);
        }
        for (const earlier of past.values())
            earlier.sort((a, b) => a.time - b.time);
        if (events.length === 0)
            return;
        learnt = undefined;
        foreseen = undefined;
    };
    const workloadOf = (current) => {
        const { startedAt, operation } = current;
        const rollbackSince = current.rollbackSince ?? ((0,src_status/* isRollback */.z1)(operation) ? startedAt : undefined);
        const back = rollbackSince !== undefined;
        const spans = recorder.spans().filter((span) => isBack(span, rollbackSince) === back);
        const planned = plan(current);
        const { usual } = history();
        const pending = tasksOf(planned ?? [], usual, back ? undefined : order);
        return {
            ...{ spans, pending, usual, planned: planned !== undefined },
            ...{ began: rollbackSince ?? startedAt, seenAt: (stackId) => seenAt.get(stackId) },
        };
    };
    const elapsedOf = ({ startedAt, decided }, now) => Math.max(0, ((decided?.at ?? now) - startedAt) / 1000);
    const progress = (now) => {
        const current = attempt();
        if (current === undefined)
            return NOTHING;
        const { decided } = current;
        const elapsedSeconds = elapsedOf(current, now);
        const workload = workloadOf(current);
        const { spans, pending } = workload;
        const running = spans.filter(({ endedAt }) => endedAt === undefined);
        const rest = decided ? NOTHING.left : left(workload, now, elapsedSeconds, expected());
        shown = decided ? at100(decided.outcome, shown) : percent(elapsedSeconds, rest.seconds, shown);
        const total = new Set(spans.map(spanKey)).size + pending.length;
        const done = total - pending.length - new Set(running.map(spanKey)).size;
        const signature = shape();
        return {
            ...{ elapsedSeconds, percent: shown, left: rest, done, total, running },
            ...(signature && { shape: signature }),
            ...((!workload.planned || isOpaque(changes)) && !decided && { unplanned: true }),
        };
    };
    const nearness = (now) => {
        const current = attempt();
        if (current === undefined)
            return () => 0;
        return endsWithin(workloadOf(current), { now, elapsed: elapsedOf(current, now), runs: expected() });
    };
    /** A resource may have ended since its stack was last looked at: until then it is judged. */
    const paced = (span, now) => {
        const elapsedSeconds = secondsOf(span, Math.min(now, seenAt.get(span.stackId) ?? now));
        const usual = history().usual(span);
        const bounds = limits(span.type, usual, stallAfter);
        const stallsIn = bounds.stalled - secondsOf(span, now);
        const evidence = suspected.get(spanKey(span));
        const common = { span, elapsedSeconds, usualSeconds: usual.seconds, stallsIn };
        return evidence === undefined
            ? { ...common, pace: pace(elapsedSeconds, bounds) }
            : { ...common, pace: 'stalled', evidence };
    };
    const running = () => recorder.spans().filter(({ endedAt }) => endedAt === undefined);
    const late = (stackId, now) => running()
        .filter((span) => span.physicalId === stackId || span.stackId === stackId)
        .map((span) => ({ seconds: secondsOf(span, now), usual: history().usual(span) }))
        .filter(({ seconds, usual }) => seconds > quantileOf(usual, LATE_LEVEL))
        .map(({ usual }) => usual);
    const pathOf = (stackId) => {
        const parent = parents.get(stackId);
        return parent === undefined || stackId === rootId ? [] : [...pathOf(parent.stackId), parent.logicalId];
    };
    return {
        add,
        seen: (stackId, at) => seenAt.set(stackId, at),
        learnFrom,
        plan: (planned, given) => {
            changes = planned.length === 0 ? undefined : flatten(planned, rootId);
            partial = given.partial;
            foreseen = undefined;
        },
        order: (resources) => {
            order = { stackId: rootId, resources };
        },
        suspect: (span, evidence) => suspected.set(spanKey(span), evidence),
        attempt,
        events: () => all,
        spans: recorder.spans,
        usualSeconds: (span) => history().usual(span).seconds,
        progress,
        endsWithin: nearness,
        forecast: expected,
        paces: (now) => running()
            .filter(mayStall)
            .map((span) => paced(span, now)),
        late,
        nested: () => [...parents].map(([stackId, { stackId: parentId, status, since, quietFor }]) => ({
            ...{ stackId, parentId, status, since, quietFor },
        })),
        pathOf,
    };
}
const isOpaque = (planned = []) => planned.some(({ opaque }) => opaque);
/** All of it is done only by success. */
const at100 = (outcome, shown) => (outcome === 'succeeded' ? 100 : Math.min(99, shown));
/** Late is what takes longer than so many of its kind. */
const LATE_LEVEL = 0.8;
const isUpdate = (status) => status === 'UPDATE_IN_PROGRESS' || status === 'UPDATE_COMPLETE';
const NOTHING = {
    elapsedSeconds: 0,
    percent: 0,
    left: { seconds: 0, low: 0, high: 0 },
    done: 0,
    total: 0,
    running: [],
};

;// CONCATENATED MODULE: ./packages/cloudformation/src/follow.ts












/** Seconds after which a nested stack at work is looked into again. */
const NESTED_PATIENCE = { unknown: 60, known: 90 };
const follow_HISTORY_PAGES = 10;
/** An operation that is over soon has no use for a page of the past; what the first page has of it is there anyway. */
const SECONDS_A_PAGE = 30;
/** So many tell how long the whole takes; where a resource is slow, more tell whether it has stalled (stall.ts). */
const follow_ENOUGH_RUNS = { usually: 3, slow: 10 };
/** Of a large stack one run fills more: to read enough of them costs more calls than they save. */
const PAGES_A_RUN = 2;
/** Follows an attempt to its end. */
async function follow_follow(attached, options, ports) {
    const { reader, sight, notice } = ports;
    const { stackId } = attached.stack;
    const tracker = openTracker({
        rootId: stackId,
        stallAfter: options.stallAfter,
        runs: options.runs ?? [],
        before: attempts(attached.older).at(-1)?.stackStatus ?? '',
    });
    tracker.learnFrom(attached.older);
    tracker.add(attached.events);
    const attempt = tracker.attempt();
    const url = (0,console/* operationUrl */.F5)(stackId, attempt?.operationIds.at(-1));
    if (attempt)
        notice({ kind: 'attached', operation: attempt.operation, stackId, ...(url && { url }) });
    const nested = followNested(reader, sight, tracker);
    const teller = openTeller(stackId, tracker, ports);
    let stack = attached.stack;
    let ending;
    try {
        stack = await current(attached, tracker, ports);
        ending = await toTheEnd({ attached, stack, options, ports, tracker, nested, teller });
    }
    catch (error) {
        ending = outOfSight(error, ports.cancelled);
        if (ending.status === 'cancelled')
            ending = await cancel(attached, options, ports);
        // Whatever comes of a rollback, what was deployed has failed.
        else if (tracker.attempt()?.rollbackSince !== undefined)
            ending = { status: 'failed', cause: await teller.cause() };
    }
    return reportOf({ stack, tracker, ending, sight, now: reader.now() });
}
async function toTheEnd(following) {
    const { attached, stack, options, ports, tracker, nested, teller } = following;
    const { clock, reader, sight, notice, cancelled } = ports;
    const deadline = clock.now() + options.timeoutSeconds * 1000;
    const evidence = openEvidence(tracker, ports);
    const totals = followTotals(stack, tracker, ports);
    const past = openPast(attached, tracker, ports);
    for (;;) {
        const attempt = tracker.attempt();
        if (attempt?.decided !== undefined)
            await nested.finish();
        else
            await totals.look();
        teller.events();
        const progress = tracker.progress(reader.now());
        notice({ kind: 'progress', progress, rollingBack: attempt?.rollbackSince !== undefined });
        await teller.failure();
        if (attempt?.decided !== undefined) {
            const { outcome } = attempt.decided;
            notice({ kind: 'decided', operation: attempt.operation, outcome, stackStatus: attempt.stackStatus });
            // A resource may fail to be deleted at first, and the stack's deletion succeed.
            return outcome === 'succeeded' ? { status: outcome } : { status: outcome, cause: await teller.cause() };
        }
        evidence.look(reader.now());
        const stalled = teller.delays();
        if (stalled && options.endOnStall)
            return { status: 'stalled', cause: await teller.cause() };
        if (cancelled.aborted)
            return cancel(attached, options, ports);
        if (clock.now() >= deadline)
            return { status: 'timed-out', cause: await teller.cause() };
        await rest(pause(outlook(stack, tracker, ports), options.pollInterval, ports.random), tracker, ports);
        if (cancelled.aborted)
            return cancel(attached, options, ports);
        if (!endsAtFailure(stack, tracker) && (await nested.witness(reader.now())))
            continue;
        const asked = reader.now();
        tracker.add(await sight.look(() => attached.feed.read()));
        tracker.seen(attached.stack.stackId, asked);
        if (tracker.attempt()?.decided !== undefined)
            continue;
        await past.look();
        const patience = tracker.forecast() === undefined ? NESTED_PATIENCE.unknown : NESTED_PATIENCE.known;
        await nested.look(reader.now(), patience);
    }
}
/** The stack's older events, which teach what is usual: a page at a time, where that can pay. */
function openPast({ feed }, tracker, { reader, sight }) {
    let pages = 0;
    const look = async () => {
        const attempt = tracker.attempt();
        // How long a rollback takes no earlier operation tells, and nothing is deleted twice.
        if (attempt === undefined || attempt.rollbackSince !== undefined || attempt.operation === 'DELETE')
            return;
        const elapsedSeconds = (reader.now() - attempt.startedAt) / 1000;
        if (pages >= Math.min(follow_HISTORY_PAGES, Math.floor(elapsedSeconds / SECONDS_A_PAGE)))
            return;
        const isSlow = tracker
            .paces(reader.now())
            .some(({ pace, elapsedSeconds }) => pace !== 'normal' && elapsedSeconds >= SECONDS_A_PAGE);
        const enough = isSlow ? follow_ENOUGH_RUNS.slow : follow_ENOUGH_RUNS.usually;
        const runs = tracker.forecast()?.sampleSize ?? 0;
        if (runs >= enough || (!isSlow && pages >= PAGES_A_RUN * (runs + 1)))
            return;
        pages++;
        tracker.learnFrom(await sight.look(() => feed.past()));
    };
    return { look };
}
/** Time goes on between looks, and so does the progress shown: by about a percent at a time. */
const TICK_SHARE = 0.01;
const SHORTEST_TICK_SECONDS = 2;
async function rest(seconds, tracker, { clock, reader, notice, cancelled }) {
    const until = clock.now() + seconds * 1000;
    const tick = Math.max(SHORTEST_TICK_SECONDS, TICK_SHARE * tracker.progress(reader.now()).elapsedSeconds);
    const rollingBack = tracker.attempt()?.rollbackSince !== undefined;
    for (let left = until - clock.now(); left > 0 && !cancelled.aborted; left = until - clock.now()) {
        await clock.sleep(Math.min(left, tick * 1000), cancelled);
        if (clock.now() < until)
            notice({ kind: 'progress', progress: tracker.progress(reader.now()), rollingBack });
    }
}
/** The stack as this attempt has it: its change set and its mode. A description made before it began tells of another. */
async function current({ stack }, tracker, { reader, sight, notice }) {
    const attempt = tracker.attempt();
    if (attempt === undefined || attempt.decided !== undefined)
        return stack;
    const { status } = stack;
    const isCurrent = (0,src_status/* isInProgress */.LT)(status) && !(0,src_status/* isCleanup */.FV)(status) && (0,src_status/* operationOf */.zI)(status) === attempt.operation;
    const now = isCurrent ? stack : ((await sight.look(() => reader.describeStack(stack.stackId))) ?? stack);
    if (now.deploymentMode === 'EXPRESS')
        notice({ kind: 'express' });
    return now;
}
/** Nothing is brought back: the first failure is the end, whatever else is still at work. */
const endsAtFailure = (stack, tracker) => stack.disableRollback === true || tracker.attempt()?.operation === 'DELETE';
function outlook(stack, tracker, { reader, limiter }) {
    const now = reader.now();
    const forecast = tracker.forecast();
    const waits = tracker.paces(now).map(({ stallsIn }) => stallsIn);
    return {
        endsWithin: tracker.endsWithin(now),
        endsAtFailure: endsAtFailure(stack, tracker),
        elapsedSeconds: tracker.progress(now).elapsedSeconds,
        ...(forecast === undefined ? {} : { forecast }),
        nextStall: Math.min(Number.POSITIVE_INFINITY, ...waits.filter((seconds) => seconds > 0)),
        strain: limiter.strain(),
    };
}
async function cancel({ stack }, options, ports) {
    if (options.onCancel === 'cancel-update') {
        const refused = (error) => ports.notice({ kind: 'not-cancelled', message: (0,errors/* errorLine */.B)(error) });
        await ports.reader.cancelUpdate(stack.stackId).catch(refused);
    }
    return { status: 'cancelled' };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/sight.ts
var src_sight = __nccwpck_require__(7419);
;// CONCATENATED MODULE: ./packages/cloudformation/src/watch.ts









/**
 * Watches one operation of one stack to its end. Never ends because it cannot see: that is waited out and
 * said. @throws UserError when the stack may not be read at all
 */
async function watch(options, given) {
    const { clock, notice, limiter = openLimiter(clock) } = given;
    const ports = { ...given, limiter, reader: politely(given.reader, limiter, given.cancelled) };
    let began = clock.now();
    const sight = (0,src_sight/* openSight */.w)({
        clock,
        random: ports.random,
        signal: ports.cancelled,
        get deadline() {
            // Deploying steps may take longer than any watch: what they begin is watched all the same.
            if (ports.stepsEnded?.() === false)
                began = clock.now();
            return began + options.timeoutSeconds * 1000;
        },
        lost: (trouble, message) => notice({ kind: 'lost-sight', trouble, message }),
        regained: (seconds) => notice({ kind: 'regained', seconds }),
        renew: ports.renew ?? (async () => false),
    });
    try {
        return await lastOperation(options, ports, sight);
    }
    catch (error) {
        return reportOfNone(options.stack, blind(error, options.stack, ports.cancelled), sight);
    }
}
/**
 * What a deploy tool does may be several operations: it deletes a stack whose creation failed and creates it again, or
 * tries once more. While its steps run the next one is waited for, and the last one counts. Where nobody tells when
 * they are over, only a deletion that cleared the way for a creation is waited beyond.
 */
async function lastOperation(options, given, sight) {
    const ports = { ...given, sight };
    const end = (attachment) => attachment.kind === 'none'
        ? reportOfNone(options.stack, attachment, sight)
        : follow_follow(attachment, options, ports);
    let attachment = await attach(options, ports, sight);
    for (;;) {
        const report = await end(attachment);
        if (attachment.kind === 'none' || !isDecided(report))
            return report;
        const next = await further(attachment, report, { options, ports });
        if (next === undefined)
            return report;
        attachment = next;
    }
}
/** Its operation came to an end, so another one may begin. */
const isDecided = ({ status }) => /^(succeeded|failed|rolled-back)$/.test(status);
/** What follows in place of `report`; undefined when nothing does. */
async function further(attached, report, { options, ports }) {
    const cleared = clearedTheWay(attached, report);
    if (ports.stepsEnded === undefined && !cleared)
        return undefined;
    const { stack, events } = attached;
    const previous = { stackId: stack.stackId, startedAt: events[0]?.time ?? 0 };
    // A stack that is created again has another ARN.
    const again = { ...options, stack: report.stackStatus === 'DELETE_COMPLETE' ? stack.name : options.stack };
    try {
        let next = await attach(again, ports, ports.sight, previous);
        // The stack is there again, with a change set that may take a while to be made and executed.
        if (next.kind === 'none' && next.stack?.status === 'REVIEW_IN_PROGRESS') {
            next = await attach(again, ports, ports.sight, previous);
        }
        if (next.kind === 'attempt' || next.status === 'failed')
            return next;
        return cleared && next.status === 'cancelled' ? next : undefined;
    }
    catch (error) {
        // What was seen stays true, though sight of what may follow is lost; a deletion alone tells nothing.
        if (cleared || !(error instanceof src_reader/* ReadError */.F))
            throw error;
        return undefined;
    }
}
/** A stack that never stood can only be deleted and created anew: some tools do both in one go. */
function clearedTheWay({ older }, report) {
    if (report.operation !== 'DELETE' || report.status !== 'succeeded')
        return false;
    const isFirst = ({ status }) => /^(REVIEW|CREATE)_IN_PROGRESS$/.test(status);
    const isWhole = older.some((event) => (0,stack_event/* isOfStackItself */.D)(event) && isFirst(event));
    return isWhole && attempts(older).every(({ decided }) => decided?.outcome !== 'succeeded');
}

// EXTERNAL MODULE: ./packages/readiness/src/address.ts
var src_address = __nccwpck_require__(5104);
// EXTERNAL MODULE: ./packages/runner/src/background.ts + 1 modules
var background = __nccwpck_require__(3242);
// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
// EXTERNAL MODULE: ./packages/runner/src/secrets.ts
var secrets = __nccwpck_require__(5453);
// EXTERNAL MODULE: ./packages/slack/src/reach.ts
var reach = __nccwpck_require__(3931);
// EXTERNAL MODULE: ./packages/readiness/src/service-events.ts
var service_events = __nccwpck_require__(4385);
;// CONCATENATED MODULE: ./packages/readiness/src/doom.ts

/** ECS's own circuit breaker would trip at half of the desired count, at least 3, at most 200. */
const breakerThreshold = (desired) => Math.min(200, Math.max(3, Math.ceil(0.5 * desired)));
/** What nobody would call bad luck: twice as many failures in a row as ECS itself calls a failed deployment. */
const SURELY = 2;
/**
 * Errors that the next try only repeats: no such image, no access to it or to a secret, a role that cannot be assumed, the
 * wrong processor. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const PERMANENT = /CannotPull\w*Error.*(not found|manifest unknown|denied|does not exist|no basic auth|descriptor matching platform|invalid reference)|unable to assume (the )?role|ResourceInitializationError.*(AccessDenied|ResourceNotFound|not authorized|can't find)|exec format error/i;
/**
 * Why a rollout can no longer succeed although ECS goes on with it; undefined while it can. Without a circuit breaker ECS
 * starts tasks for ever (https://github.com/aws/containers-roadmap/issues/1573).
 */
function doomOf(service, { breaker, primary, since }) {
    const stuck = (0,service_events/* stuckSince */.Pu)(service.events, since);
    if (stuck !== undefined)
        return stuck;
    if (breaker || primary === undefined || primary.running > 0)
        return undefined;
    const limit = SURELY * breakerThreshold(service.desired);
    if (primary.failedTasks < limit)
        return undefined;
    return `${primary.failedTasks} tasks failed in a row and none runs; no circuit breaker is on, so ECS goes on trying`;
}
/** The same from what the stopped tasks say: fewer of them suffice when the next one must fail, too. */
function permanentFailure(count, lines) {
    if (count < breakerThreshold(0))
        return undefined;
    const line = lines.find((each) => PERMANENT.test(each));
    return line === undefined ? undefined : `${count} tasks failed, and the next ones must: ${line}`;
}

// EXTERNAL MODULE: ./packages/readiness/src/baseline.ts
var baseline = __nccwpck_require__(2317);
// EXTERNAL MODULE: ./packages/readiness/src/service.ts
var src_service = __nccwpck_require__(4679);
// EXTERNAL MODULE: ./packages/readiness/src/verdict.ts
var src_verdict = __nccwpck_require__(5117);
;// CONCATENATED MODULE: ./packages/readiness/src/deployments.ts





/**
 * Judges by DescribeServices alone, where ECS keeps no deployments for us to read. It shows only what stands: a rollback
 * that is over is told from success by the task definition, by the scheduler's events, or by having watched; else it is
 * not known, and said.
 */
function judgeDeployments(seen, known, origin) {
    const { service } = seen;
    const primary = (0,src_service/* primaryOf */.Os)(service);
    if (primary === undefined || !(0,baseline/* isNew */.U)(primary, 'deployments', origin)) {
        return { known, verdict: nothingNew(seen, known, origin) };
    }
    const back = rollback(seen, known, origin, primary);
    if (back !== undefined)
        return { known, verdict: back };
    const sameVersion = known.taskDefinition === primary.taskDefinition && known.taskDefinition !== '';
    const follows = known.ours === undefined || known.ours === primary.id || known.closedAt === undefined || sameVersion;
    if (!follows)
        return { known, verdict: replaced(known, primary) };
    const moves = primary.state === 'IN_PROGRESS' || service.deployments.length > 1;
    const next = {
        ...known,
        ...{ ours: primary.id, taskDefinition: primary.taskDefinition },
        began: (known.ours === primary.id && known.began === true) || moves,
        ...(known.stepsAreSeen ? {} : { closedAt: known.closedAt ?? seen.now }),
    };
    return { known: next, verdict: judgePrimary(seen, next, origin, primary) };
}
function judgePrimary({ service, hidden }, known, origin, primary) {
    const times = { startedAt: primary.createdAt };
    if (primary.state === 'FAILED') {
        const reason = primary.reason || 'its deployment FAILED';
        return (0,src_verdict/* withTroubles */.VK)({ kind: 'settled', status: 'failed', reason, ...times }, service, primary.createdAt);
    }
    const counts = primary.state === '' && service.running === service.desired;
    const stable = service.deployments.length === 1 && (primary.state === 'COMPLETED' || counts);
    if (!stable)
        return ongoing(primary, { service, ...(hidden === undefined ? {} : { hidden }) });
    const before = origin.before?.taskDefinition ?? '';
    const changed = before !== '' && primary.taskDefinition !== '' && before !== primary.taskDefinition;
    const certain = hidden === undefined || known.began || changed || (0,service_events/* saysCompleted */.ef)(service.events, primary.id);
    if (certain)
        return (0,src_verdict/* succeeded */.gq)(service, times, origin.before?.desired);
    return unknown(`${(0,src_verdict/* standsWords */.ZS)(service)}, but whether that is what was deployed or what was rolled back to is not known`, hidden);
}
function ongoing(primary, { service, hidden }) {
    const unknown = hidden !== undefined;
    const failures = (0,src_verdict/* failuresOf */.dJ)(undefined, primary, unknown);
    const doomed = doomOf(service, { breaker: unknown, primary, since: primary.createdAt });
    return {
        ...{ kind: 'ongoing', rollingBack: false, startedAt: primary.createdAt },
        activity: [`${primary.running} of ${service.desired} new tasks run`, failures?.words]
            .filter(Boolean)
            .join('; '),
        progress: (0,src_verdict/* share */.uM)(primary.running, service.desired),
        troubles: (0,service_events/* troubleSince */["in"])(service.events, primary.createdAt),
        ...(failures === undefined ? {} : { failures }),
        ...(doomed === undefined ? {} : { doomed }),
    };
}
/** Whether the primary deployment is one that was rolled back to. */
function rollback({ service }, known, origin, primary) {
    const told = (0,service_events/* failureSince */.PN)(service.events, origin.before?.at ?? origin.since, origin.before?.deployments);
    const failed = service.deployments.find((each) => each !== primary && each.state === 'FAILED' && (0,baseline/* isNew */.U)(each, 'deployments', origin));
    const before = origin.before?.taskDefinition ?? '';
    const other = known.ours !== undefined && known.ours !== primary.id;
    // A deployment that failed is over: what comes after it is either ECS's way back, or the next try.
    const isBack = /roll(ing|ed) back/i.test(primary.reason) ||
        (0,service_events/* saysRollback */.BW)(service.events, primary.id) ||
        failed !== undefined ||
        (before !== '' && before === primary.taskDefinition && (told !== undefined || other));
    if (!isBack)
        return undefined;
    const reason = [
        failed?.reason || told || primary.reason || 'another deployment took its place',
        `back to ${(0,src_verdict/* standsWords */.ZS)(service)}`,
    ];
    if (primary.state === 'IN_PROGRESS') {
        return { ...ongoing(primary, { service }), rollingBack: true, activity: `rolling back: ${reason[0]}` };
    }
    const settled = {
        kind: 'settled',
        status: 'rolled-back',
        reason: reason.join('; '),
        startedAt: primary.createdAt,
    };
    return (0,src_verdict/* withTroubles */.VK)(settled, service, origin.before?.at ?? origin.since);
}
function replaced(known, primary) {
    const brings = (0,src_service/* shortDefinition */.EJ)(primary.taskDefinition);
    return {
        ...{ kind: 'settled', status: 'failed', startedAt: primary.createdAt },
        reason: `superseded: another deployment (${primary.id}) took the place of ${known.ours} and brings ${brings}`,
    };
}
/** The primary deployment is an old one: nothing came, or what came is gone again. */
function nothingNew(seen, known, origin) {
    const { service, hidden } = seen;
    const since = origin.before?.at ?? origin.since;
    const told = (0,service_events/* failureSince */.PN)(service.events, since, origin.before?.deployments);
    if (known.ours !== undefined || told !== undefined) {
        const reason = `${told ?? 'another deployment took its place'}; back to ${(0,src_verdict/* standsWords */.ZS)(service)}`;
        return (0,src_verdict/* withTroubles */.VK)({ kind: 'settled', status: 'rolled-back', reason }, service, since);
    }
    // The events of the time tell of a rollback, unless they were not kept so long.
    const untold = service.events.length === 0 ||
        (service.events.length >= 100 && (service.events.at(-1)?.time ?? 0) > since);
    return unchanged(seen, origin, untold && hidden !== undefined ? { hidden } : {});
}
function unchanged({ service, rollouts }, origin, more = {}) {
    const older = rollouts.find(src_service/* isUnderWay */.gn);
    const emptying = service.desired === 0 && service.running > 0;
    const before = origin.before?.desired;
    if (service.desired === 0 && before !== undefined && before > 0 && service.running === 0) {
        return (0,src_verdict/* succeeded */.gq)(service, {}, before, '; it was not deployed anew');
    }
    const foreign = older === undefined ? '' : `; a deployment that began before is ${older.stage ?? older.status}`;
    const verdict = {
        ...{ kind: 'unchanged', exists: true },
        reason: `not deployed: ${(0,src_verdict/* standsWords */.ZS)(service)} as before${foreign}`,
        moving: older !== undefined || emptying || service.deployments.length > 1,
        ...more,
    };
    return verdict;
}
const unknown = (words, hidden) => ({
    ...{ kind: 'settled', status: 'timed-out', reason: words },
    lostSight: `${words}: ${hidden}`,
});

;// CONCATENATED MODULE: ./packages/readiness/src/rollout.ts





const OUTCOMES = {
    SUCCESSFUL: 'succeeded',
    STOPPED: 'failed',
    ROLLBACK_SUCCESSFUL: 'rolled-back',
    ROLLBACK_FAILED: 'failed',
};
/** Order of API_ServiceDeployment's lifecycleStage. */
const STAGES = [
    'RECONCILE_SERVICE',
    'PRE_SCALE_UP',
    'SCALE_UP',
    'POST_SCALE_UP',
    'TEST_TRAFFIC_SHIFT',
    'POST_TEST_TRAFFIC_SHIFT',
    'PRE_PRODUCTION_TRAFFIC_SHIFT',
    'PRODUCTION_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
    'BAKE_TIME',
    'CLEAN_UP',
];
/** Smaller differences between AWS's clock and ours are not corrected. */
const SKEW_MS = 2000;
/** The deployments that are newer than what stood before, oldest first. */
const newRollouts = ({ rollouts }, origin) => rollouts.filter((each) => (0,baseline/* isNew */.U)(each, 'rollouts', origin)).toSorted((a, b) => a.createdAt - b.createdAt);
/**
 * Judges by the deployments that ECS keeps. The last one that the deploying steps began is ours. One that came after them
 * and brings something else has superseded it: then what was to be deployed does not run.
 */
function judgeRollouts(fresh, { service, now }, known, origin) {
    const closedAt = known.closedAt ?? (known.stepsAreSeen ? undefined : now + SKEW_MS);
    const inTime = closedAt === undefined ? fresh : fresh.filter(({ createdAt }) => createdAt <= closedAt);
    const ours = inTime.at(-1) ?? fresh[0];
    if (ours === undefined)
        throw new Error('judgeRollouts needs a rollout');
    const newest = fresh.at(-1) ?? ours;
    const definition = (0,src_service/* primaryOf */.Os)(service)?.taskDefinition ?? '';
    const remembered = {
        ...known,
        ...(closedAt === undefined ? {} : { closedAt }),
        ...(newest === ours && (0,src_service/* isUnderWay */.gn)(ours) ? { ours: ours.id, taskDefinition: definition } : {}),
    };
    if (newest === ours || ours.status !== 'STOPPED') {
        const replaced = fresh.filter((each) => each !== ours && each.status === 'STOPPED' && each.createdAt < ours.createdAt);
        return { known: remembered, verdict: judgeRollout(ours, service, origin, replaced) };
    }
    const continues = known.ours === ours.id && definition !== '' && known.taskDefinition === definition;
    const verdict = continues
        ? judgeRollout(newest, service, origin, [ours])
        : superseded(ours, newest, definition);
    return { known: remembered, verdict };
}
function superseded(ours, by, definition) {
    const brings = definition === '' ? '' : `, which brings ${(0,src_service/* shortDefinition */.EJ)(definition)}`;
    return {
        ...{ kind: 'settled', status: 'failed', startedAt: ours.createdAt },
        reason: `superseded: deployment ${(0,src_service/* shortId */.m_)(ours.id)} was stopped because another one (${(0,src_service/* shortId */.m_)(by.id)}) took its place${brings}`,
        ...(ours.endedAt === undefined ? {} : { endedAt: ours.endedAt }),
    };
}
/** What one deployment says. A service that is stable again after a rollback has not been deployed. */
function judgeRollout(rollout, service, origin = { since: 0 }, replaced = []) {
    const { status, reason, alarms, createdAt, endedAt } = rollout;
    const why = [reason, alarms.length > 0 && `alarms: ${alarms.join(', ')}`].filter(Boolean).join('; ');
    const outcome = OUTCOMES[status];
    const times = { startedAt: createdAt, ...(endedAt === undefined ? {} : { endedAt }) };
    if (outcome === 'succeeded') {
        const note = replaced.length === 0 ? '' : `; replaced ${replaced.map(({ id }) => (0,src_service/* shortId */.m_)(id)).join(', ')}`;
        return (0,src_verdict/* succeeded */.gq)(service, times, origin.before?.desired, note);
    }
    const trouble = (0,service_events/* troubleSince */["in"])(service.events, createdAt);
    if (outcome !== undefined) {
        return {
            kind: 'settled',
            status: outcome,
            reason: why || WORDS[status] || status,
            ...times,
            troubles: trouble,
        };
    }
    const primary = (0,src_service/* primaryOf */.Os)(service);
    // "A deployment in FAILED state doesn't launch any new tasks" (API_Deployment): nothing more comes but a rollback.
    const failed = primary?.state === 'FAILED' && primary.createdAt >= createdAt - SAME_MS;
    if (failed && rollout.rollsBack !== true) {
        const words = primary.reason || why || 'its deployment FAILED';
        return { kind: 'settled', status: 'failed', reason: words, ...times, troubles: trouble };
    }
    return { ...rollout_ongoing(rollout, service, why), ...(failed ? { rollingBack: true } : {}) };
}
/** ECS notes a deployment in two places, a moment apart. */
const SAME_MS = 5000;
const WORDS = {
    STOPPED: 'STOPPED: by hand, or it failed with rollback turned off',
};
function rollout_ongoing(rollout, service, why) {
    const { status, stage, createdAt, hooks, alarms } = rollout;
    const primary = (0,src_service/* primaryOf */.Os)(service);
    const failures = (0,src_verdict/* failuresOf */.dJ)(rollout.failures, primary, rollout.brief);
    const waits = hooks
        .filter((hook) => hook.status === 'AWAITING_ACTION')
        .map((hook) => waitWords(hook, stage));
    const broken = hooks
        .filter((hook) => /FAILED|TIMED_OUT/.test(hook.status))
        .map((hook) => hookWords(hook, stage));
    const running = primary === undefined ? '' : `, ${primary.running} of ${service.desired} new tasks run`;
    const words = [
        `${stage ?? status}${stage === undefined ? running : ''}`,
        failures?.words,
        why,
        ...waits,
        ...broken,
    ];
    const doomed = doomOf(service, {
        breaker: rollout.failures !== undefined || rollout.brief === true,
        primary,
        since: createdAt,
    });
    return {
        ...{ kind: 'ongoing', activity: words.filter(Boolean).join('; '), startedAt: createdAt },
        progress: stage === undefined
            ? (0,src_verdict/* share */.uM)(primary?.running ?? 0, service.desired)
            : (0,src_verdict/* share */.uM)(STAGES.indexOf(stage), STAGES.length),
        rollingBack: /^ROLLBACK_/.test(status),
        troubles: [
            ...waits,
            ...broken,
            ...alarms.map((alarm) => `alarm ${alarm} went off`),
            ...(0,service_events/* troubleSince */["in"])(service.events, createdAt),
        ],
        ...(failures === undefined ? {} : { failures }),
        ...(doomed === undefined ? {} : { doomed }),
    };
}
const rollout_at = (stage) => (stage === undefined ? '' : ` at ${stage}`);
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
function waitWords({ id, expiresAt, timeoutAction = 'ROLLBACK' }, stage) {
    const until = expiresAt === undefined
        ? ''
        : ` until ${new Date(expiresAt).toISOString()}, then ECS does ${timeoutAction}`;
    const how = `aws ecs continue-service-deployment --hook-id ${id} --action CONTINUE or ROLLBACK`;
    return `AWAITING_ACTION${rollout_at(stage)}: somebody has to continue it or roll it back${until} (${how})`;
}
const hookWords = ({ type, status }, stage) => `${type} hook ${status}${rollout_at(stage)}`;

;// CONCATENATED MODULE: ./packages/readiness/src/task-sets.ts





/** CodeDeploy makes the task set in its step Install, a while after the deployment was created. */
const INSTALL_SECONDS = 60;
/**
 * Judges a service of CodeDeploy or of an external controller: it has task sets, and neither deployments nor a rollout
 * state. The new set that serves production traffic and is steady is deployed; one that is gone again has failed or was
 * stopped. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
 */
function judgeTaskSets(seen, known, origin) {
    const { service } = seen;
    const since = origin.before?.at ?? origin.since;
    const fresh = service.taskSets
        .filter((each) => (0,baseline/* isNew */.U)(each, 'taskSets', origin))
        .toSorted((a, b) => a.createdAt - b.createdAt);
    const ours = fresh.findLast(({ status }) => status !== 'DRAINING') ?? fresh.at(-1);
    const primary = service.taskSets.find(({ status }) => status === 'PRIMARY');
    if (ours === undefined || (ours.status === 'DRAINING' && primary !== undefined)) {
        const ids = service.taskSets.map(({ id }) => id);
        const gone = ours?.id ??
            known.ours ??
            (0,service_events/* unknownTaskSet */.Q1)(service.events, since, [...ids, ...(origin.before?.taskSets ?? [])]);
        if (gone !== undefined)
            return { known, verdict: (0,src_verdict/* withTroubles */.VK)(takenBack(gone, ours, primary), service, since) };
        return { known, verdict: unchanged(seen, origin, { patienceSeconds: INSTALL_SECONDS }) };
    }
    const next = { ...known, ours: ours.id };
    if (ours.status === 'PRIMARY' && ours.steady) {
        const standing = service.taskSets.filter((each) => each !== ours && each.status === 'ACTIVE' && each.running > 0);
        const note = standing.length === 0 ? '' : '; the task set before still stands by';
        const { taskDefinition, running, desired } = ours;
        const shown = { ...service, taskDefinition: taskDefinition || service.taskDefinition, running, desired };
        const times = { startedAt: ours.createdAt };
        return { known: next, verdict: (0,src_verdict/* succeeded */.gq)(shown, times, origin.before?.desired, note) };
    }
    return { known: next, verdict: task_sets_ongoing(ours, service) };
}
function takenBack(gone, ours, primary) {
    const by = ours?.externalId === undefined ? '' : ` of ${ours.externalId}`;
    const back = primary === undefined ? '' : `; ${(0,src_service/* shortDefinition */.EJ)(primary.taskDefinition)} serves as before`;
    return {
        ...{ kind: 'settled', status: 'rolled-back' },
        reason: `task set ${gone}${by} is being removed or gone: its deployment failed or was stopped${back}`,
        ...(ours === undefined ? {} : { startedAt: ours.createdAt }),
    };
}
function task_sets_ongoing(ours, { controller, events }) {
    const by = ours.externalId === undefined ? '' : ` (${ours.externalId})`;
    const traffic = ours.status === 'PRIMARY' ? 'serves production traffic' : 'serves no production traffic yet';
    const state = ours.steady ? 'steady' : 'stabilizing';
    return {
        ...{ kind: 'ongoing', rollingBack: false, startedAt: ours.createdAt },
        activity: `${controller} task set${by}: ${ours.running} of ${ours.desired} tasks run, ${state}, ${traffic}`,
        progress: (0,src_verdict/* share */.uM)(ours.running, ours.desired),
        troubles: (0,service_events/* troubleSince */["in"])(events, ours.createdAt),
    };
}

;// CONCATENATED MODULE: ./packages/readiness/src/judge.ts





/** What a look means, given what stood before and what was seen since. */
function judge_judge(seen, known, origin) {
    const { service } = seen;
    if (service === undefined || service.status === 'INACTIVE') {
        const deleted = service !== undefined || origin.before?.exists === true;
        const reason = deleted ? 'the service was deleted' : 'there is no such service';
        return { known, verdict: { kind: 'unchanged', exists: false, reason, moving: false } };
    }
    if (service.status === 'DRAINING') {
        const reason = `the service is being deleted (DRAINING), ${service.running} tasks still run`;
        return { known, verdict: { kind: 'settled', status: 'failed', reason } };
    }
    const full = { ...seen, service };
    if (service.controller !== 'ECS')
        return judgeTaskSets(full, known, origin);
    const fresh = newRollouts(seen, origin);
    if (fresh.length > 0)
        return judgeRollouts(fresh, full, known, origin);
    const primary = (0,src_service/* primaryOf */.Os)(service);
    const since = origin.before?.at ?? origin.since;
    // A rollback of a deployment that began before us makes a new primary deployment, too: not ours either.
    const theirs = seen.rollouts.some(({ status, endedAt }) => /^ROLLBACK_/.test(status) && (endedAt === undefined || endedAt >= since));
    const listed = seen.hidden === undefined && seen.rollouts.length > 0 && known.ours === undefined;
    const isOld = primary === undefined || !(0,baseline/* isNew */.U)(primary, 'deployments', origin);
    if (listed && (theirs || isOld))
        return { known, verdict: unchanged(full, origin) };
    return judgeDeployments(full, known, origin);
}

// EXTERNAL MODULE: ./packages/readiness/src/tell.ts
var src_tell = __nccwpck_require__(3521);
;// CONCATENATED MODULE: ./packages/readiness/src/ecs.ts







const ecs_PAUSE_SECONDS = 8;
/** While the deploying steps have not begun anything. */
const IDLE_SECONDS = 20;
/** Smaller differences between AWS's clock and ours are not corrected. */
const ecs_SKEW_MS = 2000;
/** How soon it is noticed that they are over. */
const SLICE_SECONDS = 2;
/** What moves, but is not ours, is waited for at most this long: what we began shows by then. */
const FOREIGN_SECONDS = 300;
/**
 * Watches what is deployed to a service to its end, and judges it against what stood before. Ends when the deploying steps
 * are over and what they began has settled, can no longer succeed, or has not come. Warns of trouble as soon as it shows.
 */
async function awaitService(subject, watch, ports) {
    const { clock, signal, reader } = ports;
    const began = clock.now();
    const tell = (0,src_tell/* openTeller */.fn)(subject, ports);
    const look = openLook(subject, watch, ports);
    const report = openReport(subject, began, ports);
    let quietSince;
    let last;
    for (;;) {
        const over = watch.stepsEnded?.() ?? true;
        if (over)
            quietSince ??= clock.now();
        try {
            last = await look();
        }
        catch (error) {
            if (!(error instanceof src_reader/* ReadError */.F))
                throw error;
            if (signal.aborted)
                return report(cancelled(last));
            return report(lost(error, last));
        }
        const tasks = await tell(last);
        if (over) {
            const ended = endOf(last, tasks, clock.now() - (quietSince ?? 0), watch);
            if (ended !== undefined)
                return report(ended, await tell.final(ended));
        }
        if (signal.aborted)
            return report(cancelled(last));
        if (clock.now() >= watch.deadline)
            return report(timedOut(last, reader.now(), over), tell.seen());
        const pause = (last.kind === 'ongoing' ? ecs_PAUSE_SECONDS : over ? ecs_PAUSE_SECONDS : IDLE_SECONDS) * 1000;
        await pauseUnless(() => !over && (watch.stepsEnded?.() ?? true), pause * (0.85 + 0.3 * ports.random()), watch, ports);
    }
}
/** Sleeps, but not on when `changed` or the deadline has come. */
async function pauseUnless(changed, milliseconds, { deadline }, { clock, signal }) {
    const end = Math.min(clock.now() + milliseconds, Math.max(deadline, clock.now() + 1));
    while (clock.now() < end && !signal.aborted && !changed()) {
        await clock.sleep(Math.min(SLICE_SECONDS * 1000, end - clock.now()), signal);
    }
}
/** How it ended, now that the deploying steps are over; undefined while it goes on. */
function endOf(verdict, tasks, quietMs, { startTimeoutSeconds }) {
    switch (verdict.kind) {
        case 'settled':
            return verdict;
        case 'ongoing': {
            const count = verdict.failures?.breaker === false ? verdict.failures.count : 0;
            const doomed = verdict.doomed ?? permanentFailure(count, tasks);
            if (doomed === undefined || verdict.rollingBack)
                return undefined;
            return { ...failed(verdict), reason: `can no longer succeed: ${doomed}` };
        }
        case 'unchanged': {
            const own = Math.max(startTimeoutSeconds, verdict.patienceSeconds ?? 0);
            const patience = verdict.moving ? Math.max(own, FOREIGN_SECONDS) : own;
            return quietMs >= patience * 1000 ? nothing(verdict) : undefined;
        }
    }
}
function nothing({ exists, reason, hidden }) {
    if (!exists)
        return { kind: 'settled', status: 'not-found', reason };
    if (hidden === undefined)
        return { kind: 'settled', status: 'no-changes', reason };
    const words = `${reason}, but whether something was deployed and rolled back is not known: ${hidden}`;
    return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}
const failed = ({ startedAt, progress, troubles }) => ({
    ...{ kind: 'settled', status: 'failed', startedAt, progress, troubles },
});
const cancelled = (last) => ({
    ...{
        kind: 'settled',
        status: 'cancelled',
        reason: last === undefined ? 'not looked at yet' : (0,src_tell/* wordsOf */.Z9)(last),
    },
    ...(last?.kind === 'ongoing' ? { startedAt: last.startedAt, progress: last.progress } : {}),
});
/** What rolls back when the time is up has failed, whatever comes of the rollback. */
function timedOut(last, now, over) {
    if (last.kind === 'settled')
        return { ...last, endedAt: last.endedAt ?? now };
    if (last.kind === 'unchanged') {
        return over ? nothing(last) : { kind: 'settled', status: 'timed-out', reason: last.reason };
    }
    const { activity, startedAt, progress, troubles, rollingBack } = last;
    const status = rollingBack ? 'failed' : 'timed-out';
    return { kind: 'settled', status, reason: activity, startedAt, endedAt: now, progress, troubles };
}
/**
 * Nothing can be read any more. What was never seen is red: a missing permission is the user's to mend, and who asks in vain
 * for the whole time has been told nothing. Credentials that have expired meanwhile are no such case.
 */
function lost(error, last) {
    const { trouble } = error;
    if (last === undefined && trouble !== 'expired') {
        const status = trouble === 'denied' || trouble === 'other' ? 'failed' : 'timed-out';
        return { kind: 'settled', status, reason: `its rollout cannot be read: ${(0,errors/* errorLine */.B)(error)}` };
    }
    if (last?.kind === 'ongoing' && last.rollingBack) {
        return { ...failed(last), reason: `${last.activity}; then sight was lost: ${(0,errors/* errorLine */.B)(error)}` };
    }
    const seen = last === undefined ? '' : ` (last seen: ${(0,src_tell/* wordsOf */.Z9)(last)})`;
    const words = `lost sight of its rollout: ${(0,errors/* errorLine */.B)(error)}${seen}`;
    return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}
/** Looks, and keeps what was learned; outages are waited out. */
function openLook(subject, watch, ports) {
    const { clock, reader, random, signal, renew, say } = ports;
    const sight = (0,src_sight/* openSight */.w)({
        ...{ clock, random, signal, renew, deadline: watch.deadline },
        lost: (_, message) => say(`${subject}: lost sight: ${message}`, 'info'),
        regained: () => say(`${subject}: sight regained`, 'info'),
    });
    const { stepsEnded, since, before } = watch;
    let known = { stepsAreSeen: stepsEnded !== undefined };
    return async () => {
        const over = stepsEnded?.() === true;
        const seen = await sight.look(() => reader.look((0,src_service/* parseService */.nO)(subject), known.ours));
        if (over && known.closedAt === undefined)
            known = { ...known, closedAt: seen.now + ecs_SKEW_MS };
        const skew = seen.now - clock.now();
        const origin = { since: since + skew, ...(before === undefined ? {} : { before }) };
        const judged = judge_judge(seen, known, origin);
        known = judged.known;
        return judged.verdict;
    };
}
function openReport(subject, began, { clock, reader }) {
    return (ended, tasks = []) => {
        const { status, reason, startedAt, endedAt, lostSight, progress, troubles = [] } = ended;
        const until = startedAt === undefined ? undefined : (endedAt ?? reader.now());
        const seconds = startedAt === undefined || until === undefined
            ? (clock.now() - began) / 1000
            : (until - startedAt) / 1000;
        const ok = (status === 'succeeded' || status === 'no-changes') && lostSight === undefined;
        return {
            ...{ kind: 'ecs-service', subject, ok, status, reason: (0,src_tell/* inBrief */.aV)(reason, tasks, troubles) },
            seconds: Math.max(0, Math.round(seconds)),
            progress: status === 'succeeded' ? 100 : (progress ?? 0),
            ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
            ...(until === undefined ? {} : { endedAt: new Date(until).toISOString() }),
            ...(lostSight === undefined ? {} : { lostSight }),
        };
    };
}

;// CONCATENATED MODULE: ./packages/readiness/src/health.ts


/** Between two answers. */
const health_PAUSE_SECONDS = 2;
const REQUEST_TIMEOUT_MS = 10_000;
/** Asks an address until it answered well so often in a row, or the time is up. */
async function awaitHealth(url, options, ports) {
    const { clock, signal, say } = ports;
    const { name, successes, timeoutSeconds, deadline } = options;
    const start = clock.now();
    let row = 0;
    const report = (status, reason) => {
        const end = clock.now();
        return {
            ...{ kind: 'health-url', subject: name, ok: status === 'succeeded', status, reason },
            seconds: Math.round((end - start) / 1000),
            progress: status === 'succeeded' ? 100 : Math.min(99, Math.round((100 * row) / successes)),
            ...{ startedAt: new Date(start).toISOString(), endedAt: new Date(end).toISOString() },
        };
    };
    let told = '';
    for (;;) {
        const { ok, words } = await ask(url, options, ports);
        row = ok ? row + 1 : 0;
        if (row >= successes)
            return report('succeeded', `${words}, ${row} times in a row`);
        if (words !== told)
            say(`${name}: ${words}`, 'info');
        told = words;
        if (signal.aborted)
            return report('cancelled', words);
        const why = ok ? `${words}, but only ${row} of ${successes} times in a row` : words;
        if (clock.now() - start >= timeoutSeconds * 1000)
            return report('failed', `not healthy: ${why}`);
        if (clock.now() >= deadline)
            return report('timed-out', `not healthy when the time was up: ${why}`);
        await clock.sleep(health_PAUSE_SECONDS * 1000, signal);
    }
}
async function ask(url, { statuses, followRedirects }, { fetch, signal }) {
    try {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
        // Following would ask another address than the one named: a login page answers 200, too.
        const redirect = followRedirects ? 'follow' : 'manual';
        const answer = await fetch(url, { signal: limit, redirect, headers: { 'user-agent': 'signalbox' } });
        await answer.body?.cancel();
        const ok = (0,src_address/* isWithin */.UO)(answer.status, statuses);
        return { ok, words: `HTTP ${answer.status}${ok ? '' : whereTo(answer, url)}` };
    }
    catch (error) {
        return { ok: false, words: troubleWords(error) };
    }
}
function whereTo({ status, headers }, url) {
    const location = headers.get('location');
    if (!src_address/* REDIRECTS */.eT.includes(status) || location === null || !URL.canParse(location, url))
        return '';
    const target = (0,src_address/* shownAddress */.Uk)(new URL(location, url).href);
    return ` to ${target}, which is not asked (health-status: ${status} accepts it, health-follow-redirects: true follows it)`;
}
/** Why there was no answer; never the address, whose query may hold a token. */
function troubleWords(error) {
    const { name, cause } = error;
    if (name === 'TimeoutError')
        return `no answer within ${REQUEST_TIMEOUT_MS / 1000} s`;
    return (0,errors/* errorLine */.B)(cause ?? error).replaceAll(/https?:\/\/\S+/gi, (address) => (0,src_address/* shownAddress */.Uk)(address));
}

// EXTERNAL MODULE: ./actions/monitor/src/baseline.ts
var src_baseline = __nccwpck_require__(5831);
;// CONCATENATED MODULE: ./actions/monitor/src/after.ts





/**
 * "Stack complete" means configured, not ready: first the services' rollouts, then, if they are good, the addresses. Beside
 * the deploying steps nothing is judged, and no address is asked, before they are over.
 */
async function afterStacks(inputs, step, world) {
    const ports = checkPorts(step);
    const services = await rollouts(inputs, step, { ...ports, ...world });
    if (services.some(({ ok }) => !ok))
        return services;
    return [...services, ...(await addresses(inputs, step, { ...ports, ...world }))];
}
/** The deploying steps are over: what they began must show by now. */
const after_AFTER_STEPS_SECONDS = 10;
async function rollouts(inputs, step, ports) {
    const { 'ecs-service': given, 'stack-name': stacks, 'start-timeout': patience } = inputs;
    const names = [...new Set(given)];
    if (names.length === 0)
        return [];
    const { connection, since, deadline } = ports;
    const reader = await connection.services();
    const before = (0,src_baseline/* savedBaseline */.X)(step.env);
    const beside = (0,background/* isDetached */.$w)(step.env);
    const watch = {
        since,
        deadline,
        // After a stack everything has begun.
        startTimeoutSeconds: beside ? after_AFTER_STEPS_SECONDS : stacks.length > 0 ? 0 : patience,
        ...(beside ? { stepsEnded: () => (0,background/* stepsEnded */.OC)(step.env) } : {}),
    };
    return Promise.all(names.map((name) => awaitService(name, { ...watch, before: before.find(({ subject }) => subject === name) }, { ...ports, reader, renew: connection.renew })));
}
/** Of the look whether the deploying steps are over. */
const PAUSE_MS = 2000;
async function addresses(inputs, step, ports) {
    const urls = inputs['health-url'];
    if (urls.length === 0)
        return [];
    const { clock, cancelled, env } = step;
    const { deadline, fetch } = ports;
    // An answer of before the deployment says nothing of it.
    while ((0,background/* isDetached */.$w)(env) && !(0,background/* stepsEnded */.OC)(env) && !cancelled.aborted && clock.now() < deadline) {
        await clock.sleep(PAUSE_MS, cancelled);
    }
    const names = (0,src_address/* addressNames */.RS)(urls);
    const options = {
        statuses: inputs['health-status'],
        successes: inputs['health-successes'],
        timeoutSeconds: inputs['health-timeout'],
        followRedirects: inputs['health-follow-redirects'],
        deadline,
    };
    return Promise.all(urls.map((url, index) => awaitHealth(url, { ...options, name: names[index] ?? '' }, { ...ports, fetch })));
}
function checkPorts({ clock, random, cancelled: signal, log }) {
    const told = new Set();
    const say = (line, level, title) => {
        if (told.has(line))
            return;
        told.add(line);
        if (level === 'warning')
            log.warning(line, title);
        else
            log.info(line);
    };
    return { clock, random, signal, say };
}

// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
// EXTERNAL MODULE: ./actions/monitor/src/lines.ts
var lines = __nccwpck_require__(1113);
;// CONCATENATED MODULE: ./actions/monitor/src/audience.ts


const STEP_PERCENT = 10;
const STEP_SECONDS = 60;
/** Which notices of one stack are worth telling: phase changes, stalls, the first failure, and each tenth. */
function newsOf(stack, now) {
    let told = { percent: -STEP_PERCENT, at: Number.NEGATIVE_INFINITY, back: false };
    return (notice) => {
        switch (notice.kind) {
            case 'progress': {
                const { progress, rollingBack } = notice;
                const far = progress.percent >= told.percent + STEP_PERCENT && now() - told.at >= (STEP_SECONDS * 1000) / 4;
                const late = progress.percent > told.percent && now() - told.at >= STEP_SECONDS * 1000;
                if (!far && !late && rollingBack === told.back)
                    return undefined;
                told = { percent: progress.percent, at: now(), back: rollingBack };
                return { kind: 'progress', stack, progress, activity: activityOf(progress, rollingBack) };
            }
            case 'stalled': {
                const { span, elapsedSeconds, usualSeconds, hint, evidence } = notice.delay;
                const usually = `usually about ${(0,duration/* formatDuration */.a3)(usualSeconds)}`;
                const reason = `${span.logicalId} (${span.type}) takes ${(0,duration/* formatDuration */.a3)(elapsedSeconds)}, ${usually}; ${evidence ?? hint}`;
                return { kind: 'stalled', stack, reason };
            }
            case 'failing':
                return { kind: 'failing', stack, reason: `${notice.cause.logicalId}: ${notice.cause.reason}` };
            default:
                return undefined;
        }
    };
}
function activityOf(progress, rollingBack) {
    const { running } = progress;
    const now = running[0] === undefined ? '' : `, now ${running[0].logicalId}`;
    return `${rollingBack ? 'rolling back, ' : ''}${(0,lines/* doneWords */.oU)(progress)} resources${now}`;
}
/**
 * Tells several audiences without ever holding up the watch: one update at a time to each; while one is
 * slow, a newer progress replaces an older one that still waits.
 */
function crowd(audiences, failed) {
    const queues = audiences.map((audience) => {
        let waiting = [];
        let running;
        const run = async () => {
            for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
                await audience.tell(next).catch(failed);
            }
            running = undefined;
        };
        return {
            tell: (update) => {
                waiting = [...waiting.filter(({ kind }) => kind !== 'progress'), update];
                running ??= run();
            },
            idle: async () => running,
        };
    });
    return {
        tell: (update) => {
            for (const queue of queues)
                queue.tell(update);
        },
        settle: async (milliseconds) => {
            const limit = new AbortController();
            const timer = new Promise((resolve) => {
                const handle = setTimeout(resolve, milliseconds);
                limit.signal.addEventListener('abort', () => clearTimeout(handle));
            });
            await Promise.race([Promise.all(queues.map(({ idle }) => idle())), timer]);
            limit.abort();
        },
    };
}

// EXTERNAL MODULE: ./actions/monitor/src/background.ts
var src_background = __nccwpck_require__(9624);
;// CONCATENATED MODULE: ./actions/monitor/src/check.ts




/** What no single input can tell about itself. @throws UserError before anything is sent or deployed */
function checkTogether(inputs, env) {
    const { 'stack-name': stacks, 'ecs-service': services, 'health-url': urls } = inputs;
    if (stacks.length + services.length + urls.length === 0) {
        throw new errors/* UserError */.y('Input "stack-name" is required, unless "ecs-service" or "health-url" say what to watch.');
    }
    checkWatched(inputs, env);
}
/** The same where nothing has to be watched. */
function checkWatched(inputs, env) {
    const { 'stack-name': stacks, 'ecs-service': services, 'aws-region': region } = inputs;
    const regions = (0,names/* regionsOf */.NV)(region, env);
    for (const stack of stacks)
        (0,names/* regionOf */.AP)(stack, regions);
    if (services.length > 0)
        (0,names/* regionOf */.AP)('', regions);
    if (inputs['health-url'].length > 0)
        checkHealth(inputs);
}
/** What no address could ever fulfil. */
function checkHealth(inputs) {
    const { 'health-successes': successes, 'health-timeout': timeout, 'health-status': statuses } = inputs;
    const needed = (successes - 1) * health_PAUSE_SECONDS;
    if (needed > timeout) {
        throw new errors/* UserError */.y(`Input "health-timeout": ${successes} healthy answers in a row ("health-successes"), ${health_PAUSE_SECONDS} s apart, take at least ${needed} s, but the time-out is ${timeout} s.`);
    }
    const others = Array.from({ length: 400 }, (_, index) => 200 + index).filter((each) => !src_address/* REDIRECTS */.eT.includes(each));
    if (inputs['health-follow-redirects'] && !others.some((status) => (0,src_address/* isWithin */.UO)(status, statuses))) {
        throw new errors/* UserError */.y('Input "health-status" accepts redirects only, and "health-follow-redirects" follows them: no answer could be healthy. Set it to false.');
    }
}

;// CONCATENATED MODULE: ./actions/monitor/src/printer.ts


/** Between tenths nothing may happen for long; people want to see that we still look. */
const STILL_SECONDS = 60;
/** Fewer are quicker read than unfolded. */
const WORTH_FOLDING = 3;
/** Prints one stack's notices. What a nested stack tells in a row is folded under its name. */
function printer({ log, clock }, prefix) {
    let printedAt = clock.now();
    let inside;
    const print = ({ level, text, title }) => {
        if (level === 'info')
            log.info(prefix + text);
        else
            log[level](prefix + text, title);
    };
    const flush = () => {
        if (inside === undefined)
            return;
        const { path, lines, failed } = inside;
        inside = undefined;
        if (failed || lines.length < WORTH_FOLDING)
            for (const text of lines)
                print({ level: 'info', text });
        else
            log.folded(`${prefix}${path}: ${lines.length} events`, lines.map((text) => prefix + text));
    };
    return (notice) => {
        const line = (0,lines/* lineOf */.cA)(notice);
        if (line !== undefined)
            printedAt = clock.now();
        const path = notice.kind === 'event' ? notice.path : '';
        if (path !== inside?.path)
            flush();
        if (notice.kind === 'event' && path !== '') {
            if (line === undefined)
                return;
            inside ??= { path, lines: [], failed: false };
            inside.lines.push(line.text);
            inside.failed ||= (0,src_status/* isFailed */.Ix)(notice.event.status);
        }
        else if (line !== undefined)
            print(line);
        else if (notice.kind === 'progress' && clock.now() - printedAt >= STILL_SECONDS * 1000) {
            printedAt = clock.now();
            print({ level: 'info', text: (0,lines/* stillLine */.Lk)(notice.progress) });
        }
    };
}

;// CONCATENATED MODULE: ./actions/monitor/src/since.ts


/** The runner's clock and AWS's differ a little even when both are right. */
const SLACK_MS = 5000;
/** From when an operation counts, in milliseconds: since `startedAt`, or else as this job's. */
const since = (startedAt, env, now) => startedAt === undefined ? jobStart(env, now) : startedAt - SLACK_MS;
/**
 * From when an operation counts as this job's, in milliseconds. The runner writes the event file as the job
 * begins. A detached monitor starts before the job's deploy step, so for it: then, even when it goes on for one
 * that was killed.
 */
function jobStart(env, now) {
    const path = env['GITHUB_EVENT_PATH'] ?? '';
    const detached = (0,background/* detachedSince */.D6)(env);
    if (detached !== undefined || path === '')
        return (detached ?? now) - SLACK_MS;
    try {
        return Math.min(now, (0,external_node_fs_.statSync)(path).mtimeMs) - SLACK_MS;
    }
    catch {
        return now - SLACK_MS;
    }
}

// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
;// CONCATENATED MODULE: ./packages/cloudformation/src/gantt.ts


/** GitHub renders no diagram above 50,000 characters ("Maximum text size in diagram exceeded"). */
const DIAGRAM_LIMIT = 45_000;
const DIAGRAMS = 4;
/**
 * The resources' times as Mermaid Gantt charts, a section a stack: as many charts as the size limit needs.
 * @returns the diagrams, and how many resources did not fit even so
 */
function gantt(resources) {
    const diagrams = [];
    let lines = [];
    let size = 0;
    let section = '';
    let drawn = 0;
    const close = () => {
        if (lines.length > 0)
            diagrams.push([...HEAD, ...lines].join('\n'));
        lines = [];
        size = 0;
        section = '';
    };
    for (const resource of resources) {
        const head = resource.stackName === section ? [] : [`  section ${(0,untrusted/* mermaidText */.Hg)(resource.stackName)}`];
        const added = [...head, task(resource)];
        const length = added.reduce((sum, line) => sum + line.length + 1, 0);
        if (size + length > DIAGRAM_LIMIT)
            close();
        if (diagrams.length === DIAGRAMS)
            break;
        if (lines.length === 0 && head.length === 0)
            added.unshift(`  section ${(0,untrusted/* mermaidText */.Hg)(resource.stackName)}`);
        lines.push(...added);
        size += length;
        section = resource.stackName;
        drawn++;
    }
    close();
    return { diagrams, left: resources.length - drawn };
}
const HEAD = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];
function task({ logicalId, startedAt, seconds, status }) {
    const from = Date.parse(startedAt);
    const mark = (0,src_status/* isFailed */.Ix)(status) ? 'crit, ' : (0,src_status/* isInProgress */.LT)(status) ? 'active, ' : 'done, ';
    // A bar of no width would not be drawn.
    return `  ${(0,untrusted/* mermaidText */.Hg)(logicalId)} :${mark}${from}, ${from + Math.max(500, Math.round(seconds * 1000))}`;
}

;// CONCATENATED MODULE: ./actions/monitor/src/summary.ts




const ICONS = {
    succeeded: '✅',
    failed: '❌',
    'rolled-back': '↩️',
    stalled: '🐢',
    'timed-out': '⏱️',
    cancelled: '🚫',
    'no-changes': '➖',
    'not-found': '❔',
};
/** More nobody reads here. */
const ROWS = 200;
/** GitHub refuses a step's whole summary above 1 MiB; the rest is for what others append. */
const SIZE_LIMIT = 900_000;
/** The job summary: the verdict first, then the cause, then each stack's resources and chart, as far as there is room. */
function summaryOf(report) {
    const facts = `${report.apiCalls} API calls · correlation id ${(0,untrusted/* markdownText */.p7)(report.correlationId)}`;
    const checks = checkSection(report.checks);
    // A check that failed is the verdict: no green stack may stand above it.
    const head = report.checks.some(({ ok }) => !ok) ? checks : [];
    const foot = [...(head.length > 0 ? [] : checks), `<sub>${facts}</sub>`, ''];
    const verdicts = report.stacks.map((stack) => verdictSection(stack).join('\n'));
    let room = SIZE_LIMIT - size([...head, ...verdicts, ...foot].join('\n'));
    const sections = report.stacks.map((stack, index) => {
        const details = [resourceTable(stack.resources), charts(stack.resources)].map((lines) => lines.join('\n'));
        const fitting = details.filter((block) => {
            const fits = size(block) < room;
            if (fits)
                room -= size(block) + 1;
            return fits;
        });
        const left = fitting.length < details.length ? ['More is in the report.', ''] : [];
        return [verdicts[index], ...fitting, ...left].join('\n');
    });
    return [...head, ...sections, ...foot].join('\n');
}
const size = (text) => Buffer.byteLength(text);
function verdictSection(stack) {
    const link = stack.consoleUrl === undefined ? undefined : (0,untrusted/* safeUrl */.Pl)(stack.consoleUrl);
    const name = link === undefined ? (0,untrusted/* markdownText */.p7)(stack.name) : `[${(0,untrusted/* markdownText */.p7)(stack.name)}](${link})`;
    const after = stack.durationSeconds > 0 ? ` after ${(0,duration/* formatDuration */.a3)(stack.durationSeconds)}` : '';
    const status = stack.stackStatus === undefined ? '' : ` (${(0,untrusted/* markdownText */.p7)(stack.stackStatus)})`;
    return [
        `### ${ICONS[stack.status]} ${name}: ${stack.status}${after}${status}`,
        '',
        ...sight(stack),
        ...express(stack),
        ...(stack.rootCause ? causeSection(stack.rootCause) : []),
        ...running(stack),
    ];
}
function express({ deploymentMode, status }) {
    if (deploymentMode !== 'EXPRESS' || status !== 'succeeded')
        return [];
    return ['> Express mode: configured, still stabilizing. CloudFormation no longer waits for it.', ''];
}
function sight({ lostSight, lostSightSeconds }) {
    if (lostSight !== undefined) {
        return [`> **Lost sight:** ${(0,untrusted/* markdownText */.p7)(lostSight)}. The outcome is not known; look at the stack.`, ''];
    }
    if (lostSightSeconds === 0)
        return [];
    return [`> Sight was lost for ${(0,duration/* formatDuration */.a3)(lostSightSeconds)} in between.`, ''];
}
function causeSection(cause) {
    const { logicalId, type, stackName, nested, reason, advice, evidence, cancelled } = cause;
    const where = nested ? ` in nested stack ${(0,untrusted/* markdownText */.p7)(stackName)}` : '';
    const more = (title, failures) => failures.length === 0
        ? []
        : [
            `${title}:`,
            ...failures.map((each) => `- ${(0,untrusted/* markdownText */.p7)(each.logicalId)}: ${(0,untrusted/* markdownText */.p7)(each.reason, 1000)}`),
            '',
        ];
    return [
        `**Root cause:** ${(0,untrusted/* markdownText */.p7)(logicalId)} (${(0,untrusted/* markdownText */.p7)(type)})${where}`,
        '',
        `> ${(0,untrusted/* markdownText */.p7)(reason, 2000)}`,
        '',
        `**Next:** ${(0,untrusted/* markdownText */.p7)(advice)}`,
        '',
        ...evidence.map((line) => `- ${(0,untrusted/* markdownText */.p7)(line, 1000)}`),
        ...(evidence.length > 0 ? [''] : []),
        ...more('Failed as well', cause.others),
        ...more('Failed while rolling back', cause.rollbackFailures),
        ...(cancelled.length > 0
            ? [`Cancelled because of it: ${(0,untrusted/* markdownText */.p7)(cancelled.join(', '), 1000)}`, '']
            : []),
    ];
}
function running({ status, resources, stalled }) {
    const going = resources.filter((resource) => (0,src_status/* isInProgress */.LT)(resource.status));
    if (!['cancelled', 'timed-out', 'stalled'].includes(status) || going.length === 0)
        return [];
    const names = going.map(({ logicalId }) => `${logicalId}${stalled.includes(logicalId) ? ' (stalled)' : ''}`);
    return [`**Still running:** ${(0,untrusted/* markdownText */.p7)(names.join(', '), 1000)}`, ''];
}
function resourceTable(resources) {
    if (resources.length === 0)
        return [];
    const rank = ({ status }) => ((0,src_status/* isFailed */.Ix)(status) ? 0 : (0,src_status/* isInProgress */.LT)(status) ? 1 : 2);
    const rows = resources.toSorted((a, b) => rank(a) - rank(b) || b.seconds - a.seconds);
    const left = rows.length - ROWS;
    return [
        `<details><summary>${resources.length} resources</summary>`,
        '',
        '| resource | type | status | took | usually |',
        '| --- | --- | --- | ---: | ---: |',
        ...rows.slice(0, ROWS).map(row),
        ...(left > 0 ? ['', `and ${left} more in the report`] : []),
        '',
        '</details>',
        '',
    ];
}
function row({ logicalId, type, status, seconds, usualSeconds }) {
    const usually = usualSeconds === undefined ? '' : (0,duration/* formatDuration */.a3)(usualSeconds);
    const cells = [
        (0,untrusted/* markdownText */.p7)(logicalId),
        (0,untrusted/* markdownText */.p7)(type),
        (0,untrusted/* markdownText */.p7)(status),
        (0,duration/* formatDuration */.a3)(seconds),
        usually,
    ];
    return `| ${cells.join(' | ')} |`;
}
function charts(resources) {
    const { diagrams, left } = gantt(resources);
    const blocks = diagrams.flatMap((diagram) => ['```mermaid', diagram, '```', '']);
    if (blocks.length === 0)
        return [];
    const rest = left > 0 ? [`and ${left} more in the report`, ''] : [];
    return ['<details><summary>Timeline</summary>', '', ...blocks, ...rest, '</details>', ''];
}
function checkSection(checks) {
    if (checks.length === 0)
        return [];
    return [
        '| check | status | took | |',
        '| --- | --- | ---: | --- |',
        ...checks.map(({ kind, subject, status, seconds, reason, lostSight }) => `| ${kind} ${(0,untrusted/* markdownText */.p7)(subject)} | ${lostSight === undefined ? `${ICONS[status]} ${status}` : '**Lost sight**'} | ${(0,duration/* formatDuration */.a3)(seconds)} | ${(0,untrusted/* markdownText */.p7)(reason, 1000)} |`),
        '',
    ];
}

;// CONCATENATED MODULE: ./actions/monitor/src/told.ts




function openTold(env) {
    const directory = env[background/* DETACHED_VARIABLE */.gf] ?? '';
    const path = (0,external_node_path_.join)(directory, 'told.jsonl');
    const told = new Set(directory === '' ? [] : read(path));
    return {
        has: (stack, notice) => told.has(keyOf(stack, notice) ?? ''),
        add: (stack, notice) => {
            const key = keyOf(stack, notice);
            if (key === undefined || told.has(key))
                return;
            told.add(key);
            if (directory !== '')
                (0,external_node_fs_.appendFileSync)(path, `${key}\n`, { mode: 0o600 });
        },
    };
}
/** Undefined for what may be said again: progress only edits a message. */
function keyOf(stack, notice) {
    if (notice.kind === 'stalled')
        return JSON.stringify([stack, notice.kind, spanKey(notice.delay.span)]);
    if (notice.kind === 'failing')
        return JSON.stringify([stack, notice.kind, spanKey(notice.cause)]);
    return undefined;
}
function read(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8').trimEnd().split('\n');
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./actions/monitor/src/verdict.ts
var verdict = __nccwpck_require__(3459);
;// CONCATENATED MODULE: ./actions/monitor/src/main.ts






















/** Watches until everything is settled, or starts a process that does. */
async function run(inputs, step, ports) {
    checkTogether(inputs, step.env);
    const [half] = (0,reach/* halves */.AP)(inputs);
    if (half !== undefined)
        throw new errors/* UserError */.y(half);
    if (inputs.mode === 'background')
        return (0,src_background/* startBackground */.r)(inputs, step, ports);
    const name = inputs.environment ?? inputs['stack-name'][0] ?? 'deployment';
    const id = (0,correlation/* correlate */._$)(step, inputs['correlation-id'], name);
    const { report, refused } = await observe(inputs, step, ports, id);
    await tell(report, inputs, step);
    if (refused !== undefined)
        throw refused;
}
/** On cancellation the runner leaves 7.5 s. */
const SETTLE_MS = { usually: 20_000, cancelled: 2_000 };
async function observe(inputs, step, ports, id) {
    const begin = since(inputs['started-at'], step.env, step.clock.now());
    // One clock for the whole watch; a process that goes on for one that was killed has no more time than that one.
    const deadline = ((0,background/* detachedSince */.D6)(step.env) ?? step.clock.now()) + inputs.timeout * 1000;
    const connection = await ports.connect(inputs, step, id);
    const [audiences, runs] = await Promise.all([ports.audiences(inputs, step, id), ports.runs(inputs, step)]);
    const people = crowd(audiences, (error) => step.log.info(`Could not tell: ${(0,errors/* errorLine */.B)(error)}`));
    const told = openTold(step.env);
    const names = inputs['stack-name'];
    const limiter = openLimiter(step.clock);
    let refused;
    /** One stack that may not be read must not hide what becomes of the others. */
    const unseen = (stack, error) => {
        if (!(error instanceof errors/* UserError */.y) || names.length === 1)
            throw error;
        refused ??= error;
        const ending = { status: 'timed-out', lostSight: error.message };
        return reportOfNone(stack, ending, { lostSeconds: () => 0 });
    };
    const watched = names.map(async (stack) => {
        const print = printer(step, names.length > 1 ? `${stack} ` : '');
        const news = newsOf(stack, () => step.clock.now());
        return watch(watchOptions(inputs, step, { stack, runs, begin, deadline }), {
            ...connection,
            reader: await connection.readerOf(stack),
            limiter,
            clock: step.clock,
            random: step.random,
            cancelled: step.cancelled,
            ...((0,background/* isDetached */.$w)(step.env) && { stepsEnded: () => (0,background/* stepsEnded */.OC)(step.env) }),
            notice: (notice) => {
                print(notice);
                const update = news(notice);
                if (update === undefined || told.has(stack, notice))
                    return;
                people.tell(update);
                told.add(stack, notice);
            },
        }).catch((error) => unseen(stack, error));
    });
    const stacks = await Promise.all(watched);
    const bad = stacks.find((stack) => hidesChecks(stack, inputs));
    if (bad !== undefined)
        sayUnchecked(bad, inputs, step);
    const skew = () => connection.reader.now() - step.clock.now();
    const checks = bad === undefined
        ? await afterStacks(inputs, step, {
            ...{ connection, fetch: ports.fetch, deadline },
            since: Math.min(begin, ...operationStarts(stacks).map((at) => at - skew())),
        })
        : [];
    const report = (0,verdict/* reportOf */.E)({
        correlationId: id,
        stacks,
        checks,
        apiCalls: connection.calls(),
        endedAt: connection.reader.now(),
    });
    people.tell({ kind: 'ended', report });
    await people.settle(step.cancelled.aborted ? SETTLE_MS.cancelled : SETTLE_MS.usually);
    return { report, refused };
}
/** Services and addresses are looked at unless the step is red, or cancelled, without them. */
const hidesChecks = ({ status, lostSight }, inputs) => status === 'cancelled' || (lostSight === undefined && inputs['fail-on'].some((each) => each === status));
function sayUnchecked({ name, status }, inputs, { log }) {
    const checks = [...inputs['ecs-service'], ...(0,src_address/* addressNames */.RS)(inputs['health-url'])];
    if (checks.length > 0)
        log.notice(`Not looked at, since ${name} is ${status}: ${checks.join(', ')}`);
}
/** What a stack's operation began counts with it, also when that began before this job. By AWS's clock. */
const operationStarts = (stacks) => stacks.flatMap(({ startedAt }) => startedAt ?? []).map((at) => Date.parse(at));
function watchOptions(inputs, step, watched) {
    const { stack, runs, begin, deadline } = watched;
    return {
        stack,
        region: (0,names/* regionOf */.AP)(stack, (0,names/* regionsOf */.NV)(inputs['aws-region'], step.env)),
        runs,
        since: begin,
        startTimeoutSeconds: inputs['start-timeout'],
        timeoutSeconds: Math.max(0, (deadline - step.clock.now()) / 1000),
        pollInterval: inputs['poll-interval'],
        stallAfter: inputs['stall-after'],
        endOnStall: inputs['fail-on'].includes('stalled'),
        onCancel: inputs['on-cancel'],
    };
}
/** Outputs, summary, report; and the verdict. */
async function tell(report, inputs, step) {
    const path = (0,background/* isDetached */.$w)(step.env)
        ? (0,external_node_path_.join)(step.env[background/* DETACHED_VARIABLE */.gf] ?? '', background/* DETACHED_FILES */.Xu.result)
        : (0,external_node_path_.join)(step.job.tempDir, 'signalbox', `monitor-${report.correlationId}.json`);
    for (const [name, value] of Object.entries(outputsOf(report, path)))
        step.output(name, value);
    await step.summary(summaryOf(report));
    const failure = (0,verdict/* failureLine */.P)(report, inputs['fail-on']);
    const parts = [
        ...report.stacks.map(({ name, status }) => `${name}: ${status}`),
        ...report.checks.map(({ subject, status, reason }) => `${subject}: ${status} (${reason})`),
    ];
    const words = parts.join(', ');
    step.log.info(`${words || report.status} (${report.apiCalls} API calls)`);
    for (const stack of report.stacks)
        if (stack.note)
            sayNote(stack, stack.note, step);
    if (report.lostSight !== undefined) {
        step.log.warning(`${report.lostSight}. What became of the deployment is not known: look at it.`, 'Lost sight');
    }
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    (0,external_node_fs_.writeFileSync)(path, (0,secrets/* redact */.E$)(JSON.stringify(report, undefined, 1)), { mode: 0o600 });
    if (failure !== undefined)
        throw new errors/* UserError */.y(failure);
}
/** A stack that was left broken or in review is no news to be read over. */
function sayNote({ name, status, stackStatus = '' }, note, { log }) {
    const well = status === 'no-changes' && /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stackStatus);
    if (well)
        log.info(`${name}: ${note}`);
    else
        log.warning(note, `${name}: ${status}`);
}
function outputsOf(report, path) {
    return {
        status: report.status,
        'stack-status': report.stackStatus ?? '',
        'failed-resource': report.failedResource ?? '',
        'failure-reason': report.failureReason ?? '',
        'root-cause': report.rootCause === undefined ? '' : JSON.stringify(report.rootCause),
        'duration-seconds': report.durationSeconds,
        progress: report.progress,
        'console-url': report.consoleUrl ?? '',
        'report-path': path,
        'api-calls': report.apiCalls,
    };
}


/***/ }),

/***/ 3459:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ reportOf),
/* harmony export */   P: () => (/* binding */ failureLine)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3618);

/** The worse the earlier: one verdict over all stacks and checks. What is seen comes before what is not known. */
const WORST_FIRST = [
    'failed',
    'rolled-back',
    'timed-out',
    'stalled',
    'lost-sight',
    'cancelled',
    'not-found',
    'succeeded',
    'no-changes',
];
const isBad = (status) => status !== 'succeeded' && status !== 'no-changes';
/** The report, and in it the verdict: the worst of all, told by the stack it happened in. */
function reportOf({ correlationId, stacks, checks, apiCalls, endedAt }) {
    const rank = ({ status, lostSight }) => WORST_FIRST.indexOf(lostSight === undefined ? status : 'lost-sight');
    const worst = stacks.toSorted((a, b) => rank(a) - rank(b))[0];
    const check = deciding(checks, stacks).toSorted((a, b) => rank(a) - rank(b))[0];
    const byCheck = check !== undefined && (worst === undefined || rank(check) < rank(worst));
    // A deletion that was tried again, or a check that went well, names nothing that failed.
    const cause = worst !== undefined && isBad(worst.status) ? worst.rootCause : undefined;
    const failed = byCheck
        ? isFailure(check) && { failedResource: check.subject, failureReason: check.reason }
        : cause && { failedResource: cause.logicalId, failureReason: cause.reason };
    const starts = [...stacks, ...checks].flatMap(({ startedAt }) => startedAt ?? []).sort();
    const lostSight = byCheck ? check.lostSight : worst?.lostSight;
    return {
        version: 1,
        correlationId,
        status: (byCheck ? check.status : worst?.status) ?? 'no-changes',
        ...(worst?.stackStatus && { stackStatus: worst.stackStatus }),
        ...(worst?.stackId && { stackId: worst.stackId }),
        ...failed,
        ...(cause && { rootCause: cause }),
        ...(worst?.consoleUrl && { consoleUrl: worst.consoleUrl }),
        ...(worst?.note && !byCheck && { note: worst.note }),
        ...(lostSight && { lostSight }),
        ...(starts[0] && { startedAt: starts[0] }),
        endedAt: new Date(endedAt).toISOString(),
        durationSeconds: durationOf(stacks, checks),
        progress: Math.min(...[...stacks, ...deciding(checks, stacks)].map(({ progress }) => progress), 100),
        apiCalls,
        stacks,
        checks,
    };
}
const isFailure = ({ ok, status, lostSight }) => !ok && status !== 'cancelled' && lostSight === undefined;
/**
 * The checks that say how the deployment ended. An address that answers says nothing of a deployment that changed nothing,
 * and a service that one left alone nothing of the rest.
 */
function deciding(checks, stacks) {
    const deployed = [...stacks, ...checks.filter(({ kind }) => kind === 'ecs-service')];
    const changed = deployed.some(({ status }) => status !== 'no-changes');
    const alone = deployed.length === 0;
    return checks.filter(({ ok, kind, status }) => {
        if (!ok)
            return true;
        return kind === 'health-url' ? alone || changed : status !== 'no-changes' || !changed;
    });
}
/** Seconds from the first begin to the last end of all that was seen to happen. */
function durationOf(stacks, checks) {
    const longest = Math.max(0, ...stacks.map(({ durationSeconds }) => durationSeconds));
    const timed = checks.filter(({ startedAt, endedAt }) => startedAt !== undefined && endedAt !== undefined);
    if (timed.length === 0)
        return longest;
    const starts = [...stacks, ...timed]
        .flatMap(({ startedAt }) => startedAt ?? [])
        .map((at) => Date.parse(at));
    const ends = timed.flatMap(({ endedAt }) => endedAt ?? []).map((at) => Date.parse(at));
    return Math.max(longest, Math.round((Math.max(...ends) - Math.min(...starts)) / 100) / 10);
}
/** Why the step fails, in one line; undefined when it does not. An outcome nobody saw is not a failure. */
function failureLine(report, failOn) {
    if (!failOn.includes(report.status) || report.lostSight !== undefined)
        return undefined;
    const names = report.stacks
        .filter(({ status, lostSight }) => status === report.status && lostSight === undefined)
        .map(({ name }) => name);
    const { failedResource, failureReason } = report;
    const check = report.checks.find(({ subject }) => names.length === 0 && subject === failedResource);
    const subject = names.length > 0 ? `Stack ${names.join(', ')}` : (failedResource ?? 'The deployment');
    const seconds = check?.seconds ?? report.durationSeconds;
    const after = seconds > 0 ? ` after ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)}` : '';
    const named = check === undefined ? `${failedResource}: ` : '';
    const told = failureReason ? `${named}${failureReason}` : report.note;
    const why = told ? `: ${told}` : '';
    const advice = report.rootCause ? ` → ${report.rootCause.advice}` : '';
    return `${subject} ${report.status}${after}${why}${advice}`;
}


/***/ }),

/***/ 7663:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F5: () => (/* binding */ operationUrl),
/* harmony export */   Lw: () => (/* binding */ parseArn),
/* harmony export */   UV: () => (/* binding */ stackUrl)
/* harmony export */ });
const HOSTS = {
    aws: (region) => `https://${region}.console.aws.amazon.com`,
    'aws-cn': (region) => `https://${region}.console.amazonaws.cn`,
    'aws-us-gov': (region) => `https://${region}.console.amazonaws-us-gov.com`,
};
/** Partition and region of an ARN. The partition is read here, not guessed from the region's name. */
function parseArn(arn) {
    const [prefix, partition, , region] = arn.split(':');
    return prefix === 'arn' && partition && region ? { partition, region } : undefined;
}
function home(stackId) {
    const arn = parseArn(stackId);
    const host = arn && HOSTS[arn.partition]?.(arn.region);
    return host && `${host}/cloudformation/home?region=${arn.region}#/stacks`;
}
/** The console's page of a stack's events; undefined where the partition's console is not known. */
function stackUrl(stackId) {
    const base = home(stackId);
    return base && `${base}/events?stackId=${encodeURIComponent(stackId)}&viewNested=true`;
}
/** The console's page of one operation, or of the stack's events when its id is not known. */
function operationUrl(stackId, operationId) {
    const base = home(stackId);
    if (base === undefined || operationId === undefined)
        return stackUrl(stackId);
    return `${base}/operations/info?stackId=${encodeURIComponent(stackId)}&operationId=${encodeURIComponent(operationId)}`;
}


/***/ }),

/***/ 4754:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ regionOf),
/* harmony export */   NV: () => (/* binding */ regionsOf),
/* harmony export */   Ue: () => (/* binding */ awsRegion),
/* harmony export */   w3: () => (/* binding */ roleArn),
/* harmony export */   yT: () => (/* binding */ stackArn),
/* harmony export */   zD: () => (/* binding */ stackNames)
/* harmony export */ });
/* unused harmony export stackName */
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

/***/ 4483:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ ReadError)
/* harmony export */ });
/** A read that failed. The deployment goes on all the same: only our sight of it is lost. */
class ReadError extends Error {
    name = 'ReadError';
    trouble;
    constructor(trouble, message, cause) {
        super(message, { cause });
        this.trouble = trouble;
    }
}


/***/ }),

/***/ 7419:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ openSight)
/* harmony export */ });
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4483);

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;
function openSight(options) {
    const { clock, random, signal } = options;
    let lostMs = 0;
    const look = async (read) => {
        const began = clock.now();
        for (let tries = 1;; tries++) {
            try {
                const seen = await read();
                if (tries > 1) {
                    lostMs += clock.now() - began;
                    options.regained((clock.now() - began) / 1000);
                }
                return seen;
            }
            catch (error) {
                if (!(error instanceof _reader_js__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F) || signal.aborted)
                    throw error;
                if (tries === 1)
                    options.lost(error.trouble, error.message);
                const repeat = await worthRepeating(error.trouble, tries, options);
                const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + random() / 2);
                if (!repeat || clock.now() + pause > options.deadline) {
                    lostMs += clock.now() - began;
                    throw error;
                }
                await clock.sleep(pause, signal);
            }
        }
    };
    return { look, lostSeconds: () => lostMs / 1000 };
}
const LONGEST_RENEWALS = 3;
async function worthRepeating(trouble, tries, { renew }) {
    if (trouble === 'expired')
        return tries <= LONGEST_RENEWALS && (await renew());
    return trouble === 'throttled' || trouble === 'unavailable';
}


/***/ }),

/***/ 9207:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ isOfStackItself),
/* harmony export */   Q9: () => (/* binding */ STACK_TYPE),
/* harmony export */   n0: () => (/* binding */ nestedStackId)
/* harmony export */ });
const STACK_TYPE = 'AWS::CloudFormation::Stack';
/**
 * Whether the event is about the stack it belongs to. Id, type and logical id must all say so: a custom resource may
 * answer with any physical id, and many answer with the `StackId` that they were called with
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html); a nested stack is a resource of its
 * parent, too.
 */
const isOfStackItself = ({ physicalId, stackId, type, logicalId, stackName }) => physicalId === stackId && type === STACK_TYPE && logicalId === stackName;
/** The nested stack that an event of its parent is about; undefined before its ARN is known. */
function nestedStackId(event) {
    if (event.type !== STACK_TYPE || isOfStackItself(event))
        return undefined;
    return event.physicalId.startsWith('arn:') ? event.physicalId : undefined;
}


/***/ }),

/***/ 3082:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FV: () => (/* binding */ isCleanup),
/* harmony export */   Fw: () => (/* binding */ isRollingBack),
/* harmony export */   Ix: () => (/* binding */ isFailed),
/* harmony export */   LT: () => (/* binding */ isInProgress),
/* harmony export */   SO: () => (/* binding */ beginsOperation),
/* harmony export */   sG: () => (/* binding */ outcomeOf),
/* harmony export */   z1: () => (/* binding */ isRollback),
/* harmony export */   zI: () => (/* binding */ operationOf)
/* harmony export */ });
/* harmony import */ var _stack_event_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9207);

const isInProgress = (status) => status.endsWith('_IN_PROGRESS');
const isFailed = (status) => status.endsWith('_FAILED');
const isRollingBack = (status) => /(^|_)ROLLBACK_IN_PROGRESS$/.test(status);
/** The new version stands (or the old one does again); only leftovers are still being deleted. */
const isCleanup = (status) => status.endsWith('_CLEANUP_IN_PROGRESS');
/**
 * What a stack's status says about an operation; undefined while that is open.
 * `UPDATE_COMPLETE_CLEANUP_IN_PROGRESS` already decides: "updated and usable" (AWS: CloudFormation User
 * Guide, stack status codes), and resources that the cleanup cannot delete do not fail the update.
 *
 * Only an operation's own completion is its success. A deletion that is refused, because another stack imports an
 * export, falls back to the status from before, such as UPDATE_COMPLETE (github.com/aws/aws-sdk/issues/383),
 * CREATE_COMPLETE (github.com/boto/boto3/issues/4192) or UPDATE_ROLLBACK_COMPLETE.
 */
function outcomeOf(status, operation) {
    if (isFailed(status))
        return 'failed';
    if (!isCleanup(status) && !status.endsWith('_COMPLETE'))
        return undefined;
    if (operation === 'DELETE')
        return status === 'DELETE_COMPLETE' ? 'succeeded' : 'failed';
    if (status.includes('ROLLBACK'))
        return 'rolled-back';
    return operationOf(status) === operation ? 'succeeded' : 'failed';
}
/** Somebody asked for the rollback; nothing was deployed by it. */
const isRollback = (operation) => operation.endsWith('ROLLBACK');
/** The operation that a stack's status belongs to, as far as the status alone tells. */
function operationOf(status) {
    if (status === 'REVIEW_IN_PROGRESS')
        return undefined;
    if (/ROLLBACK/.test(status))
        return 'ROLLBACK';
    return ['CREATE', 'UPDATE', 'DELETE', 'IMPORT'].find((each) => status.startsWith(each));
}
/** Whether an event is certain to begin an operation: a cursor that never reads further back than needed. */
function beginsOperation(event) {
    if (!(0,_stack_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isOfStackItself */ .D)(event) || event.detailedStatus !== undefined)
        return false;
    return /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(event.status);
}


/***/ }),

/***/ 8333:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BB: () => (/* binding */ formatShape),
/* harmony export */   F5: () => (/* binding */ shapeOf),
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   Tr: () => (/* binding */ parseShape),
/* harmony export */   nO: () => (/* binding */ alike)
/* harmony export */ });
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

/***/ 5104:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O7: () => (/* binding */ parseStatuses),
/* harmony export */   RS: () => (/* binding */ addressNames),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   Uk: () => (/* binding */ shownAddress),
/* harmony export */   eT: () => (/* binding */ REDIRECTS),
/* harmony export */   ug: () => (/* binding */ parseAddresses)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8981);

/** `200-204, 404`: numbers and ranges. Undefined for anything else; 1xx is never the answer to a request. */
function parseStatuses(text) {
    const ranges = text
        .split(/[\n,]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => {
        const match = /^([2-5]\d\d)(?:\s*-\s*([2-5]\d\d))?$/.exec(part);
        return { low: Number(match?.[1]), high: Number(match?.[2] ?? match?.[1]) };
    });
    return ranges.length > 0 && ranges.every(({ low, high }) => low <= high) ? ranges : undefined;
}
const isWithin = (status, ranges) => ranges.some(({ low, high }) => status >= low && status <= high);
/** Statuses that name another address to ask. https://fetch.spec.whatwg.org/#redirect-status */
const REDIRECTS = [301, 302, 303, 307, 308];
/** Ports that no fetch talks to. https://fetch.spec.whatwg.org/#bad-port */
const BAD_PORTS = new Set(('1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 ' +
    '139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 ' +
    '1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080').split(' '));
/**
 * Addresses, one a line, or separated by a comma before the next `http(s)://`: a comma or a space within one belongs to it.
 * What can never be asked is refused, and so are credentials: they would be sent, and shown. Nothing of an address that is
 * refused is quoted. @throws UserError
 */
function parseAddresses(text, input) {
    return text
        .split(/\n|,\s*(?=https?:\/\/)|,\s*$/im)
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part, index) => checked(part, `Input "${input}": address ${index + 1}`));
}
function checked(text, which) {
    if (!/^https?:\/\//i.test(text))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} does not begin with http:// or https://.`);
    if (/\shttps?:\/\//i.test(text))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} holds another one: separate them by newlines or commas.`);
    if (!URL.canParse(text))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} is not a valid URL (it is not shown, since it may hold a secret).`);
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} holds credentials (user:password@host): they would be sent with each request. Give an address that answers without.`);
    }
    if (BAD_PORTS.has(url.port))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} can never be asked: port ${url.port} is barred for HTTP clients.`);
    return url.href;
}
/** Origin and path: a query may hold a token. */
function shownAddress(address) {
    if (!URL.canParse(address))
        return 'an address';
    const { protocol, host, pathname } = new URL(address);
    return `${protocol}//${host}${pathname}`;
}
/** How each is called where it is shown: those that differ in their queries alone are numbered. */
function addressNames(addresses) {
    const shown = addresses.map(shownAddress);
    return shown.map((name, index) => shown.indexOf(name) === shown.lastIndexOf(name) ? name : `${name} (address ${index + 1})`);
}


/***/ }),

/***/ 2317:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ baselineOf),
/* harmony export */   U: () => (/* binding */ isNew)
/* harmony export */ });
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4679);

function baselineOf(subject, { service, rollouts, hidden, now }) {
    const primary = service && ((0,_service_js__WEBPACK_IMPORTED_MODULE_0__/* .primaryOf */ .Os)(service) ?? service.taskSets.find(({ status }) => status === 'PRIMARY'));
    return {
        subject,
        exists: service !== undefined && service.status !== 'INACTIVE',
        at: now,
        ...(hidden === undefined ? { rollouts: rollouts.map(({ id }) => id) } : {}),
        deployments: (service?.deployments ?? []).map(({ id }) => id),
        taskSets: (service?.taskSets ?? []).map(({ id }) => id),
        taskDefinition: primary?.taskDefinition ?? service?.taskDefinition ?? '',
        desired: service?.desired ?? 0,
    };
}
/** Whether something was not there before we deployed. */
function isNew({ id, createdAt }, kind, { since, before }) {
    const known = before?.[kind];
    return known === undefined ? createdAt >= since : !known.includes(id);
}


/***/ }),

/***/ 4385:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ saysRollback),
/* harmony export */   PN: () => (/* binding */ failureSince),
/* harmony export */   Pu: () => (/* binding */ stuckSince),
/* harmony export */   Q1: () => (/* binding */ unknownTaskSet),
/* harmony export */   ef: () => (/* binding */ saysCompleted),
/* harmony export */   "in": () => (/* binding */ troubleSince)
/* harmony export */ });
/**
 * The scheduler's own words for trouble: "unable to place a task", "(port 80) is unhealthy in (target-group …)", "failed
 * container health checks", "unable to consistently start tasks successfully", "failed to launch a task with (error …)",
 * "operations are being throttled", "deployment failed: tasks failed to start."
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
const TROUBLE = /\bunable to\b|\bunhealthy\b|\bfailed\b|\bthrottled\b|\brolling back\b|\bviolat/i;
/** "(deployment ecs-svc/…) deployment failed: tasks failed to start.", "… alarm detected.", "rolling back to deployment …". */
const FAILED = /\bdeployment failed\b|\brolling back to deployment\b/i;
/** The rollout cannot go on: neither may a task be stopped nor one started, whatever becomes of the tasks. */
const STUCK = /unable to stop or start tasks during a deployment because of the service deployment configuration/i;
const since = (events, from) => events.filter(({ time }) => time >= from);
/** What went wrong since a moment, oldest first, each only once. */
function troubleSince(events, from) {
    const found = since(events, from).filter(({ message }) => TROUBLE.test(message));
    return [...new Set(found.map(({ message }) => message))].toReversed();
}
/**
 * That a deployment failed since, in the scheduler's words; the newest. A message that names one of the `others` (those that
 * stood before) is about theirs, and so is the way back that follows from it.
 */
function failureSince(events, from, others = []) {
    const found = since(events, from)
        .map(({ message }) => message)
        .filter((message) => FAILED.test(message));
    const failed = found.filter((message) => /deployment failed/i.test(message));
    const theirs = failed.filter((message) => others.some((id) => message.includes(`${id})`)));
    if (failed.length > 0 && theirs.length === failed.length)
        return undefined;
    return failed.find((message) => !theirs.includes(message)) ?? found[0];
}
const stuckSince = (events, from) => since(events, from).find(({ message }) => STUCK.test(message))?.message;
/** Whether the scheduler says that it rolls back to this very deployment. */
const saysRollback = (events, deployment) => events.some(({ message }) => new RegExp(`rolling back to deployment ${deployment}\\b`, 'i').test(message));
/** Whether the scheduler says that this very deployment was completed. */
const saysCompleted = (events, deployment) => events.some(({ message }) => message.includes(deployment) && /\bdeployment completed\b/i.test(message));
/** A task set that came and went since, as the events name it, other than these. */
function unknownTaskSet(events, from, known) {
    const named = since(events, from).flatMap(({ message }) => /taskSet (ecs-svc\/\d+)/i.exec(message)?.[1] ?? []);
    return named.find((id) => !known.includes(id));
}


/***/ }),

/***/ 4679:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EJ: () => (/* binding */ shortDefinition),
/* harmony export */   Mf: () => (/* binding */ serviceOfArn),
/* harmony export */   Os: () => (/* binding */ primaryOf),
/* harmony export */   gn: () => (/* binding */ isUnderWay),
/* harmony export */   m_: () => (/* binding */ shortId),
/* harmony export */   nO: () => (/* binding */ parseService)
/* harmony export */ });
// A service as ECS tells of it, as plain data. Times are milliseconds since the epoch by AWS's clock.
const parseService = (name) => {
    const [cluster = '', service = ''] = name.split('/');
    return { cluster, service };
};
/** `cluster/service` of a service's ARN, or undefined: one of the old short form does not name its cluster. */
function serviceOfArn(arn) {
    const match = /^arn:[\w-]+:ecs:[\w-]+:\d+:service\/([\w-]+)\/([\w-]+)$/.exec(arn);
    return match?.[1] && match[2] ? { cluster: match[1], service: match[2] } : undefined;
}
const primaryOf = ({ deployments }) => deployments.find(({ status }) => status === 'PRIMARY');
/** `web:7` of a task definition's ARN. */
const shortDefinition = (arn) => arn.split('/').at(-1) ?? arn;
/** `AbC12` of a deployment's ARN. */
const shortId = (id) => id.split('/').at(-1) ?? id;
const OVER = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];
/** A status that is not known to be an end is none. */
const isUnderWay = ({ status }) => !OVER.includes(status);


/***/ }),

/***/ 3521:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   aV: () => (/* binding */ inBrief),
/* harmony export */   fn: () => (/* binding */ openTeller)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5103);
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4679);


function openTeller(subject, { say, reader }) {
    const stopped = () => reader.stoppedTasks((0,_service_js__WEBPACK_IMPORTED_MODULE_1__/* .parseService */ .nO)(subject)).catch(() => []);
    let tasks = [];
    let count = 0;
    const tell = async (verdict) => {
        say(`${subject}: ${wordsOf(verdict)}`, 'info');
        if (verdict.kind === 'settled')
            return tasks;
        if (verdict.kind === 'unchanged')
            return [];
        for (const trouble of verdict.troubles)
            say(`${subject}: ${trouble}`, 'warning', titleOf(trouble));
        const { failures } = verdict;
        if (failures === undefined || failures.count <= count)
            return tasks;
        count = failures.count;
        tasks = await stopped();
        say(`${subject}: ${inBrief(failures.words, tasks)}`, 'warning', 'Tasks fail to start');
        return tasks;
    };
    const final = async ({ status, lostSight, warning }) => {
        if (warning !== undefined)
            say(`${subject}: ${warning}`, 'warning', 'Nothing runs');
        if (lostSight !== undefined || !['failed', 'rolled-back'].includes(status))
            return [];
        const found = await stopped();
        for (const task of found)
            say(`${subject}: ${task}`, 'info');
        return found;
    };
    return Object.assign(tell, { final, seen: () => tasks });
}
const titleOf = (trouble) => trouble.startsWith('AWAITING_ACTION') ? 'The deployment waits for somebody' : 'The service is in trouble';
const wordsOf = (verdict) => verdict.kind === 'ongoing' ? verdict.activity : verdict.reason;
/** Of a task, an event or a line of its log, where many share a line. */
const BRIEF_LENGTH = 200;
/** In one line that nobody has to cut: what ECS said last, why the newest task stopped, and where its log ends. */
function inBrief(words, tasks, troubles = []) {
    const said = troubles.slice(-2).filter((trouble) => !words.includes(trouble));
    return [words, ...new Set([...said, ...tasks.slice(0, 1), ...tasks.slice(-3)])]
        .map((each, index) => (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(each, index === 0 ? 2 * BRIEF_LENGTH : BRIEF_LENGTH))
        .join('; ');
}


/***/ }),

/***/ 5117:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ failureWords),
/* harmony export */   VK: () => (/* binding */ withTroubles),
/* harmony export */   ZS: () => (/* binding */ standsWords),
/* harmony export */   dJ: () => (/* binding */ failuresOf),
/* harmony export */   gq: () => (/* binding */ succeeded),
/* harmony export */   uM: () => (/* binding */ share)
/* harmony export */ });
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4679);
/* harmony import */ var _service_events_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4385);


/** `2 of 2 tasks run web:7`. */
function standsWords({ running, desired, taskDefinition, deployments }) {
    const definition = deployments.find(({ status }) => status === 'PRIMARY')?.taskDefinition || taskDefinition;
    const what = definition === '' ? '' : ` ${(0,_service_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDefinition */ .EJ)(definition)}`;
    return `${running} of ${desired} tasks run${what}`;
}
/** A service that has no tasks to run is as deployed as it gets, and serves nobody: that is said. */
function succeeded(service, times, desiredBefore, note = '') {
    const scaled = desiredBefore !== undefined && desiredBefore > 0 ? ` (scaled to 0 from ${desiredBefore})` : '';
    const nothing = `nothing runs: the desired count is 0${scaled}`;
    const reason = `${service.desired === 0 ? nothing : standsWords(service)}${note}`;
    const warning = service.desired === 0 && scaled !== '' ? { warning: nothing } : {};
    return { kind: 'settled', status: 'succeeded', reason, ...times, ...warning };
}
/** Percent of an ongoing rollout: 100 is kept for success. */
const share = (done, of) => Math.min(99, Math.max(0, Math.round((100 * done) / Math.max(1, of))));
/** Of the deployment that takes over; without a breaker ECS counts the tasks, but nothing trips. */
function failuresOf(breaker, primary, breakerMayBeOn = false) {
    if (breaker !== undefined) {
        const { count } = breaker;
        return count === 0 ? undefined : { count, words: failureWords(breaker), breaker: true };
    }
    const count = primary?.failedTasks ?? 0;
    if (count === 0 || primary?.state === 'COMPLETED')
        return undefined;
    const unguarded = breakerMayBeOn ? '' : ', and no circuit breaker is on';
    return { count, words: `${count} tasks failed${unguarded}`, breaker: breakerMayBeOn };
}
const failureWords = ({ count, threshold }) => `${count} of ${threshold} task failures that trip the circuit breaker`;
/** The fields every settled failure has from the service's own events. */
const withTroubles = (verdict, { events }, since) => verdict.status === 'succeeded' ? verdict : { ...verdict, troubles: (0,_service_events_js__WEBPACK_IMPORTED_MODULE_1__/* .troubleSince */ ["in"])(events, since) };


/***/ }),

/***/ 3242:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Xu: () => (/* binding */ DETACHED_FILES),
  gf: () => (/* binding */ DETACHED_VARIABLE),
  D6: () => (/* binding */ detachedSince),
  $w: () => (/* binding */ isDetached),
  fj: () => (/* binding */ join),
  a1: () => (/* binding */ keepFailure),
  oz: () => (/* binding */ markEnded),
  WE: () => (/* binding */ receiveHandedOver),
  tG: () => (/* binding */ startDetached),
  OC: () => (/* binding */ stepsEnded),
  ds: () => (/* binding */ stop)
});

// UNUSED EXPORTS: forgetEnd

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
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    const env = pick(options.env, PLAIN);
    const handedOver = pick(options.env, NEEDED_SECRETS);
    for (const [name, value] of Object.entries(inputs))
        handedOver[(0,src_inputs/* inputVariable */.LO)(name)] = value;
    for (const [variable, file] of Object.entries(FILE_COMMANDS)) {
        env[variable] = (0,external_node_path_.join)(directory, file);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, file), '', { mode: 0o600 });
    }
    env[DETACHED_VARIABLE] = directory;
    const started = (0,external_node_path_.join)(directory, DETACHED_FILES.started);
    if (!(0,external_node_fs_.existsSync)(started))
        (0,external_node_fs_.writeFileSync)(started, String(options.now), { mode: 0o600 });
    const log = (0,external_node_fs_.openSync)((0,external_node_path_.join)(directory, DETACHED_FILES.log), 'a', 0o600);
    try {
        const child = (0,external_node_child_process_.spawn)(process.execPath, [bundle], { detached: true, stdio: ['pipe', log, log], env });
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
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(env[DETACHED_VARIABLE] ?? '', DETACHED_FILES.failure), line, { mode: 0o600 });
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

/***/ 4809:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
// EXTERNAL MODULE: ./packages/runner/src/background.ts + 1 modules
var background = __nccwpck_require__(3242);
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
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
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
// EXTERNAL MODULE: ./packages/runner/src/inputs.ts
var src_inputs = __nccwpck_require__(5571);
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
        if ((0,background/* isDetached */.$w)(step.env)) {
            (0,background/* keepFailure */.a1)(step.env, (0,errors/* errorLine */.B)(error));
            step.log.info((0,errors/* errorLine */.B)(error));
            process.exitCode = 1;
        }
        else
            setFailed((0,errors/* errorLine */.B)(error));
    }
    finally {
        (0,background/* markEnded */.oz)(step.env);
    }
}


/***/ }),

/***/ 5103:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  BP: () => (/* binding */ logLine),
  p7: () => (/* binding */ markdownText),
  Hg: () => (/* binding */ mermaidText),
  TN: () => (/* binding */ oneLine),
  Pl: () => (/* binding */ safeUrl),
  xv: () => (/* binding */ truncate)
});

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

/***/ 3931:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

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

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

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
/******/ var __webpack_exports__ = __nccwpck_require__(7374);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
