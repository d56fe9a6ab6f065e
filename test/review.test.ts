// `review`, by the bundle: one issue for each deployment or week, however many runs write it, and nothing else touched.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CloudWatchSimulator, startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import {
  addCommit,
  addCommits,
  addDeployment,
  addIssue,
  addRepository,
  addToken,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Issue, Repository, StatusState, Token } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { type Given, startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

const HOUR = 3_600_000;
const time = fastTime(10);
const { clock } = time;
const MAY: Token['permissions'] = {
  ...{ metadata: 'read', deployments: 'read', actions: 'read', contents: 'read', issues: 'write' },
};

let github: GitHubSimulator;
let cloudwatch: CloudWatchSimulator;
let shop: Repository;
let count = 0;

beforeAll(async () => {
  [github, cloudwatch] = await Promise.all([startGitHub({ seed: 3, clock }), startCloudWatch({ clock })]);
  await warmUp(github);
});
afterAll(() => Promise.all([github.close(), cloudwatch.close()]));
beforeEach(() => {
  github.faults.clear();
  github.log.length = 0;
  cloudwatch.alarms.length = 0;
  cloudwatch.denied.clear();
  shop = addRepository(github.state, `octo/shop-${++count}`, { private: true });
});

interface Past {
  readonly state?: StatusState;
  readonly description?: string;
  readonly actor?: string;
  readonly workflow?: string;
  readonly sha?: string;
}

function ended(
  hoursAgo: number,
  { state = 'success', description = '', actor = 'mona', workflow = 'deploy', sha }: Past = {},
) {
  const at = Math.floor((clock.now() - hoursAgo * HOUR) / 1000) * 1000;
  count += 1;
  return addDeployment(github.state, shop, {
    ...{ environment: 'production', task: 'signalbox', createdAt: at - 240_000 },
    ...(sha === undefined ? {} : { sha }),
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
  const env = {
    ...time.variables(),
    ...{ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' },
    ...cloudwatch.env,
  };
  const run = startRun({ github, repository: shop, token }, { env });
  return { ...run, given: { environment: 'production', operation: 'review', ...given } };
};
async function review(given: Given = {}, permissions = MAY) {
  const { use, finish, given: all } = begin(given, permissions);
  const step = await use('coordinate', all);
  await finish();
  return step;
}
/** Since Monday, 00:00 UTC. */
const hoursOfWeek = () => (clock.now() / HOUR + 72) % 168;
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
      statuses: [{ state: 'inactive', description: 'left the queue', at: clock.now() - 2 * HOUR }],
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
  const day = (new Date(clock.now()).getUTCDay() + 6) % 7;
  const sinceMonday = day * 24 + new Date(clock.now()).getUTCHours();
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

describe('reverts', () => {
  const weekly = (hours: number) => [0.9 * hours, 0.6 * hours, 0.3 * hours] as const;
  const body = () => shop.issues[0]?.body ?? '';

  test('a commit on the default branch that reverts the deployed one is named', async () => {
    const { sha } = addCommit(github.state, shop);
    ended(2, { sha });
    addCommits(github.state, shop, { count: 120 });
    const revert = addCommit(github.state, shop, {
      message: `Revert "Cache prices"\n\nThis reverts commit ${sha}.`,
    });
    await review(each);
    expect(body()).toContain(`| Reverted | by \`${revert.sha.slice(0, 12)}\` |  |`);
    expect(body()).toContain(`- Commit \`${revert.sha.slice(0, 12)}\` reverts it.`);
    expect(github.log.filter(({ path }) => path.includes('/compare/'))).toHaveLength(2);
  });

  test('a revert of something else is none', async () => {
    const { sha } = addCommit(github.state, shop);
    ended(2, { sha });
    addCommit(github.state, shop, { message: `This reverts commit ${'0'.repeat(40)}.` });
    await review(each);
    expect(body()).toContain('| Reverted | not on the default branch |');
    expect(body()).not.toContain('reverts it');
  });

  test('of more commits than are read it is said that nobody knows', async () => {
    const { sha } = addCommit(github.state, shop);
    ended(2, { sha });
    addCommits(github.state, shop, { count: 350 });
    addCommit(github.state, shop, { message: `This reverts commit ${sha}.` });
    await review(each);
    expect(body()).toContain('| Reverted | not known: only the first 300 commits since were read |');
    expect(github.log.filter(({ path }) => path.includes('/compare/'))).toHaveLength(3);
  });

  test('without contents: read it is not known, and the review is written all the same', async () => {
    ended(2);
    const { contents: _, ...permissions } = MAY;
    expect((await review(each, permissions)).exitCode).toBe(0);
    expect(body()).toMatch(/\| Reverted \| not known: GitHub does not tell the commits/);
  });

  test.each<[string, () => readonly [number, number, number], Given, string]>([
    ['of the deployment', () => [4, 2, 1.2], each, ''],
    // All three since Monday, however early on Monday it is.
    ['of the week', () => weekly(Math.min(4, hoursOfWeek())), {}, 'week '],
  ])('going back to an earlier commit is told in the issue %s', async (_, hours, given, title) => {
    const [earlier, one] = [addCommit(github.state, shop), addCommit(github.state, shop)];
    const [first, second, third] = hours();
    ended(first, { sha: earlier.sha });
    const left = ended(second, { sha: one.sha });
    const back = ended(third, { sha: earlier.sha });
    expect((await review(given)).exitCode).toBe(0);
    const told = `Registration ${back.id} went back to the earlier commit \`${earlier.sha.slice(0, 12)}\`.`;
    const issues = shop.issues.filter((issue) => issue.body?.includes(told));
    expect(issues).toHaveLength(1);
    expect(issues[0]?.title).toContain(title === '' ? one.sha.slice(0, 7) : title);
    expect(issues[0]?.body).toContain(`Registration ${left.id}`);
  });

  test('a hostile message changes nothing', async () => {
    const { sha } = addCommit(github.state, shop);
    ended(2, { sha });
    const message = `<img src=x> @octo/team #1 This reverts commit ${sha} --> | \`x\` ${'This reverts commit '.repeat(2000)}`;
    addCommit(github.state, shop, { message });
    expect((await review(each)).exitCode).toBe(0);
    expect(body()).not.toMatch(/<img|@octo|--> \|/);
    expect(body()).toContain('reverts it.');
  });

  test('what is written already asks nothing again', async () => {
    ended(2);
    await review(each);
    github.log.length = 0;
    await review(each);
    expect(github.log.filter(({ path }) => path.includes('/compare/'))).toEqual([]);
  });
});

describe('alarms', () => {
  const given = { ...each, 'bake-alarms': 'errors*' };
  const body = () => shop.issues[0]?.body ?? '';
  const wentOff = (name: string, hoursAgo: number) => {
    const startsAt = clock.now() - 24 * HOUR;
    cloudwatch.alarms.push({
      ...{ name, startsAt },
      moments: [
        { second: (24 - hoursAgo) * 3600, state: 'ALARM' },
        { second: (24 - hoursAgo) * 3600 + 60, state: 'OK' },
      ],
    });
  };

  test('those of `bake-alarms` that went off since it began are told, others not', async () => {
    ended(2);
    wentOff('errors-5xx', 1.5);
    wentOff('errors-late', 0.5);
    wentOff('errors-early', 5);
    wentOff('latency', 1.5);
    expect((await review(given)).exitCode).toBe(0);
    expect(body()).toContain('| Alarms that went off since it began | 1 |');
    expect(body()).toMatch(/Alarm errors-5xx went off (29|30) min( \d+ s)? after its end\./);
    expect(body()).not.toMatch(/errors-late|errors-early|latency/);
  });

  test('the week lists them with their time', async () => {
    wentOff('errors-5xx', Math.min(1, hoursOfWeek() / 2));
    ended(Math.min(0.5, hoursOfWeek() / 4));
    expect((await review({ 'bake-alarms': 'errors*' })).exitCode).toBe(0);
    expect(body()).toContain('| Alarms that went off | 1 |');
    expect(body()).toMatch(/UTC, alarm errors-5xx went off\./);
  });

  test('quiet ones are none; where none are named nobody knows', async () => {
    ended(2);
    cloudwatch.alarms.push({ name: 'errors', startsAt: 0 });
    await review(given);
    expect(body()).toContain('| Alarms that went off since it began | none |');
    shop.issues.length = 0;
    await review(each);
    expect(body()).toContain('| Alarms that went off since it began | not known: input');
  });

  test.each<[string, () => void]>([
    ['an alarm that is not there', () => undefined],
    [
      'a permission that is missing',
      () => {
        cloudwatch.alarms.push({ name: 'errors', startsAt: 0 });
        cloudwatch.denied.add('DescribeAlarmHistory');
      },
    ],
  ])('%s leaves it unknown, and the review is written', async (_, prepare) => {
    ended(2);
    prepare();
    expect((await review(given)).exitCode).toBe(0);
    expect(body()).toContain('| Alarms that went off since it began | not known: ');
  });

  test('a hostile name breaks nothing', async () => {
    ended(2);
    wentOff('errors | <img src=x> @octo/team #1 --> `x`', 1.5);
    expect((await review(given)).exitCode).toBe(0);
    expect(body()).not.toMatch(/<img|@octo|#1\b/);
    for (const row of body()
      .split('\n')
      .filter((line) => line.startsWith('| ')))
      expect(row.match(/\|/g)).toHaveLength(4);
  });
});
