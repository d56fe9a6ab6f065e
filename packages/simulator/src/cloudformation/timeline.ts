import { existsSync, readFileSync } from 'node:fs';

export const STACK_TYPE = 'AWS::CloudFormation::Stack';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE';

/** One event of a recorded or synthesized stack operation. */
interface TimelineEvent {
  readonly id: string;
  /** ISO 8601. */
  readonly ts: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly token?: string;
  readonly operationId?: string;
  readonly detailed?: string;
  readonly stackId: string;
  readonly stackName: string;
}

export interface StackMonitoring {
  readonly minutes: number;
  /** ARNs. */
  readonly alarms: readonly string[];
}

/** What a reader of the events should conclude. */
interface Expectation {
  readonly status: 'succeeded' | 'failed' | 'rolled-back';
  readonly rootCause: {
    readonly logicalId: string;
    readonly reasonContains: string;
    readonly nested: boolean;
  } | null;
  readonly nested: number;
  readonly resources: number;
}

/**
 * One stack operation from its first event to its last, oldest first. Nested stacks are told apart by `stackId`;
 * a stack's own events are told by `isOwn`.
 */
export interface Timeline {
  readonly name: string;
  readonly stack: {
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    /** RollbackConfiguration. */
    readonly monitoring?: StackMonitoring;
  };
  readonly operation: Operation;
  readonly expect: Expectation;
  readonly events: readonly TimelineEvent[];
}

/** A recording of several operations says which of them it is about, by the places of its events. */
interface Recording extends Timeline {
  readonly run?: number;
  readonly runs?: readonly { readonly from: number; readonly to: number }[];
}

/** @throws Error naming the file and what it lacks */
export function readTimeline(path: string): Timeline {
  const recording = readRecording(path);
  const lack = lackOf(recording);
  if (lack !== undefined) throw new Error(`Timeline ${path}: it has no ${lack}.`);
  const { run = 0, runs = [], ...timeline } = recording as Recording;
  const only = runs.length > 1 ? runs[run] : undefined;
  return only ? { ...timeline, events: timeline.events.slice(only.from, only.to + 1) } : timeline;
}

function readRecording(path: string): unknown {
  if (!existsSync(path)) throw new Error(`Timeline ${path}: there is no such file.`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`Timeline ${path}: it is no JSON (${(error as Error).message}).`);
  }
}

const TEXTS_OF_EVENT = ['id', 'ts', 'logicalId', 'type', 'status', 'stackId', 'stackName'];

/** What a timeline must have and this has not, by its path; undefined when it has all. */
function lackOf(recording: unknown): string | undefined {
  const at = (node: unknown, key: string) => (node as Record<string, unknown> | null | undefined)?.[key];
  const text = (node: unknown, key: string) => typeof at(node, key) === 'string' && at(node, key) !== '';
  if (!text(recording, 'name')) return '"name"';
  const [stack, events] = [at(recording, 'stack'), at(recording, 'events')];
  const missing = ['name', 'arn', 'region'].find((key) => !text(stack, key));
  if (missing !== undefined) return `"stack.${missing}"`;
  if (!['CREATE', 'UPDATE', 'DELETE'].includes(String(at(recording, 'operation'))))
    return '"operation" that is CREATE, UPDATE or DELETE';
  if (!text(at(recording, 'expect'), 'status')) return '"expect.status"';
  if (!Array.isArray(events) || events.length === 0) return '"events"';
  for (const [index, event] of events.entries()) {
    const lacking = TEXTS_OF_EVENT.find((key) => !text(event, key));
    if (lacking !== undefined) return `"events[${index}].${lacking}"`;
    // Empty until the resource is made.
    if (typeof at(event, 'physicalId') !== 'string') return `"events[${index}].physicalId"`;
    if (Number.isNaN(Date.parse(String(at(event, 'ts')))))
      return `"events[${index}].ts" in the form 2026-01-05T10:00:00Z`;
  }
  return undefined;
}

/** An event with its moment in milliseconds. */
export type EventAt = Omit<TimelineEvent, 'ts'> & { readonly at: number };

/**
 * Whether the event is about the stack itself rather than one of its resources: a custom resource may answer with the
 * stack's ARN as its physical id (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html).
 */
export const isOwn = (
  event: Pick<EventAt, 'physicalId' | 'stackId' | 'type' | 'logicalId' | 'stackName'>,
): boolean =>
  event.physicalId === event.stackId && event.type === STACK_TYPE && event.logicalId === event.stackName;

export const seconds = (timeline: Timeline) =>
  (Date.parse(timeline.events.at(-1)?.ts ?? '') - Date.parse(timeline.events[0]?.ts ?? '')) / 1000;
