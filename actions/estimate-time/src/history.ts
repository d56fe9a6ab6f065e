import type { FinishedRun } from '@signalbox/estimate/forecast';
import type { RegistryInputs } from '@signalbox/registry/for-step';
import { finishedRun } from '@signalbox/registry/history';
import type { Registry } from '@signalbox/registry/ports';
import { RegistryError } from '@signalbox/registry/snapshot';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import type { EstimateInputs } from './inputs.ts';

export interface HistoryPorts {
  connect(
    inputs: RegistryInputs,
    step: Step,
  ): Promise<{ readonly registry: Pick<Registry, 'past' | 'foreignPast'> }>;
}

/** Deployments by others count until so many of our own succeeded: theirs may do less, or wait for a reviewer. */
const ENOUGH_OF_OURS = 5;

/** The finished deployments to learn from, newest first. An outage costs the estimate, never the deployment. */
export async function history(
  inputs: EstimateInputs,
  step: Step,
  ports: HistoryPorts,
): Promise<FinishedRun[]> {
  try {
    const { registry } = await ports.connect(inputs, step);
    return await read(registry, inputs);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    step.log.warning(`No estimate, because the history could not be read: ${errorLine(error)}`);
    return [];
  }
}

async function read(
  registry: Pick<Registry, 'past' | 'foreignPast'>,
  inputs: EstimateInputs,
): Promise<FinishedRun[]> {
  const { environment, 'stack-name': stack, 'history-limit': limit } = inputs;
  const past = await registry.past(environment, limit);
  const ours = past
    .filter(({ payload }) => stack === undefined || payload.stacks.includes(stack))
    .flatMap((registration) => finishedRun(registration) ?? []);
  const successes = ours.filter(({ outcome }) => outcome === 'success').length;
  if (!inputs['foreign-history'] || stack !== undefined || successes >= ENOUGH_OF_OURS) return ours;
  const theirs = await registry.foreignPast(environment, limit);
  return [...ours, ...theirs.flatMap((life) => finishedRun(life) ?? [])];
}
