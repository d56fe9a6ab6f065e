import { errorLine } from '@signalbox/runner/errors';
import { type Answer, record } from './answer.ts';
import { explain, faultOf, SlackError } from './error.ts';
import { connectionFault, connectionLine, retryAfterMs } from './http.ts';

/** One error for all of the SDK's, by their `code`: ncc may bundle their classes twice. */
export function slackError(method: string, error: unknown): SlackError {
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
