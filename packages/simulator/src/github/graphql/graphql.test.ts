import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../../clock.ts';
import { addDeployment, addRepository, addStatus, addToken } from '../builders.ts';
import { octokitFor } from '../octokit.ts';
import { nodeId } from '../rest/render/render.ts';
import { type GitHubSimulator, startGitHub } from '../server.ts';
import type { Repository } from '../state/state.ts';

let github: GitHubSimulator;
let repository: Repository;
let token: string;
const clock = virtualClock();

beforeEach(async () => {
  github = await startGitHub({ clock, sockets: false });
  repository = addRepository(github.state, 'octo/shop', { private: true });
  token = addToken(github.state, [repository]);
});
afterEach(() => github.close());

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { type?: string; message: string; path?: string[] }[];
}

async function ask(query: string, variables: object = {}, secret = token): Promise<Answer> {
  const response = await github.fetch(github.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `bearer ${secret}` },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const list = (args: string, fields = 'id') =>
  `query($name: String = "shop") { repository(owner: "octo", name: $name) {
    deployments(${args}) { totalCount nodes { ${fields} } edges { cursor }
      pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } rateLimit { cost remaining } }`;

interface Page {
  totalCount: number;
  nodes: { id: string }[];
  pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean; hasPreviousPage: boolean };
}

async function page(args: string): Promise<Page> {
  const { data } = await ask(list(args));
  return (data as { repository: { deployments: Page } }).repository.deployments;
}

describe('deployments', () => {
  test('carry what a snapshot of the queue needs', async () => {
    const deployment = addDeployment(github.state, repository, {
      environment: 'Production',
      ref: 'main',
      task: 'signalbox',
      payload: { signalbox: 1 },
      statuses: [
        { state: 'queued' },
        { state: 'in_progress', description: 'claim', logUrl: 'https://x.test/' },
      ],
    });
    const fields = `id databaseId task payload description state commitOid environment originalEnvironment
      createdAt updatedAt creator { login } ref { name prefix }
      latestStatus { state description logUrl creator { login } createdAt }
      statuses(first: 5) { nodes { state } }`;
    const { data, errors } = await ask(list('first: 10', fields));
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      repository: {
        deployments: {
          nodes: [
            {
              id: nodeId('DE', deployment.id),
              databaseId: null,
              task: 'signalbox',
              payload: '{"signalbox":1}',
              state: 'IN_PROGRESS',
              environment: 'Production',
              creator: { login: 'github-actions' },
              ref: { name: 'main', prefix: 'refs/heads/' },
              latestStatus: { state: 'IN_PROGRESS', description: 'claim', logUrl: 'https://x.test/' },
              statuses: { nodes: [{ state: 'IN_PROGRESS' }, { state: 'QUEUED' }] },
            },
          ],
        },
      },
      rateLimit: { cost: 1, remaining: 999 },
    });
  });

  test('a payload sent as a string arrives encoded twice', async () => {
    addDeployment(github.state, repository, { payload: '{"a":1}' });
    const { data } = await ask(list('first: 1', 'payload'));
    expect(data).toMatchObject({ repository: { deployments: { nodes: [{ payload: '"{\\"a\\":1}"' }] } } });
  });

  test('are in ascending order unless told otherwise, and filtered by environments without case', async () => {
    const rows = ['staging', 'test', 'Staging'].map((environment) =>
      addDeployment(github.state, repository, { environment }),
    );
    const ids = rows.map(({ id }) => nodeId('DE', id));
    const nodes = async (args: string) => (await page(args)).nodes.map(({ id }) => id);
    expect(await nodes('first: 10')).toEqual(ids);
    expect(await nodes('first: 10, orderBy: {field: CREATED_AT, direction: DESC}')).toEqual(
      [...ids].reverse(),
    );
    expect(await nodes('first: 10, environments: ["STAGING"]')).toEqual([ids[0], ids[2]]);
  });

  test('are paged forwards and backwards', async () => {
    const ids = Array.from({ length: 7 }, () => nodeId('DE', addDeployment(github.state, repository).id));
    const seen = async (args: string) => {
      const { nodes, pageInfo, totalCount } = await page(args);
      expect(totalCount).toBe(7);
      return { ids: nodes.map(({ id }) => id), ...pageInfo };
    };
    const first = await seen('first: 3');
    expect(first).toMatchObject({ ids: ids.slice(0, 3), hasNextPage: true, hasPreviousPage: false });
    const second = await seen(`first: 5, after: "${first.endCursor}"`);
    expect(second).toMatchObject({ ids: ids.slice(3), hasNextPage: false, hasPreviousPage: true });
    const last = await seen('last: 2');
    expect(last).toMatchObject({ ids: ids.slice(5), hasNextPage: false, hasPreviousPage: true });
    const before = await seen(`last: 5, before: "${last.startCursor}"`);
    expect(before).toMatchObject({ ids: ids.slice(0, 5), hasNextPage: true, hasPreviousPage: false });
  });

  test.each([
    { age: 29, statuses: [], state: 'PENDING' },
    { age: 31, statuses: [], state: 'ABANDONED' },
    { age: 31, statuses: ['queued'], state: 'ABANDONED' },
    { age: 31, statuses: ['success'], state: 'ACTIVE' },
    { age: 31, statuses: ['success', 'inactive'], state: 'INACTIVE' },
    { age: 31, statuses: ['failure'], state: 'FAILURE' },
  ] as const)('after $age minutes and $statuses the state is $state', async ({ age, statuses, state }) => {
    const deployment = addDeployment(github.state, repository);
    for (const each of statuses) addStatus(github.state, deployment, { state: each });
    await clock.sleep(age * 60_000);
    const { data } = await ask(list('first: 1', 'state latestStatus { state }'));
    const latestStatus = statuses.length > 0 ? { state: statuses.at(-1)?.toUpperCase() } : null;
    expect(data).toMatchObject({ repository: { deployments: { nodes: [{ state, latestStatus }] } } });
  });
});

describe('node and nodes', () => {
  test('find deployments by node id', async () => {
    const id = nodeId('DE', addDeployment(github.state, repository).id);
    const query = `query($id: ID!) { node(id: $id) { id ... on Deployment { task } }
      nodes(ids: [$id]) { ... on Deployment { environment } } }`;
    expect((await ask(query, { id })).data).toEqual({
      node: { id, task: 'deploy' },
      nodes: [{ environment: 'production' }],
    });
    expect(await ask(query, { id: 'DE_none' })).toMatchObject({ errors: [{ type: 'NOT_FOUND' }, {}] });
  });
});

describe('mutations', () => {
  const create = `mutation($input: CreateDeploymentStatusInput!) {
    createDeploymentStatus(input: $input) { deploymentStatus { state description deployment { id } } } }`;
  const remove = 'mutation($id: ID!) { deleteDeployment(input: {id: $id}) { clientMutationId } }';

  test('createDeploymentStatus writes what REST reads', async () => {
    const deployment = addDeployment(github.state, repository);
    const input = { deploymentId: nodeId('DE', deployment.id), state: 'IN_PROGRESS', description: 'hold' };
    expect(await ask(create, { input })).toMatchObject({
      data: { createDeploymentStatus: { deploymentStatus: { state: 'IN_PROGRESS', description: 'hold' } } },
    });
    const octokit = octokitFor(github, token);
    const query = { owner: 'octo', repo: 'shop', deployment_id: deployment.id };
    const { data } = await octokit.rest.repos.listDeploymentStatuses(query);
    expect(data).toMatchObject([{ state: 'in_progress', description: 'hold' }]);
  });

  test('deleteDeployment keeps the rule about active ones', async () => {
    addDeployment(github.state, repository);
    const active = addDeployment(github.state, repository, { statuses: [{ state: 'success' }] });
    const id = nodeId('DE', active.id);
    expect((await ask(remove, { id })).errors?.[0]?.message).toContain('cannot delete an active deployment');
    addStatus(github.state, active, { state: 'inactive' });
    expect((await ask(remove, { id })).errors).toBeUndefined();
    expect((await page('first: 10')).totalCount).toBe(1);
  });

  test('need write permission', async () => {
    const deployment = addDeployment(github.state, repository);
    const reader = addToken(github.state, [repository], { permissions: { deployments: 'read' } });
    expect(await ask(remove, { id: nodeId('DE', deployment.id) }, reader)).toMatchObject({
      errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
    });
    expect(deployment.deletedAt).toBeUndefined();
  });
});

describe('errors come with status 200', () => {
  test.each([
    {
      what: 'an unknown repository',
      query: list('first: 1'),
      variables: { name: 'none' },
      type: 'NOT_FOUND',
    },
    { what: 'no page size', query: list(''), variables: {}, type: 'MISSING_PAGINATION_BOUNDARIES' },
    { what: 'a page too large', query: list('first: 101'), variables: {}, type: 'EXCESSIVE_PAGINATION' },
  ])('$what', async ({ query, variables, type }) => {
    expect((await ask(query.replace('deployments()', 'deployments'), variables)).errors).toMatchObject([
      { type },
    ]);
  });

  test('a field that the schema does not have', async () => {
    const { errors } = await ask('{ repository(owner: "octo", name: "shop") { deploymentz } }');
    expect(errors?.[0]?.message).toContain('deploymentz');
  });

  test('a syntax error', async () => {
    expect((await ask('{ repository(')).errors?.[0]?.message).toContain('Syntax Error');
  });
});

test('a field of the schema that is not simulated fails loudly', async () => {
  const own = await startGitHub({ clock, sockets: false });
  addRepository(own.state, 'octo/shop');
  const secret = addToken(own.state, ['octo/shop']);
  const body = JSON.stringify({ query: '{ repository(owner: "octo", name: "shop") { isFork } }' });
  const headers = { authorization: `token ${secret}` };
  const answer = own.fetch(own.graphqlUrl, { method: 'POST', headers, body });
  await expect(answer).rejects.toThrow('not simulated: GraphQL field Repository.isFork');
  await expect(own.close()).rejects.toThrow('Repository.isFork');
});

test('many nested connections cost more points', async () => {
  const fields = 'statuses(first: 50) { nodes { deployment { statuses(first: 10) { totalCount } } } }';
  const { data } = await ask(list('first: 100', fields));
  // 1 list + 100 of statuses + 100 x 50 below them = 5,101 requests
  expect(data).toMatchObject({ rateLimit: { cost: 51 } });
});
