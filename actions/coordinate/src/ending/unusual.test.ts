import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '@signalbox/registry/ending';
import type { Registration, State } from '@signalbox/registry/registration';
import { unusualOf } from './unusual.ts';

const NOW = Date.parse('2026-11-28T10:00:00Z');
const payload = (id: number, repository = 'octo/shop'): Registration['payload'] => ({
  ...{
    nonce: `n${id}`,
    correlationId: 'c',
    repository,
    runId: id,
    runAttempt: 1,
    workflow: 'w',
    actor: 'mona',
  },
  ...{ priority: 0, scope: 'job', stacks: [] },
});

/** The `id`-th of the past, which held for so many seconds after it had waited for so many. */
function ended(
  id: number,
  seconds: number,
  state: State = 'success',
  repository?: string,
  waited = 0,
): Registration {
  const heldSince = NOW - (1000 - id) * 3_600_000;
  const end = { state, description: '', createdAt: heldSince + seconds * 1000 };
  return {
    ...{
      id,
      sha: 'a'.repeat(40),
      creator: 'x',
      environment: 'production',
      createdAt: heldSince - waited * 1000,
      heldSince,
    },
    ...{ payload: payload(id, repository), latest: end, ended: end },
  };
}
const past = (seconds: readonly number[], state?: State, repository?: string) =>
  seconds.map((each, index) => ended(index + 1, each, state, repository));
const steady = (count: number) => Array.from({ length: count }, (_, index) => 100 + (index % 5));

interface Ending {
  readonly heldSeconds?: number;
  readonly waited?: number;
  readonly outcome?: Outcome;
}

function judged(
  registrations: readonly Registration[],
  { heldSeconds = 102, waited = 0, outcome = 'success' }: Ending = {},
) {
  const { latest: _, ended: __, ...own } = ended(999, 0, 'success', undefined, waited);
  const snapshot = { registrations: [...registrations, own], freezes: [], foreign: 0, more: false, now: NOW };
  return unusualOf({ seen: { own, snapshot }, heldSeconds }, outcome);
}

test('as long as normal is not reported', () => {
  expect(judged(past(steady(30)), { heldSeconds: 103 })).toEqual([]);
});

test('longer than 19 of 20 is reported, with what is normal', () => {
  expect(judged(past(steady(30)), { heldSeconds: 150 })).toEqual([
    {
      title: 'Slower than normal',
      words: 'It took 2 min 30 s; normal is 1 min 42 s, and 1 min 44 s at most in 19 of 20 (21 before it)',
      often: false,
    },
  ]);
});

test('three of the last ten are often, two are not; what is before the last ten does not count', () => {
  const slow = (...nths: readonly number[]) =>
    past(steady(30).map((seconds, index) => (nths.includes(30 - index) ? 150 : seconds)));
  expect(judged(slow(4), { heldSeconds: 150 })).toMatchObject([{ often: false }]);
  expect(judged(slow(4, 9), { heldSeconds: 150 })).toMatchObject([
    { often: true, words: expect.stringContaining('3 of the last 10') },
  ]);
  expect(judged(slow(4, 10), { heldSeconds: 150 })).toMatchObject([{ often: false }]);
});

describe('unknown is not reported', () => {
  test.each([
    ['fewer than ten successes', past(steady(9))],
    ['only failures', past(steady(30), 'failure')],
    ["only another repository's", past(steady(30), 'success', 'octo/blog')],
    ['nothing', []],
  ])('%s', (_, registrations) => {
    const waited = registrations.length < 10 ? 600 : 0;
    expect(judged(registrations, { heldSeconds: 500, waited })).toEqual([]);
  });

  test('no hold', () => expect(unusualOf({}, 'success')).toEqual([]));
});

describe('the wait', () => {
  /** `waits` of the last ones, oldest first; the others waited 20 s. */
  const waited = (...waits: readonly number[]) =>
    steady(30).map((each, index) =>
      ended(index + 1, each, 'success', undefined, waits[index - (30 - waits.length)] ?? 20),
    );

  test('longer than 19 of 20 is reported', () => {
    expect(judged(waited(), { waited: 240 })).toEqual([
      {
        title: 'Waited longer than normal',
        words: 'It waited 4 min for its turn; normal is 20 s, and 20 s at most in 19 of 20 (21 before it)',
        often: false,
      },
    ]);
    expect(judged(waited(), { waited: 240, outcome: 'failure' })).toHaveLength(1);
  });

  test('three of the last ten are often, and a wait does not hide a long deployment', () => {
    const found = judged(waited(90, 90), { waited: 240, heldSeconds: 150 });
    expect(found).toMatchObject([
      { title: 'Slower than normal', often: false },
      { often: true, words: expect.stringMatching(/So did 3 of the last 10$/) },
    ]);
  });

  test('the seconds in which a claim is watched are none', () => {
    expect(judged(past(steady(30)), { waited: 14 })).toEqual([]);
  });
});

describe('failures', () => {
  const mixed = (count: number, failedAt: readonly number[]) =>
    steady(count).map((each, index) =>
      ended(index + 1, each, failedAt.includes(count - index) ? 'failure' : 'success'),
    );

  test('three of the last ten are reported where they are rare, with what is normal', () => {
    expect(judged(mixed(40, [2, 7, 20]), { outcome: 'failure' })).toEqual([
      {
        title: 'Fails more often than normal',
        words: '3 of the last 10 failed, this one included; normal is 3 % (31 before them)',
        often: true,
      },
    ]);
  });

  test.each<[string, readonly Registration[], Outcome]>([
    ['two of ten', mixed(40, [7]), 'failure'],
    ['what failed before the last ten', mixed(40, [10, 11, 12]), 'failure'],
    ['three of ten where a third fails anyway', mixed(40, [2, 7, 12, 15, 18, 21, 24, 27, 30, 33]), 'failure'],
    ['a success after others failed', mixed(40, [1, 2, 3]), 'success'],
    ['a cancelled one', mixed(40, [1, 2, 3]), 'cancelled'],
    ['an end that nobody saw', mixed(40, [1, 2, 3]), 'error'],
    ['fewer than ten before the last ten', mixed(18, [1, 2, 3]), 'failure'],
  ])('%s: nothing is reported', (_, registrations, outcome) => {
    expect(judged(registrations, { outcome })).toEqual([]);
  });
});
