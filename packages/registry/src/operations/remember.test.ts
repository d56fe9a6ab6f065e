// The long memory survives what happens to cleanups: killed at any write, run again, two at once, reads that lag.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JOB_TOKEN } from '../model/names.ts';
import { formatLedger, ledgerRow, parseLedger } from '../model/past/ledger.ts';
import { pastDeployment } from '../model/past/outcome.ts';
import type { PastDeployment } from '../model/past/past.ts';
import type { StoredRecord } from '../model/past/record.ts';
import { LEDGER_TASK, type Registration, type State } from '../model/registration.ts';
import type { Archive, Registry, Reviews } from '../ports.ts';
import { cleanup } from './cleanup.ts';
import { readPast } from './past.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const ENDS: readonly State[] = ['success', 'failure', 'error', 'inactive'];

class Crash extends Error {}

function registration(id: number, daysAgo: number): Registration {
  const createdAt = NOW - Math.round(daysAgo * 86_400) * 1000;
  const end = {
    state: ENDS[id % 4] ?? 'success',
    description: `end of ${id}`,
    createdAt: createdAt + 90_000,
  };
  return {
    ...{
      id,
      sha: id.toString(16).padStart(40, '0'),
      creator: JOB_TOKEN,
      environment: 'production',
      createdAt,
    },
    payload: {
      ...{
        nonce: `n${id}`,
        correlationId: `${id}-production`,
        repository: 'octo/shop',
        runId: id,
        runAttempt: 1,
      },
      ...{ workflow: 'deploy', actor: 'mona', priority: 0, scope: 'job', stacks: ['shop'] },
    },
    ...{ keptIn: 'octo/shop', heldSince: createdAt + 30_000, latest: end, ended: end },
  };
}

interface Trouble {
  /** At which write of the world (counted over all processes) the process dies, and whether the write was done. */
  readonly crashes: readonly { readonly at: number; readonly done: boolean }[];
  /** Of a hundred reads of the list, so many do not show the newest record yet. */
  readonly lag: number;
  readonly random: () => number;
}

function world(registrations: readonly Registration[], { crashes, lag, random }: Trouble) {
  const live = new Map(registrations.map((one) => [one.id, one]));
  const records = new Map<number, StoredRecord>();
  const ready: (() => void)[] = [];
  let [ids, writes] = [1_000_000, 0];
  const turn = () => new Promise<void>((resolve) => void ready.push(resolve));
  async function write<T>(effect: () => T): Promise<T> {
    await turn();
    writes += 1;
    const crash = crashes.find(({ at }) => at === writes);
    const result = crash?.done === false ? undefined : effect();
    if (crash !== undefined) throw new Crash();
    await turn();
    return result as T;
  }
  const newestFirst = <T extends { readonly id: number }>(rows: ReadonlyMap<number, T>): readonly T[] =>
    [...rows.values()].toSorted((a, b) => b.id - a.id);
  const registry = {
    repository: 'octo/shop',
    snapshot: async () => ({ registrations: [], freezes: [], foreign: 0, more: true, now: NOW }),
    past: async () => {
      await turn();
      return newestFirst(live);
    },
    post: async (id: number) =>
      await write(() => ({ id, state: 'inactive' as const, description: '', createdAt: NOW })),
    find: async (id: number) => live.get(id),
    remove: async (id: number) => await write(() => void (live.delete(id) || records.delete(id))),
    readBack: async () => ({ registrations: newestFirst(live), freezes: [], complete: true }),
    records: async (_: string, task: string) => {
      await turn();
      if (task !== LEDGER_TASK) return { records: [], complete: true };
      const all = newestFirst(records);
      return { records: random() * 100 < lag ? all.slice(1) : all, complete: true };
    },
    record: async (_: string, { payload }: { readonly payload: StoredRecord['payload'] }) =>
      await write(() => {
        ids += 1;
        const made = {
          id: ids,
          creator: JOB_TOKEN,
          createdAt: NOW,
          payload: JSON.parse(JSON.stringify(payload)),
        };
        records.set(ids, made);
        return made;
      }),
  } as unknown as Registry & Archive;
  // GitHub does not always say.
  const reviews: Reviews = {
    approvers: async (_, runId) => (random() < 0.2 ? undefined : approvers(runId)),
  };
  const clock = { now: () => NOW, sleep: turn };
  const log = { info: () => {}, warning: () => {} };
  const ports = {
    registry,
    clock,
    log,
    owners: {},
    reviews,
    random,
    cancelled: new AbortController().signal,
  } as never;
  const request = { environment: 'production', olderThanSeconds: 7 * 86_400, keep: 3, maxHoldSeconds: 3600 };
  return {
    live,
    records,
    reviews,
    /** So many cleanups at once, in an order that chance makes, until each is over or has died. */
    run: async (processes: number) => {
      const running = Array.from({ length: processes }, async () =>
        cleanup(request, ports).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        }),
      );
      let over = false;
      const all = Promise.all(running).then(() => {
        over = true;
      });
      while (!over) {
        for (let calm = 0; calm < 3; calm++) await Promise.resolve();
        ready.splice(Math.floor(random() * ready.length), 1)[0]?.();
      }
      await all;
    },
    readAll: async () => {
      const reading = readPast(registry, { environment: 'production', repository: 'octo/shop', since: 0 });
      let past: Awaited<typeof reading> | undefined;
      void reading.then((found) => {
        past = found;
      });
      while (past === undefined) {
        await Promise.resolve();
        ready.shift()?.();
      }
      return past;
    },
  };
}

/** What the registry says of a deployment, whether it is there or only remembered. */
const facts = (one: object) => ({ ...one, fromLedger: undefined, approvedBy: undefined });
const approvers = (runId: number) => (runId % 3 === 0 ? ['lena'] : []);

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

test('no row is lost or reported twice, wherever cleanups die, however many run, whatever reads lag', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.record({ at: fc.integer({ min: 1, max: 60 }), done: fc.boolean() }), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, 0, 30),
      fc.integer(),
      async (count, crashes, rounds, lag, seed) => {
        const all = Array.from({ length: count }, (_, index) => registration(index + 1, 100 - index * 1.7));
        const { run, readAll, records, live } = world(all, { crashes, lag, random: seeded(seed) });
        const truth = all.map((one) => facts(pastDeployment(one) ?? {}));
        for (const processes of rounds) {
          await run(processes);
          if (lag === 0) expect((await readAll()).deployments.map(facts)).toEqual(truth);
          const remembered = new Set(
            [...records.values()].flatMap((one) => parseLedger(one) ?? []).map(({ id }) => id),
          );
          expect(all.filter(({ id }) => !live.has(id) && !remembered.has(id))).toEqual([]);
        }
        // The last one meets no trouble any more.
        const calm = world([...live.values()], { crashes: [], lag: 0, random: seeded(seed) });
        for (const [id, record] of records) calm.records.set(id, record);
        await calm.run(1);
        expect((await calm.readAll()).deployments.map(facts)).toEqual(truth);
        expect((await calm.readAll()).gaps).toEqual([]);
        for (const { runId, approvedBy = approvers(runId) } of (await calm.readAll()).deployments)
          expect(approvedBy).toEqual(approvers(runId));
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

test('who approved is remembered of what is deleted, and asked of three where nobody had to', async () => {
  const all = Array.from({ length: 30 }, (_, index) => registration(index + 1, 100 - index));
  const asked: number[] = [];
  for (const answer of [approvers, () => []]) {
    const { run, readAll, reviews } = world(all, { crashes: [], lag: 0, random: seeded(3) });
    reviews.approvers = async (_, runId) => {
      asked.push(runId);
      return answer(runId);
    };
    await run(1);
    const { deployments } = await readAll();
    const known = deployments.flatMap(({ runId, approvedBy }) =>
      approvedBy === undefined ? [] : [[runId, approvedBy]],
    );
    expect(known).toEqual(
      asked
        .splice(0)
        .toReversed()
        .map((runId) => [runId, answer(runId)]),
    );
    expect(known).toHaveLength(answer === approvers ? 27 : 3);
  }
});

test('a month of nightly cleanups leaves few records', async () => {
  const all = Array.from({ length: 60 }, (_, index) => registration(index + 1, 30 - index / 4));
  const { run, records, live, readAll } = world(all, { crashes: [], lag: 0, random: seeded(1) });
  const later = [...live.values()].slice(20);
  for (const { id } of later) live.delete(id);
  for (const one of [...later, undefined]) {
    if (one !== undefined) live.set(one.id, one);
    await run(1);
  }
  expect((await readAll()).deployments).toHaveLength(60);
  expect(
    [...records.values()].filter((one) => (parseLedger(one) ?? []).length < 4).length,
  ).toBeLessThanOrEqual(2);
  expect(records.size).toBeLessThanOrEqual(12);
});

describe('records by strangers', () => {
  const forged = (creator: string, id = 5_000_000): StoredRecord => {
    const row = ledgerRow(
      { ...(pastDeployment(registration(3, 100)) as PastDeployment), outcome: 'failed', reason: 'forged' },
      { repository: 'octo/shop' },
    );
    const invented = { ...row, id: 77 };
    return {
      id,
      creator,
      createdAt: NOW,
      payload: JSON.parse(JSON.stringify(formatLedger([row, invented])[0]?.payload)),
    };
  };
  const all = Array.from({ length: 8 }, (_, index) => registration(index + 1, 100 - index));

  test('who makes no registrations here adds nothing, is named, and has nothing deleted', async () => {
    const { run, records, readAll } = world(all, { crashes: [], lag: 0, random: seeded(2) });
    const strange = forged('vercel[bot]');
    records.set(strange.id, strange);
    await run(1);
    const past = await readAll();
    expect(past.deployments.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(past.deployments[2]).not.toMatchObject({ reason: 'forged' });
    expect(past.gaps).toEqual([expect.stringContaining('vercel[bot]')]);
    expect(records.has(strange.id)).toBe(true);
  });

  test('one in the name of jobs cannot make cleanup lose the truth: the registration stays, and the forgery is reported', async () => {
    const { run, records, readAll, live } = world(all, { crashes: [], lag: 0, random: seeded(2) });
    records.set(5_000_000, forged(JOB_TOKEN));
    await run(1);
    expect(live.has(3)).toBe(true);
    expect((await readAll()).deployments[2]).not.toMatchObject({ reason: 'forged' });
    expect((await readAll()).gaps).toEqual([expect.stringContaining('registration 3 is told in two ways')]);
  });
});
