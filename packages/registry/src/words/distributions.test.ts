import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Distributions,
  formatDistributions,
  noneCounted,
  parseDistributions,
  withOne,
} from './distributions.ts';

const seconds = fc.integer({ min: 0, max: 40_000 });

test('is read back, and fits into a status, however many there were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ heldSeconds: seconds, waitedSeconds: seconds }), { maxLength: 50 }),
      (all) => {
        const counted = all.reduce<Distributions>(withOne, noneCounted('failure', '2026-03-01'));
        expect(parseDistributions(formatDistributions(counted))).toEqual(counted);
        const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
        expect(total(counted.durations.counts)).toBe(all.length);
        expect(total(counted.waits.counts)).toBe(all.length);
        expect(counted.durations.sum).toBe(all.reduce((sum, { heldSeconds }) => sum + heldSeconds, 0));
      },
    ),
  );
  const many: Distributions = {
    of: 'inactive',
    durations: { counts: Array.from({ length: 10 }, () => 46_655), sum: 2_000_000_000 },
    waits: { counts: Array.from({ length: 7 }, () => 46_655), sum: 2_000_000_000 },
    since: '2026-03-01',
  };
  expect(formatDistributions(many).length).toBeLessThanOrEqual(140);
});

test.each([
  [60, 0],
  [61, 1],
  [14_400, 8],
  [14_401, 9],
])('%s s of holding are in bucket %s', (heldSeconds, bucket) => {
  const { durations } = withOne(noneCounted('failure', '2026-03-01'), { heldSeconds, waitedSeconds: 0 });
  expect(durations.counts.indexOf(1)).toBe(bucket);
});

test.each(['counted s d=1.2/3 w=1/2 s=2026-03-01', 'counted sheep', 'deploying'])('%s is none', (text) =>
  expect(parseDistributions(text)).toBeUndefined(),
);
