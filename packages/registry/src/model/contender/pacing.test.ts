import { expect, test } from '@jest/globals';
import { forecast } from '@signalbox/estimate/forecast';
import fc from 'fast-check';
import { LONGEST_PAUSE_SECONDS, pauseSeconds, readAgainSeconds } from './pacing.ts';

const runs = Array.from({ length: 20 }, (_, index) => ({
  endedAt: index,
  seconds: 300,
  outcome: 'success' as const,
}));
const normal = forecast(runs, 1000);
if (normal === undefined) throw new Error('no forecast from twenty runs');

test('the next in line polls every few seconds, whatever is known', () => {
  for (const heldSeconds of [0, 10, 299, 5000]) {
    for (const known of [{}, { forecast: normal }]) {
      const pause = pauseSeconds({ position: 1, heldSeconds, ...known });
      expect(pause).toBeGreaterThanOrEqual(4);
      expect(pause).toBeLessThanOrEqual(8);
    }
  }
  expect(pauseSeconds({ position: 1 })).toBe(8);
});

test('nobody sleeps for more than a minute, at any position and whatever history says', () => {
  fc.assert(
    fc.property(
      fc.record({
        position: fc.integer({ min: 0, max: 500 }),
        waiting: fc.integer({ min: 0, max: 500 }),
        heldSeconds: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
        forecast: fc.constantFrom(undefined, normal),
      }),
      fc.double({ min: 0.8, max: 1.2, noNaN: true }),
      (context, jitter) => {
        const pause = pauseSeconds(context) * jitter;
        expect(pause).toBeGreaterThan(3);
        expect(pause).toBeLessThanOrEqual(context.position <= 1 ? 9.6 : 48);
        if (context.waiting <= 70) expect(pause).toBeLessThanOrEqual(22);
        const underBackpressure = pauseSeconds({ ...context, backpressure: 20 }) * jitter;
        expect(underBackpressure).toBeGreaterThanOrEqual(pause);
        expect(underBackpressure).toBeLessThanOrEqual(LONGEST_PAUSE_SECONDS);
      },
    ),
  );
});

test('the whole queue is read the more rarely the further back, and when the budget is short', () => {
  const seconds = [1, 2, 3, 5, 20].map((position) => readAgainSeconds({ position }));
  expect(seconds).toEqual([180, 180, 360, 720, 1800]);
  expect(readAgainSeconds({ position: 1, backpressure: 3 })).toBe(540);
});
