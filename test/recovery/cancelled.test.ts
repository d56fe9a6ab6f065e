// The workflow is cancelled at each point of a deployment's life.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startWorld, type World } from './world.ts';

/** docs: reference/workflows-and-actions/workflow-cancellation. */
const RUNNER_BUDGET_SECONDS = 300;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** What a thread was told, but for whom it waits. */
const endingsOf = (thread: Awaited<ReturnType<World['threads']>>[number] | undefined) =>
  thread?.replies.map(({ text }) => text).filter((text) => !text.startsWith('Waiting for '));
const last = (index: number) => world.endings()[index];

test('while queued: the place is given up at once, and Slack hears of it', async () => {
  const [holder, queued] = [world.deployment(), world.deployment()];
  await holder.guard();
  const main = queued.guard(world.slackInputs);
  await world.until(() => last(1)?.startsWith('queued: ') ?? false);
  await queued.runner.cancel();
  await main;
  await queued.finish();
  expect(last(1)).toMatch(/^inactive: left the queue/);
  const threads = await world.threads();
  expect(threads.map(({ text }) => text)).toEqual([expect.stringContaining('cancelled')]);
  expect(endingsOf(threads[0])).toEqual([expect.stringContaining('cancelled')]);
  await holder.finish();
  expect(last(0)).toMatch(/^success: /);
});

test('main killed while queued: the post step gives the place up, and tells Slack so once', async () => {
  const [holder, queued] = [world.deployment(), world.deployment()];
  await holder.guard();
  const main = queued.guard(world.slackInputs);
  await world.until(
    async () => (await world.threads())[0]?.text.includes('is waiting for its turn') ?? false,
  );
  queued.runner.killStep();
  expect((await main).exitCode).not.toBe(0);
  await queued.finish();
  expect(last(1)).toMatch(/^inactive: left the queue/);
  const [head, ...others] = await world.threads();
  expect(others).toEqual([]);
  expect(head?.text).toMatch(/^:fast_forward: production was skipped/);
  expect(endingsOf(head)).toEqual([expect.stringContaining('skipped')]);
  await holder.finish();
});

test('while claiming: nothing is held afterwards', async () => {
  const job = world.deployment();
  const main = job.guard();
  await world.until(() => last(0)?.startsWith('in_progress: claim') ?? false);
  await job.runner.cancel();
  await main;
  await job.finish();
  expect(last(0)).toMatch(/^(inactive|error): /);
  const next = world.deployment();
  expect(await next.guard()).toMatchObject({ outputs: { acquired: 'true' } });
  await next.finish();
});

test('while deploying without a stack: the record says cancelled, the next one deploys', async () => {
  const job = world.deployment();
  await job.guard(world.slackInputs);
  const deploying = job.runner.shell('sleep 60');
  await world.clock.sleep(2000);
  await job.runner.cancel();
  await deploying;
  await job.finish();
  expect(last(0)).toBe('error: the job was cancelled');
  expect((await world.threads()).map(({ text }) => text)).toEqual([expect.stringContaining('cancelled')]);
});

test('while a stack moves on, with nobody answering: within the budget, and the environment stays closed', async () => {
  await world.close();
  world = await startWorld({ stackSpeed: 0.1 });
  const stack = world.stack('update-ok');
  const job = world.deployment();
  await job.guard({ 'stack-name': stack.name, ...world.slackInputs });
  world.aws.begin(stack);
  await world.clock.sleep(5000);
  await job.runner.cancel();
  world.slack.faults.add({ fault: { kind: 'hang' } });
  const began = world.clock.now();
  await job.finish();
  expect((world.clock.now() - began) / 1000).toBeLessThan(RUNNER_BUDGET_SECONDS);
  expect(last(0)).toMatch(/^in_progress: closed until it is known.*UPDATE_IN_PROGRESS/);
  const next = world.deployment();
  const refused = await next.guard({ 'on-busy': 'skip' });
  expect(refused.outputs['reason']).toMatch(/^held: /);
  await next.finish();
});

test('after the stack has finished: people read that, and the registry knows which commit runs', async () => {
  const stack = world.stack('update-ok');
  const job = world.deployment();
  await job.guard({ 'stack-name': stack.name, ...world.slackInputs });
  world.aws.begin(stack);
  await world.until(() => world.aws.look(stack.name)?.status === 'UPDATE_COMPLETE');
  await job.runner.cancel();
  await job.finish();
  expect(last(0)).toMatch(/^success: the job was cancelled, but the stack finished \(UPDATE_COMPLETE/);
  const [head] = await world.threads();
  expect(head?.text).toMatch(/^:no_entry_sign: production was cancelled .*the stack finished/);
  const next = world.deployment();
  expect((await next.guard({ 'on-busy': 'skip' })).outputs['deployed-sha']).toMatch(/^[0-9a-f]{40}$/);
  await next.finish();
});

test('with on-cancel: cancel-update the stack rolls back, and that is the record', async () => {
  const stack = world.stack('update-ok');
  const job = world.deployment();
  await job.guard({ 'stack-name': stack.name, 'on-cancel': 'cancel-update' });
  world.aws.begin(stack);
  await world.clock.sleep(30_000);
  await job.runner.cancel();
  await job.finish();
  expect(world.aws.calls()['CancelUpdateStack']).toBe(1);
  expect(last(0)).toMatch(/^failure: /);
  expect(world.aws.look(stack.name)?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('in the post step, while GitHub and Slack hang: it ends, and the next deployment takes over', async () => {
  const job = world.deployment();
  await job.guard(world.slackInputs);
  await job.runner.cancel();
  world.github.faults.add({ fault: { kind: 'hang' } });
  world.slack.faults.add({ fault: { kind: 'hang' } });
  const began = world.clock.now();
  await job.finish();
  expect((world.clock.now() - began) / 1000).toBeLessThan(RUNNER_BUDGET_SECONDS);
  world.github.faults.clear();
  job.job.completedAt = world.clock.now() - 7 * 60_000;
  const next = world.deployment();
  expect(await next.guard()).toMatchObject({ outputs: { acquired: 'true' } });
  await next.finish();
  expect(last(0)).toMatch(/^error: ended by another run/);
});
