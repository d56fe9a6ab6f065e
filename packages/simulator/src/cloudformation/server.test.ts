import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeEventsCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../clock.ts';
import { PLANS } from './plans.ts';
import { type CloudFormationOptions, type CloudFormationSimulator, startCloudFormation } from './server.ts';
import { operationType } from './stack.ts';
import { synthesize } from './synthesize.ts';
import { readTimeline, seconds, type Timeline } from './timeline.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/timelines');
const recorded = join(import.meta.dirname, '../../../../../shared/timelines');
const fixture = (name: string) => readTimeline(join(fixtures, `${name}.json`));
const files = [fixtures, recorded].flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [join(folder, file)] : []))
    : [],
);

const open: CloudFormationSimulator[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(options: CloudFormationOptions & { readonly region?: string } = {}) {
  const clock = virtualClock();
  const aws = await startCloudFormation({ clock, ...options });
  open.push(aws);
  const client = new CloudFormationClient({
    region: options.region ?? 'eu-west-1',
    endpoint: aws.url,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'session' },
    maxAttempts: 1,
  });
  return { aws, clock, client };
}

async function allEvents(client: CloudFormationClient, StackName: string) {
  const pages: StackEvent[][] = [];
  for (let NextToken: string | undefined; pages.length === 0 || NextToken; ) {
    const page = await client.send(
      new DescribeStackEventsCommand({ StackName, ...(NextToken ? { NextToken } : {}) }),
    );
    pages.push(page.StackEvents ?? []);
    NextToken = page.NextToken;
  }
  return pages;
}

const statusOf = async (client: CloudFormationClient, StackName: string) =>
  (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;

describe.each(files.map((file) => [file.split('/').at(-1), file] as const))('%s', (_, file) => {
  test('is replayed event for event, newest first, compressed, nested stacks by their own id', async () => {
    const timeline = readTimeline(file);
    const { aws, clock, client } = await start({ speed: 10, region: readTimeline(file).stack.region });
    const stack = aws.add([timeline]);
    const before = stack.events.length;
    aws.begin(stack);
    const begun = clock.now();
    await clock.sleep((seconds(timeline) / 10) * 1000 + 1);
    const seen: StackEvent[] = [];
    for (const id of new Set(stack.events.map(({ stackId }) => stackId))) {
      const pages = await allEvents(client, id);
      for (const page of pages.slice(0, -1)) expect(page).toHaveLength(100);
      const times = pages.flat().map(({ Timestamp }) => Number(Timestamp));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      seen.push(...pages.flat());
    }
    expect(new Set(seen.map(({ EventId }) => EventId)).size).toBe(before + timeline.events.length);
    const last = seen.find(({ PhysicalResourceId, StackId }) => PhysicalResourceId === StackId);
    expect(last?.ResourceStatus).toBe(timeline.events.at(-1)?.status);
    expect(Number(last?.Timestamp) - begun).toBeCloseTo(seconds(timeline) * 100, -1);
    expect(await statusOf(client, timeline.stack.arn)).toBe(last?.ResourceStatus);
  });
});

test('the committed timelines are what the plans give', () => {
  for (const plan of PLANS) expect(fixture(plan.name)).toEqual(synthesize(plan));
  expect(PLANS.length).toBeGreaterThanOrEqual(5);
});

test('a stack that does not exist, then is created by a client, then is deleted', async () => {
  const { aws, clock, client } = await start();
  const create = fixture('create-ok');
  aws.add([create, fixture('update-ok')]);
  const missing = { name: 'ValidationError', message: 'Stack with id shop does not exist' };
  await expect(statusOf(client, 'shop')).rejects.toMatchObject(missing);
  const { StackId, OperationId } = await client.send(new CreateStackCommand({ StackName: 'shop' }));
  expect(StackId).toBe(create.stack.arn);
  const [stack] = (await client.send(new DescribeStacksCommand({ StackName: 'shop' }))).Stacks ?? [];
  expect(stack).toMatchObject({
    StackStatus: 'CREATE_IN_PROGRESS',
    LastOperations: [{ OperationType: 'CREATE_STACK', OperationId }],
  });
  await expect(client.send(new UpdateStackCommand({ StackName: 'shop' }))).rejects.toThrow(
    'is in CREATE_IN_PROGRESS state and can not be updated',
  );
  await clock.sleep(seconds(create) * 1000);
  expect(await statusOf(client, 'shop')).toBe('CREATE_COMPLETE');
  await client.send(new UpdateStackCommand({ StackName: 'shop', ClientRequestToken: 'mine' }));
  const [[newest]] = (await allEvents(client, 'shop')) as [[StackEvent]];
  expect(newest).toMatchObject({ ResourceStatus: 'UPDATE_IN_PROGRESS', ClientRequestToken: 'mine' });
  await clock.sleep(3_600_000);
  await expect(client.send(new UpdateStackCommand({ StackName: 'shop' }))).rejects.toThrow(
    'No updates are to be performed.',
  );
});

test('a rolled-back update is two operations, and DescribeEvents finds the failures', async () => {
  const { aws, clock, client } = await start();
  const failed = fixture('update-failed-nested');
  const stack = aws.add([failed], { earlierUpdates: 20 });
  aws.begin(stack);
  await clock.sleep(seconds(failed) * 1000);
  const [shop] = (await client.send(new DescribeStacksCommand({ StackName: 'shop' }))).Stacks ?? [];
  const [rollback, update] = shop?.LastOperations ?? [];
  expect([rollback?.OperationType, update?.OperationType]).toEqual(['ROLLBACK', 'UPDATE_STACK']);
  const ask = { OperationId: update?.OperationId ?? '', Filters: { FailedEvents: true } };
  const { OperationEvents = [] } = await client.send(new DescribeEventsCommand(ask));
  expect(OperationEvents.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['Service', 'Functions']);
  expect(OperationEvents[0]).toMatchObject({
    OperationStatus: 'FAILED',
    ResourceStatusReason: 'Resource update cancelled',
  });
  expect((await allEvents(client, 'shop')).length).toBeGreaterThan(1);
  aws.denied.add('DescribeEvents');
  await expect(client.send(new DescribeEventsCommand({ StackName: 'shop' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});

test('a nested stack that an update leaves as it is can be read', async () => {
  const timeline = fixture('update-ok');
  const functions = timeline.events.find(({ logicalId }) => logicalId === 'Functions')?.physicalId ?? '';
  const untouched = { ...timeline, events: timeline.events.filter(({ stackId }) => stackId !== functions) };
  const { aws, client } = await start();
  aws.begin(aws.add([untouched]));
  expect(await statusOf(client, functions)).toBe('CREATE_COMPLETE');
  expect((await allEvents(client, functions)).flat()).toHaveLength(2);
});

test('resources: all by pages, at most 100 at once; changes and template', async () => {
  const resources = Array.from({ length: 130 }, (_, n) => ({
    id: `Topic${n}`,
    type: 'AWS::SNS::Topic',
    seconds: 1,
  }));
  const timeline = synthesize({ name: 'wide', stackName: 'wide', operation: 'CREATE', resources });
  const { aws, clock, client } = await start();
  aws.begin(aws.add([timeline]));
  await clock.sleep(60_000);
  const StackName = 'wide';
  const first = await client.send(new ListStackResourcesCommand({ StackName }));
  const { NextToken = '' } = first;
  const second = await client.send(new ListStackResourcesCommand({ StackName, NextToken }));
  expect([first, second].map((page) => page.StackResourceSummaries?.length)).toEqual([100, 30]);
  expect((await client.send(new DescribeStackResourcesCommand({ StackName }))).StackResources).toHaveLength(
    100,
  );
  const changes = await client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName: 'one' }));
  expect(changes.Changes?.[0]?.ResourceChange).toMatchObject({ Action: 'Add', LogicalResourceId: 'Topic0' });
  expect((await client.send(new GetTemplateCommand({ StackName }))).TemplateBody).toContain(
    'AWS::SNS::Topic',
  );
});

test('a cancelled update rolls back from where it is, nested stacks with it', async () => {
  const { aws, clock, client } = await start();
  aws.begin(aws.add([fixture('update-ok')]));
  await expect(client.send(new CancelUpdateStackCommand({ StackName: 'other' }))).rejects.toThrow();
  await clock.sleep(60_000);
  await client.send(new CancelUpdateStackCommand({ StackName: 'shop' }));
  expect(await statusOf(client, 'shop')).toBe('UPDATE_ROLLBACK_IN_PROGRESS');
  await clock.sleep(60_000);
  const events = (await allEvents(client, 'shop')).flat().toReversed();
  const cancelled = events.filter(({ ResourceStatusReason }) => /cancelled/.test(ResourceStatusReason ?? ''));
  expect(cancelled.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['Service', 'Functions']);
  expect(await statusOf(client, 'shop')).toBe('UPDATE_ROLLBACK_COMPLETE');
  const left = (await client.send(new ListStackResourcesCommand({ StackName: 'shop' })))
    .StackResourceSummaries;
  expect(left?.every(({ ResourceStatus }) => /_COMPLETE$/.test(ResourceStatus ?? ''))).toBe(true);
  const nested = cancelled[1]?.PhysicalResourceId ?? '';
  expect(await statusOf(client, nested)).toBe('UPDATE_ROLLBACK_COMPLETE');
  await expect(client.send(new CancelUpdateStackCommand({ StackName: 'shop' }))).rejects.toThrow(
    'cannot be called from current stack status',
  );
});

test.each([
  [
    { kind: 'rate-limit', retryAfterSeconds: 1 },
    { name: 'Throttling', message: 'Rate exceeded' },
  ],
  [{ kind: 'status', status: 503 }, { name: 'ServiceUnavailable' }],
  [{ kind: 'status', status: 403 }, { name: 'ExpiredToken' }],
  [{ kind: 'reset-before' }, { message: expect.stringContaining('socket hang up') }],
] as const)('fault %j is seen by the client as %j', async (fault, error) => {
  const { aws, client } = await start();
  aws.add([fixture('update-ok')]);
  aws.faults.add({ fault, times: 1 });
  await expect(statusOf(client, 'shop')).rejects.toMatchObject(error);
  expect(await statusOf(client, 'shop')).toBe('CREATE_COMPLETE');
  expect(aws.calls()).toEqual({ DescribeStacks: 2 });
});

test('expired credentials can be renewed; a request without any is refused', async () => {
  const { aws, client } = await start();
  aws.add([fixture('update-ok')] satisfies [Timeline]);
  const renew = aws.expireCredentials();
  await expect(statusOf(client, 'shop')).rejects.toMatchObject({ name: 'ExpiredToken' });
  renew();
  expect(await statusOf(client, 'shop')).toBe('CREATE_COMPLETE');
  const bare = await fetch(aws.url, { method: 'POST', body: 'Action=DescribeStacks&Version=2010-05-15' });
  expect(bare.status).toBe(403);
});

test('ContinueUpdateRollback is an operation of its own kind', () => {
  expect(operationType('UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED')).toBe('CONTINUE_ROLLBACK');
  expect(operationType('UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_FAILED')).toBe('ROLLBACK');
  expect(operationType('UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED')).toBe('UPDATE_STACK');
});
