import { errorLine } from '@signalbox/runner/errors';
import { explain, SlackError, type SlackFault } from './error.ts';

/**
 * Errors that come before a request leaves: nothing was sent. Of names and connections (nodejs.org/api/errors),
 * of certificates (nodejs.org/api/tls, X509 certificate error codes) and of the handshake, which Node names after
 * OpenSSL's reason. A failure of an established connection, such as a bad record, is none of them.
 */
const NOT_SENT_CODES = [
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/,
  /^(ERR_TLS_\w+|\w*CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|CRL_\w+|PATH_LENGTH_EXCEEDED)$/,
  /^ERR_SSL_\w*(WRONG_VERSION_NUMBER|HANDSHAKE|PROTOCOL|CIPHER|CERT|UNKNOWN_CA|UNRECOGNIZED_NAME|KEY_TOO_SMALL|RENEGOTIATION)\w*$/,
];
const NOT_SENT_WORDS =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|bad port|HTTP Tunneling|before secure TLS connection was established|wrong version number|handshake failure|unsupported protocol|alert protocol version)\b/;

/** What a failure below HTTP means, from the error and its causes. */
export function connectionFault(error: unknown): SlackFault {
  const all = causes(error);
  const codes = all.map((each) => Object(each)['code']).filter((code) => typeof code === 'string');
  const line = all.map(errorLine).join(' ');
  const unsent =
    NOT_SENT_WORDS.test(line) || codes.some((code) => NOT_SENT_CODES.some((pattern) => pattern.test(code)));
  const code = /abort|timeout/i.test(`${codes.join(' ')} ${line}`) ? 'timeout' : 'connection';
  return { fault: unsent ? 'retry' : 'ambiguous', code };
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

/** What is wrong with a 2xx answer, if it does not say that the message was accepted. */
type Judge = (body: string) => (SlackFault & { readonly words: string }) | undefined;

/** A body that a person would see in a browser. */
export const isPage = (body: string): boolean => /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(body);
const PAGE = 'a web page: a proxy or a sign-in page stands in between';

/**
 * Slack's webhooks say exactly `ok` once the message is posted, and a code otherwise, at times with 200
 * (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling errors"; cloud-custodian/cloud-custodian#4654).
 */
export const webhookAnswer: Judge = (body) => {
  const said = body.trim();
  if (said === 'ok') return undefined;
  if (said === '') return { fault: 'ambiguous', code: 'bad_answer', words: 'an empty body' };
  if (isPage(said)) return { fault: 'retry', code: 'not_slack', words: PAGE };
  if (isCode(said)) return { fault: webhookFault(said), code: said, words: said };
  return {
    fault: 'config',
    code: 'not_slack',
    words: 'something else: the address is not of a Slack webhook',
  };
};

/** PagerDuty says 202 and JSON (developer.pagerduty.com/docs/send-alert-event); other receivers say what they like, but no page. */
export const pagerAnswer: Judge = (body) =>
  isPage(body) ? { fault: 'retry', code: 'not_pager', words: PAGE } : undefined;

const isCode = (said: string): boolean => /^[a-z_]{3,60}$/.test(said);
const webhookFault = (code: string) =>
  ['invalid_blocks', 'invalid_payload', 'no_text'].includes(code) ? 'payload' : 'config';

/**
 * Posts JSON to an address that is a secret in itself; the errors do not name it.
 * @throws SlackError unless a 2xx came and `judge` finds nothing against its body
 */
export async function postJson(
  name: string,
  address: string,
  request: { readonly body: unknown; readonly signal: AbortSignal; readonly judge: Judge },
): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request.body),
    // Where it leads to is nobody that the message was for.
    redirect: 'manual',
    signal: request.signal,
  }).catch((error: unknown) => {
    throw new SlackError(`${name} was not reached: ${connectionLine(error)}`, connectionFault(error));
  });
  const said = await response.text().catch(() => '');
  if (!response.ok) throw httpError(name, response, said.trim());
  const against = request.judge(said);
  if (against === undefined) return;
  const { words, ...fault } = against;
  const line = isCode(words)
    ? explain(`${name} refused the message`, words)
    : `${name} answered with HTTP ${response.status} and ${words}.`;
  throw new SlackError(line, fault);
}

function httpError(name: string, { status, headers }: Response, said: string): SlackError {
  const pause = { retryAfterMs: retryAfterMs(headers.get('retry-after')) };
  if (status === 429) {
    return new SlackError(`${name} limits us (429).`, { fault: 'retry', code: 'ratelimited', ...pause });
  }
  const code = isCode(said) ? said : `http_${status}`;
  if (status >= 500) {
    return new SlackError(`${name} answered with HTTP ${status}.`, {
      fault: 'ambiguous',
      code: `http_${status}`,
      ...pause,
    });
  }
  const line =
    status < 400
      ? `${name} answered with a redirect (HTTP ${status}): give the address that it leads to, if that is the right one.`
      : explain(`${name} refused the message`, code);
  return new SlackError(line, { fault: webhookFault(code), code });
}
