import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../../clock.ts';
import { addCommit, addDeployment, addRepository, addToken } from '../builders.ts';
import { type Octokit, octokitFor, refusal } from '../octokit.ts';
import { type GitHubSimulator, startGitHub } from '../server.ts';
import type { Repository } from '../state/state.ts';

const REPO = { owner: 'octo', repo: 'shop' };
const PLAIN = { ...REPO, auto_merge: false, required_contexts: [] };

let github: GitHubSimulator;
let repository: Repository;
let octokit: Octokit;
const clock = virtualClock();

beforeEach(async () => {
  github = await startGitHub({ clock, sockets: false });
  repository = addRepository(github.state, 'octo/shop');
  octokit = octokitFor(github, addToken(github.state, [repository]));
});
afterEach(() => github.close());

async function create(options: { ref?: string; environment?: string; payload?: string } = {}) {
  const { data } = await octokit.rest.repos.createDeployment({ ...PLAIN, ref: 'main', ...options });
  if (!('id' in data)) throw new Error('merged instead');
  return data;
}
const post = (deployment_id: number, state: 'queued' | 'in_progress' | 'success' | 'inactive', more = {}) =>
  octokit.rest.repos.createDeploymentStatus({ ...REPO, deployment_id, state, ...more });
const latestState = async (deployment_id: number) =>
  (await octokit.rest.repos.listDeploymentStatuses({ ...REPO, deployment_id })).data[0]?.state;

describe('create', () => {
  test('ids are beyond 32 bits and grow', async () => {
    const [first, second] = [await create(), await create()];
    expect(first.id).toBeGreaterThan(2 ** 32);
    expect(second.id).toBeGreaterThan(first.id);
  });

  test('defaults as documented', async () => {
    expect(await create()).toMatchObject({
      task: 'deploy',
      environment: 'production',
      original_environment: 'production',
      payload: {},
      description: null,
      transient_environment: false,
      production_environment: true,
      sha: repository.refs.get('refs/heads/main'),
      ref: 'main',
    });
    expect(await create({ environment: 'staging' })).toMatchObject({ production_environment: false });
  });

  test.each([{ text: '{"a":1}' }, { text: 'plain' }])(
    'a payload string stays a string: $text',
    async ({ text }) => {
      expect((await create({ payload: text })).payload).toBe(text);
    },
  );

  test('by default merges a branch that is behind, and answers 202 without an id', async () => {
    addCommit(github.state, repository, { branch: 'topic' });
    addCommit(github.state, repository);
    const first = await octokit.rest.repos.createDeployment({ ...REPO, ref: 'topic' });
    expect(first).toMatchObject({
      status: 202,
      data: { message: 'Auto-merged main into topic on deployment.' },
    });
    expect(repository.deployments).toHaveLength(0);
    const second = await octokit.rest.repos.createDeployment({ ...REPO, ref: 'topic' });
    expect(second.status).toBe(201);
  });

  test('by default refuses a branch that cannot be merged', async () => {
    addCommit(github.state, repository, { branch: 'topic' });
    addCommit(github.state, repository);
    repository.conflicting.add('topic');
    const answer = await refusal(octokit.rest.repos.createDeployment({ ...REPO, ref: 'topic' }));
    expect(answer).toMatchObject({ status: 409, message: expect.stringContaining('Conflict merging') });
  });

  test('by default requires every commit status', async () => {
    const commit = addCommit(github.state, repository);
    commit.checks.set('ci', 'pending').set('lint', 'success');
    const answer = await refusal(octokit.rest.repos.createDeployment({ ...REPO, ref: 'main' }));
    expect(answer).toMatchObject({
      status: 409,
      message: expect.stringContaining('Commit status checks failed'),
    });
    const some = { ...REPO, ref: 'main', required_contexts: ['lint'] };
    expect((await octokit.rest.repos.createDeployment(some)).status).toBe(201);
    expect(await create()).toBeDefined();
  });

  test.each([
    { what: 'an unknown ref', request: { ref: 'nowhere' }, message: 'No ref found for: nowhere' },
    { what: 'a long description', request: { description: 'x'.repeat(141) }, message: 'too long' },
    { what: 'a long environment', request: { environment: 'x'.repeat(256) }, message: 'environment' },
    { what: 'a wrong type', request: { required_contexts: 'none' }, message: 'required_contexts' },
  ])('refuses $what', async ({ request, message }) => {
    const route = 'POST /repos/{owner}/{repo}/deployments';
    const answer = await refusal(octokit.request(route, { ...PLAIN, ref: 'main', ...request } as never));
    expect(answer).toMatchObject({ status: 422, message: expect.stringContaining(message) });
    expect(repository.deployments).toHaveLength(0);
  });
});

describe('list', () => {
  test('is newest first, filtered without case, and paged with links', async () => {
    for (let i = 0; i < 25; i++) addDeployment(github.state, repository, { environment: 'Staging' });
    addDeployment(github.state, repository, { environment: 'production' });
    const query = { ...REPO, environment: 'sTAGING', per_page: 10 };
    const first = await octokit.rest.repos.listDeployments(query);
    expect(first.headers.link).toMatch(/[?&]page=2>; rel="next".*[?&]page=3>; rel="last"/);
    expect(first.headers.link).toContain('environment=sTAGING');
    const all = await octokit.paginate(octokit.rest.repos.listDeployments, query);
    expect(all.map(({ id }) => id)).toEqual(
      repository.deployments
        .slice(0, 25)
        .map(({ id }) => id)
        .reverse(),
    );
    const third = await octokit.rest.repos.listDeployments({ ...query, page: 3 });
    expect(third.data).toHaveLength(5);
    expect(third.headers.link).not.toContain('rel="next"');
  });

  test('gives at most 100 a page and filters by sha, ref and task', async () => {
    for (let i = 0; i < 120; i++) addDeployment(github.state, repository, { task: 'signalbox' });
    const odd = addDeployment(github.state, repository, { task: 'other', ref: 'v1', sha: 'b'.repeat(40) });
    const list = async (query: object) =>
      (await octokit.rest.repos.listDeployments({ ...REPO, ...query })).data.map(({ id }) => id);
    expect(await list({ per_page: 500 })).toHaveLength(100);
    expect(await list({})).toHaveLength(30);
    for (const query of [{ task: 'other' }, { ref: 'v1' }, { sha: odd.sha }]) {
      expect(await list(query)).toEqual([odd.id]);
    }
  });
});

describe('statuses', () => {
  test('have ids of their own, come newest first and move updated_at', async () => {
    const { id, created_at } = await create();
    const first = await post(id, 'queued', {
      description: 'second in the queue',
      log_url: 'https://x.test/1',
    });
    await clock.sleep(90_000);
    const second = await post(id, 'in_progress');
    expect(first.data).toMatchObject({ target_url: 'https://x.test/1', log_url: 'https://x.test/1' });
    expect(first.headers.location).toBe(first.data.url);
    expect(second.data.id).toBeGreaterThan(first.data.id);
    const listed = await octokit.rest.repos.listDeploymentStatuses({ ...REPO, deployment_id: id });
    expect(listed.data.map((status) => status.id)).toEqual([second.data.id, first.data.id]);
    const { data } = await octokit.rest.repos.getDeployment({ ...REPO, deployment_id: id });
    expect(Date.parse(data.updated_at) - Date.parse(created_at)).toBe(90_000);
    const one = { ...REPO, deployment_id: id, status_id: first.data.id };
    expect((await octokit.rest.repos.getDeploymentStatus(one)).data).toEqual(first.data);
  });

  test('with an environment move the deployment; its origin stays', async () => {
    const { id } = await create({ environment: 'staging' });
    await post(id, 'in_progress', { environment: 'production' });
    const in_ = async (environment: string) =>
      (await octokit.rest.repos.listDeployments({ ...REPO, environment })).data;
    expect(await in_('staging')).toEqual([]);
    expect(await in_('production')).toMatchObject([
      { id, environment: 'production', original_environment: 'staging' },
    ]);
  });

  test.each([
    { what: 'an unknown state', body: { state: 'held' } },
    { what: 'a long description', body: { state: 'queued', description: 'x'.repeat(141) } },
    { what: 'a URL of another scheme', body: { state: 'queued', log_url: 'javascript:alert(1)' } },
    { what: 'no state', body: {} },
  ])('refuses $what', async ({ body }) => {
    const { id } = await create();
    const route = `POST /repos/octo/shop/deployments/${id}/statuses`;
    expect(await refusal(octokit.request(route, body))).toMatchObject({ status: 422 });
    expect(await latestState(id)).toBeUndefined();
  });

  test('a description may have 140 characters, none above U+FFFF', async () => {
    const { id } = await create();
    expect((await post(id, 'queued', { description: '警'.repeat(140) })).status).toBe(201);
    expect(await refusal(post(id, 'queued', { description: 'go 🚦' }))).toMatchObject({ status: 422 });
  });

  test('a missing deployment is 404', async () => {
    expect(await refusal(post(1, 'queued'))).toMatchObject({ status: 404 });
  });
});

describe('auto_inactive', () => {
  test('ends earlier successes of the same environment only', async () => {
    const add = (environment: string, state: 'success' | 'queued' | 'in_progress', more = {}) =>
      addDeployment(github.state, repository, { environment, statuses: [{ state }], ...more });
    const rows = {
      success: add('staging', 'success'),
      queued: add('Staging', 'queued'),
      running: add('staging', 'in_progress'),
      elsewhere: add('test', 'success'),
      transient: add('staging', 'success', { transient: true }),
      production: add('staging', 'success', { production: true }),
    };
    const own = await create({ environment: 'STAGING' });
    const later = add('staging', 'success');
    await post(own.id, 'success');
    const states = await Promise.all(Object.values(rows).map(({ id }) => latestState(id)));
    expect(states).toEqual(['inactive', 'queued', 'in_progress', 'success', 'success', 'success']);
    expect(await latestState(later.id)).toBe('success');
  });

  test('false leaves them alone, and other states never end anything', async () => {
    const earlier = addDeployment(github.state, repository, {
      environment: 'staging',
      statuses: [{ state: 'success' }],
    });
    const own = await create({ environment: 'staging' });
    await post(own.id, 'in_progress');
    await post(own.id, 'success', { auto_inactive: false });
    expect(await latestState(earlier.id)).toBe('success');
  });
});

describe('delete', () => {
  const remove = (deployment_id: number) => octokit.rest.repos.deleteDeployment({ ...REPO, deployment_id });

  test('is allowed for the only deployment whatever its state', async () => {
    const { id } = await create();
    await post(id, 'success');
    expect((await remove(id)).status).toBe(204);
    expect(await refusal(octokit.rest.repos.getDeployment({ ...REPO, deployment_id: id }))).toMatchObject({
      status: 404,
    });
    expect(await refusal(remove(id))).toMatchObject({ status: 404 });
  });

  test('refuses an active one beside others until it is inactive', async () => {
    await create();
    const { id } = await create();
    await post(id, 'success');
    expect(await refusal(remove(id))).toMatchObject({ status: 422 });
    await post(id, 'inactive');
    expect((await remove(id)).status).toBe(204);
  });
});
