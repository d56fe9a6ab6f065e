// The examples, with nothing but Slack's address added and background steps taken out, run by a runner that nobody
// here wrote.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { readTimeline } from '@signalbox/simulator/cloudformation/timeline';
import { act, channel, endings, endWorld, ROOT, startWorld, type World } from './act.ts';
import { withoutBackgroundSteps } from './background-steps.ts';

jest.setTimeout(180_000);

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => endWorld(world));

const fixture = (name: string) =>
  readTimeline(join(ROOT, `packages/simulator/fixtures/timelines/${name}.json`));

test.each([
  { example: 'one-step', event: 'push' },
  { example: 'composite-action', event: 'push' },
  { example: 'four-actions', event: 'workflow_dispatch' },
])('$example deploys, is recorded and is told in one thread', async ({ example, event }) => {
  world.aws.add([fixture('update-ok')]);
  const { exitCode, log } = await act(world, { example, event, without: withoutBackgroundSteps });
  expect({ exitCode, log }).toEqual({ exitCode: 0, log: expect.stringContaining('Job succeeded') });
  expect(endings(world)).toEqual(['success']);
  expect(await channel(world)).toHaveLength(1);
});

test('one-step over a stack that rolls back is red, recorded and told as such', async () => {
  const timeline = fixture('update-failed-nested');
  world.aws.add([timeline]);
  const { exitCode, log } = await act(world, { example: 'one-step' });
  expect({ exitCode, log }).toEqual({ exitCode: 1, log: expect.stringContaining('Job failed') });
  expect(endings(world)).toEqual(['failure']);
  const [thread] = await channel(world);
  expect(JSON.stringify(thread)).toContain(timeline.expect.rootCause?.logicalId);
});
