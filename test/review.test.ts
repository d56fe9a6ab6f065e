// `review`, by the bundle: one issue for each deployment or week, however many runs write it, and nothing else touched.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addDeployment, addIssue, addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Issue, Repository, StatusState, Token } from '@signalbox/simulator/github/state';
import { type Given, startRun } from './start-run.ts';

const HOUR = 3_600_000;
const MAY: Token['permissions'] = {
  ...{ metadata: 'read', deployments: 'read', actions: 'read', contents: 'read', issues: 'write' },
};

let github: GitHubSimulator;
let shop: Repository;
let count = 0;

beforeAll(async () => {
  github = await startGitHub({ seed: 3 });
});
afterAll(() => github.close());
beforeEach(() => {
  github.faults.clear();
  shop = addRepository(github.state, `octo/shop-${++count}`, { private: true });
});

interface Past {
  readonly state?: StatusState;
  readonly description?: string;
  readonly actor?: string;
  readonly workflow?: string;
}

function ended(
  hoursAgo: number,
  { state = 'success', description = '', actor = 'mona', workflow = 'deploy' }: Past = {},
) {
  const at = Math.floor((Date.now() - hoursAgo * HOUR) / 1000) * 1000;
  count += 1;
  return addDeployment(github.state, shop, {
    ...{ environment: 'production', task: 'signalbox', createdAt: at - 240_000 },
    payload: {
      ...{
        signalbox: 1,
        nonce: `n${count}`,
        repository: `${shop.owner}/${shop.name}`,
        run_id: count,
        run_attempt: 1,
      },
      ...{ actor, workflow, stacks: [] },
    },
    statuses: [
      { state: 'in_progress', description: 'deploying, expected 200/300/400 s', at: at - 180_000 },
      { state, description, at },
    ],
  });
}

const begin = (given: Given = {}, permissions = MAY) => {
  const token = addToken(github.state, [shop], { permissions });
  const run = startRun({ github, repository: shop, token });
  return { ...run, given: { environment: 'production', operation: 'review', ...given } };
};
async function review(given: Given = {}, permissions = MAY) {
  const { use, finish, given: all } = begin(given, permissions);
  const step = await use('coordinate', all);
  await finish();
  return step;
}
const open = (issues: readonly Issue[] = shop.issues) => issues.filter(({ state }) => state === 'open');
const each = { 'review-issue': 'deployment' };

describe('one issue for each deployment', () => {
  test('an hour after its end, with numbers, what went well, what to improve, and questions', async () => {
    for (let index = 0; index < 12; index++) ended(200 + index);
    const one = ended(1.5, { state: 'failure', description: 'Db: no space left' });
    ended(0.8);
    const step = await review(each);
    expect(step).toMatchObject({ exitCode: 0 });
    expect(shop.issues).toHaveLength(1);
    const [issue] = shop.issues;
    expect(issue?.title).toMatch(/^Review: production, deployment of .* UTC \([0-9a-f]{7}\)$/);
    for (const words of [
      `Registration ${one.id}`,
      '### Numbers',
      '| Outcome | failed |',
      '| Waited for its turn | 1 min | 1 min, 1 min at most (12) |',
      '| Deployed in | 3 min | 3 min, 3 min at most (12) |',
      '### Went well',
      'The environment recovered after 42 min',
      '### To improve',
      'It failed at Db',
      '**Operations**',
      '**Users**',
      '**Engineering**',
    ])
      expect(issue?.body).toContain(words);
    expect(step.summary).toContain(`/issues/${issue?.number}): opened`);
  });

  test('it is changed in place, once at each look, and what people wrote stays', async () => {
    ended(2);
    await review(each);
    const [issue] = shop.issues;
    await review(each);
    expect(issue?.edits).toBe(0);
    if (issue === undefined) throw new Error('there is one');
    issue.body = `${issue.body?.replaceAll('\n', '\r\n')}It was the cache.`;
    issue.state = 'closed';
    // A day later.
    for (const { statuses } of shop.deployments)
      for (const status of statuses) Object.assign(status, { createdAt: status.createdAt - 24 * HOUR });
    for (const deployment of shop.deployments)
      Object.assign(deployment, { createdAt: deployment.createdAt - 24 * HOUR });
    await review(each);
    await review(each);
    expect(shop.issues).toHaveLength(1);
    expect(issue).toMatchObject({ edits: 1, state: 'closed' });
    expect(issue.body).toContain('24 hours after its end');
    expect(issue.body).toContain('It was the cache.');
  });

  test('three runs at once leave one', async () => {
    ended(2);
    ended(3, { state: 'failure' });
    const runs = [begin(each), begin(each), begin(each)];
    const steps = await Promise.all(runs.map(({ use, given }) => use('coordinate', given)));
    for (const { finish } of runs) await finish();
    expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const titles = open().map(({ title }) => title);
    expect(titles).toHaveLength(2);
    expect(new Set(titles).size).toBe(2);
    const lowest = [...new Set(shop.issues.map(({ title }) => title))].map(
      (title) => shop.issues.find((issue) => issue.title === title)?.number,
    );
    expect(open().map(({ number }) => number)).toEqual(lowest.toSorted((a, b) => Number(a) - Number(b)));
    for (const issue of open()) expect(issue.edits).toBe(0);
  });

  test('what others made is not ours, whatever it says, and is neither changed nor closed', async () => {
    const one = ended(2);
    await review(each);
    const [issue] = shop.issues;
    const copies = ['mona', 'evil[bot]'].map((creator) =>
      addIssue(github.state, shop, { title: issue?.title ?? '', body: issue?.body ?? null, creator }),
    );
    shop.issues.splice(0, 1);
    await review(each);
    expect(open()).toHaveLength(3);
    expect(open().at(-1)).toMatchObject({ creator: 'github-actions[bot]' });
    expect(open().at(-1)?.body).toContain(`Registration ${one.id}`);
    for (const copy of copies) expect(copy).toMatchObject({ edits: 0, state: 'open' });
  });

  test('what changed nothing, never held, or is too young or too old has none', async () => {
    ended(0.9);
    ended(60);
    ended(2, { description: 'no changes: shop' });
    addDeployment(github.state, shop, {
      environment: 'production',
      task: 'signalbox',
      payload: {
        signalbox: 1,
        nonce: 'x',
        repository: `${shop.owner}/${shop.name}`,
        run_id: 1,
        run_attempt: 1,
      },
      statuses: [{ state: 'inactive', description: 'left the queue', at: Date.now() - 2 * HOUR }],
    });
    expect((await review(each)).exitCode).toBe(0);
    expect(shop.issues).toEqual([]);
  });

  test('an answer that is lost leaves one issue', async () => {
    ended(2);
    github.faults.add({ match: /^POST .*\/issues$/, fault: { kind: 'reset-after' }, times: 1 });
    expect((await review(each)).exitCode).toBe(0);
    expect(open()).toHaveLength(1);
  });
});

test('one issue a week, as of what happened last, and once as a whole when it is over', async () => {
  const day = (new Date().getUTCDay() + 6) % 7;
  const sinceMonday = day * 24 + new Date().getUTCHours();
  ended(Math.min(1, sinceMonday / 2), { state: 'failure', description: 'Api: denied' });
  const step = await review();
  expect(step).toMatchObject({ exitCode: 0 });
  expect(shop.issues).toHaveLength(1);
  const [issue] = shop.issues;
  expect(issue?.title).toMatch(/^Review: production, week \d{4}-W\d\d$/);
  expect(issue?.body).toContain('0 succeeded, 1 failed');
  expect(issue?.body).toContain('Api: denied'.replace(':', '&#58;'));
  await review();
  expect(issue?.edits).toBe(0);
  ended(Math.min(0.5, sinceMonday / 4));
  await review();
  expect(issue?.edits).toBe(1);
  expect(issue?.body).toContain('1 succeeded, 1 failed');
  expect(issue?.body).toContain('recovered from 1 failure');
});

test('without anything to tell there is no issue, and none is closed', async () => {
  const old = addIssue(github.state, shop, {
    title: 'Review: production, week 2026-W01',
    body: '<!-- signalbox-review production%2F2026-W01 -->',
  });
  expect(await review()).toMatchObject({ exitCode: 0 });
  expect(shop.issues).toEqual([old]);
  expect(old).toMatchObject({ state: 'open', edits: 0 });
});

test('a hostile actor, workflow and reason tell nobody, link nothing and break no table', async () => {
  const hostile =
    '@octo/team #1 GH-7 octo/shop#3 | <img src=x> `a` [x](http://evil.example) --> <!-- signalbox-review:end -->';
  ended(2, { state: 'failure', description: hostile, actor: hostile.slice(0, 90), workflow: hostile });
  expect((await review(each)).exitCode).toBe(0);
  const body = shop.issues[0]?.body ?? '';
  expect(body).not.toMatch(/<img|@octo|#\d(?!\d*;)|&#64;(?!&#8203;)|&#35;(?!&#8203;)|GH-7|\]\(http:\/\/evil/);
  expect(body.match(/signalbox-review:end/g)).toHaveLength(1);
  for (const row of body.split('\n').filter((line) => line.startsWith('| ')))
    expect(row.match(/\|/g)).toHaveLength(4);
});

test.each<[string, Token['permissions'], RegExp]>([
  ['without issues: write', { ...MAY, issues: 'read' }, /::error::.*may not open an issue.*issues: write/],
  [
    'without any right to issues',
    { metadata: 'read', deployments: 'read', actions: 'read', contents: 'read' },
    /::error::.*issues: write/,
  ],
])('%s it says so', async (_, permissions, words) => {
  ended(2);
  const step = await review(each, permissions);
  expect(step.exitCode).toBe(1);
  expect(step.raw).toMatch(words);
  expect(shop.issues).toEqual([]);
});

test('a repository without issues is named', async () => {
  ended(2);
  shop.hasIssues = false;
  const step = await review(each);
  expect(step.exitCode).toBe(1);
  expect(step.raw).toMatch(/::error::.*issues.*disabled/i);
});
