import type { Clock } from '@signalbox/runner/clock';
import type { Incoming, Reply } from '../service/http.ts';
import type { scheduledMessages } from './scheduled.ts';

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

export const TOKEN = 'xoxb-simulated-signalbox';

export type Parameters = Readonly<Record<string, unknown>>;
export type Body = Readonly<Record<string, unknown>>;

/** What the proxy knows in addition to the emulator's own state. */
export interface SlackProxy {
  readonly options: SlackOptions;
  readonly upstream: string;
  readonly refusals: { readonly refusal: Refusal; remaining: number }[];
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

export const json = (body: Body, status = 200, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

export async function ask(
  upstream: string,
  method: string,
  parameters: Parameters,
  token = TOKEN,
): Promise<Body> {
  const response = await fetch(`${upstream}/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  if (!response.ok) return { ok: false, error: 'unknown_method' };
  return (await response.json()) as Body;
}

/** Form or JSON; structures in a form are JSON in their turn. Undefined when that is broken. */
export function parse(request: Incoming): Parameters | undefined {
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

const MINUTE_MS = 60_000;

/** 429 when the method has had its requests of this minute. */
export function overLimit(proxy: SlackProxy, method: string, parameters: Parameters): Reply | undefined {
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

export const rateLimited = (seconds: number) =>
  json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(seconds) });
