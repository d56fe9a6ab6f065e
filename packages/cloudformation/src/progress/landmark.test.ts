import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scenario } from '../../test/scenario.ts';
import type { StackEvent } from '../model/stack-event.ts';
import { endsByLandmarks, learnLandmarks, pastRuns, wentAlike } from './landmark.ts';

const DAY = 86_400_000;

/** So many runs of the same lines, a day apart. */
function runsOf(lines: string, count: number): StackEvent[] {
  const told = scenario(lines).events as StackEvent[];
  return Array.from({ length: count }, (_, run) =>
    told.map((event) => ({ ...event, id: `${event.id} ${run}`, time: event.time + run * DAY })),
  ).flat();
}

/** So many that succeeded, then so many that failed. */
const bothWays = (well: number, failed: number): StackEvent[] => [
  ...runsOf(UPDATE, well),
  ...runsOf(ROLLED_BACK, failed).map((event) => ({ ...event, time: event.time + well * DAY })),
];

const UPDATE = `
  0    *      UPDATE_IN_PROGRESS  User Initiated
  2    Table  UPDATE_IN_PROGRESS
  150  Table  UPDATE_COMPLETE
  152  Queue  UPDATE_IN_PROGRESS
  170  Queue  UPDATE_COMPLETE
  172  *      UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
  174  *      UPDATE_COMPLETE
`;
const ROLLED_BACK = `
  0    *      UPDATE_IN_PROGRESS  User Initiated
  2    Table  UPDATE_IN_PROGRESS
  50   Table  UPDATE_FAILED  it broke
  51   *      UPDATE_ROLLBACK_IN_PROGRESS
  53   Table  UPDATE_IN_PROGRESS
  250  Table  UPDATE_COMPLETE
  251  *      UPDATE_ROLLBACK_COMPLETE
`;

function learnt(past: readonly StackEvent[], direction: 'forward' | 'back' = 'forward') {
  const runs = pastRuns(past.filter(({ physicalId, stackId }) => physicalId === stackId));
  return learnLandmarks(past, wentAlike(runs, 'UPDATE', direction), direction);
}

/** At so many seconds after the begin, when all until then is known. */
function at(
  seconds: number,
  past: readonly StackEvent[],
  lines = UPDATE,
  direction: 'forward' | 'back' = 'forward',
) {
  const told = scenario(lines).events as StackEvent[];
  const began = told[0]?.time ?? 0;
  const turned = told.find(({ status }) => /ROLLBACK/.test(status))?.time ?? began;
  const now = began + 1000 * seconds;
  const since = direction === 'back' ? turned : began;
  const events = told.filter(({ time }) => time <= now && time >= since);
  const by = endsByLandmarks(learnt(past, direction), { events, now, seenAt: () => now });
  return (within: number) => by?.bounded(by.endsWithin?.(within) ?? 1, within) ?? Number.NaN;
}

describe('the latest event tells the end', () => {
  test('more sharply than the first one', () => {
    const past = runsOf(UPDATE, 10);
    expect(at(3, past)(140)).toBeLessThan(0.1);
    expect(at(160, past)(5)).toBeLessThan(0.2);
    expect(at(160, past)(20)).toBeGreaterThan(0.9);
  });

  test('and what always came and did not yet keeps it away', () => {
    const late = UPDATE.replace('150  Table', '260  Table').replace(/^ {2}1[57].*$/gm, '');
    expect(at(172, runsOf(UPDATE, 10), late)(5)).toBeLessThan(0.1);
  });

  test('also when the oldest run is known from its middle on only', () => {
    const past = runsOf(UPDATE, 1).slice(3);
    expect(learnt(past)).toMatchObject({ runs: 1 });
    expect(at(160, past)(4)).toBeLessThan(at(160, past)(20));
  });

  test('but not a page that begins in a cleanup', () => {
    expect(learnt(runsOf(UPDATE, 1).slice(6)).runs).toBe(0);
  });
});

test('an earlier rollback tells of a rollback, and of nothing else once an operation has succeeded', () => {
  const past = runsOf(ROLLED_BACK, 10);
  expect(learnt(bothWays(3, 10)).runs).toBe(3);
  expect(learnt(past, 'back').runs).toBe(10);
  expect(at(100, past, ROLLED_BACK, 'back')(60)).toBeLessThan(0.1);
  expect(at(240, past, ROLLED_BACK, 'back')(40)).toBeGreaterThan(0.8);
});

test('a probability, that never falls with the time', () => {
  const past = runsOf(UPDATE, 10);
  const seconds = fc.double({ min: 0, max: 2000, noNaN: true });
  fc.assert(
    fc.property(seconds, seconds, seconds, (elapsed, sooner, more) => {
      const ends = at(elapsed, past);
      expect(ends(sooner)).toBeGreaterThanOrEqual(0);
      expect(ends(sooner + more)).toBeGreaterThanOrEqual(ends(sooner) - 1e-9);
      expect(ends(sooner + more)).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { numRuns: 50 },
  );
});

test('where every earlier run failed, they tell when the next failure is over; where one succeeded, they do not', () => {
  const failed = learnt(scenario(ROLLED_BACK).events as StackEvent[]);
  expect(failed).toMatchObject({ runs: 1, failed: true });
  const both = learnt(bothWays(1, 10));
  expect(both).toMatchObject({ runs: 1, failed: false });
});
