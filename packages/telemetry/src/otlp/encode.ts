import type {
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import type { Attributes } from '../model/deployment.ts';
import type { Metric, Temporality } from '../model/metrics.ts';
import type { LogRecord } from '../model/records.ts';
import type { Span } from '../model/spans.ts';

/** What OpenTelemetry's serializers take: the shapes of its SDK, as plain values. */
type Spans = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0];
type Metrics = Parameters<typeof ProtobufMetricsSerializer.serializeRequest>[0];
type Logs = Parameters<typeof ProtobufLogsSerializer.serializeRequest>[0];

const SCOPE = { name: 'signalbox', version: '1' };
/** Sampled, in W3C's flags. */
const SAMPLED = 1;
/** SDK: SpanStatusCode, SpanKind, AggregationTemporality, DataPointType, ValueType; API of logs: SeverityNumber. */
const STATUS = { ok: 1, failed: 2 } as const;
const TEMPORALITY = { delta: 0, cumulative: 1 } as const;
const POINT_TYPE = { histogram: 0, gauge: 2, counter: 3 } as const;
const DOUBLE = 1;
const INT = 0;
const SEVERITY = { INFO: 9, WARN: 13, ERROR: 17 } as const;

/** The one room of OpenTelemetry's libraries: they are loaded when something is sent. */
export async function loadSerializers() {
  const { ProtobufLogsSerializer, ProtobufMetricsSerializer, ProtobufTraceSerializer } = await import(
    '@opentelemetry/otlp-transformer'
  );
  return {
    traces: (spans: readonly Span[], resource: Attributes) =>
      ProtobufTraceSerializer.serializeRequest(toSpans(spans, resource)),
    metrics: (metrics: readonly Metric[], temporality: Temporality, resource: Attributes, at: number) =>
      ProtobufMetricsSerializer.serializeRequest(toMetrics(metrics, { temporality, resource, at })),
    logs: (records: readonly LogRecord[], resource: Attributes) =>
      ProtobufLogsSerializer.serializeRequest(toLogs(records, resource)),
    /** How many a server that answered 200 has not taken, and why. */
    rejected: {
      traces: (body: Uint8Array) =>
        rejection(ProtobufTraceSerializer.deserializeResponse(body).partialSuccess),
      metrics: (body: Uint8Array) =>
        rejection(ProtobufMetricsSerializer.deserializeResponse(body).partialSuccess),
      logs: (body: Uint8Array) => rejection(ProtobufLogsSerializer.deserializeResponse(body).partialSuccess),
    },
  };
}

export type Serializers = Awaited<ReturnType<typeof loadSerializers>>;

function rejection(partial: object | undefined): string | undefined {
  const { errorMessage = '', ...counts } = (partial ?? {}) as Record<string, unknown>;
  const rejected = Object.values(counts)
    .map(Number)
    .find((count) => count > 0);
  return rejected === undefined ? undefined : `${rejected} were not taken: ${String(errorMessage)}`;
}

const time = (ms: number): [number, number] => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];

function toSpans(spans: readonly Span[], attributes: Attributes): Spans {
  const resource = { attributes };
  return spans.map(
    ({ traceId, spanId, parentSpanId, name, startedAt, endedAt, outcome, message, links, ...span }) => ({
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
      events:
        message === undefined || outcome === 'failed'
          ? []
          : [{ name: 'signalbox.note', time: time(endedAt), attributes: { message } }],
      ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
    }),
  ) as unknown as Spans;
}

interface Sending {
  readonly temporality: Temporality;
  readonly resource: Attributes;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

function toMetrics(metrics: readonly Metric[], { temporality, resource, at }: Sending): Metrics {
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
            value:
              typeof value === 'number'
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
  } as unknown as Metrics;
}

function toLogs(records: readonly LogRecord[], attributes: Attributes): Logs {
  const resource = { attributes };
  return records.map(({ traceId, spanId, at, severity, event, message, ...record }) => ({
    ...{ resource, instrumentationScope: SCOPE, hrTime: time(at), hrTimeObserved: time(at) },
    ...{ severityText: severity, severityNumber: SEVERITY[severity], body: message, eventName: event },
    attributes: record.attributes,
    spanContext: { traceId, spanId, traceFlags: SAMPLED },
    droppedAttributesCount: 0,
  })) as unknown as Logs;
}
