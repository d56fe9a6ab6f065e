"use strict";
exports.id = 223;
exports.ids = [223];
exports.modules = {

/***/ 33223:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tell: () => (/* binding */ tell)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/text/secrets.ts + 1 modules
var secrets = __webpack_require__(35379);
// EXTERNAL MODULE: ./packages/telemetry/src/model/metrics.ts
var metrics = __webpack_require__(16652);
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

// EXTERNAL MODULE: ./packages/telemetry/src/model/records.ts
var records = __webpack_require__(63787);
// EXTERNAL MODULE: ./packages/telemetry/src/otlp/config.ts + 1 modules
var otlp_config = __webpack_require__(60221);
// EXTERNAL MODULE: ./packages/telemetry/src/otlp/export.ts + 2 modules
var otlp_export = __webpack_require__(34368);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/telemetry/src/write/files.ts



/** In one piece: whoever collects the file (node_exporter, say) never sees half of it. @throws as the file system does */
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

;// CONCATENATED MODULE: ./packages/telemetry/src/tell.ts










/** Tells machines of a deployment that has ended. Takes 5 s at most, never throws, and says in one warning what went wrong. */
async function tell(deployment, inputs, step, { credentials } = {}) {
    const { traceId } = (0,model_parent/* placeOf */.$)(deployment, step.env).root;
    const written = writeFiles(deployment, inputs, step);
    const sent = await sendAll(deployment, inputs, step, credentials);
    const complaints = [...written, ...sent.complaints];
    if (complaints.length > 0)
        step.log.warning(`${complaints.join(' ')} The deployment itself is not affected.`, 'Telemetry');
    return { status: sent.status, traceId };
}
/** One line for each file that could not be written. */
function writeFiles(deployment, inputs, { env }) {
    const write = (input, how) => {
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
    };
    return [
        // A collector of files knows no deltas.
        ...write('metrics-path', (path) => replaceFile(path, prometheusText((0,metrics/* metricsOf */.P)(deployment, 'cumulative')))),
        ...write('log-path', (path) => appendFile(path, (0,records/* jsonLines */.i)(deployment, env))),
    ];
}
async function sendAll(deployment, inputs, step, credentials) {
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
    const exported = await (0,otlp_export/* exportAll */.k)(deployment, config, { clock, random, env, credentials });
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
/** What did not arrive, why, and how to mend it: the first cure, since most often all have the same. */
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