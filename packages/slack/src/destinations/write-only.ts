import { type Backoff, backOff, pauseOf, unpaused } from '../client/backoff.ts';
import { type Story, tell } from '../message/state.ts';
import type { Failure, Moment, Pause, Request, Service, Setback } from '../outbox/deliver.ts';
import type { Entry, Posted } from '../ports.ts';
import { announced, isNews } from '../thread/announce.ts';

/** A place where messages are only posted, never changed: the interact channel, a webhook, a pager. */
export interface Board<T> {
  /** Undefined when this event is not told here. */
  compose(entry: Entry, story: Story): T | undefined;
  /** Where the message is now, if that is known. */
  post(message: T, id: string, signal: AbortSignal): Promise<Posted | undefined>;
  /** The message with this id, if it stands there; absent where nothing can be read. `since` is milliseconds since the epoch. */
  find?(id: string, since: number, signal: AbortSignal): Promise<Posted | undefined>;
  /** The message's address; absent where there is none. */
  permalink?(posted: Posted, signal: AbortSignal): Promise<string>;
  /** Told again when it is not known whether it was told, and that cannot be found out. */
  mustBeHeard(entry: Entry, story: Story): boolean;
  /** The message as it is taken in any case; absent where there is no such form. */
  plainly?(message: T): T;
}

interface BoardState extends Backoff {
  readonly story?: Story;
  readonly flight?: Flight;
  readonly done: readonly string[];
  readonly blind?: true;
  readonly plain?: true;
  /** The last message that was posted. */
  readonly posted?: Posted & { readonly permalink?: string };
  readonly duplicatesAvoided: number;
}

interface Flight {
  readonly id: string;
  readonly at: number;
  readonly accepted?: true;
}

type Op =
  | { readonly do: 'post' | 'read-back' | 'assume'; readonly entry: Entry }
  | { readonly do: 'absorb'; readonly entry: Entry }
  | { readonly do: 'permalink'; readonly posted: Posted };

const EMPTY: BoardState = { done: [], pausedUntil: 0, failures: 0, duplicatesAvoided: 0 };
const SETTLE_MS = 3000;
const REMEMBERED = 50;

interface Serving<T> {
  readonly board: Board<T>;
  readonly correlationId: string;
}

export function boardService<T>(board: Board<T>, correlationId: string): Service<BoardState, Op> {
  const serving = { board, correlationId };
  return {
    read: (saved) => ({ ...EMPTY, ...(Object(saved) as Partial<BoardState>) }),
    next: (state, [entry], moment) => next(state, entry, { board, ...moment }),
    takeOff: (state, op, now) =>
      op.do === 'post' ? { ...state, flight: { id: op.entry.id, at: now } } : state,
    perform: (op, state, { signal }) => perform(op, state, { ...serving, signal }),
    failed: (state, failure) => failed(state, failure, board),
    unpaused,
    done: ({ done }) => done,
    pending: (state, waiting) => waiting.filter((entry) => compose(board, state, entry) !== undefined).length,
  };
}

const storyWith = ({ story }: BoardState, { event, at }: Entry): Story => tell(story, event, at);

const compose = <T>(board: Board<T>, state: BoardState, entry: Entry): T | undefined =>
  isNews(state.story, entry) ? board.compose(entry, storyWith(state, entry)) : undefined;

/** The state once `entry` is told, or need not be. */
function told(state: BoardState, entry: Entry): BoardState {
  const { flight, plain, ...rest } = state;
  const story = announced(storyWith(state, entry));
  return { ...rest, story, done: [...state.done, entry.id].slice(-REMEMBERED), failures: 0 };
}

interface At<T> extends Moment {
  readonly board: Board<T>;
}

function next<T>(state: BoardState, entry: Entry | undefined, at: At<T>): Op | Pause {
  const { board, now } = at;
  if (state.pausedUntil > now) return { do: 'wait', until: state.pausedUntil };
  if (entry === undefined) return atLeisure(state, at);
  if (state.flight?.id !== entry.id) {
    if (compose(board, state, entry) === undefined) return { do: 'absorb', entry };
    return allowed({ do: 'post', entry }, state, at);
  }
  if (board.find === undefined || state.blind) return { do: 'assume', entry };
  const settled = state.flight.at + SETTLE_MS;
  return settled > now ? { do: 'wait', until: settled } : allowed({ do: 'read-back', entry }, state, at);
}

function atLeisure<T>(state: BoardState, at: At<T>): Op | Pause {
  const { posted } = state;
  if (posted === undefined || posted.permalink !== undefined || at.board.permalink === undefined) return REST;
  const op = allowed({ do: 'permalink', posted }, state, at);
  return op.do === 'wait' ? REST : op;
}

const REST: Pause = { do: 'rest' };

/** The op, unless it has to rest, or was refused in this delivery. */
function allowed(op: Op, state: BoardState, { now, refused }: Moment): Op | Pause {
  if (refused.has(op.do)) return REST;
  const until = pauseOf(state, op.do);
  return until > now ? { do: 'wait', until } : op;
}

async function perform<T>(
  op: Op,
  state: BoardState,
  { board, correlationId, signal }: Serving<T> & Pick<Request, 'signal'>,
): Promise<BoardState> {
  const { flight, ...landed } = state;
  if (op.do === 'permalink') {
    const permalink = (await board.permalink?.(op.posted, signal)) ?? '';
    return { ...state, posted: { ...op.posted, permalink }, failures: 0 };
  }
  const { entry } = op;
  const id = `${correlationId}/${entry.id}`;
  switch (op.do) {
    case 'absorb':
      return told(state, entry);
    case 'assume': {
      const again = board.mustBeHeard(entry, storyWith(state, entry)) && !flight?.accepted;
      return again ? landed : told(state, entry);
    }
    case 'read-back': {
      const posted = await board.find?.(id, flight?.at ?? 0, signal);
      if (posted === undefined) return landed;
      return { ...told(state, entry), posted, duplicatesAvoided: state.duplicatesAvoided + 1 };
    }
    case 'post': {
      const message = compose(board, state, entry);
      if (message === undefined) return told(state, entry);
      const sent = state.plain ? (board.plainly?.(message) ?? message) : message;
      const posted = await board.post(sent, id, signal);
      return { ...told(state, entry), ...(posted === undefined ? {} : { posted }) };
    }
  }
}

const ONCE = 'What was to be told may have arrived; it is not sent again.';

function failed<T>(state: BoardState, failure: Failure<Op>, board: Board<T>): Setback<BoardState> {
  const { op, error, now } = failure;
  const { flight, ...landed } = state;
  const paused = backOff(state, failure, op.do);
  if (op.do === 'permalink') return { state: { ...state, posted: { ...op.posted, permalink: '' } } };
  switch (error.fault) {
    case 'retry':
      // A read that failed tells nothing about the post it asks after.
      return { state: { ...(op.do === 'post' ? landed : state), ...paused } };
    case 'ambiguous': {
      if (op.do !== 'post' || flight === undefined) return { state: { ...state, ...paused } };
      const readable = board.find !== undefined && !state.blind;
      if (!readable && !board.mustBeHeard(op.entry, storyWith(state, op.entry))) {
        return { state: told(state, op.entry), lost: true, warning: `${error.message} ${ONCE}` };
      }
      const lost = { ...flight, at: now, ...(error.accepted ? ({ accepted: true } as const) : {}) };
      return { state: { ...landed, flight: lost, ...paused } };
    }
    case 'payload':
      if (board.plainly !== undefined && !state.plain) return { state: { ...landed, plain: true } };
      return {
        state: told(state, op.entry),
        lost: true,
        warning: `${error.message} The message was dropped.`,
      };
    default:
      if (op.do === 'read-back') return { state: { ...state, blind: true } };
      return { state: landed, halt: error.message };
  }
}
