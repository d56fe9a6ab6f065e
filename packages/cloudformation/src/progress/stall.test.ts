import { describe, expect, test } from '@jest/globals';
import { scenario } from '../../test/scenario.ts';
import { watching } from '../../test/watching.ts';

describe('stalls', () => {
  const run = (seconds: number, id: string, start?: number) =>
    scenario(
      `0 * UPDATE_IN_PROGRESS  User Initiated\n1 Db:AWS::RDS::DBInstance UPDATE_IN_PROGRESS\n${seconds} Db:AWS::RDS::DBInstance UPDATE_COMPLETE\n${seconds + 1} * UPDATE_COMPLETE`,
      { id, ...(start === undefined ? {} : { start }) },
    );
  const hanging = run(600, 'same');
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
    scenario(
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

  test('a look for evidence that never ends holds nothing up', async () => {
    const { report } = await watching(rollsOut(400), {
      ports: { inspect: () => new Promise(() => {}) },
    });
    expect(report.status).toBe('succeeded');
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
