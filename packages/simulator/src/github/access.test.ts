import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../clock.ts';
import { addDeployment, addRepository, addToken } from './builders.ts';
import { octokitFor, refusal } from './octokit.ts';
import { type GitHubSimulator, startGitHub } from './server.ts';
import type { Repository } from './state/state.ts';

let github: GitHubSimulator;
let shop: Repository;
let vault: Repository;
const clock = virtualClock();

beforeEach(async () => {
  github = await startGitHub({ clock, sockets: false });
  shop = addRepository(github.state, 'octo/shop');
  vault = addRepository(github.state, 'octo/vault', { private: true });
  for (const repository of [shop, vault]) addDeployment(github.state, repository);
});
afterEach(() => github.close());

const at = (repo: string) => ({ owner: 'octo', repo });
const list = (secret: string, repo: string) =>
  octokitFor(github, secret).rest.repos.listDeployments(at(repo));
const create = (secret: string, repo: string) =>
  octokitFor(github, secret).rest.repos.createDeployment({ ...at(repo), ref: 'main', required_contexts: [] });

test('an unknown or expired token is 401', async () => {
  const expiring = addToken(github.state, [shop], { expiresAt: clock.now() + 60_000 });
  expect((await list(expiring, 'shop')).status).toBe(200);
  await clock.sleep(60_000);
  for (const secret of [expiring, 'ghs_unknown']) {
    expect(await refusal(list(secret, 'shop'))).toMatchObject({
      status: 401,
      message: expect.stringContaining('Bad credentials'),
    });
  }
});

describe('a token of another repository', () => {
  test('does not see a private repository', async () => {
    const secret = addToken(github.state, [shop]);
    expect(await refusal(list(secret, 'vault'))).toMatchObject({ status: 404 });
    expect(await refusal(create(secret, 'vault'))).toMatchObject({ status: 404 });
  });

  test('reads a public repository and may not write to it', async () => {
    const secret = addToken(github.state, [vault]);
    expect((await list(secret, 'shop')).data).toHaveLength(1);
    expect(await refusal(create(secret, 'shop'))).toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    });
  });
});

test('a token made for several repositories reaches them all', async () => {
  const secret = addToken(github.state, ['OCTO/shop', vault]);
  expect([(await create(secret, 'shop')).status, (await create(secret, 'Vault')).status]).toEqual([201, 201]);
});

test('permissions are read and written apart', async () => {
  const reader = addToken(github.state, [vault], { permissions: { deployments: 'read' } });
  expect((await list(reader, 'vault')).status).toBe(200);
  expect(await refusal(create(reader, 'vault'))).toMatchObject({ status: 403 });
  const narrow = addToken(github.state, [vault], { permissions: { contents: 'write' } });
  expect(await refusal(list(narrow, 'vault'))).toMatchObject({ status: 403 });
  const answer = await github.fetch(`${github.url}/repos/octo/vault/deployments`, {
    headers: { authorization: `Bearer ${narrow}` },
  });
  expect(answer.headers.get('x-accepted-github-permissions')).toBe('deployments=read');
});

test('without a token public repositories can be read', async () => {
  const ask = (repo: string, init?: RequestInit) =>
    github.fetch(`${github.url}/repos/octo/${repo}/deployments`, init);
  expect((await ask('shop')).status).toBe(200);
  expect((await ask('vault')).status).toBe(404);
  expect((await ask('shop', { method: 'POST', body: '{"ref":"main"}' })).status).toBe(401);
});
