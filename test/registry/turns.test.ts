// Whose turn it is, and what else may stand in the way.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addCommit, addDeployment } from '@signalbox/simulator/github/builders';
import type { Run } from '@signalbox/simulator/github/state';
import { errorOf, startWorld, type World } from './world.ts';

const HOUR_MS = 3_600_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

test('priority first, then the order of arrival; a holder is never evicted', async () => {
  const holder = await world.contender();
  await holder.acquire();
  const order: string[] = [];
  const waiting = [];
  for (const [name, priority] of [
    ['first', 0],
    ['second', 0],
    ['urgent', 10],
  ] as const) {
    const contender = await world.contender({ claimant: { priority } });
    waiting.push(
      contender.acquire().then(async () => {
        order.push(name);
        await world.clock.sleep(60_000);
        await contender.release();
      }),
    );
    await world.clock.sleep(5000);
  }
  await world.clock.sleep(600_000);
  expect(order).toEqual([]);
  await holder.release();
  await Promise.all(waiting);
  expect(order).toEqual(['urgent', 'first', 'second']);
  expect(world.overlaps).toEqual([]);
});

test('a frozen environment is waited for, and taken within minutes of its opening', async () => {
  const contender = await world.contender();
  const { registry } = contender.ports;
  await registry.freeze('production', { reason: 'audit', by: 'mona' });
  const waiting = contender.acquire();
  await world.clock.sleep(1800_000);
  expect(contender.step.lines).toEqual(['Waiting for production: frozen by mona: audit.']);
  await registry.unfreeze('production', 'opened by mona');
  const opened = world.clock.now();
  expect(await waiting).toMatchObject({ acquired: true });
  expect(world.clock.now() - opened).toBeLessThan(30_000);
});

describe('a free environment is taken at once, whatever history says', () => {
  test.each([
    { name: 'six runs of 60 s without history', holds: [60, 60, 60, 60, 60, 60], usual: undefined },
    { name: 'usual time 30 min, each run fails after 30 s', holds: [30, 30, 30, 30, 30, 30], usual: 1800 },
    { name: 'each run fails at once', holds: [1, 1, 1, 1, 1, 1, 1, 1], usual: 1800 },
  ])('$name', async ({ holds, usual }) => {
    for (let day = 1; usual !== undefined && day <= 6; day++) {
      const at = world.clock.now() - day * 24 * HOUR_MS;
      addDeployment(world.github.state, world.shop, {
        task: 'signalbox',
        payload: { signalbox: 1, nonce: `n${day}`, repository: 'octo/shop', run_id: day, run_attempt: 1 },
        createdAt: at,
        statuses: [
          { state: 'in_progress', description: 'deploying', at },
          { state: 'success', at: at + usual * 1000 },
        ],
      });
    }
    let freed: number | undefined;
    const gaps: number[] = [];
    const order: number[] = [];
    await Promise.all(
      holds.map(async (hold, index) => {
        const contender = await world.contender();
        await world.clock.sleep(index * 1000);
        await contender.acquire();
        if (freed !== undefined) gaps.push((world.clock.now() - freed) / 1000);
        order.push(index);
        await world.clock.sleep(hold * 1000);
        await contender.release('failure');
        freed = world.clock.now();
      }),
    );
    expect(order).toEqual(holds.map((_, index) => index));
    expect(world.overlaps).toEqual([]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
  });

  test('a living waiter is not passed over because it sleeps, however short claim-timeout is', async () => {
    const request = { claimTimeoutSeconds: 30 };
    const contenders = await Promise.all(Array.from({ length: 8 }, () => world.contender({ request })));
    const order: number[] = [];
    await Promise.all(
      contenders.map(async (contender, index) => {
        await world.clock.sleep(index * 1000);
        await contender.acquire();
        order.push(index);
        await world.clock.sleep(1000);
        await contender.release('failure');
      }),
    );
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(contenders.flatMap(({ step }) => step.lines).join()).not.toContain('passing it over');
  });

  test('an idle head is passed over after claim-timeout, counted from when the environment was free', async () => {
    const [holder, idle, waiter] = [
      await world.contender(),
      await world.contender(),
      await world.contender(),
    ];
    await holder.acquire();
    await idle.join();
    const waiting = waiter.acquire();
    await world.clock.sleep(HOUR_MS / 2);
    await holder.release();
    const freed = world.clock.now();
    await waiting;
    const seconds = (world.clock.now() - freed) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(300);
    expect(seconds).toBeLessThan(600);
    expect(waiter.step.lines.join()).toContain('did not claim its turn within 5 min: passing it over');
  });
});

test('statuses that cannot be read do not keep a waiter from its turn', async () => {
  const [holder, waiter] = [await world.contender(), await world.contender()];
  await holder.acquire();
  world.github.faults.add({ match: /^GET \S+\/statuses/, fault: { kind: 'status', status: 502 } });
  const waiting = waiter.acquire();
  await world.clock.sleep(600_000);
  await holder.release();
  const freed = world.clock.now();
  await waiting;
  expect(world.clock.now() - freed).toBeLessThan(60_000);
});

test('whoever waits asks for what GitHub does not count', async () => {
  const holder = await world.contender();
  await holder.acquire();
  const waiters = await Promise.all(Array.from({ length: 6 }, () => world.contender()));
  const waiting = waiters.map((waiter) => waiter.acquire());
  await world.clock.sleep(60_000);
  const before = { ...world.github.usage('octo/shop') };
  await world.clock.sleep(20 * 60_000);
  const { core, graphql } = world.github.usage('octo/shop');
  expect(core - before.core).toBeLessThanOrEqual(6);
  expect(graphql - before.graphql).toBeLessThanOrEqual(30);
  await holder.release();
  await waiting[0];
  for (const { step } of waiters) step.cancel();
  await Promise.allSettled(waiting);
});

test('an environment that stays frozen is named as such, with the way out', async () => {
  const contender = await world.contender({ request: { waitTimeoutSeconds: 120 } });
  await contender.ports.registry.freeze('production', { reason: 'incident', by: 'mona' });
  await expect(contender.acquire()).rejects.toThrow(
    'Waited 2 min for production: frozen: by mona: incident. Raise wait-timeout, or open the environment (operation: unfreeze).',
  );
});

test('a job does not wait for what it holds itself', async () => {
  const first = await world.contender();
  await first.acquire();
  const again = await world.contender({ claimant: { ...first.request.claimant } });
  const began = world.clock.now();
  await expect(again.acquire()).rejects.toThrow(
    `This job holds production already, as registration ${first.ticket().deploymentId}, and would wait for itself`,
  );
  expect(world.clock.now() - began).toBeLessThan(10_000);
  expect(world.live()).toHaveLength(1);
});

test('fencing tokens grow with every grant, whatever the order of ids', async () => {
  const tokens: number[] = [];
  await Promise.all(
    [0, 5, 1].map(async (priority) => {
      const contender = await world.contender({ claimant: { priority } });
      const grant = await contender.acquire();
      if (grant.acquired) tokens.push(grant.fencingToken);
      await world.clock.sleep(20_000);
      await contender.release();
    }),
  );
  expect(tokens).toHaveLength(3);
  expect(tokens).toEqual([...tokens].sort((a, b) => a - b));
});

test('waiting says something when something changed, and only then', async () => {
  const [holder, waiter] = [await world.contender(), await world.contender()];
  await holder.acquire();
  const waiting = waiter.acquire();
  await world.clock.sleep(1200_000);
  await holder.release();
  await waiting;
  expect(waiter.step.lines).toHaveLength(2);
  expect(waiter.step.lines[0]).toMatch(
    /^Waiting for production: 1st in line behind run \d+ of deploy by mona/,
  );
});

test('what the deployments page says of a place in the queue does not age', async () => {
  const [past, holder, waiter] = [await world.contender(), await world.contender(), await world.contender()];
  await past.acquire();
  await world.clock.sleep(600_000);
  await past.release();
  await holder.acquire();
  const waiting = waiter.acquire();
  await world.clock.sleep(120_000);
  expect(world.live().at(-1)?.statuses.at(-1)?.description).toMatch(
    /^waiting: 1st in line behind run \d+ of deploy by mona \(octo\/shop\); expected to start about \d\d:\d\d UTC$/,
  );
  await holder.release();
  await waiting;
});

describe('promotion', () => {
  const promoted = { promotedFrom: 'staging' };

  /** `run` deploys its commit to staging. */
  async function stage(run?: Run): Promise<Run> {
    const staging = await world.contender({ request: { environment: 'staging' }, ...(run && { run }) });
    await staging.acquire();
    await staging.release();
    return staging.run;
  }

  test('the commit that the earlier environment runs is deployed', async () => {
    const run = await stage();
    const contender = await world.contender({ run, request: promoted });
    expect(await contender.acquire()).toMatchObject({ acquired: true });
  });

  test.each(['wait', 'skip'] as const)(
    'nothing else is, and is not registered (on-busy: %s)',
    async (onBusy) => {
      const contender = await world.contender({ request: { ...promoted, onBusy } });
      await expect(contender.acquire()).rejects.toThrow(
        /^production cannot be deployed now: not-promoted: staging runs no recorded commit, not [0-9a-f]{7}\. Deploy it there first\.$/,
      );
      expect(world.ours()).toEqual([]);
    },
  );

  test('an earlier environment that moves on while the turn is waited for ends the wait, not as a failure', async () => {
    const run = await stage();
    const holder = await world.contender();
    await holder.acquire();
    const contender = await world.contender({ run, request: promoted });
    const refused = errorOf(contender.acquire());
    await world.clock.sleep(60_000);
    addCommit(world.github.state, world.shop);
    const moved = await stage();
    await holder.release();
    expect((await refused).message).toContain(`staging runs ${moved.headSha.slice(0, 7)}, not`);
    expect(world.live()).toEqual([]);
    const mine = world.ours().find(({ id }) => id === contender.ticket().deploymentId);
    expect(mine?.statuses.at(-1)).toMatchObject({
      ...{ state: 'inactive', description: 'left the queue: not-promoted' },
    });
  });
});

describe('stacks', () => {
  const reader = (...statuses: readonly string[]) => {
    let reads = 0;
    return { status: async () => statuses[Math.min(reads++, statuses.length - 1)] };
  };
  const claimant = { stacks: ['shop'] };

  test('a stack that moves is waited for, whoever left it so', async () => {
    const stacks = reader('UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE');
    const contender = await world.contender({ claimant, stacks });
    const grant = await contender.acquire();
    expect(grant).toMatchObject({ acquired: true });
    expect(contender.step.lines.join('\n')).toContain('stack-busy: stack shop is UPDATE_IN_PROGRESS');
  });

  test('a stack that moves for longer than wait-timeout is named, with the way out', async () => {
    const contender = await world.contender({
      ...{ claimant, stacks: reader('UPDATE_IN_PROGRESS'), request: { waitTimeoutSeconds: 120 } },
    });
    await expect(contender.acquire()).rejects.toThrow(
      'Waited 2 min for production: stack-busy: stack shop is UPDATE_IN_PROGRESS. Raise wait-timeout, or run again when the stack is at rest.',
    );
    expect(world.live()).toEqual([]);
  });

  test('a broken stack fails with the way out and leaves nothing behind', async () => {
    const contender = await world.contender({ claimant, stacks: reader('UPDATE_ROLLBACK_FAILED') });
    await expect(contender.acquire()).rejects.toThrow(
      /stack-broken: stack shop is UPDATE_ROLLBACK_FAILED: continue the rollback/,
    );
    expect(world.live()).toEqual([]);
  });

  test('release says that a stack still moves, and leaves the waiting to the next', async () => {
    const contender = await world.contender({
      claimant,
      stacks: reader('UPDATE_COMPLETE', 'UPDATE_ROLLBACK_IN_PROGRESS'),
    });
    await contender.acquire();
    expect(await contender.release('failure')).toMatchObject({
      ended: true,
      unsettled: 'stack shop is UPDATE_ROLLBACK_IN_PROGRESS',
    });
  });
});
