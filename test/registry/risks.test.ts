// The risks of a lock on the Deployments API, each with what keeps it away (docs/coordination.md has the list).
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { canDeploy } from '@signalbox/registry/look';
import { RegistryError } from '@signalbox/registry/port';
import { addDeployment, addRun, addStatus, addToken, finishJob } from '@signalbox/simulator/github/builders';
import { startWorld, type World } from './world.ts';

jest.setTimeout(60_000);

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

const MINUTE = 60_000;
const errorOf = async (promise: Promise<unknown>) => {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

test('R1, R3: nobody overlaps while reads lag, disagree and go backwards, and ids turn up late', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    const lagging = await startWorld({
      seed,
      consistency: { lagMs: 1900, lateIdMs: 3000, perRow: true },
    });
    const holds: number[] = [];
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        const contender = await lagging.contender();
        await contender.acquire();
        holds.push(lagging.clock.now());
        await lagging.clock.sleep(20_000);
        expect(await contender.release()).toMatchObject({ ended: true, overlaps: [] });
      }),
    );
    expect(holds).toHaveLength(5);
    expect(lagging.overlaps).toEqual([]);
    expect(lagging.live()).toEqual([]);
    await lagging.github.close();
  }
});

test('R2: an overlap beyond the assumed lag is found by those who release', async () => {
  const first = await world.contender();
  // A replica that shows nothing of the first for two minutes: far longer than any claim settles.
  const until = world.clock.now() + 2 * MINUTE;
  const stale: typeof fetch = async (url, init) => {
    const answer = await world.github.fetch(url, init);
    if (world.clock.now() > until || !String(url).endsWith('/graphql')) return answer;
    const body = JSON.parse(await answer.text());
    const { deployments } = body.data.repository;
    deployments.nodes = deployments.nodes.filter(
      (node: { payload: string }) => !node.payload.includes(`${first.run.id}`),
    );
    return new Response(JSON.stringify(body), answer);
  };
  const second = await world.contender({ fetch: stale });
  await first.acquire();
  await second.acquire();
  expect(world.overlaps).toHaveLength(1);
  await world.clock.sleep(3 * MINUTE);
  expect((await second.release()).overlaps).toEqual([
    expect.stringMatching(
      `^registration ${first.ticket().deploymentId} of run ${first.run.id} of deploy by mona`,
    ),
  ]);
  expect((await first.release()).overlaps).toHaveLength(1);
});

describe('R4: a creation whose answer is lost makes one registration', () => {
  test.each([
    { name: 'cut after it was done', fault: { kind: 'reset-after' as const } },
    { name: 'cut before it was done', fault: { kind: 'reset-before' as const } },
    { name: '502 although done', fault: { kind: 'status' as const, status: 502, done: true } },
    { name: '500', fault: { kind: 'status' as const, status: 500 } },
    { name: 'an empty body', fault: { kind: 'empty-body' as const } },
  ])('$name', async ({ fault }) => {
    world.github.faults.add({ match: /^POST \S+\/deployments$/, fault, times: 1 });
    const contender = await world.contender();
    const grant = await contender.acquire();
    expect(grant).toMatchObject({ acquired: true });
    expect(world.live().map(({ id }) => id)).toEqual([contender.ticket().deploymentId]);
  });
});

describe('R5, R6: an owner who never released', () => {
  test('is reaped after the grace, and not before', async () => {
    const [first, second] = [await world.contender(), await world.contender()];
    await first.acquire();
    first.vanish();
    const gone = world.clock.now();
    await second.acquire();
    expect(world.clock.now() - gone).toBeGreaterThanOrEqual(6 * MINUTE);
    expect(world.clock.now() - gone).toBeLessThan(9 * MINUTE);
    expect(world.ours()[0]?.statuses.at(-1)).toMatchObject({ state: 'error' });
    expect(second.step.lines.join('\n')).toContain('what it started may still run');
  });

  test('a living owner is never reaped, however long it holds', async () => {
    const first = await world.contender();
    await first.acquire();
    const second = await world.contender({ request: { waitTimeoutSeconds: 4 * 3600, maxHoldSeconds: 3600 } });
    const waiting = second.acquire();
    await world.clock.sleep(2 * 3600 * 1000);
    expect(world.overlaps).toEqual([]);
    await first.release();
    expect(await waiting).toMatchObject({ acquired: true });
    expect(world.overlaps).toEqual([]);
  });

  test('whoever waits without a job loses its place, but nobody writes to it before the grace', async () => {
    const [holder, dead, alive] = [await world.contender(), await world.contender(), await world.contender()];
    await holder.acquire();
    await dead.join();
    dead.vanish();
    const waiting = alive.acquire();
    await world.clock.sleep(30_000);
    await holder.release();
    const released = world.clock.now();
    await waiting;
    // It was third in line as far as it knew, so it did not look every few seconds.
    expect(world.clock.now() - released).toBeLessThan(2 * MINUTE);
    expect(world.ours()[1]?.statuses.map(({ state }) => state)).not.toContain('inactive');
  });
});

test('R7: an owner nobody can read holds for max-hold after its last sign of life', async () => {
  const first = await world.contender({ claimant: { runId: 1, checkRunId: 2 } });
  await first.acquire();
  const began = world.clock.now();
  const second = await world.contender({ request: { maxHoldSeconds: 1800, waitTimeoutSeconds: 7200 } });
  await second.acquire();
  expect(world.clock.now() - began).toBeGreaterThan(1800_000);
  expect(world.clock.now() - began).toBeLessThan(2100_000);
});

test('R8: the registration of an old attempt is dead although a new attempt runs', async () => {
  const first = await world.contender();
  await first.acquire();
  first.vanish();
  const retried = await world.contender({ run: first.run, claimant: { runAttempt: 2 } });
  const began = world.clock.now();
  const grant = await retried.acquire();
  expect(grant).toMatchObject({ acquired: true });
  expect(world.clock.now() - began).toBeLessThan(9 * MINUTE);
});

test('R9: two jobs of one run keep each other out', async () => {
  const run = addRun(world.github.state, world.shop);
  const jobs = [await world.contender({ run }), await world.contender({ run })];
  await Promise.all(
    jobs.map(async (job) => {
      await job.acquire();
      await world.clock.sleep(MINUTE);
      await job.release();
    }),
  );
  expect(world.overlaps).toEqual([]);
});

test('R10: deployments of others are neither in the way nor written to', async () => {
  const foreign = [
    addDeployment(world.github.state, world.shop, { statuses: [{ state: 'in_progress' }] }),
    addDeployment(world.github.state, world.shop, {
      task: 'signalbox',
      payload: '{"signalbox":99}',
      statuses: [{ state: 'in_progress' }],
    }),
    addDeployment(world.github.state, world.shop, { task: 'deploy', payload: { signalbox: 1, nonce: 'x' } }),
  ];
  const before = foreign.map(({ statuses }) => statuses.length);
  const contender = await world.contender();
  const grant = await contender.acquire();
  await contender.release('failure');
  expect(grant).toMatchObject({ waitedSeconds: 2 });
  expect(foreign.map(({ statuses }) => statuses.length)).toEqual(before);
});

describe('R11: what strangers do to our registrations fails closed', () => {
  const ended = { state: 'inactive' as const, description: 'deactivated', creator: 'cleaner[bot]' };

  test('ended while it waits: the step fails and nothing is deployed', async () => {
    const [holder, waiter] = [await world.contender(), await world.contender()];
    await holder.acquire();
    const waiting = errorOf(waiter.acquire());
    await world.clock.sleep(20_000);
    const deployment = world.ours()[1];
    if (deployment) addStatus(world.github.state, deployment, ended);
    expect((await waiting).message).toMatch(/is lost: somebody else ended it/);
  });

  test('deleted while it waits: the step fails and nothing is deployed', async () => {
    const [holder, waiter] = [await world.contender(), await world.contender()];
    await holder.acquire();
    const waiting = errorOf(waiter.acquire());
    await world.clock.sleep(20_000);
    const deployment = world.ours()[1];
    if (deployment) deployment.deletedAt = world.clock.now();
    expect((await waiting).message).toMatch(/is lost: it was deleted/);
  });

  test.each([
    {
      name: 'ended',
      meddle: () => void addStatus(world.github.state, world.ours()[0] ?? never(), ended),
      lost: /inactive: deactivated/,
    },
    {
      name: 'ended, and hidden by the progress of a monitor',
      meddle: () => {
        addStatus(world.github.state, world.ours()[0] ?? never(), ended);
        addStatus(world.github.state, world.ours()[0] ?? never(), {
          state: 'in_progress',
          description: '40 %',
          at: world.clock.now() + 1000,
        });
      },
      lost: /inactive: deactivated/,
    },
    {
      name: 'deleted',
      meddle: () => {
        const deployment = world.ours()[0] ?? never();
        deployment.deletedAt = world.clock.now();
      },
      lost: /deleted/,
    },
  ])('$name while it holds: its release says so', async ({ meddle, lost }) => {
    const contender = await world.contender();
    const grant = await contender.acquire();
    if (!grant.acquired) throw never();
    await world.clock.sleep(10_000);
    meddle();
    await world.clock.sleep(10_000);
    expect((await contender.release('success', grant.ticket)).lost).toMatch(lost);
  });
});

const never = (): never => {
  throw new Error('cannot be');
};

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

test('R20: a token that died during the hold leaves the registration to the liveness of its job', async () => {
  const token = addToken(world.github.state, [world.shop], { expiresAt: world.clock.now() + MINUTE });
  const [first, second] = [await world.contender({ token }), await world.contender()];
  await first.acquire();
  await world.clock.sleep(2 * MINUTE);
  expect((await errorOf(first.release())).message).toContain('"github-token"');
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
