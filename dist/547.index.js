"use strict";
exports.id = 547;
exports.ids = [547];
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

/***/ 67547:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ connectEcs)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/errors.ts
var errors = __webpack_require__(60029);
// EXTERNAL MODULE: ./packages/cloudformation/src/watch/near.ts
var near = __webpack_require__(5202);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/oidc.ts
var oidc = __webpack_require__(60187);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/reader.ts
var reader = __webpack_require__(83257);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/readiness/src/model/service.ts
var model_service = __webpack_require__(57677);
;// CONCATENATED MODULE: ./packages/readiness/src/aws/aws-logs.ts
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
/** For all tries: the lines are an extra, and the cause is not told before. */
const TIMEOUT_MS = 5000;
/** The one room of the SDK of CloudWatch Logs, which is loaded by the first read. */
function tailReader({ ecs, clock, prepare }) {
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

;// CONCATENATED MODULE: ./packages/readiness/src/aws/code-deploy.ts

/** The one room of the SDK of CodeDeploy, which is loaded by the first read of a service that CodeDeploy deploys. */
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
function codeDeploymentReader(options) {
    let connected;
    const connection = () => (connected ??= connect(options));
    /**
     * Whether only the wait before the old task set is removed is left. The deployment's own sign of it is not set; its target
     * is Succeeded by then (https://github.com/aws/containers-roadmap/issues/269). A target that may not be read tells nothing:
     * then the end of the deployment is waited for.
     */
    const isShifted = async (deploymentId, { cluster, service }) => {
        const { sdk, client } = await connection();
        const input = { deploymentId, targetId: `${cluster}:${service}` };
        const answer = await client.send(new sdk.GetDeploymentTargetCommand(input)).catch(() => undefined);
        return answer?.deploymentTarget?.ecsTarget?.status === 'Succeeded';
    };
    return async (id, service, serving) => {
        const { sdk, client } = await connection();
        // https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
        const { deploymentInfo = {} } = await client.send(new sdk.GetDeploymentCommand({ deploymentId: id }));
        const { status = '', errorInformation, rollbackInfo = {}, completeTime } = deploymentInfo;
        const started = deploymentInfo.instanceTerminationWaitTimeStarted === true;
        const shifted = status === 'InProgress' && serving && (started || (await isShifted(id, service)));
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
    };
}
/** Asks of a deployment until it is over. @throws the SDK's error for what passes: an outage, throttling, expired credentials */
function openCodeDeploy(options) {
    const read = codeDeploymentReader(options);
    const newest = new Map();
    const over = new Map();
    let refused;
    return async (service, taskSets) => {
        const key = `${service.cluster}/${service.service}`;
        const known = newest.get(key);
        const set = [...taskSets, ...(known === undefined ? [] : [known])].toSorted((a, b) => b.createdAt - a.createdAt)[0];
        if (set === undefined)
            return {};
        newest.set(key, set);
        const id = set.externalId;
        if (id === undefined || !id.startsWith('d-'))
            return { hidden: NO_ID };
        const ended = over.get(id);
        if (ended !== undefined)
            return { deployment: ended };
        if (refused !== undefined)
            return { hidden: refused };
        try {
            const deployment = await read(id, service, set.status === 'PRIMARY' && set.steady);
            // What failed may still be rolled back, which changes its words.
            if (deployment.status === 'Succeeded')
                over.set(id, deployment);
            return { deployment };
        }
        catch (error) {
            const hidden = hiddenBy(error, id);
            if (hidden === undefined)
                throw error;
            if ((0,errors/* troubleOf */.L)(error) === 'denied')
                refused = hidden;
            return { hidden };
        }
    };
}
const NO_ID = 'the task set does not name its CodeDeploy deployment';
/** Why the deployment cannot be read; undefined for what passes. */
function hiddenBy(error, id) {
    if ((0,errors/* troubleOf */.L)(error) === 'denied')
        return 'the credentials need codedeploy:GetDeployment';
    const name = error instanceof Error ? error.name : '';
    return /^(Deployment|InvalidDeployment)/.test(name)
        ? `CodeDeploy does not know ${id} (${name})`
        : undefined;
}

;// CONCATENATED MODULE: ./packages/readiness/src/aws/container-logs.ts
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

;// CONCATENATED MODULE: ./packages/readiness/src/aws/aws.ts










/** Of a container's log. */
const LINE_LENGTH = 300;
/** Of the newest stopped tasks. */
const TASKS = 5;
/** Of a service's deployments, 100 each: more than the 90 days that ECS keeps hold for nearly everybody. */
const PAGES = 20;
/** The one room of the ECS SDK. Sends nothing yet. */
async function connectEcs(options) {
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
            (0,oidc/* renewOnExpiry */.o)(each, renew);
        each.middlewareStack.add(counted(called), {
            ...{ step: 'finalizeRequest', priority: 'low', name: 'signalboxCalls' },
        });
    };
    prepare(client);
    const server = keepServerTime(client, clock);
    const readTail = tailReader({ ecs: client, clock, prepare });
    const codeDeploy = openCodeDeploy({ ecs: client, prepare });
    const call = async (action, send) => {
        try {
            return await send();
        }
        catch (error) {
            throw readError(action, error);
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
                if (!(0,model_service/* isUnderWay */.gn)(each))
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
            if (aws_hiddenBy(error) === undefined)
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
            if (still !== undefined && (0,model_service/* isUnderWay */.gn)(still))
                return { rollouts: [still] };
            return { rollouts: await list(name, arn) };
        }
        catch (error) {
            const hidden = aws_hiddenBy(error);
            if (hidden === undefined)
                throw error;
            return { rollouts: [], hidden };
        }
    };
    /** One page: more names than that tell nobody anything. */
    const nearServices = async ({ cluster, service: name }) => {
        const last = (arn) => arn.split('/').at(-1) ?? arn;
        try {
            const input = { cluster, maxResults: 100 };
            const { serviceArns = [] } = await client.send(new sdk.ListServicesCommand(input));
            return (0,near/* nearNames */.$)(name, serviceArns.map(last)).map((each) => `${cluster}/${each}`);
        }
        catch (error) {
            if (codeOf(error) !== 'ClusterNotFoundException')
                throw error;
            const { clusterArns = [] } = await client.send(new sdk.ListClustersCommand({}));
            return (0,near/* nearNames */.$)(cluster, clusterArns.map(last)).map((each) => `${each}/${name}`);
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
                ...(state?.controller === 'CODE_DEPLOY'
                    ? {
                        codeDeploy: await codeDeploy(name, state.taskSets).catch((error) => {
                            throw new reader/* ReadError */.F((0,errors/* troubleOf */.L)(error), `GetDeployment: ${String(error)}`, error);
                        }),
                    }
                    : {}),
                now: server.now(),
            };
        },
        near: ({ cluster, service: name }) => nearServices({ cluster, service: name }).catch(() => []),
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
/** Middleware that tells of each request, each try of it too. */
const counted = (called) => (send) => (...given) => {
    called();
    return send(...given);
};
/** AWS's clock, as its answers tell it. */
function keepServerTime(client, clock) {
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
function readError(action, error) {
    const { name = '', message = String(error) } = error;
    const trouble = (0,errors/* troubleOf */.L)(error);
    if (name === 'CredentialsProviderError') {
        return new reader/* ReadError */.F('denied', 'there are no AWS credentials: configure them before this step', error);
    }
    const needed = trouble === 'denied' ? ` (the credentials need ecs:${action})` : '';
    return new reader/* ReadError */.F(trouble, `${action}: ${name && `${name}: `}${message}${needed}`, error);
}
/** Why the deployments that ECS keeps do not show; undefined for what passes. */
function aws_hiddenBy(error) {
    const code = codeOf(error);
    if (/AccessDenied|UnauthorizedOperation/.test(code)) {
        return 'the credentials need ecs:ListServiceDeployments and ecs:DescribeServiceDeployments';
    }
    const isRefused = /UnsupportedFeature|InvalidParameter|UnknownOperation|NotFound|ClientException$|NotImplemented/;
    return isRefused.test(code) ? `ECS does not list the deployments of this service (${code})` : undefined;
}


/***/ })

};
;