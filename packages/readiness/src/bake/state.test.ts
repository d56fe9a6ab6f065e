import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applied, type BakeState, endOf, newBake, next } from './state.ts';
import { keyOf, type Reading, type Subject } from './subject.ts';
import { reportOf } from './verdict.ts';

const alarm = (name: string, preExisting = false): Subject => ({
  ...{ kind: 'alarm', name, preExisting, group: 'metric', request: { id: 'alarms', cost: 1 } },
});
const ERRORS = alarm('errors');
const plan = (subjects: readonly Subject[], seconds = 600) => ({
  ...{ startedAt: 0, seconds, subjects },
});

type Shown = Reading['state'];

/** Plays what each poll shows, from the first one on; the last of them goes on. */
function play(subjects: readonly Subject[], shows: (key: string, poll: number) => Shown, seconds = 600) {
  let state: BakeState = newBake(plan(subjects, seconds));
  const moments: number[] = [];
  for (let poll = 0; ; ) {
    const move = next(state);
    if (move.kind === 'end') break;
    if (move.kind === 'history') {
      state = applied(state, { kind: 'history', keys: move.keys, isLast: move.isLast, transitions: [] });
      continue;
    }
    moments.push(move.at / 1000);
    const readings = move.keys.map(
      (key): Reading => ({ key, state: shows(key, poll), words: shows(key, poll) }),
    );
    state = applied(state, { kind: 'polled', at: move.at, readings });
    poll++;
  }
  const endedAt = Math.max(endOf(state.plan), 1000 * (moments.at(-1) ?? 0));
  return { state, moments, report: reportOf(state, { endedAt, notes: [], awsCalls: 0 }) };
}

const sequence =
  (...states: readonly Shown[]) =>
  (_: string, poll: number): Shown =>
    states[Math.min(poll, states.length - 1)] ?? 'quiet';

test('two bad polls in a row break it, the second one 13 s after the first', () => {
  const { moments, report } = play([ERRORS], sequence('quiet', 'bad', 'bad'));
  expect(moments).toEqual([28, 56, 69]);
  expect(report).toMatchObject({ status: 'breached', breach: { kind: 'alarm', name: 'errors' } });
});

test('one bad poll does not, and the poll that was made sooner is made up for', () => {
  const { moments, report } = play([ERRORS], sequence('bad', 'quiet'));
  expect(moments.slice(0, 4)).toEqual([28, 41, 84, 112]);
  expect(report.status).toBe('passed');
});

test('bad polls with one that failed in between are in a row', () =>
  expect(play([ERRORS], sequence('bad', 'unread', 'bad')).report.status).toBe('breached'));

test.each<[string, readonly Subject[], (key: string, poll: number) => Shown, string]>([
  [
    'bad before and after',
    [alarm('a', true), ERRORS],
    (key) => (key === 'alarm a' ? 'bad' : 'quiet'),
    'passed',
  ],
  ['all bad before', [alarm('a', true)], sequence('bad'), 'inconclusive'],
  ['bad before, good, and bad again', [alarm('a', true)], sequence('bad', 'quiet', 'bad', 'bad'), 'breached'],
  ['without data at the end', [ERRORS], sequence('quiet', 'quiet', 'no-data'), 'inconclusive'],
  ['without data ever', [ERRORS], sequence('no-data'), 'inconclusive'],
  ['without data once', [ERRORS], sequence('no-data', 'quiet'), 'passed'],
  ['never to be read', [ERRORS], sequence('unread'), 'inconclusive'],
])('%s', (_, subjects, shows, status) => expect(play(subjects, shows).report.status).toBe(status));

describe('the history', () => {
  const quiet = () => play([ERRORS], sequence('quiet')).state;
  const before = (): BakeState => ({ ...quiet(), history: 'unread' });
  const went = (at: number) => ({
    ...({ kind: 'history', keys: [keyOf(ERRORS)], isLast: true } as const),
    transitions: [{ name: 'errors', at, reason: '12 datapoints' }],
  });

  test('tells what no poll has seen', () =>
    expect(applied(before(), went(10_000)).breach?.words).toBe('went off at 00:00:10 UTC: 12 datapoints'));
  test('of before the bake does not count', () => expect(applied(before(), went(-1)).breach).toBeUndefined());
  test('that cannot be read leaves the verdict open', () => {
    const state = applied(before(), { kind: 'no-history', keys: [], isLast: true, why: 'throttled' });
    expect(reportOf(state, { endedAt: 600_000, notes: [], awsCalls: 0 }).status).toBe('inconclusive');
  });
});

test('whatever is seen: it ends, asks at most 2.5 times a minute, and passes nothing that was not seen to be quiet', () => {
  const shown = fc.constantFrom<Shown>('quiet', 'bad', 'no-data', 'unread');
  const subject = fc.record({ name: fc.constantFrom('a', 'b', 'c'), preExisting: fc.boolean() });
  const subjects = fc.uniqueArray(subject, { selector: ({ name }) => name, minLength: 1 });
  fc.assert(
    fc.property(
      subjects,
      fc.array(shown, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 60, max: 1800 }),
      (some, states, seconds) => {
        const { state, report, moments } = play(
          some.map(({ name, preExisting }) => alarm(name, preExisting)),
          (key, poll) => states[(poll + key.length) % states.length] ?? 'quiet',
          seconds,
        );
        const ended = Math.max(60, moments.at(-1) ?? 0, report.status === 'breached' ? 0 : seconds);
        expect(state.calls).toBeLessThanOrEqual((2.5 * ended) / 60 + (report.status === 'breached' ? 3 : 2));
        const quiet = report.evidence.filter(
          ({ looks: all, bad, noData, unread }) => all - bad - noData - unread > 0,
        );
        if (report.status === 'passed') expect(quiet.length).toBeGreaterThan(0);
        if (report.status === 'breached') expect(states).toContain('bad');
      },
    ),
  );
});
