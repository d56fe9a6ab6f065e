import { type Clock, systemClock } from '@signalbox/runner/clock';
import { createEmulator } from 'emulate';
import type { FaultAnswers } from '../faults.ts';
import { type Incoming, type Reply, type Service, startService } from '../http.ts';
import { blockFaults } from './blocks.ts';
import { type Channel, readChannel } from './channel.ts';
import { scheduledMessages } from './scheduled.ts';

export interface SlackOptions {
  readonly clock?: Clock;
  readonly seed?: number;
  readonly port?: number;
  /** Requests a minute that one method takes for one channel; more are answered 429. @default no limits */
  readonly perMinute?: Readonly<Record<string, number>>;
  /** @default deployments, questions */
  readonly channels?: readonly string[];
}

/** An answer of Slack's own making, with status 200. */
export interface Refusal {
  /** Such as `chat.postMessage`. Absent: any. */
  readonly method?: string;
  /** `internal_error`, `fatal_error`, ..., or `bad-json` for a body that is none. */
  readonly error: string;
  /** The request had its effect all the same. @default false */
  readonly done?: boolean;
  /** @default 1 */
  readonly times?: number;
}

export interface SlackSimulator extends Service {
  /** For the input `slack-api-url`. */
  readonly apiUrl: string;
  /** Of a bot with chat:write, reactions, history and metadata. */
  readonly token: string;
  /** Channel ids by name. */
  readonly channels: Readonly<Record<string, string>>;
  /** The next requests to a method are answered like this. */
  refuse(refusal: Refusal): void;
  /** Who may answer questions, as `person` does. */
  readonly person: string;
  /** A reply of `person` to a message. */
  reply(channelId: string, thread: string, text: string): Promise<void>;
  /** A channel as people see it now. */
  read(channelId: string): Promise<Channel>;
  /** An incoming webhook of the first channel. */
  readonly webhookUrl: string;
  /** The app's scopes from now on, in place of all that it needs. */
  grant(scopes: readonly string[]): void;
  /** A message of another app in the workspace, with whatever metadata it likes. */
  impersonate(message: Readonly<Record<string, unknown>>): Promise<string>;
  /** How often each method was called. */
  calls(): Readonly<Record<string, number>>;
}

const TOKEN = 'xoxb-simulated-signalbox';
const BOT = 'signalbox';
const PERSON = 'mona';
const PERSONS_TOKEN = 'xoxp-simulated-mona';
const SCOPES = ['chat:write', 'channels:read', 'channels:history', 'channels:join', 'reactions:read'];
const ALL_SCOPES = [...SCOPES, 'reactions:write', 'users:read', 'users:read.email', 'usergroups:read'];
const OTHER_APP = 'xoxb-simulated-other-app';

type Parameters = Readonly<Record<string, unknown>>;
type Body = Readonly<Record<string, unknown>>;

/** What the proxy knows beside the emulator's own state. */
interface Proxy {
  readonly options: SlackOptions;
  readonly upstream: string;
  readonly refusals: { readonly refusal: Refusal; left: number }[];
  /** Times of the requests of the last minute, by method and channel. */
  readonly recent: Map<string, number[]>;
  /** How often each message was edited, by channel and ts. */
  readonly edits: Map<string, number>;
  readonly scheduled: ReturnType<typeof scheduledMessages>;
  readonly clock: Clock;
  scopes: readonly string[];
  /** The channel of the webhook. */
  readonly hooked: string;
}

/**
 * A local Slack: the state is kept by `emulate`, code we did not write; this proxy in front of it refuses
 * what real Slack refuses and the emulator does not, and has the faults.
 */
export async function startSlack(options: SlackOptions = {}): Promise<SlackSimulator> {
  const { clock = systemClock, channels = ['deployments', 'questions'] } = options;
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      tokens: {
        [TOKEN]: { login: BOT, scopes: [...SCOPES, 'reactions:write', 'users:read'] },
        [PERSONS_TOKEN]: { login: PERSON, scopes: ['chat:write'] },
        [OTHER_APP]: { login: 'other-app', scopes: ['chat:write'] },
      },
      slack: {
        team: { name: 'Octo' },
        users: [{ name: BOT }, { name: PERSON }, { name: 'other-app' }],
        channels: channels.map((name) => ({ name })),
      },
    },
  });
  const upstream = `${emulator.url}/api`;
  const proxy: Proxy = {
    ...{ options, upstream, clock, refusals: [], recent: new Map(), edits: new Map() },
    ...{ scopes: ALL_SCOPES, hooked: channels[0] ?? '' },
    scheduled: scheduledMessages((method, parameters) => ask(upstream, method, parameters)),
  };
  const service = await startService({
    ...options,
    clock,
    faultAnswers: FAULT_ANSWERS,
    handler: (request) => answer(proxy, request),
  });
  const listed = await ask(upstream, 'conversations.list', {});
  const ids = (listed['channels'] as { name: string; id: string }[]).map(({ name, id }) => [name, id]);
  const { user_id: person } = await ask(upstream, 'auth.test', {}, PERSONS_TOKEN);
  return {
    ...service,
    person: String(person),
    reply: async (channel, thread_ts, text) => {
      const said = await ask(upstream, 'chat.postMessage', { channel, thread_ts, text }, PERSONS_TOKEN);
      if (said['ok'] !== true) throw new Error(`Slack refused the reply: ${said['error']}`);
    },
    ...{ apiUrl: `${service.url}/api/`, token: TOKEN, channels: Object.fromEntries(ids) },
    webhookUrl: service.url + WEBHOOK,
    grant: (scopes) => {
      proxy.scopes = scopes;
    },
    impersonate: async (message) =>
      String((await ask(upstream, 'chat.postMessage', message, OTHER_APP))['ts']),
    refuse: (refusal) => void proxy.refusals.push({ refusal, left: refusal.times ?? 1 }),
    read: async (id) => {
      await proxy.scheduled.deliver(clock.now());
      return readChannel(id, {
        ask: (method, parameters) => ask(upstream, method, parameters),
        edits: proxy.edits,
      });
    },
    calls: () => {
      const counts: Record<string, number> = {};
      for (const { path } of service.log) counts[methodOf(path)] = (counts[methodOf(path)] ?? 0) + 1;
      return counts;
    },
    close: async () => {
      await service.close();
      await emulator.close();
    },
  };
}

/** Slack names the token's scopes in every answer (docs.slack.dev/apis/web-api, "Evaluating responses"). */
async function answer(proxy: Proxy, request: Incoming): Promise<Reply> {
  if (request.path === WEBHOOK) return webhook(proxy, request);
  const reply = await webApi(proxy, request);
  return { ...reply, headers: { 'x-oauth-scopes': proxy.scopes.join(','), ...reply.headers } };
}

async function webApi(proxy: Proxy, request: Incoming): Promise<Reply> {
  const method = methodOf(request.path);
  const parameters = parse(request);
  if (parameters === undefined) return json({ ok: false, error: 'invalid_json' });
  const limited = overLimit(proxy, method, parameters);
  if (limited) return limited;
  const refused = denied(request) ?? missingScope(method, proxy.scopes) ?? invalid(method, parameters);
  if (refused) return json({ ok: false, ...refused });
  const [entry] = proxy.refusals.filter(
    ({ refusal, left }) => left > 0 && (refusal.method ?? method) === method,
  );
  if (entry) entry.left--;
  if (entry && !entry.refusal.done) return saying(entry.refusal);
  await proxy.scheduled.deliver(proxy.clock.now());
  const body = amend(method, parameters, await ask(proxy.upstream, method, parameters));
  proxy.scheduled.note(method, parameters, body);
  if (method === 'chat.update' && body['ok'] === true) {
    const key = `${parameters['channel']} ${parameters['ts']}`;
    proxy.edits.set(key, (proxy.edits.get(key) ?? 0) + 1);
  }
  return entry ? saying(entry.refusal) : json(body);
}

const WEBHOOK = '/services/T000/B000/secret';

/**
 * `ok` and nothing else for a message that was posted; else one word
 * (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling errors").
 */
async function webhook(proxy: Proxy, request: Incoming): Promise<Reply> {
  const word = (status: number, body: string) => ({ status, headers: { 'content-type': 'text/html' }, body });
  const limited = overLimit(proxy, 'webhook', {});
  if (limited) return { ...limited, body: 'rate_limited' };
  const entry = proxy.refusals.find(({ refusal, left }) => left > 0 && refusal.method === 'webhook');
  if (entry) entry.left--;
  if (entry && !entry.refusal.done) return word(404, entry.refusal.error);
  const message = parse(request);
  if (message === undefined) return word(400, 'invalid_payload');
  const { text = '', blocks = [] } = message;
  if (text === '' && (!Array.isArray(blocks) || blocks.length === 0)) return word(400, 'no_text');
  if (blockFaults(blocks).length > 0) return word(400, 'invalid_blocks');
  await ask(proxy.upstream, 'chat.postMessage', { channel: proxy.hooked, text, blocks });
  return entry ? word(404, entry.refusal.error) : word(200, 'ok');
}

const methodOf = (path: string) => path.replace(/^\/api\//, '');

const saying = ({ error }: Refusal): Reply =>
  error === 'bad-json' ? { ...json({}), body: '<html>gateway' } : json({ ok: false, error });

const json = (body: Body, status = 200, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

async function ask(upstream: string, method: string, parameters: Parameters, token = TOKEN): Promise<Body> {
  const response = await fetch(`${upstream}/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  if (!response.ok) return { ok: false, error: 'unknown_method' };
  return (await response.json()) as Body;
}

/** Form or JSON; structures in a form are JSON in their turn. Undefined when that is broken. */
function parse(request: Incoming): Parameters | undefined {
  try {
    if (request.headers['content-type']?.startsWith('application/json')) {
      return JSON.parse(request.body) as Parameters;
    }
    const form = new URLSearchParams(request.body);
    return Object.fromEntries(
      [...request.query, ...form].map(([name, text]) => [
        name,
        /^[[{]|^(true|false)$/.test(text) ? JSON.parse(text) : text,
      ]),
    );
  } catch {
    return undefined;
  }
}

function denied(request: Incoming): Body | undefined {
  const given = /^Bearer (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  const token = given ?? new URLSearchParams(request.body).get('token');
  if (!token) return { error: 'not_authed' };
  return token === TOKEN ? undefined : { error: 'invalid_auth' };
}

/** What the methods that read ask for, of the kinds of channels there are here (docs.slack.dev/reference/methods). */
const NEEDED: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'reactions.get': 'reactions:read',
  'reactions.add': 'reactions:write',
  'users.lookupByEmail': 'users:read.email',
  'usergroups.users.list': 'usergroups:read',
};

function missingScope(method: string, scopes: readonly string[]): Body | undefined {
  const needed = NEEDED[method];
  if (needed === undefined || scopes.includes(needed)) return undefined;
  return { error: 'missing_scope', needed, provided: scopes.join(',') };
}

/** chat.update takes less text than chat.postMessage (docs.slack.dev, chat.update: msg_too_long). */
const UPDATE_TEXT = 4000;

function invalid(method: string, parameters: Parameters): Body | undefined {
  if (!method.startsWith('chat.')) return undefined;
  const { blocks, text } = parameters;
  if (method === 'chat.update' && typeof text === 'string' && text.length > UPDATE_TEXT) {
    return { error: 'msg_too_long' };
  }
  const faults = blocks === undefined ? [] : blockFaults(blocks);
  if (faults.length === 0) return undefined;
  const messages = faults.map((fault) => `[ERROR] ${fault}`);
  return { error: 'invalid_blocks', errors: faults, response_metadata: { messages } };
}

const MINUTE_MS = 60_000;

function overLimit(proxy: Proxy, method: string, parameters: Parameters): Reply | undefined {
  const limit = proxy.options.perMinute?.[method];
  if (limit === undefined) return undefined;
  const now = proxy.clock.now();
  const key = `${method} ${parameters['channel'] ?? ''}`;
  const recent = (proxy.recent.get(key) ?? []).filter((at) => at > now - MINUTE_MS);
  proxy.recent.set(key, recent);
  if (recent.length < limit) {
    recent.push(now);
    return undefined;
  }
  const waitMs = (recent[0] ?? now) + MINUTE_MS - now;
  return rateLimited(Math.max(1, Math.ceil(waitMs / 1000)));
}

const rateLimited = (seconds: number) =>
  json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(seconds) });

interface Message extends Body {
  readonly ts: string;
}

/** Where the emulator's answers differ from Slack's: metadata, missing threads, windows and pages. */
function amend(method: string, parameters: Parameters, body: Body): Body {
  const messages = body['messages'] as Message[] | undefined;
  if (!messages) return body;
  if (method === 'conversations.replies' && messages.length === 0) {
    return { ok: false, error: 'thread_not_found' };
  }
  const { oldest = '0', latest = '9999999999', limit = '100', cursor = '' } = parameters;
  const window = messages.filter(({ ts }) => Number(ts) >= Number(oldest) && Number(ts) <= Number(latest));
  const from = Number(Buffer.from(String(cursor), 'base64').toString()) || 0;
  const to = from + Number(limit);
  const metadata = parameters['include_all_metadata'] === true;
  const more = to < window.length;
  return {
    ...body,
    messages: window
      .slice(from, to)
      .map(({ metadata: kept, ...rest }) => (metadata && kept ? { ...rest, metadata: kept } : rest)),
    has_more: more,
    response_metadata: { next_cursor: more ? Buffer.from(String(to)).toString('base64') : '' },
  };
}

const FAULT_ANSWERS: FaultAnswers = {
  error: (status) => ({ status, headers: { 'content-type': 'text/html' }, body: 'Server Error' }),
  rateLimit: ({ retryAfterSeconds }) => rateLimited(retryAfterSeconds),
};
