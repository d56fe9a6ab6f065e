// The past as reports read it, against the simulated GitHub: what counts, whose it is, and what it costs.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup } from '@signalbox/registry/cleanup';
import { connectRegistry } from '@signalbox/registry/for-step';
import type { PastDeployment } from '@signalbox/registry/past';
import { type PastQuery, readPast } from '@signalbox/registry/read-past';
import { systemClock } from '@signalbox/runner/clock';
import { addDeployment, addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository, StatusState } from '@signalbox/simulator/github/state';

const DAY = 24 * 3600_000;
const NOW = Math.floor(Date.now() / 1000) * 1000;

let github: GitHubSimulator;
let shop: Repository;
let token: string;

beforeEach(async () => {
  // Cleanups of several nights are run within an hour.
  github = await startGitHub({ seed: 5, limits: { restPerHour: 10_000 } });
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterEach(() => github.close());

interface Given {
  readonly environment?: string;
  readonly repository?: string;
  readonly creator?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

let runs = 100;
/** Ended so many days ago. */
function ended(days: number, state: StatusState = 'success', given: Given = {}) {
  const at = NOW - days * DAY;
  runs += 1;
  return addDeployment(github.state, shop, {
    ...{ environment: given.environment ?? 'production', task: 'signalbox', createdAt: at - 120_000 },
    ...(given.creator === undefined ? {} : { creator: given.creator }),
    payload: {
      ...{
        signalbox: 1,
        nonce: `n${runs}`,
        correlation_id: `${runs}-production`,
        run_id: runs,
        run_attempt: 1,
      },
      ...{ repository: given.repository ?? 'octo/shop', actor: 'mona', workflow: 'deploy', ...given.payload },
    },
    statuses: [
      { state: 'in_progress', description: 'deploying', at: at - 60_000 },
      { state, at },
    ],
  });
}

/** Nobody is waited for. */
const clock = { ...systemClock, sleep: async () => {} };

const connect = (repository = 'octo/shop') =>
  connectRegistry({
    ...{ token, repository, apiUrl: github.url, graphqlUrl: github.graphqlUrl },
    ...{ clock: systemClock, random: Math.random, fetch: github.fetch },
  });

async function past(query: Partial<PastQuery> = {}, repository = 'octo/shop') {
  const { registry } = await connect(repository);
  return await readPast(registry, {
    environment: 'production',
    repository: 'octo/shop',
    since: NOW - 90 * DAY,
    ...query,
  });
}
const ids = (found: readonly PastDeployment[]) => found.map(({ id }) => id);

const pointsSpent = () => github.log.filter(({ path }) => path.endsWith('/graphql')).length;

test('200 deployments of a window cost at most 5 points, and come in the order they ended', async () => {
  const all = Array.from({ length: 200 }, (_, index) =>
    ended(60 - index / 4, index % 7 === 0 ? 'failure' : 'success'),
  );
  const found = await past();
  expect(found).toMatchObject({ complete: true, gaps: [] });
  expect(ids(found.deployments)).toEqual(all.map(({ id }) => id));
  expect(pointsSpent()).toBeLessThanOrEqual(5);
  expect(found.deployments[0]).toMatchObject({ outcome: 'failed', heldSince: NOW - 60 * DAY - 60_000 });
});

test('more than the points show is said, and the newest are there', async () => {
  for (let index = 0; index < 230; index++) ended(30 - index / 10);
  const found = await past({ points: 2 });
  expect(found.complete).toBe(false);
  expect(found.gaps).toHaveLength(1);
  expect(found.deployments).toHaveLength(200);
  expect(pointsSpent()).toBe(2);
});

/** Operation `cleanup`, as often as there is something left. Returns how many were deleted. */
async function cleanUp(): Promise<number> {
  let deleted = 0;
  for (let left = 1; left > 0; ) {
    const ports = {
      ...(await connect()),
      ...{ clock, random: Math.random, cancelled: new AbortController().signal },
      log: { info: () => {}, warning: () => {} } as never,
    };
    const request = {
      environment: 'production',
      olderThanSeconds: 7 * 86_400,
      keep: 50,
      maxHoldSeconds: 3600,
    };
    const done = await cleanup(request, ports);
    expect(done.refused).toEqual([]);
    deleted += done.deleted;
    left = done.remaining;
  }
  return deleted;
}

/** What a report makes figures of. */
const facts = ({ deployments }: Awaited<ReturnType<typeof past>>) =>
  deployments.map(({ id, outcome, queuedAt, heldSince, endedAt, sha, actor, runId }) => ({
    ...{ id, outcome, queuedAt, heldSince, endedAt, sha, actor, runId },
  }));

test('90 days and a year with more than 500 registrations are complete, before a cleanup and after it', async () => {
  const all = Array.from({ length: 540 }, (_, index) =>
    ended(360 - index * (360 / 540), index % 7 === 0 ? 'failure' : 'success'),
  );
  const [quarter, year] = [{ since: NOW - 90 * DAY }, { since: NOW - 365 * DAY }];
  const before = await past({ ...year, points: 20 });
  expect(before).toMatchObject({ complete: true, gaps: [] });
  expect(ids(before.deployments)).toEqual(all.map(({ id }) => id));
  const cut = await past({ ...year, points: 2 });
  expect(cut.gaps).toEqual([
    expect.stringMatching(/^production has more registrations than are read, only those since \d{4}-/),
  ]);
  const ofQuarter = facts(await past({ ...quarter, points: 20 }));
  expect(await cleanUp()).toBe(540 - 50);
  const { registry } = await connect();
  expect(await registry.past('production', Number.POSITIVE_INFINITY)).toHaveLength(50);
  const spent = pointsSpent();
  const after = await past(year);
  expect(pointsSpent() - spent).toBeLessThanOrEqual(5);
  expect(after).toMatchObject({ complete: true, gaps: [] });
  expect(facts(after)).toEqual(facts(before));
  expect(facts(await past(quarter))).toEqual(ofQuarter);
  expect(after.deployments.filter(({ fromLedger }) => fromLedger)).toHaveLength(490);
}, 120_000);

test('that the list of environments was cut is said, too', async () => {
  const { registry } = await connect();
  ended(3, 'success', { environment: 'staging' });
  const since = NOW - 90 * DAY;
  expect(await registry.environments(since)).toEqual({ names: ['staging'], complete: true });
  for (let index = 0; index < 2000; index++) ended(2);
  expect(await registry.environments(since)).toEqual({ names: ['production'], complete: false });
});

test('of the window only, and under every spelling of the environment', async () => {
  ended(100);
  const inside = ended(10, 'success', { environment: 'Production' });
  const late = ended(1);
  expect(ids((await past()).deployments)).toEqual([inside.id, late.id]);
  expect(ids((await past({ until: NOW - 2 * DAY, environment: 'PRODUCTION' })).deployments)).toEqual([
    inside.id,
  ]);
});

test("strangers' registrations are not counted, and a claimed commit is said to be one", async () => {
  const own = ended(3);
  ended(2, 'success', { payload: { signalbox: 2 } });
  ended(2, 'success', { repository: 'octo/blog', payload: { sha: 'b'.repeat(40) } });
  addDeployment(github.state, shop, {
    environment: 'production',
    task: 'deploy',
    statuses: [{ state: 'success' }],
  });
  const lent = ended(1, 'success', { repository: 'octo/api', payload: { sha: 'c'.repeat(40) } });
  const ours = await past();
  expect(ids(ours.deployments)).toEqual([own.id]);
  expect(ours.deployments[0]).toMatchObject({ sha: own.sha });
  expect(ours.deployments[0]).not.toHaveProperty('claimed');
  const theirs = await past({ repository: 'octo/api' });
  expect(ids(theirs.deployments)).toEqual([lent.id]);
  expect(theirs.deployments[0]).toMatchObject({ sha: 'c'.repeat(40), claimed: true });
  expect(theirs.deployments[0]).not.toHaveProperty('committedAt');
});

test('a freeze that stood in the window is told with its end, one that stands without', async () => {
  const freeze = (days: number, until?: number) =>
    addDeployment(github.state, shop, {
      ...{ environment: 'production', task: 'signalbox:freeze', createdAt: NOW - days * DAY },
      payload: { signalbox: 1, reason: 'audit', actor: 'mona' },
      statuses: [
        { state: 'in_progress', at: NOW - days * DAY },
        ...(until === undefined ? [] : [{ state: 'inactive' as const, at: NOW - until * DAY }]),
      ],
    });
  freeze(95, 93);
  const lifted = freeze(5, 4);
  const open = freeze(2);
  expect((await past()).freezes).toEqual([
    {
      id: lifted.id,
      environment: 'production',
      reason: 'audit',
      by: 'mona',
      since: NOW - 5 * DAY,
      until: NOW - 4 * DAY,
    },
    { id: open.id, environment: 'production', reason: 'audit', by: 'mona', since: NOW - 2 * DAY },
  ]);
});

test('ledger records and marks are nothing to the queue, nor to who looks at the deployments of others', async () => {
  ended(1);
  addDeployment(github.state, shop, {
    environment: 'production',
    task: 'deploy',
    statuses: [{ state: 'in_progress' }],
  });
  const observe = async () => {
    const { registry } = await connect();
    const { now: _, ...snapshot } = await registry.snapshot('production', { everyId: true });
    return { snapshot, others: await registry.foreignPast('production', 10) };
  };
  const before = await observe();
  const { registry } = await connect();
  for (const task of ['signalbox:ledger', 'signalbox:mark']) {
    const made = await registry.record('production', { task, payload: { signalbox: 1 }, description: 'x' });
    expect(await registry.find(made.id)).toBeUndefined();
    // Whatever somebody writes to one: a hold, a success.
    for (const state of [undefined, 'in_progress', 'success'] as const)
      addDeployment(github.state, shop, {
        ...{
          environment: 'production',
          task,
          payload: { signalbox: 1, nonce: 'n', repository: 'octo/shop', run_id: 1, run_attempt: 1 },
        },
        statuses: state === undefined ? [] : [{ state }],
      });
  }
  expect(await observe()).toEqual(before);
  github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });
  expect((await observe()).snapshot.registrations.map(({ id }) => id)).toEqual(
    before.snapshot.registrations.map(({ id }) => id),
  );
});

test('without GraphQL it is read by REST, as far as that goes', async () => {
  const one = ended(1);
  github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });
  expect(ids((await past()).deployments)).toEqual([one.id]);
});
