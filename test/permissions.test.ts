// Missing permissions, through the real bundles: exit 1, one line that says what is missing, nothing written.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
  finishJob,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Token } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { startLonelyRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

const READ = { metadata: 'read', deployments: 'read', actions: 'read', contents: 'read' } as const;

/** Refusals that may pass are asked about again for a minute. */
const time = fastTime(10);

let github: GitHubSimulator;
/** A registration left behind by a job that is over. */
let leftover: number;

beforeAll(async () => {
  github = await startGitHub({ clock: time.clock });
  await warmUp(github);
  const shop = addRepository(github.state, 'octo/shop', { private: true });
  const run = addRun(github.state, shop);
  const job = addJob(github.state, shop, run);
  finishJob(github.state, job, 'failure');
  const hourAgo = time.clock.now() - 3_600_000;
  job.completedAt = hourAgo;
  const owner = { run_id: run.id, run_attempt: 1, check_run_id: job.id, workflow: 'deploy', actor: 'mona' };
  const payload = { signalbox: 1, nonce: 'n1', repository: 'octo/shop', ...owner, priority: 0, scope: 'job' };
  leftover = addDeployment(github.state, shop, {
    task: 'signalbox',
    payload: { ...payload, correlation_id: 'c1', stacks: [] },
    statuses: [
      { state: 'queued', at: hourAgo },
      { state: 'in_progress', description: 'holding', at: hourAgo },
    ],
  }).id;
  addDeployment(github.state, shop, {
    task: 'signalbox:freeze',
    payload: { signalbox: 1, reason: 'holiday', actor: 'mona' },
    environment: 'frozen',
    statuses: [{ state: 'in_progress', at: hourAgo }],
  });
});
afterAll(() => github.close());

async function attempt(
  action: string,
  given: Record<string, string>,
  permissions: Token['permissions'] | undefined,
) {
  const known = permissions && addToken(github.state, ['octo/shop'], { permissions });
  const sha = github.state.repositories.get('octo/shop')?.refs.get('refs/heads/main') ?? '';
  const addresses = { api_url: github.url, graphql_url: github.graphqlUrl };
  const { use, finish } = startLonelyRun({
    context: { token: known ?? 'ghs_unknown', ...addresses, sha },
    env: time.variables(),
  });
  github.log.length = 0;
  const main = await use(action, { environment: 'production', ...given });
  await finish();
  const errors = main.raw.split('\n').filter((line) => line.startsWith('::error'));
  const written = github.log.filter(
    ({ method, path, status }) =>
      method !== 'GET' && !path.endsWith('/graphql') && status >= 200 && status < 300,
  );
  return { main, errors, written };
}

async function expectRefusal(attempted: ReturnType<typeof attempt>, line: RegExp): Promise<void> {
  const { main, errors, written } = await attempted;
  expect(main.exitCode).toBe(1);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(line);
  expect(written).toEqual([]);
}

const WRITING: Readonly<Record<string, () => Record<string, string>>> = {
  acquire: () => ({}),
  register: () => ({}),
  freeze: () => ({ reason: 'holiday' }),
  unfreeze: () => ({ environment: 'frozen' }),
  release: () => ({ 'deployment-id': String(leftover) }),
  cleanup: () => ({}),
};
const READING = ['can-deploy', 'get-active', 'status', 'wait'];

describe.each(Object.entries(WRITING))('coordinate %s', (operation, given) => {
  test('names deployments: write to a token that may only read', () =>
    expectRefusal(
      attempt('coordinate', { operation, ...given() }, READ),
      /github-token.*deployments: write/,
    ));
});

describe.each([...Object.keys(WRITING), ...READING])('coordinate %s', (operation) => {
  const given = () => ({ operation, ...WRITING[operation]?.() });

  test('names the permission for deployments', () =>
    expectRefusal(
      attempt('coordinate', given(), { metadata: 'read' }),
      /github-token.*deployments: (read|write)/,
    ));
});

describe.each(['acquire', 'release', 'can-deploy'])('coordinate %s', (operation) => {
  const given = () => ({ operation, ...WRITING[operation]?.() });

  test('names the token that GitHub does not know', () =>
    expectRefusal(attempt('coordinate', given(), undefined), /github-token/));

  test('names the repository that the token does not see', () =>
    expectRefusal(attempt('coordinate', { ...given(), repository: 'octo/nowhere' }, READ), /octo\/nowhere/));
});

describe('coordinate acquire', () => {
  test('names the ref that is not in the repository', () =>
    expectRefusal(
      attempt('coordinate', { ref: 'e'.repeat(40) }, { ...READ, deployments: 'write' }),
      /ref.*eeee/,
    ));
});

describe('estimate-time', () => {
  test('names the token that GitHub does not know', () =>
    expectRefusal(attempt('estimate-time', {}, undefined), /github-token/));

  test('names the permission to read deployments', () =>
    expectRefusal(attempt('estimate-time', {}, { metadata: 'read' }), /github-token.*deployments: read/));
});

describe('guard', () => {
  test('names deployments: write to a token that may only read', () =>
    expectRefusal(attempt('guard', {}, READ), /github-token.*deployments: write/));

  test('names the repository that the token does not see', () =>
    expectRefusal(attempt('guard', { repository: 'octo/nowhere' }, READ), /octo\/nowhere/));
});
