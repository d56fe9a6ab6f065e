import { describe, expect, test } from '@jest/globals';
import { NOTHING } from '@signalbox/estimate/shape';
import { STACK_TYPE, type StackEvent } from '../model/stack-event.ts';
import { learn } from './history.ts';

const SHOP = 'arn:shop';
const CHILD = 'arn:shop-child';

/** [seconds, logical id, status, type]; `shop` is the stack itself. */
type Told = readonly [at: number, logicalId: string, status: string, type?: string];

const events = (told: readonly Told[], stackId = SHOP): StackEvent[] =>
  told.map(([at, logicalId, status, type = 'AWS::SQS::Queue'], i) => ({
    id: `${stackId} ${i}`,
    time: at * 1000,
    stackId,
    stackName: 'shop',
    logicalId,
    physicalId: logicalId === 'shop' ? stackId : logicalId === 'child' ? CHILD : `arn:${logicalId}`,
    type: logicalId === 'shop' ? STACK_TYPE : type,
    status,
  }));

const changed: Told[] = [
  [0, 'shop', 'UPDATE_IN_PROGRESS'],
  [5, 'queue', 'UPDATE_IN_PROGRESS'],
  [60, 'queue', 'UPDATE_COMPLETE'],
  [70, 'shop', 'UPDATE_COMPLETE'],
];
const unchanged: Told[] = [
  [100, 'shop', 'UPDATE_IN_PROGRESS'],
  [104, 'shop', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
  [106, 'shop', 'UPDATE_COMPLETE'],
];
const nested = (at: number): Told[] => [
  [at, 'shop', 'UPDATE_IN_PROGRESS'],
  [at + 1, 'child', 'UPDATE_IN_PROGRESS', STACK_TYPE],
  [at + 8, 'child', 'UPDATE_COMPLETE', STACK_TYPE],
  [at + 9, 'shop', 'UPDATE_COMPLETE'],
];

const shapes = (...stacks: (readonly StackEvent[])[]) =>
  learn(new Map(stacks.map((each) => [each[0]?.stackId ?? '', each])))
    .runs(SHOP, 'UPDATE')
    .map(({ shape }) => (shape === undefined || shape === NOTHING ? shape : 'changed'));

describe('an earlier operation changed nothing', () => {
  test('when no resource has an event of it (only tags or outputs changed)', () =>
    expect(shapes(events([...changed, ...unchanged]))).toEqual(['changed', NOTHING]));

  test('not when its resource only failed, or was cleaned up', () => {
    const cleaned: Told[] = [
      ...unchanged.slice(0, 2),
      [105, 'old', 'DELETE_IN_PROGRESS'],
      ...unchanged.slice(2),
    ];
    expect(shapes(events(cleaned))).toEqual([undefined]);
    const failed: Told[] = [
      [0, 'shop', 'UPDATE_IN_PROGRESS'],
      [5, 'queue', 'UPDATE_FAILED'],
      [9, 'shop', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      [20, 'shop', 'UPDATE_ROLLBACK_COMPLETE'],
    ];
    expect(shapes(events(failed))).toEqual([undefined]);
  });

  test('when it went into nested stacks whose events are known and tell of no resource', () => {
    const child: Told[] = [
      [0, 'shop', 'CREATE_COMPLETE'],
      [101, 'shop', 'UPDATE_IN_PROGRESS'],
      [107, 'shop', 'UPDATE_COMPLETE'],
    ];
    const own = events(child, CHILD);
    expect(shapes(events(nested(100)), own)).toEqual([NOTHING]);
    const worked = events([...child, [102, 'queue', 'UPDATE_IN_PROGRESS']], CHILD);
    expect(shapes(events(nested(100)), worked)).toEqual([undefined]);
  });

  test('not when nobody looked into its nested stacks, or not so far back', () => {
    expect(shapes(events(nested(100)))).toEqual([undefined]);
    expect(shapes(events(nested(100)), events([[107, 'shop', 'UPDATE_COMPLETE']], CHILD))).toEqual([
      undefined,
    ]);
  });
});
