// The root action's bundle, as a workflow with one step uses it.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { readTimeline } from '@signalbox/simulator/cloudformation/timeline';
import { addDeployment, addRepository, addStatus, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import type { Job } from '@signalbox/simulator/runner/job';
import { actionFolder, endingOf, startRun } from './start-run.ts';
import { warmUp } from './warm-up.ts';

// Real processes against real (if local) servers: generous, and only a limit.
jest.setTimeout(180_000);

const FIXTURES = join(import.meta.dirname, '../packages/simulator/fixtures/timelines');

const time = fastTime(10);
const { clock } = time;

let github: GitHubSimulator;
let aws: CloudFormationSimulator;
let shop: Repository;
let token: string;

beforeEach(async () => {
  [github, aws] = await Promise.all([startGitHub({ clock }), startCloudFormation({ clock, speed: 6 })]);
  await warmUp(github);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
});
afterEach(() => Promise.all([github.close(), aws.close()]));

function newJob(): Job {
  const env = {
    ...time.variables(),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  return startRun({ github, repository: shop, token }, { env }).runner;
}

const guard = (given: Record<string, string> = {}) => ({
  uses: actionFolder('guard'),
  with: { environment: 'production', ...given },
});

/** The last status of every deployment, oldest first. */
const endings = () => shop.deployments.map(endingOf);

test('an environment alone is enough: no AWS, no Slack', async () => {
  const job = newJob();
  const main = await job.run(guard());
  expect(main.outputs).toMatchObject({ acquired: 'true', reason: 'free', confidence: 'none' });
  await job.shell('echo deployed');
  const { status, summary } = await job.finish();
  expect(status).toBe('success');
  expect(endings()).toEqual([expect.stringMatching(/^success: deployed in /)]);
  expect(summary).toContain('### production: deployed after');
  expect(aws.log).toEqual([]);
});

test('the first deployment is estimated from those of others, where that was asked for', async () => {
  for (let age = 1; age <= 3; age++) {
    const foreign = addDeployment(github.state, shop, { environment: 'production', task: 'deploy' });
    for (const [state, seconds] of [
      ['in_progress', 0],
      ['success', 300],
    ] as const)
      addStatus(github.state, foreign, { state, at: clock.now() - age * 3_600_000 + seconds * 1000 });
  }
  const job = newJob();
  const { outputs } = await job.run(guard({ 'foreign-history': 'true' }));
  expect(outputs).toMatchObject({
    'sample-size': '3',
    'estimated-seconds': expect.stringMatching(/^[23]\d\d$/),
  });
  expect((await job.finish()).status).toBe('success');
});

test('a failing deploy step is recorded as a failure', async () => {
  const job = newJob();
  await job.run(guard());
  await job.shell('exit 3');
  expect((await job.finish()).status).toBe('failure');
  expect(endings()).toEqual([expect.stringMatching(/^failure: a step of the job failed$/)]);
});

test('a job that had failed before is not blamed on the deployment', async () => {
  const job = newJob();
  await job.shell('exit 1');
  await job.run({ ...guard(), always: true });
  await job.finish();
  expect(endings()).toEqual([expect.stringMatching(/^failure: the job had failed before this deployment/)]);
});

test('a green job over a stack that rolled back is made red, with the cause', async () => {
  const timeline = readTimeline(join(FIXTURES, 'update-failed-nested.json'));
  const stack = aws.add([timeline]);
  const job = newJob();
  await job.run(guard({ 'stack-name': timeline.stack.name, 'poll-interval': '1s' }));
  aws.begin(stack);
  await job.shell('echo the deploy command does not wait for the stack');
  const { status, annotations } = await job.finish();
  expect(status).toBe('failure');
  const [ending] = endings();
  expect(ending).toContain(`failure: rolled back: ${timeline.expect.rootCause?.logicalId}`);
  expect(annotations.map(({ message }) => message).join('\n')).toContain('although the job succeeded');
});

test('a deploy step that changes nothing is not waited for', async () => {
  const timeline = readTimeline(join(FIXTURES, 'update-ok.json'));
  aws.add([timeline]);
  const job = newJob();
  await job.run(guard({ 'stack-name': timeline.stack.name, 'start-timeout': '1h' }));
  await job.shell('echo no changes to deploy');
  const { status, summary } = await job.finish();
  expect(status).toBe('success');
  expect(summary).toContain('no-changes');
});

test('an environment that is held is skipped in green, and nothing is watched or released', async () => {
  const holder = newJob();
  await holder.run(guard());
  const late = newJob();
  const main = await late.run(guard({ 'on-busy': 'skip', 'stack-name': 'shop' }));
  expect(main).toMatchObject({
    exitCode: 0,
    outputs: {
      ...{ acquired: 'false', reason: expect.stringMatching(/^held: /), 'queue-position': '1' },
      active: expect.stringContaining('"deploymentId":'),
    },
    summary: expect.stringContaining('### production: held&#58; run'),
  });
  expect((await late.finish()).status).toBe('success');
  expect(endings()).toEqual([expect.stringMatching(/^in_progress: deploying/)]);
  await holder.finish();
});

test('with GitHub out of order it refuses in one line, or proceeds loudly where that was asked for', async () => {
  github.faults.add({ fault: { kind: 'status', status: 502 } });
  const [strict, bold] = [newJob(), newJob()];
  const [refused, proceeding] = await Promise.all([
    strict.run(guard({ 'wait-timeout': '20s' })),
    bold.run(guard({ 'on-registry-error': 'proceed' })),
  ]);
  expect(refused.exitCode).toBe(1);
  expect(refused.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(proceeding.outputs).toMatchObject({ acquired: 'false', 'can-deploy': 'true' });
  expect(proceeding.stdout).toMatch(/WITHOUT the registry/);
  github.faults.clear();
  expect((await strict.finish()).status).toBe('failure');
  expect((await bold.finish()).status).toBe('success');
});
