// An answer is recorded where the deployment is: on the registration's page, by the bundle.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addJob, addRepository, addRun, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import { startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { actionFolder } from './bundle.ts';

let github: GitHubSimulator;
let slack: SlackSimulator;
beforeEach(async () => {
  [github, slack] = await Promise.all([startGitHub(), startSlack()]);
});
afterEach(() => Promise.all([github.close(), slack.close()]));

test('who answered what is on the page of the registration, which goes on holding', async () => {
  const shop = addRepository(github.state, 'octo/shop');
  const token = addToken(github.state, [shop]);
  const run = addRun(github.state, shop);
  const owner = addJob(github.state, shop, run);
  const job = startJob({
    github: githubContext({
      ...{ api_url: github.url, graphql_url: github.graphqlUrl, token, run_id: run.id },
      ...{ repository: 'octo/shop', sha: run.headSha },
    }),
    checkRunId: owner.id,
  });
  await job.run({ uses: actionFolder('coordinate'), with: { environment: 'production' } });
  const asked = await job.run({
    uses: actionFolder('notify'),
    with: {
      ...{ event: 'question', environment: 'production', question: 'Go?', options: 'proceed, wait' },
      ...{ 'default-answer': 'wait', 'answer-timeout': '1s', 'allowed-users': 'U0123456789' },
      mentions: 'mona: U0MONA',
      ...{ 'slack-token': slack.token, 'slack-api-url': slack.apiUrl },
      'updates-channel': slack.channels['deployments'] ?? '',
    },
  });
  expect(asked.outputs).toMatchObject({ answer: 'wait', 'answered-by': '' });
  const [deployment] = [...shop.deployments.values()];
  expect(deployment?.statuses.at(-1)).toMatchObject({
    state: 'in_progress',
    description: 'note: answered wait (by default, because nobody who may answer did so in time)',
  });
  await job.finish();
  expect(deployment?.statuses.at(-1)?.state).toBe('success');
});
