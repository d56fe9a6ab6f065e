// GitHub's rate limits, as its documentation says they are told: each is waited out where that does not take too long.
import { describe, expect, test } from '@jest/globals';
import { RegistryError } from '@signalbox/registry/snapshot';
import { errorOf, startWorld, type World } from './world.ts';

const HOUR = 3_600_000;

/** Refuses registrations for so many seconds, as `answer` says. */
async function refusing(seconds: number, answer: (world: World, until: number) => Response) {
  const world = await startWorld();
  const until = world.clock.now() + seconds * 1000;
  let refused = 0;
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const creates = init?.method === 'POST' && /deployments$/.test(String(url));
    if (!creates || world.clock.now() >= until) return await world.github.fetch(url, init);
    refused += 1;
    return answer(world, until);
  };
  return { world, fetch, refused: () => refused };
}

const primary = (world: World, until: number) =>
  Response.json(
    { message: 'API rate limit exceeded' },
    {
      status: 403,
      headers: {
        date: new Date(world.clock.now()).toUTCString(),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(until / 1000),
      },
    },
  );

const secondary = () =>
  Response.json(
    { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
    { status: 403 },
  );

describe('a registration that a limit refuses', () => {
  test.each([-HOUR, 0, HOUR])('primary, our clock off by %d ms: made when it resets', async (skewMs) => {
    const { world, fetch, refused } = await refusing(120, primary);
    const contender = await world.contender({ fetch, skewMs });
    expect(await contender.acquire()).toMatchObject({ acquired: true });
    expect(refused()).toBe(1);
    await world.github.close();
  });

  test('secondary, without a header that says how long: made a minute later', async () => {
    const { world, fetch, refused } = await refusing(45, secondary);
    const contender = await world.contender({ fetch });
    expect(await contender.acquire()).toMatchObject({ acquired: true });
    expect(refused()).toBe(1);
    await world.github.close();
  });

  test('for longer than is worth waiting: an outage, in words', async () => {
    const { world, fetch } = await refusing(1200, primary);
    const contender = await world.contender({ fetch });
    const error = await errorOf(contender.acquire());
    expect(error).toBeInstanceOf(RegistryError);
    expect(error.message).toBe(
      "GitHub's rate limit is used up, so it was not possible to register a deployment",
    );
    await world.github.close();
  });
});
