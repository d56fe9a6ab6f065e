import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { before, decide, type QueueEntry, type View } from './decide.ts';

const contender = fc.record({
  id: fc.integer({ min: 1, max: 40 }),
  priority: fc.integer({ min: -1, max: 1 }),
  phase: fc.constantFrom('waiting' as const, 'claiming' as const, 'holding' as const),
});
const view: fc.Arbitrary<View> = fc.record({
  me: fc.record({
    id: fc.integer({ min: 50, max: 60 }),
    priority: fc.integer({ min: -1, max: 1 }),
    claimed: fc.boolean(),
  }),
  mine: fc.constantFrom(
    'unseen' as const,
    'waiting' as const,
    'claiming' as const,
    'holding' as const,
    'over' as const,
  ),
  others: fc.uniqueArray(contender, { selector: ({ id }) => id, maxLength: 6 }),
  frozen: fc.boolean(),
  partial: fc.boolean(),
});
const seen = (given: Partial<View>): View => ({
  me: { id: 50, priority: 0, claimed: false },
  mine: given.me?.claimed ? 'claiming' : 'waiting',
  others: [],
  frozen: false,
  ...given,
});
const other = (id: number, phase: QueueEntry['phase'], priority = 0): QueueEntry => ({ id, phase, priority });
const claimed = { id: 50, priority: 0, claimed: true };

describe('whatever is read', () => {
  const always = (name: string, holds: (given: View) => boolean) =>
    test(name, () => fc.assert(fc.property(view, holds), { numRuns: 2000 }));

  always('holds only with a visible claim and nobody else in progress', (given) => {
    if (decide(given).act !== 'hold') return true;
    return (
      given.me.claimed &&
      given.mine === 'claiming' &&
      !given.frozen &&
      !given.partial &&
      given.others.every(({ phase }) => phase === 'waiting')
    );
  });
  always('claims only when nobody is in progress or in front', (given) => {
    if (decide(given).act !== 'claim') return true;
    return (
      !given.me.claimed &&
      !given.partial &&
      given.others.every((each) => each.phase === 'waiting' && !before(each, given.me))
    );
  });
  always(
    'nobody moves into a frozen environment',
    (given) => !given.frozen || !['claim', 'hold'].includes(decide(given).act),
  );
  always(
    'an ended registration is lost, whatever else',
    (given) => given.mine !== 'over' || decide(given).act === 'lost',
  );
  always('waits and withdrawals name those in the way, unless it is frozen or unseen', (given) => {
    const decision = decide(given);
    if (decision.act !== 'wait' && decision.act !== 'withdraw') return true;
    return decision.because === 'frozen' || decision.because === 'unseen' || decision.blockers.length > 0;
  });
});

test('of two who claim at once exactly one keeps its claim', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(contender, { selector: ({ id }) => id, minLength: 2, maxLength: 5 }),
      (all) => {
        const acts = all.map((me) =>
          decide({
            me: { ...me, claimed: true },
            mine: 'claiming',
            others: all
              .filter(({ id }) => id !== me.id)
              .map((each) => ({ ...each, phase: 'claiming' as const })),
            frozen: false,
          }),
        );
        expect(acts.filter(({ act }) => act === 'keep')).toHaveLength(1);
        expect(acts.filter(({ act }) => act === 'withdraw')).toHaveLength(all.length - 1);
      },
    ),
  );
});

test.each([
  { name: 'nobody there', given: seen({}), act: 'claim' },
  { name: 'frozen', given: seen({ frozen: true }), act: 'wait' },
  { name: 'somebody behind', given: seen({ others: [other(60, 'waiting')] }), act: 'claim' },
  { name: 'somebody in front', given: seen({ others: [other(1, 'waiting')] }), act: 'wait' },
  { name: 'a later one of higher priority', given: seen({ others: [other(60, 'waiting', 1)] }), act: 'wait' },
  { name: 'a later one holds', given: seen({ others: [other(60, 'holding')] }), act: 'wait' },
  { name: 'own registration not visible yet', given: seen({ mine: 'unseen' }), act: 'wait' },
  { name: 'not everybody could be read', given: seen({ partial: true }), act: 'wait' },
  {
    name: 'not everybody could be read with the claim',
    given: seen({ me: claimed, partial: true }),
    act: 'keep',
  },
  { name: 'claim settled', given: seen({ me: claimed }), act: 'hold' },
  {
    name: 'a later one claims, too',
    given: seen({ me: claimed, others: [other(60, 'claiming')] }),
    act: 'keep',
  },
  {
    name: 'an earlier one claims, too',
    given: seen({ me: claimed, others: [other(1, 'claiming')] }),
    act: 'withdraw',
  },
  {
    name: 'an earlier one turned up',
    given: seen({ me: claimed, others: [other(1, 'waiting')] }),
    act: 'withdraw',
  },
  { name: 'own claim not visible', given: seen({ me: claimed, mine: 'waiting' }), act: 'keep' },
  { name: 'frozen meanwhile', given: seen({ me: claimed, frozen: true }), act: 'withdraw' },
])('$name: $act', ({ given, act }) => expect(decide(given).act).toBe(act));

describe('the reason, as people read it', () => {
  const [held, queued, rival] = [other(60, 'holding'), other(1, 'waiting'), other(60, 'claiming')];
  test.each([
    { given: seen({ frozen: true }), because: 'frozen', blockers: [] },
    { given: seen({ others: [held, queued] }), because: 'held', blockers: [held] },
    { given: seen({ others: [rival] }), because: 'held', blockers: [rival] },
    { given: seen({ others: [queued] }), because: 'queued-behind', blockers: [queued] },
    { given: seen({ mine: 'unseen' }), because: 'unseen', blockers: [] },
    { given: seen({ me: claimed, frozen: true }), because: 'frozen', blockers: [] },
    { given: seen({ me: claimed, others: [held] }), because: 'held', blockers: [held] },
    { given: seen({ me: claimed, others: [queued] }), because: 'queued-behind', blockers: [queued] },
    { given: seen({ me: claimed, mine: 'waiting' }), because: 'unseen', blockers: [] },
    { given: seen({ me: claimed, others: [rival] }), because: 'rival', blockers: [rival] },
  ])('$because: $given', ({ given, because, blockers }) =>
    expect(decide(given)).toMatchObject({ because, blockers }),
  );
});
