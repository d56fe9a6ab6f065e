import { systemClock } from '@signalbox/runner/clock';
import { createEmulator } from 'emulate';
import type { FaultAnswers } from '../service/faults.ts';
import { type Incoming, type Reply, type Service, startService } from '../service/http.ts';
import { type Channel, readChannel } from './channel.ts';
import { ask, type Refusal, rateLimited, type SlackOptions, type SlackProxy, TOKEN } from './proxy.ts';
import { scheduledMessages } from './scheduled.ts';
import { methodOf, webApi } from './web-api.ts';
import { WEBHOOK, webhook } from './webhook.ts';

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

const BOT = 'signalbox';
const PERSON = 'mona';
const PERSONS_TOKEN = 'xoxp-simulated-mona';
const SCOPES = ['chat:write', 'channels:read', 'channels:history', 'channels:join', 'reactions:read'];
const ALL_SCOPES = [...SCOPES, 'reactions:write', 'users:read', 'users:read.email', 'usergroups:read'];
const OTHER_APP = 'xoxb-simulated-other-app';

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
  const proxy: SlackProxy = {
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
    refuse: (refusal) => void proxy.refusals.push({ refusal, remaining: refusal.times ?? 1 }),
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
async function answer(proxy: SlackProxy, request: Incoming): Promise<Reply> {
  if (request.path === WEBHOOK) return webhook(proxy, request);
  const reply = await webApi(proxy, request);
  return { ...reply, headers: { 'x-oauth-scopes': proxy.scopes.join(','), ...reply.headers } };
}

const FAULT_ANSWERS: FaultAnswers = {
  error: (status) => ({ status, headers: { 'content-type': 'text/html' }, body: 'Server Error' }),
  rateLimit: ({ retryAfterSeconds }) => rateLimited(retryAfterSeconds),
};
