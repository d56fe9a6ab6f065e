import type { Registration, State, Status } from '../model/registration.ts';
import {
  type Distributions,
  END_STATES,
  type EndState,
  noneCounted,
  withOne,
} from '../words/distributions.ts';
import type { Totals } from '../words/totals.ts';

/** What an ending adds to its state. */
export interface Marks {
  readonly rollback?: boolean;
  readonly breach?: boolean;
}

/** A deployment that is over: it held, and ended. */
export type Ended = Registration & Required<Pick<Registration, 'heldSince' | 'ended'>>;
/** One whose last words carry totals. */
export type EndedWithTotals = Ended & { readonly ended: Status & { readonly totals: Totals } };

export const isEnded = (one: Registration): one is Ended =>
  one.heldSince !== undefined && one.ended !== undefined;
export const hasTotals = (one: Ended): one is EndedWithTotals => one.ended.totals !== undefined;

/** The newest with totals: the one that has counted most. */
const newestWithTotals = (ended: readonly Ended[]): EndedWithTotals | undefined =>
  ended.filter(hasTotals).toSorted((a, b) => b.ended.totals.all - a.ended.totals.all)[0];

/**
 * Whether an ending with totals has counted another one. Those with totals are a chain, so one with less was counted. One
 * without (its owner was lost, say) was, when it was over before the turn of the one with totals; where both held at once,
 * when it ended earlier.
 */
export function hasCounted(
  { ended: { totals, createdAt }, heldSince }: EndedWithTotals,
  one: Ended,
): boolean {
  if (hasTotals(one)) return one.ended.totals.all < totals.all;
  if (one.ended.createdAt <= heldSince) return true;
  return one.heldSince < createdAt && one.ended.createdAt < createdAt;
}

/** The newest with totals that is `wanted`, and what it has not counted. */
function counted(registrations: readonly Registration[], wanted: (one: Ended) => boolean = () => true) {
  const ended = registrations.filter(isEnded);
  const newest = newestWithTotals(ended.filter(wanted));
  const open =
    newest === undefined ? ended : ended.filter((one) => one !== newest && !hasCounted(newest, one));
  return { newest, open };
}

/** Whether these registrations say what had ended before them. */
export const anyTotals = (registrations: readonly Registration[]): boolean =>
  counted(registrations).newest !== undefined;

/**
 * What must not be deleted, or the count is lost: the newest with totals, and what it has not counted; and the newest that says
 * how long those took that ended as it did.
 */
export function neededToCount(registrations: readonly Registration[]): ReadonlySet<Registration> {
  const { newest, open } = counted(registrations);
  if (newest === undefined) return new Set();
  const distributed = END_STATES.flatMap((of) => counted(registrations, countsEndState(of)).newest ?? []);
  return new Set([newest, ...open, ...distributed]);
}

const countsEndState =
  (of: EndState) =>
  ({ counted: distributions, ended }: Ended): boolean =>
    distributions?.of === of && ended.state === of;

const NOTHING = { all: 0, failures: 0, errors: 0, released: 0, rollbacks: 0, breaches: 0 } as const;

/** All endings that these registrations show and count; undefined before the first. */
export function totalsOf(registrations: readonly Registration[]): Totals | undefined {
  const { newest, open } = counted(registrations);
  const before = newest?.ended.totals ?? startOf(open);
  return before && open.reduce<Totals>((sum, { ended: { state } }) => plus(sum, state), before);
}

function startOf(ended: readonly Ended[]): Totals | undefined {
  const times = ended.map(({ ended: { createdAt } }) => createdAt);
  return times.length === 0 ? undefined : { ...NOTHING, since: dayOf(Math.min(...times)) };
}

export interface OwnEnding {
  readonly nonce: string;
  readonly state: State;
  readonly marks?: Marks | undefined;
  /** The server's time. */
  readonly now: number;
}

/** With one ending more: that of the registration with this nonce. */
export function totalsWith(registrations: readonly Registration[], own: OwnEnding): Totals {
  const before = totalsOf(registrations.filter(({ payload }) => payload.nonce !== own.nonce));
  return plus(before ?? { ...NOTHING, since: dayOf(own.now) }, own.state, own.marks);
}

/**
 * How long all took that these registrations show and count, apart by how they ended; none for an end that none had. Where
 * the newest that counted is deleted they begin again, with another day.
 */
export const distributionsOf = (registrations: readonly Registration[]): readonly Distributions[] =>
  END_STATES.flatMap((of) => distributionOf(of, registrations) ?? []);

function distributionOf(of: EndState, registrations: readonly Registration[]): Distributions | undefined {
  const { newest, open } = counted(registrations, countsEndState(of));
  const alike = open.filter(({ ended }) => ended.state === of);
  const since = startOf(alike)?.since;
  const before = newest?.counted ?? (since === undefined ? undefined : noneCounted(of, since));
  return before && alike.reduce((sum, one) => withOne(sum, timesOf(one, one.ended.createdAt)), before);
}

/** With one ending more: that of `own`, as `of`, now. */
export function distributionsWith(
  registrations: readonly Registration[],
  own: Pick<Ended, 'payload' | 'createdAt' | 'heldSince'>,
  { of, now }: { readonly of: EndState; readonly now: number },
): readonly Distributions[] {
  const others = registrations.filter(({ payload }) => payload.nonce !== own.payload.nonce);
  const before = distributionsOf(others);
  const alike = before.find((one) => one.of === of) ?? noneCounted(of, dayOf(now));
  return [...before.filter((one) => one.of !== of), withOne(alike, timesOf(own, now))];
}

const timesOf = ({ createdAt, heldSince }: Pick<Ended, 'createdAt' | 'heldSince'>, endedAt: number) => ({
  heldSeconds: Math.max(0, (endedAt - heldSince) / 1000),
  waitedSeconds: Math.max(0, (heldSince - createdAt) / 1000),
});

function plus(totals: Totals, state: State, { rollback = false, breach = false }: Marks = {}): Totals {
  return {
    ...totals,
    all: totals.all + 1,
    failures: totals.failures + Number(state === 'failure'),
    errors: totals.errors + Number(state === 'error'),
    released: totals.released + Number(state === 'inactive'),
    rollbacks: totals.rollbacks + Number(rollback),
    breaches: totals.breaches + Number(breach),
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
