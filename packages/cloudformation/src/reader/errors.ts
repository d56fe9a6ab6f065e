import { errorLine } from '@signalbox/runner/errors';
import { ReadError, type Trouble } from './reader.ts';

const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/;
/** The credentials are none that AWS knows, or there are none: no permission would help. */
const UNKNOWN =
  /^(CredentialsProviderError|AuthFailure|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?|InvalidSignatureException|SignatureDoesNotMatch|UnrecognizedClientException|OptInRequired)$/;
const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized)$/;
/** With those of github.com/smithy-lang/smithy-typescript, service-error-classification: NODEJS_NETWORK_ERROR_CODES. */
const UNREACHABLE =
  /^(TimeoutError|RequestTimeout(Exception)?|AbortError|ECONN\w+|E(HOST|NET)(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|NetworkingError)$/;

/** What an error of any AWS SDK means for somebody who only looks. */
export function troubleOf(error: unknown): Trouble {
  const {
    name = '',
    code = '',
    message = '',
    $metadata,
  } = error as Partial<{
    name: string;
    code: string;
    message: string;
    $metadata: { httpStatusCode?: number };
  }>;
  const status = $metadata?.httpStatusCode ?? 0;
  if (EXPIRED.test(name) || /security token .* expired/i.test(message)) return 'expired';
  if (THROTTLED.test(name) || status === 429 || /rate exceeded/i.test(message)) return 'throttled';
  if (DENIED.test(name) || UNKNOWN.test(name) || status === 401 || status === 403) return 'denied';
  const cut = /socket hang up|network|fetch failed|Parse Error|deserializ|Unexpected end/i.test(message);
  if (status >= 500 || UNREACHABLE.test(name) || UNREACHABLE.test(code) || cut) return 'unavailable';
  return 'other';
}

/**
 * What AWS refuses or fails to answer, as an error that names the action, and the permission where that is what lacks.
 *
 * @param permission as a policy names it, and on which resources if not on the one that is read
 */
export function readError(error: unknown, action: string, permission: string): ReadError {
  const { name = '' } = error as Partial<Error>;
  if (name === 'CredentialsProviderError') {
    return new ReadError('denied', 'there are no AWS credentials: configure them before this step', error);
  }
  const trouble = troubleOf(error);
  const needed = trouble === 'denied' && !UNKNOWN.test(name) ? ` (the credentials need ${permission})` : '';
  return new ReadError(trouble, `${action}: ${name && `${name}: `}${errorLine(error)}${needed}`, error);
}
