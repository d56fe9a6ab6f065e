import { expect, test } from '@jest/globals';
import type { Registration, State } from './registration.ts';
import { claimableSince } from './view.ts';

const at = (id: number, given: Partial<Registration> = {}, priority = 0): Registration => ({
  ...{ id, sha: '', creator: '', environment: 'production', createdAt: 1000 },
  payload: {
    ...{ nonce: `${id}`, correlationId: '', repository: 'octo/shop', runId: id, runAttempt: 1 },
    ...{ workflow: '', actor: '', priority, scope: 'job', stacks: [] },
  },
  ...given,
});
const status = (state: State, createdAt: number) => ({ state, description: '', createdAt });
const over = (createdAt: number) => ({ latest: status('inactive', createdAt) });

test.each([
  { name: 'it came', others: [], since: 1000 },
  {
    name: 'it last said something',
    first: at(5, { latest: status('queued', 4000) }),
    others: [],
    since: 4000,
  },
  { name: 'the holder ended', others: [at(9, { ...over(7000), heldSince: 2000 })], since: 7000 },
  { name: 'one before it left', others: [at(4, over(6000))], since: 6000 },
  { name: 'one of higher priority left', others: [at(9, over(6500), 1)], since: 6500 },
  { name: 'it came, no matter who leaves behind it', others: [at(9, over(9000))], since: 1000 },
  { name: 'the freeze was lifted', others: [], openedAt: 8000, since: 8000 },
])('the first in line could claim since $name', ({ first = at(5), others, since, ...rest }) => {
  expect(claimableSince(first, { registrations: [first, ...others], ...rest })).toBe(since);
});
