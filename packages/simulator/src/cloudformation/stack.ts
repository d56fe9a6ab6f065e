import { halt, restore } from './rollback.ts';
import { uuid } from './synthesize.ts';
import { type EventAt, isOwn, STACK_TYPE, type StackMonitoring, type Timeline } from './timeline.ts';

type OperationType =
  | 'CREATE_STACK'
  | 'UPDATE_STACK'
  | 'DELETE_STACK'
  | 'ROLLBACK'
  | 'CONTINUE_ROLLBACK'
  | 'CREATE_CHANGESET';

/** An event in the simulated account; every event belongs to an operation of its own stack. */
export interface SimulatedEvent extends EventAt {
  readonly operationId: string;
}

/** A root stack with its nested stacks: all that will happen, as it stands now. */
export interface SimulatedStack {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly monitoring?: StackMonitoring;
  /** Oldest first, those of the future included. */
  events: SimulatedEvent[];
  /** What the coming deployments will do. */
  readonly coming: Timeline[];
}

const DAY_MS = 86_400_000;

/**
 * A stack before its first timeline begins. Where that does not create it, what it touches first by an update or
 * a delete was created a month ago, and `earlierUpdates` came since.
 */
export function newStack(
  timelines: readonly [Timeline, ...Timeline[]],
  given: { readonly now: number; readonly earlierUpdates?: number },
): SimulatedStack {
  const [first] = timelines;
  const { now, earlierUpdates = 0 } = given;
  const stack: SimulatedStack = { ...first.stack, events: [], coming: [...timelines] };
  if (first.operation === 'CREATE') return stack;
  const before = existing(first);
  insert(stack, steps(before, 'CREATE', now - 30 * DAY_MS));
  for (let nth = 1; nth <= earlierUpdates; nth++) {
    insert(stack, steps(before, 'UPDATE', now - (30 - (29 * nth) / (earlierUpdates + 1)) * DAY_MS));
  }
  return stack;
}

/** The first event of each thing that was there before the timeline, the root stack first. */
function existing(timeline: Timeline): EventAt[] {
  const first = new Map<string, EventAt>();
  const known = new Set(timeline.events.map(({ stackId }) => stackId));
  for (const { ts: _, reason: _reason, token: _token, ...event } of timeline.events) {
    const key = `${event.stackId} ${isOwn(event) ? '' : event.logicalId}`;
    if (!first.has(key)) first.set(key, { ...event, at: 0 });
    // A nested stack that the operation leaves as it is has no events of its own, and exists all the same.
    const { physicalId: arn, type } = event;
    if (type === STACK_TYPE && arn.startsWith('arn:') && !known.has(arn)) {
      const name = arn.split('/')[1] ?? '';
      first.set(arn, { ...event, at: 0, logicalId: name, stackId: arn, stackName: name });
    }
  }
  return [...first.values()].filter(({ status }) => !/^(CREATE|REVIEW)_/.test(status));
}

/** A quick operation over the given things: all begin, then all end, the root stack last. */
function steps(things: readonly EventAt[], verb: 'CREATE' | 'UPDATE', at: number): EventAt[] {
  const begun = things.map((event, index) => ({ ...event, at: at + index, status: `${verb}_IN_PROGRESS` }));
  const ended = begun.toReversed().map((event) => ({
    ...event,
    at: 2 * (at + begun.length) - event.at + 1000,
    status: `${verb}_COMPLETE`,
  }));
  return [...begun, ...ended];
}

const STARTS: readonly (readonly [RegExp, OperationType])[] = [
  [/^REVIEW_IN_PROGRESS$/, 'CREATE_CHANGESET'],
  [/^CREATE_IN_PROGRESS$/, 'CREATE_STACK'],
  [/^UPDATE_IN_PROGRESS$/, 'UPDATE_STACK'],
  [/^DELETE_IN_PROGRESS$/, 'DELETE_STACK'],
  [/ROLLBACK_IN_PROGRESS$/, 'ROLLBACK'],
];

/**
 * The operation that an event of the stack itself begins (API_OperationEntry lists the types). Nothing but
 * ContinueUpdateRollback goes on from UPDATE_ROLLBACK_FAILED to a rollback (API_ContinueUpdateRollback).
 */
export function operationType(status: string, before = ''): OperationType | undefined {
  const type = STARTS.find(([start]) => start.test(status))?.[1];
  return type === 'ROLLBACK' && before === 'UPDATE_ROLLBACK_FAILED' ? 'CONTINUE_ROLLBACK' : type;
}

/** Adds events, each with an id of its own and the operation of its stack that it belongs to. */
function insert(stack: SimulatedStack, events: readonly EventAt[]): void {
  const current = new Map(stack.events.map((event) => [event.stackId, event.operationId]));
  for (const event of events) {
    const id = uuid(`${stack.arn} ${stack.events.length} ${event.at}`);
    const starts = isOwn(event) && operationType(event.status) !== undefined;
    const operationId =
      event.operationId ?? (starts ? uuid(`operation ${id}`) : (current.get(event.stackId) ?? uuid(id)));
    current.set(event.stackId, operationId);
    stack.events.push({ ...event, id, operationId });
  }
}

/** Starts the next of the coming timelines. Returns false when there is none. */
export function begin(stack: SimulatedStack, given: { now: number; speed: number; token?: string }): boolean {
  const timeline = stack.coming.shift();
  const origin = Date.parse(timeline?.events[0]?.ts ?? '');
  if (!timeline) return false;
  const { now, speed, token } = given;
  insert(
    stack,
    timeline.events.map(({ ts, ...event }) => ({
      ...event,
      at: Math.round(now + (Date.parse(ts) - origin) / speed),
      ...(token === undefined || event.status === 'REVIEW_IN_PROGRESS' ? {} : { token }),
    })),
  );
  return true;
}

/** CancelUpdateStack: what would have come does not; the stack rolls back from where it is. */
export function cancelUpdate(stack: SimulatedStack, given: { now: number; speed: number }): void {
  const { now, speed } = given;
  stack.events = stack.events.filter(({ at }) => at <= now);
  const events: EventAt[] = [...stack.events];
  const to = { events, secondMs: 1000 / speed };
  halt(to, stack.arn, { at: now, reason: 'User Initiated' });
  restore(to, stack.arn, now);
  const added = events.slice(stack.events.length).toSorted((a, b) => a.at - b.at);
  insert(stack, added);
}

/** One stack, root or nested, as its events up to a moment tell it. */
export interface StackView {
  readonly name: string;
  readonly arn: string;
  /** Its events so far, oldest first. */
  readonly events: readonly SimulatedEvent[];
  readonly own: readonly SimulatedEvent[];
  readonly status: string;
  readonly reason: string | undefined;
  /** Both only of a nested stack. */
  readonly parentArn: string | undefined;
  readonly rootArn: string | undefined;
  readonly monitoring: StackMonitoring | undefined;
}

/** The stack with this ARN, or with this name unless it is deleted. Undefined when it does not exist (yet). */
export function viewStack(
  stacks: readonly SimulatedStack[],
  nameOrArn: string,
  now: number,
): StackView | undefined {
  for (const { events, arn: root, monitoring } of stacks) {
    const happened = events.filter(({ at }) => at <= now);
    const mine = happened.filter(
      ({ stackId, stackName }) => nameOrArn === stackId || nameOrArn === stackName,
    );
    const own = mine.filter(isOwn);
    const last = own.at(-1);
    if (!last || (last.status === 'DELETE_COMPLETE' && nameOrArn !== last.stackId)) continue;
    const parent = happened.find(
      (event) => event.type === STACK_TYPE && event.physicalId === last.stackId && !isOwn(event),
    );
    return {
      ...{ name: last.stackName, arn: last.stackId, events: mine, own },
      ...{ status: last.status, reason: last.reason },
      parentArn: last.stackId === root ? undefined : (parent?.stackId ?? root),
      rootArn: last.stackId === root ? undefined : root,
      monitoring: last.stackId === root ? monitoring : undefined,
    };
  }
  return undefined;
}
