// No token or key is ever shown, stored or sent on: not in output, summary, outputs, state, environment,
// files of the job, registry or Slack messages. The only place is the command that masks it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { readTimeline } from '@signalbox/simulator/cloudformation/timeline';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Service } from '@signalbox/simulator/http';
import type { Job, StepResult } from '@signalbox/simulator/runner/job';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { actionFolder, startRun } from './start-run.ts';

const TIMELINES = join(import.meta.dirname, '../packages/simulator/fixtures/timelines');
const AWS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7SECRET1',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/secretaccesskey',
  AWS_SESSION_TOKEN: 'FwoGZXIvYXdzsecretsessiontoken',
  AWS_REGION: 'eu-central-1',
};
const RUNTIME = {
  ACTIONS_RUNTIME_TOKEN: 'eyJsecretruntimetoken',
  ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/',
};

/** Of the job, for its own commands: none of ours, and not to be handed on. */
const COMMAND_TOKEN = 'secret-of-the-deploy-command';

/** Secrets of Slack that do not work. */
const WRONG_TOKEN = 'xoxb-404-wrongtokenofabot';
const DEAD_WEBHOOK = 'http://127.0.0.1:9/services/T000/B000/webhooksecret';

interface World {
  readonly github: GitHubSimulator;
  readonly slack: SlackSimulator;
  readonly aws: CloudFormationSimulator;
}

let world: World;
beforeEach(async () => {
  world = {
    github: await startGitHub(),
    slack: await startSlack(),
    aws: await startCloudFormation({ speed: 1000 }),
  };
  addRepository(world.github.state, 'octo/shop');
});
afterEach(async () => {
  for (const service of Object.values<Service>({ ...world })) await service.close();
});

interface Scenario {
  readonly action: string;
  /** Of the job, post steps included. */
  readonly status: 'success' | 'failure';
  readonly inputs: (world: World) => Readonly<Record<string, string>>;
  /** What the stack does. With the root action it starts when the job deploys, else before. */
  readonly timeline?: string;
}

const STACK = { 'stack-name': 'shop', 'aws-region': 'eu-west-1', 'poll-interval': '1s' };

const slackInputs = ({ slack }: World) => ({
  'slack-token': slack.token,
  'slack-api-url': slack.apiUrl,
  'updates-channel': slack.channels['deployments'] ?? '',
});

const SCENARIOS: readonly Scenario[] = [
  {
    action: 'coordinate',
    status: 'success',
    inputs: () => ({ environment: 'coordinated' }),
  },
  {
    action: 'coordinate',
    status: 'failure',
    inputs: () => ({ environment: 'coordinated', ref: 'e'.repeat(40) }),
  },
  {
    action: 'estimate-time',
    status: 'success',
    inputs: () => ({ environment: 'estimated' }),
  },
  {
    action: 'estimate-time',
    status: 'failure',
    inputs: () => ({ environment: 'estimated', repository: 'octo/nowhere' }),
  },
  {
    action: 'monitor',
    status: 'success',
    timeline: 'create-ok',
    inputs: (services) => ({ ...slackInputs(services), ...STACK }),
  },
  {
    action: 'monitor',
    status: 'failure',
    timeline: 'create-failed',
    inputs: (services) => ({ ...slackInputs(services), ...STACK, mode: 'background' }),
  },
  {
    action: 'notify',
    status: 'success',
    inputs: (services) => ({ ...slackInputs(services), event: 'start', environment: 'told' }),
  },
  {
    action: 'notify',
    status: 'failure',
    inputs: (services) => ({
      ...slackInputs(services),
      ...{ 'slack-token': WRONG_TOKEN, event: 'start', environment: 'told' },
      ...{ 'fail-on-error': 'true', 'delivery-budget': '2s' },
    }),
  },
  {
    action: 'notify',
    status: 'failure',
    inputs: () => ({
      ...{ 'slack-webhook-url': DEAD_WEBHOOK, event: 'failed', environment: 'told', reason: 'no' },
      ...{ 'fail-on-error': 'true', 'delivery-budget': '2s' },
    }),
  },
  {
    action: 'guard',
    status: 'success',
    timeline: 'create-ok',
    inputs: (services) => ({ ...slackInputs(services), ...STACK, environment: 'guarded' }),
  },
  {
    action: 'guard',
    status: 'failure',
    timeline: 'create-failed',
    inputs: (services) => ({ ...slackInputs(services), ...STACK, environment: 'guarded' }),
  },
];

function start({ github, slack, aws }: World) {
  const { state } = github;
  const shop = [...state.repositories.values()][0];
  if (!shop) throw new Error('unreachable');
  const token = addToken(state, [shop]);
  const { runner: job } = startRun(
    { github, repository: shop, token },
    {
      env: { ...AWS, AWS_ENDPOINT_URL: aws.url, RUNNER_DEBUG: '1', COMMAND_TOKEN },
      runtime: RUNTIME,
      secrets: [slack.token, ...Object.values(AWS).slice(0, 3)],
    },
  );
  const secrets = [
    token,
    slack.token,
    WRONG_TOKEN,
    'webhooksecret',
    AWS.AWS_SECRET_ACCESS_KEY,
    AWS.AWS_SESSION_TOKEN,
    RUNTIME.ACTIONS_RUNTIME_TOKEN,
  ];
  return { job, secrets };
}

/** As it is, in an address, and as Basic authorization repeats it. */
const formsOf = (secret: string) => [
  ...[secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replaceAll('=', '')],
  Buffer.from(`x-access-token:${secret}`).toString('base64').slice(20).replaceAll('=', ''),
];

/** The secrets that stand in the environment a detached process was started with, which other processes may read (Linux). */
function startedWith(secrets: readonly string[]): string[] {
  if (!existsSync('/proc/self/environ')) return [];
  const environments = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readable(`/proc/${pid}/environ`))
    .filter((text) => text.includes('SIGNALBOX_DETACHED='));
  return [...secrets, COMMAND_TOKEN].filter((secret) => environments.some((text) => text.includes(secret)));
}

function readable(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // It has ended meanwhile.
  }
}

/** All files the job has at this moment, the monitor's report and background logs among them. */
function filesOf({ tempDir }: Job): string {
  return readdirSync(tempDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

function said(step: StepResult): string {
  const printed = step.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const { outputs, state, env, summary, annotations } = step;
  return [...printed, JSON.stringify({ outputs, state, env, summary, annotations })].join('\n');
}

const sent = (services: World) =>
  Object.values<Service>({ ...services })
    .flatMap(({ log }) => log.map(({ path, query, body }) => `${path} ${JSON.stringify(query)} ${body}`))
    .join('\n');

/** Adds the stack; returns how to start what it does. */
function prepare(aws: CloudFormationSimulator, timeline: string): () => void {
  const stack = aws.add([readTimeline(join(TIMELINES, `${timeline}.json`))]);
  return () => aws.begin(stack);
}

test.each(SCENARIOS)(
  '$action, $status',
  async ({ action, status, inputs, timeline }) => {
    const { job, secrets } = start(world);
    const deploy = timeline === undefined ? () => undefined : prepare(world.aws, timeline);
    if (action === 'monitor') deploy();
    await job.run({ uses: actionFolder(action), with: inputs(world) });
    if (action === 'guard') deploy();
    if (timeline !== undefined) await job.shell('sleep 3');
    expect(startedWith(secrets)).toEqual([]);
    const files = filesOf(job);
    const result = await job.finish();
    expect(result.status).toBe(status);
    const places = { steps: result.steps.map(said).join('\n'), files, sent: sent(world) };
    for (const [place, text] of Object.entries(places)) {
      const found = secrets.filter((secret) => formsOf(secret).some((form) => text.includes(form)));
      expect({ place, found }).toEqual({ place, found: [] });
    }
    // The simulated runner masks summaries, as the real one does: a mask there was a secret.
    for (const { summary, stdout } of result.steps) expect(`${summary}${stdout}`).not.toContain('***');
  },
  60_000,
);

test('the check sees a secret that is printed, stored or left in a file', async () => {
  const { job, secrets } = start(world);
  const [token = ''] = secrets;
  const step = await job.shell(
    `echo ${token}; echo "a=${token}" >> $GITHUB_OUTPUT; echo ${token} > $RUNNER_TEMP/report.json; echo ${token} >> $GITHUB_STEP_SUMMARY`,
  );
  expect(said(step).split(token)).toHaveLength(3);
  expect(filesOf(job)).toContain(token);
  expect((await job.finish()).summary).toContain('***');
});
