// What a registration's statuses tell, whatever their number and order: GitHub promises neither.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { notPromoted } from '@signalbox/registry/promotion';
import { history } from '@signalbox/registry/status';
import { addCommit, addDeployment, type NewStatus } from '@signalbox/simulator/github/builders';
import { errorOf, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

const MINUTE = 60_000;

/** A finished registration that was held for `minutes`, told of once a minute, and made inactive by a later one. */
function deployed(minutes: number, { end = 'success', superseded = false, burst = 1 } = {}) {
  const held = world.clock.now() - (minutes + 5) * MINUTE;
  const claim = { state: 'in_progress', description: 'claim: checking', at: held - 2000 } as const;
  const begun = {
    state: 'in_progress',
    description: 'deploying abc, expected 60/80/95 s',
    at: held,
  } as const;
  const progress = Array.from({ length: (minutes - 1) * burst }, (_, index): NewStatus => {
    const at = held + (Math.floor(index / burst) + 1) * MINUTE;
    return { state: 'in_progress', description: `shop: ${index}%`, at };
  });
  const ended = held + minutes * MINUTE;
  const statuses: NewStatus[] = [
    { state: 'queued', description: 'waiting', at: held - 3000 },
    claim,
    begun,
    ...progress,
    { state: end as 'success', description: 'deployed', at: ended },
    ...(superseded ? [{ state: 'inactive', at: ended + MINUTE } as const] : []),
  ];
  const run = 7000 + world.shop.deployments.length;
  addDeployment(world.github.state, world.shop, {
    task: 'signalbox',
    payload: { signalbox: 1, nonce: `n${run}`, repository: 'octo/shop', run_id: run, run_attempt: 1 },
    createdAt: held - 4000,
    statuses,
  });
}

const READERS = [
  { name: 'GraphQL', graphql: true },
  { name: 'REST', graphql: false },
];
const ORDERS = ['newest-first', 'oldest-first', 'shuffled'] as const;

describe.each(READERS)('by $name', ({ graphql }) => {
  test.each(ORDERS)('45, 90 and 250 minutes with a status a minute, listed %s', async (statusOrder) => {
    world.github.state.quirks.statusOrder = statusOrder;
    if (!graphql) world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });
    deployed(45);
    deployed(90, { superseded: true });
    deployed(250, { end: 'failure', superseded: true });
    const { ports } = await world.contender();
    const runs = await history(ports.registry, 'production', 10);
    expect(runs.map(({ seconds, outcome }) => [seconds / 60, outcome])).toEqual([
      [250, 'failure'],
      [90, 'success'],
      [45, 'success'],
    ]);
  });

  test('many statuses of one second do not move the beginning', async () => {
    world.github.state.quirks.statusOrder = 'shuffled';
    if (!graphql) world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });
    deployed(40, { burst: 4, superseded: true });
    const { ports } = await world.contender();
    const [registration] = await ports.registry.past('production', 1);
    expect(registration).toMatchObject({
      ended: { state: 'success' },
      latest: { state: 'inactive' },
      predicted: { p50: 60, p80: 80, p95: 95 },
    });
  });
});

test('ordinary registrations cost one GraphQL request a page; the long ones one more for all of them', async () => {
  for (let count = 0; count < 5; count++) deployed(20);
  const { ports } = await world.contender();
  await ports.registry.snapshot('production');
  const asked = () => world.github.log.filter(({ path }) => path.endsWith('/graphql')).length;
  expect(asked()).toBe(1);
  for (let count = 0; count < 5; count++) deployed(90);
  await ports.registry.snapshot('production');
  expect(asked()).toBe(3);
  await ports.registry.snapshot('production');
  expect(asked()).toBe(4);
});

test('what runs is found behind a hundred newer registrations that came to nothing, and so is what is too old', async () => {
  const { shop } = world;
  const [old, newer] = [addCommit(world.github.state, shop), addCommit(world.github.state, shop)];
  const day = 24 * 60 * MINUTE;
  const payload = (run: number, more = {}) => ({
    ...{ signalbox: 1, nonce: `n${run}`, repository: 'octo/shop', run_id: run, run_attempt: 1, ...more },
  });
  const long = world.clock.now() - 30 * day;
  addDeployment(world.github.state, shop, {
    ...{ task: 'signalbox', payload: payload(1), sha: newer.sha, createdAt: long },
    statuses: [
      { state: 'in_progress', description: 'deploying', at: long },
      { state: 'success', at: long + MINUTE },
    ],
  });
  for (let run = 2; run < 250; run++) {
    const at = world.clock.now() - 20 * day + run * MINUTE;
    const sha = shop.refs.get('refs/heads/main') ?? '';
    addDeployment(world.github.state, shop, {
      ...{ task: 'signalbox', payload: payload(run, { repository: 'octo/api', sha }), createdAt: at },
      statuses: [
        { state: 'in_progress', description: 'deploying', at },
        { state: 'failure', at: at + 1000 },
      ],
    });
  }
  const late = await world.contender({ request: { sha: old.sha, onOutdated: 'fail' } });
  expect((await errorOf(late.acquire())).message).toMatch(/outdated: .* is older than/);
  const promotion = { promotedFrom: 'production', repository: 'octo/shop' };
  expect(await notPromoted({ ...promotion, sha: newer.sha }, late.ports)).toBeUndefined();
  expect(await notPromoted({ ...promotion, sha: old.sha }, late.ports)).toMatchObject({ act: 'fail' });
});
