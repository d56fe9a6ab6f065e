import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Clock } from '@signalbox/runner/clock';
import { virtualClock } from '@signalbox/simulator/clock';
import { readTimeline, type Timeline } from '@signalbox/simulator/cloudformation/timeline';
import { FAILING_STORIES } from '@signalbox/simulator/failing-stories';
import { seededRandom } from '@signalbox/simulator/random';
import {
  type Replay,
  type Replayable,
  type ReplayOptions,
  replayReader,
} from '@signalbox/simulator/replay-reader';
import { story } from '@signalbox/simulator/stack-story';
import type { Notice } from './notice.ts';
import { ReadError } from './reader.ts';
import type { Stack } from './stack.ts';
import { type WatchOptions, type WatchPorts, watch } from './watch.ts';

interface Setup extends Partial<Omit<ReplayOptions, 'clock'>> {
  readonly options?: Partial<WatchOptions>;
  readonly ports?: Partial<WatchPorts>;
  /** Seconds from the monitor's begin to the operation's. */
  readonly startsIn?: number;
  readonly reader?: (replay: Replay, clock: Clock) => Partial<Replay>;
}

async function watching(timeline: Replayable, setup: Setup = {}) {
  const clock = virtualClock();
  const began = clock.now();
  const startAt = began + (setup.startsIn ?? 0) * 1000;
  const replay = replayReader(timeline, { clock, startAt, ...setup });
  const reader = { ...replay, ...setup.reader?.(replay, clock) };
  const notices: Notice[] = [];
  const report = await watch(
    {
      stack: timeline.stack.name,
      since: began,
      startTimeoutSeconds: 300,
      timeoutSeconds: 7200,
      pollInterval: 'auto',
      stallAfter: 'auto',
      endOnStall: false,
      onCancel: 'leave',
      ...setup.options,
    },
    {
      reader,
      clock,
      random: seededRandom(1),
      cancelled: new AbortController().signal,
      notice: (notice) => notices.push(notice),
      ...setup.ports,
    },
  );
  const kinds = (kind: Notice['kind']) => notices.filter((notice) => notice.kind === kind);
  return { report, notices, kinds, log: replay.log, replay, seconds: (clock.now() - began) / 1000 };
}

const UPDATE = story(`
  0   *       UPDATE_IN_PROGRESS  User Initiated
  2   Queue   UPDATE_IN_PROGRESS
  40  Queue   UPDATE_COMPLETE
  41  *       UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
  90  Old     DELETE_IN_PROGRESS
  99  Old     DELETE_FAILED  resource is in use
  100 *       UPDATE_COMPLETE
`);

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

  test('not to one that was over before this job began', async () => {
    const { report } = await watching(UPDATE, { startsIn: -2000 });
    expect(report).toMatchObject({ status: 'no-changes', stackStatus: 'UPDATE_COMPLETE', progress: 100 });
  });

  test('to the re-creation after a failed creation was deleted', async () => {
    const failed = { start: Date.UTC(2025, 0, 1), id: '1' };
    const earlier = story(
      '0 * CREATE_IN_PROGRESS  User Initiated\n5 * ROLLBACK_IN_PROGRESS\n9 * ROLLBACK_COMPLETE',
      failed,
    ).events.map((event) => ({ ...event, id: `old ${event.id}` }));
    const gone = story('0 * DELETE_IN_PROGRESS  User Initiated\n5 * DELETE_COMPLETE', { id: '1' });
    const anew = story(
      '0 * CREATE_IN_PROGRESS  User Initiated\n1 Queue CREATE_IN_PROGRESS\n20 Queue CREATE_COMPLETE\n21 * CREATE_COMPLETE',
      { id: '2' },
    );
    const { report } = await watching(gone, {
      earlier,
      reader: (first, clock) => {
        const second = replayReader(anew, { clock, startAt: clock.now() + 10_000, changeSet: false });
        return {
          describeStack: async (name) => (await second.describeStack(name)) ?? first.describeStack(name),
          events: (id, next) => (id === anew.stack.arn ? second : first).events(id, next),
        };
      },
    });
    expect(report).toMatchObject({ status: 'succeeded', operation: 'CREATE', stackId: anew.stack.arn });
  });

  test.each([
    ['no such stack', story(''), 'not-found'],
    ['a change set that waits for its review', story('0 * REVIEW_IN_PROGRESS'), 'no-changes'],
  ])('%s: waits for the start time-out only', async (_, timeline, status) => {
    const { report, seconds } = await watching(timeline);
    expect(report.status).toBe(status);
    expect(seconds).toBe(300);
  });

  test('waits only a little once the deploy step is over', async () => {
    const { report, seconds } = await watching(story('0 * CREATE_COMPLETE'), {
      startsIn: -900,
      ports: { stepsEnded: () => true },
    });
    expect(report.status).toBe('no-changes');
    expect(seconds).toBe(10);
  });

  test('a refused change set is a failure, with its validation errors', async () => {
    const { report } = await watching(story('0 * CREATE_COMPLETE'), {
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

describe('ends', () => {
  test('when the outcome is certain: cleanup, and what it cannot delete, do not matter', async () => {
    const { report, seconds } = await watching(UPDATE);
    expect(report).toMatchObject({ status: 'succeeded', stackStatus: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' });
    expect(report.rootCause).toBeUndefined();
    expect(seconds).toBeLessThan(60);
  });

  test('not when a nested stack ends', async () => {
    const { report } = await watching(
      story(`
        0   *          CREATE_IN_PROGRESS  User Initiated
        1   Api        CREATE_IN_PROGRESS
        2   Api/*      CREATE_IN_PROGRESS  User Initiated
        3   Api/Queue  CREATE_IN_PROGRESS
        20  Api/Queue  CREATE_COMPLETE
        21  Api/*      CREATE_COMPLETE
        22  Api        CREATE_COMPLETE
        23  Table      CREATE_IN_PROGRESS
        90  Table      CREATE_COMPLETE
        91  *          CREATE_COMPLETE
      `),
    );
    expect(report.durationSeconds).toBe(91);
    expect(report.events).toHaveLength(10);
  });

  test('a deletion, though its name is gone: by ARN', async () => {
    const { report } = await watching(story('0 * DELETE_IN_PROGRESS  User Initiated\n30 * DELETE_COMPLETE'));
    expect(report).toMatchObject({
      status: 'succeeded',
      operation: 'DELETE',
      stackStatus: 'DELETE_COMPLETE',
    });
  });

  test('after the rollback, which has an operation id of its own', async () => {
    const told = story(`
      0   *      UPDATE_IN_PROGRESS  User Initiated
      2   Queue  UPDATE_IN_PROGRESS
      9   Queue  UPDATE_FAILED  Invalid value
      10  *      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
      60  *      UPDATE_ROLLBACK_COMPLETE
    `);
    const events = told.events.map((event, index) => ({
      ...event,
      operationId: index < 3 ? 'op-1' : 'op-2',
    }));
    const { report, kinds } = await watching({ ...told, events });
    expect(report).toMatchObject({ status: 'rolled-back', operationId: 'op-1', durationSeconds: 60 });
    expect(kinds('failing')).toHaveLength(1);
  });

  test.each(FAILING_STORIES)(
    '$name: $status, $cause',
    async ({ status, cause, nested, kind, ...timeline }) => {
      const { report } = await watching(timeline, { changeSet: false });
      expect(report.status).toBe(status);
      expect(report.rootCause).toMatchObject({ logicalId: cause, nested, kind });
    },
  );

  test('timed out, with what still runs', async () => {
    const { report, seconds } = await watching(UPDATE, { options: { timeoutSeconds: 20 } });
    expect(report.status).toBe('timed-out');
    expect(report.resources).toMatchObject([{ logicalId: 'Queue', status: 'UPDATE_IN_PROGRESS' }]);
    expect(seconds).toBeLessThan(40);
  });

  test.each([
    ['leave', false],
    ['cancel-update', true],
  ] as const)('cancelled, on-cancel: %s', async (onCancel, cancels) => {
    const controller = new AbortController();
    const { report, log } = await watching(UPDATE, {
      options: { onCancel },
      ports: {
        cancelled: controller.signal,
        notice: ({ kind }) => kind === 'event' && controller.abort(),
      },
    });
    expect(report.status).toBe('cancelled');
    expect(log.includes('CancelUpdateStack')).toBe(cancels);
  });
});

describe('reads', () => {
  const many = (count: number) =>
    story(
      [
        '0 * CREATE_IN_PROGRESS  User Initiated',
        ...Array.from({ length: count }, (_, i) => `5 R${i} CREATE_IN_PROGRESS`),
        ...Array.from({ length: count }, (_, i) => `9 R${i} CREATE_COMPLETE`),
        '10 * CREATE_COMPLETE',
      ].join('\n'),
    );

  test('every event once, though hundreds carry one time and come between two looks', async () => {
    const { report } = await watching(many(300));
    expect(new Set(report.events.map(({ id }) => id)).size).toBe(602);
    expect(report.events).toHaveLength(602);
  });

  test('one page a look, however long the stack’s past', async () => {
    const earlier = Array.from({ length: 50 }, (_, run) =>
      story(
        [
          '0 * UPDATE_IN_PROGRESS  User Initiated',
          ...Array.from({ length: 98 }, (_, i) => `1 R${i} UPDATE_COMPLETE`),
          '2 * UPDATE_COMPLETE',
        ].join('\n'),
        { start: Date.UTC(2025, 0, run + 1), id: `${run}` },
      ).events.map((event) => ({
        ...event,
        stackId: UPDATE.stack.arn,
        physicalId: event.logicalId === 'shop' ? UPDATE.stack.arn : 'x',
      })),
    ).flat();
    const [short, long] = [await watching(UPDATE), await watching(UPDATE, { earlier })];
    const looks = (log: readonly string[]) => log.filter((name) => name === 'DescribeStackEvents').length;
    expect(looks(long.log)).toBeLessThanOrEqual(looks(short.log) * 2 + 10);
  });

  test('nothing but events in the steady state', async () => {
    const { log } = await watching(UPDATE);
    expect(new Set(log.slice(5))).toEqual(new Set(['DescribeStackEvents']));
  });
});

describe('knows the totals', () => {
  const GONE = story(`
    0   *          DELETE_IN_PROGRESS  User Initiated
    1   Api        DELETE_IN_PROGRESS
    2   Api/*      DELETE_IN_PROGRESS  User Initiated
    3   Api/Queue  DELETE_IN_PROGRESS
    20  Api/Queue  DELETE_COMPLETE
    21  Api/*      DELETE_COMPLETE
    22  Api        DELETE_COMPLETE
    23  Table:AWS::DynamoDB::Table  DELETE_IN_PROGRESS
    60  Table:AWS::DynamoDB::Table  DELETE_COMPLETE
    61  *          DELETE_COMPLETE
  `);
  const totals = (notices: readonly Notice[]) =>
    notices.flatMap((notice) => (notice.kind === 'progress' ? notice.progress.total : []));

  test('of a deletion, by what stands, nested stacks included', async () => {
    const { notices, log } = await watching(GONE, { changeSet: false });
    expect(log.filter((name) => name === 'ListStackResources')).toHaveLength(2);
    expect(totals(notices)[0]).toBeGreaterThanOrEqual(2);
  });

  test('and goes on when they may not be read', async () => {
    const { report } = await watching(GONE, {
      reader: () => ({
        resources: async () => {
          throw new ReadError('denied', 'not yours', undefined);
        },
      }),
    });
    expect(report.status).toBe('succeeded');
  });
});

test('express mode is said, and kept in the report', async () => {
  const { kinds, report } = await watching(UPDATE, {
    startsIn: -1,
    options: { since: 0 },
    reader: (replay) => ({
      describeStack: async (name) => {
        const stack = await replay.describeStack(name);
        return stack && { ...stack, deploymentMode: 'EXPRESS' };
      },
    }),
  });
  expect(kinds('express')).toHaveLength(1);
  expect(report.deploymentMode).toBe('EXPRESS');
});

test.each([
  [
    'import',
    '0 * IMPORT_IN_PROGRESS  User Initiated\n1 Q IMPORT_IN_PROGRESS\n9 Q IMPORT_COMPLETE\n10 * IMPORT_COMPLETE',
    'IMPORT',
    'succeeded',
  ],
  [
    'import that is rolled back',
    '0 * IMPORT_IN_PROGRESS  User Initiated\n1 Q IMPORT_IN_PROGRESS\n9 Q IMPORT_FAILED  no\n10 * IMPORT_ROLLBACK_IN_PROGRESS\n20 * IMPORT_ROLLBACK_COMPLETE',
    'IMPORT',
    'rolled-back',
  ],
  [
    'rollback that somebody asked for',
    '0 * ROLLBACK_IN_PROGRESS  User Initiated\n1 Q DELETE_IN_PROGRESS\n9 Q DELETE_COMPLETE\n10 * ROLLBACK_COMPLETE',
    'ROLLBACK',
    'rolled-back',
  ],
  [
    'continued rollback',
    '0 * UPDATE_ROLLBACK_IN_PROGRESS  User Initiated\n1 Q UPDATE_IN_PROGRESS\n9 Q UPDATE_COMPLETE\n10 * UPDATE_ROLLBACK_COMPLETE',
    'ROLLBACK',
    'rolled-back',
  ],
])('follows an operation of the kind %s', async (_, lines, operation, status) => {
  const { report } = await watching(story(lines), { startsIn: 20, changeSet: false });
  expect(report).toMatchObject({ operation, status });
});

test('findings of a hook belong to the cause', async () => {
  const told = FAILING_STORIES.find(({ events }) => events.some(({ hook }) => hook?.invocationId));
  if (told === undefined) throw new Error('no story has a hook');
  const { report, log } = await watching(told, { findings: ['Encrypted: turn encryption on'] });
  expect(log).toContain('GetHookResult');
  expect(report.rootCause?.evidence).toContain('Encrypted: turn encryption on');
});

describe('lost sight', () => {
  test.each(['throttled', 'unavailable'] as const)('%s is waited out and said', async (trouble) => {
    const { report, kinds } = await watching(UPDATE, {
      trouble: (call) => (call >= 5 && call < 9 ? trouble : undefined),
    });
    expect(report.status).toBe('succeeded');
    expect(report.lostSightSeconds).toBeGreaterThan(5);
    expect(kinds('lost-sight')).toHaveLength(1);
    expect(kinds('regained')).toHaveLength(1);
  });

  test('the very last look may be throttled', async () => {
    const clean = await watching(UPDATE);
    const last = clean.log.length;
    const { report } = await watching(UPDATE, {
      trouble: (call) => (call === last ? 'throttled' : undefined),
    });
    expect(report.status).toBe('succeeded');
  });

  test('expired credentials are renewed', async () => {
    let valid = true;
    const { report } = await watching(UPDATE, {
      trouble: (call) => {
        if (call === 6) valid = false;
        return valid ? undefined : 'expired';
      },
      ports: {
        renew: async () => {
          valid = true;
          return true;
        },
      },
    });
    expect(report.status).toBe('succeeded');
  });

  test('credentials that cannot be renewed end the watch, not the deployment', async () => {
    const { report } = await watching(UPDATE, { trouble: (call) => (call >= 6 ? 'expired' : undefined) });
    expect(report.lostSight).toContain('expired');
    expect(report.status).toBe('timed-out');
  });

  test('a permission that is withdrawn while watching says nothing about the deployment', async () => {
    const { report } = await watching(UPDATE, { trouble: (call) => (call >= 6 ? 'denied' : undefined) });
    expect(report).toMatchObject({ status: 'timed-out', lostSight: expect.stringContaining('denied') });
  });

  test('nested stacks that may not be read are left out', async () => {
    const told = story(`
      0   *          UPDATE_IN_PROGRESS  User Initiated
      1   Api        UPDATE_IN_PROGRESS
      2   Api/*      UPDATE_IN_PROGRESS  User Initiated
      80  Api/*      UPDATE_COMPLETE
      81  Api        UPDATE_COMPLETE
      82  *          UPDATE_COMPLETE
    `);
    const { report } = await watching(told, {
      reader: (replay) => ({
        events: (id, next) => {
          if (id !== told.stack.arn) throw new ReadError('denied', 'not yours', undefined);
          return replay.events(id, next);
        },
      }),
    });
    expect(report).toMatchObject({ status: 'succeeded' });
    expect(report.events).toHaveLength(4);
  });

  test('a permission that lacks is the user’s to mend', async () => {
    await expect(watching(UPDATE, { trouble: () => 'denied' })).rejects.toThrow(
      'Stack "shop" cannot be read',
    );
  });
});

describe('progress', () => {
  const fixtures = join(import.meta.dirname, '../../simulator/fixtures/timelines');
  const timelines = readdirSync(fixtures).map((file): Timeline => readTimeline(join(fixtures, file)));

  test.each(timelines)('of $name never falls, and is 100 only at the end', async (timeline) => {
    const { report, kinds, notices } = await watching(timeline);
    const shown = kinds('progress').flatMap((notice) =>
      notice.kind === 'progress' ? notice.progress.percent : [],
    );
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(shown.filter((percent) => percent === 100)).toHaveLength(1);
    expect(report.progress).toBe(100);
    expect(report.status).toBe(timeline.expect.status);
    expect(report.rootCause?.logicalId).toBe(timeline.expect.rootCause?.logicalId);
    expect(notices.filter(({ kind }) => kind === 'stalled')).toEqual([]);
  });
});

describe('stalls', () => {
  const run = (seconds: number, id: string, start?: number) =>
    story(
      `0 * UPDATE_IN_PROGRESS  User Initiated\n1 Db:AWS::RDS::DBInstance UPDATE_IN_PROGRESS\n${seconds} Db:AWS::RDS::DBInstance UPDATE_COMPLETE\n${seconds + 1} * UPDATE_COMPLETE`,
      { id, ...(start === undefined ? {} : { start }) },
    );
  const hanging = run(1500, 'same');
  const earlier = Array.from({ length: 10 }, (_, i) =>
    run(190 + 4 * i, 'same', Date.UTC(2025, 0, i + 1)).events.map((event) => ({
      ...event,
      id: `${i} ${event.id}`,
    })),
  ).flat();

  test('are told once, within twice the usual time of the resource', async () => {
    const { kinds } = await watching(hanging, { earlier });
    expect(kinds('slow')).toHaveLength(1);
    const [stalled, ...more] = kinds('stalled');
    expect(more).toEqual([]);
    expect(stalled?.kind === 'stalled' && stalled.delay.elapsedSeconds).toBeLessThan(2 * 208);
  });

  test('are not told of a resource without history that is merely silent', async () => {
    const { kinds } = await watching(run(3500, 'same'));
    expect(kinds('stalled')).toEqual([]);
  });

  test('end the watch when they are to', async () => {
    const { report } = await watching(hanging, { earlier, options: { endOnStall: true } });
    expect(report).toMatchObject({ status: 'stalled', stalled: ['Db'] });
  });

  const SERVICE = 'Web:AWS::ECS::Service';
  const rollsOut = (end: number) =>
    story(
      `0 * UPDATE_IN_PROGRESS  User Initiated\n1 ${SERVICE} UPDATE_IN_PROGRESS\n${end} ${SERVICE} UPDATE_COMPLETE\n${end + 1} * UPDATE_COMPLETE`,
    );

  test('are told by evidence: one task is a warning, tasks that keep dying are a stall, each once', async () => {
    let looks = 0;
    const { kinds, report } = await watching(rollsOut(400), {
      ports: {
        inspect: async () => {
          looks++;
          return looks < 2 ? { words: '1 of 3', stalled: false } : { words: '2 of 3', stalled: true };
        },
      },
    });
    expect(kinds('early-warning')).toMatchObject([{ words: '1 of 3', span: { logicalId: 'Web' } }]);
    expect(kinds('stalled')).toMatchObject([{ delay: { evidence: '2 of 3' } }]);
    expect(looks).toBeLessThanOrEqual(400 / 30);
    expect(report.status).toBe('succeeded');
  });

  test('by evidence end the watch when they are to', async () => {
    const { report, seconds } = await watching(rollsOut(4000), {
      options: { endOnStall: true },
      ports: { inspect: async () => ({ words: '2 of 3', stalled: true }) },
    });
    expect(report).toMatchObject({ status: 'stalled', stalled: ['Web'] });
    expect(seconds).toBeLessThan(60);
  });

  test('need no evidence: a service that may not be read is judged by its time', async () => {
    const { report, kinds } = await watching(rollsOut(400), {
      ports: {
        inspect: async () => {
          throw new Error('AccessDenied');
        },
      },
    });
    expect(report.status).toBe('succeeded');
    expect(kinds('stalled')).toEqual([]);
  });

  test('a fixed duration decides alone', async () => {
    const { kinds } = await watching(run(300, 'same'), { options: { stallAfter: 60 } });
    expect(kinds('stalled')).toHaveLength(1);
  });
});
