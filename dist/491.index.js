"use strict";
exports.id = 491;
exports.ids = [491];
exports.modules = {

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

/***/ 3367:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NA: () => (/* binding */ parseAlarm),
/* harmony export */   mx: () => (/* binding */ checkBake),
/* harmony export */   tc: () => (/* binding */ bakeInputs),
/* harmony export */   vd: () => (/* binding */ bakeSeconds)
/* harmony export */ });
/* unused harmony export parseQuery */
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18203);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30033);
/* harmony import */ var _health_address_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(85183);
// The inputs of the bake, for every action that takes them.





const ALARM_ARN = /^arn:[\w-]+:cloudwatch:([a-z0-9-]+):\d{12}:alarm:(.{1,255})$/;
/** Names have up to 255 characters (API_PutMetricAlarm). */
function parseAlarm(text) {
    const [, region, name] = ALARM_ARN.exec(text) ?? [];
    if (region !== undefined && name !== undefined)
        return { kind: 'name', name, region, arn: text };
    if (text.startsWith('arn:'))
        return undefined;
    if (text.endsWith('*')) {
        const prefix = text.slice(0, -1);
        return prefix === '' || prefix.includes('*') ? undefined : { kind: 'prefix', prefix };
    }
    return text.length <= 255 && !text.includes('*') ? { kind: 'name', name: text } : undefined;
}
/** A number is asked for at the end: what is before it is sent, and compared here, so that no data is not taken for quiet. */
const CONDITION = /^(.+?)\s*(>=|<=|==|!=|>|<)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/s;
function parseCondition(text) {
    const [, promql, operator, threshold] = CONDITION.exec(text.trim()) ?? [];
    if (promql === undefined || threshold === undefined)
        return undefined;
    return { promql, operator: operator, threshold: Number(threshold) };
}
/** `name: promql > 0.01 [min: promql >= 20]`; the blank after the colon tells a name from a recording rule's. */
function parseQuery(line) {
    const [, name, rest = ''] = /^([^\s:][^:]*):\s+(.+)$/.exec(line) ?? [];
    const [, main = rest, minText] = /^(.+?)\s*\[\s*min:\s*(.+)\]$/.exec(rest) ?? [];
    const condition = parseCondition(main);
    const min = minText === undefined ? undefined : parseCondition(minText);
    if (name === undefined || condition === undefined || (minText !== undefined && min === undefined))
        return undefined;
    return { name: name.trim(), ...condition, ...(min === undefined ? {} : { min }) };
}
const queries = {
    accepts: 'lines of the form "name: promql > 0.01 [min: promql >= 20]"',
    default: '',
    parse: (raw) => {
        const lines = raw
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '' && !line.startsWith('#'));
        const found = lines.map((line) => {
            const query = parseQuery(line);
            if (query !== undefined)
                return query;
            throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`Input "bake-query": "${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(line, 200)}" is not of the form "name: promql > 0.01 [min: promql >= 20]": it needs a name, a colon and a blank, and a comparison with a number at its end.`);
        });
        const twice = found.find(({ name }, index) => found.findIndex((other) => other.name === name) < index);
        if (twice !== undefined)
            throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`Input "bake-query" has two queries named "${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(twice.name, 60)}".`);
        return found;
    },
};
/** A user and password may stand in an https:// address only: nobody else on the way may read them. */
function parseTarget(raw) {
    if (raw === 'cloudwatch')
        return { kind: 'cloudwatch' };
    const region = raw.startsWith('cloudwatch:') ? _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .awsRegion */ .Ue.parse(raw.slice('cloudwatch:'.length)) : undefined;
    if (region !== undefined)
        return { kind: 'cloudwatch', region };
    if (!URL.canParse(raw) || !(0,_health_address_js__WEBPACK_IMPORTED_MODULE_4__/* .namesHost */ .$r)(raw) || (0,_health_address_js__WEBPACK_IMPORTED_MODULE_4__/* .isBarred */ .h_)(new URL(raw)))
        return undefined;
    const { protocol, username, password } = new URL(raw);
    const open = protocol === 'http:' && username === '' && password === '';
    return protocol === 'https:' || open ? { kind: 'prometheus', url: raw } : undefined;
}
const target = {
    accepts: 'the http(s) address of a Prometheus (a password only with https), cloudwatch, or cloudwatch:REGION',
    parse: parseTarget,
};
const alarms = {
    ...(0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('names or ARNs of CloudWatch alarms, or prefix*', /./),
    parse: (raw) => {
        const names = [
            ...new Set(raw
                .split(/[\n,]/)
                .map((each) => each.trim())
                .filter((each) => each !== '')),
        ];
        const wrong = names.find((name) => parseAlarm(name) === undefined);
        if (wrong !== undefined)
            throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`Input "bake-alarms": "${(0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(wrong, 300)}" is no name (up to 255 characters), ARN of an alarm or prefix*.`);
        return names;
    },
};
const bakeInputs = {
    bake: (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(0), '0'),
    'bake-alarms': alarms,
    'bake-query': queries,
    'bake-query-url': target,
    'bake-query-token': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .secret */ .rJ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('a bearer token')),
    'bake-on-breach': (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .withDefault */ .IQ)((0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)('fail', 'warn'), 'fail'),
};
/** How long a success will be baked: not at all where nothing is to be watched. */
const bakeSeconds = (inputs) => [inputs['bake-alarms'], inputs['bake-query'], inputs['health-url']].some(({ length }) => length > 0)
    ? inputs.bake
    : 0;
/** @throws UserError for what no single input shows by itself */
function checkBake(inputs) {
    const { bake, 'bake-query': queries, 'bake-query-url': url, timeout } = inputs;
    checkToken(inputs);
    if (queries.length > 0 && url === undefined) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y('Input "bake-query" needs "bake-query-url": the address of a Prometheus, or cloudwatch[:region].');
    }
    if (timeout !== undefined && bake >= timeout) {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`Input "bake" (${bake} s) must be shorter than "timeout" (${timeout} s), which limits the whole watch.`);
    }
}
/** Nobody else on the way may read it, and it is for one server. @throws UserError */
function checkToken({ 'bake-query-url': target, 'bake-query-token': token }) {
    if (token === undefined)
        return;
    const { protocol, username, password } = new URL(target?.kind === 'prometheus' ? target.url : 'none:');
    const fault = protocol === 'none:'
        ? 'is for a Prometheus: give its address as "bake-query-url", or leave the token out'
        : protocol !== 'https:'
            ? 'is sent over https only: give an https:// address as "bake-query-url"'
            : username !== '' || password !== ''
                ? 'and a user or password in "bake-query-url" are two ways to sign in: give one of them'
                : /[^\x21-\x7e]/.test(token)
                    ? 'has a blank or another character that no header can carry: give the token alone'
                    : undefined;
    if (fault !== undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`Input "bake-query-token" ${fault}.`);
}


/***/ }),

/***/ 85183:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ namesHost),
/* harmony export */   O7: () => (/* binding */ parseStatuses),
/* harmony export */   RS: () => (/* binding */ addressNames),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   Uk: () => (/* binding */ shownAddress),
/* harmony export */   eT: () => (/* binding */ REDIRECTS),
/* harmony export */   h_: () => (/* binding */ isBarred),
/* harmony export */   ug: () => (/* binding */ parseAddresses)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);

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
/**
 * A name as DNS can hold it (RFC 1035, 2.3.4; an underscore is common), or an address of IPv4 or IPv6. The URL Standard allows
 * more: what is left of `https://$HOST/` or `https://$ENV.example/` where nothing was put in.
 */
const HOST = /^(\[[\da-f:.]+\]|(?=.{1,253}\.?$)[\w-]{1,63}(\.[\w-]{1,63})*\.?)$/i;
/** Ports that no fetch talks to, and 0, on which nothing listens. https://fetch.spec.whatwg.org/#bad-port */
const BAD_PORTS = new Set(('0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 ' +
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
    if (!namesHost(text))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} names no host that there can be: is a variable in it empty or not put in?`);
    if (url.username !== '' || url.password !== '') {
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} holds credentials (user:password@host): they would be sent with each request. Give an address that answers without.`);
    }
    if (isBarred(url))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${which} can never be asked: port ${url.port} is barred for HTTP clients.`);
    return url.href;
}
/** Whether a URL's host can be there. Of an empty one the URL Standard makes the first part of the path. */
const namesHost = (text) => !/^https?:[/\\]{3}/i.test(text) && HOST.test(new URL(text).hostname);
const isBarred = ({ port }) => BAD_PORTS.has(port);
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

/***/ 68761:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mf: () => (/* binding */ serviceOfArn),
/* harmony export */   _B: () => (/* binding */ ecsServices),
/* harmony export */   fw: () => (/* binding */ regionOfService),
/* harmony export */   nO: () => (/* binding */ parseService)
/* harmony export */ });
/* harmony import */ var _signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41240);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18203);
// How a service is named: as cluster/service, or by its ARN.



/** Up to 255 letters, digits, underscores and hyphens. docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
const NAME = '[\\w-]{1,255}';
const ARN = new RegExp((0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .arnPattern */ .mf)('ecs', `service/(${NAME})/(${NAME})`));
/** Without the cluster: of services made before 2021. docs.aws.amazon.com/AmazonECS/latest/developerguide/service-arn-migration.html */
const SHORT_ARN = new RegExp((0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .arnPattern */ .mf)('ecs', `service/(${NAME})`));
const names = (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('ECS services as cluster/service or ARNs', new RegExp(`^${NAME}/${NAME}$|${ARN.source}`));
/** Refuses an ARN that does not tell the cluster by itself: what is to be done about it is no matter of form. */
const ecsServices = {
    ...names,
    parse: (raw) => {
        for (const item of (0,_signalbox_runner_inputs__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('ARNs').parse(raw) ?? [])
            refuseShort(item);
        return names.parse(raw);
    },
};
function refuseShort(item) {
    const service = SHORT_ARN.exec(item)?.[4];
    if (service === undefined)
        return;
    throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`Input "ecs-service": ${item} does not name its cluster: write CLUSTER/${service} instead, or migrate the service to the long ARN (docs.aws.amazon.com/AmazonECS/latest/developerguide/service-arn-migration.html).`);
}
/** Of the input's `cluster/service` or ARN. */
function parseService(name) {
    const [cluster = '', service = ''] = name.split('/');
    return serviceOfArn(name) ?? { cluster, service };
}
/** What a service's ARN says, or undefined: one of the old short form does not name its cluster. */
function serviceOfArn(arn) {
    const [, , , account, cluster, service] = ARN.exec(arn) ?? [];
    return account && cluster && service ? { cluster, service, account } : undefined;
}
/**
 * The region that a service is in: an ARN's own, whatever the job's is.
 * @throws UserError when `aws-region` says otherwise, or when nothing says
 */
const regionOfService = (name, regions) => (0,_signalbox_cloudformation_names__WEBPACK_IMPORTED_MODULE_0__/* .ownRegion */ .ND)({ words: `the service ${name} of "ecs-service"`, region: ARN.exec(name)?.[2] }, regions);


/***/ }),

/***/ 37984:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ settleSeconds),
/* harmony export */   C3: () => (/* binding */ pauseSeconds),
/* harmony export */   gC: () => (/* binding */ LONGEST_PAUSE_SECONDS),
/* harmony export */   wn: () => (/* binding */ readAgainSeconds)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_poll__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58915);

const NEXT = { minimum: 4, maximum: 8, longest: 30 };
const BEHIND = { normal: 18, crowded: 40, longest: 60 };
/** Beyond so many waiters for one environment those behind poll less often: the secondary limit counts every poll. */
const MANY_WAITING = 70;
/** The longest pause before a poll, jitter included. */
const LONGEST_PAUSE_SECONDS = BEHIND.longest * 1.2;
/**
 * Seconds until the one in front is polled again. It may end, or die, at any moment, whatever history says, and with
 * it everybody before it: so nobody sleeps for long, at any position. An unchanged answer costs nothing of the hour's
 * budget; only where GitHub counts it all the same (`backpressure`) do pauses grow.
 */
function pauseSeconds({ position, heldSeconds, forecast, waiting = position, backpressure = 1, }) {
    if (position <= 1) {
        const next = heldSeconds === undefined ? NEXT.maximum : (0,_signalbox_estimate_poll__WEBPACK_IMPORTED_MODULE_0__/* .nextPoll */ .H)(forecast, heldSeconds, NEXT);
        return Math.min(NEXT.longest, next * backpressure);
    }
    const normal = Math.min(BEHIND.crowded, BEHIND.normal * Math.max(1, waiting / MANY_WAITING));
    return Math.min(BEHIND.longest, normal * backpressure);
}
const READ = { next: 180, longest: 1800 };
/**
 * Seconds after which the whole queue is read again although nothing seems to change: in case a change was not seen. Each
 * costs a point of GraphQL, so they are rare for those who are far back.
 */
const readAgainSeconds = ({ position, backpressure = 1, }) => backpressure * Math.min(READ.longest, READ.next * Math.max(1, position - 1));
const LEAST_SETTLE_SECONDS = 2;
const SAFETY = 3;
/** How long a claim must be in place before a read of the others counts: longer than reads lag behind writes. */
const settleSeconds = (configured, worstLagSeconds) => configured === 'auto' ? Math.max(LEAST_SETTLE_SECONDS, SAFETY * worstLagSeconds) : configured;


/***/ }),

/***/ 53988:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ failureWords),
/* harmony export */   Bx: () => (/* binding */ endWords),
/* harmony export */   MU: () => (/* binding */ isOurs),
/* harmony export */   Sk: () => (/* binding */ endLine),
/* harmony export */   pJ: () => (/* binding */ endOf),
/* harmony export */   xj: () => (/* binding */ STATES)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);

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
const endWords = (outcome, heldSeconds) => `${WORDS[outcome]} ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(heldSeconds)}`;
/** The words of a failure, that say how it failed whatever its reason is: `rolled back: Db: no space`. */
function failureWords(words, { rollback = false, breach = false } = {}) {
    if (breach)
        return /^breached\b/i.test(words) ? words : `breached: ${words}`;
    const says = /^rolled[ -]back\b|rollback[ _-]failed/i.test(words);
    return rollback && !says ? `rolled back: ${words}` : words;
}
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
    return end.description.startsWith((description ?? WORDS[outcome]).slice(0, SURELY_KEPT));
}
/** So many characters of the words are kept, whatever follows them. */
const SURELY_KEPT = 80;
/** `success: deployed in 3 min (by github-actions, 2026-11-28 13:42 UTC, https://...)`. */
function endLine({ state, description, by, logUrl, createdAt }) {
    const at = `${new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const details = [...(by === undefined ? [] : [`by ${by}`]), at, ...(logUrl === undefined ? [] : [logUrl])];
    return `${state}${description && `: ${description}`} (${details.join(', ')})`;
}


/***/ }),

/***/ 77902:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ GRACE_SECONDS),
/* harmony export */   Q: () => (/* binding */ liveness)
/* harmony export */ });
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(81118);

/**
 * A runner that loses its connection to GitHub carries on until its job lock expires, and five minutes more
 * (actions/runner src/Runner.Listener/JobDispatcher.cs), while GitHub already calls the job completed.
 * Before this grace is over nobody else's registration is written to.
 */
const GRACE_SECONDS = 360;
function liveness(registration, owner, { now, maxHoldSeconds, }) {
    const waits = (0,_registration_js__WEBPACK_IMPORTED_MODULE_0__/* .queuePhaseOf */ .Em)(registration.latest) === 'waiting';
    if (owner.alive === false) {
        if (owner.endedForSeconds >= GRACE_SECONDS)
            return 'dead';
        return waits ? 'idle' : 'ending';
    }
    // A job's own end is certain to be seen. A run may seem alive for days after its last job, and an owner nobody
    // can read may be anything: both get a lease, renewed by every sign of life on the registration.
    if (owner.alive === true && owner.by === 'job')
        return 'alive';
    const lastSign = registration.latest?.createdAt ?? registration.createdAt;
    if (now - lastSign <= maxHoldSeconds * 1000)
        return 'alive';
    return owner.alive === true && waits ? 'alive' : 'dead';
}


/***/ }),

/***/ 2544:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   Bj: () => (/* binding */ queuePosition),
/* harmony export */   Cs: () => (/* binding */ positionLine),
/* harmony export */   GD: () => (/* binding */ positionNotice),
/* harmony export */   Ld: () => (/* binding */ whoLine),
/* harmony export */   R5: () => (/* binding */ heldSeconds),
/* harmony export */   uo: () => (/* binding */ remainingSeconds),
/* harmony export */   v1: () => (/* binding */ positionKey)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);
/* harmony import */ var _decide_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(14403);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81118);




const NONE = new Map();
function queuePosition(snapshot, others, me, forecast, ending = NONE) {
    const rank = ({ phase }) => (phase === 'waiting' ? 1 : 0);
    const ahead = others
        .filter((other) => other.phase !== 'waiting' || (0,_decide_js__WEBPACK_IMPORTED_MODULE_3__/* .before */ .g)(other, me))
        .sort((a, b) => rank(a) - rank(b) || ((0,_decide_js__WEBPACK_IMPORTED_MODULE_3__/* .before */ .g)(a, b) ? -1 : 1))
        .flatMap(({ id }) => snapshot.registrations.find((registration) => registration.id === id) ?? []);
    const remaining = ahead.map((registration) => {
        const endsAt = ending.get(registration.id);
        if (endsAt !== undefined)
            return Math.max(0, (endsAt - snapshot.now) / 1000);
        return forecast && remainingSeconds(registration, forecast, snapshot.now);
    });
    const known = remaining.filter((seconds) => seconds !== undefined);
    if (known.length < remaining.length || (forecast === undefined && remaining.length === 0))
        return { ahead, ending };
    return { ahead, ending, expectedSeconds: known.reduce((sum, seconds) => sum + seconds, 0) };
}
/** How long it should still hold, or will hold when it has its turn: the median. */
function remainingSeconds(registration, forecast, now) {
    const held = heldSeconds(registration, now) ?? 0;
    return Math.max(0, forecast.quantile(0.5, held) - held);
}
function heldSeconds({ latest, heldSince }, now) {
    if ((0,_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(latest) !== 'holding')
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
        const remaining = (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((endsAt - now) / 1000);
        return `${runLine(registration)}, whose job is over without releasing; what it started may still run for ${remaining}`;
    }
    const held = heldSeconds(registration, now);
    const state = held === undefined
        ? `${(0,_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(registration.latest)} for ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)((now - registration.createdAt) / 1000)}`
        : `deploying for ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(held)}`;
    return `${runLine(registration)}, ${state}`;
}
/** Changes when there is something new to say in the log. */
const positionKey = ({ ahead, ending = NONE }) => ahead.map(({ id, latest }) => `${id}:${ending.has(id) ? 'ending' : (0,_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(latest)}`).join(' ');
/** `2nd in line behind run ...; expected to start in about 6 min`. */
function positionLine(position, now) {
    return lineOf(position, (first) => whoLine(first, now, position), (seconds) => `in about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds)}`);
}
/** The same for a page that shows it long afterwards: `2nd in line behind run ...; expected to start about 14:32 UTC`. */
function positionNotice(position, now) {
    return lineOf(position, runLine, (seconds) => `about ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .clockTime */ .qo)(now + seconds * 1000)}`);
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
/** The contract's word for why there is no turn yet. */
function reasonOf({ snapshot, decision }, { ahead, ending }) {
    const [freeze] = snapshot.freezes;
    if (freeze !== undefined)
        return { code: 'frozen', details: `by ${freeze.by}: ${freeze.reason}` };
    const [first] = ahead;
    if (first === undefined)
        return { code: 'free', details: '' };
    const code = 'because' in decision && decision.because === 'queued-behind' ? 'queued-behind' : 'held';
    return { code, details: whoLine(first, snapshot.now, ending && { ending }) };
}


/***/ }),

/***/ 53830:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bi: () => (/* binding */ claimableSince),
/* harmony export */   du: () => (/* binding */ viewOf),
/* harmony export */   kk: () => (/* binding */ lastBefore),
/* harmony export */   ly: () => (/* binding */ inFront),
/* harmony export */   tr: () => (/* binding */ isTwin)
/* harmony export */ });
/* harmony import */ var _decide_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(14403);
/* harmony import */ var _registration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(81118);


/** The snapshot through the eyes of one contender. */
function viewOf({ registrations, freezes, unread = [] }, me, knowledge) {
    const { liveness, passedOver, withoutDead = false } = knowledge;
    // Of a row that somebody else fills with statuses nobody knows what it says: not even that our claim is on it.
    const own = registrations.find(({ id }) => id === me.id);
    const others = registrations.flatMap((registration) => {
        const phase = (0,_registration_js__WEBPACK_IMPORTED_MODULE_0__/* .queuePhaseOf */ .Em)(registration.latest);
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
        mine: own === undefined ? 'unseen' : own.truncated ? 'over' : (0,_registration_js__WEBPACK_IMPORTED_MODULE_0__/* .queuePhaseOf */ .Em)(own.latest),
        others,
        frozen: freezes.length > 0,
        ...(unread.length === 0 ? {} : { partial: true }),
    };
}
/** A second registration made by the same creation, whose answer was lost. */
const isTwin = ({ id, payload }, me) => payload.nonce === me.nonce && id !== me.id;
/** Of those who wait before us, the one right in front. */
const lastBefore = ({ others, me }) => others
    .filter((other) => other.phase === 'waiting' && (0,_decide_js__WEBPACK_IMPORTED_MODULE_1__/* .before */ .g)(other, me))
    .reduce((a, b) => (a === undefined || (0,_decide_js__WEBPACK_IMPORTED_MODULE_1__/* .before */ .g)(a, b) ? b : a), undefined);
/**
 * The one whose next step can make it our turn: the one waiting right in front of us, else the one in progress. While it
 * is there, it is not our turn; and it watches the one before it, as we watch it (the recipe of ZooKeeper's
 * locks, which wakes one waiter for each change, not all).
 */
const inFront = (view) => lastBefore(view) ?? view.others.find(({ phase }) => phase !== 'waiting');
const queueOrder = ({ id, payload: { priority } }) => ({ id, priority });
/**
 * Since when, by the server's clock, `first` could have claimed its turn for all that one read shows: when it came, when
 * it last said something, when the holder or one before it ended, or when the last freeze was lifted.
 */
function claimableSince(first, { registrations, openedAt = 0 }) {
    const ends = registrations
        .filter((other) => other.heldSince !== undefined || other.truncated || (0,_decide_js__WEBPACK_IMPORTED_MODULE_1__/* .before */ .g)(queueOrder(other), queueOrder(first)))
        .flatMap(({ latest }) => latest !== undefined && (0,_registration_js__WEBPACK_IMPORTED_MODULE_0__/* .queuePhaseOf */ .Em)(latest) === 'over' ? latest.createdAt : []);
    return Math.max(first.createdAt, first.latest?.createdAt ?? 0, openedAt, ...ends);
}


/***/ }),

/***/ 10888:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ deployed),
/* harmony export */   O: () => (/* binding */ creatorOf)
/* harmony export */ });
/* harmony import */ var _model_ending_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53988);
/* harmony import */ var _model_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55107);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81118);



/**
 * The newest success of the repository in the environment: what the environment runs. Anybody who may write deployments may
 * write one that says so, so nothing of it counts that is only its payload's word, and nothing that was made with
 * another identity than our own or that of jobs. An older success is no answer then: it no longer runs.
 * @throws UserError when GitHub cannot be read far enough back
 */
async function deployed(snapshot, { environment, repository, repositoryId, creator }, { registry, owners }) {
    const whose = { repository, repositoryId };
    const wanted = (one) => mayBeSuccess(one) && (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .belongsTo */ .g4)(one, whose);
    const found = newest(snapshot.registrations.filter(wanted)) ??
        (snapshot.more ? await registry.findPast(environment, wanted) : undefined);
    if (found === undefined)
        return undefined;
    const who = found.id === _model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .UNKNOWN_ID */ .n4 ? `the registration of run ${found.payload.runId}` : `registration ${found.id}`;
    if (found.truncated)
        return {
            registration: found,
            uncertainty: `${who} has more statuses than are read, so it is not known how it ended`,
        };
    if (creator !== undefined && ![creator, _model_names_js__WEBPACK_IMPORTED_MODULE_1__/* .JOB_TOKEN */ .IK].includes(found.creator))
        return {
            registration: found,
            uncertainty: `${who} was made by ${found.creator || 'nobody known'}, not by ${creator}`,
        };
    // The payload may name any repository: the run must be one of this.
    if (found.claimed && (await owners.headSha({ ...found.payload, repository })) !== found.sha)
        return {
            registration: found,
            uncertainty: `the commit of ${who} is not the one of its run ${found.payload.runId}`,
        };
    return { registration: found, sha: found.sha };
}
/** Who made our own registration, as the read shows it. */
const creatorOf = ({ registrations }, id) => registrations.find((one) => one.id === id)?.creator || undefined;
const mayBeSuccess = ({ heldSince, ended, latest, truncated }) => truncated ? (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(latest) === 'over' : heldSince !== undefined && ended?.state === 'success';
/** By its end: the last that was deployed is what runs. */
const newest = (successes) => successes.reduce((last, next) => (((0,_model_ending_js__WEBPACK_IMPORTED_MODULE_0__/* .endOf */ .pJ)(next)?.createdAt ?? 0) > ((last && (0,_model_ending_js__WEBPACK_IMPORTED_MODULE_0__/* .endOf */ .pJ)(last)?.createdAt) ?? -1) ? next : last), undefined);


/***/ }),

/***/ 60670:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ obstacle),
  e: () => (/* binding */ stackObstacle)
});

;// CONCATENATED MODULE: ./packages/registry/src/model/stack-status.ts
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
/** What one status means; no stack at all can be created, and an unknown status may be anything. */
function deployability(status) {
    if (status === undefined)
        return DEPLOYABLE;
    return STACK_STATUSES[status] ?? broken(`its status is not known to this version: look at the stack`);
}

// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/outdated.ts
var outdated = __webpack_require__(21046);
// EXTERNAL MODULE: ./packages/registry/src/operations/preconditions/promotion.ts
var promotion = __webpack_require__(6569);
;// CONCATENATED MODULE: ./packages/registry/src/operations/preconditions/obstacles.ts



/** The first obstacle, or undefined when nothing but the queue decides. */
async function obstacle(intent, snapshot, ports) {
    return ((await stackObstacle(intent.stacks, ports)) ??
        (await (0,promotion/* notPromoted */.u)(intent, ports)) ??
        (await (0,outdated/* outdated */.n)(intent, snapshot, ports)));
}
/** A stack that is not at rest makes the environment busy, no matter who caused that. */
async function stackObstacle(names, { stacks }) {
    if (names.length === 0)
        return undefined;
    if (stacks === undefined)
        throw new Error('stacks are named, but nothing can read their status');
    const read = await Promise.all(names.map(async (name) => {
        const status = await stacks.status(name);
        return { name, status, state: deployability(status) };
    }));
    const busy = read.filter(({ state }) => state.kind === 'busy');
    for (const { name, status, state } of read) {
        if (state.kind !== 'broken')
            continue;
        const details = `stack ${name} is ${status}: ${state.wayOut}`;
        return { reason: { code: 'stack-broken', details }, act: 'fail' };
    }
    if (busy.length === 0)
        return undefined;
    const details = busy.map(({ name, status }) => `stack ${name} is ${status}`).join(', ');
    return { reason: { code: 'stack-busy', details }, act: 'wait' };
}


/***/ }),

/***/ 21046:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ outdated)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81118);
/* harmony import */ var _deployed_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10888);



/**
 * Whether the environment already runs a descendant of the commit to be deployed.
 * @throws UserError when that decides and GitHub does not say: unknown is not newer
 */
async function outdated(query, snapshot, ports) {
    const { sha, onOutdated, repository } = query;
    if (onOutdated === 'ignore')
        return undefined;
    // A warning is not worth reading a long history for.
    const seen = onOutdated === 'warn' ? { ...snapshot, more: false } : snapshot;
    const runs = await (0,_deployed_js__WEBPACK_IMPORTED_MODULE_2__/* .deployed */ .$)(seen, query, ports);
    if (runs === undefined || runs.sha === sha)
        return undefined;
    if (runs.sha === undefined) {
        // A warning relies on what is known; a refusal on what is not.
        if (onOutdated === 'warn')
            return undefined;
        const details = `it is not known what runs: ${runs.uncertainty}`;
        return { reason: { code: 'outdated', details }, act: onOutdated };
    }
    const { registration } = runs;
    const mine = snapshot.registrations.find((one) => (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .belongsTo */ .g4)(one, query) && one.sha === sha && !one.claimed);
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

/***/ 6569:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ notPromoted)
/* harmony export */ });
/* harmony import */ var _model_snapshot_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68875);
/* harmony import */ var _deployed_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(10888);


/** Whether the earlier environment runs anything else than the commit to be deployed. */
async function notPromoted({ sha, promotedFrom, repository, repositoryId, creator }, ports) {
    if (promotedFrom === undefined)
        return undefined;
    const snapshot = (0,_model_snapshot_js__WEBPACK_IMPORTED_MODULE_1__/* .complete */ .My)(await ports.registry.snapshot(promotedFrom));
    const query = { environment: promotedFrom, repository, repositoryId, creator };
    const runs = await (0,_deployed_js__WEBPACK_IMPORTED_MODULE_0__/* .deployed */ .$)(snapshot, query, ports);
    if (runs?.sha === sha)
        return undefined;
    const what = runs?.sha?.slice(0, 7) ?? (runs === undefined ? 'no recorded commit' : 'a commit that is not known');
    const details = `${promotedFrom} runs ${what}, not ${sha.slice(0, 7)}${runs?.uncertainty === undefined ? '' : ` (${runs.uncertainty})`}`;
    return { reason: { code: 'not-promoted', details }, act: 'fail' };
}


/***/ }),

/***/ 31824:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ms: () => (/* binding */ inspectionOf),
/* harmony export */   Nn: () => (/* binding */ inspect),
/* harmony export */   j: () => (/* binding */ inspectAs),
/* harmony export */   mn: () => (/* binding */ canDeploy)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(75652);
/* harmony import */ var _model_history_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16239);
/* harmony import */ var _model_position_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2544);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81118);
/* harmony import */ var _model_snapshot_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(68875);
/* harmony import */ var _preconditions_obstacles_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60670);
/* harmony import */ var _owners_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13906);
/* harmony import */ var _watch_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(10255);








/** Whether a deployment could start now: free, not frozen, stacks at rest, not outdated? Writes nothing. */
async function canDeploy(request, ports) {
    const { claimant } = request;
    const seen = await observeOnce(request, claimant.priority, ports);
    const inspection = inspectionOf(seen, claimant.priority);
    if (inspection.reason.code !== 'free')
        return inspection;
    const { stacks, repository, repositoryId } = claimant;
    const intent = { ...request, stacks, repository, repositoryId };
    const found = await (0,_preconditions_obstacles_js__WEBPACK_IMPORTED_MODULE_3__/* .obstacle */ .E)(intent, seen.snapshot, ports);
    if (found === undefined)
        return inspection;
    if (found.act === 'warn')
        return { ...inspection, warning: found.warning ?? found.reason.details };
    return { ...inspection, canDeploy: false, reason: found.reason };
}
/** Who holds and waits, as somebody sees it who would come now. */
async function inspect(request, ports) {
    const seen = await observeOnce(request, 0, ports);
    const found = inspectionOf(seen, 0);
    if (found.active === undefined)
        (0,_model_snapshot_js__WEBPACK_IMPORTED_MODULE_6__/* .complete */ .My)(seen.snapshot);
    return found;
}
/** Nobody's id: behind everybody else of the same priority. */
const NEWCOMER = Number.MAX_SAFE_INTEGER;
/** The same as a registration sees it that is in the queue already. */
async function inspectAs(me, request, ports) {
    const { priority } = request.claimant;
    return inspectionOf(await observeOnce(request, priority, ports, me), priority, me.id);
}
async function observeOnce({ environment, maxHoldSeconds, everyId, }, priority, ports, me = { id: NEWCOMER, nonce: '' }) {
    const timeouts = { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY };
    const watch = (0,_owners_js__WEBPACK_IMPORTED_MODULE_4__/* .newWatch */ .mm)(environment, { ...timeouts, readOnly: true, everyId }, ports);
    const seen = await (0,_watch_js__WEBPACK_IMPORTED_MODULE_5__/* .observe */ .lB)(watch, { ...me, priority, claimed: false });
    const { decision } = seen;
    // Who is in the way is known by the first one found; that nobody is, only when all have been read.
    if (decision.act === 'wait' && decision.because === 'unseen')
        (0,_model_snapshot_js__WEBPACK_IMPORTED_MODULE_6__/* .complete */ .My)(seen.snapshot);
    return seen;
}
/** An observation as it concerns registration `id`, or somebody who is not in the queue yet. */
function inspectionOf({ snapshot, view, decision, ending, liveness }, priority, id = NEWCOMER) {
    const expected = (0,_model_history_js__WEBPACK_IMPORTED_MODULE_0__/* .forecastOf */ .DH)(snapshot);
    const mine = (0,_model_position_js__WEBPACK_IMPORTED_MODULE_1__/* .queuePosition */ .Bj)(snapshot, view.others, { id, priority }, expected, ending);
    const { ahead, expectedSeconds } = mine;
    const reason = (0,_model_position_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)({ snapshot, decision }, mine);
    const remainingOf = (one) => {
        const endsAt = ending.get(one.id);
        if (endsAt !== undefined)
            return Math.max(0, (endsAt - snapshot.now) / 1000);
        return expected && (0,_model_position_js__WEBPACK_IMPORTED_MODULE_1__/* .remainingSeconds */ .uo)(one, expected, snapshot.now);
    };
    const holder = ahead.find(({ latest }) => (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(latest) === 'holding');
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_7__/* .compact */ .oE)({
        canDeploy: reason.code === 'free',
        reason,
        ahead,
        snapshot,
        ending,
        liveness,
        active: holder && activeOf(holder, snapshot.now, remainingOf(holder)),
        estimatedWaitSeconds: expectedSeconds === undefined ? undefined : Math.round(expectedSeconds),
    });
}
function activeOf(registration, now, remaining) {
    const { id, sha, payload, heldSince, latest } = registration;
    const { actor, workflow, repository, runId, correlationId, stacks } = payload;
    return (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_7__/* .compact */ .oE)({
        deploymentId: id === _model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .UNKNOWN_ID */ .n4 ? undefined : id,
        ...{ sha, actor, workflow, repository, runId, correlationId, stacks },
        since: new Date(heldSince ?? now).toISOString(),
        description: latest?.description ?? '',
        remainingSeconds: remaining === undefined ? undefined : Math.round(remaining),
    });
}


/***/ }),

/***/ 9321:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $x: () => (/* binding */ withoutRefusal),
/* harmony export */   E: () => (/* binding */ watchHead),
/* harmony export */   JF: () => (/* binding */ livenessIn),
/* harmony export */   LO: () => (/* binding */ missing),
/* harmony export */   Mz: () => (/* binding */ withJudgement),
/* harmony export */   Pd: () => (/* binding */ endingIn),
/* harmony export */   Y4: () => (/* binding */ withoutJudgement),
/* harmony export */   gR: () => (/* binding */ NO_MEMORY),
/* harmony export */   lG: () => (/* binding */ judgementOf),
/* harmony export */   lX: () => (/* binding */ withRefusal),
/* harmony export */   mL: () => (/* binding */ suspect),
/* harmony export */   so: () => (/* binding */ completed)
/* harmony export */ });
/* harmony import */ var _model_contender_pacing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37984);
/* harmony import */ var _model_decide_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14403);
/* harmony import */ var _model_liveness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77902);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81118);
/* harmony import */ var _model_view_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53830);





const NO_MEMORY = {
    judged: new Map(),
    alive: new Map(),
    refused: new Map(),
    passedOver: new Set(),
};
/** How long what was found out about an owner holds good. An unchanged job costs nothing; a refusal does. */
const TRUSTED_MS = { known: 20_000, unknown: 300_000 };
/**
 * Nobody is passed over sooner: a living waiter sleeps so long at most, and then reads and claims. A contender must also
 * have seen the first in line idle for so long itself.
 */
const LEAST_CLAIM_SECONDS = _model_contender_pacing_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_PAUSE_SECONDS */ .gC + 18;
/** Reads in a row that must miss a registration, and its own page be gone, before it counts as gone. */
const MISSES = 2;
/** Those that earlier reads showed alive and this one does not: to be read one by one, since reads are not monotonic. */
function missing({ alive }, snapshot) {
    const known = new Set([...snapshot.registrations.map(({ id }) => id), ...(snapshot.unread ?? [])]);
    return [...alive.keys()].filter((id) => !known.has(id));
}
/** The snapshot with those that it misses, as `found` by their ids, and the memory after it. */
function completed(memory, snapshot, found) {
    const shown = new Set(snapshot.registrations.map(({ id }) => id));
    const alive = new Map(memory.alive);
    const recovered = [];
    for (const [id, { registration, misses }] of memory.alive) {
        if (shown.has(id))
            continue;
        const read = found.get(id);
        if (read !== undefined)
            recovered.push(read);
        else if (!found.has(id) || misses + 1 < MISSES)
            recovered.push(registration);
        if (found.has(id) && read === undefined)
            alive.set(id, { registration, misses: misses + 1 });
    }
    const registrations = [...snapshot.registrations, ...recovered];
    const passedOver = new Set(memory.passedOver);
    for (const registration of registrations) {
        const { id, latest } = registration;
        if ((0,_model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(latest) !== 'waiting')
            passedOver.delete(id);
        if (id === _model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .UNKNOWN_ID */ .n4)
            continue;
        if ((0,_model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(latest) === 'over')
            alive.delete(id);
        else if (shown.has(id))
            alive.set(id, { registration, misses: 0 });
    }
    for (const [id, { misses }] of alive)
        if (misses >= MISSES)
            alive.delete(id);
    return { memory: { ...memory, alive, passedOver }, snapshot: { ...snapshot, registrations } };
}
/** What an owner's state says of its registration. `now`: the server's time; `at`: ours. */
function judgementOf(registration, state, { now, at, maxHoldSeconds }) {
    const found = (0,_model_liveness_js__WEBPACK_IMPORTED_MODULE_1__/* .liveness */ .Q)(registration, state, { now, maxHoldSeconds });
    if (found === 'ending' && state.alive === false) {
        const remainingMs = (_model_liveness_js__WEBPACK_IMPORTED_MODULE_1__/* .GRACE_SECONDS */ .F - state.endedForSeconds) * 1000;
        return { liveness: found, until: at + remainingMs, endsAt: now + remainingMs };
    }
    return { liveness: found, until: at + TRUSTED_MS[state.alive === 'unknown' ? 'unknown' : 'known'] };
}
const withJudgement = (memory, id, found) => ({
    ...memory,
    judged: new Map(memory.judged).set(id, found),
});
/** The one whose owner is to be asked about again by the next read. */
const withoutJudgement = (memory, id) => ({
    ...memory,
    judged: without(memory.judged, id),
});
const withRefusal = (memory, id, line) => ({
    ...memory,
    refused: new Map(memory.refused).set(id, line),
});
const withoutRefusal = (memory, id) => ({
    ...memory,
    refused: without(memory.refused, id),
});
const without = (known, id) => new Map([...known].filter(([each]) => each !== id));
/**
 * The one whose owner is worth asking about now. Behind somebody who waits (`ahead`), that one alone: while it lives, it
 * watches the holder. In a queue of a hundred, asking about all the others would cost everybody a hundred requests.
 */
function suspect({ judged }, decision, ahead, at) {
    const blockers = 'blockers' in decision ? decision.blockers : [];
    const worthAsking = ahead === undefined ? blockers : [ahead];
    return worthAsking.find(({ id }) => (judged.get(id)?.until ?? Number.NEGATIVE_INFINITY) <= at);
}
/** Lets those behind pass when the first in line of a free environment does not move: `passed` has just lost its turn. */
function watchHead(memory, decision, snapshot, { at, claimTimeoutSeconds }) {
    const behind = decision.act === 'wait' && decision.because === 'queued-behind';
    const first = behind ? [...decision.blockers].sort((a, b) => ((0,_model_decide_js__WEBPACK_IMPORTED_MODULE_4__/* .before */ .g)(a, b) ? -1 : 1))[0] : undefined;
    const head = first?.id === memory.head?.id ? memory.head : first && { id: first.id, since: at };
    const kept = { ...memory, head };
    const afterSeconds = Math.max(LEAST_CLAIM_SECONDS, claimTimeoutSeconds);
    const registration = snapshot.registrations.find(({ id }) => id === head?.id);
    const isInTime = head === undefined ||
        registration === undefined ||
        at - head.since < LEAST_CLAIM_SECONDS * 1000 ||
        snapshot.now - (0,_model_view_js__WEBPACK_IMPORTED_MODULE_3__/* .claimableSince */ .bi)(registration, snapshot) < afterSeconds * 1000;
    if (isInTime)
        return { memory: kept, afterSeconds };
    const passedOver = new Set(memory.passedOver).add(head.id);
    return { memory: { ...kept, passedOver, head: undefined }, passed: head.id, afterSeconds };
}
const livenessIn = ({ judged }) => new Map([...judged].map(([id, found]) => [id, found.liveness]));
/** Those whose job is over without releasing, and when they are ended at the earliest (server time). */
const endingIn = ({ judged }) => new Map([...judged].flatMap(([id, { endsAt }]) => (endsAt === undefined ? [] : [[id, endsAt]])));


/***/ }),

/***/ 13906:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   Th: () => (/* binding */ askOwner),
/* harmony export */   Wi: () => (/* binding */ unlessGone),
/* harmony export */   mm: () => (/* binding */ newWatch)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85207);
/* harmony import */ var _model_liveness_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77902);
/* harmony import */ var _memory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9321);




const newWatch = (environment, options, ports) => ({
    ...{ environment, options, ports },
    memory: _memory_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_MEMORY */ .gR,
});
/** Whether the owner lives, which the memory knows afterwards. `now`: the server's time. */
async function askOwner(watch, registration, now) {
    const { owners, clock } = watch.ports;
    const { maxHoldSeconds } = watch.options;
    const state = await owners.state(registration.payload);
    const judged = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .judgementOf */ .lG)(registration, state, { now, at: clock.now(), maxHoldSeconds });
    watch.memory = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .withJudgement */ .Mz)(watch.memory, registration.id, judged);
    return { state, liveness: judged.liveness };
}
/** Asks about the owner of a registration, logs what is noteworthy, and ends the registration of a dead one. */
async function judge(watch, registration, { now }) {
    const { log } = watch.ports;
    const first = !watch.memory.judged.has(registration.id);
    const { state, liveness } = await askOwner(watch, registration, now);
    if (state.alive === 'unknown' && first)
        log.info(unknownLine(registration, state.why));
    if (liveness === 'ending')
        log.info(endingLine(registration, state));
    if (liveness === 'dead' && !watch.options.readOnly)
        await reap(watch, registration, state);
}
async function reap(watch, registration, state) {
    const { registry, log, subscriber } = watch.ports;
    const { id, payload } = registration;
    const why = state.alive === false
        ? `its job ended (${state.conclusion}) without releasing`
        : `no sign of life for ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(watch.options.maxHoldSeconds)}`;
    const held = registration.heldSince !== undefined || registration.truncated;
    const description = `ended by another run: ${why}`;
    try {
        await unlessGone(registry, id, () => registry.post(id, { state: held ? 'error' : 'inactive', description }));
    }
    catch (error) {
        // What GitHub says about another's row ends no work of ours: a dead holder that cannot be ended stays in the way.
        if (!(error instanceof _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y))
            throw error;
        const line = `Registration ${id} of run ${payload.runId} could not be ended (${why}): ${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_1__/* .errorLine */ .B)(error)}`;
        if (!watch.memory.refused.has(id))
            log.warning(line);
        watch.memory = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .withRefusal */ .lX)(watch.memory, id, line);
        return;
    }
    watch.memory = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutRefusal */ .$x)(watch.memory, id);
    log.notice(`Ended registration ${id} of run ${payload.runId}: ${why}.`);
    subscriber?.ended(registration, state);
}
const unknownLine = ({ id }, why) => `The owner of registration ${id} cannot be read (${why}): it keeps its place for max-hold at most. The token needs actions: read on the owner's repository.`;
const endingLine = ({ id, payload }, state) => {
    const remaining = state.alive === false ? _model_liveness_js__WEBPACK_IMPORTED_MODULE_2__/* .GRACE_SECONDS */ .F - state.endedForSeconds : _model_liveness_js__WEBPACK_IMPORTED_MODULE_2__/* .GRACE_SECONDS */ .F;
    return `The job of registration ${id} (run ${payload.runId}) is over without releasing; what it started may still run for ${(0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(remaining)}.`;
};
/** Writes to what is not ours. Somebody else may have deleted it meanwhile: then there is nothing to write to. */
async function unlessGone(registry, id, write) {
    try {
        await write();
    }
    catch (error) {
        if ((await registry.find(id)) !== undefined)
            throw error;
    }
}


/***/ }),

/***/ 10255:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lB: () => (/* binding */ observe),
/* harmony export */   uI: () => (/* binding */ reapAll),
/* harmony export */   wt: () => (/* binding */ poll)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28554);
/* harmony import */ var _model_decide_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(14403);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81118);
/* harmony import */ var _model_view_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53830);
/* harmony import */ var _memory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9321);
/* harmony import */ var _owners_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13906);






/**
 * What one observation costs at most, apart from the read: anybody who may write deployments may write a thousand. Owners
 * beyond count as alive until the next one. Without the job's id each is two requests.
 */
const OWNERS_AT_ONCE = 10;
const MOST_TWINS = 3;
/** So many owners one cleanup asks about, the oldest registrations first. */
const MOST_REAPED = 100;
/** Reads the queue as `me`, asks about the owners in the way, and ends what is dead. Every observation is a fresh read. */
async function observe(watch, me) {
    const { readOnly = false } = watch.options;
    const { clock } = watch.ports;
    const snapshot = await read(watch);
    const at = clock.now();
    if (!readOnly)
        await endTwins(watch, snapshot, me);
    for (let asked = 0;; asked++) {
        const { passedOver } = watch.memory;
        const liveness = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .livenessIn */ .JF)(watch.memory);
        const view = (0,_model_view_js__WEBPACK_IMPORTED_MODULE_2__/* .viewOf */ .du)(snapshot, me, { liveness, passedOver, withoutDead: readOnly });
        const decision = (0,_model_decide_js__WEBPACK_IMPORTED_MODULE_5__/* .decide */ .L)(view);
        // An observation that only reports wants to know of all that are in the way.
        const asks = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .suspect */ .mL)(watch.memory, decision, readOnly ? undefined : (0,_model_view_js__WEBPACK_IMPORTED_MODULE_2__/* .lastBefore */ .kk)(view), clock.now());
        const registration = snapshot.registrations.find(({ id }) => id === asks?.id && id !== _model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN_ID */ .n4);
        // One that is not asked about stays in the way until the next observation.
        if (registration !== undefined && asked < OWNERS_AT_ONCE)
            await (0,_owners_js__WEBPACK_IMPORTED_MODULE_4__/* .judge */ .S4)(watch, registration, snapshot);
        else if (!passOver(watch, decision, snapshot))
            return { snapshot, view, decision, at, ending: (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .endingIn */ .Pd)(watch.memory), liveness };
    }
}
async function read(watch) {
    const { environment, options, ports } = watch;
    const snapshot = await ports.registry.snapshot(environment, { everyId: options.everyId });
    const found = new Map();
    for (const id of (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .missing */ .LO)(watch.memory, snapshot))
        found.set(id, await ports.registry.find(id));
    const all = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .completed */ .so)(watch.memory, snapshot, found);
    watch.memory = all.memory;
    return all.snapshot;
}
/** Ends other registrations of one's own creation, whose answer was lost. */
async function endTwins({ ports }, { registrations }, me) {
    const { registry } = ports;
    const isLiveTwin = (one) => (0,_model_view_js__WEBPACK_IMPORTED_MODULE_2__/* .isTwin */ .tr)(one, me) && one.id !== _model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN_ID */ .n4 && (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(one.latest) !== 'over';
    const description = `left the queue: same as ${me.id}`;
    for (const { id } of registrations.filter(isLiveTwin).slice(0, MOST_TWINS))
        await (0,_owners_js__WEBPACK_IMPORTED_MODULE_4__/* .unlessGone */ .Wi)(registry, id, () => registry.post(id, { state: 'inactive', description }));
}
function passOver(watch, decision, snapshot) {
    const { claimTimeoutSeconds } = watch.options;
    const { clock, log } = watch.ports;
    const head = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .watchHead */ .E)(watch.memory, decision, snapshot, { at: clock.now(), claimTimeoutSeconds });
    watch.memory = head.memory;
    if (head.passed === undefined)
        return false;
    const waited = (0,_signalbox_runner_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(head.afterSeconds);
    log.info(`Registration ${head.passed} did not claim its turn within ${waited}: passing it over.`);
    return true;
}
/** Asks cheaply about the one in front: whether `seen` may no longer be so. Good enough to sleep on. */
async function poll(watch, { snapshot, view, at }) {
    const { registry, clock } = watch.ports;
    const target = (0,_model_view_js__WEBPACK_IMPORTED_MODULE_2__/* .inFront */ .ly)(view);
    const freeze = snapshot.freezes[0]?.id;
    const frozen = freeze !== undefined && target?.phase !== 'waiting';
    const id = frozen ? freeze : target?.id;
    // Nothing is known that could be polled.
    if (id === undefined || id === _model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN_ID */ .n4)
        return { moved: true, free: true };
    const answer = await registry.poll(id);
    if (answer === undefined)
        return { moved: true, free: false };
    const { latest, free } = answer;
    const moved = hasMoved(frozen ? 'holding' : target?.phase, (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(latest));
    const registration = frozen ? undefined : snapshot.registrations.find((each) => each.id === id);
    if (moved || registration === undefined)
        return { moved, free };
    const known = watch.memory.judged.get(id);
    if (known !== undefined && clock.now() < known.until)
        return { moved, free };
    const { liveness } = await (0,_owners_js__WEBPACK_IMPORTED_MODULE_4__/* .askOwner */ .Th)(watch, registration, snapshot.now + clock.now() - at);
    if (liveness === (known?.liveness ?? 'alive'))
        return { moved, free };
    // The observation that follows asks again, says what it finds, and ends what is dead.
    watch.memory = (0,_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutJudgement */ .Y4)(watch.memory, id);
    return { moved: true, free };
}
/** What holds, or closes the environment, does so until it is over, whatever somebody writes to it (lifeOf). */
const hasMoved = (from, to) => from === 'holding' ? to === 'over' : from !== to;
/** Ends every registration whose owner is dead, in the way or not. */
async function reapAll(watch) {
    const snapshot = await watch.ports.registry.snapshot(watch.environment);
    const live = snapshot.registrations
        .filter(({ id, latest }) => id !== _model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN_ID */ .n4 && (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(latest) !== 'over')
        .sort((a, b) => a.id - b.id)
        .slice(0, MOST_REAPED);
    for (const registration of live)
        await (0,_owners_js__WEBPACK_IMPORTED_MODULE_4__/* .judge */ .S4)(watch, registration, snapshot);
    const { judged, refused } = watch.memory;
    const dead = live.filter(({ id }) => judged.get(id)?.liveness === 'dead');
    return { ended: dead.length - refused.size, refused: [...refused.values()] };
}


/***/ }),

/***/ 68806:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ progress),
/* harmony export */   r: () => (/* binding */ findRegistration)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _model_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55107);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81118);



/** A claim must come so long before a registration is too old to be searched for. */
const MARGIN_MS = 24 * 3600 * 1000;
/** The registration a user names by id. @throws UserError when it is not one that can be used */
async function findRegistration(id, environment, { registry, clock }, allowed = {}) {
    const found = await registry.find(id);
    const where = `Input "deployment-id": ${id}`;
    if (found === undefined)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${where} is not a registration of Signalbox in ${registry.repository}.`);
    if (found.environment !== (0,_model_names_js__WEBPACK_IMPORTED_MODULE_1__/* .canonical */ .$N)(environment))
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${where} belongs to the environment ${found.environment}, not to ${environment}.`);
    if (allowed.over)
        return found;
    if ((0,_model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .queuePhaseOf */ .Em)(found.latest) === 'over')
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${where} is over (${found.latest?.state}: ${found.latest?.description}); register again.`);
    if (clock.now() - found.createdAt > _model_registration_js__WEBPACK_IMPORTED_MODULE_2__/* .LIFETIME_MS */ .xN - MARGIN_MS)
        throw new _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${where} is more than 5 days old, so others no longer look for it; register again.`);
    return found;
}
/** Shows where a holding deployment is on its page. Keeps it holding. */
async function progress(registry, deploymentId, description) {
    // A description that begins like a claim would turn the holder into a claimant.
    const text = /^claim/i.test(description) ? `> ${description}` : description;
    await registry.post(deploymentId, { state: 'in_progress', description: text });
}


/***/ }),

/***/ 43444:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ environmentStatus),
/* harmony export */   b: () => (/* binding */ history)
/* harmony export */ });
/* harmony import */ var _model_history_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16239);
/* harmony import */ var _model_registration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81118);
/* harmony import */ var _model_snapshot_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(68875);
/* harmony import */ var _preconditions_deployed_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10888);
/* harmony import */ var _queue_inspect_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31824);





const RECENT = 10;
/** Registrations that are over are read until so many are found: not all of them held. */
const READ_BACK = 50;
/** All that is known of an environment; writes nothing. */
async function environmentStatus(query, ports) {
    const { environment, correlationId, repository, repositoryId, own } = query;
    const inspection = await (0,_queue_inspect_js__WEBPACK_IMPORTED_MODULE_3__/* .inspect */ .Nn)({ ...query, everyId: true }, ports);
    const { snapshot } = inspection;
    const creator = (0,_preconditions_deployed_js__WEBPACK_IMPORTED_MODULE_2__/* .creatorOf */ .O)(snapshot, own);
    const runs = await (0,_preconditions_deployed_js__WEBPACK_IMPORTED_MODULE_2__/* .deployed */ .$)(snapshot, { environment, repository, repositoryId, creator }, ports);
    const wanted = snapshot.registrations.filter(({ payload }) => correlationId === undefined || payload.correlationId === correlationId);
    const latest = latestState(wanted, inspection.liveness);
    const { registration } = latest;
    if (registration === undefined || isOver(registration))
        (0,_model_snapshot_js__WEBPACK_IMPORTED_MODULE_4__/* .complete */ .My)(snapshot);
    return {
        ...latest,
        inspection,
        ...(runs === undefined ? {} : { deployed: runs }),
        recent: await recentDeployments(environment, inspection, ports),
    };
}
async function recentDeployments(environment, { snapshot }, { registry }) {
    const finished = (all) => all.filter(hasHeld).filter(isOver).slice(0, RECENT);
    const seen = finished(snapshot.registrations);
    if (seen.length === RECENT || !snapshot.more)
        return seen;
    return finished(await registry.past(environment, READ_BACK));
}
const isOver = ({ latest }) => (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(latest) === 'over';
const hasHeld = ({ heldSince, truncated }) => heldSince !== undefined || truncated === true;
/** Those who live come first: who deploys, who is about to, who waits. */
const PRECEDENCE = ['holding', 'claiming', 'waiting'];
/**
 * The latest state of these registrations. One whose job is over without releasing it is no longer under way; as nobody
 * knows how it ended, it has failed. Of what is over only deployments count: who left the queue has no outcome.
 */
function latestState(registrations, liveness) {
    const lives = ({ id }) => (liveness.get(id) ?? 'alive') === 'alive';
    const living = PRECEDENCE.map((phase) => newest(registrations.filter((one) => (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(one.latest) === phase && lives(one)))).find((found) => found !== undefined);
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
    const phase = (0,_model_registration_js__WEBPACK_IMPORTED_MODULE_1__/* .queuePhaseOf */ .Em)(latest);
    if (phase === 'waiting')
        return 'queued';
    if (phase !== 'over')
        return 'in_progress';
    if (ended?.state === 'success' || ended?.state === 'inactive')
        return ended.state;
    return 'failure';
}
/**
 * The environment's finished deployments, newest first: from the status that made each hold to its outcome.
 * Registrations that never held are no deployments and are omitted.
 */
async function history(registry, environment, limit) {
    const past = await registry.past(environment, limit);
    return past.flatMap((registration) => (0,_model_history_js__WEBPACK_IMPORTED_MODULE_0__/* .finishedRun */ .sV)(registration) ?? []);
}


/***/ }),

/***/ 45365:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e3: () => (/* binding */ unknownIn),
/* harmony export */   f2: () => (/* binding */ unknownLine),
/* harmony export */   zX: () => (/* binding */ handOnUnknown)
/* harmony export */ });
/* unused harmony export UNKNOWN_VARIABLE */
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30033);

/** For the job's later steps: what a step no longer knows the state of, as JSON with a reason by each name. */
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
const shortened = (lost) => Object.fromEntries(Object.entries(lost).map(([name, reason]) => [name, (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(reason, REASON_LENGTH)]));
/** What earlier steps of the job no longer know the state of, but for what was `seen` since. */
function unknownIn(env, seen = []) {
    const entries = Object.entries(parse(env[UNKNOWN_VARIABLE])).filter(([name]) => !seen.includes(name));
    return Object.fromEntries(entries);
}
/** In one line; undefined when nothing is unknown. */
function unknownLine(reasons) {
    const lines = Object.entries(reasons).map(([name, reason]) => `${name}: ${reason}`);
    return lines.length === 0 ? undefined : (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(lines.join('; '), REASON_LENGTH);
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
;