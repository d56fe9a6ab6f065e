export const id = 778;
export const ids = [778];
export const modules = {

/***/ 74287:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Iz: () => (/* binding */ claimant),
  n0: () => (/* binding */ setOutputs),
  Y3: () => (/* binding */ turnOptions)
});

;// CONCATENATED MODULE: ./packages/registry/src/identity.ts
/** Who asks: the job this step runs in. */
function claimantOf(job, more) {
    const { checkRunId, ...rest } = more;
    return {
        ...rest,
        ...(checkRunId === undefined ? {} : { checkRunId }),
        repository: job.repository,
        ...(job.repositoryId === undefined ? {} : { repositoryId: job.repositoryId }),
        runId: job.runId,
        runAttempt: job.runAttempt,
        workflow: job.workflow,
        actor: job.actor,
    };
}

;// CONCATENATED MODULE: ./actions/coordinate/src/context.ts

function claimant({ inputs, step, correlationId }, scope) {
    return claimantOf(step.job, {
        correlationId,
        checkRunId: inputs['check-run-id'],
        priority: inputs.priority,
        scope,
        stacks: inputs['stack-name'],
    });
}
/** What a turn takes from the inputs as they are. */
const turnOptions = ({ inputs, step }) => ({
    environment: inputs.environment,
    sha: inputs.ref.toLowerCase(),
    logUrl: step.job.runUrl,
    onBusy: inputs['on-busy'],
    onOutdated: inputs['on-outdated'],
    promotedFrom: inputs['promoted-from'],
    waitTimeoutSeconds: inputs['wait-timeout'],
    settleSeconds: inputs.settle,
    maxHoldSeconds: inputs['max-hold'],
    claimTimeoutSeconds: inputs['claim-timeout'],
    outlastOutages: inputs['on-registry-error'] === 'fail',
});
/** Sets outputs under the contract's names; objects as JSON, what is absent as the empty string. */
function setOutputs({ step, correlationId }, values) {
    for (const [name, value] of Object.entries({ 'correlation-id': correlationId, ...values })) {
        step.output(name, typeof value === 'object' ? JSON.stringify(value) : (value ?? ''));
    }
}


/***/ }),

/***/ 86055:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QL: () => (/* binding */ inputs),
/* harmony export */   V4: () => (/* binding */ outputs)
/* harmony export */ });
/* unused harmony exports OPERATIONS, statusOutputs */
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47674);
/* harmony import */ var _signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52735);
/* harmony import */ var _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74997);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24843);




const OPERATIONS = [
    'acquire',
    'can-deploy',
    'register',
    'wait',
    'get-active',
    'status',
    'release',
    'cleanup',
    'freeze',
    'unfreeze',
];
const inputs = {
    operation: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)(...OPERATIONS), 'acquire'),
    environment: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .environment */ .cA,
    'github-token': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .githubToken */ .bU,
    repository: _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .repository */ .Jk,
    'correlation-id': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .correlationIdInput */ ._1,
    ref: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .required */ .mw)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .matching */ .wC)(/^[0-9a-f]{40}$/i, 'the full SHA (40 hex digits) of the commit to deploy'), 'github.sha')),
    'on-busy': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)('wait', 'fail', 'skip'), 'wait'),
    'wait-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(1), '60m'),
    priority: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .integer */ .nd)(_signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_1__/* .PRIORITIES */ .BE.least, _signalbox_registry_payload__WEBPACK_IMPORTED_MODULE_1__/* .PRIORITIES */ .BE.most), '0'),
    'on-outdated': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)('ignore', 'warn', 'fail', 'skip'), 'warn'),
    'promoted-from': _signalbox_runner_common_inputs__WEBPACK_IMPORTED_MODULE_2__/* .environmentName */ .VE,
    'stack-name': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .stackNames */ .zD,
    'aws-region': _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .awsRegion */ .Ue,
    'require-concurrency-group': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)('the name of a native concurrency group'),
    settle: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .durationOrAuto */ .lb)(2), 'auto'),
    'max-hold': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(60), '6h'),
    'claim-timeout': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(30), '5m'),
    'on-registry-error': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)('fail', 'proceed'), 'fail'),
    'deployment-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .integer */ .nd)(1),
    state: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .oneOf */ .yL)('success', 'failure', 'error', 'inactive'),
    reason: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)('why, for people'),
    description: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)('one line for the deployment page'),
    'environment-url': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .url */ .OZ)(),
    'older-than': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(), '7d'),
    keep: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .integer */ .nd)(0), '50'),
    'job-status': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)('the status of the job'), 'job.status'),
    'check-run-id': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .fromRunner */ .Bz)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_3__/* .integer */ .nd)(1), 'job.check_run_id'),
};
const outputs = [
    'acquired',
    'can-deploy',
    'reason',
    'deployment-id',
    'fencing-token',
    'correlation-id',
    'queue-position',
    'waited-seconds',
    'estimated-wait-seconds',
    'active',
    'state',
    'deployed-sha',
    'concurrency-group',
];
/** What only `status` tells. */
const statusOutputs = (/* unused pure expression or super */ null && ([
    'deployed-since',
    'deployed-by',
    'deployed-run',
    'rollback-sha',
    'queue',
    'frozen',
    'deployments',
]));


/***/ }),

/***/ 8628:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RU: () => (/* binding */ checkTogether),
  bE: () => (/* binding */ post),
  eF: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __webpack_require__(47674);
// EXTERNAL MODULE: ./packages/registry/src/payload.ts
var payload = __webpack_require__(52735);
// EXTERNAL MODULE: ./packages/registry/src/port.ts
var port = __webpack_require__(1834);
// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __webpack_require__(97114);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __webpack_require__(28605);
;// CONCATENATED MODULE: ./packages/registry/src/reason.ts
/** `code: details`, as the output `reason` has it. */
const formatReason = ({ code, details }) => (details === '' ? code : `${code}: ${details}`);

;// CONCATENATED MODULE: ./packages/registry/src/refusal.ts



/** A refusal that fails the step. */
class RefusedError extends errors/* UserError */.y {
    refusal;
    constructor(message, refusal) {
        super(message);
        this.refusal = refusal;
    }
}
const WAY_OUT = {
    free: '',
    held: 'Set on-busy: wait to queue for it, or try again later.',
    'queued-behind': 'Set on-busy: wait to queue for it, or try again later.',
    frozen: 'Open it again with operation: unfreeze.',
    'stack-busy': 'Wait until the stack is at rest.',
    'stack-broken': 'Then deploy again.',
    outdated: 'Deploy a newer commit, or set on-outdated: warn to deploy this one all the same.',
    'not-promoted': 'Deploy it there first.',
    'registry-unavailable': 'Try again later, or set on-registry-error: proceed to deploy without the registry.',
};
const INSTEAD = {
    frozen: 'open the environment (operation: unfreeze)',
    'stack-busy': 'run again when the stack is at rest',
    'registry-unavailable': 'run again when GitHub shows what was written',
};
/** The turn did not come in time. */
function tooLate(environment, waitedSeconds, reason) {
    const { code, details } = reason;
    const why = code === 'held' || code === 'queued-behind' ? details : formatReason(reason);
    const instead = INSTEAD[code] ?? 'end what is in front (operation: release)';
    return new RefusedError(`Waited ${(0,duration/* formatDuration */.a3)(waitedSeconds)} for ${environment}: ${why}. Raise wait-timeout, or ${instead}.`, { acquired: false, reason, waitedSeconds });
}
/** The error of a wait that was given up, with what was seen last. Every other error stays what it is. */
function withView(error, seen, waitedSeconds) {
    if (seen === undefined || !(error instanceof errors/* UserError */.y))
        return error;
    const { reason } = error instanceof RefusedError ? error.refusal : seen;
    return new RefusedError(error.message, { acquired: false, reason, waitedSeconds, seen });
}
/** @throws RefusedError when the refusal is to be an error */
function refuse({ reason, act }, environment, waitedSeconds, seen) {
    const refusal = { acquired: false, reason, waitedSeconds, ...(seen && { seen }) };
    if (act === 'skip')
        return refusal;
    throw new RefusedError(`${environment} cannot be deployed now: ${formatReason(reason)}. ${WAY_OUT[reason.code]}`, refusal);
}

// EXTERNAL MODULE: ./packages/runner/src/correlation.ts
var correlation = __webpack_require__(21740);
// EXTERNAL MODULE: ./packages/estimate/src/forecast.ts + 2 modules
var forecast = __webpack_require__(27215);
// EXTERNAL MODULE: ./packages/registry/src/history.ts
var src_history = __webpack_require__(59329);
;// CONCATENATED MODULE: ./packages/registry/src/forecast.ts


const made = new WeakMap();
/**
 * How long a deployment of the environment takes, from what one read showed of the past; undefined without any.
 * Made once for each snapshot: whoever waits asks several times.
 */
function forecastOf(snapshot) {
    if (!made.has(snapshot)) {
        const runs = snapshot.registrations.flatMap((registration) => (0,src_history/* finishedRun */.sV)(registration) ?? []);
        made.set(snapshot, (0,forecast/* forecast */.g)(runs, snapshot.now));
    }
    return made.get(snapshot);
}

// EXTERNAL MODULE: ./packages/registry/src/obstacles.ts + 1 modules
var obstacles = __webpack_require__(32409);
// EXTERNAL MODULE: ./packages/registry/src/partial.ts
var partial = __webpack_require__(78152);
// EXTERNAL MODULE: ./packages/registry/src/decide.ts
var decide = __webpack_require__(2329);
// EXTERNAL MODULE: ./packages/registry/src/registration.ts
var src_registration = __webpack_require__(15712);
;// CONCATENATED MODULE: ./packages/registry/src/idle-head.ts


const placeOf = ({ id, payload: { priority } }) => ({ id, priority });
/**
 * Since when, by the server's clock, `first` could have claimed its turn for all that one read shows: when it came, when
 * it last said something, when whoever held or stood before it ended, or when the last freeze was lifted.
 */
function claimableSince(first, { registrations, openedAt = 0 }) {
    const ends = registrations
        .filter((other) => other.heldSince !== undefined || (0,decide/* before */.g)(placeOf(other), placeOf(first)))
        .flatMap(({ latest }) => (latest !== undefined && (0,src_registration/* phaseOf */.hU)(latest) === 'over' ? latest.createdAt : []));
    return Math.max(first.createdAt, first.latest?.createdAt ?? 0, openedAt, ...ends);
}

;// CONCATENATED MODULE: ./packages/registry/src/liveness.ts

/**
 * A runner that loses sight of GitHub carries on until its job lock expires, and five minutes more
 * (actions/runner src/Runner.Listener/JobDispatcher.cs), while GitHub already calls the job completed.
 * Before this grace is over nobody else's registration is written to.
 */
const GRACE_SECONDS = 360;
function liveness(registration, owner, { now, maxHoldSeconds, }) {
    const waits = (0,src_registration/* phaseOf */.hU)(registration.latest) === 'waiting';
    if (owner.alive === false) {
        if (owner.endedForSeconds >= GRACE_SECONDS)
            return 'dead';
        return waits ? 'idle' : 'ending';
    }
    // A job's own end is certain to be seen. A run may look alive for days after its last job, and an owner nobody
    // can read may be anything: both get a lease, renewed by every sign of life on the registration.
    if (owner.alive === true && owner.by === 'job')
        return 'alive';
    const lastSign = registration.latest?.createdAt ?? registration.createdAt;
    if (now - lastSign <= maxHoldSeconds * 1000)
        return 'alive';
    return owner.alive === true && waits ? 'alive' : 'dead';
}

// EXTERNAL MODULE: ./packages/estimate/src/poll.ts
var poll = __webpack_require__(58915);
;// CONCATENATED MODULE: ./packages/registry/src/polling.ts

const NEXT = { minimum: 4, maximum: 8, strained: 30 };
const BEHIND = { usual: 18, crowded: 40, strained: 60 };
/** Beyond so many waiters for one environment those behind poll less often: the secondary limit counts every poll. */
const CROWD = 70;
/** No pause is longer, jitter included: whoever sleeps has looked by then. */
const LONGEST_PAUSE_SECONDS = BEHIND.strained * 1.2;
/**
 * Seconds until the one in front is looked at again. It may end, or die, at any moment, whatever history says, and with
 * it everybody before it: so nobody sleeps for long, wherever it stands. An unchanged answer costs nothing of the hour's
 * budget; only where GitHub counts it all the same (`strain`) do pauses grow.
 */
function pauseSeconds({ position, heldSeconds, forecast, waiting = position, strain = 1 }, random) {
    const jitter = 0.8 + random() * 0.4;
    if (position <= 1) {
        const next = heldSeconds === undefined ? NEXT.maximum : (0,poll/* nextPoll */.H)(forecast, heldSeconds, NEXT);
        return jitter * Math.min(NEXT.strained, next * strain);
    }
    const usual = Math.min(BEHIND.crowded, BEHIND.usual * Math.max(1, waiting / CROWD));
    return jitter * Math.min(BEHIND.strained, usual * strain);
}
const READ = { next: 180, longest: 1800 };
/**
 * Seconds after which the whole queue is read again although nothing seems to change: in case a change was not seen. Each
 * costs a point of GraphQL, so they are rare for those who are far back.
 */
const readAgainSeconds = ({ position, strain = 1 }) => strain * Math.min(READ.longest, READ.next * Math.max(1, position - 1));

;// CONCATENATED MODULE: ./packages/registry/src/unless-gone.ts
/** Writes to what is not ours. Somebody else may have deleted it meanwhile: then there is nothing left to write to. */
async function unlessGone(registry, id, write) {
    try {
        await write();
    }
    catch (error) {
        if ((await registry.find(id)) !== undefined)
            throw error;
    }
}

;// CONCATENATED MODULE: ./packages/registry/src/view.ts

/** The snapshot through the eyes of one contender. */
function viewOf({ registrations, freezes, unread = [] }, me, knowledge) {
    const { liveness, passedOver, withoutDead = false } = knowledge;
    const own = registrations.find(({ id }) => id === me.id);
    const others = registrations.flatMap((registration) => {
        const phase = (0,src_registration/* phaseOf */.hU)(registration.latest);
        const { id, payload } = registration;
        if (phase === 'over' || id === me.id || isTwin(registration, me))
            return [];
        if (withoutDead && liveness.get(id) === 'dead')
            return [];
        if (phase === 'waiting' && (passedOver.has(id) || (liveness.get(id) ?? 'alive') !== 'alive'))
            return [];
        return [{ id, priority: payload.priority, phase }];
    });
    return {
        me: { id: me.id, priority: me.priority, claimed: me.claimed },
        mine: own === undefined ? 'unseen' : (0,src_registration/* phaseOf */.hU)(own.latest),
        others,
        frozen: freezes.length > 0,
        ...(unread.length === 0 ? {} : { partial: true }),
    };
}
/** A second registration made by the same creation, whose answer was lost. */
const isTwin = ({ id, payload }, me) => payload.nonce === me.nonce && id !== me.id;

;// CONCATENATED MODULE: ./packages/registry/src/queue.ts









/** How long what was found out about an owner holds good. An unchanged job costs nothing; a refusal does. */
const TRUSTED_MS = { known: 20_000, unknown: 300_000 };
/**
 * What one look costs at most beside the read: whoever may write deployments may write a thousand. Owners beyond count as
 * alive until the next look. Without the job's id each is two requests.
 */
const OWNERS_AT_ONCE = 10;
const MOST_TWINS = 3;
/** So many owners one cleanup asks about, the oldest registrations first. */
const MOST_REAPED = 100;
/**
 * Nobody is passed over sooner: a living waiter sleeps so long at most, and then reads and claims. A contender must also
 * have seen the first in line idle for so long itself.
 */
const LEAST_CLAIM_SECONDS = LONGEST_PAUSE_SECONDS + 18;
/** Reads in a row that must miss a registration, and its own page be gone, before it counts as gone. */
const MISSES = 2;
function watchQueue(environment, { maxHoldSeconds, claimTimeoutSeconds, readOnly = false, everyId }, { registry, owners, clock, log, audience }) {
    const judged = new Map();
    const known = new Map();
    const passedOver = new Set();
    /** Dead ones that GitHub did not let us end, and why. */
    const refused = new Map();
    let head;
    /** Reads again, one by one, what earlier reads showed alive and this one does not: reads are not monotonic. */
    async function complete(snapshot) {
        const shown = new Set(snapshot.registrations.map(({ id }) => id));
        const unread = new Set(snapshot.unread);
        const recovered = [];
        for (const [id, { registration, misses }] of known) {
            if (shown.has(id))
                continue;
            if (unread.has(id)) {
                recovered.push(registration);
                continue;
            }
            const found = await registry.find(id);
            if (found !== undefined)
                recovered.push(found);
            else if (misses + 1 < MISSES)
                recovered.push(registration);
            if (found === undefined)
                known.set(id, { registration, misses: misses + 1 });
        }
        const registrations = [...snapshot.registrations, ...recovered];
        for (const registration of registrations) {
            if (registration.id === src_registration/* UNKNOWN_ID */.n4)
                continue;
            if ((0,src_registration/* phaseOf */.hU)(registration.latest) === 'over')
                known.delete(registration.id);
            else if (shown.has(registration.id))
                known.set(registration.id, { registration, misses: 0 });
        }
        for (const [id, { misses }] of known)
            if (misses >= MISSES)
                known.delete(id);
        return { ...snapshot, registrations };
    }
    /** `now` is the server's time. */
    async function askOwner(registration, now) {
        const state = await owners.state(registration.payload);
        const verdict = liveness(registration, state, { now, maxHoldSeconds });
        const trusted = verdict === 'ending' && state.alive === false
            ? (GRACE_SECONDS - state.endedForSeconds) * 1000
            : TRUSTED_MS[state.alive === 'unknown' ? 'unknown' : 'known'];
        judged.set(registration.id, {
            liveness: verdict,
            until: clock.now() + trusted,
            ...(verdict === 'ending' ? { endsAt: now + trusted } : {}),
        });
        return { state, verdict };
    }
    async function judge(registration, snapshot) {
        const first = !judged.has(registration.id);
        const { state, verdict } = await askOwner(registration, snapshot.now);
        if (state.alive === 'unknown' && first)
            log.info(unknownLine(registration, state.why));
        if (verdict === 'ending')
            log.info(endingLine(registration, state));
        if (verdict === 'dead' && !readOnly)
            await reap(registration, state);
    }
    async function reap(registration, state) {
        const { id, payload } = registration;
        const why = state.alive === false
            ? `its job ended (${state.conclusion}) without releasing`
            : `no sign of life for ${(0,duration/* formatDuration */.a3)(maxHoldSeconds)}`;
        const held = registration.heldSince !== undefined;
        const description = `ended by another run: ${why}`;
        try {
            await unlessGone(registry, id, () => registry.post(id, { state: held ? 'error' : 'inactive', description }));
        }
        catch (error) {
            // What GitHub says about another's row ends no work of ours: a dead holder that cannot be ended stays in the way.
            if (!(error instanceof errors/* UserError */.y))
                throw error;
            const line = `Registration ${id} of run ${payload.runId} could not be ended (${why}): ${(0,errors/* errorLine */.B)(error)}`;
            if (!refused.has(id))
                log.warning(line);
            refused.set(id, line);
            return;
        }
        refused.delete(id);
        log.notice(`Ended registration ${id} of run ${payload.runId}: ${why}.`);
        audience?.ended(registration, state);
    }
    /** Lets those behind pass when the first in line of a free environment does not move. */
    function passOver(decision, snapshot) {
        const first = decision.act === 'wait' && decision.because === 'queued-behind'
            ? firstOf(decision.blockers)
            : undefined;
        if (first === undefined || first.id !== head?.id)
            head = first && { id: first.id, since: clock.now() };
        const registration = snapshot.registrations.find(({ id }) => id === head?.id);
        if (head === undefined || registration === undefined)
            return false;
        const patience = Math.max(LEAST_CLAIM_SECONDS, claimTimeoutSeconds);
        if (clock.now() - head.since < LEAST_CLAIM_SECONDS * 1000)
            return false;
        if (snapshot.now - claimableSince(registration, snapshot) < patience * 1000)
            return false;
        log.info(`Registration ${head.id} did not claim its turn within ${(0,duration/* formatDuration */.a3)(patience)}: passing it over.`);
        passedOver.add(head.id);
        head = undefined;
        return true;
    }
    async function peek({ snapshot, view, at }) {
        const target = inFront(view);
        const freeze = snapshot.freezes[0]?.id;
        const frozen = freeze !== undefined && target?.phase !== 'waiting';
        const id = frozen ? freeze : target?.id;
        // Nothing is known that could be watched.
        if (id === undefined || id === src_registration/* UNKNOWN_ID */.n4)
            return { moved: true, free: true };
        const seen = await registry.glimpse(id);
        if (seen === undefined)
            return { moved: true, free: false };
        const moved = (0,src_registration/* phaseOf */.hU)(seen.latest) !== (frozen ? 'holding' : target?.phase);
        const registration = frozen ? undefined : snapshot.registrations.find((each) => each.id === id);
        if (moved || registration === undefined)
            return { moved, free: seen.free };
        const known = judged.get(id);
        if (known !== undefined && clock.now() < known.until)
            return { moved, free: seen.free };
        const { verdict } = await askOwner(registration, snapshot.now + clock.now() - at);
        if (verdict === known?.liveness || (verdict === 'alive' && known === undefined))
            return { moved, free: seen.free };
        // The look that follows asks again, says what it finds, and ends what is dead.
        judged.delete(id);
        return { moved: true, free: seen.free };
    }
    async function look(me) {
        const snapshot = await complete(await registry.snapshot(environment, { everyId }));
        const at = clock.now();
        for (const { id, latest } of snapshot.registrations)
            if ((0,src_registration/* phaseOf */.hU)(latest) !== 'waiting')
                passedOver.delete(id);
        const twins = snapshot.registrations.filter((one) => isTwin(one, me) && one.id !== src_registration/* UNKNOWN_ID */.n4 && (0,src_registration/* phaseOf */.hU)(one.latest) !== 'over' && !readOnly);
        for (const registration of twins.slice(0, MOST_TWINS)) {
            const description = `left the queue: same as ${me.id}`;
            await unlessGone(registry, registration.id, () => registry.post(registration.id, { state: 'inactive', description }));
        }
        for (let asked = 0;; asked++) {
            const verdicts = new Map([...judged].map(([id, verdict]) => [id, verdict.liveness]));
            const view = viewOf(snapshot, me, { liveness: verdicts, passedOver, withoutDead: readOnly });
            const decision = (0,decide/* decide */.L)(view);
            const ahead = lastBefore(view);
            const doubtful = suspects(decision, ahead).find(({ id }) => (judged.get(id)?.until ?? Number.NEGATIVE_INFINITY) <= clock.now());
            const registration = snapshot.registrations.find(({ id }) => id === doubtful?.id && id !== src_registration/* UNKNOWN_ID */.n4);
            // Whoever is not asked about stays in the way until the next look.
            if (registration !== undefined && asked < OWNERS_AT_ONCE)
                await judge(registration, snapshot);
            else if (!passOver(decision, snapshot))
                return { snapshot, view, decision, at, ending: ending(), liveness: verdicts };
        }
    }
    /**
     * Whose owner is worth asking about. Behind somebody who waits, that one alone: while it lives, it looks after
     * whoever holds. In a queue of a hundred, asking about all the others would cost everybody a hundred requests.
     * A look that only reports wants all.
     */
    const suspects = (decision, ahead) => ahead === undefined || readOnly ? blockersOf(decision) : [ahead];
    const ending = () => new Map([...judged].flatMap(([id, { endsAt }]) => (endsAt === undefined ? [] : [[id, endsAt]])));
    async function reapAll() {
        const snapshot = await registry.snapshot(environment);
        const live = snapshot.registrations
            .filter(({ id, latest }) => id !== src_registration/* UNKNOWN_ID */.n4 && (0,src_registration/* phaseOf */.hU)(latest) !== 'over')
            .sort((a, b) => a.id - b.id)
            .slice(0, MOST_REAPED);
        for (const registration of live)
            await judge(registration, snapshot);
        const dead = live.filter(({ id }) => judged.get(id)?.liveness === 'dead');
        return { ended: dead.length - refused.size, refused: [...refused.values()] };
    }
    return { look, peek, reapAll };
}
const blockersOf = (decision) => 'blockers' in decision ? decision.blockers : [];
/** Of those who wait before us, the one right in front. */
const lastBefore = ({ others, me }) => others
    .filter((other) => other.phase === 'waiting' && (0,decide/* before */.g)(other, me))
    .reduce((a, b) => (a === undefined || (0,decide/* before */.g)(a, b) ? b : a), undefined);
/**
 * The one whose next step can make it our turn: whoever waits right in front of us, else whoever is in progress. While it
 * stands there, it is not our turn; and it looks after the one before it, as we look after it (the recipe of ZooKeeper's
 * locks, which wakes one waiter for each change, not all).
 */
const inFront = (view) => lastBefore(view) ?? view.others.find(({ phase }) => phase !== 'waiting');
const firstOf = (contenders) => [...contenders].sort((a, b) => ((0,decide/* before */.g)(a, b) ? -1 : 1))[0];
const unknownLine = ({ id }, why) => `The owner of registration ${id} cannot be read (${why}): it keeps its place for max-hold at most. The token needs actions: read on the owner's repository.`;
const endingLine = ({ id, payload }, state) => {
    const left = state.alive === false ? GRACE_SECONDS - state.endedForSeconds : GRACE_SECONDS;
    return `The job of registration ${id} (run ${payload.runId}) is over without releasing; what it started may still run for ${(0,duration/* formatDuration */.a3)(left)}.`;
};

// EXTERNAL MODULE: ./packages/registry/src/standing.ts
var standing = __webpack_require__(3425);
;// CONCATENATED MODULE: ./packages/registry/src/waiting.ts





const OBSTRUCTED_SECONDS = 20;
/** The next after an idle head reads so often, so that nobody is passed over for what was true a while ago. */
const IDLE_HEAD_SECONDS = 60;
/** Between reads that do not show our own registration: from 1 s up to this. */
const UNSEEN_SECONDS = 15;
/** So long reads must miss our own registration before it is looked for by id. */
const GONE_MS = 60_000;
function waitingRoom(request, queue, ports) {
    const { registry, clock, cancelled, log, random, audience } = ports;
    const { ticket } = request;
    const said = new Set();
    let last = '';
    let queued = false;
    let missed = 0;
    let seenAt = clock.now();
    const sleep = (seconds) => clock.sleep(seconds * 1000, cancelled);
    const say = (key, line) => {
        if (key !== last)
            log.info(`Waiting for ${ticket.environment}: ${line}.`);
        last = key;
    };
    const standingOf = ({ snapshot, view, ending }) => (0,standing/* standing */.JA)(snapshot, view.others, view.me, forecastOf(snapshot), ending);
    /**
     * GitHub's deployments page shows who waits. Once, in words that do not age: the position changes too often to be
     * worth the writes.
     */
    async function showQueued(line) {
        if (queued)
            return;
        queued = true;
        const { logUrl } = request;
        await registry.post(ticket.deploymentId, { state: 'queued', description: `waiting: ${line}`, logUrl });
    }
    /** Sleeps until the one in front has moved on or died, or until it is time to read everything again. */
    async function sleepUntilChange(seen, { ahead }, deadline) {
        const { snapshot, view, decision } = seen;
        const idleHead = decision.act === 'wait' && decision.because === 'queued-behind' && ahead.length === 1;
        const again = idleHead
            ? IDLE_HEAD_SECONDS
            : readAgainSeconds({ position: ahead.length, strain: registry.strain() });
        const end = Math.min(deadline, clock.now() + again * 1000);
        const held = ahead[0] && (0,standing/* heldSeconds */.R5)(ahead[0], snapshot.now);
        const place = {
            position: ahead.length,
            waiting: view.others.filter(({ phase }) => phase === 'waiting').length,
            forecast: forecastOf(snapshot),
        };
        let counted = false;
        for (let polls = 1; clock.now() < end && !cancelled.aborted; polls++) {
            const pause = pauseSeconds({
                ...place,
                heldSeconds: held === undefined ? undefined : held + (clock.now() - seen.at) / 1000,
                strain: counted ? registry.strain() : 1,
            }, random);
            await sleep(Math.min(pause, (end - clock.now()) / 1000));
            if (clock.now() >= end || cancelled.aborted)
                return;
            const { moved, free } = await queue.peek(seen).catch(lookInstead);
            if (moved)
                return;
            // The first answer has to be counted: only then there is something to compare with.
            counted = !free && polls > 1;
        }
    }
    return {
        reason: (seen) => unseenReason(seen, ticket.deploymentId) ?? reasonOf(seen, standingOf(seen)),
        wait: async (seen, deadline) => {
            const { decision, snapshot } = seen;
            if (decision.act === 'wait' && decision.because === 'unseen')
                return await sleep(Math.min(UNSEEN_SECONDS, 2 ** Math.max(0, missed - 1)));
            // Two who met in a claim do not meet again at the next.
            if (decision.act === 'withdraw')
                return await sleep(0.5 + random());
            const mine = standingOf(seen);
            const frozen = snapshot.freezes.length > 0;
            const closed = frozen && `frozen ${reasonOf(seen, mine).details}`;
            say(closed || (0,standing/* standingKey */.UH)(mine), closed || (0,standing/* standingLine */.pb)(mine, snapshot.now));
            const over = mine.ahead[0] !== undefined && (mine.ending?.has(mine.ahead[0].id) ?? false);
            if (!queued)
                audience?.waits(reasonOf(seen, mine), mine.ahead, over);
            await showQueued(closed || (0,standing/* standingNotice */.JW)(mine, snapshot.now));
            await sleepUntilChange(seen, mine, deadline);
        },
        obstructed: async (reason) => {
            say(formatReason(reason), formatReason(reason));
            await sleep(OBSTRUCTED_SECONDS * (0.8 + random() * 0.4));
        },
        warn: (line) => {
            if (!said.has(line))
                log.warning(line);
            said.add(line);
        },
        isGone: async (mine) => {
            missed = mine === 'unseen' ? missed + 1 : 0;
            if (missed <= 1)
                seenAt = clock.now();
            if (clock.now() - seenAt < GONE_MS)
                return false;
            return missed > 0 && (await registry.find(ticket.deploymentId)) === undefined;
        },
    };
}
/** What cannot be looked at cheaply is read in full: that may work, and tells an outage when it does not. */
function lookInstead(error) {
    if (error instanceof port/* RegistryError */.g)
        return { moved: true, free: false };
    throw error;
}
/** The contract's word for why there is no turn yet. */
function reasonOf({ snapshot, decision }, { ahead, ending }) {
    const [freeze] = snapshot.freezes;
    if (freeze !== undefined)
        return { code: 'frozen', details: `by ${freeze.by}: ${freeze.reason}` };
    const [first] = ahead;
    if (first === undefined)
        return { code: 'free', details: '' };
    const code = 'because' in decision && decision.because === 'queued-behind' ? 'queued-behind' : 'held';
    return { code, details: (0,standing/* whoLine */.Ld)(first, snapshot.now, ending && { ending }) };
}
/** Nobody is in front, but a read that does not show our own registration proves nothing. */
function unseenReason({ decision, snapshot }, id) {
    const unseen = 'because' in decision && decision.because === 'unseen';
    if (!unseen || snapshot.freezes.length > 0)
        return undefined;
    return { code: 'registry-unavailable', details: `GitHub does not show registration ${id}` };
}

;// CONCATENATED MODULE: ./packages/registry/src/look.ts







/** One look, nothing written: free? frozen? stacks at rest? outdated? */
async function canDeploy(request, ports) {
    const { claimant } = request;
    const seen = await lookOnce(request, claimant.priority, ports);
    const looked = lookOf(seen, claimant.priority);
    if (looked.reason.code !== 'free')
        return looked;
    const { stacks, repository, repositoryId } = claimant;
    const intent = { ...request, stacks, repository, repositoryId };
    const found = await (0,obstacles/* obstacle */.E)(intent, seen.snapshot, ports);
    if (found === undefined)
        return looked;
    if (found.act === 'warn')
        return { ...looked, warning: found.warning ?? found.reason.details };
    return { ...looked, canDeploy: false, reason: found.reason };
}
/** Who holds and waits, as somebody sees it who would come now. */
async function lookAt(request, ports) {
    const seen = await lookOnce(request, 0, ports);
    const found = lookOf(seen, 0);
    if (found.active === undefined)
        (0,partial/* complete */.M)(seen.snapshot);
    return found;
}
/** Nobody's id: behind everybody else of the same priority. */
const NEWCOMER = Number.MAX_SAFE_INTEGER;
/** The look of a registration that is in the queue already. */
async function lookFrom(me, request, ports) {
    const { priority } = request.claimant;
    return lookOf(await lookOnce(request, priority, ports, me), priority, me.id);
}
async function lookOnce({ environment, maxHoldSeconds, everyId, }, priority, ports, me = { id: NEWCOMER, nonce: '' }) {
    const patience = { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY };
    const queue = watchQueue(environment, { ...patience, readOnly: true, everyId }, ports);
    const seen = await queue.look({ ...me, priority, claimed: false });
    const { decision } = seen;
    // Who is in the way is known by the first one found; that nobody is, only when all have been read.
    if (decision.act === 'wait' && decision.because === 'unseen')
        (0,partial/* complete */.M)(seen.snapshot);
    return seen;
}
/** A look as seen by registration `id`, or by somebody who is not in the queue yet. */
function lookOf({ snapshot, view, decision, ending, liveness }, priority, id = NEWCOMER) {
    const expected = forecastOf(snapshot);
    const mine = (0,standing/* standing */.JA)(snapshot, view.others, { id, priority }, expected, ending);
    const { ahead, expectedSeconds } = mine;
    const reason = reasonOf({ snapshot, decision }, mine);
    const leftOf = (one) => {
        const endsAt = ending.get(one.id);
        if (endsAt !== undefined)
            return Math.max(0, (endsAt - snapshot.now) / 1000);
        return expected && (0,standing/* remainingSeconds */.uo)(one, expected, snapshot.now);
    };
    const holder = ahead.find(({ latest }) => (0,src_registration/* phaseOf */.hU)(latest) === 'holding');
    return {
        canDeploy: reason.code === 'free',
        reason,
        ahead,
        snapshot,
        ending,
        liveness,
        ...(holder === undefined ? {} : { active: activeOf(holder, snapshot.now, leftOf(holder)) }),
        ...(expectedSeconds === undefined ? {} : { estimatedWaitSeconds: Math.round(expectedSeconds) }),
    };
}
function activeOf(registration, now, left) {
    const { id, sha, payload, heldSince, latest } = registration;
    const { actor, workflow, repository, runId, correlationId, stacks } = payload;
    return {
        ...(id === src_registration/* UNKNOWN_ID */.n4 ? {} : { deploymentId: id }),
        ...{ sha, actor, workflow, repository, runId, correlationId, stacks },
        since: new Date(heldSince ?? now).toISOString(),
        description: latest?.description ?? '',
        ...(left === undefined ? {} : { remainingSeconds: Math.round(left) }),
    };
}

// EXTERNAL MODULE: ./packages/runner/src/untrusted.ts + 1 modules
var untrusted = __webpack_require__(2583);
// EXTERNAL MODULE: ./actions/coordinate/src/context.ts + 1 modules
var src_context = __webpack_require__(74287);
;// CONCATENATED MODULE: ./actions/coordinate/src/groups.ts

/** @throws UserError when `require-concurrency-group` is set and this run does not verifiably hold the group */
async function requireGroup(context) {
    const { inputs, step, ports } = context;
    const name = inputs['require-concurrency-group'];
    if (name === undefined)
        return undefined;
    const own = await ports.groups.ofRun(step.job.repository, step.job.runId);
    if (own === undefined)
        throw new errors/* UserError */.y(`Input "require-concurrency-group": GitHub does not tell which groups this run holds; it needs the permission actions: read, and GitHub Enterprise Server has no such API.`);
    const job = inputs['check-run-id'];
    const holds = own.some((group) => group.holds &&
        sameName(group.name, name) &&
        (group.jobId === undefined || job === undefined || group.jobId === job));
    if (!holds)
        throw new errors/* UserError */.y(`Input "require-concurrency-group": this run does not hold the group "${name}". Give the job (or workflow) concurrency: { group: ${name}, queue: max }.`);
    return { name, holds, members: await ports.groups.members(step.job.repository, name) };
}
/** The group asked for, or the first one this run is in; undefined where there is none to see. */
async function showGroup({ inputs, step, ports }) {
    const { repository, runId } = step.job;
    const own = (await ports.groups.ofRun(repository, runId)) ?? [];
    const name = inputs['require-concurrency-group'] ?? own[0]?.name;
    if (name === undefined)
        return undefined;
    const holds = own.some((group) => group.holds && sameName(group.name, name));
    return { name, holds, members: await ports.groups.members(repository, name) };
}
/** Group names are not case sensitive (docs: control workflow concurrency). */
const sameName = (a, b) => a.toLowerCase() === b.toLowerCase();
function groupLine({ name, holds, members }) {
    const holder = members.find((member) => member.holds);
    const waiting = members.filter((member) => !member.holds).length;
    const who = holds ? 'held by this run' : holder ? `held by run ${holder.runId}` : 'free';
    return `Concurrency group ${name}: ${who}${waiting > 0 ? `, ${waiting} waiting` : ''}.`;
}

// EXTERNAL MODULE: ./actions/coordinate/src/summary.ts
var summary = __webpack_require__(38780);
;// CONCATENATED MODULE: ./actions/coordinate/src/looks.ts







/** `can-deploy`: one look, nothing written. */
async function canDeployNow(context) {
    const { inputs, step, ports } = context;
    const seen = await canDeploy({ ...(0,src_context/* turnOptions */.Y3)(context), claimant: (0,src_context/* claimant */.Iz)(context, 'job') }, ports);
    const group = await showGroup(context);
    const reason = formatReason(seen.reason);
    if (seen.warning !== undefined)
        step.log.warning(seen.warning);
    step.log.info(seen.canDeploy
        ? `${inputs.environment} can be deployed.`
        : `${inputs.environment} cannot be deployed now: ${reason}.`);
    if (group !== undefined)
        step.log.info(groupLine(group));
    (0,src_context/* setOutputs */.n0)(context, {
        'can-deploy': seen.canDeploy,
        reason,
        'queue-position': seen.canDeploy ? 0 : seen.ahead.length,
        'estimated-wait-seconds': seen.canDeploy ? 0 : seen.estimatedWaitSeconds,
        active: seen.active,
        'concurrency-group': group,
    });
    await step.summary((0,summary/* queueSection */.JF)(seen.canDeploy ? 'free' : reason, seen.snapshot, context));
}
/** `get-active`: who holds, since when, how long it should still take. */
async function showActive(context) {
    const { inputs, step, ports } = context;
    const { environment } = inputs;
    const { active: holder } = await lookAt({ environment, maxHoldSeconds: inputs['max-hold'] }, ports);
    const group = await showGroup(context);
    step.log.info(holder === undefined ? `Nobody deploys to ${environment}.` : `${environment}: ${holderLine(holder)}.`);
    if (group !== undefined)
        step.log.info(groupLine(group));
    (0,src_context/* setOutputs */.n0)(context, {
        active: holder,
        'deployment-id': holder?.deploymentId,
        'estimated-wait-seconds': holder?.remainingSeconds,
        'concurrency-group': group,
    });
    await step.summary((0,summary/* section */.uW)(holder === undefined ? 'nobody deploys' : holderLine(holder), context));
}
function holderLine({ deploymentId, runId, workflow, actor, since, remainingSeconds }) {
    const left = remainingSeconds === undefined ? '' : `, about ${(0,duration/* formatDuration */.a3)(remainingSeconds)} left`;
    const [flow, who] = [(0,untrusted/* oneLine */.TN)(workflow, 60), (0,untrusted/* oneLine */.TN)(actor, 40)];
    const id = deploymentId === undefined ? '' : ` as registration ${deploymentId}`;
    return `run ${runId} of ${flow} by ${who} deploys${id} since ${since}${left}`;
}

;// CONCATENATED MODULE: ./actions/coordinate/src/proceed.ts




/** `on-registry-error: proceed`: the deployment goes on without a turn, and nobody can overlook that. */
async function proceedWithout(context, error) {
    const { step, inputs } = context;
    const details = (0,errors/* errorLine */.B)(error);
    const line = `Deploying to ${inputs.environment} WITHOUT the registry: nothing keeps others out (on-registry-error: proceed). ${details}`;
    step.log.warning(line, 'Deploying without coordination');
    await step.summary(`> [!WARNING]\n> ${(0,untrusted/* markdownText */.p7)(line)}\n`);
    (0,src_context/* setOutputs */.n0)(context, {
        acquired: false,
        'can-deploy': true,
        reason: formatReason({ code: 'registry-unavailable', details }),
    });
}

// EXTERNAL MODULE: ./actions/coordinate/src/release.ts + 2 modules
var release = __webpack_require__(28939);
// EXTERNAL MODULE: ./packages/estimate/src/words.ts
var words = __webpack_require__(173);
;// CONCATENATED MODULE: ./packages/registry/src/rollback.ts

/**
 * Whether the code of an earlier commit may be run with the environment's secrets. Whoever may write deployments may name
 * any commit that GitHub knows, one of a fork too, since a fork's commits can be had from its parent
 * (https://www.chainguard.dev/unchained/what-the-fork-imposter-commits-in-github-actions-and-ci-cd). So it must be an
 * ancestor of what was to be deployed, or of the default branch, and a run of this repository must have deployed it.
 */
async function rollbackTarget({ earlier, sha, repository, }, { commits, owners }) {
    const { registration, sha: target, doubt = 'the commit is not known' } = earlier;
    if (target === undefined)
        return { refused: doubt };
    const { heldSince = registration.createdAt, ended, payload } = registration;
    const lived = await owners.lived({ ...payload, repository }, heldSince, ended?.createdAt ?? heldSince);
    if (lived !== true) {
        const run = `run ${payload.runId} of ${repository}`;
        return {
            refused: lived === 'unknown' ? `${run} cannot be read (actions: read)` : `${run} did not deploy it`,
        };
    }
    const within = async (head) => head !== undefined &&
        ['ahead', 'identical'].includes(await compared(commits, { repository, target, head }));
    if ((await within(sha)) || (await within(await commits.defaultBranch(repository))))
        return { sha: target };
    return {
        refused: `GitHub does not say that it is an ancestor of ${sha.slice(0, 7)} or of the default branch (contents: read)`,
    };
}
/** What GitHub does not tell is no permission. */
async function compared(commits, { repository, target, head, }) {
    try {
        return await commits.compare(repository, target, head);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.y)
            return 'unknown';
        throw error;
    }
}

// EXTERNAL MODULE: ./packages/registry/src/deployed.ts
var deployed = __webpack_require__(8355);
;// CONCATENATED MODULE: ./packages/registry/src/status.ts




const RECENT = 10;
/** Registrations that are over are read until so many are found: not all of them held. */
const READ_BACK = 50;
/** All that is known of an environment; writes nothing. */
async function environmentStatus(query, ports) {
    const { environment, correlationId, repository, repositoryId, own } = query;
    const look = await lookAt({ ...query, everyId: true }, ports);
    const { snapshot } = look;
    const creator = (0,deployed/* creatorOf */.O)(snapshot, own);
    const runs = await (0,deployed/* deployed */.$)(snapshot, { environment, repository, repositoryId, creator }, ports);
    const wanted = snapshot.registrations.filter(({ payload }) => correlationId === undefined || payload.correlationId === correlationId);
    const latest = latestState(wanted, look.liveness);
    const { registration } = latest;
    if (registration === undefined || isOver(registration))
        (0,partial/* complete */.M)(snapshot);
    return {
        ...latest,
        look,
        ...(runs === undefined ? {} : { deployed: runs }),
        recent: await recentDeployments(environment, look, ports),
    };
}
async function recentDeployments(environment, { snapshot }, { registry }) {
    const finished = (all) => all.filter(hasHeld).filter(isOver).slice(0, RECENT);
    const seen = finished(snapshot.registrations);
    if (seen.length === RECENT || !snapshot.more)
        return seen;
    return finished(await registry.past(environment, READ_BACK));
}
const isOver = ({ latest }) => (0,src_registration/* phaseOf */.hU)(latest) === 'over';
const hasHeld = ({ heldSince }) => heldSince !== undefined;
/** Those who live come first: who deploys, who is about to, who waits. */
const PRECEDENCE = ['holding', 'claiming', 'waiting'];
/**
 * The latest state of these registrations. One whose job is over without releasing it is no longer under way; as nobody
 * knows how it ended, it has failed. Of what is over only deployments count: who left the queue has no outcome.
 */
function latestState(registrations, liveness) {
    const lives = ({ id }) => (liveness.get(id) ?? 'alive') === 'alive';
    const living = PRECEDENCE.map((phase) => newest(registrations.filter((one) => (0,src_registration/* phaseOf */.hU)(one.latest) === phase && lives(one)))).find((found) => found !== undefined);
    const last = living ?? newest(registrations.filter((one) => hasHeld(one) && (isOver(one) || !lives(one))));
    if (last === undefined)
        return { state: 'not-found', details: '' };
    if (!isOver(last) && !lives(last))
        return {
            state: 'failure',
            details: 'its job is over without releasing, so it is not known how it ended',
            registration: last,
        };
    return { state: stateOf(last), details: last.latest?.description ?? '', registration: last };
}
const newest = (registrations) => registrations.reduce((a, b) => (a === undefined || b.createdAt > a.createdAt ? b : a), undefined);
function stateOf({ latest, ended }) {
    const phase = (0,src_registration/* phaseOf */.hU)(latest);
    if (phase === 'waiting')
        return 'queued';
    if (phase !== 'over')
        return 'in_progress';
    if (ended?.state === 'success' || ended?.state === 'inactive')
        return ended.state;
    return 'failure';
}

;// CONCATENATED MODULE: ./packages/registry/src/log-tail.ts

/** Lines of a job's log that are worth repeating where the failure is told. */
const LINES = 15;
/** Of these, how many may come after the first error. */
const AFTER = 4;
const LINE_LIMIT = 300;
/** Every line of a stored log begins with its time, the first one after a byte order mark. */
const TIMESTAMP = /^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z ?/;
// Colours and cursor movements (ECMA-48 control sequences), titles and links (operating system commands).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
/** How the runner marks lines (actions/runner src/Runner.Worker/ExecutionContext.cs). */
const ERROR = '##[error]';
const MARK = /^##\[\w+\]/;
const NO_CONTENT = /^##\[(?:endgroup|debug)\]/;
/** Where the step that failed is over: what follows is clean-up by the runner or another step. */
const NEXT_STEP = /^(?:Post job cleanup\.|Cleaning up orphan processes|##\[group\]Run )/;
/**
 * The last lines of a failed job: those around its first error, else the last ones before the clean-up.
 * Without timestamps and colours; still text by strangers.
 */
function failureLines(log) {
    const lines = log
        .split(/\r?\n/)
        .map((line) => line.replace(TIMESTAMP, '').replace(ANSI, ''))
        .filter((line) => line.trim() !== '' && !NO_CONTENT.test(line));
    const error = lines.findIndex((line) => line.startsWith(ERROR));
    const end = error < 0 ? cleanUp(lines) : Math.min(error + 1 + AFTER, nextStep(lines, error + 1));
    return lines
        .slice(Math.max(0, end - LINES), end)
        .map((line) => (0,untrusted/* oneLine */.TN)(line.replace(ERROR, 'Error: ').replace(MARK, ''), LINE_LIMIT));
}
function nextStep(lines, from) {
    const found = lines.slice(from).findIndex((line) => NEXT_STEP.test(line));
    return found < 0 ? lines.length : from + found;
}
function cleanUp(lines) {
    const found = lines.findIndex((line) => line.startsWith('Post job cleanup.'));
    return found < 0 ? lines.length : found;
}

;// CONCATENATED MODULE: ./actions/coordinate/src/failure.ts



/** Prints the last lines of the job that failed, or why they cannot be shown. Returns them for the summary. */
async function showFailure(found, context) {
    if (found.state !== 'failure')
        return '';
    const { log } = context.step;
    const seen = await lastLines(found, context);
    if (typeof seen === 'string') {
        log.info(`The failure's last lines cannot be shown: ${(0,untrusted/* oneLine */.TN)(seen)}.`);
        return `The failure's last lines cannot be shown: ${(0,untrusted/* markdownText */.p7)(seen)}.\n`;
    }
    log.info("The failure's last lines:");
    for (const line of seen)
        log.with('  ').info(line);
    // Not fenced: a line of the log could end the fence.
    return ['<pre>', ...seen.map((line) => (0,untrusted/* markdownText */.p7)(line)), '</pre>', ''].join('\n');
}
/** The lines, or why there are none. */
async function lastLines({ registration }, { ports, step }) {
    if (registration === undefined)
        return 'there is no registration';
    const { repository, checkRunId, runId, scope } = registration.payload;
    const run = `${step.job.serverUrl}/${repository}/actions/runs/${runId}`;
    if (checkRunId === undefined || scope !== 'job')
        return `its job is not known, see ${run}`;
    // Who reads this log may not be allowed to read that one, though the token is.
    if (!(0,src_registration/* belongsTo */.g4)(registration, step.job))
        return `its job belongs to another repository, see ${run}`;
    // Under the name of today, and never another repository's, whatever the record says.
    const text = await ports.logs.tail(step.job.repository, checkRunId);
    if (text === undefined)
        return `the log of job ${checkRunId} cannot be read (it still runs, its log has expired, or "github-token" lacks actions: read)`;
    const lines = failureLines(text);
    return lines.length > 0 ? lines : `the log of job ${checkRunId} is empty`;
}

;// CONCATENATED MODULE: ./actions/coordinate/src/status.ts












/** `status`: the latest state of the environment, or of the deployment with `correlation-id`, and all around it. */
async function showStatus(context) {
    const { inputs, step, ports } = context;
    const { environment } = inputs;
    const { repository, repositoryId, serverUrl } = step.job;
    const found = await environmentStatus({
        environment,
        repository,
        repositoryId,
        correlationId: inputs['correlation-id'],
        maxHoldSeconds: inputs['max-hold'],
        own: Number(step.env[correlation/* DEPLOYMENT_VARIABLE */.x5]) || undefined,
    }, ports);
    const { look, deployed, recent } = found;
    const { sha } = (0,src_context/* turnOptions */.Y3)(context);
    const target = deployed && (await rollbackTarget({ earlier: deployed, sha, repository }, ports));
    const lines = describe(found, target);
    // A holder's own words may have several lines.
    const title = `${found.state}${found.details && ` (${(0,untrusted/* oneLine */.TN)(found.details, 300)})`}`;
    step.log.info(`${environment}: ${title}.`);
    for (const line of lines)
        step.log.info(line);
    const failure = await showFailure(found, context);
    const truth = (0,src_history/* calibrationOf */._$)(look.snapshot.registrations);
    if (truth !== undefined)
        step.log.info((0,words/* calibrationLine */.L)(truth));
    const runs = deployed?.registration;
    (0,src_context/* setOutputs */.n0)(context, {
        state: found.state,
        reason: formatReason(look.reason),
        // 0 is nobody's id.
        'deployment-id': found.registration?.id || undefined,
        'deployed-sha': deployed?.sha,
        'deployed-since': runs && (0,summary/* when */.z7)(runs.ended?.createdAt ?? runs.createdAt),
        'deployed-by': runs?.payload.actor,
        'deployed-run': runs && (0,summary/* runAddress */.YM)(runs, serverUrl),
        'rollback-sha': target !== undefined && 'sha' in target ? target.sha : undefined,
        active: look.active,
        queue: queueOf(found).map((one) => shownInQueue(one, serverUrl)),
        frozen: look.snapshot.freezes.map(({ reason, by, since }) => ({ by, reason, since: (0,summary/* when */.z7)(since) })),
        deployments: recent.map((one) => shownDeployment(one, serverUrl)),
        ...(found.registration === undefined
            ? {}
            : { 'correlation-id': found.registration.payload.correlationId }),
    });
    const sections = [
        (0,summary/* queueSection */.JF)(title, look.snapshot, context, look.liveness),
        deployedLine(deployed, serverUrl),
        ...lines.slice(1).map((line) => (0,untrusted/* markdownText */.p7)(line)),
        '',
        (0,summary/* deploymentsTable */.li)(recent, serverUrl),
        failure,
    ];
    await step.summary(sections.join('\n'));
}
/** What runs, and whether its code may be run again, for the log. */
function describe({ deployed }, target) {
    if (deployed === undefined)
        return ['No recorded commit runs.'];
    const { registration, sha, doubt } = deployed;
    if (sha === undefined)
        return [`It is not known which commit runs: ${doubt}.`];
    const { actor, runId } = registration.payload;
    const since = (0,summary/* when */.z7)(registration.ended?.createdAt ?? registration.createdAt);
    const runs = `${sha} runs since ${since}, deployed by ${actor || 'unknown'} in run ${runId}.`;
    return target !== undefined && 'refused' in target
        ? [runs, `Its code is not to be run again for a rollback: ${target.refused}.`]
        : [runs];
}
function deployedLine(deployed, serverUrl) {
    if (deployed === undefined)
        return 'No recorded commit runs.\n';
    const { registration, sha, doubt = '' } = deployed;
    if (sha === undefined)
        return `It is not known which commit runs: ${(0,untrusted/* markdownText */.p7)(doubt)}.\n`;
    const by = (0,untrusted/* markdownText */.p7)(registration.payload.actor || 'unknown', 60);
    const since = (0,summary/* when */.z7)(registration.ended?.createdAt ?? registration.createdAt);
    return `\`${sha}\` runs since ${since}, deployed by ${by} in ${(0,summary/* runLink */.ut)(registration, serverUrl)}.\n`;
}
/** An output is for a later step to read: whoever may write deployments may write a thousand. */
const MOST_QUEUED = 100;
/** Those who hold, claim or wait, and live; who waits without a job has no place. */
const queueOf = ({ look: { snapshot, liveness } }) => snapshot.registrations
    .filter(({ id, latest }) => {
    const phase = (0,src_registration/* phaseOf */.hU)(latest);
    const seen = liveness.get(id) ?? 'alive';
    return phase !== 'over' && (phase !== 'waiting' || seen === 'alive') && seen !== 'dead';
})
    .sort(summary/* inOrder */.al)
    .slice(0, MOST_QUEUED);
/** One of `queue`. Workflow and actor are what their owner wrote. */
function shownInQueue(registration, serverUrl) {
    const { id, payload, sha, latest, heldSince, createdAt } = registration;
    const { workflow, actor, correlationId } = payload;
    return {
        ...{ deploymentId: id, phase: (0,src_registration/* phaseOf */.hU)(latest), sha, actor, workflow, correlationId },
        run: (0,summary/* runAddress */.YM)(registration, serverUrl),
        since: (0,summary/* when */.z7)(heldSince ?? createdAt),
    };
}
/** One of `deployments`. */
function shownDeployment(registration, serverUrl) {
    const { id, payload, sha, ended } = registration;
    return {
        ...{ deploymentId: id, sha, actor: payload.actor, outcome: ended?.state ?? '' },
        ...{ run: (0,summary/* runAddress */.YM)(registration, serverUrl), ended: (0,summary/* when */.z7)(ended?.createdAt ?? registration.createdAt) },
        seconds: Math.round((0,src_history/* finishedRun */.sV)(registration)?.seconds ?? 0),
        duration: (0,duration/* formatDuration */.a3)((0,src_history/* finishedRun */.sV)(registration)?.seconds ?? 0),
    };
}

// EXTERNAL MODULE: ./packages/registry/src/join.ts
var join = __webpack_require__(54713);
// EXTERNAL MODULE: ./packages/registry/src/leave.ts
var leave = __webpack_require__(68526);
// EXTERNAL MODULE: ./packages/registry/src/outdated.ts
var outdated = __webpack_require__(71381);
// EXTERNAL MODULE: ./packages/registry/src/promotion.ts
var src_promotion = __webpack_require__(69112);
// EXTERNAL MODULE: ./packages/estimate/src/calibration.ts
var calibration = __webpack_require__(14292);
// EXTERNAL MODULE: ./packages/registry/src/names.ts
var src_names = __webpack_require__(61065);
// EXTERNAL MODULE: ./packages/registry/src/outage.ts
var outage = __webpack_require__(2726);
;// CONCATENATED MODULE: ./packages/registry/src/settle.ts
const LEAST_SECONDS = 2;
const SAFETY = 3;
function settle(configured) {
    let worst = 0;
    return {
        seconds: () => (configured === 'auto' ? Math.max(LEAST_SECONDS, SAFETY * worst) : configured),
        saw: (lagSeconds) => {
            worst = Math.max(worst, lagSeconds);
        },
        worstLagSeconds: () => worst,
    };
}

;// CONCATENATED MODULE: ./packages/registry/src/turn.ts












/**
 * Does what `decide` says until the registration holds: read, decide, write, pause.
 * Returns why not if that is to be skipped or failed; the caller ends the registration then, and when this throws.
 */
async function takeTurn(request, ports) {
    const { ticket, logUrl } = request;
    const { registry, clock, cancelled, log } = ports;
    const id = ticket.deploymentId;
    const queue = watchQueue(ticket.environment, request, ports);
    const room = waitingRoom(request, queue, ports);
    const settling = settle(request.settleSeconds);
    const deadline = clock.now() + request.waitTimeoutSeconds * 1000;
    // All that is done here may be repeated, and a claim stands meanwhile.
    const outlasts = request.outlastOutages === true && request.onBusy === 'wait';
    const outlast = (0,outage/* outlaster */.A)({ environment: ticket.environment, deadline, outlasts }, ports);
    const me = { id, nonce: ticket.nonce, priority: request.claimant.priority, claimed: false };
    let written = clock.now();
    let obstructed = false;
    const post = async (state, description) => {
        const status = await outlast(() => registry.post(id, { state, description, logUrl }));
        written = clock.now();
        return status;
    };
    const sleep = (seconds) => clock.sleep(seconds * 1000, cancelled);
    async function claim(seen) {
        // What was in the way is looked at first: a claim is only worth making when nothing else is left.
        const known = obstructed ? await look(seen) : undefined;
        if (known !== undefined)
            return known;
        await post('in_progress', 'claim: checking that nobody else deploys');
        me.claimed = true;
        const [found] = await Promise.all([look(seen), sleep(settling.seconds())]);
        return found;
    }
    async function look(seen) {
        const { stacks, repository, repositoryId } = request.claimant;
        const { environment } = ticket;
        const creator = (0,deployed/* creatorOf */.O)(seen.snapshot, id);
        const intent = { ...request, environment, stacks, repository, repositoryId, creator };
        const found = await outlast(() => (0,obstacles/* obstacle */.E)(intent, seen.snapshot, ports));
        obstructed = found?.act === 'wait';
        if (found?.act !== 'warn')
            return found;
        room.warn(found.warning ?? found.reason.details);
        return undefined;
    }
    async function withdraw(description) {
        if (me.claimed)
            await post('queued', description);
        me.claimed = false;
    }
    /** How long a write of ours stays invisible tells how long a claim has to settle. */
    async function measure({ view }) {
        const missed = view.mine === 'unseen' || (me.claimed && view.mine !== 'claiming');
        if (missed)
            settling.saw((clock.now() - written) / 1000);
        if (missed && (await room.isGone(view.mine)))
            throw lost(id, 'it was deleted');
    }
    async function hold({ snapshot }) {
        ports.log.info(`Nobody else deploys to ${ticket.environment}: holding it as registration ${id}.`);
        if (snapshot.foreign > 0)
            log.info(foreignLine(snapshot.foreign, ticket.environment));
        request.remember({ ...ticket, holding: true });
        const { actor, workflow } = request.claimant;
        const expected = forecastOf(snapshot);
        const prediction = expected === undefined ? '' : `, ${(0,calibration/* formatPrediction */.tV)((0,calibration/* predict */.K$)(expected))}`;
        const status = await post('in_progress', `deploying ${request.sha.slice(0, 7)}${prediction} (${workflow || 'run'} by ${actor})`);
        const held = { ...ticket, holding: true, heldSince: status.createdAt };
        request.remember(held);
        return { ticket: held, fencingToken: status.id, snapshot };
    }
    while (!cancelled.aborted) {
        const seen = await outlast(() => queue.look(me));
        const { decision } = seen;
        request.observe?.(seen);
        let inTheWay;
        await outlast(() => measure(seen));
        if (decision.act === 'hold' || holdsAlready(seen))
            return await hold(seen);
        if (decision.act === 'lost')
            throw lost(id, 'somebody else ended it');
        if (decision.act === 'claim') {
            const found = await claim(seen);
            if (found === undefined)
                continue;
            if (found.act !== 'wait')
                return { reason: found.reason, act: found.act === 'skip' ? 'skip' : 'fail' };
            await withdraw(`waiting: ${found.reason.details}`);
            if (request.onBusy !== 'wait')
                return { reason: found.reason, act: request.onBusy };
            inTheWay = found.reason;
            await room.obstructed(found.reason);
        }
        else if (decision.act === 'keep') {
            await sleep(settling.seconds());
        }
        else {
            refuseToWaitForOneself(request, seen);
            if (decision.act === 'withdraw')
                await withdraw('waiting: another run came first');
            const busy = decision.act !== 'wait' || decision.because !== 'unseen';
            if (request.onBusy !== 'wait' && busy)
                return { reason: room.reason(seen), act: request.onBusy };
            await outlast(() => room.wait(seen, deadline));
        }
        if (clock.now() >= deadline)
            throw tooLate(ticket.environment, request.waitTimeoutSeconds, inTheWay ?? room.reason(seen));
    }
    throw (0,outage/* cancelledWhileWaiting */.Y)(ticket.environment);
}
/** Whoever held before and claims again is shown as holding still: nothing stands against it but that its claim is unseen. */
const holdsAlready = ({ decision, view }) => decision.act === 'keep' && decision.because === 'unseen' && view.mine === 'holding' && !view.partial;
/** What this very job holds is released when the job ends: waiting for it would take until wait-timeout. */
function refuseToWaitForOneself({ ticket, claimant }, { snapshot }) {
    const { repository, runId, runAttempt, checkRunId } = claimant;
    const own = snapshot.registrations.find(({ id, latest, payload }) => id !== ticket.deploymentId &&
        (0,src_registration/* phaseOf */.hU)(latest) === 'holding' &&
        payload.scope === 'job' &&
        payload.checkRunId !== undefined &&
        payload.checkRunId === checkRunId &&
        (0,src_names/* sameRepository */.RB)(payload.repository, repository) &&
        payload.runId === runId &&
        payload.runAttempt === runAttempt);
    if (own !== undefined)
        throw new errors/* UserError */.y(`This job holds ${ticket.environment} already, as registration ${own.id}, and would wait for itself: acquire an environment once in a job.`);
}
const foreignLine = (count, environment) => `${count} deployment(s) to ${environment} that Signalbox did not make are under way; it does not wait for them. If they come from jobs with environment: ${environment}, write environment: { name: ${environment}, deployment: false } there.`;
function lost(id, how) {
    const details = `registration ${id} is lost: ${how}`;
    return new RefusedError(`Registration ${id} is lost: ${how}. Nothing was deployed; keep other actions from deactivating or deleting deployments of this environment, then run again.`, { acquired: false, reason: { code: 'registry-unavailable', details }, waitedSeconds: 0 });
}

;// CONCATENATED MODULE: ./packages/registry/src/acquire.ts








/**
 * Registers, waits for the turn, claims it and holds it.
 * A refusal means that nothing is left in the queue and that the user asked to skip rather than fail.
 * @throws UserError when the turn is refused and the user asked to fail, or waiting took too long
 * @throws RegistryError when the registry cannot be read or written; nothing is held then
 */
async function acquire(request, ports) {
    if (request.onBusy !== 'wait') {
        // Without an intent to wait, a busy environment is left without a trace.
        const seen = await canDeploy(request, ports);
        const { reason } = seen;
        const act = actOn(reason, request, request.onBusy);
        if (!seen.canDeploy)
            return refuse({ reason, act }, request.environment, 0, seen);
    }
    else {
        await requirePromotion(request, ports);
        const found = await refusedByAge(request, ports);
        if (found !== undefined)
            return refuse(found, request.environment, 0);
    }
    const ticket = await (0,join/* join */.fj)(request, ports);
    return await hold({ ...request, ticket }, ports);
}
/**
 * Nobody waits for hours to hear what can be said now; looked at again when the turn has come.
 * @throws RefusedError when the earlier environment runs anything else
 */
async function requirePromotion(request, ports) {
    const { sha, promotedFrom, claimant } = request;
    const { repository, repositoryId } = claimant;
    const promotion = { sha, promotedFrom, repository, repositoryId };
    const found = await (0,join/* beforeJoining */.wQ)(request, ports)(() => (0,src_promotion/* notPromoted */.u)(promotion, ports));
    if (found !== undefined)
        refuse({ reason: found.reason, act: 'fail' }, request.environment, 0);
}
/** What runs already is only replaced by something newer, so a commit that is too old now stays so. */
async function refusedByAge(request, ports) {
    const { environment, sha, onOutdated, claimant } = request;
    if (onOutdated !== 'fail' && onOutdated !== 'skip')
        return undefined;
    const { repository, repositoryId } = claimant;
    const found = await (0,join/* beforeJoining */.wQ)(request, ports)(async () => (0,outdated/* outdated */.n)({ environment, sha, onOutdated, repository, repositoryId }, (0,partial/* complete */.M)(await ports.registry.snapshot(environment)), ports));
    return found && { reason: found.reason, act: onOutdated };
}
function actOn({ code }, { onOutdated }, onBusy) {
    if (code === 'stack-broken' || code === 'not-promoted')
        return 'fail';
    if (code === 'outdated')
        return onOutdated === 'skip' ? 'skip' : 'fail';
    return onBusy;
}
/** Waits until the registration of `ticket` holds. If it does not come to that, the registration is ended. */
async function hold(request, ports) {
    const { ticket } = request;
    const began = ports.clock.now();
    const giveUp = async (why) => {
        request.remember(ticket);
        if (await (0,leave/* leave */.q)(ticket, why, ports))
            request.remember(undefined);
    };
    const waited = () => Math.round((ports.clock.now() - began) / 1000);
    let last;
    const view = () => last && lookOf(last, request.claimant.priority, ticket.deploymentId);
    const observe = (seen) => {
        last = seen;
    };
    const turn = await takeTurn({ ...request, observe }, ports).catch(async (error) => {
        await giveUp('gave up');
        throw withView(error, view(), waited());
    });
    const waitedSeconds = waited();
    if (!('reason' in turn))
        return { acquired: true, deploymentId: turn.ticket.deploymentId, waitedSeconds, ...turn };
    await giveUp(turn.reason.code);
    return refuse(turn, ticket.environment, waitedSeconds, view());
}

;// CONCATENATED MODULE: ./packages/registry/src/idle.ts






const LOOK_SECONDS = 15;
/** However short the budget is. */
const LONGEST_SECONDS = 60;
/** Waits, without registering, until no deployment is active. Returns the seconds it took. */
async function waitUntilIdle(request, ports) {
    const { clock, cancelled, log, random, registry } = ports;
    const began = clock.now();
    const deadline = began + request.waitTimeoutSeconds * 1000;
    const { environment, outlastOutages: outlasts } = request;
    const outlast = (0,outage/* outlaster */.A)({ environment, deadline, outlasts }, ports);
    for (let said = '';;) {
        const seen = await outlast(() => canDeploy({ ...request, onOutdated: 'ignore', promotedFrom: undefined }, ports));
        if (seen.canDeploy || (seen.active === undefined && seen.reason.code === 'queued-behind'))
            return Math.round((clock.now() - began) / 1000);
        const waited = Math.round((clock.now() - began) / 1000);
        if (cancelled.aborted)
            throw withView((0,outage/* cancelledWhileWaiting */.Y)(environment), seen, waited);
        if (clock.now() >= deadline) {
            const line = `Waited ${(0,duration/* formatDuration */.a3)(request.waitTimeoutSeconds)} for ${environment}: ${formatReason(seen.reason)}. Raise wait-timeout.`;
            throw withView(new errors/* UserError */.y(line), seen, waited);
        }
        const key = `${seen.reason.code} ${seen.active?.deploymentId ?? ''}`;
        if (key !== said)
            log.info(`Waiting until ${environment} is idle: ${formatReason(seen.reason)}.`);
        said = key;
        const pause = Math.min(LONGEST_SECONDS, LOOK_SECONDS * registry.strain()) * (0.8 + random() * 0.4);
        await clock.sleep(Math.min(pause * 1000, deadline - clock.now()), cancelled);
    }
}

// EXTERNAL MODULE: ./packages/registry/src/registered.ts
var registered = __webpack_require__(8793);
// EXTERNAL MODULE: ./packages/registry/src/ticket.ts
var src_ticket = __webpack_require__(19613);
;// CONCATENATED MODULE: ./actions/coordinate/src/turns.ts















/** `acquire`: register, wait, hold. The post step releases. */
async function acquireTurn(context) {
    const { step, ports } = context;
    const group = await requireGroup(context);
    if (group !== undefined)
        step.log.info(groupLine(group));
    await readStacks(context);
    const remember = (ticket) => step.saveState(src_ticket/* TICKET */.XD, ticket === undefined ? '' : (0,src_ticket/* formatTicket */.aJ)(ticket));
    const turn = await acquire({ ...(0,src_context/* turnOptions */.Y3)(context), claimant: (0,src_context/* claimant */.Iz)(context, 'job'), remember }, ports);
    await reportTurn(context, turn);
    (0,src_context/* setOutputs */.n0)(context, { 'concurrency-group': group });
}
/** Whoever may not read the stacks hears of it now, not after an hour in the queue. */
async function readStacks({ inputs, ports }) {
    await Promise.all(inputs['stack-name'].map((name) => ports.stacks?.status(name)));
}
/** `wait`: until the given registration holds, or else until no deployment is active. */
async function wait(context) {
    const { inputs, ports } = context;
    const id = inputs['deployment-id'];
    if (id === undefined) {
        const waitedSeconds = await waitUntilIdle({ ...(0,src_context/* turnOptions */.Y3)(context), claimant: (0,src_context/* claimant */.Iz)(context, 'run') }, ports);
        return (0,src_context/* setOutputs */.n0)(context, { 'can-deploy': true, 'waited-seconds': waitedSeconds, reason: 'free' });
    }
    const { payload, sha } = await (0,registered/* findRegistration */.r)(id, inputs.environment, ports);
    refuseOfOthers(id, payload, context);
    const ticket = { environment: inputs.environment, nonce: payload.nonce, deploymentId: id };
    const stacks = inputs['stack-name'].length > 0 ? inputs['stack-name'] : payload.stacks;
    const turn = await hold({ ...(0,src_context/* turnOptions */.Y3)(context), ticket, sha, claimant: { ...payload, stacks }, remember: () => undefined }, ports);
    await reportTurn(context, turn);
}
/** What `acquire` made is its own job's alone: with two behind one registration, two would hold. */
function refuseOfOthers(id, { scope, ...owner }, { inputs, step }) {
    const { repository, runId, runAttempt } = step.job;
    const mine = (0,src_names/* sameRepository */.RB)(owner.repository, repository) &&
        owner.runId === runId &&
        owner.runAttempt === runAttempt &&
        owner.checkRunId === inputs['check-run-id'];
    if (scope === 'job' && !mine)
        throw new errors/* UserError */.y(`Input "deployment-id": ${id} belongs to the job of run ${owner.runId} that acquired it; wait for one that operation: register made.`);
}
async function reportTurn(context, turn) {
    const { inputs, step, ports } = context;
    if (!turn.acquired) {
        step.log.notice(`Not deploying to ${inputs.environment}: ${formatReason(turn.reason)}.`, 'Skipped');
        return await reportRefusal(context, turn);
    }
    const { environment } = inputs;
    const creator = (0,deployed/* creatorOf */.O)(turn.snapshot, turn.deploymentId);
    const { repository, repositoryId } = step.job;
    const query = { environment, repository, repositoryId, creator };
    // The turn is held: what cannot be read now is not known, and that is all.
    const runs = await (0,deployed/* deployed */.$)(turn.snapshot, query, ports).catch((error) => ({
        sha: undefined,
        doubt: (0,errors/* errorLine */.B)(error),
    }));
    if (runs?.doubt !== undefined)
        step.log.warning(`It is not known what ${environment} runs: ${runs.doubt}.`, 'Deployed commit');
    step.exportVariable(correlation/* DEPLOYMENT_VARIABLE */.x5, String(turn.deploymentId));
    (0,src_context/* setOutputs */.n0)(context, {
        acquired: true,
        'can-deploy': true,
        reason: 'free',
        'deployment-id': turn.deploymentId,
        'fencing-token': turn.fencingToken,
        'queue-position': 0,
        'waited-seconds': turn.waitedSeconds,
        'estimated-wait-seconds': 0,
        state: 'in_progress',
        'deployed-sha': runs?.sha,
    });
    const title = `holding as registration ${turn.deploymentId} after ${turn.waitedSeconds} s`;
    await step.summary((0,summary/* queueSection */.JF)(title, withHold(turn), context));
}
/** Outputs and summary of a step that has no turn, whether that fails it or not: who is in front. */
async function reportRefusal(context, { reason, waitedSeconds, seen }) {
    (0,src_context/* setOutputs */.n0)(context, {
        acquired: false,
        'can-deploy': false,
        reason: formatReason(reason),
        'waited-seconds': waitedSeconds,
        'queue-position': seen?.ahead.length,
        'estimated-wait-seconds': seen?.estimatedWaitSeconds,
        active: seen?.active,
    });
    const title = formatReason(reason);
    await context.step.summary(seen === undefined ? (0,summary/* section */.uW)(title, context) : (0,summary/* queueSection */.JF)(title, seen.snapshot, context));
}
/** What the turn was granted on, with the hold that came of it. */
function withHold({ snapshot, deploymentId }) {
    const latest = { state: 'in_progress', description: 'deploying', createdAt: snapshot.now };
    const registrations = snapshot.registrations.map((each) => each.id === deploymentId ? { ...each, latest, heldSince: snapshot.now } : each);
    return { ...snapshot, registrations };
}
/** `register`: join the queue and go on; a later job waits for the turn and releases it. */
async function register(context) {
    const { inputs, step, ports } = context;
    const group = await requireGroup(context);
    const request = { ...(0,src_context/* turnOptions */.Y3)(context), claimant: (0,src_context/* claimant */.Iz)(context, 'run'), remember: () => undefined };
    await requirePromotion(request, ports);
    const { deploymentId, nonce } = await (0,join/* join */.fj)(request, ports);
    const seen = await lookFrom({ id: deploymentId, nonce }, request, ports);
    const position = seen.ahead.length;
    const line = position === 0
        ? 'next in line'
        : (0,standing/* standingLine */.pb)({ ...seen, expectedSeconds: seen.estimatedWaitSeconds }, seen.snapshot.now);
    step.log.info(`Registered for ${inputs.environment} as ${deploymentId}: ${line}.`);
    (0,src_context/* setOutputs */.n0)(context, {
        acquired: false,
        'can-deploy': false,
        'deployment-id': deploymentId,
        reason: formatReason(seen.reason),
        'queue-position': Math.max(1, position),
        'estimated-wait-seconds': seen.estimatedWaitSeconds,
        active: seen.active,
        state: 'queued',
        'concurrency-group': group,
    });
    await step.summary((0,summary/* queueSection */.JF)(`registered as ${deploymentId}`, seen.snapshot, context));
}

;// CONCATENATED MODULE: ./packages/registry/src/cleanup.ts




/** GitHub allows 500 writes of content an hour; the deployments of the same hour need theirs. */
const AT_ONCE = 100;
/** docs: best practices for using the REST API, pause between mutative requests */
const PAUSE_MS = 1000;
/** So many in a row are no single rows: a permission is missing, or GitHub is down. */
const MOST_REFUSED = 5;
/**
 * Ends registrations whose owner is dead, and deletes old ones that are over. What GitHub refuses of one row does not stop
 * the others.
 */
async function cleanup(request, ports) {
    const { registry, clock, cancelled } = ports;
    const { environment, maxHoldSeconds } = request;
    const queue = watchQueue(environment, { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY }, ports);
    const { ended, refused } = await queue.reapAll();
    const old = deletable(await registry.past(environment, Number.POSITIVE_INFINITY), request, clock.now());
    const failed = [];
    let [deleted, inARow] = [0, 0];
    for (const registration of old.slice(0, AT_ONCE)) {
        if (cancelled.aborted || inARow === MOST_REFUSED)
            break;
        try {
            await remove(registration, registry);
            [deleted, inARow] = [deleted + 1, 0];
        }
        catch (error) {
            if (cancelled.aborted)
                throw error;
            inARow += 1;
            failed.push(`Registration ${registration.id} could not be deleted: ${(0,errors/* errorLine */.B)(error)}`);
        }
        await clock.sleep(PAUSE_MS, cancelled);
    }
    return { ended, deleted, left: old.length - deleted - failed.length, refused: [...refused, ...failed] };
}
async function remove({ id, latest }, registry) {
    // GitHub deletes no active deployment.
    if (latest?.state === 'success')
        await unlessGone(registry, id, () => registry.post(id, { state: 'inactive', description: 'deleted by cleanup' }));
    await registry.remove(id);
}
/** Newest first in, newest first out; what the environment runs now always stays. */
function deletable(past, { keep, olderThanSeconds }, now) {
    const running = lastSuccesses(past);
    const until = now - olderThanSeconds * 1000;
    return past
        .filter(({ id, latest }) => (0,src_registration/* phaseOf */.hU)(latest) === 'over' && id !== src_registration/* UNKNOWN_ID */.n4)
        .slice(keep)
        .filter((one) => !running.has(one) && (one.latest?.createdAt ?? 0) < until);
}
/**
 * The success of each repository, whatever it was called then, that ended last: who waited longer may have registered
 * earlier. Of each who makes registrations, so that a stranger's does not take the place of what jobs wrote.
 */
function lastSuccesses(past) {
    const endOf = ({ ended }) => ended?.createdAt ?? 0;
    const successes = past
        .filter(({ ended, heldSince }) => heldSince !== undefined && ended?.state === 'success')
        .sort((a, b) => endOf(b) - endOf(a));
    const last = [];
    for (const one of successes)
        if (!last.some(({ creator, payload }) => creator === one.creator && (0,src_registration/* belongsTo */.g4)(one, payload)))
            last.push(one);
    return new Set(last);
}

;// CONCATENATED MODULE: ./packages/registry/src/freeze.ts


/** Closes an environment: nobody's claim is granted from now on. Whoever holds already goes on. */
async function freeze({ environment, reason, by }, { registry }) {
    const before = await registry.snapshot(environment);
    if (before.freezes.length > 0)
        return { made: false };
    await registry.freeze(environment, { reason, by });
    const { registrations, now } = await registry.snapshot(environment);
    const holder = registrations.find(({ latest }) => (0,src_registration/* phaseOf */.hU)(latest) === 'holding' || (0,src_registration/* phaseOf */.hU)(latest) === 'claiming');
    return { made: true, ...(holder === undefined ? {} : { holder: (0,standing/* whoLine */.Ld)(holder, now) }) };
}
/** Opens an environment again. Returns how many freezes stood. */
async function unfreeze({ environment, reason, by }, { registry }) {
    return await registry.unfreeze(environment, `opened by ${by}${reason && `: ${reason}`}`);
}

;// CONCATENATED MODULE: ./actions/coordinate/src/upkeep.ts





/** Of those that were refused, in the log. */
const SHOWN = 20;
/** `cleanup`: ends what dead owners left, deletes what is old. */
async function upkeep_cleanUp(context) {
    const { inputs, step, ports } = context;
    const { environment, keep } = inputs;
    const done = await cleanup({ environment, keep, olderThanSeconds: inputs['older-than'], maxHoldSeconds: inputs['max-hold'] }, ports);
    const left = done.left > 0 ? ` ${done.left} more are left for the next time.` : '';
    const what = `ended ${done.ended} and deleted ${done.deleted} registrations.${left}`;
    step.log.info(`${environment}: ${what}`);
    const refused = done.refused.length;
    for (const line of done.refused.slice(0, SHOWN))
        step.log.warning(line);
    (0,src_context/* setOutputs */.n0)(context, { state: refused === 0 ? 'success' : 'failure' });
    const not = refused === 0 ? '' : ` GitHub refused ${refused}: ${done.refused[0]}`;
    await step.summary((0,summary/* section */.uW)(`${what}${not}`, context));
    if (refused > 0)
        throw new errors/* UserError */.y(`${environment}: ${what} GitHub refused ${refused} of them. ${done.refused[0]}. Delete it by hand, or run again.`);
}
/** `freeze`: closes the environment for everybody until `unfreeze`. */
async function upkeep_close(context) {
    const { inputs, step, ports } = context;
    const { environment, reason = '' } = inputs;
    const { made, holder } = await freeze({ environment, reason, by: step.job.actor }, ports);
    step.log.notice(made ? `${environment} is frozen: ${reason}.` : `${environment} was frozen already.`, 'Freeze');
    const meanwhile = holder === undefined ? '' : `. Still under way: ${holder}`;
    const what = made ? `frozen: ${reason}${meanwhile}` : 'was frozen already';
    if (holder !== undefined)
        step.log.warning(`A deployment to ${environment} is still under way: ${holder}. A freeze does not stop it.`);
    (0,src_context/* setOutputs */.n0)(context, { 'can-deploy': false, reason: `frozen: ${reason}` });
    await step.summary((0,summary/* section */.uW)(what, context));
}
/** `unfreeze`: opens it again. */
async function upkeep_open(context) {
    const { inputs, step, ports } = context;
    const { environment, reason = '' } = inputs;
    const ended = await unfreeze({ environment, reason, by: step.job.actor }, ports);
    step.log.notice(ended > 0 ? `${environment} is open again.` : `${environment} was not frozen.`, 'Unfreeze');
    (0,src_context/* setOutputs */.n0)(context, { reason: 'free' });
    const why = reason === '' ? '' : `: ${reason}`;
    await step.summary((0,summary/* section */.uW)(ended > 0 ? `open again${why}` : 'was not frozen', context));
}

;// CONCATENATED MODULE: ./actions/coordinate/src/main.ts












const OPERATIONS = {
    acquire: acquireTurn,
    'can-deploy': canDeployNow,
    register: register,
    wait: wait,
    'get-active': showActive,
    status: showStatus,
    release: release/* releaseById */.u$,
    cleanup: upkeep_cleanUp,
    freeze: upkeep_close,
    unfreeze: upkeep_open,
};
/** Those that a deployment can do without when GitHub is out of order. */
const DISPENSABLE = ['acquire', 'can-deploy', 'register', 'wait'];
async function run(inputs, step, connect) {
    checkTogether(inputs, step.env);
    const id = (0,correlation/* correlate */._$)(step, inputs['correlation-id'], inputs.environment);
    const context = { inputs, step, correlationId: id, ports: await connect() };
    try {
        await OPERATIONS[inputs.operation](context);
    }
    catch (error) {
        if (error instanceof RefusedError)
            await reportRefusal(context, error.refusal);
        const proceed = inputs['on-registry-error'] === 'proceed' && DISPENSABLE.includes(inputs.operation);
        if (!(error instanceof port/* RegistryError */.g) || !proceed || step.cancelled.aborted)
            throw error;
        await proceedWithout(context, error);
    }
}
async function post(inputs, step, connect) {
    if (inputs.operation === 'acquire')
        await (0,release/* releaseAfterJob */.P6)((0,release/* knownEnd */.Re)(inputs, step), step, connect);
}
/** Inputs that only make sense together. @throws UserError before anything is sent */
function checkTogether(inputs, env) {
    const { operation } = inputs;
    if (operation === 'release' && inputs['deployment-id'] === undefined)
        throw new errors/* UserError */.y('Input "deployment-id" is required by operation release: the id of the registration to end.');
    if (operation === 'freeze' && inputs.reason === undefined)
        throw new errors/* UserError */.y('Input "reason" is required by operation freeze: tell people why the environment is closed.');
    if (!(0,payload/* fitsPayload */.d2)(inputs['stack-name']))
        throw new errors/* UserError */.y('Input "stack-name" has more than 100 stacks, or a name of more than 400 characters.');
    if (inputs['promoted-from'] !== undefined && inputs['on-registry-error'] === 'proceed')
        throw new errors/* UserError */.y('Input "promoted-from" cannot be kept with on-registry-error: proceed, since only the registry knows what runs there; leave one of them out.');
    const regions = (0,names/* regionsOf */.NV)(inputs['aws-region'], env);
    for (const stack of inputs['stack-name'])
        (0,names/* regionOf */.AP)(stack, regions);
}


/***/ }),

/***/ 88463:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./packages/registry/src/for-step.ts + 18 modules
var for_step = __webpack_require__(21930);
// EXTERNAL MODULE: ./packages/registry/src/ticket.ts
var ticket = __webpack_require__(19613);
// EXTERNAL MODULE: ./packages/cloudformation/src/aws.ts
var aws = __webpack_require__(96051);
// EXTERNAL MODULE: ./packages/cloudformation/src/names.ts
var names = __webpack_require__(47674);
// EXTERNAL MODULE: ./packages/cloudformation/src/oidc.ts
var oidc = __webpack_require__(82277);
// EXTERNAL MODULE: ./packages/cloudformation/src/reader.ts
var reader = __webpack_require__(2075);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __webpack_require__(28605);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
;// CONCATENATED MODULE: ./actions/coordinate/src/stacks.ts






const PASSING = ['throttled', 'unavailable'];
/** Reads stack statuses from CloudFormation; waits out what passes. Loads the SDK. */
async function connectStacks(inputs, step, roleArn) {
    const { clock, env, random, cancelled: signal } = step;
    const regions = (0,names/* regionsOf */.NV)(inputs['aws-region'], env);
    const renewable = roleArn === undefined
        ? undefined
        : (0,oidc/* renewableCredentials */.c)({
            ...{ roleArn, env, fetch: globalThis.fetch },
            region: regions.given ?? regions.environment,
        });
    const readers = new Map();
    /** Each stack is asked for in its own region. */
    const readerOf = (stack) => {
        const region = (0,names/* regionOf */.AP)(stack, regions);
        const reader = readers.get(region) ??
            (0,aws/* connectCloudFormation */.$)({ clock, region, correlationId: inputs['correlation-id'], ...renewable });
        readers.set(region, reader);
        return reader;
    };
    const classify = (error) => ({
        retry: error instanceof reader/* ReadError */.F && PASSING.includes(error.trouble),
    });
    return {
        status: async (name) => {
            try {
                const reader = await readerOf(name);
                const stack = await (0,retry/* retry */.L5)(() => reader.describeStack(name), {
                    clock,
                    random,
                    classify,
                    signal,
                    attempts: 6,
                });
                return stack?.status;
            }
            catch (error) {
                if (!(error instanceof reader/* ReadError */.F))
                    throw error;
                const wayOut = PASSING.includes(error.trouble)
                    ? 'AWS is out of order or throttles this account: run again later.'
                    : 'Give the step AWS credentials with cloudformation:DescribeStacks.';
                throw new errors/* UserError */.y(`Input "stack-name": the status of ${name} could not be read (${(0,errors/* errorLine */.B)(error)}). ${wayOut}`);
            }
        },
    };
}

;// CONCATENATED MODULE: ./actions/coordinate/src/ports.ts



/**
 * The real ports. Loads what the inputs ask for, and nothing else. With `roleArn`, credentials that are missing or
 * expired are had by OIDC.
 */
async function connect(inputs, step, roleArn) {
    const { clock, random, log, cancelled } = step;
    // The post step knows by its ticket that the token was good for everything.
    const provenAt = (0,ticket/* parseTicket */.sH)(step.state(ticket/* TICKET */.XD))?.heldSince;
    const connection = await (0,for_step/* registryFor */.Z)(inputs, step, provenAt);
    const stacks = inputs['stack-name'].length > 0 ? { stacks: await connectStacks(inputs, step, roleArn) } : {};
    return { ...connection, ...stacks, clock, random, log, cancelled };
}


/***/ }),

/***/ 28939:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Re: () => (/* binding */ knownEnd),
  P6: () => (/* binding */ releaseAfterJob),
  u$: () => (/* binding */ releaseById)
});

// EXTERNAL MODULE: ./packages/registry/src/port.ts
var port = __webpack_require__(1834);
// EXTERNAL MODULE: ./packages/registry/src/registered.ts
var registered = __webpack_require__(8793);
// EXTERNAL MODULE: ./packages/runner/src/errors.ts
var errors = __webpack_require__(28605);
// EXTERNAL MODULE: ./packages/runner/src/duration.ts
var duration = __webpack_require__(97114);
;// CONCATENATED MODULE: ./packages/registry/src/ending.ts

/** What an outcome is to GitHub. A cancelled deployment has left the environment in a state nobody knows. */
const STATES = {
    success: 'success',
    failure: 'failure',
    error: 'error',
    inactive: 'inactive',
    cancelled: 'error',
};
const WORDS = {
    success: 'deployed in',
    failure: 'failed after',
    error: 'ended by an error after',
    inactive: 'released after',
    cancelled: 'cancelled after',
};
/** `deployed in 3 min`. */
const endWords = (outcome, heldSeconds) => `${WORDS[outcome]} ${(0,duration/* formatDuration */.a3)(heldSeconds)}`;
/** How a registration ended: a success that a newer one has made inactive since is still a success. */
const endOf = ({ ended, latest }) => ended ?? latest;
/**
 * Whether we wrote this end, by a request whose answer was lost or by a process that is gone: it has our outcome, and
 * the page of our run, or our words where a status has no page.
 */
function isOurs(end, { outcome, description, logUrl }) {
    if (end.state !== STATES[outcome])
        return false;
    if (end.logUrl !== undefined && logUrl !== undefined)
        return end.logUrl === logUrl;
    return end.description.startsWith(description ?? WORDS[outcome]);
}
/** `success: deployed in 3 min (by github-actions, 2026-11-28 13:42 UTC, https://...)`. */
function endLine({ state, description, by, logUrl, createdAt }) {
    const at = `${new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const details = [...(by === undefined ? [] : [`by ${by}`]), at, ...(logUrl === undefined ? [] : [logUrl])];
    return `${state}${description && `: ${description}`} (${details.join(', ')})`;
}

// EXTERNAL MODULE: ./packages/registry/src/join.ts
var join = __webpack_require__(54713);
// EXTERNAL MODULE: ./packages/registry/src/leave.ts
var leave = __webpack_require__(68526);
// EXTERNAL MODULE: ./packages/registry/src/names.ts
var names = __webpack_require__(61065);
// EXTERNAL MODULE: ./packages/registry/src/obstacles.ts + 1 modules
var obstacles = __webpack_require__(32409);
// EXTERNAL MODULE: ./packages/registry/src/registration.ts
var registration = __webpack_require__(15712);
// EXTERNAL MODULE: ./packages/registry/src/standing.ts
var standing = __webpack_require__(3425);
;// CONCATENATED MODULE: ./packages/registry/src/release.ts








/** Ends a registration with one last status; safe to repeat. The caller fails its step on `overlaps` or `lost`. */
async function release(request, ports) {
    const { ticket, outcome } = request;
    const { registry } = ports;
    const snapshot = await registry.snapshot(ticket.environment);
    const id = ticket.deploymentId ?? (await (0,join/* findByNonce */.Kd)(registry, ticket.environment, ticket.nonce));
    if (id === undefined)
        return { ended: false, overlaps: [] };
    const met = (own) => overlaps(own, snapshot, ports);
    const seen = snapshot.registrations.find((each) => each.id === id) ?? (await registry.find(id));
    const own = seen && { ...seen, ...heldSince(seen, ticket) };
    if (own === undefined)
        return { ended: false, overlaps: [], ...(ticket.holding ? { lost: 'it was deleted' } : {}) };
    if ((0,registration/* phaseOf */.hU)(own.latest) === 'over')
        return await foundOver(own, request, { snapshot, ports });
    const { line: unsettled, busy } = await unsettledStacks(request.stacks, ports);
    if (busy && request.closedWhileBusy && own.heldSince !== undefined)
        return await leaveClosed(id, request, { own, snapshot, unsettled, ports });
    const held = own.heldSince === undefined ? undefined : Math.max(0, (snapshot.now - own.heldSince) / 1000);
    await registry.post(id, {
        state: held === undefined ? 'inactive' : STATES[outcome],
        description: request.description ?? describe(request, held, unsettled),
        autoInactive: held !== undefined && outcome === 'success',
        ...(request.logUrl === undefined ? {} : { logUrl: request.logUrl }),
        ...(request.environmentUrl === undefined ? {} : { environmentUrl: request.environmentUrl }),
    });
    return {
        ended: true,
        ...(await met(own)),
        ...(own.interrupted === undefined ? {} : { lost: `it was ended (${endLine(own.interrupted)})` }),
        ...(held === undefined ? {} : { heldSeconds: held }),
        ...(unsettled === undefined ? {} : { unsettled }),
    };
}
/**
 * It is over already. If we wrote that, the release is done; if somebody else did while we held, others may have
 * deployed beside us. Whoever names a registration that is over only hears how it ended.
 */
async function foundOver(own, request, { snapshot, ports }) {
    const { ticket } = request;
    const end = endOf(own);
    if (end === undefined)
        return { ended: false, overlaps: [] };
    const over = endLine(end);
    const endedAs = end.state;
    if (isOurs(end, request)) {
        const held = own.heldSince === undefined ? {} : { heldSeconds: (end.createdAt - own.heldSince) / 1000 };
        return {
            ended: ticket.holding === true,
            over,
            endedAs,
            ...(await overlaps(own, snapshot, ports)),
            ...held,
        };
    }
    if (!ticket.holding)
        return { ended: false, over, endedAs, overlaps: [] };
    const met = await overlaps(own, snapshot, ports);
    return { ended: false, over, endedAs, ...met, lost: `it was ended (${over})` };
}
/** A read that lags behind our own hold must not make a short deployment one that never began. */
function heldSince({ heldSince: seen }, { heldSince: known }) {
    const since = seen ?? known;
    return since === undefined ? {} : { heldSince: since };
}
/** The registration still holds: only its page says more. */
async function leaveClosed(id, { outcome, logUrl }, found) {
    const { own, snapshot, unsettled, ports } = found;
    await ports.registry.post(id, {
        state: 'in_progress',
        description: `closed until it is known what became of it (job: ${outcome}); ${unsettled}`,
        ...(logUrl === undefined ? {} : { logUrl }),
    });
    return {
        ended: false,
        closed: true,
        ...(await overlaps(own, snapshot, ports)),
        ...(own.interrupted === undefined ? {} : { lost: `it was ended (${endLine(own.interrupted)})` }),
        ...(unsettled === undefined ? {} : { unsettled }),
    };
}
/** What cannot be read now must not keep the environment closed. */
async function unsettledStacks(names, ports) {
    try {
        const reason = (await (0,obstacles/* stackObstacle */.e)(names, ports))?.reason;
        return { line: reason?.details, busy: reason?.code === 'stack-busy' };
    }
    catch (error) {
        return { line: `its stacks could not be read: ${(0,errors/* errorLine */.B)(error)}`, busy: false };
    }
}
function describe({ outcome, by }, held, unsettled) {
    const whose = by === undefined ? '' : `, ended by ${by}`;
    if (held === undefined)
        return `${leave/* LEFT */.M}: ${outcome}${whose}`;
    return `${endWords(outcome, held)}${whose}${unsettled === undefined ? '' : `; ${unsettled}`}`;
}
/** So many jobs are asked about: whoever may write deployments may write a thousand. */
const MOST_ASKED = 10;
/**
 * The others whose holds met ours. Must be none: this is the alarm for a registry that lagged beyond `settle`. What was
 * written in the name of a job that did not run meanwhile raises none; what is in our own job's name is not another.
 */
async function overlaps(own, snapshot, { owners }) {
    const [real, doubtful] = [[], []];
    const met = overlapping(own, snapshot);
    for (const { other, from, until } of met.slice(0, MOST_ASKED)) {
        const who = (0,standing/* whoLine */.Ld)(other, snapshot.now);
        const line = other.id === registration/* UNKNOWN_ID */.n4 ? who : `registration ${other.id} of ${who}`;
        // The deployment is done: trouble with this question must not hide that.
        const lived = await owners.lived(other.payload, from, until).catch(() => 'unknown');
        if (lived === 'unknown')
            doubtful.push(line);
        else if (lived)
            real.push(line);
    }
    if (met.length > MOST_ASKED)
        doubtful.push(`${met.length - MOST_ASKED} more registrations`);
    return { overlaps: real, ...(doubtful.length === 0 ? {} : { doubtful }) };
}
/** Those that say they held while we did, and when. */
function overlapping(own, { registrations, now }) {
    const since = own?.heldSince;
    if (own === undefined || since === undefined)
        return [];
    const end = own.ended?.createdAt ?? now;
    const { repository, checkRunId, nonce } = own.payload;
    return registrations.flatMap((other) => {
        const [from, until] = [
            Math.max(since, other.heldSince ?? Infinity),
            Math.min(end, other.ended?.createdAt ?? now),
        ];
        // Our own row has no known id where a read shows it as over.
        const same = other.id === own.id || other.payload.nonce === nonce;
        const sameJob = checkRunId !== undefined &&
            other.payload.checkRunId === checkRunId &&
            (0,names/* sameRepository */.RB)(other.payload.repository, repository);
        return same || sameJob || from >= until ? [] : [{ other, from, until }];
    });
}

// EXTERNAL MODULE: ./packages/registry/src/ticket.ts
var src_ticket = __webpack_require__(19613);
// EXTERNAL MODULE: ./packages/runner/src/unknown.ts
var src_unknown = __webpack_require__(43510);
// EXTERNAL MODULE: ./actions/coordinate/src/context.ts + 1 modules
var src_context = __webpack_require__(74287);
// EXTERNAL MODULE: ./actions/coordinate/src/summary.ts
var summary = __webpack_require__(38780);
;// CONCATENATED MODULE: ./actions/coordinate/src/release.ts









/** Post step of `acquire`: ends the registration with the job's outcome. */
async function releaseAfterJob(inputs, step, connect, { hurried = false, ...terms } = {}) {
    const ticket = (0,src_ticket/* parseTicket */.sH)(step.state(src_ticket/* TICKET */.XD));
    if (ticket === undefined)
        return;
    const released = await tryRelease({
        ticket,
        outcome: outcomeOf(inputs['job-status']),
        logUrl: step.job.runUrl,
        stacks: inputs['stack-name'],
        ...words(inputs),
        ...terms,
    }, step, { connect, hurried });
    if (released !== undefined)
        report(released, inputs.environment, step);
}
/** How long an outage of GitHub is waited out, so that the record is true. After a cancellation there is no time. */
const PATIENCE_SECONDS = 15 * 60;
const PAUSE_SECONDS = 20;
/** The deployment itself is done: an outage or a dead token must not turn it red. Others see that the job is over. */
async function tryRelease(request, { log, clock, cancelled }, { connect, hurried }) {
    const { environment, holding } = request.ticket;
    const patient = holding && !hurried && request.outcome !== 'cancelled';
    const deadline = clock.now() + (patient ? PATIENCE_SECONDS * 1000 : 0);
    for (let tries = 1;; tries++) {
        try {
            return await release(request, await connect());
        }
        catch (error) {
            const again = error instanceof port/* RegistryError */.g && clock.now() < deadline && !cancelled.aborted;
            if (!again) {
                const why = (0,errors/* errorLine */.B)(error).replace(/\.$/, '');
                log.warning(request.ticket.deploymentId === undefined
                    ? `It is not known whether a registration for ${environment} was left (${why}). If so, the next deployment takes over some minutes after this job.`
                    : `${environment} was not released (${why}). The next deployment takes over some minutes after this job.`);
                return undefined;
            }
            if (tries === 1)
                log.info(`${environment} is still held, trying again: ${(0,errors/* errorLine */.B)(error)}`);
            await clock.sleep(PAUSE_SECONDS * 1000, cancelled);
        }
    }
}
/** Operation `release`: ends the registration `deployment-id` with `state`. */
async function releaseById(context) {
    const { inputs, step, ports } = context;
    const id = inputs['deployment-id'] ?? 0;
    const { payload } = await (0,registered/* findRegistration */.r)(id, inputs.environment, ports, { over: true });
    const ticket = { environment: inputs.environment, nonce: payload.nonce, deploymentId: id };
    const outcome = inputs.state ?? untoldEnd(payload, inputs, step);
    const stacks = inputs['stack-name'].length > 0 ? inputs['stack-name'] : [];
    const { actor, runId, runUrl: logUrl } = step.job;
    const by = `${actor || 'somebody'} in run ${runId}`;
    const released = await release({ ticket, outcome, stacks, logUrl, by, ...words(inputs) }, ports);
    (0,src_context/* setOutputs */.n0)(context, { 'deployment-id': id, state: released.endedAs ?? outcome });
    const what = released.over === undefined
        ? `ended registration ${id} as ${outcome}`
        : `registration ${id} was over already: ${released.over}`;
    await step.summary((0,summary/* section */.uW)(what, context));
    if (released.over !== undefined)
        step.log.notice(`${capital(what)}.`, 'Nothing to release');
    else
        report(released, inputs.environment, step);
}
/**
 * The end that `state` does not tell. This job's status tells of a deployment of its own only: the job that releases after
 * another one that failed goes well itself.
 */
function untoldEnd({ runId, checkRunId }, inputs, step) {
    const own = runId === step.job.runId && checkRunId !== undefined && checkRunId === inputs['check-run-id'];
    const outcome = outcomeOf(knownEnd(inputs, step)['job-status']);
    if (own || outcome !== 'success')
        return outcome;
    step.log.warning('Input "state" is missing, and this is not the job that registered, so how the deployment ended is not known: it is ended as an error. Say how the deploying job ended.', 'Not known how it ended');
    return 'error';
}
/** The job's end, unless a monitor in it has lost sight of the deployment: what nobody knows is no success. */
function knownEnd(inputs, { env, log }) {
    const unknown = (0,src_unknown/* unknownLine */.f2)((0,src_unknown/* unknownIn */.e3)(env));
    if (unknown === undefined || inputs['job-status'] !== 'success')
        return inputs;
    const description = `what became of the deployment is not known: ${unknown}`;
    log.warning(`The job succeeded, but ${description}. It is ended as an error.`, 'Not known how it ended');
    return { ...inputs, 'job-status': 'error', description: inputs.description ?? description };
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const words = ({ description, reason, 'environment-url': environmentUrl }) => ({
    ...(description === undefined && reason === undefined ? {} : { description: description ?? reason ?? '' }),
    ...(environmentUrl === undefined ? {} : { environmentUrl }),
});
/** `job.status` is success, failure or cancelled; anything else is not known to have succeeded. */
function outcomeOf(jobStatus) {
    if (jobStatus === 'success' || jobStatus === 'failure' || jobStatus === 'cancelled')
        return jobStatus;
    return 'error';
}
/** @throws UserError when the hold was not exclusive: that must not stay green */
function report(released, environment, { log }) {
    const { ended, heldSeconds, overlaps, doubtful = [], lost, unsettled, closed } = released;
    if (closed)
        log.warning(`${environment} stays closed: ${unsettled}. The next deployment takes over some minutes after this job, when the stack is at rest.`);
    else if (unsettled !== undefined)
        log.warning(`${environment} is released, but ${unsettled}: the next deployment waits until the stack is at rest.`);
    if (doubtful.length > 0)
        log.warning(`It is not known whether ${doubtful.join(' and ')} held ${environment} at the same time: GitHub does not tell whether that job ran (actions: read).`, 'Overlap');
    if (overlaps.length > 0)
        throw new errors/* UserError */.y(`OVERLAP: while this run held ${environment}, so did ${overlaps.join(' and ')}. Check what is deployed, and set a longer "settle".`);
    if (lost !== undefined)
        throw new errors/* UserError */.y(`The hold on ${environment} was lost while deploying: ${lost}. Others may have deployed meanwhile: check what is deployed.`);
    if (ended)
        log.info(`Released ${environment}${heldSeconds === undefined ? '' : ` after ${(0,duration/* formatDuration */.a3)(heldSeconds)}`}.`);
    else if (!closed)
        log.info(`Nothing to release for ${environment}.`);
}


/***/ }),

/***/ 38780:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JF: () => (/* binding */ queueSection),
/* harmony export */   YM: () => (/* binding */ runAddress),
/* harmony export */   al: () => (/* binding */ inOrder),
/* harmony export */   li: () => (/* binding */ deploymentsTable),
/* harmony export */   uW: () => (/* binding */ section),
/* harmony export */   ut: () => (/* binding */ runLink),
/* harmony export */   z7: () => (/* binding */ when)
/* harmony export */ });
/* harmony import */ var _signalbox_registry_decide__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2329);
/* harmony import */ var _signalbox_registry_history__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59329);
/* harmony import */ var _signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15712);
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97114);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2583);





/** What was done or found, where there is no queue to show. */
const section = (what, { inputs }) => `### ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(inputs.environment)}: ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(what, 1000)}\n`;
/** Rows of a table: whoever may write deployments may write a thousand. */
const MOST_ROWS = 50;
/** The queue as a table of the job summary. What is known of the owners tells who has no place any more. */
function queueSection(title, { registrations, freezes, now }, { inputs, step }, liveness = new Map()) {
    const live = registrations.filter(({ latest }) => (0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(latest) !== 'over').sort(inOrder);
    const lines = [`### ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(inputs.environment)}: ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(title)}`, ''];
    for (const { by, reason, since } of freezes.slice(0, MOST_ROWS))
        lines.push(`Frozen by ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(by)} since ${when(since)}: ${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(reason)}`, '');
    if (live.length === 0)
        return [...lines, 'Nobody deploys or waits.', ''].join('\n');
    lines.push('| | run | commit | by | for | registration |', '| --- | --- | --- | --- | --- | --- |');
    const shown = live.slice(0, MOST_ROWS);
    lines.push(...shown.map((registration) => row(registration, now, { liveness, step })), '');
    if (live.length > shown.length)
        lines.push(`And ${live.length - shown.length} more.`, '');
    return lines.join('\n');
}
/** What was deployed of late, newest first. */
function deploymentsTable(recent, serverUrl) {
    if (recent.length === 0)
        return '';
    const rows = recent.map((registration) => {
        const { sha, payload, ended, createdAt } = registration;
        const { seconds = 0 } = (0,_signalbox_registry_history__WEBPACK_IMPORTED_MODULE_3__/* .finishedRun */ .sV)(registration) ?? {};
        const cells = [
            when(ended?.createdAt ?? createdAt),
            ended?.state ?? '',
            (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(seconds),
            `\`${sha.slice(0, 7)}\``,
            runLink(registration, serverUrl),
            (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(payload.actor, 60),
        ];
        return `| ${cells.join(' | ')} |`;
    });
    const head = ['| ended | outcome | took | commit | run | by |', '| --- | --- | --- | --- | --- | --- |'];
    return ['The last deployments:', '', ...head, ...rows, ''].join('\n');
}
/** ISO 8601, whole seconds as GitHub counts them. */
const when = (at) => new Date(at).toISOString().replace('.000Z', 'Z');
const runAddress = ({ payload }, serverUrl) => `${serverUrl}/${payload.repository}/actions/runs/${payload.runId}`;
/** The run as a link of the job summary. */
function runLink(registration, serverUrl) {
    const { workflow, runId } = registration.payload;
    const url = (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .safeUrl */ .Pl)(runAddress(registration, serverUrl));
    const name = (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(`${workflow || 'run'} ${runId}`, 80);
    return url === undefined ? name : `[${name}](${url})`;
}
const WORDS = { holding: 'deploying', claiming: 'claiming', waiting: 'waiting', over: 'over' };
/** Who holds or claims before who waits, each in the order of the queue. */
function inOrder(a, b) {
    const waits = ({ latest }) => ((0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(latest) === 'waiting' ? 1 : 0);
    const place = ({ id, payload }) => ({ id, priority: payload.priority });
    return waits(a) - waits(b) || ((0,_signalbox_registry_decide__WEBPACK_IMPORTED_MODULE_4__/* .before */ .g)(place(a), place(b)) ? -1 : 1);
}
function row(registration, now, { liveness, step }) {
    const { payload, sha, latest, heldSince, createdAt } = registration;
    const phase = (0,_signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_0__/* .phaseOf */ .hU)(latest);
    const since = phase === 'holding' ? (heldSince ?? createdAt) : createdAt;
    const lives = (liveness.get(registration.id) ?? 'alive') === 'alive';
    const cells = [
        lives ? WORDS[phase] : `${WORDS[phase]}, job over`,
        runLink(registration, step.job.serverUrl),
        `\`${sha.slice(0, 7)}\``,
        (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(payload.actor, 60),
        (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)((now - since) / 1000),
        // What `release` asks for.
        registration.id === _signalbox_registry_registration__WEBPACK_IMPORTED_MODULE_0__/* .UNKNOWN_ID */ .n4 ? 'not told yet' : `\`${registration.id}\``,
    ];
    return `| ${cells.join(' | ')} |`;
}


/***/ }),

/***/ 58915:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ nextPoll)
/* harmony export */ });
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


/***/ }),

/***/ 173:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ calibrationLine),
/* harmony export */   z: () => (/* binding */ summary)
/* harmony export */ });
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


/***/ }),

/***/ 8355:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ deployed),
/* harmony export */   O: () => (/* binding */ creatorOf)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61065);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15712);


/**
 * The newest success of the repository in the environment: what the environment runs. Whoever may write deployments may
 * write one that says so, so nothing of it counts that is only its payload's word, and nothing that was made with
 * another identity than our own or that of jobs. An older success is no answer then: it no longer runs.
 * @throws UserError when GitHub cannot be read far enough back
 */
async function deployed(snapshot, { environment, repository, repositoryId, creator }, { registry, owners }) {
    const whose = { repository, repositoryId };
    const wanted = (one) => isSuccess(one) && (0,_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .belongsTo */ .g4)(one, whose);
    const found = newest(snapshot.registrations.filter(wanted)) ??
        (snapshot.more ? await registry.findPast(environment, wanted) : undefined);
    if (found === undefined)
        return undefined;
    const who = found.id === _registration_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN_ID */ .n4 ? `the registration of run ${found.payload.runId}` : `registration ${found.id}`;
    if (creator !== undefined && ![creator, _names_js__WEBPACK_IMPORTED_MODULE_0__/* .JOB_TOKEN */ .IK].includes(found.creator))
        return {
            registration: found,
            doubt: `${who} was made by ${found.creator || 'nobody known'}, not by ${creator}`,
        };
    // The payload may name any repository: the run must be one of this.
    if (found.claimed && (await owners.headSha({ ...found.payload, repository })) !== found.sha)
        return {
            registration: found,
            doubt: `the commit of ${who} is not the one of its run ${found.payload.runId}`,
        };
    return { registration: found, sha: found.sha };
}
/** Who made our own registration, as the read shows it. */
const creatorOf = ({ registrations }, id) => registrations.find((one) => one.id === id)?.creator || undefined;
const isSuccess = ({ heldSince, ended }) => heldSince !== undefined && ended?.state === 'success';
/** By its end: the last that was deployed is what runs. */
const newest = (successes) => successes.reduce((last, next) => ((next.ended?.createdAt ?? 0) > (last?.ended?.createdAt ?? -1) ? next : last), undefined);


/***/ }),

/***/ 54713:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kd: () => (/* binding */ findByNonce),
/* harmony export */   fj: () => (/* binding */ join),
/* harmony export */   wQ: () => (/* binding */ beforeJoining)
/* harmony export */ });
/* harmony import */ var _outage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2726);
/* harmony import */ var _port_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1834);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15712);



/** Nobody is in line yet: whoever cannot register should hear of it while they still look. */
const OUTAGE_SECONDS = 15 * 60;
const LOST_ANSWER_SECONDS = 20;
/** Enters the queue, exactly once even if answers get lost. */
async function join(request, ports) {
    const { environment, sha, claimant, remember } = request;
    const payload = { ...claimant, nonce: newNonce(claimant, ports.random) };
    const ticket = { environment, nonce: payload.nonce };
    remember(ticket);
    const description = `Signalbox: ${claimant.workflow || 'run'} ${claimant.runId} by ${claimant.actor || 'unknown'}`;
    const deploymentId = await createOnce({ environment, sha, description, payload }, request, ports);
    const known = { ...ticket, deploymentId };
    remember(known);
    return known;
}
/** Repeats what may be repeated before there is a place in line. */
function beforeJoining({ environment, waitTimeoutSeconds, outlastOutages, }, ports) {
    const patience = outlastOutages ? Math.min(OUTAGE_SECONDS, waitTimeoutSeconds) : LOST_ANSWER_SECONDS;
    return (0,_outage_js__WEBPACK_IMPORTED_MODULE_0__/* .outlaster */ .A)({ environment, deadline: ports.clock.now() + patience * 1000, outlasts: true }, ports);
}
/** A registration of unknown fate is looked for before another one is made. */
async function createOnce(draft, request, ports) {
    const { registry } = ports;
    let unsure = false;
    return await beforeJoining(request, ports)(async () => {
        const found = unsure ? await findByNonce(registry, draft.environment, draft.payload.nonce) : undefined;
        if (found !== undefined)
            return found;
        try {
            return (await registry.create(draft)).id;
        }
        catch (error) {
            unsure ||= error instanceof _port_js__WEBPACK_IMPORTED_MODULE_2__/* .AmbiguousWriteError */ .y;
            throw error;
        }
    }).catch((error) => {
        if (!unsure)
            request.remember(undefined);
        throw error;
    });
}
/** The oldest registration with this nonce: should a lost answer have made two, the others end as twins. */
async function findByNonce(registry, environment, nonce) {
    const { registrations } = await registry.snapshot(environment);
    const ids = registrations
        .filter(({ id, payload }) => payload.nonce === nonce && id !== _registration_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN_ID */ .n4)
        .map(({ id }) => id);
    return ids.length === 0 ? undefined : Math.min(...ids);
}
function newNonce({ runId, runAttempt }, random) {
    const digits = () => Math.floor(random() * 2 ** 32).toString(36);
    return `${runId}.${runAttempt}.${digits()}${digits()}`;
}


/***/ }),

/***/ 68526:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ LEFT),
/* harmony export */   q: () => (/* binding */ leave)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28605);

/** How the description of a registration ends that never held. */
const LEFT = 'left the queue';
/**
 * Ends a registration that will not deploy. Never throws: should the write fail, the post step tries again,
 * and after that the others see that the job is over.
 * @returns whether it is over for certain
 */
async function leave({ deploymentId }, why, { registry, log }) {
    if (deploymentId === undefined)
        return false;
    try {
        await registry.post(deploymentId, { state: 'inactive', description: `${LEFT}: ${why}` });
        return true;
    }
    catch (error) {
        log.warning(`Registration ${deploymentId} could not be ended: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}. Others skip it once this job is over.`);
        return false;
    }
}


/***/ }),

/***/ 32409:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ obstacle),
  e: () => (/* binding */ stackObstacle)
});

// EXTERNAL MODULE: ./packages/registry/src/outdated.ts
var outdated = __webpack_require__(71381);
// EXTERNAL MODULE: ./packages/registry/src/promotion.ts
var promotion = __webpack_require__(69112);
;// CONCATENATED MODULE: ./packages/registry/src/stack-status.ts
const DEPLOYABLE = { kind: 'deployable' };
const BUSY = { kind: 'busy' };
const broken = (wayOut) => ({ kind: 'broken', wayOut });
const DELETE = 'the first creation never completed and cannot be updated: delete the stack, then deploy again';
/** Every stack status there is (AWS: CloudFormation API reference, Stack, StackStatus). */
const STACK_STATUSES = {
    CREATE_COMPLETE: DEPLOYABLE,
    CREATE_IN_PROGRESS: BUSY,
    CREATE_FAILED: broken('its creation was kept without rollback: roll it back (rollback-stack), update it with rollback disabled, or delete it'),
    DELETE_COMPLETE: DEPLOYABLE,
    DELETE_IN_PROGRESS: BUSY,
    DELETE_FAILED: broken('delete the stack again, retaining the resources that cannot be deleted'),
    IMPORT_COMPLETE: DEPLOYABLE,
    IMPORT_IN_PROGRESS: BUSY,
    IMPORT_ROLLBACK_COMPLETE: DEPLOYABLE,
    IMPORT_ROLLBACK_FAILED: broken('repair the resource that its events name, then import again'),
    IMPORT_ROLLBACK_IN_PROGRESS: BUSY,
    // A change set that creates the stack waits for its review; executing or replacing it is a deployment.
    REVIEW_IN_PROGRESS: DEPLOYABLE,
    ROLLBACK_COMPLETE: broken(DELETE),
    ROLLBACK_FAILED: broken(DELETE),
    ROLLBACK_IN_PROGRESS: BUSY,
    UPDATE_COMPLETE: DEPLOYABLE,
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: BUSY,
    UPDATE_FAILED: broken('roll the stack back (rollback-stack) or update it with rollback disabled'),
    UPDATE_IN_PROGRESS: BUSY,
    UPDATE_ROLLBACK_COMPLETE: DEPLOYABLE,
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: BUSY,
    UPDATE_ROLLBACK_FAILED: broken('continue the rollback (aws cloudformation continue-update-rollback), skipping the resource that its events name'),
    UPDATE_ROLLBACK_IN_PROGRESS: BUSY,
};
/** The verdict on one status; no stack at all can be created, and an unknown status may be anything. */
function stackVerdict(status) {
    if (status === undefined)
        return DEPLOYABLE;
    return STACK_STATUSES[status] ?? broken(`its status is not known to this version: look at the stack`);
}

;// CONCATENATED MODULE: ./packages/registry/src/obstacles.ts



/** The first obstacle, or undefined when nothing but the queue decides. */
async function obstacle(intent, snapshot, ports) {
    return ((await stackObstacle(intent.stacks, ports)) ??
        (await (0,promotion/* notPromoted */.u)(intent, ports)) ??
        (await (0,outdated/* outdated */.n)(intent, snapshot, ports)));
}
/** A stack that is not at rest makes the environment busy, whoever left it so. */
async function stackObstacle(names, { stacks }) {
    if (names.length === 0)
        return undefined;
    if (stacks === undefined)
        throw new Error('stacks are named, but nothing can read their status');
    const read = await Promise.all(names.map(async (name) => {
        const status = await stacks.status(name);
        return { name, status, verdict: stackVerdict(status) };
    }));
    const busy = read.filter(({ verdict }) => verdict.kind === 'busy');
    for (const { name, status, verdict } of read) {
        if (verdict.kind !== 'broken')
            continue;
        const details = `stack ${name} is ${status}: ${verdict.wayOut}`;
        return { reason: { code: 'stack-broken', details }, act: 'fail' };
    }
    if (busy.length === 0)
        return undefined;
    const details = busy.map(({ name, status }) => `stack ${name} is ${status}`).join(', ');
    return { reason: { code: 'stack-busy', details }, act: 'wait' };
}


/***/ }),

/***/ 2726:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ outlaster),
/* harmony export */   Y: () => (/* binding */ cancelledWhileWaiting)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28605);
/* harmony import */ var _port_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1834);


/** Doubles up to this. */
const LONGEST_PAUSE_SECONDS = 20;
/** Long enough for a write of unknown fate to show in a read. */
const FIRST_PAUSE_SECONDS = 5;
/** Repeats what may be repeated for as long as GitHub is out of order: an outage only takes time. */
function outlaster({ environment, deadline, outlasts }, ports) {
    const { clock, cancelled, random, log } = ports;
    const said = new Set();
    const warn = (line) => {
        if (!said.has(line))
            log.warning(line);
        said.add(line);
    };
    /** @throws RegistryError of the last attempt before the deadline; UserError when cancelled */
    return async function outlast(attempt) {
        for (let pause = FIRST_PAUSE_SECONDS;; pause = Math.min(LONGEST_PAUSE_SECONDS, 2 * pause)) {
            try {
                return await attempt();
            }
            catch (error) {
                if (cancelled.aborted)
                    throw cancelledWhileWaiting(environment);
                const hopeless = clock.now() + pause * 1000 >= deadline;
                if (!(error instanceof _port_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .g) || !outlasts || hopeless)
                    throw error;
                const line = `Still waiting for ${environment}: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}.`;
                // One answer that was lost is no outage yet.
                if (pause === FIRST_PAUSE_SECONDS)
                    log.info(line);
                else
                    warn(line);
                await clock.sleep(pause * 1000 * (1 + random() / 2), cancelled);
            }
        }
    };
}
const cancelledWhileWaiting = (environment) => new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Cancelled while waiting for ${environment}.`);


/***/ }),

/***/ 71381:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ outdated)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28605);
/* harmony import */ var _deployed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8355);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15712);



/**
 * Whether the environment already runs a descendant of the commit to be deployed.
 * @throws UserError when that decides and GitHub does not tell: unknown is not newer
 */
async function outdated(query, snapshot, ports) {
    const { sha, onOutdated, repository } = query;
    if (onOutdated === 'ignore')
        return undefined;
    // A warning is not worth reading a long history for.
    const seen = onOutdated === 'warn' ? { ...snapshot, more: false } : snapshot;
    const runs = await (0,_deployed_js__WEBPACK_IMPORTED_MODULE_1__/* .deployed */ .$)(seen, query, ports);
    if (runs === undefined || runs.sha === sha)
        return undefined;
    if (runs.sha === undefined) {
        // A warning relies on what is known; a refusal on what is not.
        if (onOutdated === 'warn')
            return undefined;
        const details = `it is not known what runs: ${runs.doubt}`;
        return { reason: { code: 'outdated', details }, act: onOutdated };
    }
    const { registration } = runs;
    const mine = snapshot.registrations.find((one) => (0,_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .belongsTo */ .g4)(one, query) && one.sha === sha && !one.claimed);
    // A descendant is not older than its ancestor. Clocks of committers can be wrong, so only a warning relies on it.
    if (onOutdated === 'warn' && !registration.claimed && isOlder(registration, mine))
        return undefined;
    const [short, shortDeployed] = [sha.slice(0, 7), runs.sha.slice(0, 7)];
    try {
        if ((await ports.commits.compare(repository, runs.sha, sha)) !== 'behind')
            return undefined;
    }
    catch (error) {
        if (!(error instanceof _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y))
            throw error;
        const unknown = `it is not known whether ${short} is older than ${shortDeployed}, which is deployed: ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)}`;
        if (onOutdated === 'warn')
            return {
                reason: { code: 'outdated', details: unknown },
                act: 'warn',
                warning: `This commit may be outdated: ${unknown}`,
            };
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Input "on-outdated": ${unknown} Give "github-token" the permission contents: read on ${repository}, or set on-outdated: warn.`);
    }
    const details = `${short} is older than ${shortDeployed}, which is deployed already (run ${registration.payload.runId})`;
    const warning = `Deploying an outdated commit: ${details}.`;
    return { reason: { code: 'outdated', details }, act: onOutdated, warning };
}
const isOlder = (a, b) => a.committedAt !== undefined && b?.committedAt !== undefined && a.committedAt < b.committedAt;


/***/ }),

/***/ 78152:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ complete)
/* harmony export */ });
/* harmony import */ var _port_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1834);

/** `snapshot`, when it shows everybody who may be alive. @throws RegistryError when some could not be read yet */
function complete(snapshot) {
    const { unread = [] } = snapshot;
    if (unread.length === 0)
        return snapshot;
    throw new _port_js__WEBPACK_IMPORTED_MODULE_0__/* .RegistryError */ .g(`GitHub's GraphQL API does not answer, and ${unread.length} registrations are still to be read one by one`);
}


/***/ }),

/***/ 69112:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ notPromoted)
/* harmony export */ });
/* harmony import */ var _deployed_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8355);
/* harmony import */ var _partial_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78152);


/** Whether the earlier environment runs anything else than the commit to be deployed. */
async function notPromoted({ sha, promotedFrom, repository, repositoryId, creator }, ports) {
    if (promotedFrom === undefined)
        return undefined;
    const snapshot = (0,_partial_js__WEBPACK_IMPORTED_MODULE_1__/* .complete */ .M)(await ports.registry.snapshot(promotedFrom));
    const query = { environment: promotedFrom, repository, repositoryId, creator };
    const runs = await (0,_deployed_js__WEBPACK_IMPORTED_MODULE_0__/* .deployed */ .$)(snapshot, query, ports);
    if (runs?.sha === sha)
        return undefined;
    const what = runs?.sha?.slice(0, 7) ?? (runs === undefined ? 'no recorded commit' : 'a commit that is not known');
    const details = `${promotedFrom} runs ${what}, not ${sha.slice(0, 7)}${runs?.doubt === undefined ? '' : ` (${runs.doubt})`}`;
    return { reason: { code: 'not-promoted', details }, act: 'fail' };
}


/***/ }),

/***/ 8793:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ findRegistration)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28605);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61065);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15712);



/** A claim must come so long before a registration is too old to be looked for. */
const MARGIN_MS = 24 * 3600 * 1000;
/** The registration a user names by id. @throws UserError when it is not one that can be used */
async function findRegistration(id, environment, { registry, clock }, allowed = {}) {
    const found = await registry.find(id);
    const where = `Input "deployment-id": ${id}`;
    if (found === undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${where} is not a registration of Signalbox in ${registry.repository}.`);
    if (found.environment !== (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .canonical */ .$N)(environment))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${where} belongs to the environment ${found.environment}, not to ${environment}.`);
    if (allowed.over)
        return found;
    if ((0,_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseOf */ .hU)(found.latest) === 'over')
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${where} is over (${found.latest?.state}: ${found.latest?.description}); register again.`);
    if (clock.now() - found.createdAt > _registration_js__WEBPACK_IMPORTED_MODULE_2__/* .LIFETIME_MS */ .xN - MARGIN_MS)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${where} is more than 5 days old, so others no longer look for it; register again.`);
    return found;
}


/***/ }),

/***/ 3425:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JA: () => (/* binding */ standing),
/* harmony export */   JW: () => (/* binding */ standingNotice),
/* harmony export */   Ld: () => (/* binding */ whoLine),
/* harmony export */   R5: () => (/* binding */ heldSeconds),
/* harmony export */   UH: () => (/* binding */ standingKey),
/* harmony export */   pb: () => (/* binding */ standingLine),
/* harmony export */   uo: () => (/* binding */ remainingSeconds)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97114);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2583);
/* harmony import */ var _decide_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2329);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15712);




const NONE = new Map();
function standing(snapshot, others, me, forecast, ending = NONE) {
    const rank = ({ phase }) => (phase === 'waiting' ? 1 : 0);
    const ahead = others
        .filter((other) => other.phase !== 'waiting' || (0,_decide_js__WEBPACK_IMPORTED_MODULE_3__/* .before */ .g)(other, me))
        .sort((a, b) => rank(a) - rank(b) || ((0,_decide_js__WEBPACK_IMPORTED_MODULE_3__/* .before */ .g)(a, b) ? -1 : 1))
        .flatMap(({ id }) => snapshot.registrations.find((registration) => registration.id === id) ?? []);
    const left = ahead.map((registration) => {
        const endsAt = ending.get(registration.id);
        if (endsAt !== undefined)
            return Math.max(0, (endsAt - snapshot.now) / 1000);
        return forecast && remainingSeconds(registration, forecast, snapshot.now);
    });
    const known = left.filter((seconds) => seconds !== undefined);
    if (known.length < left.length || (forecast === undefined && left.length === 0))
        return { ahead, ending };
    return { ahead, ending, expectedSeconds: known.reduce((sum, seconds) => sum + seconds, 0) };
}
/** How long it should still hold, or will hold when it has its turn: the median. */
function remainingSeconds(registration, forecast, now) {
    const held = heldSeconds(registration, now) ?? 0;
    return Math.max(0, forecast.quantile(0.5, held) - held);
}
function heldSeconds({ latest, heldSince }, now) {
    if ((0,_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseOf */ .hU)(latest) !== 'holding')
        return undefined;
    return Math.max(0, (now - (heldSince ?? now)) / 1000);
}
/** `run 7001 of deploy by mona (octo/shop)`. */
function runLine({ payload: { runId, workflow, actor, repository } }) {
    const [flow, who, where] = [(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(workflow, 60), (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(actor, 40), (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(repository, 80)];
    return `run ${runId}${flow && ` of ${flow}`}${who && ` by ${who}`} (${where})`;
}
/** `run 7001 of deploy by mona (octo/shop), deploying for 3 min`. */
function whoLine(registration, now, { ending = NONE } = {}) {
    const endsAt = ending.get(registration.id);
    if (endsAt !== undefined) {
        const left = (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((endsAt - now) / 1000);
        return `${runLine(registration)}, whose job is over without releasing; what it started may still run for ${left}`;
    }
    const held = heldSeconds(registration, now);
    const state = held === undefined
        ? `${(0,_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseOf */ .hU)(registration.latest)} for ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((now - registration.createdAt) / 1000)}`
        : `deploying for ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(held)}`;
    return `${runLine(registration)}, ${state}`;
}
/** Changes when there is something new to say to whoever reads the log. */
const standingKey = ({ ahead, ending = NONE }) => ahead.map(({ id, latest }) => `${id}:${ending.has(id) ? 'ending' : (0,_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .phaseOf */ .hU)(latest)}`).join(' ');
/** `2nd in line behind run ...; expected to start in about 6 min`. */
function standingLine(standing, now) {
    return lineOf(standing, (first) => whoLine(first, now, standing), (seconds) => `in about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)}`);
}
/** The same for a page that shows it long afterwards: `2nd in line behind run ...; expected to start about 14:32 UTC`. */
function standingNotice(standing, now) {
    return lineOf(standing, runLine, (seconds) => `about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(now + seconds * 1000)}`);
}
function lineOf({ ahead, expectedSeconds }, who, when) {
    const [first] = ahead;
    if (first === undefined)
        return 'next in line';
    const others = ahead.length > 1 ? ` and ${ahead.length - 1} more` : '';
    const turn = expectedSeconds === undefined ? '' : `; expected to start ${when(expectedSeconds)}`;
    return `${ordinal(ahead.length)} in line behind ${who(first)}${others}${turn}`;
}
function ordinal(count) {
    const suffix = { 1: 'st', 2: 'nd', 3: 'rd' }[count % 10] ?? 'th';
    return `${count}${count % 100 >= 11 && count % 100 <= 13 ? 'th' : suffix}`;
}


/***/ }),

/***/ 19613:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XD: () => (/* binding */ TICKET),
/* harmony export */   aJ: () => (/* binding */ formatTicket),
/* harmony export */   sH: () => (/* binding */ parseTicket)
/* harmony export */ });
/** Where the main step keeps its ticket for the post step. */
const TICKET = 'ticket';
const formatTicket = (ticket) => JSON.stringify(ticket);
/** The ticket that an earlier step of this action saved, or undefined when there is none. */
const parseTicket = (saved) => saved === '' ? undefined : JSON.parse(saved);


/***/ }),

/***/ 43510:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e3: () => (/* binding */ unknownIn),
/* harmony export */   f2: () => (/* binding */ unknownLine),
/* harmony export */   zX: () => (/* binding */ handOnUnknown)
/* harmony export */ });
/* unused harmony export UNKNOWN_VARIABLE */
/* harmony import */ var _untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2583);

/** Tells the job's later steps what a step has lost sight of: JSON, a reason by each name. Post steps see it, too. */
const UNKNOWN_VARIABLE = 'SIGNALBOX_OUTCOME_UNKNOWN';
const REASON_LENGTH = 300;
/** Hands on what became unknown in this step; what it saw after all is unknown no more. */
function handOnUnknown({ env, exportVariable }, lost, seen) {
    const before = unknownIn(env, seen);
    const after = { ...before, ...shortened(lost) };
    const had = Object.keys(unknownIn(env)).length > 0;
    if (had || Object.keys(after).length > 0)
        exportVariable(UNKNOWN_VARIABLE, JSON.stringify(after));
}
const shortened = (lost) => Object.fromEntries(Object.entries(lost).map(([name, reason]) => [name, (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(reason, REASON_LENGTH)]));
/** What earlier steps of the job have lost sight of, but for what was `seen` since. */
function unknownIn(env, seen = []) {
    const entries = Object.entries(parse(env[UNKNOWN_VARIABLE])).filter(([name]) => !seen.includes(name));
    return Object.fromEntries(entries);
}
/** In one line; undefined when nothing is unknown. */
function unknownLine(reasons) {
    const lines = Object.entries(reasons).map(([name, reason]) => `${name}: ${reason}`);
    return lines.length === 0 ? undefined : (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(lines.join('; '), REASON_LENGTH);
}
/** Any step of the job may write the variable. */
function parse(text) {
    if (!text)
        return {};
    try {
        const value = JSON.parse(text);
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return Object.fromEntries(Object.entries(value).map(([name, reason]) => [name, String(reason)]));
    }
    catch { }
    return { 'the deployment': text };
}


/***/ })

};
