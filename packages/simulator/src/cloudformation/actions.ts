import type { Clock } from '@signalbox/runner/clock';
import {
  begin,
  cancelUpdate,
  operationType,
  type PlacedEvent,
  type SimulatedStack,
  viewStack,
} from './stack.ts';
import { isOwn } from './timeline.ts';
import type { AwsError, Fields } from './xml.ts';

/** The simulated account in one region. */
export interface Account {
  readonly stacks: SimulatedStack[];
  readonly clock: Clock;
  /** How much faster than recorded timelines are played. */
  readonly speed: number;
  /** Actions that the credentials may not call. */
  readonly denied: Set<string>;
}

/** What the caller gets instead of an answer. */
export class Refusal extends Error {
  readonly error: AwsError;
  constructor(error: AwsError) {
    super(error.message);
    this.error = error;
  }
}

const validation = (message: string) => new Refusal({ status: 400, code: 'ValidationError', message });

type Action = (account: Account, parameters: URLSearchParams) => Fields;

/** What CloudFormation puts on a page of events. */
const EVENTS_PAGE = 100;
/** DescribeStackResources never returns more (API reference). */
const RESOURCES_LIMIT = 100;

/** The actions that can be called, by name. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  DescribeStacks: (account, parameters) => {
    const name = parameters.get('StackName');
    const names = name === null ? account.stacks.map((stack) => stack.name) : [name];
    const views = names.flatMap((one) => viewStack(account.stacks, one, account.clock.now()) ?? []);
    if (name !== null && views.length === 0) throw validation(`Stack with id ${name} does not exist`);
    return { Stacks: views.map(describe) };
  },
  ListStacks: (account, parameters) => {
    // Deleted ones are listed for 90 days (API reference, ListStacks); filters are not played.
    const views = account.stacks.flatMap(
      ({ arn }) => viewStack(account.stacks, arn, account.clock.now()) ?? [],
    );
    const { items, next } = page(views, parameters);
    return { StackSummaries: items.map(summary), NextToken: next };
  },
  DescribeStackEvents: (account, parameters) => {
    const view = named(account, parameters, (name) => `Stack [${name}] does not exist`);
    const { items, next } = page(view.events.toReversed(), parameters);
    return { StackEvents: items.map(stackEvent), NextToken: next };
  },
  DescribeEvents: (account, parameters) => {
    const events = operationEvents(account, parameters);
    const failedOnly = parameters.get('Filters.FailedEvents') === 'true';
    const asked = events.filter(({ status }) => !failedOnly || status.endsWith('_FAILED'));
    const { items, next } = page(asked.toReversed(), parameters);
    return { OperationEvents: items.map((event) => operationEvent(event, events)), NextToken: next };
  },
  ListStackResources: (account, parameters) => {
    const view = named(account, parameters);
    const { items, next } = page(latest(view.events), parameters);
    return { StackResourceSummaries: items.map(resource), NextToken: next };
  },
  DescribeStackResources: (account, parameters) => {
    const view = named(account, parameters);
    const common = { StackName: view.name, StackId: view.arn };
    return {
      StackResources: latest(view.events)
        .slice(0, RESOURCES_LIMIT)
        .map((event) => {
          const { LastUpdatedTimestamp: Timestamp, ...rest } = resource(event);
          return { ...common, ...rest, Timestamp };
        }),
    };
  },
  DescribeChangeSet: (account, parameters) => {
    const stack = root(account, parameters);
    const now = account.clock.now();
    const changes = changesOf(stack, now);
    const { items, next } = page(changes, parameters);
    const executed = stack.events.some(({ at }) => at <= now);
    return {
      ...{ ChangeSetName: parameters.get('ChangeSetName') ?? '', StackId: stack.arn, StackName: stack.name },
      ...{ Status: 'CREATE_COMPLETE', ExecutionStatus: executed ? 'EXECUTE_COMPLETE' : 'AVAILABLE' },
      ...{ Changes: items, NextToken: next },
    };
  },
  GetTemplate: (account, parameters) => {
    const view = named(account, parameters);
    const resources = latest(view.events).map((event) => [event.logicalId, { Type: event.type }]);
    return { TemplateBody: JSON.stringify({ Resources: Object.fromEntries(resources) }) };
  },
  CancelUpdateStack: (account, parameters) => {
    const view = named(account, parameters);
    if (view.status !== 'UPDATE_IN_PROGRESS') {
      throw validation('CancelUpdateStack cannot be called from current stack status');
    }
    cancelUpdate(root(account, parameters), { now: account.clock.now(), speed: account.speed });
    return {};
  },
  CreateStack: (account, parameters) => {
    const view = viewStack(account.stacks, parameters.get('StackName') ?? '', account.clock.now());
    if (view && view.status !== 'REVIEW_IN_PROGRESS') {
      const message = `Stack [${view.name}] already exists`;
      throw new Refusal({ status: 400, code: 'AlreadyExistsException', message });
    }
    return start(account, parameters);
  },
  UpdateStack: (account, parameters) => start(account, atRest(account, parameters)),
  ExecuteChangeSet: (account, parameters) => {
    start(account, parameters);
    return {};
  },
  DeleteStack: (account, parameters) => {
    const view = viewStack(account.stacks, parameters.get('StackName') ?? '', account.clock.now());
    // "No action is taken" on a stack that is not there, and one that failed in any way may be deleted (API reference).
    if (view?.status.endsWith('_IN_PROGRESS')) {
      throw validation(`Stack [${view.arn}] cannot be deleted while in status ${view.status}`);
    }
    if (view !== undefined) start(account, parameters);
    return {};
  },
};

const UPDATABLE = /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE$/;

/** @throws Refusal unless the stack exists and may be changed now */
function atRest(account: Account, parameters: URLSearchParams): URLSearchParams {
  const view = named(account, parameters, (name) => `Stack [${name}] does not exist`);
  if (!UPDATABLE.test(view.status)) {
    throw validation(`Stack:${view.arn} is in ${view.status} state and can not be updated.`);
  }
  return parameters;
}

/** Begins the next timeline. With none left there is nothing to change. */
function start(account: Account, parameters: URLSearchParams): Fields {
  const stack = root(account, parameters);
  const token = parameters.get('ClientRequestToken') ?? undefined;
  const now = account.clock.now();
  const { speed } = account;
  const begun = begin(stack, { now, speed, ...(token === undefined ? {} : { token }) });
  if (!begun) throw validation('No updates are to be performed.');
  const first = stack.events.findLast((event) => event.at === now && isOwnOf(stack, event));
  return { StackId: stack.arn, OperationId: first?.operationId };
}

const isOwnOf = ({ arn }: SimulatedStack, event: PlacedEvent) => event.stackId === arn && isOwn(event);

function named(
  account: Account,
  parameters: URLSearchParams,
  missing = (name: string) => `Stack with id ${name} does not exist`,
) {
  const name = parameters.get('StackName') ?? '';
  const view = viewStack(account.stacks, name, account.clock.now());
  if (!view) throw validation(missing(name));
  return view;
}

/** Of several stacks that had one name after another: the one that is there, else the first that is still to come. */
function root(account: Account, parameters: URLSearchParams): SimulatedStack {
  const name = parameters.get('StackName') ?? '';
  const now = account.clock.now();
  const named = account.stacks.filter((one) => one.name === name || one.arn === name);
  const stack =
    named.find(({ arn }) => viewStack(account.stacks, name, now)?.arn === arn) ??
    named.find(({ coming }) => coming.length > 0) ??
    named[0];
  if (!stack) throw validation(`Stack [${name}] does not exist`);
  return stack;
}

function describe(view: NonNullable<ReturnType<typeof viewStack>>): Fields {
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

const summary = (view: NonNullable<ReturnType<typeof viewStack>>): Fields => {
  const { StackId, StackName, CreationTime, DeletionTime, StackStatus, StackStatusReason } = describe(view);
  return { StackId, StackName, CreationTime, DeletionTime, StackStatus, StackStatusReason };
};

const shared = (event: PlacedEvent): Fields => ({
  ...{ EventId: event.id, StackId: event.stackId, OperationId: event.operationId },
  ...{ LogicalResourceId: event.logicalId, PhysicalResourceId: event.physicalId, ResourceType: event.type },
  ...{ Timestamp: new Date(event.at), ResourceStatus: event.status, ResourceStatusReason: event.reason },
  ...{ ClientRequestToken: event.token, DetailedStatus: event.detailed },
});

const stackEvent = (event: PlacedEvent): Fields => ({ ...shared(event), StackName: event.stackName });

function operationEvent(event: PlacedEvent, all: readonly PlacedEvent[]): Fields {
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

/** @throws Refusal unless exactly one of the three ways to name an operation is used */
function operationEvents(account: Account, parameters: URLSearchParams): readonly PlacedEvent[] {
  const now = account.clock.now();
  const operation = parameters.get('OperationId');
  if (operation !== null) {
    const events = account.stacks.flatMap((stack) =>
      stack.events.filter(({ operationId, at }) => operationId === operation && at <= now),
    );
    if (events.length === 0) throw validation(`Operation with id ${operation} does not exist`);
    return events;
  }
  if (parameters.has('ChangeSetName')) {
    return named(account, parameters).events.filter(({ status }) => status === 'REVIEW_IN_PROGRESS');
  }
  return named(account, parameters, (name) => `Stack [${name}] does not exist`).events;
}

function latest(events: readonly PlacedEvent[]): PlacedEvent[] {
  const byId = new Map<string, PlacedEvent>();
  for (const event of events) if (!isOwn(event)) byId.set(event.logicalId, event);
  return [...byId.values()];
}

const resource = (event: PlacedEvent): Fields => ({
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
function changesOf(stack: SimulatedStack, now: number): Fields[] {
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

/** @throws Refusal for a token that is not of this list */
function page<T>(
  items: readonly T[],
  parameters: URLSearchParams,
): { readonly items: readonly T[]; readonly next?: string } {
  const token = parameters.get('NextToken');
  const left = token === null ? items.length : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(left) || left < 0 || left > items.length) {
    throw validation(`Invalid NextToken: ${token}`);
  }
  // Counted from the end, so that new items at the front of a newest-first list do not shift the next page.
  const from = items.length - left;
  const rest = left - EVENTS_PAGE;
  return {
    items: items.slice(from, from + EVENTS_PAGE),
    ...(rest > 0 ? { next: Buffer.from(String(rest)).toString('base64') } : {}),
  };
}
