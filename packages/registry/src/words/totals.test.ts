import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatTotals, splitTotals, type Totals, withTotals } from './totals.ts';

const totals = (given: Partial<Totals> = {}): Totals => ({
  ...{ all: 41, failures: 3, errors: 0, released: 0, rollbacks: 0, breaches: 0, since: '2026-03-01' },
  ...given,
});

test('what follows the words is short', () => {
  expect(formatTotals(totals())).toBe('n=41 f=3 s=2026-03-01');
  expect(formatTotals(totals({ all: 99_999, failures: 9_999 })).length).toBeLessThanOrEqual(30);
  expect(formatTotals(totals({ errors: 2, rollbacks: 1 }))).toBe('n=41 f=3 e=2 r=1 s=2026-03-01');
});

const count = fc.integer({ min: 0, max: 9_999 });
const any = fc
  .record({ failures: count, errors: count, released: count, more: fc.integer({ min: 1, max: 9_999 }) })
  .map(({ failures, errors, released, more }) =>
    totals({ failures, errors, released, all: failures + errors + released + more, rollbacks: failures }),
  );

test('every total is read back from behind any words, and both fit', () => {
  fc.assert(
    fc.property(any, fc.string({ maxLength: 200 }), (given, words) => {
      const text = withTotals(words, given, 140);
      expect(text.length).toBeLessThanOrEqual(140);
      const read = splitTotals(text);
      expect(read.totals).toEqual(given);
      expect(words.startsWith(read.words.replace(/…$/, ''))).toBe(true);
    }),
  );
});

describe('a stranger’s words are only words', () => {
  test.each([
    'deployed in 3 min',
    'deployed; n=1 f=2 s=2026-03-01',
    'deployed; n=0 f=0 s=2026-03-01',
    'deployed; n=5 f=0 r=6 s=2026-03-01',
    'deployed; n=5 f=0 s=2026-13-41',
    'deployed; n=-5 f=0 s=2026-03-01',
    'deployed; n=9999999999 f=0 s=2026-03-01',
    'n=5 f=0 s=2026-03-01 and more',
    'scan=5 f=0 s=2026-03-01',
  ])('%s', (text) => expect(splitTotals(text).totals).toBeUndefined());
});
