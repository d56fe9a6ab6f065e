import type { Job } from '@signalbox/runner/job';
import type { Payload } from './payload.ts';

/** Who asks for a turn: everything about the registration but the nonce, which is made for each. */
export type Claimant = Omit<Payload, 'nonce'>;

/** What a step must remember to end its registration whatever happens: small, and without secrets. */
export interface Ticket {
  readonly environment: string;
  readonly nonce: string;
  /** Absent until the answer to the creation has arrived. */
  readonly deploymentId?: number;
  /** Whether the registration was asked to hold: the answer may have been lost. */
  readonly holding?: boolean;
  /** When it began to hold by the server's clock: reads may lag behind. Absent until the answer has arrived. */
  readonly heldSince?: number;
}

/** The ticket of a registration that is known to exist. */
export type KnownTicket = Ticket & { readonly deploymentId: number };

/** Where the main step keeps its ticket for the post step. */
export const TICKET = 'ticket';

export const formatTicket = (ticket: Ticket): string => JSON.stringify(ticket);

/** The ticket that an earlier step of this action saved, or undefined when there is none. */
export const parseTicket = (saved: string): Ticket | undefined =>
  saved === '' ? undefined : (JSON.parse(saved) as Ticket);

/** Who asks: the job this step runs in. */
export function claimantOf(
  job: Job,
  more: {
    readonly correlationId: string;
    readonly checkRunId: number | undefined;
    readonly priority: number;
    readonly scope: 'job' | 'run';
    readonly stacks: readonly string[];
  },
): Claimant {
  const { checkRunId, ...rest } = more;
  return {
    ...rest,
    ...(checkRunId === undefined ? {} : { checkRunId }),
    repository: job.repository,
    ...(job.repositoryId === undefined ? {} : { repositoryId: job.repositoryId }),
    runId: job.runId,
    runAttempt: job.runAttempt,
    workflow: job.workflow,
    actor: job.actor,
  };
}
