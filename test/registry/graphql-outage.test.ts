// GraphQL out of order: REST knows no statuses in its lists, so a look costs a request for each registration it reads.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { canDeploy, inspect } from '@signalbox/registry/inspect';
import { queuePhaseOf } from '@signalbox/registry/registration';
import { RegistryError } from '@signalbox/registry/snapshot';
import { addDeployment, addStatus } from '@signalbox/simulator/github/builders';
import { seededRandom } from '@signalbox/simulator/random';
import { type Contender, errorOf, startWorld, type World } from './world.ts';

const HOUR = 3_600_000;
const MOST = 60;

let world: World;
beforeEach(async () => {
  world = await startWorld();
  world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });
});
afterEach(() => world.github.close());

type Statuses = (
  at: number,
) => readonly { state: 'in_progress' | 'queued' | 'success' | 'failure'; description?: string; at: number }[];

const held =
  (end: 'success' | 'failure'): Statuses =>
  (at) => [
    { state: 'in_progress', description: 'claim', at },
    { state: 'in_progress', description: 'deploying', at: at + 2000 },
    { state: end, at: at + 302_000 },
  ];
const waiting: Statuses = (at) => [{ state: 'queued', at: at + 1000 }];
const holding: Statuses = (at) => [{ state: 'in_progress', description: 'deploying', at: at + 2000 }];

/** Registrations half an hour apart, the newest half an hour ago. */
function fill(count: number, statuses: (index: number) => Statuses, given: { repository?: string } = {}) {
  const { repository = 'octo/shop' } = given;
  return Array.from({ length: count }, (_, index) => {
    const at = world.clock.now() - ((count - index) * HOUR) / 2;
    return addDeployment(world.github.state, world.shop, {
      task: 'signalbox',
      payload: {
        signalbox: 1,
        nonce: `n${index}`,
        repository,
        run_id: index + 1,
        run_attempt: 1,
        check_run_id: index + 1,
      },
      createdAt: at,
      statuses: statuses(index)(at),
    });
  });
}

const used = () => world.github.usage('octo/shop').core;
const poll = (contender: Contender) => canDeploy(contender.request, contender.ports);

describe('one look at 200 registrations costs at most 60 requests', () => {
  test('all over: free, and the whole turn costs no more', async () => {
    fill(200, () => held('success'));
    const contender = await world.contender();
    expect(await poll(contender)).toMatchObject({ canDeploy: true });
    expect(used()).toBeLessThanOrEqual(MOST);
    expect(await contender.acquire()).toMatchObject({ acquired: true });
    await contender.release();
    expect(used()).toBeLessThanOrEqual(MOST);
  });

  test('all waiting: not free', async () => {
    fill(200, () => waiting);
    expect(await poll(await world.contender())).toMatchObject({
      canDeploy: false,
      reason: { code: 'queued-behind' },
    });
    expect(used()).toBeLessThanOrEqual(MOST);
  });

  test('one that holds at the far end is either found or missed aloud', async () => {
    fill(200, (index) => (index === 0 ? holding : waiting));
    const contender = await world.contender();
    expect((await poll(contender)).canDeploy).toBe(false);
    expect(used()).toBeLessThanOrEqual(MOST);
    expect(await errorOf(inspect(contender.request, contender.ports))).toBeInstanceOf(RegistryError);
  });

  test('nothing but failures, so that the last success is not known: no answer yet, but the turn in the end', async () => {
    fill(200, () => held('failure'));
    const contender = await world.contender({ request: { retryOutages: true } });
    const error = await errorOf(poll(contender));
    expect(error).toBeInstanceOf(RegistryError);
    expect(error.message).toMatch(
      /^GitHub's GraphQL API does not answer, and \d+ registrations are still to be read/,
    );
    expect(used()).toBeLessThanOrEqual(MOST);
    expect(await contender.acquire()).toMatchObject({ acquired: true });
  });

  test('a server whose updated_at does not move with statuses: all are read before anybody claims', async () => {
    fill(200, () => held('success'));
    const frozenDates: typeof fetch = async (url, init) => {
      const answer = await world.github.fetch(url, init);
      if (!/deployments\?/.test(String(url))) return answer;
      const rows = (await answer.json()) as { created_at: string }[];
      return Response.json(
        rows.map((row) => ({ ...row, updated_at: row.created_at })),
        answer,
      );
    };
    const contender = await world.contender({ fetch: frozenDates, request: { retryOutages: true } });
    expect(await errorOf(poll(contender))).toBeInstanceOf(RegistryError);
    expect(used()).toBeLessThanOrEqual(MOST);
    expect(await contender.acquire()).toMatchObject({ acquired: true });
    const read = new Set(
      world.github.log.flatMap(({ path }) => /deployments\/(\d+)\/statuses/.exec(path)?.[1] ?? []),
    );
    expect(read.size).toBeGreaterThanOrEqual(200);
  });
});

test('a freeze that came after all grants is found', async () => {
  fill(20, () => held('success'));
  const contender = await world.contender();
  await contender.ports.registry.freeze('production', { reason: 'audit', by: 'mona' });
  expect(await poll(contender)).toMatchObject({ canDeploy: false, reason: { code: 'frozen' } });
});

test('what each repository of a shared registry runs is still known', async () => {
  fill(1, () => held('success'), { repository: 'octo/other' });
  fill(150, () => held('success'));
  const { ports } = await world.contender();
  const { registrations } = await ports.registry.snapshot('production');
  expect(registrations.map(({ payload }) => payload.repository)).toContain('octo/other');
  expect(used()).toBeLessThanOrEqual(MOST);
});

test('whatever happened before, nothing that lives is left out without a word', async () => {
  for (let seed = 1; seed <= 2; seed++) {
    const busy = await startWorld({ seed });
    const random = seededRandom(seed);
    const contenders = await Promise.all(
      Array.from({ length: 12 }, () =>
        busy.contender({
          claimant: { priority: random() < 0.2 ? 1 : 0 },
          request: { claimTimeoutSeconds: 30, waitTimeoutSeconds: 8 * 3600 },
        }),
      ),
    );
    // Some only register: they are passed over, and some of them come to life again.
    const lives = contenders.map(async (contender) => {
      await busy.clock.sleep(random() * HOUR);
      if (random() < 0.3) {
        const known = await contender.join();
        await busy.clock.sleep(random() * HOUR);
        if (random() < 0.5) return;
        await contender.hold(known);
      } else await contender.acquire();
      await busy.clock.sleep(random() * 400_000);
      await contender.release(random() < 0.7 ? 'success' : 'failure');
    });
    const check = async () => {
      for (let at = 0; at < 8; at++) {
        await busy.clock.sleep(random() * 600_000);
        const fetch: typeof globalThis.fetch = async (url, init) =>
          String(url).endsWith('/graphql')
            ? Response.json({}, { status: 502 })
            : await busy.github.fetch(url, init);
        const observer = await busy.contender({ fetch });
        const before = busy.live().map(({ id }) => id);
        const { registrations, unread = [] } = await observer.ports.registry.snapshot('production');
        const shown = new Set([...registrations.map(({ id }) => id), ...unread]);
        const started = busy
          .live()
          .filter(({ id, statuses }) => before.includes(id) && queuePhaseOf(statuses.at(-1)) !== 'waiting');
        expect({ seed, missed: started.filter(({ id }) => !shown.has(id)) }).toEqual({ seed, missed: [] });
      }
    };
    await Promise.all([...lives, check()]);
    expect(busy.overlaps).toEqual([]);
    await busy.github.close();
  }
});

test('a registration that was passed over and claims after all is seen', async () => {
  const [idle] = fill(1, () => waiting);
  fill(150, () => held('success'));
  if (idle !== undefined) addStatus(world.github.state, idle, { state: 'in_progress', description: 'claim' });
  expect(await poll(await world.contender())).toMatchObject({ canDeploy: false, reason: { code: 'held' } });
  expect(used()).toBeLessThanOrEqual(MOST);
});
