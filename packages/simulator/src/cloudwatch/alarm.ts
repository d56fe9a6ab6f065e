/** An alarm and the states that it is going to have. */
export interface SimulatedAlarm {
  readonly name: string;
  /** @default metric */
  readonly kind?: 'metric' | 'composite';
  /** @default eu-west-1 */
  readonly region?: string;
  /** Milliseconds since the epoch of second 0. */
  readonly startsAt: number;
  /** Oldest first. Before the first one, and without any, it is OK. */
  readonly moments?: readonly AlarmMoment[];
  /** Seconds of one evaluation period of a metric alarm. @default 60 */
  readonly period?: number;
  /** @default 1 */
  readonly evaluationPeriods?: number;
  /** @default all evaluation periods */
  readonly datapointsToAlarm?: number;
  /** Second at which it is made, and at which it is deleted. @default always there */
  readonly from?: number;
  readonly until?: number;
}

export interface AlarmMoment {
  readonly second: number;
  readonly state: AlarmStateValue;
  readonly reason?: string;
}

type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';

export const regionOf = ({ region = REGION }: SimulatedAlarm): string => region;
export const arnOf = (alarm: SimulatedAlarm): string =>
  `arn:aws:cloudwatch:${regionOf(alarm)}:${ACCOUNT}:alarm:${alarm.name}`;

export function exists({ startsAt, from, until }: SimulatedAlarm, now: number): boolean {
  const second = (now - startsAt) / 1000;
  return second >= (from ?? Number.NEGATIVE_INFINITY) && second < (until ?? Number.POSITIVE_INFINITY);
}

/** Seconds before second 0 at which an alarm became OK that nothing was said of. */
const LONG_AGO = -86_400;

const REASONS: Readonly<Record<AlarmStateValue, string>> = {
  OK: 'Threshold Crossed: 1 datapoint [0.0] was not greater than the threshold (5.0).',
  ALARM: 'Threshold Crossed: 1 out of the last 1 datapoints [12.0] was greater than the threshold (5.0).',
  INSUFFICIENT_DATA: 'Insufficient Data: 1 datapoint was unknown.',
};

/** One state, and the change that led to it. */
interface AlarmChange {
  readonly at: number;
  readonly from: AlarmStateValue;
  readonly to: AlarmStateValue;
  readonly reason: string;
}

/** Every change of its state until `now`, oldest first; the first is the state that it had all along. */
export function changes({ startsAt, moments = [] }: SimulatedAlarm, now: number): readonly AlarmChange[] {
  const found: AlarmChange[] = [
    { at: startsAt + LONG_AGO * 1000, from: 'INSUFFICIENT_DATA', to: 'OK', reason: REASONS.OK },
  ];
  for (const { second, state, reason = REASONS[state] } of moments) {
    const at = startsAt + second * 1000;
    const before = found.at(-1)?.to ?? 'OK';
    if (at <= now && state !== before) found.push({ at, from: before, to: state, reason });
  }
  return found;
}
