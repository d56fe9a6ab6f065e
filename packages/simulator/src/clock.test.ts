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

test('whoever lay down first wakes first, of many that wake at the same moment', async () => {
  const clock = virtualClock(0);
  const seen: string[] = [];
  const nap = async (name: number, milliseconds: number) => {
    await clock.sleep(milliseconds);
    seen.push(`${clock.now()} ${name}`);
  };
  const naps = Array.from({ length: 200 }, (_, name) => nap(name, 1 + ((name * 7) % 10)));
  await Promise.all(naps);
  const expected = Array.from({ length: 200 }, (_, name) => [1 + ((name * 7) % 10), name] as const)
    .toSorted(([a, first], [b, second]) => a - b || first - second)
    .map(([at, name]) => `${at} ${name}`);
  expect(seen).toEqual(expected);
});

test('time stands still while something is loaded that takes many turns of the event loop', async () => {
  const clock = virtualClock(0);
  const slept = clock.sleep(1000);
  const load = async () => {
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    return clock.now();
  };
  expect(await clock.stopped(load())).toBe(0);
  await expect(clock.stopped(Promise.reject(new Error('not there')))).rejects.toThrow('not there');
  await slept;
  expect(clock.now()).toBe(1000);
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
