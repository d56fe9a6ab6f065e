// Whether and how the watch of a service ends.
import type { ReadError } from '@signalbox/cloudformation/reader';
import { errorLine } from '@signalbox/runner/errors';
import { permanentFailure } from '../judge/doom.ts';
import {
  type Ongoing,
  type RolloutState,
  type Settled,
  stateWords,
  type Unchanged,
} from '../model/rollout-state.ts';

/** What moves, but is not ours, is waited for at most this long: what we began shows by then. */
const FOREIGN_SECONDS = 300;

/**
 * How it ended, now that the deploying steps have been over for `quietMs`; undefined while it goes on. `tasks` is why the
 * newest tasks stopped.
 */
export function endOf(
  state: RolloutState,
  tasks: readonly string[],
  quietMs: number,
  startTimeoutSeconds: number,
): Settled | undefined {
  switch (state.kind) {
    case 'settled':
      return state;
    case 'ongoing': {
      const count = state.failures?.breaker === false ? state.failures.count : 0;
      const doomed = state.doomed ?? permanentFailure(count, tasks);
      if (doomed === undefined || state.rollingBack) return undefined;
      return { ...failed(state), reason: `can no longer succeed: ${doomed}` };
    }
    case 'unchanged': {
      const own = Math.max(startTimeoutSeconds, state.patienceSeconds ?? 0);
      const patience = state.moving ? Math.max(own, FOREIGN_SECONDS) : own;
      return quietMs >= patience * 1000 ? nothing(state) : undefined;
    }
  }
}

function nothing({ exists, reason, hidden }: Unchanged): Settled {
  if (!exists) return { kind: 'settled', status: 'not-found', reason };
  if (hidden === undefined) return { kind: 'settled', status: 'no-changes', reason };
  const words = `${reason}, but whether something was deployed and rolled back is not known: ${hidden}`;
  return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}

const failed = ({ startedAt, progress, troubles }: Ongoing): Omit<Settled, 'reason'> => ({
  ...{ kind: 'settled', status: 'failed', startedAt, progress, troubles },
});

export const cancelled = (last: RolloutState | undefined): Settled => ({
  ...{
    kind: 'settled',
    status: 'cancelled',
    reason: last === undefined ? 'not looked at yet' : stateWords(last),
  },
  ...(last?.kind === 'ongoing' ? { startedAt: last.startedAt, progress: last.progress } : {}),
});

/**
 * The end when the time is up. `stepsOver`: the deploying steps had ended. What rolls back by then has failed, whatever
 * comes of the rollback.
 */
export function timedOut(last: RolloutState, now: number, stepsOver: boolean): Settled {
  if (last.kind === 'settled') return { ...last, endedAt: last.endedAt ?? now };
  if (last.kind === 'unchanged') {
    return stepsOver ? nothing(last) : { kind: 'settled', status: 'timed-out', reason: last.reason };
  }
  const { activity, startedAt, progress, troubles, rollingBack } = last;
  const status = rollingBack ? 'failed' : 'timed-out';
  return { kind: 'settled', status, reason: activity, startedAt, endedAt: now, progress, troubles };
}

/**
 * The end when nothing can be read any more. A service that could never be read is red: the user has to add the
 * permission, and a watch that learned nothing in all its time must not pass for success. Credentials that have expired
 * meanwhile are not such a case.
 */
export function unreadable(error: ReadError, last: RolloutState | undefined): Settled {
  const { trouble } = error;
  if (last === undefined && trouble !== 'expired') {
    const status = trouble === 'denied' || trouble === 'other' ? 'failed' : 'timed-out';
    return { kind: 'settled', status, reason: `its rollout cannot be read: ${errorLine(error)}` };
  }
  if (last?.kind === 'ongoing' && last.rollingBack) {
    return { ...failed(last), reason: `${last.activity}; then sight was lost: ${errorLine(error)}` };
  }
  const seen = last === undefined ? '' : ` (last seen: ${stateWords(last)})`;
  const words = `lost sight of its rollout: ${errorLine(error)}${seen}`;
  return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}
