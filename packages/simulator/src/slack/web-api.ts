import type { Incoming, Reply } from '../service/http.ts';
import { blockFaults } from './blocks.ts';
import {
  ask,
  type Body,
  json,
  overLimit,
  type Parameters,
  parse,
  type Refusal,
  type SlackProxy,
  TOKEN,
} from './proxy.ts';

export async function webApi(proxy: SlackProxy, request: Incoming): Promise<Reply> {
  const method = methodOf(request.path);
  const parameters = parse(request);
  if (parameters === undefined) return json({ ok: false, error: 'invalid_json' });
  const limited = overLimit(proxy, method, parameters);
  if (limited) return limited;
  const refused = denied(request) ?? missingScope(method, proxy.scopes) ?? invalid(method, parameters);
  if (refused) return json({ ok: false, ...refused });
  const [entry] = proxy.refusals.filter(
    ({ refusal, remaining }) => remaining > 0 && (refusal.method ?? method) === method,
  );
  if (entry) entry.remaining--;
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

export const methodOf = (path: string) => path.replace(/^\/api\//, '');

const saying = ({ error }: Refusal): Reply =>
  error === 'bad-json' ? { ...json({}), body: '<html>gateway' } : json({ ok: false, error });

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
