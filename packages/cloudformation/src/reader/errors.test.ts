import { expect, test } from '@jest/globals';
import { troubleOf } from './errors.ts';

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
  expect(troubleOf(Object.assign(new Error(`connect ${code}`), { code }))).toBe('unavailable');
  expect(troubleOf(Object.assign(new AggregateError([]), { code }))).toBe('unavailable');
});
