import { runAction } from '@signalbox/runner/step';
import { finish } from './finish.ts';
import { inputs } from './inputs.ts';
import { begin } from './main.ts';

await runAction(inputs, { main: begin, post: finish });
