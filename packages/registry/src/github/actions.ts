import { UserError } from '@signalbox/runner/errors';
import type { Owner, OwnerState } from '../model/liveness.ts';
import { canonical, named, sameRepository } from '../model/names.ts';
import { RegistryError } from '../model/snapshot.ts';
import type { CommitMessages, Commits, CommitTimes, ConcurrencyGroups, Owners, Reviews } from '../ports.ts';
import { type Client, type ConnectOptions, orNothing, serverTime } from './client/client.ts';
import { conditionalGets } from './client/conditional.ts';

/** What GitHub knows about jobs, commits and native concurrency groups. Always by id: lists lag. */
export function githubActions(
  client: Client,
  { clock, repository: registry }: Pick<ConnectOptions, 'clock' | 'repository'>,
): {
  readonly owners: Owners;
  readonly reviews: Reviews;
  readonly commits: Commits & CommitTimes & CommitMessages;
  readonly groups: ConcurrencyGroups;
} {
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

  /**
   * What is asked here can be a stranger's field, so no answer about it ends our own work: a repository can be gone
   * (404), blocked (403, or 451: github/rest-api-description#3314), its name too long (414: github/docs#4537). That a
   * token is refused in general, the registry's own repository shows.
   * @throws RegistryError when GitHub is out of order
   */
  async function lookUp<T>(
    what: string,
    repository: string,
    request: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | 'absent' | 'unreadable'> {
    const foreign = !sameRepository(repository, registry);
    let refused = false;
    const asked = (signal: AbortSignal) =>
      orNothing(request)(signal).catch((error: { readonly status?: number }) => {
        refused = foreign && (error.status === 401 || error.status === 403);
        // Not worth the patience with a token that was good.
        if (foreign && error.status === 401)
          throw new UserError(`GitHub refuses the token for ${repository}`);
        throw error;
      });
    try {
      return (await read(what, asked, repository)) ?? 'absent';
    } catch (error) {
      if (error instanceof RegistryError && !refused) throw error;
      return 'unreadable';
    }
  }

  const job = ({ repository }: Owner, id: number) =>
    lookUp('read the owning job', repository, async (signal) => {
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

  const attempt = ({ repository, runId, runAttempt }: Owner) =>
    lookUp('read the owning run', repository, async (signal) => {
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

  async function jobState(owner: Owner): Promise<OwnerState | undefined> {
    const { checkRunId, scope } = owner;
    if (checkRunId === undefined || scope !== 'job') return undefined;
    const found = await job(owner, checkRunId);
    if (typeof found === 'string') return undefined;
    const { status, conclusion, completed_at } = found;
    if (status !== 'completed') return { alive: true, by: 'job' };
    return ended(`job ${checkRunId}`, { conclusion, at: completed_at }, found.now);
  }

  async function runState(owner: Owner): Promise<OwnerState | undefined> {
    const found = await attempt(owner);
    if (typeof found === 'string') return undefined;
    const { status, conclusion, updated_at } = found;
    // The schema lets a run have no status: then nobody knows.
    if (status === null) return undefined;
    if (status !== 'completed') return { alive: true, by: 'run' };
    return ended(`run ${owner.runId}`, { conclusion, at: updated_at }, found.now);
  }

  /** When the owner ran, in milliseconds. */
  async function life(
    owner: Owner,
  ): Promise<{ from: string; until: string | null } | 'absent' | 'unreadable'> {
    if (owner.checkRunId === undefined || owner.scope !== 'job') {
      const found = await attempt(owner);
      if (typeof found === 'string') return found;
      if (found.status === null) return 'unreadable';
      const over = found.status === 'completed';
      return { from: found.run_started_at ?? found.created_at, until: over ? found.updated_at : null };
    }
    const found = await job(owner, owner.checkRunId);
    if (typeof found === 'string') return found;
    const fits = Number(found.run_id) === owner.runId && (found.run_attempt ?? 1) === owner.runAttempt;
    return fits ? { from: found.started_at, until: found.completed_at } : 'absent';
  }

  const reviews: Reviews = {
    // https://docs.github.com/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
    approvers: async (repository, runId, environment) => {
      const answer = await lookUp('read the reviews of a run', repository, (signal) =>
        octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', {
          ...named(repository),
          run_id: runId,
          request: { signal },
        }),
      );
      if (typeof answer === 'string') return undefined;
      const ofIt = answer.data.filter(
        ({ state, environments }) =>
          state === 'approved' &&
          environments.some(({ name = '' }) => canonical(name) === canonical(environment)),
      );
      return [...new Set(ofIt.map(({ user }) => user.login))];
    },
  };

  return {
    reviews,
    owners: {
      state: async (owner) => {
        const known = (await jobState(owner)) ?? (await runState(owner));
        return known ?? { alive: 'unknown', why: `run ${owner.runId} of ${owner.repository} cannot be read` };
      },
      lived: async (owner, from, until) => {
        const found = await life(owner);
        if (typeof found === 'string') return found === 'absent' ? false : 'unknown';
        return Date.parse(found.from) <= until && (found.until === null || Date.parse(found.until) >= from);
      },
      headSha: async (owner) => {
        const found = await attempt(owner);
        return typeof found === 'string' ? undefined : found.head_sha;
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
      firstCommitAt: async (repository, base, head) => {
        const answer = await lookUp('compare commits', repository, (signal) =>
          octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
            ...named(repository),
            basehead: `${base}...${head}`,
            // In chronological order (https://docs.github.com/rest/commits/commits#compare-two-commits): the first is the oldest.
            per_page: 1,
            request: { signal },
          }),
        );
        const made = typeof answer === 'string' ? undefined : answer.data.commits[0]?.commit.committer?.date;
        return made === undefined ? undefined : Date.parse(made);
      },
      messagesAfter: async (repository, base, head, limit) => {
        const commits: { sha: string; message: string }[] = [];
        for (let page = 1; ; page++) {
          const answer = await lookUp('compare commits', repository, (signal) =>
            octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
              ...named(repository),
              basehead: `${base}...${head}`,
              ...{ per_page: 100, page },
              request: { signal },
            }),
          );
          if (typeof answer === 'string') return undefined;
          const { total_commits: all, commits: some } = answer.data;
          commits.push(...some.map(({ sha, commit }) => ({ sha, message: commit.message })));
          if (commits.length >= all) return { commits, complete: true };
          if (some.length === 0 || commits.length >= limit) return { commits, complete: false };
        }
      },
      defaultBranch: async (repository) => {
        const answer = await lookUp('read the repository', repository, (signal) =>
          octokit.request('GET /repos/{owner}/{repo}', { ...named(repository), request: { signal } }),
        );
        return typeof answer === 'string' ? undefined : answer.data.default_branch;
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
        if (typeof answer === 'string') return undefined;
        return answer.data.concurrency_groups.flatMap(({ group_name: name, group_members }) =>
          group_members.map(({ job_id: jobId, status }) => ({
            ...(typeof jobId === 'number' ? { jobId } : {}),
            name,
            holds: status === 'in_progress',
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
        if (typeof answer === 'string') return [];
        return answer.data.group_members.map(({ run_id: runId, job_name: jobName, status }) => ({
          ...(typeof jobName === 'string' ? { jobName } : {}),
          runId,
          holds: status === 'in_progress',
        }));
      },
    },
  };
}
