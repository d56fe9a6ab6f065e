import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../clock.ts';
import { addDeployment, addRepository, addToken } from './builders.ts';
import { octokitFor } from './octokit.ts';
import { type GitHubSimulator, startGitHub } from './server.ts';
import type { Consistency } from './state/visibility.ts';

const REPO = { owner: 'octo', repo: 'shop' };
const started: GitHubSimulator[] = [];
afterEach(async () => {
  for (const github of started.splice(0)) await github.close();
});

async function world(consistency: Partial<Consistency>, seed = 1) {
  const clock = virtualClock();
  const github = await startGitHub({ clock, sockets: false, consistency, seed });
  started.push(github);
  const repository = addRepository(github.state, 'octo/shop');
  const octokit = octokitFor(github, addToken(github.state, [repository]));
  const ids = async () => (await octokit.rest.repos.listDeployments(REPO)).data.map(({ id }) => id);
  const create = async () => {
    const { data } = await octokit.rest.repos.createDeployment({ ...REPO, ref: 'main' });
    if (!('id' in data)) throw new Error('merged instead');
    return data.id;
  };
  return { clock, github, repository, octokit, ids, create };
}

describe('lagging reads', () => {
  test('show a new row now and then, in no order, until the lag is over', async () => {
    const { clock, ids, create } = await world({ lagMs: 1000 });
    const id = await create();
    const seen: boolean[] = [];
    for (let at = 0; at < 1000; at += 50) {
      seen.push((await ids()).includes(id));
      await clock.sleep(50);
    }
    const changes = seen.filter((value, index) => index > 0 && value !== seen[index - 1]).length;
    expect(seen[0]).toBe(false);
    expect(changes).toBeGreaterThan(2);
    for (let i = 0; i < 50; i++) expect(await ids()).toEqual([id]);
  });

  test('hold for statuses and for GraphQL, while writes see everything at once', async () => {
    const { clock, github, octokit, repository } = await world({ lagMs: 1000 });
    const { id } = addDeployment(github.state, repository);
    await clock.sleep(1000);
    await octokit.rest.repos.createDeploymentStatus({ ...REPO, deployment_id: id, state: 'queued' });
    const query = `{ repository(owner: "octo", name: "shop") { deployments(first: 1) {
      nodes { latestStatus { state } } } } }`;
    const rest = async () =>
      (await octokit.rest.repos.listDeploymentStatuses({ ...REPO, deployment_id: id })).data.length;
    const graphql = async () => {
      const options = { baseUrl: github.url, request: { fetch: github.fetch } };
      const data = await octokit.graphql<{
        repository: { deployments: { nodes: { latestStatus: object | null }[] } };
      }>(query, options);
      return data.repository.deployments.nodes[0]?.latestStatus === null ? 0 : 1;
    };
    await clock.sleep(500);
    const counts = { rest: new Set<number>(), graphql: new Set<number>() };
    for (let i = 0; i < 30; i++) {
      counts.rest.add(await rest());
      counts.graphql.add(await graphql());
    }
    expect(counts).toEqual({ rest: new Set([0, 1]), graphql: new Set([0, 1]) });
    await clock.sleep(500);
    expect([await rest(), await graphql()]).toEqual([1, 1]);
  });

  test('by row can show a newer row and miss an older one; by replica never', async () => {
    const gaps = async (perRow: boolean) => {
      const { clock, ids, create } = await world({ lagMs: 1000, perRow });
      const older = await create();
      await clock.sleep(10);
      const newer = await create();
      await clock.sleep(500);
      let count = 0;
      for (let i = 0; i < 100; i++) {
        const now = await ids();
        if (now.includes(newer) && !now.includes(older)) count++;
      }
      return count;
    };
    expect(await gaps(false)).toBe(0);
    expect(await gaps(true)).toBeGreaterThan(5);
  });

  test('are the same for the same seed', async () => {
    const trace = async (seed: number) => {
      const { clock, ids, create } = await world({ lagMs: 1000 }, seed);
      const counts: number[] = [];
      for (let i = 0; i < 20; i++) {
        await create();
        await clock.sleep(100);
        counts.push((await ids()).length);
      }
      return counts;
    };
    expect(await trace(3)).toEqual(await trace(3));
    expect(await trace(3)).not.toEqual(await trace(4));
  });

  test('a deleted row lingers', async () => {
    const { clock, github, repository, ids, octokit } = await world({});
    const { id } = addDeployment(github.state, repository);
    await clock.sleep(5000);
    github.consistency.lagMs = 1000;
    await octokit.rest.repos.deleteDeployment({ ...REPO, deployment_id: id });
    expect(await ids()).toEqual([id]);
    await clock.sleep(1001);
    expect(await ids()).toEqual([]);
  });
});

test('late ids: a lower id can become visible after a higher one', async () => {
  const { clock, ids, create } = await world({ lateIdMs: 1000 });
  const finished: number[] = [];
  const pending = Array.from({ length: 10 }, async () => void finished.push(await create()));
  let surprises = 0;
  let before: readonly number[] = [];
  for (let at = 0; at <= 1000; at += 20) {
    const now = await ids();
    const highest = Math.max(0, ...before);
    if (now.some((id) => id < highest && !before.includes(id))) surprises++;
    before = now;
    await clock.sleep(20);
  }
  await Promise.all(pending);
  expect(surprises).toBeGreaterThan(0);
  expect(await ids()).toEqual([...finished].sort((a, b) => b - a));
});
