import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  drawing,
  haveRecordings,
  historyOf,
  recordedNoise,
  seeded,
  spreadOf,
  synthetic,
} from '../../test/recordings.ts';
import { rankSumZ, shiftsOf } from './change-points.ts';

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
    return shiftsOf(values).some(({ confirmedAt }) => confirmedAt >= shift);
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

(haveRecordings ? describe : describe.skip)('at the noise of the recordings', () => {
  const all = haveRecordings ? [...recordedNoise().values()] : [];
  /** Where runs differ by half from each other anyway, nobody can tell +25 % from ten of them (docs/report.md). */
  const calm = all.filter((values) => spreadOf(values) < 0.16);
  const of = (series: readonly (readonly number[])[]) => (seed: number) => (random: () => number) =>
    drawing(series[seed % series.length] ?? [], random);

  test('there are several calm series', () => expect(calm.length).toBeGreaterThanOrEqual(4));

  test('+25 % is found within 10 deployments in at least 9 of 10 histories', () => {
    expect(found(of(calm))).toBeGreaterThanOrEqual(0.9 * HISTORIES);
  });

  test('there is at most one false alarm in 500 deployments, the wild series included', () => {
    expect(falseAlarms(of(all), 2 * all.length)).toBeLessThanOrEqual(1);
  });
});

test('a shift is told once, where it was, and again only when there is another', () => {
  const wave = (base: number, count: number) =>
    Array.from({ length: count }, (_, index) => base * (1 + ((index * 7) % 5) / 50));
  const shifts = shiftsOf([...wave(300, 40), ...wave(400, 60), ...wave(300, 40)]);
  expect(shifts.map(({ at }) => at)).toEqual([40, 100]);
});

test('a series that stays is no shift, nor is one long run, nor a short history', () => {
  expect(shiftsOf(Array.from({ length: 200 }, () => 300))).toEqual([]);
  expect(
    shiftsOf(Array.from({ length: 200 }, (_, index) => (index === 100 ? 9000 : 300 + (index % 7)))),
  ).toEqual([]);
  expect(shiftsOf([1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9])).toEqual([]);
});

test('ranks do not change with the unit, and their sign turns with the samples', () => {
  const sample = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const z = rankSumZ(a, b);
      expect(rankSumZ(b, a)).toBeCloseTo(-z, 9);
      expect(
        rankSumZ(
          a.map((x) => x * 60),
          b.map((x) => x * 60),
        ),
      ).toBeCloseTo(z, 9);
    }),
  );
});
