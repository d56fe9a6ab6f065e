import type { PastDeployment } from '@signalbox/registry/past';
import type { Recovery } from '../model/report.ts';
import { kindOf } from './outcome.ts';

/**
 * Episodes from the end of a failed deployment to the end of the next good one of the same environment; what fails
 * between them belongs to the same episode. `past`: of one environment, by their ends, oldest first.
 */
export function recoveriesOf(past: readonly PastDeployment[]): readonly Recovery[] {
  const episodes: Recovery[] = [];
  let open: Recovery | undefined;
  for (const one of past) {
    const kind = kindOf(one);
    if (kind === 'failed') {
      open =
        open === undefined
          ? { failedId: one.id, correlationId: one.correlationId, failedAt: one.endedAt, failures: 1 }
          : { ...open, failures: open.failures + 1 };
    } else if (kind === 'succeeded' && open !== undefined) {
      const recovered = { deploymentId: one.id, at: one.endedAt, actor: one.actor };
      episodes.push({ ...open, recovered });
      open = undefined;
    }
  }
  return open === undefined ? episodes : [...episodes, open];
}

/** Undefined while nothing good followed. */
export const recoverySeconds = ({ failedAt, recovered }: Recovery): number | undefined =>
  recovered === undefined ? undefined : (recovered.at - failedAt) / 1000;
