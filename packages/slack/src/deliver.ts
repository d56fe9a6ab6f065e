import type { Clock } from '@signalbox/runner/clock';
import { SlackError } from './error.ts';
import type { Entry, Outbox } from './outbox.ts';
import { withTimeout } from './timeout.ts';

/** Nothing can be done now: `rest` until there is news, `wait` until a moment. */
export type Pause = { readonly do: 'rest' } | { readonly do: 'wait'; readonly until: number };

/** How one kind of channel is served. All but `perform` is pure. */
export interface Service<S, O extends { readonly do: string }> {
  /** What is known of the channel, from what `save` kept. */
  read(saved: unknown): S;
  next(state: S, entries: readonly Entry[], now: number): O | Pause;
  /** The state to keep before the request is sent, so that a crash leaves its trace. */
  takeOff(state: S, op: O, now: number): S;
  /** One request; the state after it. @throws SlackError */
  perform(op: O, state: S, request: Request): Promise<S>;
  failed(state: S, failure: Failure<O>): Setback<S>;
  /** Ids of entries that are delivered. */
  done(state: S): readonly string[];
  /** How many messages are still to be delivered. */
  pending(state: S, entries: readonly Entry[]): number;
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

export interface Setback<S> {
  readonly state: S;
  /** Why nothing more can be delivered until a person mends it. */
  readonly halt?: string;
  /** Something a person should know of, although delivery goes on. */
  readonly warning?: string;
}

export interface Delivery<S> {
  readonly state: S;
  readonly pending: number;
  readonly halt?: string;
  readonly warnings: readonly string[];
  /** The last failure, if that is why something is pending. */
  readonly trouble?: string;
}

export interface Terms {
  readonly clock: Clock;
  readonly random: () => number;
  /** Moment by which it must be over. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Do what can be done at once, but wait for nothing. */
  readonly impatient?: boolean;
}

/** No single request may take longer. */
const REQUEST_MS = 10_000;
/** A request that cannot have this long is not begun. */
const SHORTEST_REQUEST_MS = 1000;
const LOCK_POLL_MS = 100;
const PAUSED = 'a pause after earlier trouble is longer than this step may take (input "delivery-budget").';

/**
 * Delivers what is due, one request at a time, until all is done or the deadline comes.
 * The lock is held for a request, never for a pause: other processes of the job go on in between.
 */
export async function deliver<S, O extends { readonly do: string }>(
  outbox: Outbox,
  service: Service<S, O>,
  terms: Terms,
): Promise<Delivery<S>> {
  const { clock, deadline, signal } = terms;
  const warnings: string[] = [];
  let trouble: string | undefined;
  for (;;) {
    const turn = await takeTurn(outbox, service, terms);
    if (turn.warning !== undefined) warnings.push(turn.warning);
    trouble = turn.trouble ?? (turn.pause === undefined ? undefined : trouble);
    const { state, pause, halt } = turn;
    const until = pause?.do === 'wait' ? pause.until : clock.now();
    const hopeless = until > deadline || signal.aborted || (pause !== undefined && terms.impatient);
    const over = pause?.do === 'rest' || hopeless;
    if (over || halt !== undefined) {
      const pending = service.pending(state, waiting(outbox, service, state));
      // Of a pause that an earlier step ran into, the failure itself is not known here.
      const paused = hopeless && !terms.impatient ? PAUSED : undefined;
      const reason = trouble ?? paused;
      const why = {
        ...(halt === undefined ? {} : { halt }),
        ...(reason === undefined ? {} : { trouble: reason }),
      };
      return { state, pending, warnings, ...why };
    }
    if (pause !== undefined) await clock.sleep(until - clock.now(), signal);
  }
}

interface Turn<S> {
  readonly state: S;
  readonly pause?: Pause;
  readonly halt?: string;
  readonly warning?: string;
  readonly trouble?: string;
}

async function takeTurn<S, O extends { readonly do: string }>(
  outbox: Outbox,
  service: Service<S, O>,
  terms: Terms,
): Promise<Turn<S>> {
  const { clock } = terms;
  const release = outbox.tryLock();
  if (release === undefined) {
    const pause = { do: 'wait', until: clock.now() + LOCK_POLL_MS } as const;
    return { state: service.read(outbox.load()), pause };
  }
  try {
    const state = service.read(outbox.load());
    const op = service.next(state, waiting(outbox, service, state), clock.now());
    if (isPause(op)) return { state, pause: op };
    if (terms.deadline - clock.now() < SHORTEST_REQUEST_MS || terms.signal.aborted) {
      return { state, pause: { do: 'wait', until: Number.POSITIVE_INFINITY } };
    }
    return await attempt({ op, state }, { outbox, service, terms });
  } finally {
    release();
  }
}

interface Course<S, O extends { readonly do: string }> {
  readonly outbox: Outbox;
  readonly service: Service<S, O>;
  readonly terms: Terms;
}

async function attempt<S, O extends { readonly do: string }>(
  { op, state }: { readonly op: O; readonly state: S },
  { outbox, service, terms }: Course<S, O>,
): Promise<Turn<S>> {
  const { clock, random } = terms;
  const flying = service.takeOff(state, op, clock.now());
  if (flying !== state) outbox.save(flying);
  const keep = (after: S) => {
    outbox.save(after);
    for (const id of service.done(after)) outbox.remove(id);
  };
  try {
    const after = await withTimeout(terms, Math.min(REQUEST_MS, terms.deadline - clock.now()), (signal) =>
      service.perform(op, flying, { now: clock.now, signal }),
    );
    keep(after);
    return { state: after };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const setback = service.failed(flying, { op, error, now: clock.now(), random });
    keep(setback.state);
    return { ...setback, trouble: error.message };
  }
}

/** Entries that are not yet delivered. A crash can leave delivered ones behind. */
function waiting<S>(outbox: Outbox, service: Pick<Service<S, never>, 'done'>, state: S): readonly Entry[] {
  const done = new Set(service.done(state));
  const entries = outbox.entries();
  for (const { id } of entries) if (done.has(id)) outbox.remove(id);
  return entries.filter(({ id }) => !done.has(id));
}

const isPause = (op: { readonly do: string }): op is Pause => op.do === 'rest' || op.do === 'wait';
