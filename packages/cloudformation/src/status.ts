import type { MonitorStatus } from './report.ts';
import { isOfStackItself, type StackEvent } from './stack-event.ts';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT' | 'ROLLBACK';
export type Outcome = Extract<MonitorStatus, 'succeeded' | 'rolled-back' | 'failed'>;

export const isInProgress = (status: string) => status.endsWith('_IN_PROGRESS');
export const isFailed = (status: string) => status.endsWith('_FAILED');
export const isRollingBack = (status: string) => /(^|_)ROLLBACK_IN_PROGRESS$/.test(status);

/** The new version stands (or the old one does again); only leftovers are still being deleted. */
export const isCleanup = (status: string) => status.endsWith('_CLEANUP_IN_PROGRESS');

/**
 * What a stack's status says about its operation; undefined while that is open.
 * `UPDATE_COMPLETE_CLEANUP_IN_PROGRESS` already decides: "updated and usable" (AWS: CloudFormation User
 * Guide, stack status codes), and resources that the cleanup cannot delete do not fail the update.
 */
export function outcomeOf(status: string): Outcome | undefined {
  if (isCleanup(status)) return status.includes('ROLLBACK') ? 'rolled-back' : 'succeeded';
  if (isInProgress(status) || status === '') return undefined;
  if (isFailed(status)) return 'failed';
  if (status.endsWith('ROLLBACK_COMPLETE')) return 'rolled-back';
  return status.endsWith('_COMPLETE') ? 'succeeded' : undefined;
}

/** The operation that a stack's status belongs to. */
export function operationOf(status: string): Operation | undefined {
  if (status === 'REVIEW_IN_PROGRESS') return undefined;
  if (/ROLLBACK/.test(status)) return 'ROLLBACK';
  return (['CREATE', 'UPDATE', 'DELETE', 'IMPORT'] as const).find((each) => status.startsWith(each));
}

/** Whether an event is certain to begin an operation: a cursor that never reads further back than needed. */
export function beginsOperation(event: StackEvent): boolean {
  if (!isOfStackItself(event) || event.detailedStatus !== undefined) return false;
  return /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(event.status);
}
