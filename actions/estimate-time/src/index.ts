import { runAction } from '@signalbox/runner/step';
import { connections } from './connections.ts';
import { inputs } from './inputs.ts';
import { run } from './main.ts';

await runAction(inputs, { main: (parsed, step) => run(parsed, step, connections) });
