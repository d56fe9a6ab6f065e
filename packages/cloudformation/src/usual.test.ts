import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { limits, pace } from './stall.ts';
import { learnt, leftAt, ofType, quantile } from './usual.ts';

const seconds = fc.double({ min: 0.5, max: 1e5, noNaN: true });
const samples = fc.array(seconds, { minLength: 1, maxLength: 30 });

describe('whatever was seen', () => {
  test('quantiles rise, and what is left is never negative', () => {
    fc.assert(
      fc.property(samples, seconds, (seen, elapsed) => {
        const usual = learnt(seen, 'own');
        expect(quantile(usual, 0.5)).toBeCloseTo(usual.seconds, 6);
        expect(quantile(usual, 0.95)).toBeGreaterThanOrEqual(usual.seconds);
        expect(leftAt(usual, elapsed)).toBeGreaterThanOrEqual(0);
        expect(leftAt(usual, elapsed, 0.9)).toBeGreaterThanOrEqual(leftAt(usual, elapsed, 0.1));
      }),
    );
  });

  test('slow comes before stalled', () => {
    fc.assert(
      fc.property(samples, seconds, (seen, elapsed) => {
        const bounds = limits('AWS::SQS::Queue', learnt(seen, 'own'), 'auto');
        expect(bounds.slow).toBeLessThanOrEqual(bounds.stalled);
        expect(pace(elapsed, bounds) === 'stalled').toBe(elapsed >= bounds.stalled);
      }),
    );
  });
});

test('the longer it lasts, the longer it may still last', () => {
  const usual = ofType('AWS::ECS::Service', 'CREATE');
  expect(leftAt(usual, 3000)).toBeGreaterThan(leftAt(usual, 1000));
});

test('one odd run in ten changes little', () => {
  const steady = Array.from({ length: 9 }, (_, i) => 100 + i);
  expect(quantile(learnt([...steady, 86_400], 'own'), 0.99)).toBeLessThan(200);
});

test.each([
  ['few runs are not enough history', 3, 3600],
  ['ten are', 10, 250],
])('%s', (_, runs, most) => {
  const usual = learnt(
    Array.from({ length: runs }, () => 150),
    'own',
  );
  expect(limits('AWS::Lambda::Function', usual, 'auto').stalled).toBeLessThanOrEqual(most);
  if (runs < 4) expect(limits('AWS::Lambda::Function', usual, 'auto').stalled).toBe(3600);
});

test('the longest healthy silence on record is no stall', () => {
  const bounds = limits('AWS::ECS::Service', ofType('AWS::ECS::Service', 'CREATE'), 'auto');
  expect(pace(1476, bounds)).not.toBe('stalled');
});
