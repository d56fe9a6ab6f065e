import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { furtherStatuses, type StatusNode, type StatusPage } from './statuses.ts';

const PAGE = 100;
const MOST_PAGES = 5;

const node = (id: string): StatusNode => ({
  ...{ id, state: 'QUEUED', description: null, createdAt: '2026-01-01T00:00:00Z' },
  ...{ logUrl: null, creator: null },
});
const pageOf = (id: string, from: number, size: number, count: number): StatusPage => {
  const nodes = Array.from({ length: Math.min(size, count - from) }, (_, at) => node(`${id}.${from + at}`));
  const to = from + nodes.length;
  return { nodes, pageInfo: { hasNextPage: to < count, endCursor: String(to) } };
};

/** GitHub with so many statuses behind the first page of each deployment. */
function serving(counts: ReadonlyMap<string, number>) {
  let requests = 0;
  const graphql = async (_: string, __: string, variables: Readonly<Record<string, unknown>>) => {
    requests += 1;
    const asked = Object.keys(variables).filter((name) => name.startsWith('i'));
    const data = asked.map((name) => {
      const id = String(variables[name]);
      const from = Number(variables[`c${name.slice(1)}`]);
      return [`n${name.slice(1)}`, { statuses: pageOf(id, from, PAGE, counts.get(id) ?? 0) }];
    });
    return { data: Object.fromEntries(data), now: 0 };
  };
  return { client: { graphql }, requests: () => requests };
}

const world = fc.record({
  counts: fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 130 }),
  budget: fc.integer({ min: 0, max: 25 }),
});

test('no more is spent than the budget and the pages of one allow, and what is not whole is distinguished', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ counts, budget }) => {
      const byId = new Map(counts.map((count, index) => [`d${index}`, count]));
      const first = new Map([...byId].map(([id, count]) => [id, pageOf(id, 0, 0, count)]));
      const { client, requests } = serving(byId);
      const remaining = { requests: budget };
      const found = await furtherStatuses(client, first, remaining);
      expect(requests()).toBeLessThanOrEqual(
        Math.min(budget, Math.ceil(counts.length / 50) * MOST_PAGES + 5),
      );
      expect(remaining.requests).toBe(budget - requests());
      for (const [id, { nodes, whole }] of found) {
        const count = byId.get(id) ?? 0;
        expect(whole).toBe(count <= MOST_PAGES * PAGE);
        expect(nodes.map((each) => each.id)).toEqual(
          Array.from({ length: Math.min(count, MOST_PAGES * PAGE) }, (_, at) => `${id}.${at}`),
        );
      }
      // With enough budget nobody is omitted.
      if (budget === 25) for (const [id, count] of byId) expect(found.has(id)).toBe(count > 0);
    }),
  );
});
