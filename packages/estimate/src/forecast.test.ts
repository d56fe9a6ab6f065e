import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FinishedRun, forecast, stallThreshold } from './forecast.ts';

const every = (seconds: readonly number[], outcome: FinishedRun['outcome'] = 'success'): FinishedRun[] =>
  seconds.map((each, i) => ({ endedAt: (i + 1) * 1e6, seconds: each, outcome }));

const number = fc.oneof(
  fc.double(),
  fc.integer({ min: 0, max: 100_000 }),
  fc.constantFrom(0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1e300, 1e9),
);
const hostileRun: fc.Arbitrary<FinishedRun> = fc.record({
  endedAt: number,
  seconds: number,
  outcome: fc.constantFrom('success', 'success', 'success', 'failure', 'cancelled', 'stalled'),
});
const hostileHistory = fc.array(hostileRun, { maxLength: 40 });
const elapsed = fc.oneof(
  fc.constant(undefined),
  fc.double({ min: 0, max: 1e12, noNaN: true }),
  fc.constantFrom(0, Number.NaN, -5, Number.POSITIVE_INFINITY),
);

describe('whatever the history', () => {
  test('quantiles are numbers, in order, and never below the time gone', () => {
    fc.assert(
      fc.property(hostileHistory, elapsed, (runs, since) => {
        const given = forecast(runs);
        if (given === undefined) return;
        const [p50, p80, p95] = [0.5, 0.8, 0.95].map((level) => given.quantile(level, since));
        expect(p50).toBeGreaterThanOrEqual(since && since > 0 ? since : 0);
        expect(p80).toBeGreaterThanOrEqual(p50 ?? 0);
        expect(p95).toBeGreaterThanOrEqual(p80 ?? 0);
        expect(stallThreshold(given)).toBe(given.quantile(0.95));
      }),
    );
  });

  test('quantiles rise with the level', () => {
    const level = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(hostileHistory, elapsed, level, level, (runs, since, a, b) => {
        const given = forecast(runs);
        if (given === undefined) return;
        expect(given.quantile(Math.max(a, b), since)).toBeGreaterThanOrEqual(
          given.quantile(Math.min(a, b), since),
        );
      }),
    );
  });

  test('the probability to end is one, and rises with time', () => {
    fc.assert(
      fc.property(hostileHistory, elapsed, fc.nat(10_000), fc.nat(10_000), (runs, since, a, b) => {
        const given = forecast(runs);
        if (given === undefined) return;
        const [sooner, later] = [given.endsWithin(a, since), given.endsWithin(a + b, since)];
        expect(sooner).toBeGreaterThanOrEqual(0);
        expect(later).toBeGreaterThanOrEqual(sooner);
        expect(later).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('the same runs in another order say the same', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1e6), { minLength: 1, maxLength: 20 }), (seconds) => {
        const runs = every(seconds);
        expect(forecast([...runs].reverse())?.quantile(0.8)).toBe(forecast(runs)?.quantile(0.8));
      }),
    );
  });

  test('there is a forecast exactly when a run succeeded', () => {
    fc.assert(
      fc.property(hostileHistory, (runs) => {
        const learnable = runs.some(
          ({ outcome, seconds, endedAt }) =>
            outcome === 'success' && seconds >= 0 && seconds <= 1e9 && !Number.isNaN(endedAt),
        );
        expect(forecast(runs) !== undefined).toBe(learnable);
      }),
    );
  });

  test('scaling every duration scales the forecast', () => {
    const minutes = fc.array(fc.integer({ min: 60, max: 6000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 2, max: 50 }), (seconds, factor) => {
        const one = forecast(every(seconds))?.quantile(0.8) ?? 0;
        const scaled = forecast(every(seconds.map((each) => each * factor)))?.quantile(0.8) ?? 0;
        expect(scaled / one / factor).toBeCloseTo(1, 3);
      }),
    );
  });
});

describe('what the numbers mean', () => {
  const steady = every(Array.from({ length: 100 }, (_, i) => 300 + ((i * 37) % 100)));

  test('the median of steady runs is their median', () => {
    expect(forecast(steady)?.quantile(0.5)).toBeGreaterThan(330);
    expect(forecast(steady)?.quantile(0.5)).toBeLessThan(370);
  });

  test('failures and cancellations do not count', () => {
    const noise = [...every([1, 2, 3], 'failure'), ...every([9000, 9000], 'cancelled')];
    expect(forecast([...steady, ...noise])?.quantile(0.8)).toBe(forecast(steady)?.quantile(0.8));
    expect(forecast(noise)).toBeUndefined();
  });

  test('runs that ended later than now are not known yet', () => {
    expect(forecast(steady, 3e6)?.sampleSize).toBe(3);
  });

  test('one success that took a weekend moves the median little', () => {
    const before = forecast(steady)?.quantile(0.5) ?? 0;
    const weekend: FinishedRun = { endedAt: 1e12, seconds: 250_000, outcome: 'success' };
    expect((forecast([...steady, weekend])?.quantile(0.5) ?? 0) / before).toBeCloseTo(1, 1);
  });

  test('after a lasting change the new times win within a few runs', () => {
    const slower = Array.from({ length: 5 }, (_, i) => ({
      endedAt: 1e12 + i,
      seconds: 6000 + i,
      outcome: 'success' as const,
    }));
    expect(forecast([...steady, ...slower])?.quantile(0.5)).toBeGreaterThan(4500);
  });

  test('the longer a run is overdue, the longer it may still take', () => {
    const given = forecast(steady);
    const remaining = [500, 1000, 4000].map((since) => (given?.quantile(0.5, since) ?? 0) - since);
    expect(remaining[0]).toBeGreaterThan(0);
    expect(remaining[1]).toBeGreaterThan(remaining[0] ?? 0);
    expect(remaining[2]).toBeGreaterThan(remaining[1] ?? 0);
  });

  test('past the first of two modes the estimate moves to the second', () => {
    const modes = forecast(every(Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? 900 : 300) + (i % 7))));
    expect(modes?.quantile(0.5)).toBeLessThan(330);
    expect(modes?.quantile(0.5, 450)).toBeGreaterThan(800);
    expect(modes?.quantile(0.5, 450)).toBeLessThan(1000);
  });

  test('a question just after the start gets nearly the answer of the start', () => {
    const wide = forecast(every(Array.from({ length: 100 }, (_, i) => 100 + ((i * 37) % 100) * 10)));
    for (const level of [0.5, 0.8, 0.95]) {
      expect((wide?.quantile(level, 1) ?? 0) / (wide?.quantile(level) ?? 1)).toBeCloseTo(1, 2);
    }
  });

  test('a lone run gives a sane range at once', () => {
    const given = forecast(every([600]));
    expect(given?.quantile(0.5)).toBeGreaterThan(540);
    expect(given?.quantile(0.5)).toBeLessThan(660);
    expect(given?.quantile(0.95)).toBeGreaterThan(750);
    expect(given?.quantile(0.95)).toBeLessThan(1800);
    expect(given?.confidence).toBe('low');
  });
});
