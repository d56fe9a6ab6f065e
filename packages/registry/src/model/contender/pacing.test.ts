import { expect, test } from '@jest/globals';
import { forecast } from '@signalbox/estimate/forecast';
import fc from 'fast-check';
import { LONGEST_PAUSE_SECONDS, pauseSeconds, readAgainSeconds } from './pacing.ts';

const runs = Array.from({ length: 20 }, (_, index) => ({
  endedAt: index,
  seconds: 300,
  outcome: 'success' as const,
}));
const usual = forecast(runs, 1000);
if (usual === undefined) throw new Error('no forecast from twenty runs');

test('the next in line looks every few seconds, whatever is known', () => {
  for (const heldSeconds of [0, 10, 299, 5000]) {
    for (const known of [{}, { forecast: usual }]) {
      const pause = pauseSeconds({ position: 1, heldSeconds, ...known });
      expect(pause).toBeGreaterThanOrEqual(4);
      expect(pause).toBeLessThanOrEqual(8);
    }
  }
  expect(pauseSeconds({ position: 1 })).toBe(8);
});

test('nobody sleeps for more than a minute, wherever it stands and whatever history says', () => {
  fc.assert(
    fc.property(
      fc.record({
        position: fc.integer({ min: 0, max: 500 }),
        waiting: fc.integer({ min: 0, max: 500 }),
        heldSeconds: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
        forecast: fc.constantFrom(undefined, usual),
      }),
      fc.double({ min: 0.8, max: 1.2, noNaN: true }),
      (place, jitter) => {
        const pause = pauseSeconds(place) * jitter;
        expect(pause).toBeGreaterThan(3);
        expect(pause).toBeLessThanOrEqual(place.position <= 1 ? 9.6 : 48);
        if (place.waiting <= 70) expect(pause).toBeLessThanOrEqual(22);
        const strained = pauseSeconds({ ...place, backpressure: 20 }) * jitter;
        expect(strained).toBeGreaterThanOrEqual(pause);
        expect(strained).toBeLessThanOrEqual(LONGEST_PAUSE_SECONDS);
      },
    ),
  );
});

test('the whole queue is read the more rarely the further back, and when the budget is short', () => {
  const seconds = [1, 2, 3, 5, 20].map((position) => readAgainSeconds({ position }));
  expect(seconds).toEqual([180, 180, 360, 720, 1800]);
  expect(readAgainSeconds({ position: 1, backpressure: 3 })).toBe(540);
});
