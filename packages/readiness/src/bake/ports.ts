import type { CheckPorts } from '../ports.ts';
import type { AlarmTransition } from './subject.ts';

/** An alarm as CloudWatch shows it. */
export interface AlarmState {
  readonly name: string;
  readonly arn: string;
  readonly kind: 'metric' | 'composite';
  /** OK, ALARM, INSUFFICIENT_DATA. */
  readonly state: string;
  /** CloudWatch's own, with the datapoints and the threshold. */
  readonly reason: string;
  /** Milliseconds since the epoch; since when it is in this state. */
  readonly since: number;
  /** How long something must be bad before it goes off; undefined for a composite alarm. */
  readonly slowSeconds?: number;
}

/** CloudWatch's alarms of one region. Every read that fails throws a ReadError that names the permission or the outage. */
export interface AlarmReader {
  /** Those of the names that there are: one request for each hundred. */
  byName(names: readonly string[]): Promise<readonly AlarmState[]>;
  byPrefix(prefix: string): Promise<readonly AlarmState[]>;
  /** When alarms of these names went off between two moments (of AWS's clock). Incomplete: there was more than it reads. */
  wentOff(
    alarms: readonly Pick<AlarmState, 'name' | 'kind'>[],
    span: { readonly from: number; readonly to: number },
  ): Promise<{ readonly transitions: readonly AlarmTransition[]; readonly complete: boolean }>;
  /** AWS's time: ours corrected by what the last answer said. */
  now(): number;
}

/** One series of an answer, or a lone number. */
export interface Sample {
  /** `{path="/cart"}`, empty for a lone number or a series without labels. */
  readonly labels: string;
  readonly value: number;
}

/** A Prometheus, or CloudWatch's PromQL. @throws ReadError; `other` for a query that is refused */
export interface QueryReader {
  /** The value of each series at that moment (milliseconds since the epoch), or now. Empty without data. */
  ask(promql: string, at?: number): Promise<readonly Sample[]>;
}

export interface BakePorts extends CheckPorts {
  /** Of the job, where something says it. */
  readonly region: string | undefined;
  /** Of a region; undefined is that of the job. Loads the SDK with the first. */
  alarms(region: string | undefined): Promise<AlarmReader>;
  /** Where `bake-query-url` says. */
  queries(): Promise<QueryReader>;
  /** Asks an address once. */
  health(url: string): Promise<{ readonly ok: boolean; readonly words: string }>;
  /** Requests to AWS so far. */
  calls(): number;
}
