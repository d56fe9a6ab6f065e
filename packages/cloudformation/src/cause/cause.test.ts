import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FAILING_SCENARIOS } from '../../test/failing-scenarios.ts';
import { scenario } from '../../test/scenario.ts';
import type { HookResult } from '../model/stack-event.ts';
import { rootCause } from './cause.ts';
import { explain } from './explain.ts';

test('there are scenarios of at least 30 kinds', () =>
  expect(FAILING_SCENARIOS.length).toBeGreaterThanOrEqual(30));

test.each(FAILING_SCENARIOS)('$name: $cause ($kind)', ({ stack, events, cause, kind, nested }) => {
  expect(rootCause({ rootId: stack.arn, events })).toMatchObject({ logicalId: cause, kind, nested });
});

test('the order in which events were read does not matter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FAILING_SCENARIOS), fc.integer(), ({ stack, events, cause }, seed) => {
      const bySecond = events.toSorted((a, b) => a.time - b.time || ((seed * a.id.length) % 3) - 1);
      expect(rootCause({ rootId: stack.arn, events: bySecond })?.logicalId).toBe(cause);
    }),
  );
});

test('keeps apart what failed too, what was cancelled, and what failed on the way back', () => {
  const scenarioNamed = (name: string) =>
    FAILING_SCENARIOS.find((each) => each.name === name) ?? FAILING_SCENARIOS[0];
  const causeOf = (name: string) => {
    const { stack, events } = scenarioNamed(name) ?? scenario('');
    return rootCause({ rootId: stack.arn, events });
  };
  expect(causeOf('two failures at once')?.others).toMatchObject([{ logicalId: 'Second' }]);
  expect(causeOf('role not allowed')?.cancelled).toEqual(['Topic']);
  expect(causeOf('rollback fails, too')?.rollbackFailures).toMatchObject([{ logicalId: 'Table' }]);
  expect(causeOf('hook refuses')?.reason).toContain('Bucket is not encrypted');
});

test('a success that could not delete its leftovers has no cause to tell while nothing failed before', () => {
  const { stack, events } = scenario(`
    0 *      UPDATE_IN_PROGRESS  User Initiated
    1 Queue  UPDATE_IN_PROGRESS
    5 Queue  UPDATE_COMPLETE
  `);
  expect(rootCause({ rootId: stack.arn, events })).toBeUndefined();
});

const causeOf = (lines: string) => {
  const { stack, events } = scenario(lines);
  return rootCause({ rootId: stack.arn, events });
};

describe('structure decides, not words', () => {
  test.each([
    'Order cancelled by the supplier',
    'Resource creation cancelled by quota service (Service: Acme, Status Code: 400)',
    'Resource handler returned message: "Resource update cancelled" (HandlerErrorCode: GeneralServiceException)',
    'Dependency lodash failed to install',
    'Embedded stack viewer was not successfully built',
    'The following resource(s) failed to converge',
    'Export of the snapshot was canceled',
  ])('a resource’s own reason may be "%s"', (reason) => {
    const found = causeOf(`
      0  *       UPDATE_IN_PROGRESS  User Initiated
      1  First   UPDATE_IN_PROGRESS
      1  Second  UPDATE_IN_PROGRESS
      5  First   UPDATE_FAILED  ${reason}
      6  Second  UPDATE_FAILED  Some other mistake
      6  Third   UPDATE_FAILED  Resource update cancelled
      7  *       UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [First, Second].
      9  *       UPDATE_ROLLBACK_COMPLETE
    `);
    expect(found).toMatchObject({ logicalId: 'First', reason, cancelled: ['Third'] });
    expect(found?.others.map(({ logicalId }) => logicalId)).toEqual(['Second']);
  });

  test.each([
    ['UPDATE_COMPLETE', 'Export shop-vpc cannot be deleted as it is in use by other'],
    ['CREATE_COMPLETE', 'Export shop-vpc cannot be deleted as it is in use by other'],
    [
      'UPDATE_ROLLBACK_COMPLETE',
      'Delete canceled. Cannot delete export shop-vpc as it is in use by other-stack.',
    ],
  ])('a deletion that falls back to %s tells why', (status, reason) => {
    expect(causeOf(`0 * DELETE_IN_PROGRESS User Initiated\n1 * ${status} ${reason}`)).toMatchObject({
      ...{ logicalId: 'shop', status, reason, kind: 'export-in-use' },
    });
  });

  test('a stack fails by itself: what it says is the cause, in a nested one, too', () => {
    const reason = 'Unable to fetch parameters [/shop/key] from parameter store for this account.';
    expect(causeOf(`0 * CREATE_IN_PROGRESS User Initiated\n1 * CREATE_FAILED ${reason}`)).toMatchObject({
      ...{ logicalId: 'shop', reason },
    });
    expect(
      causeOf(`
        0  *     UPDATE_IN_PROGRESS  User Initiated
        1  Api   UPDATE_IN_PROGRESS
        2  Api/* UPDATE_IN_PROGRESS  User Initiated
        3  Api/* UPDATE_ROLLBACK_IN_PROGRESS  ${reason}
        4  Api   UPDATE_FAILED  Embedded stack arn:aws:x was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: ${reason}
        5  *     UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Api].
        9  *     UPDATE_ROLLBACK_COMPLETE
      `),
    ).toMatchObject({ stackName: 'shop-Api', reason, nested: true, others: [] });
  });

  test('a nested stack that cannot be looked into tells its parent why', () => {
    expect(
      causeOf(`
        0  *     CREATE_IN_PROGRESS  User Initiated
        1  Api   CREATE_IN_PROGRESS
        3  Api   CREATE_FAILED  Embedded stack arn:aws:x was not successfully created: Template format error
        4  Queue CREATE_FAILED  Some other mistake
        5  *     ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Api, Queue].
      `),
    ).toMatchObject({ logicalId: 'Api', others: [{ logicalId: 'Queue' }] });
  });

  test('of the same moment, a resource’s failure comes before the stack’s turning back', () => {
    const lines = [
      '5 * ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Queue].',
      '5 Queue CREATE_FAILED Some mistake',
    ];
    for (const at5 of [lines, lines.toReversed()]) {
      expect(causeOf(['0 * CREATE_IN_PROGRESS User Initiated', ...at5].join('\n'))).toMatchObject({
        ...{ logicalId: 'Queue', others: [], rollbackFailures: [] },
      });
    }
  });

  test('a nested stack that goes back with its parent has not failed, but what it could not delete has', () => {
    const found = causeOf(`
      0  *       UPDATE_IN_PROGRESS  User Initiated
      1  Api     UPDATE_IN_PROGRESS
      1  Api/*   UPDATE_IN_PROGRESS  User Initiated
      2  Api/*   UPDATE_COMPLETE
      2  Api     UPDATE_COMPLETE
      3  New     CREATE_IN_PROGRESS
      3  New/*   CREATE_IN_PROGRESS  User Initiated
      4  Queue   UPDATE_FAILED  Some mistake
      5  *       UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
      6  Api/*   UPDATE_ROLLBACK_IN_PROGRESS  User Initiated
      7  Api/*   UPDATE_ROLLBACK_COMPLETE
      8  New/*   DELETE_IN_PROGRESS  User Initiated
      9  New/Net DELETE_FAILED  resource sg-1 has a dependent object
      9  New/*   DELETE_FAILED  The following resource(s) failed to delete: [Net].
      9  *       UPDATE_ROLLBACK_COMPLETE
    `);
    expect(found).toMatchObject({ logicalId: 'Queue', others: [] });
    expect(found?.rollbackFailures.map(({ logicalId }) => logicalId)).toEqual(['Net']);
  });

  test('what was deleted at the next try is not what the deletion failed of', () => {
    expect(
      causeOf(`
        0  *        DELETE_IN_PROGRESS  User Initiated
        1  Network  DELETE_IN_PROGRESS
        2  Network  DELETE_FAILED  in use
        3  Bucket   DELETE_FAILED  not empty
        4  Network  DELETE_COMPLETE
        5  *        DELETE_FAILED  The following resource(s) failed to delete: [Bucket].
      `),
    ).toMatchObject({ logicalId: 'Bucket', others: [] });
  });
});

describe('a hook that only warns', () => {
  const hook = (name: string, failureMode: string): HookResult => ({
    ...{ type: name, status: 'HOOK_COMPLETE_FAILED', reason: `${name} says no`, failureMode },
    invocationId: `of-${name}`,
  });
  const { stack, events } = scenario(`
    0  *       CREATE_IN_PROGRESS  User Initiated
    2  Bucket  CREATE_IN_PROGRESS
    3  Bucket  CREATE_IN_PROGRESS
    4  Bucket  CREATE_IN_PROGRESS
    5  Bucket  CREATE_FAILED  The following hook(s) failed: [Acme::Refuses, Acme::RefusesToo]
    6  *       ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Bucket].
  `);
  const hooks = [
    hook('Acme::Warns', 'WARN'),
    hook('Acme::Refuses', 'FAIL'),
    hook('Acme::RefusesToo', 'FAIL'),
  ];
  const judged = events.map((event, index) => {
    const hook = hooks[index - 1];
    return hook === undefined ? event : { ...event, hook };
  });

  test('does not hide the findings of those that refuse', async () => {
    const cause = await explain({
      ...{ rootId: stack.arn, events: judged, operationIds: ['op'] },
      reader: {
        hookFindings: async (id) => [`finding ${id}`],
        failures: async () =>
          hooks.map(({ type, reason, failureMode }, time) => ({
            ...{ kind: 'HOOK_INVOCATION_ERROR', time, logicalId: 'Bucket', type, reason, failureMode },
          })),
      },
    });
    expect(cause?.reason).toContain('Acme::Refuses says no');
    expect(cause?.reason).not.toContain('Warns');
    expect(cause?.evidence.filter((line) => line.startsWith('finding'))).toEqual([
      'finding of-Acme::Refuses',
      'finding of-Acme::RefusesToo',
    ]);
    expect(cause?.evidence.join()).not.toContain('Warns');
  });
});
