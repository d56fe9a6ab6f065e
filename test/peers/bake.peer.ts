// The bake's two adapters at servers that nobody here wrote. CloudWatch's alarms: moto, through the real SDK (where moto
// differs from AWS is said at the test). PromQL: VictoriaMetrics.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { bakeBaseline } from '@signalbox/readiness/bake-baseline';
import { bakeInputs } from '@signalbox/readiness/bake-inputs';
import { type CloudWatch, connectCloudWatch } from '@signalbox/readiness/cloudwatch';
import { prometheusReader } from '@signalbox/readiness/prometheus';
import { systemClock } from '@signalbox/runner/clock';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { startMoto } from './moto.ts';
import { isPresent } from './present.ts';

jest.setTimeout(120_000);

const servers: ChildProcess[] = [];
afterAll(() => {
  for (const server of servers) server.kill();
});

describe('alarms at moto', () => {
  const REGION = 'eu-west-1';
  const CREDENTIALS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
  let client: CloudWatchClient;
  let cloudwatch: CloudWatch;

  beforeAll(async () => {
    const { moto, endpoint } = await startMoto();
    servers.push(moto);
    process.env['AWS_ENDPOINT_URL_CLOUDWATCH'] = endpoint;
    client = new CloudWatchClient({ endpoint, region: REGION, credentials: CREDENTIALS });
    cloudwatch = await connectCloudWatch({
      clock: systemClock,
      region: REGION,
      credentials: async () => CREDENTIALS,
    });
    for (let index = 0; index < 120; index++) await put(`shop-${index}`);
  });
  afterAll(() => client.destroy());

  const put = (AlarmName: string, Period = 60) =>
    client.send(
      new PutMetricAlarmCommand({
        ...{ AlarmName, Period, Namespace: 'Shop', MetricName: 'Errors', Statistic: 'Sum' },
        ...{ EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 5 },
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    );
  const set = (AlarmName: string, StateValue: 'OK' | 'ALARM') =>
    client.send(
      new SetAlarmStateCommand({
        AlarmName,
        StateValue,
        StateReason: `set to ${StateValue}`,
        StateReasonData: '{}',
      }),
    );

  test('by name, a hundred a request, and those that are not there are left out', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `shop-${index}`);
    const found = await cloudwatch.byName([...names, 'nobody']);
    expect(found.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(found[0]).toMatchObject({ kind: 'metric', slowSeconds: 120 });
  });

  test('by prefix, over all pages', async () => expect(await cloudwatch.byPrefix('shop-')).toHaveLength(120));

  test('a state that was set is seen, with its reason and since when', async () => {
    await set('shop-1', 'ALARM');
    const [alarm] = await cloudwatch.byName(['shop-1']);
    expect(alarm).toMatchObject({ state: 'ALARM', reason: 'set to ALARM' });
    expect(Math.abs((alarm?.since ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('what is missing is refused, and what was in ALARM before is found', async () => {
    await set('shop-2', 'ALARM');
    const ports = {
      ...{ clock: systemClock, random: Math.random, signal: new AbortController().signal, region: REGION },
      // moto 5.2.5 has no DescribeAlarmHistory (it answers with a page of HTML), and no composite alarms: see the simulator.
      alarms: async () => ({ ...cloudwatch, wentOff: async () => ({ transitions: [], complete: true }) }),
      queries: async () => {
        throw new Error('not asked');
      },
    };
    const given = (alarms: string) =>
      parseInputs(bakeInputs, { [inputVariable('bake')]: '5m', [inputVariable('bake-alarms')]: alarms });
    const soon = Date.now() + 60_000;
    await expect(bakeBaseline(given('shop-2, shop-nobody'), soon, ports)).rejects.toThrow(
      '"shop-nobody" is no such alarm',
    );
    const { alarms, notes } = await bakeBaseline(given('shop-2, shop-11*'), soon, ports);
    expect(alarms).toHaveLength(12);
    expect(alarms.filter(({ preExisting }) => preExisting).map(({ name }) => name)).toEqual(['shop-2']);
    expect(notes.join()).toContain('alarm shop-2 was in ALARM before the deployment');
  });
});

(isPresent('victoria-metrics') ? describe : describe.skip)('queries at VictoriaMetrics', () => {
  let base: string;
  const reader = () =>
    prometheusReader({ url: base, fetch, clock: systemClock, signal: new AbortController().signal });

  beforeAll(async () => {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const options = [
      `-storageDataPath=${mkdtempSync(join(tmpdir(), 'victoria-'))}`,
      ...[`-httpListenAddr=127.0.0.1:${port}`, '-search.latencyOffset=0s'],
    ];
    servers.push(spawn('victoria-metrics', options, { stdio: 'ignore' }));
    const now = Date.now();
    const lines = [5, 4, 3, 2, 1, 0].flatMap((minute) => {
      const at = now - minute * 60_000;
      const errors = 10 * (5 - minute);
      return [
        `errors_total{path="/cart"} ${errors} ${at}`,
        `errors_total{path="/"} 0 ${at}`,
        `requests_total ${100 * (5 - minute)} ${at}`,
      ];
    });
    await until(async () => (await fetch(`${base}/health`)).ok);
    await fetch(`${base}/api/v1/import/prometheus`, { method: 'POST', body: lines.join('\n') });
    await until(async () => (await reader().ask('requests_total')).length > 0);
  });

  test('a vector, with its labels', async () => {
    const found = await reader().ask('sum by (path) (increase(errors_total[4m]))');
    expect(found.map(({ labels }) => labels).sort()).toEqual(['{path="/"}', '{path="/cart"}']);
    expect(found.find(({ labels }) => labels.includes('cart'))?.value).toBeGreaterThan(20);
  });

  test('a quotient, a lone number, and no data', async () => {
    const [share] = await reader().ask('sum(increase(errors_total[4m])) / sum(increase(requests_total[4m]))');
    expect(share?.value).toBeCloseTo(0.1, 1);
    expect(await reader().ask('scalar(vector(7))')).toMatchObject([{ value: 7 }]);
    expect(await reader().ask('nobody_total')).toEqual([]);
  });

  test('before the deployment: by a moment', async () => {
    const [then] = await reader().ask('sum(requests_total)', Date.now() - 180_000);
    const [now] = await reader().ask('sum(requests_total)');
    expect(then?.value).toBeLessThan(now?.value ?? 0);
  });

  test('what is no PromQL is refused in the server’s own words', async () => {
    await expect(reader().ask('sum(requests_total')).rejects.toMatchObject({ trouble: 'other' });
  });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (await what().catch(() => false)) return;
    await delay(200);
  }
  throw new Error('never came true');
}
