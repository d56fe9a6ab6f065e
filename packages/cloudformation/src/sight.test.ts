import { describe, expect, test } from '@jest/globals';
import { story } from '@signalbox/simulator/stack-story';
import { UPDATE, watching } from '@signalbox/simulator/watching';
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
    const told = story(`
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

  test('a permission that lacks is the user’s to mend', async () => {
    await expect(watching(UPDATE, { trouble: () => 'denied' })).rejects.toThrow(
      'Stack "shop" cannot be read',
    );
  });
});
