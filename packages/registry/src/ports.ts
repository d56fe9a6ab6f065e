import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import type { Payload } from './model/payload.ts';
import type { Reason } from './model/reason.ts';
import type { Registration } from './model/registration.ts';
import type { Commits, OwnerState, Owners, Registry, StackStatusReader } from './port.ts';

/** What the registry's operations need of the world. */
export interface RegistryPorts {
  readonly registry: Registry;
  readonly owners: Owners;
  readonly commits: Commits;
  /** Needed when stacks are named. */
  readonly stacks?: StackStatusReader;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly cancelled: AbortSignal;
  readonly audience?: QueueAudience;
}

/** Hears what happens in the queue while somebody waits there. Called in passing: returns at once, never throws. */
export interface QueueAudience {
  /**
   * We have to wait: told once. `ahead` are those before us, the holder first; `over` that its job is over, and only its
   * release is missing.
   */
  waits(reason: Reason, ahead: readonly Registration[], over: boolean): void;
  /** We ended the registration of an owner that died without a word. */
  ended(registration: Registration, owner: OwnerState): void;
}

/** Who asks for a turn: everything about the registration but the nonce, which is made for each. */
export type Claimant = Omit<Payload, 'nonce'>;

/** How long others are trusted. */
export interface Patience {
  /** Lease of last resort for owners whose liveness cannot be read. */
  readonly maxHoldSeconds: number;
  /** Longest that the first in line may leave a free environment unclaimed. */
  readonly claimTimeoutSeconds: number;
}
