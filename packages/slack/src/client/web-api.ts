import type { WebClient } from '@slack/web-api';
import { toSlackMetadata } from '../message/metadata.ts';
import type { Message, Slack } from '../ports.ts';
import { type Answer, messageOf, posted, record, records, strings } from './answer.ts';
import { slackError } from './web-api-error.ts';

export interface ConnectOptions {
  readonly token: string;
  /** Another one for GovSlack, a proxy or a test server. */
  readonly apiUrl: string;
}

/** No request may take longer, whatever its caller's budget. */
const TIMEOUT = 10_000;
const PAGE = 200;

type Arguments = Readonly<Record<string, unknown>>;
type Call = (method: string, args: Arguments, signal: AbortSignal) => Promise<Answer>;

/** Loads the SDK. Sends nothing. */
export async function connectSlack({ token, apiUrl }: ConnectOptions): Promise<Slack> {
  const { WebClient } = await import('@slack/web-api');
  const silent = { ...quietLogger };
  // A client per request costs microseconds and ties the request to its caller's deadline.
  const client = (signal: AbortSignal): WebClient =>
    new WebClient(token, {
      slackApiUrl: apiUrl,
      logger: silent,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: TIMEOUT,
      allowAbsoluteUrls: false,
      fetch: (url, init) =>
        fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }),
    });
  const call: Call = async (method, args, signal) => {
    try {
      return record(await client(signal).apiCall(method, { ...args }));
    } catch (error) {
      throw slackError(method, error);
    }
  };
  return slackBy(call);
}

const slackBy = (call: Call): Slack => ({
  ...messages(call),
  ...reminders(call),
  ...reactions(call),
  ...directory(call),
});

type Messages = Pick<Slack, 'post' | 'update' | 'remove' | 'thread' | 'history' | 'permalink'>;

const messages = (call: Call): Messages => ({
  post: async ({ channel, text, blocks, metadata, thread, broadcast }, signal) => {
    const threaded = thread === undefined ? {} : { thread_ts: thread, reply_broadcast: broadcast ?? false };
    const args = { channel, ...content(text, blocks), ...NO_PREVIEWS, ...threaded };
    return posted(await call('chat.postMessage', { ...args, metadata: toSlackMetadata(metadata) }, signal));
  },
  update: async ({ channel, ts, text, blocks, metadata }, signal) => {
    const args = { channel, ts, ...content(text, blocks), metadata: toSlackMetadata(metadata) };
    await call('chat.update', args, signal);
  },
  remove: async (channel, ts, signal) => void (await call('chat.delete', { channel, ts }, signal)),
  thread: async ({ channel, thread, oldest }, signal) => {
    const args = {
      channel,
      ts: thread,
      include_all_metadata: true,
      ...(oldest && { oldest, inclusive: true }),
    };
    return pages(call, { method: 'conversations.replies', args, pages: 5 }, signal);
  },
  history: async ({ channel, oldest, pages: most }, signal) => {
    const args = { channel, include_all_metadata: true, oldest: String(oldest) };
    return pages(call, { method: 'conversations.history', args, pages: most }, signal);
  },
  permalink: async (channel, ts, signal) =>
    String((await call('chat.getPermalink', { channel, message_ts: ts }, signal))['permalink'] ?? ''),
});

const content = (text: string, blocks: unknown) => ({
  text,
  blocks,
  attachments: [],
  parse: 'none',
  link_names: false,
});

/** Only a new message may say how its links are shown. */
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false };

const reminders = (call: Call): Pick<Slack, 'schedule' | 'scheduled' | 'unschedule'> => ({
  schedule: async ({ channel, thread, at, text }, signal) => {
    const args = { channel, thread_ts: thread, post_at: at, text, parse: 'none', link_names: false };
    return String((await call('chat.scheduleMessage', args, signal))['scheduled_message_id']);
  },
  scheduled: async (channel, signal) => {
    const answer = await call('chat.scheduledMessages.list', { channel, limit: 100 }, signal);
    return records(answer['scheduled_messages']).map((each) => ({
      id: String(each['id']),
      at: Number(each['post_at']),
      text: String(each['text'] ?? ''),
    }));
  },
  unschedule: async (channel, id, signal) =>
    void (await call('chat.deleteScheduledMessage', { channel, scheduled_message_id: id }, signal)),
});

const reactions = (call: Call): Pick<Slack, 'react' | 'reactions'> => ({
  react: async (channel, ts, name, signal) =>
    void (await call('reactions.add', { channel, timestamp: ts, name }, signal)),
  reactions: async (channel, ts, signal) => {
    const answer = await call('reactions.get', { channel, timestamp: ts, full: true }, signal);
    const found = records(record(answer['message'])['reactions']);
    return Object.fromEntries(found.map((each) => [String(each['name']), strings(each['users'])]));
  },
});

/** People, groups and channels. */
const directory = (call: Call): Pick<Slack, 'userByEmail' | 'membersOf' | 'whoAmI' | 'channel'> => ({
  userByEmail: async (email, signal) =>
    String(record((await call('users.lookupByEmail', { email }, signal))['user'])['id']),
  membersOf: async (usergroup, signal) =>
    strings((await call('usergroups.users.list', { usergroup }, signal))['users']),
  whoAmI: async (signal) => {
    const answer = await call('auth.test', {}, signal);
    return {
      user: String(answer['user_id']),
      team: String(answer['team'] ?? ''),
      ...(typeof answer['bot_id'] === 'string' ? { botId: answer['bot_id'] } : {}),
      scopes: strings(record(answer['response_metadata'])['scopes']),
    };
  },
  channel: async (id, signal) => {
    const found = record((await call('conversations.info', { channel: id }, signal))['channel']);
    return {
      id: String(found['id']),
      name: String(found['name'] ?? ''),
      member: found['is_member'] === true,
      archived: found['is_archived'] === true,
    };
  },
});

/** Follows cursors for a bounded number of pages. */
async function pages(
  call: Call,
  read: { readonly method: string; readonly args: Arguments; readonly pages: number },
  signal: AbortSignal,
): Promise<Message[]> {
  const found: Message[] = [];
  let cursor = '';
  for (let page = 0; page < read.pages; page++) {
    const args = { ...read.args, limit: PAGE, ...(cursor === '' ? {} : { cursor }) };
    const answer = await call(read.method, args, signal);
    found.push(...records(answer['messages']).map(messageOf));
    cursor = String(record(answer['response_metadata'])['next_cursor'] ?? '');
    if (cursor === '') break;
  }
  return found;
}

/** The SDK's own log would print what strangers wrote. */
const quietLogger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  setName: () => {},
  getLevel: () => 'error' as never,
};
