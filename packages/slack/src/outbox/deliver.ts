import { type Clock, withTimeout } from '@signalbox/runner/clock';
import { compact } from '@signalbox/runner/values';
import { SlackError } from '../client/error.ts';
import type { Entry, Outbox } from '../ports.ts';
import { type FailureResult, fromStored, type Pause, type Service, toStored } from './service.ts';

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

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Moment by which it must be over. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** Do what can be done at once, but wait for nothing. */
  readonly withoutWaiting?: boolean;
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
export async function deliver<S extends object, O extends { readonly do: string }>(
  outbox: Outbox,
  service: Service<S, O>,
  options: DeliveryOptions,
): Promise<Delivery<S>> {
  const { clock, deadline, signal, withoutWaiting } = options;
  const context = { outbox, service, options };
  let progress = NOTHING_YET;
  for (;;) {
    const step = await deliverNext(context, progress);
    progress = noted(progress, step);
    const { state, pause } = step;
    const until = pause?.do === 'wait' ? pause.until : clock.now();
    const hopeless = until > deadline || signal.aborted || (pause !== undefined && withoutWaiting === true);
    if (pause?.do === 'rest' || hopeless) {
      const { lost, warnings, halt, troubles } = progress;
      const pending = service.pending(state, waiting(outbox, service, state));
      // The failure behind a pause that an earlier step ran into is not known here.
      const trouble = [...troubles.values()].at(-1) ?? (hopeless && !withoutWaiting ? PAUSED : undefined);
      return { state, pending, lost, warnings, ...compact({ halt, trouble }) };
    }
    if (pause !== undefined) await clock.sleep(until - clock.now(), signal);
  }
}

/** What happened in this delivery so far. */
interface Progress {
  /** Whether the outbox was ours at least once. */
  readonly begun: boolean;
  /** Kinds of requests that were refused. */
  readonly refused: ReadonlySet<string>;
  readonly warnings: readonly string[];
  /** The last failure of each kind of request that has not succeeded since. */
  readonly troubles: ReadonlyMap<string, string>;
  readonly lost: number;
  /** The first reason why nothing more can be delivered. */
  readonly halt?: string;
}

const NOTHING_YET: Progress = {
  begun: false,
  refused: new Set(),
  warnings: [],
  troubles: new Map(),
  lost: 0,
};

interface Step<S> extends Omit<FailureResult<S>, 'state'> {
  readonly state: S;
  /** The outbox was ours. */
  readonly held?: true;
  /** The kind of request that was made. */
  readonly tried?: string;
  readonly pause?: Pause;
  readonly trouble?: string;
}

/** The progress after one more step. */
function noted(before: Progress, step: Step<unknown>): Progress {
  const { tried, trouble, warning, held } = step;
  const halt = before.halt ?? step.halt;
  const others = [...before.troubles].filter(([kind]) => kind !== tried);
  const own: [string, string][] = tried === undefined || trouble === undefined ? [] : [[tried, trouble]];
  const isRefused = tried !== undefined && (step.refused === true || step.halt !== undefined);
  return {
    begun: before.begun || held === true,
    refused: isRefused ? new Set([...before.refused, tried]) : before.refused,
    warnings: warning === undefined ? before.warnings : [...before.warnings, warning],
    troubles: new Map([...others, ...own]),
    lost: before.lost + (step.lost ? 1 : 0),
    ...compact({ halt }),
  };
}

interface DeliveryContext<S extends object, O extends { readonly do: string }> {
  readonly outbox: Outbox;
  readonly service: Service<S, O>;
  readonly options: DeliveryOptions;
}

/** At most one request, with the lock held. */
async function deliverNext<S extends object, O extends { readonly do: string }>(
  context: DeliveryContext<S, O>,
  { begun, refused }: Progress,
): Promise<Step<S>> {
  const { outbox, service, options } = context;
  const { clock, deadline, withoutWaiting, last = false, signal } = options;
  const release = outbox.tryLock();
  if (release === undefined) {
    const pause = { do: 'wait', until: clock.now() + LOCK_POLL_MS } as const;
    return { state: load(context), pause };
  }
  try {
    const state = last && !begun ? forgetPauses(context) : load(context);
    const now = clock.now();
    // A delivery that waits for nothing gives nothing up either.
    const at = { now, refused, last, deadline: withoutWaiting ? Number.POSITIVE_INFINITY : deadline };
    const op = service.next(state, waiting(outbox, service, state), at);
    if (isPause(op)) return { state, held: true, pause: op };
    if (deadline - clock.now() < SHORTEST_REQUEST_MS || signal.aborted) {
      return { state, held: true, pause: { do: 'wait', until: Number.POSITIVE_INFINITY } };
    }
    return { ...(await attempt({ op, state }, context)), held: true };
  } finally {
    release();
  }
}

interface LoadContext<S extends object> {
  readonly outbox: Outbox;
  readonly service: Pick<Service<S, never>, 'empty' | 'unpaused'>;
}

const load = <S extends object>({ outbox, service }: LoadContext<S>): S =>
  fromStored(outbox.load(), service.empty);

function forgetPauses<S extends object>(context: LoadContext<S>): S {
  const state = context.service.unpaused(load(context));
  context.outbox.save(toStored(state));
  return state;
}

async function attempt<S extends object, O extends { readonly do: string }>(
  { op, state }: { readonly op: O; readonly state: S },
  { outbox, service, options }: DeliveryContext<S, O>,
): Promise<Step<S>> {
  const { clock, random, deadline } = options;
  const marked = service.markInFlight(state, op, clock.now());
  if (marked !== state) outbox.save(toStored(marked));
  const store = (after: S) => {
    outbox.save(toStored(after));
    for (const id of service.done(after)) outbox.remove(id);
  };
  try {
    const signal = withTimeout(Math.min(REQUEST_MS, deadline - clock.now()), clock, options.signal);
    const after = await service.perform(op, marked, { now: clock.now, signal });
    store(after);
    return { state: after, tried: op.do };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const result = service.failed(marked, { op, error, now: clock.now(), random });
    store(result.state);
    return { ...result, tried: op.do, trouble: error.message };
  }
}

/** Entries that are not yet delivered. A crash can leave delivered ones behind. */
function waiting<S extends object>(
  outbox: Outbox,
  service: Pick<Service<S, never>, 'done'>,
  state: S,
): readonly Entry[] {
  const done = new Set(service.done(state));
  const entries = outbox.entries();
  for (const { id } of entries) if (done.has(id)) outbox.remove(id);
  return entries.filter(({ id }) => !done.has(id));
}

const isPause = (op: { readonly do: string }): op is Pause => op.do === 'rest' || op.do === 'wait';
