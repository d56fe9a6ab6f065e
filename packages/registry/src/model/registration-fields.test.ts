// What is stored with GitHub for good, whose a registration is, and each field that its statuses hold.
import { describe, expect, test } from '@jest/globals';
import {
  belongsTo,
  FREEZE_TASK,
  LIFETIME_MS,
  lifeOf,
  type State,
  type Status,
  TASK,
  UNKNOWN_ID,
} from '@signalbox/registry/registration';

const DAY_MS = 86_400_000;

test('what older versions wrote is found again', () => {
  expect({ TASK, FREEZE_TASK }).toEqual({ TASK: 'signalbox', FREEZE_TASK: 'signalbox:freeze' });
});

test('no deployment of GitHub has the unknown id, and a job of five days is within a lifetime of six', () => {
  expect(UNKNOWN_ID).toBe(0);
  expect(LIFETIME_MS).toBe(6 * DAY_MS);
});

describe('a registration belongs to the repository', () => {
  const us = { repository: 'octo/shop', repositoryId: 7 };
  const payload = {
    ...{
      nonce: 'n',
      correlationId: 'c',
      repository: 'octo/shop',
      runId: 1,
      runAttempt: 1,
      workflow: 'deploy',
    },
    ...{ actor: 'mona', priority: 0, scope: 'job' as const, stacks: [] },
  };
  const sha = 'a'.repeat(40);
  const old = { repository: 'octo/old-name' };

  test.each([
    ['by its id, whatever its name', { ...old, repositoryId: 7, sha }, undefined, true],
    ['not by its name alone, when the id is another', { repositoryId: 8 }, 'octo/shop', false],
    ['by its name, without an id', { sha }, undefined, true],
    ['by its name in other letters', { repository: 'Octo/SHOP', sha }, undefined, true],
    ['not by another name', { ...old, sha }, 'octo/shop', false],
    ['because it is kept here, and names no commit', old, 'octo/shop', true],
    ['not because it is kept elsewhere', old, 'octo/records', false],
    ['not because it is kept nobody knows where', old, undefined, false],
  ])('%s', (_, more, keptIn, expected) => {
    const row = { payload: { ...payload, ...more }, ...(keptIn === undefined ? {} : { keptIn }) };
    expect(belongsTo(row, us)).toBe(expected);
  });

  test('by its name where our own id is not known', () => {
    const { repository } = us;
    expect(belongsTo({ payload: { ...payload, repositoryId: 8 } }, { repository })).toBe(true);
    expect(belongsTo({ payload: { ...payload, ...old, repositoryId: 7, sha } }, { repository })).toBe(false);
    expect(belongsTo({ payload: { ...payload, ...old, sha } }, us)).toBe(false);
  });
});

describe('of its life', () => {
  const status = (state: State, createdAt: number, description = ''): Status => ({
    ...{ state, createdAt, description },
  });
  const holds = (...descriptions: readonly string[]) =>
    lifeOf(descriptions.map((description, at) => status('in_progress', at + 1, description)));

  test('no status says nothing', () => expect(lifeOf([])).toStrictEqual({}));

  test('only what was said is there', () => {
    const held = status('in_progress', 1, 'deploying');
    expect(lifeOf([held])).toStrictEqual({ latest: held, heldSince: 1, updates: 1 });
  });

  test('the first of several ends is the outcome of one that never held', () => {
    const [failure, inactive] = [status('failure', 1), status('inactive', 2)];
    expect(lifeOf([failure, inactive])).toStrictEqual({ latest: inactive, ended: failure });
  });

  test('an end before it held is neither its outcome nor an interruption', () => {
    const [before, held, success] = [status('failure', 1), status('in_progress', 2), status('success', 3)];
    expect(lifeOf([before, held])).toStrictEqual({ latest: held, heldSince: 2, updates: 1 });
    expect(lifeOf([before, held, success]).ended).toBe(success);
  });

  test('what was expected is what was said when it began to hold', () => {
    expect(holds('deploying, expected 1/2/3 s', 'expected 4/5/6 s').predicted).toEqual({
      ...{ p50: 1, p80: 2, p95: 3 },
    });
    expect(holds('deploying', 'expected 4/5/6 s')).not.toHaveProperty('predicted');
  });

  test.each([
    ['none', ['deploying'], undefined],
    ['that of the stack that changed', ['a: changed nothing', 'b: change 0123abcd'], '0123abcd'],
    ['that nothing changed', ['deploying', 'a: changed nothing'], 'nothing'],
    ['none where another stack made progress', ['a: changed nothing', 'b: 40%, 2 of 5'], undefined],
  ])('the shape is %s', (_, descriptions, shape) => expect(holds(...descriptions).shape).toBe(shape));
});
