import { runAction } from '@signalbox/runner/step';
import { connectSlack } from '@signalbox/slack/web-api';
import { inputs } from './inputs.ts';
import { drain, run } from './main.ts';

const ports = { connect: connectSlack };
await runAction(inputs, {
  main: (parsed, step) => run(parsed, step, ports),
  post: (parsed, step) => drain(parsed, step, ports),
});
