// What surrounds a deployment fails: Slack, AWS, the disk, the clock.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Incoming, type Reply, type Service, startService } from '@signalbox/simulator/http';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

test('Slack is down throughout: the deployment is green, and the log says what was not told', async () => {
  world.slack.faults.add({ fault: { kind: 'status', status: 503 } });
  const job = world.deployment();
  const main = await job.guard(world.slackInputs);
  await job.runner.shell('echo deployed');
  const { status, annotations } = await job.finish();
  expect(main.exitCode).toBe(0);
  expect(status).toBe('success');
  expect(annotations).toContainEqual(
    expect.objectContaining({ level: 'warning', message: expect.stringMatching(/waits? in the outbox/) }),
  );
  expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
});

test('AWS throttles everybody for minutes: waited out, and the end is still seen', async () => {
  const stack = world.stack('update-ok');
  const job = world.deployment();
  await job.guard({ 'stack-name': stack.name });
  world.aws.begin(stack);
  const restore = world.aws.faults.add({ fault: { kind: 'rate-limit', retryAfterSeconds: 1 } });
  await world.clock.sleep(4 * 60_000);
  restore();
  const { status, summary } = await job.finish();
  expect(status).toBe('success');
  expect(summary).toContain('succeeded');
  expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
});

test('AWS credentials expire while the stack moves: the outcome is called unknown, not failed', async () => {
  const stack = world.stack('update-ok');
  const job = world.deployment();
  await job.guard({ 'stack-name': stack.name });
  world.aws.begin(stack);
  await world.clock.sleep(20_000);
  world.aws.expireCredentials();
  const { status, summary, annotations } = await job.finish();
  expect(status).toBe('success');
  expect(summary).toContain('Lost sight');
  expect(annotations.map(({ message }) => message).join('\n')).toContain('is not known');
});

describe('AWS credentials that the job loses, with role-to-assume', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/deploy';
  let identity: Service;
  beforeEach(async () => {
    const refuse = () => ({ status: 500, headers: {}, body: '' });
    identity = await startService({
      handler: assumeRole,
      faultAnswers: { error: refuse, rateLimit: refuse },
    });
  });
  afterEach(() => identity.close());

  const role = { 'role-to-assume': roleArn, 'aws-region': 'eu-west-1' };
  const oidc = () => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: `${identity.url}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
    AWS_ENDPOINT_URL_STS: identity.url,
  });
  const NONE = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '', AWS_REGION: '' };
  const assumed = () => identity.log.filter(({ method }) => method === 'POST');

  /** The GitHub token's and AWS's side of OIDC. */
  function assumeRole({ method, body, query }: Incoming): Reply {
    if (method === 'GET')
      return {
        status: 200,
        headers: {},
        body: JSON.stringify({ value: `jwt for ${query.get('audience')}` }),
      };
    const asked = Object.fromEntries(new URLSearchParams(body));
    expect(asked).toMatchObject({ RoleArn: roleArn, WebIdentityToken: 'jwt for sts.amazonaws.com' });
    const credentials =
      '<AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>new-secret-key</SecretAccessKey><SessionToken>new-session-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>';
    const result = `<AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult>`;
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</AssumeRoleWithWebIdentityResponse>`,
    };
  }

  test('there never were any: the turn, the watch and the verdict are had all the same', async () => {
    const stack = world.stack('update-failed-nested');
    const job = world.deployment({ env: { ...oidc(), ...NONE } });
    expect(await job.guard({ ...role, 'stack-name': stack.name })).toMatchObject({ exitCode: 0 });
    world.aws.begin(stack);
    const { status } = await job.finish();
    expect(status).toBe('failure');
    expect(world.endings()).toEqual([expect.stringMatching(/^failure: .*: /)]);
    expect(assumed().length).toBeGreaterThan(0);
  });

  // As the post step of configure-aws-credentials does, which runs first where that step came later.
  test('a later step blanks them: the monitor keeps its own, and a stack that moves keeps the environment closed', async () => {
    const stack = world.stack('update-ok');
    const job = world.deployment({ env: oidc() });
    await job.guard({ ...role, 'stack-name': stack.name, timeout: '30s' });
    world.aws.begin(stack);
    const blank = Object.keys(NONE).map((name) => `echo ${name}= >>"$GITHUB_ENV"`);
    await job.runner.shell(blank.join('\n'));
    expect(assumed()).toEqual([]);
    const { summary } = await job.finish();
    expect(summary).not.toContain('Lost sight');
    expect(world.endings()).toEqual([
      expect.stringMatching(/^in_progress: closed until .*stack \S+ is UPDATE_IN_PROGRESS/),
    ]);
    expect(assumed()).toHaveLength(1);
  });

  test('a command has new ones, masked, for its smoke test and its rollback, and no input of ours', async () => {
    const job = world.deployment({ env: oidc() });
    const show = 'echo "$AWS_ACCESS_KEY_ID in $AWS_REGION with ${AWS_SESSION_TOKEN:-none}"';
    const main = await job.guard({
      ...{ ...role, 'deploy-command': `${show} first`, 'smoke-command': `${show} second; exit 1` },
      'rollback-command': `${show} third; env | grep -c '^INPUT_' || true`,
    });
    expect(main.outputs).toMatchObject({ outcome: 'rolled-back' });
    expect(main.stdout).toContain('AKIATEST in eu-west-1 with none first');
    expect(main.stdout).toContain('ASIATEST in eu-west-1 with *** second');
    expect(main.stdout).toContain('ASIATEST in eu-west-1 with *** third');
    expect(main.stdout).toMatch(/^0$/m);
    expect(assumed()).toHaveLength(2);
    await job.finish();
  });

  test('they expire while the turn is waited for', async () => {
    const stack = world.stack('update-ok');
    const holder = world.deployment();
    await holder.guard();
    const job = world.deployment({ env: oidc() });
    const waiting = job.guard({ ...role, 'stack-name': stack.name });
    await world.until(() => world.endings().length === 2);
    const stop = world.aws.expireCredentials({ times: 1 });
    await holder.finish();
    expect(await waiting).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
    stop();
    expect(assumed()).not.toEqual([]);
    await job.finish();
  });
});

test('AWS credentials that cannot read the stack are refused before the queue is joined', async () => {
  const stack = world.stack('update-ok');
  world.aws.denied.add('DescribeStacks');
  const job = world.deployment();
  const main = await job.guard({ 'stack-name': stack.name });
  expect(main.exitCode).toBe(1);
  expect(main.annotations).toEqual([
    expect.objectContaining({
      level: 'error',
      message: expect.stringContaining('cloudformation:DescribeStacks'),
    }),
  ]);
  await job.finish();
  expect(world.endings()).toEqual([]);
});

test('temporary files cannot be written: no watch and no Slack, but a deployment with a true record', async () => {
  const stack = world.stack('update-ok');
  const job = world.deployment();
  writeFileSync(join(job.runner.tempDir, 'signalbox'), 'in the way of a folder');
  const main = await job.guard({ 'stack-name': stack.name, ...world.slackInputs });
  expect(main).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
  const { status, annotations } = await job.finish();
  expect(status).toBe('success');
  const said = annotations.map(({ message }) => message).join('\n');
  expect(said).toContain('is not watched');
  expect(said).toContain('Slack was not told');
  // Nobody watched the stack: what became of it is not known.
  expect(world.endings()).toEqual([expect.stringMatching(/^error: .*not known/)]);
});

/** What is preloaded changes the environment of a process that starts. */
const full = (variable: string) => ({
  processes: 'fresh' as const,
  env: { NODE_OPTIONS: `--import=data:text/javascript,process.env.${variable}='/dev/full'` },
});

test('the disk is full: the summary is lost and said, the release is not', async () => {
  const job = world.deployment(full('GITHUB_STEP_SUMMARY'));
  expect(await job.guard()).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
  const { status, annotations } = await job.finish();
  expect(status).toBe('success');
  expect(annotations.map(({ message }) => message).join('\n')).toContain('summary could not be written');
  expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
});

test('the disk is full where the post step would find its ticket: refused before anything is registered', async () => {
  const job = world.deployment(full('GITHUB_STATE'));
  const main = await job.guard();
  expect(main.exitCode).toBe(1);
  expect(main.raw).toContain('ENOSPC');
  await job.finish();
  expect(world.endings()).toEqual([]);
});

test.each([1, -1])(
  "the runner's clock is off by %d hour: nobody overlaps, and the times told are true",
  async (hours) => {
    const [holder, next] = [
      world.deployment({ offsetMs: hours * 3_600_000 }),
      world.deployment({ offsetMs: -hours * 3_600_000 }),
    ];
    await holder.guard();
    const waiting = next.guard();
    await world.until(
      () => world.endings().length === 2 && world.endings()[1]?.startsWith('queued') === true,
    );
    expect(world.endings()[0]).toMatch(/^in_progress: deploying/);
    await holder.finish();
    expect(world.endings()[0]).toMatch(/^success: deployed in (\d+ s|\d+ min)/);
    const turn = await waiting;
    expect(turn).toMatchObject({ outputs: { acquired: 'true' } });
    expect(turn.stdout).toMatch(/1st in line behind run \d+ .*, deploying for \d+ s[.;]/);
    await next.finish();
  },
);
