import { describe, expect, test } from '@jest/globals';
import { scenario } from '../../test/scenario.ts';
import { attempts } from './attempt.ts';

const attemptsIn = (lines: string, before?: string) =>
  attempts(scenario(lines).events, before).map(({ operation, decided, stackStatus }) => ({
    operation,
    outcome: decided?.outcome,
    stackStatus,
  }));

describe('an outcome depends on the operation', () => {
  const EXPORT = 'Export shop-vpc cannot be deleted as it is in use by other';
  test.each([
    // github.com/aws/aws-sdk/issues/383, github.com/aws/aws-cdk/issues/604
    ['a deletion refused after an update', `1 * UPDATE_COMPLETE ${EXPORT}`, 'failed'],
    // github.com/boto/boto3/issues/4192
    ['a deletion refused after the creation', `1 * CREATE_COMPLETE ${EXPORT}`, 'failed'],
    ['a deletion refused after a rollback', `1 * UPDATE_ROLLBACK_COMPLETE ${EXPORT}`, 'failed'],
    ['a deletion refused after an import', `1 * IMPORT_COMPLETE ${EXPORT}`, 'failed'],
    ['a deletion that fails', '1 * DELETE_FAILED', 'failed'],
    ['a deletion', '1 * DELETE_COMPLETE', 'succeeded'],
  ])('%s', (_, line, outcome) => {
    expect(attemptsIn(`0 * DELETE_IN_PROGRESS User Initiated\n${line}`)).toMatchObject([
      { operation: 'DELETE', outcome },
    ]);
  });

  test('a stack that is deleted while it is created was not created', () => {
    expect(
      attemptsIn(
        '0 * CREATE_IN_PROGRESS User Initiated\n5 * DELETE_IN_PROGRESS User Initiated\n9 * DELETE_COMPLETE',
      ),
    ).toEqual([{ operation: 'CREATE', outcome: 'failed', stackStatus: 'DELETE_COMPLETE' }]);
  });
});

describe('what begins an operation of its own', () => {
  const FAILED = `
    0 * UPDATE_IN_PROGRESS           User Initiated
    5 * UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
    9 * UPDATE_ROLLBACK_FAILED       The following resource(s) failed to update: [Table].
  `;
  test.each(['User Initiated', ''])('ContinueUpdateRollback, with the reason "%s"', (reason) => {
    const lines = `${FAILED}\n90 * UPDATE_ROLLBACK_IN_PROGRESS ${reason}\n95 * UPDATE_ROLLBACK_COMPLETE`;
    expect(attemptsIn(lines)).toEqual([
      { operation: 'UPDATE', outcome: 'failed', stackStatus: 'UPDATE_ROLLBACK_FAILED' },
      { operation: 'CONTINUE_ROLLBACK', outcome: 'rolled-back', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' },
    ]);
    const alone = lines.slice(lines.indexOf('90 *'));
    expect(attemptsIn(alone, 'UPDATE_ROLLBACK_FAILED')).toMatchObject([{ operation: 'CONTINUE_ROLLBACK' }]);
  });

  test('RollbackStack after a failure that was kept', () => {
    expect(
      attemptsIn(`
        0  * UPDATE_IN_PROGRESS           User Initiated
        5  * UPDATE_FAILED                The following resource(s) failed to update: [Queue].
        60 * UPDATE_ROLLBACK_IN_PROGRESS  User Initiated
        70 * UPDATE_ROLLBACK_COMPLETE
      `),
    ).toMatchObject([
      { operation: 'UPDATE', outcome: 'failed' },
      { operation: 'ROLLBACK', outcome: 'rolled-back' },
    ]);
  });

  test('a second deletion, whatever its reason', () => {
    expect(
      attemptsIn('0 * DELETE_IN_PROGRESS\n5 * DELETE_FAILED\n60 * DELETE_IN_PROGRESS\n70 * DELETE_COMPLETE'),
    ).toMatchObject([{ outcome: 'failed' }, { outcome: 'succeeded' }]);
  });

  test('not the deletion that CloudFormation makes of a failed creation', () => {
    expect(
      attemptsIn('0 * CREATE_IN_PROGRESS\n5 * CREATE_FAILED\n6 * DELETE_IN_PROGRESS\n9 * DELETE_COMPLETE'),
    ).toMatchObject([{ operation: 'CREATE', outcome: 'failed' }]);
  });
});

test.each([
  ['a custom resource that answers with the stack’s ARN', { type: 'Custom::Schema', logicalId: 'Schema' }],
  ['a resource of the stack’s own name', { type: 'AWS::SQS::Queue', logicalId: 'shop' }],
  ['a nested stack that answers for its parent', { logicalId: 'Nested' }],
  ['a resource that has nothing but the name', { type: 'AWS::SQS::Queue', physicalId: 'shop' }],
])('the end of %s is not the stack’s', (_, changed) => {
  const { events } = scenario(
    '0 * CREATE_IN_PROGRESS User Initiated\n5 * CREATE_COMPLETE\n60 * ROLLBACK_IN_PROGRESS',
  );
  const others = events.map((event, index) => (index === 1 ? { ...event, ...changed } : event));
  expect(attempts(others)).toMatchObject([
    { stackStatus: 'ROLLBACK_IN_PROGRESS', rollbackSince: events[2]?.time },
  ]);
  expect(attempts(others.slice(0, 2))[0]?.decided).toBeUndefined();
});
