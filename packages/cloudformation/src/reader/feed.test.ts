import { describe, expect, test } from '@jest/globals';
import { scenario } from '../../test/scenario.ts';
import { UPDATE, watching } from '../../test/watching.ts';
import { ReadError } from './reader.ts';

describe('reads', () => {
  const many = (count: number) =>
    scenario(
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

  test('every event though an older page cannot be read at first', async () => {
    let throttled = 0;
    const { report } = await watching(many(300), {
      reader: (replay) => ({
        events: async (id, next) => {
          if (next !== undefined && throttled++ === 0) throw new ReadError('throttled', 'slowly', undefined);
          return replay.events(id, next);
        },
      }),
    });
    expect(throttled).toBeGreaterThan(1);
    expect(report).toMatchObject({ status: 'succeeded' });
    expect(report.events).toHaveLength(602);
  });

  test('one page a look, however long the stack’s past', async () => {
    const earlier = Array.from({ length: 50 }, (_, run) =>
      scenario(
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
    const others = log.filter((name) => name !== 'DescribeStackEvents');
    expect(others).toEqual([...new Set(others)]);
  });
});
