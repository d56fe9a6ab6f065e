import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bakedFor, lastBake } from './bake.ts';
import { forecast } from './forecast.ts';
import { NOTHING } from './shape.ts';

/** So long the work took, and so long it was baked then. */
const run = (index: number, work: number, bakedSeconds?: number) => ({
  endedAt: index * 86_400_000,
  seconds: work + (bakedSeconds ?? 0),
  outcome: 'success' as const,
  ...(bakedSeconds === undefined ? {} : { bakedSeconds }),
});
const works = fc.array(
  fc.record({ work: fc.integer({ min: 1, max: 5000 }), baked: fc.option(fc.integer({ min: 1, max: 3600 })) }),
  { minLength: 1, maxLength: 30 },
);

test('what is learnt does not depend on which runs were baked, and for how long', () => {
  fc.assert(
    fc.property(works, fc.integer({ min: 0, max: 3600 }), (all, seconds) => {
      const mixed = bakedFor(
        all.map(({ work, baked }, index) => run(index, work, baked ?? undefined)),
        seconds,
      );
      const plain = all.map(({ work }, index) => run(index, work + seconds));
      expect(mixed.map((each) => each.seconds)).toEqual(plain.map((each) => each.seconds));
      expect(forecast(mixed)?.quantile(0.5)).toBe(forecast(plain)?.quantile(0.5));
    }),
    { numRuns: 50 },
  );
});

test('the first baked run is foretold with its bake, and those after it with one bake', () => {
  const before = [1, 2, 3, 4, 5, 6].map((index) => run(index, 300));
  const first = forecast(bakedFor(before, 600))?.quantile(0.5) ?? 0;
  const later = forecast(bakedFor([...before, run(7, 300, 600), run(8, 300, 610)], 600))?.quantile(0.5) ?? 0;
  for (const seconds of [first, later]) expect(Math.abs(seconds - 900)).toBeLessThan(60);
});

test('nobody says how long: as the newest success was that changed anything', () => {
  const failed = { ...run(4, 300, 20), outcome: 'failure' as const };
  const unchanged = { ...run(5, 3), shape: NOTHING };
  expect(lastBake([run(3, 300, 600), run(1, 300), failed, unchanged])).toBe(600);
  expect(lastBake([run(3, 300, 600), run(6, 300)])).toBe(0);
  expect(lastBake([])).toBe(0);
});
