import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { forecast } from './forecast.ts';
import { blended, planned, type Task, tasksLeft } from './plan.ts';

const task = (id: string, seconds: number, rest: Partial<Task> = {}): Task => ({
  id,
  work: { seconds, shape: 4, samples: 0 },
  ...rest,
});
const left = (tasks: readonly Task[], atOnce?: number) => Math.round(tasksLeft(tasks, 0.5, atOnce));

describe('the time left of tasks', () => {
  test('is that of the longest chain', () => {
    const chain = [task('vpc', 10, { after: [] }), task('subnet', 5, { after: ['vpc'] })];
    expect(left([...chain, task('nat', 100, { after: ['subnet'] }), task('role', 20, { after: [] })])).toBe(
      115,
    );
  });

  test('counts what is under way by what is left of it, and what is over not at all', () => {
    const under = task('db', 100, { elapsed: 1 });
    expect(left([under, task('service', 50, { after: ['db', 'over'] })])).toBe(149);
  });

  test('lets a task begin when what it waits for is configured', () => {
    const waits = task('service', 50, { after: ['db'] });
    expect(left([task('db', 100, { elapsed: 1, ready: true }), waits])).toBe(99);
    const early: Task = {
      id: 'db',
      work: { seconds: 100, shape: 4, samples: 3, readyShare: 0.4 },
      after: [],
    };
    expect(left([early, waits])).toBe(100);
    expect(left([early, task('service', 70, { after: ['db'] })])).toBe(110);
  });

  test('without known prerequisites waits for the first of those under way', () => {
    expect(left([task('a', 60, { elapsed: 0 }), task('b', 90, { elapsed: 0 }), task('c', 50)])).toBe(110);
  });

  test('is no less than all the work by so many hands', () => {
    const many = Array.from({ length: 40 }, (_, i) => task(`t${i}`, 10, { after: [] }));
    expect(left(many, 4)).toBe(100);
    expect(left(many, 100)).toBe(10);
  });

  test('stands a circle', () => {
    expect(left([task('a', 10, { after: ['b'] }), task('b', 10, { after: ['a'] })])).toBeGreaterThanOrEqual(
      10,
    );
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

describe('plan and runs together', () => {
  const plan = planned([task('a', 600)]);
  const run = { endedAt: 1, seconds: 300, outcome: 'success' as const };

  test('a plan alone is believed little', () => {
    expect(plan).toMatchObject({ sampleSize: 0, confidence: 'low' });
    for (const level of [0.5, 0.8, 0.95]) {
      expect(plan?.quantile(level)).toBeCloseTo(tasksLeft([task('a', 600)], level), 6);
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
