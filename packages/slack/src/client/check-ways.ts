import type { Finding } from './check.ts';
import { connectionLine, isPage } from './http.ts';

// Looks at what is only posted to, without posting anything.

interface Probe {
  readonly name: string;
  readonly address: string;
  readonly body: object;
  readonly signal: AbortSignal;
}

interface Said {
  readonly status: number;
  readonly body: string;
}

async function probe({ name, address, body, signal }: Probe): Promise<Said | Finding> {
  try {
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual', signal } as const;
    const response = await fetch(address, sent);
    return { status: response.status, body: (await response.text()).trim().slice(0, 2000) };
  } catch (error) {
    return { level: 'error', line: `${name} was not reached: ${connectionLine(error)}` };
  }
}

/**
 * A live webhook refuses a message without text with 400 `no_text`, a deleted one with another code
 * (trufflesecurity/trufflehog#1761 distinguishes them in this way).
 */
export async function checkWebhook(address: string, signal: AbortSignal): Promise<Finding> {
  const name = 'The webhook of input "slack-webhook-url"';
  const said = await probe({ name, address, body: { text: '' }, signal });
  if ('level' in said) return said;
  const { status, body } = said;
  if (status === 400 && (body === 'no_text' || body === 'missing_text')) {
    return { level: 'ok', line: `${name} takes messages.` };
  }
  const what = /^[a-z_]{3,60}$/.test(body) ? body : isPage(body) ? 'a web page' : 'something else';
  return {
    level: 'error',
    line: `${name} does not answer as Slack does: HTTP ${status}, ${what}; make a new one.`,
  };
}

/**
 * An event without an action calls nobody: PagerDuty answers it with 400, and names the key if that is wrong, too
 * (v2.developer.pagerduty.com/docs/send-an-event-events-api-v2). Whose key it is shows only when somebody is called.
 */
export async function checkPager(
  { url: address, key }: { readonly url: string; readonly key: string },
  signal: AbortSignal,
): Promise<Finding> {
  const name = 'The pager of input "pager-url"';
  const said = await probe({ name, address, body: { routing_key: key }, signal });
  if ('level' in said) return said;
  const { status, body } = said;
  if (body.includes('routing_key')) {
    return { level: 'error', line: `${name} does not take the key: copy input "pager-key" anew.` };
  }
  const refuses = status === 400 || status === 422 || (status >= 200 && status < 300);
  if (refuses && !isPage(body)) {
    return {
      level: 'ok',
      line: `${name} answers. Whether the key is the right one shows only when it calls.`,
    };
  }
  return {
    level: 'error',
    line: `${name} answers with HTTP ${status}${isPage(body) ? ' and a web page' : ''}.`,
  };
}
