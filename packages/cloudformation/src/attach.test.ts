import { describe, expect, test } from '@jest/globals';
import { replayReader } from '@signalbox/simulator/replay-reader';
import { story } from '@signalbox/simulator/stack-story';
import { UPDATE, watching } from '@signalbox/simulator/watching';
import { ReadError } from './reader.ts';
import type { Stack } from './stack.ts';

describe('attaches', () => {
  test('to an operation that begins later', async () => {
    const { report } = await watching(UPDATE, { startsIn: 60 });
    expect(report).toMatchObject({ status: 'succeeded', operation: 'UPDATE' });
  });

  test('to one that is under way since long before', async () => {
    const { report } = await watching(UPDATE, { startsIn: -30 });
    expect(report.status).toBe('succeeded');
  });

  test('to one that was over before the first look, when it began in this job', async () => {
    const { report, seconds } = await watching(UPDATE, {
      startsIn: -200,
      options: { since: Date.UTC(2026, 0, 1) - 300_000 },
    });
    expect(report).toMatchObject({
      status: 'succeeded',
      stackStatus: 'UPDATE_COMPLETE',
      durationSeconds: 41,
    });
    expect(seconds).toBe(0);
  });

  test('to one of this job by AWS’s clock, though the runner’s is minutes ahead', async () => {
    const { report } = await watching(UPDATE, {
      startsIn: -260,
      options: { since: Date.UTC(2026, 0, 1) - 60_000 },
      reader: (_, clock) => ({ now: () => clock.now() - 240_000 }),
    });
    expect(report).toMatchObject({ status: 'succeeded', operation: 'UPDATE' });
  });

  test('not to one that was over before this job began', async () => {
    const { report } = await watching(UPDATE, { startsIn: -2000 });
    expect(report).toMatchObject({ status: 'no-changes', stackStatus: 'UPDATE_COMPLETE', progress: 100 });
  });

  test.each([
    ['at once', '0 * CREATE_IN_PROGRESS  User Initiated', 'succeeded'],
    [
      'by a change set that takes a minute',
      '0 * REVIEW_IN_PROGRESS\n60 * CREATE_IN_PROGRESS  User Initiated',
      'succeeded',
    ],
    [
      'in vain',
      '0 * CREATE_IN_PROGRESS  User Initiated\n1 Topic CREATE_IN_PROGRESS\n2 Topic CREATE_FAILED  no\n3 * ROLLBACK_IN_PROGRESS\n4 * ROLLBACK_COMPLETE',
      'rolled-back',
    ],
  ])('to the re-creation, %s, after a failed creation was deleted', async (_, lines, status) => {
    const failed = { start: Date.UTC(2025, 0, 1), id: '1' };
    const earlier = story(
      '0 * CREATE_IN_PROGRESS  User Initiated\n5 * ROLLBACK_IN_PROGRESS\n9 * ROLLBACK_COMPLETE',
      failed,
    ).events.map((event) => ({ ...event, id: `old ${event.id}` }));
    const gone = story('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE', { id: '1' });
    const anew = story(`${lines}${status === 'succeeded' ? '\n90 * CREATE_COMPLETE' : ''}`, { id: '2' });
    const { report } = await watching(gone, {
      earlier,
      reader: (first, clock) => {
        const second = replayReader(anew, { clock, startAt: clock.now() + 10_000, changeSet: false });
        return {
          describeStack: async (name) => (await second.describeStack(name)) ?? first.describeStack(name),
          events: (id, next) => (id === anew.stack.arn ? second : first).events(id, next),
        };
      },
    });
    expect(report).toMatchObject({ status, operation: 'CREATE', stackId: anew.stack.arn });
  });

  test('to none when a deletion that cleared the way is followed by nothing that can be seen', async () => {
    const earlier = story(
      '0 * CREATE_IN_PROGRESS  User Initiated\n5 * ROLLBACK_IN_PROGRESS\n9 * ROLLBACK_COMPLETE',
      {
        ...{ start: Date.UTC(2025, 0, 1), id: '1' },
      },
    ).events.map((event) => ({ ...event, id: `old ${event.id}` }));
    const gone = story('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE', { id: '1' });
    let looks = 0;
    const { report } = await watching(gone, {
      earlier,
      reader: (replay) => ({
        describeStack: async (name) => {
          if (name === 'shop' && looks++ > 0) throw new ReadError('expired', 'expired', undefined);
          return replay.describeStack(name);
        },
      }),
    });
    expect(report).toMatchObject({ status: 'timed-out', lostSight: expect.stringContaining('expired') });
  });

  test.each([
    ['no such stack', story(''), 'not-found'],
    ['a change set that waits for its review', story('0 * REVIEW_IN_PROGRESS'), 'no-changes'],
  ])('%s: waits for the start time-out only', async (_, timeline, status) => {
    const { report, seconds } = await watching(timeline);
    expect(report.status).toBe(status);
    expect(seconds).toBe(300);
  });

  test('waits only a little once the deploy step is over', async () => {
    const { report, seconds } = await watching(story('0 * CREATE_COMPLETE'), {
      startsIn: -900,
      ports: { stepsEnded: () => true },
    });
    expect(report.status).toBe('no-changes');
    expect(seconds).toBe(10);
  });

  test('a refused change set is a failure, with its validation errors', async () => {
    const { report } = await watching(story('0 * CREATE_COMPLETE'), {
      startsIn: -900,
      failures: [
        {
          kind: 'VALIDATION_ERROR',
          time: Date.UTC(2026, 0, 1, 1),
          logicalId: 'Bucket',
          type: 'AWS::S3::Bucket',
          reason: 'Bucket name is taken',
          path: '/Resources/Bucket/Properties/BucketName',
          failureMode: 'FAIL',
        },
      ],
      reader: (replay) => ({
        describeStack: async (name) => {
          const stack = await replay.describeStack(name);
          const lastOperations = [{ id: 'op-1', type: 'CREATE_CHANGESET' }];
          return stack && ({ ...stack, lastOperations } satisfies Stack);
        },
      }),
    });
    expect(report).toMatchObject({
      status: 'failed',
      rootCause: { logicalId: 'Bucket', kind: 'validation' },
    });
    expect(report.rootCause?.evidence.join()).toContain('/Resources/Bucket/Properties/BucketName');
  });
});
