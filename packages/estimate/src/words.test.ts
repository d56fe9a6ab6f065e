import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FinishedRun, type Forecast, forecast } from './forecast.ts';
import { calibrationLine, summary } from './words.ts';

/** A forecast whose p10, p50 and p90 are given. */
const known = (p10: number, p50: number, p90: number, sampleSize = 23): Forecast => ({
  sampleSize,
  confidence: 'high',
  quantile: (level) => (level < 0.3 ? p10 : level < 0.7 ? p50 : p90),
  endsWithin: () => 0,
});

test.each<[string, Forecast | undefined, number | undefined, string]>([
  ['minutes', known(300, 360, 540), undefined, 'about 6 min, usually 5-9 (23 runs)'],
  [
    'seconds, up to the next, as in the table',
    known(31, 41.2, 58),
    undefined,
    'about 42 s, usually 31-58 (23 runs)',
  ],
  ['a few seconds', known(2, 3, 4), undefined, 'about 3 s, usually 2-4 (23 runs)'],
  ['hours', known(5400, 7200, 9000), undefined, 'about 2 h, usually 1.5-2.5 (23 runs)'],
  ['days', known(90_000, 260_000, 500_000), undefined, 'about 3 days, usually 1-6 (23 runs)'],
  ['no range where it rounds to one number', known(355, 360, 365), undefined, 'about 6 min (23 runs)'],
  ['one run', known(300, 360, 540, 1), undefined, 'about 6 min, usually 5-9 (1 run)'],
  ['time left', known(300, 360, 540), 240, 'about 2 min left, usually 1-5 (23 runs)'],
  ['only a plan', known(300, 360, 540, 0), undefined, 'about 6 min, usually 5-9 (planned, no run yet)'],
  ['no history', undefined, undefined, 'no estimate yet: no successful run to learn from'],
])('%s', (_, given, elapsed, line) => expect(summary(given, elapsed)).toBe(line));

test('whatever the history, it is one line without NaN', () => {
  const seconds = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(seconds, fc.option(fc.nat(1e9), { nil: undefined }), (history, elapsed) => {
      const runs = history.map((each, i): FinishedRun => ({ endedAt: i, seconds: each, outcome: 'success' }));
      expect(summary(forecast(runs), elapsed)).toMatch(
        /^about [\d.]+ (s|min|h|days)( left)?(, usually [\d.]+-[\d.]+)? \(\d+ runs?\)$/,
      );
    }),
  );
});

test('how true the forecasts were', () =>
  expect(calibrationLine({ runs: 50, insideP80: 0.82, insideP95: 0.96 })).toBe(
    'Forecasts so far: 82 % of 50 runs within p80, 96 % within p95.',
  ));
