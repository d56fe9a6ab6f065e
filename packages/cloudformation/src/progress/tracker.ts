import { type FinishedRun, type Forecast, forecast } from '@signalbox/estimate/forecast';
import { alike, shapeOf } from '@signalbox/estimate/shape';
import { CANCELLED } from '../cause/cause.ts';
import { type Attempt, attempts } from '../model/attempt.ts';
import { NO_SPANS, recorded, type Span, type SpanRecord, spanKey } from '../model/span.ts';
import type { PlannedChange, StackMonitoring } from '../model/stack.ts';
import { isOfStackItself, nestedStackId, type StackEvent } from '../model/stack-event.ts';
import { isInProgress } from '../model/status.ts';
import type { TemplateResource } from '../model/template.ts';
import { type History, learn } from './history.ts';
import { flatten, type Order, type Planned } from './plan.ts';

/**
 * All that is known of one attempt: a plain value. The steps of this file take one and return the next; what it tells is
 * read by the functions of timing.ts and tracked-progress.ts. Nothing here reads from AWS.
 */
export interface Tracker {
  readonly options: TrackerOptions;
  /** Of the attempt, in the order they were read. */
  readonly events: readonly StackEvent[];
  /** The root stack's own, those of a next operation included. */
  readonly own: readonly StackEvent[];
  readonly attempt: Attempt | undefined;
  readonly record: SpanRecord;
  readonly nested: ReadonlyMap<string, Nested>;
  /** Older events by stack, oldest first, and what they teach. */
  readonly past: ReadonlyMap<string, readonly StackEvent[]>;
  readonly history: History;
  /** By stack: until when all of its events are known. */
  readonly seenAt: ReadonlyMap<string, number>;
  /** By span: what was seen of it, because of which it counts as stalled. */
  readonly suspected: ReadonlyMap<string, string>;
  readonly changes: readonly Planned[] | undefined;
  /** What nested stacks are to change is not known. */
  readonly partial: boolean;
  readonly order: Order | undefined;
  /** What CloudFormation itself watches after the last resource. */
  readonly monitoring: StackMonitoring | undefined;
  /** Of the whole operation, from earlier runs. */
  readonly forecast: Forecast | undefined;
  /** The percentage shown last, which never falls. */
  readonly shown: number;
}

/** A nested stack as its parent's latest event shows it. */
export interface Nested {
  readonly stackId: string;
  readonly parentId: string;
  /** In its parent. */
  readonly logicalId: string;
  readonly status: string;
  /** When the latest work on it began: milliseconds since the epoch. */
  readonly since: number;
  /** Its parent told of no more than updates without a failure that took so many milliseconds at most. */
  readonly quietFor: number;
  /** Its parent's latest event is that it was cancelled, because something else failed. */
  readonly cancelled: boolean;
}

interface TrackerOptions {
  readonly rootId: string;
  /** Finished runs from elsewhere, for a stack whose own events tell of none. */
  readonly runs?: readonly FinishedRun[];
  /** The stack's status before the attempt. */
  readonly before?: string;
  readonly stallAfter: number | 'auto';
}

export const newTracker = (options: TrackerOptions): Tracker => ({
  options,
  events: [],
  own: [],
  attempt: undefined,
  record: NO_SPANS,
  nested: new Map(),
  past: new Map(),
  history: learn(new Map()),
  seenAt: new Map(),
  suspected: new Map(),
  changes: undefined,
  partial: false,
  order: undefined,
  monitoring: undefined,
  forecast: undefined,
  shown: 0,
});

/**
 * Further events of the root stack or of a nested one, oldest first. The next operation may begin before the next poll: it
 * is somebody else's, with all that belongs to it.
 */
export function observed(tracker: Tracker, events: readonly StackEvent[]): Tracker {
  const { rootId, before } = tracker.options;
  const own = [...tracker.own];
  const ours: StackEvent[] = [];
  let [attempt, next] = attempts(own, before);
  for (const event of events) {
    if (isOfStackItself(event) && event.stackId === rootId) {
      own.push(event);
      [attempt, next] = attempts(own, before);
    }
    if (next === undefined || event.time < next.startedAt) ours.push(event);
  }
  const observed: Tracker = {
    ...tracker,
    own,
    attempt,
    events: [...tracker.events, ...ours],
    record: recorded(tracker.record, ours),
    nested: nestedAfter(tracker.nested, ours),
  };
  return tracker.attempt === undefined ? withForecast(observed) : observed;
}

function nestedAfter(known: Tracker['nested'], events: readonly StackEvent[]): Tracker['nested'] {
  const nested = new Map(known);
  for (const event of events) {
    const stackId = nestedStackId(event);
    if (stackId === undefined) continue;
    const before = nested.get(stackId);
    // Its parent tells its end again after its cleanup, where nothing is done that it was to do (recorded: an update of
    // aws-amplify/amplify-backend that removes storage).
    if (before?.status === 'UPDATE_COMPLETE' && event.status === before.status) continue;
    const goesOn = before !== undefined && (isInProgress(before.status) || !isInProgress(event.status));
    const since = goesOn ? before.since : event.time;
    const quiet = isUpdate(event.status) ? event.time - since : Number.POSITIVE_INFINITY;
    nested.set(stackId, {
      stackId,
      parentId: event.stackId,
      logicalId: event.logicalId,
      status: event.status,
      since,
      quietFor: Math.max(quiet, before?.quietFor ?? 0),
      cancelled: CANCELLED.test(event.reason ?? ''),
    });
  }
  return nested;
}

const isUpdate = (status: string) => status === 'UPDATE_IN_PROGRESS' || status === 'UPDATE_COMPLETE';

/** Older events, of this stack or a nested one: they teach how long work usually takes. */
export function learned(tracker: Tracker, events: readonly StackEvent[]): Tracker {
  if (events.length === 0) return tracker;
  const past = new Map(tracker.past);
  for (const stackId of new Set(events.map((event) => event.stackId))) {
    const further = events.filter((event) => event.stackId === stackId);
    const all = [...(past.get(stackId) ?? []), ...further];
    past.set(
      stackId,
      all.sort((a, b) => a.time - b.time),
    );
  }
  return withForecast({ ...tracker, past, history: learn(past) });
}

/** What is to be touched; `partial` while what nested stacks are to change is not known. */
export const planned = (tracker: Tracker, changes: readonly PlannedChange[], partial: boolean): Tracker =>
  withForecast({
    ...tracker,
    changes: changes.length === 0 ? undefined : flatten(changes, tracker.options.rootId),
    partial,
  });

/** The order in which the root stack's resources are worked on. */
export const ordered = (tracker: Tracker, resources: readonly TemplateResource[]): Tracker => ({
  ...tracker,
  order: { stackId: tracker.options.rootId, resources },
});

export const monitored = (tracker: Tracker, monitoring: StackMonitoring | undefined): Tracker => ({
  ...tracker,
  monitoring,
});

/** All events of a stack up to this moment are known. */
export const readUntil = (tracker: Tracker, stackId: string, at: number): Tracker => ({
  ...tracker,
  seenAt: new Map(tracker.seenAt).set(stackId, at),
});

/** A resource under way counts as stalled, because of what was seen of it. */
export const suspected = (tracker: Tracker, span: Span, evidence: string): Tracker => ({
  ...tracker,
  suspected: new Map(tracker.suspected).set(spanKey(span), evidence),
});

/** Signature of what is to be changed: not known before the changes of the nested stacks are. */
export const shapeOfChanges = ({ partial, changes = [] }: Tracker): string | undefined =>
  partial ? undefined : shapeOf(changes);

function withForecast(tracker: Tracker): Tracker {
  const { attempt, options, history } = tracker;
  if (attempt === undefined || attempt.rollbackSince !== undefined) return tracker;
  const own = history.runs(options.rootId, attempt.operation);
  const runs = own.length > 0 ? own : (options.runs ?? []);
  return { ...tracker, forecast: forecast(alike(runs, shapeOfChanges(tracker))) };
}

export const isRollingBack = ({ attempt }: Tracker): boolean => attempt?.rollbackSince !== undefined;

/** Of the whole operation; none while it rolls back. */
export const forecastOf = (tracker: Tracker): Forecast | undefined =>
  isRollingBack(tracker) ? undefined : tracker.forecast;

/** Logical ids from below the root down to a stack. */
export function pathOf(tracker: Tracker, stackId: string): readonly string[] {
  const nested = tracker.nested.get(stackId);
  if (nested === undefined || stackId === tracker.options.rootId) return [];
  return [...pathOf(tracker, nested.parentId), nested.logicalId];
}
