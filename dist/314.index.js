"use strict";
exports.id = 314;
exports.ids = [314];
exports.modules = {

/***/ 5202:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ nearNames)
/* harmony export */ });
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


/***/ }),

/***/ 59:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ connectEcs)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/errors.ts
var errors = __webpack_require__(60029);
// EXTERNAL MODULE: ./packages/cloudformation/src/watch/near.ts
var near = __webpack_require__(5202);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/reader.ts
var reader = __webpack_require__(83257);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/aws-client.ts
var aws_client = __webpack_require__(16381);
;// CONCATENATED MODULE: ./packages/readiness/src/aws/code-deploy.ts

/** The only function that uses the SDK of CodeDeploy, which is loaded for the first service that CodeDeploy deploys. */
async function connect({ ecs, prepare }) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(808), __webpack_require__.e(642), __webpack_require__.e(463), __webpack_require__.e(753)]).then(__webpack_require__.t.bind(__webpack_require__, 59753, 19));
    const region = await ecs.config.region();
    const client = new sdk.CodeDeployClient({
        region,
        credentials: ecs.config.credentials,
        maxAttempts: 3,
        requestHandler: { requestTimeout: 10_000 },
    });
    prepare(client);
    return { sdk, client };
}
/**
 * A deployment of CodeDeploy. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
 * @throws the SDK's error when it may not or cannot be read
 */
async function fetchDeployment(connection, wanted) {
    const { sdk, client } = connection;
    const { id, serving } = wanted;
    const { deploymentInfo = {} } = await client.send(new sdk.GetDeploymentCommand({ deploymentId: id }));
    const { status = '', errorInformation, rollbackInfo = {}, completeTime } = deploymentInfo;
    const started = deploymentInfo.instanceTerminationWaitTimeStarted === true;
    const shifted = status === 'InProgress' && serving && (started || (await isShifted(connection, wanted)));
    const error = [errorInformation?.code, errorInformation?.message].filter(Boolean).join(': ');
    const { rollbackDeploymentId, rollbackTriggeringDeploymentId, rollbackMessage } = rollbackInfo;
    const isRollback = deploymentInfo.creator === 'codeDeployRollback';
    return {
        ...{ id, status, shifted },
        reason: [error, rollbackMessage].filter(Boolean).join('; '),
        ...(rollbackDeploymentId ? { rolledBackBy: rollbackDeploymentId } : {}),
        ...(isRollback ? { rollbackOf: rollbackTriggeringDeploymentId ?? 'another one' } : {}),
        ...(completeTime === undefined ? {} : { endedAt: completeTime.getTime() }),
    };
}
/**
 * Whether only the wait before the old task set is removed is left. The deployment's own field for that is not set; its
 * target is Succeeded by then (https://github.com/aws/containers-roadmap/issues/269). Where the target may not be read
 * this is not known, and the end of the deployment is waited for.
 */
async function isShifted({ sdk, client }, { id, service }) {
    const input = { deploymentId: id, targetId: `${service.cluster}:${service.service}` };
    const answer = await client.send(new sdk.GetDeploymentTargetCommand(input)).catch(() => undefined);
    return answer?.deploymentTarget?.ecsTarget?.status === 'Succeeded';
}
/** Reads a deployment until it is over. @throws the SDK's error for what passes: an outage, throttling, expired credentials */
function codeDeployFetcher(options) {
    const memory = { newest: new Map(), over: new Map() };
    let connected;
    return async (service, taskSets) => {
        const set = newestSet(memory, service, taskSets);
        if (set === undefined)
            return {};
        const id = set.externalId;
        if (id === undefined || !id.startsWith('d-'))
            return { hidden: NO_ID };
        const ended = memory.over.get(id);
        if (ended !== undefined)
            return { deployment: ended };
        if (memory.refused !== undefined)
            return { hidden: memory.refused };
        try {
            connected ??= connect(options);
            const serving = set.status === 'PRIMARY' && set.steady;
            const deployment = await fetchDeployment(await connected, { id, service, serving });
            // What failed may still be rolled back, which changes its words.
            if (deployment.status === 'Succeeded')
                memory.over.set(id, deployment);
            return { deployment };
        }
        catch (error) {
            const hidden = hiddenBy(error, id);
            if (hidden === undefined)
                throw error;
            if ((0,errors/* troubleOf */.L)(error) === 'denied')
                memory.refused = hidden;
            return { hidden };
        }
    };
}
/** The newest of these and of those that were there before. */
function newestSet({ newest }, { cluster, service }, taskSets) {
    const key = `${cluster}/${service}`;
    const known = newest.get(key);
    const set = [...taskSets, ...(known === undefined ? [] : [known])].toSorted((a, b) => b.createdAt - a.createdAt)[0];
    if (set !== undefined)
        newest.set(key, set);
    return set;
}
const NO_ID = 'the task set does not name its CodeDeploy deployment';
/** Why the deployment cannot be read; undefined for a failure that passes. */
function hiddenBy(error, id) {
    if ((0,errors/* troubleOf */.L)(error) === 'denied')
        return 'the credentials need codedeploy:GetDeployment';
    const name = error instanceof Error ? error.name : '';
    return /^(Deployment|InvalidDeployment)/.test(name)
        ? `CodeDeploy does not know ${id} (${name})`
        : undefined;
}

;// CONCATENATED MODULE: ./packages/readiness/src/aws/logs.ts
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
/** For all attempts: the lines are an extra, and the cause is not reported before they are here. */
const TIMEOUT_MS = 5000;
/** The only file that uses the SDK of CloudWatch Logs, which is loaded by the first read. */
function tailFetcher({ ecs, clock, prepare }) {
    return async ({ group, stream, region: elsewhere }) => {
        const sdk = await Promise.all(/* import() */[__webpack_require__.e(808), __webpack_require__.e(642), __webpack_require__.e(463), __webpack_require__.e(17)]).then(__webpack_require__.t.bind(__webpack_require__, 75017, 19));
        const region = elsewhere ?? (await ecs.config.region());
        const client = new sdk.CloudWatchLogsClient({ region, credentials: ecs.config.credentials });
        prepare(client);
        const input = { logGroupName: group, logStreamName: stream, limit: LINES, startFromHead: false };
        try {
            const abortSignal = clock.timeout(TIMEOUT_MS);
            const { events = [] } = await client.send(new sdk.GetLogEventsCommand(input), { abortSignal });
            return events.map(({ message = '' }) => message.trimEnd());
        }
        catch (error) {
            throw new LogError(error instanceof Error ? error.name : String(error));
        }
        finally {
            client.destroy();
        }
    };
}

;// CONCATENATED MODULE: ./packages/readiness/src/aws/connection.ts



/** Loads the SDK of ECS. Sends nothing yet. */
async function openConnection(options) {
    const { clock, region, correlationId, credentials, renew, called = () => { } } = options;
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(808), __webpack_require__.e(642), __webpack_require__.e(463), __webpack_require__.e(50)]).then(__webpack_require__.t.bind(__webpack_require__, 21050, 19));
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
    const prepare = (each) => {
        if (renew !== undefined)
            (0,aws_client/* renewOnExpiry */.o)(each, renew);
        each.middlewareStack.add(counted(called), {
            ...{ step: 'finalizeRequest', priority: 'low', name: 'signalboxCalls' },
        });
    };
    prepare(client);
    return {
        sdk,
        client,
        now: (0,aws_client/* keepServerTime */.e)(client, clock).now,
        fetchTail: tailFetcher({ ecs: client, clock, prepare }),
        fetchCodeDeployment: codeDeployFetcher({ ecs: client, prepare }),
        over: new Map(),
        refused: new Set(),
    };
}
/** Middleware that counts each request, and each attempt of it. */
const counted = (called) => (send) => (...given) => {
    called();
    return send(...given);
};

;// CONCATENATED MODULE: ./packages/readiness/src/aws/errors.ts
// What AWS refuses or fails to answer, as errors that say what is needed.


/** AWS's own name of what went wrong. */
function codeOf(error) {
    const { name = '', code = name } = (error instanceof reader/* ReadError */.F ? error.cause : error);
    return code;
}
/** Sends one request to ECS. @throws ReadError that names the action, and the permission where that is missing */
async function call(action, send) {
    try {
        return await send();
    }
    catch (error) {
        throw (0,errors/* readError */.l)(error, action, `ecs:${action}`);
    }
}
/** Why the deployments that ECS keeps cannot be read; undefined for a failure that passes. */
function errors_hiddenBy(error) {
    const code = codeOf(error);
    if (/AccessDenied|UnauthorizedOperation/.test(code)) {
        return 'the credentials need ecs:ListServiceDeployments and ecs:DescribeServiceDeployments';
    }
    const isRefused = /UnsupportedFeature|InvalidParameter|UnknownOperation|NotFound|ClientException$|NotImplemented/;
    return isRefused.test(code) ? `ECS does not list the deployments of this service (${code})` : undefined;
}

;// CONCATENATED MODULE: ./packages/readiness/src/aws/from-sdk.ts
const timeOf = (date) => date?.getTime() ?? 0;
function toRollout(deployment) {
    const { serviceDeploymentArn, status, statusReason, lifecycleStage, alarms, createdAt } = deployment;
    const endedAt = (deployment.finishedAt ?? deployment.stoppedAt)?.getTime();
    const breaker = deployment.deploymentCircuitBreaker;
    const failures = breaker && { count: breaker.failureCount ?? 0, threshold: breaker.threshold ?? 0 };
    const on = failures !== undefined && failures.threshold > 0 && breaker?.status !== 'DISABLED';
    const { deploymentCircuitBreaker, alarms: alarmRule, bakeTimeInMinutes, } = deployment.deploymentConfiguration ?? {};
    const watched = alarms?.alarmNames ?? (alarmRule?.enable ? (alarmRule.alarmNames ?? []) : []);
    const rollsBack = deploymentCircuitBreaker?.rollback || alarmRule?.rollback;
    return {
        ...{ id: serviceDeploymentArn ?? '', status: status ?? '', createdAt: timeOf(createdAt) },
        alarms: alarms?.triggeredAlarmNames ?? [],
        hooks: (deployment.lifecycleHookDetails ?? []).map((hook) => ({
            ...{ id: hook.hookId ?? '', type: hook.targetType ?? '', status: hook.status ?? '' },
            ...(hook.targetArn ? { target: hook.targetArn } : {}),
            ...(hook.expiresAt === undefined ? {} : { expiresAt: timeOf(hook.expiresAt) }),
            ...(hook.timeoutAction === undefined ? {} : { timeoutAction: hook.timeoutAction }),
        })),
        ...(statusReason ? { reason: statusReason } : {}),
        ...(lifecycleStage ? { stage: lifecycleStage } : {}),
        ...(on ? { failures } : {}),
        ...(endedAt === undefined ? {} : { endedAt }),
        ...(rollsBack === undefined ? {} : { rollsBack }),
        ...(watched.length === 0 ? {} : { watched }),
        ...(bakeTimeInMinutes === undefined ? {} : { bakeSeconds: 60 * bakeTimeInMinutes }),
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

// EXTERNAL MODULE: ./packages/readiness/src/model/service.ts
var service = __webpack_require__(57677);
;// CONCATENATED MODULE: ./packages/readiness/src/aws/rollouts.ts



/** Of a service's deployments, 100 each: more than nearly any service has in the 90 days that ECS keeps them. */
const PAGES = 20;
/**
 * The deployments that ECS keeps of a service: `followed` alone while it is under way, else all, the newest one and
 * `followed` in full.
 */
async function fetchRollouts(connection, name, followed) {
    // Ids of other kinds (ecs-svc/…) are not of these deployments.
    const arn = followed?.includes(':service-deployment/') ? followed : undefined;
    try {
        // One that is still under way was not replaced: a new one stops it.
        const [still] = arn === undefined ? [] : await describe(connection, [arn]).catch(() => []);
        if (still !== undefined && (0,service/* isUnderWay */.gn)(still))
            return { rollouts: [still] };
        return { rollouts: await withDetails(connection, await list(connection, name), arn) };
    }
    catch (error) {
        const hidden = errors_hiddenBy(error);
        if (hidden === undefined)
            throw error;
        return { rollouts: [], hidden };
    }
}
async function list({ sdk, client }, { cluster, service }) {
    const found = [];
    let nextToken;
    for (let page = 0; page < PAGES; page++) {
        const input = { cluster, service, maxResults: 100, ...(nextToken ? { nextToken } : {}) };
        const answer = await call('ListServiceDeployments', () => client.send(new sdk.ListServiceDeploymentsCommand(input)));
        found.push(...(answer.serviceDeployments ?? []).map(toBrief));
        nextToken = answer.nextToken;
        if (!nextToken)
            break;
    }
    return found;
}
async function withDetails(connection, listed, followed) {
    const newest = listed.toSorted((a, b) => b.createdAt - a.createdAt)[0];
    const ids = [newest?.id, followed].filter((id) => id !== undefined && id !== '');
    const wanted = [...new Set(ids)];
    if (wanted.length === 0)
        return listed;
    // The list alone is enough to know the outcome.
    const full = await describe(connection, wanted).catch((error) => {
        if (errors_hiddenBy(error) === undefined)
            throw error;
        return [];
    });
    return listed.map((each) => full.find(({ id }) => id === each.id) ?? each);
}
async function describe({ sdk, client, over }, arns) {
    const known = arns.flatMap((arn) => over.get(arn) ?? []);
    const open = arns.filter((arn) => !over.has(arn));
    if (open.length === 0)
        return known;
    const answer = await call('DescribeServiceDeployments', () => client.send(new sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns: open })));
    const found = (answer.serviceDeployments ?? []).map(toRollout);
    for (const each of found)
        if (!(0,service/* isUnderWay */.gn)(each))
            over.set(each.id, each);
    return [...found, ...known];
}

// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
;// CONCATENATED MODULE: ./packages/readiness/src/aws/stopped-tasks.ts




/** Of a container's log. */
const LINE_LENGTH = 300;
/** Of the newest stopped tasks. */
const TASKS = 5;
/** As many as one page and one description hold: they come in no promised order. */
const LISTED = 100;
/**
 * Of tasks that ECS has no more use for: the old version's in each rollout, the new one's in a rollback. They are healthy.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const SCALED_IN = /^Scaling activity initiated by /;
/**
 * Why the newest tasks stopped, a line each, then the last lines of the newest failed container's log. `since`: only of those
 * that were created since: ECS lists stopped tasks for an hour, those of the deployment before with them.
 */
async function fetchStoppedTasks(connection, { cluster, service }, since = 0) {
    const { sdk, client } = connection;
    const input = { cluster, serviceName: service, desiredStatus: 'STOPPED', maxResults: LISTED };
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
        return refusal(connection, 'the stopped tasks were', `ecs:${action}`, error);
    }
    const newest = tasks
        .filter((task) => !SCALED_IN.test(task.stoppedReason ?? '') && (task.createdAt?.getTime() ?? since) >= since)
        .toSorted((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
    return [...new Set(newest.slice(0, TASKS).map(describeTask)), ...(await lastLines(connection, newest))];
}
/** The last lines of the newest failed container. */
async function lastLines(connection, tasks) {
    const { sdk, client, fetchTail } = connection;
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
        return (await fetchTail(stream)).map((line) => `${container} | ${(0,untrusted/* oneLine */.TN)(line, LINE_LENGTH)}`);
    }
    catch (error) {
        const action = error instanceof LogError ? 'logs:GetLogEvents' : 'ecs:DescribeTaskDefinition';
        return refusal(connection, "the container's log was", action, error);
    }
}
/** The line for what may not be read, once for each action; nothing for other failures. */
function refusal({ refused }, what, action, error) {
    if (refused.has(action) || !/AccessDenied/.test(codeOf(error)))
        return [];
    refused.add(action);
    return [`${what} not read: the credentials need ${action}`];
}

;// CONCATENATED MODULE: ./packages/readiness/src/aws/aws.ts








/** ECS through the SDK, which is loaded here. Sends nothing yet. */
async function connectEcs(options) {
    const connection = await openConnection(options);
    return {
        now: connection.now,
        fetchService: (name, followed) => fetchService(connection, name, followed),
        fetchStoppedTasks: (name, since) => fetchStoppedTasks(connection, name, since),
        fetchNear: (name) => fetchNearServices(connection, name).catch(() => []),
    };
}
/** The service, and what its controller says of its deployments. @throws ReadError */
async function fetchService(connection, name, followed) {
    const service = await describeService(connection, name);
    const kept = service?.controller === 'ECS' && service.status !== 'INACTIVE';
    return {
        service,
        ...(kept ? await fetchRollouts(connection, name, followed) : { rollouts: [] }),
        ...(service?.controller === 'CODE_DEPLOY'
            ? { codeDeploy: await codeDeploymentOf(connection, name, service) }
            : {}),
        now: connection.now(),
    };
}
/**
 * Undefined when there is no such service, or no such cluster. @throws ReadError also when the credentials show a service
 * of another account than the ARN's: it may well have the same name
 */
async function describeService({ sdk, client }, { cluster, service, account }) {
    const command = new sdk.DescribeServicesCommand({ cluster, services: [service] });
    const answer = await call('DescribeServices', () => client.send(command)).catch(withoutCluster);
    const found = answer?.services?.[0];
    const seenIn = found?.serviceArn?.split(':')[4];
    if (account !== undefined && seenIn !== undefined && seenIn !== account) {
        const words = `the service that is seen is of account ${seenIn}, the ARN of ${account}: use credentials of that account`;
        throw new reader/* ReadError */.F('denied', words, undefined);
    }
    return found && toState(found);
}
function withoutCluster(error) {
    if (codeOf(error) !== 'ClusterNotFoundException')
        throw error;
}
async function codeDeploymentOf({ fetchCodeDeployment }, name, { taskSets }) {
    try {
        return await fetchCodeDeployment(name, taskSets);
    }
    catch (error) {
        throw new reader/* ReadError */.F((0,errors/* troubleOf */.L)(error), `GetDeployment: ${String(error)}`, error);
    }
}
/**
 * Services, or clusters with this service, whose names resemble the one asked for, as `cluster/service`. Reads one page
 * of names: more would help nobody. @throws the SDK's error
 */
async function fetchNearServices({ sdk, client }, { cluster, service }) {
    const last = (arn) => arn.split('/').at(-1) ?? arn;
    try {
        const input = { cluster, maxResults: 100 };
        const { serviceArns = [] } = await client.send(new sdk.ListServicesCommand(input));
        return (0,near/* nearNames */.$)(service, serviceArns.map(last)).map((each) => `${cluster}/${each}`);
    }
    catch (error) {
        if (codeOf(error) !== 'ClusterNotFoundException')
            throw error;
        const { clusterArns = [] } = await client.send(new sdk.ListClustersCommand({}));
        return (0,near/* nearNames */.$)(cluster, clusterArns.map(last)).map((each) => `${each}/${service}`);
    }
}


/***/ }),

/***/ 17448:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ connectCloudWatch)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/aws-client.ts
var aws_client = __webpack_require__(16381);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/errors.ts
var errors = __webpack_require__(60029);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/reader.ts
var reader = __webpack_require__(83257);
// EXTERNAL MODULE: ./packages/readiness/src/bake/prometheus.ts
var prometheus = __webpack_require__(38618);
;// CONCATENATED MODULE: ./packages/readiness/src/aws/cloudwatch-queries.ts


/** PromQL of the client's region; expired credentials are renewed once. */
function queryReader({ signing, endpoint, clock, called, renew }) {
    const prepare = signer(signing);
    return ({ env, fetch, signal }) => {
        const ask = async (promql, at) => {
            const url = await endpoint(env);
            return (0,prometheus/* prometheusReader */.C)({ url, fetch, clock, signal, called, prepare }).ask(promql, at);
        };
        return {
            ask: async (promql, at) => {
                try {
                    return await ask(promql, at);
                }
                catch (error) {
                    if (!(error instanceof reader/* ReadError */.F))
                        throw error;
                    if (error.trouble === 'expired' && (await renew?.()))
                        return ask(promql, at);
                    throw error.trouble === 'denied' ? permissionError(error) : error;
                }
            },
        };
    };
}
/**
 * Signs a request to `monitoring.REGION.amazonaws.com/api/v1/query`. Host, path and permissions by
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL-API-QueryMetrics.html; `monitoring` is
 * the name that all requests to CloudWatch's host are signed for (the SDK's own `defaultSigningName`).
 */
function signer(signing) {
    return async ({ url, headers, body }) => {
        const { SignatureV4 } = await __webpack_require__.e(/* import() */ 808).then(__webpack_require__.t.bind(__webpack_require__, 35808, 19));
        const { credentials, region, sha256 } = signing;
        const signature = new SignatureV4({ service: 'monitoring', credentials, region, sha256 });
        const { protocol, hostname, port, pathname: path, host } = url;
        const request = {
            ...{ method: 'POST', protocol, hostname, path, body, headers: { ...headers, host } },
            ...(port === '' ? {} : { port: Number(port) }),
        };
        const signed = await signature.sign(request);
        const { host: _, ...sent } = signed.headers;
        return { url, headers: sent, body };
    };
}
const permissionError = (error) => new reader/* ReadError */.F('denied', `${error.message} (the credentials need cloudwatch:GetMetricData and cloudwatch:ListMetrics)`, error);

;// CONCATENATED MODULE: ./packages/readiness/src/aws/cloudwatch.ts



const REQUEST_TIMEOUT_MS = 10_000;
/** Connects to CloudWatch, and loads its SDK. Sends nothing yet; AWS_ENDPOINT_URL* are the SDK's to honour. */
async function connectCloudWatch(options) {
    const { clock, region, correlationId, credentials, renew, called = () => { } } = options;
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(808), __webpack_require__.e(642), __webpack_require__.e(463), __webpack_require__.e(535)]).then(__webpack_require__.t.bind(__webpack_require__, 80535, 19));
    const client = new sdk.CloudWatchClient({
        // Polls are repeated anyway; the SDK's quick tries would only add to a throttle.
        maxAttempts: 1,
        requestHandler: options.requestHandler ?? {
            ...{ requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: REQUEST_TIMEOUT_MS },
        },
        customUserAgent: [
            ['signalbox'],
            ...(correlationId ? [['correlation-id', correlationId]] : []),
        ],
        ...(region === undefined ? {} : { region }),
        ...(credentials === undefined ? {} : { credentials }),
    });
    if (renew !== undefined)
        (0,aws_client/* renewOnExpiry */.o)(client, renew);
    return {
        ...alarmReader({ sdk, client, called, now: (0,aws_client/* keepServerTime */.e)(client, clock).now }),
        queries: queryReader({
            ...{ clock, called, renew, signing: client.config },
            endpoint: (env) => endpointOf(client, env),
        }),
    };
}
/** As the SDK finds it: the variables of the environment, then the region's own address in its partition. */
async function endpointOf(client, env) {
    const given = env['AWS_ENDPOINT_URL_CLOUDWATCH'] || env['AWS_ENDPOINT_URL'];
    if (given)
        return given;
    const Region = await client.config.region();
    return client.config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false }).url.href;
}
/** "Maximum number of 100 items" and "Maximum value of 100" (API_DescribeAlarms, API_DescribeAlarmHistory). */
const MOST = 100;
/** So many alarms are asked for their history one by one, where that of the whole account is too long to read. */
const ONE_BY_ONE = 25;
/** Pages of the account's history, each of a hundred changes. */
const HISTORY_PAGES = 10;
/** Reads alarms. Every read that fails throws a ReadError that names the permission or the outage. */
const alarmReader = (connection) => ({
    now: connection.now,
    byName: async (names) => {
        const found = [];
        for (let from = 0; from < names.length; from += MOST) {
            found.push(...(await describe({ AlarmNames: names.slice(from, from + MOST) }, connection)));
        }
        return found;
    },
    byPrefix: (prefix) => describe({ AlarmNamePrefix: prefix }, connection),
    wentOff: (alarms, span) => wentOff(alarms, span, connection),
});
/** Both kinds: without `AlarmTypes` only metric alarms are shown (API_DescribeAlarms). */
async function describe(which, connection) {
    const { sdk, client } = connection;
    const found = [];
    let NextToken;
    do {
        const input = {
            ...{ ...which, AlarmTypes: [...ALARM_TYPES], MaxRecords: MOST },
            ...(NextToken ? { NextToken } : {}),
        };
        const answer = await call('DescribeAlarms', connection, () => client.send(new sdk.DescribeAlarmsCommand(input)));
        found.push(...(answer.MetricAlarms ?? []).map(toMetric), ...(answer.CompositeAlarms ?? []).map(toComposite));
        NextToken = answer.NextToken;
    } while (NextToken);
    return found;
}
/** Asks for the whole account first: one request a kind. Where that is too long to read, few alarms are asked for one by one. */
async function wentOff(alarms, span, connection) {
    const kinds = [...new Set(alarms.map(({ kind }) => kind))];
    const names = new Set(alarms.map(({ name }) => name));
    const read = async (asked) => {
        const all = await Promise.all(asked.map((which) => cloudwatch_history(which, span, connection)));
        return {
            transitions: all.flatMap(({ transitions }) => transitions.filter(({ name }) => names.has(name))),
            complete: all.every(({ complete }) => complete),
        };
    };
    const each = alarms.map(({ name }) => ({ AlarmName: name }));
    if (each.length <= 1)
        return read(each);
    const account = await read(kinds.map((kind) => ({ AlarmTypes: [kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm'] })));
    return account.complete || each.length > ONE_BY_ONE ? account : read(each);
}
/** What changed in one alarm, or in all of a kind: `AlarmTypes` takes one kind where no name is given. */
async function cloudwatch_history(which, { from, to }, connection) {
    const { sdk, client } = connection;
    const transitions = [];
    let NextToken;
    for (let page = 0; page < HISTORY_PAGES; page++) {
        const input = {
            ...{ AlarmTypes: [...ALARM_TYPES], ...which, HistoryItemType: 'StateUpdate', MaxRecords: MOST },
            ...{ StartDate: new Date(from), EndDate: new Date(to), ...(NextToken ? { NextToken } : {}) },
        };
        const answer = await call('DescribeAlarmHistory', connection, () => client.send(new sdk.DescribeAlarmHistoryCommand(input)));
        transitions.push(...(answer.AlarmHistoryItems ?? []).flatMap((item) => wentOffIn(item)));
        NextToken = answer.NextToken;
        if (!NextToken)
            return { transitions, complete: true };
    }
    return { transitions, complete: false };
}
/** @throws ReadError */
async function call(action, { called }, send) {
    called();
    try {
        return await send();
    }
    catch (error) {
        // Composite alarms are shown only to a permission that is not narrowed to some alarms (API_DescribeAlarms).
        throw (0,errors/* readError */.l)(error, action, `cloudwatch:${action} on *`);
    }
}
const ALARM_TYPES = ['MetricAlarm', 'CompositeAlarm'];
const toMetric = (alarm) => {
    const { Period, Metrics = [], EvaluationPeriods = 1, DatapointsToAlarm } = alarm;
    const period = Period ?? Math.max(0, ...Metrics.map((metric) => metric.MetricStat?.Period ?? metric.Period ?? 0));
    return {
        ...toState(alarm),
        kind: 'metric',
        slowSeconds: period * (DatapointsToAlarm ?? EvaluationPeriods),
    };
};
const toComposite = (alarm) => ({ ...toState(alarm), kind: 'composite' });
const toState = (alarm) => ({
    ...{ name: alarm.AlarmName ?? '', arn: alarm.AlarmArn ?? '', state: alarm.StateValue ?? '' },
    reason: alarm.StateReason ?? '',
    since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? 0,
});
/** `HistoryData` is a JSON text with the old and the new state; the summary says the same in English. */
function wentOffIn(item) {
    const { AlarmName: name = '', Timestamp, HistoryData = '', HistorySummary = '' } = item;
    const { newState = {} } = parse(HistoryData);
    const state = newState.stateValue ?? / to (\w+)$/.exec(HistorySummary)?.[1];
    if (state !== 'ALARM')
        return [];
    return [{ name, at: Timestamp?.getTime() ?? 0, reason: newState.stateReason ?? HistorySummary }];
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 75309:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ bakeBaseline)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83257);
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28554);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(87870);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30033);
/* harmony import */ var _evaluate_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(22061);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3367);







/** How long one poll before the deployment may try. */
const LIMIT_SECONDS = 60;
/**
 * Looks before anything is deployed. What began to be bad after `since` (milliseconds since the epoch) is not taken for
 * older than the deployment: a monitor may start late.
 * @throws UserError for an alarm that is not there, a query that cannot be right, a permission that is missing
 */
async function bakeBaseline(inputs, since, ports) {
    const { bake, 'bake-alarms': given, 'bake-query': queries } = inputs;
    if (bake <= 0)
        return { alarms: [], preExistingQueries: [], notes: [] };
    const alarms = await findAlarms(given, ports);
    const before = await Promise.all(queries.map((query) => queryBefore(query, since, ports)));
    const known = alarms.map(({ label, region, alarm }) => ({
        ...{ label, region, name: alarm.name, kind: alarm.kind },
        preExisting: alarm.state === 'ALARM' && alarm.since < since,
        alarm,
    }));
    return {
        alarms: known.map(({ alarm: _, ...rest }) => rest),
        preExistingQueries: before.filter(({ bad }) => bad).map(({ name }) => name),
        notes: [
            ...known
                .filter(({ preExisting }) => preExisting)
                .map(({ label, alarm }) => `alarm ${label} was in ALARM before the deployment, and is not counted: ${alarm.reason}`),
            ...known.flatMap(({ label, alarm }) => slowNote(label, alarm, bake)),
            ...before.flatMap(({ note }) => note ?? []),
        ],
    };
}
function slowNote(label, { slowSeconds }, bake) {
    if (slowSeconds === undefined || slowSeconds <= bake)
        return [];
    return [
        `alarm ${label} goes off only after ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(slowSeconds)} of bad datapoints, and the bake takes ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(bake)}: it may miss what goes wrong in it`,
    ];
}
/** Every alarm that is meant, each once. @throws UserError */
async function findAlarms(given, ports) {
    const patterns = given.flatMap((text) => (0,_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .parseAlarm */ .NA)(text) ?? []);
    const elsewhere = (pattern) => {
        const region = pattern.kind === 'name' ? pattern.region : undefined;
        return region === ports.region ? undefined : region;
    };
    const regions = [...new Set(patterns.map(elsewhere))];
    const found = await Promise.all(regions.map(async (region) => {
        const inRegion = patterns.filter((pattern) => elsewhere(pattern) === region);
        return (await read(ports, region, (reader) => alarmsOf(inRegion, reader))).map((alarm) => ({
            ...{ region, alarm, label: region === undefined ? alarm.name : `${alarm.name} (${region})` },
        }));
    }));
    const all = found.flat();
    return all.filter(({ alarm }, index) => all.findIndex((other) => other.alarm.arn === alarm.arn) === index);
}
async function alarmsOf(patterns, reader) {
    const named = patterns.flatMap((pattern) => (pattern.kind === 'name' ? [pattern] : []));
    const prefixes = patterns.flatMap((pattern) => (pattern.kind === 'prefix' ? [pattern.prefix] : []));
    const byName = named.length === 0 ? [] : await reader.byName(named.map(({ name }) => name));
    const missing = named.filter(({ name, arn }) => !byName.some((alarm) => (arn === undefined ? alarm.name === name : alarm.arn === arn)));
    if (missing.length > 0) {
        const names = missing.map(({ arn, name }) => `"${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(arn ?? name, 300)}"`).join(', ');
        const verb = missing.length > 1 ? 'are no such alarms' : 'is no such alarm';
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`Input "bake-alarms": ${names} ${verb} in this account and region: correct the name, give an alarm of another region by its ARN, or create it before.`);
    }
    const found = [...byName];
    for (const prefix of prefixes) {
        const some = await reader.byPrefix(prefix);
        if (some.length === 0)
            throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`Input "bake-alarms": no alarm's name begins with "${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(prefix, 300)}" in this account and region.`);
        found.push(...some);
    }
    const now = reader.now();
    // A permission that is missing at the end of the bake would leave its verdict open.
    await reader.wentOff(found.slice(0, 1), { from: now - 1000, to: now });
    return found;
}
/** An outage is waited out for a while. @throws UserError naming what cannot be read */
async function read({ alarms, clock, random, signal }, region, ask) {
    const reader = await alarms(region);
    try {
        return await (0,_signalbox_runner_retry__WEBPACK_IMPORTED_MODULE_6__/* .retry */ .L5)(() => ask(reader), {
            ...{
                clock,
                random,
                signal,
                attempts: 6,
                firstDelayMs: 2000,
                deadline: clock.now() + LIMIT_SECONDS * 1000,
            },
            classify: (error) => ({
                retry: error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F && (error.trouble === 'throttled' || error.trouble === 'unavailable'),
            }),
        });
    }
    catch (error) {
        if (!(error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F))
            throw error;
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`Input "bake-alarms": the alarms cannot be read before deploying: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .errorLine */ .B)(error)}.`);
    }
}
/**
 * A query that is refused is a typing error. A server that does not answer now may do so later: that is said, and not
 * refused. @throws UserError
 */
async function queryBefore(query, since, { queries, clock }) {
    const { name } = query;
    try {
        const reader = await queries();
        const { state, words } = await (0,_evaluate_js__WEBPACK_IMPORTED_MODULE_4__/* .askQuery */ .w)(query, reader, Math.min(since, clock.now()));
        if (state !== 'bad')
            return { name, bad: false };
        const note = `query "${name}" was true before the deployment, and is not counted: ${words}`;
        return { name, bad: true, note };
    }
    catch (error) {
        if (!(error instanceof _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F))
            throw error;
        if (error.trouble === 'denied' || error.trouble === 'other' || error.trouble === 'expired')
            throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`Input "bake-query": query "${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(name, 60)}" cannot be asked: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .errorLine */ .B)(error)}.`);
        return {
            name,
            bad: false,
            note: `query "${name}" could not be asked before the deployment: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .errorLine */ .B)(error)}`,
        };
    }
}


/***/ }),

/***/ 22061:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ askQuery)
/* harmony export */ });
/* unused harmony export evaluate */
const HOLDS = {
    '>': (value, threshold) => value > threshold,
    '>=': (value, threshold) => value >= threshold,
    '<': (value, threshold) => value < threshold,
    '<=': (value, threshold) => value <= threshold,
    '==': (value, threshold) => value === threshold,
    '!=': (value, threshold) => value !== threshold,
};
/** A quotient of nothing by nothing is no data. */
const known = (samples) => samples.filter(({ value }) => !Number.isNaN(value));
/** The samples for which the condition is true. */
const holding = ({ operator, threshold }, samples) => known(samples).filter(({ value }) => HOLDS[operator](value, threshold));
/** Up to six digits: a number for people. */
const shown = (value) => Number.isFinite(value) ? Number(value.toPrecision(6)).toString() : String(value);
const said = ({ labels, value }, { operator, threshold }) => `${labels === '' ? '' : `${labels} `}${shown(value)} ${operator} ${threshold}`;
/** The worst of a condition's samples: the farthest on the side of its threshold. */
function worst(samples, { operator }) {
    const upwards = operator === '>' || operator === '>=';
    return samples.toSorted((a, b) => (upwards ? b.value - a.value : a.value - b.value))[0];
}
/** What one poll at a query shows. Any one series that is bad is bad. */
function evaluate(query, samples, counted) {
    const all = known(samples);
    if (all.length === 0)
        return { state: 'no-data', words: 'no data' };
    const { min } = query;
    if (min !== undefined && holding(min, counted ?? []).length === 0) {
        const [count] = known(counted ?? []);
        const words = count === undefined ? 'nothing to count' : `not ${said(count, min)}`;
        return { state: 'no-data', words: `too few samples (${words})` };
    }
    const bad = holding(query, all);
    const sample = worst(bad.length > 0 ? bad : all, query);
    if (sample === undefined)
        return { state: 'no-data', words: 'no data' };
    if (bad.length > 0) {
        const more = bad.length > 1 ? ` and ${bad.length - 1} more series` : '';
        return { state: 'bad', words: `${said(sample, query)}${more}` };
    }
    return { state: 'quiet', words: `${shown(sample.value)}, not ${query.operator} ${query.threshold}` };
}
/** Asks a query, and what its samples are counted by. @throws ReadError */
async function askQuery(query, reader, at) {
    const [samples, counted] = await Promise.all([
        reader.ask(query.promql, at),
        query.min === undefined ? undefined : reader.ask(query.min.promql, at),
    ]);
    return evaluate(query, samples, counted);
}


/***/ }),

/***/ 38618:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ prometheusReader)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83257);
/* harmony import */ var _signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30922);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(35379);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30033);
/* harmony import */ var _health_address_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85183);






const TIMEOUT_MS = 10_000;
/** Beyond this nobody reads series one by one. */
const LABEL_LENGTH = 120;
/** Instant queries of https://prometheus.io/docs/prometheus/latest/querying/api/, which VictoriaMetrics, Mimir and Thanos answer, too. */
function prometheusReader(options) {
    const { url: given, fetch, clock, signal, token, called = () => { } } = options;
    const { prepare = token === undefined ? withPassword : withToken(token) } = options;
    const url = new URL(given);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v1/query`;
    const name = (0,_health_address_js__WEBPACK_IMPORTED_MODULE_5__/* .shownAddress */ .Uk)(url.href);
    return {
        ask: async (promql, at) => {
            const form = new URLSearchParams({
                query: promql,
                ...(at === undefined ? {} : { time: String(at / 1000) }),
            });
            const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'signalbox' };
            const request = await prepare({ url, headers, body: form.toString() });
            called();
            let answer;
            let text;
            try {
                // Followed, a redirect would send the query and its password elsewhere.
                answer = await fetch(request.url, {
                    ...{ method: 'POST', headers: request.headers, body: request.body, redirect: 'manual' },
                    signal: (0,_signalbox_runner_clock__WEBPACK_IMPORTED_MODULE_1__/* .withTimeout */ .w)(TIMEOUT_MS, clock, signal),
                });
                text = await answer.text();
            }
            catch (error) {
                const why = error.cause ?? error;
                throw new _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F('unavailable', `${name} does not answer: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_2__/* .errorLine */ .B)(why)}`, error);
            }
            return samplesOf(answer.status, text, name);
        },
    };
}
/** A user and password in the address are sent as Prometheus and the proxies before it take them, and shown nowhere. */
async function withPassword({ url, headers, body }) {
    if (url.username === '' && url.password === '')
        return { url, headers, body };
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    (0,_signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_3__/* .rememberSecret */ .Gz)(password);
    const bare = new URL(url);
    bare.username = '';
    bare.password = '';
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return { url: bare, headers: { ...headers, authorization }, body };
}
/** https://datatracker.ietf.org/doc/html/rfc6750#section-2.1 */
const withToken = (token) => async (request) => {
    (0,_signalbox_runner_secrets__WEBPACK_IMPORTED_MODULE_3__/* .rememberSecret */ .Gz)(token);
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
};
/** @throws ReadError */
function samplesOf(status, text, name) {
    const body = parse(text);
    const said = (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(body?.error ?? body?.message ?? `HTTP ${status}`, 300);
    if (status < 200 || status > 299)
        throw new _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F(troubleOfAnswer(status, said), `${name}: ${said}`, undefined);
    const { resultType, result } = body?.data ?? {};
    if (body?.status !== 'success' || !Array.isArray(result))
        throw new _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F('unavailable', `${name} answers as no Prometheus does: ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(text, 100)}`, undefined);
    if (resultType === 'scalar')
        return [{ labels: '', value: numberOf(result) }];
    if (resultType === 'vector')
        return result.map(({ metric, value }) => ({ labels: labelsOf(metric), value: numberOf(value) }));
    throw new _signalbox_cloudformation_reader__WEBPACK_IMPORTED_MODULE_0__/* .ReadError */ .F('other', `the query gives a ${resultType}; a vector or a number is needed`, undefined);
}
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL.html: throttled with 429. */
function troubleOfAnswer(status, said) {
    if (/expired/i.test(said) && status === 403)
        return 'expired';
    if (status === 401 || status === 403)
        return 'denied';
    if (status === 429 || /throttl|rate exceeded/i.test(said))
        return 'throttled';
    return status >= 500 ? 'unavailable' : 'other';
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** A sample is a moment and a number as text; infinities are written `+Inf` and `-Inf`. */
function numberOf(sample) {
    const text = String(Array.isArray(sample) ? sample[1] : 'NaN');
    return Number(text.replace('Inf', 'Infinity'));
}
function labelsOf(metric = {}) {
    const labels = Object.entries(metric).map(([label, value]) => `${label}="${value}"`);
    return labels.length === 0 ? '' : (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(`{${labels.join(', ')}}`, LABEL_LENGTH);
}


/***/ }),

/***/ 57677:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EJ: () => (/* binding */ shortDefinition),
/* harmony export */   Os: () => (/* binding */ primaryOf),
/* harmony export */   Tx: () => (/* binding */ runningOf),
/* harmony export */   gn: () => (/* binding */ isUnderWay),
/* harmony export */   i9: () => (/* binding */ primarySetOf),
/* harmony export */   m_: () => (/* binding */ shortId)
/* harmony export */ });
const primaryOf = ({ deployments }) => deployments.find(({ status }) => status === 'PRIMARY');
const primarySetOf = ({ taskSets }) => taskSets.find(({ status }) => status === 'PRIMARY');
/** What the primary deployment or task set runs, and how many of it. */
function runningOf(service) {
    const { running, taskDefinition } = primaryOf(service) ?? primarySetOf(service) ?? service;
    return { running, taskDefinition: taskDefinition || service.taskDefinition };
}
/** `web:7` of a task definition's ARN. */
const shortDefinition = (arn) => arn.split('/').at(-1) ?? arn;
/** `AbC12` of a deployment's ARN. */
const shortId = (id) => id.split('/').at(-1) ?? id;
const OVER = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];
/** A status that is not known to be an end is none. */
const isUnderWay = ({ status }) => !OVER.includes(status);


/***/ })

};
;