// What the bundles send, at servers that nobody here wrote: an OpenTelemetry Collector, VictoriaMetrics, and promtool.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import { type Given, type Place, startRun } from '../start-run.ts';
import { isPresent } from './present.ts';

jest.setTimeout(180_000);

const DASHBOARDS = join(import.meta.dirname, '../../examples/dashboards');

let github: GitHubSimulator;
let place: Place;
let folder: string;
const servers: ChildProcess[] = [];
const withCommand = (command: string) => (isPresent(command) ? test : test.skip);

beforeAll(async () => {
  github = await startGitHub();
  const repository = addRepository(github.state, 'octo/shop');
  place = { github, repository, token: addToken(github.state, [repository]) };
  folder = mkdtempSync(join(tmpdir(), 'telemetry-'));
});
afterAll(async () => {
  for (const server of servers) server.kill();
  await github.close();
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Starts a server, and waits until it answers at `url`. */
async function start(command: string, args: readonly string[], url: string): Promise<void> {
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  servers.push(server);
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (data) => {
      said += String(data);
    });
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`${command} ended: ${said}`);
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await delay(200);
  }
  throw new Error(`${command} does not answer at ${url}: ${said}`);
}

/** One deployment through the bundle of `coordinate`. */
async function deploy(
  environment: string,
  given: Given,
  { env = {}, fail = false }: { env?: Record<string, string>; fail?: boolean } = {},
) {
  const job = startRun(place, { env });
  await job.use('coordinate', { environment, settle: '2s', ...given });
  if (fail) await job.runner.shell('exit 1');
  const { annotations, status } = await job.finish();
  expect(status).toBe(fail ? 'failure' : 'success');
  expect(annotations.filter(({ title }) => title === 'Telemetry')).toEqual([]);
}

withCommand('otelcol')('an OpenTelemetry Collector takes traces, metrics and logs', async () => {
  const [port, file] = [await freePort(), join(folder, 'received.jsonl')];
  const pipeline = '{receivers: [otlp], exporters: [file]}';
  const config = join(folder, 'collector.yaml');
  writeFileSync(
    config,
    `receivers: {otlp: {protocols: {http: {endpoint: 127.0.0.1:${port}}}}}
exporters: {file: {path: ${JSON.stringify(file)}}}
service:
  telemetry: {metrics: {level: none}}
  pipelines: {traces: ${pipeline}, metrics: ${pipeline}, logs: ${pipeline}}
`,
  );
  await start('otelcol', [`--config=${config}`], `http://127.0.0.1:${port}/`);
  await deploy('production', { 'otlp-endpoint': `http://127.0.0.1:${port}` });
  const received = await poll(() => {
    // What is written is flushed in parts.
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const lines = text.endsWith('}\n') ? text.trim().split('\n') : [];
    return lines.length < 3 ? undefined : Object.assign({}, ...lines.map((line) => JSON.parse(line)));
  });
  const spans = received.resourceSpans[0].scopeSpans[0].spans;
  expect(spans.map(({ name }: { name: string }) => name)).toEqual([
    'deploy production',
    'queue wait',
    'hold',
  ]);
  expect(spans[1]).toMatchObject({ traceId: spans[0].traceId, parentSpanId: spans[0].spanId });
  const metrics = received.resourceMetrics[0].scopeMetrics[0].metrics;
  const deployments = metrics.find(({ name }: { name: string }) => name === 'signalbox.deployments');
  expect(deployments.sum).toMatchObject({ aggregationTemporality: 2, isMonotonic: true });
  expect(deployments.sum.dataPoints[0]).toMatchObject({ asInt: '1' });
  const records = received.resourceLogs[0].scopeLogs[0].logRecords;
  expect(records.at(-1)).toMatchObject({ severityText: 'INFO', traceId: spans[0].traceId });
});

async function poll<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(300);
  }
  throw new Error('nothing came');
}

withCommand('victoria-metrics')(
  'every query of the dashboards and alerts has an answer at VictoriaMetrics, and totals are exact',
  async () => {
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const options = [
      `-storageDataPath=${join(folder, 'victoria')}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      ...['-opentelemetry.usePrometheusNaming', '-search.latencyOffset=0s'],
    ];
    await start('victoria-metrics', options, `${base}/health`);
    const env = { OTEL_TRACES_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' };
    const given = { 'otlp-endpoint': `${base}/opentelemetry` };
    await deploy('staging', given, { env });
    await deploy('staging', given, { env });
    await deploy('staging', given, { env, fail: true });

    const ask = async (
      query: string,
    ): Promise<readonly { metric: Record<string, string>; value: [number, string] }[]> => {
      const answer = await fetch(`${base}/api/v1/query?${new URLSearchParams({ query })}`);
      const body = (await answer.json()) as { status: string; error?: string; data: { result: [] } };
      expect({ query, status: body.status, error: body.error }).toEqual({
        query,
        status: 'success',
        error: undefined,
      });
      return body.data.result;
    };
    const total = 'last_over_time(signalbox_deployments_total{outcome=~"succeeded|failed"}[1d])';
    const totals = await poll(async () => {
      const found = (await ask(total)).map(({ metric, value }) => `${metric['outcome']} ${value[1]}`).sort();
      return found.includes('failed 1') ? found : undefined;
    });
    expect(totals).toEqual(['failed 1', 'succeeded 2']);
    for (const query of grafanaQueries())
      expect({ query, series: (await ask(query)).length }).not.toEqual({ query, series: 0 });
    // Alerts have no series while all is well: they are asked without their threshold.
    for (const name of alertSeries())
      expect({ name, series: (await ask(`last_over_time(${name}[1d])`)).length }).not.toEqual({
        name,
        series: 0,
      });
  },
);

interface Panel {
  readonly targets?: readonly { readonly expr: string }[];
}

function grafanaQueries(): readonly string[] {
  const { panels } = JSON.parse(readFileSync(join(DASHBOARDS, 'grafana.json'), 'utf8')) as {
    panels: Panel[];
  };
  const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  expect(queries.length).toBeGreaterThan(10);
  return queries.map((query) => query.replaceAll('$environment', '.*').replaceAll('$repository', '.*'));
}

const alertSeries = (): ReadonlySet<string> =>
  new Set(readFileSync(join(DASHBOARDS, 'alerts.yml'), 'utf8').match(/\bsignalbox_\w+/g));

withCommand('promtool')('promtool takes the file, the rules and their tests', async () => {
  const path = join(folder, 'metrics.prom');
  await deploy('file', { 'metrics-path': path });
  const promtool = (args: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync('promtool', args, {
      cwd: DASHBOARDS,
      input,
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  };
  expect(promtool(['check', 'metrics'], readFileSync(path, 'utf8'))).toEqual({ status: 0, said: '' });
  expect(promtool(['check', 'rules', 'alerts.yml'])).toMatchObject({ status: 0 });
  expect(promtool(['test', 'rules', 'alerts.test.yml'])).toMatchObject({ status: 0 });
});
