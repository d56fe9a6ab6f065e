// Bad inputs, through the real bundles as the runner starts them: exit 1, one line that names the input,
// and nothing sent to anybody.
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import { type Service, startService } from '@signalbox/simulator/http';
import { type StepResult, startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { actionFolder } from './bundle.ts';

let github: GitHubSimulator;
/** Stands for AWS, Slack, the cache and every health URL: nobody may ask it anything. */
let others: Service;
let token: string;

beforeAll(async () => {
  github = await startGitHub();
  token = addToken(github.state, [addRepository(github.state, 'octo/shop')]);
  const refuse = () => ({ status: 500, headers: {}, body: '' });
  others = await startService({ handler: refuse, faultAnswers: { error: refuse, rateLimit: refuse } });
});
afterAll(async () => {
  await github.close();
  await others.close();
});

/** Of another region than the input says. */
const ELSEWHERE = {
  'stack-name':
    'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/00000000-0000-4000-8000-000000000000',
  'aws-region': 'eu-west-1',
};

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

const TABLE: Readonly<Record<string, { valid: Record<string, string>; cases: readonly Case[] }>> = {
  coordinate: {
    valid: { environment: 'production' },
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
    cases: [
      ...each('repository', 'shop'),
      ...each('correlation-id', 'two words'),
      ...each('environment', 'a\nb', 'x'.repeat(256)),
      ...each('stack-name', '', 'two words', '1shop', 'shop;rm', 'arn:aws:s3:::bucket', 'x'.repeat(129)),
      ...each('aws-region', '', 'europe', 'eu-central', 'EU-CENTRAL-1'),
      { input: 'aws-region', with: ELSEWHERE },
      ...each('mode', 'detached', 'Background'),
      ...each('ecs-service', 'web', 'a/b/c', '/web'),
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
      ...each('ecs-service', 'web'),
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
  readonly main: StepResult | undefined;
  readonly post: StepResult | undefined;
}

async function attempt(action: string, given: Readonly<Record<string, string>>): Promise<Attempt> {
  const job = startJob({
    github: githubContext({ token, api_url: github.url, graphql_url: github.graphqlUrl }),
    checkRunId: 71_250_000_001,
    env: { AWS_ENDPOINT_URL: others.url, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' },
    runtime: { ACTIONS_RESULTS_URL: `${others.url}/`, ACTIONS_RUNTIME_TOKEN: 'runtime' },
  });
  await job.run({ uses: actionFolder(action), with: given });
  const { steps } = await job.finish();
  return { main: steps[0], post: steps.find(({ phase }) => phase === 'post') };
}

/** As many at a time as there are cores. */
async function attemptAll(action: string, valid: Case['with'], cases: readonly Case[]) {
  const results = new Map<Case, Attempt>();
  const open = [...cases];
  const worker = async () => {
    for (let next = open.shift(); next; next = open.shift()) {
      results.set(next, await attempt(action, { ...valid, ...next.with }));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

describe.each(Object.entries(TABLE))('%s', (action, { valid, cases }) => {
  let results: ReadonlyMap<Case, Attempt>;
  beforeAll(async () => {
    for (const { log } of [github, others]) log.length = 0;
    results = await attemptAll(action, valid, cases);
  });

  test.each(cases)('$with is refused, naming $input', (one) => {
    const { main, post } = results.get(one) ?? {};
    expect(main?.exitCode).toBe(1);
    const errors = main?.raw.split('\n').filter((line) => line.startsWith('::error')) ?? [];
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`"${one.input}"`);
    expect(errors[0]).not.toContain('%0A');
    expect(main?.outputs).toEqual({});
    expect(main?.summary).toBe('');
    // The post step neither repeats it nor fails on its own.
    if (post) expect({ exit: post.exitCode, shown: post.stdout }).toEqual({ exit: 0, shown: '' });
  });

  test('nobody was asked anything', () => expect([...github.log, ...others.log]).toEqual([]));
});
