import { backOff } from '../backoff.ts';
import type { Failure, Setback } from '../deliver.ts';
import type { SlackError } from '../error.ts';
import type { Op } from './next.ts';
import { absorb } from './reply.ts';
import type { Flight, Thread } from './state.ts';

/** The thread after a request failed, by what the failure means for it. */
export function failed(thread: Thread, failure: Failure<Op>): Setback<Thread> {
  const { op, error } = failure;
  const paused = pause(thread, failure);
  switch (error.fault) {
    case 'retry':
      // A read that failed tells nothing about the request it asks after.
      return { state: op.do === 'read-back' ? paused : landed(paused) };
    case 'ambiguous':
      return { state: lost(paused, failure) };
    case 'late':
    case 'gone':
      return gone(landed(thread), failure);
    case 'payload':
      return refused(landed(thread), failure);
    case 'config':
      return misconfigured(op.do === 'read-back' ? thread : landed(thread), op, error);
  }
}

function pause(thread: Thread, failure: Failure<Op>): Thread {
  const limited = thread.limited + (failure.error.code === 'ratelimited' ? 1 : 0);
  return { ...thread, ...backOff(thread, failure), limited };
}

function landed(thread: Thread): Thread {
  const { flight, ...rest } = thread;
  return rest;
}

/** It may have been carried out, or may yet be. */
function lost(thread: Thread, { op, error, now }: Failure<Op>): Thread {
  const flight = thread.flight;
  if (flight === undefined) return thread;
  const what = flight.op === 'head' || thread.doubted?.what === 'head' ? 'head' : 'thread';
  const doubted = { what, at: now } as const;
  if (op.do === 'update') return { ...landed(thread), doubted };
  const after: Flight = { ...flight, at: now, ...(error.accepted ? { accepted: true } : {}) };
  return op.do === 'read-back' ? thread : { ...thread, doubted, flight: after };
}

function gone(thread: Thread, { op, error }: Failure<Op>): Setback<Thread> {
  const { head, root, looked, ...rest } = thread;
  if (op.do === 'update' && head !== undefined)
    return { state: { ...rest, ...(root === undefined ? {} : { root }), head: { ...head, frozen: true } } };
  // The head was deleted, and its thread with it: the next message goes to another job's head, or begins a new one.
  if (op.do === 'reply' && head !== undefined) return { state: rest };
  if (op.do === 'look')
    return { state: { ...thread, looked: true }, warning: `${error.message} ${NO_THREAD}` };
  return giveUp(thread, op, error.message);
}

const NO_THREAD = 'Input "thread-ts" names no message of this channel: the deployment gets one of its own.';

/** Once more without blocks, then it is given up, loudly. */
function refused(thread: Thread, { op, error }: Failure<Op>): Setback<Thread> {
  const id = op.do === 'reply' ? op.id : op.do === 'head' || op.do === 'update' ? op.id : undefined;
  if (id === undefined) return giveUp(thread, op, error.message);
  if (thread.plain !== id) return { state: { ...thread, plain: id } };
  if (op.do !== 'reply') return { state: thread, halt: error.message };
  return { state: absorb(thread, [op.entry]), warning: `${error.message} The message was dropped.` };
}

function misconfigured(thread: Thread, op: Op, { code, message }: SlackError): Setback<Thread> {
  switch (op.do) {
    case 'look':
    case 'read-back':
    case 'confirm':
    case 'verify':
      // Reading is a scope of its own. Whatever else is wrong, the next post will tell.
      return UNREADABLE.includes(code) || op.do === 'read-back'
        ? { state: { ...thread, blind: true }, warning: `${message} ${BLIND}` }
        : giveUp(thread, op, message);
    case 'head': {
      // Nor may the look before it have been any good.
      const { looked, ...unsure } = thread;
      return { state: unsure, halt: message };
    }
    case 'reply':
    case 'update':
      return { state: thread, halt: message };
    default:
      return giveUp(thread, op, message);
  }
}

/** A channel can be written without being a member of it. */
const UNREADABLE = ['missing_scope', 'not_in_channel'];
const BLIND =
  'Until then threads are not found across jobs, and a lost message may be sent twice, or not at all.';

/** What is only convenient is left undone. */
function giveUp(thread: Thread, op: Op, message: string): Setback<Thread> {
  const { head } = thread;
  switch (op.do) {
    case 'identify':
      return { state: { ...thread, actor: '' } };
    case 'permalink':
      return { state: head === undefined ? thread : { ...thread, head: { ...head, permalink: '' } } };
    case 'remind':
    case 'unremind':
      return { state: { ...thread, reminder: { id: '', at: 0 } } };
    case 'look':
      return { state: { ...thread, looked: true } };
    case 'confirm':
      return { state: head === undefined ? thread : { ...thread, head: { ...head, confirmed: true } } };
    case 'verify': {
      const { doubted, ...sure } = thread;
      return { state: sure };
    }
    default:
      return { state: thread, halt: message };
  }
}
