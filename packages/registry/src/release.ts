import type { RegistryPorts } from './acquire.ts';
import type { Ticket } from './ticket.ts';

export type Outcome = 'success' | 'failure' | 'error' | 'inactive' | 'cancelled';

export interface ReleaseRequest {
  readonly ticket: Ticket;
  readonly outcome: Outcome;
  /** One line for GitHub's deployments page; made from the outcome and the time held when absent. */
  readonly description?: string;
  readonly logUrl?: string;
  readonly environmentUrl?: string;
  /** Stacks that should be at rest by now. */
  readonly stacks: readonly string[];
}

export interface Released {
  /** False when there was nothing (left) to end. */
  readonly ended: boolean;
  readonly heldSeconds?: number;
  /** Other registrations that held while ours did: the registry was not safe. One line each. */
  readonly overlaps: readonly string[];
  /** Our registration was ended by somebody else while we held it; says by what. */
  readonly lost?: string;
  /** Stacks that still move, with their status. */
  readonly stillMoving: readonly string[];
}

/** Ends a registration with one last status; safe to repeat. The caller fails the step on `overlaps` or `lost`. */
export declare function release(request: ReleaseRequest, ports: RegistryPorts): Promise<Released>;
