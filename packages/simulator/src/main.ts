// Starts the simulators and prints the environment that points actions at them.
//   npm run simulate -- --github-port 8001 --seed 7
import { parseArgs } from 'node:util';
import { addRepository, addToken } from './github/builders.ts';
import { startGitHub } from './github/server.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    repository: { type: 'string', default: 'octo/shop' },
    'github-port': { type: 'string', default: '0' },
    'enterprise-server': { type: 'boolean', default: false },
  },
});

const github = await startGitHub({
  seed: Number(values.seed),
  port: Number(values['github-port']),
  enterpriseServer: values['enterprise-server'],
});
const repository = addRepository(github.state, values.repository);

const environment = {
  GITHUB_API_URL: github.url,
  GITHUB_GRAPHQL_URL: github.graphqlUrl,
  GITHUB_REPOSITORY: values.repository,
  GITHUB_SHA: repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? '',
  GITHUB_TOKEN: addToken(github.state, [repository]),
};
for (const [name, value] of Object.entries(environment)) console.log(`${name}=${value}`);

process.once('SIGINT', () => void github.close().then(() => process.exit(0)));
