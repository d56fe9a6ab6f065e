import { expect, test } from '@jest/globals';
import type { FinishedRun } from './forecast.ts';
import { sample } from './sample.ts';

/** What a history of such seconds becomes: rounded seconds, or `stall`. */
const seen = (seconds: readonly number[]) =>
  sample(
    seconds.map((each, i): FinishedRun => ({ endedAt: i, seconds: each, outcome: 'success' })),
    Number.POSITIVE_INFINITY,
  ).map((value) => (value === 'stall' ? value : Math.round(Math.exp(value))));

test.each<[string, number[], (number | 'stall')[]]>([
  ['usual runs stay', [60, 70, 400], [60, 70, 400]],
  ['a lone run of another kind is a stall', [60, 60, 9000, 60], [60, 60, 'stall', 60]],
  ['also while it is the newest', [60, 60, 9000], [60, 60, 'stall']],
  ['two that differ are stalls', [60, 60, 9000, 700, 60], [60, 60, 'stall', 'stall', 60]],
  ['two alike are the new normal', [60, 60, 900, 950], [60, 60, 900, 950]],
  ['so are three in a row', [60, 60, 9000, 700, 2000], [60, 60, 9000, 700, 2000]],
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
