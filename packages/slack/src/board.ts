import { type Backoff, backOff } from './backoff.ts';
import type { Failure, Pause, Request, Service, Setback } from './deliver.ts';
import type { Entry } from './outbox.ts';
import { type Story, tell } from './story.ts';
import { announced, isNews } from './thread/announce.ts';

/** A place where messages are only posted, never changed: the interact channel, a webhook, a pager. */
export interface Board<T> {
  /** Undefined when this event is not told here. */
  compose(entry: Entry, story: Story): T | undefined;
  post(message: T, id: string, signal: AbortSignal): Promise<void>;
  /** Whether a message with this id stands there; absent where nothing can be read. */
  has?(id: string, since: number, signal: AbortSignal): Promise<boolean>;
  /** Told again when it is not known whether it was told, and that cannot be found out. */
  mustBeHeard(entry: Entry, story: Story): boolean;
  /** The message as it is taken in any case; absent where there is no such form. */
  plainly?(message: T): T;
}

export interface BoardState extends Backoff {
  readonly story?: Story;
  readonly flight?: Flight;
  readonly done: readonly string[];
  readonly blind?: true;
  readonly plain?: true;
  readonly duplicatesAvoided: number;
}

interface Flight {
  readonly id: string;
  readonly at: number;
  readonly accepted?: true;
}

type Op =
  | { readonly do: 'post' | 'read-back' | 'assume'; readonly entry: Entry }
  | { readonly do: 'absorb'; readonly entry: Entry };

const EMPTY: BoardState = { done: [], pausedUntil: 0, failures: 0, duplicatesAvoided: 0 };
const SETTLE_MS = 3000;
const REMEMBERED = 50;

export function boardService<T>(board: Board<T>, correlationId: string): Service<BoardState, Op> {
  const idOf = ({ id }: Entry) => `${correlationId}/${id}`;
  const told = (state: BoardState, entry: Entry): BoardState => {
    const { flight, plain, ...rest } = state;
    const story = announced(tell(state.story, entry.event, entry.at));
    return { ...rest, story, done: [...state.done, entry.id].slice(-REMEMBERED), failures: 0 };
  };
  const compose = (state: BoardState, entry: Entry) => {
    if (!isNews(state.story, entry)) return undefined;
    return board.compose(entry, tell(state.story, entry.event, entry.at));
  };

  function next(state: BoardState, [entry]: readonly Entry[], now: number): Op | Pause {
    if (state.pausedUntil > now) return { do: 'wait', until: state.pausedUntil };
    if (entry === undefined) return { do: 'rest' };
    if (state.flight?.id !== entry.id) {
      return { do: compose(state, entry) === undefined ? 'absorb' : 'post', entry };
    }
    if (board.has === undefined || state.blind) return { do: 'assume', entry };
    const settled = state.flight.at + SETTLE_MS;
    return settled > now ? { do: 'wait', until: settled } : { do: 'read-back', entry };
  }

  async function perform(
    { do: what, entry }: Op,
    state: BoardState,
    { signal }: Request,
  ): Promise<BoardState> {
    const { flight, ...landed } = state;
    switch (what) {
      case 'absorb':
        return told(state, entry);
      case 'assume': {
        const again = board.mustBeHeard(entry, tell(state.story, entry.event, entry.at)) && !flight?.accepted;
        return again ? landed : told(state, entry);
      }
      case 'read-back': {
        const stands = await board.has?.(idOf(entry), flight?.at ?? 0, signal);
        if (!stands) return landed;
        return { ...told(state, entry), duplicatesAvoided: state.duplicatesAvoided + 1 };
      }
      case 'post': {
        const message = compose(state, entry);
        if (message !== undefined) {
          await board.post(
            state.plain ? (board.plainly?.(message) ?? message) : message,
            idOf(entry),
            signal,
          );
        }
        return told(state, entry);
      }
    }
  }

  function failed(state: BoardState, { op, error, now, random }: Failure<Op>): Setback<BoardState> {
    const { flight, ...landed } = state;
    const paused = backOff(state, { error, now, random });
    switch (error.fault) {
      case 'retry':
        return { state: { ...(op.do === 'post' ? landed : state), ...paused } };
      case 'ambiguous': {
        const lost =
          flight === undefined
            ? {}
            : { flight: { ...flight, at: now, ...(error.accepted && { accepted: true }) } };
        return { state: { ...landed, ...lost, ...paused } as BoardState };
      }
      case 'payload':
        if (board.plainly !== undefined && !state.plain) return { state: { ...landed, plain: true } };
        return { state: told(state, op.entry), warning: `${error.message} The message was dropped.` };
      default:
        if (op.do === 'read-back') return { state: { ...state, blind: true } };
        return { state: landed, halt: error.message };
    }
  }

  return {
    read: (saved) => ({ ...EMPTY, ...(Object(saved) as Partial<BoardState>) }),
    next,
    takeOff: (state, op, now) =>
      op.do === 'post' ? { ...state, flight: { id: op.entry.id, at: now } } : state,
    perform,
    failed,
    done: ({ done }) => done,
    pending: (state, waiting) => waiting.filter((entry) => compose(state, entry) !== undefined).length,
  };
}
