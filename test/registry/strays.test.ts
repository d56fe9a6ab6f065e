// Refusals that the next request would not see: nobody gives up for one, and nobody waits for a wrong token.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addRepository, addRun, addToken } from '@signalbox/simulator/github/builders';
import { errorOf, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

const stray = (match: RegExp, status: number, times: number, skip = 0) =>
  world.github.faults.add({ match, times, skip, fault: { kind: 'status', status } });

describe.each([401, 403, 404])('a stray %d', (status) => {
  test.each([
    { what: 'to create', match: /^POST .*deployments$/ },
    { what: 'to claim', match: /^POST .*statuses/ },
    { what: 'to hold', match: /^POST .*statuses/, skip: 1 },
    { what: 'to any read', match: /^GET|graphql/, skip: 1 },
    { what: 'to the very first request', match: /./ },
  ])('$what', async ({ match, skip }) => {
    stray(match, status, 2, skip);
    const contender = await world.contender();
    expect(await contender.acquire()).toMatchObject({ acquired: true });
    stray(/^POST .*statuses/, status, 2);
    expect(await contender.release()).toMatchObject({ ended: true, overlaps: [] });
    expect(world.live()).toEqual([]);
  });
});

test('a token that is accepted only seconds later', async () => {
  const acceptedFrom = world.clock.now() + 3000;
  const token = addToken(world.github.state, [world.shop], { acceptedFrom });
  const contender = await world.contender({ token });
  expect(await contender.acquire()).toMatchObject({ acquired: true });
});

test.each([401, 403])(
  '%d for ten minutes while somebody waits, after all went well: waited out',
  async (status) => {
    const [holder, waiter] = [
      await world.contender(),
      await world.contender({ request: { retryOutages: true } }),
    ];
    await holder.acquire();
    const waiting = waiter.acquire();
    await world.clock.sleep(120_000);
    const end = world.github.faults.add({ match: /./, fault: { kind: 'status', status } });
    await world.clock.sleep(600_000);
    end();
    await holder.release();
    expect(await waiting).toMatchObject({ acquired: true });
    expect(world.overlaps).toEqual([]);
  },
);

test('what may be read in one repository proves nothing of another', async () => {
  const other = addRepository(world.github.state, 'octo/hidden', { private: true });
  const { state } = world.github;
  // May read actions of the public registry, and sees the private one without that right.
  const token = addToken(state, [world.shop, other], { permissions: { deployments: 'write' } });
  const { ports } = await world.contender({ token });
  const [near, far] = [addRun(state, world.shop), addRun(state, other)];
  const owner = (repository: string, runId: number) => ({
    repository,
    runId,
    runAttempt: 1,
    scope: 'run' as const,
  });
  expect(await ports.owners.state(owner('octo/shop', near.id))).toMatchObject({ alive: true });
  const began = world.clock.now();
  expect(await ports.owners.state(owner('octo/hidden', far.id))).toMatchObject({ alive: 'unknown' });
  expect(world.clock.now() - began).toBeLessThanOrEqual(10_000);
});

test.each([
  { name: 'a wrong token', token: 'ghs_wrong', says: /"github-token": GitHub does not accept this token/ },
  { name: 'a token that may only read', token: 'read', says: /It needs the permission deployments: write/ },
])('$name is refused within seconds, and says why', async ({ token, says }) => {
  const reader = addToken(world.github.state, [world.shop], { permissions: { deployments: 'read' } });
  const contender = await world.contender({ token: token === 'read' ? reader : token });
  const began = world.clock.now();
  expect((await errorOf(contender.acquire())).message).toMatch(says);
  expect(world.clock.now() - began).toBeLessThanOrEqual(10_000);
});
