import { ACCOUNT, arnOf, changes, exists, type SimulatedAlarm } from './alarm.ts';

/** What CloudWatch refuses, by its own name of the error. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface AlarmWorld {
  /** Those of the region that was asked. */
  readonly alarms: readonly SimulatedAlarm[];
  readonly now: number;
}

type Input = Readonly<Record<string, unknown>>;
type Action = (world: AlarmWorld, input: Input) => object;

/**
 * The two reads of alarms. Names, limits and defaults by
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html and API_DescribeAlarmHistory.html.
 */
export const ACTIONS: Readonly<Record<string, Action>> = {
  DescribeAlarms: (world, input) => {
    const names = input['AlarmNames'] as readonly string[] | undefined;
    const prefix = input['AlarmNamePrefix'] as string | undefined;
    if (names !== undefined && prefix !== undefined) {
      throw new Refusal('InvalidParameterCombination', 'AlarmNamePrefix cannot be used with AlarmNames');
    }
    if ((names?.length ?? 0) > 100) throw validation('alarmNames', 'length less than or equal to 100');
    const found = world.alarms
      .filter((alarm) => exists(alarm, world.now) && wanted(alarm, input))
      .filter(({ name }) => names?.includes(name) ?? name.startsWith(prefix ?? ''));
    const { items, next } = page(found, input, 50);
    const described = (kind: 'metric' | 'composite') =>
      items.filter((alarm) => kindOf(alarm) === kind).map((alarm) => describe(alarm, world.now));
    return { MetricAlarms: described('metric'), CompositeAlarms: described('composite'), ...next };
  },
  DescribeAlarmHistory: (world, input) => {
    const name = input['AlarmName'] as string | undefined;
    const [from, to] = [input['StartDate'], input['EndDate']].map((date) => Number(date) * 1000);
    const items = world.alarms
      .filter((alarm) => wanted(alarm, input) && (name === undefined || alarm.name === name))
      .flatMap((alarm) => history(alarm, world.now))
      .filter(({ Timestamp: at }) => at * 1000 >= (from || 0) && at * 1000 <= (to || world.now))
      .toSorted((a, b) => b.Timestamp - a.Timestamp);
    const { items: shown, next } = page(items, input, 50);
    return { AlarmHistoryItems: shown, ...next };
  },
};

const kindOf = ({ kind = 'metric' }: SimulatedAlarm) => kind;

/** "If you omit this parameter, only metric alarms are returned, even if composite alarms exist in the account." */
function wanted(alarm: SimulatedAlarm, input: Input): boolean {
  const types = (input['AlarmTypes'] as readonly string[] | undefined) ?? ['MetricAlarm'];
  return types.includes(kindOf(alarm) === 'metric' ? 'MetricAlarm' : 'CompositeAlarm');
}

/** Pages of at most 100. */
function page<T>(all: readonly T[], input: Input, defaultSize: number) {
  const most = Number(input['MaxRecords'] ?? defaultSize);
  if (!(most >= 1 && most <= 100)) throw validation('maxRecords', 'value between 1 and 100');
  const token = input['NextToken'];
  if (token !== undefined && !/^page-\d+$/.test(String(token))) {
    throw new Refusal('InvalidNextToken', 'The next token specified is invalid.');
  }
  const from = Number(String(token ?? 'page-0').slice('page-'.length));
  const to = from + most;
  return { items: all.slice(from, to), next: to < all.length ? { NextToken: `page-${to}` } : {} };
}

const validation = (member: string, constraint: string) =>
  new Refusal(
    'ValidationError',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have ${constraint}`,
  );

function describe(alarm: SimulatedAlarm, now: number) {
  const last = changes(alarm, now).at(-1);
  const at = (last?.at ?? now) / 1000;
  const common = {
    ...{ AlarmName: alarm.name, AlarmArn: arnOf(alarm), ActionsEnabled: true },
    ...{ StateValue: last?.to, StateReason: last?.reason },
    ...{ StateUpdatedTimestamp: at, StateTransitionedTimestamp: at },
  };
  if (kindOf(alarm) === 'composite') return { ...common, AlarmRule: 'ALARM("errors") OR ALARM("latency")' };
  const { period = 60, evaluationPeriods = 1, datapointsToAlarm } = alarm;
  return {
    ...common,
    ...{ Namespace: 'AWS/ApplicationELB', MetricName: 'HTTPCode_Target_5XX_Count', Statistic: 'Sum' },
    ...{ Period: period, EvaluationPeriods: evaluationPeriods, DatapointsToAlarm: datapointsToAlarm },
    ...{ Threshold: 5, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'missing' },
  };
}

/** Documented form of `HistoryData`: a JSON text with the old and the new state. */
function history(alarm: SimulatedAlarm, now: number) {
  return changes(alarm, now).map(({ at, from, to, reason }) => ({
    ...{ AlarmName: alarm.name, AlarmContributorId: ACCOUNT, HistoryItemType: 'StateUpdate' },
    AlarmType: kindOf(alarm) === 'metric' ? 'MetricAlarm' : 'CompositeAlarm',
    Timestamp: at / 1000,
    HistorySummary: `Alarm updated from ${from} to ${to}`,
    HistoryData: JSON.stringify({
      version: '1.0',
      oldState: { stateValue: from, stateReason: '' },
      newState: { stateValue: to, stateReason: reason },
    }),
  }));
}
