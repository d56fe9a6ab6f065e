import { describe, expect, test } from '@jest/globals';
import { failureWords } from '../ending.ts';
import { lifeOf, type Registration, type State, type Status } from '../registration.ts';
import { outcomeOf, pastDeployment } from './outcome.ts';

const T0 = Date.parse('2026-11-28T10:00:00Z');
type Written = readonly [State, string];

const statuses = (written: readonly Written[]): readonly Status[] =>
  written.map(([state, description], index) => ({ state, description, createdAt: T0 + index * 60_000 }));
const held: Written = ['in_progress', 'deploying, expected 60/80/95 s'];
const outcome = (...written: readonly Written[]) => outcomeOf(lifeOf(statuses(written)));

describe('how a hold ended', () => {
  test.each<[string, Written[], string]>([
    ['a success', [['success', 'deployed in 3 min']], 'succeeded'],
    [
      'a success that a newer one made inactive',
      [
        ['success', 'deployed'],
        ['inactive', ''],
      ],
      'succeeded',
    ],
    [
      'a success that cleanup took back before it deletes it',
      [
        ['success', ''],
        ['inactive', 'deleted by cleanup'],
      ],
      'succeeded',
    ],
    ['a success in words of the user', [['success', 'release 12']], 'succeeded'],
    [
      'a cancelled job over a stack that finished',
      [['success', 'the job was cancelled, but the stack finished']],
      'succeeded',
    ],
    ['nothing changed, says the guard', [['success', 'no changes: shop is as it was']], 'no-changes'],
    [
      'nothing changed, says the monitor',
      [
        ['in_progress', 'shop: changed nothing'],
        ['success', 'deployed in 3 s'],
      ],
      'no-changes',
    ],
    ['words of the user that only contain it', [['success', 'v2, with no changes to the API']], 'succeeded'],
    ['a failure', [['failure', 'failed after 3 min']], 'failed'],
    ['a failure by its resource', [['failure', 'Db: no space']], 'failed'],
    ['a rollback, says the guard', [['failure', 'the stack rolled-back']], 'rolled-back'],
    ['a rollback in the words of the command', [['failure', 'rolled back: Db: no space']], 'rolled-back'],
    [
      'a rollback, says the monitor',
      [
        ['in_progress', 'shop: 40% of change 0123abcd, rolling back, 2 of 3'],
        ['failure', 'Db: no space'],
      ],
      'rolled-back',
    ],
    [
      'a rollback that failed',
      [
        ['in_progress', 'shop: 40%, rolling back, 2 of 3'],
        ['failure', 'UPDATE_ROLLBACK_FAILED: Db'],
      ],
      'failed',
    ],
    ['a breach of the bake', [['failure', 'bake breached: alarm shop-5xx']], 'breached'],
    ['a resource whose reason speaks of a breach', [['failure', 'Db: the SLA was breached']], 'failed'],
    ['a success that speaks of a breach', [['success', 'bake breached once, warned']], 'succeeded'],
    ['a cancelled job', [['error', 'cancelled after 3 min']], 'cancelled'],
    [
      'a cancelled job, says the guard',
      [['error', 'the job was cancelled while the stack was still moving']],
      'cancelled',
    ],
    ['an owner that was lost', [['error', 'its job is over']], 'error'],
    [
      'nobody saw how it ended',
      [['error', 'the job succeeded, but what became of the deployment is not known: x']],
      'error',
    ],
    ['ended by hand, as nothing', [['inactive', 'released after 3 min, ended by mona']], 'error'],
    [
      'a stranger ended it, and its owner wrote over that',
      [
        ['inactive', ''],
        ['success', 'deployed'],
      ],
      'error',
    ],
  ])('%s', (_, written, expected) => {
    expect(outcome(held, ...written)).toBe(expected);
  });
});

test.each<[string, Written[], string]>([
  ['who left the queue', [['inactive', 'left the queue: cancelled']], 'cancelled'],
  ['a success without a hold', [['success', 'deployed']], 'error'],
  [
    'a claim that was ended',
    [
      ['in_progress', 'claim'],
      ['error', 'its job is over'],
    ],
    'error',
  ],
])('%s has not deployed', (_, written, expected) => {
  expect(outcome(...written)).toBe(expected);
});

test.each([
  [{ rollback: true }, 'Db: no space', 'rolled back: Db: no space', 'rolled-back'],
  [{ rollback: true }, 'rolled back: Db: no space', 'rolled back: Db: no space', 'rolled-back'],
  [{ rollback: true }, 'THE ROLLBACK FAILED (exit 1)', 'THE ROLLBACK FAILED (exit 1)', 'failed'],
  [
    { breach: true },
    'alarm shop-5xx 2 min into the bake',
    'breached: alarm shop-5xx 2 min into the bake',
    'breached',
  ],
  [{ breach: true, rollback: true }, 'words of the user', 'breached: words of the user', 'breached'],
  [{}, 'Db: no space', 'Db: no space', 'failed'],
] as const)('a release with %j writes "%s" so that it is read back', (marks, words, written, expected) => {
  expect(failureWords(words, marks)).toBe(written);
  expect(outcome(held, ['failure', written])).toBe(expected);
});

test('what is not over has no outcome; words of the queue do not end it', () => {
  const payload = {
    nonce: 'n',
    correlationId: 'c',
    repository: 'octo/shop',
    runId: 7,
    runAttempt: 2,
    workflow: 'w',
    actor: 'mona',
    priority: 0,
    scope: 'job' as const,
    stacks: ['shop'],
  };
  const one = (written: readonly Written[]): Registration => ({
    ...{
      id: 9,
      sha: 'a'.repeat(40),
      creator: 'x',
      environment: 'production',
      createdAt: T0,
      committedAt: 5,
      payload,
    },
    ...lifeOf(statuses(written)),
  });
  expect(pastDeployment(one([held]))).toBeUndefined();
  const failed = pastDeployment(
    one([held, ['in_progress', 'shop: failing, Db: no space'], ['failure', 'no space']]),
    'https://github.com',
  );
  expect(failed).toEqual({
    ...{
      id: 9,
      environment: 'production',
      repository: 'octo/shop',
      correlationId: 'c',
      sha: 'a'.repeat(40),
      committedAt: 5,
    },
    ...{
      actor: 'mona',
      workflow: 'w',
      runId: 7,
      runAttempt: 2,
      stacks: ['shop'],
      priority: 0,
      queuedAt: T0,
      heldSince: T0,
    },
    ...{
      runUrl: 'https://github.com/octo/shop/actions/runs/7/attempts/2',
      endedAt: T0 + 120_000,
      outcome: 'failed',
    },
    ...{ reason: 'no space', failedResource: 'Db', predicted: { p50: 60, p80: 80, p95: 95 } },
  });
  const claimed = pastDeployment({ ...one([held, ['success', '']]), claimed: true });
  expect(claimed).toMatchObject({ claimed: true });
  expect(claimed).not.toHaveProperty('committedAt');
});
