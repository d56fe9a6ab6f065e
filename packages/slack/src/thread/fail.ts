import { compact } from '@signalbox/runner/values';
import { backOff } from '../client/backoff.ts';
import type { SlackError } from '../client/error.ts';
import type { Failure, FailureResult } from '../outbox/service.ts';
import type { ThreadContext } from './context.ts';
import { methodOf, type Op } from './op.ts';
import { markDelivered } from './reply.ts';
import type { InFlight, Thread } from './state.ts';

interface Failed extends Failure<Op> {
  readonly context: ThreadContext;
}

/** The thread after a request failed, by what the failure means for it. */
export function failed(thread: Thread, failure: Failed): FailureResult<Thread> {
  const { op, error } = failure;
  const paused = pause(thread, failure);
  switch (error.fault) {
    case 'retry':
      // A read that failed does not say what became of the request in flight.
      return { state: cleared(paused, op) };
    case 'ambiguous':
      return { state: lost(paused, failure) };
    case 'late':
    case 'gone':
      return gone(cleared(paused, op), failure);
    case 'payload':
      return refused(cleared(thread, op), failure);
    case 'config':
      return misconfigured(cleared(thread, op), op, error);
  }
}

function pause(thread: Thread, failure: Failed): Thread {
  const limited = thread.limited + (failure.error.code === 'ratelimited' ? 1 : 0);
  const failing = methodOf(failure.op, thread, failure.context);
  return { ...thread, ...backOff(thread, failure, failing), failing, limited };
}

const TAKEN_OFF: readonly Op['do'][] = ['head', 'reply', 'remind'];

/** The thread without the request in flight, which is known not to have been carried out. */
function cleared(thread: Thread, op: Op): Thread {
  const { inFlight, updating, ...rest } = thread;
  if (op.do === 'update') return { ...rest, ...compact({ inFlight }) };
  const kept = { ...rest, ...compact({ updating }) };
  // A read that failed does not say what became of the request in flight.
  return TAKEN_OFF.includes(op.do) || inFlight === undefined ? kept : { ...kept, inFlight };
}

/** The thread after a request that may have been carried out, or may yet be. */
function lost(thread: Thread, { op, error, now }: Failed): Thread {
  const { inFlight } = thread;
  const what = op.do === 'head' || thread.uncertain?.what === 'head' ? 'head' : 'thread';
  const uncertain = { what, at: now } as const;
  if (op.do === 'update') return { ...cleared(thread, op), uncertain };
  if (inFlight === undefined || !TAKEN_OFF.includes(op.do)) return thread;
  const after: InFlight = { ...inFlight, at: now, ...(error.accepted ? { accepted: true } : {}) };
  return { ...thread, uncertain, inFlight: after };
}

/** Ids of heads are remembered only as long as a read may still show them. */
const REMEMBERED = 10;
/** After so many the cause is not the heads: no more are posted only to have their replies refused. */
const MOST_GONE = 3;

function gone(thread: Thread, { op, error }: Failed): FailureResult<Thread> {
  const { root, searched, ...unsure } = thread;
  const { head, inFlight, ...rest } = unsure;
  const known = thread.gone ?? [];
  switch (op.do) {
    case 'update': {
      if (head === undefined) return { state: thread };
      // Another job's head may have won a race: that one is searched for.
      const frozen = {
        ...unsure,
        head: { ...head, frozen: true },
        gone: remembered(known, head.ts),
      } as const;
      return { state: { ...frozen, ...compact({ root }) } };
    }
    case 'reply':
    case 'read-back':
      if (head === undefined || known.length >= MOST_GONE) return giveUp(thread, op, error.message);
      // It was deleted with its thread: the next message goes to another job's head, or begins a new one.
      return { state: { ...rest, head: { ...head, lost: true }, gone: remembered(known, head.ts) } };
    case 'head':
    case 'find-head':
      // The message that the user named.
      if (searched && root === undefined) return giveUp(thread, op, error.message);
      return { state: { ...unsure, searched: true }, warning: `${error.message} ${NO_THREAD}` };
    default:
      return giveUp(thread, op, error.message);
  }
}

const remembered = (known: readonly string[], ts: string): readonly string[] =>
  [...known, ts].slice(-REMEMBERED);

const NO_THREAD = 'Input "thread-ts" names no message of this channel: the deployment gets one of its own.';

/** Once more without blocks; then it is dropped, with a warning. */
function refused(thread: Thread, { op, error }: Failed): FailureResult<Thread> {
  const id = op.do === 'reply' ? op.id : op.do === 'head' || op.do === 'update' ? op.id : undefined;
  if (id === undefined) return giveUp(thread, op, error.message);
  if (thread.plain !== id) return { state: { ...thread, plain: id } };
  if (op.do !== 'reply') return { state: thread, halt: error.message };
  return {
    state: markDelivered(thread, [op.entry]),
    lost: true,
    warning: `${error.message} The message was dropped.`,
  };
}

function misconfigured(thread: Thread, op: Op, { code, message }: SlackError): FailureResult<Thread> {
  switch (op.do) {
    case 'find-head':
    case 'read-back':
    case 'confirm':
    case 'reconcile':
      // Reading needs a scope of its own. Whatever else is wrong shows at the next post.
      return UNREADABLE.includes(code) || op.do === 'read-back'
        ? { state: { ...thread, cannotRead: true }, warning: `${message} ${CANNOT_READ}` }
        : op.do === 'find-head'
          ? { state: thread, refused: true }
          : giveUp(thread, op, message);
    case 'head':
    case 'reply':
    case 'update':
      return { state: thread, halt: message };
    default:
      return giveUp(thread, op, message);
  }
}

/** A channel can be written without being a member of it. */
const UNREADABLE = ['missing_scope', 'not_in_channel'];
const CANNOT_READ =
  'Until then threads are not found across jobs, and a lost message may be sent twice, or not at all.';

/** What is only convenient is left undone. */
function giveUp(thread: Thread, op: Op, message: string): FailureResult<Thread> {
  const { head } = thread;
  switch (op.do) {
    case 'identify':
      return { state: { ...thread, actor: '' } };
    case 'permalink':
      return { state: head === undefined ? thread : { ...thread, head: { ...head, permalink: '' } } };
    case 'remind':
    case 'unremind':
      return { state: { ...thread, reminder: { id: '', at: 0 } } };
    case 'find-head':
      return { state: { ...thread, searched: true } };
    case 'confirm':
      return { state: head === undefined ? thread : { ...thread, head: { ...head, confirmed: true } } };
    case 'reconcile': {
      const { uncertain, ...sure } = thread;
      return { state: sure };
    }
    default:
      return { state: thread, halt: message };
  }
}
