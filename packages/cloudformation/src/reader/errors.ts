import type { Trouble } from './reader.ts';

const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/;
const DENIED =
  /^(CredentialsProviderError|AccessDenied|AccessDeniedException|UnauthorizedOperation|NotAuthorized|AuthFailure|InvalidClientTokenId|InvalidAccessKeyId|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?|InvalidSignatureException|SignatureDoesNotMatch|UnrecognizedClientException|OptInRequired)$/;
const UNREACHABLE =
  /^(TimeoutError|AbortError|ECONN\w+|E(HOST|NET)(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|NetworkingError)$/;

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
  if (DENIED.test(name) || status === 401 || status === 403) return 'denied';
  const cut = /socket hang up|network|fetch failed|Parse Error|deserializ|Unexpected end/i.test(message);
  if (status >= 500 || UNREACHABLE.test(name) || UNREACHABLE.test(code) || cut) return 'unavailable';
  return 'other';
}
