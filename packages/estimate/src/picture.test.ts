import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FinishedRun, forecast } from './forecast.ts';
import { picture } from './picture.ts';

const runs = (seconds: readonly number[]): FinishedRun[] =>
  seconds.map((each, i) => ({ endedAt: i, seconds: each, outcome: 'success' }));

const drawn = (seconds: readonly number[], elapsed?: number) => {
  const given = forecast(runs(seconds));
  if (given === undefined) throw new Error('no forecast');
  return picture(runs(seconds), given, elapsed);
};

test('a bar a run and a line a quantile, in minutes', () => {
  const chart = drawn([300, 360, 330, 320, 340]);
  expect(chart).toContain('bar [5, 6, 5.5, 5.3, 5.7]');
  expect(chart.match(/^ {2}line /gm)).toHaveLength(3);
  expect(chart).toContain('title "Durations in minutes: p50 5.');
});

test('the run under way is the last bar', () => {
  expect(drawn([60, 60, 60], 30)).toContain('bar [60, 60, 60, 30]');
  expect(drawn([60, 60, 60], 30)).toContain('"oldest to this one" 1 --> 4');
});

test('a stalled run does not flatten the others', () => {
  const [, top] = /y-axis "minutes" 0 --> ([\d.]+)/.exec(drawn([...Array(20).fill(300), 250_000])) ?? [];
  expect(Number(top)).toBeLessThan(30);
});

test('whatever the history, every value is a number and fits the axis', () => {
  const seconds = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(seconds, fc.option(fc.nat(1_000_000), { nil: undefined }), (history, elapsed) => {
      const chart = drawn(history, elapsed);
      expect(chart).not.toMatch(/NaN|Infinity|undefined/);
      const top = Number(/0 --> ([\d.]+)/.exec(chart)?.[1]);
      const bars = (/bar \[(.*)\]/.exec(chart)?.[1] ?? '').split(', ').map(Number);
      expect(bars.length).toBeLessThanOrEqual(31);
      expect(Math.max(...bars)).toBeLessThanOrEqual(top);
    }),
  );
});
