import type {
  CloudWatchClient,
  CloudWatchClientConfig,
  CompositeAlarm,
  MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { keepServerTime, renewOnExpiry } from '@signalbox/cloudformation/aws-client';
import { troubleOf } from '@signalbox/cloudformation/errors';
import { ReadError } from '@signalbox/cloudformation/reader';
import type { Clock } from '@signalbox/runner/clock';
import type { Env } from '@signalbox/runner/inputs';
import type { AlarmReader, AlarmState, QueryReader } from '../bake/ports.ts';
import { prometheusReader, type QueryRequest } from '../bake/prometheus.ts';
import type { AlarmTransition } from '../bake/subject.ts';

interface ConnectOptions {
  readonly clock: Clock;
  readonly region?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly credentials?:
    | (() => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>)
    | undefined;
  readonly renew?: (() => Promise<boolean>) | undefined;
  /** Told of each request. */
  readonly called?: () => void;
  /** What sends the requests. @default the SDK's own */
  readonly requestHandler?: CloudWatchClientConfig['requestHandler'];
}

/** CloudWatch's alarms and its PromQL, of one region. */
export interface CloudWatch extends AlarmReader {
  /** PromQL of the same region. */
  queries(options: {
    readonly env: Env;
    readonly fetch: typeof fetch;
    readonly signal: AbortSignal;
  }): QueryReader;
}

/** "Maximum number of 100 items" and "Maximum value of 100" (API_DescribeAlarms, API_DescribeAlarmHistory). */
const MOST = 100;
const REQUEST_TIMEOUT_MS = 10_000;
/** So many alarms are asked for their history one by one, where that of the whole account is too long to read. */
const ONE_BY_ONE = 25;
/** Pages of the account's history, each of a hundred changes. */
const HISTORY_PAGES = 10;

/** The one room of the CloudWatch SDK. Sends nothing yet; AWS_ENDPOINT_URL* are the SDK's to honour. */
export async function connectCloudWatch(options: ConnectOptions): Promise<CloudWatch> {
  const { clock, region, correlationId, credentials, renew, called = () => {} } = options;
  const sdk = await import('@aws-sdk/client-cloudwatch');
  const client = new sdk.CloudWatchClient({
    // Looks are repeated anyway; the SDK's quick tries would only add to a throttle.
    maxAttempts: 1,
    requestHandler: options.requestHandler ?? {
      ...{ requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: REQUEST_TIMEOUT_MS },
    },
    customUserAgent: [
      ['signalbox'],
      ...(correlationId ? [['correlation-id', correlationId] as [string, string]] : []),
    ],
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  if (renew !== undefined) renewOnExpiry(client, renew);
  const server = keepServerTime(client, clock);
  const call = async <T>(action: string, send: () => Promise<T>): Promise<T> => {
    called();
    try {
      return await send();
    } catch (error) {
      throw readError(action, error);
    }
  };

  /** Both kinds: without `AlarmTypes` only metric alarms are shown (API_DescribeAlarms). */
  const describe = async (
    which: { AlarmNames: string[] } | { AlarmNamePrefix: string },
  ): Promise<AlarmState[]> => {
    const found: AlarmState[] = [];
    let NextToken: string | undefined;
    do {
      const input = {
        ...which,
        AlarmTypes: [...ALARM_TYPES],
        MaxRecords: MOST,
        ...(NextToken ? { NextToken } : {}),
      };
      const answer = await call('DescribeAlarms', () => client.send(new sdk.DescribeAlarmsCommand(input)));
      found.push(
        ...(answer.MetricAlarms ?? []).map(toMetric),
        ...(answer.CompositeAlarms ?? []).map(toComposite),
      );
      NextToken = answer.NextToken;
    } while (NextToken);
    return found;
  };

  /** What changed in one alarm, or in all of a kind: `AlarmTypes` takes one kind where no name is given. */
  const history = async (which: HistoryOf, span: Span) => {
    const transitions: AlarmTransition[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < HISTORY_PAGES; page++) {
      const input = {
        ...{
          AlarmTypes: [...ALARM_TYPES],
          ...which,
          HistoryItemType: 'StateUpdate' as const,
          MaxRecords: MOST,
        },
        ...{
          StartDate: new Date(span.from),
          EndDate: new Date(span.to),
          ...(NextToken ? { NextToken } : {}),
        },
      };
      const answer = await call('DescribeAlarmHistory', () =>
        client.send(new sdk.DescribeAlarmHistoryCommand(input)),
      );
      transitions.push(...(answer.AlarmHistoryItems ?? []).flatMap((item) => wentOffIn(item)));
      NextToken = answer.NextToken;
      if (!NextToken) return { transitions, complete: true };
    }
    return { transitions, complete: false };
  };

  return {
    now: server.now,
    byName: async (names) => {
      const found: AlarmState[] = [];
      for (let from = 0; from < names.length; from += MOST) {
        found.push(...(await describe({ AlarmNames: names.slice(from, from + MOST) })));
      }
      return found;
    },
    byPrefix: (prefix) => describe({ AlarmNamePrefix: prefix }),
    wentOff: async (alarms, span) => {
      const kinds = [...new Set(alarms.map(({ kind }) => kind))];
      const names = new Set(alarms.map(({ name }) => name));
      const read = async (asked: readonly HistoryOf[]) => {
        const all = await Promise.all(asked.map((which) => history(which, span)));
        return {
          transitions: all.flatMap(({ transitions }) => transitions.filter(({ name }) => names.has(name))),
          complete: all.every(({ complete }) => complete),
        };
      };
      const each = alarms.map(({ name }): HistoryOf => ({ AlarmName: name }));
      if (each.length <= 1) return read(each);
      const whole = await read(
        kinds.map((kind) => ({ AlarmTypes: [kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm'] })),
      );
      return whole.complete || each.length > ONE_BY_ONE ? whole : read(each);
    },
    queries: ({ env, fetch, signal }) => {
      const sign = signer(client);
      const reader = (url: string) => prometheusReader({ url, fetch, clock, signal, called, prepare: sign });
      const ask = async (promql: string, at?: number) =>
        reader(await endpointOf(client, env)).ask(promql, at);
      return {
        ask: async (promql, at) => {
          try {
            return await ask(promql, at);
          } catch (error) {
            if (!(error instanceof ReadError)) throw error;
            if (error.trouble === 'expired' && (await renew?.())) return ask(promql, at);
            throw error.trouble === 'denied' ? permissionError(error) : error;
          }
        },
      };
    },
  };
}

const ALARM_TYPES = ['MetricAlarm', 'CompositeAlarm'] as const;

/** One alarm, or all of a kind. */
type HistoryOf = { readonly AlarmName: string } | { readonly AlarmTypes: (typeof ALARM_TYPES)[number][] };

interface Span {
  readonly from: number;
  readonly to: number;
}

const toMetric = (alarm: MetricAlarm): AlarmState => {
  const { Period, Metrics = [], EvaluationPeriods = 1, DatapointsToAlarm } = alarm;
  const period =
    Period ?? Math.max(0, ...Metrics.map((metric) => metric.MetricStat?.Period ?? metric.Period ?? 0));
  return {
    ...toState(alarm),
    kind: 'metric',
    slowSeconds: period * (DatapointsToAlarm ?? EvaluationPeriods),
  };
};

const toComposite = (alarm: CompositeAlarm): AlarmState => ({ ...toState(alarm), kind: 'composite' });

const toState = (alarm: MetricAlarm | CompositeAlarm) => ({
  ...{ name: alarm.AlarmName ?? '', arn: alarm.AlarmArn ?? '', state: alarm.StateValue ?? '' },
  reason: alarm.StateReason ?? '',
  since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? 0,
});

/** `HistoryData` is a JSON text with the old and the new state; the summary says the same in English. */
function wentOffIn(item: {
  AlarmName?: string | undefined;
  Timestamp?: Date | undefined;
  HistoryData?: string | undefined;
  HistorySummary?: string | undefined;
}): readonly AlarmTransition[] {
  const { AlarmName: name = '', Timestamp, HistoryData = '', HistorySummary = '' } = item;
  const { newState = {} } = parse(HistoryData);
  const state = newState.stateValue ?? / to (\w+)$/.exec(HistorySummary)?.[1];
  if (state !== 'ALARM') return [];
  return [{ name, at: Timestamp?.getTime() ?? 0, reason: newState.stateReason ?? HistorySummary }];
}

function parse(text: string): {
  readonly newState?: { readonly stateValue?: string; readonly stateReason?: string };
} {
  try {
    return JSON.parse(text) as ReturnType<typeof parse>;
  } catch {
    return {};
  }
}

/**
 * Signs a request to `monitoring.REGION.amazonaws.com/api/v1/query`. Host, path and permissions by
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL-API-QueryMetrics.html; `monitoring` is
 * the name that all requests to CloudWatch's host are signed for (the SDK's own `defaultSigningName`).
 */
function signer(client: CloudWatchClient) {
  return async ({ url, headers, body }: QueryRequest): Promise<QueryRequest> => {
    const { SignatureV4 } = await import('@smithy/signature-v4');
    const { credentials, region, sha256 } = client.config;
    const signature = new SignatureV4({ service: 'monitoring', credentials, region, sha256 });
    const { protocol, hostname, port, pathname: path, host } = url;
    const request = {
      ...{ method: 'POST', protocol, hostname, path, body, headers: { ...headers, host } },
      ...(port === '' ? {} : { port: Number(port) }),
    };
    const signed = await signature.sign(request);
    const { host: _, ...sent } = signed.headers;
    return { url, headers: sent, body };
  };
}

/** As the SDK finds it: the variables of the environment, then the region's own address in its partition. */
async function endpointOf(client: CloudWatchClient, env: Env): Promise<string> {
  const given = env['AWS_ENDPOINT_URL_CLOUDWATCH'] || env['AWS_ENDPOINT_URL'];
  if (given) return given;
  const Region = await client.config.region();
  return client.config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false }).url.href;
}

const permissionError = (error: ReadError) =>
  new ReadError(
    'denied',
    `${error.message} (the credentials need cloudwatch:GetMetricData and cloudwatch:ListMetrics)`,
    error,
  );

function readError(action: string, error: unknown): ReadError {
  const { name = '', message = String(error) } = error as Partial<Error>;
  const trouble = troubleOf(error);
  if (name === 'CredentialsProviderError') {
    return new ReadError('denied', 'there are no AWS credentials: configure them before this step', error);
  }
  // Composite alarms are shown only to a permission that is not narrowed to some alarms (API_DescribeAlarms).
  const needed = trouble === 'denied' ? ` (the credentials need cloudwatch:${action} on *)` : '';
  return new ReadError(trouble, `${action}: ${name && `${name}: `}${message}${needed}`, error);
}
