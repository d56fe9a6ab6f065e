import { expect, test } from '@jest/globals';
import { readError, troubleOf } from './errors.ts';

const named = (name: string, more: object = {}) => Object.assign(new Error(''), { name, ...more });

test.each([
  ['ExpiredToken', 'expired'],
  ['ThrottlingException', 'throttled'],
  ['AccessDenied', 'denied'],
  ['UnrecognizedClientException', 'denied'],
  ['TimeoutError', 'unavailable'],
  ['RequestTimeout', 'unavailable'],
  ['ValidationError', 'other'],
])('%s is %s', (name, trouble) =>
  expect(troubleOf(named(name, { $metadata: { httpStatusCode: 400 } }))).toBe(trouble),
);

// Codes of the operating system for a network that is away: errno(3), and https://nodejs.org/api/errors.html
test.each([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
])('%s is an outage, to be waited out', (code) => {
  expect(troubleOf(named('Error', { code }))).toBe('unavailable');
  expect(troubleOf(Object.assign(new AggregateError([]), { code }))).toBe('unavailable');
});

test.each([
  ['AccessDenied', true],
  ['AccessDeniedException', true],
  ['UnrecognizedClientException', false],
  ['InvalidClientTokenId', false],
  ['SignatureDoesNotMatch', false],
  ['CredentialsProviderError', false],
  ['ThrottlingException', false],
])('a permission would help against %s: %s', (name, helps) =>
  expect(readError(named(name), 'ListStacks', 'cloudformation:ListStacks').message.includes('need')).toBe(
    helps,
  ),
);
