// The monitor's process is killed while the stack moves: the post step watches on, and says nothing twice.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { StepResult } from '@signalbox/simulator/runner/job';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const monitorOf = ({ state }: StepResult): number =>
  JSON.parse(state['deployment'] ?? '').monitor.detached.pid;

test('killed while it watches, it is resumed: one thread, one ending, the true record', async () => {
  const stack = world.stack('update-ok');
  const { runner, guard, finish } = world.deployment();
  const main = await guard({ 'stack-name': stack.name, ...world.slackInputs });
  world.aws.begin(stack);
  await world.until(async () => ((await world.threads())[0]?.edits ?? 0) > 0);
  // Otherwise the monitor has ended of itself, and nothing is killed.
  expect(world.aws.look(stack.name)?.status).toBe('UPDATE_IN_PROGRESS');
  process.kill(monitorOf(main), 'SIGKILL');
  await runner.shell('echo the deploy command goes on');
  const { status, annotations, summary, orphans } = await finish();
  expect(status).toBe('success');
  expect(annotations).toContainEqual(
    expect.objectContaining({ level: 'notice', message: expect.stringContaining('was killed') }),
  );
  expect(summary).toContain('succeeded');
  expect(world.endings()).toEqual([expect.stringMatching(/^success: deployed in/)]);
  const threads = await world.threads();
  expect(threads).toHaveLength(1);
  expect(threads[0]?.text).toContain('was deployed');
  expect(threads[0]?.replies).toHaveLength(1);
  expect(orphans).toEqual([]);
});

test('killed before a quick operation that is over when the job ends: that is still seen', async () => {
  const stack = world.stack('update-failed-nested');
  const { guard, finish } = world.deployment();
  const main = await guard({ 'stack-name': stack.name });
  process.kill(monitorOf(main), 'SIGKILL');
  world.aws.begin(stack);
  await world.until(() => world.aws.look(stack.name)?.status === 'UPDATE_ROLLBACK_COMPLETE');
  const { status, annotations } = await finish();
  expect(status).toBe('failure');
  expect(annotations.map(({ message }) => message).join('\n')).toContain('although the job succeeded');
  expect(world.endings()).toEqual([expect.stringMatching(/^failure: /)]);
});
