import { describe, expect, test } from '@jest/globals';
import { type FinishedRun, forecast } from './forecast.ts';

const runsOf = (seconds: readonly number[], endedAt = (i: number) => (i + 1) * 1e6): FinishedRun[] =>
  seconds.map((each, i) => ({ endedAt: endedAt(i), seconds: each, outcome: 'success' }));
const times = (count: number, seconds: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => seconds(i));
const steady = times(40, (i) => 300 + ((i * 37) % 20));
const quantile = (runs: readonly FinishedRun[], level: number) =>
  forecast(runs)?.quantile(level) ?? Number.NaN;

describe('very little history', () => {
  test.each([
    ['a quick no-op, then a real run', [30, 300]],
    ['the other way round', [300, 30]],
    ['three no-ops first', [30, 30, 30, 300]],
    ['a no-op, then two real runs', [20, 280, 310]],
  ])('%s: p95 covers all that was seen', (_, seconds) => {
    const given = forecast(runsOf(seconds));
    expect(given?.sampleSize).toBe(seconds.length);
    expect(given?.quantile(0.95)).toBeGreaterThan(Math.max(...seconds));
    expect(given?.confidence).toBe('low');
  });
});

describe('a steady second mode', () => {
  test.each([
    ['every fifth takes 400 s', (i: number) => (i % 5 === 4 ? 400 : 30)],
    ['30 and 400 s by turns', (i: number) => (i % 2 ? 400 : 30)],
    ['every tenth takes twenty times as long', (i: number) => (i % 10 === 9 ? 1200 : 60)],
  ])('%s: it is history, and within p95', (_, seconds) => {
    const runs = times(100, seconds);
    const given = forecast(runsOf(runs));
    expect(given?.sampleSize).toBe(100);
    expect(given?.confidence).not.toBe('high');
    expect(given?.quantile(0.95)).toBeGreaterThanOrEqual(Math.max(...runs));
    expect(given?.quantile(0.95)).toBeLessThan(1.5 * Math.max(...runs));
  });
});

describe('lone outliers', () => {
  test.each([3, 6, 7.9, 30])('one of %d times the usual drags neither median nor p80', (factor) => {
    const typical = quantile(runsOf(steady), 0.5);
    for (const after of [[], [305], [305, 300, 312]]) {
      const runs = runsOf([...steady, factor * 310, ...after]);
      expect(quantile(runs, 0.5) / typical).toBeCloseTo(1, 1);
      expect(quantile(runs, 0.8) / typical).toBeLessThan(1.5);
    }
  });

  test('one much faster than the others does not, either', () => {
    const typical = quantile(runsOf(steady), 0.5);
    expect(quantile(runsOf([...steady, 20]), 0.5) / typical).toBeCloseTo(1, 1);
  });
});

describe('ties in time', () => {
  test.each([
    ['all at once', () => 7],
    ['in four heaps', (i: number) => i % 4],
  ])('%s: the median stays in the middle', (_, endedAt) => {
    const seconds = times(40, (i) => 100 + 10 * ((i * 17) % 40));
    const median = quantile(runsOf(seconds, endedAt), 0.5);
    expect(median).toBeGreaterThan(230);
    expect(median).toBeLessThan(360);
  });
});
