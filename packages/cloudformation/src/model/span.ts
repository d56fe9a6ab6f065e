import { isOfStackItself, STACK_TYPE, type StackEvent } from './stack-event.ts';
import { isCleanup, isFailed, isInProgress } from './status.ts';

export type Action = 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT';

/** Where in the attempt a resource is worked on. */
type Phase = 'forward' | 'rollback' | 'cleanup';

/** One resource worked on once, from its first IN_PROGRESS event to its end. */
export interface Span {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly action: Action;
  readonly phase: Phase;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: string;
  readonly reason?: string;
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

/** The spans in one or more stacks' events, in the order they began. Events: oldest first in each stack. */
export function spans(events: Iterable<StackEvent>): Span[] {
  const recorder = spanRecorder();
  for (const event of events) recorder.add(event);
  return recorder.spans();
}

/** Grows spans event by event, at a cost that does not grow with their number. */
export function spanRecorder() {
  const all: Span[] = [];
  /** Index in `all` of what is under way, by resource. */
  const open = new Map<string, number>();
  const phases = new Map<string, Phase>();

  const add = (event: StackEvent) => {
    if (isOfStackItself(event)) {
      phases.set(event.stackId, phaseOf(event.status));
      return;
    }
    const action = actionOf(event.status);
    if (action === undefined) return;
    const index = open.get(spanKey(event));
    const current = index === undefined ? undefined : all[index];
    if (index !== undefined && current !== undefined && current.action === action) {
      all[index] = grow(current, event);
    } else {
      open.set(spanKey(event), all.length);
      all.push(begin(event, action, phases.get(event.stackId) ?? 'forward'));
    }
    if (!isInProgress(event.status)) open.delete(spanKey(event));
  };
  return { add, spans: (): Span[] => all };
}

function phaseOf(status: string): Phase {
  if (isCleanup(status)) return 'cleanup';
  return /ROLLBACK/.test(status) ? 'rollback' : 'forward';
}

function actionOf(status: string): Action | undefined {
  if (status.endsWith('_SKIPPED')) return 'DELETE';
  return (['CREATE', 'UPDATE', 'DELETE', 'IMPORT'] as const).find((each) => status.startsWith(`${each}_`));
}

function begin(event: StackEvent, action: Action, phase: Phase): Span {
  const { stackId, stackName, logicalId, physicalId, type, status } = event;
  const told = { status, ...optional(event), ...(isInProgress(status) ? {} : { endedAt: event.time }) };
  return { stackId, stackName, logicalId, physicalId, type, action, phase, startedAt: event.time, ...told };
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

const optional = ({ reason, detailedStatus }: StackEvent) => ({
  ...(reason === undefined ? {} : { reason }),
  ...(detailedStatus === undefined ? {} : { detailedStatus }),
});

export const hasFailed = (span: Span) => isFailed(span.status);
