import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  drawing,
  haveRecordings,
  historyOf,
  normalNoise,
  recordedNoise,
  seeded,
  spreadOf,
  synthetic,
} from '../../test/recordings.ts';
import { shiftsOf } from './change-points.ts';
import { densitiesFrom, noiseShapes } from './noise-shapes.ts';

const HISTORIES = 40;
/** The end of the tenth deployment after a shift is the last at which it counts as found. */
const WITHIN = 10;

type Noise = (random: () => number) => () => number;

/** How many of the 40 seeded histories showed their shift of +25 % in time. */
function found(noise: (seed: number) => Noise): number {
  return Array.from({ length: HISTORIES }, (_, seed) => {
    const random = seeded(seed + 1);
    const shift = 40 + Math.floor(random() * 20);
    const values = historyOf(noise(seed)(random), shift + WITHIN, shift);
    return shiftsOf(values).some(({ confirmedAt, rise }) => confirmedAt >= shift && rise);
  }).filter(Boolean).length;
}

/** Alarms in 500 deployments without a shift, on the mean of `histories`. */
function falseAlarms(noise: (seed: number) => Noise, histories: number): number {
  const alarms = Array.from(
    { length: histories },
    (_, seed) => shiftsOf(historyOf(noise(seed)(seeded(1000 + seed)), 500)).length,
  );
  return alarms.reduce((sum, count) => sum + count, 0) / histories;
}

describe('at noise that needs no recording', () => {
  const noise = () => (random: () => number) => synthetic(0.07, random);

  test('+25 % is found within 10 deployments in at least 9 of 10 histories', () => {
    expect(found(noise)).toBeGreaterThanOrEqual(0.9 * HISTORIES);
  });

  test('there is at most one false alarm in 500 deployments', () => {
    expect(falseAlarms(noise, 10)).toBeLessThanOrEqual(1);
  });
});

describe('at normal noise, whether or not its width is of the grid', () => {
  const noise = (spread: number) => () => (random: () => number) => normalNoise(spread, random);

  test.each([0.08, 0.1, 0.12])(
    '+25 % is found within 10 deployments in at least 9 of 10 histories: width %s',
    (spread) => {
      expect(found(noise(spread))).toBeGreaterThanOrEqual(0.9 * HISTORIES);
    },
  );

  test.each([0.08, 0.1, 0.12, 0.14, 0.16, 0.2])(
    'there is at most one false alarm in 500 deployments: width %s',
    (spread) => {
      expect(falseAlarms(noise(spread), 20)).toBeLessThanOrEqual(1);
    },
  );
});

(haveRecordings ? describe : describe.skip)('at the noise of the recordings', () => {
  const all = haveRecordings ? [...recordedNoise().values()] : [];
  /** In the others ten runs say too little, whoever looks (docs/report.md). */
  const calm = all.filter((values) => spreadOf(values) < 0.16);
  const of = (series: readonly (readonly number[])[]) => (seed: number) => (random: () => number) =>
    drawing(series[seed % series.length] ?? [], random);

  test('there are several calm series', () => expect(calm.length).toBeGreaterThanOrEqual(4));

  test('+25 % is found within 10 deployments in at least 9 of 10 histories of calm series', () => {
    expect(found(of(calm))).toBeGreaterThanOrEqual(0.9 * HISTORIES);
  });

  test('and in half of the histories of all series: at most 86 % could be found', () => {
    expect(found(of(all))).toBeGreaterThanOrEqual(0.5 * HISTORIES);
  });

  test('there is at most one false alarm in 500 deployments, the wild series included', () => {
    expect(falseAlarms(of(all), 2 * all.length)).toBeLessThanOrEqual(1);
  });
});

test('each shape of the noise is a density: never 0, and 1 in all', () => {
  const into = new Float64Array(1200);
  for (const shape of noiseShapes()) {
    densitiesFrom(shape, { first: 6, step: 0.01, times: 1 }, into);
    expect(Math.min(...into)).toBeGreaterThan(0);
    expect(into.reduce((sum, value) => sum + value, 0) * 0.01).toBeCloseTo(1, 1);
  }
});

test('a shift is told once, where it was, and again only when there is another', () => {
  const wave = (base: number, count: number) =>
    Array.from({ length: count }, (_, index) => base * (1 + ((index * 7) % 5) / 50));
  const shifts = shiftsOf([...wave(300, 40), ...wave(400, 60), ...wave(300, 40)]);
  expect(shifts.map(({ at, rise }) => [at, rise])).toEqual([
    [40, true],
    [100, false],
  ]);
});

test.each([3, 10, 30])(
  'a shift to %s times as long is found within ten, too, and so is the way back',
  (times) => {
    const base = Array.from({ length: 40 }, (_, index) => 300 + ((index * 7) % 5) * 5);
    const shifts = shiftsOf([...base, ...base.map((value) => value * times), ...base]);
    expect(shifts.map(({ at }) => at)).toEqual([40, 80]);
    for (const { at, confirmedAt } of shifts) expect(confirmedAt - at).toBeLessThan(10);
  },
);

test('a series that stays is no shift, nor is one long run, nor a short history', () => {
  expect(shiftsOf(Array.from({ length: 200 }, () => 300))).toEqual([]);
  expect(
    shiftsOf(Array.from({ length: 200 }, (_, index) => (index === 100 ? 9000 : 300 + (index % 7)))),
  ).toEqual([]);
  expect(shiftsOf([1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9])).toEqual([]);
});

test('any values are looked at to their end, and shifts lie in their order', () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: 1, max: 20 }), fc.double({ min: 1e-3, max: 1e9, noNaN: true })),
    {
      maxLength: 120,
    },
  );
  fc.assert(
    fc.property(values, (series) => {
      const shifts = shiftsOf(series);
      let last = 0;
      for (const { at, confirmedAt } of shifts) {
        expect(at).toBeGreaterThan(last);
        expect(confirmedAt).toBeGreaterThanOrEqual(at);
        expect(confirmedAt).toBeLessThan(series.length);
        last = at;
      }
      expect(shiftsOf(series)).toEqual(shifts);
    }),
    { numRuns: 50 },
  );
});

test('what was told stays told when more is known', () => {
  const random = seeded(11);
  const values = historyOf(synthetic(0.1, random), 90, 50);
  const all = shiftsOf(values);
  expect(all.length).toBeGreaterThan(0);
  for (const length of [60, 70, 80])
    expect(shiftsOf(values.slice(0, length))).toEqual(all.filter(({ confirmedAt }) => confirmedAt < length));
});
