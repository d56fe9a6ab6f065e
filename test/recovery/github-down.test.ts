// GitHub's API answers nothing for ten minutes, in each phase of a deployment.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startWorld, type World } from './world.ts';

const OUTAGE_MS = 10 * 60_000;

let world: World;
beforeEach(async () => {
  world = await startWorld({ speed: 50 });
});
afterEach(() => world.close());

/** GitHub is down for ten minutes; the requests still in flight fail, too. */
async function outage(match?: RegExp): Promise<void> {
  const restore = world.github.faults.add({
    fault: { kind: 'status', status: 502 },
    ...(match === undefined ? {} : { match }),
  });
  await world.clock.sleep(OUTAGE_MS);
  restore();
}

/** Resolves at the first status written, which is not answered any more. */
function claimBegins(): Promise<void> {
  return new Promise((resolve) => {
    world.github.faults.add({
      ...{ fault: { kind: 'status', status: 502 }, times: 1 },
      match: ({ path }) => {
        const claims = path.endsWith('/statuses');
        if (claims) resolve();
        return claims;
      },
    });
  });
}

test('while queued, while deploying and while the environment is taken over', async () => {
  const [holder, next] = [world.deployment(), world.deployment()];
  await holder.guard();
  const waiting = next.guard();
  await world.until(() => world.endings().some((ending) => ending.startsWith('queued: ')));
  await outage();
  // The holder only used the outage to deploy; the waiter kept its place.
  await holder.runner.shell('echo deployed');
  expect((await holder.finish()).status).toBe('success');
  expect(world.endings()[0]).toMatch(/^success: /);
  expect(await waiting).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
  await next.finish();
  expect(world.endings()[1]).toMatch(/^success: /);
});

test('while claiming, and in the post step', async () => {
  const job = world.deployment();
  const deploying = job.guard();
  // From the first write of the claim on: on a busy machine the answer to the registration may be lost, and is read back.
  await claimBegins();
  await outage();
  const main = await deploying;
  expect(main).toMatchObject({ exitCode: 0, outputs: { acquired: 'true', reason: 'free' } });
  const [{ status }] = await Promise.all([job.finish(), outage()]);
  expect(status).toBe('success');
  expect(world.endings()).toEqual([expect.stringMatching(/^success: deployed in/)]);
});

test('while registering: waited out, and registered once', async () => {
  const job = world.deployment();
  const [main] = await Promise.all([job.guard(), outage()]);
  expect(main).toMatchObject({ exitCode: 0, outputs: { acquired: 'true', reason: 'free' } });
  expect((await job.finish()).status).toBe('success');
  expect(world.endings()).toEqual([expect.stringMatching(/^success: deployed in/)]);
});

test('while registering, for longer than the wait may take: refused in one line, with nothing left behind', async () => {
  const job = world.deployment();
  const down = outage();
  const main = await job.guard({ 'wait-timeout': '2m' });
  expect(main.exitCode).toBe(1);
  expect(main.annotations.filter(({ level }) => level === 'error')).toEqual([
    expect.objectContaining({ message: expect.stringContaining('GitHub') }),
  ]);
  expect((await job.finish()).status).toBe('failure');
  await down;
  expect(world.endings()).toEqual([]);
});
