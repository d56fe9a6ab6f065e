import { runAction, type Step } from '@signalbox/runner/step';
import { type CoordinateInputs, inputs } from './inputs.ts';
import { canDeployNow, showActive } from './inspect.ts';
import { type Operations, post, run } from './main.ts';
import { conclude } from './outputs.ts';
import { connect } from './ports.ts';
import { releaseById } from './release.ts';
import { showStatus } from './status.ts';
import { acquireTurn, register, wait } from './turns.ts';
import { cleanUp, close, markIncident, open } from './upkeep/upkeep.ts';

const OPERATIONS: Operations = {
  acquire: acquireTurn,
  'can-deploy': canDeployNow,
  register,
  wait,
  'get-active': showActive,
  status: showStatus,
  release: releaseById,
  cleanup: cleanUp,
  freeze: close,
  unfreeze: open,
  mark: markIncident,
  // What it checks is loaded for it alone: Slack, ECS.
  check: async (context) => (await import('./check/all.ts')).checkAll(context),
  health: async (context) => (await import('./check/health.ts')).showHealth(context),
  review: async (context) => (await import('./review/review.ts')).reviewDeployments(context),
};

const ports = (given: CoordinateInputs, step: Step) => () => connect(given, step, given['role-to-assume']);

await runAction(inputs, {
  main: async (given, step) => conclude(await run(given, step, OPERATIONS, ports(given, step)), step),
  post: (given, step) => post(given, step, ports(given, step)),
});
