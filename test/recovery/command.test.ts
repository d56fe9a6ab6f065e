// The way by a command: the step dies, or is cancelled, at each point of it. The record and Slack end truthfully, and the next one deploys.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startWorld, type World } from './world.ts';

/** docs: reference/workflows-and-actions/workflow-cancellation. */
const RUNNER_BUDGET_SECONDS = 300;
const GRACE_MS = 7 * 60_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const last = (index: number) => world.endings()[index];
const HANG = 'echo "now: $BASHPID"; while :; do sleep 0.1; done';

/** Only the action's own process dies, as when memory runs out: what it started goes on. */
const KILL_MAIN = `kill -KILL $PPID; ${HANG}`;

/** A job whose log can be read while it runs. */
function deploying(given: Readonly<Record<string, string>>) {
  let raw = '';
  const job = world.deployment({
    onLine: ({ line }) => {
      raw += `${line}\n`;
    },
  });
  const main = job.guard({ ...world.slackInputs, ...given });
  /** The command runs. */
  return { ...job, main, begun: () => world.until(() => raw.includes('now: ')) };
}

async function expectNextDeploys(): Promise<void> {
  const next = world.deployment();
  const main = await next.guard({ 'deploy-command': 'true' });
  expect(main).toMatchObject({ exitCode: 0, outputs: { outcome: 'succeeded' } });
  await next.finish();
}

describe('the main step is killed', () => {
  test.each([
    ['while the deploy command runs', { 'deploy-command': KILL_MAIN }, 'the deploy command ran'],
    [
      'while the smoke command runs',
      { 'deploy-command': 'true', 'smoke-command': KILL_MAIN },
      'the smoke command ran',
    ],
    [
      'while the rollback command runs',
      { 'deploy-command': 'false', 'rollback-command': KILL_MAIN },
      'the rollback command ran',
    ],
  ])('%s: that is ended, too, and nothing is called a success', async (_, given, doing) => {
    const job = deploying(given as Readonly<Record<string, string>>);
    expect((await job.main).exitCode).toBeNull();
    const { status, orphans } = await job.finish();
    expect(status).toBe('failure');
    expect(orphans).toEqual([]);
    expect(last(0)).toMatch(new RegExp(`^error: the step was killed while ${doing}, so .* not known`));
    const threads = await world.threads();
    expect(threads).toHaveLength(1);
    expect(threads[0]?.text).toMatch(/ran out of time .*not known/);
    await expectNextDeploys();
  });

  test('with all that it started, while the stack moves: it is watched on, and what it came to is said', async () => {
    const stack = world.stack('update-failed-nested');
    const job = deploying({ 'stack-name': stack.name, 'deploy-command': HANG });
    await job.begun();
    world.aws.begin(stack);
    await world.until(() => world.aws.look(stack.name)?.status === 'UPDATE_IN_PROGRESS');
    job.runner.killStep();
    await job.main;
    await job.finish();
    expect(world.aws.look(stack.name)?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(last(0)).toMatch(/^failure: rolled back: Trigger: /);
    const threads = await world.threads();
    expect(threads.map(({ text }) => text)).toEqual([expect.stringContaining('rolled back')]);
  });

  test('while it tells Slack of its end: the end stays what it was', async () => {
    const job = deploying({ 'deploy-command': 'echo "now: "; sleep 5' });
    await job.begun();
    world.slack.faults.add({ fault: { kind: 'hang' } });
    await world.until(() => last(0)?.startsWith('success') ?? false);
    job.runner.killStep();
    await job.main;
    world.slack.faults.clear();
    await job.finish();
    expect(last(0)).toMatch(/^success: deployed in /);
    expect((await world.threads()).map(({ text }) => text)).toEqual([
      expect.stringContaining('was deployed'),
    ]);
  });

  test('before anything is deployed: that is said', async () => {
    const job = deploying({ 'deploy-command': 'true' });
    await world.until(() => last(0)?.startsWith('in_progress: deploying') ?? false);
    job.runner.killStep();
    await job.main;
    await job.finish();
    // By the moment at which it died.
    expect(last(0)).toMatch(
      /^(failure: left the queue|error: the step was killed (before anything|while the deploy)|success: deployed)/,
    );
    await expectNextDeploys();
  });
});

test('the runner is lost while the command runs: the next deployment takes over', async () => {
  const job = deploying({ 'deploy-command': HANG });
  await job.begun();
  job.runner.crash();
  await job.main;
  await job.lose(GRACE_MS);
  const next = world.deployment();
  const main = await next.guard({ 'deploy-command': 'true', ...world.slackInputs });
  expect(main).toMatchObject({ exitCode: 0, outputs: { outcome: 'succeeded' } });
  await next.finish();
  expect(last(0)).toMatch(/^error: ended by another run/);
});

describe('the workflow is cancelled', () => {
  test('while the command runs: it ends with all of its group, within the runner’s patience', async () => {
    const job = deploying({ 'deploy-command': `trap 'echo bye; exit 9' INT; ${HANG}` });
    await job.begun();
    await job.runner.cancel();
    const main = await job.main;
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'cancelled' } });
    expect(main.stdout).toContain('bye');
    const { orphans } = await job.finish();
    expect(orphans).toEqual([]);
    expect(last(0)).toMatch(/^error: the job was cancelled/);
    expect((await world.threads()).map(({ text }) => text)).toEqual([expect.stringContaining('cancelled')]);
    await expectNextDeploys();
  });

  test('while the stack moves, with Slack hanging: within the budget, and the environment stays closed', async () => {
    await world.close();
    world = await startWorld({ stackSpeed: 0.1 });
    const stack = world.stack('update-ok');
    const job = deploying({ 'stack-name': stack.name, 'deploy-command': HANG });
    await job.begun();
    world.aws.begin(stack);
    await world.clock.sleep(5000);
    await job.runner.cancel();
    await job.main;
    world.slack.faults.add({ fault: { kind: 'hang' } });
    const began = world.clock.now();
    await job.finish();
    expect((world.clock.now() - began) / 1000).toBeLessThan(RUNNER_BUDGET_SECONDS);
    expect(last(0)).toMatch(/^in_progress: closed until it is known.*UPDATE_IN_PROGRESS/);
  });

  test('with on-cancel: cancel-update the stack rolls back, and that is the record', async () => {
    const stack = world.stack('update-ok');
    const job = deploying({ 'stack-name': stack.name, 'on-cancel': 'cancel-update', 'deploy-command': HANG });
    await job.begun();
    world.aws.begin(stack);
    await world.clock.sleep(30_000);
    await job.runner.cancel();
    await job.main;
    await job.finish();
    expect(world.aws.calls()['CancelUpdateStack']).toBe(1);
    expect(last(0)).toMatch(/^failure: /);
    expect(world.aws.look(stack.name)?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('when the stack has finished, but the command has not: no success', async () => {
    const stack = world.stack('update-ok');
    const job = deploying({ 'stack-name': stack.name, 'deploy-command': HANG });
    await job.begun();
    world.aws.begin(stack);
    await world.until(() => world.aws.look(stack.name)?.status === 'UPDATE_COMPLETE');
    await job.runner.cancel();
    await job.main;
    await job.finish();
    expect(last(0)).toMatch(/^error: the job was cancelled, but the stack finished/);
  });
});

test('a failure and its rollback are two endings of one thread, each told once', async () => {
  const job = deploying({ 'deploy-command': 'exit 3', 'rollback-command': 'true' });
  expect(await job.main).toMatchObject({ exitCode: 1, outputs: { outcome: 'rolled-back' } });
  await job.finish();
  const threads = await world.threads();
  expect(threads).toHaveLength(1);
  expect(threads[0]?.text).toContain('rolled back');
  const replies = threads[0]?.replies.map(({ text }) => text) ?? [];
  expect(replies.filter((text) => /failed/.test(text))).toHaveLength(1);
  expect(
    replies.filter((text) => /rolled back/.test(text) && !/It is rolled back now/.test(text)).length,
  ).toBeGreaterThan(0);
});

test('temporary files cannot be written: nothing is run blindly, and that is the record', async () => {
  const job = world.deployment();
  writeFileSync(join(job.runner.tempDir, 'signalbox'), 'in the way of a folder');
  const main = await job.guard({ 'deploy-command': 'true', 'stack-name': world.stack('update-ok').name });
  await job.finish();
  expect(main.outputs['outcome']).toBe('timed-out');
  expect(last(0)).toMatch(/^error: .*not known/);
});
