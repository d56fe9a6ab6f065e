import { afterEach, describe, expect, test } from '@jest/globals';
import { addDeployment, addRepository, addStatus, addToken } from './builders.ts';
import { octokitFor, refusal } from './octokit.ts';
import { loadOperations } from './rest/openapi.ts';
import { match } from './rest/rest.ts';
import { type GitHubOptions, startGitHub } from './server.ts';

const REPO = { owner: 'octo', repo: 'shop' };
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const github of open.splice(0)) await github.close();
});

async function world(options: GitHubOptions = {}) {
  const github = await startGitHub(options);
  const repository = addRepository(github.state, 'octo/shop');
  const token = addToken(github.state, [repository]);
  return { github, repository, token, octokit: octokitFor(github, token, { sockets: true }) };
}

describe('the OpenAPI document', () => {
  test('every operation in it is routed and answered, on github.com', async () => {
    const { github, token } = await world();
    open.push(github);
    const headers = { authorization: `token ${token}` };
    for (const { method, template, id } of loadOperations()) {
      const path = template
        .replace('{owner}/{repo}', 'octo/shop')
        .replace('{basehead}', 'main...main')
        .replace(/\{\w+\}/g, '1');
      expect(match(loadOperations(), { method, query: new URLSearchParams() }, path).operation.id).toBe(id);
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
      const response = await fetch(`${github.url}${path}`, { method, headers, ...body });
      expect([200, 403, 404, 422]).toContain(response.status);
    }
  });

  test('an answer that does not fit it is a bug that closing reports', async () => {
    const { github, repository, octokit } = await world();
    const deployment = addDeployment(github.state, repository);
    addStatus(github.state, deployment, { state: 'queued', description: 'x'.repeat(141) });
    const query = { ...REPO, deployment_id: deployment.id };
    expect((await refusal(octokit.rest.repos.listDeploymentStatuses(query))).status).toBe(500);
    await expect(github.close()).rejects.toThrow('/description must NOT have more than 140 characters');
  });

  test('its check of answers can be switched off for benchmarks', async () => {
    const { github, repository, octokit } = await world({ validate: false });
    open.push(github);
    const deployment = addDeployment(github.state, repository);
    addStatus(github.state, deployment, { state: 'queued', description: 'x'.repeat(141) });
    const query = { ...REPO, deployment_id: deployment.id };
    expect((await octokit.rest.repos.listDeploymentStatuses(query)).status).toBe(200);
  });

  test.each([
    { what: 'a parameter of another type', path: '/repos/octo/shop/deployments?per_page=many', status: 422 },
    { what: 'a path that is not there', path: '/repos/octo/shop/deployment', status: 404 },
    { what: 'an id that is none', path: '/repos/octo/shop/deployments/x', status: 422 },
    { what: 'broken escapes', path: '/repos/octo/shop/commits/%E0%A4%A', status: 404 },
  ])('$what is refused', async ({ path, status }) => {
    const { github, token } = await world();
    open.push(github);
    const response = await fetch(`${github.url}${path}`, { headers: { authorization: `token ${token}` } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ message: expect.any(String), status: String(status) });
  });

  test('a body that is no JSON is refused', async () => {
    const { github, token } = await world();
    open.push(github);
    const headers = { authorization: `token ${token}` };
    const url = `${github.url}/repos/octo/shop/deployments`;
    expect((await fetch(url, { method: 'POST', headers, body: '{' })).status).toBe(400);
  });
});

describe('faults', () => {
  const create = { ...REPO, ref: 'main', auto_merge: false, required_contexts: [] };
  const writes = /^POST .*\/deployments$/;

  test.each([
    { fault: { kind: 'reset-before' }, rows: 0 },
    { fault: { kind: 'reset-after' }, rows: 1 },
    { fault: { kind: 'status', status: 502 }, rows: 0 },
    { fault: { kind: 'status', status: 502, done: true }, rows: 1 },
  ] as const)('$fault leaves $rows deployments behind an error', async ({ fault, rows }) => {
    const { github, repository, octokit } = await world();
    open.push(github);
    github.faults.add({ match: writes, fault, times: 1 });
    expect((await refusal(octokit.rest.repos.createDeployment(create))).status).toBeGreaterThanOrEqual(500);
    expect(repository.deployments).toHaveLength(rows);
    expect((await octokit.rest.repos.createDeployment(create)).status).toBe(201);
    expect(github.log.map(({ status }) => status)).toEqual([fault.kind === 'status' ? 502 : 0, 201]);
  });

  test('an empty body hides the deployment that was created', async () => {
    const { github, repository, octokit } = await world();
    open.push(github);
    github.faults.add({ match: writes, fault: { kind: 'empty-body' } });
    const answer = await octokit.rest.repos.createDeployment(create);
    expect(answer.status).toBe(201);
    expect(answer.data).not.toHaveProperty('id');
    expect(repository.deployments).toHaveLength(1);
  });

  test('rate limits look like GitHub’s', async () => {
    const { github, octokit } = await world();
    open.push(github);
    github.faults.add({ fault: { kind: 'rate-limit', retryAfterSeconds: 7, secondary: true }, times: 1 });
    github.faults.add({ fault: { kind: 'rate-limit', retryAfterSeconds: 9 }, skip: 0, times: 1 });
    const ask = () => octokit.rest.repos.listDeployments(REPO).catch((error) => error);
    const secondary = await ask();
    expect(secondary).toMatchObject({ status: 403, response: { headers: { 'retry-after': '7' } } });
    expect(secondary.message).toContain('secondary rate limit');
    expect(await ask()).toMatchObject({
      status: 429,
      response: { headers: { 'retry-after': '9', 'x-ratelimit-remaining': '0' } },
    });
    expect((await ask()).status).toBe(200);
  });
});
