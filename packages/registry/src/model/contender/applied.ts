import type { Contender, Move, Result, Stage } from './contender.ts';

/** More are not counted: the pause does not grow any more. */
const MOST_MISSED = 5;

/** The contender after `move`. */
export function applied(contender: Contender, move: Move, result: Result): Contender {
  const { at, backpressure } = result;
  const after = (stage: Stage, change: Partial<Contender> = {}): Contender => ({
    ...contender,
    backpressure,
    stage,
    ...change,
  });
  switch (move.kind) {
    case 'observe':
      return afterRead(contender, result);
    case 'find':
      return after(result.found === true ? 'found' : 'gone');
    case 'check': {
      const { obstacle } = result;
      if (obstacle === undefined) return after(contender.claimed ? 'due' : 'clear', { obstructed: false });
      return after('blocked', { obstacle, obstructed: obstacle.act === 'wait' });
    }
    case 'write':
      return after(...afterWrite(contender, move, at));
    case 'announce':
      return after(contender.stage === 'blocked' ? 'blocked-announced' : 'announced');
    case 'sleep':
      if (contender.stage !== 'announced' && contender.stage !== 'watching') return after('rested');
      return after('paused', { readAgainAt: move.until });
    case 'poll': {
      const { moved = true, free = false } = result.polled ?? {};
      if (moved) return after('rested');
      // The first answer has to be counted: only then there is something to compare with.
      const polls = contender.polls + 1;
      return after('watching', { polls, counted: !free && polls > 1 });
    }
    case 'end':
      return contender;
  }
}

/** A claim has to settle for longer than a write of ours was invisible. */
function afterRead(contender: Contender, { at, backpressure, observed }: Result): Contender {
  const mine = observed?.mine ?? 'unseen';
  const { claimed, writtenAt, worstLagSeconds } = contender;
  const unseen = mine === 'unseen';
  const hidden = unseen || (claimed && mine !== 'claiming');
  const missed = unseen ? Math.min(MOST_MISSED, contender.missed + 1) : 0;
  const { obstacle: _, ...rest } = contender;
  return {
    ...rest,
    backpressure,
    stage: 'observed',
    worstLagSeconds: hidden ? Math.max(worstLagSeconds, (at - writtenAt) / 1000) : worstLagSeconds,
    missed,
    missedSince: missed <= 1 ? at : contender.missedSince,
    polls: 0,
    counted: false,
  };
}

function afterWrite(
  { stage, shown }: Contender,
  { as, why }: Move & { readonly kind: 'write' },
  at: number,
): [Stage, Partial<Contender>] {
  if (as === 'claiming') return ['claimed', { claimed: true, writtenAt: at }];
  if (as === 'holding') return ['holding', { writtenAt: at }];
  if (why === 'position') return [stage, { shown: true }];
  return [why === 'obstacle' ? stage : 'withdrawn', { claimed: false, writtenAt: at, shown }];
}
