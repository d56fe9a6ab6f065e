// The root action tells Slack of the queue, of lost runners, and of what the run before could not: bundles, killed for real.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type CacheSimulator, startActionsCache } from '@signalbox/simulator/actions-cache/server';
import { addRepository, addToken, finishJob } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { actionFolder, startRun } from './start-run.ts';

// Real processes against real (if local) servers: generous, and only a limit.

let github: GitHubSimulator;
let slack: SlackSimulator;
let cache: CacheSimulator;
let shop: Repository;
let token: string;

beforeEach(async () => {
  [github, slack, cache] = await Promise.all([startGitHub(), startSlack(), startActionsCache()]);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterEach(() => Promise.all([github.close(), slack.close(), cache.close()]));

const channel = (name: string) => slack.channels[name] ?? '';

function newRun() {
  const options = { runtime: cache.runtime, secrets: [slack.token] };
  const { runner, job: owner } = startRun({ github, repository: shop, token }, options);
  const guard = (given: Record<string, string> = {}) =>
    runner.run({
      uses: actionFolder('guard'),
      with: {
        ...{
          environment: 'production',

          'slack-token': slack.token,
          'slack-api-url': slack.apiUrl,
        },
        ...{ 'updates-channel': channel('deployments'), 'delivery-budget': '20s', ...given },
      },
    });
  return { runner, owner, guard };
}

/** Heads and their replies, oldest first. */
const threads = async (name = 'deployments') =>
  [...(await slack.read(channel(name))).threads].sort((a, b) => Number(a.ts) - Number(b.ts));

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 100));
}

test('who waits is told in its own thread, and in the channel where people are asked', async () => {
  const [first, second] = [newRun(), newRun()];
  await first.guard();
  const interact = Object.keys(slack.channels).find((name) => name !== 'deployments') ?? '';
  const waiting = second.guard({ 'interact-channel': channel(interact) });
  await until(async () => (await threads(interact)).length > 0);
  const [, queued] = await threads();
  expect(queued?.text).toMatch(/^:hourglass_flowing_sand: production is waiting for its turn, 1 ahead of it/);
  expect((await threads(interact))[0]?.text).toContain('Two deployments want production');
  await first.runner.finish();
  finishJob(github.state, first.owner);
  await waiting;
  await second.runner.finish();
  const told = await threads();
  expect(told.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^:white_check_mark: production was deployed/),
    expect.stringMatching(/^:white_check_mark: production was deployed/),
  ]);
});

test('who left the queue without a turn is told to have left', async () => {
  const [first, second] = [newRun(), newRun()];
  await first.guard();
  await second.guard({ 'wait-timeout': '3s' });
  await second.runner.finish();
  expect((await threads())[1]?.text).toMatch(/^:fast_forward: production was skipped.*Waited 3 s/s);
  await first.runner.finish();
});

test('of a holder whose job is over nobody is told that it is under way', async () => {
  const [lost, next] = [newRun(), newRun()];
  await lost.guard();
  lost.runner.crash();
  await lost.runner.finish();
  finishJob(github.state, lost.owner, 'failure');
  await next.guard({ 'wait-timeout': '3s' });
  await next.runner.finish();
  const told = JSON.stringify((await threads())[1]);
  expect(told).toContain('whose job is over without releasing');
  expect(told).not.toContain('under way');
});

test('a lost runner is told in its thread by the deployment that takes over', async () => {
  const [dead, next] = [newRun(), newRun()];
  await dead.guard();
  dead.runner.crash();
  await dead.runner.finish();
  finishJob(github.state, dead.owner, 'failure');
  dead.owner.completedAt = Date.now() - 3_600_000;
  const { outputs } = await next.guard();
  expect(outputs['acquired']).toBe('true');
  const [head] = await threads();
  expect(head?.text).toMatch(/^:x: production failed after .*The runner was lost/);
  expect(head?.replies).toHaveLength(1);
  await next.runner.finish();
});

test('an ending that Slack did not take is told by the next run, handed over through the cache', async () => {
  const [first, next] = [newRun(), newRun()];
  await first.guard();
  const restore = slack.faults.add({ match: /./, fault: { kind: 'status', status: 503 } });
  await first.runner.shell('exit 3');
  const { annotations } = await first.runner.finish();
  restore();
  finishJob(github.state, first.owner, 'failure');
  expect(annotations.map(({ message }) => message).join('\n')).toContain('left to the next run of main');
  expect(cache.keys()).toEqual([expect.stringMatching(/^signalbox-outbox-/)]);
  await next.guard();
  const [head] = await threads();
  expect(head?.text).toMatch(/^:x: production failed after/);
  expect(head?.replies.map(({ text }) => text)).toEqual([expect.stringContaining('told late')]);
  await next.runner.finish();
  expect((await threads()).map(({ replies }) => replies.length)).toEqual([1, 1]);
});

test('two root steps of a job have a thread each, and both hear how it ended', async () => {
  const { runner, guard } = newRun();
  const [staging, production] = [await guard({ environment: 'staging' }), await guard()];
  expect(staging.outputs['correlation-id']).toMatch(/-staging$/);
  expect(production.outputs['correlation-id']).toMatch(/-production$/);
  await runner.finish();
  expect((await threads()).map(({ text }) => text.split('\n')[0])).toEqual([
    expect.stringMatching(/^:white_check_mark: staging was deployed/),
    expect.stringMatching(/^:white_check_mark: production was deployed/),
  ]);
});
