import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Decision } from '../decide.ts';
import { applied } from './applied.ts';
import { type Contender, type Move, newContender, type Observation } from './contender.ts';
import { nextMove } from './next-move.ts';

const options = { onBusy: 'wait', settleSeconds: 'auto', deadline: 3_600_000 } as const;
const HELD: Decision = { act: 'wait', because: 'held', blockers: [] };
const observation = (given: Partial<Observation> = {}): Observation => ({
  ...{ decision: HELD, mine: 'waiting', partial: false, pollContext: { position: 1 }, at: 0 },
  ...given,
});
const OBSTACLE = { reason: { code: 'stack-busy', details: 'stack shop moves' }, act: 'wait' } as const;

/** Performs moves from `contender` on, a second each, until one of `kinds`; every read shows `seen`. */
function follow(contender: Contender, seen: Observation, ...kinds: readonly Move['kind'][]) {
  const moves: Move[] = [];
  let [known, now]: [Contender, number] = [contender, seen.at];
  for (let count = 0; count < 20; count++) {
    const move = nextMove(known, seen, now, options);
    moves.push(move);
    if (kinds.includes(move.kind)) break;
    now += 1000;
    known = applied(known, move, { at: now, backpressure: 1, observed: seen });
  }
  return { moves, contender: known, now };
}
const kindsOf = (moves: readonly Move[]) =>
  moves.map((move) => ('why' in move ? `${move.kind} ${move.why}` : move.kind));

describe('the next move', () => {
  const free = (decision: Decision, mine: Observation['mine'] = 'waiting') => observation({ decision, mine });
  test.each<{ name: string; seen: Observation; until: Move['kind']; moves: readonly string[] }>([
    {
      name: 'a free environment is claimed, and the claim checked while it settles',
      seen: free({ act: 'claim' }),
      until: 'check',
      moves: ['observe', 'write claim', 'check'],
    },
    {
      name: 'a busy one is announced once, shown on the page, and polled',
      seen: free(HELD),
      until: 'poll',
      moves: ['observe', 'announce', 'write position', 'sleep', 'poll'],
    },
    {
      name: 'a rival who came first: the claim is taken back, and both do not meet again',
      seen: free({ act: 'withdraw', because: 'held', blockers: [] }, 'claiming'),
      until: 'sleep',
      moves: ['observe', 'write overtaken', 'sleep'],
    },
    {
      name: 'a rival who comes later: the claim is kept',
      seen: free({ act: 'keep', because: 'rival', blockers: [] }, 'claiming'),
      until: 'sleep',
      moves: ['observe', 'sleep'],
    },
    {
      name: 'what is shown as holding already holds',
      seen: free({ act: 'keep', because: 'unseen', blockers: [] }, 'holding'),
      until: 'end',
      moves: ['observe', 'write hold', 'end'],
    },
    {
      name: 'ended by somebody else',
      seen: free({ act: 'lost' }, 'over'),
      until: 'end',
      moves: ['observe', 'end'],
    },
    {
      name: 'the very job holds it already',
      seen: observation({ ownHold: 7 }),
      until: 'end',
      moves: ['observe', 'end'],
    },
  ])('$name', ({ seen, until, moves }) => {
    expect(kindsOf(follow(newContender(0), seen, until).moves)).toEqual(moves);
  });

  test('an obstacle found after the claim: it is taken back, announced, and checked for before the next claim', () => {
    const seen = observation({ decision: { act: 'claim' } });
    const { contender: claimed, now } = follow(newContender(0), seen, 'check');
    const move = nextMove(claimed, seen, now, options);
    const blocked = applied(claimed, move, { at: now, backpressure: 1, obstacle: OBSTACLE });
    const { moves } = follow(blocked, seen, 'check');
    expect(kindsOf(moves)).toEqual(['write obstacle', 'announce', 'sleep', 'observe', 'check']);
    expect(moves.at(-1)).toEqual({ kind: 'check', seconds: 0 });
  });

  test.each(['fail', 'skip'] as const)(
    'on-busy: %s refuses what is busy, not what is not seen yet',
    (onBusy) => {
      const seen = observation();
      const { contender } = follow(newContender(0), seen, 'announce');
      const given = { ...options, onBusy };
      expect(nextMove(contender, seen, 0, given)).toMatchObject({ as: { kind: 'refused', act: onBusy } });
      const unseen = observation({
        decision: { act: 'wait', because: 'unseen', blockers: [] },
        mine: 'unseen',
      });
      expect(nextMove(contender, unseen, 0, given).kind).toBe('sleep');
    },
  );

  test('after the deadline only a claim that has settled is still read', () => {
    const seen = observation();
    const late = options.deadline;
    expect(nextMove({ ...newContender(0), stage: 'rested' }, seen, late, options)).toMatchObject({
      as: { kind: 'too-late' },
    });
    expect(nextMove({ ...newContender(0), stage: 'due', claimed: true }, seen, late, options).kind).toBe(
      'observe',
    );
  });
});

describe('reads that do not show our own registration', () => {
  const unseen = observation({ decision: { act: 'wait', because: 'unseen', blockers: [] }, mine: 'unseen' });
  const read = (contender: Contender, at: number, observed = unseen) =>
    applied({ ...contender, stage: 'due' }, { kind: 'observe' }, { at, backpressure: 1, observed });

  test('pauses double up to 15 s', () => {
    let contender = newContender(0);
    const pauses = [];
    for (let count = 1; count <= 6; count++) {
      contender = read(contender, count);
      const move = nextMove(contender, unseen, count, options);
      pauses.push(move.kind === 'sleep' && move.seconds);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15]);
  });

  test('after a minute it is read by its id, and is lost when it is not there', () => {
    const once = read(newContender(0), 1000);
    expect(nextMove(read(once, 60_000), unseen, 60_000, options).kind).toBe('sleep');
    const missing = read(once, 61_000);
    const find = nextMove(missing, unseen, 61_000, options);
    expect(find.kind).toBe('find');
    const there = applied(missing, find, { at: 61_000, backpressure: 1, found: true });
    expect(nextMove(there, unseen, 61_000, options).kind).toBe('sleep');
    const gone = applied(missing, find, { at: 61_000, backpressure: 1, found: false });
    expect(nextMove(gone, unseen, 61_000, options)).toMatchObject({ as: { kind: 'lost', how: 'deleted' } });
  });

  test('one that shows it between them starts the count again', () => {
    const shown = read(read(newContender(0), 1000), 50_000, observation());
    expect(nextMove(read(shown, 100_000), unseen, 100_000, options).kind).toBe('sleep');
  });

  test('a claim settles three times as long as a write of ours stayed invisible, and 2 s at least', () => {
    const settled = (lagMs: number) => {
      const contender = { ...newContender(0), claimed: true };
      const missed = read(contender, lagMs);
      return nextMove({ ...missed, stage: 'claimed' }, unseen, lagMs, options);
    };
    expect(settled(500)).toEqual({ kind: 'check', seconds: 2 });
    expect(settled(5000)).toEqual({ kind: 'check', seconds: 15 });
  });
});

describe('polls', () => {
  const seen = observation({ pollContext: { position: 1, heldSeconds: 10 } });
  const paused = () => follow(newContender(0), seen, 'poll');
  const polled = (free: boolean, backpressure: number) => {
    const { contender, now } = paused();
    const poll = { kind: 'poll' } as const;
    const answer = { at: now, backpressure, polled: { moved: false, free } };
    const once = applied(contender, poll, answer);
    return applied({ ...once, stage: 'paused' }, poll, answer);
  };

  test('a move of the one in front is read; no move is slept on', () => {
    const { contender, now } = paused();
    const done = (moved: boolean) =>
      applied(contender, { kind: 'poll' }, { at: now, backpressure: 1, polled: { moved, free: true } });
    expect(nextMove(done(true), seen, now, options).kind).toBe('observe');
    expect(nextMove(done(false), seen, now, options).kind).toBe('sleep');
  });

  test('pauses grow with a short budget only while GitHub counts polls', () => {
    const seconds = (free: boolean) => {
      const move = nextMove(polled(free, 10), seen, 20_000, options);
      return move.kind === 'sleep' ? move.seconds : 0;
    };
    expect(seconds(true)).toBeLessThanOrEqual(8);
    expect(seconds(false)).toBe(30);
  });

  test('everything is read again after a while: soon behind an idle head', () => {
    const until = (given: Partial<Observation>) => {
      const { moves } = follow(newContender(0), observation({ ...given }), 'sleep');
      const last = moves.at(-1);
      return last?.kind === 'sleep' ? Math.round(last.until / 1000) : 0;
    };
    const behind: Decision = { act: 'wait', because: 'queued-behind', blockers: [] };
    expect(until({ decision: behind })).toBe(63);
    expect(until({})).toBe(183);
    expect(until({ decision: behind, pollContext: { position: 3 } })).toBe(363);
  });
});

test('whatever is read and found: a hold follows a read, and nothing else is written as holding', () => {
  const decision = fc.constantFrom<Decision>(
    HELD,
    ...[{ act: 'claim' } as const, { act: 'hold' } as const, { act: 'lost' } as const],
    { act: 'keep', because: 'rival', blockers: [] },
    { act: 'withdraw', because: 'queued-behind', blockers: [] },
    { act: 'wait', because: 'unseen', blockers: [] },
  );
  const mine = fc.constantFrom('unseen', 'waiting', 'claiming', 'holding', 'over');
  const result = fc.record({
    decision,
    mine,
    obstacle: fc.boolean(),
    moved: fc.boolean(),
    found: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(result, { minLength: 30, maxLength: 60 }), (results) => {
      let contender = newContender(0);
      let observed: Observation | undefined;
      let last: Move['kind'] | undefined;
      for (const [index, each] of results.entries()) {
        const at = index * 1000;
        const move = nextMove(contender, observed, at, options);
        if (move.kind === 'end') return;
        if (move.kind === 'write' && move.as === 'holding') {
          expect(['observe', 'find']).toContain(last);
          expect(observed?.decision.act === 'hold' || observed?.mine === 'holding').toBe(true);
        }
        if (move.kind === 'observe') observed = observation({ decision: each.decision, mine: each.mine, at });
        contender = applied(contender, move, {
          ...{ at, backpressure: 1, found: each.found, polled: { moved: each.moved, free: true } },
          ...(observed && { observed }),
          obstacle: each.obstacle ? OBSTACLE : undefined,
        });
        last = move.kind;
      }
    }),
    { numRuns: 2000 },
  );
});
