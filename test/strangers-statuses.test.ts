// Thousands of statuses on registrations, as anybody with the right to write deployments can post: they cost a step little, let
// nobody in, and what cannot be read is said. Through the bundle as the runner starts it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addStatus, type NewStatus } from '@signalbox/simulator/github/builders';
import type { Deployment } from '@signalbox/simulator/github/state';
import type { StepResult } from '@signalbox/simulator/runner/job';
import { firstCall } from './start-run.ts';
import { DAY, startWorld, type World } from './strangers-world.ts';

const FLOOD = 1200;

let world: World;
let environment: string;
let count = 0;

beforeEach(async () => {
  world = await startWorld();
  environment = `env-${++count}x`;
});
afterEach(() => world.github.close());

function flood(row: Deployment, status: NewStatus): void {
  for (let one = 0; one < FLOOD; one++)
    addStatus(world.github.state, row, { creator: 'x[bot]', ...status, description: `note ${one}` });
}

const newest = (): Deployment => {
  const row = world.shop.deployments.at(-1);
  if (row === undefined) throw new Error('nothing was deployed');
  return row;
};

async function counted(given: Parameters<World['once']>[1]): Promise<{ step: StepResult; spent: number }> {
  const before = world.github.log.length;
  const step = await world.once(environment, given);
  return { step, spent: world.github.log.length - before };
}

// A step that acquires and releases makes ten to twenty requests with nobody's statuses in its way.
describe('thousands of statuses', () => {
  test('five that are over cost little and stop nobody', async () => {
    for (let one = 0; one < 5; one++)
      flood(
        world.write(environment, world.oldJob(), {}, [
          { state: 'in_progress', description: 'deploying', at: world.clock.now() - DAY },
        ]),
        { state: 'inactive' },
      );
    const { step, spent } = await counted({ 'on-busy': 'fail' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
    expect(spent).toBeLessThan(25);
  });

  test('a holder under them holds, and they cost little', async () => {
    const { run, job } = world.newJob(environment);
    flood(world.write(environment, { run, job }), { state: 'queued' });
    const { step, spent } = await counted({ 'on-busy': 'fail', 'claim-timeout': '30s' });
    expect(step.outputs['reason']).toMatch(/^held: /);
    expect(spent).toBeLessThan(25);
  });

  test('one that only waits, in the name of a job that runs, is taken for a holder', async () => {
    const { run, job } = world.newJob(environment);
    const row = world.write(environment, { run, job }, { priority: -1000 }, [{ state: 'queued' }]);
    flood(row, { state: 'queued' });
    const { step } = await counted({ 'on-busy': 'fail' });
    expect(step.outputs['reason']).toMatch(/^held: /);
  });

  test('in the name of a job that is over it is ended', async () => {
    const row = world.write(environment, world.oldJob(), {}, [
      { state: 'queued', at: world.clock.now() - DAY },
    ]);
    flood(row, { state: 'queued' });
    const { step } = await counted({});
    expect(step).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
    expect(row.statuses.find(({ state }) => state === 'error')).toBeDefined();
  });

  test('on our own while we wait: an end in one line, and nothing is left in the queue', async () => {
    const holder = world.newJob(environment);
    await holder.coordinate();
    const waiter = world.newJob(environment);
    world.github.log.length = 0;
    const waiting = waiter.coordinate({ 'wait-timeout': '2h' });
    await firstCall(world.github);
    while (!world.github.log.some(({ path }) => /^\/.*\/statuses/.test(path) && newest().statuses.length > 0))
      await new Promise((resolve) => setImmediate(resolve));
    const own = newest();
    flood(own, { state: 'queued' });
    await holder.finish();
    const step = await waiting;
    expect(step).toMatchObject({ exitCode: 1, outputs: { acquired: 'false' } });
    expect(step.raw.match(/^::error.*$/gm)).toHaveLength(1);
    expect(step.raw).toMatch(
      /::error.*Registration \d+ is lost: others wrote more statuses to it than are read/,
    );
    expect(own.statuses.at(-1)?.state).toBe('inactive');
    await waiter.finish();
  });

  test('on our own while we hold: nobody gets in, and the release is red and frees the environment', async () => {
    const holder = world.newJob(environment);
    const held = await holder.coordinate();
    expect(held.outputs['fencing-token']).toMatch(/^\d+$/);
    flood(newest(), { state: 'queued' });
    expect((await counted({ 'on-busy': 'fail' })).step.outputs['reason']).toMatch(/^held: /);
    const done = await holder.finish();
    expect(done.status).toBe('failure');
    const told = done.annotations.map(({ message }) => message).join('\n');
    expect(told).toMatch(/others wrote more statuses to it than are read/);
    const { step } = await counted({ 'on-busy': 'fail' });
    expect(step.outputs['acquired']).toBe('true');
  });

  test('an end that is written over by them turns the release red', async () => {
    const holder = world.newJob(environment);
    await holder.coordinate();
    const own = newest();
    addStatus(world.github.state, own, { state: 'inactive', creator: 'x[bot]' });
    flood(own, { state: 'in_progress' });
    expect((await holder.finish()).status).toBe('failure');
  });
});

test('without GraphQL a holder under them holds, its release is red, and they cost little', async () => {
  world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 404 } });
  const holder = world.newJob(environment);
  await holder.coordinate();
  flood(newest(), { state: 'queued' });
  const { step, spent } = await counted({ 'on-busy': 'fail' });
  expect(step.outputs['reason']).toMatch(/^held: /);
  expect(spent).toBeLessThan(25);
  const done = await holder.finish();
  expect(done.status).toBe('failure');
  const told = done.annotations.map(({ message }) => message).join('\n');
  expect(told).toMatch(/others wrote more statuses to it than are read/);
});

test('what ran under them is not known: it is neither promoted nor called deployed', async () => {
  const earlier = environment;
  const sha = world.shop.refs.get('refs/heads/main') ?? '';
  await world.once(earlier);
  flood(newest(), { state: 'inactive' });
  const status = await world.once(earlier, { operation: 'status' });
  expect(status.outputs['deployed-sha']).toBe('');
  environment = `${earlier}-next`;
  const { step } = await counted({ 'promoted-from': earlier, ref: sha });
  expect(step.exitCode).toBe(1);
  expect(step.outputs['reason']).toMatch(/^not-promoted: .*more statuses than are read/);
});
