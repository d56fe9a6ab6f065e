import { expect, test } from '@jest/globals';
import type { CheckReport, MonitorStatus, StackReport } from '@signalbox/cloudformation/report';
import { failureLine, reportOf } from './verdict.ts';

const stack = (name: string, status: MonitorStatus, more: Partial<StackReport> = {}): StackReport => ({
  ...{ name, status, durationSeconds: 10, progress: 50, resources: [], stalled: [] },
  ...{ lostSightSeconds: 0, events: [], ...more },
});
const LOST = stack('lost', 'timed-out', { lostSight: 'DescribeStackEvents: expired' });
const verdictOf = (...stacks: readonly StackReport[]) =>
  reportOf({ correlationId: 'x', stacks, checks: [], apiCalls: 0, endedAt: 0 });

test.each(['failed', 'rolled-back', 'timed-out', 'stalled'] as const)(
  'a stack that is %s fails the step, though sight of another was lost',
  (status) => {
    const report = verdictOf(LOST, stack('shop', status));
    expect(report.status).toBe(status);
    expect(report.lostSight).toBeUndefined();
    expect(failureLine(report, [status])).toMatch(`Stack shop ${status}`);
  },
);

test('an outcome that nobody saw fails nothing, and is told before those that are known to be good', () => {
  const report = verdictOf(stack('shop', 'succeeded'), LOST, stack('other', 'no-changes'));
  expect(report).toMatchObject({ status: 'timed-out', lostSight: LOST.lostSight });
  expect(failureLine(report, ['timed-out'])).toBeUndefined();
});

test('nothing is named as failed where nothing failed', () => {
  const check = (ok: boolean) => ({
    ...{ kind: 'health-url', subject: 'https://shop.example', ok, reason: '200', seconds: 3 },
    status: ok ? 'succeeded' : 'failed',
  });
  const told = (ok: boolean) =>
    reportOf({
      ...{ correlationId: 'x', apiCalls: 0, endedAt: 0, stacks: [stack('shop', 'no-changes')] },
      checks: [check(ok) as CheckReport],
    });
  expect(told(true)).not.toHaveProperty('failedResource');
  expect(told(true)).not.toHaveProperty('failureReason');
  expect(told(false)).toMatchObject({ failedResource: 'https://shop.example', failureReason: '200' });
});
