// A nested stack that is named as the one to watch: what becomes of its root decides.
import { expect, test } from '@jest/globals';
import { ReadError } from '../src/reader/reader.ts';
import { scenario } from './scenario.ts';
import { watching } from './watching.ts';

const ARN = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop-Api';
const of = (lines: string) => {
  const timeline = scenario(lines);
  const arn = timeline.events.find(({ stackName }) => stackName === 'shop-Api')?.stackId ?? ARN;
  return { timeline, options: { stack: arn } };
};

const UPDATED = `
  0   *          UPDATE_IN_PROGRESS  User Initiated
  2   Api        UPDATE_IN_PROGRESS
  3   Api/*      UPDATE_IN_PROGRESS
  4   Api/Queue  UPDATE_IN_PROGRESS
  9   Api/Queue  UPDATE_COMPLETE
  10  Api/*      UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
  11  Api        UPDATE_COMPLETE
`;
const TAKEN_BACK = `${UPDATED}
  12  Table      UPDATE_IN_PROGRESS
  60  Table      UPDATE_FAILED  no such key
  61  *          UPDATE_ROLLBACK_IN_PROGRESS
  62  Api        UPDATE_IN_PROGRESS
  63  Api/*      UPDATE_ROLLBACK_IN_PROGRESS
  69  Api/*      UPDATE_ROLLBACK_COMPLETE
  70  Api        UPDATE_COMPLETE
  71  *          UPDATE_ROLLBACK_COMPLETE
`;

test('is taken back with its root, for the root’s cause', async () => {
  const { timeline, options } = of(TAKEN_BACK);
  const { report } = await watching(timeline, { options });
  expect(report).toMatchObject({
    ...{ name: 'shop-Api', status: 'rolled-back', rootCause: { logicalId: 'Table' } },
    note: 'shop-Api belongs to shop, which is UPDATE_ROLLBACK_COMPLETE',
  });
  expect(report.progress).toBeLessThan(100);
});

test('is created in vain where its root is, and deleted with it', async () => {
  const { timeline, options } = of(`
    0   *          CREATE_IN_PROGRESS  User Initiated
    2   Api        CREATE_IN_PROGRESS
    3   Api/*      CREATE_IN_PROGRESS
    9   Api/*      CREATE_COMPLETE
    10  Api        CREATE_COMPLETE
    12  Table      CREATE_IN_PROGRESS
    60  Table      CREATE_FAILED  no such key
    61  *          ROLLBACK_IN_PROGRESS
    62  Api        DELETE_IN_PROGRESS
    63  Api/*      DELETE_IN_PROGRESS
    69  Api/*      DELETE_COMPLETE
    70  Api        DELETE_COMPLETE
    71  *          ROLLBACK_COMPLETE
  `);
  const { report } = await watching(timeline, { options });
  expect(report).toMatchObject({ status: 'rolled-back', rootCause: { logicalId: 'Table' } });
});

test('is well when its root is', async () => {
  const { timeline, options } = of(`${UPDATED}
    30  *  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
    31  *  UPDATE_COMPLETE
  `);
  const { report, seconds } = await watching(timeline, { options });
  expect(report).toMatchObject({ name: 'shop-Api', status: 'succeeded', progress: 100 });
  expect(seconds).toBeGreaterThan(30);
});

test.each([
  ['denied', { status: 'succeeded', note: expect.stringContaining('cannot be read') }],
  ['other', { status: 'timed-out', progress: 99, lostSight: expect.stringContaining('DescribeStacks') }],
] as const)('of a root that cannot be read (%s) it is said', async (trouble, expected) => {
  const { timeline, options } = of(TAKEN_BACK);
  const { report } = await watching(timeline, {
    options,
    reader: (replay) => ({
      describeStack: (name) => {
        if (name === timeline.stack.arn) throw new ReadError(trouble, 'DescribeStacks: no', undefined);
        return replay.describeStack(name);
      },
    }),
  });
  expect(report).toMatchObject(expected);
});

test('a stack that is not nested costs no further call', async () => {
  const { log } = await watching(
    scenario(`${UPDATED}
    12  *  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
    13  *  UPDATE_COMPLETE`),
  );
  expect(log.filter((call) => call === 'DescribeStacks')).toHaveLength(1);
});
