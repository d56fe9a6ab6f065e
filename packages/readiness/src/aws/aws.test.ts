// The adapter with the real SDK, against the simulated ECS and its logs.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CodeDeployMoment } from '@signalbox/simulator/ecs/code-deploy';
import { type EcsSimulator, startEcs } from '@signalbox/simulator/ecs/server';
import type { SimulatedService } from '@signalbox/simulator/ecs/service';
import type { Incoming } from '@signalbox/simulator/http';
import { awaitService } from '../check/ecs.ts';
import { inspectService, investigateService } from '../check/inspect.ts';
import { primaryOf } from '../model/service.ts';
import { parseService } from '../model/service-name.ts';
import type { EcsReader } from '../ports.ts';
import { connectEcs } from './aws.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
const NAME = { cluster: 'shop', service: 'web' };
let key = 'AKIAEXAMPLE';
const credentials = async () => ({ accessKeyId: key, secretAccessKey: 'example', expiration: new Date(0) });

const START = Date.UTC(2026, 0, 5, 10);
let second = 0;
const clock = { now: () => START + second * 1000, sleep: async () => {}, timeout: AbortSignal.timeout };

const died = (at: number) => ({
  second: at,
  reason: 'Essential container in task exited',
  exitCode: 1,
  lines: [...Array.from({ length: 20 }, (_, i) => `line ${i}`), `no DB_URL at ${at}`],
});
const ROLLED_BACK = {
  threshold: 3,
  rollout: [
    { second: 0, status: 'PENDING' },
    { second: 5, status: 'IN_PROGRESS' },
    { second: 70, status: 'ROLLBACK_IN_PROGRESS', reason: 'the circuit breaker was triggered' },
    { second: 90, status: 'ROLLBACK_SUCCESSFUL', reason: 'the circuit breaker was triggered' },
  ],
  stopped: [died(20), died(40), died(60)],
} satisfies Partial<SimulatedService>;

/** New credentials are to be had once `renewable` holds some. */
let renewable: string[] = [];
const renew = async () => {
  const next = renewable.shift();
  key = next ?? key;
  return next !== undefined;
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
  key = 'AKIAEXAMPLE';
  reader = await connectEcs({ clock, region: 'eu-west-1', credentials, called: () => called++, renew });
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

describe('a service named by its ARN', () => {
  test.each([
    [undefined, true],
    ['eu-west-1', true],
    ['us-east-1', false],
  ] as const)('that is in %s is seen from eu-west-1: %s', async (region, there) => {
    add(region === undefined ? {} : { region });
    const { service } = await reader.fetchService(parseService(ARN));
    expect(service !== undefined).toBe(there);
  });

  test('is not the one of the same name in the account of the credentials', async () => {
    add({});
    await expect(
      reader.fetchService(parseService(ARN.replace('123456789012', '999999999999'))),
    ).rejects.toMatchObject({
      trouble: 'denied',
      message: expect.stringMatching(/is of account 123456789012, the ARN of 999999999999: use credentials/),
    });
  });
});

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

  test('says why, with the last ten lines of the newest container', async () => {
    add({});
    second = 65;
    const [breaker, ...lines] = await investigateService(ARN, reader);
    expect(breaker).toMatch(/^3 of 3/);
    expect(lines[0]).toBe('task stopped: Essential container in task exited; container web exited with 1');
    expect(lines.slice(1)).toHaveLength(10);
    expect(lines.at(-1)).toBe('web | no DB_URL at 60');
  });

  test('without a circuit breaker its service shows the failures', async () => {
    const { threshold: _, ...unguarded } = ROLLED_BACK;
    ecs.services.push({ name: 'shop/web', startsAt: START, ...unguarded });
    second = 65;
    expect(await inspectService(ARN, reader)).toMatchObject({
      words: expect.stringMatching(/^3 tasks failed/),
      stalled: true,
    });
  });
});

describe('why tasks stopped', () => {
  const SCALED_IN = 'Scaling activity initiated by (deployment ecs-svc/2)';
  // Stops with the signal that it is sent: its container exits with 143.
  const scaledIn = (second: number, created: number) => ({
    ...{ second, created, reason: SCALED_IN, exitCode: 143, lines: ['bye'] },
  });
  const noImage = (second: number) => ({ second, reason: 'CannotPullContainerError: web:1: not found' });

  test('is not what ECS scales in, of the old version or of the new', async () => {
    const old = Array.from({ length: 40 }, (_, index) => scaledIn(45 + index / 10, -86_400));
    add({ stopped: [died(20), died(40), ...old, scaledIn(80, 30)] });
    second = 85;
    const [first, ...lines] = await reader.fetchStoppedTasks(NAME);
    expect(first).toBe('task stopped: Essential container in task exited; container web exited with 1');
    expect(lines.at(-1)).toBe('web | no DB_URL at 40');
    expect(JSON.stringify(await investigateService(ARN, reader))).not.toMatch(/Scaling activity|bye/);
  });

  // ECS lists stopped tasks for an hour.
  test('is not what a deployment before died of: the next try is not doomed by it', async () => {
    const { threshold: _, ...unguarded } = ROLLED_BACK;
    const rollout = [
      { second: 0, status: 'IN_PROGRESS' },
      { second: 120, status: 'SUCCESSFUL' },
    ];
    const stopped = [noImage(-300), noImage(-290), ...ROLLED_BACK.stopped];
    ecs.services.push({ name: 'shop/web', startsAt: START, ...unguarded, rollout, stopped });
    const watch = { since: START - 1000, startTimeoutSeconds: 10, deadline: START + 3600_000 };
    const said: string[] = [];
    const passes = async (milliseconds: number) => {
      second += milliseconds / 1000;
    };
    const report = await awaitService('shop/web', watch, {
      ...{ reader, renew, random: () => 0.5, signal: new AbortController().signal },
      clock: { ...clock, sleep: passes },
      say: (line) => void said.push(line),
    });
    expect(report).toMatchObject({ status: 'succeeded' });
    expect(said.join()).toContain('3 tasks failed');
    expect(said.join()).not.toContain('CannotPull');
  });
});

test.each([
  ['blue/green', { status: 'IN_PROGRESS', stage: 'TEST_TRAFFIC_SHIFT' }],
  ['canary', { status: 'IN_PROGRESS', stage: 'BAKE_TIME', alarms: ['5xx'] }],
  ['stopped', { status: 'STOPPED', reason: 'stopped by mona' }],
  ['rolled back', { status: 'ROLLBACK_SUCCESSFUL', reason: 'an alarm went off' }],
])('reads the deployments, the newest in full: %s', async (_, moment) => {
  add({ rollout: [{ second: 0, ...moment }], stopped: [] });
  const { rollouts } = await reader.fetchService(NAME);
  expect(rollouts).toHaveLength(2);
  expect(rollouts.find(({ createdAt }) => createdAt === START)).toMatchObject({ alarms: [], ...moment });
});

test('a deployment that is followed is asked for alone, until it is over', async () => {
  add({});
  second = 10;
  const [, ours] = (await reader.fetchService(NAME)).rollouts;
  ecs.log.length = 0;
  expect((await reader.fetchService(NAME, ours?.id)).rollouts).toMatchObject([{ status: 'IN_PROGRESS' }]);
  expect(Object.keys(ecs.calls())).not.toContain('ListServiceDeployments');
  second = 95;
  expect((await reader.fetchService(NAME, ours?.id)).rollouts).toHaveLength(2);
});

test('a PAUSE hook, its id and its end', async () => {
  const hooks = [
    { type: 'PAUSE', status: 'AWAITING_ACTION', expires: 600, timeoutAction: 'ROLLBACK' },
  ] as const;
  add({ rollout: [{ second: 0, status: 'IN_PROGRESS', stage: 'POST_SCALE_UP', hooks }], stopped: [] });
  expect((await reader.fetchService(NAME)).rollouts.at(-1)?.hooks).toEqual([
    {
      id: 'ecs-pause-1',
      type: 'PAUSE',
      status: 'AWAITING_ACTION',
      expiresAt: START + 600_000,
      timeoutAction: 'ROLLBACK',
    },
  ]);
});

test('more deployments than fit a page', async () => {
  const later = Array.from({ length: 150 }, (_, index) => ({
    revision: index + 3,
    rollout: [{ second: 10 + index, status: 'SUCCESSFUL' }],
  }));
  add({ rollout: [{ second: 0, status: 'SUCCESSFUL' }], stopped: [], later });
  second = 900;
  expect((await reader.fetchService(NAME)).rollouts).toHaveLength(152);
});

test('a controller that is not ECS has task sets, and is not asked for deployments', async () => {
  add({
    controller: 'CODE_DEPLOY',
    taskSets: [
      {
        id: 'ecs-svc/5',
        second: 0,
        revision: 2,
        externalId: 'd-1',
        moments: [{ second: 0, status: 'PRIMARY', steady: true, running: 2 }],
      },
    ],
    codeDeployments: [{ id: 'd-1', moments: [{ second: 0, status: 'Succeeded' }] }],
  });
  const { service, rollouts } = await reader.fetchService(NAME);
  expect(service).toMatchObject({
    controller: 'CODE_DEPLOY',
    deployments: [],
    taskSets: [{ steady: true, externalId: 'd-1' }],
  });
  expect(rollouts).toEqual([]);
  expect(Object.keys(ecs.calls())).toEqual(['DescribeServices', 'GetDeployment']);
});

describe('CodeDeploy’s own word', () => {
  const green = { id: 'ecs-svc/5', second: 0, until: 200, revision: 2, externalId: 'd-ABC' };
  const moments = [{ second: 0, status: 'PRIMARY', steady: true, running: 2 }] as const;
  const deploy = (...later: readonly CodeDeployMoment[]) =>
    add({
      controller: 'CODE_DEPLOY',
      taskSets: [{ ...green, moments }],
      codeDeployments: [{ id: 'd-ABC', moments: [{ second: 0, status: 'InProgress' }, ...later] }],
    });
  const fetched = async (at: number) => {
    second = at;
    return (await reader.fetchService(NAME)).codeDeploy;
  };

  test('is read until it is Succeeded, the wait before the old set is removed included', async () => {
    deploy({ second: 60, status: 'InProgress', target: 'Succeeded' }, { second: 90, status: 'Succeeded' });
    expect(await fetched(10)).toMatchObject({
      deployment: { id: 'd-ABC', status: 'InProgress', shifted: false },
    });
    expect(await fetched(70)).toMatchObject({ deployment: { status: 'InProgress', shifted: true } });
    expect(await fetched(100)).toMatchObject({
      deployment: { status: 'Succeeded', endedAt: START + 90_000 },
    });
    const calls = ecs.calls()['GetDeployment'];
    await fetched(110);
    expect(ecs.calls()['GetDeployment']).toBe(calls);
  });

  test('says why it failed and what undoes it, also when its set is gone', async () => {
    deploy({
      ...{ second: 60, status: 'Failed', error: { code: 'ALARM_ACTIVE', message: 'errors' } },
      rollback: { id: 'd-DEF', message: 'Deployment d-DEF rolls back' },
    });
    const failed = {
      ...{ id: 'd-ABC', status: 'Failed', shifted: false, rolledBackBy: 'd-DEF' },
      ...{ reason: 'ALARM_ACTIVE: errors; Deployment d-DEF rolls back', endedAt: START + 60_000 },
    };
    expect(await fetched(70)).toEqual({ deployment: failed });
    expect(await fetched(300)).toEqual({ deployment: failed });
  });

  test('is hidden by a missing permission, which is asked for once', async () => {
    deploy();
    ecs.denied.add('GetDeployment');
    const hidden = { hidden: 'the credentials need codedeploy:GetDeployment' };
    expect(await fetched(10)).toEqual(hidden);
    const calls = ecs.calls()['GetDeployment'];
    expect(await fetched(20)).toEqual(hidden);
    expect(ecs.calls()['GetDeployment']).toBe(calls);
  });

  test('without the permission for its target the end is waited for', async () => {
    deploy({ second: 60, status: 'InProgress', target: 'Succeeded' });
    ecs.denied.add('GetDeploymentTarget');
    expect(await fetched(70)).toMatchObject({ deployment: { status: 'InProgress', shifted: false } });
  });

  test('cannot be read in an outage, and is read again after it', async () => {
    deploy();
    const isCodeDeploy = ({ headers }: Incoming) => /^CodeDeploy/.test(headers['x-amz-target'] ?? '');
    // The SDK tries three times by itself.
    ecs.faults.add({ match: isCodeDeploy, fault: { kind: 'status', status: 500 }, times: 3 });
    await expect(fetched(10)).rejects.toMatchObject({ trouble: 'unavailable' });
    expect(await fetched(20)).toMatchObject({ deployment: { id: 'd-ABC' } });
  });
});

describe('credentials that expire', () => {
  test('are renewed in any call', async () => {
    add({});
    second = 65;
    ecs.expired.add('AKIAEXAMPLE');
    renewable = ['AKIASECOND'];
    expect((await reader.fetchService(NAME)).service).toBeDefined();
    ecs.expired.add('AKIASECOND');
    renewable = ['AKIATHIRD'];
    expect(await reader.fetchStoppedTasks(NAME)).toContainEqual(expect.stringContaining('task stopped'));
  });

  test('for good are not taken for a failure', async () => {
    add({});
    ecs.expired.add('AKIAEXAMPLE');
    renewable = [];
    await expect(reader.fetchService(NAME)).rejects.toMatchObject({ trouble: 'expired' });
  });
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
  expect((await reader.fetchService(NAME)).rollouts.at(-1)).not.toHaveProperty('endedAt');
  second = 95;
  expect((await reader.fetchService(NAME)).rollouts.at(-1)).toMatchObject({ endedAt: START + 90_000 });
});

test('a service or a cluster that does not exist is no service', async () => {
  add({});
  for (const name of [
    { cluster: 'shop', service: 'other' },
    { cluster: 'other', service: 'web' },
  ])
    expect(await reader.fetchService(name)).toMatchObject({ service: undefined, rollouts: [] });
});

describe('without the permission', () => {
  test('ListServiceDeployments the service itself has to do, and what is hidden is said', async () => {
    add({});
    ecs.denied.add('ListServiceDeployments');
    second = 45;
    const seen = await reader.fetchService(NAME);
    expect(seen).toMatchObject({
      rollouts: [],
      hidden: expect.stringContaining('ecs:ListServiceDeployments'),
    });
    expect(seen.service && primaryOf(seen.service)).toMatchObject({ failedTasks: 2, state: 'IN_PROGRESS' });
    second = 95;
    const { service } = await reader.fetchService(NAME);
    // Back to the task definition of before, under an id of its own.
    expect(service?.deployments).toMatchObject([
      { id: 'ecs-svc/99', taskDefinition: expect.stringMatching(/:1$/) },
    ]);
  });

  test('DescribeServiceDeployments the list alone shows the outcome', async () => {
    add({});
    ecs.denied.add('DescribeServiceDeployments');
    second = 95;
    const seen = await reader.fetchService(NAME);
    expect(seen).not.toHaveProperty('hidden');
    expect(seen.rollouts.at(-1)).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL', brief: true });
  });

  test('DescribeServices nothing is seen, and the permission is named', async () => {
    add({});
    ecs.denied.add('DescribeServices');
    await expect(reader.fetchService(NAME)).rejects.toMatchObject({
      ...{ trouble: 'denied', message: expect.stringContaining('the credentials need ecs:DescribeServices') },
    });
  });

  test.each([
    ['ListTasks', 'ecs:ListTasks'],
    ['DescribeTasks', 'ecs:DescribeTasks'],
    ['DescribeTaskDefinition', 'ecs:DescribeTaskDefinition'],
    ['GetLogEvents', 'logs:GetLogEvents'],
  ])('%s it is said once, and all else is reported', async (action, permission) => {
    add({});
    ecs.denied.add(action);
    second = 45;
    const needed = expect.stringContaining(`the credentials need ${permission}`);
    expect(await reader.fetchStoppedTasks(NAME)).toContainEqual(needed);
    expect(await reader.fetchStoppedTasks(NAME)).not.toContainEqual(needed);
    expect(await inspectService(ARN, reader)).toMatchObject({ stalled: true });
  });
});

test.each([
  [{ cluster: 'shop', service: 'wbe' }, ['shop/web']],
  [{ cluster: 'shpo', service: 'web' }, ['shop/web']],
  [{ cluster: 'shop', service: 'checkout' }, []],
])('what may have been meant by %j', async (name, near) => {
  add({});
  expect(await reader.fetchNear?.(name)).toEqual(near);
  ecs.denied.add('ListServices');
  expect(await reader.fetchNear?.(name)).toEqual([]);
});
