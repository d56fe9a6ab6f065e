import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../clock.ts';
import { addDeployment, addRepository, addToken } from './builders.ts';
import type { Limits } from './limits.ts';
import { octokitFor, refusal } from './octokit.ts';
import { type GitHubSimulator, startGitHub } from './server.ts';

const REPO = { owner: 'octo', repo: 'shop' };
const started: GitHubSimulator[] = [];
afterEach(async () => {
  for (const github of started.splice(0)) await github.close();
});

async function world(limits: Partial<Limits> = {}) {
  const clock = virtualClock();
  const github = await startGitHub({ clock, sockets: false, limits });
  started.push(github);
  const repository = addRepository(github.state, 'octo/shop');
  const deployment = addDeployment(github.state, repository);
  const token = addToken(github.state, [repository]);
  const octokit = octokitFor(github, token);
  const list = (headers = {}) => octokit.rest.repos.listDeployments({ ...REPO, headers });
  const post = () =>
    octokit.rest.repos.createDeploymentStatus({ ...REPO, deployment_id: deployment.id, state: 'queued' });
  return { clock, github, repository, octokit, list, post };
}

describe('conditional requests', () => {
  test('an unchanged list is 304, costs nothing, and a new status changes its tag', async () => {
    const { list, post, octokit, clock } = await world();
    const { etag = '' } = (await list()).headers;
    const before = await octokit.rest.rateLimit.get();
    expect(await refusal(list({ 'if-none-match': etag }))).toMatchObject({ status: 304 });
    const after = await octokit.rest.rateLimit.get();
    expect(after.data.resources.core).toEqual(before.data.resources.core);
    await clock.sleep(1000);
    await post();
    const changed = await list({ 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).not.toBe(etag);
  });

  test('two statuses of one second look alike in the list: times have no fraction', async () => {
    const { list, post } = await world();
    await post();
    const { etag = '' } = (await list()).headers;
    await post();
    expect(await refusal(list({ 'if-none-match': etag }))).toMatchObject({ status: 304 });
  });
});

describe('the hourly limit', () => {
  test('is counted in headers, shared by the tokens of a repository, and ends with its hour', async () => {
    const { list, github, repository, clock } = await world({ restPerHour: 3 });
    const second = octokitFor(github, addToken(github.state, [repository]));
    const remaining = async () => (await list()).headers['x-ratelimit-remaining'];
    expect([await remaining(), await remaining()]).toEqual(['2', '1']);
    await second.rest.repos.listDeployments(REPO);
    expect(await refusal(list())).toMatchObject({
      status: 403,
      message: expect.stringContaining('API rate limit exceeded'),
    });
    await clock.sleep(3_600_000);
    expect(await remaining()).toBe('2');
  });

  test('is apart for GraphQL, where it is reported with status 200', async () => {
    const { octokit, github, list } = await world({ graphqlPerHour: 1 });
    const query = '{ rateLimit { remaining } }';
    const graphql = () => octokit.graphql(query, { baseUrl: github.url, request: { fetch: github.fetch } });
    expect(await graphql()).toEqual({ rateLimit: { remaining: 0 } });
    await expect(graphql()).rejects.toThrow('API rate limit exceeded');
    expect(github.log.at(-1)?.status).toBe(200);
    expect((await list()).status).toBe(200);
  });
});

describe('secondary limits', () => {
  test('refuse the 81st write of a minute, with a pause to keep', async () => {
    const { post, list, clock } = await world({ secondary: true });
    for (let i = 0; i < 80; i++) await post();
    const refused = await post().catch((error) => error);
    expect(refused.status).toBe(403);
    expect(refused.message).toContain('secondary rate limit');
    expect(refused.response.headers['retry-after']).toBe('60');
    expect((await list()).status).toBe(200);
    await clock.sleep(60_000);
    expect((await post()).status).toBe(201);
  });

  test('refuse 900 points a minute and 500 writes an hour', async () => {
    const reads = await world({ secondary: true });
    for (let i = 0; i < 900; i++) await reads.list();
    expect(await refusal(reads.list())).toMatchObject({ status: 403 });

    const writes = await world({ secondary: true });
    for (let i = 0; i < 500; i++) {
      await writes.post();
      await writes.clock.sleep(1000);
    }
    expect(await refusal(writes.post())).toMatchObject({ status: 403 });
  });

  test('are off unless switched on', async () => {
    const { post } = await world();
    for (let i = 0; i < 100; i++) await post();
  });
});
