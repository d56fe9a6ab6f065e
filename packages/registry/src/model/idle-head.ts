import type { Snapshot } from '../port.ts';
import { before } from './decide.ts';
import { phaseOf, type Registration } from './registration.ts';

type Placed = Pick<Registration, 'id' | 'payload' | 'createdAt' | 'latest'>;

const placeOf = ({ id, payload: { priority } }: Pick<Placed, 'id' | 'payload'>) => ({ id, priority });

/**
 * Since when, by the server's clock, `first` could have claimed its turn for all that one read shows: when it came, when
 * it last said something, when whoever held or stood before it ended, or when the last freeze was lifted.
 */
export function claimableSince(
  first: Placed,
  { registrations, openedAt = 0 }: Pick<Snapshot, 'registrations' | 'openedAt'>,
): number {
  const ends = registrations
    .filter((other) => other.heldSince !== undefined || before(placeOf(other), placeOf(first)))
    .flatMap(({ latest }) => (latest !== undefined && phaseOf(latest) === 'over' ? latest.createdAt : []));
  return Math.max(first.createdAt, first.latest?.createdAt ?? 0, openedAt, ...ends);
}
