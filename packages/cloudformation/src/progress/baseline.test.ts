import { describe, expect, test } from '@jest/globals';
import { leftAt } from '@signalbox/estimate/work';
import fc from 'fast-check';
import { type Span, secondsOf } from '../model/span.ts';
import { learnt, ofType, type Usual } from './baseline.ts';
import { limits, pace } from './stall.ts';

const seconds = fc.double({ min: 0.5, max: 1e5, noNaN: true });
const samples = fc.array(seconds, { minLength: 1, maxLength: 30 });

function ownOf(seen: readonly number[]): Usual {
  const usual = learnt(seen, 'own');
  if (usual === undefined) throw new Error('nothing was learnt');
  return usual;
}

describe('whatever was seen', () => {
  test('slow comes before stalled', () => {
    fc.assert(
      fc.property(samples, seconds, (seen, elapsed) => {
        const bounds = limits('AWS::SQS::Queue', ownOf(seen), 'auto');
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

test.each([
  ['few runs are not enough history', 3, 3600],
  ['ten are', 10, 250],
])('%s', (_, runs, most) => {
  const usual = ownOf(Array.from({ length: runs }, () => 150));
  expect(limits('AWS::Lambda::Function', usual, 'auto').stalled).toBeLessThanOrEqual(most);
  if (runs < 4) expect(limits('AWS::Lambda::Function', usual, 'auto').stalled).toBe(3600);
});

test('the longest healthy silence on record is no stall', () => {
  const bounds = limits('AWS::ECS::Service', ofType('AWS::ECS::Service', 'CREATE'), 'auto');
  expect(pace(1476, bounds)).not.toBe('stalled');
});

test('an event newer than our clock has begun just now', () => {
  const span = {
    stackId: 's',
    logicalId: 'Queue',
    physicalId: 'q',
    type: 'AWS::SQS::Queue',
    startedAt: 1500,
  };
  const seconds = secondsOf(span as Span, 0);
  expect(seconds).toBe(0);
  expect(leftAt(ofType('AWS::SQS::Queue', 'CREATE'), seconds)).toBeGreaterThan(0);
});
