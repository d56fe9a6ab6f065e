// `coordinate` with `operation: check` and `health`, through the bundle: each row right, or how to correct it, and nothing written.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { type CloudWatchSimulator, startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import { type EcsSimulator, startEcs } from '@signalbox/simulator/ecs/server';
import {
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
  finishJob,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository, Token } from '@signalbox/simulator/github/state';
import { type Incoming, type Service, startService } from '@signalbox/simulator/http';
import { startOtlp } from '@signalbox/simulator/otlp/server';
import { startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { actionFolder, PROCESSES } from './start-run.ts';

const ALL = { metadata: 'read', deployments: 'write', actions: 'read', contents: 'read' } as const;

let github: GitHubSimulator;
let aws: CloudFormationSimulator;
let ecs: EcsSimulator;
let slack: SlackSimulator;
let cloudwatch: CloudWatchSimulator;
let shop: Repository;

beforeAll(async () => {
  [github, aws, ecs, slack, cloudwatch] = await Promise.all([
    startGitHub(),
    startCloudFormation(),
    startEcs({}),
    startSlack(),
    startCloudWatch(),
  ]);
  shop = addRepository(github.state, 'octo/shop', { private: true });
  const resources = [{ id: 'Table', type: 'AWS::DynamoDB::Table', seconds: 1 }];
  aws.add([synthesize({ name: 'shop', stackName: 'shop', operation: 'UPDATE', resources })]);
  ecs.services.push({ name: 'shop/web', startsAt: 0, rollout: [{ second: 0, status: 'SUCCESSFUL' }] });
});
afterAll(() => Promise.all([github.close(), aws.close(), ecs.close(), slack.close(), cloudwatch.close()]));
beforeEach(() => {
  aws.denied.clear();
  ecs.denied.clear();
  cloudwatch.denied.clear();
  cloudwatch.alarms.length = 0;
  github.faults.clear();
});

/** What the step said of each thing: `✓ deployments: write: may …`. */
async function check(
  given: Readonly<Record<string, string>> = {},
  permissions: Token['permissions'] | 'unknown' = ALL,
  env: Readonly<Record<string, string>> = {},
) {
  const token = permissions === 'unknown' ? 'ghs_unknown' : addToken(github.state, [shop], { permissions });
  const run = addRun(github.state, shop);
  const workspace = mkdtempSync(join(tmpdir(), 'check-'));
  const job = startJob({
    processes: PROCESSES,
    workspace,
    github: githubContext({
      ...{ token, api_url: github.url, graphql_url: github.graphqlUrl, run_id: run.id },
      ...{ repository: 'octo/shop', sha: run.headSha },
    }),
    env: {
      ...{ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' },
      ...{ AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url, ...ecs.env, ...cloudwatch.env },
      ...env,
    },
  });
  github.log.length = 0;
  const before = shop.deployments.length;
  const uses = actionFolder('coordinate');
  const step = await job.run({ uses, with: { environment: 'production', operation: 'check', ...given } });
  const { summary } = await job.finish();
  const written = github.log.filter(
    ({ method, path, status }) => method !== 'GET' && !path.endsWith('/graphql') && status < 300,
  );
  // In every case.
  expect({ written, added: shop.deployments.length - before }).toEqual({ written: [], added: 0 });
  const errors = step.raw.split('\n').filter((line) => line.startsWith('::error'));
  const rows = step.stdout.split('\n').filter((line) => /^[✓!✗] /.test(line));
  const warnings = step.raw.split('\n').filter((line) => line.startsWith('::warning'));
  const file = join(workspace, 'health.json');
  const health = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(workspace, { recursive: true });
  return {
    exitCode: step.exitCode,
    rows: rows.join('\n'),
    errors,
    warnings,
    summary,
    health,
    outputs: step.outputs,
  };
}

const EVERYTHING = () => ({
  ...{ 'stack-name': 'shop', 'ecs-service': 'shop/web', 'slack-token': slack.token },
  ...{ 'updates-channel': slack.channels['deployments'] ?? '', 'slack-api-url': slack.apiUrl },
});

test('where all is right each row says so, and the step is green', async () => {
  const { exitCode, rows, errors, summary } = await check(EVERYTHING());
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
  for (const row of [
    '✓ github-token: reads octo/shop',
    '✓ deployments: write: may register, hold and release',
    '✓ actions: read: ',
    '✓ contents: read: ',
    '✓ registry: production is free',
    '✓ stack shop: CREATE_COMPLETE in eu-west-1',
    '✓ events of shop: ',
    '✓ ECS service shop/web: ',
    '✓ Slack: The token belongs to',
  ])
    expect(rows).toContain(row);
  expect(rows).not.toContain('✗');
  expect(summary).toContain('production: what a deployment will need');
  expect(summary.split('\n').filter((line) => line.startsWith('| ✓ |')).length).toBeGreaterThan(8);
});

test('what is not asked for is not looked at', async () => {
  const { exitCode, rows } = await check();
  expect(exitCode).toBe(0);
  expect(rows).not.toMatch(/stack|ECS|Slack|pager/);
});

describe('a permission that is missing is named, and the others are looked at all the same', () => {
  test.each([
    ['deployments: write', { ...ALL, deployments: 'read' as const }],
    [
      'contents: read',
      { metadata: 'read' as const, deployments: 'write' as const, actions: 'read' as const },
    ],
    [
      'actions: read',
      { metadata: 'read' as const, deployments: 'write' as const, contents: 'read' as const },
    ],
  ])('%s', async (permission, permissions) => {
    const { exitCode, rows, errors } = await check(EVERYTHING(), permissions);
    expect(exitCode).toBe(1);
    expect(rows).toContain(`✗ ${permission}: Give the job "permissions: ${permission}".`);
    expect(rows).toContain('✓ stack shop');
    expect(rows).toContain('✓ Slack');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(permission);
  });

  test('a token that GitHub does not know', async () => {
    const { exitCode, rows } = await check({}, 'unknown');
    expect(exitCode).toBe(1);
    expect(rows).toContain('✗ github-token: GitHub does not know this token');
  });

  test('a registry that the token does not see', async () => {
    addRepository(github.state, 'octo/registry', { private: true });
    const { exitCode, rows } = await check({ repository: 'octo/registry' });
    expect(exitCode).toBe(1);
    expect(rows).toContain('✗ github-token: It does not see octo/registry');
  });
});

test('a GitHub that is out of order is not known, never right', async () => {
  github.faults.add({ fault: { kind: 'status', status: 502 }, match: /actions\/runs/ });
  const { rows } = await check();
  expect(rows).toContain('! actions: read: Not known: GitHub answers HTTP 502');
  expect(rows).toContain('✓ contents: read');
});

test.each([
  ['DescribeStacks', '✗ stack shop: The role lacks cloudformation:DescribeStacks'],
  ['DescribeStackEvents', '✗ events of shop: The role lacks cloudformation:DescribeStackEvents'],
])('a role without %s', async (denied, row) => {
  aws.denied.add(denied);
  const { exitCode, rows } = await check(EVERYTHING());
  expect(exitCode).toBe(1);
  expect(rows).toContain(row);
});

test('a service that may not be read, or is not there', async () => {
  ecs.denied.add('DescribeServices');
  const denied = await check(EVERYTHING());
  expect(denied.rows).toContain('✗ ECS service shop/web: The role lacks ecs:DescribeServices');
  ecs.denied.clear();
  ecs.services.push({ name: 'shop/far', startsAt: 0, rollout: [], region: 'us-east-1' });
  const far = 'arn:aws:ecs:us-east-1:123456789012:service/shop/far';
  expect((await check({ 'ecs-service': far })).rows).toContain(`✓ ECS service ${far}: 2 of 2 tasks run`);
  const foreign = far.replace('123456789012', '999999999999');
  expect((await check({ 'ecs-service': foreign })).rows).toMatch(
    /✗ ECS service arn:.*: use credentials of that account/,
  );
  const missing = await check({ 'ecs-service': 'shop/wbe' });
  expect(missing.rows).toMatch(/✗ ECS service shop\/wbe: .*correct "ecs-service"/);
});

describe('what a bake would watch', () => {
  const ERRORS = { name: 'errors', startsAt: 0 };
  const baked = (given: Readonly<Record<string, string>>) =>
    check({ ...given, 'bake-query-url': cloudwatch.prometheus });

  test('alarms that are there, and queries that are answered', async () => {
    cloudwatch.alarms.push(ERRORS, { name: 'old', startsAt: 0, moments: [{ second: 1, state: 'ALARM' }] });
    const { exitCode, rows } = await baked({ 'bake-alarms': 'errors, old', 'bake-query': 'a: sum(x) > 1' });
    expect(exitCode).toBe(0);
    expect(rows).toContain('✓ alarms: 2 found, with their history');
    expect(rows).toContain('! alarms: alarm old was in ALARM before');
    expect(rows).toContain('✓ query a: it is answered');
  });

  test.each<{ given: Readonly<Record<string, string>>; row: RegExp; denied?: string }>([
    { given: { 'bake-alarms': 'erors' }, row: /✗ alarms: .*"erors" is no such alarm.*correct the name/ },
    {
      given: { 'bake-alarms': 'errors' },
      denied: 'DescribeAlarms',
      row: /✗ alarms: .*cloudwatch:DescribeAlarms/,
    },
    { given: { 'bake-query': 'a: sum(x > 1' }, row: /✗ query a: .*unclosed/ },
  ])('$row', async ({ given, row, denied }) => {
    cloudwatch.alarms.push(ERRORS);
    if (denied !== undefined) cloudwatch.denied.add(denied);
    const { exitCode, rows } = await baked(given);
    expect(exitCode).toBe(1);
    expect(rows).toMatch(row);
  });
});

test('a stack that is not there may be a first deployment', async () => {
  const gone = await check({ 'stack-name': 'shpo' });
  expect(gone).toMatchObject({ exitCode: 0 });
  expect(gone.rows).toContain('! stack shpo: There is none in eu-west-1');
});

test.each([
  [{ 'slack-token': 'xoxb-1-wrong' }, /✗ Slack: .*invalid_auth|✗ Slack: .*token/],
  [{ 'updates-channel': 'C0000000404' }, /✗ Slack: C0000000404/],
  [{ 'updates-channel': '' }, /✗ Slack: Input "updates-channel" is required/],
  [{ 'slack-token': '' }, /✗ Slack: Input "slack-token" is required/],
  [{ 'pager-key': 'key' }, /✗ pager: Input "pager-url" is required/],
])('Slack and pager with %j', async (given, row) => {
  const { exitCode, rows } = await check({ ...EVERYTHING(), ...given });
  expect(exitCode).toBe(1);
  expect(rows).toMatch(row);
});

test('a frozen environment is told, and is no fault of the setup', async () => {
  addDeployment(github.state, shop, {
    task: 'signalbox:freeze',
    payload: { signalbox: 1, reason: 'holiday | <b>all</b>', actor: 'mona' },
    environment: 'frozen',
    statuses: [{ state: 'in_progress' }],
  });
  const { exitCode, rows, summary } = await check({ environment: 'frozen' });
  expect(exitCode).toBe(0);
  expect(rows).toContain('! registry: frozen is frozen');
  // A name of others breaks no table.
  expect(summary).not.toContain('<b>');
  expect(
    summary
      .split('\n')
      .filter((line) => /registry/.test(line))[0]
      ?.match(/(?<!\\)\|/g),
  ).toHaveLength(4);
});

describe('health', () => {
  const health = async (
    given: Readonly<Record<string, string>> = {},
    permissions: Token['permissions'] | 'unknown' = ALL,
  ) => await check({ ...EVERYTHING(), operation: 'health', ...given }, permissions);
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../docs/health.schema.json'), 'utf8'));
  const fits = new Ajv2020({ validateFormats: false }).compile(schema);
  interface Told {
    readonly status: string;
    readonly checks: readonly { readonly name: string; readonly status: string; readonly message: string }[];
  }
  const statusOf = ({ checks }: Told, name: string) => checks.find((one) => one.name === name)?.status;

  test('where all is right the file says so, with what each look took, and the step is green', async () => {
    const found = await health();
    expect(found).toMatchObject({ exitCode: 0, errors: [], warnings: [], outputs: { state: 'ok' } });
    expect(found.health).toMatchObject({ status: 'ok', environment: 'production', repository: 'octo/shop' });
    expect(fits(found.health)).toBe(true);
    const names = found.health.checks.map(({ name }: { name: string }) => name);
    for (const name of [
      'github-token',
      'deployments: write',
      'rate limit core',
      'rate limit graphql',
      'registry',
      'exclusion',
      'stack shop',
      'Slack',
    ])
      expect(names).toContain(name);
    expect(found.summary).toContain('production is ok');
  });

  test('what a deployment cannot be without is down, and the step red', async () => {
    const found = await health({}, 'unknown');
    expect(found).toMatchObject({ exitCode: 1, outputs: { state: 'down' }, health: { status: 'down' } });
    expect(found.errors).toHaveLength(1);
    expect(found.errors[0]).toContain('production is down');
    expect(statusOf(found.health, 'Slack')).toBe('ok');
    expect(fits(found.health)).toBe(true);
  });

  test('what only tells of deployments is degraded, and a warning', async () => {
    const found = await health({ 'slack-token': 'xoxb-1-wrong' });
    expect(found).toMatchObject({ exitCode: 0, errors: [], outputs: { state: 'degraded' } });
    expect(found.warnings).toHaveLength(1);
    expect(statusOf(found.health, 'Slack')).toBe('degraded');
    expect(statusOf(found.health, 'registry')).toBe('ok');
  });

  test('a pager that is not there, and a GitHub that does not say, are not ok', async () => {
    const pager = await health({ 'pager-url': 'http://127.0.0.1:9', 'pager-key': 'key' });
    expect(pager).toMatchObject({ exitCode: 0, health: { status: 'degraded' } });
    github.faults.add({ fault: { kind: 'status', status: 502 }, match: /rate_limit/ });
    const limits = await health();
    expect(limits).toMatchObject({ exitCode: 0, health: { status: 'degraded' } });
    expect(statusOf(limits.health, 'rate limit')).toBe('degraded');
  });

  test('a registry that cannot be read is down', async () => {
    github.faults.add({ fault: { kind: 'status', status: 403 }, match: /graphql|\/deployments/ });
    expect(await health()).toMatchObject({ exitCode: 1, health: { status: 'down' } });
  });

  test('a role that may not look at the stack is down, a stack that moves is not', async () => {
    aws.denied.add('DescribeStacks');
    const denied = await health();
    expect(denied).toMatchObject({ exitCode: 1, health: { status: 'down' } });
    expect(statusOf(denied.health, 'stack shop')).toBe('down');
  });

  test('a frozen environment is healthy', async () => {
    const found = await health({ environment: 'frozen' });
    expect(found).toMatchObject({ exitCode: 0, health: { status: 'ok' } });
    expect(statusOf(found.health, 'registry')).toBe('ok');
  });

  test('two that hold at once are down, a holder whose job is over is degraded', async () => {
    const held = (environment: string, over: boolean) => {
      const run = addRun(github.state, shop);
      const job = addJob(github.state, shop, run, { createdAt: Date.now() - 3_600_000 });
      if (over) finishJob(github.state, job);
      if (over) job.completedAt = Date.now() - 1_800_000;
      addDeployment(github.state, shop, {
        ...{ environment, task: 'signalbox', createdAt: Date.now() - 3_500_000 },
        payload: {
          ...{ signalbox: 1, nonce: `n${run.id}`, repository: 'octo/shop', run_id: run.id, run_attempt: 1 },
          ...{ check_run_id: job.id, workflow: 'deploy | <b>', actor: 'mona' },
        },
        statuses: [{ state: 'in_progress', description: 'deploying', at: Date.now() - 3_400_000 }],
      });
    };
    held('left', true);
    const left = await health({ environment: 'left' });
    expect(left).toMatchObject({ exitCode: 0, health: { status: 'degraded' } });
    expect(statusOf(left.health, 'dead holders')).toBe('degraded');
    held('twice', false);
    held('twice', false);
    const twice = await health({ environment: 'twice' });
    expect(twice).toMatchObject({ exitCode: 1, health: { status: 'down' } });
    expect(statusOf(twice.health, 'exclusion')).toBe('down');
    expect(twice.summary).not.toContain('<b>');
  });
});

describe('the AWS role', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/deploy';
  const NO_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  let identity: Service;
  let refused: boolean;
  beforeAll(async () => {
    const refuse = () => ({ status: 500, headers: {}, body: '' });
    const handler = (incoming: Incoming) => {
      if (incoming.method === 'GET')
        return { status: 200, headers: {}, body: JSON.stringify({ value: 'jwt' }) };
      // docs.aws.amazon.com: STS, AssumeRoleWithWebIdentity
      const error = `<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized</Message></Error></ErrorResponse>`;
      const credentials =
        '<AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>key</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>';
      const result = `<AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult>`;
      return {
        status: refused ? 403 : 200,
        headers: { 'content-type': 'text/xml' },
        body: refused
          ? error
          : `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</AssumeRoleWithWebIdentityResponse>`,
      };
    };
    identity = await startService({ handler, faultAnswers: { error: refuse, rateLimit: refuse } });
  });
  afterAll(() => identity.close());

  const look = async (env: Readonly<Record<string, string>>) =>
    await check(
      {
        ...{ operation: 'health', 'role-to-assume': roleArn },
        'stack-name': 'shop',
        'ecs-service': 'shop/web',
      },
      ALL,
      { ...NO_KEYS, AWS_ENDPOINT_URL_STS: identity.url, ...env },
    );
  const oidc = () => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: `${identity.url}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
  });

  test('is assumed, and what needs AWS is looked at with it', async () => {
    refused = false;
    const { rows, exitCode, health } = await look(oidc());
    expect({ exitCode, status: health.status }).toEqual({ exitCode: 0, status: 'ok' });
    for (const row of [`✓ AWS role: ${roleArn} is assumed`, '✓ stack shop: ', '✓ ECS service shop/web: '])
      expect(rows).toContain(row);
  });

  test('that refuses the job, or that the job may not ask for, is down, and says how to mend it', async () => {
    refused = true;
    const denied = await look(oidc());
    expect(denied).toMatchObject({ exitCode: 1, health: { status: 'down' } });
    expect(denied.rows).toMatch(/✗ AWS role: .* was not assumed: .*trust policy/);
    const silent = await look({});
    expect(silent).toMatchObject({ exitCode: 1, health: { status: 'down' } });
    expect(silent.rows).toMatch(/✗ AWS role: .*"permissions: id-token: write"/);
  });
});

describe('what receives telemetry', () => {
  test('is asked for each signal, and stores nothing', async () => {
    const otlp = await startOtlp();
    const { rows, exitCode } = await check({ 'otlp-endpoint': otlp.url });
    await otlp.close();
    expect(exitCode).toBe(0);
    for (const signal of ['traces', 'metrics', 'logs'])
      expect(rows).toMatch(new RegExp(`✓ telemetry: .* takes ${signal}`));
    expect(otlp.requests.map(({ body }) => body.length)).toEqual([0, 0, 0]);
  });

  test('says how to mend what it refuses', async () => {
    const otlp = await startOtlp();
    otlp.answer = () => ({ status: 401 });
    const { rows, errors } = await check({
      'otlp-endpoint': otlp.url,
      'otlp-headers': 'authorization=Bearer%20wrong-token',
    });
    await otlp.close();
    expect(rows).toMatch(/✗ telemetry: traces: it answered 401: correct "otlp-headers"/);
    expect(errors).toHaveLength(1);
    expect(rows).not.toContain('wrong-token');
  });

  test('is not asked where there is none', async () => {
    expect((await check()).rows).not.toContain('telemetry');
  });
});
