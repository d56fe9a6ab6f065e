import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from './evaluate.ts';
import type { Sample } from './ports.ts';
import type { Query } from './subject.ts';

const query: Query = { name: 'errors', promql: 'e', operator: '>', threshold: 0.01 };
const counted: Query = { ...query, min: { promql: 'n', operator: '>=', threshold: 20 } };
const one = (value: number, labels = ''): Sample => ({ labels, value });

test.each<[string, Query, readonly Sample[], readonly Sample[] | undefined, string, RegExp]>([
  ['a value below', query, [one(0.002)], undefined, 'quiet', /^0\.002, not > 0\.01$/],
  ['a value above', query, [one(0.25)], undefined, 'bad', /^0\.25 > 0\.01$/],
  [
    'one of two series',
    query,
    [one(0), one(0.5, '{path="/cart"}')],
    undefined,
    'bad',
    /^\{path="\/cart"\} 0\.5 >/,
  ],
  ['several', query, [one(0.2), one(0.3), one(0.1)], undefined, 'bad', /^0\.3 > 0\.01 and 2 more series$/],
  ['no series', query, [], undefined, 'no-data', /^no data$/],
  ['nothing by nothing', query, [one(Number.NaN)], undefined, 'no-data', /^no data$/],
  ['something by nothing', query, [one(Number.POSITIVE_INFINITY)], undefined, 'bad', /^Infinity >/],
  ['too few', counted, [one(0.5)], [one(3)], 'no-data', /^too few samples \(not 3 >= 20\)$/],
  ['too few to be quiet', counted, [one(0)], [one(3)], 'no-data', /^too few/],
  ['nothing to count', counted, [one(0.5)], [], 'no-data', /^too few samples \(nothing to count\)$/],
  ['enough', counted, [one(0.5)], [one(20)], 'bad', /^0\.5/],
  [
    'the least of several',
    { ...query, operator: '<', threshold: 1 },
    [one(5), one(0.5)],
    undefined,
    'bad',
    /^0\.5 < 1$/,
  ],
])('%s', (_, asked, samples, count, state, words) =>
  expect(evaluate(asked, samples, count)).toEqual({ state, words: expect.stringMatching(words) }),
);

test('no data is never quiet, whatever is compared', () => {
  const operator = fc.constantFrom('>', '>=', '<', '<=', '==', '!=' as const);
  const nothing = fc.array(fc.constant(one(Number.NaN)));
  fc.assert(
    fc.property(operator, fc.double({ noNaN: true }), nothing, (each, threshold, samples) => {
      const asked = { ...query, operator: each as Query['operator'], threshold };
      expect(evaluate(asked, samples, undefined).state).toBe('no-data');
    }),
  );
});
