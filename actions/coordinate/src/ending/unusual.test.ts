import { describe, expect, test } from '@jest/globals';
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

/** The `id`-th of the past, which held for so many seconds. */
function ended(id: number, seconds: number, state: State = 'success', repository?: string): Registration {
  const heldSince = NOW - (1000 - id) * 3_600_000;
  const end = { state, description: '', createdAt: heldSince + seconds * 1000 };
  return {
    ...{ id, sha: 'a'.repeat(40), creator: 'x', environment: 'production', createdAt: heldSince, heldSince },
    ...{ payload: payload(id, repository), latest: end, ended: end },
  };
}
const past = (seconds: readonly number[], state?: State, repository?: string) =>
  seconds.map((each, index) => ended(index + 1, each, state, repository));
const steady = (count: number) => Array.from({ length: count }, (_, index) => 100 + (index % 5));

function judged(registrations: readonly Registration[], heldSeconds: number) {
  const { latest: _, ended: __, ...own } = ended(999, 0);
  const snapshot = { registrations: [...registrations, own], freezes: [], foreign: 0, more: false, now: NOW };
  return unusualOf({ seen: { own, snapshot }, heldSeconds });
}

test('as long as usual is nothing to tell', () => {
  expect(judged(past(steady(30)), 103)).toBeUndefined();
});

test('longer than 19 of 20 is told, with what is normal', () => {
  expect(judged(past(steady(30)), 150)).toEqual({
    words: 'It took 2 min 30 s; normal is 1 min 42 s, and 1 min 44 s at most in 19 of 20 (21 before it)',
    often: false,
  });
});

test('three of the last ten are often, two are not; what is before the last ten does not count', () => {
  const slow = (...places: readonly number[]) =>
    past(steady(30).map((seconds, index) => (places.includes(30 - index) ? 150 : seconds)));
  expect(judged(slow(4), 150)?.often).toBe(false);
  expect(judged(slow(4, 9), 150)).toMatchObject({
    often: true,
    words: expect.stringContaining('3 of the last 10'),
  });
  expect(judged(slow(4, 10), 150)?.often).toBe(false);
});

describe('unknown is not told', () => {
  test.each([
    ['fewer than ten successes', past(steady(9))],
    ['only failures', past(steady(30), 'failure')],
    ["only another repository's", past(steady(30), 'success', 'octo/blog')],
    ['nothing', []],
  ])('%s', (_, registrations) => expect(judged(registrations, 500)).toBeUndefined());

  test('no hold', () => expect(unusualOf({})).toBeUndefined());
});
