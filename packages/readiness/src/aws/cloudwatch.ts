import type {
  CloudWatchClient,
  CloudWatchClientConfig,
  CompositeAlarm,
  DescribeAlarmHistoryCommandInput,
  MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { keepServerTime, renewOnExpiry } from '@signalbox/cloudformation/aws-client';
import { readError } from '@signalbox/cloudformation/errors';
import type { Clock } from '@signalbox/runner/clock';
import type { Env } from '@signalbox/runner/inputs';
import type { AlarmReader, AlarmState } from '../bake/ports.ts';
import type { AlarmTransition } from '../bake/subject.ts';
import { type OpenQueries, queryReader } from './cloudwatch-queries.ts';

interface ConnectOptions {
  readonly clock: Clock;
  readonly region?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly credentials?:
    | (() => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>)
    | undefined;
  readonly renew?: (() => Promise<boolean>) | undefined;
  /** Called for each request. */
  readonly called?: () => void;
  /** What sends the requests. @default the SDK's own */
  readonly requestHandler?: CloudWatchClientConfig['requestHandler'];
}

/** CloudWatch's alarms and its PromQL, of one region. */
export interface CloudWatch extends AlarmReader {
  /** PromQL of the same region. */
  readonly queries: OpenQueries;
}

const REQUEST_TIMEOUT_MS = 10_000;

/** Connects to CloudWatch, and loads its SDK. Sends nothing yet; AWS_ENDPOINT_URL* are the SDK's to honour. */
export async function connectCloudWatch(options: ConnectOptions): Promise<CloudWatch> {
  const { clock, region, correlationId, credentials, renew, called = () => {} } = options;
  const sdk = await import('@aws-sdk/client-cloudwatch');
  const client = new sdk.CloudWatchClient({
    // Polls are repeated anyway; the SDK's quick tries would only add to a throttle.
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
  return {
    ...alarmReader({ sdk, client, called, now: keepServerTime(client, clock).now }),
    queries: queryReader({
      ...{ clock, called, renew, signing: client.config },
      endpoint: (env) => endpointOf(client, env),
    }),
  };
}

/** As the SDK finds it: the variables of the environment, then the region's own address in its partition. */
async function endpointOf(client: CloudWatchClient, env: Env): Promise<string> {
  const given = env['AWS_ENDPOINT_URL_CLOUDWATCH'] || env['AWS_ENDPOINT_URL'];
  if (given) return given;
  const Region = await client.config.region();
  return client.config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false }).url.href;
}

/** An open connection. */
interface Connection {
  readonly sdk: typeof import('@aws-sdk/client-cloudwatch');
  readonly client: CloudWatchClient;
  /** Called for each request. */
  readonly called: () => void;
  /** AWS's time. */
  readonly now: () => number;
}

/** "Maximum number of 100 items" and "Maximum value of 100" (API_DescribeAlarms, API_DescribeAlarmHistory). */
const MOST = 100;
/** So many alarms are asked for their history one by one, where that of the whole account is too long to read. */
const ONE_BY_ONE = 25;
/** Pages of the account's history, each of a hundred changes. */
const HISTORY_PAGES = 10;

/** Reads alarms. Every read that fails throws a ReadError that names the permission or the outage. */
const alarmReader = (connection: Connection): AlarmReader => ({
  now: connection.now,
  byName: async (names) => {
    const found: AlarmState[] = [];
    for (let from = 0; from < names.length; from += MOST) {
      found.push(...(await describe({ AlarmNames: names.slice(from, from + MOST) }, connection)));
    }
    return found;
  },
  byPrefix: (prefix) => describe({ AlarmNamePrefix: prefix }, connection),
  wentOff: (alarms, span) => wentOff(alarms, span, connection),
});

/** Both kinds: without `AlarmTypes` only metric alarms are shown (API_DescribeAlarms). */
async function describe(
  which: { AlarmNames: string[] } | { AlarmNamePrefix: string },
  connection: Connection,
): Promise<AlarmState[]> {
  const { sdk, client } = connection;
  const found: AlarmState[] = [];
  let NextToken: string | undefined;
  do {
    const input = {
      ...{ ...which, AlarmTypes: [...ALARM_TYPES], MaxRecords: MOST },
      ...(NextToken ? { NextToken } : {}),
    };
    const answer = await call('DescribeAlarms', connection, () =>
      client.send(new sdk.DescribeAlarmsCommand(input)),
    );
    found.push(
      ...(answer.MetricAlarms ?? []).map(toMetric),
      ...(answer.CompositeAlarms ?? []).map(toComposite),
    );
    NextToken = answer.NextToken;
  } while (NextToken);
  return found;
}

/** Asks for the whole account first: one request a kind. Where that is too long to read, few alarms are asked for one by one. */
async function wentOff(
  alarms: readonly Pick<AlarmState, 'name' | 'kind'>[],
  span: Span,
  connection: Connection,
): Promise<History> {
  const kinds = [...new Set(alarms.map(({ kind }) => kind))];
  const names = new Set(alarms.map(({ name }) => name));
  const read = async (asked: readonly HistoryOf[]): Promise<History> => {
    const all = await Promise.all(asked.map((which) => history(which, span, connection)));
    return {
      transitions: all.flatMap(({ transitions }) => transitions.filter(({ name }) => names.has(name))),
      complete: all.every(({ complete }) => complete),
    };
  };
  const each = alarms.map(({ name }): HistoryOf => ({ AlarmName: name }));
  if (each.length <= 1) return read(each);
  const account = await read(
    kinds.map((kind) => ({ AlarmTypes: [kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm'] })),
  );
  return account.complete || each.length > ONE_BY_ONE ? account : read(each);
}

interface History {
  readonly transitions: readonly AlarmTransition[];
  readonly complete: boolean;
}

/** What changed in one alarm, or in all of a kind: `AlarmTypes` takes one kind where no name is given. */
async function history(which: HistoryOf, { from, to }: Span, connection: Connection): Promise<History> {
  const { sdk, client } = connection;
  const transitions: AlarmTransition[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < HISTORY_PAGES; page++) {
    const input: DescribeAlarmHistoryCommandInput = {
      ...{ AlarmTypes: [...ALARM_TYPES], ...which, HistoryItemType: 'StateUpdate', MaxRecords: MOST },
      ...{ StartDate: new Date(from), EndDate: new Date(to), ...(NextToken ? { NextToken } : {}) },
    };
    const answer = await call('DescribeAlarmHistory', connection, () =>
      client.send(new sdk.DescribeAlarmHistoryCommand(input)),
    );
    transitions.push(...(answer.AlarmHistoryItems ?? []).flatMap((item) => wentOffIn(item)));
    NextToken = answer.NextToken;
    if (!NextToken) return { transitions, complete: true };
  }
  return { transitions, complete: false };
}

/** @throws ReadError */
async function call<T>(action: string, { called }: Connection, send: () => Promise<T>): Promise<T> {
  called();
  try {
    return await send();
  } catch (error) {
    // Composite alarms are shown only to a permission that is not narrowed to some alarms (API_DescribeAlarms).
    throw readError(error, action, `cloudwatch:${action} on *`);
  }
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
