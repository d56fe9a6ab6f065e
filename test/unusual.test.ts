// An ending that is not as is normal (slower, after a longer wait, another failure), told by the bundles of the actions that end a deployment.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { addDeployment, addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

const HOUR = 3_600_000;

const time = fastTime(10);
const { clock } = time;

let github: GitHubSimulator;
let slack: SlackSimulator;
let shop: Repository;
let token: string;
let environment: string;
let count = 0;

beforeAll(async () => {
  [github, slack] = await Promise.all([startGitHub({ seed: 3, clock }), startSlack({ clock })]);
  await warmUp(github);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterAll(() => Promise.all([github.close(), slack.close()]));
beforeEach(() => {
  count += 1;
  environment = `env-${count}`;
  // Those that took no time at all: whatever follows is slower.
  for (let index = 30; index > 0; index--) {
    const at = clock.now() - index * HOUR;
    addDeployment(github.state, shop, {
      ...{ environment, task: 'signalbox', createdAt: at },
      payload: {
        signalbox: 1,
        nonce: `n${count}.${index}`,
        repository: 'octo/shop',
        run_id: index,
        run_attempt: 1,
      },
      statuses: [
        { state: 'in_progress', description: 'deploying', at },
        { state: 'success', at },
      ],
    });
  }
});

async function deploy(
  action: 'coordinate' | 'guard',
  given: Readonly<Record<string, string>> = {},
  jobStatus: 'success' | 'failure' = 'success',
) {
  const { use, finish, runner } = startRun({ github, repository: shop, token }, { env: time.variables() });
  const step = await use(action, { environment, settle: '2s', ...given });
  await clock.sleep(3000);
  if (jobStatus === 'failure') await runner.shell('exit 1');
  const { steps } = await finish();
  expect(step.exitCode).toBe(0);
  return steps.map(({ raw }) => raw).join('');
}

test('once is a line of the log, three of ten a warning', async () => {
  const first = await deploy('coordinate');
  expect(first).toMatch(/It took \d+ s; normal is 0 s/);
  expect(first).not.toMatch(/::warning.*It took/);
  await deploy('coordinate');
  expect(await deploy('coordinate')).toMatch(/::warning title=Slower than normal::.*So did 3 of the last 10/);
});

test('Slack hears of it by the usual severities: in the thread, and then in the channel', async () => {
  const channel = slack.channels['deployments'] ?? '';
  const given = { 'slack-token': slack.token, 'updates-channel': channel, 'slack-api-url': slack.apiUrl };
  for (let round = 0; round < 3; round++) await deploy('guard', given);
  const said = JSON.stringify(await slack.read(channel));
  expect(said).toMatch(/It took \d+ s; normal is 0 s/);
  expect(said).toContain('So did 3 of the last 10');
});

test('the third failure of ten, where none failed before, is a warning and is told in Slack', async () => {
  const channel = slack.channels['deployments'] ?? '';
  const given = { 'slack-token': slack.token, 'updates-channel': channel, 'slack-api-url': slack.apiUrl };
  const words = '3 of the last 10 failed, this one included; normal is 0 % (23 before them)';
  expect(await deploy('coordinate', {}, 'failure')).not.toContain('of the last 10 failed');
  await deploy('coordinate', {}, 'failure');
  const third = await deploy('guard', given, 'failure');
  expect(third).toMatch(/::warning title=Fails more often than normal::.*3 of the last 10 failed/);
  expect(JSON.stringify(await slack.read(channel))).toContain(words);
});
