import { describe, expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import type { DeploymentTelemetry, EnvironmentTelemetry, Phase, TelemetryOutcome } from './deployment.ts';
import { traceIdOf } from './ids.ts';
import { metricsOf } from './metrics.ts';
import { prometheusText } from './prometheus.ts';
import { jsonLines } from './records.ts';
import { spansOf } from './spans.ts';

const AT = Date.UTC(2026, 2, 1, 12);

function deployment(given: Partial<DeploymentTelemetry> = {}): DeploymentTelemetry {
  return {
    ...{
      environment: 'Production',
      registry: 'octo/shop',
      repository: 'octo/shop',
      correlationId: '7001-production',
    },
    ...{
      runId: 7001,
      runAttempt: 1,
      checkRunId: 9,
      deploymentId: 42,
      sha: 'a'.repeat(40),
      workflow: 'deploy',
    },
    ...{ actor: 'mona', runUrl: 'https://github.com/octo/shop/actions/runs/7001' },
    ...{ startedAt: AT, endedAt: AT + 300_000, outcome: 'succeeded', counted: 'succeeded' },
    ...{ heldSeconds: 290, waitedSeconds: 10 },
    phases: [{ kind: 'queue', name: 'queue', startedAt: AT, endedAt: AT + 10_000, outcome: 'ok' }],
    totals: {
      deployments: { succeeded: 38, failed: 3, error: 1, released: 0 },
      ...{ rollbacks: 2, breaches: 1, since: Date.UTC(2026, 0, 1) },
    },
    durations: {
      succeeded: { bounds: [60, 300], counts: [2, 36, 0], sum: 8000, since: Date.UTC(2026, 0, 1) },
      failed: { bounds: [60, 300], counts: [3, 0, 1], sum: 1000, since: Date.UTC(2026, 1, 1) },
    },
    waits: {
      succeeded: { bounds: [10], counts: [36, 2], sum: 400, since: Date.UTC(2026, 0, 1) },
      failed: { bounds: [10], counts: [4, 0], sum: 9, since: Date.UTC(2026, 1, 1) },
    },
    gauges: { at: AT + 300_000, frozen: false, queueDepth: 2, lastSuccess: AT + 300_000 },
    ...given,
  };
}

const resource = (name: string, seconds: number, phases?: readonly Phase[]): Phase => ({
  ...{ kind: 'resource', name, startedAt: AT, endedAt: AT + seconds * 1000, outcome: 'ok' },
  ...(phases === undefined ? {} : { phases }),
});

describe('the trace', () => {
  test('a stack has its resources, those of a nested stack below it', () => {
    const nested = resource('Network', 60, [resource('Subnet', 30)]);
    const stack: Phase = { ...resource('shop', 90, [nested, resource('Service', 80)]), kind: 'stack' };
    const spans = spansOf(deployment({ phases: [stack] }), {});
    const parentOf = (name: string) => {
      const parent = spans.find(({ name: each }) => each === name)?.parentSpanId;
      return spans.find(({ spanId }) => spanId === parent)?.name;
    };
    expect(spans.map(({ name }) => [name, parentOf(name)])).toEqual([
      ['deploy Production', undefined],
      ['stack shop', 'deploy Production'],
      ['resource Network', 'stack shop'],
      ['resource Subnet', 'resource Network'],
      ['resource Service', 'stack shop'],
    ]);
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  });

  test('of thousands of resources the 200 that took longest are shown, below what is', () => {
    const many = Array.from({ length: 3000 }, (_, at) => resource(`R${at}`, at));
    // A nested stack that took no time itself: what took long in it hangs below the stack.
    const stack: Phase = { ...resource('shop', 3000, [resource('Nested', 0, many)]), kind: 'stack' };
    const spans = spansOf(deployment({ phases: [stack] }), {});
    const resources = spans.filter(({ attributes }) => attributes['signalbox.phase'] === 'resource');
    expect(resources).toHaveLength(200);
    expect(resources.every(({ startedAt, endedAt }) => endedAt - startedAt >= 2_800_000)).toBe(true);
    expect(new Set(resources.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([spans[1]?.spanId]));
  });

  test('no span ends before it begins', () => {
    const skipped: Phase = { kind: 'smoke', name: 'smoke', startedAt: AT + 5000, endedAt: AT };
    const spans = spansOf(deployment({ phases: [skipped], startedAt: AT + 9, endedAt: AT }), {});
    expect(spans.every(({ startedAt, endedAt }) => endedAt >= startedAt)).toBe(true);
  });

  test('links to the one that was waited for', () => {
    const waitedFor = {
      repository: 'octo/shop',
      correlationId: '7000-production',
      runId: 7000,
      runAttempt: 1,
    };
    expect(spansOf(deployment({ waitedFor }), {})[0]?.links).toEqual([
      expect.objectContaining({ traceId: traceIdOf(waitedFor) }),
    ]);
  });

  test.each<[TelemetryOutcome, 'ok' | 'failed' | undefined]>([
    ['succeeded', 'ok'],
    ['no-changes', 'ok'],
    ['failed', 'failed'],
    ['rolled-back', 'failed'],
    ['rollback-failed', 'failed'],
    ['breached', 'failed'],
    ['timed-out', 'failed'],
    ['error', 'failed'],
    ['cancelled', undefined],
    ['released', undefined],
  ])('%s is %s', (outcome, status) => {
    expect(spansOf(deployment({ outcome }), {})[0]?.outcome).toBe(status);
  });
});

describe('metrics', () => {
  const values = (given: Partial<DeploymentTelemetry>, temporality: 'cumulative' | 'delta' = 'cumulative') =>
    Object.fromEntries(
      metricsOf(deployment(given), temporality).flatMap(({ name, points }) =>
        points.map(({ attributes, value }) => [
          `${name}${attributes['outcome'] === undefined ? '' : ` ${attributes['outcome']}`}`,
          typeof value === 'number' ? value : value.counts.join(' '),
        ]),
      ),
    );

  test('all totals, or the one that is new', () => {
    expect(values({})).toMatchObject({
      'signalbox.deployments succeeded': 38,
      'signalbox.deployments failed': 3,
      'signalbox.rollbacks': 2,
      'cicd.pipeline.run.duration succeeded': '2 36 0',
      'cicd.pipeline.run.duration failed': '3 0 1',
      'signalbox.queue.wait failed': '4 0',
      'signalbox.queue.depth': 2,
    });
    expect(values({ outcome: 'rolled-back', counted: 'failed', rolledBack: true }, 'delta')).toMatchObject({
      'signalbox.deployments failed': 1,
      'signalbox.rollbacks': 1,
      'cicd.pipeline.run.duration failed': '0 1 0',
      'signalbox.queue.wait failed': '1 0',
      'signalbox.queue.depth': 2,
    });
    expect(values({ outcome: 'succeeded', breached: true }, 'delta')).toHaveProperty(
      ['signalbox.bake.breaches'],
      1,
    );
  });

  test('what is not known is omitted, and never 0', () => {
    const { totals: _, durations: _d, waits: _w, gauges: _g, ...rest } = deployment();
    expect(metricsOf(rest, 'cumulative')).toEqual([]);
    expect(values({ gauges: { at: AT, frozen: true, queueDepth: 0 } })).not.toHaveProperty([
      'signalbox.deployment.last_success',
    ]);
  });

  test('of an environment in which nothing ends: all that is known, and no deltas', () => {
    const { environment, registry, totals, durations, gauges } = deployment();
    const state = { environment, registry, ...{ totals, durations, gauges } } as EnvironmentTelemetry;
    expect(metricsOf(state, 'cumulative').map(({ name }) => name)).toEqual([
      ...['signalbox.deployments', 'signalbox.rollbacks', 'signalbox.bake.breaches'],
      ...['cicd.pipeline.run.duration', 'signalbox.environment.frozen', 'signalbox.queue.depth'],
      'signalbox.deployment.last_success',
    ]);
    expect(metricsOf(state, 'delta').map(({ kind }) => kind)).toEqual(['gauge', 'gauge', 'gauge']);
  });

  test('the text has what Prometheus asks for, whatever the names', () => {
    const text = prometheusText(metricsOf(deployment(), 'cumulative'));
    expect(text).toContain('# TYPE cicd_pipeline_run_duration_seconds histogram\n');
    expect(text).toContain(
      'cicd_pipeline_run_duration_seconds_bucket{deployment_environment_name="production",repository="octo/shop",outcome="succeeded",le="300"} 38\n',
    );
    expect(text).toContain('outcome="failed",le="+Inf"} 4\n');
    expect(text).toContain(
      'cicd_pipeline_run_duration_seconds_count{deployment_environment_name="production",repository="octo/shop",outcome="succeeded"} 38\n',
    );
    fc.assert(
      fc.property(anyText(), (environment) => {
        const lines = prometheusText(metricsOf(deployment({ environment }), 'cumulative'))
          .trimEnd()
          .split('\n');
        const label = '"(?:[^"\\\\]|\\\\["\\\\n])*"';
        const sample = new RegExp(`^[a-z_]+\\{[a-z_]+=${label}(?:,[a-z_]+=${label})*\\} [0-9.e+]+$`, 'su');
        for (const line of lines) expect(line.startsWith('# ') || sample.test(line)).toBe(true);
      }),
    );
  });
});

test('strangers’ words stay words, on one line each', () => {
  const hostile = 'x\n::error::y\u202e|<script>\u0000';
  const phase: Phase = {
    kind: 'stack',
    name: hostile,
    startedAt: AT,
    endedAt: AT,
    outcome: 'failed',
    reason: hostile,
  };
  const published = deployment({ environment: hostile, actor: hostile, reason: hostile, phases: [phase] });
  const lines = jsonLines(published, {}).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines.map((line) => JSON.parse(line).severity)).toEqual(['ERROR', 'INFO']);
  expect(spansOf(published, {}).every(({ name }) => !/[\n\0\u202e]/.test(name))).toBe(true);
});
