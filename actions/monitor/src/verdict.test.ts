import { describe, expect, test } from '@jest/globals';
import type { CheckReport, MonitorStatus, StackReport } from '@signalbox/cloudformation/report';
import { failureLine, reportOf } from './verdict.ts';

const stack = (name: string, status: MonitorStatus, more: Partial<StackReport> = {}): StackReport => ({
  ...{ name, status, durationSeconds: 10, progress: 50, resources: [], stalled: [] },
  ...{ lostSightSeconds: 0, events: [], ...more },
});
const LOST = stack('lost', 'timed-out', { lostSight: 'DescribeStackEvents: expired' });
const verdictOf = (...stacks: readonly StackReport[]) =>
  reportOf({ correlationId: 'x', stacks, checks: [], apiCalls: 0, endedAt: 0 });

test.each(['failed', 'rolled-back', 'timed-out', 'stalled', 'not-found'] as const)(
  'a stack that is %s fails the step, though sight of another was lost',
  (status) => {
    const report = verdictOf(LOST, stack('shop', status));
    expect(report.status).toBe(status);
    expect(report.lostSight).toBeUndefined();
    expect(failureLine(report, [status])).toMatch(`Stack shop ${status}`);
  },
);

test('an outcome that nobody saw fails nothing, and is reported before those that are known to be good', () => {
  const report = verdictOf(stack('shop', 'succeeded'), LOST, stack('other', 'no-changes'));
  expect(report).toMatchObject({ status: 'timed-out', lostSight: LOST.lostSight });
  expect(failureLine(report, ['timed-out'])).toBeUndefined();
});

test('nothing is named as failed where nothing failed', () => {
  const check = (ok: boolean) => ({
    ...{ kind: 'health-url', subject: 'https://shop.example', ok, reason: '200', seconds: 3, progress: 100 },
    status: ok ? 'succeeded' : 'failed',
  });
  const reported = (ok: boolean) =>
    reportOf({
      ...{ correlationId: 'x', apiCalls: 0, endedAt: 0, stacks: [stack('shop', 'no-changes')] },
      checks: [check(ok) as CheckReport],
    });
  expect(reported(true)).not.toHaveProperty('failedResource');
  expect(reported(true)).not.toHaveProperty('failureReason');
  expect(reported(false)).toMatchObject({ failedResource: 'https://shop.example', failureReason: '200' });
});

describe('services and addresses', () => {
  const check = (
    kind: CheckReport['kind'],
    status: MonitorStatus,
    more: Partial<CheckReport> = {},
  ): CheckReport => ({
    ...{ kind, subject: kind, ok: status === 'succeeded' || status === 'no-changes', status, reason: 'why' },
    ...{ seconds: 5, progress: status === 'succeeded' ? 100 : 40, ...more },
  });
  const judged = (stacks: readonly StackReport[], ...checks: readonly CheckReport[]) =>
    reportOf({ correlationId: 'x', stacks, checks, apiCalls: 0, endedAt: 0 });
  const WELL = stack('shop', 'succeeded', { progress: 100 });
  const SAME = stack('shop', 'no-changes', { progress: 100 });

  test.each([
    ['an address alone', [], [check('health-url', 'succeeded')], 'succeeded', 100],
    ['a service alone', [], [check('ecs-service', 'succeeded')], 'succeeded', 100],
    ['a sick address after a stack', [WELL], [check('health-url', 'failed')], 'failed', 40],
    [
      'a service that is left alone by a stack',
      [WELL],
      [check('ecs-service', 'no-changes', { progress: 0 })],
      'succeeded',
      100,
    ],
    [
      'an address after a stack that did not change',
      [SAME],
      [check('health-url', 'succeeded')],
      'no-changes',
      100,
    ],
    [
      'an address after a service that did not change',
      [],
      [check('ecs-service', 'no-changes', { progress: 0 }), check('health-url', 'succeeded')],
      'no-changes',
      0,
    ],
    [
      'a service after a stack that did not change',
      [SAME],
      [check('ecs-service', 'succeeded')],
      'succeeded',
      100,
    ],
  ] as const)('%s', (_, stacks, checks, status, progress) => {
    const report = judged(stacks, ...checks);
    expect(report).toMatchObject({ status, progress });
    expect(report.failedResource === undefined).toBe(status !== 'failed');
  });

  test('sight that is lost of a service is no failure, and names nothing as failed', () => {
    const report = judged([WELL], check('ecs-service', 'timed-out', { lostSight: 'expired', ok: false }));
    expect(report).toMatchObject({ status: 'timed-out', lostSight: 'expired' });
    expect(report.failedResource).toBeUndefined();
    expect(failureLine(report, ['timed-out'])).toBeUndefined();
  });

  test('the duration runs from the first begin to the last end', () => {
    const at = (second: number) => new Date(second * 1000).toISOString();
    const service = check('ecs-service', 'rolled-back', { startedAt: at(20), endedAt: at(80), seconds: 60 });
    const address = check('health-url', 'succeeded', { startedAt: at(81), endedAt: at(90) });
    expect(judged([], service, address).durationSeconds).toBe(70);
    expect(judged([{ ...WELL, startedAt: at(0) }], service).durationSeconds).toBe(80);
    expect(failureLine(judged([], service), ['rolled-back'])).toBe(
      'ecs-service rolled-back after 1 min: why',
    );
  });
});
