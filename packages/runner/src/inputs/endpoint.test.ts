import { expect, test } from '@jest/globals';
import { isSecure, refuseCleartext } from './endpoint.ts';

test.each([
  ['https://api.github.com', true],
  ['https://github.acme.example:8443/api/v3', true],
  ['http://localhost:4566', true],
  ['http://127.0.0.1:9/', true],
  ['http://127.8.9.1', true],
  ['http://[::1]:9', true],
  ['http://api.github.com', false],
  ['http://localhost.evil.example', false],
  ['http://127.0.0.1.evil.example', false],
  ['http://10.0.0.1', false],
  ['http://169.254.169.254/', false],
  ['https://user:secret@api.github.com', false],
  ['http://user@localhost', false],
  ['ftp://127.0.0.1', false],
  ['api.github.com', false],
  ['', false],
])('%s: %s', (text, secure) => expect(isSecure(text)).toBe(secure));

test.each([
  'GITHUB_API_URL',
  'GITHUB_GRAPHQL_URL',
  'ACTIONS_RESULTS_URL',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_ECS',
])('%s may not be in the clear', (name) => {
  expect(() => refuseCleartext({ [name]: 'http://example.com' })).toThrow(`Variable ${name} would send`);
  expect(() => refuseCleartext({ [name]: 'https://user:hunter22@example.com' })).toThrow(
    /^((?!hunter22).)*$/,
  );
  for (const fine of ['https://example.com', 'http://127.0.0.1:1', '', undefined])
    expect(() => refuseCleartext({ [name]: fine })).not.toThrow();
});
