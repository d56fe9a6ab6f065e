import { StackStatus } from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { deployability, STACK_STATUSES } from './stack-status.ts';

test('every status that AWS has is in the table, and no other', () => {
  expect(Object.keys(STACK_STATUSES).sort()).toEqual(Object.values(StackStatus).sort());
  expect(Object.keys(STACK_STATUSES)).toHaveLength(23);
});

test('whatever is in progress is busy, but for a review', () => {
  for (const [status, { kind }] of Object.entries(STACK_STATUSES)) {
    expect(`${status} ${kind === 'busy'}`).toBe(
      `${status} ${/_IN_PROGRESS$/.test(status) && status !== 'REVIEW_IN_PROGRESS'}`,
    );
  }
});

test('what is broken has a way out; what nobody knows is not deployable', () => {
  for (const judged of Object.values(STACK_STATUSES))
    if (judged.kind === 'broken') expect(judged.wayOut).toMatch(/\w/);
  expect(deployability('SOMETHING_NEW')).toMatchObject({ kind: 'broken' });
  expect(deployability(undefined)).toEqual({ kind: 'deployable' });
});
