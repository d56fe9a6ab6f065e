// What somebody who waits is told: whom for, how long, and why not yet. And what `status` says of those whose job is over.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RefusedError } from '@signalbox/registry/refusal';
import { environmentStatus } from '@signalbox/registry/status';
import { errorOf, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

const MINUTE = 60_000;

describe('behind somebody whose job is over without a release', () => {
  test.each([0, 2, 5])('it is said at once, with the time that is left (%d min later)', async (minutes) => {
    // History, by which the holder should take a minute.
    for (let run = 0; run < 3; run++) {
      const past = await world.contender();
      await past.acquire();
      await world.clock.sleep(MINUTE);
      await past.release();
    }
    const [holder, next] = [await world.contender(), await world.contender()];
    await holder.acquire();
    await world.clock.sleep(50_000);
    holder.vanish();
    await world.clock.sleep(minutes * MINUTE);
    await next.acquire();
    const lines = next.step.lines.filter((line) => line.startsWith('Waiting for production'));
    expect(lines[0]).toMatch(/job is over without releasing; what it started may still run for/);
    expect(lines[0]).toMatch(
      new RegExp(
        `expected to start in about ${minutes === 5 ? '(1 min|5\\d s)' : `${6 - minutes} min|${5 - minutes} min \\d+ s`}`,
      ),
    );
  });

  test('a time-out says so, too, and who it is', async () => {
    const [holder, next] = [
      await world.contender(),
      await world.contender({ request: { waitTimeoutSeconds: 60 } }),
    ];
    await holder.acquire();
    holder.vanish();
    const error = (await errorOf(next.acquire())) as RefusedError;
    expect(error.message).toMatch(/^Waited 1 min for production: run \d+ .*job is over without releasing/);
    expect(error.refusal).toMatchObject({ acquired: false, reason: { code: 'held' } });
    expect(error.refusal.seen?.active).toMatchObject({ runId: holder.run.id });
  });
});

describe('while reads do not show its own registration', () => {
  /** GraphQL shows no registration of ours, for ever. */
  const hiding: typeof fetch = async (url, init) => {
    const answer = await world.github.fetch(url, init);
    if (!String(url).endsWith('/graphql')) return answer;
    const body = JSON.parse(await answer.text());
    const { deployments } = body.data.repository;
    deployments.nodes = [];
    return new Response(JSON.stringify(body), answer);
  };

  test('nobody is told that the environment is free', async () => {
    const contender = await world.contender({ fetch: hiding, request: { waitTimeoutSeconds: 300 } });
    const error = (await errorOf(contender.acquire())) as RefusedError;
    expect(error.message).toMatch(
      /^Waited 5 min for production: registry-unavailable: GitHub does not show registration \d+\. /,
    );
    expect(error.refusal.reason.code).toBe('registry-unavailable');
  });

  test('nor refused for it, who would not wait for others', async () => {
    const lagging = await startWorld({ consistency: { lagMs: 1500, perRow: true }, seed: 5 });
    for (const onBusy of ['fail', 'skip'] as const) {
      const contender = await lagging.contender({ request: { onBusy } });
      expect(await contender.acquire()).toMatchObject({ acquired: true });
      await lagging.clock.sleep(MINUTE);
      await contender.release();
      await lagging.clock.sleep(MINUTE);
    }
    await lagging.github.close();
  });
});

test('a cancellation while waiting tells who holds', async () => {
  const [holder, next] = [await world.contender(), await world.contender()];
  await holder.acquire();
  const waiting = errorOf(next.acquire());
  await world.clock.sleep(10_000);
  next.step.cancel();
  const error = (await waiting) as RefusedError;
  expect(error.message).toBe('Cancelled while waiting for production.');
  expect(error.refusal).toMatchObject({
    reason: { code: 'held' },
    seen: { active: { runId: holder.run.id } },
  });
});

describe('status', () => {
  const status = async (asking: Awaited<ReturnType<World['contender']>>) =>
    environmentStatus(
      { environment: 'production', repository: 'octo/shop', maxHoldSeconds: 6 * 3600 },
      asking.ports,
    );

  test('calls nobody in progress whose job is over', async () => {
    const [holder, asking] = [await world.contender(), await world.contender()];
    await holder.acquire();
    expect(await status(asking)).toMatchObject({
      state: 'in_progress',
      inspection: { reason: { code: 'held' } },
    });
    holder.vanish();
    // What it started may still run, so the environment is closed.
    const soon = await status(asking);
    expect(soon).toMatchObject({ state: 'failure', inspection: { reason: { code: 'held' } } });
    expect(soon.details).toContain('without releasing');
    await world.clock.sleep(10 * MINUTE);
    expect(await status(asking)).toMatchObject({
      state: 'failure',
      inspection: { reason: { code: 'free' } },
    });
  });

  test('nor queued who only waited and is gone, but who lives behind it', async () => {
    const [gone, asking] = [await world.contender(), await world.contender()];
    await gone.join();
    gone.vanish();
    expect(await status(asking)).toMatchObject({ state: 'not-found' });
    await world.clock.sleep(MINUTE);
    await asking.join();
    expect(await status(asking)).toMatchObject({
      state: 'queued',
      registration: { id: asking.ticket().deploymentId },
    });
  });

  test('knows the last ten deployments, however many failed to get a turn between', async () => {
    const runs: number[] = [];
    for (let run = 0; run < 12; run++) {
      const [one, other] = [await world.contender(), await world.contender()];
      await one.acquire();
      await other.join();
      await world.clock.sleep(MINUTE);
      await one.release(run % 2 === 0 ? 'success' : 'failure');
      await other.release('cancelled');
      runs.unshift(one.run.id);
    }
    const { recent, deployed } = await status(await world.contender());
    expect(recent.map(({ payload }) => payload.runId)).toEqual(runs.slice(0, 10));
    expect(recent.map(({ ended }) => ended?.state).slice(0, 2)).toEqual(['failure', 'success']);
    expect(deployed).toMatchObject({ registration: { payload: { runId: runs[1] } } });
  });
});
