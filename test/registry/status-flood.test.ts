// What somebody writes to a holder's registration costs those who wait for it nothing.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addStatus, type NewStatus } from '@signalbox/simulator/github/builders';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

/** Requests for the whole queue by one who waits for half an hour behind a holder to whom `statuses` are written. */
async function spentWaiting(statuses: readonly NewStatus[]): Promise<number> {
  const holder = await world.contender();
  expect(await holder.acquire()).toMatchObject({ acquired: true });
  const row = world.shop.deployments.at(-1);
  for (const status of statuses)
    if (row) addStatus(world.github.state, row, { creator: 'x[bot]', ...status });
  const waiter = await world.contender({ request: { waitTimeoutSeconds: 1800 } });
  const before = world.github.log.length;
  await expect(waiter.acquire()).rejects.toThrow(/production/);
  return world.github.log.slice(before).filter(({ path }) => path.endsWith('graphql')).length;
}

test.each([
  ['a status that says it waits', [{ state: 'queued' as const }]],
  ['one that says it claims', [{ state: 'in_progress' as const, description: 'claim: forged' }]],
  ['a thousand of them', Array.from({ length: 1000 }, () => ({ state: 'queued' as const }))],
])('%s', async (_, statuses) => {
  const usual = await spentWaiting([]);
  await world.github.close();
  world = await startWorld();
  expect(await spentWaiting(statuses)).toBeLessThanOrEqual(usual + 6);
});
