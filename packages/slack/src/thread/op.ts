import type { DeploymentState } from '../message/state.ts';
import type { Entry } from '../ports.ts';
import type { ThreadContext } from './context.ts';
import type { Thread } from './state.ts';

/** One request to Slack, or one step of bookkeeping. */
export type Op =
  | { readonly do: 'read-back' | 'assume'; readonly entry: Entry | undefined }
  | { readonly do: 'recall'; readonly entries: readonly AddressedEntry[] }
  | { readonly do: 'find-head' }
  | { readonly do: 'identify'; readonly deployment: DeploymentState }
  | { readonly do: 'head' | 'update'; readonly id: string; readonly deployment: DeploymentState }
  | { readonly do: 'confirm' }
  /** `loud`: it shows in the channel, too, since the head cannot show it. */
  | { readonly do: 'reply'; readonly id: string; readonly entry: Entry; readonly loud?: true }
  | { readonly do: 'mark-delivered'; readonly entries: readonly Entry[] }
  | { readonly do: 'remind'; readonly at: number; readonly deployment: DeploymentState }
  | { readonly do: 'unremind' }
  | { readonly do: 'permalink' }
  | { readonly do: 'reconcile' };

/** An entry, and the id that the reply to it has. */
export interface AddressedEntry {
  readonly entry: Entry;
  readonly id: string;
}

/** What no request is needed for. */
const NONE = '';

/** The method of Slack that an op begins with: the one whose limit it meets. */
export function methodOf(
  op: Op,
  { inFlight, root }: Thread,
  { threadTs }: Pick<ThreadContext, 'threadTs'>,
): string {
  switch (op.do) {
    case 'head':
    case 'reply':
      return 'chat.postMessage';
    case 'update':
      return 'chat.update';
    case 'find-head':
      return threadTs === undefined ? 'conversations.history' : 'conversations.replies';
    case 'confirm':
      return root === undefined ? 'conversations.history' : 'conversations.replies';
    case 'read-back':
      if (inFlight?.op === 'remind') return 'chat.scheduledMessages.list';
      return inFlight?.op === 'head' && root === undefined
        ? 'conversations.history'
        : 'conversations.replies';
    case 'recall':
    case 'reconcile':
      return 'conversations.replies';
    case 'identify':
      return 'users.lookupByEmail';
    case 'remind':
      return 'chat.scheduleMessage';
    case 'unremind':
      return 'chat.deleteScheduledMessage';
    case 'permalink':
      return 'chat.getPermalink';
    case 'mark-delivered':
    case 'assume':
      return NONE;
  }
}
