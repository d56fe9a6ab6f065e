import { runAction } from '@signalbox/runner/step';
import { inputs } from './inputs.ts';
import { post, run } from './main.ts';
import { connect } from './ports.ts';

await runAction(inputs, {
  main: (given, step) => run(given, step, () => connect(given, step)),
  post: (given, step) => post(given, step, () => connect(given, step)),
});
