import { expect, test } from '@jest/globals';
import type { MonitorReport, StackReport } from '@signalbox/cloudformation/report';
import { summaryOf } from './summary.ts';

const stack = (name: string, resources: number): StackReport => ({
  ...{
    name,
    status: 'succeeded',
    durationSeconds: 60,
    progress: 100,
    stalled: [],
    lostSightSeconds: 0,
    events: [],
  },
  resources: Array.from({ length: resources }, (_, index) => ({
    ...{ stackName: name, logicalId: `Ünïcode${'x'.repeat(200)}${index}`, type: 'AWS::SQS::Queue' },
    ...{ status: 'UPDATE_COMPLETE', startedAt: '2026-01-01T00:00:00.000Z', seconds: 3 },
  })),
});

const report = (stacks: readonly StackReport[]): MonitorReport => ({
  ...{ version: 1, correlationId: '7001', status: 'succeeded', endedAt: '2026-01-01T00:01:00.000Z' },
  ...{ durationSeconds: 60, progress: 100, apiCalls: 9, stacks, checks: [] },
});

test('the summary stays under 1 MiB, and every verdict is in it', () => {
  const summary = summaryOf(report(Array.from({ length: 12 }, (_, index) => stack(`shop-${index}`, 2000))));
  expect(Buffer.byteLength(summary)).toBeLessThan(2 ** 20);
  expect(summary.match(/^### ✅ shop-\d+: succeeded/gm)).toHaveLength(12);
  expect(summary).toContain('More is in the report.');
});

test('express mode is said', () => {
  const summary = summaryOf(report([{ ...stack('shop', 1), deploymentMode: 'EXPRESS' }]));
  expect(summary).toContain('configured, still stabilizing');
});

test('a check that failed stands above the stack that went well', () => {
  const failed = {
    kind: 'health-url',
    subject: 'https://shop.example',
    ok: false,
    status: 'failed',
  } as const;
  const checks = [{ ...failed, reason: 'HTTP 503', seconds: 30, progress: 0 }];
  const text = summaryOf({ ...report([stack('shop', 1)]), checks });
  expect(text.indexOf('HTTP 503')).toBeGreaterThan(-1);
  expect(text.indexOf('HTTP 503')).toBeLessThan(text.indexOf('### '));
});

test('after a rollback each resource is listed once, with both its times', () => {
  const [orders] = stack('shop', 1).resources;
  const back = [
    { ...orders, seconds: 2 },
    { ...orders, seconds: 1 },
  ] as StackReport['resources'];
  const text = summaryOf(report([{ ...stack('shop', 0), resources: back }]));
  expect(text).toContain('<summary>1 resource</summary>');
  expect(text).toContain('| 2 s, undone in 1 s |');
});
