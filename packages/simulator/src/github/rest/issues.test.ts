import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addIssue, addRepository, addToken } from '../builders.ts';
import { type Octokit, octokitFor, refusal } from '../octokit.ts';
import { type GitHubSimulator, startGitHub } from '../server.ts';
import type { Repository } from '../state/state.ts';

const NAMES = { owner: 'octo', repo: 'shop' };
const READS = { metadata: 'read', issues: 'read' } as const;

let github: GitHubSimulator;
let shop: Repository;
let octokit: Octokit;

beforeEach(async () => {
  github = await startGitHub();
  shop = addRepository(github.state, 'octo/shop', { private: true });
  octokit = octokitFor(
    github,
    addToken(github.state, [shop], { permissions: { metadata: 'read', issues: 'write' } }),
  );
});
afterEach(() => github.close());

test('an issue is made, found by its creator, changed and closed', async () => {
  addIssue(github.state, shop, { title: 'by a person', creator: 'mona' });
  const { data: made } = await octokit.rest.issues.create({ ...NAMES, title: 'Review', body: 'one' });
  expect(made).toMatchObject({ number: 2, state: 'open', user: { login: 'github-actions[bot]' } });
  const find = (state: 'open' | 'all') =>
    octokit.rest.issues.listForRepo({ ...NAMES, state, creator: 'github-actions[bot]' });
  expect((await find('open')).data.map(({ number }) => number)).toEqual([2]);
  const change = {
    ...NAMES,
    issue_number: 2,
    body: 'two',
    state: 'closed',
    state_reason: 'not_planned',
  } as const;
  await octokit.rest.issues.update(change);
  expect((await find('open')).data).toEqual([]);
  expect((await find('all')).data).toMatchObject([
    { body: 'two', state: 'closed', state_reason: 'not_planned' },
  ]);
  expect((await octokit.rest.issues.get({ ...NAMES, issue_number: 2 })).data.body).toBe('two');
});

test('GitHub refuses what it refuses', async () => {
  const reader = octokitFor(github, addToken(github.state, [shop], { permissions: READS }));
  expect(await refusal(reader.rest.issues.create({ ...NAMES, title: 'x' }))).toMatchObject({ status: 403 });
  const long = octokit.rest.issues.create({ ...NAMES, title: 'x', body: 'x'.repeat(65_537) });
  expect(await refusal(long)).toMatchObject({ status: 422 });
  expect(await refusal(octokit.rest.issues.get({ ...NAMES, issue_number: 9 }))).toMatchObject({
    status: 404,
  });
  shop.hasIssues = false;
  expect(await refusal(octokit.rest.issues.listForRepo(NAMES))).toMatchObject({ status: 410 });
});
