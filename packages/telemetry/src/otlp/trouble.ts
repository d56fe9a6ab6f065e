import { errorLine } from '@signalbox/runner/errors';
import { oneLine } from '@signalbox/runner/untrusted';
import type { Destination } from './destination.ts';

/** Why one signal did not arrive. */
export interface Trouble {
  /** What happened. */
  readonly what: string;
  /** How to correct it: an imperative, without a full stop. */
  readonly cure: string;
  /** Whether another try may help, and after how long where the server says so. */
  readonly retry: boolean;
  readonly afterMs?: number;
}

const CODE_OF_TLS = /^(CERT_|ERR_TLS|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO)|CERT/;

/** What an answer that is no success means. */
export function troubleOfAnswer(
  answer: { readonly status: number; readonly retryAfter?: string; readonly body: Uint8Array },
  { signal, aws }: Destination,
  now: number,
): Trouble {
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

const BUSY =
  'nothing is to be done: the next ending sends the totals again; if it stays so, raise its limits or send to a collector of your own';

function cureOf(status: number, signal: Destination['signal'], aws: boolean): string {
  if (status === 401 || status === 403)
    return aws
      ? `give the role of the job ${PERMISSIONS[signal]}`
      : 'correct "otlp-headers" (OTEL_EXPORTER_OTLP_HEADERS): its token is missing, wrong, expired, or may not write';
  if (status === 404 || status === 405)
    return 'correct "otlp-endpoint": the base address of OTLP over HTTP, to which /v1/traces, /v1/metrics and /v1/logs are appended';
  if (status === 413) return 'raise its limit for the size of a request, or send to a collector of your own';
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
const PERMISSIONS: Readonly<Record<Destination['signal'], string>> = {
  metrics: 'cloudwatch:PutMetricData',
  traces: 'xray:PutTraceSegments and xray:PutSpans (Transaction Search must be on)',
  logs: 'logs:PutLogEvents for the group that "otlp-headers" names, which must exist as well as its stream',
};

/** What an error of the network means. */
export function troubleOfError(error: unknown, { url }: Destination): Trouble {
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
    what: `${host} could not be asked (${errorLine(error)})`,
    cure: 'look at the network between the runner and it',
    retry: true,
  };
}

const codeOf = (error: unknown): string => {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' ? code : String(name ?? '');
};

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** What the server says may be protobuf: its printable parts. */
const printable = (body: Uint8Array): string =>
  oneLine(
    new TextDecoder()
      .decode(body.subarray(0, 2000))
      .replace(/<[^>]*>/g, ' ')
      .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
      .replaceAll('\u{fffd}', ' ')
      .replace(/ +/g, ' '),
    150,
  );
