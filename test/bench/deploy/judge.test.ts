import { expect, test } from '@jest/globals';
import { complaints, endOf, explained, type Outcome, type Pair, sums, tableOf } from './judge.ts';
import { KINDS } from './script.ts';
import { SCRIPTS } from './scripts.ts';

const outcome = (given: Partial<Outcome> = {}): Outcome => ({
  ...{ job: 'success', record: 'success', words: 'deployed in 9 s', deployed: true, rolledBack: false },
  ...{ rest: 10, graphql: 5, aws: 20, messages: 2, release: 8, log: '', ...given },
});

const pair = (
  now: Partial<Outcome>,
  { old = {}, ...script }: { old?: Partial<Outcome>; differs?: string } = {},
): Pair => ({
  script: { name: 'one', kind: 'succeeds', deploy: {}, ...script },
  old: outcome(old),
  now: outcome({ release: 4, ...now }),
});

const FAILED = { job: 'failure', record: 'failure', deployed: false };

test('what ends the same, costs no more and is released sooner is as it must be', () => {
  expect(complaints([pair({}), pair({ words: 'deployed in 4 s', rest: 9 })])).toEqual([]);
  expect(complaints([pair(FAILED, { differs: 'it was wrong before' })])).toEqual([]);
});

test.each<[string, Pair, RegExp]>([
  [
    'another end',
    pair(FAILED),
    /success, success, deployed before and failure, failure now, for no written reason/,
  ],
  ['another output', pair({ deployed: false }), /for no written reason/],
  ['a reason for nothing', pair({}, { differs: 'long ago' }), /no difference/],
  ['more REST requests', pair({ rest: 11 }), /rest: 11 requests, before 10/],
  ['more GraphQL requests', pair({ graphql: 6 }), /graphql: 6/],
  ['more AWS requests', pair({ aws: 21 }), /aws: 21/],
  ['a later release', pair({ release: 9 }), /released no sooner/],
  ['a release that is as late', pair({ release: 8 }), /released no sooner/],
])('%s is wrong', (_, wrong, words) => expect(complaints([wrong]).join('\n')).toMatch(words));

test('one late release among many of one sum is seen in the median, and the reverse in the sum', () => {
  const late = pair({ release: 9 });
  expect(complaints([late, late, pair({ release: 1 })])).toHaveLength(1);
  expect(complaints([pair({}), pair({}), pair({ release: 20 })])).toHaveLength(1);
});

test('who never was released is left out of the times, and of nothing else', () => {
  const refused = { record: '', deployed: false, release: undefined, aws: 0 };
  const of = [pair({}), pair(refused, { old: refused })];
  expect(sums(of)).toMatchObject({
    count: 2,
    same: 2,
    old: { rest: 20, release: 8 },
    now: { release: 4 },
    ratio: 0.5,
  });
  expect(endOf(outcome(refused))).toBe('success, not registered');
  const { header, rows } = tableOf([['all', of]]);
  expect(rows[0]).toHaveLength(header.length);
});

test('the median of an even number lies between the middle two', () => {
  expect(sums([pair({ release: 2 }), pair({ release: 4 })]).ratio).toBe(0.375);
  expect(sums([]).ratio).toBeUndefined();
});

test('a record of a failure that says only that there was one explains nothing', () => {
  const words = ['Part1: too many', 'a step of the job failed, but the stack succeeded', ''];
  const failed = words.map((each) => outcome({ ...FAILED, words: each }));
  expect(explained([...failed, outcome()])).toBe('1 of 3');
});

test('40 scripts of every kind, each with a name of its own', () => {
  expect(new Set(SCRIPTS.map(({ name }) => name)).size).toBe(40);
  expect(SCRIPTS).toHaveLength(40);
  expect([...new Set(SCRIPTS.map(({ kind }) => kind))]).toEqual([...KINDS]);
});

test.each([
  ['stacks', ({ stacks }) => stacks !== undefined],
  ['nested stacks', ({ stacks = [] }) => JSON.stringify(stacks).includes('"nested"')],
  ['services', ({ inputs }) => inputs?.['ecs-service'] !== undefined],
  ['addresses', ({ inputs }) => inputs?.['health-url'] !== undefined],
  ['smoke tests', ({ smoke }) => smoke !== undefined],
  ['rollbacks', ({ rollback }) => rollback !== undefined],
  ['a queue', ({ behind }) => behind !== undefined],
  ['cancellations', ({ cancelled }) => cancelled !== undefined],
  ['faults', ({ faults }) => faults !== undefined],
] satisfies [string, (script: (typeof SCRIPTS)[number]) => boolean][])(
  'there are %s among them',
  (_, has) => {
    expect(SCRIPTS.filter(has).length).toBeGreaterThan(1);
  },
);
