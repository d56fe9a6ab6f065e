// A process may die at any request. Whatever it leaves behind, the next contender has its turn.
import { expect, test } from '@jest/globals';
import { startWorld } from './world.ts';

/** Lets `count` requests pass; the next one, done or not, is the last thing the process ever does. */
function dyingFetch(through: typeof fetch, count: number, done: boolean) {
  let sent = 0;
  let died = () => {};
  const death = new Promise<void>((resolve) => {
    died = resolve;
  });
  const dying: typeof fetch = async (url, init) => {
    sent += 1;
    if (sent <= count) return await through(url, init);
    if (done && sent === count + 1) await through(url, init);
    died();
    return await new Promise<never>(() => {});
  };
  return { dying, death, sent: () => sent };
}

test('killed before or after any request of acquire and release', async () => {
  const world = await startWorld();
  const counter = dyingFetch(world.github.fetch, Number.POSITIVE_INFINITY, false);
  const whole = await world.contender({ fetch: counter.dying });
  await whole.acquire();
  await whole.release();
  expect(counter.sent()).toBe(7);
  await world.github.close();

  for (let count = 0; count < counter.sent(); count++) {
    for (const done of [false, true]) {
      const { clock, contender, github, live, ours, overlaps } = await startWorld();
      const { dying, death } = dyingFetch(github.fetch, count, done);
      const victim = await contender({ fetch: dying });
      const life = victim.acquire().then(() => victim.release());
      await Promise.race([life, death]);
      victim.vanish();
      const next = await contender();
      const began = clock.now();
      expect(await next.acquire()).toMatchObject({ acquired: true });
      expect(clock.now() - began).toBeLessThan(9 * 60_000);
      await next.release();
      expect(overlaps).toEqual([]);
      // What is left of the victim is at most a place in the queue that nobody counts.
      for (const { id, statuses } of live()) {
        expect(id).toBe(ours()[0]?.id);
        expect(statuses.map(({ state }) => state)).not.toContain('in_progress');
      }
      await github.close();
    }
  }
});

test('the post step after a killed main step ends what main left', async () => {
  for (let count = 1; count < 5; count++) {
    const { contender, github, live } = await startWorld();
    const { dying, death } = dyingFetch(github.fetch, count, true);
    const victim = await contender({ fetch: dying });
    void victim.acquire();
    await death;
    const post = await contender({ run: victim.run });
    await post.release('cancelled', victim.ticket());
    expect(live()).toEqual([]);
    await github.close();
  }
});
