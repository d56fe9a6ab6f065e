// What is kept of an attempt: when, by which call, why, since when it goes back, and when its outcome was certain.
import { describe, expect, test } from '@jest/globals';
import { scenario } from '../../test/scenario.ts';
import { attempts } from './attempt.ts';
import type { StackEvent } from './stack-event.ts';

/** `changes`: by the number of the event. */
function attemptsIn(
  lines: string,
  changes: Readonly<Record<number, Partial<StackEvent>>> = {},
  before?: string,
) {
  const { events } = scenario(lines);
  const first = events[0]?.time ?? 0;
  const changed = events.map((event, index) => ({ ...event, time: event.time - first, ...changes[index] }));
  return attempts(changed, before);
}

describe('the beginning', () => {
  test('with all that CloudFormation tells', () => {
    const events = attemptsIn('0 * UPDATE_IN_PROGRESS User Initiated', {
      0: { token: 't', operationId: 'o' },
    });
    expect(events).toStrictEqual([
      {
        ...{ operation: 'UPDATE', startedAt: 0, token: 't', operationIds: ['o'] },
        stackStatus: 'UPDATE_IN_PROGRESS',
      },
    ]);
  });

  test('with as little as it may tell', () =>
    expect(attemptsIn('0 * CREATE_IN_PROGRESS')).toStrictEqual([
      { operation: 'CREATE', startedAt: 0, operationIds: [], stackStatus: 'CREATE_IN_PROGRESS' },
    ]));

  test('a history that is cut in the middle begins with what is decided already', () =>
    expect(attemptsIn('7 * UPDATE_COMPLETE')).toStrictEqual([
      {
        ...{ operation: 'UPDATE', startedAt: 0, operationIds: [], stackStatus: 'UPDATE_COMPLETE' },
        decided: { at: 0, outcome: 'succeeded' },
      },
    ]));

  test.each([
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED', 'CONTINUE_ROLLBACK'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_FAILED', 'ROLLBACK'],
    ['DELETE_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED', 'DELETE'],
  ])('%s of a stack that was in %s is %s', (status, before, operation) =>
    expect(attemptsIn(`0 * ${status} User Initiated`, {}, before)).toMatchObject([{ operation }]),
  );
});

describe('what follows', () => {
  test('the ids of all its operations, each once and in order', () => {
    const lines = `
      0 * UPDATE_IN_PROGRESS
      1 * UPDATE_ROLLBACK_IN_PROGRESS
      2 * UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS
      3 * UPDATE_ROLLBACK_COMPLETE
    `;
    const ids = { 0: { operationId: 'a' }, 1: { operationId: 'b' }, 2: { operationId: 'a' } };
    expect(attemptsIn(lines, ids)).toMatchObject([{ operationIds: ['a', 'b'] }]);
    expect(attemptsIn(lines, { 1: { operationId: 'b' } })).toMatchObject([{ operationIds: ['b'] }]);
  });

  test('the first moment of going back', () => {
    const [attempt] = attemptsIn(`
      0 * UPDATE_IN_PROGRESS
      5 * UPDATE_ROLLBACK_IN_PROGRESS
      7 * UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS
      9 * UPDATE_ROLLBACK_COMPLETE
    `);
    expect(attempt).toMatchObject({ rollbackSince: 5000, decided: { at: 7000, outcome: 'rolled-back' } });
  });

  test.each([
    ['a deletion', '0 * DELETE_IN_PROGRESS\n5 * DELETE_COMPLETE', ''],
    [
      'a rollback that was asked for',
      '0 * UPDATE_ROLLBACK_IN_PROGRESS\n5 * UPDATE_ROLLBACK_COMPLETE',
      'UPDATE_FAILED',
    ],
    [
      'one that was continued',
      '0 * UPDATE_ROLLBACK_IN_PROGRESS\n5 * UPDATE_ROLLBACK_COMPLETE',
      'UPDATE_ROLLBACK_FAILED',
    ],
    ['what goes forward', '0 * UPDATE_IN_PROGRESS\n5 * UPDATE_COMPLETE', ''],
  ])('%s does not go back', (_, lines, before) => {
    const all = attemptsIn(lines, {}, before);
    expect(all).toHaveLength(1);
    expect(all[0]).not.toHaveProperty('rollbackSince');
  });
});

describe('the outcome', () => {
  test('is certain when the new version stands, not when the leftovers are gone', () => {
    const lines = '0 * UPDATE_IN_PROGRESS\n5 * UPDATE_COMPLETE_CLEANUP_IN_PROGRESS\n60 * UPDATE_COMPLETE';
    expect(attemptsIn(lines)).toMatchObject([{ decided: { at: 5000, outcome: 'succeeded' } }]);
  });

  test('is that of the rollback once it is over, and open while it goes on', () => {
    const begun = '0 * UPDATE_IN_PROGRESS\n5 * UPDATE_FAILED\n6 * UPDATE_ROLLBACK_IN_PROGRESS';
    expect(attemptsIn(begun)).toMatchObject([{ rollbackSince: 6000 }]);
    expect(attemptsIn(begun)[0]).not.toHaveProperty('decided');
    expect(attemptsIn(`${begun}\n9 * UPDATE_ROLLBACK_COMPLETE`)).toMatchObject([
      { decided: { at: 9000, outcome: 'rolled-back' } },
    ]);
  });
});

describe('a second operation', () => {
  const FIRST = '0 * UPDATE_IN_PROGRESS\n5 * UPDATE_COMPLETE';
  test.each(['UPDATE', 'DELETE', 'IMPORT'])('%s, after one that is over', (kind) =>
    expect(attemptsIn(`${FIRST}\n9 * ${kind}_IN_PROGRESS`)).toMatchObject([
      {},
      { operation: kind, startedAt: 9000 },
    ]),
  );

  test('not its own cleanup, nor its last word', () =>
    expect(attemptsIn(`${FIRST}\n6 * UPDATE_COMPLETE_CLEANUP_IN_PROGRESS\n7 * UPDATE_COMPLETE`)).toHaveLength(
      1,
    ));

  // Cleanup belongs to what is open even where a rollback of another call would not.
  test('not the cleanup after a failure', () =>
    expect(
      attemptsIn(
        '0 * UPDATE_IN_PROGRESS\n5 * UPDATE_FAILED\n6 * UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
        {
          0: { token: 'a' },
          1: { token: 'a' },
          2: { token: 'b' },
        },
      ),
    ).toHaveLength(1));

  test('a rollback with the token of another call, though it gives no reason', () => {
    const lines = '0 * UPDATE_IN_PROGRESS\n5 * UPDATE_FAILED\n60 * UPDATE_ROLLBACK_IN_PROGRESS';
    const [first, second] = [{ token: 'a' }, { token: 'b' }];
    expect(attemptsIn(lines, { 0: first, 1: first, 2: first })).toHaveLength(1);
    expect(attemptsIn(lines, { 0: first, 1: first, 2: second })).toMatchObject([
      { operation: 'UPDATE' },
      { operation: 'ROLLBACK', token: 'b' },
    ]);
  });

  test('nothing is one that tells of resources alone, or of a change set that was never executed', () =>
    expect(attemptsIn('0 Queue UPDATE_IN_PROGRESS\n1 * REVIEW_IN_PROGRESS')).toEqual([]));
});
