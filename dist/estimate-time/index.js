import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 5776:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  o: () => (/* binding */ connections)
});

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
    const { fromWebToken } = await __nccwpck_require__.e(/* import() */ 956).then(__nccwpck_require__.t.bind(__nccwpck_require__, 9956, 19));
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
    const sdk = await Promise.all(/* import() */[__nccwpck_require__.e(956), __nccwpck_require__.e(805)]).then(__nccwpck_require__.t.bind(__nccwpck_require__, 3805, 19));
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

// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
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

// EXTERNAL MODULE: ./packages/registry/src/port.ts
var port = __nccwpck_require__(9266);
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
const TIMEOUT_MS = 12_000;
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
            throw new port/* AmbiguousWriteError */.y(`GitHub did not say whether it could ${what}: ${(0,errors/* errorLine */.B)(error)}`);
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
const timeout = () => AbortSignal.timeout(TIMEOUT_MS);
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
    if (error instanceof port/* AmbiguousWriteError */.y)
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
    if (error instanceof GraphqlError || error instanceof errors/* UserError */.y || error instanceof port/* RegistryError */.g)
        return error;
    if (isOutage(error))
        return new port/* RegistryError */.g(`GitHub could not be reached to ${what}: ${message}`);
    if (isRateLimit(error))
        return new port/* RegistryError */.g(`GitHub's rate limit is used up, so it was not possible to ${what}`);
    const lastSuccess = trust.lastSuccess();
    if (status !== undefined && lastSuccess !== undefined && trust.isStray(rightOf(asked), status))
        return new port/* RegistryError */.g(`GitHub refused to ${what} (${message}), which it allowed this token before (last answer ${(0,duration/* clockTime */.qo)(lastSuccess)})`);
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
            if (error instanceof port/* RegistryError */.g && !refused)
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

// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
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
function calibration(judged) {
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
const toState = (state) => STATES.find((known) => known === state.toLowerCase()) ?? 'pending';

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
    state: toState(state),
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
            throw new port/* RegistryError */.g(`GitHub does not show the statuses of deployment ${listed.id}`);
        }
    }
    return { list, withStatuses, known, datesMove, one };
}
const github_rest_toStatus = ({ state, description, created_at, creator, log_url }) => ({
    state: toState(state),
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
                state: toState(state),
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
            throw new port/* AmbiguousWriteError */.y(`GitHub answered ${status} without saying what it made`);
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
                if (!(error instanceof port/* AmbiguousWriteError */.y) || attempt >= github_write_ATTEMPTS || signal?.aborted)
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
            throw new port/* AmbiguousWriteError */.y('GitHub answered without a status');
        return {
            id: Number(data.id),
            state: toState(data.state),
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
            const worthAnother = [GraphqlError, errors/* UserError */.y, port/* RegistryError */.g].some((kind) => error instanceof kind);
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
                throw new port/* RegistryError */.g(`What ${canonical(name)} ran is further back than can be read now`);
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

;// CONCATENATED MODULE: ./actions/estimate-time/src/connections.ts



/** The real world. */
const connections = {
    connect: registryFor,
    connectStacks: async (inputs, { clock, env }) => {
        const stack = inputs['stack-name'] ?? '';
        const region = (0,names/* regionOf */.AP)(stack, (0,names/* regionsOf */.NV)(inputs['aws-region'], env));
        return connectCloudFormation({ clock, region, correlationId: inputs['correlation-id'] });
    },
};


/***/ }),

/***/ 3988:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4702);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5776);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9494);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2436);




await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .inputs */ .Q, { main: (parsed, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_3__/* .run */ .e)(parsed, step, _connections_js__WEBPACK_IMPORTED_MODULE_1__/* .connections */ .o) });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 9494:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ inputs_inputs)
});

// UNUSED EXPORTS: outputs

// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __nccwpck_require__(4754);
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

;// CONCATENATED MODULE: ./actions/estimate-time/src/inputs.ts



const inputs_inputs = {
    environment: environment,
    'stack-name': names/* stackName */.Qx,
    'change-set': (0,inputs/* matching */.wC)(/^[\w:/.-]+$/, 'the name or ARN of a change set'),
    template: (0,inputs/* text */.Qq)('the path of a template file'),
    'aws-region': names/* awsRegion */.Ue,
    'history-limit': (0,inputs/* withDefault */.IQ)((0,inputs/* integer */.nd)(1, 1000), '200'),
    'foreign-history': (0,inputs/* withDefault */.IQ)((0,inputs/* boolean */.zM)(), 'false'),
    'started-at': (0,inputs/* moment */.n$)(),
    // Milliseconds, or a moment, given by mistake: no deployment takes thirty years.
    'elapsed-seconds': (0,inputs/* integer */.nd)(0, 1_000_000_000),
    'github-token': githubToken,
    repository: repository,
    'correlation-id': correlationIdInput,
};
const outputs = (/* unused pure expression or super */ null && ([
    'estimated-seconds',
    'estimated-seconds-p80',
    'estimated-seconds-p95',
    'remaining-seconds',
    'remaining-seconds-p80',
    'eta',
    'eta-p80',
    'stall-threshold-seconds',
    'sample-size',
    'confidence',
    'summary',
]));


/***/ }),

/***/ 2436:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var src_shape = __nccwpck_require__(8333);
;// CONCATENATED MODULE: ./packages/estimate/src/work.ts

/** Spread of ln(seconds) supposed before anything was seen, and the number of samples that is worth. */
const PRIOR_SPREAD = 0.35;
const PRIOR_SAMPLES = 1;
/** Standard deviations in one median absolute deviation of a normal distribution. */
const NORMAL_MAD = 1.4826;
const SHORTEST_SECONDS = 0.5;
const LONGEST_SECONDS = 1e9;
/** What the samples (seconds, in any order) say; undefined without any. One odd sample in a few changes little. */
function workFrom(samples) {
    const logs = samples
        .filter((seconds) => seconds >= 0 && seconds <= LONGEST_SECONDS)
        .map((seconds) => Math.log(Math.max(SHORTEST_SECONDS, seconds)));
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
const survivalOf = ({ seconds, shape }, than) => logisticSurvival(shape * Math.log(than / seconds));
/** Seconds that a share `level` of such works keep to. */
function quantileOf({ seconds, shape }, level) {
    return seconds * (level / (1 - level)) ** (1 / shape);
}
/** Of works still going on after `elapsed` seconds: for how many more a share `level` of them goes on. */
function leftAt(work, elapsed, level = 0.5) {
    if (!(elapsed > 0))
        return quantileOf(work, level);
    const still = survivalOf(work, elapsed);
    // So far beyond all that was seen, what is left grows with what is gone.
    if (still < NONE_LEFT)
        return elapsed * ((1 - level) ** (-1 / work.shape) - 1);
    return Math.max(0, quantileOf(work, 1 - (1 - level) * still) - elapsed);
}
/** Of works still going on after `elapsed` seconds: the share that is over within so many more. */
function endsBy(work, elapsed, seconds) {
    const still = elapsed > 0 ? survivalOf(work, elapsed) : 1;
    if (still < NONE_LEFT)
        return 1 - (elapsed / (elapsed + Math.max(0, seconds))) ** work.shape;
    return 1 - survivalOf(work, Math.max(0, elapsed) + Math.max(0, seconds)) / still;
}
/** Below it 1 - `still` is too near to 1 to be told apart. */
const NONE_LEFT = 1e-9;
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

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
const sample_LONGEST_SECONDS = 1e9;
/** The registry counts whole seconds, so a shorter run is not told from this one. */
const sample_SHORTEST_SECONDS = 1;
/** The successes that had ended by `now`, oldest first, the stalls among them set apart. */
function sample(runs, now) {
    const inOrder = runs
        .filter(({ outcome, seconds }) => outcome === 'success' && seconds >= 0 && seconds <= sample_LONGEST_SECONDS)
        .filter(({ endedAt, shape }) => endedAt <= now && shape !== src_shape/* NOTHING */.K$)
        .sort((a, b) => a.endedAt - b.endedAt || a.seconds - b.seconds);
    const logSeconds = scatterTies(inOrder)
        .slice(-LONGEST_HISTORY)
        .map(({ seconds }) => Math.log(Math.max(sample_SHORTEST_SECONDS, seconds)));
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
const mixture_PRIOR_SPREAD = 0.4;
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
    const supposed = (1 - trust) * mixture_PRIOR_SPREAD;
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

;// CONCATENATED MODULE: ./packages/estimate/src/plan.ts

/** Tasks worked on at once, supposed before anything was seen. */
const plan_AT_ONCE = 8;
/**
 * Seconds until all tasks are over, as for any list schedule: no less than the longest chain, and no less than
 * all the work divided by how much is done at once. `level` is that of every task: slow days are slow for all.
 * While nothing begins or ends it falls by no more than the time that passes.
 */
function plan_tasksLeft(tasks, level, atOnce = plan_AT_ONCE) {
    const left = (task) => leftAt(task.work, task.elapsed ?? 0, level);
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
    const seconds = Math.max(SHORTEST, plan_tasksLeft(tasks, 0.5));
    const shape = Math.log(19) / Math.log(Math.max(plan_NARROWEST, plan_tasksLeft(tasks, 0.95) / seconds));
    const work = { seconds, shape, samples: 0 };
    const gone = (elapsed = 0) => Math.max(0, elapsed - spent) || 0;
    return {
        sampleSize: 0,
        confidence: 'low',
        // Of its own, a level falls no faster than time passes; one read off the kernel between two others would.
        quantile: (level, elapsed) => {
            const later = gone(elapsed) > 0 ? gone(elapsed) + leftAt(work, gone(elapsed), level) : 0;
            return spent + Math.max(SHORTEST, plan_tasksLeft(tasks, level), later);
        },
        endsWithin: (within, elapsed) => {
            const still = survivalOf(work, gone(elapsed));
            return still > 0 ? 1 - survivalOf(work, gone(elapsed) + Math.max(0, within)) / still : 1;
        },
    };
}
const SHORTEST = 0.5;
/** The least that p95 lies above the median, so that there always is a kernel. */
const plan_NARROWEST = 1.05;
/**
 * From what finished runs say and what the work at hand says. Whole runs know the order that the work does not
 * show, the work knows what is different this time: the first run counts as much as all the work, and so on.
 */
function plan_blend(runs, fromRuns, fromWork) {
    if (runs === undefined)
        return fromWork();
    const trust = runs.sampleSize / (runs.sampleSize + 1);
    return trust * fromRuns(runs) + (1 - trust) * fromWork();
}
/** The forecast from finished runs blended with that from a plan, where there are both. */
function blended(runs, plan) {
    if (runs === undefined || plan === undefined)
        return runs ?? plan;
    const of = (value) => plan_blend(runs, value, () => value(plan));
    return {
        ...runs,
        quantile: (level, elapsed) => of((forecast) => forecast.quantile(level, elapsed)),
        endsWithin: (seconds, elapsed) => of((forecast) => forecast.endsWithin(seconds, elapsed)),
    };
}

// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __nccwpck_require__(7732);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __nccwpck_require__(8981);
;// CONCATENATED MODULE: ./packages/estimate/src/words.ts
const unit = (name, seconds, below, step) => ({
    name,
    seconds,
    below,
    step,
});
const UNITS = [
    unit('s', 1, 20, 1),
    unit('s', 1, 100, 5),
    unit('min', 60, 100 * 60, 1),
    unit('h', 3600, 48 * 3600, 0.5),
];
const DAYS = unit('days', 86_400, Number.POSITIVE_INFINITY, 0.5);
/**
 * One line for people: `about 6 min, usually 5-9 (23 runs)`, or with `elapsed` seconds the time that is left:
 * `about 2 min left, usually 1-5 (23 runs)`. "Usually" means 8 runs of 10: from p10 to p90.
 */
function summary(forecast, elapsed) {
    if (forecast === undefined)
        return 'no estimate yet: no successful run to learn from';
    const left = (level) => forecast.quantile(level, elapsed) - (elapsed ?? 0);
    const middle = left(0.5);
    const unit = UNITS.find(({ below }) => middle < below) ?? DAYS;
    const round = (seconds) => Math.round(seconds / unit.seconds / unit.step) * unit.step;
    const [low, high] = [round(left(0.1)), round(left(0.9))];
    const usually = low === high ? '' : `, usually ${low}-${high}`;
    return `about ${round(middle)} ${unit.name}${elapsed === undefined ? '' : ' left'}${usually} (${basis(forecast)})`;
}
function basis({ sampleSize }) {
    if (sampleSize === 0)
        return 'planned, no run yet';
    return `${sampleSize} ${sampleSize === 1 ? 'run' : 'runs'}`;
}
/** How true the forecasts were: `Forecasts so far: 82 % of 50 runs within p80, 96 % within p95.` */
function calibrationLine({ runs, insideP80, insideP95 }) {
    const percent = (share) => `${Math.round(100 * share)} %`;
    return `Forecasts so far: ${percent(insideP80)} of ${runs} runs within p80, ${percent(insideP95)} within p95.`;
}

;// CONCATENATED MODULE: ./actions/estimate-time/src/estimate.ts


/**
 * At `now` (milliseconds since the epoch), of a run under way since `elapsed` seconds, or one that starts now.
 * `atStart` is what was known when it began.
 */
function estimate(forecast, now, elapsed, atStart = forecast) {
    const words = summary(forecast, elapsed);
    if (forecast === undefined)
        return { sampleSize: 0, confidence: 'none', summary: words };
    const total = (level) => Math.ceil(forecast.quantile(level, elapsed));
    const remaining = (level) => Math.max(0, total(level) - (elapsed ?? 0));
    const eta = (level) => new Date(now + remaining(level) * 1000).toISOString();
    return {
        sampleSize: forecast.sampleSize,
        confidence: forecast.confidence,
        summary: words,
        times: {
            total: [total(0.5), total(0.8), total(0.95)],
            remaining: [remaining(0.5), remaining(0.8)],
            eta: [eta(0.5), eta(0.8)],
            stallThreshold: Math.ceil(stallThreshold(atStart ?? forecast)),
        },
    };
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

// EXTERNAL MODULE: ./packages/registry/src/port.ts
var port = __nccwpck_require__(9266);
;// CONCATENATED MODULE: ./actions/estimate-time/src/history.ts



/** Deployments by others count until so many of our own succeeded: theirs may do less, or wait for a reviewer. */
const ENOUGH_OF_OURS = 5;
/** The finished deployments to learn from, newest first. An outage costs the estimate, never the deployment. */
async function src_history_history(inputs, step, ports) {
    try {
        const { registry } = await ports.connect(inputs, step);
        return await read(registry, inputs);
    }
    catch (error) {
        if (!(error instanceof port/* RegistryError */.g))
            throw error;
        step.log.warning(`No estimate, because the history could not be read: ${(0,errors/* errorLine */.B)(error)}`);
        return [];
    }
}
async function read(registry, inputs) {
    const { environment, 'stack-name': stack, 'history-limit': limit } = inputs;
    const past = await registry.past(environment, limit);
    const ours = past
        .filter(({ payload }) => stack === undefined || payload.stacks.includes(stack))
        .flatMap((registration) => finishedRun(registration) ?? []);
    const successes = ours.filter(({ outcome }) => outcome === 'success').length;
    if (!inputs['foreign-history'] || stack !== undefined || successes >= ENOUGH_OF_OURS)
        return ours;
    const theirs = await registry.foreignPast(environment, limit);
    return [...ours, ...theirs.flatMap((life) => finishedRun(life) ?? [])];
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./packages/cloudformation/src/stack-event.ts
const STACK_TYPE = 'AWS::CloudFormation::Stack';
/**
 * Whether the event is about the stack it belongs to. Id, type and logical id must all say so: a custom resource may
 * answer with any physical id, and many answer with the `StackId` that they were called with
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html); a nested stack is a resource of its
 * parent, too.
 */
const stack_event_isOfStackItself = ({ physicalId, stackId, type, logicalId, stackName }) => physicalId === stackId && type === STACK_TYPE && logicalId === stackName;
/** The nested stack that an event of its parent is about; undefined before its ARN is known. */
function nestedStackId(event) {
    if (event.type !== STACK_TYPE || stack_event_isOfStackItself(event))
        return undefined;
    return event.physicalId.startsWith('arn:') ? event.physicalId : undefined;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/status.ts

const isInProgress = (status) => status.endsWith('_IN_PROGRESS');
const status_isFailed = (status) => status.endsWith('_FAILED');
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
    if (status_isFailed(status))
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
    if (!isOfStackItself(event) || event.detailedStatus !== undefined)
        return false;
    return /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(event.status);
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/attempt.ts


/**
 * The attempts in a stack's own events (oldest first; those of its resources are skipped).
 * `before`: the stack's status before the first of them.
 */
function attempts(events, before = '') {
    const found = [];
    for (const event of events) {
        if (!stack_event_isOfStackItself(event) || operationOf(event.status) === undefined)
            continue;
        const open = found.at(-1);
        if (open !== undefined && !beginsAfter(open, event))
            found[found.length - 1] = follow(open, event);
        else
            found.push(begin(event, open?.stackStatus ?? before));
    }
    return found;
}
/** Whether `event` begins an attempt of its own rather than going on with `open`. */
function beginsAfter(open, event) {
    if (open.decided === undefined || !isInProgress(event.status) || isCleanup(event.status))
        return false;
    // Only these does CloudFormation go on from by itself: rolling back, or deleting a failed creation. From every other
    // failure somebody has to: UPDATE_ROLLBACK_FAILED by ContinueUpdateRollback, DELETE_FAILED by another deletion.
    const goesOn = /^(CREATE|UPDATE|IMPORT)_FAILED$/.test(open.stackStatus) && event.reason !== USER_INITIATED;
    return !goesOn || event.token !== open.token;
}
/** CloudFormation's reason on what an API call began. */
const USER_INITIATED = 'User Initiated';
function begin(event, before) {
    const continued = before === 'UPDATE_ROLLBACK_FAILED' && event.status.startsWith('UPDATE_ROLLBACK_');
    const operation = continued ? 'CONTINUE_ROLLBACK' : (operationOf(event.status) ?? 'UPDATE');
    const outcome = outcomeOf(event.status, operation);
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
    const outcome = outcomeOf(event.status, open.operation);
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
const isUndoing = (operation) => operation === 'DELETE' || isRollback(operation);
/** The first certainty stays: cleanup ends later than the outcome. */
function decision(open, event, outcome) {
    return open.decided?.outcome === outcome ? open.decided : { at: event.time, outcome };
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/span.ts


/** A resource's name within the whole tree of stacks. */
const span_spanKey = (span) => `${span.stackId} ${span.logicalId}`;
const span_isNestedStack = (span) => span.type === STACK_TYPE;
/** Never negative: `now` is known to two seconds, and an event can be newer. */
const span_secondsOf = (span, now) => Math.max(0, (span.endedAt ?? now) - span.startedAt) / 1000;
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
        if (stack_event_isOfStackItself(event)) {
            phases.set(event.stackId, phaseOf(event.status));
            return;
        }
        const action = actionOf(event.status);
        if (action === undefined)
            return;
        const index = open.get(span_spanKey(event));
        const current = index === undefined ? undefined : all[index];
        if (index !== undefined && current !== undefined && current.action === action) {
            all[index] = grow(current, event);
        }
        else {
            open.set(span_spanKey(event), all.length);
            all.push(span_begin(event, action, phases.get(event.stackId) ?? 'forward'));
        }
        if (!isInProgress(event.status))
            open.delete(span_spanKey(event));
    };
    return { add, spans: () => all };
}
function phaseOf(status) {
    if (isCleanup(status))
        return 'cleanup';
    return /ROLLBACK/.test(status) ? 'rollback' : 'forward';
}
function actionOf(status) {
    if (status.endsWith('_SKIPPED'))
        return 'DELETE';
    return ['CREATE', 'UPDATE', 'DELETE', 'IMPORT'].find((each) => status.startsWith(`${each}_`));
}
function span_begin(event, action, phase) {
    const { stackId, stackName, logicalId, physicalId, type, status } = event;
    const told = { status, ...optional(event), ...(isInProgress(status) ? {} : { endedAt: event.time }) };
    return { stackId, stackName, logicalId, physicalId, type, action, phase, startedAt: event.time, ...told };
}
function grow(span, event) {
    const ended = isInProgress(event.status) ? {} : { endedAt: event.time };
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
const span_hasFailed = (span) => isFailed(span.status);

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
const ownKey = (work) => `${span_spanKey(work)} ${work.action}`;
const typeKey = ({ type, action }) => `${type} ${action}`;
function usualOf(work, own, types) {
    return (fromSpans(own.get(ownKey(work)), 'own') ??
        fromSpans(types.get(typeKey(work)), 'type') ??
        ofType(work.type, work.action));
}
function fromSpans(spans = [], source) {
    const usual = learnt(spans.map((span) => span_secondsOf(span, span.startedAt)), source);
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
        !(span_isNestedStack(span) && isKnown(span.physicalId)));
    const shape = changed ? (0,src_shape/* shapeOf */.F5)(during(attempt, work).filter((span) => !span_isNestedStack(span))) : src_shape/* NOTHING */.K$;
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
const opacity = (type, nested) => type === STACK_TYPE && nested === undefined ? { opaque: true } : {};
const plan_actionOf = (action) => ({ Add: 'CREATE', Remove: 'DELETE', Import: 'IMPORT' })[action] ?? 'UPDATE';
/** What of the plan has not begun. A new nested stack's ARN is not in the plan, so names and types decide. */
function notBegun(planned, spans) {
    const begun = new Map();
    const name = ({ type, logicalId }) => `${type} ${logicalId}`;
    const resources = new Map(spans.map((span) => [span_spanKey(span), span]));
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
        const ids = after?.map((logicalId) => span_spanKey({ stackId: item.stackId, logicalId }));
        return { id: span_spanKey(item), work: usual(item), ...(ids === undefined ? {} : { after: ids }) };
    });
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
    id: span_spanKey(span),
    work,
    elapsed: span_secondsOf(span, now),
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/foresee.ts










/** Pages of the stack's past that are read: some ten operations of a stack of middle size. */
const PAGES = 3;
/**
 * What a change set will do, or is doing, from the stack's own events and template.
 * Undefined when there is no such stack. @throws ReadError
 */
async function outlookOf(reader, { stack: name, changeSet }) {
    const stack = await reader.describeStack(name);
    if (stack === undefined)
        return undefined;
    const { stackId } = stack;
    const changes = flatten(await withNested(reader, await reader.changes(changeSet, stackId)), stackId);
    const template = await readTemplate((await reader.template(stackId, changeSet)) ?? '');
    const resources = template?.resources;
    const events = await readEvents(reader, stackId);
    const current = attempts(events).at(-1);
    // An operation under way is the change set's own: CloudFormation lets no other begin beside it.
    const since = current?.decided === undefined ? current?.startedAt : undefined;
    const began = since ?? Number.POSITIVE_INFINITY;
    const history = history_learn(new Map([[stackId, events.filter(({ time }) => time < began)]]));
    const begun = spans(events.filter(({ time }) => time >= began));
    const order = resources && { stackId, resources };
    const shape = (0,src_shape/* shapeOf */.F5)(changes);
    return {
        tasks: [
            ...begun
                .filter(({ endedAt }) => endedAt === undefined)
                .map((span) => underWay(span, history.usual(span), reader.now())),
            ...tasksOf(notBegun(changes, begun), history.usual, order),
        ],
        atStart: tasksOf(changes, history.usual, order),
        ...(shape === undefined ? {} : { shape }),
        runs: history.runs(stackId, isNew(stack.status) ? 'CREATE' : 'UPDATE'),
    };
}
/** What a template would create in a stack that does not exist yet, from what its types take anywhere. */
function outlookOfTemplate({ resources, complete }) {
    const stackId = '';
    const planned = resources.map(({ logicalId, type }) => ({
        stackId,
        logicalId,
        type,
        action: 'CREATE',
    }));
    const shape = (0,src_shape/* shapeOf */.F5)(planned);
    const tasks = tasksOf(planned, ({ type, action }) => ofType(type, action), { stackId, resources });
    return {
        ...(complete ? {} : { atLeast: true }),
        tasks,
        atStart: tasks,
        ...(shape === undefined ? {} : { shape }),
        runs: [],
    };
}
async function readEvents(reader, stackId) {
    const feed = openFeed(reader, stackId);
    let events = await feed.read(() => true);
    for (let page = 1; page < PAGES; page++) {
        const older = await feed.past();
        if (older.length === 0)
            break;
        events = [...older, ...events];
    }
    return events;
}
const isNew = (status) => status === 'REVIEW_IN_PROGRESS' || status === 'CREATE_IN_PROGRESS';

// EXTERNAL MODULE: ./packages/cloudformation/src/reader.ts
var reader = __nccwpck_require__(4483);
;// CONCATENATED MODULE: ./actions/estimate-time/src/plan.ts







/**
 * The plan, where a change set or a template tells; undefined without both. `elapsed` seconds of the deployment
 * are gone: of a change set under way only what is left counts.
 */
async function plan(inputs, elapsed, step, ports) {
    const { 'stack-name': stack, 'change-set': changeSet, template } = inputs;
    if (changeSet !== undefined && template !== undefined) {
        throw new errors/* UserError */.y('Inputs "change-set" and "template" both say what is going to be done: give only one of them.');
    }
    if (template !== undefined) {
        const outlook = await fromFile(template, step);
        const atStart = planned(outlook.tasks);
        return { ...outlook, forecast: atStart, atStart };
    }
    if (changeSet === undefined)
        return undefined;
    if (stack === undefined)
        throw new errors/* UserError */.y('Input "change-set": needs the stack it is of as "stack-name".');
    try {
        const outlook = await outlookOf(await ports.connectStacks(inputs, step), { stack, changeSet });
        if (outlook === undefined)
            throw new errors/* UserError */.y(`Input "stack-name": there is no stack ${stack}.`);
        return { ...outlook, forecast: planned(outlook.tasks, elapsed), atStart: planned(outlook.atStart) };
    }
    catch (error) {
        if (!(error instanceof reader/* ReadError */.F))
            throw error;
        step.log.warning(`Estimating without the change set, because it could not be read: ${(0,errors/* errorLine */.B)(error)}`);
        return undefined;
    }
}
async function fromFile(path, step) {
    let body;
    try {
        body = (0,external_node_fs_.readFileSync)((0,external_node_path_.resolve)(step.env['GITHUB_WORKSPACE'] ?? '.', path), 'utf8');
    }
    catch (error) {
        throw new errors/* UserError */.y(`Input "template": ${path} could not be read (${(0,errors/* errorLine */.B)(error)}).`);
    }
    const template = await readTemplate(body);
    if (template === undefined) {
        throw new errors/* UserError */.y(`Input "template": ${path} is no CloudFormation template in JSON or YAML.`);
    }
    return outlookOfTemplate(template);
}

;// CONCATENATED MODULE: ./packages/estimate/src/picture.ts
const SHOWN = 30;
/**
 * The last 30 successes as a Mermaid chart for a job summary: a bar a run, oldest first, across them the lines of
 * p50, p80 and p95, and last the run under way if `elapsed` seconds are given. Empty when there is none to show.
 */
function picture(runs, forecast, elapsed) {
    const past = runs
        .filter(({ outcome, seconds }) => outcome === 'success' && seconds >= 0 && Number.isFinite(seconds))
        .sort((a, b) => a.endedAt - b.endedAt)
        .slice(-SHOWN)
        .map(({ seconds }) => seconds);
    if (past.length === 0)
        return '';
    const bars = elapsed === undefined ? past : [...past, elapsed];
    const lines = [0.5, 0.8, 0.95].map((level) => forecast.quantile(level, elapsed));
    const [unit, seconds] = (lines[0] ?? 0) < 100 ? ['seconds', 1] : ['minutes', 60];
    // A stalled run would flatten all others: the axis ends above p95, and such a bar at its top.
    const top = 1.25 * Math.max(...lines);
    const scaled = (value) => Number((Math.min(value, top) / seconds).toFixed(1));
    const newest = elapsed === undefined ? 'newest' : 'this one';
    return [
        '```mermaid',
        'xychart-beta',
        `  title "Durations in ${unit}: p50 ${scaled(lines[0] ?? 0)}, p80 ${scaled(lines[1] ?? 0)}, p95 ${scaled(lines[2] ?? 0)}"`,
        `  x-axis "oldest to ${newest}" 1 --> ${Math.max(2, bars.length)}`,
        `  y-axis "${unit}" 0 --> ${scaled(top)}`,
        `  bar [${bars.map(scaled).join(', ')}]`,
        ...lines.map((line) => `  line [${bars.map(() => scaled(line)).join(', ')}]`),
        '```',
    ].join('\n');
}

// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __nccwpck_require__(3618);
// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __nccwpck_require__(5103);
;// CONCATENATED MODULE: ./actions/estimate-time/src/report.ts



/** The job summary's section: the line, the numbers, the picture, and what was left out. */
function markdown(answer, { subject, runs, forecast, elapsed }) {
    const title = `### Estimate for ${(0,untrusted/* markdownText */.p7)(subject)}\n\n${answer.summary}\n\n`;
    if (answer.times === undefined || forecast === undefined)
        return title;
    const [p50, p80, p95] = answer.times.total.map(duration/* formatDuration */.a3);
    const left = answer.times.remaining.map(duration/* formatDuration */.a3);
    const rows = [
        `| total | ${p50} | ${p80} | ${p95} |`,
        ...(elapsed === undefined
            ? []
            : [`| left after ${(0,duration/* formatDuration */.a3)(elapsed)} | ${left[0]} | ${left[1]} | |`]),
    ];
    const numbers = ['| | half keep to | 8 of 10 keep to | 19 of 20 keep to |', '|---|---|---|---|', ...rows];
    return `${title}${numbers.join('\n')}\n\n${picture(runs, forecast, elapsed)}\n\n${report_basis(answer, runs)}\n\n`;
}
function report_basis({ sampleSize, confidence }, runs) {
    const failed = runs.filter(({ outcome }) => outcome === 'failure').length;
    const cancelled = runs.filter(({ outcome }) => outcome === 'cancelled').length;
    if (sampleSize === 0) {
        return `Confidence ${confidence}: no run has succeeded yet, so this is what the planned resources usually take.`;
    }
    return `Confidence ${confidence}: from ${sampleSize} successful runs; ${failed} failed and ${cancelled} cancelled ones do not count.`;
}

;// CONCATENATED MODULE: ./actions/estimate-time/src/main.ts









/** Estimates from what the registry remembers and what is planned, and says so in outputs, log and summary. Writes nothing to GitHub. */
async function run(inputs, step, ports) {
    const elapsed = elapsedSeconds(inputs, step.clock.now());
    (0,correlation/* correlate */._$)(step, inputs['correlation-id'], inputs.environment);
    const ahead = await plan(inputs, elapsed, step, ports);
    const known = await src_history_history(inputs, step, ports);
    // The registry's runs are whole deployments; the stack's own operations are the next best.
    const others = known.some(({ outcome }) => outcome === 'success') ? [] : (ahead?.runs ?? []);
    const runs = (0,src_shape/* alike */.nO)([...known, ...others], ahead?.shape);
    const given = blended(forecast(runs), ahead?.forecast);
    const now = step.clock.now();
    const atStart = blended(forecast(runs, now - (elapsed ?? 0) * 1000), ahead?.atStart);
    const counted = estimate(given, now, elapsed, atStart);
    const answer = ahead?.atLeast && runs.length === 0
        ? { ...counted, summary: `at least: ${counted.summary} (${UNCOUNTED})` }
        : counted;
    const subject = inputs['stack-name'] ?? inputs.environment;
    for (const [name, value] of Object.entries(outputsOf(answer)))
        step.output(name, value);
    step.log.info(`${subject}: ${answer.summary}`);
    await step.summary(markdown(answer, { subject, runs, forecast: given, elapsed }));
}
const UNCOUNTED = 'a transform or loop of the template makes more resources, known only to CloudFormation';
function elapsedSeconds(inputs, now) {
    const { 'started-at': startedAt, 'elapsed-seconds': elapsed } = inputs;
    if (startedAt !== undefined && elapsed !== undefined) {
        throw new errors/* UserError */.y('Inputs "started-at" and "elapsed-seconds" say the same: give only one of them.');
    }
    return startedAt === undefined ? elapsed : Math.max(0, Math.round((now - startedAt) / 1000));
}
function outputsOf({ times, ...rest }) {
    return {
        'estimated-seconds': times?.total[0] ?? '',
        'estimated-seconds-p80': times?.total[1] ?? '',
        'estimated-seconds-p95': times?.total[2] ?? '',
        'remaining-seconds': times?.remaining[0] ?? '',
        'remaining-seconds-p80': times?.remaining[1] ?? '',
        eta: times?.eta[0] ?? '',
        'eta-p80': times?.eta[1] ?? '',
        'stall-threshold-seconds': times?.stallThreshold ?? '',
        'sample-size': rest.sampleSize,
        confidence: rest.confidence,
        summary: rest.summary,
    };
}


/***/ }),

/***/ 4754:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ regionOf),
/* harmony export */   NV: () => (/* binding */ regionsOf),
/* harmony export */   Qx: () => (/* binding */ stackName),
/* harmony export */   Ue: () => (/* binding */ awsRegion)
/* harmony export */ });
/* unused harmony exports stackNames, roleArn, stackArn */
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

/***/ 8333:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F5: () => (/* binding */ shapeOf),
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   Tr: () => (/* binding */ parseShape),
/* harmony export */   nO: () => (/* binding */ alike)
/* harmony export */ });
/* unused harmony export formatShape */
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

/***/ 9266:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ RegistryError),
/* harmony export */   y: () => (/* binding */ AmbiguousWriteError)
/* harmony export */ });
/** The registry, or something needed to trust it, could not be read or written: an outage, not a mistake. */
class RegistryError extends Error {
    name = 'RegistryError';
}
/** A write whose answer was lost. It may have been done; it can no longer be done later. */
class AmbiguousWriteError extends RegistryError {
    name = 'AmbiguousWriteError';
}


/***/ }),

/***/ 7732:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _$: () => (/* binding */ correlate),
/* harmony export */   tU: () => (/* binding */ CORRELATION_ID)
/* harmony export */ });
/* unused harmony exports CORRELATION_VARIABLE, DEPLOYMENT_VARIABLE, correlationId */
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
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   qo: () => (/* binding */ clockTime)
/* harmony export */ });
/* unused harmony exports parseDuration, formatElapsed */
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
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   TL: () => (/* binding */ parseInputs),
/* harmony export */   VX: () => (/* binding */ secretValues),
/* harmony export */   mw: () => (/* binding */ required),
/* harmony export */   n$: () => (/* binding */ moment),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   rJ: () => (/* binding */ secret),
/* harmony export */   sR: () => (/* binding */ endpoint),
/* harmony export */   wC: () => (/* binding */ matching),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* unused harmony exports oneOf, duration, durationOrAuto, url, inputVariable */
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
    const seconds = parseDuration(raw);
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

/***/ 4702:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(8474);
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
    (0,external_node_events_.setMaxListeners)(0, controller.signal);
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
  xv: () => (/* binding */ truncate)
});

// UNUSED EXPORTS: mermaidText, safeUrl

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
/******/ var __webpack_exports__ = __nccwpck_require__(3988);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
