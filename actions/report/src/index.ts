import { runAction } from '@signalbox/runner/step';
import { connections } from './connections.ts';
import { inputs } from './inputs.ts';
import { run } from './main.ts';
import { setOutputs } from './outputs.ts';

await runAction(inputs, {
  main: async (parsed, step) => setOutputs(await run(parsed, step, connections), step),
});
