// Totals that strangers write: what follows from nothing is not believed, and what is true is still believed.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JOB_TOKEN } from '../model/names.ts';
import type { Registration, State } from '../model/registration.ts';
import type { Owners } from '../ports.ts';
import type { Totals } from '../words/totals.ts';
import { totalsOf, totalsWith } from './count.ts';
import { withoutForged } from './forged.ts';

const DAY = '2026-03-01';
const nothing = { failures: 0, errors: 0, released: 0, rollbacks: 0, breaches: 0, since: DAY };

interface Made {
  readonly id: number;
  readonly totals?: Totals | undefined;
  readonly state?: State;
  readonly creator?: string;
  readonly repository?: string;
  readonly checkRunId?: number;
}

/** One that held for the second before `id` seconds, and ended. */
function row({ id, totals, state = 'success', creator = JOB_TOKEN, ...given }: Made): Registration {
  const end = {
    state,
    description: 'over',
    createdAt: id * 1000,
    ...(totals === undefined ? {} : { totals }),
  };
  const { repository = 'octo/shop', checkRunId = id } = given;
  return {
    ...{ id, creator, sha: 'a'.repeat(40), environment: 'production', createdAt: id * 1000 - 1000 },
    payload: {
      ...{ nonce: `n${id}`, correlationId: '', repository, runId: id, runAttempt: 1, checkRunId },
      ...{ workflow: '', actor: '', priority: 0, scope: 'job', stacks: [] },
    },
    ...{ heldSince: id * 1000 - 500, latest: end, ended: end },
  };
}

/** GitHub knows these jobs; what it was asked about. */
function github(answer: (runId: number) => boolean | 'unknown') {
  const asked: number[] = [];
  const owners: Pick<Owners, 'lived'> = {
    lived: async ({ runId }) => {
      asked.push(runId);
      return answer(runId);
    },
  };
  return { asked, believing: { owners, repository: 'octo/shop' } };
}

type Step = { readonly kind: 'release' | 'lost' | 'forged'; readonly all: number };
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>('release', 'release', 'release', 'lost', 'forged'),
    all: fc.integer({ min: 1, max: 100_000 }),
  }),
  { minLength: 2, maxLength: 25 },
);
/** Numbers that come close to the true ones fool sooner than large ones. */
const close = steps.map((history) => history.map((step) => ({ ...step, all: 1 + (step.all % 30) })));

/** Deployments one after the other; each that releases counts what it believes. */
async function live(history: readonly Step[]) {
  const forged = new Set<number>();
  const { asked, believing } = github((id) => !forged.has(id));
  let rows: readonly Registration[] = [];
  for (const [index, { kind, all }] of history.entries()) {
    const id = index + 1;
    if (kind === 'forged') forged.add(id);
    const counted = totalsWith(await withoutForged(rows, believing), {
      ...{ nonce: `n${id}`, state: 'success', now: id * 1000 },
    });
    const totals = kind === 'release' ? counted : kind === 'forged' ? { all, ...nothing } : undefined;
    rows = [...rows, row({ id, ...(totals === undefined ? { state: 'error' } : { totals }) })];
  }
  return { rows, asked, believing };
}

describe('a history', () => {
  test('without strangers is counted exactly, and nobody is asked', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const history = given.filter(({ kind }) => kind !== 'forged');
        const { rows, asked, believing } = await live(history);
        expect(await withoutForged(rows, believing)).toEqual(rows);
        expect(asked).toEqual([]);
        expect(totalsOf(rows)?.all ?? 0).toBe(history.length);
      }),
    );
  });

  test('a stranger whose jobs never ran adds the endings it writes, and not what it says of others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(steps, close), async (given) => {
        // The first that is counted has nothing before it to be compared with.
        const history: readonly Step[] = [{ kind: 'release', all: 1 }, ...given];
        const { rows, believing } = await live([...history, { kind: 'release', all: 1 }]);
        const believed = await withoutForged(rows, believing);
        const most = history.length + 1;
        const all = totalsOf(believed)?.all ?? 0;
        const strangers = history.filter(({ kind }) => kind === 'forged').length;
        expect(all).toBeLessThanOrEqual(most);
        expect(all).toBeGreaterThanOrEqual(most - strangers);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a total that does not follow', () => {
  const before = [1, 2, 3].map((id) => row({ id, totals: { all: id, ...nothing } }));
  const leap = (given: Partial<Made> = {}) => row({ id: 9, totals: { all: 500, ...nothing }, ...given });
  const all = async (rows: readonly Registration[], answer: boolean | 'unknown') => {
    const { believing, asked } = github(() => answer);
    const found = totalsOf(await withoutForged(rows, believing));
    return { all: found?.all, asked: asked.length };
  };

  test('is believed when its job ran: what was between has been cleaned up', async () =>
    expect(await all([...before, leap()], true)).toEqual({ all: 500, asked: 1 }));

  test('is not when it did not run', async () =>
    expect(await all([...before, leap()], false)).toEqual({ all: 4, asked: 1 }));

  test('is not when another registration has the same job', async () =>
    expect(await all([...before, leap({ checkRunId: 3 })], true)).toMatchObject({ all: 4 }));

  test('is not when another account wrote it to a registration of ours', async () => {
    const { ended, ...ours } = leap();
    const written = { ...ours, ended: { ...ended, by: 'vercel' } } as Registration;
    expect(await all([...before, written], true)).toEqual({ all: 4, asked: 0 });
  });

  test('is not when a job’s token is to have written it for another repository', async () =>
    expect(await all([...before, leap({ repository: 'x/y' })], true)).toEqual({ all: 4, asked: 0 }));

  test('is believed of whom nothing can be read when the same account counted before, and else not', async () => {
    const app = 'deployer[bot]';
    const theirs = [1, 2, 3].map((id) => row({ id, creator: app, totals: { all: id, ...nothing } }));
    expect(await all([...theirs, leap({ creator: app, repository: 'octo/api' })], 'unknown')).toMatchObject({
      all: 500,
    });
    expect(
      await all([...before, leap({ creator: 'vercel[bot]', repository: 'x/y' })], 'unknown'),
    ).toMatchObject({
      all: 4,
    });
  });

  test('that goes back: the one of the two that did not run is not believed', async () => {
    const { believing } = github((id) => id !== 9);
    const later = row({ id: 12, totals: { all: 5, ...nothing } });
    const found = await withoutForged([...before, leap(), later], believing);
    expect(totalsOf(found)?.all).toBe(5);
  });

  test('many are not asked about one by one', async () => {
    const many = Array.from({ length: 90 }, (_, at) => leap({ id: 10 + at }));
    const rows = many.map((one, at) => ({
      ...one,
      ended: { ...one.ended, totals: { all: 1000 * (at + 1), ...nothing } },
    })) as readonly Registration[];
    expect(await all([...before, ...rows], false)).toEqual({ all: 93, asked: 10 });
  });
});
