import type { Service } from '../deliver.ts';
import { failed } from './fail.ts';
import { type Now, next, type Op } from './next.ts';
import { perform } from './perform.ts';
import type { Place } from './place.ts';
import { emptyThread, type Flight, isBehind, storySoFar, type Thread } from './state.ts';

/** One head message with its thread, in one channel, by a bot. */
export function threadService(place: Place): Service<Thread, Op> {
  return {
    read: (saved) => ({ ...emptyThread, ...(Object(saved) as Partial<Thread>) }),
    next: (thread, waiting, now) => next(thread, waiting, { place, now }),
    takeOff: (thread, op, now) => takeOff(thread, op, { place, now }),
    perform: (op, thread, request) => perform(op, thread, { ...place, ...request }),
    failed,
    done: ({ done }) => done,
    pending: (thread, waiting) => {
      const story = storySoFar(thread, waiting);
      const messages = waiting.filter(({ event }) => event.kind !== 'progress').length;
      return messages + (story !== undefined && isBehind(thread, story) ? 1 : 0);
    },
  };
}

const FLIGHTS: Readonly<Partial<Record<Op['do'], Flight['op']>>> = {
  head: 'head',
  reply: 'reply',
  update: 'update',
  remind: 'remind',
};

/** Notes what is about to be sent, so that a crash or a lost answer leaves its trace. */
function takeOff(thread: Thread, op: Op, { place, now }: Now): Thread {
  const kind = FLIGHTS[op.do];
  const doubtful = thread.flight?.op === 'update' || (place.contested && op.do === 'reply');
  const before = doubtful ? doubted(thread, now) : thread;
  if (kind === undefined) return before;
  const revision = before.revision + (kind === 'head' || kind === 'update' ? 1 : 0);
  return { ...before, revision, flight: { op: kind, id: 'id' in op ? op.id : op.do, at: now } };
}

/** An update that was begun by a process that died may yet be carried out; and somebody else may tell the same. */
function doubted({ flight, ...thread }: Thread, now: number): Thread {
  return { ...thread, doubted: thread.doubted ?? { what: 'thread', at: now } };
}
