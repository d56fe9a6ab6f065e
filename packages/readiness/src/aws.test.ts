// The adapter with the real SDK, against the simulated ECS and its logs.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type EcsSimulator, startEcs } from '@signalbox/simulator/ecs/server';
import type { SimulatedService } from '@signalbox/simulator/ecs/service';
import { connectEcs } from './aws.ts';
import { type EcsReader, inspectService, investigateService } from './ecs.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
const NAME = { cluster: 'shop', service: 'web' };
const credentials = async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' });

const START = Date.UTC(2026, 0, 5, 10);
let second = 0;
const clock = { now: () => START + second * 1000, sleep: async () => {} };

const died = (at: number) => ({
  second: at,
  reason: 'Essential container in task exited',
  exitCode: 1,
  lines: [...Array.from({ length: 20 }, (_, i) => `line ${i}`), `no DB_URL at ${at}`],
});
const ROLLED_BACK: Omit<SimulatedService, 'name' | 'startsAt'> = {
  threshold: 3,
  rollout: [
    { second: 0, status: 'PENDING' },
    { second: 5, status: 'IN_PROGRESS' },
    { second: 70, status: 'ROLLBACK_IN_PROGRESS', reason: 'the circuit breaker was triggered' },
    { second: 90, status: 'ROLLBACK_SUCCESSFUL', reason: 'the circuit breaker was triggered' },
  ],
  stopped: [died(20), died(40), died(60)],
};

let ecs: EcsSimulator;
let reader: EcsReader;
let called = 0;
const before = { ...process.env };
beforeEach(async () => {
  second = 0;
  ecs = await startEcs({ clock });
  Object.assign(process.env, ecs.env);
  called = 0;
  reader = await connectEcs({ region: 'eu-west-1', credentials, called: () => called++ });
});
afterEach(async () => {
  for (const name of Object.keys(ecs.env)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  await ecs.close();
});

const add = (service: Partial<SimulatedService>) =>
  ecs.services.push({ name: 'shop/web', startsAt: START, ...ROLLED_BACK, ...service });

describe('a service whose tasks die', () => {
  test('shows nothing, then a warning, then tasks that keep dying', async () => {
    add({});
    const seen = [];
    for (second of [10, 25, 45]) seen.push(await inspectService(ARN, reader));
    expect(seen).toEqual([
      undefined,
      { words: expect.stringMatching(/^1 of 3 task failures/), stalled: false },
      { words: expect.stringMatching(/^2 of 3 task failures/), stalled: true },
    ]);
  });

  test('tells why, with the last ten lines of the newest container', async () => {
    add({});
    second = 65;
    const [breaker, ...told] = await investigateService(ARN, reader);
    expect(breaker).toMatch(/^3 of 3/);
    expect(told[0]).toBe('task stopped: Essential container in task exited; container web exited with 1');
    expect(told.slice(1)).toHaveLength(10);
    expect(told.at(-1)).toBe('web | no DB_URL at 60');
  });

  test('without a circuit breaker its service tells of the failures', async () => {
    const { threshold: _, ...unguarded } = ROLLED_BACK;
    ecs.services.push({ name: 'shop/web', startsAt: START, ...unguarded });
    second = 65;
    expect(await inspectService(ARN, reader)).toMatchObject({
      words: expect.stringMatching(/^3 tasks failed/),
      stalled: true,
    });
  });
});

test.each([
  ['blue/green', { status: 'IN_PROGRESS', stage: 'TEST_TRAFFIC_SHIFT' }],
  ['canary', { status: 'IN_PROGRESS', stage: 'BAKE_TIME', alarms: ['5xx'] }],
  ['stopped', { status: 'STOPPED', reason: 'stopped by mona' }],
  ['rolled back', { status: 'ROLLBACK_SUCCESSFUL', reason: 'an alarm went off' }],
])('reads the newest deployment: %s', async (_, moment) => {
  add({ rollout: [{ second: 0, ...moment }], stopped: [] });
  expect(await reader.rollout(NAME)).toMatchObject({ alarms: [], ...moment });
});

test('counts its requests, to the logs as well', async () => {
  add({});
  second = 65;
  await investigateService(ARN, reader);
  expect(Object.keys(ecs.calls())).toContain('GetLogEvents');
  expect(called).toBe(Object.values(ecs.calls()).reduce((sum, count) => sum + count, 0));
});

test('and when it ended', async () => {
  add({});
  second = 80;
  expect(await reader.rollout(NAME)).not.toHaveProperty('endedAt');
  second = 95;
  expect(await reader.rollout(NAME)).toMatchObject({ endedAt: START + 90_000 });
});

test('a service or a cluster that does not exist is no service', async () => {
  add({});
  for (const name of [
    { cluster: 'shop', service: 'other' },
    { cluster: 'other', service: 'web' },
  ]) {
    expect(await reader.rollout(name)).toBeUndefined();
    expect(await reader.service(name)).toBeUndefined();
  }
});

describe('without the permission', () => {
  test.each(['ListServiceDeployments', 'DescribeServiceDeployments'])(
    '%s the service itself has to do',
    async (action) => {
      add({});
      ecs.denied.add(action);
      second = 45;
      expect(await reader.rollout(NAME)).toBeUndefined();
      expect(await reader.service(NAME)).toMatchObject({ deployments: 2, primary: { failedTasks: 2 } });
      second = 95;
      expect(await reader.service(NAME)).toMatchObject({ deployments: 1, primary: { id: 'ecs-svc/1' } });
    },
  );

  test.each([
    ['ListTasks', 'ecs:ListTasks'],
    ['DescribeTasks', 'ecs:DescribeTasks'],
    ['DescribeTaskDefinition', 'ecs:DescribeTaskDefinition'],
    ['GetLogEvents', 'logs:GetLogEvents'],
  ])('%s it is said once, and all else is told', async (action, permission) => {
    add({});
    ecs.denied.add(action);
    second = 45;
    const needed = expect.stringContaining(`the credentials need ${permission}`);
    expect(await reader.stoppedTasks(NAME)).toContainEqual(needed);
    expect(await reader.stoppedTasks(NAME)).not.toContainEqual(needed);
    expect(await inspectService(ARN, reader)).toMatchObject({ stalled: true });
  });
});
