import type { Freeze, Registration } from './registration.ts';

/** The registry, or something needed to trust it, could not be read or written: an outage, not a mistake. */
export class RegistryError extends Error {
  override readonly name: string = 'RegistryError';
}

/** A write whose answer was lost. It may have been done; it can no longer be done later. */
export class AmbiguousWriteError extends RegistryError {
  override readonly name = 'AmbiguousWriteError';
}

/** The environment as one read showed it. Reads may lag behind writes, and behind each other. */
export interface Snapshot {
  /** Ours, newest first; those that are over too, as far back as was read. */
  readonly registrations: readonly Registration[];
  /** Those in force. */
  readonly freezes: readonly Freeze[];
  /** When the last freeze that was lifted ended, where the read shows it. */
  readonly openedAt?: number;
  /** How many deployments without our mark are under way in the environment, as far as was read. */
  readonly foreign: number;
  /** Ids of ours that may be alive and could not be read yet: nobody may claim or hold on such a read. */
  readonly unread?: readonly number[];
  /** Whether there are older registrations, all over, or such as are `unread`. */
  readonly more: boolean;
  /** The server's time at the read. */
  readonly now: number;
}

export interface SnapshotOptions {
  /** What is over has its id, too: a request more for every hundred of them. */
  readonly everyId?: boolean | undefined;
}

/** `snapshot`, when it shows everybody who may be alive. @throws RegistryError when some could not be read yet */
export function complete(snapshot: Snapshot): Snapshot {
  const { unread = [] } = snapshot;
  if (unread.length === 0) return snapshot;
  throw new RegistryError(
    `GitHub's GraphQL API does not answer, and ${unread.length} registrations are still to be read one by one`,
  );
}
