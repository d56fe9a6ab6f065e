// Every operation of coordinate, through the bundle as the runner starts it, on a GitHub that fails now and then.
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  addCommit,
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
  finishJob,
  joinConcurrencyGroup,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import type { StepResult } from '@signalbox/simulator/runner/job';
import { type Given, startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

const time = fastTime(10);
const { clock } = time;

let github: GitHubSimulator;
let shop: Repository;
let token: string;

beforeAll(async () => {
  github = await startGitHub({ seed: 7, clock });
  await warmUp(github);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterAll(() => github.close());
beforeEach(() => {
  github.faults.clear();
  github.faults.add({ fault: { kind: 'status', status: 502 }, match: /^GET|graphql/, probability: 0.1 });
  github.faults.add({ fault: { kind: 'delay', milliseconds: 500 }, probability: 0.2 });
});

/** A job of a new run, and its coordinate steps. */
function newJob(options: { readonly sha?: string; readonly repository?: Repository } = {}) {
  const repository = options.repository ?? shop;
  const context = options.sha === undefined ? {} : { sha: options.sha };
  const started = startRun({ github, repository, token }, { context, env: time.variables() });
  const coordinate = (environment: string, given: Given = {}) =>
    started.use('coordinate', { environment, ...given });
  return { ...started, coordinate };
}

/** One step of a job of its own. */
async function once(
  environment: string,
  given: Given,
  options: { readonly sha?: string } = {},
): Promise<StepResult> {
  const { coordinate, finish } = newJob(options);
  const step = await coordinate(environment, given);
  await finish();
  return step;
}

/** A log as GitHub keeps it. */
const stored = (lines: readonly string[]) =>
  lines.map((line) => `2026-11-21T10:00:00.1234567Z ${line}\n`).join('');

const errors = ({ raw }: StepResult) => raw.split('\n').filter((line) => line.startsWith('::error'));

test('acquire holds until the job ends; everybody else sees who, and skips, fails or waits', async () => {
  const holder = newJob();
  const held = await holder.coordinate('production', { 'correlation-id': 'release-42' });
  expect(held.outputs).toMatchObject({
    acquired: 'true',
    'can-deploy': 'true',
    reason: 'free',
    'queue-position': '0',
    'correlation-id': 'release-42',
    'deployed-sha': '',
  });
  expect(Number(held.outputs['fencing-token'])).toBeGreaterThan(2 ** 32);
  expect(held.summary).toContain(`[deploy ${holder.run.id}]`);
  expect(held.env).toMatchObject({ DEPLOYMENT_CORRELATION_ID: 'release-42' });

  const polled = await once('Production', { operation: 'can-deploy' });
  expect(polled.outputs).toMatchObject({ 'can-deploy': 'false', 'queue-position': '1' });
  expect(polled.outputs['reason']).toMatch(/^held: run \d+ of deploy by mona/);

  const shown = await once('production', { operation: 'get-active' });
  expect(shown.summary).toContain(`by mona deploys as registration ${held.outputs['deployment-id']} since`);
  const active = JSON.parse(shown.outputs['active'] ?? '');
  expect(active).toMatchObject({ runId: holder.run.id, actor: 'mona', correlationId: 'release-42' });

  const status = await once('production', { operation: 'status', 'correlation-id': 'release-42' });
  expect(status.outputs).toMatchObject({
    state: 'in_progress',
    'deployment-id': held.outputs['deployment-id'],
  });

  const skipped = await once('production', { 'on-busy': 'skip' });
  expect(skipped).toMatchObject({ exitCode: 0, outputs: { acquired: 'false', 'can-deploy': 'false' } });
  const failed = await once('production', { 'on-busy': 'fail' });
  expect(errors(failed)).toEqual([
    expect.stringMatching(/^::error::production cannot be deployed now: held: run/),
  ]);
  const late = await once('production', { 'wait-timeout': '3s' });
  expect(errors(late)).toEqual([
    expect.stringMatching(/^::error::Waited 3 s for production: run .*Raise wait-timeout/),
  ]);

  const next = newJob();
  const waiting = next.coordinate('production');
  const done = await holder.finish();
  expect(done.steps.at(-1)?.stdout).toMatch(/Released production after/);
  const second = { acquired: 'true', 'deployed-sha': holder.run.headSha };
  expect((await waiting).outputs).toMatchObject(second);
  expect((await next.finish()).status).toBe('success');
  expect((await once('production', { operation: 'status' })).outputs).toMatchObject({
    state: 'success',
    'deployed-sha': next.run.headSha,
  });
  const states = shop.deployments.map(({ statuses }) => statuses.at(-1)?.state);
  expect(states).not.toContain('in_progress');
  expect(states).not.toContain('queued');
});

test('the post step tells the outcome of the job, status its last lines too', async () => {
  const job = newJob();
  await job.coordinate('failing', { 'environment-url': 'https://shop.example' });
  await job.runner.shell('exit 1');
  await job.finish();
  finishJob(github.state, job.job, 'failure');
  job.job.log = stored(['installing', 'no space', '##[error]exit code 1.', 'Post job cleanup.', 'tidying']);
  const status = await once('failing', { operation: 'status' });
  expect(status.outputs).toMatchObject({ state: 'failure' });
  expect(status.stdout).toContain('\n  installing\n  no space\n  Error: exit code 1.');
  expect(status.stdout).not.toContain('tidying');
  expect(status.summary).toContain('<pre>\ninstalling\nno space\nError&#58; exit code 1.\n</pre>');
  expect(shop.deployments.at(-1)?.statuses.at(-1)).toMatchObject({
    state: 'failure',
    environmentUrl: 'https://shop.example',
  });
});

describe('status tells the last lines of a job that failed', () => {
  /** A deployment whose job failed, with its log as GitHub stores it. */
  function failed(environment: string, log: readonly string[] | null): void {
    const run = addRun(github.state, shop);
    const job = addJob(github.state, shop, run, { log: log === null ? null : stored(log) });
    finishJob(github.state, job, 'failure');
    const owner = { repository: 'octo/shop', run_id: run.id, run_attempt: 1, check_run_id: job.id };
    addDeployment(github.state, shop, {
      environment,
      task: 'signalbox',
      payload: { signalbox: 1, nonce: environment, ...owner, scope: 'job' },
      statuses: [{ state: 'in_progress', description: 'deploying' }, { state: 'failure' }],
    });
  }
  const status = (environment: string, given: Given = {}) =>
    once(environment, { operation: 'status', ...given });

  test('or says that there is no log', async () => {
    failed('expired', null);
    const { exitCode, stdout, summary } = await status('expired');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/last lines cannot be shown: the log of job \d+ cannot be read/);
    expect(summary).toContain('cannot be shown');
  });

  test('or that the token may not read it', async () => {
    failed('closed', ['##[error]hidden']);
    const narrow = addToken(github.state, [shop], { permissions: { metadata: 'read', deployments: 'read' } });
    const { exitCode, stdout } = await status('closed', { 'github-token': narrow });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/cannot be shown: .*actions: read/);
    expect(stdout).not.toContain('hidden');
  });

  test('and never obeys them', async () => {
    const attack = [
      '::error::forged',
      '##[error]a ##[add-mask]b',
      '</pre><img src=x>',
      '```',
      '\u001b[2J| @all',
    ];
    failed('hostile', attack);
    const { raw, summary, exitCode } = await status('hostile');
    expect(exitCode).toBe(0);
    expect(raw).not.toMatch(/^\s*::error|##\[/m);
    expect(raw).not.toContain('\u001b[2J');
    expect(raw).toContain('forged');
    expect(summary.match(/<[^>]*>/g)).toEqual(['<pre>', '</pre>']);
    expect(summary).not.toMatch(/```|@all/);
  });

  test('not those of another repository', async () => {
    failed('foreign', ['##[error]hidden']);
    const blog = addRepository(github.state, 'octo/notes');
    const asking = newJob({ repository: blog });
    const { stdout } = await asking.coordinate('foreign', { operation: 'status', repository: 'octo/shop' });
    await asking.finish();
    expect(stdout).toMatch(/cannot be shown: its job belongs to another repository, see http/);
    expect(stdout).not.toContain('hidden');
  });
});

test('freeze closes an environment, unfreeze opens it', async () => {
  const frozen = await once('frozen', { operation: 'freeze', reason: 'audit | <b>week</b>' });
  expect(frozen.outputs).toMatchObject({ 'can-deploy': 'false' });
  expect((await once('frozen', { operation: 'freeze', reason: 'again' })).stdout).toContain('frozen already');
  const polled = await once('frozen', { operation: 'can-deploy' });
  expect(polled.outputs['reason']).toBe('frozen: by mona: audit | <b>week</b>');
  expect(polled.summary).not.toContain('<b>');
  expect((await once('frozen', { 'on-busy': 'skip' })).outputs).toMatchObject({ acquired: 'false' });
  expect(frozen.summary).toMatch(/^### frozen: frozen&#58; audit &#124; .*week/);
  expect(frozen.summary).not.toContain('<b>');
  const opened = await once('frozen', { operation: 'unfreeze', reason: 'done' });
  expect(opened.summary.trim()).toBe('### frozen: open again&#58; done');
  expect((await once('frozen', { operation: 'can-deploy' })).outputs).toMatchObject({
    'can-deploy': 'true',
    reason: 'free',
  });
});

test('what one job acquired cannot be waited for by another: two would hold', async () => {
  const holder = newJob();
  const { outputs } = await holder.coordinate('borrowed');
  const id = outputs['deployment-id'] ?? '';
  const again = await holder.coordinate('borrowed', { operation: 'wait', 'deployment-id': id });
  expect(again.outputs).toMatchObject({ acquired: 'true', 'deployment-id': id });
  const other = await once('borrowed', { operation: 'wait', 'deployment-id': id });
  expect(other.exitCode).toBe(1);
  expect(other.outputs['acquired']).toBeUndefined();
  expect(other.stdout).toContain(`Input "deployment-id": ${id} belongs to the job of run`);
  expect((await holder.finish()).status).toBe('success');
});

test('register in one job, wait in a second, release in a third', async () => {
  const first = await once('staging', { operation: 'register' });
  const id = first.outputs['deployment-id'] ?? '';
  expect(first.outputs).toMatchObject({ acquired: 'false', 'queue-position': '1', state: 'queued' });
  const second = await once('staging', { operation: 'wait', 'deployment-id': id });
  expect(second.outputs).toMatchObject({ acquired: 'true', 'deployment-id': id });
  expect((await once('staging', { operation: 'can-deploy' })).outputs).toMatchObject({
    'can-deploy': 'false',
  });
  const wrong = await once('production', { operation: 'release', 'deployment-id': id });
  expect(errors(wrong)).toEqual([expect.stringContaining('belongs to the environment staging')]);
  expect((await once('staging', { operation: 'status' })).summary).toContain(`\`${id}\` |`);
  const released = await once('staging', { operation: 'release', 'deployment-id': id, state: 'success' });
  expect(released.summary.trim()).toBe(`### staging: ended registration ${id} as success`);
  expect((await once('staging', { operation: 'status' })).outputs).toMatchObject({ state: 'success' });
  expect((await once('staging', { operation: 'wait' })).outputs).toMatchObject({ 'can-deploy': 'true' });
});

test('cleanup ends what the dead left and deletes what is old', async () => {
  const dead = newJob();
  const held = await dead.coordinate('old');
  dead.runner.crash();
  await dead.finish();
  dead.job.status = 'completed';
  dead.job.conclusion = 'failure';
  dead.job.completedAt = clock.now() - 3600_000;
  const done = await once('old', { operation: 'cleanup', keep: 0, 'older-than': '0s' });
  expect(done.stdout).toMatch(/ended 1 and deleted 1 registrations/);
  expect(done.summary.trim()).toBe('### old: ended 1 and deleted 1 registrations.');
  const deployment = shop.deployments.find(({ id }) => String(id) === held.outputs['deployment-id']);
  expect(deployment).toMatchObject({ deletedAt: expect.any(Number) });
});

describe('on-outdated compares with the last success', () => {
  let older: string;
  beforeAll(async () => {
    older = shop.refs.get('refs/heads/main') ?? '';
    const newer = addCommit(github.state, shop);
    const job = newJob({ sha: newer.sha });
    await job.coordinate('ordered');
    await job.finish();
  });

  test.each([
    {
      how: 'fail',
      exitCode: 1,
      shown: /::error::ordered cannot be deployed now: outdated: .* is older than/,
    },
    { how: 'skip', exitCode: 0, shown: /::notice title=Skipped::Not deploying to ordered: outdated/ },
    { how: 'warn', exitCode: 0, shown: /::warning::Deploying an outdated commit/ },
  ])('$how', async ({ how, exitCode, shown }) => {
    const step = await once('ordered', { 'on-outdated': how }, { sha: older });
    expect(step.exitCode).toBe(exitCode);
    expect(step.raw).toMatch(shown);
  });
});

describe('promoted-from', () => {
  const given = { 'promoted-from': 'earlier' };
  const deploy = async (environment: string) => {
    const job = newJob();
    const step = await job.coordinate(environment);
    await job.finish();
    return { job, step };
  };
  const registered = (environment: string) =>
    shop.deployments.filter((each) => each.originalEnvironment === environment);

  test('refuses, with reason and way out, before anything is registered', async () => {
    const outputs = {
      'can-deploy': 'false',
      reason: expect.stringMatching(/^not-promoted: earlier runs no re/),
    };
    for (const operation of ['acquire', 'register']) {
      const step = await once('later', { ...given, operation });
      expect(step).toMatchObject({ exitCode: 1, outputs: { acquired: 'false', ...outputs } });
      expect(errors(step)).toEqual([expect.stringMatching(/not-promoted: .*Deploy it there first\.$/)]);
    }
    const polled = await once('later', { ...given, operation: 'can-deploy' });
    expect(polled).toMatchObject({ exitCode: 0, outputs });
    expect(registered('later')).toEqual([]);
  });

  test('lets the commit through that the earlier environment runs, and ends a wait that it outran', async () => {
    await deploy('earlier');
    const holder = newJob();
    expect(await holder.coordinate('later', given)).toMatchObject({ exitCode: 0 });
    const late = newJob();
    const waiting = late.coordinate('later', given);
    while (registered('later').length < 2) await setTimeout(100);
    addCommit(github.state, shop);
    await deploy('earlier');
    await holder.finish();
    const step = await waiting;
    expect(step).toMatchObject({ exitCode: 1, outputs: { acquired: 'false', 'can-deploy': 'false' } });
    expect(step.outputs['reason']).toMatch(/^not-promoted: earlier runs/);
    await late.finish();
    expect(registered('later').map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
      'success',
      'inactive',
    ]);
  });

  test('does not keep anybody waiting who only waits until nobody deploys', async () => {
    const step = await once('idle', {
      ...given,
      operation: 'wait',
      'wait-timeout': '5s',
      ref: 'e'.repeat(40),
    });
    expect(step).toMatchObject({ exitCode: 0, outputs: { 'can-deploy': 'true' } });
  });
});

test('on-registry-error: proceed deploys without the registry, and nobody can overlook it', async () => {
  github.faults.clear();
  github.faults.add({ fault: { kind: 'status', status: 400 + 103 } });
  const job = newJob();
  const [failed, proceeded] = await Promise.all([
    once('production', { 'on-busy': 'skip' }),
    job.coordinate('production', { 'on-busy': 'skip', 'on-registry-error': 'proceed' }),
  ]);
  expect(errors(failed)).toEqual([expect.stringContaining('GitHub could not be reached')]);
  expect(proceeded).toMatchObject({ exitCode: 0, outputs: { acquired: 'false', 'can-deploy': 'true' } });
  expect(proceeded.outputs['reason']).toMatch(/^registry-unavailable: /);
  expect(proceeded.raw).toContain('::warning title=Deploying without coordination::');
  expect(proceeded.summary).toContain('[!WARNING]');
  await job.finish();
});

test('require-concurrency-group wants the native group held by this run', async () => {
  const [holder, other] = [newJob(), newJob()];
  joinConcurrencyGroup(github.state, shop, 'Deploy', { run: holder.run });
  joinConcurrencyGroup(github.state, shop, 'Deploy', { run: other.run });
  const refused = await other.coordinate('grouped', { 'require-concurrency-group': 'deploy' });
  expect(errors(refused)).toEqual([
    expect.stringContaining('"require-concurrency-group": this run does not hold'),
  ]);
  const held = await holder.coordinate('grouped', { 'require-concurrency-group': 'deploy' });
  expect(JSON.parse(held.outputs['concurrency-group'] ?? '')).toMatchObject({
    name: 'deploy',
    holds: true,
    members: [{ holds: true }, { holds: false }],
  });
  await holder.finish();
  await other.finish();
});

test('several repositories share the registry of one', async () => {
  const ops = addRepository(github.state, 'octo/ops');
  const wide = addToken(github.state, [shop, ops]);
  const [first, second] = [newJob(), newJob({ repository: addRepository(github.state, 'octo/blog') })];
  const shared = { repository: 'octo/ops', 'github-token': wide };
  const held = await first.coordinate('shared', shared);
  expect(held.outputs).toMatchObject({ acquired: 'true' });
  const refused = await second.coordinate('shared', { ...shared, 'on-busy': 'skip' });
  expect(refused.outputs['reason']).toMatch(/^held: run \d+ of deploy by mona \(octo\/shop\)/);
  await second.finish();
  await first.finish();
  expect(ops.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success']);
});
