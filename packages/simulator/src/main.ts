// Starts the simulators and prints what points at them: npm run simulate -- --help
import { errorLine } from '@signalbox/runner/errors';
import { startActionsCache } from './actions-cache/server.ts';
import { startCloudFormation } from './cloudformation/server.ts';
import { readTimeline } from './cloudformation/timeline.ts';
import { addRepository, addToken } from './github/builders.ts';
import { startGitHub } from './github/server.ts';
import { parseSimulate, printed, type SimulateOptions, USAGE } from './simulate.ts';
import { startSlack } from './slack/server.ts';

async function simulate(options: SimulateOptions): Promise<void> {
  const { seed, speed, githubPort, enterpriseServer } = options;
  const timelines = options.timelines.map(readTimeline);
  const [github, aws, slack, cache] = await Promise.all([
    startGitHub({ seed, port: githubPort, enterpriseServer }),
    startCloudFormation({ seed, speed }),
    startSlack({ seed }),
    startActionsCache({ seed }),
  ]);
  const repository = addRepository(github.state, options.repository);
  const stacks = timelines.map((timeline) => aws.add([timeline]));
  const environment = {
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_REPOSITORY: options.repository,
    GITHUB_SHA: repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? '',
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
    AWS_REGION: stacks[0]?.region ?? '',
    AWS_ACCESS_KEY_ID: 'simulated',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    ...cache.runtime,
  };
  const simulated = {
    environment,
    token: addToken(github.state, [repository]),
    slackToken: slack.token,
    slackChannel: slack.channels['deployments'] ?? '',
    slackApiUrl: slack.apiUrl,
    stackNames: stacks.map(({ name }) => name).join(','),
  };
  for (const line of printed(options.for, simulated)) console.log(line);

  process.once('SIGINT', async () => {
    await Promise.all([github, aws, slack, cache].map((service) => service.close()));
    process.exit(0);
  });
}

try {
  const options = parseSimulate(process.argv.slice(2));
  if (options === undefined) console.log(USAGE);
  else await simulate(options);
} catch (error) {
  console.error(`${errorLine(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
