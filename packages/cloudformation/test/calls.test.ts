// What the monitor asks, and when: each call is one of those that the account shares with the user's own tool.
import { describe, expect, test } from '@jest/globals';
import { scenario } from './scenario.ts';
import { asking, watching } from './watching.ts';

/** A nested stack is brought back for minutes; its resources are soon done, or never touched. */
const NESTED_ROLLBACK = scenario(`
  0    *          UPDATE_IN_PROGRESS  User Initiated
  2    Api        UPDATE_IN_PROGRESS
  3    Api/*      UPDATE_IN_PROGRESS  User Initiated
  4    Api/Queue  UPDATE_IN_PROGRESS
  9    Api/Queue  UPDATE_FAILED  Invalid value
  10   Api/*      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue]
  14   Api        UPDATE_FAILED  Embedded stack was not successfully updated
  15   *          UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Api]
  17   Api        UPDATE_IN_PROGRESS
  19   Api/Queue  UPDATE_IN_PROGRESS
  25   Api/Queue  UPDATE_COMPLETE
  300  Api/*      UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS
  303  Api        UPDATE_COMPLETE
  304  *          UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS
`);

/** A creation is undone: the nested stack is deleted, and waits for something in it that is not seen. */
const NESTED_REMOVAL = scenario(`
  0    *          CREATE_IN_PROGRESS  User Initiated
  2    Api        CREATE_IN_PROGRESS
  3    Api/*      CREATE_IN_PROGRESS  User Initiated
  4    Api/Queue  CREATE_IN_PROGRESS
  9    Api/Queue  CREATE_COMPLETE
  10   Api/*      CREATE_COMPLETE
  12   Api        CREATE_COMPLETE
  13   Broken     CREATE_IN_PROGRESS
  15   Broken     CREATE_FAILED  Invalid value
  16   *          ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Broken]
  18   Api        DELETE_IN_PROGRESS
  19   Api/*      DELETE_IN_PROGRESS
  21   Api/Queue  DELETE_IN_PROGRESS
  25   Api/Queue  DELETE_COMPLETE
  290  Api/*      DELETE_COMPLETE
  299  Api        DELETE_COMPLETE
  300  *          ROLLBACK_COMPLETE
`);

/** Nothing is seen to run between the last resource and the stack's own end. */
const LATE_END = scenario(`
  0    *          UPDATE_IN_PROGRESS  User Initiated
  2    Queue      UPDATE_IN_PROGRESS
  20   Queue      UPDATE_COMPLETE
  300  *          UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
`);

describe('does not hurry because nothing is seen to run', () => {
  test.each([
    ['in a nested stack that is rolled back', NESTED_ROLLBACK],
    ['in a nested stack that is removed again', NESTED_REMOVAL],
    ['before the stack’s own end', LATE_END],
  ])('%s', async (_, timeline) => {
    const { times, report } = await asking(timeline, { changeSet: false });
    expect(report.durationSeconds).toBeGreaterThan(295);
    // Every 3 s were a hundred.
    expect(times('shop')).toBeLessThan(45);
  });
});

test('a nested stack that is late is read again rarely where nothing tells when it hangs', async () => {
  const { times, report } = await asking(NESTED_ROLLBACK, { changeSet: false });
  expect(report.durationSeconds).toBe(304);
  expect(times('shop-Api')).toBeGreaterThan(2);
  expect(times('shop-Api')).toBeLessThan(9);
});

test('where nothing is rolled back, the end is seen in time beside a nested stack at work', async () => {
  const { times, log, report } = await asking(
    scenario(`
      0    *          CREATE_IN_PROGRESS  User Initiated
      1    Slow       CREATE_IN_PROGRESS
      1    Bad        CREATE_IN_PROGRESS
      2    Slow/*     CREATE_IN_PROGRESS  User Initiated
      3    Slow/Table CREATE_IN_PROGRESS
      200  Bad        CREATE_FAILED  Invalid value
      201  *          CREATE_FAILED  The following resource(s) failed to create: [Bad]
    `),
    { changeSet: false },
  );
  expect(report.status).toBe('failed');
  // A root that is read every 12 s is read so often.
  expect(times('shop')).toBeGreaterThanOrEqual(16);
  expect(log.length).toBeLessThan(45);
});

test('a description made while the operation runs is not made again', async () => {
  const { log } = await watching(LATE_END, { startsIn: -1, options: { since: 0 } });
  expect(log.filter((name) => name === 'DescribeStacks')).toHaveLength(1);
});

test.each([
  ['a short operation', 25, 0],
  ['a long one', 900, 10],
])('%s reads no more of its past than it has use for', async (_, seconds, most) => {
  const older = Array.from({ length: 2000 }, (_, index) => ({
    ...(LATE_END.events[1] as (typeof LATE_END.events)[number]),
    ...{ id: `old ${index}`, time: Date.UTC(2025, 0, 1) + 1000 * index },
  }));
  const reported = scenario(`
    0  *      UPDATE_IN_PROGRESS  User Initiated
    2  Queue  UPDATE_IN_PROGRESS
    ${seconds - 1}  Queue  UPDATE_COMPLETE
    ${seconds}  *  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
  `);
  const { asked } = await asking(reported, { earlier: older, changeSet: false });
  expect(asked.filter(({ older }) => older).length).toBeLessThanOrEqual(most);
});
