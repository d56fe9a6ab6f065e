// An answer is recorded where the deployment is: on the registration's page, by the bundle.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { startRun } from './start-run.ts';

let github: GitHubSimulator;
let slack: SlackSimulator;
beforeEach(async () => {
  [github, slack] = await Promise.all([startGitHub(), startSlack()]);
});
afterEach(() => Promise.all([github.close(), slack.close()]));

test('who answered what is on the page of the registration, which goes on holding', async () => {
  const shop = addRepository(github.state, 'octo/shop');
  const token = addToken(github.state, [shop]);
  const { use, finish } = startRun({ github, repository: shop, token });
  await use('coordinate', { environment: 'production' });
  const asked = await use('notify', {
    ...{ event: 'question', environment: 'production', question: 'Go?', options: 'proceed, wait' },
    ...{ 'default-answer': 'wait', 'answer-timeout': '1s', 'allowed-users': 'U0123456789' },
    mentions: 'mona: U0MONA',
    ...{ 'slack-token': slack.token, 'slack-api-url': slack.apiUrl },
    'updates-channel': slack.channels['deployments'] ?? '',
  });
  expect(asked.outputs).toMatchObject({ answer: 'wait', 'answered-by': '' });
  const [deployment] = [...shop.deployments.values()];
  expect(deployment?.statuses.at(-1)).toMatchObject({
    state: 'in_progress',
    description: 'note: answered wait (by default, because nobody who may answer did so in time)',
  });
  await finish();
  expect(deployment?.statuses.at(-1)?.state).toBe('success');
});
