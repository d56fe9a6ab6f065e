import { test } from '@jest/globals';
import { addStatus, addDeployment } from '@signalbox/simulator/github/builders';
import { DAY, startWorld } from './strangers-world.ts';
test('x', async () => {
  for (const n of [0, 30]) {
  const world = await startWorld();
  for (let i = 0; i < n; i++) {
    const name = [...'environment'].map((c, at) => ((i >> at) & 1 ? c.toUpperCase() : c)).join('');
    world.write(name, world.oldJob(), {}, [{ state: 'in_progress', description: 'deploying', at: Date.now() - DAY }, { state: 'inactive', at: Date.now() - DAY }]);
  }
  console.log('spellings', n, await world.requests(() => world.once('environment', {})));
  for (let i = 0; i < n * 20; i++) addDeployment(world.github.state, world.shop, { environment: 'environment' });
  console.log('crowded', n, await world.requests(() => world.once('environment', {})));
  await world.github.close();
  }
  const world = await startWorld();
  for (let one = 0; one < 300; one++)
    addDeployment(world.github.state, world.shop, { environment: 'e', task: 'signalbox:freeze', payload: { signalbox: 1 }, statuses: [{ state: 'in_progress' }] });
  console.log('unfreeze', await world.requests(() => world.once('e', { operation: 'unfreeze' })));
  await world.github.close();
}, 300000);
