// The report bundle as the runner runs it, on the past that a simulated GitHub keeps.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { seededHistory } from '@signalbox/report/test/history';
import { handWorked } from '@signalbox/report/test/ledger';
import {
  addCommit,
  addDeployment,
  addRepository,
  addRun,
  addToken,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { compare, readCsv } from './report/recompute.ts';
import { seedPast } from './report/seed.ts';
import { type Given, startRun } from './start-run.ts';

let github: GitHubSimulator;
let shop: Repository;
let workspace: string;
beforeEach(async () => {
  github = await startGitHub();
  shop = addRepository(github.state, 'octo/shop', { private: true });
  workspace = mkdtempSync(join(tmpdir(), 'report-'));
});
afterEach(async () => {
  await github.close();
  rmSync(workspace, { recursive: true });
});

async function report(given: Given = {}, token = addToken(github.state, [shop])) {
  const { use, finish } = startRun({ github, repository: shop, token }, { workspace });
  const done = await use('report', given);
  await finish();
  return done;
}

const read = (name: string) => readFileSync(join(workspace, 'signalbox-report', name), 'utf8');

describe('the ledger of docs/report.md, read from the registry', () => {
  test('gives the figures that are worked there, as outputs, files and summary', async () => {
    seedPast(github, shop, handWorked());
    const { outputs, summary, exitCode } = await report({ window: '84d' });
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({
      ...{ 'deployment-frequency': '3', 'lead-time-seconds': '5400', 'change-failure-rate': '0.125' },
      ...{ 'recovery-seconds': '12600', 'rework-rate': '0.15', 'sample-size': '40', 'window-days': '84' },
    });
    expect(outputs['verdict']).toMatch(
      /^production: 42 deployments in 84 days, 5 failed, 2 with an unknown end/,
    );
    expect(JSON.parse(outputs['change-points'] ?? '')).toMatchObject([
      { environment: 'production', before: 300, after: 400 },
    ]);
    expect(readdirSync(join(workspace, 'signalbox-report')).toSorted()).toEqual([
      ...['baseline.json', 'deployments.csv', 'deployments.html', 'digest.md', 'report.json'],
    ]);
    expect(outputs['report-path']).toBe(join(workspace, 'signalbox-report/deployments.html'));
    expect(JSON.parse(readFileSync(outputs['baseline-path'] ?? '', 'utf8'))).toMatchObject({
      environments: [{ environment: 'production', duration: { p50: 400, sample: 18 } }],
    });
    expect(summary).toContain(read('digest.md').trim());
    expect(summary.split('\n').length).toBeLessThanOrEqual(42);
    expect(compare(read('deployments.csv'), read('report.json'))).toEqual({ compared: 22, differences: [] });
    expect(readCsv(read('deployments.csv'))).toHaveLength(60);
  });
});

describe('five environments with 200 deployments', () => {
  test('cost at most 5 GraphQL points each, and few requests', async () => {
    seedPast(github, shop, seededHistory());
    const before = github.log.length;
    const { outputs, exitCode } = await report();
    expect(exitCode).toBe(0);
    expect(outputs['sample-size']).not.toBe('');
    expect(github.usage('octo/shop').graphql).toBeLessThanOrEqual(25);
    expect(github.log.length - before).toBeLessThanOrEqual(90);
    expect(Buffer.byteLength(read('deployments.html'))).toBeLessThanOrEqual(300_000);
    const { environments } = JSON.parse(read('report.json')) as {
      environments: { environment: string; freezes: unknown[] }[];
    };
    expect(environments.map(({ environment }) => environment).toSorted()).toEqual([
      'integration',
      'preview',
      'production',
      'sandbox',
      'staging',
    ]);
    expect(environments[0]?.environment).toBe('production');
    expect(environments[0]?.freezes).toHaveLength(1);
  });
});

describe('what is not known', () => {
  test('a repository without deployments has no figure, and no environment', async () => {
    const { outputs, exitCode, summary } = await report();
    expect(exitCode).toBe(0);
    const {
      'report-path': page,
      'baseline-path': baseline,
      'change-points': points,
      verdict,
      ...figures
    } = outputs;
    expect([page !== '', baseline !== '', points, verdict]).toEqual([true, true, '[]', 'no data']);
    expect(new Set(Object.values(figures))).toEqual(new Set(['']));
    expect(summary).toContain('no data');
    expect(read('deployments.html')).toContain('no data');
  });

  test('deployments of others are not ours', async () => {
    for (const task of ['deploy', 'signalbox'])
      addDeployment(github.state, shop, {
        task,
        payload: { x: 1 },
        statuses: [{ state: 'success', at: Date.now() }],
      });
    const { outputs } = await report();
    expect(outputs).toMatchObject({ 'sample-size': '', verdict: 'no data' });
  });

  test('an environment that is asked for and has none is "no data", not missing', async () => {
    seedPast(github, shop, handWorked());
    const { outputs } = await report({ environments: 'Nowhere, production', window: '84d' });
    expect(outputs).toMatchObject({ 'sample-size': '', 'deployment-frequency': '', 'window-days': '' });
    expect(outputs['verdict']).toMatch(/^nowhere: no data · production: 42 deployments/);
  });
});

describe('the lead time from the first commit', () => {
  const lead = () => {
    const [one] = (
      JSON.parse(read('report.json')) as { environments: { dora: { firstCommitLeadTime: object } }[] }
    ).environments;
    return one?.dora.firstCommitLeadTime;
  };
  const deployTwice = () => {
    const first = addCommit(github.state, shop);
    addCommit(github.state, shop);
    const last = addCommit(github.state, shop);
    const [one] = handWorked().deployments.filter(({ outcome }) => outcome === 'succeeded');
    if (one === undefined) throw new Error('no deployment');
    const now = Date.now();
    const at = (id: number, sha: string, ago: number) => ({
      ...{ ...one, id, sha, queuedAt: now - ago - 9000, heldSince: now - ago - 5000, endedAt: now - ago },
    });
    const deployments = [at(1, first.sha, 7_200_000), at(2, last.sha, -60_000)];
    seedPast(github, shop, { ...handWorked(), deployments, now: now + 60_000 });
  };

  test('is from the oldest commit that was not there before', async () => {
    deployTwice();
    expect((await report()).exitCode).toBe(0);
    expect(lead()).toMatchObject({ sample: 1 });
  });

  test('is no data for a token that may not read commits; everything else is there', async () => {
    deployTwice();
    const token = addToken(github.state, [shop], { permissions: { metadata: 'read', deployments: 'read' } });
    const { outputs, exitCode } = await report({}, token);
    expect([exitCode, outputs['sample-size']]).toEqual([0, '2']);
    expect(lead()).toEqual({ sample: 0 });
  });
});

describe('who approved', () => {
  const approvers = () => readCsv(read('deployments.csv')).map((row) => row['approved_by']);
  const seeded = () => {
    const sources = handWorked();
    seedPast(github, shop, sources);
    const newest = sources.deployments.filter(({ heldSince }) => heldSince !== undefined).slice(-4);
    return newest.map(({ runId }) => addRun(github.state, shop, { id: runId }));
  };
  const review = { environments: ['Production'], state: 'approved', comment: 'go' } as const;

  test('stands beside the deployment, those who refused or approved another environment do not', async () => {
    const [, , , last] = seeded();
    addDeployment(github.state, shop, { environment: 'staging' });
    last?.reviews.push({ ...review, user: 'lena' }, { ...review, state: 'rejected', user: 'hubot' });
    last?.reviews.push({ ...review, user: 'mona' }, { ...review, environments: ['staging'], user: 'ada' });
    await report({ window: '84d' });
    // GitHub knows the runs of the last four; of the others it is not known.
    expect(approvers().filter((name) => name !== '')).toEqual([
      ...['(nobody)', '(nobody)', '(nobody)'],
      'lena mona',
    ]);
    expect(read('deployments.html')).toContain('Approved by');
    expect(read('deployments.html')).toContain('not known');
  });

  test('is asked of three where nobody had to approve', async () => {
    seeded();
    const before = github.log.length;
    await report({ window: '84d' });
    const asked = github.log.slice(before).filter(({ path }) => path.endsWith('/approvals'));
    expect(asked).toHaveLength(3);
    expect(read('deployments.html')).not.toContain('Approved by');
  });
});

describe('refuses', () => {
  test.each([
    [{ window: '10m' }, /Input "window": expected a duration/],
    [{ 'compare-window': 'soon' }, /Input "compare-window": expected a duration/],
    [{ formats: 'html,pdf' }, /Input "formats": expected formats of html/],
    [{ environments: 'x'.repeat(300) }, /Input "environments": expected deployment environments/],
  ])('%j in one line', async (given, message) => {
    const { exitCode, stdout } = await report(given);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(message);
    expect(existsSync(join(workspace, 'signalbox-report'))).toBe(false);
  });

  test('a path that is a file', async () => {
    writeFileSync(join(workspace, 'taken'), '');
    const { exitCode, stdout } = await report({ path: 'taken' });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/Input "path": taken cannot be written/);
  });

  test('a token that may not read deployments, and writes nothing', async () => {
    const token = addToken(github.state, [shop], { permissions: { metadata: 'read' } });
    const { exitCode, stdout } = await report({}, token);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/Input "github-token" may not read deployments in octo\/shop/);
    expect(existsSync(join(workspace, 'signalbox-report'))).toBe(false);
  });
});

test('formats that are not asked for are not written', async () => {
  const { outputs } = await report({ formats: 'csv' });
  expect(readdirSync(join(workspace, 'signalbox-report')).toSorted()).toEqual([
    'baseline.json',
    'deployments.csv',
  ]);
  expect(outputs['report-path']).toBe(join(workspace, 'signalbox-report'));
});
