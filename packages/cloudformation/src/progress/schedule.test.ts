import { describe, expect, test } from '@jest/globals';
import { endsBy, type Work } from '@signalbox/estimate/work';
import fc from 'fast-check';
import { LATE_RISK, lateRisk, type PollContext, pause } from './schedule.ts';

const middle = () => 0.5;
const context = (given: Partial<PollContext>): PollContext => ({
  ...{ endsWithin: () => 0, elapsedSeconds: 100, known: true, back: false },
  ...{ undoSeconds: 1000, endsAtFailure: false },
  ...{
    nextStall: Number.POSITIVE_INFINITY,
    backpressure: 1,
    remainingSeconds: 0,
    remainingRisk: LATE_RISK,
    ...given,
  },
});
/** After so many of its usual seconds. */
const usually = (work: Work, elapsed: number) => (seconds: number) => endsBy(work, elapsed, seconds);
const STEADY: Work = { seconds: 100, shape: 25, samples: 10 };

test('far from a well known end one look is made shortly before it, not several on the way', () => {
  const seconds = pause(context({ endsWithin: usually(STEADY, 75), elapsedSeconds: 75 }), 'auto', middle);
  expect(75 + seconds).toBeGreaterThan(90);
  expect(75 + seconds).toBeLessThan(103);
});

test('for a steady hazard it is the optimal interval, sqrt(2 cost / hazard)', () => {
  const hazard = 0.02;
  const seconds = pause(context({ endsWithin: (within) => 1 - Math.exp(-hazard * within) }), 'auto', middle);
  expect(seconds / Math.sqrt((2 * 0.8) / hazard)).toBeCloseTo(1, 0);
});

describe('whatever is expected', () => {
  const works = fc.record({
    seconds: fc.double({ min: 1, max: 5000, noNaN: true }),
    shape: fc.double({ min: 1, max: 40, noNaN: true }),
    samples: fc.nat(40),
  });
  const elapsed = fc.double({ min: 0, max: 10_000, noNaN: true });
  const shares = fc.double({ min: 0, max: 0.999, noNaN: true });

  test('an end that earlier runs do not tell is seen within 12 s', () => {
    fc.assert(
      fc.property(works, elapsed, shares, fc.boolean(), (work, elapsedSeconds, share, endsAtFailure) => {
        const endsWithin = usually(work, elapsedSeconds);
        const none = { known: false, undoSeconds: 0, endsAtFailure };
        const back = { known: true, undoSeconds: 0, endsAtFailure };
        const changes: Partial<PollContext> = { known: false, back: true };
        for (const given of [none, changes, back, { ...back, undoSeconds: 1000, endsAtFailure: true }])
          expect(pause(context({ endsWithin, elapsedSeconds, ...given }), 'auto', () => share)).toBeLessThan(
            12,
          );
      }),
    );
  });

  test('a pause is longer than that only before an end that is improbable until then', () => {
    fc.assert(
      fc.property(works, elapsed, shares, (work, elapsedSeconds, share) => {
        const endsWithin = usually(work, elapsedSeconds);
        const seconds = pause(context({ endsWithin, elapsedSeconds }), 'auto', () => share);
        if (seconds >= 12) expect(endsWithin(seconds / 1.05 - 12)).toBeLessThanOrEqual(0.01);
      }),
    );
  });

  test('a failure is heard within 45 s; while much is left within half of that, and 90 s', () => {
    fc.assert(
      fc.property(works, elapsed, elapsed, shares, (work, elapsedSeconds, remainingSeconds, share) => {
        const given = context({
          endsWithin: usually(work, elapsedSeconds),
          elapsedSeconds,
          remainingSeconds,
        });
        const seconds = pause(given, 'auto', () => share) / 1.05;
        expect(seconds).toBeLessThanOrEqual(Math.min(90, Math.max(45, 0.5 * remainingSeconds)) + 0.001);
        expect(seconds).toBeGreaterThanOrEqual(2 * 0.9);
      }),
    );
  });

  test('what is soon undone is looked at sooner: a failure may end it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), shares, (undoSeconds, share) => {
        const seconds = pause(context({ undoSeconds }), 'auto', () => share);
        expect(seconds).toBeLessThan(12 + 1.05 * undoSeconds);
      }),
    );
  });

  test('where the first failure is the end, the first looks are close', () => {
    fc.assert(
      fc.property(works, elapsed, shares, (work, elapsedSeconds, share) => {
        const endsWithin = usually(work, elapsedSeconds);
        const given = { endsWithin, elapsedSeconds, remainingSeconds: 1000, endsAtFailure: true };
        const seconds = pause(context(given), 'auto', () => share) / 1.05;
        const closest = 2 + 0.02 * elapsedSeconds;
        expect(seconds).toBeLessThanOrEqual(Math.max(closest, 3 + 0.5 * elapsedSeconds) + 0.001);
      }),
    );
  });

  test('looks that each may be late are few: of all operations one in twenty is seen later than 12 s', () => {
    fc.assert(
      fc.property(works, fc.double({ min: 0, max: 500, noNaN: true }), (work, begun) => {
        let [elapsedSeconds, remainingRisk] = [begun, LATE_RISK];
        for (let look = 0; look < 100; look++) {
          const given = context({ endsWithin: usually(work, elapsedSeconds), elapsedSeconds, remainingRisk });
          const seconds = pause({ ...given, remainingSeconds: work.seconds }, 'auto', middle);
          remainingRisk -= lateRisk(given, seconds);
          elapsedSeconds += seconds;
        }
        expect(remainingRisk).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
