import { join } from 'node:path';
import { DETACHED_FILES, DETACHED_VARIABLE, isDetached } from '@signalbox/runner/background';
import { correlate } from '@signalbox/runner/correlation';
import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { halves } from '@signalbox/slack/inputs';
import { startBackground } from './background.ts';
import { checkTogether } from './check.ts';
import { deployingSteps } from './deploying.ts';
import type { MonitorInputs } from './inputs.ts';
import { observe } from './observe.ts';
import { conclude } from './outputs.ts';
import type { Ports } from './ports.ts';
import { failureLine } from './verdict.ts';

/** Watches until everything is settled, or starts a process that does. */
export async function run(inputs: MonitorInputs, step: Step, ports: Ports): Promise<void> {
  checkTogether(inputs, step.env);
  const [half] = halves(inputs);
  if (half !== undefined) throw new UserError(half);
  if (inputs.mode === 'background') return startBackground(inputs, step, ports);
  const name = inputs.environment ?? inputs['stack-name'][0] ?? 'deployment';
  const id = correlate(step, inputs['correlation-id'], name);
  const deploying = deployingSteps(step.env, step.clock.now());
  const { report, refused } = await observe(inputs, step, ports, id, deploying);
  await conclude(report, step, joinedPath(step));
  const failure = failureLine(report, inputs['fail-on']);
  if (failure !== undefined) throw new UserError(failure);
  if (refused !== undefined) throw refused;
}

/** Where the process that joins this one finds its report; undefined in any other. */
const joinedPath = ({ env }: Step): string | undefined =>
  isDetached(env) ? join(env[DETACHED_VARIABLE] ?? '', DETACHED_FILES.result) : undefined;
