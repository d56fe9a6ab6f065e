import type { Incoming, Reply } from '../service/http.ts';
import { blockFaults } from './blocks.ts';
import { ask, overLimit, parse, type SlackProxy } from './proxy.ts';

export const WEBHOOK = '/services/T000/B000/secret';

/**
 * `ok` and nothing else for a message that was posted; else one word
 * (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling errors").
 */
export async function webhook(proxy: SlackProxy, request: Incoming): Promise<Reply> {
  const word = (status: number, body: string) => ({ status, headers: { 'content-type': 'text/html' }, body });
  const limited = overLimit(proxy, 'webhook', {});
  if (limited) return { ...limited, body: 'rate_limited' };
  const entry = proxy.refusals.find(
    ({ refusal, remaining }) => remaining > 0 && refusal.method === 'webhook',
  );
  if (entry) entry.remaining--;
  if (entry && !entry.refusal.done) return word(404, entry.refusal.error);
  const message = parse(request);
  if (message === undefined) return word(400, 'invalid_payload');
  const { text = '', blocks = [] } = message;
  if (text === '' && (!Array.isArray(blocks) || blocks.length === 0)) return word(400, 'no_text');
  if (blockFaults(blocks).length > 0) return word(400, 'invalid_blocks');
  await ask(proxy.upstream, 'chat.postMessage', { channel: proxy.hooked, text, blocks });
  return entry ? word(404, entry.refusal.error) : word(200, 'ok');
}
