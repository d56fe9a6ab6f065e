// The runner dies: no post step ever runs. The next deployment takes over, and the record ends truthfully.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addJob } from '@signalbox/simulator/github/builders';
import { startWorld, type World } from './world.ts';

/** Beyond the grace that is given to runners which lost sight of GitHub only. */
const GRACE_MS = 7 * 60_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

test('while deploying: the next deployment waits for the stack, takes over and deploys', async () => {
  const stack = world.stack('update-ok');
  const lost = world.deployment();
  await lost.guard({ 'stack-name': stack.name, ...world.slackInputs });
  world.aws.begin(stack);
  await lost.lose(GRACE_MS);
  const next = world.deployment();
  const { exitCode, stdout } = await next.guard({ 'stack-name': stack.name });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/stack-busy: stack shop is UPDATE_IN_PROGRESS/);
  expect(world.aws.look(stack.name)?.status).toBe('UPDATE_COMPLETE');
  expect(world.endings()[0]).toBe('error: ended by another run: its job ended (failure) without releasing');
  await next.finish();
  expect(world.endings()[1]).toMatch(/^success: /);
});

test('a re-run of the failed job queues anew: it takes over from its own earlier attempt', async () => {
  const first = world.deployment();
  await first.guard();
  await first.lose(GRACE_MS);
  first.run.attempts.push({ ...first.run.attempts[0], number: 2, status: 'in_progress' } as never);
  const again = world.deployment({ run: first.run });
  expect(await again.guard()).toMatchObject({ outputs: { acquired: 'true' } });
  expect((await again.finish()).status).toBe('success');
  expect(world.endings().map((ending) => ending.split(':')[0])).toEqual(['error', 'success']);
});

test('the job times out: GitHub cancels it, and the post step tells the truth', async () => {
  const job = world.deployment();
  await job.guard(world.slackInputs);
  const deploying = job.runner.shell('sleep 60', { name: 'deploy' });
  await world.clock.sleep(2000);
  await job.runner.cancel();
  expect((await deploying).conclusion).toBe('cancelled');
  await job.finish();
  expect(world.endings()).toEqual(['error: the job was cancelled']);
  const next = world.deployment();
  expect(await next.guard()).toMatchObject({
    outputs: { acquired: 'true', 'waited-seconds': expect.any(String) },
  });
  await next.finish();
});

test('two jobs of one run end at once: each ends its own registration, and each once', async () => {
  const first = world.deployment();
  addJob(world.github.state, world.shop, first.run);
  const second = world.deployment({ run: first.run });
  await Promise.all([
    first.guard(world.slackInputs),
    second.guard({ environment: 'staging', ...world.slackInputs }),
  ]);
  await Promise.all([first.finish(), second.finish()]);
  expect(world.endings().map((ending) => ending.split(':')[0])).toEqual(['success', 'success']);
  const finals = world.shop.deployments.map(
    ({ statuses }) => statuses.filter(({ state }) => state === 'success').length,
  );
  expect(finals).toEqual([1, 1]);
});
