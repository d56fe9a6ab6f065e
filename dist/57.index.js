"use strict";
exports.id = 57;
exports.ids = [57];
exports.modules = {

/***/ 96057:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publishDeployment: () => (/* binding */ publishDeployment),
  publishEnvironment: () => (/* binding */ publishEnvironment)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/text/secrets.ts + 1 modules
var secrets = __webpack_require__(35379);
;// CONCATENATED MODULE: ./packages/telemetry/src/model/metrics.ts
const COUNTED = ['succeeded', 'failed', 'error', 'released'];
/**
 * The metrics of an environment. Nothing in it names a run: such a label would make a series of each deployment.
 * What is not known is omitted, and never 0.
 */
function metricsOf(source, temporality) {
    const counts = temporality === 'delta' ? [...addedCounts(source), ...addedTimes(source)] : allOf(source);
    return [...counts, ...gaugesOf(source)];
}
const common = ({ environment, registry }) => ({
    'deployment.environment.name': environment.toLowerCase(),
    repository: registry,
});
const DEPLOYMENTS = {
    name: 'signalbox.deployments',
    description: 'Deployments that have ended',
    unit: '{deployment}',
};
const ROLLBACKS = {
    name: 'signalbox.rollbacks',
    description: 'Deployments that were rolled back',
    unit: '{rollback}',
};
const BREACHES = {
    name: 'signalbox.bake.breaches',
    description: 'Deployments whose alarms or queries were breached while they baked',
    unit: '{breach}',
};
const DURATION = {
    name: 'cicd.pipeline.run.duration',
    description: 'How long the environment was held by a deployment',
    unit: 's',
};
const WAIT = {
    name: 'signalbox.queue.wait',
    description: 'How long a deployment waited for its turn',
    unit: 's',
};
const allOf = (source) => [
    ...totalsOf(source),
    ...allTimes(DURATION, source.durations, source),
    ...allTimes(WAIT, source.waits, source),
];
function totalsOf(source) {
    const { totals } = source;
    if (totals === undefined)
        return [];
    const attributes = common(source);
    const { since } = totals;
    return [
        {
            ...DEPLOYMENTS,
            kind: 'counter',
            points: COUNTED.map((outcome) => ({
                attributes: { ...attributes, outcome },
                value: totals.deployments[outcome],
                since,
            })),
        },
        { ...ROLLBACKS, kind: 'counter', points: [{ attributes, value: totals.rollbacks, since }] },
        { ...BREACHES, kind: 'counter', points: [{ attributes, value: totals.breaches, since }] },
    ];
}
function allTimes(described, all = {}, source) {
    const points = COUNTED.flatMap((outcome) => {
        const value = all[outcome];
        const attributes = { ...common(source), outcome };
        return value === undefined ? [] : [{ attributes, value, since: value.since }];
    });
    return points.length === 0 ? [] : [{ ...described, kind: 'histogram', points }];
}
/** The one that is new. Who never held has deployed nothing. */
function addedCounts(source) {
    const { counted, rolledBack, breached, heldSeconds, endedAt } = source;
    if (heldSeconds === undefined || endedAt === undefined || counted === undefined)
        return [];
    const since = endedAt - heldSeconds * 1000;
    const one = (outcome) => [{ attributes: { ...common(source), ...outcome }, value: 1, since }];
    return [
        { ...DEPLOYMENTS, kind: 'counter', points: one({ outcome: counted }) },
        ...(rolledBack ? [{ ...ROLLBACKS, kind: 'counter', points: one({}) }] : []),
        ...(breached ? [{ ...BREACHES, kind: 'counter', points: one({}) }] : []),
    ];
}
/** Into the buckets in which the others are. */
function addedTimes(source) {
    const { counted, endedAt, durations, waits, heldSeconds, waitedSeconds } = source;
    if (endedAt === undefined || counted === undefined)
        return [];
    const one = (described, all = {}, seconds) => {
        const bounds = all[counted]?.bounds;
        if (bounds === undefined || seconds === undefined)
            return [];
        const value = only(bounds, seconds, endedAt);
        const attributes = { ...common(source), outcome: counted };
        return [{ ...described, kind: 'histogram', points: [{ attributes, value, since: value.since }] }];
    };
    return [...one(DURATION, durations, heldSeconds), ...one(WAIT, waits, waitedSeconds)];
}
function only(bounds, seconds, endedAt) {
    const bucket = bucketOf(bounds, seconds);
    const counts = [...bounds, Number.POSITIVE_INFINITY].map((_, at) => Number(at === bucket));
    return { bounds, counts, sum: seconds, since: endedAt - seconds * 1000 };
}
/** The first bucket whose upper bound is not exceeded. */
function bucketOf(bounds, seconds) {
    const at = bounds.findIndex((bound) => seconds <= bound);
    return at === -1 ? bounds.length : at;
}
function gaugesOf(source) {
    const { gauges } = source;
    if (gauges === undefined)
        return [];
    const { at, frozen, queueDepth, lastSuccess } = gauges;
    const attributes = common(source);
    const gauge = (name, description, unit, value) => ({
        ...{ name, description, unit, kind: 'gauge' },
        points: [{ attributes, value, since: at }],
    });
    return [
        gauge('signalbox.environment.frozen', '1 while the environment is closed for everybody', '', Number(frozen)),
        gauge('signalbox.queue.depth', 'Deployments that wait for their turn', '{deployment}', queueDepth),
        ...(lastSuccess === undefined
            ? []
            : [
                gauge('signalbox.deployment.last_success', 'When the last successful deployment ended, in seconds since 1970', 's', lastSuccess / 1000),
            ]),
    ];
}

// EXTERNAL MODULE: ./packages/telemetry/src/model/parent.ts
var model_parent = __webpack_require__(3681);
;// CONCATENATED MODULE: ./packages/telemetry/src/model/prometheus.ts
/**
 * Prometheus' text format, by the names that Prometheus itself gives to what arrives by OTLP
 * (https://prometheus.io/docs/instrumenting/exposition_formats/,
 * https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/).
 */
function prometheusText(metrics) {
    return metrics.map(family).join('');
}
function family(metric) {
    const name = nameOf(metric);
    const head = [
        `# HELP ${name} ${metric.description.replace(/[\\\n]/g, ' ')}.`,
        `# TYPE ${name} ${metric.kind}`,
    ];
    const samples = metric.kind === 'histogram'
        ? metric.points.flatMap((point) => buckets(name, point))
        : metric.points.map(({ attributes, value }) => sample(name, attributes, value));
    return [...head, ...samples].map((line) => `${line}\n`).join('');
}
function nameOf({ name, unit, kind }) {
    const base = name.replace(/[^a-zA-Z0-9_]/g, '_');
    return `${base}${unit === 's' ? '_seconds' : ''}${kind === 'counter' ? '_total' : ''}`;
}
function buckets(name, { attributes, value }) {
    const bounds = [...value.bounds.map(String), '+Inf'];
    let below = 0;
    const lines = bounds.map((le, at) => {
        below += value.counts[at] ?? 0;
        return sample(`${name}_bucket`, { ...attributes, le }, below);
    });
    return [...lines, sample(`${name}_sum`, attributes, value.sum), sample(`${name}_count`, attributes, below)];
}
function sample(name, attributes, value) {
    const labels = Object.entries(attributes).map(([label, text]) => `${labelName(label)}="${escaped(String(text))}"`);
    return `${name}{${labels.join(',')}} ${value}`;
}
const labelName = (name) => name.replace(/[^a-zA-Z0-9_]/g, '_');
const escaped = (text) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/telemetry/src/model/ids.ts
var ids = __webpack_require__(91427);
;// CONCATENATED MODULE: ./packages/telemetry/src/model/spans.ts



/** A large stack has thousands; those that took longest are the ones that people search for. */
const MOST_RESOURCES = 200;
const LONGEST_NAME = 200;
const LONGEST_MESSAGE = 1000;
/** The trace of a deployment, its own span first. */
function spansOf(deployment, env) {
    const { root, parentSpanId } = (0,model_parent/* rootSpanOf */.U)(deployment, env);
    const { environment, waitedFor, outcome, reason, startedAt, endedAt } = deployment;
    const shown = longestResources(deployment.phases);
    const first = {
        ...root,
        ...(parentSpanId === undefined ? {} : { parentSpanId }),
        name: (0,untrusted/* oneLine */.TN)(`deploy ${environment}`, LONGEST_NAME),
        ...ordered(startedAt, endedAt),
        attributes: attributesOf(deployment),
        ...statusOf(outcome),
        ...(reason === undefined ? {} : { message: (0,untrusted/* oneLine */.TN)(reason, LONGEST_MESSAGE) }),
        links: waitedFor === undefined ? [] : [(0,model_parent/* linkedSpan */.e)(waitedFor, env)],
    };
    return [first, ...deployment.phases.flatMap((phase, at) => below(root, phase, { path: `${at}`, shown }))];
}
function below(parent, phase, { path, shown }) {
    const { kind, name, startedAt, endedAt, outcome, reason, attributes, phases = [] } = phase;
    const own = { traceId: parent.traceId, spanId: (0,ids/* childSpanId */.oj)(parent, `${path} ${kind} ${name}`) };
    const here = kind !== 'resource' || shown.has(phase);
    const nested = phases.flatMap((one, at) => below(here ? own : parent, one, { path: `${path}.${at}`, shown }));
    if (!here)
        return nested;
    const span = {
        ...own,
        parentSpanId: parent.spanId,
        name: (0,untrusted/* oneLine */.TN)(kind === name ? TITLES[kind] : `${TITLES[kind]} ${name}`, LONGEST_NAME),
        ...ordered(startedAt, endedAt),
        attributes: { 'signalbox.phase': kind, ...readable(attributes ?? {}) },
        ...(outcome === undefined ? {} : { outcome }),
        ...(reason === undefined ? {} : { message: (0,untrusted/* oneLine */.TN)(reason, LONGEST_MESSAGE) }),
        links: [],
    };
    return [span, ...nested];
}
const TITLES = {
    queue: 'queue wait',
    hold: 'hold',
    command: 'command',
    smoke: 'smoke test',
    stack: 'stack',
    resource: 'resource',
    ecs: 'ECS rollout',
    health: 'health',
    bake: 'bake',
    rollback: 'rollback',
};
/** Skipped steps have reversed times: no span ends before it begins. */
const ordered = (startedAt, endedAt) => ({
    startedAt,
    endedAt: Math.max(startedAt, endedAt),
});
function longestResources(phases) {
    const all = phases.flatMap(function resources(phase) {
        const nested = (phase.phases ?? []).flatMap(resources);
        return phase.kind === 'resource' ? [phase, ...nested] : nested;
    });
    const length = ({ startedAt, endedAt }) => endedAt - startedAt;
    return new Set(all.toSorted((a, b) => length(b) - length(a)).slice(0, MOST_RESOURCES));
}
/** Names of OpenTelemetry's conventions (registry: deployment, cicd, vcs), and ours where it has none. */
const attributesOf = (deployment) => readable({
    'deployment.environment.name': deployment.environment,
    'deployment.status': deployment.counted === 'succeeded' ? 'succeeded' : 'failed',
    ...(deployment.deploymentId === undefined ? {} : { 'deployment.id': String(deployment.deploymentId) }),
    'cicd.pipeline.name': deployment.workflow,
    'cicd.pipeline.run.id': String(deployment.runId),
    'cicd.pipeline.run.url.full': deployment.runUrl,
    'vcs.ref.head.revision': deployment.sha,
    'vcs.repository.name': deployment.repository,
    'signalbox.outcome': deployment.outcome,
    'signalbox.correlation_id': deployment.correlationId,
    'signalbox.actor': deployment.actor,
});
const readable = (attributes) => Object.fromEntries(Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === 'string' ? (0,untrusted/* oneLine */.TN)(value, LONGEST_MESSAGE) : value,
]));
/** A cancelled deployment, or one without a result, is neither right nor wrong. */
function statusOf(outcome) {
    if (['succeeded', 'no-changes'].includes(outcome))
        return { outcome: 'ok' };
    return ['cancelled', 'released'].includes(outcome) ? {} : { outcome: 'failed' };
}

;// CONCATENATED MODULE: ./packages/telemetry/src/model/records.ts


/** What each phase came to, in the order of its end, and how the deployment did at last. */
function recordsOf(deployment, env) {
    const [first, ...others] = spansOf(deployment, env);
    const phases = others
        .map((span) => recordOf(span, 'signalbox.phase.ended'))
        .toSorted((a, b) => a.at - b.at);
    return first === undefined
        ? []
        : [...phases, recordOf(first, 'signalbox.deployment.ended', deployment.outcome)];
}
function recordOf(span, event, how = span.outcome ?? 'ended') {
    const { traceId, spanId, name, startedAt, endedAt, outcome, message, attributes } = span;
    const seconds = Math.round((endedAt - startedAt) / 1000);
    const why = message === undefined ? '' : `: ${message}`;
    return {
        ...{ traceId, spanId, at: endedAt, event },
        severity: outcome === 'failed' ? 'ERROR' : outcome === 'ok' ? 'INFO' : 'WARN',
        message: (0,untrusted/* oneLine */.TN)(`${name} ${how} after ${seconds} s${why}`, 2000),
        attributes: { ...attributes, 'signalbox.seconds': seconds },
    };
}
/** JSON lines, one a record. A file, since what a step prints may be a workflow command. */
function jsonLines(deployment, env) {
    const { correlationId, deploymentId, environment } = deployment;
    const lines = recordsOf(deployment, env).map(({ at, severity, event, message, attributes, traceId, spanId }) => JSON.stringify({
        time: new Date(at).toISOString(),
        severity,
        correlation_id: correlationId,
        deployment_id: deploymentId ?? null,
        environment,
        phase: attributes['signalbox.phase'] ?? 'deployment',
        event,
        message,
        trace_id: traceId,
        span_id: spanId,
        attributes,
    }));
    return lines.map((line) => `${line}\n`).join('');
}

// EXTERNAL MODULE: ./packages/telemetry/src/otlp/config.ts + 1 modules
var otlp_config = __webpack_require__(60221);
// EXTERNAL MODULE: ./packages/telemetry/src/otlp/export.ts + 2 modules
var otlp_export = __webpack_require__(34368);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/telemetry/src/write/files.ts



/** In one piece: what collects the file (node_exporter, say) never sees half of it. @throws as the file system does */
function replaceFile(path, content) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    const fresh = `${path}.${process.pid}.tmp`;
    (0,external_node_fs_.writeFileSync)(fresh, (0,secrets/* redact */.E$)(content));
    (0,external_node_fs_.renameSync)(fresh, path);
}
/** Behind what other deployments of the job wrote. @throws as the file system does */
function appendFile(path, content) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    (0,external_node_fs_.appendFileSync)(path, (0,secrets/* redact */.E$)(content));
}

;// CONCATENATED MODULE: ./packages/telemetry/src/publish.ts











/** Publishes the telemetry of a deployment that has ended. Takes 5 s at most, never throws, and says in one warning what went wrong. */
async function publishDeployment(deployment, inputs, step, options = {}) {
    const { env } = step;
    const signals = {
        metrics: (temporality) => metricsOf(deployment, temporality),
        traces: () => spansOf(deployment, env),
        logs: () => recordsOf(deployment, env),
    };
    const log = writeFile('log-path', inputs, env, (path) => appendFile(path, jsonLines(deployment, env)));
    const status = await publishAll(signals, inputs, step, {
        ...options,
        complaints: log,
        unharmed: 'The deployment itself',
    });
    return { status, traceId: (0,model_parent/* rootSpanOf */.U)(deployment, env).root.traceId };
}
/** The same of an environment at a moment in which no deployment ends: metrics alone. */
const publishEnvironment = (environment, inputs, step) => publishAll({ metrics: (temporality) => metricsOf(environment, temporality) }, inputs, step, {
    complaints: [],
    unharmed: 'The environment itself',
});
async function publishAll(signals, inputs, step, { credentials, complaints, unharmed }) {
    const written = writeFile('metrics-path', inputs, step.env, (path) => 
    // A collector of files knows no deltas.
    replaceFile(path, prometheusText(signals.metrics('cumulative'))));
    const sent = await sendAll(signals, inputs, step, credentials);
    const all = [...written, ...complaints, ...sent.complaints];
    if (all.length > 0)
        step.log.warning(`${all.join(' ')} ${unharmed} is not affected.`, 'Telemetry');
    return sent.status;
}
/** A line when it could not be written. */
function writeFile(input, inputs, env, how) {
    const path = inputs[input];
    if (path === undefined)
        return [];
    try {
        how((0,external_node_path_.resolve)(env['GITHUB_WORKSPACE'] || '.', path));
        return [];
    }
    catch (error) {
        return [
            `The file of "${input}" could not be written (${(0,errors/* errorLine */.B)(error)}): name one that may be written.`,
        ];
    }
}
async function sendAll(signals, inputs, step, credentials) {
    const { env, log, clock, random } = step;
    let config;
    try {
        config = (0,otlp_config/* otlpConfig */.K)({ endpoint: inputs['otlp-endpoint'], headers: inputs['otlp-headers'] }, env);
    }
    catch (error) {
        return { status: 'failed', complaints: [`Telemetry was not sent. ${(0,errors/* errorLine */.B)(error)}`] };
    }
    if (config === undefined)
        return { status: 'off', complaints: [] };
    hideHeaders(config, step);
    for (const note of config.notes)
        log.info(note);
    const exported = await (0,otlp_export/* exportAll */.k)(signals, config, { clock, random, env, credentials });
    const failed = exported.filter(({ trouble }) => trouble !== undefined);
    if (failed.length === 0) {
        log.info(`Telemetry sent: ${exported.map(({ signal }) => signal).join(', ')}.`);
        return { status: 'sent', complaints: [] };
    }
    const status = failed.length < exported.length ? 'partial' : 'failed';
    return { status, complaints: [complaintOf(failed)] };
}
/** Servers repeat what they were sent. */
function hideHeaders({ destinations }, { mask }) {
    for (const value of new Set(destinations.flatMap(({ headers }) => Object.values(headers)))) {
        const [, token = value] = /^(?:bearer|basic|api-token) +(.+)$/i.exec(value) ?? [];
        for (const secret of new Set([value, token])) {
            (0,secrets/* rememberSecret */.Gz)(secret);
            if (secret.length >= SHORTEST_SECRET)
                mask(secret);
        }
    }
}
/** What is shorter is a word, which would be taken out of every line of the job. */
const SHORTEST_SECRET = 6;
/** What did not arrive, why, and how to correct it: the first cure, since most often all have the same. */
function complaintOf(failed) {
    const byWhat = new Map();
    for (const { signal, trouble } of failed)
        byWhat.set(trouble?.what ?? '', [...(byWhat.get(trouble?.what ?? '') ?? []), signal]);
    const what = [...byWhat].map(([why, signals]) => `${signals.join(', ')}: ${why}`).join('; ');
    const cure = failed[0]?.trouble?.cure ?? '';
    return `Telemetry did not arrive (${what}): ${cure}.`;
}


/***/ })

};
;