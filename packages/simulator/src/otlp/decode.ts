import { bytesOf, type Message, messagesOf, momentOf, numberOf, parseMessage, textOf } from './wire.ts';

// Numbers of fields: github.com/open-telemetry/opentelemetry-proto, trace.proto, metrics.proto, logs.proto, common.proto.

type Attributes = Readonly<Record<string, string | number | boolean>>;

interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Attributes;
  readonly resource: Attributes;
  readonly links: readonly string[];
  /** 0 unset, 1 ok, 2 error. */
  readonly status: number;
  readonly message: string;
}

interface ReceivedPoint {
  readonly attributes: Attributes;
  readonly since: number;
  readonly at: number;
  readonly value: number;
  /** Of a histogram. */
  readonly counts?: readonly number[];
}

interface ReceivedMetric {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  /** 1 delta, 2 cumulative; 0 for a gauge. */
  readonly temporality: number;
  readonly points: readonly ReceivedPoint[];
}

interface ReceivedLog {
  readonly at: number;
  readonly severity: string;
  readonly body: string;
  readonly event: string;
  readonly traceId: string;
  readonly attributes: Attributes;
}

const attributesOf = (message: Message, field: number): Attributes =>
  Object.fromEntries(
    messagesOf(message, field).map((pair) => [textOf(pair, 1), anyValue(messagesOf(pair, 2)[0])]),
  );

function anyValue(value: Message | undefined): string | number | boolean {
  if (value === undefined) return '';
  if (value.has(1)) return textOf(value, 1);
  if (value.has(2)) return numberOf(value, 2) === 1;
  if (value.has(3)) return numberOf(value, 3);
  return value.has(4) ? bytesOf(value, 4).readDoubleLE() : '';
}

/** What each scope of each resource holds in its field 2. */
const inScopes = <T>(body: Buffer, read: (one: Message, resource: Attributes) => T): readonly T[] =>
  messagesOf(parseMessage(body), 1).flatMap((group) => {
    const resource = attributesOf(messagesOf(group, 1)[0] ?? new Map(), 1);
    return messagesOf(group, 2).flatMap((scope) => messagesOf(scope, 2).map((one) => read(one, resource)));
  });

export const decodeTraces = (body: Buffer): readonly ReceivedSpan[] =>
  inScopes(body, (span, resource) => {
    const status = messagesOf(span, 15)[0];
    return {
      traceId: bytesOf(span, 1).toString('hex'),
      spanId: bytesOf(span, 2).toString('hex'),
      parentSpanId: bytesOf(span, 4).toString('hex'),
      name: textOf(span, 5),
      ...{ startedAt: momentOf(span, 7), endedAt: momentOf(span, 8) },
      ...{ attributes: attributesOf(span, 9), resource },
      links: messagesOf(span, 13).map((link) => bytesOf(link, 1).toString('hex')),
      status: status === undefined ? 0 : numberOf(status, 3),
      message: status === undefined ? '' : textOf(status, 2),
    };
  });

const KINDS = [
  ['gauge', 5],
  ['sum', 7],
  ['histogram', 9],
] as const;

export const decodeMetrics = (body: Buffer): readonly ReceivedMetric[] =>
  inScopes(body, (metric) => {
    const [kind, field] = KINDS.find(([, number]) => metric.has(number)) ?? ['gauge', 5];
    const data = messagesOf(metric, field)[0] ?? new Map();
    return {
      ...{ name: textOf(metric, 1), unit: textOf(metric, 3), kind },
      temporality: kind === 'gauge' ? 0 : numberOf(data, 2),
      points: messagesOf(data, 1).map(kind === 'histogram' ? histogramPoint : numberPoint),
    };
  });

const numberPoint = (point: Message): ReceivedPoint => ({
  ...{ attributes: attributesOf(point, 7), since: momentOf(point, 2), at: momentOf(point, 3) },
  value: point.has(6) ? Number(bytesOf(point, 6).readBigInt64LE()) : bytesOf(point, 4).readDoubleLE(),
});

function histogramPoint(point: Message): ReceivedPoint {
  const packed = bytesOf(point, 6);
  const counts = Array.from({ length: packed.length / 8 }, (_, at) => Number(packed.readBigUInt64LE(at * 8)));
  return {
    ...{ attributes: attributesOf(point, 9), since: momentOf(point, 2), at: momentOf(point, 3) },
    value: Number(bytesOf(point, 4).readBigUInt64LE()),
    counts,
  };
}

export const decodeLogs = (body: Buffer): readonly ReceivedLog[] =>
  inScopes(body, (record) => ({
    ...{ at: momentOf(record, 1), severity: textOf(record, 3), event: textOf(record, 12) },
    body: String(anyValue(messagesOf(record, 5)[0])),
    traceId: bytesOf(record, 9).toString('hex'),
    attributes: attributesOf(record, 6),
  }));
