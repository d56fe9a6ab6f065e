"use strict";
exports.id = 497;
exports.ids = [497];
exports.modules = {

/***/ 41240:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ regionOf),
/* harmony export */   ND: () => (/* binding */ ownRegion),
/* harmony export */   NV: () => (/* binding */ regionsOf),
/* harmony export */   Qx: () => (/* binding */ stackName),
/* harmony export */   Ue: () => (/* binding */ awsRegion),
/* harmony export */   mf: () => (/* binding */ arnPattern),
/* harmony export */   w3: () => (/* binding */ roleArn),
/* harmony export */   yT: () => (/* binding */ stackArn),
/* harmony export */   zD: () => (/* binding */ stackNames)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18203);


/**
 * Partitions and regions are open lists: `aws`, `aws-cn`, `aws-us-gov`, `aws-iso-b`, `aws-eusc`; `us-gov-west-1`,
 * `eusc-de-east-1`, `us-isob-east-1` (the SDK's own: github.com/aws/aws-sdk-js-v3, partitions.json).
 */
const PARTITION = 'aws(?:-[a-z0-9]+)*';
const REGION = '[a-z]{2,}(?:-[a-z0-9]+)+-\\d{1,2}';
/** docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html: StackName. */
const STACK_NAME = '[A-Za-z][A-Za-z0-9-]{0,127}';
/** ARNs of an AWS service's resources, as source; groups: partition, region, account, then those of `resource`. */
const arnPattern = (service, resource) => `^arn:(${PARTITION}):${service}:(${REGION}):(\\d{12}):${resource}$`;
const STACK_ARN = new RegExp(arnPattern('cloudformation', `stack/(${STACK_NAME})/[A-Za-z0-9-]+`));
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
const regionOf = (stack, regions) => ownRegion({ words: `the stack ${stack} of "stack-name"`, region: stackArn(stack)?.region }, regions);
/** The same of anything that an input names: `region` is what its ARN says, `words` is what it is called. @throws UserError */
function ownRegion(named, { given, environment }) {
    if (named.region !== undefined && given !== undefined && given !== named.region) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Input "aws-region" is ${given}, but ${named.words} is in ${named.region}: leave "aws-region" out, or correct one of them.`);
    }
    const region = named.region ?? given ?? environment;
    if (region === undefined) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('Input "aws-region" is required: neither AWS_REGION nor AWS_DEFAULT_REGION is set.');
    }
    return region;
}


/***/ }),

/***/ 16381:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ keepServerTime),
/* harmony export */   o: () => (/* binding */ renewOnExpiry)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60029);

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
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .troubleOf */ .L)(error) !== 'expired' || !(await renew()))
                throw error;
            return next(args);
        }
    }, { step: 'initialize', priority: 'high', name: 'signalboxRenewal' });
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


/***/ }),

/***/ 60029:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ troubleOf),
/* harmony export */   l: () => (/* binding */ readError)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83257);


const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const THROTTLED = /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/;
/** The credentials are none that AWS knows, or there are none: no permission would help. */
const UNKNOWN = /^(CredentialsProviderError|AuthFailure|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?|InvalidSignatureException|SignatureDoesNotMatch|UnrecognizedClientException|OptInRequired)$/;
const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized)$/;
/** With those of github.com/smithy-lang/smithy-typescript, service-error-classification: NODEJS_NETWORK_ERROR_CODES. */
const UNREACHABLE = /^(TimeoutError|RequestTimeout(Exception)?|AbortError|ECONN\w+|E(HOST|NET)(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|NetworkingError)$/;
/** What an error of any AWS SDK means for somebody who only looks. */
function troubleOf(error) {
    const { name = '', code = '', message = '', $metadata, } = error;
    const status = $metadata?.httpStatusCode ?? 0;
    if (EXPIRED.test(name) || /security token .* expired/i.test(message))
        return 'expired';
    if (THROTTLED.test(name) || status === 429 || /rate exceeded/i.test(message))
        return 'throttled';
    if (DENIED.test(name) || UNKNOWN.test(name) || status === 401 || status === 403)
        return 'denied';
    const cut = /socket hang up|network|fetch failed|Parse Error|deserializ|Unexpected end/i.test(message);
    if (status >= 500 || UNREACHABLE.test(name) || UNREACHABLE.test(code) || cut)
        return 'unavailable';
    return 'other';
}
/**
 * What AWS refuses or fails to answer, as an error that names the action, and the permission where that is what lacks.
 *
 * @param permission as a policy names it, and on which resources if not on the one that is read
 */
function readError(error, action, permission) {
    const { name = '' } = error;
    if (name === 'CredentialsProviderError') {
        return new _reader_js__WEBPACK_IMPORTED_MODULE_1__/* .ReadError */ .F('denied', 'there are no AWS credentials: configure them before this step', error);
    }
    const trouble = troubleOf(error);
    const needed = trouble === 'denied' && !UNKNOWN.test(name) ? ` (the credentials need ${permission})` : '';
    return new _reader_js__WEBPACK_IMPORTED_MODULE_1__/* .ReadError */ .F(trouble, `${action}: ${name && `${name}: `}${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}${needed}`, error);
}


/***/ }),

/***/ 73623:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ awsFor)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/model/names.ts
var names = __webpack_require__(41240);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/aws-client.ts
var aws_client = __webpack_require__(16381);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/errors.ts
var errors = __webpack_require__(60029);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/reader.ts
var reader = __webpack_require__(83257);
;// CONCATENATED MODULE: ./packages/cloudformation/src/reader/aws.ts



const REQUEST_TIMEOUT_MS = 10_000;
/** Of 100 stacks each: enough to find a name, not to read a whole account. */
const LIST_PAGES = 10;
/** The one room of the CloudFormation SDK. Sends nothing yet. AWS_ENDPOINT_URL* are the SDK's to honour. */
async function connectCloudFormation(options) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(808), __webpack_require__.e(642), __webpack_require__.e(463), __webpack_require__.e(787)]).then(__webpack_require__.t.bind(__webpack_require__, 92787, 19));
    const { clock, correlationId, credentials, region, renew } = options;
    const client = new sdk.CloudFormationClient({
        // Repeating is our own affair (resilient-read.ts): the SDK's quick tries would only add to a throttle.
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
        (0,aws_client/* renewOnExpiry */.o)(client, renew);
    const server = (0,aws_client/* keepServerTime */.e)(client, clock);
    let calls = 0;
    const call = async (what, send) => {
        calls++;
        try {
            return await send();
        }
        catch (error) {
            throw (0,errors/* readError */.l)(error, what, `cloudformation:${what}`);
        }
    };
    return {
        ...stackReads(sdk, client, call),
        ...explanationReads(sdk, client, call),
        cancelUpdate: async (stackId) => {
            await call('CancelUpdateStack', () => client.send(new sdk.CancelUpdateStackCommand({ StackName: stackId })));
        },
        now: server.now,
        calls: () => calls,
    };
}
/** A stack as it is, what it consists of and what is to be done to it. */
function stackReads(sdk, client, call) {
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
    const events = async (stackId, next) => {
        const input = { StackName: stackId, ...given({ NextToken: next }) };
        const answer = await call('DescribeStackEvents', () => client.send(new sdk.DescribeStackEventsCommand(input)));
        return { events: (answer.StackEvents ?? []).map(toEvent), ...given({ next: answer.NextToken }) };
    };
    const changes = (changeSet, stack) => allPages(async (next) => {
        const input = { ChangeSetName: changeSet, ...given({ StackName: stack, NextToken: next }) };
        const answer = await call('DescribeChangeSet', () => client.send(new sdk.DescribeChangeSetCommand(input)));
        return { items: (answer.Changes ?? []).map(toChange), next: answer.NextToken };
    });
    const resources = (stackId) => allPages(async (next) => {
        const input = { StackName: stackId, ...given({ NextToken: next }) };
        const answer = await call('ListStackResources', () => client.send(new sdk.ListStackResourcesCommand(input)));
        return { items: (answer.StackResourceSummaries ?? []).map(toResource), next: answer.NextToken };
    });
    return { describeStack, events, changes, resources };
}
/** What only helps to say or to foretell more: where a policy denies it, it is left out. */
function explanationReads(sdk, client, call) {
    const template = (stack, changeSet) => unlessDenied(undefined, async () => {
        const input = { StackName: stack, ...given({ ChangeSetName: changeSet }) };
        const answer = await call('GetTemplate', () => client.send(new sdk.GetTemplateCommand(input)));
        return answer.TemplateBody;
    });
    const stacks = () => unlessDenied([], () => allPages(async (next) => {
        const input = given({ NextToken: next });
        const answer = await call('ListStacks', () => client.send(new sdk.ListStacksCommand(input)));
        return { items: (answer.StackSummaries ?? []).map(toSummary), next: answer.NextToken };
    }, LIST_PAGES));
    const failures = (operationId) => unlessDenied([], async () => {
        const input = { OperationId: operationId, Filters: { FailedEvents: true } };
        const answer = await call('DescribeEvents', () => client.send(new sdk.DescribeEventsCommand(input)));
        return (answer.OperationEvents ?? []).map(toFailure);
    });
    const hookFindings = (invocationId) => unlessDenied([], async () => {
        const input = { HookResultId: invocationId };
        const answer = await call('GetHookResult', () => client.send(new sdk.GetHookResultCommand(input)));
        return (answer.Annotations ?? [])
            .filter(({ Status }) => Status !== 'PASSED')
            .map(({ AnnotationName, StatusMessage, RemediationMessage }) => [AnnotationName, StatusMessage, RemediationMessage].filter(Boolean).join(': '));
    });
    return { template, stacks, failures, hookFindings };
}
/** The items of all pages, or of the first `most`. */
async function allPages(read, most = Number.POSITIVE_INFINITY) {
    const found = [];
    let next;
    for (let pages = 0; pages === 0 || (next !== undefined && pages < most); pages++) {
        const page = await read(next);
        found.push(...page.items);
        next = page.next;
    }
    return found;
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
            rootId: stack.RootId,
            changeSetId: stack.ChangeSetId,
            deploymentMode: stack.DeploymentConfig?.Mode,
            disableRollback: stack.DisableRollback,
            monitoring: toMonitoring(stack.RollbackConfiguration),
        }),
    };
}
/** 0 to 180 minutes, and up to five alarms (API_RollbackConfiguration). */
function toMonitoring(configuration) {
    const alarms = (configuration?.RollbackTriggers ?? []).flatMap(({ Arn }) => Arn ?? []);
    const seconds = 60 * (configuration?.MonitoringTimeInMinutes ?? 0);
    return seconds === 0 && alarms.length === 0 ? undefined : { seconds, alarms };
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

// EXTERNAL MODULE: ./packages/runner/src/clock.ts
var src_clock = __webpack_require__(30922);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
;// CONCATENATED MODULE: ./packages/cloudformation/src/reader/oidc.ts



/**
 * Whom the token is for: the provider in IAM lists it. That of China may list either
 * (github.com/aws-actions/configure-aws-credentials/issues/457, and its README, "OIDC Audience").
 */
const AUDIENCES = {
    'aws-cn': ['sts.amazonaws.com', 'sts.amazonaws.com.cn'],
};
const USUAL_AUDIENCES = ['sts.amazonaws.com'];
/** Where a role is asked for when nothing says a region: the SDK knows `aws` alone then (its partitions.json has these). */
const REGIONS = {
    'aws-cn': 'cn-northwest-1',
    'aws-us-gov': 'us-gov-west-1',
    'aws-iso': 'us-iso-east-1',
    'aws-iso-b': 'us-isob-east-1',
    'aws-iso-e': 'eu-isoe-west-1',
    'aws-iso-f': 'us-isof-south-1',
    'aws-eusc': 'eusc-de-east-1',
};
const oidc_REQUEST_TIMEOUT_MS = 10_000;
/** Half a minute in all: what passes must not end a watch. */
const ATTEMPTS = 6;
/** Always in the past, so that the SDK asks us before each request and we alone decide what is valid. */
const ASK_AGAIN = new Date(0);
/** Assumes a role with the job's own OIDC token (the job needs `id-token: write`). */
function renewableCredentials(options) {
    const { env } = options;
    let current = fromEnvironment(env);
    let renewing;
    const assumeAgain = async () => {
        const { clock, random } = options;
        const classify = (error) => ({ retry: passes(error) });
        const renewed = await (0,retry/* retry */.L5)(() => assume(options), { clock, random, classify, attempts: ATTEMPTS }).catch(() => undefined);
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
function fromEnvironment(env) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
    if (!accessKeyId || !secretAccessKey)
        return undefined;
    const sessionToken = env['AWS_SESSION_TOKEN'];
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
const passes = (error) => /^(throttled|unavailable)$/.test((0,errors/* troubleOf */.L)(error));
const partitionOf = (arn) => arn.split(':')[1] ?? '';
/** A region of the role's partition; undefined for that which the SDK assumes. */
const regionOfRole = (roleArn) => REGIONS[partitionOf(roleArn)];
/** Undefined where the job may not ask for a token. @throws what GitHub or AWS answers */
async function assume(options) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = options.env;
    if (!url || !bearer)
        return undefined;
    const partition = partitionOf(options.roleArn);
    let refused;
    for (const audience of AUDIENCES[partition] ?? USUAL_AUDIENCES) {
        const token = await fetchToken(`${url}&audience=${audience}`, bearer, options);
        try {
            return await exchange(token, options.region ?? regionOfRole(options.roleArn), options);
        }
        catch (error) {
            if (passes(error))
                throw error;
            refused = error;
        }
    }
    throw refused;
}
async function fetchToken(url, bearer, { fetch, clock }) {
    const headers = { authorization: `Bearer ${bearer}` };
    const answer = await fetch(url, { headers, signal: (0,src_clock/* withTimeout */.w)(oidc_REQUEST_TIMEOUT_MS, clock) });
    const { value } = (answer.ok ? await answer.json() : {});
    if (value !== undefined)
        return value;
    throw Object.assign(new Error(`GitHub gave no token: HTTP ${answer.status}`), {
        $metadata: { httpStatusCode: answer.status },
    });
}
async function exchange(webIdentityToken, region, { roleArn, env }) {
    const { fromWebToken } = await Promise.all(/* import() */[__webpack_require__.e(808), __webpack_require__.e(642)]).then(__webpack_require__.t.bind(__webpack_require__, 9642, 19));
    const clientConfig = region === undefined ? {} : { region };
    const roleSessionName = `signalbox-${env['GITHUB_RUN_ID'] ?? 'monitor'}`;
    const { accessKeyId, secretAccessKey, sessionToken } = await fromWebToken({
        ...{ roleArn, roleSessionName, webIdentityToken, clientConfig },
    })();
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/reader/for-step.ts



/** AWS as a step's inputs and environment name it. Loads the SDK with the first reader; sends nothing yet. */
function awsFor({ region: given, roleArn, correlationId }, step) {
    const { env, clock, random } = step;
    const regions = (0,names/* regionsOf */.NV)(given, env);
    /** Where no stack says another one; undefined where nothing says. */
    const region = regions.given ?? regions.environment;
    const renewable = roleArn === undefined
        ? undefined
        : renewableCredentials({ roleArn, region, env, fetch: globalThis.fetch, clock, random });
    const connection = { clock, correlationId, ...renewable };
    const readers = new Map();
    const connected = [];
    const connect = async (region) => {
        const reader = await connectCloudFormation({ ...connection, region });
        connected.push(reader);
        return reader;
    };
    /** One reader a region. */
    const readerIn = (region) => {
        const reader = readers.get(region) ?? connect(region);
        readers.set(region, reader);
        return reader;
    };
    return {
        region,
        /** What any other client of the step's AWS connects with. */
        connection,
        readerIn,
        /** In the stack's own region. @throws UserError when nothing says which that is, or two things differ */
        readerOf: async (stack) => readerIn((0,names/* regionOf */.AP)(stack, regions)),
        /** Gets new credentials. False: it cannot. */
        renew: renewable?.renew ?? (async () => false),
        /** Requests to CloudFormation so far, by all readers. */
        calls: () => connected.reduce((sum, reader) => sum + reader.calls(), 0),
    };
}


/***/ }),

/***/ 83257:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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

/***/ 98199:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ lastBake),
/* harmony export */   h: () => (/* binding */ bakedFor)
/* harmony export */ });
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80549);

/**
 * The runs as if each had been baked for `seconds`, and for as long as it was no more: a bake takes the time that it is set to,
 * so what is learnt is how long the rest takes. Zero gives that alone.
 */
const bakedFor = (runs, seconds) => runs.map(({ bakedSeconds = 0, ...run }) => ({
    ...run,
    seconds: Math.max(0, run.seconds - bakedSeconds) + seconds,
    bakedSeconds: seconds,
}));
/** How long the newest success was baked, in seconds: so will the next one be, as far as nobody says otherwise. */
const lastBake = (runs) => (0,_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .successes */ .o9)(runs).findLast(({ shape }) => shape !== _shape_js__WEBPACK_IMPORTED_MODULE_0__/* .NOTHING */ .K$)?.bakedSeconds ?? 0;


/***/ }),

/***/ 56240:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ forecast),
  u: () => (/* binding */ stallThreshold)
});

// EXTERNAL MODULE: ./packages/estimate/src/mixture.ts
var src_mixture = __webpack_require__(24824);
// EXTERNAL MODULE: ./packages/estimate/src/series.ts
var series = __webpack_require__(86683);
;// CONCATENATED MODULE: ./packages/estimate/src/experts.ts


/** Half-lives in runs. The replay learns which memory fits the history at hand. */
const MEMORIES = [2.2, 8, 30, 120].map(series/* memory */.m1);
/** Of each level: the half-life with which it follows the runs, and that of the deviations from it. */
const LEVELS = [
    { gain: gain(3), memory: (0,series/* memory */.m1)(60) },
    { gain: gain(12), memory: (0,series/* memory */.m1)(120) },
];
/** The weight of the newest value in an exponential average with this half-life. */
function gain(halfLife) {
    return 1 - 2 ** (-1 / halfLife);
}
const EXPERTS = MEMORIES.length + LEVELS.length;
const emptyPast = () => ({
    runs: (0,series/* emptySeries */.BV)(),
    levels: LEVELS.map((each) => ({ ...each, residuals: (0,series/* emptySeries */.BV)(), value: 0 })),
    experts: Array.from({ length: EXPERTS }, src_mixture/* emptyMixture */.M),
});
function remember({ runs, levels }, value) {
    const { values, count } = runs;
    // The median of three: a lone outlier does not move a level, and two that agree do.
    const steady = count < 2 ? value : medianOf(value, values[count - 1] ?? 0, values[count - 2] ?? 0);
    for (const level of levels) {
        (0,series/* append */.BC)(level.residuals, count === 0 ? 0 : value - level.value);
        level.value = count === 0 ? value : level.value + level.gain * (steady - level.value);
    }
    (0,series/* append */.BC)(runs, value);
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
            (0,src_mixture/* mix */.jh)(expert, series, memory);
        expert.shift = level?.value ?? 0;
    }
    return experts;
}
/** The share of what an expert remembers. */
const MAY_MISS = 1 / 32;

;// CONCATENATED MODULE: ./packages/estimate/src/pool.ts


/** The levels whose coverage is watched and corrected. */
const pool_LEVELS = [0.5, 0.8, 0.95];
/** Trust forgets with each run, and a share of it is redistributed: who was wrong may be right after a change. */
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
    const typical = mixtures.reduce((sum, { middle, shift }, i) => sum + (trust[i] ?? 0) * (middle + shift), 0);
    const stallShare = (STALLS_SUPPOSED + stalls) / (RUNS_SUPPOSED + past.runs.count + stalls);
    return { mixtures, trust, typical, stallShare };
}
function judge({ mixtures, trust, typical, stallShare }, x) {
    const densities = [];
    let pooled = 0;
    for (const mixture of mixtures) {
        const { survival, density } = (0,src_mixture.at)(mixture, x);
        pooled += (trust[densities.length] ?? 0) * survival;
        densities.push(density);
    }
    const stalled = (0,src_mixture/* logisticSurvival */.Rw)(((x - typical - STALL_SHIFT) * src_mixture/* LOGISTIC_SLOPE */.Ds) / STALL_WIDTH);
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

// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __webpack_require__(80549);
// EXTERNAL MODULE: ./packages/estimate/src/work.ts
var work = __webpack_require__(25167);
;// CONCATENATED MODULE: ./packages/estimate/src/sample.ts



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
/** The registry counts whole seconds, so a shorter run is not told from this one. */
const SHORTEST_SECONDS = 1;
/** The successes that had ended by `now`, oldest first, the stalls among them set apart. */
function sample(runs, now) {
    const inOrder = (0,src_shape/* successes */.o9)(runs).filter(({ endedAt, shape }) => endedAt <= now && shape !== src_shape/* NOTHING */.K$);
    const logSeconds = scatterTies(inOrder)
        .slice(-series/* LONGEST_HISTORY */.SP)
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
    const normal = [];
    let suspects = [];
    for (const [i, value] of values.entries()) {
        const judged = normal.length >= ENOUGH;
        if (judged && value > (0,work/* median */.JZ)(normal.slice(-RECENT)) + Math.log(STALL_FACTOR)) {
            suspects.push(value);
            stalls.add(i);
            if (!isNewNormal(suspects))
                continue;
            for (let back = 0; back < suspects.length; back++)
                stalls.delete(i - back);
            normal.push(...suspects);
        }
        else
            normal.push(value);
        suspects = [];
    }
    return stalls;
}
/** Whether they are a second kind of run that comes again and again: enough of them, and most of them alike. */
function isMode(suspects, among) {
    if (suspects.length < Math.max(NEW_REGIME, MODE_SHARE * among))
        return false;
    const middle = (0,work/* median */.JZ)(suspects);
    return (0,work/* median */.JZ)(suspects.map((each) => Math.abs(each - middle))) <= MODE_SPREAD;
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
    let [low, above] = [least > LONGEST ? Math.min(LARGEST, least) : -1, 1];
    let [high, below] = [Math.max(LONGEST, low) + 10, 0];
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
const LONGEST = 21;
const CLOSE = 0.002;
/** exp() of much more is infinite. */
const LARGEST = 690;


/***/ }),

/***/ 24824:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ds: () => (/* binding */ LOGISTIC_SLOPE),
/* harmony export */   M: () => (/* binding */ emptyMixture),
/* harmony export */   Rw: () => (/* binding */ logisticSurvival),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   jh: () => (/* binding */ mix)
/* harmony export */ });
/* harmony import */ var _series_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86683);

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
    weighed: (0,_series_js__WEBPACK_IMPORTED_MODULE_0__/* .emptyWeighed */ .tZ)(),
    slopes: new Float64Array(_series_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_HISTORY */ .SP),
    made: 0,
    shift: 0,
    middle: 0,
});
/** Makes `mixture` that of a series' values. */
function mix(mixture, series, memory) {
    const { weighed, slopes } = mixture;
    (0,_series_js__WEBPACK_IMPORTED_MODULE_0__/* .weigh */ .vi)(weighed, series, memory);
    const { width, middle } = (0,_series_js__WEBPACK_IMPORTED_MODULE_0__/* .shortestHalf */ .Aw)(weighed);
    const runs = memory.worth[series.count] ?? 1;
    const trust = runs / (runs + PRIOR_RUNS);
    const supposed = (1 - trust) * PRIOR_SPREAD;
    const spread = (trust * width) / HALF_WIDTH + supposed;
    const normalWidth = BANDWIDTH * runs ** -0.2;
    (0,_series_js__WEBPACK_IMPORTED_MODULE_0__/* .localSpreads */ .k$)(weighed, Math.max(NEAR, NEAR_RUNS / runs), slopes);
    for (let rank = 0; rank < weighed.count; rank++) {
        const around = trust * (slopes[rank] ?? 0) + supposed;
        const wide = Math.sqrt(spread * Math.max(around, NARROWEST * spread));
        slopes[rank] = LOGISTIC_SLOPE / Math.max(FINEST, normalWidth * wide);
    }
    mixture.made = series.count;
    mixture.middle = middle;
}
function at({ weighed, slopes, shift }, x) {
    const { values, before, count } = weighed;
    let survival = 0;
    let density = 0;
    let last = 0;
    for (let rank = 0; rank < count; rank++) {
        const sum = before[rank + 1] ?? 0;
        const weight = sum - last;
        last = sum;
        const slope = slopes[rank] ?? 1;
        const z = (x - shift - (values[rank] ?? 0)) * slope;
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


/***/ }),

/***/ 86683:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ shortestHalf),
/* harmony export */   BC: () => (/* binding */ append),
/* harmony export */   BV: () => (/* binding */ emptySeries),
/* harmony export */   SP: () => (/* binding */ LONGEST_HISTORY),
/* harmony export */   k$: () => (/* binding */ localSpreads),
/* harmony export */   m1: () => (/* binding */ memory),
/* harmony export */   tZ: () => (/* binding */ emptyWeighed),
/* harmony export */   vi: () => (/* binding */ weigh)
/* harmony export */ });
/** Older runs say nothing that newer ones do not. */
const LONGEST_HISTORY = 200;
const emptySeries = () => ({
    values: new Float64Array(LONGEST_HISTORY),
    bySize: new Uint8Array(LONGEST_HISTORY),
    count: 0,
});
function append(series, value) {
    const { values, bySize, count } = series;
    let rank = count;
    while (rank > 0 && (values[bySize[rank - 1] ?? 0] ?? 0) > value)
        rank--;
    bySize.copyWithin(rank + 1, rank, count);
    bySize[rank] = count;
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
/** Overwrites `weighed`: forecasts do this a thousand times each, and new arrays would take longer than all the rest. */
function weigh(weighed, { values, bySize, count }, { decay }) {
    let kept = 0;
    let sum = 0;
    for (let rank = 0; rank < count; rank++) {
        const arrival = bySize[rank] ?? 0;
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
    for (let rank = 0; rank < count; rank++) {
        const below = before[rank] ?? 0;
        const upTo = before[rank + 1] ?? 0;
        while (below - (before[low + 1] ?? 0) >= reach)
            low++;
        if (high < rank)
            high = rank;
        while (high < count - 1 && (before[high + 1] ?? 0) - upTo < reach)
            high++;
        const held = below - (before[low] ?? 0) + (before[high + 1] ?? 0) - upTo;
        const span = (values[high] ?? 0) - (values[low] ?? 0);
        spreads[rank] = held > 0 ? (NORMAL_PEAK * span * all) / held : 0;
    }
}


/***/ }),

/***/ 25167:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G5: () => (/* binding */ survivalOf),
/* harmony export */   JZ: () => (/* binding */ median),
/* harmony export */   Mc: () => (/* binding */ remainingAt),
/* harmony export */   So: () => (/* binding */ workFrom),
/* harmony export */   Xf: () => (/* binding */ quantileOf),
/* harmony export */   Xn: () => (/* binding */ endsByUnlessOdd)
/* harmony export */ });
/* unused harmony export endsBy */
/* harmony import */ var _mixture_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24824);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80549);


/** Spread of ln(seconds) supposed before anything was seen, and the number of samples that is worth. */
const PRIOR_SPREAD = 0.35;
const PRIOR_SAMPLES = 1;
/** Standard deviations in one median absolute deviation of a normal distribution. */
const NORMAL_MAD = 1.4826;
const SHORTEST_SECONDS = 0.5;
/** What the samples (seconds, in any order) say; undefined without any. One odd sample in a few changes little. */
function workFrom(samples) {
    const logs = samples.filter(_shape_js__WEBPACK_IMPORTED_MODULE_0__/* .isPlausible */ .gn).map((seconds) => Math.log(Math.max(SHORTEST_SECONDS, seconds)));
    if (logs.length === 0)
        return undefined;
    const centre = median(logs);
    const seen = NORMAL_MAD * median(logs.map((log) => Math.abs(log - centre)));
    const total = logs.length + PRIOR_SAMPLES;
    const spread = Math.sqrt((logs.length * seen ** 2 + PRIOR_SAMPLES * PRIOR_SPREAD ** 2) / total);
    // The standard deviation of a logistic kernel is pi / (slope * sqrt 3).
    return { seconds: Math.exp(centre), shape: Math.PI / (Math.sqrt(3) * spread), samples: logs.length };
}
/** The share of such works that takes longer than so many seconds. */
const survivalOf = ({ seconds, shape }, than) => (0,_mixture_js__WEBPACK_IMPORTED_MODULE_1__/* .logisticSurvival */ .Rw)(shape * Math.log(than / seconds));
/** Seconds that a share `level` of such works keep to. */
function quantileOf({ seconds, shape }, level) {
    return seconds * (level / (1 - level)) ** (1 / shape);
}
/** Of works still going on after `elapsed` seconds: for how many more a share `level` of them goes on. */
function remainingAt(work, elapsed, level = 0.5) {
    if (!(elapsed > 0))
        return quantileOf(work, level);
    const still = survivalOf(work, elapsed);
    // So far beyond all that was seen, what is left grows with what is gone.
    if (still < NONE_REMAINING)
        return elapsed * ((1 - level) ** (-1 / work.shape) - 1);
    return Math.max(0, quantileOf(work, 1 - (1 - level) * still) - elapsed);
}
/** Of works still going on after `elapsed` seconds: the share that is over within so many more. */
function endsBy(work, elapsed, seconds) {
    const still = elapsed > 0 ? survivalOf(work, elapsed) : 1;
    if (still < NONE_REMAINING)
        return 1 - (elapsed / (elapsed + Math.max(0, seconds))) ** work.shape;
    return 1 - survivalOf(work, Math.max(0, elapsed) + Math.max(0, seconds)) / still;
}
/** One in so many takes a time of another kind, whatever its earlier times say. */
const ODD_SHARE = 0.05;
const ODD_SHAPE = 2;
/**
 * The same when some works are odd: a contaminated distribution (Tukey 1960). What is far beyond its narrow earlier times
 * is one of those, and its end no longer near.
 */
function endsByUnlessOdd(work, elapsed, seconds) {
    if (work.shape <= ODD_SHAPE || !(elapsed > 0))
        return endsBy(work, elapsed, seconds);
    const odd = { ...work, shape: ODD_SHAPE };
    const oddStill = ODD_SHARE * survivalOf(odd, elapsed);
    const still = (1 - ODD_SHARE) * survivalOf(work, elapsed);
    const share = oddStill / (oddStill + still);
    return (1 - share) * endsBy(work, elapsed, seconds) + share * endsBy(odd, elapsed, seconds);
}
/** Below it 1 - `still` is too near to 1 to be told apart. */
const NONE_REMAINING = 1e-9;
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}


/***/ }),

/***/ 16239:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DH: () => (/* binding */ forecastOf),
/* harmony export */   _$: () => (/* binding */ calibrationOf),
/* harmony export */   sV: () => (/* binding */ finishedRun)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_bake__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98199);
/* harmony import */ var _signalbox_estimate_calibration__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(14292);
/* harmony import */ var _signalbox_estimate_forecast__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56240);



function finishedRun({ heldSince, ended, shape, bakingSince }) {
    if (heldSince === undefined || ended === undefined)
        return undefined;
    return {
        endedAt: ended.createdAt,
        seconds: Math.max(0, (ended.createdAt - heldSince) / 1000),
        outcome: ended.state === 'success' || ended.state === 'failure' ? ended.state : 'cancelled',
        ...(shape === undefined ? {} : { shape }),
        ...(bakingSince === undefined
            ? {}
            : { bakedSeconds: Math.max(0, (ended.createdAt - bakingSince) / 1000) }),
    };
}
/** How true the predictions made at the start of these registrations (newest first) were, of the last 50 that succeeded. */
function calibrationOf(registrations) {
    const judged = registrations.flatMap((life) => {
        const run = finishedRun(life);
        const counts = run?.outcome === 'success' && life.predicted !== undefined;
        return counts ? [{ predicted: life.predicted, seconds: run.seconds }] : [];
    });
    return (0,_signalbox_estimate_calibration__WEBPACK_IMPORTED_MODULE_1__/* .calibration */ .xD)(judged.reverse());
}
const made = new WeakMap();
/**
 * How long a deployment of the environment takes, from what one read showed of the past; undefined without any.
 * Made once for each snapshot, since a waiter asks several times.
 */
function forecastOf(snapshot) {
    if (!made.has(snapshot)) {
        const runs = snapshot.registrations.flatMap((registration) => finishedRun(registration) ?? []);
        made.set(snapshot, (0,_signalbox_estimate_forecast__WEBPACK_IMPORTED_MODULE_0__/* .forecast */ .g)((0,_signalbox_estimate_bake__WEBPACK_IMPORTED_MODULE_2__/* .bakedFor */ .h)(runs, (0,_signalbox_estimate_bake__WEBPACK_IMPORTED_MODULE_2__/* .lastBake */ .Y)(runs)), snapshot.now));
    }
    return made.get(snapshot);
}


/***/ })

};
;