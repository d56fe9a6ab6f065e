// The monitor's and coordinate's bundles against a CloudFormation that nobody here wrote: moto 5.2.5, driven by the
// real SDK as a deploy step would. Where moto differs from AWS (moto/cloudformation/models.py, 5.2.5):
// - Operations end inside the request, and only the stack itself has events, none of its resources
//   (`Stack._add_stack_event` is the only maker of events).
// - Nothing ever fails or rolls back: "TODO: handle execution errors and implement rollback". A resource that
//   cannot be made fails the request, and leaves `CREATE_IN_PROGRESS` or `UPDATE_IN_PROGRESS` as the last event for good.
import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { addJob, addRepository, addRun, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { type Job, type LogLine, startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { actionFolder } from '../start-run.ts';
import { startMoto } from './moto.ts';

jest.setTimeout(120_000);

const REGION = 'eu-west-1';
const CREDENTIALS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };

let moto: ChildProcess;
let endpoint: string;
let client: CloudFormationClient;
let github: GitHubSimulator;
let shop: Repository;
let token: string;
let opened: Job[] = [];

beforeAll(async () => {
  ({ moto, endpoint } = await startMoto());
  client = new CloudFormationClient({ endpoint, region: REGION, credentials: CREDENTIALS, maxAttempts: 1 });
  github = await startGitHub();
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterEach(async () => {
  for (const job of opened) await job.finish();
  opened = [];
});
afterAll(async () => {
  client.destroy();
  await github.close();
  moto.kill();
});

function newJob(onLine: (line: LogLine) => void = () => undefined): Job {
  const run = addRun(github.state, shop);
  const { id: checkRunId } = addJob(github.state, shop, run);
  const addresses = { api_url: github.url, graphql_url: github.graphqlUrl };
  const job = startJob({
    github: githubContext({ ...addresses, token, run_id: run.id, repository: 'octo/shop', sha: run.headSha }),
    checkRunId,
    onLine,
    env: {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL: endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  opened.push(job);
  return job;
}

const monitor = (stack: string, given: Record<string, string> = {}) => ({
  uses: actionFolder('monitor'),
  with: { 'stack-name': stack, 'poll-interval': '1s', 'start-timeout': '5s', ...given },
});

const template = (...queues: string[]) =>
  JSON.stringify({
    Resources: Object.fromEntries(queues.map((name) => [name, { Type: 'AWS::SQS::Queue' }])),
  });

const REFUSAL = 'Queue name must end in .fifo';
/** A FIFO queue whose name does not end in `.fifo`: SQS refuses it, moto's too. */
const IMPOSSIBLE = JSON.stringify({
  Resources: {
    Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders', FifoQueue: true } },
  },
});

const create = async (StackName: string, TemplateBody = template('Jobs')) =>
  (await client.send(new CreateStackCommand({ StackName, TemplateBody }))).StackId ?? '';
const update = (StackName: string, TemplateBody = template('Jobs', 'Mails')) =>
  client.send(new UpdateStackCommand({ StackName, TemplateBody }));
const remove = (StackName: string) => client.send(new DeleteStackCommand({ StackName }));
const statusOf = async (StackName: string) =>
  (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;

/** As `aws cloudformation deploy` goes about it. */
async function changeSet(ChangeSetType: 'CREATE' | 'UPDATE', StackName: string, TemplateBody: string) {
  const given = { StackName, TemplateBody, ChangeSetType, ChangeSetName: `${StackName}-${ChangeSetType}` };
  const { Id } = await client.send(new CreateChangeSetCommand(given));
  return { execute: () => client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id, StackName })) };
}

test.each<{ what: string; operate: (stack: string) => Promise<unknown>; stackStatus: string }>([
  { what: 'created', operate: (stack) => create(stack), stackStatus: 'CREATE_COMPLETE' },
  {
    what: 'updated',
    operate: async (stack) => {
      await create(stack);
      await update(stack);
    },
    stackStatus: 'UPDATE_COMPLETE',
  },
  {
    what: 'created-by-change-set',
    operate: async (stack) => (await changeSet('CREATE', stack, template('Jobs'))).execute(),
    stackStatus: 'CREATE_COMPLETE',
  },
  {
    what: 'updated-by-change-set',
    operate: async (stack) => {
      await create(stack);
      await (await changeSet('UPDATE', stack, template('Jobs', 'Mails'))).execute();
    },
    stackStatus: 'UPDATE_COMPLETE',
  },
])('a stack that is $what before the first look has succeeded', async ({ what, operate, stackStatus }) => {
  const job = newJob();
  await operate(what);
  const step = await job.run(monitor(what));
  expect(step).toMatchObject({
    exitCode: 0,
    outputs: { status: 'succeeded', 'stack-status': stackStatus, progress: '100', 'failed-resource': '' },
  });
  expect(await statusOf(what)).toBe(stackStatus);
});

test('a deleted stack is seen by its ARN; by its name there is none', async () => {
  const job = newJob();
  const arn = await create('deleted');
  await remove('deleted');
  const byArn = await job.run(monitor(arn));
  expect(byArn).toMatchObject({
    exitCode: 0,
    outputs: { status: 'succeeded', 'stack-status': 'DELETE_COMPLETE' },
  });
  const byName = await job.run(monitor('deleted', { 'start-timeout': '1s' }));
  // A name that is not there may be a typing error: `fail-on` has it by default.
  expect(byName).toMatchObject({ exitCode: 1, outputs: { status: 'not-found', 'stack-status': '' } });
});

test('in the background it meets what the deploy step starts', async () => {
  const job = newJob();
  await job.run(monitor('later', { mode: 'background', 'start-timeout': '60s' }));
  await create('later');
  const { status, steps, orphans } = await job.finish();
  const post = steps.find(({ phase }) => phase === 'post');
  expect(status).toBe('success');
  expect(post?.stdout).toContain('CREATE_COMPLETE');
  expect(orphans).toEqual([]);
});

test('an operation of before the job and a change set without changes are no-changes', async () => {
  await create('same');
  await delay(6000); // What began up to 5 s before the job may be the job's, since clocks differ.
  const job = newJob();
  await changeSet('UPDATE', 'same', template('Jobs'));
  const step = await job.run(monitor('same', { 'start-timeout': '2s' }));
  expect(step).toMatchObject({
    exitCode: 0,
    outputs: { status: 'no-changes', 'stack-status': 'CREATE_COMPLETE' },
  });
});

// AWS would roll the creation back; to moto it stays under way, and so it is said to be.
test('a creation that moto never ends is timed out, not called anything else', async () => {
  const job = newJob();
  await expect(create('stuck', IMPOSSIBLE)).rejects.toThrow(REFUSAL);
  const step = await job.run(monitor('stuck', { timeout: '3s' }));
  expect(step).toMatchObject({
    exitCode: 1,
    outputs: { status: 'timed-out', 'stack-status': 'CREATE_IN_PROGRESS' },
  });
});

// AWS would tell UPDATE_ROLLBACK_*; moto's status stays at rest while its last event says otherwise. Events are right.
test('an update that moto breaks off is timed out, although its stack status is at rest', async () => {
  const job = newJob();
  await create('broken-off');
  await expect(update('broken-off', IMPOSSIBLE)).rejects.toThrow(REFUSAL);
  expect(await statusOf('broken-off')).toBe('CREATE_COMPLETE');
  const step = await job.run(monitor('broken-off', { timeout: '3s' }));
  expect(step).toMatchObject({
    exitCode: 1,
    outputs: { status: 'timed-out', 'stack-status': 'UPDATE_IN_PROGRESS' },
  });
});

test('a creation that is deleted while it is watched has failed', async () => {
  const log = new EventEmitter();
  const attached = once(log, 'attached');
  const job = newJob(({ line }) => line.includes('CREATE_IN_PROGRESS') && log.emit('attached'));
  await expect(create('given-up', IMPOSSIBLE)).rejects.toThrow(REFUSAL);
  const watching = job.run(monitor('given-up', { timeout: '60s' }));
  await attached;
  await remove('given-up');
  expect(await watching).toMatchObject({
    exitCode: 1,
    outputs: { status: 'failed', 'stack-status': 'DELETE_COMPLETE', 'failed-resource': 'given-up' },
  });
});

test('coordinate leaves a stack at work alone, and deploys where it is at rest or gone', async () => {
  await expect(create('shared', IMPOSSIBLE)).rejects.toThrow(REFUSAL);
  const coordinate = async (operation: string, given: Record<string, string> = {}) => {
    const step = await newJob().run({
      uses: actionFolder('coordinate'),
      with: { environment: 'production', 'stack-name': 'shared', operation, ...given },
    });
    return step.outputs;
  };
  const busy = { 'can-deploy': 'false', reason: expect.stringMatching(/^stack-busy.*CREATE_IN_PROGRESS/) };
  expect(await coordinate('can-deploy')).toMatchObject(busy);
  expect(await coordinate('acquire', { 'on-busy': 'skip' })).toMatchObject({ ...busy, acquired: 'false' });
  await remove('shared');
  expect(await coordinate('can-deploy')).toMatchObject({ 'can-deploy': 'true', reason: 'free' });
  await create('shared');
  expect(await coordinate('acquire')).toMatchObject({ acquired: 'true', reason: 'free' });
});

/** A service of one task, whose cluster and service are named like the stack. */
const serviceTemplate = (name: string) =>
  JSON.stringify({
    Resources: {
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: name } },
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: { Family: name, ContainerDefinitions: [{ Name: 'web', Image: 'web', Memory: 64 }] },
      },
      Service: {
        Type: 'AWS::ECS::Service',
        Properties: {
          ServiceName: name,
          Cluster: { Ref: 'Cluster' },
          TaskDefinition: { Ref: 'Task' },
          DesiredCount: 1,
        },
      },
    },
  });

// moto answers ListServiceDeployments with a page of HTML, as a broken proxy might.
test('an ECS service whose rollout cannot be seen to settle is timed out, not called anything else', async () => {
  await create('web', serviceTemplate('web'));
  const step = await newJob().run(monitor('web', { 'ecs-service': 'web/web', timeout: '3s' }));
  expect(step).toMatchObject({
    exitCode: 1,
    outputs: { status: 'timed-out', 'stack-status': 'CREATE_COMPLETE', 'failed-resource': 'web/web' },
  });
});
