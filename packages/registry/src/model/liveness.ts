import { queuePhaseOf, type Registration } from './registration.ts';

/** The job, or run attempt, that answers for a registration. */
export interface Owner {
  readonly repository: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly checkRunId?: number;
  readonly scope: 'job' | 'run';
}

export type OwnerState =
  | { readonly alive: true; readonly by: 'job' | 'run' }
  | {
      readonly alive: false;
      readonly conclusion: string /** By the server's clock. */;
      readonly endedForSeconds: number;
    }
  | { readonly alive: 'unknown'; readonly why: string };

/**
 * What may be done about somebody else's registration:
 * `alive`: nothing. `idle`: it only waits and its owner is gone, so it has no position any more, but stays unwritten.
 * `ending`: its owner is gone, but what it started may still run. `dead`: end it.
 */
export type Liveness = 'alive' | 'idle' | 'ending' | 'dead';

/**
 * A runner that loses its connection to GitHub carries on until its job lock expires, and five minutes more
 * (actions/runner src/Runner.Listener/JobDispatcher.cs), while GitHub already calls the job completed.
 * Before this grace is over nobody else's registration is written to.
 */
export const GRACE_SECONDS = 360;

export function liveness(
  registration: Pick<Registration, 'latest' | 'createdAt'>,
  owner: OwnerState,
  {
    now,
    maxHoldSeconds,
  }: { /** The server's time. */ readonly now: number; readonly maxHoldSeconds: number },
): Liveness {
  const waits = queuePhaseOf(registration.latest) === 'waiting';
  if (owner.alive === false) {
    if (owner.endedForSeconds >= GRACE_SECONDS) return 'dead';
    return waits ? 'idle' : 'ending';
  }
  // A job's own end is certain to be seen. A run may seem alive for days after its last job, and an owner nobody
  // can read may be anything: both get a lease, renewed by every sign of life on the registration.
  if (owner.alive === true && owner.by === 'job') return 'alive';
  const lastSign = registration.latest?.createdAt ?? registration.createdAt;
  if (now - lastSign <= maxHoldSeconds * 1000) return 'alive';
  return owner.alive === true && waits ? 'alive' : 'dead';
}
