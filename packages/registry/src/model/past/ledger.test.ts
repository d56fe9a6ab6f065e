import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatLedger, type LedgerRow, monthOf, parseLedger } from './ledger.ts';
import { formatMark, marked, newestMarks, parseMark } from './mark.ts';

const T0 = Date.parse('2026-11-28T10:00:00Z');
const text = fc.string({ unit: 'grapheme', maxLength: 140 }).filter((one) => one.isWellFormed());
const moment = fc.integer({ min: 0, max: 200 * 86_400 }).map((seconds) => T0 - seconds * 1000);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const row: fc.Arbitrary<LedgerRow> = fc
  .record({
    id: fc.integer({ min: 1, max: 2 ** 45 }),
    repository: fc.constantFrom('octo/shop', 'octo/blog'),
    repositoryId: maybe(fc.integer({ min: 1, max: 1e9 })),
    correlationId: fc.constantFrom('', '24417000000-production', 'x.y-1'),
    sha: fc.stringMatching(/^[0-9a-f]{40}$/),
    claimed: maybe(fc.constant(true)),
    committedAt: maybe(moment),
    actor: fc.constantFrom('mona', 'dependabot[bot]'),
    approvedBy: maybe(fc.array(fc.constantFrom('hubot', 'mona'), { maxLength: 3 })),
    workflow: text,
    runId: fc.integer({ min: 1, max: 2 ** 40 }),
    runAttempt: fc.integer({ min: 1, max: 9 }),
    queuedAt: moment,
    heldSince: maybe(moment),
    endedAt: moment,
    outcome: fc.constantFrom(
      'succeeded',
      'failed',
      'rolled-back',
      'breached',
      'cancelled',
      'no-changes',
      'error',
    ),
    reason: maybe(text),
    failedResource: maybe(fc.stringMatching(/^[A-Za-z0-9]{1,60}$/)),
    predicted: maybe(fc.record({ p50: fc.nat(), p80: fc.nat(), p95: fc.nat() })),
    slowest: maybe(
      fc.array(
        fc.record({
          resource: fc.stringMatching(/^[A-Za-z0-9]{1,60}$/),
          type: fc.constantFrom('AWS::RDS::DBInstance', 'AWS::ECS::Service', 'Custom::Site'),
          seconds: fc.nat(99_999),
        }),
        { maxLength: 5 },
      ),
    ),
    stacks: fc.array(fc.constantFrom('shop', 'api', 'arn:aws:cloudformation:eu-west-1:1:stack/x/y'), {
      maxLength: 4,
    }),
    priority: fc.integer({ min: -1000, max: 1000 }),
  })
  .map(
    (one) =>
      Object.fromEntries(
        Object.entries(one).filter(([, value]) => value !== undefined),
      ) as unknown as LedgerRow,
  );
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 60 });
const record = (payload: object) => ({ payload: JSON.parse(JSON.stringify(payload)) });

test('records are below 2 kB and of one month each, and give every row back as it was, once', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const drafts = formatLedger(all);
      for (const { payload } of drafts) expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(2000);
      const back = drafts.flatMap(({ payload }) => {
        const parsed = parseLedger(record(payload));
        expect(new Set(parsed?.map(({ endedAt }) => monthOf(endedAt)))).toEqual(new Set([payload['month']]));
        return parsed ?? [];
      });
      expect(back.toSorted((a, b) => a.id - b.id)).toEqual(all.toSorted((a, b) => a.id - b.id));
    }),
  );
});

describe('a row that is longer than a record', () => {
  const long = (over: Partial<LedgerRow>): LedgerRow => ({
    ...{
      id: 7,
      repository: 'octo/shop',
      correlationId: 'c',
      sha: 'a'.repeat(40),
      actor: 'mona',
      workflow: 'w',
      runId: 1,
    },
    ...{ runAttempt: 1, queuedAt: T0, endedAt: T0, outcome: 'failed', stacks: [], priority: 0, ...over },
  });
  test.each<[string, Partial<LedgerRow>]>([
    ['of stacks', { stacks: Array.from({ length: 100 }, (_, index) => `${'s'.repeat(390)}${index}`) }],
    ['of reason', { reason: '\u{1f600}'.repeat(900) }],
    ['of workflow', { workflow: '界'.repeat(1000), actor: 'a'.repeat(100), stacks: ['x'.repeat(400)] }],
  ])('%s is cut, and kept', (_, over) => {
    const [draft, ...others] = formatLedger([long(over)]);
    expect(others).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(draft?.payload))).toBeLessThan(2000);
    expect(parseLedger(record(draft?.payload ?? {}))?.[0]).toMatchObject({
      id: 7,
      outcome: 'failed',
      endedAt: T0,
    });
  });
});

test('whatever else is in a payload is no ledger, and breaks nothing', () => {
  fc.assert(
    fc.property(rows, fc.jsonValue(), fc.nat(), fc.nat(), (all, junk, where, which) => {
      const [draft] = formatLedger(all);
      const payload = record(draft?.payload ?? { signalbox: 1, words: [], rows: [] }).payload;
      const stored = payload.rows[where % Math.max(1, payload.rows.length)];
      if (stored === undefined) return;
      const names = Object.keys(stored);
      const name = names[which % names.length] ?? 'i';
      stored[name] = junk;
      const parsed = parseLedger({ payload });
      if (parsed !== undefined)
        for (const one of parsed) expect(Number.isSafeInteger(one.endedAt)).toBe(true);
    }),
  );
  for (const payload of [
    undefined,
    {},
    { signalbox: 2 },
    { signalbox: 1, words: 'x', rows: [] },
    { signalbox: 1, words: [], rows: [null] },
  ])
    expect(parseLedger({ payload })).toBeUndefined();
});

test('of the marks of a deployment the newest counts, whatever order they come in', () => {
  const stored = (id: number, incident: boolean) => {
    const { payload } = formatMark({ deployment: 7, incident, by: 'mona', reason: `r${id}` });
    return parseMark({ id, creator: 'x', createdAt: id, ...record(payload) });
  };
  const one = { id: 7 } as never;
  const by = (...marks: readonly unknown[]) => marked(one, newestMarks(marks as never)).causedIncident;
  expect(by(stored(1, true))).toEqual({ at: 1, by: 'mona', reason: 'r1' });
  expect(by(stored(2, false), stored(1, true))).toBeUndefined();
  expect(by(stored(3, true), stored(1, true), stored(2, false))).toEqual({ at: 3, by: 'mona', reason: 'r3' });
  for (const payload of [
    {},
    { signalbox: 1, deployment: 1.5, incident: true },
    { signalbox: 1, deployment: 1 },
    { signalbox: 1, deployment: 1, incident: true, reason: 7 },
  ])
    expect(parseMark({ id: 1, creator: 'x', createdAt: 1, payload })).toBeUndefined();
});
