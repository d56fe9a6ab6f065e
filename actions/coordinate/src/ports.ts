import { connectRegistry } from '@signalbox/registry/github';
import type { ConcurrencyGroups } from '@signalbox/registry/port';
import type { RegistryPorts } from '@signalbox/registry/ports';
import type { Step } from '@signalbox/runner/step';
import type { CoordinateInputs } from './inputs.ts';
import { connectStacks } from './stacks.ts';

export interface Ports extends RegistryPorts {
  readonly groups: ConcurrencyGroups;
}

/** The real ports. Loads what the inputs ask for, and nothing else. */
export async function connect(inputs: CoordinateInputs, step: Step): Promise<Ports> {
  const { clock, random, log, cancelled, job } = step;
  const connection = await connectRegistry({
    token: inputs['github-token'],
    repository: inputs.repository,
    apiUrl: job.apiUrl,
    graphqlUrl: job.graphqlUrl,
    clock,
    random,
    signal: cancelled,
  });
  const stacks = inputs['stack-name'].length > 0 ? { stacks: await connectStacks(inputs, step) } : {};
  return { ...connection, ...stacks, clock, random, log, cancelled };
}
