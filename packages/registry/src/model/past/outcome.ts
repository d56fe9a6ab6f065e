import { NOTHING } from '@signalbox/estimate/shape';
import { compact } from '@signalbox/runner/values';
import { queuePhaseOf, type Registration } from '../registration.ts';
import type { PastDeployment, PastOutcome } from './past.ts';

/** What the descriptions of our last statuses begin with; anything else is a reason in somebody's words. */
const WORDS = {
  unchanged: /^no changes\b/i,
  cancelled: /^(cancelled\b|the job was cancelled\b|the watch was cancelled\b)/i,
  rolledBack: /^(rolled[ -]back\b|the (stack|deployment) rolled[ -]back\b)/i,
  notRolledBack: /rollback[ _-]failed/i,
  breached: /^(breached\b|bake (was )?breached\b|the bake (was )?breached\b)/i,
} as const;

type Ended = Pick<Registration, 'heldSince' | 'ended' | 'shape' | 'rolledBack'>;

/**
 * How a registration that is over ended. Its first end counts (registration.ts, `lifeOf`): that GitHub, or `cleanup`, has made a
 * success inactive since changes nothing. One that never held has deployed nothing. Unknown is `error`: so is a hold
 * that somebody ended as inactive, by which nobody says how it went.
 */
export function outcomeOf({ heldSince, ended, shape, rolledBack }: Ended): PastOutcome {
  if (ended === undefined) return 'error';
  const { state, description } = ended;
  if (heldSince === undefined) return state === 'inactive' ? 'cancelled' : 'error';
  switch (state) {
    case 'success':
      return WORDS.unchanged.test(description) || shape === NOTHING ? 'no-changes' : 'succeeded';
    case 'failure':
      if (WORDS.breached.test(description)) return 'breached';
      if (WORDS.notRolledBack.test(description)) return 'failed';
      return rolledBack || WORDS.rolledBack.test(description) ? 'rolled-back' : 'failed';
    case 'error':
      return WORDS.cancelled.test(description) ? 'cancelled' : 'error';
    default:
      return 'error';
  }
}

/** `Service: quota is used up`: how the guard words the resource that failed. */
const RESOURCE = /^(?:rolled back: )?([A-Za-z0-9]{1,255}): /;

/** The registration as a deployment of the past; undefined while it is not over. `serverUrl`: of the pages of runs. */
export function pastDeployment(one: Registration, serverUrl?: string): PastDeployment | undefined {
  const { payload, heldSince, ended, claimed, committedAt } = one;
  if (ended === undefined || queuePhaseOf(one.latest) !== 'over') return undefined;
  const outcome = outcomeOf(one);
  const failed = ['failed', 'rolled-back'].includes(outcome);
  const { repository, runId, runAttempt } = payload;
  return compact({
    id: one.id,
    environment: one.environment,
    repository,
    correlationId: payload.correlationId,
    sha: one.sha,
    claimed,
    // GitHub dates the registry's own commit.
    committedAt: claimed ? undefined : committedAt,
    actor: payload.actor,
    workflow: payload.workflow,
    runUrl: serverUrl && `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`,
    runId,
    runAttempt,
    queuedAt: one.createdAt,
    heldSince,
    endedAt: ended.createdAt,
    outcome,
    reason: ended.description === '' ? undefined : ended.description,
    failedResource: failed ? (one.failing ?? RESOURCE.exec(ended.description)?.[1]) : undefined,
    slowest: one.slowest,
    predicted: one.predicted,
    stacks: payload.stacks,
    priority: payload.priority,
  });
}
