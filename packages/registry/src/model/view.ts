import { before, type QueueEntry, type View } from './decide.ts';
import type { Liveness } from './liveness.ts';
import { queuePhaseOf, type Registration } from './registration.ts';
import type { Snapshot } from './snapshot.ts';

/** A contender's own registration, as it remembers it. */
export interface Me {
  readonly id: number;
  readonly nonce: string;
  readonly priority: number;
  readonly claimed: boolean;
}

/** What a contender knows of others in addition to the snapshot. */
interface Knowledge {
  readonly liveness: ReadonlyMap<number, Liveness>;
  /** Were first in line and did not claim in time. */
  readonly passedOver: ReadonlySet<number>;
  /** Leave the dead out at once, rather than when their end is written. */
  readonly withoutDead?: boolean;
}

/** The snapshot through the eyes of one contender. */
export function viewOf(
  { registrations, freezes, unread = [] }: Snapshot,
  me: Me,
  knowledge: Knowledge,
): View {
  const { liveness, passedOver, withoutDead = false } = knowledge;
  // Of a row that somebody else fills with statuses nobody knows what it says: not even that our claim is on it.
  const own = registrations.find(({ id }) => id === me.id);
  const others = registrations.flatMap((registration): QueueEntry[] => {
    const phase = queuePhaseOf(registration.latest);
    const { id, payload } = registration;
    if (phase === 'over' || id === me.id || isTwin(registration, me)) return [];
    if (withoutDead && liveness.get(id) === 'dead') return [];
    if (phase === 'waiting' && (passedOver.has(id) || (liveness.get(id) ?? 'alive') !== 'alive')) return [];
    return [{ id, priority: payload.priority, phase }];
  });
  return {
    me: { id: me.id, priority: me.priority, claimed: me.claimed },
    mine: own === undefined ? 'unseen' : own.truncated ? 'over' : queuePhaseOf(own.latest),
    others,
    frozen: freezes.length > 0,
    ...(unread.length === 0 ? {} : { partial: true }),
  };
}

/** A second registration made by the same creation, whose answer was lost. */
export const isTwin = ({ id, payload }: Registration, me: Pick<Me, 'id' | 'nonce'>): boolean =>
  payload.nonce === me.nonce && id !== me.id;

/** Of those who wait before us, the one right in front. */
export const lastBefore = ({ others, me }: View): QueueEntry | undefined =>
  others
    .filter((other) => other.phase === 'waiting' && before(other, me))
    .reduce<QueueEntry | undefined>((a, b) => (a === undefined || before(a, b) ? b : a), undefined);

/**
 * The one whose next step can make it our turn: the one waiting right in front of us, else the one in progress. While it
 * is there, it is not our turn; and it watches the one before it, as we watch it (the recipe of ZooKeeper's
 * locks, which wakes one waiter for each change, not all).
 */
export const inFront = (view: View): QueueEntry | undefined =>
  lastBefore(view) ?? view.others.find(({ phase }) => phase !== 'waiting');

type QueuedRow = Pick<Registration, 'id' | 'payload' | 'createdAt' | 'latest'>;

const queueOrder = ({ id, payload: { priority } }: Pick<QueuedRow, 'id' | 'payload'>) => ({ id, priority });

/**
 * Since when, by the server's clock, `first` could have claimed its turn for all that one read shows: when it came, when
 * it last said something, when the holder or one before it ended, or when the last freeze was lifted.
 */
export function claimableSince(
  first: QueuedRow,
  { registrations, openedAt = 0 }: Pick<Snapshot, 'registrations' | 'openedAt'>,
): number {
  const ends = registrations
    .filter(
      (other) =>
        other.heldSince !== undefined || other.truncated || before(queueOrder(other), queueOrder(first)),
    )
    .flatMap(({ latest }) =>
      latest !== undefined && queuePhaseOf(latest) === 'over' ? latest.createdAt : [],
    );
  return Math.max(first.createdAt, first.latest?.createdAt ?? 0, openedAt, ...ends);
}
