// `mark`: a deployment that later caused an incident, by the bundle, found again by what reads the past.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { connectRegistry } from '@signalbox/registry/for-step';
import { readPast } from '@signalbox/registry/read-past';
import { systemClock } from '@signalbox/runner/clock';
import { addDeployment, addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository, StatusState } from '@signalbox/simulator/github/state';
import { type Given, startRun } from './start-run.ts';

const DAY = 24 * 3600_000;

let github: GitHubSimulator;
let shop: Repository;
let token: string;
let environment: string;
let count = 0;

beforeAll(async () => {
  github = await startGitHub({ seed: 3 });
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterAll(() => github.close());
beforeEach(() => {
  github.faults.clear();
  environment = `marked-${++count}`;
});

function deployed(...states: readonly StatusState[]) {
  const at = Date.now() - 2 * DAY;
  count += 1;
  return addDeployment(github.state, shop, {
    ...{ environment, task: 'signalbox', createdAt: at },
    payload: { signalbox: 1, nonce: `n${count}`, repository: 'octo/shop', run_id: count, run_attempt: 1 },
    statuses: states.map((state, index) => ({ state, at: at + index * 60_000 })),
  });
}

async function operation(given: Given, secret = token) {
  const { use, finish } = startRun(
    { github, repository: shop, token: secret },
    { context: { actor: 'mona' } },
  );
  const step = await use('coordinate', { environment, ...given });
  await finish();
  return step;
}
const mark = (id: number, given: Given = {}, secret = token) =>
  operation({ operation: 'mark', 'deployment-id': id, reason: 'checkout was down', ...given }, secret);

async function past() {
  const { registry } = await connectRegistry({
    ...{ token, repository: 'octo/shop', apiUrl: github.url, graphqlUrl: github.graphqlUrl },
    ...{ clock: systemClock, random: Math.random, fetch: github.fetch },
  });
  return (await readPast(registry, { environment, repository: 'octo/shop', since: 0 })).deployments;
}
const marks = () =>
  shop.deployments.filter(
    ({ task, originalEnvironment }) => task === 'signalbox:mark' && originalEnvironment === environment,
  );

test('it is found again, once however often it is said, and GitHub shows the deployment as before', async () => {
  const one = deployed('in_progress', 'success');
  const before = one.statuses.length;
  expect(await mark(one.id)).toMatchObject({
    exitCode: 0,
    outputs: { state: 'failure', 'deployment-id': String(one.id) },
  });
  const again = await mark(one.id, { reason: 'said again' });
  expect(again.raw).toContain('already counts as failed');
  expect(marks()).toHaveLength(1);
  expect(one.statuses).toHaveLength(before);
  expect(await past()).toMatchObject([
    { id: one.id, outcome: 'succeeded', causedIncident: { by: 'mona', reason: 'checkout was down' } },
  ]);
});

test('it can be taken back, and said again', async () => {
  const one = deployed('in_progress', 'success');
  await mark(one.id);
  expect(await mark(one.id, { state: 'success' })).toMatchObject({
    exitCode: 0,
    outputs: { state: 'success' },
  });
  expect((await past())[0]).not.toHaveProperty('causedIncident');
  await mark(one.id);
  expect((await past())[0]).toHaveProperty('causedIncident');
  expect(marks()).toHaveLength(3);
});

test('it outlives the cleanup of its deployment, and a deployment that only the ledger knows can be marked', async () => {
  const [first, second] = [deployed('in_progress', 'failure'), deployed('in_progress', 'success')];
  deployed('in_progress', 'success');
  await mark(first.id);
  await operation({ operation: 'cleanup', keep: 1, 'older-than': '1d' });
  expect([first.deletedAt, second.deletedAt]).not.toContain(undefined);
  expect(await mark(second.id)).toMatchObject({ exitCode: 0 });
  expect(
    (await past()).map(({ id, causedIncident, fromLedger }) => [id, causedIncident?.by, fromLedger]),
  ).toMatchObject([
    [first.id, 'mona', true],
    [second.id, 'mona', true],
    [expect.any(Number), undefined, undefined],
  ]);
});

test('hostile reasons act nowhere', async () => {
  const one = deployed('in_progress', 'success');
  const step = await mark(one.id, { reason: '| <img src=x> `a` ::error::x' });
  expect(step.exitCode).toBe(0);
  expect(step.summary).not.toMatch(/<img|\| </);
  expect(step.raw.split('\n').filter((line) => line.startsWith('::error'))).toEqual([]);
});

test.each<[string, () => number, Given, RegExp]>([
  ['one that still holds', () => deployed('in_progress').id, {}, /"deployment-id": \d+ is not over/],
  ['one that never held', () => deployed('inactive').id, {}, /never held/],
  ['none', () => 17, {}, /17 is no registration/],
  [
    'a foreign deployment',
    () => addDeployment(github.state, shop, { environment }).id,
    {},
    /is no registration/,
  ],
  ['one without a reason', () => 17, { reason: '' }, /"reason" is required by operation mark/],
  ['a state that says nothing', () => 17, { state: 'inactive' }, /"state" of operation mark is failure/],
  [
    'an environment that it is not of',
    () => deployed('in_progress', 'success').id,
    { environment: 'other' },
    /belongs to the environment/,
  ],
])('%s is refused, and nothing written', async (_, id, given, words) => {
  const writes = () =>
    github.log.filter(({ method, path }) => method !== 'GET' && !path.endsWith('graphql')).length;
  const deployment = id();
  const before = writes();
  const step = await mark(deployment, given);
  expect(step.exitCode).toBe(1);
  expect(step.raw).toMatch(words);
  expect(writes()).toBe(before);
});

test('who makes no registrations here is told that nobody would believe it, and leaves nothing', async () => {
  const one = deployed('in_progress', 'success');
  const strange = addToken(github.state, [shop], { login: 'ops-bot[bot]' });
  const step = await mark(one.id, {}, strange);
  expect(step.raw).toMatch(/::error::.*ops-bot.*would not be believed/);
  expect(marks().filter(({ deletedAt }) => deletedAt === undefined)).toEqual([]);
});

test('a mark whose answer is lost is not written twice', async () => {
  const one = deployed('in_progress', 'success');
  github.faults.add({ match: /^POST .*\/deployments$/, fault: { kind: 'empty-body' }, times: 1 });
  expect((await mark(one.id)).exitCode).toBe(0);
  expect(marks()).toHaveLength(1);
});
