// What is stuck in the stack, as the one step tells it to Slack while the job's own steps run.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startWorld, type World } from './recovery/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

test('a resource that stalls is named in the thread, once, however long it goes on; then comes the good end', async () => {
  const stack = world.stack('update-ok');
  const { guard, runner, finish } = world.deployment();
  await guard({ 'stack-name': stack.name, 'stall-after': '1s', ...world.slackInputs });
  world.aws.begin(stack);
  await runner.shell('echo the deploy command goes on');
  expect((await finish()).status).toBe('success');
  const [thread, ...others] = await world.threads();
  expect(others).toEqual([]);
  const said = (thread?.replies ?? []).map(({ text }) => text);
  const stuck = said.slice(0, -1).map((text) => /looks stuck at \d+ % .*\n\n(\w+) \(AWS::/.exec(text)?.[1]);
  expect(stuck).not.toEqual([]);
  expect(stuck).not.toContain(undefined);
  expect(new Set(stuck).size).toBe(stuck.length);
  expect(said.at(-1)).toContain('was deployed');
});
