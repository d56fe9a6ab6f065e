import { expect, test } from '@jest/globals';
import { clockTime, formatDuration, formatElapsed, parseDuration } from './duration.ts';

test.each([
  ['90s', 90],
  ['15m', 900],
  ['2h', 7200],
  ['7d', 604_800],
  ['1.5m', 90],
  ['30', 30],
  ['1h30m', 5400],
  ['1d 2h 3m 4s', 93_784],
  ['2h0.5m', 7230],
  ['30m1h', undefined],
  ['1h30', undefined],
  ['h', undefined],
  [' 5 s ', 5],
  ['', undefined],
  ['5 minutes', undefined],
  ['-5s', undefined],
  ['1e3', undefined],
  ['NaN', undefined],
])('parseDuration(%j) is %j', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

test.each([
  [0, '0 s', '00:00'],
  [42.4, '42 s', '00:42'],
  [60, '1 min', '01:00'],
  [365, '6 min 5 s', '06:05'],
  [7380, '2 h 3 min', '2:03:00'],
  [3600, '1 h', '1:00:00'],
  [-3, '0 s', '00:00'],
])('%d seconds read %j and %j', (seconds, words, clock) => {
  expect(formatDuration(seconds)).toBe(words);
  expect(formatElapsed(seconds)).toBe(clock);
});

test('a time of day is read without knowing the day or the zone', () =>
  expect(clockTime(Date.UTC(2026, 0, 1, 9, 5, 59))).toBe('09:05 UTC'));
