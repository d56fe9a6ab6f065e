import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calibration, formatPrediction, type Prediction, parsePrediction } from './calibration.ts';

const predicted = { p50: 300, p80: 360, p95: 480 };

test('a prediction is found again among other words', () => {
  const quantile = fc.nat(999_999_999);
  fc.assert(
    fc.property(quantile, quantile, quantile, fc.string(), (a, b, c, words) => {
      const [p50 = 0, p80 = 0, p95 = 0] = [a, b, c].sort((x, y) => x - y);
      const prediction: Prediction = { p50, p80, p95 };
      expect(parsePrediction(`${words.replace('expected', '')}; ${formatPrediction(prediction)}`)).toEqual(
        prediction,
      );
    }),
  );
});

test.each([
  '',
  'expected soon',
  'expected 5/4/3 s',
  'expected 1/2 s',
  'expected -1/2/3 s',
  'expected 1e3/2/3 s',
])('%j holds no prediction', (text) => expect(parsePrediction(text)).toBeUndefined());

test('the shares inside p80 and p95', () => {
  const judged = [100, 350, 400, 500].map((seconds) => ({ predicted, seconds }));
  expect(calibration(judged)).toEqual({ runs: 4, insideP80: 0.5, insideP95: 0.75 });
});

test('only the last 50 count', () => {
  const late = Array.from({ length: 50 }, () => ({ predicted, seconds: 1 }));
  const early = Array.from({ length: 50 }, () => ({ predicted, seconds: 1000 }));
  expect(calibration([...early, ...late])).toEqual({ runs: 50, insideP80: 1, insideP95: 1 });
});

test('nothing predicted, nothing said', () => expect(calibration([])).toBeUndefined());
