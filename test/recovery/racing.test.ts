// Two that end one registration at the same time: it is over for good, and the next ones deploy.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { finishJob } from '@signalbox/simulator/github/builders';
import { startWorld, type World } from './world.ts';

/** Beyond the grace that is given to runners which lost sight of GitHub only. */
const GRACE_MS = 7 * 60_000;
const OVER = ['success', 'failure', 'error', 'inactive'];

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** From its first end on, nothing may make a registration live again. */
const livesAgain = (nth: number): boolean => {
  const states = (world.shop.deployments[nth]?.statuses ?? []).map(({ state }) => state);
  const end = states.findIndex((state) => OVER.includes(state));
  return end < 0 || states.slice(end).some((state) => !OVER.includes(state));
};

/** What each thread says of an end, in the channel's order. */
const ends = async () =>
  (await world.threads()).map(
    ({ replies }) => replies.filter(({ text }) => /was deployed|runner was lost|failed/.test(text)).length,
  );

test('the post step of a job that GitHub gave up, and the deployment that takes over from it', async () => {
  const first = world.deployment();
  await first.guard(world.slackInputs);
  // The runner lost sight of GitHub only: it works on, and comes back just when somebody takes over.
  finishJob(world.github.state, first.job, 'failure');
  first.job.completedAt = world.clock.now() - GRACE_MS;
  const next = world.deployment();
  const [taken] = await Promise.all([next.guard(world.slackInputs), first.finish()]);
  expect(taken).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
  expect((await next.finish()).status).toBe('success');
  expect([0, 1].filter(livesAgain)).toEqual([]);
  expect(world.endings()[1]).toMatch(/^success: /);
  // Slack may hear both what the job says of itself and that it was lost, and each once.
  const [told, ...others] = await ends();
  expect([1, 2]).toContain(told);
  expect(others).toEqual([1]);
});

test('two deployments that find one lost runner', async () => {
  const lost = world.deployment();
  await lost.guard(world.slackInputs);
  await lost.lose(GRACE_MS);
  const both = [world.deployment(), world.deployment()];
  const statuses = await Promise.all(
    both.map(async ({ guard, finish }) => {
      expect(await guard(world.slackInputs)).toMatchObject({ outputs: { acquired: 'true' } });
      return (await finish()).status;
    }),
  );
  expect(statuses).toEqual(['success', 'success']);
  expect([0, 1, 2].filter(livesAgain)).toEqual([]);
  // GitHub itself makes an earlier success inactive.
  expect(world.endings()).toEqual([
    expect.stringMatching(/^error: ended by another run/),
    expect.stringMatching(/^(success|inactive): /),
    expect.stringMatching(/^success: /),
  ]);
  expect(await ends()).toEqual([1, 1, 1]);
});
