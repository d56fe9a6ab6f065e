import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FinishedRun, forecast } from './forecast.ts';
import { nextPoll } from './poll.ts';

const steady = forecast(
  Array.from(
    { length: 60 },
    (_, i): FinishedRun => ({ endedAt: i, seconds: 300 + ((i * 37) % 60), outcome: 'success' }),
  ),
);

test('rare while the end is improbable, close when it is near', () => {
  expect(nextPoll(steady, 0)).toBeGreaterThan(50);
  expect(nextPoll(steady, 330)).toBeLessThan(10);
});

test('a dearer poll is made less often', () => {
  expect(nextPoll(steady, 330, { cost: 4 })).toBeGreaterThan(nextPoll(steady, 330, { cost: 1 }));
});

test('without history the pause grows with the square root of the time gone', () => {
  const [one, four] = [100, 400].map((elapsed) => nextPoll(undefined, elapsed));
  expect((four ?? 0) / (one ?? 1)).toBeCloseTo(2, 0);
});

test('the interval is that of the hazard: sqrt(2 cost / hazard)', () => {
  const interval = nextPoll(steady, 320, { minimum: 0.1, maximum: 600 });
  const hazard = (steady?.endsWithin(interval, 320) ?? 0) / interval;
  expect(interval / Math.sqrt(2 / hazard)).toBeCloseTo(1, 1);
});

test('always within its bounds', () => {
  const elapsed = fc.oneof(fc.double(), fc.nat(1e6));
  fc.assert(
    fc.property(elapsed, fc.boolean(), (since, known) => {
      const pause = nextPoll(known ? steady : undefined, since, { minimum: 3, maximum: 30 });
      expect(pause).toBeGreaterThanOrEqual(3);
      expect(pause).toBeLessThanOrEqual(30);
    }),
  );
});
