// The risks of a lock on the Deployments API (docs/coordination.md has the list): what others see, and who they are.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addDeployment, addRun, addStatus } from '@signalbox/simulator/github/builders';
import { errorOf, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

const MINUTE = 60_000;

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

test('R4: should a lost creation turn up after it was made again, the second ends itself', async () => {
  const lagging = await startWorld({ consistency: { lagMs: 60_000, perRow: true }, seed: 3 });
  lagging.github.faults.add({ match: /^POST \S+\/deployments$/, fault: { kind: 'reset-after' }, times: 1 });
  const contender = await lagging.contender();
  expect(await contender.acquire()).toMatchObject({ acquired: true });
  expect(lagging.ours()).toHaveLength(2);
  await lagging.clock.sleep(2 * MINUTE);
  await contender.release();
  const next = await lagging.contender();
  expect(await next.acquire()).toMatchObject({ acquired: true });
  await next.release();
  expect(lagging.overlaps).toEqual([]);
  await lagging.github.close();
});

test('R4: a lost creation whose id is not listed yet is not written to as deployment 0', async () => {
  world.github.faults.add({ match: /^POST \S+\/deployments$/, fault: { kind: 'reset-after' }, times: 1 });
  const until = world.clock.now() + MINUTE;
  const listless: typeof fetch = async (url, init) => {
    const answer = await world.github.fetch(url, init);
    const hidden = world.clock.now() < until && /deployments\?/.test(String(url));
    return hidden ? Response.json([], { headers: answer.headers }) : answer;
  };
  const contender = await world.contender({ fetch: listless });
  expect(await contender.acquire()).toMatchObject({ acquired: true });
  expect(world.live().map(({ id }) => id)).toContain(contender.ticket().deploymentId);
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
    expect(world.clock.now() - released).toBeLessThan(MINUTE / 2);
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
  expect(contender.step.lines.join()).toContain('2 deployment(s) to production that Signalbox did not make');
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

  test('deleted at the moment it is taken over from: whoever takes over goes on', async () => {
    const first = await world.contender();
    const cleaner: typeof fetch = (url, init) => {
      // The write is tried again, since a 404 may be a stray one.
      const deployment = world.ours().find(({ id }) => id === first.ticket().deploymentId);
      if (String(init?.body).includes('ended by another run') && deployment)
        deployment.deletedAt = world.clock.now();
      return world.github.fetch(url, init);
    };
    const second = await world.contender({ fetch: cleaner });
    await first.acquire();
    first.vanish();
    expect(await second.acquire()).toMatchObject({ acquired: true });
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
