// The risks of a lock on the Deployments API (docs/coordination.md has the list): side effects, budgets, outages, time.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { acquire } from '@signalbox/registry/acquire';
import { waitUntilIdle } from '@signalbox/registry/idle';
import { canDeploy } from '@signalbox/registry/inspect';
import { RegistryError } from '@signalbox/registry/snapshot';
import { addDeployment, addToken, finishJob } from '@signalbox/simulator/github/builders';
import { errorOf, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

const MINUTE = 60_000;

test('R12: registrations open no gate: only the success of a deployment may replace earlier ones', async () => {
  const [first, second] = [await world.contender(), await world.contender()];
  await first.acquire();
  const waiting = second.acquire();
  await world.clock.sleep(30_000);
  await first.release('success');
  await waiting;
  await second.release('failure');
  const bodies = world.writes().map(({ path, body }) => ({ path, ...JSON.parse(body) }));
  for (const body of bodies.filter(({ path }) => path.endsWith('/deployments'))) {
    expect(body).toMatchObject({ auto_merge: false, required_contexts: [], production_environment: false });
  }
  const statuses = bodies.filter(({ path }) => path.endsWith('/statuses'));
  expect(statuses.map(({ state, auto_inactive }) => `${state} ${auto_inactive}`)).toEqual(
    expect.arrayContaining(['success true', 'in_progress false', 'queued false', 'failure false']),
  );
  expect(statuses.filter(({ auto_inactive }) => auto_inactive)).toHaveLength(1);
  for (const { description } of statuses) expect(description.length).toBeLessThanOrEqual(140);
});

describe('R13: what is live beyond the first page is seen', () => {
  const bury = (count: number) => {
    for (let index = 0; index < count; index++)
      addDeployment(world.github.state, world.shop, { statuses: [{ state: 'success' }] });
  };

  test('a holder', async () => {
    const [holder, second] = [await world.contender(), await world.contender()];
    await holder.acquire();
    bury(250);
    expect(await canDeploy(second.request, second.ports)).toMatchObject({
      canDeploy: false,
      reason: { code: 'held' },
    });
  });

  test('a freeze of months ago', async () => {
    const contender = await world.contender();
    await contender.ports.registry.freeze('Production', { reason: 'audit', by: 'mona' });
    await world.clock.sleep(90 * 24 * 3600 * 1000);
    bury(450);
    expect(await canDeploy(contender.request, contender.ports)).toMatchObject({
      reason: { code: 'frozen', details: 'by mona: audit' },
    });
  });
});

test('R14: an unchanged queue costs nothing of the budget but a look now and then', async () => {
  const [holder, waiter] = [await world.contender(), await world.contender()];
  await holder.acquire();
  const waiting = waiter.acquire();
  await world.clock.sleep(20_000);
  const before = { ...world.github.usage('octo/shop') };
  await world.clock.sleep(30 * MINUTE);
  const after = world.github.usage('octo/shop');
  expect(after.core - before.core).toBeLessThanOrEqual(35);
  expect(after.graphql - before.graphql).toBeLessThanOrEqual(15);
  await holder.release();
  await waiting;
});

test('R15: whoever waits for hours still waits, whatever GitHub calls it meanwhile', async () => {
  const [holder, waiter] = [
    await world.contender(),
    await world.contender({ request: { waitTimeoutSeconds: 4 * 3600 } }),
  ];
  await holder.acquire();
  const waiting = waiter.acquire();
  await world.clock.sleep(3 * 3600 * 1000);
  await holder.release();
  expect(await waiting).toMatchObject({ acquired: true });
});

test('R16: a cancelled wait leaves the queue at once', async () => {
  const [holder, waiter] = [await world.contender(), await world.contender()];
  await holder.acquire();
  const waiting = errorOf(waiter.acquire());
  await world.clock.sleep(20_000);
  const cancelled = world.clock.now();
  waiter.step.cancel();
  expect((await waiting).message).toBe('Cancelled while waiting for production.');
  expect(world.clock.now() - cancelled).toBeLessThan(7500);
  expect(world.live()).toHaveLength(1);
});

describe('R17: what cannot be read is not acquired', () => {
  test('no answer from GitHub', async () => {
    world.github.faults.add({ fault: { kind: 'status', status: 503 } });
    const contender = await world.contender();
    expect(await errorOf(contender.acquire())).toBeInstanceOf(RegistryError);
    expect(world.overlaps).toEqual([]);
  });

  test('reads fail after the registration was made: it is ended again', async () => {
    world.github.faults.add({ match: /graphql|GET/, fault: { kind: 'status', status: 503 } });
    const contender = await world.contender();
    expect(await errorOf(contender.acquire())).toBeInstanceOf(RegistryError);
    expect(world.live()).toEqual([]);
  });

  test('the answer to the hold is lost for good: nothing is held', async () => {
    world.github.faults.add({
      match: (request) => request.body.includes('deploying'),
      fault: { kind: 'reset-after' },
    });
    const contender = await world.contender();
    expect(await errorOf(contender.acquire())).toBeInstanceOf(RegistryError);
    expect(world.live()).toEqual([]);
  });

  test('GraphQL is out of order: REST serves', async () => {
    world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });
    const [first, second] = [await world.contender(), await world.contender()];
    await first.acquire();
    const waiting = second.acquire();
    await world.clock.sleep(MINUTE);
    await first.release();
    expect(await waiting).toMatchObject({ acquired: true });
    expect(world.overlaps).toEqual([]);
  });

  test('ten minutes without an answer are waited out, with or without a registration', async () => {
    const [holder, waiter] = [await world.contender(), await world.contender()];
    const onlooker = await world.contender();
    await holder.acquire();
    const outlasting = { waitTimeoutSeconds: 3600, retryOutages: true };
    const turn = acquire({ ...waiter.request, ...outlasting }, waiter.ports);
    const idle = waitUntilIdle({ ...onlooker.request, ...outlasting }, onlooker.ports);
    await world.clock.sleep(MINUTE);
    const restore = world.github.faults.add({ fault: { kind: 'status', status: 502 } });
    await world.clock.sleep(10 * MINUTE);
    restore();
    await holder.release();
    expect(await turn).toMatchObject({ acquired: true });
    await waiter.release();
    expect(await idle).toBeGreaterThan(660);
    expect(onlooker.step.annotations).toEqual([
      expect.objectContaining({
        line: expect.stringMatching(/^Still waiting for production: GitHub could not/),
      }),
    ]);
  });
});

test.each([-3_600_000, 3_600_000])('R18: a clock that is wrong by %d ms changes nothing', async (skewMs) => {
  const [holder, waiter] = [await world.contender(), await world.contender({ skewMs })];
  await holder.acquire();
  const waiting = waiter.acquire();
  await world.clock.sleep(10 * MINUTE);
  expect(world.overlaps).toEqual([]);
  await holder.release();
  expect(await waiting).toMatchObject({ acquired: true });
});

test('R19: the first in line who does not claim is passed over, and has its turn later', async () => {
  const absent = await world.contender({ claimant: { scope: 'run' } });
  const known = await absent.join();
  const present = await world.contender();
  const began = world.clock.now();
  await present.acquire();
  expect(world.clock.now() - began).toBeGreaterThanOrEqual(300_000);
  expect(world.clock.now() - began).toBeLessThan(500_000);
  const later = absent.hold(known);
  await world.clock.sleep(MINUTE);
  await present.release();
  expect(await later).toMatchObject({ acquired: true });
  expect(world.overlaps).toEqual([]);
});

test('a deployment that is over before reads show its hold is recorded as one', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const lagging = await startWorld({ seed, consistency: { lagMs: 1900, perRow: true } });
    const contender = await lagging.contender();
    await contender.acquire();
    expect(await contender.release('success')).toMatchObject({
      ended: true,
      heldSeconds: expect.any(Number),
    });
    expect(lagging.ours()[0]?.statuses.at(-1)).toMatchObject({ state: 'success' });
    await lagging.github.close();
  }
});

test('R20: a token that died during the hold leaves the registration to the liveness of its job', async () => {
  const token = addToken(world.github.state, [world.shop], { expiresAt: world.clock.now() + MINUTE });
  const [first, second] = [await world.contender({ token }), await world.contender()];
  await first.acquire();
  await world.clock.sleep(2 * MINUTE);
  // At first it may be GitHub's fault; a quarter of an hour later it no longer is.
  expect(await errorOf(first.release())).toMatchObject({ name: 'RegistryError' });
  await world.clock.sleep(15 * MINUTE);
  expect((await errorOf(first.release())).message).toMatch(
    /"github-token": GitHub accepted this token until .* expired/,
  );
  finishJob(world.github.state, first.job, 'success');
  expect(await second.acquire()).toMatchObject({ acquired: true });
});

test('R21: GitHub Enterprise Server without check_run_id: the run attempt answers for its jobs', async () => {
  const server = await startWorld({ enterpriseServer: true });
  const claimant = { checkRunId: undefined } as unknown as { checkRunId: number };
  const [first, second] = [await server.contender({ claimant }), await server.contender({ claimant })];
  await first.acquire();
  const waiting = second.acquire();
  await server.clock.sleep(MINUTE);
  await first.release();
  expect(await waiting).toMatchObject({ acquired: true });
  expect(server.overlaps).toEqual([]);
  await server.github.close();
});
