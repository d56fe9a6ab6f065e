// The monitor's bundle over a stack, its ECS service and a health address: one verdict. Time runs fast, in AWS and in
// the bundle alike.
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { startCloudFormation } from '@signalbox/simulator/cloudformation/server';
import { type PlannedResource, synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import type { Timeline } from '@signalbox/simulator/cloudformation/timeline';
import { startEcs } from '@signalbox/simulator/ecs/server';
import type { SimulatedService } from '@signalbox/simulator/ecs/service';
import { listen } from '@signalbox/simulator/http';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { actionFolder, firstCall, startLonelyRun } from './start-run.ts';

/** An SDK's time-outs run fast, too: a busy machine needs them long. */
const SPEED = 20;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const SERVICE = { id: 'Web', type: 'AWS::ECS::Service', seconds: 110 };
const ARN = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';

/** An update of a stack whose service has the ARN that ECS knows it by. */
function update(stackName: string, ...resources: readonly PlannedResource[]): Timeline {
  const timeline = synthesize({ name: stackName, stackName, operation: 'UPDATE', resources });
  const events = timeline.events.map((event) =>
    event.logicalId === SERVICE.id ? { ...event, physicalId: ARN } : event,
  );
  return { ...timeline, events };
}

type Rollout = Omit<SimulatedService, 'name' | 'startsAt'>;

interface Scene {
  readonly stacks: readonly Timeline[];
  readonly rollout: Rollout;
  readonly denied?: readonly string[];
  /** What the address answers, one after the other, the last for ever. */
  readonly health?: readonly number[];
  readonly inputs?: Readonly<Record<string, string>>;
}

async function monitor({ stacks, rollout, denied = [], health, inputs = {} }: Scene) {
  const time = fastTime(SPEED);
  const aws = await startCloudFormation({ clock: time.clock });
  const ecs = await startEcs({ clock: time.clock });
  let asked = 0;
  const answer = () => health?.[Math.min(asked++, health.length - 1)] ?? 200;
  const page = await listen(() => ({ status: answer(), headers: {}, body: '' }), 0);
  closing.push(aws.close, ecs.close, page.close);
  for (const action of denied) ecs.denied.add(action);
  const placed = stacks.map((timeline) => aws.add([timeline]));
  const { runner: job } = startLonelyRun({
    env: {
      ...{ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', AWS_REGION: 'eu-west-1' },
      ...{ AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url, ...ecs.env, ...time.variables() },
    },
  });
  const running = job.run({
    uses: actionFolder('monitor'),
    with: {
      'stack-name': stacks.map(({ stack }) => stack.name).join(','),
      ...(health === undefined ? {} : { 'health-url': page.url, 'health-timeout': '30s' }),
      ...inputs,
    },
  });
  await firstCall(aws);
  ecs.services.push({ name: 'shop/web', startsAt: time.clock.now(), ...rollout });
  for (const stack of placed) aws.begin(stack);
  const step = await running;
  const report = JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8')) as MonitorReport;
  await job.finish();
  return { step, report, asked };
}

const died = (second: number) => ({
  second,
  reason: 'Essential container in task exited',
  exitCode: 1,
  lines: ['starting', 'no DB_URL'],
});
const DYING: Rollout = {
  threshold: 4,
  rollout: [{ second: 0, status: 'IN_PROGRESS' }],
  stopped: [died(10), died(60), died(80), died(90)],
};
const healthy = (...stages: readonly string[]): Rollout => ({
  rollout: [
    ...stages.map((stage, index) => ({ second: 10 * index, status: 'IN_PROGRESS', stage })),
    { second: 10 * stages.length + 10, status: 'SUCCESSFUL' },
  ],
});
const FAILED = { ...SERVICE, fails: 'ECS Deployment Circuit Breaker was triggered' };
const AFTER = { 'ecs-service': 'shop/web' };

test('a service that dies while it deploys: a warning, a stall by evidence, and the container’s last lines', async () => {
  const { step, report } = await monitor({ stacks: [update('shop', FAILED)], rollout: DYING });
  const log = step.stdout;
  const [warned, stalled] = [/1 of 4 task failures/, /[23] of 4 task failures/].map((each) =>
    log.search(each),
  );
  expect(warned).toBeGreaterThan(-1);
  expect(stalled).toBeGreaterThan(warned ?? 0);
  expect(report).toMatchObject({ status: 'rolled-back', failedResource: 'Web' });
  const cause = JSON.parse(step.outputs['root-cause'] ?? '{}');
  expect(cause.evidence).toContainEqual('web | no DB_URL');
  expect(step.summary).toContain('no DB&#95;URL');
});

test('without permissions it says once what it could not read, and ends as the stack ends', async () => {
  const { step, report } = await monitor({
    stacks: [update('shop', SERVICE)],
    rollout: DYING,
    denied: ['GetLogEvents', 'ListServiceDeployments'],
  });
  expect(report.status).toBe('succeeded');
  expect(step.conclusion).toBe('success');
  expect(step.stdout.match(/credentials need logs:GetLogEvents/g)).toHaveLength(1);
});

test('a rollback of an earlier deployment is not the failure of one that leaves the service alone', async () => {
  const { report } = await monitor({
    stacks: [update('shop', { id: 'Topic', type: 'AWS::SNS::Topic', seconds: 10 })],
    rollout: {
      rollout: [
        { second: -3600, status: 'ROLLBACK_SUCCESSFUL', reason: 'the circuit breaker was triggered' },
      ],
    },
    inputs: AFTER,
  });
  expect(report).toMatchObject({ status: 'succeeded', checks: [{ ok: true }] });
});

test('a service that rolls back after its stack is complete is a failure', async () => {
  const { step, report } = await monitor({
    stacks: [update('shop', { ...SERVICE, seconds: 20 })],
    rollout: {
      ...DYING,
      stopped: [died(10), died(20), died(30), died(40)],
      rollout: [
        { second: 0, status: 'IN_PROGRESS' },
        { second: 50, status: 'ROLLBACK_IN_PROGRESS' },
        { second: 60, status: 'ROLLBACK_SUCCESSFUL', reason: 'the circuit breaker was triggered' },
      ],
    },
    health: [200],
    inputs: AFTER,
  });
  expect(step.conclusion).toBe('failure');
  expect(report).toMatchObject({ status: 'rolled-back', failedResource: 'shop/web' });
  expect(report.failureReason).toContain('web | no DB_URL');
  expect(report.checks).toHaveLength(1);
});

const NESTED = {
  ...{ id: 'Jobs', type: 'AWS::CloudFormation::Stack' },
  nested: [{ id: 'Queue', type: 'AWS::SQS::Queue', seconds: 30 }],
};
const STACKS = [
  update('shop', { ...SERVICE, seconds: 40 }, NESTED),
  update('network', { id: 'Topic', type: 'AWS::SNS::Topic', seconds: 20 }),
];

test.each([
  ['blue/green', ['SCALE_UP', 'TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT', 'BAKE_TIME']],
  ['rolling', []],
])(
  'several stacks, nested ones, a %s rollout and health are one verdict',
  async (_, stages) => {
    const { report } = await monitor({
      ...{ stacks: STACKS, rollout: healthy(...stages), health: [200], inputs: AFTER },
    });
    expect(report.status).toBe('succeeded');
    expect(report.progress).toBe(100);
    expect(report.stacks.map(({ name, status }) => [name, status])).toEqual([
      ['shop', 'succeeded'],
      ['network', 'succeeded'],
    ]);
    expect(report.checks.map(({ kind, ok }) => [kind, ok])).toEqual([
      ['ecs-service', true],
      ['health-url', true],
    ]);
  },
  60_000,
);

test('and a sick address fails them all', async () => {
  const { step, report } = await monitor({
    ...{ stacks: STACKS, rollout: healthy('BAKE_TIME'), health: [503], inputs: AFTER },
  });
  expect(step.conclusion).toBe('failure');
  expect(report).toMatchObject({ status: 'failed', failedResource: expect.stringContaining('127.0.0.1') });
});

test('an address must answer well several times in a row: one that wavers is asked on', async () => {
  const { report, asked } = await monitor({
    ...{ stacks: [update('shop', { id: 'Topic', type: 'AWS::SNS::Topic', seconds: 5 })], rollout: healthy() },
    health: [503, 200, 200, 500, 200, 200, 200],
    inputs: { 'health-successes': '3' },
  });
  expect(report).toMatchObject({ status: 'succeeded', checks: [{ kind: 'health-url', ok: true }] });
  expect(asked).toBe(7);
});

test('of several stacks the one that fails decides, and nothing is checked after it', async () => {
  const { step, report, asked } = await monitor({
    stacks: [
      update('network', { id: 'Topic', type: 'AWS::SNS::Topic', seconds: 60 }),
      update('shop', { ...FAILED, seconds: 20 }),
    ],
    ...{ rollout: DYING, health: [200], inputs: AFTER },
  });
  expect(step.conclusion).toBe('failure');
  expect(step.stdout).toContain('Stack shop rolled-back');
  expect(report).toMatchObject({ status: 'rolled-back', failedResource: 'Web', checks: [] });
  expect(report.stacks.map(({ name, status }) => [name, status])).toEqual([
    ['network', 'succeeded'],
    ['shop', 'rolled-back'],
  ]);
  expect(asked).toBe(0);
});
