// The estimate-time bundle as the runner runs it, on the history that a simulated GitHub keeps, and what
// coordinate's bundle says of the forecasts that stand there.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shapeOf } from '@signalbox/estimate/shape';
import { startCloudFormation } from '@signalbox/simulator/cloudformation/server';
import { readTimeline, type Timeline } from '@signalbox/simulator/cloudformation/timeline';
import { addDeployment, addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { type Given, startRun } from './start-run.ts';

const TIMELINES = join(import.meta.dirname, '../packages/simulator/fixtures/timelines');
const HOUR = 3_600_000;

/** What the root stack's operation does first to each of its resources. */
function changesIn({ events, stack }: Timeline) {
  const mine = events.filter(({ stackId, physicalId }) => stackId === stack.arn && physicalId !== stack.arn);
  const first = new Map(mine.toReversed().map((event) => [event.logicalId, event]));
  return [...first.values()];
}

let github: GitHubSimulator;
let shop: Repository;
let token: string;
beforeEach(async () => {
  github = await startGitHub();
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterEach(() => github.close());

interface Past {
  readonly seconds: number;
  readonly hoursAgo: number;
  readonly held?: string;
  readonly ended?: 'success' | 'failure' | 'error';
  /** What a monitor wrote while it held. */
  readonly told?: string;
  readonly stacks?: readonly string[];
}

/** A finished deployment as Signalbox leaves it: it queued, claimed, held for so many seconds, and ended. */
function addPast({ seconds, hoursAgo, ended = 'success', stacks = [], ...words }: Past): void {
  const at = Date.now() - hoursAgo * HOUR;
  addDeployment(github.state, shop, {
    task: 'signalbox',
    payload: {
      ...{ signalbox: 1, nonce: `n${hoursAgo}`, repository: 'octo/shop', priority: 0, scope: 'job', stacks },
      ...{ run_id: hoursAgo, run_attempt: 1, check_run_id: hoursAgo },
    },
    createdAt: at - 900_000,
    statuses: [
      { state: 'queued', description: '2nd in line', at: at - 900_000 },
      { state: 'in_progress', description: 'claim: checking', at: at - 5000 },
      { state: 'in_progress', description: words.held ?? 'deploying', at },
      ...(words.told === undefined
        ? []
        : [{ state: 'in_progress' as const, description: words.told, at: at + 1000 }]),
      { state: ended, at: at + seconds * 1000 },
    ],
  });
}

async function step(action: string, given: Given, env = {}) {
  const { use, finish } = startRun({ github, repository: shop, token }, { env });
  const done = await use(action, { environment: 'production', ...given });
  await finish();
  return done;
}

const estimate = (given = {}, env = {}) => step('estimate-time', given, env);

describe('the history', () => {
  test('of 200 runs costs at most 6 requests or 3 points, and is timed from holding to success', async () => {
    for (let i = 260; i > 0; i--) addPast({ seconds: 300 + (i % 20), hoursAgo: i });
    const before = github.log.length;
    const { outputs, summary } = await estimate();
    const asked = github.log.slice(before);
    const points = github.usage('octo/shop').graphql;
    expect(points <= 3 || asked.length <= 6).toBe(true);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(outputs).toMatchObject({ 'sample-size': '200', confidence: 'high' });
    expect(outputs['summary']).toBe('about 5 min (200 runs)');
    expect(Number(outputs['estimated-seconds'])).toBeGreaterThanOrEqual(300);
    expect(Number(outputs['estimated-seconds'])).toBeLessThanOrEqual(320);
    expect(summary).toContain('xychart-beta');
  });

  test('counts no failures, no cancellations, and nothing that others wrote', async () => {
    for (let i = 8; i > 0; i--) addPast({ seconds: 100, hoursAgo: 10 * i });
    addPast({ seconds: 9000, hoursAgo: 5, ended: 'failure' });
    addPast({ seconds: 9000, hoursAgo: 6, ended: 'error' });
    const hostile = ['{"signalbox":1}', { signalbox: '1', stacks: [{}] }, '['.repeat(5000), null, 'x'];
    for (const payload of hostile) {
      for (const task of ['signalbox', 'deploy']) {
        addDeployment(github.state, shop, {
          ...{ task, payload: payload as string },
          statuses: [
            { state: 'in_progress', description: 'expected 1/2/3 s change 00000000', at: Date.now() - 9000 },
            { state: 'success', at: Date.now() },
          ],
        });
      }
    }
    const { outputs, exitCode } = await estimate();
    expect(exitCode).toBe(0);
    expect(outputs['sample-size']).toBe('8');
    expect(Number(outputs['estimated-seconds'])).toBeLessThan(120);
  });
});

test('a change set is estimated before any run has succeeded, and then by runs of its own shape', async () => {
  const timeline = readTimeline(join(TIMELINES, 'update-ok.json'));
  const aws = await startCloudFormation({ speed: 1 });
  aws.add([timeline]);
  const env = {
    ...{ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' },
    ...{ AWS_REGION: timeline.stack.region, AWS_ENDPOINT_URL: aws.url },
  };
  const given = { 'stack-name': timeline.stack.name, 'change-set': 'release-7' };
  try {
    const first = await estimate(given, env);
    expect(first.outputs).toMatchObject({ confidence: 'low', 'sample-size': '0' });
    expect(first.outputs['summary']).toContain('planned, no run yet');
    expect(Number(first.outputs['estimated-seconds'])).toBeGreaterThan(10);

    const shape = shapeOf(
      changesIn(timeline).map(({ type, status }) => ({ type, action: status.split('_')[0] ?? '' })),
    );
    const stacks = [timeline.stack.name];
    for (let i = 20; i > 0; i--) {
      const told = i % 5 === 0 ? `shop: 5% of change ${shape}, Service, about 9 min left` : 'shop: 5%';
      addPast({ seconds: i % 5 === 0 ? 600 : 60, hoursAgo: i, told, stacks });
    }
    const later = await estimate(given, env);
    expect(later.outputs['sample-size']).toBe('4');
    expect(Number(later.outputs['estimated-seconds'])).toBeGreaterThan(450);
  } finally {
    await aws.close();
  }
});

test('status says how true the forecasts were that stand in the registry', async () => {
  const held = 'deploying abc1234, expected 300/360/480 s (deploy by mona)';
  for (let i = 60; i > 50; i--) addPast({ seconds: 2000, hoursAgo: i, held });
  for (let i = 50; i > 0; i--) addPast({ seconds: [200, 350, 400, 470, 900][i % 5] ?? 0, hoursAgo: i, held });
  addPast({ seconds: 9000, hoursAgo: 0.5, held, ended: 'failure' });
  const { stdout } = await step('coordinate', { operation: 'status' });
  expect(stdout).toContain('Forecasts so far: 40 % of 50 runs within p80, 80 % within p95.');
});

test('a registration keeps what was predicted when it began to hold', async () => {
  for (let i = 10; i > 0; i--) addPast({ seconds: 300, hoursAgo: i });
  await step('coordinate', {});
  const held = shop.deployments.at(-1)?.statuses.map(({ description }) => description ?? '');
  expect(held?.some((words) => /^deploying \w{7}, expected \d+\/\d+\/\d+ s /.test(words))).toBe(true);
});
