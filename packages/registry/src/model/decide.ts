import type { QueuePhase } from './registration.ts';

/** One living registration as far as the order is concerned. */
export interface QueueEntry {
  readonly id: number;
  readonly priority: number;
  readonly phase: Exclude<QueuePhase, 'over'>;
}

/** What one read of the registry means to one contender. */
export interface View {
  readonly me: {
    readonly id: number;
    readonly priority: number /** Our claim is in place and has settled. */;
    readonly claimed: boolean;
  };
  /** Our own registration as the read shows it. */
  readonly mine: QueuePhase | 'unseen';
  /** Everybody else who is alive; those that wait only if they still have a right to their position. */
  readonly others: readonly QueueEntry[];
  readonly frozen: boolean;
  /** The read omitted some who may be alive: it shows who is in the way, not that nobody is. @default false */
  readonly partial?: boolean;
}

export type Decision =
  /** Not our turn. `blockers` are those it depends on. */
  | {
      readonly act: 'wait';
      readonly because: 'frozen' | 'held' | 'queued-behind' | 'unseen';
      readonly blockers: readonly QueueEntry[];
    }
  /** Post a claim, let it settle, read again. */
  | { readonly act: 'claim' }
  /** Keep the claim, let it settle again, read again. */
  | { readonly act: 'keep'; readonly because: 'unseen' | 'rival'; readonly blockers: readonly QueueEntry[] }
  /** Take the claim back and wait. */
  | {
      readonly act: 'withdraw';
      readonly because: 'frozen' | 'held' | 'queued-behind';
      readonly blockers: readonly QueueEntry[];
    }
  /** The turn is ours. */
  | { readonly act: 'hold' }
  /** Somebody else ended our registration. */
  | { readonly act: 'lost' };

/** Priority first, then the smaller id. */
export const before = (
  a: Pick<QueueEntry, 'id' | 'priority'>,
  b: Pick<QueueEntry, 'id' | 'priority'>,
): boolean => (a.priority === b.priority ? a.id < b.id : a.priority > b.priority);

/**
 * The whole protocol of the queue, as one pure step: what a contender does about what it has just read.
 *
 * Ids alone cannot exclude: a smaller one may become visible late. So a claim is written, given time to settle for
 * longer than a read may lag, and checked by a fresh read (Fischer's timed mutual exclusion). Of two who claim at
 * once the later claim's read shows the earlier claim, whatever their ids, so at most one of them holds.
 * Of rivals the first in order keeps its claim and the others withdraw: nobody starves on retries.
 */
export function decide({ me, mine, others, frozen, partial = false }: View): Decision {
  if (mine === 'over') return { act: 'lost' };
  const holders = others.filter(({ phase }) => phase === 'holding');
  const claimants = others.filter(({ phase }) => phase === 'claiming');
  const ahead = others.filter((other) => other.phase === 'waiting' && before(other, me));

  if (!me.claimed) {
    if (frozen) return { act: 'wait', because: 'frozen', blockers: [] };
    if (holders.length + claimants.length > 0)
      return { act: 'wait', because: 'held', blockers: [...holders, ...claimants] };
    if (ahead.length > 0) return { act: 'wait', because: 'queued-behind', blockers: ahead };
    if (mine === 'unseen' || partial) return { act: 'wait', because: 'unseen', blockers: [] };
    return { act: 'claim' };
  }

  if (frozen) return { act: 'withdraw', because: 'frozen', blockers: [] };
  const stronger = [...holders, ...claimants.filter((other) => before(other, me))];
  if (stronger.length > 0) return { act: 'withdraw', because: 'held', blockers: stronger };
  if (ahead.length > 0) return { act: 'withdraw', because: 'queued-behind', blockers: ahead };
  // A read that does not show our own claim is older than the claim: it proves nothing about the others.
  if (mine !== 'claiming' || partial) return { act: 'keep', because: 'unseen', blockers: [] };
  if (claimants.length > 0) return { act: 'keep', because: 'rival', blockers: claimants };
  return { act: 'hold' };
}
