import { expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { type RetryDecision, retry } from './retry.ts';

/** Fails with each error in turn, then succeeds; keeps when it was called. */
function flaky(clock: { now(): number }, errors: readonly Error[]) {
  const calls: number[] = [];
  const start = clock.now();
  return {
    calls,
    run: async () => {
      calls.push(clock.now() - start);
      const error = errors[calls.length - 1];
      if (error) throw error;
      return 'done';
    },
  };
}

const always = (): RetryDecision => ({ retry: true });
const outage = new Error('outage');

test('doubles its pauses and succeeds', async () => {
  const clock = virtualClock();
  const operation = flaky(clock, [outage, outage, outage]);
  await expect(retry(operation.run, { clock, random: () => 1, classify: always })).resolves.toBe('done');
  expect(operation.calls).toEqual([0, 1000, 3000, 7000]);
});

test('gives up after its attempts, with the last error', async () => {
  const clock = virtualClock();
  const last = new Error('last');
  const operation = flaky(clock, [outage, last, outage]);
  await expect(retry(operation.run, { clock, random: () => 0, classify: always, attempts: 2 })).rejects.toBe(
    last,
  );
});

test('does not repeat what cannot be mended by repeating', async () => {
  const clock = virtualClock();
  const operation = flaky(clock, [outage]);
  await expect(
    retry(operation.run, { clock, random: () => 0, classify: () => ({ retry: false }) }),
  ).rejects.toBe(outage);
  expect(operation.calls).toHaveLength(1);
});

test('obeys the pause the server asks for', async () => {
  const clock = virtualClock();
  const operation = flaky(clock, [outage]);
  await retry(operation.run, { clock, random: () => 0, classify: () => ({ retry: true, afterMs: 42_000 }) });
  expect(operation.calls).toEqual([0, 42_000]);
});

test('a pause that would end after the deadline is not begun', async () => {
  const clock = virtualClock();
  const operation = flaky(clock, [outage]);
  const options = {
    clock,
    random: () => 0,
    classify: () => ({ retry: true, afterMs: 9000 }) as RetryDecision,
  };
  await expect(retry(operation.run, { ...options, deadline: clock.now() + 8000 })).rejects.toBe(outage);
  expect(operation.calls).toEqual([0]);
});
