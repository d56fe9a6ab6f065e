import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface SimulateOptions {
  readonly seed: number;
  readonly repository: string;
  readonly githubPort: number;
  readonly enterpriseServer: boolean;
  readonly timelines: readonly string[];
  readonly speed: number;
  /** Who is to use what is printed. */
  readonly for: Reader;
}

const READERS = ['shell', 'action', 'act'] as const;
type Reader = (typeof READERS)[number];

export const USAGE = `npm run simulate -- [options]
Starts GitHub, CloudFormation, Slack and the actions cache on this machine, and prints what points at them. Ctrl-C ends it.
  --for shell      NAME=VALUE lines (default)
  --for action     arguments of env(1), for one bundle: env $(…) node dist/coordinate/index.js
  --for act        arguments of act, for a workflow: act push $(…)
  --timeline FILE  an operation that the stack goes through (form: packages/simulator/README.md); may be said again
  --speed N        so much faster than recorded (default 10)
  --repository R   owner/name of the repository (default octo/shop)
  --github-port N  a fixed port for GitHub (default: a free one)
  --enterprise-server  GitHub Enterprise Server instead of GitHub.com
  --seed N         of everything that is left to chance (default 1)
To run a workflow file against them: npm run try -- FILE`;

/** @throws Error naming the option that is wrong; undefined: help was asked for */
export function parseSimulate(args: readonly string[]): SimulateOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      for: { type: 'string', default: 'shell' },
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
  if (values.help) return undefined;
  const reader = READERS.find((each) => each === values.for);
  if (reader === undefined) throw new Error(`--for is one of ${READERS.join(', ')}, not "${values.for}"`);
  if (!/^[\w.-]+\/[\w.-]+$/.test(values.repository))
    throw new Error(`--repository is owner/name, not "${values.repository}"`);
  return {
    seed: number('seed', values.seed, 0),
    repository: values.repository,
    githubPort: number('github-port', values['github-port'], 0),
    enterpriseServer: values['enterprise-server'],
    timelines: values.timeline,
    speed: number('speed', values.speed, 1),
    for: reader,
  };
}

function number(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least) || !Number.isFinite(value))
    throw new Error(`--${name} is a number of at least ${least}, not "${text}"`);
  return value;
}

interface Simulated {
  /** Where the services are, and what tells who asks. */
  readonly environment: Readonly<Record<string, string>>;
  readonly token: string;
  readonly slackToken: string;
  readonly slackChannel: string;
  readonly slackApiUrl: string;
  readonly stackNames: string;
}

/** What is printed, a line each. No value holds a blank, so that a shell may take the lines as arguments. */
export function printed(reader: Reader, simulated: Simulated): readonly string[] {
  const { environment, token, slackToken, slackChannel, slackApiUrl, stackNames } = simulated;
  const lines = (values: Readonly<Record<string, string>>, option = '') =>
    Object.entries(values).map(([name, value]) => `${option}${name}=${value}`);
  if (reader === 'act') {
    return [
      '--platform=ubuntu-latest=-self-hosted',
      ...lines({ ...environment, SLACK_API_URL: slackApiUrl }, '--env='),
      ...lines({ GITHUB_TOKEN: token, SLACK_BOT_TOKEN: slackToken }, '--secret='),
      ...lines({ SLACK_CHANNEL: slackChannel, STACK_NAME: stackNames }, '--var='),
    ];
  }
  if (reader === 'action') {
    return lines({
      ...environment,
      ...{ GITHUB_RUN_ID: '1', GITHUB_RUN_ATTEMPT: '1', GITHUB_ACTOR: 'mona', GITHUB_WORKFLOW: 'deploy' },
      ...{ GITHUB_JOB: 'deploy', GITHUB_REF_NAME: 'main' },
      'INPUT_GITHUB-TOKEN': token,
      INPUT_ENVIRONMENT: 'production',
      'INPUT_STACK-NAME': stackNames,
      'INPUT_SLACK-TOKEN': slackToken,
      'INPUT_UPDATES-CHANNEL': slackChannel,
      'INPUT_SLACK-API-URL': slackApiUrl,
    });
  }
  return lines({
    ...environment,
    ...{ GITHUB_TOKEN: token, STACK_NAME: stackNames, SLACK_API_URL: slackApiUrl },
    ...{ SLACK_TOKEN: slackToken, SLACK_CHANNEL: slackChannel },
  });
}
