import { compact } from '@signalbox/runner/values';
import { type Backoff, backOff, pauseOf, unpaused } from '../client/backoff.ts';
import { applyEvent, type DeploymentState } from '../message/state.ts';
import type { Failure, FailureResult, Moment, Pause, Request, Service } from '../outbox/service.ts';
import type { Entry, Posted } from '../ports.ts';
import { announced, isNews } from '../thread/announce.ts';

/** A destination where messages are only posted, never changed: the interact channel, a webhook, a pager. */
export interface WriteOnlyDestination<T> {
  /** Undefined when this event gets no message here. */
  compose(entry: Entry, deployment: DeploymentState): T | undefined;
  /** Returns where the message is, if that is known. */
  post(message: T, id: string, signal: AbortSignal): Promise<Posted | undefined>;
  /** The message with this id, if it was posted; absent where nothing can be read. `since` is milliseconds since the epoch. */
  find?(id: string, since: number, signal: AbortSignal): Promise<Posted | undefined>;
  /** The message's address; absent where there is none. */
  permalink?(posted: Posted, signal: AbortSignal): Promise<string>;
  /** Whether to resend when delivery is uncertain and cannot be read back. */
  mustArrive(entry: Entry, deployment: DeploymentState): boolean;
  /** The message in a form that is not refused; absent where there is none. */
  plainly?(message: T): T;
}

interface WriteOnlyState extends Backoff {
  readonly deployment?: DeploymentState;
  readonly inFlight?: InFlight;
  readonly done: readonly string[];
  readonly cannotRead?: true;
  readonly plain?: true;
  /** The last message that was posted. */
  readonly posted?: Posted & { readonly permalink?: string };
  readonly duplicatesAvoided: number;
}

interface InFlight {
  readonly id: string;
  readonly at: number;
  readonly accepted?: true;
}

type Op =
  | { readonly do: 'post' | 'read-back' | 'assume'; readonly entry: Entry }
  | { readonly do: 'mark-delivered'; readonly entry: Entry }
  | { readonly do: 'permalink'; readonly posted: Posted };

const EMPTY: WriteOnlyState = { done: [], pausedUntil: 0, failures: 0, duplicatesAvoided: 0 };
const SETTLE_MS = 3000;
const REMEMBERED = 50;

interface Serving<T> {
  readonly destination: WriteOnlyDestination<T>;
  readonly correlationId: string;
}

export function writeOnlyService<T>(
  destination: WriteOnlyDestination<T>,
  correlationId: string,
): Service<WriteOnlyState, Op> {
  const serving = { destination, correlationId };
  return {
    empty: EMPTY,
    next: (state, [entry], moment) => next(state, entry, { destination, ...moment }),
    markInFlight: (state, op, now) =>
      op.do === 'post' ? { ...state, inFlight: { id: op.entry.id, at: now } } : state,
    perform: (op, state, { signal }) => perform(op, state, { ...serving, signal }),
    failed: (state, failure) => failed(state, failure, destination),
    unpaused,
    done: ({ done }) => done,
    pending: (state, waiting) =>
      waiting.filter((entry) => compose(destination, state, entry) !== undefined).length,
  };
}

const stateWith = ({ deployment }: WriteOnlyState, { event, at }: Entry): DeploymentState =>
  applyEvent(deployment, event, at);

const compose = <T>(
  destination: WriteOnlyDestination<T>,
  state: WriteOnlyState,
  entry: Entry,
): T | undefined =>
  isNews(state.deployment, entry) ? destination.compose(entry, stateWith(state, entry)) : undefined;

/** The state once `entry` is delivered, or needs no message. */
function delivered(state: WriteOnlyState, entry: Entry): WriteOnlyState {
  const { inFlight, plain, ...rest } = state;
  const deployment = announced(stateWith(state, entry));
  return { ...rest, deployment, done: [...state.done, entry.id].slice(-REMEMBERED), failures: 0 };
}

interface At<T> extends Moment {
  readonly destination: WriteOnlyDestination<T>;
}

function next<T>(state: WriteOnlyState, entry: Entry | undefined, at: At<T>): Op | Pause {
  const { destination, now } = at;
  if (state.pausedUntil > now) return { do: 'wait', until: state.pausedUntil };
  if (entry === undefined) return whenIdle(state, at);
  if (state.inFlight?.id !== entry.id) {
    if (compose(destination, state, entry) === undefined) return { do: 'mark-delivered', entry };
    return allowed({ do: 'post', entry }, state, at);
  }
  if (destination.find === undefined || state.cannotRead) return { do: 'assume', entry };
  const settled = state.inFlight.at + SETTLE_MS;
  return settled > now ? { do: 'wait', until: settled } : allowed({ do: 'read-back', entry }, state, at);
}

function whenIdle<T>(state: WriteOnlyState, at: At<T>): Op | Pause {
  const { posted } = state;
  if (posted === undefined || posted.permalink !== undefined || at.destination.permalink === undefined)
    return REST;
  const op = allowed({ do: 'permalink', posted }, state, at);
  return op.do === 'wait' ? REST : op;
}

const REST: Pause = { do: 'rest' };

/** The op, unless it has to wait, or was refused in this delivery. */
function allowed(op: Op, state: WriteOnlyState, { now, refused }: Moment): Op | Pause {
  if (refused.has(op.do)) return REST;
  const until = pauseOf(state, op.do);
  return until > now ? { do: 'wait', until } : op;
}

async function perform<T>(
  op: Op,
  state: WriteOnlyState,
  { destination, correlationId, signal }: Serving<T> & Pick<Request, 'signal'>,
): Promise<WriteOnlyState> {
  const { inFlight, ...cleared } = state;
  if (op.do === 'permalink') {
    const permalink = (await destination.permalink?.(op.posted, signal)) ?? '';
    return { ...state, posted: { ...op.posted, permalink }, failures: 0 };
  }
  const { entry } = op;
  const id = `${correlationId}/${entry.id}`;
  switch (op.do) {
    case 'mark-delivered':
      return delivered(state, entry);
    case 'assume': {
      const again = destination.mustArrive(entry, stateWith(state, entry)) && !inFlight?.accepted;
      return again ? cleared : delivered(state, entry);
    }
    case 'read-back': {
      const posted = await destination.find?.(id, inFlight?.at ?? 0, signal);
      if (posted === undefined) return cleared;
      return { ...delivered(state, entry), posted, duplicatesAvoided: state.duplicatesAvoided + 1 };
    }
    case 'post': {
      const message = compose(destination, state, entry);
      if (message === undefined) return delivered(state, entry);
      const sent = state.plain ? (destination.plainly?.(message) ?? message) : message;
      const posted = await destination.post(sent, id, signal);
      return { ...delivered(state, entry), ...compact({ posted }) };
    }
  }
}

const ONCE = 'What was to be told may have arrived; it is not sent again.';

function failed<T>(
  state: WriteOnlyState,
  failure: Failure<Op>,
  destination: WriteOnlyDestination<T>,
): FailureResult<WriteOnlyState> {
  const { op, error, now } = failure;
  const { inFlight, ...cleared } = state;
  const paused = backOff(state, failure, op.do);
  if (op.do === 'permalink') return { state: { ...state, posted: { ...op.posted, permalink: '' } } };
  switch (error.fault) {
    case 'retry':
      // A read that failed does not say what became of the post in flight.
      return { state: { ...(op.do === 'post' ? cleared : state), ...paused } };
    case 'ambiguous': {
      if (op.do !== 'post' || inFlight === undefined) return { state: { ...state, ...paused } };
      const readable = destination.find !== undefined && !state.cannotRead;
      if (!readable && !destination.mustArrive(op.entry, stateWith(state, op.entry))) {
        return { state: delivered(state, op.entry), lost: true, warning: `${error.message} ${ONCE}` };
      }
      const lost = { ...inFlight, at: now, ...(error.accepted ? ({ accepted: true } as const) : {}) };
      return { state: { ...cleared, inFlight: lost, ...paused } };
    }
    case 'payload':
      if (destination.plainly !== undefined && !state.plain) return { state: { ...cleared, plain: true } };
      return {
        state: delivered(state, op.entry),
        lost: true,
        warning: `${error.message} The message was dropped.`,
      };
    default:
      if (op.do === 'read-back') return { state: { ...state, cannotRead: true } };
      return { state: cleared, halt: error.message };
  }
}
