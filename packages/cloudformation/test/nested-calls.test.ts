// Which nested stacks the monitor reads, and when.
import { describe, expect, test } from '@jest/globals';
import { scenario } from './scenario.ts';
import { asking } from './watching.ts';

describe('a nested stack', () => {
  test('in which nothing changed is not read', async () => {
    const { times, report } = await asking(
      scenario(`
        0    *          UPDATE_IN_PROGRESS  User Initiated
        2.0  Idle       UPDATE_IN_PROGRESS
        2.6  Idle       UPDATE_COMPLETE
        2.6  Api        UPDATE_IN_PROGRESS
        3    Api/*      UPDATE_IN_PROGRESS  User Initiated
        5    Api/Queue  UPDATE_IN_PROGRESS
        9    Api/Queue  UPDATE_COMPLETE
        10   Api/*      UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
        11   Api        UPDATE_COMPLETE
        12   *          UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
        13   Idle/*     UPDATE_COMPLETE
      `),
      { options: { pollInterval: 12 } },
    );
    expect(times('shop-Idle')).toBe(0);
    expect(times('shop-Api')).toBe(1);
    expect(report.events.filter(({ stackName }) => stackName === 'shop-Api')).toHaveLength(4);
  });

  /** As recorded: a nested stack's end is told again when it has cleaned up, and what is left over is deleted then. */
  const CLEANUP = `
    0     *        UPDATE_IN_PROGRESS  User Initiated
    2.8   Idle     UPDATE_IN_PROGRESS
    3.4   Idle     UPDATE_COMPLETE
    4     Api      UPDATE_IN_PROGRESS
    5     Api/*    UPDATE_IN_PROGRESS  User Initiated
    7     Api/Queue  UPDATE_IN_PROGRESS
    13    Api/Queue  UPDATE_COMPLETE
    14    Api/*    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
    15    Api      UPDATE_COMPLETE
    16    *        UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
    17    Old      DELETE_IN_PROGRESS
    17.2  Old/*    DELETE_IN_PROGRESS
    18    Idle     UPDATE_COMPLETE
    19    Old/Topic  DELETE_IN_PROGRESS
    23    Api      UPDATE_COMPLETE
    39    Old      DELETE_COMPLETE
    61    *        UPDATE_COMPLETE
  `;

  test.each([17, 30, 50])('is not read for its cleanup, though the end is seen after %s s', async (after) => {
    const { times, report } = await asking(scenario(CLEANUP), {
      options: { pollInterval: after },
    });
    expect(report).toMatchObject({ status: 'succeeded', durationSeconds: 16 });
    expect([times('shop-Idle'), times('shop-Api'), times('shop-Old')]).toEqual([0, 1, 0]);
  });

  test('that is late tells by its past when it hangs, though each run is longer than a page', async () => {
    const DAY = 86_400_000;
    const ROLES = 58;
    const start = Date.UTC(2026, 0, 1);
    const run = (seconds: number) => `
      0    *            UPDATE_IN_PROGRESS  User Initiated
      2    Api          UPDATE_IN_PROGRESS
      3    Api/*        UPDATE_IN_PROGRESS  User Initiated
      4    Api/Service  UPDATE_IN_PROGRESS
      ${Array.from({ length: ROLES }, (_, index) => `${5 + index / 20}  Api/Role${index}  UPDATE_IN_PROGRESS`).join('\n')}
      ${Array.from({ length: ROLES }, (_, index) => `${20 + index / 20}  Api/Role${index}  UPDATE_COMPLETE`).join('\n')}
      ${seconds}  Api/Service  UPDATE_COMPLETE
      ${seconds + 1}  Api/*    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
      ${seconds + 2}  Api      UPDATE_COMPLETE
      ${seconds + 3}  *        UPDATE_COMPLETE`;
    const earlier = [6, 5, 4, 3, 2, 1].flatMap(
      (days) => scenario(run(40 + days), { id: `run-${days}`, start: start - days * DAY }).events,
    );
    const nested = (id: string) => id.replace(/run-\d$/, '00000000-0000-4000-8000-000000000000');
    const past = earlier.map((event) => ({
      ...event,
      stackId: nested(event.stackId),
      physicalId: nested(event.physicalId),
    }));
    const { notices, asked } = await asking(scenario(run(900)), { earlier: past, changeSet: false });
    const [stalled] = notices.flatMap((notice) => (notice.kind === 'stalled' ? [notice.delay] : []));
    expect(stalled?.span.logicalId).toBe('Service');
    expect(stalled?.elapsedSeconds).toBeLessThan(70);
    expect(asked.filter(({ stack, older }) => stack === 'shop-Api' && older).length).toBeLessThanOrEqual(5);
  });

  test('that is seen to its end is not read again', async () => {
    const { asked, times } = await asking(
      scenario(`
        0    *          CREATE_IN_PROGRESS  User Initiated
        1    Api        CREATE_IN_PROGRESS
        2    Api/*      CREATE_IN_PROGRESS  User Initiated
        3    Api/Queue  CREATE_IN_PROGRESS
        20   Api/Queue  CREATE_COMPLETE
        21   Api/*      CREATE_COMPLETE
        80   Api        CREATE_COMPLETE
        81   *          CREATE_COMPLETE
      `),
    );
    const last = asked.findLastIndex(({ stack }) => stack === 'shop-Api');
    expect(times('shop-Api')).toBeGreaterThan(0);
    expect(last).toBeLessThan(asked.length - 2);
  });

  test('at work is looked at in place of the root, which is not forgotten', async () => {
    const { asked, report } = await asking(
      scenario(`
        0    *          CREATE_IN_PROGRESS  User Initiated
        1    Api        CREATE_IN_PROGRESS
        2    Api/*      CREATE_IN_PROGRESS  User Initiated
        3    Api/Table:AWS::RDS::DBInstance  CREATE_IN_PROGRESS
        290  Api/Table:AWS::RDS::DBInstance  CREATE_COMPLETE
        291  Api/*      CREATE_COMPLETE
        295  Api        CREATE_COMPLETE
        296  *          CREATE_COMPLETE
      `),
    );
    const stacks = asked.map(({ stack }) => stack);
    expect(report.status).toBe('succeeded');
    expect(stacks.length).toBeLessThan(45);
    const longest = stacks
      .join(' ')
      .split(/\bshop(?!-)/)
      .map((between) => between.trim().split(' ').length);
    expect(Math.max(...longest)).toBeLessThan(5);
  });

  test('that failed beside it is seen though another still works', async () => {
    const { kinds, report } = await asking(
      scenario(`
        0    *          CREATE_IN_PROGRESS  User Initiated
        1    Slow       CREATE_IN_PROGRESS
        1    Bad        CREATE_IN_PROGRESS
        2    Slow/*     CREATE_IN_PROGRESS  User Initiated
        2    Bad/*      CREATE_IN_PROGRESS  User Initiated
        3    Slow/Table CREATE_IN_PROGRESS
        3    Bad/Queue  CREATE_IN_PROGRESS
        60   Bad/Queue  CREATE_FAILED  Invalid value
        61   Bad/*      CREATE_FAILED
        63   Bad        CREATE_FAILED  Embedded stack was not successfully created
        64   *          CREATE_FAILED  The following resource(s) failed to create: [Bad]
        200  Slow/Table CREATE_COMPLETE
      `),
    );
    expect(report).toMatchObject({ status: 'failed', durationSeconds: 64 });
    expect(kinds('failing')).toMatchObject([{ cause: { logicalId: 'Queue' } }]);
  });
});

test('many nested stacks that are over do not hold up the end, and are read once each all the same', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `Part${index}`);
  const nested = names.flatMap((name) => [
    `1   ${name}        CREATE_IN_PROGRESS`,
    `2   ${name}/*      CREATE_IN_PROGRESS  User Initiated`,
    `3   ${name}/Queue  CREATE_IN_PROGRESS`,
    `8   ${name}/Queue  CREATE_COMPLETE`,
    `9   ${name}/*      CREATE_COMPLETE`,
    `11  ${name}        CREATE_COMPLETE`,
  ]);
  const timeline = scenario(`
    0    *      CREATE_IN_PROGRESS  User Initiated
    ${nested.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).join('\n')}
    12   Table:AWS::RDS::DBInstance  CREATE_IN_PROGRESS
    400  Table:AWS::RDS::DBInstance  CREATE_COMPLETE
    401  *      CREATE_COMPLETE
  `);
  const { asked, times, report, notices, seconds } = await asking(timeline);
  const atEnd = asked.findLastIndex(({ stack }) => stack === 'shop');
  expect(asked.length - 1 - atEnd).toBeLessThanOrEqual(6);
  for (const name of names) expect(times(`shop-${name}`)).toBe(1);
  expect(report.events).toHaveLength(timeline.events.length);
  // The limiter lets ten through at once, and then two a second.
  expect(notices.at(-1)).toMatchObject({ kind: 'decided' });
  expect(seconds).toBeLessThan(401 + 12);
});

/** What each look at it may have missed is in the report in the end. */
describe('nothing of a nested stack is missing in the report', () => {
  test.each([
    [
      'that failed within another, and of which only an idle rollback is seen',
      `
        0     *               UPDATE_IN_PROGRESS  User Initiated
        2     Api             UPDATE_IN_PROGRESS
        3     Api/*           UPDATE_IN_PROGRESS  User Initiated
        4     Api/Inner       UPDATE_IN_PROGRESS
        5     Api/Inner/*     UPDATE_IN_PROGRESS  User Initiated
        7     Api/Inner/Queue UPDATE_IN_PROGRESS
        7.5   Api/Inner/Queue UPDATE_FAILED  Invalid value
        7.8   Api/Inner/*     UPDATE_ROLLBACK_IN_PROGRESS
        8     Api/Inner       UPDATE_FAILED  Embedded stack was not successfully updated
        8.3   Api/*           UPDATE_ROLLBACK_IN_PROGRESS
        8.6   Api/Inner       UPDATE_IN_PROGRESS
        9.1   Api/Inner       UPDATE_COMPLETE
        9.5   Api/*           UPDATE_ROLLBACK_COMPLETE
        9.8   Api             UPDATE_FAILED  Embedded stack was not successfully updated
        10    *               UPDATE_ROLLBACK_IN_PROGRESS
        10.4  Api             UPDATE_IN_PROGRESS
        10.9  Api             UPDATE_COMPLETE
        12    *               UPDATE_ROLLBACK_COMPLETE
      `,
    ],
    [
      'that was over once, and is brought back after it was read again',
      `
        0    *          UPDATE_IN_PROGRESS  User Initiated
        2    Api        UPDATE_IN_PROGRESS
        3    Api/*      UPDATE_IN_PROGRESS  User Initiated
        4    Api/Queue  UPDATE_IN_PROGRESS
        19   Api/Queue  UPDATE_COMPLETE
        20   Api/*      UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
        40   Api        UPDATE_COMPLETE
        41   Bad        UPDATE_IN_PROGRESS
        60   Bad        UPDATE_FAILED  Invalid value
        61   *          UPDATE_ROLLBACK_IN_PROGRESS
        62   Api        UPDATE_IN_PROGRESS
        140  Api/*      UPDATE_ROLLBACK_IN_PROGRESS
        141  Api/Queue  UPDATE_IN_PROGRESS
        143  Api/Queue  UPDATE_COMPLETE
        144  Api/*      UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS
        145  Api/*      UPDATE_ROLLBACK_COMPLETE
        146  Api        UPDATE_COMPLETE
        147  *          UPDATE_ROLLBACK_COMPLETE
      `,
    ],
    [
      'that cleans up its rollback when it is read',
      `
        0    *          UPDATE_IN_PROGRESS  User Initiated
        2    Api        UPDATE_IN_PROGRESS
        3    Api/*      UPDATE_IN_PROGRESS  User Initiated
        4    Api/Queue  UPDATE_IN_PROGRESS
        60   Bad        UPDATE_FAILED  Invalid value
        61   *          UPDATE_ROLLBACK_IN_PROGRESS
        62   Api        UPDATE_IN_PROGRESS
        63   Api/*      UPDATE_ROLLBACK_IN_PROGRESS
        64   Api/*      UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS
        110  Api/New    DELETE_IN_PROGRESS
        118  Api/New    DELETE_FAILED  It is still used
        119  Api/*      UPDATE_ROLLBACK_COMPLETE
        120  Api        UPDATE_COMPLETE
        121  *          UPDATE_ROLLBACK_COMPLETE
      `,
    ],
  ])('%s', async (_, lines) => {
    const timeline = scenario(lines);
    const { report } = await asking(timeline, { changeSet: false });
    const reported = report.events.map(({ id }) => id).sort();
    expect(reported).toEqual(timeline.events.map(({ id }) => id).sort());
    expect(report.status).toBe('rolled-back');
  });
});

test('what is nested in a stack that is over is not looked at as if it were at work', async () => {
  const { times } = await asking(
    scenario(`
      0    *                CREATE_IN_PROGRESS  User Initiated
      1    Api              CREATE_IN_PROGRESS
      2    Api/*            CREATE_IN_PROGRESS  User Initiated
      3    Api/Inner        CREATE_IN_PROGRESS
      4    Api/Inner/*      CREATE_IN_PROGRESS  User Initiated
      5    Api/Inner/Queue  CREATE_IN_PROGRESS
      60   Api/Inner/Queue  CREATE_COMPLETE
      61   Api/Inner/*      CREATE_COMPLETE
      62   Api/Inner        CREATE_COMPLETE
      63   Api/*            CREATE_COMPLETE
      64   Api              CREATE_COMPLETE
      65   Table:AWS::RDS::DBInstance  CREATE_IN_PROGRESS
      900  Table:AWS::RDS::DBInstance  CREATE_COMPLETE
      901  *                CREATE_COMPLETE
    `),
    { changeSet: false },
  );
  expect(times('shop-Api-Inner')).toBeLessThan(3);
});
