// What the bundles tell machines: a trace, metrics and logs at a local receiver, files, and nothing where nothing is asked.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import { type OtlpReceiver, startOtlp } from '@signalbox/simulator/otlp/server';
import type { Given, Place, RunOptions } from './start-run.ts';
import { startRun } from './start-run.ts';

let github: GitHubSimulator;
let place: Place;
let otlp: OtlpReceiver;
let folder: string;
let repositories = 0;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());
beforeEach(async () => {
  const repository = addRepository(github.state, `octo/shop${++repositories}`);
  place = { github, repository, token: addToken(github.state, [repository]) };
  otlp = await startOtlp();
  folder = mkdtempSync(join(tmpdir(), 'telemetry-'));
});
afterEach(() => otlp.close());

const FAST = { environment: 'Production', settle: '2s' };

/** One deployment by `coordinate`, and what its job printed. */
async function deploy(given: Given = {}, { fail = false, ...options }: RunOptions & { fail?: boolean } = {}) {
  const job = startRun(place, options);
  const step = await job.use('coordinate', { ...FAST, 'otlp-endpoint': otlp.url, ...given });
  if (fail) await job.runner.shell('exit 1');
  const result = await job.finish();
  return { ...job, step, result };
}

test('one deployment after the other: trace, exact totals and logs arrive', async () => {
  const first = await deploy();
  const second = await deploy({}, { fail: true });
  const spans = otlp.spans();
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === '');
  expect(roots.map(({ name, status }) => [name, status])).toEqual([
    ['deploy Production', 1],
    ['deploy Production', 2],
  ]);
  expect(new Set(roots.map(({ traceId }) => traceId)).size).toBe(2);
  expect([first, second].map(({ step }) => step.outputs['trace-id'])).toEqual(
    roots.map(({ traceId }) => traceId),
  );
  expect(
    spans.filter(({ parentSpanId }) => parentSpanId === roots[0]?.spanId).map(({ name }) => name),
  ).toEqual(['queue wait', 'hold']);
  const counted = otlp
    .metrics()
    .filter(({ name }) => name === 'signalbox.deployments')
    .map(({ points }) =>
      Object.fromEntries(points.map(({ attributes, value }) => [attributes['outcome'], value])),
    );
  expect(counted).toEqual([
    { succeeded: 1, failed: 0, error: 0, released: 0 },
    { succeeded: 1, failed: 1, error: 0, released: 0 },
  ]);
  const held = otlp.metrics().filter(({ name }) => name === 'cicd.pipeline.run.duration');
  expect(
    held.map(({ points }) => points.map(({ attributes, value }) => [attributes['outcome'], value])),
  ).toEqual([
    [['succeeded', 1]],
    [
      ['succeeded', 1],
      ['failed', 1],
    ],
  ]);
  expect(otlp.logs().filter(({ event }) => event === 'signalbox.deployment.ended')).toHaveLength(2);
  expect(otlp.logs().map(({ traceId }) => traceId)).toContain(roots[1]?.traceId);
});

test('no metric tells of a run: a new series for each would never end', async () => {
  const { run } = await deploy();
  const told = JSON.stringify(otlp.metrics());
  expect(
    otlp
      .metrics()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'cicd.pipeline.run.duration',
    'signalbox.bake.breaches',
    'signalbox.deployment.last_success',
    'signalbox.deployments',
    'signalbox.environment.frozen',
    'signalbox.queue.depth',
    'signalbox.queue.wait',
    'signalbox.rollbacks',
  ]);
  expect(told).not.toContain(String(run.id));
  expect(told).toContain('"deployment.environment.name":"production"');
});

test('files for those who collect files', async () => {
  const paths = { metrics: join(folder, 'a/metrics.prom'), log: join(folder, 'b/log.jsonl') };
  await deploy({ 'otlp-endpoint': '', 'metrics-path': paths.metrics, 'log-path': paths.log });
  await deploy({ 'otlp-endpoint': '', 'metrics-path': paths.metrics, 'log-path': paths.log });
  expect(otlp.requests).toEqual([]);
  expect(readFileSync(paths.metrics, 'utf8')).toContain(
    `signalbox_deployments_total{deployment_environment_name="production",repository="octo/shop${repositories}",outcome="succeeded"} 2\n`,
  );
  const lines = readFileSync(paths.log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(6);
  expect(lines[2]).toMatchObject({ severity: 'INFO', environment: 'Production', phase: 'deployment' });
});

/** Says in a file which modules a process opened. */
const SPY = `const Module = require('node:module');
const { appendFileSync } = require('node:fs');
const load = Module._extensions['.js'];
Module._extensions['.js'] = (module, path) => {
  appendFileSync(process.env.OPENED, path + '\\n');
  return load(module, path);
};`;

test.each([
  ['nothing', {}, false],
  ['an address', { 'otlp-endpoint': 'http://127.0.0.1:9' }, true],
])('with %s asked, telemetry is loaded: %s', async (_, given, loads) => {
  const [spy, opened] = [join(folder, 'spy.cjs'), join(folder, 'opened')];
  writeFileSync(spy, SPY);
  const job = startRun(place, {
    processes: 'fresh',
    env: { NODE_OPTIONS: `--require=${spy}`, OPENED: opened },
  });
  await job.use('coordinate', { ...FAST, ...given });
  expect((await job.finish()).status).toBe('success');
  const files = new Set(readFileSync(opened, 'utf8').trim().split('\n'));
  expect(files.size).toBeGreaterThan(2);
  const texts = [...files]
    .filter((path) => /dist.\d+\.index\.js$/.test(path))
    .map((path) => readFileSync(path, 'utf8'));
  // A word of each part: OpenTelemetry's serializers, and what goes before them.
  for (const word of ['ProtobufTraceSerializer', 'OTEL_RESOURCE_ATTRIBUTES'])
    expect(texts.some((text) => text.includes(word))).toBe(loads);
});

test('the release of another job’s registration tells, with outputs', async () => {
  const registering = startRun(place);
  const registered = await registering.use('coordinate', { ...FAST, operation: 'register' });
  const waiting = startRun(place, { run: registering.run });
  const id = registered.outputs['deployment-id'] ?? '';
  await waiting.use('coordinate', { ...FAST, operation: 'wait', 'deployment-id': id });
  const released = await waiting.use('coordinate', {
    ...{ ...FAST, operation: 'release', 'deployment-id': id, state: 'success', 'otlp-endpoint': otlp.url },
  });
  expect(released.outputs).toMatchObject({
    'telemetry-status': 'sent',
    'trace-id': otlp.spans()[0]?.traceId,
  });
});

test('between endings the environment is told to be closed and open, with the totals as they stand', async () => {
  await deploy();
  await deploy({}, { fail: true });
  otlp.requests.length = 0;
  const path = join(folder, 'state.prom');
  const told = { ...FAST, 'otlp-endpoint': otlp.url, 'metrics-path': path };
  const operator = startRun(place);
  const closed = await operator.use('coordinate', { ...told, operation: 'freeze', reason: 'audit' });
  const text = readFileSync(path, 'utf8');
  const opened = await operator.use('coordinate', { ...told, operation: 'unfreeze' });
  expect([closed, opened].map(({ outputs }) => outputs['telemetry-status'])).toEqual(['sent', 'sent']);
  expect((await operator.finish()).annotations.filter(({ title }) => title === 'Telemetry')).toEqual([]);
  const points = (name: string) =>
    otlp
      .metrics()
      .filter((metric) => metric.name === name)
      .map((metric) => metric.points.map(({ value }) => value));
  expect(points('signalbox.environment.frozen')).toEqual([[1], [0]]);
  expect(points('signalbox.queue.depth')).toEqual([[0], [0]]);
  expect(points('signalbox.deployments')).toEqual([
    [1, 1, 0, 0],
    [1, 1, 0, 0],
  ]);
  expect(text).toContain('signalbox_environment_frozen{');
  expect(text).toMatch(/cicd_pipeline_run_duration_seconds_count\{[^}]*outcome="failed"\} 1\n/);
  expect(otlp.requests.map(({ path: signal }) => signal)).toEqual(['/v1/metrics', '/v1/metrics']);
});

test('a receiver that is down keeps nobody from closing an environment', async () => {
  const operator = startRun(place);
  const given = { ...FAST, operation: 'freeze', reason: 'audit' };
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  const job = startRun(place, { env });
  const closed = await job.use('coordinate', given);
  expect(closed).toMatchObject({ exitCode: 0, outputs: { 'telemetry-status': 'failed' } });
  const { annotations } = await job.finish();
  expect(annotations.filter(({ title }) => title === 'Telemetry')).toEqual([
    expect.objectContaining({ message: expect.stringContaining('The environment itself is not affected.') }),
  ]);
  await operator.use('coordinate', { ...FAST, operation: 'unfreeze' });
  await operator.finish();
});

test('who waited links to the trace of whom it waited for', async () => {
  const [first, second] = [startRun(place), startRun(place)];
  const given = { ...FAST, 'otlp-endpoint': otlp.url };
  await first.use('coordinate', given);
  const waiting = second.use('coordinate', given);
  while (place.repository.deployments.length < 2) await delay(50);
  await first.finish();
  await waiting;
  await second.finish();
  const [one, other] = otlp.spans().filter(({ name }) => name.startsWith('deploy '));
  expect(other?.links).toEqual([one?.traceId]);
  expect(one?.links).toEqual([]);
});
