import { errorLine } from '@signalbox/runner/errors';
import type { Ticket } from '../model/ticket.ts';
import type { RegistryPorts } from '../ports.ts';

/** How the description of a registration ends that never held. */
export const LEFT = 'left the queue';

/**
 * Ends a registration that will not deploy. Never throws: should the write fail, the post step tries again,
 * and after that the others see that the job is over.
 * @returns whether it is over for certain
 */
export async function leave(
  { deploymentId }: Ticket,
  why: string,
  { registry, log }: Pick<RegistryPorts, 'registry' | 'log'>,
): Promise<boolean> {
  if (deploymentId === undefined) return false;
  try {
    await registry.post(deploymentId, { state: 'inactive', description: `${LEFT}: ${why}` });
    return true;
  } catch (error) {
    log.warning(
      `Registration ${deploymentId} could not be ended: ${errorLine(error)}. Others skip it once this job is over.`,
    );
    return false;
  }
}
