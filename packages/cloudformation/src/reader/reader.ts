import type { OperationFailure, PlannedChange, Stack, StackResource, StackSummary } from '../model/stack.ts';
import type { StackEvent } from '../model/stack-event.ts';

/** Some events of one stack, newest first. */
interface EventPage {
  readonly events: readonly StackEvent[];
  /** Where older ones follow. */
  readonly next?: string;
}

/** CloudFormation as the monitor needs it. Each method is one call, but for those that say otherwise. */
export interface StackReader {
  /** By name or ARN; undefined when there is none. A deleted stack is found by its ARN only. */
  describeStack(name: string): Promise<Stack | undefined>;
  /** The newest events of one stack (not of those nested in it), or older ones from `next` on. */
  events(stackId: string, next?: string): Promise<EventPage>;
  /** What a change set is to do (not what nested ones are): one call a page. A name needs its stack's. */
  changes(changeSet: string, stack?: string): Promise<readonly PlannedChange[]>;
  /** The template of a stack, or of one of its change sets; undefined when it may not be read. */
  template(stack: string, changeSet?: string): Promise<string | undefined>;
  /** What a stack consists of now (not what is in the stacks nested in it): one call a page. */
  resources(stackId: string): Promise<readonly StackResource[]>;
  /** The stacks of the region, deleted ones included; empty when this may not be read: one call a page. */
  stacks(): Promise<readonly StackSummary[]>;
  /** What went wrong in one operation; empty when this may not be read. */
  failures(operationId: string): Promise<readonly OperationFailure[]>;
  /** The findings of a hook invocation, a line each; empty when this may not be read. */
  hookFindings(invocationId: string): Promise<readonly string[]>;
  cancelUpdate(stackId: string): Promise<void>;
  /** AWS's time: ours corrected by what the last answer said. */
  now(): number;
  /** How many requests were sent so far. */
  calls(): number;
}

/** Why a read failed, by what helps: waiting, new credentials, a permission, or nothing. */
export type Trouble = 'throttled' | 'unavailable' | 'expired' | 'denied' | 'other';

/** A read that failed. The deployment goes on all the same: only our sight of it is lost. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  readonly trouble: Trouble;
  constructor(trouble: Trouble, message: string, cause: unknown) {
    super(message, { cause });
    this.trouble = trouble;
  }
}
