import type { Visit } from './context.ts';
import { confirm, identify, look, permalink, postHead, update } from './head.ts';
import type { Op } from './op.ts';
import { assume, readBack, recall, verify } from './reconcile.ts';
import { remind, unremind } from './reminder.ts';
import { absorb, postReply } from './reply.ts';
import type { Thread } from './state.ts';

/** Carries out one op and gives the thread after it. @throws SlackError */
export async function perform(op: Op, thread: Thread, place: Visit): Promise<Thread> {
  const after = await carryOut(op, thread, place);
  if (op.do === 'absorb' || op.do === 'assume') return after;
  const { failing, ...well } = after;
  return { ...well, failures: 0 };
}

function carryOut(op: Op, thread: Thread, place: Visit): Promise<Thread> | Thread {
  switch (op.do) {
    case 'look':
      return look(thread, place);
    case 'identify':
      return identify(thread, op.story, place);
    case 'head':
      return postHead(thread, op.story, place);
    case 'confirm':
      return confirm(thread, place);
    case 'reply':
      return postReply(thread, op, place);
    case 'absorb':
      return absorb(thread, op.entries);
    case 'update':
      return update(thread, op.story, place);
    case 'remind':
      return remind(thread, op, place);
    case 'unremind':
      return unremind(thread, place);
    case 'permalink':
      return permalink(thread, place);
    case 'read-back':
      return readBack(thread, op.entry, place);
    case 'assume':
      return assume(thread, op.entry, place);
    case 'recall':
      return recall(thread, op.told, place);
    case 'verify':
      return verify(thread, place);
  }
}
