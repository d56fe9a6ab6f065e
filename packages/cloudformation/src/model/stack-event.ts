/** One event of a stack, as CloudFormation tells it. All text in it was written by strangers. */
export interface StackEvent {
  /** The only thing to tell events apart by: several may carry the same time. */
  readonly id: string;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly time: number;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  /** ClientRequestToken: the same on an operation and its automatic rollback. */
  readonly token?: string;
  readonly operationId?: string;
  /** `CONFIGURATION_COMPLETE` or `VALIDATION_FAILED`. */
  readonly detailedStatus?: string;
  readonly hook?: HookResult;
}

/** What a hook said about the resource of an event. */
export interface HookResult {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  /** `FAIL` stops the operation, `WARN` does not. */
  readonly failureMode: string;
  readonly invocationId?: string;
}

export const STACK_TYPE = 'AWS::CloudFormation::Stack';

/**
 * Whether the event is about the stack it belongs to. Id, type and logical id must all say so: a custom resource may
 * answer with any physical id, and many answer with the `StackId` that they were called with
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html); a nested stack is a resource of its
 * parent, too.
 */
export const isOfStackItself = ({ physicalId, stackId, type, logicalId, stackName }: StackEvent): boolean =>
  physicalId === stackId && type === STACK_TYPE && logicalId === stackName;

/** The nested stack that an event of its parent is about; undefined before its ARN is known. */
export function nestedStackId(event: StackEvent): string | undefined {
  if (event.type !== STACK_TYPE || isOfStackItself(event)) return undefined;
  return event.physicalId.startsWith('arn:') ? event.physicalId : undefined;
}
