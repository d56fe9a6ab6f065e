import type { Clock } from '@signalbox/runner/clock';
import { SlackError, type SlackFault } from '../src/client/error.ts';
import type { Rendered } from '../src/message/block.ts';
import type { MessageMetadata } from '../src/message/metadata.ts';
import type { Message, NewMessage, Scheduled, Slack } from '../src/ports.ts';

/** What goes wrong with one request. */
export type Trouble = SlackFault & {
  /** It has its effect all the same. */
  readonly done: boolean;
  /** It has it only so long after the caller was told of the failure. */
  readonly lateMs?: number;
  /** No answer until the caller gives up. */
  readonly hangs?: boolean;
};

export interface Kept extends Rendered {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | undefined;
  readonly broadcast: boolean;
  readonly metadata: MessageMetadata | undefined;
  readonly edits: number;
  readonly byReminder: boolean;
  /** Who wrote it. */
  readonly user: string;
}

export interface MemorySlack extends Slack {
  readonly messages: Kept[];
  readonly scheduledMessages: Scheduled[];
  /** Names of the requests, in order. */
  readonly requests: string[];
  /** Asked before each request. */
  trouble: (method: string) => Trouble | undefined;
  /** Users behind reactions, by ts. */
  readonly reacted: Record<string, Record<string, string[]>>;
  readonly replies: Message[];
  /** Of the app. */
  scopes: readonly string[];
}

export const BOT = 'UBOT';

/** Slack as its port sees it: messages in a list. A clock drives it, and `trouble` breaks it. */
export function memorySlack(clock: Clock): MemorySlack {
  let serial = 0;
  const messages: Kept[] = [];
  const scheduledMessages: (Scheduled & { readonly channel: string; readonly thread: string })[] = [];
  const requests: string[] = [];

  const ts = () => `${Math.floor(clock.now() / 1000)}.${String(++serial).padStart(6, '0')}`;
  const deliverDue = () => {
    for (const due of scheduledMessages.filter(({ at }) => at * 1000 <= clock.now())) {
      scheduledMessages.splice(scheduledMessages.indexOf(due), 1);
      const { channel, thread, text } = due;
      const plain = { channel, thread, text, blocks: [], metadata: undefined };
      messages.push({ ...plain, ts: ts(), broadcast: false, edits: 0, byReminder: true, user: BOT });
    }
  };

  const slack: MemorySlack = {
    messages,
    scheduledMessages,
    requests,
    trouble: () => undefined,
    reacted: {},
    replies: [],
    scopes: ['chat:write', 'channels:history', 'reactions:read', 'reactions:write'],
    post: (message, signal) => ask('post', signal, () => keep(message)),
    update: ({ channel, ts: at, text, blocks, metadata }, signal) =>
      ask('update', signal, () => {
        const index = messages.findIndex((each) => each.channel === channel && each.ts === at);
        const old = messages[index];
        if (old === undefined) throw refusal('gone', 'message_not_found');
        messages[index] = { ...old, text, blocks, metadata, edits: old.edits + 1 };
      }),
    remove: (channel, at, signal) =>
      ask('remove', signal, () => {
        const index = messages.findIndex((each) => each.channel === channel && each.ts === at);
        if (index < 0) throw refusal('gone', 'message_not_found');
        messages.splice(index, 1);
      }),
    thread: ({ channel, thread, oldest = '0' }, signal) =>
      ask('thread', signal, () => {
        const all = messages.filter(
          (each) => each.channel === channel && (each.ts === thread || each.thread === thread),
        );
        if (all.length === 0) throw refusal('gone', 'thread_not_found');
        const extra = slack.replies.filter((each) => Number(each.ts) >= Number(oldest));
        return [
          ...all.filter((each) => each.ts === thread || Number(each.ts) >= Number(oldest)).map(seen),
          ...extra,
        ];
      }),
    history: ({ channel, oldest }, signal) =>
      ask('history', signal, () =>
        messages
          .filter(
            (each) => each.channel === channel && each.thread === undefined && Number(each.ts) >= oldest,
          )
          .map(seen)
          .reverse(),
      ),
    schedule: ({ channel, thread, at, text }, signal) =>
      ask('schedule', signal, () => {
        const id = `Q${++serial}`;
        scheduledMessages.push({ id, channel, thread, at, text });
        return id;
      }),
    scheduled: (channel, signal) =>
      ask('scheduled', signal, () => scheduledMessages.filter((each) => each.channel === channel)),
    unschedule: (_, id, signal) =>
      ask('unschedule', signal, () => {
        const index = scheduledMessages.findIndex((each) => each.id === id);
        if (index < 0) throw refusal('late', 'invalid_scheduled_message_id');
        scheduledMessages.splice(index, 1);
      }),
    permalink: (channel, at, signal) =>
      ask('permalink', signal, () => `https://octo.slack.com/archives/${channel}/p${at.replace('.', '')}`),
    react: (_, at, name, signal) =>
      ask('react', signal, () => {
        slack.reacted[at] = { [name]: [BOT], ...slack.reacted[at] };
      }),
    reactions: (_, at, signal) => ask('reactions', signal, () => slack.reacted[at] ?? {}),
    userByEmail: (email, signal) => ask('userByEmail', signal, () => `U${email.length}MAIL`),
    membersOf: (group, signal) =>
      ask('membersOf', signal, () => (group === 'SONCALL' ? ['UANA', 'UBEN', 'UCLEO'] : [])),
    whoAmI: (signal) =>
      ask('whoAmI', signal, () => ({
        user: BOT,
        team: 'Octo',
        scopes: slack.scopes,
      })),
    channel: (id, signal) =>
      ask('channel', signal, () => ({ id, name: 'deployments', member: true, archived: false })),
  };
  return slack;

  function keep({ channel, text, blocks, metadata, thread, broadcast = false }: NewMessage) {
    // As Slack does for a parent that was deleted with all its replies.
    const root = messages.some((each) => each.ts === thread || each.thread === thread);
    if (thread !== undefined && !root) throw refusal('gone', 'thread_not_found');
    const at = ts();
    const kept = { channel, text, blocks, metadata, thread, broadcast, ts: at, user: BOT };
    messages.push({ ...kept, edits: 0, byReminder: false });
    return { channel, ts: at };
  }

  async function ask<T>(method: string, signal: AbortSignal, effect: () => T): Promise<T> {
    // As fetch does: what is given up before it begins is never sent.
    if (signal.aborted) throw refusal('ambiguous', 'timeout');
    requests.push(method);
    const trouble = slack.trouble(method);
    await clock.sleep(150, signal);
    deliverDue();
    if (trouble === undefined) return effect();
    if (trouble.done && trouble.lateMs === undefined) effect();
    if (trouble.hangs) await clock.sleep(60_000, signal);
    if (trouble.done && trouble.lateMs !== undefined) void later(trouble.lateMs, effect);
    throw new SlackError(`${method}: ${trouble.code}`, trouble);
  }

  async function later(milliseconds: number, effect: () => unknown): Promise<void> {
    await clock.sleep(milliseconds);
    try {
      effect();
    } catch {
      // Nobody listens any more.
    }
  }
}

const refusal = (fault: SlackFault['fault'], code: string) => new SlackError(code, { fault, code });

const seen = ({ ts, text, metadata, user }: Kept): Message => ({
  ts,
  text,
  user,
  bot: true,
  ...(metadata === undefined ? {} : { metadata }),
});
