import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../clock.ts';
import type { FaultRule } from './faults.ts';
import { type Service, startService } from './http.ts';

const services: Service[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

async function counter(options: { sockets?: boolean; seed?: number } = {}) {
  let effects = 0;
  const clock = virtualClock();
  const service = await startService({
    clock,
    ...options,
    handler: () => ({ status: 201, headers: { 'content-type': 'text/plain' }, body: `${++effects}` }),
    faultAnswers: {
      error: (status) => ({ status, headers: {}, body: 'broken' }),
      rateLimit: (fault) => ({
        status: fault.secondary ? 403 : 429,
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
        body: '',
      }),
    },
  });
  services.push(service);
  const post = (path = '/things') => service.fetch(`${service.url}${path}`, { method: 'POST', body: '{}' });
  return { service, clock, post, effects: () => effects };
}

async function outcome(answer: Promise<Response>): Promise<string> {
  return answer.then(
    async (response) => `${response.status} ${await response.text()}`,
    (error: Error) => error.message,
  );
}

describe.each([
  { fault: { kind: 'status', status: 502 }, seen: '502 broken', effects: 0 },
  { fault: { kind: 'status', status: 502, done: true }, seen: '502 broken', effects: 1 },
  { fault: { kind: 'rate-limit', retryAfterSeconds: 7 }, seen: '429 ', effects: 0 },
  { fault: { kind: 'rate-limit', retryAfterSeconds: 7, secondary: true }, seen: '403 ', effects: 0 },
  { fault: { kind: 'reset-before' }, seen: 'fetch failed', effects: 0 },
  { fault: { kind: 'reset-after' }, seen: 'fetch failed', effects: 1 },
  { fault: { kind: 'empty-body' }, seen: '201 ', effects: 1 },
  { fault: { kind: 'hang' }, seen: 'fetch failed', effects: 0 },
  { fault: { kind: 'delay', milliseconds: 5000 }, seen: '201 1', effects: 1 },
] as const)('fault $fault', ({ fault, seen, effects }) => {
  test.each([true, false])('is seen by the caller, with sockets: %s', async (sockets) => {
    const service = await counter({ sockets });
    service.service.faults.add({ fault, times: 1 });
    const url = `${service.service.url}/things`;
    const first = sockets ? fetch(url, { method: 'POST' }) : service.post();
    expect(await outcome(first)).toBe(seen);
    expect(service.effects()).toBe(effects);
    expect(service.service.log).toMatchObject([{ method: 'POST', path: '/things', fault: fault.kind }]);
    expect(await outcome(service.post())).toBe(`201 ${effects + 1}`);
  });
});

test('a rule strikes the requests it matches, from the nth on, so often as said', async () => {
  const { post, service } = await counter({ sockets: false });
  service.faults.add({ match: /^POST \/a\?x=1$/, skip: 1, times: 2, fault: { kind: 'status', status: 500 } });
  const statuses: number[] = [];
  for (const path of ['/a?x=1', '/b', '/a?x=1', '/a', '/a?x=1', '/a?x=1']) {
    statuses.push((await post(path)).status);
  }
  expect(statuses).toEqual([201, 201, 500, 201, 500, 201]);
});

test('the same seed gives the same faults, and another seed others', async () => {
  const run = async (seed: number) => {
    const { post, service } = await counter({ sockets: false, seed });
    const rule: FaultRule = { probability: 0.3, fault: { kind: 'status', status: 500 } };
    const remove = service.faults.add(rule);
    const statuses: number[] = [];
    for (let i = 0; i < 60; i++) statuses.push((await post()).status);
    remove();
    expect((await post()).status).toBe(201);
    return statuses;
  };
  const first = await run(7);
  expect(await run(7)).toEqual(first);
  expect(await run(8)).not.toEqual(first);
  const struck = first.filter((status) => status === 500).length;
  expect(struck).toBeGreaterThan(6);
  expect(struck).toBeLessThan(30);
});

test('a caller that goes away ends a hang at once', async () => {
  const { service } = await counter({ sockets: false });
  service.faults.add({ fault: { kind: 'hang' } });
  const caller = new AbortController();
  const answer = service.fetch(`${service.url}/`, { signal: caller.signal });
  caller.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
});

test('an error of the simulator itself is answered with 500 and reported when it closes', async () => {
  const service = await startService({
    handler: () => {
      throw new Error('oops');
    },
    faultAnswers: {
      error: () => ({ status: 500, headers: {}, body: '' }),
      rateLimit: () => ({ status: 429, headers: {}, body: '' }),
    },
  });
  expect((await fetch(service.url)).status).toBe(500);
  await expect(service.close()).rejects.toThrow('oops');
});

test('the log keeps no credentials', async () => {
  const { service } = await counter({ sockets: false });
  await service.fetch(`${service.url}/?a=b`, {
    headers: { authorization: 'token ghs_secret', accept: 'x/y' },
  });
  expect(service.log).toMatchObject([
    {
      method: 'GET',
      path: '/',
      query: { a: 'b' },
      headers: { authorization: '***', accept: 'x/y' },
      status: 201,
    },
  ]);
});
