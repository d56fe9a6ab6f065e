// The examples of several jobs, of several repositories and of other deploy tools, run by act.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import {
  addCommit,
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
} from '@signalbox/simulator/github/builders';
import { act, channel, endings, endWorld, startWorld, type World } from './act.ts';
import { withoutBackgroundSteps } from './background-steps.ts';

jest.setTimeout(180_000);

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => endWorld(world));

/** An update of a single resource, which fails with the given reason if there is one. */
function addStack(stackName: string, { fails, seconds = 60 }: { fails?: string; seconds?: number } = {}) {
  const table = { id: 'Table', type: 'AWS::DynamoDB::Table', seconds, ...(fails ? { fails } : {}) };
  world.aws.add([synthesize({ name: stackName, stackName, operation: 'UPDATE', resources: [table] })]);
}

const SUCCEEDED = { exitCode: 0, log: expect.stringContaining('Job succeeded') };
const FAILED = { exitCode: 1, log: expect.stringContaining('Job failed') };

test('cdk deploys behind the one step', async () => {
  addStack('shop');
  expect(await act(world, { example: 'cdk' })).toEqual(SUCCEEDED);
  expect(endings(world)).toEqual(['success']);
});

test('sam deploys behind the one step, and is done when it is healthy', async () => {
  addStack('shop');
  const health = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
  await once(health, 'listening');
  const { port } = health.address() as AddressInfo;
  const vars = { HEALTH_URL: `http://127.0.0.1:${port}/health` };
  const { exitCode, log } = await act(world, { example: 'sam', vars });
  health.close();
  expect({ exitCode, log }).toEqual(SUCCEEDED);
  expect(log).toContain('/health');
  expect(endings(world)).toEqual(['success']);
});

test('ecs deploys behind the one step', async () => {
  addStack('shop');
  // moto 5.2.5 answers ListServiceDeployments with a page of HTML, and its services never settle: the rollout itself
  // is tested in packages/readiness.
  const without = (text: string) => text.replace(/^ *ecs-service: .*\n/m, '');
  expect(await act(world, { example: 'ecs', without })).toEqual(SUCCEEDED);
  expect(endings(world)).toEqual(['success']);
});

test('operate freezes the environment, with the reason', async () => {
  const inputs = { operation: 'freeze', reason: 'stock-taking' };
  expect(await act(world, { example: 'operate', event: 'workflow_dispatch', inputs })).toEqual(SUCCEEDED);
  const [freeze] = world.shop.deployments;
  expect(freeze).toMatchObject({ task: 'signalbox:freeze', originalEnvironment: 'production' });
  expect(endings(world)).toEqual(['in_progress']);
});

/** A registration of another run that holds production. */
function addHolder(): number {
  const { github, shop } = world;
  const run = addRun(github.state, shop);
  const job = addJob(github.state, shop, run);
  const payload = {
    ...{ signalbox: 1, nonce: 'n1', correlation_id: 'c1', repository: 'octo/shop', run_id: run.id },
    ...{ run_attempt: 1, check_run_id: job.id, workflow: 'deploy', actor: 'mona', priority: 0, stacks: [] },
  };
  const sha = addCommit(github.state, shop).sha;
  const holder = addDeployment(github.state, shop, {
    ...{ environment: 'production', task: 'signalbox', sha, payload },
    statuses: [{ state: 'in_progress', description: 'deploying abc (deploy by mona)' }],
  });
  return holder.id;
}

test.each([
  { operation: 'status', says: 'in_progress' },
  { operation: 'can-deploy', says: 'held' },
  { operation: 'get-active', says: 'mona' },
  { operation: 'cleanup', says: 'production' },
])('operate tells by $operation who holds, and touches nothing', async ({ operation, says }) => {
  addHolder();
  const run = { example: 'operate', event: 'workflow_dispatch', inputs: { operation } };
  const { exitCode, log } = await act(world, run);
  expect({ exitCode, log }).toEqual({ exitCode: 0, log: expect.stringContaining(says) });
  expect(endings(world)).toEqual(['in_progress']);
});

test('operate releases the registration whose id it is given', async () => {
  const inputs = { operation: 'release', reason: 'its runner is gone', 'deployment-id': String(addHolder()) };
  expect(await act(world, { example: 'operate', event: 'workflow_dispatch', inputs })).toEqual(SUCCEEDED);
  expect(endings(world)).toEqual(['inactive']);
});

test('the legs of a matrix are guarded, recorded and told each for itself', async () => {
  addStack('shop-api');
  addStack('shop-web', { fails: 'Throughput exceeds the account limit' });
  expect(await act(world, { example: 'matrix' })).toEqual(FAILED);
  const ended = world.shop.deployments.map((one) => [one.originalEnvironment, one.statuses.at(-1)?.state]);
  expect(Object.fromEntries(ended)).toEqual({
    'production-shop-api': 'success',
    'production-shop-web': 'failure',
  });
  expect(await channel(world)).toHaveLength(2);
});

test('a hold spans the jobs of a run', async () => {
  addStack('shop');
  expect(await act(world, { example: 'multi-job' })).toEqual(SUCCEEDED);
  expect(endings(world)).toEqual(['success']);
});

test('a hold over several jobs ends as a failure when one of them fails', async () => {
  addStack('shop', { fails: 'Throughput exceeds the account limit' });
  expect(await act(world, { example: 'multi-job' })).toEqual(FAILED);
  expect(endings(world)).toEqual(['failure']);
});

test('four-actions over a stack that fails is red, recorded and told as such', async () => {
  addStack('shop', { fails: 'Throughput exceeds the account limit' });
  const run = { example: 'four-actions', event: 'workflow_dispatch', without: withoutBackgroundSteps };
  expect(await act(world, run)).toEqual(FAILED);
  expect(endings(world)).toEqual(['failure']);
  const threads = await channel(world);
  expect(threads).toHaveLength(1);
  expect(JSON.stringify(threads)).toContain('Throughput exceeds the account limit');
});

test('a composite action over a stack that fails is red, recorded and told as such', async () => {
  addStack('shop', { fails: 'Throughput exceeds the account limit' });
  expect(await act(world, { example: 'composite-action' })).toEqual(FAILED);
  expect(endings(world)).toEqual(['failure']);
  expect(JSON.stringify(await channel(world))).toContain('Throughput exceeds the account limit');
});

test('the registry of another repository is used with the token of the App', async () => {
  const registry = addRepository(world.github.state, 'octo/deployments');
  const token = addToken(world.github.state, [world.shop, registry]);
  addStack('shop');
  const standIns = { 'actions/create-github-app-token': { token } };
  expect(await act(world, { example: 'shared-registry', standIns })).toEqual(SUCCEEDED);
  expect(endings(world)).toEqual([]);
  expect(registry.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success']);
});

// Of one job only: after a SIGINT act 0.2.89 starts the `always()` jobs that GitHub runs then, but none of their steps.
test.each([
  // The guard sees that the stack finishes all the same: the registry knows what runs.
  { example: 'one-step', event: 'push', ends: 'success' },
  { example: 'four-actions', event: 'workflow_dispatch', ends: 'error' },
])(
  '$example, cancelled while it deploys, ends as $ends and is told as cancelled',
  async ({ ends, ...run }) => {
    addStack('shop', { seconds: 300 });
    const interruptWhen = (log: string) => log.includes('deploy: started to UPDATE shop');
    const { exitCode } = await act(world, { ...run, interruptWhen, without: withoutBackgroundSteps });
    expect(exitCode).not.toBe(0);
    expect(endings(world)).toEqual([ends]);
    expect(JSON.stringify(await channel(world))).toMatch(/cancelled/i);
  },
);

test('one-step, cancelled before its turn, leaves the queue', async () => {
  addStack('shop');
  // The claim settles for two seconds: that is when the cancellation comes.
  const interruptWhen = () => /^claim/.test(world.shop.deployments[0]?.statuses.at(-1)?.description ?? '');
  const { exitCode, log } = await act(world, { example: 'one-step', interruptWhen });
  expect(exitCode).not.toBe(0);
  expect(log).not.toContain('deploy: started');
  expect(endings(world)).toEqual(['inactive']);
});
