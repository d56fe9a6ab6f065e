import { unpaused } from '../client/backoff.ts';
import type { Service } from '../outbox/service.ts';
import type { ThreadContext } from './context.ts';
import { failed } from './fail.ts';
import { next } from './next.ts';
import type { Op } from './op.ts';
import { perform } from './perform.ts';
import { emptyThread, type InFlight, isDirty, stateSoFar, type Thread } from './state.ts';

/** One head message with its thread, in one channel, by a bot. */
export function threadService(context: ThreadContext): Service<Thread, Op> {
  return {
    empty: emptyThread,
    next: (thread, waiting, moment) => next(thread, waiting, { context, ...moment }),
    markInFlight: (thread, op, now) => markInFlight(thread, op, { context, now }),
    perform: (op, thread, request) => perform(op, thread, { ...context, ...request }),
    failed: (thread, failure) => failed(thread, { ...failure, context }),
    unpaused,
    done: ({ done }) => done,
    pending: (thread, waiting) => {
      const deployment = stateSoFar(thread, waiting);
      const messages = waiting.filter(({ event }) => event.kind !== 'progress').length;
      // A progress that is held back is not delivered yet.
      return messages + (deployment !== undefined && isDirty(thread, deployment) ? 1 : 0);
    },
  };
}

const IN_FLIGHT: Readonly<Partial<Record<Op['do'], InFlight['op']>>> = {
  head: 'head',
  reply: 'reply',
  remind: 'remind',
};

interface Taking {
  readonly context: ThreadContext;
  readonly now: number;
}

/** Notes what is about to be sent, so that a crash or a lost answer leaves a trace. */
function markInFlight(thread: Thread, op: Op, { context, now }: Taking): Thread {
  const kind = IN_FLIGHT[op.do];
  const mayHaveArrived = thread.updating !== undefined || (context.contested && op.do === 'reply');
  const before = mayHaveArrived ? uncertain(thread, now) : thread;
  if (op.do === 'update') return { ...before, revision: before.revision + 1, updating: now };
  if (kind === undefined) return before;
  const revision = before.revision + (kind === 'head' ? 1 : 0);
  return { ...before, revision, inFlight: { op: kind, id: 'id' in op ? op.id : op.do, at: now } };
}

/** An update that a dead process began may yet be carried out; and another process may post the same. */
function uncertain({ updating, ...thread }: Thread, now: number): Thread {
  return { ...thread, uncertain: thread.uncertain ?? { what: 'thread', at: now } };
}
