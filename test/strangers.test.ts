// What somebody who may write deployments, and nothing else, writes into the registry: it decides nothing, ends nobody's
// work and costs little. Through the bundle as the runner starts it.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  addCommit,
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addStatus,
  addToken,
  finishJob,
  finishRun,
  type NewDeployment,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Commit, Repository } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import type { StepResult } from '@signalbox/simulator/runner/job';
import { type Given, startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

const DAY = 24 * 3600_000;
const time = fastTime(10);
const { clock } = time;

let github: GitHubSimulator;
let shop: Repository;
let token: string;
let environment: string;
let count = 0;

// A GitHub for each test: what floods one would be searched by all that follow.
beforeEach(async () => {
  github = await startGitHub({ seed: 11, validate: false, clock });
  await warmUp(github);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
  count += 1;
  environment = `env-${count}x`;
});
afterEach(() => github.close());

function newJob(options: { readonly repository?: Repository; readonly sha?: string } = {}) {
  const repository = options.repository ?? shop;
  const run = addRun(github.state, repository, options.sha === undefined ? {} : { headSha: options.sha });
  const started = startRun({ github, repository, token }, { run, env: time.variables() });
  const coordinate = (given: Given = {}) => started.use('coordinate', { environment, ...given });
  return { ...started, coordinate };
}

async function once(given: Given = {}, options: Parameters<typeof newJob>[0] = {}): Promise<StepResult> {
  const { coordinate, finish } = newJob(options);
  const step = await coordinate(given);
  await finish();
  return step;
}

/** A job that ran for an hour, a day ago. */
function oldJob(repository = shop, headSha?: string) {
  const run = addRun(github.state, repository, headSha === undefined ? {} : { headSha });
  const job = addJob(github.state, repository, run, { createdAt: clock.now() - DAY });
  finishJob(github.state, job);
  finishRun(github.state, run);
  job.completedAt = clock.now() - DAY + 3600_000;
  return { run, job };
}

const payloadOf = ({ run, job }: ReturnType<typeof oldJob>, more: object = {}) => ({
  ...{ signalbox: 1, nonce: `n${run.id}`, correlation_id: `c${run.id}`, repository: 'octo/shop' },
  ...{ run_id: run.id, run_attempt: 1, check_run_id: job.id, workflow: 'deploy', actor: 'mona' },
  ...{ priority: 0, scope: 'job', stacks: [], ...more },
});

/** A registration that says it deployed a day ago, for half an hour. */
function succeeded(given: NewDeployment = {}, more: object = {}, by = oldJob()) {
  const at = clock.now() - DAY + 60_000;
  return addDeployment(github.state, shop, {
    ...{ environment, task: 'signalbox', createdAt: at, payload: payloadOf(by, more) },
    statuses: [
      { state: 'in_progress', description: 'claim', at },
      { state: 'in_progress', description: 'deploying', at: at + 2000 },
      { state: 'success', at: at + 1_800_000 },
    ],
    ...given,
  });
}

/** A commit that no branch has, as one of a fork. */
function strayCommit(repository = shop): Commit {
  const tip = repository.refs.get('refs/heads/main') ?? '';
  const commit = addCommit(github.state, repository, { branch: 'stray' });
  repository.refs.delete('refs/heads/stray');
  expect(repository.refs.get('refs/heads/main')).toBe(tip);
  return commit;
}

const requests = async (work: () => Promise<unknown>): Promise<number> => {
  const before = github.log.length;
  await work();
  return github.log.length - before;
};

describe('a payload does not decide what code runs', () => {
  test('the commit is the deployment’s own, whatever the payload says', async () => {
    const good = addCommit(github.state, shop);
    const evil = strayCommit();
    succeeded({ sha: good.sha }, { sha: evil.sha });
    const holder = newJob();
    const { outputs } = await holder.coordinate();
    expect(outputs['deployed-sha']).toBe(good.sha);
    await holder.finish();
  });

  test('nothing is promoted on a payload’s word', async () => {
    const evil = strayCommit();
    const earlier = environment;
    succeeded({ sha: addCommit(github.state, shop).sha }, { sha: evil.sha });
    environment = `${environment}-next`;
    const step = await once({ 'promoted-from': earlier, ref: evil.sha });
    expect(step).toMatchObject({ exitCode: 1, outputs: { 'can-deploy': 'false' } });
    expect(step.outputs['reason']).toMatch(/^not-promoted: /);
  });

  test('nor of what was made with another identity than jobs have', async () => {
    const commit = addCommit(github.state, shop);
    succeeded({ sha: commit.sha, creator: 'integration[bot]' });
    const earlier = environment;
    environment = `${environment}-next`;
    const step = await once({ 'promoted-from': earlier, ref: commit.sha });
    expect(step).toMatchObject({ exitCode: 1 });
    expect(step.outputs['reason']).toMatch(/^not-promoted: .*was made by integration\[bot\]/);
  });

  describe('in a registry of another repository only what the run’s own commit confirms counts', () => {
    let blog: Repository;
    beforeEach(() => {
      blog = addRepository(github.state, 'octo/blog');
      token = addToken(github.state, [shop, blog]);
    });
    const recorded = (claimed: string, ran: string) =>
      succeeded({}, { repository: 'octo/blog', sha: claimed }, oldJob(blog, ran));
    const deployedSha = async () => {
      const step = await once({ repository: 'octo/shop', 'on-outdated': 'ignore' }, { repository: blog });
      expect(step.outputs['acquired']).toBe('true');
      return step;
    };

    test('the same: known', async () => {
      const commit = addCommit(github.state, blog);
      recorded(commit.sha, commit.sha);
      expect((await deployedSha()).outputs['deployed-sha']).toBe(commit.sha);
    });

    test('another: not known, and said', async () => {
      recorded(strayCommit(blog).sha, addCommit(github.state, blog).sha);
      const step = await deployedSha();
      expect(step.outputs['deployed-sha']).toBe('');
      expect(step.raw).toMatch(/::warning title=Deployed commit::.*not the one of its run/);
    });
  });

  describe('code of an earlier commit may be run again', () => {
    const status = (given: Given = {}) => once({ operation: 'status', ...given });

    test('when it is an ancestor and a run deployed it', async () => {
      const earlier = addCommit(github.state, shop);
      addCommit(github.state, shop);
      succeeded({ sha: earlier.sha });
      expect((await status()).outputs).toMatchObject({
        'deployed-sha': earlier.sha,
        'rollback-sha': earlier.sha,
      });
    });

    test('not when no branch has it', async () => {
      succeeded({ sha: strayCommit().sha });
      const step = await status();
      expect(step.outputs['rollback-sha']).toBe('');
      expect(step.stdout).toMatch(/not to be run again.*ancestor/);
      expect(step.summary).toMatch(/not to be run again.*ancestor/);
    });

    test.each([
      ['its run does not exist', () => ({ run_id: 77 })],
      ['its job is not of its run', () => ({ run_id: oldJob().run.id })],
      ['its job had ended before', () => ({})],
    ])('not when %s', async (name, more) => {
      const owner = oldJob();
      if (name.includes('ended')) owner.job.completedAt = clock.now() - DAY;
      const earlier = addCommit(github.state, shop);
      addCommit(github.state, shop);
      const fields = more();
      succeeded(
        { sha: earlier.sha },
        { ...fields, ...('run_id' in fields && fields.run_id === 77 ? { check_run_id: 78 } : {}) },
        owner,
      );
      const step = await status();
      expect(step.outputs['rollback-sha']).toBe('');
      expect(step.stdout).toMatch(/not to be run again.*did not deploy it/);
    });
  });
});

describe('exclusion never fails open', () => {
  const foreign = (howMany: number) => {
    for (let one = 0; one < howMany; one++) addDeployment(github.state, shop, { environment });
  };

  test('5,000 deployments of others after a holder: it holds, and little is spent', async () => {
    const holder = newJob();
    expect((await holder.coordinate()).outputs['acquired']).toBe('true');
    foreign(5100);
    let second: StepResult | undefined;
    const spent = await requests(async () => {
      second = await once({ 'on-busy': 'fail' });
    });
    expect(second).toMatchObject({ exitCode: 1, outputs: { acquired: 'false' } });
    expect(second?.outputs['reason']).toMatch(/^held: /);
    expect(spent).toBeLessThan(20);
    // Nor does it stop who has waited.
    const next = newJob();
    const waiting = next.coordinate();
    await holder.finish();
    expect((await waiting).outputs['acquired']).toBe('true');
    await next.finish();
  });

  test('5,000 deployments of others after a freeze: it is frozen', async () => {
    await once({ operation: 'freeze', reason: 'audit' });
    foreign(5100);
    const step = await once({ 'on-busy': 'fail' });
    expect(step.outputs['reason']).toMatch(/^frozen: by mona: audit/);
  });

  test.each(['queued', 'pending'] as const)('a holder that somebody calls %s holds', async (state) => {
    const holder = newJob();
    await holder.coordinate();
    const own = shop.deployments.at(-1);
    if (own) addStatus(github.state, own, { state, description: 'moved back', creator: 'cleaner[bot]' });
    // Long enough that the contender at the head would have been passed over.
    const step = await once({ 'on-busy': 'fail', 'claim-timeout': '30s' });
    expect(step.outputs['reason']).toMatch(/^held: /);
    await holder.finish();
  });

  test('more registrations than can be read: an error, also where an outage would be none', async () => {
    const owner = oldJob();
    for (let one = 0; one < 5001; one++)
      addDeployment(github.state, shop, {
        ...{ environment, task: 'signalbox', payload: payloadOf(owner, { nonce: `flood${one}` }) },
        statuses: [{ state: 'inactive' }],
      });
    const step = await once({ 'on-busy': 'fail', 'on-registry-error': 'proceed' });
    expect(step.exitCode).toBe(1);
    expect(step.outputs['can-deploy']).not.toBe('true');
    expect(step.raw).toMatch(/::error::.*more registrations than can be read/);
  });

  test('a freeze of last month, and grants after it that no job made: it is frozen', async () => {
    const month = clock.now() - 30 * DAY;
    addDeployment(github.state, shop, {
      ...{ environment, task: 'signalbox:freeze', createdAt: month },
      payload: { signalbox: 1, reason: 'moving', actor: 'mona' },
      statuses: [{ state: 'in_progress', at: month + 1000 }],
    });
    for (let one = 0; one < 120; one++) {
      const at = clock.now() - 20 * DAY + one * 1000;
      succeeded({
        createdAt: at,
        creator: 'integration[bot]',
        statuses: [
          { state: 'in_progress', at },
          { state: 'success', at: at + 500 },
        ],
      });
    }
    const step = await once({ 'on-busy': 'fail' });
    expect(step.outputs['reason']).toMatch(/^frozen: by mona: moving/);
  });

  test('what runs is found behind many that failed', async () => {
    const [older, newer] = [addCommit(github.state, shop), addCommit(github.state, shop)];
    const long = clock.now() - 40 * DAY;
    const statuses = [
      { state: 'in_progress' as const, at: long },
      { state: 'success' as const, at: long + 1000 },
    ];
    succeeded({ sha: newer.sha, createdAt: long, statuses });
    for (let one = 0; one < 150; one++) {
      const at = clock.now() - 10 * DAY + one * 1000;
      succeeded({
        createdAt: at,
        statuses: [
          { state: 'in_progress', at },
          { state: 'failure', at: at + 500 },
        ],
      });
    }
    const step = await once({ 'on-outdated': 'fail', ref: older.sha });
    expect(step).toMatchObject({ exitCode: 1 });
    expect(step.outputs['reason']).toMatch(/^outdated: /);
  });
});

/** Makes it so that the job has held its environment for ten minutes. */
function age({ job }: ReturnType<typeof newJob>): void {
  const earlier = clock.now() - 600_000;
  Object.assign(job, { createdAt: earlier });
  const own = shop.deployments.filter((one) => JSON.stringify(one.payload).includes(String(job.id)));
  for (const one of own) for (const status of one.statuses) Object.assign(status, { createdAt: earlier });
}

describe('a registration that cannot be valid is nobody’s', () => {
  const holds = (payload: object) =>
    addDeployment(github.state, shop, {
      ...{ environment, task: 'signalbox', payload: { ...payloadOf(newJob()), ...payload } },
      statuses: [{ state: 'in_progress', description: 'deploying' }],
    });

  test.each([
    { repository: `octo/${'x'.repeat(20_000)}` },
    { repository: 'octo/..' },
    { priority: 1_000_000 },
    { run_id: -1 },
    { workflow: 'w'.repeat(50_000) },
    { stacks: ['\n::error::x'] },
  ])('it neither breaks nor stops anybody (%#)', async (payload) => {
    holds(payload);
    const job = newJob();
    const step = await job.coordinate({ 'on-busy': 'fail' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
    expect((await job.finish()).status).toBe('success');
    expect((await once({ operation: 'cleanup' })).exitCode).toBe(0);
  });

  test('GitHub’s answers about a stranger’s repository end nobody’s work', async () => {
    for (const status of [400, 401, 403, 404, 410, 414, 422, 451]) {
      environment = `env-${count}x${status}`;
      github.faults.add({ match: /octo\/ghost/, fault: { kind: 'status', status } });
      holds({ repository: 'octo/ghost' });
      const step = await once({ 'on-busy': 'skip' });
      expect(step).toMatchObject({ exitCode: 0, outputs: { acquired: 'false' } });
      expect(step.outputs['reason']).toMatch(/^held: run \d+ of deploy by mona \(octo\/ghost\)/);
      expect((await once({ operation: 'cleanup' })).exitCode).toBe(0);
      github.faults.clear();
    }
  });

  test('a hold in the name of a job that did not run meanwhile turns no release red', async () => {
    const job = newJob();
    await job.coordinate();
    const [dead, ghost] = [oldJob(), oldJob()];
    addDeployment(github.state, shop, {
      ...{ environment, task: 'signalbox', payload: payloadOf(dead) },
      statuses: [{ state: 'in_progress', description: 'deploying' }],
    });
    addDeployment(github.state, shop, {
      ...{ environment, task: 'signalbox', payload: payloadOf(ghost, { run_id: 5, check_run_id: 6 }) },
      statuses: [{ state: 'in_progress', description: 'deploying' }],
    });
    age(job);
    const done = await job.finish();
    expect(done.steps.at(-1)?.raw).not.toContain('OVERLAP');
    expect(done.status).toBe('success');
  });

  test('a hold in the name of a job that runs does', async () => {
    const job = newJob();
    await job.coordinate();
    addDeployment(github.state, shop, {
      ...{ environment, task: 'signalbox', payload: payloadOf(newJob()) },
      statuses: [{ state: 'in_progress', description: 'deploying', at: clock.now() - 300_000 }],
    });
    age(job);
    const done = await job.finish();
    expect(done.steps.at(-1)?.raw).toContain('OVERLAP');
    expect(done.status).toBe('failure');
  });

  test('log lines stay short whatever a payload holds', async () => {
    holds({ workflow: 'w'.repeat(900), actor: 'a'.repeat(90), stacks: Array(100).fill('s'.repeat(100)) });
    const shown = [
      await once({ 'on-busy': 'skip' }),
      await once({ operation: 'get-active' }),
      await once({ operation: 'status' }),
      await once({ 'wait-timeout': '2s' }),
    ];
    for (const { raw } of shown) {
      const lines = raw.split('\n').filter((line) => !/^::(set-output|save-state|add-mask)/.test(line));
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(600);
    }
  });

  test('a hundred forged holders cost a look little', async () => {
    for (let one = 0; one < 100; one++)
      holds({ nonce: `forged${one}`, run_id: 1000 + one, check_run_id: 2000 + one });
    const spent = await requests(() => once({ 'on-busy': 'fail' }));
    expect(spent).toBeLessThan(40);
  });
});
