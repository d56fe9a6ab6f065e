// The bundles bake a deployment: CloudWatch's alarms, a Prometheus and an address, on one fast clock.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import type { AlarmMoment, SimulatedAlarm } from '@signalbox/simulator/cloudwatch/alarm';
import type { SeriesMoment } from '@signalbox/simulator/cloudwatch/series';
import { type CloudWatchSimulator, startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import { listen } from '@signalbox/simulator/http';
import { startWorld, type World } from '../recovery/world.ts';
import { actionFolder, firstCall, type Given } from '../start-run.ts';

jest.setTimeout(180_000);

let world: World;
let cloudwatch: CloudWatchSimulator;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
  world = await startWorld({ stackSpeed: 20 });
  cloudwatch = await startCloudWatch({ clock: world.clock });
  closing = [world.close, cloudwatch.close];
});
afterEach(async () => {
  for (const close of closing) await close();
});

const ERRORS = 'sum(rate(errors[1m]))';
const COUNT = 'sum(increase(requests[1m]))';
const QUERY = `errors: ${ERRORS} > 0.01 [min: ${COUNT} >= 20]`;

function alarm(name: string, moments: readonly AlarmMoment[] = [], more: Partial<SimulatedAlarm> = {}): void {
  const kept = cloudwatch.alarms.filter((each) => each.name !== name);
  cloudwatch.alarms.length = 0;
  cloudwatch.alarms.push(...kept, { name, startsAt: world.clock.now(), moments, ...more });
}

function series(moments: readonly SeriesMoment[], requests = 500): void {
  cloudwatch.series.length = 0;
  const startsAt = world.clock.now();
  cloudwatch.series.push(
    { promql: ERRORS, startsAt, moments },
    { promql: COUNT, startsAt, moments: [{ second: -1e6, value: requests }] },
  );
}

const off = (second: number) => ({ second, state: 'ALARM' as const });
const on = (second: number) => ({ second, state: 'OK' as const });

/** A stack is updated, and baked from some 20 s on, for two minutes. */
async function monitor(given: Given, during?: () => void | Promise<void>) {
  const stack = world.stack('update-ok');
  const { runner } = world.deployment({ env: cloudwatch.env });
  const running = runner.run({
    uses: actionFolder('monitor'),
    with: { 'stack-name': 'shop', bake: '2m', ...given },
  });
  await firstCall(world.aws);
  world.aws.begin(stack);
  await during?.();
  const step = await running;
  const path = step.outputs['report-path'];
  const report = path ? (JSON.parse(readFileSync(path, 'utf8')) as MonitorReport) : undefined;
  await runner.finish();
  return { step, report };
}

const annotated = ({ annotations }: { readonly annotations: readonly { readonly message: string }[] }) =>
  annotations.map(({ message }) => message).join('\n');

describe('the monitor', () => {
  test('passes what stays quiet, and tells of it: alarms by name, ARN and prefix, a query, an address', async () => {
    for (const name of ['errors', 'shop-cpu', 'shop-latency']) alarm(name);
    alarm('all', [], { kind: 'composite' });
    series([]);
    const page = await listen(() => ({ status: 200, headers: {}, body: '' }), 0);
    closing.push(page.close);
    const { step, report } = await monitor({
      'bake-alarms': 'errors, arn:aws:cloudwatch:eu-west-1:123456789012:alarm:all\nshop-*',
      'bake-query': QUERY,
      'bake-query-url': cloudwatch.prometheus,
      'health-url': page.url,
    });
    expect(step.conclusion).toBe('success');
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'bake-status': 'passed', 'bake-breach': '' });
    expect(step.stdout).toContain('baking 0/2 min: 4 alarms, 1 query, 1 address watched');
    expect(step.stdout).toContain('baking 1/2 min');
    expect(report?.bake?.evidence.map(({ name, verdict }) => `${name} ${verdict}`).sort()).toEqual([
      'all quiet',
      'errors quiet',
      'errors quiet',
      `${page.url}/ quiet`,
      'shop-cpu quiet',
      'shop-latency quiet',
    ]);
    expect(step.summary).toContain('Bake: passed');
    expect(report?.bake?.awsCalls).toBeLessThanOrEqual(5);
  });

  test('an alarm that goes off fails it at once, with the numbers', async () => {
    alarm('errors', [off(60)]);
    const { step, report } = await monitor({ bake: '20m', 'bake-alarms': 'errors' });
    expect(step.conclusion).toBe('failure');
    expect(step.outputs).toMatchObject({
      ...{ status: 'failed', 'failed-resource': 'errors', 'bake-status': 'breached' },
      'bake-breach': expect.stringMatching(/^alarm errors .* into the bake of 20 min: ALARM: .*\[12\.0\]/),
    });
    expect(annotated(step)).toContain('The bake broke: alarm errors');
    expect(report?.bake?.seconds).toBeLessThan(300);
    expect(step.summary).toContain('Bake: breached');
  });

  test('by fail-on, and with bake-on-breach: warn, it is only said', async () => {
    alarm('errors', [off(60)]);
    const { step } = await monitor({ bake: '20m', 'bake-alarms': 'errors', 'bake-on-breach': 'warn' });
    expect(step.conclusion).toBe('success');
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'bake-status': 'breached' });
    expect(annotated(step)).toContain('bake: breached: alarm errors');
  });

  test('an alarm that is quiet again before anybody looks counts all the same', async () => {
    alarm('errors');
    const { step } = await monitor({ bake: '5m', 'bake-alarms': 'errors' }, async () => {
      await world.until(() => (cloudwatch.calls()['DescribeAlarms'] ?? 0) >= 3);
      alarm('errors', [off(1), on(5)]);
    });
    expect(step.outputs).toMatchObject({ status: 'failed', 'bake-status': 'breached' });
    expect(step.outputs['bake-breach']).toMatch(/went off at \d\d:\d\d:\d\d UTC/);
  });

  test('what was in ALARM before is reported, and not counted', async () => {
    alarm('old', [off(-7200)]);
    alarm('errors');
    const { step, report } = await monitor({ 'bake-alarms': 'old, errors' });
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'bake-status': 'passed' });
    expect(annotated(step)).toContain('alarm old was in ALARM before the deployment');
    expect(report?.bake?.evidence.find(({ name }) => name === 'old')?.verdict).toBe('pre-existing');
  });

  test.each([
    ['an alarm that went off while it deployed is not older than the deployment', [off(1)], 'breached'],
    [
      'an alarm without data is no success',
      [{ second: -10, state: 'INSUFFICIENT_DATA' as const }],
      'inconclusive',
    ],
  ])('%s', async (_, moments, status) => {
    const stack = world.stack('update-ok');
    const { runner } = world.deployment({ env: cloudwatch.env });
    alarm('errors', moments);
    const begun = new Date(world.clock.now() - 1000).toISOString();
    world.aws.begin(stack);
    await world.clock.sleep(30_000);
    const step = await runner.run({
      uses: actionFolder('monitor'),
      with: { 'stack-name': 'shop', bake: '2m', 'bake-alarms': 'errors', 'started-at': begun },
    });
    await runner.finish();
    expect(step.outputs['bake-status']).toBe(status);
    expect(step.outputs['status']).toBe(status === 'breached' ? 'failed' : 'succeeded');
  });

  test('a metrics server that goes away leaves it open, and says so', async () => {
    series([]);
    const { step } = await monitor(
      { 'bake-query': QUERY, 'bake-query-url': cloudwatch.prometheus },
      async () => {
        await world.until(() => cloudwatch.log.length >= 4);
        cloudwatch.faults.add({ match: /prometheus/, fault: { kind: 'reset-before' } });
      },
    );
    expect(step.conclusion).toBe('success');
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'bake-status': 'inconclusive' });
    expect(annotated(step)).toContain('bake: inconclusive: query errors: not to be read');
  });

  test('CloudWatch’s own PromQL, signed, tells what broke', async () => {
    series([{ second: 40, value: [{ labels: { path: '/cart' }, value: 0.25 }] }]);
    const { step } = await monitor({ bake: '20m', 'bake-query': QUERY, 'bake-query-url': 'cloudwatch' });
    expect(step.outputs['bake-breach']).toContain('{path="/cart"} 0.25 > 0.01');
    expect(cloudwatch.calls()['QueryMetrics']).toBeGreaterThan(2);
  });

  test('too few samples are no breach and no success', async () => {
    series(
      [
        { second: -100, value: 0 },
        { second: 30, value: 0.5 },
      ],
      3,
    );
    const { step } = await monitor({ 'bake-query': QUERY, 'bake-query-url': cloudwatch.prometheus });
    expect(step.outputs['bake-status']).toBe('inconclusive');
    expect(annotated(step)).toContain('too few samples (not 3 >= 20)');
  });

  test('nothing configured is skipped, and so is what did not succeed', async () => {
    const { step } = await monitor({});
    expect(step.outputs['bake-status']).toBe('skipped');
    expect(step.stdout).toContain('nothing is configured to be watched');
  });

  test('an alarm slower than the bake is warned of', async () => {
    alarm('errors', [], { period: 300, evaluationPeriods: 3 });
    const { step } = await monitor({ 'bake-alarms': 'errors' });
    expect(annotated(step)).toContain(
      'alarm errors goes off only after 15 min of bad datapoints, and the bake takes 2 min',
    );
  });
});

describe('what cannot be is refused before anything is written or deployed', () => {
  const ELSEWHERE = 'arn:aws:cloudwatch:eu-west-1:999999999999:alarm:errors';
  test.each<{ what: string; given: Given; words: RegExp; denied?: string }>([
    {
      what: 'a missing alarm',
      given: { 'bake-alarms': 'errors, erors' },
      words: /"bake-alarms": "erors" is no such alarm/,
    },
    { what: 'an alarm of another account', given: { 'bake-alarms': ELSEWHERE }, words: /is no such alarm/ },
    {
      what: 'a prefix of nothing',
      given: { 'bake-alarms': 'none-*' },
      words: /no alarm's name begins with "none-"/,
    },
    {
      what: 'a permission',
      given: { 'bake-alarms': 'errors' },
      words: /cloudwatch:DescribeAlarmHistory/,
      denied: 'DescribeAlarmHistory',
    },
    {
      what: 'a query that is none',
      given: { 'bake-query': 'a: sum(x > 1' },
      words: /query "a" cannot be asked: .*unclosed/,
    },
  ])('$what', async ({ given, words, denied }) => {
    alarm('errors');
    if (denied !== undefined) cloudwatch.denied.add(denied);
    const inputs = { 'stack-name': 'shop', bake: '2m', 'bake-query-url': cloudwatch.prometheus, ...given };
    const alone = world.deployment({ env: cloudwatch.env });
    const step = await alone.runner.run({ uses: actionFolder('monitor'), with: inputs });
    expect(step.conclusion).toBe('failure');
    expect(annotated(step)).toMatch(words);
    const guarded = world.deployment({ env: cloudwatch.env });
    const begun = await guarded.guard(inputs);
    expect(begun.conclusion).toBe('failure');
    expect(annotated(begun)).toMatch(words);
    expect(world.shop.deployments).toEqual([]);
    await alone.finish();
    await guarded.finish();
  });
});

describe('the root action', () => {
  test('holds the environment while it bakes, shows that, and fails the record by what broke', async () => {
    const stack = world.stack('update-ok');
    alarm('errors');
    const job = world.deployment({ env: cloudwatch.env });
    await job.guard({ 'stack-name': 'shop', bake: '10m', 'bake-alarms': 'errors', ...world.slackInputs });
    world.aws.begin(stack);
    await world.until(() => world.aws.look('shop')?.status === 'UPDATE_COMPLETE');
    const finished = job.finish();
    const said = () =>
      world.shop.deployments.flatMap(({ statuses }) => statuses.map((one) => one.description));
    await world.until(() => said().some((line) => line.startsWith('baking 0/10 min')));
    // Updates that only show progress are spaced.
    await world.until(async () => /baking [1-4]\/10 min/.test(JSON.stringify(await world.threads())));
    alarm('errors', [off(0)]);
    const { status, summary } = await finished;
    expect(status).toBe('failure');
    expect(summary).toContain('Bake: breached');
    expect(world.endings()).toEqual([
      expect.stringMatching(/^failure: .*alarm errors .* into the bake of 10 min/),
    ]);
  });

  test('a job that is cancelled ends the bake, and what was deployed stays known', async () => {
    const stack = world.stack('update-ok');
    alarm('errors');
    const job = world.deployment({ env: cloudwatch.env });
    await job.guard({ 'stack-name': 'shop', bake: '60m', 'bake-alarms': 'errors' });
    world.aws.begin(stack);
    await world.until(() => world.aws.look('shop')?.status === 'UPDATE_COMPLETE');
    void job.runner.cancel();
    const { summary } = await job.finish();
    expect(summary).toContain('Bake: inconclusive');
    expect(world.endings()).toEqual([expect.stringMatching(/^success: .*cancelled, but the stack finished/)]);
  });

  test('that passes ends as a success', async () => {
    const stack = world.stack('update-ok');
    alarm('errors');
    const job = world.deployment({ env: cloudwatch.env });
    await job.guard({ 'stack-name': 'shop', bake: '2m', 'bake-alarms': 'errors' });
    world.aws.begin(stack);
    const { status } = await job.finish();
    expect(status).toBe('success');
    expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
  });
});

describe('the root action with commands', () => {
  /** The stack is updated as soon as the deploy command has run, and again by the rollback command. */
  async function deploy(given: Given, env: Readonly<Record<string, string>> = cloudwatch.env) {
    const stack = world.stack('update-ok');
    const job = world.deployment({ env });
    const running = job.guard({
      ...{ 'stack-name': 'shop', 'deploy-command': 'echo DEPLOYING under $FENCING_TOKEN', ...given },
    });
    await world.until(() => world.aws.calls()['DescribeStackEvents'] !== undefined);
    world.aws.begin(stack);
    const main = await running;
    const { status } = await job.finish();
    return { main, status };
  }

  test('bakes after the smoke command, and passes', async () => {
    alarm('errors');
    const { main } = await deploy({ bake: '2m', 'bake-alarms': 'errors', 'smoke-command': 'echo SMOKING' });
    expect(main.outputs).toMatchObject({ outcome: 'succeeded', 'bake-status': 'passed', 'bake-breach': '' });
    expect(main.stdout).toMatch(/DEPLOYING[\s\S]*SMOKING[\s\S]*baking 0\/2 min[\s\S]*bake: passed/);
    expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
  });

  test('rolls back by the rollback command what breaks, under the same fencing token', async () => {
    alarm('errors');
    const deploying = deploy({
      ...{ bake: '20m', 'bake-alarms': 'errors', 'start-timeout': '20s' },
      'rollback-command': 'echo ROLLING BACK under $FENCING_TOKEN',
    });
    await world.until(() => (cloudwatch.calls()['DescribeAlarms'] ?? 0) >= 3);
    alarm('errors', [off(0)]);
    const { main, status } = await deploying;
    expect(status).toBe('failure');
    expect(main.outputs).toMatchObject({
      ...{ outcome: 'rolled-back', 'bake-status': 'breached' },
      'bake-breach': expect.stringMatching(/^alarm errors .* into the bake of 20 min: ALARM: /),
    });
    const token = /DEPLOYING under (\d+)/.exec(main.stdout)?.[1];
    expect(main.stdout).toContain(`ROLLING BACK under ${token}`);
    // What is rolled back is not baked again.
    expect(main.stdout.match(/baking 0\/20 min/g)).toHaveLength(1);
    expect(world.endings()).toEqual([expect.stringMatching(/^failure: .*rolled back: alarm errors/)]);
  });

  test('bakes what nothing else watches: the command alone', async () => {
    alarm('errors', [off(150)]);
    const job = world.deployment({ env: cloudwatch.env });
    const main = await job.guard({
      'deploy-command': 'echo DEPLOYING',
      bake: '20m',
      'bake-alarms': 'errors',
    });
    expect(main.outputs).toMatchObject({ outcome: 'failed', 'bake-status': 'breached' });
    await job.finish();
    expect(world.endings()).toEqual([expect.stringMatching(/^failure: breached: alarm errors/)]);
  });
});
