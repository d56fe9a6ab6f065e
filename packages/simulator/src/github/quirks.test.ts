// What GitHub may do and its documents leave open: the simulator can show each.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addDeployment, addRepository, addToken, renameRepository } from './builders.ts';
import { type Octokit, octokitFor, refusal } from './octokit.ts';
import { type GitHubSimulator, startGitHub } from './server.ts';
import type { Repository } from './state/state.ts';

let github: GitHubSimulator;
let shop: Repository;
let octokit: Octokit;
beforeEach(async () => {
  github = await startGitHub({ sockets: false });
  shop = addRepository(github.state, 'octo/shop');
  octokit = octokitFor(github, addToken(github.state, [shop]));
});
afterEach(() => github.close());

const at = { owner: 'octo', repo: 'shop' };

test.each(['newest-first', 'oldest-first', 'shuffled'] as const)(
  'statuses %s, whole',
  async (statusOrder) => {
    github.state.quirks.statusOrder = statusOrder;
    const statuses = Array.from({ length: 40 }, () => ({ state: 'in_progress' }) as const);
    const { id } = addDeployment(github.state, shop, { statuses });
    const { data } = await octokit.rest.repos.listDeploymentStatuses({
      ...at,
      deployment_id: id,
      per_page: 100,
    });
    const ids = data.map((status) => status.id);
    const ascending = [...ids].sort((a, b) => a - b);
    expect(ids).toHaveLength(40);
    const orders = { 'newest-first': [...ascending].reverse(), 'oldest-first': ascending };
    if (statusOrder === 'shuffled') expect(Object.values(orders)).not.toContainEqual(ids);
    else expect(ids).toEqual(orders[statusOrder]);
  },
);

test('a renamed repository answers under both names, by read and by write', async () => {
  const { id } = addDeployment(github.state, shop);
  renameRepository(github.state, shop, 'acme/store');
  const { data } = await octokit.rest.repos.getDeployment({ ...at, deployment_id: id });
  expect(data.repository_url).toMatch(/acme\/store$/);
  await octokit.rest.repos.createDeploymentStatus({ ...at, deployment_id: id, state: 'queued' });
  expect(github.log.map(({ status }) => status)).toEqual([301, 200, 307, 201]);
  addRepository(github.state, 'octo/shop');
  expect(await refusal(octokit.rest.repos.getDeployment({ ...at, deployment_id: id }))).toMatchObject({
    status: 404,
  });
});

test('an environment may keep its spelling, and filters may want it', async () => {
  github.state.quirks.environments = 'existing';
  addDeployment(github.state, shop, { environment: 'Staging' });
  const made = await octokit.rest.repos.createDeployment({
    ...{ ...at, ref: 'main', environment: 'staging', required_contexts: [], auto_merge: false },
  });
  expect(made.data).toMatchObject({ environment: 'Staging' });
  const count = async (environment: string) =>
    (await octokit.rest.repos.listDeployments({ ...at, environment })).data.length;
  expect([await count('staging'), await count('Staging')]).toEqual([0, 2]);
});

test('a fresh token is refused until it has spread; tokens are long, with dots', async () => {
  const secret = addToken(github.state, [shop], { acceptedFrom: github.state.clock.now() + 60_000 });
  expect(secret).toMatch(/^ghs_\d+_[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(secret).toHaveLength(520);
  expect(await refusal(octokitFor(github, secret).rest.repos.get(at))).toEqual({
    status: 401,
    message: expect.stringMatching(/^Bad credentials/),
  });
});

test('sparse answers are answers that the schema allows', async () => {
  github.state.quirks.sparse = true;
  const { id } = addDeployment(github.state, shop, { description: 'x', statuses: [{ state: 'queued' }] });
  const { data } = await octokit.rest.repos.getDeployment({ ...at, deployment_id: id });
  expect(data).toMatchObject({ creator: null, description: null });
});
