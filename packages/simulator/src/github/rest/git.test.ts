import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../../clock.ts';
import { addCommit, addCommits, addDeployment, addRepository, addToken } from '../builders.ts';
import { type Octokit, octokitFor, refusal } from '../octokit.ts';
import { type GitHubSimulator, startGitHub } from '../server.ts';
import type { Repository } from '../state/state.ts';

const REPO = { owner: 'octo', repo: 'shop' };

let github: GitHubSimulator;
let repository: Repository;
let octokit: Octokit;

beforeEach(async () => {
  github = await startGitHub({ clock: virtualClock(), sockets: false });
  repository = addRepository(github.state, 'octo/shop');
  const permissions = { contents: 'write', actions: 'read' } as const;
  octokit = octokitFor(github, addToken(github.state, [repository], { permissions }));
});
afterEach(() => github.close());

test('a repository and an environment', async () => {
  addDeployment(github.state, repository, { environment: 'Production' });
  expect((await octokit.rest.repos.get(REPO)).data).toMatchObject({
    full_name: 'octo/shop',
    default_branch: 'main',
    private: false,
  });
  const get = (environment_name: string) => octokit.rest.repos.getEnvironment({ ...REPO, environment_name });
  expect((await get('production')).data.name).toBe('Production');
  expect(await refusal(get('test'))).toMatchObject({ status: 404 });
});

test.each(['main', 'heads/main', 'release/1', 'SHA', 'SHORT'])('a commit by %s', async (name) => {
  const commit = addCommit(github.state, repository, { message: 'Fix\n\nit' });
  repository.refs.set('refs/heads/release/1', commit.sha);
  const ref = { SHA: commit.sha, SHORT: commit.sha.slice(0, 8) }[name] ?? name;
  const { data } = await octokit.rest.repos.getCommit({ ...REPO, ref });
  expect(data).toMatchObject({ sha: commit.sha, commit: { message: 'Fix\n\nit' }, parents: [{}] });
  expect(await refusal(octokit.rest.repos.getCommit({ ...REPO, ref: 'nowhere' }))).toMatchObject({
    status: 422,
  });
});

describe('compare', () => {
  const compare = async (base: string, head: string) =>
    (await octokit.rest.repos.compareCommitsWithBasehead({ ...REPO, basehead: `${base}...${head}` })).data;

  test('counts along the parents', async () => {
    const [old] = addCommits(github.state, repository, { count: 3 });
    if (!old) throw new Error('unreachable');
    addCommits(github.state, repository, { count: 4, branch: 'topic' });
    addCommits(github.state, repository, { count: 2 });
    const table = [
      { base: old.sha, head: 'main', status: 'ahead', ahead_by: 4, behind_by: 0 },
      { base: 'main', head: old.sha, status: 'behind', ahead_by: 0, behind_by: 4 },
      { base: 'main', head: 'topic', status: 'diverged', ahead_by: 4, behind_by: 2 },
      { base: 'main', head: 'main', status: 'identical', ahead_by: 0, behind_by: 0 },
    ];
    for (const { base, head, ...expected } of table) {
      const data = await compare(base, head);
      expect(data).toMatchObject({ ...expected, total_commits: expected.ahead_by });
      expect(data.commits).toHaveLength(expected.ahead_by);
    }
    expect((await compare('main', 'topic')).merge_base_commit.sha).toBe(
      repository.commits.get(old.sha) && [...repository.commits.keys()][3],
    );
  });

  test('unknown commits are 404', async () => {
    expect(await refusal(compare('main', 'nowhere'))).toMatchObject({ status: 404 });
  });
});

describe('refs: a compare-and-swap', () => {
  const create = (ref: string, sha: string) => octokit.rest.git.createRef({ ...REPO, ref, sha });

  test('creating succeeds once', async () => {
    const { sha } = addCommit(github.state, repository);
    expect((await create('refs/signalbox/production', sha)).data.object.sha).toBe(sha);
    expect(await refusal(create('refs/signalbox/production', sha))).toMatchObject({
      status: 422,
      message: expect.stringContaining('Reference already exists'),
    });
    expect(await refusal(create('signalbox', sha))).toMatchObject({ status: 422 });
    expect(await refusal(create('refs/signalbox/x', 'e'.repeat(40)))).toMatchObject({ status: 422 });
  });

  test('updating needs a descendant or force; deleting needs the ref', async () => {
    const [first, second] = addCommits(github.state, repository, { count: 2 });
    if (!first || !second) throw new Error('unreachable');
    await create('refs/locks/a', second.sha);
    const update = (sha: string, force = false) =>
      octokit.rest.git.updateRef({ ...REPO, ref: 'locks/a', sha, force });
    expect(await refusal(update(first.sha))).toMatchObject({ status: 422 });
    expect((await update(first.sha, true)).data.object.sha).toBe(first.sha);
    expect((await update(second.sha)).data.object.sha).toBe(second.sha);
    const remove = () => octokit.rest.git.deleteRef({ ...REPO, ref: 'locks/a' });
    expect((await remove()).status).toBe(204);
    expect(await refusal(remove())).toMatchObject({ status: 422 });
  });
});
