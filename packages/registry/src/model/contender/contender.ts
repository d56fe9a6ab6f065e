import type { Decision, View } from '../decide.ts';
import type { Obstacle } from '../reason.ts';
import type { PollContext } from './pacing.ts';

/**
 * One that wants the environment, from its registration to its hold, as plain data. `nextMove` says what to do,
 * and `applied` what the contender is after it. Both are pure: operations/queue/perform.ts performs moves on GitHub,
 * test/protocol explores every interleaving of them. All times are of the contender's own clock, in milliseconds.
 */
export interface Contender {
  readonly stage: Stage;
  /** Our claim is written and not taken back. */
  readonly claimed: boolean;
  /** GitHub's page of the registration says that it waits. */
  readonly shown: boolean;
  /** When the last write of ours was answered. */
  readonly writtenAt: number;
  /** The longest that a write of ours was not to be seen. */
  readonly worstLagSeconds: number;
  /** Reads in a row that did not show our registration (counted up to `MOST_MISSED`), and when the first was. */
  readonly missed: number;
  readonly missedSince: number;
  /** Something else than the queue was in the way when it was last checked. */
  readonly obstructed: boolean;
  /** What was found in the way since the last read. */
  readonly obstacle?: Obstacle;
  /** The whole queue is read again then, whatever polls say. */
  readonly readAgainAt: number;
  /** Polls since the last read, and whether GitHub counted the last one against the budget. */
  readonly polls: number;
  readonly counted: boolean;
  readonly backpressure: number;
}

/** What has just happened, which is what the next move depends on. */
export type Stage =
  /** There is a registration, or a claim has settled: read. */
  | 'due'
  /** A pause is over: read, unless it is too late. */
  | 'rested'
  | 'observed'
  /** Our registration was read by its id, and is there. */
  | 'found'
  | 'gone'
  /** Nothing but the queue is in the way. */
  | 'clear'
  | 'claimed'
  /** Something but the queue is in the way. */
  | 'blocked'
  | 'blocked-announced'
  | 'withdrawn'
  | 'announced'
  | 'watching'
  /** A pause between polls is over. */
  | 'paused'
  | 'holding';

/** What the user asked for. */
export interface ContenderOptions {
  readonly onBusy: 'wait' | 'fail' | 'skip';
  readonly settleSeconds: number | 'auto';
  /** When waiting is over. */
  readonly deadline: number;
}

/** What one read of the queue means to the contender. */
export interface Observation {
  readonly decision: Decision;
  readonly mine: View['mine'];
  /** The read omitted some who may be alive. */
  readonly partial: boolean;
  /** The registration by which this very job holds the environment already. */
  readonly ownHold?: number | undefined;
  readonly pollContext: Omit<PollContext, 'backpressure'>;
  /** When it had been read. */
  readonly at: number;
}

export type Move =
  /** Read the whole queue. */
  | { readonly kind: 'observe' }
  /** Read our own registration by its id. */
  | { readonly kind: 'find' }
  /** Ask what else may be in the way; takes no less than `seconds`, in which a claim settles. */
  | { readonly kind: 'check'; readonly seconds: number }
  | { readonly kind: 'write'; readonly as: 'waiting' | 'claiming' | 'holding'; readonly why: WriteReason }
  /** Say in the log what is waited for. */
  | { readonly kind: 'announce' }
  /** Pause `seconds`, longer or shorter by up to the share `jitter`, never beyond `until`. */
  | {
      readonly kind: 'sleep';
      readonly seconds: number;
      readonly jitter: number;
      readonly until: number;
    }
  /** Ask whether the one in front has moved. */
  | { readonly kind: 'poll' }
  | { readonly kind: 'end'; readonly as: End };

export type WriteReason = 'claim' | 'hold' | 'overtaken' | 'obstacle' | 'position';

export type End =
  | { readonly kind: 'held' }
  /** `obstacle`: what was found; without it the queue itself is busy. */
  | { readonly kind: 'refused'; readonly act: 'fail' | 'skip'; readonly obstacle?: Obstacle | undefined }
  | { readonly kind: 'lost'; readonly how: 'ended' | 'deleted' }
  | { readonly kind: 'holds-already'; readonly id: number }
  | { readonly kind: 'too-late' };

/** What came of a move. `at`: when it was done. */
export interface Result {
  readonly at: number;
  readonly backpressure: number;
  readonly observed?: Observation;
  readonly found?: boolean;
  readonly obstacle?: Obstacle | undefined;
  readonly polled?: Polled;
}

export interface Polled {
  /** A read is worth while. */
  readonly moved: boolean;
  /** GitHub counted nothing for it. */
  readonly free: boolean;
}

export const newContender = (now: number): Contender => ({
  stage: 'due',
  claimed: false,
  shown: false,
  writtenAt: now,
  worstLagSeconds: 0,
  missed: 0,
  missedSince: now,
  obstructed: false,
  readAgainAt: now,
  polls: 0,
  counted: false,
  backpressure: 1,
});
