// Bad inputs: exit 1, one line that names the input, and nothing sent to anybody. All of them through the module that each
// bundle starts, in this process; one for each way of refusing through the bundle as the runner starts it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Service, startService } from '@signalbox/simulator/http';
import { inputVariables, readAction } from '@signalbox/simulator/runner/action-manifest';
import { openFileCommands } from '@signalbox/simulator/runner/file-commands';
import { type GithubContext, githubContext, githubVariables } from '@signalbox/simulator/runner/variables';
import { actionFolder, startLonelyRun } from './start-run.ts';

/** Stands for GitHub, AWS, Slack, the cache and every health URL: nobody may ask it anything. */
let others: Service;
let github: GithubContext;
let variables: Readonly<Record<string, string>>;
let temp: string;

beforeAll(async () => {
  const refuse = () => ({ status: 500, headers: {}, body: '' });
  others = await startService({ handler: refuse, faultAnswers: { error: refuse, rateLimit: refuse } });
  github = githubContext({ token: 'ghs_000000000000000000000000000000000000', api_url: others.url });
  variables = {
    ...{ AWS_ENDPOINT_URL: others.url, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' },
    ...{ ACTIONS_RESULTS_URL: `${others.url}/`, ACTIONS_RUNTIME_TOKEN: 'runtime' },
  };
  temp = mkdtempSync(join(tmpdir(), 'bad-input-'));
});
afterAll(async () => {
  await others.close();
  rmSync(temp, { recursive: true });
});
beforeEach(() => {
  others.log.length = 0;
});

/** Of another region than the input says. */
const ELSEWHERE = {
  'stack-name':
    'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/00000000-0000-4000-8000-000000000000',
  'aws-region': 'eu-west-1',
};

/** The same of a service. */
const SERVICE_ELSEWHERE = {
  'ecs-service': 'arn:aws:ecs:us-east-1:123456789012:service/shop/web',
  'aws-region': 'eu-west-1',
};
/** Does not name its cluster. */
const SHORT_ARN = 'arn:aws:ecs:eu-central-1:123456789012:service/web';

interface Case {
  /** The input that the message must name. */
  readonly input: string;
  readonly with: Readonly<Record<string, string>>;
}

const each = (input: string, ...values: readonly string[]): Case[] =>
  values.map((value) => ({ input, with: { [input]: value } }));

/** What every action has; `coordinate` is tried with more of them. */
const COMMON = [
  ...each('github-token', ''),
  ...each('repository', 'shop'),
  ...each('correlation-id', 'two words'),
  ...each('environment', ''),
];

interface Action {
  readonly valid: Record<string, string>;
  readonly cases: readonly Case[];
  /** Those that the bundle refuses, too: by the form of one input, by what is missing, by inputs that do not agree. */
  readonly bundled: readonly Case[];
}

const TABLE: Readonly<Record<string, Action>> = {
  coordinate: {
    valid: { environment: 'production' },
    bundled: [
      ...each('environment', '', 'a\nb'),
      ...each('operation', 'aquire'),
      { input: 'aws-region', with: ELSEWHERE },
      { input: 'reason', with: { operation: 'freeze' } },
    ],
    cases: [
      ...COMMON,
      ...each('environment', 'a\nb', 'a\u0007b', 'x'.repeat(256)),
      ...each('repository', 'octo/shop/x', 'octo/shop?x=1', 'https://github.com/octo/shop'),
      ...each('correlation-id', '../up', '$(id)', '-x', 'x'.repeat(81)),
      ...each('operation', 'aquire', 'ACQUIRE', 'lock', 'acquire,release'),
      ...each('ref', 'main', 'abc1234', 'a'.repeat(41), 'g'.repeat(40)),
      ...each('on-busy', 'queue', 'true'),
      ...each('wait-timeout', 'soon', '-5', '30m1h', '0', '10 years'),
      ...each('priority', 'high', '1.5', '1e3', '5000'),
      ...each('on-outdated', 'block'),
      ...each('promoted-from', 'a\nb'),
      { input: 'promoted-from', with: { 'promoted-from': 'staging', 'on-registry-error': 'proceed' } },
      ...each('stack-name', 'two words', '1shop', 'shop;rm', 'x'.repeat(129)),
      ...each('aws-region', 'europe', 'eu-central', 'EU-CENTRAL-1'),
      { input: 'aws-region', with: { 'stack-name': 'shop' } },
      { input: 'aws-region', with: ELSEWHERE },
      { input: 'aws-region', with: { ...SERVICE_ELSEWHERE, operation: 'check' } },
      { input: 'aws-region', with: { 'ecs-service': 'shop/web', operation: 'health' } },
      ...each('ecs-service', 'web', SHORT_ARN),
      ...each('settle', 'fast', '1s', '-3'),
      ...each('max-hold', 'forever', '10s'),
      ...each('claim-timeout', 'x', '1s'),
      ...each('on-registry-error', 'ignore'),
      ...each('deployment-id', 'abc', '0', '-1', '1.5', '99999999999999999999'),
      { input: 'deployment-id', with: { operation: 'release' } },
      { input: 'reason', with: { operation: 'freeze' } },
      ...each('state', 'done', 'SUCCESS', 'queued'),
      ...each('environment-url', 'shop.example', 'javascript:alert(1)', 'ftp://shop.example'),
      ...each('older-than', '7 days', 'old'),
      ...each('keep', 'many', '-1'),
      ...each('check-run-id', 'abc'),
    ],
  },
  'estimate-time': {
    valid: { environment: 'production' },
    bundled: [
      ...each('github-token', ''),
      ...each('history-limit', 'all'),
      { input: 'template', with: { template: 'nowhere.yml' } },
      { input: 'started-at', with: { 'started-at': '2026-01-31T09:30:00Z', 'elapsed-seconds': '5' } },
    ],
    cases: [
      ...COMMON,
      ...each('stack-name', 'two words', 'shop;rm'),
      ...each('change-set', 'two words', 'a;b'),
      { input: 'change-set', with: { 'change-set': 'release-7' } },
      { input: 'change-set', with: { 'stack-name': 'shop', 'change-set': 'a', template: 'stack.yml' } },
      { input: 'template', with: { template: 'nowhere.yml' } },
      ...each('aws-region', 'europe', 'eu-central', 'EU-CENTRAL-1'),
      ...each('history-limit', '0', '1001', 'all', '1.5'),
      ...each('started-at', 'yesterday', '2026-01-31', '2026-01-31T09:30:00', '1700000000'),
      ...each('elapsed-seconds', 'long', '-1', '1.5'),
      { input: 'started-at', with: { 'started-at': '2026-01-31T09:30:00Z', 'elapsed-seconds': '5' } },
    ],
  },
  monitor: {
    valid: { 'stack-name': 'shop', 'aws-region': 'eu-central-1' },
    bundled: [
      ...each('stack-name', '', '1shop'),
      { input: 'aws-region', with: ELSEWHERE },
      { input: 'aws-region', with: SERVICE_ELSEWHERE },
      ...each('ecs-service', SHORT_ARN),
      ...each('slack-api-url', 'ftp://slack.com/'),
      { input: 'slack-token', with: { 'updates-channel': 'C0123' } },
    ],
    cases: [
      ...each('repository', 'shop'),
      ...each('correlation-id', 'two words'),
      ...each('environment', 'a\nb', 'x'.repeat(256)),
      ...each('stack-name', '', 'two words', '1shop', 'shop;rm', 'arn:aws:s3:::bucket', 'x'.repeat(129)),
      ...each('aws-region', '', 'europe', 'eu-central', 'EU-CENTRAL-1'),
      { input: 'aws-region', with: ELSEWHERE },
      { input: 'aws-region', with: SERVICE_ELSEWHERE },
      ...each('mode', 'detached', 'Background'),
      ...each('ecs-service', 'web', 'a/b/c', '/web', SHORT_ARN),
      ...each('health-url', 'shop.example', 'ftp://shop.example', 'javascript:alert(1)'),
      ...each(
        'health-url',
        'https://u:p@shop.example',
        'https://shop.example:99999',
        'https://a/x https://b',
      ),
      ...each('health-status', 'ok', '200-', '600', '299-200', '2xx', '200;404', '100'),
      ...each('health-follow-redirects', 'yes', '1'),
      { input: 'health-timeout', with: { 'health-url': 'https://a', 'health-timeout': '3s' } },
      ...each('health-successes', '0', 'three', '1.5'),
      ...each('health-timeout', '0', 'long'),
      ...each('timeout', '0', 'soon', '-1', '30m1h'),
      ...each('start-timeout', 'x', '-1'),
      ...each('stall-after', '0', 'never'),
      ...each('poll-interval', '0', 'often'),
      ...each('fail-on', 'error', 'failed;stalled', 'succeeded'),
      ...each('on-cancel', 'stop', 'rollback'),
      ...each('role-to-assume', 'deployer', 'arn:aws:iam::1:role/x', 'arn:aws:iam::123456789012:user/x'),
      ...each('deployment-id', 'abc', '0'),
      ...each('updates-channel', '#deploys!', 'two words'),
      ...each('slack-api-url', 'slack.com', 'ftp://slack.com/'),
      { input: 'slack-token', with: { 'updates-channel': 'C0123' } },
      { input: 'pager-key', with: { 'pager-url': 'https://x.test' } },
    ],
  },
  notify: {
    valid: { event: 'start', environment: 'production', 'slack-token': 'xoxb-1', 'updates-channel': 'C0123' },
    bundled: [
      ...each('event', '', 'begin'),
      ...each('slack-token', 'https://hooks.slack.com/services/T/B/x'),
      { input: 'slack-token', with: { event: 'check', 'slack-token': '', 'updates-channel': '' } },
      { input: 'options', with: { event: 'question', question: 'Deploy?', options: 'yes' } },
    ],
    cases: [
      ...each('environment', '', 'a\nb', 'x'.repeat(256)),
      ...each('correlation-id', 'two words'),
      ...each('event', '', 'begin', 'START', 'start,complete'),
      { input: 'slack-token', with: { 'slack-token': '' } },
      ...each('slack-token', 'SLACK_TOKEN', 'https://hooks.slack.com/services/T/B/x', 'xapp-1-A-1', 'xoxb-'),
      {
        input: 'pager-key',
        with: { 'slack-token': '', 'updates-channel': '', 'pager-url': 'https://x.test' },
      },
      ...each('slack-webhook-url', 'hooks.slack.com', 'ftp://hooks.slack.com/x'),
      ...each('updates-channel', '', 'deployments', '#deployments', 'C0123;C0456'),
      ...each('interact-channel', '#questions', 'two words'),
      ...each('thread-ts', 'yesterday', '1700000000', '1700000000.1'),
      ...each('mentions', 'mona', 'mona: mona', 'mona: U1'),
      ...each('severity', 'stalled', 'stalled=loud', 'begin=info'),
      ...each('on-duty', 'mona', '@here'),
      ...each('required-answers', '0', 'all'),
      ...each('answer-timeout', '0', 'soon'),
      ...each('delivery-budget', '0', 'long'),
      ...each('fail-on-error', 'yes', '1'),
      ...each('dry-run', 'no', 'on'),
      ...each('slack-api-url', 'slack.com', 'ftp://slack.com/'),
      { input: 'slack-token', with: { event: 'check', 'slack-token': '', 'updates-channel': '' } },
      { input: 'question', with: { event: 'question', options: 'yes,no' } },
      { input: 'options', with: { event: 'question', question: 'Deploy?', options: 'yes' } },
      { input: 'default-answer', with: { event: 'question', question: 'Deploy?', options: 'yes,no' } },
      {
        input: 'allowed-users',
        with: { event: 'question', question: 'Deploy?', options: 'yes,no', 'default-answer': 'no' },
      },
    ],
  },
  guard: {
    valid: { environment: 'production' },
    bundled: [
      ...each('environment', ''),
      ...each('wait-timeout', 'soon'),
      { input: 'aws-region', with: { 'stack-name': 'shop' } },
      { input: 'updates-channel', with: { 'slack-token': 'xoxb-1' } },
      { input: 'pager-url', with: { 'pager-key': 'key' } },
    ],
    cases: [
      ...COMMON,
      ...each('ref', 'main'),
      ...each('on-busy', 'queue'),
      ...each('wait-timeout', 'soon'),
      ...each('priority', 'high'),
      ...each('on-outdated', 'block'),
      ...each('promoted-from', 'a\nb'),
      { input: 'promoted-from', with: { 'promoted-from': 'staging', 'on-registry-error': 'proceed' } },
      ...each('stack-name', 'two words'),
      ...each('aws-region', 'europe'),
      { input: 'aws-region', with: { 'stack-name': 'shop' } },
      { input: 'aws-region', with: ELSEWHERE },
      { input: 'aws-region', with: SERVICE_ELSEWHERE },
      ...each('settle', '1s'),
      ...each('max-hold', 'forever'),
      ...each('claim-timeout', 'x'),
      ...each('on-registry-error', 'ignore'),
      ...each('environment-url', 'javascript:alert(1)'),
      ...each('timeout', '-1'),
      ...each('start-timeout', 'x'),
      ...each('stall-after', 'never'),
      ...each('poll-interval', 'often'),
      ...each('on-cancel', 'stop'),
      ...each('ecs-service', 'web', SHORT_ARN),
      ...each('health-url', 'ftp://shop.example', 'https://u@shop.example'),
      ...each('health-status', '2xx'),
      ...each('health-follow-redirects', 'maybe'),
      ...each('health-successes', '0'),
      ...each('health-timeout', 'long'),
      ...each('role-to-assume', 'deployer'),
      ...each('history-limit', '0'),
      ...each('slack-api-url', 'slack.com'),
      ...each('updates-channel', 'two words'),
      ...each('check-run-id', 'abc'),
      ...each('slack-token', 'none', 'https://hooks.slack.com/services/T/B/x'),
      { input: 'updates-channel', with: { 'slack-token': 'xoxb-1' } },
      { input: 'updates-channel', with: { 'slack-token': 'xoxb-1', 'slack-webhook-url': 'https://x.test' } },
      { input: 'slack-token', with: { 'updates-channel': 'C0123' } },
      { input: 'slack-token', with: { 'interact-channel': 'C0123' } },
      { input: 'pager-key', with: { 'pager-url': 'https://x.test' } },
      { input: 'pager-url', with: { 'pager-key': 'key' } },
    ],
  },
};

interface Attempt {
  readonly exitCode: number | null | undefined;
  /** All that it wrote. */
  readonly raw: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly state: Readonly<Record<string, string>>;
}

const CHECK_RUN_ID = 71_250_000_001;
let starts = 0;

/** One phase of an action: the module that its bundle starts, in this process, with the environment of a step. */
async function inProcess(
  action: string,
  given: Case['with'],
  state: Readonly<Record<string, string>> = {},
): Promise<Attempt> {
  const files = openFileCommands(temp);
  const context = {
    github,
    job: { status: 'success', check_run_id: CHECK_RUN_ID },
    runner: { temp },
    env: {},
  };
  const inputs = inputVariables(readAction(actionFolder(action)), given, context).variables;
  const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
  const before = { ...process.env };
  const own = { ...files.variables, ...inputs, ...Object.fromEntries(saved), RUNNER_TEMP: temp };
  Object.assign(process.env, githubVariables(github, temp), variables, own);
  const raw: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => raw.push(String(text)) > 0);
  try {
    process.exitCode = undefined;
    // With another query it is another module: it starts once more, on what it imports.
    starts += 1;
    await import(`../actions/${action}/src/index.ts?start=${starts}`);
    const { outputs, summary, state: kept } = files.close();
    return { exitCode: process.exitCode ?? 0, raw: raw.join(''), outputs, summary, state: kept };
  } finally {
    write.mockRestore();
    process.exitCode = undefined;
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

function expectRefusal({ exitCode, raw, outputs, summary }: Attempt, input: string): void {
  expect(exitCode).toBe(1);
  const errors = raw.split('\n').filter((line) => line.startsWith('::error'));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`"${input}"`);
  expect(errors[0]).not.toContain('%0A');
  expect(outputs).toEqual({});
  expect(summary).toBe('');
  expect(others.log).toEqual([]);
}

describe.each(Object.entries(TABLE))('%s', (action, { valid, cases, bundled }) => {
  test.each(cases)('$with is refused, naming $input', async (one) => {
    const given = { ...valid, ...one.with };
    const main = await inProcess(action, given);
    expectRefusal(main, one.input);
    // The post step neither repeats it nor fails on its own.
    if (Object.keys(main.state).length === 0) return;
    const post = await inProcess(action, given, main.state);
    expect(post).toMatchObject({ exitCode: 0, outputs: {}, summary: '' });
    expect(post.raw.replace(/^::add-mask::.*$/gm, '').trim()).toBe('');
  });

  test.each(bundled)('$with is refused by the bundle, naming $input', async (one) => {
    const runtime = { ACTIONS_RESULTS_URL: `${others.url}/`, ACTIONS_RUNTIME_TOKEN: 'runtime' };
    const { use, finish } = startLonelyRun({
      context: github,
      checkRunId: CHECK_RUN_ID,
      env: variables,
      runtime,
    });
    const main = await use(action, { ...valid, ...one.with });
    expectRefusal(main, one.input);
    const post = (await finish()).steps.find(({ phase }) => phase === 'post');
    if (post) expect({ exit: post.exitCode, shown: post.stdout }).toEqual({ exit: 0, shown: '' });
    expect(others.log).toEqual([]);
  });
});
