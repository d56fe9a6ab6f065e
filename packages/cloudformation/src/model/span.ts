import { compact } from '@signalbox/runner/values';
import { isOfStackItself, STACK_TYPE, type StackEvent } from './stack-event.ts';
import { isCleanup, isFailed, isInProgress } from './status.ts';

export type Action = 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT';

/** Where in the attempt a resource is worked on. */
type ResourcePhase = 'forward' | 'rollback' | 'cleanup';

/** One resource worked on once, from its first IN_PROGRESS event to its end. */
export interface Span {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly action: Action;
  readonly phase: ResourcePhase;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: string;
  /** `CONFIGURATION_COMPLETE`: configured, still settling. */
  readonly detailedStatus?: string;
  /** When it was configured: from then on what depends on it may begin. */
  readonly configuredAt?: number;
}

/** A resource's name within the whole tree of stacks. */
export const spanKey = (span: Pick<Span, 'stackId' | 'logicalId'>) => `${span.stackId} ${span.logicalId}`;

export const isNestedStack = (span: Pick<Span, 'type'>) => span.type === STACK_TYPE;
/** Never negative: `now` is known to two seconds, and an event can be newer. */
export const secondsOf = (span: Span, now: number) =>
  Math.max(0, (span.endedAt ?? now) - span.startedAt) / 1000;

/** What events have told of spans so far. */
export interface SpanRecord {
  /** In the order they began. */
  readonly spans: readonly Span[];
  /** Index in `spans` of what is under way, by resource. */
  readonly open: ReadonlyMap<string, number>;
  /** Of each stack, by its own latest event. */
  readonly phases: ReadonlyMap<string, ResourcePhase>;
}

export const NO_SPANS: SpanRecord = { spans: [], open: new Map(), phases: new Map() };

/** The spans in one or more stacks' events, in the order they began. Events: oldest first in each stack. */
export const spans = (events: Iterable<StackEvent>): readonly Span[] => recorded(NO_SPANS, events).spans;

/** The record with further events: at a cost of one copy, however many there are. */
export function recorded(record: SpanRecord, events: Iterable<StackEvent>): SpanRecord {
  const all = [...record.spans];
  const open = new Map(record.open);
  const phases = new Map(record.phases);
  for (const event of events) {
    if (isOfStackItself(event)) {
      phases.set(event.stackId, phaseOf(event.status));
      continue;
    }
    const action = actionOf(event.status);
    if (action === undefined) continue;
    const index = open.get(spanKey(event));
    const current = index === undefined ? undefined : all[index];
    if (index !== undefined && current !== undefined && current.action === action) {
      all[index] = grow(current, event);
    } else {
      open.set(spanKey(event), all.length);
      all.push(begin(event, action, phases.get(event.stackId) ?? 'forward'));
    }
    if (!isInProgress(event.status)) open.delete(spanKey(event));
  }
  return { spans: all, open, phases };
}

function phaseOf(status: string): ResourcePhase {
  if (isCleanup(status)) return 'cleanup';
  return /ROLLBACK/.test(status) ? 'rollback' : 'forward';
}

function actionOf(status: string): Action | undefined {
  if (status.endsWith('_SKIPPED')) return 'DELETE';
  return (['CREATE', 'UPDATE', 'DELETE', 'IMPORT'] as const).find((each) => status.startsWith(`${each}_`));
}

function begin(event: StackEvent, action: Action, phase: ResourcePhase): Span {
  const { stackId, stackName, logicalId, physicalId, type, status } = event;
  const rest = { status, ...optional(event), ...(isInProgress(status) ? {} : { endedAt: event.time }) };
  return { stackId, stackName, logicalId, physicalId, type, action, phase, startedAt: event.time, ...rest };
}

function grow(span: Span, event: StackEvent): Span {
  const ended = isInProgress(event.status) ? {} : { endedAt: event.time };
  const physicalId = event.physicalId || span.physicalId;
  const { detailedStatus: _, ...rest } = span;
  const configured = rest.configuredAt === undefined && event.detailedStatus === CONFIGURED;
  return {
    ...rest,
    ...(configured ? { configuredAt: event.time } : {}),
    ...{ physicalId, status: event.status, ...optional(event), ...ended },
  };
}

const CONFIGURED = 'CONFIGURATION_COMPLETE';

const optional = ({ detailedStatus }: StackEvent) => compact({ detailedStatus });

export const hasFailed = (span: Span) => isFailed(span.status);
