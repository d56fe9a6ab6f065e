import { errorLine, UserError } from '@signalbox/runner/errors';
import { RegistryError } from '../../model/snapshot.ts';
import type { RegistryPorts } from '../../ports.ts';

interface OutageOptions {
  readonly environment: string;
  /** `clock.now()` at which the wait is over, whatever GitHub does. */
  readonly deadline: number;
  /** Whether to wait for GitHub at all; without it the first failure is thrown. */
  readonly outlasts: boolean;
}

/** Doubles up to this. */
const LONGEST_PAUSE_SECONDS = 20;
/** Long enough for a write of unknown fate to show in a read. */
const FIRST_PAUSE_SECONDS = 5;

/** Repeats what may be repeated for as long as GitHub is out of order: an outage only takes time. */
export function retryThroughOutage({ environment, deadline, outlasts }: OutageOptions, ports: RegistryPorts) {
  const { clock, cancelled, random, log } = ports;
  const said = new Set<string>();
  const warn = (line: string) => {
    if (!said.has(line)) log.warning(line);
    said.add(line);
  };

  /** @throws RegistryError of the last attempt before the deadline; UserError when cancelled */
  return async function outlast<T>(attempt: () => Promise<T>): Promise<T> {
    for (let pause = FIRST_PAUSE_SECONDS; ; pause = Math.min(LONGEST_PAUSE_SECONDS, 2 * pause)) {
      try {
        return await attempt();
      } catch (error) {
        if (cancelled.aborted) throw cancelledWhileWaiting(environment);
        const hopeless = clock.now() + pause * 1000 >= deadline;
        if (!(error instanceof RegistryError) || !outlasts || hopeless) throw error;
        const line = `Still waiting for ${environment}: ${errorLine(error)}.`;
        // One answer that was lost is no outage yet.
        if (pause === FIRST_PAUSE_SECONDS) log.info(line);
        else warn(line);
        await clock.sleep(pause * 1000 * (1 + random() / 2), cancelled);
      }
    }
  };
}

export const cancelledWhileWaiting = (environment: string) =>
  new UserError(`Cancelled while waiting for ${environment}.`);
