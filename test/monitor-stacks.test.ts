// Whose end it is, and which, by the monitor's bundle against the simulated CloudFormation: refused and repeated
// deletions, late and further operations in parallel to the job's steps, names, regions and credentials.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { type Plan, synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { actionFolder, firstCall, startLonelyRun } from './start-run.ts';

const MONITOR = actionFolder('monitor');
const QUEUE = { id: 'Queue', type: 'AWS::SQS::Queue', seconds: 5 };
const DENIED = 'Access Denied (HandlerErrorCode: AccessDenied)';
const ID = '00000000-0000-4000-8000-00000000000';
const arn = (nth: number, region = 'eu-west-1') =>
  `arn:aws:cloudformation:${region}:123456789012:stack/shop/${ID}${nth}`;

const timeline = (plan: Partial<Plan>) =>
  synthesize({ name: 'told', stackName: 'shop', operation: 'UPDATE', resources: [QUEUE], ...plan });
const UPDATE = timeline({});
const FAILING = timeline({ resources: [{ ...QUEUE, fails: DENIED }] });

let opened: CloudFormationSimulator[] = [];
beforeEach(() => {
  opened = [];
});
afterEach(async () => {
  for (const simulator of opened) await simulator.close();
});

async function world(env: Readonly<Record<string, string>> = {}) {
  const aws = await startCloudFormation({ speed: 10 });
  opened.push(aws);
  const { runner: job } = startLonelyRun({
    env: {
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: aws.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    },
  });
  const inputs = { 'stack-name': 'shop', 'poll-interval': '1s', 'start-timeout': '20s' };
  return { aws, job, inputs };
}

const errors = (annotations: readonly { level: string; message: string }[]) =>
  annotations.filter(({ level }) => level === 'error').map(({ message }) => message);

describe.each(['UPDATE_COMPLETE', 'CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'])(
  'a deletion that is refused and falls back to %s',
  (status) => {
    test('is red, with the reason', async () => {
      const { aws, job, inputs } = await world();
      const reason = 'Export shop-vpc cannot be deleted as it is in use by other';
      const stack = aws.add([timeline({ operation: 'DELETE', refused: { status, reason } })]);
      const running = job.run({ uses: MONITOR, with: inputs });
      await firstCall(aws);
      aws.begin(stack);
      const step = await running;
      await job.finish();
      expect(step).toMatchObject({
        conclusion: 'failure',
        outputs: { status: 'failed', 'stack-status': status, 'failed-resource': 'shop' },
      });
      expect(step.outputs['failure-reason']).toBe(reason);
      expect(JSON.parse(step.outputs['root-cause'] ?? '')).toMatchObject({ kind: 'export-in-use' });
    });
  },
);

describe('beside the job’s steps', () => {
  test('a stack that is created again in vain, long after it was deleted', async () => {
    const { aws, job, inputs } = await world();
    const operation = 'CREATE';
    const broken = [{ ...QUEUE, fails: DENIED }];
    const first = aws.add([
      timeline({ operation, arn: arn(1), resources: broken }),
      timeline({ operation: 'DELETE', arn: arn(1) }),
    ]);
    const second = aws.add([timeline({ operation, arn: arn(2), resources: broken })]);
    const with_ = { ...inputs, 'start-timeout': '1s', mode: 'background' };
    await job.run({ uses: MONITOR, with: with_ });
    await firstCall(aws);
    aws.begin(first);
    await until(() => aws.look(arn(1))?.status === 'ROLLBACK_COMPLETE');
    aws.begin(first);
    await until(() => aws.look(arn(1))?.status === 'DELETE_COMPLETE');
    await delay(3000);
    aws.begin(second);
    const { status, steps } = await job.finish();
    const post = steps.find(({ phase }) => phase === 'post');
    expect(status).toBe('failure');
    expect(errors(post?.annotations ?? []).join()).toContain('Stack shop rolled-back');
    expect(post?.summary).toContain('Queue');
  }, 120_000);

  test.each([
    ['begins after the start time-out, by a command that does not wait', [FAILING], 'failure'],
    ['fails after one that succeeded', [UPDATE, FAILING], 'failure'],
    ['succeeds after one that failed', [FAILING, UPDATE], 'success'],
  ] as const)(
    'an operation that %s decides',
    async (_, timelines, conclusion) => {
      const { aws, job, inputs } = await world();
      const stack = aws.add(timelines as unknown as Parameters<typeof aws.add>[0]);
      await job.run({ uses: MONITOR, with: { ...inputs, 'start-timeout': '1s', mode: 'background' } });
      await firstCall(aws);
      await delay(2000);
      for (const [nth] of timelines.entries()) {
        if (nth > 0)
          await until(() => /ROLLBACK_COMPLETE$|UPDATE_COMPLETE$/.test(aws.look('shop')?.status ?? ''));
        aws.begin(stack);
      }
      const { status, steps } = await job.finish();
      const post = steps.find(({ phase }) => phase === 'post');
      expect(status).toBe(conclusion);
      if (conclusion === 'success') expect(errors(post?.annotations ?? [])).toEqual([]);
      else expect(post?.summary).toContain('**Root cause:** Queue');
    },
    120_000,
  );
});

describe('names and regions', () => {
  test('a stack is looked for in the region of its ARN, whatever the job’s is', async () => {
    const { aws, job, inputs } = await world();
    const region = 'us-east-1';
    const stack = aws.add([timeline({ arn: arn(3, region), region })]);
    aws.begin(stack);
    const step = await job.run({ uses: MONITOR, with: { ...inputs, 'stack-name': arn(3, region) } });
    expect(step.outputs['status']).toBe('succeeded');
    expect(new Set(aws.regions())).toEqual(new Set([region]));
    aws.log.length = 0;
    const refused = await job.run({
      uses: MONITOR,
      with: { ...inputs, 'stack-name': arn(3, region), 'aws-region': 'eu-west-1' },
    });
    await job.finish();
    expect(refused.conclusion).toBe('failure');
    expect(errors(refused.annotations).join()).toContain('Input "aws-region" is eu-west-1');
    expect(aws.log).toHaveLength(0);
  });

  test('a stack of another region is not there', async () => {
    const { aws, job, inputs } = await world();
    aws.begin(aws.add([timeline({ arn: arn(4, 'us-east-1'), region: 'us-east-1' })]));
    const step = await job.run({ uses: MONITOR, with: { ...inputs, 'start-timeout': '1s' } });
    await job.finish();
    expect(step).toMatchObject({ conclusion: 'failure', outputs: { status: 'not-found' } });
    expect(errors(step.annotations).join()).toContain(
      'no stack shop in eu-west-1: is its name right, and its region?',
    );
  });

  test('a stack that is not there fails, names what may have been meant, and hides no checks', async () => {
    const { aws, job, inputs } = await world();
    aws.add([UPDATE]);
    const step = await job.run({
      uses: MONITOR,
      with: { ...inputs, 'stack-name': 'shpo', 'start-timeout': '1s', 'health-url': 'http://127.0.0.1:8/up' },
    });
    expect(step).toMatchObject({ conclusion: 'failure', outputs: { status: 'not-found', 'root-cause': '' } });
    expect(errors(step.annotations).join()).toContain(
      'there is no stack shpo in eu-west-1: did you mean shop?',
    );
    expect(step.stdout).toContain('Not looked at, since shpo is not-found: http://127.0.0.1:8/up');
    await job.finish();
  });
});

describe('without any credentials', () => {
  const NONE = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
  test.each([
    ['alone', {}],
    ['and with a role that gives none', { 'role-to-assume': 'arn:aws:iam::123456789012:role/deploy' }],
  ])('one line says so at once, %s', async (_, more) => {
    const { aws, job, inputs } = await world(NONE);
    const step = await job.run({ uses: MONITOR, with: { ...inputs, ...more } });
    expect(step.conclusion).toBe('failure');
    expect(errors(step.annotations)).toHaveLength(1);
    expect(errors(step.annotations)[0]).toMatch(/credentials/i);
    expect(aws.log).toHaveLength(0);
    await job.finish();
  });

  test('and the step that joins it fails, too', async () => {
    const { job, inputs } = await world(NONE);
    const main = await job.run({ uses: MONITOR, with: { ...inputs, mode: 'background' } });
    expect(main.conclusion).toBe('success');
    const { status, steps } = await job.finish();
    expect(status).toBe('failure');
    const post = steps.find(({ phase }) => phase === 'post');
    expect(errors(post?.annotations ?? [])).toHaveLength(1);
    expect(errors(post?.annotations ?? [])[0]).toMatch(/credentials/i);
  });
});

test('the last line of the log is 100 % when it is', async () => {
  const { aws, job, inputs } = await world();
  const stack = aws.add([UPDATE]);
  aws.begin(stack);
  const step = await job.run({ uses: MONITOR, with: inputs });
  const lines = step.stdout.split('\n').filter((line) => /\] +\d+% /.test(line));
  expect(lines.at(-1)).toContain('100%');
  const report = JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8')) as MonitorReport;
  expect(report.progress).toBe(100);
  await job.finish();
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(50);
}
