import { runAction } from '@signalbox/runner/step';
import { inputs } from './inputs.ts';
import { finish } from './steps/finish.ts';
import { begin } from './steps/main.ts';

await runAction(inputs, { main: begin, post: finish });
