import { runAction } from '@signalbox/runner/step';
import { joinBackground } from './background.ts';
import { connections } from './connections.ts';
import { inputs } from './inputs.ts';
import { run } from './main.ts';

const bundle = process.argv[1] ?? '';

await runAction(inputs, {
  main: (parsed, step) => run(parsed, step, { ...connections, fetch, bundle }),
  post: (parsed, step) => joinBackground(parsed, step, bundle),
});
