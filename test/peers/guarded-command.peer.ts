// The guarded command as act runs it: by itself, inside a composite action, failing and rolled back, cancelled.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type CloudWatchSimulator, startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import { act, channel, endings, endWorld, OURS, startWorld, type World } from './act.ts';

jest.setTimeout(300_000);

let world: World;
let caller: string;

beforeEach(async () => {
  world = await startWorld();
  caller = mkdtempSync(join(tmpdir(), 'guarded-'));
  mkdirSync(join(caller, '.github/workflows'), { recursive: true });
});
afterEach(async () => {
  await endWorld(world);
  rmSync(caller, { recursive: true, force: true });
});

const CHECKOUT = { uses: 'actions/checkout@v6' };
const AFTER = { if: 'always()', run: 'echo "outcome is ${{ steps.guard.outputs.outcome }}"' };

const guarded = (given: object) => ({
  id: 'guard',
  uses: `${OURS}@v1`,
  with: {
    ...{ environment: 'production', 'slack-token': '${{ secrets.SLACK_BOT_TOKEN }}' },
    ...{ 'updates-channel': '${{ vars.SLACK_CHANNEL }}', 'slack-api-url': world.slack.apiUrl, ...given },
  },
});

function workflow(...steps: readonly object[]) {
  const jobs = { deploy: { 'runs-on': 'ubuntu-latest', steps: [CHECKOUT, ...steps] } };
  writeFileSync(join(caller, '.github/workflows/deploy.yml'), JSON.stringify({ on: 'push', jobs }));
  return { example: caller };
}

test('it deploys, is tried, and its outcome is there for the next step', async () => {
  const commands = {
    'deploy-command':
      'echo "::group::Build"; echo "deploys to $ENVIRONMENT"; echo "::endgroup::"; echo "V=1" >>"$GITHUB_ENV"',
    'smoke-command': 'echo "tries version $V"',
  };
  const run = await act(world, workflow(guarded(commands), AFTER));
  expect(run).toEqual({ exitCode: 0, log: expect.stringContaining('outcome is succeeded') });
  expect(run.log).toMatch(/deploys to production[\s\S]*tries version 1/);
  expect(endings(world)).toEqual(['success']);
  expect(await channel(world)).toHaveLength(1);
});

test('it works inside a composite action of a consumer', async () => {
  mkdirSync(join(caller, '.github/actions/deploy'), { recursive: true });
  const action = {
    ...{ name: 'deploy', description: 'deploys', inputs: { token: {} } },
    outputs: { outcome: { description: 'how', value: '${{ steps.guard.outputs.outcome }}' } },
    runs: {
      using: 'composite',
      steps: [
        {
          ...guarded({}),
          with: {
            ...{ environment: 'production', 'github-token': '${{ inputs.token }}' },
            'deploy-command': 'echo "deploys in $PWD"',
          },
        },
      ],
    },
  };
  writeFileSync(join(caller, '.github/actions/deploy/action.yml'), JSON.stringify(action));
  const steps = [
    { id: 'guard', uses: './.github/actions/deploy', with: { token: '${{ github.token }}' } },
    AFTER,
  ];
  const run = await act(world, workflow(...steps));
  expect(run).toEqual({ exitCode: 0, log: expect.stringContaining('outcome is succeeded') });
  expect(endings(world)).toEqual(['success']);
});

test('it fails, is rolled back while still held, and both are told in one thread', async () => {
  const commands = {
    'deploy-command': 'echo "deploys"; exit 3',
    'rollback-command': 'echo "undoes under $FENCING_TOKEN"',
  };
  const run = await act(world, workflow(guarded(commands), AFTER));
  expect(run).toEqual({ exitCode: 1, log: expect.stringContaining('outcome is rolled-back') });
  expect(run.log).toMatch(/undoes under \d+/);
  expect(endings(world)).toEqual(['failure']);
  const threads = await channel(world);
  expect(threads).toHaveLength(1);
  expect(JSON.stringify(threads)).toContain('The rollback is done.');
});

describe('with a bake', () => {
  let cloudwatch: CloudWatchSimulator;
  beforeEach(async () => {
    cloudwatch = await startCloudWatch();
    alarm();
  });
  afterEach(() => cloudwatch.close());

  function alarm(...moments: readonly { second: number; state: 'ALARM' }[]): void {
    cloudwatch.alarms.splice(0, 1, { name: 'errors', startsAt: Date.now(), moments });
  }
  const deploying = (bake: string) =>
    workflow(
      guarded({
        ...{ bake, 'bake-alarms': 'errors', 'deploy-command': 'echo "deploys"' },
        'rollback-command': 'echo "undoes under $FENCING_TOKEN"',
      }),
      { if: 'always()', run: 'echo "bake is ${{ steps.guard.outputs.bake-status }}"' },
      AFTER,
    );

  test('it passes', async () => {
    const run = await act(world, { ...deploying('35s'), env: cloudwatch.env });
    expect(run).toEqual({ exitCode: 0, log: expect.stringContaining('bake is passed') });
    expect(run.log).toContain('outcome is succeeded');
    expect(endings(world)).toEqual(['success']);
    expect(cloudwatch.calls()).toMatchObject({ DescribeAlarmHistory: expect.any(Number) });
  });

  test('it breaks, and is rolled back', async () => {
    let broken = false;
    const heard = (text: string) => {
      if (broken || !text.includes('baking 0/')) return;
      broken = true;
      alarm({ second: 0, state: 'ALARM' });
    };
    const run = await act(world, { ...deploying('10m'), env: cloudwatch.env, heard });
    expect(run).toEqual({ exitCode: 1, log: expect.stringContaining('bake is breached') });
    expect(run.log).toContain('outcome is rolled-back');
    expect(run.log).toMatch(/bake: breached: alarm errors[\s\S]*undoes under \d+/);
    expect(endings(world)).toEqual(['failure']);
    expect(JSON.stringify(await channel(world))).toContain('The rollback is done.');
  });
});

test('it is cancelled: nothing of it goes on, and nothing is called a success', async () => {
  const beat = join(world.home, 'beat');
  const command = `echo now; while :; do date +%s%N >'${beat}'; sleep 0.1; done`;
  const run = await act(world, {
    ...workflow(guarded({ 'deploy-command': command })),
    interruptWhen: (log) => /\bnow\b/.test(log.replace(/deploy-command.*/g, '')),
  });
  expect(run.exitCode).not.toBe(0);
  expect(endings(world)).not.toContain('success');
  const { readFileSync } = await import('node:fs');
  const before = readFileSync(beat, 'utf8');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(readFileSync(beat, 'utf8')).toBe(before);
});
