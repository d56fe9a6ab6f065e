import { expect, test } from '@jest/globals';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { registryPage } from './registry-page.ts';

type Stack = Pick<MonitorReport['stacks'][number], 'name' | 'status'>;

/** What is written to the page when the watch has ended so. */
async function told(stacks: readonly Stack[], checks: readonly object[] = []): Promise<string[]> {
  const written: string[] = [];
  const registry = {
    post: async (_: number, { description }: { readonly description: string }) => {
      written.push(description);
      return { id: 1, createdAt: 0 };
    },
  };
  const page = registryPage(registry as unknown as Parameters<typeof registryPage>[0], 7);
  await page.tell({ kind: 'ended', report: { stacks, checks } as unknown as MonitorReport });
  return written;
}

const stack = (name: string, status: Stack['status']): Stack => ({ name, status });

test('that no stack changed is written down: the run is no history of those that change something', async () =>
  expect(await told([stack('shop', 'no-changes'), stack('web', 'no-changes')])).toEqual([
    'shop, web: changed nothing',
  ]));

test.each<[string, Stack[], object[]]>([
  ['one changed', [stack('shop', 'no-changes'), stack('web', 'succeeded')], []],
  ['a service was watched, too', [stack('shop', 'no-changes')], [{}]],
  ['no stack was watched', [], []],
])('nothing is written when %s', async (_, stacks, checks) => expect(await told(stacks, checks)).toEqual([]));
