import { expect, test } from '@jest/globals';
import { virtualClock } from './clock.ts';

test('hours pass in the order of their ends', async () => {
  const clock = virtualClock(0);
  const seen: string[] = [];
  const nap = async (name: string, hours: number) => {
    await clock.sleep(hours * 3_600_000);
    seen.push(`${name}@${clock.now() / 3_600_000}`);
  };
  await Promise.all([nap('late', 5), nap('early', 1), nap('middle', 3).then(() => nap('after', 1))]);
  expect(seen).toEqual(['early@1', 'middle@3', 'after@4', 'late@5']);
});

test('an aborted sleep ends at once and leaves no sleeper behind', async () => {
  const clock = virtualClock(0);
  const controller = new AbortController();
  const slept = clock.sleep(1000, controller.signal);
  controller.abort();
  await slept;
  expect(clock.now()).toBe(0);
  expect(clock.sleeping()).toBe(0);
});
