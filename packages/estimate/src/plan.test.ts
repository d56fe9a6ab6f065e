import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Forecast, forecast } from './forecast.ts';
import { blended, planned, type Task, tasksRemaining } from './plan.ts';

const task = (id: string, seconds: number, rest: Partial<Task> = {}): Task => ({
  id,
  work: { seconds, shape: 4, samples: 0 },
  ...rest,
});
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const remaining = (tasks: readonly Task[], atOnce?: number) => Math.round(tasksRemaining(tasks, 0.5, atOnce));

describe('the time left of tasks', () => {
  test('is that of the longest chain', () => {
    const chain = [task('vpc', 10, { after: [] }), task('subnet', 5, { after: ['vpc'] })];
    expect(
      remaining([...chain, task('nat', 100, { after: ['subnet'] }), task('role', 20, { after: [] })]),
    ).toBe(115);
  });

  test('counts what is under way by what is left of it, and what is over not at all', () => {
    const under = task('db', 100, { elapsed: 1 });
    expect(remaining([under, task('service', 50, { after: ['db', 'over'] })])).toBe(149);
  });

  test('lets a task begin when what it waits for is configured', () => {
    const waits = task('service', 50, { after: ['db'] });
    expect(remaining([task('db', 100, { elapsed: 1, ready: true }), waits])).toBe(99);
    const early: Task = {
      id: 'db',
      work: { seconds: 100, shape: 4, samples: 3, readyShare: 0.4 },
      after: [],
    };
    expect(remaining([early, waits])).toBe(100);
    expect(remaining([early, task('service', 70, { after: ['db'] })])).toBe(110);
  });

  test('without known prerequisites waits for the first of those under way', () => {
    expect(remaining([task('a', 60, { elapsed: 0 }), task('b', 90, { elapsed: 0 }), task('c', 50)])).toBe(
      110,
    );
  });

  test('is no less than all the work by so many hands', () => {
    const many = Array.from({ length: 40 }, (_, i) => task(`t${i}`, 10, { after: [] }));
    expect(remaining(many, 4)).toBe(100);
    expect(remaining(many, 100)).toBe(10);
  });

  test('stands a circle', () => {
    expect(
      remaining([task('a', 10, { after: ['b'] }), task('b', 10, { after: ['a'] })]),
    ).toBeGreaterThanOrEqual(10);
  });
});

const tasks: fc.Arbitrary<Task[]> = fc.array(
  fc.record(
    {
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      work: fc.record({
        seconds: fc.double({ min: 0.5, max: 1e6, noNaN: true }),
        shape: fc.double({ min: 0.5, max: 40, noNaN: true }),
        samples: fc.nat(9),
        readyShare: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      elapsed: fc.double({ min: 0, max: 1e9, noNaN: true }),
      after: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 4 }),
    },
    { requiredKeys: ['id', 'work'] },
  ),
  { minLength: 1, maxLength: 8 },
);
const since = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(0, Number.NaN, -5, Number.POSITIVE_INFINITY),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);

test('whatever is planned, quantiles are numbers, in order, and never below the time gone', () => {
  const runs = forecast([{ endedAt: 1, seconds: 300, outcome: 'success' }]);
  fc.assert(
    fc.property(tasks, since, fc.nat(1e6), (all, elapsed, soon) => {
      for (const given of [planned(all), blended(runs, planned(all))]) {
        const [p50 = 0, p80 = 0, p95 = 0] = [0.5, 0.8, 0.95].map((level) => given?.quantile(level, elapsed));
        expect(p50).toBeGreaterThanOrEqual(elapsed && elapsed > 0 ? elapsed : 0);
        expect(p80).toBeGreaterThanOrEqual(p50);
        expect(p95).toBeGreaterThanOrEqual(p80);
        const ends = given?.endsWithin(soon, elapsed);
        expect(ends).toBeGreaterThanOrEqual(0);
        expect(ends).toBeLessThanOrEqual(1);
      }
    }),
  );
});

describe('the total does not fall merely because the run goes on', () => {
  const LEVELS = [0.1, 0.5, 0.8, 0.95];
  const aged = (all: readonly Task[], by: number) =>
    all.map((each) => (each.elapsed === undefined ? each : { ...each, elapsed: each.elapsed + by }));
  const totals = (all: readonly Task[], spent: number, runs?: Forecast) =>
    LEVELS.map((level) => blended(runs, planned(aged(all, spent), spent))?.quantile(level, spent) ?? 0);
  const expectNoneFell = (before: readonly number[], now: readonly number[]) => {
    for (const [i, total] of now.entries())
      expect(total).toBeGreaterThanOrEqual((before[i] ?? 0) * (1 - 1e-4));
  };
  const runs = forecast([90, 700, 100].map((seconds, endedAt) => ({ endedAt, seconds, outcome: 'success' })));

  test.each<[string, readonly Task[]]>([
    ['many more at once than supposed', times(30, (i) => task(`t${i}`, 100 + i, { elapsed: 5 }))],
    [
      'one long beside many short',
      [task('long', 900, { elapsed: 1 }), ...times(9, (i) => task(`t${i}`, 20))],
    ],
    ['a chain', [task('a', 300, { elapsed: 1 }), task('b', 60, { after: ['a'] })]],
  ])('%s', (_, all) => {
    for (const from of [undefined, runs]) {
      let before = LEVELS.map(() => 0);
      for (const spent of [0, 1, 10, 60, 100, 200, 1000]) {
        const now = totals(all, spent, from);
        expectNoneFell(before, now);
        before = now;
      }
    }
  });

  test('whatever is planned', () => {
    fc.assert(
      fc.property(tasks, fc.nat(5000), fc.nat(5000), (all, first, then) => {
        const before = totals(all, first, runs);
        const now = totals(all, first + then, runs);
        expectNoneFell(before, now);
      }),
    );
  });
});

describe('plan and runs together', () => {
  const plan = planned([task('a', 600)]);
  const run = { endedAt: 1, seconds: 300, outcome: 'success' as const };

  test('a plan alone is believed little', () => {
    expect(plan).toMatchObject({ sampleSize: 0, confidence: 'low' });
    for (const level of [0.5, 0.8, 0.95]) {
      expect(plan?.quantile(level)).toBeCloseTo(tasksRemaining([task('a', 600)], level), 6);
    }
  });

  test('the first run counts half, many nearly all', () => {
    expect(blended(forecast([run]), plan)?.quantile(0.5)).toBeCloseTo(450, -1);
    const many = forecast(Array.from({ length: 50 }, () => run));
    expect(blended(many, plan)?.quantile(0.5)).toBeLessThan(310);
    expect(blended(many, plan)?.sampleSize).toBe(50);
  });

  test('no runs and no plan say nothing', () => {
    expect(planned([])).toBeUndefined();
    expect(blended(undefined, undefined)).toBeUndefined();
  });
});
