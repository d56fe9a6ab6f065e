import { expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { replayReader } from '../../test/replay-reader.ts';
import { scenario } from '../../test/scenario.ts';
import { openLimiter, rateLimited } from './limiter.ts';

const SIGNAL = new AbortController().signal;

/** Moments, in seconds, at which so many readers that share a limiter get their turns. */
async function turns(count: number, before: (limiter: ReturnType<typeof openLimiter>) => void = () => {}) {
  const clock = virtualClock();
  const limiter = openLimiter(clock);
  const began = clock.now();
  before(limiter);
  return Promise.all(
    Array.from({ length: count }, async () => {
      await limiter.turn(SIGNAL);
      return (clock.now() - began) / 1000;
    }),
  );
}

test('many stacks together ask at most so often, however many they are', async () => {
  const at = await turns(50);
  expect(at.filter((second) => second === 0)).toHaveLength(10);
  expect(Math.max(...at)).toBe(20);
});

test('what throttles one stack slows all', async () => {
  const at = await turns(10, (limiter) => limiter.throttled());
  expect(at.filter((second) => second === 0)).toEqual([]);
  expect(Math.max(...at)).toBe(10);
});

test('the backpressure grows to fourfold and passes', async () => {
  const clock = virtualClock();
  const limiter = openLimiter(clock);
  const told = [];
  for (let throttle = 0; throttle < 4; throttle++) {
    limiter.throttled();
    told.push(limiter.backpressure());
  }
  await clock.sleep(200_000);
  expect([...told, limiter.backpressure()]).toEqual([2, 4, 4, 4, 1]);
});

test('nobody waits once the job is cancelled', async () => {
  const clock = virtualClock();
  const limiter = openLimiter(clock);
  const began = clock.now();
  for (let call = 0; call < 30; call++) await limiter.turn(AbortSignal.abort());
  expect(clock.now()).toBe(began);
});

test('a reader learns of a throttle by the answer', async () => {
  const clock = virtualClock();
  const limiter = openLimiter(clock);
  const timeline = scenario('0 * CREATE_COMPLETE');
  const reader = rateLimited(replayReader(timeline, { clock, trouble: () => 'throttled' }), limiter, SIGNAL);
  await expect(reader.events(timeline.stack.arn)).rejects.toThrow('throttled');
  expect(limiter.backpressure()).toBe(2);
});
