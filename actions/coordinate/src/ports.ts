import { registryFor } from '@signalbox/registry/for-step';
import type {
  Archive,
  ConcurrencyGroups,
  Issues,
  JobLogs,
  Registry,
  RegistryPorts,
} from '@signalbox/registry/ports';
import { parseTicket, TICKET } from '@signalbox/registry/ticket';
import type { Step } from '@signalbox/runner/step';
import type { TurnInputs } from './inputs.ts';
import { connectStacks } from './stacks.ts';

export interface Ports extends RegistryPorts {
  readonly registry: Registry & Archive;
  readonly groups: ConcurrencyGroups;
  readonly logs: JobLogs;
  readonly issues: Issues;
}

/**
 * The real ports. Loads what the inputs ask for, and nothing else. With `roleArn`, credentials that are missing or
 * expired are had by OIDC.
 */
export async function connect(inputs: TurnInputs, step: Step, roleArn?: string): Promise<Ports> {
  const { clock, random, log, cancelled } = step;
  // The post step knows by its ticket that the token was good for everything.
  const provenAt = parseTicket(step.state(TICKET))?.heldSince;
  const connection = await registryFor(inputs, step, provenAt);
  const stacks =
    inputs['stack-name'].length > 0 ? { stacks: await connectStacks(inputs, step, roleArn) } : {};
  return { ...connection, ...stacks, clock, random, log, cancelled };
}
