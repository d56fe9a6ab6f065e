import type { Payload } from './payload.ts';

/** `task` of the GitHub deployments that are registrations. */
export const TASK = 'signalbox';
/** `task` of the GitHub deployments that close an environment for everybody. */
export const FREEZE_TASK = 'signalbox:freeze';

export type State = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

/** One status of a deployment. */
export interface Status {
  readonly state: State;
  readonly description: string;
  /** Milliseconds since the epoch, by the server's clock, to the second. */
  readonly createdAt: number;
  readonly url?: string;
}

/** A place in the queue of one environment, kept as a GitHub deployment. */
export interface Registration {
  /** The deployment's REST id: the ticket. */
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  readonly createdAt: number;
  readonly payload: Payload;
  /** Absent until the first status. */
  readonly latest?: Status;
}

/** An environment closed by a person. */
export interface Freeze {
  readonly id: number;
  readonly reason: string;
  readonly by: string;
  readonly since: number;
}

/** What the latest status means. */
export type Phase = 'waiting' | 'claiming' | 'holding' | 'over';

const CLAIM = 'claim';

export function phaseOf(latest: Pick<Status, 'state' | 'description'> | undefined): Phase {
  if (latest === undefined) return 'waiting';
  switch (latest.state) {
    case 'queued':
    case 'pending':
      return 'waiting';
    case 'in_progress':
      return latest.description.startsWith(CLAIM) ? 'claiming' : 'holding';
    default:
      return 'over';
  }
}

/** GitHub refuses a longer description. */
export const DESCRIPTION_LIMIT = 140;

/** A deployment of the past with all that was read of its statuses, oldest first. */
export interface PastRegistration extends Registration {
  readonly statuses: readonly Status[];
}
