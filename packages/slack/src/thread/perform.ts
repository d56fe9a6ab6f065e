import type { RequestContext } from './context.ts';
import { confirm, identify, permalink, postHead, searchHead, update } from './head.ts';
import type { Op } from './op.ts';
import { assume, readBack, recall, reconcile } from './reconcile.ts';
import { remind, unremind } from './reminder.ts';
import { markDelivered, postReply } from './reply.ts';
import type { Thread } from './state.ts';

/** Carries out one op and gives the thread after it. @throws SlackError */
export async function perform(op: Op, thread: Thread, context: RequestContext): Promise<Thread> {
  const after = await carryOut(op, thread, context);
  if (op.do === 'mark-delivered' || op.do === 'assume') return after;
  const { failing, ...well } = after;
  return { ...well, failures: 0 };
}

function carryOut(op: Op, thread: Thread, context: RequestContext): Promise<Thread> | Thread {
  switch (op.do) {
    case 'find-head':
      return searchHead(thread, context);
    case 'identify':
      return identify(thread, op.deployment, context);
    case 'head':
      return postHead(thread, op.deployment, context);
    case 'confirm':
      return confirm(thread, context);
    case 'reply':
      return postReply(thread, op, context);
    case 'mark-delivered':
      return markDelivered(thread, op.entries);
    case 'update':
      return update(thread, op.deployment, context);
    case 'remind':
      return remind(thread, op, context);
    case 'unremind':
      return unremind(thread, context);
    case 'permalink':
      return permalink(thread, context);
    case 'read-back':
      return readBack(thread, op.entry, context);
    case 'assume':
      return assume(thread, op.entry, context);
    case 'recall':
      return recall(thread, op.entries, context);
    case 'reconcile':
      return reconcile(thread, context);
  }
}
