import { describe, expect, test } from '@jest/globals';
import { remainingAt } from '@signalbox/estimate/work';
import fc from 'fast-check';
import { type Span, secondsOf } from '../model/span.ts';
import { type DurationBaseline, learnt, ofType } from './baseline.ts';
import { limits, timing } from './stall.ts';

const seconds = fc.double({ min: 0.5, max: 1e5, noNaN: true });
const samples = fc.array(seconds, { minLength: 1, maxLength: 30 });

function ownOf(seen: readonly number[]): DurationBaseline {
  const baseline = learnt(seen, 'own');
  if (baseline === undefined) throw new Error('nothing was learnt');
  return baseline;
}

describe('whatever was seen', () => {
  test('slow comes before stalled', () => {
    fc.assert(
      fc.property(samples, seconds, (seen, elapsed) => {
        const bounds = limits('AWS::SQS::Queue', ownOf(seen), 'auto');
        expect(bounds.slow).toBeLessThanOrEqual(bounds.stalled);
        expect(timing(elapsed, bounds) === 'stalled').toBe(elapsed >= bounds.stalled);
      }),
    );
  });
});

test('the longer it lasts, the longer it may still last', () => {
  const baseline = ofType('AWS::ECS::Service', 'CREATE');
  expect(remainingAt(baseline, 3000)).toBeGreaterThan(remainingAt(baseline, 1000));
});

test.each([
  ['few runs are not enough history', 3, 3600],
  ['ten are', 10, 250],
])('%s', (_, runs, most) => {
  const baseline = ownOf(Array.from({ length: runs }, () => 150));
  expect(limits('AWS::Lambda::Function', baseline, 'auto').stalled).toBeLessThanOrEqual(most);
  if (runs < 4) expect(limits('AWS::Lambda::Function', baseline, 'auto').stalled).toBe(3600);
});

test('the longest healthy silence on record is no stall', () => {
  const bounds = limits('AWS::ECS::Service', ofType('AWS::ECS::Service', 'CREATE'), 'auto');
  expect(timing(1476, bounds)).not.toBe('stalled');
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
  expect(remainingAt(ofType('AWS::SQS::Queue', 'CREATE'), seconds)).toBeGreaterThan(0);
});
