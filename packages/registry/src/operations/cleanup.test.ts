import { describe, expect, test } from '@jest/globals';
import type { Registration, State } from '../model/registration.ts';
import { deletable } from './cleanup.ts';

const NOW = 1_000_000_000;
const payload = {
  ...{
    nonce: 'n',
    correlationId: 'c',
    repository: 'octo/shop',
    runId: 1,
    runAttempt: 1,
    workflow: '',
    actor: '',
  },
  ...{ priority: 0, scope: 'job' as const, stacks: [] },
};
/** Ended so many seconds ago, newest first. */
function ended(id: number, secondsAgo: number, state: State = 'success'): Registration {
  const end = { state, description: '', createdAt: NOW - secondsAgo * 1000 };
  const createdAt = end.createdAt - 1000;
  return {
    id,
    sha: 'a'.repeat(40),
    creator: 'github-actions[bot]',
    environment: 'production',
    createdAt,
    payload,
    heldSince: createdAt,
    latest: end,
    ended: end,
  };
}
const ids = (registrations: readonly Registration[]) => registrations.map(({ id }) => id);

const past = [
  ended(5, 10, 'failure'),
  ended(4, 100),
  ended(3, 200),
  ended(2, 300, 'inactive'),
  ended(1, 400),
];

test('keeps the newest, the young, and what the environment runs', () => {
  expect(ids(deletable(past, { keep: 0, olderThanSeconds: 0 }, NOW))).toEqual([5, 3, 2, 1]);
  expect(ids(deletable(past, { keep: 3, olderThanSeconds: 0 }, NOW))).toEqual([2, 1]);
  expect(ids(deletable(past, { keep: 0, olderThanSeconds: 250 }, NOW))).toEqual([2, 1]);
  expect(ids(deletable(past, { keep: 50, olderThanSeconds: 0 }, NOW))).toEqual([]);
  // A row whose id no read shows cannot be deleted.
  expect(ids(deletable([ended(0, 500, 'failure')], { keep: 0, olderThanSeconds: 0 }, NOW))).toEqual([]);
});

test('keeps what each repository of a shared registry runs', () => {
  const of = (repository: string, one: Registration) => ({ ...one, payload: { ...one.payload, repository } });
  const shared = [
    of('octo/shop', ended(3, 10)),
    of('octo/blog', ended(2, 20)),
    of('octo/Shop', ended(1, 30)),
  ];
  expect(ids(deletable(shared, { keep: 0, olderThanSeconds: 0 }, NOW))).toEqual([1]);
});

describe('what a repository runs is the success that ended last', () => {
  const whole = { keep: 0, olderThanSeconds: 0 };
  const from = (one: Registration, repository: string, more: Partial<Registration['payload']> = {}) => ({
    ...one,
    payload: { ...one.payload, repository, ...more },
  });

  test('also where the one that waited longer had registered earlier', () => {
    const [later, earlier] = [ended(2, 300), ended(1, 100)];
    expect(ids(deletable([later, earlier], whole, NOW))).toEqual([2]);
  });

  test('a renamed repository is one: by its id, or because the record is kept in it', () => {
    const newest = from(ended(3, 10), 'octo/store', { repositoryId: 7 });
    const sameId = from(ended(2, 20), 'octo/shop', { repositoryId: 7 });
    const kept = { ...from(ended(1, 30), 'octo/shop'), keptIn: 'octo/store' };
    expect(ids(deletable([newest, sameId, kept], whole, NOW))).toEqual([2, 1]);
  });

  test('another that has the old name now is another', () => {
    const past = [
      from(ended(2, 10), 'octo/shop', { repositoryId: 8 }),
      from(ended(1, 20), 'octo/shop', { repositoryId: 7 }),
    ];
    expect(ids(deletable(past, whole, NOW))).toEqual([]);
  });

  test('a success by another identity does not replace what jobs wrote', () => {
    const strange = { ...ended(3, 10), creator: 'integration[bot]' };
    expect(ids(deletable([strange, ended(2, 20), ended(1, 30)], whole, NOW))).toEqual([1]);
  });
});
