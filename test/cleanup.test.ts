// `cleanup` where GitHub refuses single rows: the others are tidied up, and it says at the end which were not.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
  finishJob,
  finishRun,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Deployment, Repository } from '@signalbox/simulator/github/state';
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

beforeAll(async () => {
  github = await startGitHub({ seed: 3, validate: false, clock });
  await warmUp(github);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterAll(() => github.close());
beforeEach(() => {
  github.faults.clear();
  environment = `old-${++count}x`;
});

/** Of a job that ended a day ago; `over` or still open. */
function remaining(state: 'success' | 'failure' | 'in_progress'): Deployment {
  const run = addRun(github.state, shop);
  const job = addJob(github.state, shop, run, { createdAt: clock.now() - 2 * DAY });
  finishJob(github.state, job);
  finishRun(github.state, run);
  job.completedAt = clock.now() - DAY;
  const at = clock.now() - 2 * DAY;
  return addDeployment(github.state, shop, {
    ...{ environment, task: 'signalbox', createdAt: at },
    payload: {
      ...{ signalbox: 1, nonce: `n${run.id}`, correlation_id: 'c', repository: 'octo/shop', run_id: run.id },
      ...{ run_attempt: 1, check_run_id: job.id, workflow: 'deploy', actor: 'mona', priority: 0 },
      ...{ scope: 'job', stacks: [] },
    },
    statuses: [
      { state: 'in_progress', description: 'deploying', at },
      ...(state === 'in_progress' ? [] : [{ state, at: at + 1000 }]),
    ],
  });
}

async function operation(given: Given): Promise<StepResult> {
  const { use, finish } = startRun({ github, repository: shop, token }, { env: time.variables() });
  const step = await use('coordinate', { environment, ...given });
  await finish();
  return step;
}
const cleanup = () => operation({ operation: 'cleanup', keep: 0, 'older-than': '0s' });
const refuse = (method: string, { id }: Deployment, path = '$', status = 422) =>
  github.faults.add({
    match: new RegExp(`^${method} .*/deployments/${id}${path}`),
    fault: { kind: 'status', status },
  });

test.each([403, 409, 422, 502])(
  'one row cannot be deleted (%d): the others are, and it is red',
  async (status) => {
    const [first, second, third] = [remaining('failure'), remaining('failure'), remaining('failure')];
    refuse('DELETE', second, '$', status);
    const step = await cleanup();
    expect([first, second, third].map(({ deletedAt }) => deletedAt !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
    expect(step).toMatchObject({ exitCode: 1, outputs: { state: 'failure' } });
    expect(step.raw).toMatch(
      new RegExp(
        `::error::.*deleted 2 registrations. GitHub refused 1 of them. Registration ${second.id} could not be deleted`,
      ),
    );
    expect(step.summary).toContain(`Registration ${second.id}`);
  },
);

test('one that runs no more cannot be made inactive: the others go on', async () => {
  const [older, between, newest] = [remaining('success'), remaining('success'), remaining('success')];
  refuse('POST', between, '/statuses');
  const step = await cleanup();
  expect([older, between, newest].map(({ deletedAt }) => deletedAt !== undefined)).toEqual([
    true,
    false,
    false,
  ]);
  expect(step.raw).toMatch(new RegExp(`::error::.*Registration ${between.id} could not be deleted`));
});

describe('a dead holder that GitHub does not let us end', () => {
  test('is named by cleanup, which does the rest', async () => {
    const [old, dead, other] = [remaining('failure'), remaining('in_progress'), remaining('in_progress')];
    refuse('POST', dead, '/statuses');
    const step = await cleanup();
    expect(step.exitCode).toBe(1);
    expect(step.raw).toMatch(new RegExp(`Registration ${dead.id} of run \\d+ could not be ended`));
    expect(step.raw).toMatch(/ended 1 and deleted/);
    expect(other.statuses.at(-1)?.state).toBe('error');
    expect(old.deletedAt).toBeDefined();
  });

  test('stays in the way of the next, who waits and says so', async () => {
    const dead = remaining('in_progress');
    refuse('POST', dead, '/statuses');
    const step = await operation({ 'on-busy': 'skip' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { acquired: 'false' } });
    expect(step.outputs['reason']).toMatch(/^held: /);
    expect(step.raw).toMatch(/::warning.*could not be ended/);
  });
});

test('where all are refused it does not try a hundred', async () => {
  for (let one = 0; one < 12; one++) remaining('failure');
  github.faults.add({ match: /^DELETE /, fault: { kind: 'status', status: 422 } });
  const before = github.log.length;
  const step = await cleanup();
  expect(step.raw).toMatch(
    /::error::.*deleted 0 registrations. 7 more are left for the next time. GitHub refused 5/,
  );
  expect(github.log.length - before).toBeLessThan(30);
});

test('what is deleted is in the ledger before, where a later look back finds it as it was', async () => {
  const all = [remaining('success'), remaining('failure'), remaining('success')];
  const before = github.log.length;
  const step = await cleanup();
  expect(step).toMatchObject({ exitCode: 0 });
  const [first, second] = all;
  expect([first?.deletedAt, second?.deletedAt]).not.toContain(undefined);
  const records = shop.deployments.filter(
    ({ task, originalEnvironment }) => task === 'signalbox:ledger' && originalEnvironment === environment,
  );
  const rows = records.flatMap(({ payload }) => (payload as { rows: { i: number; o: string }[] }).rows);
  expect(rows.map(({ i, o }) => [i, o])).toEqual([
    [first?.id, 's'],
    [second?.id, 'f'],
  ]);
  for (const { payload, statuses } of records) {
    expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(2000);
    expect(statuses.map(({ state }) => state)).toEqual(['inactive']);
  }
  const writes = github.log
    .slice(before)
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('graphql'));
  expect(writes.map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE', 'POST', 'DELETE']);
  await cleanup();
  const kept = shop.deployments.filter(
    ({ task, originalEnvironment, deletedAt }) =>
      task === 'signalbox:ledger' && originalEnvironment === environment && deletedAt === undefined,
  );
  expect(kept).toHaveLength(records.length);
});

test('where the ledger cannot be written nothing is deleted', async () => {
  const old = remaining('failure');
  github.faults.add({ match: /^POST .*\/deployments$/, fault: { kind: 'status', status: 422 } });
  const step = await cleanup();
  expect(step.exitCode).toBe(1);
  expect(old.deletedAt).toBeUndefined();
});
