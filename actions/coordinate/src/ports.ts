import { registryFor } from '@signalbox/registry/for-step';
import type { ConcurrencyGroups, JobLogs } from '@signalbox/registry/port';
import type { RegistryPorts } from '@signalbox/registry/ports';
import type { Step } from '@signalbox/runner/step';
import type { CoordinateInputs } from './inputs.ts';
import { connectStacks } from './stacks.ts';

export interface Ports extends RegistryPorts {
  readonly groups: ConcurrencyGroups;
  readonly logs: JobLogs;
}

/**
 * The real ports. Loads what the inputs ask for, and nothing else. With `roleArn`, credentials that are missing or
 * expired are had by OIDC.
 */
export async function connect(inputs: CoordinateInputs, step: Step, roleArn?: string): Promise<Ports> {
  const { clock, random, log, cancelled } = step;
  const connection = await registryFor(inputs, step);
  const stacks =
    inputs['stack-name'].length > 0 ? { stacks: await connectStacks(inputs, step, roleArn) } : {};
  return { ...connection, ...stacks, clock, random, log, cancelled };
}
