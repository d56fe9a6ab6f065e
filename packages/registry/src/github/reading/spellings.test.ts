import { expect, test } from '@jest/globals';
import type { Client } from '../client/client.ts';
import { spellings } from './spellings.ts';

const spelt = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    [...'production'].map((letter, at) => ((index >> at) & 1 ? letter.toUpperCase() : letter)).join(''),
  );

function seen(count: number, listed: readonly string[]) {
  let lists = 0;
  const names = spellings({} as Client, 'octo/shop', async () => {
    lists += 1;
    return { rows: listed.map((environment) => ({ environment })) };
  });
  for (const spelling of spelt(count)) names.saw(spelling);
  return { names, lists: () => lists };
}

test.each([0, 1, 5])('%d spellings: each has a list', async (count) => {
  const { names, lists } = seen(count, []);
  expect(await names.ofLists('production')).toEqual(names.of('production'));
  expect(lists()).toBe(0);
});

test('a thousand whose rows one list shows: one, asked once', async () => {
  const { names, lists } = seen(1000, ['production', 'Production']);
  expect(await names.ofLists('Production')).toEqual(['production']);
  expect(await names.ofLists('production')).toEqual(['production']);
  expect(lists()).toBe(1);
  expect(names.of('production').length).toBeLessThan(8);
});

test.each([[['production']], [[]]])(
  'a thousand, and a list of one only shows %j: an error',
  async (listed) => {
    const { names } = seen(1000, listed);
    await expect(names.ofLists('production')).rejects.toThrow(/^production is spelled in more than 5 ways/);
  },
);
