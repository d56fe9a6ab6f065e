import { queuePhaseOf, type Registration, UNKNOWN_ID } from '../model/registration.ts';
import type { RegistryPorts } from '../ports.ts';
import { unlessGone, watchQueue } from './queue/watch.ts';

interface CleanupRequest {
  readonly environment: string;
  readonly olderThanSeconds: number;
  /** So many of the newest stay, however old. */
  readonly keep: number;
  readonly maxHoldSeconds: number;
}

interface CleanedUp {
  readonly ended: number;
  readonly deleted: number;
  /** Old ones that were left for the next time. */
  readonly left: number;
}

/** GitHub allows 500 writes of content an hour; the deployments of the same hour need theirs. */
const AT_ONCE = 100;
/** docs: best practices for using the REST API, pause between mutative requests */
const PAUSE_MS = 1000;

/** Ends registrations whose owner is dead, and deletes old ones that are over. */
export async function cleanup(request: CleanupRequest, ports: RegistryPorts): Promise<CleanedUp> {
  const { registry, clock, cancelled } = ports;
  const { environment, maxHoldSeconds } = request;
  const queue = watchQueue(
    environment,
    { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY },
    ports,
  );
  const ended = await queue.reapAll();
  const old = deletable(await registry.past(environment, Number.POSITIVE_INFINITY), request, clock.now());
  let deleted = 0;
  for (const { id, latest } of old.slice(0, AT_ONCE)) {
    if (cancelled.aborted) break;
    // GitHub deletes no active deployment.
    if (latest?.state === 'success')
      await unlessGone(registry, id, () =>
        registry.post(id, { state: 'inactive', description: 'deleted by cleanup' }),
      );
    await registry.remove(id);
    await clock.sleep(PAUSE_MS, cancelled);
    deleted += 1;
  }
  return { ended, deleted, left: old.length - deleted };
}

/** Newest first in, newest first out; what the environment runs now, the last success of each repository, always stays. */
export function deletable(
  past: readonly Registration[],
  { keep, olderThanSeconds }: Pick<CleanupRequest, 'keep' | 'olderThanSeconds'>,
  now: number,
): readonly Registration[] {
  const successes = past.filter(
    ({ ended, heldSince }) => heldSince !== undefined && ended?.state === 'success',
  );
  // Oldest first, so that the newest of each stays in the map.
  const current = new Map(
    [...successes].reverse().map((one) => [one.payload.repository.toLowerCase(), one] as const),
  );
  const until = now - olderThanSeconds * 1000;
  return past
    .filter(({ id, latest }) => queuePhaseOf(latest) === 'over' && id !== UNKNOWN_ID)
    .slice(keep)
    .filter(
      (registration) =>
        registration !== current.get(registration.payload.repository.toLowerCase()) &&
        (registration.latest?.createdAt ?? 0) < until,
    );
}
