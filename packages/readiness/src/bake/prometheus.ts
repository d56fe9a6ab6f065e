import { ReadError, type Trouble } from '@signalbox/cloudformation/reader';
import type { Clock } from '@signalbox/runner/clock';
import { withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import { rememberSecret } from '@signalbox/runner/secrets';
import { oneLine } from '@signalbox/runner/untrusted';
import { shownAddress } from '../health/address.ts';
import type { QueryReader, Sample } from './ports.ts';

/** A request to be sent; what signs it returns it with more headers. */
export interface QueryRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface PrometheusOptions {
  /** Of the server, with the path that it may stand under. */
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A bearer token. */
  readonly token?: string | undefined;
  /** Adds what the server wants. @default the token, or a user and password of the address */
  readonly prepare?: (request: QueryRequest) => Promise<QueryRequest>;
  readonly called?: () => void;
}

const TIMEOUT_MS = 10_000;
/** Beyond this nobody reads series one by one. */
const LABEL_LENGTH = 120;

/** Instant queries of https://prometheus.io/docs/prometheus/latest/querying/api/, which VictoriaMetrics, Mimir and Thanos answer, too. */
export function prometheusReader(options: PrometheusOptions): QueryReader {
  const { url: given, fetch, clock, signal, token, called = () => {} } = options;
  const { prepare = token === undefined ? withPassword : withToken(token) } = options;
  const url = new URL(given);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v1/query`;
  const name = shownAddress(url.href);
  return {
    ask: async (promql, at) => {
      const form = new URLSearchParams({
        query: promql,
        ...(at === undefined ? {} : { time: String(at / 1000) }),
      });
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'signalbox' };
      const request = await prepare({ url, headers, body: form.toString() });
      called();
      let answer: Response;
      let text: string;
      try {
        // Followed, a redirect would send the query and its password elsewhere.
        answer = await fetch(request.url, {
          ...{ method: 'POST', headers: request.headers, body: request.body, redirect: 'manual' },
          signal: withTimeout(TIMEOUT_MS, clock, signal),
        });
        text = await answer.text();
      } catch (error) {
        const why = (error as { cause?: unknown }).cause ?? error;
        throw new ReadError('unavailable', `${name} does not answer: ${errorLine(why)}`, error);
      }
      return samplesOf(answer.status, text, name);
    },
  };
}

/** A user and password in the address are sent as Prometheus and the proxies before it take them, and shown nowhere. */
async function withPassword({ url, headers, body }: QueryRequest): Promise<QueryRequest> {
  if (url.username === '' && url.password === '') return { url, headers, body };
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  rememberSecret(password);
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { url: bare, headers: { ...headers, authorization }, body };
}

/** https://datatracker.ietf.org/doc/html/rfc6750#section-2.1 */
const withToken =
  (token: string) =>
  async (request: QueryRequest): Promise<QueryRequest> => {
    rememberSecret(token);
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
  };

interface Answer {
  readonly status?: string;
  readonly error?: string;
  readonly message?: string;
  readonly errorType?: string;
  readonly data?: { readonly resultType?: string; readonly result?: unknown };
}

/** @throws ReadError */
function samplesOf(status: number, text: string, name: string): readonly Sample[] {
  const body = parse(text);
  const said = oneLine(body?.error ?? body?.message ?? `HTTP ${status}`, 300);
  if (status < 200 || status > 299)
    throw new ReadError(troubleOfAnswer(status, said), `${name}: ${said}`, undefined);
  const { resultType, result } = body?.data ?? {};
  if (body?.status !== 'success' || !Array.isArray(result))
    throw new ReadError(
      'unavailable',
      `${name} answers as no Prometheus does: ${oneLine(text, 100)}`,
      undefined,
    );
  if (resultType === 'scalar') return [{ labels: '', value: numberOf(result) }];
  if (resultType === 'vector')
    return result.map(({ metric, value }) => ({ labels: labelsOf(metric), value: numberOf(value) }));
  throw new ReadError('other', `the query gives a ${resultType}; a vector or a number is needed`, undefined);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL.html: throttled with 429. */
function troubleOfAnswer(status: number, said: string): Trouble {
  if (/expired/i.test(said) && status === 403) return 'expired';
  if (status === 401 || status === 403) return 'denied';
  if (status === 429 || /throttl|rate exceeded/i.test(said)) return 'throttled';
  return status >= 500 ? 'unavailable' : 'other';
}

function parse(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** A sample is a moment and a number as text; infinities are written `+Inf` and `-Inf`. */
function numberOf(sample: unknown): number {
  const text = String(Array.isArray(sample) ? sample[1] : 'NaN');
  return Number(text.replace('Inf', 'Infinity'));
}

function labelsOf(metric: Readonly<Record<string, string>> = {}): string {
  const labels = Object.entries(metric).map(([label, value]) => `${label}="${value}"`);
  return labels.length === 0 ? '' : oneLine(`{${labels.join(', ')}}`, LABEL_LENGTH);
}
