import { registryFor } from '@signalbox/registry/for-step';
import { runAction } from '@signalbox/runner/step';
import { inputs } from './inputs.ts';
import { run } from './main.ts';

await runAction(inputs, { main: (parsed, step) => run(parsed, step, { connect: registryFor }) });
