"use strict";
exports.id = 696;
exports.ids = [696];
exports.modules = {

/***/ 30696:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ registryFor)
});

// UNUSED EXPORTS: connectRegistry

// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/runner/src/clock.ts
var src_clock = __webpack_require__(30922);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
// EXTERNAL MODULE: ./packages/registry/src/model/snapshot.ts
var snapshot = __webpack_require__(68875);
// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./packages/registry/src/github/client/trust.ts
var client_trust = __webpack_require__(76539);
;// CONCATENATED MODULE: ./packages/registry/src/github/client/failure.ts




/** Longest wait for a rate limit to pass. */
const LONGEST_LIMIT_MS = 10 * 60_000;
/** Not there, not for this token, or not there yet, although it was asked for patiently. */
class NotFoundError extends errors/* UserError */.y {
}
/** GraphQL says with status 200 that it cannot answer. */
class GraphqlError extends Error {
    name = 'GraphqlError';
}
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
    if (error instanceof snapshot/* AmbiguousWriteError */.yI)
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
    if (!refused || Number.isNaN(wait) || wait > LONGEST_LIMIT_MS)
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
    if (error instanceof GraphqlError || error instanceof errors/* UserError */.y || error instanceof snapshot/* RegistryError */.gl)
        return error;
    if (isOutage(error))
        return new snapshot/* RegistryError */.gl(`GitHub could not be reached to ${what}: ${message}`);
    if (isRateLimit(error))
        return new snapshot/* RegistryError */.gl(`GitHub's rate limit is used up, so it was not possible to ${what}`);
    const lastSuccess = trust.accepted;
    if (status !== undefined && lastSuccess !== undefined && (0,client_trust/* isStray */.oA)(trust, rightOf(asked), status))
        return new snapshot/* RegistryError */.gl(`GitHub refused to ${what} (${message}), which it allowed this token before (last answer ${(0,duration/* clockTime */.qo)(lastSuccess)})`);
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

;// CONCATENATED MODULE: ./packages/registry/src/github/client/budget.ts

/** This share of a budget is for those who register, claim and release: waiting must not use it up. */
const RESERVE = 0.25;
const WINDOW_MS = 3_600_000;
const MOST_BACKPRESSURE = 20;
/** Compares what remains of each budget with what remains of its hour: many who wait at once must make it last. */
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
        backpressure: () => {
            const now = clock.now();
            const pressures = [...shares.values()].map(({ share, until }) => {
                const time = Math.max(0, until - now) / WINDOW_MS;
                return time / Math.max(0.01, (share - RESERVE) / (1 - RESERVE));
            });
            return Math.min(MOST_BACKPRESSURE, Math.max(1, ...pressures));
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github/client/client.ts








/** GitHub ends a request after 10 s (docs: rest/using-the-rest-api/troubleshooting-the-rest-api, timeouts). */
const SERVER_LIMIT_MS = 10_000;
const TIMEOUT_MS = 12_000;
/** Of an outage or a limit; refusals that may be stray have their own number. */
const ATTEMPTS = 4;
const MOST_ATTEMPTS = 10;
/** Loads GitHub's client: a lazy chunk of the bundle. Sends nothing yet. */
async function connectClient(options) {
    const github = await Promise.all(/* import() */[__webpack_require__.e(862), __webpack_require__.e(592)]).then(__webpack_require__.bind(__webpack_require__, 70592));
    const { token, apiUrl: baseUrl, clock, fetch } = options;
    const octokit = github.getOctokit(token, {
        baseUrl,
        ...(0,values/* compact */.oE)({ request: fetch && { fetch } }),
    });
    const budget = budgetMeter(clock);
    octokit.hook.after('request', (response) => budget.saw(response.headers));
    octokit.hook.error('request', (error) => {
        budget.saw(headersOf(error));
        throw error;
    });
    const requests = { ...options, trust: (0,client_trust/* newTrust */.Ph)(clock, options.provenAt) };
    const read = (what, request, repository = options.repository) => readWithRetries(requests, { what, repository, trust: requests.trust }, request);
    return {
        octokit,
        read,
        write: (what, request) => writeOnce(requests, { what, repository: options.repository, trust: requests.trust }, request),
        graphql: (what, query, variables) => read(what, async (once) => {
            const { data, headers } = await octokit.request(`POST ${options.graphqlUrl}`, {
                query,
                variables,
                request: { signal: once },
            });
            return graphqlAnswer(data, headers, clock);
        }),
        backpressure: budget.backpressure,
    };
}
async function readWithRetries(requests, asked, request) {
    const { clock, signal } = requests;
    const once = () => proving(asked, request((0,src_clock/* withTimeout */.w)(TIMEOUT_MS, clock, signal)));
    return await (0,retry/* retry */.L5)(once, retries(requests, asked, { outages: true })).catch((error) => {
        throw explain(error, asked);
    });
}
async function writeOnce(requests, asked, request) {
    const { clock, signal } = requests;
    let began = clock.now();
    const once = () => {
        began = clock.now();
        return proving(asked, request(clock.timeout(TIMEOUT_MS)));
    };
    try {
        return await (0,retry/* retry */.L5)(once, retries(requests, asked, { outages: false }));
    }
    catch (error) {
        if (!isOutage(error))
            throw explain(error, asked);
        // Whatever became of it, it must not land after what we do next.
        await clock.sleep(began + SERVER_LIMIT_MS - clock.now(), signal);
        throw new snapshot/* AmbiguousWriteError */.yI(`GitHub did not say whether it could ${asked.what}: ${(0,errors/* errorLine */.B)(error)}`);
    }
}
async function proving(asked, request) {
    const answer = await request;
    (0,client_trust/* noteSuccess */.Ex)(asked.trust, rightOf(asked));
    return answer;
}
/** How one request is repeated: each of its failures by what it says. */
function retries({ clock, random, signal }, asked, { outages }) {
    let failures = 0;
    const classify = (error) => {
        failures += 1;
        if (isOutage(error))
            return { retry: outages && failures < ATTEMPTS };
        const limit = limited(error, clock);
        if (limit.retry)
            return failures < ATTEMPTS ? limit : { retry: false };
        return isRateLimit(error)
            ? limit
            : (0,client_trust/* afterRefusal */.j0)(asked.trust, rightOf(asked), statusOf(error) ?? 0, failures);
    };
    return { ...(0,values/* compact */.oE)({ clock, random, attempts: MOST_ATTEMPTS, signal }), classify };
}
function graphqlAnswer(body, headers, clock) {
    const { data, errors } = body;
    const fault = errors?.[0];
    if (fault !== undefined)
        throw Object.assign(new GraphqlError(fault.message ?? 'unknown'), { type: fault.type, headers });
    return { data, now: serverTime(headers, clock) };
}
/** The request, answered with undefined for what is not there, or not there yet. */
const orNothing = (request) => (signal) => request(signal).catch((error) => {
    if (statusOf(error) !== 404)
        throw error;
    return undefined;
});

// EXTERNAL MODULE: ./packages/registry/src/model/names.ts
var names = __webpack_require__(55107);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/registry/src/model/payload.ts
var model_payload = __webpack_require__(16981);
// EXTERNAL MODULE: ./packages/registry/src/model/registration.ts
var registration = __webpack_require__(81118);
;// CONCATENATED MODULE: ./packages/registry/src/github/reading/rows.ts




/**
 * Ours, or undefined: a deployment without our task and payload is somebody else's business. The commit is the
 * deployment's own, whatever the payload says. Only for a run of another repository than the registry's, whose commits
 * no deployment here can have, the payload's counts, as a claim.
 */
function toRegistration(row, registry) {
    const payload = row.task === registration/* TASK */.wn ? (0,model_payload/* parsePayload */.ex)(row.payload) : undefined;
    if (payload === undefined)
        return undefined;
    const claimed = (0,names/* sameRepository */.RB)(payload.repository, registry) ? undefined : payload.sha;
    return {
        id: row.id,
        sha: claimed ?? row.sha,
        ...(claimed === undefined ? {} : { claimed: true }),
        creator: row.creator,
        environment: (0,names/* canonical */.$N)(row.environment),
        createdAt: row.createdAt,
        ...(row.committedAt === undefined ? {} : { committedAt: row.committedAt }),
        payload,
        keptIn: row.repository,
        ...(row.truncated ? (0,registration/* truncatedLife */.B5)(row) : (0,registration/* lifeOf */.c_)(row.statuses, row.latest)),
    };
}
/** Characters: people read it in a log line. */
const LONGEST_REASON = 300;
const LONGEST_LOGIN = 50;
function toFreeze(row) {
    // Without a status it was made a moment ago, or its maker was lost: closed until somebody opens it.
    if (row.task !== registration/* FREEZE_TASK */.il || (0,registration/* queuePhaseOf */.Em)(row.latest) === 'over')
        return undefined;
    const { reason, actor } = (0,model_payload/* unwrap */.oA)(row.payload) ?? {};
    // Whatever it says, it closes the environment: only its words are made short.
    return {
        id: row.id,
        reason: (0,untrusted/* oneLine */.TN)(typeof reason === 'string' ? reason : (row.latest?.description ?? ''), LONGEST_REASON),
        by: typeof actor === 'string' ? (0,untrusted/* oneLine */.TN)(actor, LONGEST_LOGIN) : row.creator,
        since: row.createdAt,
    };
}
/** A freeze of any time, as its statuses say it: it stood until the first that ended it. */
function toPastFreeze(row) {
    if (row.task !== registration/* FREEZE_TASK */.il)
        return undefined;
    const freeze = toFreeze({ ...row, latest: { state: 'in_progress', description: '', createdAt: 0 } });
    const until = row.statuses.find((status) => (0,registration/* queuePhaseOf */.Em)(status) === 'over')?.createdAt;
    if (freeze === undefined)
        return undefined;
    return { ...freeze, environment: (0,names/* canonical */.$N)(row.environment), ...(until === undefined ? {} : { until }) };
}
/** Deployments of ours that are no deployments: they close an environment, or remember something. */
const NOTES = [registration/* FREEZE_TASK */.il, registration/* LEDGER_TASK */.wB, registration/* MARK_TASK */.aQ];
/** What happened to a deployment that somebody else made; empty for one of ours, whatever its task. */
const foreignLife = (row) => NOTES.includes(row.task) || (row.task === registration/* TASK */.wn && (0,model_payload/* parsePayload */.ex)(row.payload) !== undefined)
    ? []
    : [(0,registration/* lifeOf */.c_)(row.statuses, row.latest)];
const isForeign = (row) => foreignLife(row).some(({ latest }) => latest !== undefined && (0,registration/* queuePhaseOf */.Em)(latest) === 'holding');
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

;// CONCATENATED MODULE: ./packages/registry/src/github/issues.ts



const PAGE_SIZE = 100;
/** Of our own, since a week or two: far more than there can be. */
const MOST_PAGES = 10;
const toIssue = ({ number, title, body, state, html_url: url }) => ({
    ...{ number, title, url },
    body: body ?? '',
    open: state === 'open',
});
/** Issues of a repository, as far as the token's own identity made them. */
function githubIssues(client) {
    let creator;
    return {
        own: async (repository, since) => {
            creator ??= await ownLogin(client);
            return await ownIssues(client, creator, { repository, since });
        },
        create: (repository, texts) => openIssue(client, repository, texts),
        update: (repository, number, change) => changeIssue(client, repository, number, change),
    };
}
/** Whose token it is: GraphQL says that to installation tokens, too, as `NAME[bot]` (fullsend-ai/fullsend#1953). */
async function ownLogin({ graphql }) {
    const { data } = await graphql('read whose token this is', 'query { viewer { login } }', {});
    return data.viewer.login;
}
async function ownIssues({ octokit, read }, creator, { repository, since }) {
    const found = new Map();
    for (let page = 1; page <= MOST_PAGES; page++) {
        const { data } = await read('read issues', (signal) => octokit.request('GET /repos/{owner}/{repo}/issues', {
            ...(0,names/* named */.KT)(repository),
            ...{ state: 'all', creator, since: new Date(since).toISOString(), per_page: PAGE_SIZE, page },
            request: { signal },
        }), repository);
        for (const issue of data) {
            // Whatever the filter means by a creator.
            const own = loginOf(issue.user?.login ?? '') === loginOf(creator) && !('pull_request' in issue);
            if (own)
                found.set(issue.number, toIssue(issue));
        }
        if (data.length < PAGE_SIZE)
            break;
    }
    return [...found.values()].sort((a, b) => a.number - b.number);
}
async function openIssue({ octokit, write }, repository, { title, body }) {
    const { data, status } = await write('open an issue', (signal) => octokit.request('POST /repos/{owner}/{repo}/issues', {
        ...(0,names/* named */.KT)(repository),
        ...{ title, body },
        request: { signal },
    }));
    if (status !== 201 || typeof data !== 'object' || !('number' in data))
        throw new snapshot/* AmbiguousWriteError */.yI(`GitHub answered ${status} without saying which issue it made`);
    return toIssue(data);
}
async function changeIssue({ octokit, write }, repository, number, { duplicate, ...texts }) {
    await write('change an issue', (signal) => octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
        ...(0,names/* named */.KT)(repository),
        issue_number: number,
        ...texts,
        ...(duplicate ? { state: 'closed', state_reason: 'not_planned' } : {}),
        request: { signal },
    }));
}

;// CONCATENATED MODULE: ./packages/registry/src/github/job-logs.ts

/** A failure is near the end; a log can have gigabytes. */
const LIMIT_BYTES = 1024 * 1024;
/** Logs as GitHub keeps them: the API redirects to a text file, and `fetch` leaves the token behind. */
function githubJobLogs({ octokit, read }) {
    return {
        tail: async (repository, jobId) => {
            try {
                return await read('read the log of a job', async (signal) => {
                    const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', {
                        ...(0,names/* named */.KT)(repository),
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

;// CONCATENATED MODULE: ./packages/registry/src/github/lookups/commits.ts

const FIRST = { per_page: 1, page: 1 };
const commits_PAGE_SIZE = 100;
/** How commits relate, when they were made, and what they say. */
function githubCommits({ client: { octokit, read }, tryRead, }) {
    const compared = (repository, base, head, page = FIRST) => (signal) => octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        ...(0,names/* named */.KT)(repository),
        basehead: `${base}...${head}`,
        // In chronological order (https://docs.github.com/rest/commits/commits#compare-two-commits): the first is the oldest.
        ...page,
        request: { signal },
    });
    return {
        compare: async (repository, base, head) => {
            const { data } = await read('compare commits', compared(repository, base, head), repository);
            return data.status;
        },
        firstCommitAt: async (repository, base, head) => {
            const answer = await tryRead('compare commits', repository, compared(repository, base, head));
            const made = typeof answer === 'string' ? undefined : answer.data.commits[0]?.commit.committer?.date;
            return made === undefined ? undefined : Date.parse(made);
        },
        messagesAfter: async (repository, base, head, limit) => {
            const commits = [];
            for (let page = 1;; page++) {
                const some = compared(repository, base, head, { per_page: commits_PAGE_SIZE, page });
                const answer = await tryRead('compare commits', repository, some);
                if (typeof answer === 'string')
                    return undefined;
                const { total_commits: all, commits: found } = answer.data;
                commits.push(...found.map(({ sha, commit }) => ({ sha, message: commit.message })));
                if (commits.length >= all)
                    return { commits, complete: true };
                if (found.length === 0 || commits.length >= limit)
                    return { commits, complete: false };
            }
        },
        defaultBranch: async (repository) => {
            const answer = await tryRead('read the repository', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}', { ...(0,names/* named */.KT)(repository), request: { signal } }));
            return typeof answer === 'string' ? undefined : answer.data.default_branch;
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github/lookups/context.ts




const lookupContext = (client, { clock, repository }) => ({ client, clock, tryRead: tryReadWith(client, repository) });
const tryReadWith = ({ read }, registry) => async (what, repository, request) => {
    const foreign = !(0,names/* sameRepository */.RB)(repository, registry);
    let refused = false;
    const asked = (signal) => orNothing(request)(signal).catch((error) => {
        refused = foreign && (error.status === 401 || error.status === 403);
        // Not repeated, as it would be with a token that was good before.
        if (foreign && error.status === 401)
            throw new errors/* UserError */.y(`GitHub refuses the token for ${repository}`);
        throw error;
    });
    try {
        return (await read(what, asked, repository)) ?? 'absent';
    }
    catch (error) {
        if (error instanceof snapshot/* RegistryError */.gl && !refused)
            throw error;
        return 'unreadable';
    }
};

;// CONCATENATED MODULE: ./packages/registry/src/github/client/conditional.ts
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

;// CONCATENATED MODULE: ./packages/registry/src/github/lookups/owners.ts



/** The jobs and runs that registrations belong to. */
function githubOwners(context) {
    const reads = { ...context, get: conditionalGets(), seenOver: new Map() };
    return {
        state: async (owner) => {
            const known = (await jobState(reads, owner)) ?? (await runState(reads, owner));
            return known ?? { alive: 'unknown', why: `run ${owner.runId} of ${owner.repository} cannot be read` };
        },
        lived: async (owner, from, until) => {
            const found = await life(reads, owner);
            if (typeof found === 'string')
                return found === 'absent' ? false : 'unknown';
            return Date.parse(found.from) <= until && (found.until === null || Date.parse(found.until) >= from);
        },
        headSha: async (owner) => {
            const found = await attempt(reads, owner);
            return typeof found === 'string' ? undefined : found.head_sha;
        },
    };
}
const job = ({ client: { octokit }, clock, get, tryRead }, { repository }, id) => tryRead('read the owning job', repository, async (signal) => {
    const { data, headers } = await get(`job ${repository} ${id}`, (tag) => octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}', {
        ...(0,names/* named */.KT)(repository),
        job_id: id,
        headers: tag,
        request: { signal },
    }));
    return { ...data, now: serverTime(headers, clock) };
});
const attempt = ({ client: { octokit }, clock, get, tryRead }, { repository, runId, runAttempt }) => tryRead('read the owning run', repository, async (signal) => {
    const { data, headers } = await get(`run ${repository} ${runId} ${runAttempt}`, (tag) => octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}', {
        ...(0,names/* named */.KT)(repository),
        run_id: runId,
        attempt_number: runAttempt,
        headers: tag,
        request: { signal },
    }));
    return { ...data, now: serverTime(headers, clock) };
});
async function jobState(reads, owner) {
    const { checkRunId, scope } = owner;
    if (checkRunId === undefined || scope !== 'job')
        return undefined;
    const found = await job(reads, owner, checkRunId);
    if (typeof found === 'string')
        return undefined;
    const { status, conclusion, completed_at: at, now } = found;
    if (status !== 'completed')
        return { alive: true, by: 'job' };
    return ended(reads, `job ${checkRunId}`, { conclusion, at, now });
}
async function runState(reads, owner) {
    const found = await attempt(reads, owner);
    if (typeof found === 'string')
        return undefined;
    const { status, conclusion, updated_at: at, now } = found;
    // The schema lets a run have no status: then nobody knows.
    if (status === null)
        return undefined;
    if (status !== 'completed')
        return { alive: true, by: 'run' };
    return ended(reads, `run ${owner.runId}`, { conclusion, at, now });
}
function ended({ seenOver }, owner, { conclusion, at, now }) {
    const seen = seenOver.get(owner) ?? now;
    seenOver.set(owner, seen);
    const since = at === null ? seen : Date.parse(at);
    return {
        alive: false,
        conclusion: conclusion ?? 'unknown',
        endedForSeconds: Math.max(0, (now - since) / 1000),
    };
}
async function life(reads, owner) {
    if (owner.checkRunId === undefined || owner.scope !== 'job') {
        const found = await attempt(reads, owner);
        if (typeof found === 'string')
            return found;
        if (found.status === null)
            return 'unreadable';
        const over = found.status === 'completed';
        return { from: found.run_started_at ?? found.created_at, until: over ? found.updated_at : null };
    }
    const found = await job(reads, owner, owner.checkRunId);
    if (typeof found === 'string')
        return found;
    const fits = Number(found.run_id) === owner.runId && (found.run_attempt ?? 1) === owner.runAttempt;
    return fits ? { from: found.started_at, until: found.completed_at } : 'absent';
}

;// CONCATENATED MODULE: ./packages/registry/src/github/lookups/runs.ts

/** Who approved a run. */
const githubReviews = ({ client: { octokit }, tryRead }) => ({
    // https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
    approvers: async (repository, runId, environment) => {
        const answer = await tryRead('read the reviews of a run', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', {
            ...(0,names/* named */.KT)(repository),
            run_id: runId,
            request: { signal },
        }));
        if (typeof answer === 'string')
            return undefined;
        const ofIt = answer.data.filter(({ state, environments }) => state === 'approved' &&
            environments.some(({ name = '' }) => (0,names/* canonical */.$N)(name) === (0,names/* canonical */.$N)(environment)));
        return [...new Set(ofIt.map(({ user }) => user.login))];
    },
});
/** GitHub's own `concurrency:` groups. */
const githubGroups = ({ client: { octokit }, tryRead }) => ({
    ofRun: async (repository, runId) => {
        const answer = await tryRead('read concurrency groups', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups', {
            ...(0,names/* named */.KT)(repository),
            run_id: runId,
            request: { signal },
        }));
        if (typeof answer === 'string')
            return undefined;
        return answer.data.concurrency_groups.flatMap(({ group_name: name, group_members }) => group_members.map(({ job_id: jobId, status }) => ({
            ...(typeof jobId === 'number' ? { jobId } : {}),
            name,
            holds: status === 'in_progress',
        })));
    },
    members: async (repository, name) => {
        const answer = await tryRead('read a concurrency group', repository, (signal) => octokit.request('GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}', {
            ...(0,names/* named */.KT)(repository),
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
});

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/rest.ts






const rest_PAGE_SIZE = 100;
/** Pages of statuses that are read of one deployment: anybody with the right to write them can write thousands. */
const rest_MOST_PAGES = 6;
/** Longer than reads lag. */
const SETTLED_MS = 15_000;
function restReader(client, options) {
    const reads = { ...options, client, rows: new Map(), dates: { moved: false, stood: false } };
    return {
        list: (wanted) => list(reads, wanted),
        withStatuses: (listed, now) => withStatuses(reads, listed, now),
        known: (listed, now) => known(reads, listed, now),
        datesMove: () => datesMove(reads),
        one: (id) => one(reads, id),
    };
}
function list({ client: { octokit, read }, repository, clock, learn }, { environment, task, page = 1 }) {
    return read('read deployments', async (signal) => {
        const { data, headers } = await octokit.request('GET /repos/{owner}/{repo}/deployments', {
            ...(0,names/* named */.KT)(repository),
            ...(0,values/* compact */.oE)({ environment, task }),
            per_page: rest_PAGE_SIZE,
            page,
            request: { signal },
        });
        for (const row of data)
            learn(row);
        return { rows: data, now: serverTime(headers, clock) };
    });
}
/** Statuses, oldest first: by REST each has an id, which grows. */
async function statusesOf({ client: { octokit, read }, repository }, id, mostPages) {
    const all = [];
    let truncated = false;
    for (let page = 1;; page++) {
        const { data } = await read('read deployments', (signal) => octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
            ...(0,names/* named */.KT)(repository),
            deployment_id: id,
            per_page: rest_PAGE_SIZE,
            page,
            request: { signal },
        }));
        all.push(...data);
        if (data.length < rest_PAGE_SIZE)
            break;
        truncated = page >= mostPages;
        if (truncated)
            break;
    }
    const newestFirst = all.every(({ id: one }, index) => one <= (all[index - 1]?.id ?? one));
    const statuses = all.sort((a, b) => Number(a.id) - Number(b.id)).map(toStatus);
    // No order is documented: of a list that runs another way the newest may be what was not read.
    return { statuses, truncated, latest: truncated && !newestFirst ? undefined : statuses.at(-1) };
}
async function deployment({ client: { octokit, read }, repository }, id) {
    try {
        return await read('read a deployment', (signal) => octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}', {
            ...(0,names/* named */.KT)(repository),
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
async function one(reads, id) {
    const found = await deployment(reads, id);
    if (found === undefined)
        return undefined;
    reads.learn(found.data);
    return (await withStatuses(reads, found.data, serverTime(found.headers, reads.clock)))[0];
}
/** Without its statuses a holder would seem to wait, so they must be had. */
async function withStatuses(reads, listed, now) {
    try {
        return [await readRow(reads, listed, now)];
    }
    catch (error) {
        if (!(error instanceof NotFoundError))
            throw error;
        if ((await deployment(reads, Number(listed.id))) === undefined)
            return [];
        throw new snapshot/* RegistryError */.gl(`GitHub does not show the statuses of deployment ${listed.id}`);
    }
}
async function readRow(reads, listed, now) {
    const { rows } = reads;
    const answered = known(reads, listed, now);
    if (answered !== undefined)
        return answered;
    // What had more statuses than are read has so for ever: only its newest is of interest.
    const before = rows.get(Number(listed.id))?.row.truncated === true;
    const found = await statusesOf(reads, Number(listed.id), before ? 1 : rest_MOST_PAGES);
    const row = toRow(listed, { ...found, truncated: before || found.truncated });
    watchDates(reads, listed, row, now);
    rows.set(row.id, { updatedAt: listed.updated_at, row });
    return row;
}
function known(reads, listed, now) {
    const found = reads.rows.get(Number(listed.id));
    if (found?.updatedAt !== listed.updated_at)
        return undefined;
    if ((0,registration/* queuePhaseOf */.Em)(found.row.latest) === 'over')
        return found.row;
    // Dates count whole seconds: two statuses of one second seem to be one.
    const settled = now - Date.parse(listed.updated_at) > SETTLED_MS;
    return settled && datesMove(reads) ? found.row : undefined;
}
const datesMove = ({ dates }) => dates.moved && !dates.stood;
function watchDates({ dates }, listed, row, now) {
    // A deployment that was just asked for may have moved on since it was listed: that proves nothing.
    const last = row.latest?.createdAt ?? row.createdAt;
    if (last >= now - SETTLED_MS)
        return;
    if (last > Date.parse(listed.updated_at) + 1000)
        dates.stood = true;
    else if (last > row.createdAt + 1000)
        dates.moved = true;
}
const toStatus = ({ state, description, created_at, creator, log_url }) => ({
    state: toState(state),
    description: description ?? '',
    createdAt: Date.parse(created_at),
    ...(creator === null ? {} : { by: loginOf(creator.login) }),
    ...(log_url ? { logUrl: log_url } : {}),
});
function toRow(listed, { statuses, latest, truncated }) {
    return {
        id: Number(listed.id),
        task: listed.task,
        sha: listed.sha,
        environment: listed.environment,
        repository: listed.repository_url.split('/').slice(-2).join('/'),
        payload: listed.payload,
        createdAt: Date.parse(listed.created_at),
        creator: listed.creator?.login ?? '',
        ...(0,values/* compact */.oE)({ latest, truncated: truncated || undefined }),
        statuses,
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github/archive.ts





/** So many at once is what one GraphQL query takes. */
const AT_ONCE = 100;
/** Pages of one task that are read: anybody who may write deployments may write any number of records. */
const archive_MOST_PAGES = 20;
/** Without GraphQL each costs a request. */
const BY_REST = 30;
/** The past in GitHub deployments: REST's lists say what there is, and GraphQL, a hundred at once, what became of it. */
const githubArchive = (sources) => ({
    readBack: (environment, options) => readBack(sources, environment, options),
    environments: (since) => environments(sources, since),
    records: async (environment, task) => {
        const { rows, complete } = await archive_list(sources, environment, task, { from: 0, pages: archive_MOST_PAGES });
        const records = rows.map(({ id, creator, created_at, payload }) => ({
            id: Number(id),
            creator: creator?.login ?? '',
            createdAt: Date.parse(created_at),
            payload: (0,model_payload/* unwrap */.oA)(payload),
        }));
        return { records, complete };
    },
});
async function readBack(sources, environment, { since, points }) {
    // What ended since then was registered some days before at the earliest.
    const from = since - registration/* LIFETIME_MS */.xN;
    const budget = points * AT_ONCE;
    const ours = await archive_list(sources, environment, registration/* TASK */.wn, { from, pages: points });
    const closed = await archive_list(sources, environment, registration/* FREEZE_TASK */.il, { from, pages: 1 });
    const young = ours.rows.filter(({ created_at }) => Date.parse(created_at) >= from);
    const wanted = [...closed.rows, ...young];
    const complete = ours.complete && closed.complete && wanted.length <= budget;
    return await sources.orByRest(async () => ({ ...shown(sources, await nodes(sources, wanted.slice(0, budget))), complete }), async () => {
        const read = await sources.slowly(environment, BY_REST);
        const all = read.end === 'all' || (read.end === 'enough' && young.length <= read.rows.length);
        const whole = complete && all && (read.unread ?? []).length === 0;
        return { ...shown(sources, read.rows), complete: whole };
    });
}
async function environments({ rest }, since) {
    const found = new Set();
    let complete = true;
    for (const task of [registration/* TASK */.wn, registration/* LEDGER_TASK */.wB]) {
        for (let page = 1; page <= archive_MOST_PAGES; page++) {
            const { rows } = await rest.list({ task, page });
            // A ledger record may be older than what it remembers is wanted for: it says which environments there were.
            const young = rows.filter((row) => task === registration/* LEDGER_TASK */.wB || Date.parse(row.created_at) >= since - registration/* LIFETIME_MS */.xN);
            for (const row of young)
                found.add((0,names/* canonical */.$N)(row.environment));
            if (young.length < rest_PAGE_SIZE)
                break;
            if (page === archive_MOST_PAGES)
                complete = false;
        }
    }
    return { names: [...found], complete };
}
/** Once more under GitHub's spelling of the environment when ours finds nothing. */
async function archive_list(sources, environment, task, span) {
    const found = await listed(sources, environment, task, span);
    const again = found.rows.length === 0 && (await sources.names.fetchSpelling(environment));
    return again ? await listed(sources, environment, task, span) : found;
}
async function listed({ rest, names }, environment, task, { from, pages }) {
    const rows = new Map();
    let complete = true;
    for (const spelling of await names.ofLists(environment)) {
        for (let page = 1;; page++) {
            const found = await rest.list({ environment: spelling, task, page });
            for (const row of found.rows)
                rows.set(Number(row.id), row);
            const oldest = found.rows.at(-1);
            if (found.rows.length < rest_PAGE_SIZE || oldest === undefined)
                break;
            if (Date.parse(oldest.created_at) < from)
                break;
            if (page >= pages)
                complete = false;
            if (page >= pages)
                break;
        }
    }
    return { rows: [...rows.values()].sort((a, b) => Number(b.id) - Number(a.id)), complete };
}
async function nodes({ readNodes }, rows) {
    const read = [];
    for (let at = 0; at < rows.length; at += AT_ONCE)
        read.push(...(await readNodes(rows.slice(at, at + AT_ONCE))));
    return read;
}
const shown = ({ repository }, rows) => ({
    registrations: rows.flatMap((row) => toRegistration(row, repository) ?? []),
    freezes: rows.flatMap((row) => toPastFreeze(row) ?? []),
});

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/statuses.ts



/** So many come with each deployment; hardly one has more. */
const statuses_FIRST = 50;
/** Pages behind the first that are read of one deployment. What Signalbox writes of its own does not fill one. */
const statuses_MOST_PAGES = 5;
const FRAGMENTS = `fragment status on DeploymentStatus { id state description createdAt logUrl creator { login } }
fragment page on DeploymentStatusConnection { pageInfo { hasNextPage endCursor } nodes { ...status } }`;
/** For a Deployment in a query that ends with `STATUS_FRAGMENTS`. */
const STATUS_FIELDS = `latestStatus { ...status } statuses(first: ${statuses_FIRST}) { ...page }`;
const STATUS_FRAGMENTS = FRAGMENTS;
/** Deployments asked about in one query. */
const statuses_AT_ONCE = 50;
/**
 * The statuses behind the first page, by deployment: one query for all of them, and again while there are more, up to
 * `MOST_PAGES`. A deployment that the budget did not suffice for is omitted.
 */
async function furtherStatuses(client, first, budget) {
    const found = new Map();
    let open = new Map([...first].filter(([, page]) => page.pageInfo.hasNextPage));
    while (open.size > 0 && budget.requests > 0) {
        budget.requests -= 1;
        const asked = [...open].slice(0, statuses_AT_ONCE);
        const rest = [...open].slice(statuses_AT_ONCE);
        const names = asked.map((_, index) => `$i${index}: ID!, $c${index}: String`);
        const fields = asked.map((_, index) => `n${index}: node(id: $i${index}) { ... on Deployment { statuses(first: 100, after: $c${index}) { ...page } } }`);
        const query = `query(${names.join(', ')}) {\n${fields.join('\n')}\n}\n${FRAGMENTS}`;
        const variables = Object.fromEntries(asked.flatMap(([id, { pageInfo }], index) => [
            [`i${index}`, id],
            [`c${index}`, pageInfo.endCursor],
        ]));
        const { data } = await client.graphql('read deployments', query, variables);
        const answers = data;
        const pages = asked.map(([id], index) => {
            const page = answers[`n${index}`]?.statuses;
            // The beginning of a hold may be on it: one that holds would seem to wait.
            if (!page)
                throw new GraphqlError('GraphQL does not show the statuses of a deployment that it counts');
            return [id, page];
        });
        for (const [id, page] of pages) {
            const { nodes = [], pages: read = 0 } = found.get(id) ?? {};
            const whole = !page.pageInfo.hasNextPage;
            found.set(id, { nodes: [...nodes, ...nodesOf(page)], whole, pages: read + 1 });
        }
        const goesOn = ([id, page]) => page.pageInfo.hasNextPage && (found.get(id)?.pages ?? 0) < statuses_MOST_PAGES;
        open = new Map([...pages.filter(goesOn), ...rest]);
    }
    // What is still open was given up half way.
    return new Map([...found].filter(([id]) => !open.has(id)));
}
const nodesOf = (page) => (page?.nodes ?? []).filter((node) => node !== null);
const statuses_toStatus = ({ state, description, createdAt, logUrl, creator }) => ({
    state: toState(state),
    description: description ?? '',
    createdAt: Date.parse(createdAt),
    ...(creator === null ? {} : { by: loginOf(creator.login) }),
    ...(logUrl ? { logUrl } : {}),
});
/** In what order phases normally follow each other. */
const RANK = { waiting: 0, claiming: 1, holding: 2, over: 3 };
/**
 * Statuses oldest first. GraphQL promises no order for them, and its times are whole seconds: a list that runs one
 * way shows the order within a second, too; in any other the normal order of a registration's phases does. `latest`, which
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
const rank = (node) => RANK[(0,registration/* queuePhaseOf */.Em)(statuses_toStatus(node))];

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/graphql.ts






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
const graphql_FRAGMENTS = `
fragment deployment on Deployment {
  id task payload commitOid environment originalEnvironment createdAt
  creator { __typename login }
  commit { committedDate }
  ${STATUS_FIELDS}
}
${STATUS_FRAGMENTS}`;
/** Deployments of one environment, newest first, with all their statuses: one GraphQL point a page, and seldom another. */
async function deploymentPage(client, { repository, environments, after }, long) {
    const variables = { ...(0,names/* named */.KT)(repository), environments, after: after ?? null };
    const { data, now } = await client.graphql('read deployments', QUERY + graphql_FRAGMENTS, variables);
    const found = data.repository;
    if (!found)
        throw new GraphqlError(`GraphQL knows no repository ${repository}`);
    const { hasNextPage, endCursor } = found.deployments.pageInfo;
    // A page that cannot be followed is not the last one.
    if (hasNextPage && endCursor === null)
        throw new GraphqlError('GraphQL shows a page that has no end');
    const nodes = whole(found.deployments.nodes);
    await completeLists(client, nodes, long);
    const asked = { environment: environments[0] ?? '', repository: found.nameWithOwner };
    const rows = nodes.map((node) => graphql_toRow(node, long.known, asked));
    return { data: { rows, ...(hasNextPage && endCursor !== null ? { next: endCursor } : {}) }, now };
}
/**
 * The deployments of these node ids, at most 100, in their order, in one point: plural fields keep the order of what they
 * are asked for (https://relay.dev/graphql/objectidentification.htm). @throws GraphqlError when one is not shown
 */
async function deploymentsById(client, ids, long) {
    const { data } = await client.graphql('read deployments', NODES_QUERY + graphql_FRAGMENTS, { ids });
    const nodes = whole(data.nodes);
    await completeLists(client, nodes, long);
    return nodes.map((node) => graphql_toRow(node, long.known, {
        environment: node.originalEnvironment ?? '',
        repository: node.repository.nameWithOwner,
    }));
}
/** A holder may be among what is not shown: REST is asked instead. */
function whole(nodes) {
    const found = (nodes ?? [null]).filter((node) => node !== null);
    if (found.length < (nodes?.length ?? 1))
        throw new GraphqlError('GraphQL does not show a deployment that it counts');
    return found;
}
const latestId = ({ latestStatus }) => latestStatus?.id ?? '';
/** Of ours, whose beginning or end may be on a later page; what may be alive first. */
async function completeLists(client, nodes, { known, budget }) {
    const wanted = nodes.flatMap((node) => {
        const { id, statuses } = node;
        const found = known.get(id);
        const isRead = found?.whole === false || found?.latest === latestId(node);
        return statuses !== null && isLong(node) && !isRead ? [[id, statuses]] : [];
    });
    const over = new Set(nodes.filter(isOver).map(({ id }) => id));
    const first = wanted.toSorted(([a], [b]) => Number(over.has(a)) - Number(over.has(b)));
    const further = await furtherStatuses(client, new Map(first), budget);
    for (const node of nodes) {
        const more = further.get(node.id);
        if (more === undefined)
            continue;
        const listed = [...nodesOf(node.statuses), ...more.nodes];
        known.set(node.id, { latest: latestId(node), nodes: listed, whole: more.whole });
    }
}
/** What strangers write without our mark costs nothing more. */
const isLong = ({ task, payload, statuses }) => statuses?.pageInfo.hasNextPage === true && task === registration/* TASK */.wn && (0,model_payload/* parsePayload */.ex)(payload) !== undefined;
const isOver = ({ latestStatus }) => latestStatus !== null && (0,registration/* queuePhaseOf */.Em)(statuses_toStatus(latestStatus)) === 'over';
/** GraphQL leaves out the `[bot]` that REST has, so that an app could pass for the person of that name. */
const creatorOf = (creator) => creator === null ? '' : `${creator.login}${creator.__typename === 'Bot' ? '[bot]' : ''}`;
function graphql_toRow(node, known, asked) {
    const found = known.get(node.id);
    const truncated = isLong(node) && (found?.whole !== true || found.latest !== latestId(node));
    const statuses = oldestFirst(found?.nodes ?? nodesOf(node.statuses), node.latestStatus);
    // Of a list that is not wholly read only GitHub's own word says which is the last.
    const latest = truncated ? node.latestStatus : statuses.at(-1);
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
        ...(0,values/* compact */.oE)({ latest: latest ? statuses_toStatus(latest) : undefined, truncated: truncated || undefined }),
        statuses: statuses.map(statuses_toStatus),
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/everything.ts



/** Pages of the list that are read for the REST ids of one snapshot. An id that stays unknown counts as in front. */
const ID_PAGES = 10;
const isOpenFreeze = ({ task, latest }) => task === registration/* FREEZE_TASK */.il && latest?.state === 'in_progress';
/** All deployments of the environment, by anybody. */
async function* everything(sources, environment, wanted, long) {
    const { client, repository, names } = sources;
    for (let after;;) {
        const request = { repository, environments: names.of(environment), after };
        const { data, now } = await deploymentPage(client, request, long);
        for (const row of data.rows)
            if (row.task === registration/* TASK */.wn)
                names.saw(row.environment);
        const rows = await withIds(sources, environment, data.rows, wanted);
        yield { rows, now, last: data.next === undefined };
        after = data.next;
    }
}
async function withIds(sources, environment, rows, wanted) {
    const { ids } = sources;
    await learnIds(sources, environment, registration/* TASK */.wn, rows.filter(wanted));
    await learnIds(sources, environment, registration/* FREEZE_TASK */.il, rows.filter(isOpenFreeze));
    return rows.map(({ nodeId, ...row }) => ({ ...row, id: ids.of({ nodeId, ...row }) ?? registration/* UNKNOWN_ID */.n4 }));
}
/** Asks the lists of REST for the ids of those rows that need one. */
async function learnIds({ ids, names, rest }, environment, task, rows) {
    const missing = () => rows.some((row) => ids.of(row) === undefined);
    for (const spelling of names.of(environment)) {
        for (let page = 1; page <= ID_PAGES && missing(); page++) {
            const listed = await rest.list({ environment: spelling, task, page });
            if (listed.rows.length < rest_PAGE_SIZE)
                break;
        }
    }
}

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/pages.ts

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
    return sorted && oldest !== undefined && now - oldest.createdAt >= registration/* LIFETIME_MS */.xN;
}
/** Each once: a filter that folds case shows the same deployment under each spelling. */
const newestFirst = (rows) => [...new Map(rows.map((row) => [row.id, row])).values()].toSorted((a, b) => b.id - a.id);

// EXTERNAL MODULE: ./packages/registry/src/model/decide.ts
var decide = __webpack_require__(14403);
;// CONCATENATED MODULE: ./packages/registry/src/github/reading/rest-only.ts







/**
 * Requests that one snapshot may cost while GraphQL is out of order: the list has no statuses, so each registration costs one.
 * What stays unread is not taken for over: the next one goes on where this one ended, with what was read in memory.
 */
const REQUESTS = 40;
/** However many pages the list has. */
const LEAST_READ = 10;
/** So many of the newest are always read: how long deployments took lately is worth knowing. */
const NEWEST = 5;
/** No environment is read deeper than this many pages. */
const DEEPEST = 50;
/** What is not read may be alive. No outage, which users may choose to go on without: somebody made so many. */
const tooMany = (environment) => new errors/* UserError */.y(`${environment} has more registrations than can be read (${DEEPEST * rest_PAGE_SIZE}), so it is not known whether it is free: find out who makes so many, and delete what is over (operation: cleanup, older-than: 1d), or divide the environment.`);
/** @throws UserError when it is not certain that `read` shows all */
function certain(name, read) {
    if (read.end === 'limit')
        throw tooMany((0,names/* canonical */.$N)(name));
    return read;
}
/** Writes that crossed the grant's own read are read all the same. Far more than a claim settles. */
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
        if (budget <= 0)
            return undefined;
        const found = await rest.withStatuses(each, now);
        budget -= Math.max(1, ...found.map(({ statuses }) => Math.ceil(statuses.length / rest_PAGE_SIZE)));
        return found;
    };
    for (const [index, each] of listed.entries()) {
        const wanted = index < Math.max(NEWEST, limit);
        if (!wanted && rest.datesMove() && isProvenOver(each, proofs))
            continue;
        const found = await read(each);
        if (found === undefined && (0,model_payload/* parsePayload */.ex)(each.payload) !== undefined)
            unread.push(Number(each.id));
        for (const row of found ?? []) {
            rows.push(row);
            const registration = toRegistration(row, repository);
            if (registration?.heldSince === undefined)
                continue;
            proofs.push(registration);
            if (row.creator === names/* JOB_TOKEN */.IK)
                grants.push(registration.heldSince);
        }
    }
    // A grant to a job proves that nothing was frozen then (see `withOldFreezes`).
    const proven = ({ created_at }) => grants.some((heldSince) => Date.parse(created_at) < heldSince - MARGIN_MS);
    for (const environment of spellings) {
        for (let page = 1; page <= DEEPEST; page++) {
            const freezes = await rest.list({ environment, task: registration/* FREEZE_TASK */.il, page });
            for (const each of freezes.rows.filter((row) => !proven(row))) {
                const found = await read(each);
                if (found === undefined)
                    unread.push(Number(each.id));
                else
                    rows.push(...found);
            }
            if (freezes.rows.length < rest_PAGE_SIZE || freezes.rows.some(proven))
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
            const answer = await rest.list({ environment, task: registration/* TASK */.wn, page });
            pages += 1;
            listed.push(...answer.rows);
            now = answer.now;
            const oldest = answer.rows.at(-1);
            if (answer.rows.length < rest_PAGE_SIZE || oldest === undefined)
                break;
            last = false;
            if (now - Date.parse(oldest.created_at) > registration/* LIFETIME_MS */.xN && listed.length >= limit)
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
 * in progress and nobody waited before it who had a right to its position (see coordination.md, "Why two never hold"); what
 * had no status since has not begun since. A newer success of the same repository is what the environment runs.
 */
function isProvenOver({ id, payload: raw, created_at, updated_at, }, proofs) {
    const payload = (0,model_payload/* parsePayload */.ex)(raw);
    if (payload === undefined)
        return true;
    const touched = Math.max(Date.parse(created_at), Date.parse(updated_at));
    const position = { id: Number(id), priority: payload.priority };
    const granted = proofs.some((proof) => (0,decide/* before */.g)(position, { id: proof.id, priority: proof.payload.priority }) &&
        touched < (proof.heldSince ?? 0) - MARGIN_MS);
    const succeeded = proofs.some(({ payload: { repository }, ended }) => repository === payload.repository && ended?.state === 'success' && ended.createdAt >= touched);
    return granted && succeeded;
}

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/ids.ts

/**
 * By node id; and where the two APIs do not write that in the same form
 * (docs: graphql/guides/migrating-graphql-global-node-ids), by the nonce, which is in both payloads. A creation that
 * was repeated has written the same nonce twice, so the time has to be the same, too.
 */
function rowIds() {
    const byNode = new Map();
    const byNonce = new Map();
    const keyOf = (payload, createdAt) => {
        const nonce = (0,model_payload/* parsePayload */.ex)(payload)?.nonce;
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

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/spellings.ts




/** GitHub has one spelling of its own, and users another one or two; strangers can write as many as there are. */
const FEW = 5;
const spellings_tooMany = (environment) => new errors/* UserError */.y(`${environment} is spelled in more than ${FEW} ways in deployments with the task ${registration/* TASK */.wn}, so it is not known whether it is free: find out who makes them, and delete those in another spelling.`);
/**
 * "Environment names are not case sensitive" (docs: managing environments for deployment), yet nothing says whether
 * filters fold case, nor whether a deployment keeps the spelling it was made with or takes that of the environment
 * which exists. So whatever GitHub's own answers say is asked for, too.
 */
function spellings(client, repository, list) {
    const seen = new Map();
    const asked = new Set();
    /** Environments whose list shows rows however they are spelled. */
    const folded = new Set();
    const of = (environment) => {
        const name = (0,names/* canonical */.$N)(environment);
        return [...new Set([...[...(seen.get(name) ?? [])].slice(0, FEW), name, environment])];
    };
    const ofLists = async (environment) => {
        const name = (0,names/* canonical */.$N)(environment);
        if ((seen.get(name)?.size ?? 0) <= FEW)
            return of(environment);
        if (!folded.has(name)) {
            const { rows } = await list(name);
            if (rows.every((row) => row.environment === name))
                throw spellings_tooMany(name);
            folded.add(name);
        }
        return [name];
    };
    const saw = (spelling) => {
        const name = (0,names/* canonical */.$N)(spelling);
        seen.set(name, (seen.get(name) ?? new Set()).add(spelling));
    };
    return {
        of,
        ofLists,
        saw,
        fetchSpelling: async (environment) => {
            const name = (0,names/* canonical */.$N)(environment);
            if (asked.has(name))
                return false;
            asked.add(name);
            const spelling = await existingSpelling(client, repository, name);
            if (spelling === undefined || (0,names/* canonical */.$N)(spelling) !== name || of(environment).includes(spelling))
                return false;
            saw(spelling);
            return true;
        },
    };
}
/** As the environment that exists is spelled; undefined when there is none, or it may not be read. */
async function existingSpelling({ octokit, read }, repository, name) {
    const request = orNothing((signal) => octokit.request('GET /repos/{owner}/{repo}/environments/{environment_name}', {
        ...(0,names/* named */.KT)(repository),
        environment_name: name,
        request: { signal },
    }));
    try {
        return (await read('read the environment', request))?.data.name;
    }
    catch (error) {
        // Only how it is spelled: nothing depends on the permission.
        if (error instanceof errors/* UserError */.y)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/sources.ts







function openSources(client, options) {
    const { repository, clock } = options;
    const ids = rowIds();
    const rest = restReader(client, { repository, clock, learn: ids.learn });
    const names = spellings(client, repository, (environment) => rest.list({ environment, task: registration/* TASK */.wn }));
    return { ...options, client, rest, ids, names, known: new Map() };
}
/** So many requests may be spent on statuses behind the first 50 of a registration. */
const longReads = ({ known }, requests) => ({
    known,
    budget: { requests },
});
/** By REST where GraphQL cannot be used. */
async function orByRest({ signal }, byGraphql, byRest) {
    try {
        return await byGraphql();
    }
    catch (error) {
        const worthAnother = [GraphqlError, errors/* UserError */.y, snapshot/* RegistryError */.gl].some((kind) => error instanceof kind);
        if (!worthAnother || signal?.aborted)
            throw error;
        return await byRest();
    }
}
/** Once more under the name that GitHub has for the environment when nothing was found under ours. */
async function orUnderItsName({ names }, environment, read) {
    const found = await read();
    const again = found.rows.length === 0 && (await names.fetchSpelling(environment));
    return again ? await read() : found;
}

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/of-task.ts







/** The deployments of one task, under every spelling. */
async function ofTask(sources, environment, task, enough, long = longReads(sources, Number.POSITIVE_INFINITY)) {
    const { names, clock } = sources;
    const reads = [];
    for (const spelling of await names.ofLists(environment))
        reads.push(await collect(pagesOfTask(sources, spelling, task, long), DEEPEST, enough));
    const ends = reads.map(({ end }) => end);
    return {
        rows: newestFirst(reads.flatMap(({ rows }) => rows)),
        now: reads[0]?.now ?? clock.now(),
        end: ends.find((end) => end === 'limit') ?? ends.find((end) => end === 'enough') ?? 'all',
    };
}
/** The deployments of one task under one spelling: two requests a page, however many others there are. */
async function* pagesOfTask(sources, spelling, task, long) {
    for (let page = 1;; page++) {
        const { rows: listed, now } = await sources.rest.list({ environment: spelling, task, page });
        yield { rows: await readNodes(sources, listed, long), now, last: listed.length < rest_PAGE_SIZE };
    }
}
/** At most 100 listed deployments with their statuses. */
async function readNodes({ client }, listed, long) {
    if (listed.length === 0)
        return [];
    const nodes = listed.map(({ node_id }) => node_id);
    const rows = await deploymentsById(client, nodes, long);
    return listed.map(({ id, task, created_at }, index) => {
        const row = rows[index];
        if (row?.task !== task || row.createdAt !== Date.parse(created_at))
            throw new GraphqlError('GraphQL shows another deployment than was asked for');
        return { ...row, id: Number(id) };
    });
}
const freezes = (sources, environment) => ofTask(sources, environment, registration/* FREEZE_TASK */.il, () => false);
/** Every one by REST, whatever it costs: somebody who opens an environment wants it open. */
async function freezesByRest({ rest, names }, environment) {
    const rows = [];
    let [now, end] = [0, 'all'];
    for (const spelling of await names.ofLists(environment)) {
        for (let page = 1;; page++) {
            const listed = await rest.list({ environment: spelling, task: registration/* FREEZE_TASK */.il, page });
            now = listed.now;
            // One after the other: GitHub asks not to be hurried (docs: best practices for using the REST API).
            for (const each of listed.rows)
                rows.push(...(await rest.withStatuses(each, now)));
            if (listed.rows.length < rest_PAGE_SIZE)
                break;
            if (page === DEEPEST)
                end = 'limit';
            if (page === DEEPEST)
                break;
        }
    }
    return { rows: newestFirst(rows), now, end };
}
/** By REST alone; `limit` is how many are wanted of what is over. */
async function slowly(sources, environment, limit = 0) {
    const { rest, repository, names } = sources;
    const spelt = await names.ofLists(environment);
    const { rows, unread, now, last } = await readByRest({ rest, repository, spellings: spelt }, { limit });
    return { rows, now, unread, end: last && unread.length === 0 ? 'all' : 'enough' };
}

;// CONCATENATED MODULE: ./packages/registry/src/github/past.ts









const past_isOver = ({ latest }) => latest !== undefined && (0,registration/* queuePhaseOf */.Em)(latest) === 'over';
/** What is over, as far back as is asked for. */
function githubPast(sources) {
    const registrationsOf = (rows) => rows.flatMap((row) => toRegistration(row, sources.repository) ?? []);
    return {
        past: async (name, limit, { cheaply = false } = {}) => {
            const over = (rows) => registrationsOf(rows).filter(past_isOver);
            const enough = (rows) => over(rows).length >= limit;
            // Who asks for the past can do with less of it.
            const quickly = () => ofTask(sources, name, registration/* TASK */.wn, enough);
            const { rows } = await orUnderItsName(sources, name, () => cheaply ? quickly() : orByRest(sources, quickly, () => slowly(sources, name, limit)));
            return over(rows).slice(0, limit);
        },
        findPast: async (name, wanted) => {
            const found = (rows) => registrationsOf(rows).find(wanted);
            const enough = (rows) => found(rows) !== undefined;
            const byGraphql = () => ofTask(sources, name, registration/* TASK */.wn, enough);
            const byRest = () => slowly(sources, name);
            const read = await orUnderItsName(sources, name, () => orByRest(sources, byGraphql, byRest));
            const one = found(certain(name, read).rows);
            if (one === undefined && read.end !== 'all')
                throw new snapshot/* RegistryError */.gl(`What ${(0,names/* canonical */.$N)(name)} ran is further back than can be read now`);
            return one;
        },
        foreignPast: async (name, limit) => {
            const over = (rows) => rows.flatMap(foreignLife).filter(past_isOver);
            const enough = (rows) => over(rows).length >= limit;
            const pages = () => everything(sources, name, () => false, longReads(sources, 0));
            // REST's list has no statuses, and a request for each would cost too much; it still shows what is forbidden.
            const nothing = async () => {
                const { now } = await sources.rest.list({ environment: (0,names/* canonical */.$N)(name) });
                return { rows: [], now, end: 'enough' };
            };
            const read = () => orByRest(sources, () => collect(pages(), DEEPEST, enough), nothing);
            return over((await orUnderItsName(sources, name, read)).rows).slice(0, limit);
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/github/poll.ts



/**
 * More than one, since the order of statuses is not documented: while there are fewer, a new one changes the page
 * at any position. The whole queue is read again now and then in any case.
 */
const poll_PAGE_SIZE = 100;
/**
 * The cheapest way to see whether one deployment has moved on: its own list of statuses, asked for conditionally.
 * The list of all deployments would change with everybody's every step, and nobody documents that a status changes it.
 */
function githubPoll({ octokit, read }, repository) {
    const get = conditionalGets();
    return {
        poll: async (id) => {
            const answer = await read('read deployment statuses', async (signal) => {
                try {
                    return await get(String(id), (headers) => octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
                        ...(0,names/* named */.KT)(repository),
                        deployment_id: id,
                        per_page: poll_PAGE_SIZE,
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

;// CONCATENATED MODULE: ./packages/registry/src/github/reading/live.ts







/** So many pages of everything are read; then ours are asked for alone, so that others' cost nothing. */
const MIXED_PAGES = 5;
/** Of one read, for statuses behind the first 50 of a registration. Who is not read for want of them counts as holding. */
const STATUS_REQUESTS = 20;
/** Reads all of an environment that may be live, and more. */
function liveReader(sources) {
    /** Environments with more of others than are worth reading. */
    const crowded = new Set();
    /** Environments in which no freeze stood when all were read: a later one is among the newest rows. */
    const unfrozen = new Set();
    /**
     * Freezes have no age at which they end. That a job was granted its turn proves that none stood before; anybody who can
     * forge that can open a freeze as well, but for what has another identity than jobs.
     */
    async function withOldFreezes(name, read) {
        const environment = (0,names/* canonical */.$N)(name);
        if (read.end === 'all' || provesGrant(read, sources) || unfrozen.has(environment))
            return read;
        const { rows: closed, end } = await freezes(sources, name);
        if (end === 'limit')
            return { ...read, end };
        if (closed.every((row) => toFreeze(row) === undefined))
            unfrozen.add(environment);
        return { ...read, rows: [...read.rows.filter(({ task }) => task !== registration/* FREEZE_TASK */.il), ...closed] };
    }
    return async (name, wanted) => {
        const environment = (0,names/* canonical */.$N)(name);
        const long = longReads(sources, STATUS_REQUESTS);
        if (!crowded.has(environment)) {
            const pages = everything(sources, name, wanted, long);
            const read = await collect(pages, MIXED_PAGES, isDeepEnough);
            if (read.end !== 'limit')
                return await withOldFreezes(name, read);
            crowded.add(environment);
        }
        const own = await ofTask(sources, name, registration/* TASK */.wn, isDeepEnough, long);
        if (own.end === 'limit')
            return own;
        const closed = await freezes(sources, name);
        return { ...own, rows: [...own.rows, ...closed.rows], end: closed.end === 'limit' ? 'limit' : own.end };
    };
}
const provesGrant = ({ rows }, { repository }) => rows.some((row) => row.creator === names/* JOB_TOKEN */.IK && toRegistration(row, repository)?.heldSince !== undefined);
function toSnapshot({ rows, now, end, unread = [] }, repository) {
    const lifted = rows.flatMap(({ task, latest }) => task === registration/* FREEZE_TASK */.il && (0,registration/* queuePhaseOf */.Em)(latest) === 'over' ? (latest?.createdAt ?? []) : []);
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

;// CONCATENATED MODULE: ./packages/registry/src/github/write.ts







/** Status writes may be repeated: the second says the same as the first. */
const write_ATTEMPTS = 3;
/** The writes of the registry. */
function githubWriter(client, options, learn) {
    const context = { ...options, client, learn };
    /** A record's commit says nothing: it need not be the newest. */
    let branch;
    return {
        create: (draft) => register(context, draft),
        post: (id, status) => postStatus(context, id, status),
        freeze: (environment, freeze) => freezeEnvironment(context, environment, freeze),
        record: async (environment, draft) => {
            branch ??= await defaultBranch(context);
            return await keepRecord(context, { ...draft, environment, ref: branch });
        },
        remove: (id) => remove(context, id),
    };
}
async function register(context, { environment, sha, description, payload }) {
    // A commit of another repository is unknown here, so the payload carries it.
    const elsewhere = !(0,names/* sameRepository */.RB)(payload.repository, context.repository);
    const stored = elsewhere ? { ...payload, sha } : payload;
    const made = await createDeployment(context, 'register a deployment', {
        ref: elsewhere ? await defaultBranch(context) : sha,
        task: registration/* TASK */.wn,
        environment: (0,names/* canonical */.$N)(environment),
        description,
        payload: (0,model_payload/* formatPayload */.Oi)(stored),
    });
    return { ...made, sha, payload: stored };
}
async function freezeEnvironment(context, environment, { reason, by }) {
    const description = `frozen by ${by}: ${reason}`;
    const made = await createDeployment(context, 'freeze an environment', {
        ref: await defaultBranch(context),
        task: registration/* FREEZE_TASK */.il,
        environment: (0,names/* canonical */.$N)(environment),
        description,
        payload: { signalbox: 1, reason: (0,untrusted/* truncate */.xv)(reason, 1000), actor: by },
    });
    await postStatus(context, made.id, { state: 'in_progress', description });
    return { id: made.id, reason, by, since: made.createdAt };
}
async function keepRecord(context, { environment, ...draft }) {
    const { payload, description } = draft;
    const { id, creator, createdAt } = await createDeployment(context, 'keep a record', {
        ...draft,
        environment: (0,names/* canonical */.$N)(environment),
    });
    // Nothing is deployed: GitHub's page would show it as pending for ever.
    await postStatus(context, id, { state: 'inactive', description });
    return { id, creator, createdAt, payload };
}
async function createDeployment({ client: { octokit, write }, repository, learn }, what, deployment) {
    const { data, status } = await write(what, (once) => octokit.request('POST /repos/{owner}/{repo}/deployments', {
        ...(0,names/* named */.KT)(repository),
        ...deployment,
        description: (0,names/* description */.h_)(deployment.description),
        // GitHub's defaults would merge branches, and wait for every check of the commit.
        auto_merge: false,
        required_contexts: [],
        production_environment: false,
        transient_environment: false,
        request: { signal: once },
    }));
    // An answer without the deployment has been seen in an incident (chrnorm/deployment-action#78).
    if (status !== 201 || typeof data !== 'object' || !('id' in data))
        throw new snapshot/* AmbiguousWriteError */.yI(`GitHub answered ${status} without saying what it made`);
    const id = Number(data.id);
    learn(data);
    return {
        id,
        createdAt: Date.parse(data.created_at),
        // Asked for as "staging", it is made in the environment "Staging" where that exists.
        environment: (0,names/* canonical */.$N)(data.environment),
        creator: data.creator?.login ?? '',
    };
}
async function postStatus(context, ...args) {
    for (let attempt = 1;; attempt++) {
        try {
            return await postOnce(context, ...args);
        }
        catch (error) {
            const last = attempt >= write_ATTEMPTS || context.signal?.aborted;
            if (!(error instanceof snapshot/* AmbiguousWriteError */.yI) || last)
                throw error;
        }
    }
}
async function postOnce({ client: { octokit, write }, repository }, id, { state, description, logUrl, environmentUrl, autoInactive = false }) {
    const { data } = await write('write a deployment status', (once) => octokit.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...(0,names/* named */.KT)(repository),
        deployment_id: id,
        state,
        description: (0,names/* description */.h_)(description),
        auto_inactive: autoInactive,
        ...(0,values/* compact */.oE)({ log_url: logUrl, environment_url: environmentUrl }),
        request: { signal: once },
    }));
    if (typeof data !== 'object' || !('id' in data))
        throw new snapshot/* AmbiguousWriteError */.yI('GitHub answered without a status');
    return {
        id: Number(data.id),
        state: toState(data.state),
        description: data.description ?? '',
        createdAt: Date.parse(data.created_at),
    };
}
async function defaultBranch({ client: { octokit, read }, repository }) {
    const { data } = await read('read the repository', (once) => octokit.request('GET /repos/{owner}/{repo}', { ...(0,names/* named */.KT)(repository), request: { signal: once } }));
    return data.default_branch;
}
async function remove({ client: { octokit, read }, repository }, id) {
    await read('delete a deployment', async (once) => {
        try {
            await octokit.request('DELETE /repos/{owner}/{repo}/deployments/{deployment_id}', {
                ...(0,names/* named */.KT)(repository),
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
}

;// CONCATENATED MODULE: ./packages/registry/src/github/registry.ts










/** The registry as GitHub deployments. GraphQL shows a hundred in one request; REST knows their ids, and can replace it. */
function githubRegistry(client, options) {
    const { repository } = options;
    const sources = openSources(client, options);
    const { rest, names, ids } = sources;
    const live = liveReader(sources);
    const isOurs = (row) => toRegistration({ ...row, id: registration/* UNKNOWN_ID */.n4 }, repository) !== undefined;
    const isLive = (row) => (0,registration/* queuePhaseOf */.Em)(row.latest) !== 'over' && isOurs(row);
    const writer = githubWriter(client, options, (made) => {
        ids.learn(made);
        names.saw(made.environment);
    });
    return {
        repository,
        backpressure: client.backpressure,
        ...writer,
        ...githubPoll(client, repository),
        ...githubPast(sources),
        ...githubArchive({
            ...{ rest, names, repository },
            readNodes: (listed) => readNodes(sources, listed, longReads(sources, STATUS_REQUESTS)),
            orByRest: (byGraphql, byRest) => orByRest(sources, byGraphql, byRest),
            slowly: (environment, limit) => slowly(sources, environment, limit),
        }),
        snapshot: async (name, { everyId = false } = {}) => {
            const byGraphql = () => live(name, everyId ? isOurs : isLive);
            const read = () => orByRest(sources, byGraphql, () => slowly(sources, name));
            return toSnapshot(certain(name, await orUnderItsName(sources, name, read)), repository);
        },
        find: async (id) => {
            const row = await rest.one(id);
            return row && toRegistration(row, repository);
        },
        unfreeze: async (name, description) => {
            const byGraphql = () => freezes(sources, name);
            const read = () => orByRest(sources, byGraphql, () => freezesByRest(sources, name));
            const { rows } = certain(name, await orUnderItsName(sources, name, read));
            const open = rows.flatMap((row) => toFreeze(row) ?? []);
            for (const { id } of open)
                await writer.post(id, { state: 'inactive', description });
            return open.length;
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/job/for-step.ts









/** Connects a step to its registry. Sends nothing yet. `provenAt`: see `ConnectOptions`. */
function registryFor(inputs, step, provenAt) {
    const { clock, random, job, cancelled: signal } = step;
    const { apiUrl, graphqlUrl } = job;
    const { 'github-token': token, repository } = inputs;
    return connectRegistry((0,values/* compact */.oE)({ token, repository, apiUrl, graphqlUrl, clock, random, signal, provenAt }));
}
/** Connects to the registry in GitHub's Deployments API. Sends nothing yet. */
async function connectRegistry(options) {
    const client = await connectClient(options);
    const lookups = lookupContext(client, options);
    return {
        registry: githubRegistry(client, options),
        owners: githubOwners(lookups),
        commits: githubCommits(lookups),
        reviews: githubReviews(lookups),
        groups: githubGroups(lookups),
        logs: githubJobLogs(client),
        issues: githubIssues(client),
    };
}


/***/ }),

/***/ 14403:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ decide),
/* harmony export */   g: () => (/* binding */ before)
/* harmony export */ });
/** Priority first, then the smaller id. */
const before = (a, b) => (a.priority === b.priority ? a.id < b.id : a.priority > b.priority);
/**
 * The whole protocol of the queue, as one pure step: what a contender does about what it has just read.
 *
 * Ids alone cannot exclude: a smaller one may become visible late. So a claim is written, given time to settle for
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


/***/ }),

/***/ 68875:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   My: () => (/* binding */ complete),
/* harmony export */   gl: () => (/* binding */ RegistryError),
/* harmony export */   yI: () => (/* binding */ AmbiguousWriteError)
/* harmony export */ });
/** The registry, or something needed to trust it, could not be read or written: an outage, not a mistake. */
class RegistryError extends Error {
    name = 'RegistryError';
}
/** A write whose answer was lost. It may have been done; it can no longer be done later. */
class AmbiguousWriteError extends RegistryError {
    name = 'AmbiguousWriteError';
}
/** `snapshot`, when it shows everybody who may be alive. @throws RegistryError when some could not be read yet */
function complete(snapshot) {
    const { unread = [] } = snapshot;
    if (unread.length === 0)
        return snapshot;
    throw new RegistryError(`GitHub's GraphQL API does not answer, and ${unread.length} registrations are still to be read one by one`);
}


/***/ })

};
;