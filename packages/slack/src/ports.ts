import type { Block } from './message/block.ts';

/** What the suite asks of Slack: the Web API behind one adapter, or a Slack in memory. All throw SlackError. */
export interface Slack {
  /** Posts and gives the message's `ts`. Not idempotent: Slack offers no key. */
  post(message: NewMessage, signal: AbortSignal): Promise<Posted>;
  /** Replaces all of a message. Idempotent. */
  update(message: Edit, signal: AbortSignal): Promise<void>;
  /** Deletes a message of ours. */
  remove(channel: string, ts: string, signal: AbortSignal): Promise<void>;
  /** The messages of a thread, head first, from `oldest` (a ts) on. Needs channels:history or groups:history. */
  thread(read: ThreadRead, signal: AbortSignal): Promise<readonly Message[]>;
  /** Top-level messages of a channel, newest first, not older than `oldest` seconds since the epoch. */
  history(read: HistoryRead, signal: AbortSignal): Promise<readonly Message[]>;
  /** Posts `text` in the thread at `at` (seconds since the epoch) unless unscheduled before. */
  schedule(reminder: Reminder, signal: AbortSignal): Promise<string>;
  /** What waits to be posted in the channel. */
  scheduled(channel: string, signal: AbortSignal): Promise<readonly Scheduled[]>;
  /** @throws SlackError `late` when it was already posted */
  unschedule(channel: string, id: string, signal: AbortSignal): Promise<void>;
  permalink(channel: string, ts: string, signal: AbortSignal): Promise<string>;
  react(channel: string, ts: string, name: string, signal: AbortSignal): Promise<void>;
  /** Ids of the users behind each reaction. */
  reactions(channel: string, ts: string, signal: AbortSignal): Promise<Readonly<Record<string, string[]>>>;
  userByEmail(email: string, signal: AbortSignal): Promise<string>;
  membersOf(group: string, signal: AbortSignal): Promise<readonly string[]>;
  whoAmI(signal: AbortSignal): Promise<Identity>;
  channel(id: string, signal: AbortSignal): Promise<Channel>;
}

/** What a message looks like: blocks for eyes, text for notifications and screen readers. */
export interface Rendered {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface NewMessage extends Rendered {
  readonly channel: string;
  readonly mark: Mark;
  readonly thread?: string;
  /** Shows the reply in the channel, too. */
  readonly broadcast?: boolean;
}

export interface Edit extends Rendered {
  readonly channel: string;
  readonly ts: string;
  readonly mark: Mark;
}

/** Ours on a message, as Slack metadata: finds it again. Anybody in the workspace can read it. */
export interface Mark {
  /** `<correlation id>/<message>`: the same for every attempt to send it. */
  readonly id: string;
  /** Rises with every change of the message. */
  readonly revision: number;
  /** What the next job needs to go on with the head. */
  readonly story?: unknown;
}

export interface Posted {
  /** Slack's own id of the channel, even where a name was given. */
  readonly channel: string;
  readonly ts: string;
}

export interface Message {
  readonly ts: string;
  readonly text: string;
  /** Who wrote it, a bot's own user, too. */
  readonly user?: string;
  readonly botId?: string;
  readonly bot: boolean;
  readonly mark?: Mark;
}

export interface ThreadRead {
  readonly channel: string;
  readonly thread: string;
  readonly oldest?: string;
}

export interface HistoryRead {
  readonly channel: string;
  readonly oldest: number;
  readonly pages: number;
}

export interface Reminder {
  readonly channel: string;
  readonly thread: string;
  readonly at: number;
  readonly text: string;
}

export interface Scheduled {
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

export interface Identity {
  readonly user: string;
  readonly botId?: string;
  readonly team: string;
  /** Empty where Slack did not say. */
  readonly scopes: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly member: boolean;
  readonly archived: boolean;
}
