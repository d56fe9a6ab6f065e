import { expect, test } from '@jest/globals';
import { openPercentHistory } from './percent-history.ts';

test('an event shows the percent of its own time, not that of the look that read it', () => {
  const history = openPercentHistory(1000);
  history.mark(2000, 50);
  history.mark(4000, 60);
  expect([0, 1000, 1500, 2000, 3000, 4000, 9000].map(history.at)).toEqual([0, 0, 25, 50, 55, 60, 60]);
});

test('the end is told as 100, though a look since then had shown less', () => {
  const history = openPercentHistory(0);
  history.mark(58_000, 90);
  history.mark(62_000, 93);
  history.mark(61_000, 100);
  expect([0, 58_000, 61_000, 62_000].map(history.at)).toEqual([0, 90, 100, 100]);
});

test('a finished operation, seen at once, is told from 0 to 100', () => {
  const history = openPercentHistory(0);
  history.mark(10_000, 100);
  expect([0, 5000, 9999, 10_000, 20_000].map(history.at)).toEqual([0, 50, 99, 100, 100]);
});
