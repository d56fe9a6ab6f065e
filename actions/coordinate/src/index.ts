import { runAction } from '@signalbox/runner/step';
import { inputs } from './inputs.ts';
import { post, run } from './main.ts';
import { conclude } from './outputs.ts';
import { connect } from './ports.ts';

await runAction(inputs, {
  main: async (given, step) => conclude(await run(given, step, () => connect(given, step)), step),
  post: (given, step) => post(given, step, () => connect(given, step)),
});
