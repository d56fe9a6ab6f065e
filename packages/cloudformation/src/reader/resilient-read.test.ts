import { describe, expect, test } from '@jest/globals';
import { scenario } from '../../test/scenario.ts';
import { UPDATE, watching } from '../../test/watching.ts';
import { ReadError } from './reader.ts';

describe('lost sight', () => {
  test.each(['throttled', 'unavailable'] as const)('%s is waited out and said', async (trouble) => {
    const { report, kinds } = await watching(UPDATE, {
      trouble: (call) => (call >= 5 && call < 9 ? trouble : undefined),
    });
    expect(report.status).toBe('succeeded');
    expect(report.lostSightSeconds).toBeGreaterThan(5);
    expect(kinds('lost-sight')).toHaveLength(1);
    expect(kinds('regained')).toHaveLength(1);
  });

  test('the very last look may be throttled', async () => {
    const clean = await watching(UPDATE);
    const last = clean.log.length;
    const { report } = await watching(UPDATE, {
      trouble: (call) => (call === last ? 'throttled' : undefined),
    });
    expect(report.status).toBe('succeeded');
  });

  test('expired credentials are renewed', async () => {
    let valid = true;
    const { report } = await watching(UPDATE, {
      trouble: (call) => {
        if (call === 6) valid = false;
        return valid ? undefined : 'expired';
      },
      ports: {
        renew: async () => {
          valid = true;
          return true;
        },
      },
    });
    expect(report.status).toBe('succeeded');
  });

  test('credentials that cannot be renewed end the watch, not the deployment', async () => {
    const { report } = await watching(UPDATE, { trouble: (call) => (call >= 6 ? 'expired' : undefined) });
    expect(report.lostSight).toContain('expired');
    expect(report.status).toBe('timed-out');
  });

  test('a permission that is withdrawn while watching says nothing about the deployment', async () => {
    const { report } = await watching(UPDATE, { trouble: (call) => (call >= 6 ? 'denied' : undefined) });
    expect(report).toMatchObject({ status: 'timed-out', lostSight: expect.stringContaining('denied') });
  });

  test('nested stacks that may not be read are left out', async () => {
    const told = scenario(`
      0   *          UPDATE_IN_PROGRESS  User Initiated
      1   Api        UPDATE_IN_PROGRESS
      2   Api/*      UPDATE_IN_PROGRESS  User Initiated
      80  Api/*      UPDATE_COMPLETE
      81  Api        UPDATE_COMPLETE
      82  *          UPDATE_COMPLETE
    `);
    const { report } = await watching(told, {
      reader: (replay) => ({
        events: (id, next) => {
          if (id !== told.stack.arn) throw new ReadError('denied', 'not yours', undefined);
          return replay.events(id, next);
        },
      }),
    });
    expect(report).toMatchObject({ status: 'succeeded' });
    expect(report.events).toHaveLength(4);
  });

  test.each([
    ['expired', -100],
    ['other', 0],
  ] as const)(
    '%s: nested stacks that cannot be read leave a certain outcome as it is',
    async (trouble, startsIn) => {
      const told = scenario(`
      0   *      UPDATE_IN_PROGRESS  User Initiated
      1   Api    UPDATE_IN_PROGRESS
      2   Api/*  UPDATE_IN_PROGRESS  User Initiated
      12  Api    UPDATE_FAILED  Embedded stack was not successfully updated
      13  *      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Api]
      16  *      UPDATE_ROLLBACK_COMPLETE
    `);
      const { report } = await watching(told, {
        startsIn,
        options: { since: 0 },
        reader: (replay) => ({
          events: async (id, next) => {
            if (id !== told.stack.arn) throw new ReadError(trouble, trouble, undefined);
            return replay.events(id, next);
          },
        }),
      });
      expect(report).toMatchObject({ status: 'rolled-back', rootCause: { logicalId: 'Api' } });
      expect(report.lostSight).toBeUndefined();
    },
  );

  test('lost for good while it rolls back: it has failed, with its cause', async () => {
    const told = scenario(`
      0    *      UPDATE_IN_PROGRESS  User Initiated
      5    Queue  UPDATE_IN_PROGRESS
      8    Queue  UPDATE_FAILED  Invalid value
      9    *      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue]
      300  *      UPDATE_ROLLBACK_COMPLETE
    `);
    const { report } = await watching(told, {
      trouble: (call) => (call >= 15 ? 'expired' : undefined),
    });
    expect(report).toMatchObject({
      ...{ status: 'failed', stackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS', rootCause: { logicalId: 'Queue' } },
    });
    expect(report.lostSight).toBeUndefined();
  });

  test('cancelled meanwhile, the update is cancelled all the same', async () => {
    const controller = new AbortController();
    const { report, log } = await watching(UPDATE, {
      options: { onCancel: 'cancel-update' },
      ports: {
        cancelled: controller.signal,
        notice: ({ kind }) => kind === 'lost-sight' && controller.abort(),
      },
      reader: (replay) => ({
        events: async (id, next) => {
          if (replay.log.length > 5) throw new ReadError('throttled', 'slowly', undefined);
          return replay.events(id, next);
        },
      }),
    });
    expect(report.status).toBe('cancelled');
    expect(log).toContain('CancelUpdateStack');
  });

  test('a permission that lacks is the user’s to mend', async () => {
    await expect(watching(UPDATE, { trouble: () => 'denied' })).rejects.toThrow(
      'Stack "shop" cannot be read',
    );
  });
});
