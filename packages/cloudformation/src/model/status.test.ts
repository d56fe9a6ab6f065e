import { describe, expect, test } from '@jest/globals';
import { scenario } from '../../test/scenario.ts';
import {
  beginsOperation,
  isCleanup,
  isFailed,
  isInProgress,
  isRollback,
  isRollingBack,
  type Operation,
  operationOf,
  outcomeOf,
} from './status.ts';

// All that a stack can have (docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html), and what each says.
interface Meaning {
  readonly status: string;
  readonly operation?: Operation;
  /** For an operation of its own kind that is not a deletion. */
  readonly outcome?: 'succeeded' | 'rolled-back' | 'failed';
  readonly is?: string;
}
const STATUSES: readonly Meaning[] = [
  { status: 'CREATE_IN_PROGRESS', operation: 'CREATE', is: 'in progress' },
  { status: 'CREATE_FAILED', operation: 'CREATE', outcome: 'failed' },
  { status: 'CREATE_COMPLETE', operation: 'CREATE', outcome: 'succeeded' },
  { status: 'ROLLBACK_IN_PROGRESS', operation: 'ROLLBACK', is: 'in progress, rolling back' },
  { status: 'ROLLBACK_FAILED', operation: 'ROLLBACK', outcome: 'failed' },
  { status: 'ROLLBACK_COMPLETE', operation: 'ROLLBACK', outcome: 'rolled-back' },
  { status: 'DELETE_IN_PROGRESS', operation: 'DELETE', is: 'in progress' },
  { status: 'DELETE_FAILED', operation: 'DELETE', outcome: 'failed' },
  { status: 'DELETE_COMPLETE', operation: 'DELETE', outcome: 'succeeded' },
  { status: 'UPDATE_IN_PROGRESS', operation: 'UPDATE', is: 'in progress' },
  {
    ...{ status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', operation: 'UPDATE', outcome: 'succeeded' },
    is: 'in progress, cleanup',
  },
  { status: 'UPDATE_COMPLETE', operation: 'UPDATE', outcome: 'succeeded' },
  { status: 'UPDATE_FAILED', operation: 'UPDATE', outcome: 'failed' },
  { status: 'UPDATE_ROLLBACK_IN_PROGRESS', operation: 'ROLLBACK', is: 'in progress, rolling back' },
  { status: 'UPDATE_ROLLBACK_FAILED', operation: 'ROLLBACK', outcome: 'failed' },
  {
    ...{
      status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      operation: 'ROLLBACK',
      outcome: 'rolled-back',
    },
    is: 'in progress, cleanup',
  },
  { status: 'UPDATE_ROLLBACK_COMPLETE', operation: 'ROLLBACK', outcome: 'rolled-back' },
  { status: 'REVIEW_IN_PROGRESS', is: 'in progress' },
  { status: 'IMPORT_IN_PROGRESS', operation: 'IMPORT', is: 'in progress' },
  { status: 'IMPORT_COMPLETE', operation: 'IMPORT', outcome: 'succeeded' },
  { status: 'IMPORT_ROLLBACK_IN_PROGRESS', operation: 'ROLLBACK', is: 'in progress, rolling back' },
  { status: 'IMPORT_ROLLBACK_FAILED', operation: 'ROLLBACK', outcome: 'failed' },
  { status: 'IMPORT_ROLLBACK_COMPLETE', operation: 'ROLLBACK', outcome: 'rolled-back' },
];
const OPERATIONS: readonly Operation[] = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'IMPORT',
  'ROLLBACK',
  'CONTINUE_ROLLBACK',
];

describe.each(STATUSES)('$status', ({ status, operation, outcome, is = '' }) => {
  test(`is ${is === '' ? 'an end' : is}`, () => {
    expect({
      inProgress: isInProgress(status),
      rollingBack: isRollingBack(status),
      cleanup: isCleanup(status),
      failed: isFailed(status),
    }).toEqual({
      inProgress: is.includes('in progress'),
      rollingBack: is.includes('rolling back'),
      cleanup: is.includes('cleanup'),
      failed: outcome === 'failed',
    });
  });

  test(`belongs to ${operation ?? 'nothing that was begun'}`, () =>
    expect(operationOf(status)).toBe(operation));

  test.each(OPERATIONS)('of %s', (asked) => {
    const expected = () => {
      if (outcome === undefined || outcome === 'failed') return outcome;
      if (asked === 'DELETE') return status === 'DELETE_COMPLETE' ? 'succeeded' : 'failed';
      if (outcome === 'rolled-back') return outcome;
      return asked === operation ? 'succeeded' : 'failed';
    };
    expect(outcomeOf(status, asked)).toBe(expected());
  });
});

test('a rollback that somebody asked for is one, nothing else is', () =>
  expect(OPERATIONS.filter(isRollback)).toEqual(['ROLLBACK', 'CONTINUE_ROLLBACK']));

// A resource's statuses, and words that no stack has.
test.each(['DELETE_SKIPPED', 'EXPORT_COMPLETE', 'ROLLBACKED_IN_PROGRESS', '', 'CREATE_COMPLETE_SOON'])(
  '"%s" is no success of any operation',
  (status) => {
    for (const operation of OPERATIONS) expect(outcomeOf(status, operation)).not.toBe('succeeded');
    expect(isRollingBack(status)).toBe(false);
  },
);

describe('what is certain to begin an operation', () => {
  const begins = (line: string) => scenario(line).events.map(beginsOperation);
  test.each(['CREATE', 'UPDATE', 'DELETE', 'IMPORT'])('%s_IN_PROGRESS of the stack itself', (kind) => {
    expect(begins(`0 * ${kind}_IN_PROGRESS User Initiated`)).toEqual([true]);
    // Of its resource or of a nested stack; and what CloudFormation adds when the configuration is complete.
    expect(begins(`0 Queue ${kind}_IN_PROGRESS`)).toEqual([false]);
    expect(begins(`0 Api ${kind}_IN_PROGRESS\n0 Api/Queue ${kind}_IN_PROGRESS`)).toEqual([false, false]);
    expect(begins(`0 * ${kind}_IN_PROGRESS+CONFIGURATION_COMPLETE`)).toEqual([false]);
  });
  test.each(
    STATUSES.map(({ status }) => status).filter(
      (status) => !/^(CREATE|UPDATE|DELETE|IMPORT)_IN/.test(status),
    ),
  )('not %s', (status) => expect(begins(`0 * ${status}`)).toEqual([false]));
});
