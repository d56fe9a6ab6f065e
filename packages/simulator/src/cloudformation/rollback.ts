import { type EventAt, isOwn, STACK_TYPE } from './timeline.ts';

/** The events so far, and where new ones go. */
export interface Unwinding {
  readonly events: EventAt[];
  /** Of one second: 1000, or less when time is compressed. */
  readonly secondMs: number;
}

const VERBS = { CREATE: 'creation', UPDATE: 'update', DELETE: 'deletion' } as const;
type Verb = keyof typeof VERBS;

const verb = (status: string) => status.split('_')[0] as Verb;
const own = (events: readonly EventAt[], stackId: string) =>
  events.filter((event) => event.stackId === stackId && isOwn(event));

/** The latest event of each resource of a stack, in the order in which they appeared. */
function resources(events: readonly EventAt[], stackId: string): EventAt[] {
  const start = own(events, stackId).findLast(({ status }) => /^(CREATE|UPDATE)_IN_PROGRESS$/.test(status));
  const latest = new Map<string, EventAt>();
  for (const event of events.slice(start ? events.indexOf(start) : 0)) {
    if (event.stackId === stackId && !isOwn(event)) latest.set(event.logicalId, event);
  }
  return [...latest.values()];
}

/** What the stack itself is doing: the verb of the operation it is in. */
function operationOf(events: readonly EventAt[], stackId: string): Verb {
  const started = own(events, stackId).findLast(({ status }) => /^(CREATE|UPDATE)_IN_PROGRESS$/.test(status));
  return verb(started?.status ?? 'UPDATE');
}

function add(
  to: Unwinding,
  template: EventAt,
  change: Partial<EventAt> & { at: number; status: string },
): void {
  const { reason: _, detailed: _detailed, operationId: _operation, ...rest } = template;
  to.events.push({ ...rest, ...change, id: `${template.logicalId}-${change.status}-${to.events.length}` });
}

/** Stops a stack: what is in progress is cancelled, nested stacks first, and the stack begins to roll back. */
export function halt(to: Unwinding, stackId: string, given: { at: number; reason?: string }): void {
  const { at, reason } = given;
  for (const event of resources(to.events, stackId).filter(({ status }) => status.endsWith('_IN_PROGRESS'))) {
    const nested = event.type === STACK_TYPE && own(to.events, event.physicalId).length > 0;
    if (nested) halt(to, event.physicalId, { at });
    const status = `${verb(event.status)}_FAILED`;
    add(to, event, { at, status, reason: `Resource ${VERBS[verb(event.status)]} cancelled` });
  }
  const last = own(to.events, stackId).at(-1);
  if (!last || !/^(CREATE|UPDATE)_IN_PROGRESS$/.test(last.status)) return;
  const isNested = to.events.some((event) => event.physicalId === stackId && !isOwn(event));
  const creating = last.status === 'CREATE_IN_PROGRESS';
  const status = !creating
    ? 'UPDATE_ROLLBACK_IN_PROGRESS'
    : isNested
      ? 'CREATE_FAILED'
      : 'ROLLBACK_IN_PROGRESS';
  add(to, last, { at, status, ...(reason === undefined ? {} : { reason }) });
}

/** Brings a halted stack back, nested stacks with it. Returns when that is done. */
export function restore(to: Unwinding, stackId: string, at: number): number {
  const creating = operationOf(to.events, stackId) === 'CREATE';
  const touched = resources(to.events, stackId);
  const updated = touched.filter(({ status }) => verb(status) === 'UPDATE');
  const created = touched.filter(({ status }) => verb(status) === 'CREATE');
  const restored = updated.map((event) => undo(to, event, { at: at + to.secondMs, verb: 'UPDATE' }));
  let end = Math.max(at + to.secondMs, ...restored);
  const [last] = own(to.events, stackId).slice(-1);
  if (!last) return end;
  const settled = creating ? undefined : 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
  if (settled) add(to, last, { at: end, status: settled });
  for (const event of created.toReversed()) {
    end = Math.max(end, undo(to, event, { at: end + 0.5 * to.secondMs, verb: 'DELETE' }));
  }
  end += to.secondMs;
  const deleting = last.status === 'DELETE_IN_PROGRESS';
  const status = deleting ? 'DELETE_COMPLETE' : creating ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
  add(to, last, { at: end, status });
  return end;
}

/** One resource back to what it was: updated again, or deleted. */
function undo(to: Unwinding, event: EventAt, given: { at: number; verb: 'UPDATE' | 'DELETE' }): number {
  add(to, event, { at: given.at, status: `${given.verb}_IN_PROGRESS` });
  const [nested] = event.type === STACK_TYPE ? own(to.events, event.physicalId).slice(-1) : [];
  let end = given.at + 2 * to.secondMs;
  if (nested) {
    if (given.verb === 'DELETE') add(to, nested, { at: given.at, status: 'DELETE_IN_PROGRESS' });
    else halt(to, event.physicalId, { at: given.at });
    end = restore(to, event.physicalId, given.at);
  }
  add(to, event, { at: end, status: `${given.verb}_COMPLETE` });
  return end;
}
