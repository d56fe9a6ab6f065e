import { isOwnOf } from './account.ts';
import { operationType, type SimulatedEvent, type SimulatedStack, type viewStack } from './stack.ts';
import { isOwn } from './timeline.ts';
import type { Fields } from './xml.ts';

export function describe(view: NonNullable<ReturnType<typeof viewStack>>): Fields {
  const starts = view.own.filter(({ status }) => operationType(status) !== undefined);
  const moment = (status: string) => {
    const event = view.own.findLast((one) => one.status === status);
    return event && new Date(event.at);
  };
  const operations = starts.toReversed().slice(0, 5);
  return {
    ...{ StackId: view.arn, StackName: view.name, ParentId: view.parentArn, RootId: view.rootArn },
    CreationTime: new Date(view.own[0]?.at ?? 0),
    LastUpdatedTime: moment('UPDATE_IN_PROGRESS'),
    DeletionTime: moment('DELETE_IN_PROGRESS'),
    ...{ StackStatus: view.status, StackStatusReason: view.reason },
    ...{ DisableRollback: false, EnableTerminationProtection: false },
    RollbackConfiguration: {
      MonitoringTimeInMinutes: view.monitoring?.minutes,
      RollbackTriggers: (view.monitoring?.alarms ?? []).map((Arn) => ({
        Arn,
        Type: 'AWS::CloudWatch::Alarm',
      })),
    },
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    LastOperations: operations.map((event) => ({
      OperationType: operationType(event.status, view.own[view.own.indexOf(event) - 1]?.status),
      OperationId: event.operationId,
    })),
  };
}

export const summary = (view: NonNullable<ReturnType<typeof viewStack>>): Fields => {
  const { StackId, StackName, CreationTime, DeletionTime, StackStatus, StackStatusReason } = describe(view);
  return { StackId, StackName, CreationTime, DeletionTime, StackStatus, StackStatusReason };
};

const shared = (event: SimulatedEvent): Fields => ({
  ...{ EventId: event.id, StackId: event.stackId, OperationId: event.operationId },
  ...{ LogicalResourceId: event.logicalId, PhysicalResourceId: event.physicalId, ResourceType: event.type },
  ...{ Timestamp: new Date(event.at), ResourceStatus: event.status, ResourceStatusReason: event.reason },
  ...{ ClientRequestToken: event.token, DetailedStatus: event.detailed },
});

export const stackEvent = (event: SimulatedEvent): Fields => ({
  ...shared(event),
  StackName: event.stackName,
});

export function operationEvent(event: SimulatedEvent, all: readonly SimulatedEvent[]): Fields {
  const operation = all.filter((one) => one.operationId === event.operationId);
  const own = operation.filter(isOwn);
  const failed = operation.some(({ status }) => /FAILED|ROLLBACK/.test(status));
  const over = own.at(-1)?.status.endsWith('_COMPLETE');
  return {
    ...shared(event),
    OperationType: operationType(own[0]?.status ?? ''),
    OperationStatus: failed ? 'FAILED' : over ? 'SUCCEEDED' : 'IN_PROGRESS',
    EventType: event.status.endsWith('_FAILED') ? 'PROVISIONING_ERROR' : 'STACK_EVENT',
    StartTime: new Date(own[0]?.at ?? event.at),
  };
}

export function latest(events: readonly SimulatedEvent[]): SimulatedEvent[] {
  const byId = new Map<string, SimulatedEvent>();
  for (const event of events) if (!isOwn(event)) byId.set(event.logicalId, event);
  return [...byId.values()];
}

export const resource = (event: SimulatedEvent): Fields => ({
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId || undefined,
  ResourceType: event.type,
  LastUpdatedTimestamp: new Date(event.at),
  ResourceStatus: event.status,
  ResourceStatusReason: event.reason,
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
});

const CHANGE_ACTIONS: Readonly<Record<string, string>> = {
  CREATE: 'Add',
  UPDATE: 'Modify',
  DELETE: 'Remove',
};

/** What the coming operation, or else the last one, changes in the root stack. */
export function changesOf(stack: SimulatedStack, now: number): Fields[] {
  const [coming] = stack.coming;
  const started = stack.events.findLast(
    (event) => isOwnOf(stack, event) && event.at <= now && event.status.endsWith('_IN_PROGRESS'),
  );
  const last = stack.events.filter(({ operationId }) => operationId === started?.operationId);
  const first = new Map<string, { logicalId: string; type: string; status: string }>();
  for (const event of coming?.events ?? last) {
    const mine = event.stackId === stack.arn && !isOwn(event);
    if (mine && !first.has(event.logicalId)) first.set(event.logicalId, event);
  }
  return [...first.values()].map(({ logicalId, type, status }) => ({
    Type: 'Resource',
    ResourceChange: {
      Action: CHANGE_ACTIONS[status.split('_')[0] ?? ''],
      LogicalResourceId: logicalId,
      ResourceType: type,
    },
  }));
}
