import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { systemClock, withTimeout } from './clock.ts';

test('a limit fires even when nothing but the request refers to it, and memory was tidied up meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const never = new AbortController().signal;
  const aborted = new Promise<unknown>((resolve) => {
    const limit = withTimeout(50, systemClock, never);
    limit.addEventListener('abort', () => resolve(limit.reason), { once: true });
  });
  const given = new AbortController();
  const late = systemClock.sleep(10_000, given.signal).then(() => 'never aborted');
  const tidy = setInterval(collect, 5);
  const outcome = await Promise.race([aborted, late]);
  clearInterval(tidy);
  given.abort();
  expect(outcome).toMatchObject({ name: 'TimeoutError' });
});
