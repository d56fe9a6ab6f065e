import { isOfStackItself, type StackEvent } from './stack-event.ts';
import { isFailed, isInProgress, type Operation, type Outcome, operationOf, outcomeOf } from './status.ts';

/**
 * One operation of a stack together with what follows from it by itself: its rollback (which has an
 * OperationId of its own), its cleanup, or the deletion after a failed creation.
 */
export interface Attempt {
  readonly operation: Operation;
  readonly startedAt: number;
  readonly token?: string;
  /** Latest of the operation ids, in the order they appeared. */
  readonly operationIds: readonly string[];
  /** Of the stack itself, at its last event. */
  readonly stackStatus: string;
  readonly statusReason?: string;
  /** When it began to roll back. */
  readonly rollbackSince?: number;
  /** When its outcome became certain, and which. */
  readonly decided?: { readonly at: number; readonly outcome: Outcome };
}

/** The attempts in a stack's own events (oldest first; those of its resources are skipped). */
export function attempts(events: Iterable<StackEvent>): Attempt[] {
  const found: Attempt[] = [];
  for (const event of events) {
    if (!isOfStackItself(event) || operationOf(event.status) === undefined) continue;
    const open = found.at(-1);
    if (open !== undefined && !beginsAfter(open, event)) found[found.length - 1] = follow(open, event);
    else found.push(begin(event));
  }
  return found;
}

/** Whether `event` begins an attempt of its own rather than going on with `open`. */
function beginsAfter(open: Attempt, event: StackEvent): boolean {
  if (open.decided === undefined || !isInProgress(event.status)) return false;
  if (outcomeOf(event.status) !== undefined) return false;
  // After a failure CloudFormation may go on by itself: rolling back, or deleting a failed creation.
  const goesOn = isFailed(open.stackStatus) && event.reason !== 'User Initiated';
  return !goesOn || event.token !== open.token;
}

function begin(event: StackEvent): Attempt {
  const outcome = outcomeOf(event.status);
  return {
    operation: operationOf(event.status) ?? 'UPDATE',
    startedAt: event.time,
    ...(event.token === undefined ? {} : { token: event.token }),
    operationIds: event.operationId === undefined ? [] : [event.operationId],
    stackStatus: event.status,
    ...(event.reason === undefined ? {} : { statusReason: event.reason }),
    ...(outcome === undefined ? {} : { decided: { at: event.time, outcome } }),
  };
}

function follow(open: Attempt, event: StackEvent): Attempt {
  const outcome = outcomeOf(event.status);
  const { decided: _, ...rest } = open;
  const known = event.operationId === undefined || open.operationIds.includes(event.operationId);
  const rollsBack = open.rollbackSince === undefined && /ROLLBACK|DELETE/.test(event.status);
  return {
    ...rest,
    operationIds: known ? open.operationIds : [...open.operationIds, event.operationId ?? ''],
    stackStatus: event.status,
    ...(event.reason === undefined ? {} : { statusReason: event.reason }),
    ...(rollsBack && open.operation !== 'DELETE' ? { rollbackSince: event.time } : {}),
    ...(outcome === undefined ? {} : { decided: decision(open, event, outcome) }),
  };
}

/** The first certainty stays: cleanup ends later than the outcome, and a failure is not undone by a deletion. */
function decision(open: Attempt, event: StackEvent, outcome: Outcome): NonNullable<Attempt['decided']> {
  if (open.decided !== undefined && open.decided.outcome === outcome) return open.decided;
  const deletedAfterFailure = open.operation !== 'DELETE' && event.status === 'DELETE_COMPLETE';
  return { at: event.time, outcome: deletedAfterFailure ? 'failed' : outcome };
}
