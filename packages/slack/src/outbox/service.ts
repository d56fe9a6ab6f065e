import type { SlackError } from '../client/error.ts';
import type { Entry } from '../ports.ts';

/** Nothing can be done now: `rest` until there is news, `wait` until a moment. */
export type Pause = { readonly do: 'rest' } | { readonly do: 'wait'; readonly until: number };

/** How one kind of destination is served: what to do next by its state, and the state after it. All but `perform` is pure. */
export interface Service<S extends object, O extends { readonly do: string }> {
  /** The state of a destination that nothing was done for. */
  readonly empty: S;
  next(state: S, entries: readonly Entry[], at: Moment): O | Pause;
  /** The state to store before the request is sent, so that a crash leaves its trace. */
  markInFlight(state: S, op: O, now: number): S;
  /** One request; the state after it. @throws SlackError */
  perform(op: O, state: S, request: Request): Promise<S>;
  failed(state: S, failure: Failure<O>): FailureResult<S>;
  /** The state without the pauses that earlier failures asked for. */
  unpaused(state: S): S;
  /** Ids of entries that are delivered. */
  done(state: S): readonly string[];
  /** How many messages are still to be delivered. */
  pending(state: S, entries: readonly Entry[]): number;
}

/** What is known of this delivery when it is decided what to do next. */
export interface Moment {
  readonly now: number;
  /** What may not be done before then is left to a later step. */
  readonly deadline: number;
  /** Kinds of requests that Slack refused in this delivery and would refuse again. */
  readonly refused: ReadonlySet<string>;
  /** There will be no later step. */
  readonly last: boolean;
}

export interface Request {
  readonly now: () => number;
  readonly signal: AbortSignal;
}

export interface Failure<O> {
  readonly op: O;
  readonly error: SlackError;
  readonly now: number;
  readonly random: () => number;
}

/** What a failed request means for what comes next. */
export interface FailureResult<S> {
  readonly state: S;
  /** Why nothing more can be delivered until a person repairs it. */
  readonly halt?: string;
  /** Something a person should know of, although delivery goes on. */
  readonly warning?: string;
  /** It is not known to have arrived, and it is not tried again. */
  readonly lost?: true;
  /** Not worth another try in this delivery, though nothing is lost by that. */
  readonly refused?: true;
}

// Outboxes of a job are read by other versions of its steps, and by other runs through the cache. So the names under
// which a destination's state is stored stay as they were when they were first released.

const STORED_NAMES: Readonly<Record<string, string>> = {
  deployment: 'story',
  inFlight: 'flight',
  uncertain: 'doubted',
  cannotRead: 'blind',
  searched: 'looked',
};
const NAMES = Object.fromEntries(Object.entries(STORED_NAMES).map(([name, stored]) => [stored, name]));

const renamed = (record: object, names: Readonly<Record<string, string>>): object =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [names[name] ?? name, value]));

/** The state of a destination as it is written into its outbox. */
export const toStored = (state: object): object => renamed(state, STORED_NAMES);

/** The state from what an outbox holds, or what a state begins as where that is nothing. */
export const fromStored = <S extends object>(stored: unknown, empty: S): S => ({
  ...empty,
  ...(renamed(Object(stored), NAMES) as Partial<S>),
});
