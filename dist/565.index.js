"use strict";
exports.id = 565;
exports.ids = [565];
exports.modules = {

/***/ 13249:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ isUndoing),
/* harmony export */   r: () => (/* binding */ attempts)
/* harmony export */ });
/* harmony import */ var _stack_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30049);
/* harmony import */ var _status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20156);


/**
 * The attempts in a stack's own events (oldest first; those of its resources are skipped).
 * `before`: the stack's status before the first of them.
 */
function attempts(events, before = '') {
    const found = [];
    for (const event of events) {
        if (!(0,_stack_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isOfStackItself */ .D)(event) || (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .operationOf */ .zI)(event.status) === undefined)
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
    if (open.decided === undefined || !(0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isInProgress */ .LT)(event.status) || (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isCleanup */ .FV)(event.status))
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
    const operation = continued ? 'CONTINUE_ROLLBACK' : ((0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .operationOf */ .zI)(event.status) ?? 'UPDATE');
    const outcome = (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeOf */ .sG)(event.status, operation);
    return {
        operation,
        startedAt: event.time,
        ...(event.token === undefined ? {} : { token: event.token }),
        operationIds: event.operationId === undefined ? [] : [event.operationId],
        stackStatus: event.status,
        ...(outcome === undefined ? {} : { decided: { at: event.time, outcome } }),
    };
}
function follow(open, event) {
    const outcome = (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeOf */ .sG)(event.status, open.operation);
    const { decided: _, ...rest } = open;
    const known = event.operationId === undefined || open.operationIds.includes(event.operationId);
    const rollsBack = open.rollbackSince === undefined && /ROLLBACK|DELETE/.test(event.status);
    return {
        ...rest,
        operationIds: known ? open.operationIds : [...open.operationIds, event.operationId ?? ''],
        stackStatus: event.status,
        ...(rollsBack && !isUndoing(open.operation) ? { rollbackSince: event.time } : {}),
        ...(outcome === undefined ? {} : { decided: decision(open, event, outcome) }),
    };
}
/** Going back is all that these do: nothing of theirs is undone. */
const isUndoing = (operation) => operation === 'DELETE' || (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isRollback */ .z1)(operation);
/** The first certainty stays: cleanup ends later than the outcome. */
function decision(open, event, outcome) {
    return open.decided?.outcome === outcome ? open.decided : { at: event.time, outcome };
}


/***/ }),

/***/ 95214:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ep: () => (/* binding */ NO_SPANS),
/* harmony export */   SZ: () => (/* binding */ isNestedStack),
/* harmony export */   TM: () => (/* binding */ secondsOf),
/* harmony export */   WN: () => (/* binding */ hasFailed),
/* harmony export */   iV: () => (/* binding */ spans),
/* harmony export */   t2: () => (/* binding */ recorded),
/* harmony export */   yi: () => (/* binding */ spanKey)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_values__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75652);
/* harmony import */ var _stack_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30049);
/* harmony import */ var _status_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20156);



/** A resource's name within the whole tree of stacks. */
const spanKey = (span) => `${span.stackId} ${span.logicalId}`;
const isNestedStack = (span) => span.type === _stack_event_js__WEBPACK_IMPORTED_MODULE_0__/* .STACK_TYPE */ .Q9;
/** Never negative: `now` is known to two seconds, and an event can be newer. */
const secondsOf = (span, now) => Math.max(0, (span.endedAt ?? now) - span.startedAt) / 1000;
const NO_SPANS = { spans: [], open: new Map(), phases: new Map() };
/** The spans in one or more stacks' events, in the order they began. Events: oldest first in each stack. */
const spans = (events) => recorded(NO_SPANS, events).spans;
/** The record with further events: at a cost of one copy, however many there are. */
function recorded(record, events) {
    const all = [...record.spans];
    const open = new Map(record.open);
    const phases = new Map(record.phases);
    for (const event of events) {
        if ((0,_stack_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isOfStackItself */ .D)(event)) {
            phases.set(event.stackId, phaseOf(event.status));
            continue;
        }
        const action = actionOf(event.status);
        if (action === undefined)
            continue;
        const index = open.get(spanKey(event));
        const current = index === undefined ? undefined : all[index];
        if (index !== undefined && current !== undefined && current.action === action) {
            all[index] = grow(current, event);
        }
        else {
            open.set(spanKey(event), all.length);
            all.push(begin(event, action, phases.get(event.stackId) ?? 'forward'));
        }
        if (!(0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isInProgress */ .LT)(event.status))
            open.delete(spanKey(event));
    }
    return { spans: all, open, phases };
}
function phaseOf(status) {
    if ((0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isCleanup */ .FV)(status))
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
    const rest = { status, ...optional(event), ...((0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isInProgress */ .LT)(status) ? {} : { endedAt: event.time }) };
    return { stackId, stackName, logicalId, physicalId, type, action, phase, startedAt: event.time, ...rest };
}
function grow(span, event) {
    const ended = (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isInProgress */ .LT)(event.status) ? {} : { endedAt: event.time };
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
const optional = ({ detailedStatus }) => (0,_signalbox_runner_values__WEBPACK_IMPORTED_MODULE_2__/* .compact */ .oE)({ detailedStatus });
const hasFailed = (span) => (0,_status_js__WEBPACK_IMPORTED_MODULE_1__/* .isFailed */ .Ix)(span.status);


/***/ }),

/***/ 30049:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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

/***/ 20156:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FV: () => (/* binding */ isCleanup),
/* harmony export */   Fw: () => (/* binding */ isRollingBack),
/* harmony export */   Ix: () => (/* binding */ isFailed),
/* harmony export */   LT: () => (/* binding */ isInProgress),
/* harmony export */   SO: () => (/* binding */ beginsOperation),
/* harmony export */   gn: () => (/* binding */ isUnderWay),
/* harmony export */   sG: () => (/* binding */ outcomeOf),
/* harmony export */   z1: () => (/* binding */ isRollback),
/* harmony export */   zI: () => (/* binding */ operationOf)
/* harmony export */ });
/* harmony import */ var _stack_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30049);

const isInProgress = (status) => status.endsWith('_IN_PROGRESS');
const isFailed = (status) => status.endsWith('_FAILED');
const isRollingBack = (status) => /(^|_)ROLLBACK_IN_PROGRESS$/.test(status);
/** The new version stands (or the old one does again); only leftovers are still being deleted. */
const isCleanup = (status) => status.endsWith('_CLEANUP_IN_PROGRESS');
/** An operation works on the stack, and its outcome is open. */
const isUnderWay = (status) => isInProgress(status) && !isCleanup(status) && operationOf(status) !== undefined;
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
/** The operation that a stack's status belongs to, as far as the status alone tells; none of REVIEW_IN_PROGRESS. */
function operationOf(status) {
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

/***/ 13153:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ readTemplate)
});

;// CONCATENATED MODULE: ./packages/cloudformation/src/model/for-each.ts
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
    if (typeof parameter === 'string')
        return defaultOf(fields(fields(template['Parameters'])[parameter]));
    if (!Array.isArray(path))
        return undefined;
    const entry = path.reduce((inner, key) => fields(inner)[String(key)], template['Mappings']);
    return Array.isArray(entry) ? entry.map(String) : undefined;
}
/** Of a parameter that Parameter Store fills the default is only the name there. */
function defaultOf({ Type: type, Default: text }) {
    if (typeof text !== 'string' || text === '' || String(type).startsWith('AWS::SSM::'))
        return undefined;
    return /List/.test(String(type)) ? text.split(',').map((item) => item.trim()) : [text];
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

// EXTERNAL MODULE: ./packages/cloudformation/src/model/stack-event.ts
var stack_event = __webpack_require__(30049);
;// CONCATENATED MODULE: ./packages/cloudformation/src/model/template.ts


/** It only allows loops and the like, which are expanded here. */
const EXPANDED = 'AWS::LanguageExtensions';
/** A module and a nested stack stand for resources of their own, which another template describes. */
const standsForMore = ({ type }) => type === stack_event/* STACK_TYPE */.Q9 || type.endsWith('::MODULE');
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
        const expanded = complete && transforms.every((name) => name === EXPANDED);
        return { resources: listed, complete: expanded && !listed.some(standsForMore) };
    }
    catch {
        return undefined;
    }
}
const LIST_FORMS = ['FindInMap', 'Split', 'Cidr', 'GetAZs', 'If', 'Select', 'Join', 'Sub', 'GetAtt'];
const longOf = (name) => (value) => ({ [`Fn::${name}`]: value.toJSON() });
/** Short forms become the long ones that JSON has; the tags that name no resource are read as plain values. */
async function fromYaml(body) {
    const { parse } = await __webpack_require__.e(/* import() */ 917).then(__webpack_require__.t.bind(__webpack_require__, 41917, 19));
    const long = (key) => (value) => ({ [key]: value });
    const customTags = [
        { tag: '!Ref', resolve: long('Ref') },
        { tag: '!GetAtt', resolve: long('Fn::GetAtt') },
        { tag: '!Sub', resolve: long('Fn::Sub') },
        { tag: '!ImportValue', resolve: long('Fn::ImportValue') },
        // As plain lists they would be taken for what a loop goes over.
        ...LIST_FORMS.map((name) => ({ tag: `!${name}`, collection: 'seq', resolve: longOf(name) })),
        { tag: '!Transform', collection: 'map', resolve: longOf('Transform') },
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


/***/ }),

/***/ 19417:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hx: () => (/* binding */ undoing),
/* harmony export */   NR: () => (/* binding */ learnt),
/* harmony export */   gp: () => (/* binding */ ofType)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25167);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34928);


/** Between resources of one type the times differ more than from run to run of one resource. */
const TYPE_SHAPE = 2.5;
const TABLE_SHAPE = 2.5;
const GUESS_SHAPE = 1.5;
/** What earlier times of the resource itself, or of its type in the stack, say (seconds, not empty). */
function learnt(samples, source) {
    const work = (0,_signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_1__/* .workFrom */ .So)(samples);
    if (work === undefined)
        return undefined;
    return { ...work, shape: source === 'type' ? Math.min(work.shape, TYPE_SHAPE) : work.shape, source };
}
/** What a type of resource usually takes anywhere. */
function ofType(type, action) {
    const medians = _table_js__WEBPACK_IMPORTED_MODULE_0__/* .TABLE */ .Bt[type] ?? (/^Custom::|::CustomResource$/.test(type) ? _table_js__WEBPACK_IMPORTED_MODULE_0__/* .TABLE */ .Bt['Custom::*'] : undefined);
    const seconds = medians?.[action === 'IMPORT' ? 'UPDATE' : action];
    return seconds === undefined
        ? { seconds: _table_js__WEBPACK_IMPORTED_MODULE_0__/* .TABLE_DEFAULT */ .j1[action], shape: GUESS_SHAPE, source: 'guess', samples: 0 }
        : { seconds, shape: TABLE_SHAPE, source: 'table', samples: 0 };
}
/** To undo a change is alike, but not the same work: it takes about as long, and how exactly no earlier change tells. */
const undoing = (baseline) => (item) => {
    const done = baseline(item);
    return { ...done, shape: Math.min(done.shape, TYPE_SHAPE) };
};


/***/ }),

/***/ 87760:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ learn)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(80549);
/* harmony import */ var _signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(25167);
/* harmony import */ var _model_attempt_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13249);
/* harmony import */ var _model_span_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95214);
/* harmony import */ var _baseline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19417);
/* harmony import */ var _landmark_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31482);






/** Learns from stacks' older events (of each stack, oldest first), which CloudFormation keeps. */
function learn(stacks) {
    const all = [...stacks.values()].flatMap((events) => (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spans */ .iV)(events));
    const work = all.filter(wentWell);
    const own = new Map();
    const types = new Map();
    for (const span of work) {
        remember(own, ownKey(span), span);
        remember(types, typeKey(span), span);
    }
    const cache = new Map();
    const marks = new Map();
    const baseline = (work) => {
        const made = cache.get(ownKey(work)) ?? baselineFrom(work, own, types);
        cache.set(ownKey(work), made);
        return made;
    };
    const finished = (stackId, operation) => (0,_model_attempt_js__WEBPACK_IMPORTED_MODULE_2__/* .attempts */ .r)(stacks.get(stackId) ?? []).filter((attempt) => attempt.decided !== undefined && attempt.operation === operation);
    return {
        baseline,
        runs: (stackId, operation) => finished(stackId, operation).map((attempt) => ({
            ...asRun(attempt),
            ...shapeIn(attempt, stackId, { all, work, stacks }),
        })),
        lastWork: (stackId, operation) => {
            const last = finished(stackId, operation).findLast(({ decided }) => decided?.outcome === 'succeeded');
            return last === undefined ? [] : during(last, work);
        },
        landmarks: (stackId, operation, { direction, shape }) => {
            const key = `${stackId} ${operation} ${direction} ${shape}`;
            const known = marks.get(key);
            if (known !== undefined)
                return known;
            const found = (0,_landmark_js__WEBPACK_IMPORTED_MODULE_3__/* .wentAlike */ .bj)((0,_landmark_js__WEBPACK_IMPORTED_MODULE_3__/* .pastRuns */ .ru)(stacks.get(stackId) ?? []), operation, direction).map((run) => ({
                ...run,
                ...asRun(run.attempt),
                ...shapeIn(run.attempt, stackId, { all, work, stacks }),
            }));
            const made = (0,_landmark_js__WEBPACK_IMPORTED_MODULE_3__/* .learnLandmarks */ .kc)([...stacks.values()].flat(), (0,_signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_4__/* .alike */ .nO)(found, shape), direction);
            marks.set(key, made);
            return made;
        },
    };
}
/** And was seen from its begin: the oldest page read may start in the middle. */
const wentWell = ({ phase, status, startedAt, endedAt = 0 }) => phase === 'forward' && status.endsWith('_COMPLETE') && endedAt > startedAt;
function during({ startedAt, decided }, work) {
    const until = decided?.at ?? startedAt;
    return work.filter((span) => span.startedAt >= startedAt && span.startedAt <= until);
}
const ownKey = (work) => `${(0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi)(work)} ${work.action}`;
const typeKey = ({ type, action }) => `${type} ${action}`;
function baselineFrom(work, own, types) {
    return (fromSpans(own.get(ownKey(work)), 'own') ??
        fromSpans(types.get(typeKey(work)), 'type') ??
        (0,_baseline_js__WEBPACK_IMPORTED_MODULE_1__/* .ofType */ .gp)(work.type, work.action));
}
function fromSpans(spans = [], source) {
    const baseline = (0,_baseline_js__WEBPACK_IMPORTED_MODULE_1__/* .learnt */ .NR)(spans.map((span) => (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .secondsOf */ .TM)(span, span.startedAt)), source);
    const shares = spans.map(({ startedAt, configuredAt, endedAt = 0 }) => configuredAt === undefined ? 1 : (configuredAt - startedAt) / (endedAt - startedAt));
    return baseline && { ...baseline, readyShare: (0,_signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_5__/* .median */ .JZ)(shares) };
}
function remember(map, key, span) {
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
    const next = (0,_model_attempt_js__WEBPACK_IMPORTED_MODULE_2__/* .attempts */ .r)(stacks.get(stackId) ?? []).find(({ startedAt }) => startedAt > attempt.startedAt);
    const until = next?.startedAt ?? Number.POSITIVE_INFINITY;
    // A nested stack is updated together with its parent, and may change nothing: its own events tell, if they go back so far.
    const isKnown = (stack) => (stacks.get(stack)?.[0]?.time ?? until) <= attempt.startedAt;
    const changed = all.some((span) => span.startedAt >= attempt.startedAt &&
        span.startedAt < until &&
        !((0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .isNestedStack */ .SZ)(span) && isKnown(span.physicalId)));
    const shape = changed ? (0,_signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_4__/* .shapeOf */ .F5)(during(attempt, work).filter((span) => !(0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .isNestedStack */ .SZ)(span))) : _signalbox_estimate_shape__WEBPACK_IMPORTED_MODULE_4__/* .NOTHING */ .K$;
    return shape === undefined ? {} : { shape };
}


/***/ }),

/***/ 31482:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VF: () => (/* binding */ endsByLandmarks),
/* harmony export */   bj: () => (/* binding */ wentAlike),
/* harmony export */   kc: () => (/* binding */ learnLandmarks),
/* harmony export */   ru: () => (/* binding */ pastRuns)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25167);
/* harmony import */ var _model_attempt_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13249);
/* harmony import */ var _model_stack_event_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30049);
/* harmony import */ var _model_status_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20156);




/** A run that is known from its middle on, because a page of events begins there, tells of its end all the same. */
function pastRuns(own) {
    return (0,_model_attempt_js__WEBPACK_IMPORTED_MODULE_0__/* .attempts */ .r)(own).flatMap((attempt, index) => {
        if (attempt.decided === undefined)
            return [];
        const isWhole = attempt.startedAt < attempt.decided.at;
        const status = own.find(_model_stack_event_js__WEBPACK_IMPORTED_MODULE_1__/* .isOfStackItself */ .D)?.status ?? '';
        if (!isWhole && (index > 0 || !tellsItsEnd(status)))
            return [];
        return [
            { attempt, from: isWhole ? attempt.startedAt : Number.NEGATIVE_INFINITY, until: attempt.decided.at },
        ];
    });
}
/** The outcome's own event, and not that of the cleanup after it. */
const tellsItsEnd = (status) => (0,_model_status_js__WEBPACK_IMPORTED_MODULE_2__/* .isCleanup */ .FV)(status) || /^(CREATE|ROLLBACK)_COMPLETE$/.test(status);
const keyOf = ({ stackId, logicalId, status, detailedStatus = '' }) => `${stackId} ${logicalId} ${status} ${detailedStatus}`;
/** The first event of each kind, and its time. */
function firsts(events, from, until) {
    const found = new Map();
    for (const event of events) {
        if (event.time < from || event.time >= until || found.has(keyOf(event)))
            continue;
        found.set(keyOf(event), event.time);
    }
    return found;
}
/** @param events of each stack, oldest first */
function learnLandmarks(events, runs, direction) {
    const samples = new Map();
    for (const { attempt, from, until } of runs) {
        const since = direction === 'back' ? (attempt.rollbackSince ?? from) : from;
        for (const [key, at] of firsts(events, since, until)) {
            const earlier = samples.get(key) ?? [];
            earlier.push((until - at) / 1000);
            samples.set(key, earlier);
        }
    }
    const remaining = new Map();
    for (const [key, seconds] of samples) {
        const work = (0,_signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_3__/* .workFrom */ .So)(seconds);
        if (work !== undefined)
            remaining.set(key, work);
    }
    const failed = runs.some(({ attempt }) => attempt.rollbackSince !== undefined);
    return { remaining, runs: runs.length, failed };
}
/**
 * The runs whose landmarks are to be used: those that went the same way to the same end. Where none that went forward
 * succeeded, those that failed: nothing else is known, and what always failed is likely to fail again.
 */
function wentAlike(runs, operation, direction) {
    const kind = runs.filter(({ attempt }) => attempt.operation === operation);
    if (direction === 'back')
        return kind.filter(({ attempt }) => attempt.rollbackSince !== undefined);
    const well = kind.filter(({ attempt: { rollbackSince, decided } }) => rollbackSince === undefined && (decided?.outcome === 'succeeded' || (0,_model_status_js__WEBPACK_IMPORTED_MODULE_2__/* .isRollback */ .z1)(operation)));
    return well.length > 0 ? well : kind;
}
/** So many of the sharpest are weighed against each other: the very sharpest may be so by chance. */
const SHARPEST = 5;
/** Of those that always came and did not yet, the farthest from the end. */
const FARTHEST = 3;
const ALWAYS = 0.8;
/** As if one more run had been, in which what always came did not. */
const DOUBT = 1;
/** Undefined where no earlier run is known. */
function endsByLandmarks({ remaining, runs, failed }, { events, now, seenAt }) {
    if (runs === 0)
        return undefined;
    const passed = new Map();
    for (const event of events) {
        const key = keyOf(event);
        if (!passed.has(key))
            passed.set(key, event.time);
    }
    const behind = [...passed]
        .flatMap(([key, at]) => {
        const work = remaining.get(key);
        if (work === undefined)
            return [];
        const elapsed = Math.max(0, now - at) / 1000;
        const spread = (0,_signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_3__/* .remainingAt */ .Mc)(work, elapsed, 0.9) - (0,_signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_3__/* .remainingAt */ .Mc)(work, elapsed, 0.1);
        return [{ work, elapsed, weight: 1 / (spread + 0.5) ** 2 }];
    })
        .toSorted((a, b) => b.weight - a.weight)
        .slice(0, SHARPEST);
    const total = behind.reduce((sum, { weight }) => sum + weight, 0);
    const byThese = (seconds) => behind.reduce((sum, { work, elapsed, weight }) => sum + weight * (0,_signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_3__/* .endsByUnlessOdd */ .Xn)(work, elapsed, seconds), 0) / total;
    const ahead = [...remaining]
        .filter(([key, { samples }]) => samples >= ALWAYS * runs && !passed.has(key))
        .flatMap(([key, work]) => {
        const seen = seenAt(key.slice(0, key.indexOf(' ')));
        return seen === undefined ? [] : [{ work, stale: Math.max(0, now - seen) / 1000 }];
    })
        .toSorted((a, b) => b.work.seconds - b.stale - (a.work.seconds - a.stale))
        .slice(0, FARTHEST)
        .map((each) => {
        const comes = behind.length === 0 ? 1 : 1 - byThese(Math.max(0, each.work.seconds - each.stale));
        const prior = each.work.samples / (each.work.samples + DOUBT);
        return { ...each, trust: (prior * comes) / (prior * comes + 1 - prior) };
    });
    return {
        endsWithin: behind.length === 0 ? undefined : byThese,
        bounded: (probability, seconds) => ahead.reduce((least, { work, stale, trust }) => Math.min(least, (1 - trust) * probability + trust * Math.min(probability, 1 - (0,_signalbox_estimate_work__WEBPACK_IMPORTED_MODULE_3__/* .survivalOf */ .G5)(work, stale + seconds))), probability),
        runs,
        failed,
    };
}


/***/ }),

/***/ 22152:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LD: () => (/* binding */ monitoringNow),
/* harmony export */   qG: () => (/* binding */ isMonitored),
/* harmony export */   x8: () => (/* binding */ remainingMonitoring)
/* harmony export */ });
/** With a plan it is known that nothing more comes; without, quiet for so long tells as much. Seconds. */
const QUIET = { planned: 4, unplanned: 15 };
/**
 * Seconds that CloudFormation still watches once all resources are done, at least: all of it while some are not. It does so
 * for creations and updates, before what an update replaced is cleaned up
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-rollback-triggers.html).
 */
function remainingMonitoring(seconds, { spans, waits }, now) {
    if (waits || spans.length === 0 || spans.some(({ endedAt }) => endedAt === undefined))
        return seconds;
    return Math.max(0, seconds - (now - lastEnd(spans)) / 1000);
}
/** What CloudFormation watches now; undefined while resources are worked on, and when the time is over. */
function monitoringNow(configured, { spans, waits, planned }, now) {
    const { seconds = 0, alarms = [] } = configured ?? {};
    const goesOn = waits || spans.length === 0 || spans.some(({ endedAt }) => endedAt === undefined);
    if (seconds === 0 || goesOn)
        return undefined;
    const since = lastEnd(spans);
    const quiet = (now - since) / 1000;
    if (quiet < (planned ? QUIET.planned : QUIET.unplanned) || quiet > seconds)
        return undefined;
    return { until: since + seconds * 1000, alarms };
}
const lastEnd = (spans) => spans.reduce((last, { startedAt, endedAt = startedAt }) => Math.max(last, endedAt), 0);
/** Deletions, imports and rollbacks are not watched. */
const isMonitored = ({ operation, rollbackSince, decided }) => (operation === 'CREATE' || operation === 'UPDATE') && rollbackSince === undefined && decided === undefined;


/***/ }),

/***/ 68385:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ flatten),
/* harmony export */   F4: () => (/* binding */ notUndone),
/* harmony export */   S3: () => (/* binding */ isBack),
/* harmony export */   a4: () => (/* binding */ tasksOf),
/* harmony export */   dH: () => (/* binding */ notBegun)
/* harmony export */ });
/* harmony import */ var _model_span_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95214);
/* harmony import */ var _model_stack_event_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30049);


/** The leaves of a change set: a nested stack with changes of its own counts as these. */
function flatten(changes, stackId) {
    return changes.flatMap(({ logicalId, type, action, physicalId = '', nested }) => nested === undefined || nested.length === 0
        ? [{ stackId, logicalId, type, action: actionOf(action), ...opacity(type, nested) }]
        : flatten(nested, physicalId));
}
/** Without `IncludeNestedStacks` a change set says no more of a nested stack than that it changes. */
const opacity = (type, nested) => type === _model_stack_event_js__WEBPACK_IMPORTED_MODULE_1__/* .STACK_TYPE */ .Q9 && nested === undefined ? { opaque: true } : {};
const actionOf = (action) => ({ Add: 'CREATE', Remove: 'DELETE', Import: 'IMPORT' })[action] ?? 'UPDATE';
/** What of the plan has not begun. A new nested stack's ARN is not in the plan, so names and types decide. */
function notBegun(planned, spans) {
    const begun = new Map();
    const name = ({ type, logicalId }) => `${type} ${logicalId}`;
    const resources = new Map(spans.map((span) => [(0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi)(span), span]));
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
    const undone = new Set(spans.filter((span) => isBack(span, since)).map(_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi));
    return spans
        .filter((span) => !isBack(span, since) && !(0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .isNestedStack */ .SZ)(span) && !undone.has((0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi)(span)))
        .filter((span) => (deletes ? !(0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .hasFailed */ .WN)(span) : span.action === 'UPDATE'))
        .map(({ stackId, logicalId, type }) => ({
        stackId,
        logicalId,
        type,
        action: deletes ? 'DELETE' : 'UPDATE',
    }));
}
/** The plan as tasks that take their usual time, in their order where that is known. */
function tasksOf(planned, baseline, order) {
    const prerequisites = new Map(order?.resources.map(({ logicalId, after }) => [logicalId, after]));
    return planned.map((item) => {
        // Removals come after all else, and in an order of their own.
        const ordered = item.stackId === order?.stackId && item.action !== 'DELETE';
        const after = ordered ? prerequisites.get(item.logicalId) : undefined;
        const ids = after?.map((logicalId) => (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi)({ stackId: item.stackId, logicalId }));
        return { id: (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi)(item), work: baseline(item), ...(ids === undefined ? {} : { after: ids }) };
    });
}


/***/ }),

/***/ 86409:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KN: () => (/* binding */ percent),
/* harmony export */   Ki: () => (/* binding */ underWay),
/* harmony export */   UZ: () => (/* binding */ timeRemaining),
/* harmony export */   Y6: () => (/* binding */ restOf),
/* harmony export */   oi: () => (/* binding */ remainingMonitoringSeconds)
/* harmony export */ });
/* harmony import */ var _signalbox_estimate_plan__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74581);
/* harmony import */ var _model_span_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95214);
/* harmony import */ var _monitoring_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22152);



/** How long it takes to learn how many resources are worked on at once. */
const PRIOR_SECONDS = 30;
/** The stack's own event follows the last resource's after about so long. */
const TAIL_SECONDS = 2;
/** Without a plan there may be more to come: about this share of the time passed, and at the start about this long. */
const UNPLANNED_SHARE = 0.25;
const UNKNOWN_SECONDS = 60;
function restOf({ spans, baseline, pending, seenAt, began }, now) {
    const lastIn = new Map();
    for (const { stackId, startedAt, endedAt = startedAt } of spans)
        lastIn.set(stackId, Math.max(endedAt, lastIn.get(stackId) ?? 0));
    // A nested stack whose resources are seen takes what they take; in one that is over nothing runs or waits.
    const isSeenInto = (span) => (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .isNestedStack */ .SZ)(span) && lastIn.has(span.physicalId);
    const isRunning = ({ endedAt }) => endedAt === undefined;
    const over = stacksOver(spans);
    const work = spans.filter((span) => !isSeenInto(span));
    const running = work.filter((span) => isRunning(span) && !over.has(span.stackId));
    const busy = new Set(running.map(({ stackId }) => stackId));
    const inside = spans.filter((span) => isRunning(span) && isSeenInto(span) && !over.has(span.stackId));
    const closing = inside
        .filter(({ physicalId }) => !busy.has(physicalId))
        .map((span) => closingOf(span, Math.max(0, now - (lastIn.get(span.physicalId) ?? now)) / 1000));
    const keys = new Set(inside.map(_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi));
    const spent = work.reduce((sum, span) => sum + (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .secondsOf */ .TM)(span, now), 0);
    const staleness = ({ stackId }) => Math.max(0, now - (seenAt(stackId) ?? now)) / 1000;
    return {
        running: [
            ...running.map((span) => ({ ...underWay(span, baseline(span), now), stale: staleness(span) })),
            ...closing,
        ],
        pending: pending
            .filter(({ id }) => !over.has(id.slice(0, id.indexOf(' '))))
            .map((task) => unlessInside(task, keys)),
        atOnce: Math.max(1, (spent + _signalbox_estimate_plan__WEBPACK_IMPORTED_MODULE_2__/* .AT_ONCE */ .Qd * PRIOR_SECONDS) / (Math.max(0, now - began) / 1000 + PRIOR_SECONDS)),
    };
}
/** Nested stacks whose parents say that they are over, and what is nested in these. */
function stacksOver(spans) {
    const latest = new Map();
    for (const span of spans)
        if ((0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .isNestedStack */ .SZ)(span) && span.physicalId !== '')
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
    ...{ id: (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi)(span), work: CLOSING, elapsed, stale: 0 },
});
/** Time left of the work itself, with as much done at once as so far. */
function remainingAtLevel(workload, now, elapsed, level = 0.5) {
    const watched = remainingMonitoringSeconds(workload, now);
    if (workload.spans.length === 0 && workload.pending.length === 0)
        return UNKNOWN_SECONDS + watched;
    const { running, pending, atOnce } = restOf(workload, now);
    const known = watched + (0,_signalbox_estimate_plan__WEBPACK_IMPORTED_MODULE_2__/* .tasksRemaining */ .lX)([...running, ...pending], level, atOnce);
    return known + TAIL_SECONDS + (workload.planned ? 0 : UNPLANNED_SHARE * elapsed);
}
/** Seconds that CloudFormation itself watches before it ends the operation, at least. */
const remainingMonitoringSeconds = ({ monitorSeconds, spans, pending }, now) => (0,_monitoring_js__WEBPACK_IMPORTED_MODULE_1__/* .remainingMonitoring */ .x8)(monitorSeconds, { spans, waits: pending.length > 0 }, now);
/** A task that waits for a nested stack whose resources are seen waits for some of these: nobody knows which. */
function unlessInside({ after, ...task }, nested) {
    return after === undefined || after.some((id) => nested.has(id)) ? task : { ...task, after };
}
const underWay = (span, work, now) => ({
    id: (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .spanKey */ .yi)(span),
    work,
    elapsed: (0,_model_span_js__WEBPACK_IMPORTED_MODULE_0__/* .secondsOf */ .TM)(span, now),
    ready: span.configuredAt !== undefined,
});
/** Time left, from the work at hand and from how long such operations took before. */
function timeRemaining(workload, now, elapsed, forecast) {
    const at = (level) => (0,_signalbox_estimate_plan__WEBPACK_IMPORTED_MODULE_2__/* .blend */ .au)(forecast, (runs) => runs.quantile(level, elapsed) - elapsed, () => remainingAtLevel(workload, now, elapsed, level));
    return { seconds: at(0.5), low: at(0.1), high: at(0.9) };
}
/** The percentage to show after `before` was shown. */
function percent(elapsed, remainingSeconds, before) {
    const share = (100 * elapsed) / Math.max(1, elapsed + remainingSeconds);
    return Math.min(99, Math.max(before, Math.floor(share)));
}


/***/ }),

/***/ 34928:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bt: () => (/* binding */ TABLE),
/* harmony export */   j1: () => (/* binding */ TABLE_DEFAULT),
/* harmony export */   kR: () => (/* binding */ TIMEOUT_MINUTES_DEFAULT),
/* harmony export */   yl: () => (/* binding */ TIMEOUT_MINUTES)
/* harmony export */ });
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


/***/ }),

/***/ 52419:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ hasUnread),
/* harmony export */   g: () => (/* binding */ withNested)
/* harmony export */ });
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


/***/ }),

/***/ 4986:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ openFeed)
/* harmony export */ });
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
    return { read, past };
}
/** Oldest first. Of events of one instant the one told later comes first in a page, so turning it round is right. */
function inOrder(newestFirst) {
    return newestFirst.toReversed().sort((a, b) => a.time - b.time);
}


/***/ }),

/***/ 74581:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J8: () => (/* binding */ blended),
/* harmony export */   Qd: () => (/* binding */ AT_ONCE),
/* harmony export */   au: () => (/* binding */ blend),
/* harmony export */   lM: () => (/* binding */ planned),
/* harmony export */   lX: () => (/* binding */ tasksRemaining)
/* harmony export */ });
/* harmony import */ var _work_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25167);

/** Tasks worked on at once, supposed before anything was seen. */
const AT_ONCE = 8;
/**
 * Seconds until all tasks are over, as for any list schedule: no less than the longest chain, and no less than
 * all the work divided by how much is done at once. `level` is that of every task: slow days are slow for all.
 * While nothing begins or ends it falls by no more than the time that passes.
 */
function tasksRemaining(tasks, level, atOnce = AT_ONCE) {
    const remaining = (task) => (0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .remainingAt */ .Mc)(task.work, task.elapsed ?? 0, level);
    const ends = endsOf(tasks, remaining);
    const all = tasks.reduce((sum, task) => sum + remaining(task), 0);
    const running = tasks.filter(({ elapsed }) => elapsed !== undefined).length;
    return Math.max(0, ...tasks.map(ends), all / Math.max(1, atOnce, running));
}
/**
 *   VPC ===|--> Subnet ===|---------> Service =====     ends when the last of its chain does;
 *               Role =======|------->                   | is where a task is ready for those that follow
 *
 * A task whose prerequisites are unknown waits for the first of those under way: else it had begun.
 */
function endsOf(tasks, remaining) {
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const running = tasks.filter(({ elapsed }) => elapsed !== undefined).map(remaining);
    const soonest = running.length > 0 ? Math.min(...running) : 0;
    const ends = new Map();
    const endOf = (task) => {
        if (!ends.has(task)) {
            // Should the tasks wait for each other in a circle, that is where it is cut.
            ends.set(task, 0);
            ends.set(task, startOf(task) + remaining(task));
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
        const whole = (task.elapsed ?? 0) + remaining(task);
        return endOf(task) - whole * (1 - (task.work.readyShare ?? 1));
    };
    return endOf;
}
/**
 * What a plan says of its whole duration, without any finished run; undefined when nothing is planned. Tasks one
 * after the other and at the same time take a time of their own kind: one kernel again. Of a plan under way
 * since `spent` seconds the tasks are those that are left.
 */
function planned(tasks, spent = 0) {
    if (tasks.length === 0)
        return undefined;
    const seconds = Math.max(SHORTEST, tasksRemaining(tasks, 0.5));
    const shape = Math.log(19) / Math.log(Math.max(NARROWEST, tasksRemaining(tasks, 0.95) / seconds));
    const work = { seconds, shape, samples: 0 };
    const gone = (elapsed = 0) => Math.max(0, elapsed - spent) || 0;
    return {
        sampleSize: 0,
        confidence: 'low',
        // Of its own, a level falls no faster than time passes; one read off the kernel between two others would.
        quantile: (level, elapsed) => {
            const later = gone(elapsed) > 0 ? gone(elapsed) + (0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .remainingAt */ .Mc)(work, gone(elapsed), level) : 0;
            return spent + Math.max(SHORTEST, tasksRemaining(tasks, level), later);
        },
        endsWithin: (within, elapsed) => {
            const still = (0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .survivalOf */ .G5)(work, gone(elapsed));
            return still > 0 ? 1 - (0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .survivalOf */ .G5)(work, gone(elapsed) + Math.max(0, within)) / still : 1;
        },
    };
}
const SHORTEST = 0.5;
/** The least that p95 lies above the median, so that there always is a kernel. */
const NARROWEST = 1.05;
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


/***/ })

};
;