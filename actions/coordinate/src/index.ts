import { runAction, type Step } from '@signalbox/runner/step';
import { type CoordinateInputs, inputs } from './inputs.ts';
import { post, run } from './main.ts';
import { conclude } from './outputs.ts';
import { connect } from './ports.ts';

const ports = (given: CoordinateInputs, step: Step) => () => connect(given, step, given['role-to-assume']);

await runAction(inputs, {
  main: async (given, step) => conclude(await run(given, step, ports(given, step)), step),
  post: (given, step) => post(given, step, ports(given, step)),
});
