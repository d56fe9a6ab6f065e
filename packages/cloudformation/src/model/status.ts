import type { MonitorStatus } from './report.ts';
import { isOfStackItself, type StackEvent } from './stack-event.ts';

/**
 * `ROLLBACK` was asked for by RollbackStack, `CONTINUE_ROLLBACK` by ContinueUpdateRollback; the rollback that
 * CloudFormation begins by itself belongs to the operation that failed.
 */
export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT' | 'ROLLBACK' | 'CONTINUE_ROLLBACK';
export type Outcome = Extract<MonitorStatus, 'succeeded' | 'rolled-back' | 'failed'>;

export const isInProgress = (status: string) => status.endsWith('_IN_PROGRESS');
export const isFailed = (status: string) => status.endsWith('_FAILED');
export const isRollingBack = (status: string) => /(^|_)ROLLBACK_IN_PROGRESS$/.test(status);

/** The new version stands (or the old one does again); only leftovers are still being deleted. */
export const isCleanup = (status: string) => status.endsWith('_CLEANUP_IN_PROGRESS');

/** An operation works on the stack, and its outcome is open. */
export const isUnderWay = (status: string) =>
  isInProgress(status) && !isCleanup(status) && operationOf(status) !== undefined;

/**
 * What a stack's status says about an operation; undefined while that is open.
 * `UPDATE_COMPLETE_CLEANUP_IN_PROGRESS` already decides: "updated and usable" (AWS: CloudFormation User
 * Guide, stack status codes), and resources that the cleanup cannot delete do not fail the update.
 *
 * Only an operation's own completion is its success. A deletion that is refused, because another stack imports an
 * export, falls back to the status from before, such as UPDATE_COMPLETE (github.com/aws/aws-sdk/issues/383),
 * CREATE_COMPLETE (github.com/boto/boto3/issues/4192) or UPDATE_ROLLBACK_COMPLETE.
 */
export function outcomeOf(status: string, operation: Operation): Outcome | undefined {
  if (isFailed(status)) return 'failed';
  if (!isCleanup(status) && !status.endsWith('_COMPLETE')) return undefined;
  if (operation === 'DELETE') return status === 'DELETE_COMPLETE' ? 'succeeded' : 'failed';
  if (status.includes('ROLLBACK')) return 'rolled-back';
  return operationOf(status) === operation ? 'succeeded' : 'failed';
}

/** Somebody asked for the rollback; nothing was deployed by it. */
export const isRollback = (operation: string) => operation.endsWith('ROLLBACK');

/** The operation that a stack's status belongs to, as far as the status alone tells; none of REVIEW_IN_PROGRESS. */
export function operationOf(status: string): Operation | undefined {
  if (/ROLLBACK/.test(status)) return 'ROLLBACK';
  return (['CREATE', 'UPDATE', 'DELETE', 'IMPORT'] as const).find((each) => status.startsWith(each));
}

/** Whether an event is certain to begin an operation: a cursor that never reads further back than needed. */
export function beginsOperation(event: StackEvent): boolean {
  if (!isOfStackItself(event) || event.detailedStatus !== undefined) return false;
  return /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(event.status);
}
