import type { Owner, OwnerState } from '../../model/liveness.ts';
import { named } from '../../model/names.ts';
import type { Owners } from '../../ports.ts';
import { conditionalGets } from '../client/conditional.ts';
import { serverTime } from '../client/failure.ts';
import type { LookupContext } from './context.ts';

interface OwnerReads extends LookupContext {
  /** By the tag of the previous answer, so that asking again costs nothing where nothing changed. */
  readonly get: ReturnType<typeof conditionalGets>;
  /** When owners were first seen to be over, for those whose end GitHub gives no time. */
  readonly seenOver: Map<string, number>;
}

/** The jobs and runs that registrations belong to. */
export function githubOwners(context: LookupContext): Owners {
  const reads: OwnerReads = { ...context, get: conditionalGets(), seenOver: new Map() };
  return {
    state: async (owner) => {
      const known = (await jobState(reads, owner)) ?? (await runState(reads, owner));
      return known ?? { alive: 'unknown', why: `run ${owner.runId} of ${owner.repository} cannot be read` };
    },
    lived: async (owner, from, until) => {
      const found = await life(reads, owner);
      if (typeof found === 'string') return found === 'absent' ? false : 'unknown';
      return Date.parse(found.from) <= until && (found.until === null || Date.parse(found.until) >= from);
    },
    headSha: async (owner) => {
      const found = await attempt(reads, owner);
      return typeof found === 'string' ? undefined : found.head_sha;
    },
  };
}

const job = ({ client: { octokit }, clock, get, tryRead }: OwnerReads, { repository }: Owner, id: number) =>
  tryRead('read the owning job', repository, async (signal) => {
    const { data, headers } = await get(`job ${repository} ${id}`, (tag) =>
      octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}', {
        ...named(repository),
        job_id: id,
        headers: tag,
        request: { signal },
      }),
    );
    return { ...data, now: serverTime(headers, clock) };
  });

const attempt = (
  { client: { octokit }, clock, get, tryRead }: OwnerReads,
  { repository, runId, runAttempt }: Owner,
) =>
  tryRead('read the owning run', repository, async (signal) => {
    const { data, headers } = await get(`run ${repository} ${runId} ${runAttempt}`, (tag) =>
      octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}', {
        ...named(repository),
        run_id: runId,
        attempt_number: runAttempt,
        headers: tag,
        request: { signal },
      }),
    );
    return { ...data, now: serverTime(headers, clock) };
  });

async function jobState(reads: OwnerReads, owner: Owner): Promise<OwnerState | undefined> {
  const { checkRunId, scope } = owner;
  if (checkRunId === undefined || scope !== 'job') return undefined;
  const found = await job(reads, owner, checkRunId);
  if (typeof found === 'string') return undefined;
  const { status, conclusion, completed_at: at, now } = found;
  if (status !== 'completed') return { alive: true, by: 'job' };
  return ended(reads, `job ${checkRunId}`, { conclusion, at, now });
}

async function runState(reads: OwnerReads, owner: Owner): Promise<OwnerState | undefined> {
  const found = await attempt(reads, owner);
  if (typeof found === 'string') return undefined;
  const { status, conclusion, updated_at: at, now } = found;
  // The schema lets a run have no status: then nobody knows.
  if (status === null) return undefined;
  if (status !== 'completed') return { alive: true, by: 'run' };
  return ended(reads, `run ${owner.runId}`, { conclusion, at, now });
}

interface End {
  readonly conclusion: string | null;
  readonly at: string | null;
  readonly now: number;
}

function ended({ seenOver }: OwnerReads, owner: string, { conclusion, at, now }: End): OwnerState {
  const seen = seenOver.get(owner) ?? now;
  seenOver.set(owner, seen);
  const since = at === null ? seen : Date.parse(at);
  return {
    alive: false,
    conclusion: conclusion ?? 'unknown',
    endedForSeconds: Math.max(0, (now - since) / 1000),
  };
}

/** From when to when the owner ran, as GitHub writes times; null while it runs. */
interface Lifetime {
  readonly from: string;
  readonly until: string | null;
}

async function life(reads: OwnerReads, owner: Owner): Promise<Lifetime | 'absent' | 'unreadable'> {
  if (owner.checkRunId === undefined || owner.scope !== 'job') {
    const found = await attempt(reads, owner);
    if (typeof found === 'string') return found;
    if (found.status === null) return 'unreadable';
    const over = found.status === 'completed';
    return { from: found.run_started_at ?? found.created_at, until: over ? found.updated_at : null };
  }
  const found = await job(reads, owner, owner.checkRunId);
  if (typeof found === 'string') return found;
  const fits = Number(found.run_id) === owner.runId && (found.run_attempt ?? 1) === owner.runAttempt;
  return fits ? { from: found.started_at, until: found.completed_at } : 'absent';
}
