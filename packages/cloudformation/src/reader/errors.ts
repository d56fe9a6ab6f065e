import type { Trouble } from './reader.ts';

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

/** Whether a permission is what a refused request lacks. */
export const lacksPermission = (error: unknown): boolean =>
  troubleOf(error) === 'denied' && !UNKNOWN.test((error as Partial<Error>).name ?? '');
