import { isOfStackItself, type StackEvent } from './stack-event.ts';
import {
  isCleanup,
  isInProgress,
  isRollback,
  type Operation,
  type Outcome,
  operationOf,
  outcomeOf,
} from './status.ts';

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
  /** When it began to roll back. */
  readonly rollbackSince?: number;
  /** When its outcome became certain, and which. */
  readonly decided?: { readonly at: number; readonly outcome: Outcome };
}

/**
 * The attempts in a stack's own events (oldest first; those of its resources are skipped).
 * `before`: the stack's status before the first of them.
 */
export function attempts(events: Iterable<StackEvent>, before = ''): Attempt[] {
  const found: Attempt[] = [];
  for (const event of events) {
    if (!isOfStackItself(event) || operationOf(event.status) === undefined) continue;
    const open = found.at(-1);
    if (open !== undefined && !beginsAfter(open, event)) found[found.length - 1] = follow(open, event);
    else found.push(begin(event, open?.stackStatus ?? before));
  }
  return found;
}

/** Whether `event` begins an attempt of its own rather than going on with `open`. */
function beginsAfter(open: Attempt, event: StackEvent): boolean {
  if (open.decided === undefined || !isInProgress(event.status) || isCleanup(event.status)) return false;
  // Only these does CloudFormation go on from by itself: rolling back, or deleting a failed creation. From every other
  // failure somebody has to: UPDATE_ROLLBACK_FAILED by ContinueUpdateRollback, DELETE_FAILED by another deletion.
  const goesOn = /^(CREATE|UPDATE|IMPORT)_FAILED$/.test(open.stackStatus) && event.reason !== USER_INITIATED;
  return !goesOn || event.token !== open.token;
}

/** CloudFormation's reason on what an API call began. */
const USER_INITIATED = 'User Initiated';

function begin(event: StackEvent, before: string): Attempt {
  const continued = before === 'UPDATE_ROLLBACK_FAILED' && event.status.startsWith('UPDATE_ROLLBACK_');
  const operation = continued ? 'CONTINUE_ROLLBACK' : (operationOf(event.status) ?? 'UPDATE');
  const outcome = outcomeOf(event.status, operation);
  return {
    operation,
    startedAt: event.time,
    ...(event.token === undefined ? {} : { token: event.token }),
    operationIds: event.operationId === undefined ? [] : [event.operationId],
    stackStatus: event.status,
    ...(outcome === undefined ? {} : { decided: { at: event.time, outcome } }),
  };
}

function follow(open: Attempt, event: StackEvent): Attempt {
  const outcome = outcomeOf(event.status, open.operation);
  const { decided: _, ...rest } = open;
  const known = event.operationId === undefined || open.operationIds.includes(event.operationId);
  const rollsBack = open.rollbackSince === undefined && /ROLLBACK|DELETE/.test(event.status);
  return {
    ...rest,
    operationIds: known ? open.operationIds : [...open.operationIds, event.operationId ?? ''],
    stackStatus: event.status,
    ...(rollsBack && !isUndoing(open.operation) ? { rollbackSince: event.time } : {}),
    ...(outcome === undefined ? {} : { decided: decision(open, event, outcome) }),
  };
}

/** Going back is all that these do: nothing of theirs is undone. */
export const isUndoing = (operation: string) => operation === 'DELETE' || isRollback(operation);

/** The first certainty stays: cleanup ends later than the outcome. */
function decision(open: Attempt, event: StackEvent, outcome: Outcome): NonNullable<Attempt['decided']> {
  return open.decided?.outcome === outcome ? open.decided : { at: event.time, outcome };
}
