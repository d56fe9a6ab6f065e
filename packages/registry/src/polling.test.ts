import { expect, test } from '@jest/globals';
import { forecast } from '@signalbox/estimate/forecast';
import { pauseSeconds } from './polling.ts';

const middle = () => 0.5;
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
      const pause = pauseSeconds({ position: 1, heldSeconds, ...known }, middle);
      expect(pause).toBeGreaterThanOrEqual(4);
      expect(pause).toBeLessThanOrEqual(8);
    }
  }
  expect(pauseSeconds({ position: 1 }, middle)).toBe(8);
});

test('those behind look the more rarely the further back they are, but never more than 12 minutes apart', () => {
  for (const known of [{}, { forecast: usual }]) {
    const pauses = [2, 3, 4, 5, 20].map((position) => pauseSeconds({ position, ...known }, middle));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBe(720);
    expect(pauses[0]).toBeLessThan(100);
  }
});

test('a short budget slows those behind down, and most of all those who have long to wait', () => {
  const at = (position: number, strain: number) =>
    pauseSeconds({ position, forecast: usual, strain, heldSeconds: 10 }, middle);
  expect(at(1, 20)).toBe(at(1, 1));
  // The turn may come up after so long: later than that nobody looks.
  expect(at(2, 20)).toBeLessThanOrEqual(0.51 * (usual?.quantile(0.5) ?? 0));
  expect(at(30, 1)).toBe(720);
  expect(at(30, 20)).toBeGreaterThan(4000);
});

test('jitter keeps waiters apart', () => {
  expect(pauseSeconds({ position: 1 }, () => 0)).toBeCloseTo(6.4);
  expect(pauseSeconds({ position: 1 }, () => 0.999)).toBeCloseTo(9.6, 1);
});
