import { unpaused } from '../client/backoff.ts';
import type { Service } from '../outbox/deliver.ts';
import type { Place } from './context.ts';
import { failed } from './fail.ts';
import { next } from './next.ts';
import type { Op } from './op.ts';
import { perform } from './perform.ts';
import { emptyThread, type Flight, isDirty, storySoFar, type Thread } from './state.ts';

/** One head message with its thread, in one channel, by a bot. */
export function threadService(place: Place): Service<Thread, Op> {
  return {
    read: (saved) => ({ ...emptyThread, ...(Object(saved) as Partial<Thread>) }),
    next: (thread, waiting, moment) => next(thread, waiting, { place, ...moment }),
    takeOff: (thread, op, now) => takeOff(thread, op, { place, now }),
    perform: (op, thread, request) => perform(op, thread, { ...place, ...request }),
    failed: (thread, failure) => failed(thread, { ...failure, place }),
    unpaused,
    done: ({ done }) => done,
    pending: (thread, waiting) => {
      const story = storySoFar(thread, waiting);
      const messages = waiting.filter(({ event }) => event.kind !== 'progress').length;
      // A progress that is held back is not told yet.
      return messages + (story !== undefined && isDirty(thread, story) ? 1 : 0);
    },
  };
}

const FLIGHTS: Readonly<Partial<Record<Op['do'], Flight['op']>>> = {
  head: 'head',
  reply: 'reply',
  remind: 'remind',
};

interface Taking {
  readonly place: Place;
  readonly now: number;
}

/** Notes what is about to be sent, so that a crash or a lost answer leaves its trace. */
function takeOff(thread: Thread, op: Op, { place, now }: Taking): Thread {
  const kind = FLIGHTS[op.do];
  const doubtful = thread.updating !== undefined || (place.contested && op.do === 'reply');
  const before = doubtful ? doubted(thread, now) : thread;
  if (op.do === 'update') return { ...before, revision: before.revision + 1, updating: now };
  if (kind === undefined) return before;
  const revision = before.revision + (kind === 'head' ? 1 : 0);
  return { ...before, revision, flight: { op: kind, id: 'id' in op ? op.id : op.do, at: now } };
}

/** An update that was begun by a process that died may yet be carried out; and somebody else may tell the same. */
function doubted({ updating, ...thread }: Thread, now: number): Thread {
  return { ...thread, doubted: thread.doubted ?? { what: 'thread', at: now } };
}
