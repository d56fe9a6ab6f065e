// Whoever holds is seen, however a read goes: behind many, by whatever clock, with GraphQL out of order or incomplete.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addDeployment } from '@signalbox/simulator/github/builders';
import { type ContenderOptions, errorOf, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({ validate: false });
});
afterEach(() => world.github.close());

const DAY = 24 * 3600_000;

/** Deployments of others, one a minute. */
async function foreign(count: number): Promise<void> {
  for (let one = 0; one < count; one++) {
    addDeployment(world.github.state, world.shop, { environment: 'production' });
    await world.clock.sleep(60_000);
  }
}

/** What a contender hears who would not wait. */
async function refusal(given: ContenderOptions = {}): Promise<string> {
  const contender = await world.contender({ ...given, request: { onBusy: 'fail', ...given.request } });
  return (await errorOf(contender.acquire())).message;
}
const HELD = /production cannot be deployed now: held: run \d+ of deploy by mona/;

const changed =
  (change: (body: { data: { repository?: { deployments: { nodes: unknown[] } } } }) => void): typeof fetch =>
  async (url, init) => {
    const answer = await world.github.fetch(url, init);
    if (!String(url).endsWith('/graphql')) return answer;
    const body = JSON.parse(await answer.text());
    change(body);
    return new Response(JSON.stringify(body), answer);
  };

test.each([30 * DAY, -30 * DAY])('by a clock that is off by %d ms', async (skewMs) => {
  await (await world.contender()).acquire();
  await foreign(250);
  expect(await refusal({ skewMs })).toMatch(HELD);
});

test('while GraphQL is out of order, behind thousands of others, and at little cost', async () => {
  await (await world.contender()).acquire();
  await foreign(5100);
  world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });
  const before = world.github.log.length;
  expect(await refusal()).toMatch(HELD);
  expect(world.github.log.slice(before).filter(({ path }) => !path.endsWith('/graphql')).length).toBeLessThan(
    10,
  );
});

test('when GraphQL leaves it out', async () => {
  await (await world.contender()).acquire();
  const leaky = changed(({ data }) => {
    const { deployments } = data.repository ?? {};
    if (deployments !== undefined) deployments.nodes = deployments.nodes.map(() => null);
  });
  expect(await refusal({ fetch: leaky })).toMatch(HELD);
});

test('when the next page cannot be asked for', async () => {
  await (await world.contender()).acquire();
  await foreign(120);
  const endless = changed(({ data }) => {
    const deployments = data.repository?.deployments as { pageInfo?: object } | undefined;
    if (deployments !== undefined) deployments.pageInfo = { hasNextPage: true, endCursor: null };
  });
  expect(await refusal({ fetch: endless })).toMatch(HELD);
});

test('when its statuses are not shown: then nothing is known', async () => {
  await (await world.contender()).acquire();
  world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });
  world.github.faults.add({ match: /^GET \S+\/statuses/, fault: { kind: 'status', status: 404 } });
  expect(await refusal()).toMatch(/does not show the statuses of deployment \d+/);
});

test('an acquire among thousands of others costs little', async () => {
  await foreign(5100);
  const contender = await world.contender();
  const before = world.github.log.length;
  expect(await contender.acquire()).toMatchObject({ acquired: true });
  await contender.release();
  expect(world.github.log.length - before).toBeLessThan(20);
});
