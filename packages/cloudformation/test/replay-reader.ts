import type { Clock } from '@signalbox/runner/clock';
import type { Timeline } from '@signalbox/simulator/cloudformation/timeline';
import { stackArn } from '../src/model/names.ts';
import type {
  OperationFailure,
  PlannedChange,
  StackMonitoring,
  StackResource,
  StackSummary,
} from '../src/model/stack.ts';
import { isOfStackItself, nestedStackId, STACK_TYPE, type StackEvent } from '../src/model/stack-event.ts';
import { ReadError, type StackReader, type Trouble } from '../src/reader/reader.ts';

export interface ReplayOptions {
  readonly clock: Clock;
  /** When the timeline's first event shows, by `clock`. @default now */
  readonly startAt?: number;
  /** Events before the operation, oldest first, with their times. */
  readonly earlier?: readonly StackEvent[];
  /** Give the totals, as for an operation by change set. @default true */
  readonly changeSet?: boolean;
  readonly template?: string;
  readonly monitoring?: StackMonitoring;
  /** Asked before each call; the trouble it names is what the caller gets. */
  readonly trouble?: (call: number) => Trouble | undefined;
  /** All that the region's list tells. */
  readonly stacks?: readonly StackSummary[];
  readonly failures?: readonly OperationFailure[];
  readonly findings?: readonly string[];
  readonly pageSize?: number;
}

export interface Replay extends StackReader {
  /** What was asked, in order. */
  readonly log: string[];
  /** Moment, by the clock, of the timeline's last event. */
  readonly endsAt: number;
  readonly startsAt: number;
}

/** A timeline, recorded or synthesized, or a scenario of a test. */
export interface Replayable {
  readonly stack: Timeline['stack'];
  readonly events: readonly (Timeline['events'][number] | StackEvent)[];
  /** Nothing would be brought back at a failure. @default whether that is seen to be so */
  readonly disableRollback?: boolean;
}

/** A timeline as a stack whose events appear one by one: CloudFormation in memory, for a virtual clock. */
export function replayReader(timeline: Replayable, options: ReplayOptions): Replay {
  const { clock, earlier = [], pageSize = 100 } = options;
  const startsAt = options.startAt ?? clock.now();
  const recorded = timeline.events.map((event) => ('ts' in event ? toEvent(event) : event));
  const shift = startsAt - (recorded[0]?.time ?? startsAt);
  const events = [...earlier, ...recorded.map((event) => ({ ...event, time: event.time + shift }))].sort(
    (a, b) => a.time - b.time,
  );
  const byStack = new Map<string, StackEvent[]>();
  for (const event of events) {
    const recorded = byStack.get(event.stackId);
    if (recorded === undefined) byStack.set(event.stackId, [event]);
    else recorded.push(event);
  }
  const log: string[] = [];

  const call = async <T>(name: string, answer: () => T): Promise<T> => {
    log.push(name);
    const trouble = options.trouble?.(log.length);
    if (trouble !== undefined) throw new ReadError(trouble, `${name}: ${trouble}`, undefined);
    return answer();
  };
  const visible = (stackId: string) => (byStack.get(stackId) ?? []).filter(({ time }) => time <= clock.now());

  return {
    log,
    startsAt,
    endsAt: events.at(-1)?.time ?? startsAt,
    now: () => clock.now(),
    calls: () => log.length,
    describeStack: (name) =>
      call('DescribeStacks', () => {
        const stackId = name.startsWith('arn:') ? name : timeline.stack.arn;
        const own = visible(stackId).filter(isOfStackItself);
        const status = own.at(-1)?.status;
        if (status === undefined || (name !== stackId && status === 'DELETE_COMPLETE')) return undefined;
        const changeSetId = options.changeSet === false ? {} : { changeSetId: `${stackId}#changes` };
        const { disableRollback = recorded.some(leavesFailed(stackId)) } = timeline;
        return {
          ...{ stackId, name: timeline.stack.name, status, lastOperations: [], disableRollback },
          ...(stackId === timeline.stack.arn ? {} : nestedFacts(stackId, timeline.stack.arn)),
          ...changeSetId,
          ...(options.monitoring && { monitoring: options.monitoring }),
        };
      }),
    events: (stackId, next) =>
      call('DescribeStackEvents', () => {
        const newest = visible(stackId).toReversed();
        const from = next === undefined ? 0 : newest.findIndex(({ id }) => id === next) + 1;
        const page = newest.slice(from, from + pageSize);
        const last = page.at(-1);
        return { events: page, ...(from + pageSize < newest.length && last ? { next: last.id } : {}) };
      }),
    changes: (changeSet) =>
      call('DescribeChangeSet', () => {
        // By a name of its own it is the root stack's; that of a nested stack without changes is empty.
        const [stackId = '', own] = changeSet.split('#');
        return changesIn(own === undefined ? timeline.stack.arn : stackId, byStack, startsAt);
      }),
    template: () => call('GetTemplate', () => options.template),
    resources: (stackId) => call('ListStackResources', () => resourcesOf(byStack.get(stackId) ?? [])),
    stacks: () => call('ListStacks', () => options.stacks ?? []),
    failures: () => call('DescribeEvents', () => options.failures ?? []),
    hookFindings: () => call('GetHookResult', () => options.findings ?? []),
    cancelUpdate: () => call('CancelUpdateStack', () => undefined),
  };
}

const leavesFailed =
  (stackId: string) =>
  ({ physicalId, status }: StackEvent): boolean =>
    physicalId === stackId && /^(CREATE|UPDATE)_FAILED$/.test(status);

/** What a stack consists of before a deletion: all that the deletion, or anything before it, touched. */
function resourcesOf(events: readonly StackEvent[]): StackResource[] {
  const found = new Map<string, StackResource>();
  for (const event of events) {
    if (isOfStackItself(event)) continue;
    const { logicalId, physicalId, type } = event;
    found.set(logicalId, { logicalId, physicalId, type, status: 'CREATE_COMPLETE' });
  }
  return [...found.values()];
}

/** An event of a timeline file as the monitor's own noun. */
export function toEvent(event: Timeline['events'][number]): StackEvent {
  const { ts, detailed, ...rest } = event;
  return {
    ...rest,
    time: Date.parse(ts),
    ...(detailed === undefined ? {} : { detailedStatus: detailed }),
  };
}

const ACTIONS: Readonly<Record<string, string>> = {
  CREATE: 'Add',
  UPDATE: 'Modify',
  DELETE: 'Remove',
  IMPORT: 'Import',
};

/** What a change set for this very operation would list: each resource's first forward change. */
function changesIn(stackId: string, byStack: Map<string, StackEvent[]>, since: number): PlannedChange[] {
  const changes = new Map<string, PlannedChange>();
  let forward = true;
  for (const event of byStack.get(stackId) ?? []) {
    if (event.time < since) continue;
    if (isOfStackItself(event)) forward &&= !/ROLLBACK|CLEANUP/.test(event.status);
    else if (forward) {
      const action = ACTIONS[event.status.split('_')[0] ?? ''] ?? 'Modify';
      const nested = event.type === STACK_TYPE ? nestedStackId(event) : undefined;
      const { logicalId, type } = event;
      changes.set(logicalId, {
        ...{ logicalId, type, action },
        ...(nested ? { physicalId: nested, changeSetId: `${nested}#changes` } : {}),
      });
    }
  }
  return [...changes.values()];
}

const nestedFacts = (stackId: string, rootId: string) => ({ name: stackArn(stackId)?.name ?? '', rootId });
