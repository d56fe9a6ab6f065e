// The bake as one plain value with pure steps: `next` says what to do, `applied` takes what came of it.
import {
  type Ask,
  asksOf,
  CONFIRM_SECONDS,
  costOf,
  historyCost,
  mostCalls,
  POLL_SECONDS,
  secondsACall,
} from './pace.ts';
import { type AlarmTransition, keyOf, type Reading, type Subject } from './subject.ts';

/** So many bad polls in a row make a breach. */
const IN_A_ROW = 2;
interface BakePlan {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly subjects: readonly Subject[];
}

interface Counts {
  readonly polls: number;
  readonly bad: number;
  readonly noData: number;
  readonly unread: number;
}

export interface SubjectState extends Counts {
  readonly subject: Subject;
  /** Bad polls in a row. */
  readonly row: number;
  /** Polls in a row that gave no data; those that failed do not change it. */
  readonly noDataRow: number;
  readonly unreadRow: number;
  readonly polledAt: number;
  /** Since when it counts, milliseconds since the epoch: a pre-existing one does as soon as it was seen to be good. */
  readonly countsFrom: number | undefined;
  readonly last: string;
}

interface Breach {
  readonly subject: Subject;
  readonly words: string;
}

export interface BakeState {
  readonly plan: BakePlan;
  readonly subjects: Readonly<Record<string, SubjectState>>;
  readonly polledAt: number;
  /** Alarms that changed between two polls, and are as they were: their history says whether they went off. */
  readonly suspected: readonly string[];
  /** Requests to AWS so far. */
  readonly calls: number;
  /** When each of what AWS is asked for was asked last, by its id. */
  readonly askedAt: Readonly<Record<string, number>>;
  /** When what costs nothing is polled next, and when AWS may be asked next. */
  readonly due: { readonly free: number; readonly paid: number };
  readonly confirmAt: number;
  /** Where a bad poll is to be confirmed: only these are polled. */
  readonly uncertain: readonly string[];
  readonly history: 'unread' | 'read' | { readonly failed: string };
  readonly breach?: Breach;
}

export type BakeMove =
  | { readonly kind: 'poll'; readonly at: number; readonly keys: readonly string[] }
  | {
      readonly kind: 'history';
      readonly at: number;
      readonly from: number;
      readonly keys: readonly string[];
      readonly isLast: boolean;
    }
  | { readonly kind: 'end' };

export const endOf = ({ startedAt, seconds }: BakePlan): number => startedAt + seconds * 1000;

export function newBake(plan: BakePlan): BakeState {
  const subjects = plan.subjects.map((subject): [string, SubjectState] => [
    keyOf(subject),
    {
      ...{ subject, row: 0, noDataRow: 0, unreadRow: 0, last: 'not looked at', polledAt: plan.startedAt },
      ...{ polls: 0, bad: 0, noData: 0, unread: 0 },
      countsFrom: subject.preExisting ? undefined : plan.startedAt,
    },
  ]);
  return {
    ...{ plan, subjects: Object.fromEntries(subjects), calls: 0, uncertain: [] },
    ...{ polledAt: plan.startedAt, suspected: [] },
    ...{ askedAt: {}, confirmAt: plan.startedAt },
    due: {
      free: Math.min(plan.startedAt + POLL_SECONDS * 1000, endOf(plan)),
      paid: Math.min(plan.startedAt + secondsACall(plan.subjects, plan.seconds) * 1000, endOf(plan)),
    },
    history: plan.subjects.some(({ kind }) => kind === 'alarm') ? 'unread' : 'read',
  };
}

/** What to do next, and when. */
export function next(state: BakeState): BakeMove {
  const { plan, breach, confirmAt, uncertain, history, suspected } = state;
  if (breach !== undefined) return { kind: 'end' };
  const end = endOf(plan);
  if (suspected.length > 0 && canReadHistory(state)) {
    return { kind: 'history', at: state.polledAt, from: plan.startedAt, keys: suspected, isLast: false };
  }
  // A poll that was bad at the very end is confirmed after it.
  if (uncertain.length > 0) return { kind: 'poll', at: confirmAt, keys: uncertain };
  const poll = nextPoll(state);
  if (poll !== undefined) return poll;
  if (history !== 'unread') return { kind: 'end' };
  return { kind: 'history', at: end, from: plan.startedAt, keys: alarmsOf(state), isLast: true };
}

const alarmsOf = ({ subjects }: BakeState) =>
  Object.keys(subjects).filter((key) => subjects[key]?.subject.kind === 'alarm');

/** Polls that come so close to each other are one. */
const JOIN_MS = 5000;

/** What is due next: all that costs nothing, what AWS is asked for in its turn, or both. */
function nextPoll({ plan, due, ...state }: BakeState): Extract<BakeMove, { kind: 'poll' }> | undefined {
  const free = plan.subjects.filter(({ request }) => request === undefined).map(keyOf);
  const lanes = [
    { at: due.free, keys: free },
    { at: due.paid, keys: nextAsk({ plan, due, ...state })?.keys ?? [] },
  ].filter(({ at, keys }) => keys.length > 0 && at <= endOf(plan));
  if (lanes.length === 0) return undefined;
  const at = Math.min(...lanes.map((lane) => lane.at));
  return { kind: 'poll', at, keys: lanes.flatMap((lane) => (lane.at - at <= JOIN_MS ? lane.keys : [])) };
}

/** Whose turn it is at AWS; nobody's where that would leave too few requests for the history at the end. */
function nextAsk({ plan, calls, askedAt }: BakeState): Ask | undefined {
  const asks = asksOf(plan.subjects);
  const [ask] = asks.toSorted((a, b) => (askedAt[a.id] ?? 0) - (askedAt[b.id] ?? 0));
  if (ask === undefined || askedAt[ask.id] === undefined) return ask;
  const most = mostCalls(asks, plan.subjects, plan.seconds);
  return calls + ask.cost + historyCost(plan.subjects) <= most ? ask : undefined;
}

/** Requests that the history of these alarms takes. */
const costOfHistory = ({ subjects }: BakeState, keys: readonly string[]) =>
  historyCost(keys.flatMap((key) => subjects[key]?.subject ?? []));

/** So many polls may be left out at the end for it: what happens then is in the history that is read at the end. */
const SPARED_POLLS = 2;

/** Whether the polls to come, and the history at the end, are still within what may be asked. */
function canReadHistory(state: BakeState): boolean {
  const { plan, calls, polledAt, suspected } = state;
  const asks = asksOf(plan.subjects);
  const remaining = Math.max(0, endOf(plan) - polledAt) / (secondsACall(plan.subjects, plan.seconds) * 1000);
  const later = Math.max(0, Math.ceil(remaining) - SPARED_POLLS) + historyCost(plan.subjects);
  return calls + costOfHistory(state, suspected) + later <= mostCalls(asks, plan.subjects, plan.seconds);
}

export type BakeResult =
  | { readonly kind: 'polled'; readonly at: number; readonly readings: readonly Reading[] }
  | (Asked & { readonly kind: 'history'; readonly transitions: readonly AlarmTransition[] })
  | (Asked & { readonly kind: 'no-history'; readonly why: string });

interface Asked {
  readonly keys: readonly string[];
  readonly isLast: boolean;
}

/** The state after a move was made. */
export function applied(state: BakeState, result: BakeResult): BakeState {
  switch (result.kind) {
    case 'polled':
      return polled(state, result);
    case 'no-history':
      return { ...asked(state, result), ...(result.isLast ? { history: { failed: result.why } } : {}) };
    case 'history':
      return withHistory(
        { ...asked(state, result), ...(result.isLast ? { history: 'read' } : {}) },
        result.transitions,
      );
  }
}

const asked = (state: BakeState, { keys }: Asked): BakeState => ({
  ...state,
  ...{ suspected: [], calls: state.calls + costOfHistory(state, keys) },
});

function polled(state: BakeState, { at, readings }: Extract<BakeResult, { kind: 'polled' }>): BakeState {
  const seen = readings.flatMap((reading): [string, SubjectState][] => {
    const before = state.subjects[reading.key];
    return before === undefined ? [] : [[reading.key, afterReading(before, reading, at)]];
  });
  const subjects = { ...state.subjects, ...Object.fromEntries(seen) };
  const broken = seen.find(([, { row, countsFrom }]) => row >= IN_A_ROW && countsFrom !== undefined)?.[1];
  const uncertain = seen
    .filter(([, each]) => each.row > 0 && each.countsFrom !== undefined)
    .map(([key]) => key);
  const suspected = readings
    .filter((reading) => hasMoved(state.subjects[reading.key], reading))
    .map(({ key }) => key);
  const isFresh = readings.some(({ key, state: shown }) => shown === 'bad' && uncertain.includes(key));
  const keys = seen.map(([key]) => key);
  return {
    ...state,
    ...{ subjects, polledAt: at, suspected, uncertain: broken === undefined ? uncertain : [] },
    ...afterAsking(state, keys, at),
    confirmAt: at + (isFresh ? CONFIRM_SECONDS : POLL_SECONDS) * 1000,
    ...(broken === undefined ? {} : { breach: { subject: broken.subject, words: broken.last } }),
  };
}

/** Each request pays for its time, so that many uncertain subjects do not ask more often; the last poll is at the end. */
function afterAsking(
  { plan, due, calls, askedAt }: BakeState,
  keys: readonly string[],
  at: number,
): Pick<BakeState, 'calls' | 'askedAt' | 'due'> {
  const asks = asksOf(plan.subjects);
  const asked = asks.filter((ask) => ask.keys.some((key) => keys.includes(key)));
  const cost = costOf(asks, keys);
  const isFree = plan.subjects.some((each) => each.request === undefined && keys.includes(keyOf(each)));
  const end = endOf(plan);
  const isLast = at >= end || end - at < CONFIRM_SECONDS * 1000;
  const lane = (planned: number) => (isLast ? planned : Math.min(planned, end));
  const paid = Math.max(due.paid, at) + cost * secondsACall(plan.subjects, plan.seconds) * 1000;
  return {
    calls: calls + cost,
    askedAt: { ...askedAt, ...Object.fromEntries(asked.map(({ id }) => [id, at])) },
    due: {
      free: isFree ? lane(at + POLL_SECONDS * 1000) : due.free,
      paid: cost > 0 ? lane(paid) : due.paid,
    },
  };
}

/** It is not bad, but came to be so after the last poll: it may have been bad in between. */
const hasMoved = (before: SubjectState | undefined, { state, since }: Reading): boolean =>
  before?.countsFrom !== undefined &&
  (state === 'quiet' || state === 'no-data') &&
  since !== undefined &&
  since > before.polledAt;

function afterReading(before: SubjectState, { state, words }: Reading, at: number): SubjectState {
  const counted = {
    ...before,
    polls: before.polls + 1,
    bad: before.bad + (state === 'bad' ? 1 : 0),
    noData: before.noData + (state === 'no-data' ? 1 : 0),
    unread: before.unread + (state === 'unread' ? 1 : 0),
    unreadRow: state === 'unread' ? before.unreadRow + 1 : 0,
    last: words,
  };
  // A poll that failed says neither that it is bad still nor that it is not.
  if (state === 'unread') return counted;
  return {
    ...counted,
    polledAt: at,
    row: state === 'bad' ? before.row + 1 : 0,
    noDataRow: state === 'no-data' ? before.noDataRow + 1 : 0,
    countsFrom: before.countsFrom ?? (state === 'quiet' ? at : undefined),
  };
}

/** What went off and was quiet again between two polls counts: CloudWatch judged it by its own datapoints. */
function withHistory(state: BakeState, transitions: readonly AlarmTransition[]): BakeState {
  const counted = transitions
    .toSorted((a, b) => a.at - b.at)
    .flatMap((transition) => {
      const found = state.subjects[keyOf({ kind: 'alarm', name: transition.name })];
      const { countsFrom } = found ?? {};
      return found === undefined || countsFrom === undefined || transition.at < countsFrom
        ? []
        : [{ transition, found }];
    })[0];
  if (counted === undefined) return state;
  const { transition, found } = counted;
  const words = `went off at ${clock(transition.at)}: ${transition.reason}`;
  return { ...state, breach: { subject: found.subject, words } };
}

const clock = (at: number) => `${new Date(at).toISOString().slice(11, 19)} UTC`;
