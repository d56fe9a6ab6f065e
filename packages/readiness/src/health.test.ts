import { expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { awaitHealth } from './health.ts';

/** Asks an address that answers with each status in turn (0: not at all), the last one for ever. */
async function asking(answers: readonly number[], successes = 3) {
  let asked = 0;
  const report = await awaitHealth(
    'https://shop.example/health',
    { status: { low: 200, high: 299 }, successes, timeoutSeconds: 60 },
    {
      clock: virtualClock(),
      random: () => 0.5,
      signal: new AbortController().signal,
      say: () => {},
      fetch: async () => {
        const status = answers[Math.min(asked++, answers.length - 1)] ?? 0;
        if (status === 0) throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
        return new Response(null, { status });
      },
    },
  );
  return { report, asked };
}

test.each([
  ['at once', [200], 3],
  ['after an outage', [0, 503, 200], 5],
  ['only so often in a row', [200, 200, 500, 200], 6],
])('healthy %s', async (_, answers, times) => {
  const { report, asked } = await asking(answers);
  expect(report).toMatchObject({ ok: true, status: 'succeeded' });
  expect(asked).toBe(times);
});

test.each([
  ['refuses', 0, 'not healthy: connect ECONNREFUSED'],
  ['answers outside the range', 302, 'not healthy: HTTP 302'],
])('an address that %s is not healthy', async (_, status, reason) => {
  expect((await asking([status])).report).toMatchObject({ ok: false, status: 'failed', reason });
});
