import { type FinishedRun, type Forecast, forecast } from '@signalbox/estimate/forecast';
import { AT_ONCE, tasksLeft } from '@signalbox/estimate/plan';
import { alike, shapeOf } from '@signalbox/estimate/shape';
import { quantileOf } from '@signalbox/estimate/work';
import { type Attempt, attempts } from './attempt.ts';
import { CANCELLED } from './cause.ts';
import { endsWithin } from './ends-within.ts';
import { type History, learn } from './history.ts';
import { endsByLandmarks } from './landmark.ts';
import { flatten, isBack, notBegun, notUndone, type Order, type Planned, tasksOf } from './plan.ts';
import { left, type Progress, percent, type Workload } from './progress.ts';
import { type Span, secondsOf, spanKey, spanRecorder } from './span.ts';
import type { PlannedChange } from './stack.ts';
import { isOfStackItself, nestedStackId, type StackEvent } from './stack-event.ts';
import { limits, mayStall, type Pace, pace } from './stall.ts';
import { isInProgress, isRollback, type Operation, type Outcome } from './status.ts';
import type { TemplateResource } from './template.ts';
import { type Usual, undoing } from './usual.ts';

/** All that is known of one attempt, grown event by event. Reads nothing itself. */
export interface Tracker {
  add(events: readonly StackEvent[]): void;
  /** Says that all events of a stack up to this moment are known. */
  seen(stackId: string, at: number): void;
  /** Older events, of this stack or a nested one: they teach what is usual. */
  learnFrom(events: readonly StackEvent[]): void;
  /** What is to be touched; `partial` while what nested stacks are to change is not known. */
  plan(changes: readonly PlannedChange[], given: { readonly partial: boolean }): void;
  /** Tells in which order the root stack's resources are worked on. */
  order(resources: readonly TemplateResource[]): void;
  /** Takes a resource under way for stalled, because of what was seen of it. */
  suspect(span: Span, evidence: string): void;
  attempt(): Attempt | undefined;
  /** In the order they were read. */
  events(): readonly StackEvent[];
  spans(): readonly Span[];
  usualSeconds(span: Span): number;
  progress(now: number): Progress;
  /** Probability that the operation ends within so many seconds, by the work in sight and by earlier runs. */
  endsWithin(now: number): (seconds: number) => number;
  /** Whether earlier runs tell when the end comes. */
  isKnown(): boolean;
  /** Seconds that an undoing of all that was done takes at least. */
  undoSeconds(now: number): number;
  /** Of the whole operation; none while it rolls back. */
  forecast(): Forecast | undefined;
  /** What is under way, and how it keeps to its usual time. */
  paces(now: number): readonly Paced[];
  nested(): readonly Nested[];
  /** Of a nested stack and of what is under way in it: what those usually take that take longer than most. */
  late(stackId: string, now: number): readonly Usual[];
  /** Logical ids from below the root down to a stack. */
  pathOf(stackId: string): readonly string[];
}

export interface Paced {
  readonly span: Span;
  readonly pace: Pace;
  readonly elapsedSeconds: number;
  readonly usualSeconds: number;
  /** Seconds until it would count as stalled. */
  readonly stallsIn: number;
  /** Why it counts as stalled, whatever the time. */
  readonly evidence?: string;
}

/** A nested stack as its parent's latest event shows it. */
export interface Nested {
  readonly stackId: string;
  readonly parentId: string;
  readonly status: string;
  /** When the latest work on it began: milliseconds since the epoch. */
  readonly since: number;
  /** Its parent told of no more than updates without a failure that took so many milliseconds at most. */
  readonly quietFor: number;
  /** Its parent's latest word is that it was cancelled, because something else failed. */
  readonly cancelled: boolean;
}

export interface TrackerOptions {
  readonly rootId: string;
  /** Finished runs from elsewhere, for a stack whose own events tell of none. */
  readonly runs?: readonly FinishedRun[];
  /** The stack's status before the attempt. */
  readonly before?: string;
  readonly stallAfter: number | 'auto';
}

export function openTracker({ rootId, runs = [], stallAfter, before }: TrackerOptions): Tracker {
  const recorder = spanRecorder();
  const all: StackEvent[] = [];
  const own: StackEvent[] = [];
  const past = new Map<string, StackEvent[]>();
  /** A nested stack's latest event in its parent, and what all of them tell. */
  const parents = new Map<string, StackEvent & Pick<Nested, 'since' | 'quietFor'>>();
  const seenAt = new Map<string, number>();
  const suspected = new Map<string, string>();
  let changes: readonly Planned[] | undefined;
  let partial = false;
  let order: Order | undefined;
  let learnt: History | undefined = learn(past);
  let foreseen: { readonly forecast: Forecast | undefined } | undefined;
  let shown = 0;

  const found = () => attempts(own, before);
  const attempt = () => found()[0];
  const history = () => {
    learnt ??= learn(past);
    return learnt;
  };
  const expected = () => {
    const current = attempt();
    if (current === undefined || current.rollbackSince !== undefined) return undefined;
    foreseen ??= { forecast: foresee(current.operation) };
    return foreseen.forecast;
  };
  /** Not known before the changes of the nested stacks are. */
  const shape = () => (partial ? undefined : shapeOf(changes ?? []));
  const foresee = (operation: Operation) => {
    const own = history().runs(rootId, operation);
    return forecast(alike(own.length > 0 ? own : runs, shape()));
  };
  const plan = (current: Attempt): readonly Planned[] | undefined => {
    if (current.rollbackSince !== undefined)
      return notUndone(recorder.spans(), current.rollbackSince, current.operation === 'CREATE');
    const planned = changes ?? history().lastWork(rootId, current.operation);
    return planned.length === 0 ? undefined : notBegun(planned, recorder.spans());
  };

  /** The next operation may begin before we look again: it is somebody else's, with all that belongs to it. */
  const isOfNext = (event: StackEvent) => {
    const next = found()[1];
    return next !== undefined && event.time >= next.startedAt;
  };
  const add = (events: readonly StackEvent[]) => {
    for (const event of events) {
      if (isOfStackItself(event) && event.stackId === rootId) own.push(event);
      if (isOfNext(event)) continue;
      all.push(event);
      recorder.add(event);
      const nested = nestedStackId(event);
      if (nested === undefined) continue;
      const before = parents.get(nested);
      const goesOn = before !== undefined && (isInProgress(before.status) || !isInProgress(event.status));
      const since = goesOn ? before.since : event.time;
      const quiet = isUpdate(event.status) ? event.time - since : Number.POSITIVE_INFINITY;
      parents.set(nested, { ...event, since, quietFor: Math.max(quiet, before?.quietFor ?? 0) });
    }
  };
  const learnFrom = (events: readonly StackEvent[]) => {
    for (const event of events) {
      const earlier = past.get(event.stackId);
      if (earlier === undefined) past.set(event.stackId, [event]);
      else earlier.push(event);
    }
    for (const earlier of past.values()) earlier.sort((a, b) => a.time - b.time);
    if (events.length === 0) return;
    learnt = undefined;
    foreseen = undefined;
  };
  const workloadOf = (current: Attempt): Workload => {
    const { startedAt, operation } = current;
    const rollbackSince = current.rollbackSince ?? (isRollback(operation) ? startedAt : undefined);
    const back = rollbackSince !== undefined;
    const spans = recorder.spans().filter((span) => isBack(span, rollbackSince) === back);
    const planned = plan(current);
    const usual = back ? undoing(history().usual) : history().usual;
    const pending = tasksOf(planned ?? [], usual, back ? undefined : order);
    return {
      ...{ spans, pending, usual, planned: planned !== undefined },
      ...{ began: rollbackSince ?? startedAt, seenAt: (stackId) => seenAt.get(stackId) },
    };
  };
  const elapsedOf = ({ startedAt, decided }: Attempt, now: number) =>
    Math.max(0, ((decided?.at ?? now) - startedAt) / 1000);
  const progress = (now: number): Progress => {
    const current = attempt();
    if (current === undefined) return NOTHING;
    const { decided } = current;
    const elapsedSeconds = elapsedOf(current, now);
    const workload = workloadOf(current);
    const { spans, pending } = workload;
    const running = spans.filter(({ endedAt }) => endedAt === undefined);
    const rest = decided ? NOTHING.left : left(workload, now, elapsedSeconds, expected());
    shown = decided ? at100(decided.outcome, shown) : percent(elapsedSeconds, rest.seconds, shown);
    const total = new Set(spans.map(spanKey)).size + pending.length;
    const done = total - pending.length - new Set(running.map(spanKey)).size;
    const signature = shape();
    return {
      ...{ elapsedSeconds, percent: shown, left: rest, done, total, running },
      ...(signature && { shape: signature }),
      ...((!workload.planned || isOpaque(changes)) && !decided && { unplanned: true }),
    };
  };
  const landmarks = (current: Attempt) =>
    history().landmarks(rootId, current.operation, {
      direction: current.rollbackSince === undefined ? 'forward' : 'back',
      shape: shape(),
    });
  const undoSeconds = (now: number) => {
    const current = attempt();
    if (current === undefined) return 0;
    // How long going back takes only an earlier rollback tells.
    if (current.rollbackSince !== undefined)
      return landmarks(current).runs > 0 ? Number.POSITIVE_INFINITY : 0;
    const planned = notUndone(recorder.spans(), now + 1, current.operation === 'CREATE');
    const { usual } = history();
    return tasksLeft(tasksOf(planned, usual), EARLY_LEVEL, UNDONE_AT_ONCE);
  };
  const nearness = (now: number) => {
    const current = attempt();
    if (current === undefined) return () => 0;
    const since = current.rollbackSince ?? current.startedAt;
    const known = landmarks(current);
    const passing = {
      events: all.filter(({ time }) => time >= since),
      now,
      seenAt: (id: string) => seenAt.get(id),
    };
    const byThem = endsByLandmarks(known, passing);
    return endsWithin(workloadOf(current), {
      ...{ now, elapsed: elapsedOf(current, now), runs: expected() },
      ...(byThem && { landmarks: byThem }),
    });
  };
  /** A resource may have ended since its stack was last looked at: until then it is judged. */
  const paced = (span: Span, now: number): Paced => {
    const elapsedSeconds = secondsOf(span, Math.min(now, seenAt.get(span.stackId) ?? now));
    const usual = history().usual(span);
    const bounds = limits(span.type, usual, stallAfter);
    const stallsIn = bounds.stalled - secondsOf(span, now);
    const evidence = suspected.get(spanKey(span));
    const common = { span, elapsedSeconds, usualSeconds: usual.seconds, stallsIn };
    return evidence === undefined
      ? { ...common, pace: pace(elapsedSeconds, bounds) }
      : { ...common, pace: 'stalled', evidence };
  };
  const running = () => recorder.spans().filter(({ endedAt }) => endedAt === undefined);
  const late = (stackId: string, now: number) =>
    running()
      .filter((span) => span.physicalId === stackId || span.stackId === stackId)
      .map((span) => ({ seconds: secondsOf(span, now), usual: history().usual(span) }))
      .filter(({ seconds, usual }) => seconds > quantileOf(usual, LATE_LEVEL))
      .map(({ usual }) => usual);
  const pathOf = (stackId: string): string[] => {
    const parent = parents.get(stackId);
    return parent === undefined || stackId === rootId ? [] : [...pathOf(parent.stackId), parent.logicalId];
  };

  return {
    add,
    seen: (stackId, at) => seenAt.set(stackId, at),
    learnFrom,
    plan: (planned, given) => {
      changes = planned.length === 0 ? undefined : flatten(planned, rootId);
      partial = given.partial;
      foreseen = undefined;
    },
    order: (resources) => {
      order = { stackId: rootId, resources };
    },
    suspect: (span, evidence) => suspected.set(spanKey(span), evidence),
    attempt,
    events: () => all,
    spans: recorder.spans,
    usualSeconds: (span) => history().usual(span).seconds,
    progress,
    endsWithin: nearness,
    forecast: expected,
    isKnown: () => {
      const current = attempt();
      return current !== undefined && landmarks(current).runs > 0;
    },
    undoSeconds,
    paces: (now) =>
      running()
        .filter(mayStall)
        .map((span) => paced(span, now)),
    late,
    nested: () =>
      [...parents].map(([stackId, { stackId: parentId, status, since, quietFor, reason = '' }]) => ({
        ...{ stackId, parentId, status, since, quietFor, cancelled: CANCELLED.test(reason) },
      })),
    pathOf,
  };
}

const isOpaque = (planned: readonly Planned[] = []) => planned.some(({ opaque }) => opaque);

/** All of it is done only by success. */
const at100 = (outcome: Outcome, shown: number) => (outcome === 'succeeded' ? 100 : Math.min(99, shown));

/** Late is what takes longer than so many of its kind. */
const LATE_LEVEL = 0.8;

/** What is quicker than most. */
const EARLY_LEVEL = 0.1;
/** What is undone at once may be more than what is usually worked on at once. */
const UNDONE_AT_ONCE = 2 * AT_ONCE;

const isUpdate = (status: string) => status === 'UPDATE_IN_PROGRESS' || status === 'UPDATE_COMPLETE';

const NOTHING: Progress = {
  elapsedSeconds: 0,
  percent: 0,
  left: { seconds: 0, low: 0, high: 0 },
  done: 0,
  total: 0,
  running: [],
};
