import type { Registry } from '@signalbox/registry/ports';
import { queuePhaseOf } from '@signalbox/registry/registration';
import type { Deployment, Repository } from '@signalbox/simulator/github/state';

const isLive = ({ task, statuses, deletedAt }: Deployment) =>
  task === 'signalbox' && deletedAt === undefined && queuePhaseOf(statuses.at(-1)) !== 'over';

const nonceOf = ({ payload }: Deployment) => (typeof payload === 'object' ? String(payload['nonce']) : '');

/**
 * Holds every read of a queue against what the simulator knows: what was alive before the read and still is after it must
 * be in it, and alive. A read that is refused misses nothing: nobody acts on it.
 */
export function readCheck() {
  const found = { reads: 0, missed: 0, longestRead: 0 };
  return {
    found,
    checked: (registry: Registry, { index }: Repository): Registry => ({
      ...registry,
      snapshot: async (environment, options) => {
        const rows = () => index.byEnvironment.get(environment.toLowerCase()) ?? [];
        const before = rows().filter(isLive);
        const snapshot = await registry.snapshot(environment, options);
        const seen = new Set(
          snapshot.registrations
            .filter(({ latest }) => queuePhaseOf(latest) !== 'over')
            .map(({ payload }) => payload.nonce),
        );
        found.reads += 1;
        found.missed += before.filter((row) => isLive(row) && !seen.has(nonceOf(row))).length;
        found.longestRead = Math.max(found.longestRead, snapshot.registrations.length);
        return snapshot;
      },
    }),
  };
}
