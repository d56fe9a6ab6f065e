import { describe, expect, test } from '@jest/globals';
import { scenario } from './scenario.ts';
import { UPDATE, watching } from './watching.ts';

describe('what is under way at the first look is watched, and its events are read a little later', () => {
  test('so that the first look is one call', async () => {
    const seconds: number[] = [];
    const { kinds } = await watching(UPDATE, {
      startsIn: -1,
      reader: (replay, clock) => ({
        events: (id, next) => {
          seconds.push((clock.now() - Date.UTC(2026, 0, 1)) / 1000);
          return replay.events(id, next);
        },
      }),
    });
    expect(kinds('waiting')).toMatchObject([{ stackStatus: 'UPDATE_IN_PROGRESS' }]);
    expect(seconds[0]).toBeGreaterThan(4.5);
    expect(seconds[0]).toBeLessThan(5.5);
  });

  test('sooner, where it is to be looked at every 2 s', async () => {
    const { log, seconds } = await watching(UPDATE, { startsIn: -39.5, options: { pollInterval: 2 } });
    expect(log).toEqual(['DescribeStacks', 'DescribeStackEvents']);
    expect(seconds).toBeLessThan(3);
  });

  test('though it began before this job, and is over when they are read', async () => {
    const { report, seconds } = await watching(UPDATE, { startsIn: -38 });
    expect(report).toMatchObject({ status: 'succeeded', durationSeconds: 41 });
    expect(seconds).toBeLessThan(12);
  });

  const NEXT = `
    0     *      UPDATE_IN_PROGRESS  User Initiated
    20    Queue  UPDATE_IN_PROGRESS
    39    Queue  UPDATE_COMPLETE
    40    *      UPDATE_COMPLETE`;

  test.each([
    ['that begins when it is over', 41, -37, { status: 'succeeded', durationSeconds: 40 }],
    ['that was over just before it began', 40.5, -41, { status: 'rolled-back', durationSeconds: 7.5 }],
  ])('and not the operation %s', async (_, nextAt, startsIn, watched) => {
    const timeline = scenario(`${NEXT}
      ${nextAt}  *  UPDATE_IN_PROGRESS  User Initiated
      44    Queue  UPDATE_IN_PROGRESS
      45    Queue  UPDATE_FAILED  no
      46    *      UPDATE_ROLLBACK_IN_PROGRESS
      48    *      UPDATE_ROLLBACK_COMPLETE`);
    const { report } = await watching(timeline, { startsIn });
    expect(report).toMatchObject(watched);
  });

  test('or the next one, where its events never show', async () => {
    const timeline = scenario(NEXT);
    const { report } = await watching(timeline, {
      startsIn: 60,
      options: { timeoutSeconds: 50 },
      reader: (replay) => ({
        describeStack: async (name) =>
          (await replay.describeStack(name)) ?? {
            ...{ stackId: timeline.stack.arn, name, status: 'UPDATE_IN_PROGRESS', lastOperations: [] },
          },
      }),
    });
    expect(report).toMatchObject({ status: 'succeeded', durationSeconds: 40 });
  });

  test('and it may be cancelled until then', async () => {
    const controller = new AbortController();
    const { report, log, seconds } = await watching(UPDATE, {
      startsIn: -1,
      options: { onCancel: 'cancel-update' },
      ports: {
        cancelled: controller.signal,
        notice: ({ kind }) => kind === 'waiting' && controller.abort(),
      },
    });
    expect(report.status).toBe('cancelled');
    expect(log).toContain('CancelUpdateStack');
    expect(seconds).toBe(0);
  });

  test('and the time-out runs', async () => {
    const { report, seconds } = await watching(UPDATE, { startsIn: -1, options: { timeoutSeconds: 4 } });
    expect(report.status).toBe('timed-out');
    expect(seconds).toBeLessThan(6);
  });
});
