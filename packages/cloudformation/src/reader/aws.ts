import type {
  CloudFormationClient,
  OperationEvent,
  Change as SdkChange,
  Stack as SdkStack,
  StackEvent as SdkStackEvent,
  StackSummary as SdkStackSummary,
  StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { Clock } from '@signalbox/runner/clock';
import type { OperationFailure, PlannedChange, Stack, StackResource, StackSummary } from '../model/stack.ts';
import type { StackEvent } from '../model/stack-event.ts';
import { troubleOf } from './errors.ts';
import { type AwsCredentials, renewOnExpiry } from './oidc.ts';
import { ReadError, type StackReader } from './reader.ts';

interface ConnectOptions {
  /** @default AWS_REGION, as the SDK reads it */
  readonly region?: string | undefined;
  readonly clock: Clock;
  /** Shown in CloudTrail, as part of the user agent. */
  readonly correlationId?: string | undefined;
  /** Asked whenever the SDK thinks its credentials are used up. @default the SDK's own chain */
  readonly credentials?: (() => Promise<AwsCredentials>) | undefined;
  /** Gets new ones when they are expired. False: it cannot. */
  readonly renew?: (() => Promise<boolean>) | undefined;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** Of 100 stacks each: enough to find a name, not to read a whole account. */
const LIST_PAGES = 10;

/** The one room of the CloudFormation SDK. Sends nothing yet. AWS_ENDPOINT_URL* are the SDK's to honour. */
export async function connectCloudFormation(options: ConnectOptions): Promise<StackReader> {
  const sdk = await import('@aws-sdk/client-cloudformation');
  const { clock, correlationId, credentials, region, renew } = options;
  const client = new sdk.CloudFormationClient({
    // Repeating is our own affair (sight.ts): the SDK's quick tries would only add to a throttle.
    maxAttempts: 1,
    requestHandler: { requestTimeout: REQUEST_TIMEOUT_MS, connectionTimeout: REQUEST_TIMEOUT_MS },
    customUserAgent: [
      ['signalbox'],
      ...(correlationId ? [['correlation-id', correlationId] as [string, string]] : []),
    ],
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  if (renew !== undefined) renewOnExpiry(client, renew);
  const server = keepServerTime(client, clock);
  let calls = 0;
  const call = async <T>(what: string, send: () => Promise<T>): Promise<T> => {
    calls++;
    try {
      return await send();
    } catch (error) {
      throw readError(what, error);
    }
  };

  const describeStack = async (name: string) => {
    try {
      const answer = await call('DescribeStacks', () =>
        client.send(new sdk.DescribeStacksCommand({ StackName: name })),
      );
      return answer.Stacks?.[0] && toStack(answer.Stacks[0]);
    } catch (error) {
      if (error instanceof ReadError && /does not exist/.test(error.message)) return undefined;
      throw error;
    }
  };
  const changes = async (changeSet: string, stack?: string): Promise<PlannedChange[]> => {
    const found: PlannedChange[] = [];
    let next: string | undefined;
    do {
      const input = { ChangeSetName: changeSet, ...given({ StackName: stack, NextToken: next }) };
      const answer = await call('DescribeChangeSet', () =>
        client.send(new sdk.DescribeChangeSetCommand(input)),
      );
      found.push(...(answer.Changes ?? []).map(toChange));
      next = answer.NextToken;
    } while (next !== undefined);
    return found;
  };
  const resources = async (stackId: string): Promise<StackResource[]> => {
    const found: StackResource[] = [];
    let next: string | undefined;
    do {
      const input = { StackName: stackId, ...(next === undefined ? {} : { NextToken: next }) };
      const answer = await call('ListStackResources', () =>
        client.send(new sdk.ListStackResourcesCommand(input)),
      );
      found.push(...(answer.StackResourceSummaries ?? []).map(toResource));
      next = answer.NextToken;
    } while (next !== undefined);
    return found;
  };
  return {
    describeStack,
    changes,
    template: (stack, changeSet) =>
      unlessDenied(undefined, async () => {
        const input = { StackName: stack, ...given({ ChangeSetName: changeSet }) };
        const answer = await call('GetTemplate', () => client.send(new sdk.GetTemplateCommand(input)));
        return answer.TemplateBody;
      }),
    resources,
    events: async (stackId, next) => {
      const input = { StackName: stackId, ...(next === undefined ? {} : { NextToken: next }) };
      const answer = await call('DescribeStackEvents', () =>
        client.send(new sdk.DescribeStackEventsCommand(input)),
      );
      const events = (answer.StackEvents ?? []).map(toEvent);
      return { events, ...(answer.NextToken === undefined ? {} : { next: answer.NextToken }) };
    },
    stacks: () =>
      unlessDenied([], async () => {
        const found: StackSummary[] = [];
        let next: string | undefined;
        for (let pages = 0; pages === 0 || (next !== undefined && pages < LIST_PAGES); pages++) {
          const input = given({ NextToken: next });
          const answer = await call('ListStacks', () => client.send(new sdk.ListStacksCommand(input)));
          found.push(...(answer.StackSummaries ?? []).map(toSummary));
          next = answer.NextToken;
        }
        return found;
      }),
    failures: (operationId) =>
      unlessDenied([], async () => {
        const input = { OperationId: operationId, Filters: { FailedEvents: true } };
        const answer = await call('DescribeEvents', () => client.send(new sdk.DescribeEventsCommand(input)));
        return (answer.OperationEvents ?? []).map(toFailure);
      }),
    hookFindings: (invocationId) =>
      unlessDenied([], async () => {
        const input = { HookResultId: invocationId };
        const answer = await call('GetHookResult', () => client.send(new sdk.GetHookResultCommand(input)));
        const annotations = answer.Annotations ?? [];
        return annotations
          .filter(({ Status }) => Status !== 'PASSED')
          .map(({ AnnotationName, StatusMessage, RemediationMessage }) =>
            [AnnotationName, StatusMessage, RemediationMessage].filter(Boolean).join(': '),
          );
      }),
    cancelUpdate: async (stackId) => {
      await call('CancelUpdateStack', () =>
        client.send(new sdk.CancelUpdateStackCommand({ StackName: stackId })),
      );
    },
    now: server.now,
    calls: () => calls,
  };
}

/** AWS's time by the Date of its answers, so that a runner whose clock is wrong measures rightly. */
function keepServerTime(client: CloudFormationClient, clock: Clock): { now(): number } {
  let skew = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { headers?: Record<string, string> } | undefined;
      const date = Date.parse(response?.headers?.['date'] ?? '');
      // The header counts whole seconds: a smaller difference is no skew.
      if (!Number.isNaN(date) && Math.abs(date - clock.now() - skew) > 2000) skew = date - clock.now();
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'signalboxServerTime' },
  );
  return { now: () => clock.now() + skew };
}

function readError(what: string, error: unknown): ReadError {
  const { name = '', message = String(error) } = error as Partial<Error>;
  const trouble = troubleOf(error);
  const needed = trouble === 'denied' ? ` (the credentials need cloudformation:${what})` : '';
  return new ReadError(trouble, `${what}: ${name && `${name}: `}${message}${needed}`, error);
}

async function unlessDenied<T>(otherwise: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ReadError && (error.trouble === 'denied' || error.trouble === 'other'))
      return otherwise;
    throw error;
  }
}

/** The fields of `all` that have a value. */
function given<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== ''),
  ) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function toStack(stack: SdkStack): Stack {
  return {
    stackId: stack.StackId ?? '',
    name: stack.StackName ?? '',
    status: stack.StackStatus ?? '',
    lastOperations: (stack.LastOperations ?? []).map(({ OperationId, OperationType }) => ({
      id: OperationId ?? '',
      type: OperationType ?? '',
    })),
    ...given({
      statusReason: stack.StackStatusReason,
      changeSetId: stack.ChangeSetId,
      deploymentMode: stack.DeploymentConfig?.Mode,
      disableRollback: stack.DisableRollback,
    }),
  };
}

function toEvent(event: SdkStackEvent): StackEvent {
  const { HookType, HookStatus, HookStatusReason, HookFailureMode, HookInvocationId } = event;
  const hook = HookType && {
    type: HookType,
    status: HookStatus ?? '',
    reason: HookStatusReason ?? '',
    failureMode: HookFailureMode ?? '',
    ...given({ invocationId: HookInvocationId }),
  };
  return {
    id: event.EventId ?? '',
    time: event.Timestamp?.getTime() ?? 0,
    stackId: event.StackId ?? '',
    stackName: event.StackName ?? '',
    logicalId: event.LogicalResourceId ?? '',
    physicalId: event.PhysicalResourceId ?? '',
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    ...given({
      reason: event.ResourceStatusReason,
      token: event.ClientRequestToken,
      operationId: event.OperationId,
      detailedStatus: event.DetailedStatus,
    }),
    ...(hook ? { hook } : {}),
  };
}

const toChange = ({ ResourceChange: change }: SdkChange): PlannedChange => ({
  logicalId: change?.LogicalResourceId ?? '',
  type: change?.ResourceType ?? '',
  action: change?.Action ?? '',
  ...given({ physicalId: change?.PhysicalResourceId, changeSetId: change?.ChangeSetId }),
});

const toSummary = (summary: SdkStackSummary): StackSummary => ({
  name: summary.StackName ?? '',
  stackId: summary.StackId ?? '',
  status: summary.StackStatus ?? '',
  ...given({ deletedAt: summary.DeletionTime?.getTime() }),
});

const toResource = (summary: StackResourceSummary): StackResource => ({
  logicalId: summary.LogicalResourceId ?? '',
  physicalId: summary.PhysicalResourceId ?? '',
  type: summary.ResourceType ?? '',
  status: summary.ResourceStatus ?? '',
});

function toFailure(event: OperationEvent): OperationFailure {
  const reason = event.ValidationStatusReason ?? event.HookStatusReason ?? event.ResourceStatusReason ?? '';
  return {
    kind: event.EventType ?? '',
    time: event.Timestamp?.getTime() ?? 0,
    logicalId: event.LogicalResourceId ?? '',
    type: event.ResourceType ?? '',
    reason,
    failureMode: event.ValidationFailureMode ?? event.HookFailureMode ?? 'FAIL',
    ...given({ path: event.ValidationPath }),
  };
}
