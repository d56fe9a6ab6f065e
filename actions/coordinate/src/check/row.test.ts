import { expect, test } from '@jest/globals';
import { stateOf } from './aws.ts';
import { checkTable, failed, firstFailure, logLine, ok, rowsOf, warning } from './row.ts';

test.each([
  ['CREATE_COMPLETE', 'ok'],
  ['UPDATE_ROLLBACK_COMPLETE', 'ok'],
  ['IMPORT_COMPLETE', 'ok'],
  ['UPDATE_IN_PROGRESS', 'warning'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'warning'],
  ['ROLLBACK_COMPLETE', 'error'],
  ['UPDATE_ROLLBACK_FAILED', 'error'],
  ['CREATE_FAILED', 'error'],
  ['DELETE_FAILED', 'error'],
])('a stack in %s is %s', (status, level) => {
  const row = stateOf('stack shop', status, 'eu-west-1');
  expect(row.level).toBe(level);
  expect(row.line).toContain(`${status} in eu-west-1`);
});

test('only errors fail the step, by the first of them', () => {
  expect(firstFailure([])).toBeUndefined();
  expect(firstFailure([ok('a', 'b'), warning('c', 'd')])).toBeUndefined();
  expect(firstFailure([warning('a', 'b'), failed('c', 'd')])).toBe('c: d');
  expect(firstFailure([failed('a', 'b'), failed('c', 'd'), failed('e', 'f')])).toBe(
    'a: b And 2 more: see the summary.',
  );
});

test('a check that breaks is a row of its own', async () => {
  const broken = () => Promise.reject(new Error('no network'));
  expect(await rowsOf('AWS', { now: () => 7 }, broken)).toEqual([
    { ...failed('AWS', 'no network'), latencyMs: 0 },
  ]);
});

test('what others wrote breaks neither line nor table', () => {
  const row = failed('stack | a', 'x\n::error::y | <b>z</b>');
  expect(logLine(row)).not.toContain('\n');
  const table = checkTable('a', [row]).split('\n');
  expect(table).toHaveLength(6);
  expect(table.join('\n')).not.toContain('<b>');
});
