import { errorLine } from '@signalbox/runner/errors';
import { compact } from '@signalbox/runner/values';
import type { WebClient } from '@slack/web-api';
import { fromSlackMetadata, toSlackMetadata } from '../message/metadata.ts';
import type { Message, Posted, Slack } from '../ports.ts';
import { explain, faultOf, SlackError } from './error.ts';
import { connectionFault, connectionLine, retryAfterMs } from './http.ts';

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
interface Answer {
  readonly [key: string]: unknown;
}

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

function slackBy(call: Call): Slack {
  const message = (text: string, blocks: unknown) => ({
    text,
    blocks,
    attachments: [],
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  });
  return {
    post: async ({ channel, text, blocks, metadata, thread, broadcast }, signal) => {
      const threaded = thread === undefined ? {} : { thread_ts: thread, reply_broadcast: broadcast ?? false };
      const args = { channel, ...message(text, blocks), ...threaded, metadata: toSlackMetadata(metadata) };
      return posted(await call('chat.postMessage', args, signal));
    },
    update: async ({ channel, ts, text, blocks, metadata }, signal) => {
      const { unfurl_links, unfurl_media, ...content } = message(text, blocks);
      await call('chat.update', { channel, ts, ...content, metadata: toSlackMetadata(metadata) }, signal);
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
    permalink: async (channel, ts, signal) =>
      String((await call('chat.getPermalink', { channel, message_ts: ts }, signal))['permalink'] ?? ''),
    react: async (channel, ts, name, signal) =>
      void (await call('reactions.add', { channel, timestamp: ts, name }, signal)),
    reactions: async (channel, ts, signal) => {
      const answer = await call('reactions.get', { channel, timestamp: ts, full: true }, signal);
      const found = records(record(answer['message'])['reactions']);
      return Object.fromEntries(found.map((each) => [String(each['name']), strings(each['users'])]));
    },
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
  };
}

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

function messageOf(raw: Answer): Message {
  const metadata = fromSlackMetadata(raw['metadata']);
  return {
    ts: String(raw['ts']),
    text: String(raw['text'] ?? ''),
    bot: raw['bot_id'] !== undefined || raw['subtype'] === 'bot_message',
    ...(typeof raw['user'] === 'string' ? { user: raw['user'] } : {}),
    ...(typeof raw['bot_id'] === 'string' ? { botId: raw['bot_id'] } : {}),
    ...compact({ metadata }),
  };
}

function posted(answer: Answer): Posted {
  const { channel, ts } = answer;
  if (typeof channel === 'string' && typeof ts === 'string') return { channel, ts };
  throw new SlackError('Slack accepted chat.postMessage, but its answer has no channel or ts.', {
    fault: 'ambiguous',
    code: 'bad_answer',
    accepted: true,
  });
}

/** One error for all of the SDK's, by their `code`: ncc may bundle their classes twice. */
function slackError(method: string, error: unknown): SlackError {
  const raw = record(error);
  switch (raw['code']) {
    case 'slack_webapi_rate_limited_error': {
      const pause = Number(raw['retryAfter']) * 1000;
      return new SlackError(`Slack limits ${method} (429).`, {
        fault: 'retry',
        code: 'ratelimited',
        retryAfterMs: pause,
      });
    }
    case 'slack_webapi_http_error': {
      const status = Number(raw['statusCode']);
      const fault = status >= 500 || status === 408 ? 'ambiguous' : 'config';
      const pause = retryAfterMs(record(raw['headers'])['retry-after'] as string | undefined);
      return new SlackError(`Slack answered ${method} with HTTP ${status}.`, {
        fault,
        code: `http_${status}`,
        retryAfterMs: pause,
      });
    }
    case 'slack_webapi_platform_error':
      return platformError(method, record(raw['data']));
    default:
      return connectionError(method, error);
  }
}

function platformError(method: string, data: Answer): SlackError {
  const code = String(data['error'] ?? '');
  // The SDK puts a body that is no JSON here.
  if (!/^[a-z][a-z0-9_:]{1,80}$/.test(code)) {
    return new SlackError(`Slack accepted ${method}, but its answer cannot be read.`, {
      // A page is a proxy's, and no sign that Slack got the request.
      fault: 'ambiguous',
      code: 'bad_answer',
      accepted: !code.trimStart().startsWith('<'),
    });
  }
  const seconds = Number(
    record(data['response_metadata'])['retryAfter'] ?? data['retry_after'] ?? Number.NaN,
  );
  const scopes = { needed: String(data['needed'] ?? ''), provided: String(data['provided'] ?? '') };
  return new SlackError(explain(`Slack refused ${method}`, code, scopes), {
    fault: faultOf(code),
    code,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  });
}

function connectionError(method: string, error: unknown): SlackError {
  const original = record(error)['original'] ?? error;
  // Without a Retry-After the SDK gives up on a 429 by a plain error.
  if (/Retry header did not contain/.test(errorLine(original))) {
    return new SlackError(`Slack limits ${method} (429).`, { fault: 'retry', code: 'ratelimited' });
  }
  return new SlackError(
    `Slack was not reached for ${method}: ${connectionLine(original)}`,
    connectionFault(original),
  );
}

const record = (value: unknown): Answer =>
  typeof value === 'object' && value !== null ? (value as Answer) : {};
const records = (value: unknown): Answer[] => (Array.isArray(value) ? value.map(record) : []);
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

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
