import type { Incoming, Reply } from '../service/http.ts';

/** What one PromQL text gives in the course of time. */
export interface SimulatedSeries {
  /** Compared as text: this server does not calculate. */
  readonly promql: string;
  /** Milliseconds since the epoch of second 0. */
  readonly startsAt: number;
  /** Oldest first. `undefined` is no data, NaN a quotient of nothing by nothing. Before the first one the value is 0. */
  readonly moments?: readonly SeriesMoment[];
  /** @default vector */
  readonly type?: 'vector' | 'scalar' | 'string' | 'matrix';
}

export interface SeriesMoment {
  readonly second: number;
  readonly value: number | undefined | readonly LabelledValue[];
}

interface LabelledValue {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * `/api/v1/query` as Prometheus answers it (https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries):
 * GET, or POST with a form; a query that nobody scripted finds nothing, which is a success.
 */
export function answerQuery(series: readonly SimulatedSeries[], request: Incoming, now: number): Reply {
  const given = request.method === 'POST' ? new URLSearchParams(request.body) : request.query;
  const promql = given.get('query') ?? '';
  const wrong = errorOf(promql);
  if (wrong !== undefined) return json(400, { status: 'error', errorType: 'bad_data', error: wrong });
  const time = given.get('time');
  const at = time === null ? now : momentOf(time);
  const found = series.find((each) => each.promql === promql);
  return json(200, { status: 'success', data: found ? dataAt(found, at) : VOID });
}

const VOID = { resultType: 'vector', result: [] };
/** RFC 3339 or seconds since the epoch. */
const momentOf = (text: string) => (/^[\d.]+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

/** As much of a parser as tells a typing error from a query. */
function errorOf(promql: string): string | undefined {
  if (promql.trim() === '')
    return 'invalid parameter "query": unknown position: parse error: no expression found in input';
  const open = [...promql].filter((char) => char === '(').length;
  const closed = [...promql].filter((char) => char === ')').length;
  return open === closed
    ? undefined
    : 'invalid parameter "query": 1:1: parse error: unclosed left parenthesis';
}

function dataAt({ startsAt, moments = [], type = 'vector' }: SimulatedSeries, at: number) {
  const second = (at - startsAt) / 1000;
  const moment = moments.findLast((each) => each.second <= second);
  const value = moment === undefined ? 0 : moment.value;
  const sample = (one: number) => [at / 1000, valueText(one)];
  if (type === 'scalar') return { resultType: type, result: sample(Number(value)) };
  if (type === 'string') return { resultType: type, result: [at / 1000, String(value)] };
  if (value === undefined) return VOID;
  const all = typeof value === 'number' ? [{ labels: {}, value }] : value;
  if (type === 'matrix') {
    return {
      resultType: type,
      result: all.map((one) => ({ metric: one.labels, values: [sample(one.value)] })),
    };
  }
  return { resultType: type, result: all.map((one) => ({ metric: one.labels, value: sample(one.value) })) };
}

/** Prometheus writes infinities as `+Inf` and `-Inf`. */
const valueText = (value: number) =>
  Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';

export const json = (status: number, body: object, type = 'application/json'): Reply => ({
  status,
  headers: { 'content-type': type },
  body: JSON.stringify(body),
});
