import { describe, expect, test } from '@jest/globals';
import { replayReader } from '../../test/replay-reader.ts';
import { scenario } from '../../test/scenario.ts';
import { UPDATE, watching } from '../../test/watching.ts';
import type { Stack } from '../model/stack.ts';
import { ReadError } from '../reader/reader.ts';

const IN_VAIN =
  '0 * CREATE_IN_PROGRESS  User Initiated\n1 Topic CREATE_IN_PROGRESS\n2 Topic CREATE_FAILED  no\n3 * ROLLBACK_IN_PROGRESS\n4 * ROLLBACK_COMPLETE';

describe('attaches', () => {
  test('to an operation that begins later', async () => {
    const { report } = await watching(UPDATE, { startsIn: 60 });
    expect(report).toMatchObject({ status: 'succeeded', operation: 'UPDATE' });
  });

  test('to one that is under way since long before', async () => {
    const { report } = await watching(UPDATE, { startsIn: -30 });
    expect(report.status).toBe('succeeded');
  });

  test('to one that was over before the first look, when it began in this job', async () => {
    const { report, seconds } = await watching(UPDATE, {
      startsIn: -200,
      options: { since: Date.UTC(2026, 0, 1) - 300_000 },
    });
    expect(report).toMatchObject({
      status: 'succeeded',
      stackStatus: 'UPDATE_COMPLETE',
      durationSeconds: 41,
    });
    expect(seconds).toBe(0);
  });

  test('to one of this job by AWS’s clock, though the runner’s is minutes ahead', async () => {
    const { report } = await watching(UPDATE, {
      startsIn: -260,
      options: { since: Date.UTC(2026, 0, 1) - 60_000 },
      reader: (_, clock) => ({ now: () => clock.now() - 240_000 }),
    });
    expect(report).toMatchObject({ status: 'succeeded', operation: 'UPDATE' });
  });

  test('not to one that was over before this job began', async () => {
    const { report } = await watching(UPDATE, { startsIn: -2000 });
    expect(report).toMatchObject({ status: 'no-changes', stackStatus: 'UPDATE_COMPLETE', progress: 100 });
  });

  test.each([
    ['at once', '0 * CREATE_IN_PROGRESS  User Initiated', 'succeeded'],
    [
      'by a change set that takes a minute',
      '0 * REVIEW_IN_PROGRESS\n60 * CREATE_IN_PROGRESS  User Initiated',
      'succeeded',
    ],
    ['in vain', IN_VAIN, 'rolled-back'],
    ['in vain, minutes later', IN_VAIN, 'rolled-back', { after: 250 }],
    ['in vain, long after, while the steps run', IN_VAIN, 'rolled-back', { after: 1200, steps: 1500 }],
    ['in vain, by a last command that does not wait', IN_VAIN, 'rolled-back', { after: 699, steps: 700 }],
  ] as readonly (readonly [string, string, string, { after?: number; steps?: number }?])[])(
    'to the re-creation, %s, after a failed creation was deleted',
    async (_, lines, status, given = {}) => {
      const failed = { start: Date.UTC(2025, 0, 1), id: '1' };
      const earlier = scenario(
        '0 * CREATE_IN_PROGRESS  User Initiated\n5 * ROLLBACK_IN_PROGRESS\n9 * ROLLBACK_COMPLETE',
        failed,
      ).events.map((event) => ({ ...event, id: `old ${event.id}` }));
      const gone = scenario('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE', { id: '1' });
      const anew = scenario(`${lines}${status === 'succeeded' ? '\n90 * CREATE_COMPLETE' : ''}`, { id: '2' });
      const { report } = await watching(gone, {
        earlier,
        ...(given.steps === undefined ? {} : { stepsSeconds: given.steps }),
        reader: (first, clock) => {
          const startAt = clock.now() + (given.after ?? 10) * 1000;
          const second = replayReader(anew, { clock, startAt, changeSet: false });
          return {
            describeStack: async (name) => (await second.describeStack(name)) ?? first.describeStack(name),
            events: (id, next) => (id === anew.stack.arn ? second : first).events(id, next),
          };
        },
      });
      expect(report).toMatchObject({ status, operation: 'CREATE', stackId: anew.stack.arn });
    },
  );

  test.each([
    ['a change set that was never executed', '0 * REVIEW_IN_PROGRESS'],
    [
      'a creation that could not be rolled back, nor deleted at first',
      '0 * CREATE_IN_PROGRESS\n5 * ROLLBACK_IN_PROGRESS\n9 * ROLLBACK_FAILED\n20 * DELETE_IN_PROGRESS\n25 * DELETE_FAILED',
    ],
  ])('to the creation after the deletion of %s', async (_, lines) => {
    const earlier = scenario(lines, { start: Date.UTC(2025, 0, 1), id: '1' }).events.map((event) => ({
      ...event,
      id: `old ${event.id}`,
    }));
    const gone = scenario('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE', { id: '1' });
    const anew = scenario(IN_VAIN, { id: '2' });
    const { report } = await watching(gone, {
      earlier,
      reader: (first, clock) => {
        const second = replayReader(anew, { clock, startAt: clock.now() + 60_000, changeSet: false });
        return {
          describeStack: async (name) => (await second.describeStack(name)) ?? first.describeStack(name),
          events: (id, next) => (id === anew.stack.arn ? second : first).events(id, next),
        };
      },
    });
    expect(report).toMatchObject({ status: 'rolled-back', operation: 'CREATE' });
  });

  test('to none when a deletion that cleared the way is followed by nothing that can be seen', async () => {
    const earlier = scenario(
      '0 * CREATE_IN_PROGRESS  User Initiated\n5 * ROLLBACK_IN_PROGRESS\n9 * ROLLBACK_COMPLETE',
      {
        ...{ start: Date.UTC(2025, 0, 1), id: '1' },
      },
    ).events.map((event) => ({ ...event, id: `old ${event.id}` }));
    const gone = scenario('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE', { id: '1' });
    let looks = 0;
    const { report } = await watching(gone, {
      earlier,
      reader: (replay) => ({
        describeStack: async (name) => {
          if (name === 'shop' && looks++ > 0) throw new ReadError('expired', 'expired', undefined);
          return replay.describeStack(name);
        },
      }),
    });
    expect(report).toMatchObject({ status: 'timed-out', lostSight: expect.stringContaining('expired') });
  });

  test.each([
    ['no such stack', scenario(''), 'not-found'],
    ['a change set that waits for its review', scenario('0 * REVIEW_IN_PROGRESS'), 'no-changes'],
  ])('%s: waits for the start time-out only', async (_, timeline, status) => {
    const { report, seconds } = await watching(timeline);
    expect(report.status).toBe(status);
    expect(seconds).toBe(300);
  });

  test('waits only a little once the deploy step is over', async () => {
    const { report, seconds } = await watching(scenario('0 * CREATE_COMPLETE'), {
      startsIn: -900,
      ports: { stepsEnded: () => true },
    });
    expect(report.status).toBe('no-changes');
    expect(seconds).toBe(10);
  });

  test('a refused change set is a failure, with its validation errors', async () => {
    const { report } = await watching(scenario('0 * CREATE_COMPLETE'), {
      startsIn: -900,
      failures: [
        {
          kind: 'VALIDATION_ERROR',
          time: Date.UTC(2026, 0, 1, 1),
          logicalId: 'Bucket',
          type: 'AWS::S3::Bucket',
          reason: 'Bucket name is taken',
          path: '/Resources/Bucket/Properties/BucketName',
          failureMode: 'FAIL',
        },
      ],
      reader: (replay) => ({
        describeStack: async (name) => {
          const stack = await replay.describeStack(name);
          const lastOperations = [{ id: 'op-1', type: 'CREATE_CHANGESET' }];
          return stack && ({ ...stack, lastOperations } satisfies Stack);
        },
      }),
    });
    expect(report).toMatchObject({
      status: 'failed',
      rootCause: { logicalId: 'Bucket', kind: 'validation' },
    });
    expect(report.rootCause?.evidence.join()).toContain('/Resources/Bucket/Properties/BucketName');
  });
});

describe('beside the deploying steps', () => {
  const REST = '0 * UPDATE_IN_PROGRESS User Initiated\n1 * UPDATE_COMPLETE';
  const GOOD = '0 * UPDATE_IN_PROGRESS User Initiated\n30 * UPDATE_COMPLETE';
  const BAD = `
    0  *      UPDATE_IN_PROGRESS  User Initiated
    1  Queue  UPDATE_IN_PROGRESS
    9  Queue  UPDATE_FAILED  Invalid value
    10 *      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
    30 *      UPDATE_ROLLBACK_COMPLETE`;
  const START = Date.UTC(2026, 0, 1);
  const before = scenario(REST, { start: START - 86_400_000, id: '1' }).events.map((event) => ({
    ...event,
    id: `before ${event.id}`,
  }));
  /** Operations of one stack, each so many seconds after the watch began. */
  const operations = (...all: readonly (readonly [seconds: number, lines: string])[]) => {
    const parts = all.map(([seconds, lines], nth) =>
      scenario(lines, { start: START + seconds * 1000, id: '1' }).events.map((event) => ({
        ...event,
        id: `${nth} ${event.id}`,
      })),
    );
    return { stack: scenario(REST, { id: '1' }).stack, events: parts.flat() };
  };
  const watched = (told: ReturnType<typeof operations>, stepsSeconds: number) =>
    watching(told, {
      ...{ earlier: before, stepsSeconds, startsIn: (told.events[0]?.time ?? START) / 1000 - START / 1000 },
    });

  test.each([
    ['begins after the start time-out and fails', 400, BAD, 600, 'rolled-back'],
    ['begins an hour later and succeeds', 3600, GOOD, 4000, 'succeeded'],
    ['is begun by a last command that does not wait', 899.5, BAD, 900, 'rolled-back'],
    ['shows only after the steps are over', 903, BAD, 900, 'rolled-back'],
  ])('an operation that %s is ours', async (_, seconds, lines, stepsSeconds, status) => {
    const { report } = await watched(operations([seconds, lines]), stepsSeconds);
    expect(report).toMatchObject({ status, operation: 'UPDATE' });
  });

  test.each([
    ['a retry with success counts', BAD, GOOD, 'succeeded'],
    ['a further operation in vain counts', GOOD, BAD, 'rolled-back'],
  ])('the last one decides: %s', async (_, first, second, status) => {
    const { report } = await watched(operations([20, first], [900, second]), 1000);
    expect(report.status).toBe(status);
    expect(report.rootCause?.logicalId).toBe(status === 'succeeded' ? undefined : 'Queue');
    expect(report.durationSeconds).toBe(30);
  });

  test('a deletion is found once, though the stack is then looked for among those that were deleted', async () => {
    const gone = scenario('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE', { id: '1' });
    const { report, kinds, seconds } = await watching(gone, {
      ...{ earlier: before, startsIn: 20, stepsSeconds: 60 },
      stacks: [
        { name: 'shop', stackId: gone.stack.arn, status: 'DELETE_COMPLETE', deletedAt: START + 25_000 },
      ],
      // Else a watch that never ends would hold up the whole suite.
      trouble: (call) => (call > 200 ? 'denied' : undefined),
    });
    expect(report).toMatchObject({ status: 'succeeded', operation: 'DELETE' });
    expect(kinds('attached')).toHaveLength(1);
    expect(seconds).toBeLessThan(70);
  });

  describe('a creation in vain that is deleted, and not tried again,', () => {
    const DELETED = `${IN_VAIN}\n300 * DELETE_IN_PROGRESS  User Initiated\n310 * DELETE_COMPLETE`;
    const gone = scenario(DELETED, { id: '1' });
    const listed = (at: number) => [
      { name: 'shop', stackId: gone.stack.arn, status: 'DELETE_COMPLETE', deletedAt: at },
    ];
    const IN_VAIN_TOO = {
      ...{ status: 'rolled-back', stackStatus: 'DELETE_COMPLETE', operation: 'CREATE' },
      rootCause: { logicalId: 'Topic' },
    };

    test('has deployed nothing', async () => {
      const { report, kinds } = await watching(gone, {
        ...{ startsIn: 20, stepsSeconds: 400, stacks: listed(START + 330_000) },
      });
      expect(report).toMatchObject(IN_VAIN_TOO);
      expect(kinds('attached')).toHaveLength(2);
    });

    test('nor where both were over before the first look', async () => {
      const { report } = await watching(gone, {
        ...{ startsIn: -400, stacks: listed(START - 90_000) },
        options: { since: START - 500_000, startTimeoutSeconds: 0 },
      });
      expect(report).toMatchObject(IN_VAIN_TOO);
    });

    test('nor where a page of events does not reach back to its begin', async () => {
      const [first, ...rest] = DELETED.split('\n');
      const many = Array.from({ length: 120 }, (_, nth) => `1 Q${nth} CREATE_COMPLETE`);
      const large = scenario([first, ...many, ...rest].join('\n'), { id: '1' });
      const { report, seconds } = await watching(large, {
        ...{ startsIn: -400, stacks: listed(START - 90_000), options: { since: START - 500_000 } },
      });
      expect(report).toMatchObject(IN_VAIN_TOO);
      // Twice the start time-out: first for the stack, then for a creation in its place.
      expect(seconds).toBe(600);
    });

    test.each([
      [
        'at the second try only',
        '0 * CREATE_IN_PROGRESS\n1 Topic CREATE_FAILED no\n2 * DELETE_IN_PROGRESS Delete requested by user.\n3 * DELETE_FAILED\n60 * DELETE_IN_PROGRESS User Initiated\n61 * DELETE_FAILED\n120 * DELETE_IN_PROGRESS User Initiated\n130 * DELETE_COMPLETE',
      ],
      [
        'an import of which it was to be made',
        '0 * REVIEW_IN_PROGRESS\n5 * IMPORT_IN_PROGRESS\n6 Topic IMPORT_FAILED no\n7 * IMPORT_ROLLBACK_IN_PROGRESS\n9 * IMPORT_ROLLBACK_COMPLETE\n60 * DELETE_IN_PROGRESS User Initiated\n70 * DELETE_COMPLETE',
      ],
    ])('has deployed nothing either: %s', async (_, lines) => {
      const { report } = await watching(scenario(lines, { id: '1' }), { startsIn: 5, stepsSeconds: 200 });
      expect(['failed', 'rolled-back']).toContain(report.status);
      expect(report).toMatchObject({ stackStatus: 'DELETE_COMPLETE', rootCause: { logicalId: 'Topic' } });
    });

    test.each([
      ['by an earlier job: then the deletion is what was to be done', DELETED, START - 200_000],
      [
        'which went well at first: neither was in vain',
        '0 * CREATE_IN_PROGRESS\n9 * CREATE_COMPLETE\n300 * DELETE_IN_PROGRESS\n310 * DELETE_COMPLETE',
        START - 500_000,
      ],
    ])('unless it was created %s', async (_, lines, since) => {
      const { report } = await watching(scenario(lines, { id: '1' }), {
        ...{ startsIn: -400, stacks: listed(START - 90_000) },
        options: { since, startTimeoutSeconds: 0 },
      });
      expect(report).toMatchObject({ status: 'succeeded', operation: 'DELETE' });
    });
  });

  test.each([
    ['beside the steps', { startsIn: 20, stepsSeconds: 400 }],
    ['before the first look', { startsIn: -400, options: { since: START - 500_000 } }],
  ])('a rollback that was asked for, %s, has the cause of what failed before it', async (_, setup) => {
    const kept = scenario(
      `0 * UPDATE_IN_PROGRESS User Initiated
       1 Queue UPDATE_FAILED Invalid value
       5 * UPDATE_FAILED The following resource(s) failed to update: [Queue].
       60 * UPDATE_ROLLBACK_IN_PROGRESS User Initiated
       70 * UPDATE_ROLLBACK_COMPLETE`,
      { id: '1' },
    );
    const { report } = await watching(kept, setup);
    expect(report).toMatchObject({
      ...{ status: 'rolled-back', operation: 'ROLLBACK', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' },
      rootCause: { logicalId: 'Queue', reason: 'Invalid value' },
    });
  });

  test.each([
    [
      'and another one is executed, what that one comes to counts',
      '60 * CREATE_IN_PROGRESS\n90 * CREATE_COMPLETE',
      'succeeded',
    ],
    ['and none follows, that is the failure', '', 'failed'],
  ])('a change set is refused while the steps run: %s', async (_, lines, status) => {
    const { report } = await watching(scenario(`0 * REVIEW_IN_PROGRESS\n${lines}`, { id: '1' }), {
      ...{ startsIn: 5, stepsSeconds: 120 },
      failures: [
        {
          kind: 'VALIDATION_ERROR',
          time: START + 6000,
          logicalId: 'Bucket',
          type: 'AWS::S3::Bucket',
          reason: 'taken',
          failureMode: 'FAIL',
        },
      ],
      reader: (replay) => ({
        describeStack: async (name) => {
          const stack = await replay.describeStack(name);
          const type = stack?.status === 'REVIEW_IN_PROGRESS' ? 'CREATE_CHANGESET' : 'CREATE_STACK';
          const lastOperations = [{ id: 'op-1', type }];
          return stack && { ...stack, lastOperations };
        },
      }),
    });
    expect(report.status).toBe(status);
  });

  test('where nobody tells when the steps are over, the first one ends the watch', async () => {
    const { report, seconds } = await watching(operations([20, GOOD], [900, BAD]), {
      earlier: before,
      startsIn: 20,
    });
    expect(report.status).toBe('succeeded');
    expect(seconds).toBeLessThan(70);
  });

  test('nothing at all is no-changes, once they are over', async () => {
    const { report, seconds, log } = await watching(scenario(REST, { id: '1' }), {
      ...{ stepsSeconds: 3000, startsIn: -86_400 },
    });
    expect(report.status).toBe('no-changes');
    expect(Math.round(seconds)).toBe(3010);
    // Waiting for long costs two calls a minute.
    expect(log.length).toBeLessThan(130);
  });

  test('what was seen stays true, though sight is lost while more is waited for', async () => {
    const { report } = await watching(operations([20, GOOD]), {
      ...{ earlier: before, startsIn: 20, stepsSeconds: 900 },
      trouble: (call) => (call > 25 ? 'expired' : undefined),
    });
    expect(report).toMatchObject({ status: 'succeeded' });
    expect(report.lostSight).toBeUndefined();
  });
});

describe('a stack that is not there', () => {
  const summary = (name: string, more: object = {}) => ({
    name,
    ...{
      stackId: `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/1`,
      status: 'CREATE_COMPLETE',
    },
    ...more,
  });

  test('is told with the names that may have been meant', async () => {
    const stacks = [
      summary('shop-api'),
      summary('shpo', { status: 'DELETE_COMPLETE', deletedAt: 1 }),
      summary('billing'),
    ];
    const { report } = await watching(scenario(''), { stacks });
    expect(report).toMatchObject({
      status: 'not-found',
      note: 'there is no stack shop in eu-west-1: did you mean shop-api?',
    });
  });

  test('is told without them, where the list may not be read', async () => {
    const { report } = await watching(scenario(''), {
      options: { region: 'eu-west-1' },
      reader: () => ({
        stacks: async () => {
          throw new ReadError('denied', 'ListStacks: denied', undefined);
        },
      }),
    });
    expect(report.note).toBe(
      'there is no stack shop in eu-west-1: is its name right, and its region? None is listed: one that was just deleted shows with cloudformation:ListStacks only',
    );
  });

  test('because this job has created and deleted it, tells of the deletion alone', async () => {
    const gone = scenario(
      '0 * CREATE_IN_PROGRESS\n9 * CREATE_COMPLETE\n300 * DELETE_IN_PROGRESS\n310 * DELETE_COMPLETE',
    );
    const since = Date.UTC(2026, 0, 1) - 500_000;
    const { report, kinds } = await watching(gone, {
      ...{ startsIn: -400, options: { stack: gone.stack.arn, since, startTimeoutSeconds: 0 } },
    });
    expect(report).toMatchObject({ status: 'succeeded', operation: 'DELETE' });
    expect(kinds('decided')).toHaveLength(1);
  });

  test('because this job has just deleted it, is the deletion that it was', async () => {
    const gone = scenario('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE');
    const deletedAt = Date.UTC(2026, 0, 1) - 35_000;
    const stacks = [summary('shop', { stackId: gone.stack.arn, status: 'DELETE_COMPLETE', deletedAt })];
    const { report } = await watching(gone, {
      ...{ stacks, startsIn: -40, options: { since: Date.UTC(2026, 0, 1) - 60_000, startTimeoutSeconds: 0 } },
    });
    expect(report).toMatchObject({ status: 'succeeded', operation: 'DELETE', stackId: gone.stack.arn });
  });

  test.each([
    ['was deleted', '0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE'],
    ['is not there', ''],
  ])('by its ARN, which %s: the one that has its name by now is another one', async (gone, lines) => {
    const dead = scenario(lines, { id: '1' });
    const stackId = dead.stack.arn.replace(/1$/, '2');
    const { report } = await watching(dead, {
      ...{ startsIn: -86_400, stacks: [summary('shop', { stackId })], options: { stack: dead.stack.arn } },
    });
    expect(report).toMatchObject({
      status: 'not-found',
      note: `the stack ${dead.stack.arn} ${gone}: the one that is called shop here is ${stackId}`,
    });
  });

  test('since long before is not found', async () => {
    const gone = scenario('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE');
    const stacks = [summary('shop', { stackId: gone.stack.arn, status: 'DELETE_COMPLETE', deletedAt: 5 })];
    const { report } = await watching(gone, { stacks, startsIn: -86_400 });
    expect(report.status).toBe('not-found');
  });
});

test.each([
  ['REVIEW_IN_PROGRESS', 'never executed'],
  ['UPDATE_COMPLETE', 'is UPDATE_COMPLETE, as it was before'],
  ['UPDATE_ROLLBACK_FAILED', 'is UPDATE_ROLLBACK_FAILED, as it was before'],
])('a stack left in %s is told', async (status, words) => {
  const { report } = await watching(scenario(`0 * ${status}`), { startsIn: -900 });
  expect(report).toMatchObject({ status: 'no-changes', note: expect.stringContaining(words) });
});
