import { errorLine } from '@signalbox/runner/errors';
import { belongsTo, queuePhaseOf, type Registration, UNKNOWN_ID } from '../model/registration.ts';
import type { RegistryPorts } from '../ports.ts';
import { neededToCount } from './count.ts';
import { withoutForged } from './forged.ts';
import { makersOf } from './past.ts';
import { newWatch, unlessGone } from './queue/owners.ts';
import { reapAll } from './queue/watch.ts';
import { type LedgerPorts, remember } from './remember.ts';

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
  /** Old ones that remain for the next time. */
  readonly remaining: number;
  /** One line for each that GitHub did not let us end or delete. */
  readonly refused: readonly string[];
}

/** GitHub allows 500 writes of content an hour; the deployments of the same hour need theirs. */
const AT_ONCE = 100;
/** docs: best practices for using the REST API, pause between mutative requests */
const PAUSE_MS = 1000;

/** So many in a row are no single rows: a permission is missing, or GitHub is down. */
const MOST_REFUSED = 5;

/**
 * Ends registrations whose owner is dead, and deletes old ones that are over, once the ledger remembers them. What GitHub
 * refuses of one row does not stop the others.
 */
export async function cleanup(
  request: CleanupRequest,
  ports: RegistryPorts & LedgerPorts,
): Promise<CleanedUp> {
  const { registry, clock, cancelled } = ports;
  const { environment, maxHoldSeconds } = request;
  const timeouts = { maxHoldSeconds, claimTimeoutSeconds: Number.POSITIVE_INFINITY };
  const { ended, refused } = await reapAll(newWatch(environment, timeouts, ports));
  const all = await registry.past(environment, Number.POSITIVE_INFINITY);
  const past = await withoutForged(all, { owners: ports.owners, repository: registry.repository });
  const old = deletable(past, request, clock.now());
  const batch = old.slice(0, AT_ONCE);
  const remembered = await remember(environment, batch, makersOf(past), ports);
  const failed: string[] = [...remembered.refused];
  let [deleted, notDeleted, inARow] = [0, 0, 0];
  for (const registration of batch.filter(({ id }) => remembered.ids.has(id))) {
    if (cancelled.aborted || inARow === MOST_REFUSED) break;
    try {
      await remove(registration, registry);
      [deleted, inARow] = [deleted + 1, 0];
    } catch (error) {
      if (cancelled.aborted) throw error;
      [notDeleted, inARow] = [notDeleted + 1, inARow + 1];
      failed.push(`Registration ${registration.id} could not be deleted: ${errorLine(error)}`);
    }
    await clock.sleep(PAUSE_MS, cancelled);
  }
  return { ended, deleted, remaining: old.length - deleted - notDeleted, refused: [...refused, ...failed] };
}

async function remove({ id, latest }: Registration, registry: RegistryPorts['registry']): Promise<void> {
  // GitHub deletes no active deployment.
  if (latest?.state === 'success')
    await unlessGone(registry, id, () =>
      registry.post(id, { state: 'inactive', description: 'deleted by cleanup' }),
    );
  await registry.remove(id);
}

/** Newest first in, newest first out; what the environment runs now always stays, and what the count needs. */
export function deletable(
  past: readonly Registration[],
  { keep, olderThanSeconds }: Pick<CleanupRequest, 'keep' | 'olderThanSeconds'>,
  now: number,
): readonly Registration[] {
  const running = lastSuccesses(past);
  const needed = neededToCount(past);
  const until = now - olderThanSeconds * 1000;
  return (
    past
      .filter(({ id, latest }) => queuePhaseOf(latest) === 'over' && id !== UNKNOWN_ID)
      .slice(keep)
      // What was not wholly read may be the last success.
      .filter((one) => !running.has(one) && !needed.has(one) && !one.truncated)
      .filter(({ latest }) => (latest?.createdAt ?? 0) < until)
  );
}

/**
 * The success of each repository, whatever it was called then, that ended last: who waited longer may have registered
 * earlier. Of each who makes registrations, so that a stranger's does not replace what jobs wrote.
 */
function lastSuccesses(past: readonly Registration[]): ReadonlySet<Registration> {
  const endOf = ({ ended }: Registration) => ended?.createdAt ?? 0;
  const successes = past
    .filter(({ ended, heldSince }) => heldSince !== undefined && ended?.state === 'success')
    .sort((a, b) => endOf(b) - endOf(a));
  const last: Registration[] = [];
  for (const one of successes)
    if (!last.some(({ creator, payload }) => creator === one.creator && belongsTo(one, payload)))
      last.push(one);
  return new Set(last);
}
