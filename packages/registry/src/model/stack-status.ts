/** What a stack's status means to somebody who wants to deploy it. */
type Deployability =
  | { readonly kind: 'deployable' }
  /** Something is under way: wait for it. */
  | { readonly kind: 'busy' }
  /** No deployment can start: `wayOut` says what a person has to do. */
  | { readonly kind: 'broken'; readonly wayOut: string };

const DEPLOYABLE: Deployability = { kind: 'deployable' };
const BUSY: Deployability = { kind: 'busy' };
const broken = (wayOut: string): Deployability => ({ kind: 'broken', wayOut });

const DELETE =
  'the first creation never completed and cannot be updated: delete the stack, then deploy again';

/** Every stack status there is (AWS: CloudFormation API reference, Stack, StackStatus). */
export const STACK_STATUSES: Readonly<Record<string, Deployability>> = {
  CREATE_COMPLETE: DEPLOYABLE,
  CREATE_IN_PROGRESS: BUSY,
  CREATE_FAILED: broken(
    'its creation was kept without rollback: roll it back (rollback-stack), update it with rollback disabled, or delete it',
  ),
  DELETE_COMPLETE: DEPLOYABLE,
  DELETE_IN_PROGRESS: BUSY,
  DELETE_FAILED: broken('delete the stack again, retaining the resources that cannot be deleted'),
  IMPORT_COMPLETE: DEPLOYABLE,
  IMPORT_IN_PROGRESS: BUSY,
  IMPORT_ROLLBACK_COMPLETE: DEPLOYABLE,
  IMPORT_ROLLBACK_FAILED: broken('repair the resource that its events name, then import again'),
  IMPORT_ROLLBACK_IN_PROGRESS: BUSY,
  // A change set that creates the stack waits for its review; executing or replacing it is a deployment.
  REVIEW_IN_PROGRESS: DEPLOYABLE,
  ROLLBACK_COMPLETE: broken(DELETE),
  ROLLBACK_FAILED: broken(DELETE),
  ROLLBACK_IN_PROGRESS: BUSY,
  UPDATE_COMPLETE: DEPLOYABLE,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: BUSY,
  UPDATE_FAILED: broken('roll the stack back (rollback-stack) or update it with rollback disabled'),
  UPDATE_IN_PROGRESS: BUSY,
  UPDATE_ROLLBACK_COMPLETE: DEPLOYABLE,
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: BUSY,
  UPDATE_ROLLBACK_FAILED: broken(
    'continue the rollback (aws cloudformation continue-update-rollback), skipping the resource that its events name',
  ),
  UPDATE_ROLLBACK_IN_PROGRESS: BUSY,
};

/** What one status means; no stack at all can be created, and an unknown status may be anything. */
export function deployability(status: string | undefined): Deployability {
  if (status === undefined) return DEPLOYABLE;
  return STACK_STATUSES[status] ?? broken(`its status is not known to this version: look at the stack`);
}
