import { errorLine } from '@signalbox/runner/errors';
import { explain, SlackError, type SlackFault } from './error.ts';

/** Errors that come before a request leaves: nothing was sent (docs: nodejs.org, errors). */
const NOT_SENT =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|CERT_\w+|\w+_CERT\w*|UND_ERR_CONNECT_TIMEOUT|bad port|HTTP Tunneling)\b/;

/** What a failure below HTTP means, from the error and its causes. */
export function connectionFault(error: unknown): SlackFault {
  const line = causes(error)
    .map((each) => `${Object(each)['code'] ?? ''} ${errorLine(each)}`)
    .join(' ');
  const code = /abort|timeout/i.test(line) ? 'timeout' : 'connection';
  return { fault: NOT_SENT.test(line) ? 'retry' : 'ambiguous', code };
}

/** In one line, from the cause at the bottom: it has the proxy's refusal, the host's name, the certificate. */
export const connectionLine = (error: unknown): string => errorLine(causes(error).at(-1) ?? error);

const causes = (error: unknown): unknown[] =>
  error === undefined || error === null ? [] : [error, ...causes(Object(error)['cause'])].slice(0, 4);

/** Milliseconds of a Retry-After header in seconds. */
export function retryAfterMs(header: string | null | undefined): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/**
 * Posts JSON to an address that is a secret in itself; the errors do not name it.
 * A 2xx is delivered, whatever its body.
 * @throws SlackError
 */
export async function postJson(
  name: string,
  address: string,
  request: { body: unknown; signal: AbortSignal },
): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request.body),
    redirect: 'error',
    signal: request.signal,
  }).catch((error: unknown) => {
    throw new SlackError(`${name} was not reached: ${connectionLine(error)}`, connectionFault(error));
  });
  const said = await response.text().catch(() => '');
  if (response.ok) return;
  const pause = retryAfterMs(response.headers.get('retry-after'));
  if (response.status === 429) {
    throw new SlackError(`${name} limits us (429).`, {
      fault: 'retry',
      code: 'ratelimited',
      retryAfterMs: pause,
    });
  }
  if (response.status >= 500) {
    throw new SlackError(`${name} answered with HTTP ${response.status}.`, {
      ...{ fault: 'ambiguous', code: `http_${response.status}`, retryAfterMs: pause },
    });
  }
  const code = /^[a-z_]{3,60}$/.test(said.trim()) ? said.trim() : `http_${response.status}`;
  const fault =
    code === 'invalid_blocks' || code === 'invalid_payload' || code === 'no_text' ? 'payload' : 'config';
  throw new SlackError(explain(`${name} refused the message`, code), { fault, code });
}
