import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import type { Payload } from './payload.ts';
import type { Commits, Owners, Registry, StackStatusReader } from './port.ts';
import type { Reason } from './reason.ts';
import type { Ticket } from './ticket.ts';

/** What the registry's operations need of the world. */
export interface RegistryPorts {
  readonly registry: Registry;
  readonly owners: Owners;
  readonly commits: Commits;
  /** Needed when stacks are named. */
  readonly stacks?: StackStatusReader;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly cancelled: AbortSignal;
}

/** Everything about the registration but the nonce, which is made for each. */
export type Claimant = Omit<Payload, 'nonce'>;

export interface AcquireRequest {
  readonly environment: string;
  readonly sha: string;
  readonly claimant: Claimant;
  /** The page of the run: GitHub's deployments page links to it. */
  readonly logUrl: string;
  readonly onBusy: 'wait' | 'fail' | 'skip';
  readonly onOutdated: 'ignore' | 'warn' | 'fail' | 'skip';
  readonly waitTimeoutSeconds: number;
  /** `auto`: at least 2 s and three times the visibility lag just seen. */
  readonly settleSeconds: number | 'auto';
  readonly maxHoldSeconds: number;
  readonly claimTimeoutSeconds: number;
  /** Called before the registration is made and whenever more is known: save it for the post step. */
  readonly remember: (ticket: Ticket) => void;
}

export interface Grant {
  readonly acquired: true;
  readonly ticket: Ticket;
  readonly deploymentId: number;
  /** Grows with every grant of the environment. */
  readonly fencingToken: number;
  readonly waitedSeconds: number;
}

/** The turn was not taken and nothing is left in the queue. Only with `skip`; `fail` throws. */
export interface Refusal {
  readonly acquired: false;
  readonly reason: Reason;
  readonly waitedSeconds: number;
}

/**
 * Registers, waits for the turn, claims it and holds it.
 * @throws UserError when the turn is refused and the user asked to fail, or waiting took too long
 * @throws RegistryError when the registry cannot be read or written; nothing is held then
 */
export declare function acquire(request: AcquireRequest, ports: RegistryPorts): Promise<Grant | Refusal>;
