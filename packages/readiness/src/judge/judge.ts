import { isNew, type Origin } from '../model/baseline.ts';
import type { Judged, RolloutMemory } from '../model/rollout-state.ts';
import { isUnderWay, primaryOf, type Seen } from '../model/service.ts';
import { judgeDeployments, unchanged } from './deployments.ts';
import { judgeRollouts, newRollouts } from './rollout.ts';
import { judgeTaskSets } from './task-sets.ts';

/** The requests of one read, with their retries, lie at most so far apart: what they show need not be of one moment. */
const READ_MS = 60_000;

/** What one read of a service means, given what ran before and what earlier reads have shown. */
export function judge(seen: Seen, known: RolloutMemory, origin: Origin): Judged {
  const { service } = seen;
  if (service === undefined || service.status === 'INACTIVE') {
    const deleted = service !== undefined || origin.before?.exists === true;
    const reason = deleted ? 'the service was deleted' : 'there is no such service';
    return { known, state: { kind: 'unchanged', exists: false, reason, moving: false } };
  }
  if (service.status === 'DRAINING') {
    const reason = `the service is being deleted (DRAINING), ${service.running} tasks still run`;
    return { known, state: { kind: 'settled', status: 'failed', reason } };
  }
  const full = { ...seen, service };
  if (service.controller !== 'ECS') return judgeTaskSets(full, known, origin);
  const fresh = newRollouts(seen, origin);
  if (fresh.length > 0) return judgeRollouts(fresh, full, known, origin);
  const primary = primaryOf(service);
  const since = (origin.before?.at ?? origin.since) - READ_MS;
  // A rollback of a deployment that began before us makes a new primary deployment, too: not ours either.
  const theirs = seen.rollouts.some(
    ({ status, endedAt }) => /^ROLLBACK_/.test(status) && (endedAt === undefined || endedAt >= since),
  );
  // The list is fetched by itself, and may be a moment older than the service: while it shows one of theirs under way, a new
  // primary deployment may be where that one rolled back to. One of ours stops it, and is listed at the next read.
  const lags = seen.rollouts.some(isUnderWay);
  const listed = seen.hidden === undefined && seen.rollouts.length > 0 && known.ours === undefined;
  const isOld = primary === undefined || !isNew(primary, 'deployments', origin);
  if (listed && (theirs || lags || isOld)) return { known, state: unchanged(full, origin) };
  return judgeDeployments(full, known, origin);
}
