import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quantileOf, remainingAt, workFrom } from './work.ts';

const seconds = fc.double({ min: 0.5, max: 1e5, noNaN: true });
const hostile = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1e300),
);

describe('whatever was seen', () => {
  test('quantiles rise, and what is left is a number and never negative', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(seconds, hostile), { maxLength: 30 }), hostile, (seen, elapsed) => {
        const work = workFrom(seen);
        if (work === undefined) return;
        expect(quantileOf(work, 0.5)).toBeCloseTo(work.seconds, 6);
        expect(quantileOf(work, 0.95)).toBeGreaterThanOrEqual(work.seconds);
        expect(remainingAt(work, elapsed)).toBeGreaterThanOrEqual(0);
        expect(remainingAt(work, elapsed, 0.9)).toBeGreaterThanOrEqual(remainingAt(work, elapsed, 0.1));
      }),
    );
  });

  test('work under way is a kernel like those of the runs: half of those at `elapsed` end within the median', () => {
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1, maxLength: 9 }), seconds, (seen, elapsed) => {
        const work = workFrom(seen);
        if (work === undefined) return;
        const survival = (at: number) => 1 / (1 + (at / work.seconds) ** work.shape);
        if (survival(elapsed) < 1e-6) return;
        expect(survival(elapsed + remainingAt(work, elapsed)) / survival(elapsed)).toBeCloseTo(0.5, 3);
      }),
    );
  });
});

test('nothing seen says nothing', () => {
  expect(workFrom([])).toBeUndefined();
  expect(workFrom([Number.NaN, -1, Number.POSITIVE_INFINITY])).toBeUndefined();
});

test('one odd run in ten changes little', () => {
  const steady = Array.from({ length: 9 }, (_, i) => 100 + i);
  const work = workFrom([...steady, 86_400]);
  expect(work && quantileOf(work, 0.99)).toBeLessThan(200);
});

test('the longer it lasts, the longer it may still last', () => {
  const work = workFrom([100, 140, 90]);
  expect(work && remainingAt(work, 3000)).toBeGreaterThan((work && remainingAt(work, 1000)) ?? 0);
});
