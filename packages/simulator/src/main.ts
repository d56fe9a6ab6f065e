// Starts the simulators and prints the environment that points actions at them.
//   npm run simulate -- --github-port 8001 --seed 7
//   npm run simulate -- --timeline ../shared/timelines/rain-ecs.json --speed 100
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startActionsCache } from './actions-cache/server.ts';
import { startCloudFormation } from './cloudformation/server.ts';
import { readTimeline } from './cloudformation/timeline.ts';
import { addRepository, addToken } from './github/builders.ts';
import { startGitHub } from './github/server.ts';
import { startSlack } from './slack/server.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    repository: { type: 'string', default: 'octo/shop' },
    'github-port': { type: 'string', default: '0' },
    'enterprise-server': { type: 'boolean', default: false },
    timeline: {
      type: 'string',
      multiple: true,
      default: [join(import.meta.dirname, '../fixtures/timelines/update-ok.json')],
    },
    speed: { type: 'string', default: '10' },
  },
});

const seed = Number(values.seed);
const [github, aws, slack, cache] = await Promise.all([
  startGitHub({ seed, port: Number(values['github-port']), enterpriseServer: values['enterprise-server'] }),
  startCloudFormation({ seed, speed: Number(values.speed) }),
  startSlack({ seed }),
  startActionsCache({ seed }),
]);
const repository = addRepository(github.state, values.repository);
const stacks = values.timeline.map((file) => aws.add([readTimeline(file)]));

const environment = {
  GITHUB_API_URL: github.url,
  GITHUB_GRAPHQL_URL: github.graphqlUrl,
  GITHUB_REPOSITORY: values.repository,
  GITHUB_SHA: repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? '',
  GITHUB_TOKEN: addToken(github.state, [repository]),
  AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
  AWS_REGION: stacks[0]?.region ?? '',
  AWS_ACCESS_KEY_ID: 'simulated',
  AWS_SECRET_ACCESS_KEY: 'simulated',
  STACK_NAME: stacks.map(({ name }) => name).join(','),
  SLACK_API_URL: slack.apiUrl,
  SLACK_TOKEN: slack.token,
  SLACK_CHANNEL: slack.channels['deployments'] ?? '',
  ...cache.runtime,
};
for (const [name, value] of Object.entries(environment)) console.log(`${name}=${value}`);

process.once('SIGINT', async () => {
  await Promise.all([github, aws, slack, cache].map((service) => service.close()));
  process.exit(0);
});
