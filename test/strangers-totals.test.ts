// Attacks on the counters: whoever may write deployments writes totals behind the words of an end. Through the bundle as the
// runner starts it.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addStatus, type NewStatus } from '@signalbox/simulator/github/builders';
import type { Deployment } from '@signalbox/simulator/github/state';
import { type OtlpReceiver, startOtlp } from '@signalbox/simulator/otlp/server';
import { startWorld, type World } from './strangers-world.ts';

let world: World;
let otlp: OtlpReceiver;
let environment: string;
let count = 0;
beforeEach(async () => {
  [world, otlp] = [await startWorld(), await startOtlp()];
  environment = `counted-${++count}`;
});
afterEach(() => Promise.all([world.github.close(), otlp.close()]));

/** One deployment. Returns how many had ended by then, as it was sent. */
async function deploy(): Promise<number> {
  otlp.requests.length = 0;
  await world.once(environment, { settle: '2s', 'otlp-endpoint': otlp.url });
  const sent = otlp.metrics().find(({ name }) => name === 'signalbox.deployments');
  return (sent?.points ?? []).reduce((sum, { value }) => sum + Number(value), 0);
}

const newest = (): Deployment => {
  const row = world.shop.deployments.at(-1);
  if (row === undefined) throw new Error('nothing was deployed');
  return row;
};
/** In the second after what ended last, which the next deployment sees: of one second GitHub tells no order. */
const soon = () => world.clock.now() + 1100;
const forged = (all: number, state: NewStatus['state'] = 'success'): NewStatus => ({
  ...{ state, description: `deployed in 3 min; n=${all} f=0 s=2026-01-01`, at: soon() },
});
const held = (): NewStatus => ({ state: 'in_progress', description: 'deploying', at: soon() });

test('in the name of a job that did not run then, they add one ending, and no more, at little cost', async () => {
  expect([await deploy(), await deploy()]).toEqual([1, 2]);
  const { once } = world;
  const quiet = await world.requests(async () => void (await once(environment, { settle: '2s' })));
  world.write(environment, world.oldJob(), {}, [held(), forged(5000)]);
  const attacked = await world.requests(async () => expect(await deploy()).toBe(5));
  expect(attacked).toBeLessThan(quiet + 5);
  // That the forged one has a greater number for ever changes nothing either.
  expect(await deploy()).toBe(6);
});

test('sixty of them add what they wrote, and cost no more than a few requests', async () => {
  await deploy();
  const job = world.oldJob();
  for (let index = 0; index < 60; index++)
    world.write(environment, job, { nonce: `x${index}` }, [held(), forged(1000 * (index + 1))]);
  const spent = await world.requests(async () => expect(await deploy()).toBe(62));
  expect(spent).toBeLessThan(40);
});

test('by another account on a deployment of ours that is under way: the release is red, and counts go on', async () => {
  expect(await deploy()).toBe(1);
  const holder = world.newJob(environment);
  await holder.coordinate({ settle: '2s' });
  const end = { ...forged(9000, 'failure'), at: world.clock.now(), creator: 'vercel[bot]' };
  addStatus(world.github.state, newest(), end);
  expect((await holder.finish()).status).toBe('failure');
  expect(await deploy()).toBe(3);
});

test('lower ones take nothing away', async () => {
  expect([await deploy(), await deploy(), await deploy()]).toEqual([1, 2, 3]);
  world.write(environment, world.oldJob(), {}, [held(), forged(1)]);
  expect(await deploy()).toBe(5);
});
