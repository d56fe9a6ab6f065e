import { errorLine, UserError } from '@signalbox/runner/errors';
import { RegistryError } from './port.ts';
import type { RegistryPorts } from './ports.ts';

export interface Endurance {
  readonly environment: string;
  /** `clock.now()` at which the wait is over, whatever GitHub does. */
  readonly deadline: number;
  /** Whether to wait for GitHub at all; without it the first failure is thrown. */
  readonly outlasts: boolean;
}

const PAUSE_SECONDS = 20;

/** Repeats what may be repeated for as long as GitHub is out of order: an outage only takes time. */
export function outlaster({ environment, deadline, outlasts }: Endurance, ports: RegistryPorts) {
  const { clock, cancelled, random, log } = ports;
  const said = new Set<string>();

  /** @throws RegistryError of the last attempt before the deadline; UserError when cancelled */
  return async function outlast<T>(attempt: () => Promise<T>): Promise<T> {
    while (true) {
      try {
        return await attempt();
      } catch (error) {
        if (cancelled.aborted) throw cancelledWhileWaiting(environment);
        const hopeless = clock.now() + PAUSE_SECONDS * 1000 >= deadline;
        if (!(error instanceof RegistryError) || !outlasts || hopeless) throw error;
        const line = `Still waiting for ${environment}: ${errorLine(error)}.`;
        if (!said.has(line)) log.warning(line);
        said.add(line);
        await clock.sleep(PAUSE_SECONDS * 1000 * (1 + random() / 2), cancelled);
      }
    }
  };
}

export const cancelledWhileWaiting = (environment: string) =>
  new UserError(`Cancelled while waiting for ${environment}.`);
