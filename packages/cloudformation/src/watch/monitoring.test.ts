// CloudFormation's own bake: RollbackConfiguration of the stack.
import { describe, expect, test } from '@jest/globals';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { scenario } from '../../test/scenario.ts';
import { watching } from '../../test/watching.ts';
import type { Notice } from './notice.ts';

const ERRORS = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors';
const LATENCY = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:latency';
const monitoring = { seconds: 600, alarms: [ERRORS, LATENCY] };

const QUIET = scenario(`
  0    *       UPDATE_IN_PROGRESS  User Initiated
  2    Queue   UPDATE_IN_PROGRESS
  30   Queue   UPDATE_COMPLETE
  631  *       UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
  640  *       UPDATE_COMPLETE
`);
const progressAt = (notices: readonly Notice[], elapsed: number) =>
  notices.flatMap((notice) =>
    notice.kind === 'progress' && notice.progress.elapsedSeconds >= elapsed ? [notice.progress] : [],
  )[0];

describe('a stack that CloudFormation watches for 10 minutes', () => {
  test('is told once all resources are done, until when and by which alarms; nothing stalls', async () => {
    const { report, kinds, notices } = await watching(QUIET, { monitoring });
    expect(report).toMatchObject({ status: 'succeeded', stalled: [] });
    const [told, ...more] = kinds('monitoring');
    expect(more).toEqual([]);
    expect(told).toMatchObject({ monitoring: { alarms: [ERRORS, LATENCY] } });
    const first = notices.findIndex(({ kind }) => kind === 'monitoring');
    expect(notices.slice(0, first).filter(({ kind }) => kind === 'event')).toHaveLength(3);
    expect([...kinds('slow'), ...kinds('stalled')]).toEqual([]);
  });

  test('takes that much longer by the forecast, from the begin on', async () => {
    const [without, with_] = await Promise.all([watching(QUIET), watching(QUIET, { monitoring })]);
    const left = ({ notices }: typeof without, at: number) => progressAt(notices, at)?.remaining.seconds ?? 0;
    expect(left(with_, 10) - left(without, 10)).toBeGreaterThan(550);
    expect(left(with_, 340)).toBeGreaterThan(250);
    expect(left(with_, 340)).toBeLessThan(320);
  });

  test('is not said to be so while resources are worked on, without a period, or while it is deleted', async () => {
    expect((await watching(QUIET)).kinds('monitoring')).toEqual([]);
    expect(
      (await watching(QUIET, { monitoring: { ...monitoring, seconds: 0 } })).kinds('monitoring'),
    ).toEqual([]);
    const deletion = scenario(
      '0 * DELETE_IN_PROGRESS\n1 Q DELETE_IN_PROGRESS\n9 Q DELETE_COMPLETE\n99 * DELETE_COMPLETE',
    );
    expect((await watching(deletion, { monitoring })).kinds('monitoring')).toEqual([]);
  });
});

describe('an alarm that goes off', () => {
  const broken = (reason: string) =>
    scenario(`
      0    *       UPDATE_IN_PROGRESS  User Initiated
      2    Queue   UPDATE_IN_PROGRESS
      40   Queue   UPDATE_COMPLETE
      200  *       UPDATE_ROLLBACK_IN_PROGRESS  ${reason}
      210  Queue   UPDATE_IN_PROGRESS
      220  Queue   UPDATE_COMPLETE
      221  *       UPDATE_ROLLBACK_COMPLETE
    `);

  test.each([
    ['by its ARN', `Rollback trigger ${ERRORS} went into ALARM state.`, /^alarm errors rolled it back$/],
    ['by its name', 'CloudWatch alarm latency is in state ALARM', /^alarm latency rolled it back$/],
    [
      'not at all',
      'The operation was stopped',
      /^CloudFormation watched the alarms errors, latency, and one of them/,
    ],
  ])('is named as the cause, however CloudFormation tells it: %s', async (_, reason, evidence) => {
    const { report } = await watching(broken(reason), { monitoring });
    expect(report).toMatchObject({ status: 'rolled-back', rootCause: { logicalId: 'shop', reason } });
    expect(report.rootCause?.evidence).toEqual([expect.stringMatching(evidence)]);
  });

  test.each([
    ['somebody cancelled it', 'User Initiated'],
    ['a resource failed', 'The following resource(s) failed to update: [Queue].'],
  ])('is not blamed where %s', async (_, reason) => {
    const { report } = await watching(broken(reason), { monitoring });
    expect(report.rootCause?.evidence).toEqual([]);
  });

  test('as the simulator plays it', async () => {
    const timeline = synthesize({
      ...{ name: 'baked', stackName: 'shop', operation: 'UPDATE' },
      resources: [{ id: 'Queue', type: 'AWS::SQS::Queue', seconds: 30 }],
      monitoring: { minutes: 10, alarms: [ERRORS, LATENCY], breaks: { seconds: 120, alarm: ERRORS } },
    });
    const { report, kinds } = await watching(timeline, { monitoring });
    expect(kinds('monitoring')).toHaveLength(1);
    expect(report).toMatchObject({ status: 'rolled-back', rootCause: { kind: 'alarm' } });
  });
});
