// A guarded command and its bake, with the bundle: what Slack and the page show of it, what is foretold, and a rollback that fails.
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type CloudWatchSimulator, startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import { startWorld, type World } from '../recovery/world.ts';
import type { Given } from '../start-run.ts';
import { runGuarded } from './guarded.ts';

jest.setTimeout(180_000);

let world: World;
let cloudwatch: CloudWatchSimulator;
beforeEach(async () => {
  world = await startWorld({ stackSpeed: 20 });
  cloudwatch = await startCloudWatch({ clock: world.clock });
  cloudwatch.alarms.push({ name: 'errors', startsAt: world.clock.now(), moments: [] });
});
afterEach(async () => {
  await world.close();
  await cloudwatch.close();
});

/** A command that deploys by itself, to be baked. */
function deploying(given: Given) {
  const job = world.deployment({ env: cloudwatch.env });
  const main = job.guard({ 'deploy-command': 'sleep 1', 'bake-alarms': 'errors', ...given });
  return { ...job, main };
}

test('Slack and the page show how far the bake is, and then how it ended', async () => {
  const job = deploying({ bake: '10m', ...world.slackInputs });
  const shown = new Set<string>();
  const seen = async () => {
    for (const [words] of JSON.stringify(await world.threads()).matchAll(/baking \d+\/10 min/g))
      shown.add(words);
    return shown.size >= 3;
  };
  await world.until(seen);
  const [thread, ...others] = await world.threads();
  expect(others).toEqual([]);
  // It edits the head, and says nothing anew.
  expect(thread?.replies).toEqual([]);
  expect(await job.main).toMatchObject({ outputs: { outcome: 'succeeded', 'bake-status': 'passed' } });
  await job.finish();
  const [told] = await world.threads();
  expect(told?.text).toContain('was deployed in');
  expect(JSON.stringify(told)).not.toContain('baking ');
  const page = world.shop.deployments[0]?.statuses.map(({ description }) => description) ?? [];
  expect(page.filter((line) => line.startsWith('baking '))).toEqual([
    'baking 0/10 min',
    ...['baking 2/10 min', 'baking 4/10 min', 'baking 6/10 min', 'baking 8/10 min'],
  ]);
});

test('a bake is foretold from the first one on, and once', async () => {
  const foretold = async (given: Given) => {
    const job = deploying(given);
    const { outputs } = await job.main;
    await job.finish();
    return Number(outputs['estimated-seconds']);
  };
  await foretold({});
  const without = await foretold({});
  expect(without).toBeLessThan(300);
  const first = await foretold({ bake: '10m' });
  expect(first).toBeGreaterThanOrEqual(600);
  expect(first).toBeLessThan(900);
  const second = await foretold({ bake: '10m' });
  expect(second).toBeGreaterThanOrEqual(600);
  expect(second).toBeLessThan(900);
  // And of a bake that watches nothing, nothing.
  expect(await foretold({ bake: '10m', 'bake-alarms': '' })).toBeLessThan(300);
});

test('a bake that breaks, and a rollback command that fails: both are told', async () => {
  const run = await runGuarded({ breaksAt: 5, speed: 20, latencyMs: 0, fails: true });
  expect(run).toMatchObject({ outcome: 'rollback-failed', bakeStatus: 'breached' });
  expect(run.ending).toMatch(
    /^failure: breached: THE ROLLBACK FAILED \(rollback-command ended with exit code 7\)/,
  );
});
