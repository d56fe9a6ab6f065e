import { expect, test } from '@jest/globals';
import { systemClock } from '@signalbox/runner/clock';
import { redact } from '@signalbox/runner/secrets';
import { prometheusReader } from './prometheus.ts';

const EMPTY = { status: 'success', data: { resultType: 'vector', result: [] } };

/** What a query is sent with, and where to. */
async function sent(url: string, token?: string) {
  const seen: { address: string; authorization: string | null }[] = [];
  const answer = (async (address: URL, init: RequestInit) => {
    seen.push({ address: String(address), authorization: new Headers(init.headers).get('authorization') });
    return new Response(JSON.stringify(EMPTY));
  }) as typeof fetch;
  const signal = new AbortController().signal;
  await prometheusReader({ url, token, fetch: answer, clock: systemClock, signal }).ask('up');
  return seen[0];
}

test('a token is a bearer token, and known as a secret', async () => {
  expect(await sent('https://metrics.example/p', 'sesame-token')).toEqual({
    address: 'https://metrics.example/p/api/v1/query',
    authorization: 'Bearer sesame-token',
  });
  expect(redact('it says sesame-token')).not.toContain('sesame-token');
});

test('a user and password are sent, and not in the address', async () =>
  expect(await sent('https://me:hunter22@metrics.example')).toEqual({
    address: 'https://metrics.example/api/v1/query',
    authorization: `Basic ${Buffer.from('me:hunter22').toString('base64')}`,
  }));

test('without either nothing is', async () =>
  expect((await sent('http://metrics.example'))?.authorization).toBeNull());
