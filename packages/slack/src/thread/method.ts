import type { Place } from './context.ts';
import type { Op } from './next.ts';
import type { Thread } from './state.ts';

/** What no request is needed for. */
const NONE = '';

/** The method of Slack that an op begins with: the one whose limit it meets. */
export function methodOf(op: Op, { flight, root }: Thread, { threadTs }: Pick<Place, 'threadTs'>): string {
  switch (op.do) {
    case 'head':
    case 'reply':
      return 'chat.postMessage';
    case 'update':
      return 'chat.update';
    case 'look':
      return threadTs === undefined ? 'conversations.history' : 'conversations.replies';
    case 'confirm':
      return root === undefined ? 'conversations.history' : 'conversations.replies';
    case 'read-back':
      if (flight?.op === 'remind') return 'chat.scheduledMessages.list';
      return flight?.op === 'head' && root === undefined ? 'conversations.history' : 'conversations.replies';
    case 'recall':
    case 'verify':
      return 'conversations.replies';
    case 'identify':
      return 'users.lookupByEmail';
    case 'remind':
      return 'chat.scheduleMessage';
    case 'unremind':
      return 'chat.deleteScheduledMessage';
    case 'permalink':
      return 'chat.getPermalink';
    case 'absorb':
    case 'assume':
      return NONE;
  }
}
