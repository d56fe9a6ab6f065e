import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FinishedRun } from './forecast.ts';
import { sample } from './sample.ts';
import { NOTHING } from './shape.ts';

const FIVE = [60, 60, 60, 60, 60];

/** What a history of such seconds becomes: rounded seconds, or `stall`. */
const seen = (seconds: readonly number[]) =>
  sample(
    seconds.map((each, i): FinishedRun => ({ endedAt: i, seconds: each, outcome: 'success' })),
    Number.POSITIVE_INFINITY,
  ).map((value) => (value === 'stall' ? value : Math.round(Math.exp(value))));

test.each<[string, number[], (number | 'stall')[]]>([
  ['usual runs stay', [60, 70, 400], [60, 70, 400]],
  ['a lone run of another kind is a stall', [...FIVE, 9000, 60], [...FIVE, 'stall', 60]],
  ['also while it is the newest', [...FIVE, 9000], [...FIVE, 'stall']],
  ['unless fewer than five came before', [60, 60, 60, 60, 9000], [60, 60, 60, 60, 9000]],
  ['the first may be the odd one', [30, 300], [30, 300]],
  ['two that differ are stalls', [...FIVE, 9000, 700, 60], [...FIVE, 'stall', 'stall', 60]],
  ['two alike are the new normal', [...FIVE, 900, 950], [...FIVE, 900, 950]],
  ['so are three in a row', [...FIVE, 9000, 700, 2000], [...FIVE, 9000, 700, 2000]],
  ['what comes again is a mode', [...FIVE, 900, 60, 800, 60, 850], [...FIVE, 900, 60, 800, 60, 850]],
  [
    'what comes again but never alike is not',
    [...FIVE, 900, 60, 5000, 60, 30000],
    [...FIVE, 'stall', 60, 'stall', 60, 'stall'],
  ],
  ['much faster runs are no stalls', [9000, 9000, 60], [9000, 9000, 60]],
  ['a run of no time counts as one second', [0, 1], [1, 1]],
])('%s', (_, seconds, kept) => expect(seen(seconds)).toEqual(kept));

test('only the last 200 count', () => {
  expect(seen(Array.from({ length: 300 }, (_, i) => 100 + i))).toHaveLength(200);
  expect(seen(Array.from({ length: 300 }, (_, i) => 100 + i))[0]).toBe(200);
});

test('the order is that of the ends, whatever the order given', () => {
  const runs: FinishedRun[] = [
    { endedAt: 2, seconds: 20, outcome: 'success' },
    { endedAt: 1, seconds: 10, outcome: 'success' },
    { endedAt: 3, seconds: 30, outcome: 'failure' },
  ];
  expect(sample(runs, 2).map((value) => Math.round(Math.exp(Number(value))))).toEqual([10, 20]);
});

test('what changed nothing is no history', () => {
  const run = (seconds: number, shape?: string): FinishedRun => ({
    ...{ endedAt: seconds, seconds, outcome: 'success' },
    ...(shape === undefined ? {} : { shape }),
  });
  const kept = sample([run(3, NOTHING), run(300), run(310, '0123abcd'), run(5, NOTHING)], 1e9);
  expect(kept.map((value) => Math.round(Math.exp(Number(value))))).toEqual([300, 310]);
});

describe('runs that ended at the same time', () => {
  const at = (endedAt: number, seconds: number): FinishedRun => ({ endedAt, seconds, outcome: 'success' });
  const values = (runs: readonly FinishedRun[]) =>
    sample(runs, 1e9).map((value) => (value === 'stall' ? value : Math.round(Math.exp(value))));

  test('have one order, whatever the order given', () => {
    const tied = fc.array(fc.record({ endedAt: fc.nat(3), seconds: fc.integer({ min: 1, max: 500 }) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(tied, (given) => {
        const runs = given.map(({ endedAt, seconds }) => at(endedAt, seconds));
        expect(values([...runs].reverse())).toEqual(values(runs));
      }),
    );
  });

  test.each([10, 40, 200])('no stretch of %i of them is smaller or larger than the whole', (count) => {
    const seen = values(Array.from({ length: count }, (_, i) => at(7, 100 + i))).map(Number);
    const middle = 100 + (count - 1) / 2;
    for (const part of [seen.slice(0, 5), seen.slice(-5), seen.slice(0, count / 2), seen.slice(count / 2)]) {
      const mean = part.reduce((sum, each) => sum + each, 0) / part.length;
      expect(Math.abs(mean - middle)).toBeLessThan(0.2 * count);
    }
  });
});
