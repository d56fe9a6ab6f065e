// What the bundle says of its own registration, through the steps of whole jobs.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { addRepository, addStatus, addToken, renameRepository } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { type Given, startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

const time = fastTime(10);
const { clock } = time;

let github: GitHubSimulator;
let shop: Repository;

beforeAll(async () => {
  github = await startGitHub({ seed: 7, clock });
  await warmUp(github);
  shop = addRepository(github.state, 'octo/shop');
});
afterAll(() => github.close());
beforeEach(() => github.faults.clear());

function newJob({ permissions = {}, name = 'octo/shop' } = {}) {
  const token = addToken(github.state, [shop], {
    permissions: {
      metadata: 'read',
      deployments: 'write',
      actions: 'read',
      contents: 'read',
      ...permissions,
    },
  });
  const context = { repository: name, repository_id: shop.id };
  const started = startRun({ github, repository: shop, token }, { context, env: time.variables() });
  const coordinate = (environment: string, given: Given = {}) =>
    started.use('coordinate', { environment, ...given });
  return { ...started, coordinate };
}

const lines = (text: string, command: string) =>
  text.split('\n').filter((line) => line.startsWith(`::${command}`));

test('somebody else ended the holder: the post step says who and how, and finds no overlap with itself', async () => {
  const job = newJob();
  const { outputs } = await job.coordinate('taken');
  const own = shop.deployments.find(({ id }) => String(id) === outputs['deployment-id']);
  if (own) addStatus(github.state, own, { state: 'error', description: 'ended by hand', creator: 'eve' });
  const post = (await job.finish()).steps.at(-1);
  expect(post?.exitCode).toBe(1);
  const [error, ...more] = lines(post?.raw ?? '', 'error');
  expect(more).toEqual([]);
  expect(error).toMatch(/The hold on taken was lost.*error: ended by hand \(by eve/);
  expect(error).not.toMatch(/OVERLAP|registration 0/);
  const status = await newJob().coordinate('taken', { operation: 'status' });
  expect(status.outputs).toMatchObject({ state: 'failure', 'deployment-id': outputs['deployment-id'] });
});

test('a release job run twice: the second time it says that it was over, by whom and how', async () => {
  const first = newJob();
  const registered = await first.coordinate('multi', { operation: 'register' });
  const id = registered.outputs['deployment-id'] ?? '';
  await first.coordinate('multi', { operation: 'wait', 'deployment-id': id });
  const release = { operation: 'release', 'deployment-id': id, state: 'success' };
  expect((await first.coordinate('multi', release)).stdout).toMatch(/Released multi/);
  const again = await newJob().coordinate('multi', { ...release, state: 'failure' });
  expect(again).toMatchObject({ exitCode: 0, outputs: { state: 'success' } });
  expect(lines(again.raw, 'notice').join()).toMatch(/was over already: success: .*ended by mona in run \d+/);
  expect(again.summary).toMatch(/was over already/);
});

test('after nothing was registered, the post step has nothing to warn of', async () => {
  const job = newJob({ permissions: { deployments: 'read' } });
  const main = await job.coordinate('refused');
  expect(lines(main.raw, 'error')).toEqual([expect.stringMatching(/permission deployments: write/)]);
  const post = (await job.finish()).steps.at(-1);
  expect(lines(post?.raw ?? '', 'warning')).toEqual([]);
  expect(post?.exitCode).toBe(0);
});

test('stray refusals at the first request, at the claim and at the release cost seconds', async () => {
  for (const [status, match] of [
    [401, /./],
    [403, /^POST .*statuses/],
    [404, /^POST .*statuses/],
  ] as const)
    github.faults.add({ match, times: 1, fault: { kind: 'status', status } });
  const job = newJob();
  expect((await job.coordinate('stray')).outputs).toMatchObject({ acquired: 'true' });
  github.faults.add({ match: /./, times: 2, fault: { kind: 'status', status: 401 } });
  const post = (await job.finish()).steps.at(-1);
  expect(post?.stdout).toMatch(/Released stray after/);
});

test('a renamed repository still knows what staging runs', async () => {
  const before = newJob();
  await before.coordinate('staging');
  await before.finish();
  renameRepository(github.state, shop, 'acme/store');
  const promoted = newJob({ name: 'acme/store' });
  const { outputs } = await promoted.coordinate('live', { 'promoted-from': 'staging' });
  expect(outputs).toMatchObject({ acquired: 'true' });
  await promoted.finish();
  const status = await newJob({ name: 'acme/store' }).coordinate('staging', { operation: 'status' });
  expect(status.outputs['deployed-sha']).toBe(before.run.headSha);
  renameRepository(github.state, shop, 'octo/shop');
});
