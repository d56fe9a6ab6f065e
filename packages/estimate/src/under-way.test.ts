import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FinishedRun, forecast, stallThreshold } from './forecast.ts';

const runsOf = (seconds: readonly number[]): FinishedRun[] =>
  seconds.map((each, i) => ({ endedAt: (i + 1) * 1e6, seconds: each, outcome: 'success' }));

const LEVELS = [0.05, 0.1, 0.5, 0.6, 0.8, 0.9, 0.95];
/** Quantiles are solved to a straight line between points 0.2 % apart. */
const SOLVED = 1 - 1e-4;

describe('while a run goes on', () => {
  const duration = fc.oneof(
    fc.integer({ min: 1, max: 2000 }),
    fc.constantFrom(30, 31, 100, 300, 700, 1, 9000, 250_000),
  );
  const history = fc.array(duration, { minLength: 1, maxLength: 60 });
  const moments = fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { minLength: 2, maxLength: 6 });

  test('no quantile of the total falls, and all stay in order', () => {
    fc.assert(
      fc.property(history, moments, (seconds, asked) => {
        const given = forecast(runsOf(seconds));
        let before = LEVELS.map(() => 0);
        for (const elapsed of asked.sort((a, b) => a - b)) {
          const now = LEVELS.map((level) => given?.quantile(level, elapsed) ?? Number.NaN);
          now.forEach((total, i) => {
            expect(Number.isFinite(total)).toBe(true);
            expect(total).toBeGreaterThanOrEqual(SOLVED * (before[i] ?? 0));
            expect(total).toBeGreaterThanOrEqual(SOLVED * (now[i - 1] ?? 0));
          });
          before = now;
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the same question has the same answer', () => {
    fc.assert(
      fc.property(history, fc.nat(5000), (seconds, elapsed) => {
        const ask = () => forecast(runsOf(seconds))?.quantile(0.8, elapsed);
        expect(ask()).toBe(ask());
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['40 % of runs at 700 s, the rest at 100 s', (i: number) => (i % 5 < 2 ? 700 : 100), [60, 90, 110, 400]],
    ['every third at 90 s, the rest at 60 s', (i: number) => (i % 3 ? 60 : 90), [30, 61, 80, 100]],
    ['three modes', (i: number) => [40, 200, 1000][i % 3] ?? 0, [20, 45, 100, 300, 1100]],
  ])('%s: nothing falls', (_, seconds, asked) => {
    const given = forecast(runsOf(Array.from({ length: 100 }, (__, i) => seconds(i))));
    for (const level of LEVELS) {
      const totals = [0, ...asked].map((elapsed) => given?.quantile(level, elapsed) ?? 0);
      expect(totals).toEqual([...totals].sort((a, b) => a - b));
    }
  });

  test('the stall threshold is p95 at the start', () => {
    const given = forecast(runsOf([300, 310, 290, 305, 300]));
    expect(given && stallThreshold(given)).toBe(given?.quantile(0.95));
  });
});
