import type { Clock } from '@signalbox/runner/clock';
import { SlackError } from '../client/error.ts';
import { withTimeout } from '../client/timeout.ts';
import type { Entry, Outbox } from '../ports.ts';

/** Nothing can be done now: `rest` until there is news, `wait` until a moment. */
export type Pause = { readonly do: 'rest' } | { readonly do: 'wait'; readonly until: number };

/** How one kind of channel is served. All but `perform` is pure. */
export interface Service<S, O extends { readonly do: string }> {
  /** What is known of the channel, from what `save` kept. */
  read(saved: unknown): S;
  next(state: S, entries: readonly Entry[], at: Moment): O | Pause;
  /** The state to keep before the request is sent, so that a crash leaves its trace. */
  takeOff(state: S, op: O, now: number): S;
  /** One request; the state after it. @throws SlackError */
  perform(op: O, state: S, request: Request): Promise<S>;
  failed(state: S, failure: Failure<O>): Setback<S>;
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
  /** What Slack refused in this delivery: asked again, it would be refused again. */
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

export interface Setback<S> {
  readonly state: S;
  /** Why nothing more can be delivered until a person mends it. */
  readonly halt?: string;
  /** Something a person should know of, although delivery goes on. */
  readonly warning?: string;
  /** It is not known to have arrived, and it is not tried again. */
  readonly lost?: true;
  /** Not worth another try in this delivery, though nothing is lost by that. */
  readonly refused?: true;
}

export interface Delivery<S> {
  readonly state: S;
  readonly pending: number;
  /** How many messages were given up, or may not have arrived. */
  readonly lost: number;
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
  /** The last chance: pauses that earlier steps were asked for do not count, and nothing is held back. */
  readonly last?: boolean;
}

/** No single request may take longer. */
const REQUEST_MS = 10_000;
/** A request that cannot have this long is not begun. */
const SHORTEST_REQUEST_MS = 1000;
const LOCK_POLL_MS = 100;
const PAUSED = 'a pause after earlier trouble is longer than this step may take (input "delivery-budget").';

/**
 * Delivers what is due, one request at a time, until all is done or the deadline comes.
 * What Slack refuses is not asked again, but what else can be delivered still is.
 * The lock is held for a request, never for a pause: other processes of the job go on in between.
 */
export async function deliver<S, O extends { readonly do: string }>(
  outbox: Outbox,
  service: Service<S, O>,
  terms: Terms,
): Promise<Delivery<S>> {
  const { clock, deadline, signal } = terms;
  const course: Course<S, O> = { outbox, service, terms, refused: new Set(), begun: false };
  const warnings: string[] = [];
  const troubles = new Map<string, string>();
  let halt: string | undefined;
  let lost = 0;
  for (;;) {
    const turn = await takeTurn(course);
    const { state, pause, tried } = turn;
    if (turn.warning !== undefined) warnings.push(turn.warning);
    if (turn.lost) lost++;
    if (tried !== undefined) troubles.delete(tried);
    if (tried !== undefined && turn.trouble !== undefined) troubles.set(tried, turn.trouble);
    if (tried !== undefined && (turn.refused || turn.halt !== undefined)) course.refused.add(tried);
    halt ??= turn.halt;
    const until = pause?.do === 'wait' ? pause.until : clock.now();
    const hopeless = until > deadline || signal.aborted || (pause !== undefined && terms.impatient);
    if (pause?.do === 'rest' || hopeless) {
      const pending = service.pending(state, waiting(outbox, service, state));
      // Of a pause that an earlier step ran into, the failure itself is not known here.
      const paused = hopeless && !terms.impatient ? PAUSED : undefined;
      const trouble = [...troubles.values()].at(-1) ?? paused;
      const why = { ...(halt === undefined ? {} : { halt }), ...(trouble === undefined ? {} : { trouble }) };
      return { state, pending, lost, warnings, ...why };
    }
    if (pause !== undefined) await clock.sleep(until - clock.now(), signal);
  }
}

interface Course<S, O extends { readonly do: string }> {
  readonly outbox: Outbox;
  readonly service: Service<S, O>;
  readonly terms: Terms;
  /** Kinds of requests that were refused in this delivery. */
  readonly refused: Set<string>;
  /** Whether the outbox was ours at least once. */
  begun: boolean;
}

interface Turn<S> {
  readonly state: S;
  /** The kind of request that was made. */
  readonly tried?: string;
  readonly pause?: Pause;
  readonly halt?: string;
  readonly warning?: string;
  readonly trouble?: string;
  readonly lost?: true;
  readonly refused?: true;
}

async function takeTurn<S, O extends { readonly do: string }>(course: Course<S, O>): Promise<Turn<S>> {
  const { outbox, service, terms, refused } = course;
  const { clock, deadline, impatient, last = false } = terms;
  const release = outbox.tryLock();
  if (release === undefined) {
    const pause = { do: 'wait', until: clock.now() + LOCK_POLL_MS } as const;
    return { state: service.read(outbox.load()), pause };
  }
  try {
    const state = begin(course);
    const now = clock.now();
    // Whoever waits for nothing gives nothing up either.
    const at = { now, refused, last, deadline: impatient ? Number.POSITIVE_INFINITY : deadline };
    const op = service.next(state, waiting(outbox, service, state), at);
    if (isPause(op)) return { state, pause: op };
    if (terms.deadline - clock.now() < SHORTEST_REQUEST_MS || terms.signal.aborted) {
      return { state, pause: { do: 'wait', until: Number.POSITIVE_INFINITY } };
    }
    return await attempt({ op, state }, course);
  } finally {
    release();
  }
}

function begin<S, O extends { readonly do: string }>(course: Course<S, O>): S {
  const { outbox, service, terms, begun } = course;
  const kept = service.read(outbox.load());
  course.begun = true;
  if (!terms.last || begun) return kept;
  const state = service.unpaused(kept);
  outbox.save(state);
  return state;
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
    return { state: after, tried: op.do };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const setback = service.failed(flying, { op, error, now: clock.now(), random });
    keep(setback.state);
    return { ...setback, tried: op.do, trouble: error.message };
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
