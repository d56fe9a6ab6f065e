// What the one step tells machines: its commands, the stack with its resources, and by AWS's signature.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { readTimeline } from '@signalbox/simulator/cloudformation/timeline';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import { type OtlpReceiver, startOtlp } from '@signalbox/simulator/otlp/server';
import { receiverJobSpan } from '@signalbox/telemetry/ids';
import { type Given, startRun } from './start-run.ts';

jest.setTimeout(180_000);

const FIXTURES = join(import.meta.dirname, '../packages/simulator/fixtures/timelines');

let github: GitHubSimulator;
let aws: CloudFormationSimulator;
let otlp: OtlpReceiver;
let folder: string;
beforeEach(async () => {
  [github, aws, otlp] = await Promise.all([startGitHub(), startCloudFormation({ speed: 60 }), startOtlp()]);
  folder = mkdtempSync(join(tmpdir(), 'workspace-'));
});
afterEach(async () => {
  await Promise.all([github.close(), aws.close(), otlp.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** A stack whose next deployment follows the timeline, from the shell command `begin` on. */
function stack(timeline: string) {
  const told = readTimeline(join(FIXTURES, `${timeline}.json`));
  const simulated = aws.add([told]);
  const flag = join(folder, 'begin');
  const look = setInterval(() => {
    if (!existsSync(flag)) return;
    clearInterval(look);
    aws.begin(simulated);
  }, 20);
  look.unref();
  return { name: told.stack.name, begin: `touch '${flag}'` };
}

const repository = () => addRepository(github.state, 'octo/shop');

async function guard(given: Given, env: Record<string, string> = {}) {
  const shop = repository();
  const place = { github, repository: shop, token: addToken(github.state, [shop]) };
  const job = startRun(place, {
    workspace: folder,
    env: {
      ...{ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret-of-aws' },
      ...{
        AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      ...env,
    },
  });
  const main = await job.use('guard', { environment: 'production', ...given });
  return { main, result: await job.finish(), job };
}

test('a deployment by commands: the commands, the stack and its resources', async () => {
  const { name, begin } = stack('update-ok');
  const { main } = await guard({
    ...{ 'deploy-command': begin, 'smoke-command': 'true', 'stack-name': name, 'poll-interval': '1s' },
    'otlp-endpoint': otlp.url,
  });
  const spans = otlp.spans();
  const [root] = spans;
  expect(main.outputs).toMatchObject({ 'telemetry-status': 'sent', 'trace-id': root?.traceId });
  const below = (id: string | undefined) => spans.filter(({ parentSpanId }) => parentSpanId === id);
  expect(below(root?.spanId).map(({ name }) => name)).toEqual([
    ...['queue wait', 'hold', 'command', 'smoke test', `stack ${name}`],
  ]);
  const stackSpan = spans.find((span) => span.name === `stack ${name}`);
  const resources = below(stackSpan?.spanId);
  expect(resources.length).toBeGreaterThan(0);
  expect(
    resources.every(({ attributes }) => attributes['aws.cloudformation.resource.type'] !== undefined),
  ).toBe(true);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
});

test('a nested stack’s resources are below it, and what failed is red', async () => {
  const { name, begin } = stack('update-failed-nested');
  await guard({
    ...{ 'deploy-command': `${begin}; sleep 2; exit 1`, 'stack-name': name, 'poll-interval': '1s' },
    'otlp-endpoint': otlp.url,
  });
  const spans = otlp.spans();
  const nested = spans.filter(
    ({ attributes }) => attributes['aws.cloudformation.resource.type'] === 'AWS::CloudFormation::Stack',
  );
  expect(nested.length).toBeGreaterThan(0);
  const children = spans.filter(({ parentSpanId }) => nested.some(({ spanId }) => spanId === parentSpanId));
  expect(children.length).toBeGreaterThan(0);
  expect(spans.filter(({ name }) => name.startsWith('resource ')).some(({ status }) => status === 2)).toBe(
    true,
  );
  const told = spans.find((span) => span.name === `stack ${name}`);
  expect(told).toMatchObject({ status: 2, message: expect.stringMatching(/^\w+: ./) });
});

test('a failed command that was rolled back is counted as a rollback, and its root is red', async () => {
  await guard({
    ...{ 'deploy-command': 'exit 3', 'rollback-command': 'true', 'otlp-endpoint': otlp.url },
  });
  const [root] = otlp.spans();
  expect(root).toMatchObject({ status: 2, attributes: { 'signalbox.outcome': 'rolled-back' } });
  expect(root?.message).toContain('exit code 3');
  const total = (name: string) => otlp.metrics().find((metric) => metric.name === name)?.points[0]?.value;
  expect(total('signalbox.rollbacks')).toBe(1);
  expect(otlp.spans().map(({ name, status }) => [name, status])).toEqual(
    expect.arrayContaining([
      ['command', 2],
      ['rollback', 1],
    ]),
  );
});

test('below the span of its job, as OpenTelemetry’s GitHub receiver names it', async () => {
  const { job } = await guard(
    { 'deploy-command': 'true', 'otlp-endpoint': otlp.url },
    { SIGNALBOX_OTEL_PARENT: 'job' },
  );
  const parent = receiverJobSpan({ runId: job.run.id, runAttempt: 1, checkRunId: job.job.id });
  expect(otlp.spans()[0]).toMatchObject({ traceId: parent.traceId, parentSpanId: parent.spanId });
});

test('CloudWatch is sent signed requests, and logs to the group that is named', async () => {
  const { main, result } = await guard(
    {
      ...{ 'deploy-command': 'true', 'otlp-endpoint': 'cloudwatch:eu-central-1' },
      'otlp-headers': 'x-aws-log-group=/shop,x-aws-log-stream=deployments',
    },
    { AWS_ENDPOINT_URL: otlp.url },
  );
  expect(main.outputs['telemetry-status']).toBe('sent');
  expect(result.annotations).toEqual([]);
  const services = otlp.requests.map(({ path, headers }) => [
    path,
    /Credential=AKIATEST\/\d{8}\/eu-central-1\/(\w+)\/aws4_request/.exec(headers['authorization'] ?? '')?.[1],
  ]);
  expect(services.sort()).toEqual([
    ['/v1/logs', 'logs'],
    ['/v1/metrics', 'monitoring'],
    ['/v1/traces', 'xray'],
  ]);
  expect(otlp.requests.find(({ path }) => path === '/v1/logs')?.headers['x-aws-log-group']).toBe('/shop');
});
