// What people read of a turn that was not given, and of an environment: outputs and summary of the real bundle.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addCommit, addRepository, addRun, addToken, finishJob } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import type { StepResult } from '@signalbox/simulator/runner/job';
import { type Given, startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

/** The words of the contract. */
const REASON =
  /^(free|held|queued-behind|frozen|stack-busy|stack-broken|outdated|not-promoted|registry-unavailable)(: |$)/;

const time = fastTime(10);
const { clock } = time;

let github: GitHubSimulator;
let shop: Repository;
let token: string;

beforeAll(async () => {
  github = await startGitHub({ seed: 3, clock });
  await warmUp(github);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterAll(() => github.close());

function newJob() {
  const started = startRun({ github, repository: shop, token }, { env: time.variables() });
  const coordinate = (environment: string, given: Given = {}) =>
    started.use('coordinate', { environment, ...given });
  return { ...started, coordinate };
}

async function once(environment: string, given: Given): Promise<StepResult> {
  const { coordinate, finish } = newJob();
  const step = await coordinate(environment, given);
  await finish();
  return step;
}

describe('a turn that was not given', () => {
  const environment = 'busy';
  let holder: ReturnType<typeof newJob>;
  beforeAll(async () => {
    holder = newJob();
    await holder.coordinate(environment);
  });
  afterAll(() => holder.finish());

  const expectHolder = ({ outputs, summary }: StepResult) => {
    expect(outputs).toMatchObject({ acquired: 'false', 'can-deploy': 'false', 'queue-position': '1' });
    expect(outputs['reason']).toMatch(/^held: /);
    expect(JSON.parse(outputs['active'] ?? '')).toMatchObject({ runId: holder.run.id });
    expect(summary).toMatch(/^### busy: held/m);
    expect(summary).toContain(`| deploying | [deploy ${holder.run.id}]`);
  };

  test.each([
    ['skipped', { 'on-busy': 'skip' }, 0],
    ['refused', { 'on-busy': 'fail' }, 1],
    ['timed out', { 'wait-timeout': '2s' }, 1],
    ['waited for in vain until nobody deploys', { operation: 'wait', 'wait-timeout': '2s' }, 1],
  ])('%s: outputs and summary show who holds', async (_, given, exitCode) => {
    const step = await once(environment, given);
    expect(step.exitCode).toBe(exitCode);
    expectHolder(step);
  });

  test('cancelled: outputs and summary show who holds', async () => {
    const waiter = newJob();
    const waiting = waiter.coordinate(environment);
    const queued = () => shop.deployments.at(-1)?.statuses.at(-1)?.description.startsWith('waiting') ?? false;
    while (!queued()) await new Promise((resolve) => setImmediate(resolve));
    await waiter.runner.cancel();
    expectHolder(await waiting);
    await waiter.finish();
  });
});

describe('status', () => {
  test('says which commit runs, since when, by whom and from which run, who holds and waits, and what was before', async () => {
    const first = newJob();
    await first.coordinate('shown');
    await first.finish();
    addCommit(github.state, shop);
    const [holder, waiter] = [newJob(), newJob()];
    await holder.coordinate('shown');
    await waiter.coordinate('shown', { operation: 'register' });
    await once('shown', { operation: 'freeze', reason: 'audit | <b>' });
    const { outputs, summary } = await once('shown', { operation: 'status' });
    const address = outputs['deployed-run'] ?? '';
    expect(address).toMatch(new RegExp(`/octo/shop/actions/runs/${first.run.id}$`));
    expect(outputs).toMatchObject({
      ...{ state: 'in_progress', 'deployed-sha': first.run.headSha, 'deployed-by': 'mona' },
      'deployed-since': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      'rollback-sha': first.run.headSha,
    });
    expect(outputs['reason']).toMatch(/^frozen: by mona: audit/);
    const listed = (name: string) => JSON.parse(outputs[name] ?? '');
    expect(listed('queue')).toMatchObject([
      { phase: 'holding', sha: holder.run.headSha },
      { phase: 'waiting' },
    ]);
    expect(listed('frozen')).toMatchObject([{ by: 'mona', reason: 'audit | <b>' }]);
    expect(listed('deployments')).toMatchObject([
      { outcome: 'success', sha: first.run.headSha, actor: 'mona' },
    ]);
    expect(summary).toContain(`\`${first.run.headSha}\` runs since`);
    expect(summary).toMatch(/^Frozen by mona since \d{4}.*audit &#124; /m);
    expect(summary).toMatch(/^\| ended \| outcome \| took \| commit \| run \| by \|$/m);
    expect(summary).not.toContain('<b>');
    await once('shown', { operation: 'unfreeze' });
    await holder.finish();
  });

  test('calls nobody in progress whose job is over, and reason is a word of the contract', async () => {
    const holder = newJob();
    await holder.coordinate('lost');
    holder.runner.crash();
    await holder.finish();
    finishJob(github.state, holder.job, 'failure');
    const { outputs, summary } = await once('lost', { operation: 'status' });
    expect(outputs['state']).toBe('failure');
    expect(outputs['reason']).toMatch(/^held: .*job is over without releasing/);
    expect(summary).toContain('deploying, job over');
    for (const operation of ['can-deploy', 'status']) {
      for (const environment of ['lost', 'busy', 'never']) {
        const step = await once(environment, { operation });
        expect(step.outputs['reason']).toMatch(REASON);
      }
    }
  });
});

test.each([
  ['生产', '测试'],
  ['eu/west', 'eu-west'],
])('%s and %s of one run have ids of their own', async (...environments) => {
  const run = addRun(github.state, shop);
  const ids: (string | undefined)[] = [];
  for (const environment of environments) {
    const { use, finish } = startRun({ github, repository: shop, token }, { run, env: time.variables() });
    const step = await use('coordinate', { environment, operation: 'status' });
    ids.push(step.env['DEPLOYMENT_CORRELATION_ID']);
    await finish();
  }
  expect(new Set(ids).size).toBe(2);
});
