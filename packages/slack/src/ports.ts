import type { Rendered } from './message/block.ts';
import type { DeploymentEvent } from './message/event.ts';
import type { MessageMetadata } from './message/metadata.ts';

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

export interface NewMessage extends Rendered {
  readonly channel: string;
  readonly metadata: MessageMetadata;
  readonly thread?: string;
  /** Shows the reply in the channel, too. */
  readonly broadcast?: boolean;
}

interface Edit extends Rendered {
  readonly channel: string;
  readonly ts: string;
  readonly metadata: MessageMetadata;
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
  readonly metadata?: MessageMetadata;
}

interface ThreadRead {
  readonly channel: string;
  readonly thread: string;
  readonly oldest?: string;
}

interface HistoryRead {
  readonly channel: string;
  readonly oldest: number;
  readonly pages: number;
}

interface Reminder {
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

interface Identity {
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

/** An event waiting to be delivered to one destination. */
export interface Entry {
  /** Sorts by time; the same for every attempt to send it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly event: DeploymentEvent;
}

/**
 * What one destination is still to be sent, and what was done there so far. Shared by the processes of a job.
 * Synchronous, so that an event is on disk before anything else can happen to it.
 */
export interface Outbox {
  /** Durable when it returns. Needs no lock. */
  add(entry: Entry): void;
  /** Oldest first. */
  entries(): readonly Entry[];
  remove(id: string): void;
  /** What `save` wrote last, whole, or undefined. */
  load(): unknown;
  /** Durable when it returns; only by the holder of the lock. */
  save(state: unknown): void;
  /** The way to give it back, or undefined while another process works here. */
  tryLock(): (() => void) | undefined;
}

/** A store of small things that outlives the run. Keys are written once; losing one costs no more than what it saves. */
export interface CacheStore {
  /** The newest entry whose key begins so; without bytes when it is damaged. @throws Error when it cannot be asked or read */
  newest(prefix: string, signal: AbortSignal): Promise<CacheEntry | undefined>;
  /**
   * False when the key was not to be had, as a rule because somebody else wrote it before: at most one writer of a key
   * gets true. @throws Error
   */
  put(key: string, bytes: Buffer, signal: AbortSignal): Promise<boolean>;
}

export interface CacheEntry {
  readonly key: string;
  readonly bytes: Buffer;
}
