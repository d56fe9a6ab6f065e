// The deployment's page: what is new, and never so much that it hides the beginning and the end.
import { expect, test } from '@jest/globals';
import type { Progress } from '@signalbox/cloudformation/progress';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import type { NewStatus, Registry } from '@signalbox/registry/ports';
import type { Registration } from '@signalbox/registry/registration';
import fc from 'fast-check';
import type { Announcement } from './broadcaster.ts';
import { registryPage } from './registry-page.ts';

const HELD = { state: 'in_progress', description: 'deploying', createdAt: 0 } as const;

/** A registration that holds, and what was written to it. */
function pageOf(before = 0, latest: Registration['latest'] = HELD) {
  const written: NewStatus[] = [];
  const registry = {
    find: async () => ({ latest, updates: 1 + before + written.length }) as Registration,
    post: async (id: number, status: NewStatus) => {
      written.push(status);
      return { ...HELD, ...status, id };
    },
  } as Pick<Registry, 'find' | 'post'>;
  return { written, open: () => registryPage(registry, 7) };
}

const at = (stack: string, percent: number, back = false): Announcement => ({
  kind: 'progress',
  stack,
  progress: {
    ...{ elapsedSeconds: 9, percent, done: 1, total: 3, running: [] },
    remaining: { seconds: 100 - percent, low: 0, high: 100 },
  } satisfies Progress,
  activity: `${back ? 'rolling back, ' : ''}1 of 3 resources`,
  rollingBack: back,
});
const stalled = (index: number): Announcement => ({
  kind: 'stalled',
  stack: 'shop',
  reason: `Db${index} takes long`,
});

test('a watch of an hour and a half that announces a percent a minute writes each tenth once', async () => {
  const { written, open } = pageOf();
  const page = open();
  for (let percent = 0; percent <= 100; percent++) await page.notify(at('shop', percent));
  expect(written.map(({ description }) => Number(/\d+/.exec(description)?.[0]))).toEqual([
    0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100,
  ]);
});

test('at most 20 a deployment, whatever is announced, and by however many monitors', async () => {
  const announcement = fc.oneof(
    fc.record({ stack: fc.constantFrom('a', 'b', 'c'), percent: fc.nat(100), back: fc.boolean() }),
    fc.nat(50),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(announcement, { maxLength: 60 }), { maxLength: 4 }),
      async (monitors) => {
        const { written, open } = pageOf();
        for (const announcements of monitors) {
          const page = open();
          for (const given of announcements)
            await page.notify(
              typeof given === 'number' ? stalled(given) : at(given.stack, given.percent, given.back),
            );
        }
        expect(written.length).toBeLessThanOrEqual(20);
      },
    ),
  );
});

test('progress leaves room for stalls, a failure and the way back', async () => {
  const { written, open } = pageOf(14);
  const page = open();
  await page.notify(at('shop', 50));
  expect(written).toEqual([]);
  await page.notify(stalled(1));
  await page.notify({ kind: 'failing', stack: 'shop', reason: 'Db: no space' });
  expect(written.map(({ description }) => description)).toEqual([
    'shop: stalled at Db1 takes long',
    'shop: failing, Db: no space',
  ]);
});

test('nothing is written to what is over: it would hold again', async () => {
  const { written, open } = pageOf(0, { state: 'error', description: 'ended', createdAt: 0 });
  await open().notify(at('shop', 50));
  expect(written).toEqual([]);
});

type Stack = Pick<MonitorReport['stacks'][number], 'name' | 'status' | 'resources'>;

/** What is written to the page when the watch has ended so. */
async function writtenAtEnd(stacks: readonly Stack[], checks: readonly object[] = []): Promise<string[]> {
  const { written, open } = pageOf();
  const page = open();
  await page.notify({ kind: 'ended', report: { stacks, checks } as unknown as MonitorReport });
  return written.map(({ description }) => description);
}

const ended = (name: string, status: Stack['status'], resources: Stack['resources'] = []): Stack => ({
  ...{ name, status, resources },
});
const resource = (logicalId: string, type: string, seconds: number, status = 'UPDATE_COMPLETE') => ({
  ...{ stackName: 'shop', startedAt: '2026-11-28T10:00:00Z' },
  ...{ logicalId, type, seconds, status },
});

test('the resources that took longest are written down, of what succeeded', async () => {
  const stacks = [
    ended('shop', 'succeeded', [
      resource('Queue', 'AWS::SQS::Queue', 5),
      resource('Database', 'AWS::RDS::DBInstance', 400),
      // The same once more: what it leaves is cleaned up.
      resource('Database', 'AWS::RDS::DBInstance', 20, 'DELETE_COMPLETE'),
      resource('Network', 'AWS::CloudFormation::Stack', 420),
      resource('Broken', 'AWS::ECS::Service', 999, 'UPDATE_FAILED'),
    ]),
    ended('web', 'failed', [resource('Service', 'AWS::ECS::Service', 800)]),
  ];
  expect(await writtenAtEnd(stacks)).toEqual(['slowest: Database RDS::DBInstance 400s, Queue SQS::Queue 5s']);
});

test('that no stack changed is written down: the run is no history of those that change something', async () =>
  expect(await writtenAtEnd([ended('shop', 'no-changes'), ended('web', 'no-changes')])).toEqual([
    'shop, web: changed nothing',
  ]));

test.each<[string, Stack[], object[]]>([
  ['one changed', [ended('shop', 'no-changes'), ended('web', 'succeeded')], []],
  ['a service was watched, too', [ended('shop', 'no-changes')], [{}]],
  ['no stack was watched', [], []],
])('nothing is written when %s', async (_, stacks, checks) =>
  expect(await writtenAtEnd(stacks, checks)).toEqual([]),
);

test('troubles that may pass leave room for what is worse', async () => {
  const { written, open } = pageOf();
  const page = open();
  for (let index = 0; index < 40; index++)
    await page.notify({ kind: 'trouble', stack: 'shop/web', reason: `unable to place a task (${index})` });
  expect(written).toHaveLength(17);
  expect(written[0]?.description).toBe('shop/web: in trouble, unable to place a task (0)');
  for (let index = 0; index < 5; index++) await page.notify(stalled(index));
  expect(written).toHaveLength(20);
});
