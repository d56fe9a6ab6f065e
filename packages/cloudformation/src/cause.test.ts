import { expect, test } from '@jest/globals';
import { FAILING_STORIES } from '@signalbox/simulator/failing-stories';
import { story } from '@signalbox/simulator/stack-story';
import fc from 'fast-check';
import { rootCause } from './cause.ts';

test('there are stories of at least 30 kinds', () =>
  expect(FAILING_STORIES.length).toBeGreaterThanOrEqual(30));

test.each(FAILING_STORIES)('$name: $cause ($kind)', ({ stack, events, cause, kind, nested }) => {
  expect(rootCause({ rootId: stack.arn, events })).toMatchObject({ logicalId: cause, kind, nested });
});

test('the order in which events were read does not matter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FAILING_STORIES), fc.integer(), ({ stack, events, cause }, seed) => {
      const bySecond = events.toSorted((a, b) => a.time - b.time || ((seed * a.id.length) % 3) - 1);
      expect(rootCause({ rootId: stack.arn, events: bySecond })?.logicalId).toBe(cause);
    }),
  );
});

test('keeps apart what failed too, what was cancelled, and what failed on the way back', () => {
  const told = (name: string) => FAILING_STORIES.find((each) => each.name === name) ?? FAILING_STORIES[0];
  const causeOf = (name: string) => {
    const { stack, events } = told(name) ?? story('');
    return rootCause({ rootId: stack.arn, events });
  };
  expect(causeOf('two failures at once')?.others).toMatchObject([{ logicalId: 'Second' }]);
  expect(causeOf('role not allowed')?.cancelled).toEqual(['Topic']);
  expect(causeOf('rollback fails, too')?.rollbackFailures).toMatchObject([{ logicalId: 'Table' }]);
  expect(causeOf('hook refuses')?.reason).toContain('Bucket is not encrypted');
});

test('a success that could not delete its leftovers has no cause to tell while nothing failed before', () => {
  const { stack, events } = story(`
    0 *      UPDATE_IN_PROGRESS  User Initiated
    1 Queue  UPDATE_IN_PROGRESS
    5 Queue  UPDATE_COMPLETE
  `);
  expect(rootCause({ rootId: stack.arn, events })).toBeUndefined();
});
