"use strict";
exports.id = 342;
exports.ids = [342];
exports.modules = {

/***/ 38240:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ startBackground),
/* harmony export */   x: () => (/* binding */ joinBackground)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _signalbox_readiness_address__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85183);
/* harmony import */ var _signalbox_runner_background__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5895);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_runner_unknown__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(45365);
/* harmony import */ var _baseline_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(37263);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(31717);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(64427);









const STATE = 'detached';
/** The job's own budget for everything after a cancellation is 5 min. */
const STOP_SECONDS = 10;
/** Starts this bundle again, detached and in the foreground mode; the post step joins it. */
async function startBackground(inputs, step, { bundle, connect }) {
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(step.job.tempDir, 'signalbox', `monitor-${process.pid}-${step.clock.now()}`);
    const services = inputs['ecs-service'];
    if (services.length > 0)
        await (0,_baseline_js__WEBPACK_IMPORTED_MODULE_6__/* .keepBaseline */ .rI)(services, directory, step, await connect(inputs, step, ''));
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
    const given = Object.keys(_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .inputs */ .Q).map((name) => [name, step.env[(0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_4__/* .inputVariable */ .LO)(name)] ?? '']);
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
        const why = 'the background monitor ended without a report';
        log.warning(`What became of the deployment is not known: ${why}. Look at it.`, 'Lost sight');
        (0,_signalbox_runner_unknown__WEBPACK_IMPORTED_MODULE_5__/* .handOnUnknown */ .zX)(step, Object.fromEntries(watchedBy(inputs).map((name) => [name, why])), []);
        return;
    }
    const report = JSON.parse(last.result);
    const { lost, seen } = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_8__/* .sightOf */ .p1)(report);
    (0,_signalbox_runner_unknown__WEBPACK_IMPORTED_MODULE_5__/* .handOnUnknown */ .zX)(step, lost, seen);
    const failure = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_8__/* .failureLine */ .Pu)(report, inputs['fail-on']);
    if (failure !== undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(failure);
}


/***/ }),

/***/ 52342:
/***/ ((module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58853);
/* harmony import */ var _background_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38240);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77945);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31717);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6547);





const bundle = process.argv[1] ?? '';
await (0,_signalbox_runner_step__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)(_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .inputs */ .Q, {
    main: (parsed, step) => (0,_main_js__WEBPACK_IMPORTED_MODULE_4__/* .run */ .e)(parsed, step, { ..._connections_js__WEBPACK_IMPORTED_MODULE_2__/* .connections */ .o, fetch, bundle }),
    post: (parsed, step) => (0,_background_js__WEBPACK_IMPORTED_MODULE_1__/* .joinBackground */ .x)(parsed, step, bundle),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6547:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/runner/src/step/background.ts + 1 modules
var background = __webpack_require__(5895);
// EXTERNAL MODULE: ./packages/runner/src/step/correlation.ts
var correlation = __webpack_require__(23071);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/slack/src/job/inputs.ts
var job_inputs = __webpack_require__(77835);
// EXTERNAL MODULE: ./actions/monitor/src/background.ts
var src_background = __webpack_require__(38240);
// EXTERNAL MODULE: ./actions/monitor/src/check.ts
var check = __webpack_require__(76482);
// EXTERNAL MODULE: ./actions/monitor/src/baseline.ts
var baseline = __webpack_require__(37263);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/span.ts
var model_span = __webpack_require__(95214);
// EXTERNAL MODULE: ./packages/runner/src/step/platform.ts
var platform = __webpack_require__(16804);
;// CONCATENATED MODULE: ./actions/monitor/src/tell/notified.ts




/** Kept in `directory`, for a watch that goes on for this one; without one in memory only. */
function openNotified(directory = '') {
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
                (0,external_node_fs_.appendFileSync)(path, `${key}\n`, platform/* PRIVATE_FILE */.rQ);
        },
    };
}
/** Undefined for what may be said again: progress only edits a message. */
function keyOf(stack, notice) {
    if (notice.kind === 'stalled')
        return JSON.stringify([stack, notice.kind, (0,model_span/* spanKey */.yi)(notice.delay.span)]);
    if (notice.kind === 'failing')
        return JSON.stringify([stack, notice.kind, (0,model_span/* spanKey */.yi)(notice.cause)]);
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

;// CONCATENATED MODULE: ./actions/monitor/src/deploying.ts



/** In a detached process: the job's own steps, as its starter left them in its directory. Undefined in any other process. */
function besideSteps(env, now) {
    const directory = env[background/* DETACHED_VARIABLE */.gf] ?? '';
    if (directory === '')
        return undefined;
    return {
        since: (0,background/* detachedSince */.D6)(env) ?? now,
        over: () => (0,background/* stepsEnded */.OC)(env),
        baseline: (0,baseline/* savedBaseline */.XO)(directory),
        told: openNotified(directory),
    };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/reader.ts
var reader_reader = __webpack_require__(83257);
;// CONCATENATED MODULE: ./packages/cloudformation/src/reader/limiter.ts

/** A first look at several stacks, or at a long operation, may be made at once. */
const BURST = 10;
/** Far below the 5 to 8 reads a second at which accounts were seen to be throttled. */
const CALLS_PER_SECOND = 2;
const LARGEST_BACKPRESSURE = 4;
const BACKPRESSURE_HALVES_MS = 60_000;
function openLimiter(clock) {
    let left = BURST;
    let filledAt = clock.now();
    let throttles = 0;
    let throttledAt = Number.NEGATIVE_INFINITY;
    const backpressure = () => {
        const halvings = Math.floor((clock.now() - throttledAt) / BACKPRESSURE_HALVES_MS);
        return Math.min(LARGEST_BACKPRESSURE, Math.max(1, 2 ** (throttles - halvings)));
    };
    const turn = async (signal) => {
        const rate = CALLS_PER_SECOND / backpressure();
        left = Math.min(BURST, left + ((clock.now() - filledAt) / 1000) * rate);
        filledAt = clock.now();
        left--;
        if (left < 0 && !signal.aborted)
            await clock.sleep((-left / rate) * 1000, signal);
    };
    const throttled = () => {
        throttles = Math.min(Math.log2(LARGEST_BACKPRESSURE), Math.log2(backpressure()) + 1);
        throttledAt = clock.now();
        left = Math.min(left, 0);
        filledAt = clock.now();
    };
    return { turn, throttled, backpressure };
}
/** A reader that waits for its turn before each of its methods: the pages of a change set are one turn. */
function rateLimited(reader, limiter, signal) {
    const wait = (read) => async (...given) => {
        await limiter.turn(signal);
        try {
            return await read(...given);
        }
        catch (error) {
            if (error instanceof reader_reader/* ReadError */.F && error.trouble === 'throttled')
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

// EXTERNAL MODULE: ./packages/cloudformation/src/model/names.ts
var names = __webpack_require__(41240);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/console.ts
var console = __webpack_require__(19833);
// EXTERNAL MODULE: ./packages/estimate/src/plan.ts
var plan = __webpack_require__(74581);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/status.ts
var model_status = __webpack_require__(20156);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/baseline.ts
var progress_baseline = __webpack_require__(19417);
// EXTERNAL MODULE: ./packages/estimate/src/work.ts
var src_work = __webpack_require__(25167);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/progress.ts
var progress = __webpack_require__(86409);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/ends-within.ts



/** The stack's own event follows its last resource's after 0.5 to 2 s; when it does not, something else is to follow. */
const SETTLING = { seconds: 1.2, shape: 1.4, samples: 0 };
const TAIL_SECONDS = 1;
/** Seconds until half of the operations have ended of which nothing is seen yet, by whether a plan says that nothing comes. */
const NOTHING_SEEN = { planned: 8, unplanned: 20 };
/** How probable it is that nothing follows what is under way, where no plan tells. */
const NOTHING_FOLLOWS = 0.7;
/** 0: all resources are late together, so that the latest decides; 1: each by itself, so that all their probabilities do. */
const INDEPENDENCE = 0.3;
/** How much earlier runs weigh beside the work in sight, when there are many. */
const RUNS_WEIGHT = 0.5;
/** The same of landmarks, which know what is between the resources, too. */
const LANDMARKS_WEIGHT = 0.8;
/**
 * Probability that an operation ends within so many seconds: that all that is under way and all that waits is over by then,
 * weighed with what earlier runs say.
 */
function endsWithin(workload, { now, elapsed, runs, landmarks }) {
    const byWork = workEndsWithin(workload, now, elapsed);
    if (landmarks !== undefined) {
        const weight = (LANDMARKS_WEIGHT * landmarks.runs) / (landmarks.runs + 1);
        const { endsWithin: byThem, bounded } = landmarks;
        return (seconds) => {
            const work = byWork(seconds);
            return byThem === undefined
                ? bounded(work, seconds)
                : work ** (1 - weight) * bounded(byThem(seconds), seconds) ** weight;
        };
    }
    if (runs === undefined)
        return byWork;
    const weight = (RUNS_WEIGHT * runs.sampleSize) / (runs.sampleSize + 1);
    return (seconds) => byWork(seconds) ** (1 - weight) * runs.endsWithin(seconds, elapsed) ** weight;
}
function workEndsWithin(workload, now, elapsed) {
    const { spans, planned } = workload;
    const rest = (0,progress/* restOf */.Y6)(workload, now);
    const { running, pending } = rest;
    if (running.length === 0 && pending.length === 0) {
        const half = planned ? NOTHING_SEEN.planned : NOTHING_SEEN.unplanned;
        if (spans.length === 0)
            return (seconds) => seconds / (half + seconds);
        const last = spans.reduce((at, { startedAt, endedAt = startedAt }) => Math.max(at, endedAt), 0);
        const quiet = Math.min(elapsed, Math.max(0, now - last) / 1000);
        return (seconds) => (0,src_work/* endsByUnlessOdd */.Xn)(SETTLING, quiet, seconds);
    }
    const waitingEnds = pendingWithin(rest);
    const oldest = Math.max(0, ...running.map(({ stale }) => stale));
    return (seconds) => {
        const within = Math.max(0, seconds - TAIL_SECONDS);
        // What was seen a while ago may have ended since: counted from when it was seen.
        const each = running.map(({ work, elapsed, stale }) => {
            const unseen = Math.min(elapsed, stale);
            return (0,src_work/* endsByUnlessOdd */.Xn)(work, elapsed - unseen, within + unseen);
        });
        const last = Math.min(1, ...each);
        const independent = each.reduce((all, one) => all * one, 1);
        const runningEnds = last > 0 ? last * (independent / last) ** INDEPENDENCE : 0;
        return runningEnds * waitingEnds(within + oldest) * (planned ? 1 : NOTHING_FOLLOWS);
    };
}
const LEVELS = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9];
/** Probability that all that waits is over within so many seconds: linear between some levels. */
function pendingWithin({ running, pending, atOnce }) {
    if (pending.length === 0)
        return () => 1;
    const tasks = [...running, ...pending];
    const points = [
        { seconds: 0, level: 0 },
        ...LEVELS.map((level) => ({ seconds: (0,plan/* tasksLeft */.CY)(tasks, level, atOnce), level })),
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

// EXTERNAL MODULE: ./packages/cloudformation/src/progress/landmark.ts
var landmark = __webpack_require__(31482);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/plan.ts
var progress_plan = __webpack_require__(68385);
// EXTERNAL MODULE: ./packages/estimate/src/forecast.ts + 3 modules
var forecast = __webpack_require__(56240);
// EXTERNAL MODULE: ./packages/estimate/src/shape.ts
var shape = __webpack_require__(80549);
// EXTERNAL MODULE: ./packages/cloudformation/src/model/stack-event.ts
var stack_event = __webpack_require__(30049);
;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/catalogue.ts
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/catalogue-services.ts
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/catalogue-stack.ts
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/diagnose.ts



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

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/cause.ts



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
        else if (!own && (0,model_status/* isFailed */.Ix)(status) && !wasHealed(event, ordered)) {
            const echo = failedInside.has((0,stack_event/* nestedStackId */.n0)(event) ?? '');
            judged.push({ event, cancelled: CANCELLED.test(reason), echo, late });
        }
        if (own && (/ROLLBACK/.test(status) || (0,model_status/* isCleanup */.FV)(status)))
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
    if ((0,model_status/* isFailed */.Ix)(status))
        return true;
    if (before === undefined)
        return false;
    if ((0,model_status/* isRollingBack */.Fw)(status))
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
    return (0,model_status/* isFailed */.Ix)(status) || ((0,stack_event/* isOfStackItself */.D)(event) && (0,model_status/* isRollingBack */.Fw)(status) && reason !== '');
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

// EXTERNAL MODULE: ./packages/cloudformation/src/model/attempt.ts
var model_attempt = __webpack_require__(13249);
// EXTERNAL MODULE: ./packages/cloudformation/src/progress/history.ts
var progress_history = __webpack_require__(87760);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/tracker.ts









const newTracker = (options) => ({
    options,
    events: [],
    own: [],
    attempt: undefined,
    record: model_span/* NO_SPANS */.Ep,
    nested: new Map(),
    past: new Map(),
    history: (0,progress_history/* learn */.n)(new Map()),
    seenAt: new Map(),
    suspected: new Map(),
    changes: undefined,
    partial: false,
    order: undefined,
    forecast: undefined,
    shown: 0,
});
/**
 * Further events of the root stack or of a nested one, oldest first. The next operation may begin before the next poll: it
 * is somebody else's, with all that belongs to it.
 */
function observed(tracker, events) {
    const { rootId, before } = tracker.options;
    const own = [...tracker.own];
    const ours = [];
    let [attempt, next] = (0,model_attempt/* attempts */.r)(own, before);
    for (const event of events) {
        if ((0,stack_event/* isOfStackItself */.D)(event) && event.stackId === rootId) {
            own.push(event);
            [attempt, next] = (0,model_attempt/* attempts */.r)(own, before);
        }
        if (next === undefined || event.time < next.startedAt)
            ours.push(event);
    }
    const observed = {
        ...tracker,
        own,
        attempt,
        events: [...tracker.events, ...ours],
        record: (0,model_span/* recorded */.t2)(tracker.record, ours),
        nested: nestedAfter(tracker.nested, ours),
    };
    return tracker.attempt === undefined ? withForecast(observed) : observed;
}
function nestedAfter(known, events) {
    const nested = new Map(known);
    for (const event of events) {
        const stackId = (0,stack_event/* nestedStackId */.n0)(event);
        if (stackId === undefined)
            continue;
        const before = nested.get(stackId);
        const goesOn = before !== undefined && ((0,model_status/* isInProgress */.LT)(before.status) || !(0,model_status/* isInProgress */.LT)(event.status));
        const since = goesOn ? before.since : event.time;
        const quiet = isUpdate(event.status) ? event.time - since : Number.POSITIVE_INFINITY;
        nested.set(stackId, {
            stackId,
            parentId: event.stackId,
            logicalId: event.logicalId,
            status: event.status,
            since,
            quietFor: Math.max(quiet, before?.quietFor ?? 0),
            cancelled: CANCELLED.test(event.reason ?? ''),
        });
    }
    return nested;
}
const isUpdate = (status) => status === 'UPDATE_IN_PROGRESS' || status === 'UPDATE_COMPLETE';
/** Older events, of this stack or a nested one: they teach how long work usually takes. */
function learned(tracker, events) {
    if (events.length === 0)
        return tracker;
    const past = new Map(tracker.past);
    for (const stackId of new Set(events.map((event) => event.stackId))) {
        const further = events.filter((event) => event.stackId === stackId);
        const all = [...(past.get(stackId) ?? []), ...further];
        past.set(stackId, all.sort((a, b) => a.time - b.time));
    }
    return withForecast({ ...tracker, past, history: (0,progress_history/* learn */.n)(past) });
}
/** What is to be touched; `partial` while what nested stacks are to change is not known. */
const planned = (tracker, changes, partial) => withForecast({
    ...tracker,
    changes: changes.length === 0 ? undefined : (0,progress_plan/* flatten */.Bq)(changes, tracker.options.rootId),
    partial,
});
/** The order in which the root stack's resources are worked on. */
const ordered = (tracker, resources) => ({
    ...tracker,
    order: { stackId: tracker.options.rootId, resources },
});
/** All events of a stack up to this moment are known. */
const readUntil = (tracker, stackId, at) => ({
    ...tracker,
    seenAt: new Map(tracker.seenAt).set(stackId, at),
});
/** A resource under way counts as stalled, because of what was seen of it. */
const suspected = (tracker, span, evidence) => ({
    ...tracker,
    suspected: new Map(tracker.suspected).set((0,model_span/* spanKey */.yi)(span), evidence),
});
/** Signature of what is to be changed: not known before the changes of the nested stacks are. */
const shapeOfChanges = ({ partial, changes = [] }) => partial ? undefined : (0,shape/* shapeOf */.F5)(changes);
function withForecast(tracker) {
    const { attempt, options, history } = tracker;
    if (attempt === undefined || attempt.rollbackSince !== undefined)
        return tracker;
    const own = history.runs(options.rootId, attempt.operation);
    const runs = own.length > 0 ? own : (options.runs ?? []);
    return { ...tracker, forecast: (0,forecast/* forecast */.g)((0,shape/* alike */.nO)(runs, shapeOfChanges(tracker))) };
}
const isRollingBack = ({ attempt }) => attempt?.rollbackSince !== undefined;
/** Of the whole operation; none while it rolls back. */
const forecastOf = (tracker) => isRollingBack(tracker) ? undefined : tracker.forecast;
/** Logical ids from below the root down to a stack. */
function pathOf(tracker, stackId) {
    const nested = tracker.nested.get(stackId);
    if (nested === undefined || stackId === tracker.options.rootId)
        return [];
    return [...pathOf(tracker, nested.parentId), nested.logicalId];
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/tracked-progress.ts
// What a tracker tells of how far its attempt is and when it ends.









const NOTHING = {
    elapsedSeconds: 0,
    percent: 0,
    left: { seconds: 0, low: 0, high: 0 },
    done: 0,
    total: 0,
    running: [],
};
function progressOf(tracker, now) {
    const { attempt, changes } = tracker;
    if (attempt === undefined)
        return NOTHING;
    const { decided } = attempt;
    const elapsedSeconds = elapsedOf(attempt, now);
    const workload = workloadOf(tracker, attempt);
    const { spans, pending } = workload;
    const running = spans.filter(({ endedAt }) => endedAt === undefined);
    const left = decided ? NOTHING.left : (0,progress/* remaining */.Tk)(workload, now, elapsedSeconds, forecastOf(tracker));
    const shown = decided
        ? at100(decided.outcome, tracker.shown)
        : (0,progress/* percent */.KN)(elapsedSeconds, left.seconds, tracker.shown);
    const total = new Set(spans.map(model_span/* spanKey */.yi)).size + pending.length;
    const done = total - pending.length - new Set(running.map(model_span/* spanKey */.yi)).size;
    const shape = shapeOfChanges(tracker);
    const isOpaque = changes?.some(({ opaque }) => opaque) ?? false;
    return {
        ...{ elapsedSeconds, percent: shown, left, done, total, running },
        ...(shape && { shape }),
        ...((!workload.planned || isOpaque) && !decided && { unplanned: true }),
    };
}
/** The tracker that has shown this progress: no later one shows less. */
const withShown = (tracker, { percent }) => ({
    ...tracker,
    shown: percent,
});
/** All of it is done only by success. */
const at100 = (outcome, shown) => (outcome === 'succeeded' ? 100 : Math.min(99, shown));
const elapsedOf = ({ startedAt, decided }, now) => Math.max(0, ((decided?.at ?? now) - startedAt) / 1000);
function workloadOf(tracker, attempt) {
    const { startedAt, operation } = attempt;
    const rollbackSince = attempt.rollbackSince ?? ((0,model_status/* isRollback */.z1)(operation) ? startedAt : undefined);
    const back = rollbackSince !== undefined;
    const spans = tracker.record.spans.filter((span) => (0,progress_plan/* isBack */.S3)(span, rollbackSince) === back);
    const work = pendingWork(tracker, attempt);
    const baseline = back ? (0,progress_baseline/* undoing */.Hx)(tracker.history.baseline) : tracker.history.baseline;
    return {
        spans,
        pending: (0,progress_plan/* tasksOf */.a4)(work ?? [], baseline, back ? undefined : tracker.order),
        baseline,
        planned: work !== undefined,
        began: rollbackSince ?? startedAt,
        seenAt: (stackId) => tracker.seenAt.get(stackId),
    };
}
function pendingWork(tracker, attempt) {
    const { spans } = tracker.record;
    const { operation, rollbackSince } = attempt;
    if (rollbackSince !== undefined)
        return (0,progress_plan/* notUndone */.F4)(spans, rollbackSince, operation === 'CREATE');
    const work = tracker.changes ?? tracker.history.lastWork(tracker.options.rootId, operation);
    return work.length === 0 ? undefined : (0,progress_plan/* notBegun */.dH)(work, spans);
}
const landmarksOf = (tracker, { operation, rollbackSince }) => tracker.history.landmarks(tracker.options.rootId, operation, {
    direction: rollbackSince === undefined ? 'forward' : 'back',
    shape: shapeOfChanges(tracker),
});
/** Whether earlier runs tell when the end comes. */
const isKnown = (tracker) => tracker.attempt !== undefined && landmarksOf(tracker, tracker.attempt).runs > 0;
/** What is quicker than most. */
const EARLY_LEVEL = 0.1;
/** What is undone at once may be more than what is usually worked on at once. */
const UNDONE_AT_ONCE = 2 * plan/* AT_ONCE */.Qd;
/** Seconds that an undoing of all that was done takes at least. */
function undoSeconds(tracker, now) {
    const { attempt } = tracker;
    if (attempt === undefined)
        return 0;
    // How long going back takes only an earlier rollback tells.
    if (attempt.rollbackSince !== undefined)
        return isKnown(tracker) ? Number.POSITIVE_INFINITY : 0;
    const undone = (0,progress_plan/* notUndone */.F4)(tracker.record.spans, now + 1, attempt.operation === 'CREATE');
    return (0,plan/* tasksLeft */.CY)((0,progress_plan/* tasksOf */.a4)(undone, tracker.history.baseline), EARLY_LEVEL, UNDONE_AT_ONCE);
}
/** Probability that the operation ends within so many seconds, by the work in sight and by earlier runs. */
function endsWithinOf(tracker, now) {
    const { attempt } = tracker;
    if (attempt === undefined)
        return () => 0;
    const since = attempt.rollbackSince ?? attempt.startedAt;
    const landmarks = (0,landmark/* endsByLandmarks */.VF)(landmarksOf(tracker, attempt), {
        events: tracker.events.filter(({ time }) => time >= since),
        now,
        seenAt: (stackId) => tracker.seenAt.get(stackId),
    });
    return endsWithin(workloadOf(tracker, attempt), {
        ...{ now, elapsed: elapsedOf(attempt, now), runs: forecastOf(tracker) },
        ...(landmarks && { landmarks }),
    });
}

// EXTERNAL MODULE: ./packages/cloudformation/src/progress/table.ts
var table = __webpack_require__(34928);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/stall.ts



/** Fewer samples say little about one run in a hundred. */
const ENOUGH = 4;
/** A resource of a few seconds may take a few more without anybody caring. */
const GRACE_SECONDS = 15;
/** Of the time after which CloudFormation gives up; the longest healthy creation recorded took 0.14 of it. */
const TIMEOUT_SHARE = 0.5;
/**
 * From when a resource counts as slow (its p95) and as stalled: the p99 of enough history of its own, else
 * half of the time-out in its type's schema. Silence alone says nothing: a service may take 25 min in silence.
 */
function limits(type, baseline, stallAfter) {
    const slow = Math.max((0,src_work/* quantileOf */.Xf)(baseline, 0.95), baseline.seconds + GRACE_SECONDS / 2);
    if (stallAfter !== 'auto')
        return { slow: Math.min(slow, stallAfter), stalled: stallAfter };
    const stalled = isWellKnown(baseline)
        ? Math.max((0,src_work/* quantileOf */.Xf)(baseline, 0.99), baseline.seconds + GRACE_SECONDS)
        : Math.max(TIMEOUT_SHARE * timeoutSeconds(type), (0,src_work/* quantileOf */.Xf)(baseline, 0.99));
    return { slow, stalled };
}
/** Whether its own earlier times alone tell from when on it has stalled. */
const isWellKnown = ({ source, samples }) => source === 'own' && samples >= ENOUGH;
function timing(elapsedSeconds, { slow, stalled }) {
    if (elapsedSeconds >= stalled)
        return 'stalled';
    return elapsedSeconds >= slow ? 'slow' : 'normal';
}
/** A nested stack takes what its resources take: they are judged, not it. */
const mayStall = (span) => span.endedAt === undefined && !(0,model_span/* isNestedStack */.SZ)(span);
function timeoutSeconds(type) {
    const key = type.startsWith('Custom::') ? 'Custom::*' : type;
    return 60 * (table/* TIMEOUT_MINUTES */.yl[key] ?? table/* TIMEOUT_MINUTES_DEFAULT */.kR);
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/tracked-timing.ts
// What a tracker tells of how its resources under way keep to their usual time.



const timedSpans = (tracker, now) => running(tracker)
    .filter(mayStall)
    .map((span) => timed(tracker, span, now));
const running = ({ record }) => record.spans.filter(({ endedAt }) => endedAt === undefined);
/** A resource may have ended since its stack was polled: until then it is judged. */
function timed({ history, seenAt, suspected, options }, span, now) {
    const elapsedSeconds = (0,model_span/* secondsOf */.TM)(span, Math.min(now, seenAt.get(span.stackId) ?? now));
    const baseline = history.baseline(span);
    const bounds = limits(span.type, baseline, options.stallAfter);
    const stallsIn = bounds.stalled - (0,model_span/* secondsOf */.TM)(span, now);
    const evidence = suspected.get((0,model_span/* spanKey */.yi)(span));
    const common = { span, elapsedSeconds, usualSeconds: baseline.seconds, stallsIn };
    return evidence === undefined
        ? { ...common, timing: timing(elapsedSeconds, bounds) }
        : { ...common, timing: 'stalled', evidence };
}
/** Late is what takes longer than so many of its kind. */
const LATE_LEVEL = 0.8;
/** Of a nested stack and of what is under way in it: the baselines of those that take longer than most. */
const lateIn = (tracker, stackId, now) => running(tracker)
    .filter((span) => span.physicalId === stackId || span.stackId === stackId)
    .map((span) => ({ seconds: (0,model_span/* secondsOf */.TM)(span, now), baseline: tracker.history.baseline(span) }))
    .filter(({ seconds, baseline }) => seconds > (0,src_work/* quantileOf */.Xf)(baseline, LATE_LEVEL))
    .map(({ baseline }) => baseline);

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/stack-report.ts




const iso = (time) => new Date(time).toISOString();
const tenths = (seconds) => Math.round(seconds * 10) / 10;
/** What was seen of an operation, as plain data. */
function reportOf({ stack, tracker, ending, resilient, now }) {
    const { attempt } = tracker;
    const progress = progressOf(tracker, now);
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
        resources: tracker.record.spans.map((span) => resource(span, tracker.history.baseline(span).seconds, now)),
        stalled: timedSpans(tracker, now)
            .filter(({ timing }) => timing === 'stalled')
            .map(({ span }) => span.logicalId),
        lostSightSeconds: tenths(resilient.lostSeconds()),
        ...(ending.lostSight === undefined ? {} : { lostSight: ending.lostSight }),
        events: tracker.events.toSorted((a, b) => a.time - b.time),
    };
}
function resource(span, usualSeconds, now) {
    return {
        stackName: span.stackName,
        logicalId: span.logicalId,
        type: span.type,
        status: span.status,
        startedAt: iso(span.startedAt),
        seconds: tenths((0,model_span/* secondsOf */.TM)(span, now)),
        usualSeconds: tenths(usualSeconds),
    };
}
/** When there was no operation to see. */
function reportOfNone(name, none, resilient) {
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
        lostSightSeconds: tenths(resilient.lostSeconds()),
        ...(lostSight === undefined ? {} : { lostSight }),
        events: [],
    };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/resilient-read.ts
var resilient_read = __webpack_require__(42680);
;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/validation.ts

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

// EXTERNAL MODULE: ./packages/cloudformation/src/reader/feed.ts
var reader_feed = __webpack_require__(4986);
// EXTERNAL MODULE: ./packages/cloudformation/src/watch/near.ts
var watch_near = __webpack_require__(5202);
;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/attach.ts







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
async function attach(options, ports, resilient, previous) {
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
            stack = await resilient.read(() => reader.describeStack(options.stack));
            const cause = stack && (await resilient.read(() => refusedChangeSet(reader, stack, since())));
            if (cause !== undefined)
                return none('failed', stack, { cause });
        }
        if (stack !== undefined) {
            feed ??= (0,reader_feed/* openFeed */.B)(reader, stack.stackId);
            const source = feed;
            seen.push(...(await resilient.read(() => source.read(model_status/* beginsOperation */.SO))));
            const attempt = (0,model_attempt/* attempts */.r)(seen).at(-1);
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
            return nothingBegan(options, ports, resilient);
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
async function nothingBegan(options, ports, resilient) {
    const { reader } = ports;
    const stack = await resilient.read(() => reader.describeStack(options.stack));
    if (stack === undefined)
        return notThere(options, ports, resilient);
    const cause = await resilient.read(() => refusedChangeSet(reader, stack, sinceByAws(options, ports)));
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
async function notThere(options, ports, resilient) {
    const name = (0,names/* stackArn */.yT)(options.stack)?.name ?? options.stack;
    const all = await resilient.read(() => ports.reader.stacks()).catch(withoutList);
    const since = sinceByAws(options, ports);
    const deleted = all.find((stack) => stack.name === name && (stack.deletedAt ?? 0) >= since);
    if (deleted !== undefined && deleted.stackId !== options.stack) {
        return attach({ ...options, stack: deleted.stackId, startTimeoutSeconds: 0 }, ports, resilient);
    }
    const there = all.filter(({ status }) => status !== 'DELETE_COMPLETE');
    const near = (0,watch_near/* nearNames */.$)(name, there.map((stack) => stack.name));
    const region = there[0] === undefined ? options.region : (0,names/* stackArn */.yT)(there[0].stackId)?.region;
    const where = region === undefined ? '' : ` in ${region}`;
    const meant = near.length === 0 ? 'is its name right, and its region?' : `did you mean ${near.join(', ')}?`;
    return none('not-found', undefined, { note: `there is no stack ${name}${where}: ${meant}` });
}
/** The list only helps to say more. */
function withoutList(error) {
    if (error instanceof reader_reader/* ReadError */.F)
        return [];
    throw error;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/ending.ts


/** What it means that nothing can be read any more: nothing for the deployment. */
function outOfSight(error, cancelled) {
    if (!(error instanceof reader_reader/* ReadError */.F))
        throw error;
    if (cancelled.aborted)
        return { status: 'cancelled' };
    return { status: 'timed-out', lostSight: (0,errors/* errorLine */.B)(error) };
}
/** The same before anything was seen: then a missing permission is the user's to mend. */
function blind(error, stack, cancelled) {
    const mendable = error instanceof reader_reader/* ReadError */.F && (error.trouble === 'denied' || error.trouble === 'other');
    if (mendable && !cancelled.aborted) {
        throw new errors/* UserError */.y(`Stack "${stack}" cannot be read: ${(0,errors/* errorLine */.B)(error)}`);
    }
    return outOfSight(error, cancelled);
}

// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/estimate/src/poll.ts
var poll = __webpack_require__(58915);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/schedule.ts


// Tuned on one part of a family of made-up operations, measured on another (npm run bench -- monitor).
const SHORTEST = 2;
/** With the jitter, an end is seen 12 s late at most. */
const LONGEST = 11.2;
/** Where earlier runs say that the end is improbable. A failure is heard no later than this. */
const LONGEST_KNOWN = 30;
/** So improbable is an end that is seen later than that. */
const EARLY = 0.01;
/** An operation may fail as soon as it begins, or be over; earlier runs tell that it is not. */
const FIRST = 7;
/** Seconds of delay that are worth one call. */
const COST = 0.8;
/** With history the end is known to a few seconds: calls are saved long before it, and spent near it. */
const COST_KNOWN = 0.5;
/** The longer it goes on, the less a few seconds matter. */
const MINIMUM_SHARE = 0.02;
const JITTER = 0.05;
/**
 * Seconds until the next look: rare while the end is improbable, close when it is near. Jittered, so that
 * the jobs of a matrix do not ask in step.
 */
function pause(context, configured, random) {
    if (configured !== 'auto')
        return (0,retry/* jittered */.et)(configured, random, JITTER);
    const wanted = Math.min(unhurried(context), Math.max(LONGEST, context.nextStall));
    return (0,retry/* jittered */.et)(wanted * context.backpressure, random, JITTER);
}
function unhurried(context) {
    const { endsWithin, forecast, elapsedSeconds, known } = context;
    const waited = known ? Math.max(0, elapsedSeconds - (forecast?.quantile(0.95) ?? 0)) : elapsedSeconds;
    const minimum = Math.min(LONGEST, SHORTEST + MINIMUM_SHARE * waited);
    if (known)
        return untilLate(endsWithin, minimum, longestKnown(context));
    return (0,poll/* nextPoll */.H)({ endsWithin }, elapsedSeconds, {
        ...{ cost: COST, minimum },
        maximum: Math.min(LONGEST, FIRST + elapsedSeconds),
    });
}
/** The end may come sooner than earlier runs tell, by a failure: but not before what was done is undone. */
const longestKnown = ({ endsAtFailure, undoSeconds }) => endsAtFailure ? LONGEST : Math.min(LONGEST_KNOWN, LONGEST + undoSeconds);
const STEP = 0.25;
/**
 * Seconds after which the end, had it come unseen, would be seen late by `COST_KNOWN` seconds on average: the sum of
 * `endsWithin` up to then. For a steady hazard that is the optimal inspection interval, sqrt(2 cost / hazard) (Barlow, Hunter
 * and Proschan 1963); where the end is far and well known it waits for it, as an interval by the mean hazard would not.
 */
function untilLate(endsWithin, minimum, maximum) {
    let [late, seconds, longest] = [0, 0, maximum];
    for (; late < COST_KNOWN && seconds < longest; seconds += STEP) {
        const ended = endsWithin(seconds + STEP / 2);
        late += STEP * ended;
        if (ended > EARLY)
            longest = Math.min(longest, seconds + LONGEST);
    }
    return Math.max(minimum, Math.min(maximum, seconds));
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/evidence.ts



/** Types whose own service tells of trouble long before CloudFormation does. */
const TELLING = /^AWS::ECS::(Service|ExpressGatewayService)$/;
/** Tasks need a moment to start and to die. */
const FIRST_INSPECTION_SECONDS = 30;
const PAUSE_SECONDS = 30;
/** What was well for long is inspected more rarely: this share of its time, up to so many seconds. */
const PAUSE_SHARE = 0.1;
const evidence_LONGEST_PAUSE_SECONDS = 120;
/**
 * Inspects rarely, and one resource at a time: evidence is worth having, not worth the account's calls. Nor does it hold
 * up the watch: what is found counts at the next poll of the stack.
 */
function openEvidence(watched, { inspect, limiter, notice }) {
    const inspectedAt = new Map();
    const told = new Map();
    let inspecting = false;
    const isDue = (span, now) => {
        const rare = Math.min(evidence_LONGEST_PAUSE_SECONDS, PAUSE_SHARE * (0,model_span/* secondsOf */.TM)(span, now));
        const pause = Math.max(PAUSE_SECONDS, rare) * 1000 * limiter.backpressure();
        const before = inspectedAt.get((0,model_span/* spanKey */.yi)(span)) ?? Number.NEGATIVE_INFINITY;
        return (0,model_span/* secondsOf */.TM)(span, now) >= FIRST_INSPECTION_SECONDS && now - before >= pause;
    };
    const judge = async (span, inspect) => {
        inspecting = true;
        const suspicion = await inspect(span).catch(() => undefined);
        inspecting = false;
        const key = (0,model_span/* spanKey */.yi)(span);
        if (watched.tracker.attempt?.decided !== undefined)
            return;
        if (suspicion === undefined || told.get(key) === suspicion.words)
            return;
        told.set(key, suspicion.words);
        if (suspicion.stalled)
            watched.tracker = suspected(watched.tracker, span, suspicion.words);
        else
            notice({ kind: 'early-warning', span, words: suspicion.words });
    };
    /** Begins to inspect the resource that was not inspected for longest, where one is due. */
    const inspectNext = (now) => {
        if (inspect === undefined || inspecting || isRollingBack(watched.tracker))
            return;
        const [span] = watched.tracker.record.spans
            .filter(isTelling)
            .filter((span) => isDue(span, now))
            .toSorted((a, b) => (inspectedAt.get((0,model_span/* spanKey */.yi)(a)) ?? 0) - (inspectedAt.get((0,model_span/* spanKey */.yi)(b)) ?? 0));
        if (span === undefined)
            return;
        inspectedAt.set((0,model_span/* spanKey */.yi)(span), now);
        void judge(span, inspect);
    };
    return { inspectNext };
}
const isTelling = ({ status, type, action, physicalId }) => (0,model_status/* isInProgress */.LT)(status) && TELLING.test(type) && action !== 'DELETE' && physicalId !== '';

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/nested.ts







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
const FIRST_POLL_SECONDS = 5;
function followNested(watched, ports) {
    const following = {
        ...{ watched, ports, known: new Map(), firstSeen: new Map() },
        rootReadAt: ports.reader.now(),
    };
    return {
        witness: (now) => witness(following, now),
        poll: (now, patience) => nested_poll(following, now, patience),
        finish: () => finish(following),
    };
}
async function witness(following, now) {
    const [next] = atWork(following)
        .filter((each) => mayWitness(following, each, now))
        .toSorted((a, b) => age(following, a, now) - age(following, b, now));
    const patient = now - following.rootReadAt <= 1000 * ROOT_PATIENCE_SECONDS;
    if (next !== undefined && patient) {
        await nested_read(following, next, now);
        await learnMore(following, next, now);
        if (goesOn(following, next.stackId))
            return true;
    }
    following.rootReadAt = now;
    return false;
}
async function nested_poll(following, now, patience) {
    const failed = (each) => (0,model_status/* isFailed */.Ix)(each.status) && !each.cancelled && changed(following, each);
    if (await readAll(following, failed, now))
        return;
    const isOverdue = ({ stackId }) => lateIn(following.watched.tracker, stackId, now).length > 0;
    const waits = (each) => age(following, each, now) - 1000 * (isOverdue(each) ? OVERDUE_PATIENCE_SECONDS : patience);
    const [next] = atWork(following).toSorted((a, b) => waits(b) - waits(a));
    if (next === undefined || waits(next) < 0)
        return;
    await nested_read(following, next, now);
    await learnMore(following, next, now);
}
/** The outcome is certain without it, so what cannot be read is left out. */
async function finish(following) {
    try {
        await readAll(following, (each) => changed(following, each), following.ports.reader.now());
    }
    catch (error) {
        if (!(error instanceof reader_reader/* ReadError */.F))
            throw error;
    }
}
/** A nested stack may tell of further ones, so it goes on until nothing is new. @returns whether there were any */
async function readAll(following, isMeant, now) {
    let some = false;
    for (;;) {
        const meant = [...following.watched.tracker.nested.values()].filter(isMeant);
        if (meant.length === 0)
            return some;
        some = true;
        for (const each of meant)
            await nested_read(following, each, now);
    }
}
async function nested_read({ watched, ports, known }, nested, now) {
    const { stackId, status, since } = nested;
    const entry = known.get(stackId) ?? {
        ...{ feed: (0,reader_feed/* openFeed */.B)(ports.reader, stackId), readAt: now, pages: 0, status, since, own: undefined },
    };
    known.set(stackId, entry);
    Object.assign(entry, { readAt: now, status, since });
    const began = watched.tracker.attempt?.startedAt ?? 0;
    const events = await ports.resilient
        .read(() => entry.feed.read(({ time }) => time < began))
        .catch(withoutIt);
    const ours = events.filter(({ time }) => time >= began);
    entry.own = ours.findLast(stack_event/* isOfStackItself */.D) ?? entry.own;
    const older = events.filter(({ time }) => time < began);
    watched.tracker = readUntil(observed(learned(watched.tracker, older), ours), stackId, now);
}
/** Whether it hangs or is only slow, its own past can tell. */
async function learnMore({ watched, ports, known }, { stackId }, now) {
    const entry = known.get(stackId);
    const isOpen = () => lateIn(watched.tracker, stackId, now).some((baseline) => !isWellKnown(baseline));
    // How long a rollback takes no earlier operation tells.
    if (isRollingBack(watched.tracker))
        return;
    while (entry !== undefined && entry.pages < HISTORY_PAGES && isOpen()) {
        entry.pages++;
        const events = await ports.resilient.read(() => entry.feed.past());
        watched.tracker = learned(watched.tracker, events);
    }
}
/** It has something to tell that was not read: not what came to its end without doing anything, or before the last read. */
function changed({ known }, { stackId, status, since, quietFor }) {
    const entry = known.get(stackId);
    if (entry?.status === status && entry.since === since)
        return false;
    if ((0,model_status/* isFailed */.Ix)(status))
        return true;
    if (status === 'UPDATE_COMPLETE' && quietFor < NOTHING_DONE_MS)
        return false;
    return !isOver(entry?.own, since);
}
/** Milliseconds since it was read, or first heard of. */
function age({ known, firstSeen }, { stackId }, now) {
    const readAt = known.get(stackId)?.readAt;
    if (readAt !== undefined)
        return now - readAt;
    const at = firstSeen.get(stackId) ?? now;
    firstSeen.set(stackId, at);
    return now - at;
}
/** Those of which neither their own events nor what they are nested in tell the end. */
function atWork({ watched, known }) {
    const all = [...watched.tracker.nested.values()];
    const open = all.filter(({ stackId, status, since }) => (0,model_status/* isInProgress */.LT)(status) && !isOver(known.get(stackId)?.own, since));
    const closed = new Set(all.filter((each) => !open.includes(each)).map(({ stackId }) => stackId));
    // A parent comes before what is nested in it.
    for (const { stackId, parentId } of all)
        if (closed.has(parentId))
            closed.add(stackId);
    return open.filter(({ stackId }) => !closed.has(stackId));
}
function mayWitness({ known }, { stackId, since }, now) {
    const own = known.get(stackId)?.own;
    return now - since > 1000 * FIRST_POLL_SECONDS && (own === undefined || isAtWork(own.status));
}
/** Its own event may be missing, and what it works on is not. */
function goesOn({ watched, known }, stackId) {
    const inside = watched.tracker.record.spans.filter((span) => span.stackId === stackId);
    const own = known.get(stackId)?.own;
    const works = own === undefined ? inside.some(({ status }) => (0,model_status/* isInProgress */.LT)(status)) : isAtWork(own.status);
    return works && !inside.some(({ status }) => (0,model_status/* isFailed */.Ix)(status));
}
/**
 * Whether its own event tells the end of the work that began then. What an update cleans up comes after the root's outcome,
 * what a rollback does before it.
 */
const isOver = (own, since) => own !== undefined &&
    own.time >= since &&
    (!(0,model_status/* isInProgress */.LT)(own.status) || own.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
const isAtWork = (own) => /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(own);
/** Some policies allow the root stack only: then, or when there is no such stack, its own events have to do. */
function withoutIt(error) {
    if (error instanceof reader_reader/* ReadError */.F && (error.trouble === 'denied' || error.trouble === 'other'))
        return [];
    throw error;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/cause/explain.ts


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

;// CONCATENATED MODULE: ./packages/cloudformation/src/progress/percent-history.ts
function openPercentHistory(startedAt) {
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

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/teller.ts








function openTeller(rootId, watched, ports) {
    const { reader, notice } = ports;
    const told = new Map();
    const percents = openPercentHistory(watched.tracker.attempt?.startedAt ?? reader.now());
    let next = 0;
    let first;
    const events = () => {
        const progress = progressOf(watched.tracker, reader.now());
        watched.tracker = withShown(watched.tracker, progress);
        const { tracker } = watched;
        const fresh = tracker.events.slice(next);
        next += fresh.length;
        const { attempt } = tracker;
        const since = attempt?.startedAt ?? 0;
        percents.mark(attempt?.decided?.at ?? reader.now(), progress.percent);
        for (const event of fresh.sort((a, b) => a.time - b.time)) {
            const elapsedSeconds = (event.time - since) / 1000;
            notice({
                kind: 'event',
                event,
                elapsedSeconds,
                percent: percents.at(event.time),
                rollingBack: event.time >= (attempt?.rollbackSince ?? Number.POSITIVE_INFINITY),
                path: pathOf(tracker, event.stackId).join('/'),
            });
        }
    };
    const cause = () => {
        const { attempt, events } = watched.tracker;
        const { investigate } = ports;
        const operationIds = attempt?.operationIds ?? [];
        return explain({ rootId, events, operationIds, reader, investigate, earlier: first });
    };
    const failure = async () => {
        if (first !== undefined || !watched.tracker.record.spans.some(({ status }) => (0,model_status/* isFailed */.Ix)(status)))
            return;
        // A deletion is tried again, and may then succeed.
        const { operation, decided } = watched.tracker.attempt ?? {};
        if (operation === 'DELETE' && decided?.outcome !== 'failed')
            return;
        const found = await cause();
        if (found === undefined)
            return;
        first = found;
        notice({ kind: 'failing', cause: found });
    };
    const delays = () => {
        const timed = timedSpans(watched.tracker, reader.now());
        for (const each of timed) {
            const key = (0,model_span/* spanKey */.yi)(each.span);
            if (each.timing === 'normal' || told.get(key) === each.timing || told.get(key) === 'stalled')
                continue;
            told.set(key, each.timing);
            const { timing, stallsIn: _, ...delay } = each;
            notice({ kind: timing, delay: { ...delay, hint: stallHint(each.span.type) } });
        }
        return timed.some((each) => each.timing === 'stalled');
    };
    return { events, cause, failure, delays };
}

// EXTERNAL MODULE: ./packages/cloudformation/src/model/template.ts + 1 modules
var model_template = __webpack_require__(13153);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader/change-set.ts
var change_set = __webpack_require__(52419);
;// CONCATENATED MODULE: ./packages/cloudformation/src/reader/existing-resources.ts

/** What a deletion has to remove from one stack: all that still stands. */
async function existingResources(reader, stackId) {
    const resources = await reader.resources(stackId);
    return resources
        .filter(({ status }) => status !== 'DELETE_COMPLETE')
        .map(({ status: _, ...resource }) => ({ ...resource, action: 'Remove' }));
}
const isNested = ({ type, physicalId = '' }) => type === stack_event/* STACK_TYPE */.Q9 && physicalId.startsWith('arn:');
/** The same with what stands in nested stacks, to any depth: one call for each. */
async function withNestedResources(reader, removed) {
    const whole = [];
    for (const change of removed) {
        const { physicalId = '' } = change;
        const inside = isNested(change)
            ? { nested: await withNestedResources(reader, await existingResources(reader, physicalId)) }
            : {};
        whole.push({ ...change, ...inside });
    }
    return whole;
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/totals.ts





/** Most operations on nested stacks are over by then: what takes a call for each is not worth it for them. */
const LATER_SECONDS = 30;
/** So many earlier runs tell how long it takes in all, and what it touches. */
const ENOUGH_RUNS = 3;
/**
 * The totals: from the change set that was executed, and for a deletion from what stands. An update without a
 * change set tells nobody what it will touch; then the history and what has begun have to do. Where no earlier run
 * tells how long it takes in all, the template tells in which order.
 */
function followTotals(stack, watched, { reader, resilient }) {
    let first;
    let whole = false;
    const orNone = (read) => resilient.read(read).catch(() => []);
    const begin = async (operation) => {
        const id = (0,model_status/* isRollback */.z1)(operation) ? undefined : stack.changeSetId;
        const removed = operation === 'DELETE';
        if (!removed && id === undefined)
            return [];
        const found = await orNone(() => removed ? existingResources(reader, stack.stackId) : reader.changes(id ?? ''));
        const partial = removed ? found.some(isNested) : (0,change_set/* hasUnread */.Q)(found);
        watched.tracker = planned(watched.tracker, found, partial);
        return found;
    };
    const complete = async (operation, begun) => {
        const read = operation === 'DELETE' ? withNestedResources : change_set/* withNested */.g;
        if (begun.some(isNested) || (0,change_set/* hasUnread */.Q)(begun)) {
            const all = await orNone(() => read(reader, begun));
            if (all.length > 0)
                watched.tracker = planned(watched.tracker, all, false);
        }
        if (!['CREATE', 'UPDATE', 'IMPORT'].includes(operation) || forecastOf(watched.tracker) !== undefined)
            return;
        const template = await resilient.read(() => reader.template(stack.stackId)).catch(() => undefined);
        const resources = (await (0,model_template/* readTemplate */.x)(template ?? ''))?.resources ?? [];
        watched.tracker = ordered(watched.tracker, resources);
    };
    const fetch = async () => {
        const { attempt } = watched.tracker;
        if (whole || attempt === undefined)
            return;
        if (attempt.decided !== undefined || attempt.rollbackSince !== undefined)
            return;
        first ??= await begin(attempt.operation);
        const elapsedSeconds = (reader.now() - attempt.startedAt) / 1000;
        if (elapsedSeconds < LATER_SECONDS || (forecastOf(watched.tracker)?.sampleSize ?? 0) >= ENOUGH_RUNS)
            return;
        whole = true;
        await complete(attempt.operation, first);
    };
    return { fetch };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/follow.ts















/** Seconds after which a nested stack at work is polled again. */
const NESTED_PATIENCE = { unknown: 60, known: 90 };
const follow_HISTORY_PAGES = 10;
/** An operation that is over soon has no use for a page of the past; what the first page has of it is there anyway. */
const SECONDS_A_PAGE = 30;
/** So many tell how long the whole takes; where a resource is slow, more tell whether it has stalled (stall.ts). */
const follow_ENOUGH_RUNS = { usually: 3, slow: 10 };
/** Of a large stack one run fills more: to read enough of them costs more calls than they save. */
const PAGES_A_RUN = 2;
/** Follows an attempt to its end. */
async function follow(attached, options, ports) {
    const { reader, resilient, notice } = ports;
    const { stackId } = attached.stack;
    const watched = { tracker: begun(attached, options) };
    const { attempt } = watched.tracker;
    const url = (0,console/* operationUrl */.F5)(stackId, attempt?.operationIds.at(-1));
    if (attempt)
        notice({ kind: 'attached', operation: attempt.operation, stackId, ...(url && { url }) });
    const nested = followNested(watched, ports);
    const teller = openTeller(stackId, watched, ports);
    let stack = attached.stack;
    let ending;
    try {
        stack = await current(attached, watched.tracker, ports);
        ending = await toTheEnd({ attached, stack, options, ports, watched, nested, teller });
    }
    catch (error) {
        ending = outOfSight(error, ports.cancelled);
        if (ending.status === 'cancelled')
            ending = await cancel(attached, options, ports);
        // Whatever comes of a rollback, what was deployed has failed.
        else if (isRollingBack(watched.tracker))
            ending = { status: 'failed', cause: await teller.cause() };
    }
    return reportOf({ stack, tracker: watched.tracker, ending, resilient, now: reader.now() });
}
const begun = ({ stack, older, events }, { stallAfter, runs = [] }) => {
    const before = (0,model_attempt/* attempts */.r)(older).at(-1)?.stackStatus ?? '';
    const tracker = newTracker({ rootId: stack.stackId, stallAfter, runs, before });
    return observed(learned(tracker, older), events);
};
async function toTheEnd(following) {
    const { attached, stack, options, ports, watched, nested, teller } = following;
    const { clock, reader, cancelled } = ports;
    const deadline = clock.now() + options.timeoutSeconds * 1000;
    const evidence = openEvidence(watched, ports);
    const totals = followTotals(stack, watched, ports);
    const past = openPast(attached, watched, ports);
    for (;;) {
        if (watched.tracker.attempt?.decided !== undefined)
            await nested.finish();
        else
            await totals.fetch();
        teller.events();
        showProgress(watched, ports);
        await teller.failure();
        const ended = await decidedEnding(following);
        if (ended !== undefined)
            return ended;
        evidence.inspectNext(reader.now());
        const stalled = teller.delays();
        if (stalled && options.endOnStall)
            return { status: 'stalled', cause: await teller.cause() };
        if (cancelled.aborted)
            return cancel(attached, options, ports);
        if (clock.now() >= deadline)
            return { status: 'timed-out', cause: await teller.cause() };
        const context = pollContext(stack, watched.tracker, ports);
        await rest(pause(context, options.pollInterval, ports.random), watched, ports);
        if (cancelled.aborted)
            return cancel(attached, options, ports);
        await follow_poll(following, past);
    }
}
/** How the attempt ended; undefined while that is open. */
async function decidedEnding({ watched, teller, ports }) {
    const { attempt } = watched.tracker;
    if (attempt?.decided === undefined)
        return undefined;
    const { operation, stackStatus, decided } = attempt;
    ports.notice({ kind: 'decided', operation, outcome: decided.outcome, stackStatus });
    // A resource may fail to be deleted at first, and the stack's deletion succeed.
    if (decided.outcome === 'succeeded')
        return { status: decided.outcome };
    return { status: decided.outcome, cause: await teller.cause() };
}
/** Reads what is new: of a nested stack in place of the root where that tells as much, else of the root and what pays. */
async function follow_poll(following, past) {
    const { attached, stack, ports, watched, nested } = following;
    const { reader, resilient } = ports;
    if (!endsAtFailure(stack, watched.tracker) && (await nested.witness(reader.now())))
        return;
    const asked = reader.now();
    const events = await resilient.read(() => attached.feed.read());
    watched.tracker = readUntil(observed(watched.tracker, events), attached.stack.stackId, asked);
    if (watched.tracker.attempt?.decided !== undefined)
        return;
    await past.fetch();
    const isForetold = forecastOf(watched.tracker) !== undefined;
    await nested.poll(reader.now(), isForetold ? NESTED_PATIENCE.known : NESTED_PATIENCE.unknown);
}
/** The stack's older events, which teach how long work usually takes: a page at a time, where that can pay. */
function openPast({ feed }, watched, { reader, resilient }) {
    let pages = 0;
    const pays = () => {
        const { tracker } = watched;
        const { attempt } = tracker;
        // How long a rollback takes no earlier operation tells, and nothing is deleted twice.
        if (attempt === undefined || isRollingBack(tracker) || attempt.operation === 'DELETE')
            return false;
        const elapsedSeconds = (reader.now() - attempt.startedAt) / 1000;
        if (pages >= Math.min(follow_HISTORY_PAGES, Math.floor(elapsedSeconds / SECONDS_A_PAGE)))
            return false;
        const isSlow = timedSpans(tracker, reader.now()).some(({ timing, elapsedSeconds }) => timing !== 'normal' && elapsedSeconds >= SECONDS_A_PAGE);
        const runs = forecastOf(tracker)?.sampleSize ?? 0;
        if (isSlow)
            return runs < follow_ENOUGH_RUNS.slow;
        return runs < follow_ENOUGH_RUNS.usually && !isKnown(tracker) && pages < PAGES_A_RUN * (runs + 1);
    };
    const fetch = async () => {
        if (!pays())
            return;
        pages++;
        const events = await resilient.read(() => feed.past());
        watched.tracker = learned(watched.tracker, events);
    };
    return { fetch };
}
/** Time goes on between polls, and so does the progress shown: by about a percent at a time. */
const TICK_SHARE = 0.01;
const SHORTEST_TICK_SECONDS = 2;
async function rest(seconds, watched, ports) {
    const { clock, reader, cancelled } = ports;
    const until = clock.now() + seconds * 1000;
    const { elapsedSeconds } = progressOf(watched.tracker, reader.now());
    const tick = Math.max(SHORTEST_TICK_SECONDS, TICK_SHARE * elapsedSeconds);
    for (let left = until - clock.now(); left > 0 && !cancelled.aborted; left = until - clock.now()) {
        await clock.sleep(Math.min(left, tick * 1000), cancelled);
        if (clock.now() < until)
            showProgress(watched, ports);
    }
}
function showProgress(watched, { reader, notice }) {
    const progress = progressOf(watched.tracker, reader.now());
    watched.tracker = withShown(watched.tracker, progress);
    notice({ kind: 'progress', progress, rollingBack: isRollingBack(watched.tracker) });
}
/** The stack as this attempt has it: its change set and its mode. A description made before it began tells of another. */
async function current({ stack }, tracker, { reader, resilient, notice }) {
    const { attempt } = tracker;
    if (attempt === undefined || attempt.decided !== undefined)
        return stack;
    const { status } = stack;
    const isCurrent = (0,model_status/* isInProgress */.LT)(status) && !(0,model_status/* isCleanup */.FV)(status) && (0,model_status/* operationOf */.zI)(status) === attempt.operation;
    const now = isCurrent
        ? stack
        : ((await resilient.read(() => reader.describeStack(stack.stackId))) ?? stack);
    if (now.deploymentMode === 'EXPRESS')
        notice({ kind: 'express' });
    return now;
}
/** Nothing is brought back: the first failure is the end, whatever else is still at work. */
const endsAtFailure = (stack, tracker) => stack.disableRollback === true || tracker.attempt?.operation === 'DELETE';
function pollContext(stack, tracker, { reader, limiter }) {
    const now = reader.now();
    const waits = timedSpans(tracker, now).map(({ stallsIn }) => stallsIn);
    return (0,values/* compact */.oE)({
        endsWithin: endsWithinOf(tracker, now),
        known: isKnown(tracker),
        undoSeconds: undoSeconds(tracker, now),
        endsAtFailure: endsAtFailure(stack, tracker),
        elapsedSeconds: progressOf(tracker, now).elapsedSeconds,
        forecast: forecastOf(tracker),
        nextStall: Math.min(Number.POSITIVE_INFINITY, ...waits.filter((seconds) => seconds > 0)),
        backpressure: limiter.backpressure(),
    });
}
async function cancel({ stack }, options, ports) {
    if (options.onCancel === 'cancel-update') {
        const refused = (error) => ports.notice({ kind: 'not-cancelled', message: (0,errors/* errorLine */.B)(error) });
        await ports.reader.cancelUpdate(stack.stackId).catch(refused);
    }
    return { status: 'cancelled' };
}

;// CONCATENATED MODULE: ./packages/cloudformation/src/watch/watch.ts









/**
 * Watches one operation of one stack to its end. Never ends because it cannot see: that is waited out and
 * said. @throws UserError when the stack may not be read at all
 */
async function watch(options, given) {
    const { clock, notice, limiter = openLimiter(clock) } = given;
    const ports = { ...given, limiter, reader: rateLimited(given.reader, limiter, given.cancelled) };
    let began = clock.now();
    const resilient = (0,resilient_read/* openResilientRead */.M)({
        clock,
        random: ports.random,
        signal: ports.cancelled,
        get deadline() {
            // Deploying steps may take longer than any watch: what they begin is watched all the same.
            if (ports.stepsEnded?.() === false)
                began = clock.now();
            return began + options.timeoutSeconds * 1000;
        },
        lost: (message) => notice({ kind: 'lost-sight', message }),
        regained: (seconds) => notice({ kind: 'regained', seconds }),
        renew: ports.renew ?? (async () => false),
    });
    try {
        return await lastOperation(options, ports, resilient);
    }
    catch (error) {
        return reportOfNone(options.stack, blind(error, options.stack, ports.cancelled), resilient);
    }
}
/**
 * What a deploy tool does may be several operations: it deletes a stack whose creation failed and creates it again, or
 * tries once more. While its steps run the next one is waited for, and the last one counts. Where nobody tells when
 * they are over, only a deletion that cleared the way for a creation is waited beyond.
 */
async function lastOperation(options, given, resilient) {
    const ports = { ...given, resilient };
    const end = (attachment) => attachment.kind === 'none'
        ? reportOfNone(options.stack, attachment, resilient)
        : follow(attachment, options, ports);
    let attachment = await attach(options, ports, resilient);
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
        let next = await attach(again, ports, ports.resilient, previous);
        // The stack is there again, with a change set that may take a while to be made and executed.
        if (next.kind === 'none' && next.stack?.status === 'REVIEW_IN_PROGRESS') {
            next = await attach(again, ports, ports.resilient, previous);
        }
        if (next.kind === 'attempt' || next.status === 'failed')
            return next;
        return cleared && next.status === 'cancelled' ? next : undefined;
    }
    catch (error) {
        // What was seen stays true, though sight of what may follow is lost; a deletion alone tells nothing.
        if (cleared || !(error instanceof reader_reader/* ReadError */.F))
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
    return isWhole && (0,model_attempt/* attempts */.r)(older).every(({ decided }) => decided?.outcome !== 'succeeded');
}

// EXTERNAL MODULE: ./packages/readiness/src/health/address.ts
var address = __webpack_require__(85183);
// EXTERNAL MODULE: ./packages/readiness/src/model/service-events.ts
var service_events = __webpack_require__(33311);
;// CONCATENATED MODULE: ./packages/readiness/src/judge/doom.ts

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
 * starts tasks for ever (https://github.com/aws/copilot-cli/issues/1879).
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

// EXTERNAL MODULE: ./packages/readiness/src/model/baseline.ts
var model_baseline = __webpack_require__(16771);
// EXTERNAL MODULE: ./packages/readiness/src/model/service.ts
var model_service = __webpack_require__(57677);
// EXTERNAL MODULE: ./packages/readiness/src/model/verdict.ts
var model_verdict = __webpack_require__(96663);
;// CONCATENATED MODULE: ./packages/readiness/src/judge/deployments.ts





/**
 * Judges by DescribeServices alone, where ECS keeps no deployments for us to read. It shows only what stands: a rollback
 * that is over is told from success by the task definition, by the scheduler's events, or by having watched; else it is
 * not known, and said.
 */
function judgeDeployments(seen, known, origin) {
    const { service } = seen;
    const primary = (0,model_service/* primaryOf */.Os)(service);
    if (primary === undefined || !(0,model_baseline/* isNew */.U)(primary, 'deployments', origin)) {
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
        return (0,model_verdict/* withTroubles */.VK)({ kind: 'settled', status: 'failed', reason, ...times }, service, primary.createdAt);
    }
    const counts = primary.state === '' && service.running === service.desired;
    const stable = service.deployments.length === 1 && (primary.state === 'COMPLETED' || counts);
    if (!stable)
        return ongoing(primary, { service, ...(hidden === undefined ? {} : { hidden }) });
    const before = origin.before?.taskDefinition ?? '';
    const changed = before !== '' && primary.taskDefinition !== '' && before !== primary.taskDefinition;
    const certain = hidden === undefined || known.began || changed || (0,service_events/* saysCompleted */.ef)(service.events, primary.id);
    if (certain)
        return (0,model_verdict/* succeeded */.gq)(service, times, origin.before?.desired);
    return unknown(`${(0,model_verdict/* standsWords */.ZS)(service)}, but whether that is what was deployed or what was rolled back to is not known`, hidden);
}
function ongoing(primary, { service, hidden }) {
    const unknown = hidden !== undefined;
    const failures = (0,model_verdict/* failuresOf */.dJ)(undefined, primary, unknown);
    const doomed = doomOf(service, { breaker: unknown, primary, since: primary.createdAt });
    return {
        ...{ kind: 'ongoing', rollingBack: false, startedAt: primary.createdAt },
        activity: [`${primary.running} of ${service.desired} new tasks run`, failures?.words]
            .filter(Boolean)
            .join('; '),
        progress: (0,model_verdict/* share */.uM)(primary.running, service.desired),
        troubles: (0,service_events/* troubleSince */["in"])(service.events, primary.createdAt),
        ...(failures === undefined ? {} : { failures }),
        ...(doomed === undefined ? {} : { doomed }),
    };
}
/** Whether the primary deployment is one that was rolled back to. */
function rollback({ service }, known, origin, primary) {
    const told = (0,service_events/* failureSince */.PN)(service.events, origin.before?.at ?? origin.since, origin.before?.deployments);
    const failed = service.deployments.find((each) => each !== primary && each.state === 'FAILED' && (0,model_baseline/* isNew */.U)(each, 'deployments', origin));
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
        `back to ${(0,model_verdict/* standsWords */.ZS)(service)}`,
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
    return (0,model_verdict/* withTroubles */.VK)(settled, service, origin.before?.at ?? origin.since);
}
function replaced(known, primary) {
    const brings = (0,model_service/* shortDefinition */.EJ)(primary.taskDefinition);
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
        const reason = `${told ?? 'another deployment took its place'}; back to ${(0,model_verdict/* standsWords */.ZS)(service)}`;
        return (0,model_verdict/* withTroubles */.VK)({ kind: 'settled', status: 'rolled-back', reason }, service, since);
    }
    // The events of the time tell of a rollback, unless they were not kept so long.
    const untold = service.events.length === 0 ||
        (service.events.length >= 100 && (service.events.at(-1)?.time ?? 0) > since);
    return unchanged(seen, origin, untold && hidden !== undefined ? { hidden } : {});
}
function unchanged({ service, rollouts }, origin, more = {}) {
    const older = rollouts.find(model_service/* isUnderWay */.gn);
    const emptying = service.desired === 0 && service.running > 0;
    const before = origin.before?.desired;
    if (service.desired === 0 && before !== undefined && before > 0 && service.running === 0) {
        return (0,model_verdict/* succeeded */.gq)(service, {}, before, '; it was not deployed anew');
    }
    const foreign = older === undefined ? '' : `; a deployment that began before is ${older.stage ?? older.status}`;
    const verdict = {
        ...{ kind: 'unchanged', exists: true },
        reason: `not deployed: ${(0,model_verdict/* standsWords */.ZS)(service)} as before${foreign}`,
        moving: older !== undefined || emptying || service.deployments.length > 1,
        ...more,
    };
    return verdict;
}
const unknown = (words, hidden) => ({
    ...{ kind: 'settled', status: 'timed-out', reason: words },
    lostSight: `${words}: ${hidden}`,
});

;// CONCATENATED MODULE: ./packages/readiness/src/judge/rollout.ts





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
const newRollouts = ({ rollouts }, origin) => rollouts.filter((each) => (0,model_baseline/* isNew */.U)(each, 'rollouts', origin)).toSorted((a, b) => a.createdAt - b.createdAt);
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
    const definition = (0,model_service/* primaryOf */.Os)(service)?.taskDefinition ?? '';
    const remembered = {
        ...known,
        ...(closedAt === undefined ? {} : { closedAt }),
        ...(newest === ours && (0,model_service/* isUnderWay */.gn)(ours) ? { ours: ours.id, taskDefinition: definition } : {}),
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
    const brings = definition === '' ? '' : `, which brings ${(0,model_service/* shortDefinition */.EJ)(definition)}`;
    return {
        ...{ kind: 'settled', status: 'failed', startedAt: ours.createdAt },
        reason: `superseded: deployment ${(0,model_service/* shortId */.m_)(ours.id)} was stopped because another one (${(0,model_service/* shortId */.m_)(by.id)}) took its place${brings}`,
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
        const note = replaced.length === 0 ? '' : `; replaced ${replaced.map(({ id }) => (0,model_service/* shortId */.m_)(id)).join(', ')}`;
        return (0,model_verdict/* succeeded */.gq)(service, times, origin.before?.desired, note);
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
    const primary = (0,model_service/* primaryOf */.Os)(service);
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
    const primary = (0,model_service/* primaryOf */.Os)(service);
    const failures = (0,model_verdict/* failuresOf */.dJ)(rollout.failures, primary, rollout.brief);
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
            ? (0,model_verdict/* share */.uM)(primary?.running ?? 0, service.desired)
            : (0,model_verdict/* share */.uM)(STAGES.indexOf(stage), STAGES.length),
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
const at = (stage) => (stage === undefined ? '' : ` at ${stage}`);
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
function waitWords({ id, expiresAt, timeoutAction = 'ROLLBACK' }, stage) {
    const until = expiresAt === undefined
        ? ''
        : ` until ${new Date(expiresAt).toISOString()}, then ECS does ${timeoutAction}`;
    const how = `aws ecs continue-service-deployment --hook-id ${id} --action CONTINUE or ROLLBACK`;
    return `AWAITING_ACTION${at(stage)}: somebody has to continue it or roll it back${until} (${how})`;
}
const hookWords = ({ type, status }, stage) => `${type} hook ${status}${at(stage)}`;

;// CONCATENATED MODULE: ./packages/readiness/src/judge/code-deploy-verdict.ts
/** Whether it ended otherwise than well. */
const isBad = ({ status }) => status === 'Failed' || status === 'Stopped';
/** `Failed: HEALTH_CONSTRAINTS: ...`. */
const codeDeployWords = ({ status, reason }) => reason === '' ? status : `${status}: ${reason}`;
/**
 * What CodeDeploy itself says of our task set, that the set does not: a set that serves and is steady may yet be taken back by a
 * hook, an alarm or a person. `base` is what the set tells by itself. Undefined where it says nothing more: success, an external controller.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
 */
function judgeCodeDeploy(ours, base, { service, codeDeploy }) {
    if (service.controller !== 'CODE_DEPLOY')
        return undefined;
    const told = codeDeploy?.deployment;
    const serves = ours.status === 'PRIMARY';
    const steady = serves && ours.steady;
    if (told === undefined || told.id !== ours.externalId) {
        const alone = service.taskSets.every((each) => each === ours || each.status === 'DRAINING');
        // CodeDeploy removes the set before as its last step.
        return steady && !alone
            ? code_deploy_verdict_unknown(ours, codeDeploy?.hidden ?? 'its CodeDeploy deployment does not show')
            : undefined;
    }
    const by = `CodeDeploy ${told.id} ${codeDeployWords(told)}`;
    const times = {
        startedAt: ours.createdAt,
        ...(told.endedAt === undefined ? {} : { endedAt: told.endedAt }),
    };
    if (told.rollbackOf !== undefined) {
        const reason = `rolled back: ${told.id} undoes ${told.rollbackOf}`;
        if (steady && (told.shifted || told.status === 'Succeeded'))
            return { kind: 'settled', status: 'rolled-back', reason, ...times };
        return { ...base, rollingBack: true, activity: reason };
    }
    if (isBad(told)) {
        if (!serves)
            return { kind: 'settled', status: 'rolled-back', reason: by, ...times };
        if (told.rolledBackBy === undefined)
            return { kind: 'settled', status: 'failed', reason: by, ...times };
        return {
            ...base,
            rollingBack: true,
            activity: `${by}; ${told.rolledBackBy} rolls it back`,
        };
    }
    if (told.status === 'Succeeded' || (steady && told.shifted))
        return undefined;
    return underWay(base, told);
}
function underWay(base, { id, status }) {
    const wait = `${WAITS}: CodeDeploy has not rerouted the traffic; somebody has to (aws deploy continue-deployment --deployment-id ${id} --deployment-wait-type READY_WAIT) or stop it`;
    return {
        ...base,
        activity: `${base.activity}; CodeDeploy ${status}`,
        troubles: [...(status === WAITS ? [wait] : []), ...base.troubles],
    };
}
/** The status of a blue/green deployment that waits for a person to reroute the traffic (API_ContinueDeployment). */
const WAITS = 'Ready';
function code_deploy_verdict_unknown({ createdAt, externalId = 'its deployment' }, hidden) {
    const words = `the new task set serves and is steady, but whether CodeDeploy keeps it (${externalId}) is not known: ${hidden}`;
    return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words, startedAt: createdAt };
}

;// CONCATENATED MODULE: ./packages/readiness/src/judge/task-sets.ts






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
        .filter((each) => (0,model_baseline/* isNew */.U)(each, 'taskSets', origin))
        .toSorted((a, b) => a.createdAt - b.createdAt);
    const ours = fresh.findLast(({ status }) => status !== 'DRAINING') ?? fresh.at(-1);
    const primary = service.taskSets.find(({ status }) => status === 'PRIMARY');
    if (ours === undefined || (ours.status === 'DRAINING' && primary !== undefined)) {
        const ids = service.taskSets.map(({ id }) => id);
        const gone = ours?.id ??
            known.ours ??
            (0,service_events/* unknownTaskSet */.Q1)(service.events, since, [...ids, ...(origin.before?.taskSets ?? [])]);
        if (gone !== undefined) {
            const settled = takenBack(gone, ours, primary, seen.codeDeploy?.deployment);
            return { known, verdict: (0,model_verdict/* withTroubles */.VK)(settled, service, since) };
        }
        return { known, verdict: unchanged(seen, origin, { patienceSeconds: INSTALL_SECONDS }) };
    }
    const next = { ...known, ours: ours.id };
    const told = judgeCodeDeploy(ours, task_sets_ongoing(ours, service), seen);
    if (told !== undefined)
        return { known: next, verdict: told };
    if (ours.status === 'PRIMARY' && ours.steady) {
        const standing = service.taskSets.filter((each) => each !== ours && each.status === 'ACTIVE' && each.running > 0);
        const note = standing.length === 0 ? '' : '; the task set before still stands by';
        const { taskDefinition, running, desired } = ours;
        const shown = { ...service, taskDefinition: taskDefinition || service.taskDefinition, running, desired };
        const times = { startedAt: ours.createdAt };
        return { known: next, verdict: (0,model_verdict/* succeeded */.gq)(shown, times, origin.before?.desired, note) };
    }
    return { known: next, verdict: task_sets_ongoing(ours, service) };
}
function takenBack(gone, ours, primary, deployment) {
    const id = ours?.externalId ?? (deployment && isBad(deployment) ? deployment.id : undefined);
    const said = deployment !== undefined && deployment.id === id ? ` (${codeDeployWords(deployment)})` : '';
    const by = id === undefined ? '' : ` of ${id}${said}`;
    const back = primary === undefined ? '' : `; ${(0,model_service/* shortDefinition */.EJ)(primary.taskDefinition)} serves as before`;
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
        progress: (0,model_verdict/* share */.uM)(ours.running, ours.desired),
        troubles: (0,service_events/* troubleSince */["in"])(events, ours.createdAt),
    };
}

;// CONCATENATED MODULE: ./packages/readiness/src/judge/judge.ts





/** What a look means, given what stood before and what was seen since. */
function judge(seen, known, origin) {
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
    const primary = (0,model_service/* primaryOf */.Os)(service);
    const since = origin.before?.at ?? origin.since;
    // A rollback of a deployment that began before us makes a new primary deployment, too: not ours either.
    const theirs = seen.rollouts.some(({ status, endedAt }) => /^ROLLBACK_/.test(status) && (endedAt === undefined || endedAt >= since));
    const listed = seen.hidden === undefined && seen.rollouts.length > 0 && known.ours === undefined;
    const isOld = primary === undefined || !(0,model_baseline/* isNew */.U)(primary, 'deployments', origin);
    if (listed && (theirs || isOld))
        return { known, verdict: unchanged(full, origin) };
    return judgeDeployments(full, known, origin);
}

// EXTERNAL MODULE: ./packages/readiness/src/check/tell.ts
var check_tell = __webpack_require__(93768);
;// CONCATENATED MODULE: ./packages/readiness/src/check/ecs.ts








const ecs_PAUSE_SECONDS = 8;
const ecs_JITTER = 0.15;
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
    const tell = (0,check_tell/* openTeller */.fn)(subject, ports);
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
            if (!(error instanceof reader_reader/* ReadError */.F))
                throw error;
            if (signal.aborted)
                return report(cancelled(last));
            return report(lost(error, last));
        }
        const tasks = await tell(last);
        if (over) {
            const ended = endOf(last, tasks, clock.now() - (quietSince ?? 0), watch);
            if (ended !== undefined)
                return report(await withNear(subject, ended, reader), await tell.final(ended));
        }
        if (signal.aborted)
            return report(cancelled(last));
        if (clock.now() >= watch.deadline)
            return report(timedOut(last, reader.now(), over), tell.seen());
        const pause = (last.kind === 'ongoing' ? ecs_PAUSE_SECONDS : over ? ecs_PAUSE_SECONDS : IDLE_SECONDS) * 1000;
        await pauseUnless(() => !over && (watch.stepsEnded?.() ?? true), (0,retry/* jittered */.et)(pause, ports.random, ecs_JITTER), watch, ports);
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
/** A typing error is mended sooner by who sees what may have been meant. */
async function withNear(subject, ended, reader) {
    if (ended.status !== 'not-found')
        return ended;
    const near = (await reader.near?.((0,model_service/* parseService */.nO)(subject))) ?? [];
    return near.length === 0 ? ended : { ...ended, reason: `${ended.reason}; there is ${near.join(', ')}` };
}
const failed = ({ startedAt, progress, troubles }) => ({
    ...{ kind: 'settled', status: 'failed', startedAt, progress, troubles },
});
const cancelled = (last) => ({
    ...{
        kind: 'settled',
        status: 'cancelled',
        reason: last === undefined ? 'not looked at yet' : (0,check_tell/* wordsOf */.Z9)(last),
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
    const seen = last === undefined ? '' : ` (last seen: ${(0,check_tell/* wordsOf */.Z9)(last)})`;
    const words = `lost sight of its rollout: ${(0,errors/* errorLine */.B)(error)}${seen}`;
    return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}
/** Looks, and keeps what was learned; outages are waited out. */
function openLook(subject, watch, ports) {
    const { clock, reader, random, signal, renew, say } = ports;
    const resilient = (0,resilient_read/* openResilientRead */.M)({
        ...{ clock, random, signal, renew, deadline: watch.deadline },
        lost: (message) => say(`${subject}: lost sight: ${message}`, 'info'),
        regained: () => say(`${subject}: sight regained`, 'info'),
    });
    const { stepsEnded, since, before } = watch;
    let known = { stepsAreSeen: stepsEnded !== undefined };
    return async () => {
        const over = stepsEnded?.() === true;
        const seen = await resilient.read(() => reader.look((0,model_service/* parseService */.nO)(subject), known.ours));
        if (over && known.closedAt === undefined)
            known = { ...known, closedAt: seen.now + ecs_SKEW_MS };
        const skew = seen.now - clock.now();
        const origin = { since: since + skew, ...(before === undefined ? {} : { before }) };
        const judged = judge(seen, known, origin);
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
            ...{ kind: 'ecs-service', subject, ok, status, reason: (0,check_tell/* inBrief */.aV)(reason, tasks, troubles) },
            seconds: Math.max(0, Math.round(seconds)),
            progress: status === 'succeeded' ? 100 : (progress ?? 0),
            ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
            ...(until === undefined ? {} : { endedAt: new Date(until).toISOString() }),
            ...(lostSight === undefined ? {} : { lostSight }),
        };
    };
}

// EXTERNAL MODULE: ./packages/readiness/src/health/health.ts
var health = __webpack_require__(63421);
// EXTERNAL MODULE: ./packages/runner/src/step/log.ts
var step_log = __webpack_require__(84389);
;// CONCATENATED MODULE: ./actions/monitor/src/after.ts





/**
 * "Stack complete" means configured, not ready: first the services' rollouts, then, if they are good, the addresses. Beside
 * a deployment nothing is judged, and no address is asked, before it is over.
 */
async function afterStacks(inputs, step, world) {
    const ports = checkPorts(step);
    const services = await rollouts(inputs, { ...ports, ...world });
    if (services.some(({ ok }) => !ok))
        return services;
    return [...services, ...(await addresses(inputs, step, { ...ports, ...world }))];
}
/** The deploying steps are over: what they began must show by now. */
const after_AFTER_STEPS_SECONDS = 10;
async function rollouts(inputs, ports) {
    const { 'ecs-service': given, 'stack-name': stacks, 'start-timeout': patience } = inputs;
    const names = [...new Set(given)];
    if (names.length === 0)
        return [];
    const { connection, since, deadline, deploying } = ports;
    const reader = await connection.services();
    const before = deploying?.baseline ?? [];
    const watch = {
        since,
        deadline,
        // After a stack everything has begun.
        startTimeoutSeconds: deploying !== undefined ? after_AFTER_STEPS_SECONDS : stacks.length > 0 ? 0 : patience,
        ...(0,values/* compact */.oE)({ stepsEnded: deploying?.over }),
    };
    return Promise.all(names.map((name) => awaitService(name, { ...watch, before: before.find(({ subject }) => subject === name) }, {
        ...{ ...ports, reader, renew: connection.renew },
        trouble: (reason) => ports.trouble(name, reason),
    })));
}
/** Of the look whether the deploying steps are over. */
const PAUSE_MS = 2000;
async function addresses(inputs, step, ports) {
    const urls = inputs['health-url'];
    if (urls.length === 0)
        return [];
    const { clock, cancelled } = step;
    const { deadline, fetch, deploying } = ports;
    // An answer of before the deployment says nothing of it.
    while (deploying?.over() === false && !cancelled.aborted && clock.now() < deadline) {
        await clock.sleep(PAUSE_MS, cancelled);
    }
    const names = (0,address/* addressNames */.RS)(urls);
    const options = {
        statuses: inputs['health-status'],
        successes: inputs['health-successes'],
        timeoutSeconds: inputs['health-timeout'],
        followRedirects: inputs['health-follow-redirects'],
        deadline,
    };
    return Promise.all(urls.map((url, index) => (0,health/* awaitHealth */.L)(url, { ...options, name: names[index] ?? '' }, { ...ports, fetch })));
}
function checkPorts({ clock, random, cancelled: signal, log }) {
    const once = (0,step_log/* logOnce */.u)(log);
    const say = (line, level, title) => once[level](line, title);
    return { clock, random, signal, say };
}

;// CONCATENATED MODULE: ./actions/monitor/src/since.ts

/** The runner's clock and AWS's differ a little even when both are right. */
const SLACK_MS = 5000;
/** From when an operation counts, in milliseconds: since `startedAt`, or else as this job's. */
const since = (startedAt, env, now) => (startedAt ?? jobStart(env, now)) - SLACK_MS;
/** When this job began, in milliseconds: the runner writes the event file then. */
function jobStart(env, now) {
    const path = env['GITHUB_EVENT_PATH'] ?? '';
    if (path === '')
        return now;
    try {
        return Math.min(now, (0,external_node_fs_.statSync)(path).mtimeMs);
    }
    catch {
        return now;
    }
}

// EXTERNAL MODULE: ./packages/runner/src/inputs/duration.ts
var duration = __webpack_require__(28554);
// EXTERNAL MODULE: ./actions/monitor/src/tell/lines.ts
var lines = __webpack_require__(27023);
;// CONCATENATED MODULE: ./actions/monitor/src/tell/broadcaster.ts


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
                return {
                    kind: 'progress',
                    stack,
                    progress,
                    activity: activityOf(progress, rollingBack),
                    rollingBack,
                };
            }
            case 'stalled': {
                const { span, elapsedSeconds, usualSeconds, hint, evidence } = notice.delay;
                const usually = `usually about ${(0,duration/* formatDuration */.a3)(usualSeconds)}`;
                const reason = `${span.logicalId} (${span.type}) takes ${(0,duration/* formatDuration */.a3)(elapsedSeconds)}, ${usually}; ${evidence ?? hint}`;
                return { kind: 'stalled', stack, reason };
            }
            case 'early-warning':
                return { kind: 'trouble', stack, reason: `${notice.span.logicalId}: ${notice.words}` };
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
 * Tells several subscribers without ever holding up the watch: one update at a time to each; while one is
 * slow, a newer progress replaces an older one that still waits.
 */
function broadcaster(subscribers, clock, failed) {
    const queues = subscribers.map((subscriber) => {
        let waiting = [];
        let running;
        const run = async () => {
            for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
                await subscriber.tell(next).catch(failed);
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
            await Promise.race([
                Promise.all(queues.map(({ idle }) => idle())),
                clock.sleep(milliseconds, limit.signal),
            ]);
            limit.abort();
        },
    };
}

;// CONCATENATED MODULE: ./actions/monitor/src/tell/printer.ts



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
            log.folded(`${prefix}${path}: ${(0,values/* counted */.hS)(lines.length, 'event')}`, lines.map((text) => prefix + text));
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
            inside.failed ||= (0,model_status/* isFailed */.Ix)(notice.event.status);
        }
        else if (line !== undefined)
            print(line);
        else if (notice.kind === 'progress' && clock.now() - printedAt >= STILL_SECONDS * 1000) {
            printedAt = clock.now();
            print({ level: 'info', text: (0,lines/* stillLine */.Lk)(notice.progress, notice.rollingBack) });
        }
    };
}

// EXTERNAL MODULE: ./actions/monitor/src/verdict.ts
var verdict = __webpack_require__(64427);
;// CONCATENATED MODULE: ./actions/monitor/src/observe.ts













/** On cancellation the runner leaves 7.5 s. */
const SETTLE_MS = { usually: 20_000, cancelled: 2_000 };
/**
 * Watches the stacks, then the services and addresses, until everything is settled. Beside a deployment (`deploying`) nothing
 * is judged before that is over. Sets no output, and writes nothing but the log and what subscribers hear.
 * @throws UserError when the only stack may not be read
 */
async function observe(inputs, step, ports, id, deploying) {
    const now = step.clock.now();
    const [connection, subscribers, runs] = await Promise.all([
        ports.connect(inputs, step, id),
        ports.subscribers(inputs, step, id),
        ports.runs(inputs, step),
    ]);
    const people = broadcaster(subscribers, step.clock, (error) => step.log.info(`Could not tell: ${(0,errors/* errorLine */.B)(error)}`));
    const watching = {
        ...{ inputs, step, deploying, connection, runs, people },
        begin: since(inputs['started-at'] ?? deploying?.since, step.env, now),
        // One clock for the whole watch; a process that goes on for one that was killed has no more time than that one.
        deadline: (deploying?.since ?? now) + inputs.timeout * 1000,
    };
    const { stacks, refused } = await watchStacks(watching);
    const report = (0,verdict/* reportOf */.EI)({
        correlationId: id,
        stacks,
        checks: await checksAfter(stacks, watching, ports.fetch),
        apiCalls: connection.calls(),
        endedAt: connection.reader.now(),
    });
    people.tell({ kind: 'ended', report });
    await people.settle(step.cancelled.aborted ? SETTLE_MS.cancelled : SETTLE_MS.usually);
    return { report, refused };
}
/** Every stack to the end of its operation, side by side. */
async function watchStacks(watching) {
    const { inputs, step, deploying, connection, people } = watching;
    const { clock, random, cancelled } = step;
    const told = deploying?.told ?? openNotified();
    const names = inputs['stack-name'];
    const limiter = openLimiter(clock);
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
        const news = newsOf(stack, () => clock.now());
        return watch(watchOptions(stack, watching), {
            ...connection,
            reader: await connection.readerOf(stack),
            ...{ limiter, clock, random, cancelled },
            ...(0,values/* compact */.oE)({ stepsEnded: deploying?.over }),
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
    return { stacks, refused };
}
async function checksAfter(stacks, { inputs, step, deploying, connection, people, begin, deadline }, fetch) {
    const bad = stacks.find((stack) => hidesChecks(stack, inputs));
    if (bad !== undefined) {
        sayUnchecked(bad, inputs, step);
        return [];
    }
    const skew = () => connection.reader.now() - step.clock.now();
    return afterStacks(inputs, step, {
        ...{ connection, fetch, deadline, deploying },
        trouble: (stack, reason) => people.tell({ kind: 'trouble', stack, reason }),
        since: Math.min(begin, ...operationStarts(stacks).map((at) => at - skew())),
    });
}
/** Services and addresses are looked at unless the step is red, or cancelled, without them. */
const hidesChecks = ({ status, lostSight }, inputs) => status === 'cancelled' || (lostSight === undefined && inputs['fail-on'].some((each) => each === status));
function sayUnchecked({ name, status }, inputs, { log }) {
    const checks = [...inputs['ecs-service'], ...(0,address/* addressNames */.RS)(inputs['health-url'])];
    if (checks.length > 0)
        log.notice(`Not looked at, since ${name} is ${status}: ${checks.join(', ')}`);
}
/** What a stack's operation began counts with it, also when that began before this job. By AWS's clock. */
const operationStarts = (stacks) => stacks.flatMap(({ startedAt }) => startedAt ?? []).map((at) => Date.parse(at));
function watchOptions(stack, { inputs, step, runs, begin, deadline }) {
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

// EXTERNAL MODULE: ./packages/runner/src/text/secrets.ts + 1 modules
var secrets = __webpack_require__(35379);
// EXTERNAL MODULE: ./packages/runner/src/step/unknown.ts
var step_unknown = __webpack_require__(45365);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
;// CONCATENATED MODULE: ./packages/cloudformation/src/render/gantt.ts



/** GitHub renders no diagram above 50,000 characters ("Maximum text size in diagram exceeded"). */
const DIAGRAM_LIMIT = 45_000;
const DIAGRAMS = 4;
/**
 * The resources' times as Mermaid Gantt charts, a section a stack: as many charts as the size limit needs. After a rollback
 * a section is a resource, in whose one row stand what was done and how it was undone.
 * @returns the diagrams, and how many resources did not fit even so
 */
function gantt(resources) {
    const [root] = resources;
    const twice = new Set(resources.map(placeOf)).size < resources.length;
    const head = twice ? [...ONE_ROW, ...HEAD] : HEAD;
    const sectionOf = (resource) => (twice ? labelIn(root, resource) : resource.stackName);
    const diagrams = [];
    let lines = [];
    let size = 0;
    let section = '';
    let drawn = 0;
    const close = () => {
        if (lines.length > 0)
            diagrams.push([...head, ...lines].join('\n'));
        lines = [];
        size = 0;
        section = '';
    };
    for (const resource of twice ? byResource(resources).flat() : resources) {
        const name = sectionOf(resource);
        const task = taskOf(resource, twice ? wordOf(resource, lines.length > 0 && name === section) : resource.logicalId);
        const title = `  section ${(0,untrusted/* mermaidText */.Hg)(name)}`;
        const length = title.length + task.length + 2;
        if (size + length > DIAGRAM_LIMIT)
            close();
        if (diagrams.length === DIAGRAMS)
            break;
        lines.push(...(name === section ? [] : [title]), task);
        size += length;
        section = name;
        drawn++;
    }
    close();
    return { diagrams, left: resources.length - drawn };
}
/** Tasks of a section stand beside each other (mermaid.js.org/syntax/gantt.html, "Output in compact mode"). */
const ONE_ROW = ['---', 'displayMode: compact', '---'];
const HEAD = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];
const placeOf = ({ stackName, logicalId }) => `${stackName} ${logicalId}`;
/** With its stack, when that is a nested one. */
const labelIn = (root, { stackName, logicalId }) => stackName === root?.stackName ? logicalId : `${stackName}/${logicalId}`;
/** What was done to each resource, and how it was undone, in the order in which they began. */
const byResource = (resources) => [
    ...(0,values/* groupBy */.$z)(resources, placeOf).values(),
];
const wordOf = ({ status }, again) => (0,model_status/* isFailed */.Ix)(status) ? 'failed' : again ? 'undone' : (0,model_status/* isInProgress */.LT)(status) ? 'under way' : 'done';
function taskOf({ startedAt, seconds, status }, name) {
    const from = Date.parse(startedAt);
    const mark = (0,model_status/* isFailed */.Ix)(status) ? 'crit, ' : (0,model_status/* isInProgress */.LT)(status) ? 'active, ' : 'done, ';
    // A bar of no width would not be drawn.
    return `  ${(0,untrusted/* mermaidText */.Hg)(name)} :${mark}${from}, ${from + Math.max(500, Math.round(seconds * 1000))}`;
}

;// CONCATENATED MODULE: ./actions/monitor/src/tell/summary.ts





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
        ...summary_running(stack),
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
function summary_running({ status, resources, stalled }) {
    const going = resources.filter((resource) => (0,model_status/* isInProgress */.LT)(resource.status));
    if (!['cancelled', 'timed-out', 'stalled'].includes(status) || going.length === 0)
        return [];
    const names = going.map(({ logicalId }) => `${logicalId}${stalled.includes(logicalId) ? ' (stalled)' : ''}`);
    return [`**Still running:** ${(0,untrusted/* markdownText */.p7)(names.join(', '), 1000)}`, ''];
}
function resourceTable(resources) {
    if (resources.length === 0)
        return [];
    const rank = ([first]) => (0,model_status/* isFailed */.Ix)(first?.status ?? '') ? 0 : (0,model_status/* isInProgress */.LT)(first?.status ?? '') ? 1 : 2;
    const longest = (times) => Math.max(...times.map(({ seconds }) => seconds));
    const rows = byResource(resources).toSorted((a, b) => rank(a) - rank(b) || longest(b) - longest(a));
    const left = rows.length - ROWS;
    return [
        `<details><summary>${(0,values/* counted */.hS)(rows.length, 'resource')}</summary>`,
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
function row(times) {
    const [first] = times;
    if (first === undefined)
        return '';
    const { logicalId, type, usualSeconds } = first;
    const cells = [
        (0,untrusted/* markdownText */.p7)(logicalId),
        (0,untrusted/* markdownText */.p7)(type),
        times.map(({ status }) => (0,untrusted/* markdownText */.p7)(status)).join(', then '),
        times
            .map(({ seconds }, index) => `${index > 0 ? 'undone in ' : ''}${(0,duration/* formatDuration */.a3)(seconds)}`)
            .join(', '),
        usualSeconds === undefined ? '' : (0,duration/* formatDuration */.a3)(usualSeconds),
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

;// CONCATENATED MODULE: ./actions/monitor/src/outputs.ts







/** The only place that sets the monitor's outputs: those, the log's last lines, the summary and the file at `path`. */
async function conclude(report, step, path = outputs_pathOf(report, step)) {
    for (const [name, value] of Object.entries(outputsOf(report, path)))
        step.output(name, value);
    await step.summary(summaryOf(report));
    for (const { level, text, title } of linesOf(report)) {
        if (level === 'info')
            step.log.info(text);
        else
            step.log.warning(text, title);
    }
    const { lost, seen } = (0,verdict/* sightOf */.p1)(report);
    (0,step_unknown/* handOnUnknown */.zX)(step, lost, seen);
    keep(report, path);
}
const outputs_pathOf = ({ correlationId }, { job }) => (0,external_node_path_.join)(job.tempDir, 'signalbox', `monitor-${correlationId}.json`);
/** In one piece: whoever joins this process takes it for the end, and it may be killed while it writes. */
function keep(report, path) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    (0,external_node_fs_.writeFileSync)(`${path}.part`, (0,secrets/* redact */.E$)(JSON.stringify(report, undefined, 1)), platform/* PRIVATE_FILE */.rQ);
    (0,platform/* replaceFile */.fR)(`${path}.part`, path);
}
/** The last lines of the log: how each part ended, in one line, and what people should not read over. */
function linesOf(report) {
    const { stacks, checks, status, apiCalls, lostSight } = report;
    const parts = [
        ...stacks.map(({ name, status }) => `${name}: ${status}`),
        ...checks.map(({ subject, status, reason }) => `${subject}: ${status} (${reason})`),
    ];
    const text = `${parts.join(', ') || status} (${apiCalls} API calls)`;
    const lost = `${lostSight}. What became of the deployment is not known: look at it.`;
    return [
        { level: 'info', text },
        ...stacks.flatMap((stack) => (stack.note ? [noteLine(stack, stack.note)] : [])),
        ...(lostSight === undefined ? [] : [{ level: 'warning', text: lost, title: 'Lost sight' }]),
    ];
}
/** A stack that was left broken or in review is no news to be read over. */
function noteLine({ name, status, stackStatus = '' }, note) {
    const well = status === 'no-changes' && /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stackStatus);
    if (well)
        return { level: 'info', text: `${name}: ${note}` };
    return { level: 'warning', text: note, title: `${name}: ${status}` };
}
/** The outputs as the contract names them; empty is what is not known. */
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

;// CONCATENATED MODULE: ./actions/monitor/src/main.ts











/** Watches until everything is settled, or starts a process that does. */
async function run(inputs, step, ports) {
    (0,check/* checkTogether */.R)(inputs, step.env);
    const [half] = (0,job_inputs/* halves */.AP)(inputs);
    if (half !== undefined)
        throw new errors/* UserError */.y(half);
    if (inputs.mode === 'background')
        return (0,src_background/* startBackground */.r)(inputs, step, ports);
    const name = inputs.environment ?? inputs['stack-name'][0] ?? 'deployment';
    const id = (0,correlation/* correlate */._$)(step, inputs['correlation-id'], name);
    const deploying = besideSteps(step.env, step.clock.now());
    const { report, refused } = await observe(inputs, step, ports, id, deploying);
    await conclude(report, step, joinedPath(step));
    const failure = (0,verdict/* failureLine */.Pu)(report, inputs['fail-on']);
    if (failure !== undefined)
        throw new errors/* UserError */.y(failure);
    if (refused !== undefined)
        throw refused;
}
/** Where whoever joins this process looks for its report; undefined in any other. */
const joinedPath = ({ env }) => (0,background/* isDetached */.$w)(env) ? (0,external_node_path_.join)(env[background/* DETACHED_VARIABLE */.gf] ?? '', background/* DETACHED_FILES */.Xu.result) : undefined;


/***/ })

};
;