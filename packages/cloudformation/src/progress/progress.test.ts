import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readTimeline, type Timeline } from '@signalbox/simulator/cloudformation/timeline';
import { scenario } from '../../test/scenario.ts';
import { UPDATE, watching } from '../../test/watching.ts';
import { ReadError } from '../reader/reader.ts';
import type { Notice } from '../watch/notice.ts';

describe('progress', () => {
  const fixtures = join(import.meta.dirname, '../../../simulator/fixtures/timelines');
  const timelines = readdirSync(fixtures).map((file): Timeline => readTimeline(join(fixtures, file)));

  test.each(timelines)('of $name never falls, and is 100 only for success', async (timeline) => {
    const { report, kinds, notices } = await watching(timeline);
    const shown = kinds('progress').flatMap((notice) =>
      notice.kind === 'progress' ? notice.progress.percent : [],
    );
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    const succeeds = timeline.expect.status === 'succeeded';
    expect(shown.filter((percent) => percent === 100)).toHaveLength(succeeds ? 1 : 0);
    expect(report.progress === 100).toBe(succeeds);
    expect(report.status).toBe(timeline.expect.status);
    expect(report.rootCause?.logicalId).toBe(timeline.expect.rootCause?.logicalId);
    expect(notices.filter(({ kind }) => kind === 'stalled')).toEqual([]);
  });
});

describe('knows the totals', () => {
  const GONE = scenario(`
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

  test.each([
    ['neither plan nor history', false, true],
    ['a change set', true, false],
  ])('and says whether it does: with %s', async (_, changeSet, unplanned) => {
    const { notices } = await watching(UPDATE, { changeSet });
    const shown = notices.flatMap((notice) => (notice.kind === 'progress' ? notice.progress : []));
    expect(shown.length).toBeGreaterThan(3);
    for (const progress of shown.slice(0, -1)) expect(progress.unplanned ?? false).toBe(unplanned);
    expect(shown.at(-1)).not.toHaveProperty('unplanned');
  });

  test('and says "at least" when a nested stack’s own changes are not known', async () => {
    const { notices } = await watching(UPDATE, {
      reader: () => ({
        changes: async () => [
          { logicalId: 'Queue', type: 'AWS::SQS::Queue', action: 'Modify' },
          { logicalId: 'Api', type: 'AWS::CloudFormation::Stack', action: 'Modify', physicalId: 'arn:x' },
        ],
      }),
    });
    const shown = notices.flatMap((notice) => (notice.kind === 'progress' ? notice.progress : []));
    expect(shown[1]).toMatchObject({ total: 2, unplanned: true });
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
