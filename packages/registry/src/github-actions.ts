import { UserError } from '@signalbox/runner/errors';
import { type Client, type ConnectOptions, orNothing, serverTime } from './client.ts';
import { conditionalGets } from './conditional.ts';
import { named } from './names.ts';
import type { Commits, ConcurrencyGroups, Owner, OwnerState, Owners } from './port.ts';

/** What GitHub knows about jobs, commits and native concurrency groups. Always by id: lists lag. */
export function githubActions(
  client: Client,
  { clock }: Pick<ConnectOptions, 'clock'>,
): { readonly owners: Owners; readonly commits: Commits; readonly groups: ConcurrencyGroups } {
  const { octokit, read } = client;
  const get = conditionalGets();
  /** When owners were first seen to be over, for those whose end GitHub gives no time. */
  const seenOver = new Map<string, number>();

  function ended(
    owner: string,
    { conclusion, at }: { readonly conclusion: string | null; readonly at: string | null },
    now: number,
  ): OwnerState {
    const seen = seenOver.get(owner) ?? now;
    seenOver.set(owner, seen);
    const since = at === null ? seen : Date.parse(at);
    return {
      alive: false,
      conclusion: conclusion ?? 'unknown',
      endedForSeconds: Math.max(0, (now - since) / 1000),
    };
  }

  /** `undefined` for what is not there, or not for our eyes. */
  async function lookUp<T>(
    what: string,
    repository: string,
    request: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await read(what, orNothing(request), repository);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  async function job({ repository, checkRunId }: Owner): Promise<OwnerState | undefined> {
    if (checkRunId === undefined) return undefined;
    const answer = await lookUp('read the owning job', repository, (signal) =>
      get(`job ${repository} ${checkRunId}`, (headers) =>
        octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}', {
          ...named(repository),
          job_id: checkRunId,
          headers,
          request: { signal },
        }),
      ),
    );
    if (answer === undefined) return undefined;
    const { status, conclusion, completed_at } = answer.data;
    if (status !== 'completed') return { alive: true, by: 'job' };
    return ended(`job ${checkRunId}`, { conclusion, at: completed_at }, serverTime(answer.headers, clock));
  }

  async function attempt({ repository, runId, runAttempt }: Owner): Promise<OwnerState | undefined> {
    const answer = await lookUp('read the owning run', repository, (signal) =>
      get(`run ${repository} ${runId} ${runAttempt}`, (headers) =>
        octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}', {
          ...named(repository),
          run_id: runId,
          attempt_number: runAttempt,
          headers,
          request: { signal },
        }),
      ),
    );
    if (answer === undefined) return undefined;
    const { status, conclusion, updated_at } = answer.data;
    // The schema lets a run have no status: then nobody knows.
    if (status === null) return undefined;
    if (status !== 'completed') return { alive: true, by: 'run' };
    return ended(`run ${runId}`, { conclusion, at: updated_at }, serverTime(answer.headers, clock));
  }

  return {
    owners: {
      state: async (owner) => {
        const known = (owner.scope === 'job' ? await job(owner) : undefined) ?? (await attempt(owner));
        return known ?? { alive: 'unknown', why: `run ${owner.runId} of ${owner.repository} cannot be read` };
      },
    },
    commits: {
      compare: async (repository, base, head) => {
        const { data } = await read(
          'compare commits',
          (signal) =>
            octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
              ...named(repository),
              basehead: `${base}...${head}`,
              per_page: 1,
              request: { signal },
            }),
          repository,
        );
        return data.status;
      },
    },
    groups: {
      ofRun: async (repository, runId) => {
        const answer = await lookUp('read concurrency groups', repository, (signal) =>
          octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups', {
            ...named(repository),
            run_id: runId,
            request: { signal },
          }),
        );
        return answer?.data.concurrency_groups.flatMap(({ group_name: name, group_members }) =>
          group_members.map(({ job_id: jobId, status, position }) => ({
            ...(typeof jobId === 'number' ? { jobId } : {}),
            name,
            holds: status === 'in_progress',
            position,
          })),
        );
      },
      members: async (repository, name) => {
        const answer = await lookUp('read a concurrency group', repository, (signal) =>
          octokit.request('GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}', {
            ...named(repository),
            concurrency_group_name: name,
            request: { signal },
          }),
        );
        return (answer?.data.group_members ?? []).map(({ run_id: runId, job_name: jobName, status }) => ({
          ...(typeof jobName === 'string' ? { jobName } : {}),
          runId,
          holds: status === 'in_progress',
        }));
      },
    },
  };
}
