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
import { keepServerTime, renewOnExpiry } from './aws-client.ts';
import { readError } from './errors.ts';
import type { AwsCredentials } from './oidc.ts';
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
    // Repeating is our own affair (resilient-read.ts): the SDK's quick tries would only add to a throttle.
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
      throw readError(error, what, `cloudformation:${what}`);
    }
  };

  return {
    ...stackReads(sdk, client, call),
    ...explanationReads(sdk, client, call),
    cancelUpdate: async (stackId) => {
      await call('CancelUpdateStack', () =>
        client.send(new sdk.CancelUpdateStackCommand({ StackName: stackId })),
      );
    },
    now: server.now,
    calls: () => calls,
  };
}

type Sdk = typeof import('@aws-sdk/client-cloudformation');
/** Counts a request, and makes its error a ReadError that names it. */
type Call = <T>(what: string, send: () => Promise<T>) => Promise<T>;

/** A stack as it is, what it consists of and what is to be done to it. */
function stackReads(sdk: Sdk, client: CloudFormationClient, call: Call) {
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
  const events = async (stackId: string, next?: string) => {
    const input = { StackName: stackId, ...given({ NextToken: next }) };
    const answer = await call('DescribeStackEvents', () =>
      client.send(new sdk.DescribeStackEventsCommand(input)),
    );
    return { events: (answer.StackEvents ?? []).map(toEvent), ...given({ next: answer.NextToken }) };
  };
  const changes = (changeSet: string, stack?: string) =>
    allPages(async (next) => {
      const input = { ChangeSetName: changeSet, ...given({ StackName: stack, NextToken: next }) };
      const answer = await call('DescribeChangeSet', () =>
        client.send(new sdk.DescribeChangeSetCommand(input)),
      );
      return { items: (answer.Changes ?? []).map(toChange), next: answer.NextToken };
    });
  const resources = (stackId: string) =>
    allPages(async (next) => {
      const input = { StackName: stackId, ...given({ NextToken: next }) };
      const answer = await call('ListStackResources', () =>
        client.send(new sdk.ListStackResourcesCommand(input)),
      );
      return { items: (answer.StackResourceSummaries ?? []).map(toResource), next: answer.NextToken };
    });
  return { describeStack, events, changes, resources };
}

/** What only helps to say or to foretell more: where a policy denies it, it is left out. */
function explanationReads(sdk: Sdk, client: CloudFormationClient, call: Call) {
  const template = (stack: string, changeSet?: string) =>
    unlessDenied(undefined, async () => {
      const input = { StackName: stack, ...given({ ChangeSetName: changeSet }) };
      const answer = await call('GetTemplate', () => client.send(new sdk.GetTemplateCommand(input)));
      return answer.TemplateBody;
    });
  const stacks = () =>
    unlessDenied([], () =>
      allPages(async (next) => {
        const input = given({ NextToken: next });
        const answer = await call('ListStacks', () => client.send(new sdk.ListStacksCommand(input)));
        return { items: (answer.StackSummaries ?? []).map(toSummary), next: answer.NextToken };
      }, LIST_PAGES),
    );
  const failures = (operationId: string) =>
    unlessDenied([], async () => {
      const input = { OperationId: operationId, Filters: { FailedEvents: true } };
      const answer = await call('DescribeEvents', () => client.send(new sdk.DescribeEventsCommand(input)));
      return (answer.OperationEvents ?? []).map(toFailure);
    });
  const hookFindings = (invocationId: string) =>
    unlessDenied([], async () => {
      const input = { HookResultId: invocationId };
      const answer = await call('GetHookResult', () => client.send(new sdk.GetHookResultCommand(input)));
      return (answer.Annotations ?? [])
        .filter(({ Status }) => Status !== 'PASSED')
        .map(({ AnnotationName, StatusMessage, RemediationMessage }) =>
          [AnnotationName, StatusMessage, RemediationMessage].filter(Boolean).join(': '),
        );
    });
  return { template, stacks, failures, hookFindings };
}

/** The items of all pages, or of the first `most`. */
async function allPages<T>(
  read: (
    next: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
  most = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  const found: T[] = [];
  let next: string | undefined;
  for (let pages = 0; pages === 0 || (next !== undefined && pages < most); pages++) {
    const page = await read(next);
    found.push(...page.items);
    next = page.next;
  }
  return found;
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
      rootId: stack.RootId,
      changeSetId: stack.ChangeSetId,
      deploymentMode: stack.DeploymentConfig?.Mode,
      disableRollback: stack.DisableRollback,
      monitoring: toMonitoring(stack.RollbackConfiguration),
    }),
  };
}

/** 0 to 180 minutes, and up to five alarms (API_RollbackConfiguration). */
function toMonitoring(configuration: SdkStack['RollbackConfiguration']): Stack['monitoring'] {
  const alarms = (configuration?.RollbackTriggers ?? []).flatMap(({ Arn }) => Arn ?? []);
  const seconds = 60 * (configuration?.MonitoringTimeInMinutes ?? 0);
  return seconds === 0 && alarms.length === 0 ? undefined : { seconds, alarms };
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
