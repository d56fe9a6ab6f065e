/** A stack as DescribeStacks shows it. */
export interface Stack {
  /** The ARN: still finds the stack for 90 days after it was deleted. */
  readonly stackId: string;
  readonly name: string;
  readonly status: string;
  readonly statusReason?: string;
  /** ARN of the stack that a nested one belongs to, at the top. */
  readonly rootId?: string;
  /** The change set that was executed last. */
  readonly changeSetId?: string;
  /** Newest operations, where CloudFormation tells them. */
  readonly lastOperations: readonly StackOperation[];
  /** `EXPRESS`: complete means configured, not ready. */
  readonly deploymentMode?: string;
  /** A failure ends the operation at once: nothing is rolled back. */
  readonly disableRollback?: boolean;
  /** What CloudFormation itself watches after the last resource, and for how long. */
  readonly monitoring?: StackMonitoring;
}

/** `RollbackConfiguration`: alarms that roll the operation back, by ARN, during it and for so long after. */
export interface StackMonitoring {
  readonly seconds: number;
  readonly alarms: readonly string[];
}

/** `errors` of an alarm's ARN. */
export const alarmName = (arn: string): string => arn.split(':alarm:')[1] ?? arn;

/** A stack in a list of all. */
export interface StackSummary {
  readonly name: string;
  readonly stackId: string;
  readonly status: string;
  /** Milliseconds since the epoch; a deleted stack is listed for 90 days. */
  readonly deletedAt?: number;
}

interface StackOperation {
  readonly id: string;
  /** CREATE_STACK, UPDATE_STACK, DELETE_STACK, CONTINUE_ROLLBACK, ROLLBACK or CREATE_CHANGESET. */
  readonly type: string;
}

/** A resource that an operation is going to touch. */
export interface PlannedChange {
  readonly logicalId: string;
  readonly type: string;
  /** Add, Modify, Remove, Import, Dynamic. */
  readonly action: string;
  readonly physicalId?: string;
  /** A nested stack's own change set, where it was made together with its parent's. */
  readonly changeSetId?: string;
  /** Resources of a nested stack, where its own change set was read. */
  readonly nested?: readonly PlannedChange[];
}

/** A resource of a stack as it stands. */
export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
}

/** An error that CloudFormation keeps apart from the stack's events. */
export interface OperationFailure {
  /** VALIDATION_ERROR, PROVISIONING_ERROR, HOOK_INVOCATION_ERROR or any other. */
  readonly kind: string;
  readonly time: number;
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
  /** Where in the template, for a validation error. */
  readonly path?: string;
  /** `WARN` does not stop the operation. */
  readonly failureMode: string;
}
