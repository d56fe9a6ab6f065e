"use strict";
exports.id = 812;
exports.ids = [812];
exports.modules = {

/***/ 60221:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ otlpConfig)
});

// UNUSED EXPORTS: parseHeaders

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/inputs/inputs.ts
var inputs_inputs = __webpack_require__(18203);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
// EXTERNAL MODULE: ./packages/runner/src/values.ts
var values = __webpack_require__(75652);
// EXTERNAL MODULE: ./packages/telemetry/src/otlp/cloudwatch.ts
var cloudwatch = __webpack_require__(31915);
;// CONCATENATED MODULE: ./packages/telemetry/src/otlp/destination.ts
const SIGNALS = ['traces', 'metrics', 'logs'];

;// CONCATENATED MODULE: ./packages/telemetry/src/otlp/config.ts







/** docs: otlp/exporter, "Timeout"; a deployment never waits so long. */
const TIMEOUT_MS = 10_000;
/**
 * Where telemetry goes by the inputs, and else by OpenTelemetry's own variables
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/, .../configuration/sdk-environment-variables/).
 * Undefined: nowhere. @throws UserError naming what is wrong
 */
function otlpConfig(inputs, env) {
    if (env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true')
        return undefined;
    const found = SIGNALS.flatMap((signal) => {
        const address = addressOf(signal, inputs, env);
        return address === undefined || isOff(signal, env) ? [] : [{ signal, ...address }];
    });
    if (found.length === 0)
        return undefined;
    const notes = [];
    const destinations = found.flatMap(({ signal, ...address }) => {
        const headers = headersOf(signal, inputs, env);
        if (address.aws !== undefined && signal === 'logs' && !namesLogStream(headers)) {
            notes.push(NO_LOG_STREAM);
            return [];
        }
        return [{ signal, ...address, headers, ...transportOf(signal, env) }];
    });
    return { destinations, temporality: temporalityOf(env), resource: resourceOf(env), notes };
}
/** Both must be there already, and be named (docs: AmazonCloudWatch, CloudWatch-OTLPEndpoint.html, "Logs endpoint"). */
const namesLogStream = (headers) => 'x-aws-log-group' in headers && 'x-aws-log-stream' in headers;
const NO_LOG_STREAM = 'Logs are not sent to CloudWatch: name a log group and a stream that exist in "otlp-headers" (x-aws-log-group=...,x-aws-log-stream=...).';
/** `OTEL_TRACES_EXPORTER=none`, and so on. */
const isOff = (signal, env) => env[`OTEL_${signal.toUpperCase()}_EXPORTER`]?.trim() === 'none';
/** What a variable says for one signal, and else for all. */
const settingOf = (name, signal, env) => env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${name}`]?.trim() ||
    env[`OTEL_EXPORTER_OTLP_${name}`]?.trim() ||
    undefined;
function addressOf(signal, inputs, env) {
    const own = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`;
    const [text, name, whole] = inputs.endpoint !== undefined
        ? [inputs.endpoint, 'Input "otlp-endpoint"', false]
        : env[own]?.trim()
            ? [env[own].trim(), `Variable ${own}`, true]
            : [env['OTEL_EXPORTER_OTLP_ENDPOINT']?.trim() ?? '', 'Variable OTEL_EXPORTER_OTLP_ENDPOINT', false];
    if (text === '')
        return undefined;
    const cloudWatch = (0,cloudwatch/* parseCloudWatch */.cj)(text, env);
    if (cloudWatch !== undefined)
        return (0,cloudwatch/* cloudWatchUrl */.i$)(signal, cloudWatch, env);
    const { parse, accepts } = (0,inputs_inputs/* endpoint */.sR)();
    if (parse(text) === undefined)
        throw new errors/* UserError */.y(`${name}: expected ${accepts}, or cloudwatch[:region].`);
    const url = new URL(text);
    // The variable of one signal is its whole address; the common one is what `v1/…` is appended to.
    if (!whole)
        url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/${signal}`;
    return { url: url.href };
}
function headersOf(signal, inputs, env) {
    const common = inputs.headers ?? env['OTEL_EXPORTER_OTLP_HEADERS'] ?? '';
    const name = inputs.headers === undefined ? 'Variable OTEL_EXPORTER_OTLP_HEADERS' : 'Input "otlp-headers"';
    const variable = `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_HEADERS`;
    return { ...parseHeaders(common, name), ...parseHeaders(env[variable] ?? '', `Variable ${variable}`) };
}
/**
 * `name=value` pairs, separated by commas or line ends; values may be percent-encoded, as in W3C Baggage (docs: otlp/exporter,
 * "Specifying headers via environment variables"). Names in lower case. @throws UserError, which quotes none of it
 */
function parseHeaders(text, input) {
    const pairs = text
        .split(/[,\n]/)
        .map((pair) => pair.trim())
        .filter((pair) => pair !== '');
    return Object.fromEntries(pairs.map((pair, at) => {
        const [, name = '', raw = ''] = /^([^=]*)=(.*)$/.exec(pair) ?? [];
        const value = decoded(raw.trim());
        if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name.trim()) || !/^[\t\x20-\x7e\x80-\xff]+$/.test(value))
            throw new errors/* UserError */.y(`${input}: header ${at + 1} is not name=value (its text is not shown, it is a secret). Separate headers by commas; write a comma or an equals sign in a value as %2C or %3D.`);
        return [name.trim().toLowerCase(), value];
    }));
}
function decoded(value) {
    try {
        return decodeURIComponent(value);
    }
    catch {
        return value; // A percent sign that encodes nothing means itself.
    }
}
function transportOf(signal, env) {
    const timeout = Number(settingOf('TIMEOUT', signal, env) ?? Number.NaN);
    const tls = (0,values/* compact */.oE)({
        ca: pemOf('CERTIFICATE', signal, env),
        cert: pemOf('CLIENT_CERTIFICATE', signal, env),
        key: pemOf('CLIENT_KEY', signal, env),
    });
    return {
        timeoutMs: timeout > 0 ? timeout : TIMEOUT_MS,
        gzip: settingOf('COMPRESSION', signal, env) === 'gzip',
        ...(Object.keys(tls).length === 0 ? {} : { tls }),
    };
}
function pemOf(name, signal, env) {
    const path = settingOf(name, signal, env);
    if (path === undefined)
        return undefined;
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        throw new errors/* UserError */.y(`Variable OTEL_EXPORTER_OTLP_${name}: the file ${(0,untrusted/* oneLine */.TN)(path, 200)} cannot be read.`);
    }
}
/** `lowmemory` is delta for counters and histograms, which is all that it concerns here. */
const temporalityOf = (env) => ['delta', 'lowmemory'].includes(env['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE']?.trim().toLowerCase() ?? '')
    ? 'delta'
    : 'cumulative';
function resourceOf(env) {
    const pairs = (env['OTEL_RESOURCE_ATTRIBUTES'] ?? '').split(',').flatMap((pair) => {
        const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/.exec(pair) ?? [];
        return name === undefined || value === undefined ? [] : [[name, decoded(value.trim())]];
    });
    const given = Object.fromEntries(pairs);
    const service = env['OTEL_SERVICE_NAME']?.trim() || given['service.name'] || 'signalbox';
    return { ...given, 'service.name': service };
}


/***/ }),

/***/ 34368:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k: () => (/* binding */ exportAll),
  i: () => (/* binding */ headersFor)
});

// EXTERNAL MODULE: ./packages/runner/src/clock.ts
var src_clock = __webpack_require__(30922);
// EXTERNAL MODULE: ./packages/runner/src/text/errors.ts
var errors = __webpack_require__(85207);
// EXTERNAL MODULE: ./packages/runner/src/retry.ts
var retry = __webpack_require__(87870);
// EXTERNAL MODULE: ./packages/runner/src/text/untrusted.ts + 1 modules
var untrusted = __webpack_require__(30033);
;// CONCATENATED MODULE: ./packages/telemetry/src/otlp/encode.ts
const SCOPE = { name: 'signalbox', version: '1' };
/** Sampled, in W3C's flags. */
const SAMPLED = 1;
/** SDK: SpanStatusCode, SpanKind, AggregationTemporality, DataPointType, ValueType; API of logs: SeverityNumber. */
const STATUS = { ok: 1, failed: 2 };
const TEMPORALITY = { delta: 0, cumulative: 1 };
const POINT_TYPE = { histogram: 0, gauge: 2, counter: 3 };
const DOUBLE = 1;
const INT = 0;
const SEVERITY = { INFO: 9, WARN: 13, ERROR: 17 };
/** The one room of OpenTelemetry's libraries: they are loaded when something is sent. */
async function loadSerializers() {
    const { ProtobufLogsSerializer, ProtobufMetricsSerializer, ProtobufTraceSerializer } = await __webpack_require__.e(/* import() */ 34).then(__webpack_require__.bind(__webpack_require__, 51034));
    return {
        traces: (spans, resource) => ProtobufTraceSerializer.serializeRequest(toSpans(spans, resource)),
        metrics: (metrics, temporality, resource, at) => ProtobufMetricsSerializer.serializeRequest(toMetrics(metrics, { temporality, resource, at })),
        logs: (records, resource) => ProtobufLogsSerializer.serializeRequest(toLogs(records, resource)),
        /** How many a server that answered 200 has not taken, and why. */
        rejected: {
            traces: (body) => rejection(ProtobufTraceSerializer.deserializeResponse(body).partialSuccess),
            metrics: (body) => rejection(ProtobufMetricsSerializer.deserializeResponse(body).partialSuccess),
            logs: (body) => rejection(ProtobufLogsSerializer.deserializeResponse(body).partialSuccess),
        },
    };
}
function rejection(partial) {
    const { errorMessage = '', ...counts } = (partial ?? {});
    const rejected = Object.values(counts)
        .map(Number)
        .find((count) => count > 0);
    return rejected === undefined ? undefined : `${rejected} were not taken: ${String(errorMessage)}`;
}
const time = (ms) => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
function toSpans(spans, attributes) {
    const resource = { attributes };
    return spans.map(({ traceId, spanId, parentSpanId, name, startedAt, endedAt, outcome, message, links, ...span }) => ({
        ...{ name, resource, kind: 0, instrumentationScope: SCOPE, ended: true },
        spanContext: () => ({ traceId, spanId, traceFlags: SAMPLED }),
        ...(parentSpanId === undefined
            ? {}
            : { parentSpanContext: { traceId, spanId: parentSpanId, traceFlags: SAMPLED } }),
        ...{ startTime: time(startedAt), endTime: time(endedAt), duration: time(endedAt - startedAt) },
        attributes: span.attributes,
        status: {
            code: outcome === undefined ? 0 : STATUS[outcome],
            // Only an error has words (specs/otel/trace/api, Set Status).
            ...(message === undefined || outcome !== 'failed' ? {} : { message }),
        },
        links: links.map((context) => ({
            context: { ...context, traceFlags: SAMPLED, isRemote: true },
            attributes: {},
        })),
        events: message === undefined || outcome === 'failed'
            ? []
            : [{ name: 'signalbox.note', time: time(endedAt), attributes: { message } }],
        ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
    }));
}
function toMetrics(metrics, { temporality, resource, at }) {
    return {
        resource: { attributes: resource },
        scopeMetrics: [
            {
                scope: SCOPE,
                metrics: metrics.map((metric) => ({
                    descriptor: {
                        ...{ name: metric.name, description: metric.description, unit: metric.unit },
                        valueType: metric.kind === 'counter' ? INT : DOUBLE,
                    },
                    dataPointType: POINT_TYPE[metric.kind],
                    aggregationTemporality: TEMPORALITY[temporality],
                    isMonotonic: metric.kind === 'counter',
                    dataPoints: metric.points.map(({ attributes, value, since }) => ({
                        ...{ attributes, startTime: time(since), endTime: time(at) },
                        value: typeof value === 'number'
                            ? value
                            : {
                                buckets: { boundaries: value.bounds, counts: value.counts },
                                sum: value.sum,
                                count: value.counts.reduce((sum, count) => sum + count, 0),
                            },
                    })),
                })),
            },
        ],
    };
}
function toLogs(records, attributes) {
    const resource = { attributes };
    return records.map(({ traceId, spanId, at, severity, event, message, ...record }) => ({
        ...{ resource, instrumentationScope: SCOPE, hrTime: time(at), hrTimeObserved: time(at) },
        ...{ severityText: severity, severityNumber: SEVERITY[severity], body: message, eventName: event },
        attributes: record.attributes,
        spanContext: { traceId, spanId, traceFlags: SAMPLED },
        droppedAttributesCount: 0,
    }));
}

// EXTERNAL MODULE: ./packages/telemetry/src/otlp/send.ts
var send = __webpack_require__(11421);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/telemetry/src/otlp/sign.ts


/** The job's own credentials: of the environment, and else wherever AWS's SDK finds them (a profile, the instance's role). */
async function ambientCredentials(env) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
    const sessionToken = env['AWS_SESSION_TOKEN'];
    if (accessKeyId && secretAccessKey)
        return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
    const { defaultProvider } = await Promise.all(/* import() */[__webpack_require__.e(808), __webpack_require__.e(642), __webpack_require__.e(463)]).then(__webpack_require__.t.bind(__webpack_require__, 66463, 19));
    try {
        return await defaultProvider()();
    }
    catch {
        throw new errors/* UserError */.y('there are no AWS credentials: give them to the job, or name "role-to-assume"');
    }
}
/** The headers of a request to AWS with its signature: over the body, too, which OpenTelemetry's exporters would not show. */
async function signedHeaders({ url, headers, aws }, body, { credentials, now }) {
    const { SignatureV4 } = await __webpack_require__.e(/* import() */ 808).then(__webpack_require__.t.bind(__webpack_require__, 35808, 19));
    const { protocol, hostname, host, pathname, port } = new URL(url);
    const signer = new SignatureV4({ ...aws, credentials, sha256: Sha256 });
    const signed = await signer.sign({
        ...{ method: 'POST', protocol, hostname, path: pathname, query: {}, body },
        ...(port === '' ? {} : { port: Number(port) }),
        headers: { ...headers, host },
    }, { signingDate: new Date(now) });
    return signed.headers;
}
/** Node's own digest in the form that the signer asks for. */
class Sha256 {
    #digest;
    constructor(secret) {
        this.#digest = secret === undefined ? (0,external_node_crypto_.createHash)('sha256') : (0,external_node_crypto_.createHmac)('sha256', bytesOf(secret));
    }
    update(data) {
        this.#digest.update(bytesOf(data));
    }
    async digest() {
        return this.#digest.digest();
    }
    reset() { }
}
const bytesOf = (data) => typeof data === 'string'
    ? Buffer.from(data)
    : ArrayBuffer.isView(data)
        ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
        : Buffer.from(data);

// EXTERNAL MODULE: ./packages/telemetry/src/otlp/trouble.ts
var trouble = __webpack_require__(83684);
;// CONCATENATED MODULE: ./packages/telemetry/src/otlp/export.ts








/** For everything: a deployment is over, and people wait for its job. */
const BUDGET_MS = 5000;
const TRIES = 3;
const FIRST_DELAY_MS = 250;
/** Reserved for what comes after the last answer. */
const MARGIN_MS = 200;
/** Why a signal did not arrive, on its way through `retry`. */
class NotTaken extends Error {
    trouble;
    constructor(trouble) {
        super(trouble.what);
        this.trouble = trouble;
    }
}
/** Sends all signals at once, within 5 s and three tries each. Never throws. */
async function exportAll(signals, config, ports) {
    const deadline = ports.clock.now() + BUDGET_MS - MARGIN_MS;
    const serializers = await loadSerializers();
    return await Promise.all(config.destinations
        .filter(({ signal }) => signals[signal] !== undefined)
        .map(async (destination) => {
        const { signal } = destination;
        try {
            const body = bodyOf(signal, signals, { config, serializers, ports });
            if (body !== undefined)
                await deliver(destination, body, { serializers, ports, deadline });
            return { signal };
        }
        catch (error) {
            const trouble = error instanceof NotTaken
                ? error.trouble
                : { what: (0,errors/* errorLine */.B)(error), cure: INTERNAL, retry: false };
            return { signal, trouble };
        }
    }));
}
const INTERNAL = 'this is a mistake of Signalbox: please report it';
/** Undefined: there is nothing to send. */
function bodyOf(signal, { metrics, traces, logs }, { config, serializers, ports }) {
    const { resource, temporality } = config;
    if (signal === 'traces')
        return traces && serializers.traces(traces(), resource);
    if (signal === 'logs')
        return logs && serializers.logs(logs(), resource);
    const found = metrics(temporality);
    return found.length === 0
        ? undefined
        : serializers.metrics(found, temporality, resource, ports.clock.now());
}
/** @throws NotTaken when it did not arrive */
async function deliver(destination, body, { serializers, ports, deadline }) {
    const { clock, random } = ports;
    const answer = await (0,retry/* retry */.L5)(() => attempt(destination, body, { ports, deadline }), {
        ...{ clock, random, deadline, attempts: TRIES, firstDelayMs: FIRST_DELAY_MS },
        classify: (error) => error instanceof NotTaken
            ? {
                retry: error.trouble.retry,
                ...(error.trouble.afterMs === undefined ? {} : { afterMs: error.trouble.afterMs }),
            }
            : { retry: false },
    });
    const rejected = rejectedIn(answer, destination.signal, serializers);
    if (rejected !== undefined)
        throw new NotTaken({
            what: `it took a part only: ${(0,untrusted/* oneLine */.TN)(rejected, 200)}`,
            cure: 'look at its log: some of it is not what it takes',
            retry: false,
        });
}
/** An answer that cannot be read says nothing else than that it was taken. */
function rejectedIn({ body }, signal, { rejected }) {
    try {
        return body.length === 0 ? undefined : rejected[signal](body);
    }
    catch {
        return undefined;
    }
}
async function attempt(destination, body, { ports, deadline }) {
    const { clock } = ports;
    const headers = await headersFor(destination, body, ports);
    const limit = Math.min(destination.timeoutMs, deadline - clock.now());
    let answer;
    try {
        answer = await (0,send/* send */.t)(destination, headers, body, (0,src_clock/* withTimeout */.w)(limit, clock));
    }
    catch (error) {
        throw new NotTaken((0,trouble/* troubleOfError */.R)(error, destination));
    }
    if (answer.status >= 200 && answer.status < 300)
        return answer;
    throw new NotTaken((0,trouble/* troubleOfAnswer */.j)(answer, destination, clock.now()));
}
/** What one request is sent with; signed where AWS is asked. @throws NotTaken without credentials */
async function headersFor(destination, body, { credentials, env, clock }) {
    const { aws, headers } = destination;
    if (aws === undefined)
        return headers;
    try {
        const known = await (credentials ?? (() => ambientCredentials(env)))();
        return await signedHeaders({ ...destination, aws }, body, { credentials: known, now: clock.now() });
    }
    catch (error) {
        throw new NotTaken({ what: (0,errors/* errorLine */.B)(error), cure: CREDENTIALS, retry: false });
    }
}
const CREDENTIALS = 'give the job AWS credentials that have not expired (its role needs cloudwatch:PutMetricData)';


/***/ }),

/***/ 11421:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ send)
/* harmony export */ });
const USER_AGENT = 'signalbox';
/** Of an answer; what is beyond is not read. */
const MOST_BYTES = 64 * 1024;
/**
 * One request. By Node's own client, since `fetch` takes no certificates; like it, it goes through a proxy with
 * NODE_USE_ENV_PROXY. Redirections are not followed: they would take the headers elsewhere.
 * @throws the network's error, with its `code`; TimeoutError when `signal` ends it
 */
async function send({ url, gzip, tls }, headers, body, signal) {
    const secure = url.startsWith('https:');
    const { request, Agent } = secure ? await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 44708, 23)) : await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 37067, 23));
    const agent = secure && tls !== undefined ? new Agent({ ...tls, ...proxy() }) : undefined;
    const content = gzip ? (await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38522, 23))).gzipSync(body) : body;
    return await new Promise((resolve, reject) => {
        const asked = request(url, {
            method: 'POST',
            signal,
            ...(agent === undefined ? {} : { agent }),
            headers: {
                ...headers,
                'user-agent': USER_AGENT,
                'content-type': 'application/x-protobuf',
                'content-length': content.length,
                ...(gzip ? { 'content-encoding': 'gzip' } : {}),
            },
        }, (response) => {
            const chunks = [];
            let length = 0;
            response.on('data', (chunk) => {
                length += chunk.length;
                if (length <= MOST_BYTES)
                    chunks.push(chunk);
                else
                    response.destroy();
            });
            const done = () => {
                const retryAfter = response.headers['retry-after'];
                const answer = { status: response.statusCode ?? 0, body: Buffer.concat(chunks) };
                resolve(retryAfter === undefined ? answer : { ...answer, retryAfter });
            };
            response.once('end', done).once('close', done).once('error', done);
        });
        asked.once('error', (error) => reject(signal.aborted ? signal.reason : error));
        asked.end(content);
    });
}
/** An agent of our own does not read the proxy's variables by itself (docs: nodejs.org/api/http, `proxyEnv`). */
const proxy = () => (process.env['NODE_USE_ENV_PROXY'] === '1' ? { proxyEnv: process.env } : {});


/***/ }),

/***/ 83684:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ troubleOfError),
/* harmony export */   j: () => (/* binding */ troubleOfAnswer)
/* harmony export */ });
/* harmony import */ var _signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85207);
/* harmony import */ var _signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30033);


const CODE_OF_TLS = /^(CERT_|ERR_TLS|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO)|CERT/;
/** What an answer that is no success means. */
function troubleOfAnswer(answer, { signal, aws }, now) {
    const { status, retryAfter, body } = answer;
    const said = printable(body);
    const what = `it answered ${status}${said === '' ? '' : ` (${said})`}`;
    if ([429, 502, 503, 504].includes(status)) {
        const afterMs = retryAfterMs(retryAfter, now);
        const when = afterMs === undefined ? '' : `, and asks to wait ${Math.ceil(afterMs / 1000)} s`;
        return { what: `${what}${when}`, cure: BUSY, retry: true, ...(afterMs === undefined ? {} : { afterMs }) };
    }
    return { what, cure: cureOf(status, signal, aws !== undefined), retry: false };
}
const BUSY = 'nothing is to be done: the next ending sends the totals again; if it stays so, raise its limits or send to a collector of your own';
function cureOf(status, signal, aws) {
    if (status === 401 || status === 403)
        return aws
            ? `give the role of the job ${PERMISSIONS[signal]}`
            : 'correct "otlp-headers" (OTEL_EXPORTER_OTLP_HEADERS): its token is missing, wrong, expired, or may not write';
    if (status === 404 || status === 405)
        return 'correct "otlp-endpoint": the base address of OTLP over HTTP, to which /v1/traces, /v1/metrics and /v1/logs are appended';
    if (status === 413)
        return 'raise its limit for the size of a request, or send to a collector of your own';
    if (status === 415)
        return 'name an address that takes OTLP over HTTP as protobuf: this one takes JSON or another protocol only';
    if (status >= 300 && status < 400)
        return 'name the address that it redirects to: headers are not taken elsewhere';
    if (status === 400 || status === 500)
        return signal === 'metrics'
            ? 'look at its log; if it refuses the temporality, set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE to what it takes (cumulative for Prometheus)'
            : 'look at its log: it could not take what was sent';
    return 'look at its log';
}
/**
 * Metrics: PutMetricData; spans: PutTraceSegments and PutSpans; logs: PutLogEvents
 * (docs.aws.amazon.com/aws-managed-policy: CloudWatchAgentServerPolicy, AWSXrayWriteOnlyAccess).
 */
const PERMISSIONS = {
    metrics: 'cloudwatch:PutMetricData',
    traces: 'xray:PutTraceSegments and xray:PutSpans (Transaction Search must be on)',
    logs: 'logs:PutLogEvents for the group that "otlp-headers" names, which must exist as well as its stream',
};
/** What an error of the network means. */
function troubleOfError(error, { url }) {
    const { host } = new URL(url);
    const code = codeOf(error);
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ERR_INVALID_URL')
        return {
            what: `the name of ${host} is not known (${code})`,
            cure: 'correct "otlp-endpoint", or run the job where the name is known',
            retry: code === 'EAI_AGAIN',
        };
    if (code === 'ECONNREFUSED')
        return {
            what: `nobody listens at ${host} (${code})`,
            cure: 'start the collector before the deployment, or correct the port of "otlp-endpoint" (OTLP over HTTP: 4318)',
            retry: true,
        };
    if (CODE_OF_TLS.test(code))
        return {
            what: `TLS with ${host} failed (${code})`,
            cure: 'name the certificate of its authority in OTEL_EXPORTER_OTLP_CERTIFICATE or NODE_EXTRA_CA_CERTS, or correct "otlp-endpoint"',
            retry: false,
        };
    if (code === 'TimeoutError' || code === 'AbortError')
        return {
            what: `${host} did not answer in time`,
            cure: 'look whether it is overloaded or a firewall is between; 4317 is the port of gRPC, which is not spoken here',
            retry: true,
        };
    return {
        what: `${host} could not be asked (${(0,_signalbox_runner_errors__WEBPACK_IMPORTED_MODULE_0__/* .errorLine */ .B)(error)})`,
        cure: 'look at the network between the runner and it',
        retry: true,
    };
}
const codeOf = (error) => {
    const { code, name } = (error ?? {});
    return typeof code === 'string' ? code : String(name ?? '');
};
/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterMs(text, now) {
    if (text === undefined)
        return undefined;
    const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now;
    return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
/** What the server says may be protobuf: its printable parts. */
const printable = (body) => (0,_signalbox_runner_untrusted__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(new TextDecoder()
    .decode(body.subarray(0, 2000))
    .replace(/<[^>]*>/g, ' ')
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
    .replaceAll('\u{fffd}', ' ')
    .replace(/ +/g, ' '), 150);


/***/ })

};
;