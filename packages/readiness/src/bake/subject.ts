// What a bake watches, as plain data.
import type { BakeEvidence } from '@signalbox/cloudformation/report';

/** An alarm by its name and where it is. */
export interface WatchedAlarm {
  readonly name: string;
  /** Undefined: the region of the job. */
  readonly region: string | undefined;
  readonly kind: 'metric' | 'composite';
}

/** Comparison operators of PromQL. */
export type Operator = '>' | '>=' | '<' | '<=' | '==' | '!=';

/** `promql > 0.01`: what is asked, and what of the answer is true. */
export interface Condition {
  readonly promql: string;
  readonly operator: Operator;
  readonly threshold: number;
}

/** A named condition that must not become true. */
export interface Query extends Condition {
  readonly name: string;
  /** True only where there are samples enough to judge by. */
  readonly min?: Condition;
}

/** What was bad before anything was deployed is not counted. */
export interface Subject {
  readonly kind: BakeEvidence['kind'];
  readonly name: string;
  readonly preExisting: boolean;
  /** What AWS is asked for this by, and what else shares that. Absent: it is asked elsewhere. */
  readonly request?: { readonly id: string; readonly cost: number };
  /** Of an alarm: what shares one request for a history, its region and kind. */
  readonly group?: string;
}

/** What one poll at a subject showed. `unread` is a poll that failed. */
export interface Reading {
  readonly key: string;
  readonly state: 'quiet' | 'bad' | 'no-data' | 'unread';
  /** With its number. */
  readonly words: string;
  /** Of an alarm: since when it is in this state, milliseconds since the epoch. */
  readonly since?: number;
}

export const keyOf = ({ kind, name }: Pick<Subject, 'kind' | 'name'>): string => `${kind} ${name}`;

/** An alarm that went off, by CloudWatch's own history. */
export interface AlarmTransition {
  readonly name: string;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly at: number;
  readonly reason: string;
}
