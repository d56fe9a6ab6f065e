import { expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { askHealth, awaitHealth, type HealthOptions } from './health.ts';

const REDIRECT = new Map([[302, 'https://login.example/?session=hunter2']]);

/** Asks an address that answers with each status in turn (0: not at all), the last one for ever. */
async function asking(answers: readonly number[], more: Partial<HealthOptions> = {}) {
  let asked = 0;
  const clock = virtualClock();
  const modes: unknown[] = [];
  const said: string[] = [];
  const report = await awaitHealth(
    'https://shop.example/health?key=hunter2',
    {
      ...{ statuses: [{ low: 200, high: 299 }], successes: 3, timeoutSeconds: 60, followRedirects: false },
      ...{ deadline: clock.now() + 3600_000, name: 'https://shop.example/health' },
      ...more,
    },
    {
      clock,
      random: () => 0.5,
      signal: new AbortController().signal,
      say: (line) => void said.push(line),
      fetch: async (_, init) => {
        modes.push(init?.redirect);
        const status = answers[Math.min(asked++, answers.length - 1)] ?? 0;
        if (status === 0) throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
        const location = REDIRECT.get(status);
        return new Response(null, { status, headers: location === undefined ? {} : { location } });
      },
    },
  );
  expect(JSON.stringify([report, said])).not.toContain('hunter2');
  return { report, asked, modes };
}

test.each([
  ['at once', [200], 3],
  ['after an outage', [0, 503, 200], 5],
  ['only so often in a row', [200, 200, 500, 200], 6],
])('healthy %s', async (_, answers, times) => {
  const { report, asked } = await asking(answers);
  expect(report).toMatchObject({ ok: true, status: 'succeeded', progress: 100 });
  expect(asked).toBe(times);
});

test.each([
  ['refuses', 0, /^not healthy: connect ECONNREFUSED/],
  ['answers outside the range', 404, /^not healthy: HTTP 404$/],
  ['leads elsewhere', 302, /^not healthy: HTTP 302 to https:\/\/login.example\/, which is not asked/],
])('an address that %s is not healthy', async (_, status, reason) => {
  const { report } = await asking([status]);
  expect(report).toMatchObject({ ok: false, status: 'failed', reason: expect.stringMatching(reason) });
  expect(report.progress).toBeLessThan(100);
});

test('an address whose name has several addresses says why none of them answers', async () => {
  // As Node's fetch rejects: a load balancer has an address in each zone.
  const cause = new AggregateError([new Error('connect ECONNREFUSED 192.0.2.1:443')]);
  const fetch = async () => {
    throw new TypeError('fetch failed', { cause });
  };
  const ports = { fetch, clock: virtualClock(), signal: new AbortController().signal };
  const options = { statuses: [{ low: 200, high: 299 }], followRedirects: false };
  expect(await askHealth('https://shop.example/', options, ports)).toEqual({
    ok: false,
    words: 'connect ECONNREFUSED 192.0.2.1:443',
  });
});

test('a redirect is an answer, and it is asked of the address itself unless told to follow', async () => {
  const { report, modes } = await asking([302], { statuses: [{ low: 302, high: 302 }] });
  expect(report.ok).toBe(true);
  expect(new Set(modes)).toEqual(new Set(['manual']));
  expect(new Set((await asking([200], { followRedirects: true })).modes)).toEqual(new Set(['follow']));
});

test('the whole watch may be over first', async () => {
  const { report } = await asking([503], { deadline: virtualClock().now() + 10_000, timeoutSeconds: 300 });
  expect(report).toMatchObject({ status: 'timed-out', ok: false, seconds: 10 });
});

test('one that wavers to the end is not healthy', async () => {
  const { report } = await asking(Array.from({ length: 100 }, (_, index) => (index % 3 === 2 ? 500 : 200)));
  expect(report).toMatchObject({ ok: false, status: 'failed' });
});
